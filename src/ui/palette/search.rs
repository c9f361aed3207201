//! Finding by fuzzy letters: which names have the letters that were typed, how well, and which letters those are.
//!
//! No egui and no state in here. Upper and lower case are the same, and accents may be left out.

use nucleo_matcher::{
    Config, Matcher, Utf32String,
    pattern::{AtomKind, CaseMatching, Normalization, Pattern},
};

/// So many that have the letters are ranked, the first of the row: ranking is what takes time, and a letter must not take
/// longer than a frame.
const RANKED: usize = 2_000;

/// A name that is ready to be searched often.
pub(super) struct Name {
    text: Utf32String,
    letters: Letters,
}

impl Name {
    /// Makes a name ready. Each character is a place of its own, also where two are drawn as one.
    pub(super) fn new(name: &str) -> Self {
        let is_plain = name.is_ascii();
        let text =
            if is_plain { Utf32String::Ascii(name.into()) } else { Utf32String::Unicode(name.chars().collect()) };
        // A letter with an accent is found without it: then any letter may be there.
        let accented = name.chars().any(|character| !character.is_ascii() && character.is_alphabetic());
        Self { text, letters: if accented { Letters::ANY } else { Letters::of(name) } }
    }
}

/// Which of the plain letters and digits occur, one bit each: tells most names that cannot match without searching them.
#[derive(Clone, Copy)]
struct Letters(u64);

impl Letters {
    const ANY: Self = Self(u64::MAX);

    fn of(text: &str) -> Self {
        let bit = |byte: u8| match byte.to_ascii_lowercase() {
            letter @ b'a'..=b'z' => 1 << (letter - b'a'),
            digit @ b'0'..=b'9' => 1 << (26 + digit - b'0'),
            _ => 0,
        };
        Self(text.bytes().fold(0, |letters, byte| letters | bit(byte)))
    }

    fn has_all(self, wanted: Self) -> bool {
        wanted.0 & !self.0 == 0
    }
}

/// Looks for what was typed.
pub(super) struct Searcher {
    matcher: Matcher,
    pattern: Pattern,
    letters: Letters,
}

impl Default for Searcher {
    fn default() -> Self {
        Self { matcher: Matcher::new(Config::DEFAULT), pattern: Pattern::default(), letters: Letters(0) }
    }
}

impl Searcher {
    /// Looks for these words from now on, in any order.
    pub(super) fn look_for(&mut self, words: &str) {
        self.pattern = Pattern::new(words, CaseMatching::Ignore, Normalization::Smart, AtomKind::Fuzzy);
        self.letters = Letters::of(words);
    }

    /// How well a name has the letters; the more the better.
    pub(super) fn score(&mut self, name: &Name) -> Option<u32> {
        // What cannot match is told by its letters alone.
        name.letters.has_all(self.letters).then(|| self.pattern.score(name.text.slice(..), &mut self.matcher)).flatten()
    }

    /// Which characters of a name are those that were looked for, in order; of each word by itself, for some may be missing.
    pub(super) fn letters(&mut self, name: &Name) -> Vec<usize> {
        let mut places = vec![];
        for word in &self.pattern.atoms {
            word.indices(name.text.slice(..), &mut self.matcher, &mut places);
        }
        places.sort_unstable();
        places.dedup();
        places.into_iter().filter_map(|place| usize::try_from(place).ok()).collect()
    }

    /// The best of many, best first, with their places in the row; at most so many.
    pub(super) fn best<'a>(&mut self, names: impl Iterator<Item = &'a Name>, most: usize) -> Vec<(usize, u32)> {
        let found = names.enumerate().filter_map(|(at, name)| Some((at, self.score(name)?)));
        let mut found: Vec<_> = found.take(RANKED).collect();
        found.sort_by_key(|(at, score)| (std::cmp::Reverse(*score), *at));
        found.truncate(most);
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(words: &str, names: &[&str]) -> Vec<usize> {
        let mut searcher = Searcher::default();
        searcher.look_for(words);
        let names: Vec<_> = names.iter().map(|name| Name::new(name)).collect();
        searcher.best(names.iter(), 10).into_iter().map(|(at, _)| at).collect()
    }

    #[test]
    fn letters_in_order_are_enough_and_the_closest_comes_first() {
        let names = ["Choose a portrait file", "Test connection", "Theme: light"];
        assert_eq!(found("tcon", &names), [1]);
        assert_eq!(found("LIGHT", &names), [2]);
        assert_eq!(found("file portrait", &names), [0], "words in any order");
        assert_eq!(found("noct", &names), [] as [usize; 0], "letters in another order are none");
        assert_eq!(found("set", &["Use the sample text", "Settings"]), [1, 0]);
    }

    #[test]
    fn accents_may_be_left_out_and_any_script_is_found() {
        assert_eq!(found("decoupe", &["Découper", "Delete"]), [0]);
        assert_eq!(found("设置", &["打开设置", "打开文件"]), [0]);
    }

    #[test]
    fn the_letters_are_those_that_were_typed() {
        let mut searcher = Searcher::default();
        searcher.look_for("tc");
        assert_eq!(searcher.letters(&Name::new("Test connection")), [0, 5]);
        searcher.look_for("con voice");
        assert_eq!(searcher.letters(&Name::new("Test connection")), [5, 6, 7], "a word that is not there");
        searcher.look_for("é");
        assert_eq!(searcher.letters(&Name::new("Zoé")), [2]);
        searcher.look_for("zq");
        assert_eq!(searcher.letters(&Name::new("Zoé")), [] as [usize; 0]);
    }

    #[test]
    fn nothing_typed_finds_everything_in_its_order() {
        assert_eq!(found("", &["b", "a"]), [0, 1]);
    }
}
