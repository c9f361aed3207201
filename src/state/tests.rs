//! What each input does, told as small stories; and the builders that the random lives use too.

use std::{path::PathBuf, sync::Arc, time::Duration};

use jiff::Timestamp;

use super::{tasks::on_loaded, *};
use crate::domain::{
    Accepted, Answer, ApiKey, AskFault, DownloadFault, ImageFacts, ImageFormat, InputId, KeyHome, Level, LibraryFault,
    Loaded, Lost, Mode, Origin, Outcome, Part, Refusal, RefusalKind, Slot, SoundChange, SoundFacts, SoundFormat, Stage,
    StageWord, Status, SubmissionId, Task, TaskId, Unreadable, Video, VoiceWay, Watch,
};

pub(super) fn at(second: i64) -> Timestamp {
    Timestamp::from_second(1_790_000_000 + second).expect("a time within range")
}

pub(super) fn at_zero() -> Timestamp {
    at(0)
}

pub(super) fn a_key() -> KeyStatus {
    KeyStatus::Present(KeyHome::Keychain, "7f3a".into())
}

pub(super) fn a_video() -> Video {
    Video {
        path: PathBuf::from("video.mp4"),
        bytes: 1,
        length: Duration::from_secs(12),
        width: 720,
        height: 720,
        frames_per_1000_s: 25_000,
        codec: "H.264".into(),
        sound: Some("AAC".into()),
        poster: None,
        modified: None,
        damage: None,
    }
}

pub(super) fn opened(tasks: Vec<Task>) -> Opened {
    let (settings, folders) = (Settings::default(), Places::default());
    Opened { tasks, speeches: vec![], settings, draft: Ok(None), warnings: vec![], folders }
}

/// A task as the ledger gives it back at the next start.
pub(super) fn as_reopened(task: &Task) -> Task {
    let mut task = Task { watch: Watch::default(), ..task.clone() };
    if matches!(task.stage, Stage::Sending(..)) {
        task.stage = Stage::Unknown(Lost::Interrupted);
    }
    task
}

pub(super) fn portrait() -> Loaded<ImageFacts> {
    let facts = ImageFacts { format: ImageFormat::Png, width: 1024, height: 1024, bytes: 1_800_000, faces: None };
    Loaded { id: InputId([1; 32]), kept: PathBuf::from("p.png"), name: "anna.png".into(), facts, origin: None }
}

pub(super) fn voice(ms: u64) -> Loaded<SoundFacts> {
    let facts = SoundFacts {
        format: SoundFormat::Wav,
        length: Duration::from_millis(ms),
        bytes: 1_100_000,
        channels: 1,
        rate: 44_100,
        peaks: Arc::from([]),
        level: Level { peak: Some(-60), ..Level::default() },
        he_aac: false,
    };
    Loaded { id: InputId([2; 32]), kept: PathBuf::from("v.wav"), name: "welcome.wav".into(), facts, origin: None }
}

/// Puts a good portrait and a good voice into the form, as if they had just been read.
pub(super) fn fill_in(state: &mut State) {
    state.draft.portrait = Slot::File(Box::new(portrait()));
    state.draft.voice.way = VoiceWay::File;
    state.draft.voice.file = Slot::File(Box::new(voice(12_400)));
    state.draft.voice.more.clear();
    state.recheck();
}

/// A part of a voice that was split into so many parts of 40 s.
pub(super) fn part(number: u16, of: u16) -> Loaded<SoundFacts> {
    let given = voice(40_000 * u64::from(of));
    let edit = SoundEdit { part: Part::Split, ..SoundEdit::default() };
    let changes = vec![SoundChange::SplitOff(number, of)];
    let origin = Origin { input: given.given(), kept: given.kept.clone(), facts: given.facts.clone(), edit, changes };
    Loaded { id: InputId([10 + number as u8; 32]), origin: Some(Box::new(origin)), ..voice(40_000) }
}

/// Puts a good portrait into the form and a voice that was split, as if it had just been.
pub(super) fn fill_in_parts(state: &mut State, of: u16) {
    fill_in(state);
    state.draft.voice.file = Slot::File(Box::new(part(1, of)));
    state.draft.voice.more = (2..=of).map(|number| part(number, of)).collect();
    state.recheck();
}

/// Drives a state and counts seconds.
pub(super) struct Story {
    pub state: State,
    pub second: i64,
}

impl Story {
    pub fn begin() -> Self {
        let mut story = Self { state: State::new(Session::default()), second: 0 };
        let _ = story.event(Event::Key(a_key()));
        let _ = story.event(Event::LibraryOpened(Box::new(opened(vec![]))));
        story
    }

    fn moment(&mut self) -> Moment {
        self.second += 1;
        Moment { now: at(self.second), fresh: u128::from(self.second.unsigned_abs()) }
    }

    pub fn command(&mut self, command: Command) -> Vec<Job> {
        let moment = self.moment();
        update(&mut self.state, Input::Command(command), moment)
    }

    pub fn event(&mut self, event: Event) -> Vec<Job> {
        let moment = self.moment();
        update(&mut self.state, Input::Event(event), moment)
    }

    /// Fills in the form, creates and enrolls; gives the id and the jobs of sending.
    pub fn send(&mut self) -> (SubmissionId, Vec<Job>) {
        fill_in(&mut self.state);
        let jobs = self.command(Command::Create);
        let [Job::Enroll(task)] = jobs.as_slice() else { panic!("one enrolment, not {jobs:?}") };
        let id = task.id;
        (id, self.event(Event::Enrolled(id, Ok(()))))
    }

    fn running(&mut self) -> SubmissionId {
        let (id, _) = self.send();
        let accepted = Accepted { task_id: TaskId("797".into()), status: Status::Submitted, request_id: None };
        let jobs = self.event(Event::Answered(id, Outcome::Accepted(accepted)));
        assert!(matches!(jobs.as_slice(), [Job::Ask(..)]), "{jobs:?}");
        id
    }

    pub fn word(&self, id: SubmissionId) -> StageWord {
        self.state.tasks.get(id).expect("the task is there").stage.word()
    }
}

pub(super) fn answer(status: Status, url: Option<&str>) -> Answer {
    let url = url.map(str::to_owned);
    Answer { task_id: Some(TaskId("797".into())), status, url, reason: None, units: None, request_id: None }
}

pub(super) fn refusal(kind: RefusalKind) -> Refusal {
    Refusal { kind, message: "no".into(), code: None, http: Some(400), request_id: None }
}

#[test]
fn one_press_makes_one_send_and_frees_the_form() {
    let mut story = Story::begin();
    assert!(!story.state.can_create());
    let (id, jobs) = story.send();
    assert!(matches!(jobs.as_slice(), [Job::Send(submission)] if submission.id() == id), "{jobs:?}");
    assert!(story.state.draft.is_untouched());
    assert_eq!(story.command(Command::Create), vec![]);
    assert_eq!(story.event(Event::Enrolled(id, Ok(()))), vec![], "a late enrolment sends nothing");
    assert_eq!(story.word(id), StageWord::Uploading);
}

#[test]
fn what_cannot_be_written_down_is_not_sent() {
    let mut story = Story::begin();
    fill_in(&mut story.state);
    let jobs = story.command(Command::Create);
    let [Job::Enroll(task)] = jobs.as_slice() else { panic!("one enrolment, not {jobs:?}") };
    let id = task.id;
    assert_eq!(story.event(Event::Enrolled(id, Err(LibraryFault::Unwritable("disk full".into())))), vec![]);
    assert_eq!(story.word(id), StageWord::Refused);
}

#[test]
fn a_lost_answer_is_looked_up_and_never_sent_again() {
    let mut story = Story::begin();
    let (id, _) = story.send();
    let jobs = story.event(Event::Answered(id, Outcome::Unknown(Lost::TimedOut)));
    let [Job::LookFor(_, Door::Live, external, wait)] = jobs.as_slice() else { panic!("a look, not {jobs:?}") };
    assert_eq!((external.clone(), *wait), (id.to_string(), Duration::ZERO));
    let jobs = story.event(Event::LookedFor(id, Ok(None)));
    assert!(matches!(jobs.as_slice(), [Job::LookFor(_, _, _, wait)] if *wait == Duration::from_secs(5)), "{jobs:?}");
    assert_eq!(story.word(id), StageWord::Unknown);
    let jobs = story.event(Event::LookedFor(id, Ok(Some(answer(Status::Processing, None)))));
    assert!(matches!(jobs.as_slice(), [Job::Save(_), Job::Ask(..)]), "{jobs:?}");
    assert_eq!(story.word(id), StageWord::Processing);
    assert!(story.state.notices.is_empty(), "the notice goes when the task is found");
}

#[test]
fn a_clear_not_now_waits_and_goes_again_as_late_as_asked() {
    let mut story = Story::begin();
    let (id, _) = story.send();
    let later = Outcome::Later(refusal(RefusalKind::TooMany), Some(Duration::from_secs(90)));
    let jobs = story.event(Event::Answered(id, later));
    assert!(
        matches!(jobs.as_slice(), [Job::Arrange(_), Job::Wait(_, wait)] if *wait == Duration::from_secs(90)),
        "{jobs:?}"
    );
    assert_eq!(story.word(id), StageWord::Waiting);
    assert!(matches!(story.event(Event::Due(id)).as_slice(), [Job::Send(_)]));
    assert_eq!(story.event(Event::Due(id)), vec![], "a second bell sends nothing");
}

#[test]
fn a_waiting_task_can_be_taken_back_and_a_sent_one_cannot() {
    let mut story = Story::begin();
    let (id, _) = story.send();
    assert_eq!(story.command(Command::Cancel(id)), vec![]);
    story.event(Event::Answered(id, Outcome::Later(refusal(RefusalKind::TooFast), None)));
    assert!(matches!(story.command(Command::Cancel(id)).as_slice(), [Job::Save(_)]));
    assert_eq!(story.event(Event::Due(id)), vec![]);
    assert_eq!(story.word(id), StageWord::Cancelled);
}

#[test]
fn no_number_of_faults_gives_a_task_up() {
    let mut story = Story::begin();
    let id = story.running();
    for _ in 0..500 {
        let jobs = story.event(Event::Asked(id, Err(AskFault::Garbled(502, String::new()))));
        let [Job::Ask(_, _, _, wait)] = jobs.as_slice() else { panic!("another ask, not {jobs:?}") };
        assert!((5..=30).contains(&wait.as_secs()));
    }
    assert_eq!(story.word(id), StageWord::Submitted);
    let jobs = story.event(Event::Asked(id, Err(AskFault::Busy(Some(Duration::from_secs(77))))));
    assert!(matches!(jobs.as_slice(), [Job::Ask(_, _, _, wait)] if *wait == Duration::from_secs(77)), "{jobs:?}");
}

#[test]
fn a_finished_task_is_fetched_until_it_is_here() {
    let mut story = Story::begin();
    let id = story.running();
    let jobs = story.event(Event::Asked(id, Ok(answer(Status::Succeeded, Some("http://127.0.0.1/1.mp4")))));
    assert!(matches!(jobs.as_slice(), [Job::Save(_), Job::Download(_)]), "{jobs:?}");
    let jobs = story.event(Event::Downloaded(id, Box::new(Err(DownloadFault::Dead(403)))));
    assert!(matches!(jobs.as_slice(), [Job::Ask(..)]), "a fresh address is asked for: {jobs:?}");
    let jobs = story.event(Event::Asked(id, Ok(answer(Status::Succeeded, Some("http://127.0.0.1/2.mp4")))));
    assert!(matches!(jobs.as_slice(), [Job::Download(fetch)] if fetch.url.ends_with("2.mp4")), "{jobs:?}");
    let jobs = story.event(Event::Downloaded(id, Box::new(Ok(a_video()))));
    assert!(matches!(jobs.as_slice(), [Job::Save(_)]), "{jobs:?}");
    assert_eq!(story.word(id), StageWord::Ready);
    assert_eq!(story.event(Event::Asked(id, Ok(answer(Status::Failed, None)))), vec![]);
    assert_eq!(story.word(id), StageWord::Ready);
    let look = Job::LookAtVideos(vec![(id, a_video())]);
    assert_eq!(story.command(Command::OpenVideo(id)), vec![Job::OpenFile("video.mp4".into()), look]);
}

#[test]
fn a_start_takes_up_what_is_unfinished() {
    let mut story = Story::begin();
    let id = story.running();
    let (unknown, _) = story.send();
    let kept: Vec<Task> = story.state.tasks.iter().map(as_reopened).collect();
    let mut again = Story::begin();
    on_loaded(&mut again.state, kept);
    let jobs = again.command(Command::TakeUp(vec![]));
    let [Job::Ask(asked, ..), Job::LookFor(looked, ..)] = jobs.as_slice() else { panic!("{jobs:?}") };
    assert_eq!((*asked, *looked), (id, unknown));
    assert_eq!(again.command(Command::TakeUp(vec![])), vec![], "what is watched is not taken up twice");
    assert_eq!(again.command(Command::LookNow(unknown)), vec![Job::Hurry(unknown)]);
}

#[test]
fn the_key_decides_the_door_and_practice_can_be_chosen() {
    let mut story = Story { state: State::new(Session::default()), second: 0 };
    assert_eq!(story.state.door(), None);
    assert_eq!(story.event(Event::Key(KeyStatus::Absent)), vec![]);
    let jobs = story.event(Event::LibraryOpened(Box::new(opened(vec![]))));
    assert_eq!((jobs, story.state.door()), (vec![Job::StartPractice], Some(Door::Practice)));
    assert_eq!(story.event(Event::Key(a_key())), vec![]);
    assert_eq!(story.state.door(), Some(Door::Live));
    let chosen = Settings { practice: true, ..Settings::default() };
    assert_eq!(story.command(Command::Set(chosen.clone())), vec![Job::SaveSettings(chosen)]);
    assert_eq!(story.state.door(), Some(Door::Practice));
    let key = ApiKey::read("sk-0123456789abcdef").expect("a key");
    assert_eq!(story.command(Command::KeepKey(key.clone())), vec![Job::KeepKey(key)]);
}

#[test]
fn a_practice_server_that_does_not_start_stops_only_practice() {
    let mut story = Story::begin();
    fill_in(&mut story.state);
    story.event(Event::PracticeReady(Err("no port".into())));
    assert!(story.state.can_create(), "live does not need it");
    story.event(Event::Key(KeyStatus::Absent));
    assert!(!story.state.can_create());
}

#[test]
fn only_the_newest_read_counts() {
    let mut story = Story::begin();
    let put = |name: &str| Command::Put(Place::Portrait, Source::Path(PathBuf::from(name)));
    let old = story.command(put("old.png"));
    let new = story.command(put("new.png"));
    let ([Job::ReadPortrait(old, _, _)], [Job::ReadPortrait(new, _, _)]) = (old.as_slice(), new.as_slice()) else {
        panic!("{old:?} {new:?}")
    };
    story.event(Event::PortraitRead(*old, Box::new(Ok(portrait()))));
    assert_eq!(story.state.draft.portrait, Slot::Reading("new.png".into()));
    story.event(Event::PortraitRead(*new, Box::new(Err(Unreadable::NotAPicture))));
    assert_eq!(story.state.draft.portrait, Slot::Unreadable("new.png".into(), Unreadable::NotAPicture));
}

#[test]
fn typed_text_is_a_path_or_an_address() {
    let path = |text: &str| {
        let mut story = Story::begin();
        match story.command(Command::Type(Place::Portrait, text.into())).as_slice() {
            [Job::ReadPortrait(_, Source::Path(path), _)] => Some(path.clone()),
            _ => None,
        }
    };
    assert_eq!(path(" 'a b.png' "), Some("a b.png".into()));
    assert_eq!(path("file:///tmp/a%20b%c3%a9.png"), Some("/tmp/a bé.png".into()));
    assert_eq!(path("100%.png"), Some("100%.png".into()));
    assert_eq!(path("https://example.org/a.png"), None);
    let mut story = Story::begin();
    story.command(Command::Type(Place::Voice, "https://example.org/a.mp3".into()));
    assert_eq!(story.state.draft.voice.way, VoiceWay::Link);
    assert_eq!(story.state.estimate.map(|estimate| estimate.length_known), None, "no price before there is a portrait");
}

#[test]
fn a_past_order_comes_back_whole() {
    let mut story = Story::begin();
    story.command(Command::SetDirection("Smiles".into()));
    story.command(Command::SetMode(Mode::Professional));
    let (id, _) = story.send();
    let jobs = story.command(Command::UseAgain(id));
    assert!(matches!(
        jobs.as_slice(),
        [Job::ReadPortrait(_, Source::Kept(..), _), Job::ReadVoice(_, Source::Kept(..), _)]
    ));
    assert_eq!(story.state.draft.direction, "Smiles");
    assert_eq!((story.state.draft.mode, story.state.draft.own_task_id.as_str()), (Mode::Professional, ""));
}
