//! `likeness key`: the API key in the system's keychain. The key comes from standard input, never from an argument.

use std::io::BufRead;

use serde::Serialize;
use zeroize::Zeroizing;

use super::args::KeyAction;
use super::{Exit, say, say_json, tell};
use crate::domain::{ApiKey, KeyHome, KeyStatus};
use crate::services::secrets::Keys;
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
    let keys = Keys::new(options.key_store, options.environment_key);
    match action {
        KeyAction::Set => set(&keys, texts),
        KeyAction::Status { json } => status(&keys.read(), *json, texts),
        KeyAction::Remove => remove(&keys, texts),
    }
}

fn set(keys: &Keys, texts: &Texts) -> Exit {
    let mut line = Zeroizing::new(String::new());
    if std::io::stdin().lock().read_line(&mut line).is_err() {
        line.clear();
    }
    let Some(key) = ApiKey::read(&line) else {
        tell(&texts.get("cli-key-unusable"));
        return Exit::Usage;
    };
    match keys.keep(key) {
        // Kept for this run alone means not kept at all: this run ends here.
        Ok(KeyStatus::Present(KeyHome::Session, _)) => {
            tell(&texts.get("cli-key-no-keychain"));
            Exit::TroubleHere
        }
        Ok(kept) => status(&kept, false, texts),
        Err(fault) => {
            tell(&texts.key_fault(&fault));
            Exit::TroubleHere
        }
    }
}

fn remove(keys: &Keys, texts: &Texts) -> Exit {
    match keys.remove() {
        Ok(left) => status(&left, false, texts),
        Err(fault) => {
            tell(&texts.key_fault(&fault));
            Exit::TroubleHere
        }
    }
}

fn status(status: &KeyStatus, json: bool, texts: &Texts) -> Exit {
    let (kept, last) = match status {
        KeyStatus::Present(home, last) => (Some(*home), Some(last.clone())),
        _ => (None, None),
    };
    let problem = if let KeyStatus::Trouble(why) = status { Some(texts.key_fault(why)) } else { None };
    let exit = if problem.is_some() { Exit::TroubleHere } else { Exit::Done };
    if json {
        say_json(&KeyLine { present: kept.is_some(), kept: kept.map(word), last, problem });
        return exit;
    }
    match (kept, last, problem) {
        (Some(home), Some(last), _) => {
            let home = texts.key_home_long(home);
            say(&texts.with("cli-key-present", &[("last", last.into()), ("home", home.into())]));
        }
        (_, _, Some(why)) => tell(&why),
        _ => say(&texts.get("cli-key-absent")),
    }
    exit
}

fn word(home: KeyHome) -> &'static str {
    match home {
        KeyHome::Keychain => "keychain",
        KeyHome::Environment => "environment",
        KeyHome::Session => "session",
    }
}
