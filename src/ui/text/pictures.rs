//! The words for what was done to a picture and for why one at an address was not seen.

use super::{Texts, numbers::sides, plain};
use crate::domain::{ImageFacts, PictureChange, Unseen};

impl Texts {
    /// What was done to a picture, in a few words; `sent` is what was measured of what it became.
    #[must_use]
    pub fn picture_change(&self, change: &PictureChange, sent: &ImageFacts) -> String {
        match change {
            PictureChange::Converted(from) => {
                self.with("change-converted", &[("from", from.name().into()), ("to", sent.format.name().into())])
            }
            PictureChange::Turned => self.get("change-turned"),
            PictureChange::MetadataRemoved => self.get("change-metadata-removed"),
            PictureChange::OnWhite => self.get("change-on-white"),
            PictureChange::PlainColours => self.get("change-plain-colours"),
            PictureChange::Cropped(area) => self.with("change-cropped", &sides(area.width, area.height)),
            PictureChange::Enlarged(width, height) => self.with("change-enlarged", &sides(*width, *height)),
            PictureChange::Recompressed(quality) => self.with("change-recompressed", &[("quality", plain(*quality))]),
            PictureChange::Reduced(width, height) => self.with("change-reduced", &sides(*width, *height)),
        }
    }

    /// Why the picture at an address was not looked at, as a part of a sentence.
    #[must_use]
    pub fn unseen(&self, why: &Unseen) -> String {
        match why {
            Unseen::NotPublic => self.get("unseen-not-public"),
            Unseen::NoAnswer => self.get("unseen-no-answer"),
            Unseen::TooSlow(seconds) => self.with("unseen-too-slow", &[("seconds", (*seconds).into())]),
            Unseen::LeadsOn => self.get("unseen-leads-on"),
            Unseen::Status(status) => self.with("unseen-status", &[("status", plain(*status))]),
            Unseen::TooLarge(limit) => self.with("unseen-too-large", &[("limit", self.round_size(*limit).into())]),
            Unseen::Unusable(why) => self.unreadable(why),
        }
    }
}
