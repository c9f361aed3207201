//! Writes what the fuzz targets begin with into a folder: `cargo run --example fuzz_seeds fuzz/corpus`.
//!
//! Small things of every kind, made on the spot: none of them is committed. The film comes from the practice server, on this
//! computer.
#![expect(clippy::expect_used, reason = "whoever runs it sees why it stopped")]

use std::{fs, io::Cursor, path::Path, time::Duration};

use base64::{Engine as _, engine::general_purpose::STANDARD};
use image::{DynamicImage, ImageFormat, RgbImage};
use likeness::{
    domain::{ApiKey, KeptDraft, Limits, Settings},
    services::{
        drafts,
        practice::{self, Timeline},
        preferences,
    },
};
use serde_json::{Value, json};

const KEY: &str = "seeds-0123456789abcdef";

fn main() {
    let folder = std::env::args_os().nth(1).expect("the folder to write into");
    let at = |target: &str, name: &str| {
        let inside = Path::new(&folder).join(target);
        fs::create_dir_all(&inside).expect("a folder");
        inside.join(name)
    };
    let put = |target: &str, name: &str, bytes: &[u8]| fs::write(at(target, name), bytes).expect("a seed");
    for (name, bytes) in pictures() {
        put("pictures", name, &bytes);
    }
    for (name, bytes) in sounds() {
        put("sounds", name, &bytes);
    }
    for (number, (http, body)) in answers().into_iter().enumerate() {
        let head = (http - 100_u16).to_be_bytes();
        put("answers", &format!("{number}.json"), &[&head[..], body.to_string().as_bytes()].concat());
    }
    let draft = KeptDraft { direction: "Smiles".into(), title: "A title".into(), ..KeptDraft::default() };
    drafts::write(&at("form", "draft.json"), &draft).expect("a form");
    let settings = Settings { practice: true, welcomed: true, ..Settings::default() };
    preferences::write(&at("settings", "settings.toml"), &settings).expect("settings");
    put("settings", "limits.toml", b"[limits]\nlongest_voice_seconds = 90.5\n[rates]\nstandard = \"0,1\"\n");
    let runtime = tokio::runtime::Runtime::new().expect("threads");
    put("films", "film.mp4", &runtime.block_on(film()));
}

fn pictures() -> Vec<(&'static str, Vec<u8>)> {
    let formats =
        [ImageFormat::Png, ImageFormat::Jpeg, ImageFormat::Gif, ImageFormat::Bmp, ImageFormat::Tiff, ImageFormat::WebP];
    let names = ["a.png", "a.jpg", "a.gif", "a.bmp", "a.tiff", "a.webp"];
    let picture = DynamicImage::from(RgbImage::from_fn(24, 16, |x, y| image::Rgb([x as u8 * 9, y as u8 * 9, 90])));
    let encoded = |format| {
        let mut bytes = Cursor::new(vec![]);
        picture.write_to(&mut bytes, format).expect("a picture");
        bytes.into_inner()
    };
    names.into_iter().zip(formats.map(encoded)).collect()
}

/// A tone under a WAV header, and frames of MP3 and AAC that hold silence.
fn sounds() -> Vec<(&'static str, Vec<u8>)> {
    let spec =
        hound::WavSpec { channels: 1, sample_rate: 8000, bits_per_sample: 16, sample_format: hound::SampleFormat::Int };
    let mut wav = Cursor::new(vec![]);
    let mut writer = hound::WavWriter::new(&mut wav, spec).expect("a WAV");
    (0..800_i16).for_each(|at| writer.write_sample(at % 50 * 300).expect("a sample"));
    writer.finalize().expect("a whole WAV");
    let mp3 = [&[0xff, 0xfb, 0x10, 0x64][..], &[0; 100]].concat().repeat(6);
    let aac = [0xff, 0xf1, 0x60, 0x40, 0x01, 0xbf, 0xfc, 0x01, 0x18, 0x20, 0x07, 0, 0].repeat(6);
    let m4a = b"\0\0\0\x18ftypM4A \0\0\0\0M4A isom\0\0\0\x08moov".to_vec();
    vec![("a.wav", wav.into_inner()), ("a.mp3", mp3), ("a.aac", aac), ("a.m4a", m4a)]
}

fn answers() -> Vec<(u16, Value)> {
    let task = json!({ "task_id": "831", "task_status": "succeed", "task_info": { "external_task_id": "ours" },
        "task_result": { "videos": [{ "id": "1", "url": "https://h.example/v.mp4?sig=1", "duration": "2" }] } });
    let inner = json!({ "code": 1201, "message": "no", "request_id": "r" });
    vec![
        (200, json!({ "code": 0, "message": "SUCCEED", "request_id": "r", "data": task })),
        (200, json!({ "code": 0, "data": [task, task] })),
        (200, json!({ "code": "success", "data": { "task_id": "8", "status": "FAILURE", "fail_reason": "why" } })),
        (429, json!({ "code": 1303, "message": "parallel task over resource pack limit", "request_id": "r" })),
        (
            400,
            json!({ "error": { "message": "no (request id: 2026)", "type": "comet_api_error", "code": "invalid_request" } }),
        ),
        (500, json!({ "code": "fail_to_fetch_task", "message": inner.to_string(), "data": null })),
        (400, json!({ "message": "no", "data": { "data": inner, "message": "no" } })),
    ]
}

/// A film of two seconds as the practice server makes it.
async fn film() -> Vec<u8> {
    let folder = tempfile::tempdir().expect("a folder");
    let token = ApiKey::read(KEY).expect("a key");
    let timeline = Timeline { submitted: Duration::ZERO, processing: Duration::ZERO };
    let config =
        practice::Config { port: 0, token, folder: folder.path().to_owned(), timeline, limits: Limits::default() };
    let running = practice::start(config).await.expect("the practice server");
    let base = format!("{}/kling/v1/videos/avatar/image2video", running.base_url().as_str());
    let picture = RgbImage::from_pixel(320, 320, image::Rgb([90, 110, 200]));
    let mut portrait = Cursor::new(vec![]);
    DynamicImage::from(picture).write_to(&mut portrait, ImageFormat::Png).expect("a portrait");
    let spec =
        hound::WavSpec { channels: 1, sample_rate: 8000, bits_per_sample: 16, sample_format: hound::SampleFormat::Int };
    let mut voice = Cursor::new(vec![]);
    let mut writer = hound::WavWriter::new(&mut voice, spec).expect("a WAV");
    (0..16_000_i32).for_each(|at| writer.write_sample((at % 80 * 300) as i16).expect("a sample"));
    writer.finalize().expect("a whole WAV");
    let body = json!({ "image": STANDARD.encode(portrait.into_inner()), "sound_file": STANDARD.encode(voice.into_inner()),
        "prompt": "Smiles", "mode": "std" });
    let client = reqwest::Client::new();
    let created: Value = said(client.post(&base).json(&body)).await;
    let id = created.pointer("/data/task_id").and_then(Value::as_str).expect("a task").to_owned();
    let url = loop {
        let answer = said(client.get(format!("{base}/{id}"))).await;
        if let Some(url) = answer.pointer("/data/task_result/videos/0/url").and_then(Value::as_str) {
            break url.to_owned();
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    };
    let film = client.get(url).send().await.expect("an answer").bytes().await.expect("a film").to_vec();
    running.stop().await;
    film
}

async fn said(request: reqwest::RequestBuilder) -> Value {
    request.bearer_auth(KEY).send().await.expect("an answer").json().await.expect("JSON")
}
