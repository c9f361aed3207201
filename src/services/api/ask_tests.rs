//! Asking and looking against a real socket: the exact questions, the faults, and the other paths.

use std::time::Duration;

use reqwest::header::{AUTHORIZATION, HeaderValue};

use super::super::fault_server::{Act, FaultServer, KEY, impatient, reply};
use super::super::{Gateway, Timeouts};
use super::*;
use crate::domain::{RefusalKind, Status};

const RUNNING: &str =
    r#"{"code":0,"message":"SUCCEED","request_id":"r1","data":{"task_id":"7","task_status":"processing"}}"#;
const NOT_THERE: &str = r#"{"code":1203,"message":"task not found"}"#;

fn seven() -> TaskId {
    TaskId("7".into())
}

fn lines(server: &FaultServer) -> Vec<String> {
    server.seen().iter().map(super::super::fault_server::Seen::line).collect()
}

fn name(answer: &Result<Option<Answer>, AskFault>) -> String {
    match answer {
        Ok(Some(answer)) => format!("found {}", answer.task_id.as_ref().map_or("", |id| &id.0)),
        Ok(None) => "not there".into(),
        Err(AskFault::Refused(refusal)) => format!("refused {:?}", refusal.kind),
        Err(AskFault::Network(_)) => "network".into(),
        Err(AskFault::Garbled(status, _)) => format!("Garbled({status})"),
        Err(fault) => format!("{fault:?}"),
    }
}

#[tokio::test]
async fn a_task_is_asked_for_at_one_path_with_the_key() {
    let server = FaultServer::always(Act::Answer(reply(200, "", RUNNING))).await;
    let (client, gateway) = (impatient(), server.gateway());
    for _ in 0..2 {
        let answer = client.ask(&gateway, &seven()).await.expect("an answer");
        assert_eq!(
            (answer.status, answer.task_id, answer.request_id),
            (Status::Processing, Some(seven()), Some("r1".into()))
        );
    }
    let seen = server.seen();
    assert_eq!(lines(&server), ["GET /kling/v1/videos/avatar/image2video/7"; 2]);
    assert_eq!(seen[0].header("authorization"), Some(format!("Bearer {KEY}")));
    assert_eq!((seen[0].header("referer"), seen[0].body.len()), (None, 0));
    client.ask(&gateway, &TaskId("a/b".into())).await.expect("an answer");
    assert_eq!(lines(&server)[2], "GET /kling/v1/videos/avatar/image2video/a%2Fb");
}

#[tokio::test]
async fn faults_of_the_line_are_faults_of_the_ask_alone() {
    let whole = reply(200, "", RUNNING);
    let slow = Duration::from_millis(20);
    for (act, expected) in [
        (Act::AnswerAndClose(Vec::new()), "network"),
        (Act::AnswerAndClose(whole[..20].to_vec()), "network"),
        (Act::AnswerAndClose(whole[..whole.len() - 1].to_vec()), "network"),
        (Act::Hang(usize::MAX), "network"),
        (Act::Drip(whole.clone(), slow), "network"),
        (Act::Answer(reply(502, "", "<html>")), "Garbled(502)"),
        (Act::Answer(reply(200, "", vec![b' '; ANSWER_BYTES + 1])), "Garbled(200)"),
        (Act::Answer(reply(429, "Retry-After: 3\r\n", "")), "Busy(Some(3s))"),
        (Act::Answer(reply(401, "", "")), "refused Key"),
    ] {
        let server = FaultServer::always(act.clone()).await;
        let timeouts = Timeouts { connect: Duration::from_secs(1), ..impatient().timeouts() };
        let answer = Client::with(timeouts).expect("a client").ask(&server.gateway(), &seven()).await;
        assert_eq!(name(&answer.map(Some)), expected, "{:.60}", format!("{act:?}"));
        assert_eq!(server.seen().len(), 1, "asked more than once");
    }
    let server = FaultServer::always(Act::AnswerAndClose(Vec::new())).await;
    let gateway =
        Gateway { base: crate::domain::BaseUrl::read("http://127.0.0.1:1").expect("good"), ..server.gateway() };
    assert_eq!(name(&impatient().ask(&gateway, &seven()).await.map(Some)), "network");
}

#[tokio::test]
async fn the_other_paths_are_tried_once_and_the_one_that_answers_is_remembered() {
    for (status, headers, body) in [
        (404, "", "<html>nope</html>"),
        (404, "", NOT_THERE),
        (302, "Location: /\r\n", ""),
        (200, "", "<html>home</html>"),
    ] {
        let server = FaultServer::start(move |seen, _| {
            let good = seen.line().starts_with("GET /v1/videos/");
            Act::Answer(if good { reply(200, "", RUNNING) } else { reply(status, headers, body) })
        })
        .await;
        let (client, gateway) = (impatient(), server.gateway());
        for _ in 0..2 {
            assert_eq!(client.ask(&gateway, &seven()).await.map(|answer| answer.status), Ok(Status::Processing));
        }
        let paths = [
            "GET /kling/v1/videos/avatar/image2video/7",
            "GET /kling/v1/videos/image2video/7",
            "GET /kling/v1/videos/7",
            "GET /v1/videos/7",
            "GET /v1/videos/7",
        ];
        assert_eq!(lines(&server), paths, "{status}");
        // Another gateway is another matter, and nobody else's task is ours.
        let other = FaultServer::start(move |seen, _| {
            let good = seen.line().starts_with("GET /v1/tasks/");
            Act::Answer(if good { reply(200, "", RUNNING) } else { reply(status, headers, body) })
        })
        .await;
        let wrong = client.ask(&other.gateway(), &TaskId("8".into())).await;
        assert!(wrong.is_err(), "{wrong:?}");
        assert_eq!(other.seen().len(), 5);
    }
}

#[tokio::test]
async fn when_no_path_answers_they_are_not_all_tried_again() {
    let server = FaultServer::always(Act::Answer(reply(404, "", NOT_THERE))).await;
    let (client, gateway) = (impatient(), server.gateway());
    for requests in [5, 6, 7] {
        assert_eq!(name(&client.ask(&gateway, &seven()).await.map(Some)), "refused Missing");
        assert_eq!(server.seen().len(), requests);
    }
    // A fault on the way decides nothing, so they are tried again after one.
    let server = FaultServer::start(|seen, number| match seen.line().starts_with("GET /v1/tasks/") && number < 6 {
        true => Act::CutAfter(0),
        false => Act::Answer(reply(404, "", NOT_THERE)),
    })
    .await;
    for requests in [5, 10, 11] {
        assert!(client.ask(&server.gateway(), &seven()).await.is_err());
        assert_eq!(server.seen().len(), requests);
    }
}

#[tokio::test]
async fn where_a_gateway_has_answered_no_other_path_is_tried() {
    let server = FaultServer::start(|_, number| {
        Act::Answer(if number == 0 { reply(200, "", RUNNING) } else { reply(404, "", NOT_THERE) })
    })
    .await;
    let (client, gateway) = (impatient(), server.gateway());
    assert!(client.ask(&gateway, &seven()).await.is_ok());
    assert_eq!(name(&client.ask(&gateway, &seven()).await.map(Some)), "refused Missing");
    assert_eq!(server.seen().len(), 2);
}

#[tokio::test]
async fn a_lost_submission_is_looked_for_by_its_own_id_and_then_in_the_list() {
    let ours = r#"{"task_id":"7","task_status":"submitted","task_info":{"external_task_id":"ours"}}"#;
    let found = format!(r#"{{"code":0,"data":{ours}}}"#);
    let list = format!(r#"{{"code":0,"data":[{ours}]}}"#);
    let empty = r#"{"code":0,"data":[]}"#.to_owned();
    let missing = || reply(404, "", NOT_THERE);
    let no_route = || reply(404, "", "<html>");
    for (by_id, listed, expected, requests) in [
        (reply(200, "", &found), no_route(), "found 7", 1),
        (missing(), reply(200, "", &list), "found 7", 2),
        (no_route(), reply(200, "", &list), "found 7", 2),
        (reply(502, "", "<html>"), reply(200, "", &list), "found 7", 2),
        (missing(), reply(200, "", &empty), "not there", 2),
        (no_route(), reply(200, "", &empty), "refused Missing", 2),
        (missing(), no_route(), "refused Missing", 2),
        (no_route(), no_route(), "refused Missing", 2),
        (missing(), reply(405, "", ""), "refused Missing", 2),
        (reply(302, "Location: /\r\n", ""), reply(302, "Location: /\r\n", ""), "refused Missing", 2),
        (missing(), reply(502, "", "<html>"), "Garbled(502)", 2),
        (reply(502, "", "<html>"), reply(200, "", &empty), "Garbled(502)", 2),
        (reply(429, "Retry-After: 3\r\n", ""), reply(200, "", &empty), "Busy(Some(3s))", 2),
        (reply(401, "", ""), no_route(), "refused Key", 1),
        (missing(), reply(401, "", ""), "refused Key", 2),
    ] {
        let answers = [by_id, listed];
        let server = FaultServer::start(move |_, number| Act::Answer(answers[number].clone())).await;
        let answer = impatient().look_for(&server.gateway(), "ours").await;
        assert_eq!(name(&answer), expected, "{answer:?}");
        let asked = [
            "GET /kling/v1/videos/avatar/image2video/ours",
            "GET /kling/v1/videos/avatar/image2video?pageNum=1&pageSize=100",
        ];
        assert_eq!(lines(&server), asked[..requests]);
    }
    let server = FaultServer::always(Act::AnswerAndClose(Vec::new())).await;
    assert_eq!(name(&impatient().look_for(&server.gateway(), "ours").await), "network");
}

#[tokio::test]
async fn the_connection_test_says_whether_the_key_is_good() {
    let models = format!(r#"{{"object":"list","data":[{}]}}"#, vec![r#"{"id":"a-model"}"#; 100_000].join(","));
    for (act, expected) in [
        (Act::Answer(reply(200, "", models)), "accepted"),
        (Act::Answer(reply(200, "", r#"{"code":1000,"message":"who?"}"#)), "refused Key"),
        (
            Act::Answer(reply(401, "", r#"{"error":{"message":"no","type":"comet_api_error","code":"x"}}"#)),
            "refused Key",
        ),
        (Act::Answer(reply(401, "", "")), "refused Key"),
        (Act::Answer(reply(403, "", r#"{"code":"quota_not_enough","message":"no"}"#)), "refused Funds"),
        (Act::Answer(reply(200, "", "<html>")), "none HTTP 200"),
        (Act::Answer(reply(302, "Location: /login\r\n", "")), "none HTTP 302"),
        (Act::Answer(reply(502, "", "")), "none HTTP 502"),
        (Act::Answer(reply(429, "", "")), "none HTTP 429"),
        (Act::AnswerAndClose(Vec::new()), "none"),
        (Act::Hang(usize::MAX), "none"),
    ] {
        let server = FaultServer::always(act).await;
        let result = match impatient().test(&server.gateway()).await {
            ConnectionResult::Accepted(took) => {
                assert!(took > Duration::ZERO);
                "accepted".into()
            }
            ConnectionResult::Refused(refusal) => format!("refused {:?}", refusal.kind),
            ConnectionResult::NoAnswer(words) => format!("none {words}"),
        };
        assert!(result.starts_with(expected), "{result} instead of {expected}");
        assert_eq!(lines(&server), ["GET /v1/models"]);
    }
}

#[test]
fn the_kind_of_cannot_look_is_what_the_machine_waits_for() {
    // `state` tells "cannot look it up" by this kind and by nothing else.
    let page =
        Reply { status: 404, retry_after: None, header_id: None, content: super::super::read::Content::of(b"<html>") };
    let server =
        Gateway { base: crate::domain::BaseUrl::default(), key: crate::domain::ApiKey::read(KEY).expect("a key") };
    let Look::NotOffered(refusal) = triage::judge_look(&page, &server, "ours") else { panic!("not offered") };
    assert_eq!((refusal.kind, refusal.http), (RefusalKind::Missing, Some(404)));
}

#[tokio::test]
async fn the_key_is_marked_as_secret_and_no_connection_remembers_it() {
    let server = FaultServer::always(Act::Answer(reply(200, "", RUNNING))).await;
    let (client, gateway) = (impatient(), server.gateway());
    let url = address(&gateway, AVATAR, None).expect("an address");
    let request = authorised(client.plain(url), &gateway).build().expect("a request");
    // HTTP/2 keeps what it sent in a table that lives as long as the connection, unless it is marked.
    assert!(request.headers().get(AUTHORIZATION).is_some_and(HeaderValue::is_sensitive));
    for _ in 0..3 {
        client.ask(&gateway, &seven()).await.expect("an answer");
    }
    assert_eq!((server.seen().len(), server.connections()), (3, 3), "each has a connection of its own");
}
