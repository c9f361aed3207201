//! A toy world for random lives of the whole machine: a ledger, for each outstanding job a random answer, or a late one that
//! nobody awaits; and what the broken twins do.
//!
//! Not what must hold in it: that is `invariants`.

use std::collections::{BTreeMap, BTreeSet};

use super::{property_tests::Twin, tests::*, *};
use crate::domain::{
    Accepted, Answer, AskFault, Awaiting, Content, DownloadFault, Found, LibraryFault, Limits, Lost, Move, Outcome,
    RefusalKind, Stage, Status, SubmissionId, Task, TaskId,
};

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

pub(super) struct World {
    twin: Twin,
    dice: Dice,
    pub(super) state: State,
    pub(super) ledger: BTreeMap<SubmissionId, Task>,
    pub(super) outstanding: Vec<Job>,
    pub(super) approvals: usize,
    pub(super) sends: BTreeMap<SubmissionId, usize>,
    pub(super) second_chances: BTreeMap<SubmissionId, usize>,
    /// Requests that were to be stopped, and what came of it when it was too late.
    stops: BTreeSet<SubmissionId>,
    too_late: Vec<SubmissionId>,
    /// What was wrong with a request when it was sent.
    pub(super) wrongly_sent: Option<&'static str>,
    pub(super) ends: BTreeMap<SubmissionId, Stage>,
    pub(super) clock: i64,
}

pub(super) fn subject(job: &Job) -> Option<SubmissionId> {
    match job {
        Job::Enroll(task) => Some(task.id),
        Job::Send(submission) => Some(submission.id()),
        Job::Wait(id, _) | Job::Ask(id, ..) | Job::LookFor(id, ..) => Some(*id),
        Job::Download(fetch) => Some(fetch.id),
        _ => None,
    }
}

impl World {
    pub(super) fn new(twin: Twin, seed: u64) -> Self {
        let mut world = Self {
            twin,
            dice: Dice(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1),
            state: State::new(Session::default()),
            ledger: BTreeMap::new(),
            outstanding: vec![],
            approvals: 0,
            sends: BTreeMap::new(),
            second_chances: BTreeMap::new(),
            stops: BTreeSet::new(),
            too_late: vec![],
            wrongly_sent: None,
            ends: BTreeMap::new(),
            clock: 0,
        };
        world.start();
        world
    }

    /// A start of the program: everything in memory is gone, the ledger is not.
    fn start(&mut self) {
        self.outstanding.clear();
        self.stops.clear();
        self.too_late.clear();
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
            Command::Create if self.state.can_create() => self.state.videos(),
            Command::SendAgain(id) => usize::from(self.state.price_again(*id).is_some()),
            _ => 0,
        };
        self.approvals += approves;
        let twice = self.twin == Twin::CreatesTwice && command == Command::Create;
        let draft = self.state.draft.clone();
        self.input(Input::Command(command));
        if twice && self.dice.roll(8) == 0 {
            self.state.draft = draft;
            self.state.recheck();
            self.input(Input::Command(Command::Create));
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
        let (moment, mut jobs) = self.update(Input::Event(event));
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
                    late.filter(|id| self.ends.contains_key(id)).and_then(|id| self.state.tasks.get_mut(id))
                {
                    task.stage = Stage::Running(TaskId("1".into()), Status::Processing);
                }
            }
            Twin::SharesAnId => {
                let first = self.state.tasks.iter().next().map(|task| (task.id, task.external_id.clone()));
                let second = self.state.tasks.iter().map(|task| task.id).nth(1);
                if let (Some((_, external)), Some(task)) = (first, second.and_then(|id| self.state.tasks.get_mut(id))) {
                    task.external_id = external;
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

    fn input(&mut self, input: Input) {
        let (_, jobs) = self.update(input);
        self.take(jobs);
    }

    /// One update, and what the twins make of the line of those that wait.
    fn update(&mut self, input: Input) -> (Moment, Vec<Job>) {
        let moment = self.moment();
        let first = self.in_line().first().copied().filter(|_| self.twin == Twin::JumpsTheLine);
        self.hold(first, true);
        let mut jobs = update(&mut self.state, input, moment);
        self.hold(first, false);
        match self.twin {
            Twin::JumpsTheLine => jobs.extend(queue::advance(&mut self.state, moment)),
            Twin::SendsHeld => {
                let held = self.state.tasks.iter().find(|task| task.standing.held).map(|task| task.id);
                self.hold(held, false);
                jobs.extend(queue::advance(&mut self.state, moment));
                self.hold(held, true);
            }
            Twin::IgnoresPlaces => {
                let places = std::mem::replace(&mut self.state.settings.limits.at_once, 99);
                jobs.extend(queue::advance(&mut self.state, moment));
                self.state.settings.limits.at_once = places;
            }
            Twin::IgnoresThePause => {
                let pause = self.state.pause.take();
                jobs.extend(queue::advance(&mut self.state, moment));
                self.state.pause = pause;
            }
            Twin::Dawdles => jobs.retain(|job| {
                let Job::Send(submission) = job else { return true };
                let task = self.state.tasks.get_mut(submission.id()).expect("it was there");
                task.stage = Stage::Waiting(None);
                task.watch.awaiting = Some(Awaiting::Place);
                false
            }),
            _ => {}
        }
        (moment, jobs)
    }

    fn hold(&mut self, id: Option<SubmissionId>, held: bool) {
        if let Some(task) = id.and_then(|id| self.state.tasks.get_mut(id)) {
            task.standing.held = held;
        }
    }

    /// What may be sent as soon as there is a place, the first in line first.
    pub(super) fn in_line(&self) -> Vec<SubmissionId> {
        let waits = |task: &&Task| task.watch.awaiting == Some(Awaiting::Place) && !task.standing.held;
        let mut waiting: Vec<&Task> = self.state.tasks.iter().filter(waits).collect();
        waiting.sort_by_key(|task| task.in_line());
        waiting.into_iter().map(|task| task.id).collect()
    }

    fn take(&mut self, jobs: Vec<Job>) {
        let sent = |job: &Job| if let Job::Send(submission) = job { Some(submission.id()) } else { None };
        let sent: Vec<SubmissionId> = jobs.iter().filter_map(sent).collect();
        self.look_at_sent(&sent);
        for job in jobs {
            match &job {
                Job::Save(task) => {
                    self.ledger.insert(task.id, (**task).clone());
                }
                Job::Arrange(places) => {
                    for (id, standing) in places {
                        let row = self.ledger.get_mut(id).filter(|row| matches!(row.stage, Stage::Waiting(_)));
                        row.into_iter().for_each(|row| row.standing = *standing);
                    }
                }
                Job::Stop(id) if self.dice.roll(2) == 0 => self.too_late.push(*id),
                Job::Stop(id) => {
                    self.stops.insert(*id);
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
                let outcome = if self.stops.remove(&submission.id()) {
                    Outcome::Later(refusal(RefusalKind::Here), None)
                } else {
                    self.outcome()
                };
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
        match self.dice.roll(6) {
            0 if self.dice.roll(3) == 0 => Outcome::Refused(refusal(RefusalKind::Funds)),
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
            0 if self.dice.roll(8) == 0 => return Err(AskFault::Refused(refusal(RefusalKind::Key))),
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
        match self.dice.roll(4) {
            0 => Err(DownloadFault::Dead(403)),
            2 => Err(DownloadFault::NotAVideo(Found::Damaged("cut off".into(), Content { bytes: 9, digest: [7; 32] }))),
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

    /// What a person does about the line.
    fn arrange(&mut self, id: SubmissionId) {
        let step = [Move::First, Move::Earlier, Move::Later, Move::Last][self.dice.roll(4) as usize];
        let sending = self.state.tasks.iter().find(|task| matches!(task.stage, Stage::Sending(..))).map(|task| task.id);
        match (self.dice.roll(8), sending) {
            (0, _) => self.command(Command::Hold(vec![id])),
            (1, _) => {
                let all = self.state.tasks.iter().map(|task| task.id).collect();
                self.command(Command::Release(all));
            }
            (2, _) => self.command(Command::PutInLine(id, step)),
            (3, _) => self.command(Command::Edit(id)),
            (4, Some(id)) => self.command(Command::Stop(id)),
            (5, _) => {
                let at_once = 1 + self.dice.roll(4) as usize;
                let limits = Limits { at_once, ..Limits::default() };
                self.command(Command::Set(Settings { limits, ..Settings::default() }));
            }
            (6, _) => self.command(Command::Resume),
            _ => self.too_late.pop().into_iter().for_each(|id| self.event(Event::TooLate(id))),
        }
    }

    pub(super) fn step(&mut self) {
        let ids: Vec<SubmissionId> = self.state.tasks.iter().map(|task| task.id).take(4).collect();
        let some_id = ids.get(self.dice.roll(4) as usize).or(ids.first()).copied();
        let lost = self.state.tasks.iter().find(|task| matches!(task.stage, Stage::Unknown(_))).map(|task| task.id);
        match (self.dice.roll(30), some_id) {
            (0..=2, _) => fill_in(&mut self.state),
            (3, _) if self.dice.roll(3) > 0 => fill_in(&mut self.state),
            (3, _) => fill_in_parts(&mut self.state, 2 + self.dice.roll(3) as u16),
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
            (18..=20, Some(id)) => self.arrange(id),
            _ => self.answer(),
        }
    }
}
