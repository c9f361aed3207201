//! What may still be written of a task at its end: nothing, but for the video of a ready one.

use super::{
    LibraryFault, file,
    tests::{at, refusal, tasks, video, with},
};
use crate::domain::{Lost, Outcome, RefusalKind, Stage, StageWord, Task, TaskId, Video};

#[tokio::test]
async fn the_video_of_a_ready_task_may_change_and_nothing_else_of_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let (library, ready) = with(folder.path(), Stage::Ready(TaskId("7".into()), video())).await;
    let moved = |id: &str| Stage::Ready(TaskId(id.into()), Video { path: "/v (2).mp4".into(), ..video() });
    let other = Task { stage: moved("8"), ..ready.clone() };
    assert_eq!(library.save(&other).await, Err(LibraryFault::Unchangeable("ready".into())));
    assert_eq!(tasks(&library).await, std::slice::from_ref(&ready), "another task at the provider");
    let again = Task {
        stage: moved("7"),
        units: Some("5.6".into()),
        request_id: Some("r-9".into()),
        title: "Renamed".into(),
        finished_at: Some(at(1_800_000_000)),
        ..ready.clone()
    };
    assert_eq!(library.save(&again).await, Ok(()));
    let Task { title, finished_at, .. } = ready;
    assert_eq!(tasks(&library).await, [Task { title, finished_at, ..again }]);
}

#[tokio::test]
async fn a_task_at_its_end_stays_whatever_asks() {
    let folder = tempfile::tempdir().expect("a folder");
    let (library, ready) = with(folder.path(), Stage::Ready(TaskId("7".into()), video())).await;
    assert_eq!(library.mark_sending(ready.id, at(9)).await, Ok(false));
    let settled = library.settle(ready.id, &Outcome::Unknown(Lost::TimedOut), at(9)).await;
    assert_eq!(settled, Err(LibraryFault::Unchangeable("ready".into())));
    assert_eq!(tasks(&library).await, [ready]);
    library.close().await;

    let (ledger, _) = file::open(folder.path()).expect("opens");
    let forced = |change: &str| ledger.connection().execute(&format!("UPDATE tasks SET {change}"), []);
    let columns = "SELECT name FROM pragma_table_info('tasks')";
    let mut columns = ledger.connection().prepare(columns).expect("a table");
    let columns = columns.query_map([], |row| row.get::<_, String>(0)).expect("columns");
    let refused = |error: rusqlite::Error| error.to_string().contains("never changes");
    for column in columns.map(|column| column.expect("a name")) {
        let may = ["stage_data", "units", "request_id"].contains(&column.as_str());
        assert_eq!(forced(&format!("{column} = {column}")).is_err_and(refused), !may, "{column}");
    }
    assert!(forced("stage = 'waiting'").is_err_and(refused));
}

#[tokio::test]
async fn every_other_end_is_kept_by_the_table_itself() {
    let ends = [
        Stage::Refused(refusal(RefusalKind::Policy)),
        Stage::Failed(TaskId("7".into()), "risk control".into()),
        Stage::Cancelled,
        Stage::Dismissed(Lost::TimedOut),
    ];
    for end in ends {
        let folder = tempfile::tempdir().expect("a folder");
        let (library, _) = with(folder.path(), end.clone()).await;
        library.close().await;
        let (ledger, _) = file::open(folder.path()).expect("opens");
        for change in ["stage = 'waiting'", "stage_data = '{}'", "units = '0'"] {
            let forced = ledger.connection().execute(&format!("UPDATE tasks SET {change}"), []);
            assert!(forced.is_err_and(|error| error.to_string().contains("never changes")), "{end:?}: {change}");
        }
    }
}

#[tokio::test]
async fn a_video_arrives_in_the_ledger_whatever_is_under_way_and_once_more() {
    let id = || TaskId("7".into());
    for (stage, may) in [
        (Stage::Downloading(id(), 0, None), true),
        (Stage::Unknown(Lost::TimedOut), true),
        (Stage::Ready(id(), Video { path: "/gone.mp4".into(), ..video() }), true),
        (Stage::Ready(TaskId("8".into()), video()), false),
        (Stage::Failed(id(), "no".into()), false),
        (Stage::Dismissed(Lost::TimedOut), false),
    ] {
        let folder = tempfile::tempdir().expect("a folder");
        let (library, before) = with(folder.path(), stage).await;
        let was_ready = before.stage.word() == StageWord::Ready;
        assert_eq!(library.video(before.id).await, Ok(before.video().cloned()));
        let arrived = library.arrive(before.id, &id(), &video(), at(9)).await;
        if may {
            let finished_at = if was_ready { before.finished_at } else { Some(at(9)) };
            let after = Task { stage: Stage::Ready(id(), video()), finished_at, ..before };
            assert_eq!((arrived, library.video(after.id).await), (Ok(()), Ok(Some(video()))));
            assert_eq!(tasks(&library).await, [after]);
        } else {
            let fault = LibraryFault::Unchangeable(before.stage.word().name().to_owned());
            assert_eq!((arrived, tasks(&library).await), (Err(fault), vec![before]));
        }
    }
}
