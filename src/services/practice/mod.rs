//! Practice.
mod camera;
mod canvas;
mod film;
#[cfg(test)]
mod fixtures;
mod render;
pub mod voice;
