//! Where waiting tasks stand is kept, and only for those that wait.

use super::{Library, tests::task};
use crate::domain::{Stage, Standing, Task};

async fn standings(library: &Library) -> Vec<Standing> {
    library.all().await.expect("all").tasks.into_iter().map(|task| task.standing).collect()
}

#[tokio::test]
async fn a_line_is_kept_over_a_restart() {
    let folder = tempfile::tempdir().expect("a folder");
    let (library, _) = Library::open(folder.path()).await.expect("opens");
    let tasks: Vec<Task> = (1..4).map(task).collect();
    for task in &tasks {
        library.enroll(task).await.expect("enrolls");
    }
    let places = [(3, true), (1, false), (2, false)].map(|(turn, held)| Standing { held, turn });
    library.arrange(tasks.iter().map(|task| task.id).zip(places).collect()).await.expect("arranges");
    library.close().await;
    let (library, _) = Library::open(folder.path()).await.expect("opens");
    assert_eq!(standings(&library).await, places);
    let last = Standing { held: true, turn: 9 };
    library.enroll(&Task { standing: last, ..task(4) }).await.expect("enrolls");
    assert_eq!(standings(&library).await.last(), Some(&last), "also from the start");
}

#[tokio::test]
async fn what_was_sent_stands_nowhere() {
    let folder = tempfile::tempdir().expect("a folder");
    let (library, _) = Library::open(folder.path()).await.expect("opens");
    let task = task(1);
    library.enroll(&task).await.expect("enrolls");
    assert!(library.mark_sending(task.id, task.created_at).await.expect("marks"));
    let held = Standing { held: true, turn: 1 };
    library.arrange(vec![(task.id, held)]).await.expect("no error: there is nothing to do");
    let all = library.all().await.expect("all").tasks;
    assert_eq!((all[0].standing, &all[0].stage), (Standing::default(), &Stage::Sending(0, 0)));
}
