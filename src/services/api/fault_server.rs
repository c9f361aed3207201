//! A server for tests that misbehaves exactly as told, byte by byte, and counts what reaches it.
//!
//! Not the practice server: that one behaves. Built on raw sockets, because an HTTP library would repair the faults.

use std::{
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use jiff::Timestamp;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
};

use super::{Client, Gateway, Timeouts};
use crate::domain::{
    ApiKey, Approval, BaseUrl, Door, Draft, Estimate, ImageFacts, ImageFormat, InputId, Level, Limits, Loaded, Money,
    Slot, SoundFacts, SoundFormat, Submission, SubmissionId, Task, Voice, VoiceWay, check,
};

/// The key of all tests.
pub(in crate::services) const KEY: &str = "sk-test-0123456789abcdef";

/// What the server does with one request.
#[derive(Clone, Debug)]
pub(in crate::services) enum Act {
    /// Reads it all, writes these bytes, keeps the connection.
    Answer(Vec<u8>),
    /// Reads it all, writes these bytes, closes the connection.
    AnswerAndClose(Vec<u8>),
    /// Reads it all, writes these bytes one at a time with this pause between them.
    Drip(Vec<u8>, Duration),
    /// Reads it all, writes these bytes, then a byte after each pause until the client leaves.
    AnswerThenDrip(Vec<u8>, Duration),
    /// Reads it all, writes these bytes, then the others again and again until the client leaves.
    Endless(Vec<u8>, Vec<u8>),
    /// Closes after this many bytes of the request, its head included.
    CutAfter(usize),
    /// Writes these bytes as soon as the head is there, then reads on to the end.
    AnswerEarly(Vec<u8>),
    /// Reads this many bytes of the request, then does nothing until the client leaves.
    Hang(usize),
}

/// A request as it arrived, whole or not.
#[derive(Clone, Debug, Default)]
pub(in crate::services) struct Seen {
    /// The request line and the headers as sent.
    pub(in crate::services) head: String,
    /// What came of the body.
    pub(in crate::services) body: Vec<u8>,
    /// Which connection, from 0.
    pub(in crate::services) connection: usize,
}

impl Seen {
    /// `GET /path`.
    pub(in crate::services) fn line(&self) -> String {
        let first = self.head.lines().next().unwrap_or_default();
        first.rsplit_once(' ').map_or(first, |(line, _)| line).to_owned()
    }

    /// A header, by its name in lower case.
    pub(in crate::services) fn header(&self, name: &str) -> Option<String> {
        self.head.lines().skip(1).find_map(|line| {
            let (key, value) = line.split_once(':')?;
            key.eq_ignore_ascii_case(name).then(|| value.trim().to_owned())
        })
    }
}

type Script = dyn Fn(&Seen, usize) -> Act + Send + Sync;

/// A server under way. It ends with the test's runtime.
#[derive(Clone)]
pub(in crate::services) struct FaultServer {
    /// `http://127.0.0.1:port`.
    pub(in crate::services) base: String,
    seen: Arc<Mutex<Vec<Seen>>>,
    connections: Arc<AtomicUsize>,
}

impl FaultServer {
    /// Starts one that does the same with every request.
    pub(in crate::services) async fn always(act: Act) -> Self {
        Self::start(move |_, _| act.clone()).await
    }

    /// Starts one that looks at the head of each request and at its number, from 0.
    pub(in crate::services) async fn start(script: impl Fn(&Seen, usize) -> Act + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let base = format!("http://{}", listener.local_addr().expect("an address"));
        let server = Self { base, seen: Arc::default(), connections: Arc::default() };
        let (script, mine): (Arc<Script>, _) = (Arc::new(script), server.clone());
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let connection = mine.connections.fetch_add(1, Ordering::SeqCst);
                tokio::spawn(serve(stream, connection, Arc::clone(&script), Arc::clone(&mine.seen)));
            }
        });
        server
    }

    /// How many connections were made.
    pub(in crate::services) fn connections(&self) -> usize {
        self.connections.load(Ordering::SeqCst)
    }

    /// Every request whose head arrived.
    pub(in crate::services) fn seen(&self) -> Vec<Seen> {
        self.seen.lock().expect("whole").clone()
    }

    /// A gateway at this server.
    pub(in crate::services) fn gateway(&self) -> Gateway {
        Gateway { base: BaseUrl::read(&self.base).expect("loopback"), key: ApiKey::read(KEY).expect("a key") }
    }
}

/// Serves one connection until it ends.
async fn serve(mut stream: TcpStream, connection: usize, script: Arc<Script>, all: Arc<Mutex<Vec<Seen>>>) {
    loop {
        let mut taken = Vec::new();
        let Some(head_end) = read_head(&mut stream, &mut taken).await else { return };
        let mut seen = Seen {
            head: String::from_utf8_lossy(&taken[..head_end]).into_owned(),
            body: taken[head_end..].to_vec(),
            connection,
        };
        let number = {
            let mut all = all.lock().expect("whole");
            all.push(seen.clone());
            all.len() - 1
        };
        let keep = |seen: &Seen| all.lock().expect("whole")[number] = seen.clone();
        let length = seen.header("content-length").map_or(0, |length| length.parse().expect("a length"));
        let act = script(&seen, number);
        if let Act::AnswerEarly(bytes) = &act {
            let _ = stream.write_all(bytes).await;
        }
        let until = match act {
            Act::CutAfter(bytes) | Act::Hang(bytes) => bytes.saturating_sub(head_end).min(length),
            _ => length,
        };
        let mut buffer = vec![0; 65_536];
        while seen.body.len() < until {
            let room = buffer.len().min(until - seen.body.len());
            match stream.read(&mut buffer[..room]).await {
                Ok(read) if read > 0 => seen.body.extend_from_slice(&buffer[..read]),
                _ => break,
            }
            keep(&seen);
        }
        keep(&seen);
        if !play(&mut stream, act).await {
            return;
        }
    }
}

/// Reads to the end of the head; `None` when the connection ends first.
async fn read_head(stream: &mut TcpStream, taken: &mut Vec<u8>) -> Option<usize> {
    // Byte by byte where it matters little: no byte of the body may be taken before the script has its say.
    loop {
        if let Some(at) = taken.windows(4).position(|bytes| bytes == b"\r\n\r\n") {
            return Some(at + 4);
        }
        let byte = stream.read_u8().await.ok()?;
        taken.push(byte);
    }
}

/// Plays the answer; says whether the connection goes on.
async fn play(stream: &mut TcpStream, act: Act) -> bool {
    match act {
        Act::Answer(bytes) => stream.write_all(&bytes).await.is_ok(),
        Act::AnswerAndClose(bytes) => {
            let _ = stream.write_all(&bytes).await;
            let _ = stream.shutdown().await;
            false
        }
        Act::Drip(bytes, pause) => {
            for byte in bytes {
                if stream.write_all(&[byte]).await.is_err() {
                    return false;
                }
                tokio::time::sleep(pause).await;
            }
            true
        }
        Act::AnswerThenDrip(start, pause) => {
            let _ = stream.write_all(&start).await;
            while stream.write_all(&[0]).await.is_ok() {
                tokio::time::sleep(pause).await;
            }
            false
        }
        Act::Endless(start, more) => {
            let _ = stream.write_all(&start).await;
            while stream.write_all(&more).await.is_ok() {}
            false
        }
        Act::Hang(_) => {
            // Ends when the client does: its bytes stay unread, so only an error or the runtime's end wakes this.
            while stream.writable().await.is_ok() {
                tokio::time::sleep(Duration::from_secs(60)).await;
            }
            false
        }
        Act::CutAfter(_) => false,
        Act::AnswerEarly(_) => true,
    }
}

/// A whole answer with a body.
pub(in crate::services) fn reply(status: u16, headers: &str, body: impl AsRef<[u8]>) -> Vec<u8> {
    let body = body.as_ref();
    let mut bytes = format!("HTTP/1.1 {status} Word\r\nContent-Length: {}\r\n{headers}\r\n", body.len()).into_bytes();
    bytes.extend_from_slice(body);
    bytes
}

/// A client that is soon out of patience.
pub(in crate::services) fn impatient() -> Client {
    Client::with(Timeouts {
        connect: Duration::from_secs(2),
        idle: Duration::from_millis(700),
        stall: Duration::from_millis(700),
        answer: Duration::from_millis(1500),
    })
    .expect("a client")
}

/// What a test submission holds.
#[derive(Clone, Copy, Debug)]
pub(in crate::services) enum Ordered {
    /// A portrait and a voice as files.
    Files,
    /// Both as addresses, with a callback.
    Links,
    /// The voice by its id.
    AudioId,
}

/// A live submission, made through the real door.
pub(in crate::services) fn submission(ordered: Ordered) -> Submission {
    submission_for(ordered, Door::Live)
}

/// A submission for either door, made as the program makes it: checked, approved, departed.
pub(in crate::services) fn submission_for(ordered: Ordered, door: Door) -> Submission {
    let mut draft = draft();
    match ordered {
        Ordered::Files => {}
        Ordered::Links => {
            draft.portrait = Slot::Link("https://example.org/a.png?x=\"1\"&y=ü".into());
            draft.voice = Voice { way: VoiceWay::Link, link: "https://example.org/a.mp3".into(), ..Voice::default() };
            draft.callback_url = "https://example.org/told".into();
        }
        Ordered::AudioId => {
            draft.voice = Voice { way: VoiceWay::Link, link: "847487393472614443".into(), ..Voice::default() };
        }
    }
    let (report, mut checked) = check(&draft, &Limits::default(), None, |_| false);
    let checked = checked.pop().unwrap_or_else(|| panic!("{report:?}"));
    let money = Money(56_000);
    let price = Estimate { seconds: 12, length_known: true, per_second: money, total: Money(672_000) };
    let approval = Approval { id: SubmissionId(0x51), at: Timestamp::UNIX_EPOCH, door, price };
    Task::approve(checked, approval, None).depart(Timestamp::UNIX_EPOCH).expect("it waits")
}

fn draft() -> Draft {
    let id = InputId([7; 32]);
    let image = ImageFacts { format: ImageFormat::Png, width: 720, height: 960, bytes: 1000, faces: None };
    let sound = SoundFacts {
        format: SoundFormat::Mp3,
        length: Duration::from_secs(12),
        bytes: 1000,
        channels: 2,
        rate: 44_100,
        peaks: Arc::from([]),
        level: Level { peak: Some(-60), ..Level::default() },
        he_aac: false,
    };
    Draft {
        portrait: Slot::File(Box::new(Loaded {
            id,
            kept: "p".into(),
            name: "p.png".into(),
            facts: image,
            origin: None,
        })),
        voice: Voice {
            file: Slot::File(Box::new(Loaded {
                id,
                kept: "v".into(),
                name: "v.mp3".into(),
                facts: sound,
                origin: None,
            })),
            ..Voice::default()
        },
        direction: "She says \"hello\",\nthen \\ smiles \u{1f600}.".into(),
        ..Draft::default()
    }
}
