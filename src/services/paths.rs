//! Paths of this computer as text, or as the system's own bytes where they are not Unicode.
//!
//! Not for showing. A path that is written here reads back the same on the same kind of system.

use std::path::{Path, PathBuf};

/// The bytes the system keeps a path as: as they are on Unix, little-endian UTF-16 on Windows.
#[cfg(unix)]
pub(super) fn to_bytes(path: &Path) -> Vec<u8> {
    use std::os::unix::ffi::OsStrExt;
    path.as_os_str().as_bytes().to_vec()
}

/// The bytes the system keeps a path as: as they are on Unix, little-endian UTF-16 on Windows.
#[cfg(windows)]
pub(super) fn to_bytes(path: &Path) -> Vec<u8> {
    use std::os::windows::ffi::OsStrExt;
    path.as_os_str().encode_wide().flat_map(u16::to_le_bytes).collect()
}

/// The path whose bytes these are.
#[cfg(unix)]
pub(super) fn from_bytes(bytes: &[u8]) -> PathBuf {
    use std::os::unix::ffi::OsStrExt;
    PathBuf::from(std::ffi::OsStr::from_bytes(bytes))
}

/// The path whose bytes these are.
#[cfg(windows)]
pub(super) fn from_bytes(bytes: &[u8]) -> PathBuf {
    use std::os::windows::ffi::OsStringExt;
    let wide: Vec<u16> = bytes.as_chunks::<2>().0.iter().map(|pair| u16::from_le_bytes(*pair)).collect();
    PathBuf::from(std::ffi::OsString::from_wide(&wide))
}
