//! Listening to the voice: where it stands, and whether it goes on.
//!
//! No clock in here: the place it is heard at is reported from time to time, and in between it follows from the time that a
//! view or an input brings. Answers about a playing that was superseded are ignored by their ticket.

use std::time::Duration;

use jiff::Timestamp;

use super::{Job, Moment, NoticeKind, SoundJob, State, Ticket, notices};
use crate::domain::{InputId, SoundFault, SubmissionId};

/// Whoever stands this close to the end begins anew.
const AT_THE_END: Duration = Duration::from_millis(50);

/// Whether it plays.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Going {
    /// No.
    #[default]
    Resting,
    /// It was asked for and is not heard yet.
    Starting,
    /// Since it was at its place, at this time.
    Since(Timestamp),
}

/// See the head of the file.
#[derive(Debug, Default)]
pub struct Player {
    /// The sound that the place is in.
    of: Option<InputId>,
    place: Duration,
    going: Going,
    ticket: Ticket,
    /// What is played by itself as soon as it is here: the person has just had it spoken.
    pub(in crate::state) awaited: Option<SubmissionId>,
}

impl Player {
    /// Whether it plays, or is about to.
    #[must_use]
    pub fn is_playing(&self) -> bool {
        self.going != Going::Resting
    }

    /// Where it stands at this time; may be past the end by as much as the end's report is late.
    #[must_use]
    pub fn position(&self, now: Timestamp) -> Duration {
        let Going::Since(since) = self.going else { return self.place };
        self.place + Duration::try_from(now.duration_since(since)).unwrap_or_default()
    }

    pub(super) fn heard(&mut self, ticket: Ticket, place: Duration, at: Timestamp) -> Vec<Job> {
        if ticket == self.ticket && self.is_playing() {
            self.place = place;
            self.going = Going::Since(at);
        }
        vec![]
    }

    /// The newest playing, which is asked for now.
    fn start(&mut self, place: Duration) -> Ticket {
        self.ticket.0 += 1;
        self.place = place;
        self.going = Going::Starting;
        self.ticket
    }
}

pub(super) fn play(state: &mut State, now: Timestamp) -> Vec<Job> {
    follow(state);
    let at = state.position(now);
    let Some((voice, length)) = state.playable() else { return vec![] };
    if state.sound.player.is_playing() || state.sound.recorder.is_busy() {
        return vec![];
    }
    let from = if at + AT_THE_END >= length { Duration::ZERO } else { at };
    vec![Job::Sound(SoundJob::Play(state.sound.player.start(from), voice, from))]
}

pub(super) fn pause(state: &mut State, now: Timestamp) -> Vec<Job> {
    let place = state.position(now);
    rest(&mut state.sound.player, place)
}

/// Stops at a place, if it plays.
fn rest(player: &mut Player, place: Duration) -> Vec<Job> {
    let played = player.is_playing();
    player.place = place;
    player.going = Going::Resting;
    if played { vec![Job::Sound(SoundJob::StopPlaying)] } else { vec![] }
}

pub(super) fn seek(state: &mut State, place: Duration) -> Vec<Job> {
    follow(state);
    let Some((voice, length)) = state.playable() else { return vec![] };
    let place = place.min(length);
    let player = &mut state.sound.player;
    if player.is_playing() {
        return vec![Job::Sound(SoundJob::Play(player.start(place), voice, place))];
    }
    player.place = place;
    vec![]
}

pub(super) fn on_stopped(
    state: &mut State,
    ticket: Ticket,
    result: Result<(), SoundFault>,
    moment: Moment,
) -> Vec<Job> {
    if ticket != state.sound.player.ticket || !state.sound.player.is_playing() {
        return vec![];
    }
    let length = state.playable().map(|(_, length)| length).unwrap_or_default();
    let place = if result.is_ok() { length } else { state.position(moment.now) };
    let player = &mut state.sound.player;
    (player.place, player.going) = (place, Going::Resting);
    match result {
        Ok(()) => vec![],
        Err(why) => notices::tell(state, NoticeKind::NotPlayed(why), moment),
    }
}

/// The place is in one sound: another begins at its start, and what is recorded is not to hear the old one.
pub(super) fn follow(state: &mut State) -> Vec<Job> {
    let now = state.playable().map(|(voice, _)| voice);
    let recording = state.sound.recorder.is_busy();
    let player = &mut state.sound.player;
    if player.of != now {
        player.of = now;
        return rest(player, Duration::ZERO);
    }
    let place = player.place;
    if recording { rest(player, place) } else { vec![] }
}
