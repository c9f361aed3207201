//! Parts of pictures: by examples, and for every picture, part, handle and pull that comes to mind of a generator.

use proptest::prelude::*;

use super::*;
use crate::domain::picture::to_ratio;

fn area(x: u32, y: u32, width: u32, height: u32) -> Area {
    Area { x, y, width, height }
}

fn room(width: u32, height: u32) -> Room {
    Room::new(width, height, &Limits::default())
}

const LOWER_RIGHT: Grip = Grip { across: Pull::End, down: Pull::End };

#[test]
fn a_handle_follows_the_pull_until_a_limit_binds() {
    let room = room(1800, 1200);
    let start = area(400, 300, 600, 600);
    let table = [
        (LOWER_RIGHT, (1100, 1000), area(400, 300, 700, 700), None),
        (LOWER_RIGHT, (5000, 5000), area(400, 300, 1400, 900), None),
        (LOWER_RIGHT, (410, 310), area(400, 300, 300, 300), Some(Bound::Short)),
        (LOWER_RIGHT, (1700, 620), area(400, 300, 800, 320), Some(Bound::Wide)),
        (LOWER_RIGHT, (720, 1190), area(400, 300, 320, 800), Some(Bound::Tall)),
        (Grip::LEFT, (100, 0), area(100, 300, 900, 600), None),
        (Grip::LEFT, (-90, 0), area(0, 300, 1000, 600), None),
        (Grip::LEFT, (990, 0), area(700, 300, 300, 600), Some(Bound::Short)),
        (Grip::TOP, (0, 880), area(400, 600, 600, 300), Some(Bound::Short)),
        (Grip::BOTTOM, (0, 700), area(400, 300, 600, 400), None),
    ];
    for (grip, to, expected, bound) in table {
        assert_eq!(room.pulled(start, grip, to, Preset::Free), (expected, bound), "{grip:?} to {to:?}");
    }
    let flat = area(0, 0, 1000, 400);
    assert_eq!(room.pulled(flat, Grip::RIGHT, (1400, 0), Preset::Free), (flat, Some(Bound::Wide)));
    assert_eq!(room.pulled(flat, Grip::BOTTOM, (0, 350), Preset::Free), (flat, Some(Bound::Wide)));
    let high = area(0, 0, 400, 1000);
    assert_eq!(room.pulled(high, Grip::RIGHT, (350, 0), Preset::Free), (high, Some(Bound::Tall)));
}

#[test]
fn a_preset_keeps_its_ratio_while_it_is_pulled() {
    let room = room(1800, 1200);
    let start = area(400, 300, 600, 600);
    let square = Preset::Of(1, 1);
    let table = [
        (LOWER_RIGHT, (1100, 920), area(400, 300, 700, 700)),
        (LOWER_RIGHT, (1010, 950), area(400, 300, 650, 650)),
        (LOWER_RIGHT, (950, 900), area(400, 300, 550, 550)),
        (LOWER_RIGHT, (9000, 9000), area(400, 300, 900, 900)),
        (Grip::RIGHT, (1100, 0), area(400, 250, 700, 700)),
        (Grip::RIGHT, (9000, 0), area(400, 0, 1200, 1200)),
    ];
    for (grip, to, expected) in table {
        assert_eq!(room.pulled(start, grip, to, square).0, expected, "{grip:?} to {to:?}");
    }
    assert_eq!(room.pulled(start, LOWER_RIGHT, (500, 400), square), (area(400, 300, 300, 300), Some(Bound::Short)));
}

#[test]
fn a_preset_is_taken_around_the_same_middle_and_known_again() {
    let room = room(1800, 600);
    let square = room.shaped(area(150, 0, 1500, 600), Preset::Of(1, 1));
    assert_eq!(square, area(600, 0, 600, 600));
    for preset in Preset::ALL {
        let shaped = room.shaped(square, preset);
        let expected = if preset == Preset::Free { Preset::Of(1, 1) } else { preset };
        assert_eq!(Preset::of(shaped), expected, "{shaped:?}");
    }
    assert_eq!(Preset::of(area(0, 0, 1000, 600)), Preset::Free);
}

#[test]
fn a_key_makes_it_wider_on_the_side_that_has_room() {
    let room = room(1000, 1000);
    let inside = area(100, 100, 400, 400);
    assert_eq!(room.grown(inside, (10, 0), Preset::Free).0, area(100, 100, 410, 400));
    assert_eq!(room.grown(inside, (-1, 0), Preset::Free).0, area(100, 100, 399, 400));
    assert_eq!(room.grown(inside, (0, 1), Preset::Free).0, area(100, 100, 400, 401));
    assert_eq!(room.grown(area(600, 600, 400, 400), (1, 0), Preset::Free).0, area(599, 600, 401, 400));
    assert_eq!(room.grown(area(600, 600, 400, 400), (0, 1), Preset::Free).0, area(600, 599, 400, 401));
    assert_eq!(room.grown(area(600, 600, 400, 400), (0, -1), Preset::Free).0, area(600, 600, 400, 399));
}

#[test]
fn a_small_or_narrow_picture_asks_for_no_more_than_it_has() {
    for (width, height) in [(200, 200), (1800, 100), (100, 1800), (1800, 1), (1, 1), (300, 2000), (0, 0)] {
        let room = room(width, height);
        let whole = Area::whole(room.width, room.height);
        let widest = to_ratio(whole, None, &Limits::default());
        assert!(room.allows(widest), "{width} × {height}: {widest:?}");
    }
}

/// A picture, an allowed part of it, a preset that the part has, a handle and where it is pulled to.
fn pulls() -> impl Strategy<Value = (Room, Area, Preset, Grip, (i64, i64))> {
    let sides = prop_oneof![300_u32..4000, 1_u32..400, Just(300), Just(9000)];
    let part = (0_f64..1.0, 0_f64..1.0, 0_f64..1.0, 0_f64..1.0);
    let to = (-5000_i64..14_000, -5000_i64..14_000);
    (sides.clone(), sides, part, 0_usize..5, 0_usize..8, to).prop_map(|(width, height, part, preset, grip, to)| {
        let room = room(width, height);
        let whole = to_ratio(Area::whole(width, height), None, &Limits::default());
        let at = |part: f64, of: u32| (part * f64::from(of)) as i64;
        let (corner, _) = room.pulled(whole, LOWER_RIGHT, (at(part.0, width), at(part.1, height)), Preset::Free);
        let placed = room.moved(corner, at(part.2, width), at(part.3, height));
        let shaped = room.shaped(placed, Preset::ALL[preset]);
        // A preset that this picture has no room for begins outside of what is allowed, and is then no preset.
        let (area, preset) = if room.allows(shaped) { (shaped, Preset::ALL[preset]) } else { (placed, Preset::Free) };
        (room, area, preset, Grip::ALL[grip].0, to)
    })
}

/// Whether the sides are in the ratio of a preset to within a pixel.
fn keeps(area: Area, preset: Preset) -> bool {
    let Preset::Of(wide, high) = preset else { return true };
    let off = i64::from(area.width) * i64::from(high) - i64::from(area.height) * i64::from(wide);
    off.abs() <= i64::from(wide.max(high))
}

proptest! {
    #[test]
    fn whatever_is_done_to_an_allowed_part_leaves_an_allowed_part((room, area, preset, grip, to) in pulls()) {
        prop_assert!(room.allows(area) && keeps(area, preset), "it begins as {area:?}");
        let (pulled, _) = room.pulled(area, grip, to, preset);
        let (grown, _) = room.grown(area, (to.0.signum() * 10, 0), preset);
        let (higher, _) = room.grown(area, (0, to.1.signum()), preset);
        let moved = room.moved(area, to.0, to.1);
        for (what, part) in [("pulled", pulled), ("wider", grown), ("higher", higher), ("moved", moved)] {
            prop_assert!(room.allows(part), "{what}: {part:?} of {area:?} by {grip:?} in {room:?}");
            prop_assert!(keeps(part, preset), "{what}: {part:?} is not {preset:?}");
        }
        prop_assert_eq!((moved.width, moved.height), (area.width, area.height));
    }

    #[test]
    fn a_handle_that_is_not_pulled_changes_nothing((room, area, _, grip, _) in pulls()) {
        prop_assert_eq!(room.pulled(area, grip, grip.at(area), Preset::Free), (area, None));
    }

    #[test]
    fn a_preset_stays_in_the_picture_whatever_its_room((room, area, _, _, to) in pulls()) {
        for preset in Preset::ALL {
            let shaped = room.shaped(area, preset);
            prop_assert!(shaped.fits(room.width, room.height) && keeps(shaped, preset), "{shaped:?} in {room:?}");
            let (pulled, _) = room.pulled(shaped, LOWER_RIGHT, to, preset);
            prop_assert!(pulled.fits(room.width, room.height), "{pulled:?} in {room:?}");
        }
    }
}
