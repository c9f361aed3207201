//! Playing and recording as small stories, and as random lives.

use std::{path::PathBuf, time::Duration};

use super::*;
use crate::domain::{InputId, Microphone, MotionChoice, SoundEdit};
use crate::state::tests::{a_key, at, fill_in, voice};
use crate::state::{Command, Event, Input, LibraryStatus, Session, update};

/// A form with a good voice of 12 seconds, and its jobs so far done.
fn ready() -> State {
    let mut state = State::new(Session::default());
    fill_in(&mut state);
    state
}

fn tell(state: &mut State, input: Input, tenths: i64) -> Vec<Job> {
    let now = at(0).checked_add(Duration::from_millis(u64::try_from(tenths).unwrap_or(0) * 100)).expect("a time");
    update(state, input, Moment { now, fresh: 7 })
}

fn ask(state: &mut State, command: SoundCommand, tenths: i64) -> Vec<Job> {
    tell(state, Input::Command(Command::Sound(command)), tenths)
}

fn hear(state: &mut State, event: SoundEvent, tenths: i64) -> Vec<Job> {
    tell(state, Input::Event(Event::Sound(event)), tenths)
}

fn tenths(count: i64) -> Timestamp {
    at(0).checked_add(Duration::from_millis(u64::try_from(count).unwrap_or(0) * 100)).expect("a time")
}

fn ms(count: u64) -> Duration {
    Duration::from_millis(count)
}

/// What was asked of the sound among these jobs.
fn sound(jobs: Vec<Job>) -> Vec<SoundJob> {
    jobs.into_iter().filter_map(|job| if let Job::Sound(job) = job { Some(job) } else { None }).collect()
}

#[test]
fn the_voice_is_played_paused_and_played_on() {
    let mut state = ready();
    let jobs = sound(ask(&mut state, SoundCommand::Play, 0));
    let [SoundJob::Play(ticket, played, from)] = &jobs[..] else { panic!("{jobs:?}") };
    let ticket = *ticket;
    assert_eq!((played, *from), (&voice(12_000).id, Duration::ZERO));
    assert!(state.sound.player.is_playing());
    assert_eq!(state.position(tenths(5)), Duration::ZERO, "nothing is heard yet");
    hear(&mut state, SoundEvent::Heard(ticket, ms(100), tenths(6)), 6);
    assert_eq!(state.position(tenths(16)), ms(1100), "it goes on by itself");
    assert_eq!(sound(ask(&mut state, SoundCommand::Pause, 26)), [SoundJob::StopPlaying]);
    assert_eq!(state.position(tenths(99)), ms(2100), "it stays where it was");
    hear(&mut state, SoundEvent::Heard(ticket, ms(9000), tenths(26)), 27);
    assert_eq!(state.position(tenths(99)), ms(2100), "what comes late is ignored");
    let jobs = sound(ask(&mut state, SoundCommand::Play, 30));
    assert!(matches!(&jobs[..], [SoundJob::Play(_, _, from)] if *from == ms(2100)), "{jobs:?}");
}

#[test]
fn at_its_end_it_stands_there_and_begins_anew() {
    let mut state = ready();
    let jobs = sound(ask(&mut state, SoundCommand::Play, 0));
    let [SoundJob::Play(ticket, ..)] = jobs[..] else { panic!("{jobs:?}") };
    assert_eq!(hear(&mut state, SoundEvent::Stopped(ticket, Ok(())), 120), []);
    assert!(!state.sound.player.is_playing());
    assert_eq!(state.position(tenths(130)), state.audible().expect("a voice").facts.length);
    let jobs = sound(ask(&mut state, SoundCommand::Play, 140));
    assert!(matches!(&jobs[..], [SoundJob::Play(_, _, Duration::ZERO)]), "{jobs:?}");
}

#[test]
fn going_to_a_place_plays_on_from_there_only_when_it_played() {
    let mut state = ready();
    assert_eq!(ask(&mut state, SoundCommand::Seek(ms(3000)), 0), []);
    assert_eq!(state.position(tenths(9)), ms(3000));
    let jobs = sound(ask(&mut state, SoundCommand::Play, 10));
    let [SoundJob::Play(first, ..)] = jobs[..] else { panic!("{jobs:?}") };
    let jobs = sound(ask(&mut state, SoundCommand::Seek(ms(99_000)), 20));
    let [SoundJob::Play(second, _, from)] = jobs[..] else { panic!("{jobs:?}") };
    assert_eq!(from, state.audible().expect("a voice").facts.length, "no further than there is sound");
    hear(&mut state, SoundEvent::Stopped(first, Err(SoundFault::Gone)), 21);
    assert!(state.sound.player.is_playing() && state.notices.is_empty(), "the one before is superseded");
    hear(&mut state, SoundEvent::Stopped(second, Err(SoundFault::Gone)), 22);
    assert!(!state.sound.player.is_playing());
    assert_eq!(state.notices.last().map(|notice| &notice.kind), Some(&NoticeKind::NotPlayed(SoundFault::Gone)));
}

#[test]
fn another_voice_stops_the_one_that_plays() {
    let mut state = ready();
    ask(&mut state, SoundCommand::Play, 0);
    let jobs = tell(&mut state, Input::Command(Command::Clear(Place::Voice)), 5);
    assert_eq!(sound(jobs), [SoundJob::StopPlaying]);
    assert_eq!(sound(ask(&mut state, SoundCommand::Play, 6)), [], "there is nothing to play");
    let mut state = ready();
    ask(&mut state, SoundCommand::Play, 0);
    let jobs = tell(&mut state, Input::Command(Command::UseVoiceWay(VoiceWay::Link)), 5);
    assert_eq!(sound(jobs), [SoundJob::StopPlaying], "a link is not heard");
}

#[test]
fn the_voice_plays_on_while_another_part_of_it_is_made() {
    let mut state = ready();
    ask(&mut state, SoundCommand::Play, 0);
    let edit = SoundEdit { convert: true, ..SoundEdit::default() };
    assert_eq!(sound(tell(&mut state, Input::Command(Command::EditSound(edit)), 5)), []);
    assert!(state.sound.player.is_playing());
}

#[test]
fn a_recording_is_counted_down_made_and_put_in_the_place_of_the_voice() {
    let mut state = ready();
    (state.library, state.key) = (LibraryStatus::Open, a_key());
    assert!(state.can_create());
    ask(&mut state, SoundCommand::Play, 0);
    let jobs = sound(ask(&mut state, SoundCommand::Record, 10));
    let [SoundJob::Record(ticket, recording), SoundJob::StopPlaying, SoundJob::LookForMicrophones] = &jobs[..] else {
        panic!("{jobs:?}")
    };
    let ticket = *ticket;
    assert_eq!((recording.after, recording.longest), (ms(3000), ms(60_000)));
    assert_eq!(state.sound.recorder.take, Take::Waiting(tenths(40)));
    assert_eq!(sound(ask(&mut state, SoundCommand::Record, 11)), [], "one at a time");
    assert_eq!(sound(ask(&mut state, SoundCommand::Play, 11)), [], "and nothing is played meanwhile");
    assert!(!state.can_create(), "nor sent: what is there is not what is being recorded");
    assert!(tell(&mut state, Input::Command(Command::Create), 12).is_empty() && state.tasks.is_empty());
    hear(&mut state, SoundEvent::Level(ticket, 90, None), 20);
    assert_eq!((state.sound.recorder.level, state.sound.recorder.take), (90, Take::Waiting(tenths(40))));
    hear(&mut state, SoundEvent::Level(ticket, 80, Some(ms(500))), 45);
    assert_eq!(state.sound.recorder.take, Take::Running(ms(500)));
    assert_eq!(sound(ask(&mut state, SoundCommand::EndRecording, 50)), [SoundJob::EndRecording]);
    hear(&mut state, SoundEvent::Level(ticket, 80, Some(ms(900))), 51);
    assert_eq!(state.sound.recorder.take, Take::Ending);
    let path = PathBuf::from("recording-10-45-00.wav");
    let jobs = hear(&mut state, SoundEvent::Recorded(ticket, Some(path.clone()), None), 52);
    assert!(
        matches!(&jobs[..], [Job::ReadVoice(_, Source::Recorded(read), edit)] if *read == path && *edit == SoundEdit::default())
    );
    assert!(!state.sound.recorder.is_busy());
    assert_eq!(state.draft.voice.way, VoiceWay::Record);
    assert!(state.can_undo(), "what was there before can be had back");
    let _ = tell(&mut state, Input::Command(Command::UndoForm), 60);
    assert_eq!(state.audible().map(|voice| voice.id), Some(voice(12_000).id));
}

#[test]
fn where_little_should_move_nothing_is_counted_down() {
    let mut state = ready();
    state.settings.motion = MotionChoice::Reduced;
    let jobs = sound(ask(&mut state, SoundCommand::Record, 0));
    assert!(matches!(&jobs[..], [SoundJob::Record(_, recording), ..] if recording.after.is_zero()), "{jobs:?}");
}

#[test]
fn whoever_goes_elsewhere_ends_the_recording_and_keeps_it() {
    let mut state = ready();
    let jobs = sound(ask(&mut state, SoundCommand::Record, 0));
    let [SoundJob::Record(ticket, _), ..] = jobs[..] else { panic!("{jobs:?}") };
    hear(&mut state, SoundEvent::Level(ticket, 80, Some(ms(500))), 45);
    let jobs = tell(&mut state, Input::Command(Command::UseVoiceWay(VoiceWay::Link)), 46);
    assert_eq!(sound(jobs), [SoundJob::EndRecording]);
    hear(&mut state, SoundEvent::Recorded(ticket, Some("a.wav".into()), None), 47);
    assert!(matches!(state.draft.voice.file, Slot::Reading(_)));
}

#[test]
fn what_goes_wrong_is_said_and_what_was_recorded_is_kept() {
    let mut state = ready();
    let jobs = sound(ask(&mut state, SoundCommand::Record, 0));
    let [SoundJob::Record(ticket, _), ..] = jobs[..] else { panic!("{jobs:?}") };
    hear(&mut state, SoundEvent::Microphones(Ok(vec![])), 1);
    let jobs = hear(&mut state, SoundEvent::Recorded(ticket, Some("a.wav".into()), Some(SoundFault::Gone)), 9);
    assert_eq!(state.sound.recorder.trouble, Some(SoundFault::Gone));
    assert!(jobs.iter().any(|job| matches!(job, Job::ReadVoice(..))));
    assert!(jobs.contains(&Job::Sound(SoundJob::LookForMicrophones)), "there may be others now");
    ask(&mut state, SoundCommand::Record, 20);
    assert_eq!(state.sound.recorder.trouble, None, "a new one begins afresh");
}

#[test]
fn a_microphone_that_went_away_is_not_chosen_any_more() {
    let mut state = ready();
    let _ = tell(&mut state, Input::Command(Command::UseVoiceWay(VoiceWay::Record)), 0);
    let one = |id: &str| Microphone { id: id.into(), name: id.into(), is_default: id == "a" };
    hear(&mut state, SoundEvent::Microphones(Ok(vec![one("a"), one("b")])), 1);
    ask(&mut state, SoundCommand::UseMicrophone(Some("b".into())), 2);
    assert_eq!(sound(ask(&mut state, SoundCommand::LookForMicrophones, 3)), [SoundJob::LookForMicrophones]);
    assert_eq!(sound(ask(&mut state, SoundCommand::LookForMicrophones, 3)), [], "it is being looked already");
    hear(&mut state, SoundEvent::Microphones(Ok(vec![one("a")])), 4);
    assert_eq!(state.sound.recorder.chosen, None);
}

#[test]
fn a_recording_that_a_crash_left_goes_where_nothing_is_and_is_offered_elsewhere() {
    let mut state = State::new(Session::default());
    let [new, old] = ["new.wav", "old.wav"].map(PathBuf::from);
    let jobs = hear(&mut state, SoundEvent::Found(vec![new.clone(), old.clone()]), 0);
    let read = |job: &Job| matches!(job, Job::ReadVoice(_, Source::Recorded(path), _) if *path == new);
    assert!(jobs.iter().any(read), "{jobs:?}");
    assert_eq!(state.draft.voice.way, VoiceWay::Record);
    assert_eq!(state.notices.last().map(|notice| &notice.kind), Some(&NoticeKind::RecordingFound(old)));
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

/// The sound of a toy computer: what plays, and what is being recorded.
#[derive(Default)]
struct Toy {
    playing: Option<Ticket>,
    recording: Option<Ticket>,
    begun: usize,
    ended: usize,
}

impl Toy {
    fn take(&mut self, jobs: Vec<Job>) {
        for job in sound(jobs) {
            match job {
                SoundJob::Play(ticket, ..) => self.playing = Some(ticket),
                SoundJob::StopPlaying => self.playing = None,
                SoundJob::Record(ticket, _) => {
                    assert_eq!(self.recording, None, "one recording at a time");
                    self.recording = Some(ticket);
                    self.begun += 1;
                }
                SoundJob::EndRecording => assert!(self.recording.is_some(), "there is one to end"),
                SoundJob::LookForMicrophones | SoundJob::FindRecordings => {}
            }
        }
    }

    fn step(&mut self, state: &mut State, dice: &mut Dice, now: i64) {
        let some = ms(dice.roll(14_000));
        let stale = Ticket(dice.roll(6));
        let jobs = match dice.roll(15) {
            0 | 1 => ask(state, SoundCommand::Play, now),
            2 => ask(state, SoundCommand::Pause, now),
            3 => ask(state, SoundCommand::Seek(some), now),
            4 => ask(state, SoundCommand::Record, now),
            5 => ask(state, SoundCommand::EndRecording, now),
            6 => tell(state, Input::Command(Command::UseVoiceWay(VoiceWay::File)), now),
            7 => tell(state, Input::Command(Command::UseVoiceWay(VoiceWay::Link)), now),
            8 => hear(state, SoundEvent::Heard(self.playing.unwrap_or(stale), some, tenths(now)), now),
            9 => {
                let ticket = self.playing.take().unwrap_or(stale);
                hear(
                    state,
                    SoundEvent::Stopped(ticket, if some.is_zero() { Err(SoundFault::Gone) } else { Ok(()) }),
                    now,
                )
            }
            10 => hear(state, SoundEvent::Level(self.recording.unwrap_or(stale), 9, Some(some)), now),
            11 | 12 => match self.recording.take() {
                Some(ticket) => {
                    self.ended += 1;
                    hear(state, SoundEvent::Recorded(ticket, Some("a.wav".into()), None), now)
                }
                None => vec![],
            },
            13 => tell(state, Input::Command(Command::Clear(Place::Voice)), now),
            _ => {
                let mut loaded = voice(12_000);
                loaded.id = InputId([u8::try_from(dice.roll(3)).unwrap_or(0); 32]);
                state.draft.voice.file = Slot::File(Box::new(loaded));
                hear(state, SoundEvent::Microphones(Ok(vec![])), now)
            }
        };
        self.take(jobs);
    }
}

#[test]
fn in_random_lives_what_the_state_says_is_what_the_computer_does() {
    for seed in 1..400_u64 {
        let (mut state, mut toy, mut dice) =
            (ready(), Toy::default(), Dice(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1));
        for now in 0..120 {
            toy.step(&mut state, &mut dice, now);
            assert_eq!(state.sound.player.is_playing(), toy.playing.is_some(), "seed {seed}, step {now}: playing");
            assert_eq!(state.sound.recorder.is_busy(), toy.recording.is_some(), "seed {seed}, step {now}: recording");
            assert!(toy.playing.is_none() || toy.recording.is_none(), "seed {seed}, step {now}: both at once");
            let length = state.audible().map(|voice| voice.facts.length).unwrap_or_default();
            assert!(state.position(tenths(now + 500)) <= length, "seed {seed}, step {now}: beyond the end");
            if toy.recording.is_some() && state.draft.voice.way != VoiceWay::Record {
                assert_eq!(state.sound.recorder.take, Take::Ending, "seed {seed}, step {now}: unseen");
            }
        }
        assert!(toy.begun - toy.ended <= 1);
    }
}
