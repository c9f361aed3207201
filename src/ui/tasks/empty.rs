//! What the list says when it is empty: what to do first, or that nothing was found.

use egui::{Align, Align2, Rect, Sense, StrokeKind, Ui, pos2, vec2};

use crate::{
    state::{Command, LibraryStatus},
    ui::{
        letters::Type,
        scene::Scene,
        theme::{BUTTON_RADIUS, Tokens},
        widgets::{Icon, Press, words, words_in},
    },
};

/// Shows the three things a first video needs; or that the library is being opened, or cannot be.
pub(super) fn empty_ui(ui: &mut Ui, scene: &mut Scene<'_>) {
    match &scene.state.library {
        LibraryStatus::Open => first_steps_ui(ui, scene),
        LibraryStatus::Opening => headline_ui(ui, &scene.text("library-opening"), &scene.text("library-opening-more")),
        LibraryStatus::Trouble(why) => headline_ui(ui, &scene.text("library-trouble"), &scene.texts.library_fault(why)),
    }
}

fn first_steps_ui(ui: &mut Ui, scene: &Scene<'_>) {
    let tokens = Tokens::of(ui);
    let area = ui.max_rect();
    let top = area.center().y - 111.0;
    let middle = area.center().x;
    centred(ui, area, top + 12.0, &scene.text("first-head"), Type::Large);
    centred(ui, area, top + 38.0, &scene.text("first-more"), Type::Detail);
    let steps = [
        (Icon::Image, "first-portrait", "first-portrait-more"),
        (Icon::Wave, "first-voice", "first-voice-more"),
        (Icon::Play, "first-video", "first-video-more"),
    ];
    for (at, (icon, title, more)) in steps.into_iter().enumerate() {
        let tile = Rect::from_min_size(pos2(middle - 174.0, top + 74.0 + at as f32 * 54.0), vec2(36.0, 36.0));
        ui.painter().rect(tile, BUTTON_RADIUS, tokens.bg2, tokens.stroke(), StrokeKind::Inside);
        icon.paint(ui.painter(), tile.center(), 16.0, tokens.text2);
        let line = |down: f32| Rect::from_min_size(pos2(tile.right() + 12.0, tile.top() + down), vec2(320.0, 20.0));
        words_in(ui, line(-2.0), Align::Min, words(scene.text(title), Type::Strong, tokens.text1));
        words_in(ui, line(18.0), Align::Min, words(scene.text(more), Type::Detail, tokens.text2));
    }
}

fn headline_ui(ui: &mut Ui, head: &str, more: &str) {
    let area = ui.max_rect();
    centred(ui, area, area.center().y - 14.0, head, Type::Large);
    centred(ui, area, area.center().y + 14.0, more, Type::Control);
}

fn centred(ui: &mut Ui, area: Rect, middle: f32, text: &str, size: Type) {
    let tokens = Tokens::of(ui);
    let color = if size == Type::Large { tokens.text1 } else { tokens.text2 };
    let line = Align2::CENTER_CENTER.anchor_size(pos2(area.center().x, middle), vec2(area.width() - 32.0, 26.0));
    words_in(ui, line, Align::Center, words(text, size, color));
}

/// Says that the filter lets nothing through, and takes it away.
pub(super) fn nothing_found_ui(ui: &mut Ui, scene: &mut Scene<'_>) {
    let searching = !scene.state.filter.search.trim().is_empty();
    let (head, more) = if searching { ("none-found", "none-found-more") } else { ("none-here", "none-here-more") };
    let area = ui.available_rect_before_wrap();
    centred(ui, area, area.center().y - 34.0, &scene.text(head), Type::Large);
    centred(ui, area, area.center().y - 6.0, &scene.text(more), Type::Detail);
    let place = Align2::CENTER_TOP.anchor_size(area.center() + vec2(0.0, 14.0), vec2(160.0, 28.0));
    let layout = egui::Layout::top_down(Align::Center);
    let mut below = ui.new_child(egui::UiBuilder::new().max_rect(place).layout(layout));
    if Press::new(&scene.text("none-show-all")).show(&mut below).clicked() {
        scene.send(Command::Search(String::new()));
        scene.send(Command::ShowGroup(crate::domain::history::Group::All));
    }
    ui.allocate_rect(area, Sense::hover());
}
