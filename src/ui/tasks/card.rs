//! One task: its picture, title, direction, how far it is, and what can be done with it.
//!
//! A failure of a task is shown here and nowhere else.

use egui::{Align, Color32, Rect, Role, Sense, Shape, Stroke, StrokeKind, Ui, UiBuilder, WidgetInfo, pos2, vec2};

use super::{
    CARD,
    right::Right,
    rows::card_stop_ui,
    stage_line::{Bar, StageLine, stage_line, tone_of},
};
use crate::{
    domain::{Door, PortraitInput, Stage, StageWord, Task},
    state::Command,
    ui::{
        letters::Type,
        pictures::Seen,
        scene::Scene,
        theme::{BUTTON_RADIUS, Tokens, Tone, WELL_RADIUS},
        widgets::{Icon, chip, focus_ring, picture, progress, words, words_in},
    },
};

/// Shows one card.
pub(super) fn card_ui(ui: &mut Ui, scene: &mut Scene<'_>, task: &Task) {
    let tokens = Tokens::of(ui);
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), CARD), Sense::hover());
    let card = card_stop_ui(ui, scene, task, rect);
    let unknown = task.stage.word() == StageWord::Unknown;
    let edge = if unknown { Stroke::new(1.0, tokens.tone(Tone::Warn)) } else { tokens.stroke() };
    ui.painter().rect(rect, WELL_RADIUS, tokens.bg1, edge, StrokeKind::Inside);
    // Inside: the first card touches the edge of the list, which would cut a ring around it.
    focus_ring(ui, &card.with_new_rect(rect.shrink(3.0)), WELL_RADIUS - 3);
    let thumbnail = Rect::from_min_size(rect.min + vec2(11.0, 13.0), vec2(64.0, 64.0));
    thumbnail_ui(ui, scene, task, thumbnail);
    let right = Right::of(ui, scene, task);
    let inner = rect.shrink2(vec2(11.0, 8.0));
    let edge = inner.right() - right.width() - 16.0;
    text_ui(ui, scene, task, Rect::from_min_max(pos2(thumbnail.right() + 12.0, rect.top()), pos2(edge, rect.bottom())));
    right.show(ui, scene, task, inner);
}

fn row(text: Rect, middle: f32) -> Rect {
    Rect::from_min_max(pos2(text.left(), text.top() + middle - 11.0), pos2(text.right(), text.top() + middle + 11.0))
}

fn text_ui(ui: &mut Ui, scene: &Scene<'_>, task: &Task, text: Rect) {
    let tokens = Tokens::of(ui);
    title_ui(ui, scene, task, row(text, 22.0));
    let second = match &task.stage {
        Stage::Unknown(lost) => scene.texts.lost(lost),
        _ => task.order.direction.split_whitespace().collect::<Vec<_>>().join(" "),
    };
    words_in(ui, row(text, 45.5), Align::Min, words(second, Type::Detail, tokens.text2));
    let StageLine { bar, words: third, tone } = stage_line(scene, task);
    let line = row(text, 69.0);
    let color = if tone == Tone::Neutral { tokens.text3 } else { tokens.words(tone) };
    let mut from = line.left();
    if bar != Bar::Hidden {
        // Where there is little room, the bar gives way before the words do.
        let wanted = ui.painter().layout_no_wrap(third.clone(), Type::Meta.font(), color).size().x;
        let width = (line.width() - wanted - 10.0).clamp(40.0, 170.0);
        let track = Rect::from_min_size(pos2(from, line.center().y - 2.0), vec2(width, 4.0));
        let done = if let Bar::Filled(done) = bar { Some(done) } else { None };
        let name = scene.texts.with("task-progress", &[("title", task.title.as_str().into())]);
        progress(ui, track, done, task.elapsed(scene.now).as_secs(), &name);
        from += width + 8.0;
    }
    let rest = Rect::from_min_max(pos2(from, line.top()), line.max);
    words_in(ui, rest, Align::Min, words(third, Type::Meta, color));
}

/// The title, then the chip of its stage, then that it is practice.
fn title_ui(ui: &mut Ui, scene: &Scene<'_>, task: &Task, line: Rect) {
    let tokens = Tokens::of(ui);
    let word = task.stage.word();
    let stage = scene.texts.stage_word(word);
    let practice = (task.door == Door::Practice).then(|| scene.text("task-practice"));
    let chip_width = |text: &str| {
        ui.painter().layout_no_wrap(text.to_owned(), Type::Meta.font(), Color32::PLACEHOLDER).size().x + 16.0 + 8.0
    };
    let chips = chip_width(&stage) + practice.as_deref().map_or(0.0, chip_width);
    let room = Rect::from_min_max(line.min, pos2((line.right() - chips).max(line.left() + 40.0), line.bottom()));
    let title = words_in(ui, room, Align::Min, words(task.title.as_str(), Type::Strong, tokens.text1));
    let rest = Rect::from_min_max(
        pos2(title.rect.right() + 8.0, line.top()),
        pos2(line.right().max(title.rect.right() + chips), line.bottom()),
    );
    let layout = egui::Layout::left_to_right(Align::Center);
    let mut chips = ui.new_child(UiBuilder::new().max_rect(rest).layout(layout));
    let chip_response = chip(&mut chips, tone_of(word), None, &stage);
    // A screen reader is told when a task moves on, not every second of its way.
    chips.ctx().accesskit_node_builder(chip_response.id, |node| node.set_live(egui::accesskit::Live::Polite));
    if let Some(practice) = practice {
        chip(&mut chips, Tone::Warn, None, &practice);
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
    let side = (96.0 * ui.pixels_per_point()).round() as u32;
    let mut shown = false;
    for path in [poster, kept].into_iter().flatten() {
        match scene.pictures.see(ui.ctx(), &path, side) {
            Seen::Here(texture) => picture(ui, rect, texture, true, BUTTON_RADIUS),
            Seen::Loading => {}
            Seen::Failed(_) => continue,
        }
        shown = true;
        break;
    }
    if !shown {
        Icon::Image.paint(ui.painter(), rect.center(), 22.0, tokens.text3);
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
    let radius = if response.hovered() || response.has_focus() { 15.0 } else { 13.0 };
    let middle = rect.center();
    ui.painter().circle_filled(middle, radius, tokens.badge);
    let triangle = [vec2(-4.0, -7.0), vec2(8.0, 0.0), vec2(-4.0, 7.0)].map(|corner| middle + corner);
    ui.painter().add(Shape::convex_polygon(triangle.to_vec(), tokens.on_badge, Stroke::NONE));
    focus_ring(ui, &response, BUTTON_RADIUS);
    if response.clicked() {
        scene.send(Command::OpenVideo(task.id));
    }
    response.on_hover_text(name);
}
