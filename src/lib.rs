//! Likeness
pub mod domain;
pub mod state;
pub mod ui;
