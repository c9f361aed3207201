//! What makes a good portrait: a sheet with drawn examples, good and less so, each with a few words.
//!
//! Advice alone: nothing here is a rule of the provider, and nothing is asked for.

use egui::{Align, Id, Rect, Role, ScrollArea, Sense, Ui, UiBuilder, Vec2, WidgetInfo, pos2, vec2};

use super::{
    letters::Type,
    scene::{Over, Scene},
    shortcuts_sheet::scroll_by_keys,
    theme::{ICON, ICON_BUTTON, L, LINE, M, S, Tokens, Tone, XS},
    widgets::{Dialog, Icon, Pose, icon_button, paragraph, person, place, words, words_in},
};

/// The sheet's size where there is room for it.
const SIZE: Vec2 = vec2(600.0, 608.0);
/// How high the examples are.
const LARGE: f32 = 168.0;
const SMALL: f32 = 120.0;
/// The least width of a small example.
const NARROW: f32 = 128.0;
/// The most in one row.
const IN_A_ROW: usize = 3;
/// Width of the large example for its height.
const WIDE: f32 = 1.25;
/// Side of the sign on an example.
const SIGN: f32 = 20.0;

/// What is good about the large example.
const GOOD: [&str; 4] = ["good-facing", "good-whole", "good-light", "good-ground"];
/// What is less good.
const BAD: [(Pose, &str); 6] = [
    (Pose::Sideways, "bad-sideways"),
    (Pose::Far, "bad-far"),
    (Pose::Covered, "bad-covered"),
    (Pose::Two, "bad-two"),
    (Pose::Dark, "bad-dark"),
    (Pose::Close, "bad-close"),
];

/// Shows the sheet while it is open.
pub(super) fn guidance_ui(ui: &Ui, scene: &mut Scene<'_>) {
    if scene.entries.over != Some(Over::Guidance) {
        return;
    }
    let name = scene.text("good-title");
    let shown = Dialog::new(Id::unique("guidance"), &name, SIZE).show(ui, |ui, rect| {
        let head = Rect::from_min_max(rect.min + vec2(L + XS, M), pos2(rect.right() - M, rect.top() + M + ICON_BUTTON));
        words_in(ui, head, Align::Min, words(name.as_str(), Type::Title, Tokens::of(ui).text1));
        let corner = Rect::from_min_max(pos2(head.right() - ICON_BUTTON, head.top()), head.max);
        let mut corner = ui.new_child(UiBuilder::new().max_rect(corner));
        let closed = icon_button(&mut corner, Icon::Close, &scene.text("settings-close"), false).clicked();
        let body = Rect::from_min_max(pos2(head.left(), head.bottom() + S), rect.max - vec2(S, M));
        let mut body = ui.new_child(UiBuilder::new().max_rect(body));
        ScrollArea::vertical().auto_shrink(false).animated(false).show(&mut body, |ui| {
            scroll_by_keys(ui, rect.height());
            ui.spacing_mut().item_spacing.y = 0.0;
            ui.set_max_width(ui.available_width() - M);
            good_ui(ui, scene);
            bad_ui(ui, scene);
        });
        closed
    });
    if shown.inner || shown.closed {
        scene.entries.over = None;
    }
}

/// A head with its sign.
fn head_ui(ui: &mut Ui, tone: Tone, icon: Icon, text: &str) {
    let tokens = Tokens::of(ui);
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), LINE + S), Sense::hover());
    icon.paint(ui.painter(), rect.left_center() + vec2(ICON / 2.0, -XS), ICON - 2.0, tokens.words(tone));
    let words_place = Rect::from_min_max(rect.min + vec2(ICON + S, 0.0), rect.max - vec2(0.0, S));
    words_in(ui, words_place, Align::Min, words(text, Type::Head, tokens.text2));
}

/// The large example, and beside it what is good about it, or below where there is no room.
fn good_ui(ui: &mut Ui, scene: &Scene<'_>) {
    let tokens = Tokens::of(ui);
    head_ui(ui, Tone::Ok, Icon::Check, &scene.text("good-head"));
    let width = ui.available_width();
    let large = vec2((LARGE * WIDE).min(width), LARGE);
    let beside = width - large.x - L >= NARROW;
    let room = if beside { width - large.x - L } else { width } - ICON - S;
    let lines = GOOD.map(|key| paragraph(ui, &scene.text(key), Type::Control, tokens.text1, room, usize::MAX));
    let text: f32 = lines.iter().map(|line| line.size().y + S).sum::<f32>() - S;
    let height = if beside { LARGE.max(text) } else { LARGE + M + text };
    let (rect, _) = ui.allocate_exact_size(vec2(width, height + L), Sense::hover());
    example_ui(ui, Rect::from_min_size(rect.min, large), Pose::Good, &scene.text("good-facing"));
    let (left, mut top) = if beside {
        (rect.left() + large.x + L, rect.top() + (height - text) / 2.0)
    } else {
        (rect.left(), rect.top() + LARGE + M)
    };
    for line in lines {
        Icon::Check.paint(ui.painter(), pos2(left + ICON / 2.0, top + LINE / 2.0), ICON - XS, tokens.words(Tone::Ok));
        let next = top + line.size().y + S;
        place(ui, pos2(left + ICON + S, top), line);
        top = next;
    }
}

/// The small examples, each with its words below.
fn bad_ui(ui: &mut Ui, scene: &Scene<'_>) {
    let tokens = Tokens::of(ui);
    head_ui(ui, Tone::Bad, Icon::Close, &scene.text("bad-head"));
    let width = ui.available_width();
    let count = (((width + L) / (NARROW + L)) as usize).clamp(1, IN_A_ROW);
    let each = (width - L * (count - 1) as f32) / count as f32;
    for row in BAD.chunks(count) {
        let named = row.iter().map(|(pose, key)| {
            let name = scene.text(key);
            (*pose, paragraph(ui, &name, Type::Meta, tokens.text2, each, usize::MAX), name)
        });
        let named: Vec<_> = named.collect();
        let text = named.iter().map(|(_, line, _)| line.size().y).fold(0.0, f32::max);
        let (rect, _) = ui.allocate_exact_size(vec2(width, SMALL + XS + text + M), Sense::hover());
        for (at, (pose, line, name)) in named.into_iter().enumerate() {
            let corner = rect.min + vec2((each + L) * at as f32, 0.0);
            let frame = Rect::from_min_size(corner, vec2(each, SMALL));
            example_ui(ui, frame, pose, &name);
            place(ui, pos2(frame.left(), frame.bottom() + XS), line);
        }
    }
}

/// One drawn example with its sign.
fn example_ui(ui: &mut Ui, rect: Rect, pose: Pose, name: &str) {
    let tokens = Tokens::of(ui);
    let response = ui.interact(rect, ui.next_auto_id(), Sense::hover());
    ui.skip_ahead_auto_ids(1);
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, name));
    if !ui.is_rect_visible(rect) {
        return;
    }
    person(ui, rect, pose);
    let (tone, icon) = if pose == Pose::Good { (Tone::Ok, Icon::Check) } else { (Tone::Bad, Icon::Close) };
    let at = rect.right_bottom() - Vec2::splat(S + SIGN / 2.0);
    ui.painter().circle_filled(at, SIGN / 2.0, tokens.bg1);
    icon.paint(ui.painter(), at, SIGN / 2.0, tokens.words(tone));
}
