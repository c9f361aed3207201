//! The tab of typed text: what is there by name and role, what each press asks for, and what each outcome shows.

use eframe::egui;
use egui::{Key, Role};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use likeness::{
    domain::{
        KeptSound, Lost, Refusal, RefusalKind, SpeechAnswer, SpeechOutcome, SpeechStage, Speed, Status, SubmissionId,
        TaskId, Tongue, VoiceWay,
    },
    state::{
        Command, Event, SoundCommand, State,
        speech::{SpeechCommand, SpeechEvent},
    },
};

use super::{NARROW, Opened, WIDE, asked, open, press, states};

const TEXT: &str = "Welcome to our spring campaign!";

fn say(command: SpeechCommand) -> Command {
    Command::Speech(command)
}

/// A good portrait and typed text.
fn typed() -> State {
    let mut state = states::working();
    states::command(&mut state, Command::UseVoiceWay(VoiceWay::Type));
    states::command(&mut state, say(SpeechCommand::SetText(TEXT.into())));
    state
}

/// The same, sent and answered with this.
fn answered(outcome: SpeechOutcome) -> (State, SubmissionId) {
    let mut state = typed();
    states::command(&mut state, say(SpeechCommand::Speak));
    let id = state.speeches.iter().next().map(|speech| speech.id).expect("it is approved");
    states::event(&mut state, Event::Speech(SpeechEvent::Answered(id, outcome)));
    (state, id)
}

fn made() -> (State, SubmissionId) {
    let audio = Some(("84".to_owned(), Some(std::time::Duration::from_secs(7))));
    let task_id = Some(TaskId("71".into()));
    let status = Status::Succeeded;
    answered(SpeechOutcome::Taken(SpeechAnswer {
        task_id,
        status,
        audio,
        url: Some("http://127.0.0.1/v.wav".into()),
        reason: None,
        request_id: None,
    }))
}

fn refusal(kind: RefusalKind, message: &str) -> SpeechOutcome {
    let message = message.to_owned();
    SpeechOutcome::Refused(Refusal { kind, message, code: None, http: Some(400), request_id: None })
}

fn shows(window: &Opened, words: &str) -> bool {
    window.query_all_by_label_contains(words).next().is_some()
}

#[test]
fn the_tab_shows_characters_length_and_price_and_each_control_asks_for_one_thing() {
    let mut window = open(typed(), WIDE);
    assert!(shows(&window, "31 / 1000") && shows(&window, "about 2 s") && shows(&window, "≈ $0.007"));
    for (role, name, command) in [
        (Role::Button, "Faster", SpeechCommand::SetSpeed(Speed::new(11).expect("a speed"))),
        (Role::Button, "Slower", SpeechCommand::SetSpeed(Speed::default())),
        (Role::Button, "Speak", SpeechCommand::Speak),
    ] {
        window.get_by_role_and_label(role, name).click();
        window.run();
        assert_eq!(asked(&mut window), [say(command)], "{name}");
    }
    assert!(window.get_by_label("Speaking…").accesskit_node().is_disabled());
    press(&mut window, "Speaking…");
    assert_eq!(asked(&mut window), [], "what is on its way is not sent by pressing again");
    window.get_by_role_and_label(Role::MultilineTextInput, "Text to be spoken").focus();
    window.run();
    window.get_by_role_and_label(Role::MultilineTextInput, "Text to be spoken").type_text("!");
    window.run();
    assert!(matches!(asked(&mut window).as_slice(), [Command::Speech(SpeechCommand::SetText(_))]));
}

#[test]
fn too_long_a_text_is_said_with_both_numbers_and_cannot_be_spoken() {
    let mut state = typed();
    states::command(&mut state, say(SpeechCommand::SetText("x".repeat(1001))));
    let window = open(state, [1280.0, 1600.0]);
    assert!(shows(&window, "1,001 / 1,000") || shows(&window, "1001 / 1000"));
    assert!(shows(&window, "at most 1,000 characters") || shows(&window, "at most 1000 characters"));
    assert!(window.get_by_label("Speak").accesskit_node().is_disabled());
}

#[test]
fn a_voice_is_found_by_a_few_letters_chosen_by_keyboard_and_starred() {
    // As narrow as it gets, and tall enough that the button is in sight.
    for size in [WIDE, [NARROW[0], WIDE[1]]] {
        let mut window = open(typed(), size);
        press(&mut window, "Anchor · English");
        assert!(window.query_by_role_and_label(Role::Dialog, "Choose a voice").is_some());
        press(&mut window, "Sunny: list it first");
        assert_eq!(asked(&mut window), [say(SpeechCommand::ToggleFavourite("genshin_vindi2".into()))]);
        assert!(window.query_by_label("Sunny: list it no more as a favourite").is_some());
        window.get_by_role_and_label(Role::RadioButton, "Chinese").click();
        window.run();
        assert_eq!(asked(&mut window), [say(SpeechCommand::ChooseTongue(Tongue::Chinese))]);
        assert!(window.query_by_label("阳光少年").is_some() && window.query_by_label("Anchor").is_none());
        window.get_by_role_and_label(Role::TextInput, "Search voices").focus();
        window.run();
        window.get_by_role_and_label(Role::TextInput, "Search voices").type_text("翻译");
        window.run();
        assert!(window.query_by_label("No voice is called “翻译”").is_some());
        (0..2).for_each(|_| window.key_press(Key::Backspace));
        window.get_by_role_and_label(Role::TextInput, "Search voices").type_text("台湾");
        window.run();
        window.key_press(Key::Enter);
        window.run();
        assert_eq!(asked(&mut window), [say(SpeechCommand::ChooseVoice("ai_taiwan_man2_speech02".into()))]);
        assert!(window.query_by_role_and_label(Role::Dialog, "Choose a voice").is_none());
        press(&mut window, "台湾男生 · Chinese");
        window.key_press(Key::Escape);
        window.run();
        window.key_press(Key::Escape);
        window.run();
        assert!(window.query_by_role_and_label(Role::Dialog, "Choose a voice").is_none(), "Escape closes it");
    }
}

#[test]
fn a_lost_answer_says_that_it_may_be_billed_and_asks_before_it_is_sent_again() {
    let (state, id) = answered(SpeechOutcome::Unknown(Lost::TimedOut));
    let mut window = open(state, WIDE);
    assert!(shows(&window, "It may have been billed") && shows(&window, "It is not sent again by itself"));
    assert!(window.get_by_label("Speak").accesskit_node().is_disabled());
    press(&mut window, "Speak again…");
    let said = "It may be billed twice: if the first request arrived, both are paid for. Once more it costs ≈ $0.007. \
                The first one is given up.";
    assert!(window.query_by_label(said).is_some());
    window.key_press(Key::Enter);
    window.run();
    assert_eq!(asked(&mut window), [], "the answer no has the keyboard");
    press(&mut window, "Speak again…");
    press(&mut window, "Speak again");
    assert_eq!(asked(&mut window), [say(SpeechCommand::SpeakAgain(id))]);
}

#[test]
fn a_lost_one_stays_in_sight_when_the_words_are_changed() {
    let (mut state, id) = answered(SpeechOutcome::Unknown(Lost::TimedOut));
    states::command(&mut state, say(SpeechCommand::SetText("Other words".into())));
    let mut window = open(state, WIDE);
    press(&mut window, "Spoken voices · 1 needs a look");
    assert!(shows(&window, "no answer came; it may have been billed"));
    press(&mut window, &format!("Use “{TEXT}”"));
    assert_eq!(asked(&mut window), [say(SpeechCommand::Reuse(id))]);
    assert!(shows(&window, "It may have been billed"), "its words are in the form again, with what came of them");
}

#[test]
fn a_refusal_says_that_nothing_was_billed_and_the_person_tries_again() {
    let (state, _) = answered(refusal(RefusalKind::TooMany, "parallel task over resource pack limit"));
    let mut window = open(state, WIDE);
    assert!(shows(&window, "parallel task over resource pack limit") && shows(&window, "Nothing was billed"));
    assert!(!shows(&window, "It is sent again by itself"));
    press(&mut window, "Try again");
    assert_eq!(asked(&mut window), [say(SpeechCommand::Speak)]);
}

#[test]
fn a_voice_that_is_not_there_is_marked_in_the_list() {
    let (state, _) = answered(refusal(RefusalKind::Parameter, "Voice id not found"));
    let mut window = open(state, WIDE);
    press(&mut window, "Choose a voice…");
    assert!(window.query_by_label("Anchor · not there any more").is_some());
    press(&mut window, "Sunny");
    assert_eq!(asked(&mut window), [say(SpeechCommand::ChooseVoice("genshin_vindi2".into()))]);
}

#[test]
fn a_made_voice_shows_how_long_it_lives_and_can_be_forgotten() {
    let (mut state, id) = made();
    let sound = KeptSound {
        id: likeness::domain::InputId([7; 32]),
        format: likeness::domain::SoundFormat::Wav,
        bytes: 9,
        length: std::time::Duration::from_millis(7100),
    };
    states::event(&mut state, Event::Speech(SpeechEvent::Fetched(id, Ok(sound))));
    assert!(state.can_create());
    let mut window = open(state, WIDE);
    assert!(shows(&window, "its id lives") && shows(&window, "7.1 s"));
    // It is heard as soon as it is here, where it was spoken.
    press(&mut window, "Pause");
    assert_eq!(asked(&mut window), [Command::Sound(SoundCommand::Pause)]);
    press(&mut window, "Play");
    assert_eq!(asked(&mut window), [Command::Sound(SoundCommand::Play)]);
    press(&mut window, "Spoken voices 1");
    press(&mut window, &format!("Forget “{TEXT}”"));
    assert_eq!(asked(&mut window), [say(SpeechCommand::Forget(id))]);
    assert!(shows(&window, "Nothing was spoken yet"));
    let kept = window.state().state.speeches.get(id).map(|speech| speech.stage.clone());
    assert!(matches!(kept, Some(SpeechStage::Made(_))), "what was paid for stays in the ledger");
}

#[test]
fn a_sound_that_did_not_come_is_fetched_on_request() {
    let (mut state, id) = made();
    let fault = likeness::domain::SpeechFault::Dead(403);
    states::event(&mut state, Event::Speech(SpeechEvent::Fetched(id, Err(fault))));
    let mut window = open(state, WIDE);
    assert!(window.get_by_role_and_label(Role::Button, "Spoken").accesskit_node().is_disabled());
    press(&mut window, "Fetch the sound");
    assert_eq!(asked(&mut window), [say(SpeechCommand::LookNow(id))]);
}

#[test]
fn practice_says_that_it_bills_nothing() {
    let mut state = states::first_run();
    states::command(&mut state, Command::UseVoiceWay(VoiceWay::Type));
    let window = open(state, WIDE);
    assert!(shows(&window, "Practice · not billed") && !shows(&window, "$0.007"));
    assert!(shows(&window, "0 / 1000"));
}
