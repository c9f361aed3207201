//! Where a sound is cut: at its quietest places, within the limits.
//!
//! Pure arithmetic on how loud a sound is from one hundredth of a second to the next. The same sound is always cut at the
//! same places. Invariant: parts cover a sound in order, nothing twice, each at most the longest allowed and none shorter
//! than the shortest.

use std::{collections::VecDeque, ops::Range, time::Duration};

use super::super::gathered::Profile;
use crate::domain::Limits;

/// So far from the limits cuts stay: other decoders count a little more or less.
pub(super) const SPARE: Duration = Duration::from_millis(100);
/// The best part ends at the quietest place of so long a stretch before the longest allowed.
const LAST: Duration = Duration::from_secs(5);
/// So much of the silence before the first word is kept.
const BREATH: Duration = Duration::from_millis(200);
/// A place is as loud as the sound around it, so many steps to each side.
const AROUND: usize = 5;
/// What is quieter than this, in decibels of full scale, is as quiet as silence.
const FLOOR: f64 = -70.0;

/// A sound that is to be cut.
pub(super) struct Cutter<'a> {
    profile: &'a Profile,
    /// Samples of each channel.
    frames: u64,
    /// The longest and the shortest part, in steps of the profile.
    longest: usize,
    shortest: usize,
    rate: u32,
    quietest: f64,
}

impl<'a> Cutter<'a> {
    pub(super) fn new(profile: &'a Profile, frames: u64, rate: u32, limits: &Limits) -> Self {
        let steps = |time: Duration| time.as_secs_f64() * f64::from(rate) / profile.step as f64;
        Self {
            profile,
            frames,
            longest: steps(limits.sound_longest.saturating_sub(SPARE)).floor() as usize,
            shortest: steps(limits.sound_shortest + SPARE).ceil() as usize,
            rate,
            quietest: f64::from(limits.sound_quietest) / 10.0,
        }
    }

    /// The part to use when only one can be: from the first word, or a breath before it, to the quietest place of the last
    /// five seconds before the longest allowed; of places that are equally quiet to the latest. To the end of the sound where
    /// that comes sooner.
    pub(super) fn best(&self) -> Range<u64> {
        let total = self.profile.power.len();
        let speaks = |power: &f32| decibels(f64::from(*power)) > self.quietest;
        let first = self.profile.power.iter().position(speaks).unwrap_or(0);
        let start = first.saturating_sub(self.steps(BREATH)).min(total.saturating_sub(self.shortest));
        let reach = start + self.longest;
        if reach >= total {
            return self.frame(start)..self.frames;
        }
        let from = reach.saturating_sub(self.steps(LAST)).max(start + self.shortest.min(self.longest));
        let costs = self.costs();
        let cost = |at: &usize| costs.get(*at).copied().unwrap_or(0.0);
        let end = (from..=reach).rev().min_by(|a, b| cost(a).total_cmp(&cost(b))).unwrap_or(reach);
        self.frame(start)..self.frame(end)
    }

    /// All of the sound in as few parts as the longest allowed lets, cut where that is quietest in all.
    pub(super) fn split(&self) -> Vec<Range<u64>> {
        let total = self.profile.power.len();
        let count = total.div_ceil(self.longest.max(1)).max(1);
        let cuts = self.quietest_cuts(total, count);
        // Where the limits leave no room to choose, parts of equal length keep them.
        let cuts = cuts.unwrap_or_else(|| (1..count).map(|cut| cut * total / count).collect());
        let ends = cuts.into_iter().map(|cut| self.frame(cut)).chain([self.frames]);
        ends.scan(0, |from, to| Some(std::mem::replace(from, to)..to)).collect()
    }

    /// The places of the cuts that make so many parts, of all that keep the limits those that are quietest in sum.
    ///
    /// Layer after layer, one for each part: the least sum with which the parts so far can end at each place, found from the
    /// places one part before it.
    fn quietest_cuts(&self, total: usize, count: usize) -> Option<Vec<usize>> {
        let costs = self.costs();
        let (shortest, longest) = (self.shortest, self.longest);
        // The sum with which the parts before end at each place; at first there are none, and they end at the start.
        let mut sums = vec![f64::INFINITY; total + 1];
        *sums.first_mut()? = 0.0;
        let mut origins: Vec<Vec<usize>> = Vec::with_capacity(count);
        for _ in 0..count {
            let (mut next, mut origin) = (vec![f64::INFINITY; total + 1], vec![0; total + 1]);
            // The places from which a part can reach this one, the best in front and none behind a better and later one.
            let mut near: VecDeque<(usize, f64)> = VecDeque::new();
            for to in shortest..=total {
                let new = to - shortest;
                let sum = *sums.get(new)?;
                while near.back().is_some_and(|(_, last)| *last >= sum) {
                    near.pop_back();
                }
                near.push_back((new, sum));
                while near.front().is_some_and(|(from, _)| from + longest < to) {
                    near.pop_front();
                }
                if let (Some((from, sum)), Some(slot), Some(place)) =
                    (near.front(), next.get_mut(to), origin.get_mut(to))
                {
                    *slot = sum + costs.get(to)?;
                    *place = *from;
                }
            }
            sums = next;
            origins.push(origin);
        }
        sums.last().filter(|sum| sum.is_finite())?;
        let mut cuts = vec![];
        let mut at = total;
        for origin in origins.iter().skip(1).rev() {
            at = *origin.get(at)?;
            cuts.push(at);
        }
        cuts.reverse();
        Some(cuts)
    }

    /// How loud it is at each place between two steps, the start and the end counted, in decibels above the floor.
    fn costs(&self) -> Vec<f64> {
        let power = &self.profile.power;
        let mut sums = vec![0.0];
        sums.extend(power.iter().scan(0.0, |sum, step| {
            *sum += f64::from(*step);
            Some(*sum)
        }));
        let mean = |at: usize| {
            let (from, to) = (at.saturating_sub(AROUND), (at + AROUND).min(power.len()));
            let sum = sums.get(to).zip(sums.get(from)).map_or(0.0, |(to, from)| to - from);
            sum / (to.saturating_sub(from)).max(1) as f64
        };
        (0..=power.len()).map(|at| decibels(mean(at)).max(FLOOR) - FLOOR).collect()
    }

    fn steps(&self, time: Duration) -> usize {
        (time.as_secs_f64() * f64::from(self.rate) / self.profile.step as f64).round() as usize
    }

    /// The first sample of a step.
    fn frame(&self, step: usize) -> u64 {
        (step as u64 * self.profile.step).min(self.frames)
    }
}

fn decibels(power: f64) -> f64 {
    10.0 * power.max(0.0).log10()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const RATE: u32 = 8000;

    /// A sound of so many tenths of a second that is loud, but for pauses of 300 ms at these tenths.
    fn spoken(tenths: usize, pauses: &[usize]) -> Profile {
        let quiet = |step: usize| pauses.iter().any(|pause| (pause * 10..pause * 10 + 30).contains(&step));
        Profile { step: 80, power: (0..tenths * 10).map(|step| if quiet(step) { 1e-9 } else { 0.05 }).collect() }
    }

    fn seconds(part: &Range<u64>) -> (f64, f64) {
        (part.start as f64 / f64::from(RATE), part.end as f64 / f64::from(RATE))
    }

    fn cutter<'a>(profile: &'a Profile, limits: &Limits) -> Cutter<'a> {
        Cutter::new(profile, profile.power.len() as u64 * profile.step, RATE, limits)
    }

    #[test]
    fn the_best_part_begins_with_the_first_word_and_ends_in_the_last_pause() {
        let limits = Limits::default();
        // Of 0–2 s nothing is heard; there are pauses at 40, 57, 58.5 and 70 s.
        let silence: Vec<usize> = (0..20).collect();
        let profile = spoken(900, &[silence.as_slice(), &[400, 570, 585, 700]].concat());
        let (from, to) = seconds(&cutter(&profile, &limits).best());
        assert!((1.8..2.2).contains(&from), "{from}");
        assert!((58.5..58.8).contains(&to), "{to}: the later of two pauses within the last five seconds");
        let steady = spoken(900, &[]);
        let (from, to) = seconds(&cutter(&steady, &limits).best());
        assert_eq!((from, to), (0.0, 59.9), "without a pause the longest");
        let silent = Profile { step: 80, power: vec![0.0; 9000] };
        assert_eq!(seconds(&cutter(&silent, &limits).best()), (0.0, 59.9));
        let mut late = silent.clone();
        late.power[8990..].fill(0.1);
        let (from, to) = seconds(&cutter(&late, &limits).best());
        assert!(
            to == 90.0 && (2.09..2.2).contains(&(to - from)),
            "{from}–{to}: what is left is no shorter than the shortest"
        );
    }

    #[test]
    fn it_is_split_in_the_pauses_into_as_few_parts_as_can_be() {
        let limits = Limits::default();
        let profile = spoken(1500, &[200, 482, 700, 1003, 1300]);
        let parts = cutter(&profile, &limits).split();
        let found: Vec<_> = parts.iter().map(seconds).collect();
        let [(start, first), (again, second), (third, end)] = found.as_slice() else { panic!("{found:?}") };
        assert_eq!((*start, first, second, *end), (0.0, again, third, 150.0));
        assert!((48.2..48.5).contains(first) && (100.3..100.6).contains(second), "{found:?}");
        // There is no choice: 119.8 s are two parts of the very longest.
        let full = spoken(1198, &[300]);
        assert_eq!(cutter(&full, &limits).split(), [0..479_200, 479_200..958_400]);
        assert_eq!(cutter(&spoken(30, &[]), &limits).split(), [0..24_000], "what is short enough stays whole");
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(24))]

        #[test]
        fn parts_cover_everything_once_within_the_limits(
            steps in 3000_usize..40_000,
            pauses in prop::collection::vec(0_usize..40_000, 0..300),
            rest in 1_u64..80,
            longest in 10_u64..=300,
        ) {
            let mut power = vec![0.05; steps];
            for pause in pauses {
                power.iter_mut().skip(pause).take(pause % 50).for_each(|step| *step = pause as f32 * 1e-9);
            }
            let limits = Limits { sound_longest: Duration::from_secs(longest), ..Limits::default() };
            let profile = Profile { step: 80, power };
            // The last step is not whole.
            let frames = (profile.power.len() as u64 - 1) * 80 + rest;
            let cutter = Cutter::new(&profile, frames, RATE, &limits);
            let parts = cutter.split();
            let ends: Vec<u64> = parts.iter().map(|part| part.end).collect();
            let starts: Vec<u64> = [0].into_iter().chain(ends.iter().copied()).take(parts.len()).collect();
            prop_assert_eq!(&starts, &parts.iter().map(|part| part.start).collect::<Vec<_>>());
            prop_assert_eq!(ends.last(), Some(&frames));
            let length = |part: &Range<u64>| (part.end - part.start) as f64 / f64::from(RATE);
            for part in parts.iter().chain([&cutter.best()]) {
                prop_assert!((2.0..=longest as f64).contains(&length(part)), "{:?} of {}", part, frames);
            }
            let fewest = (frames as f64 / f64::from(RATE) / (longest as f64 - 0.1)).ceil() as usize;
            prop_assert!(parts.len() <= fewest + 1 && parts.len() >= fewest, "{} for {}", parts.len(), fewest);
            prop_assert_eq!(parts, cutter.split());
        }
    }
}
