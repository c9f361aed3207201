//! Taking out of a JPEG or PNG what it says beside its pixels, without coding them anew.
//!
//! Not the drawing of pictures. What stays is what is needed to show the picture as it looks, by name; everything else
//! goes, so that nothing that a future camera writes is sent: EXIF, GPS, XMP, IPTC, provenance, comments, further
//! pictures, and whatever lies between the parts or behind the end.

use img_parts::{
    Bytes,
    jpeg::{Jpeg, JpegSegment},
    png::{Png, PngChunk},
};

use crate::domain::ImageFormat;
use crate::services::media::image::jpeg;

/// The parts of a PNG beside its pixels that change how it looks.
const LOOKS: [[u8; 4]; 9] = [*b"tRNS", *b"gAMA", *b"cHRM", *b"sRGB", *b"iCCP", *b"cICP", *b"mDCV", *b"cLLI", *b"sBIT"];
/// Those of them that a PNG drawn anew from the same pixels needs as well; a colour profile is written by the encoder.
const CARRIED: [[u8; 4]; 4] = [*b"gAMA", *b"cHRM", *b"sRGB", *b"cICP"];

/// A file without what it says beside its pixels; `None` when that cannot be taken out of it as it is.
pub(super) fn bare(bytes: &Bytes, format: ImageFormat) -> Option<Bytes> {
    match format {
        ImageFormat::Jpeg => bare_jpeg(bytes),
        ImageFormat::Png => bare_png(bytes),
        _ => None,
    }
}

fn bare_jpeg(bytes: &Bytes) -> Option<Bytes> {
    let markers = jpeg(bytes);
    // Behind the first pixels the library cuts nothing apart.
    let end = markers.end.filter(|_| !markers.talks_late)?;
    let mut file = Jpeg::from_bytes(bytes.slice(..end)).ok()?;
    let segments = std::mem::take(file.segments_mut());
    *file.segments_mut() = segments.into_iter().filter_map(kept_segment).collect();
    Some(file.encoder().bytes())
}

/// The part of a segment that is needed to show the picture.
fn kept_segment(segment: JpegSegment) -> Option<JpegSegment> {
    let contents = segment.contents();
    match segment.marker() {
        // Without the small picture that it may have.
        0xe0 if contents.starts_with(b"JFIF\0") => {
            let header = [contents.get(..12)?, &[0, 0]].concat();
            Some(JpegSegment::new_with_contents(0xe0, header.into()))
        }
        0xe2 if contents.starts_with(b"ICC_PROFILE\0") => Some(segment),
        0xee if contents.starts_with(b"Adobe") => {
            let colors = contents.get(..12)?.to_vec();
            Some(JpegSegment::new_with_contents(0xee, colors.into()))
        }
        0xe0..=0xfe => None,
        _ => Some(segment),
    }
}

fn bare_png(bytes: &Bytes) -> Option<Bytes> {
    let mut file = Png::from_bytes(bytes.clone()).ok()?;
    file.chunks_mut().retain(|chunk| is_critical(chunk.kind()) || LOOKS.contains(&chunk.kind()));
    Some(file.encoder().bytes())
}

/// Whether a PNG cannot be shown without the part of this name.
fn is_critical([first, ..]: [u8; 4]) -> bool {
    first.is_ascii_uppercase()
}

/// What a PNG says of how its colours look, for one that is drawn anew from the same pixels.
pub(super) fn looks(bytes: &Bytes, format: ImageFormat) -> Vec<PngChunk> {
    let file = if format == ImageFormat::Png { Png::from_bytes(bytes.clone()).ok() } else { None };
    let chunks = file.map(|mut file| std::mem::take(file.chunks_mut())).unwrap_or_default();
    chunks.into_iter().filter(|chunk| CARRIED.contains(&chunk.kind())).collect()
}

/// The same PNG with these parts behind its header; as it was when it is none.
pub(super) fn with_looks(png: Vec<u8>, looks: Vec<PngChunk>) -> Vec<u8> {
    if looks.is_empty() {
        return png;
    }
    let bytes = Bytes::from(png);
    let Ok(mut file) = Png::from_bytes(bytes.clone()) else { return bytes.into() };
    let behind_header = file.chunks().len().min(1);
    file.chunks_mut().splice(behind_header..behind_header, looks);
    file.encoder().bytes().into()
}
