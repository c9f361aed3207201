//! The form as it was left: one small file beside the ledger, written while it is being filled in.
//!
//! Not the ledger: nothing in here was approved. The file is replaced whole, a moment after the last change, and is gone
//! when the form is empty. Reading changes nothing, so that the command line leaves it alone; a file that cannot be used is
//! set aside by the next one that is written.

use std::{
    fs,
    io::{self, ErrorKind},
    path::{Path, PathBuf},
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};

use serde::{Deserialize, Serialize};
use tokio::{runtime::Handle, sync::Notify, time::timeout};

use super::files::{remove, replace, set_aside};
use super::folders::Folders;
use super::shared::{Shared, blocking};
use crate::domain::{
    Area, KeptDraft, KeptInput, LeftOut, Mode, Part, PictureEdit, SoundEdit, Speed, Tongue, Typed, VoiceWay, Warning,
};
use crate::state::Event;

/// The form of the file that is written here.
const VERSION: u32 = 1;
/// A pause in the typing that is long enough to write.
const PAUSE: Duration = Duration::from_millis(500);
/// However fast somebody types, this is the longest that a change stays unwritten.
const LONGEST: Duration = Duration::from_secs(2);

/// Where the form is kept.
pub(super) fn file(folders: &Folders) -> PathBuf {
    folders.library.join("draft.json")
}

/// The draft that is not written yet, and how it comes to be.
#[derive(Default)]
pub(super) struct Keeper {
    unwritten: Mutex<Option<KeptDraft>>,
    changed: Notify,
    waiting: AtomicBool,
    writing: tokio::sync::Mutex<()>,
    failed: AtomicBool,
}

impl Keeper {
    fn unwritten(&self) -> MutexGuard<'_, Option<KeptDraft>> {
        self.unwritten.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Keeps this draft, in a moment; an empty one at once, since what was sent must not come back.
pub(super) fn keep(shared: &Arc<Shared>, runtime: &Handle, draft: KeptDraft) {
    let keeper = &shared.drafts;
    let at_once = draft.is_empty();
    *keeper.unwritten() = Some(draft);
    keeper.changed.notify_one();
    let shared = Arc::clone(shared);
    if at_once {
        runtime.spawn(async move { write_now(&shared).await });
    } else if !keeper.waiting.swap(true, Ordering::AcqRel) {
        runtime.spawn(async move { write_in_a_moment(&shared).await });
    }
}

async fn write_in_a_moment(shared: &Shared) {
    let keeper = &shared.drafts;
    let began = Instant::now();
    while began.elapsed() < LONGEST && timeout(PAUSE, keeper.changed.notified()).await.is_ok() {}
    // Whatever changes from here on begins a wait of its own.
    keeper.waiting.store(false, Ordering::Release);
    write_now(shared).await;
}

/// Writes the newest draft, unless it is written.
pub(super) async fn write_now(shared: &Shared) {
    let keeper = &shared.drafts;
    let _turn = keeper.writing.lock().await;
    let Some(draft) = keeper.unwritten().take() else { return };
    let (path, written) = (file(&shared.options.folders), draft.clone());
    let result = blocking(move || write(&path, &written).map_err(|error| error.to_string())).await.flatten();
    let Err(why) = result else {
        keeper.failed.store(false, Ordering::Relaxed);
        return;
    };
    // The next change tries again, and so does the end.
    keeper.unwritten().get_or_insert(draft);
    if !keeper.failed.swap(true, Ordering::Relaxed) {
        shared.tell(Event::DraftNotKept(why)).await;
    }
}

/// Reads what was kept and changes nothing.
///
/// # Errors
/// When the file cannot be used. The next draft that is written sets it aside.
pub fn read(path: &Path) -> Result<Option<KeptDraft>, Warning> {
    let why = match fs::read(path).map(|bytes| understand(&bytes)) {
        Ok(Ok(draft)) => return Ok(Some(draft)),
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Ok(Err(why)) => why,
        Err(error) => error.to_string(),
    };
    Err(Warning::Form(path.to_owned(), why))
}

fn understand(bytes: &[u8]) -> Result<KeptDraft, String> {
    let Version { version } = serde_json::from_slice(bytes).map_err(|error| error.to_string())?;
    if version != VERSION {
        return Err(format!("it is of version {version}, and this Likeness knows {VERSION}"));
    }
    let written: Written = serde_json::from_slice(bytes).map_err(|error| error.to_string())?;
    written.read()
}

/// Writes a draft in the place of the one that was kept; an empty one leaves no file. What cannot be read is set aside.
///
/// # Errors
/// When the folder or the file cannot be written, or the old file cannot be read.
pub fn write(path: &Path, draft: &KeptDraft) -> io::Result<()> {
    match fs::read(path) {
        Ok(bytes) => {
            if let Err(why) = understand(&bytes) {
                let aside = set_aside(path)?;
                tracing::warn!(why, aside = %aside.display(), "the kept form cannot be read and was set aside");
            }
        }
        Err(error) if error.kind() == ErrorKind::NotFound => {}
        Err(error) => return Err(error),
    }
    if draft.is_empty() { remove(path) } else { replace(path, &serde_json::to_vec_pretty(&Written::of(draft))?) }
}

#[derive(Deserialize)]
struct Version {
    version: u32,
}

/// The draft as it stands in the file.
#[derive(Serialize, Deserialize, Default)]
#[serde(default)]
struct Written {
    version: u32,
    portrait: Option<WrittenInput>,
    portrait_edit: WrittenPictureEdit,
    portrait_link: String,
    voice: Option<WrittenInput>,
    voice_edit: WrittenSoundEdit,
    voice_way: WrittenWay,
    voice_typed: WrittenTyped,
    voice_link: String,
    direction: String,
    mode: String,
    title: String,
    callback_url: String,
    own_task_id: String,
}

#[derive(Serialize, Deserialize)]
struct WrittenInput {
    id: String,
    name: String,
}

#[derive(Serialize, Deserialize, Default)]
#[serde(default)]
struct WrittenPictureEdit {
    /// Left, top, width and height in pixels.
    crop: Option<[u32; 4]>,
    enlarge: bool,
    recompress: bool,
}

impl WrittenPictureEdit {
    fn of(edit: PictureEdit) -> Self {
        let crop = edit.crop.map(|area| [area.x, area.y, area.width, area.height]);
        Self { crop, enlarge: edit.enlarge, recompress: edit.recompress }
    }

    fn read(self) -> PictureEdit {
        let crop = self.crop.map(|[x, y, width, height]| Area { x, y, width, height });
        PictureEdit { crop, enlarge: self.enlarge, recompress: self.recompress }
    }
}

#[derive(Serialize, Deserialize, Default)]
#[serde(default)]
struct WrittenSoundEdit {
    part: WrittenPart,
    pad: bool,
    convert: bool,
    /// The numbers of the parts of a split that are left out.
    left_out: Vec<u16>,
}

/// Times are in nanoseconds.
#[derive(Serialize, Deserialize, Default)]
#[serde(rename_all = "lowercase")]
enum WrittenPart {
    #[default]
    Whole,
    Best,
    Between(u64, u64),
    Split,
}

impl WrittenSoundEdit {
    fn of(edit: SoundEdit) -> Self {
        let nanos = |time: Duration| u64::try_from(time.as_nanos()).unwrap_or(u64::MAX);
        let part = match edit.part {
            Part::Whole => WrittenPart::Whole,
            Part::Best => WrittenPart::Best,
            Part::Between(from, to) => WrittenPart::Between(nanos(from), nanos(to)),
            Part::Split => WrittenPart::Split,
        };
        let left_out = (1..=LeftOut::MOST).filter(|number| edit.left_out.has(*number)).collect();
        Self { part, pad: edit.pad, convert: edit.convert, left_out }
    }

    fn read(self) -> SoundEdit {
        let part = match self.part {
            WrittenPart::Whole => Part::Whole,
            WrittenPart::Best => Part::Best,
            WrittenPart::Between(from, to) => Part::Between(Duration::from_nanos(from), Duration::from_nanos(to)),
            WrittenPart::Split => Part::Split,
        };
        let left_out = self.left_out.into_iter().fold(LeftOut::default(), LeftOut::with);
        SoundEdit { part, pad: self.pad, convert: self.convert, left_out }
    }
}

#[derive(Serialize, Deserialize, Default)]
#[serde(rename_all = "lowercase")]
enum WrittenWay {
    #[default]
    File,
    Type,
    Record,
    Link,
}

#[derive(Serialize, Deserialize, Default)]
#[serde(default)]
struct WrittenTyped {
    text: String,
    voice: String,
    language: String,
    speed_tenths: u8,
}

impl WrittenTyped {
    fn of(typed: &Typed) -> Self {
        let Typed { text, voice, tongue, speed } = typed.clone();
        Self { text, voice, language: tongue.wire().to_owned(), speed_tenths: speed.tenths() }
    }

    /// What was not written is as usual.
    fn read(self) -> Typed {
        let usual = Typed::default();
        Typed {
            text: self.text,
            voice: if self.voice.is_empty() { usual.voice } else { self.voice },
            tongue: Tongue::from_wire(&self.language).unwrap_or_default(),
            speed: Speed::new(self.speed_tenths).unwrap_or_default(),
        }
    }
}

impl WrittenInput {
    fn of(input: &KeptInput) -> Self {
        Self { id: input.id.to_string(), name: input.name.clone() }
    }

    fn read(self) -> Result<KeptInput, String> {
        let id = self.id.parse().map_err(|why| format!("the id of {} is {why}", self.name))?;
        Ok(KeptInput { id, name: self.name })
    }
}

impl Written {
    fn of(draft: &KeptDraft) -> Self {
        Self {
            version: VERSION,
            portrait: draft.portrait.as_ref().map(WrittenInput::of),
            portrait_edit: WrittenPictureEdit::of(draft.portrait_edit),
            portrait_link: draft.portrait_link.clone(),
            voice_edit: WrittenSoundEdit::of(draft.voice_edit),
            voice: draft.voice.as_ref().map(WrittenInput::of),
            voice_way: match draft.voice_way {
                VoiceWay::File => WrittenWay::File,
                VoiceWay::Type => WrittenWay::Type,
                VoiceWay::Record => WrittenWay::Record,
                VoiceWay::Link => WrittenWay::Link,
            },
            voice_typed: WrittenTyped::of(&draft.voice_typed),
            voice_link: draft.voice_link.clone(),
            direction: draft.direction.clone(),
            mode: draft.mode.wire().to_owned(),
            title: draft.title.clone(),
            callback_url: draft.callback_url.clone(),
            own_task_id: draft.own_task_id.clone(),
        }
    }

    fn read(self) -> Result<KeptDraft, String> {
        Ok(KeptDraft {
            portrait: self.portrait.map(WrittenInput::read).transpose()?,
            portrait_edit: self.portrait_edit.read(),
            portrait_link: self.portrait_link,
            voice_edit: self.voice_edit.read(),
            voice: self.voice.map(WrittenInput::read).transpose()?,
            voice_way: match self.voice_way {
                WrittenWay::File => VoiceWay::File,
                WrittenWay::Type => VoiceWay::Type,
                WrittenWay::Record => VoiceWay::Record,
                WrittenWay::Link => VoiceWay::Link,
            },
            voice_typed: self.voice_typed.read(),
            voice_link: self.voice_link,
            direction: self.direction,
            mode: Mode::from_wire(&self.mode).unwrap_or_default(),
            title: self.title,
            callback_url: self.callback_url,
            own_task_id: self.own_task_id,
        })
    }
}

#[cfg(test)]
#[path = "drafts_tests.rs"]
mod tests;
