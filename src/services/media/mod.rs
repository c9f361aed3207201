//! Measuring pictures, sounds and videos from their content.
//!
//! Not the rules: whether a provider takes what was measured is `domain::check`. Not the keeping: that is
//! `services::inputs`. Everything here is blocking work, and no content, however broken, makes it panic.

mod coding;
mod decoder;
mod demux;
mod faces;
mod flac;
mod gathered;
mod heif;
pub mod image;
mod iso;
mod kind;
mod level;
pub mod mp4;
pub mod mux;
pub mod picture;
pub mod proof;
pub mod sound;
mod view;
pub mod voice;
mod wav;

pub use kind::{Kind, kind_of};

use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::state::messages::Place;

/// A picture as pixels: 8 bits each of red, green, blue and alpha, row by row from the top, not premultiplied.
#[derive(Clone, PartialEq, Eq)]
pub struct Pixels {
    /// Pixels in a row.
    pub width: u32,
    /// Rows.
    pub height: u32,
    /// `width × height × 4` bytes.
    pub rgba: Vec<u8>,
}

impl std::fmt::Debug for Pixels {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Pixels({} × {})", self.width, self.height)
    }
}

/// Which place of the form a file belongs to, by its content; `None` when it is neither a picture nor a sound.
///
/// Give it the whole content: some sounds say what they are only at their end. A film is not a voice.
#[must_use]
pub fn place_of(bytes: &[u8]) -> Option<Place> {
    kind_of(bytes).map(|kind| match kind {
        Kind::Image(_) => Place::Portrait,
        Kind::Sound(_) => Place::Voice,
    })
}

/// Runs a decoder that others wrote; `None` when it panicked.
///
/// The decoders promise not to, and are young or large enough to be wrong about it: one broken file must not end the
/// program. What they worked on is thrown away with the panic, so nothing half done is seen afterwards.
fn guarded<T>(work: impl FnOnce() -> T) -> Option<T> {
    catch_unwind(AssertUnwindSafe(work)).ok()
}
