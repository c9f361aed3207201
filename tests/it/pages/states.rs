//! The named states of the window: those of the design's drawings, and the ends of every scale.
//!
//! Built through `update` alone, as the program builds them.

use std::{path::PathBuf, sync::Arc, time::Duration};

use jiff::Timestamp;
use likeness::{
    domain::{
        AskFault, Awaiting, Door, Estimate, ImageFacts, ImageFormat, InputId, KeyHome, KeyStatus, Level, Loaded, Lost,
        Mode, Money, Order, PortraitInput, Refusal, RefusalKind, Settings, SoundFacts, SoundFormat, Stage, Standing,
        Status, SubmissionId, Task, TaskId, Unreadable, Video, VoiceInput, Watch,
    },
    state::{Command, Event, Input, Moment, Opened, Place, Places, Session, Source, State, Ticket, update},
};

/// The time at which every state is looked at.
pub fn now() -> Timestamp {
    "2026-11-22T10:45:00Z".parse().expect("a time")
}

fn tell(state: &mut State, input: Input, at: Timestamp) {
    let _ = update(state, input, Moment { now: at, fresh: 77 });
}

/// Tells the state what happened.
pub fn event(state: &mut State, event: Event) {
    tell(state, Input::Event(event), now());
}

/// Tells the state what the person asked for.
pub fn command(state: &mut State, command: Command) {
    tell(state, Input::Command(command), now());
}

fn before(seconds: i64) -> Timestamp {
    now().checked_sub(jiff::SignedDuration::from_secs(seconds)).expect("a time")
}

fn after(seconds: i64) -> Timestamp {
    before(-seconds)
}

/// One more task for a list: number, title, direction, length in tenths of a second, quality, seconds ago, stage.
pub struct Made(pub u128, pub &'static str, pub &'static str, pub u64, pub Mode, pub i64, pub Stage);

/// Builds the task.
pub fn task(made: Made) -> Task {
    let Made(number, title, direction, tenths, mode, ago, stage) = made;
    let length = Duration::from_millis(tenths * 100);
    let id =
        |kind: u8| InputId([u8::try_from(number % 251).unwrap_or(0), kind].repeat(16).try_into().expect("32 bytes"));
    let portrait = PortraitInput::File { id: id(1), name: "portrait.jpg".into(), format: ImageFormat::Jpeg };
    let voice = VoiceInput::File { id: id(2), name: "voice.wav".into(), format: SoundFormat::Wav, length };
    let (next, awaiting) = match stage {
        Stage::Running(..) => (Some(after(4)), Some(Awaiting::Answer)),
        Stage::Unknown(_) => (Some(after(20)), Some(Awaiting::Look)),
        Stage::Downloading(..) => (None, Some(Awaiting::Video)),
        _ => (None, None),
    };
    let finished_at = stage.is_final().then(|| before(ago));
    let started = if finished_at.is_some() { ago + 180 } else { ago };
    Task {
        id: SubmissionId(number),
        title: title.into(),
        order: Order { portrait, voice, direction: direction.into(), mode, callback_url: None },
        external_id: SubmissionId(number).to_string(),
        door: Door::Live,
        price: Estimate { seconds: 13, length_known: true, per_second: Money(56_000), total: Money(728_000) },
        created_at: before(started + i64::try_from(number).unwrap_or(0) * 300),
        sent_at: Some(before(started)),
        finished_at,
        destination: None,
        units: None,
        request_id: Some("690fe91b".into()),
        stage,
        standing: Standing::default(),
        watch: Watch { next, awaiting, ..Watch::default() },
    }
}

/// A provider's task id.
pub fn task_id() -> TaskId {
    TaskId("831922345719271433".into())
}

/// The stage of a task whose video of so many tenths of a second is here.
pub fn ready(tenths: u64, bytes: u64) -> Stage {
    let video = Video {
        path: PathBuf::from("/videos/video.mp4"),
        bytes,
        length: Duration::from_millis(tenths * 100),
        width: 1080,
        height: 1080,
        frames_per_1000_s: 30_000,
        codec: "H.264".into(),
        sound: Some("AAC".into()),
        poster: None,
        modified: None,
        damage: None,
    };
    Stage::Ready(task_id(), video)
}

/// A state whose library is open and holds these tasks. Those that are being sent are sent by this very program.
pub fn opened(mut tasks: Vec<Task>) -> State {
    let mut state = State::new(Session::default());
    let mut uploads = vec![];
    for task in &mut tasks {
        if let Stage::Sending(sent, total) = task.stage {
            uploads.push(Event::Uploading(task.id, sent, total));
            task.stage = Stage::Waiting(None);
            task.watch.awaiting = Some(Awaiting::Enrolment);
        }
    }
    let folders = Places {
        settings: "/config/likeness/settings.toml".into(),
        key: "/config/likeness/key".into(),
        library: "/data/likeness".into(),
        videos: "/home/zoe/Videos/Likeness".into(),
        logs: "/data/likeness/logs".into(),
    };
    let settings = Settings::default();
    let opened = Opened { tasks, speeches: vec![], settings, draft: Ok(None), warnings: vec![], folders };
    event(&mut state, Event::LibraryOpened(Box::new(opened)));
    for upload in uploads {
        if let Event::Uploading(id, ..) = upload {
            event(&mut state, Event::Enrolled(id, Ok(())));
        }
        event(&mut state, upload);
    }
    state
}

/// Gives a state its key.
pub fn with_key(mut state: State) -> State {
    event(&mut state, Event::Key(KeyStatus::Present(KeyHome::Keychain, "7f3a".into())));
    state
}

/// Somebody who is here for the first time: no key, no tasks, and the welcome over the page.
pub fn welcome() -> State {
    let mut state = opened(vec![]);
    event(&mut state, Event::Key(KeyStatus::Absent));
    event(&mut state, Event::PracticeReady(Ok(())));
    state
}

/// The same, the welcome having been seen.
pub fn first_run() -> State {
    let mut state = welcome();
    command(&mut state, Command::Welcomed);
    state
}

/// A picture that was read.
pub fn portrait(state: &mut State, format: ImageFormat, width: u32, height: u32, bytes: u64) {
    command(state, Command::Put(Place::Portrait, Source::Path("/pictures/zoe.jpg".into())));
    let facts = ImageFacts { format, width, height, bytes, faces: None };
    let loaded = Loaded {
        id: InputId([7; 32]),
        kept: format!("/kept/{width}x{height}").into(),
        name: "zoe.jpg".into(),
        facts,
        origin: None,
    };
    event(state, Event::PortraitRead(newest_ticket(state, Place::Portrait), Box::new(Ok(loaded))));
}

/// A sound that was read.
pub fn voice(state: &mut State, tenths: u64, bytes: u64) {
    command(state, Command::Put(Place::Voice, Source::Path("/sounds/welcome-take3.wav".into())));
    let peaks: Arc<[u8]> = PEAKS.into();
    let length = Duration::from_millis(tenths * 100);
    let facts = SoundFacts {
        format: SoundFormat::Wav,
        length,
        bytes,
        channels: 1,
        rate: 44_100,
        peaks,
        level: Level { peak: Some(-60), ..Level::default() },
        he_aac: false,
    };
    let name = "welcome-take3.wav".to_owned();
    let loaded = Loaded { id: InputId([8; 32]), kept: "/kept/8.wav".into(), name, facts, origin: None };
    event(state, Event::VoiceRead(newest_ticket(state, Place::Voice), Box::new(Ok(vec![loaded]))));
}

/// The ticket that the next answer for a place must carry: how often something was put there.
fn newest_ticket(state: &State, place: Place) -> Ticket {
    let waits = |state: &State| match place {
        Place::Portrait => state.draft.portrait.is_busy(),
        Place::Voice => state.draft.voice.file.is_busy(),
    };
    assert!(waits(state), "nothing is being read");
    Ticket(1)
}

/// Something that is no picture was given as the portrait.
pub fn unreadable_portrait() -> State {
    let mut state = first_run();
    command(&mut state, Command::Put(Place::Portrait, Source::Path("/pictures/notes.txt".into())));
    event(&mut state, Event::PortraitRead(Ticket(1), Box::new(Err(Unreadable::NotAPicture))));
    state
}

const WORDS: &str =
    "Warm, confident smile. Nods on key words, open hands at chest height. Slow push-in, soft daylight.";

fn drawn_tasks() -> Vec<Task> {
    let (std, pro) = (Mode::Standard, Mode::Professional);
    let processing = || Stage::Running(task_id(), Status::Processing);
    let refused = Stage::Failed(task_id(), "no face was found in the picture".into());
    let mut tasks = vec![
        task(Made(1, "Welcome — spring campaign", WORDS, 124, std, 108, processing())),
        task(Made(2, "Lesson 4, introduction (FR)", CALM, 410, pro, 22, Stage::Running(task_id(), Status::Submitted))),
        task(Made(3, "Lesson 4, introduction (ES)", CALM, 396, pro, 30, Stage::Sending(3_230_000, 7_300_000))),
        task(Made(
            4,
            "Product tour, take 2",
            "Energetic presenter, quick gestures",
            240,
            std,
            240,
            ready(240, 14_480_000),
        )),
        task(Made(5, "Holiday greeting", "Laughs, waves at the end", 81, std, 3600, refused)),
        task(Made(
            6,
            "Portrait study",
            "Whispering, very still, camera slowly closer",
            155,
            pro,
            59_100,
            ready(155, 14_480_000),
        )),
        task(Made(7, "Onboarding, safety", "Neutral news presenter", 589, std, 178_920, ready(589, 14_480_000))),
    ];
    for number in 8..218 {
        let ago = 178_920 + i64::try_from(number).unwrap_or(0) * 4000;
        let stage = if number % 30 == 0 {
            Stage::Failed(task_id(), "Image pixel is invalid".into())
        } else {
            ready(124, 14_480_000)
        };
        tasks.push(task(Made(number, "Earlier video", "Neutral news presenter", 124, std, ago, stage)));
    }
    tasks
}

const CALM: &str = "Calm teacher, eye contact, slight head tilt";

/// A good draft, tasks in every state, and a notice.
pub fn working() -> State {
    let mut state = with_key(opened(drawn_tasks()));
    portrait(&mut state, ImageFormat::Jpeg, 1024, 1024, 1_840_000);
    voice(&mut state, 124, 1_100_000);
    command(&mut state, Command::SetDirection(WORDS.into()));
    state
}

/// The good draft, and a video has just come.
pub fn just_ready() -> State {
    let mut tasks = drawn_tasks();
    let coming = task(Made(
        4,
        "Product tour, take 2",
        "Energetic presenter, quick gestures",
        240,
        Mode::Standard,
        240,
        Stage::Downloading(task_id(), 1, Some(2)),
    ));
    tasks.retain(|task| task.id != coming.id);
    tasks.push(coming);
    let mut state = with_key(opened(tasks));
    portrait(&mut state, ImageFormat::Jpeg, 1024, 1024, 1_840_000);
    voice(&mut state, 124, 1_100_000);
    command(&mut state, Command::SetDirection(WORDS.into()));
    let Stage::Ready(_, video) = ready(240, 14_480_000) else { return state };
    event(&mut state, Event::Downloaded(SubmissionId(4), Box::new(Ok(video))));
    state
}

/// A portrait that would be refused.
pub fn check_failed() -> State {
    let mut state = with_key(opened(drawn_tasks()));
    portrait(&mut state, ImageFormat::Png, 1800, 600, 2_100_000);
    voice(&mut state, 124, 1_100_000);
    command(&mut state, Command::SetDirection(WORDS.into()));
    state
}

/// A submission whose answer was lost.
pub fn unknown() -> State {
    let mut tasks = drawn_tasks();
    let lost = Stage::Unknown(Lost::Cut("reset".into()));
    tasks.retain(|task| task.id != SubmissionId(3));
    tasks.push(task(Made(3, "Lesson 4, introduction (ES)", CALM, 396, Mode::Professional, 30, lost)));
    let mut state = with_key(opened(tasks));
    portrait(&mut state, ImageFormat::Jpeg, 1024, 1024, 1_840_000);
    voice(&mut state, 124, 1_100_000);
    command(&mut state, Command::SetDirection(WORDS.into()));
    state
}

/// One task in each stage, with every fault beside it.
pub fn every_stage() -> State {
    let std = Mode::Standard;
    let refusal = |kind| Refusal {
        kind,
        message: "words".into(),
        code: Some("1201".into()),
        http: Some(400),
        request_id: Some("r".into()),
    };
    let stages = [
        Stage::Waiting(None),
        Stage::Waiting(Some(refusal(RefusalKind::TooMany))),
        Stage::Sending(0, 0),
        Stage::Sending(7_300_000, 7_300_000),
        Stage::Running(task_id(), Status::Unrecognised("dreaming".into())),
        Stage::Running(task_id(), Status::Processing),
        Stage::Downloading(task_id(), 2_000_000, Some(8_000_000)),
        Stage::Downloading(task_id(), 2_000_000, None),
        ready(124, 14_480_000),
        Stage::Refused(refusal(RefusalKind::Funds)),
        Stage::Failed(task_id(), String::new()),
        Stage::Unknown(Lost::Interrupted),
        Stage::Cancelled,
        Stage::Dismissed(Lost::TimedOut),
    ];
    let tasks = stages.into_iter().zip(1_u128..).map(|(stage, number)| {
        let ago = i64::try_from(number).unwrap_or(0) * 60;
        let mut task = task(Made(number, "A task", "A direction", 124, std, ago, stage));
        task.door = if number % 2 == 0 { Door::Practice } else { Door::Live };
        if matches!(task.stage, Stage::Running(_, Status::Processing) | Stage::Unknown(_)) {
            task.watch.ask_fault = Some(AskFault::Network("no route".into()));
        }
        task
    });
    with_key(opened(tasks.collect()))
}

/// Every place is taken, and two more tasks wait: one in line, one held.
pub fn in_line() -> State {
    let mut tasks = drawn_tasks();
    for (number, title, held) in [(301, "Weekly news", false), (302, "Evening news", true)] {
        let mut task = task(Made(number, title, CALM, 396, Mode::Standard, 10, Stage::Waiting(None)));
        task.standing = Standing { held, turn: 1 };
        task.created_at = before(5);
        tasks.push(task);
    }
    let mut state = with_key(opened(tasks));
    // Now that the third is being sent.
    command(&mut state, Command::TakeUp(vec![SubmissionId(301), SubmissionId(302)]));
    state
}

/// The same, and the account is refused.
pub fn paused() -> State {
    let mut state = in_line();
    let message = "words".to_owned();
    let refusal = Refusal { kind: RefusalKind::Funds, message, code: None, http: Some(403), request_id: None };
    event(&mut state, Event::Asked(SubmissionId(1), Err(AskFault::Refused(refusal))));
    state
}

/// So many finished tasks.
pub fn many(count: u128) -> State {
    let made = |number: u128| {
        let ago = i64::try_from(number).unwrap_or(0) * 60;
        task(Made(
            number + 1,
            "A video of many",
            "Neutral news presenter",
            124,
            Mode::Standard,
            ago,
            ready(124, 1_000_000),
        ))
    };
    with_key(opened((0..count).map(made).collect()))
}

/// Like the loudness of a spoken sentence.
const PEAKS: [u8; 58] = [
    10, 30, 55, 80, 105, 110, 105, 160, 160, 155, 180, 170, 165, 140, 100, 65, 45, 40, 65, 90, 110, 105, 120, 130, 120,
    105, 115, 105, 100, 95, 85, 70, 55, 40, 35, 30, 30, 32, 30, 30, 30, 45, 60, 70, 78, 75, 78, 70, 65, 60, 45, 35, 60,
    90, 130, 160, 160, 200,
];
