//! Every shape of api.md §2 and §4, and shapes that nobody promised.

use serde_json::json;

use super::*;

fn id(id: &str) -> Option<TaskId> {
    Some(TaskId(id.into()))
}

fn some(text: &str) -> Option<String> {
    Some(text.into())
}

#[test]
fn the_flat_shape() {
    let answer = json!({ "code": 0, "message": "SUCCEED", "request_id": "690fe91b",
      "data": { "task_id": "797191640489828365", "task_status": "succeed", "task_status_msg": "",
        "task_info": { "external_task_id": "11112" },
        "task_result": { "videos": [ { "id": "797191640795996237", "url": "https://h/output.mp4?a=b", "duration": "14.666" } ] },
        "final_unit_deduction": "5.6", "created_at": 1_758_093_816_979_u64, "updated_at": 1_758_094_147_654_u64 } });
    assert_eq!(
        TaskTwin::of(&answer),
        TaskTwin {
            task_id: id("797191640489828365"),
            external_id: some("11112"),
            status: Some(Status::Succeeded),
            url: some("https://h/output.mp4?a=b"),
            reason: None,
            units: some("5.6"),
        }
    );
}

#[test]
fn a_failed_task_says_why_only_in_its_status_message() {
    let answer = json!({ "code": 0, "message": "SUCCEED", "data": { "task_id": "833446756",
        "task_status": "failed", "task_status_msg": "Image pixel is invalid", "task_result": {} } });
    let twin = TaskTwin::of(&answer);
    assert_eq!((twin.status, twin.reason, twin.url), (Some(Status::Failed), some("Image pixel is invalid"), None));
}

#[test]
fn the_wrapper_shape() {
    let wrap = |status: &str, data: Value| {
        json!({ "code": "success", "message": "", "data": { "task_id": "878", "status": status, "fail_reason": "",
            "result_url": "", "progress": "30%", "submit_time": 1_777_385_361, "finish_time": 0, "data": data } })
    };
    let inner = json!({ "code": 0, "message": "SUCCEED", "data": { "task_id": "12", "task_status": "processing" } });
    let twin = TaskTwin::of(&wrap("IN_PROGRESS", inner.clone()));
    assert_eq!((twin.task_id, twin.status, twin.reason), (id("878"), Some(Status::Processing), None));

    // The wrapper without a status leaves it to what it wraps.
    assert_eq!(TaskTwin::of(&wrap("", inner)).status, Some(Status::Processing));

    let done = json!({ "code": 0, "data": { "task_id": "12", "task_status": "succeed", "final_unit_deduction": 2.8,
        "task_result": { "videos": [ { "url": "https://h/inner.mp4" } ] } } });
    let twin = TaskTwin::of(&wrap("SUCCESS", done));
    assert_eq!((twin.url, twin.units), (some("https://h/inner.mp4"), some("2.8")));

    let mut outer = wrap("SUCCESS", Value::Null);
    outer["data"]["result_url"] = "https://h/outer.mp4".into();
    assert_eq!(TaskTwin::of(&outer).url, some("https://h/outer.mp4"));
    outer["data"]["result_url"] = "".into();
    outer["data"]["fail_reason"] = "https://h/old.mp4".into();
    let twin = TaskTwin::of(&outer);
    assert_eq!((twin.url, twin.reason), (some("https://h/old.mp4"), None));

    let mut failed = wrap("FAILURE", Value::Null);
    failed["data"]["fail_reason"] = "no face found".into();
    let twin = TaskTwin::of(&failed);
    assert_eq!((twin.status, twin.reason, twin.url), (Some(Status::Failed), some("no face found"), None));
}

#[test]
fn every_word_for_a_status() {
    for (words, status) in [
        (&["submitted", "SUBMITTED", "NOT_START", "QUEUED"][..], Status::Submitted),
        (&["processing", "Processing", "IN_PROGRESS"], Status::Processing),
        (&["succeed", "succeeded", "SUCCESS", "completed"], Status::Succeeded),
        (&["failed", "FAILURE", "fail", "ERROR", "cancelled"], Status::Failed),
    ] {
        for word in words {
            let twin = TaskTwin::of(&json!({ "data": { "task_status": word } }));
            assert_eq!(twin.status, Some(status.clone()), "{word}");
        }
    }
    for word in ["UNKNOWN", "reviewing", "failing", "not failed"] {
        let twin = TaskTwin::of(&json!({ "data": { "status": word } }));
        assert_eq!(twin.status, Some(Status::Unrecognised(word.into())));
    }
}

#[test]
fn nothing_is_guessed() {
    for answer in [
        json!({}),
        json!({ "status": "error", "message": "the request, not the task" }),
        json!({ "status": 404, "task_id": "" }),
        json!({ "data": null }),
        json!({ "data": "failed" }),
        json!({ "data": { "status": 500 } }),
        json!({ "data": { "task_status": null, "status": "" } }),
        json!({ "data": { "data": { "data": { "data": { "task_status": "failed" } } } } }),
    ] {
        assert_eq!(TaskTwin::of(&answer), TaskTwin::default(), "{answer}");
    }
    // The whole answer as a task, as callbacks are.
    let twin = TaskTwin::of(&json!({ "task_id": "1", "task_status": "failed", "task_status_msg": "bad" }));
    assert_eq!((twin.task_id, twin.status, twin.reason), (id("1"), Some(Status::Failed), some("bad")));
    // An address that could not be fetched is none.
    for url in [json!("file:///etc/passwd"), json!("/v1/videos/1/content"), json!(7), Value::Null] {
        assert_eq!(TaskTwin::of(&json!({ "data": { "task_status": "succeed", "url": url } })).url, None);
    }
}

#[test]
fn ids_stay_exact() {
    let of = |id: Value| TaskTwin::of(&json!({ "data": { "task_id": id } })).task_id;
    assert_eq!(of(json!(797_182_621_750_399_062_u64)), id("797182621750399062"));
    assert_eq!(of(json!(u64::MAX)), id("18446744073709551615"));
    assert_eq!(of(json!("task_abc-1.2")), id("task_abc-1.2"));
    for bad in [
        json!(""),
        json!(" "),
        json!(1.5),
        json!(-1),
        json!(null),
        json!(true),
        json!(".."),
        json!("a b"),
        json!("a\u{0}"),
    ] {
        assert_eq!(of(bad.clone()), None, "{bad}");
    }
    assert_eq!(of(json!("9".repeat(257))), None);
}

#[test]
fn a_failed_task_without_a_reason_has_the_message_unless_it_says_success() {
    let of = |inner: &str, outer: &str| {
        TaskTwin::of(&json!({ "code": 0, "message": outer, "data": { "task_status": "failed", "message": inner } }))
            .reason
    };
    assert_eq!(of("too dark", "SUCCEED"), some("too dark"));
    assert_eq!(of("", "too long"), some("too long"));
    assert_eq!(of("ok", "Success"), None);
}

#[test]
fn every_error_body_gives_its_layers() {
    let inner = r#"{"code":1201,"message":"bad image","request_id":"k1"}"#;
    let of = |answer: Value| {
        let layers = layers(&answer);
        let codes: Vec<String> = layers.iter().filter_map(|layer| layer.code.clone()).collect();
        let messages: Vec<String> =
            layers.iter().map(|layer| layer.message.clone()).filter(|m| !m.is_empty()).collect();
        (codes.join(" "), messages.join(" | "), request_ids(&layers))
    };
    let row = |codes: &str, messages: &str, ids: Option<&str>| (codes.into(), messages.into(), ids.map(str::to_owned));
    assert_eq!(
        of(json!({ "code": 1303, "message": "parallel task over resource pack limit", "request_id": "9984d27b" })),
        row("1303", "parallel task over resource pack limit", Some("9984d27b"))
    );
    assert_eq!(
        of(
            json!({ "error": { "message": "no (request id: 2026)", "type": "comet_api_error", "code": "invalid_request" } })
        ),
        row("invalid_request", "no (request id: 2026)", Some("2026"))
    );
    assert_eq!(
        of(json!({ "code": "invalid_request", "message": "prompt is required", "data": null })),
        row("invalid_request", "prompt is required", None)
    );
    assert_eq!(
        of(json!({ "code": "fail_to_fetch_task", "message": inner, "data": null })),
        row("fail_to_fetch_task 1201", "bad image", Some("k1"))
    );
    assert_eq!(
        of(json!({ "error": { "message": format!("{inner}"), "code": "x" }, "request_id": "g1" })),
        row("x 1201", "bad image", Some("g1, k1"))
    );
    assert_eq!(
        of(json!({ "message": "Voice id not found", "data": { "message": "Voice id not found",
            "data": { "code": 1201, "message": "Voice id not found", "request_id": "r" } } })),
        row("1201", "Voice id not found | Voice id not found | Voice id not found", Some("r"))
    );
    assert_eq!(of(json!({ "error": "plain words" })), row("", "plain words", None));
    assert_eq!(
        of(json!({ "error": { "message": "m", "type": "insufficient_quota", "code": "" } })).0,
        "insufficient_quota"
    );
    // Messages within messages end somewhere.
    let nested = (0..10).fold(json!({ "code": 1201 }), |value, _| json!({ "message": value.to_string() }));
    assert!(layers(&nested).len() <= DEPTH);
}

#[test]
fn a_list_is_an_array_of_tasks() {
    let rows =
        list(&json!({ "code": 0, "data": [ { "task_id": "1", "task_status": "submitted" }, 7 ] })).expect("a list");
    assert_eq!((rows.len(), TaskTwin::of(&rows[0]).task_id), (2, id("1")));
    assert_eq!(TaskTwin::of(&rows[1]), TaskTwin::default());
    assert_eq!(list(&json!({ "data": { "data": [] } })).map(|rows| rows.len()), Some(0));
    for answer in [json!({}), json!({ "data": null }), json!({ "data": { "task_id": "1" } })] {
        assert_eq!(list(&answer), None);
    }
}
