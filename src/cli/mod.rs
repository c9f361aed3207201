//! The command line: the same State, Commands and services without a window.
//!
//! Not a second implementation: it pushes Commands and prints State. Machine output goes to standard output, everything
//! else to standard error. It works with no display at all.

use std::{ffi::OsString, io::Write, path::PathBuf, process::ExitCode, time::Duration};

use clap::Parser;
use serde::Serialize;

pub mod args;
mod check;
mod create;
mod follow;
mod key;
mod mend;
mod practice_server;
pub mod print;
mod progress;
mod resolve;
mod say;
mod tasks;
mod voices;
mod wait;

use args::{Action, Arguments};

use crate::domain::Language;
use crate::services::preferences;
use crate::start::{self, NotStarted, Surroundings};
use crate::ui::text::Texts;
use crate::window::{self, Ended, NoWindow};

/// How a run ended, as scripts see it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub enum Exit {
    /// Done.
    Done = 0,
    /// The arguments or the answer to a question do not allow it.
    Usage = 2,
    /// The draft has problems; all were listed.
    Problems = 3,
    /// Refused by the provider; nothing was billed.
    Refused = 4,
    /// Sent, and the outcome is unknown.
    Unknown = 5,
    /// The provider gave the task up.
    Failed = 6,
    /// Still running when the time was up; the task goes on.
    StillRunning = 7,
    /// Trouble on this computer.
    TroubleHere = 8,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit as u8)
    }
}

/// How long work that blocks, such as a keychain that does not answer, may hold up the end.
const PATIENCE: Duration = Duration::from_secs(2);

/// Runs the program with these arguments, the program's own name first.
#[must_use]
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let arguments = match Arguments::try_parse_from(arguments) {
        Ok(arguments) => arguments,
        Err(error) => {
            // Help and version are answers, not errors; clap knows which stream and code each one has.
            error.print().ok();
            return if error.use_stderr() { Exit::Usage.into() } else { Exit::Done.into() };
        }
    };
    act(arguments)
        .unwrap_or_else(|not_started| {
            // Where the settings are is not known by then.
            let texts = Texts::of(start::system_language());
            let (words, exit) = match not_started {
                NotStarted::Key => (texts.get("start-bad-key"), Exit::Usage),
                NotStarted::BaseUrl(why) => {
                    let why = texts.bad_base_url(&why);
                    (texts.with("start-bad-base-url", &[("why", why.into())]), Exit::Usage)
                }
                NotStarted::Folders => (texts.get("start-no-home"), Exit::TroubleHere),
                NotStarted::Runtime(error) => {
                    (texts.with("start-no-threads", &[("why", error.to_string().into())]), Exit::TroubleHere)
                }
            };
            tell(&words);
            exit
        })
        .into()
}

fn act(arguments: Arguments) -> Result<Exit, NotStarted> {
    let surroundings = Surroundings::read()?;
    let texts = Texts::of(language(&surroundings));
    let Some(action) = arguments.command else {
        return if arguments.gallery {
            Ok(exit_of(window::open_gallery(&surroundings).map(|()| Ended::Closed), &texts))
        } else {
            open_window(arguments.files, &surroundings, &texts)
        };
    };
    if !matches!(action, Action::Check(_)) {
        start::log(&surroundings.folders);
    }
    let runtime = start::runtime()?;
    let exit = match action {
        Action::Check(arguments) => check::run(&arguments.draft, &texts),
        Action::Create(arguments) => runtime.block_on(create::run(arguments, &surroundings, &texts)),
        Action::Wait(arguments) => runtime.block_on(wait::run(arguments, &surroundings, &texts)),
        Action::Resolve(arguments) => runtime.block_on(resolve::run(arguments, &surroundings, &texts)),
        Action::Voices(arguments) => runtime.block_on(voices::run(&arguments, &surroundings, &texts)),
        Action::Tasks(arguments) => runtime.block_on(tasks::run(&arguments, &surroundings, &texts)),
        Action::Key(action) => key::run(&action, &surroundings, &texts),
        Action::PracticeServer(arguments) => runtime.block_on(practice_server::run(&arguments, &surroundings)),
    };
    runtime.shutdown_timeout(PATIENCE);
    Ok(exit)
}

/// The language that the settings name, else the system's.
fn language(surroundings: &Surroundings) -> Language {
    let named = preferences::peek(&surroundings.folders.settings_file).language;
    named.unwrap_or_else(start::system_language)
}

fn open_window(files: Vec<PathBuf>, surroundings: &Surroundings, texts: &Texts) -> Result<Exit, NotStarted> {
    start::log(&surroundings.folders);
    let runtime = start::runtime()?;
    // A relative path means this folder, whatever becomes of it later.
    let files = files.into_iter().map(|file| std::path::absolute(&file).unwrap_or(file)).collect();
    let opened = window::open(surroundings, runtime.handle(), files);
    runtime.shutdown_timeout(PATIENCE);
    Ok(exit_of(opened, texts))
}

fn exit_of(opened: Result<Ended, NoWindow>, texts: &Texts) -> Exit {
    let no_window = match opened {
        Ok(Ended::Closed) => return Exit::Done,
        Ok(Ended::HandedOver(files)) => {
            tell(&texts.with("window-handed-over", &[("count", files.into())]));
            return Exit::Done;
        }
        Err(no_window) => no_window,
    };
    tell(&match no_window {
        NoWindow::NoDisplay => texts.get("window-no-display"),
        NoWindow::AlreadyOpen => texts.get("window-open-already"),
        NoWindow::NoRenderer(why) => texts.with("window-no-renderer", &[("why", why.into())]),
    });
    Exit::TroubleHere
}

/// A line for people, on standard error. A closed stream is nobody's concern.
fn tell(line: &str) {
    writeln!(std::io::stderr(), "{}", harmless(line)).ok();
}

/// A line of output, on standard output.
fn say(line: &str) {
    writeln!(std::io::stdout(), "{}", harmless(line)).ok();
}

/// A line without what would steer a terminal or turn the direction of writing: a title or a path may hold anything.
fn harmless(line: &str) -> String {
    let turns = |c: char| matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let steers = |c: char| c.is_control() && !matches!(c, '\n' | '\t');
    line.chars().map(|c| if steers(c) || turns(c) { '\u{fffd}' } else { c }).collect()
}

/// One JSON value, on standard output.
fn say_json(value: &impl Serialize) {
    match serde_json::to_string_pretty(value) {
        // What scripts read stays what it is; JSON writes the characters that steer a terminal as numbers.
        Ok(text) => drop(writeln!(std::io::stdout(), "{text}")),
        Err(error) => tell(&error.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_is_printed_steers_the_terminal() {
        assert_eq!(harmless("a\u{1b}[2J\u{9b}31m\u{202e}gpj\r.exe"), "a\u{fffd}[2J\u{fffd}31m\u{fffd}gpj\u{fffd}.exe");
        assert_eq!(harmless("two\nlines\t— Größe 图片 😀"), "two\nlines\t— Größe 图片 😀");
    }
}
