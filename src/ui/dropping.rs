//! While files are held over the window: what will become of them. The wells light up by themselves.
//!
//! Not the drop itself (`input`). No work is done per frame here: the window is drawn without pause while files hover.

use egui::{Align2, Area, Frame, Id, Order, Rect, Sense, Ui, pos2, vec2};

use super::{
    letters::Type,
    scene::Scene,
    theme::{BIG_ICON, COMPOSE, L, M, S, STATUS_BAR, TALL, TOP_BAR, TWO_COLUMNS, Tokens, Tone, WELL_RADIUS, XL},
    widgets::{Icon, paragraph, place},
};
use crate::state::Place;

/// Width of the sign.
const WIDTH: f32 = 320.0;
/// Endings that are surely no picture and surely no sound; everything else may be either.
const SOUNDS: [&str; 8] = ["mp3", "wav", "m4a", "aac", "flac", "ogg", "oga", "opus"];
const PICTURES: [&str; 9] = ["jpg", "jpeg", "png", "webp", "bmp", "gif", "tif", "tiff", "heic"];

/// What is held over the window, as far as the system says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Hovering {
    portrait: bool,
    voice: bool,
}

impl Hovering {
    /// Looks at the files over the window. Some systems do not name them: then both places may be meant.
    pub fn over(ui: &Ui) -> Self {
        ui.input(|input| {
            let mut found = Self::default();
            for file in &input.raw.hovered_files {
                let path = file.path.as_deref();
                let ending = path.and_then(|path| path.extension()).unwrap_or_default();
                found.take(&ending.to_string_lossy().to_ascii_lowercase());
            }
            found
        })
    }

    fn take(&mut self, ending: &str) {
        self.portrait |= !SOUNDS.contains(&ending);
        self.voice |= !PICTURES.contains(&ending);
    }

    /// Whether a place would take what is held.
    pub fn lights(self, place: Place) -> bool {
        match place {
            Place::Portrait => self.portrait,
            Place::Voice => self.voice,
        }
    }

    fn any(self) -> bool {
        self.portrait || self.voice
    }
}

/// Says what a drop would do, in the middle of the list where there is one.
pub(super) fn dropping_ui(ui: &Ui, scene: &Scene<'_>) {
    if !scene.hovering.any() {
        return;
    }
    let window = ui.ctx().content_rect();
    let two_columns = window.width() >= TWO_COLUMNS;
    let left = window.left() + if two_columns { COMPOSE } else { 0.0 };
    let page = Rect::from_min_max(pos2(left, window.top() + TOP_BAR), window.max - vec2(0.0, STATUS_BAR));
    let width = WIDTH.min(page.width() - 2.0 * L);
    let lines: Vec<_> =
        [(scene.hovering.portrait, Icon::Image, "drop-picture"), (scene.hovering.voice, Icon::Wave, "drop-sound")]
            .into_iter()
            .filter(|(meant, ..)| *meant)
            .collect();
    let area = Area::new(Id::unique("dropping")).order(Order::Tooltip).interactable(false).fade_in(false);
    area.pivot(Align2::CENTER_CENTER).fixed_pos(page.center()).show(ui.ctx(), |ui| {
        let tokens = Tokens::of(ui);
        if two_columns {
            // The list steps back; the form does not, where the wells are.
            ui.painter().with_clip_rect(page).rect_filled(page, 0, tokens.backdrop);
        }
        let frame = Frame::NONE.fill(tokens.bg1).stroke(tokens.focus()).corner_radius(WELL_RADIUS).inner_margin(XL);
        frame.show(ui, |ui| {
            ui.set_width(width - 2.0 * XL);
            ui.spacing_mut().item_spacing.y = S;
            for (_, icon, key) in lines {
                let room = ui.available_width() - BIG_ICON - M;
                let text = paragraph(ui, &scene.text(key), Type::Strong, tokens.text1, room, usize::MAX);
                let size = vec2(ui.available_width(), text.size().y.max(TALL));
                let (row, _) = ui.allocate_exact_size(size, Sense::hover());
                let middle = row.left_center() + vec2(BIG_ICON / 2.0, 0.0);
                icon.paint(ui.painter(), middle, BIG_ICON, tokens.words(Tone::Accent));
                place(ui, pos2(row.left() + BIG_ICON + M, row.center().y - text.size().y / 2.0), text);
            }
        });
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_ending_lights_its_place_and_no_ending_lights_both() {
        let of = |ending| {
            let mut found = Hovering::default();
            found.take(ending);
            (found.lights(Place::Portrait), found.lights(Place::Voice))
        };
        assert_eq!((of("png"), of("mp3"), of("")), ((true, false), (false, true), (true, true)));
        assert!(!Hovering::default().any());
    }
}
