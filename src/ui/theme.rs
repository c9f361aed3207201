//! The look: the tokens of design.md and egui's style made from them, for dark and for light.
//!
//! Not the fonts (`letters`) and not the widgets. Invariant (tested): words keep a contrast of 4.5:1 on their ground, what
//! tells one control or its state from another 3:1.

use egui::{
    Color32, Context, CornerRadius, Margin, Shadow, Stroke, Style, TextStyle, Theme, Visuals,
    epaint::FontColorTransferFunction, vec2,
};

mod colors;
pub mod people;
mod sizes;

pub use colors::{Tokens, Tone};
pub use sizes::*;

use colors::{DARK, LIGHT, over};

use super::letters::{Type, fonts};
use crate::domain::ThemeChoice;

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
    style.spacing.item_spacing = vec2(S, S);
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
    visuals.warn_fg_color = tokens.words(Tone::Warn);
    visuals.error_fg_color = tokens.words(Tone::Bad);
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
