//! What is known of the picture at an address, which is sent as the address.
//!
//! Not the fetching: that is `services`. What was seen is what the address gave once; the provider fetches it by itself,
//! later, and may find something else.

use super::draft::Loaded;
use super::media::{ImageFacts, Unreadable};

/// A look at the picture at an address.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Peek {
    /// Nothing was looked at.
    #[default]
    None,
    /// It is being fetched.
    Fetching,
    /// It was fetched, measured and kept, ready to be used as a file.
    Seen(Box<Loaded<ImageFacts>>),
    /// It could not be looked at; why.
    Failed(Unseen),
}

impl Peek {
    /// The picture, where it was seen.
    #[must_use]
    pub fn seen(&self) -> Option<&Loaded<ImageFacts>> {
        if let Self::Seen(loaded) = self { Some(loaded) } else { None }
    }
}

/// Why the picture at an address could not be looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unseen {
    /// The name leads to an address that is not public, where nothing is fetched from in live mode.
    NotPublic,
    /// No connection, or it broke.
    NoAnswer,
    /// It took longer than so many seconds.
    TooSlow(u64),
    /// The address leads on to others, too often or to where nothing is fetched from.
    LeadsOn,
    /// The server answered with this HTTP status.
    Status(u16),
    /// It is larger than so many bytes, which is all that is fetched.
    TooLarge(u64),
    /// What came cannot be a portrait.
    Unusable(Unreadable),
}
