//! Every sentence a person reads: the files of the languages, and the choice of the sentence for each value of the domain.
//!
//! No egui in here: the command line speaks with the same words. Invariants (tested): every key that is used exists, every
//! key that exists is used, every language has every key with the same gaps, and no value of the domain is without its
//! words.

use fluent_bundle::{FluentArgs, FluentResource, FluentValue, concurrent::FluentBundle};

use crate::domain::Language;

mod days;
mod details;
mod devices;
mod faults;
mod findings;
mod mending;
mod numbers;
mod pictures;
mod pseudo;
mod trouble;
mod videos;

pub use numbers::plain;

use numbers::Style;

/// What a sentence is given to fill its gaps: a name and a text or number. Numbers are written as the language does.
pub type Gap<'a> = (&'static str, FluentValue<'a>);

/// The sentences of one language.
pub struct Texts {
    bundle: FluentBundle<FluentResource>,
    language: Language,
    style: Style,
    /// What is put before and after every sentence.
    edges: [&'static str; 2],
}

impl std::fmt::Debug for Texts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Texts({})", self.language.tag())
    }
}

impl Default for Texts {
    fn default() -> Self {
        Self::english()
    }
}

/// The file of a language.
fn source(language: Language) -> &'static str {
    match language {
        Language::English => include_str!("../../assets/text/en.ftl"),
        Language::French => include_str!("../../assets/text/fr.ftl"),
        Language::Chinese => include_str!("../../assets/text/zh-Hans.ftl"),
    }
}

impl Texts {
    /// The sentences of a language.
    #[must_use]
    pub fn of(language: Language) -> Self {
        let mut bundle = FluentBundle::new_concurrent(vec![language.tag().parse().unwrap_or_default()]);
        // The sentences are shown by themselves; marks around the gaps would be drawn as boxes.
        bundle.set_use_isolating(false);
        bundle.set_formatter(Some(Style::formatter(language)));
        // English first: a sentence that a language lacks is better read in English than as its key.
        for language in [Language::English, language] {
            // A part that cannot be read is left out; the tests see to it that there is none.
            let resource =
                FluentResource::try_new(source(language).to_owned()).unwrap_or_else(|(readable, _)| readable);
            bundle.add_resource_overriding(resource);
        }
        Self { bundle, language, style: Style::of(language), edges: ["", ""] }
    }

    /// English.
    #[must_use]
    pub fn english() -> Self {
        Self::of(Language::English)
    }

    /// The language of these sentences.
    #[must_use]
    pub fn language(&self) -> Language {
        self.language
    }

    /// A sentence without gaps.
    #[must_use]
    pub fn get(&self, key: &str) -> String {
        self.with(key, &[])
    }

    /// A sentence with its gaps filled.
    #[must_use]
    pub fn with(&self, key: &str, gaps: &[Gap<'_>]) -> String {
        let Some(pattern) = self.bundle.get_message(key).and_then(|message| message.value()) else {
            tracing::error!(key, "a sentence is missing");
            return format!("⟦{key}⟧");
        };
        let args: FluentArgs<'_> = gaps.iter().map(|(name, value)| (*name, value.clone())).collect();
        let mut errors = vec![];
        let text = self.bundle.format_pattern(pattern, Some(&args), &mut errors);
        if let Some(error) = errors.first() {
            tracing::error!(key, %error, "a sentence has an unfilled gap");
        }
        let [before, after] = self.edges;
        format!("{before}{text}{after}")
    }
}

#[cfg(test)]
#[path = "text_tests.rs"]
mod tests;
