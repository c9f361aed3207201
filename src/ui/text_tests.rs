//! Every value of the domain has its words, and numbers read as people write them.

use std::time::Duration;

use jiff::{Timestamp, tz::TimeZone};

use super::{numbers::clock, *};
use crate::domain::{
    AskFault, Check, DownloadFault, Finding, Fix, ImageFormat, KeyHome, Lost, Money, Refusal, RefusalKind, Rule,
    SoundFormat, StageWord, Unreadable, Verdict, history::Group,
};

/// Spelt so that the scan of the sources does not take it for a key.
const NOT_A_KEY: &str = "no such key";

#[test]
fn the_file_can_be_read_whole_and_a_missing_key_shows_itself() {
    assert!(FluentResource::try_new(ENGLISH.to_owned()).is_ok());
    assert_eq!(Texts::english().get(NOT_A_KEY), format!("⟦{NOT_A_KEY}⟧"));
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
        Finding::PortraitLink,
        Finding::PortraitLinkBad,
        Finding::VoiceMissing,
        Finding::VoiceReading,
        Finding::VoiceUnreadable(Unreadable::Damaged("cut".into())),
        Finding::VoiceFormat(SoundFormat::Flac),
        Finding::VoiceBytes(5_100_000, 5_000_000, 5_242_880),
        Finding::VoiceLength(seconds(61), seconds(2), seconds(60)),
        Finding::VoiceLink,
        Finding::VoiceId,
        Finding::VoiceLinkBad,
        Finding::Direction(0, 2500),
        Finding::Direction(2501, 2500),
        Finding::CallbackUrl,
        Finding::CallbackUrlBad,
        Finding::OwnTaskId,
        Finding::OwnTaskIdBad(64),
        Finding::OwnTaskIdUsed,
        Finding::Title(121, 120),
    ]
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

#[test]
fn nothing_is_without_its_words() {
    let texts = Texts::english();
    let mut all = vec![];
    for finding in findings() {
        all.push(texts.found(&finding));
        all.push(texts.allowed(&finding));
        for verdict in [Verdict::Pass, Verdict::Warn, Verdict::Fail] {
            let finding = finding.clone();
            all.push(texts.chip(&Check { rule: Rule::Portrait, verdict, finding, fix: None }));
        }
    }
    use Fix::*;
    all.extend([Choose, Convert, Recompress, Enlarge, Crop, Trim, Pad, Shorten, Rewrite].map(|fix| texts.fix(fix)));
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
        [AskFault::Network("x".into()), AskFault::Garbled(502), AskFault::Busy(None)].map(|f| texts.ask_fault(&f)),
    );
    use DownloadFault as D;
    let faults = [D::Network("x".into()), D::Dead(403), D::NotAVideo("x".into()), D::Disk("full".into())];
    all.extend(faults.map(|fault| texts.download_fault(&fault)));
    use Unreadable as U;
    let reasons = [
        U::Missing,
        U::NotAFile,
        U::Empty,
        U::TooLarge(2_000_000_000, 100_000_000),
        U::NotAPicture,
        U::NotASound,
        U::Damaged("x".into()),
        U::Denied("x".into()),
    ];
    all.extend(reasons.map(|why| texts.unreadable(&why)));
    for home in [KeyHome::Keychain, KeyHome::Environment, KeyHome::Session] {
        all.extend([texts.key_home(home), texts.key_home_long(home)]);
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
        assert_eq!(texts.chip(&Check { rule: Rule::Portrait, verdict, finding, fix: None }), expected);
    }
}

#[test]
fn numbers_read_as_people_write_them() {
    let texts = Texts::english();
    let seconds = |s| texts.duration(Duration::from_secs(s));
    assert_eq!((seconds(48), seconds(108), seconds(7_500)), ("48 s".into(), "1 m 48 s".into(), "2 h 5 m".into()));
    let rough = |s| texts.duration_rough(Duration::from_secs(s));
    assert_eq!(
        (rough(3), rough(47), rough(200), rough(7_500)),
        ("10 s".into(), "40 s".into(), "3 m".into(), "2 h".into())
    );
    assert_eq!(texts.money(Money(728_000)), "≈ $0.73");
    assert_eq!(clock(Duration::from_millis(12_440)), "0:12.4");
    let beside = |ms| texts.length_beside(Duration::from_millis(ms), Duration::from_secs(60));
    assert_eq!((beside(59_990), beside(60_000), beside(60_001), beside(64_000)), {
        ("59.9 s".into(), "60.0 s".into(), "60.001 s".into(), "64.0 s".into())
    });
    let sizes = [999, 12_345, 1_840_000, 3_100_000_000].map(|bytes| texts.size(bytes));
    assert_eq!(sizes, ["999 B", "12 KB", "1.8 MB", "3.1 GB"]);
}

#[test]
fn days_are_named_from_where_one_stands() {
    let texts = Texts::english();
    let at = |text: &str| text.parse::<Timestamp>().expect("a time");
    let now = at("2026-11-22T10:45:00Z");
    let when = |text: &str| texts.when(at(text), now, &TimeZone::UTC);
    assert_eq!(when("2026-11-22T10:41:00Z"), "Today 10:41");
    assert_eq!(when("2026-11-21T18:20:00Z"), "Yesterday 18:20");
    assert_eq!(when("2026-11-20T09:03:00Z"), "20 Nov 09:03");
    assert_eq!(when("2025-01-02T09:03:00Z"), "2 Jan 2025");
}
