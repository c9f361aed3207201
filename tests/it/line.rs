//! The line of waiting tasks against a provider that counts: no more at once than there are places, what is held stays, and a
//! refused account stops everything with one notice.
//!
//! Not the order in each case (`state::queue_tests`), nor how it looks (`pages::line`).

use std::time::{Duration, Instant};

use likeness::{
    domain::{Limits, Settings, StageWord, SubmissionId},
    state::{Command, NoticeKind, State},
};

use crate::{
    journeys::live,
    provider::{Create, Poll},
    support::Window,
};

fn count(state: &State, word: StageWord) -> usize {
    state.tasks.iter().filter(|task| task.stage.word() == word).count()
}

/// Approves the samples so many times.
pub fn order(window: &mut Window, times: usize) {
    for _ in 0..times {
        window.drop_samples();
        window.press_create_key();
        window.until("it is approved", |state| state.draft.is_untouched());
    }
}

/// Sets how many may be at the provider at once.
pub fn places(window: &mut Window, at_once: usize) {
    let settings = window.state().settings.clone();
    let limits = Limits { at_once, ..settings.limits.clone() };
    window.harness.state_mut().command(Command::Set(Settings { limits, ..settings }));
}

/// Draws frames for a second, in which nothing more may be sent.
fn a_second(window: &mut Window) {
    let end = Instant::now() + Duration::from_secs(1);
    window.until("a second has passed", |_| Instant::now() >= end);
}

fn ids(window: &Window, word: StageWord) -> Vec<SubmissionId> {
    window.state().tasks.iter().filter(|task| task.stage.word() == word).map(|task| task.id).collect()
}

#[test]
fn no_more_are_at_the_provider_than_there_are_places_and_the_rest_follow() {
    let (_runtime, provider, desk) = live(&[], &[]);
    let mut window = desk.open();
    provider.record().polls = [Poll::Word("processing"); 400].into();
    order(&mut window, 6);
    window.until("three are there", |state| count(state, StageWord::Processing) == 3);
    a_second(&mut window);
    assert_eq!((provider.record().begun, count(window.state(), StageWord::Waiting)), (3, 3));

    let held = ids(&window, StageWord::Waiting)[0];
    window.harness.state_mut().command(Command::Hold(vec![held]));
    places(&mut window, 4);
    window.until("a fourth is there", |state| count(state, StageWord::Processing) == 4);
    a_second(&mut window);
    assert_eq!(provider.record().begun, 4);
    window.close();

    // Another start: what is held stays, what waits goes on as places become free.
    provider.record().polls.clear();
    provider.record().asked_at.clear();
    let mut window = desk.open();
    window.until("five are here", |state| count(state, StageWord::Ready) == 5);
    assert_eq!((provider.record().begun, ids(&window, StageWord::Waiting)), (5, vec![held]));
    let asked_at = provider.record().asked_at.clone();
    assert!(asked_at[3] - asked_at[0] >= Duration::from_millis(200), "four that are taken up together make no burst");
    window.harness.state_mut().command(Command::Release(vec![held]));
    window.until("all are here", |state| count(state, StageWord::Ready) == 6);
    assert_eq!(provider.record().creates.len(), 6, "each once");
    window.kill();
}

#[test]
fn a_refused_account_stops_the_line_with_one_notice_until_the_person_tries_again() {
    let no_funds = Create::Say(429, r#"{"code":1102,"message":"resource pack exhausted","request_id":"r"}"#);
    let (_runtime, provider, desk) = live(&[no_funds], &[]);
    let mut window = desk.open();
    places(&mut window, 1);
    order(&mut window, 3);
    window.until("it is paused", |state| state.pause.is_some());
    a_second(&mut window);
    let of_pause = |window: &Window| {
        let notices = window.state().notices.iter();
        notices.filter(|notice| matches!(notice.kind, NoticeKind::Paused(_) | NoticeKind::Refused(_))).count()
    };
    assert_eq!((provider.record().begun, of_pause(&window)), (1, 1), "the others would meet with the same");
    assert_eq!((count(window.state(), StageWord::Refused), count(window.state(), StageWord::Waiting)), (1, 2));
    window.press("Try again");
    window.until("the others are here", |state| count(state, StageWord::Ready) == 2);
    assert_eq!((provider.record().begun, of_pause(&window)), (3, 0));
    window.kill();
}
