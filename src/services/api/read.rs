//! Taking in an answer: bounded in size, bounded in time, whatever the other side does.
//!
//! Not its meaning: that is `triage`. Invariant: no answer takes more than its limit of memory.

use std::time::Duration;

use jiff::Timestamp;
use reqwest::{Response, header::HeaderMap};
use serde_json::Value;

use super::clean;
use crate::domain::Lost;

/// What came back.
pub(super) struct Reply {
    /// The HTTP status.
    pub(super) status: u16,
    /// How long the other side asks to wait.
    pub(super) retry_after: Option<Duration>,
    /// A request id from the headers, for answers whose body has none.
    pub(super) header_id: Option<String>,
    /// What was in it.
    pub(super) content: Content,
}

/// What an answer held.
pub(super) enum Content {
    /// A JSON object.
    Json(Value),
    /// Anything else that came whole.
    Text(String),
    /// It did not come whole.
    Lost(Lost),
}

impl Reply {
    /// Reads an answer of at most `limit` bytes, none of whose pieces may take longer than `idle`.
    pub(super) async fn read(mut response: Response, limit: usize, idle: Duration) -> Self {
        let status = response.status().as_u16();
        let retry_after = retry_after(response.headers(), Timestamp::now());
        let header_id = request_id(response.headers());
        let mut body = Vec::new();
        let content = loop {
            match tokio::time::timeout(idle, response.chunk()).await {
                Ok(Ok(Some(piece))) if body.len() + piece.len() <= limit => body.extend_from_slice(&piece),
                Ok(Ok(Some(_))) => {
                    break Content::Lost(Lost::Unclear(status, format!("an answer of more than {limit} bytes")));
                }
                Ok(Ok(None)) => break Content::of(&body),
                Ok(Err(error)) => break Content::Lost(lost(error)),
                Err(_) => break Content::Lost(Lost::TimedOut),
            }
        };
        Self { status, retry_after, header_id, content }
    }
}

impl Content {
    /// Reads bytes as a JSON object, or as text. Deeply nested JSON is text: the parser stops at a depth of 128.
    pub(super) fn of(body: &[u8]) -> Self {
        let body = body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(body);
        match serde_json::from_slice::<Value>(body) {
            Ok(value) if value.is_object() => Self::Json(value),
            _ => Self::Text(String::from_utf8_lossy(body).into_owned()),
        }
    }
}

/// What a broken exchange means for a request of which bytes were sent.
pub(super) fn lost(error: reqwest::Error) -> Lost {
    if error.is_timeout() { Lost::TimedOut } else { Lost::Cut(words(error)) }
}

/// The words of an error and of all its causes, without addresses.
pub(in crate::services) fn words(error: reqwest::Error) -> String {
    let error = error.without_url();
    let mut words = vec![error.to_string()];
    let mut cause = std::error::Error::source(&error);
    while let Some(error) = cause {
        let text = error.to_string();
        if !words.iter().any(|said| said.contains(&text)) {
            words.push(text);
        }
        cause = error.source();
    }
    clean(&words.join(": "), None)
}

/// Reads `Retry-After`: seconds, or a date.
fn retry_after(headers: &HeaderMap, now: Timestamp) -> Option<Duration> {
    let text = headers.get("retry-after")?.to_str().ok()?.trim();
    if let Ok(seconds) = text.parse() {
        return Some(Duration::from_secs(seconds));
    }
    let until = jiff::fmt::rfc2822::DateTimeParser::new().parse_timestamp(text).ok()?;
    Some(Duration::try_from(until.duration_since(now)).unwrap_or_default())
}

/// The request id that gateways put into the headers.
fn request_id(headers: &HeaderMap) -> Option<String> {
    let named = ["x-request-id", "x-oneapi-request-id"].iter().find_map(|name| headers.get(*name));
    named.and_then(|value| value.to_str().ok()).map(|text| clean(text, None)).filter(|text| !text.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use reqwest::header::HeaderValue;

    #[test]
    fn retry_after_is_seconds_or_a_date() {
        let now: Timestamp = "2026-11-06T08:49:37Z".parse().expect("a time");
        let of = |text: &'static str| {
            let mut headers = HeaderMap::new();
            headers.insert("retry-after", HeaderValue::from_static(text));
            retry_after(&headers, now)
        };
        assert_eq!(of("7"), Some(Duration::from_secs(7)));
        assert_eq!(of("Fri, 06 Nov 2026 08:50:07 GMT"), Some(Duration::from_secs(30)));
        assert_eq!(of("Fri, 06 Nov 2026 08:00:00 GMT"), Some(Duration::ZERO));
        assert_eq!(of("soon"), None);
        assert_eq!(retry_after(&HeaderMap::new(), now), None);
    }

    #[test]
    fn only_an_object_is_json() {
        assert!(matches!(Content::of(b"\xef\xbb\xbf{\"code\":0}"), Content::Json(_)));
        let deep = format!("{{\"a\":{}{}}}", "[".repeat(10_000), "]".repeat(10_000));
        for text in ["", "[]", "null", "\"x\"", "{\"code\":0} and more", "<html>", "{\"code\":0", &deep] {
            assert!(matches!(Content::of(text.as_bytes()), Content::Text(_)), "{text:.20}");
        }
        assert!(matches!(Content::of(b"\xff\xfe"), Content::Text(text) if text == "\u{fffd}\u{fffd}"));
    }
}
