//! `likeness create`: check, price, confirm, send once, wait, download.
//!
//! Not the sending itself. It pushes the same Commands as the window, and ends only when what was sent is written down.

use std::{
    ffi::OsStr,
    io::{BufRead, IsTerminal, Write},
    path::{Path, PathBuf},
    sync::Arc,
};

use tokio::runtime::Handle;

use super::args::{CreateArguments, DraftArguments};
use super::follow::follow;
use super::mend::mend;
use super::print::{ReportLine, TaskLine, check_sentence, problem};
use super::{Exit, say, say_json, tell};
use crate::domain::{Door, KeyStatus, SubmissionId, Verdict, VoiceWay};
use crate::machine::Machine;
use crate::services::Services;
use crate::start::Surroundings;
use crate::state::{Command, LibraryStatus, Place, PracticeStatus, Source, State};
use crate::ui::text::Texts;

pub(super) async fn run(arguments: CreateArguments, surroundings: &Surroundings, texts: &Texts) -> Exit {
    let session = surroundings.session(arguments.practice);
    let (services, events) = Services::start(&Handle::current(), surroundings.options(), Arc::new(|| {}));
    let mut machine = Machine::begin(session, services, events);
    let exit = match prepare(&mut machine, &arguments, texts).await {
        Ok(()) => send(&mut machine, &arguments, texts).await,
        Err(exit) => exit,
    };
    machine.finish().await;
    exit
}

/// Waits until the program knows where things go, fills the form, checks and confirms.
async fn prepare(machine: &mut Machine, arguments: &CreateArguments, texts: &Texts) -> Result<(), Exit> {
    ready(machine, texts).await?;
    if machine.state().door() == Some(Door::Live) {
        allowed(machine.state(), texts)?;
    }
    fill_in(machine, &arguments.draft);
    if let Some(text) = &arguments.say.say {
        say::fill_in(machine, text, &arguments.say, texts)?;
    }
    if let Some(out) = &arguments.out {
        machine.command(Command::SetDestination(Some(absolute(out))));
    }
    read(machine).await;
    if let Some(file) = machine.state().draft.portrait.file() {
        let changes: Vec<_> = file.changes().iter().map(|change| texts.picture_change(change, &file.facts)).collect();
        if !changes.is_empty() {
            tell(&texts.with("cli-prepared", &[("changes", changes.join(" · ").into())]));
        }
    }
    if arguments.fix {
        mend(machine, texts).await;
    }
    if arguments.say.say.is_some() {
        say::speak(machine, arguments, texts).await?;
    }
    let state = machine.state();
    let told = state.report.checks.iter().filter(|check| check.verdict != Verdict::Pass);
    told.for_each(|check| tell(&check_sentence(check, texts)));
    if !state.report.ok() {
        if arguments.draft.json {
            say_json(&ReportLine::of(&state.report, &state.draft, texts));
        }
        return Err(Exit::Problems);
    }
    if state.draft.direction.trim().is_empty() {
        let default = state.draft.effective_direction().to_owned();
        tell(&texts.with("cli-default-direction", &[("text", default.into())]));
    }
    confirm(state, arguments, texts)
}

/// Waits for library, key and, in practice, the server.
pub(super) async fn ready(machine: &mut Machine, texts: &Texts) -> Result<(), Exit> {
    loop {
        let state = machine.state();
        match (&state.library, &state.practice, state.door()) {
            (LibraryStatus::Trouble(fault), ..) => {
                tell(&texts.library_fault(fault));
                return Err(Exit::TroubleHere);
            }
            (LibraryStatus::Open, PracticeStatus::Trouble(why), Some(Door::Practice)) => {
                tell(&texts.with("status-practice-trouble", &[("why", why.as_str().into())]));
                return Err(Exit::TroubleHere);
            }
            (LibraryStatus::Open, PracticeStatus::Ready, Some(Door::Practice))
            | (LibraryStatus::Open, _, Some(Door::Live)) => return Ok(()),
            _ => machine.wait().await,
        }
    }
}

/// That the key may go to the base URL in force, or how to allow it.
pub(super) fn allowed(state: &State, texts: &Texts) -> Result<(), Exit> {
    let Some(base) = state.unasked_base_url() else { return Ok(()) };
    let gaps = [("host", base.origin().into()), ("old", state.key_base_url().origin().into())];
    tell(&texts.with("cli-key-host", &gaps));
    Err(Exit::Usage)
}

pub(super) fn is_address(text: &OsStr) -> Option<&str> {
    text.to_str().filter(|text| text.contains("://") || text.starts_with("data:"))
}

fn fill_in(machine: &mut Machine, draft: &DraftArguments) {
    for (place, given) in [(Place::Portrait, &draft.image), (Place::Voice, &draft.audio)] {
        let Some(given) = given else { continue };
        machine.command(match is_address(given) {
            Some(address) => Command::Type(place, address.to_owned()),
            None => Command::Put(place, Source::Path(absolute(Path::new(given)))),
        });
    }
    if let Some(id) = &draft.audio_id {
        machine.command(Command::UseVoiceWay(VoiceWay::Link));
        machine.command(Command::SetVoiceLink(id.clone()));
    }
    machine.command(Command::SetMode(draft.mode.into()));
    machine.command(Command::SetDirection(draft.direction.clone().unwrap_or_default()));
    machine.command(Command::SetTitle(draft.title.clone().unwrap_or_default()));
    machine.command(Command::SetCallbackUrl(draft.callback_url.clone().unwrap_or_default()));
    machine.command(Command::SetOwnTaskId(draft.task_id.clone().unwrap_or_default()));
}

/// An absolute path that still ends in a separator if it did.
pub(super) fn absolute(path: &Path) -> PathBuf {
    std::path::absolute(path).unwrap_or_else(|_| path.to_owned())
}

/// Waits until everything that was put into the form is read.
pub(super) async fn read(machine: &mut Machine) {
    while machine.state().draft.is_busy() {
        machine.wait().await;
    }
}

/// Says where it goes and what it costs, and asks unless told not to.
fn confirm(state: &State, arguments: &CreateArguments, texts: &Texts) -> Result<(), Exit> {
    let practice = state.door() == Some(Door::Practice);
    say_door(state, texts);
    if let Some(estimate) = state.estimate {
        let price = texts.money(estimate.total);
        let sum = texts.estimate(&estimate, state.draft.mode);
        let key = if practice { "cli-price-practice" } else { "cli-price" };
        tell(&texts.with(key, &[("price", price.into()), ("sum", sum.into())]));
    }
    agree(arguments.yes, texts)
}

/// Says where it goes.
pub(super) fn say_door(state: &State, texts: &Texts) {
    if state.door() == Some(Door::Practice) {
        tell(&texts.get("cli-practice"));
    } else {
        let home = if let KeyStatus::Present(home, _) = &state.key { texts.key_home(*home) } else { String::new() };
        let base = state.base_url().as_str().to_owned();
        tell(&texts.with("cli-live", &[("base", base.into()), ("home", home.into())]));
    }
}

/// Asks whether to send, unless it was said beforehand.
pub(super) fn agree(beforehand: bool, texts: &Texts) -> Result<(), Exit> {
    if beforehand {
        return Ok(());
    }
    if !std::io::stdin().is_terminal() {
        tell(&texts.get("cli-cannot-ask"));
        return Err(Exit::Usage);
    }
    write!(std::io::stderr(), "{} ", texts.get("cli-confirm")).ok();
    let mut answer = String::new();
    std::io::stdin().lock().read_line(&mut answer).ok();
    if is_yes(&answer, texts) {
        return Ok(());
    }
    tell(&texts.get("cli-nothing-sent"));
    Err(Exit::Usage)
}

/// Whether an answer is one of the words for yes; the English ones always are.
fn is_yes(answer: &str, texts: &Texts) -> bool {
    let answer = answer.trim().to_lowercase();
    let words = texts.get("cli-confirm-yes");
    ["y", "yes"].into_iter().chain(words.split_whitespace()).any(|word| word == answer)
}

/// Approves, and follows the one task until it is where the person wants it.
async fn send(machine: &mut Machine, arguments: &CreateArguments, texts: &Texts) -> Exit {
    machine.command(Command::Create);
    let Some(id) = machine.state().tasks.iter().next().map(|task| task.id) else { return Exit::TroubleHere };
    let exit = follow(machine, &[id], arguments.timeout, arguments.no_wait, texts).await;
    report(machine.state(), id, arguments, texts);
    exit
}

fn report(state: &State, id: SubmissionId, arguments: &CreateArguments, texts: &Texts) {
    let Some(task) = state.tasks.get(id) else { return };
    if arguments.draft.json {
        return say_json(&TaskLine::of(task, texts));
    }
    match (task.video(), problem(task, texts)) {
        (Some(video), _) => say(&video.path.display().to_string()),
        (None, Some(problem)) => tell(&problem),
        (None, None) => tell(&texts.with("cli-goes-on", &[("id", id.to_string().into())])),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Language;

    #[test]
    fn yes_is_said_in_the_language_or_in_english_and_everything_else_is_no() {
        let table = [
            (Language::English, "y\n", true),
            (Language::English, "oui\n", false),
            (Language::French, "O\n", true),
            (Language::French, "oui\r\n", true),
            (Language::French, "yes", true),
            (Language::French, "n", false),
            (Language::Chinese, "是\n", true),
            (Language::Chinese, "y", true),
            (Language::Chinese, "", false),
        ];
        for (language, answer, yes) in table {
            assert_eq!(is_yes(answer, &Texts::of(language)), yes, "{language:?} {answer:?}");
        }
    }
}
