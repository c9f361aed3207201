//! Sums over all tasks and the ids of those that are shown, found once for a change and not once for a card.
//!
//! Derived from the state alone; nothing in here is missed when it is lost.

use std::{collections::HashMap, time::Duration};

use jiff::Timestamp;

use crate::{
    domain::{
        Door, Mode, Stage, StageWord, Standing, SubmissionId, Task,
        history::{Filter, Group},
    },
    state::State,
};

/// So many finished tasks of a kind say how long the next will take.
const SAMPLES: usize = 15;

/// The longest that is expected of any task, and the shortest voice that is measured by, in seconds.
const LONGEST: f64 = 86_400.0;
const SHORTEST: f64 = 0.1;

/// What decides where a task is shown: its stage, whether the provider knows it, where it stands.
type Mark = (StageWord, bool, Standing);

/// What the views need to know of all tasks together.
#[derive(Debug, Default)]
pub(in crate::ui) struct Overview {
    /// How many are in each group, in the order of `Group::ALL`.
    pub counts: [usize; 4],
    /// How many videos are here.
    pub videos: usize,
    /// Their size in bytes.
    pub bytes: u64,
    /// How many the provider is busy with, or that are being sent or fetched.
    pub in_flight: usize,
    /// How many were not sent yet.
    pub waiting: usize,
    /// How many have an unknown outcome.
    pub unknown: usize,
    /// When the next of them is looked at.
    pub next: Option<Timestamp>,
    /// The ids of the tasks that the filter lets through, newest first.
    pub shown: Vec<SubmissionId>,
    /// Seconds of work for a second of video, by what was seen here.
    pace: HashMap<(Door, bool), f64>,
    /// The place of each waiting task in its line, from 1, and its number among those that are not held.
    places: HashMap<SubmissionId, (usize, usize)>,
    /// How many places are taken at the provider, while there is a line.
    taken: HashMap<Door, usize>,
    /// How long each line is, and how many in it are not held.
    lengths: HashMap<Door, (usize, usize)>,
    seen: Option<(Filter, Vec<Mark>)>,
}

impl Overview {
    /// Follows the state. The cheap sums are taken anew; the search and the pace only when something changed.
    pub fn follow(&mut self, state: &State, now: Timestamp) {
        let mark = |task: &Task| -> Mark { (task.stage.word(), task.stage.task_id().is_some(), task.standing) };
        let marks: Vec<_> = state.tasks.iter().map(mark).collect();
        self.next = state
            .tasks
            .iter()
            .filter(|task| !task.stage.is_final())
            .filter_map(|task| task.watch.next)
            .filter(|next| *next > now)
            .min();
        let fresh = self.seen.as_ref().is_some_and(|(filter, old)| *filter == state.filter && *old == marks);
        if !fresh {
            self.count(state);
            self.shown = state.tasks.iter().filter(|task| is_shown(&state.filter, task)).map(|task| task.id).collect();
            self.pace = pace(state);
            self.line_up(state);
            self.seen = Some((state.filter.clone(), marks));
        }
        // For the cards in line alone, and once for all of them.
        if self.waiting > 0 {
            self.taken = [Door::Live, Door::Practice].map(|door| (door, state.places_taken(door, now))).into();
        }
    }

    fn count(&mut self, state: &State) {
        let words = || state.tasks.iter().map(|task| task.stage.word());
        self.counts = Group::ALL.map(|group| words().filter(|word| group.holds(*word)).count());
        self.in_flight = state.tasks.iter().filter(|task| task.in_flight() && task.spoilt().is_none()).count();
        self.waiting = words().filter(|word| *word == StageWord::Waiting).count();
        self.unknown = words().filter(|word| *word == StageWord::Unknown).count();
        let videos = || state.tasks.iter().filter_map(Task::video);
        (self.videos, self.bytes) = (videos().count(), videos().map(|video| video.bytes).sum());
    }

    fn line_up(&mut self, state: &State) {
        self.places.clear();
        self.lengths.clear();
        let mut waiting: Vec<&Task> =
            state.tasks.iter().filter(|task| matches!(task.stage, Stage::Waiting(_))).collect();
        waiting.sort_by_key(|task| task.in_line());
        for task in waiting {
            let (length, free) = self.lengths.entry(task.door).or_default();
            *length += 1;
            *free += usize::from(!task.standing.held);
            self.places.insert(task.id, (*length, *free));
        }
    }

    /// The place of a waiting task in its line, from 1, and how long that is; held ones stand there too.
    #[must_use]
    pub fn in_line(&self, task: &Task) -> Option<(usize, usize)> {
        Some((self.places.get(&task.id)?.0, self.lengths.get(&task.door)?.0))
    }

    /// How many places at the provider are taken through a door, while tasks wait there.
    #[must_use]
    pub fn taken(&self, door: Door) -> usize {
        self.taken.get(&door).copied().unwrap_or_default()
    }

    /// The number of a waiting task among those that are not held, from 1.
    #[must_use]
    pub fn number(&self, task: &Task) -> Option<usize> {
        self.places.get(&task.id).map(|(_, number)| *number)
    }

    /// Whether something on screen changes with the time alone.
    #[must_use]
    pub fn is_ticking(&self) -> bool {
        self.in_flight + self.unknown > 0 || self.next.is_some()
    }

    /// Whole seconds until the next look at any task.
    #[must_use]
    pub fn next_in(&self, now: Timestamp) -> Option<u64> {
        self.next.map(|next| seconds_until(next, now))
    }

    /// About how long a task takes from its upload to its end, when enough like it were seen to end.
    #[must_use]
    pub fn expected(&self, task: &Task) -> Option<Duration> {
        let pace = self.pace.get(&kind(task))?;
        let length = task.order.voice.length()?;
        Some(Duration::from_secs_f64((length.as_secs_f64() * pace).clamp(1.0, LONGEST)))
    }
}

/// Whole seconds from now until then, rounded up; 0 when it has passed.
pub(super) fn seconds_until(then: Timestamp, now: Timestamp) -> u64 {
    let wait = Duration::try_from(then.duration_since(now)).unwrap_or_default();
    wait.as_secs() + u64::from(wait.subsec_nanos() > 0)
}

fn is_shown(filter: &Filter, task: &Task) -> bool {
    if filter.search.trim().is_empty() { filter.group.holds(task.stage.word()) } else { filter.shows(task) }
}

fn kind(task: &Task) -> (Door, bool) {
    (task.door, task.order.mode == Mode::Professional)
}

/// The middle of the newest samples of each kind, where there are at least two.
fn pace(state: &State) -> HashMap<(Door, bool), f64> {
    let mut samples: HashMap<(Door, bool), Vec<f64>> = HashMap::new();
    for task in state.tasks.iter().filter(|task| task.video().is_some()) {
        let of_kind = samples.entry(kind(task)).or_default();
        if let (Some(length), Some(sent), Some(end), true) =
            (task.order.voice.length(), task.sent_at, task.finished_at, of_kind.len() < SAMPLES)
        {
            of_kind.push(end.duration_since(sent).as_secs_f64().max(0.0) / length.as_secs_f64().max(SHORTEST));
        }
    }
    let middle = |mut samples: Vec<f64>| {
        samples.sort_by(f64::total_cmp);
        samples.get(samples.len() / 2).copied()
    };
    samples
        .into_iter()
        .filter(|(_, samples)| samples.len() >= 2)
        .filter_map(|(kind, samples)| Some((kind, middle(samples)?)))
        .collect()
}
