//! Reading a portrait: the file as it was given is kept, and what is sent is made of it and kept beside it.

use std::borrow::Cow;

use img_parts::Bytes;

use super::{Given, Inputs, MOST_PICTURE_BYTES};
use crate::domain::{Damage, ImageFacts, ImageFormat, KeptInput, Limits, Loaded, Origin, PictureEdit, Unreadable};
use crate::services::{
    media::{
        image,
        picture::{Prepared, prepare},
    },
    samples,
};
use crate::state::messages::Source;

impl Inputs {
    /// Reads and keeps a picture, and makes of it what an edit says. What is sent is kept too, and is exactly what was
    /// measured; where that is not the file as given, its origin says what was done.
    ///
    /// # Errors
    /// Why it could not become a portrait. `Denied` also says when a copy could not be kept.
    pub fn read_portrait(&self, source: Source, edit: PictureEdit) -> Result<Loaded<ImageFacts>, Unreadable> {
        let sample = (samples::PORTRAIT, "sample-portrait.png");
        let given = match source {
            Source::Pixels(width, height, rgba) => {
                let png = image::encode_png_of(width, height, &rgba)
                    .map_err(|words| Unreadable::Damaged(Damage::Other(words)))?;
                Given { bytes: Cow::Owned(png), name: "pasted.png".to_owned(), kept: None }
            }
            other => self.fetch(other, MOST_PICTURE_BYTES, sample, Unreadable::NotAPicture)?,
        };
        self.portrait_of(given, edit)
    }

    /// Keeps a picture that came from elsewhere under this name, as `read_portrait` does.
    ///
    /// # Errors
    /// As `read_portrait`.
    pub(in crate::services) fn take_portrait(
        &self,
        bytes: Vec<u8>,
        name: String,
    ) -> Result<Loaded<ImageFacts>, Unreadable> {
        self.portrait_of(Given { bytes: Cow::Owned(bytes), name, kept: None }, PictureEdit::default())
    }

    fn portrait_of(&self, given: Given, edit: PictureEdit) -> Result<Loaded<ImageFacts>, Unreadable> {
        let Given { bytes, name, kept } = given;
        let bytes = match bytes {
            Cow::Owned(bytes) => Bytes::from(bytes),
            Cow::Borrowed(bytes) => Bytes::from_static(bytes),
        };
        let Prepared { facts, made } = prepare(&bytes, edit, &Limits::default())?;
        let keep = |bytes: &[u8], format: ImageFormat| {
            let kept = self.keep(bytes, format.extension());
            kept.map_err(|error| Unreadable::Denied(format!("a copy of it could not be kept: {error}")))
        };
        let (id, path) = kept.map_or_else(|| keep(&bytes, facts.format), Ok)?;
        let Some(made) = made else { return Ok(Loaded { id, kept: path, name, facts, origin: None }) };
        let input = KeptInput { id, name: name.clone() };
        let origin = Origin { input, kept: path, facts, edit, changes: made.changes };
        let (id, kept) = keep(&made.bytes, made.facts.format)?;
        Ok(Loaded { id, kept, name, facts: made.facts, origin: Some(Box::new(origin)) })
    }
}
