//! The pictures and sounds that were given, kept under the hash of their content.
//!
//! Not the library of tasks: which inputs are still used is told to `sweep`. What is checked, shown and sent is always the
//! kept copy, so nothing that happens to the original afterwards changes an order. A kept file is whole or absent, and
//! one whose content has changed is never handed out.

mod portrait;

use std::{
    borrow::Cow,
    collections::BTreeSet,
    fs::{self, File},
    io::{self, ErrorKind, Read, Write},
    path::{Path, PathBuf},
    time::{Duration, SystemTime},
};

use sha2::{Digest, Sha256};

use super::media::{
    place_of, sound,
    voice::{self, Made},
};
use super::samples;
use super::sound::recording_name;
use crate::domain::{Damage, InputId, Limits, Loaded, Medium, Origin, SoundEdit, SoundFacts, Unreadable};
use crate::state::messages::{Place, Source};

/// The largest picture that is read, in bytes.
pub const MOST_PICTURE_BYTES: u64 = 64 * 1024 * 1024;
/// The largest sound that is read, in bytes. A header that lies is mended in a second copy: both have to be less than 300 MB.
pub const MOST_SOUND_BYTES: u64 = 128 * 1024 * 1024;

/// What a file begins with in its name while it is being written.
pub(super) const UNFINISHED: &str = ".unfinished-";

/// A folder of kept inputs. All of its functions block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inputs {
    folder: PathBuf,
}

impl Inputs {
    /// Uses this folder, making it when it is not there.
    ///
    /// # Errors
    /// When the folder cannot be made.
    pub fn open(folder: impl Into<PathBuf>) -> io::Result<Self> {
        let folder = folder.into();
        fs::create_dir_all(&folder)?;
        Ok(Self { folder })
    }

    /// Keeps a copy of this content, on the disk when this returns; one that is there already is left as it is.
    ///
    /// # Errors
    /// When the copy cannot be written, or the ending is not 1 to 8 letters and digits. Nothing is left behind then.
    pub fn keep(&self, bytes: &[u8], extension: &str) -> io::Result<(InputId, PathBuf)> {
        if !(1..=8).contains(&extension.len()) || !extension.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
            return Err(io::Error::new(ErrorKind::InvalidInput, "not a file name ending"));
        }
        let id = id_of(bytes);
        let path = self.path(id, extension);
        if let Ok(file) = File::options().append(true).open(&path)
            && fs::read(&path).is_ok_and(|kept| kept == bytes)
        {
            // Its time says that it is wanted, so that `sweep` leaves it alone; without it the copy is as good.
            let _ = file.set_modified(SystemTime::now());
            return Ok((id, path));
        }
        let mut file = tempfile::Builder::new().prefix(UNFINISHED).tempfile_in(&self.folder)?;
        file.write_all(bytes)?;
        file.as_file().sync_all()?;
        file.persist(&path)?;
        self.flush_names();
        Ok((id, path))
    }

    /// Where a kept input of this ending is or would be.
    #[must_use]
    pub fn path(&self, id: InputId, extension: &str) -> PathBuf {
        self.folder.join(format!("{id}.{extension}"))
    }

    /// Where a kept input is, whatever its ending.
    #[must_use]
    pub fn find(&self, id: InputId) -> Option<PathBuf> {
        let entries = fs::read_dir(&self.folder).ok()?;
        entries.filter_map(|entry| Some(entry.ok()?.path())).find(|path| kept_id(path) == Some(id))
    }

    /// The content of a kept input, exactly as it was kept.
    ///
    /// # Errors
    /// `NotFound` when it is not there, `InvalidData` when its content has changed, else the system's error.
    pub fn read(&self, id: InputId) -> io::Result<Vec<u8>> {
        let path = self.find(id).ok_or_else(|| io::Error::new(ErrorKind::NotFound, "this input is no longer kept"))?;
        let bytes = fs::read(path)?;
        if id_of(&bytes) == id {
            Ok(bytes)
        } else {
            Err(io::Error::new(ErrorKind::InvalidData, "the kept copy has changed since it was made"))
        }
    }

    /// Removes kept inputs that are not used and were last wanted longer ago than `older_than`, and what was never
    /// finished; says how many files it removed. Files that it does not know are left alone.
    ///
    /// # Errors
    /// When the folder cannot be listed. A file that cannot be removed is left for the next time.
    pub fn sweep(&self, used: &BTreeSet<InputId>, older_than: Duration) -> io::Result<usize> {
        let now = SystemTime::now();
        let mut removed = 0;
        for entry in fs::read_dir(&self.folder)? {
            let Ok(entry) = entry else { continue };
            let path = entry.path();
            let unfinished = entry.file_name().to_string_lossy().starts_with(UNFINISHED);
            let unused = kept_id(&path).is_some_and(|id| !used.contains(&id));
            let modified = entry.metadata().ok().filter(fs::Metadata::is_file).and_then(|found| found.modified().ok());
            let age = modified.and_then(|modified| now.duration_since(modified).ok());
            if (unused || unfinished) && age.is_some_and(|age| age >= older_than) && fs::remove_file(&path).is_ok() {
                removed += 1;
            }
        }
        Ok(removed)
    }

    /// Reads, measures and keeps a sound, and makes of it what an edit says: one sound, or several where it is split; never
    /// none. Exactly the bytes that were measured are kept, those of the file as it was given also beside what was made.
    ///
    /// # Errors
    /// Why it could not become a voice. `Denied` also says when a copy could not be kept.
    pub fn read_voice(
        &self,
        source: Source,
        edit: SoundEdit,
        limits: &Limits,
    ) -> Result<Vec<Loaded<SoundFacts>>, Unreadable> {
        let sample = (samples::VOICE, "sample-voice.wav");
        let given = self.fetch(source, MOST_SOUND_BYTES, sample, Unreadable::NotASound)?;
        let (facts, made) = if edit == SoundEdit::default() {
            (sound::probe_sound(&given.bytes)?, vec![])
        } else {
            voice::make(&given.bytes, edit, limits)?
        };
        let extension = facts.format.extension();
        let whole = self.loaded(given, facts, extension)?;
        if made.is_empty() {
            return Ok(vec![whole]);
        }
        made.into_iter().map(|made| self.made(&whole, made, edit)).collect()
    }

    /// Keeps a sound that was made of another one.
    fn made(&self, of: &Loaded<SoundFacts>, made: Made, edit: SoundEdit) -> Result<Loaded<SoundFacts>, Unreadable> {
        let Made { bytes, facts, changes } = made;
        let extension = facts.format.extension();
        let given = Given { bytes: Cow::Owned(bytes), name: of.name.clone(), kept: None };
        let origin = Origin { input: of.given(), kept: of.kept.clone(), facts: of.facts.clone(), edit, changes };
        Ok(Loaded { origin: Some(Box::new(origin)), ..self.loaded(given, facts, extension)? })
    }

    /// Reads a source that is not pixels; `wrong` is why pixels are none.
    fn fetch(
        &self,
        source: Source,
        allowed: u64,
        sample: (&'static [u8], &str),
        wrong: Unreadable,
    ) -> Result<Given, Unreadable> {
        match source {
            Source::Path(path) => {
                let bytes = read_bounded(&path, allowed)?;
                let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
                Ok(Given { bytes: Cow::Owned(bytes), name, kept: None })
            }
            Source::Pixels(..) => Err(wrong),
            Source::Recorded(path) => {
                let bytes = read_bounded(&path, allowed)?;
                let name = recording_name(&path).unwrap_or_else(|| path.to_string_lossy().into_owned());
                Ok(Given { bytes: Cow::Owned(bytes), name, kept: None })
            }
            Source::Sample => Ok(Given { bytes: Cow::Borrowed(sample.0), name: sample.1.to_owned(), kept: None }),
            Source::Kept(id, name) => {
                let bytes = self.read(id).map_err(|error| match error.kind() {
                    ErrorKind::NotFound => Unreadable::Missing,
                    ErrorKind::InvalidData => Unreadable::Damaged(Damage::Other(error.to_string())),
                    _ => Unreadable::Denied(error.to_string()),
                })?;
                let kept = self.find(id).map(|path| (id, path));
                Ok(Given { bytes: Cow::Owned(bytes), name, kept })
            }
        }
    }

    fn loaded<F: Medium>(&self, given: Given, facts: F, extension: &str) -> Result<Loaded<F>, Unreadable> {
        let (id, kept) = match given.kept {
            Some(kept) => kept,
            None => self
                .keep(&given.bytes, extension)
                .map_err(|error| Unreadable::Denied(format!("a copy of it could not be kept: {error}")))?,
        };
        Ok(Loaded { id, kept, name: given.name, facts, origin: None })
    }

    /// Puts the folder itself on the disk, where the system can: a name is not safe before that.
    fn flush_names(&self) {
        if cfg!(unix)
            && let Err(error) = File::open(&self.folder).and_then(|folder| folder.sync_all())
        {
            tracing::debug!(%error, "the folder of inputs could not be flushed");
        }
    }
}

/// Content with the name it has for people, and where it is kept if it is kept already.
struct Given {
    bytes: Cow<'static, [u8]>,
    name: String,
    kept: Option<(InputId, PathBuf)>,
}

/// Which place of the form a file belongs to, by its content; `None` when it is neither a picture nor a sound, cannot be
/// read, or is too large to tell. Blocks.
#[must_use]
pub fn place_of_file(path: &Path) -> Option<Place> {
    const START: u64 = 64 * 1024;
    let mut start = Vec::new();
    open_file(path).ok()?.take(START).read_to_end(&mut start).ok()?;
    // An MP4 says what it is in its index, which may be long or last; every other format says so at its start.
    match place_of(&start) {
        Some(Place::Portrait) => Some(Place::Portrait),
        found if start.get(4..8) != Some(b"ftyp") => found,
        _ => place_of(&read_bounded(path, MOST_SOUND_BYTES).ok()?),
    }
}

fn id_of(bytes: &[u8]) -> InputId {
    InputId(Sha256::digest(bytes).into())
}

/// The id in the name of a kept file.
fn kept_id(path: &Path) -> Option<InputId> {
    path.extension()?;
    path.file_stem()?.to_str()?.parse().ok()
}

/// Opens an ordinary file. Pipes are refused beforehand: opening one would wait for its other end.
fn open_file(path: &Path) -> Result<File, Unreadable> {
    let metadata = fs::metadata(path).map_err(|error| unreadable(&error))?;
    if metadata.is_file() { File::open(path).map_err(|error| unreadable(&error)) } else { Err(Unreadable::NotAFile) }
}

/// Reads a file of at most so many bytes, once. A file that grows meanwhile is still bounded.
fn read_bounded(path: &Path, allowed: u64) -> Result<Vec<u8>, Unreadable> {
    let file = open_file(path)?;
    let claimed = file.metadata().map_err(|error| unreadable(&error))?.len();
    if claimed > allowed {
        return Err(Unreadable::TooLarge(claimed, allowed));
    }
    let mut bytes = Vec::with_capacity(usize::try_from(claimed).unwrap_or_default());
    file.take(allowed + 1).read_to_end(&mut bytes).map_err(|error| unreadable(&error))?;
    let found = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
    if found > allowed { Err(Unreadable::TooLarge(found, allowed)) } else { Ok(bytes) }
}

fn unreadable(error: &io::Error) -> Unreadable {
    match error.kind() {
        ErrorKind::NotFound | ErrorKind::NotADirectory | ErrorKind::InvalidInput | ErrorKind::InvalidFilename => {
            Unreadable::Missing
        }
        ErrorKind::IsADirectory => Unreadable::NotAFile,
        _ => Unreadable::Denied(error.to_string()),
    }
}

#[cfg(test)]
#[path = "inputs_tests.rs"]
mod tests;
