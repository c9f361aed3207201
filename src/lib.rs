//! Likeness
pub mod domain;
pub mod services;
pub mod state;
pub mod ui;
