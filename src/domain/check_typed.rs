//! The rules of a typed voice: that there is a text, that it is not too long, and that it is spoken.
//!
//! Not the speaking: a text that was never spoken cannot be a voice, however good it is.

use std::time::Duration;

use super::Limits;
use super::check::{by_bytes, pass_if};
use super::draft::Voice;
use super::report::{Finding, Fix, Report, Rule, Verdict};
use super::speech::{KeptSound, SpokenVoice};
use super::submission::VoiceInput;

/// A text whose estimated length is above this part of the longest allowed may come out too long: in hundredths.
const NEAR: u32 = 90;

pub(super) fn check_typed(voice: &Voice, limits: &Limits, report: &mut Report) -> Option<VoiceInput> {
    let (found, allowed) = (voice.typed.chars(), limits.speech_chars);
    if found == 0 {
        report.add(Rule::Voice, Verdict::Fail, Finding::TextMissing, &[Fix::Speak]);
        return None;
    }
    report.add(Rule::VoiceText, pass_if(found <= allowed), Finding::Text(found, allowed), &[Fix::Shorten]);
    let (finding, input) = match &voice.spoken {
        None => {
            if found <= allowed {
                check_estimate(voice, limits, report);
            }
            report.add(Rule::VoiceSpoken, Verdict::Fail, Finding::NotSpoken, &[Fix::Speak]);
            return None;
        }
        Some(SpokenVoice::ById(id, length)) => {
            length.iter().for_each(|length| check_length(*length, limits, report));
            (Finding::Spoken, VoiceInput::AudioId(id.clone(), *length))
        }
        Some(SpokenVoice::Kept(sound, name)) => {
            check_file(sound, limits, report);
            check_length(sound.length, limits, report);
            let (id, format, length) = (sound.id, sound.format, sound.length);
            (Finding::SpokenKept, VoiceInput::File { id, name: name.clone(), format, length })
        }
    };
    report.add(Rule::VoiceSpoken, Verdict::Pass, finding, &[]);
    Some(input)
}

/// The rules of a kept sound's format and size.
fn check_file(sound: &KeptSound, limits: &Limits, report: &mut Report) {
    let (format, bytes) = (sound.format, sound.bytes);
    report.add(Rule::VoiceFormat, pass_if(format.accepted()), Finding::VoiceFormat(format), &[Fix::Speak]);
    let finding = Finding::VoiceBytes(bytes, limits.sound_bytes_sure, limits.sound_bytes);
    let verdict = by_bytes(bytes, limits.sound_bytes_sure, limits.sound_bytes);
    report.add(Rule::VoiceBytes, verdict, finding, &[Fix::Speak]);
}

/// The rule of a spoken text's length: too long a one needs fewer words, and too short a one more.
fn check_length(length: Duration, limits: &Limits, report: &mut Report) {
    let (shortest, longest) = (limits.sound_shortest, limits.sound_longest);
    let finding = Finding::VoiceLength(length, shortest, longest);
    let fixes: &[Fix] = if length < shortest { &[Fix::Speak] } else { &[Fix::Shorten] };
    report.add(Rule::VoiceLength, pass_if((shortest..=longest).contains(&length)), finding, fixes);
}

/// Warns of a text that will likely be too short or too long: only its speaking says how long it is.
fn check_estimate(voice: &Voice, limits: &Limits, report: &mut Report) {
    let (about, shortest, longest) = (voice.typed.estimated_length(), limits.sound_shortest, limits.sound_longest);
    if about < shortest || about > longest * NEAR / 100 {
        let finding = Finding::TextLength(about, shortest, longest);
        report.add(Rule::VoiceText, Verdict::Warn, finding, &[Fix::Shorten]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{InputId, SoundFormat, Typed, VoiceWay};

    fn check(text: &str, spoken: Option<SpokenVoice>) -> (Report, Option<VoiceInput>) {
        let typed = Typed { text: text.into(), ..Typed::default() };
        let voice = Voice { way: VoiceWay::Type, typed, spoken, ..Voice::default() };
        let mut report = Report::default();
        let input = check_typed(&voice, &Limits::default(), &mut report);
        (report, input)
    }

    fn findings(report: &Report, verdict: Verdict) -> Vec<Finding> {
        report.checks.iter().filter(|check| check.verdict == verdict).map(|check| check.finding.clone()).collect()
    }

    #[test]
    fn a_text_must_be_there_be_short_enough_and_be_spoken() {
        for (text, expected) in [
            (" \n".to_owned(), vec![Finding::TextMissing]),
            ("x".repeat(400), vec![Finding::NotSpoken]),
            ("x".repeat(1000), vec![Finding::NotSpoken]),
            ("x".repeat(1001), vec![Finding::Text(1001, 1000), Finding::NotSpoken]),
        ] {
            let (report, input) = check(&text, None);
            assert_eq!((findings(&report, Verdict::Fail), input), (expected, None), "{} characters", text.len());
        }
    }

    #[test]
    fn a_text_that_will_likely_be_too_short_or_too_long_is_warned_about() {
        for (count, warned) in [(29, true), (30, false), (800, false), (801, true), (1000, true), (1001, false)] {
            let (report, _) = check(&"x".repeat(count), None);
            let warnings = findings(&report, Verdict::Warn);
            assert_eq!(warnings.len(), usize::from(warned), "{count}: {warnings:?}");
        }
    }

    #[test]
    fn what_is_spoken_is_a_voice_of_known_length() {
        let length = Duration::from_secs(7);
        let (report, input) = check("Hello", Some(SpokenVoice::ById("84".into(), Some(length))));
        assert!(report.ok());
        assert_eq!(input, Some(VoiceInput::AudioId("84".into(), Some(length))));
        let (report, _) = check("Hello", Some(SpokenVoice::ById("84".into(), Some(Duration::from_secs(61)))));
        assert_eq!(findings(&report, Verdict::Fail).len(), 1, "the true length counts, not the estimate");
        let kept = |bytes| KeptSound { id: InputId([3; 32]), format: SoundFormat::Mp3, bytes, length };
        let (report, input) = check("Hello", Some(SpokenVoice::Kept(kept(1000), "Hello".into())));
        assert!(report.ok() && input.and_then(|input| input.length()) == Some(length));
        let (report, _) = check("Hello", Some(SpokenVoice::Kept(kept(6_000_000), "Hello".into())));
        assert!(!report.ok(), "the file's own rules hold");
    }
}
