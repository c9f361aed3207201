//! The crop editor: a dialog over the page in which the part of the portrait is chosen that is sent.
//!
//! Not the cutting: that is asked for by `Command::EditPicture`, and can be taken back like any change. Invariant: the part
//! is always one of the picture as it was given, within the limits wherever that picture has the room.

mod foot;
mod geometry;
mod keys;
mod stage;

use egui::{Align, Id, Layout, Pos2, Rect, ScrollArea, Sense, Ui, UiBuilder, pos2, vec2};

use super::{
    letters::Type,
    scene::{Over, Scene},
    theme::{L, M, Tokens, Tone, XS},
    widgets::{Dialog, Icon, chip, width_of, words, words_in},
};
use crate::{
    domain::{
        Area, ImageFacts, InputId, Limits, Loaded, PictureEdit, Slot, Verdict,
        check::check_picture,
        picture::{MOST_ENLARGED, around_face, to_ratio},
    },
    state::Command,
};
use foot::{Chosen, Foot};
use geometry::{Bound, Grip, Preset, Room};
use keys::Asked;

/// The dialog's width where there is room for it.
const WIDTH: f32 = 740.0;
/// Around what is in it.
const EDGE: f32 = L + XS;
/// Height of the head.
const HEAD: f32 = 22.0;
/// Height of the stage: the least at which a part can be chosen, and the least where the window has the room.
const LOWEST: f32 = 120.0;
const LOW: f32 = 180.0;

/// What is being chosen.
pub(super) struct Editor {
    given: InputId,
    room: Room,
    area: Area,
    preset: Preset,
    /// The limit that the last change came up against.
    bound: Option<Bound>,
    held: Option<Held>,
    /// The pass in which it opened, whose keys are not its own.
    opened: u64,
}

/// What the pointer holds: the handle, or the part itself; and where both were when it was taken up.
#[derive(Clone, Copy)]
struct Held {
    grip: Option<Grip>,
    from: Pos2,
    area: Area,
}

impl Editor {
    fn new(loaded: &Loaded<ImageFacts>, limits: &Limits, opened: u64) -> Self {
        let facts = loaded.given_facts();
        let room = Room::new(facts.width, facts.height, limits);
        let present = loaded.edit().crop.filter(|area| room.allows(*area));
        let area = present.unwrap_or_else(|| first(facts, &room, limits));
        let given = loaded.given().id;
        Self { given, preset: Preset::of(area), room, area, bound: None, held: None, opened }
    }

    /// Starts over: all of the picture, or as much of it as is allowed.
    fn reset(&mut self, limits: &Limits) {
        let whole = Area::whole(self.room.width, self.room.height);
        self.preset = Preset::Free;
        self.held = None;
        self.take((to_ratio(whole, None, limits), None));
    }

    fn take(&mut self, (area, bound): (Area, Option<Bound>)) {
        self.area = area;
        self.bound = bound;
    }

    fn choose(&mut self, preset: Preset) {
        self.preset = preset;
        self.take((self.room.shaped(self.area, preset), None));
    }

    fn move_by(&mut self, (across, down): (i64, i64)) {
        self.take((self.room.moved(self.area, across, down), None));
    }

    fn pull_by(&mut self, grip: Grip, (across, down): (i64, i64)) {
        let (x, y) = grip.at(self.area);
        self.take(self.room.pulled(self.area, grip, (x + across, y + down), self.preset));
    }

    fn grow_by(&mut self, by: (i64, i64)) {
        self.take(self.room.grown(self.area, by, self.preset));
    }

    /// What is done to the picture when this part is taken.
    fn edit(&self, before: PictureEdit) -> PictureEdit {
        let whole = self.area == Area::whole(self.room.width, self.room.height);
        PictureEdit { crop: (!whole).then_some(self.area), ..before }
    }
}

/// The only face of a picture, else the key of the reason why there is none to go by.
fn only_face(facts: &ImageFacts) -> Result<Area, &'static str> {
    match facts.faces.as_deref() {
        Some([face]) => Ok(*face),
        Some([]) => Err("crop-face-none"),
        Some(_) => Err("crop-face-several"),
        None => Err("crop-face-unknown"),
    }
}

/// What is proposed for a picture of which nothing was cut yet: all of it where that is allowed, else its face, else as much
/// as is allowed.
fn first(facts: &ImageFacts, room: &Room, limits: &Limits) -> Area {
    let whole = Area::whole(room.width, room.height);
    if room.allows(whole) {
        return whole;
    }
    let around = only_face(facts).ok().map(|face| around_face(facts, face, limits));
    around.filter(|area| room.allows(*area)).unwrap_or_else(|| to_ratio(whole, None, limits))
}

/// Shows the editor while it is open; it waits for a picture that is still being read.
pub(super) fn crop_ui(ui: &Ui, scene: &mut Scene<'_>) {
    let open = scene.entries.over == Some(Over::Crop);
    // What was asked for in this frame is not there yet.
    let coming = scene.commands.iter().any(|command| matches!(command, Command::UseAgain(_)));
    let loaded = match &scene.state.draft.portrait {
        _ if open && coming => return,
        Slot::File(loaded) if open => loaded,
        Slot::Reading(_) | Slot::Mending(_) if open => return,
        _ => {
            if open {
                scene.entries.over = None;
            }
            scene.entries.crop = None;
            return;
        }
    };
    let limits = &scene.state.settings.limits;
    let given = loaded.given().id;
    let open = scene.entries.crop.take().filter(|editor| editor.given == given);
    let mut editor = open.unwrap_or_else(|| Box::new(Editor::new(loaded, limits, ui.cumulative_pass_nr())));
    let end = dialog_ui(ui, scene, &mut editor, loaded);
    match end {
        None => {
            scene.entries.crop = Some(editor);
            return;
        }
        Some(End::Use) => scene.send(Command::EditPicture(editor.edit(loaded.edit()))),
        Some(End::Cancel) => {}
    }
    scene.entries.over = None;
}

/// How it ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum End {
    Use,
    Cancel,
}

fn dialog_ui(ui: &Ui, scene: &mut Scene<'_>, editor: &mut Editor, loaded: &Loaded<ImageFacts>) -> Option<End> {
    let name = scene.text("crop-title");
    let most = Dialog::new(Id::NULL, "", vec2(WIDTH, f32::INFINITY)).fitting(ui);
    let foot = Foot::of(ui, scene, loaded.given_facts(), most.x - 2.0 * EDGE);
    let besides = EDGE + HEAD + M + 2.0 + L + foot.height() + EDGE;
    let wished = stage::height_for(&editor.room, most.x - 2.0 * EDGE).max(LOW);
    let stage = wished.min(most.y - besides).max(LOWEST);
    let height = besides + stage;
    let shown = Dialog::new(Id::unique("crop"), &name, vec2(WIDTH, height)).show(ui, |ui, rect| {
        if height <= rect.height() {
            return body_ui(ui, scene, editor, loaded, &foot, rect);
        }
        let scroll = ScrollArea::vertical().auto_shrink(false).animated(false);
        scroll
            .show(ui, |ui| {
                let (all, _) = ui.allocate_exact_size(vec2(rect.width(), height), Sense::hover());
                body_ui(ui, scene, editor, loaded, &foot, all)
            })
            .inner
    });
    shown.inner.or(shown.closed.then_some(End::Cancel))
}

fn body_ui(
    ui: &mut Ui,
    scene: &mut Scene<'_>,
    editor: &mut Editor,
    loaded: &Loaded<ImageFacts>,
    foot: &Foot,
    rect: Rect,
) -> Option<End> {
    let asked = keys::take(ui, editor);
    let inner = rect.shrink(EDGE);
    let head = Rect::from_min_size(inner.min, vec2(inner.width(), HEAD));
    let below = Rect::from_min_max(pos2(inner.left(), inner.bottom() - foot.height()), inner.max);
    let stage = Rect::from_min_max(pos2(inner.left(), head.bottom() + M + 2.0), pos2(inner.right(), below.top() - L));
    // The part comes first for the keyboard, and what is said of it comes last: it is that of this frame.
    stage::stage_ui(ui, scene, editor, loaded, stage);
    let chosen = foot.show(ui, below, editor.preset);
    let limits = &scene.state.settings.limits;
    match chosen {
        Some(Chosen::Preset(preset)) => editor.choose(preset),
        Some(Chosen::Face) => {
            if let Ok(face) = only_face(loaded.given_facts()) {
                editor.take((around_face(loaded.given_facts(), face, limits), None));
                editor.preset = Preset::of(editor.area);
            }
        }
        _ => {}
    }
    head_ui(ui, scene, editor, loaded, head);
    match (asked, chosen) {
        (Some(Asked::Use), _) | (_, Some(Chosen::Use)) => Some(End::Use),
        (_, Some(Chosen::Cancel)) => Some(End::Cancel),
        _ => None,
    }
}

/// The title, and at its right what the part would be: its sides, its ratio, and whether that is accepted.
fn head_ui(ui: &mut Ui, scene: &Scene<'_>, editor: &Editor, loaded: &Loaded<ImageFacts>, rect: Rect) {
    let tokens = Tokens::of(ui);
    let title = scene.text("crop-title");
    words_in(ui, rect, Align::Min, words(title.as_str(), Type::Title, tokens.text1));
    let (good, said) = said_of(scene, editor, loaded);
    let (tone, icon) = if good { (Tone::Ok, Icon::Check) } else { (Tone::Bad, Icon::Alert) };
    let left = rect.left() + width_of(ui, &title, Type::Title) + M;
    let place = Rect::from_min_max(pos2(left.min(rect.right() - HEAD), rect.top()), rect.max);
    let layout = Layout::right_to_left(Align::Center);
    let chip = chip(&mut ui.new_child(UiBuilder::new().max_rect(place).layout(layout)), tone, Some(icon), &said);
    ui.accesskit_node_builder(chip.id, |node| {
        node.set_role(egui::Role::Status);
        node.set_label(said);
        node.set_live(egui::accesskit::Live::Polite);
    });
}

/// Whether the part would be accepted, and what there is to say of it.
fn said_of(scene: &Scene<'_>, editor: &Editor, loaded: &Loaded<ImageFacts>) -> (bool, String) {
    let (texts, limits) = (scene.texts, &scene.state.settings.limits);
    let Area { width, height, .. } = editor.area;
    let facts = ImageFacts { width, height, faces: None, ..loaded.facts.clone() };
    let enlarged = loaded.edit().enlarge && width.min(height).saturating_mul(MOST_ENLARGED) >= limits.image_side;
    let report = check_picture(&facts, limits);
    let wrong = report.problems().find(|check| match check.rule {
        crate::domain::Rule::PortraitSide => !enlarged,
        crate::domain::Rule::PortraitAspect => check.verdict == Verdict::Fail,
        _ => false,
    });
    if let Some(wrong) = wrong {
        return (false, texts.chip(wrong));
    }
    let sides = texts.crop_size(width, height);
    let bound = editor.bound.map(|bound| match bound {
        Bound::Wide => texts.no_wider(limits.aspect_tenths),
        Bound::Tall => texts.no_taller(limits.aspect_tenths),
        Bound::Short => texts.no_shorter(limits.image_side),
    });
    (true, [Some(sides), bound].into_iter().flatten().collect::<Vec<_>>().join(" · "))
}
