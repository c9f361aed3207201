//! Random lives of the whole machine, with the invariants that money depends on, and for each invariant a broken twin
//! that the same test is shown to catch.

use std::thread;

use super::property_world::World;

/// How the machine may be broken, to show that each invariant can fail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Twin {
    /// As it is.
    Sound,
    /// Sends again when the answer was lost.
    ResendsUnknown,
    /// Forgets to ask for a task whose last ask went wrong.
    ForgetsAfterFault,
    /// Lets a late answer change a task that is done.
    WakesTheDead,
    /// Gives two tasks the same id at the provider.
    SharesAnId,
    /// Drops a refused task.
    ForgetsRefused,
    /// Creates twice from one press.
    CreatesTwice,
    /// Sends what is held.
    SendsHeld,
    /// Sends although every place is taken.
    IgnoresPlaces,
    /// Sends although the account is refused.
    IgnoresThePause,
    /// Lets the second in line go first.
    JumpsTheLine,
    /// Leaves in line what could be sent.
    Dawdles,
}

/// The first invariant that does not hold in one of these lives of 200 steps each.
fn first_broken(twin: Twin, mut seeds: impl Iterator<Item = u64>) -> Option<&'static str> {
    seeds.find_map(|seed| {
        let mut world = World::new(twin, seed);
        (0..200).find_map(|_| {
            world.step();
            world.broken_invariant()
        })
    })
}

#[test]
fn random_lives_keep_every_invariant() {
    // On two cores in half the time.
    let halves = [1, 2].map(|from| {
        let half = move || first_broken(Twin::Sound, (from..=20_000).step_by(2));
        thread::Builder::new().name(format!("lives from {from}")).spawn(half).expect("a thread")
    });
    assert_eq!(halves.map(|half| half.join().expect("no panic")), [None, None]);
}

#[test]
fn each_broken_twin_is_caught_by_its_invariant() {
    for (twin, invariant) in [
        (Twin::ResendsUnknown, "one approval makes at most one paid request"),
        (Twin::CreatesTwice, "every task was approved"),
        (Twin::SharesAnId, "every task has an id of its own at the provider"),
        (Twin::WakesTheDead, "what is final stays"),
        (Twin::ForgetsRefused, "nothing leaves the library"),
        (Twin::ForgetsAfterFault, "a live task has exactly one job outstanding, or stands in line, or rests damaged"),
        (Twin::SendsHeld, "what is held is not sent"),
        (Twin::IgnoresPlaces, "no more are sent than there are places"),
        (Twin::IgnoresThePause, "nothing is sent while the account is refused"),
        (Twin::JumpsTheLine, "the first in line goes first"),
        (Twin::Dawdles, "what may be sent is sent"),
    ] {
        assert_eq!(first_broken(twin, 1..=2000), Some(invariant), "{twin:?}");
    }
}
