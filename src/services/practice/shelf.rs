//! The practice server's tasks and voices, in memory and on the disk: one JSON file each beside its inputs and its result.
//!
//! Not the rules and not the wire. Invariants: what is answered was written before; a file is either whole or not there; no
//! more than `most` tasks and `most` voices are kept, and none longer than the provider keeps them. Everything that writes
//! blocks.

use std::{
    collections::BTreeMap,
    fs, io,
    io::Write as _,
    path::{Path, PathBuf},
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use serde::{Serialize, de::DeserializeOwned};

use super::fault::Fault;
use super::record::{End, Millis, TaskRecord, VoiceRecord, is_over};

/// How many tasks, and how many voices, are kept before new ones are refused.
pub(super) const MOST: usize = 1000;

/// Everything that is kept.
pub(super) struct Shelf {
    tasks_folder: PathBuf,
    voices_folder: PathBuf,
    index: Mutex<Index>,
}

#[derive(Default)]
struct Index {
    tasks: BTreeMap<String, TaskRecord>,
    /// By the id of the audio.
    voices: BTreeMap<String, VoiceRecord>,
}

impl Shelf {
    /// Opens the folder, or makes it, and reads what is there. What cannot be read is left alone.
    ///
    /// # Errors
    /// When the folder cannot be made or listed.
    pub fn open(folder: &Path, now: Millis) -> io::Result<Self> {
        let (tasks_folder, voices_folder) = (folder.join("tasks"), folder.join("voices"));
        fs::create_dir_all(&tasks_folder)?;
        fs::create_dir_all(&voices_folder)?;
        for folder in [&tasks_folder, &voices_folder] {
            remove_leftovers(folder)?;
        }
        let shelf = Self { tasks_folder, voices_folder, index: Mutex::default() };
        shelf.read_again()?;
        shelf.forget_old(now);
        Ok(shelf)
    }

    /// Takes in what stands on the disk and is not known yet: another process may have put it there.
    pub fn read_again(&self) -> io::Result<()> {
        let known = {
            let index = self.index();
            let tasks = index.tasks.keys().cloned();
            tasks.chain(index.voices.keys().cloned()).collect::<std::collections::BTreeSet<_>>()
        };
        let tasks: Vec<TaskRecord> = read_records(&self.tasks_folder, |name| known.contains(name))?;
        let voices: Vec<VoiceRecord> = read_records(&self.voices_folder, |name| known.contains(name))?;
        let mut index = self.index();
        for task in tasks {
            index.tasks.entry(task.id.clone()).or_insert(task);
        }
        for voice in voices {
            index.voices.entry(voice.audio_id.clone()).or_insert(voice);
        }
        Ok(())
    }

    /// Keeps a new task and its inputs: it is on the disk when this returns.
    ///
    /// # Errors
    /// When there are too many, when its external id is used already, or when the disk refuses.
    pub fn add_task(&self, task: &TaskRecord, image: &[u8], sound: &[u8]) -> Result<(), Fault> {
        self.forget_old(task.created_at);
        {
            let mut index = self.index();
            if index.tasks.len() >= MOST {
                return Err(Fault::Full(MOST));
            }
            if let Some(own) = &task.external_task_id
                && index.tasks.values().any(|other| other.external_task_id.as_ref() == Some(own))
            {
                let why = format!("external_task_id \"{own}\" is used already; each may be used 1 time");
                return Err(Fault::Parameter(why));
            }
            index.tasks.insert(task.id.clone(), task.clone());
        }
        let (image_path, sound_path) = self.inputs(&task.id);
        let written = write_whole(&image_path, &[image])
            .and_then(|()| write_whole(&sound_path, &[sound]))
            .and_then(|()| self.write_task(task));
        written.map_err(|error| {
            self.index().tasks.remove(&task.id);
            remove(&[&image_path, &sound_path]);
            Fault::Internal(format!("the task could not be kept: {error}"))
        })
    }

    /// Notes what became of a task's rendering. Its inputs are not needed any more.
    ///
    /// # Errors
    /// When the disk refuses.
    pub fn settle(&self, id: &str, end: End) -> io::Result<()> {
        let task = {
            let mut index = self.index();
            let Some(task) = index.tasks.get_mut(id) else { return Ok(()) };
            task.end = end;
            task.clone()
        };
        self.write_task(&task)?;
        let (image, sound) = self.inputs(id);
        remove(&[&image, &sound]);
        Ok(())
    }

    /// Whether a task's rendering has an end, here or by another process on the same folder.
    pub fn is_settled(&self, id: &str) -> bool {
        let path = self.tasks_folder.join(format!("{id}.json"));
        let kept = fs::read(path).ok().and_then(|text| serde_json::from_slice::<TaskRecord>(&text).ok());
        let mut index = self.index();
        let Some(task) = index.tasks.get_mut(id) else { return false };
        if let Some(kept) = kept.filter(|kept| kept.end != End::Pending) {
            task.end = kept.end;
        }
        task.end != End::Pending
    }

    /// Keeps a new voice and its WAV file.
    ///
    /// # Errors
    /// When there are too many, or when the disk refuses.
    pub fn add_voice(&self, voice: &VoiceRecord, wav: &[u8]) -> Result<(), Fault> {
        self.forget_old(voice.created_at);
        if self.index().voices.len() >= MOST {
            return Err(Fault::Full(MOST));
        }
        let record = self.voices_folder.join(format!("{}.json", voice.audio_id));
        write_whole(&self.sound_of(&voice.audio_id), &[wav])
            .and_then(|()| write_json(&record, voice))
            .map_err(|error| Fault::Internal(format!("the voice could not be kept: {error}")))?;
        self.index().voices.insert(voice.audio_id.clone(), voice.clone());
        Ok(())
    }

    /// A task by its id, or by the id that its owner gave it.
    pub fn task(&self, id: &str) -> Option<TaskRecord> {
        let index = self.index();
        let by_own = || index.tasks.values().find(|task| task.external_task_id.as_deref() == Some(id));
        index.tasks.get(id).or_else(by_own).cloned()
    }

    /// All tasks, the newest first.
    pub fn tasks(&self) -> Vec<TaskRecord> {
        let mut tasks: Vec<TaskRecord> = self.index().tasks.values().cloned().collect();
        tasks.sort_by(|a, b| (b.created_at, &b.id).cmp(&(a.created_at, &a.id)));
        tasks
    }

    /// The tasks that still want a film, the oldest first.
    pub fn unrendered(&self) -> Vec<String> {
        let wanted = |task: &TaskRecord| task.end == End::Pending && !task.fails;
        self.tasks().into_iter().rev().filter(wanted).map(|task| task.id).collect()
    }

    /// A voice by the id of its audio.
    pub fn voice(&self, audio_id: &str) -> Option<VoiceRecord> {
        self.index().voices.get(audio_id).cloned()
    }

    /// A voice by the id of the task that made it.
    pub fn voice_of_task(&self, task_id: &str) -> Option<VoiceRecord> {
        self.index().voices.values().find(|voice| voice.task_id == task_id).cloned()
    }

    /// Where a task's picture and sound are, while it has them.
    pub fn inputs(&self, id: &str) -> (PathBuf, PathBuf) {
        (self.tasks_folder.join(format!("{id}.image")), self.tasks_folder.join(format!("{id}.sound")))
    }

    /// Where a task's film is, or will be.
    pub fn film_of(&self, id: &str) -> PathBuf {
        self.tasks_folder.join(format!("{id}.mp4"))
    }

    /// Where a voice's samples are.
    pub fn sound_of(&self, audio_id: &str) -> PathBuf {
        self.voices_folder.join(format!("{audio_id}.wav"))
    }

    fn write_task(&self, task: &TaskRecord) -> io::Result<()> {
        write_json(&self.tasks_folder.join(format!("{}.json", task.id)), task)
    }

    /// Removes what the provider would not keep any longer.
    fn forget_old(&self, now: Millis) {
        let mut index = self.index();
        let tasks: Vec<String> =
            index.tasks.extract_if(.., |_, task| is_over(task.created_at, now)).map(|(id, _)| id).collect();
        let voices: Vec<String> =
            index.voices.extract_if(.., |_, voice| is_over(voice.created_at, now)).map(|(id, _)| id).collect();
        drop(index);
        for id in tasks {
            let (image, sound) = self.inputs(&id);
            remove(&[&self.tasks_folder.join(format!("{id}.json")), &self.film_of(&id), &image, &sound]);
        }
        for id in voices {
            remove(&[&self.voices_folder.join(format!("{id}.json")), &self.sound_of(&id)]);
        }
    }

    fn index(&self) -> MutexGuard<'_, Index> {
        // Nothing panics while it holds this, and a half-done change would be none of the maps' making.
        self.index.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The beginning of the names of files that are being written.
const PART: &str = ".part-";
/// After how long such a file is taken for what a crash left.
const LEFT: Duration = Duration::from_secs(3600);

/// Removes what a crash left half written; younger files may be another process's.
fn remove_leftovers(folder: &Path) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let age = entry.metadata().and_then(|about| about.modified()).map(|at| at.elapsed().unwrap_or_default());
        if entry.file_name().to_string_lossy().starts_with(PART) && age.is_ok_and(|age| age > LEFT) {
            remove(&[&entry.path()]);
        }
    }
    Ok(())
}

/// Writes a file by way of another beside it, so that it is never half there.
///
/// # Errors
/// When the disk refuses.
pub(super) fn write_whole(path: &Path, parts: &[&[u8]]) -> io::Result<()> {
    let folder = path.parent().ok_or_else(|| io::Error::other("a file without a folder"))?;
    let mut file = tempfile::Builder::new().prefix(PART).tempfile_in(folder)?;
    for part in parts {
        file.write_all(part)?;
    }
    file.as_file().sync_all()?;
    file.persist(path).map_err(|error| error.error)?;
    Ok(())
}

fn write_json(path: &Path, record: &impl Serialize) -> io::Result<()> {
    write_whole(path, &[&serde_json::to_vec_pretty(record)?])
}

/// Every record of a folder whose name is not `known`, and that can be read.
fn read_records<R: DeserializeOwned>(folder: &Path, known: impl Fn(&str) -> bool) -> io::Result<Vec<R>> {
    let mut records = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path.file_stem().and_then(|name| name.to_str()).unwrap_or_default();
        if path.extension().is_none_or(|ending| ending != "json") || known(name) {
            continue;
        }
        match fs::read(&path).map(|text| serde_json::from_slice(&text)) {
            Ok(Ok(record)) => records.push(record),
            Ok(Err(error)) => tracing::warn!(name, %error, "a practice record cannot be read and is left alone"),
            Err(error) => tracing::warn!(name, %error, "a practice record cannot be read and is left alone"),
        }
    }
    Ok(records)
}

/// Removes files that may be gone already.
fn remove(paths: &[&Path]) {
    for path in paths {
        if let Err(error) = fs::remove_file(path)
            && error.kind() != io::ErrorKind::NotFound
        {
            tracing::warn!(%error, "a practice file could not be removed");
        }
    }
}

#[cfg(test)]
#[path = "shelf_tests.rs"]
mod tests;
