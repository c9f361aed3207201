//! The field of the direction: what is written is sent; when nothing is written, the default that it shows.

use egui::{Id, Ui};

use super::problems::field_problem_ui;
use crate::{
    domain::{Rule, Verdict, draft::DEFAULT_DIRECTION},
    state::Command,
    ui::{
        scene::Scene,
        theme::{Tokens, Tone},
        widgets::{area, section_head},
    },
};

/// Rows that the field shows at first; it grows with what is written.
const ROWS: usize = 3;

/// Shows the field with its head and the number of characters, counted as the provider counts them.
pub(super) fn direction_ui(ui: &mut Ui, scene: &mut Scene<'_>) {
    let tokens = Tokens::of(ui);
    let mut direction = scene.state.draft.direction.clone();
    let over = scene.state.report.of(Rule::Direction).is_some_and(|check| check.verdict == Verdict::Fail);
    let count = direction.chars().count();
    let key = if direction.trim().is_empty() { "direction-count-default" } else { "direction-count" };
    let limit = scene.state.settings.limits.direction_chars;
    let number = scene.texts.with(key, &[("count", count.into()), ("limit", limit.into())]);
    let color = if over { tokens.words(Tone::Bad) } else { tokens.text3 };
    let head = scene.text("direction-head");
    section_head(ui, &head, Some((&number, color)));
    if area(ui, Id::unique("direction"), &head, DEFAULT_DIRECTION, ROWS, over, &mut direction).changed() {
        scene.send(Command::SetDirection(direction));
    }
    field_problem_ui(ui, scene, Rule::Direction);
}
