//! The measures: space, corners, heights and widths, in logical pixels, the same in both themes.
//!
//! Views name these and write no number of their own but 0, 1, 2 and a half; `tests/it/house.rs` keeps that.

/// Space inside one thing.
pub const XS: f32 = 4.0;
/// Space between things that belong together.
pub const S: f32 = 8.0;
/// Space between parts of one row.
pub const M: f32 = 12.0;
/// Space between a panel's edge and what is in it, and between groups.
pub const L: f32 = 16.0;
/// The same, for the views that still call it so.
pub const EDGE: f32 = L;
/// Space around what stands by itself.
pub const XL: f32 = 24.0;

/// Corners of dialogs.
pub const DIALOG_RADIUS: u8 = 14;
/// Corners of wells and cards.
pub const WELL_RADIUS: u8 = 12;
/// Corners of buttons and fields.
pub const BUTTON_RADIUS: u8 = 9;
/// Corners of chips, and of pictures inside a well.
pub const CHIP_RADIUS: u8 = 6;

/// Height of the bar at the top, its line included.
pub const TOP_BAR: f32 = 48.0;
/// Height of the bar at the bottom, its line included.
pub const STATUS_BAR: f32 = 28.0;
/// Height of the tabs of a narrow window.
pub const COLUMN_TABS: f32 = 44.0;
/// Width of the compose column, its line included.
pub const COMPOSE: f32 = 432.0;
/// Below this width of the window the two columns become two tabs.
pub const TWO_COLUMNS: f32 = 900.0;
/// Below this height of the window the bar at the bottom gives its place to the page.
pub const TALL_ENOUGH: f32 = 440.0;

/// Height of a line of text.
pub const LINE: f32 = 20.0;
/// Height of a chip and of a button inside a line.
pub const CHIP: f32 = 22.0;
/// Height of a button.
pub const BUTTON: f32 = 28.0;
/// Side of an icon button; height of a tab.
pub const ICON_BUTTON: f32 = 30.0;
/// Height of a field and of a frame of segments.
pub const FIELD: f32 = 32.0;
/// Height of the primary button and of those beside it; side of a tile with an icon.
pub const TALL: f32 = 36.0;
/// Side of an icon beside words.
pub const ICON: f32 = 16.0;
/// Side of an icon that stands for a whole well.
pub const BIG_ICON: f32 = 24.0;
