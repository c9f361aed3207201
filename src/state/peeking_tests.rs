//! A portrait that is an address, from the typing to its use as a file.

use super::super::tests::{Story, fill_in, portrait};
use super::*;
use crate::domain::{Check, Finding, Fix, ImageFormat, Rule, Verdict};
use crate::state::{Command, Event};

const ADDRESS: &str = "https://example.org/anna.png";

fn typed(address: &str) -> (Story, Vec<Job>) {
    let mut story = Story::begin();
    fill_in(&mut story.state);
    let jobs = story.command(Command::Type(Place::Portrait, address.into()));
    (story, jobs)
}

fn found(story: &Story, rule: Rule) -> Option<(Verdict, &Finding)> {
    story.state.report.of(rule).map(|check| (check.verdict, &check.finding))
}

#[test]
fn an_address_is_looked_at_checked_and_can_be_used_as_a_file() {
    let (mut story, jobs) = typed(ADDRESS);
    let [Job::Peek(ticket, link, Door::Live)] = jobs.as_slice() else { panic!("{jobs:?}") };
    assert_eq!((link.as_str(), &story.state.draft.portrait_peek), (ADDRESS, &Peek::Fetching));
    assert_eq!(found(&story, Rule::PortraitLink), Some((Verdict::Warn, &Finding::PortraitLink)));
    assert!(story.state.can_create(), "nothing waits for the look");
    let mut seen = portrait();
    (seen.facts.width, seen.facts.height) = (1800, 600);
    let _ = story.event(Event::PortraitSeen(*ticket, Box::new(Ok(seen.clone()))));
    assert_eq!(found(&story, Rule::PortraitLink), Some((Verdict::Pass, &Finding::PortraitLinkSeen)));
    let ratio = story.state.report.of(Rule::PortraitAspect).map(|check| (check.verdict, check.fixes));
    assert_eq!(ratio, Some((Verdict::Fail, &[Fix::UseFile][..])));
    assert!(!story.state.can_create());
    story.second += 10;
    let _ = story.command(Command::Mend(Place::Portrait, Fix::UseFile));
    assert_eq!(story.state.draft.portrait, Slot::File(Box::new(seen)));
    assert_eq!(story.state.report.of(Rule::PortraitAspect).and_then(Check::fix), Some(Fix::Crop));
    assert_eq!((found(&story, Rule::PortraitLink), &story.state.draft.portrait_peek), (None, &Peek::None));
    let jobs = story.command(Command::UndoForm);
    assert!(jobs.is_empty(), "what was seen is seen still: {jobs:?}");
    assert!(story.state.draft.portrait_peek.seen().is_some());
    assert_eq!(story.state.draft.portrait, Slot::Link(ADDRESS.into()));
}

#[test]
fn what_is_there_counts_and_not_what_would_be_made_of_it() {
    let (mut story, _) = typed(ADDRESS);
    let mut seen = portrait();
    let mut facts = seen.facts.clone();
    facts.format = ImageFormat::WebP;
    let input = seen.given();
    let kept = seen.kept.clone();
    let origin = crate::domain::Origin { input, kept, facts, edit: Default::default(), changes: vec![] };
    seen.origin = Some(Box::new(origin));
    let ticket = story.state.portrait_ticket;
    let _ = story.event(Event::PortraitSeen(ticket, Box::new(Ok(seen))));
    let format = found(&story, Rule::PortraitFormat);
    assert_eq!(format, Some((Verdict::Fail, &Finding::PortraitFormat(ImageFormat::WebP))));
}

#[test]
fn a_look_that_fails_warns_and_a_late_one_changes_nothing() {
    let (mut story, _) = typed(ADDRESS);
    let old = story.state.portrait_ticket;
    let jobs = story.command(Command::Type(Place::Portrait, "https://example.org/other.png".into()));
    assert!(matches!(jobs.as_slice(), [Job::Peek(..)]));
    let _ = story.event(Event::PortraitSeen(old, Box::new(Ok(portrait()))));
    assert_eq!(story.state.draft.portrait_peek, Peek::Fetching);
    let ticket = story.state.portrait_ticket;
    let _ = story.event(Event::PortraitSeen(ticket, Box::new(Err(Unseen::Status(404)))));
    let unseen = Finding::PortraitLinkUnseen(Unseen::Status(404));
    assert_eq!(found(&story, Rule::PortraitLink), Some((Verdict::Warn, &unseen)));
    assert!(story.state.can_create());
    assert!(story.command(Command::Mend(Place::Portrait, Fix::UseFile)).is_empty());
    assert!(matches!(story.state.draft.portrait, Slot::Link(_)), "there is nothing to use");
}

#[test]
fn what_the_provider_cannot_reach_is_refused_and_practice_can() {
    let (mut story, jobs) = typed("http://192.168.1.20/anna.png");
    assert!(jobs.is_empty(), "it is not even asked for: {jobs:?}");
    assert_eq!(found(&story, Rule::PortraitLink), Some((Verdict::Fail, &Finding::PortraitLinkPrivate)));
    let _ = story.command(Command::UseVoiceWay(crate::domain::VoiceWay::Link));
    let _ = story.command(Command::SetVoiceLink("http://localhost/a.mp3".into()));
    let _ = story.command(Command::SetCallbackUrl("https://nas.local/done".into()));
    assert_eq!(found(&story, Rule::VoiceLink), Some((Verdict::Fail, &Finding::VoiceLinkPrivate)));
    assert_eq!(found(&story, Rule::CallbackUrl), Some((Verdict::Fail, &Finding::CallbackUrlPrivate)));
    let mut settings = story.state.settings.clone();
    settings.practice = true;
    let jobs = story.command(Command::Set(settings.clone()));
    assert!(jobs.iter().any(|job| matches!(job, Job::Peek(_, _, Door::Practice))), "{jobs:?}");
    assert_eq!(found(&story, Rule::PortraitLink), Some((Verdict::Warn, &Finding::PortraitLink)));
    assert_eq!(found(&story, Rule::VoiceLink), Some((Verdict::Warn, &Finding::VoiceLink)));
    assert_eq!(found(&story, Rule::CallbackUrl), Some((Verdict::Pass, &Finding::CallbackUrl)));
    settings.practice = false;
    let _ = story.command(Command::Set(settings));
    assert_eq!(found(&story, Rule::PortraitLink), Some((Verdict::Fail, &Finding::PortraitLinkPrivate)));
    assert!(!story.state.can_create());
}
