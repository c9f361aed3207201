//! `likeness key`: the API key in the system's keychain or, by choice, in a file. It comes from standard input, never from
//! an argument.

use std::{io::BufRead, path::Path};

use fluent_bundle::FluentValue;
use serde::Serialize;
use zeroize::Zeroizing;

use super::args::KeyAction;
use super::{Exit, say, say_json, tell};
use crate::domain::{ApiKey, BaseUrl, KeyFault, KeyHome, KeyStatus, Settings};
use crate::services::preferences;
use crate::services::secrets::{KeyFile, Keys};
use crate::start::Surroundings;
use crate::ui::text::Texts;

/// The state of the key, for scripts.
#[derive(Debug, Serialize)]
struct KeyLine {
    present: bool,
    kept: Option<&'static str>,
    last: Option<String>,
    problem: Option<String>,
}

pub(super) fn run(action: &KeyAction, surroundings: &Surroundings, texts: &Texts) -> Exit {
    let options = surroundings.options();
    let file = KeyFile::new(options.folders.key_file.clone());
    let speaker = Speaker { texts, file: &options.folders.key_file };
    let keys = Keys::new(options.key_store, file, options.environment_key);
    let base_urls = BaseUrls { settings_file: &options.folders.settings_file, session: options.base_url, texts };
    match action {
        // A new key is for the base URL that is set when it is given.
        KeyAction::Set { file } => match set(&keys, *file, &speaker) {
            Exit::Done => base_urls.allow(),
            exit => exit,
        },
        KeyAction::Status { json } => speaker.status(&keys.read(), *json),
        KeyAction::Remove => speaker.outcome(keys.remove()).max(base_urls.forget()),
        KeyAction::Allow => base_urls.allow(),
    }
}

fn set(keys: &Keys, in_file: bool, speaker: &Speaker<'_>) -> Exit {
    let mut line = Zeroizing::new(String::with_capacity(600));
    if std::io::stdin().lock().read_line(&mut line).is_err() {
        line.clear();
    }
    let Some(key) = ApiKey::read(&line) else {
        tell(&speaker.texts.get("cli-key-unusable"));
        return Exit::Usage;
    };
    match if in_file { keys.keep_in_file(&key) } else { keys.keep(&key) } {
        // Kept for this run alone means not kept at all: this run ends here.
        Ok(KeyStatus::Present(KeyHome::Session, _)) => {
            tell(&speaker.texts.with("cli-key-no-keychain", &[("place", speaker.place())]));
            Exit::TroubleHere
        }
        result => speaker.outcome(result),
    }
}

/// The base URL that is in force, and the one that the key may go to.
struct BaseUrls<'a> {
    settings_file: &'a Path,
    session: Option<BaseUrl>,
    texts: &'a Texts,
}

impl BaseUrls<'_> {
    /// Lets the key go to the one in force, and says so.
    fn allow(&self) -> Exit {
        let settings = preferences::peek(self.settings_file);
        let base = self.session.clone().unwrap_or_else(|| settings.base_url.clone());
        let exit = self.write(settings, (!base.may_have_key(None)).then(|| base.clone()));
        if exit == Exit::Done {
            tell(&self.texts.with("cli-key-allowed", &[("host", base.origin().into())]));
        }
        exit
    }

    /// Without a key no base URL is allowed.
    fn forget(&self) -> Exit {
        let settings = preferences::peek(self.settings_file);
        self.write(settings, None)
    }

    fn write(&self, settings: Settings, key_base_url: Option<BaseUrl>) -> Exit {
        if settings.key_base_url == key_base_url {
            return Exit::Done;
        }
        match preferences::write(self.settings_file, &Settings { key_base_url, ..settings }) {
            Ok(()) => Exit::Done,
            Err(error) => {
                tell(&self.texts.with("cli-settings-not-saved", &[("why", error.to_string().into())]));
                Exit::TroubleHere
            }
        }
    }
}

/// Says how things are, and where.
struct Speaker<'a> {
    texts: &'a Texts,
    file: &'a Path,
}

impl Speaker<'_> {
    fn place(&self) -> FluentValue<'static> {
        self.file.display().to_string().into()
    }

    fn outcome(&self, result: Result<KeyStatus, KeyFault>) -> Exit {
        match result {
            Ok(left) => self.status(&left, false),
            Err(fault) => {
                tell(&self.texts.key_fault(&fault));
                Exit::TroubleHere
            }
        }
    }

    fn status(&self, status: &KeyStatus, json: bool) -> Exit {
        let (kept, last) = match status {
            KeyStatus::Present(home, last) => (Some(*home), Some(last.clone())),
            _ => (None, None),
        };
        let trouble = if let KeyStatus::Trouble(why) = status { Some(why) } else { None };
        // That there is no keychain is no trouble as long as nothing is to be kept.
        let exit = match trouble {
            None | Some(KeyFault::NoKeychain(_)) => Exit::Done,
            Some(_) => Exit::TroubleHere,
        };
        let problem = trouble.map(|why| self.texts.key_fault(why));
        if json {
            say_json(&KeyLine { present: kept.is_some(), kept: kept.map(word), last, problem });
            return exit;
        }
        if let Some(why) = problem {
            tell(&why);
        }
        match (kept, last) {
            (Some(home), Some(last)) => {
                let home = self.texts.key_home_long(home, self.file);
                say(&self.texts.with("cli-key-present", &[("last", last.into()), ("home", home.into())]));
            }
            _ if exit == Exit::Done => say(&self.texts.get("cli-key-absent")),
            _ => {}
        }
        exit
    }
}

fn word(home: KeyHome) -> &'static str {
    match home {
        KeyHome::Keychain => "keychain",
        KeyHome::Environment => "environment",
        KeyHome::Session => "session",
        KeyHome::File => "file",
    }
}
