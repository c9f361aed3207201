//! Downloads against a real socket: what comes wrong, what is taken up again, and what is at the target afterwards.

use std::{fs, num::NonZeroU32, sync::Mutex};

use rusty_h264::{Encoder, EncoderConfig, YuvFrame};
use shiguredo_mp4::{
    TrackKind,
    bitstream::h264::{self, LengthSize},
    boxes::SampleEntry,
    mux::{Mp4FileMuxer, Sample},
};
use tempfile::TempDir;

use super::*;
use crate::services::api::fault_server::{Act, FaultServer, impatient, reply};

/// A whole video of one picture, followed by `filler` bytes that say nothing; `seed` makes them others.
fn video(filler: usize, seed: usize) -> Vec<u8> {
    let mut config = EncoderConfig::new(32, 32);
    config.lookahead = 0;
    let picture = Encoder::new(config).expect("an encoder").encode(&YuvFrame::black(32, 32));
    let config = h264::H264SampleEntryConfig { length_size: LengthSize::FourBytes };
    let entry = SampleEntry::Avc1(h264::build_avc1_box_from_annexb(&picture, &config).expect("an entry"));
    let data = h264::annexb_to_length_prefixed(&picture, LengthSize::FourBytes).expect("converts");
    let mut muxer = Mp4FileMuxer::new().expect("a muxer");
    let mut out = muxer.initial_boxes_bytes().to_vec();
    let sample = Sample {
        track_kind: TrackKind::Video,
        sample_entry: Some(entry),
        keyframe: true,
        timescale: NonZeroU32::new(25).expect("ticks"),
        duration: 50,
        composition_time_offset: None,
        data_offset: out.len() as u64,
        data_size: data.len(),
    };
    muxer.append_sample(&sample).expect("appends");
    out.extend(data);
    for (at, bytes) in muxer.finalize().expect("finishes").offset_and_bytes_pairs() {
        let end = at as usize + bytes.len();
        out.resize(out.len().max(end), 0);
        out[at as usize..end].copy_from_slice(bytes);
    }
    out.extend(u32::try_from(filler + 8).expect("small").to_be_bytes());
    out.extend(b"free");
    out.extend((0..filler).map(|at| ((at + seed) * 31 % 251) as u8));
    out
}

struct Home {
    folder: TempDir,
    target: Target,
}

impl Home {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let target = Target { path: folder.path().join("new").join("v.mp4"), replace: false };
        Self { folder, target }
    }

    fn part(&self) -> PathBuf {
        self.target.path.with_file_name("v.mp4.part")
    }

    fn leave_part(&self, bytes: &[u8]) {
        fs::create_dir_all(self.folder.path().join("new")).expect("a folder");
        fs::write(self.part(), bytes).expect("written");
    }

    /// What is in the target's folder.
    fn names(&self) -> Vec<String> {
        let Ok(entries) = fs::read_dir(self.folder.path().join("new")) else { return vec![] };
        let mut names: Vec<_> =
            entries.map(|entry| entry.expect("readable").file_name().into_string().expect("plain")).collect();
        names.sort();
        names
    }

    async fn fetch(&self, server: &FaultServer) -> Result<Fetched, DownloadFault> {
        impatient().fetch(&format!("{}/v.mp4?sig=secret", server.base), &self.target, MOST_BYTES, |_, _| {}).await
    }
}

fn name(result: &Result<Fetched, DownloadFault>) -> String {
    match result {
        Ok(fetched) => format!("{} bytes", fetched.bytes),
        Err(DownloadFault::Network(_)) => "network".into(),
        Err(DownloadFault::Dead(status)) => format!("dead {status}"),
        Err(DownloadFault::NotAVideo(_)) => "no video".into(),
        Err(DownloadFault::Disk(_)) => "disk".into(),
    }
}

/// Serves a video as hosts do: whole, or from where it is asked for.
fn host(video: Vec<u8>) -> impl Fn(&crate::services::api::fault_server::Seen, usize) -> Act {
    move |seen, _| {
        let from = seen
            .header("range")
            .map(|range| range.trim_start_matches("bytes=").trim_end_matches('-').parse::<usize>().expect("bytes=n-"));
        Act::Answer(match from {
            None => reply(200, "Content-Type: video/mp4\r\n", &video),
            Some(from) => {
                let range = format!("Content-Range: bytes {from}-{}/{}\r\n", video.len() - 1, video.len());
                reply(206, &range, &video[from..])
            }
        })
    }
}

#[tokio::test]
async fn a_video_is_fetched_verified_and_put_in_its_place() {
    let whole = video(900_000, 0);
    let server = FaultServer::start(host(whole.clone())).await;
    let home = Home::new();
    let steps = Mutex::new(Vec::new());
    let url = format!("{}/v.mp4?sig=secret", server.base);
    let told = |bytes, total| steps.lock().expect("whole").push((bytes, total));
    let fetched = impatient().fetch(&url, &home.target, MOST_BYTES, told).await.expect("a video");
    assert_eq!((&fetched.path, fetched.bytes), (&home.target.path, whole.len() as u64));
    assert_eq!((fetched.facts.width, fetched.facts.height, fetched.facts.length.as_secs()), (32, 32, 2));
    assert_eq!(fs::read(&fetched.path).expect("there"), whole);
    assert_eq!(home.names(), ["v.mp4"], "the part is gone");

    let [seen] = &server.seen()[..] else { panic!("one request") };
    assert_eq!(seen.line(), "GET /v.mp4?sig=secret");
    for absent in ["authorization", "referer", "cookie", "range"] {
        assert_eq!(seen.header(absent), None, "{absent}");
    }
    let (steps, total) = (steps.lock().expect("whole"), Some(whole.len() as u64));
    assert_eq!((steps.first(), steps.last()), (Some(&(0, total)), Some(&(whole.len() as u64, total))));
}

#[tokio::test]
async fn redirects_are_followed_without_telling_where_from() {
    let whole = video(0, 0);
    let end = FaultServer::start(host(whole.clone())).await;
    let location = format!("Location: {}/final.mp4\r\n", end.base);
    let server = FaultServer::start(move |_, number| {
        Act::Answer(if number < 4 { reply(302, "Location: /next?a=b\r\n", "") } else { reply(307, &location, "") })
    })
    .await;
    let home = Home::new();
    assert_eq!(name(&home.fetch(&server).await), format!("{} bytes", whole.len()));
    for seen in server.seen().iter().chain(&end.seen()) {
        assert_eq!((seen.header("authorization"), seen.header("referer")), (None, None), "{}", seen.head);
    }
    assert_eq!((server.seen().len(), end.seen().len()), (5, 1));

    let round = FaultServer::always(Act::Answer(reply(302, "Location: /next\r\n", ""))).await;
    assert_eq!(name(&Home::new().fetch(&round).await), "network");
    assert_eq!(round.seen().len(), 6);
    for bad in ["", "Location: file:///etc/passwd\r\n", "Location: http://\r\n"] {
        let server = FaultServer::always(Act::Answer(reply(302, bad, ""))).await;
        assert_eq!(name(&Home::new().fetch(&server).await), "network", "{bad}");
    }
}

#[tokio::test]
async fn what_comes_wrong_is_told_apart() {
    let whole = video(300_000, 0);
    let good = reply(200, "", &whole);
    let unsized_ = |bytes: &[u8]| [b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n", bytes].concat();
    let page = "<!DOCTYPE html><title>Sign in</title>";
    // The part stays when more bytes may make a video of it.
    for (act, expected, part_stays) in [
        (Act::Answer(reply(403, "", "<Error>expired</Error>")), "dead 403", true),
        (Act::Answer(reply(404, "", "")), "dead 404", true),
        (Act::Answer(reply(410, "", "")), "dead 410", true),
        (Act::Answer(reply(500, "", "")), "network", true),
        (Act::Answer(reply(429, "", "")), "network", true),
        (Act::Answer(reply(416, "", "")), "network", true),
        (Act::Answer(reply(206, "", &whole)), "network", true),
        (Act::Answer(reply(204, "", "")), "no video", false),
        (Act::Answer(reply(200, "", "")), "no video", false),
        (Act::Answer(reply(200, "Content-Type: video/mp4\r\n", page)), "no video", false),
        (Act::Answer(reply(200, "", r#"{"code":1203}"#)), "no video", false),
        (Act::Answer(reply(200, "", vec![7; 100_000])), "no video", false),
        (Act::AnswerAndClose(good[..good.len() - 1].to_vec()), "network", true),
        (Act::AnswerAndClose(good[..200].to_vec()), "network", true),
        (Act::AnswerAndClose(Vec::new()), "network", true),
        // Without a length only the video itself tells that it was cut off.
        (Act::AnswerAndClose(unsized_(&whole[..whole.len() - 300_100])), "no video", false),
        (Act::AnswerAndClose(unsized_(&whole)), &format!("{} bytes", whole.len()), false),
        (Act::Hang(usize::MAX), "network", true),
        (Act::Answer(good[..good.len() / 2].to_vec()), "network", true),
    ] {
        let (server, home) = (FaultServer::always(act.clone()).await, Home::new());
        let result = home.fetch(&server).await;
        let act = format!("{act:?}").chars().take(90).collect::<String>();
        assert_eq!(name(&result), expected, "{act} gave {result:?}");
        assert_eq!(home.part().exists(), part_stays, "{act} left {:?}", home.names());
        assert_eq!(home.target.path.exists(), result.is_ok());
        assert!(!format!("{result:?}").contains("secret"), "{result:?}");
    }
    let server = FaultServer::always(Act::Answer(reply(200, "", page))).await;
    let Err(DownloadFault::NotAVideo(said)) = Home::new().fetch(&server).await else { panic!("a page") };
    assert!(said.contains("Sign in"), "{said}");
    for url in ["", "v.mp4", "file:///etc/passwd", "ftp://127.0.0.1/v.mp4"] {
        let home = Home::new();
        let result = impatient().fetch(url, &home.target, MOST_BYTES, |_, _| {}).await;
        assert_eq!((name(&result).as_str(), home.names().len()), ("no video", 0), "{url}");
    }
}

#[tokio::test]
async fn a_slow_download_that_moves_is_no_fault() {
    let whole = video(0, 0);
    let drip = Act::Drip(reply(200, "", &whole), Duration::from_millis(3));
    let (server, home, begin) = (FaultServer::always(drip).await, Home::new(), Instant::now());
    assert_eq!(name(&home.fetch(&server).await), format!("{} bytes", whole.len()));
    let limits = impatient().timeouts();
    assert!(begin.elapsed() > limits.idle.max(limits.answer), "too fast to show anything: {:?}", begin.elapsed());
}

#[tokio::test]
async fn what_is_too_large_is_not_taken() {
    let endless = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n".to_vec();
    let piece = [b"10000\r\n".to_vec(), vec![0; 65_536], b"\r\n".to_vec()].concat();
    let huge = b"HTTP/1.1 200 OK\r\nContent-Length: 999999999999\r\n\r\n".to_vec();
    for act in [Act::Endless(endless, piece), Act::Endless(huge, vec![0])] {
        let (server, home) = (FaultServer::always(act).await, Home::new());
        let result = impatient().fetch(&server.base, &home.target, 1_000_000, |_, _| {}).await;
        assert_eq!(name(&result), "no video", "{result:?}");
        assert_eq!(home.names(), [""; 0]);
    }
}

#[tokio::test]
async fn a_part_of_the_same_video_is_gone_on_with() {
    let whole = video(900_000, 0);
    for have in [1, 5_000, 65_536, 400_000, whole.len() - 1, whole.len()] {
        let (server, home) = (FaultServer::start(host(whole.clone())).await, Home::new());
        home.leave_part(&whole[..have]);
        let fetched = home.fetch(&server).await.expect("a video");
        assert_eq!(fs::read(&fetched.path).expect("there"), whole, "from {have}");
        let [seen] = &server.seen()[..] else { panic!("one request") };
        assert_eq!(seen.header("range"), Some(format!("bytes={}-", have.saturating_sub(65_536))));
    }
    // Cut, then taken up: the first try leaves the part that the second one needs.
    let good = reply(200, "", &whole);
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
        move |seen: &crate::services::api::fault_server::Seen, _| {
            let whole = video(900_000, 0);
            Act::Answer(match seen.header("range") {
                Some(_) => reply(206, range, &whole[400_000..]),
                None => reply(200, "", &whole),
            })
        }
    };
    type Script = Box<dyn Fn(&crate::services::api::fault_server::Seen, usize) -> Act + Send + Sync>;
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
        home.leave_part(part);
        let fetched = home.fetch(&server).await.unwrap_or_else(|fault| panic!("{at}: {fault:?}"));
        assert_eq!(fs::read(&fetched.path).expect("there"), whole, "{at}");
        assert_eq!(server.seen().len(), requests, "{at}");
    }
}

#[tokio::test]
async fn no_other_file_is_overwritten() {
    let whole = video(0, 0);
    let (server, home) = (FaultServer::start(host(whole.clone())).await, Home::new());
    home.leave_part(b"");
    fs::write(&home.target.path, "mine").expect("written");
    let fetched = home.fetch(&server).await.expect("a video");
    assert_eq!(fetched.path.file_name().expect("a name"), "v (2).mp4");
    assert_eq!(fs::read(&home.target.path).expect("there"), b"mine");
    assert_eq!(home.names(), ["v (2).mp4", "v.mp4"]);

    // A file that the person named is replaced, and only by a whole video.
    let mut home = Home::new();
    home.target.replace = true;
    home.leave_part(b"");
    fs::write(&home.target.path, "old").expect("written");
    let broken = FaultServer::always(Act::Answer(reply(200, "", "no video at all"))).await;
    assert_eq!(name(&home.fetch(&broken).await), "no video");
    assert_eq!(fs::read(&home.target.path).expect("there"), b"old");
    assert_eq!(home.fetch(&server).await.expect("a video").path, home.target.path);
    assert_eq!(fs::read(&home.target.path).expect("there"), whole);
}

#[tokio::test]
async fn a_disk_that_refuses_is_told() {
    let server = FaultServer::start(host(video(0, 0))).await;
    // A file stands where the folder should be.
    let home = Home::new();
    fs::write(home.folder.path().join("new"), "a file").expect("written");
    assert_eq!(name(&home.fetch(&server).await), "disk");
    // A folder stands where the video should be.
    let mut home = Home::new();
    home.target.replace = true;
    fs::create_dir_all(home.target.path.join("full")).expect("a folder");
    let result = home.fetch(&server).await;
    assert_eq!((name(&result).as_str(), home.part().exists()), ("disk", true), "{result:?}");
    // Another download has the part.
    let home = Home::new();
    home.leave_part(b"half");
    let held = fs::File::options().write(true).open(home.part()).expect("open");
    held.lock().expect("locked");
    assert_eq!(name(&home.fetch(&server).await), "disk");
    assert_eq!(fs::read(home.part()).expect("there"), b"half");
    drop(held);
    assert!(home.fetch(&server).await.is_ok());
}
