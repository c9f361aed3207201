//! What a provider's words blame for a task that came to nothing: the portrait, the voice, or nothing that is known here.
//!
//! Words as they are seen (api.md §4). Invariant: where they do not say so, nothing is guessed.

use crate::{
    domain::{PortraitInput, RefusalKind, Stage, Task, VoiceInput},
    state::Place,
};

/// Words about something else, which may also name a picture or a sound.
const ELSEWHERE: [&str; 6] = ["prompt", "callback", "base64", "risk", "safety", "id"];
/// Words about sounds.
const SOUND: [&str; 5] = ["audio", "sound", "voice", "speech", "duration"];
/// Words about pictures.
const PICTURE: [&str; 9] = ["face", "image", "picture", "photo", "portrait", "pixel", "ratio", "resolution", "size"];

/// The place whose file is blamed, if what is there can be mended here.
pub(super) fn blamed(task: &Task) -> Option<Place> {
    let words = match &task.stage {
        Stage::Failed(_, why) => why,
        Stage::Refused(refusal) if matches!(refusal.kind, RefusalKind::Parameter | RefusalKind::Other) => {
            &refusal.message
        }
        _ => return None,
    };
    let place = place_of(words)?;
    let is_file = match place {
        Place::Portrait => matches!(task.order.portrait, PortraitInput::File { .. }),
        Place::Voice => matches!(task.order.voice, VoiceInput::File { .. }),
    };
    is_file.then_some(place)
}

fn place_of(words: &str) -> Option<Place> {
    let words = words.to_ascii_lowercase();
    let has = |known: &[&str]| {
        let mut words = words.split(|letter: char| !letter.is_ascii_alphanumeric());
        words.any(|word| known.contains(&word) || word.strip_suffix('s').is_some_and(|one| known.contains(&one)))
    };
    match (has(&ELSEWHERE), has(&SOUND), has(&PICTURE)) {
        (true, ..) | (_, false, false) => None,
        (_, true, _) => Some(Place::Voice),
        (_, false, true) => Some(Place::Portrait),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_blame_a_picture_or_a_sound_or_neither() {
        let table = [
            ("Image pixel is invalid", Some(Place::Portrait)),
            ("no face was found in the picture", Some(Place::Portrait)),
            ("image aspect ratio out of range", Some(Place::Portrait)),
            ("File size is too large", Some(Place::Portrait)),
            ("Audio duration exceeds the limit", Some(Place::Voice)),
            ("the size of sound_file is invalid", Some(Place::Voice)),
            ("Failure to pass the risk control system", None),
            ("File is not in a valid base64 format", None),
            ("Voice id not found", None),
            ("prompt about the image is required", None),
            ("the interface is busy", None),
            ("", None),
        ];
        for (words, expected) in table {
            assert_eq!(place_of(words), expected, "{words:?}");
        }
    }
}
