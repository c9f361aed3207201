//! Everything that touches the outside: files, pictures, sounds, videos, the network, the library.
//!
//! Not a place for decisions: what to do next is decided in `state`. Nothing here knows about windows.

pub mod media;
pub mod practice;
