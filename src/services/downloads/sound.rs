//! Fetching the sound of a spoken voice: small, so into memory and never resumed.
//!
//! Not the keeping. The request carries no key, no referrer and nothing else that tells of the person. Invariant: what is
//! handed out came whole, as far as its sender says how long it is.

use url::Url;

use super::source::{is_safe, network, refuse_words};
use crate::domain::{DownloadFault, Found};
use crate::services::api::Client;

impl Client {
    /// Fetches a sound of at most `most_bytes`.
    ///
    /// # Errors
    /// What to do next, as `DownloadFault` says.
    pub async fn fetch_sound(&self, url: &str, most_bytes: u64) -> Result<Vec<u8>, DownloadFault> {
        let url = Url::parse(url).ok().filter(is_safe).ok_or(DownloadFault::NotAVideo(Found::BadAddress))?;
        let mut source = self.open_video(url, None).await?;
        if source.status() != 200 {
            return Err(network(&format!("HTTP {}", source.status())));
        }
        let too_large = || DownloadFault::NotAVideo(Found::TooLarge(most_bytes));
        if source.total.is_some_and(|total| total > most_bytes) {
            return Err(too_large());
        }
        let mut bytes = Vec::new();
        while let Some(piece) = source.next().await? {
            if bytes.is_empty() {
                refuse_words(&piece)?;
            }
            if (bytes.len() + piece.len()) as u64 > most_bytes {
                return Err(too_large());
            }
            bytes.extend_from_slice(&piece);
        }
        match (bytes.len() as u64, source.total) {
            (0, _) => Err(DownloadFault::NotAVideo(Found::Nothing)),
            (came, Some(total)) if came != total => Err(network(&format!("it ended after {came} of {total} bytes"))),
            _ => Ok(bytes),
        }
    }
}
