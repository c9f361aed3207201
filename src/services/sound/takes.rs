//! Recordings as files, from their first sample to the moment when a copy of them is kept.
//!
//! Not the recording. A file is named as unfinished until it has been read in, so that after a crash it is found again, and
//! what nobody wanted goes with the other unfinished files. Invariant: what was recorded is on its way to the disk within a
//! second.

use std::{
    fs::{self, File},
    io::{self, BufWriter, ErrorKind},
    path::{Path, PathBuf},
    time::Duration,
};

use hound::{SampleFormat, WavSpec, WavWriter};
use jiff::Zoned;

use super::super::inputs::UNFINISHED;
use super::player::place_of;

/// What the name of a recording begins with, after the mark of what is unfinished.
const RECORDING: &str = "recording-";
/// Less than this was a press by mistake.
const SHORTEST: Duration = Duration::from_millis(100);
/// Bytes of the header that is written.
const HEADER: u64 = 44;

/// A recording that is being written: WAV, one channel, 16 bits.
pub(super) struct Take {
    path: PathBuf,
    writer: WavWriter<BufWriter<File>>,
    rate: u32,
    frames: u64,
    /// How many of them are in the file, under a header that counts them.
    safe: u64,
}

impl Take {
    /// Begins a file in the folder of inputs.
    pub(super) fn begin(folder: &Path, rate: u32) -> io::Result<Self> {
        let spec = WavSpec { channels: 1, sample_rate: rate, bits_per_sample: 16, sample_format: SampleFormat::Int };
        let time = Zoned::now().strftime("%H-%M-%S").to_string();
        for number in 1..100 {
            let number = if number == 1 { String::new() } else { format!("-{number}") };
            let path = folder.join(format!("{UNFINISHED}{RECORDING}{time}{number}.wav"));
            match File::create_new(&path) {
                Ok(file) => {
                    let writer = WavWriter::new(BufWriter::new(file), spec).map_err(as_io)?;
                    return Ok(Self { path, writer, rate, frames: 0, safe: 0 });
                }
                Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
                Err(error) => return Err(error),
            }
        }
        Err(io::Error::new(ErrorKind::AlreadyExists, "there is no free name for a recording"))
    }

    /// Adds samples. Once a second all of them are handed to the system under a header that counts them.
    pub(super) fn add(&mut self, samples: &[i16]) -> io::Result<()> {
        for sample in samples {
            self.writer.write_sample(*sample).map_err(as_io)?;
            self.frames += 1;
        }
        if self.frames - self.safe >= u64::from(self.rate) {
            self.writer.flush().map_err(as_io)?;
            self.safe = self.frames;
        }
        Ok(())
    }

    /// How much was recorded.
    pub(super) fn length(&self) -> Duration {
        place_of(self.frames, self.rate)
    }

    /// Ends the file, on the disk when this returns. What is too short to be meant is removed.
    pub(super) fn end(self) -> (Option<PathBuf>, io::Result<()>) {
        let Self { path, writer, rate, frames, .. } = self;
        if place_of(frames, rate) < SHORTEST {
            drop(writer);
            return (None, fs::remove_file(&path));
        }
        let written = writer.finalize().map_err(as_io);
        // On Windows only a file that can be written can be flushed.
        let written = written.and_then(|()| File::options().append(true).open(&path)?.sync_all());
        (Some(path), written)
    }
}

fn as_io(error: hound::Error) -> io::Error {
    match error {
        hound::Error::IoError(error) => error,
        error => io::Error::other(error.to_string()),
    }
}

/// The name that a recording has for people.
pub(in crate::services) fn name_of(path: &Path) -> Option<String> {
    let name = path.file_name()?.to_str()?.strip_prefix(UNFINISHED)?;
    name.starts_with(RECORDING).then(|| name.to_owned())
}

/// The recordings in a folder that were not read in, the newest first.
pub(super) fn find(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut found: Vec<_> = entries
        .filter(|entry| name_of(&entry.path()).is_some())
        .filter_map(|entry| {
            let metadata = entry.metadata().ok().filter(|found| found.is_file() && found.len() > HEADER)?;
            Some((metadata.modified().ok()?, entry.path()))
        })
        .collect();
    found.sort();
    found.into_iter().rev().map(|(_, path)| path).collect()
}
