//! How the camera moves and how the picture answers to the voice, frame by frame.
//!
//! Not a face: nothing here knows where a mouth is. Pure, so that the same voice always gives the same film.

/// Frames a second of every practice film.
pub(super) const FRAMES_A_SECOND: u32 = 25;
/// How many moments of loudness the bars show.
pub(super) const BARS: usize = 18;

/// How close the camera is at the first frame, and how much closer at the last.
const ZOOM: (f32, f32) = (1.04, 0.06);
/// How much closer it comes with the loudest sound.
const PULSE: f32 = 0.012;
/// How far it sways to the side and up and down, in parts of the picture: within the margin that `ZOOM` leaves.
const SWAY: (f32, f32) = (0.008, 0.005);

/// What one frame shows.
#[derive(Clone, Debug)]
pub(super) struct Shot {
    /// 1 shows the whole picture, 2 half of it.
    pub zoom: f32,
    /// How far right of the middle it looks, in parts of the width.
    pub right: f32,
    /// How far below the middle it looks, in parts of the height.
    pub down: f32,
    /// How loud the voice is, from 0 to 1.
    pub level: f32,
    /// How loud it was at this frame and at those before it, fading.
    pub trail: [f32; BARS],
}

/// All frames for a voice: as many as cover it, at least one.
pub(super) fn shots(mono: &[f32], rate: u32) -> Vec<Shot> {
    let levels = levels(mono, rate);
    let last = (levels.len() - 1).max(1) as f32;
    levels
        .iter()
        .enumerate()
        .map(|(at, level)| {
            let (done, seconds) = (at as f32 / last, at as f32 / FRAMES_A_SECOND as f32);
            let eased = done * done * (3.0 - 2.0 * done);
            let before = |back: usize| at.checked_sub(back).and_then(|at| levels.get(at)).copied().unwrap_or(0.0);
            Shot {
                zoom: ZOOM.0 + ZOOM.1 * eased + PULSE * level,
                right: SWAY.0 * (seconds * 0.9).sin(),
                down: SWAY.1 * (seconds * 0.7).cos(),
                level: *level,
                trail: std::array::from_fn(|back| before(back) * (1.0 - back as f32 / BARS as f32)),
            }
        })
        .collect()
}

/// The loudness of each frame from 0 to 1, measured against the loudest of this voice, rising fast and falling slowly.
fn levels(mono: &[f32], rate: u32) -> Vec<f32> {
    let frames = (mono.len() as u64 * u64::from(FRAMES_A_SECOND)).div_ceil(u64::from(rate.max(1))).max(1);
    let edge = |frame: u64| usize::try_from(frame * u64::from(rate) / u64::from(FRAMES_A_SECOND)).unwrap_or(usize::MAX);
    let mut levels: Vec<f32> = (0..frames)
        .map(|frame| {
            let part = mono.get(edge(frame)..edge(frame + 1).min(mono.len())).unwrap_or_default();
            let power: f32 = part.iter().filter(|sample| sample.is_finite()).map(|sample| sample * sample).sum();
            (power / part.len().max(1) as f32).sqrt()
        })
        .collect();
    // A recording that is silent throughout must not be blown up to full loudness.
    let loudest = levels.iter().copied().fold(0.002, f32::max);
    let mut held = 0.0f32;
    for level in &mut levels {
        held = (*level / loudest).min(1.0).sqrt().max(held * 0.78);
        *level = held;
    }
    levels
}

#[cfg(test)]
mod tests {
    use super::*;

    fn half_silent(seconds: usize, rate: usize) -> Vec<f32> {
        (0..seconds * rate)
            .map(|at| if at < seconds * rate / 2 { 0.0 } else { (at as f32 * 0.1).sin() * 0.3 })
            .collect()
    }

    #[test]
    fn there_are_as_many_frames_as_cover_the_voice() {
        for (samples, rate, frames) in [(48_000, 24_000, 50), (48_001, 24_000, 51), (0, 24_000, 1), (441, 44_100, 1)] {
            assert_eq!(shots(&vec![0.1; samples], rate).len(), frames, "{samples} at {rate}");
        }
    }

    #[test]
    fn the_picture_answers_to_sound_and_rests_in_silence() {
        let shots = shots(&half_silent(4, 8_000), 8_000);
        assert!(shots[..50].iter().all(|shot| shot.level == 0.0 && shot.trail == [0.0; BARS]));
        assert!(shots[52..].iter().all(|shot| shot.level > 0.8 && shot.level <= 1.0));
        assert!(shots[60].zoom > shots[40].zoom + PULSE * 0.7);
    }

    #[test]
    fn the_camera_never_looks_beyond_the_edge() {
        for shot in shots(&half_silent(60, 1_000), 1_000) {
            let margin = 0.5 - 0.5 / shot.zoom;
            assert!(shot.right.abs() < margin && shot.down.abs() < margin, "{shot:?}");
        }
    }

    #[test]
    fn a_voice_of_rubbish_numbers_still_has_levels() {
        let shots = shots(&[f32::NAN, f32::INFINITY, 1e30, -1e30].repeat(1000), 8_000);
        assert!(shots.iter().all(|shot| (0.0..=1.0).contains(&shot.level)));
    }
}
