//! A voice that was split: several videos of one form, each approved, priced and sent by itself.

use super::{tests::*, *};
use crate::domain::{Fix, LeftOut, Part, Rule, Slot, SoundChange, Stage, StageWord, Task, Verdict, sound::part_of};

/// A form with a voice of two minutes.
fn long() -> Story {
    let mut story = Story::begin();
    fill_in(&mut story.state);
    story.state.draft.voice.file = Slot::File(Box::new(voice(120_000)));
    story.state.draft.title = "Speech".into();
    story.state.recheck();
    story
}

/// The same, split into three.
fn split() -> Story {
    let mut story = long();
    let jobs = story.command(Command::Mend(Place::Voice, Fix::Split));
    let [Job::ReadVoice(ticket, _, edit)] = jobs.as_slice() else { panic!("{jobs:?}") };
    assert_eq!(edit.part, Part::Split);
    let parts = (1..=3).map(|number| part(number, 3)).collect();
    let _ = story.event(Event::VoiceRead(*ticket, Box::new(Ok(parts))));
    story
}

fn numbers(story: &Story) -> Vec<u16> {
    let sounds = story.state.draft.voice.sounds();
    sounds.filter_map(|sound| part_of(sound.changes())).map(|(number, _)| number).collect()
}

fn without(story: &Story, number: u16) -> Command {
    let edit = story.state.draft.voice.file.file().expect("a file").edit();
    Command::EditSound(SoundEdit { left_out: edit.left_out.with(number), ..edit })
}

#[test]
fn one_press_makes_several_voices_of_a_long_one_and_says_what_they_cost_together() {
    let before = long();
    assert_eq!(before.state.report.of(Rule::VoiceLength).map(|check| check.verdict), Some(Verdict::Fail));
    let story = split();
    assert!(story.state.can_create(), "{:?}", story.state.report);
    assert_eq!((story.state.videos(), numbers(&story)), (3, vec![1, 2, 3]));
    let estimate = story.state.estimate.expect("a price");
    assert_eq!((estimate.seconds, estimate.total.0), (120, 3 * 40 * estimate.per_second.0));
}

#[test]
fn each_part_becomes_a_task_of_its_own_that_is_written_down_before_it_is_sent() {
    let mut story = split();
    let _ = story.command(Command::SetOwnTaskId("mine".into()));
    let jobs = story.command(Command::Create);
    let enrolled: Vec<&Task> =
        jobs.iter().filter_map(|job| if let Job::Enroll(task) = job { Some(&**task) } else { None }).collect();
    let titles: Vec<&str> = enrolled.iter().map(|task| task.title.as_str()).collect();
    assert_eq!(titles, ["Speech (1/3)", "Speech (2/3)", "Speech (3/3)"]);
    let ids: Vec<&str> = enrolled.iter().map(|task| task.external_id.as_str()).collect();
    assert_eq!(ids, ["mine-1", "mine-2", "mine-3"]);
    assert!(enrolled.iter().all(|task| task.price.seconds == 40), "each at its own price");
    assert!(!jobs.iter().any(|job| matches!(job, Job::Send(_))), "nothing is sent before it is written down");
    assert!(story.state.draft.is_untouched() && !story.state.can_undo());
    assert!(
        !story.command(Command::Create).iter().any(|job| matches!(job, Job::Enroll(_))),
        "a second press does nothing"
    );

    let mut sent = vec![];
    for task in enrolled {
        let jobs = story.event(Event::Enrolled(task.id, Ok(())));
        sent.extend(
            jobs.into_iter()
                .filter_map(|job| if let Job::Send(submission) = job { Some(submission.id()) } else { None }),
        );
    }
    let tasks: Vec<_> = story.state.tasks.iter().rev().map(|task| task.id).collect();
    sent.sort();
    assert_eq!(sent.len(), 3);
    assert!(tasks.iter().all(|id| sent.contains(id)), "each is sent once");
}

#[test]
fn parts_wait_for_places_in_their_order() {
    let mut story = split();
    story.state.settings.limits.at_once = 1;
    story.state.recheck();
    let jobs = story.command(Command::Create);
    let ids: Vec<_> =
        jobs.iter().filter_map(|job| if let Job::Enroll(task) = job { Some(task.id) } else { None }).collect();
    // The library may write the last one first.
    let first = story.event(Event::Enrolled(ids[0], Ok(())));
    assert!(matches!(first.as_slice(), [Job::Send(submission), ..] if submission.id() == ids[0]));
    for id in [ids[2], ids[1]] {
        assert!(!story.event(Event::Enrolled(id, Ok(()))).iter().any(|job| matches!(job, Job::Send(_))));
    }
    let jobs = story.command(Command::Cancel(ids[0]));
    assert!(!jobs.iter().any(|job| matches!(job, Job::Send(_))), "the first is on its way and keeps its place");
    let words: Vec<_> = ids.iter().filter_map(|id| story.state.tasks.get(*id)).map(|task| task.stage.word()).collect();
    assert_eq!(words, [StageWord::Uploading, StageWord::Waiting, StageWord::Waiting]);
    let task = story.state.tasks.get_mut(ids[0]).expect("it is there");
    (task.stage, task.watch.awaiting) = (Stage::Cancelled, None);
    let jobs = story.command(Command::Resume);
    assert!(jobs.iter().any(|job| matches!(job, Job::Send(submission) if submission.id() == ids[1])), "{jobs:?}");
}

#[test]
fn a_part_is_left_out_at_once_and_comes_back() {
    let mut story = split();
    let command = without(&story, 2);
    let jobs = story.command(command);
    assert!(!jobs.iter().any(|job| matches!(job, Job::ReadVoice(..))), "nothing is made anew");
    assert_eq!((numbers(&story), story.state.videos()), (vec![1, 3], 2));
    assert_eq!(story.state.estimate.map(|estimate| estimate.seconds), Some(80));
    let kept = crate::domain::KeptDraft::of(&story.state.draft, None, None);
    assert!(kept.voice_edit.left_out.has(2) && kept.voice_edit.part == Part::Split, "it is kept so");
    let command = without(&story, 1);
    let _ = story.command(command);
    assert_eq!(numbers(&story), [3]);
    let command = without(&story, 3);
    let before = story.state.draft.clone();
    assert!(story.command(command).is_empty() && story.state.draft == before, "the last one stays");
    let _ = story.command(Command::UndoForm);
    assert_eq!(numbers(&story), [1, 3]);

    let jobs = story.command(Command::Restore(Place::Voice));
    let [Job::ReadVoice(ticket, _, edit), ..] = jobs.as_slice() else { panic!("{jobs:?}") };
    assert_eq!((*edit, story.state.videos()), (SoundEdit::default(), 2), "both stay in sight until the whole is there");
    let _ = story.event(Event::VoiceRead(*ticket, Box::new(Ok(vec![voice(120_000)]))));
    assert_eq!((story.state.videos(), story.state.draft.voice.more.len()), (1, 0));
    let _ = story.command(Command::UndoForm);
    assert_eq!(numbers(&story), [1, 3], "and the parts come back");
}

#[test]
fn what_takes_the_place_of_a_split_voice_leaves_no_part_behind() {
    let mut story = split();
    let _ = story.command(Command::Put(Place::Voice, Source::Sample));
    assert!(story.state.draft.voice.more.is_empty());
    let _ = story.command(Command::UndoForm);
    assert_eq!(numbers(&story), [1, 2, 3]);
    let _ = story.command(Command::Clear(Place::Voice));
    assert_eq!(story.state.draft.voice.sounds().count() + story.state.draft.voice.more.len(), 0);
}

#[test]
fn one_part_that_fails_keeps_all_from_being_sent() {
    let mut story = split();
    story.state.draft.voice.more[1].facts.bytes = 6_000_000;
    story.state.recheck();
    let bytes = story.state.report.of(Rule::VoiceBytes);
    assert_eq!(bytes.map(|check| check.verdict), Some(Verdict::Fail));
    assert!(!story.state.can_create() && story.command(Command::Create).is_empty());
    assert_eq!(story.state.report.checks.iter().filter(|check| check.rule == Rule::VoiceLength).count(), 1);
}

#[test]
fn an_own_id_is_taken_if_that_of_any_part_is() {
    let mut story = split();
    let _ = story.command(Command::SetOwnTaskId("mine".into()));
    let _ = story.command(Command::Create);
    fill_in_parts(&mut story.state, 3);
    let _ = story.command(Command::SetOwnTaskId("mine".into()));
    assert_eq!(story.state.report.of(Rule::OwnTaskId).map(|check| check.verdict), Some(Verdict::Fail));
    assert_eq!(LeftOut::default().with(2), LeftOut(2));
    assert!(matches!(part(2, 3).changes(), [SoundChange::SplitOff(2, 3)]));
}
