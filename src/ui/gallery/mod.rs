//! Every widget in every state on one page, for whoever works on the look: `likeness --gallery`.
//!
//! Not a part of the window that people use, so its words are no part of the texts: it shows no state and asks for nothing.

mod controls;
mod surfaces;
mod tokens;

use egui::{CentralPanel, Context, Frame, Margin, ScrollArea, Theme, Ui};

use super::{
    letters::Type,
    theme::{L, M, S, Tokens, XL},
    widgets::{flow, segments, words},
};

/// Width of a column.
const COLUMN: f32 = 400.0;
/// Around the page.
const EDGE: Margin = Margin::same(XL as i8);

/// What is tried out on the page.
#[derive(Debug, Default)]
pub(super) struct Gallery {
    theme: Option<Theme>,
    controls: controls::Tried,
    surfaces: surfaces::Tried,
}

impl Gallery {
    /// Draws the page.
    pub(super) fn show(&mut self, ui: &mut Ui) {
        let ground = Tokens::of(ui).bg1;
        CentralPanel::default().frame(Frame::NONE.fill(ground).inner_margin(EDGE)).show(ui, |ui| {
            self.theme_ui(ui);
            ui.add_space(M);
            ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
                ui.spacing_mut().item_spacing.y = M;
                tokens::tokens_ui(ui);
                controls::controls_ui(ui, &mut self.controls);
                surfaces::surfaces_ui(ui, &mut self.surfaces);
            });
        });
    }

    fn theme_ui(&mut self, ui: &mut Ui) {
        let choices = [(None, "System"), (Some(Theme::Light), "Light"), (Some(Theme::Dark), "Dark")];
        if let Some(theme) = segments(ui, "Theme", L * XL, &choices, self.theme) {
            self.theme = theme;
        }
        apply(ui.ctx(), self.theme);
    }
}

fn apply(context: &Context, theme: Option<Theme>) {
    context.set_theme(theme.map_or(egui::ThemePreference::System, egui::ThemePreference::from));
}

/// The head of a group of widgets, and what is in it, in rows.
fn group(ui: &mut Ui, name: &str, inside: impl FnOnce(&mut Ui)) {
    ui.add_space(M);
    let color = Tokens::of(ui).text1;
    ui.label(words(name, Type::Title, color));
    flow(ui, |ui| {
        ui.spacing_mut().item_spacing = egui::vec2(M, S);
        inside(ui);
    });
}

/// The same for what is as wide as it may be: one below the other.
fn column(ui: &mut Ui, name: &str, inside: impl FnOnce(&mut Ui)) {
    ui.add_space(M);
    let color = Tokens::of(ui).text1;
    ui.label(words(name, Type::Title, color));
    ui.scope(|ui| {
        ui.set_max_width(COLUMN.min(ui.available_width()));
        inside(ui);
    });
}
