//! The changes of a file in the form, from the asking to the taking back.

use std::path::PathBuf;

use super::super::tests::{Story, fill_in, portrait};
use super::*;
use crate::domain::{Area, Check, Finding, InputId, KeptInput, Loaded, Medium, Origin, Rule, Verdict};
use crate::state::{Command, Event, Source};

/// What services would answer to an edit: another file, made from the given one.
fn made<F: Medium>(given: &Loaded<F>, edit: F::Edit, facts: F) -> Loaded<F> {
    let (input, kept) = (given.given(), given.given_kept().to_owned());
    let origin = Origin { input, kept, facts: given.given_facts().clone(), edit, changes: vec![] };
    let kept = PathBuf::from("made.png");
    Loaded { id: InputId([9; 32]), kept, name: given.name.clone(), facts, origin: Some(Box::new(origin)) }
}

/// A form with a picture of three times its height.
fn wide() -> (Story, Loaded<crate::domain::ImageFacts>) {
    let mut story = Story::begin();
    fill_in(&mut story.state);
    let mut loaded = portrait();
    (loaded.facts.width, loaded.facts.height) = (1800, 600);
    story.state.draft.portrait = Slot::File(Box::new(loaded.clone()));
    story.state.recheck();
    (story, loaded)
}

fn ratio(story: &Story) -> Option<&Check> {
    story.state.report.of(Rule::PortraitAspect)
}

#[test]
fn one_press_mends_a_wide_picture_and_another_takes_it_back() {
    let (mut story, given) = wide();
    assert_eq!(ratio(&story).map(|check| check.verdict), Some(Verdict::Fail));
    let jobs = story.command(Command::Mend(Place::Portrait, Fix::Crop));
    let [Job::ReadPortrait(ticket, source, edit)] = jobs.as_slice() else { panic!("{jobs:?}") };
    assert_eq!(*source, Source::from(KeptInput { id: given.id, name: given.name.clone() }));
    assert_eq!(edit.crop, Some(Area { x: 150, y: 0, width: 1500, height: 600 }));
    assert_eq!(story.state.report.of(Rule::Portrait).map(|check| &check.finding), Some(&Finding::PortraitReading));
    assert!(!story.state.can_create(), "what is being made is not sent");

    let mut facts = given.facts.clone();
    facts.width = 1500;
    let made = made(&given, *edit, facts);
    let _ = story.event(Event::PortraitRead(*ticket, Box::new(Ok(made))));
    assert_eq!(ratio(&story).map(|check| check.verdict), Some(Verdict::Pass));
    assert!(story.state.can_create() && story.state.can_undo());

    let _ = story.command(Command::UndoForm);
    assert_eq!(story.state.draft.portrait, Slot::File(Box::new(given)));
    assert_eq!(ratio(&story).map(|check| check.verdict), Some(Verdict::Fail));
}

#[test]
fn taking_back_while_it_is_being_made_does_not_wait_for_it() {
    let (mut story, given) = wide();
    let jobs = story.command(Command::Mend(Place::Portrait, Fix::Crop));
    let [Job::ReadPortrait(ticket, _, edit)] = jobs.as_slice() else { panic!("{jobs:?}") };
    let _ = story.command(Command::UndoForm);
    assert_eq!(story.state.draft.portrait, Slot::File(Box::new(given.clone())));
    let late = made(&given, *edit, given.facts.clone());
    let _ = story.event(Event::PortraitRead(*ticket, Box::new(Ok(late))));
    assert_eq!(story.state.draft.portrait, Slot::File(Box::new(given)), "a late answer changes nothing");
}

#[test]
fn what_cannot_be_made_leaves_the_file_and_is_said() {
    let (mut story, given) = wide();
    let jobs = story.command(Command::Mend(Place::Portrait, Fix::Crop));
    let [Job::ReadPortrait(ticket, ..)] = jobs.as_slice() else { panic!("{jobs:?}") };
    let _ = story.event(Event::PortraitRead(*ticket, Box::new(Err(Unreadable::Missing))));
    assert_eq!(story.state.draft.portrait, Slot::File(Box::new(given)));
    let said = |kind: &NoticeKind| *kind == NoticeKind::NotMended(Place::Portrait, Unreadable::Missing);
    assert!(story.state.notices.iter().any(|notice| said(&notice.kind)) && !story.state.can_undo());
}

#[test]
fn a_second_edit_starts_from_the_file_as_it_was_given() {
    let (mut story, given) = wide();
    let crop = PictureEdit { crop: Some(Area::whole(900, 600)), ..PictureEdit::default() };
    story.state.draft.portrait = Slot::File(Box::new(made(&given, crop, given.facts.clone())));
    story.state.recheck();
    let jobs = story.command(Command::Mend(Place::Portrait, Fix::Recompress));
    let [Job::ReadPortrait(_, Source::Kept(id, _), edit)] = jobs.as_slice() else { panic!("{jobs:?}") };
    assert_eq!((*id, *edit), (given.id, PictureEdit { recompress: true, ..crop }), "the crop stays");
    assert_eq!(story.command(Command::Restore(Place::Portrait)), [], "one thing at a time");
    assert!(story.command(Command::Mend(Place::Voice, Fix::Crop)).is_empty(), "no sound is cropped");
}
