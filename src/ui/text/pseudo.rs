//! A language that nobody speaks: English with every letter accented, two fifths longer, in brackets.
//!
//! Made from the English while the program runs, so that it never lags behind. In a window that speaks it, whatever still
//! has plain letters did not come from the files; whatever is cut would be cut in a longer language too.

use std::borrow::Cow;

use super::Texts;
use crate::domain::Language;

/// Each letter and what stands for it; all of them are in the window's own font.
const ACCENTED: [(char, char); 26] = [
    ('a', 'å'),
    ('b', 'ḃ'),
    ('c', 'ç'),
    ('d', 'đ'),
    ('e', 'é'),
    ('f', 'ḟ'),
    ('g', 'ĝ'),
    ('h', 'ĥ'),
    ('i', 'î'),
    ('j', 'ĵ'),
    ('k', 'ķ'),
    ('l', 'ļ'),
    ('m', 'ḿ'),
    ('n', 'ñ'),
    ('o', 'ö'),
    ('p', 'ṕ'),
    ('q', 'ǫ'),
    ('r', 'ŕ'),
    ('s', 'š'),
    ('t', 'ţ'),
    ('u', 'ü'),
    ('v', 'ṽ'),
    ('w', 'ŵ'),
    ('x', 'ẋ'),
    ('y', 'ý'),
    ('z', 'ž'),
];

impl Texts {
    /// The pseudo-language, for tests and for trying out the room that words have. What fills the gaps stays as it is.
    #[must_use]
    pub fn pseudo() -> Self {
        let mut texts = Self::of(Language::English);
        texts.edges = ["[", "]"];
        texts.bundle.set_transform(Some(accented));
        texts
    }
}

/// Accents every letter and says each vowel twice, which makes English about two fifths longer.
fn accented(text: &str) -> Cow<'_, str> {
    let mut accented = String::with_capacity(text.len() * 3);
    for letter in text.chars() {
        let lower = letter.to_ascii_lowercase();
        let Some((_, other)) = ACCENTED.iter().find(|(plain, _)| *plain == lower) else {
            accented.push(letter);
            continue;
        };
        let times = if "aeiou".contains(lower) { 2 } else { 1 };
        let other: String =
            if letter.is_ascii_uppercase() { other.to_uppercase().collect() } else { other.to_string() };
        accented.extend(std::iter::repeat_n(other, times));
    }
    accented.into()
}
