//! Finding the samples of an MP4 file, plain or in fragments, without reading more than is needed.
//!
//! Not a judgement of the video: that is `mp4`. The library that understands the index is told exactly what it asks for,
//! and nothing beyond the end of the file.

use std::{
    fs::File,
    io::{Read, Seek, SeekFrom},
    path::Path,
};

use shiguredo_mp4::demux::{DemuxError, Fmp4FileDemuxer, Input, Mp4FileDemuxer, RequiredInput, Sample};

/// The largest part that is read at once, in bytes. An index has about 20 bytes a picture.
const MOST_READ: usize = 64 * 1024 * 1024;
/// Up to this size a part is the header of a box, of which the file may hold less at its end.
const HEADER: usize = 32;

/// What is said of a file that names more than it holds.
pub(super) const CUT_OFF: &str = "it is cut off";

/// A video file whose index was read.
pub(super) struct OpenedVideo {
    file: File,
    size: u64,
    demuxer: Demuxer,
}

enum Demuxer {
    Plain(Box<Mp4FileDemuxer>),
    Fragmented(Box<Fmp4FileDemuxer>),
}

impl Demuxer {
    fn required(&self) -> Option<RequiredInput> {
        match self {
            Self::Plain(demuxer) => demuxer.required_input(),
            Self::Fragmented(demuxer) => demuxer.required_input(),
        }
    }

    fn take(&mut self, input: Input<'_>) {
        match self {
            Self::Plain(demuxer) => demuxer.handle_input(input),
            Self::Fragmented(demuxer) => demuxer.handle_input(input),
        }
    }

    fn next(&mut self) -> Result<Option<Sample<'_>>, DemuxError> {
        match self {
            Self::Plain(demuxer) => demuxer.next_sample(),
            Self::Fragmented(demuxer) => demuxer.next_sample(),
        }
    }
}

impl OpenedVideo {
    /// Opens a file and reads its index.
    ///
    /// # Errors
    /// When it cannot be read, is no MP4, or is cut off before the end of its index; in words for the person.
    pub(super) fn open(path: &Path) -> Result<Self, String> {
        // Opening a pipe would wait for its other end, so this comes first.
        let metadata = std::fs::metadata(path).map_err(|error| error.to_string())?;
        if !metadata.is_file() {
            return Err("it is not a file".to_owned());
        }
        let file = File::open(path).map_err(|error| error.to_string())?;
        let demuxer = Demuxer::Plain(Box::new(Mp4FileDemuxer::new()));
        let mut opened = Self { file, size: metadata.len(), demuxer };
        // An index that names nothing belongs to a file in fragments, which bring their own.
        if opened.next_sample()?.is_none() {
            opened.demuxer = Demuxer::Fragmented(Box::new(Fmp4FileDemuxer::new()));
        } else if let Demuxer::Plain(demuxer) = &mut opened.demuxer {
            demuxer.prev_sample().map_err(|error| not_whole(&error))?;
        }
        Ok(opened)
    }

    /// Size of the file in bytes.
    pub(super) fn size(&self) -> u64 {
        self.size
    }

    /// The next sample in the order of time; `None` after the last.
    ///
    /// # Errors
    /// When the index is damaged or the file is cut off; in words for the person.
    pub(super) fn next_sample(&mut self) -> Result<Option<Sample<'_>>, String> {
        while let Some(wanted) = self.demuxer.required() {
            let rest = usize::try_from(self.size.saturating_sub(wanted.position)).unwrap_or(usize::MAX);
            let size = wanted.size.unwrap_or(rest);
            if rest == 0 && matches!(self.demuxer, Demuxer::Plain(_)) {
                return Err("its index is missing: it is cut off or was never finished".to_owned());
            }
            let size = if size <= HEADER || rest == 0 { size.min(rest) } else { size };
            let data = self.read_at(wanted.position.min(self.size), size)?;
            self.demuxer.take(Input { position: wanted.position, data: &data });
        }
        self.demuxer.next().map_err(|error| not_whole(&error))
    }

    /// Reads a part of the file.
    ///
    /// # Errors
    /// When it is not within the file, is absurdly large, or cannot be read; in words for the person.
    pub(super) fn read_at(&mut self, position: u64, size: usize) -> Result<Vec<u8>, String> {
        if size > MOST_READ {
            return Err(format!("one part of it has {size} bytes, more than is read here"));
        }
        let end = position.checked_add(u64::try_from(size).unwrap_or(u64::MAX));
        if end.is_none_or(|end| end > self.size) {
            return Err(CUT_OFF.to_owned());
        }
        let mut data = vec![0; size];
        self.file.seek(SeekFrom::Start(position)).map_err(|error| error.to_string())?;
        self.file.read_exact(&mut data).map_err(|error| error.to_string())?;
        Ok(data)
    }
}

fn not_whole(error: &DemuxError) -> String {
    format!("it is not a whole MP4 video ({error})")
}
