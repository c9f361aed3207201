//! The create rule against a real socket: what each fault is taken for, and that one POST is all that ever leaves.

use std::sync::{Arc, Mutex};

use base64::{Engine, engine::general_purpose::STANDARD};
use tokio::net::TcpListener;

use super::super::fault_server::{Act, FaultServer, KEY, Ordered, impatient, reply, submission, submission_for};
use super::*;
use crate::domain::{Accepted, Status, TaskId};

const ACCEPTED: &str = r#"{"code":0,"message":"SUCCEED","request_id":"a60990f3","data":{"task_id":"797182621750399062",
    "task_status":"submitted","task_info":{},"created_at":1758091666748,"updated_at":1758091666748}}"#;

fn files(bytes: usize) -> Payload {
    let file: Vec<u8> = (0..bytes).map(|at| (at * 31 % 253) as u8).collect();
    Payload { portrait: Some(file.clone().into()), voice: Some(file.into()) }
}

async fn create(client: &Client, server: &FaultServer, payload: Payload) -> Outcome {
    client.create(&server.gateway(), submission(Ordered::Files), payload, |_, _| {}, Arc::default()).await
}

fn name(outcome: &Outcome) -> String {
    match outcome {
        Outcome::Accepted(accepted) => format!("accepted {}", accepted.task_id.0),
        Outcome::Refused(refusal) => format!("refused {:?}", refusal.kind),
        Outcome::Later(refusal, wait) => format!("later {:?} {:?}", refusal.kind, wait.map(|wait| wait.as_secs())),
        Outcome::Unknown(Lost::Unclear(status, _)) => format!("unclear {status}"),
        Outcome::Unknown(Lost::Cut(_)) => "cut".into(),
        Outcome::Unknown(lost) => format!("{lost:?}"),
    }
}

/// One fault, what it is taken for, and that exactly one request on one connection arrived, even after a while.
async fn check(client: &Client, act: Act, payload: Payload, expected: &str) {
    let server = FaultServer::always(act.clone()).await;
    let outcome = create(client, &server, payload).await;
    let act: String = format!("{act:?}").chars().take(80).collect();
    assert_eq!(name(&outcome), expected, "{act} gave {outcome:?}");
    tokio::time::sleep(Duration::from_millis(30)).await;
    assert_eq!((server.seen().len(), server.connections()), (1, 1), "{act} brought another request");
}

#[tokio::test]
async fn the_request_is_exactly_what_the_page_says() {
    let server = FaultServer::always(Act::Answer(reply(200, "", ACCEPTED))).await;
    let steps = Arc::new(Mutex::new(Vec::new()));
    let payload = files(100_000);
    let told = Arc::clone(&steps);
    let outcome = impatient()
        .create(
            &server.gateway(),
            submission(Ordered::Files),
            payload.clone(),
            move |sent, total| {
                told.lock().expect("whole").push((sent, total));
            },
            Arc::default(),
        )
        .await;
    let accepted = Accepted {
        task_id: TaskId("797182621750399062".into()),
        status: Status::Submitted,
        request_id: Some("a60990f3".into()),
    };
    assert_eq!(outcome, Outcome::Accepted(accepted));

    let [seen] = &server.seen()[..] else { panic!("one request") };
    assert_eq!(seen.line(), "POST /kling/v1/videos/avatar/image2video");
    assert_eq!(seen.header("authorization"), Some(format!("Bearer {KEY}")));
    assert_eq!(seen.header("content-type").as_deref(), Some("application/json"));
    assert_eq!(seen.header("content-length"), Some(seen.body.len().to_string()));
    for absent in ["transfer-encoding", "referer", "expect", "cookie"] {
        assert_eq!(seen.header(absent), None, "{absent}");
    }
    let body: serde_json::Value = serde_json::from_slice(&seen.body).expect("JSON");
    assert_eq!(STANDARD.decode(body["image"].as_str().expect("text")).ok(), payload.portrait.map(Vec::from));
    assert_eq!(STANDARD.decode(body["sound_file"].as_str().expect("text")).ok(), payload.voice.map(Vec::from));
    assert_eq!(body["prompt"], "She says \"hello\",\nthen \\ smiles \u{1f600}.");
    assert_eq!((&body["mode"], body.get("audio_id")), (&"std".into(), None));
    assert_eq!(body["external_task_id"], "00000000-0000-0000-0000-000000000051");

    let steps = steps.lock().expect("whole");
    let total = seen.body.len() as u64;
    assert_eq!((steps.first(), steps.last()), (Some(&(0, total)), Some(&(total, total))));
    assert!(steps.len() > 4 && steps.is_sorted(), "{steps:?}");
}

#[tokio::test]
async fn what_is_cut_is_unknown_and_never_sent_again() {
    let client = impatient();
    let whole = reply(200, "", ACCEPTED);
    let part = |bytes: usize| Act::AnswerAndClose(whole[..bytes].to_vec());
    let head = whole.windows(4).position(|bytes| bytes == b"\r\n\r\n").expect("a head") + 4;
    for (act, expected) in [
        // Nothing, half a status line, half a head, a head alone, half a body.
        (part(0), "cut"),
        (part(5), "cut"),
        (part(head - 3), "cut"),
        (part(head), "cut"),
        (part(whole.len() - 1), "cut"),
        (Act::AnswerAndClose(b"not http at all\r\n\r\n".to_vec()), "cut"),
        // Right after the head, and inside the body.
        (Act::CutAfter(0), "cut"),
        (Act::CutAfter(5_000), "cut"),
    ] {
        check(&client, act, files(300_000), expected).await;
    }
    // So much that the connection cannot have taken it all when it breaks.
    check(&client, Act::CutAfter(2_000_000), files(9_000_000), "cut").await;
    // A status that decides by itself does so even when the rest is cut.
    let head = b"HTTP/1.1 401 Unauthorized\r\nContent-Length: 9\r\n\r\n".to_vec();
    check(&client, Act::AnswerAndClose(head), files(9), "refused Key").await;
    let chunked = b"HTTP/1.1 400 Bad\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{\"cod".to_vec();
    check(&client, Act::AnswerAndClose(chunked), files(9), "cut").await;
}

#[tokio::test]
async fn what_takes_too_long_is_unknown() {
    let client = impatient();
    // No answer; a body that stands still; an answer that comes drop by drop, each within the limit.
    check(&client, Act::Hang(usize::MAX), files(300), "TimedOut").await;
    check(&client, Act::Hang(100_000), files(9_000_000), "TimedOut").await;
    check(&client, Act::Drip(reply(200, "", ACCEPTED), Duration::from_millis(20)), files(300), "TimedOut").await;
    // An answer that stands still ends by the idle limit, long before the limit for all of it.
    let client =
        Client::with(Timeouts { answer: Duration::from_secs(600), ..impatient().timeouts() }).expect("a client");
    let head = b"HTTP/1.1 200 OK\r\nContent-Length: 90\r\n\r\n".to_vec();
    let checked = check(&client, Act::Answer(head), files(300), "TimedOut");
    tokio::time::timeout(Duration::from_secs(60), checked).await.expect("by the idle limit");
}

#[tokio::test]
async fn a_slow_upload_that_moves_is_no_fault() {
    // The server takes most of the body in bits, for longer than any single limit allows; then the rest at once, since
    // the system's buffers hold megabytes of it for which the client already waits as for an answer.
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let base = format!("http://{}", listener.local_addr().expect("an address"));
    let server = tokio::spawn(async move {
        use tokio::io::{AsyncReadExt, AsyncWriteExt};
        let (mut stream, _) = listener.accept().await.expect("a client");
        let (mut taken, mut buffer) = (0, vec![0; 3_000_000]);
        while taken < 24_000_000 {
            let read = stream.read(&mut buffer).await.expect("bytes");
            assert!(read > 0, "the client gave up after {taken}");
            taken += read;
            if taken < 16_000_000 {
                tokio::time::sleep(Duration::from_micros(read as u64 / 7)).await;
            }
        }
        stream.write_all(&reply(200, "", ACCEPTED)).await.expect("written");
        tokio::time::sleep(Duration::from_millis(100)).await;
    });
    let gateway = Gateway { base: BaseUrl::read(&base).expect("loopback"), key: ApiKey::read(KEY).expect("a key") };
    let (client, begin) = (impatient(), std::time::Instant::now());
    let outcome =
        client.create(&gateway, submission(Ordered::Files), files(9_000_000), |_, _| {}, Arc::default()).await;
    assert_eq!(name(&outcome), "accepted 797182621750399062");
    assert!(begin.elapsed() > client.timeouts().answer, "too fast to show anything: {:?}", begin.elapsed());
    server.await.expect("served");
}

#[tokio::test]
async fn each_answer_is_taken_for_what_it_is() {
    let client = impatient();
    let html = "<html><body>Bad gateway</body></html>";
    let wait = "Retry-After: 7\r\n";
    for (status, headers, body, expected) in [
        (200, "", ACCEPTED, "accepted 797182621750399062"),
        (200, "", html, "unclear 200"),
        (200, "", r#"{"code":0,"message":"SUCCEED","data":{}}"#, "unclear 200"),
        (200, "", r#"{"code":1301,"message":"unsafe"}"#, "refused Policy"),
        (302, "Location: /elsewhere\r\n", "", "refused Missing"),
        (307, "Location: /elsewhere\r\n", html, "refused Missing"),
        (400, "", r#"{"code":1201,"message":"bad"}"#, "refused Parameter"),
        (400, "", html, "unclear 400"),
        (401, "", "", "refused Key"),
        (403, "", r#"{"code":"quota_not_enough","message":"no","data":null}"#, "refused Funds"),
        (429, wait, r#"{"code":1303,"message":"parallel task over resource pack limit"}"#, "later TooMany Some(7)"),
        (429, "", r#"{"code":1302,"message":"slow"}"#, "later TooFast None"),
        (429, wait, r#"{"code":1101,"message":"no funds"}"#, "refused Funds"),
        (429, "", r#"{"code":1304,"message":"where from?"}"#, "refused Address"),
        (429, wait, html, "unclear 429"),
        (500, "", html, "unclear 500"),
        (500, "", r#"{"code":"invalid_request","message":"prompt is required"}"#, "refused Parameter"),
        (502, "", html, "unclear 502"),
        (503, wait, html, "later Maintenance Some(7)"),
        (503, "", r#"{"code":5001,"message":"maintenance"}"#, "later Maintenance None"),
        (524, "", html, "unclear 524"),
    ] {
        check(&client, Act::Answer(reply(status, headers, body)), files(3_000), expected).await;
    }
    // The largest answers there are: too long by its own word, endless, and deeper than anyone nests.
    check(&client, Act::Answer(reply(200, "", vec![b' '; ANSWER_BYTES + 1])), files(9), "unclear 200").await;
    let chunked = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n".to_vec();
    let piece = [b"10000\r\n".to_vec(), vec![b'7'; 65_536], b"\r\n".to_vec()].concat();
    check(&client, Act::Endless(chunked, piece), files(9), "unclear 200").await;
    check(&client, Act::Answer(reply(200, "", "{\"data\":".repeat(10_000))), files(9), "unclear 200").await;
}

#[tokio::test]
async fn an_answer_before_the_upload_is_over_counts() {
    let client = impatient();
    let body = r#"{"code":1000,"message":"who are you?"}"#;
    check(&client, Act::AnswerEarly(reply(401, "", body)), files(9_000_000), "refused Key").await;
}

#[tokio::test]
async fn a_connection_that_died_after_the_last_answer_costs_no_second_request() {
    // The server promises to keep the connection and drops it when the next request comes on it.
    let refused = reply(400, "Connection: keep-alive\r\n", r#"{"code":1201,"message":"bad"}"#);
    let server = FaultServer::start(move |seen, number| match (seen.connection, number) {
        (_, 0) => Act::Answer(refused.clone()),
        (0, _) => Act::CutAfter(0),
        _ => Act::Answer(reply(200, "", ACCEPTED)),
    })
    .await;
    let client = impatient();
    for (number, expected) in ["refused Parameter", "accepted 797182621750399062"].into_iter().enumerate() {
        let outcome =
            client.create(&server.gateway(), submission(Ordered::Files), files(300), |_, _| {}, Arc::default()).await;
        assert_eq!(name(&outcome), expected);
        assert_eq!(
            (server.seen().len(), server.connections()),
            (number + 1, number + 1),
            "a connection was used again"
        );
    }
}

#[tokio::test]
async fn without_a_connection_nothing_was_sent() {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let port = listener.local_addr().expect("an address").port();
    let gateway = |scheme: &str| Gateway {
        base: BaseUrl::read(&format!("{scheme}://127.0.0.1:{port}")).expect("loopback"),
        key: ApiKey::read(KEY).expect("a key"),
    };
    let client = impatient();
    let create = async |scheme| {
        client.create(&gateway(scheme), submission(Ordered::Files), files(300), |_, _| {}, Arc::default()).await
    };

    // Something that is not TLS answers, then something that never answers.
    let answers = async |bytes: &'static [u8], pause| {
        use tokio::io::AsyncWriteExt;
        let (mut stream, _) = listener.accept().await.expect("a client");
        let _ = stream.write_all(bytes).await;
        tokio::time::sleep(Duration::from_millis(pause)).await;
    };
    let (outcome, ()) = tokio::join!(create("https"), answers(b"HTTP/1.1 400 Bad Request\r\n\r\n", 0));
    assert_eq!(name(&outcome), "later NotReached None", "{outcome:?}");
    let (outcome, ()) = tokio::join!(create("https"), answers(b"", 2_300));
    assert_eq!(name(&outcome), "later NotReached None", "{outcome:?}");

    drop(listener);
    let outcome = create("http").await;
    assert_eq!(name(&outcome), "later NotReached None", "{outcome:?}");
    let Outcome::Later(refusal, _) = outcome else { panic!("later") };
    assert!(!refusal.message.contains(&port.to_string()) || !refusal.message.contains("http://"), "{refusal:?}");
    assert_eq!((refusal.http, refusal.code), (None, None));
}

#[tokio::test]
async fn a_connection_that_is_closed_at_once_is_not_called_unsent() {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let base = format!("http://{}", listener.local_addr().expect("an address"));
    let gateway = Gateway { base: BaseUrl::read(&base).expect("loopback"), key: ApiKey::read(KEY).expect("a key") };
    let (client, counted) = (impatient(), Arc::new(Mutex::new(0)));
    let count = Arc::clone(&counted);
    tokio::spawn(async move {
        while listener.accept().await.is_ok() {
            *count.lock().expect("whole") += 1;
        }
    });
    let outcome = client.create(&gateway, submission(Ordered::Files), files(300), |_, _| {}, Arc::default()).await;
    assert_eq!(name(&outcome), "cut", "{outcome:?}");
    tokio::time::sleep(Duration::from_millis(30)).await;
    assert_eq!(*counted.lock().expect("whole"), 1);
}

/// The proxy is read from the environment when a client is made, so this runs another test in a process of its own.
#[test]
fn the_systems_proxy_does_not_see_what_stays_on_this_computer() {
    let mut command = std::process::Command::new(std::env::current_exe().expect("this program"));
    command.args(["--exact", "services::api::client::tests::the_request_is_exactly_what_the_page_says"]);
    for name in ["http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"] {
        command.env(name, "http://127.0.0.1:1");
    }
    let run = command.env_remove("no_proxy").env_remove("NO_PROXY").output().expect("it runs");
    let said = String::from_utf8_lossy(&run.stdout);
    assert!(run.status.success() && said.contains("1 passed"), "{said}");
}

#[tokio::test]
async fn what_is_stopped_here_is_never_sent() {
    let client = impatient();
    let server = FaultServer::always(Act::Answer(reply(200, "", ACCEPTED))).await;
    let outcome = create(&client, &server, Payload::default()).await;
    assert_eq!(name(&outcome), "refused Here", "{outcome:?}");
    // A practice task with a gateway that bills: the address is one that nothing listens at.
    let live = Gateway {
        base: BaseUrl::read("https://127.0.0.1:9").expect("loopback"),
        key: ApiKey::read(KEY).expect("a key"),
    };
    let practice = submission_for(Ordered::Files, Door::Practice);
    let outcome = client.create(&live, practice, files(9), |_, _| {}, Arc::default()).await;
    assert_eq!(name(&outcome), "refused Here", "{outcome:?}");
    assert_eq!(server.connections(), 0);
    let practice = submission_for(Ordered::Files, Door::Practice);
    let outcome = client.create(&server.gateway(), practice, files(9), |_, _| {}, Arc::default()).await;
    assert_eq!(name(&outcome), "accepted 797182621750399062");
}

/// Takes one connection, answers a whole request, and says how many bytes came.
async fn count_bytes(listener: TcpListener) -> usize {
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    let patience = Duration::from_millis(300);
    let Ok(Ok((mut stream, _))) = tokio::time::timeout(patience, listener.accept()).await else { return 0 };
    let (mut came, mut buffer) = (vec![], [0; 4096]);
    while let Ok(read) = stream.read(&mut buffer).await.map(|read| &buffer[..read])
        && !read.is_empty()
    {
        came.extend_from_slice(read);
        if came.ends_with(b"}") {
            stream.write_all(&reply(200, "", ACCEPTED)).await.ok();
        }
    }
    came.len()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_a_stopped_request_no_byte_has_left() {
    let client = impatient();
    let mut stopped_in_time = [0, 0];
    const LAST: u64 = 79;
    for round in 0..=LAST {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let base = format!("http://{}", listener.local_addr().expect("an address"));
        let gateway = Gateway { base: BaseUrl::read(&base).expect("loopback"), key: ApiKey::read(KEY).expect("a key") };
        let brake = Arc::<Brake>::default();
        let (hand, pulled) = (Arc::clone(&brake), Arc::clone(&brake));
        let server = tokio::spawn(count_bytes(listener));
        let stop = tokio::spawn(async move {
            tokio::time::sleep(Duration::from_micros(if round < LAST { round * 40 } else { 400_000 })).await;
            hand.pull()
        });
        // At the last round it is certainly too late, at the first it is certainly not.
        let progress = move |sent, _| {
            if round == LAST && sent > 0 {
                assert!(!pulled.pull(), "part of it is on its way");
            }
        };
        if round == 0 {
            assert!(brake.pull());
        }
        let outcome = client.create(&gateway, submission(Ordered::Files), files(300), progress, brake).await;
        let (stopped, bytes) = (stop.await.expect("asked"), server.await.expect("served"));
        let expected = if stopped { "later Here None" } else { "accepted 797182621750399062" };
        assert_eq!((name(&outcome).as_str(), bytes == 0), (expected, stopped), "round {round}: {outcome:?}, {bytes}");
        stopped_in_time[usize::from(stopped)] += 1;
    }
    assert!(stopped_in_time.iter().all(|rounds| *rounds > 0), "{stopped_in_time:?}");
}

#[tokio::test]
async fn the_key_comes_back_in_no_text() {
    let client = impatient();
    let echo = format!(r#"{{"code":1000,"message":"bad key {KEY}","request_id":"r {KEY}"}}"#);
    for body in [echo.clone(), format!("<p>{echo} Bearer {KEY}</p>")] {
        for status in [200, 400, 401, 500, 503] {
            let server =
                FaultServer::always(Act::Answer(reply(status, &format!("X-Request-Id: {KEY}\r\n"), &body))).await;
            let outcome = format!("{:?}", create(&client, &server, files(9)).await);
            assert!(!outcome.contains("0123456789abcdef"), "{status}: {outcome}");
        }
    }
}

#[test]
fn ids_are_encoded_and_the_base_keeps_its_path() {
    let gateway =
        |base: &str| Gateway { base: BaseUrl::read(base).expect("good"), key: ApiKey::read(KEY).expect("good") };
    let of = |base, id| address(&gateway(base), AVATAR, Some(id)).map(String::from);
    let path = "/kling/v1/videos/avatar/image2video";
    let live = "https://api.cometapi.com";
    for (base, id, tail) in [
        (live, "797182621750399062", "797182621750399062"),
        (live, "a/b?c#d%2F e\\", "a%2Fb%3Fc%23d%252F%20e%5C"),
        ("https://gate.example.org/comet/v1", "...", "..."),
    ] {
        assert_eq!(of(base, id), Ok(format!("{}{path}/{tail}", base.trim_end_matches("/v1"))));
    }
    assert!(of(live, ".").is_err() && of(live, "..").is_err());
}
