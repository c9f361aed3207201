//! What may be kept and shown of a text that came from outside.
//!
//! Not a translation: the words stay the provider's. Invariant: what comes out holds no key, no bearer token, no query of
//! an address (they carry signatures), no control character, and at most `KEPT` characters and a mark.

use crate::domain::ApiKey;

/// The most characters kept.
pub(super) const KEPT: usize = 500;

/// The most characters looked at: an answer of a megabyte need not be searched to show its start.
const LOOKED_AT: usize = 8 * KEPT;

/// Characters that can stand in a token.
fn in_token(c: char) -> bool {
    c.is_ascii_alphanumeric() || "-_*.".contains(c)
}

/// Cleans a text for keeping and showing. The key, where it is known, is removed even when it looks like no key.
pub(in crate::services) fn clean(text: &str, key: Option<&ApiKey>) -> String {
    let text = match key {
        Some(key) => text.replace(key.reveal(), "…"),
        None => text.to_owned(),
    };
    // Marks that turn the direction of writing would let a text look like another one.
    let turns = |c: char| matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let plain: String =
        text.chars().take(LOOKED_AT).map(|c| if c.is_control() || turns(c) { ' ' } else { c }).collect();
    let spaced = plain.split_whitespace().collect::<Vec<_>>().join(" ");
    cut(&without_keys(&without_bearers(&without_queries(&spaced))))
}

/// Cuts after `KEPT` characters.
fn cut(text: &str) -> String {
    match text.char_indices().nth(KEPT) {
        Some((at, _)) => format!("{}…", text.get(..at).unwrap_or_default()),
        None => text.to_owned(),
    }
}

/// Replaces the query of every address.
fn without_queries(text: &str) -> String {
    let lower = text.to_ascii_lowercase();
    let (mut out, mut at) = (String::with_capacity(text.len()), 0);
    let part = |from: usize, to: usize| text.get(from..to).unwrap_or_default();
    while let Some(start) = lower.get(at..).and_then(|rest| rest.find("http")).map(|found| at + found) {
        let length = part(start, text.len()).find([' ', '"', '\'', '<', '>', ')', '`']);
        let end = length.map_or(text.len(), |length| start + length);
        let (address, query) = part(start, end).split_once('?').map_or((part(start, end), false), |(a, _)| (a, true));
        out.push_str(part(at, start));
        out.push_str(address);
        out.push_str(if query { "?…" } else { "" });
        at = end;
    }
    out.push_str(part(at, text.len()));
    out
}

/// Replaces the word after `Bearer`.
fn without_bearers(text: &str) -> String {
    let mut after_bearer = false;
    let words = text.split(' ').map(|word| {
        let hide = std::mem::replace(&mut after_bearer, word.to_ascii_lowercase().ends_with("bearer"));
        // "the bearer token is invalid" is no secret; what is one is long or holds more than letters.
        let secret = word.len() >= 16 || !word.chars().all(|c| c.is_alphabetic() || ".,;:".contains(c));
        if hide && secret { "…" } else { word }
    });
    words.collect::<Vec<_>>().join(" ")
}

/// Replaces what looks like a key: `sk-` and what follows, where no word is under way.
fn without_keys(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("sk-") {
        let in_word = before.chars().next_back().or_else(|| out.chars().next_back()).is_some_and(char::is_alphanumeric);
        let token = after.find(|c| !in_token(c)).unwrap_or(after.len());
        out.push_str(before);
        out.push_str("sk-");
        rest = after;
        if !in_word && token >= 4 {
            out.push('…');
            rest = after.get(token..).unwrap_or_default();
        }
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_are_removed_and_the_rest_stays() {
        let key = ApiKey::read("plainkey12").expect("a key");
        let table = [
            ("the key plainkey12 is wrong", "the key … is wrong"),
            ("Incorrect API key provided: sk-abcd*****wxyz.", "Incorrect API key provided: sk-…"),
            ("two: sk-abcdef sk-ghijkl!", "two: sk-… sk-…!"),
            ("task-12345678 and desk-lamp stay", "task-12345678 and desk-lamp stay"),
            ("Authorization: Bearer abc.def-123 refused", "Authorization: Bearer … refused"),
            (r#"{"Authorization":"Bearer eyJhbGciOi"} x"#, r#"{"Authorization":"Bearer … x"#),
            ("the bearer token is invalid", "the bearer token is invalid"),
            ("see https://h.example/v.mp4?ksTime=1&sig=2 now", "see https://h.example/v.mp4?… now"),
            (r#"{"url":"HTTPS:\/\/h\/v?sig=2","a":1}"#, r#"{"url":"HTTPS:\/\/h\/v?…","a":1}"#),
            ("why? because", "why? because"),
            ("a\u{0}b\r\n\tc \u{202e}d", "a b c d"),
            ("Größe überschritten 图片", "Größe überschritten 图片"),
            ("http", "http"),
            ("", ""),
        ];
        for (text, expected) in table {
            assert_eq!(clean(text, Some(&key)), expected, "{text:?}");
        }
    }

    #[test]
    fn a_long_text_is_cut_at_a_character() {
        let cleaned = clean(&"é".repeat(1_000_000), None);
        assert_eq!(cleaned.chars().count(), KEPT + 1);
        assert!(cleaned.ends_with('…'));
        assert_eq!(clean(&"a".repeat(KEPT), None).len(), KEPT);
    }
}
