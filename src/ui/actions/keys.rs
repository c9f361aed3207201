//! Shortcuts as a person reads them: words on Linux and Windows, signs on macOS; and the table of the README.

use egui::{Key, KeyboardShortcut};

use super::{Row, Section};
use crate::ui::text::Texts;

/// The caps of one shortcut, from left to right.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Keys {
    caps: Vec<String>,
    signs: bool,
}

impl Keys {
    /// The caps of a shortcut on this computer.
    #[must_use]
    pub fn of(shortcut: KeyboardShortcut, texts: &Texts) -> Self {
        Self::written(shortcut, texts, cfg!(target_os = "macos"))
    }

    /// The caps of a shortcut, in the signs of macOS or in words.
    #[must_use]
    pub fn written(shortcut: KeyboardShortcut, texts: &Texts, signs: bool) -> Self {
        let held = shortcut.modifiers;
        let modifiers = [
            (held.ctrl && !held.command, "⌃", "key-control"),
            (held.alt, "⌥", "key-alt"),
            (held.shift, "⇧", "key-shift"),
            (held.command, "⌘", "key-control"),
        ];
        let mut caps: Vec<_> = modifiers
            .into_iter()
            .filter(|(held, ..)| *held)
            .map(|(_, sign, word)| if signs { sign.to_owned() } else { texts.get(word) })
            .collect();
        // In words the control key comes first, in signs it comes last.
        if !signs {
            caps.reverse();
        }
        caps.push(key_name(shortcut.logical_key, texts));
        Self { caps, signs }
    }

    /// The caps.
    #[must_use]
    pub fn caps(&self) -> &[String] {
        &self.caps
    }

    /// In one piece: `Ctrl+O`, or `⌘O`.
    #[must_use]
    pub fn joined(&self) -> String {
        self.caps.join(if self.signs { "" } else { "+" })
    }
}

fn key_name(key: Key, texts: &Texts) -> String {
    let word = match key {
        Key::Enter => "key-enter",
        Key::Space => "key-space",
        Key::Escape => "key-escape",
        Key::Home => "key-home",
        Key::End => "key-end",
        Key::Menu => "key-menu",
        Key::ArrowDown => return "↓".to_owned(),
        Key::ArrowUp => return "↑".to_owned(),
        Key::Comma => return ",".to_owned(),
        Key::Plus => return "+".to_owned(),
        Key::Equals => return "=".to_owned(),
        Key::Minus => return "−".to_owned(),
        other => return other.name().to_owned(),
    };
    texts.get(word)
}

/// Every way to ask for a row by keys, in words: `Ctrl++ · Ctrl+=`.
fn ways(row: &Row, texts: &Texts) -> String {
    let ways: Vec<_> = row.keys.iter().map(|keys| Keys::written(*keys, texts, false).joined()).collect();
    ways.join(" · ")
}

/// The README's table: one line for each row that has a shortcut.
#[must_use]
pub fn readme_table(texts: &Texts) -> String {
    let mut table = String::from("| keys | what they do | where |\n|---|---|---|\n");
    for section in Section::ALL {
        for row in Row::all().iter().filter(|row| row.section == section && !row.keys.is_empty()) {
            let (name, place) = (texts.get(row.name), texts.get(section.name()));
            table += &format!("| {} | {name} | {place} |\n", ways(row, texts));
        }
    }
    table
}
