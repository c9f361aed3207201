//! What the palette lists: the actions that can be run, then those that cannot, and the tasks whose title was typed.
//!
//! Not how it looks. The tasks are searched once for a word, the few actions in every frame: whether they can be run may
//! change while the palette is open.

use super::search::Searcher;
use crate::{
    domain::SubmissionId,
    ui::{actions::Row, scene::Scene},
};

/// At most so many tasks are listed.
const MOST_TASKS: usize = 200;
/// So many of the newest are listed before anything is typed.
const NEWEST: usize = 5;

/// One line of the list.
#[derive(Clone, Copy, Debug)]
pub(super) enum Line {
    /// An action, and the key of the reason when it cannot be run.
    Action(&'static Row, Option<&'static str>),
    /// A task.
    Task(SubmissionId),
}

/// What is looked for, and the tasks that were found.
#[derive(Default)]
pub(super) struct Listing {
    pub(super) searcher: Searcher,
    tasks: Vec<(SubmissionId, u32)>,
    seen: Option<(String, usize)>,
}

impl Listing {
    /// The lines for what is typed, best first.
    pub(super) fn lines(&mut self, scene: &Scene<'_>, query: &str) -> Vec<Line> {
        self.follow(scene, query);
        let (mut able, mut unable) = (vec![], vec![]);
        for row in Row::all().iter().filter(|row| row.is_anywhere()) {
            let name = format!("{} {}", scene.text(row.name), scene.text(row.section.name()));
            let Some(score) = self.searcher.score(&name) else { continue };
            match row.able(scene.state) {
                Ok(()) => able.push((score, Line::Action(row, None))),
                Err(why) => unable.push((score, Line::Action(row, Some(why)))),
            }
        }
        able.extend(self.tasks.iter().map(|(id, score)| (*score, Line::Task(*id))));
        for lines in [&mut able, &mut unable] {
            // Equals stay in their order: actions before tasks.
            lines.sort_by_key(|(score, _)| std::cmp::Reverse(*score));
        }
        able.into_iter().chain(unable).map(|(_, line)| line).collect()
    }

    /// Searches the tasks anew when something else is typed or there is one more.
    fn follow(&mut self, scene: &Scene<'_>, query: &str) {
        let tasks = &scene.state.tasks;
        if self.seen.as_ref().is_some_and(|(seen, count)| seen == query && *count == tasks.len()) {
            return;
        }
        self.seen = Some((query.to_owned(), tasks.len()));
        self.searcher.look_for(query);
        let most = if query.trim().is_empty() { NEWEST } else { MOST_TASKS };
        let ids: Vec<_> = tasks.iter().map(|task| task.id).collect();
        let found = self.searcher.best(tasks.iter().map(|task| task.title.as_str()), most);
        self.tasks = found.into_iter().filter_map(|(at, score)| Some((*ids.get(at)?, score))).collect();
    }
}
