//! Where the part that is kept of a picture may lie, and what dragging, presets and keys make of it.
//!
//! Not the drawing. Everything is in pixels of the picture as it was given, upright. Invariants (tested): a part is never
//! outside the picture; what is dragged or pushed from an allowed part is an allowed part; a preset's ratio is kept to within
//! a pixel.

use crate::domain::{Area, Limits};

/// What a handle pulls of one side of the part: its start, nothing, or its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Pull {
    Start,
    Nothing,
    End,
}

/// One of the handles, by what it pulls.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Grip {
    pub across: Pull,
    pub down: Pull,
}

impl Grip {
    pub const RIGHT: Self = Self { across: Pull::End, down: Pull::Nothing };
    pub const LEFT: Self = Self { across: Pull::Start, down: Pull::Nothing };
    pub const TOP: Self = Self { across: Pull::Nothing, down: Pull::Start };
    pub const BOTTOM: Self = Self { across: Pull::Nothing, down: Pull::End };

    /// All of them, clockwise from the upper left, each with the key of its name.
    pub const ALL: [(Self, &'static str); 8] = [
        (Self { across: Pull::Start, down: Pull::Start }, "crop-upper-left"),
        (Self::TOP, "crop-top"),
        (Self { across: Pull::End, down: Pull::Start }, "crop-upper-right"),
        (Self::RIGHT, "crop-right"),
        (Self { across: Pull::End, down: Pull::End }, "crop-lower-right"),
        (Self::BOTTOM, "crop-bottom"),
        (Self { across: Pull::Start, down: Pull::End }, "crop-lower-left"),
        (Self::LEFT, "crop-left"),
    ];

    pub fn is_corner(self) -> bool {
        self.across != Pull::Nothing && self.down != Pull::Nothing
    }

    /// Where it is at a part.
    pub fn at(self, area: Area) -> (i64, i64) {
        let of = |pull, start: u32, length: u32| match pull {
            Pull::Start => i64::from(start),
            Pull::Nothing => i64::from(start) + i64::from(length / 2),
            Pull::End => i64::from(start) + i64::from(length),
        };
        (of(self.across, area.x, area.width), of(self.down, area.y, area.height))
    }

    /// A step away from the middle of the part.
    pub fn outwards(self, by: i64) -> (i64, i64) {
        let of = |pull| match pull {
            Pull::Start => -by,
            Pull::Nothing => 0,
            Pull::End => by,
        };
        (of(self.across), of(self.down))
    }
}

/// What the ratio of the part is held to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Preset {
    /// Nothing but the limits.
    #[default]
    Free,
    /// So wide for so high.
    Of(u32, u32),
}

impl Preset {
    pub const ALL: [Self; 5] = [Self::Free, Self::Of(1, 1), Self::Of(3, 4), Self::Of(9, 16), Self::Of(16, 9)];

    /// The preset that a part has already.
    pub fn of(area: Area) -> Self {
        let has = |preset: &Self| match preset {
            Self::Free => false,
            Self::Of(across, down) => {
                let off = i64::from(area.width) * i64::from(*down) - i64::from(area.height) * i64::from(*across);
                off.abs() <= i64::from(*across.max(down)) / 2
            }
        };
        Self::ALL.into_iter().find(has).unwrap_or_default()
    }
}

/// The limit that kept a part from becoming what was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Bound {
    /// It may not be wider for its height.
    Wide,
    /// It may not be higher for its width.
    Tall,
    /// A side may not be shorter.
    Short,
}

/// One side of a part while it is pulled.
#[derive(Clone, Copy)]
struct Side {
    start: u32,
    length: u32,
    whole: u32,
    pull: Pull,
    wished: i64,
}

impl Side {
    fn new(start: u32, length: u32, whole: u32, pull: Pull, to: i64) -> Self {
        let wished = match pull {
            Pull::Start => i64::from(start) + i64::from(length) - to,
            Pull::Nothing => i64::from(length),
            Pull::End => to - i64::from(start),
        };
        Self { start, length, whole, pull, wished }
    }

    /// The longest that it can be in the picture.
    fn most(self) -> u32 {
        match self.pull {
            Pull::Start => self.start + self.length,
            Pull::Nothing => self.whole,
            Pull::End => self.whole - self.start,
        }
    }

    /// As long as was wished, or as near to it as can be.
    fn nearest(self, least: u32) -> u32 {
        if self.pull == Pull::Nothing {
            return self.length;
        }
        u32::try_from(self.wished.max(0)).unwrap_or(u32::MAX).max(least).min(self.most())
    }

    fn is_too_short(self, least: u32) -> bool {
        self.pull != Pull::Nothing && self.wished < i64::from(least)
    }

    /// Where it starts when it is so long: the end that is not pulled stays, or the middle.
    fn placed(self, length: u32) -> u32 {
        match self.pull {
            Pull::Start => (self.start + self.length).saturating_sub(length),
            Pull::Nothing => (self.start + self.length / 2).saturating_sub(length / 2).min(self.whole - length),
            Pull::End => self.start,
        }
    }
}

/// The picture that parts are taken of, with what a part of it must be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Room {
    pub width: u32,
    pub height: u32,
    least_width: u32,
    least_height: u32,
    tenths: u32,
}

impl Room {
    /// A picture of these sides. Where it is smaller than the limit itself, or too narrow for both limits, a part may be so
    /// too.
    pub fn new(width: u32, height: u32, limits: &Limits) -> Self {
        let (width, height) = (width.max(1), height.max(1));
        let tenths = limits.aspect_tenths.max(10);
        let room = Self { width, height, least_width: 1, least_height: 1, tenths };
        let (across, down) = (limits.image_side.min(width).max(1), limits.image_side.min(height).max(1));
        Self { least_width: across.min(room.longest(down)), least_height: down.min(room.longest(across)), ..room }
    }

    /// The longest side that is allowed beside a short one.
    fn longest(&self, short: u32) -> u32 {
        u32::try_from(u64::from(short) * u64::from(self.tenths) / 10).unwrap_or(u32::MAX)
    }

    /// The shortest side that is allowed beside a long one.
    fn shortest(&self, long: u32) -> u32 {
        u32::try_from((u64::from(long) * 10).div_ceil(u64::from(self.tenths))).unwrap_or(u32::MAX)
    }

    /// The least and the most that a side pulled by a handle can be, for those who hear it as a number.
    pub fn range(&self, grip: Grip) -> (u32, u32) {
        match grip.across {
            Pull::Nothing => (self.least_height, self.height),
            Pull::Start | Pull::End => (self.least_width, self.width),
        }
    }

    /// Whether a part is within the picture and within what is allowed.
    pub fn allows(&self, area: Area) -> bool {
        area.fits(self.width, self.height)
            && area.width >= self.least_width
            && area.height >= self.least_height
            && area.width <= self.longest(area.height)
            && area.height <= self.longest(area.width)
    }

    /// A part moved by so much, as far as the picture reaches.
    pub fn moved(&self, area: Area, across: i64, down: i64) -> Area {
        let along = |start: u32, by: i64, most: u32| {
            let to = i64::from(start).saturating_add(by).clamp(0, i64::from(most));
            u32::try_from(to).unwrap_or_default()
        };
        Area {
            x: along(area.x, across, self.width - area.width),
            y: along(area.y, down, self.height - area.height),
            ..area
        }
    }

    /// A part whose handle was pulled to a place, and the limit that held it back.
    pub fn pulled(&self, area: Area, grip: Grip, to: (i64, i64), preset: Preset) -> (Area, Option<Bound>) {
        let across = Side::new(area.x, area.width, self.width, grip.across, to.0);
        let down = Side::new(area.y, area.height, self.height, grip.down, to.1);
        let (width, height, bound) = match preset {
            Preset::Free => self.freely(across, down),
            Preset::Of(wide, high) => self.in_shape(across, down, f64::from(wide) / f64::from(high)),
        };
        (Area { x: across.placed(width), y: down.placed(height), width, height }, bound)
    }

    fn freely(&self, across: Side, down: Side) -> (u32, u32, Option<Bound>) {
        let (mut width, mut height) = (across.nearest(self.least_width), down.nearest(self.least_height));
        let short = across.is_too_short(self.least_width) || down.is_too_short(self.least_height);
        let mut bound = short.then_some(Bound::Short);
        if width > self.longest(height) {
            bound = Some(Bound::Wide);
            match across.pull {
                Pull::Nothing => height = self.shortest(width).min(down.most()),
                Pull::Start | Pull::End => width = self.longest(height),
            }
        } else if height > self.longest(width) {
            bound = Some(Bound::Tall);
            match down.pull {
                Pull::Nothing => width = self.shortest(height).min(across.most()),
                Pull::Start | Pull::End => height = self.longest(width),
            }
        }
        (width, height, bound)
    }

    /// The side that was pulled further leads, and the other follows.
    fn in_shape(&self, across: Side, down: Side, ratio: f64) -> (u32, u32, Option<Bound>) {
        let (width, height) = (f64::from(across.length), f64::from(down.length));
        let by_width = across.wished as f64 - width;
        let by_height = (down.wished as f64 - height) * ratio;
        let wished = if (by_width < 0.0) != (by_height < 0.0) {
            width + by_width + by_height
        } else if by_width.abs() >= by_height.abs() {
            width + by_width
        } else {
            down.wished as f64 * ratio
        };
        let least = f64::from(self.least_width).max(f64::from(self.least_height) * ratio);
        let (width, height) = self.of_ratio(wished, ratio, (across.most(), down.most()));
        (width, height, (wished < least).then_some(Bound::Short))
    }

    /// The sides in a ratio whose width is nearest to a wish, at least what is allowed and at most so much.
    fn of_ratio(&self, wished: f64, ratio: f64, most: (u32, u32)) -> (u32, u32) {
        let least = f64::from(self.least_width).max(f64::from(self.least_height) * ratio);
        let largest = f64::from(most.0).min(f64::from(most.1) * ratio);
        let width = wished.max(least).min(largest);
        let side = |length: f64, most: u32| (length.round() as u32).clamp(1, most.max(1));
        (side(width, most.0), side(width / ratio, most.1))
    }

    /// A part around the same middle, as large as before where there is room, in the ratio of a preset.
    pub fn shaped(&self, area: Area, preset: Preset) -> Area {
        let Preset::Of(wide, high) = preset else { return area };
        let ratio = f64::from(wide) / f64::from(high);
        let wished = (f64::from(area.width) * f64::from(area.height) * ratio).sqrt();
        let (width, height) = self.of_ratio(wished, ratio, (self.width, self.height));
        let start = |from: u32, length: u32, kept: u32, whole: u32| {
            (from + length / 2).saturating_sub(kept / 2).min(whole - kept)
        };
        Area {
            x: start(area.x, area.width, width, self.width),
            y: start(area.y, area.height, height, self.height),
            width,
            height,
        }
    }

    /// A part made wider or higher by so much: to the right and down, or to the other side where the picture ends there.
    pub fn grown(&self, area: Area, by: (i64, i64), preset: Preset) -> (Area, Option<Bound>) {
        let ends_here = |start: u32, length: u32, whole: u32| start + length == whole;
        let grip = match by {
            (0, down) if down > 0 && ends_here(area.y, area.height, self.height) => Grip::TOP,
            (0, _) => Grip::BOTTOM,
            (across, _) if across > 0 && ends_here(area.x, area.width, self.width) => Grip::LEFT,
            _ => Grip::RIGHT,
        };
        let (x, y) = grip.at(area);
        let (across, down) = grip.outwards(by.0 + by.1);
        self.pulled(area, grip, (x + across, y + down), preset)
    }
}

#[cfg(test)]
#[path = "geometry_tests.rs"]
mod tests;
