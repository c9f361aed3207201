//! A task as the columns of its row, and back.
//!
//! Not the statements: those are in `ledger`. Whatever a row holds, reading it gives a task or says what is wrong.

use std::{path::PathBuf, str::FromStr, time::Duration};

use jiff::Timestamp;
use rusqlite::{
    Row,
    types::{FromSql, Value, ValueRef},
};

use super::{
    LibraryFault, paths,
    stages::{self, KeptStage},
};
use crate::domain::{
    Door, Estimate, ImageFormat, InputId, Link, Mode, Money, Order, PortraitInput, SoundFormat, Standing, Task,
    VoiceInput, Watch,
};

/// Columns and what goes into them.
pub(super) type Values = Vec<(&'static str, Value)>;

pub(super) const DOORS: [Door; 2] = [Door::Practice, Door::Live];

const IMAGE_FORMATS: [ImageFormat; 8] = [
    ImageFormat::Jpeg,
    ImageFormat::Png,
    ImageFormat::WebP,
    ImageFormat::Gif,
    ImageFormat::Bmp,
    ImageFormat::Tiff,
    ImageFormat::Heic,
    ImageFormat::Avif,
];

pub(super) const SOUND_FORMATS: [SoundFormat; 6] =
    [SoundFormat::Mp3, SoundFormat::Wav, SoundFormat::M4a, SoundFormat::Aac, SoundFormat::Flac, SoundFormat::Ogg];

/// What never changes after the approval.
pub(super) fn order_values(task: &Task) -> Values {
    let order = &task.order;
    let mut values = vec![
        ("id", text(task.id.to_string())),
        ("external_id", text(&task.external_id)),
        ("door", text(door_word(task.door))),
        ("direction", text(&order.direction)),
        ("mode", text(order.mode.wire())),
        ("callback_url", maybe_text(order.callback_url.as_ref())),
        ("price_seconds", number(task.price.seconds)),
        ("price_length_known", Value::Integer(task.price.length_known.into())),
        ("price_per_second", number(task.price.per_second.0)),
        ("price_total", number(task.price.total.0)),
        ("created_at", text(task.created_at.to_string())),
    ];
    values.extend(match &order.portrait {
        PortraitInput::File { id, name, format } => vec![
            ("portrait_kind", text("file")),
            ("portrait_id", text(id.to_string())),
            ("portrait_name", text(name)),
            ("portrait_format", text(format.extension())),
        ],
        PortraitInput::Link(link) => vec![("portrait_kind", text("link")), ("portrait_link", text(link.as_str()))],
    });
    values.extend(match &order.voice {
        VoiceInput::File { id, name, format, length } => vec![
            ("voice_kind", text("file")),
            ("voice_id", text(id.to_string())),
            ("voice_name", text(name)),
            ("voice_format", text(format.extension())),
            ("voice_length_ns", number(stages::nanoseconds(*length))),
        ],
        VoiceInput::Link(link) => vec![("voice_kind", text("link")), ("voice_link", text(link.as_str()))],
        VoiceInput::AudioId(id, length) => vec![
            ("voice_kind", text("audio_id")),
            ("voice_link", text(id)),
            ("voice_length_ns", length.map_or(Value::Null, |length| number(stages::nanoseconds(length)))),
        ],
    });
    values
}

/// What becomes of it.
pub(super) fn progress_values(task: &Task) -> Result<Values, LibraryFault> {
    let mut values = stage_values(stages::keep(&task.stage)?);
    values.extend([
        ("title", text(&task.title)),
        ("sent_at", maybe_text(task.sent_at.map(|at| at.to_string()))),
        ("finished_at", maybe_text(task.finished_at.map(|at| at.to_string()))),
        ("destination", task.destination.clone().map_or(Value::Null, path_value)),
    ]);
    values.extend(said_last(task));
    Ok(values)
}

/// Where it stands among those that wait.
pub(super) fn standing_values(standing: Standing) -> Values {
    vec![("held", Value::Integer(standing.held.into())), ("turn", Value::Integer(standing.turn.into()))]
}

/// What the provider said last of it.
pub(super) fn said_last(task: &Task) -> Values {
    vec![("units", maybe_text(task.units.as_ref())), ("request_id", maybe_text(task.request_id.as_ref()))]
}

/// The columns of the stage alone.
pub(super) fn stage_values(kept: KeptStage) -> Values {
    vec![("stage", text(kept.word)), ("task_id", maybe_text(kept.task_id)), ("stage_data", text(kept.data))]
}

/// The task of a row, or what is wrong with the row.
pub(super) fn read(row: &Row<'_>) -> Result<Task, String> {
    let row = Columns(row);
    let stage = KeptStage { word: row.get("stage")?, task_id: row.get("task_id")?, data: row.get("stage_data")? };
    Ok(Task {
        id: row.parsed("id")?,
        title: row.get("title")?,
        order: Order {
            portrait: read_portrait(&row)?,
            voice: read_voice(&row)?,
            direction: row.get("direction")?,
            mode: row.word("mode", Mode::from_wire)?,
            callback_url: row.get("callback_url")?,
        },
        external_id: row.get("external_id")?,
        door: row.word("door", |word| DOORS.into_iter().find(|door| door_word(*door) == word))?,
        price: Estimate {
            seconds: row.number("price_seconds")?,
            length_known: row.get("price_length_known")?,
            per_second: Money(row.number("price_per_second")?),
            total: Money(row.number("price_total")?),
        },
        created_at: row.parsed("created_at")?,
        sent_at: row.time("sent_at")?,
        finished_at: row.time("finished_at")?,
        destination: row.path("destination")?,
        units: row.get("units")?,
        request_id: row.get("request_id")?,
        stage: stages::read(&stage)?,
        standing: Standing { held: row.get("held")?, turn: row.get("turn")? },
        watch: Watch::default(),
    })
}

fn read_portrait(row: &Columns<'_>) -> Result<PortraitInput, String> {
    match row.get::<String>("portrait_kind")?.as_str() {
        "file" => Ok(PortraitInput::File {
            id: row.parsed::<InputId>("portrait_id")?,
            name: row.get("portrait_name")?,
            format: row
                .word("portrait_format", |word| IMAGE_FORMATS.into_iter().find(|format| format.extension() == word))?,
        }),
        "link" => Ok(PortraitInput::Link(row.link("portrait_link")?)),
        other => Err(unknown("portrait_kind", other)),
    }
}

fn read_voice(row: &Columns<'_>) -> Result<VoiceInput, String> {
    match row.get::<String>("voice_kind")?.as_str() {
        "file" => Ok(VoiceInput::File {
            id: row.parsed::<InputId>("voice_id")?,
            name: row.get("voice_name")?,
            format: row
                .word("voice_format", |word| SOUND_FORMATS.into_iter().find(|format| format.extension() == word))?,
            length: Duration::from_nanos(row.number("voice_length_ns")?),
        }),
        "link" => Ok(VoiceInput::Link(row.link("voice_link")?)),
        "audio_id" => {
            let length = row.get::<Option<i64>>("voice_length_ns")?;
            let length = length.map(|nanoseconds| Duration::from_nanos(nanoseconds.cast_unsigned()));
            Ok(VoiceInput::AudioId(row.get("voice_link")?, length))
        }
        other => Err(unknown("voice_kind", other)),
    }
}

/// A row whose columns are read one by one, each with its own complaint.
pub(super) struct Columns<'row>(pub(super) &'row Row<'row>);

impl Columns<'_> {
    pub(super) fn get<T: FromSql>(&self, column: &str) -> Result<T, String> {
        self.0.get(column).map_err(|_| format!("{column} is missing or of another kind"))
    }

    pub(super) fn parsed<T: FromStr>(&self, column: &str) -> Result<T, String> {
        self.get::<String>(column)?.parse().map_err(|_| format!("{column} is not written as it should be"))
    }

    pub(super) fn number(&self, column: &str) -> Result<u64, String> {
        Ok(self.get::<i64>(column)?.cast_unsigned())
    }

    fn time(&self, column: &str) -> Result<Option<Timestamp>, String> {
        self.get::<Option<String>>(column)?.map(|_| self.parsed(column)).transpose()
    }

    pub(super) fn word<T>(&self, column: &str, read: impl Fn(&str) -> Option<T>) -> Result<T, String> {
        let word: String = self.get(column)?;
        read(&word).ok_or_else(|| unknown(column, &word))
    }

    fn link(&self, column: &str) -> Result<Link, String> {
        Link::read(&self.get::<String>(column)?).ok_or_else(|| format!("{column} is not an address"))
    }

    fn path(&self, column: &str) -> Result<Option<PathBuf>, String> {
        match self.0.get_ref(column) {
            Ok(ValueRef::Null) => Ok(None),
            Ok(ValueRef::Blob(bytes)) => Ok(Some(paths::from_bytes(bytes))),
            _ => Ok(Some(PathBuf::from(self.get::<String>(column)?))),
        }
    }
}

/// Says that a word is not known, with no more of it than a word should have.
fn unknown(column: &str, word: &str) -> String {
    let word: String = word.chars().take(40).collect();
    format!("{column} holds “{word}”, which is not known here")
}

pub(super) fn text(text: impl Into<String>) -> Value {
    Value::Text(text.into())
}

pub(super) fn maybe_text(text: Option<impl Into<String>>) -> Value {
    text.map_or(Value::Null, |text| Value::Text(text.into()))
}

/// SQLite has no unsigned numbers: the same 64 bits, so that every number reads back.
pub(super) fn number(number: u64) -> Value {
    Value::Integer(number.cast_signed())
}

fn path_value(path: PathBuf) -> Value {
    match path.into_os_string().into_string() {
        Ok(text) => Value::Text(text),
        Err(other) => Value::Blob(paths::to_bytes(other.as_ref())),
    }
}

pub(super) fn door_word(door: Door) -> &'static str {
    match door {
        Door::Practice => "practice",
        Door::Live => "live",
    }
}
