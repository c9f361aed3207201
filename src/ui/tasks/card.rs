//! One task: its picture, title, direction, how far it is, and what can be done with it.
//!
//! A failure of a task is shown here and nowhere else. Where everything stands is planned in `plan`.

use egui::{Align, Rect, Role, Sense, Shape, Stroke, Ui, UiBuilder, WidgetInfo, pos2, vec2};

use super::{
    plan::{PITCH, Plan, SIDE, THUMBNAIL, TOP},
    rows::card_stop_ui,
    stage_line::tone_of,
};
use crate::{
    domain::{Door, PortraitInput, StageWord, Task},
    state::Command,
    ui::{
        letters::Type,
        pictures::Seen,
        scene::Scene,
        theme::{BUTTON, BUTTON_RADIUS, CHIP, ICON_BUTTON, M, S, Tokens, Tone, WELL_RADIUS, XS},
        widgets::{
            Icon, chip, chip_width, focus_ring, paint_card, picture, place, progress, skeleton, words, words_in,
        },
    },
};

/// How far inside a card the ring of the keyboard lies.
const RING: f32 = 3.0;
/// Height of a bar.
const BAR: f32 = 4.0;
/// The textures of pictures that are asked for, in logical pixels of their longest side.
const TEXTURE: f32 = 96.0;
/// Half the round sign that plays; larger under the pointer.
const PLAY: f32 = 13.0;
const PLAY_NEAR: f32 = 15.0;
/// The least room for a title beside its chips.
const SHORTEST_TITLE: f32 = 40.0;
/// The corners of the triangle that plays.
const TRIANGLE: [egui::Vec2; 3] = [vec2(-4.0, -7.0), vec2(8.0, 0.0), vec2(-4.0, 7.0)];

/// Shows one card in a place that is as high as its plan says.
pub(super) fn card_ui(ui: &mut Ui, scene: &mut Scene<'_>, task: &Task, plan: Plan, rect: Rect) {
    ui.allocate_rect(rect, Sense::hover());
    let card = card_stop_ui(ui, scene, task, rect);
    let unknown = task.stage.word() == StageWord::Unknown;
    paint_card(ui, rect, if unknown { Tone::Warn } else { Tone::Neutral });
    // Inside: the first card touches the edge of the list, which would cut a ring around it.
    focus_ring(ui, &card.with_new_rect(rect.shrink(RING)), WELL_RADIUS - RING as u8);
    let thumbnail = Rect::from_min_size(rect.min + vec2(SIDE, SIDE + 2.0), vec2(THUMBNAIL, THUMBNAIL));
    thumbnail_ui(ui, scene, task, thumbnail);
    let text = Rect::from_min_size(pos2(thumbnail.right() + M, rect.top() + TOP), vec2(plan.text, rect.height() - TOP));
    text_ui(ui, scene, task, &plan, text);
    let corner = rect.shrink2(vec2(SIDE, S));
    if plan.narrow {
        let top = Rect::from_min_size(pos2(corner.right() - ICON_BUTTON, corner.top()), vec2(ICON_BUTTON, ICON_BUTTON));
        let row = Rect::from_min_max(pos2(text.left(), corner.bottom() - BUTTON), corner.max);
        plan.right.show_apart(ui, scene, task, row, top);
    } else {
        plan.right.show(ui, scene, task, corner);
    }
}

/// One line of a card.
fn line(text: Rect, top: f32) -> Rect {
    Rect::from_min_size(pos2(text.left(), top), vec2(text.width(), CHIP))
}

fn text_ui(ui: &mut Ui, scene: &Scene<'_>, task: &Task, plan: &Plan, text: Rect) {
    let mut top = text.top();
    title_ui(ui, scene, task, plan.narrow, line(text, top));
    if plan.narrow {
        top += CHIP + XS;
        chips_ui(ui, scene, task, line(text, top));
    }
    top += PITCH;
    // The first row stands where a line of its own would.
    let nudge = (CHIP - Type::Detail.line()) / 2.0;
    let more = plan.second.size().y - Type::Detail.line();
    place(ui, pos2(text.left(), top + nudge), plan.second.clone());
    top += PITCH + more;
    let nudge = (CHIP - Type::Meta.line()) / 2.0;
    let mut left = text.left();
    if let Some((done, width)) = plan.bar {
        let middle = if plan.under_bar { top + XS } else { top + CHIP / 2.0 };
        let track = Rect::from_min_size(pos2(left, middle - BAR / 2.0), vec2(width, BAR));
        let name = scene.texts.with("task-progress", &[("title", task.title.as_str().into())]);
        progress(ui, track, done, task.elapsed(scene.now).as_secs(), &name);
        if plan.under_bar {
            top += M;
        } else {
            left += width + S;
        }
    }
    place(ui, pos2(left, top + nudge), plan.third.clone());
}

/// The title, and beside it the chips where there is room for them.
fn title_ui(ui: &mut Ui, scene: &Scene<'_>, task: &Task, narrow: bool, line: Rect) {
    let tokens = Tokens::of(ui);
    let title = words(task.title.as_str(), Type::Strong, tokens.text1);
    if narrow {
        words_in(ui, line, Align::Min, title);
        return;
    }
    let chips: f32 = chips(scene, task).iter().map(|(_, text)| chip_width(ui, text) + S).sum();
    let room = (line.width() - chips).max(SHORTEST_TITLE);
    let title = words_in(ui, Rect::from_min_size(line.min, vec2(room, line.height())), Align::Min, title);
    let rest = Rect::from_min_size(pos2(title.rect.right() + S, line.top()), vec2(chips, line.height()));
    chips_ui(ui, scene, task, rest);
}

/// The stage, and that it is practice.
fn chips(scene: &Scene<'_>, task: &Task) -> Vec<(Tone, String)> {
    let word = task.stage.word();
    let stage = if word == StageWord::Waiting && task.standing.held {
        scene.text("stage-held")
    } else {
        scene.texts.stage_word(word)
    };
    let mut chips = vec![(tone_of(word), stage)];
    if task.door == Door::Practice {
        chips.push((Tone::Warn, scene.text("task-practice")));
    }
    chips
}

fn chips_ui(ui: &mut Ui, scene: &Scene<'_>, task: &Task, place: Rect) {
    let layout = egui::Layout::left_to_right(Align::Center);
    let mut row = ui.new_child(UiBuilder::new().max_rect(place).layout(layout));
    row.spacing_mut().item_spacing.x = S;
    for (at, (tone, text)) in chips(scene, task).into_iter().enumerate() {
        let response = chip(&mut row, tone, None, &text);
        if at == 0 {
            // A screen reader is told when a task moves on, not every second of its way.
            row.ctx().accesskit_node_builder(response.id, |node| node.set_live(egui::accesskit::Live::Polite));
        }
    }
}

/// The video's first picture, else the portrait; a button that plays when the video is here.
fn thumbnail_ui(ui: &mut Ui, scene: &mut Scene<'_>, task: &Task, rect: Rect) {
    let tokens = Tokens::of(ui);
    let video = task.video();
    ui.painter().rect_filled(rect, BUTTON_RADIUS, tokens.bg3);
    let kept = match &task.order.portrait {
        PortraitInput::File { id, format, .. } => {
            Some(scene.state.places.library.join("inputs").join(format!("{id}.{}", format.extension())))
        }
        PortraitInput::Link(_) => None,
    };
    let poster = video.and_then(|video| video.poster.clone());
    let side = (TEXTURE * ui.pixels_per_point()).round() as u32;
    let mut shown = false;
    for path in [poster, kept].into_iter().flatten() {
        match scene.pictures.see(ui.ctx(), &path, side) {
            Seen::Here(texture) => picture(ui, rect, texture, true, BUTTON_RADIUS),
            Seen::Loading => skeleton(ui, rect, BUTTON_RADIUS),
            Seen::Failed(_) => continue,
        }
        shown = true;
        break;
    }
    if !shown {
        Icon::Image.paint(ui.painter(), rect.center(), CHIP, tokens.text3);
    }
    if video.is_some() {
        play_ui(ui, scene, task, rect);
    }
}

fn play_ui(ui: &mut Ui, scene: &mut Scene<'_>, task: &Task, rect: Rect) {
    let tokens = Tokens::of(ui);
    let response = ui.interact(rect, ui.scope_id().with("play"), Sense::click());
    let name = scene.texts.with("task-open-named", &[("title", task.title.as_str().into())]);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, ui.is_enabled(), &name));
    let radius = if response.hovered() || response.has_focus() { PLAY_NEAR } else { PLAY };
    let middle = rect.center();
    ui.painter().circle_filled(middle, radius, tokens.badge);
    let triangle = TRIANGLE.map(|corner| middle + corner);
    ui.painter().add(Shape::convex_polygon(triangle.to_vec(), tokens.on_badge, Stroke::NONE));
    focus_ring(ui, &response, BUTTON_RADIUS);
    if response.clicked() {
        scene.send(Command::OpenVideo(task.id));
    }
    response.on_hover_text(name);
}
