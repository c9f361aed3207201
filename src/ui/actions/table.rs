//! The table itself. To add an action: a name in `Action`, a row here, its sentence, and it is everywhere.

use egui::{Key, KeyboardShortcut, Modifiers};

use super::{Able, Action, Effect, Reach, Row, Section, View, able};
use crate::{
    domain::{Language, Mode, MotionChoice, Scale, Settings, ThemeChoice, VoiceWay, history::Group},
    state::{Command, Place, SettingsPage, SoundCommand, Source, State},
    ui::scene::{Column, Over},
};

const fn control(key: Key) -> KeyboardShortcut {
    KeyboardShortcut::new(Modifiers::COMMAND, key)
}

const fn plain(key: Key) -> KeyboardShortcut {
    KeyboardShortcut::new(Modifiers::NONE, key)
}

impl Row {
    const fn new(section: Section, action: Action, name: &'static str, effect: Effect) -> Self {
        Self { action, name, section, keys: &[], able: able::always, effect, reach: Reach::Page, column: None }
    }

    const fn form(action: Action, name: &'static str, effect: Effect) -> Self {
        Self { column: Some(Column::Compose), ..Self::new(Section::Form, action, name, effect) }
    }

    const fn tasks(action: Action, name: &'static str, effect: Effect) -> Self {
        Self { column: Some(Column::Tasks), ..Self::new(Section::Tasks, action, name, effect) }
    }

    const fn window(action: Action, name: &'static str, effect: Effect) -> Self {
        Self::new(Section::Window, action, name, effect)
    }

    /// Of what has the keyboard.
    const fn there(self) -> Self {
        Self { reach: Reach::Elsewhere, column: None, ..self }
    }

    const fn everywhere(self) -> Self {
        Self { reach: Reach::Everywhere, ..self }
    }

    const fn outside_fields(self) -> Self {
        Self { reach: Reach::OutsideFields, ..self }
    }

    const fn keys(self, keys: &'static [KeyboardShortcut]) -> Self {
        Self { keys, ..self }
    }

    const fn when(self, able: fn(&State) -> Able) -> Self {
        Self { able, ..self }
    }
}

/// A command that needs nothing of the state.
macro_rules! ask {
    ($command:expr) => {
        Effect::Ask(|_| vec![$command])
    };
}

/// The settings with a few of them changed.
macro_rules! set {
    ($($field:ident: $value:expr),+) => {
        Effect::Ask(|state| vec![Command::Set(Settings { $($field: $value),+, ..state.settings.clone() })])
    };
    (|$old:ident| $($field:ident: $value:expr),+) => {
        Effect::Ask(|state| {
            let $old = &state.settings;
            vec![Command::Set(Settings { $($field: $value),+, ..$old.clone() })]
        })
    };
}

pub(super) const CREATE: Row = Row::new(Section::Form, Action::Create, "create-avatar", ask!(Command::Create))
    .keys(&[control(Key::Enter)])
    .when(able::create);

use Effect::{See, There};

#[rustfmt::skip]
pub(super) static TABLE: &[Row] = &[
    CREATE,
    Row::form(Action::ChoosePortrait, "portrait-choose", ask!(Command::Choose(Place::Portrait))).keys(&[control(Key::O)]),
    Row::form(Action::ChooseVoice, "voice-choose", ask!(Command::Choose(Place::Voice)))
        .keys(&[KeyboardShortcut::new(Modifiers::COMMAND.plus(Modifiers::SHIFT), Key::O)]),
    Row { reach: Reach::Elsewhere, ..Row::form(Action::Paste, "action-paste", See(View::Paste)) }.keys(&[control(Key::V)]),
    Row::form(Action::GoToForm, "action-form", See(View::Column(Column::Compose))).keys(&[control(Key::Num1)]),
    Row::form(Action::Undo, "action-undo", ask!(Command::UndoForm))
        .keys(&[control(Key::Z)])
        .outside_fields()
        .when(able::undo),
    Row { reach: Reach::Unfocused, ..Row::form(Action::PlayVoice, "action-play-voice", Effect::Ask(|state| {
        vec![Command::Sound(if state.sound.player.is_playing() { SoundCommand::Pause } else { SoundCommand::Play })]
    })) }.keys(&[plain(Key::Space)]).when(able::can_play),
    Row::form(Action::SamplePortrait, "portrait-sample", ask!(Command::Put(Place::Portrait, Source::Sample))),
    Row::form(Action::SampleVoice, "voice-sample", ask!(Command::Put(Place::Voice, Source::Sample))),
    Row::form(Action::TypePortrait, "action-type-portrait", See(View::Path(Place::Portrait))).when(able::no_portrait),
    Row::form(Action::TypeVoice, "action-type-voice", See(View::Path(Place::Voice))).when(able::no_voice),
    Row::form(Action::VoiceAsFile, "action-voice-file", ask!(Command::UseVoiceWay(VoiceWay::File))),
    Row::form(Action::VoiceAsRecording, "action-voice-record", ask!(Command::UseVoiceWay(VoiceWay::Record))),
    Row::form(Action::VoiceAsText, "action-voice-type", ask!(Command::UseVoiceWay(VoiceWay::Type))),
    Row::form(Action::VoiceAsLink, "action-voice-link", ask!(Command::UseVoiceWay(VoiceWay::Link))),
    Row::form(Action::Standard, "action-standard", ask!(Command::SetMode(Mode::Standard))),
    Row::form(Action::Professional, "action-professional", ask!(Command::SetMode(Mode::Professional))),
    Row::form(Action::CropPortrait, "crop-title", See(View::Over(Over::Crop))).keys(&[control(Key::E)]).when(able::can_crop),
    Row::form(Action::Guidance, "good-title", See(View::Over(Over::Guidance))),
    Row::form(Action::ClearPortrait, "portrait-clear", ask!(Command::Clear(Place::Portrait))).when(able::has_portrait),
    Row::form(Action::ClearVoice, "voice-clear", ask!(Command::Clear(Place::Voice))).when(able::has_voice),

    Row::tasks(Action::GoToList, "action-list", See(View::Column(Column::Tasks))).keys(&[control(Key::Num2)]),
    Row::tasks(Action::Search, "tasks-search", See(View::Search)).keys(&[control(Key::F)]).when(able::has_tasks),
    Row::tasks(Action::NextCard, "action-next-card", There).there().keys(&[plain(Key::ArrowDown), plain(Key::ArrowUp)]),
    Row::tasks(Action::EndCard, "action-end-card", There).there().keys(&[plain(Key::Home), plain(Key::End)]),
    Row::tasks(Action::OpenCard, "action-open-card", There).there().keys(&[plain(Key::Space), plain(Key::Enter)]),
    Row::tasks(Action::MoveCard, "action-move-card", There).there()
        .keys(&[KeyboardShortcut::new(Modifiers::ALT, Key::ArrowUp), KeyboardShortcut::new(Modifiers::ALT, Key::ArrowDown)]),
    Row::tasks(Action::CardMenu, "action-card-menu", There).there()
        .keys(&[KeyboardShortcut::new(Modifiers::SHIFT, Key::F10), plain(Key::Menu)]),
    Row::tasks(Action::Details, "action-details", See(View::Details)).keys(&[control(Key::I)]).when(able::has_trouble),
    Row::tasks(Action::HoldAll, "action-hold-all", Effect::Ask(|state| vec![Command::Hold(able::waiting(state, false))]))
        .when(able::has_waiting),
    Row::tasks(Action::ReleaseAll, "action-release-all", Effect::Ask(|state| vec![Command::Release(able::waiting(state, true))]))
        .when(able::has_held),
    Row::tasks(Action::Resume, "action-resume", ask!(Command::Resume)).when(able::is_paused),
    Row::tasks(Action::ShowAll, "action-show-all", ask!(Command::ShowGroup(Group::All))).when(able::has_tasks),
    Row::tasks(Action::ShowInFlight, "action-show-in-flight", ask!(Command::ShowGroup(Group::InFlight))).when(able::has_tasks),
    Row::tasks(Action::ShowReady, "action-show-ready", ask!(Command::ShowGroup(Group::Ready))).when(able::has_tasks),
    Row::tasks(Action::ShowFailed, "action-show-failed", ask!(Command::ShowGroup(Group::Failed))).when(able::has_tasks),
    Row::tasks(Action::FetchMissing, "action-fetch-missing", Effect::Ask(|state| {
        state.tasks.iter().filter(|task| task.can_fetch_again()).map(|task| Command::FetchAgain(task.id)).collect()
    })).when(able::misses_videos),
    Row::new(Section::Tasks, Action::ShowVideos, "action-show-videos", Effect::Ask(|state| {
        vec![Command::Reveal(state.settings.download_folder.clone().unwrap_or_else(|| state.places.videos.clone()))]
    })).when(able::knows_places),

    Row::window(Action::Palette, "action-palette", See(View::Over(Over::Palette))).keys(&[control(Key::K)]).everywhere(),
    Row::window(Action::Settings, "action-settings", ask!(Command::OpenSettings(SettingsPage::Account))).keys(&[control(Key::Comma)]),
    Row::window(Action::Larger, "action-larger", set!(|old| scale: old.scale.larger()))
        .keys(&[control(Key::Plus), control(Key::Equals)]).when(able::can_grow).everywhere(),
    Row::window(Action::Smaller, "action-smaller", set!(|old| scale: old.scale.smaller()))
        .keys(&[control(Key::Minus)]).when(able::can_shrink).everywhere(),
    Row::window(Action::UsualSize, "action-usual-size", set!(scale: Scale::default())).keys(&[control(Key::Num0)]).everywhere(),
    Row::window(Action::Close, "action-close", There).there().keys(&[plain(Key::Escape)]),
    Row { reach: Reach::Elsewhere, ..Row::window(Action::Quit, "action-quit", See(View::Quit)) }.keys(&[control(Key::Q)]),
    Row::window(Action::LibrarySettings, "action-settings-library", ask!(Command::OpenSettings(SettingsPage::Library))),
    Row::window(Action::LimitSettings, "action-settings-limits", ask!(Command::OpenSettings(SettingsPage::Limits))),
    Row::window(Action::LookSettings, "action-settings-look", ask!(Command::OpenSettings(SettingsPage::Appearance))),
    Row::window(Action::ThemeSystem, "top-theme-system", set!(theme: ThemeChoice::System)),
    Row::window(Action::ThemeLight, "top-theme-light", set!(theme: ThemeChoice::Light)),
    Row::window(Action::ThemeDark, "top-theme-dark", set!(theme: ThemeChoice::Dark)),
    Row::window(Action::LanguageSystem, "action-language-system", set!(language: None)),
    Row::window(Action::LanguageEnglish, "action-language-english", set!(language: Some(Language::English))),
    Row::window(Action::LanguageFrench, "action-language-french", set!(language: Some(Language::French))),
    Row::window(Action::LanguageChinese, "action-language-chinese", set!(language: Some(Language::Chinese))),
    Row::window(Action::MotionSystem, "action-motion-system", set!(motion: MotionChoice::System)),
    Row::window(Action::MotionReduced, "action-motion-reduced", set!(motion: MotionChoice::Reduced)),
    Row::window(Action::MotionFull, "action-motion-full", set!(motion: MotionChoice::Full)),
    Row::window(Action::Practise, "account-practice", set!(practice: true)).when(able::can_practise),
    Row::window(Action::StopPractising, "action-stop-practising", set!(practice: false)).when(able::can_stop_practising),
    // The answer stands in the settings.
    Row::window(Action::TestConnection, "account-test", Effect::Ask(|_| {
        vec![Command::OpenSettings(SettingsPage::Account), Command::TestConnection]
    })).when(able::can_test),
    Row::window(Action::RemoveKey, "action-remove-key", See(View::RemoveKey)).when(able::can_remove_key),
    Row::window(Action::ChangeVideos, "action-change-videos", ask!(Command::ChooseDownloadFolder)).when(able::knows_places),
    Row::window(Action::OwnVideos, "library-own-folder", set!(download_folder: None)).when(able::has_own_folder),
    Row::window(Action::ShowLibrary, "library-show-ledger", Effect::Ask(|state| vec![Command::Reveal(state.places.library.clone())]))
        .when(able::knows_places),
    Row::window(Action::ShowSettingsFile, "library-show-settings", Effect::Ask(|state| vec![Command::Reveal(state.places.settings.clone())]))
        .when(able::knows_places),
    Row::window(Action::Dismiss, "action-dismiss", Effect::Ask(|state| {
        state.notices.last().map(|notice| Command::Dismiss(notice.id)).into_iter().collect()
    })).when(able::has_notice),
    Row::window(Action::CopyNotice, "action-copy-notice", See(View::CopyNotice)).when(able::has_notice),

    Row::new(Section::Help, Action::Shortcuts, "action-shortcuts", See(View::Over(Over::Shortcuts))).keys(&[plain(Key::F1)]).everywhere(),
    Row::new(Section::Help, Action::About, "action-settings-about", ask!(Command::OpenSettings(SettingsPage::About))),
    Row::new(Section::Help, Action::ShowLogs, "library-show-logs", Effect::Ask(|state| vec![Command::Reveal(state.places.logs.clone())]))
        .when(able::knows_places),
];
