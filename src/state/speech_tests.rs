//! What is asked and reported about spoken texts, told as small stories.

use std::time::Duration;

use super::*;
use crate::domain::{
    Door, InputId, Limits, Lost, Order, Refusal, RefusalKind, SoundFormat, SpokenVoice, Status, Verdict, VoiceInput,
};
use crate::state::{
    Command, Event, Opened, Session, SoundCommand, SoundJob,
    tests::{Story, at, fill_in, opened, refusal},
};

const DAY: i64 = 86_400;

fn say(command: SpeechCommand) -> Command {
    Command::Speech(command)
}

/// A story with a portrait and typed text in the form.
fn typed(text: &str) -> Story {
    let mut story = Story::begin();
    fill_in(&mut story.state);
    story.command(Command::UseVoiceWay(VoiceWay::Type));
    story.command(say(SpeechCommand::SetText(text.into())));
    story
}

/// Presses Speak, and gives the id of what is sent.
fn press(story: &mut Story) -> SubmissionId {
    let jobs = story.command(say(SpeechCommand::Speak));
    let [Job::Speech(SpeechJob::Speak(submission))] = jobs.as_slice() else { panic!("one request, not {jobs:?}") };
    submission.speech().id
}

fn heard(status: Status, audio: Option<&str>) -> SpeechAnswer {
    let url = audio.map(|_| "http://127.0.0.1/o.mp3".to_owned());
    let audio = audio.map(|id| (id.to_owned(), Some(Duration::from_secs(7))));
    SpeechAnswer { task_id: Some(TaskId("71".into())), status, audio, url, reason: None, request_id: None }
}

fn answered(story: &mut Story, id: SubmissionId, outcome: SpeechOutcome) -> Vec<Job> {
    story.event(Event::Speech(SpeechEvent::Answered(id, outcome)))
}

fn sound() -> KeptSound {
    KeptSound { id: InputId([5; 32]), format: SoundFormat::Mp3, bytes: 9, length: Duration::from_millis(7100) }
}

/// Speaks and has it made; gives the id.
fn made(story: &mut Story) -> SubmissionId {
    let id = press(story);
    let jobs = answered(story, id, SpeechOutcome::Taken(heard(Status::Succeeded, Some("84"))));
    assert!(matches!(jobs.as_slice(), [Job::Speech(SpeechJob::Fetch(..)), ..]), "{jobs:?}");
    id
}

#[test]
fn typed_text_is_spoken_once_and_becomes_the_voice_of_an_order() {
    let mut story = typed(" Hello there ");
    assert!(!story.state.can_create() && story.state.can_speak(at(9)));
    let id = made(&mut story);
    assert!(story.state.can_create(), "{:?}", story.state.report);
    assert!(!story.state.can_speak(at(9)));
    assert_eq!(story.command(say(SpeechCommand::Speak)), vec![], "what is made is not paid for twice");
    let jobs = story.event(Event::Speech(SpeechEvent::Fetched(id, Ok(sound()))));
    let [Job::Speech(SpeechJob::Save(_)), Job::Sound(SoundJob::Play(_, played, _))] = jobs.as_slice() else {
        panic!("kept and heard, not {jobs:?}")
    };
    assert_eq!(*played, sound().id);
    let jobs = story.command(Command::Create);
    let [Job::Enroll(task), ..] = jobs.as_slice() else { panic!("one enrolment, not {jobs:?}") };
    let Order { voice, .. } = &task.order;
    assert_eq!(*voice, VoiceInput::AudioId("84".into(), Some(sound().length)), "as long as it was decoded");
    assert_eq!(task.price.seconds, 8);
}

#[test]
fn only_what_was_just_asked_for_is_played_by_itself_and_never_without_a_window() {
    let fetched = |story: &mut Story, id| story.event(Event::Speech(SpeechEvent::Fetched(id, Ok(sound()))));
    let plays = |jobs: &[Job]| jobs.iter().any(|job| matches!(job, Job::Sound(SoundJob::Play(..))));
    let mut other = typed("Hello");
    let id = made(&mut other);
    other.command(say(SpeechCommand::SetText("Something else".into())));
    assert!(!plays(&fetched(&mut other, id)), "it is not what is typed any more");
    assert_eq!(other.state.playable(), None);
    other.command(say(SpeechCommand::SetText("Hello".into())));
    assert!(plays(&other.command(Command::Sound(SoundCommand::Play))), "and can be heard when it is again");

    let mut quiet = typed("Hello");
    quiet.state.session.quiet = true;
    let id = made(&mut quiet);
    assert!(!plays(&fetched(&mut quiet, id)));
}

#[test]
fn the_price_that_is_shown_is_approved_and_goes_with_it() {
    let mut story = typed("Hello");
    let jobs = story.command(say(SpeechCommand::Speak));
    let [Job::Speech(SpeechJob::Speak(submission))] = jobs.as_slice() else { panic!("{jobs:?}") };
    let speech = submission.speech();
    assert_eq!((speech.price.0, speech.door), (7_000, Door::Live));
    assert_eq!(story.state.speeches.get(speech.id).map(|kept| &kept.wording), Some(&speech.wording));
}

#[test]
fn a_lost_answer_is_shown_and_only_the_person_sends_the_words_again() {
    let mut story = typed("Hello");
    let id = press(&mut story);
    assert_eq!(story.command(say(SpeechCommand::Speak)), vec![], "it is on its way");
    assert_eq!(answered(&mut story, id, SpeechOutcome::Unknown(Lost::TimedOut)), vec![]);
    assert!(story.state.notices.iter().any(|notice| notice.kind == NoticeKind::NotHeard(id)));
    for command in [SpeechCommand::Speak, SpeechCommand::TakeUp, SpeechCommand::LookNow(id), SpeechCommand::Reuse(id)] {
        assert_eq!(story.command(say(command)), vec![], "nothing sends it by itself");
    }
    let jobs = story.command(say(SpeechCommand::SpeakAgain(id)));
    let [Job::Speech(SpeechJob::Speak(submission))] = jobs.as_slice() else { panic!("{jobs:?}") };
    let (next, instead_of) = (submission.speech().id, submission.instead_of());
    assert!(next != id && instead_of == Some(id));
    assert_eq!(story.command(say(SpeechCommand::SpeakAgain(id))), vec![], "the choice is good for one");
    let lost = |story: &Story| story.state.speeches.get(id).map(|speech| speech.stage.name());
    assert_eq!(lost(&story), Some("unknown"), "until the other is in the ledger");
    story.event(Event::Speech(SpeechEvent::Begun(next)));
    assert_eq!(lost(&story), Some("dismissed"));
    assert!(story.state.notices.is_empty());
}

#[test]
fn a_refusal_frees_the_words_and_says_of_a_voice_that_it_is_not_there() {
    let mut story = typed("Hello");
    let id = press(&mut story);
    let refusal = Refusal { message: "Voice id not found".into(), ..refusal(RefusalKind::Parameter) };
    assert_eq!(answered(&mut story, id, SpeechOutcome::Refused(refusal)), vec![]);
    let dead = |story: &Story| story.state.speeches.is_dead("oversea_male1", Tongue::English, Door::Live);
    assert!(dead(&story) && !story.state.speeches.is_dead("oversea_male1", Tongue::English, Door::Practice));
    assert_eq!(story.state.draft.voice.typed.text, "Hello", "the text stays");
    // It may be tried again, and then it is there.
    let again = press(&mut story);
    answered(&mut story, again, SpeechOutcome::Taken(heard(Status::Succeeded, Some("84"))));
    assert!(!dead(&story));
}

#[test]
fn too_fast_is_a_refusal_and_not_a_queue_and_the_account_pauses() {
    let mut story = typed("Hello");
    let id = press(&mut story);
    assert_eq!(answered(&mut story, id, SpeechOutcome::Refused(refusal(RefusalKind::TooMany))), vec![]);
    assert!(story.state.can_speak(at(9)) && story.state.pause.is_none());
    let id = press(&mut story);
    answered(&mut story, id, SpeechOutcome::Refused(refusal(RefusalKind::Funds)));
    assert!(story.state.pause.is_some() && !story.state.can_speak(at(9)));
    assert_eq!(story.command(say(SpeechCommand::Speak)), vec![]);
    story.command(Command::Resume);
    assert!(story.state.can_speak(at(9)));
}

#[test]
fn one_that_is_being_made_is_asked_for_until_it_is_made_and_faults_decide_nothing() {
    let mut story = typed("Hello");
    let id = press(&mut story);
    let jobs = answered(&mut story, id, SpeechOutcome::Taken(heard(Status::Submitted, None)));
    assert!(matches!(jobs.as_slice(), [Job::Speech(SpeechJob::Ask(..))]), "{jobs:?}");
    assert_eq!(story.command(say(SpeechCommand::Speak)), vec![]);
    for fault in [AskFault::Network("cut".into()), AskFault::Garbled(502, String::new())] {
        let jobs = story.event(Event::Speech(SpeechEvent::Asked(id, Err(fault))));
        assert!(matches!(jobs.as_slice(), [Job::Speech(SpeechJob::Ask(..))]), "{jobs:?}");
    }
    assert_eq!(story.command(say(SpeechCommand::LookNow(id))), vec![Job::Hurry(id)]);
    let jobs = story.event(Event::Speech(SpeechEvent::Asked(id, Ok(heard(Status::Succeeded, Some("84"))))));
    assert!(
        matches!(jobs.as_slice(), [Job::Speech(SpeechJob::Save(_)), Job::Speech(SpeechJob::Fetch(..))]),
        "{jobs:?}"
    );
    let late = story.event(Event::Speech(SpeechEvent::Asked(id, Ok(heard(Status::Failed, None)))));
    assert_eq!((late, story.state.can_create()), (vec![], true), "made is final");
}

#[test]
fn a_voice_whose_sound_did_not_come_is_used_all_the_same_and_fetched_on_request() {
    let mut story = typed("Hello");
    let id = made(&mut story);
    assert_eq!(story.event(Event::Speech(SpeechEvent::Fetched(id, Err(SpeechFault::Dead(403))))), vec![]);
    assert!(story.state.can_create());
    // A fresh address is asked for, and then it is fetched.
    let jobs = story.command(say(SpeechCommand::LookNow(id)));
    assert!(matches!(jobs.as_slice(), [Job::Speech(SpeechJob::Ask(_, _, _, Duration::ZERO))]), "{jobs:?}");
    let jobs = story.event(Event::Speech(SpeechEvent::Asked(id, Ok(heard(Status::Succeeded, Some("84"))))));
    assert!(
        matches!(jobs.as_slice(), [Job::Speech(SpeechJob::Fetch(..))]),
        "nothing changed but its address: {jobs:?}"
    );
}

#[test]
fn after_thirty_days_the_kept_sound_is_the_voice_and_without_it_the_words_can_be_spoken_anew() {
    for kept in [true, false] {
        let mut story = typed("Hello");
        let id = made(&mut story);
        if kept {
            story.event(Event::Speech(SpeechEvent::Fetched(id, Ok(sound()))));
        }
        story.second = 31 * DAY;
        // The id ended while nobody did anything: what is pressed first is Create.
        story.command(Command::Create);
        let enrolled = story.state.tasks.iter().next().map(|task| task.order.voice.clone());
        let file = |voice: &VoiceInput| matches!(voice, VoiceInput::File { id, .. } if *id == sound().id);
        assert_eq!(enrolled.as_ref().map(file), kept.then_some(true), "an ended id is never sent");
        if !kept {
            assert!(story.state.can_speak(at(31 * DAY)));
        }
    }
}

#[test]
fn a_voice_is_used_through_the_door_it_was_made_at_and_no_other() {
    let mut story = typed("Hello");
    made(&mut story);
    assert!(matches!(story.state.draft.voice.spoken, Some(SpokenVoice::ById(..))));
    story.command(Command::Set(Settings { practice: true, ..story.state.settings.clone() }));
    assert_eq!(story.state.draft.voice.spoken, None);
    let spoken = story.state.report.of(crate::domain::Rule::VoiceSpoken).map(|check| check.verdict);
    assert_eq!(spoken, Some(Verdict::Fail));
}

#[test]
fn what_was_spoken_comes_back_from_the_ledger_and_is_reused_or_forgotten() {
    let mut story = typed("Hello");
    let id = made(&mut story);
    let lost = typed("Lost").command(say(SpeechCommand::Speak));
    let [Job::Speech(SpeechJob::Speak(lost))] = lost.as_slice() else { panic!("{lost:?}") };
    let lost = Speech { id: SubmissionId(77), ..lost.speech().clone() };
    let kept: Vec<Speech> = story.state.speeches.iter().cloned().chain([lost]).collect();
    let mut story = Story { state: State::new(Session::default()), second: 100 };
    story.event(Event::Key(crate::state::tests::a_key()));
    let kept = kept.into_iter().map(|speech| Speech { watch: crate::domain::SpeechWatch::default(), ..speech });
    story.event(Event::LibraryOpened(Box::new(Opened { speeches: kept.collect(), ..opened(vec![]) })));
    let jobs = story.command(say(SpeechCommand::TakeUp));
    assert!(
        matches!(jobs.as_slice(), [Job::Speech(SpeechJob::Ask(of, ..))] if *of == id),
        "its sound is missing: {jobs:?}"
    );
    assert_eq!(story.state.speeches.get(SubmissionId(77)).map(|speech| speech.stage.name()), Some("unknown"));
    fill_in(&mut story.state);
    story.command(say(SpeechCommand::Reuse(id)));
    assert!(story.state.can_create() && story.state.draft.voice.typed.text == "Hello");
    let jobs = story.command(say(SpeechCommand::Forget(id)));
    assert!(matches!(jobs.as_slice(), [Job::Speech(SpeechJob::Save(_)), ..]), "{jobs:?}");
    assert!(!story.state.can_create() && story.state.speeches.shown().count() == 1);
    assert_eq!(story.command(say(SpeechCommand::Forget(SubmissionId(77)))), vec![], "what is lost stays in sight");
}

#[test]
fn the_choice_of_voice_is_kept_and_follows_the_language() {
    let mut story = typed("Hello");
    let jobs = story.command(say(SpeechCommand::ChooseVoice("uk_man2".into())));
    assert!(matches!(jobs.as_slice(), [Job::SaveSettings(_)]), "{jobs:?}");
    story.command(say(SpeechCommand::ChooseTongue(Tongue::Chinese)));
    let last = story.state.settings.speech.last.clone();
    assert_eq!((last.voice.as_str(), last.tongue, last.text.as_str()), ("genshin_vindi2", Tongue::Chinese, ""));
    story.command(say(SpeechCommand::SetSpeed(Speed::new(12).expect("a speed"))));
    story.command(say(SpeechCommand::ToggleFavourite("mengwa-v1".into())));
    assert!(story.state.settings.speech.favourites.contains("mengwa-v1"));
    story.command(say(SpeechCommand::ToggleFavourite("mengwa-v1".into())));
    assert!(story.state.settings.speech.favourites.is_empty());
    assert_eq!(story.state.draft.voice.typed.speed.tenths(), 12);
    story.command(say(SpeechCommand::ChooseTongue(Tongue::English)));
    story.command(say(SpeechCommand::ChooseVoice("zhinen_xuesheng".into())));
    story.command(say(SpeechCommand::ChooseTongue(Tongue::Chinese)));
    assert_eq!(story.state.draft.voice.typed.voice, "zhinen_xuesheng", "a voice that speaks both stays");
}

#[test]
fn nothing_is_spoken_that_cannot_be() {
    for text in ["", " \n", &"x".repeat(1001)] {
        let mut story = typed(text);
        assert_eq!(story.command(say(SpeechCommand::Speak)), vec![], "{} characters", text.len());
    }
    let mut story = typed("Hello");
    let base = crate::domain::BaseUrl::read("https://other.example.org").expect("a base URL");
    story.command(Command::Set(Settings { base_url: base, ..Settings::default() }));
    assert_eq!(story.command(say(SpeechCommand::Speak)), vec![], "the key may not go there");
    let limits = Limits { speech_chars: 4, ..Limits::default() };
    story.command(Command::Set(Settings { limits, ..Settings::default() }));
    assert_eq!(story.command(say(SpeechCommand::Speak)), vec![], "the limits are data");
}
