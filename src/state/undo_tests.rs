//! Whatever is done to the form, taking it back brings the form back as it was, or is not offered.

use std::path::PathBuf;

use proptest::{collection::vec, prelude::*};

use super::{tests::*, *};
use crate::domain::{Draft, Mode, PictureEdit, SoundEdit, Unreadable, Voice, VoiceWay};

fn offers(state: &State) -> Vec<FormChange> {
    let of = |notice: &Notice| if let NoticeKind::FormChanged(change) = notice.kind { Some(change) } else { None };
    state.notices.iter().filter_map(of).collect()
}

fn put(place: Place, name: &str) -> Command {
    Command::Put(place, Source::Path(PathBuf::from(name)))
}

/// A form with everything in it.
fn filled() -> Story {
    let mut story = Story::begin();
    fill_in(&mut story.state);
    for command in [
        Command::SetDirection("Smiles".into()),
        Command::SetTitle("Anna".into()),
        Command::SetMode(Mode::Professional),
        Command::SetVoiceLink("8474".into()),
        Command::UseVoiceWay(VoiceWay::File),
    ] {
        story.command(command);
    }
    story
}

#[test]
fn what_was_emptied_or_replaced_comes_back() {
    let table = [
        (Command::Clear(Place::Portrait), FormChange::Cleared(Place::Portrait)),
        (Command::Clear(Place::Voice), FormChange::Cleared(Place::Voice)),
        (put(Place::Portrait, "b.png"), FormChange::Replaced(Place::Portrait)),
        (put(Place::Voice, "b.wav"), FormChange::Replaced(Place::Voice)),
        (Command::Type(Place::Portrait, "https://example.org/a".into()), FormChange::Replaced(Place::Portrait)),
        (Command::Type(Place::Voice, " ".into()), FormChange::Cleared(Place::Voice)),
    ];
    for (command, change) in table {
        let mut story = filled();
        let (before, report) = (story.state.draft.clone(), story.state.report.clone());
        assert!(!story.state.can_undo());
        story.command(command);
        assert_ne!(story.state.draft, before);
        assert_eq!((offers(&story.state), story.state.can_undo()), (vec![change], true));
        assert_eq!(story.command(Command::UndoForm), vec![]);
        assert_eq!((&story.state.draft, &story.state.report), (&before, &report), "{change:?}");
        assert_eq!((offers(&story.state), story.state.can_undo()), (vec![], false));
        assert_eq!(story.command(Command::UndoForm), vec![], "once");
        assert_eq!(story.state.draft, before);
    }
}

#[test]
fn words_written_since_stay_and_a_late_read_changes_nothing() {
    let mut story = filled();
    let portrait_before = story.state.draft.portrait.clone();
    let jobs = story.command(put(Place::Portrait, "b.png"));
    let [Job::ReadPortrait(ticket, _, _)] = jobs.as_slice() else { panic!("{jobs:?}") };
    story.command(Command::SetDirection("Nods".into()));
    story.command(Command::UndoForm);
    story.event(Event::PortraitRead(*ticket, Box::new(Err(Unreadable::Missing))));
    assert_eq!((&story.state.draft.portrait, story.state.draft.direction.as_str()), (&portrait_before, "Nods"));
}

#[test]
fn two_files_dropped_together_are_taken_back_together() {
    let mut story = filled();
    let before = story.state.draft.clone();
    story.event(Event::Sorted(Place::Portrait, "b.png".into()));
    story.event(Event::Sorted(Place::Voice, "b.wav".into()));
    assert_eq!(offers(&story.state), [FormChange::ReplacedBoth]);
    story.command(Command::UndoForm);
    assert_eq!(story.state.draft, before);

    story.event(Event::Sorted(Place::Portrait, "b.png".into()));
    story.second += 60;
    story.event(Event::Sorted(Place::Voice, "b.wav".into()));
    assert_eq!(offers(&story.state), [FormChange::Replaced(Place::Voice)], "a minute later is another drop");
}

#[test]
fn an_order_used_again_over_a_form_gives_it_back_whole() {
    let mut story = Story::begin();
    let (id, _) = story.send();
    story.command(Command::UseAgain(id));
    assert_eq!(offers(&story.state), [], "there was nothing to lose");
    let mut story = filled();
    let (id, _) = story.send();
    story.command(Command::SetDirection("Nods".into()));
    story.command(put(Place::Portrait, "slow.png"));
    let before = story.state.draft.clone();
    story.command(Command::UseAgain(id));
    assert_eq!(offers(&story.state), [FormChange::UsedAgain]);
    let jobs = story.command(Command::UndoForm);
    assert_eq!(story.state.draft, before);
    let [Job::ReadPortrait(_, Source::Path(path), _)] = jobs.as_slice() else {
        panic!("what was read is read: {jobs:?}")
    };
    assert_eq!(path, &PathBuf::from("slow.png"));
}

#[test]
fn the_offer_goes_when_it_would_lose_something_newer() {
    let mut story = filled();
    let (id, _) = story.send();
    let again = |story: &mut Story| {
        fill_in(&mut story.state);
        story.command(Command::UseAgain(id));
        assert!(story.state.can_undo());
    };
    again(&mut story);
    story.command(Command::SetTitle(story.state.draft.title.clone()));
    assert!(story.state.can_undo(), "the same words change nothing");
    story.command(Command::SetTitle("Another".into()));
    assert_eq!((story.state.can_undo(), offers(&story.state)), (false, vec![]));
    again(&mut story);
    fill_in(&mut story.state);
    story.command(Command::Create);
    assert_eq!((story.state.can_undo(), offers(&story.state)), (false, vec![]), "what was sent is sent");
    fill_in(&mut story.state);
    story.command(Command::Clear(Place::Voice));
    story.command(Command::SetVoiceLink("1".into()));
    assert!(!story.state.can_undo());
    fill_in(&mut story.state);
    story.command(Command::Clear(Place::Portrait));
    story.command(put(Place::Portrait, "c.png"));
    assert!(!story.state.can_undo());
}

#[test]
fn a_dismissed_offer_can_still_be_taken_up_from_the_keyboard() {
    let mut story = filled();
    let before = story.state.draft.clone();
    story.command(Command::Clear(Place::Portrait));
    let id = story.state.notices[0].id;
    story.command(Command::Dismiss(id));
    assert!(story.state.notices.is_empty() && story.state.can_undo());
    story.command(Command::UndoForm);
    assert_eq!(story.state.draft, before);
}

/// One thing that a person or a service may do to the form.
#[derive(Clone, Debug)]
enum Act {
    Put(Place, u8),
    Link(Place, u8),
    Clear(Place),
    Read(Place, bool),
    Edit(Place, bool),
    Words(u8),
    VoiceLink(u8),
    Way(VoiceWay),
    UseAgain,
    Create,
    Pass,
}

fn act() -> impl Strategy<Value = Act> {
    let place = || prop::sample::select(vec![Place::Portrait, Place::Voice]);
    prop_oneof![
        (place(), 0u8..3).prop_map(|(place, name)| Act::Put(place, name)),
        (place(), 0u8..3).prop_map(|(place, name)| Act::Link(place, name)),
        place().prop_map(Act::Clear),
        (place(), any::<bool>()).prop_map(|(place, good)| Act::Read(place, good)),
        (place(), any::<bool>()).prop_map(|(place, on)| Act::Edit(place, on)),
        (0u8..3).prop_map(Act::Words),
        (0u8..3).prop_map(Act::VoiceLink),
        prop::sample::select(vec![VoiceWay::File, VoiceWay::Link]).prop_map(Act::Way),
        Just(Act::UseAgain),
        Just(Act::Create),
        Just(Act::Pass),
    ]
}

fn perform(story: &mut Story, act: &Act) {
    let id = story.state.tasks.iter().next().map(|task| task.id);
    let command = match act {
        Act::Put(place, name) => put(*place, &format!("{name}.x")),
        Act::Link(place, name) => Command::Type(*place, format!("https://example.org/{name}")),
        Act::Clear(place) => Command::Clear(*place),
        Act::Words(words) => Command::SetDirection(words.to_string()),
        Act::VoiceLink(words) => Command::SetVoiceLink(words.to_string()),
        Act::Way(way) => Command::UseVoiceWay(*way),
        Act::Edit(Place::Portrait, on) => {
            Command::EditPicture(PictureEdit { recompress: *on, ..PictureEdit::default() })
        }
        Act::Edit(Place::Voice, on) => Command::EditSound(SoundEdit { pad: *on, ..SoundEdit::default() }),
        Act::UseAgain => id.map_or(Command::CloseSettings, Command::UseAgain),
        Act::Create => Command::Create,
        Act::Pass => {
            story.second += 10;
            return;
        }
        Act::Read(Place::Portrait, good) => {
            let ticket = story.state.portrait_ticket;
            let result = if *good { Ok(portrait()) } else { Err(Unreadable::Missing) };
            story.event(Event::PortraitRead(ticket, Box::new(result)));
            return;
        }
        Act::Read(Place::Voice, good) => {
            let ticket = story.state.voice_ticket;
            let result = if *good { Ok(vec![voice(9_000)]) } else { Err(Unreadable::Missing) };
            story.event(Event::VoiceRead(ticket, Box::new(result)));
            return;
        }
    };
    story.command(command);
}

/// The draft as it must be after taking back the last act, when that act alone is taken back.
fn restored(before: &Draft, now: &Draft, change: FormChange) -> Draft {
    let portrait = || before.portrait.clone().settled();
    let peek = || before.portrait_peek.clone();
    let voice = || Voice { file: before.voice.file.clone().settled(), ..before.voice.clone() };
    match change {
        FormChange::Cleared(Place::Portrait)
        | FormChange::Replaced(Place::Portrait)
        | FormChange::Edited(Place::Portrait) => Draft { portrait: portrait(), portrait_peek: peek(), ..now.clone() },
        FormChange::Cleared(Place::Voice) | FormChange::Replaced(Place::Voice) | FormChange::Edited(Place::Voice) => {
            Draft { voice: voice(), ..now.clone() }
        }
        FormChange::ReplacedBoth => {
            Draft { portrait: portrait(), portrait_peek: peek(), voice: voice(), ..now.clone() }
        }
        FormChange::UsedAgain => Draft { portrait: portrait(), voice: voice(), ..before.clone() },
    }
}

proptest! {
    #[test]
    fn taking_back_restores_the_draft_and_its_report(acts in vec(act(), 1..24)) {
        let mut story = filled();
        story.send();
        // The form before the act that could be taken back now; of several parts of one drop, before the first.
        let mut remembered: Option<Draft> = None;
        for act in &acts {
            let before = story.state.draft.clone();
            perform(&mut story, act);
            prop_assert!(offers(&story.state).len() <= 1);
            prop_assert_eq!(offers(&story.state).len() == 1, story.state.can_undo());
            let newer = story.state.undo.as_ref().map(|undo| &undo.draft);
            if newer != remembered.as_ref() {
                remembered = newer.cloned();
                prop_assert!(newer.is_none_or(|kept| *kept == before), "only the form right before the act");
            }
        }
        let Some(change) = offers(&story.state).first().copied() else { return Ok(()) };
        let before = remembered.expect("an offer has something behind it");
        let expected = restored(&before, &story.state.draft, change);
        story.command(Command::UndoForm);
        prop_assert_eq!(&story.state.draft, &expected);
        let report = story.state.report.clone();
        story.state.recheck();
        prop_assert_eq!(&report, &story.state.report, "the report is that of the draft");
        // What is being read is read: an answer to it is taken.
        for place in [Place::Portrait, Place::Voice] {
            perform(&mut story, &Act::Read(place, true));
        }
        prop_assert!(!story.state.draft.portrait.is_busy());
        prop_assert!(!story.state.draft.voice.file.is_busy());
    }
}
