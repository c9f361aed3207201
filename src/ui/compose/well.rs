//! What the wells of portrait and voice have in common: the empty state, one being read, a broken one, a link, and the
//! row that helps those who have no file at hand.

use std::sync::Arc;

use egui::{
    Align, Galley, Id, Pos2, Rect, Role, Sense, Ui, UiBuilder, WidgetInfo, pos2,
    text::{LayoutJob, TextFormat},
    vec2,
};

use super::{menu::well_menu_ui, problems::is_mending};
use crate::{
    state::{Command, Place, Source},
    ui::{
        actions::{Action, tip},
        letters::Type,
        scene::{Act, Over, Scene},
        theme::{CHIP, CHIP_RADIUS, ICON_BUTTON, L, M, S, Tokens, Tone, WELL_RADIUS, XS},
        widgets::{
            Edge, Field, Icon, Look, NUDGE, Press, busy, chip, chip_width, flow, focus_ring, icon_button, paint_well,
            paragraph, place, skeleton, skeleton_chips, words, words_in,
        },
    },
};

/// Height of a well with a sound, a broken file or a link.
pub(super) const LOW: f32 = 84.0;
/// How long something takes before people notice that it does, in seconds.
const NOTICED: f32 = 0.4;
/// Side of the icon in such a well.
const SIGN: f32 = 20.0;

/// The sentence of an empty well: strong words, plain words, and words that open the file dialog.
pub(super) struct Invitation {
    pub strong: String,
    pub plain: String,
    pub choose: String,
    /// The whole of what the last words do, for those who cannot see the rest.
    pub name: String,
}

impl Invitation {
    /// The sentence in a width, its rows at the left or in the middle.
    pub fn lay(&self, ui: &Ui, width: f32, side: Align) -> Arc<Galley> {
        let tokens = Tokens::of(ui);
        let mut job = LayoutJob { halign: side, ..LayoutJob::default() };
        for (text, size, color) in [
            (&self.strong, Type::Strong, tokens.text1),
            (&self.plain, Type::Body, tokens.text2),
            (&self.choose, Type::Body, tokens.accent_text),
        ] {
            let format = TextFormat { line_height: Some(size.line()), ..TextFormat::simple(size.font(), color) };
            job.append(text, 0.0, format);
        }
        job.wrap.max_width = width;
        ui.fonts_mut(|fonts| fonts.layout_job(job))
    }

    /// Shows the sentence; its last words are a button.
    pub fn show(&self, ui: &mut Ui, scene: &mut Scene<'_>, place_of: Place, at: Pos2, galley: Arc<Galley>) {
        let tokens = Tokens::of(ui);
        let at = at - vec2(0.0, NUDGE);
        let before = self.strong.chars().count() + self.plain.chars().count();
        let button = part_from(&galley, before).translate(at.to_vec2());
        place(ui, at, galley);
        let id = ui.scope_id().with(("choose", place_of == Place::Voice));
        let link = ui.interact(button.expand(2.0), id, Sense::click());
        link.widget_info(|| WidgetInfo::labeled(Role::Button, ui.is_enabled(), &self.name));
        if link.hovered() {
            ui.painter().hline(button.x_range(), button.bottom() - 2.0, (1.0, tokens.accent_text));
        }
        focus_ring(ui, &link, CHIP_RADIUS);
        let action = if place_of == Place::Portrait { Action::ChoosePortrait } else { Action::ChooseVoice };
        if link.on_hover_text(tip(scene, action)).clicked() {
            scene.send(Command::Choose(place_of));
        }
    }
}

/// Where the words are that come after so many characters.
fn part_from(galley: &Galley, before: usize) -> Rect {
    let glyphs = galley.rows.iter().flat_map(|row| {
        let offset = row.pos.to_vec2();
        row.row.glyphs.iter().map(move |glyph| glyph.logical_rect().translate(offset))
    });
    glyphs.skip(before).fold(Rect::NOTHING, Rect::union)
}

/// A well whose file is being read, as high as it will be when the file is here.
pub(super) fn reading_well_ui(ui: &mut Ui, scene: &mut Scene<'_>, place_of: Place, height: f32, name: &str) {
    let tokens = Tokens::of(ui);
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::hover());
    paint_well(ui, rect, if scene.hovering.lights(place_of) { Edge::Lit } else { Edge::Filled }, tokens.stage);
    skeleton(ui, rect.shrink(M), WELL_RADIUS - CHIP_RADIUS);
    let line = |down: f32| Rect::from_center_size(rect.center() + vec2(0.0, down), vec2(rect.width() - 2.0 * L, L));
    words_in(ui, line(-S - 1.0), Align::Center, words(name, Type::Strong, tokens.text1));
    let reading = scene.text("place-reading");
    words_in(ui, line(S + 1.0), Align::Center, words(reading.as_str(), Type::Meta, tokens.text2));
    busy(ui, rect, &reading);
    clear_button_ui(ui, scene, place_of, rect, true);
    skeleton_chips(ui);
}

/// A well with a name, a sentence and a cross: broken, or a link.
pub(super) fn notice_well_ui(
    ui: &mut Ui,
    scene: &mut Scene<'_>,
    place_of: Place,
    bad: bool,
    title: &str,
    detail: &str,
) {
    let tokens = Tokens::of(ui);
    let color = if bad { tokens.words(Tone::Bad) } else { tokens.text2 };
    let before = M + SIGN + M;
    let room = ui.available_width() - before - ICON_BUTTON - L;
    let title = paragraph(ui, title, Type::Strong, tokens.text1, room, 1);
    let detail = paragraph(ui, detail, Type::Meta, color, room, usize::MAX);
    let text = title.size().y + detail.size().y;
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), LOW.max(text + 2.0 * M)), Sense::hover());
    let edge = match (scene.hovering.lights(place_of), bad) {
        (true, _) => Edge::Lit,
        (false, true) => Edge::Bad,
        (false, false) => Edge::Filled,
    };
    paint_well(ui, rect, edge, tokens.bg2);
    let icon = match (bad, place_of) {
        (true, _) => Icon::Alert,
        (false, Place::Portrait) => Icon::Image,
        (false, Place::Voice) => Icon::Wave,
    };
    icon.paint(ui.painter(), pos2(rect.left() + M + SIGN / 2.0, rect.center().y), SIGN, color);
    let at = pos2(rect.left() + before, rect.center().y - text / 2.0);
    let below = at + vec2(0.0, title.size().y);
    place(ui, at, title);
    place(ui, below, detail);
    clear_button_ui(ui, scene, place_of, rect, false);
}

/// The cross at the upper right of a well.
pub(super) fn clear_button_ui(ui: &mut Ui, scene: &mut Scene<'_>, place_of: Place, well: Rect, framed: bool) {
    let name = scene.text(match place_of {
        Place::Portrait => "portrait-clear",
        Place::Voice => "voice-clear",
    });
    let corner = pos2(well.right() - ICON_BUTTON - S - 1.0, well.top() + S + 0.5);
    let rect = Rect::from_min_size(corner, vec2(ICON_BUTTON, ICON_BUTTON));
    let mut corner = ui.new_child(UiBuilder::new().max_rect(rect));
    if icon_button(&mut corner, Icon::Close, &name, framed).clicked() {
        scene.send(Command::Clear(place_of));
    }
    well_menu_ui(ui, scene, place_of, well);
}

/// While something else is made of the file in a well: says so at its foot, and fades in, so that what takes
/// no time does not flicker.
pub(super) fn mending_ui(ui: &mut Ui, scene: &Scene<'_>, place_of: Place, well: Rect) {
    let mending = is_mending(scene, place_of);
    let id = ui.scope_id().with(("mending", place_of == Place::Voice));
    let strength = ui.ctx().animate_bool_with_time(id, mending, NOTICED);
    if !mending {
        return;
    }
    let working = scene.text("mend-working");
    busy(ui, well, &working);
    let left = well.center().x - chip_width(ui, &working) / 2.0;
    let foot = Rect::from_min_max(pos2(left, well.bottom() - S - CHIP), well.max);
    let mut foot = ui.new_child(UiBuilder::new().max_rect(foot));
    foot.multiply_opacity(strength);
    chip(&mut foot, Tone::Neutral, None, &working);
}

/// Under an empty well: the sample, and a field for a path or link.
pub(super) fn help_ui(ui: &mut Ui, scene: &mut Scene<'_>, place_of: Place, question: &str, sample: &str) {
    let tokens = Tokens::of(ui);
    let open = entry(scene, place_of).is_some();
    let height = std::mem::replace(&mut ui.spacing_mut().interact_size.y, CHIP);
    flow(ui, |ui| {
        ui.spacing_mut().item_spacing = vec2(S - 2.0, XS);
        ui.label(words(question, Type::Meta, tokens.text3));
        if Press::new(sample).look(Look::Inline).show(ui).clicked() {
            scene.send(Command::Put(place_of, Source::Sample));
        }
        if !open && Press::new(&scene.text("path-open")).look(Look::Inline).show(ui).clicked() {
            open_path(ui, scene, place_of);
        }
        if place_of == Place::Portrait && Press::new(&scene.text("good-title")).look(Look::Inline).show(ui).clicked() {
            scene.act(Act::Show(Over::Guidance));
        }
    });
    ui.spacing_mut().interact_size.y = height;
    // Drawn from the next frame on: in this one the click is one beside the field, which would take the keyboard from it.
    if open {
        path_ui(ui, scene, place_of);
    }
}

/// Unfolds the field for a path or link and gives it the keyboard.
pub(in crate::ui) fn open_path(ui: &Ui, scene: &mut Scene<'_>, place_of: Place) {
    *entry(scene, place_of) = Some(String::new());
    ui.memory_mut(|memory| memory.request_focus(path_id(place_of)));
    ui.request_repaint();
}

/// The field for a path or link, for whoever gives it the keyboard.
pub(in crate::ui) fn path_id(place_of: Place) -> Id {
    Id::unique(match place_of {
        Place::Portrait => "portrait path",
        Place::Voice => "voice path",
    })
}

fn entry<'a>(scene: &'a mut Scene<'_>, place_of: Place) -> &'a mut Option<String> {
    match place_of {
        Place::Portrait => &mut scene.entries.portrait_path,
        Place::Voice => &mut scene.entries.voice_path,
    }
}

/// The field for a path or link, once it was asked for. Enter takes it.
fn path_ui(ui: &mut Ui, scene: &mut Scene<'_>, place_of: Place) {
    let Some(mut text) = entry(scene, place_of).take() else { return };
    let name = scene.text(match place_of {
        Place::Portrait => "portrait-path",
        Place::Voice => "voice-path",
    });
    let (hint, take) = (scene.text("path-hint"), scene.text("path-take"));
    let taken = ui
        .horizontal(|ui| {
            let press = Press::new(&take).enabled(!text.trim().is_empty());
            let width = ui.available_width() - press.width(ui) - S;
            let field = Field::new(&name).hint(&hint).show(ui, path_id(place_of), width, &mut text);
            let entered = field.lost_focus() && ui.input(|input| input.key_pressed(egui::Key::Enter));
            (press.show(ui).clicked() || entered) && !text.trim().is_empty()
        })
        .inner;
    if taken {
        scene.send(Command::Type(place_of, text));
    } else {
        *entry(scene, place_of) = Some(text);
    }
}
