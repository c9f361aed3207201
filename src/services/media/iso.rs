//! Walking the boxes of MP4-like files (MP4, M4A, HEIC, AVIF), and the few facts that are read from them directly.
//!
//! Not a demuxer: samples are found by the libraries. Sizes here come from the file and are never trusted: a box that
//! claims more than there is ends with the file.

/// A box: its name, its content as far as it is there, and whether all of it is there.
pub(super) type IsoBox<'a> = ([u8; 4], &'a [u8], bool);

/// The boxes that follow one another here.
pub(super) fn boxes(bytes: &[u8]) -> impl Iterator<Item = IsoBox<'_>> {
    let mut rest = bytes;
    std::iter::from_fn(move || {
        let (size, after) = rest.split_first_chunk::<4>()?;
        let (name, _) = after.split_first_chunk::<4>()?;
        let (header, size) = match u32::from_be_bytes(*size) {
            0 => (8, rest.len()),
            1 => (16, usize::try_from(u64::from_be_bytes(*rest.get(8..)?.first_chunk::<8>()?)).ok()?),
            size => (8, usize::try_from(size).ok()?),
        };
        if size < header {
            return None;
        }
        let whole = size <= rest.len();
        let content = rest.get(header..size.min(rest.len()))?;
        rest = rest.get(size..).unwrap_or_default();
        Some((*name, content, whole))
    })
}

/// The content of the first box of this name.
pub(super) fn child(bytes: &[u8], wanted: [u8; 4]) -> Option<&[u8]> {
    boxes(bytes).find(|(name, _, _)| *name == wanted).map(|(_, content, _)| content)
}

fn tracks(bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    let movie = child(bytes, *b"moov").unwrap_or_default();
    boxes(movie).filter(|(name, _, _)| name == b"trak").map(|(_, track, _)| track)
}

fn handler(track: &[u8]) -> Option<&[u8]> {
    child(child(track, *b"mdia")?, *b"hdlr")?.get(8..12)
}

/// Whether an MP4 file has a track of sound, and whether it has one of pictures.
pub(super) fn sound_and_film(bytes: &[u8]) -> (bool, bool) {
    let handlers = tracks(bytes).filter_map(handler);
    handlers.fold((false, false), |(sound, film), handler| (sound || handler == b"soun", film || handler == b"vide"))
}

/// The name of the sample entry of the sound: what it is coded as.
pub(super) fn coding(bytes: &[u8]) -> Option<[u8; 4]> {
    let track = tracks(bytes).find(|track| handler(track) == Some(b"soun"))?;
    let table = child(child(child(track, *b"mdia")?, *b"minf")?, *b"stbl")?;
    // A version and a count come before the first entry.
    child(table, *b"stsd")?.get(12..)?.first_chunk::<4>().copied()
}

/// The part of a decoded sound that is meant to be heard, in seconds: encoders put silence before and after it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Heard {
    /// Where it begins.
    pub(super) start: f64,
    /// How long it is; `None` when it goes on to the end.
    pub(super) length: Option<f64>,
}

/// What an M4A file says of the silence that its encoder added: by its edit list, else by the note that iTunes leaves.
pub(super) fn heard(bytes: &[u8]) -> Option<Heard> {
    let track = tracks(bytes).find(|track| handler(track) == Some(b"soun"))?;
    let media_rate = timescale(child(child(track, *b"mdia")?, *b"mdhd")?)?;
    let by_edits = || {
        let movie_rate = timescale(child(child(bytes, *b"moov")?, *b"mvhd")?)?;
        by_edit_list(child(child(track, *b"edts")?, *b"elst")?, movie_rate, media_rate)
    };
    by_edits().or_else(|| by_itunes_note(child(bytes, *b"moov")?, media_rate))
}

/// Ticks a second, of a movie header or a media header.
fn timescale(header: &[u8]) -> Option<f64> {
    let at = if *header.first()? == 1 { 20 } else { 12 };
    let ticks = u32::from_be_bytes(*header.get(at..)?.first_chunk::<4>()?);
    (ticks > 0).then(|| f64::from(ticks))
}

#[expect(clippy::cast_precision_loss, reason = "ticks beyond 2^53 are centuries of sound")]
fn by_edit_list(list: &[u8], movie_rate: f64, media_rate: f64) -> Option<Heard> {
    let long = *list.first()? == 1;
    let entries = list.get(8..)?.chunks_exact(if long { 20 } else { 12 });
    let mut heard: Option<Heard> = None;
    for entry in entries {
        let (length, start) = if long {
            let (length, rest) = entry.split_first_chunk::<8>()?;
            (u64::from_be_bytes(*length) as f64, i64::from_be_bytes(*rest.first_chunk::<8>()?) as f64)
        } else {
            let (length, rest) = entry.split_first_chunk::<4>()?;
            (f64::from(u32::from_be_bytes(*length)), f64::from(i32::from_be_bytes(*rest.first_chunk::<4>()?)))
        };
        // An entry without a place in the media is a pause, and one without a length means all the rest.
        if start < 0.0 {
            continue;
        }
        let length = (length > 0.0).then_some(length / movie_rate);
        heard = Some(match heard {
            None => Heard { start: start / media_rate, length },
            Some(before) => Heard { length: before.length.zip(length).map(|(a, b)| a + b), ..before },
        });
    }
    heard
}

/// The note is text: eight digits of nothing, then delay, padding and length in samples, in hexadecimal.
fn by_itunes_note(movie: &[u8], media_rate: f64) -> Option<Heard> {
    const NAME: &[u8] = b"iTunSMPB";
    let at = movie.windows(NAME.len()).position(|window| window == NAME)?;
    let note = movie.get(at + NAME.len()..)?;
    let note = note.get(..note.len().min(200))?;
    let text = String::from_utf8_lossy(note);
    let mut words = text.split_ascii_whitespace().skip_while(|word| !word.ends_with("00000000")).skip(1);
    let (delay, _padding) = (u32::from_str_radix(words.next()?, 16).ok()?, words.next()?);
    let samples = u32::try_from(u64::from_str_radix(words.next()?, 16).ok()?).ok()?;
    Some(Heard { start: f64::from(delay) / media_rate, length: Some(f64::from(samples) / media_rate) })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn make(name: &[u8; 4], content: &[u8]) -> Vec<u8> {
        let size = u32::try_from(content.len() + 8).expect("small").to_be_bytes();
        [&size, name.as_slice(), content].concat()
    }

    fn movie(edits: Option<&[u8]>, note: &[u8]) -> Vec<u8> {
        let header = |ticks: u32| [&[0; 12][..], &ticks.to_be_bytes(), &[0; 8]].concat();
        let media = [make(b"mdhd", &header(44_100)), make(b"hdlr", b"\0\0\0\0\0\0\0\0soun\0\0\0\0")].concat();
        let edits = edits.map(|list| make(b"edts", &make(b"elst", list))).unwrap_or_default();
        let track = [edits, make(b"mdia", &media)].concat();
        make(b"moov", &[make(b"mvhd", &header(1000)), make(b"trak", &track), make(b"udta", note)].concat())
    }

    #[test]
    fn edit_lists_and_notes_say_what_is_heard() {
        let long =
            [&[1, 0, 0, 0, 0, 0, 0, 1][..], &2000_u64.to_be_bytes(), &2112_i64.to_be_bytes(), &[0, 1, 0, 0]].concat();
        let short = b"\0\0\0\0\0\0\0\x02\0\0\0\x64\xff\xff\xff\xff\0\x01\0\0\0\0\x07\xd0\0\0\x04\0\0\x01\0\0";
        let open = b"\0\0\0\0\0\0\0\x01\0\0\0\0\0\0\x04\0\0\x01\0\0";
        let note =
            b"....mean....name....iTunSMPB\0\0\0\x84data\0\0\0\x01\0\0\0\0 00000000 00000840 000001CA 00000000000159AC";
        let heard_of = |start: f64, length| Some(Heard { start: start / 44_100.0, length });
        let table = [
            ("a long list", movie(Some(&long), b""), heard_of(2112.0, Some(2.0))),
            ("a list with a pause", movie(Some(short), b""), heard_of(1024.0, Some(2.0))),
            ("a list without a length", movie(Some(open), b""), heard_of(1024.0, None)),
            ("a list before a note", movie(Some(open), note), heard_of(1024.0, None)),
            ("a note", movie(None, note), heard_of(2112.0, Some(88_492.0 / 44_100.0))),
            ("neither", movie(None, b""), None),
            ("a cut list", movie(Some(&long[..15]), b""), None),
            ("a note of nonsense", movie(None, b"iTunSMPB 00000000 xyz"), None),
        ];
        for (what, bytes, expected) in table {
            assert_eq!(heard(&bytes), expected, "{what}");
        }
    }

    #[test]
    fn boxes_end_with_the_file() {
        let found: Vec<_> = boxes(b"\0\0\0\x0aabcdxy\0\0\0\xffefghz").collect();
        assert_eq!(found, [(*b"abcd", b"xy".as_slice(), true), (*b"efgh", b"z".as_slice(), false)]);
        assert_eq!(boxes(b"\0\0\0\x04abcd").count(), 0);
        assert_eq!(boxes(b"\0\0\0\x01abcd\xff\xff\xff\xff\xff\xff\xff\xffxy").count(), 1);
    }
}
