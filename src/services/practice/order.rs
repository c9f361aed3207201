//! Reads the paid request and holds it against every rule of the provider's page (api.md §1).
//!
//! Not the fetching of links and not the keeping. Invariant: whatever is refused is refused with the number found and the
//! number allowed. Everything here blocks: it decodes.

use std::time::Duration;

use base64::{Engine as _, engine::general_purpose::STANDARD};
use serde_json::{Map, Value};

use super::fault::Fault;
use crate::domain::{Limits, Link, Mode, Unreadable};
use crate::services::media::{image::probe_image, sound::probe_sound};

/// A prompt that holds this makes a task that ends as failed.
pub(super) const FAIL_DIRECTIVE: &str = "[practice: fail]";
/// The longest external id that is kept, in characters. Ours: the provider's page gives none.
const EXTERNAL_ID: usize = 256;

/// A file: as it came, or where it is.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Given {
    Bytes(Vec<u8>),
    Link(Link),
}

/// The voice: exactly one of the two.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Voice {
    /// Made by this server's text-to-speech route.
    AudioId(String),
    File(Given),
}

/// A request whose words are in order; its files are not looked into yet.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Order {
    pub image: Given,
    pub voice: Voice,
    pub mode: Mode,
    /// The prompt asks for a failure.
    pub fails: bool,
    pub external_task_id: Option<String>,
}

impl Order {
    /// Reads the body of the request.
    ///
    /// # Errors
    /// The first rule that is broken.
    pub fn read(body: &[u8], limits: &Limits) -> Result<Self, Fault> {
        let mut fields = Fields::read(body)?;
        let prompt = fields.text("prompt")?.ok_or_else(|| parameter("prompt is required"))?;
        let (blank, found) = (prompt.trim().is_empty(), prompt.chars().count());
        if blank || found > limits.direction_chars {
            let found = if blank { 0 } else { found };
            let most = limits.direction_chars;
            return Err(parameter(format!("prompt has {found} characters; 1 to {most} are allowed")));
        }
        let mode = match fields.text("mode")? {
            Some(word) => Mode::from_wire(&word)
                .ok_or_else(|| parameter(format!("mode is \"{}\"; std and pro are allowed", short(&word))))?,
            None => Mode::default(),
        };
        if let Some(url) = fields.text("callback_url")?
            && Link::read(&url).is_none()
        {
            return Err(parameter("callback_url is not an http or https address"));
        }
        let external_task_id = fields.text("external_task_id")?;
        let long = external_task_id.as_ref().map_or(0, |id| id.chars().count());
        if long > EXTERNAL_ID {
            let why = format!("external_task_id has {long} characters; at most {EXTERNAL_ID} are allowed");
            return Err(parameter(why));
        }
        let image = fields.text("image")?.ok_or_else(|| parameter("image is required"))?;
        let voice = match (fields.text("audio_id")?, fields.text("sound_file")?) {
            (Some(id), None) => Voice::AudioId(id),
            (None, Some(file)) => Voice::File(given("sound_file", &file)?),
            (None, None) => return Err(one_of_two("0 are given")),
            (Some(_), Some(_)) => return Err(one_of_two("2 are given")),
        };
        let fails = prompt.contains(FAIL_DIRECTIVE);
        Ok(Self { image: given("image", &image)?, voice, mode, fails, external_task_id })
    }
}

/// The rules of a picture.
///
/// # Errors
/// The first rule that is broken.
pub(super) fn check_image(bytes: &[u8], limits: &Limits) -> Result<(), Fault> {
    check_bytes("image", bytes, limits.image_bytes)?;
    let facts = probe_image(bytes).map_err(|why| unreadable("image", "a JPG or PNG picture", &why))?;
    let (width, height) = (facts.width, facts.height);
    if !facts.format.accepted() {
        return Err(parameter(format!("image is {}; JPG and PNG are allowed", facts.format.name())));
    }
    if width.min(height) < limits.image_side {
        let least = limits.image_side;
        let why = format!("image is {width} × {height} pixels; each side must have at least {least}");
        return Err(parameter(why));
    }
    let (long, short) = (u64::from(width.max(height)), u64::from(width.min(height)));
    if long * 10 > short * u64::from(limits.aspect_tenths) {
        let (found, most) = (long as f64 / short as f64, f64::from(limits.aspect_tenths) / 10.0);
        let why = format!("image is {width} × {height} pixels, {found:.4}:1; 1:{most} to {most}:1 are allowed");
        return Err(parameter(why));
    }
    Ok(())
}

/// The rules of a sound.
///
/// # Errors
/// The first rule that is broken.
pub(super) fn check_sound(bytes: &[u8], limits: &Limits) -> Result<(), Fault> {
    check_bytes("sound_file", bytes, limits.sound_bytes)?;
    let facts = probe_sound(bytes).map_err(|why| unreadable("sound_file", "an MP3, WAV, M4A or AAC sound", &why))?;
    if !facts.format.accepted() {
        let name = facts.format.name();
        return Err(parameter(format!("sound_file is {name}; MP3, WAV, M4A and AAC are allowed")));
    }
    check_length("sound_file", facts.length, limits)
}

/// The rule of a voice's length.
///
/// # Errors
/// When it is too short or too long.
pub(super) fn check_length(field: &str, length: Duration, limits: &Limits) -> Result<(), Fault> {
    let (shortest, longest) = (limits.sound_shortest, limits.sound_longest);
    if (shortest..=longest).contains(&length) {
        return Ok(());
    }
    let [found, shortest, longest] = [length, shortest, longest].map(|length| length.as_secs_f64());
    Err(parameter(format!("{field} lasts {found:.3} s; {shortest} to {longest} s are allowed")))
}

/// Whether a file is small enough.
///
/// # Errors
/// When it is not.
fn check_bytes(field: &str, bytes: &[u8], most: u64) -> Result<(), Fault> {
    let found = bytes.len() as u64;
    if found > most { Err(too_large(field, &found.to_string(), most)) } else { Ok(()) }
}

pub(super) fn too_large(field: &str, found: &str, most: u64) -> Fault {
    parameter(format!("{field} has {found} bytes; at most {most} are allowed"))
}

pub(super) fn parameter(why: impl Into<String>) -> Fault {
    Fault::Parameter(why.into())
}

/// A file in the text of a field: an address, or Base64 as the provider wants it.
fn given(field: &str, text: &str) -> Result<Given, Fault> {
    let start = text.get(..8).unwrap_or(text).to_ascii_lowercase();
    if start.starts_with("http://") || start.starts_with("https://") {
        let link = Link::read(text).ok_or_else(|| parameter(format!("{field} is not a usable address")))?;
        return Ok(Given::Link(link));
    }
    let wrong = |why: &str| parameter(format!("{field}: File is not in a valid base64 format ({why})"));
    if start.starts_with("data:") {
        return Err(wrong("it begins with data:"));
    }
    if text.contains(['\n', '\r', ' ', '\t']) {
        return Err(wrong("it has white space or line breaks"));
    }
    STANDARD.decode(text).map(Given::Bytes).map_err(|error| wrong(&error.to_string()))
}

fn one_of_two(found: &str) -> Fault {
    parameter(format!("audio_id and sound_file: {found}; exactly 1 of the 2 is allowed"))
}

fn unreadable(field: &str, wanted: &str, why: &Unreadable) -> Fault {
    match why {
        Unreadable::Damaged(words) => parameter(format!("{field} is damaged: {words}")),
        Unreadable::Empty => parameter(format!("{field} has 0 bytes; at least 1 is needed")),
        _ => parameter(format!("{field} is not {wanted}")),
    }
}

/// The beginning of a text that came from outside, for a message.
fn short(text: &str) -> String {
    text.chars().take(40).collect()
}

/// The fields of a JSON object.
pub(super) struct Fields(Map<String, Value>);

impl Fields {
    /// Reads a body.
    ///
    /// # Errors
    /// When it is not a JSON object.
    pub fn read(body: &[u8]) -> Result<Self, Fault> {
        match serde_json::from_slice(body) {
            Ok(Value::Object(fields)) => Ok(Self(fields)),
            Ok(_) => Err(Fault::NotJson("it is not an object".to_owned())),
            Err(error) => Err(Fault::NotJson(error.to_string())),
        }
    }

    /// Takes a text; an empty one counts as not given.
    ///
    /// # Errors
    /// When there is something else.
    pub fn text(&mut self, field: &str) -> Result<Option<String>, Fault> {
        match self.0.remove(field) {
            None | Some(Value::Null) => Ok(None),
            Some(Value::String(text)) => Ok(Some(text).filter(|text| !text.is_empty())),
            Some(_) => Err(parameter(format!("{field} is not a text"))),
        }
    }

    /// Takes a number.
    ///
    /// # Errors
    /// When there is something else.
    pub fn number(&mut self, field: &str) -> Result<Option<f64>, Fault> {
        match self.0.remove(field) {
            None | Some(Value::Null) => Ok(None),
            Some(value) => match value.as_f64() {
                Some(number) => Ok(Some(number)),
                None => Err(parameter(format!("{field} is not a number"))),
            },
        }
    }
}

#[cfg(test)]
#[path = "rules_tests.rs"]
mod tests;
