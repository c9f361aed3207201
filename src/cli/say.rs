//! The voice of `likeness create --say`: a text that is spoken first, which is a paid call of its own.
//!
//! Not the speaking itself: it pushes the same Commands as the window. Invariants: both costs are said before anything is
//! spent; words whose answer was lost are not sent again from here.

use jiff::Timestamp;

use super::args::{CreateArguments, SayArguments};
use super::create::{agree, say_door};
use super::print::{ReportLine, check_sentence};
use super::{Exit, say_json, tell};
use crate::domain::{Check, Door, Rule, SpeechStage, Verdict, VoiceWay, price, voices};
use crate::machine::Machine;
use crate::state::speech::SpeechCommand;
use crate::state::{Command, State};
use crate::ui::text::Texts;

/// Types the text and chooses who speaks it.
pub(super) fn fill_in(machine: &mut Machine, text: &str, arguments: &SayArguments, texts: &Texts) -> Result<(), Exit> {
    let last = machine.state().settings.speech.last.clone();
    let tongue = arguments.language.map_or(last.tongue, Into::into);
    // A voice that was chosen for another language is not meant for this one.
    let fits = |id: &str| voices::voice(id).is_some_and(|voice| voice.name(tongue).is_some());
    let usual = || voices::speaking(tongue).next().map(|(voice, _)| voice.id.to_owned()).unwrap_or_default();
    let voice = match &arguments.voice {
        Some(named) if !fits(named) => {
            tell(&texts.with("cli-no-such-voice", &[("voice", named.as_str().into())]));
            return Err(Exit::Usage);
        }
        Some(named) => named.clone(),
        None if fits(&last.voice) => last.voice,
        None => usual(),
    };
    let speed = arguments.speed.unwrap_or(last.speed);
    machine.command(Command::UseVoiceWay(VoiceWay::Type));
    for command in [
        SpeechCommand::Type(crate::domain::Typed { text: text.to_owned(), voice, tongue, speed }),
        SpeechCommand::TakeUp,
    ] {
        machine.command(Command::Speech(command));
    }
    Ok(())
}

/// Has the text spoken, unless it is: says both costs, asks, and waits for what comes of it.
pub(super) async fn speak(machine: &mut Machine, arguments: &CreateArguments, texts: &Texts) -> Result<(), Exit> {
    if machine.state().spoken_as_typed(Timestamp::now()).is_some() {
        tell(&texts.get("cli-speak-reused"));
        return Ok(());
    }
    let open = machine.state().speech_as_typed().map(|speech| speech.stage.clone());
    match open {
        Some(SpeechStage::Unknown(lost)) => {
            tell(&texts.with("cli-speak-lost", &[("why", texts.lost(&lost).into())]));
            return Err(Exit::Unknown);
        }
        Some(SpeechStage::Making(..)) => {
            tell(&texts.get("cli-speak-under-way"));
            return wait(machine, texts).await;
        }
        _ => {}
    }
    // Whatever else is wrong is said before anything is paid for.
    let unspoken = |check: &&Check| check.rule == Rule::VoiceSpoken;
    let report = &machine.state().report;
    if report.problems().any(|check| !unspoken(&check)) {
        report.problems().filter(|check| !unspoken(check)).for_each(|check| tell(&check_sentence(check, texts)));
        if arguments.draft.json {
            say_json(&ReportLine::of(report, &machine.state().draft, texts));
        }
        return Err(Exit::Problems);
    }
    let warned = report.checks.iter().filter(|check| check.verdict == Verdict::Warn && check.rule == Rule::VoiceText);
    warned.for_each(|check| tell(&check_sentence(check, texts)));
    say_price(machine.state(), texts);
    agree(arguments.yes, texts)?;
    machine.command(Command::Speech(SpeechCommand::Speak));
    wait(machine, texts).await
}

/// Says where it goes, and what both calls cost.
fn say_price(state: &State, texts: &Texts) {
    say_door(state, texts);
    let draft = &state.draft;
    let about = draft.voice.typed.estimated_length();
    let video = price::estimate(Some(about), draft.mode, &state.settings.rates, &state.settings.limits);
    let gaps = [
        ("price", texts.rate(state.settings.rates.speech).into()),
        ("video", texts.dollars(video.total).into()),
        ("sum", texts.estimate(&video, draft.mode).into()),
    ];
    let practice = state.door() == Some(Door::Practice);
    tell(&texts.with(if practice { "cli-speak-price-practice" } else { "cli-speak-price" }, &gaps));
}

/// Waits until the text is spoken and its sound is here, or will not be.
async fn wait(machine: &mut Machine, texts: &Texts) -> Result<(), Exit> {
    loop {
        let Some(speech) = machine.state().speech_as_typed() else { return Err(Exit::TroubleHere) };
        match &speech.stage {
            SpeechStage::Made(_) if speech.watch.awaiting.is_none() => return Ok(()),
            SpeechStage::Made(_) | SpeechStage::Sending | SpeechStage::Making(..) => machine.wait().await,
            SpeechStage::Refused(refusal) => {
                let gaps = [("what", texts.refusal_short(refusal).into()), ("next", String::new().into())];
                tell(texts.with("refusal-whole", &gaps).trim_end());
                return Err(Exit::Refused);
            }
            SpeechStage::Failed(_, why) => {
                tell(&texts.with("speech-failed", &[("why", why.as_str().into())]));
                return Err(Exit::Failed);
            }
            SpeechStage::Unknown(lost) | SpeechStage::Dismissed(lost) => {
                tell(&texts.with("cli-speak-lost", &[("why", texts.lost(lost).into())]));
                return Err(Exit::Unknown);
            }
        }
    }
}
