//! The text-to-speech route of the provider that misbehaves as it is told, and the sounds that it made.

use std::{collections::VecDeque, io, net::SocketAddr, sync::Mutex, time::Duration};

use serde_json::{Value, json};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

use super::{Record, Request, read_body, say};

/// Where texts are spoken.
pub const SPEECH: &str = "/kling/v1/audio/tts";

/// What the provider does with the next text; it makes a voice when the list is empty.
#[derive(Clone, Copy, Debug)]
pub enum Speak {
    /// Says that it has it; the voice is made when it is asked for.
    Wait,
    /// Makes it and says so a second later.
    Late,
    /// Makes it and cuts the connection instead of saying so.
    Cut,
    /// Makes it and cuts the connection in the middle of saying so.
    CutAnswer,
    /// Makes it and never says anything.
    Hang,
    /// Answers with this status and text.
    Say(u16, &'static str),
}

/// What the provider does with the next download of a sound; it hands out a whole one when the list is empty.
#[derive(Clone, Copy, Debug)]
pub enum Sound {
    /// A link that no longer works.
    Dead,
    /// Half of the file, then a cut.
    Truncated,
    /// Half of the file as if it were the whole.
    Half,
    /// A page instead of a sound.
    Html,
}

/// What was asked.
#[derive(Debug, Default)]
pub struct Texts {
    /// The bodies of the paid requests.
    pub bodies: Vec<Value>,
    /// How many times a text was asked for.
    pub asks: usize,
    /// What to do with the next texts.
    pub script: VecDeque<Speak>,
    /// What to do with the next downloads.
    pub sounds: VecDeque<Sound>,
    /// How many downloads there were.
    pub downloads: usize,
    /// Every `Authorization` header of a download: there may be none.
    pub keys_at_downloads: Vec<String>,
}

fn made(address: SocketAddr, number: usize) -> Value {
    json!({ "code": 0, "message": "SUCCEED", "request_id": "s", "data": {
        "task_id": format!("8474873934726144{number}"), "task_status": "succeed",
        "task_result": { "audios": [{ "id": format!("9000000000000000{number}"),
            "url": format!("http://{address}/voice.wav?ksTime=1&ksSign=secret"), "duration": "7.999" }] },
        "final_unit_deduction": "0.05" } })
}

/// Answers a request below `SPEECH`.
pub(super) async fn answer(
    mut stream: TcpStream,
    request: &mut Request,
    address: SocketAddr,
    record: &Mutex<Record>,
) -> io::Result<()> {
    if request.method != "POST" {
        let number = {
            let texts = &mut record.lock().unwrap().texts;
            texts.asks += 1;
            texts.bodies.len()
        };
        return say(&mut stream, 200, "application/json", made(address, number).to_string().as_bytes()).await;
    }
    read_body(&mut stream, request).await?;
    let (what, number) = {
        let texts = &mut record.lock().unwrap().texts;
        texts.bodies.push(serde_json::from_slice(&request.body).unwrap());
        (texts.script.pop_front(), texts.bodies.len())
    };
    let whole = made(address, number).to_string();
    match what {
        None => say(&mut stream, 200, "application/json", whole.as_bytes()).await,
        Some(Speak::Wait) => {
            let task = format!("8474873934726144{number}");
            let waits = json!({ "code": 0, "data": { "task_id": task, "task_status": "submitted" } }).to_string();
            say(&mut stream, 200, "application/json", waits.as_bytes()).await
        }
        Some(Speak::Late) => {
            tokio::time::sleep(Duration::from_secs(1)).await;
            say(&mut stream, 200, "application/json", whole.as_bytes()).await
        }
        Some(Speak::Cut) => Ok(()),
        Some(Speak::CutAnswer) => {
            let head = format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n", whole.len());
            stream.write_all(head.as_bytes()).await?;
            stream.write_all(&whole.as_bytes()[..whole.len() / 2]).await
        }
        Some(Speak::Hang) => {
            while stream.read(&mut [0; 16]).await? > 0 {}
            Ok(())
        }
        Some(Speak::Say(status, text)) => say(&mut stream, status, "application/json", text.as_bytes()).await,
    }
}

/// Hands out a sound.
pub(super) async fn download(mut stream: TcpStream, request: &Request, record: &Mutex<Record>) -> io::Result<()> {
    let what = {
        let texts = &mut record.lock().unwrap().texts;
        texts.downloads += 1;
        texts.keys_at_downloads.extend(request.authorization.clone());
        texts.sounds.pop_front()
    };
    let sound = std::fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/assets/samples/voice.wav")).unwrap();
    match what {
        None => say(&mut stream, 200, "audio/wav", &sound).await,
        Some(Sound::Dead) => say(&mut stream, 403, "text/plain", b"expired").await,
        Some(Sound::Html) => say(&mut stream, 200, "text/html", b"<html><body>Sign in</body></html>").await,
        Some(Sound::Half) => say(&mut stream, 200, "audio/wav", &sound[..sound.len() / 2]).await,
        Some(Sound::Truncated) => {
            let head = format!("HTTP/1.1 200 X\r\nContent-Length: {}\r\nConnection: close\r\n\r\n", sound.len());
            stream.write_all(head.as_bytes()).await?;
            stream.write_all(&sound[..sound.len() / 2]).await
        }
    }
}
