//! The look: every colour, radius and egui style of the window, for dark and for light.
//!
//! The only file that makes colours. Not the fonts (`letters`) and not the widgets. Invariant (tested): words keep a contrast of 4.5:1 on
//! their ground, hints 3:1.

#![expect(clippy::disallowed_methods, reason = "this is the one file where colours are made")]

use egui::{
    Color32, Context, CornerRadius, Margin, Shadow, Stroke, Style, TextStyle, Theme, Ui, Visuals,
    epaint::FontColorTransferFunction, vec2,
};

use super::letters::{Type, fonts};
use crate::domain::ThemeChoice;

/// Height of the bar at the top, its line included.
pub const TOP_BAR: f32 = 48.0;
/// Height of the bar at the bottom, its line included.
pub const STATUS_BAR: f32 = 28.0;
/// Width of the compose column, its line included.
pub const COMPOSE: f32 = 432.0;
/// Below this width of the window the two columns become two tabs.
pub const TWO_COLUMNS: f32 = 900.0;
/// Space between a panel's edge and what is in it.
pub const EDGE: f32 = 16.0;
/// Space between things that belong together.
pub const NEAR: f32 = 8.0;
/// Corners of wells and cards.
pub const WELL_RADIUS: u8 = 12;
/// Corners of buttons and fields.
pub const BUTTON_RADIUS: u8 = 9;
/// Corners of chips.
pub const CHIP_RADIUS: u8 = 6;
/// Side of an icon button.
pub const ICON_BUTTON: f32 = 30.0;

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

const fn rgb(hex: u32) -> Color32 {
    Color32::from_rgb((hex >> 16) as u8, (hex >> 8) as u8, hex as u8)
}

static DARK: Tokens = Tokens {
    bg0: rgb(0x0F1116),
    bg1: rgb(0x151820),
    bg2: rgb(0x1C202A),
    bg3: rgb(0x262B37),
    line: rgb(0x2A303C),
    text1: rgb(0xECEEF2),
    text2: rgb(0xA6AEBB),
    text3: rgb(0x6F7887),
    accent: rgb(0x7C8CFF),
    accent_text: rgb(0x7C8CFF),
    on_accent: rgb(0x0E1020),
    logo_end: rgb(0xC28BFF),
    stage: rgb(0x14171E),
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

static LIGHT: Tokens = Tokens {
    bg0: rgb(0xF4F5F8),
    bg1: rgb(0xFFFFFF),
    bg2: rgb(0xF4F6FA),
    bg3: rgb(0xE9ECF3),
    line: rgb(0xDFE3EB),
    text1: rgb(0x171A21),
    text2: rgb(0x555E6E),
    text3: rgb(0x828B9A),
    accent: rgb(0x4F5FE8),
    accent_text: rgb(0x4655DC),
    on_accent: rgb(0xFFFFFF),
    logo_end: rgb(0xBF89FE),
    stage: rgb(0xB3B4B7),
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

    fn in_mode(dark: bool) -> &'static Self {
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

    /// The cap that shows a shortcut on the primary button.
    #[must_use]
    pub fn cap(&self, enabled: bool) -> Color32 {
        over(Color32::WHITE, if enabled { self.accent } else { self.bg3 }, 0.18)
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
fn over(top: Color32, ground: Color32, part: f32) -> Color32 {
    let mix = |top: u8, ground: u8| (f32::from(ground) + (f32::from(top) - f32::from(ground)) * part).round() as u8;
    Color32::from_rgb(mix(top.r(), ground.r()), mix(top.g(), ground.g()), mix(top.b(), ground.b()))
}

/// The two ends of the logo's gradient.
#[must_use]
pub fn logo(dark: bool) -> [Color32; 2] {
    let tokens = Tokens::in_mode(dark);
    [tokens.accent, tokens.logo_end]
}

/// Gives a window the fonts and the styles of both themes.
pub fn install(ctx: &Context) {
    ctx.set_fonts(fonts());
    for (theme, tokens) in [(Theme::Dark, &DARK), (Theme::Light, &LIGHT)] {
        ctx.set_style_of(theme, style(theme, tokens));
    }
}

/// Follows the person's choice of theme, and the system's own where that is the choice. The window hears of the system's
/// theme by itself on some systems only.
pub fn apply(ctx: &Context, choice: ThemeChoice, system_dark: Option<bool>) {
    let preference = match (choice, system_dark) {
        (ThemeChoice::Light, _) | (ThemeChoice::System, Some(false)) => egui::ThemePreference::Light,
        (ThemeChoice::Dark, _) | (ThemeChoice::System, Some(true)) => egui::ThemePreference::Dark,
        (ThemeChoice::System, None) => egui::ThemePreference::System,
    };
    if ctx.options(|options| options.theme_preference) != preference {
        ctx.set_theme(preference);
    }
}

fn style(theme: Theme, tokens: &Tokens) -> Style {
    let mut style = Style { visuals: visuals(theme, tokens), ..Style::default() };
    style.text_styles = [
        (TextStyle::Small, Type::Meta),
        (TextStyle::Body, Type::Control),
        (TextStyle::Button, Type::ControlStrong),
        (TextStyle::Heading, Type::Title),
        (TextStyle::Monospace, Type::Mono),
    ]
    .map(|(text_style, size)| (text_style, size.font()))
    .into();
    style.spacing.item_spacing = vec2(NEAR, NEAR);
    style.spacing.button_padding = vec2(12.0, 7.0);
    style.spacing.interact_size = vec2(40.0, 30.0);
    style.spacing.menu_margin = Margin::same(6);
    style.spacing.scroll = egui::style::ScrollStyle::floating();
    style.interaction.selectable_labels = false;
    style
}

fn visuals(theme: Theme, tokens: &Tokens) -> Visuals {
    let mut visuals = if theme == Theme::Dark { Visuals::dark() } else { Visuals::light() };
    // A shade stronger on dark ground, where thin light strokes look thinner than they are.
    let gamma = if theme == Theme::Dark { 0.85 } else { 1.0 };
    visuals.text_options.color_transfer_function = FontColorTransferFunction::Gamma(gamma);
    visuals.panel_fill = tokens.bg0;
    visuals.window_fill = tokens.bg1;
    visuals.window_stroke = tokens.stroke();
    visuals.window_corner_radius = CornerRadius::same(WELL_RADIUS + 2);
    visuals.menu_corner_radius = CornerRadius::same(BUTTON_RADIUS);
    visuals.window_shadow = Shadow { offset: [0, 12], blur: 40, spread: 0, color: tokens.shadow };
    visuals.popup_shadow = Shadow { offset: [0, 8], blur: 24, spread: 0, color: tokens.shadow };
    visuals.extreme_bg_color = tokens.bg2;
    visuals.text_edit_bg_color = Some(tokens.bg2);
    visuals.faint_bg_color = tokens.bg2;
    visuals.code_bg_color = tokens.bg2;
    visuals.hyperlink_color = tokens.accent_text;
    visuals.warn_fg_color = tokens.warn_text;
    visuals.error_fg_color = tokens.bad_text;
    visuals.weak_text_color = Some(tokens.text3);
    visuals.selection.bg_fill = over(tokens.accent, tokens.bg2, 0.35);
    visuals.selection.stroke = Stroke::new(1.0, tokens.text1);
    visuals.text_cursor.stroke = Stroke::new(1.5, tokens.accent);
    visuals.text_cursor.blink = false;
    visuals.interact_cursor = Some(egui::CursorIcon::PointingHand);
    visuals.disabled_alpha = 0.45;
    let widgets = &mut visuals.widgets;
    for (state, ground, words, edge) in [
        (&mut widgets.noninteractive, tokens.bg1, tokens.text2, tokens.stroke()),
        (&mut widgets.inactive, tokens.bg2, tokens.text1, tokens.stroke()),
        (&mut widgets.hovered, tokens.bg3, tokens.text1, tokens.stroke()),
        (&mut widgets.active, tokens.bg3, tokens.text1, Stroke::new(1.5, tokens.accent)),
        (&mut widgets.open, tokens.bg3, tokens.text1, tokens.stroke()),
    ] {
        state.bg_fill = ground;
        state.weak_bg_fill = ground;
        state.fg_stroke = Stroke::new(1.0, words);
        state.bg_stroke = edge;
        state.corner_radius = CornerRadius::same(BUTTON_RADIUS);
        state.expansion = 0.0;
    }
    visuals
}

#[cfg(test)]
#[path = "theme_tests.rs"]
mod tests;
