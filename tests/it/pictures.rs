//! Pictures of every kind through the reading, the checks, the one fix and the practice server; and that what is sent looks
//! like what was given.

mod corpus;
mod made;
mod ssim;

use std::{fs, path::Path, time::Duration};

use base64::{Engine as _, engine::general_purpose::STANDARD};
use image::{RgbImage, imageops};
use likeness::{
    domain::{
        ApiKey, Area, Draft, ImageFacts, Limits, Loaded, PictureChange, PictureEdit, Report, Rule, Slot, SoundEdit,
        Unreadable, Verdict, Voice, check, picture::mend,
    },
    services::{
        inputs::Inputs,
        media::picture::prepare,
        practice::{self, Running, Timeline},
    },
    state::{Source, State},
    ui::text::Texts,
};
use serde_json::{Value, json};

use crate::{journeys::live, support::KEY};
use corpus::{Case, Expected};
use made::{exif, jpeg, scene, with_segment};
use ssim::similarity;

/// The least that what is sent resembles what was given.
const ALIKE: f64 = 0.98;

/// A folder of kept inputs and the sample voice beside it.
struct Shop {
    inputs: Inputs,
    voice: Voice,
    folder: tempfile::TempDir,
}

impl Shop {
    fn open() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let inputs = Inputs::open(folder.path().join("kept")).unwrap();
        let voice = inputs.read_voice(Source::Sample, SoundEdit::default(), &Limits::default()).unwrap().remove(0);
        let voice = Voice { file: Slot::File(Box::new(voice)), ..Voice::default() };
        Self { inputs, voice, folder }
    }

    fn read(&self, case: &Case) -> Result<Loaded<ImageFacts>, Unreadable> {
        let path = self.folder.path().join(&case.name);
        fs::write(&path, &case.bytes).unwrap();
        let loaded = self.inputs.read_portrait(Source::Path(path.clone()), PictureEdit::default());
        assert!(fs::read(path).unwrap() == case.bytes, "{}: the original is never touched", case.name);
        loaded
    }

    fn report(&self, loaded: &Loaded<ImageFacts>) -> Report {
        let portrait = Slot::File(Box::new(loaded.clone()));
        let draft = Draft { portrait, voice: self.voice.clone(), ..Draft::default() };
        check(&draft, &Limits::default(), None, |_| false).0
    }
}

/// What a report has to say against a picture; that nothing here shows a face is no matter.
fn said(report: &Report) -> Vec<(Rule, Verdict)> {
    let against = report.checks.iter().filter(|check| check.verdict != Verdict::Pass);
    against.filter(|check| check.rule != Rule::PortraitFace).map(|check| (check.rule, check.verdict)).collect()
}

fn pixels_of(path: &Path) -> RgbImage {
    image::load_from_memory(&fs::read(path).unwrap()).unwrap().to_rgb8()
}

/// Orders a video of a picture from the practice server; what it answers.
async fn order(running: &Running, portrait: &[u8], voice: &[u8]) -> Value {
    let body = json!({
        "image": STANDARD.encode(portrait),
        "sound_file": STANDARD.encode(voice),
        // Accepted, and never drawn.
        "prompt": "[practice: fail]",
    });
    let address = format!("{}/kling/v1/videos/avatar/image2video", running.base_url().as_str());
    reqwest::Client::new().post(&address).bearer_auth(KEY).json(&body).send().await.unwrap().json().await.unwrap()
}

/// What is sent in the end, if anything is.
fn outcome(shop: &Shop, case: &Case) -> Option<Loaded<ImageFacts>> {
    let (name, read) = (&case.name, shop.read(case));
    match (&case.expected, read) {
        (Expected::Unreadable(words), Err(why)) => {
            let told = Texts::english().unreadable(&why);
            assert!(told.contains(words), "{name}: {told}");
            None
        }
        (Expected::Passes(changes, looks), Ok(loaded)) => {
            assert_eq!(said(&shop.report(&loaded)), [], "{name}");
            assert_eq!(loaded.changes(), *changes, "{name}");
            let given = shop.inputs.read(loaded.given().id).unwrap();
            assert!(given == case.bytes, "{name}: what was given is kept");
            assert_eq!(fs::read(&loaded.kept).unwrap() == case.bytes, changes.is_empty(), "{name}");
            if let Some(looks) = looks {
                let alike = similarity(&pixels_of(&loaded.kept), looks);
                assert!(alike >= ALIKE, "{name}: {alike}");
            }
            Some(loaded)
        }
        (Expected::Mended(rule, verdict, fix), Ok(loaded)) => {
            let report = shop.report(&loaded);
            assert_eq!(said(&report), [(*rule, *verdict)], "{name}");
            assert_eq!(report.of(*rule).and_then(likeness::domain::Check::fix), Some(*fix), "{name}");
            let edit = mend(loaded.given_facts(), loaded.edit(), *fix, &Limits::default()).unwrap();
            let mended = shop.inputs.read_portrait(loaded.given().into(), edit).unwrap();
            assert_eq!(said(&shop.report(&mended)), [], "{name}, mended: {:?}", mended.facts);
            assert_eq!((mended.given(), mended.edit()), (loaded.given(), edit), "{name}");
            Some(mended)
        }
        (Expected::Refused(rule), Ok(loaded)) => {
            let report = shop.report(&loaded);
            assert_eq!(said(&report), [(*rule, Verdict::Fail)], "{name}");
            let fix = report.of(*rule).and_then(likeness::domain::Check::fix).unwrap();
            let edit = mend(loaded.given_facts(), loaded.edit(), fix, &Limits::default());
            assert_eq!(edit, None, "{name}: nothing here mends it");
            None
        }
        (_, read) => panic!("{name}: {read:?}"),
    }
}

#[test]
fn every_picture_gets_its_verdict_and_what_is_made_of_it_is_accepted() {
    let cases = corpus::all();
    assert!(cases.len() >= 60, "{}", cases.len());
    let shop = Shop::open();
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let folder = tempfile::tempdir().unwrap();
    let timeline = Timeline { submitted: Duration::ZERO, processing: Duration::ZERO };
    let config = practice::Config {
        port: 0,
        token: ApiKey::read(KEY).unwrap(),
        folder: folder.path().to_owned(),
        timeline,
        limits: Limits::default(),
    };
    let running = runtime.block_on(practice::start(config)).unwrap();
    let voice = fs::read(&shop.voice.file.file().unwrap().kept).unwrap();
    let mut accepted = 0;
    for case in &cases {
        let Some(sent) = outcome(&shop, case) else { continue };
        let bytes = fs::read(&sent.kept).unwrap();
        for secret in [b"PhoneOfAnna".as_slice(), b"48.8584", b"Exif", b"http://ns.adobe.com"] {
            // The largest are a small picture and a long row of the same letter.
            let held = bytes.len() < 1_000_000 && bytes.windows(secret.len()).any(|part| part == secret);
            assert!(!held, "{}: {:?} is sent", case.name, String::from_utf8_lossy(secret));
        }
        let again = shop.inputs.read_portrait(Source::Kept(sent.id, sent.name.clone()), PictureEdit::default());
        assert_eq!(again.unwrap().origin, None, "{}: what is sent is not changed again", case.name);
        let answer = runtime.block_on(order(&running, &bytes, &voice));
        assert_eq!(answer["code"], 0, "{}: {answer}", case.name);
        accepted += 1;
    }
    assert!(accepted >= 60, "{accepted}");
    runtime.block_on(running.stop());
}

#[test]
fn what_is_cut_out_of_a_picture_looks_as_it_did_there() {
    let whole = scene(420, 360);
    let area = Area { x: 37, y: 21, width: 333, height: 317 };
    let crop = PictureEdit { crop: Some(area), ..PictureEdit::default() };
    let region = imageops::crop_imm(&whole, area.x, area.y, area.width, area.height).to_image();
    for bytes in [jpeg(&whole), made::png(whole.clone())] {
        let made = prepare(&bytes.into(), crop, &Limits::default()).unwrap().made.unwrap();
        let alike = similarity(&image::load_from_memory(&made.bytes).unwrap().to_rgb8(), &region);
        assert!(alike >= ALIKE, "{alike}");
    }
}

#[test]
fn what_was_made_smaller_in_bytes_still_looks_the_same() {
    let whole = scene(420, 360);
    let given = jpeg(&whole);
    let recompress = PictureEdit { recompress: true, ..PictureEdit::default() };
    let tight = Limits { image_bytes_sure: u64::try_from(given.len() * 7 / 10).unwrap(), ..Limits::default() };
    let made = prepare(&given.into(), recompress, &tight).unwrap().made.unwrap();
    assert!(made.facts.bytes <= tight.image_bytes_sure);
    let lessened = made.changes.iter().any(|change| matches!(change, PictureChange::Recompressed(80..95)));
    assert!(lessened, "{:?}", made.changes);
    let alike = similarity(&image::load_from_memory(&made.bytes).unwrap().to_rgb8(), &whole);
    assert!(alike >= ALIKE, "{alike}");
}

#[test]
fn a_phone_photo_dropped_on_the_window_is_sent_upright_and_without_its_place() {
    let (_runtime, provider, desk) = live(&[], &[]);
    let mut window = desk.open();
    let upright = scene(330, 440);
    let lying = imageops::rotate270(&upright);
    let told = exif(6);
    let photo = desk.home.path().join("IMG_0001.JPG");
    fs::write(&photo, with_segment(&jpeg(&lying), 0xe1, &told)).unwrap();
    let voice = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/samples/voice.wav");
    window.drop_files(&[&photo, &voice]);
    window.until("both pass", State::can_create);
    window.press("Create avatar");
    window.until("it is sent", |_| !provider.record().creates.is_empty());
    let body = provider.record().creates[0].clone();
    let sent = STANDARD.decode(body["image"].as_str().unwrap()).unwrap();
    let alike = similarity(&image::load_from_memory(&sent).unwrap().to_rgb8(), &upright);
    assert!(alike >= ALIKE, "{alike}");
    for part in told.windows(8).filter(|part| part.iter().any(|byte| *byte != 0)) {
        assert!(!sent.windows(8).any(|window| window == part), "{:?} is sent", String::from_utf8_lossy(part));
    }
    window.kill();
}
