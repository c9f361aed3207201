//! The one thread that renders films, one after the other, however many tasks there are.
//!
//! Not the deciding of a task's status: it only notes that a film is there, or that there will be none. Invariant: a film that
//! was not finished is not noted, so that the next start renders it again.

use std::{
    fs, io,
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
        mpsc::{Receiver, SyncSender, sync_channel},
    },
    thread::{self, JoinHandle},
    time::Instant,
};

use super::record::{End, TaskRecord, now};
use super::render::{Unrendered, render};
use super::shelf::{MOST, Shelf, write_whole};
use crate::services::media::{image::upright, sound::decode_sound};

/// What a task says that could not be rendered; the details are in the log.
const TROUBLE: &str = "The practice server could not render this video";
/// The longest side to which a picture is decoded; no film is longer.
const LONGEST_SIDE: u32 = 2048;

/// Hands tasks to the thread. May be copied freely.
#[derive(Clone)]
pub(super) struct Queue(SyncSender<Option<String>>);

impl Queue {
    /// Asks for a task's film. There is room for as many as can be kept.
    pub fn push(&self, id: &str) {
        if self.0.try_send(Some(id.to_owned())).is_err() {
            tracing::warn!(id, "a practice task waits for the next start, because the queue is full or closed");
        }
    }
}

/// The thread.
pub(super) struct Worker {
    queue: SyncSender<Option<String>>,
    stop: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl Worker {
    /// Starts the thread.
    ///
    /// # Errors
    /// When the system gives none.
    pub fn start(shelf: Arc<Shelf>) -> io::Result<Self> {
        let (queue, tasks) = sync_channel(MOST);
        let stop = Arc::new(AtomicBool::new(false));
        let stopped = Arc::clone(&stop);
        let thread = thread::Builder::new().name("practice-render".to_owned());
        let thread = thread.spawn(move || work(&shelf, &tasks, &stopped))?;
        Ok(Self { queue, stop, thread: Some(thread) })
    }

    pub fn queue(&self) -> Queue {
        Queue(self.queue.clone())
    }

    /// Tells the thread to stop at the next frame and to begin nothing more.
    pub fn tell_to_stop(&self) {
        self.stop.store(true, Ordering::Relaxed);
        // Wakes it when it waits; when the queue is full it does not wait.
        let _ = self.queue.try_send(None);
    }

    /// Stops the thread and waits until it is gone. Blocks for about a frame.
    pub fn finish(mut self) {
        self.tell_to_stop();
        if let Some(thread) = self.thread.take()
            && thread.join().is_err()
        {
            tracing::error!("the thread of the practice renderer panicked");
        }
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        self.tell_to_stop();
    }
}

fn work(shelf: &Shelf, tasks: &Receiver<Option<String>>, stop: &AtomicBool) {
    while let Ok(Some(id)) = tasks.recv() {
        if stop.load(Ordering::Relaxed) {
            return;
        }
        let Some(task) = shelf.task(&id).filter(|_| !shelf.is_settled(&id)) else { continue };
        let started = Instant::now();
        // The codecs promise not to panic and are young; one bad film must not end all others.
        let made = catch_unwind(AssertUnwindSafe(|| make(shelf, &task, stop)));
        let end = match made.unwrap_or_else(|_| Err(Unrendered::Broken("a codec panicked".to_owned()))) {
            Ok(length) => {
                tracing::info!(id, seconds = started.elapsed().as_secs_f32(), "a practice film is rendered");
                End::Rendered { at: now(), length }
            }
            Err(Unrendered::Stopped) => return,
            // Another process on the same folder was quicker, and its inputs are gone.
            Err(Unrendered::Broken(_)) if shelf.is_settled(&id) => continue,
            Err(Unrendered::Broken(why)) => {
                tracing::warn!(id, why, "a practice film cannot be rendered");
                End::Broken { at: now(), reason: TROUBLE.to_owned() }
            }
        };
        if let Err(error) = shelf.settle(&id, end) {
            tracing::warn!(id, %error, "the end of a practice task could not be kept");
        }
    }
}

/// Makes one film and puts it in its place; its length in milliseconds.
fn make(shelf: &Shelf, task: &TaskRecord, stop: &AtomicBool) -> Result<u64, Unrendered> {
    let (image, sound) = shelf.inputs(&task.id);
    let read = |path| fs::read(path).map_err(|error| format!("its input cannot be read: {error}"));
    let picture = upright(&read(image)?, Some(LONGEST_SIDE)).map_err(|why| format!("its picture: {why:?}"))?;
    let (facts, voice) = decode_sound(&read(sound)?).map_err(|why| format!("its sound: {why:?}"))?;
    let film = render(picture, &voice, task.mode(), stop)?;
    write_whole(&shelf.film_of(&task.id), &[&film.head, &film.body]).map_err(|error| error.to_string())?;
    Ok(u64::try_from(facts.length.as_millis()).unwrap_or(u64::MAX))
}
