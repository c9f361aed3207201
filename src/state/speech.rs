//! Having a text spoken: what is asked, what is reported, and how the state changes by it.

use super::{Job, Moment, State};

/// What a person asks.
#[derive(Clone, Debug, PartialEq)]
pub enum SpeechCommand {}

/// What the world reports.
#[derive(Debug, PartialEq)]
pub enum SpeechEvent {}

/// What services are asked to do.
#[derive(Debug, PartialEq)]
pub enum SpeechJob {}

pub(super) fn on_command(_: &mut State, command: SpeechCommand, _: Moment) -> Vec<Job> {
    match command {}
}

pub(super) fn on_event(_: &mut State, event: SpeechEvent, _: Moment) -> Vec<Job> {
    match event {}
}
