//! Every code and text of api.md §4, and some that are in no table, through the paid request and through asking: what a person
//! is told, in three languages, with whether it is billed, the next step, and what stands behind "Details".

use std::time::Duration;

use jiff::Timestamp;

use super::*;
use crate::domain::{
    Accepted, ApiKey, Approval, BaseUrl, Billed, Details, Door, Draft, Estimate, Language, Limits, Money, NextStep,
    Slot, Stage, SubmissionId, Task, TaskId, Voice, VoiceWay, check,
};
use crate::ui::text::Texts;

const KEY: &str = "sk-test-0123456789abcdef";
/// What the provider says: its words, the key, and a signed address.
const SAID: &str = "why not, sk-test-0123456789abcdef, see https://h.example/a?sig=secret";
/// What of it may be shown.
const SHOWN: &str = "why not, …, see https://h.example/a?…";

/// An answer: its HTTP status, its body, what it does to a paid request, what it does to asking for a task.
struct Row(u16, String, &'static str, &'static str);

/// Kling's own form.
fn kling(http: u16, code: u32, create: &'static str, ask: &'static str) -> Row {
    let body = serde_json::json!({ "code": code, "message": SAID, "request_id": "9984d27b" });
    Row(http, body.to_string(), create, ask)
}

/// The form of CometAPI and its family.
fn comet(http: u16, code: &str, create: &'static str, ask: &'static str) -> Row {
    let body = serde_json::json!({ "code": code, "message": format!("{SAID} (request id: 9984d27b)"), "data": null });
    Row(http, body.to_string(), create, ask)
}

fn nested(code: u32, create: &'static str, ask: &'static str) -> Row {
    let inner = serde_json::json!({ "code": code, "message": SAID, "request_id": "9984d27b" }).to_string();
    let body = serde_json::json!({ "code": "fail_to_fetch_task", "message": inner, "data": null });
    Row(500, body.to_string(), create, ask)
}

fn table() -> Vec<Row> {
    let mut rows = vec![];
    let mut all =
        |http, codes: &[u32], create, ask| rows.extend(codes.iter().map(|code| kling(http, *code, create, ask)));
    all(401, &[1000, 1001, 1002, 1003, 1004], "refused Key", "refused Key");
    all(429, &[1100, 1101, 1102], "refused Funds", "refused Funds");
    all(403, &[1103], "refused Rights", "refused Rights");
    all(400, &[1200, 1201], "refused Parameter", "refused Parameter");
    all(404, &[1202, 1203], "refused Missing", "refused Missing");
    all(400, &[1300, 1301], "refused Policy", "refused Policy");
    all(429, &[1302], "later TooFast", "busy");
    all(429, &[1303], "later TooMany", "busy");
    all(429, &[1304], "refused Address", "refused Address");
    all(500, &[5000], "unknown", "garbled");
    all(503, &[5001], "later Maintenance", "garbled");
    all(504, &[5002], "unknown", "garbled");
    // In no table: in Kling's range of refusals, and outside.
    all(400, &[1399], "refused Other", "refused Other");
    all(500, &[7777], "unknown", "garbled");
    let error = serde_json::json!({ "error": { "message": format!("{SAID} (request id: 9984d27b)"),
        "type": "comet_api_error", "param": "", "code": "invalid_request" } });
    let voice = serde_json::json!({ "message": SAID, "data": { "message": SAID,
        "data": { "code": 1201, "message": SAID, "request_id": "9984d27b" } } });
    rows.extend([
        comet(403, "quota_not_enough", "refused Funds", "refused Funds"),
        comet(503, "model_not_found", "refused Rights", "refused Rights"),
        comet(400, "task_not_exist", "refused Missing", "refused Missing"),
        comet(400, "invalid_request", "refused Parameter", "refused Parameter"),
        comet(500, "invalid_request", "refused Parameter", "refused Parameter"),
        comet(400, "brand_new_code", "refused Other", "refused Other"),
        comet(502, "brand_new_code", "unknown", "garbled"),
        Row(400, error.to_string(), "refused Parameter", "refused Parameter"),
        Row(400, voice.to_string(), "refused Parameter", "refused Parameter"),
        nested(1201, "refused Parameter", "refused Parameter"),
        nested(1301, "refused Policy", "refused Policy"),
        nested(1303, "later TooMany", "busy"),
        nested(5000, "unknown", "garbled"),
        Row(524, format!("<html><body>{SAID}</body></html>"), "unknown", "garbled"),
        Row(302, String::new(), "refused Missing", "garbled"),
    ]);
    rows
}

fn gateway() -> Gateway {
    Gateway { base: BaseUrl::default(), key: ApiKey::read(KEY).expect("a key") }
}

fn reply(row: &Row) -> Reply {
    Reply {
        status: row.0,
        retry_after: Some(Duration::from_secs(3)).filter(|_| row.3 == "busy"),
        header_id: Some("9984d27b".into()),
        content: Content::of(row.1.as_bytes()),
    }
}

fn now() -> Timestamp {
    "2026-11-24T10:45:07Z".parse().expect("a time")
}

/// A task that is being sent.
fn sent() -> Task {
    let voice = Voice { way: VoiceWay::Link, link: "https://h.example/v.mp3".into(), ..Voice::default() };
    let draft = Draft { portrait: Slot::Link("https://h.example/p.png".into()), voice, ..Draft::default() };
    let (_, mut checked) = check(&draft, &Limits::default(), None, |_| false);
    let price = Estimate { seconds: 4, length_known: true, per_second: Money(56_000), total: Money(224_000) };
    let approval = Approval { id: SubmissionId(7), at: now(), door: Door::Live, price };
    let mut task = Task::approve(checked.pop().expect("a good draft"), approval, None);
    assert!(task.depart(now()).is_some());
    task
}

/// A task that the provider has.
fn running(fault: Option<AskFault>) -> Task {
    let mut task = sent();
    let accepted = Accepted { task_id: TaskId("831".into()), status: Status::Processing, request_id: None };
    assert!(task.settle(Outcome::Accepted(accepted), now()));
    (task.watch.ask_fault, task.watch.fault_at) = (fault, Some(now()));
    task
}

const LANGUAGES: [Language; 3] = [Language::English, Language::French, Language::Chinese];

/// What a sentence on the page may not hold.
fn assert_readable(said: &str, row: &Row) {
    assert!(!said.trim().is_empty() && !said.contains('⟦'), "{} {}: {said:?}", row.0, row.1);
    for raw in ["{", "\"", "<html", KEY, "sig=", "\\"] {
        assert!(!said.contains(raw), "{} {}: {said:?} holds {raw:?}", row.0, row.1);
    }
}

/// What stands behind "Details": no secret, the status, the ids, the time.
fn assert_told(details: &Details<'_>, row: &Row) {
    assert_eq!((details.http, details.at), (Some(row.0), Some(now())), "{} {}", row.0, row.1);
    let words = details.words.unwrap_or_default();
    if row.1.contains("why not") {
        assert!(words.contains(SHOWN), "{} {}: {words:?}", row.0, row.1);
    }
    let ids = format!("{words} {:?}", details.request_id);
    assert!(ids.contains("9984d27b"), "{} {}: {ids}", row.0, row.1);
    assert!(!ids.contains(KEY) && !ids.contains("sig="), "{ids}");
}

fn named(outcome: &Outcome) -> String {
    match outcome {
        Outcome::Accepted(_) => "accepted".into(),
        Outcome::Refused(refusal) => format!("refused {:?}", refusal.kind),
        Outcome::Later(refusal, _) => format!("later {:?}", refusal.kind),
        Outcome::Unknown(_) => "unknown".into(),
    }
}

#[test]
fn every_answer_to_a_paid_request_says_what_happened_whether_it_is_billed_and_what_to_do() {
    for row in table() {
        let outcome = judge_create(&reply(&row), &gateway());
        assert_eq!(named(&outcome), row.2, "{} {}", row.0, row.1);
        let mut task = sent();
        assert!(task.settle(outcome, now()));
        let details = task.details().expect("details");
        assert_told(&details, &row);
        let (billed, next): (_, &[NextStep]) = match &task.stage {
            Stage::Waiting(_) => (Billed::No, &[NextStep::ByItself]),
            Stage::Unknown(_) => (Billed::Maybe, &[NextStep::Look]),
            Stage::Refused(refusal) => match refusal.kind {
                RefusalKind::Key => (Billed::No, &[NextStep::Key]),
                RefusalKind::Funds | RefusalKind::Rights | RefusalKind::Address => (Billed::No, &[NextStep::Account]),
                RefusalKind::Missing => (Billed::No, &[NextStep::BaseUrl]),
                _ => (Billed::No, &[NextStep::Edit]),
            },
            other => panic!("{} {}: {other:?}", row.0, row.1),
        };
        assert_eq!(details.billed, billed, "{} {}", row.0, row.1);
        assert!(next.contains(&details.next), "{} {}: {:?}", row.0, row.1, details.next);
        for language in LANGUAGES {
            let texts = Texts::of(language);
            let happened = texts.trouble(&task).expect("trouble");
            let whole = match &task.stage {
                Stage::Refused(refusal) => texts.refusal(refusal),
                _ => format!("{happened} {}", texts.billed(details.billed)),
            };
            let next = texts.next_step(&task, &details);
            [&happened, &whole, &next].into_iter().for_each(|said| assert_readable(said, &row));
            let said = match (language, details.billed) {
                (Language::English, Billed::No) => "Nothing was billed",
                (Language::English, _) => "may have been billed",
                (Language::French, Billed::No) => "Rien n’a été facturé",
                (Language::French, _) => "peut-être été facturée",
                (Language::Chinese, Billed::No) => "未产生费用",
                (Language::Chinese, _) => "可能已计费",
            };
            assert!(whole.contains(said), "{} {}: {whole}", row.0, row.1);
            if matches!(task.stage, Stage::Refused(_)) {
                assert!(whole.contains(next.trim()), "{} {}: {whole}", row.0, row.1);
            }
        }
    }
}

#[test]
fn every_answer_to_asking_leaves_the_task_and_says_what_to_do() {
    for row in table() {
        let fault = judge_ask(&reply(&row), &gateway()).expect_err("no answer");
        let name = match &fault {
            AskFault::Refused(refusal) => format!("refused {:?}", refusal.kind),
            AskFault::Garbled(..) => "garbled".into(),
            AskFault::Busy(_) => "busy".into(),
            AskFault::Network(_) => "network".into(),
        };
        assert_eq!(name, row.3, "{} {}", row.0, row.1);
        let task = running(Some(fault));
        let details = task.details().expect("details");
        assert_eq!(details.billed, Billed::Taken);
        assert_ne!(details.next, NextStep::Edit, "what was taken cannot be edited any more");
        if name != "busy" {
            assert_told(&details, &row);
        }
        for language in LANGUAGES {
            let texts = Texts::of(language);
            let said = [
                texts.trouble(&task).expect("trouble"),
                texts.next_step(&task, &details),
                texts.billed(details.billed),
            ];
            said.iter().for_each(|said| assert_readable(said, &row));
        }
    }
    assert_eq!(running(None).details(), None, "what is well has no details");
}

#[test]
fn the_assertions_would_find_what_may_not_be_shown() {
    let row = Row(400, "{}".into(), "", "");
    for wrong in ["", "Refused: {\"code\":1}", "<html>", "the key sk-test-0123456789abcdef", "https://h/a?sig=x"] {
        let found = std::panic::catch_unwind(|| assert_readable(wrong, &row));
        assert!(found.is_err(), "{wrong:?}");
    }
    assert_readable("Refused: why not.", &row);
}
