//! What scripts read stays what it is: names, forms and nothing secret.

use std::path::PathBuf;

use serde_json::{Value, json};

use super::*;
use crate::domain::{
    Approval, Estimate, ImageFormat, InputId, Level, Limits, Link, Loaded, Money, Refusal, RefusalKind, Rule, Slot,
    SoundFormat, StageWord, SubmissionId, TaskId, Video, Voice, check,
};

fn a_draft() -> Draft {
    let image = ImageFacts { format: ImageFormat::Jpeg, width: 299, height: 400, bytes: 12_345, faces: None };
    let peaks = [1u8, 2, 3].into();
    let sound = SoundFacts {
        format: SoundFormat::Mp3,
        length: Duration::from_micros(3_456_700),
        bytes: 54_321,
        channels: 2,
        rate: 44_100,
        peaks,
        level: Level { peak: Some(-60), ..Level::default() },
        he_aac: false,
    };
    let named = |name: &str| (InputId([7; 32]), PathBuf::from(name), name.to_owned());
    let ((id, kept, name), (sound_id, sound_kept, sound_name)) = (named("ada.jpg"), named("ada.mp3"));
    Draft {
        portrait: Slot::File(Box::new(Loaded { id, kept, name, facts: image, origin: None })),
        voice: Voice {
            file: Slot::File(Box::new(Loaded {
                id: sound_id,
                kept: sound_kept,
                name: sound_name,
                facts: sound,
                origin: None,
            })),
            ..Voice::default()
        },
        ..Draft::default()
    }
}

fn a_task(second: i64, title: &str, stage: Stage) -> Task {
    let mut draft = a_draft();
    draft.portrait = Slot::Link("https://example.org/ada.jpg".into());
    draft.title = title.into();
    let (_, mut checked) = check(&draft, &Limits::default(), None, |_| false);
    let price = Estimate { seconds: 4, length_known: true, per_second: Money(56_000), total: Money(224_000) };
    let at = Timestamp::from_second(1_790_000_000 + second).expect("a time");
    let approval = Approval { id: SubmissionId(second.unsigned_abs().into()), at, door: Door::Practice, price };
    let mut task = Task::approve(checked.pop().expect("a good draft"), approval, None);
    task.stage = stage;
    task
}

fn a_video() -> Video {
    Video {
        path: PathBuf::from("/films/ada.mp4"),
        bytes: 1,
        length: Duration::from_micros(3_456_700),
        width: 720,
        height: 960,
        frames_per_1000_s: 25_000,
        codec: "H.264".into(),
        sound: None,
        poster: None,
        modified: None,
        damage: None,
    }
}

fn twin(task: &Task) -> Value {
    serde_json::to_value(TaskLine::of(task, &Texts::english())).expect("JSON")
}

#[test]
fn a_finished_task_has_these_fields_and_no_others() {
    // An id above 2^53 stays text.
    let task = a_task(1, "Spring", Stage::Ready(TaskId("897182621750399062".into()), a_video()));
    let expected = json!({
        "id": "00000000-0000-0000-0000-000000000001",
        "title": "Spring",
        "status": "ready",
        "task_id": "897182621750399062",
        "external_task_id": "00000000-0000-0000-0000-000000000001",
        "created_at": "2026-09-21T14:13:21Z",
        "finished_at": null,
        "video": "/films/ada.mp4",
        "file": "kept",
        "kept_until": null,
        "seconds": 3.457,
        "problem": null,
        "details": null,
        "practice": true,
        "mode": "std",
        "direction": crate::domain::draft::DEFAULT_DIRECTION,
        "estimated_usd": "0.224",
        "units": null,
        "held": false,
    });
    assert_eq!(twin(&task), expected);
}

#[test]
fn a_task_in_trouble_says_why() {
    let refusal = Refusal {
        kind: RefusalKind::Funds,
        message: "no more units".into(),
        code: Some("1102".into()),
        http: Some(429),
        request_id: None,
    };
    let id = || TaskId("7".into());
    let table = [
        (Stage::Waiting(None), "waiting", None),
        (Stage::Sending(1, 2), "uploading", None),
        (Stage::Waiting(Some(refusal.clone())), "waiting", Some("no more units")),
        (Stage::Refused(refusal), "refused", Some("no more units")),
        (Stage::Failed(id(), "Image pixel is invalid".into()), "failed", Some("Image pixel is invalid")),
        (Stage::Unknown(crate::domain::Lost::TimedOut), "unknown", Some("billed")),
        (Stage::Cancelled, "cancelled", None),
    ];
    for (stage, status, words) in table {
        let twin = twin(&a_task(1, "t", stage));
        assert_eq!(twin["status"], status);
        let said = twin["problem"].as_str();
        assert!(said.is_some() == words.is_some(), "{status}: {said:?}");
        assert!(words.is_none_or(|words| said.is_some_and(|said| said.contains(words))), "{status}: {said:?}");
    }
}

#[test]
fn what_is_known_of_a_trouble_has_these_fields() {
    let refusal = Refusal {
        kind: RefusalKind::Key,
        message: "the key expired".into(),
        code: Some("1004".into()),
        http: Some(401),
        request_id: Some("9984d27b".into()),
    };
    let mut task = a_task(1, "t", Stage::Waiting(None));
    task.arrive(Stage::Refused(refusal), Timestamp::from_second(1_790_000_009).expect("a time"));
    let expected = json!({
        "billed": "no",
        "next": "key",
        "next_step": "Check the key in the settings.",
        "http": 401,
        "code": "1004",
        "words": "the key expired",
        "request_id": "9984d27b",
        "at": "2026-09-21T14:13:29Z",
    });
    assert_eq!(twin(&task)["details"], expected);
    let lost = a_task(1, "t", Stage::Unknown(crate::domain::Lost::Unclear(524, "a page".into())));
    let details = twin(&lost)["details"].clone();
    assert_eq!((&details["billed"], &details["next"]), (&json!("maybe"), &json!("look")));
    assert_eq!((&details["http"], &details["words"]), (&json!(524), &json!("a page")));
}

#[test]
fn a_report_has_these_fields() {
    let draft = a_draft();
    let (report, _) = check(&draft, &Limits::default(), None, |_| false);
    let twin = serde_json::to_value(ReportLine::of(&report, &draft, &Texts::english())).expect("JSON");
    assert_eq!(twin["ok"], false);
    assert_eq!(twin["image"], json!({"format": "JPG", "width": 299, "height": 400, "bytes": 12_345}));
    let audio = json!({"format": "MP3", "seconds": 3.457, "bytes": 54_321, "channels": 2, "rate": 44_100});
    assert_eq!(twin["audio"], audio);
    let checks = twin["checks"].as_array().expect("a list");
    let failed: Vec<_> = checks.iter().filter(|check| check["verdict"] == "fail").collect();
    assert_eq!(failed.len(), 1);
    assert_eq!((&failed[0]["rule"], &failed[0]["fix"]), (&json!("portrait-side"), &json!("enlarge")));
    assert!(failed[0]["found"].as_str().is_some_and(|found| found.contains("299")));
    assert!(failed[0]["allowed"].as_str().is_some_and(|allowed| allowed.contains("300")));
}

#[test]
fn an_address_has_no_facts() {
    let mut draft = a_draft();
    draft.portrait = Slot::Link(Link::read("https://example.org/a.png").expect("a link").as_str().to_owned());
    draft.voice.way = VoiceWay::Link;
    draft.voice.link = "847487393472614443".into();
    let (report, _) = check(&draft, &Limits::default(), None, |_| false);
    let twin = serde_json::to_value(ReportLine::of(&report, &draft, &Texts::english())).expect("JSON");
    // The file of the other way is still in the form, but it is not what would be sent.
    assert_eq!((&twin["ok"], &twin["image"], &twin["audio"]), (&json!(true), &Value::Null, &Value::Null));
}

#[test]
fn a_check_is_one_line_without_empty_brackets() {
    let texts = Texts::english();
    let (report, _) = check(&a_draft(), &Limits::default(), None, |_| false);
    for check in &report.checks {
        let line = check_sentence(check, &texts);
        assert!(!line.contains("()") && !line.contains('\n') && line.contains(check.rule.name()), "{line:?}");
    }
    let side = report.of(Rule::PortraitSide).map(|check| check_sentence(check, &texts)).expect("checked");
    assert!(side.starts_with("fail") && side.contains("299") && side.contains("300"), "{side:?}");
}

#[test]
fn tasks_are_selected_and_the_newest_comes_first() {
    let tasks = [
        a_task(1, "Spring campaign", Stage::Cancelled),
        a_task(3, "Spring lesson", Stage::Waiting(None)),
        a_task(2, "Autumn lesson", Stage::Waiting(None)),
    ];
    let titles = |status, search: &str| -> Vec<&str> {
        select(&tasks, status, search).iter().map(|task| task.title.as_str()).collect()
    };
    assert_eq!(titles(None, ""), ["Spring lesson", "Autumn lesson", "Spring campaign"]);
    assert_eq!(titles(Some(StageWord::Waiting), ""), ["Spring lesson", "Autumn lesson"]);
    assert_eq!(titles(None, "LESSON spring"), ["Spring lesson"]);
    assert!(titles(Some(StageWord::Ready), "").is_empty());
}

#[test]
fn a_task_is_one_line_whatever_its_title_holds() {
    let task = a_task(1, "Spring\r\n00000000-0000-0000-0000-000000000009  ready", Stage::Cancelled);
    let line = task_sentence(&task, &Texts::english(), task.created_at);
    assert!(line.starts_with("00000000-0000-0000-0000-000000000001") && line.lines().count() == 1, "{line:?}");
    assert!(!line.contains(['\r', '\n']), "{line:?}");
}
