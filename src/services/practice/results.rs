//! Hands out films and sounds at signed addresses, whole or in part.
//!
//! Not behind the key: whoever has the address may fetch, as with the provider. Invariant: without a right signature nothing
//! is said about any file, and no path ever comes from a request.

use std::{io::SeekFrom, path::Path};

use axum::{
    body::{Body, Bytes},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse as _, Response},
};
use futures_util::stream;
use sha2::{Digest as _, Sha256};
use tokio::{
    fs::File,
    io::{AsyncReadExt as _, AsyncSeekExt as _},
};

use super::fault::Fault;
use super::record::{LIFETIME, Millis, millis};

/// How much is read from the disk at a time.
const PIECE: usize = 64 * 1024;

/// Signs addresses with a secret that only this run of the server knows.
pub(super) struct Signer([u8; 32]);

impl Signer {
    /// Makes a fresh secret.
    pub fn new() -> Self {
        let mut secret = [0; 32];
        for (half, fresh) in secret.chunks_exact_mut(16).zip(std::iter::repeat_with(uuid::Uuid::new_v4)) {
            half.copy_from_slice(fresh.as_bytes());
        }
        Self(secret)
    }

    /// The path and query of a file that was made then: good as long as the provider would keep it.
    pub fn sign(&self, name: &str, made_at: Millis) -> String {
        let until = format!("{:x}", made_at.saturating_add(millis(LIFETIME)) / 1000);
        let signature = self.signature(name, &until);
        format!("/results/{name}?ksTime={until}&ksSign={signature}")
    }

    /// Whether a signature is right and its time is not over.
    pub fn holds(&self, name: &str, until: &str, signature: &str, now: Millis) -> bool {
        let right = same(&self.signature(name, until), signature);
        right && i64::from_str_radix(until, 16).is_ok_and(|until| now / 1000 <= until)
    }

    fn signature(&self, name: &str, until: &str) -> String {
        let inner =
            Sha256::new().chain_update(self.0).chain_update(name).chain_update("?").chain_update(until).finalize();
        let outer = Sha256::new().chain_update(self.0).chain_update(inner).finalize();
        outer.iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

/// Compares two secrets in a time that does not depend on where they differ.
pub(super) fn same(a: &str, b: &str) -> bool {
    let (a, b) = (Sha256::digest(a), Sha256::digest(b));
    a.iter().zip(b.iter()).fold(0, |difference, (a, b)| difference | (a ^ b)) == 0
}

/// A file as an answer, or the part of it that was asked for.
///
/// # Errors
/// When it is not there.
pub(super) async fn send_file(path: &Path, kind: &'static str, asked: &HeaderMap) -> Result<Response, Fault> {
    let gone = |_| Fault::Missing("This result".to_owned());
    let mut file = File::open(path).await.map_err(gone)?;
    let length = file.metadata().await.map_err(gone)?.len();
    let name = path.file_stem().and_then(|name| name.to_str()).unwrap_or_default();
    // A result never changes, so its name and length say which one it is.
    let tag = format!("\"{name}-{length}\"");
    let text = |name| asked.get(name).and_then(|value| value.to_str().ok());
    let unchanged = text(header::IF_RANGE).is_none_or(|known| known == tag);
    let part = match text(header::RANGE).filter(|_| unchanged) {
        Some(range) => read_range(range, length),
        None => Part::Whole,
    };
    let common = [(header::ACCEPT_RANGES, "bytes".to_owned()), (header::ETAG, tag)];
    let (status, first, count, range) = match part {
        Part::Whole => (StatusCode::OK, 0, length, None),
        Part::Some(first, last) => {
            let range = format!("bytes {first}-{last}/{length}");
            (StatusCode::PARTIAL_CONTENT, first, last - first + 1, Some(range))
        }
        Part::Beyond => {
            let range = [(header::CONTENT_RANGE, format!("bytes */{length}"))];
            return Ok((StatusCode::RANGE_NOT_SATISFIABLE, common, range).into_response());
        }
    };
    file.seek(SeekFrom::Start(first)).await.map_err(gone)?;
    let about = [(header::CONTENT_TYPE, kind.to_owned()), (header::CONTENT_LENGTH, count.to_string())];
    let range = range.map(|range| [(header::CONTENT_RANGE, range)]);
    let mut response = (status, common, about, pieces(file, count)).into_response();
    if let Some([(name, value)]) = range
        && let Ok(value) = value.parse()
    {
        response.headers_mut().insert(name, value);
    }
    Ok(response)
}

/// The next `count` bytes of a file, piece by piece.
fn pieces(file: File, count: u64) -> Body {
    Body::from_stream(stream::try_unfold((file, count), |(mut file, left)| async move {
        if left == 0 {
            return Ok::<_, std::io::Error>(None);
        }
        let mut piece = vec![0; usize::try_from(left).map_or(PIECE, |left| left.min(PIECE))];
        file.read_exact(&mut piece).await?;
        let left = left - piece.len() as u64;
        Ok(Some((Bytes::from(piece), (file, left))))
    }))
}

/// What part of a file is asked for.
#[derive(Debug, PartialEq, Eq)]
enum Part {
    Whole,
    /// First and last byte.
    Some(u64, u64),
    /// Nothing of it is there.
    Beyond,
}

/// Reads a `Range` header. One that is not understood, or asks for several parts, asks for the whole.
fn read_range(text: &str, length: u64) -> Part {
    let Some((first, last)) = text.trim().strip_prefix("bytes=").and_then(|range| range.split_once('-')) else {
        return Part::Whole;
    };
    let part = match (first.trim().parse::<u64>(), last.trim().parse::<u64>()) {
        (Ok(first), Ok(last)) if first <= last => Some((first, last.min(length.saturating_sub(1)))),
        (Ok(first), Err(_)) if last.trim().is_empty() => Some((first, length.saturating_sub(1))),
        (Err(_), Ok(count)) if first.trim().is_empty() => match count {
            0 => return Part::Beyond,
            count => Some((length.saturating_sub(count), length.saturating_sub(1))),
        },
        _ => None,
    };
    match part {
        Some((first, last)) if first < length => Part::Some(first, last),
        Some(_) => Part::Beyond,
        None => Part::Whole,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_are_read_as_servers_read_them() {
        let table = [
            ("bytes=0-99", Part::Some(0, 99)),
            ("bytes=900-", Part::Some(900, 999)),
            ("bytes=900-5000", Part::Some(900, 999)),
            ("bytes=-100", Part::Some(900, 999)),
            ("bytes=-5000", Part::Some(0, 999)),
            ("bytes=999-999", Part::Some(999, 999)),
            ("bytes=1000-", Part::Beyond),
            ("bytes=-0", Part::Beyond),
            ("bytes=5-4", Part::Whole),
            ("bytes=0-1,5-6", Part::Whole),
            ("bytes=-", Part::Whole),
            ("pages=1-2", Part::Whole),
            ("bytes=99999999999999999999999-", Part::Whole),
        ];
        for (text, part) in table {
            assert_eq!(read_range(text, 1000), part, "{text}");
        }
        assert_eq!(read_range("bytes=0-", 0), Part::Beyond);
    }

    #[test]
    fn a_signature_holds_for_one_name_one_time_one_server() {
        let (signer, other) = (Signer::new(), Signer::new());
        let signed = signer.sign("1.mp4", 1_000_000);
        let (until, signature) =
            signed.split_once("ksTime=").and_then(|(_, rest)| rest.split_once("&ksSign=")).expect("both");
        let end = 1_000_000 + millis(LIFETIME);
        assert!(signer.holds("1.mp4", until, signature, end));
        assert!(!signer.holds("1.mp4", until, signature, end + 1000), "its time is over");
        assert!(!signer.holds("2.mp4", until, signature, 0));
        assert!(!signer.holds("1.mp4", "fffffffff", signature, 0), "more time was taken");
        assert!(!signer.holds("1.mp4", until, "", 0));
        assert!(!other.holds("1.mp4", until, signature, 0));
    }
}
