//! The ledger as the program sees it: through its handle, over restarts.

use std::{cell::RefCell, path::Path};

use jiff::Timestamp;
use proptest::{prelude::*, test_runner::Config};

use super::{Contents, Library, LibraryFault, file, strategies};
use crate::domain::{
    Accepted, Door, Estimate, Link, Lost, Mode, Money, Order, Outcome, PortraitInput, Refusal, RefusalKind, Stage,
    StageWord, Standing, Status, SubmissionId, Task, TaskId, Video, VoiceInput, Watch,
};

pub(super) fn at(second: i64) -> Timestamp {
    Timestamp::from_second(second).expect("a time")
}

pub(super) fn task(number: u128) -> Task {
    let link = Link::read("https://example.org/face.png").expect("a link");
    Task {
        id: SubmissionId(number),
        title: format!("Task {number}"),
        order: Order {
            portrait: PortraitInput::Link(link),
            voice: VoiceInput::AudioId("847487393472614443".into(), None),
            direction: "Smiles.".into(),
            mode: Mode::Professional,
            callback_url: None,
        },
        external_id: format!("own-{number}"),
        door: Door::Live,
        price: Estimate { seconds: 60, length_known: false, per_second: Money(112_000), total: Money(6_720_000) },
        created_at: at(1_700_000_000),
        sent_at: None,
        finished_at: None,
        destination: None,
        units: None,
        request_id: None,
        stage: Stage::Waiting(None),
        standing: Standing::default(),
        watch: Watch::default(),
    }
}

pub(super) fn refusal(kind: RefusalKind) -> Refusal {
    Refusal { kind, message: "no".into(), code: Some("1303".into()), http: Some(429), request_id: Some("r-1".into()) }
}

fn accepted() -> Outcome {
    let request_id = Some("r-2".to_owned());
    Outcome::Accepted(Accepted { task_id: TaskId("797182621750399062".into()), status: Status::Submitted, request_id })
}

pub(super) fn video() -> Video {
    Video {
        path: "/videos/one.mp4".into(),
        bytes: 1,
        length: std::time::Duration::from_millis(14_666),
        width: 720,
        height: 1280,
        frames_per_1000_s: 25_000,
        codec: "H.264".into(),
        sound: Some("AAC".into()),
        poster: None,
        modified: None,
        damage: None,
    }
}

pub(super) async fn open(folder: &Path) -> Library {
    let (library, warnings) = Library::open(folder).await.expect("opens");
    assert_eq!(warnings, vec![]);
    library
}

pub(super) async fn tasks(library: &Library) -> Vec<Task> {
    let Contents { tasks, warnings, .. } = library.all().await.expect("reads");
    assert_eq!(warnings, vec![]);
    tasks
}

/// A library with one task that was brought to a stage through the handle.
pub(super) async fn with(folder: &Path, stage: Stage) -> (Library, Task) {
    let library = open(folder).await;
    let mut task = task(1);
    library.enroll(&task).await.expect("enrolls");
    if matches!(stage, Stage::Sending(..)) {
        assert!(library.mark_sending(task.id, at(1_700_000_001)).await.expect("marks"));
        task.sent_at = Some(at(1_700_000_001));
    }
    task.stage = stage;
    library.save(&task).await.expect("saves");
    (library, task)
}

/// What is expected after a restart: progress and watch begin anew, and being sent has become unknown.
fn after_restart(mut task: Task) -> Task {
    task.stage = match task.stage {
        Stage::Sending(..) => Stage::Unknown(Lost::Interrupted),
        Stage::Downloading(id, ..) => Stage::Downloading(id, 0, None),
        other => other,
    };
    task.watch = Watch::default();
    task
}

#[test]
fn any_task_reads_back_as_it_was_written() {
    let folder = tempfile::tempdir().expect("a folder");
    let ledger = RefCell::new(file::open(folder.path()).expect("opens").0);
    proptest!(Config::with_cases(128), |(task in strategies::task())| {
        let mut ledger = ledger.borrow_mut();
        ledger.enroll(&Task { stage: Stage::Waiting(None), ..task.clone() }).expect("enrolls");
        if let (Stage::Sending(..), sent_at) = (&task.stage, task.sent_at.unwrap_or_default()) {
            prop_assert!(ledger.mark_sending(task.id, sent_at).expect("marks"));
        }
        ledger.save(&task).expect("saves");
        // As a new program finds it.
        ledger.forget_what_is_being_sent();
        let contents = ledger.all().expect("reads");
        prop_assert_eq!(contents.warnings, vec![]);
        let read = contents.tasks.into_iter().find(|read| read.id == task.id);
        prop_assert_eq!(read, Some(after_restart(task)));
    });
}

#[test]
fn settling_in_the_ledger_is_settling_in_the_domain() {
    let folder = tempfile::tempdir().expect("a folder");
    let ledger = RefCell::new(file::open(folder.path()).expect("opens").0);
    proptest!(Config::with_cases(96), |(any in strategies::task(), outcome in strategies::outcome())| {
        let mut ledger = ledger.borrow_mut();
        let mut task = Task { stage: Stage::Waiting(None), standing: Standing::default(), finished_at: None, ..any };
        ledger.enroll(&task).expect("enrolls");
        task.depart(at(5)).expect("departs");
        prop_assert!(ledger.mark_sending(task.id, at(5)).expect("marks"));
        task.settle(outcome.clone(), at(9));
        ledger.settle(task.id, &outcome, at(9)).expect("settles");
        let read = ledger.all().expect("reads").tasks.into_iter().find(|read| read.id == task.id);
        prop_assert_eq!(read, Some(Task { watch: Watch::default(), ..task }));
    });
}

#[tokio::test]
async fn a_task_departs_once_however_often_it_is_asked() {
    let folder = tempfile::tempdir().expect("a folder");
    let library = open(folder.path()).await;
    let other = open(folder.path()).await;
    library.enroll(&task(1)).await.expect("enrolls");
    let id = SubmissionId(1);
    let (a, b, c) =
        tokio::join!(library.mark_sending(id, at(1)), other.mark_sending(id, at(2)), library.mark_sending(id, at(3)));
    let marked = [a, b, c].into_iter().filter(|marked| *marked == Ok(true)).count();
    assert_eq!(marked, 1);
    assert_eq!(library.mark_sending(SubmissionId(2), at(1)).await, Ok(false), "a task that is not there");
}

#[tokio::test]
async fn a_kill_between_the_mark_and_the_answer_leaves_an_unknown_outcome() {
    let folder = tempfile::tempdir().expect("a folder");
    let (library, sent) = with(folder.path(), Stage::Sending(0, 0)).await;
    assert_eq!(tasks(&library).await, std::slice::from_ref(&sent), "it is being sent through this very library");
    // What is on the disk at this moment is what a power cut would leave; the file alone, since what lies beside it may be
    // lost.
    let cut = tempfile::tempdir().expect("a folder");
    std::fs::copy(folder.path().join("likeness.db"), cut.path().join("likeness.db")).expect("copies");
    let left = open(cut.path()).await;
    assert_eq!(tasks(&left).await, [after_restart(sent.clone())]);
    assert_eq!(left.mark_sending(sent.id, at(9)).await, Ok(false));
    library.close().await;

    let library = open(folder.path()).await;
    assert_eq!(tasks(&library).await, [after_restart(sent.clone())]);
    assert_eq!(library.mark_sending(sent.id, at(9)).await, Ok(false), "it must never be sent again");
    library.close().await;

    // It was written, not only said.
    let (ledger, _) = file::open(folder.path()).expect("opens");
    let word: String = ledger.connection().query_row("SELECT stage FROM tasks", [], |row| row.get(0)).expect("a row");
    assert_eq!(word, "unknown");
}

#[tokio::test]
async fn another_program_does_not_call_unknown_what_this_one_is_sending() {
    let folder = tempfile::tempdir().expect("a folder");
    let (library, sent) = with(folder.path(), Stage::Sending(0, 0)).await;
    let other = open(folder.path()).await;
    assert_eq!(tasks(&other).await, std::slice::from_ref(&sent), "it is on its way");
    assert_eq!(tasks(&library).await, std::slice::from_ref(&sent), "and was not written as anything else");
    library.settle(sent.id, &accepted(), at(9)).await.expect("the answer is written");
    let [found] = &tasks(&other).await[..] else { panic!("one task") };
    assert_eq!(found.stage.word(), StageWord::Submitted);
    assert_eq!(found.request_id.as_deref(), Some("r-2"));
}

#[tokio::test]
async fn a_paid_answer_is_written_over_an_unknown_one_and_a_not_now_is_not() {
    let folder = tempfile::tempdir().expect("a folder");
    let (library, unknown) = with(folder.path(), Stage::Unknown(Lost::Interrupted)).await;
    let later = Outcome::Later(refusal(RefusalKind::TooMany), None);
    let fault = library.settle(unknown.id, &later, at(9)).await;
    assert_eq!(fault, Err(LibraryFault::Unchangeable("unknown".into())));
    assert_eq!(tasks(&library).await, std::slice::from_ref(&unknown));
    library.settle(unknown.id, &accepted(), at(9)).await.expect("settles");
    library.settle(unknown.id, &accepted(), at(9)).await.expect("twice is no fault");
    assert_eq!(tasks(&library).await[0].stage.word(), StageWord::Submitted);
}

#[tokio::test]
async fn a_not_now_goes_back_to_the_queue_and_departs_again() {
    let folder = tempfile::tempdir().expect("a folder");
    let (library, sent) = with(folder.path(), Stage::Sending(0, 0)).await;
    let later = Outcome::Later(refusal(RefusalKind::TooMany), None);
    library.settle(sent.id, &later, at(9)).await.expect("settles");
    assert_eq!(tasks(&library).await[0].stage, Stage::Waiting(Some(refusal(RefusalKind::TooMany))));
    assert_eq!(library.mark_sending(sent.id, at(10)).await, Ok(true));
    assert_eq!(library.mark_sending(sent.id, at(11)).await, Ok(false));
}

#[tokio::test]
async fn what_was_stopped_before_the_mark_can_be_settled() {
    let folder = tempfile::tempdir().expect("a folder");
    let (library, waiting) = with(folder.path(), Stage::Waiting(None)).await;
    library.settle(waiting.id, &Outcome::Refused(refusal(RefusalKind::Here)), at(9)).await.expect("settles");
    let [found] = &tasks(&library).await[..] else { panic!("one task") };
    assert_eq!((&found.stage, found.finished_at), (&Stage::Refused(refusal(RefusalKind::Here)), Some(at(9))));
}

/// Which stages `save` may write over which, by word: everything else is refused and changes nothing.
#[tokio::test]
async fn save_follows_its_table() {
    use StageWord as W;
    let id = || TaskId("7".into());
    let stages = [
        Stage::Waiting(None),
        Stage::Sending(0, 0),
        Stage::Running(id(), Status::Submitted),
        Stage::Running(id(), Status::Processing),
        Stage::Downloading(id(), 0, None),
        Stage::Ready(id(), video()),
        Stage::Refused(refusal(RefusalKind::Policy)),
        Stage::Failed(id(), "risk control".into()),
        Stage::Unknown(Lost::TimedOut),
        Stage::Cancelled,
        Stage::Dismissed(Lost::TimedOut),
    ];
    let under_way = [W::Submitted, W::Processing, W::Downloading];
    for from in &stages {
        for to in &stages {
            let (old, new) = (from.word(), to.word());
            let allowed = match new {
                W::Waiting | W::Cancelled => old == W::Waiting,
                W::Uploading => old == W::Uploading,
                W::Refused | W::Unknown | W::Dismissed => [W::Waiting, W::Uploading, W::Unknown].contains(&old),
                _ => [W::Waiting, W::Uploading, W::Unknown].contains(&old) || under_way.contains(&old),
            } || old == new;
            let folder = tempfile::tempdir().expect("a folder");
            let (library, before) = with(folder.path(), from.clone()).await;
            let wanted = Task { stage: to.clone(), ..before.clone() };
            let saved = library.save(&wanted).await;
            let found = tasks(&library).await;
            if allowed {
                assert_eq!((saved, found), (Ok(()), vec![wanted]), "{old:?} to {new:?}");
            } else {
                let fault = Err(LibraryFault::Unchangeable(old.name().to_owned()));
                assert_eq!((saved, found), (fault, vec![before]), "{old:?} to {new:?}");
            }
        }
    }
}

#[tokio::test]
async fn an_id_is_enrolled_once() {
    let folder = tempfile::tempdir().expect("a folder");
    let library = open(folder.path()).await;
    library.enroll(&task(1)).await.expect("enrolls");
    let same_own_id = Task { external_id: "own-1".into(), ..task(2) };
    assert_eq!(library.enroll(&task(1)).await, Err(LibraryFault::AlreadyThere));
    assert_eq!(library.enroll(&same_own_id).await, Err(LibraryFault::AlreadyThere));
    let practised = Task { door: Door::Practice, ..same_own_id };
    assert_eq!(library.enroll(&practised).await, Ok(()), "the other door is another provider");
    let sent = Task { stage: Stage::Sending(0, 0), ..task(3) };
    assert_eq!(library.enroll(&sent).await, Err(LibraryFault::Unchangeable("uploading".into())));
    assert_eq!(tasks(&library).await, [task(1), practised]);
    assert_eq!(library.save(&task(9)).await, Err(LibraryFault::NotThere));
    assert_eq!(library.settle(SubmissionId(9), &accepted(), at(9)).await, Err(LibraryFault::NotThere));
}

#[tokio::test]
async fn a_row_that_makes_no_sense_hides_no_other_and_is_left_alone() {
    let folder = tempfile::tempdir().expect("a folder");
    let library = open(folder.path()).await;
    for number in 1..=9 {
        library.enroll(&task(number)).await.expect("enrolls");
    }
    library.close().await;
    let break_rows = [
        (2, "stage = 'teleported'"),
        (3, "stage_data = 'not JSON'"),
        (4, "created_at = 'yesterday'"),
        (5, "mode = 'ultra'"),
        (6, "stage = 'ready', task_id = '7'"),
        (7, "stage = 'uploading', portrait_link = 'ftp://x'"),
        (8, r#"stage_data = '{"refusal":{"kind":"moody","message":"","code":null,"http":null,"request_id":null}}'"#),
    ];
    let (ledger, _) = file::open(folder.path()).expect("opens");
    for (number, change) in break_rows {
        let id = SubmissionId(number).to_string();
        ledger.connection().execute(&format!("UPDATE tasks SET {change} WHERE id = '{id}'"), []).expect("breaks");
    }
    drop(ledger);

    let library = open(folder.path()).await;
    for _ in 0..2 {
        let contents = library.all().await.expect("reads");
        assert_eq!(contents.tasks, [task(1), task(9)]);
        let says = ["teleported", "JSON|expected", "created_at", "ultra", "video", "portrait_link", "moody"];
        assert_eq!(contents.warnings.len(), says.len(), "{:?}", contents.warnings);
        for (warning, says) in contents.warnings.iter().zip(says) {
            let said = format!("{warning:?}");
            assert!(says.split('|').any(|says| said.contains(says)), "{said} should name {says}");
        }
    }
}

#[tokio::test]
async fn requests_are_done_even_when_nobody_waits_and_a_closed_library_says_so() {
    let folder = tempfile::tempdir().expect("a folder");
    let library = open(folder.path()).await;
    let clone = library.clone();
    let impatient = tokio::time::timeout(std::time::Duration::ZERO, async {
        library.enroll(&task(1)).await.expect("enrolls");
        std::future::pending::<()>().await;
    });
    assert!(impatient.await.is_err());
    assert_eq!(tasks(&clone).await, [task(1)]);
    library.close().await;
    library.close().await;
    assert_eq!(clone.all().await, Err(LibraryFault::Closed));
    assert_eq!(clone.mark_sending(SubmissionId(1), at(1)).await, Err(LibraryFault::Closed));
}
