//! The foot of the crop editor: the presets, the face, and the two buttons that end it; in one row where there is room.
//!
//! Measured before it is shown, because the stage gets the room that it leaves.

use egui::{Align, Layout, Rect, Ui, UiBuilder, pos2, vec2};

use super::{geometry::Preset, only_face};
use crate::{
    domain::ImageFacts,
    ui::{
        scene::Scene,
        theme::{FIELD, M, S, TALL},
        widgets::{Look, Press, segments, segments_width},
    },
};

/// Width of the presets where there is room for it.
const PRESETS: f32 = 360.0;

/// What was pressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Chosen {
    Preset(Preset),
    Face,
    Cancel,
    Use,
}

/// How the pieces stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Rows {
    /// All in one row.
    One,
    /// The two buttons below the others.
    Two,
    /// Each in a row of its own.
    Three,
}

/// The words, and how they stand in a width.
pub(super) struct Foot {
    presets: [(Preset, String); 5],
    ratio: String,
    face: String,
    /// Why there is no face to go by.
    no_face: Option<String>,
    cancel: String,
    take: String,
    rows: Rows,
    /// Width of the presets.
    presets_width: f32,
}

impl Foot {
    pub fn of(ui: &Ui, scene: &Scene<'_>, facts: &ImageFacts, width: f32) -> Self {
        let presets = Preset::ALL.map(|preset| match preset {
            Preset::Free => (preset, scene.text("crop-free")),
            Preset::Of(across, down) => (preset, scene.texts.ratio(across, down)),
        });
        let mut foot = Self {
            presets,
            ratio: scene.text("crop-ratio"),
            face: scene.text("crop-around-face"),
            no_face: only_face(facts).err().map(|key| scene.text(key)),
            cancel: scene.text("account-cancel"),
            take: scene.text("crop-use"),
            rows: Rows::One,
            presets_width: 0.0,
        };
        let least = segments_width(ui, &foot.names());
        let buttons = S + foot.cancel().width(ui) + S + foot.take().width(ui);
        let beside = S + 2.0 + foot.face().width(ui);
        (foot.rows, foot.presets_width) = match width {
            _ if least + beside + buttons <= width => (Rows::One, (width - beside - buttons).min(PRESETS)),
            _ if least + beside <= width => (Rows::Two, width - beside),
            _ => (Rows::Three, width),
        };
        foot
    }

    fn names(&self) -> [(Preset, &str); 5] {
        self.presets.each_ref().map(|(preset, name)| (*preset, name.as_str()))
    }

    fn face(&self) -> Press<'_> {
        Press::new(&self.face).enabled(self.no_face.is_none())
    }

    fn cancel(&self) -> Press<'_> {
        Press::new(&self.cancel).tall()
    }

    fn take(&self) -> Press<'_> {
        Press::new(&self.take).look(Look::Primary)
    }

    pub fn height(&self) -> f32 {
        match self.rows {
            Rows::One => TALL,
            Rows::Two => FIELD + M + TALL,
            Rows::Three => FIELD + M + FIELD + S + TALL,
        }
    }

    pub fn show(&self, ui: &mut Ui, rect: Rect, preset: Preset) -> Option<Chosen> {
        let row = |top: f32, height: f32| Rect::from_min_size(pos2(rect.left(), top), vec2(rect.width(), height));
        let last = row(rect.bottom() - TALL, TALL);
        let first = if self.rows == Rows::One { last } else { row(rect.top(), FIELD) };
        let layout = Layout::left_to_right(Align::Center);
        let mut pieces = ui.new_child(UiBuilder::new().max_rect(first).layout(layout));
        pieces.spacing_mut().item_spacing.x = S + 2.0;
        let preset = segments(&mut pieces, &self.ratio, self.presets_width, &self.names(), preset);
        let face = if self.rows == Rows::Three {
            let below = row(first.bottom() + M, FIELD);
            self.face().show(&mut ui.new_child(UiBuilder::new().max_rect(below).layout(layout)))
        } else {
            self.face().show(&mut pieces)
        };
        let face = match &self.no_face {
            Some(why) => face.on_disabled_hover_text(why),
            None => face,
        };
        let start = last.right() - self.cancel().width(ui) - S - self.take().width(ui);
        let buttons = Rect::from_min_max(pos2(start.max(last.left()), last.top()), last.max);
        let mut buttons = ui.new_child(UiBuilder::new().max_rect(buttons).layout(layout));
        buttons.spacing_mut().item_spacing.x = S;
        let (cancel, take) = (self.cancel().show(&mut buttons).clicked(), self.take().show(&mut buttons).clicked());
        let pressed = [(take, Chosen::Use), (cancel, Chosen::Cancel), (face.clicked(), Chosen::Face)];
        let pressed = pressed.into_iter().find_map(|(pressed, chosen)| pressed.then_some(chosen));
        pressed.or(preset.map(Chosen::Preset))
    }
}
