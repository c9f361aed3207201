//! The contrast of every pair of words and ground that the window uses.

use super::{colors::rgb, *};
use egui::Color32;

fn luminance(color: Color32) -> f64 {
    let linear = |byte: u8| {
        let part = f64::from(byte) / 255.0;
        if part <= 0.03928 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * linear(color.r()) + 0.7152 * linear(color.g()) + 0.0722 * linear(color.b())
}

fn contrast(a: Color32, b: Color32) -> f64 {
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

#[test]
fn the_measure_can_tell_good_from_bad() {
    assert!((contrast(Color32::BLACK, Color32::WHITE) - 21.0).abs() < 0.01);
    // The hints as they were drawn at first.
    assert!(contrast(rgb(0x6F7887), DARK.bg2) < 4.5 && contrast(rgb(0x848D9C), LIGHT.bg1) < 4.5);
}

#[test]
fn words_keep_their_contrast() {
    for tokens in [&DARK, &LIGHT] {
        for ground in [tokens.bg0, tokens.bg1, tokens.bg2] {
            for words in [tokens.text1, tokens.text2, tokens.text3, tokens.accent_text] {
                let found = contrast(words, ground);
                assert!(found >= 4.5, "{words:?} on {ground:?}: {found:.2}");
            }
        }
        assert!(contrast(tokens.text1, tokens.bg3) >= 4.5 && contrast(tokens.text2, tokens.bg3) >= 4.5);
        assert!(contrast(tokens.accent_text, tokens.chosen_tab()) >= 4.5);
        assert!(contrast(tokens.accent_text, tokens.ground(Tone::Accent)) >= 4.5);
        assert!(contrast(tokens.on_accent, tokens.accent) >= 4.5);
        assert!(contrast(tokens.on_accent, tokens.accent_hover()) >= 4.5);
        assert!(contrast(tokens.on_accent, tokens.cap(true)) >= 4.5, "the shortcut on the button");
        for tone in TONES {
            for ground in [tokens.bg1, tokens.bg2, tokens.ground(tone), tokens.banner(tone)] {
                let found = contrast(tokens.words(tone), ground);
                assert!(found >= 4.5, "{tone:?} on {ground:?}: {found:.2}");
            }
            for words in [tokens.text1, tokens.text2] {
                assert!(contrast(words, tokens.banner(tone)) >= 4.5, "{words:?} on the banner of {tone:?}");
            }
        }
    }
}

/// What shows where a control is, what it is, and whether it is chosen, on, or has the keyboard. Lines around fields and
/// cards are not among them: those are known by the words in them.
#[test]
fn what_tells_controls_apart_keeps_its_contrast() {
    for tokens in [&DARK, &LIGHT] {
        let grounds = [tokens.bg0, tokens.bg1, tokens.bg2, tokens.bg3];
        let signs = [
            ("an icon", tokens.text2),
            ("an icon under the pointer", tokens.text1),
            ("the frame of a box", tokens.text3),
            ("the ring of the keyboard, a bar that fills", tokens.accent),
        ];
        for ground in grounds {
            for (name, sign) in signs {
                let found = contrast(sign, ground);
                assert!(found >= 3.0, "{name} on {ground:?}: {found:.2}");
            }
        }
        for tone in TONES {
            for ground in [tokens.bg0, tokens.bg1, tokens.bg2] {
                assert!(contrast(tokens.tone(tone), ground) >= 3.0, "the sign of {tone:?} on {ground:?}");
            }
        }
        assert!(contrast(tokens.on_accent, tokens.accent) >= 3.0, "the tick in its box");
        // The triangle lies on a dark disc over any picture, even a white one.
        let disc = over(Color32::BLACK, Color32::WHITE, f32::from(tokens.badge.a()) / 255.0);
        assert!(contrast(tokens.on_badge, disc) >= 3.0, "the sign that plays");
    }
}

const TONES: [Tone; 6] = [Tone::Neutral, Tone::Ok, Tone::Warn, Tone::Bad, Tone::Info, Tone::Accent];
