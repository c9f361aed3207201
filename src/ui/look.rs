//! How the state changes the look of the whole window: dark or light, how large, and how much moves.
//!
//! Not the look itself (`theme`). Invariant: nothing is set that is so already, since setting it draws the window anew.

use egui::{Context, Style, Theme, style::ScrollAnimation};

use super::theme;
use crate::state::State;

/// What holds from the start: sizes are a setting of the program, so egui keeps its own keys for it to itself.
pub(super) fn prepare(context: &Context) {
    context.options_mut(|options| options.zoom_with_keyboard = false);
}

/// Follows the state.
pub(super) fn follow(context: &Context, state: &State) {
    theme::apply(context, state.settings.theme, state.system.dark);
    context.set_zoom_factor(state.settings.scale.factor());
    for theme in [Theme::Dark, Theme::Light] {
        let still = context.style_of(theme).animation_time == 0.0;
        if still != state.reduced_motion() {
            context.style_mut_of(theme, |style| move_freely(style, still));
        }
    }
}

fn move_freely(style: &mut Style, freely: bool) {
    let egui = Style::default();
    style.animation_time = if freely { egui.animation_time } else { 0.0 };
    style.scroll_animation = if freely { egui.scroll_animation } else { ScrollAnimation::none() };
}
