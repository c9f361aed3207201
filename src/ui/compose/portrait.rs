//! The place of the portrait: empty, being read, broken, a link, or the picture itself with its checks.

use egui::{Align, Rect, Sense, Ui, UiBuilder, Vec2, pos2, vec2};

use super::{
    changed::picture_changed_ui,
    link::{link_ui, use_file_ui},
    menu::well_menu_ui,
    problems::{chips_ui, is_mending, problem_ui},
    well::{Invitation, clear_button_ui, help_ui, mending_ui, notice_well_ui, reading_well_ui},
};
use crate::{
    domain::{ImageFacts, Loaded, Slot},
    state::Place,
    ui::{
        actions::{Action, tip},
        letters::Type,
        pictures::Seen,
        scene::{Act, Over, Scene},
        text::plain,
        theme::{CHIP_RADIUS, ICON_BUTTON, L, M, S, Tokens, WELL_RADIUS, XS},
        widgets::{
            Edge, Icon, bare_icon_button, centred, paint_well, paragraph, picture, section_head, skeleton, words,
            words_in,
        },
    },
};

/// Height of the empty well.
const EMPTY: f32 = 196.0;
/// Height of a picture in its well.
const PREVIEW: f32 = 200.0;
/// Side of the icon in the empty well.
const SIGN: f32 = 27.0;
/// The textures that are asked for, in pixels of their longest side.
const SMALLEST: f32 = 64.0;
const LARGEST: f32 = 2048.0;
/// The lowest that a very wide picture is shown.
const LOWEST: f32 = 60.0;

/// Shows the place with its head.
pub(super) fn portrait_ui(ui: &mut Ui, scene: &mut Scene<'_>) {
    section_head(ui, &scene.text("portrait-head"), None);
    match &scene.state.draft.portrait {
        Slot::Empty => empty_ui(ui, scene),
        Slot::Reading(name) => reading_well_ui(ui, scene, Place::Portrait, PREVIEW + 2.0, name),
        Slot::Unreadable(name, why) => {
            let why = scene.texts.unreadable(why);
            notice_well_ui(ui, scene, Place::Portrait, true, name, &why);
        }
        Slot::Link(address) => link_ui(ui, scene, address, PREVIEW + 2.0),
        Slot::File(loaded) | Slot::Mending(loaded) => {
            picture_well_ui(ui, scene, loaded);
            chips_ui(ui, scene, Place::Portrait, None);
        }
    }
    if !use_file_ui(ui, scene) {
        problem_ui(ui, scene, Place::Portrait);
    }
    if let Some(loaded) = scene.state.draft.portrait.file() {
        picture_changed_ui(ui, scene, loaded);
    }
}

/// What the empty well invites to: to drop and paste where files can be dropped, else to paste.
fn invitation(scene: &Scene<'_>) -> Invitation {
    let (strong, plain) = if scene.state.session.no_drop {
        ("portrait-paste-here", "voice-or")
    } else {
        ("portrait-drop", "portrait-paste")
    };
    Invitation {
        strong: scene.text(strong),
        plain: scene.text(plain),
        choose: scene.text("place-choose"),
        name: scene.text("portrait-choose"),
    }
}

fn empty_ui(ui: &mut Ui, scene: &mut Scene<'_>) {
    let tokens = Tokens::of(ui);
    let limits = &scene.state.settings.limits;
    let rules = scene.texts.with(
        "portrait-limits",
        &[("pixels", plain(limits.image_side)), ("size", scene.texts.round_size(limits.image_bytes_sure).into())],
    );
    let invitation = invitation(scene);
    let room = ui.available_width() - 2.0 * L;
    let sentence = invitation.lay(ui, room, Align::Center);
    let rules_height = paragraph(ui, &rules, Type::Meta, tokens.text3, room, usize::MAX).size().y;
    let content = SIGN + S + 2.0 + sentence.size().y + M - 1.0 + rules_height;
    let height = EMPTY.max(content + 2.0 * L);
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::hover());
    paint_well(ui, rect, if scene.hovering.lights(Place::Portrait) { Edge::Lit } else { Edge::Empty }, tokens.bg2);
    let top = rect.center().y - content / 2.0;
    Icon::Image.paint(ui.painter(), pos2(rect.center().x, top + SIGN / 2.0), SIGN, tokens.text2);
    let below = top + SIGN + S + 2.0;
    let next = below + sentence.size().y + M - 1.0;
    invitation.show(ui, scene, Place::Portrait, pos2(rect.center().x, below), sentence);
    centred(ui, rect.shrink2(vec2(L, 0.0)), next, &rules, Type::Meta, tokens.text3);
    let (question, sample) = (scene.text("portrait-none"), scene.text("portrait-sample"));
    well_menu_ui(ui, scene, Place::Portrait, rect);
    help_ui(ui, scene, Place::Portrait, &question, &sample);
}

/// Where a picture of this ratio lies in its well: whole, and with a margin when it is wide.
fn frame_of(width: f32, ratio: f32) -> (bool, f32) {
    let wide = ratio * PREVIEW > width - 2.0;
    let height = if wide { ((width - 2.0 * (L + XS)) / ratio).clamp(LOWEST, PREVIEW) + 2.0 * L } else { PREVIEW + 2.0 };
    (wide, height)
}

/// The picture in its well.
pub(super) fn picture_well_ui(ui: &mut Ui, scene: &mut Scene<'_>, loaded: &Loaded<ImageFacts>) {
    let tokens = Tokens::of(ui);
    let width = ui.available_width();
    let ratio = loaded.facts.width.max(1) as f32 / loaded.facts.height.max(1) as f32;
    let (wide, height) = frame_of(width, ratio);
    let (rect, response) = ui.allocate_exact_size(vec2(width, height), Sense::hover());
    let name = scene.texts.with("portrait-preview", &[("name", loaded.name.as_str().into())]);
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Image, true, &name));
    let lit = scene.hovering.lights(Place::Portrait);
    paint_well(ui, rect, if lit { Edge::Lit } else { Edge::Filled }, tokens.stage);
    let inside = if wide { rect.shrink2(vec2(L + XS, L)) } else { rect.shrink(1.0) };
    let near_corners = ratio * PREVIEW > width - 2.0 * f32::from(WELL_RADIUS);
    let corners = match (wide, near_corners) {
        (true, _) => CHIP_RADIUS,
        (false, true) => WELL_RADIUS - 1,
        (false, false) => 0,
    };
    texture_ui(ui, scene, loaded, inside, corners);
    // The picture reaches the edge: the edge is drawn once more over it.
    let edge = if lit { tokens.focus() } else { tokens.stroke() };
    ui.painter().rect_stroke(rect, WELL_RADIUS, edge, egui::StrokeKind::Inside);
    mending_ui(ui, scene, Place::Portrait, rect);
    // What an address leads to cannot be cut here: the provider fetches it by itself.
    if !matches!(scene.state.draft.portrait, Slot::Link(_)) {
        crop_button_ui(ui, scene, rect);
    }
    clear_button_ui(ui, scene, Place::Portrait, rect, true);
}

/// The picture; until it is here, the one before it when that was made of the same file, so that nothing flickers.
fn texture_ui(ui: &mut Ui, scene: &mut Scene<'_>, loaded: &Loaded<ImageFacts>, inside: Rect, corners: u8) {
    let side = (inside.width() * ui.pixels_per_point()).round().clamp(SMALLEST, LARGEST) as u32;
    let given = loaded.given().id;
    let before = scene.entries.portrait_shown.take().filter(|(id, _)| *id == given).map(|(_, texture)| texture);
    let seen = match scene.pictures.see(ui.ctx(), &loaded.kept, side) {
        Seen::Here(texture) => Some(texture.clone()),
        Seen::Loading => before,
        Seen::Failed(_) => {
            let text = words(scene.texts.get("picture-failed"), Type::Meta, Tokens::of(ui).text2);
            words_in(ui, inside, Align::Center, text);
            return;
        }
    };
    match &seen {
        Some(texture) => picture(ui, inside, texture, false, corners),
        None => {
            let ratio = loaded.facts.width.max(1) as f32 / loaded.facts.height.max(1) as f32;
            skeleton(ui, shown_part(inside, ratio), corners);
        }
    }
    scene.entries.portrait_shown = seen.map(|texture| (given, texture));
}

/// The button that opens the crop editor, beside the cross.
fn crop_button_ui(ui: &mut Ui, scene: &mut Scene<'_>, well: Rect) {
    let corner = pos2(well.right() - 2.0 * (ICON_BUTTON + S) + 1.0, well.top() + S + 0.5);
    let rect = Rect::from_min_size(corner, vec2(ICON_BUTTON, ICON_BUTTON));
    let mut corner = ui.new_child(UiBuilder::new().max_rect(rect));
    if is_mending(scene, Place::Portrait) {
        corner.disable();
    }
    let (name, tip) = (scene.text("crop-title"), tip(scene, Action::CropPortrait));
    if bare_icon_button(&mut corner, Icon::Crop, &name, true).on_hover_text(tip).clicked() {
        scene.act(Act::Show(Over::Crop));
    }
}

/// The part of a well that a picture of this ratio will take.
fn shown_part(inside: Rect, ratio: f32) -> Rect {
    let size = Vec2::new(ratio, 1.0) * (inside.width() / ratio).min(inside.height());
    Rect::from_center_size(inside.center(), size)
}
