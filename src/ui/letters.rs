//! The letters: Inter in three weights, and the sizes they are used in.
//!
//! Not the colours. Inter comes subset and with tabular figures (`assets/fonts`); what it lacks comes from egui's own
//! fonts and then from the system's.

use std::sync::Arc;

use egui::{FontData, FontDefinitions, FontFamily, FontId};

/// A size and weight of text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Type {
    /// 14: what a well invites to.
    Body,
    /// 13.5, on rows of 20: what is written at length.
    Prose,
    /// 14 medium: the title of a card or a toast.
    Strong,
    /// 13: segments, fields, lists.
    Control,
    /// 13 medium: what is chosen.
    ControlStrong,
    /// 13.5 medium: tall buttons.
    Tall,
    /// 12.5: the lines under a title.
    Detail,
    /// 12.5 medium: small buttons.
    Small,
    /// 13.5 semibold: the primary action.
    Action,
    /// 14 semibold: money.
    Sum,
    /// 12: chips, numbers, small print.
    Meta,
    /// 12 semibold: the head of a section.
    Head,
    /// 15 semibold: titles.
    Title,
    /// 20 semibold: empty states.
    Large,
    /// 13.5, every character as wide as the next: ids and addresses.
    Mono,
    /// 11.5, likewise: shortcuts.
    Cap,
}

/// The family of Inter's medium weight.
const MEDIUM: &str = "Inter Medium";
/// The family of Inter's semibold weight.
const SEMIBOLD: &str = "Inter SemiBold";

impl Type {
    /// The height of its lines in a paragraph.
    #[must_use]
    pub fn line(self) -> f32 {
        match self {
            Self::Large => 26.0,
            Self::Meta | Self::Head | Self::Cap => 18.0,
            _ => 20.0,
        }
    }

    /// The font of it.
    #[must_use]
    pub fn font(self) -> FontId {
        let named = |size, name: &'static str| FontId::new(size, FontFamily::Name(name.into()));
        match self {
            Self::Body => FontId::proportional(14.0),
            Self::Prose => FontId::proportional(13.5),
            Self::Strong => named(14.0, MEDIUM),
            Self::Control => FontId::proportional(13.0),
            Self::ControlStrong => named(13.0, MEDIUM),
            Self::Tall => named(13.5, MEDIUM),
            Self::Detail => FontId::proportional(12.5),
            Self::Small => named(12.5, MEDIUM),
            Self::Action => named(13.5, SEMIBOLD),
            Self::Sum => named(14.0, SEMIBOLD),
            Self::Meta => FontId::proportional(12.0),
            Self::Head => named(12.0, SEMIBOLD),
            Self::Title => named(15.0, SEMIBOLD),
            Self::Large => named(20.0, SEMIBOLD),
            Self::Mono => FontId::monospace(13.5),
            Self::Cap => FontId::monospace(11.5),
        }
    }
}

/// Inter before egui's own fonts, in every family.
#[must_use]
pub fn fonts() -> FontDefinitions {
    let mut fonts = FontDefinitions::default();
    let regular = "Inter";
    let weights: [(&str, &'static [u8]); 3] = [
        (regular, include_bytes!("../../assets/fonts/Inter-Regular.otf")),
        (MEDIUM, include_bytes!("../../assets/fonts/Inter-Medium.otf")),
        (SEMIBOLD, include_bytes!("../../assets/fonts/Inter-SemiBold.otf")),
    ];
    let others = fonts.families.get(&FontFamily::Proportional).cloned().unwrap_or_default();
    for (name, bytes) in weights {
        fonts.font_data.insert(name.to_owned(), Arc::new(FontData::from_static(bytes)));
        let family = if name == regular { FontFamily::Proportional } else { FontFamily::Name(name.into()) };
        let chain = std::iter::once(name.to_owned()).chain(others.iter().cloned()).collect();
        fonts.families.insert(family, chain);
    }
    if let Some(mono) = fonts.families.get_mut(&FontFamily::Monospace) {
        mono.push(regular.to_owned());
    }
    fonts
}
