//! A provider that misbehaves as it is told, on loopback, and counts what it was asked.
//!
//! Not the practice server: it checks no rule. It is written on bare sockets, since cutting a connection in the right place
//! is the point.

pub mod speech;

use std::{
    collections::VecDeque,
    io,
    net::SocketAddr,
    sync::{Arc, Mutex, MutexGuard},
    time::Instant,
};

use serde_json::{Value, json};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    runtime::Handle,
};

use crate::support::KEY;

/// What tells its video from another.
const TAG: &str = "\"v1\"";

/// What the provider does with the next paid request.
#[derive(Clone, Debug)]
pub enum Create {
    /// Makes a task and says so.
    Accept,
    /// Makes a task and cuts the connection instead of saying so.
    AcceptAndCut,
    /// Makes a task and cuts the connection in the middle of saying so.
    AcceptAndCutAnswer,
    /// Makes a task and answers with this status and text.
    AcceptAndSay(u16, &'static str),
    /// Makes a task and never says anything.
    Hang,
    /// Reads a little of the body and cuts.
    CutUpload,
    /// Makes no task and answers with this status and text.
    Say(u16, &'static str),
}

/// What the provider does when it is asked for a task next; when the list is empty it says that the task is done.
#[derive(Clone, Copy, Debug)]
pub enum Poll {
    /// Names this status.
    Word(&'static str),
    /// Answers with this status and text.
    Say(u16, &'static str),
    /// Cuts the connection in the middle of an answer.
    Cut,
    /// Sends to another place, which would answer.
    Redirect,
    /// Answers with objects in objects, this many deep.
    Deep(usize),
    /// Answers with an object of so many bytes.
    Huge(usize),
}

/// What was asked.
#[derive(Debug, Default)]
pub struct Record {
    /// The bodies of the paid requests that arrived whole.
    pub creates: Vec<Value>,
    /// How many paid requests began.
    pub begun: usize,
    /// How many times a task was asked for.
    pub asks: usize,
    /// When it was.
    pub asked_at: Vec<Instant>,
    /// Every `Authorization` header of an API request.
    pub keys: Vec<String>,
    /// Every `Authorization` header of a download: there may be none.
    pub keys_at_downloads: Vec<String>,
    /// What to do with the next asks.
    pub polls: VecDeque<Poll>,
    /// From which byte on each download was asked for.
    pub downloads_from: Vec<usize>,
    /// What was asked of texts to be spoken.
    pub texts: speech::Texts,
    script: VecDeque<Create>,
    downloads: VecDeque<Download>,
    tasks: Vec<(String, String)>,
    video: Vec<u8>,
}

/// What the provider does with the next download; whole ones when the list is empty.
#[derive(Clone, Copy, Debug)]
pub enum Download {
    /// A link that no longer works.
    Dead,
    /// Half of the file, then a cut.
    Truncated,
    /// Half of the file, then nothing more until the other side is gone.
    Stalled,
    /// A page instead of a video.
    Html,
    /// A whole file that is no video, the very same each time.
    Spoilt,
}

/// The running provider.
pub struct Provider {
    address: SocketAddr,
    record: Arc<Mutex<Record>>,
}

impl Provider {
    /// Starts one that does this with the paid requests, one after the other, and then accepts.
    pub fn start(runtime: &Handle, script: &[Create], downloads: &[Download], video: Vec<u8>) -> Self {
        let record = Record {
            script: script.iter().cloned().collect(),
            downloads: downloads.iter().copied().collect(),
            video,
            ..Record::default()
        };
        let record = Arc::new(Mutex::new(record));
        let listener = runtime.block_on(TcpListener::bind("127.0.0.1:0")).unwrap();
        let address = listener.local_addr().unwrap();
        let shared = Arc::clone(&record);
        runtime.spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let shared = Arc::clone(&shared);
                tokio::spawn(async move { drop(serve(stream, address, &shared).await) });
            }
        });
        Self { address, record }
    }

    /// Its base URL.
    pub fn base_url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// What it was asked.
    pub fn record(&self) -> MutexGuard<'_, Record> {
        self.record.lock().unwrap()
    }
}

struct Request {
    method: String,
    path: String,
    authorization: Option<String>,
    /// From which byte on, when that is asked for and the tag is ours.
    from: Option<usize>,
    length: usize,
    body: Vec<u8>,
}

async fn read_head(stream: &mut TcpStream) -> io::Result<Request> {
    let mut bytes = Vec::new();
    let end = loop {
        let mut piece = [0; 4096];
        let count = stream.read(&mut piece).await?;
        if count == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        bytes.extend_from_slice(&piece[..count]);
        if let Some(at) = bytes.windows(4).position(|window| window == b"\r\n\r\n") {
            break at + 4;
        }
    };
    let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
    let mut lines = head.lines();
    let mut first = lines.next().unwrap_or_default().split(' ');
    let (method, path) = (first.next().unwrap_or_default().to_owned(), first.next().unwrap_or_default().to_owned());
    let header = |name: &str| {
        head.lines().find_map(|line| {
            let (key, value) = line.split_once(':')?;
            key.eq_ignore_ascii_case(name).then(|| value.trim().to_owned())
        })
    };
    let length = header("content-length").and_then(|text| text.parse().ok()).unwrap_or(0);
    let range = header("range").filter(|_| header("if-range").is_none_or(|tag| tag == TAG));
    let from = range.and_then(|range| range.strip_prefix("bytes=")?.strip_suffix('-')?.parse().ok());
    Ok(Request { method, path, authorization: header("authorization"), from, length, body: bytes[end..].to_vec() })
}

async fn read_body(stream: &mut TcpStream, request: &mut Request) -> io::Result<()> {
    while request.body.len() < request.length {
        let mut piece = vec![0; 64 * 1024];
        let count = stream.read(&mut piece).await?;
        if count == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        request.body.extend_from_slice(&piece[..count]);
    }
    Ok(())
}

async fn say(stream: &mut TcpStream, status: u16, kind: &str, body: &[u8]) -> io::Result<()> {
    let head = format!(
        "HTTP/1.1 {status} X\r\nContent-Type: {kind}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
        body.len()
    );
    stream.write_all(head.as_bytes()).await?;
    stream.write_all(body).await?;
    stream.shutdown().await
}

async fn serve(mut stream: TcpStream, address: SocketAddr, record: &Mutex<Record>) -> io::Result<()> {
    let mut request = read_head(&mut stream).await?;
    let path = request.path.split('?').next().unwrap_or_default().to_owned();
    if path == "/video.mp4" {
        return download(stream, &request, record).await;
    }
    if path == "/voice.wav" {
        return speech::download(stream, &request, record).await;
    }
    let key = request.authorization.clone().unwrap_or_default();
    record.lock().unwrap().keys.push(key.clone());
    if key != format!("Bearer {KEY}") {
        // The body is taken first: an answer to half a request may be lost.
        read_body(&mut stream, &mut request).await?;
        let text = json!({ "code": 1002, "message": "Authorization is invalid", "request_id": "r" }).to_string();
        return say(&mut stream, 401, "application/json", text.as_bytes()).await;
    }
    if path.starts_with(speech::SPEECH) {
        return speech::answer(stream, &mut request, address, record).await;
    }
    if request.method == "POST" {
        return create(stream, &mut request, record).await;
    }
    let id = path.rsplit('/').next().unwrap_or_default();
    let (found, poll) = {
        let mut record = record.lock().unwrap();
        record.asks += 1;
        record.asked_at.push(Instant::now());
        let found = record.tasks.iter().find(|(task, external)| task == id || external == id);
        (found.map(|(task, _)| task.clone()), record.polls.pop_front())
    };
    if let (Some(task), Some(poll)) = (&found, poll) {
        return misbehave(stream, poll, task).await;
    }
    let answer = match found {
        _ if path.ends_with("/v1/models") => json!({ "object": "list", "data": [] }),
        Some(task) => json!({ "code": 0, "message": "SUCCEED", "request_id": "r", "data": {
            "task_id": task, "task_status": "succeed",
            "task_result": { "videos": [{ "id": "1", "url": format!("http://{address}/video.mp4?ksTime=1&ksSign=secret"), "duration": "2" }] },
        } }),
        None => {
            let text = json!({ "code": 1203, "message": "task not found", "request_id": "r" }).to_string();
            return say(&mut stream, 404, "application/json", text.as_bytes()).await;
        }
    };
    say(&mut stream, 200, "application/json", answer.to_string().as_bytes()).await
}

async fn misbehave(mut stream: TcpStream, poll: Poll, task: &str) -> io::Result<()> {
    match poll {
        Poll::Word(word) => {
            let answer = json!({ "code": 0, "message": "SUCCEED", "data": { "task_id": task, "task_status": word } });
            say(&mut stream, 200, "application/json", answer.to_string().as_bytes()).await
        }
        Poll::Say(status, text) => say(&mut stream, status, "text/html", text.as_bytes()).await,
        Poll::Cut => stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 90\r\n\r\n{\"code\":0,\"data\":{").await,
        Poll::Redirect => {
            let place = format!("/kling/v1/videos/{task}");
            let head = format!("HTTP/1.1 302 X\r\nLocation: {place}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
            stream.write_all(head.as_bytes()).await
        }
        Poll::Deep(levels) => {
            let text = format!("{}{}", "{\"data\":".repeat(levels), "}".repeat(levels));
            say(&mut stream, 200, "application/json", text.as_bytes()).await
        }
        Poll::Huge(bytes) => {
            let text = json!({ "code": 0, "message": " ".repeat(bytes) }).to_string();
            say(&mut stream, 200, "application/json", text.as_bytes()).await
        }
    }
}

async fn create(mut stream: TcpStream, request: &mut Request, record: &Mutex<Record>) -> io::Result<()> {
    let what = {
        let mut record = record.lock().unwrap();
        record.begun += 1;
        record.script.pop_front().unwrap_or(Create::Accept)
    };
    if matches!(what, Create::CutUpload) {
        return Ok(());
    }
    read_body(&mut stream, request).await?;
    let body: Value = serde_json::from_slice(&request.body).unwrap();
    let task = {
        let mut record = record.lock().unwrap();
        let task = format!("79718262175039906{}", record.creates.len());
        if !matches!(what, Create::Say(..)) {
            record.tasks.push((task.clone(), body["external_task_id"].as_str().unwrap_or_default().to_owned()));
        }
        record.creates.push(body);
        task
    };
    match what {
        Create::Accept | Create::AcceptAndCutAnswer => {
            let answer = json!({ "code": 0, "message": "SUCCEED", "request_id": "a60990f3",
                "data": { "task_id": task, "task_status": "submitted", "created_at": 1_758_091_666_748_i64 } })
            .to_string();
            if matches!(what, Create::Accept) {
                return say(&mut stream, 200, "application/json", answer.as_bytes()).await;
            }
            let head = format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n", answer.len());
            stream.write_all(head.as_bytes()).await?;
            stream.write_all(&answer.as_bytes()[..answer.len() - 3]).await
        }
        Create::AcceptAndSay(status, text) | Create::Say(status, text) => {
            say(&mut stream, status, "application/json", text.as_bytes()).await
        }
        Create::Hang => {
            // The connection stays open until the other side is gone.
            let mut rest = [0; 16];
            while stream.read(&mut rest).await? > 0 {}
            Ok(())
        }
        Create::AcceptAndCut | Create::CutUpload => Ok(()),
    }
}

async fn download(mut stream: TcpStream, request: &Request, record: &Mutex<Record>) -> io::Result<()> {
    let (what, video) = {
        let mut record = record.lock().unwrap();
        record.keys_at_downloads.extend(request.authorization.clone());
        record.downloads_from.push(request.from.unwrap_or(0));
        (record.downloads.pop_front(), record.video.clone())
    };
    let from = request.from.unwrap_or(0);
    let rest = &video[from..];
    let range = format!("Content-Range: bytes {from}-{}/{}\r\n", video.len().saturating_sub(1), video.len());
    let (status, range) = if request.from.is_some() { (206, range) } else { (200, String::new()) };
    let length = rest.len();
    let head =
        format!("HTTP/1.1 {status} X\r\nETag: {TAG}\r\n{range}Content-Length: {length}\r\nConnection: close\r\n\r\n");
    match what {
        Some(Download::Spoilt) => say(&mut stream, 200, "video/mp4", &[7; 100_000]).await,
        Some(Download::Dead) => say(&mut stream, 403, "text/plain", b"expired").await,
        Some(Download::Html) => say(&mut stream, 200, "text/html", b"<html><body>Sign in</body></html>").await,
        None => {
            stream.write_all(head.as_bytes()).await?;
            stream.write_all(rest).await?;
            stream.shutdown().await
        }
        Some(Download::Truncated | Download::Stalled) => {
            stream.write_all(head.as_bytes()).await?;
            stream.write_all(&rest[..length / 2]).await?;
            if matches!(what, Some(Download::Stalled)) {
                while stream.read(&mut [0; 16]).await? > 0 {}
            }
            Ok(())
        }
    }
}
