//! The checks at, under and over every limit, and the promise that a `Checked` exists exactly when nothing failed.

use std::{path::PathBuf, sync::Arc, time::Duration};

use proptest::prelude::*;

use super::*;
use crate::domain::{
    Area, Check, ImageFormat, InputId, Level, Loaded, Medium, SoundFormat, Unreadable, draft::DEFAULT_DIRECTION,
};

fn picture(format: ImageFormat, width: u32, height: u32, bytes: u64) -> Slot<ImageFacts> {
    loaded(ImageFacts { format, width, height, bytes, faces: None })
}

fn sound(format: SoundFormat, ms: u64, bytes: u64) -> Slot<SoundFacts> {
    let length = Duration::from_millis(ms);
    loaded(SoundFacts {
        format,
        length,
        bytes,
        channels: 1,
        rate: 24_000,
        peaks: Arc::from([]),
        level: Level { peak: Some(-60), ..Level::default() },
        he_aac: false,
    })
}

fn loaded<F: Medium>(facts: F) -> Slot<F> {
    Slot::File(Box::new(Loaded {
        id: InputId([7; 32]),
        kept: PathBuf::from("kept"),
        name: "name.x".into(),
        facts,
        origin: None,
    }))
}

fn good() -> Draft {
    Draft {
        portrait: picture(ImageFormat::Png, 1024, 1024, 1_800_000),
        voice: Voice { file: sound(SoundFormat::Wav, 12_400, 1_100_000), ..Voice::default() },
        ..Draft::default()
    }
}

fn verdict(draft: &Draft, rule: Rule) -> Option<Verdict> {
    let (report, checked) = check(draft, &Limits::default(), None, |id| id == "taken");
    assert_eq!(report.ok(), !checked.is_empty(), "a Checked exists exactly when nothing failed");
    report.of(rule).map(|check| check.verdict)
}

use Verdict::{Fail, Pass, Warn};

#[test]
fn a_good_draft_becomes_what_will_be_sent() {
    let (report, mut checked) = check(&good(), &Limits::default(), None, |_| false);
    assert!(report.ok() && report.problems().next().is_none());
    assert_eq!(checked.len(), 1);
    let checked = checked.pop().expect("a good draft is checked");
    assert_eq!(checked.order().direction, DEFAULT_DIRECTION);
    assert_eq!(checked.order().voice.length(), Some(Duration::from_millis(12_400)));
    assert_eq!(checked.order().callback_url, None);
}

#[test]
fn the_portrait_at_under_and_over_each_limit() {
    use ImageFormat::{Gif, Jpeg, Png};
    let table = [
        (Rule::PortraitFormat, picture(Jpeg, 300, 300, 1), Pass),
        (Rule::PortraitFormat, picture(Gif, 300, 300, 1), Fail),
        (Rule::PortraitBytes, picture(Png, 300, 300, 10_000_000), Pass),
        (Rule::PortraitBytes, picture(Png, 300, 300, 10_000_001), Warn),
        (Rule::PortraitBytes, picture(Png, 300, 300, 10_485_760), Warn),
        (Rule::PortraitBytes, picture(Png, 300, 300, 10_485_761), Fail),
        (Rule::PortraitSide, picture(Png, 300, 300, 1), Pass),
        (Rule::PortraitSide, picture(Png, 299, 300, 1), Fail),
        (Rule::PortraitSide, picture(Png, 300, 299, 1), Fail),
        (Rule::PortraitAspect, picture(Png, 750, 300, 1), Pass),
        (Rule::PortraitAspect, picture(Png, 751, 300, 1), Fail),
        (Rule::PortraitAspect, picture(Png, 300, 750, 1), Pass),
        (Rule::PortraitAspect, picture(Png, 300, 751, 1), Fail),
        (Rule::PortraitAspect, picture(Png, u32::MAX, u32::MAX, 1), Pass),
        (Rule::PortraitAspect, picture(Png, 0, 0, 1), Pass),
        (Rule::Portrait, Slot::Empty, Fail),
        (Rule::Portrait, Slot::Reading("x".into()), Fail),
        (Rule::Portrait, Slot::Unreadable("x".into(), Unreadable::Missing), Fail),
        (Rule::PortraitLink, Slot::Link("https://example.org/a.png".into()), Warn),
        (Rule::PortraitLink, Slot::Link("data:image/png;base64,AA".into()), Fail),
        (Rule::PortraitLink, Slot::Link(format!("https://example.org/{}", "a".repeat(2028))), Warn),
        (Rule::PortraitLink, Slot::Link(format!("https://example.org/{}", "a".repeat(2029))), Fail),
    ];
    for (rule, portrait, expected) in table {
        let draft = Draft { portrait: portrait.clone(), ..good() };
        assert_eq!(verdict(&draft, rule), Some(expected), "{rule:?} of {portrait:?}");
    }
}

#[test]
fn faces_are_told_and_never_refused() {
    let face = Area::whole(90, 90);
    let table =
        [(None, None), (Some(vec![]), Some(Warn)), (Some(vec![face]), Some(Pass)), (Some(vec![face; 2]), Some(Warn))];
    for (faces, expected) in table {
        let facts = ImageFacts { format: ImageFormat::Png, width: 1800, height: 600, bytes: 1, faces: faces.clone() };
        let draft = Draft { portrait: loaded(facts), ..good() };
        assert_eq!(verdict(&draft, Rule::PortraitFace), expected, "{faces:?}");
        let (report, _) = check(&draft, &Limits::default(), None, |_| false);
        let fix = report.of(Rule::PortraitAspect).and_then(Check::fix);
        let one = faces.is_some_and(|faces| faces.len() == 1);
        assert_eq!(fix, Some(if one { Fix::CropToFace } else { Fix::Crop }));
    }
}

#[test]
fn the_voice_at_under_and_over_each_limit() {
    use SoundFormat::{Aac, Flac, M4a, Mp3, Wav};
    let table = [
        (Rule::VoiceFormat, sound(Mp3, 2000, 1), Pass),
        (Rule::VoiceFormat, sound(M4a, 2000, 1), Pass),
        (Rule::VoiceFormat, sound(Aac, 2000, 1), Pass),
        (Rule::VoiceFormat, sound(Flac, 2000, 1), Fail),
        (Rule::VoiceBytes, sound(Wav, 2000, 5_000_000), Pass),
        (Rule::VoiceBytes, sound(Wav, 2000, 5_000_001), Warn),
        (Rule::VoiceBytes, sound(Wav, 2000, 5_242_880), Warn),
        (Rule::VoiceBytes, sound(Wav, 2000, 5_242_881), Fail),
        (Rule::VoiceLength, sound(Wav, 2000, 1), Pass),
        (Rule::VoiceLength, sound(Wav, 1999, 1), Fail),
        (Rule::VoiceLength, sound(Wav, 60_000, 1), Pass),
        (Rule::VoiceLength, sound(Wav, 60_001, 1), Fail),
        (Rule::Voice, Slot::Empty, Fail),
        (Rule::Voice, Slot::Reading("x".into()), Fail),
        (Rule::Voice, Slot::Unreadable("x".into(), Unreadable::NotASound), Fail),
    ];
    for (rule, file, expected) in table {
        let draft = Draft { voice: Voice { file: file.clone(), ..Voice::default() }, ..good() };
        assert_eq!(verdict(&draft, rule), Some(expected), "{rule:?} of {file:?}");
    }
    let too_short = Draft { voice: Voice { file: sound(Wav, 10, 1), ..Voice::default() }, ..good() };
    let (report, _) = check(&too_short, &Limits::default(), None, |_| false);
    assert_eq!(report.of(Rule::VoiceLength).and_then(Check::fix), Some(Fix::Pad));
}

fn levelled(level: Level, he_aac: bool) -> Draft {
    let mut draft = good();
    if let Slot::File(loaded) = &mut draft.voice.file {
        (loaded.facts.level, loaded.facts.he_aac) = (level, he_aac);
    }
    draft
}

#[test]
fn a_voice_nobody_could_hear_or_that_crackles_is_said_and_not_refused() {
    let loud = Level { peak: Some(0), loudness: Some(-140), clipped: 0 };
    let table = [
        (loud, Pass),
        (Level { peak: Some(-500), ..loud }, Pass),
        (Level { peak: Some(-501), ..loud }, Warn),
        (Level { peak: None, loudness: None, clipped: 0 }, Warn),
        (Level { clipped: 10, ..loud }, Pass),
        (Level { clipped: 11, ..loud }, Warn),
    ];
    for (level, expected) in table {
        let draft = levelled(level, false);
        assert_eq!(verdict(&draft, Rule::VoiceLevel), Some(expected), "{level:?}");
        assert_eq!(verdict(&draft, Rule::VoiceCoding), None);
        assert_eq!(check(&draft, &Limits::default(), None, |_| false).1.len(), 1);
    }
    let rich = levelled(loud, true);
    assert_eq!(verdict(&rich, Rule::VoiceCoding), Some(Warn));
    let (report, checked) = check(&rich, &Limits::default(), None, |_| false);
    assert_eq!((report.of(Rule::VoiceCoding).and_then(Check::fix), checked.len()), (Some(Fix::Convert), 1));
}

#[test]
fn what_is_too_long_is_cut_whatever_else_is_wrong_with_it() {
    let fixes = |ms, rule| {
        let file = sound(SoundFormat::Flac, ms, 9_000_000);
        let draft = Draft { voice: Voice { file, ..Voice::default() }, ..good() };
        check(&draft, &Limits::default(), None, |_| false).0.of(rule).map(|check| check.fixes)
    };
    for rule in [Rule::VoiceFormat, Rule::VoiceBytes, Rule::VoiceLength] {
        assert_eq!(fixes(90_000, rule), Some([Fix::Trim, Fix::Split].as_slice()), "{rule:?}");
        assert_eq!(fixes(1_200_000, rule), Some([Fix::Trim].as_slice()), "{rule:?}: it may go on unmeasured");
    }
    assert_eq!(fixes(30_000, Rule::VoiceFormat), Some([Fix::Convert].as_slice()));
    assert_eq!(fixes(30_000, Rule::VoiceBytes), Some([Fix::Recompress].as_slice()));
}

#[test]
fn exactly_one_voice_is_sent_and_the_other_way_keeps_what_it_has() {
    let table = [
        ("https://example.org/a.mp3", Rule::VoiceLink, Warn, true),
        ("847487393472614443", Rule::VoiceLink, Warn, true),
        ("data:audio/wav;base64,AA", Rule::VoiceLink, Fail, false),
        ("ftp://example.org/a.mp3", Rule::VoiceLink, Fail, false),
        ("two words", Rule::VoiceLink, Fail, false),
        ("  ", Rule::Voice, Fail, false),
    ];
    for (link, rule, expected, sent) in table {
        let mut draft = good();
        draft.voice.way = VoiceWay::Link;
        draft.voice.link = link.into();
        assert_eq!(verdict(&draft, rule), Some(expected), "{link:?}");
        let (_, checked) = check(&draft, &Limits::default(), None, |_| false);
        let voice = checked.first().map(|checked| checked.order().voice.clone());
        assert_eq!(voice.is_some(), sent, "{link:?}");
        assert!(!matches!(voice, Some(VoiceInput::File { .. })), "the file is not what is sent");
        draft.voice.way = VoiceWay::File;
        assert_eq!(verdict(&draft, Rule::VoiceLength), Some(Pass));
    }
}

#[test]
fn words_at_and_over_each_limit() {
    type Change = fn(&mut Draft);
    let table: [(Rule, Verdict, Change); 12] = [
        (Rule::Direction, Pass, |draft| draft.direction = "é".repeat(2500)),
        (Rule::Direction, Fail, |draft| draft.direction = "é".repeat(2501)),
        (Rule::Direction, Pass, |draft| draft.direction = " \n ".into()),
        (Rule::CallbackUrl, Pass, |draft| draft.callback_url = "https://example.org/hook".into()),
        (Rule::CallbackUrl, Fail, |draft| draft.callback_url = "http://example.org/hook".into()),
        (Rule::OwnTaskId, Pass, |draft| draft.own_task_id = "a".repeat(64)),
        (Rule::OwnTaskId, Fail, |draft| draft.own_task_id = "a".repeat(65)),
        (Rule::OwnTaskId, Fail, |draft| draft.own_task_id = "a b".into()),
        (Rule::OwnTaskId, Fail, |draft| draft.own_task_id = "é".into()),
        (Rule::OwnTaskId, Fail, |draft| draft.own_task_id = " taken ".into()),
        (Rule::Title, Pass, |draft| draft.title = "t".repeat(120)),
        (Rule::Title, Fail, |draft| draft.title = "t".repeat(121)),
    ];
    for (rule, expected, change) in table {
        let mut draft = good();
        change(&mut draft);
        assert_eq!(verdict(&draft, rule), Some(expected), "{rule:?} of {draft:?}");
    }
}

#[test]
fn what_may_be_blank_is_not_checked_when_it_is() {
    let blank = Draft { callback_url: " ".into(), own_task_id: "\t".into(), title: "\n".into(), ..good() };
    for rule in [Rule::CallbackUrl, Rule::OwnTaskId, Rule::Title] {
        assert_eq!(verdict(&blank, rule), None, "{rule:?}");
    }
}

proptest! {
    #[test]
    fn a_checked_exists_exactly_when_nothing_failed(
        width in 200u32..1000, height in 200u32..1000, image_bytes in 0u64..12_000_000,
        ms in 0u64..70_000, sound_bytes in 0u64..6_000_000, format in 0usize..8,
        direction in ".{0,40}", callback in "(https?://)?[a-z.]{0,9}", own in "[a-z é]{0,70}", link in proptest::option::of(".{0,30}"),
    ) {
        use ImageFormat::{Avif, Bmp, Gif, Heic, Jpeg, Png, Tiff, WebP};
        let image = [Jpeg, Png, WebP, Gif, Bmp, Tiff, Heic, Avif][format];
        let draft = Draft {
            portrait: picture(image, width, height, image_bytes),
            voice: Voice {
                way: if link.is_some() { VoiceWay::Link } else { VoiceWay::File },
                file: sound(SoundFormat::Mp3, ms, sound_bytes),
                link: link.unwrap_or_default(),
                ..Voice::default()
            },
            direction,
            callback_url: callback,
            own_task_id: own,
            ..Draft::default()
        };
        let (report, checked) = check(&draft, &Limits::default(), None, |_| false);
        prop_assert_eq!(report.ok(), checked.len() == 1);
        for check in &report.checks {
            prop_assert_eq!(check.fixes.is_empty(), check.verdict == Pass);
        }
    }
}
