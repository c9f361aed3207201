//! The words for what goes wrong with playing and recording.

use super::Texts;
use crate::domain::SoundFault;

impl Texts {
    /// Why the voice is not heard.
    #[must_use]
    pub fn playing_fault(&self, fault: &SoundFault) -> String {
        match fault {
            SoundFault::NoSound => self.get("playing-no-sound"),
            SoundFault::NoSpeakers | SoundFault::NoMicrophone => self.get("playing-no-speakers"),
            SoundFault::Denied => self.get("playing-denied"),
            SoundFault::Gone => self.get("playing-gone"),
            SoundFault::Unreadable(why) => self.unreadable(why),
            SoundFault::NotWritten(why) | SoundFault::Other(why) => why.clone(),
        }
    }

    /// Why nothing is recorded, or not all of it, and what to do.
    #[must_use]
    pub fn recording_fault(&self, fault: &SoundFault) -> String {
        match fault {
            SoundFault::NoSound => self.get("recording-no-sound"),
            SoundFault::NoMicrophone | SoundFault::NoSpeakers => self.get("recording-no-microphone"),
            SoundFault::Denied => self.get("recording-denied"),
            SoundFault::Gone => self.get("recording-gone"),
            SoundFault::Unreadable(why) => self.unreadable(why),
            SoundFault::NotWritten(why) => self.with("recording-not-written", &[("why", why.as_str().into())]),
            SoundFault::Other(why) => self.with("recording-other", &[("why", why.as_str().into())]),
        }
    }
}
