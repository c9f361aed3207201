//! Reading what can still be read of a ledger whose file is damaged.
//!
//! Not the putting together (`recovery`). It works on a copy, which it changes, and lets SQLite read every row: first
//! through the table and its index, then from each page that holds rows, as if that page were the whole table. Invariant: a
//! row is taken only when it fits the ledger's form and makes sense as a task.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs, io,
    path::Path,
};

use rusqlite::{Connection, OpenFlags, Row, params_from_iter, types::Value};
use rusqlite_migration::{M, Migrations};

use super::{LibraryFault, ledger};
use crate::domain::{Speech, SpeechStage, StageWord, SubmissionId, Task, Warning};

/// What every database begins with.
pub(super) const MAGIC: &[u8] = b"SQLite format 3\0";
/// The size of a page where the file does not tell.
const PAGE: usize = 4096;
/// What a page that holds rows of a table begins with.
const ROWS: u8 = 0x0d;
/// No row of a ledger is smaller, in bytes: nothing is read for longer than a file of its size can have rows.
const SMALLEST_ROW: usize = 64;

/// What was found in one file.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// The tasks, as they stand there.
    pub tasks: Vec<Task>,
    /// The spoken texts, likewise.
    pub speeches: Vec<Speech>,
    /// Every id of a task that was seen, whether or not its row could be read.
    pub known: BTreeSet<SubmissionId>,
    /// The highest number of a task's row that was seen; rows are numbered from 1 and never removed.
    pub rows: usize,
}

/// A row as it stands in the file.
struct Raw {
    values: Vec<(String, Value)>,
    rank: Option<usize>,
}

/// Reads a copy of a ledger that was made by these steps. The copy is changed by it; `fresh` is an empty ledger whose first
/// page takes the place of one that makes no sense.
///
/// # Errors
/// When the computer would not read or write the copy. What is damaged is no error.
pub(super) fn read(copy: &Path, fresh: &Path, steps: &[M<'_>]) -> Result<Found, LibraryFault> {
    let here = |error: io::Error| LibraryFault::Unwritable(error.to_string());
    let bytes = fs::read(copy).map_err(here)?;
    let (known, page) = (bytes.starts_with(MAGIC), page_size(&bytes));
    // With a first page of ours the rows are read as those of the present form.
    let mut version = version(&bytes).filter(|version| known && (1..=steps.len()).contains(version));
    drop(bytes);
    if !known {
        put_first_page(copy, fresh, page).map_err(here)?;
    }
    let mut connection = open(copy)?;
    if connection.prepare("SELECT id, stage FROM tasks").is_err() {
        drop(connection);
        version = None;
        put_first_page(copy, fresh, page).map_err(here)?;
        connection = open(copy)?;
    }
    let bytes = fs::read(copy).map_err(here)?;
    let most = bytes.len() / SMALLEST_ROW + 1;
    let mut found = Found::default();
    let [tasks, speeches] = [TASKS, SPEECHES].map(|table| {
        let mut reading = Reading { connection: &connection, table, most, rows: BTreeMap::new(), found: &mut found };
        if !reading.through_the_table() {
            let pages = bytes.chunks(page).zip(1u32..).skip(1);
            for (_, number) in pages.filter(|(bytes, _)| bytes.first() == Some(&ROWS)) {
                reading.through_page(number);
            }
        }
        reading.rows
    });
    make_sense(found, &[(TASKS, tasks), (SPEECHES, speeches)], steps, version.unwrap_or(steps.len()))
}

/// A table of the ledger.
#[derive(Clone, Copy)]
struct Table {
    name: &'static str,
    /// How far along a stage of it is; `None` for what is no stage of it.
    rank: fn(&str) -> Option<usize>,
    /// Whether its ids and row numbers are those of tasks.
    of_tasks: bool,
}

const TASKS: Table = Table { name: "tasks", rank, of_tasks: true };
const SPEECHES: Table = Table { name: "speeches", rank: speech_rank, of_tasks: false };

/// Opens the copy in a way that asks for as little as can be of its being whole, with what its log holds put into it.
fn open(copy: &Path) -> Result<Connection, LibraryFault> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(copy, flags)?;
    // None of these must work: what follows reads what it can.
    for wish in [
        "PRAGMA writable_schema = ON",
        "PRAGMA locking_mode = EXCLUSIVE",
        "PRAGMA synchronous = OFF",
        "PRAGMA cell_size_check = ON",
        "PRAGMA wal_checkpoint(TRUNCATE)",
        "PRAGMA journal_mode = OFF",
    ] {
        if let Err(error) = connection.execute_batch(wish) {
            tracing::debug!(%error, wish, "of the damaged library");
        }
    }
    Ok(connection)
}

/// Leaves of an empty ledger the tables alone, and of their form no remarks, so that all of it is on the first page.
///
/// # Errors
/// When the computer would not write it.
pub(super) fn condense(fresh: &Path) -> Result<(), LibraryFault> {
    let connection = Connection::open(fresh)?;
    let guards = "SELECT 'DROP ' || type || ' ' || name FROM sqlite_schema WHERE type != 'table' AND sql IS NOT NULL";
    for guard in texts(&connection, guards)? {
        connection.execute_batch(&guard)?;
    }
    connection.execute_batch("PRAGMA writable_schema = ON")?;
    for form in texts(&connection, "SELECT sql FROM sqlite_schema WHERE type = 'table'")? {
        let bare = form.lines().map(|line| line.split_once("--").map_or(line, |(form, _)| form).trim());
        let bare = bare.collect::<Vec<_>>().join(" ");
        connection.execute("UPDATE sqlite_schema SET sql = ? WHERE sql = ?", [bare, form])?;
    }
    Ok(connection.execute_batch("PRAGMA writable_schema = RESET; VACUUM")?)
}

fn texts(connection: &Connection, select: &str) -> rusqlite::Result<Vec<String>> {
    connection.prepare(select)?.query_map([], |row| row.get(0))?.collect()
}

fn page_size(bytes: &[u8]) -> usize {
    let told = bytes.get(16..18).and_then(|bytes| <[u8; 2]>::try_from(bytes).ok()).map(u16::from_be_bytes);
    match told.map(usize::from) {
        Some(1) if bytes.starts_with(MAGIC) => 65_536,
        Some(size) if bytes.starts_with(MAGIC) && size >= 512 && size.is_power_of_two() => size,
        _ => PAGE,
    }
}

fn version(bytes: &[u8]) -> Option<usize> {
    let told = bytes.get(60..64).and_then(|bytes| <[u8; 4]>::try_from(bytes).ok()).map(i32::from_be_bytes);
    told.and_then(|version| usize::try_from(version).ok())
}

/// Puts the first page of an empty ledger in the place of the copy's own, and makes it say how many pages there are.
fn put_first_page(copy: &Path, fresh: &Path, page: usize) -> io::Result<()> {
    let mut bytes = fs::read(copy)?;
    let first = fs::read(fresh)?;
    bytes.resize(bytes.len().max(page).next_multiple_of(page), 0);
    let pages = u32::try_from(bytes.len() / page).unwrap_or(u32::MAX).to_be_bytes();
    let size = if page == 65_536 { 1 } else { u16::try_from(page).unwrap_or(1) }.to_be_bytes();
    for (to, from) in bytes.iter_mut().zip(first.iter().take(PAGE.min(page))) {
        *to = *from;
    }
    for (at, value) in (28..).zip(pages).chain((16..).zip(size)) {
        if let Some(byte) = bytes.get_mut(at) {
            *byte = value;
        }
    }
    fs::write(copy, bytes)
}

struct Reading<'a> {
    connection: &'a Connection,
    table: Table,
    most: usize,
    rows: BTreeMap<String, Raw>,
    found: &'a mut Found,
}

impl Reading<'_> {
    /// Reads along the table, from both of its ends, and by the row numbers that its index holds. Says whether all was read.
    fn through_the_table(&mut self) -> bool {
        let name = self.table.name;
        let (mut numbers, table_whole) = self.numbers(&format!("SELECT rowid FROM {name} NOT INDEXED ORDER BY rowid"));
        let along_the_index = format!("SELECT rowid, id FROM {name} INDEXED BY sqlite_autoindex_{name}_1 ORDER BY id");
        let (mut others, index_whole) = self.numbers(&along_the_index);
        let agree = numbers == others;
        numbers.append(&mut others);
        let mut all = true;
        for number in numbers {
            // A row that was found on its way through the whole table wins over every other of its id.
            all &= self.row(number).map(|(id, raw)| self.rows.insert(id, Raw { rank: None, ..raw })).is_some();
        }
        all && agree && table_whole && index_whole
    }

    /// Reads the rows of one page. Such a page may be one that is no longer used: of several rows with an id, the one that
    /// has come furthest is the last.
    fn through_page(&mut self, page: u32) {
        let name = self.table.name;
        let change = format!(
            "PRAGMA writable_schema = ON;
            UPDATE sqlite_schema SET rootpage = {page} WHERE type = 'table' AND name = '{name}';
            PRAGMA writable_schema = RESET; PRAGMA writable_schema = ON;"
        );
        if let Err(error) = self.connection.execute_batch(&change) {
            tracing::debug!(%error, page, "a page of the damaged library");
            return;
        }
        let (numbers, _) = self.numbers(&format!("SELECT rowid FROM {name} NOT INDEXED ORDER BY rowid"));
        for number in numbers {
            let Some((id, raw)) = self.row(number) else { continue };
            let before = self.rows.get(&id).map(|before| before.rank);
            if before.is_none_or(|before| before.is_some_and(|before| Some(before) < raw.rank)) {
                self.rows.insert(id, raw);
            }
        }
    }

    /// The numbers of the rows along this way, from both ends up to the first damage, and whether there was none. Ids on
    /// the way are remembered.
    fn numbers(&mut self, way: &str) -> (BTreeSet<i64>, bool) {
        let mut numbers = BTreeSet::new();
        let forwards = self.walk(way, &mut numbers);
        let whole = forwards.is_ok() || { self.walk(&format!("{way} DESC"), &mut numbers).is_ok() };
        (numbers, whole && forwards.is_ok())
    }

    fn walk(&mut self, way: &str, numbers: &mut BTreeSet<i64>) -> rusqlite::Result<()> {
        let mut statement = self.connection.prepare(way)?;
        let with_id = statement.column_count() > 1;
        let mut rows = statement.query([])?;
        let mut left = self.most;
        while let Some(row) = rows.next()? {
            left = left.checked_sub(1).ok_or(rusqlite::Error::QueryReturnedMoreThanOneRow)?;
            let number = row.get(0)?;
            let id = if with_id { row.get::<_, String>(1)?.parse().ok() } else { None };
            if let Some(id) = id {
                self.saw(id, number);
            }
            numbers.insert(number);
        }
        Ok(())
    }

    fn row(&mut self, number: i64) -> Option<(String, Raw)> {
        let select = format!("SELECT * FROM {} NOT INDEXED WHERE rowid = ?", self.table.name);
        let raw = self.connection.prepare_cached(&select).and_then(|mut row| row.query_row([number], raw)).ok()?;
        let text = |name: &str| match raw.values.iter().find(|(column, _)| column == name) {
            Some((_, Value::Text(text))) => Some(text.clone()),
            _ => None,
        };
        let id = text("id")?;
        let parsed = id.parse().ok()?;
        // A page may hold rows of the other table, whose stages stand elsewhere.
        let stage = text("stage")?;
        self.saw(parsed, number);
        Some((id, Raw { rank: (self.table.rank)(&stage), ..raw }))
    }

    /// Counts a task whose id was seen.
    fn saw(&mut self, id: SubmissionId, number: i64) {
        if self.table.of_tasks {
            self.found.known.insert(id);
            self.found.rows = self.found.rows.max(usize::try_from(number).unwrap_or_default());
        }
    }
}

/// The tasks and spoken texts of the rows, by way of a ledger of the form that they had, which is brought to the present one.
fn make_sense(
    mut found: Found,
    tables: &[(Table, BTreeMap<String, Raw>)],
    steps: &[M<'_>],
    version: usize,
) -> Result<Found, LibraryFault> {
    let mut ledger = Connection::open_in_memory()?;
    let then = steps.get(..version).unwrap_or(steps);
    Migrations::from_slice(then).to_latest(&mut ledger).map_err(super::file::from_migration)?;
    for (table, raw) in tables.iter().flat_map(|(table, rows)| rows.values().map(move |raw| (table.name, raw))) {
        let names: Vec<_> = raw.values.iter().map(|(name, _)| format!("\"{}\"", name.replace('"', "\"\""))).collect();
        let places = vec!["?"; names.len()].join(", ");
        let insert = format!("INSERT INTO {table} ({}) VALUES ({places})", names.join(", "));
        if let Err(error) = ledger.execute(&insert, params_from_iter(raw.values.iter().map(|(_, value)| value))) {
            tracing::debug!(%error, "a row of the damaged library");
        }
    }
    Migrations::from_slice(steps).to_latest(&mut ledger).map_err(super::file::from_migration)?;
    let contents = ledger::select(&ledger)?;
    for warning in &contents.warnings {
        if let Warning::Task(_, why) = warning {
            tracing::debug!(why, "a row of the damaged library");
        }
    }
    (found.tasks, found.speeches) = (contents.tasks, contents.speeches);
    Ok(found)
}

fn raw(row: &Row<'_>) -> rusqlite::Result<Raw> {
    let names: Vec<String> = row.as_ref().column_names().into_iter().map(str::to_owned).collect();
    let values = names.into_iter().enumerate().map(|(at, name)| Ok((name, row.get::<_, Value>(at)?)));
    Ok(Raw { values: values.collect::<rusqlite::Result<_>>()?, rank: None })
}

/// How far along a stage is: what cannot be taken back is further.
fn rank(stage: &str) -> Option<usize> {
    use StageWord as W;
    let order = [
        &[W::Waiting][..],
        &[W::Uploading],
        &[W::Unknown],
        &[W::Submitted, W::Processing],
        &[W::Downloading],
        &[W::Refused, W::Cancelled, W::Dismissed, W::Failed],
        &[W::Ready],
    ];
    order.iter().position(|words| words.iter().any(|word| word.name() == stage))
}

/// As `rank`, for spoken texts.
fn speech_rank(stage: &str) -> Option<usize> {
    let order = ["sending", "unknown", "making", "refused", "dismissed", "failed", "made"];
    order.iter().position(|name| *name == stage).filter(|_| SpeechStage::NAMES.contains(&stage))
}
