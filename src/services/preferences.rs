//! The settings file: TOML that a person may edit.
//!
//! Not the key, which is never in a file. Reading is tolerant: a value that cannot be used is the default and a warning.
//! Writing is lossless: keys and comments that are not ours stay, values that did not change keep their form, and the
//! file is replaced whole or not at all.

use std::{
    fs,
    io::{self, ErrorKind},
    path::Path,
};

use toml_edit::{DocumentMut, Item, Table, TableLike, Value};

use crate::domain::{Allowed, Settings, Warning};

mod keys;

use super::files::{replace, set_aside};
use keys::{KEYS, Key, TABLES};

/// Reads the settings, with a warning for each value that cannot be used; its default is used instead. No file means
/// the defaults. A file that is not TOML is renamed to end in `.damaged`, so that nothing in it is lost.
#[must_use]
pub fn read(path: &Path) -> (Settings, Vec<Warning>) {
    let mut warnings = Vec::new();
    let document = match fs::read(path) {
        Ok(bytes) => parse(&bytes).unwrap_or_else(|why| {
            warnings.push(match set_aside(path) {
                Ok(aside) => Warning::SettingsSetAside(why, aside),
                Err(error) => Warning::SettingsStay(why, error.to_string()),
            });
            DocumentMut::new()
        }),
        Err(error) if error.kind() == ErrorKind::NotFound => DocumentMut::new(),
        Err(error) => {
            warnings.push(Warning::SettingsUnreadable(path.to_owned(), error.to_string()));
            DocumentMut::new()
        }
    };
    let settings = settings_of(&document, &mut warnings);
    (settings, warnings)
}

/// The settings as far as they can be read, without a word about the rest and without touching the file.
#[must_use]
pub fn peek(path: &Path) -> Settings {
    let document = fs::read(path).ok().and_then(|bytes| parse(&bytes).ok()).unwrap_or_default();
    settings_of(&document, &mut vec![])
}

fn settings_of(document: &DocumentMut, warnings: &mut Vec<Warning>) -> Settings {
    let mut settings = Settings::default();
    for name in TABLES {
        if let Some(item) = document.get(name).filter(|item| !item.is_table_like()) {
            warnings.push(Warning::Setting(name.to_owned(), short(item), Allowed::Table));
        }
    }
    for key in &KEYS {
        let Some(item) = find(document, key) else { continue };
        if !item.as_value().is_some_and(|value| (key.take)(value, &mut settings)) {
            warnings.push(Warning::Setting(full_name(key), short(item), key.allowed));
        }
    }
    settings
}

/// Writes the settings: into a new file, flushed, which then takes the place of the old one. What is at its default and
/// was never written is left out, so that a later default can take its place.
///
/// # Errors
/// When the folder or the file cannot be written, when the old file cannot be read, or when the download folder's name
/// is not Unicode, which TOML cannot hold.
pub fn write(path: &Path, settings: &Settings) -> io::Result<()> {
    let folder = &settings.download_folder;
    if folder.as_ref().is_some_and(|folder| folder.to_str().is_none()) {
        return Err(io::Error::new(ErrorKind::InvalidInput, "the download folder's name is not Unicode"));
    }
    // A relative folder means what it means now, also when the program is next started elsewhere.
    let download_folder = folder.as_ref().and_then(|folder| std::path::absolute(folder).ok());
    let settings = Settings { download_folder, ..settings.clone() };

    // The file may be a link to where the person keeps such files; then that one is written.
    let path = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let mut document = match fs::read(&path) {
        Ok(bytes) => match parse(&bytes) {
            Ok(document) => document,
            Err(why) => {
                let aside = set_aside(&path)?;
                tracing::warn!(why, aside = %aside.display(), "the settings file is not TOML and was set aside");
                DocumentMut::new()
            }
        },
        Err(error) if error.kind() == ErrorKind::NotFound => DocumentMut::new(),
        Err(error) => return Err(error),
    };
    for key in &KEYS {
        apply(&mut document, key, &settings);
    }
    replace(&path, document.to_string().as_bytes())
}

/// Brings one key up to date, touching nothing that says the same already.
fn apply(document: &mut DocumentMut, key: &Key, settings: &Settings) {
    let wanted = (key.give)(settings);
    let default = Settings::default();
    match find(document, key) {
        Some(item) => {
            let mut read = default;
            let usable = item.as_value().is_some_and(|value| (key.take)(value, &mut read));
            if usable && same((key.give)(&read), wanted.as_ref()) {
                return;
            }
        }
        None if same((key.give)(&default), wanted.as_ref()) => return,
        None => {}
    }
    let Some(table) = table_for(document, key.table) else { return };
    match (wanted, table.get_mut(key.name).and_then(Item::as_value_mut)) {
        (Some(value), Some(old)) => {
            // Whatever stands beside the value, such as a comment, stays there.
            let around = old.decor().clone();
            *old = value;
            *old.decor_mut() = around;
        }
        (Some(value), None) => {
            table.insert(key.name, Item::Value(value));
        }
        (None, _) => {
            table.remove(key.name);
        }
    }
}

/// The table of that name, made when it is not there. Something else of that name cannot be used and gives way.
fn table_for<'document>(document: &'document mut DocumentMut, name: &str) -> Option<&'document mut dyn TableLike> {
    if name.is_empty() {
        return Some(document.as_table_mut());
    }
    let item = document.entry(name).or_insert_with(|| Item::Table(Table::new()));
    if !item.is_table_like() {
        *item = Item::Table(Table::new());
    }
    item.as_table_like_mut()
}

fn find<'document>(document: &'document DocumentMut, key: &Key) -> Option<&'document Item> {
    if key.table.is_empty() {
        return document.get(key.name);
    }
    document.get(key.table)?.as_table_like()?.get(key.name)
}

fn parse(bytes: &[u8]) -> Result<DocumentMut, String> {
    let text = std::str::from_utf8(bytes).map_err(|error| error.to_string())?;
    text.parse().map_err(|error: toml_edit::TomlError| error.message().to_owned())
}

fn same(left: Option<Value>, right: Option<&Value>) -> bool {
    left.map(|value| value.to_string()) == right.map(ToString::to_string)
}

fn full_name(key: &Key) -> String {
    if key.table.is_empty() { key.name.to_owned() } else { format!("{}.{}", key.table, key.name) }
}

/// What was found, no longer than a line.
fn short(item: &Item) -> String {
    let text = item.to_string();
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= 60 { line } else { line.chars().take(60).chain(['…']).collect() }
}

#[cfg(test)]
#[path = "preferences_tests.rs"]
mod tests;
