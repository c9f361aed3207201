//! Which of the past tasks a person wants to see.

use super::{StageWord, Task};

/// The groups of the list's header.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Group {
    /// Every task.
    #[default]
    All,
    /// Waiting, on its way, or with an unknown outcome: not at its end.
    InFlight,
    /// The video is here.
    Ready,
    /// Refused, failed, cancelled or dismissed.
    Failed,
}

impl Group {
    /// In the order shown.
    pub const ALL: [Self; 4] = [Self::All, Self::InFlight, Self::Ready, Self::Failed];

    /// Whether a task with this word belongs to it.
    #[must_use]
    pub fn holds(self, word: StageWord) -> bool {
        let ready = word == StageWord::Ready;
        let failed =
            matches!(word, StageWord::Refused | StageWord::Failed | StageWord::Cancelled | StageWord::Dismissed);
        match self {
            Self::All => true,
            Self::InFlight => !ready && !failed,
            Self::Ready => ready,
            Self::Failed => failed,
        }
    }
}

/// What the list shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// The group.
    pub group: Group,
    /// Words that must all occur in the title, the direction, or one of the ids; upper and lower case are the same.
    pub search: String,
}

impl Filter {
    /// Whether a task is shown.
    #[must_use]
    pub fn shows(&self, task: &Task) -> bool {
        self.group.holds(task.stage.word()) && self.finds(task)
    }

    fn finds(&self, task: &Task) -> bool {
        let task_id = task.stage.task_id().map_or("", |id| id.0.as_str());
        let text = [&task.title, &task.order.direction, &task.external_id, task_id, &task.id.to_string()]
            .map(str::to_lowercase)
            .join("\n");
        self.search.to_lowercase().split_whitespace().all(|word| text.contains(word))
    }
}
