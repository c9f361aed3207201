//! What the system says of how programs should look: dark or light, and how much may move.
//!
//! Not the language, which does not change while a program runs. It costs nothing while nothing changes; where nobody
//! answers, as without a desktop portal, nothing is said and nothing is wrong.

use std::sync::Arc;

use futures_util::StreamExt;
use mundy::{ColorScheme, Interest, Preferences, ReducedMotion};
use tokio::runtime::Handle;

use super::shared::Shared;
use crate::domain::{Language, SystemLook};
use crate::state::Event;

/// Reports the look, at once and whenever it changes.
pub(super) fn watch(shared: &Arc<Shared>, runtime: &Handle, language: Language) {
    let mut preferences = Preferences::stream(Interest::ColorScheme | Interest::ReducedMotion);
    let shared = Arc::clone(shared);
    runtime.spawn(async move {
        while let Some(preferences) = preferences.next().await {
            shared.tell(Event::SystemLook(look_of(preferences, language))).await;
        }
    });
}

fn look_of(preferences: Preferences, language: Language) -> SystemLook {
    let dark = match preferences.color_scheme {
        ColorScheme::NoPreference => None,
        ColorScheme::Light => Some(false),
        ColorScheme::Dark => Some(true),
    };
    SystemLook { language, dark, reduced_motion: preferences.reduced_motion == ReducedMotion::Reduce }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_system_without_a_preference_has_said_nothing() {
        let mut preferences = Preferences::default();
        assert_eq!(
            look_of(preferences, Language::French),
            SystemLook { language: Language::French, ..SystemLook::default() }
        );
        preferences.color_scheme = ColorScheme::Dark;
        preferences.reduced_motion = ReducedMotion::Reduce;
        let expected = SystemLook { language: Language::English, dark: Some(true), reduced_motion: true };
        assert_eq!(look_of(preferences, Language::English), expected);
    }
}
