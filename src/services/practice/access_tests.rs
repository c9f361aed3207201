//! Who is let in: nobody from another computer, no web page, and nobody with more than there is room for.

use std::{
    net::{SocketAddr, TcpStream, UdpSocket},
    time::Duration,
};

use reqwest::{Method, StatusCode, header};
use serde_json::{Value, json};

use super::fixtures::{AVATAR, Bench, good, good_but, read};

const SPEECH: &str = "/kling/v1/audio/tts";

async fn tasks(bench: &Bench) -> usize {
    bench.get(AVATAR).await.1["data"].as_array().expect("a list").len()
}

#[tokio::test]
async fn a_web_page_is_not_let_in_by_whatever_name_it_calls() {
    let folder = tempfile::tempdir().expect("a folder");
    let bench = Bench::start(folder.path()).await;
    let port = bench.server.address().port();
    let rebound = format!("evil.example:{port}");
    let table = [
        (header::HOST, rebound.as_str()),
        (header::HOST, "127.0.0.1.evil.example"),
        (header::HOST, "localhost.evil.example:80"),
        (header::HOST, "192.168.1.10"),
        (header::HOST, ""),
        (header::ORIGIN, "https://evil.example"),
        (header::ORIGIN, "null"),
        (header::ORIGIN, "http://127.0.0.1:8080"),
    ];
    for (name, value) in table {
        // With the right key, as if a page had come by it.
        for (method, path) in [(Method::POST, AVATAR), (Method::GET, AVATAR), (Method::GET, "/v1/models")] {
            let request = bench.request(method.clone(), path).header(&name, value);
            let request = if method == Method::POST { request.json(&good()) } else { request };
            let (status, answer) = read(request).await;
            assert_eq!((status, &answer["code"]), (403, &json!(1103)), "{method} {path} {name}: {value}");
        }
    }
    assert_eq!(tasks(&bench).await, 0, "nothing was done");
    for host in [format!("127.0.0.1:{port}"), "127.0.0.1".to_owned(), format!("LocalHost:{port}")] {
        let (status, _) = read(bench.request(Method::GET, "/v1/models").header(header::HOST, &host)).await;
        assert_eq!(status, 200, "{host}");
    }
}

#[tokio::test]
async fn a_signed_address_does_not_help_a_web_page() {
    let folder = tempfile::tempdir().expect("a folder");
    let bench = Bench::start(folder.path()).await;
    let id = bench.create(&good()).await;
    let task = bench.end_of(&id).await;
    let address = task["task_result"]["videos"][0]["url"].as_str().expect("an address").to_owned();
    let status = |name, value: &'static str| {
        let request = bench.open_request(Method::GET, &address).header(name, value);
        async { request.send().await.expect("an answer").status() }
    };
    assert_eq!(status(header::HOST, "evil.example").await, StatusCode::FORBIDDEN);
    assert_eq!(status(header::ORIGIN, "https://evil.example").await, StatusCode::FORBIDDEN);
    assert_eq!(status(header::ACCEPT, "*/*").await, StatusCode::OK);
}

#[tokio::test]
async fn other_computers_cannot_connect() {
    let folder = tempfile::tempdir().expect("a folder");
    let bench = Bench::start(folder.path()).await;
    let address = bench.server.address();
    assert!(address.ip().is_loopback(), "{address}");
    // By the address that this computer has in its network, if it is in one; no packet is sent to find it.
    let socket = UdpSocket::bind("0.0.0.0:0").expect("a socket");
    let Some(own) = socket.connect("192.0.2.1:9").and_then(|()| socket.local_addr()).ok() else { return };
    if !own.ip().is_loopback() {
        let outside = SocketAddr::new(own.ip(), address.port());
        assert!(TcpStream::connect_timeout(&outside, Duration::from_secs(2)).is_err(), "{outside} answers");
    }
}

#[tokio::test]
async fn a_body_that_is_too_large_is_refused_on_every_way_in() {
    let folder = tempfile::tempdir().expect("a folder");
    let bench = Bench::start(folder.path()).await;
    for path in [AVATAR, SPEECH] {
        for (bytes, expected) in [(32 * 1024 * 1024, 400), (32 * 1024 * 1024 + 1, 413), (33 * 1024 * 1024, 413)] {
            let request = bench.request(Method::POST, path).body(vec![b' '; bytes]);
            let (status, answer) = read(request).await;
            assert_eq!(status, expected, "{path} {bytes}: {answer}");
        }
    }
    // Without saying how much will come, and without an end.
    let parts = || {
        use futures_util::StreamExt as _;
        let parts = futures_util::stream::iter(0..).map(|_: u64| Ok::<_, std::io::Error>(vec![b' '; 1024 * 1024]));
        reqwest::Body::wrap_stream(parts)
    };
    for key in [Some(bench.key.clone()), None] {
        let address = format!("{}{AVATAR}", bench.server.base_url().as_str());
        let request = bench.open_request(Method::POST, &address).body(parts());
        let request = if let Some(key) = &key { request.bearer_auth(key) } else { request };
        let ended = tokio::time::timeout(Duration::from_secs(60), request.send()).await.expect("it ends");
        let taken = ended.is_ok_and(|answer| !answer.status().is_client_error());
        assert!(!taken, "an endless body was taken");
    }
    assert_eq!(tasks(&bench).await, 0);
    bench.create(&good_but(&json!({ "prompt": "[practice: fail]" }))).await;
    assert_eq!(tasks(&bench).await, 1, "and it goes on");
}

#[tokio::test]
async fn the_list_says_nothing_without_the_key() {
    let folder = tempfile::tempdir().expect("a folder");
    let bench = Bench::start(folder.path()).await;
    let id = bench.create(&good_but(&json!({ "prompt": "[practice: fail]" }))).await;
    let address = format!("{}{AVATAR}/{id}", bench.server.base_url().as_str());
    let (status, answer) = read(bench.open_request(Method::GET, &address)).await;
    assert_eq!((status, &answer["data"]), (401, &Value::Null));
    assert!(!answer.to_string().contains(&id), "{answer}");
}
