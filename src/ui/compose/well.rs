//! What the wells of portrait and voice have in common: the empty state, one being read, a broken one, a link, and the
//! row that helps those who have no file at hand.

use egui::{Align, Align2, Color32, Id, Rect, Role, Sense, Ui, UiBuilder, WidgetInfo, pos2, vec2};

use super::menu::well_menu_ui;
use crate::{
    state::{Command, Place, Source},
    ui::{
        actions::{Action, tip},
        letters::Type,
        scene::Scene,
        theme::{Tokens, Tone},
        widgets::{Edge, Field, Icon, Look, NUDGE, Press, focus_ring, icon_button, paint_well, words, words_in},
    },
};

/// The sentence of an empty well: strong words, plain words, and words that open the file dialog.
pub(super) struct Invitation {
    pub strong: String,
    pub plain: String,
    pub choose: String,
    /// The whole of what the last words do, for those who cannot see the rest.
    pub name: String,
}

/// Draws an invitation in one line from a point, or around it when `centered`.
pub(super) fn invitation_ui(
    ui: &mut Ui,
    scene: &mut Scene<'_>,
    place: Place,
    at: egui::Pos2,
    centered: bool,
    words: &Invitation,
) {
    let tokens = Tokens::of(ui);
    let lay = |text: &str, size: Type, color: Color32| ui.painter().layout_no_wrap(text.to_owned(), size.font(), color);
    let pieces = [
        lay(&words.strong, Type::Strong, tokens.text1),
        lay(&words.plain, Type::Body, tokens.text2),
        lay(&words.choose, Type::Body, tokens.accent_text),
    ];
    let width: f32 = pieces.iter().map(|piece| piece.size().x).sum();
    let mut left = if centered { at.x - width / 2.0 } else { at.x };
    let [strong, plain, choose] = pieces;
    for piece in [strong, plain] {
        let rect = Align2::LEFT_CENTER.anchor_size(pos2(left, at.y - NUDGE), piece.size());
        let label = ui.interact(rect, ui.next_auto_id(), Sense::hover());
        ui.skip_ahead_auto_ids(1);
        label.widget_info(|| WidgetInfo::labeled(Role::Label, true, piece.text()));
        left += piece.size().x;
        ui.painter().galley(rect.min, piece, Color32::PLACEHOLDER);
    }
    let rect = Align2::LEFT_CENTER.anchor_size(pos2(left, at.y - NUDGE), choose.size());
    let link = ui.interact(rect.expand(2.0), ui.scope_id().with(("choose", place == Place::Voice)), Sense::click());
    link.widget_info(|| WidgetInfo::labeled(Role::Button, ui.is_enabled(), &words.name));
    ui.painter().galley(rect.min, choose, Color32::PLACEHOLDER);
    if link.hovered() {
        ui.painter().hline(rect.x_range(), rect.bottom(), egui::Stroke::new(1.0, tokens.accent_text));
    }
    focus_ring(ui, &link, 3);
    let action = if place == Place::Portrait { Action::ChoosePortrait } else { Action::ChooseVoice };
    if link.on_hover_text(tip(scene, action)).clicked() {
        scene.send(Command::Choose(place));
    }
}

/// A well with one or two lines and a cross: being read, broken, or a link.
pub(super) fn notice_well_ui(ui: &mut Ui, scene: &mut Scene<'_>, place: Place, bad: bool, title: &str, detail: &str) {
    let tokens = Tokens::of(ui);
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 84.0), Sense::hover());
    let edge = match (scene.hovering, bad) {
        (true, _) => Edge::Lit,
        (false, true) => Edge::Bad,
        (false, false) => Edge::Filled,
    };
    paint_well(ui, rect, edge, tokens.bg2);
    let (icon, color) = match (bad, place) {
        (true, _) => (Icon::Alert, tokens.words(Tone::Bad)),
        (false, Place::Portrait) => (Icon::Image, tokens.text2),
        (false, Place::Voice) => (Icon::Wave, tokens.text2),
    };
    icon.paint(ui.painter(), pos2(rect.left() + 28.0, rect.center().y), 20.0, color);
    let line = |middle: f32| {
        Rect::from_min_max(pos2(rect.left() + 50.0, middle - 10.0), pos2(rect.right() - 46.0, middle + 10.0))
    };
    words_in(ui, line(rect.center().y - 10.0), Align::Min, words(title, Type::Strong, tokens.text1));
    let color = if bad { tokens.words(Tone::Bad) } else { tokens.text2 };
    words_in(ui, line(rect.center().y + 11.0), Align::Min, words(detail, Type::Meta, color));
    clear_button_ui(ui, scene, place, rect, false);
}

/// The cross at the upper right of a well.
pub(super) fn clear_button_ui(ui: &mut Ui, scene: &mut Scene<'_>, place: Place, well: Rect, framed: bool) {
    let name = scene.text(match place {
        Place::Portrait => "portrait-clear",
        Place::Voice => "voice-clear",
    });
    let rect = Rect::from_min_size(pos2(well.right() - 39.0, well.top() + 8.5), vec2(30.0, 30.0));
    let mut corner = ui.new_child(UiBuilder::new().max_rect(rect));
    if icon_button(&mut corner, Icon::Close, &name, framed).clicked() {
        scene.send(Command::Clear(place));
    }
    well_menu_ui(ui, scene, place, well);
}

/// Under an empty well: the sample, and a field for a path or link.
pub(super) fn help_ui(ui: &mut Ui, scene: &mut Scene<'_>, place: Place, question: &str, sample: &str) {
    let tokens = Tokens::of(ui);
    let open = entry(scene, place).is_some();
    let height = std::mem::replace(&mut ui.spacing_mut().interact_size.y, 22.0);
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 6.0;
        ui.label(words(question, Type::Meta, tokens.text3));
        if Press::new(sample).look(Look::Inline).show(ui).clicked() {
            scene.send(Command::Put(place, Source::Sample));
        }
        if !open && Press::new(&scene.text("path-open")).look(Look::Inline).show(ui).clicked() {
            *entry(scene, place) = Some(String::new());
            ui.memory_mut(|memory| memory.request_focus(path_id(place)));
            ui.request_repaint();
        }
    });
    ui.spacing_mut().interact_size.y = height;
    // Drawn from the next frame on: in this one the click is one beside the field, which would take the keyboard from it.
    if open {
        path_ui(ui, scene, place);
    }
}

/// The field for a path or link, for whoever gives it the keyboard.
pub(in crate::ui) fn path_id(place: Place) -> Id {
    Id::unique(match place {
        Place::Portrait => "portrait path",
        Place::Voice => "voice path",
    })
}

fn entry<'a>(scene: &'a mut Scene<'_>, place: Place) -> &'a mut Option<String> {
    match place {
        Place::Portrait => &mut scene.entries.portrait_path,
        Place::Voice => &mut scene.entries.voice_path,
    }
}

/// The field for a path or link, once it was asked for. Enter takes it.
fn path_ui(ui: &mut Ui, scene: &mut Scene<'_>, place: Place) {
    let Some(mut text) = entry(scene, place).take() else { return };
    let (name, hint, take) = match place {
        Place::Portrait => (scene.text("portrait-path"), scene.text("path-hint"), scene.text("path-take")),
        Place::Voice => (scene.text("voice-path"), scene.text("path-hint"), scene.text("path-take")),
    };
    let taken = ui
        .horizontal(|ui| {
            let width = ui.available_width() - 62.0;
            let field = Field::new(&name).hint(&hint).show(ui, path_id(place), width, &mut text);
            let entered = field.lost_focus() && ui.input(|input| input.key_pressed(egui::Key::Enter));
            let ready = !text.trim().is_empty();
            (Press::new(&take).enabled(ready).show(ui).clicked() || entered) && ready
        })
        .inner;
    if taken {
        scene.send(Command::Type(place, text));
    } else {
        *entry(scene, place) = Some(text);
    }
}
