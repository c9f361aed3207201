//! Playing and recording: what is asked, what is reported, and how the state changes by it.

use super::{Job, Moment, State};

/// What a person asks.
#[derive(Clone, Debug, PartialEq)]
pub enum SoundCommand {}

/// What the world reports.
#[derive(Debug, PartialEq)]
pub enum SoundEvent {}

/// What services are asked to do.
#[derive(Debug, PartialEq)]
pub enum SoundJob {}

pub(super) fn on_command(_: &mut State, command: SoundCommand, _: Moment) -> Vec<Job> {
    match command {}
}

pub(super) fn on_event(_: &mut State, event: SoundEvent, _: Moment) -> Vec<Job> {
    match event {}
}
