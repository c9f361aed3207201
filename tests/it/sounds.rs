//! Sounds of every kind as voices: how long each is, what every rule says of it, what one press makes of it, and that the
//! practice server takes what comes of that.
//!
//! Not what a broken byte does (`hostile`, `services::media`). All of them are made here, by other encoders' hands.

mod made;

use std::{path::Path, sync::Arc, time::Duration};

use bytes::Bytes;
use jiff::Timestamp;
use likeness::{
    domain::{
        ApiKey, Approval, Damage, Door, Draft, Fix, ImageFacts, Limits, Loaded, Outcome, PictureEdit, Rates, Report,
        Rule, Slot, SoundEdit, SoundFacts, SoundFormat, SubmissionId, Task, Unreadable, Verdict, Voice, check, price,
        sound::mend,
    },
    services::{
        api::{Client, Gateway, Payload},
        inputs::Inputs,
        practice::{self, Timeline},
    },
    state::Source,
};

use crate::support::KEY;
use made::*;

/// A sound, and what is known of it beforehand.
struct Case {
    name: &'static str,
    bytes: Vec<u8>,
    format: SoundFormat,
    rate: u32,
    channels: u16,
    /// How long it is by the encoder's own count, in seconds.
    seconds: f64,
    /// What the rules say that do not pass.
    told: &'static [(Rule, Verdict)],
    /// The one press that mends it; none where nothing has to be mended or nothing can.
    fix: Option<Fix>,
}

fn case(name: &'static str, bytes: Vec<u8>, format: SoundFormat, (rate, channels): (u32, u16), seconds: f64) -> Case {
    Case { name, bytes, format, rate, channels, seconds, told: &[], fix: None }
}

impl Case {
    fn told(self, told: &'static [(Rule, Verdict)], fix: Option<Fix>) -> Self {
        Self { told, fix, ..self }
    }
}

use SoundFormat::{Aac, Flac, M4a, Mp3, Ogg, Wav};
use Verdict::{Fail, Warn};

const SILENT: &[(Rule, Verdict)] = &[(Rule::VoiceLevel, Warn)];
const OTHER: &[(Rule, Verdict)] = &[(Rule::VoiceFormat, Fail)];
const LONG_OR_SHORT: &[(Rule, Verdict)] = &[(Rule::VoiceLength, Fail)];
const ABOVE_SURE: &[(Rule, Verdict)] = &[(Rule::VoiceBytes, Warn)];
const ABOVE_ALL: &[(Rule, Verdict)] = &[(Rule::VoiceBytes, Fail)];

fn wavs() -> Vec<Case> {
    let of = |name, rate, channels, bits| {
        case(name, wav(rate, channels, bits, &tone(rate, 2.345)), Wav, (rate, channels), 2.345)
    };
    let plain = || wav(16_000, 1, 16, &tone(16_000, 3.0));
    let usual = |name, bytes| case(name, bytes, Wav, (16_000, 1), 3.0);
    vec![
        of("8 bits", 8000, 1, 8),
        of("16 bits", 11_025, 1, 16),
        of("stereo", 16_000, 2, 16),
        of("24 bits", 22_050, 1, 24),
        of("32 bits", 32_000, 2, 32),
        of("floating point", 44_100, 1, 0),
        of("24 bits in stereo", 48_000, 2, 24),
        of("88.2 kHz", 88_200, 1, 16),
        of("96 kHz in floating point", 96_000, 2, 0),
        of("four channels", 24_000, 4, 16),
        of("5.1", 16_000, 6, 16),
        usual("a size of nothing", with_claim(plain(), 0)),
        usual("a size without end", with_claim(plain(), u32::MAX)),
        usual("notes before the sound", with_notes(&plain())),
        case("a cut WAV", cut(plain(), 0.8), Wav, (16_000, 1), 2.4),
    ]
}

fn limits() -> Vec<Case> {
    let long = |name, seconds| case(name, wav(8000, 1, 8, &tone(8000, seconds)), Wav, (8000, 1), seconds);
    let large = |name, bytes| case(name, wav_of_bytes(bytes), Wav, (44_100, 1), 56.0);
    let recompress = Some(Fix::Recompress);
    vec![
        long("1.99 s", 1.99).told(LONG_OR_SHORT, Some(Fix::Pad)),
        long("2 s", 2.0),
        long("2.01 s", 2.01),
        long("59.98 s", 59.98),
        long("60 s", 60.0),
        long("60.02 s", 60.02).told(LONG_OR_SHORT, Some(Fix::Trim)),
        long("150 s to cut", 150.0).told(LONG_OR_SHORT, Some(Fix::Trim)),
        long("150 s to split", 150.0).told(LONG_OR_SHORT, Some(Fix::Split)),
        large("4,999,999 bytes", 4_999_999),
        large("5,000,000 bytes", 5_000_000),
        large("5,000,001 bytes", 5_000_001).told(ABOVE_SURE, recompress),
        large("5,242,879 bytes", 5_242_879).told(ABOVE_SURE, recompress),
        large("5,242,880 bytes", 5_242_880).told(ABOVE_SURE, recompress),
        large("5,242,881 bytes", 5_242_881).told(ABOVE_ALL, recompress),
        case("30 s of 48 kHz in stereo", wav(48_000, 2, 16, &tone(48_000, 30.0)), Wav, (48_000, 2), 30.0)
            .told(ABOVE_ALL, recompress),
    ]
}

fn levels() -> Vec<Case> {
    let of = |name, height: f32| {
        let sound: Vec<f32> = tone(16_000, 3.0).iter().map(|sample| (sample * height).clamp(-1.0, 1.0)).collect();
        case(name, wav(16_000, 1, 16, &sound), Wav, (16_000, 1), 3.0)
    };
    vec![
        of("silence", 0.0).told(SILENT, None),
        of("almost silence", 0.004).told(SILENT, None),
        of("a whisper", 0.01),
        of("at full scale", 1.999),
        of("too loud", 8.0).told(SILENT, None),
    ]
}

fn mp3s() -> Vec<Case> {
    // Frames by hand are silent.
    let of =
        |name, bytes, rate, channels, seconds| case(name, bytes, Mp3, (rate, channels), seconds).told(SILENT, None);
    let usual = |frames| mp3(MP3_HEAD, MP3_BYTES, frames);
    let seconds = |frames: f64| frames * 1152.0 / 44_100.0;
    let varied = [mp3([0xfb, 0xe0, 0], 1044, 20), mp3([0xfb, 0x10, 0], 104, 180)].concat();
    let noted = [mp3_note(b"Info", 200, false), usual(200)].concat();
    let lame = [mp3_note(b"Xing", 200, true), usual(200)].concat();
    vec![
        of("constant bit rate", usual(200), 44_100, 2, seconds(200.0)),
        of("varying bit rate", varied, 44_100, 2, seconds(200.0)),
        of("a tag in front", with_id3(&usual(150)), 44_100, 2, seconds(150.0)),
        of("an encoder's note", noted, 44_100, 2, seconds(200.0)),
        of("LAME's note", lame, 44_100, 2, seconds(200.0) - 1576.0 / 44_100.0),
        of(
            "a note that claims too much",
            [mp3_note(b"Xing", 9000, false), usual(120)].concat(),
            44_100,
            2,
            seconds(120.0),
        ),
        of("a cut MP3", cut(usual(200), 0.75), 44_100, 2, seconds(150.0)),
        of("48 kHz of one channel", mp3([0xfb, 0x94, 0xc0], 384, 150), 48_000, 1, 150.0 * 1152.0 / 48_000.0),
        of("MPEG-2", mp3([0xf3, 0x80, 0xc0], 208, 150), 22_050, 1, 150.0 * 576.0 / 22_050.0),
    ]
}

fn aacs() -> Vec<Case> {
    let stream =
        |name, rate, channels| case(name, adts(rate, channels, 2.5), Aac, (rate, channels), aac_seconds(rate, 2.5));
    let packed = |name, rate, channels, heard: Option<(u64, u64)>| {
        let seconds = heard.map_or_else(|| aac_seconds(rate, 2.5), |(_, samples)| samples as f64 / f64::from(rate));
        case(name, plain_m4a(rate, channels, 2.5, heard), M4a, (rate, channels), seconds)
    };
    // It announces that it is to be heard at twice its rate; what sounds in the middle may then come from two sides.
    let rich = m4a(22_050, &aac(22_050, 1, 3.0), &[0x2b, 0x8a, 0x08, 0x00], None);
    let rich = case("HE-AAC", rich, M4a, (44_100, 2), aac_seconds(22_050, 3.0));
    vec![
        stream("a stream", 44_100, 1),
        stream("a stream in stereo", 48_000, 2),
        stream("a stream of 16 kHz", 16_000, 1),
        stream("a stream of 8 kHz", 8000, 1),
        stream("a stream of 5.1", 44_100, 6),
        case("a stream with a tag", with_id3(&adts(32_000, 2, 2.5)), Aac, (32_000, 2), aac_seconds(32_000, 2.5)),
        packed("without an edit list", 44_100, 1, None),
        packed("with an edit list", 44_100, 1, Some((1024, 110_250))),
        packed("stereo with an edit list", 48_000, 2, Some((1024, 120_000))),
        packed("5.1 with an edit list", 44_100, 6, Some((1024, 110_250))),
        rich.told(&[(Rule::VoiceCoding, Warn)], Some(Fix::Convert)),
    ]
}

fn others() -> Vec<Case> {
    let convert = Some(Fix::Convert);
    let of =
        |name, bytes, format, rate, channels| case(name, bytes, format, (rate, channels), 2.5).told(OTHER, convert);
    let tone = |rate| tone(rate, 2.5);
    vec![
        of("FLAC", flac(44_100, 2, 16, &tone(44_100)), Flac, 44_100, 2),
        of("FLAC of 24 bits", flac(48_000, 1, 24, &tone(48_000)), Flac, 48_000, 1),
        of("FLAC of 96 kHz", flac(96_000, 1, 24, &tone(96_000)), Flac, 96_000, 1),
        of("FLAC of 8 kHz", flac(8000, 1, 16, &tone(8000)), Flac, 8000, 1),
        of("OGG", ogg(44_100, 2, &tone(44_100), None), Ogg, 44_100, 2),
        of("OGG of one bit rate", ogg(48_000, 2, &tone(48_000), Some(128_000)), Ogg, 48_000, 2),
        of("OGG of 8 kHz", ogg(8000, 1, &tone(8000), None), Ogg, 8000, 1),
        of("OGG of 22.05 kHz", ogg(22_050, 1, &tone(22_050), None), Ogg, 22_050, 1),
    ]
}

/// A store of inputs in a folder of its own, with a portrait.
struct Store {
    folder: tempfile::TempDir,
    inputs: Inputs,
    portrait: Loaded<ImageFacts>,
}

impl Store {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let inputs = Inputs::open(folder.path().join("inputs")).unwrap();
        let portrait = inputs.read_portrait(Source::Sample, PictureEdit::default()).unwrap();
        Self { folder, inputs, portrait }
    }

    fn read(&self, bytes: &[u8]) -> Result<Vec<Loaded<SoundFacts>>, Unreadable> {
        let path = self.folder.path().join("a sound");
        std::fs::write(&path, bytes).unwrap();
        self.inputs.read_voice(Source::Path(path), SoundEdit::default(), &Limits::default())
    }

    /// The form with these sounds as its voice.
    fn draft(&self, sounds: &[Loaded<SoundFacts>]) -> Draft {
        let (file, more) = sounds.split_first().unwrap();
        Draft {
            portrait: Slot::File(Box::new(self.portrait.clone())),
            voice: Voice { file: Slot::File(Box::new(file.clone())), more: more.to_vec(), ..Voice::default() },
            ..Draft::default()
        }
    }
}

fn not_passed(report: &Report) -> Vec<(Rule, Verdict)> {
    let voice = report.checks.iter().filter(|check| check.rule.is_voice() && check.verdict != Verdict::Pass);
    voice.map(|check| (check.rule, check.verdict)).collect()
}

/// Reads a case as it is, asserts what is known of it and what the rules say, and presses its one button. Gives the form as it
/// is then.
fn mended(case: &Case, store: &Store) -> Draft {
    let name = case.name;
    let given = store.read(&case.bytes).unwrap_or_else(|why| panic!("{name}: {why:?}"));
    let [one] = given.as_slice() else { panic!("{name}: {} sounds", given.len()) };
    let facts = &one.facts;
    assert_eq!((facts.format, facts.rate, facts.channels), (case.format, case.rate, case.channels), "{name}");
    let apart = (facts.length.as_secs_f64() - case.seconds).abs();
    assert!(apart <= 0.030, "{name}: {:?}, not {} s", facts.length, case.seconds);
    assert!(one.origin.is_none() && std::fs::read(&one.kept).unwrap() == case.bytes, "{name}: it is left as it is");
    let limits = Limits::default();
    let (report, _) = check(&store.draft(&given), &limits, None, |_| false);
    assert_eq!(not_passed(&report), case.told, "{name}: {facts:?}");

    let Some(fix) = case.fix else { return store.draft(&given) };
    let offered = report.checks.iter().any(|check| check.fixes.contains(&fix));
    assert!(offered, "{name}: {fix:?} is offered");
    let edit =
        mend(facts, SoundEdit::default(), fix, &limits).unwrap_or_else(|| panic!("{name}: {fix:?} does nothing"));
    let sounds = store.inputs.read_voice(one.given().into(), edit, &limits).unwrap();
    let draft = store.draft(&sounds);
    let (report, checked) = check(&draft, &limits, None, |_| false);
    assert_eq!((not_passed(&report), checked.len()), (vec![], sounds.len()), "{name} after {fix:?}: {sounds:?}");
    assert!(sounds.iter().all(|sound| sound.facts.bytes <= limits.sound_bytes_sure), "{name}");
    assert_eq!(sounds.len() > 1, fix == Fix::Split, "{name}");
    let all: Duration = sounds.iter().map(|sound| sound.facts.length).sum();
    let expected = match fix {
        Fix::Pad => 2.1,
        Fix::Trim => all.as_secs_f64().clamp(54.9, 59.9),
        _ => case.seconds,
    };
    assert!((all.as_secs_f64() - expected).abs() <= 0.030, "{name}: {all:?} after {fix:?}, not {expected} s");
    assert!(one.kept.is_file(), "{name}: the file as it was given is still there");
    draft
}

/// Sends what a form makes to a practice server; each has to be accepted.
async fn accepted(drafts: &[(&'static str, Draft)]) {
    let folder = tempfile::tempdir().unwrap();
    let key = ApiKey::read(KEY).unwrap();
    let config = practice::Config {
        port: 0,
        token: key.clone(),
        folder: folder.path().to_owned(),
        timeline: Timeline::default(),
        limits: Limits::default(),
    };
    let running = practice::start(config).await.unwrap();
    let (gateway, client) = (Gateway { base: running.base_url(), key }, Client::new().unwrap());
    let bytes = |path: &Path| Some(Bytes::from(std::fs::read(path).unwrap()));
    let mut id = 0;
    for (name, draft) in drafts {
        let (report, checked) = check(draft, &Limits::default(), None, |_| false);
        assert!(report.ok() && !checked.is_empty(), "{name}: {report:?}");
        for (checked, sound) in checked.into_iter().zip(draft.voice.sounds()) {
            id += 1;
            let length = Some(sound.facts.length);
            let price = price::estimate(length, draft.mode, &Rates::default(), &Limits::default());
            let approval = Approval { id: SubmissionId(id), at: Timestamp::now(), door: Door::Practice, price };
            let submission = Task::approve(checked, approval, None).depart(Timestamp::now()).unwrap();
            let portrait = bytes(&draft.portrait.file().unwrap().kept);
            let payload = Payload { portrait, voice: bytes(&sound.kept) };
            let outcome = client.create(&gateway, submission, payload, |_, _| {}, Arc::default()).await;
            assert!(matches!(outcome, Outcome::Accepted(_)), "{name}: {outcome:?}");
        }
    }
    running.stop().await;
}

fn run(cases: &[Case]) {
    let store = Store::new();
    let drafts: Vec<_> = cases.iter().map(|case| (case.name, mended(case, &store))).collect();
    tokio::runtime::Runtime::new().unwrap().block_on(accepted(&drafts));
}

// In several tests, so that they run beside one another.

#[test]
fn wav_of_every_shape_is_a_voice() {
    run(&wavs());
}

#[test]
fn at_and_beyond_each_limit_one_press_is_enough() {
    let cases = limits();
    let (lengths, sizes) = cases.split_at(8);
    std::thread::scope(|scope| {
        std::thread::Builder::new().name("sizes".into()).spawn_scoped(scope, || run(sizes)).unwrap();
        run(lengths);
    });
}

#[test]
fn what_is_silent_or_too_loud_is_said_and_may_be_sent() {
    run(&levels());
}

#[test]
fn mp3_with_and_without_what_encoders_note_is_a_voice() {
    run(&mp3s());
}

#[test]
fn aac_in_streams_and_files_is_a_voice() {
    run(&aacs());
}

#[test]
fn flac_and_ogg_become_what_is_accepted() {
    run(&others());
}

#[test]
fn what_cannot_be_decoded_is_named() {
    let store = Store::new();
    let cut_m4a = cut(plain_m4a(44_100, 1, 2.5, None), 0.6);
    assert_eq!(store.read(&cut_m4a), Err(Unreadable::Damaged(Damage::CutOff)));
    assert_eq!(store.read(&opus()), Err(Unreadable::Damaged(Damage::CodingOf("Opus"))));
    let mut other = plain_m4a(44_100, 1, 2.5, None);
    for (name, new) in [(b"mp4a", b"ac-3"), (b"esds", b"free")] {
        let at = other.windows(4).position(|found| found == name).unwrap();
        other[at..at + 4].copy_from_slice(new);
    }
    assert_eq!(store.read(&other), Err(Unreadable::Damaged(Damage::CodingOf("AC-3"))));
    let cut_ogg = cut(ogg(44_100, 1, &tone(44_100, 6.0), None), 0.6);
    let heard = store.read(&cut_ogg).unwrap()[0].facts.length.as_secs_f64();
    assert!((1.0..5.0).contains(&heard), "{heard} s of 6 are there");
}

#[test]
fn there_are_enough_of_them_and_each_has_its_own_name() {
    let all = [wavs(), levels(), mp3s(), aacs(), others()]
        .map(|cases| cases.iter().map(|case| case.name).collect::<Vec<_>>());
    let all = all.concat();
    let names: std::collections::BTreeSet<_> = all.iter().collect();
    // With those at the limits.
    assert_eq!(names.len(), all.len());
    assert!(all.len() + 15 >= 60, "{}", all.len());
}

/// The longest voice a setting allows, as hard to code as can be, still fits.
#[test]
fn five_minutes_fit_where_a_setting_allows_them() {
    let store = Store::new();
    let limits = Limits { sound_longest: Limits::LONGEST_VOICE_EVER, ..Limits::default() };
    let mut seed = 1_u32;
    let noise: Vec<f32> = (0..16_000 * 300)
        .map(|_| {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            ((seed >> 8) as f32 / 8_388_608.0 - 1.0) * 0.5
        })
        .collect();
    let given = store.read(&wav(16_000, 2, 16, &noise)).unwrap();
    let edit = mend(&given[0].facts, SoundEdit::default(), Fix::Recompress, &limits).unwrap();
    let made = store.inputs.read_voice(given[0].given().into(), edit, &limits).unwrap();
    let facts = &made[0].facts;
    assert_eq!((facts.format, facts.length), (M4a, Duration::from_secs(300)));
    assert!(facts.bytes <= limits.sound_bytes_sure, "{}", facts.bytes);
}
