//! Every key has its use, every use its key, and every value of the domain its words.

use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
    time::Duration,
};

use jiff::{Timestamp, tz::TimeZone};

use super::{numbers::clock, *};
use crate::domain::{
    AskFault, Check, DownloadFault, Finding, Fix, ImageFormat, KeyHome, Lost, Money, Refusal, RefusalKind, Rule,
    SoundFormat, StageWord, Unreadable, Verdict, history::Group,
};

fn keys_of_the_file() -> BTreeSet<String> {
    let starts_key = |line: &&str| line.chars().next().is_some_and(|c| c.is_ascii_lowercase());
    ENGLISH.lines().filter(starts_key).filter_map(|line| Some(line.split_once(" =")?.0.to_owned())).collect()
}

fn sources() -> Vec<PathBuf> {
    fn walk(folder: &Path, found: &mut Vec<PathBuf>) {
        for entry in std::fs::read_dir(folder).expect("a folder of sources") {
            let path = entry.expect("an entry").path();
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            if path.is_dir() {
                walk(&path, found);
            } else if name.ends_with(".rs") && !name.ends_with("tests.rs") {
                found.push(path);
            }
        }
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = vec![];
    walk(&root, &mut found);
    let ours = |path: &PathBuf| {
        let inside = path.strip_prefix(&root).expect("inside");
        inside.starts_with("ui") || inside.to_string_lossy().starts_with("cli")
    };
    found.into_iter().filter(ours).collect()
}

fn looks_like_key(text: &str) -> bool {
    text.contains('-') && text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
}

/// Every literal of a source that has the shape of a key.
fn literals(code: &str) -> BTreeSet<String> {
    let lines = code.lines().filter(|line| !line.trim_start().starts_with("//"));
    let code: String = lines.collect::<Vec<_>>().join("\n");
    code.split('"').skip(1).step_by(2).filter(|text| looks_like_key(text)).map(str::to_owned).collect()
}

/// The literals inside the brackets of `.get(…)` and `.with(…)` alone.
fn asked_for(code: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for (at, call) in code.match_indices(".get(").chain(code.match_indices(".with(")) {
        let inside = &code[at + call.len()..];
        let mut depth = 1;
        let end = inside.find(|c| {
            depth += i32::from(c == '(') - i32::from(c == ')');
            depth == 0
        });
        found.extend(literals(&inside[..end.unwrap_or(inside.len())]));
    }
    found
}

#[test]
fn every_key_is_used_and_every_used_key_exists() {
    let existing = keys_of_the_file();
    assert!(existing.iter().all(|key| looks_like_key(key)), "{existing:?}");
    let (mut asked, mut used) = (BTreeSet::new(), BTreeSet::new());
    for path in sources() {
        let source = std::fs::read_to_string(&path).expect("a source");
        // In the views every literal of this shape is a key; the command line has others: names of options, of fields.
        let view = path.components().any(|part| part.as_os_str() == "ui");
        asked.extend(if view { literals(&source) } else { asked_for(&source) });
        used.extend(literals(&source));
    }
    let missing: Vec<_> = asked.difference(&existing).collect();
    assert!(missing.is_empty(), "used but not in en.ftl: {missing:?}");
    let idle: Vec<_> = existing.difference(&used).collect();
    assert!(idle.is_empty(), "in en.ftl but not used: {idle:?}");
}

#[test]
fn the_scan_would_find_a_missing_key() {
    let source = "let a = (\"an-option\", texts.get(match x { A => \"no-such-key\", B => f(\"other-key\") }));";
    assert_eq!(asked_for(source), ["no-such-key", "other-key"].map(str::to_owned).into());
    assert!(literals(source).contains("an-option"));
    assert!(!literals("  // texts.get(\"in-a-comment\")").contains("in-a-comment"));
    assert_eq!(Texts::english().get("no-such-key"), "⟦no-such-key⟧");
}

#[test]
fn the_file_can_be_read_whole_and_without_doubles() {
    assert!(FluentResource::try_new(ENGLISH.to_owned()).is_ok());
    let lines = ENGLISH.lines().filter(|line| line.chars().next().is_some_and(|c| c.is_ascii_lowercase())).count();
    assert_eq!(lines, keys_of_the_file().len());
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
