//! What the app is doing now and how that changes: `State` and `update`, the one place where it changes.
//!
//! Pure: no clock, no randomness, no files, no network in here. `update` only dispatches; each feature's own file does
//! the work. Every job it returns is answered by an event, as `messages` says.

use std::path::PathBuf;

use crate::domain::{
    self, BaseUrl, Door, Draft, Estimate, KeyStatus, Language, MotionChoice, PictureEdit, Refusal, Report, Settings,
    SoundEdit, SystemLook, history::Filter, price,
};

pub mod busy;
mod compose;
mod jobs;
mod kept;
mod lost;
mod mending;
pub mod messages;
pub mod notices;
mod peeking;
mod queue;
mod session;
mod settings;
pub mod sound;
pub mod speech;
mod speeches;
mod statuses;
mod task_set;
mod tasks;
mod trust;
pub mod undo;
mod videos;

pub use busy::{Busy, Work};
pub use jobs::{Fetch, Job};
pub use messages::{
    Command, ConnectionResult, Event, Input, Moment, Opened, Place, Places, SettingsPage, Source, Ticket,
};
pub use notices::{Notice, NoticeKind};
pub use session::Session;
pub use sound::{Sound, SoundCommand, SoundEvent, SoundJob};
pub use speeches::Speeches;
pub use statuses::{Connection, LibraryStatus, PracticeStatus};
pub use task_set::Tasks;
pub use undo::FormChange;

use kept::Kept;
use undo::Undo;

/// Everything the app knows now.
#[derive(Debug, Default)]
pub struct State {
    /// What the person is composing.
    pub draft: Draft,
    /// Every check of it. Always that of the present draft.
    pub report: Report,
    /// About what it will cost, once there is a voice.
    pub estimate: Option<Estimate>,
    /// Where this draft's video should go, when the person said so.
    pub destination: Option<PathBuf>,
    /// Every task.
    pub tasks: Tasks,
    /// Every spoken text.
    pub speeches: Speeches,
    /// Why nothing more is sent through the live door, when that is so.
    pub pause: Option<Refusal>,
    /// What the list shows.
    pub filter: Filter,
    /// What the person set.
    pub settings: Settings,
    /// What holds for this run alone.
    pub session: Session,
    /// What the system says of language, light and motion.
    pub system: SystemLook,
    /// What is known of the key.
    pub key: KeyStatus,
    /// Whether the practice server answers.
    pub practice: PracticeStatus,
    /// Whether the library can be used.
    pub library: LibraryStatus,
    /// Where things are.
    pub places: Places,
    /// What is known of the connection.
    pub connection: Connection,
    /// Messages to the person, oldest first.
    pub notices: Vec<Notice>,
    /// What is under way outside and shown by no field and no card.
    pub busy: Busy,
    /// What is played and recorded.
    pub sound: Sound,
    /// The page the settings are open at.
    pub settings_page: Option<SettingsPage>,
    portrait_ticket: Ticket,
    voice_ticket: Ticket,
    portrait_source: Option<(Source, PictureEdit)>,
    voice_source: Option<(Source, SoundEdit)>,
    undo: Option<Undo>,
    kept: Kept,
    refused_base_url: Option<BaseUrl>,
    next_notice: u64,
    looks_at_videos: usize,
}

impl State {
    /// The state before anything is known.
    #[must_use]
    pub fn new(session: Session) -> Self {
        let mut state = Self { session, ..Self::default() };
        state.recheck();
        state
    }

    /// Where a new task would go; `None` until library and key are read.
    #[must_use]
    pub fn door(&self) -> Option<Door> {
        if self.session.practice {
            return Some(Door::Practice);
        }
        match (&self.library, &self.key) {
            (LibraryStatus::Open, _) if self.settings.practice => Some(Door::Practice),
            (LibraryStatus::Open, KeyStatus::Present(..)) => Some(Door::Live),
            (LibraryStatus::Open, KeyStatus::Absent | KeyStatus::Trouble(_)) => Some(Door::Practice),
            _ => None,
        }
    }

    /// The language that is spoken now.
    #[must_use]
    pub fn language(&self) -> Language {
        self.settings.language.unwrap_or(self.system.language)
    }

    /// Whether as little as can be should move.
    #[must_use]
    pub fn reduced_motion(&self) -> bool {
        match self.settings.motion {
            MotionChoice::System => self.system.reduced_motion,
            MotionChoice::Reduced => true,
            MotionChoice::Full => false,
        }
    }

    /// Where live requests go in this session.
    #[must_use]
    pub fn base_url(&self) -> &BaseUrl {
        self.session.base_url.as_ref().unwrap_or(&self.settings.base_url)
    }

    /// Whether Create would do something now.
    #[must_use]
    pub fn can_create(&self) -> bool {
        // What is recorded just now is not what would be sent.
        self.report.ok() && self.can_send() && !self.sound.recorder.is_busy()
    }

    /// How many videos Create would make: several of a voice that was split.
    #[must_use]
    pub fn videos(&self) -> usize {
        self.draft.voice.sounds().count().max(1)
    }

    /// Whether something that passes every check could be sent now.
    fn can_send(&self) -> bool {
        let practice_usable = !matches!(self.practice, PracticeStatus::Trouble(_));
        let door_usable = self.door().is_some_and(|door| match door {
            Door::Live => self.unasked_base_url().is_none(),
            Door::Practice => practice_usable,
        });
        door_usable && self.library == LibraryStatus::Open
    }

    /// Whether `Command::UndoForm` would do something now.
    #[must_use]
    pub fn can_undo(&self) -> bool {
        self.undo.is_some()
    }

    /// What `Command::UndoForm` would take back now.
    #[must_use]
    pub fn last_change(&self) -> Option<FormChange> {
        self.undo.as_ref().map(|undo| undo.change)
    }

    /// Whether the files of videos are being looked at.
    #[must_use]
    pub fn looks_at_videos(&self) -> bool {
        self.looks_at_videos > 0
    }

    /// Whether the keychain is keeping or removing the key just now; a change of the key is not taken meanwhile.
    #[must_use]
    pub fn key_busy(&self) -> bool {
        self.busy.is(Work::Key)
    }

    /// Whether the welcome is shown: to somebody who has not seen it, has neither tasks nor a key, and has not begun.
    #[must_use]
    pub fn shows_welcome(&self) -> bool {
        let no_key = matches!(self.key, KeyStatus::Absent | KeyStatus::Trouble(_));
        let new = !self.settings.welcomed && self.tasks.is_empty() && self.draft.is_untouched() && no_key;
        self.library == LibraryStatus::Open && new
    }

    /// Checks the draft anew; called after every change of draft, settings or tasks.
    fn recheck(&mut self) {
        let is_used = |id: &str| self.tasks.uses_external_id(id);
        let (report, checked) = domain::check(&self.draft, &self.settings.limits, self.door(), is_used);
        let estimate = |length| price::estimate(length, self.draft.mode, &self.settings.rates, &self.settings.limits);
        // What is sent is what is priced; before that, what was measured.
        let lengths: Vec<_> = if checked.is_empty() {
            self.draft.voice.known_lengths().map(Some).collect()
        } else {
            checked.iter().map(|checked| checked.order().voice.length()).collect()
        };
        self.report = report;
        self.estimate = lengths.into_iter().map(estimate).reduce(Estimate::and);
    }
}

/// Takes one input at a moment, changes the state, and says what services must do.
#[must_use]
pub fn update(state: &mut State, input: Input, moment: Moment) -> Vec<Job> {
    let door = state.door();
    let mut jobs = match input {
        Input::Command(command) => on_command(state, command, moment),
        Input::Event(event) => on_event(state, event, moment),
    };
    if state.door() != door {
        jobs.extend(peeking::on_other_door(state));
    }
    speech::follow(state, moment);
    jobs.extend(queue::advance(state, moment));
    jobs.extend(sound::follow(state));
    jobs.extend(kept::keep(state));
    jobs
}

fn on_command(state: &mut State, command: Command, moment: Moment) -> Vec<Job> {
    match command {
        Command::Load(paths) => sort(state, paths, moment),
        Command::Put(place, source) => compose::put(state, place, source, moment),
        Command::Type(place, text) => compose::take_typed(state, place, &text, moment),
        Command::Clear(place) => compose::clear(state, place, moment),
        Command::Mend(place, fix) => mending::mend(state, place, fix, moment),
        Command::EditPicture(edit) => mending::edit_picture(state, edit, moment),
        Command::EditSound(edit) => mending::edit_sound(state, edit, moment),
        Command::Restore(place) => mending::restore(state, place, moment),
        Command::Choose(place) => show_dialog(state, Job::Choose(place, state.language()), moment),
        Command::UseVoiceWay(way) => compose::edit(state, |draft| draft.voice.way = way),
        Command::SetVoiceLink(text) => compose::edit(state, |draft| draft.voice.link = text),
        Command::SetDirection(text) => compose::edit(state, |draft| draft.direction = text),
        Command::SetMode(mode) => compose::edit(state, |draft| draft.mode = mode),
        Command::SetTitle(text) => compose::edit(state, |draft| draft.title = text),
        Command::SetCallbackUrl(text) => compose::edit(state, |draft| draft.callback_url = text),
        Command::SetOwnTaskId(text) => compose::edit(state, |draft| draft.own_task_id = text),
        Command::SetDestination(place) => compose::set_destination(state, place),
        Command::UseAgain(id) => compose::use_again(state, id, moment),
        Command::UndoForm => undo::undo(state),
        Command::TakeUpForm => kept::take_up(state, moment),
        Command::Create => tasks::create(state, moment),
        Command::Cancel(id) => tasks::cancel(state, id, moment),
        Command::Hold(ids) => queue::hold(state, &ids, true),
        Command::Release(ids) => queue::hold(state, &ids, false),
        Command::PutInLine(id, step) => queue::put_in_line(state, id, step),
        Command::Edit(id) => queue::edit(state, id, moment),
        Command::Stop(id) => queue::stop(state, id),
        Command::Resume => queue::resume(state),
        Command::LookNow(id) => tasks::look_now(state, id),
        Command::Sound(command) => sound::on_command(state, command, moment),
        Command::Speech(command) => speech::on_command(state, command, moment),
        Command::OpenLibrary => settings::open_library(state),
        Command::TakeUp(ids) => tasks::take_up(state, &ids, moment),
        Command::NameTask(id, task_id) => lost::name_task(state, id, task_id, moment),
        Command::DismissLost(id) => lost::dismiss(state, id, moment),
        Command::SendAgain(id) => lost::send_again(state, id, moment),
        Command::LookAtVideos(ids) => videos::look(state, &ids),
        Command::FetchAgain(id) => videos::fetch_again(state, id, moment),
        Command::KeepDamaged(id) => videos::keep_damaged(state, id, moment),
        Command::OpenVideo(id) => videos::open(state, id, Job::OpenFile, moment),
        Command::ShowInFolder(id) => videos::open(state, id, Job::ShowInFolder, moment),
        Command::Reveal(path) => videos::begin_opening(state, vec![Job::ShowInFolder(path)], moment),
        Command::ShowGroup(group) => narrow(state, |filter| filter.group = group),
        Command::Search(text) => narrow(state, |filter| filter.search = text),
        Command::OpenSettings(page) => settings::open(state, Some(page)),
        Command::CloseSettings => settings::open(state, None),
        Command::KeepKey(key) => settings::change_key(state, Job::KeepKey(key), moment),
        Command::KeepKeyInFile(key) => settings::change_key(state, Job::KeepKeyInFile(key), moment),
        Command::RemoveKey => settings::change_key(state, Job::RemoveKey, moment),
        Command::AllowBaseUrl(base) => trust::allow(state, base),
        Command::RefuseBaseUrl(base) => trust::refuse(state, base),
        Command::TestConnection => settings::test_connection(state),
        Command::Set(new) => settings::set(state, new),
        Command::Welcomed => settings::welcomed(state),
        Command::ChooseDownloadFolder => show_dialog(state, Job::ChooseFolder(state.language()), moment),
        Command::Dismiss(id) => notices::dismiss(state, id),
        Command::WaitToClose => notices::tell(state, NoticeKind::ClosesWhenAnswered, moment),
    }
}

fn narrow(state: &mut State, change: impl FnOnce(&mut Filter)) -> Vec<Job> {
    change(&mut state.filter);
    vec![]
}

/// Finds out where files belong.
fn sort(state: &mut State, paths: Vec<PathBuf>, moment: Moment) -> Vec<Job> {
    for _ in &paths {
        state.busy.begin(Work::Sorting, moment.now);
    }
    vec![Job::Sort(paths)]
}

/// Shows a dialog, unless one is open already.
fn show_dialog(state: &mut State, job: Job, moment: Moment) -> Vec<Job> {
    if state.busy.is(Work::Dialog) {
        return vec![];
    }
    state.busy.begin(Work::Dialog, moment.now);
    vec![job]
}

fn on_event(state: &mut State, event: Event, moment: Moment) -> Vec<Job> {
    state.busy.hear(&event);
    match event {
        Event::SystemLook(look) => {
            state.system = look;
            vec![]
        }
        Event::SettingsSeen(settings) => settings::on_seen(state, *settings),
        Event::LibraryOpened(opened) => settings::on_library_opened(state, *opened, moment),
        Event::LibraryTrouble(why) => settings::on_library_trouble(state, why),
        Event::Key(status) => settings::on_key(state, status),
        Event::KeyTrouble(why) => notices::tell(state, NoticeKind::KeyTrouble(why), moment),
        Event::PracticeReady(result) => settings::on_practice_ready(state, result),
        Event::PortraitRead(ticket, result) => compose::on_portrait_read(state, ticket, *result, moment),
        Event::PortraitSeen(ticket, result) => peeking::on_seen(state, ticket, *result),
        Event::VoiceRead(ticket, result) => compose::on_voice_read(state, ticket, *result, moment),
        Event::Sound(event) => sound::on_event(state, event, moment),
        Event::Speech(event) => speech::on_event(state, event, moment),
        Event::NotMedia(name) => notices::tell(state, NoticeKind::NotMedia(name), moment),
        Event::Sorted(place, path) | Event::Chosen(place, Some(path)) => {
            compose::put(state, place, Source::Path(path), moment)
        }
        Event::Chosen(_, None) | Event::OpeningBegun => vec![],
        Event::FolderChosen(folder) => settings::on_folder_chosen(state, folder),
        Event::NoDialog => notices::tell(state, NoticeKind::NoDialog, moment),
        Event::Enrolled(id, result) => tasks::on_enrolled(state, id, result, moment),
        Event::Due(id) => tasks::on_due(state, id),
        Event::TooLate(id) => queue::on_too_late(state, id, moment),
        Event::Uploading(id, sent, total) => tasks::on_uploading(state, id, sent, total),
        Event::Answered(id, outcome) => tasks::on_answered(state, id, outcome, moment),
        Event::Asked(id, result) => tasks::on_asked(state, id, result, moment),
        Event::LookedFor(id, result) => tasks::on_looked_for(state, id, result, moment),
        Event::Downloading(id, done, total) => tasks::on_downloading(state, id, done, total),
        Event::Downloaded(id, result) => tasks::on_downloaded(state, id, *result, moment),
        Event::NotSaved(id, why) => notices::tell(state, NoticeKind::TaskNotSaved(id, why), moment),
        Event::Saved(id) => notices::on_saved(state, id),
        Event::SettingsNotSaved(why) => notices::tell(state, NoticeKind::SettingsNotSaved(why), moment),
        Event::DraftNotKept(why) => notices::tell(state, NoticeKind::DraftNotKept(why), moment),
        Event::NotOpened(why) => videos::on_not_opened(state, why, moment),
        Event::VideosSeen(seen) => videos::on_seen(state, seen),
        Event::ConnectionTested(result) => {
            let accepted = matches!(result, ConnectionResult::Accepted(_));
            state.connection = Connection::Tested(result);
            if accepted { queue::on_answering(state, Door::Live) } else { vec![] }
        }
    }
}

#[cfg(test)]
mod invariants;
#[cfg(test)]
mod lost_tests;
#[cfg(test)]
mod manners_tests;
#[cfg(test)]
mod property_tests;
#[cfg(test)]
mod property_world;
#[cfg(test)]
mod queue_tests;
#[cfg(test)]
mod split_tests;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod undo_tests;
#[cfg(test)]
mod videos_tests;
