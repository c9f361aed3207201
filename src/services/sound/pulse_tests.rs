//! Playing to a real sound server and hearing what it plays; recording what it hears. Such tests are ignored where there is
//! none: `tests/desktop/sound.sh` starts one, with speakers that nobody hears and a microphone that hears those speakers.

use std::{
    io::Read,
    process::{Child, Command, Stdio},
    sync::{Mutex, PoisonError, mpsc::sync_channel},
    thread,
    time::Instant,
};

use super::*;
use crate::services::sound::{player::sound_out, recorder::take_in};
use crate::state::sound::Recording;

/// The rate of what is listened to: enough to tell places apart, and few enough samples to compare quickly.
const RATE: u32 = 8000;
/// How many samples are compared: a twentieth of a second.
const WINDOW: usize = 400;
/// How far from where it should be something is looked for.
const AROUND: usize = 2000;

#[test]
fn samples_may_come_in_halves() {
    let mut half = None;
    assert_eq!(samples_of(&mut half, &[1, 0, 2]), [1]);
    assert_eq!(samples_of(&mut half, &[0, 0xff, 0xff]), [2, -1]);
    assert_eq!(samples_of(&mut half, &[]), [0_i16; 0]);
    assert_eq!(half, None);
}

/// One real test at a time: they share the speakers. With the server's answers awaited as the program does it.
fn with_server<T>(test: impl FnOnce() -> T) -> T {
    static TURN: Mutex<()> = Mutex::new(());
    let _turn = TURN.lock().unwrap_or_else(PoisonError::into_inner);
    let runtime =
        tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().expect("a runtime");
    let _inside = runtime.enter();
    test()
}

/// A sound that is nowhere like itself: a tone that rises from 100 to 1500 Hz.
fn rising(seconds: u32) -> Samples {
    let frames = seconds * RATE;
    let sample = |at: u32| {
        let time = f64::from(at) / f64::from(RATE);
        let slope = 1400.0 / f64::from(seconds);
        let turns = 100.0 * time + slope * time * time / 2.0;
        ((turns * std::f64::consts::TAU).sin() * 0.5) as f32
    };
    Samples { rate: RATE, channels: 1, interleaved: (0..frames).map(sample).collect() }
}

/// Samples, and how many there were at which time.
type HeardSoFar = (Vec<f32>, Vec<(Timestamp, usize)>);
/// What was reported, and how it ended.
type Played = (Vec<(u64, Timestamp)>, Option<Result<(), SoundFault>>);

/// What comes out of the speakers, with the time at which each piece came.
struct Ear {
    child: Child,
    heard: Arc<Mutex<HeardSoFar>>,
}

impl Ear {
    fn open(channels: u16) -> Self {
        let mut child = Command::new("parec")
            .args(["--device=likeness.monitor", "--raw", "--format=float32le", "--latency-msec=10"])
            .args([format!("--channels={channels}"), format!("--rate={RATE}")])
            .stdout(Stdio::piped())
            .spawn()
            .expect("parec, of the pulseaudio-utils");
        let mut out = child.stdout.take().expect("what it hears");
        let heard = Arc::<Mutex<HeardSoFar>>::default();
        let all = Arc::clone(&heard);
        thread::Builder::new()
            .name("ear".into())
            .spawn(move || {
                let (mut bytes, mut buffer) = (vec![], [0; 4096]);
                while let Ok(read @ 1..) = out.read(&mut buffer) {
                    bytes.extend_from_slice(&buffer[..read]);
                    let whole = bytes.len() / 4 * 4;
                    let mut all = all.lock().expect("no panic");
                    all.0.extend(bytes[..whole].chunks_exact(4).map(|b| f32::from_le_bytes([b[0], b[1], b[2], b[3]])));
                    let count = all.0.len();
                    all.1.push((Timestamp::now(), count));
                    bytes.drain(..whole);
                }
            })
            .expect("a thread");
        let ear = Self { child, heard };
        // It hears as soon as silence comes.
        let began = Instant::now();
        while ear.heard.lock().expect("no panic").0.is_empty() {
            assert!(began.elapsed() < Duration::from_secs(5), "nothing is heard");
            thread::sleep(Duration::from_millis(10));
        }
        ear
    }

    fn close(mut self) -> HeardSoFar {
        thread::sleep(Duration::from_millis(200));
        self.child.kill().expect("it ends");
        self.child.wait().expect("it ended");
        std::mem::take(&mut *self.heard.lock().expect("no panic"))
    }
}

/// How alike two stretches are, -1 to 1.
fn alike(one: &[f32], other: &[f32]) -> f32 {
    let dot = |a: &[f32], b: &[f32]| a.iter().zip(b).map(|(a, b)| a * b).sum::<f32>();
    dot(one, other) / (dot(one, one) * dot(other, other)).sqrt().max(1e-9)
}

/// Where in a sound this stretch is from, near a place, and how alike they are.
fn find(stretch: &[f32], sound: &[f32], near: usize) -> (usize, f32) {
    let from = near.saturating_sub(AROUND);
    let part = sound.get(from..(near + AROUND).min(sound.len())).unwrap_or_default();
    let places = part.windows(stretch.len()).map(|place| alike(stretch, place));
    places.enumerate().fold((0, -1.0), |best, (at, alike)| if alike > best.1 { (from + at, alike) } else { best })
}

/// Seconds from one number of samples to another.
fn apart_of(one: usize, other: usize) -> f64 {
    (one as f64 - other as f64) / f64::from(RATE)
}

/// For each report: the place in the sound that was reported, and the one that was heard at that time.
fn compare(reports: &[(u64, Timestamp)], heard: &HeardSoFar, sound: &Samples) -> Vec<f64> {
    let mut found = vec![];
    for (frame, at) in reports {
        let next = heard.1.iter().position(|(time, _)| time > at);
        let Some(next) = next.filter(|next| *next > 0) else { continue };
        let ((before, from), (after, to)) = (heard.1[next - 1], heard.1[next]);
        // While the ear itself was kept waiting, it cannot tell.
        if after.duration_since(before).as_millis() > 40 {
            continue;
        }
        let part = at.duration_since(before).as_secs_f64() / after.duration_since(before).as_secs_f64().max(1e-6);
        let count = from + ((to - from) as f64 * part) as usize;
        // The stretch that was heard until then; none while the sound had not begun or had just changed.
        let Some(stretch) = count.checked_sub(WINDOW).and_then(|start| heard.0.get(start..count)) else { continue };
        let (place, alike) = find(stretch, &sound.interleaved, *frame as usize);
        if alike > 0.9 {
            found.push(apart_of(*frame as usize, place + WINDOW));
        }
    }
    found
}

/// Plays from a frame, to its end or for so long: what was reported, and how it ended.
fn play(sound: &Arc<Samples>, from: usize, stop: Option<Duration>) -> Played {
    let (ends, ended) = sync_channel(1);
    let reports = Mutex::new(vec![]);
    let told = |frame, at| reports.lock().expect("no panic").push((frame, at));
    let play = || sound_out(&Server, Arc::clone(sound), from, &ended, told);
    let result = match stop {
        None => play(),
        Some(after) => thread::scope(|scope| {
            scope.spawn(|| {
                thread::sleep(after);
                drop(ends);
            });
            play()
        }),
    };
    (reports.into_inner().expect("no panic"), result)
}

/// The first and the last moment at which something is heard.
fn sounding(heard: &HeardSoFar) -> (usize, usize) {
    let loud = |sample: &f32| sample.abs() > 0.01;
    let first = heard.0.iter().position(loud).expect("something is heard");
    (first, heard.0.iter().rposition(loud).expect("something is heard"))
}

#[test]
fn where_no_server_answers_that_is_said_within_a_second() {
    with_server(|| {
        let home = tempfile::tempdir().expect("a folder");
        let began = Instant::now();
        let nothing = Connection::open_at(home.path().join("nothing")).map(|_| ());
        assert_eq!(nothing, Err(SoundFault::NoSound));
        assert!(began.elapsed() < Duration::from_secs(1));
        // Somebody is there and says nothing.
        let path = home.path().join("silent");
        let _silent = std::os::unix::net::UnixListener::bind(&path).expect("a socket");
        assert_eq!(Connection::open_at(path).map(|_| ()), Err(SoundFault::NoSound));
        assert!(began.elapsed() < Duration::from_millis(1900), "{:?}", began.elapsed());
    });
}

#[test]
#[ignore = "needs a sound server; .ci/run starts one"]
fn real_sound_is_heard_where_it_is_said_to_be() {
    with_server(|| {
        let sound = Arc::new(rising(3));
        let ear = Ear::open(1);
        let (reports, result) = play(&sound, 0, None);
        let heard = ear.close();
        assert_eq!(result, Some(Ok(())));
        let apart = compare(&reports, &heard, &sound);
        println!("reported minus heard, in seconds: {apart:.3?}");
        assert!(apart.len() * 2 > reports.len(), "only {} of {} could be compared", apart.len(), reports.len());
        let worst = apart.iter().fold(0.0_f64, |worst, apart| worst.max(apart.abs()));
        assert!(worst < 0.05, "{worst} s apart: {apart:?}");
        let (first, last) = sounding(&heard);
        assert!((apart_of(last, first) - 3.0).abs() < 0.05, "all of it is heard: {}", apart_of(last, first));
    });
}

#[test]
#[ignore = "needs a sound server; .ci/run starts one"]
fn real_sound_begins_where_it_is_told_and_stops_when_it_is_told() {
    with_server(|| {
        let sound = Arc::new(rising(4));
        let ear = Ear::open(1);
        let began = Instant::now();
        let (reports, result) = play(&sound, 2 * RATE as usize, Some(Duration::from_millis(800)));
        assert!(began.elapsed() < Duration::from_millis(1200), "it stops at once: {:?}", began.elapsed());
        let heard = ear.close();
        assert_eq!(result, None, "whoever stopped it knows");
        assert!(reports.iter().all(|(frame, _)| (2 * u64::from(RATE)..3 * u64::from(RATE)).contains(frame)));
        let (first, last) = sounding(&heard);
        let length = apart_of(last, first);
        assert!((0.5..1.1).contains(&length), "{length} s were heard of 0.8 s");
        // A little after the first moment: the speakers of a server fade in.
        let start = first + 400;
        let (place, alike) = find(&heard.0[start..start + WINDOW], &sound.interleaved, 2 * RATE as usize + 400);
        assert!(alike > 0.9 && apart_of(place, 2 * RATE as usize + 400).abs() < 0.02, "{place} {alike}");
    });
}

#[test]
#[ignore = "needs a sound server; .ci/run starts one"]
fn real_sound_keeps_its_channels() {
    with_server(|| {
        let (left, right) = (rising(2), rising(1));
        let right = right.interleaved.iter().chain(&right.interleaved);
        let interleaved = left.interleaved.iter().zip(right).flat_map(|(left, right)| [*left, *right]).collect();
        let sound = Arc::new(Samples { rate: RATE, channels: 2, interleaved });
        let ear = Ear::open(2);
        let (_, result) = play(&sound, 0, None);
        assert_eq!(result, Some(Ok(())));
        let heard = ear.close().0;
        for channel in 0..2 {
            let of = |all: &[f32]| all.iter().skip(channel).step_by(2).copied().collect::<Vec<_>>();
            let (heard, given) = (of(&heard), of(&sound.interleaved));
            let first = heard.iter().position(|sample| sample.abs() > 0.01).expect("something is heard");
            let middle = RATE as usize;
            let (_, alike) = find(&heard[first + middle..first + middle + WINDOW], &given, middle);
            assert!(alike > 0.95, "channel {channel}: {alike}");
        }
    });
}

/// How many times a second a sound swings, by how often it rises through zero.
fn pitch(samples: &[f32], rate: u32) -> f64 {
    let rises = samples.windows(2).filter(|pair| pair[0] < 0.0 && pair[1] >= 0.0).count();
    rises as f64 * f64::from(rate) / samples.len() as f64
}

#[test]
#[ignore = "needs a sound server; .ci/run starts one"]
fn real_sound_is_recorded_as_it_is_and_no_longer_than_allowed() {
    with_server(|| {
        let microphones = Server.microphones().expect("a server");
        let names: Vec<_> = microphones.iter().map(|one| (one.id.as_str(), one.is_default)).collect();
        assert_eq!(names, [("microphone", true)], "what merely hears the speakers is no microphone");
        let tone =
            (0..48_000_u32 * 4).map(|at| (f64::from(at) * 440.0 / 48_000.0 * std::f64::consts::TAU).sin() as f32 * 0.4);
        let tone = Arc::new(Samples { rate: 48_000, channels: 1, interleaved: tone.collect() });
        let folder = tempfile::tempdir().expect("a folder");
        let (_ends, ended) = sync_channel(1);
        let asked = Recording { microphone: None, after: Duration::from_secs(1), longest: Duration::from_secs(2) };
        let mut told = vec![];
        let (file, why) = thread::scope(|scope| {
            let inside = Handle::current();
            scope.spawn(move || {
                let _inside = inside.enter();
                play(&tone, 0, None)
            });
            take_in(&Server, folder.path(), &asked, &ended, |level, length| told.push((level, length)))
        });
        assert_eq!(why, None);
        let bytes = std::fs::read(file.expect("a file")).expect("its bytes");
        let (facts, samples) = crate::services::media::sound::decode_sound(&bytes).expect("a sound");
        assert_eq!((facts.length, facts.rate, facts.channels), (Duration::from_secs(2), 48_000, 1));
        let found = pitch(&samples.interleaved, samples.rate);
        assert!((found - 440.0).abs() < 2.0, "{found} Hz");
        let loudest = samples.interleaved.iter().fold(0.0_f32, |most, sample| most.max(sample.abs()));
        assert!((0.35..0.45).contains(&loudest), "{loudest}");
        let (level, length) = told.last().expect("levels");
        assert!((45..=115).contains(level) && length.is_some(), "{level} {length:?}");
    });
}

#[test]
#[ignore = "needs a sound server; .ci/run starts one"]
fn real_sound_says_what_is_not_there() {
    with_server(|| {
        let (into, _pieces) = sync_channel(1);
        let unknown = Server.listen(Some("no such microphone"), into).map(|_| ());
        assert_eq!(unknown, Err(SoundFault::NoMicrophone));
    });
}
