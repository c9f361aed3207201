//! Whether the provider would accept a draft, rule by rule, with the number found and the number allowed.
//!
//! Not the words for it: those are in `assets/text`. A `Checked` exists exactly when no check failed, one for
//! each voice; only `check` makes one.

use super::account::Door;
use super::check_typed::check_typed;
use super::draft::{Draft, Link, Loaded, Slot, Voice, VoiceWay};
use super::limits::Limits;
use super::media::{ImageFacts, Level, SoundFacts};
use super::peek::Peek;
use super::report::{Finding, Fix, Report, Rule, Verdict};
use super::sound::{can_be_split, part_of};
use super::submission::{Order, PortraitInput, VoiceInput};

/// A draft that passed. Only `check` makes one.
#[derive(Debug, PartialEq, Eq)]
pub struct Checked {
    order: Order,
    own_task_id: Option<String>,
    title: String,
    part: Option<(u16, u16)>,
}

impl Checked {
    /// What would be sent.
    #[must_use]
    pub fn order(&self) -> &Order {
        &self.order
    }

    /// Taken apart by `Task::approve` alone.
    pub(super) fn into_parts(self) -> (Order, Option<String>, String, Option<(u16, u16)>) {
        (self.order, self.own_task_id, self.title, self.part)
    }
}

/// A voice that could be sent, and which part of how many it is where a sound was split.
type Spoken = (VoiceInput, Option<(u16, u16)>);

/// Checks a draft against the limits and, where it is known, the door it would go through; and its own task id against those
/// that `is_used` knows on this computer. Only the live door needs addresses that the whole Internet reaches. What passed is
/// one order, or one for each part of a voice that was split; nothing when something failed.
#[must_use]
pub fn check(
    draft: &Draft,
    limits: &Limits,
    door: Option<Door>,
    is_used: impl Fn(&str) -> bool,
) -> (Report, Vec<Checked>) {
    let mut report = Report::default();
    let portrait = check_portrait(draft, limits, door, &mut report);
    let voices = check_voice(&draft.voice, limits, door, &mut report);
    let parts: Vec<_> = voices.iter().map(|(_, part)| *part).collect();
    check_words(draft, &parts, limits, door, is_used, &mut report);
    let checked = match (report.ok(), portrait) {
        (true, Some(portrait)) => {
            let checked = |(voice, part): Spoken| Checked {
                order: Order {
                    portrait: portrait.clone(),
                    voice,
                    direction: draft.effective_direction().to_owned(),
                    mode: draft.mode,
                    callback_url: Link::read(&draft.callback_url).map(|link| link.as_str().to_owned()),
                },
                own_task_id: own_id(&draft.own_task_id, part),
                title: draft.title.trim().to_owned(),
                part,
            };
            voices.into_iter().map(checked).collect()
        }
        _ => vec![],
    };
    (report, checked)
}

/// The person's own task id, which has to be another one for each part of a voice.
fn own_id(text: &str, part: Option<(u16, u16)>) -> Option<String> {
    let text = text.trim();
    let id = || part.map_or_else(|| text.to_owned(), |(number, _)| format!("{text}-{number}"));
    (!text.is_empty()).then(id)
}

/// A title that says which part of a voice it is of.
pub(super) fn numbered(title: &str, part: Option<(u16, u16)>) -> String {
    part.map_or_else(|| title.to_owned(), |(number, of)| format!("{title} ({number}/{of})"))
}

pub(super) fn pass_if(good: bool) -> Verdict {
    if good { Verdict::Pass } else { Verdict::Fail }
}

pub(super) fn by_bytes(found: u64, sure: u64, most: u64) -> Verdict {
    match found {
        _ if found > most => Verdict::Fail,
        _ if found > sure => Verdict::Warn,
        _ => Verdict::Pass,
    }
}

fn check_portrait(draft: &Draft, limits: &Limits, door: Option<Door>, report: &mut Report) -> Option<PortraitInput> {
    let missing = |finding| (finding, Verdict::Fail);
    let (finding, verdict) = match &draft.portrait {
        Slot::Empty => missing(Finding::PortraitMissing),
        Slot::Reading(_) | Slot::Mending(_) => missing(Finding::PortraitReading),
        Slot::Unreadable(_, why) => missing(Finding::PortraitUnreadable(why.clone())),
        Slot::Link(text) => return check_portrait_link(text, &draft.portrait_peek, limits, door, report),
        Slot::File(loaded) => {
            check_image(&loaded.facts, None, limits, report);
            return Some(PortraitInput::File { id: loaded.id, name: loaded.name.clone(), format: loaded.facts.format });
        }
    };
    report.add(Rule::Portrait, verdict, finding, &[Fix::Choose]);
    None
}

/// The rules of a picture alone: of a part before it is cut, or of one of which something else is being made.
#[must_use]
pub fn check_picture(facts: &ImageFacts, limits: &Limits) -> Report {
    let mut report = Report::default();
    check_image(facts, None, limits, &mut report);
    report
}

/// The rules of a sound alone, likewise.
#[must_use]
pub fn check_voice_file(loaded: &Loaded<SoundFacts>, limits: &Limits) -> Report {
    let mut report = Report::default();
    check_sound(&loaded.facts, loaded.given_facts(), limits, &mut report);
    report
}

/// The rules of a picture that is sent as an address; those of the picture itself as far as it was looked at.
fn check_portrait_link(
    text: &str,
    peek: &Peek,
    limits: &Limits,
    door: Option<Door>,
    report: &mut Report,
) -> Option<PortraitInput> {
    let link = Link::read(text).filter(|link| link.as_str().len() <= limits.link_chars);
    let Some(link) = link else {
        report.add(Rule::PortraitLink, Verdict::Fail, Finding::PortraitLinkBad, &[Fix::Rewrite]);
        return None;
    };
    let seen = peek.seen();
    if let Some(seen) = seen {
        // The provider gets what is there, not what would be made of it here.
        check_image(seen.given_facts(), Some(&[Fix::UseFile]), limits, report);
    }
    let (verdict, finding) = match peek {
        _ if is_out_of_reach(&link, door) => (Verdict::Fail, Finding::PortraitLinkPrivate),
        Peek::Seen(_) => (Verdict::Pass, Finding::PortraitLinkSeen),
        Peek::Failed(why) => (Verdict::Warn, Finding::PortraitLinkUnseen(why.clone())),
        Peek::None | Peek::Fetching => (Verdict::Warn, Finding::PortraitLink),
    };
    let fixes: &[Fix] = match (verdict, seen) {
        (Verdict::Fail, Some(_)) => &[Fix::UseFile, Fix::Choose],
        (Verdict::Fail, None) => &[Fix::Choose],
        _ => &[Fix::Rewrite],
    };
    report.add(Rule::PortraitLink, verdict, finding, fixes);
    Some(PortraitInput::Link(link))
}

/// Whether the provider behind a door cannot reach an address.
fn is_out_of_reach(link: &Link, door: Option<Door>) -> bool {
    door == Some(Door::Live) && !link.is_public()
}

/// The rules of a picture that was read, and what would mend it when that is the same for all of them.
fn check_image(facts: &ImageFacts, mends_all: Option<&'static [Fix]>, limits: &Limits, report: &mut Report) {
    let (width, height) = (facts.width, facts.height);
    let mut add = |rule, verdict, finding, fixes| report.add(rule, verdict, finding, mends_all.unwrap_or(fixes));
    let format = Finding::PortraitFormat(facts.format);
    add(Rule::PortraitFormat, pass_if(facts.format.accepted()), format, &[Fix::Convert]);
    add(
        Rule::PortraitBytes,
        by_bytes(facts.bytes, limits.image_bytes_sure, limits.image_bytes),
        Finding::PortraitBytes(facts.bytes, limits.image_bytes_sure, limits.image_bytes),
        &[Fix::Recompress],
    );
    add(
        Rule::PortraitSide,
        pass_if(width.min(height) >= limits.image_side),
        Finding::PortraitSide(width, height, limits.image_side),
        &[Fix::Enlarge],
    );
    let one_face = facts.faces.as_ref().is_some_and(|faces| faces.len() == 1);
    let (long, short) = (u64::from(width.max(height)), u64::from(width.min(height)));
    add(
        Rule::PortraitAspect,
        pass_if(long * 10 <= short * u64::from(limits.aspect_tenths)),
        Finding::PortraitAspect(width, height, limits.aspect_tenths),
        if one_face { &[Fix::CropToFace, Fix::Crop] } else { &[Fix::Crop] },
    );
    // The finder may be wrong, so this is never a refusal.
    if let Some(faces) = &facts.faces {
        let verdict = if one_face { Verdict::Pass } else { Verdict::Warn };
        report.add(Rule::PortraitFace, verdict, Finding::PortraitFaces(faces.len()), &[Fix::Choose]);
    }
}

fn check_voice(voice: &Voice, limits: &Limits, door: Option<Door>, report: &mut Report) -> Vec<Spoken> {
    let of_one = |input: Option<VoiceInput>| input.map(|input| (input, None)).into_iter().collect();
    match voice.way {
        VoiceWay::File | VoiceWay::Record => {}
        VoiceWay::Type => return of_one(check_typed(voice, limits, report)),
        VoiceWay::Link => return of_one(check_voice_link(&voice.link, limits, door, report)),
    }
    let finding = match &voice.file {
        Slot::Empty => Finding::VoiceMissing,
        Slot::Reading(_) | Slot::Mending(_) => Finding::VoiceReading,
        Slot::Unreadable(_, why) => Finding::VoiceUnreadable(why.clone()),
        Slot::Link(text) => return of_one(check_voice_link(text, limits, door, report)),
        Slot::File(_) => return voice.sounds().map(|loaded| check_file(loaded, limits, report)).collect(),
    };
    report.add(Rule::Voice, Verdict::Fail, finding, &[Fix::Choose]);
    vec![]
}

/// Checks one of the sounds. They share the report, where the worst of them is shown.
fn check_file(loaded: &Loaded<SoundFacts>, limits: &Limits, report: &mut Report) -> Spoken {
    let mut own = Report::default();
    check_sound(&loaded.facts, loaded.given_facts(), limits, &mut own);
    report.add_worst(own);
    let input = VoiceInput::File {
        id: loaded.id,
        name: loaded.name.clone(),
        format: loaded.facts.format,
        length: loaded.facts.length,
    };
    (input, part_of(loaded.changes()))
}

/// The rules of a sound that was read; `given` is what was measured of the file as it was given.
fn check_sound(facts: &SoundFacts, given: &SoundFacts, limits: &Limits, report: &mut Report) {
    let (shortest, longest) = (limits.sound_shortest, limits.sound_longest);
    let cuts: &[Fix] = if can_be_split(given, limits) { &[Fix::Trim, Fix::Split] } else { &[Fix::Trim] };
    // What has to be cut is coded anew with it.
    let or_cuts = |fix| if facts.length > longest { cuts } else { fix };
    report.add(
        Rule::VoiceFormat,
        pass_if(facts.format.accepted()),
        Finding::VoiceFormat(facts.format),
        or_cuts(&[Fix::Convert]),
    );
    report.add(
        Rule::VoiceBytes,
        by_bytes(facts.bytes, limits.sound_bytes_sure, limits.sound_bytes),
        Finding::VoiceBytes(facts.bytes, limits.sound_bytes_sure, limits.sound_bytes),
        or_cuts(&[Fix::Recompress]),
    );
    report.add(
        Rule::VoiceLength,
        pass_if((shortest..=longest).contains(&facts.length)),
        Finding::VoiceLength(facts.length, shortest, longest),
        if facts.length < shortest { &[Fix::Pad] } else { cuts },
    );
    check_level(&facts.level, limits, report);
    if facts.he_aac {
        report.add(Rule::VoiceCoding, Verdict::Warn, Finding::VoiceHeAac, &[Fix::Convert]);
    }
}

/// Neither silence nor a recording that was too loud is refused, and nothing here can mend them.
fn check_level(level: &Level, limits: &Limits, report: &mut Report) {
    let (verdict, finding) = match level.peak {
        Some(peak) if peak >= limits.sound_quietest && level.clipped <= limits.sound_clipped => {
            (Verdict::Pass, Finding::VoiceLevel(peak))
        }
        Some(peak) if peak >= limits.sound_quietest => {
            (Verdict::Warn, Finding::VoiceClipped(level.clipped, limits.sound_clipped))
        }
        quiet => (Verdict::Warn, Finding::VoiceSilent(quiet, limits.sound_quietest)),
    };
    report.add(Rule::VoiceLevel, verdict, finding, &[Fix::Choose]);
}

fn check_voice_link(text: &str, limits: &Limits, door: Option<Door>, report: &mut Report) -> Option<VoiceInput> {
    let text = text.trim();
    let short = text.len() <= limits.link_chars;
    let plain = !text.contains("://") && !text.starts_with("data:");
    let id = plain && text.chars().all(|c| c.is_ascii_alphanumeric() || "-_.:".contains(c));
    let (verdict, finding, input) = match Link::read(text) {
        _ if text.is_empty() => (Verdict::Fail, Finding::VoiceMissing, None),
        Some(link) if short && is_out_of_reach(&link, door) => (Verdict::Fail, Finding::VoiceLinkPrivate, None),
        Some(link) if short => (Verdict::Warn, Finding::VoiceLink, Some(VoiceInput::Link(link))),
        None if short && id => (Verdict::Warn, Finding::VoiceId, Some(VoiceInput::AudioId(text.to_owned(), None))),
        _ => (Verdict::Fail, Finding::VoiceLinkBad, None),
    };
    let rule = if text.is_empty() { Rule::Voice } else { Rule::VoiceLink };
    report.add(rule, verdict, finding, &[Fix::Rewrite]);
    input
}

fn check_words(
    draft: &Draft,
    parts: &[Option<(u16, u16)>],
    limits: &Limits,
    door: Option<Door>,
    is_used: impl Fn(&str) -> bool,
    report: &mut Report,
) {
    let found = if draft.direction.trim().is_empty() { 0 } else { draft.direction.chars().count() };
    let allowed = limits.direction_chars;
    report.add(Rule::Direction, pass_if(found <= allowed), Finding::Direction(found, allowed), &[Fix::Shorten]);

    // What a person may leave blank is checked only when it is not.
    let callback = draft.callback_url.trim();
    if !callback.is_empty() {
        let link = Link::read(callback).filter(|link| link.is_https() && link.as_str().len() <= limits.link_chars);
        let finding = match link {
            Some(link) if is_out_of_reach(&link, door) => Finding::CallbackUrlPrivate,
            Some(_) => Finding::CallbackUrl,
            None => Finding::CallbackUrlBad,
        };
        report.add(Rule::CallbackUrl, pass_if(finding == Finding::CallbackUrl), finding, &[Fix::Rewrite]);
    }

    // Where there is no voice yet, the id is checked as it will be of one voice.
    let parts = if parts.is_empty() { &[None] } else { parts };
    let own: Vec<String> = parts.iter().filter_map(|part| own_id(&draft.own_task_id, *part)).collect();
    if !own.is_empty() {
        let is_formed = |own: &String| {
            own.chars().count() <= limits.own_task_id_chars && own.bytes().all(|byte| byte.is_ascii_graphic())
        };
        let finding = match (own.iter().all(is_formed), own.iter().any(|own| is_used(own))) {
            (false, _) => Finding::OwnTaskIdBad(limits.own_task_id_chars),
            (true, true) => Finding::OwnTaskIdUsed,
            (true, false) => Finding::OwnTaskId,
        };
        report.add(Rule::OwnTaskId, pass_if(finding == Finding::OwnTaskId), finding, &[Fix::Rewrite]);
    }

    let title = draft.title.trim();
    if !title.is_empty() {
        let found = parts.iter().map(|part| numbered(title, *part).chars().count()).max().unwrap_or(0);
        let allowed = limits.title_chars;
        report.add(Rule::Title, pass_if(found <= allowed), Finding::Title(found, allowed), &[Fix::Shorten]);
    }
}

#[cfg(test)]
#[path = "check_tests.rs"]
mod tests;
