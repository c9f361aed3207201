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
use crate::services::api::Timeouts;
use crate::services::api::fault_server::{Act, FaultServer, Seen, impatient, reply};

/// The task whose video is fetched.
pub(super) const ID: SubmissionId = SubmissionId(0x0123_4567_89ab_cdef_0123_4567_89ab_cdef);

/// A whole video of one picture, followed by `filler` bytes that say nothing; `seed` makes them others.
pub(super) fn video(filler: usize, seed: usize) -> Vec<u8> {
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

pub(super) struct Home {
    pub(super) folder: TempDir,
    pub(super) target: Target,
}

impl Home {
    pub(super) fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let target = Target { path: folder.path().join("new").join("v.mp4"), replace: false, even_damaged: false };
        Self { folder, target }
    }

    pub(super) fn part(&self) -> PathBuf {
        self.target.path.with_file_name(format!("Likeness {ID}.part"))
    }

    /// Leaves a part as a killed program does, of a content that had this tag.
    pub(super) fn leave_part(&self, bytes: &[u8], tag: &str) {
        fs::create_dir_all(self.folder.path().join("new")).expect("a folder");
        fs::write(self.part(), bytes).expect("written");
        let stamp = serde_json::json!({ "validator": tag, "total": null });
        fs::write(self.part().with_extension("part.json"), stamp.to_string()).expect("written");
    }

    /// What is in the target's folder.
    pub(super) fn names(&self) -> Vec<String> {
        let Ok(entries) = fs::read_dir(self.folder.path().join("new")) else { return vec![] };
        let mut names: Vec<_> =
            entries.map(|entry| entry.expect("readable").file_name().into_string().expect("plain")).collect();
        names.sort();
        names
    }

    pub(super) async fn fetch(&self, server: &FaultServer) -> Result<Fetched, DownloadFault> {
        impatient().fetch(&format!("{}/v.mp4?sig=secret", server.base), ID, &self.target, MOST_BYTES, |_, _| {}).await
    }
}

fn said(found: &Found) -> String {
    match found {
        Found::Nothing => "nothing".into(),
        Found::Words(words) => format!("words: {words}"),
        Found::TooLarge(most) => format!("more than {most}"),
        Found::Damaged(..) => "damaged".into(),
        Found::BadAddress => "bad address".into(),
    }
}

/// The same file with nothing where its picture is; its index is behind the picture. The size of the data, which may stand
/// behind its name, stays.
fn hollow(video: &[u8]) -> Vec<u8> {
    let at = |name: &[u8; 4]| video.windows(4).position(|bytes| bytes == name).expect("a box");
    let (data, index) = (at(b"mdat") + 12, at(b"moov") - 4);
    let mut video = video.to_vec();
    video[data..index].fill(0);
    video
}

pub(super) fn name(result: &Result<Fetched, DownloadFault>) -> String {
    match result {
        Ok(fetched) => format!("{} bytes", fetched.bytes),
        Err(DownloadFault::Network(_)) => "network".into(),
        Err(DownloadFault::Dead(status)) => format!("dead {status}"),
        Err(DownloadFault::NotAVideo(found)) => said(found),
        Err(DownloadFault::Full(_)) => "full".into(),
        Err(DownloadFault::NotWritable(_)) => "not writable".into(),
        Err(DownloadFault::Disk(_)) => "disk".into(),
        Err(DownloadFault::Elsewhere) => "elsewhere".into(),
    }
}

/// The tag of what `host` serves.
pub(super) const TAG: &str = "\"one\"";

/// Serves a video as hosts do: whole, or from where it is asked for if it is still the same.
pub(super) fn host(video: Vec<u8>) -> impl Fn(&Seen, usize) -> Act {
    move |seen, _| {
        let range = seen.header("range").filter(|_| seen.header("if-range").is_none_or(|tag| tag == TAG));
        let from =
            range.map(|range| range.trim_start_matches("bytes=").trim_end_matches('-').parse().expect("bytes=n-"));
        Act::Answer(match from {
            None => reply(200, &format!("Content-Type: video/mp4\r\nETag: {TAG}\r\n"), &video),
            Some(from) => {
                let range =
                    format!("Content-Range: bytes {from}-{}/{}\r\nETag: {TAG}\r\n", video.len() - 1, video.len());
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
    let fetched = impatient().fetch(&url, ID, &home.target, MOST_BYTES, told).await.expect("a video");
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
    // 192.0.2.1 is nobody's: going there would only end with the patience of the client.
    for bad in ["", "Location: file:///etc/passwd\r\n", "Location: http://\r\n", "Location: http://192.0.2.1/v.mp4\r\n"]
    {
        let server = FaultServer::always(Act::Answer(reply(302, bad, ""))).await;
        let result = Home::new().fetch(&server).await;
        assert_eq!(result, Err(network("a redirect that is not followed")), "{bad}");
    }
}

#[tokio::test]
async fn what_comes_wrong_is_told_apart() {
    let whole = video(300_000, 0);
    let good = reply(200, "", &whole);
    let unsized_ = |bytes: &[u8]| [b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n", bytes].concat();
    let page = "<!DOCTYPE html><title>Sign in</title>";
    let good_tag = format!("ETag: {TAG}\r\n");
    let tagged = reply(200, &good_tag, &whole);
    // The part stays when more bytes may make a video of it.
    for (act, expected, part_stays) in [
        (Act::Answer(reply(403, "", "<Error>expired</Error>")), "dead 403", false),
        (Act::Answer(reply(404, "", "")), "dead 404", false),
        (Act::Answer(reply(410, "", "")), "dead 410", false),
        (Act::Answer(reply(500, "", "")), "network", false),
        (Act::Answer(reply(429, "", "")), "network", false),
        (Act::Answer(reply(416, "", "")), "network", false),
        (Act::Answer(reply(206, "", &whole)), "network", false),
        (Act::Answer(reply(204, "", "")), "nothing", false),
        (Act::Answer(reply(200, "", "")), "nothing", false),
        (Act::Answer(reply(200, "Content-Type: video/mp4\r\n", page)), &format!("words: {page}"), false),
        (Act::Answer(reply(200, "", r#" {"code":1203}"#)), r#"words: {"code":1203}"#, false),
        (Act::Answer(reply(200, "", vec![7; 100_000])), "damaged", false),
        (Act::AnswerAndClose(good[..good.len() - 1].to_vec()), "network", false),
        (Act::AnswerAndClose(tagged[..tagged.len() - 1].to_vec()), "network", true),
        (Act::AnswerAndClose(tagged[..200].to_vec()), "network", true),
        (Act::AnswerAndClose(Vec::new()), "network", false),
        // Without a length only the video itself tells that it was cut off.
        (Act::AnswerAndClose(unsized_(&whole[..whole.len() - 300_100])), "damaged", false),
        (Act::AnswerAndClose(unsized_(&whole)), &format!("{} bytes", whole.len()), false),
        (Act::Hang(usize::MAX), "network", false),
        (Act::Answer(tagged[..tagged.len() / 2].to_vec()), "network", true),
        // As long as it should be and with a sound index, and no picture where the index says.
        (Act::Answer(reply(200, &good_tag, hollow(&whole))), "damaged", false),
    ] {
        let (server, home) = (FaultServer::always(act.clone()).await, Home::new());
        let result = home.fetch(&server).await;
        let act = format!("{act:?}").chars().take(90).collect::<String>();
        assert_eq!(name(&result), expected, "{act} gave {result:?}");
        assert_eq!(home.part().exists(), part_stays, "{act} left {:?}", home.names());
        assert!(part_stays || result.is_ok() || home.names().is_empty(), "{act} left {:?}", home.names());
        assert_eq!(home.target.path.exists(), result.is_ok());
        assert!(!format!("{result:?}").contains("secret"), "{result:?}");
    }
    for url in ["", "v.mp4", "file:///etc/passwd", "ftp://127.0.0.1/v.mp4", "http://192.0.2.1/v.mp4"] {
        let home = Home::new();
        let result = impatient().fetch(url, ID, &home.target, MOST_BYTES, |_, _| {}).await;
        assert_eq!((name(&result).as_str(), home.names().len()), ("bad address", 0), "{url}");
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
async fn a_line_that_is_kept_waiting_is_given_up() {
    let head = format!("HTTP/1.1 200 OK\r\nETag: {TAG}\r\nContent-Length: 900000\r\n\r\n").into_bytes();
    let act = Act::AnswerThenDrip([&head, &video(0, 0)[..100]].concat(), Duration::from_millis(50));
    let (server, home, begin) = (FaultServer::always(act).await, Home::new(), Instant::now());
    assert_eq!(home.fetch(&server).await, Err(network("nothing more came in time")));
    let stall = impatient().timeouts().stall;
    assert!(begin.elapsed() >= stall && begin.elapsed() < stall * 20, "{:?}", begin.elapsed());
    assert_eq!(server.seen().len(), 1);
    // With more patience the same server keeps it waiting: it is this limit that ended it, and no other.
    let patient =
        Client::with(Timeouts { stall: Duration::from_secs(600), ..impatient().timeouts() }).expect("a client");
    let waited = patient.fetch(&server.base, ID, &home.target, MOST_BYTES, |_, _| {});
    assert!(tokio::time::timeout(stall * 4, waited).await.is_err());
}

#[tokio::test]
async fn what_is_too_large_is_not_taken() {
    let endless = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n".to_vec();
    let piece = [b"10000\r\n".to_vec(), vec![0; 65_536], b"\r\n".to_vec()].concat();
    let huge = b"HTTP/1.1 200 OK\r\nContent-Length: 999999999999\r\n\r\n".to_vec();
    for act in [Act::Endless(endless, piece), Act::Endless(huge, vec![0])] {
        let (server, home) = (FaultServer::always(act).await, Home::new());
        let result = impatient().fetch(&server.base, ID, &home.target, 1_000_000, |_, _| {}).await;
        assert_eq!(name(&result), "more than 1000000", "{result:?}");
        assert_eq!(home.names(), [""; 0]);
    }
    // One byte over the limit is too much, and the limit itself is not.
    let whole = video(10_000, 0);
    for (most, expected) in [(-1, "more than"), (0, "bytes")] {
        let (server, home) = (FaultServer::start(host(whole.clone())).await, Home::new());
        let most = (whole.len() as u64).saturating_add_signed(most);
        let result = impatient().fetch(&server.base, ID, &home.target, most, |_, _| {}).await;
        assert!(name(&result).contains(expected), "{most}: {result:?}");
    }
}

#[tokio::test]
async fn no_other_file_is_overwritten_and_no_video_kept_twice() {
    let whole = video(0, 0);
    let (server, home) = (FaultServer::start(host(whole.clone())).await, Home::new());
    home.leave_part(b"", TAG);
    fs::write(&home.target.path, "mine").expect("written");
    let fetched = home.fetch(&server).await.expect("a video");
    assert_eq!(fetched.path.file_name().expect("a name"), "v (2).mp4");
    assert_eq!(fs::read(&home.target.path).expect("there"), b"mine");
    assert_eq!(home.names(), ["v (2).mp4", "v.mp4"]);

    // The same video is not kept twice: a run may have been killed between its place and the ledger.
    assert_eq!(home.fetch(&server).await.expect("a video").path, fetched.path);
    assert_eq!(home.names(), ["v (2).mp4", "v.mp4"]);
    let killed = Home::new();
    for _ in 0..2 {
        let fetched = killed.fetch(&server).await.expect("a video");
        assert_eq!((fetched.path, fetched.bytes), (killed.target.path.clone(), whole.len() as u64));
        assert_eq!(
            (killed.names(), fs::read(&killed.target.path).expect("there")),
            (vec!["v.mp4".into()], whole.clone())
        );
    }
    // Nor beside the claim that a killed run left.
    fs::write(&killed.target.path, "").expect("written");
    assert_eq!(killed.fetch(&server).await.expect("a video").path, killed.target.path);
    assert_eq!((killed.names(), fs::read(&killed.target.path).expect("there")), (vec!["v.mp4".into()], whole.clone()));
    // One of the same length and other content is another file.
    fs::write(&killed.target.path, vec![0; whole.len()]).expect("written");
    assert_eq!(killed.fetch(&server).await.expect("a video").path.file_name().expect("a name"), "v (2).mp4");
    assert_eq!(killed.names(), ["v (2).mp4", "v.mp4"]);

    // A file that the person named is replaced, and only by a whole video.
    let mut home = Home::new();
    home.target.replace = true;
    home.leave_part(b"", TAG);
    fs::write(&home.target.path, "old").expect("written");
    let broken = FaultServer::always(Act::Answer(reply(200, "", "no video at all"))).await;
    assert_eq!(name(&home.fetch(&broken).await), "damaged");
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
    let folder = home.folder.path().join("new");
    assert_eq!(home.fetch(&server).await, Err(DownloadFault::NotWritable(folder)));
    // A folder stands where the video should be.
    let mut home = Home::new();
    home.target.replace = true;
    fs::create_dir_all(home.target.path.join("full")).expect("a folder");
    let result = home.fetch(&server).await;
    assert_eq!((name(&result).as_str(), home.part().exists()), ("disk", true), "{result:?}");
    // Another download has the part.
    let home = Home::new();
    home.leave_part(b"half", TAG);
    let held = fs::File::options().write(true).open(home.part()).expect("open");
    held.lock().expect("locked");
    assert_eq!(name(&home.fetch(&server).await), "elsewhere");
    assert_eq!(fs::read(home.part()).expect("there"), b"half");
    drop(held);
    assert!(home.fetch(&server).await.is_ok());
}
