//! Measuring and decoding sounds.
//!
//! Not playing, and not the rules: those are in `domain::check`. The length of a sound is the length of what was decoded
//! from it, never what its header claims; silence that an encoder added is left out where the file declares it.

use std::{borrow::Cow, io::Cursor, sync::Arc, time::Duration};

use symphonia::core::{
    codecs::{
        CodecParameters,
        audio::{AudioCodecParameters, AudioDecoder, AudioDecoderOptions, well_known::CODEC_ID_AAC},
    },
    errors::Error,
    formats::{FormatOptions, FormatReader, Track, TrackType, probe::Hint},
    io::MediaSourceStream,
    meta::MetadataOptions,
    packet::Packet,
};

use super::{Kind, guarded, iso, kind_of, wav};
use crate::domain::{Damage, Level, Peaks, SoundFacts, SoundFormat, Unreadable};

/// Decoding stops after this much sound: nothing longer is of use here.
const LONGEST: Duration = Duration::from_secs(20 * 60);
/// Decoding stops after this many samples a channel.
const MOST_FRAMES: u64 = 64 * 1024 * 1024;
/// So many samples are handed back at most, those of all channels counted together: 256 MB, or 11 minutes of 48 kHz stereo.
const MOST_KEPT: usize = 64 * 1024 * 1024;
/// How many stretches the waveform has: enough to look closer at a minute, word by word.
const STRETCHES: usize = 2000;
/// Loudness is first gathered over this many samples.
const BLOCK: u64 = 64;

/// A decoded sound, each sample from -1 to 1.
#[derive(Clone, PartialEq)]
pub struct Samples {
    /// Samples a second of each channel; never 0.
    pub rate: u32,
    /// How many channels; never 0.
    pub channels: u16,
    /// The samples: at each moment those of all channels, in the order of WAV (left, right, …).
    pub interleaved: Vec<f32>,
}

impl Samples {
    /// How many samples each channel has.
    #[must_use]
    pub fn frames(&self) -> usize {
        self.interleaved.len() / usize::from(self.channels.max(1))
    }

    /// Its channels mixed into one.
    #[must_use]
    pub fn mono(&self) -> Cow<'_, [f32]> {
        if self.channels <= 1 {
            return Cow::Borrowed(&self.interleaved);
        }
        let frames = self.interleaved.chunks_exact(self.channels.into());
        Cow::Owned(frames.map(|frame| frame.iter().sum::<f32>() / f32::from(self.channels)).collect())
    }
}

impl std::fmt::Debug for Samples {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Samples({} × {} at {} Hz)", self.frames(), self.channels, self.rate)
    }
}

/// Measures a sound by decoding all of it, or its first 20 minutes (or 64 million samples, when that is less), which is
/// then the length reported.
///
/// # Errors
/// `Empty`, `NotASound` (a film is not a sound), or `Damaged` when it is broken, holds no sound, or is coded in a way
/// that cannot be decoded here.
pub fn probe_sound(bytes: &[u8]) -> Result<SoundFacts, Unreadable> {
    read(bytes, false).map(|(facts, _)| facts)
}

/// Measures a sound and hands back its samples, of a very long one only the first (256 MB of them); the rest is as in
/// `probe_sound`.
///
/// # Errors
/// As `probe_sound`.
pub fn decode_sound(bytes: &[u8]) -> Result<(SoundFacts, Samples), Unreadable> {
    read(bytes, true)
}

fn read(bytes: &[u8], keep: bool) -> Result<(SoundFacts, Samples), Unreadable> {
    let format = match kind_of(bytes) {
        _ if bytes.is_empty() => return Err(Unreadable::Empty),
        Some(Kind::Sound(format)) => format,
        _ => return Err(Unreadable::NotASound),
    };
    let heard = if format == SoundFormat::M4a { iso::heard(bytes) } else { None };
    let mended = if format == SoundFormat::Wav { wav::mended(bytes) } else { Cow::Borrowed(bytes) };
    let gathered = Gathered { keep, heard, ..Gathered::default() };
    let gathered = guarded(|| decode(&mended, format, gathered)).ok_or_else(|| damaged("the decoder panicked"))??;
    let facts = SoundFacts {
        format,
        length: gathered.length(),
        bytes: u64::try_from(bytes.len()).unwrap_or(u64::MAX),
        channels: u16::try_from(gathered.channels).unwrap_or(u16::MAX),
        rate: gathered.rate,
        peaks: gathered.peaks(),
        level: Level::default(),
        he_aac: false,
    };
    let samples = Samples { rate: facts.rate, channels: facts.channels, interleaved: gathered.kept };
    Ok((facts, samples))
}

fn damaged(words: &str) -> Unreadable {
    Unreadable::Damaged(words.into())
}

fn decode(bytes: &[u8], format: SoundFormat, mut gathered: Gathered) -> Result<Gathered, Unreadable> {
    let stream = MediaSourceStream::new(Box::new(Cursor::new(bytes)), Default::default());
    let mut reader = symphonia::default::get_probe()
        .probe(&Hint::new(), stream, FormatOptions::default(), MetadataOptions::default())
        .map_err(|error| not_decodable(&error))?;
    if reader.format_info().short_name != library_name(format) {
        return Err(Unreadable::Damaged(Damage::Changes(format.name())));
    }
    let track = reader.default_track(TrackType::Audio).ok_or(Unreadable::Damaged(Damage::NoSound))?;
    let track = track.clone();
    let Some(CodecParameters::Audio(parameters)) = &track.codec_params else {
        return Err(Unreadable::Damaged(Damage::NoSound));
    };
    let mut decoder = Decoder::new(parameters, format)?;
    if let (SoundFormat::Mp3, Some(delay), Some(rate)) = (format, track.delay, parameters.sample_rate) {
        gathered.heard = Some(iso::Heard { start: f64::from(delay) / f64::from(rate), length: None });
    }
    let (mut good, mut bad) = (0_u64, 0_u64);
    while let Some(packet) = next_packet(&mut *reader, format)? {
        if packet.track_id != track.id {
            continue;
        }
        match decoder.decode(&packet, &mut gathered) {
            Ok(()) => good += 1,
            Err(()) => bad += 1,
        }
        if gathered.done() {
            break;
        }
    }
    if bad > good / 4 {
        return Err(Unreadable::Damaged(Damage::Parts(bad, good + bad)));
    }
    if format == SoundFormat::Mp3 && !gathered.done() {
        gathered.drop_padding(&track);
    }
    if gathered.frames == 0 { Err(Unreadable::Damaged(Damage::NoSound)) } else { Ok(gathered) }
}

fn not_decodable(error: &Error) -> Unreadable {
    match error {
        Error::Unsupported(_) => Unreadable::Damaged(Damage::Coding),
        error => damaged(&error.to_string()),
    }
}

/// What the library calls a format: what was recognised and what is decoded must be the same thing.
fn library_name(format: SoundFormat) -> &'static str {
    match format {
        SoundFormat::Mp3 => "mp3",
        SoundFormat::Wav => "wave",
        SoundFormat::M4a => "isomp4",
        SoundFormat::Aac => "aac",
        SoundFormat::Flac => "flac",
        SoundFormat::Ogg => "ogg",
    }
}

/// The next packet. Streams may stop anywhere, but an M4A file says beforehand what it holds.
fn next_packet(reader: &mut dyn FormatReader, format: SoundFormat) -> Result<Option<Packet>, Unreadable> {
    match reader.next_packet() {
        Ok(packet) => Ok(packet),
        Err(_) if format == SoundFormat::M4a => Err(Unreadable::Damaged(Damage::CutOff)),
        Err(_) => Ok(None),
    }
}

/// The decoder of a sound. AAC in its richer forms (HE-AAC, more than two channels) has its own.
enum Decoder {
    Usual(Box<dyn AudioDecoder>, Vec<f32>),
    RichAac(Box<rusty_aac::AacDecoder>),
}

impl Decoder {
    fn new(parameters: &AudioCodecParameters, format: SoundFormat) -> Result<Self, Unreadable> {
        // Trimming by the library goes by the length it expects, which for MP3 is a guess or the header's claim.
        let options = AudioDecoderOptions::default().gapless(format != SoundFormat::Mp3);
        let usual = symphonia::default::get_codecs().make_audio_decoder(parameters, &options);
        match (usual, &parameters.extra_data) {
            (Ok(decoder), _) => Ok(Self::Usual(decoder, Vec::new())),
            (Err(_), Some(setup)) if parameters.codec == CODEC_ID_AAC => {
                rusty_aac::AacDecoder::with_config_bytes(setup)
                    .map(|decoder| Self::RichAac(Box::new(decoder)))
                    .map_err(|error| damaged(&error.to_string()))
            }
            (Err(error), _) => Err(not_decodable(&error)),
        }
    }

    /// Decodes a packet into what is gathered; an error when this packet could not be.
    fn decode(&mut self, packet: &Packet, gathered: &mut Gathered) -> Result<(), ()> {
        match self {
            Self::Usual(decoder, interleaved) => {
                let buffer = decoder.decode(packet).map_err(|_| ())?;
                let (rate, channels) = (buffer.spec().rate(), buffer.spec().channels().count());
                buffer.copy_to_vec_interleaved(interleaved);
                gathered.add(rate, channels, interleaved)
            }
            Self::RichAac(decoder) => {
                let decoded = decoder.decode(&packet.data, None).map_err(|_| ())?;
                gathered.add(decoded.sample_rate, usize::from(decoded.channels), &decoded.samples)
            }
        }
    }
}

/// What was decoded so far.
#[derive(Default)]
struct Gathered {
    keep: bool,
    heard: Option<iso::Heard>,
    rate: u32,
    channels: usize,
    /// Samples of each channel that were passed over because they are not meant to be heard.
    skipped: u64,
    /// Samples of each channel since.
    frames: u64,
    /// The loudest sample of each block.
    blocks: Vec<f32>,
    /// The samples of all channels.
    kept: Vec<f32>,
}

impl Gathered {
    /// Takes decoded samples, those of all channels beside one another; an error when they do not fit the ones before.
    fn add(&mut self, rate: u32, channels: usize, interleaved: &[f32]) -> Result<(), ()> {
        if self.rate == 0 {
            (self.rate, self.channels) = (rate, channels);
        }
        if rate == 0 || channels == 0 || (rate, channels) != (self.rate, self.channels) {
            return Err(());
        }
        for frame in interleaved.chunks_exact(channels) {
            if self.skipped < self.first() {
                self.skipped += 1;
            } else if !self.done() {
                self.add_frame(frame);
            }
        }
        Ok(())
    }

    fn add_frame(&mut self, frame: &[f32]) {
        let finite = |sample: f32| if sample.is_finite() { sample.clamp(-1.0, 1.0) } else { 0.0 };
        let loudest = frame.iter().fold(0.0_f32, |loudest, &sample| loudest.max(finite(sample).abs()));
        if self.frames.is_multiple_of(BLOCK) {
            self.blocks.push(0.0);
        }
        if let Some(block) = self.blocks.last_mut() {
            *block = block.max(loudest);
        }
        if self.keep && self.kept.len() + frame.len() <= MOST_KEPT {
            self.kept.extend(frame.iter().map(|&sample| finite(sample)));
        }
        self.frames += 1;
    }

    /// Takes back the silence that an MP3 encoder added at the end, if the file says how much and still has it.
    fn drop_padding(&mut self, track: &Track) {
        let (Some(frames), Some(padding)) = (track.num_frames, track.padding.map(u64::from)) else { return };
        let declared = frames.saturating_add(padding).saturating_add(track.delay.unwrap_or(0).into());
        if self.skipped + self.frames < declared {
            return;
        }
        self.frames = self.frames.saturating_sub(padding);
        let count = |frames: u64| usize::try_from(frames).unwrap_or(usize::MAX);
        self.kept.truncate(count(self.frames).saturating_mul(self.channels));
        self.blocks.truncate(count(self.frames.div_ceil(BLOCK)));
    }

    /// How many samples of each channel come before what is heard.
    fn first(&self) -> u64 {
        self.heard.map_or(0, |heard| self.frames_of(heard.start))
    }

    /// Whether there is nothing more to take.
    fn done(&self) -> bool {
        let longest = LONGEST.as_secs().saturating_mul(u64::from(self.rate)).min(MOST_FRAMES);
        let heard = self.heard.and_then(|heard| heard.length).map_or(u64::MAX, |length| self.frames_of(length));
        self.rate > 0 && self.frames >= longest.min(heard)
    }

    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the cast of a float saturates")]
    fn frames_of(&self, seconds: f64) -> u64 {
        (seconds * f64::from(self.rate)).round() as u64
    }

    fn length(&self) -> Duration {
        let rate = u64::from(self.rate.max(1));
        Duration::from_nanos(self.frames.min(MOST_FRAMES) * 1_000_000_000 / rate)
    }

    fn peaks(&self) -> Peaks {
        let count = self.blocks.len();
        let stretch = |at: usize| {
            let (from, to) = (at * count / STRETCHES, ((at + 1) * count / STRETCHES).max(at * count / STRETCHES + 1));
            let loudest = self.blocks.get(from..to.min(count)).unwrap_or_default().iter().copied().fold(0.0, f32::max);
            level(loudest)
        };
        Arc::from_iter((0..STRETCHES).map(stretch))
    }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "from 0 to 255 by then")]
fn level(loudest: f32) -> u8 {
    (loudest.clamp(0.0, 1.0) * 255.0).round() as u8
}

#[cfg(test)]
#[path = "sound_tests.rs"]
mod tests;
