//! `create --fix`: mends what can be mended without losing any part of the picture or the voice, and says what it did.
//!
//! Not the mending itself: it pushes the same Commands as the buttons of the window. What would cut something off is left
//! to the person, and so is every file as it was given.

use super::create::read;
use super::tell;
use crate::domain::{Check, Fix};
use crate::machine::Machine;
use crate::state::{Command, Place, State};
use crate::ui::text::Texts;

/// Mends one thing after the other, each at most once, until nothing more can be mended here.
pub(super) async fn mend(machine: &mut Machine, texts: &Texts) {
    let mut tried = vec![];
    while let Some((place, fix)) = machine.state().report.checks.iter().find_map(|check| next(check, &tried)) {
        tried.push((place, fix));
        let before = facts(machine.state(), place, texts);
        machine.command(Command::Mend(place, fix));
        read(machine).await;
        let after = facts(machine.state(), place, texts);
        if let (Some(before), Some(after)) = (before, after)
            && before != after
        {
            let gaps = [("fix", fix.name().into()), ("before", before.into()), ("after", after.into())];
            tell(&texts.with(if place == Place::Portrait { "cli-fixed-portrait" } else { "cli-fixed-voice" }, &gaps));
        }
    }
}

/// The first fix of a check that keeps everything and was not tried yet.
fn next(check: &Check, tried: &[(Place, Fix)]) -> Option<(Place, Fix)> {
    let place = match check.rule {
        rule if rule.is_portrait() => Place::Portrait,
        rule if rule.is_voice() => Place::Voice,
        _ => return None,
    };
    let fix = check.fixes.iter().copied().find(|fix| fix.keeps_everything())?;
    (!tried.contains(&(place, fix))).then_some((place, fix))
}

/// What is in a place, as the person knows it: format, measure, size.
fn facts(state: &State, place: Place, texts: &Texts) -> Option<String> {
    match place {
        Place::Portrait => state.draft.portrait.file().map(|file| {
            let facts = &file.facts;
            format!("{} {} × {}, {}", facts.format.name(), facts.width, facts.height, texts.size(facts.bytes))
        }),
        Place::Voice => state.draft.voice.file.file().map(|file| {
            let facts = &file.facts;
            format!("{} {}, {}", facts.format.name(), texts.length(facts.length), texts.size(facts.bytes))
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Finding, ImageFormat, Rule, Verdict};

    #[test]
    fn what_would_cut_something_off_is_left_to_the_person_and_nothing_is_tried_twice() {
        let check = |rule, fixes| {
            let finding = Finding::PortraitFormat(ImageFormat::WebP);
            Check { rule, verdict: Verdict::Fail, finding, fixes }
        };
        type Row = (Rule, &'static [Fix], Option<(Place, Fix)>);
        let table: [Row; 6] = [
            (Rule::PortraitBytes, &[Fix::Recompress], Some((Place::Portrait, Fix::Recompress))),
            (Rule::VoiceFormat, &[Fix::Convert], Some((Place::Voice, Fix::Convert))),
            (Rule::PortraitAspect, &[Fix::CropToFace, Fix::Crop], None),
            (Rule::VoiceLength, &[Fix::Trim, Fix::Split], None),
            (Rule::VoiceLength, &[Fix::Pad], Some((Place::Voice, Fix::Pad))),
            (Rule::Direction, &[Fix::Shorten], None),
        ];
        for (rule, fixes, expected) in table {
            assert_eq!(next(&check(rule, fixes), &[]), expected, "{rule:?}");
            assert_eq!(next(&check(rule, fixes), &expected.into_iter().collect::<Vec<_>>()), None);
        }
    }
}
