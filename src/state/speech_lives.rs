//! Random lives of spoken texts, with the invariants that money depends on, and for each invariant a broken twin that the
//! same test is shown to catch.
//!
//! Not the lives of tasks (`property_world`).

use std::collections::BTreeMap;

use crate::domain::{
    AskFault, InputId, KeptSound, Lost, RefusalKind, SoundFormat, Speech, SpeechAnswer, SpeechFault, SpeechOutcome,
    SpeechStage, SpeechWatch, Status, SubmissionId, TaskId, VoiceWay,
};
use crate::state::{
    speech::{SpeechCommand, SpeechEvent, SpeechJob},
    tests::{a_key, at, opened, refusal},
    *,
};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Twin {
    /// As it is.
    Sound,
    /// Sends the words of a lost one again by itself.
    ResendsUnknown,
    /// Does not see that the words are on their way.
    ForgetsWhatIsOpen,
    /// Does not see that the words are made.
    PaysAgain,
    /// Lets a late answer change what is made.
    WakesTheDead,
    /// Drops what was refused.
    ForgetsRefused,
    /// Forgets to ask again after a fault.
    ForgetsAfterFault,
}

struct World {
    twin: Twin,
    dice: u64,
    clock: i64,
    state: State,
    ledger: BTreeMap<SubmissionId, Speech>,
    outstanding: Vec<SpeechJob>,
    /// How many sends there may be: each press that said it would do something.
    approvals: usize,
    sends: BTreeMap<SubmissionId, usize>,
    ends: BTreeMap<SubmissionId, String>,
    wrong: Option<&'static str>,
}

fn subject(job: &SpeechJob) -> Option<SubmissionId> {
    match job {
        SpeechJob::Speak(submission) => Some(submission.speech().id),
        SpeechJob::Ask(id, ..) | SpeechJob::Fetch(id, ..) => Some(*id),
        SpeechJob::Save(_) => None,
    }
}

/// What must not change of one at its end: its stage, but for the sound of a made one.
fn end_of(speech: &Speech) -> Option<String> {
    match &speech.stage {
        SpeechStage::Made(spoken) => Some(format!("made {}", spoken.audio_id)),
        SpeechStage::Refused(_) | SpeechStage::Failed(..) | SpeechStage::Dismissed(_) => {
            Some(speech.stage.name().to_owned())
        }
        _ => None,
    }
}

impl World {
    fn new(twin: Twin, seed: u64) -> Self {
        let mut world = Self {
            twin,
            dice: seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1,
            clock: 0,
            state: State::default(),
            ledger: BTreeMap::new(),
            outstanding: vec![],
            approvals: 0,
            sends: BTreeMap::new(),
            ends: BTreeMap::new(),
            wrong: None,
        };
        world.start();
        world
    }

    fn roll(&mut self, sides: u64) -> u64 {
        self.dice ^= self.dice << 13;
        self.dice ^= self.dice >> 7;
        self.dice ^= self.dice << 17;
        (self.dice >> 11) % sides
    }

    /// A start of the program: everything in memory is gone, the ledger is not.
    fn start(&mut self) {
        self.outstanding.clear();
        self.state = State::new(Session::default());
        let reopened = |speech: &Speech| {
            let mut speech = Speech { watch: SpeechWatch::default(), ..speech.clone() };
            if speech.stage == SpeechStage::Sending {
                speech.stage = SpeechStage::Unknown(Lost::Interrupted);
            }
            speech
        };
        self.ledger.values_mut().for_each(|speech| *speech = reopened(speech));
        let speeches = self.ledger.values().cloned().collect();
        self.input(Input::Event(Event::Key(a_key())));
        self.input(Input::Event(Event::LibraryOpened(Box::new(Opened { speeches, ..opened(vec![]) }))));
        self.input(Input::Command(Command::UseVoiceWay(VoiceWay::Type)));
        self.command(SpeechCommand::TakeUp);
    }

    fn command(&mut self, command: SpeechCommand) {
        let now = at(self.clock + 1);
        self.approvals += usize::from(match &command {
            SpeechCommand::Speak => self.state.can_speak(now),
            SpeechCommand::SpeakAgain(id) => self.state.can_speak_again(*id),
            _ => false,
        });
        let hidden = match (self.twin, &command) {
            (Twin::ForgetsWhatIsOpen, SpeechCommand::Speak) => Some(true),
            (Twin::PaysAgain, SpeechCommand::Speak) => Some(false),
            _ => None,
        };
        let Some(open) = hidden else { return self.input(Input::Command(Command::Speech(command))) };
        // The twin presses as if those were not there; they come back after it.
        let all = std::mem::take(&mut self.state.speeches);
        let (gone, left): (Vec<Speech>, Vec<Speech>) =
            all.iter().rev().cloned().partition(|speech| speech.stage.is_open() == open);
        left.into_iter().for_each(|speech| self.state.speeches.add(speech));
        self.approvals += 1;
        let before = self.clock;
        let moment = self.moment();
        let jobs = update(&mut self.state, Input::Command(Command::Speech(command)), moment);
        self.state.speeches.load(vec![]);
        gone.into_iter().for_each(|speech| self.state.speeches.add(speech));
        assert!(self.clock > before);
        self.take(jobs, false);
    }

    fn moment(&mut self) -> Moment {
        self.clock += 1;
        let fresh = (u128::from(self.roll(u64::MAX)) << 64) | u128::from(self.clock.unsigned_abs());
        Moment { now: at(self.clock), fresh }
    }

    fn input(&mut self, input: Input) {
        let again = matches!(&input, Input::Command(Command::Speech(SpeechCommand::SpeakAgain(_))));
        let (lost, fault, late) = match &input {
            Input::Event(Event::Speech(SpeechEvent::Answered(id, SpeechOutcome::Unknown(_)))) => {
                (Some(*id), false, None)
            }
            Input::Event(Event::Speech(SpeechEvent::Asked(id, Err(_)))) => (None, true, Some(*id)),
            Input::Event(Event::Speech(SpeechEvent::Asked(id, _))) => (None, false, Some(*id)),
            _ => (None, false, None),
        };
        let moment = self.moment();
        let mut jobs = update(&mut self.state, input, moment);
        match self.twin {
            Twin::ResendsUnknown => {
                if let Some(id) = lost.filter(|id| self.state.can_speak_again(*id)) {
                    let moment = self.moment();
                    let resend = Input::Command(Command::Speech(SpeechCommand::SpeakAgain(id)));
                    jobs.extend(update(&mut self.state, resend, moment));
                }
            }
            Twin::ForgetsAfterFault if fault => jobs.retain(|job| !matches!(job, Job::Speech(SpeechJob::Ask(..)))),
            Twin::WakesTheDead => {
                let dead = late.filter(|id| self.ends.contains_key(id));
                if let Some(speech) = dead.and_then(|id| self.state.speeches.get_mut(id)) {
                    speech.stage = SpeechStage::Making(TaskId("9".into()), Status::Processing);
                }
            }
            Twin::ForgetsRefused => {
                let all = std::mem::take(&mut self.state.speeches);
                let seen = |speech: &&Speech| {
                    matches!(speech.stage, SpeechStage::Refused(_)) && self.ends.contains_key(&speech.id)
                };
                let left: Vec<Speech> = all.iter().rev().filter(|speech| !seen(speech)).cloned().collect();
                let left = left.iter();
                left.cloned().for_each(|speech| self.state.speeches.add(speech));
            }
            _ => {}
        }
        self.take(jobs, again);
    }

    fn take(&mut self, jobs: Vec<Job>, again: bool) {
        for job in jobs {
            let Job::Speech(job) = job else { continue };
            match &job {
                SpeechJob::Speak(submission) => {
                    let (sent, now) = (submission.speech().clone(), at(self.clock));
                    *self.sends.entry(sent.id).or_default() += 1;
                    let same = |other: &&Speech| other.id != sent.id && other.wording == sent.wording;
                    let busy = |other: &Speech| other.stage.is_open() || other.usable(now).is_some();
                    let others = self.state.speeches.iter().filter(same);
                    let blocked = others.filter(|other| submission.instead_of() != Some(other.id)).any(busy);
                    if blocked && !again {
                        self.wrong.get_or_insert("words that are open or made are not paid for again");
                    }
                    self.ledger.insert(sent.id, sent);
                }
                SpeechJob::Save(speech) => {
                    self.ledger.insert(speech.id, (**speech).clone());
                }
                _ => {}
            }
            if subject(&job).is_some() {
                self.outstanding.push(job);
            }
        }
    }

    fn heard(&mut self) -> SpeechAnswer {
        let (status, made) = match self.roll(6) {
            0 => (Status::Failed, false),
            1 => (Status::Processing, false),
            2 => (Status::Succeeded, false),
            _ => (Status::Succeeded, true),
        };
        let audio = made.then(|| (format!("a{}", self.roll(1 << 40)), None));
        let url = made.then(|| "http://127.0.0.1/o.mp3".to_owned());
        SpeechAnswer { task_id: Some(TaskId("71".into())), status, audio, url, reason: None, request_id: None }
    }

    fn event(&mut self, event: SpeechEvent) {
        self.input(Input::Event(Event::Speech(event)));
    }

    /// Answers one outstanding job, at random.
    fn answer(&mut self) {
        let Some(last) = self.outstanding.len().checked_sub(1) else { return };
        let at = usize::try_from(self.roll(last as u64 + 1)).unwrap_or_default();
        match self.outstanding.swap_remove(at) {
            SpeechJob::Speak(submission) => {
                let id = submission.speech().id;
                if self.roll(8) == 0 {
                    self.ledger.remove(&id);
                    let refused = SpeechOutcome::Refused(refusal(RefusalKind::Here));
                    return self.event(SpeechEvent::Answered(id, refused));
                }
                if let Some(lost) = submission.instead_of().and_then(|lost| self.ledger.get_mut(&lost)) {
                    lost.dismiss();
                }
                self.event(SpeechEvent::Begun(id));
                let outcome = match self.roll(4) {
                    0 => SpeechOutcome::Unknown(Lost::TimedOut),
                    1 => SpeechOutcome::Refused(refusal(RefusalKind::Parameter)),
                    _ => SpeechOutcome::Taken(self.heard()),
                };
                if let Some(kept) = self.ledger.get_mut(&id) {
                    kept.settle(outcome.clone());
                }
                self.event(SpeechEvent::Answered(id, outcome));
            }
            SpeechJob::Ask(id, ..) => {
                let fault = self.roll(4) == 0;
                let result = if fault { Err(AskFault::Network("cut".into())) } else { Ok(self.heard()) };
                self.event(SpeechEvent::Asked(id, result));
            }
            SpeechJob::Fetch(id, ..) => {
                let length = std::time::Duration::from_secs(3);
                let sound = KeptSound { id: InputId([1; 32]), format: SoundFormat::Mp3, bytes: 1, length };
                let result = if self.roll(3) == 0 { Err(SpeechFault::Dead(403)) } else { Ok(sound) };
                self.event(SpeechEvent::Fetched(id, result));
            }
            SpeechJob::Save(_) => {}
        }
    }

    /// An answer that nobody awaits.
    fn late_answer(&mut self) {
        let ids: Vec<SubmissionId> = self.state.speeches.iter().map(|speech| speech.id).collect();
        let Some(last) = ids.len().checked_sub(1) else { return };
        let id = ids[usize::try_from(self.roll(last as u64 + 1)).unwrap_or_default()];
        if self.state.speeches.get(id).is_some_and(|speech| speech.watch.awaiting.is_none()) {
            let answer = self.heard();
            self.event(SpeechEvent::Asked(id, Ok(answer)));
            self.event(SpeechEvent::Answered(id, SpeechOutcome::Unknown(Lost::TimedOut)));
        }
    }

    fn step(&mut self) {
        let lost = self.state.speeches.iter().find(|speech| matches!(speech.stage, SpeechStage::Unknown(_)));
        let (lost, newest) = (lost.map(|speech| speech.id), self.state.speeches.iter().next().map(|speech| speech.id));
        match (self.roll(16), newest) {
            (0 | 1, _) => {
                let text = format!("Text {}", self.roll(4));
                self.command(SpeechCommand::SetText(text));
            }
            (2..=4, _) => self.command(SpeechCommand::Speak),
            (5, _) => lost.into_iter().for_each(|id| self.command(SpeechCommand::SpeakAgain(id))),
            (6, Some(id)) => self.command(SpeechCommand::LookNow(id)),
            (7, Some(id)) if self.roll(4) == 0 => self.command(SpeechCommand::Forget(id)),
            (8, _) if self.roll(8) == 0 => self.start(),
            (9 | 10, _) => self.late_answer(),
            (11, _) if self.roll(8) == 0 => self.clock += 31 * 86_400,
            _ => self.answer(),
        }
    }

    /// The first invariant that does not hold.
    fn broken(&mut self) -> Option<&'static str> {
        if self.sends.values().any(|sends| *sends > 1) {
            return Some("one approval makes at most one paid request");
        }
        if self.sends.len() > self.approvals {
            return Some("nothing is sent that nobody pressed for");
        }
        if let Some(wrong) = self.wrong {
            return Some(wrong);
        }
        for (id, end) in &self.ends {
            match self.state.speeches.get(*id) {
                None => return Some("nothing leaves the library"),
                Some(speech) if end_of(speech).as_ref() != Some(end) => return Some("what is final stays"),
                Some(_) => {}
            }
        }
        for speech in self.state.speeches.iter() {
            let jobs = self.outstanding.iter().filter(|job| subject(job) == Some(speech.id)).count();
            let live = matches!(speech.stage, SpeechStage::Sending | SpeechStage::Making(..));
            if jobs > 1 || (live && jobs == 0) {
                return Some("what is under way has exactly one job outstanding");
            }
        }
        let kept = |speech: &&Speech| self.ledger.get(&speech.id).is_some_and(|kept| end_of(kept) == end_of(speech));
        let ends = self.state.speeches.iter().filter(kept).filter_map(|speech| Some((speech.id, end_of(speech)?)));
        self.ends.extend(ends);
        None
    }
}

/// The first invariant that does not hold in one of these lives of 150 steps each.
fn first_broken(twin: Twin, mut seeds: impl Iterator<Item = u64>) -> Option<&'static str> {
    seeds.find_map(|seed| {
        let mut world = World::new(twin, seed);
        (0..150).find_map(|_| {
            world.step();
            world.broken()
        })
    })
}

#[test]
fn random_lives_of_spoken_texts_keep_every_invariant() {
    assert_eq!(first_broken(Twin::Sound, 1..=1500), None);
}

#[test]
fn each_broken_twin_is_caught_by_its_invariant() {
    for (twin, invariant) in [
        (Twin::ResendsUnknown, "nothing is sent that nobody pressed for"),
        (Twin::ForgetsWhatIsOpen, "words that are open or made are not paid for again"),
        (Twin::PaysAgain, "words that are open or made are not paid for again"),
        (Twin::WakesTheDead, "what is final stays"),
        (Twin::ForgetsRefused, "nothing leaves the library"),
        (Twin::ForgetsAfterFault, "what is under way has exactly one job outstanding"),
    ] {
        assert_eq!(first_broken(twin, 1..=2000), Some(invariant), "{twin:?}");
    }
}
