//! The stage of the crop editor: the picture, what is cut away of it in the dark, and the part that is kept with its handles.
//!
//! Not the geometry. Here a place on the screen becomes a place in the picture, and back.

use egui::{
    Align, CursorIcon, Pos2, Rect, Response, Role, Sense, Stroke, StrokeKind, Ui, Vec2, WidgetInfo, accesskit, pos2,
    vec2,
};

use super::{
    Editor, Held,
    geometry::{Grip, Pull, Room},
    keys::{grip_id, part_id},
};
use crate::{
    domain::{Area, ImageFacts, Loaded},
    ui::{
        letters::Type,
        pictures::Seen,
        scene::Scene,
        theme::{BUTTON_RADIUS, CHIP_RADIUS, L, Tokens, XS},
        widgets::{picture, skeleton, words, words_in},
    },
};

/// Around the picture.
const AROUND: f32 = L + XS;
/// Side of a handle, and of the place where it can be taken up.
const HANDLE: f32 = 10.0;
const REACH: f32 = 24.0;
/// The textures that are asked for, in pixels of their longest side.
const SMALLEST: f32 = 64.0;
const LARGEST: f32 = 2048.0;
/// The part is in thirds, as painters and photographers see it.
const THIRDS: f32 = 3.0;

/// How high the stage is for a picture to be as wide as it.
pub(super) fn height_for(room: &Room, width: f32) -> f32 {
    (width - 2.0 * AROUND) * room.height as f32 / room.width as f32 + 2.0 * AROUND
}

/// Shows it, and takes what the pointer does.
pub(super) fn stage_ui(
    ui: &mut Ui,
    scene: &mut Scene<'_>,
    editor: &mut Editor,
    loaded: &Loaded<ImageFacts>,
    stage: Rect,
) {
    let tokens = Tokens::of(ui);
    ui.painter().rect_filled(stage, BUTTON_RADIUS + 1, tokens.darkroom);
    let shown = fitted(stage.shrink(AROUND), &editor.room);
    let longest = shown.width().max(shown.height());
    let side = (longest * ui.pixels_per_point()).round().clamp(SMALLEST, LARGEST) as u32;
    match scene.pictures.see(ui.ctx(), loaded.given_kept(), side) {
        Seen::Here(texture) => picture(ui, shown, texture, false, 0),
        Seen::Loading => skeleton(ui, shown, 0),
        Seen::Failed(_) => {
            let text = words(scene.texts.get("picture-failed"), Type::Meta, tokens.handle);
            words_in(ui, shown, Align::Center, text);
        }
    }
    let view = View { shown, scale: shown.width() / editor.room.width as f32 };
    part_ui(ui, scene, editor, view);
    for (at, (grip, name)) in Grip::ALL.into_iter().enumerate() {
        grip_ui(ui, &scene.text(name), editor, view, (at, grip));
    }
    paint(ui, editor, view);
}

/// The place of a picture in the middle of another place, all of it.
fn fitted(place: Rect, room: &Room) -> Rect {
    let size = vec2(room.width as f32, room.height as f32);
    let scale = (place.size() / size).min_elem();
    Rect::from_center_size(place.center(), size * scale)
}

/// Where the picture is on the screen, and how large one of its pixels is.
#[derive(Clone, Copy)]
struct View {
    shown: Rect,
    scale: f32,
}

impl View {
    fn part(self, area: Area) -> Rect {
        let start = self.shown.min + vec2(area.x as f32, area.y as f32) * self.scale;
        Rect::from_min_size(start, vec2(area.width as f32, area.height as f32) * self.scale)
    }

    /// A way on the screen, in pixels of the picture.
    fn way(self, way: Vec2) -> (i64, i64) {
        let way = way / self.scale;
        (way.x.round() as i64, way.y.round() as i64)
    }
}

/// The part itself: dragging moves it, a double click starts over.
fn part_ui(ui: &Ui, scene: &Scene<'_>, editor: &mut Editor, view: View) {
    let rect = view.part(editor.area);
    let response = ui.interact(rect, part_id(), Sense::click_and_drag());
    let Area { x, y, width, height } = editor.area;
    let name = scene.text("crop-part");
    response.widget_info(|| WidgetInfo::labeled(Role::Image, ui.is_enabled(), &name));
    ui.accesskit_node_builder(response.id, |node| {
        node.set_value(scene.texts.crop_place(x, y, width, height));
    });
    if response.double_clicked() {
        editor.reset(&scene.state.settings.limits);
    }
    dragged(ui, editor, &response, None, view);
    response.on_hover_cursor(CursorIcon::Move);
}

/// One handle.
fn grip_ui(ui: &Ui, name: &str, editor: &mut Editor, view: View, (at, grip): (usize, Grip)) {
    let response = ui.interact(reach(grip, view.part(editor.area)), grip_id(at), Sense::click_and_drag());
    let (least, most) = editor.room.range(grip);
    let value = if grip.across == Pull::Nothing { editor.area.height } else { editor.area.width };
    response.widget_info(|| WidgetInfo::labeled(Role::Slider, ui.is_enabled(), name));
    ui.accesskit_node_builder(response.id, |node| {
        node.set_numeric_value(f64::from(value));
        node.set_min_numeric_value(f64::from(least));
        node.set_max_numeric_value(f64::from(most));
        node.set_numeric_value_step(1.0);
        node.add_action(accesskit::Action::Increment);
        node.add_action(accesskit::Action::Decrement);
    });
    let wished = |action| ui.input(|input| input.num_accesskit_action_requests(response.id, action)) as i64;
    let by = wished(accesskit::Action::Increment) - wished(accesskit::Action::Decrement);
    if by != 0 {
        editor.pull_by(grip, grip.outwards(by));
    }
    dragged(ui, editor, &response, Some(grip), view);
    response.on_hover_cursor(cursor(grip));
}

/// Follows the pointer from where it took something up, so that going back brings back what was.
fn dragged(ui: &Ui, editor: &mut Editor, response: &Response, grip: Option<Grip>, view: View) {
    if response.drag_started()
        && let Some(from) = ui.input(|input| input.pointer.press_origin())
    {
        editor.held = Some(Held { grip, from, area: editor.area });
        response.request_focus();
    }
    let held = editor.held.filter(|held| held.grip == grip && response.dragged());
    if let (Some(held), Some(to)) = (held, response.interact_pointer_pos()) {
        let (across, down) = view.way(to - held.from);
        editor.take(match grip {
            None => (editor.room.moved(held.area, across, down), None),
            Some(grip) => {
                let (x, y) = grip.at(held.area);
                editor.room.pulled(held.area, grip, (x + across, y + down), editor.preset)
            }
        });
    }
    if response.drag_stopped() {
        editor.held = None;
    }
}

/// Where a handle can be taken up: around a corner, or along an edge between them.
fn reach(grip: Grip, part: Rect) -> Rect {
    let corner = REACH.min(part.width().min(part.height()) / 2.0).max(HANDLE);
    let along = |pull, low: f32, high: f32| match pull {
        Pull::Start => (low - corner / 2.0, low + corner / 2.0),
        Pull::Nothing => (low + corner / 2.0, (high - corner / 2.0).max(low + corner / 2.0)),
        Pull::End => (high - corner / 2.0, high + corner / 2.0),
    };
    let (left, right) = along(grip.across, part.left(), part.right());
    let (top, bottom) = along(grip.down, part.top(), part.bottom());
    Rect::from_min_max(pos2(left, top), pos2(right, bottom))
}

/// The middle of a handle as it is drawn.
fn middle(grip: Grip, part: Rect) -> Pos2 {
    let along = |pull, low: f32, high: f32| match pull {
        Pull::Start => low,
        Pull::Nothing => f32::midpoint(low, high),
        Pull::End => high,
    };
    pos2(along(grip.across, part.left(), part.right()), along(grip.down, part.top(), part.bottom()))
}

fn cursor(grip: Grip) -> CursorIcon {
    match (grip.across, grip.down) {
        (Pull::Nothing, _) => CursorIcon::ResizeVertical,
        (_, Pull::Nothing) => CursorIcon::ResizeHorizontal,
        (Pull::Start, Pull::Start) | (Pull::End, Pull::End) => CursorIcon::ResizeNwSe,
        _ => CursorIcon::ResizeNeSw,
    }
}

/// Draws what is cut away in the dark, and the part with its handles. Its place is that of this frame.
fn paint(ui: &Ui, editor: &Editor, view: View) {
    let tokens = Tokens::of(ui);
    let (all, part, painter) = (view.shown, view.part(editor.area), ui.painter());
    let veils = [
        Rect::from_min_max(all.min, pos2(all.right(), part.top())),
        Rect::from_min_max(pos2(all.left(), part.bottom()), all.max),
        Rect::from_min_max(pos2(all.left(), part.top()), pos2(part.left(), part.bottom())),
        Rect::from_min_max(pos2(part.right(), part.top()), pos2(all.right(), part.bottom())),
    ];
    for veil in veils.into_iter().filter(Rect::is_positive) {
        painter.rect_filled(veil, 0, tokens.veil);
    }
    let edge = Stroke::new(1.0, tokens.handle);
    if editor.held.is_some() {
        for third in [1.0, 2.0] {
            let at = part.min + part.size() * third / THIRDS;
            let faint = Stroke::new(1.0, tokens.handle.gamma_multiply(0.5));
            painter.vline(at.x, part.y_range(), faint);
            painter.hline(part.x_range(), at.y, faint);
        }
    }
    painter.rect_stroke(part, 0, edge, StrokeKind::Inside);
    if ui.memory(|memory| memory.has_focus(part_id())) {
        painter.rect_stroke(part, 0, tokens.focus(), StrokeKind::Outside);
    }
    for (at, (grip, _)) in Grip::ALL.into_iter().enumerate() {
        let focused = ui.memory(|memory| memory.has_focus(grip_id(at)));
        let size = match (grip.across, grip.down) {
            (Pull::Nothing, _) => vec2(L, XS),
            (_, Pull::Nothing) => vec2(XS, L),
            _ => Vec2::splat(HANDLE),
        };
        let near = ui.read_response(grip_id(at)).is_some_and(|response| response.hovered() || response.dragged());
        // An edge shows its handle only where it is of use: the drawing has those of the corners alone.
        if grip.is_corner() || focused || near {
            let handle = Rect::from_center_size(middle(grip, part), size);
            painter.rect_filled(handle, 2, tokens.handle);
            if focused {
                painter.rect_stroke(handle.expand(1.0), CHIP_RADIUS / 2, tokens.focus(), StrokeKind::Outside);
            }
        }
    }
}
