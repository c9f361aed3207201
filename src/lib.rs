//! Likeness
pub mod domain;
pub mod state;
