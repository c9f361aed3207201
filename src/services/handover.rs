//! From a second start to the window that is open: "load these files, and come to the front".
//!
//! Nothing else can be asked for, and nothing is sent to the provider by it: it is as if the files were dropped. The open
//! window listens on loopback; a secret that only the same user can read, beside the library, lets both sides prove who
//! they are before any path is told. Invariant: what is read of a visitor is bounded in size and time.

use std::{
    fs,
    io::{self, Read as _, Write as _},
    net::{Ipv4Addr, SocketAddr, TcpStream as Caller},
    path::{Path, PathBuf},
    sync::Arc,
    time::{Duration, Instant},
};

use sha2::{Digest as _, Sha256};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::{TcpListener, TcpStream},
    sync::{Semaphore, mpsc},
    task::JoinHandle,
};
use uuid::Uuid;

use super::{files, paths};

/// Where the open window says how it can be reached, in the library's folder.
const NAME: &str = "window.door";
/// What a conversation begins with: its version.
const GREETING: &[u8; 16] = b"likeness door 1\n";
/// The end of a conversation that went well.
const TAKEN: &[u8; 6] = b"taken\n";
/// The most that is read of a visitor's list, in bytes.
const MOST: usize = 1024 * 1024;
/// How long one conversation may take.
const PATIENCE: Duration = Duration::from_secs(2);
/// How long a second start tries: the first may be only just opening.
const TRIES: Duration = Duration::from_secs(4);
/// How many visitors are heard at once, and how many lists may wait for the window.
const VISITORS: usize = 8;

type Bytes32 = [u8; 32];

/// The door of an open window: nobody comes in when it is dropped.
#[derive(Debug)]
pub struct Door {
    listening: JoinHandle<()>,
    place: PathBuf,
}

impl Drop for Door {
    fn drop(&mut self) {
        self.listening.abort();
        // If it stays, nobody answers there.
        files::remove(&self.place).ok();
    }
}

/// Opens the door of the one window of a library. Each list of files comes out of the receiver, after which `wake` is
/// called.
///
/// # Errors
/// When nothing can be listened on, or the place cannot be told; then a second start says that a window is open.
pub async fn listen(
    library: &Path,
    wake: Arc<dyn Fn() + Send + Sync>,
) -> io::Result<(Door, mpsc::Receiver<Vec<PathBuf>>)> {
    let place = library.join(NAME);
    // What a killed window left is not ours.
    files::remove(&place)?;
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
    let (port, secret) = (listener.local_addr()?.port(), random());
    let (lists, receiver) = mpsc::channel(VISITORS);
    files::replace(&place, format!("{port} {}\n", hexadecimal(&secret)).as_bytes())?;
    let listening = tokio::spawn(serve(listener, secret, lists, wake));
    Ok((Door { listening, place }, receiver))
}

async fn serve(
    listener: TcpListener,
    secret: Bytes32,
    lists: mpsc::Sender<Vec<PathBuf>>,
    wake: Arc<dyn Fn() + Send + Sync>,
) {
    let places = Arc::new(Semaphore::new(VISITORS));
    loop {
        let Ok((visitor, _)) = listener.accept().await else {
            // Such as too many open files; that may pass.
            tokio::time::sleep(PATIENCE).await;
            continue;
        };
        // Beyond that many, whoever comes is sent away at once.
        let Ok(place) = Arc::clone(&places).try_acquire_owned() else { continue };
        let (lists, wake) = (lists.clone(), Arc::clone(&wake));
        tokio::spawn(async move {
            match tokio::time::timeout(PATIENCE, hear(visitor, &secret, &lists, &*wake)).await {
                Ok(Ok(())) => {}
                Ok(Err(error)) => tracing::warn!(%error, "somebody at the door was not let in"),
                Err(_) => tracing::warn!("somebody at the door was too slow"),
            }
            drop(place);
        });
    }
}

/// Hears one visitor out, and takes the files.
async fn hear(
    mut visitor: TcpStream,
    secret: &Bytes32,
    lists: &mpsc::Sender<Vec<PathBuf>>,
    wake: &(dyn Fn() + Send + Sync),
) -> io::Result<()> {
    let (mut greeting, mut nonce, mut proof) = ([0; GREETING.len()], Bytes32::default(), Bytes32::default());
    visitor.read_exact(&mut greeting).await?;
    if greeting != *GREETING {
        return Err(refused("it does not speak as a second start does"));
    }
    visitor.read_exact(&mut nonce).await?;
    let own = random();
    visitor.write_all(&proof_of(b"window", secret, &nonce, &own)).await?;
    visitor.write_all(&own).await?;
    visitor.read_exact(&mut proof).await?;
    if proof != proof_of(b"second", secret, &nonce, &own) {
        return Err(refused("it does not know the secret"));
    }
    let length = usize::try_from(visitor.read_u32().await?).unwrap_or(usize::MAX);
    if length > MOST {
        return Err(refused("its list is too long"));
    }
    let mut list = vec![0; length];
    visitor.read_exact(&mut list).await?;
    let list = read_list(&list).ok_or_else(|| refused("its list makes no sense"))?;
    lists.try_send(list).map_err(|_| refused("the window does not take anything just now"))?;
    wake();
    visitor.write_all(TAKEN).await
}

/// Hands files to the window that has this library open, and asks it to come to the front. Blocks for a few seconds at
/// most.
///
/// # Errors
/// When there is no window that takes them.
pub fn hand_over(library: &Path, files: &[PathBuf]) -> io::Result<()> {
    let list = write_list(files)?;
    let end = Instant::now() + TRIES;
    loop {
        match call(library, &list) {
            Ok(()) => return Ok(()),
            Err(error) if Instant::now() >= end => return Err(error),
            Err(_) => std::thread::sleep(Duration::from_millis(100)),
        }
    }
}

fn call(library: &Path, list: &[u8]) -> io::Result<()> {
    let (port, secret) = read_place(&fs::read_to_string(library.join(NAME))?)?;
    let mut window = Caller::connect_timeout(&SocketAddr::from((Ipv4Addr::LOCALHOST, port)), PATIENCE)?;
    window.set_read_timeout(Some(PATIENCE))?;
    window.set_write_timeout(Some(PATIENCE))?;
    let (nonce, mut proof, mut theirs) = (random(), Bytes32::default(), Bytes32::default());
    window.write_all(GREETING)?;
    window.write_all(&nonce)?;
    window.read_exact(&mut proof)?;
    window.read_exact(&mut theirs)?;
    // Somebody else may listen there by now: they are told nothing.
    if proof != proof_of(b"window", &secret, &nonce, &theirs) {
        return Err(refused("it is not the window of this library"));
    }
    window.write_all(&proof_of(b"second", &secret, &nonce, &theirs))?;
    let length = u32::try_from(list.len()).map_err(io::Error::other)?;
    window.write_all(&length.to_be_bytes())?;
    window.write_all(list)?;
    let mut answer = [0; TAKEN.len()];
    window.read_exact(&mut answer)?;
    if answer == *TAKEN { Ok(()) } else { Err(refused("the window did not take them")) }
}

fn read_place(text: &str) -> io::Result<(u16, Bytes32)> {
    let read = || {
        let (port, secret) = text.trim_end().split_once(' ')?;
        let digits = secret.as_bytes().as_chunks::<2>();
        let mut bytes = Bytes32::default();
        if digits.0.len() != bytes.len() || !digits.1.is_empty() {
            return None;
        }
        for (byte, digits) in bytes.iter_mut().zip(digits.0) {
            *byte = u8::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()?;
        }
        Some((port.parse().ok()?, bytes))
    };
    read().ok_or_else(|| refused("nobody says where the window is"))
}

/// Shows that one side knows the secret, in this conversation alone.
fn proof_of(side: &[u8], secret: &Bytes32, nonce: &Bytes32, own: &Bytes32) -> Bytes32 {
    let parts = Sha256::new().chain_update(secret).chain_update(side).chain_update(nonce).chain_update(own);
    // Once more around, so that a proof cannot be made longer.
    Sha256::new().chain_update(secret).chain_update(parts.finalize()).finalize().into()
}

fn random() -> Bytes32 {
    let mut bytes = Bytes32::default();
    for half in bytes.as_chunks_mut::<16>().0 {
        *half = *Uuid::new_v4().as_bytes();
    }
    bytes
}

fn hexadecimal(bytes: &Bytes32) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Each path as its length and the system's own bytes.
fn write_list(files: &[PathBuf]) -> io::Result<Vec<u8>> {
    let mut list = vec![];
    for path in files {
        let bytes = paths::to_bytes(path);
        list.extend(u32::try_from(bytes.len()).map_err(io::Error::other)?.to_be_bytes());
        list.extend(bytes);
    }
    if list.len() > MOST { Err(refused("there are too many files")) } else { Ok(list) }
}

/// The paths of a list, all of them whole ones, from the root on.
fn read_list(mut list: &[u8]) -> Option<Vec<PathBuf>> {
    let mut files = vec![];
    while !list.is_empty() {
        let (length, rest) = list.split_first_chunk::<4>()?;
        let length = usize::try_from(u32::from_be_bytes(*length)).ok()?;
        let (path, rest) = rest.split_at_checked(length)?;
        let path = paths::from_bytes(path);
        if !path.is_absolute() {
            return None;
        }
        files.push(path);
        list = rest;
    }
    Some(files)
}

fn refused(why: &'static str) -> io::Error {
    io::Error::other(why)
}

#[cfg(test)]
#[path = "handover_tests.rs"]
mod tests;
