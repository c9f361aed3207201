//! The paid request for a spoken text against a server that misbehaves as told: what is sent, once, and what each answer
//! means.

use std::time::Duration;

use jiff::Timestamp;
use serde_json::Value;

use super::*;
use crate::domain::{Limits, Money, SpeechApproval, SpeechStage, Speed, SubmissionId, Tongue, Typed, Wording};
use crate::services::api::fault_server::{Act, FaultServer, KEY, impatient, reply};

fn submission(door: Door) -> SpeechSubmission {
    let speed = Speed::new(13).expect("a speed");
    let text = " She says \"hello\",\nthen \\ smiles. 你好 ".to_owned();
    let typed = Typed { text, voice: "calm_story1".into(), tongue: Tongue::English, speed };
    let wording = Wording::of(&typed, &Limits::default()).expect("it can be spoken");
    let (id, price) = (SubmissionId(0x51), Money(7_000));
    Speech::approve(wording, SpeechApproval { id, at: Timestamp::UNIX_EPOCH, door, price, instead_of: None }).1
}

/// What comes of one request, and how many the server saw.
async fn outcome(act: Act) -> (SpeechOutcome, usize) {
    let server = FaultServer::always(act).await;
    let outcome = impatient().speak(&server.gateway(), submission(Door::Live)).await;
    (outcome, server.seen().len())
}

fn made(id: &str) -> String {
    format!(
        r#"{{"code":0,"message":"SUCCEED","request_id":"r","data":{{"task_id":"847","task_status":"succeed","task_result":
        {{"audios":[{{"id":"{id}","url":"https://h.example/o.mp3?sig=1","duration":"3.276"}}]}},"final_unit_deduction":"0.05"}}}}"#
    )
}

#[tokio::test]
async fn what_is_sent_is_what_was_approved() {
    let server = FaultServer::always(Act::Answer(reply(200, "", made("848")))).await;
    let outcome = impatient().speak(&server.gateway(), submission(Door::Live)).await;
    let SpeechOutcome::Taken(answer) = outcome else { panic!("{outcome:?}") };
    assert_eq!(answer.audio, Some(("848".into(), Some(Duration::from_millis(3276)))), "not the id of the task");
    assert_eq!(answer.url.as_deref(), Some("https://h.example/o.mp3?sig=1"));
    let [seen] = server.seen().try_into().expect("one request");
    assert_eq!(seen.line(), "POST /kling/v1/audio/tts");
    assert_eq!(seen.header("authorization"), Some(format!("Bearer {KEY}")));
    assert_eq!(seen.header("content-type").as_deref(), Some("application/json"));
    let body: Value = serde_json::from_slice(&seen.body).expect("JSON");
    assert_eq!(
        body,
        serde_json::json!({
            "text": "She says \"hello\",\nthen \\ smiles. 你好", "voice_id": "calm_story1", "voice_language": "en",
            "voice_speed": 1.3,
        })
    );
}

#[tokio::test]
async fn a_practised_text_never_leaves_this_computer() {
    let mut gateway = FaultServer::always(Act::Answer(vec![])).await.gateway();
    gateway.base = crate::domain::BaseUrl::read("https://api.example.org").expect("a base URL");
    let outcome = impatient().speak(&gateway, submission(Door::Practice)).await;
    assert!(matches!(outcome, SpeechOutcome::Refused(refusal) if refusal.kind == RefusalKind::Here));
}

#[tokio::test]
async fn whatever_is_no_clear_answer_is_unknown_and_was_sent_once() {
    let html = reply(200, "Content-Type: text/html\r\n", "<html>busy</html>");
    let half = reply(200, "", made("848"));
    for (name, act) in [
        ("cut after the body", Act::CutAfter(usize::MAX)),
        ("cut after the head", Act::CutAfter(1)),
        ("no answer", Act::Hang(usize::MAX)),
        ("cut after its headers", Act::AnswerAndClose(half.get(..half.len() - 9).expect("longer").to_vec())),
        ("an empty answer", Act::AnswerAndClose(vec![])),
        ("a page", Act::Answer(html)),
        ("500 without a code", Act::Answer(reply(500, "", r#"{"message":"oops"}"#))),
        ("500 with one that says nothing", Act::Answer(reply(500, "", r#"{"code":5000,"message":"internal"}"#))),
        ("504", Act::Answer(reply(504, "", r#"{"code":5002,"message":"backlog"}"#))),
        ("524", Act::Answer(reply(524, "", "a timeout occurred"))),
        ("success without anything", Act::Answer(reply(200, "", r#"{"code":0,"message":"SUCCEED","data":{}}"#))),
        ("an empty object", Act::Answer(reply(200, "", "{}"))),
        ("an error with a task", Act::Answer(reply(400, "", r#"{"code":1201,"data":{"task_id":"7"}}"#))),
        ("an error with a voice", Act::Answer(reply(200, "", made("848").replace("\"code\":0", "\"code\":1201")))),
    ] {
        let (outcome, sent) = outcome(act).await;
        assert!(matches!(outcome, SpeechOutcome::Unknown(_)), "{name}: {outcome:?}");
        assert_eq!(sent, 1, "{name}");
    }
}

#[tokio::test]
async fn a_clear_refusal_is_final_and_nothing_waits_by_itself() {
    use RefusalKind as Kind;
    for (http, body, kind) in [
        (400, r#"{"code":1201,"message":"Voice id not found"}"#, Kind::Parameter),
        (
            400,
            r#"{"message":"Voice id not found","data":{"data":{"code":1201,"message":"Voice id not found"}}}"#,
            Kind::Parameter,
        ),
        (401, r#"{"code":1002,"message":"no"}"#, Kind::Key),
        (429, r#"{"code":1102,"message":"used up"}"#, Kind::Funds),
        (429, r#"{"code":1302,"message":"too fast"}"#, Kind::TooFast),
        (429, r#"{"code":1303,"message":"parallel task over resource pack limit"}"#, Kind::TooMany),
        (400, r#"{"code":1301,"message":"no"}"#, Kind::Policy),
        (503, r#"{"code":5001,"message":"maintenance"}"#, Kind::Maintenance),
        (302, "", Kind::Missing),
    ] {
        let (outcome, sent) = outcome(Act::Answer(reply(http, "Retry-After: 1\r\nLocation: /x\r\n", body))).await;
        let SpeechOutcome::Refused(refusal) = outcome else { panic!("{body}: {outcome:?}") };
        assert_eq!((refusal.kind, sent), (kind, 1), "{body}");
    }
}

#[tokio::test]
async fn without_a_connection_nothing_was_sent() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let mut gateway = FaultServer::always(Act::Answer(vec![])).await.gateway();
    let place = format!("http://{}", listener.local_addr().expect("an address"));
    drop(listener);
    gateway.base = crate::domain::BaseUrl::read(&place).expect("loopback");
    let outcome = impatient().speak(&gateway, submission(Door::Live)).await;
    assert!(matches!(outcome, SpeechOutcome::Refused(refusal) if refusal.kind == RefusalKind::NotReached));
}

#[tokio::test]
async fn a_voice_counts_as_made_also_where_no_task_is_named_and_one_that_is_being_made_has_a_task() {
    let (unnamed, _) = outcome(Act::Answer(reply(200, "", made("848").replace("task_id", "taskless")))).await;
    let SpeechOutcome::Taken(answer) = unnamed else { panic!("{unnamed:?}") };
    assert!(matches!(answer.stage(), Some(SpeechStage::Made(spoken)) if spoken.task_id.is_none()));
    let waiting = r#"{"code":0,"data":{"task_id":"847","task_status":"submitted"}}"#;
    let (waiting, _) = outcome(Act::Answer(reply(200, "", waiting))).await;
    let SpeechOutcome::Taken(answer) = waiting else { panic!("{waiting:?}") };
    assert!(matches!(answer.stage(), Some(SpeechStage::Making(..))));
    let failed = r#"{"code":0,"data":{"task_id":"847","task_status":"failed","task_status_msg":"risk control"}}"#;
    let (failed, _) = outcome(Act::Answer(reply(200, "", failed))).await;
    let SpeechOutcome::Taken(answer) = failed else { panic!("{failed:?}") };
    assert_eq!(answer.stage(), Some(SpeechStage::Failed(TaskId("847".into()), "risk control".into())));
}

#[tokio::test]
async fn asking_is_free_and_a_fault_decides_nothing() {
    for (act, good) in [
        (Act::Answer(reply(200, "", made("848"))), true),
        (Act::Answer(reply(200, "", r#"{"code":0,"data":{"task_id":"847","task_status":"processing"}}"#)), true),
        (Act::Answer(reply(200, "", r#"{"code":0,"data":{}}"#)), false),
        (Act::Answer(reply(404, "", r#"{"code":1203,"message":"not found"}"#)), false),
        (Act::Answer(reply(502, "", "<html>")), false),
        (Act::AnswerAndClose(vec![]), false),
    ] {
        let server = FaultServer::always(act.clone()).await;
        let answer = impatient().ask_speech(&server.gateway(), &TaskId("8/47".into())).await;
        assert_eq!(answer.is_ok(), good, "{act:?}: {answer:?}");
        assert!(server.seen().iter().all(|seen| seen.line() == "GET /kling/v1/audio/tts/8%2F47"));
    }
}
