//! The letters: Inter in three weights, Noto Sans SC in two, and the sizes they are used in.
//!
//! Not the colours. The fonts come subset (`assets/fonts`), Inter with tabular figures, Noto Sans SC with Inter's heights
//! so that both stand on one line. What they lack comes from egui's own fonts and then from the system's. Invariant: every
//! sentence of every language can be drawn without the system's fonts.

use std::sync::Arc;

use egui::{Context, FontData, FontDefinitions, FontFamily, FontId};
use egui_system_font_provider::SystemFontProvider;

use crate::domain::Language;

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

/// The name of Inter's regular weight among the fonts.
const INTER: &str = "Inter";
/// Noto Sans SC: Medium has the characters of the sentences alone, Regular has the others too.
const NOTO: &str = "Noto Sans SC";
const NOTO_MEDIUM: &str = "Noto Sans SC Medium";

const FILES: [(&str, &[u8]); 5] = [
    (INTER, include_bytes!("../../assets/fonts/Inter-Regular.otf")),
    (MEDIUM, include_bytes!("../../assets/fonts/Inter-Medium.otf")),
    (SEMIBOLD, include_bytes!("../../assets/fonts/Inter-SemiBold.otf")),
    (NOTO, include_bytes!("../../assets/fonts/NotoSansSC-Regular.otf")),
    (NOTO_MEDIUM, include_bytes!("../../assets/fonts/NotoSansSC-Medium.otf")),
];

/// Our fonts before egui's own, in every family.
#[must_use]
pub fn fonts() -> FontDefinitions {
    let mut fonts = FontDefinitions::default();
    for (name, bytes) in FILES {
        fonts.font_data.insert(name.to_owned(), Arc::new(FontData::from_static(bytes)));
    }
    let others = fonts.families.get(&FontFamily::Proportional).cloned().unwrap_or_default();
    let families: [(FontFamily, &[&str]); 3] = [
        (FontFamily::Proportional, &[INTER, NOTO]),
        (FontFamily::Name(MEDIUM.into()), &[MEDIUM, NOTO_MEDIUM, NOTO]),
        (FontFamily::Name(SEMIBOLD.into()), &[SEMIBOLD, NOTO_MEDIUM, NOTO]),
    ];
    for (family, ours) in families {
        let chain = ours.iter().map(|name| (*name).to_owned()).chain(others.iter().cloned()).collect();
        fonts.families.insert(family, chain);
    }
    if let Some(mono) = fonts.families.get_mut(&FontFamily::Monospace) {
        mono.extend([INTER.to_owned(), NOTO.to_owned()]);
    }
    fonts
}

/// Which of the system's fonts stand in for ours must change when a language is left for another: the same Han character
/// looks different in Chinese and in Japanese. Reads the list of the system's fonts once more, on a thread of its own, and
/// therefore only where Chinese is spoken on a system that does not speak it.
pub fn follow(context: &Context, left: Language, spoken: Language, system: Language) {
    let chinese = Language::Chinese;
    if system == chinese || (left == chinese) == (spoken == chinese) {
        return;
    }
    let fonts = SystemFontProvider::new();
    let fonts = if spoken == chinese { fonts.with_locale(Some(chinese.tag())) } else { fonts };
    context.set_font_providers(vec![Arc::new(fonts)]);
}

#[cfg(test)]
mod tests {
    use egui::{Color32, RawInput};

    use super::*;

    /// Asks something of fonts.
    fn ask<T>(fonts: FontDefinitions, question: impl Fn(&Context) -> T) -> T {
        let context = Context::default();
        context.set_fonts(fonts);
        let mut answer = None;
        let output = context.run_ui(RawInput::default(), |ui| answer = Some(question(ui.ctx())));
        output.drop_without_applying_deltas();
        answer.expect("a pass")
    }

    /// Our fonts alone, and one more family for the characters that have a medium weight.
    fn ours() -> FontDefinitions {
        let mut fonts = fonts();
        for chain in fonts.families.values_mut() {
            chain.retain(|name| FILES.iter().any(|(ours, _)| ours == name));
        }
        fonts.families.insert(heavy(), vec![SEMIBOLD.to_owned(), NOTO_MEDIUM.to_owned()]);
        fonts
    }

    fn heavy() -> FontFamily {
        FontFamily::Name("heavy".into())
    }

    fn lacking(context: &Context, family: &FontFamily, text: &str) -> String {
        let font = FontId::new(14.0, family.clone());
        let letters = text.chars().filter(|letter| !letter.is_control());
        context.fonts_mut(|fonts| letters.filter(|letter| !fonts.has_glyph(&font, *letter)).collect())
    }

    #[test]
    fn every_sentence_can_be_drawn_in_every_weight() {
        let files = [
            include_str!("../../assets/text/en.ftl"),
            include_str!("../../assets/text/fr.ftl"),
            include_str!("../../assets/text/zh-Hans.ftl"),
        ];
        let said = files.concat() + &Language::ALL.map(Language::own_name).concat();
        let regular = FontFamily::Proportional;
        let families = [regular.clone(), FontFamily::Monospace, FontFamily::Name(MEDIUM.into()), heavy()];
        ask(ours(), |context| {
            for family in &families {
                assert_eq!(lacking(context, family, &said), "", "{family}: run assets/fonts/subset.py again");
            }
            // A common word that no sentence has, and what only the system can know.
            assert_eq!(lacking(context, &regular, "梅花 Œuvre 𠀀"), "𠀀");
            assert_eq!(lacking(context, &heavy(), "梅"), "梅");
        });
    }

    #[test]
    fn chinese_and_latin_stand_on_one_line() {
        use Type::*;
        let sizes =
            [Body, Prose, Strong, Control, ControlStrong, Tall, Detail, Small, Action, Sum, Meta, Head, Title, Large];
        ask(fonts(), |context| {
            for size in sizes {
                let lay = |text: &str| {
                    let text = text.to_owned();
                    context.fonts_mut(|fonts| fonts.layout_no_wrap(text, size.font(), Color32::PLACEHOLDER))
                };
                let mixed = lay("Ag密钥");
                let lines: Vec<f32> = mixed.rows[0].row.glyphs.iter().map(|glyph| glyph.pos.y).collect();
                assert!(lines.iter().all(|line| *line == lines[0]), "{size:?}: {lines:?}");
                let heights = [mixed.size().y, lay("Ag").size().y, lay("密钥").size().y];
                assert!(heights.iter().all(|height| *height == heights[0]), "{size:?}: {heights:?}");
            }
        });
    }
}
