//! Mending the block sizes in the header of a FLAC file.
//!
//! Not a decoder. Where all blocks but the last have one size, the smallest size is that of all but the last; some encoders
//! count the last one, and then the library finds no frame.

use std::borrow::Cow;

/// The kinds of frames whose stream has blocks of one size begin so.
const ONE_SIZE: [u8; 2] = [0xff, 0xf8];
/// The head of a block of metadata.
const HEAD: usize = 4;

/// The same file with the smallest size of its blocks as it is meant; borrowed when it was right already.
pub(super) fn mended(bytes: &[u8]) -> Cow<'_, [u8]> {
    let wrong = || {
        let sizes = bytes.strip_prefix(b"fLaC")?.get(HEAD..HEAD + 4)?;
        let (smallest, largest) = sizes.split_at(2);
        (first_frame(bytes)?.starts_with(&ONE_SIZE) && smallest != largest).then_some(largest)
    };
    let Some(largest) = wrong() else { return Cow::Borrowed(bytes) };
    let mut mended = bytes.to_vec();
    // Behind the name of the format and the head of the first block.
    if let Some(smallest) = mended.get_mut(8..10) {
        smallest.copy_from_slice(largest);
    }
    Cow::Owned(mended)
}

/// What follows the metadata.
fn first_frame(bytes: &[u8]) -> Option<&[u8]> {
    let mut at = 4;
    loop {
        let &[kind, a, b, c] = bytes.get(at..)?.first_chunk::<HEAD>()?;
        at += HEAD + usize::try_from(u32::from_be_bytes([0, a, b, c])).ok()?;
        if kind & 0x80 != 0 {
            return bytes.get(at..);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(smallest: u8, frame: [u8; 2]) -> Vec<u8> {
        let info = [&[smallest, 0, 0x10, 0][..], &[0; 30]].concat();
        [b"fLaC\0\0\0\x22".as_slice(), &info, b"\x81\0\0\x02..", &frame].concat()
    }

    #[test]
    fn the_size_of_the_last_block_does_not_count() {
        assert_eq!(mended(&file(0x0e, ONE_SIZE)), file(0x10, ONE_SIZE));
        for right in
            [file(0x10, ONE_SIZE), file(0x0e, [0xff, 0xf9]), file(0x0e, ONE_SIZE)[..20].to_vec(), b"fLaC".to_vec()]
        {
            assert!(matches!(mended(&right), Cow::Borrowed(_)), "{right:?}");
        }
    }
}
