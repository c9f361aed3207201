//! Mixing more than two channels down to two.
//!
//! The gains are those that broadcasters use (ITU-R BS.775): what stands in the middle goes to both sides, what stands behind
//! or beside goes to its own, each 3 dB fainter, and the channel for deep effects is left out. All of it is made so much
//! fainter that it cannot become louder than full scale.

/// 3 dB fainter.
const FAINTER: f32 = std::f32::consts::FRAC_1_SQRT_2;

/// Mixes the frames of a sound.
pub(super) struct Mixer {
    /// For each channel its gain to the left and to the right; empty where nothing has to be mixed.
    gains: Vec<(f32, f32)>,
    given: u16,
}

impl Mixer {
    /// A mixer for a sound of so many channels, in the order of WAV.
    pub(super) fn new(channels: u16) -> Self {
        const LEFT: (f32, f32) = (1.0, 0.0);
        const RIGHT: (f32, f32) = (0.0, 1.0);
        const MIDDLE: (f32, f32) = (FAINTER, FAINTER);
        const DEEP: (f32, f32) = (0.0, 0.0);
        const BACK_LEFT: (f32, f32) = (FAINTER, 0.0);
        const BACK_RIGHT: (f32, f32) = (0.0, FAINTER);
        let gains: &[(f32, f32)] = match channels {
            0..=2 => &[],
            3 => &[LEFT, RIGHT, MIDDLE],
            4 => &[LEFT, RIGHT, BACK_LEFT, BACK_RIGHT],
            5 => &[LEFT, RIGHT, MIDDLE, BACK_LEFT, BACK_RIGHT],
            6 => &[LEFT, RIGHT, MIDDLE, DEEP, BACK_LEFT, BACK_RIGHT],
            7 => &[LEFT, RIGHT, MIDDLE, DEEP, MIDDLE, BACK_LEFT, BACK_RIGHT],
            _ => &[LEFT, RIGHT, MIDDLE, DEEP, BACK_LEFT, BACK_RIGHT, BACK_LEFT, BACK_RIGHT],
        };
        let sum = gains.iter().map(|(left, _)| left).sum::<f32>().max(1.0);
        Self { gains: gains.iter().map(|(left, right)| (left / sum, right / sum)).collect(), given: channels.max(1) }
    }

    /// How many channels the sound has.
    pub(super) fn given(&self) -> usize {
        self.given.into()
    }

    /// How many channels come of it: one or two.
    pub(super) fn made(&self) -> u16 {
        self.given.min(2)
    }

    /// Mixes one frame.
    pub(super) fn mix(&self, frame: &[f32], out: &mut Vec<f32>) {
        if self.gains.is_empty() {
            out.extend_from_slice(frame);
            return;
        }
        let (mut left, mut right) = (0.0, 0.0);
        for (sample, gain) in frame.iter().zip(&self.gains) {
            left += sample * gain.0;
            right += sample * gain.1;
        }
        out.extend([left, right]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mixed(frame: &[f32]) -> Vec<f32> {
        let mixer = Mixer::new(u16::try_from(frame.len()).expect("few"));
        let mut out = vec![];
        mixer.mix(frame, &mut out);
        assert_eq!((mixer.given(), usize::from(mixer.made())), (frame.len(), out.len()));
        out
    }

    #[test]
    fn one_and_two_channels_stay_as_they_are() {
        assert_eq!((mixed(&[0.3]), mixed(&[0.3, -0.4])), (vec![0.3], vec![0.3, -0.4]));
    }

    #[test]
    fn nothing_becomes_louder_than_full_scale_and_sides_stay_sides() {
        for channels in 3..=8 {
            let all = mixed(&vec![1.0; channels]);
            assert!(all.iter().all(|side| (0.99..=1.0001).contains(side)), "{channels}: {all:?}");
            let mut left = vec![0.0; channels];
            left[0] = 1.0;
            let [left, right] = mixed(&left)[..] else { panic!("two") };
            assert!(left > 0.3 && right == 0.0, "{channels}");
        }
        // Of 5.1 the voice in the middle is on both sides, and the deep effects on none.
        let middle = mixed(&[0.0, 0.0, 1.0, 0.0, 0.0, 0.0]);
        assert!(middle[0] > 0.25 && middle[0] == middle[1], "{middle:?}");
        assert_eq!(mixed(&[0.0, 0.0, 0.0, 1.0, 0.0, 0.0]), [0.0, 0.0]);
    }
}
