//! What the list says when it is empty: what to do first, or that nothing was found, or that it is still being read.

use egui::{Rect, ScrollArea, Sense, Ui, pos2, vec2};

use super::plan::{CARD, SIDE, THUMBNAIL};
use crate::{
    domain::history::Group,
    state::{Command, LibraryStatus},
    ui::{
        letters::Type,
        scene::Scene,
        theme::{BUTTON_RADIUS, CHIP_RADIUS, L, M, S, TALL, Tokens, Tone, XL, XS},
        widgets::{Icon, Press, busy, centred, empty_state, icon_tile, paint_card, paragraph, place, skeleton},
    },
};

/// Width of the three steps.
const STEPS: f32 = 348.0;
/// Lines of a card that is still being read: how far down, how wide, how high.
const LINES: [(f32, f32, f32); 3] = [(18.0, 180.0, 12.0), (42.0, 260.0, 8.0), (66.0, 120.0, 8.0)];

/// Shows the three things a first video needs; or that the library is being opened, or cannot be.
pub(super) fn empty_ui(ui: &mut Ui, scene: &mut Scene<'_>) {
    match &scene.state.library {
        LibraryStatus::Open => first_steps_ui(ui, scene),
        LibraryStatus::Opening => opening_ui(ui, scene),
        LibraryStatus::Trouble(why) => {
            let area = ui.available_rect_before_wrap();
            let why = scene.texts.library_fault(why);
            let again = scene.text("library-again");
            let button = Some(Press::new(&again));
            let pressed = empty_state(ui, area, Icon::Alert, &scene.text("library-trouble"), &why, button);
            if pressed.is_some_and(|button| button.clicked()) {
                scene.send(Command::OpenLibrary);
            }
        }
    }
}

/// The places of cards that are still being read.
fn opening_ui(ui: &mut Ui, scene: &Scene<'_>) {
    let area = ui.available_rect_before_wrap();
    busy(ui, area, &scene.text("library-opening"));
    let mut top = area.top() + TALL + XL;
    while top + CARD < area.bottom() {
        let card = Rect::from_min_size(pos2(area.left() + L, top), vec2(area.width() - 2.0 * L, CARD));
        paint_card(ui, card, Tone::Neutral);
        let picture = Rect::from_min_size(card.min + vec2(SIDE, SIDE + 2.0), vec2(THUMBNAIL, THUMBNAIL));
        skeleton(ui, picture, BUTTON_RADIUS);
        for (down, width, height) in LINES {
            let line = Rect::from_min_size(pos2(picture.right() + M, card.top() + down), vec2(width, height));
            skeleton(ui, line.intersect(card.shrink(M)), CHIP_RADIUS);
        }
        top += CARD + S;
    }
}

/// The three things, in the middle of the page; scrolling where there is no room.
fn first_steps_ui(ui: &mut Ui, scene: &Scene<'_>) {
    let tokens = Tokens::of(ui);
    let area = ui.available_rect_before_wrap();
    let width = STEPS.min(area.width() - 2.0 * L);
    let text = width - TALL - M;
    let steps: Vec<_> = [
        (Icon::Image, "first-portrait", "first-portrait-more"),
        (Icon::Wave, "first-voice", "first-voice-more"),
        (Icon::Play, "first-video", "first-video-more"),
    ]
    .into_iter()
    .map(|(icon, title, more)| {
        let title = paragraph(ui, &scene.text(title), Type::Strong, tokens.text1, text, usize::MAX);
        let more = paragraph(ui, &scene.text(more), Type::Detail, tokens.text2, text, usize::MAX);
        (icon, title, more)
    })
    .collect();
    let (head, more) = (scene.text("first-head"), scene.text("first-more"));
    let wide = area.width() - 2.0 * L;
    let heads: f32 = [(&head, Type::Large), (&more, Type::Detail)]
        .into_iter()
        .map(|(text, size)| paragraph(ui, text, size, tokens.text1, wide, usize::MAX).size().y)
        .sum();
    let step = |title: f32, more: f32| (title + more).max(TALL) + M + 2.0;
    let tall: f32 = steps.iter().map(|(_, title, more)| step(title.size().y, more.size().y)).sum();
    let height = heads + XS + XL + tall;
    ScrollArea::vertical().id_salt("first steps").auto_shrink(false).show(ui, |ui| {
        let size = vec2(area.width(), area.height().max(height + 2.0 * L));
        let (page, _) = ui.allocate_exact_size(size, Sense::hover());
        let lines = page.shrink2(vec2(L, 0.0));
        let top = page.center().y - height / 2.0;
        let below = centred(ui, lines, top, &head, Type::Large, tokens.text1);
        let mut top = centred(ui, lines, below + XS, &more, Type::Detail, tokens.text2) + XL;
        let left = page.center().x - width / 2.0;
        for (icon, title, more) in steps {
            let (title_height, more_height) = (title.size().y, more.size().y);
            icon_tile(ui, pos2(left, top), icon);
            place(ui, pos2(left + TALL + M, top - 2.0), title);
            place(ui, pos2(left + TALL + M, top - 2.0 + title_height), more);
            top += step(title_height, more_height);
        }
    });
}

/// Says that the filter lets nothing through, and takes it away.
pub(super) fn nothing_found_ui(ui: &mut Ui, scene: &mut Scene<'_>) {
    let searching = !scene.state.filter.search.trim().is_empty();
    let (head, more) = if searching { ("none-found", "none-found-more") } else { ("none-here", "none-here-more") };
    let area = ui.available_rect_before_wrap();
    let show_all = scene.text("none-show-all");
    let button = Press::new(&show_all);
    let pressed = empty_state(ui, area, Icon::Search, &scene.text(head), &scene.text(more), Some(button));
    if pressed.is_some_and(|button| button.clicked()) {
        scene.send(Command::Search(String::new()));
        scene.send(Command::ShowGroup(Group::All));
    }
    ui.allocate_rect(area, Sense::hover());
}
