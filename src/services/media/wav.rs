//! Mending the sizes in the header of a WAV file.
//!
//! Not a decoder. Recorders that were stopped or that write to a pipe leave sizes of zero or far too large, and cut files
//! claim what is gone. How much sound there is follows from what is there, as players have it.

use std::borrow::Cow;

/// The same file with the sizes of the whole and of its data as they are; borrowed when they were right already.
pub(super) fn mended(bytes: &[u8]) -> Cow<'_, [u8]> {
    let Some((at, claimed)) = data_chunk(bytes) else { return Cow::Borrowed(bytes) };
    let found = bytes.len() - at;
    let data = if claimed == 0 || claimed > found { found } else { claimed };
    let whole = bytes.len() - 8;
    let sizes = u32::try_from(whole).ok().zip(u32::try_from(data).ok());
    let Some((whole, data)) = sizes else { return Cow::Borrowed(bytes) };
    let mut header = bytes.get(..at).unwrap_or_default().to_vec();
    put(&mut header, 0, *b"RIFF");
    put(&mut header, 4, whole.to_le_bytes());
    put(&mut header, at - 4, data.to_le_bytes());
    if bytes.starts_with(&header) {
        return Cow::Borrowed(bytes);
    }
    header.extend_from_slice(bytes.get(at..).unwrap_or_default());
    Cow::Owned(header)
}

fn put(bytes: &mut [u8], at: usize, new: [u8; 4]) {
    if let Some(place) = bytes.get_mut(at..).and_then(|rest| rest.first_chunk_mut::<4>()) {
        *place = new;
    }
}

/// Where the data begins and how many bytes it claims to have.
fn data_chunk(bytes: &[u8]) -> Option<(usize, usize)> {
    let mut at = 12;
    loop {
        let name = bytes.get(at..at + 4)?;
        let size = u32::from_le_bytes(*bytes.get(at + 4..)?.first_chunk::<4>()?);
        let size = usize::try_from(size).ok()?;
        at += 8;
        if name == b"data" {
            return Some((at, size));
        }
        at = at.checked_add(size)?.checked_add(size & 1)?;
    }
}
