//! Taking up what an earlier try left: only a part of the very same content is gone on with, and no file is ever two in one.

use std::fs;

use super::tests::{Home, ID, TAG, host, name, video};
use super::*;
use crate::services::api::fault_server::{Act, FaultServer, Seen, impatient, reply};

#[tokio::test]
async fn a_part_of_the_same_video_is_gone_on_with() {
    let whole = video(900_000, 0);
    for have in [1, 5_000, 65_536, 400_000, whole.len() - 1, whole.len()] {
        let (server, home) = (FaultServer::start(host(whole.clone())).await, Home::new());
        home.leave_part(&whole[..have], TAG);
        let fetched = home.fetch(&server).await.expect("a video");
        assert_eq!(fs::read(&fetched.path).expect("there"), whole, "from {have}");
        let [seen] = &server.seen()[..] else { panic!("one request") };
        assert_eq!(seen.header("range"), Some(format!("bytes={}-", have.saturating_sub(65_536))));
        assert_eq!(seen.header("if-range").as_deref(), Some(TAG));
        assert_eq!(home.names(), ["v.mp4"], "neither the part nor its stamp is left");
    }
    // Cut, then taken up: the first try leaves the part that the second one needs.
    let good = reply(200, &format!("ETag: {TAG}\r\n"), &whole);
    let rest = host(whole.clone());
    let server = FaultServer::start(move |seen, number| match number {
        0 => Act::AnswerAndClose(good[..good.len() - 300_000].to_vec()),
        _ => rest(seen, number),
    })
    .await;
    let home = Home::new();
    assert_eq!(name(&home.fetch(&server).await), "network");
    assert!(fs::metadata(home.part()).expect("kept").len() > 400_000);
    assert_eq!(name(&home.fetch(&server).await), format!("{} bytes", whole.len()));
    assert!(server.seen()[1].header("range").is_some_and(|range| range != "bytes=0-"));
    assert_eq!(home.names(), ["v.mp4"]);
}

#[tokio::test]
async fn a_part_that_does_not_fit_is_started_again() {
    let whole = video(900_000, 0);
    let other = video(900_000, 5);
    let longer = [other.clone(), vec![0; 50]].concat();
    let ignores_ranges = |_: &_, _| Act::Answer(reply(200, "", video(900_000, 0)));
    let lies = |range: &'static str| {
        move |seen: &Seen, _| {
            let whole = video(900_000, 0);
            Act::Answer(match seen.header("range") {
                Some(_) => reply(206, range, &whole[400_000..]),
                None => reply(200, "", &whole),
            })
        }
    };
    type Script = Box<dyn Fn(&Seen, usize) -> Act + Send + Sync>;
    let scripts: Vec<(Script, &[u8], usize)> = vec![
        (Box::new(host(whole.clone())), &other[..700_000], 2),
        (Box::new(host(whole.clone())), &[7; 50], 2),
        (Box::new(ignores_ranges), &whole[..700_000], 1),
        (Box::new(ignores_ranges), &other[..700_000], 1),
        (Box::new(lies("")), &whole[..465_536], 2),
        (Box::new(lies("Content-Range: bytes 0-9/10\r\n")), &whole[..465_536], 2),
        (Box::new(lies("Content-Range: bytes 400000-400001/9\r\n")), &whole[..465_536], 2),
        (Box::new(lies("Content-Range: bytes 399999-900800/900801\r\n")), &whole[..465_536], 2),
        (Box::new(lies("Content-Range: nonsense\r\n")), &whole[..465_536], 2),
        // Longer than the video is: the range cannot be had.
        (
            Box::new({
                let host = host(whole.clone());
                move |seen, number| if number == 0 { Act::Answer(reply(416, "", "")) } else { host(seen, number) }
            }),
            &longer,
            2,
        ),
    ];
    for (at, (script, part, requests)) in scripts.into_iter().enumerate() {
        let (server, home) = (FaultServer::start(script).await, Home::new());
        home.leave_part(part, TAG);
        let fetched = home.fetch(&server).await.unwrap_or_else(|fault| panic!("{at}: {fault:?}"));
        assert_eq!(fs::read(&fetched.path).expect("there"), whole, "{at}");
        assert_eq!(server.seen().len(), requests, "{at}");
    }
}

/// Two videos of one length that differ in one byte alone, far before the stretch that is compared.
fn twins() -> (Vec<u8>, Vec<u8>) {
    let whole = video(900_000, 0);
    let mut other = whole.clone();
    other[whole.len() - 850_000] ^= 1;
    (whole, other)
}

#[tokio::test]
async fn a_changed_content_never_makes_a_mixed_file() {
    let (whole, other) = twins();
    let length = whole.len();
    // Goes on with whatever is asked for, and says by this header what it is a part of.
    let careless = |header: &'static str| {
        let whole = whole.clone();
        move |seen: &Seen, _: usize| match seen.header("range") {
            None => Act::Answer(reply(200, header, &whole)),
            Some(range) => {
                let from: usize = range.trim_start_matches("bytes=").trim_end_matches('-').parse().expect("bytes=n-");
                let range = format!("Content-Range: bytes {from}-{}/{length}\r\n{header}", length - 1);
                Act::Answer(reply(206, &range, &whole[from..]))
            }
        }
    };
    for (header, tag, requests) in [
        ("ETag: \"one\"\r\n", "\"old\"", 2),
        ("ETag: W/\"one\"\r\nLast-Modified: b\r\n", "a", 2),
        ("Last-Modified: b\r\n", "\"old\"", 2),
    ] {
        let (server, home) = (FaultServer::start(careless(header)).await, Home::new());
        home.leave_part(&other[..700_000], tag);
        let fetched = home.fetch(&server).await.expect("a video");
        assert_eq!(
            (fs::read(&fetched.path).expect("there") == whole, server.seen().len()),
            (true, requests),
            "{header}"
        );
    }
    // A server that keeps to `If-Range` sends the whole at once.
    let (server, home) = (FaultServer::start(host(whole.clone())).await, Home::new());
    home.leave_part(&other[..700_000], "\"old\"");
    let fetched = home.fetch(&server).await.expect("a video");
    assert_eq!((fs::read(&fetched.path).expect("there") == whole, server.seen().len()), (true, 1));
    // A length that is another one tells as well.
    let (server, home) = (FaultServer::start(careless("")).await, Home::new());
    home.leave_part(&other[..700_000], TAG);
    let stamp = format!("{{\"validator\":\"a\",\"total\":{}}}", length + 1);
    fs::write(home.part().with_extension("part.json"), stamp).expect("written");
    let fetched = home.fetch(&server).await.expect("a video");
    assert_eq!((fs::read(&fetched.path).expect("there") == whole, server.seen().len()), (true, 2));

    // The proof that this can fail: a server that calls two contents the same gets its mixed file.
    let (server, home) = (FaultServer::start(careless("ETag: \"one\"\r\n")).await, Home::new());
    home.leave_part(&other[..700_000], "\"one\"");
    let fetched = home.fetch(&server).await.expect("a video");
    assert!(fs::read(&fetched.path).expect("there") == other, "nothing but the tag tells them apart");
}

#[tokio::test]
async fn a_part_of_which_nothing_is_known_is_started_again() {
    let (whole, other) = twins();
    let torn = r#"{"validator":"\"on"#;
    for stamp in [None, Some(""), Some(torn), Some("[1]"), Some(r#"{"validator":null,"total":null}"#)] {
        let (server, home) = (FaultServer::start(host(whole.clone())).await, Home::new());
        home.leave_part(&other[..700_000], TAG);
        let path = home.part().with_extension("part.json");
        match stamp {
            Some(text) => fs::write(path, text).expect("written"),
            None => fs::remove_file(path).expect("removed"),
        }
        let fetched = home.fetch(&server).await.expect("a video");
        assert!(fs::read(&fetched.path).expect("there") == whole, "{stamp:?}");
        let [seen] = &server.seen()[..] else { panic!("one request") };
        assert_eq!(seen.header("range"), None, "{stamp:?}");
    }
}

#[tokio::test]
async fn a_killed_download_is_gone_on_with_at_a_fresh_address() {
    let whole = video(900_000, 0);
    let half = reply(200, &format!("ETag: {TAG}\r\n"), &whole)[..600_000].to_vec();
    let rest = host(whole.clone());
    let server = FaultServer::start(move |seen, number| match number {
        0 => Act::Answer(half.clone()),
        1 => Act::Answer(reply(403, "", "expired")),
        _ => rest(seen, number),
    })
    .await;
    let home = Home::new();
    let url = |signature: &str| format!("{}/v.mp4?sig={signature}", server.base);
    // Dropped in the middle, as a kill does.
    let client = impatient();
    let first = url("secret-1");
    let fetch = client.fetch(&first, ID, &home.target, MOST_BYTES, |_, _| {});
    assert!(tokio::time::timeout(Duration::from_millis(400), fetch).await.is_err());
    let have = fs::metadata(home.part()).expect("kept").len();
    assert!(have > 400_000, "{have}");
    let names = home.names();
    assert_eq!(names, [format!("Likeness {ID}.part"), format!("Likeness {ID}.part.json")]);
    for name in names {
        let bytes = fs::read(home.target.path.with_file_name(&name)).expect("readable");
        assert!(!bytes.windows(6).any(|word| word == b"secret" || word == b"127.0."), "{name} holds the address");
    }
    // A dead address costs nothing of it; the task is renamed; a fresh address takes it up.
    let dead = client.fetch(&url("secret-2"), ID, &home.target, MOST_BYTES, |_, _| {}).await;
    assert_eq!(dead, Err(DownloadFault::Dead(403)));
    let renamed = Target { path: home.target.path.with_file_name("w.mp4"), ..home.target.clone() };
    let fetched = client.fetch(&url("secret-3"), ID, &renamed, MOST_BYTES, |_, _| {}).await.expect("a video");
    assert!(fs::read(&fetched.path).expect("there") == whole);
    assert_eq!(server.seen()[2].header("range"), Some(format!("bytes={}-", have - 65_536)));
    assert_eq!(home.names(), ["w.mp4"]);
    // Another task's part is another file.
    home.leave_part(b"half", TAG);
    let other = SubmissionId(1);
    client.fetch(&url("secret-4"), other, &renamed, MOST_BYTES, |_, _| {}).await.expect("a video");
    assert_eq!(fs::read(home.part()).expect("there"), b"half");
}

#[tokio::test]
async fn a_folder_that_is_mended_is_gone_on_with() {
    let whole = video(900_000, 0);
    let (server, home) = (FaultServer::start(host(whole.clone())).await, Home::new());
    home.leave_part(&whole[..400_000], TAG);
    let (folder, away) = (home.folder.path().join("new"), home.folder.path().join("away"));
    fs::rename(&folder, &away).expect("moved");
    fs::write(&folder, "in the way").expect("written");
    assert_eq!(home.fetch(&server).await, Err(DownloadFault::NotWritable(folder.clone())));
    assert_eq!(server.seen().len(), 0, "nothing is asked for that cannot be kept");
    fs::remove_file(&folder).expect("removed");
    fs::rename(&away, &folder).expect("moved");
    assert_eq!(name(&home.fetch(&server).await), format!("{} bytes", whole.len()));
    assert_eq!(server.seen()[0].header("range"), Some(format!("bytes={}-", 400_000 - 65_536)));
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn a_full_disk_is_told_and_gone_on_with_when_there_is_room() {
    let whole = video(900_000, 0);
    let (server, home) = (FaultServer::start(host(whole.clone())).await, Home::new());
    home.leave_part(b"", TAG);
    fs::remove_file(home.part()).expect("removed");
    // Takes no byte, as a disk without room does.
    std::os::unix::fs::symlink("/dev/full", home.part()).expect("linked");
    let folder = home.folder.path().join("new");
    assert_eq!(home.fetch(&server).await, Err(DownloadFault::Full(folder)));
    assert!(!home.target.path.exists());
    let _ = fs::remove_file(home.part());
    home.leave_part(&whole[..300_000], TAG);
    assert_eq!(name(&home.fetch(&server).await), format!("{} bytes", whole.len()));
    assert_eq!(server.seen()[1].header("range"), Some(format!("bytes={}-", 300_000 - 65_536)));
}
