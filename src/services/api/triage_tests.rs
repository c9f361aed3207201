//! The code table and the create rule, answer by answer, without a network.

use std::time::Duration;

use serde_json::{Value, json};

use super::*;
use crate::domain::{ApiKey, BaseUrl, TaskId};

fn gateway() -> Gateway {
    Gateway { base: BaseUrl::default(), key: ApiKey::read("sk-test-0123456789abcdef").expect("a key") }
}

fn reply(status: u16, body: &str) -> Reply {
    Reply { status, retry_after: None, header_id: None, content: Content::of(body.as_bytes()) }
}

fn created(status: u16, body: &str) -> String {
    match judge_create(&reply(status, body), &gateway()) {
        Outcome::Accepted(accepted) => format!("accepted {} {:?}", accepted.task_id.0, accepted.status),
        Outcome::Refused(refusal) => format!("refused {:?}", refusal.kind),
        Outcome::Later(refusal, _) => format!("later {:?}", refusal.kind),
        Outcome::Unknown(Lost::Unclear(status, _)) => format!("unclear {status}"),
        Outcome::Unknown(lost) => format!("{lost:?}"),
    }
}

fn asked(status: u16, body: &str) -> String {
    match judge_ask(&reply(status, body), &gateway()) {
        Ok(answer) => format!("{:?}", answer.status),
        Err(AskFault::Refused(refusal)) => format!("refused {:?}", refusal.kind),
        Err(AskFault::Garbled(status, _)) => format!("Garbled({status})"),
        Err(fault) => format!("{fault:?}"),
    }
}

#[test]
fn the_code_decides_whatever_the_status() {
    use RefusalKind as Kind;
    let table: [(&[u32], &str, Kind); 12] = [
        (&[1000, 1001, 1002, 1003, 1004], "refused", Kind::Key),
        (&[1100, 1101, 1102], "refused", Kind::Funds),
        (&[1103], "refused", Kind::Rights),
        (&[1200, 1201], "refused", Kind::Parameter),
        (&[1202, 1203], "refused", Kind::Missing),
        (&[1300, 1301], "refused", Kind::Policy),
        (&[1302], "later", Kind::TooFast),
        (&[1303], "later", Kind::TooMany),
        (&[1304], "refused", Kind::Address),
        (&[5001], "later", Kind::Maintenance),
        (&[1005, 1299, 1999], "refused", Kind::Other),
        (&[], "", Kind::Here),
    ];
    for (codes, word, kind) in table {
        for code in codes {
            for status in [200, 400, 401, 403, 429, 500, 503, 504] {
                for body in
                    [json!({ "code": code, "message": "m" }), json!({ "code": code.to_string(), "message": "m" })]
                {
                    assert_eq!(created(status, &body.to_string()), format!("{word} {kind:?}"), "{status} {body}");
                }
            }
        }
    }
    for code in [5000, 5002] {
        for status in [200, 400, 429, 500, 503, 504] {
            assert_eq!(created(status, &json!({ "code": code }).to_string()), format!("unclear {status}"));
        }
    }
}

#[test]
fn words_for_codes_and_errors_in_errors() {
    let fetched = |code: u32| json!({ "code": "fail_to_fetch_task", "message": json!({ "code": code, "message": "why" }).to_string(), "data": null });
    for (status, body, expected) in [
        (400, json!({ "code": "invalid_request", "message": "prompt is required", "data": null }), "refused Parameter"),
        (500, json!({ "code": "invalid_request", "message": "prompt is required", "data": null }), "refused Parameter"),
        (
            400,
            json!({ "error": { "message": "no", "type": "comet_api_error", "code": "invalid_request" } }),
            "refused Parameter",
        ),
        (
            404,
            json!({ "error": { "message": "Invalid URL", "type": "invalid_request_error", "code": "" } }),
            "refused Missing",
        ),
        (403, json!({ "code": "quota_not_enough", "message": "no" }), "refused Funds"),
        (503, json!({ "error": { "code": "model_not_found", "message": "no channel" } }), "refused Rights"),
        (400, fetched(1201), "refused Parameter"),
        (500, fetched(1301), "refused Policy"),
        (500, fetched(1303), "later TooMany"),
        (500, fetched(5000), "unclear 500"),
        (500, json!({ "code": "fail_to_fetch_task", "message": "connection reset", "data": null }), "unclear 500"),
        (
            400,
            json!({ "message": "Voice id not found", "data": { "data": { "code": 1201, "message": "Voice id not found" } } }),
            "refused Parameter",
        ),
        (200, json!({ "code": 0, "message": "SUCCEED", "data": { "code": 1201 } }), "refused Parameter"),
        // Codes we do not know: a 4xx in a known shape refuses, anything else is unclear.
        (400, json!({ "code": "new_code", "message": "m" }), "refused Other"),
        (400, json!({ "message": "image is missing" }), "refused Parameter"),
        (
            429,
            json!({ "error": { "message": "slow down", "type": "comet_api_error", "code": "busy" } }),
            "refused Other",
        ),
        (422, json!({ "error": "no" }), "refused Parameter"),
        (401, json!({ "foo": 1 }), "refused Key"),
        (400, json!({ "foo": 1 }), "unclear 400"),
        (408, json!({ "code": "timeout", "message": "m" }), "unclear 408"),
        (499, json!({ "code": "gone", "message": "m" }), "unclear 499"),
        (200, json!({ "code": "new_code", "message": "m" }), "unclear 200"),
        (500, json!({ "code": "new_code", "message": "m" }), "unclear 500"),
        (502, json!({ "error": { "message": "upstream", "code": "bad_response" } }), "unclear 502"),
    ] {
        assert_eq!(created(status, &body.to_string()), expected, "{status} {body}");
    }
}

#[test]
fn an_id_is_accepted_unless_an_error_stands_beside_it() {
    let with = |code: Value| {
        json!({ "code": code, "message": "m", "data": { "task_id": "7", "task_status": "submitted" } }).to_string()
    };
    assert_eq!(created(200, &with(json!(0))), "accepted 7 Submitted");
    assert_eq!(created(201, &with(json!("success"))), "accepted 7 Submitted");
    assert_eq!(created(200, &with(Value::Null)), "accepted 7 Submitted");
    assert_eq!(created(500, &with(json!(0))), "accepted 7 Submitted");
    assert_eq!(created(200, &with(json!(1201))), "unclear 200");
    assert_eq!(created(200, &with(json!("odd"))), "unclear 200");
    assert_eq!(created(200, r#"{"code":0,"data":{"task_id":"7"}}"#), "accepted 7 Submitted");
    assert_eq!(created(200, r#"{"code":0,"data":{"task_id":"7","task_status":"failed"}}"#), "accepted 7 Failed");
    assert_eq!(created(200, r#"{"code":"success","data":{"task_id":"8","status":"QUEUED"}}"#), "accepted 8 Submitted");
    for without in
        [r#"{"code":0}"#, r#"{"code":0,"data":null}"#, r#"{"code":0,"data":{"task_id":""}}"#, "{}", "[]", "null", ""]
    {
        assert_eq!(created(200, without), "unclear 200", "{without}");
    }
}

#[test]
fn what_is_not_json_is_unclear_but_for_three() {
    for status in [200, 202, 204, 400, 402, 403, 404, 405, 408, 413, 429, 451, 500, 501, 502, 504, 520, 522, 524, 599] {
        for body in ["", "<html>nginx</html>", "Too Many Requests", "{\"code\":12"] {
            assert_eq!(created(status, body), format!("unclear {status}"));
        }
    }
    for (status, expected) in
        [(401, "refused Key"), (503, "later Maintenance"), (301, "refused Missing"), (308, "refused Missing")]
    {
        for body in ["", "<html>nginx</html>"] {
            assert_eq!(created(status, body), expected);
        }
    }
    for lost in [Lost::TimedOut, Lost::Cut("reset".into())] {
        let reply = Reply { status: 200, retry_after: None, header_id: None, content: Content::Lost(lost.clone()) };
        assert_eq!(judge_create(&reply, &gateway()), Outcome::Unknown(lost));
    }
}

#[test]
fn a_refusal_keeps_what_is_known_of_it() {
    let body = json!({ "code": "fail_to_fetch_task", "request_id": "outer", "data": null,
        "message": r#"{"code":1301,"message":"Failure to pass\nthe risk control system","request_id":"inner"}"# });
    let Outcome::Refused(refusal) = judge_create(&reply(400, &body.to_string()), &gateway()) else { panic!("refused") };
    assert_eq!(
        refusal,
        Refusal {
            kind: RefusalKind::Policy,
            message: "Failure to pass the risk control system".into(),
            code: Some("1301".into()),
            http: Some(400),
            request_id: Some("outer, inner".into()),
        }
    );
    let bare = Reply { header_id: Some("h".into()), ..reply(401, "<html>") };
    let Outcome::Refused(refusal) = judge_create(&bare, &gateway()) else { panic!("refused") };
    assert_eq!((refusal.message.as_str(), refusal.request_id.as_deref(), refusal.code), ("HTTP 401", Some("h"), None));
    let Outcome::Refused(refusal) = judge_create(&reply(302, ""), &gateway()) else { panic!("refused") };
    assert!(refusal.message.contains("302"), "{refusal:?}");
    let long = json!({ "code": 1201, "message": "x".repeat(9_000) }).to_string();
    let Outcome::Refused(refusal) = judge_create(&reply(400, &long), &gateway()) else { panic!("refused") };
    assert!(refusal.message.len() < 600);
    let wait = Reply { retry_after: Some(Duration::from_secs(9)), ..reply(503, "") };
    assert!(matches!(judge_create(&wait, &gateway()), Outcome::Later(_, Some(wait)) if wait.as_secs() == 9));
}

#[test]
fn no_answer_to_asking_ends_a_task_but_its_own_status() {
    let running = r#"{"code":0,"data":{"task_id":"7","task_status":"processing"}}"#;
    for (status, body, expected) in [
        (200, running, "Processing"),
        (200, r#"{"code":"success","data":{"status":"FAILURE","fail_reason":"x"}}"#, "Failed"),
        (200, r#"{"code":0,"data":{"task_status":"paused"}}"#, "Unrecognised(\"paused\")"),
        (200, r#"{"code":0,"data":{}}"#, "Garbled(200)"),
        (200, r#"{"code":"odd","data":{"status":"error"}}"#, "Garbled(200)"),
        (200, "<html>", "Garbled(200)"),
        (200, "", "Garbled(200)"),
        (302, "", "Garbled(302)"),
        (500, running, "Garbled(500)"),
        (500, "<html>", "Garbled(500)"),
        (500, r#"{"code":5000,"message":"m"}"#, "Garbled(500)"),
        (503, r#"{"code":5001,"message":"m"}"#, "Garbled(503)"),
        (504, r#"{"code":5002,"message":"m"}"#, "Garbled(504)"),
        (524, "<html>", "Garbled(524)"),
        (403, "<html>", "Garbled(403)"),
        (404, "<html>", "Garbled(404)"),
        (429, "", "Busy(None)"),
        (429, r#"{"code":1302}"#, "Busy(None)"),
        (429, r#"{"code":1303}"#, "Busy(None)"),
        (429, r#"{"code":1101}"#, "refused Funds"),
        (429, r#"{"code":1304}"#, "refused Address"),
        (401, "", "refused Key"),
        (403, r#"{"code":1103}"#, "refused Rights"),
        (404, r#"{"code":1203,"message":"task not found"}"#, "refused Missing"),
        (400, r#"{"code":"task_not_exist","message":"m"}"#, "refused Missing"),
    ] {
        assert_eq!(asked(status, body), expected, "{status} {body}");
    }
    let wait = Some(Duration::from_secs(4));
    for status in [429, 503] {
        let fault = judge_ask(&Reply { retry_after: wait, ..reply(status, "") }, &gateway());
        assert_eq!(fault, Err(AskFault::Busy(wait)), "{status}");
    }
    let cut = Reply { content: Content::Lost(Lost::Cut("reset".into())), ..reply(200, "") };
    assert_eq!(judge_ask(&cut, &gateway()), Err(AskFault::Network("reset".into())));
}

#[test]
fn what_a_task_says_is_cleaned_and_its_address_is_not_touched() {
    let body = json!({ "code": 0, "request_id": "r", "data": { "task_id": "7", "task_status": "failed",
        "task_status_msg": "bad\u{7} sk-test-0123456789abcdef https://h/a?sig=1", "url": "https://h/v.mp4?sig=1" } });
    let answer = judge_ask(&reply(200, &body.to_string()), &gateway()).expect("an answer");
    assert_eq!(answer.reason.as_deref(), Some("bad … https://h/a?…"));
    assert_eq!(answer.url.as_deref(), Some("https://h/v.mp4?sig=1"));
    assert_eq!((answer.task_id, answer.request_id), (Some(TaskId("7".into())), Some("r".into())));
}

#[test]
fn looking_tells_not_there_from_cannot_look() {
    let look = |status, body: &str| match judge_look(&reply(status, body), &gateway(), "ours") {
        Look::Found(answer) => format!("found {}", answer.task_id.expect("an id").0),
        Look::NotOffered(refusal) => format!("not offered {:?}", refusal.kind),
        Look::Fault(AskFault::Refused(refusal)) => format!("fault {:?}", refusal.kind),
        Look::Fault(AskFault::Garbled(status, _)) => format!("Fault(Garbled({status}))"),
        other => format!("{other:?}"),
    };
    let task = |external: &str| {
        format!(r#"{{"task_id":"7","task_status":"submitted","task_info":{{"external_task_id":"{external}"}}}}"#)
    };
    let full = vec![task("theirs"); LISTED].join(",");
    for (status, body, expected) in [
        (200, format!(r#"{{"code":0,"data":{}}}"#, task("ours")), "found 7"),
        (200, format!(r#"{{"code":0,"data":{}}}"#, task("theirs")), "not offered Missing"),
        (200, r#"{"code":0,"data":{"task_id":"7","task_status":"submitted"}}"#.into(), "found 7"),
        (200, r#"{"code":0,"data":{"task_status":"submitted"}}"#.into(), "not offered Missing"),
        (200, r#"{"code":0,"data":null}"#.into(), "not offered Missing"),
        (404, r#"{"code":1203,"message":"no task"}"#.into(), "NotThere"),
        (400, r#"{"code":"task_not_exist","message":"no"}"#.into(), "NotThere"),
        (404, r#"{"code":1202,"message":"no method"}"#.into(), "not offered Missing"),
        (400, r#"{"code":1201,"message":"bad id"}"#.into(), "not offered Missing"),
        (404, r#"{"error":{"message":"Invalid URL","type":"invalid_request_error"}}"#.into(), "not offered Missing"),
        (403, r#"{"code":1103,"message":"no"}"#.into(), "not offered Missing"),
        (404, "<html>".into(), "not offered Missing"),
        (405, String::new(), "not offered Missing"),
        (200, "<html>".into(), "not offered Missing"),
        (302, String::new(), "not offered Missing"),
        (401, String::new(), "fault Key"),
        (429, r#"{"code":1101}"#.into(), "fault Funds"),
        (429, r#"{"code":1302}"#.into(), "Fault(Busy(None))"),
        (502, "<html>".into(), "Fault(Garbled(502))"),
        (200, format!(r#"{{"code":0,"data":[{},{}]}}"#, task("theirs"), task("ours")), "found 7"),
        (200, format!(r#"{{"code":0,"data":[{}]}}"#, task("theirs")), "NotThere"),
        (200, r#"{"code":0,"data":[]}"#.into(), "NotThere"),
        (200, r#"{"code":0,"data":[{"task_id":"7","task_status":"submitted"}]}"#.into(), "NotThere"),
        (200, format!(r#"{{"code":0,"data":[{full}]}}"#), "not offered Missing"),
    ] {
        assert_eq!(look(status, &body), expected, "{status} {body:.120}");
    }
}
