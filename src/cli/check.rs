//! `likeness check`: every rule against a portrait and a voice. No network, no library, nothing left behind.

use std::{
    ffi::{OsStr, OsString},
    path::Path,
};

use super::args::DraftArguments;
use super::create::{absolute, is_address};
use super::print::{ReportLine, check_sentence};
use super::{Exit, say, say_json, tell};
use crate::domain::{
    Door, Draft, Limits, Loaded, Medium, Peek, PictureEdit, Slot, SoundEdit, Unreadable, Voice, VoiceWay, check,
};
use crate::services::inputs::Inputs;
use crate::state::Source;
use crate::ui::text::Texts;

pub(super) fn run(arguments: &DraftArguments, texts: &Texts) -> Exit {
    // The store measures files as they will be sent; here it lives only as long as the check.
    let opened = tempfile::tempdir().and_then(|folder| Inputs::open(folder.path()).map(|inputs| (inputs, folder)));
    let (inputs, _folder) = match opened {
        Ok(opened) => opened,
        Err(error) => {
            tell(&error.to_string());
            return Exit::TroubleHere;
        }
    };
    let draft = draft_of(arguments, &inputs);
    let (report, _) = check(&draft, &Limits::default(), Some(Door::Live), |_| false);
    if arguments.json {
        say_json(&ReportLine::of(&report, &draft, texts));
    } else {
        report.checks.iter().for_each(|check| say(&check_sentence(check, texts)));
    }
    if report.ok() { Exit::Done } else { Exit::Problems }
}

fn draft_of(arguments: &DraftArguments, inputs: &Inputs) -> Draft {
    let text = |given: &Option<String>| given.clone().unwrap_or_default();
    let address = arguments.audio.as_deref().and_then(is_address).map(str::to_owned);
    let link = address.or_else(|| arguments.audio_id.clone());
    let voice = match (link, &arguments.audio) {
        (Some(link), _) => Voice { way: VoiceWay::Link, link, ..Voice::default() },
        (None, given) => {
            let read = |source| inputs.read_voice(source, SoundEdit::default(), &Limits::default());
            let file = slot(given.as_deref(), |source| Ok(read(source)?.swap_remove(0)));
            Voice { file, ..Voice::default() }
        }
    };
    let portrait = match arguments.image.as_deref().and_then(is_address) {
        Some(address) => Slot::Link(address.to_owned()),
        None => slot(arguments.image.as_deref(), |source| inputs.read_portrait(source, PictureEdit::default())),
    };
    Draft {
        portrait,
        // Nothing is fetched for a check.
        portrait_peek: Peek::None,
        voice,
        direction: text(&arguments.direction),
        mode: arguments.mode.into(),
        title: text(&arguments.title),
        callback_url: text(&arguments.callback_url),
        own_task_id: text(&arguments.task_id),
    }
}

fn slot<F: Medium>(given: Option<&OsStr>, read: impl FnOnce(Source) -> Result<Loaded<F>, Unreadable>) -> Slot<F> {
    let Some(given) = given else { return Slot::Empty };
    let path = absolute(Path::new(given));
    let name = path.file_name().map_or_else(OsString::new, OsStr::to_owned).to_string_lossy().into_owned();
    match read(Source::Path(path)) {
        Ok(loaded) => Slot::File(Box::new(loaded)),
        Err(why) => Slot::Unreadable(name, why),
    }
}
