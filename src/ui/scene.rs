//! What every view is given: the state to read, the words, the time, and where commands go.
//!
//! Not the state: nothing in here survives a restart or is missed by anybody.

use egui::{Id, TextureHandle};
use jiff::{Timestamp, tz::TimeZone};
use zeroize::Zeroizing;

use super::{
    compose::Listening,
    crop::Editor,
    dropping::Hovering,
    palette::Palette,
    pictures::Pictures,
    tasks::{Heights, InList, Overview},
    text::Texts,
};
use crate::domain::{InputId, SubmissionId};
use crate::state::{Command, Place, State};

/// Which column a narrow window shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Column {
    /// The form.
    #[default]
    Compose,
    /// The list.
    Tasks,
}

/// What lies over everything else and is no part of the state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Over {
    /// The palette of commands.
    Palette,
    /// The sheet of shortcuts.
    Shortcuts,
    /// What is known of a task's trouble.
    Details(SubmissionId),
    /// The crop editor of the portrait, as soon as that is read.
    Crop,
    /// What makes a good portrait.
    Guidance,
    /// The voices that texts can be spoken with.
    Voices,
    /// What was spoken.
    Spoken,
}

/// A question that waits for its answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Question {
    /// Whether the key is to be removed.
    RemoveKey,
    /// Which task a lost submission became.
    NameTask(SubmissionId),
    /// Whether a lost submission is given up.
    DismissLost(SubmissionId),
    /// Whether a lost order is sent once more.
    SendAgain(SubmissionId),
    /// Whether a text whose answer was lost is spoken once more.
    SpeakAgain(SubmissionId),
}

/// What a press leads to.
#[derive(Clone, Debug)]
pub(super) enum Act {
    /// It is asked for at once.
    Send(Box<Command>),
    /// A question comes first.
    Ask(Question),
    /// It is to be seen.
    Show(Over),
    /// The order of a task comes back into the form, and what mends its portrait or voice is shown.
    Mend(SubmissionId, Place),
}

impl Act {
    /// It is asked for at once.
    pub fn send(command: Command) -> Self {
        Self::Send(Box::new(command))
    }
}

/// What a person is typing, until it becomes a command, and which parts of the page are unfolded.
#[derive(Default)]
pub(super) struct Entries {
    /// The column of a narrow window.
    pub column: Column,
    /// A path or link for the portrait; `None` while the field is folded away.
    pub portrait_path: Option<String>,
    /// A path or link for the voice; `None` while the field is folded away.
    pub voice_path: Option<String>,
    /// What is being done to the sound that is shown.
    pub listening: Listening,
    /// How high the cards of the list are.
    pub heights: Heights,
    /// Whether title, callback and own id are shown.
    pub more: bool,
    /// The key as typed, wiped when it goes.
    pub key: Zeroizing<String>,
    /// Whether a key that is kept is about to be replaced.
    pub replacing_key: bool,
    /// The base URL as typed, while it differs from the one in use.
    pub base_url: Option<String>,
    /// The rates as typed, standard, professional and of a spoken text, while they differ from those in use.
    pub rates: [Option<String>; 3],
    /// The step that the welcome is at.
    pub welcome_step: u8,
    /// The step at which the keyboard was led to the way on.
    pub welcome_at: Option<u8>,
    /// The palette or the sheet of shortcuts.
    pub over: Option<Over>,
    /// The task id that is typed in answer to `Question::NameTask`.
    pub task_id: String,
    /// What the voices are searched for.
    pub voice_search: String,
    /// What was asked and not answered.
    pub question: Option<Question>,
    /// The column that is to be given the keyboard when it is drawn next.
    pub enter: Option<Column>,
    /// What is to be given the keyboard at the end of this frame, when a press elsewhere can no longer take it.
    pub give: Option<Id>,
    /// Where what is pasted next belongs, when a place asked for it.
    pub paste_into: Option<Place>,
    /// Which card of the list has the keyboard, or is to have it.
    pub list: InList,
    /// What is typed into the palette and found, while it is open.
    pub palette: Option<Box<Palette>>,
    /// What is being chosen in the crop editor, while it is open.
    pub crop: Option<Box<Editor>>,
    /// The picture that the portrait's place showed last, for the moment until that of the next is here: what was given, and
    /// its texture.
    pub portrait_shown: Option<(InputId, TextureHandle)>,
}

impl Entries {
    fn is_untouched(&self) -> bool {
        let room = self.key.capacity() > 0 && self.key.is_empty();
        room && !self.replacing_key && self.base_url.is_none() && self.rates == [None, None, None]
    }

    /// Forgets what was typed into the settings and not taken.
    pub fn forget_settings(&mut self) {
        if self.is_untouched() {
            return;
        }
        // With room from the start, so that no half of a key is left behind where the text grew.
        self.key = Zeroizing::new(String::with_capacity(600));
        self.replacing_key = false;
        self.base_url = None;
        self.rates = [None, None, None];
    }
}

/// What a view may read, and where it pushes commands.
pub(super) struct Scene<'a> {
    pub state: &'a State,
    pub texts: &'a Texts,
    pub now: Timestamp,
    pub zone: &'a TimeZone,
    pub overview: &'a Overview,
    /// What is held over the window.
    pub hovering: Hovering,
    pub commands: &'a mut Vec<Command>,
    pub pictures: &'a mut Pictures,
    pub entries: &'a mut Entries,
}

impl Scene<'_> {
    /// Pushes a command.
    pub fn send(&mut self, command: Command) {
        self.commands.push(command);
    }

    /// Does what a press leads to.
    pub fn act(&mut self, act: Act) {
        match act {
            Act::Send(command) => self.send(*command),
            Act::Ask(question) => {
                self.entries.task_id.clear();
                self.entries.question = Some(question);
            }
            Act::Show(over) => self.entries.over = Some(over),
            Act::Mend(id, place) => {
                self.send(Command::UseAgain(id));
                self.entries.enter = Some(Column::Compose);
                self.entries.column = Column::Compose;
                self.entries.over = (place == Place::Portrait).then_some(Over::Crop);
            }
        }
    }

    /// A sentence without gaps.
    pub fn text(&self, key: &str) -> String {
        self.texts.get(key)
    }
}

/// The field that searches the tasks, for the shortcut that goes there.
pub(super) fn search_id() -> Id {
    Id::unique("search tasks")
}
