//! What is remembered, for how long, and what is not.

use std::sync::Arc;

use super::*;
use crate::domain::{
    Accepted, Door, Estimate, Lost, Mode, Money, Order, PortraitInput, RefusalKind, Stage, Status, TaskId, VoiceInput,
    Watch,
};
use crate::services::{
    Options, dialogs, folders::Folders, practice::Timeline, secrets::MemoryKeyStore, shared::refusal_here,
    sound::memory::SilentComputer,
};

const ID: SubmissionId = SubmissionId(7);

fn full() -> LibraryFault {
    LibraryFault::Unwritable("database or disk is full".into())
}

fn accepted() -> Outcome {
    Outcome::Accepted(Accepted { task_id: TaskId("71".into()), status: Status::Submitted, request_id: None })
}

fn task(stage: Stage) -> Task {
    let link = crate::domain::Link::read("https://example.org/face.png").expect("a link");
    Task {
        id: ID,
        title: "One".into(),
        order: Order {
            portrait: PortraitInput::Link(link),
            voice: VoiceInput::AudioId("8474".into(), None),
            direction: "Smiles.".into(),
            mode: Mode::Standard,
            callback_url: None,
        },
        external_id: "own".into(),
        door: Door::Live,
        price: Estimate { seconds: 2, length_known: true, per_second: Money(1), total: Money(2) },
        created_at: Timestamp::UNIX_EPOCH,
        sent_at: None,
        finished_at: None,
        destination: None,
        units: None,
        request_id: None,
        stage,
        standing: crate::domain::Standing::default(),
        watch: Watch::default(),
    }
}

/// What is kept of the one task: whether an outcome, and at what stage.
fn kept(unsaved: &Unsaved) -> Option<(bool, Option<Stage>)> {
    let change = unsaved.inner().changes.get(&ID).cloned()?;
    Some((change.outcome.is_some(), change.task.map(|task| task.stage)))
}

#[test]
fn what_was_paid_is_remembered_and_a_not_now_is_not() {
    for (outcome, why, remembered) in [
        (accepted(), full(), true),
        (Outcome::Unknown(Lost::TimedOut), full(), true),
        (Outcome::Refused(refusal_here("no".into())), full(), true),
        (accepted(), LibraryFault::Damaged("malformed".into()), true),
        // Written late, it could make wait what is on its way by then.
        (Outcome::Later(refusal_here("not now".into()), None), full(), false),
        (accepted(), LibraryFault::NotThere, false),
        (accepted(), LibraryFault::Unchangeable("ready".into()), false),
    ] {
        let unsaved = Unsaved::default();
        unsaved.take_outcome(ID, &outcome, Timestamp::UNIX_EPOCH, &why);
        assert_eq!(kept(&unsaved), remembered.then_some((true, None)), "{outcome:?} {why:?}");
    }
}

#[test]
fn a_newer_change_takes_the_place_of_an_older_one() {
    let unsaved = Unsaved::default();
    let (running, downloading) =
        (Stage::Running(TaskId("71".into()), Status::Submitted), Stage::Downloading(TaskId("71".into()), 0, None));
    unsaved.take_outcome(ID, &accepted(), Timestamp::UNIX_EPOCH, &full());
    unsaved.take_task(&task(running), &full());
    unsaved.take_task(&task(downloading.clone()), &full());
    assert_eq!(kept(&unsaved), Some((true, Some(downloading))));
    unsaved.forget_task(ID);
    assert_eq!(kept(&unsaved), Some((true, None)), "what was paid stays until it is written");
}

fn shared() -> (tempfile::TempDir, Shared) {
    let home = tempfile::tempdir().expect("a folder");
    let options = Options {
        folders: Folders::find(Some(home.path().to_owned())).expect("folders"),
        environment_key: None,
        base_url: None,
        key_store: Arc::new(MemoryKeyStore::default()),
        timeline: Timeline::default(),
        dialog_words: |_| dialogs::Words::default(),
        sound: Arc::new(SilentComputer),
    };
    let (events, _) = tokio::sync::mpsc::channel(8);
    (home, Shared::new(options, events, Arc::new(|| {})))
}

#[tokio::test]
async fn it_is_tried_ever_more_slowly_and_never_given_up() {
    let (_home, shared) = shared();
    shared.use_stores(Err(full()));
    let refused = Outcome::Refused(crate::domain::Refusal { kind: RefusalKind::Policy, ..refusal_here("no".into()) });
    shared.unsaved.take_outcome(ID, &refused, Timestamp::UNIX_EPOCH, &full());
    let mut waits = vec![];
    for _ in 0..9 {
        let next = shared.unsaved.inner().next.expect("a next try");
        waits.push(next.duration_since(Instant::now()).as_secs_f64().round() as u64);
        shared.unsaved.write(&shared).await;
    }
    assert_eq!(waits, [1, 2, 4, 8, 16, 32, 60, 60, 60]);
    assert_eq!(kept(&shared.unsaved), Some((true, None)));
}

#[tokio::test]
async fn with_nothing_to_write_nothing_wakes_up() {
    let (_home, shared) = shared();
    let moment = Duration::from_millis(50);
    assert!(tokio::time::timeout(moment, shared.unsaved.due()).await.is_err());
    shared.use_stores(Err(full()));
    shared.unsaved.take_task(&task(Stage::Cancelled), &full());
    assert!(tokio::time::timeout(2 * FIRST, shared.unsaved.due()).await.is_ok(), "until there is something");
}
