//! Answers of a gigabyte, of ten thousand levels and of one byte at a time; and a video that is none.

use std::{
    io::{self, Read as _, Write as _},
    net::{TcpListener, TcpStream},
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use likeness::domain::{DownloadFault, StageWord};

use super::{
    child::{Ended, is_bounded, run},
    frames_until,
    made::sample_path,
    text,
};
use crate::{
    journeys::{a_video, hurry},
    provider::Provider,
    support::{Desk, KEY},
};

/// How a gateway answers.
#[derive(Clone, Copy, Debug)]
enum Answer {
    /// As it should, to a paid request.
    Accept,
    /// With a JSON object of a gigabyte.
    Giant,
    /// With objects in objects, ten thousand deep.
    Deep,
    /// With a byte now and then, without end.
    Drip,
}

const GIGABYTE: usize = 1 << 30;

fn answer(stream: &mut TcpStream, answer: Answer) -> io::Result<()> {
    let head = |length: usize| {
        format!(
            "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n"
        )
    };
    let whole = |text: &str| head(text.len()) + text;
    match answer {
        Answer::Accept => stream.write_all(
            whole(r#"{"code":0,"message":"SUCCEED","data":{"task_id":"7","task_status":"submitted"}}"#).as_bytes(),
        ),
        Answer::Deep => stream.write_all(whole(&("{\"a\":".repeat(10_000) + &"}".repeat(10_000))).as_bytes()),
        Answer::Giant => {
            stream.write_all((head(GIGABYTE) + "{\"code\":0,\"data\":\"").as_bytes())?;
            let piece = vec![b'x'; 1 << 20];
            (0..GIGABYTE >> 20).try_for_each(|_| stream.write_all(&piece))
        }
        Answer::Drip => {
            stream.write_all((head(GIGABYTE) + "{").as_bytes())?;
            loop {
                stream.write_all(b" ")?;
                std::thread::sleep(Duration::from_millis(50));
            }
        }
    }
}

fn serve(mut stream: TcpStream, create: Answer, ask: Answer, counts: &[AtomicUsize; 2]) -> io::Result<()> {
    let (mut bytes, mut piece) = (vec![], vec![0; 1 << 16]);
    let (mut end, mut length) = (None, 0);
    while end.is_none_or(|end: usize| bytes.len() < end + length) {
        let count = stream.read(&mut piece)?;
        if count == 0 {
            return Ok(());
        }
        bytes.extend_from_slice(&piece[..count]);
        if end.is_none() {
            end = bytes.windows(4).position(|window| window == b"\r\n\r\n").map(|at| at + 4);
            let head = String::from_utf8_lossy(&bytes).to_ascii_lowercase();
            let said = head.lines().find_map(|line| line.strip_prefix("content-length:")?.trim().parse().ok());
            length = said.unwrap_or(0);
        }
    }
    let paid = bytes.starts_with(b"POST");
    counts[usize::from(!paid)].fetch_add(1, Ordering::SeqCst);
    answer(&mut stream, if paid { create } else { ask })
}

fn named(work: impl FnOnce() + Send + 'static) {
    std::thread::Builder::new().name("hostile gateway".into()).spawn(work).unwrap();
}

/// Sends one order to a gateway that answers so, and gives what came of it, how many paid requests and how many others came.
fn sent_to(create: Answer, ask: Answer) -> (Ended, usize, usize) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let base = format!("http://{}", listener.local_addr().unwrap());
    let counts: Arc<[AtomicUsize; 2]> = Arc::default();
    let counted = Arc::clone(&counts);
    let gateway = move || {
        for stream in listener.incoming().flatten() {
            let counted = Arc::clone(&counted);
            named(move || drop(serve(stream, create, ask, &counted)));
        }
    };
    named(gateway);
    let home = tempfile::tempdir().unwrap();
    let (image, audio) = (sample_path("portrait.png"), sample_path("voice.wav"));
    let arguments = ["create", "--json", "--yes", "--timeout", "8", "--image"].map(text);
    let arguments = [&arguments[..], &[image.as_os_str(), text("--audio"), audio.as_os_str()]].concat();
    let ended = run(home.path(), &[("COMETAPI_KEY", KEY), ("COMETAPI_BASE_URL", &base)], &arguments);
    let [creates, asks] = [0, 1].map(|kind| counts[kind].load(Ordering::SeqCst));
    (ended, creates, asks)
}

#[test]
fn no_answer_costs_much_and_none_is_paid_twice() {
    let (idle, ..) = sent_to(Answer::Accept, Answer::Deep);
    for (create, ask, code, status, billed) in [
        (Answer::Accept, Answer::Giant, 7, "submitted", Some("taken")),
        // The answer to the question is still coming when the time is up.
        (Answer::Accept, Answer::Drip, 7, "submitted", None),
        (Answer::Giant, Answer::Giant, 5, "unknown", Some("maybe")),
        (Answer::Deep, Answer::Deep, 5, "unknown", Some("maybe")),
        (Answer::Deep, Answer::Drip, 5, "unknown", Some("maybe")),
    ] {
        let what = format!("{create:?}, then {ask:?}");
        let (ended, creates, asks) = sent_to(create, ask);
        assert_eq!((ended.code, creates), (Some(code), 1), "{what}: {}", ended.said);
        let task: serde_json::Value = serde_json::from_slice(&ended.output).unwrap();
        assert_eq!(task["status"], status, "{what}: {task}");
        assert_eq!(task["details"]["billed"].as_str(), billed, "{what}: {task}");
        assert!(asks > 0, "{what}: nobody asked");
        assert!(is_bounded(&ended, &idle), "{what}: {:?} beyond {:?}", ended.most, idle.most);
        assert!(ended.took < Duration::from_secs(30), "{what} took {:?}", ended.took);
    }
}

#[test]
fn what_is_no_video_is_told_and_never_kept() {
    let film = a_video();
    let index = film.windows(4).position(|name| name == b"moov").unwrap();
    let mut spoilt = film.clone();
    spoilt[index + 8..].iter_mut().step_by(3).for_each(|byte| *byte ^= 0x55);
    let garbage = [&film[..64], &vec![0xa5; 300_000]].concat();
    for video in [garbage, spoilt, vec![], b"{\"code\":1201,\"message\":\"no\"}".to_vec(), super::half(&film).to_vec()]
    {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
        let provider = Provider::start(runtime.handle(), &[], &[], video);
        let desk = Desk::live(&provider.base_url());
        let mut window = desk.open();
        window.drop_samples();
        window.press("Create avatar");
        window.until_stage(StageWord::Submitted);
        hurry(&mut window);
        let told = |state: &likeness::state::State| {
            let fault = |task: &likeness::domain::Task| task.watch.download_fault.clone();
            state.tasks.iter().any(|task| matches!(fault(task), Some(DownloadFault::NotAVideo(_))))
        };
        let frames = frames_until(&mut window, "it is told", told);
        assert!(super::are_smooth(frames.clone()), "{frames:?}");
        assert_eq!(window.task().stage.word(), StageWord::Downloading);
        let said = window
            .harness
            .state()
            .machine()
            .state()
            .tasks
            .iter()
            .next()
            .unwrap()
            .details()
            .map(|details| details.billed);
        assert_eq!(said, Some(likeness::domain::Billed::Taken), "it goes on, and is not paid again");
        let kept = std::fs::read_dir(desk.home.path().join("videos")).into_iter().flatten().flatten();
        let films = kept.filter(|entry| entry.path().extension().is_some_and(|ending| ending == "mp4")).count();
        assert_eq!((films, provider.record().begun), (0, 1));
        window.kill();
    }
}
