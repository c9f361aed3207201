//! A window that was left on a screen which is gone comes back to one that is there.
//!
//! Only where no system and no toolkit sees to it: on X11. Not the remembering of the place.

#[cfg(not(any(windows, target_os = "macos")))]
use eframe::CreationContext;
use egui::{Pos2, Rect, Vec2};

/// Moves a window to a screen that is there, when the one it was on is gone. Windows and macOS see to that themselves, and
/// on Wayland no program says where its windows are.
#[cfg(not(any(windows, target_os = "macos")))]
pub(super) fn bring_in_sight(creation: &CreationContext<'_>) {
    let Some(window) = creation.winit_window() else { return };
    let Ok(place) = window.outer_position() else { return };
    let rect = |x: i32, y: i32, width: u32, height: u32| {
        Rect::from_min_size(Pos2::new(x as f32, y as f32), Vec2::new(width as f32, height as f32))
    };
    let size = window.outer_size();
    let screens = window.available_monitors().map(|screen| {
        let (place, size) = (screen.position(), screen.size());
        rect(place.x, place.y, size.width, size.height)
    });
    let screens: Vec<Rect> = screens.collect();
    if let Some(better) = better_place(rect(place.x, place.y, size.width, size.height), &screens) {
        window.set_outer_position(winit::dpi::PhysicalPosition::new(better.x, better.y));
    }
}

/// Where a window goes of which too little is on any of the screens to take hold of its title; `None` while it may stay.
/// In pixels.
fn better_place(window: Rect, screens: &[Rect]) -> Option<Pos2> {
    let title = Rect::from_min_size(window.min, Vec2::new(window.width(), 40.0));
    let held = |screen: &Rect| {
        let seen = screen.intersect(title);
        seen.width() >= 100.0 && seen.height() >= 20.0
    };
    let first = screens.first()?;
    let middle = first.center() - window.size() / 2.0;
    (!screens.iter().any(held)).then(|| middle.max(first.min))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rect(x: f32, y: f32, width: f32, height: f32) -> Rect {
        Rect::from_min_size(Pos2::new(x, y), Vec2::new(width, height))
    }

    #[test]
    fn a_window_on_a_screen_that_is_gone_comes_back() {
        let (one, two) = (rect(0.0, 0.0, 1920.0, 1080.0), rect(1920.0, 0.0, 1920.0, 1080.0));
        let size = |x, y| rect(x, y, 1280.0, 800.0);
        let table = [
            (size(2200.0, 100.0), vec![one, two], None),
            (size(2200.0, 100.0), vec![one], Some(Pos2::new(320.0, 140.0))),
            (size(1800.0, 100.0), vec![one], None),
            (size(1900.0, 100.0), vec![one], Some(Pos2::new(320.0, 140.0))),
            (size(-1000.0, 100.0), vec![one], None),
            (size(100.0, -700.0), vec![one], Some(Pos2::new(320.0, 140.0))),
            (rect(9000.0, 9000.0, 4000.0, 4000.0), vec![two], Some(Pos2::new(1920.0, 0.0))),
            (size(9000.0, 9000.0), vec![], None),
        ];
        for (window, screens, expected) in table {
            assert_eq!(better_place(window, &screens), expected, "{window:?} on {screens:?}");
        }
    }
}
