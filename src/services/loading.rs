//! Getting things in and showing them: the library at the start, files into the form, dialogs, the system's player.
//!
//! Not the measuring (`media`) and not the keeping (`library`, `inputs`).

use std::{collections::BTreeSet, path::PathBuf, sync::Arc, time::Duration};

use super::inputs::{self, Inputs};
use super::library::{Contents, Library};
use super::shared::{Shared, Stores, blocking};
use super::{dialogs, drafts, fetching, opening, preferences};
use crate::domain::{
    Damage, InputId, KeptDraft, Language, LibraryFault, Limits, Loaded, PictureEdit, PortraitInput, SoundEdit,
    SoundFacts, Speech, Task, Unreadable, VoiceInput,
};
use crate::state::{Event, Opened, Place, Places, Source, Ticket};

/// The endings of pictures that can be made into a portrait, without the dot.
const PICTURES: [&str; 9] = ["jpg", "jpeg", "png", "webp", "gif", "bmp", "tif", "tiff", "jfif"];

/// The endings of sounds that can be made into a voice, without the dot.
const SOUNDS: [&str; 7] = ["mp3", "wav", "m4a", "aac", "flac", "ogg", "oga"];

/// Kept inputs that neither a task nor the form uses are removed after this long.
const UNUSED_FOR: Duration = Duration::from_secs(7 * 24 * 3600);

/// Opens the library, unless it is open. One that could not be opened may be tried again.
pub(super) async fn open_library(shared: &Arc<Shared>) {
    let _turn = shared.opening.lock().await;
    if shared.is_open() {
        return;
    }
    match open_stores(shared).await {
        Ok((stores, opened)) => {
            shared.use_settings(opened.settings.clone());
            shared.use_stores(Ok(stores));
            shared.tell(Event::LibraryOpened(Box::new(opened))).await;
            back_up(shared).await;
            fetching::sweep(shared).await;
        }
        Err(why) => {
            shared.use_stores(Err(why.clone()));
            shared.tell(Event::LibraryTrouble(why)).await;
        }
    }
}

/// Makes the daily copy of the library, which nothing waits for.
async fn back_up(shared: &Shared) {
    let folder = shared.options.folders.library.clone();
    let copied = blocking(move || Library::back_up_daily(&folder)).await;
    if let Ok(Err(fault)) = copied {
        tracing::warn!(%fault, "the library could not be copied today");
    }
}

async fn open_stores(shared: &Shared) -> Result<(Stores, Opened), LibraryFault> {
    let unwritable = LibraryFault::Unwritable;
    let folders = shared.options.folders.clone();
    let settings_file = folders.settings_file.clone();
    let make = folders.clone();
    blocking(move || make.create().map_err(|error| error.to_string())).await.flatten().map_err(unwritable)?;
    let (settings, mut warnings) = blocking(move || preferences::read(&settings_file)).await.map_err(unwritable)?;
    let (library, more) = Library::open(&folders.library).await?;
    warnings.extend(more);
    let contents = library.all().await?;
    warnings.extend(contents.warnings.iter().cloned());
    let draft_file = drafts::file(&folders);
    let draft = blocking(move || drafts::read(&draft_file)).await.map_err(unwritable)?;
    let in_form = draft.as_ref().ok().and_then(Option::as_ref);
    let (place, used) = (folders.library.join("inputs"), used_inputs(&contents, in_form));
    let open_inputs = move || {
        let inputs = Inputs::open(place)?;
        inputs.sweep(&used, UNUSED_FOR)?;
        Ok::<_, std::io::Error>(inputs)
    };
    let inputs =
        blocking(move || open_inputs().map_err(|error| error.to_string())).await.flatten().map_err(unwritable)?;
    let places = Places {
        settings: folders.settings_file,
        key: folders.key_file,
        library: folders.library,
        videos: folders.videos,
        logs: folders.logs,
    };
    let stores = Stores { library, inputs: Arc::new(inputs) };
    let Contents { tasks, speeches, .. } = contents;
    Ok((stores, Opened { tasks, speeches, settings, draft, warnings, folders: places }))
}

/// What the tasks, the spoken voices and the form need.
fn used_inputs(contents: &Contents, draft: Option<&KeptDraft>) -> BTreeSet<InputId> {
    let of = |task: &Task| {
        let portrait = if let PortraitInput::File { id, .. } = &task.order.portrait { Some(*id) } else { None };
        let voice = if let VoiceInput::File { id, .. } = &task.order.voice { Some(*id) } else { None };
        [portrait, voice]
    };
    let sound = |speech: &Speech| speech.spoken().and_then(|spoken| spoken.sound.as_ref()).map(|sound| sound.id);
    let spoken = contents.speeches.iter().filter_map(sound);
    let in_form = draft.into_iter().flat_map(KeptDraft::inputs);
    contents.tasks.iter().flat_map(of).flatten().chain(spoken).chain(in_form).collect()
}

pub(super) async fn sort(shared: &Shared, paths: Vec<PathBuf>) {
    for path in paths {
        let asked = path.clone();
        let event = match blocking(move || inputs::place_of_file(&asked)).await.ok().flatten() {
            Some(place) => Event::Sorted(place, path),
            None => Event::NotMedia(path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()),
        };
        shared.tell(event).await;
    }
}

fn stumbled(words: String) -> Unreadable {
    Unreadable::Damaged(Damage::Other(words))
}

pub(super) async fn read_portrait(shared: &Shared, ticket: Ticket, source: Source, edit: PictureEdit) {
    let result = match shared.stores().await {
        Ok(stores) => {
            let inputs = Arc::clone(&stores.inputs);
            blocking(move || inputs.read_portrait(source, edit)).await.map_err(stumbled).flatten()
        }
        Err(fault) => Err(Unreadable::Denied(fault.to_string())),
    };
    shared.tell(Event::PortraitRead(ticket, Box::new(result))).await;
}

pub(super) async fn read_voice(shared: &Shared, ticket: Ticket, source: Source, edit: SoundEdit) {
    let result = match shared.stores().await {
        Ok(stores) => {
            let (inputs, limits) = (Arc::clone(&stores.inputs), shared.settings().limits);
            blocking(move || read_sound(&inputs, source, edit, &limits)).await.map_err(stumbled).flatten()
        }
        Err(fault) => Err(Unreadable::Denied(fault.to_string())),
    };
    shared.tell(Event::VoiceRead(ticket, Box::new(result))).await;
}

/// Reads a sound. A recording's own file goes when a copy of it is kept.
fn read_sound(
    inputs: &Inputs,
    source: Source,
    edit: SoundEdit,
    limits: &Limits,
) -> Result<Vec<Loaded<SoundFacts>>, Unreadable> {
    let recorded = if let Source::Recorded(path) = &source { Some(path.clone()) } else { None };
    let loaded = inputs.read_voice(source, edit, limits)?;
    if let Some(path) = recorded
        && let Err(error) = std::fs::remove_file(&path)
    {
        tracing::warn!(%error, "a recording that is kept could not be removed where it was made");
    }
    Ok(loaded)
}

pub(super) async fn choose(shared: &Shared, place: Place, language: Language) {
    let words = (shared.options.dialog_words)(language);
    let chosen = match place {
        Place::Portrait => dialogs::choose_file(&words.portrait, &words.pictures, &PICTURES).await,
        Place::Voice => dialogs::choose_file(&words.voice, &words.sounds, &SOUNDS).await,
    };
    shared.tell(chosen.map_or(Event::NoDialog, |path| Event::Chosen(place, path))).await;
}

pub(super) async fn choose_folder(shared: &Shared, language: Language) {
    let words = (shared.options.dialog_words)(language);
    let chosen = dialogs::choose_folder(&words.videos).await;
    shared.tell(chosen.map_or(Event::NoDialog, Event::FolderChosen)).await;
}

pub(super) async fn open_file(shared: &Shared, path: PathBuf) {
    let begun = opening::open(&path).await;
    shared.tell(begun.map_or_else(Event::NotOpened, |()| Event::OpeningBegun)).await;
}

pub(super) async fn show_in_folder(shared: &Shared, path: PathBuf) {
    let begun = opening::show_in_folder(&path).await;
    shared.tell(begun.map_or_else(Event::NotOpened, |()| Event::OpeningBegun)).await;
}
