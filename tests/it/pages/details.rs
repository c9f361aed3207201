//! What is known of a task's trouble: reached by menu, double press, key, palette and toast; readable, copied whole, and with
//! the button of the next step.

use eframe::egui;
use egui::{Key, Modifiers, Role};
use egui_kittest::kittest::Queryable as _;
use jiff::Timestamp;
use likeness::{
    domain::{
        AskFault, Door, DownloadFault, Language, Lost, Mode, Refusal, RefusalKind, Settings, Stage, Status,
        SubmissionId, Task,
    },
    state::{Command, SettingsPage, State},
    ui::text::Texts,
};

use super::{NARROW, Opened, WIDE, asked, copied, open, press, states};

const TITLE: &str = "Details of “Lesson 4”";

fn refusal(kind: RefusalKind) -> Refusal {
    Refusal {
        kind,
        message: "the words of the provider".into(),
        code: Some("1101".into()),
        http: Some(429),
        request_id: Some("9984d27b".into()),
    }
}

fn made(stage: Stage, change: fn(&mut Task)) -> State {
    let mut task = states::task(states::Made(1, "Lesson 4", "Calm", 124, Mode::Standard, 60, stage));
    change(&mut task);
    states::with_key(states::opened(vec![task]))
}

fn keep(_: &mut Task) {}

fn is_open(window: &Opened, title: &str) -> bool {
    window.query_by_role_and_label(Role::Dialog, title).is_some()
}

fn open_by_key(window: &mut Opened) {
    window.key_press_modifiers(Modifiers::COMMAND, Key::I);
    window.run();
}

#[test]
fn all_of_it_is_shown_and_copied_as_it_is_shown() {
    let mut window = open(made(Stage::Refused(refusal(RefusalKind::Funds)), keep), WIDE);
    open_by_key(&mut window);
    assert!(is_open(&window, TITLE));
    let lines = [
        TITLE,
        "Refused: the account has no funds: the words of the provider (1101).",
        "Billed: Nothing was billed.",
        "Next step: Top the account up at CometAPI, then use it again.",
        "Time: 2026-11-22 10:44:00 +00:00",
        "HTTP status: 429",
        "Code: 1101",
        "Words: the words of the provider",
        "Request id: 9984d27b",
        "Own task id: 00000000-0000-0000-0000-000000000001",
        "Sent to: api.cometapi.com",
    ];
    for line in lines {
        let value = line.split_once(": ").filter(|_| !line.starts_with("Refused")).map_or(line, |(_, value)| value);
        assert!(window.query_all_by_label(value).next().is_some(), "{value:?} is not shown");
    }
    window.get_by_role_and_label(Role::Button, "Copy details").click();
    assert_eq!(copied(&mut window), [lines.join("\n") + "\n"]);
    assert!(is_open(&window, TITLE), "copying closes nothing");
    press(&mut window, "Close");
    assert!(!is_open(&window, TITLE));
    assert_eq!(asked(&mut window), []);
}

#[test]
fn it_is_reached_by_menu_card_palette_and_toast() {
    let mut window = open(made(Stage::Refused(refusal(RefusalKind::Policy)), keep), WIDE);
    press(&mut window, "More for Lesson 4");
    window.get_by_role_and_label(Role::MenuItem, "Details…").click();
    window.run();
    assert!(is_open(&window, TITLE), "by the menu");
    window.key_press(Key::Escape);
    window.run();
    assert!(!is_open(&window, TITLE), "Escape closes it");
    window.key_press_modifiers(Modifiers::COMMAND, Key::Num2);
    window.run();
    window.key_press(Key::Enter);
    window.run();
    assert!(is_open(&window, TITLE), "by Enter on the card");
    open_by_key(&mut window);
    window.key_press(Key::Escape);
    window.run();
    window.key_press_modifiers(Modifiers::COMMAND, Key::K);
    window.run();
    window.event(egui::Event::Text("details went wrong".into()));
    window.run();
    window.key_press(Key::Enter);
    window.run();
    assert!(is_open(&window, TITLE), "by the palette");
    let mut state = made(Stage::Sending(1, 2), keep);
    let lost = likeness::domain::Outcome::Unknown(Lost::TimedOut);
    states::event(&mut state, likeness::state::Event::Answered(SubmissionId(1), lost));
    let mut window = open(state, WIDE);
    press(&mut window, "Details…");
    assert!(is_open(&window, TITLE), "by the toast");
}

#[test]
fn the_card_with_the_keyboard_is_asked_for_before_the_newest() {
    let stage = || Stage::Refused(refusal(RefusalKind::Policy));
    let task = |number, title| states::task(states::Made(number, title, "Calm", 124, Mode::Standard, 60, stage()));
    let mut window = open(states::with_key(states::opened(vec![task(1, "New"), task(2, "Old")])), WIDE);
    open_by_key(&mut window);
    assert!(is_open(&window, "Details of “New”"));
    window.key_press(Key::Escape);
    window.key_press_modifiers(Modifiers::COMMAND, Key::Num2);
    window.run();
    window.key_press(Key::ArrowDown);
    window.run();
    open_by_key(&mut window);
    assert!(is_open(&window, "Details of “Old”"));
}

/// A stage, what else is wrong, the button of the next step and what it asks for; the same button on the card, if it is there.
type Step = (Stage, fn(&mut Task), Option<(&'static str, Command)>, Option<&'static str>);

fn steps() -> Vec<Step> {
    use RefusalKind as Kind;
    let id = SubmissionId(1);
    let account = || Some(("Open settings", Command::OpenSettings(SettingsPage::Account)));
    let library = || Some(("Open settings", Command::OpenSettings(SettingsPage::Library)));
    let again = || Some(("Use again", Command::UseAgain(id)));
    let refused = |kind| Stage::Refused(refusal(kind));
    let running = || Stage::Running(states::task_id(), Status::Processing);
    let mut steps: Vec<Step> = vec![];
    for kind in [Kind::Key, Kind::Funds, Kind::Rights, Kind::Address, Kind::Missing] {
        steps.push((refused(kind), keep, account(), Some("Open settings")));
    }
    for kind in [Kind::Parameter, Kind::Policy, Kind::Here, Kind::Other] {
        steps.push((refused(kind), keep, again(), Some("Use again")));
    }
    for kind in [Kind::TooFast, Kind::TooMany, Kind::Maintenance, Kind::NotReached] {
        steps.push((Stage::Waiting(Some(refusal(kind))), keep, None, None));
    }
    steps.push((Stage::Waiting(Some(refusal(Kind::Key))), keep, account(), Some("Open settings")));
    steps.push((Stage::Failed(states::task_id(), "no face".into()), keep, again(), Some("Fix and retry")));
    steps.push((Stage::Unknown(Lost::TimedOut), keep, Some(("Look now", Command::LookNow(id))), Some("Look now")));
    steps.push((Stage::Dismissed(Lost::TimedOut), keep, again(), Some("Use again")));
    let asked = |task: &mut Task| task.watch.ask_fault = Some(AskFault::Garbled(502, "<html>".into()));
    steps.push((running(), asked, Some(("Check now", Command::LookNow(id))), None));
    let no_key = |task: &mut Task| task.watch.ask_fault = Some(AskFault::Refused(refusal(Kind::Key)));
    steps.push((running(), no_key, account(), Some("Open settings")));
    steps.push((Stage::Unknown(Lost::TimedOut), no_key, account(), None));
    let full = |task: &mut Task| task.watch.download_fault = Some(DownloadFault::Full("/films".into()));
    steps.push((Stage::Downloading(states::task_id(), 1, None), full, library(), Some("Open settings")));
    steps
}

#[test]
fn each_next_step_has_its_button_in_the_details_and_on_the_card() {
    for (stage, change, button, on_card) in steps() {
        let what = format!("{stage:?}");
        let mut window = open(made(stage, change), WIDE);
        if let Some(name) = on_card {
            assert!(window.query_by_role_and_label(Role::Button, name).is_some(), "{what}: {name} on the card");
        }
        open_by_key(&mut window);
        assert!(is_open(&window, TITLE), "{what}");
        let Some((name, command)) = button else {
            press(&mut window, "Close");
            assert_eq!(asked(&mut window), [], "{what}");
            continue;
        };
        let dialog = window.get_by_role_and_label(Role::Dialog, TITLE).rect();
        let inside =
            window.query_all_by_role_and_label(Role::Button, name).find(|node| dialog.contains_rect(node.rect()));
        inside.unwrap_or_else(|| panic!("{what}: {name}")).click();
        window.run();
        assert_eq!(asked(&mut window), [command], "{what}");
        assert!(!is_open(&window, TITLE), "{what}: it makes way");
    }
}

#[test]
fn what_is_well_has_no_details_and_a_trouble_that_ends_leaves_them_open() {
    let mut window = open(made(states::ready(124, 1), keep), WIDE);
    open_by_key(&mut window);
    assert!(!is_open(&window, TITLE));
    press(&mut window, "More for Lesson 4");
    assert!(window.query_by_role_and_label(Role::MenuItem, "Details…").is_none());
    let fault = |task: &mut Task| task.watch.ask_fault = Some(AskFault::Network("no route to host".into()));
    let mut window = open(made(Stage::Running(states::task_id(), Status::Processing), fault), WIDE);
    open_by_key(&mut window);
    assert!(window.query_by_label("no route to host").is_some());
    window.state_mut().state = made(Stage::Running(states::task_id(), Status::Processing), keep);
    window.run();
    assert!(window.query_by_label("The trouble is over.").is_some());
}

#[test]
fn a_practice_task_says_so_and_a_long_text_fits_in_every_language() {
    let long = |task: &mut Task| {
        task.door = Door::Practice;
        task.title = "Prüfung ".repeat(40);
    };
    let words = "The words of the provider go on and on. ".repeat(12);
    for (language, practice) in [
        (Language::English, "Practice, on this computer"),
        (Language::French, "Essai, sur cet ordinateur"),
        (Language::Chinese, "练习，在本机"),
    ] {
        for size in [WIDE, NARROW, [360.0, 420.0]] {
            let mut state = made(Stage::Unknown(Lost::Unclear(524, words.clone())), long);
            let settings = Settings { language: Some(language), ..state.settings.clone() };
            states::command(&mut state, Command::Set(settings));
            let mut window = open(state, size);
            open_by_key(&mut window);
            let name = Texts::of(language).get("details-copy");
            let copy = window.get_by_role_and_label(Role::Button, &name).rect();
            let inside = egui::Rect::from_min_size(egui::Pos2::ZERO, size.into()).shrink(16.0);
            assert!(inside.contains_rect(copy), "{language:?} at {size:?}: {copy}");
            let dialog = window.query_by_role(Role::Dialog).expect("the dialog").rect();
            assert!(inside.contains_rect(dialog), "{language:?} at {size:?}: {dialog}");
            let close = window.get_by_role_and_label(Role::Button, &Texts::of(language).get("settings-close")).rect();
            assert!(!copy.intersects(close), "{language:?} at {size:?}: the buttons are apart");
            assert!(window.query_by_label(practice).is_some(), "{language:?}");
            assert!(window.unnamed_widgets().is_empty());
            window.key_press(Key::PageDown);
            window.run();
        }
    }
}

#[test]
fn the_time_is_of_this_computer() {
    let at: Timestamp = "2026-11-22T10:44:00Z".parse().expect("a time");
    assert_eq!(states::now().duration_since(at).as_secs(), 60, "the states are made so");
    let mut window = open(made(Stage::Refused(refusal(RefusalKind::Policy)), keep), WIDE);
    open_by_key(&mut window);
    assert!(window.query_by_label("2026-11-22 10:44:00 +00:00").is_some());
}
