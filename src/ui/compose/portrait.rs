//! The place of the portrait: empty, being read, broken, a link, or the picture itself with its checks.

use egui::{Align, Sense, Ui, pos2, vec2};

use super::{
    menu::well_menu_ui,
    problems::{chips_ui, problem_ui},
    well::{Invitation, clear_button_ui, help_ui, invitation_ui, notice_well_ui},
};
use crate::{
    domain::{ImageFacts, Loaded, Slot},
    state::Place,
    ui::{
        letters::Type,
        pictures::Seen,
        scene::Scene,
        text::plain,
        theme::{Tokens, WELL_RADIUS},
        widgets::{Edge, Icon, paint_well, picture, section_head, words, words_in},
    },
};

/// Shows the place with its head.
pub(super) fn portrait_ui(ui: &mut Ui, scene: &mut Scene<'_>) {
    section_head(ui, &scene.text("portrait-head"), None);
    match &scene.state.draft.portrait {
        Slot::Empty => empty_ui(ui, scene),
        Slot::Reading(name) => notice_well_ui(ui, scene, Place::Portrait, false, name, &scene.text("place-reading")),
        Slot::Unreadable(name, why) => {
            let why = scene.texts.unreadable(why);
            notice_well_ui(ui, scene, Place::Portrait, true, name, &why);
        }
        Slot::Link(link) => {
            notice_well_ui(ui, scene, Place::Portrait, false, link, &scene.text("place-link"));
            chips_ui(ui, scene, Place::Portrait, None);
        }
        Slot::File(loaded) => {
            loaded_ui(ui, scene, loaded);
            chips_ui(ui, scene, Place::Portrait, None);
        }
    }
    problem_ui(ui, scene, Place::Portrait);
}

fn empty_ui(ui: &mut Ui, scene: &mut Scene<'_>) {
    let tokens = Tokens::of(ui);
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 196.0), Sense::hover());
    paint_well(ui, rect, if scene.hovering { Edge::Lit } else { Edge::Empty }, tokens.bg2);
    let middle = |down: f32| pos2(rect.center().x, rect.top() + down);
    Icon::Image.paint(ui.painter(), middle(68.0), 27.0, tokens.text2);
    let invitation = Invitation {
        strong: scene.text("portrait-drop"),
        plain: scene.text("portrait-paste"),
        choose: scene.text("place-choose"),
        name: scene.text("portrait-choose"),
    };
    invitation_ui(ui, scene, Place::Portrait, middle(102.0), true, &invitation);
    let limits = &scene.state.settings.limits;
    let rules = scene.texts.with(
        "portrait-limits",
        &[("pixels", plain(limits.image_side)), ("size", scene.texts.round_size(limits.image_bytes_sure).into())],
    );
    let line = egui::Rect::from_center_size(middle(132.0), vec2(rect.width() - 24.0, 20.0));
    words_in(ui, line, Align::Center, words(rules, Type::Meta, tokens.text3));
    let (question, sample) = (scene.text("portrait-none"), scene.text("portrait-sample"));
    well_menu_ui(ui, scene, Place::Portrait, rect);
    help_ui(ui, scene, Place::Portrait, &question, &sample);
}

fn loaded_ui(ui: &mut Ui, scene: &mut Scene<'_>, loaded: &Loaded<ImageFacts>) {
    let tokens = Tokens::of(ui);
    let width = ui.available_width();
    let ratio = loaded.facts.width.max(1) as f32 / loaded.facts.height.max(1) as f32;
    let wide = ratio * 200.0 > width - 2.0;
    let height = if wide { ((width - 39.0) / ratio).clamp(60.0, 200.0) + 32.0 } else { 202.0 };
    let (rect, response) = ui.allocate_exact_size(vec2(width, height), Sense::hover());
    let name = scene.texts.with("portrait-preview", &[("name", loaded.name.as_str().into())]);
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Image, true, &name));
    let lit = scene.hovering;
    paint_well(ui, rect, if lit { Edge::Lit } else { Edge::Filled }, tokens.stage);
    let inside = if wide {
        egui::Rect::from_min_max(rect.min + vec2(20.0, 16.0), rect.max - vec2(19.0, 16.0))
    } else {
        rect.shrink(1.0)
    };
    let side = (inside.width() * ui.pixels_per_point()).round().clamp(64.0, 2048.0) as u32;
    let near_corners = ratio * 200.0 > width - 2.0 * f32::from(WELL_RADIUS);
    match scene.pictures.see(ui.ctx(), &loaded.kept, side) {
        Seen::Here(texture) if wide => picture(ui, inside, texture, false, 6),
        Seen::Here(texture) => picture(ui, inside, texture, false, if near_corners { WELL_RADIUS - 1 } else { 0 }),
        Seen::Loading => {}
        Seen::Failed(_) => {
            let text = words(scene.texts.get("picture-failed"), Type::Meta, tokens.text2);
            words_in(ui, inside, Align::Center, text);
        }
    }
    // The picture reaches the edge: the edge is drawn once more over it.
    let edge = if lit { tokens.focus() } else { tokens.stroke() };
    ui.painter().rect_stroke(rect, WELL_RADIUS, edge, egui::StrokeKind::Inside);
    clear_button_ui(ui, scene, Place::Portrait, rect, true);
}
