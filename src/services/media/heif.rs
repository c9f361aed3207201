//! The size of a HEIC or AVIF picture, from its header.
//!
//! Not a decoder: there is none here for these formats. Only the boxes that give the size are read.

use super::iso::{boxes, child};

/// Width and height in pixels as the picture is shown; `None` when the header does not say or the file is cut off.
///
/// A file may hold tiles and a small preview beside the picture: the largest size is the picture's.
pub(super) fn upright_size(bytes: &[u8]) -> Option<(u32, u32)> {
    if boxes(bytes).any(|(_, _, whole)| !whole) {
        return None;
    }
    let meta = child(bytes, *b"meta")?.get(4..)?;
    let properties = child(child(meta, *b"iprp")?, *b"ipco")?;
    let sizes = boxes(properties).filter(|(name, _, _)| name == b"ispe").filter_map(|(_, size, _)| {
        let width = u32::from_be_bytes(*size.get(4..)?.first_chunk::<4>()?);
        let height = u32::from_be_bytes(*size.get(8..)?.first_chunk::<4>()?);
        (width > 0 && height > 0).then_some((width, height))
    });
    let (width, height) = sizes.max_by_key(|&(width, height)| u64::from(width) * u64::from(height))?;
    let quarter_turns = child(properties, *b"irot").and_then(|turn| turn.first().copied()).unwrap_or_default();
    Some(if quarter_turns & 1 == 1 { (height, width) } else { (width, height) })
}
