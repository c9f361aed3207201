//! The colours of the drawn people that show what makes a good portrait: those of a picture, so the same in both themes.

use egui::Color32;

use super::colors::rgb;

/// How somebody who is drawn looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Paints {
    /// The face.
    pub skin: Color32,
    /// The neck, and the nose on the face.
    pub shade: Color32,
    /// Hair and brows.
    pub hair: Color32,
    /// What is worn.
    pub cloth: Color32,
}

/// Behind people, and the round light on it.
pub const GROUND: Color32 = rgb(0x5B6CC9);
/// The round light on the ground.
pub const GLOW: Color32 = rgb(0x6B7CDD);
/// Eyes, and the glasses over them.
pub const EYES: Color32 = rgb(0x1F2433);
/// The light in an eye.
pub const SPARK: Color32 = rgb(0xFFFFFF);
/// The mouth.
pub const LIPS: Color32 = rgb(0xA8434A);
/// A mask over the mouth.
pub const MASK: Color32 = rgb(0xBFD9E8);
/// The person of the sample portrait.
pub const FIRST: Paints =
    Paints { skin: rgb(0xF0C6A4), shade: rgb(0xD9AC8A), hair: rgb(0x3A2A26), cloth: rgb(0x20263C) };
/// Somebody else.
pub const SECOND: Paints =
    Paints { skin: rgb(0x9A6548), shade: rgb(0x835339), hair: rgb(0x1E1917), cloth: rgb(0xE8E3DA) };
