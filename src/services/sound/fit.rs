//! A sound at the rate and with the channels that a device wants.
//!
//! Not for files: between two samples it goes in a straight line, which is good enough to listen to. Where the system does
//! this itself it is not used.

use std::sync::Arc;

use crate::services::media::sound::Samples;

/// A sound on its way to a device.
pub(super) struct Fitted {
    sound: Arc<Samples>,
    /// The device's samples a second, and its channels; never 0.
    rate: u64,
    channels: usize,
    from: u64,
    /// How many frames the device has taken.
    taken: u64,
}

impl Fitted {
    pub(super) fn new(sound: Arc<Samples>, from: usize, rate: u32, channels: u16) -> Self {
        let from = u64::try_from(from).unwrap_or(u64::MAX);
        Self { sound, rate: u64::from(rate.max(1)), channels: usize::from(channels.max(1)), from, taken: 0 }
    }

    /// The frame of the sound that comes next.
    pub(super) fn frame(&self) -> u64 {
        self.from.saturating_add(self.taken * u64::from(self.sound.rate) / self.rate)
    }

    /// Whether there is nothing more to come.
    pub(super) fn is_over(&self) -> bool {
        self.frame() >= u64::try_from(self.sound.frames()).unwrap_or(u64::MAX)
    }

    /// Hands the next frame to the device, channel by channel; silence after the end.
    pub(super) fn next(&mut self, mut put: impl FnMut(usize, f32)) {
        let exact = self.taken * u64::from(self.sound.rate);
        let part = (exact % self.rate) as f32 / self.rate as f32;
        let at = usize::try_from(self.frame()).unwrap_or(usize::MAX);
        for channel in 0..self.channels {
            let (now, then) = (self.sample(at, channel), self.sample(at.saturating_add(1), channel));
            put(channel, now + (then - now) * part);
        }
        self.taken += 1;
    }

    /// One sample of the device's channel: its own where the sound has as many, one for all where it has one, else all mixed.
    fn sample(&self, frame: usize, channel: usize) -> f32 {
        let given = usize::from(self.sound.channels.max(1));
        let start = frame.saturating_mul(given);
        let frame = self.sound.interleaved.get(start..start.saturating_add(given)).unwrap_or_default();
        match (given, self.channels) {
            (1, _) => frame.first().copied().unwrap_or_default(),
            (given, wanted) if given <= wanted => frame.get(channel).copied().unwrap_or_default(),
            _ => frame.iter().sum::<f32>() / given as f32,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(channels: u16, interleaved: &[f32], from: usize, (rate, wanted): (u32, u16)) -> Vec<f32> {
        let sound = Arc::new(Samples { rate: 4, channels, interleaved: interleaved.into() });
        let mut fitted = Fitted::new(sound, from, rate, wanted);
        let mut out = vec![];
        while !fitted.is_over() {
            fitted.next(|_, sample| out.push(sample));
        }
        out
    }

    #[test]
    fn each_channel_of_the_device_gets_its_own() {
        assert_eq!(all(2, &[0.1, 0.2, 0.3, 0.4], 0, (4, 2)), [0.1, 0.2, 0.3, 0.4]);
        assert_eq!(all(2, &[0.1, 0.2, 0.3, 0.4], 1, (4, 2)), [0.3, 0.4]);
        assert_eq!(all(1, &[0.5, 0.25], 0, (4, 2)), [0.5, 0.5, 0.25, 0.25]);
        assert_eq!(all(2, &[0.5, 0.0], 0, (4, 1)), [0.25]);
        assert_eq!(all(2, &[0.5, 0.25], 0, (4, 3)), [0.5, 0.25, 0.0]);
    }

    #[test]
    fn another_rate_is_as_long() {
        assert_eq!(all(1, &[0.0, 1.0], 0, (8, 1)), [0.0, 0.5, 1.0, 0.5]);
        assert_eq!(all(1, &[0.0, 0.5, 1.0, 0.5], 0, (2, 1)), [0.0, 1.0]);
        assert_eq!(all(1, &[0.0; 400], 0, (3, 1)).len(), 300);
        assert!(all(1, &[0.5], 9, (4, 1)).is_empty(), "from beyond its end");
    }
}
