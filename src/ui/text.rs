//! Every sentence a person reads: the text file, and the choice of the sentence for each value of the domain.
//!
//! No egui in here: the command line speaks with the same words. Invariants (tested): every key that is used exists, every
//! key that exists is used, and no value of the domain is without its words.

use fluent_bundle::{FluentArgs, FluentResource, FluentValue, concurrent::FluentBundle};

mod faults;
mod findings;
mod numbers;

pub use numbers::clock;

const ENGLISH: &str = include_str!("../../assets/text/en.ftl");

/// What a sentence is given to fill its gaps: a name and a text or number.
pub type Gap<'a> = (&'static str, FluentValue<'a>);

/// The sentences of one language.
pub struct Texts {
    bundle: FluentBundle<FluentResource>,
}

impl std::fmt::Debug for Texts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Texts(en)")
    }
}

impl Default for Texts {
    fn default() -> Self {
        Self::english()
    }
}

impl Texts {
    /// English.
    #[must_use]
    pub fn english() -> Self {
        let mut bundle = FluentBundle::new_concurrent(vec!["en".parse().unwrap_or_default()]);
        // The sentences are shown by themselves; marks around the gaps would be drawn as boxes.
        bundle.set_use_isolating(false);
        // A part that cannot be read is left out and shows as its key; the tests see to it that there is none.
        let resource = FluentResource::try_new(ENGLISH.to_owned()).unwrap_or_else(|(readable, _)| readable);
        bundle.add_resource_overriding(resource);
        Self { bundle }
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
        let text = self.bundle.format_pattern(pattern, Some(&args), &mut errors).into_owned();
        if let Some(error) = errors.first() {
            tracing::error!(key, %error, "a sentence has an unfilled gap");
        }
        text
    }
}

#[cfg(test)]
#[path = "text_tests.rs"]
mod tests;
