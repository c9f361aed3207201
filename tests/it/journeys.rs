//! Whole journeys through the real App: drop, fix, approve, watch, restart; and what happens to money when things go wrong.
//! At the provider, one approval must have made at most one paid request. What a provider can answer is in `faults`.

use std::{
    fs,
    path::{Path, PathBuf},
    time::Duration,
};

use eframe::egui::ViewportCommand;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use likeness::{
    domain::{Money, Rates, Settings, Stage, StageWord, Verdict},
    services::media::mp4::inspect_video,
    state::{Command, NoticeKind, State},
};

use crate::{
    provider::{Create, Download, Provider},
    support::{Desk, KEY, Window},
};

fn sample(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/samples").join(name)
}

/// A video that the practice server rendered, for the provider to hand out.
pub fn a_video() -> Vec<u8> {
    static VIDEO: std::sync::OnceLock<Vec<u8>> = std::sync::OnceLock::new();
    VIDEO
        .get_or_init(|| {
            let desk = Desk::practice();
            let mut window = desk.open();
            window.drop_samples();
            window.press("Create avatar");
            window.until_stage(StageWord::Ready);
            fs::read(&window.task().video().unwrap().path).unwrap()
        })
        .clone()
}

/// A provider that does this with what it is asked, and a desk with a key for it.
pub fn live(script: &[Create], downloads: &[Download]) -> (tokio::runtime::Runtime, Provider, Desk) {
    let video = a_video();
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
    let provider = Provider::start(runtime.handle(), script, downloads, video);
    let desk = Desk::live(&provider.base_url());
    (runtime, provider, desk)
}

/// Ends the wait for the next ask, look or try, so that a journey need not wait as long as a person would.
pub fn hurry(window: &mut Window) {
    let id = window.task().id;
    window.harness.state_mut().command(Command::LookNow(id));
}

#[test]
fn drop_fix_approve_watch_restart_and_still_there() {
    let desk = Desk::practice();
    let mut window = desk.open();
    let narrow = desk.home.path().join("narrow.png");
    image::RgbImage::from_pixel(1800, 600, image::Rgb([90, 90, 200])).save(&narrow).unwrap();
    window.drop_files(&[&narrow, &sample("voice.wav")]);
    let measured = |state: &State| state.draft.portrait.file().is_some() && state.draft.voice.file.file().is_some();
    window.until("both were read", measured);
    assert!(!window.state().can_create());
    assert_eq!(window.state().report.problems().count(), 1);
    assert!(window.harness.query_all_by_label_contains("3:1").next().is_some(), "the number found is shown");
    assert!(window.harness.get_by_label("Create avatar").accesskit_node().is_disabled());

    window.drop_samples();
    assert!(window.state().report.checks.iter().all(|check| check.verdict == Verdict::Pass));
    window.press("Create avatar");
    assert!(window.state().draft.is_untouched(), "the form is free for the next one");
    window.until_stage(StageWord::Ready);
    let video = window.task().video().unwrap().clone();
    assert_eq!((video.codec.as_str(), video.sound.as_deref()), ("H.264", Some("AAC")));
    let voice = window.task().order.voice.length().unwrap();
    assert!(video.length.abs_diff(voice) <= Duration::from_millis(100), "{:?} for {voice:?}", video.length);
    assert!(video.poster.as_ref().is_some_and(|poster| poster.exists()));
    window.kill();

    let mut window = desk.open();
    assert_eq!(window.task().video(), Some(&video));
    assert!(window.harness.query_all_by_label_contains("voice").next().is_some());
    assert!(inspect_video(&video.path).is_ok());
    window.harness.step();
}

#[test]
fn a_restart_in_the_middle_finds_the_task_again() {
    let desk = Desk::practice();
    let mut window = desk.open();
    window.drop_samples();
    window.press_create_key();
    window.until("it was accepted", |state| state.tasks.iter().any(|task| task.stage.task_id().is_some()));
    window.kill();
    let mut window = desk.open();
    window.until_stage(StageWord::Ready);
    assert_eq!(window.state().tasks.len(), 1);
}

#[test]
fn pressing_twice_sends_once_and_the_key_goes_nowhere_else() {
    let (_runtime, provider, desk) = live(&[], &[]);
    let mut window = desk.open();
    window.drop_samples();
    window.harness.get_by_label("Create avatar").click();
    window.harness.get_by_label("Create avatar").click();
    window.press_create_key();
    window.press_create_key();
    window.until_stage(StageWord::Submitted);
    hurry(&mut window);
    window.until_stage(StageWord::Ready);
    assert_eq!((provider.record().begun, window.state().tasks.len()), (1, 1));
    let record = provider.record();
    assert_eq!(record.creates[0]["mode"], "std");
    assert_eq!(record.creates[0]["external_task_id"].as_str(), Some(window.task().external_id.as_str()));
    assert!(record.keys.iter().all(|key| key == &format!("Bearer {KEY}")));
    assert_eq!(record.keys_at_downloads, Vec::<String>::new());
    let image = record.creates[0]["image"].as_str().unwrap();
    let texts = [KEY.as_bytes(), &image.as_bytes()[..64], b"ksSign"];
    assert_eq!(desk.files_with(&texts), Vec::<PathBuf>::new(), "no key, no body and no signed address in any file");
    let told = fs::read(sample("portrait.png")).unwrap();
    assert_ne!(desk.files_with(&[&told[..64]]), Vec::<PathBuf>::new(), "the search would have found it");
}

#[test]
fn a_cut_upload_stays_unknown_and_is_never_sent_again() {
    let (_runtime, provider, desk) = live(&[Create::CutUpload], &[]);
    let mut window = desk.open();
    window.drop_samples();
    window.press("Create avatar");
    window.until_stage(StageWord::Unknown);
    window.until("it was looked for", |state| state.tasks.iter().any(|task| task.watch.asks > 0));
    hurry(&mut window);
    window.until("it was looked for again", |state| state.tasks.iter().any(|task| task.watch.asks > 1));
    assert_eq!(window.task().stage.word(), StageWord::Unknown);
    window.kill();
    let mut window = desk.open();
    window.until("a restart looks too", |state| state.tasks.iter().any(|task| task.watch.asks > 0));
    assert_eq!((provider.record().begun, window.task().stage.word()), (1, StageWord::Unknown));
    window.harness.step();
}

#[test]
fn broken_downloads_are_fetched_again_until_the_video_is_whole() {
    let (_runtime, provider, desk) = live(&[], &[Download::Dead, Download::Truncated, Download::Html]);
    let mut window = desk.open();
    window.drop_samples();
    window.press("Create avatar");
    window.until_stage(StageWord::Submitted);
    hurry(&mut window);
    for failures in 1..=3 {
        window.until("a download failed", |state| state.tasks.iter().any(|task| task.watch.failures == failures));
        assert_eq!(window.task().stage.word(), StageWord::Downloading);
        hurry(&mut window);
    }
    window.until_stage(StageWord::Ready);
    assert_eq!(fs::read(&window.task().video().unwrap().path).unwrap(), a_video());
    assert_eq!(provider.record().begun, 1);
}

#[test]
fn a_kill_while_sending_leaves_an_unknown_that_is_looked_up() {
    let (_runtime, provider, desk) = live(&[Create::Hang], &[]);
    let mut window = desk.open();
    window.drop_samples();
    window.press("Create avatar");
    window.until("the body is there", |_| provider.record().creates.len() == 1);
    assert!(matches!(window.task().stage, Stage::Sending(..)));
    assert!(window.ask_to_close().contains(&ViewportCommand::CancelClose), "an answer that costs money is waited for");
    assert!(window.state().notices.iter().any(|notice| notice.kind == NoticeKind::ClosesWhenAnswered));
    assert!(!window.ask_to_close().contains(&ViewportCommand::CancelClose), "but nobody is locked in");
    window.kill();
    let mut window = desk.open();
    // It may have been found by the time that one looks, but it is never taken for one that was not sent.
    assert!(!matches!(window.task().stage.word(), StageWord::Waiting | StageWord::Uploading));
    window.until("it was found", |state| state.tasks.iter().any(|task| task.stage.task_id().is_some()));
    hurry(&mut window);
    window.until_stage(StageWord::Ready);
    assert_eq!(provider.record().begun, 1);
}

#[test]
fn nobody_there_waits_and_is_sent_once_somebody_is() {
    let (runtime, provider, _) = live(&[], &[]);
    let gone = Desk::live("http://127.0.0.1:9");
    let mut window = gone.open();
    window.drop_samples();
    window.press("Create avatar");
    window.until("it was tried", |state| state.tasks.iter().any(|task| task.watch.failures > 0));
    assert_eq!(window.task().stage.word(), StageWord::Waiting);
    let id = window.task().id;
    window.harness.state_mut().command(Command::Cancel(id));
    window.until_stage(StageWord::Cancelled);
    assert_eq!(provider.record().begun, 0);
    drop(runtime);
}

#[test]
fn the_last_of_many_changes_is_what_is_kept() {
    let desk = Desk::practice();
    let mut window = desk.open();
    for millionths in 1..=200 {
        let rates = Rates { standard: Money(millionths), ..Rates::default() };
        let settings = Settings { rates, ..window.state().settings.clone() };
        window.harness.state_mut().command(Command::Set(settings));
    }
    window.close();
    let window = desk.open();
    assert_eq!(window.state().settings.rates.standard, Money(200));
}
