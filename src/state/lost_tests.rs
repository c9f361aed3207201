//! What a person does about a lost answer: naming its task, giving it up, sending the order once more.

use std::time::Duration;

use super::{tests::*, *};
use crate::domain::{AskFault, Lost, Outcome, RefusalKind, Stage, StageWord, Status, SubmissionId, TaskId};

/// A submission whose answer was lost, and which is being looked for.
fn lost() -> (Story, SubmissionId) {
    let mut story = Story::begin();
    let (id, _) = story.send();
    story.event(Event::Answered(id, Outcome::Unknown(Lost::TimedOut)));
    assert_eq!(story.word(id), StageWord::Unknown);
    (story, id)
}

fn named() -> TaskId {
    TaskId("831922345719271433".into())
}

#[test]
fn a_named_task_is_asked_for_after_the_look_and_goes_on_as_accepted() {
    let (mut story, id) = lost();
    assert_eq!(story.command(Command::NameTask(id, named())), vec![Job::Hurry(id)]);
    let jobs = story.event(Event::LookedFor(id, Ok(None)));
    assert_eq!(jobs, vec![Job::Ask(id, Door::Live, named(), Duration::ZERO)]);
    let mut found = answer(Status::Processing, None);
    found.task_id = Some(named());
    let jobs = story.event(Event::Asked(id, Ok(found)));
    assert!(matches!(jobs.as_slice(), [Job::Save(_), Job::Ask(_, _, task_id, _)] if *task_id == named()), "{jobs:?}");
    assert_eq!(story.word(id), StageWord::Processing);
    assert!(story.state.notices.is_empty());
}

#[test]
fn a_task_that_nobody_knows_leaves_the_submission_as_it_was_and_looked_for() {
    let (mut story, id) = lost();
    story.command(Command::NameTask(id, named()));
    story.event(Event::LookedFor(id, Err(AskFault::Garbled(404, String::new()))));
    let jobs = story.event(Event::Asked(id, Err(AskFault::Refused(refusal(RefusalKind::Missing)))));
    assert!(matches!(jobs.as_slice(), [Job::LookFor(..)]), "{jobs:?}");
    assert_eq!(story.word(id), StageWord::Unknown);
    let told = |kind: &NoticeKind| *kind == NoticeKind::NotThere(id, named().0);
    assert!(story.state.notices.iter().any(|notice| told(&notice.kind)));
}

#[test]
fn a_look_that_finds_it_is_worth_more_than_what_was_named() {
    let (mut story, id) = lost();
    story.command(Command::NameTask(id, named()));
    story.event(Event::LookedFor(id, Ok(Some(answer(Status::Processing, None)))));
    let task = story.state.tasks.get(id).expect("a task");
    assert_eq!((task.stage.task_id(), &task.watch.named), (answer(Status::Processing, None).task_id.as_ref(), &None));
}

#[test]
fn an_id_that_another_task_has_is_not_taken_twice() {
    let (mut story, id) = lost();
    let (other, _) = story.send();
    let accepted = crate::domain::Accepted { task_id: named(), status: Status::Submitted, request_id: None };
    story.event(Event::Answered(other, Outcome::Accepted(accepted)));
    assert_eq!(story.command(Command::NameTask(id, named())), vec![]);
    assert!(story.state.notices.iter().any(|notice| notice.kind == NoticeKind::TaskIdTaken(named().0)));
}

#[test]
fn what_is_given_up_is_final_and_late_answers_change_nothing() {
    let (mut story, id) = lost();
    let jobs = story.command(Command::DismissLost(id));
    assert!(matches!(jobs.as_slice(), [Job::Save(task)] if task.stage == Stage::Dismissed(Lost::TimedOut)), "{jobs:?}");
    assert_eq!(story.event(Event::LookedFor(id, Ok(Some(answer(Status::Processing, None))))), vec![]);
    assert_eq!(story.word(id), StageWord::Dismissed);
    assert_eq!(story.command(Command::TakeUp(vec![])), vec![]);
    assert!(story.state.notices.is_empty());
}

#[test]
fn sending_again_is_a_new_approval_with_an_id_of_its_own() {
    let (mut story, id) = lost();
    let price = story.state.price_again(id).expect("a price");
    let jobs = story.command(Command::SendAgain(id));
    let [Job::Save(old), Job::Enroll(new)] = jobs.as_slice() else { panic!("{jobs:?}") };
    assert_eq!((old.id, old.stage.word(), new.stage.word()), (id, StageWord::Dismissed, StageWord::Waiting));
    assert!(new.id != id && new.external_id != old.external_id && new.order == old.order && new.price == price);
    let new = new.id;
    let jobs = story.event(Event::Enrolled(new, Ok(())));
    assert!(matches!(jobs.as_slice(), [Job::Send(submission)] if submission.id() == new), "{jobs:?}");
}

#[test]
fn nothing_else_is_sent_again() {
    let mut story = Story::begin();
    let (id, _) = story.send();
    for _ in 0..2 {
        for command in [Command::SendAgain(id), Command::DismissLost(id), Command::NameTask(id, named())] {
            assert_eq!(story.command(command.clone()), vec![], "{command:?}");
        }
        story.event(Event::Answered(id, Outcome::Refused(refusal(RefusalKind::Parameter))));
    }
    assert_eq!(story.state.price_again(id), None);
    // Without a key the order would go through another door than the one it was lost behind.
    let (mut story, id) = lost();
    story.event(Event::Key(crate::domain::KeyStatus::Absent));
    assert_eq!((story.state.price_again(id), story.command(Command::SendAgain(id))), (None, vec![]));
}
