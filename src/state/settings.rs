//! How settings, key, practice and library come and change.
//!
//! Not where they are kept. A session's overrides (`Session`) are never written to the settings.

use std::path::PathBuf;

use super::{
    Connection, Job, LibraryStatus, Moment, NoticeKind, Opened, PracticeStatus, SettingsPage, State, Work, kept,
    notices, queue, tasks, trust,
};
use crate::domain::{Door, KeyStatus, LibraryFault, Settings};

/// Opens or closes the settings.
pub(super) fn open(state: &mut State, page: Option<SettingsPage>) -> Vec<Job> {
    state.settings_page = page;
    vec![]
}

/// Uses and keeps new settings.
pub(super) fn set(state: &mut State, new: Settings) -> Vec<Job> {
    if new == state.settings {
        return vec![];
    }
    let elsewhere = new.base_url != state.settings.base_url;
    state.settings = new;
    state.recheck();
    let mut jobs = vec![Job::SaveSettings(state.settings.clone())];
    if elsewhere {
        state.connection = Connection::Untested;
        jobs.extend(queue::resume(state));
    }
    jobs.extend(ensure_practice(state));
    jobs
}

/// Does not show the welcome again.
pub(super) fn welcomed(state: &mut State) -> Vec<Job> {
    set(state, Settings { welcomed: true, ..state.settings.clone() })
}

/// Keeps or removes the key, unless the keychain is busy with it.
pub(super) fn change_key(state: &mut State, job: Job, moment: Moment) -> Vec<Job> {
    if state.busy.is(Work::Key) {
        return vec![];
    }
    state.busy.begin(Work::Key, moment.now);
    let mut jobs = trust::bind(state, job != Job::RemoveKey);
    jobs.push(job);
    jobs
}

/// Takes the settings for the time before the library is open.
pub(super) fn on_seen(state: &mut State, settings: Settings) -> Vec<Job> {
    if state.library == LibraryStatus::Opening {
        state.settings = settings;
        state.recheck();
    }
    vec![]
}

/// Takes the folder that was chosen for videos.
pub(super) fn on_folder_chosen(state: &mut State, folder: Option<PathBuf>) -> Vec<Job> {
    match folder {
        Some(_) => set(state, Settings { download_folder: folder, ..state.settings.clone() }),
        None => vec![],
    }
}

/// Tests the connection, unless it is being tested.
pub(super) fn test_connection(state: &mut State) -> Vec<Job> {
    if state.connection == Connection::Testing || state.unasked_base_url().is_some() {
        return vec![];
    }
    state.connection = Connection::Testing;
    vec![Job::TestConnection(state.base_url().clone())]
}

/// Takes what the library and the settings file hold.
pub(super) fn on_library_opened(state: &mut State, opened: Opened, moment: Moment) -> Vec<Job> {
    state.library = LibraryStatus::Open;
    state.settings = opened.settings;
    state.places = opened.folders;
    if state.draft.voice.typed.text.is_empty() {
        state.draft.voice.typed = state.settings.speech.last.clone();
    }
    kept::on_opened(state, opened.draft);
    tasks::on_loaded(state, opened.tasks);
    state.speeches.load(opened.speeches);
    for warning in opened.warnings {
        notices::tell(state, NoticeKind::Warning(warning), moment);
    }
    state.recheck();
    ensure_practice(state)
}

/// Tries once more to open the library that could not be opened.
pub(super) fn open_library(state: &mut State) -> Vec<Job> {
    if !matches!(state.library, LibraryStatus::Trouble(_)) {
        return vec![];
    }
    state.library = LibraryStatus::Opening;
    vec![Job::OpenLibrary]
}

/// Takes that the library cannot be used.
pub(super) fn on_library_trouble(state: &mut State, why: LibraryFault) -> Vec<Job> {
    state.library = LibraryStatus::Trouble(why);
    vec![]
}

/// Takes what is known of the key.
pub(super) fn on_key(state: &mut State, status: KeyStatus) -> Vec<Job> {
    let another = state.key != status;
    state.key = status;
    let mut jobs = ensure_practice(state);
    if another {
        state.connection = Connection::Untested;
        jobs.extend(queue::resume(state));
    }
    jobs
}

/// Takes whether the practice server answers.
pub(super) fn on_practice_ready(state: &mut State, result: Result<(), String>) -> Vec<Job> {
    state.practice = match result {
        Ok(()) => PracticeStatus::Ready,
        Err(why) => PracticeStatus::Trouble(why),
    };
    vec![]
}

/// Starts the practice server when it is wanted and was not started.
fn ensure_practice(state: &mut State) -> Vec<Job> {
    if state.door() != Some(Door::Practice) || state.practice != PracticeStatus::Stopped {
        return vec![];
    }
    state.practice = PracticeStatus::Starting;
    vec![Job::StartPractice]
}
