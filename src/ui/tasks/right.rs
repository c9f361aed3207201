//! The right side of a card: length and quality, the buttons that fit the stage, and the menu with all of them.
//!
//! Measured before it is shown, because it comes last: on the page, for the keyboard and for a screen reader.

use egui::{Align, Layout, Rect, Sense, Ui, UiBuilder, pos2, vec2};

use super::{actions::menu_ui, blame::blamed, video_line};
use crate::{
    domain::{Mode, Stage, Task},
    state::{Command, Place},
    ui::{
        details::settings_page,
        letters::Type,
        scene::{Act, Question, Scene},
        theme::{CHIP, ICON_BUTTON, M, S, Tokens},
        widgets::{Icon, Look, Press, icon_button, width_of, words, words_in},
    },
};

/// The least room for length and quality.
const NUMBERS: f32 = 84.0;

/// One button of a card: an icon, words, or both; its key; what it asks for; whether it can be pressed.
struct Offer {
    icon: Option<Icon>,
    worded: bool,
    key: &'static str,
    act: Act,
    look: Look,
    enabled: bool,
}

/// What a task's stage offers besides the menu, from left to right.
fn offers(scene: &Scene<'_>, task: &Task) -> Vec<Offer> {
    let icon = |icon, key, command| Offer {
        icon: Some(icon),
        worded: false,
        key,
        act: Act::send(command),
        look: Look::Plain,
        enabled: true,
    };
    let mut offers: Vec<_> = video_line::offers(task)
        .map(|(key, command)| Offer { worded: true, icon: None, ..icon(Icon::Again, key, command) })
        .collect();
    offers.extend(by_stage(scene, task, &icon));
    // A lost answer has three buttons with words already: its details offer the settings.
    if let (false, Some(page)) = (matches!(task.stage, Stage::Unknown(_)), settings_page(task)) {
        offers.insert(0, Offer { worded: true, ..icon(Icon::Gear, "task-settings", Command::OpenSettings(page)) });
    }
    offers
}

fn by_stage(scene: &Scene<'_>, task: &Task, icon: &dyn Fn(Icon, &'static str, Command) -> Offer) -> Vec<Offer> {
    let id = task.id;
    match &task.stage {
        Stage::Waiting(_) => {
            let hold = match task.standing.held {
                true => icon(Icon::Play, "task-release", Command::Release(vec![id])),
                false => icon(Icon::Pause, "task-hold", Command::Hold(vec![id])),
            };
            vec![hold, icon(Icon::Close, "task-cancel", Command::Cancel(id))]
        }
        // Once it was asked for, what comes of it is awaited.
        Stage::Sending(..) if task.standing.held => vec![],
        Stage::Sending(..) => vec![icon(Icon::Close, "task-stop", Command::Stop(id))],
        Stage::Ready(..) => vec![
            icon(Icon::Folder, "task-folder", Command::ShowInFolder(id)),
            icon(Icon::Again, "task-again", Command::UseAgain(id)),
        ],
        Stage::Refused(_) | Stage::Failed(..) | Stage::Cancelled => {
            let again = Offer { worded: true, ..icon(Icon::Again, "task-again", Command::UseAgain(id)) };
            vec![match blamed(task) {
                Some(place) => {
                    let sign = if place == Place::Portrait { Icon::Crop } else { Icon::Wave };
                    Offer { icon: Some(sign), key: "task-fix", act: Act::Mend(id, place), ..again }
                }
                None => again,
            }]
        }
        Stage::Unknown(_) => {
            let words = |key, act, look| Offer { icon: None, worded: true, key, act, look, enabled: true };
            let can_look = task.watch.next.is_some_and(|next| next > scene.now);
            let look = words("task-look", Act::send(Command::LookNow(id)), Look::Plain);
            vec![
                Offer { enabled: can_look, ..look },
                words("task-name", Act::Ask(Question::NameTask(id)), Look::Plain),
                words("task-send-again", Act::Ask(Question::SendAgain(id)), Look::Danger),
            ]
        }
        Stage::Dismissed(_) => vec![Offer { worded: true, ..icon(Icon::Again, "task-again", Command::UseAgain(id)) }],
        Stage::Running(..) | Stage::Downloading(..) => vec![],
    }
}

/// A card's right side, measured.
pub(super) struct Right {
    offers: Vec<(Offer, String)>,
    /// Room for length and quality; nothing where they are not shown.
    numbers: f32,
    width: f32,
}

impl Right {
    /// Measures the right side of a task's card.
    pub(super) fn of(ui: &Ui, scene: &Scene<'_>, task: &Task) -> Self {
        let offers: Vec<_> = offers(scene, task).into_iter().map(|offer| (scene.text(offer.key), offer)).collect();
        let wide =
            |(name, offer): &(String, Offer)| M + if offer.worded { press(name, offer).width(ui) } else { ICON_BUTTON };
        // An unknown outcome needs the room for its sentence.
        let numbers = if matches!(task.stage, Stage::Unknown(_)) { 0.0 } else { numbers_width(ui, scene) };
        let width = offers.iter().map(wide).sum::<f32>() + ICON_BUTTON + if numbers > 0.0 { numbers + M } else { 0.0 };
        let offers = offers.into_iter().map(|(name, offer)| (offer, name)).collect();
        Self { offers, numbers, width }
    }

    /// How wide it is.
    pub(super) fn width(&self) -> f32 {
        self.width
    }

    /// Shows it at the right of a place.
    pub(super) fn show(self, ui: &mut Ui, scene: &mut Scene<'_>, task: &Task, place: Rect) {
        let place = Rect::from_min_max(pos2(place.right() - self.width, place.top()), place.max);
        let layout = Layout::left_to_right(Align::Center);
        let mut ui = ui.new_child(UiBuilder::new().max_rect(place).layout(layout));
        ui.spacing_mut().item_spacing.x = M;
        if self.numbers > 0.0 {
            numbers_ui(&mut ui, scene, task, self.numbers);
        }
        offers_ui(&mut ui, scene, self.offers);
        menu_ui(&mut ui, scene, task);
    }

    /// Whether one of the buttons has words.
    pub(super) fn has_words(&self) -> bool {
        self.offers.iter().any(|(offer, _)| offer.worded)
    }

    /// Shows the buttons in a row of their own and the menu at a corner.
    pub(super) fn show_apart(self, ui: &mut Ui, scene: &mut Scene<'_>, task: &Task, row: Rect, corner: Rect) {
        let worded = self.offers.into_iter().filter(|(offer, _)| offer.worded).collect();
        let mut at = |place: Rect| {
            let layout = Layout::left_to_right(Align::Center);
            let mut part = ui.new_child(UiBuilder::new().max_rect(place).layout(layout));
            part.spacing_mut().item_spacing.x = S;
            part
        };
        menu_ui(&mut at(corner), scene, task);
        offers_ui(&mut at(row), scene, worded);
    }
}

fn offers_ui(ui: &mut Ui, scene: &mut Scene<'_>, offers: Vec<(Offer, String)>) {
    for (offer, name) in offers {
        let pressed = match offer.icon {
            Some(icon) if !offer.worded => icon_button(ui, icon, &name, false),
            _ => press(&name, &offer).show(ui),
        };
        if pressed.clicked() {
            scene.act(offer.act);
        }
    }
}

fn press<'a>(name: &'a str, offer: &Offer) -> Press<'a> {
    let press = Press::new(name).look(offer.look).enabled(offer.enabled);
    offer.icon.map_or(press, |icon| press.icon(icon))
}

/// As wide as the longer of the two qualities, so that they stand in one column.
fn numbers_width(ui: &Ui, scene: &Scene<'_>) -> f32 {
    let modes = [Mode::Standard, Mode::Professional].map(|mode| width_of(ui, &scene.texts.mode(mode), Type::Meta));
    modes.into_iter().fold(NUMBERS, f32::max)
}

fn numbers_ui(ui: &mut Ui, scene: &Scene<'_>, task: &Task, width: f32) {
    let tokens = Tokens::of(ui);
    let length =
        task.video().map(|video| video.length).filter(|length| !length.is_zero()).or_else(|| task.order.voice.length());
    let (rect, _) = ui.allocate_exact_size(vec2(width, 2.0 * CHIP), Sense::hover());
    let half = |top: f32| Rect::from_min_size(rect.min + vec2(0.0, top), vec2(rect.width(), CHIP));
    if let Some(length) = length {
        words_in(ui, half(0.0), Align::Max, words(scene.texts.length(length), Type::Meta, tokens.text3));
    }
    let mode = words(scene.texts.mode(task.order.mode), Type::Meta, tokens.text3);
    words_in(ui, if length.is_some() { half(CHIP) } else { half(CHIP / 2.0) }, Align::Max, mode);
}
