//! The colours: one value for each token, dark and light.
//!
//! The only file that makes colours. `design.md` names the tokens; text3 is lighter in dark and darker in light than there,
//! so that hints, too, can be read at 4.5:1.

#![expect(clippy::disallowed_methods, reason = "this is the one file where colours are made")]

use egui::{Color32, Stroke, Ui};

/// What a colour says. Never said by the colour alone: a word or an icon goes with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// Nothing in particular.
    Neutral,
    /// Good.
    Ok,
    /// Take care.
    Warn,
    /// Wrong.
    Bad,
    /// Under way.
    Info,
    /// Chosen, or to be pressed.
    Accent,
}

/// The colours of one theme; `design.md` names them.
#[derive(Debug)]
pub struct Tokens {
    /// The window.
    pub bg0: Color32,
    /// Panels and cards.
    pub bg1: Color32,
    /// Wells and fields.
    pub bg2: Color32,
    /// Hover, the chosen segment.
    pub bg3: Color32,
    /// Lines of one pixel.
    pub line: Color32,
    /// Words that matter most.
    pub text1: Color32,
    /// Words beside them.
    pub text2: Color32,
    /// Hints.
    pub text3: Color32,
    /// The one primary action of a view, selection, focus.
    pub accent: Color32,
    /// The accent as the colour of words.
    pub accent_text: Color32,
    /// Words on the accent.
    pub on_accent: Color32,
    /// The other end of the logo's gradient.
    pub logo_end: Color32,
    /// Behind a picture that does not fill its well.
    pub stage: Color32,
    /// Behind a picture that is being cut, the same in both themes.
    pub darkroom: Color32,
    /// Over the part of a picture that is cut away.
    pub veil: Color32,
    /// The edge and the handles of the part that is kept.
    pub handle: Color32,
    /// Over everything behind a dialog.
    pub backdrop: Color32,
    /// Under what floats.
    pub shadow: Color32,
    /// Under the triangle on a video's picture.
    pub badge: Color32,
    /// The triangle on a video's picture.
    pub on_badge: Color32,
    /// How strong the accent is in the ground of what is chosen, 0 to 1.
    chosen: f32,
    ok: Color32,
    warn: Color32,
    bad: Color32,
    info: Color32,
    ok_text: Color32,
    warn_text: Color32,
    bad_text: Color32,
    info_text: Color32,
}

pub(super) const fn rgb(hex: u32) -> Color32 {
    Color32::from_rgb((hex >> 16) as u8, (hex >> 8) as u8, hex as u8)
}

pub(super) static DARK: Tokens = Tokens {
    bg0: rgb(0x0F1116),
    bg1: rgb(0x151820),
    bg2: rgb(0x1C202A),
    bg3: rgb(0x262B37),
    line: rgb(0x2A303C),
    text1: rgb(0xECEEF2),
    text2: rgb(0xA6AEBB),
    text3: rgb(0x7F8898),
    accent: rgb(0x7C8CFF),
    accent_text: rgb(0x7C8CFF),
    on_accent: rgb(0x0E1020),
    logo_end: rgb(0xC28BFF),
    stage: rgb(0x14171E),
    darkroom: rgb(0x0C0E13),
    veil: Color32::from_black_alpha(172),
    handle: Color32::WHITE,
    backdrop: Color32::from_rgba_premultiplied(2, 3, 8, 140),
    shadow: Color32::from_black_alpha(140),
    badge: Color32::from_black_alpha(150),
    on_badge: rgb(0xECEEF2),
    chosen: 0.14,
    ok: rgb(0x42CE92),
    warn: rgb(0xF0B84C),
    bad: rgb(0xFF7070),
    info: rgb(0x62B4FF),
    ok_text: rgb(0x42CE92),
    warn_text: rgb(0xF0B84C),
    bad_text: rgb(0xFF7070),
    info_text: rgb(0x62B4FF),
};

pub(super) static LIGHT: Tokens = Tokens {
    bg0: rgb(0xF4F5F8),
    bg1: rgb(0xFFFFFF),
    bg2: rgb(0xF4F6FA),
    bg3: rgb(0xE9ECF3),
    line: rgb(0xDFE3EB),
    text1: rgb(0x171A21),
    text2: rgb(0x555E6E),
    text3: rgb(0x667080),
    accent: rgb(0x4F5FE8),
    accent_text: rgb(0x4655DC),
    on_accent: rgb(0xFFFFFF),
    logo_end: rgb(0xBF89FE),
    stage: rgb(0xB3B4B7),
    darkroom: rgb(0x0C0E13),
    veil: Color32::from_black_alpha(172),
    handle: Color32::WHITE,
    backdrop: Color32::from_rgba_premultiplied(2, 3, 7, 115),
    shadow: Color32::from_black_alpha(36),
    badge: Color32::from_black_alpha(150),
    on_badge: rgb(0xFFFFFF),
    chosen: 0.10,
    ok: rgb(0x14885A),
    warn: rgb(0x9A6A00),
    bad: rgb(0xC93636),
    info: rgb(0x1D74C4),
    ok_text: rgb(0x10784F),
    warn_text: rgb(0x875D00),
    bad_text: rgb(0xC23030),
    info_text: rgb(0x1868B2),
};

impl Tokens {
    /// The colours in use here.
    #[must_use]
    pub fn of(ui: &Ui) -> &'static Self {
        Self::in_mode(ui.visuals().dark_mode)
    }

    pub(super) fn in_mode(dark: bool) -> &'static Self {
        if dark { &DARK } else { &LIGHT }
    }

    /// A tone at full strength: lines, dots, icons.
    #[must_use]
    pub fn tone(&self, tone: Tone) -> Color32 {
        match tone {
            Tone::Neutral => self.text2,
            Tone::Ok => self.ok,
            Tone::Warn => self.warn,
            Tone::Bad => self.bad,
            Tone::Info => self.info,
            Tone::Accent => self.accent,
        }
    }

    /// A tone as the colour of words, on the panels as well as on its own ground.
    #[must_use]
    pub fn words(&self, tone: Tone) -> Color32 {
        match tone {
            Tone::Neutral => self.text2,
            Tone::Ok => self.ok_text,
            Tone::Warn => self.warn_text,
            Tone::Bad => self.bad_text,
            Tone::Info => self.info_text,
            Tone::Accent => self.accent_text,
        }
    }

    /// The ground of a chip or a selected tab in a tone.
    #[must_use]
    pub fn ground(&self, tone: Tone) -> Color32 {
        match tone {
            Tone::Neutral => self.bg3,
            Tone::Accent => over(self.accent, self.bg1, self.chosen),
            Tone::Ok | Tone::Warn | Tone::Bad | Tone::Info => over(self.tone(tone), self.bg1, 0.125),
        }
    }

    /// The ground of a chosen tab over the window.
    #[must_use]
    pub fn chosen_tab(&self) -> Color32 {
        over(self.accent, self.bg0, self.chosen)
    }

    /// The ground of a line that says what is wrong.
    #[must_use]
    pub fn banner(&self, tone: Tone) -> Color32 {
        over(self.tone(tone), self.bg1, 0.09)
    }

    /// The accent under the pointer.
    #[must_use]
    pub fn accent_hover(&self) -> Color32 {
        over(self.text1, self.accent, 0.10)
    }

    /// The cap that shows a shortcut on the primary button: away from the colour of its words, so that they stay readable.
    #[must_use]
    pub fn cap(&self, enabled: bool) -> Color32 {
        let ground = if enabled { self.accent } else { self.bg3 };
        let away = if self.on_accent == Color32::WHITE { Color32::BLACK } else { Color32::WHITE };
        over(away, ground, 0.18)
    }

    /// A line of one pixel.
    #[must_use]
    pub fn stroke(&self) -> Stroke {
        Stroke::new(1.0, self.line)
    }

    /// Two pixels of accent around what has the keyboard.
    #[must_use]
    pub fn focus(&self) -> Stroke {
        Stroke::new(2.0, self.accent)
    }
}

/// `top` laid over `ground` with `part` of its strength, 0 to 1.
pub(super) fn over(top: Color32, ground: Color32, part: f32) -> Color32 {
    let mix = |top: u8, ground: u8| (f32::from(ground) + (f32::from(top) - f32::from(ground)) * part).round() as u8;
    Color32::from_rgb(mix(top.r(), ground.r()), mix(top.g(), ground.g()), mix(top.b(), ground.b()))
}
