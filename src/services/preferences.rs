//! The settings file: TOML that a person may edit.
//!
//! Not the key, which is never in a file. Reading is tolerant: a value that cannot be used is the default and a warning.
//! Writing is lossless: keys and comments that are not ours stay, values that did not change keep their form, and the
//! file is replaced whole or not at all.

use std::{
    fs,
    io::{self, ErrorKind, Write},
    path::{Path, PathBuf},
    time::Duration,
};

use toml_edit::{DocumentMut, Item, Table, TableLike, Value};

use crate::domain::{BaseUrl, Limits, Money, Settings, ThemeChoice};

/// A setting of the file.
struct Key {
    /// The table it is in; empty for the top of the file.
    table: &'static str,
    name: &'static str,
    /// What a person may write.
    allowed: &'static str,
    /// Takes a value over; false when it cannot be used.
    take: fn(&Value, &mut Settings) -> bool,
    /// The value to write; `None` when there is nothing to say.
    give: fn(&Settings) -> Option<Value>,
}

const KEYS: [Key; 7] = [
    Key {
        table: "",
        name: "base_url",
        allowed: "an https address such as \"https://api.cometapi.com\"",
        take: |value, settings| put(&mut settings.base_url, value.as_str().and_then(|text| BaseUrl::read(text).ok())),
        give: |settings| Some(settings.base_url.as_str().into()),
    },
    Key {
        table: "",
        name: "practice",
        allowed: "true or false",
        take: |value, settings| put(&mut settings.practice, value.as_bool()),
        give: |settings| Some(settings.practice.into()),
    },
    Key {
        table: "",
        name: "download_folder",
        allowed: "a whole path, from the root on",
        take: |value, settings| {
            let path = value.as_str().map(PathBuf::from).filter(|path| path.is_absolute());
            put(&mut settings.download_folder, path.map(Some))
        },
        give: |settings| Some(settings.download_folder.as_ref()?.to_str()?.into()),
    },
    Key {
        table: "",
        name: "theme",
        allowed: "\"system\", \"light\" or \"dark\"",
        take: |value, settings| put(&mut settings.theme, value.as_str().and_then(theme_of)),
        give: |settings| Some(theme_word(settings.theme).into()),
    },
    Key {
        table: "limits",
        name: "longest_voice_seconds",
        allowed: "a number of seconds from 2 to 300",
        take: |value, settings| put(&mut settings.limits.sound_longest, seconds_of(value)),
        give: |settings| Some(seconds_value(settings.limits.sound_longest)),
    },
    Key {
        table: "rates",
        name: "standard",
        allowed: "US dollars for one second such as \"0.056\", with at most six decimals",
        take: |value, settings| put(&mut settings.rates.standard, money_of(value)),
        give: |settings| Some(settings.rates.standard.exact().into()),
    },
    Key {
        table: "rates",
        name: "professional",
        allowed: "US dollars for one second such as \"0.112\", with at most six decimals",
        take: |value, settings| put(&mut settings.rates.professional, money_of(value)),
        give: |settings| Some(settings.rates.professional.exact().into()),
    },
];

/// The tables of those keys.
const TABLES: [&str; 2] = ["limits", "rates"];

/// Reads the settings, with a warning for each value that cannot be used; its default is used instead. No file means
/// the defaults. A file that is not TOML is renamed to end in `.damaged`, so that nothing in it is lost.
#[must_use]
pub fn read(path: &Path) -> (Settings, Vec<String>) {
    let mut warnings = Vec::new();
    let document = match fs::read(path) {
        Ok(bytes) => parse(&bytes).unwrap_or_else(|why| {
            let what = match set_aside(path) {
                Ok(aside) => format!("It was set aside as {}", aside.display()),
                Err(error) => format!("It could not be set aside ({error})"),
            };
            warnings.push(format!("The settings file cannot be read: {why}. {what}; the defaults are used."));
            DocumentMut::new()
        }),
        Err(error) if error.kind() == ErrorKind::NotFound => DocumentMut::new(),
        Err(error) => {
            let path = path.display();
            warnings.push(format!("The settings file {path} cannot be read ({error}); the defaults are used."));
            DocumentMut::new()
        }
    };
    let mut settings = Settings::default();
    for name in TABLES {
        if let Some(item) = document.get(name).filter(|item| !item.is_table_like()) {
            let found = short(item);
            warnings.push(format!("Settings: {name} is {found}, which cannot be used. Allowed is a table, [{name}]."));
        }
    }
    for key in &KEYS {
        let Some(item) = find(&document, key) else { continue };
        if !item.as_value().is_some_and(|value| (key.take)(value, &mut settings)) {
            let (name, found, allowed) = (full_name(key), short(item), key.allowed);
            warnings.push(format!("Settings: {name} is {found}, which cannot be used. Allowed is {allowed}."));
        }
    }
    (settings, warnings)
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

/// Renames a file so that a new one can take its place; says what it is called now.
fn set_aside(path: &Path) -> io::Result<PathBuf> {
    let mut number = 1u64;
    loop {
        let mut name = path.as_os_str().to_owned();
        name.push(if number == 1 { ".damaged".to_owned() } else { format!(".damaged-{number}") });
        let aside = PathBuf::from(name);
        if !aside.exists() {
            return fs::rename(path, &aside).map(|()| aside);
        }
        number += 1;
    }
}

/// Puts these bytes in the place of a file, whole or not at all.
fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let folder = path.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder)?;
    let mut file = tempfile::Builder::new().prefix(".settings-").tempfile_in(folder)?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    file.persist(path).map_err(|error| error.error)?;
    // The name is on the disk only when the folder is; not every system can flush a folder.
    #[cfg(unix)]
    fs::File::open(folder)?.sync_all()?;
    Ok(())
}

/// Puts a value in its place if there is one; says whether there was.
fn put<T>(place: &mut T, value: Option<T>) -> bool {
    value.is_some_and(|value| {
        *place = value;
        true
    })
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

fn theme_word(theme: ThemeChoice) -> &'static str {
    match theme {
        ThemeChoice::System => "system",
        ThemeChoice::Light => "light",
        ThemeChoice::Dark => "dark",
    }
}

fn theme_of(word: &str) -> Option<ThemeChoice> {
    [ThemeChoice::System, ThemeChoice::Light, ThemeChoice::Dark].into_iter().find(|theme| theme_word(*theme) == word)
}

fn seconds_of(value: &Value) -> Option<Duration> {
    let seconds = match value.as_integer() {
        Some(whole) => Duration::from_secs(u64::try_from(whole).ok()?),
        None => Duration::try_from_secs_f64(value.as_float()?).ok()?,
    };
    (Limits::default().sound_shortest..=Limits::LONGEST_VOICE_EVER).contains(&seconds).then_some(seconds)
}

fn seconds_value(length: Duration) -> Value {
    match i64::try_from(length.as_secs()) {
        Ok(whole) if length.subsec_nanos() == 0 => whole.into(),
        _ => length.as_secs_f64().into(),
    }
}

/// Dollars as text, or as a number the way people write it.
fn money_of(value: &Value) -> Option<Money> {
    match value {
        Value::String(text) => Money::read(text.value()),
        Value::Integer(whole) => Money::read(&whole.value().to_string()),
        Value::Float(number) => Money::read(&number.value().to_string()),
        _ => None,
    }
}

#[cfg(test)]
#[path = "preferences_tests.rs"]
mod tests;
