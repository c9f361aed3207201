//! How a card is laid out before it is drawn: what stands in which row, and how high the card becomes.
//!
//! A card is as high as its sentences need: what the provider or this computer has to say is never cut, only what the
//! person wrote. Where there is little room, chips and buttons get rows of their own.

use std::{collections::HashMap, sync::Arc};

use egui::{Galley, Ui};

use super::{
    right::Right,
    stage_line::{Bar, StageLine, stage_line},
};
use crate::{
    domain::{Language, Stage, SubmissionId, Task},
    ui::{
        letters::Type,
        scene::Scene,
        theme::{BUTTON, CHIP, ICON_BUTTON, L, M, S, Tokens, Tone, XS},
        widgets::{paragraph, width_of},
    },
};

/// Height of a card whose lines are one row each.
pub(super) const CARD: f32 = 90.0;
/// Side of the picture.
pub(super) const THUMBNAIL: f32 = 64.0;
/// From the card's left edge to its picture, and from its right edge to its buttons.
pub(super) const SIDE: f32 = 11.0;
/// From the card's top to the first line, and from one line to the next.
pub(super) const TOP: f32 = 11.0;
pub(super) const PITCH: f32 = 23.5;
/// A bar is at most and at least this wide.
const LONGEST_BAR: f32 = 170.0;
const SHORTEST_BAR: f32 = 40.0;
/// With less room than this for words, chips and buttons get rows of their own.
const NARROW: f32 = 248.0;

/// A card's rows.
pub(super) struct Plan {
    /// Whether chips and buttons have rows of their own.
    pub narrow: bool,
    /// Room for words.
    pub text: f32,
    /// The direction, or why the answer was lost.
    pub second: Arc<Galley>,
    /// The bar's filling and its width, when there is one.
    pub bar: Option<(Option<f32>, f32)>,
    /// Whether the words of the third line stand under the bar.
    pub under_bar: bool,
    /// How far it is, or what went wrong.
    pub third: Arc<Galley>,
    /// The buttons.
    pub right: Right,
    /// How high the card is.
    pub height: f32,
}

impl Plan {
    /// Lays out a task's card in a width.
    pub(super) fn of(ui: &Ui, scene: &Scene<'_>, task: &Task, width: f32) -> Self {
        let right = Right::of(ui, scene, task);
        let before = SIDE + THUMBNAIL + M;
        let beside = width - before - right.width() - SIDE - L;
        let narrow = beside < NARROW;
        let text = if narrow { width - before - ICON_BUTTON - SIDE - S } else { beside };
        let tokens = Tokens::of(ui);
        let second = match &task.stage {
            Stage::Unknown(lost) | Stage::Dismissed(lost) => {
                paragraph(ui, &scene.texts.lost(lost), Type::Detail, tokens.text2, text, usize::MAX)
            }
            _ => {
                let direction = task.order.direction.split_whitespace().collect::<Vec<_>>().join(" ");
                paragraph(ui, &direction, Type::Detail, tokens.text2, text, 1)
            }
        };
        let StageLine { bar, words, tone } = stage_line(scene, task);
        let color = if tone == Tone::Neutral { tokens.text3 } else { tokens.words(tone) };
        let bar = Self::bar(bar, text);
        let wanted = width_of(ui, &words, Type::Meta);
        // Where there is little room, the bar gives way before the words do.
        let bar = bar.map(|(done, longest)| (done, longest.min((text - wanted - S).max(SHORTEST_BAR))));
        let under_bar = bar.is_some_and(|(_, bar)| bar + S + wanted > text);
        let bar = bar.map(|(done, width)| (done, if under_bar { LONGEST_BAR.min(text) } else { width }));
        let third = paragraph(ui, &words, Type::Meta, color, text, usize::MAX);
        let height = Self::height(&second, &third, under_bar, narrow.then(|| right.has_words()));
        Self { narrow, text, second, bar, under_bar, third, right, height }
    }

    fn bar(bar: Bar, text: f32) -> Option<(Option<f32>, f32)> {
        match bar {
            Bar::Hidden => None,
            Bar::Filled(done) => Some((Some(done), LONGEST_BAR.min(text))),
            Bar::Moving => Some((None, LONGEST_BAR.min(text))),
        }
    }

    /// `narrow` says whether there is a row of buttons, in a narrow card.
    fn height(second: &Galley, third: &Galley, under_bar: bool, narrow: Option<bool>) -> f32 {
        let more = |galley: &Galley| galley.rows.iter().skip(1).map(|row| row.size.y).sum::<f32>();
        let bar = if under_bar { M } else { 0.0 };
        let rows = match narrow {
            None => 0.0,
            Some(buttons) => CHIP + XS + if buttons { BUTTON + S } else { 0.0 },
        };
        CARD + more(second) + more(third) + bar + rows
    }
}

/// How high the cards are, remembered for tasks that are at their end, so that ten thousand cost nothing.
#[derive(Debug, Default)]
pub(in crate::ui) struct Heights {
    /// For which width, size of a pixel, and language.
    made_for: Option<(u32, u32, Language)>,
    known: HashMap<SubmissionId, f32>,
}

impl Heights {
    /// The height of each of these tasks' cards.
    pub(super) fn of<'a>(
        &mut self,
        ui: &Ui,
        scene: &Scene<'_>,
        tasks: impl Iterator<Item = &'a Task>,
        width: f32,
    ) -> Vec<f32> {
        let made_for = (width.to_bits(), ui.pixels_per_point().to_bits(), scene.state.language());
        if self.made_for != Some(made_for) {
            self.made_for = Some(made_for);
            self.known.clear();
        }
        let mut plain = None;
        tasks
            .map(|task| match &task.stage {
                // All of these have one line that is short in any language.
                Stage::Ready(..) if !task.can_fetch_again() && !task.is_fetched_again() => {
                    *plain.get_or_insert_with(|| Plan::of(ui, scene, task, width).height)
                }
                stage if stage.is_final() && task.video().is_none() => {
                    *self.known.entry(task.id).or_insert_with(|| Plan::of(ui, scene, task, width).height)
                }
                _ => Plan::of(ui, scene, task, width).height,
            })
            .collect()
    }
}
