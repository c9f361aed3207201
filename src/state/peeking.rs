//! Looking at the picture of a portrait that is an address, and using it as a file instead.
//!
//! Not the fetching: services do that. What is sent is the address, whatever comes of the look; a look that was superseded
//! is ignored by its ticket.

use super::{Job, Moment, Place, State, Ticket, compose, undo};
use crate::domain::{Door, ImageFacts, Link, Loaded, Peek, Slot, Unseen};

/// Puts an address into the place of the portrait and has its picture looked at.
pub(super) fn put_link(state: &mut State, text: &str) -> Vec<Job> {
    compose::supersede(state, Place::Portrait);
    state.draft.portrait = Slot::Link(text.to_owned());
    look(state)
}

/// Has the picture at the portrait's address looked at, where there is one.
pub(super) fn look(state: &mut State) -> Vec<Job> {
    let Slot::Link(text) = &state.draft.portrait else { return vec![] };
    let Some(link) = Link::read(text) else { return vec![] };
    compose::supersede(state, Place::Portrait);
    // Until it is known where tasks go, it is as if they went to the provider: that allows less.
    let door = state.door().unwrap_or(Door::Live);
    if door == Door::Live && !link.is_public() {
        return vec![];
    }
    state.draft.portrait_peek = Peek::Fetching;
    vec![Job::Peek(state.portrait_ticket, link, door)]
}

/// Takes what came of a look, unless a newer one was asked for.
pub(super) fn on_seen(state: &mut State, ticket: Ticket, result: Result<Loaded<ImageFacts>, Unseen>) -> Vec<Job> {
    if ticket != state.portrait_ticket {
        return vec![];
    }
    state.draft.portrait_peek = match result {
        Ok(loaded) => Peek::Seen(Box::new(loaded)),
        Err(why) => Peek::Failed(why),
    };
    state.recheck();
    vec![]
}

/// Puts the picture that was seen at the address into the place of the portrait, as a file.
pub(super) fn use_file(state: &mut State, moment: Moment) -> Vec<Job> {
    let Some(loaded) = state.draft.portrait_peek.seen().cloned() else { return vec![] };
    undo::before_replacing(state, Place::Portrait, moment);
    compose::supersede(state, Place::Portrait);
    state.draft.portrait = Slot::File(Box::new(loaded));
    state.recheck();
    vec![]
}

/// After tasks go elsewhere than before: what may be looked at and what can be reached is another matter now.
pub(super) fn on_other_door(state: &mut State) -> Vec<Job> {
    let jobs = look(state);
    state.recheck();
    jobs
}

#[cfg(test)]
#[path = "peeking_tests.rs"]
mod tests;
