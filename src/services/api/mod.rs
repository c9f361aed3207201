//! CometAPI's Kling Avatar route: one paid request and its meaning, asking for a task, looking for a lost one.
//!
//! Not when to do any of it: that is `state`. Nothing here waits, repeats or stores. Invariants: a `Submission` becomes at
//! most one POST; an outcome is `Refused` or `Later` only when it is certain that nothing was accepted; the key is in one
//! header and nowhere else, and no text that leaves this folder holds it or a signed address.

mod ask;
mod body;
mod brake;
mod clean;
mod client;
pub mod meaning;
mod read;
mod speech;
mod triage;
mod wire;

#[cfg(test)]
pub(in crate::services) mod fault_server;

pub use brake::Brake;
pub(in crate::services) use clean::clean;
pub use client::{Client, Gateway, NoClient, Payload, Timeouts};
pub(in crate::services) use client::{is_here, stopped_by_the_person};
pub(in crate::services) use read::words;
