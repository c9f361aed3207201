//! The keys of the crop editor: the arrows move the part or the handle that has the keyboard, Return takes it.
//!
//! Escape belongs to every dialog and is not read here.

use egui::{Event, FocusDirection, Id, Key, Modifiers, Ui};

use super::{Editor, geometry::Grip};

/// How far an arrow goes, in pixels of the picture: alone, and with Shift.
const STEP: i64 = 1;
const FAR: i64 = 10;

/// What a key asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Asked {
    Use,
}

/// What has the keyboard when it is on the part itself.
pub(super) fn part_id() -> Id {
    Id::unique("crop part")
}

/// What has the keyboard when it is on a handle.
pub(super) fn grip_id(at: usize) -> Id {
    Id::unique("crop handle").with(at)
}

/// Takes the arrows, whoever has the keyboard, and Return where no button has it.
pub(super) fn take(ui: &Ui, editor: &mut Editor) -> Option<Asked> {
    let focused = ui.memory(egui::Memory::focused);
    let grip = Grip::ALL.iter().enumerate().find_map(|(at, (grip, _))| (focused == Some(grip_id(at))).then_some(*grip));
    let on_stage = focused.is_none() || focused == Some(part_id()) || grip.is_some();
    // The key that opened it may still be down.
    let own = ui.cumulative_pass_nr() > editor.opened;
    let (mut arrows, mut asked) = (vec![], None);
    ui.input_mut(|input| {
        input.events.retain(|event| {
            let Event::Key { key, pressed: true, repeat, modifiers, .. } = event else { return true };
            if let Some(step) = step(*key) {
                arrows.push((step, *modifiers));
                return false;
            }
            let takes = *key == Key::Enter && modifiers.is_none() && on_stage && own && !repeat;
            asked = asked.or(takes.then_some(Asked::Use));
            !takes
        });
    });
    if !arrows.is_empty() {
        // egui would lead the keyboard to the next control in that direction.
        ui.memory_mut(|memory| memory.move_focus(FocusDirection::None));
    }
    for ((across, down), held) in arrows {
        push(editor, grip, (across, down), held);
    }
    asked
}

fn step(key: Key) -> Option<(i64, i64)> {
    match key {
        Key::ArrowLeft => Some((-STEP, 0)),
        Key::ArrowRight => Some((STEP, 0)),
        Key::ArrowUp => Some((0, -STEP)),
        Key::ArrowDown => Some((0, STEP)),
        _ => None,
    }
}

fn push(editor: &mut Editor, grip: Option<Grip>, (across, down): (i64, i64), held: Modifiers) {
    let by = if held.shift { (across * FAR, down * FAR) } else { (across, down) };
    match grip {
        _ if held.alt || held.ctrl || held.command => editor.grow_by(by),
        Some(grip) => editor.pull_by(grip, by),
        None => editor.move_by(by),
    }
}
