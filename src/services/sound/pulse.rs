//! Sound through PulseAudio, or PipeWire in its clothes: its protocol over its socket, without any library of the system.
//!
//! Not cpal, which needs the headers of ALSA to be built on Linux. Each sound and each recording has a connection of its
//! own, which is shut when it is dropped: then the server forgets all of it at once.

use std::{
    ffi::{CStr, CString},
    io::ErrorKind,
    net::Shutdown,
    os::unix::net::UnixStream,
    path::PathBuf,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
        mpsc::SyncSender,
    },
    time::Duration,
};

use jiff::Timestamp;
use pulseaudio::{
    AsPlaybackSource, Client, ClientError, PlaybackStream, RecordStream,
    protocol::{
        ChannelMap, ChannelPosition, PlaybackStreamParams, Prop, Props, PulseError, RecordStreamParams, SampleFormat,
        SampleSpec, SourceInfo,
        stream::{BufferAttr, StreamFlags},
    },
};
use tokio::runtime::Handle;

use super::{Heard, Listening, PATIENCE, Playing, SoundSystem};
use crate::domain::{Microphone, SoundFault};
use crate::services::media::sound::Samples;

/// What the server calls us.
const NAME: &CStr = c"Likeness";
/// How much sound the server has in hand: a busy computer may keep this program waiting for so long before it stutters.
const IN_HAND: Duration = Duration::from_secs(2);
/// How much of it the device takes at once, so that what is stopped or begun is stopped or begun soon.
const AT_ONCE: Duration = Duration::from_millis(50);
/// How much sound comes in at once.
const PIECE: Duration = Duration::from_millis(20);
/// An answer that takes longer says little about a moment.
const LATE: Duration = Duration::from_millis(40);
/// The rates that recordings are made at; the device's own where it is one of them.
const RATES: [u32; 2] = [48_000, 44_100];
/// Where the channels of a WAV file belong, in its order.
const SPEAKERS: [ChannelPosition; 8] = [
    ChannelPosition::FrontLeft,
    ChannelPosition::FrontRight,
    ChannelPosition::FrontCenter,
    ChannelPosition::Lfe,
    ChannelPosition::RearLeft,
    ChannelPosition::RearRight,
    ChannelPosition::SideLeft,
    ChannelPosition::SideRight,
];

/// The sound server of the person's session.
pub(super) struct Server;

struct Connection {
    client: Client,
    socket: UnixStream,
    runtime: Handle,
}

impl Connection {
    /// Connects to the server of the person's session, or says soon why not.
    fn open() -> Result<Self, SoundFault> {
        Self::open_at(pulseaudio::socket_path_from_env().ok_or(SoundFault::NoSound)?)
    }

    fn open_at(path: PathBuf) -> Result<Self, SoundFault> {
        let cookie = pulseaudio::cookie_path_from_env().and_then(|path| std::fs::read(path).ok());
        let connect = || {
            let socket = UnixStream::connect(path)?;
            socket.set_read_timeout(Some(PATIENCE))?;
            socket.set_write_timeout(Some(PATIENCE))?;
            let ours = socket.try_clone()?;
            Ok((socket, ours))
        };
        let (socket, ours) = connect().map_err(|error: std::io::Error| match error.kind() {
            ErrorKind::PermissionDenied => SoundFault::Denied,
            _ => SoundFault::NoSound,
        })?;
        let client = Client::new_unix(NAME, socket, cookie).map_err(|error| match fault(&error) {
            SoundFault::Denied => SoundFault::Denied,
            _ => {
                tracing::warn!(%error, "the sound server does not answer as one");
                SoundFault::NoSound
            }
        })?;
        Ok(Self { client, socket: ours, runtime: Handle::current() })
    }

    /// Waits for an answer of the server.
    fn ask<T>(&self, answer: impl Future<Output = Result<T, ClientError>>) -> Result<T, SoundFault> {
        let answer = self.runtime.block_on(async { tokio::time::timeout(PATIENCE, answer).await });
        answer.unwrap_or(Err(ClientError::Disconnected)).map_err(|error| fault(&error))
    }

    /// Everything that takes sound in, but not what merely hears what is played.
    fn sources(&self) -> Result<Vec<SourceInfo>, SoundFault> {
        let mut sources = self.ask(self.client.list_sources())?;
        sources.retain(|source| source.monitor_of_sink_index.is_none());
        let default = self.ask(self.client.server_info())?.default_source_name;
        sources.sort_by_key(|source| Some(&source.name) != default.as_ref());
        Ok(sources)
    }
}

impl Drop for Connection {
    fn drop(&mut self) {
        // The thread of the connection ends when there is nothing more to read. One that is shut already is no matter.
        self.socket.shutdown(Shutdown::Both).ok();
    }
}

fn fault(error: &ClientError) -> SoundFault {
    match error {
        ClientError::ServerUnavailable => SoundFault::NoSound,
        ClientError::ServerError(PulseError::AccessDenied | PulseError::AuthKey) => SoundFault::Denied,
        ClientError::ServerError(PulseError::NoEntity | PulseError::Killed | PulseError::ConnectionTerminated)
        | ClientError::Disconnected => SoundFault::Gone,
        error => SoundFault::Other(error.to_string()),
    }
}

/// The bytes that last so long.
fn bytes_of(time: Duration, spec: SampleSpec, width: u32) -> u32 {
    let frames = time.as_millis() * u128::from(spec.sample_rate) / 1000;
    u32::try_from(frames).unwrap_or(u32::MAX).saturating_mul(u32::from(spec.channels) * width)
}

/// What the mixer of the desktop shows.
fn props(role: &CStr) -> Props {
    let mut props = Props::new();
    props.set(Prop::MediaName, NAME);
    props.set(Prop::MediaRole, role);
    props
}

impl SoundSystem for Server {
    fn play(&self, sound: Arc<Samples>, from: usize) -> Result<Box<dyn Playing>, SoundFault> {
        let connection = Connection::open()?;
        // More speakers than there are names for hear one mix.
        let (map, mixed) = match sound.channels {
            1 => (ChannelMap::mono(), false),
            channels if usize::from(channels) <= SPEAKERS.len() => {
                (ChannelMap::new(SPEAKERS.into_iter().take(channels.into())), false)
            }
            _ => (ChannelMap::mono(), true),
        };
        let sound = if mixed {
            Arc::new(Samples { rate: sound.rate, channels: 1, interleaved: sound.mono().into_owned() })
        } else {
            sound
        };
        let spec =
            SampleSpec { format: SampleFormat::Float32Le, channels: map.num_channels(), sample_rate: sound.rate };
        let parameters = PlaybackStreamParams {
            sample_spec: spec,
            channel_map: map,
            buffer_attr: BufferAttr {
                target_length: bytes_of(IN_HAND, spec, 4),
                minimum_request_length: bytes_of(AT_ONCE, spec, 4),
                pre_buffering: bytes_of(AT_ONCE, spec, 4),
                ..BufferAttr::default()
            },
            // The device's own delay is then what is asked for at once, not what is in hand.
            flags: StreamFlags { early_requests: true, ..StreamFlags::default() },
            props: props(c"music"),
            ..PlaybackStreamParams::default()
        };
        let frames = sound.frames();
        let mut at = from.saturating_mul(sound.channels.into());
        let (rate, frame) = (u64::from(sound.rate), u64::from(sound.channels) * 4);
        let source = move |buffer: &mut [u8]| {
            let rest = sound.interleaved.get(at..).unwrap_or_default();
            let mut filled = 0;
            for (place, sample) in buffer.chunks_exact_mut(4).zip(rest) {
                place.copy_from_slice(&sample.to_le_bytes());
                filled += 1;
            }
            at += filled;
            filled * 4
        };
        let created = connection.ask(connection.client.create_playback_stream(parameters, source.as_playback_source()));
        let stream = created.map_err(|why| if why == SoundFault::Gone { SoundFault::NoSpeakers } else { why })?;
        let over = Arc::<AtomicBool>::default();
        let (heard, all) = (Arc::clone(&over), stream.clone());
        connection.runtime.spawn(async move {
            // An error is found by the next question for the place.
            if all.play_all().await.is_ok() {
                heard.store(true, Ordering::Release);
            }
        });
        let from = u64::try_from(from).unwrap_or(u64::MAX);
        let frames = u64::try_from(frames).unwrap_or(u64::MAX);
        Ok(Box::new(Sounding { stream, connection, from, frames, rate, frame, over }))
    }

    fn microphones(&self) -> Result<Vec<Microphone>, SoundFault> {
        let sources = Connection::open()?.sources()?;
        let found = sources.into_iter().enumerate().map(|(at, source)| Microphone {
            id: source.name.to_string_lossy().into_owned(),
            name: source.description.as_ref().unwrap_or(&source.name).to_string_lossy().into_owned(),
            is_default: at == 0,
        });
        Ok(found.collect())
    }

    fn listen(&self, microphone: Option<&str>, into: SyncSender<Vec<i16>>) -> Result<Box<dyn Listening>, SoundFault> {
        let connection = Connection::open()?;
        let wanted = microphone.map(CString::new).transpose().map_err(|_| SoundFault::NoMicrophone)?;
        let mut sources = connection.sources()?.into_iter();
        let source = sources.find(|source| wanted.as_ref().is_none_or(|wanted| *wanted == source.name));
        let source = source.ok_or(SoundFault::NoMicrophone)?;
        let own = source.sample_spec.sample_rate;
        let rate = RATES.into_iter().find(|rate| *rate == own).unwrap_or(RATES[0]);
        let spec = SampleSpec { format: SampleFormat::S16Le, channels: 1, sample_rate: rate };
        let parameters = RecordStreamParams {
            sample_spec: spec,
            channel_map: ChannelMap::mono(),
            source_name: Some(source.name),
            buffer_attr: BufferAttr { fragment_size: bytes_of(PIECE, spec, 2), ..BufferAttr::default() },
            flags: StreamFlags { adjust_latency: true, ..StreamFlags::default() },
            props: props(c"production"),
            ..RecordStreamParams::default()
        };
        let mut half = None;
        let sink = move |bytes: &[u8]| {
            let piece = samples_of(&mut half, bytes);
            // Whoever listened may have gone.
            into.send(piece).ok();
        };
        let stream = connection.ask(connection.client.create_record_stream(parameters, sink));
        let stream = stream.map_err(|why| if why == SoundFault::Gone { SoundFault::NoMicrophone } else { why })?;
        Ok(Box::new(Hearing { stream, connection, rate }))
    }
}

/// Samples of 16 bits from bytes that may end in the middle of one, whose first half is kept for the next time.
fn samples_of(half: &mut Option<u8>, bytes: &[u8]) -> Vec<i16> {
    let mut samples = Vec::with_capacity(bytes.len() / 2 + 1);
    for byte in bytes {
        match half.take() {
            Some(first) => samples.push(i16::from_le_bytes([first, *byte])),
            None => *half = Some(*byte),
        }
    }
    samples
}

/// A sound that the server plays.
struct Sounding {
    stream: PlaybackStream,
    connection: Connection,
    from: u64,
    frames: u64,
    rate: u64,
    /// Bytes of a frame.
    frame: u64,
    over: Arc<AtomicBool>,
}

impl Playing for Sounding {
    fn heard(&mut self) -> Result<Heard, SoundFault> {
        if self.over.load(Ordering::Acquire) {
            return Ok(Heard::End);
        }
        let asked = Timestamp::now();
        let timing = self.connection.ask(self.stream.timing_info())?;
        let answered = Timestamp::now();
        // An answer that was long on its way does not say when it was true: what was said before goes on.
        let on_the_way = Duration::try_from(answered.duration_since(asked)).unwrap_or_default();
        if on_the_way > LATE {
            return Ok(Heard::Nothing);
        }
        // What the server took out of its buffer is heard after the device's own delay.
        let taken = u64::try_from(timing.read_offset).unwrap_or_default() / self.frame;
        let on_its_way = timing.sink_usec.saturating_mul(self.rate) / 1_000_000;
        if taken <= on_its_way {
            return Ok(Heard::Nothing);
        }
        let frame = (self.from + taken - on_its_way).min(self.frames);
        // The server looked at some time between the question and its answer.
        Ok(Heard::Frame(frame, asked.checked_add(on_the_way / 2).unwrap_or(answered)))
    }
}

/// A device that the server listens to.
struct Hearing {
    stream: RecordStream,
    connection: Connection,
    rate: u32,
}

impl Listening for Hearing {
    fn rate(&self) -> u32 {
        self.rate
    }

    fn check(&mut self) -> Result<(), SoundFault> {
        self.connection.ask(self.stream.timing_info()).map(|_| ())
    }
}

#[cfg(test)]
#[path = "pulse_tests.rs"]
mod tests;
