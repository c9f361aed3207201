//! Whatever breaks a single rule is refused in the window, by the checks of the command line and by the practice server
//! alike, each naming the number found.

use std::{fs, io::Cursor, path::Path, process::Command, time::Duration};

use base64::{Engine as _, engine::general_purpose::STANDARD};
use egui_kittest::kittest::Queryable as _;
use image::{DynamicImage, ImageFormat, RgbImage};
use likeness::{
    domain::{ApiKey, Limits, Rule, Verdict},
    services::practice::{self, Timeline},
    state::{self, State},
};
use serde_json::{Value, json};

use crate::support::{Desk, KEY};

/// One broken rule: what breaks it, and the numbers that each door must name.
struct Broken {
    rule: Rule,
    portrait: Option<Vec<u8>>,
    voice: Option<Vec<u8>>,
    direction: Option<String>,
    /// In the window and by `check`.
    here: &'static str,
    /// By the practice server.
    there: &'static str,
}

fn picture(width: u32, height: u32, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(vec![]);
    DynamicImage::from(RgbImage::new(width, height)).write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

/// A picture that no encoder makes smaller: 12 MB.
fn noise() -> Vec<u8> {
    let mut seed = 1_u32;
    let picture = RgbImage::from_fn(2000, 2000, |_, _| {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        image::Rgb([(seed >> 24) as u8, (seed >> 16) as u8, (seed >> 8) as u8])
    });
    let mut bytes = Cursor::new(vec![]);
    DynamicImage::from(picture).write_to(&mut bytes, ImageFormat::Png).unwrap();
    bytes.into_inner()
}

fn wav(channels: u16, rate: u32, ms: u32) -> Vec<u8> {
    let frames = u64::from(rate) * u64::from(ms) / 1000;
    let data = vec![0_u8; usize::try_from(frames).unwrap() * usize::from(channels) * 2];
    let mut bytes = Vec::with_capacity(data.len() + 44);
    let size = |count: usize| u32::try_from(count).unwrap().to_le_bytes();
    bytes.extend_from_slice(b"RIFF");
    bytes.extend_from_slice(&size(data.len() + 36));
    bytes.extend_from_slice(b"WAVEfmt \x10\0\0\0\x01\0");
    bytes.extend_from_slice(&channels.to_le_bytes());
    bytes.extend_from_slice(&rate.to_le_bytes());
    bytes.extend_from_slice(&(rate * u32::from(channels) * 2).to_le_bytes());
    bytes.extend_from_slice(&(channels * 2).to_le_bytes());
    bytes.extend_from_slice(b"\x10\0data");
    bytes.extend_from_slice(&size(data.len()));
    bytes.extend_from_slice(&data);
    bytes
}

fn table() -> Vec<Broken> {
    let portrait =
        |rule, bytes, here, there| Broken { rule, portrait: Some(bytes), voice: None, direction: None, here, there };
    let voice =
        |rule, bytes, here, there| Broken { portrait: None, voice: Some(bytes), ..portrait(rule, vec![], here, there) };
    vec![
        portrait(Rule::PortraitSide, picture(299, 400, ImageFormat::Png), "299", "299"),
        portrait(Rule::PortraitAspect, picture(751, 300, ImageFormat::Png), "2.503", "751"),
        portrait(Rule::PortraitBytes, noise(), "12", "12"),
        voice(Rule::VoiceLength, wav(1, 8000, 1900), "1.9", "1.9"),
        voice(Rule::VoiceLength, wav(1, 8000, 60_500), "60.5", "60.5"),
        voice(Rule::VoiceBytes, wav(2, 48_000, 30_000), "5.7", "576"),
        Broken {
            direction: Some("é".repeat(2501)),
            portrait: None,
            ..portrait(Rule::Direction, vec![], "2501", "2501")
        },
    ]
}

fn sample(name: &str) -> Vec<u8> {
    fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/samples").join(name)).unwrap()
}

#[test]
fn in_the_window() {
    let desk = Desk::practice();
    let mut window = desk.open();
    for broken in table() {
        let (portrait, voice) = (desk.home.path().join("portrait"), desk.home.path().join("voice"));
        fs::write(&portrait, broken.portrait.as_ref().unwrap_or(&sample("portrait.png"))).unwrap();
        fs::write(&voice, broken.voice.as_ref().unwrap_or(&sample("voice.wav"))).unwrap();
        let direction = broken.direction.clone().unwrap_or_default();
        window.harness.state_mut().command(state::Command::SetDirection(direction));
        window.drop_files(&[&portrait, &voice]);
        let rule = broken.rule;
        let fails = |state: &State| state.report.of(rule).is_some_and(|check| check.verdict == Verdict::Fail);
        window.until("the rule is broken and all is read", |state| {
            let read = state.draft.portrait.file().is_some() && state.draft.voice.file.file().is_some();
            read && fails(state) && state.report.problems().count() == 1
        });
        assert!(!window.state().can_create(), "{rule:?}");
        window.harness.step();
        let said = window.harness.query_all_by_label_contains(broken.here).next().is_some();
        assert!(said, "{rule:?}: the window names {}", broken.here);
        for place in [state::Place::Portrait, state::Place::Voice] {
            window.harness.state_mut().command(state::Command::Clear(place));
        }
    }
}

#[test]
fn by_check() {
    let folder = tempfile::tempdir().unwrap();
    for broken in table() {
        let (portrait, voice) = (folder.path().join("portrait"), folder.path().join("voice"));
        fs::write(&portrait, broken.portrait.as_ref().unwrap_or(&sample("portrait.png"))).unwrap();
        fs::write(&voice, broken.voice.as_ref().unwrap_or(&sample("voice.wav"))).unwrap();
        let output = Command::new(env!("CARGO_BIN_EXE_likeness"))
            .env("LIKENESS_HOME", folder.path().join("home"))
            // In English, whatever this computer speaks.
            .env("LC_ALL", "C")
            .env_remove("LANGUAGE")
            .args(["check", "--json", "--direction", broken.direction.as_deref().unwrap_or_default(), "--image"])
            .args([portrait.as_os_str(), "--audio".as_ref(), voice.as_os_str()])
            .output()
            .unwrap();
        assert_eq!(output.status.code(), Some(3), "{:?}", broken.rule);
        let report: Value = serde_json::from_slice(&output.stdout).unwrap();
        let failed = report["checks"].as_array().unwrap().iter().filter(|check| check["verdict"] == "fail");
        let failed: Vec<_> =
            failed.map(|check| (check["rule"].as_str().unwrap(), check["found"].to_string())).collect();
        let [(rule, found)] = failed.as_slice() else { panic!("one problem, not {failed:?}") };
        assert!(*rule == broken.rule.name() && found.contains(broken.here), "{rule}: {found}");
        assert!(!folder.path().join("home").exists(), "a check leaves nothing behind");
    }
}

#[test]
fn by_the_practice_server() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(async {
        let folder = tempfile::tempdir().unwrap();
        let token = ApiKey::read(KEY).unwrap();
        let timeline = Timeline { submitted: Duration::ZERO, processing: Duration::ZERO };
        let limits = Limits::default();
        let config = practice::Config { port: 0, token, folder: folder.path().to_owned(), timeline, limits };
        let running = practice::start(config).await.unwrap();
        let address = format!("{}/kling/v1/videos/avatar/image2video", running.base_url().as_str());
        // The program makes a PNG of it before it is sent; a provider that is sent one refuses it.
        let gif = Broken {
            rule: Rule::PortraitFormat,
            portrait: Some(picture(400, 400, ImageFormat::Gif)),
            voice: None,
            direction: None,
            here: "",
            there: "GIF",
        };
        for broken in table().into_iter().chain([gif]) {
            let body = json!({
                "image": STANDARD.encode(broken.portrait.unwrap_or_else(|| sample("portrait.png"))),
                "sound_file": STANDARD.encode(broken.voice.unwrap_or_else(|| sample("voice.wav"))),
                "prompt": broken.direction.unwrap_or_else(|| "Smiles".into()),
                "mode": "std",
            });
            let request = reqwest::Client::new().post(&address).bearer_auth(KEY).json(&body);
            let answer = request.send().await.unwrap();
            let status = answer.status().as_u16();
            let answer: Value = answer.json().await.unwrap();
            let message = answer["message"].as_str().unwrap();
            assert_eq!((status, &answer["code"]), (400, &json!(1201)), "{:?}: {message}", broken.rule);
            assert!(message.contains(broken.there), "{:?}: {message}", broken.rule);
        }
        running.stop().await;
    });
}
