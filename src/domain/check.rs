//! Whether the provider would accept a draft, rule by rule, with the number found and the number allowed.
//!
//! Not the words for it: those are in `assets/text`. A `Checked` exists exactly when no check failed; only `check` makes one.

use std::time::Duration;

use super::check_typed::check_typed;
use super::draft::{Draft, Link, Slot, Voice, VoiceWay};
use super::limits::Limits;
use super::media::{ImageFacts, SoundFacts, SoundFormat};
use super::report::{Finding, Fix, Report, Rule, Verdict};
use super::submission::{Order, PortraitInput, VoiceInput};

/// A draft that passed. Only `check` makes one.
#[derive(Debug, PartialEq, Eq)]
pub struct Checked {
    order: Order,
    own_task_id: Option<String>,
    title: String,
}

impl Checked {
    /// What would be sent.
    #[must_use]
    pub fn order(&self) -> &Order {
        &self.order
    }

    /// Taken apart by `Task::approve` alone.
    pub(super) fn into_parts(self) -> (Order, Option<String>, String) {
        (self.order, self.own_task_id, self.title)
    }
}

/// Checks a draft against the limits, and its own task id against those that `is_used` knows on this computer.
#[must_use]
pub fn check(draft: &Draft, limits: &Limits, is_used: impl Fn(&str) -> bool) -> (Report, Option<Checked>) {
    let mut report = Report::default();
    let portrait = check_portrait(&draft.portrait, limits, &mut report);
    let voice = check_voice(&draft.voice, limits, &mut report);
    check_words(draft, limits, is_used, &mut report);
    let checked = match (report.ok(), portrait, voice) {
        (true, Some(portrait), Some(voice)) => Some(Checked {
            order: Order {
                portrait,
                voice,
                direction: draft.effective_direction().to_owned(),
                mode: draft.mode,
                callback_url: Link::read(&draft.callback_url).map(|link| link.as_str().to_owned()),
            },
            own_task_id: some_text(&draft.own_task_id),
            title: draft.title.trim().to_owned(),
        }),
        _ => None,
    };
    (report, checked)
}

fn some_text(text: &str) -> Option<String> {
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

pub(super) fn pass_if(good: bool) -> Verdict {
    if good { Verdict::Pass } else { Verdict::Fail }
}

fn by_bytes(found: u64, sure: u64, most: u64) -> Verdict {
    match found {
        _ if found > most => Verdict::Fail,
        _ if found > sure => Verdict::Warn,
        _ => Verdict::Pass,
    }
}

fn check_portrait(slot: &Slot<ImageFacts>, limits: &Limits, report: &mut Report) -> Option<PortraitInput> {
    let missing = |finding| (finding, Verdict::Fail);
    let (finding, verdict) = match slot {
        Slot::Empty => missing(Finding::PortraitMissing),
        Slot::Reading(_) | Slot::Mending(_) => missing(Finding::PortraitReading),
        Slot::Unreadable(_, why) => missing(Finding::PortraitUnreadable(why.clone())),
        Slot::Link(text) => {
            let link = Link::read(text).filter(|link| link.as_str().len() <= limits.link_chars);
            let (verdict, finding) = match link {
                Some(_) => (Verdict::Warn, Finding::PortraitLink),
                None => (Verdict::Fail, Finding::PortraitLinkBad),
            };
            report.add(Rule::PortraitLink, verdict, finding, &[Fix::Rewrite]);
            return link.map(PortraitInput::Link);
        }
        Slot::File(loaded) => {
            check_image(&loaded.facts, limits, report);
            return Some(PortraitInput::File { id: loaded.id, name: loaded.name.clone(), format: loaded.facts.format });
        }
    };
    report.add(Rule::Portrait, verdict, finding, &[Fix::Choose]);
    None
}

/// The rules of a picture that was read.
fn check_image(facts: &ImageFacts, limits: &Limits, report: &mut Report) {
    let (width, height) = (facts.width, facts.height);
    report.add(
        Rule::PortraitFormat,
        pass_if(facts.format.accepted()),
        Finding::PortraitFormat(facts.format),
        &[Fix::Convert],
    );
    report.add(
        Rule::PortraitBytes,
        by_bytes(facts.bytes, limits.image_bytes_sure, limits.image_bytes),
        Finding::PortraitBytes(facts.bytes, limits.image_bytes_sure, limits.image_bytes),
        &[Fix::Recompress],
    );
    report.add(
        Rule::PortraitSide,
        pass_if(width.min(height) >= limits.image_side),
        Finding::PortraitSide(width, height, limits.image_side),
        &[Fix::Enlarge],
    );
    let (long, short) = (u64::from(width.max(height)), u64::from(width.min(height)));
    report.add(
        Rule::PortraitAspect,
        pass_if(long * 10 <= short * u64::from(limits.aspect_tenths)),
        Finding::PortraitAspect(width, height, limits.aspect_tenths),
        if facts.faces.as_ref().is_some_and(|faces| faces.len() == 1) {
            &[Fix::CropToFace, Fix::Crop]
        } else {
            &[Fix::Crop]
        },
    );
}

fn check_voice(voice: &Voice, limits: &Limits, report: &mut Report) -> Option<VoiceInput> {
    match voice.way {
        VoiceWay::File => {}
        VoiceWay::Type => return check_typed(voice, limits, report),
        VoiceWay::Link => return check_voice_link(&voice.link, limits, report),
    }
    let (finding, link) = match &voice.file {
        Slot::Empty => (Finding::VoiceMissing, None),
        Slot::Reading(_) | Slot::Mending(_) => (Finding::VoiceReading, None),
        Slot::Unreadable(_, why) => (Finding::VoiceUnreadable(why.clone()), None),
        Slot::Link(text) => return check_voice_link(text, limits, report),
        Slot::File(loaded) => {
            check_sound(&loaded.facts, limits, report);
            return Some(VoiceInput::File {
                id: loaded.id,
                name: loaded.name.clone(),
                format: loaded.facts.format,
                length: loaded.facts.length,
            });
        }
    };
    report.add(Rule::Voice, Verdict::Fail, finding, &[Fix::Choose]);
    link
}

/// The rules of a sound that was read.
fn check_sound(facts: &SoundFacts, limits: &Limits, report: &mut Report) {
    check_format(facts.format, facts.bytes, limits, report);
    check_length(facts.length, limits, report);
}

/// The rules of a sound's format and size.
pub(super) fn check_format(format: SoundFormat, bytes: u64, limits: &Limits, report: &mut Report) {
    report.add(Rule::VoiceFormat, pass_if(format.accepted()), Finding::VoiceFormat(format), &[Fix::Convert]);
    report.add(
        Rule::VoiceBytes,
        by_bytes(bytes, limits.sound_bytes_sure, limits.sound_bytes),
        Finding::VoiceBytes(bytes, limits.sound_bytes_sure, limits.sound_bytes),
        &[Fix::Recompress],
    );
}

/// The rule of a sound's length.
pub(super) fn check_length(length: Duration, limits: &Limits, report: &mut Report) {
    let (shortest, longest) = (limits.sound_shortest, limits.sound_longest);
    report.add(
        Rule::VoiceLength,
        pass_if((shortest..=longest).contains(&length)),
        Finding::VoiceLength(length, shortest, longest),
        if length < shortest { &[Fix::Pad] } else { &[Fix::Trim, Fix::Split] },
    );
}

fn check_voice_link(text: &str, limits: &Limits, report: &mut Report) -> Option<VoiceInput> {
    let text = text.trim();
    let short = text.len() <= limits.link_chars;
    let plain = !text.contains("://") && !text.starts_with("data:");
    let id = plain && text.chars().all(|c| c.is_ascii_alphanumeric() || "-_.:".contains(c));
    let (verdict, finding, input) = match Link::read(text) {
        _ if text.is_empty() => (Verdict::Fail, Finding::VoiceMissing, None),
        Some(link) if short => (Verdict::Warn, Finding::VoiceLink, Some(VoiceInput::Link(link))),
        None if short && id => (Verdict::Warn, Finding::VoiceId, Some(VoiceInput::AudioId(text.to_owned(), None))),
        _ => (Verdict::Fail, Finding::VoiceLinkBad, None),
    };
    let rule = if text.is_empty() { Rule::Voice } else { Rule::VoiceLink };
    report.add(rule, verdict, finding, &[Fix::Rewrite]);
    input
}

fn check_words(draft: &Draft, limits: &Limits, is_used: impl Fn(&str) -> bool, report: &mut Report) {
    let found = if draft.direction.trim().is_empty() { 0 } else { draft.direction.chars().count() };
    let allowed = limits.direction_chars;
    report.add(Rule::Direction, pass_if(found <= allowed), Finding::Direction(found, allowed), &[Fix::Shorten]);

    // What a person may leave blank is checked only when it is not.
    let callback = draft.callback_url.trim();
    if !callback.is_empty() {
        let link = Link::read(callback).filter(|link| link.is_https() && link.as_str().len() <= limits.link_chars);
        let finding = if link.is_some() { Finding::CallbackUrl } else { Finding::CallbackUrlBad };
        report.add(Rule::CallbackUrl, pass_if(link.is_some()), finding, &[Fix::Rewrite]);
    }

    let own = draft.own_task_id.trim();
    if !own.is_empty() {
        let formed = own.chars().count() <= limits.own_task_id_chars && own.bytes().all(|byte| byte.is_ascii_graphic());
        let finding = match (formed, is_used(own)) {
            (false, _) => Finding::OwnTaskIdBad(limits.own_task_id_chars),
            (true, true) => Finding::OwnTaskIdUsed,
            (true, false) => Finding::OwnTaskId,
        };
        report.add(Rule::OwnTaskId, pass_if(finding == Finding::OwnTaskId), finding, &[Fix::Rewrite]);
    }

    let found = draft.title.trim().chars().count();
    if found > 0 {
        let allowed = limits.title_chars;
        report.add(Rule::Title, pass_if(found <= allowed), Finding::Title(found, allowed), &[Fix::Shorten]);
    }
}

#[cfg(test)]
#[path = "check_tests.rs"]
mod tests;
