//! The window's views.
pub mod letters;
pub mod theme;
