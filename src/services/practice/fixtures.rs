//! Pictures, sounds, a client and a reader of films for this room's tests.
//!
//! Not part of the program.

use std::{path::Path, sync::LazyLock, time::Duration};

use base64::{Engine as _, engine::general_purpose::STANDARD};
use serde_json::{Value, json};
use shiguredo_mp4::boxes::MoovBox;
use shiguredo_mp4::demux::{Input, Mp4FileDemuxer};
use shiguredo_mp4::{Decode, TrackKind};

use super::{Config, Running, Timeline, start};
use crate::domain::{ApiKey, Limits};
use crate::services::media::{Pixels, image::encode_png};

/// A picture with something to see in it.
pub(super) fn pixels(width: u32, height: u32) -> Pixels {
    let colour = |at: u32| {
        let (x, y) = (at % width, at / width);
        [(x * 255 / width) as u8, (y * 255 / height) as u8, ((x / 16 + y / 16) % 2 * 90 + 60) as u8, 255]
    };
    Pixels { width, height, rgba: (0..width * height).flat_map(colour).collect() }
}

/// The same as a PNG file.
pub(super) fn png(width: u32, height: u32) -> Vec<u8> {
    encode_png(&pixels(width, height)).expect("a PNG")
}

/// A tone that comes and goes.
pub(super) fn tone(samples: usize, rate: u32) -> Vec<f32> {
    let at = |at: usize| at as f32 / rate as f32;
    (0..samples).map(|place| (at(place) * 1400.0).sin() * (at(place) * 9.0).sin().abs() * 0.5).collect()
}

/// The same as a WAV file of 16 bits.
pub(super) fn wav(samples: usize, rate: u32) -> Vec<u8> {
    let spec =
        hound::WavSpec { channels: 1, sample_rate: rate, bits_per_sample: 16, sample_format: hound::SampleFormat::Int };
    let mut file = std::io::Cursor::new(Vec::new());
    let mut writer = hound::WavWriter::new(&mut file, spec).expect("a WAV");
    for sample in tone(samples, rate) {
        writer.write_sample((sample * 32_000.0) as i16).expect("a sample");
    }
    writer.finalize().expect("a whole WAV");
    file.into_inner()
}

/// What is in a film.
pub(super) struct Opened {
    pub moov: MoovBox,
    /// Where the index and where the data begins.
    pub moov_at: usize,
    pub mdat_at: usize,
    /// Every picture and every packet of sound, in order, as in the file.
    pub pictures: Vec<Vec<u8>>,
    pub packets: Vec<Vec<u8>>,
    /// Which pictures are key pictures.
    pub keys: Vec<usize>,
}

impl Opened {
    pub fn length(&self) -> Duration {
        let header = &self.moov.mvhd_box;
        Duration::from_secs(header.duration) / header.timescale.get()
    }
}

/// Takes a film apart; panics when it is not a whole one.
pub(super) fn open(film: &[u8]) -> Opened {
    let find = |name: &[u8]| film.windows(4).position(|part| part == name).expect("a box") - 4;
    let (moov_at, mdat_at) = (find(b"moov"), find(b"mdat"));
    let (moov, _) = MoovBox::decode(&film[moov_at..]).expect("an index");
    let mut demuxer = Mp4FileDemuxer::new();
    while let Some(wanted) = demuxer.required_input() {
        let position = wanted.position;
        demuxer.handle_input(Input { position, data: &film[position as usize..] });
    }
    let (mut pictures, mut packets, mut keys) = (Vec::new(), Vec::new(), Vec::new());
    while let Some(sample) = demuxer.next_sample().expect("a sample") {
        let at = sample.data_offset as usize;
        let data = film[at..at + sample.data_size].to_vec();
        match sample.track.kind {
            TrackKind::Video => {
                if sample.keyframe {
                    keys.push(pictures.len());
                }
                pictures.push(data);
            }
            _ => packets.push(data),
        }
    }
    Opened { moov, moov_at, mdat_at, pictures, packets, keys }
}

/// A server in a folder, and a client with its key.
pub(super) struct Bench {
    pub server: Running,
    pub key: String,
    client: reqwest::Client,
}

impl Bench {
    /// A server that is quick: a task is submitted for 50 ms and processed for 100 ms, or until its film is there.
    pub async fn start(folder: &Path) -> Self {
        Self::start_with(folder, Limits::default(), [50, 100]).await
    }

    /// The same with these limits, and these milliseconds of being submitted and processed.
    pub async fn start_with(folder: &Path, limits: Limits, timeline: [u64; 2]) -> Self {
        let key = format!("practice-{}", uuid::Uuid::new_v4());
        let [submitted, processing] = timeline.map(Duration::from_millis);
        let timeline = Timeline { submitted, processing };
        let token = ApiKey::read(&key).expect("a key");
        let config = Config { port: 0, token, folder: folder.to_owned(), timeline, limits };
        let client = reqwest::Client::builder().no_proxy().build().expect("a client");
        Self { server: start(config).await.expect("a server"), key, client }
    }

    /// A request with the key.
    pub fn request(&self, method: reqwest::Method, path: &str) -> reqwest::RequestBuilder {
        self.open_request(method, &format!("{}{path}", self.server.base_url().as_str())).bearer_auth(&self.key)
    }

    /// A request without one, to a whole address.
    pub fn open_request(&self, method: reqwest::Method, address: &str) -> reqwest::RequestBuilder {
        self.client.request(method, address)
    }

    /// The HTTP status and the JSON of an answer.
    pub async fn get(&self, path: &str) -> (u16, Value) {
        read(self.request(reqwest::Method::GET, path)).await
    }

    pub async fn post(&self, path: &str, body: &Value) -> (u16, Value) {
        read(self.request(reqwest::Method::POST, path).json(body)).await
    }

    /// Sends an order and expects it to be accepted; the task's id.
    pub async fn create(&self, body: &Value) -> String {
        let (status, answer) = self.post(AVATAR, body).await;
        assert_eq!(status, 200, "{answer}");
        answer["data"]["task_id"].as_str().expect("an id").to_owned()
    }

    /// Asks until the task has an end; the task.
    pub async fn end_of(&self, id: &str) -> Value {
        for _ in 0..600 {
            let (status, answer) = self.get(&format!("{AVATAR}/{id}")).await;
            assert_eq!(status, 200, "{answer}");
            let task = &answer["data"];
            if ["succeed", "failed"].contains(&task["task_status"].as_str().unwrap_or_default()) {
                return task.clone();
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        panic!("the task {id} has no end");
    }
}

/// Sends a request and reads the JSON of its answer.
pub(super) async fn read(request: reqwest::RequestBuilder) -> (u16, Value) {
    let response = request.send().await.expect("an answer");
    (response.status().as_u16(), response.json().await.expect("JSON"))
}

/// The path of the create route.
pub(super) const AVATAR: &str = "/kling/v1/videos/avatar/image2video";

/// An order that is right in every way.
pub(super) fn good() -> Value {
    static GOOD: LazyLock<Value> = LazyLock::new(|| {
        let (image, sound) = (STANDARD.encode(png(300, 300)), STANDARD.encode(wav(16_000, 8_000)));
        json!({ "image": image, "sound_file": sound, "prompt": "She smiles.", "mode": "std" })
    });
    GOOD.clone()
}

/// The same with some fields changed; null removes one.
pub(super) fn good_but(changes: &Value) -> Value {
    let mut order = good();
    for (field, value) in changes.as_object().expect("an object") {
        match value {
            Value::Null => drop(order.as_object_mut().expect("an object").remove(field)),
            value => order[field] = value.clone(),
        }
    }
    order
}
