//! Sound through the system's own interface on macOS and Windows.
//!
//! Not on Linux, where `pulse` speaks to the sound server. Each sound and each recording has a stream of its own, which
//! ends when it is dropped.

use std::{
    sync::{Arc, Mutex, MutexGuard, PoisonError, mpsc::SyncSender},
    time::{Duration, Instant},
};

use cpal::{
    Device, Error, ErrorKind, FromSample, Host, Sample, SampleFormat, SizedSample, Stream, StreamConfig,
    SupportedStreamConfig,
    traits::{DeviceTrait, HostTrait, StreamTrait},
};
use jiff::Timestamp;

use super::{Heard, Listening, PATIENCE, Playing, SoundSystem, fit::Fitted};
use crate::domain::{Microphone, SoundFault};
use crate::services::media::sound::Samples;

/// The sound of this computer.
pub(super) struct System;

fn fault(error: &Error, missing: SoundFault) -> SoundFault {
    match error.kind() {
        ErrorKind::HostUnavailable => SoundFault::NoSound,
        ErrorKind::DeviceNotAvailable | ErrorKind::StreamInvalidated => missing,
        ErrorKind::PermissionDenied => SoundFault::Denied,
        _ => SoundFault::Other(error.to_string()),
    }
}

/// What went wrong with a stream while it ran, told by the system at any time.
#[derive(Clone, Default)]
struct Trouble(Arc<Mutex<Option<SoundFault>>>);

impl Trouble {
    fn listener(&self) -> impl FnMut(Error) + Send + 'static {
        let trouble = Arc::clone(&self.0);
        move |error: Error| match error.kind() {
            // It goes on, elsewhere or with a gap.
            ErrorKind::DeviceChanged | ErrorKind::Xrun | ErrorKind::RealtimeDenied => {
                tracing::debug!(%error, "the sound went on");
            }
            _ => *lock(&trouble) = Some(fault(&error, SoundFault::Gone)),
        }
    }

    fn check(&self) -> Result<(), SoundFault> {
        lock(&self.0).clone().map_or(Ok(()), Err)
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The sound's own rate where the device has it, with the device's own channels; else all as the device likes it best.
fn output_config(device: &Device, rate: u32) -> Result<SupportedStreamConfig, Error> {
    let usual = device.default_output_config()?;
    let fits = device.supported_output_configs()?.find(|range| {
        let rates = range.min_sample_rate()..=range.max_sample_rate();
        range.channels() == usual.channels() && range.sample_format() == usual.sample_format() && rates.contains(&rate)
    });
    Ok(fits.map_or(usual, |range| range.with_sample_rate(rate)))
}

impl SoundSystem for System {
    fn play(&self, sound: Arc<Samples>, from: usize) -> Result<Box<dyn Playing>, SoundFault> {
        let device = cpal::default_host().default_output_device().ok_or(SoundFault::NoSpeakers)?;
        let lost = |error: Error| fault(&error, SoundFault::NoSpeakers);
        let config = output_config(&device, sound.rate).map_err(lost)?;
        let trouble = Trouble::default();
        let place = Arc::<Mutex<Option<Place>>>::default();
        let rate = sound.rate;
        let fitted = Fitted::new(sound, from, config.sample_rate(), config.channels());
        let (told, listener) = (Arc::clone(&place), trouble.listener());
        let stream = match config.sample_format() {
            SampleFormat::F32 => sound_out::<f32>(&device, config.config(), fitted, told, listener),
            SampleFormat::I16 => sound_out::<i16>(&device, config.config(), fitted, told, listener),
            SampleFormat::U16 => sound_out::<u16>(&device, config.config(), fitted, told, listener),
            SampleFormat::I32 => sound_out::<i32>(&device, config.config(), fitted, told, listener),
            other => return Err(SoundFault::Other(format!("the speakers want {other}"))),
        };
        let stream = stream.map_err(lost)?;
        stream.play().map_err(lost)?;
        Ok(Box::new(Sounding { _stream: stream, trouble, place, rate }))
    }

    fn microphones(&self) -> Result<Vec<Microphone>, SoundFault> {
        let host = cpal::default_host();
        let default = host.default_input_device().and_then(|device| device.id().ok());
        let devices = host.input_devices().map_err(|error| fault(&error, SoundFault::NoSound))?;
        let mut found: Vec<_> = devices
            .filter_map(|device| {
                let id = device.id().ok()?;
                Some(Microphone {
                    id: id.to_string(),
                    name: device.to_string(),
                    is_default: Some(&id) == default.as_ref(),
                })
            })
            .collect();
        found.sort_by_key(|one| !one.is_default);
        Ok(found)
    }

    fn listen(&self, microphone: Option<&str>, into: SyncSender<Vec<i16>>) -> Result<Box<dyn Listening>, SoundFault> {
        let device = input_device(&cpal::default_host(), microphone).ok_or(SoundFault::NoMicrophone)?;
        let lost = |error: Error| fault(&error, SoundFault::NoMicrophone);
        let config = device.default_input_config().map_err(lost)?;
        let (trouble, rate) = (Trouble::default(), config.sample_rate());
        let listener = trouble.listener();
        let stream = match config.sample_format() {
            SampleFormat::F32 => sound_in::<f32>(&device, config.config(), into, listener),
            SampleFormat::I16 => sound_in::<i16>(&device, config.config(), into, listener),
            SampleFormat::U16 => sound_in::<u16>(&device, config.config(), into, listener),
            SampleFormat::I32 => sound_in::<i32>(&device, config.config(), into, listener),
            other => return Err(SoundFault::Other(format!("the microphone gives {other}"))),
        };
        let stream = stream.map_err(lost)?;
        stream.play().map_err(lost)?;
        Ok(Box::new(Hearing { _stream: stream, trouble, rate }))
    }
}

fn input_device(host: &Host, microphone: Option<&str>) -> Option<Device> {
    match microphone {
        Some(id) => host.device_by_id(&id.parse().ok()?),
        None => host.default_input_device(),
    }
}

/// Which frame is heard at a time, and the time at which all of it was heard once that is known.
#[derive(Clone, Copy)]
struct Place {
    frame: u64,
    at: Instant,
    end: Option<Instant>,
}

fn sound_out<T: SizedSample + FromSample<f32>>(
    device: &Device,
    config: StreamConfig,
    mut fitted: Fitted,
    told: Arc<Mutex<Option<Place>>>,
    listener: impl FnMut(Error) + Send + 'static,
) -> Result<Stream, Error> {
    let channels = usize::from(config.channels.max(1));
    let lasts = move |frames: usize| Duration::from_secs_f64(frames as f64 / f64::from(config.sample_rate.max(1)));
    let fill = move |buffer: &mut [T], info: &cpal::OutputCallbackInfo| {
        let times = info.timestamp();
        let at = Instant::now() + times.playback.duration_since(times.callback);
        let (frame, was_over) = (fitted.frame(), fitted.is_over());
        let mut last = 0;
        for (count, out) in buffer.chunks_mut(channels).enumerate() {
            if !fitted.is_over() {
                last = count + 1;
            }
            fitted.next(|channel, sample| {
                if let Some(place) = out.get_mut(channel) {
                    *place = T::from_sample(sample);
                }
            });
        }
        let mut place = lock(&told);
        match &mut *place {
            // What comes after the end is silence.
            Some(_) if was_over => {}
            place => *place = Some(Place { frame, at, end: fitted.is_over().then(|| at + lasts(last)) }),
        }
    };
    device.build_output_stream(config, fill, listener, Some(PATIENCE))
}

fn sound_in<T: SizedSample>(
    device: &Device,
    config: StreamConfig,
    into: SyncSender<Vec<i16>>,
    listener: impl FnMut(Error) + Send + 'static,
) -> Result<Stream, Error>
where
    f32: FromSample<T>,
{
    let channels = usize::from(config.channels.max(1));
    let take = move |buffer: &[T], _: &cpal::InputCallbackInfo| {
        let mono = buffer.chunks_exact(channels).map(|frame| {
            let sum: f32 = frame.iter().map(|sample| f32::from_sample(*sample)).sum();
            i16::from_sample((sum / channels as f32).clamp(-1.0, 1.0))
        });
        // Whoever listened may have gone.
        into.send(mono.collect()).ok();
    };
    device.build_input_stream(config, take, listener, Some(PATIENCE))
}

/// A sound that the system plays.
struct Sounding {
    _stream: Stream,
    trouble: Trouble,
    place: Arc<Mutex<Option<Place>>>,
    rate: u32,
}

impl Playing for Sounding {
    fn heard(&mut self) -> Result<Heard, SoundFault> {
        self.trouble.check()?;
        let (now, time) = (Instant::now(), Timestamp::now());
        let Some(place) = *lock(&self.place) else { return Ok(Heard::Nothing) };
        if place.end.is_some_and(|end| now >= end) {
            return Ok(Heard::End);
        }
        // What was handed over last is heard in a moment, or has been for one.
        let frames =
            |time: Duration| u64::try_from(time.as_nanos() * u128::from(self.rate) / 1_000_000_000).unwrap_or(0);
        let (before, since) = (place.at.saturating_duration_since(now), now.saturating_duration_since(place.at));
        Ok(Heard::Frame((place.frame + frames(since)).saturating_sub(frames(before)), time))
    }
}

/// A device that the system listens to.
struct Hearing {
    _stream: Stream,
    trouble: Trouble,
    rate: u32,
}

impl Listening for Hearing {
    fn rate(&self) -> u32 {
        self.rate
    }

    fn check(&mut self) -> Result<(), SoundFault> {
        self.trouble.check()
    }
}
