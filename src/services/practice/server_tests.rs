//! The server as a client sees it: keys, tasks, restarts, films, voices, links.

use std::{fs, path::Path, time::Duration};

use reqwest::{Method, header};
use serde_json::{Value, json};

use super::fixtures::{AVATAR, Bench, good, good_but, open, png, read, wav};
use super::record::{End, TaskRecord, fresh_id};
use crate::domain::Limits;

const SPEECH: &str = "/kling/v1/audio/tts";

async fn fetch(bench: &Bench, address: &str) -> Vec<u8> {
    let response = bench.open_request(Method::GET, address).send().await.expect("an answer");
    assert_eq!(response.status(), 200);
    response.bytes().await.expect("the whole").to_vec()
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_else(|| panic!("a text: {value}")).to_owned()
}

#[tokio::test]
async fn an_order_becomes_a_film_that_plays() {
    let folder = tempfile::tempdir().expect("a folder");
    let bench = Bench::start(folder.path()).await;
    let (status, answer) = bench.post(AVATAR, &good_but(&json!({ "external_task_id": "mine-1" }))).await;
    assert_eq!((status, &answer["code"], &answer["message"]), (200, &json!(0), &json!("SUCCEED")));
    let made = &answer["data"];
    let fields: Vec<&String> = made.as_object().expect("an object").keys().collect();
    assert_eq!(fields, ["created_at", "task_id", "task_info", "task_status", "updated_at"]);
    assert_eq!(made["task_status"], "submitted");
    let id = text(&made["task_id"]);
    assert!(id.len() == 19 && id.parse::<u64>().expect("a number") > 1 << 53);

    let task = bench.end_of(&id).await;
    assert_eq!(task, bench.end_of("mine-1").await, "it is found by either id");
    assert_eq!((&task["task_id"], &task["task_status"]), (&json!(id), &json!("succeed")));
    assert_eq!(task["task_info"], json!({ "external_task_id": "mine-1" }));
    assert_eq!((&task["final_unit_deduction"], &task["created_at"]), (&json!("0"), &made["created_at"]));
    assert!(task["updated_at"].as_i64() >= task["created_at"].as_i64().map(|at| at + 150));
    let video = &task["task_result"]["videos"][0];
    assert_eq!(video["duration"], "2.000");
    let film = open(&fetch(&bench, &text(&video["url"])).await);
    assert_eq!((film.length(), film.pictures.len()), (Duration::from_secs(2), 50));
    // They go just after the film is there.
    let portrait = folder.path().join(format!("tasks/{id}.image"));
    for _ in 0..100 {
        if portrait.exists() {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }
    assert!(!portrait.exists(), "its inputs are not kept for nothing");
}

#[tokio::test]
async fn it_passes_through_its_stages_and_never_succeeds_before_its_time() {
    let folder = tempfile::tempdir().expect("a folder");
    let bench = Bench::start_with(folder.path(), Limits::default(), [1000, 500]).await;
    let id = bench.create(&good()).await;
    let (mut seen, mut times) = (Vec::new(), Vec::new());
    while seen.last().is_none_or(|last| last != "succeed") {
        let (_, answer) = bench.get(&format!("{AVATAR}/{id}")).await;
        let status = text(&answer["data"]["task_status"]);
        assert_eq!(status == "succeed", answer["data"]["task_result"] != json!({}), "{answer}");
        if seen.last() != Some(&status) {
            seen.push(status);
            times.push(answer["data"]["updated_at"].as_i64().expect("a time"));
        }
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    assert_eq!(seen, ["submitted", "processing", "succeed"]);
    assert!(times.is_sorted() && times[2] >= times[0] + 1500, "{times:?}");
}

#[tokio::test]
async fn a_server_that_is_stopped_in_the_middle_is_taken_up_by_the_next() {
    let folder = tempfile::tempdir().expect("a folder");
    let first = Bench::start(folder.path()).await;
    // So long that it cannot be rendered before the stop.
    let long = base64::Engine::encode(&base64::engine::general_purpose::STANDARD, wav(80_000, 8_000));
    let id = first.create(&good_but(&json!({ "sound_file": long, "external_task_id": "kept" }))).await;
    let (old_key, old_address) = (first.key.clone(), first.server.base_url());
    first.server.stop().await;
    assert!(!folder.path().join(format!("tasks/{id}.mp4")).exists(), "it was stopped in the middle");

    let second = Bench::start(folder.path()).await;
    assert_ne!(second.server.base_url(), old_address);
    let path = format!("{}{AVATAR}/{id}", second.server.base_url().as_str());
    let (status, _) = read(second.open_request(Method::GET, &path).bearer_auth(&old_key)).await;
    assert_eq!(status, 401, "the old key is not this server's");
    let (status, answer) = second.get(&format!("{AVATAR}/kept")).await;
    assert_eq!((status, &answer["data"]["task_id"]), (200, &json!(id)));
    let (status, answer) = second.post(AVATAR, &good_but(&json!({ "external_task_id": "kept" }))).await;
    assert_eq!((status, &answer["code"]), (400, &json!(1201)), "its own id is still taken");
    let task = second.end_of(&id).await;
    let film = fetch(&second, &text(&task["task_result"]["videos"][0]["url"])).await;
    assert_eq!(open(&film).length(), Duration::from_secs(10));
}

#[tokio::test]
async fn an_own_id_is_used_once() {
    let folder = tempfile::tempdir().expect("a folder");
    let bench = Bench::start(folder.path()).await;
    let order = good_but(&json!({ "external_task_id": "order 7/ü", "prompt": "[practice: fail]" }));
    let id = bench.create(&order).await;
    let (status, answer) = bench.post(AVATAR, &order).await;
    assert_eq!((status, &answer["code"]), (400, &json!(1201)));
    assert!(text(&answer["message"]).contains("\"order 7/ü\""), "{answer}");
    let (_, answer) = bench.get(&format!("{AVATAR}/order%207%2F%C3%BC")).await;
    assert_eq!(answer["data"]["task_id"], json!(id));
}

#[tokio::test]
async fn a_prompt_can_ask_for_a_failure() {
    let folder = tempfile::tempdir().expect("a folder");
    let bench = Bench::start_with(folder.path(), Limits::default(), [1000, 500]).await;
    let id = bench.create(&good_but(&json!({ "prompt": "She smiles. [practice: fail]" }))).await;
    let task = bench.end_of(&id).await;
    assert_eq!(task["task_status_msg"], "Failure to pass the risk control system");
    assert_eq!((&task["task_status"], &task["task_result"]), (&json!("failed"), &json!({})));
}

#[tokio::test]
async fn the_list_has_the_newest_first_in_pages() {
    let folder = tempfile::tempdir().expect("a folder");
    let bench = Bench::start(folder.path()).await;
    let mut ids = Vec::new();
    for _ in 0..5 {
        ids.insert(0, bench.create(&good_but(&json!({ "prompt": "[practice: fail]" }))).await);
        tokio::time::sleep(Duration::from_millis(2)).await;
    }
    let table = [("", &ids[..]), ("?pageNum=1&pageSize=2", &ids[..2]), ("?pageNum=3&pageSize=2", &ids[4..])];
    for (query, expected) in table.into_iter().chain([("?pageNum=1000&pageSize=500", &ids[..0])]) {
        let (status, answer) = bench.get(&format!("{AVATAR}{query}")).await;
        let found: Vec<String> =
            answer["data"].as_array().expect("a list").iter().map(|task| text(&task["task_id"])).collect();
        assert_eq!((status, found.as_slice()), (200, expected), "{query}");
    }
    for query in ["pageNum=0", "pageNum=1001", "pageSize=0", "pageSize=501", "pageSize=many", "pageNum=-1"] {
        let (status, answer) = bench.get(&format!("{AVATAR}?{query}")).await;
        assert_eq!((status, &answer["code"]), (400, &json!(1201)), "{query}: {answer}");
    }
}

#[tokio::test]
async fn a_spoken_voice_can_be_used_for_a_film() {
    let folder = tempfile::tempdir().expect("a folder");
    let bench = Bench::start(folder.path()).await;
    let order =
        json!({ "text": "Good morning, and welcome to all of you!", "voice_id": "AOT", "voice_language": "en" });
    let (status, answer) = bench.post(SPEECH, &order).await;
    assert_eq!((status, &answer["data"]["task_status"]), (200, &json!("succeed")), "{answer}");
    let (_, again) = bench.get(&format!("{SPEECH}/{}", text(&answer["data"]["task_id"]))).await;
    assert_eq!(again["data"], answer["data"]);
    let audio = &answer["data"]["task_result"]["audios"][0];
    assert_ne!(audio["id"], answer["data"]["task_id"]);
    let sound = fetch(&bench, &text(&audio["url"])).await;
    let length = hound::WavReader::new(sound.as_slice()).map(|wav| wav.duration()).expect("a WAV");
    let seconds: f32 = text(&audio["duration"]).parse().expect("seconds");
    assert!((length as f32 / 24_000.0 - seconds).abs() < 0.01 && (2.0..4.0).contains(&seconds), "{seconds}");

    let id = bench.create(&good_but(&json!({ "sound_file": null, "audio_id": audio["id"] }))).await;
    let task = bench.end_of(&id).await;
    assert_eq!(task["task_result"]["videos"][0]["duration"], audio["duration"]);
    let (status, answer) = bench.get(&format!("{SPEECH}/1")).await;
    assert_eq!((status, &answer["code"]), (404, &json!(1203)));
}

#[tokio::test]
async fn a_spoken_voice_that_is_too_short_is_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    let bench = Bench::start(folder.path()).await;
    let order = json!({ "text": "Hello!", "voice_id": "uk_man2", "voice_language": "en", "voice_speed": 1.0 });
    let (_, answer) = bench.post(SPEECH, &order).await;
    let id = &answer["data"]["task_result"]["audios"][0]["id"];
    let (status, answer) = bench.post(AVATAR, &good_but(&json!({ "sound_file": null, "audio_id": id }))).await;
    assert_eq!(status, 400);
    let message = text(&answer["message"]);
    assert!(message.contains("audio_id lasts 0.4") && message.contains("2 to 60 s"), "{message}");
}

#[tokio::test]
async fn results_come_whole_in_parts_or_not_at_all() {
    let folder = tempfile::tempdir().expect("a folder");
    let bench = Bench::start(folder.path()).await;
    let id = bench.create(&good()).await;
    let address = text(&bench.end_of(&id).await["task_result"]["videos"][0]["url"]);
    let whole = fetch(&bench, &address).await;
    let head = bench.open_request(Method::HEAD, &address).send().await.expect("an answer");
    assert_eq!(head.headers()[header::CONTENT_LENGTH], whole.len().to_string());
    assert_eq!(
        (&head.headers()[header::ACCEPT_RANGES], &head.headers()[header::CONTENT_TYPE]),
        (&"bytes".parse().expect("a value"), &"video/mp4".parse().expect("a value"))
    );
    let tag = head.headers()[header::ETAG].clone();

    let part =
        bench.open_request(Method::GET, &address).header(header::RANGE, "bytes=100-").header(header::IF_RANGE, &tag);
    let part = part.send().await.expect("an answer");
    assert_eq!(part.status(), 206);
    let range = format!("bytes 100-{}/{}", whole.len() - 1, whole.len());
    assert_eq!(part.headers()[header::CONTENT_RANGE], range);
    assert_eq!(part.headers()[header::CONTENT_LENGTH], (whole.len() - 100).to_string());
    assert_eq!(part.bytes().await.expect("a part"), whole[100..]);
    let other =
        bench.open_request(Method::GET, &address).header(header::RANGE, "bytes=100-").header(header::IF_RANGE, "\"x\"");
    assert_eq!(other.send().await.expect("an answer").status(), 200, "of another file the whole");
    let beyond = bench.open_request(Method::GET, &address).header(header::RANGE, format!("bytes={}-", whole.len()));
    assert_eq!(beyond.send().await.expect("an answer").status(), 416);

    let (path, signature) = address.split_once("ksSign=").expect("signed");
    let forged = format!("{path}ksSign={}", signature.chars().rev().collect::<String>());
    let unsigned = address.split('?').next().expect("a path").to_owned();
    let elsewhere = address.replace(&id, "1");
    let upwards = address.replace(&format!("{id}.mp4"), &format!("..%2Ftasks%2F{id}.json"));
    for address in [forged, unsigned, elsewhere, upwards, address.replace("ksTime=", "ksTime=f")] {
        let (status, answer) = read(bench.open_request(Method::GET, &address)).await;
        assert_eq!((status, &answer["code"]), (403, &json!(1103)), "{address}");
        let (status, _) = read(bench.open_request(Method::GET, &address).bearer_auth(&bench.key)).await;
        assert_eq!(status, 403, "the key does not help: {address}");
    }
}

#[tokio::test]
async fn nobody_comes_in_without_the_key() {
    let folder = tempfile::tempdir().expect("a folder");
    let bench = Bench::start(folder.path()).await;
    let task = format!("{AVATAR}/1");
    let paths = [
        (Method::POST, AVATAR),
        (Method::GET, AVATAR),
        (Method::GET, &task),
        (Method::POST, SPEECH),
        (Method::GET, "/kling/v1/audio/tts/1"),
        (Method::GET, "/v1/models"),
        (Method::GET, "/api/usage/token"),
        (Method::GET, "/nowhere"),
    ];
    for (method, path) in paths {
        let address = format!("{}{path}", bench.server.base_url().as_str());
        let request = || bench.open_request(method.clone(), &address).json(&json!({}));
        let longer = format!("Bearer {}x", bench.key);
        let keys = [(None, 1001), (Some("Bearer wrong"), 1002), (Some("Bearer "), 1002), (Some(longer.as_str()), 1002)];
        for (key, code) in keys.into_iter().chain([(Some(bench.key.as_str()), 1002)]) {
            let request = match key {
                Some(key) => request().header(header::AUTHORIZATION, key),
                None => request(),
            };
            let (status, answer) = read(request).await;
            assert_eq!((status, &answer["code"]), (401, &json!(code)), "{method} {path} {key:?}");
        }
    }
}

#[tokio::test]
async fn paths_that_are_not_there_say_so() {
    let folder = tempfile::tempdir().expect("a folder");
    let bench = Bench::start(folder.path()).await;
    let task = format!("{AVATAR}/797191640489828365");
    let table = [
        (Method::GET, "/", 1202),
        (Method::GET, "/kling/v1/videos/image2video/1", 1202),
        (Method::DELETE, AVATAR, 1202),
        (Method::GET, SPEECH, 1202),
        (Method::POST, "/results/1.mp4", 1202),
        (Method::GET, &task, 1203),
        (Method::GET, "/kling/v1/videos/avatar/image2video/%FF", 1202),
    ];
    for (method, path, code) in table {
        let (status, answer) = read(bench.request(method.clone(), path)).await;
        assert_eq!((status, &answer["code"]), (404, &json!(code)), "{method} {path}");
    }
    let (status, models) = bench.get("/v1/models").await;
    assert!(status == 200 && text(&models["data"][0]["id"]).contains("avatar"));
    let (status, usage) = bench.get("/api/usage/token").await;
    assert_eq!((status, &usage["code"], &usage["data"]["object"]), (200, &json!(true), &json!("token_usage")));
}

/// Serves files at a loopback address, as a stranger's server would.
async fn stranger() -> String {
    let router = axum::Router::new()
        .route("/face.png", axum::routing::get(|| async { png(320, 300) }))
        .route(
            "/voice.wav",
            axum::routing::get(|headers: axum::http::HeaderMap| async move {
                assert!(headers.get(header::AUTHORIZATION).is_none(), "the key must not travel");
                wav(16_000, 8_000)
            }),
        )
        .route("/large", axum::routing::get(|| async { vec![0u8; 10_485_761] }))
        .route(
            "/endless",
            axum::routing::get(|| async {
                let parts = futures_util::stream::iter(0..200).map(|_| Ok::<_, std::io::Error>(vec![0u8; 65_536]));
                axum::body::Body::from_stream(parts)
            }),
        );
    use futures_util::StreamExt as _;
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = format!("http://{}", listener.local_addr().expect("an address"));
    tokio::spawn(async move { axum::serve(listener, router).await });
    address
}

#[tokio::test]
async fn files_may_be_given_by_address() {
    let folder = tempfile::tempdir().expect("a folder");
    let bench = Bench::start(folder.path()).await;
    let there = stranger().await;
    let order = json!({ "image": format!("{there}/face.png"), "sound_file": format!("{there}/voice.wav") });
    let id = bench.create(&good_but(&order)).await;
    assert_eq!(bench.end_of(&id).await["task_status"], "succeed");
    let table = [
        ("image", format!("{there}/nothing"), vec!["HTTP status 404"]),
        ("image", format!("{there}/large"), vec!["10485761 bytes", "10485760"]),
        ("image", format!("{there}/endless"), vec!["more than 10485760", "10485760"]),
        ("sound_file", format!("{there}/endless"), vec!["more than 5242880", "5242880"]),
        ("sound_file", "http://127.0.0.1:9/voice.wav".to_owned(), vec!["could not be fetched", "no connection"]),
        ("image", format!("{there}/voice.wav"), vec!["not a JPG or PNG"]),
    ];
    for (field, address, says) in table {
        let (status, answer) = bench.post(AVATAR, &good_but(&json!({ field: address }))).await;
        assert_eq!((status, &answer["code"]), (400, &json!(1201)), "{address}: {answer}");
        let message = text(&answer["message"]);
        assert!(message.starts_with(field) && says.iter().all(|says| message.contains(says)), "{address}: {message}");
        assert!(!message.contains(&there), "addresses are not repeated");
    }
}

/// Writes the record of a task as an earlier server would have left it.
fn leave(folder: &Path, id: &str, fails: bool, end: End) {
    let (mode, created_at) = ("std".to_owned(), super::record::now());
    let record =
        TaskRecord { id: id.to_owned(), video_id: fresh_id(), external_task_id: None, mode, fails, created_at, end };
    fs::create_dir_all(folder.join("tasks")).expect("a folder");
    fs::write(folder.join(format!("tasks/{id}.json")), serde_json::to_vec(&record).expect("JSON")).expect("written");
}

#[tokio::test]
async fn it_takes_a_thousand_tasks_and_no_more() {
    let folder = tempfile::tempdir().expect("a folder");
    for _ in 0..999 {
        leave(folder.path(), &fresh_id(), true, End::Pending);
    }
    let bench = Bench::start(folder.path()).await;
    bench.create(&good_but(&json!({ "prompt": "[practice: fail]" }))).await;
    let (status, answer) = bench.post(AVATAR, &good()).await;
    assert_eq!((status, &answer["code"]), (429, &json!(1303)));
    assert!(text(&answer["message"]).contains("1000"), "{answer}");
}

#[tokio::test]
async fn a_task_whose_inputs_are_gone_fails_and_the_next_one_does_not() {
    let folder = tempfile::tempdir().expect("a folder");
    let id = fresh_id();
    leave(folder.path(), &id, false, End::Pending);
    let bench = Bench::start(folder.path()).await;
    let task = bench.end_of(&id).await;
    assert_eq!((&task["task_status"], &task["task_result"]), (&json!("failed"), &json!({})));
    let next = bench.create(&good()).await;
    assert_eq!(bench.end_of(&next).await["task_status"], "succeed");
}

#[tokio::test]
async fn two_servers_may_share_a_folder() {
    let folder = tempfile::tempdir().expect("a folder");
    let (window, script) = (Bench::start(folder.path()).await, Bench::start(folder.path()).await);
    let id = script.create(&good()).await;
    assert_eq!(window.end_of(&id).await["task_status"], "succeed");
    assert_eq!(script.end_of(&id).await["task_status"], "succeed");
}

#[tokio::test]
async fn it_listens_on_loopback_until_it_is_stopped_or_dropped() {
    let folder = tempfile::tempdir().expect("a folder");
    for drop_it in [false, true] {
        let bench = Bench::start(folder.path()).await;
        let address = bench.server.address();
        assert!(address.ip().is_loopback());
        assert_eq!(bench.get("/v1/models").await.0, 200);
        match drop_it {
            true => drop(bench),
            false => bench.server.stop().await,
        }
        let mut refused = false;
        for _ in 0..100 {
            refused = tokio::net::TcpStream::connect(address).await.is_err();
            if refused {
                break;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        assert!(refused, "it still listens; dropped: {drop_it}");
    }
}
