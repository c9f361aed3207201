//! What a person can ask for without a pointer: one table, from which the keys, the tooltips, the menus, the sheet of
//! shortcuts, the palette and the README are made.
//!
//! Not how a key is read (`input`) and not how things look. Invariants (tested): no shortcut is given twice, and whatever
//! can be run does what its row says.

mod able;
mod effects;
mod keys;
mod table;

use egui::{KeyboardShortcut, Ui};

pub(super) use effects::View;
pub use keys::{Keys, readme_table};

use super::scene::{Column, Scene};
use crate::state::{Command, State};

/// Which row of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Action {
    /// Approves the draft at its price.
    Create,
    /// Opens the file dialog for the portrait.
    ChoosePortrait,
    /// Opens the file dialog for the voice.
    ChooseVoice,
    /// Takes back the last change of the form.
    Undo,
    /// Takes what is in the clipboard.
    Paste,
    /// Takes the portrait that comes with the program.
    SamplePortrait,
    /// Takes the voice that comes with the program.
    SampleVoice,
    /// Opens the field for a path or link of the portrait.
    TypePortrait,
    /// Opens the field for a path or link of the voice.
    TypeVoice,
    /// Opens the crop editor of the portrait.
    CropPortrait,
    /// Shows what makes a good portrait.
    Guidance,
    /// Empties the place of the portrait.
    ClearPortrait,
    /// Empties the place of the voice.
    ClearVoice,
    /// Gives the voice as a file.
    VoiceAsFile,
    /// Records the voice.
    VoiceAsRecording,
    /// Plays the voice, or stops playing it.
    PlayVoice,
    /// Gives the voice as typed text.
    VoiceAsText,
    /// Gives the voice as a link or id.
    VoiceAsLink,
    /// Chooses the plain quality.
    Standard,
    /// Chooses the better quality.
    Professional,
    /// Gives the keyboard to the form.
    GoToForm,
    /// Gives the keyboard to the list.
    GoToList,
    /// Gives the keyboard to the search.
    Search,
    /// Shows every task.
    ShowAll,
    /// Shows what is not at its end.
    ShowInFlight,
    /// Shows what is here.
    ShowReady,
    /// Shows what failed.
    ShowFailed,
    /// Fetches every video once more whose file is gone.
    FetchMissing,
    /// Shows the folder of the videos.
    ShowVideos,
    /// Goes from card to card.
    NextCard,
    /// Goes to the first or the last card.
    EndCard,
    /// Opens the video of a card.
    OpenCard,
    /// Moves a waiting card in its line.
    MoveCard,
    /// Opens the menu of a card.
    CardMenu,
    /// Shows what is known of a task's trouble.
    Details,
    /// Holds every task that waits.
    HoldAll,
    /// Releases every task that is held.
    ReleaseAll,
    /// Ends the pause that a refusal of the account brought.
    Resume,
    /// Opens the palette.
    Palette,
    /// Opens the settings where they begin.
    Settings,
    /// Opens the settings at the library.
    LibrarySettings,
    /// Opens the settings at the limits.
    LimitSettings,
    /// Opens the settings at the look.
    LookSettings,
    /// Draws everything larger.
    Larger,
    /// Draws everything smaller.
    Smaller,
    /// Draws everything at its usual size.
    UsualSize,
    /// Follows the system's light or dark.
    ThemeSystem,
    /// Light.
    ThemeLight,
    /// Dark.
    ThemeDark,
    /// Speaks the system's language.
    LanguageSystem,
    /// Speaks English.
    LanguageEnglish,
    /// Speaks French.
    LanguageFrench,
    /// Speaks Chinese.
    LanguageChinese,
    /// Moves things as the system says.
    MotionSystem,
    /// Moves as little as can be.
    MotionReduced,
    /// Moves things freely.
    MotionFull,
    /// Practises although there is a key.
    Practise,
    /// Practises no more.
    StopPractising,
    /// Tests the connection.
    TestConnection,
    /// Asks whether the key is to be removed.
    RemoveKey,
    /// Opens the folder dialog for the videos.
    ChangeVideos,
    /// Puts videos into the program's own folder again.
    OwnVideos,
    /// Shows the logs.
    ShowLogs,
    /// Shows the library's folder.
    ShowLibrary,
    /// Shows the file of the settings.
    ShowSettingsFile,
    /// Dismisses the newest notice.
    Dismiss,
    /// Copies what the newest notice says.
    CopyNotice,
    /// Closes what lies on top.
    Close,
    /// Closes the window.
    Quit,
    /// Opens the sheet of shortcuts.
    Shortcuts,
    /// Opens the settings at what the program says of itself.
    About,
}

/// A part of the sheet and of the palette.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Section {
    /// The form.
    Form,
    /// The list of tasks.
    Tasks,
    /// The window and the settings.
    Window,
    /// Help.
    Help,
}

impl Section {
    /// In the order shown.
    pub const ALL: [Self; 4] = [Self::Form, Self::Tasks, Self::Window, Self::Help];

    /// The key of its name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Form => "section-form",
            Self::Tasks => "section-tasks",
            Self::Window => "section-window",
            Self::Help => "section-help",
        }
    }
}

/// What an action does.
#[derive(Clone, Copy, Debug)]
enum Effect {
    /// Pushes these commands.
    Ask(fn(&State) -> Vec<Command>),
    /// Changes what is seen or who has the keyboard; no part of the state.
    See(View),
    /// Belongs to what has the keyboard: its keys are read there, and it cannot be run from elsewhere.
    There,
}

/// When the keys of an action are heard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Reach {
    /// While no dialog is open.
    Page,
    /// The same, and while no field has the keyboard, which takes such keys for itself.
    OutsideFields,
    /// While no dialog is open and nothing has the keyboard: whatever has it answers such a key itself.
    Unfocused,
    /// Always.
    Everywhere,
    /// Never by us: the system's own event, or the widget that has the keyboard, answers them.
    Elsewhere,
}

/// Whether an action can be run now; else the key of the reason.
pub type Able = Result<(), &'static str>;

/// One row of the table.
#[derive(Debug)]
pub struct Row {
    /// Which one.
    pub action: Action,
    /// The key of its name.
    pub name: &'static str,
    /// Where it belongs.
    pub section: Section,
    /// Its shortcuts; the first is the one that tooltips and menus say.
    pub keys: &'static [KeyboardShortcut],
    able: fn(&State) -> Able,
    effect: Effect,
    reach: Reach,
    column: Option<Column>,
}

impl Row {
    /// Every row, in the order shown.
    #[must_use]
    pub fn all() -> &'static [Self] {
        table::TABLE
    }

    /// Whether it can be run now.
    ///
    /// # Errors
    /// The key of the reason why not.
    pub fn able(&self, state: &State) -> Able {
        (self.able)(state)
    }

    /// Whether it can be asked for wherever the keyboard is, and so stands in the palette.
    #[must_use]
    pub fn is_anywhere(&self) -> bool {
        !matches!(self.effect, Effect::There) && self.action != Action::Palette
    }
}

/// The row of an action.
#[must_use]
pub fn row(action: Action) -> &'static Row {
    // Tested: every action has its row.
    table::TABLE.iter().find(|row| row.action == action).unwrap_or(&table::CREATE)
}

/// Runs an action if it can be run now.
pub(super) fn run(ui: &Ui, scene: &mut Scene<'_>, row: &Row) {
    if row.able(scene.state).is_err() {
        return;
    }
    if let Some(column) = row.column {
        scene.entries.column = column;
        // The palette may be open over the settings, which hide the page.
        if scene.state.settings_page.is_some() {
            scene.send(Command::CloseSettings);
        }
    }
    match row.effect {
        Effect::Ask(commands) => commands(scene.state).into_iter().for_each(|command| scene.send(command)),
        Effect::See(view) => effects::see(ui, scene, view),
        Effect::There => {}
    }
}

/// Takes the shortcuts that were pressed, those with the most modifiers first: a shortcut also answers when more are held
/// than it names. `dialog` says whether one is open: then most of the page's shortcuts are not heard.
pub(super) fn take_keys(ui: &Ui, scene: &mut Scene<'_>, dialog: bool) {
    let held = |shortcut: &KeyboardShortcut| {
        let held = shortcut.modifiers;
        u8::from(held.shift) + u8::from(held.alt) + u8::from(held.command || held.ctrl)
    };
    let in_a_field = ui.text_edit_focused();
    let unfocused = ui.memory(egui::Memory::focused).is_none();
    let heard = |row: &&Row| match row.reach {
        Reach::Everywhere => true,
        Reach::Page => !dialog,
        Reach::OutsideFields => !dialog && !in_a_field,
        Reach::Unfocused => !dialog && unfocused,
        Reach::Elsewhere => false,
    };
    let mut given: Vec<_> =
        Row::all().iter().filter(heard).flat_map(|row| row.keys.iter().map(move |keys| (keys, row))).collect();
    given.sort_by_key(|(keys, _)| std::cmp::Reverse(held(keys)));
    for (keys, row) in given {
        if ui.input_mut(|input| input.consume_shortcut(keys)) {
            run(ui, scene, row);
        }
    }
}

/// The keys of an action as a person reads them; none when it has no shortcut.
pub(super) fn keys_of(scene: &Scene<'_>, action: Action) -> Keys {
    row(action).keys.first().map(|keys| Keys::of(*keys, scene.texts)).unwrap_or_default()
}

/// What a tooltip says: the name, and the keys when there are any.
pub(super) fn tip(scene: &Scene<'_>, action: Action) -> String {
    let (name, keys) = (scene.text(row(action).name), keys_of(scene, action).joined());
    if keys.is_empty() {
        name
    } else {
        scene.texts.with("tip-with-keys", &[("name", name.into()), ("keys", keys.into())])
    }
}
