//! Progress on standard error: a bar for each task on a terminal, a line for each change elsewhere.
//!
//! It only draws; a task that does not change draws nothing.

use std::{collections::BTreeMap, time::Duration};

use indicatif::{MultiProgress, ProgressBar, ProgressStyle};

use super::print::problem;
use super::{harmless, tell};
use crate::domain::{Stage, SubmissionId, Task};
use crate::ui::text::Texts;

/// What is shown of the tasks that are followed.
pub(super) struct Progress {
    terminal: Option<MultiProgress>,
    bars: BTreeMap<SubmissionId, ProgressBar>,
    shown: BTreeMap<SubmissionId, String>,
}

impl Progress {
    pub(super) fn new(terminal: bool) -> Self {
        let terminal = terminal.then(MultiProgress::new);
        Self { terminal, bars: BTreeMap::new(), shown: BTreeMap::new() }
    }

    pub(super) fn show(&mut self, task: &Task, texts: &Texts) {
        let mut line = format!("{} · {}", task.title, texts.stage_word(task.stage.word()));
        if let Some(why) = problem(task, texts) {
            line = texts.with("cli-progress-trouble", &[("line", line.into()), ("why", why.into())]);
        }
        // A bar is drawn past `tell`.
        let line = harmless(&line);
        let Some(terminal) = &self.terminal else {
            if self.shown.get(&task.id) != Some(&line) {
                tell(&line);
                self.shown.insert(task.id, line);
            }
            return;
        };
        let bar = self.bars.entry(task.id).or_insert_with(|| {
            let bar = terminal.add(ProgressBar::new(0));
            bar.enable_steady_tick(Duration::from_millis(250));
            bar
        });
        let (done, all) = match task.stage {
            Stage::Sending(done, all) => (done, Some(all)),
            Stage::Downloading(_, done, all) => (done, all),
            _ => (0, None),
        };
        let template = if all.is_some() { BYTES } else { WAITING };
        // The templates are constants that a test reads; a broken one would only draw the crate's own.
        if let Ok(style) = ProgressStyle::with_template(template) {
            bar.set_style(style);
        }
        if let Some(all) = all {
            let (done, all) = texts.size_of_total(done, all);
            bar.set_prefix(texts.with("cli-bytes", &[("done", done.into()), ("all", all.into())]));
        }
        bar.set_length(all.unwrap_or(0));
        bar.set_position(done);
        bar.set_message(line);
        if task.stage.is_final() {
            bar.finish();
        }
    }

    pub(super) fn end(&self) {
        self.bars.values().for_each(ProgressBar::abandon);
    }
}

const BYTES: &str = "{spinner} {msg} {bar:24} {prefix}";
const WAITING: &str = "{spinner} {msg} {elapsed_precise}";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_templates_can_be_read() {
        for template in [BYTES, WAITING] {
            assert!(ProgressStyle::with_template(template).is_ok(), "{template}");
        }
    }
}
