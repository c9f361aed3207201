//! Every value of the domain has its words, and numbers read as people write them.

use std::{path::Path, time::Duration};

use jiff::{Timestamp, tz::TimeZone};

use super::*;
use crate::domain::{
    Allowed, AskFault, Check, Damage, DownloadFault, Estimate, Finding, Fix, Found, ImageFormat, KeyFault,
    KeyFileFault, KeyHome, Language, LibraryFault, Lost, Mode, Money, OpenFault, Refusal, RefusalKind, Rule,
    SoundChange, SoundFormat, StageWord, Unreadable, Unseen, Verdict, Warning, history::Group,
};

/// Spelt so that the scan of the sources does not take it for a key.
const NOT_A_KEY: &str = "no such key";

#[test]
fn the_files_can_be_read_whole_and_a_missing_key_shows_itself() {
    for language in Language::ALL {
        assert!(FluentResource::try_new(source(language).to_owned()).is_ok(), "{language:?}");
        let texts = Texts::of(language);
        assert_eq!((texts.language(), texts.get(NOT_A_KEY)), (language, format!("⟦{NOT_A_KEY}⟧")));
    }
}

fn findings() -> Vec<Finding> {
    let seconds = Duration::from_secs;
    vec![
        Finding::PortraitMissing,
        Finding::PortraitReading,
        Finding::PortraitUnreadable(Unreadable::Missing),
        Finding::PortraitFormat(ImageFormat::WebP),
        Finding::PortraitBytes(11_000_000, 10_000_000, 10_485_760),
        Finding::PortraitSide(200, 900, 300),
        Finding::PortraitAspect(1800, 600, 25),
        Finding::PortraitFaces(0),
        Finding::PortraitFaces(1),
        Finding::PortraitFaces(2),
        Finding::PortraitLink,
        Finding::PortraitLinkSeen,
        Finding::PortraitLinkUnseen(Unseen::NoAnswer),
        Finding::PortraitLinkPrivate,
        Finding::PortraitLinkBad,
        Finding::VoiceMissing,
        Finding::VoiceReading,
        Finding::VoiceUnreadable(Unreadable::Damaged("cut".into())),
        Finding::VoiceFormat(SoundFormat::Flac),
        Finding::VoiceBytes(5_100_000, 5_000_000, 5_242_880),
        Finding::VoiceLength(seconds(61), seconds(2), seconds(60)),
        Finding::VoiceLevel(-62),
        Finding::VoiceSilent(None, -500),
        Finding::VoiceSilent(Some(-571), -500),
        Finding::VoiceClipped(1, 10),
        Finding::VoiceClipped(240, 10),
        Finding::VoiceHeAac,
        Finding::TextMissing,
        Finding::Text(1001, 1000),
        Finding::TextLength(seconds(58), seconds(2), seconds(60)),
        Finding::TextLength(seconds(1), seconds(2), seconds(60)),
        Finding::NotSpoken,
        Finding::Spoken,
        Finding::SpokenKept,
        Finding::VoiceLink,
        Finding::VoiceLinkPrivate,
        Finding::VoiceId,
        Finding::VoiceLinkBad,
        Finding::Direction(0, 2500),
        Finding::Direction(2501, 2500),
        Finding::CallbackUrl,
        Finding::CallbackUrlPrivate,
        Finding::CallbackUrlBad,
        Finding::OwnTaskId,
        Finding::OwnTaskIdBad(64),
        Finding::OwnTaskIdUsed,
        Finding::Title(121, 120),
    ]
}

fn words_of_findings(texts: &Texts) -> Vec<String> {
    let mut all = vec![];
    for finding in findings() {
        all.push(texts.found(&finding));
        all.push(texts.allowed(&finding));
        for verdict in [Verdict::Pass, Verdict::Warn, Verdict::Fail] {
            let finding = finding.clone();
            all.push(texts.chip(&Check { rule: Rule::Portrait, verdict, finding, fixes: &[] }));
        }
    }
    all
}

fn sound_changes() -> [SoundChange; 4] {
    let second = Duration::from_secs(1);
    use SoundChange as S;
    [S::Converted(SoundFormat::Flac), S::Trimmed(second, 61 * second), S::Padded(second), S::SplitOff(1, 3)]
}

fn refusals() -> Vec<Refusal> {
    use RefusalKind as R;
    let kinds = [
        R::Key,
        R::Funds,
        R::Rights,
        R::Parameter,
        R::Missing,
        R::Policy,
        R::TooFast,
        R::TooMany,
        R::Address,
        R::Maintenance,
        R::NotReached,
        R::Here,
        R::Other,
    ];
    let said = [("", None), ("words.", None), ("", Some("1201")), ("words", Some("1201"))];
    let refusal = |kind, (message, code): (&str, Option<&str>)| Refusal {
        kind,
        message: message.into(),
        code: code.map(str::to_owned),
        http: None,
        request_id: None,
    };
    kinds.into_iter().flat_map(|kind| said.map(|said| refusal(kind, said))).collect()
}

fn reasons() -> [Unreadable; 8] {
    use Unreadable as U;
    [
        U::Missing,
        U::NotAFile,
        U::Empty,
        U::TooLarge(2_000_000_000, 100_000_000),
        U::NotAPicture,
        U::NotASound,
        U::CannotOpen(ImageFormat::Heic),
        U::Denied("x".into()),
    ]
}

fn damages() -> [Damage; 10] {
    use Damage as D;
    [
        D::CutOff,
        D::NoPixels,
        D::TooManyPixels,
        D::NoDecoder("HEIC"),
        D::NoSound,
        D::Coding,
        D::CodingOf("Opus"),
        D::Parts(2, 3),
        D::Changes("MP3"),
        D::Other("x".into()),
    ]
}

fn library_faults() -> [LibraryFault; 7] {
    use LibraryFault as L;
    [
        L::NewerVersion { found: 2, known: 1 },
        L::Damaged("x".into()),
        L::Unwritable("x".into()),
        L::AlreadyThere,
        L::NotThere,
        L::Unchangeable("ready".into()),
        L::Closed,
    ]
}

fn key_faults() -> Vec<KeyFault> {
    use KeyFault as K;
    let words = || "x".to_owned();
    use KeyFileFault as F;
    let files = [F::Open, F::NotPlain, F::NotOurs, F::TooLarge, F::NotAKey, F::Other(words())];
    let files = files.map(|fault| K::File("x".into(), fault));
    let others = [K::NoKeychain(words()), K::Locked(words()), K::NotAKey, K::Illegible, K::Several, K::Other(words())];
    files.into_iter().chain(others).collect()
}

fn warnings() -> Vec<Warning> {
    use Allowed as A;
    use Warning as W;
    let words = || "x".to_owned();
    let allowed = [
        A::Address,
        A::YesOrNo,
        A::Path,
        A::OneOf(&["a", "b"]),
        A::PerCent(80, 200),
        A::Seconds(2, 300),
        A::Dollars,
        A::Voices,
        A::Speed,
        A::Table,
    ];
    let mut all = vec![
        W::SettingsSetAside(words(), "x".into()),
        W::SettingsStay(words(), words()),
        W::SettingsUnreadable("x".into(), words()),
        W::LibrarySetAside { why: words(), aside: "x".into(), recovered: 2, lost: 1 },
        W::Task(words(), words()),
        W::Interrupted(LibraryFault::Closed),
        W::Form("x".into(), words()),
    ];
    all.extend(allowed.map(|allowed| W::Setting(words(), words(), allowed)));
    all
}

#[test]
fn nothing_is_without_its_words_in_any_language() {
    for language in Language::ALL {
        every_value_has_its_words(&Texts::of(language));
    }
    every_value_has_its_words(&Texts::pseudo());
}

fn every_value_has_its_words(texts: &Texts) {
    let mut all = vec![];
    all.extend(words_of_findings(texts));
    use Fix::*;
    all.extend(
        [Choose, Convert, Recompress, Enlarge, Crop, CropToFace, Trim, Split, Pad, Speak, Shorten, Rewrite, UseFile]
            .map(|fix| texts.fix(fix)),
    );
    all.extend(sound_changes().map(|change| texts.sound_change(&change)));
    all.extend(StageWord::ALL.map(|word| texts.stage_word(word)));
    all.extend(Group::ALL.map(|group| texts.group(group)));
    all.extend(
        refusals()
            .iter()
            .flat_map(|refusal| [texts.refusal(refusal), texts.ask_fault(&AskFault::Refused(refusal.clone()))]),
    );
    for lost in [Lost::Cut("x".into()), Lost::TimedOut, Lost::Unclear(502, "x".into()), Lost::Interrupted] {
        all.push(texts.lost(&lost));
    }
    all.extend(
        [AskFault::Network("x".into()), AskFault::Garbled(502, String::new()), AskFault::Busy(None)]
            .map(|f| texts.ask_fault(&f)),
    );
    use DownloadFault as D;
    let damaged = Found::Damaged("x".into(), crate::domain::Content { bytes: 1, digest: [0; 32] });
    let found = [Found::Nothing, Found::Words("x".into()), Found::TooLarge(2_000_000_000), damaged];
    all.extend(found.map(|found| texts.download_fault(&D::NotAVideo(found))));
    let here = [D::Full("/films".into()), D::NotWritable("/films".into()), D::Disk("x".into())];
    all.extend(here.map(|fault| texts.download_fault(&fault)));
    let faults = [D::Network("x".into()), D::Dead(403), D::NotAVideo(Found::BadAddress), D::Elsewhere];
    all.extend(faults.map(|fault| texts.download_fault(&fault)));
    all.extend(reasons().map(|why| texts.unreadable(&why)));
    all.extend(damages().map(|damage| texts.unreadable(&Unreadable::Damaged(damage))));
    all.extend(library_faults().map(|fault| texts.library_fault(&fault)));
    all.extend(key_faults().iter().map(|fault| texts.key_fault(fault)));
    use OpenFault as O;
    all.extend([O::Missing("x".into()), O::NoLauncher, O::Other("x".into())].map(|fault| texts.open_fault(&fault)));
    all.extend(warnings().iter().map(|warning| texts.warning(warning)));
    for home in [KeyHome::Keychain, KeyHome::Environment, KeyHome::Session, KeyHome::File] {
        all.extend([texts.key_home(home), texts.key_home_long(home, Path::new("x"))]);
    }
    for text in &all {
        assert!(!text.contains(['⟦', '{', '}', '\u{2068}']), "{text}");
    }
    assert!(all.len() > 150);
}

#[test]
fn chips_say_the_number_found_and_the_number_allowed() {
    let texts = Texts::english();
    let seconds = Duration::from_secs;
    let table = [
        (Verdict::Pass, Finding::PortraitFormat(ImageFormat::Jpeg), "JPG"),
        (Verdict::Pass, Finding::PortraitBytes(1_840_000, 10_000_000, 10_485_760), "1.8 MB"),
        (Verdict::Warn, Finding::PortraitBytes(10_200_000, 10_000_000, 10_485_760), "10.2 MB — just over 10 MB"),
        (Verdict::Fail, Finding::PortraitBytes(11_200_000, 10_000_000, 10_485_760), "11.2 MB — more than 10 MB"),
        (Verdict::Pass, Finding::PortraitSide(1024, 1024, 300), "1024 × 1024"),
        (Verdict::Fail, Finding::PortraitSide(299, 400, 300), "299 × 400 — a side under 300 px"),
        (Verdict::Pass, Finding::PortraitAspect(1080, 1920, 25), "9:16"),
        (Verdict::Fail, Finding::PortraitAspect(1800, 600, 25), "1800 × 600 — ratio 3:1 is wider than 2.5:1"),
        (Verdict::Fail, Finding::PortraitAspect(1000, 2501, 25), "1000 × 2501 — ratio 1:2.501 is taller than 1:2.5"),
        (Verdict::Fail, Finding::VoiceLength(seconds(61), seconds(2), seconds(60)), "61.0 s — longer than 60 s"),
        (
            Verdict::Fail,
            Finding::VoiceLength(Duration::from_millis(1940), seconds(2), seconds(60)),
            "1.9 s — shorter than 2 s",
        ),
    ];
    for (verdict, finding, expected) in table {
        assert_eq!(texts.chip(&Check { rule: Rule::Portrait, verdict, finding, fixes: &[] }), expected);
    }
}

/// What is written of one value, in each language.
fn in_each(write: impl Fn(&Texts) -> String) -> [String; 3] {
    Language::ALL.map(|language| write(&Texts::of(language)))
}

#[test]
fn numbers_read_as_people_write_them() {
    let seconds = |seconds| in_each(|texts| texts.duration(Duration::from_secs(seconds)));
    assert_eq!(seconds(48), ["48 s", "48\u{a0}s", "48秒"]);
    assert_eq!(seconds(108), ["1 m 48 s", "1\u{a0}min\u{a0}48\u{a0}s", "1分48秒"]);
    assert_eq!(seconds(7_500), ["2 h 5 m", "2\u{a0}h\u{a0}5\u{a0}min", "2小时5分"]);
    let rough = |seconds| in_each(|texts| texts.duration_rough(Duration::from_secs(seconds)));
    assert_eq!(rough(3), ["10 s", "10\u{a0}s", "10秒"]);
    assert_eq!(rough(47), ["40 s", "40\u{a0}s", "40秒"]);
    assert_eq!(rough(200), ["3 m", "3\u{a0}min", "3分钟"]);
    assert_eq!(rough(7_500), ["2 h", "2\u{a0}h", "2小时"]);
    let beside = |ms| in_each(|texts| texts.length_beside(Duration::from_millis(ms), Duration::from_secs(60)));
    assert_eq!(beside(59_990), ["59.9 s", "59,9\u{a0}s", "59.9秒"]);
    assert_eq!(beside(60_000), ["60.0 s", "60,0\u{a0}s", "60.0秒"]);
    assert_eq!(beside(60_001), ["60.001 s", "60,001\u{a0}s", "60.001秒"]);
    assert_eq!(beside(64_000), ["64.0 s", "64,0\u{a0}s", "64.0秒"]);
    assert_eq!(in_each(|texts| texts.clock(Duration::from_millis(72_440))), ["1:12.4", "1:12,4", "1:12.4"]);
}

#[test]
fn money_sizes_and_ratios_read_as_people_write_them() {
    let money = Money(728_000);
    assert_eq!(in_each(|texts| texts.money(money)), ["≈ $0.73", "≈\u{a0}0,73\u{a0}$US", "≈ 0.73 美元"]);
    assert_eq!(in_each(|texts| texts.rate(Money(56_000))), ["$0.056", "0,056\u{a0}$US", "0.056 美元"]);
    for texts in Language::ALL.map(Texts::of) {
        assert_eq!(Money::read(&texts.rate(Money(56_000))), Some(Money(56_000)), "what is shown can be typed");
    }
    let estimate = Estimate { seconds: 13, length_known: true, per_second: Money(56_000), total: money };
    let said = in_each(|texts| texts.estimate(&estimate, Mode::Standard));
    let french = "13\u{a0}s × 0,056\u{a0}$US · Standard";
    assert_eq!(said, ["13 s × $0.056 · Standard", french, "13秒 × 0.056 美元 · 标准"]);
    let size = |bytes| in_each(|texts| texts.size(bytes));
    assert_eq!(size(999), ["999 B", "999\u{a0}o", "999 B"]);
    assert_eq!(size(12_345), ["12 KB", "12\u{a0}Ko", "12 KB"]);
    assert_eq!(size(1_840_000), ["1.8 MB", "1,8\u{a0}Mo", "1.8 MB"]);
    assert_eq!(size(3_100_000_000), ["3.1 GB", "3,1\u{a0}Go", "3.1 GB"]);
    let parts = |done, total| Language::ALL.map(|language| Texts::of(language).size_of_total(done, total).0);
    assert_eq!(parts(3_230_000, 7_300_000), ["3.2", "3,2", "3.2"], "the unit is said once");
    assert_eq!(parts(230_000, 7_300_000), ["230 KB", "230\u{a0}Ko", "230 KB"]);
    let ratio = |width, height| in_each(|texts| texts.ratio(width, height));
    assert_eq!(ratio(1080, 1920), ["9:16", "9:16", "9:16"]);
    assert_eq!(ratio(1910, 1000), ["1.91:1", "1,91:1", "1.91:1"]);
    assert_eq!(in_each(|texts| texts.aspect_limit(25)), ["from 1:2.5 to 2.5:1", "de 1:2,5 à 2,5:1", "1:2.5 至 2.5:1"]);
}

#[test]
fn counts_have_their_plurals_and_their_thousands() {
    let count = |count: usize| in_each(|texts| texts.with("status-in-flight", &[("count", count.into())]));
    assert_eq!(count(0), ["0 jobs in flight", "0 tâche en cours", "0个任务进行中"]);
    assert_eq!(count(1), ["1 job in flight", "1 tâche en cours", "1个任务进行中"]);
    assert_eq!(count(2), ["2 jobs in flight", "2 tâches en cours", "2个任务进行中"]);
    assert_eq!(count(2_500), ["2500 jobs in flight", "2500 tâches en cours", "2500个任务进行中"]);
    let many = ["10,000 jobs in flight", "10\u{202f}000 tâches en cours", "10,000个任务进行中"];
    assert_eq!(count(10_000), many);
    let million = "1\u{202f}234\u{202f}567 tâches en cours";
    assert_eq!(count(1_234_567), ["1,234,567 jobs in flight", million, "1,234,567个任务进行中"]);
}

#[test]
fn days_are_named_from_where_one_stands() {
    let at = |text: &str| text.parse::<Timestamp>().expect("a time");
    let now = at("2026-11-22T10:45:00Z");
    let when = |text: &str| in_each(|texts| texts.when(at(text), now, &TimeZone::UTC));
    assert_eq!(when("2026-11-22T10:41:00Z"), ["Today 10:41", "Aujourd’hui 10:41", "今天 10:41"]);
    assert_eq!(when("2026-11-21T18:20:00Z"), ["Yesterday 18:20", "Hier 18:20", "昨天 18:20"]);
    assert_eq!(when("2026-11-20T09:03:00Z"), ["20 Nov 09:03", "20 nov. 09:03", "11月20日 09:03"]);
    assert_eq!(when("2026-08-01T09:03:00Z"), ["1 Aug 09:03", "1er août 09:03", "8月1日 09:03"]);
    assert_eq!(when("2025-01-02T09:03:00Z"), ["2 Jan 2025", "2 janv. 2025", "2025年1月2日"]);
    for month in 1..=12 {
        let day = format!("2026-{month:02}-05T09:03:00Z");
        let english = at(&day).to_zoned(TimeZone::UTC).strftime("%-d %b %H:%M").to_string();
        let before = at("2026-12-31T10:45:00Z");
        assert_eq!(Texts::english().when(at(&day), before, &TimeZone::UTC), english);
    }
}

#[test]
fn the_pseudo_language_leaves_the_gaps_alone_and_is_longer() {
    let texts = Texts::pseudo();
    let said = texts.with("toast-ready", &[("title", "Ada".into())]);
    assert_eq!(said, "[“Ada” îîš ŕééååđý]");
    let (mut english, mut pseudo) = (0, 0);
    for key in ["library-videos-note", "first-more", "account-practice-more", "about-leaves-text", "lost-cut"] {
        let said = texts.get(key);
        assert!(!said.contains(|letter: char| letter.is_ascii_alphabetic()), "{said}");
        english += Texts::english().get(key).chars().count();
        pseudo += said.chars().count();
    }
    let longer = pseudo as f64 / english as f64;
    assert!((1.25..1.55).contains(&longer), "{longer}");
}
