//! The table of actions: each does what it says, from its shortcut and from the palette, and no shortcut is given twice.

use std::{collections::BTreeSet, path::PathBuf};

use eframe::egui;
use egui::{Key, Modifiers, Role, ViewportCommand};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use likeness::{
    domain::{Language, Mode, MotionChoice, Scale, Settings, SubmissionId, ThemeChoice, VoiceWay, history::Group},
    state::{Command, Place, SettingsPage, SoundCommand, Source, State},
    ui::{
        actions::{Action, Keys, Row, Section, readme_table},
        text::Texts,
    },
};

use super::{Opened, WIDE, asked, open, states};

/// A state in which most can be done: a good draft, tasks, a key, a notice, a size that is neither end.
fn full() -> State {
    let mut state = states::just_ready();
    let folder = Some(PathBuf::from("/films"));
    let settings = Settings { download_folder: folder, scale: larger(), ..state.settings.clone() };
    states::command(&mut state, Command::Set(settings));
    state
}

fn larger() -> Scale {
    Scale::default().larger()
}

fn practising() -> State {
    let mut state = full();
    let settings = Settings { practice: true, ..state.settings.clone() };
    states::command(&mut state, Command::Set(settings));
    state
}

/// A state in which an action can be run.
fn state_for(action: Action) -> State {
    match action {
        Action::TypePortrait | Action::TypeVoice => states::first_run(),
        Action::StopPractising => practising(),
        Action::HoldAll | Action::ReleaseAll | Action::Resume => states::paused(),
        Action::FetchMissing => super::videos::troubled(),
        Action::Undo => {
            let mut state = full();
            states::command(&mut state, Command::Clear(Place::Voice));
            state
        }
        _ => full(),
    }
}

/// What came of an action.
enum Came {
    /// These commands.
    Asked(Vec<Command>),
    /// The settings changed in this way.
    Set(fn(&Settings) -> bool),
    /// This has the keyboard.
    Focus(&'static str),
    /// This is to be seen.
    Seen(&'static str),
    /// The window was told so.
    Window(ViewportCommand),
    /// This is in the clipboard.
    Copied(&'static str),
}

fn expected(action: Action) -> Option<Came> {
    use {Action as A, Came::*};
    let one = |command| Some(Asked(vec![command]));
    let page = |page| one(Command::OpenSettings(page));
    let reveal = |path: &str| one(Command::Reveal(path.into()));
    match action {
        A::Create => one(Command::Create),
        A::ChoosePortrait => one(Command::Choose(Place::Portrait)),
        A::ChooseVoice => one(Command::Choose(Place::Voice)),
        A::Paste => Some(Window(ViewportCommand::RequestPaste)),
        A::Undo => one(Command::UndoForm),
        A::SamplePortrait => one(Command::Put(Place::Portrait, Source::Sample)),
        A::SampleVoice => one(Command::Put(Place::Voice, Source::Sample)),
        A::TypePortrait => Some(Focus("Path or link of the portrait")),
        A::TypeVoice => Some(Focus("Path or link of the voice")),
        A::CropPortrait => Some(Seen("Crop the portrait")),
        A::Guidance => Some(Seen("What makes a good portrait?")),
        A::ClearPortrait => one(Command::Clear(Place::Portrait)),
        A::ClearVoice => one(Command::Clear(Place::Voice)),
        A::VoiceAsFile => one(Command::UseVoiceWay(VoiceWay::File)),
        A::VoiceAsRecording => one(Command::UseVoiceWay(VoiceWay::Record)),
        A::PlayVoice => one(Command::Sound(SoundCommand::Play)),
        A::VoiceAsText => one(Command::UseVoiceWay(VoiceWay::Type)),
        A::VoiceAsLink => one(Command::UseVoiceWay(VoiceWay::Link)),
        A::Standard => one(Command::SetMode(Mode::Standard)),
        A::Professional => one(Command::SetMode(Mode::Professional)),
        A::GoToForm => Some(Focus("Crop the portrait")),
        A::GoToList => Some(Focus("Welcome — spring campaign, Rendering")),
        A::Search => Some(Focus("Search tasks")),
        A::HoldAll => one(Command::Hold(vec![SubmissionId(301)])),
        A::ReleaseAll => one(Command::Release(vec![SubmissionId(302)])),
        A::Resume => one(Command::Resume),
        A::FetchMissing => Some(Asked([3, 1, 4, 6, 2].map(|id| Command::FetchAgain(SubmissionId(id))).into())),
        A::ShowAll => one(Command::ShowGroup(Group::All)),
        A::ShowInFlight => one(Command::ShowGroup(Group::InFlight)),
        A::ShowReady => one(Command::ShowGroup(Group::Ready)),
        A::ShowFailed => one(Command::ShowGroup(Group::Failed)),
        A::Details => Some(Seen("Details of “Holiday greeting”")),
        A::ShowVideos => reveal("/films"),
        A::Settings => page(SettingsPage::Account),
        A::LibrarySettings => page(SettingsPage::Library),
        A::LimitSettings => page(SettingsPage::Limits),
        A::LookSettings => page(SettingsPage::Appearance),
        A::About => page(SettingsPage::About),
        A::Larger => Some(Set(|settings| settings.scale == larger().larger())),
        A::Smaller | A::UsualSize => Some(Set(|settings| settings.scale == Scale::default())),
        A::Practise => Some(Set(|settings| settings.practice)),
        A::StopPractising => Some(Set(|settings| !settings.practice)),
        A::TestConnection => Some(Asked(vec![Command::OpenSettings(SettingsPage::Account), Command::TestConnection])),
        A::RemoveKey => Some(Seen("Remove the API key?")),
        A::ChangeVideos => one(Command::ChooseDownloadFolder),
        A::OwnVideos => Some(Set(|settings| settings.download_folder.is_none())),
        A::ShowLogs => reveal("/data/likeness/logs"),
        A::ShowLibrary => reveal("/data/likeness"),
        A::ShowSettingsFile => reveal("/config/likeness/settings.toml"),
        A::Dismiss => one(Command::Dismiss(0)),
        A::CopyNotice => Some(Copied("“Product tour, take 2” is ready. 24.0 s · saved to your library")),
        A::Quit => Some(Window(ViewportCommand::Close)),
        A::Shortcuts => Some(Seen("Keyboard shortcuts")),
        other => look(other),
    }
}

/// What comes of the actions that change how everything looks, and of those that only what has the keyboard answers.
fn look(action: Action) -> Option<Came> {
    use {Action as A, Came::*};
    match action {
        A::ThemeSystem => Some(Set(|settings| settings.theme == ThemeChoice::System)),
        A::ThemeLight => Some(Set(|settings| settings.theme == ThemeChoice::Light)),
        A::ThemeDark => Some(Set(|settings| settings.theme == ThemeChoice::Dark)),
        A::LanguageSystem => Some(Set(|settings| settings.language.is_none())),
        A::LanguageEnglish => Some(Set(|settings| settings.language == Some(Language::English))),
        A::LanguageFrench => Some(Set(|settings| settings.language == Some(Language::French))),
        A::LanguageChinese => Some(Set(|settings| settings.language == Some(Language::Chinese))),
        A::MotionSystem => Some(Set(|settings| settings.motion == MotionChoice::System)),
        A::MotionReduced => Some(Set(|settings| settings.motion == MotionChoice::Reduced)),
        A::MotionFull => Some(Set(|settings| settings.motion == MotionChoice::Full)),
        _ => None,
    }
}

/// Everything the window told the system while it came to rest.
fn told(window: &mut Opened) -> (Vec<ViewportCommand>, Vec<String>) {
    let (mut commands, mut copied) = (vec![], vec![]);
    for _ in 0..6 {
        window.step();
        let output = window.output();
        commands.extend(output.viewport_output.values().flat_map(|viewport| viewport.commands.clone()));
        copied.extend(output.platform_output.commands.iter().filter_map(|command| match command {
            egui::OutputCommand::CopyText(text) => Some(text.clone()),
            _ => None,
        }));
    }
    window.run();
    (commands, copied)
}

fn check(window: &mut Opened, action: Action, came: Came) {
    let (commands, copied) = told(window);
    let asked = asked(window);
    match came {
        Came::Asked(expected) => assert_eq!(asked, expected, "{action:?}"),
        Came::Set(holds) => {
            let [Command::Set(settings)] = asked.as_slice() else { panic!("{action:?}: {asked:?}") };
            assert!(holds(settings), "{action:?}: {settings:?}");
        }
        Came::Focus(name) => {
            let focused = super::keyboard::focused(window).unwrap_or_default();
            assert!(focused.starts_with(name), "{action:?}: {focused:?} has the keyboard");
        }
        Came::Seen(name) => assert!(window.query_by_role_and_label(Role::Dialog, name).is_some(), "{action:?}"),
        Came::Window(expected) => assert!(commands.contains(&expected), "{action:?}: {commands:?}"),
        Came::Copied(text) => assert_eq!(copied, [text], "{action:?}"),
    }
}

/// Brings a window back to a state, with nothing open over the page.
fn renew(window: &mut Opened, state: State) {
    for _ in 0..3 {
        window.key_press(Key::Escape);
        window.run();
    }
    window.state_mut().state = state;
    window.run();
    window.state_mut().asked.clear();
}

fn types(window: &mut Opened, text: &str) {
    window.event(egui::Event::Text(text.into()));
    window.run();
}

#[test]
fn every_action_is_run_from_the_palette() {
    let texts = Texts::english();
    let mut window = open(full(), WIDE);
    let mut run = 0;
    for row in Row::all() {
        let Some(came) = expected(row.action) else {
            assert!(!row.is_anywhere(), "{:?} has no test", row.action);
            continue;
        };
        assert!(row.is_anywhere(), "{:?} is not in the palette", row.action);
        renew(&mut window, state_for(row.action));
        window.key_press_modifiers(Modifiers::COMMAND, Key::K);
        window.run();
        types(&mut window, &texts.get(row.name));
        // Only pressed, so that what comes of it is in the next frame.
        window.key_down(Key::Enter);
        check(&mut window, row.action, came);
        window.key_up(Key::Enter);
        run += 1;
    }
    assert!(run > 50, "{run}");
}

/// One event alone, so that what comes of it is in the next frame.
fn key(keys: egui::KeyboardShortcut, pressed: bool) -> egui::Event {
    let egui::KeyboardShortcut { modifiers, logical_key: key } = keys;
    egui::Event::Key { key, physical_key: None, pressed, repeat: false, modifiers }
}

#[test]
fn every_shortcut_does_what_its_row_says() {
    let mut window = open(full(), WIDE);
    for row in Row::all() {
        for keys in row.keys {
            // What is pasted comes as an event of its own; what is closed with the system's keys, from egui.
            let Some(came) = expected(row.action).filter(|_| row.action != Action::Paste) else { continue };
            renew(&mut window, state_for(row.action));
            window.event(key(*keys, true));
            check(&mut window, row.action, came);
            window.event(key(*keys, false));
        }
    }
}

#[test]
fn no_action_is_missing_and_no_shortcut_is_given_twice() {
    let texts = Texts::english();
    let mut keys: Vec<String> = vec![];
    let mut actions = BTreeSet::new();
    for row in Row::all() {
        assert!(actions.insert(format!("{:?}", row.action)), "{:?} stands twice", row.action);
        assert_eq!(likeness::ui::actions::row(row.action).name, row.name, "{:?}", row.action);
        // What has the keyboard takes its keys before the page does.
        if !row.is_anywhere() && row.action != Action::Palette {
            continue;
        }
        keys.extend(row.keys.iter().map(|keys| Keys::written(*keys, &texts, false).joined()));
    }
    let once: BTreeSet<_> = keys.iter().collect();
    assert_eq!(once.len(), keys.len(), "{keys:?}");
    for promised in ["Ctrl+Enter", "Ctrl+O", "Ctrl+Shift+O", "Ctrl+V", "Ctrl+F", "Ctrl+,", "F1", "Ctrl+K", "Ctrl+−"] {
        assert!(keys.iter().any(|keys| keys == promised), "{promised} of {keys:?}");
    }
}

#[test]
fn an_action_that_cannot_be_run_is_last_with_its_reason_and_does_nothing() {
    let mut window = open(states::check_failed(), WIDE);
    window.key_press_modifiers(Modifiers::COMMAND, Key::K);
    window.run();
    types(&mut window, "Create avatar");
    let line = window.get_by_label("Create avatar, Mend what is marked");
    assert!(line.accesskit_node().is_disabled());
    window.key_press(Key::End);
    window.run();
    window.key_press(Key::Enter);
    window.run();
    assert_eq!(asked(&mut window), []);
    assert!(window.query_by_role_and_label(Role::Dialog, "Find an action or a task").is_some());
}

#[test]
fn shortcuts_are_words_here_and_signs_on_macos() {
    let texts = Texts::english();
    let keys = |action| likeness::ui::actions::row(action).keys[0];
    let both = |action| [false, true].map(|signs| Keys::written(keys(action), &texts, signs).joined());
    assert_eq!(both(Action::ChooseVoice), ["Ctrl+Shift+O", "⇧⌘O"]);
    assert_eq!(both(Action::Settings), ["Ctrl+,", "⌘,"]);
    assert_eq!(both(Action::Shortcuts), ["F1", "F1"]);
    assert_eq!(both(Action::CardMenu), ["Shift+F10", "⇧F10"]);
}

/// The lines of the README's table of shortcuts, and what stands before and after it.
fn parts(readme: &str) -> (String, String, String) {
    let head = "| keys | what they do |";
    let start = readme.find(head).expect("the README has the table");
    let table: usize =
        readme[start..].lines().take_while(|line| line.starts_with('|')).map(|line| line.len() + 1).sum();
    (readme[..start].to_owned(), readme[start..start + table].to_owned(), readme[start + table..].to_owned())
}

#[test]
fn the_readme_has_exactly_the_rows_of_the_table() {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("README.md");
    let readme = std::fs::read_to_string(&path).expect("the README");
    let (before, found, after) = parts(&readme);
    let table = readme_table(&Texts::english());
    if std::env::var_os("UPDATE_SNAPSHOTS").is_some() {
        std::fs::write(&path, format!("{before}{table}{after}")).expect("the README is written");
        return;
    }
    assert_eq!(found, table, "UPDATE_SNAPSHOTS=1 writes it anew");
    assert!(readme.lines().count() < 200, "a README is read, not searched");
    let wrong = readme.replace("| Ctrl+K |", "| Ctrl+J |");
    assert_ne!(parts(&wrong).1, table, "a wrong row is found");
}

#[test]
fn the_sheet_shows_every_shortcut_and_fits() {
    let texts = Texts::english();
    for size in [WIDE, super::NARROW] {
        let mut window = open(states::working(), size);
        window.key_press(Key::F1);
        window.run();
        let dialog = window.get_by_role_and_label(Role::Dialog, "Keyboard shortcuts").rect();
        let inside = egui::Rect::from_min_size(egui::Pos2::ZERO, size.into()).shrink(16.0);
        assert!(inside.contains_rect(dialog), "{dialog} at {size:?}");
        for row in Row::all().iter().filter(|row| !row.keys.is_empty()) {
            let start = format!("{} (", texts.get(row.name));
            assert!(window.query_by_label_contains(&start).is_some(), "{start:?} is missing");
        }
        for section in Section::ALL {
            assert!(window.query_all_by_label(&texts.get(section.name())).next().is_some(), "{section:?}");
        }
        super::press(&mut window, "Close");
        assert!(window.query_by_role_and_label(Role::Dialog, "Keyboard shortcuts").is_none());
    }
}

#[test]
fn a_tooltip_says_the_name_and_the_shortcut() {
    let mut window = open(states::working(), WIDE);
    for (role, name, tip) in [
        (Role::Button, "Settings", "Open the settings (Ctrl+,)"),
        (Role::Button, "Create avatar", "Create avatar (Ctrl+Enter)"),
        (Role::TextInput, "Search tasks", "Search tasks (Ctrl+F)"),
    ] {
        assert!(window.query_by_label(tip).is_none(), "{tip:?} is there before anybody asks");
        window.get_by_role_and_label(role, name).hover();
        window.run_steps(8);
        assert!(window.query_by_label(tip).is_some(), "{tip:?}");
    }
}
