//! A ledger that cannot be written, at every point where money is at stake, through the real App: nothing is sent that is
//! not written down, nothing that was paid is forgotten, and everything is taken up again when there is room.

use std::{fs, path::PathBuf};

use egui_kittest::kittest::Queryable as _;
use likeness::{
    domain::{LibraryFault, RefusalKind, Stage, StageWord},
    state::{Command, LibraryStatus, NoticeKind, State},
};
use rusqlite::Connection;

use crate::{
    journeys::{hurry, live},
    line::{order, places},
    provider::Poll,
    support::{Desk, Window},
};

/// Another way into the ledger, which makes it say that it is full where a change would bring a task to a stage.
struct Full(Connection);

impl Full {
    fn at(desk: &Desk, change: &str) -> Self {
        let connection = Connection::open(desk.home.path().join("library/likeness.db")).unwrap();
        let full = "BEGIN SELECT RAISE(ABORT, 'database or disk is full'); END";
        connection.execute_batch(&format!("CREATE TRIGGER no_room BEFORE {change} {full}")).unwrap();
        Self(connection)
    }

    fn make_room(&self) {
        self.0.execute_batch("DROP TRIGGER no_room").unwrap();
    }

    /// The stages as they are written.
    fn stages(&self) -> Vec<String> {
        let mut stages = self.0.prepare("SELECT stage FROM tasks").unwrap();
        stages.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect()
    }
}

fn says_not_saved(state: &State) -> bool {
    let not_saved = |kind: &NoticeKind| matches!(kind, NoticeKind::TaskNotSaved(_, LibraryFault::Unwritable(_)));
    state.notices.iter().any(|notice| not_saved(&notice.kind))
}

fn create(window: &mut Window) {
    window.drop_samples();
    window.press("Create avatar");
}

#[test]
fn without_room_for_the_order_nothing_is_sent() {
    let (_runtime, provider, desk) = live(&[], &[]);
    let mut window = desk.open();
    let full = Full::at(&desk, "INSERT ON tasks");
    create(&mut window);
    window.until_stage(StageWord::Refused);
    let refused = matches!(&window.task().stage, Stage::Refused(refusal) if refusal.kind == RefusalKind::Here);
    assert!(refused, "{:?}", window.task().stage);
    assert!(window.harness.query_all_by_label_contains("disk is full").next().is_some(), "it says why");
    full.make_room();
    create(&mut window);
    window.until("it was accepted", |state| state.tasks.iter().any(|task| task.stage.task_id().is_some()));
    assert_eq!((provider.record().begun, full.stages().len()), (1, 1), "only what could be written down");
}

#[test]
fn without_room_for_the_mark_nothing_is_sent_and_it_departs_when_there_is_room() {
    let (_runtime, provider, desk) = live(&[], &[]);
    let mut window = desk.open();
    let full = Full::at(&desk, "UPDATE ON tasks WHEN new.stage = 'uploading'");
    create(&mut window);
    window.until("it was tried", |state| state.tasks.iter().any(|task| task.watch.failures > 0));
    assert!(matches!(&window.task().stage, Stage::Waiting(Some(refusal)) if refusal.kind == RefusalKind::Here));
    assert_eq!((provider.record().begun, full.stages()), (0, vec!["waiting".to_owned()]));
    full.make_room();
    hurry(&mut window);
    window.until("it was accepted", |state| state.tasks.iter().any(|task| task.stage.task_id().is_some()));
    assert_eq!(provider.record().begun, 1);
}

#[test]
fn an_answer_that_finds_no_room_is_said_and_written_when_there_is_some() {
    let (_runtime, provider, desk) = live(&[], &[]);
    let mut window = desk.open();
    let full = Full::at(&desk, "UPDATE ON tasks WHEN new.task_id IS NOT NULL");
    create(&mut window);
    window.until("it is said", says_not_saved);
    window.until_stage(StageWord::Submitted);
    assert_eq!(full.stages(), ["uploading"]);
    full.make_room();
    window.until("it is written and no longer said", |state| !says_not_saved(state));
    assert_eq!(full.stages(), ["submitted"]);
    window.kill();

    let mut window = desk.open();
    hurry(&mut window);
    window.until_stage(StageWord::Ready);
    assert_eq!(provider.record().begun, 1);
}

#[test]
fn a_hold_that_finds_no_room_is_written_when_there_is_some() {
    let (_runtime, provider, desk) = live(&[], &[]);
    provider.record().polls = [Poll::Word("processing"); 99].into();
    let mut window = desk.open();
    places(&mut window, 1);
    order(&mut window, 2);
    window.until("the first is there", |state| state.tasks.iter().any(|task| task.stage.task_id().is_some()));
    let full = Full::at(&desk, "UPDATE ON tasks WHEN new.held = 1");
    let held = window.task().id;
    window.harness.state_mut().command(Command::Hold(vec![held]));
    window.until("it is said", says_not_saved);
    full.make_room();
    window.until("it is written and no longer said", |state| !says_not_saved(state));
    window.kill();

    let mut window = desk.open();
    provider.record().polls.clear();
    window.until("the first is here", |state| state.tasks.iter().any(|task| task.video().is_some()));
    assert!(window.state().tasks.get(held).is_some_and(|task| task.standing.held));
    assert_eq!(provider.record().begun, 1, "what is held is not sent");
}

#[test]
fn a_video_that_finds_no_room_in_the_ledger_is_written_at_the_end_of_the_program() {
    let (_runtime, provider, desk) = live(&[], &[]);
    let mut window = desk.open();
    let full = Full::at(&desk, "UPDATE ON tasks WHEN new.stage = 'ready'");
    create(&mut window);
    window.until("it was accepted", |state| state.tasks.iter().any(|task| task.stage.task_id().is_some()));
    hurry(&mut window);
    window.until_stage(StageWord::Ready);
    window.until("it is said", says_not_saved);
    assert_eq!(full.stages(), ["downloading"]);
    full.make_room();
    window.close();
    assert_eq!(full.stages(), ["ready"]);
    assert_eq!(provider.record().begun, 1);
}

#[test]
fn without_room_until_the_end_the_task_is_found_at_the_next_start() {
    let (_runtime, provider, desk) = live(&[], &[]);
    let mut window = desk.open();
    let full = Full::at(&desk, "UPDATE ON tasks WHEN new.task_id IS NOT NULL");
    create(&mut window);
    window.until("it is said", says_not_saved);
    window.close();
    assert_eq!(full.stages(), ["uploading"], "it was tried once more, in vain");
    full.make_room();
    let mut window = desk.open();
    window.until("it was found", |state| state.tasks.iter().any(|task| task.stage.task_id().is_some()));
    hurry(&mut window);
    window.until_stage(StageWord::Ready);
    assert_eq!((provider.record().begun, window.state().tasks.len()), (1, 1));
}

/// What is in the way of the library: a file where its folder should be, which stops the superuser too.
fn in_the_way(desk: &Desk) -> PathBuf {
    let path = desk.home.path().join("library");
    fs::write(&path, "in the way").unwrap();
    path
}

#[test]
fn a_library_that_cannot_be_opened_says_where_and_is_opened_when_it_is_mended() {
    let (_runtime, provider, desk) = live(&[], &[]);
    let path = in_the_way(&desk);
    let mut window = desk.open_until(|state| matches!(state.library, LibraryStatus::Trouble(_)));
    let place = path.display().to_string();
    assert!(window.harness.query_all_by_label_contains(&place).next().is_some(), "it names {place}");
    assert!(!window.state().can_create());
    window.press("Try again");
    window.until("it was tried", |state| matches!(state.library, LibraryStatus::Trouble(_)));
    assert_eq!(fs::read(&path).unwrap(), b"in the way", "what is there stays");
    fs::remove_file(&path).unwrap();
    window.press("Try again");
    window.until("it is open", |state| state.library == LibraryStatus::Open);
    create(&mut window);
    window.until("it was accepted", |state| state.tasks.iter().any(|task| task.stage.task_id().is_some()));
    hurry(&mut window);
    window.until_stage(StageWord::Ready);
    assert_eq!(provider.record().begun, 1);
    window.close();
    assert_eq!(desk.open().state().tasks.len(), 1);
}

#[test]
fn a_library_that_was_opened_late_takes_up_its_tasks_and_its_form() {
    let (_runtime, provider, desk) = live(&[], &[]);
    let mut window = desk.open();
    create(&mut window);
    window.until_stage(StageWord::Submitted);
    window.drop_samples();
    window.close();
    let (path, aside) = (desk.home.path().join("library"), desk.home.path().join("aside"));
    fs::rename(&path, &aside).unwrap();
    in_the_way(&desk);
    let mut window = desk.open_until(|state| matches!(state.library, LibraryStatus::Trouble(_)));
    let other = desk.home.path().join("other.png");
    image::RgbImage::from_pixel(640, 640, image::Rgb([90, 90, 200])).save(&other).unwrap();
    window.hand_over.try_send(vec![other]).unwrap();
    window.harness.step();
    fs::remove_file(&path).unwrap();
    fs::rename(&aside, &path).unwrap();
    window.press("Try again");
    window.until("the form is back, with what was handed over meanwhile", |state| {
        state.draft.portrait.file().is_some_and(|loaded| loaded.name == "other.png") && state.can_create()
    });
    hurry(&mut window);
    window.until_stage(StageWord::Ready);
    assert_eq!(provider.record().begun, 1);
}
