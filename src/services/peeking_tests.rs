//! Tests of `peeking`, against servers on this computer.

use std::{
    io::{Read as _, Write as _},
    net::{TcpListener, TcpStream},
    sync::{Arc, Mutex},
    thread,
};

use super::*;

/// Answers each request with what `reply` makes of its first line, and remembers the requests.
struct Server {
    base: String,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Server {
    fn start(reply: fn(&str) -> Vec<u8>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let base = format!("http://{}", listener.local_addr().expect("an address"));
        let asked: Arc<Mutex<Vec<String>>> = Arc::default();
        let log = Arc::clone(&asked);
        thread::Builder::new()
            .name("server".into())
            .spawn(move || {
                for stream in listener.incoming().flatten() {
                    answer(stream, reply, &log);
                }
            })
            .expect("a thread");
        Self { base, asked }
    }

    fn url(&self, path: &str) -> Url {
        Url::parse(&format!("{}{path}", self.base)).expect("a URL")
    }

    fn asked(&self) -> Vec<String> {
        self.asked.lock().expect("a log").clone()
    }
}

fn answer(mut stream: TcpStream, reply: fn(&str) -> Vec<u8>, log: &Mutex<Vec<String>>) {
    let mut request = vec![];
    let mut part = [0; 1024];
    while !request.windows(4).any(|end| end == b"\r\n\r\n") {
        match stream.read(&mut part) {
            Ok(count) if count > 0 => request.extend_from_slice(&part[..count]),
            _ => return,
        }
    }
    let request = String::from_utf8_lossy(&request).into_owned();
    let first = request.lines().next().unwrap_or_default().to_owned();
    log.lock().expect("a log").push(request);
    // A client that has seen enough goes away.
    stream.write_all(&reply(&first)).ok();
}

fn found(body: &[u8]) -> Vec<u8> {
    let head = format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\nConnection: close\r\n\r\n", body.len());
    [head.as_bytes(), body].concat()
}

fn moved(to: &str) -> Vec<u8> {
    format!("HTTP/1.1 302 Found\r\nLocation: {to}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n").into_bytes()
}

fn reply(first: &str) -> Vec<u8> {
    match first.split(' ').nth(1).unwrap_or_default() {
        "/a.png" => found(b"a picture"),
        "/away" => moved("/b/../a.png"),
        "/round" => moved("/round"),
        "/file" => moved("file:///etc/passwd"),
        "/nowhere" => moved(""),
        "/large" => b"HTTP/1.1 200 OK\r\nContent-Length: 4000\r\nConnection: close\r\n\r\nx".to_vec(),
        "/swells" => [b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n".as_slice(), &[b'x'; 4000]].concat(),
        "/cut" => b"HTTP/1.1 200 OK\r\nContent-Length: 400\r\nConnection: close\r\n\r\nx".to_vec(),
        _ => b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n".to_vec(),
    }
}

async fn fetched(server: &Server, path: &str) -> Result<Vec<u8>, Unseen> {
    fetch(server.url(path), Door::Practice, PATIENCE, 1000).await
}

#[tokio::test]
async fn a_picture_is_fetched_through_redirects_and_as_a_stranger() {
    let server = Server::start(reply);
    assert_eq!(fetched(&server, "/a.png").await, Ok(b"a picture".to_vec()));
    assert_eq!(fetched(&server, "/away").await, Ok(b"a picture".to_vec()));
    let asked = server.asked();
    assert_eq!(asked.len(), 3);
    for request in asked {
        let request = request.to_lowercase();
        for header in ["authorization", "referer", "cookie"] {
            assert!(!request.contains(header), "{request}");
        }
        assert!(request.contains("user-agent: likeness/"), "{request}");
    }
}

#[tokio::test]
async fn what_is_not_fetched_says_why() {
    let server = Server::start(reply);
    let table = [
        ("/round", Unseen::LeadsOn),
        ("/file", Unseen::LeadsOn),
        ("/large", Unseen::TooLarge(1000)),
        ("/swells", Unseen::TooLarge(1000)),
        ("/cut", Unseen::NoAnswer),
        ("/gone", Unseen::Status(404)),
    ];
    for (path, expected) in table {
        assert_eq!(fetched(&server, path).await, Err(expected), "{path}");
    }
    let rounds = server.asked().iter().filter(|request| request.contains("/round")).count();
    assert_eq!(rounds, REDIRECTS + 1);
    let unused = TcpListener::bind("127.0.0.1:0").expect("a port").local_addr().expect("an address");
    let nobody = Url::parse(&format!("http://{unused}/")).expect("a URL");
    assert_eq!(fetch(nobody, Door::Practice, PATIENCE, 1000).await, Err(Unseen::NoAnswer));
}

#[tokio::test]
async fn a_server_that_says_nothing_is_not_waited_for() {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let url = Url::parse(&format!("http://{}/", listener.local_addr().expect("an address"))).expect("a URL");
    let found = fetch(url, Door::Practice, Duration::from_millis(200), 1000).await;
    assert_eq!(found, Err(Unseen::TooSlow(0)));
}

#[tokio::test]
async fn through_the_live_door_nothing_on_this_computer_is_asked() {
    let server = Server::start(reply);
    let port = server.url("/").port().expect("a port");
    for host in ["127.0.0.1", "localhost", "0x7f.1", "[::ffff:127.0.0.1]"] {
        let url = Url::parse(&format!("http://{host}:{port}/a.png")).expect("a URL");
        let found = fetch(url, Door::Live, PATIENCE, 1000).await;
        assert_eq!(found, Err(Unseen::NotPublic), "{host}");
    }
    assert!(server.asked().is_empty(), "no connection was made");
}

#[test]
fn a_picture_is_called_by_the_end_of_its_path() {
    let table = [
        ("https://example.org/people/anna.png?size=2#x", "anna.png"),
        ("https://example.org/", "example.org"),
        ("https://example.org", "example.org"),
        ("https://example.org/people/", "example.org"),
    ];
    for (address, name) in table {
        assert_eq!(name_of(&Url::parse(address).expect("a URL")), name);
    }
    let long = format!("https://example.org/{}", "x".repeat(500));
    assert_eq!(name_of(&Url::parse(&long).expect("a URL")).len(), NAME_CHARS);
}
