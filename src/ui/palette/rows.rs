//! What the palette lists: the actions that can be run, then those that cannot, and the tasks whose title was typed.
//!
//! Not how it looks. The tasks are searched once for a word, the few actions in every frame: whether they can be run may
//! change while the palette is open.

use super::search::{Name, Searcher};
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
    searcher: Searcher,
    /// Every task's title, newest first, made ready once and not at every letter.
    titles: Vec<(SubmissionId, Name)>,
    /// What was searched last, and what of the tasks was found.
    seen: Option<String>,
    tasks: Vec<(SubmissionId, u32)>,
}

impl Listing {
    /// The lines for what is typed, best first.
    pub(super) fn lines(&mut self, scene: &Scene<'_>, query: &str) -> Vec<Line> {
        self.follow(scene, query);
        let (mut able, mut unable) = (vec![], vec![]);
        for row in Row::all().iter().filter(|row| row.is_anywhere()) {
            let Some(score) = self.score(scene, row) else { continue };
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

    /// How well an action's name and the name of its section together have the letters; better when the name alone has them.
    fn score(&mut self, scene: &Scene<'_>, row: &Row) -> Option<u32> {
        let name = scene.text(row.name);
        let both = self.searcher.score(&Name::new(&format!("{name} {}", scene.text(row.section.name()))))?;
        Some(both + self.searcher.score(&Name::new(&name)).unwrap_or_default())
    }

    /// Which characters of a line's name were typed.
    pub(super) fn letters(&mut self, name: &str) -> Vec<usize> {
        self.searcher.letters(&Name::new(name))
    }

    /// Searches the tasks anew when something else is typed or there is one more.
    fn follow(&mut self, scene: &Scene<'_>, query: &str) {
        let tasks = &scene.state.tasks;
        if self.titles.len() != tasks.len() {
            self.titles = tasks.iter().map(|task| (task.id, Name::new(&task.title))).collect();
            self.seen = None;
        }
        if self.seen.as_deref() == Some(query) {
            return;
        }
        self.seen = Some(query.to_owned());
        self.searcher.look_for(query);
        if query.trim().is_empty() {
            self.tasks = self.titles.iter().take(NEWEST).map(|(id, _)| (*id, 0)).collect();
            return;
        }
        // Twice, as a name of an action that has all the letters counts twice.
        let found = self.searcher.best(self.titles.iter().map(|(_, title)| title), MOST_TASKS);
        self.tasks = found.into_iter().filter_map(|(at, score)| Some((self.titles.get(at)?.0, score * 2))).collect();
    }
}
