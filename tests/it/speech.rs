//! Typed text through the real App: spoken, paid for once whatever happens, and a video in the end. At the provider, one
//! press must have made at most one paid request.

use std::{
    path::Path,
    process::Command as Program,
    time::{Duration, Instant},
};

use eframe::egui;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use likeness::{
    domain::{Lost, Rule, SpeechStage, StageWord, Verdict, VoiceInput, VoiceWay},
    state::{Command, NoticeKind, State, speech::SpeechCommand},
};
use serde_json::Value;

use crate::{
    journeys::live,
    provider::{
        Provider,
        speech::{Sound, Speak},
    },
    support::{Desk, KEY, Window},
};

const TEXT: &str = "Welcome to our spring campaign! Today I will show you three small changes.";

fn sample(name: &str) -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/samples").join(name)
}

/// Puts a portrait and the text into the form.
fn type_text(window: &mut Window) {
    window.drop_files(&[&sample("portrait.png")]);
    window.until("the portrait is read", |state| state.draft.portrait.file().is_some());
    window.harness.state_mut().command(Command::UseVoiceWay(VoiceWay::Type));
    window.harness.state_mut().command(Command::Speech(SpeechCommand::SetText(TEXT.into())));
    window.harness.step();
    window.harness.step();
}

fn newest(state: &State) -> Option<&SpeechStage> {
    state.speeches.iter().next().map(|speech| &speech.stage)
}

/// Whether nothing is awaited any more of what is spoken.
fn rests(state: &State) -> bool {
    state.speeches.iter().next().is_some_and(|speech| speech.watch.awaiting.is_none())
}

fn paid(provider: &Provider) -> usize {
    provider.record().texts.bodies.len()
}

/// Opens, types, and presses Speak, with a provider that does this.
fn pressed(script: &[Speak], sounds: &[Sound]) -> (tokio::runtime::Runtime, Provider, Desk, Window) {
    let (runtime, provider, desk) = live(&[], &[]);
    provider.record().texts.script = script.iter().copied().collect();
    provider.record().texts.sounds = sounds.iter().copied().collect();
    let mut window = desk.open();
    type_text(&mut window);
    window.press("Speak");
    (runtime, provider, desk, window)
}

#[test]
fn typed_text_is_spoken_and_becomes_a_video_in_practice() {
    let desk = Desk::practice();
    let mut window = desk.open();
    type_text(&mut window);
    assert!(!window.state().can_create());
    assert!(window.harness.query_all_by_label_contains("Practice · not billed").next().is_some());
    window.press("Speak");
    window.until("it is spoken and its sound is here", |state| state.can_create() && rests(state));
    let speech = window.state().speeches.iter().next().unwrap().clone();
    let kept = speech.spoken().unwrap().sound.clone().unwrap();
    let inputs = desk.home.path().join("library/inputs");
    assert!(inputs.join(format!("{}.wav", kept.id)).exists());
    window.press("Create avatar");
    let voice = window.task().order.voice.clone();
    assert!(matches!(&voice, VoiceInput::AudioId(_, Some(length)) if *length == kept.length), "{voice:?}");
    window.until_stage(StageWord::Ready);
    let video = window.task().video().unwrap().clone();
    assert!(video.length.abs_diff(kept.length) <= Duration::from_millis(100), "{:?}", video.length);
    window.close();

    // At the next start the same words are the same voice, and nothing is spoken for it.
    let mut window = desk.open();
    type_text(&mut window);
    assert!(window.state().can_create() && window.harness.query_by_label("Speak").is_none());
    assert_eq!(window.state().speeches.iter().count(), 1);
    assert!(inputs.join(format!("{}.wav", kept.id)).exists(), "what the voices need is not swept away");
}

#[test]
fn pressing_twice_pays_once_and_the_key_does_not_go_where_the_sound_is() {
    let (_runtime, provider, desk, mut window) = pressed(&[], &[]);
    for _ in 0..3 {
        window.harness.state_mut().command(Command::Speech(SpeechCommand::Speak));
    }
    window.until("its sound is here", |state| {
        state.speeches.iter().any(|speech| speech.spoken().is_some_and(|spoken| spoken.sound.is_some()))
    });
    window.harness.state_mut().command(Command::Speech(SpeechCommand::Speak));
    window.harness.step();
    assert_eq!(paid(&provider), 1);
    {
        let record = provider.record();
        let body = &record.texts.bodies[0];
        assert_eq!((body["text"].as_str(), body["voice_id"].as_str()), (Some(TEXT), Some("oversea_male1")));
        assert!(record.texts.keys_at_downloads.is_empty(), "no key goes to where results are");
    }
    window.press("Create avatar");
    window.until("it is accepted", |state| state.tasks.iter().any(|task| task.stage.task_id().is_some()));
    assert_eq!(provider.record().creates[0]["audio_id"], "90000000000000001");
    window.close();
    assert_eq!(desk.files_with(&[KEY.as_bytes(), b"ksSign"]), Vec::<std::path::PathBuf>::new());
}

/// Faults of the paid request, and whether nobody can know what came of it.
fn faults() -> Vec<(Speak, bool)> {
    let page = "<html><body>the gateway had no answer</body></html>";
    vec![
        (Speak::Cut, true),
        (Speak::CutAnswer, true),
        (Speak::Say(500, page), true),
        (Speak::Say(200, page), true),
        (Speak::Say(200, "{}"), true),
        (Speak::Say(504, r#"{"code":5002,"message":"backlog"}"#), true),
        (Speak::Say(524, ""), true),
        (Speak::Say(429, r#"{"code":1302,"message":"too fast"}"#), false),
        (Speak::Say(429, r#"{"code":1303,"message":"parallel task over resource pack limit"}"#), false),
        (Speak::Say(429, r#"{"code":1102,"message":"resource pack exhausted"}"#), false),
        (Speak::Say(400, r#"{"code":1201,"message":"Voice id not found"}"#), false),
        (Speak::Say(503, page), false),
    ]
}

#[test]
fn no_fault_of_the_paid_request_is_paid_twice() {
    for (fault, unknown) in faults() {
        let (_runtime, provider, desk, mut window) = pressed(&[fault], &[]);
        window.until("it is answered", rests);
        let as_it_should = |state: &State| match newest(state) {
            Some(SpeechStage::Unknown(_)) => unknown,
            Some(SpeechStage::Refused(_)) => !unknown,
            _ => false,
        };
        assert!(as_it_should(window.state()), "{fault:?}: {:?}", newest(window.state()));
        if unknown {
            assert!(window.harness.query_all_by_label_contains("may have been billed").next().is_some(), "{fault:?}");
            assert!(window.state().notices.iter().any(|notice| matches!(notice.kind, NoticeKind::NotHeard(_))));
            window.harness.state_mut().command(Command::Speech(SpeechCommand::Speak));
        } else {
            assert!(window.harness.query_all_by_label_contains("Nothing was billed").next().is_some(), "{fault:?}");
        }
        assert_eq!(window.state().draft.voice.typed.text, TEXT, "the text stays: {fault:?}");
        window.close();
        // A new start sends nothing, and knows the same.
        let mut window = desk.open();
        window.until("the form is taken up", |state| state.draft.voice.typed.text == TEXT);
        assert!(as_it_should(window.state()), "{fault:?}: {:?}", newest(window.state()));
        if unknown {
            window.harness.state_mut().command(Command::Speech(SpeechCommand::Speak));
            window.harness.step();
        }
        assert_eq!(paid(&provider), 1, "{fault:?}");
    }
}

#[test]
fn a_kill_between_sending_and_the_answer_is_told_and_only_the_person_sends_again() {
    let (_runtime, provider, desk, mut window) = pressed(&[Speak::Hang], &[]);
    let end = Instant::now() + Duration::from_secs(30);
    while paid(&provider) == 0 {
        assert!(Instant::now() < end, "the request arrives");
        window.harness.step();
        std::thread::sleep(Duration::from_millis(10));
    }
    window.kill();
    let mut window = desk.open();
    assert_eq!(newest(window.state()), Some(&SpeechStage::Unknown(Lost::Interrupted)));
    type_text(&mut window);
    assert!(window.harness.get_by_label("Speak").accesskit_node().is_disabled());
    window.press("Speak again…");
    assert!(window.harness.query_all_by_label_contains("It may be billed twice").next().is_some());
    window.press("Cancel");
    assert_eq!(paid(&provider), 1, "a question is no answer");
    window.press("Speak again…");
    window.press("Speak again");
    window.until("it is spoken", State::can_create);
    assert_eq!(paid(&provider), 2);
    let stages: Vec<_> = window.state().speeches.iter().map(|speech| speech.stage.name()).collect();
    assert_eq!(stages, ["made", "dismissed"]);
}

#[test]
fn a_kill_before_the_ledger_knows_of_it_sends_nothing_at_the_next_start() {
    let (_runtime, provider, desk) = live(&[], &[]);
    let mut window = desk.open();
    type_text(&mut window);
    // Nothing can be written: it is refused here, and the words may be sent when that is over.
    let library = desk.home.path().join("library/likeness.db");
    let held = rusqlite::Connection::open(&library).unwrap();
    held.execute_batch("BEGIN EXCLUSIVE").unwrap();
    window.press("Speak");
    window.until("it is answered", rests);
    assert!(matches!(newest(window.state()), Some(SpeechStage::Refused(_))), "{:?}", newest(window.state()));
    drop(held);
    window.kill();
    let window = desk.open();
    assert_eq!((paid(&provider), window.state().speeches.iter().count()), (0, 0));
}

#[test]
fn what_was_asked_for_and_made_is_there_after_a_kill_and_is_not_paid_for_again() {
    let (_runtime, provider, desk, mut window) = pressed(&[Speak::Wait], &[]);
    window.until("it is made and its sound is here", |state| state.can_create() && rests(state));
    assert!(provider.record().texts.asks >= 1, "it was asked for, which is free");
    window.kill();
    let mut window = desk.open();
    type_text(&mut window);
    window.until("it can be created", State::can_create);
    assert_eq!(paid(&provider), 1);
}

#[test]
fn an_answer_that_cannot_be_written_is_written_later_and_nothing_is_sent_meanwhile() {
    let (_runtime, provider, desk, mut window) = pressed(&[Speak::Late], &[]);
    window.until("it has left", |_| paid(&provider) == 1);
    let held = rusqlite::Connection::open(desk.home.path().join("library/likeness.db")).unwrap();
    held.execute_batch("BEGIN EXCLUSIVE").unwrap();
    let unwritten =
        |state: &State| state.notices.iter().any(|notice| matches!(notice.kind, NoticeKind::TaskNotSaved(..)));
    window.until("it is said that it could not be written", unwritten);
    assert!(matches!(newest(window.state()), Some(SpeechStage::Made(_))), "{:?}", newest(window.state()));
    drop(held);
    window.until("it is written", |state| !unwritten(state));
    window.kill();
    let mut window = desk.open();
    type_text(&mut window);
    window.until("it can be created", State::can_create);
    assert_eq!(paid(&provider), 1);
}

#[test]
fn whatever_happens_to_its_sound_the_voice_stays_and_its_sound_is_fetched_at_the_next_start() {
    for sound in [Sound::Dead, Sound::Truncated, Sound::Half, Sound::Html] {
        let (_runtime, provider, desk, mut window) = pressed(&[], &[sound]);
        window.until("the download ended", |state| state.can_create() && rests(state));
        assert!(window.harness.query_all_by_label_contains("Its sound is not here").next().is_some(), "{sound:?}");
        let kept = |state: &State| {
            state.speeches.iter().any(|speech| speech.spoken().is_some_and(|spoken| spoken.sound.is_some()))
        };
        assert!(!kept(window.state()), "{sound:?}");
        window.close();
        let mut window = desk.open();
        window.until("its sound is here", kept);
        assert_eq!((paid(&provider), provider.record().texts.downloads), (1, 2), "{sound:?}");
    }
}

#[test]
fn a_voice_that_is_not_there_is_marked_and_another_can_be_chosen() {
    let gone = r#"{"code":1201,"message":"Voice id not found","request_id":"r"}"#;
    let (_runtime, provider, _desk, mut window) = pressed(&[Speak::Say(400, gone)], &[]);
    window.until("it is answered", rests);
    window.press("Choose a voice…");
    assert!(window.harness.query_by_label("Anchor · not there any more").is_some());
    let search = |window: &Window| window.harness.get_by_role_and_label(egui::Role::TextInput, "Search voices").focus();
    search(&window);
    window.harness.step();
    window.harness.get_by_role_and_label(egui::Role::TextInput, "Search voices").type_text("lor");
    window.harness.step();
    window.harness.key_press(egui::Key::Enter);
    window.harness.step();
    window.harness.step();
    assert_eq!(window.state().draft.voice.typed.voice, "calm_story1");
    window.press("Speak");
    window.until("it is spoken", State::can_create);
    assert_eq!(provider.record().texts.bodies[1]["voice_id"], "calm_story1");
}

#[test]
fn what_comes_out_longer_than_allowed_is_said_after_it_is_spoken() {
    let desk = Desk::practice();
    let mut window = desk.open();
    type_text(&mut window);
    let long = "word ".repeat(199);
    window.harness.state_mut().command(Command::Speech(SpeechCommand::SetText(long)));
    window.harness.step();
    let warned = window.state().report.checks.iter().any(|check| check.verdict == Verdict::Warn);
    assert!(warned && !window.state().can_create());
    window.harness.state_mut().command(Command::Speech(SpeechCommand::Speak));
    window.until("it is spoken", |state| state.draft.voice.spoken.is_some());
    let length = window.state().report.of(Rule::VoiceLength).map(|check| check.verdict);
    assert_eq!((length, window.state().can_create()), (Some(Verdict::Fail), false));
}

/// Runs the program on a home of its own, in English.
fn run(home: &Path, arguments: &[&str]) -> (Option<i32>, String, String) {
    let output = Program::new(env!("CARGO_BIN_EXE_likeness"))
        .env("LIKENESS_HOME", home)
        .env("LC_ALL", "C")
        .env_remove("LANGUAGE")
        .env_remove("COMETAPI_KEY")
        .args(arguments)
        .output()
        .unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (output.status.code(), text(output.stdout), text(output.stderr))
}

#[test]
fn the_command_line_says_both_costs_speaks_once_and_makes_the_video() {
    let home = tempfile::tempdir().unwrap();
    let portrait = sample("portrait.png");
    let line = ["create", "--practice", "--image", portrait.to_str().unwrap(), "--say", TEXT, "--voice", "calm_story1"];
    let (code, out, told) = run(home.path(), &line);
    assert_eq!((code, out.as_str()), (Some(2), ""), "there is nobody to ask: {told}");
    assert!(told.contains("$0.007") && told.contains("× $0.056"), "both costs: {told}");
    let yes = [&line[..], &["--speed", "1.2", "--yes"]].concat();
    let (code, out, told) = run(home.path(), &yes);
    assert_eq!(code, Some(0), "{told}");
    assert!(Path::new(out.trim()).exists(), "{out}");
    let (code, _, told) = run(home.path(), &yes);
    assert!(code == Some(0) && told.contains("nothing is paid for that"), "{told}");
    let (code, _, told) =
        run(home.path(), &[&line[..6], &["--voice", "mengwa-v1", "--language", "en", "--yes"]].concat());
    assert!(code == Some(2) && told.contains("mengwa-v1"), "{told}");
    let tiny = home.path().join("tiny.png");
    image::RgbImage::new(10, 10).save(&tiny).unwrap();
    let bad = ["create", "--practice", "--image", tiny.to_str().unwrap(), "--say", "Something else", "--yes"];
    let (code, _, told) = run(home.path(), &bad);
    assert!(code == Some(3) && !told.contains("$0.007"), "a bad portrait is said before anything is paid for: {told}");
}

#[test]
fn the_voices_are_listed_for_people_and_for_scripts() {
    let home = tempfile::tempdir().unwrap();
    std::fs::write(home.path().join("settings.toml"), "[speech]\nfavourites = [\"AOT\"]\n").unwrap();
    let (code, out, _) = run(home.path(), &["voices", "--json"]);
    let voices: Value = serde_json::from_str(&out).unwrap();
    let voices = voices.as_array().unwrap();
    assert_eq!((code, voices.len()), (Some(0), 46));
    assert_eq!((voices[0]["id"].as_str(), voices[0]["favourite"].as_bool()), (Some("AOT"), Some(true)));
    assert_eq!(voices[0]["languages"], serde_json::json!(["en"]));
    let (_, out, _) = run(home.path(), &["voices", "--language", "zh"]);
    assert_eq!(out.lines().count(), 35);
    assert!(out.contains("mengwa-v1 · 乖巧正太"), "{out}");
}
