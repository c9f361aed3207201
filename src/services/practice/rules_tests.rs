//! Every rule of the provider's page, broken one at a time: each is refused with the number found and the number allowed.

use base64::{Engine as _, engine::general_purpose::STANDARD, engine::general_purpose::URL_SAFE};
use serde_json::{Value, json};

use super::super::fixtures::{AVATAR, Bench, good_but, png, read, tone, wav};
use crate::domain::Limits;

fn coded(bytes: &[u8]) -> String {
    STANDARD.encode(bytes)
}

/// The same picture in a format that is not accepted.
fn gif() -> Vec<u8> {
    let mut file = std::io::Cursor::new(Vec::new());
    image::DynamicImage::new_rgb8(300, 300).write_to(&mut file, image::ImageFormat::Gif).expect("a GIF");
    file.into_inner()
}

fn jpeg() -> Vec<u8> {
    let mut file = std::io::Cursor::new(Vec::new());
    image::DynamicImage::new_rgb8(400, 300).write_to(&mut file, image::ImageFormat::Jpeg).expect("a JPG");
    file.into_inner()
}

/// Two and a half seconds of AAC in an ADTS stream.
fn aac() -> Vec<u8> {
    let mut encoder = rusty_aac::AacEncoder::default();
    encoder.push_pcm(&tone(60_000, 24_000), 1, 24_000).expect("encoded");
    encoder.finish();
    let mut stream = Vec::new();
    while let Ok(packet) = encoder.next_packet() {
        let frame_length = 7 + packet.data.len();
        let header =
            rusty_aac::AdtsHeader { object_type: 2, sample_rate: 24_000, channels: 1, frame_length, header_len: 7 };
        stream.extend(rusty_aac::write_adts_header(&header));
        stream.extend(packet.data);
    }
    stream
}

/// What to change in a right order, and what the refusal must say.
fn table() -> Vec<(&'static str, Value, &'static [&'static str])> {
    let png_400 = png(400, 400);
    let broken_lines =
        coded(&png_400).as_bytes().chunks(76).map(|line| String::from_utf8_lossy(line) + "\n").collect::<String>();
    let url_safe = URL_SAFE.encode([0xfb, 0xff, 0xfe].repeat(40));
    vec![
        ("no image", json!({ "image": null }), &["image is required"]),
        ("an empty image", json!({ "image": "" }), &["image is required"]),
        ("an image that is a number", json!({ "image": 5 }), &["image is not a text"]),
        (
            "a data address",
            json!({ "image": format!("data:image/png;base64,{}", coded(&png_400)) }),
            &["image", "File is not in a valid base64 format"],
        ),
        ("no Base64", json!({ "image": "not*base64!!" }), &["image", "valid base64"]),
        ("the other alphabet", json!({ "image": url_safe }), &["image", "valid base64"]),
        ("no padding", json!({ "image": coded(&png_400[..100]).trim_end_matches('=') }), &["image", "valid base64"]),
        ("line breaks", json!({ "image": broken_lines }), &["image", "valid base64"]),
        ("text for a picture", json!({ "image": coded(b"hello, hello, hello") }), &["image is not a JPG or PNG"]),
        ("a sound for a picture", json!({ "image": coded(&wav(16_000, 8_000)) }), &["image is not a JPG or PNG"]),
        ("a GIF", json!({ "image": coded(&gif()) }), &["image is GIF", "JPG and PNG"]),
        ("half a picture", json!({ "image": coded(&png_400[..png_400.len() / 2]) }), &["image is damaged"]),
        ("a large picture", json!({ "image": coded(&vec![0; 10_485_761]) }), &["10485761 bytes", "10485760"]),
        ("a narrow picture", json!({ "image": coded(&png(299, 400)) }), &["299 × 400", "at least 300"]),
        ("a low picture", json!({ "image": coded(&png(400, 299)) }), &["400 × 299", "at least 300"]),
        ("a wide picture", json!({ "image": coded(&png(751, 300)) }), &["751 × 300", "2.5033:1", "2.5:1"]),
        ("a high picture", json!({ "image": coded(&png(300, 751)) }), &["300 × 751", "2.5033:1", "1:2.5"]),
        ("no voice", json!({ "sound_file": null }), &["0 are given", "exactly 1"]),
        ("two voices", json!({ "audio_id": "1" }), &["2 are given", "exactly 1"]),
        (
            "a voice of a data address",
            json!({ "sound_file": format!("data:audio/wav;base64,{}", coded(&wav(16_000, 8_000))) }),
            &["sound_file", "File is not in a valid base64 format"],
        ),
        ("a picture for a voice", json!({ "sound_file": coded(&png_400) }), &["sound_file is not an MP3"]),
        ("a large voice", json!({ "sound_file": coded(&vec![0; 5_242_881]) }), &["5242881 bytes", "5242880"]),
        ("a short voice", json!({ "sound_file": coded(&wav(15_992, 8_000)) }), &["1.999 s", "2 to 60 s"]),
        ("a long voice", json!({ "sound_file": coded(&wav(480_008, 8_000)) }), &["60.001 s", "2 to 60 s"]),
        (
            "an unknown voice",
            json!({ "sound_file": null, "audio_id": "847487393472614443" }),
            &["audio_id is not known", "30 days"],
        ),
        ("no prompt", json!({ "prompt": null }), &["prompt is required"]),
        ("a blank prompt", json!({ "prompt": " \n\t" }), &["0 characters", "1 to 2500"]),
        ("a long prompt", json!({ "prompt": "é".repeat(2501) }), &["2501 characters", "1 to 2500"]),
        ("another mode", json!({ "mode": "ultra" }), &["\"ultra\"", "std and pro"]),
        ("a callback that is none", json!({ "callback_url": "ftp://example.org/" }), &["callback_url", "http"]),
        ("a long own id", json!({ "external_task_id": "x".repeat(257) }), &["257 characters", "256"]),
        ("an own id that is a list", json!({ "external_task_id": ["a"] }), &["external_task_id is not a text"]),
        ("an address without a host", json!({ "image": "https://" }), &["image is not a usable address"]),
    ]
}

#[tokio::test]
async fn every_rule_is_refused_with_its_numbers() {
    let folder = tempfile::tempdir().expect("a folder");
    let bench = Bench::start(folder.path()).await;
    for (name, changes, says) in table() {
        let (status, answer) = bench.post(AVATAR, &good_but(&changes)).await;
        assert_eq!((status, &answer["code"]), (400, &json!(1201)), "{name}: {answer}");
        let message = answer["message"].as_str().unwrap_or_default();
        assert!(says.iter().all(|says| message.contains(says)), "{name}: {message}");
        assert!(answer["request_id"].as_str().is_some_and(|id| id.len() == 36), "{name}: {answer}");
    }
    let (_, answer) = bench.get(AVATAR).await;
    assert_eq!(answer["data"], json!([]), "nothing that was refused is kept");
}

#[tokio::test]
async fn what_stands_at_a_limit_is_accepted() {
    let folder = tempfile::tempdir().expect("a folder");
    let bench = Bench::start(folder.path()).await;
    let fail = |text: &str| format!("{text}[practice: fail]");
    // A failing task is not rendered, so these cost nothing.
    let table = [
        json!({ "image": coded(&png(300, 750)), "prompt": fail("") }),
        json!({ "image": coded(&png(750, 300)), "prompt": fail("") }),
        json!({ "image": coded(&jpeg()), "sound_file": coded(&aac()), "prompt": fail("") }),
        json!({ "sound_file": coded(&wav(480_000, 8_000)), "prompt": fail("") }),
        json!({ "prompt": fail(&"é".repeat(2500 - 16)) }),
        json!({ "mode": "pro", "callback_url": "http://example.org/told", "prompt": fail("") }),
        json!({ "mode": null, "audio_id": "", "external_task_id": "", "something": "else", "prompt": fail("") }),
    ];
    for changes in table {
        bench.create(&good_but(&changes)).await;
    }
}

#[tokio::test]
async fn a_body_that_is_no_json_object_is_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    let bench = Bench::start(folder.path()).await;
    for body in ["", "{", "[]", "hello", "{\"image\": }", "\u{0}\u{1}", "null"] {
        let (status, answer) = read(bench.request(reqwest::Method::POST, AVATAR).body(body)).await;
        assert_eq!((status, &answer["code"]), (400, &json!(1200)), "{body:?}: {answer}");
    }
}

#[tokio::test]
async fn a_body_without_end_is_refused_and_its_sender_hears_why() {
    let folder = tempfile::tempdir().expect("a folder");
    let bench = Bench::start(folder.path()).await;
    let body = vec![b' '; 32 * 1024 * 1024 + 1];
    let (status, answer) = read(bench.request(reqwest::Method::POST, AVATAR).body(body.clone())).await;
    assert_eq!((status, &answer["code"]), (413, &json!(1201)), "{answer}");
    assert!(answer["message"].as_str().is_some_and(|message| message.contains("33554432")), "{answer}");
    let address = format!("{}{AVATAR}", bench.server.base_url().as_str());
    let (status, _) = read(bench.open_request(reqwest::Method::POST, &address).body(body)).await;
    assert_eq!(status, 401, "a large body without the key");
}

#[tokio::test]
async fn other_limits_can_be_set_while_it_runs() {
    let folder = tempfile::tempdir().expect("a folder");
    let bench = Bench::start_with(folder.path(), Limits { image_side: 400, ..Limits::default() }, [0, 0]).await;
    let order = good_but(&json!({ "prompt": "[practice: fail]" }));
    let (status, answer) = bench.post(AVATAR, &order).await;
    assert_eq!(status, 400);
    assert!(answer["message"].as_str().is_some_and(|message| message.contains("at least 400")), "{answer}");
    bench.server.set_limits(Limits::default());
    bench.create(&order).await;
}

#[tokio::test]
async fn speech_has_its_own_rules() {
    let folder = tempfile::tempdir().expect("a folder");
    let bench = Bench::start(folder.path()).await;
    let table: [(Value, &[&str]); 10] = [
        (json!({ "voice_id": "AOT", "voice_language": "en" }), &["0 characters", "1 to 1000"]),
        (json!({ "text": "  ", "voice_id": "AOT", "voice_language": "en" }), &["0 characters", "1 to 1000"]),
        (json!({ "text": "é".repeat(1001), "voice_id": "AOT", "voice_language": "en" }), &["1001 characters", "1000"]),
        (json!({ "text": "Hi", "voice_id": "AOT", "voice_language": "zh" }), &["Voice id not found"]),
        (json!({ "text": "Hi", "voice_id": "nobody", "voice_language": "en" }), &["Voice id not found"]),
        (json!({ "text": "Hi", "voice_language": "en" }), &["voice_id is required"]),
        (json!({ "text": "Hi", "voice_id": "AOT" }), &["voice_language", "zh or en"]),
        (json!({ "text": "Hi", "voice_id": "AOT", "voice_language": "fr" }), &["voice_language", "zh or en"]),
        (json!({ "text": "Hi", "voice_id": "AOT", "voice_language": "en", "voice_speed": 2.1 }), &["2.1", "0.8 to 2"]),
        (json!({ "text": "Hi", "voice_id": "AOT", "voice_language": "en", "voice_speed": "1" }), &["not a number"]),
    ];
    for (order, says) in table {
        let (status, answer) = bench.post("/kling/v1/audio/tts", &order).await;
        assert_eq!((status, &answer["code"]), (400, &json!(1201)), "{order}: {answer}");
        let message = answer["message"].as_str().unwrap_or_default();
        assert!(says.iter().all(|says| message.contains(says)), "{order}: {message}");
    }
}
