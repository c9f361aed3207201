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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Area, ImageFormat, Language, Unreadable};

    fn a_picture() -> ImageFacts {
        ImageFacts { format: ImageFormat::Png, width: 400, height: 300, bytes: 9, faces: None }
    }

    fn every_change() -> [PictureChange; 9] {
        use PictureChange as C;
        [
            C::Converted(ImageFormat::WebP),
            C::Turned,
            C::MetadataRemoved,
            C::OnWhite,
            C::PlainColours,
            C::Cropped(Area::whole(400, 300)),
            C::Enlarged(200, 150),
            C::Recompressed(83),
            C::Reduced(8000, 6000),
        ]
    }

    fn every_unseen() -> [Unseen; 7] {
        use Unseen as U;
        let unusable = U::Unusable(Unreadable::NotAPicture);
        [U::NotPublic, U::NoAnswer, U::TooSlow(20), U::LeadsOn, U::Status(404), U::TooLarge(67_108_864), unusable]
    }

    #[test]
    fn what_was_done_to_a_picture_is_said_in_few_words() {
        let texts = Texts::english();
        let said = every_change().map(|change| texts.picture_change(&change, &a_picture()));
        let expected = [
            "WebP → PNG",
            "turned upright",
            "hidden data removed",
            "put on white",
            "colours made plain",
            "cropped to 400 × 300",
            "enlarged from 200 × 150",
            "JPG quality 83",
            "reduced from 8000 × 6000",
        ];
        assert_eq!(said, expected);
    }

    #[test]
    fn nothing_that_is_done_or_not_seen_is_without_its_words() {
        for texts in Language::ALL.map(Texts::of).into_iter().chain([Texts::pseudo()]) {
            let changes = every_change().map(|change| texts.picture_change(&change, &a_picture()));
            for text in changes.into_iter().chain(every_unseen().map(|why| texts.unseen(&why))) {
                assert!(!text.contains(['⟦', '{', '}']), "{text}");
            }
        }
    }
}
