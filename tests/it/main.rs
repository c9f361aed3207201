//! The one binary of integration tests: one file for each thing that is tested through the crate's front door.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that meets the unexpected should stop with it"
)]

mod contract;
mod faults;
mod fetched;
mod full;
mod hostile;
mod house;
mod journeys;
mod kept;
mod line;
mod looks;
mod packaging;
mod pages;
mod panics;
mod pictures;
mod provider;
mod refused;
mod samples;
mod shots;
mod sounds;
mod speech;
mod support;
mod trust;
