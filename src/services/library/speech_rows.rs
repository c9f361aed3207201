//! A speech as the columns of its row, and back.
//!
//! Not the statements: those are in `speeches`. Whatever a row holds, reading it gives a speech or says what is wrong.

use std::time::Duration;

use rusqlite::{Row, types::Value};
use serde::{Deserialize, Serialize};

use super::LibraryFault;
use super::rows::{Columns, DOORS, SOUND_FORMATS, Values, door_word, maybe_text, number, text};
use super::stages::{LostTwin, RefusalTwin, StatusTwin, nanoseconds};
use crate::domain::{
    KeptSound, Limits, Money, Speech, SpeechStage, SpeechWatch, Speed, Spoken, TaskId, Tongue, Typed, Wording,
};

/// What belongs to a stage besides the provider's id; each stage uses what it needs.
#[derive(Default, Serialize, Deserialize)]
#[serde(default)]
struct Data {
    #[serde(skip_serializing_if = "Option::is_none")]
    refusal: Option<RefusalTwin>,
    #[serde(skip_serializing_if = "Option::is_none")]
    status: Option<StatusTwin>,
    #[serde(skip_serializing_if = "Option::is_none")]
    lost: Option<LostTwin>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    spoken: Option<SpokenTwin>,
}

#[derive(Serialize, Deserialize)]
struct SpokenTwin {
    audio_id: String,
    length_ns: Option<u64>,
    sound: Option<SoundTwin>,
}

#[derive(Serialize, Deserialize)]
struct SoundTwin {
    id: String,
    format: String,
    bytes: u64,
    length_ns: u64,
}

/// What never changes after the approval.
pub(super) fn order_values(speech: &Speech) -> Values {
    let typed = speech.wording.typed();
    vec![
        ("id", text(speech.id.to_string())),
        ("door", text(door_word(speech.door))),
        ("text", text(&typed.text)),
        ("voice", text(&typed.voice)),
        ("tongue", text(typed.tongue.wire())),
        ("speed_tenths", Value::Integer(typed.speed.tenths().into())),
        ("price", number(speech.price.0)),
        ("created_at", text(speech.created_at.to_string())),
    ]
}

/// What becomes of it.
pub(super) fn progress_values(speech: &Speech) -> Result<Values, LibraryFault> {
    Ok(vec![
        ("request_id", maybe_text(speech.request_id.as_ref())),
        ("forgotten", Value::Integer(speech.forgotten.into())),
        ("stage", text(speech.stage.name())),
        ("task_id", maybe_text(speech.stage.task_id().map(|id| &id.0))),
        ("stage_data", text(data_of(&speech.stage)?)),
    ])
}

/// What may still change of a made voice.
pub(super) fn made_values(speech: &Speech) -> Result<Values, LibraryFault> {
    let changes = |name: &str| matches!(name, "forgotten" | "stage_data");
    Ok(progress_values(speech)?.into_iter().filter(|(name, _)| changes(name)).collect())
}

fn data_of(stage: &SpeechStage) -> Result<String, serde_json::Error> {
    let mut data = Data::default();
    match stage {
        SpeechStage::Sending => {}
        SpeechStage::Making(_, status) => data.status = Some(status.into()),
        SpeechStage::Made(spoken) => data.spoken = Some(spoken.into()),
        SpeechStage::Refused(refusal) => data.refusal = Some(refusal.into()),
        SpeechStage::Failed(_, reason) => data.reason = Some(reason.clone()),
        SpeechStage::Unknown(lost) | SpeechStage::Dismissed(lost) => data.lost = Some(lost.into()),
    }
    serde_json::to_string(&data)
}

/// The speech of a row, or what is wrong with the row.
pub(super) fn read(row: &Row<'_>) -> Result<Speech, String> {
    let row = Columns(row);
    let typed = Typed {
        text: row.get("text")?,
        voice: row.get("voice")?,
        tongue: row.word("tongue", Tongue::from_wire)?,
        speed: Speed::new(row.get("speed_tenths")?).ok_or("speed_tenths is not a speed")?,
    };
    Ok(Speech {
        id: row.parsed("id")?,
        wording: Wording::of(&typed, &Limits::default()).ok_or("its words cannot be spoken")?,
        door: row.word("door", |word| DOORS.into_iter().find(|door| door_word(*door) == word))?,
        price: Money(row.number("price")?),
        created_at: row.parsed("created_at")?,
        stage: read_stage(&row)?,
        request_id: row.get("request_id")?,
        forgotten: row.get("forgotten")?,
        watch: SpeechWatch::default(),
    })
}

fn read_stage(row: &Columns<'_>) -> Result<SpeechStage, String> {
    let word = row.word("stage", |word| SpeechStage::NAMES.into_iter().find(|name| *name == word))?;
    let kept: String = row.get("stage_data")?;
    let data: Data = serde_json::from_str(&kept).map_err(|error| format!("its stage data: {error}"))?;
    let task_id = row.get::<Option<String>>("task_id")?.map(TaskId);
    let lacks = |what: &str| format!("the stage “{word}” lacks its {what}");
    let lost = |data: Data| data.lost.map(Into::into).ok_or_else(|| lacks("cause"));
    Ok(match word {
        "sending" => SpeechStage::Sending,
        "making" => SpeechStage::Making(
            task_id.ok_or_else(|| lacks("task id"))?,
            data.status.ok_or_else(|| lacks("status"))?.into(),
        ),
        "made" => SpeechStage::Made(data.spoken.ok_or_else(|| lacks("voice"))?.read(task_id)?),
        "refused" => SpeechStage::Refused(data.refusal.ok_or_else(|| lacks("refusal"))?.into()),
        "failed" => {
            SpeechStage::Failed(task_id.ok_or_else(|| lacks("task id"))?, data.reason.ok_or_else(|| lacks("reason"))?)
        }
        "unknown" => SpeechStage::Unknown(lost(data)?),
        _ => SpeechStage::Dismissed(lost(data)?),
    })
}

impl From<&Spoken> for SpokenTwin {
    fn from(spoken: &Spoken) -> Self {
        let sound = spoken.sound.as_ref().map(|sound| SoundTwin {
            id: sound.id.to_string(),
            format: sound.format.extension().to_owned(),
            bytes: sound.bytes,
            length_ns: nanoseconds(sound.length),
        });
        Self { audio_id: spoken.audio_id.clone(), length_ns: spoken.said_length.map(nanoseconds), sound }
    }
}

impl SpokenTwin {
    fn read(self, task_id: Option<TaskId>) -> Result<Spoken, String> {
        let sound = self.sound.map(SoundTwin::read).transpose()?;
        let said_length = self.length_ns.map(Duration::from_nanos);
        Ok(Spoken { task_id, audio_id: self.audio_id, said_length, sound })
    }
}

impl SoundTwin {
    fn read(self) -> Result<KeptSound, String> {
        let format = SOUND_FORMATS.into_iter().find(|format| format.extension() == self.format);
        Ok(KeptSound {
            id: self.id.parse().map_err(|why| format!("the id of its sound is {why}"))?,
            format: format.ok_or("the format of its sound is not known here")?,
            bytes: self.bytes,
            length: Duration::from_nanos(self.length_ns),
        })
    }
}
