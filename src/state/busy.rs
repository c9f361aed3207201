//! What is under way outside and shown by no field and no card: the views say so when it takes long.
//!
//! Not progress: nobody knows how far a dialog or a keychain is. Whatever begins here ends with the event that answers it.

use jiff::Timestamp;

use super::Event;

/// A kind of work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Work {
    /// The keychain keeps or removes the key; it may be asking the person to unlock it.
    Key,
    /// The system's dialog for a file or a folder is on its way or open.
    Dialog,
    /// Files are looked into, to find out which place each belongs to.
    Sorting,
    /// A program is being started that opens a video or shows a folder.
    Opening,
}

/// Everything that is under way, oldest first.
#[derive(Debug, Default)]
pub struct Busy(Vec<(Work, Timestamp)>);

impl Busy {
    /// Whether some of this work is under way.
    #[must_use]
    pub fn is(&self, work: Work) -> bool {
        self.iter().any(|(under_way, _)| under_way == work)
    }

    /// Each work that is under way with the time it began, oldest first.
    pub fn iter(&self) -> impl Iterator<Item = (Work, Timestamp)> {
        self.0.iter().copied()
    }

    pub(super) fn begin(&mut self, work: Work, now: Timestamp) {
        self.0.push((work, now));
    }

    /// Ends the work that this event answers.
    pub(super) fn hear(&mut self, event: &Event) {
        let work = match event {
            Event::Key(_) => Work::Key,
            Event::Chosen(..) | Event::FolderChosen(_) | Event::NoDialog => Work::Dialog,
            Event::Sorted(..) | Event::NotMedia(_) => Work::Sorting,
            Event::OpeningBegun | Event::NotOpened(_) => Work::Opening,
            _ => return,
        };
        // The oldest of its kind; an event that answers nothing ends nothing.
        if let Some(at) = self.0.iter().position(|(under_way, _)| *under_way == work) {
            self.0.remove(at);
        }
    }
}
