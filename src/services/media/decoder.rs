//! Taking sounds apart into packets, and decoding these.
//!
//! Not the gathering of what comes of it. The libraries do the work; this chooses between them, for none decodes all of AAC
//! as it is heard.

use std::{collections::VecDeque, io::Cursor};

use symphonia::core::{
    codecs::audio::{AudioCodecParameters, AudioDecoder, AudioDecoderOptions, well_known::CODEC_ID_AAC},
    errors::Error,
    formats::{FormatOptions, FormatReader, Track, TrackType, probe::Hint},
    io::MediaSourceStream,
    meta::MetadataOptions,
    packet::Packet,
};

use super::gathered::Gathered;
use crate::domain::{Damage, SoundFormat, Unreadable};

/// So many packets tell whether AAC is HE-AAC, where the file does not say so beforehand.
const SCOUTED: usize = 8;

pub(super) fn damaged(words: &str) -> Unreadable {
    Unreadable::Damaged(words.into())
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

/// The packets of a sound, one after the other.
pub(super) struct Packets<'a> {
    reader: Box<dyn FormatReader + 'a>,
    track: Track,
    format: SoundFormat,
    /// Those that were looked at beforehand.
    ahead: VecDeque<Packet>,
}

impl<'a> Packets<'a> {
    /// Opens a sound that was recognised as this format.
    pub(super) fn open(bytes: &'a [u8], format: SoundFormat) -> Result<Self, Unreadable> {
        let stream = MediaSourceStream::new(Box::new(Cursor::new(bytes)), Default::default());
        let reader = symphonia::default::get_probe()
            .probe(&Hint::new(), stream, FormatOptions::default(), MetadataOptions::default())
            .map_err(|error| not_decodable(&error))?;
        if reader.format_info().short_name != library_name(format) {
            return Err(Unreadable::Damaged(Damage::Changes(format.name())));
        }
        let track = reader.default_track(TrackType::Audio).ok_or(Unreadable::Damaged(Damage::NoSound))?.clone();
        Ok(Self { reader, track, format, ahead: VecDeque::new() })
    }

    pub(super) fn track(&self) -> &Track {
        &self.track
    }

    /// The next packet of the sound.
    pub(super) fn next(&mut self) -> Result<Option<Packet>, Unreadable> {
        match self.ahead.pop_front() {
            None => self.read(),
            packet => Ok(packet),
        }
    }

    /// The first packets, which stay to come.
    fn first(&mut self) -> Result<&VecDeque<Packet>, Unreadable> {
        while self.ahead.len() < SCOUTED
            && let Some(packet) = self.read()?
        {
            self.ahead.push_back(packet);
        }
        Ok(&self.ahead)
    }

    /// Reads on. Streams may stop anywhere, but an M4A file says beforehand what it holds.
    fn read(&mut self) -> Result<Option<Packet>, Unreadable> {
        loop {
            match self.reader.next_packet() {
                Ok(Some(packet)) if packet.track_id != self.track.id => {}
                Ok(packet) => return Ok(packet),
                Err(_) if self.format == SoundFormat::M4a => return Err(Unreadable::Damaged(Damage::CutOff)),
                Err(_) => return Ok(None),
            }
        }
    }
}

/// A decoder for all kinds of AAC.
fn rich_aac(parameters: &AudioCodecParameters) -> Option<rusty_aac::AacDecoder> {
    match &parameters.extra_data {
        Some(setup) => rusty_aac::AacDecoder::with_config_bytes(setup).ok(),
        None => {
            let channels = parameters.channels.as_ref().and_then(|channels| u16::try_from(channels.count()).ok())?;
            let setup =
                rusty_aac::AudioSpecificConfig { object_type: 2, sample_rate: parameters.sample_rate?, channels };
            Some(rusty_aac::AacDecoder::with_config(setup))
        }
    }
}

/// Whether it is HE-AAC: many files say so only in their packets, and all streams do.
pub(super) fn is_he_aac(parameters: &AudioCodecParameters, packets: &mut Packets<'_>) -> Result<bool, Unreadable> {
    let Some(mut scout) = rich_aac(parameters).filter(|_| parameters.codec == CODEC_ID_AAC) else { return Ok(false) };
    let plain = scout.output_sample_rate();
    if scout.sbr_config().is_some_and(|setup| setup.sbr_present) {
        return Ok(true);
    }
    let mut first = packets.first()?.iter();
    Ok(first.any(|packet| scout.decode(&packet.data, None).is_ok() && scout.output_sample_rate() > plain))
}

/// The decoder of a sound. AAC in its richer forms (HE-AAC, more than two channels) has its own.
pub(super) enum Decoder {
    Usual(Box<dyn AudioDecoder>, Vec<f32>),
    RichAac(Box<rusty_aac::AacDecoder>),
}

impl Decoder {
    pub(super) fn new(
        parameters: &AudioCodecParameters,
        format: SoundFormat,
        he_aac: bool,
    ) -> Result<Self, Unreadable> {
        if let Some(decoder) = rich_aac(parameters).filter(|_| he_aac) {
            return Ok(Self::RichAac(Box::new(decoder)));
        }
        // Trimming by the library goes by the length it expects, which for MP3 is a guess or the header's claim.
        let options = AudioDecoderOptions::default().gapless(format != SoundFormat::Mp3);
        let usual = symphonia::default::get_codecs().make_audio_decoder(parameters, &options);
        match usual {
            Ok(decoder) => Ok(Self::Usual(decoder, Vec::new())),
            Err(error) => match rich_aac(parameters).filter(|_| parameters.codec == CODEC_ID_AAC) {
                Some(decoder) => Ok(Self::RichAac(Box::new(decoder))),
                None => Err(not_decodable(&error)),
            },
        }
    }

    /// Decodes a packet into what is gathered; an error when this packet could not be.
    pub(super) fn decode(&mut self, packet: &Packet, gathered: &mut Gathered<'_>) -> Result<(), ()> {
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
