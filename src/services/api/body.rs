//! The body of the paid request: JSON whose pictures and sounds become Base64 while it is being sent.
//!
//! Not a serialiser for anything else. Invariant: the pieces that come out are together exactly `total` bytes, and the
//! files are never copied as a whole.

use std::collections::VecDeque;

use base64::{Engine, engine::general_purpose::STANDARD};
use bytes::Bytes;
use serde_json::Value;

use super::Payload;
use crate::domain::{PortraitInput, Submission, VoiceInput};

/// Bytes of a file that are encoded at a time: a multiple of three, so that only the last piece is padded.
const PIECE: usize = 48 * 1024;

/// A kept file that the order names was not handed over; which one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the {0} that was checked is not at hand")]
pub(super) struct NotAtHand(&'static str);

/// A stretch of the body.
enum Part {
    /// JSON as it is.
    Text(Bytes),
    /// Bytes that become Base64.
    File(Bytes),
}

/// The body, handed out piece by piece.
pub(super) struct Upload {
    parts: VecDeque<Part>,
    total: u64,
}

impl Upload {
    /// Lays out the body of a submission (api.md §1): unused keys are left out.
    ///
    /// # Errors
    /// When the order names a kept file and the payload lacks it.
    pub(super) fn new(submission: &Submission, payload: Payload) -> Result<Self, NotAtHand> {
        let order = submission.order();
        let mut upload = Self { parts: VecDeque::new(), total: 0 };
        upload.text("{\"image\":");
        match &order.portrait {
            PortraitInput::File { .. } => upload.file(payload.portrait.ok_or(NotAtHand("portrait"))?),
            PortraitInput::Link(link) => upload.text(&quoted(link.as_str())),
        }
        match &order.voice {
            VoiceInput::File { .. } => {
                upload.text(",\"sound_file\":");
                upload.file(payload.voice.ok_or(NotAtHand("voice"))?);
            }
            VoiceInput::Link(link) => upload.field("sound_file", link.as_str()),
            VoiceInput::AudioId(id, _) => upload.field("audio_id", id),
        }
        upload.field("prompt", &order.direction);
        upload.field("mode", order.mode.wire());
        upload.field("external_task_id", submission.external_id());
        if let Some(callback_url) = &order.callback_url {
            upload.field("callback_url", callback_url);
        }
        upload.text("}");
        Ok(upload)
    }

    /// Bytes of the whole body.
    pub(super) fn total(&self) -> u64 {
        self.total
    }

    fn field(&mut self, name: &str, value: &str) {
        self.text(&format!(",\"{name}\":{}", quoted(value)));
    }

    fn text(&mut self, text: &str) {
        self.total += text.len() as u64;
        self.parts.push_back(Part::Text(Bytes::copy_from_slice(text.as_bytes())));
    }

    fn file(&mut self, file: Bytes) {
        self.text("\"");
        self.total += (file.len() as u64).div_ceil(3) * 4;
        self.parts.push_back(Part::File(file));
        self.text("\"");
    }
}

/// A JSON text.
fn quoted(text: &str) -> String {
    Value::from(text).to_string()
}

impl Iterator for Upload {
    type Item = Bytes;

    fn next(&mut self) -> Option<Bytes> {
        loop {
            match self.parts.pop_front()? {
                Part::Text(text) => return Some(text),
                Part::File(file) if file.is_empty() => {}
                Part::File(mut file) => {
                    let piece = file.split_to(file.len().min(PIECE));
                    self.parts.push_front(Part::File(file));
                    return Some(Bytes::from(STANDARD.encode(piece)));
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::services::api::fault_server::{Ordered, submission};

    fn lay(ordered: Ordered, payload: Payload) -> Result<(Value, u64, usize), NotAtHand> {
        let upload = Upload::new(&submission(ordered), payload)?;
        let total = upload.total();
        let body: Vec<u8> = upload.flat_map(Vec::from).collect();
        Ok((serde_json::from_slice(&body).expect("JSON"), total, body.len()))
    }

    #[test]
    fn files_of_every_length_come_back_from_the_base64() {
        for length in [0, 1, 2, 3, 4, PIECE - 1, PIECE, PIECE + 1, 3 * PIECE + 2] {
            let portrait: Vec<u8> = (0..length).map(|at| (at * 7 % 251) as u8).collect();
            let voice: Vec<u8> = portrait.iter().rev().copied().collect();
            let payload = Payload { portrait: Some(portrait.clone().into()), voice: Some(voice.clone().into()) };
            let (body, total, bytes) = lay(Ordered::Files, payload).expect("at hand");
            assert_eq!(total, bytes as u64);
            for (name, file) in [("image", portrait), ("sound_file", voice)] {
                let text = body[name].as_str().expect("text");
                assert_eq!(STANDARD.decode(text).expect("standard, padded, unbroken"), file, "{name} of {length}");
            }
        }
    }

    #[test]
    fn unused_keys_are_left_out_and_links_go_as_they_are() {
        let keys = |body: &Value| body.as_object().expect("object").keys().cloned().collect::<Vec<_>>();
        let (body, ..) = lay(Ordered::Links, Payload::default()).expect("nothing needed");
        assert_eq!(body["image"], "https://example.org/a.png?x=\"1\"&y=ü");
        assert_eq!(body["sound_file"], "https://example.org/a.mp3");
        assert_eq!(body["callback_url"], "https://example.org/told");
        assert_eq!(
            keys(&body),
            ["callback_url", "external_task_id", "image", "mode", "prompt", "sound_file"],
            "nothing more"
        );
        let portrait = Payload { portrait: Some(Bytes::from_static(b"p")), ..Payload::default() };
        let (body, ..) = lay(Ordered::AudioId, portrait).expect("at hand");
        assert_eq!(body["audio_id"], "847487393472614443");
        assert_eq!(keys(&body), ["audio_id", "external_task_id", "image", "mode", "prompt"]);
    }

    #[test]
    fn a_file_that_is_not_at_hand_is_said() {
        let voice = Payload { voice: Some(Bytes::from_static(b"v")), ..Payload::default() };
        assert_eq!(lay(Ordered::Files, voice).map(|_| ()), Err(NotAtHand("portrait")));
        let portrait = Payload { portrait: Some(Bytes::from_static(b"p")), ..Payload::default() };
        assert_eq!(lay(Ordered::Files, portrait).map(|_| ()), Err(NotAtHand("voice")));
    }
}
