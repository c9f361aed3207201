//! The line of those that wait: places, order, holding, stopping, and the pause that a refusal of the account brings.

use std::time::Duration;

use super::{tests::*, *};
use crate::domain::{
    Accepted, AskFault, Limits, Lost, Move, Outcome, RefusalKind, Stage, StageWord, Standing, Status, SubmissionId,
    Task, TaskId,
};

fn accepted(id: SubmissionId) -> Event {
    let task_id = TaskId(format!("7{}", id.0));
    Event::Answered(id, Outcome::Accepted(Accepted { task_id, status: Status::Submitted, request_id: None }))
}

/// The ids that these jobs send, in their order.
fn sent(jobs: &[Job]) -> Vec<SubmissionId> {
    jobs.iter().filter_map(|job| if let Job::Send(submission) = job { Some(submission.id()) } else { None }).collect()
}

/// A story in which so many are sent and accepted, and so many more wait.
fn full(waiting: usize) -> (Story, Vec<SubmissionId>, Vec<SubmissionId>) {
    let mut story = Story::begin();
    let mut running = vec![];
    for _ in 0..Limits::default().at_once {
        let (id, jobs) = story.send();
        assert_eq!(sent(&jobs), [id]);
        story.event(accepted(id));
        running.push(id);
    }
    let mut line = vec![];
    for _ in 0..waiting {
        let (id, jobs) = story.send();
        assert_eq!((sent(&jobs), story.word(id)), (vec![], StageWord::Waiting), "every place is taken");
        line.push(id);
    }
    (story, running, line)
}

fn fails(story: &mut Story, id: SubmissionId) -> Vec<Job> {
    story.event(Event::Asked(id, Ok(answer(Status::Failed, None))))
}

#[test]
fn the_line_moves_up_as_places_become_free() {
    let (mut story, running, line) = full(3);
    assert_eq!(sent(&fails(&mut story, running[0])), [line[0]]);
    let url = Some("http://127.0.0.1/v.mp4");
    let jobs = story.event(Event::Asked(running[1], Ok(answer(Status::Succeeded, url))));
    assert_eq!(sent(&jobs), [line[1]], "what is fetched takes no place at the provider");
    let more = Settings { limits: Limits { at_once: 4, ..Limits::default() }, ..Settings::default() };
    assert_eq!(sent(&story.command(Command::Set(more))), [line[2]], "another place is there at once");
}

#[test]
fn the_order_is_the_persons() {
    let (mut story, running, line) = full(4);
    let jobs = story.command(Command::PutInLine(line[3], Move::First));
    let places = |numbers: [(usize, u32); 4]| {
        Job::Arrange(numbers.map(|(at, turn)| (line[at], Standing { held: false, turn })).to_vec())
    };
    assert_eq!(jobs, [places([(3, 1), (0, 2), (1, 3), (2, 4)])], "written down");
    assert_eq!(story.command(Command::PutInLine(line[3], Move::Earlier)), [], "it is first already");
    story.command(Command::PutInLine(line[0], Move::Last));
    let mut went = vec![];
    for id in running {
        went.extend(sent(&fails(&mut story, id)));
    }
    assert_eq!(went, [line[3], line[1], line[2]]);
    let (new, _) = story.send();
    assert_eq!(
        sent(&fails(&mut story, line[3]).into_iter().collect::<Vec<_>>()),
        [] as [SubmissionId; 0],
        "not asked yet"
    );
    story.event(accepted(line[3]));
    assert_eq!(sent(&fails(&mut story, line[3])), [line[0]], "what is new goes to the end");
    assert_eq!(story.word(new), StageWord::Waiting);
}

#[test]
fn what_is_held_is_not_sent_also_after_a_restart() {
    let (mut story, running, line) = full(2);
    let jobs = story.command(Command::Hold(line.clone()));
    assert!(matches!(jobs.as_slice(), [Job::Arrange(places)] if places.len() == 2), "{jobs:?}");
    assert_eq!(story.command(Command::Hold(line.clone())), [], "held already");
    assert_eq!(sent(&fails(&mut story, running[0])), []);
    let kept: Vec<Task> = story.state.tasks.iter().map(as_reopened).collect();
    let mut again = Story::begin();
    tasks::on_loaded(&mut again.state, kept);
    assert_eq!(sent(&again.command(Command::TakeUp(vec![]))), []);
    assert_eq!(sent(&again.command(Command::Release(vec![line[1]]))), [line[1]], "there is a place");
}

#[test]
fn what_waits_can_be_taken_back_and_edited() {
    let (mut story, _, line) = full(1);
    let jobs = story.command(Command::Edit(line[0]));
    let [Job::Save(task), Job::ReadPortrait(..), Job::ReadVoice(..)] = jobs.as_slice() else { panic!("{jobs:?}") };
    assert_eq!((task.id, story.word(line[0])), (line[0], StageWord::Cancelled));
    assert_eq!(story.state.draft.title, task.title);
}

#[test]
fn an_upload_is_stopped_or_it_is_said_that_it_is_too_late() {
    let mut story = Story::begin();
    let (id, _) = story.send();
    assert_eq!(story.command(Command::Stop(id)), [Job::Stop(id)]);
    assert_eq!(story.command(Command::Stop(id)), [], "asked for already");
    story.event(Event::TooLate(id));
    assert!(story.state.notices.iter().any(|notice| notice.kind == NoticeKind::TooLateToStop(id)));
    assert_eq!(story.word(id), StageWord::Uploading, "its answer is awaited");

    assert_eq!(story.command(Command::Stop(id)), [Job::Stop(id)]);
    let jobs = story.event(Event::Answered(id, Outcome::Later(refusal(RefusalKind::Here), None)));
    let held = Standing { held: true, turn: 0 };
    assert_eq!((jobs, story.word(id)), (vec![Job::Arrange(vec![(id, held)])], StageWord::Waiting));
    let (next, jobs) = story.send();
    assert_eq!(sent(&jobs), [next], "the others do not wait for it");
    assert_eq!(sent(&story.command(Command::Release(vec![id]))), [id]);
}

#[test]
fn what_the_provider_has_cannot_be_taken_back_and_that_is_said() {
    let (mut story, running, _) = full(0);
    assert_eq!(story.command(Command::Cancel(running[0])), []);
    assert!(story.state.notices.iter().any(|notice| notice.kind == NoticeKind::CannotCancel(running[0])));
    assert_eq!(story.word(running[0]), StageWord::Submitted);
}

#[test]
fn a_clear_not_now_holds_up_the_others_too() {
    let (mut story, running, line) = full(2);
    assert_eq!(sent(&fails(&mut story, running[0])), [line[0]]);
    let later = Outcome::Later(refusal(RefusalKind::TooMany), Some(Duration::from_secs(60)));
    let jobs = story.event(Event::Answered(line[0], later));
    assert_eq!(sent(&jobs), [], "the next one would be told the same");
    assert_eq!(sent(&story.event(Event::Due(line[0]))), [line[0]], "and it keeps its place");
}

#[test]
fn a_lost_answer_keeps_its_place_until_it_is_known_not_to_be_there_or_for_an_hour() {
    let (mut story, running, line) = full(2);
    assert_eq!(sent(&fails(&mut story, running[0])), [line[0]]);
    story.event(Event::Answered(line[0], Outcome::Unknown(Lost::TimedOut)));
    let jobs = story.event(Event::LookedFor(line[0], Err(AskFault::Garbled(404))));
    assert_eq!(sent(&jobs), [], "nobody knows");
    assert_eq!(sent(&story.event(Event::LookedFor(line[0], Ok(None)))), [line[1]], "it is not there");

    let (mut story, running, line) = full(2);
    assert_eq!(sent(&fails(&mut story, running[0])), [line[0]]);
    story.event(Event::Answered(line[0], Outcome::Unknown(Lost::TimedOut)));
    story.second += 3600;
    assert_eq!(sent(&story.event(Event::LookedFor(line[0], Err(AskFault::Garbled(404))))), [line[1]]);
}

#[test]
fn a_refused_account_pauses_with_one_notice_and_goes_on_when_that_changes() {
    let paused = |story: &Story| {
        let of_pause = |notice: &&Notice| matches!(notice.kind, NoticeKind::Paused(_) | NoticeKind::Refused(_));
        (story.state.pause.is_some(), story.state.notices.iter().filter(of_pause).count())
    };
    for kind in [RefusalKind::Key, RefusalKind::Funds, RefusalKind::Address, RefusalKind::Rights] {
        let (mut story, running, line) = full(2);
        assert_eq!(sent(&fails(&mut story, running[0])), [line[0]]);
        story.event(Event::Answered(line[0], Outcome::Refused(refusal(kind))));
        assert_eq!((story.word(line[0]), story.word(line[1])), (StageWord::Refused, StageWord::Waiting), "{kind:?}");
        assert_eq!(paused(&story), (true, 1), "{kind:?}");
        assert_eq!(sent(&story.command(Command::Resume)), [line[1]], "{kind:?}");
        assert_eq!(paused(&story), (false, 0));
    }
    let (mut story, running, line) = full(1);
    for id in &running {
        let jobs = story.event(Event::Asked(*id, Err(AskFault::Refused(refusal(RefusalKind::Key)))));
        assert!(matches!(jobs.as_slice(), [Job::Ask(.., wait)] if wait.as_secs() == 600), "{jobs:?}");
    }
    assert_eq!(paused(&story), (true, 1), "one for all of them");
    let key = KeyStatus::Present(crate::domain::KeyHome::Keychain, "8c1d".into());
    let jobs = story.event(Event::Key(key));
    assert_eq!(
        jobs.iter().filter(|job| matches!(job, Job::Hurry(_))).count(),
        3,
        "all are asked for at once: {jobs:?}"
    );
    assert_eq!(paused(&story), (false, 0));
    let jobs = story.event(Event::Asked(running[0], Err(AskFault::Refused(refusal(RefusalKind::Key)))));
    assert_eq!((sent(&jobs), paused(&story)), (vec![], (true, 1)));
    story.event(Event::Asked(running[1], Ok(answer(Status::Processing, None))));
    assert_eq!(paused(&story), (false, 0), "it answers again");
    assert_eq!(story.word(line[0]), StageWord::Waiting);
    assert!(matches!(story.state.tasks.get(running[0]).map(|task| &task.stage), Some(Stage::Running(..))));
}
