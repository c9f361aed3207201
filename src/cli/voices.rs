//! `likeness voices`: the voices that texts can be spoken with, with their names, the favourites and those that the provider
//! said it has no more. It changes nothing.

use serde::Serialize;

use super::args::VoicesArguments;
use super::{Exit, say, say_json, tell};
use crate::domain::{Door, KnownVoice, Settings, Tongue, voices::VOICES};
use crate::services::{library::Library, preferences};
use crate::start::Surroundings;
use crate::state::Speeches;
use crate::ui::text::Texts;

/// A voice as scripts see it.
#[derive(Debug, Serialize)]
struct VoiceLine {
    id: &'static str,
    /// `en`, `zh`.
    languages: Vec<&'static str>,
    english: Option<&'static str>,
    chinese: Option<&'static str>,
    favourite: bool,
    /// The languages for which the provider said last, through the live door, that it has no such voice.
    gone: Vec<&'static str>,
}

impl VoiceLine {
    fn of(voice: &KnownVoice, settings: &Settings, speeches: &Speeches) -> Self {
        let gone = |tongue: &Tongue| speeches.is_dead(voice.id, *tongue, Door::Live);
        Self {
            id: voice.id,
            languages: voice.tongues().map(Tongue::wire).collect(),
            english: voice.english,
            chinese: voice.chinese,
            favourite: settings.speech.favourites.contains(voice.id),
            gone: voice.tongues().filter(gone).map(Tongue::wire).collect(),
        }
    }

    fn sentence(&self, texts: &Texts) -> String {
        let names = [self.english, self.chinese].into_iter().flatten().collect::<Vec<_>>().join(" · ");
        let marks = [(self.favourite, "cli-voice-favourite"), (!self.gone.is_empty(), "cli-voice-dead")];
        let marks: String = marks.into_iter().filter(|(is, _)| *is).map(|(_, key)| texts.get(key)).collect();
        texts.with("cli-voice-line", &[("id", self.id.into()), ("names", names.into()), ("marks", marks.into())])
    }
}

pub(super) async fn run(arguments: &VoicesArguments, surroundings: &Surroundings, texts: &Texts) -> Exit {
    let settings = preferences::peek(&surroundings.folders.settings_file);
    let speeches = match Library::open(&surroundings.folders.library).await {
        Ok((library, _)) => library.all().await.map(|contents| Speeches::of(contents.speeches)),
        Err(fault) => Err(fault),
    };
    // The list is worth having without the marks.
    let speeches = speeches.unwrap_or_else(|fault| {
        tell(&texts.library_fault(&fault));
        Speeches::default()
    });
    let wanted = arguments.language.map(Tongue::from);
    let speaks = |voice: &&KnownVoice| wanted.is_none_or(|tongue| voice.name(tongue).is_some());
    let lines = VOICES.iter().filter(speaks).map(|voice| VoiceLine::of(voice, &settings, &speeches));
    let mut lines: Vec<VoiceLine> = lines.collect();
    lines.sort_by_key(|line| !line.favourite);
    if arguments.json {
        say_json(&lines);
    } else {
        lines.iter().for_each(|line| say(&line.sentence(texts)));
    }
    Exit::Done
}
