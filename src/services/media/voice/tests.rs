//! What is made of sounds is taken apart again: its length, its samples, its edges.

use super::*;
use crate::domain::LeftOut;
use crate::services::media::sound::decode_sound;

/// A sound that speaks, in words of a second and pauses of a tenth, at half of full scale.
fn speech(rate: u32, channels: u16, seconds: f64) -> Samples {
    let count = (seconds * f64::from(rate)) as u32;
    let sample = |at: u32| {
        let pause = at % (rate * 11 / 10) > rate;
        let wave = (at as f32 * 220.0 * std::f32::consts::TAU / rate as f32).sin() * 0.5;
        if pause { 0.0 } else { wave }
    };
    let interleaved = (0..count).flat_map(|at| std::iter::repeat_n(sample(at), channels.into())).collect();
    Samples { rate, channels, interleaved }
}

fn wav(sound: &Samples) -> Vec<u8> {
    let spec = hound::WavSpec {
        channels: sound.channels,
        sample_rate: sound.rate,
        bits_per_sample: 16,
        sample_format: hound::SampleFormat::Int,
    };
    let mut bytes = std::io::Cursor::new(vec![]);
    let mut writer = hound::WavWriter::new(&mut bytes, spec).expect("a writer");
    sound.interleaved.iter().for_each(|sample| writer.write_sample((sample * 32_767.0) as i16).expect("writes"));
    writer.finalize().expect("finishes");
    bytes.into_inner()
}

fn made(bytes: &[u8], edit: SoundEdit) -> Vec<Made> {
    make(bytes, edit, &Limits::default()).expect("can be made").1
}

fn seconds(time: Duration) -> f64 {
    time.as_secs_f64()
}

fn of(part: Part) -> SoundEdit {
    SoundEdit { part, ..SoundEdit::default() }
}

#[test]
fn nothing_to_do_makes_nothing() {
    let sound = wav(&speech(8000, 1, 5.0));
    for part in [Part::Whole, Part::Best, Part::Split, Part::Between(Duration::ZERO, Duration::from_secs(9))] {
        let edit = SoundEdit { pad: true, ..of(part) };
        let (facts, made) = make(&sound, edit, &Limits::default()).expect("measured");
        assert!(made.is_empty() && facts.length == Duration::from_secs(5), "{part:?}: {made:?}");
    }
    assert!(make(b"no sound", of(Part::Best), &Limits::default()).is_err());
}

#[test]
fn a_part_has_the_samples_that_were_chosen_and_does_not_click_at_its_cuts() {
    let sound = speech(8000, 2, 10.0);
    let (from, to) = (Duration::from_millis(1300), Duration::from_millis(3700));
    let made = made(&wav(&sound), of(Part::Between(from, to)));
    let [Made { bytes, facts, changes }] = made.as_slice() else { panic!("one") };
    assert_eq!((facts.length, facts.channels, facts.format), (to - from, 2, SoundFormat::Wav));
    assert_eq!(changes.as_slice(), [SoundChange::Trimmed(from, to), SoundChange::Converted(SoundFormat::Wav)]);
    let (_, part) = decode_sound(bytes).expect("decodes");
    let chosen = &sound.interleaved[1300 * 16..3700 * 16];
    let near = |(a, b): (&f32, &f32)| (a - b).abs() < 0.001;
    // Five milliseconds at each end rise and fade.
    let middle = 80..chosen.len() - 80;
    assert!(part.interleaved[middle.clone()].iter().zip(&chosen[middle]).all(near));
    assert!(part.interleaved[0].abs() < 0.001 && part.interleaved.last().expect("samples").abs() < 0.01);
    let steps = part.interleaved.chunks(2).zip(part.interleaved.chunks(2).skip(1));
    let highest = steps.map(|(a, b)| (a[0] - b[0]).abs()).fold(0.0, f32::max);
    assert!(highest < 0.1, "{highest}: no step is higher than the wave's own");
    let whole = made_of_all(&sound);
    assert_eq!(whole.interleaved[..100], decode_sound(&wav(&sound)).expect("decodes").1.interleaved[..100]);
}

/// A sound that is coded anew and not cut: its ends stay as they are.
fn made_of_all(sound: &Samples) -> Samples {
    let made = made(&wav(sound), SoundEdit { convert: true, ..SoundEdit::default() });
    let [made] = made.as_slice() else { panic!("one") };
    decode_sound(&made.bytes).expect("decodes").1
}

#[test]
fn the_best_part_is_as_long_as_may_be_and_ends_in_a_pause() {
    let made = made(&wav(&speech(8000, 1, 90.0)), of(Part::Best));
    let [Made { bytes, facts, changes }] = made.as_slice() else { panic!("one") };
    assert!((54.9..=59.9).contains(&seconds(facts.length)), "{:?}", facts.length);
    let [SoundChange::Trimmed(from, to), SoundChange::Converted(_)] = changes.as_slice() else { panic!("{changes:?}") };
    assert_eq!((*from, *to - *from), (Duration::ZERO, facts.length));
    let (_, part) = decode_sound(bytes).expect("decodes");
    let end = &part.interleaved[part.interleaved.len() - 240..];
    assert!(end.iter().all(|sample| sample.abs() < 0.001), "it ends in silence");
}

#[test]
fn what_is_too_short_is_followed_by_just_enough_silence() {
    let sound = speech(8000, 1, 0.9);
    let made = made(&wav(&sound), SoundEdit { pad: true, ..SoundEdit::default() });
    let [Made { bytes, facts, changes }] = made.as_slice() else { panic!("one") };
    assert_eq!(facts.length, Duration::from_millis(2100));
    assert_eq!(changes.first(), Some(&SoundChange::Padded(Duration::from_millis(1200))));
    let (_, padded) = decode_sound(bytes).expect("decodes");
    assert!(padded.interleaved[7200..].iter().all(|sample| *sample == 0.0));
    let before_it = padded.interleaved[7190..7200].iter().fold(0.0_f32, |loudest, sample| loudest.max(sample.abs()));
    assert!(before_it < 0.1, "{before_it}: it fades before the silence");
}

#[test]
fn parts_are_cut_in_pauses_follow_one_another_and_are_numbered() {
    let given = wav(&speech(8000, 1, 150.0));
    let parts = made(&given, of(Part::Split));
    let mut end = Duration::ZERO;
    for (number, part) in (1..).zip(&parts) {
        let [SoundChange::SplitOff(found, 3), SoundChange::Trimmed(from, to), SoundChange::Converted(_)] =
            part.changes.as_slice()
        else {
            panic!("{:?}", part.changes)
        };
        assert_eq!((*found, *from, part.facts.length), (number, end, *to - *from));
        assert!((2.0..60.0).contains(&seconds(part.facts.length)));
        end = *to;
    }
    assert_eq!((parts.len(), end), (3, Duration::from_secs(150)));
    let second = SoundEdit { left_out: LeftOut::default().with(1).with(3), ..of(Part::Split) };
    let alone = made(&given, second);
    assert_eq!(alone.len(), 1);
    assert!(alone[0].bytes == parts[1].bytes && alone[0].changes == parts[1].changes, "the same as among the others");
}

#[test]
fn more_than_two_channels_become_two() {
    let made = made(&wav(&speech(16_000, 6, 3.0)), SoundEdit { convert: true, ..SoundEdit::default() });
    let [Made { facts, .. }] = made.as_slice() else { panic!("one") };
    assert_eq!((facts.channels, facts.rate, facts.length), (2, 16_000, Duration::from_secs(3)));
    assert!(facts.level.peak.is_some_and(|peak| (-80..-50).contains(&peak)), "{:?}", facts.level);
}

#[test]
fn what_could_not_be_held_whole_is_not_made() {
    let long = wav(&speech(1000, 1, 301.0));
    let convert = SoundEdit { convert: true, ..SoundEdit::default() };
    assert!(matches!(make(&long, convert, &Limits::default()), Err(Unreadable::Damaged(_))));
    assert_eq!(made(&long, SoundEdit { convert: true, ..of(Part::Split) }).len(), 6);
}
