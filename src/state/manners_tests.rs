//! The form that is kept, what is under way, the welcome: what the window owes to whoever sits before it.

use std::path::PathBuf;

use super::{tests::*, *};
use crate::domain::{ApiKey, InputId, KeptDraft, KeptInput, KeyFault, Mode, OpenFault, Slot, VoiceWay, Warning};

fn kept() -> KeptDraft {
    let input = |byte, name: &str| Some(KeptInput { id: InputId([byte; 32]), name: name.into() });
    KeptDraft {
        portrait: input(1, "anna.png"),
        voice: input(2, "welcome.wav"),
        voice_way: VoiceWay::Link,
        voice_link: "8474".into(),
        direction: "Smiles".into(),
        mode: Mode::Professional,
        title: "Anna".into(),
        callback_url: "https://example.org/t".into(),
        own_task_id: "mine-1".into(),
        ..KeptDraft::default()
    }
}

/// A start whose library has this form.
fn start(draft: Result<Option<KeptDraft>, Warning>) -> Story {
    let mut story = Story { state: State::new(Session::default()), second: 0 };
    story.event(Event::LibraryOpened(Box::new(Opened { draft, ..opened(vec![]) })));
    story
}

/// What was told to keep since.
fn told(jobs: &[Job]) -> Option<&KeptDraft> {
    jobs.iter().find_map(|job| if let Job::SaveDraft(draft) = job { Some(&**draft) } else { None })
}

#[test]
fn the_form_comes_back_as_it_was_left() {
    let mut story = start(Ok(Some(kept())));
    assert!(story.state.draft.is_untouched(), "not by itself: the command line leaves it alone");
    let jobs = story.command(Command::TakeUpForm);
    let [
        Job::Sound(SoundJob::FindRecordings),
        Job::ReadPortrait(portrait_ticket, Source::Kept(one, _), _),
        Job::ReadVoice(voice_ticket, Source::Kept(two, _), _),
    ] = jobs.as_slice()
    else {
        panic!("{jobs:?}")
    };
    assert_eq!((one, two), (&InputId([1; 32]), &InputId([2; 32])));
    assert_eq!(told(&story.event(Event::PortraitRead(*portrait_ticket, Box::new(Ok(portrait()))))), None);
    assert_eq!(told(&story.event(Event::VoiceRead(*voice_ticket, Box::new(Ok(vec![voice(12_400)]))))), None);
    let draft = story.state.draft.clone();
    assert_eq!(KeptDraft::of(&draft, None, None), kept());
    assert!(draft.portrait.file().is_some() && draft.voice.file.file().is_some());
    assert_eq!(story.command(Command::TakeUpForm), vec![], "once");
    let link = KeptDraft { portrait: None, portrait_link: "https://example.org/a".into(), ..kept() };
    let mut story = start(Ok(Some(link)));
    story.command(Command::TakeUpForm);
    assert_eq!(story.state.draft.portrait, Slot::Link("https://example.org/a".into()));
}

#[test]
fn every_change_is_kept_and_nothing_else_is() {
    let mut story = Story::begin();
    assert_eq!(told(&story.command(Command::SetTitle("not yet".into()))), None);
    story.command(Command::SetTitle(String::new()));
    assert_eq!(story.command(Command::TakeUpForm), vec![Job::Sound(SoundJob::FindRecordings)]);
    let jobs = story.command(Command::SetDirection("Smiles".into()));
    assert_eq!(told(&jobs).map(|draft| draft.direction.as_str()), Some("Smiles"));
    assert_eq!(story.command(Command::SetDirection("Smiles".into())), vec![], "the same words");
    assert_eq!(told(&story.command(Command::Search("x".into()))), None);
    let jobs = story.command(Command::Put(Place::Portrait, Source::Path("a.png".into())));
    assert_eq!(told(&jobs), None, "there is nothing to keep of it before it is read");
    let jobs = story.event(Event::PortraitRead(story.state.portrait_ticket, Box::new(Ok(portrait()))));
    assert_eq!(
        told(&jobs).and_then(|draft| draft.portrait.as_ref()).map(|input| input.name.as_str()),
        Some("anna.png")
    );
    fill_in(&mut story.state);
    let jobs = story.command(Command::Create);
    assert!(matches!(jobs.as_slice(), [Job::Enroll(_), Job::SaveDraft(draft)] if draft.is_empty()), "{jobs:?}");
}

#[test]
fn what_was_begun_meanwhile_wins() {
    let mut story = start(Ok(Some(kept())));
    story.command(Command::SetTitle("New".into()));
    let jobs = story.command(Command::TakeUpForm);
    assert_eq!(story.state.draft.direction, "");
    assert_eq!(told(&jobs).map(|draft| draft.title.as_str()), Some("New"));

    let mut story = start(Ok(Some(kept())));
    story.command(Command::TakeUpForm);
    story.event(Event::Sorted(Place::Portrait, "named.png".into()));
    assert_eq!(story.state.draft.portrait, Slot::Reading("named.png".into()));
    assert_eq!(story.state.draft.direction, "Smiles", "a named file takes its place and no other");
    assert!(story.state.can_undo());
}

fn torn() -> Warning {
    Warning::Form("draft.json".into(), "it is torn".into())
}

#[test]
fn a_form_that_cannot_be_read_is_said_by_the_window_alone() {
    let mut story = start(Err(torn()));
    assert_eq!(story.state.notices, []);
    story.command(Command::TakeUpForm);
    assert_eq!(story.state.notices[0].kind, NoticeKind::Warning(torn()));
    assert_eq!(story.event(Event::DraftNotKept("full".into())), vec![]);
    assert!(!story.state.notices[1].kind.is_passing());
}

#[test]
fn whatever_begins_is_under_way_until_it_is_answered() {
    let key = || ApiKey::read("sk-0123456789abcdef").expect("a key");
    let failed = || Event::KeyTrouble(KeyFault::Locked("locked".into()));
    let rows: Vec<(Work, Command, Event)> = vec![
        (Work::Key, Command::KeepKey(key()), Event::Key(a_key())),
        (Work::Key, Command::RemoveKey, Event::Key(KeyStatus::Absent)),
        (Work::Dialog, Command::Choose(Place::Voice), Event::Chosen(Place::Voice, None)),
        (Work::Dialog, Command::ChooseDownloadFolder, Event::FolderChosen(None)),
        (Work::Dialog, Command::Choose(Place::Portrait), Event::NoDialog),
        (Work::Sorting, Command::Load(vec!["a.png".into()]), Event::NotMedia("a.png".into())),
        (Work::Opening, Command::Reveal("a".into()), Event::OpeningBegun),
        (Work::Opening, Command::Reveal("a".into()), Event::NotOpened(OpenFault::Missing("gone".into()))),
    ];
    let mut story = Story::begin();
    for (work, command, answer) in rows {
        assert_eq!(story.command(command.clone()).len(), 1, "{command:?}");
        assert!(story.state.busy.is(work) && story.state.key_busy() == (work == Work::Key), "{command:?}");
        let one_at_a_time = matches!(work, Work::Key | Work::Dialog);
        assert_eq!(story.command(command.clone()).is_empty(), one_at_a_time, "{command:?}");
        if !one_at_a_time {
            story.event(Event::OpeningBegun);
            story.event(Event::NotMedia(String::new()));
        }
        story.event(answer);
        assert_eq!(story.state.busy.iter().count(), 0, "{command:?}");
    }
    story.event(failed());
    let paths: Vec<PathBuf> = vec!["a.png".into(), "b.wav".into()];
    story.command(Command::Load(paths));
    story.event(Event::Sorted(Place::Portrait, "a.png".into()));
    assert!(story.state.busy.is(Work::Sorting), "the other is still looked at");
}

#[test]
fn the_welcome_is_for_those_who_are_new() {
    let fresh = |key| {
        let mut story = Story { state: State::new(Session::default()), second: 0 };
        assert!(!story.state.shows_welcome(), "not before anything is known");
        story.event(Event::LibraryOpened(Box::new(opened(vec![]))));
        assert!(!story.state.shows_welcome(), "not before the key is read");
        story.event(Event::Key(key));
        story
    };
    assert!(!fresh(a_key()).state.shows_welcome());
    let mut story = fresh(KeyStatus::Absent);
    assert!(story.state.shows_welcome());
    let jobs = story.command(Command::Welcomed);
    assert!(matches!(&jobs[..], [Job::SaveSettings(settings)] if settings.welcomed), "{jobs:?}");
    assert!(!story.state.shows_welcome());
    assert_eq!(story.command(Command::Welcomed), vec![]);
    let mut story = fresh(KeyStatus::Absent);
    fill_in(&mut story.state);
    story.command(Command::Create);
    assert!(!story.state.shows_welcome(), "whoever has a task knows the place");
}

#[test]
fn settings_are_seen_before_the_library_is_open_and_its_own_count_after() {
    let seen = Settings { practice: true, welcomed: true, ..Settings::default() };
    let mut story = Story { state: State::new(Session::default()), second: 0 };
    assert_eq!(story.event(Event::SettingsSeen(Box::new(seen.clone()))), vec![]);
    assert_eq!((&story.state.settings, story.state.door()), (&seen, None));
    story.event(Event::LibraryOpened(Box::new(opened(vec![]))));
    assert_eq!(story.state.settings, Settings::default());
    story.event(Event::SettingsSeen(Box::new(seen)));
    assert_eq!(story.state.settings, Settings::default(), "too late");
}
