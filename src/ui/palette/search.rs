//! Finding by fuzzy letters: which names have the letters that were typed, how well, and which letters those are.
//!
//! No egui and no state in here. Upper and lower case are the same, and accents may be left out.

use nucleo_matcher::{
    Config, Matcher, Utf32Str,
    pattern::{AtomKind, CaseMatching, Normalization, Pattern},
};

/// Looks for what was typed.
pub(super) struct Searcher {
    matcher: Matcher,
    pattern: Pattern,
    characters: Vec<char>,
}

impl Default for Searcher {
    fn default() -> Self {
        Self { matcher: Matcher::new(Config::DEFAULT), pattern: Pattern::default(), characters: vec![] }
    }
}

impl Searcher {
    /// Looks for these words from now on, in any order.
    pub(super) fn look_for(&mut self, words: &str) {
        self.pattern = Pattern::new(words, CaseMatching::Ignore, Normalization::Smart, AtomKind::Fuzzy);
    }

    /// How well a name has the letters; the more the better.
    pub(super) fn score(&mut self, name: &str) -> Option<u32> {
        self.pattern.score(Utf32Str::new(name, &mut self.characters), &mut self.matcher)
    }

    /// Which characters of a name are those that were looked for, in order.
    pub(super) fn letters(&mut self, name: &str) -> Vec<usize> {
        // One place for each character, not for what is drawn as one.
        let characters: Vec<char> = name.chars().collect();
        let mut places = vec![];
        self.pattern.indices(Utf32Str::Unicode(&characters), &mut self.matcher, &mut places);
        places.sort_unstable();
        places.dedup();
        places.into_iter().filter_map(|place| usize::try_from(place).ok()).collect()
    }

    /// The best of many, best first, with their places in the row; at most so many.
    pub(super) fn best<'a>(&mut self, names: impl Iterator<Item = &'a str>, most: usize) -> Vec<(usize, u32)> {
        let found = names.enumerate().filter_map(|(at, name)| Some((at, self.score(name)?)));
        let mut found: Vec<_> = found.collect();
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
        searcher.best(names.iter().copied(), 10).into_iter().map(|(at, _)| at).collect()
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
        assert_eq!(searcher.letters("Test connection"), [0, 5]);
        searcher.look_for("é");
        assert_eq!(searcher.letters("Zoé"), [2]);
        searcher.look_for("zq");
        assert_eq!(searcher.letters("Zoé"), [] as [usize; 0]);
    }

    #[test]
    fn nothing_typed_finds_everything_in_its_order() {
        assert_eq!(found("", &["b", "a"]), [0, 1]);
    }
}
