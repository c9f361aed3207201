//! The statements of the ledger, on the one connection of its thread.
//!
//! Not the file's health and versions: those are in `file`. Invariants, each guarded by the statement itself: only a
//! waiting row becomes one that is being sent, and that once; no row goes back to waiting unless the provider clearly
//! said "not now"; a row at its end never changes, but for the video of a ready one; a provider's id that was written is
//! never lost.

use std::{
    collections::BTreeSet,
    fs::File,
    path::{Path, PathBuf},
};

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, TransactionBehavior, params, params_from_iter, types::Value};

use super::{
    Contents, LibraryFault, reserve, rows, speeches,
    stages::{self, KeptStage},
};
use crate::domain::{Lost, Outcome, Stage, StageWord, Standing, SubmissionId, Task, Video, Warning};

/// Where a later truth is worth more than an earlier one.
const UNDER_WAY: &str = "stage IN ('waiting', 'uploading', 'unknown', 'submitted', 'processing', 'downloading')";

/// The open ledger.
pub(super) struct Ledger {
    pub(super) connection: Connection,
    pub(super) folder: PathBuf,
    /// Locked, shared, for as long as the library is open; `None` where the file system has no locks.
    lock: Option<File>,
    /// What this program is sending itself right now.
    pub(super) sending: BTreeSet<SubmissionId>,
}

impl Ledger {
    pub(super) fn new(connection: Connection, folder: &Path, lock: Option<File>) -> Self {
        Self { connection, folder: folder.to_owned(), lock, sending: BTreeSet::new() }
    }

    /// Every task, and a warning for each row that could not be read.
    pub(super) fn all(&mut self) -> Result<Contents, LibraryFault> {
        let alone = self.lock_out_others();
        let contents = self.read_all(alone);
        self.let_others_in();
        contents
    }

    fn read_all(&mut self, alone: bool) -> Result<Contents, LibraryFault> {
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let mut contents = select(&transaction)?;
        let mut interrupted = Vec::new();
        // Another program that is open may be sending one this very moment, and then it says what comes of it.
        for task in contents.tasks.iter_mut().filter(|_| alone) {
            if matches!(task.stage, Stage::Sending(..)) && !self.sending.contains(&task.id) {
                task.stage = Stage::Unknown(Lost::Interrupted);
                interrupted.push(task.id);
            }
        }
        let mut cut_off = Vec::new();
        for speech in contents.speeches.iter_mut().filter(|speech| alone && !self.sending.contains(&speech.id)) {
            cut_off.extend(speeches::interrupted(speech).then_some(speech.id));
        }
        if (!interrupted.is_empty() || !cut_off.is_empty())
            && let Err(fault) = write_interrupted(&transaction, &interrupted)
                .and_then(|()| speeches::interrupt(&transaction, &cut_off))
                .and_then(|()| Ok(transaction.commit()?))
        {
            tracing::warn!(%fault, "an interrupted task could not be marked as such");
            contents.warnings.push(Warning::Interrupted(fault));
        }
        Ok(contents)
    }

    /// Adds a waiting task. When this returns, it is on the disk.
    pub(super) fn enroll(&mut self, task: &Task) -> Result<(), LibraryFault> {
        if !matches!(task.stage, Stage::Waiting(_)) {
            return Err(LibraryFault::Unchangeable(task.stage.word().name().to_owned()));
        }
        insert(&self.connection, task)
    }

    /// Marks a waiting task as being sent. When this returns true, the mark is on the disk.
    pub(super) fn mark_sending(&mut self, id: SubmissionId, sent_at: Timestamp) -> Result<bool, LibraryFault> {
        let kept = stages::keep(&Stage::Sending(0, 0))?;
        let mut values = rows::stage_values(kept);
        values.push(("sent_at", rows::text(sent_at.to_string())));
        values.push(("id", rows::text(id.to_string())));
        let marked = change(&self.connection, &values, "stage = 'waiting'")?;
        if marked {
            self.sending.insert(id);
        }
        Ok(marked)
    }

    /// Writes what came of the paid request, if need be into the room that is kept for it.
    pub(super) fn settle(&mut self, id: SubmissionId, outcome: &Outcome, now: Timestamp) -> Result<(), LibraryFault> {
        match self.try_to_settle(id, outcome, now) {
            Err(LibraryFault::Unwritable(_)) if reserve::give_up(&self.folder).is_ok() => {
                self.try_to_settle(id, outcome, now)
            }
            other => other,
        }
    }

    fn try_to_settle(&mut self, id: SubmissionId, outcome: &Outcome, now: Timestamp) -> Result<(), LibraryFault> {
        // A row may still be waiting when the sending was stopped here before it was marked, and may be called unknown
        // by another program that was started meanwhile. A "not now" is no answer to a row that is called unknown.
        let (stage, from) = match outcome {
            Outcome::Accepted(accepted) => {
                (Stage::Running(accepted.task_id.clone(), accepted.status.clone()), "'waiting', 'uploading', 'unknown'")
            }
            Outcome::Refused(refusal) => (Stage::Refused(refusal.clone()), "'waiting', 'uploading', 'unknown'"),
            Outcome::Later(refusal, _) => (Stage::Waiting(Some(refusal.clone())), "'waiting', 'uploading'"),
            Outcome::Unknown(lost) => (Stage::Unknown(lost.clone()), "'waiting', 'uploading', 'unknown'"),
        };
        let mut values = rows::stage_values(stages::keep(&stage)?);
        if let Outcome::Accepted(accepted) = outcome {
            values.push(("request_id", rows::maybe_text(accepted.request_id.as_ref())));
        }
        if stage.is_final() {
            values.push(("finished_at", rows::text(now.to_string())));
        }
        values.push(("id", rows::text(id.to_string())));
        self.sending.remove(&id);
        let changed = change(&self.connection, &values, &format!("stage IN ({from})"))?;
        if changed { Ok(()) } else { self.explain(id, &stage, true) }
    }

    /// Writes a task's present stage and what goes with it.
    pub(super) fn save(&mut self, task: &Task) -> Result<(), LibraryFault> {
        let mut values = rows::progress_values(task)?;
        values.push(("id", rows::text(task.id.to_string())));
        // Waiting and its taking back follow only waiting; being sent is marked by `mark_sending` alone; everything
        // else may follow whatever is not at its end, since a later truth is worth more than an earlier one.
        let guard = match task.stage.word() {
            StageWord::Waiting | StageWord::Cancelled => "stage = 'waiting'",
            StageWord::Uploading => "stage = 'uploading'",
            _ if task.stage.task_id().is_some() => UNDER_WAY,
            _ => "stage IN ('waiting', 'uploading', 'unknown')",
        };
        let changed = change(&self.connection, &values, guard)?
            || self.keep_video(task.id, &task.stage, rows::said_last(task))?;
        if changed { Ok(()) } else { self.explain(task.id, &task.stage, false) }
    }

    /// Writes that a video is here.
    pub(super) fn arrive(&self, id: SubmissionId, stage: &Stage, now: Timestamp) -> Result<(), LibraryFault> {
        let mut values = rows::stage_values(stages::keep(stage)?);
        values.push(("finished_at", rows::text(now.to_string())));
        values.push(("id", rows::text(id.to_string())));
        let changed = change(&self.connection, &values, UNDER_WAY)? || self.keep_video(id, stage, vec![])?;
        if changed { Ok(()) } else { self.explain(id, stage, false) }
    }

    /// Writes what is known of the video of a task that is ready already, and more, if it is the same task at the provider:
    /// its file may have been fetched once more. Says whether it did.
    fn keep_video(&self, id: SubmissionId, stage: &Stage, more: rows::Values) -> Result<bool, LibraryFault> {
        let Stage::Ready(task_id, _) = stage else { return Ok(false) };
        let mut values = vec![("stage_data", rows::text(stages::keep(stage)?.data))];
        values.extend(more);
        values.extend([("task_id", rows::text(&task_id.0)), ("id", rows::text(id.to_string()))]);
        change_where(&self.connection, &values, 2, "stage = 'ready'")
    }

    /// The video of a task that is ready.
    pub(super) fn video(&self, id: SubmissionId) -> Result<Option<Video>, LibraryFault> {
        let stage = self.kept_stage(id)?.map(|kept| stages::read(&kept)).transpose();
        // A row that cannot be read is told of when all are.
        Ok(stage.ok().flatten().and_then(|stage| if let Stage::Ready(_, video) = stage { Some(video) } else { None }))
    }

    fn kept_stage(&self, id: SubmissionId) -> Result<Option<KeptStage>, LibraryFault> {
        let select = "SELECT stage, task_id, stage_data FROM tasks WHERE id = ?";
        let read =
            |row: &rusqlite::Row<'_>| Ok(KeptStage { word: row.get(0)?, task_id: row.get(1)?, data: row.get(2)? });
        Ok(self.connection.query_row(select, params![id.to_string()], read).optional()?)
    }

    /// Writes where waiting tasks stand, all of them or none.
    pub(super) fn arrange(&mut self, places: &[(SubmissionId, Standing)]) -> Result<(), LibraryFault> {
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        for (id, standing) in places {
            let mut values = rows::standing_values(*standing);
            values.push(("id", rows::text(id.to_string())));
            change(&transaction, &values, "stage = 'waiting'")?;
        }
        Ok(transaction.commit()?)
    }

    /// Why nothing was changed; no fault when the row says the same already, or where that will do, more of the same task.
    fn explain(&self, id: SubmissionId, wanted: &Stage, more_will_do: bool) -> Result<(), LibraryFault> {
        let found = self.kept_stage(id)?.ok_or(LibraryFault::NotThere)?;
        let kept = stages::keep(wanted)?;
        // A task that has gone further since it was accepted has nothing to learn from being accepted.
        let further = more_will_do && found.task_id.is_some() && found.task_id == kept.task_id;
        if found == kept || further { Ok(()) } else { Err(LibraryFault::Unchangeable(found.word)) }
    }

    /// Whether no other program has this library open; until `let_others_in` none can open it.
    fn lock_out_others(&self) -> bool {
        let Some(lock) = &self.lock else { return true };
        lock.unlock().and_then(|()| Ok(lock.try_lock()?)).is_ok()
    }

    fn let_others_in(&self) {
        if let Some(lock) = &self.lock {
            let shared = lock.unlock().and_then(|()| Ok(lock.try_lock_shared()?));
            if let Err(error) = shared {
                // The others may then call unknown what is being sent here; `settle` sets that right.
                tracing::warn!(%error, "the library's lock could not be taken again");
            }
        }
    }

    /// As if this were a new program.
    #[cfg(test)]
    pub(super) fn forget_what_is_being_sent(&mut self) {
        self.sending.clear();
    }

    #[cfg(test)]
    pub(super) fn connection(&self) -> &Connection {
        &self.connection
    }
}

/// Adds a task at any stage.
pub(super) fn insert(connection: &Connection, task: &Task) -> Result<(), LibraryFault> {
    let mut values = rows::order_values(task);
    values.extend(rows::progress_values(task)?);
    values.extend(rows::standing_values(task.standing));
    let names: Vec<&str> = values.iter().map(|(name, _)| *name).collect();
    let places = vec!["?"; names.len()].join(", ");
    let insert = format!("INSERT INTO tasks ({}) VALUES ({places})", names.join(", "));
    connection.execute(&insert, params_from_iter(values.iter().map(|(_, value)| value)))?;
    Ok(())
}

/// Every task and every spoken text, and a warning for each row that makes none.
pub(super) fn select(connection: &Connection) -> Result<Contents, LibraryFault> {
    let mut contents = Contents::default();
    let mut statement = connection.prepare("SELECT * FROM tasks ORDER BY rowid")?;
    let mut found = statement.query([])?;
    while let Some(row) = found.next()? {
        match rows::read(row) {
            Ok(task) => contents.tasks.push(task),
            Err(why) => {
                let id = row.get::<_, String>("id").unwrap_or_default();
                contents.warnings.push(Warning::Task(id, why));
            }
        }
    }
    let (speeches, warnings) = speeches::select(connection)?;
    contents.speeches = speeches;
    contents.warnings.extend(warnings);
    Ok(contents)
}

fn write_interrupted(connection: &Connection, ids: &[SubmissionId]) -> Result<(), LibraryFault> {
    for id in ids {
        let mut values = rows::stage_values(stages::keep(&Stage::Unknown(Lost::Interrupted))?);
        values.push(("id", rows::text(id.to_string())));
        change(connection, &values, "stage = 'uploading'")?;
    }
    Ok(())
}

/// Changes the columns of the row whose id is the last value, if the guard holds. Says whether it did.
fn change(connection: &Connection, values: &[(&str, Value)], guard: &str) -> Result<bool, LibraryFault> {
    change_where(connection, values, 1, guard)
}

/// Changes the columns of the row in which the last `known` values stand, if the guard holds. Says whether it did.
fn change_where(
    connection: &Connection,
    values: &[(&str, Value)],
    known: usize,
    guard: &str,
) -> Result<bool, LibraryFault> {
    let Some((columns, known)) = values.split_at_checked(values.len().saturating_sub(known)) else { return Ok(false) };
    let equal = |values: &[(&str, Value)], between| {
        values.iter().map(|(name, _)| format!("{name} = ?")).collect::<Vec<_>>().join(between)
    };
    let update = format!("UPDATE tasks SET {} WHERE {} AND {guard}", equal(columns, ", "), equal(known, " AND "));
    let changed = connection.execute(&update, params_from_iter(values.iter().map(|(_, value)| value)))?;
    Ok(changed == 1)
}
