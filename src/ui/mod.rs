//! The window's views.
pub mod letters;
pub mod text;
pub mod theme;
pub mod widgets;
