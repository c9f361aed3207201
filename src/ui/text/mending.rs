//! The words of the buttons that mend a file in the form, of what they did, and of the crop editor.

use super::{Texts, numbers::sides, plain};
use crate::domain::{Fix, ImageFacts, Limits, SoundFacts};

impl Texts {
    /// What the button says that does a fix here; where nothing can be done here, another file is chosen.
    #[must_use]
    pub fn mend(&self, fix: Fix, limits: &Limits) -> String {
        let key = match fix {
            Fix::Convert => "mend-convert",
            Fix::Recompress => "mend-smaller",
            Fix::Enlarge => "mend-enlarge",
            Fix::Crop => "mend-crop",
            Fix::CropToFace => "mend-crop-to-face",
            Fix::Trim => {
                return self.with("mend-trim", &[("longest", limits.sound_longest.as_secs().into())]);
            }
            Fix::Split => "mend-split",
            Fix::Pad => "mend-pad",
            Fix::Choose | Fix::Speak | Fix::Shorten | Fix::Rewrite | Fix::UseFile => "problem-choose-another",
        };
        self.get(key)
    }

    /// What a picture was and what it became, in sides and in size, as far as they differ.
    #[must_use]
    pub fn picture_became(&self, before: &ImageFacts, after: &ImageFacts) -> String {
        let sides = |facts: &ImageFacts| self.with("chip-side", &sides(facts.width, facts.height));
        self.became([(sides(before), sides(after)), (self.size(before.bytes), self.size(after.bytes))])
    }

    /// What a sound was and what it became, in length and in size, as far as they differ.
    #[must_use]
    pub fn sound_became(&self, before: &SoundFacts, after: &SoundFacts) -> String {
        self.became([
            (self.length(before.length), self.length(after.length)),
            (self.size(before.bytes), self.size(after.bytes)),
        ])
    }

    fn became<const N: usize>(&self, pairs: [(String, String); N]) -> String {
        let differing = pairs.into_iter().filter(|(before, after)| before != after);
        let pair = |(before, after): (String, String)| {
            self.with("change-became", &[("before", before.into()), ("after", after.into())])
        };
        differing.map(pair).collect::<Vec<_>>().join(" · ")
    }

    /// The sides and the ratio of the part of a picture.
    #[must_use]
    pub fn crop_size(&self, width: u32, height: u32) -> String {
        let [wide, high] = sides(width, height);
        self.with("crop-size", &[wide, high, ("ratio", self.ratio(width, height).into())])
    }

    /// Where a part is and how large, for those who cannot see it.
    #[must_use]
    pub fn crop_place(&self, x: u32, y: u32, width: u32, height: u32) -> String {
        let [wide, high] = sides(width, height);
        self.with("crop-place", &[wide, high, ("left", plain(x)), ("top", plain(y))])
    }

    /// That a part cannot be wider for its height.
    #[must_use]
    pub fn no_wider(&self, tenths: u32) -> String {
        self.with("crop-no-wider", &[("limit", self.tenths(tenths).into())])
    }

    /// That a part cannot be higher for its width.
    #[must_use]
    pub fn no_taller(&self, tenths: u32) -> String {
        self.with("crop-no-taller", &[("limit", self.tenths(tenths).into())])
    }

    /// That a side cannot be shorter.
    #[must_use]
    pub fn no_shorter(&self, pixels: u32) -> String {
        self.with("crop-no-shorter", &[("pixels", plain(pixels))])
    }
}
