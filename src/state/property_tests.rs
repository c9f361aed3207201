//! Random lives of the whole machine, with the invariants that money depends on, and for each invariant a broken twin
//! that the same test is shown to catch.
//!
//! The world here is a toy: a ledger, and for each outstanding job a random answer, or a late one that nobody awaits.

use std::collections::{BTreeMap, BTreeSet};

use super::{tests::*, *};
use crate::domain::{
    Accepted, Answer, AskFault, Awaiting, DownloadFault, LibraryFault, Lost, Outcome, Refusal, RefusalKind, Stage,
    Status, Task, TaskId,
};

/// How the machine may be broken, to show that each invariant can fail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Twin {
    /// As it is.
    Sound,
    /// Sends again when the answer was lost.
    ResendsUnknown,
    /// Forgets to ask for a task whose last ask went wrong.
    ForgetsAfterFault,
    /// Lets a late answer change a task that is done.
    WakesTheDead,
    /// Drops a refused task.
    ForgetsRefused,
    /// Creates twice from one press.
    CreatesTwice,
}

/// A small seeded generator: the sequences must be repeatable, not good.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) % sides
    }
}

struct World {
    twin: Twin,
    dice: Dice,
    state: State,
    ledger: BTreeMap<SubmissionId, Task>,
    outstanding: Vec<Job>,
    approvals: usize,
    sends: BTreeMap<SubmissionId, usize>,
    second_chances: BTreeMap<SubmissionId, usize>,
    ends: BTreeMap<SubmissionId, Stage>,
    clock: i64,
}

use crate::domain::SubmissionId;

fn subject(job: &Job) -> Option<SubmissionId> {
    match job {
        Job::Enroll(task) => Some(task.id),
        Job::Send(submission) => Some(submission.id()),
        Job::Wait(id, _) | Job::Ask(id, ..) | Job::LookFor(id, ..) => Some(*id),
        Job::Download(fetch) => Some(fetch.id),
        _ => None,
    }
}

impl World {
    fn new(twin: Twin, seed: u64) -> Self {
        let mut world = Self {
            twin,
            dice: Dice(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1),
            state: State::new(Session::default()),
            ledger: BTreeMap::new(),
            outstanding: vec![],
            approvals: 0,
            sends: BTreeMap::new(),
            second_chances: BTreeMap::new(),
            ends: BTreeMap::new(),
            clock: 0,
        };
        world.start();
        world
    }

    /// A start of the program: everything in memory is gone, the ledger is not.
    fn start(&mut self) {
        self.outstanding.clear();
        self.state = State::new(Session::default());
        let tasks = self.ledger.values().map(as_reopened).collect();
        self.event(Event::Key(a_key()));
        self.event(Event::LibraryOpened(Box::new(opened(tasks))));
        self.command(Command::TakeUp(vec![]));
    }

    fn moment(&mut self) -> Moment {
        self.clock += 1;
        let fresh = (u128::from(self.dice.roll(u64::MAX)) << 64) | u128::from(self.clock.unsigned_abs());
        Moment { now: at(self.clock), fresh }
    }

    fn command(&mut self, command: Command) {
        let approves = match &command {
            Command::Create => self.state.can_create(),
            Command::SendAgain(id) => self.state.price_again(*id).is_some(),
            _ => false,
        };
        self.approvals += usize::from(approves);
        let twice = self.twin == Twin::CreatesTwice && command == Command::Create;
        let draft = self.state.draft.clone();
        let moment = self.moment();
        let jobs = update(&mut self.state, Input::Command(command), moment);
        self.take(jobs);
        if twice && self.dice.roll(8) == 0 {
            self.state.draft = draft;
            self.state.recheck();
            let moment = self.moment();
            let jobs = update(&mut self.state, Input::Command(Command::Create), moment);
            self.take(jobs);
        }
    }

    fn event(&mut self, event: Event) {
        if let Event::Answered(id, Outcome::Later(..)) = &event {
            *self.second_chances.entry(*id).or_default() += 1;
        }
        let (lost, fault) = match &event {
            Event::Answered(id, Outcome::Unknown(_)) => (Some(*id), false),
            Event::Asked(_, Err(_)) => (None, true),
            _ => (None, false),
        };
        let late = match &event {
            Event::Asked(id, _) => Some(*id),
            _ => None,
        };
        let moment = self.moment();
        let mut jobs = update(&mut self.state, Input::Event(event), moment);
        match self.twin {
            Twin::ResendsUnknown => {
                if let Some(task) = lost.and_then(|id| self.state.tasks.get_mut(id)) {
                    task.stage = Stage::Waiting(None);
                    jobs = task.depart(moment.now).map(Job::Send).into_iter().collect();
                }
            }
            Twin::ForgetsAfterFault if fault => jobs.clear(),
            Twin::WakesTheDead => {
                if let Some(task) =
                    late.and_then(|id| self.state.tasks.get_mut(id)).filter(|task| task.stage.is_final())
                {
                    task.stage = Stage::Running(TaskId("1".into()), Status::Processing);
                }
            }
            Twin::ForgetsRefused => {
                let all = std::mem::take(&mut self.state.tasks);
                for task in all.iter().rev().filter(|task| !matches!(task.stage, Stage::Refused(_))) {
                    self.state.tasks.add(task.clone());
                }
            }
            _ => {}
        }
        self.take(jobs);
    }

    fn take(&mut self, jobs: Vec<Job>) {
        for job in jobs {
            match &job {
                Job::Save(task) => {
                    self.ledger.insert(task.id, (**task).clone());
                }
                Job::Send(submission) => {
                    *self.sends.entry(submission.id()).or_default() += 1;
                    if let Some(task) = self.ledger.get_mut(&submission.id()) {
                        task.stage = Stage::Sending(0, 0);
                    }
                }
                _ => {}
            }
            if subject(&job).is_some() {
                self.outstanding.push(job);
            }
        }
    }

    /// Answers one outstanding job, at random.
    fn answer(&mut self) {
        if self.outstanding.is_empty() {
            return;
        }
        let at = usize::try_from(self.dice.roll(self.outstanding.len() as u64)).unwrap_or_default();
        let event = match self.outstanding.swap_remove(at) {
            Job::Enroll(task) => {
                let id = task.id;
                if self.dice.roll(10) == 0 {
                    return self.event(Event::Enrolled(id, Err(LibraryFault::Unwritable("disk full".into()))));
                }
                self.ledger.entry(id).or_insert(*task);
                Event::Enrolled(id, Ok(()))
            }
            Job::Send(submission) => {
                let outcome = self.outcome();
                if let Some(task) = self.ledger.get_mut(&submission.id()) {
                    task.settle(outcome.clone(), at_zero());
                }
                Event::Answered(submission.id(), outcome)
            }
            Job::Wait(id, _) => Event::Due(id),
            Job::Ask(id, _, task_id, _) => Event::Asked(id, self.asked(task_id)),
            Job::LookFor(id, ..) => Event::LookedFor(id, self.looked()),
            Job::Download(fetch) => Event::Downloaded(fetch.id, Box::new(self.downloaded())),
            other => panic!("{other:?} has no subject"),
        };
        self.event(event);
    }

    fn outcome(&mut self) -> Outcome {
        let refusal = |kind| Refusal { kind, message: String::new(), code: None, http: None, request_id: None };
        match self.dice.roll(5) {
            0 => Outcome::Refused(refusal(RefusalKind::Parameter)),
            1 => Outcome::Later(refusal(RefusalKind::TooMany), None),
            2 => Outcome::Unknown(Lost::TimedOut),
            _ => {
                Outcome::Accepted(Accepted { task_id: TaskId("1".into()), status: Status::Submitted, request_id: None })
            }
        }
    }

    fn asked(&mut self, task_id: TaskId) -> Result<Answer, AskFault> {
        let (status, url) = match self.dice.roll(7) {
            0 => return Err(AskFault::Network("cut".into())),
            1 => return Err(AskFault::Garbled(502, String::new())),
            2 => (Status::Failed, None),
            3 => (Status::Unrecognised("pondering".into()), None),
            4 => (Status::Succeeded, None),
            5 => (Status::Processing, None),
            _ => (Status::Succeeded, Some("http://127.0.0.1/v.mp4".to_owned())),
        };
        Ok(Answer { task_id: Some(task_id), status, url, reason: None, units: None, request_id: None })
    }

    fn looked(&mut self) -> Result<Option<Answer>, AskFault> {
        match self.dice.roll(4) {
            0 => Ok(None),
            1 => Err(AskFault::Garbled(404, String::new())),
            _ => self.asked(TaskId("2".into())).map(Some),
        }
    }

    fn downloaded(&mut self) -> Result<crate::domain::Video, DownloadFault> {
        match self.dice.roll(3) {
            0 => Err(DownloadFault::Dead(403)),
            1 => Err(DownloadFault::Disk("full".into())),
            _ => Ok(a_video()),
        }
    }

    /// An answer that nobody awaits: of another kind than the outstanding one, or to a task that is done.
    fn late_answer(&mut self) {
        let ids: Vec<SubmissionId> = self.state.tasks.iter().map(|task| task.id).collect();
        if ids.is_empty() {
            return;
        }
        let id = ids[usize::try_from(self.dice.roll(ids.len() as u64)).unwrap_or_default()];
        let awaiting = self.state.tasks.get(id).and_then(|task| task.watch.awaiting);
        let (kind, event) = match self.dice.roll(5) {
            0 => (Awaiting::Enrolment, Event::Enrolled(id, Ok(()))),
            1 => (Awaiting::Turn, Event::Due(id)),
            2 => (Awaiting::Answer, Event::Asked(id, self.asked(TaskId("9".into())))),
            3 => (Awaiting::Look, Event::LookedFor(id, self.looked())),
            _ => (Awaiting::Video, Event::Downloaded(id, Box::new(self.downloaded()))),
        };
        // What the provider says of a named task is the same event as any other answer.
        let due = awaiting == Some(kind) || (awaiting, kind) == (Some(Awaiting::Named), Awaiting::Answer);
        if !due {
            self.event(event);
        }
    }

    fn step(&mut self) {
        let some_id = self.state.tasks.iter().next().map(|task| task.id);
        let lost = self.state.tasks.iter().find(|task| matches!(task.stage, Stage::Unknown(_))).map(|task| task.id);
        match (self.dice.roll(27), some_id) {
            (0..=3, _) => fill_in(&mut self.state),
            (4..=6, _) => self.command(Command::Create),
            (7, Some(id)) => self.command(Command::Cancel(id)),
            (8, Some(id)) => self.command(Command::LookNow(id)),
            (9, Some(id)) => self.command(Command::UseAgain(id)),
            (10, _) => self.command(Command::TakeUp(vec![])),
            (11, _) if self.dice.roll(12) == 0 => self.start(),
            (12..=14, _) => self.late_answer(),
            (15, _) if lost.is_some() => {
                let task_id = TaskId(format!("named {}", self.dice.roll(1000)));
                lost.into_iter().for_each(|id| self.command(Command::NameTask(id, task_id.clone())));
            }
            (16, _) => lost.into_iter().for_each(|id| self.command(Command::SendAgain(id))),
            (17, _) if self.dice.roll(4) == 0 => {
                lost.into_iter().for_each(|id| self.command(Command::DismissLost(id)));
            }
            _ => self.answer(),
        }
    }

    /// Each invariant with its name; the first that does not hold.
    fn broken_invariant(&mut self) -> Option<&'static str> {
        for (id, sends) in &self.sends {
            if *sends > 1 + self.second_chances.get(id).copied().unwrap_or_default() {
                return Some("one approval makes at most one paid request");
            }
        }
        if self.state.tasks.len() > self.approvals {
            return Some("every task was approved");
        }
        for (id, end) in &self.ends {
            match self.state.tasks.get(*id) {
                None => return Some("nothing leaves the library"),
                Some(task) if task.stage != *end => return Some("what is final stays"),
                Some(_) => {}
            }
        }
        let mut jobs: BTreeMap<SubmissionId, usize> = BTreeMap::new();
        for id in self.outstanding.iter().filter_map(subject) {
            *jobs.entry(id).or_default() += 1;
        }
        for task in self.state.tasks.iter().filter(|task| !task.stage.is_final()) {
            if jobs.get(&task.id) != Some(&1) {
                return Some("a live task has exactly one job outstanding");
            }
        }
        let known: BTreeSet<_> = self.state.tasks.iter().map(|task| task.id).collect();
        if !self.ledger.keys().all(|id| known.contains(id)) {
            return Some("nothing leaves the library");
        }
        let finals = self.state.tasks.iter().filter(|task| task.stage.is_final());
        // A refusal that never reached the ledger is forgotten by a restart: nothing was sent.
        let kept = finals.filter(|task| self.ledger.get(&task.id).is_some_and(|kept| kept.stage == task.stage));
        self.ends.extend(kept.map(|task| (task.id, task.stage.clone())));
        None
    }
}

fn first_broken(twin: Twin, seeds: u64, steps: usize) -> Option<&'static str> {
    (1..=seeds).find_map(|seed| {
        let mut world = World::new(twin, seed);
        (0..steps).find_map(|_| {
            world.step();
            world.broken_invariant()
        })
    })
}

#[test]
fn random_lives_keep_every_invariant() {
    assert_eq!(first_broken(Twin::Sound, 400, 200), None);
}

#[test]
fn each_broken_twin_is_caught_by_its_invariant() {
    for (twin, invariant) in [
        (Twin::ResendsUnknown, "one approval makes at most one paid request"),
        (Twin::CreatesTwice, "every task was approved"),
        (Twin::WakesTheDead, "what is final stays"),
        (Twin::ForgetsRefused, "nothing leaves the library"),
        (Twin::ForgetsAfterFault, "a live task has exactly one job outstanding"),
    ] {
        assert_eq!(first_broken(twin, 400, 200), Some(invariant), "{twin:?}");
    }
}
