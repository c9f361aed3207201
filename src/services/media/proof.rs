//! Proof that a video's pictures are pictures: its first and its last one are decoded.
//!
//! Not a judgement of every picture, which would take as long as watching it. What our decoder does not understand is no
//! fault of the video: only what is damaged by its own words is refused, since a video that is refused was paid for.

use std::path::Path;

use rusty_h264::{DecodeError, Decoder};
use shiguredo_mp4::{
    TrackKind,
    boxes::{AvccBox, SampleEntry},
};

use super::{
    demux::OpenedVideo,
    guarded,
    mp4::{annex_b, codec_name},
};

/// The longest run of pictures that is decoded to reach the last one: ten seconds at 30 a second, more than encoders make.
const LONGEST_RUN: usize = 300;

/// Decodes the first picture of an H.264 video, and its last one with those that it builds on; of any other, nothing.
/// Blocking work, up to some seconds.
///
/// # Errors
/// When one of them is damaged, or is not there; in words for the person.
pub fn prove_pictures(path: &Path) -> Result<(), String> {
    guarded(|| prove(OpenedVideo::open(path)?)).unwrap_or_else(|| {
        tracing::warn!("the decoder gave up on a video, which is kept");
        Ok(())
    })
}

/// Where a picture is in the file.
type Span = (u64, usize);

/// The pictures that are looked at.
#[derive(Default)]
struct Ends {
    setup: Option<AvccBox>,
    first: Option<Span>,
    /// From the last one that can be decoded by itself on.
    run: Vec<Span>,
    last: Option<Span>,
}

fn prove(mut video: OpenedVideo) -> Result<(), String> {
    let Some(ends) = find_ends(&mut video)? else { return Ok(()) };
    let Some(setup) = ends.setup else { return Err("its pictures do not say how they are coded".to_owned()) };
    let first = ends.first.ok_or("none of its pictures can be decoded by itself")?;
    for span in [Some(first), ends.last].into_iter().flatten() {
        if !is_framed(&setup, &video.read_at(span.0, span.1)?) {
            return Err("where its pictures should be is something else".to_owned());
        }
    }
    let stream = annex_b(&setup, &video.read_at(first.0, first.1)?)?;
    match Decoder::new().decode_stream(&stream) {
        Ok(frames) if frames.is_empty() => return Err("there is no picture in its first frame".to_owned()),
        Ok(_) => {}
        Err(error) => judge(&error, "first")?,
    }
    if ends.run.len() > LONGEST_RUN || ends.run == [first] {
        return Ok(());
    }
    let mut decoder = Decoder::new();
    for span in ends.run {
        let stream = annex_b(&setup, &video.read_at(span.0, span.1)?)?;
        if let Err(error) = decoder.decode(&stream) {
            return judge(&error, "last");
        }
    }
    Ok(())
}

/// Whether an error of the decoder is one of the video.
fn judge(error: &DecodeError, which: &str) -> Result<(), String> {
    match error {
        DecodeError::Truncated | DecodeError::MissingParameterSet => {
            Err(format!("its {which} picture cannot be decoded ({error})"))
        }
        _ => {
            tracing::warn!(%error, which, "a picture could not be decoded here, and is kept");
            Ok(())
        }
    }
}

/// Finds the pictures of the first track that has any; `None` when they are not H.264.
fn find_ends(video: &mut OpenedVideo) -> Result<Option<Ends>, String> {
    let (mut film, mut ends) = (None, Ends::default());
    while let Some(sample) = video.next_sample()? {
        let track = sample.track.track_id;
        if sample.track.kind != TrackKind::Video || *film.get_or_insert(track) != track {
            continue;
        }
        match sample.sample_entry {
            Some(SampleEntry::Avc1(entry)) if ends.setup.is_none() => ends.setup = Some(entry.avcc_box.clone()),
            Some(SampleEntry::Avc1(_)) | None => {}
            Some(other) => {
                tracing::info!(codec = codec_name(other), "pictures that are not decoded here");
                return Ok(None);
            }
        }
        let span = (sample.data_offset, sample.data_size);
        if sample.keyframe {
            ends.first = ends.first.or(Some(span));
            ends.run.clear();
        }
        if ends.run.len() <= LONGEST_RUN {
            ends.run.push(span);
        }
        ends.last = Some(span);
    }
    Ok(Some(ends))
}

/// Whether a picture is made of units as H.264 has them: lengths that add up, kinds that exist, one that holds picture.
fn is_framed(setup: &AvccBox, picture: &[u8]) -> bool {
    let width = usize::from(setup.length_size_minus_one.get()) + 1;
    let (mut rest, mut shows) = (picture, false);
    while let Some((length, after)) = rest.split_at_checked(width).filter(|_| !rest.is_empty()) {
        let length = length.iter().fold(0_usize, |length, byte| length << 8 | usize::from(*byte));
        let Some((unit, after)) = after.split_at_checked(length) else { return false };
        // The first bit is always 0; the kind is in the last five, and 1 to 5 are the parts of a picture.
        let Some(kind) = unit.first().filter(|head| **head < 0x80).map(|head| head & 31) else { return false };
        shows |= (1..=5).contains(&kind);
        rest = after;
    }
    rest.is_empty() && shows
}
