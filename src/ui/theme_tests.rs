//! The contrast of every pair of words and ground that the window uses.

use super::*;

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
    assert!(contrast(LIGHT.text3, LIGHT.bg1) < 4.5);
}

#[test]
fn words_keep_their_contrast() {
    for tokens in [&DARK, &LIGHT] {
        let grounds = [tokens.bg0, tokens.bg1, tokens.bg2];
        for ground in grounds {
            for words in [tokens.text1, tokens.text2, tokens.accent_text] {
                assert!(contrast(words, ground) >= 4.5, "{words:?} on {ground:?}");
            }
            assert!(contrast(tokens.text3, ground) >= 3.0, "hints on {ground:?}");
        }
        assert!(contrast(tokens.text1, tokens.bg3) >= 4.5);
        assert!(contrast(tokens.accent_text, tokens.chosen_tab()) >= 4.5);
        assert!(contrast(tokens.on_accent, tokens.accent) >= 4.5);
        assert!(contrast(tokens.on_accent, tokens.accent_hover()) >= 4.5);
        for tone in [Tone::Neutral, Tone::Ok, Tone::Warn, Tone::Bad, Tone::Info, Tone::Accent] {
            for ground in [tokens.bg1, tokens.bg2, tokens.ground(tone), tokens.banner(tone)] {
                let found = contrast(tokens.words(tone), ground);
                assert!(found >= 4.5, "{tone:?} on {ground:?}: {found:.2}");
            }
        }
    }
}
