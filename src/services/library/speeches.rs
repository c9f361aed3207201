//! The statements about spoken texts, on the one connection of the ledger's thread.
//!
//! Not the tasks: those are in `ledger`. Invariants, each guarded by the statement itself or by the form of the table: a
//! speech is on the disk before it is sent, under an id that no other has; the same words are not on their way twice; what
//! is at its end never changes, but for the sound of a made voice and whether it is to be seen.

use rusqlite::{Connection, OptionalExtension, TransactionBehavior, params, params_from_iter, types::Value};

use super::{LibraryFault, ledger::Ledger, reserve, rows, speech_rows};
use crate::domain::{Lost, Speech, SpeechStage, SubmissionId, Warning};

impl Ledger {
    /// Writes that a speech is being sent, and gives the lost one up in whose place that is. When this returns, both are on
    /// the disk: the one guard before the paid request.
    pub(super) fn begin_speech(
        &mut self,
        speech: &Speech,
        instead_of: Option<SubmissionId>,
    ) -> Result<(), LibraryFault> {
        if speech.stage != SpeechStage::Sending {
            return Err(LibraryFault::Unchangeable(speech.stage.name().to_owned()));
        }
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        if let Some(lost) = instead_of {
            let update = "UPDATE speeches SET stage = 'dismissed' WHERE id = ? AND stage = 'unknown'";
            if transaction.execute(update, params![lost.to_string()])? != 1 {
                // It was found meanwhile, or another program is still sending it: then nothing is sent in its place.
                return Err(LibraryFault::Unchangeable(SpeechStage::Sending.name().to_owned()));
            }
        }
        insert(&transaction, speech)?;
        transaction.commit()?;
        self.sending.insert(speech.id);
        Ok(())
    }

    /// Writes a speech's present stage, if need be into the room that is kept for answers.
    pub(super) fn save_speech(&mut self, speech: &Speech) -> Result<(), LibraryFault> {
        let saved = match self.try_to_save_speech(speech) {
            Err(LibraryFault::Unwritable(_)) if reserve::give_up(&self.folder).is_ok() => {
                self.try_to_save_speech(speech)
            }
            other => other,
        };
        if speech.stage != SpeechStage::Sending {
            self.sending.remove(&speech.id);
        }
        saved
    }

    fn try_to_save_speech(&self, speech: &Speech) -> Result<(), LibraryFault> {
        // Only what was sent has an outcome; a later truth is worth more than an earlier one.
        let from = match &speech.stage {
            SpeechStage::Sending => "'sending'",
            SpeechStage::Refused(_) | SpeechStage::Unknown(_) => "'sending', 'unknown'",
            SpeechStage::Making(..) | SpeechStage::Failed(..) | SpeechStage::Made(_) => {
                "'sending', 'unknown', 'making'"
            }
            SpeechStage::Dismissed(_) => "'unknown'",
        };
        let made = matches!(speech.stage, SpeechStage::Made(_));
        let changed = change(&self.connection, speech.id, speech_rows::progress_values(speech)?, from)?
            || (made && change(&self.connection, speech.id, speech_rows::made_values(speech)?, "'made'")?);
        if changed { Ok(()) } else { self.explain_speech(speech) }
    }

    /// Why nothing was changed; no fault when the row is at the same stage already.
    fn explain_speech(&self, speech: &Speech) -> Result<(), LibraryFault> {
        let select = "SELECT stage FROM speeches WHERE id = ?";
        let found = self.connection.query_row(select, params![speech.id.to_string()], |row| row.get::<_, String>(0));
        let found = found.optional()?.ok_or(LibraryFault::NotThere)?;
        if found == speech.stage.name() { Ok(()) } else { Err(LibraryFault::Unchangeable(found)) }
    }
}

fn change(connection: &Connection, id: SubmissionId, values: rows::Values, from: &str) -> Result<bool, LibraryFault> {
    let columns = values.iter().map(|(name, _)| format!("{name} = ?")).collect::<Vec<_>>().join(", ");
    let update = format!("UPDATE speeches SET {columns} WHERE id = ? AND stage IN ({from})");
    let values = values.into_iter().map(|(_, value)| value).chain([Value::Text(id.to_string())]);
    Ok(connection.execute(&update, params_from_iter(values))? == 1)
}

/// Adds a speech at any stage.
pub(super) fn insert(connection: &Connection, speech: &Speech) -> Result<(), LibraryFault> {
    let mut values = speech_rows::order_values(speech);
    values.extend(speech_rows::progress_values(speech)?);
    let names: Vec<&str> = values.iter().map(|(name, _)| *name).collect();
    let places = vec!["?"; names.len()].join(", ");
    let insert = format!("INSERT INTO speeches ({}) VALUES ({places})", names.join(", "));
    connection.execute(&insert, params_from_iter(values.iter().map(|(_, value)| value)))?;
    Ok(())
}

/// Every speech in the order of their approval, and a warning for each row that makes none.
pub(super) fn select(connection: &Connection) -> Result<(Vec<Speech>, Vec<Warning>), LibraryFault> {
    let (mut speeches, mut warnings) = (vec![], vec![]);
    let mut statement = connection.prepare("SELECT * FROM speeches ORDER BY rowid")?;
    let mut found = statement.query([])?;
    while let Some(row) = found.next()? {
        match speech_rows::read(row) {
            Ok(speech) => speeches.push(speech),
            Err(why) => warnings.push(Warning::Task(row.get::<_, String>("id").unwrap_or_default(), why)),
        }
    }
    Ok((speeches, warnings))
}

/// Marks what was being sent when the program ended; gives those that were.
pub(super) fn interrupt(connection: &Connection, ids: &[SubmissionId]) -> Result<(), LibraryFault> {
    for id in ids {
        let data = r#"{"lost":"interrupted"}"#;
        let update = "UPDATE speeches SET stage = 'unknown', stage_data = ? WHERE id = ? AND stage = 'sending'";
        connection.execute(update, params![data, id.to_string()])?;
    }
    Ok(())
}

/// As it comes back when nobody is sending it any more.
pub(super) fn interrupted(speech: &mut Speech) -> bool {
    let sending = speech.stage == SpeechStage::Sending;
    if sending {
        speech.stage = SpeechStage::Unknown(Lost::Interrupted);
    }
    sending
}
