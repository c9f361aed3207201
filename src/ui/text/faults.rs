//! The words for what the provider and this computer did: stages, refusals, lost answers, faults, notices, the key.
//!
//! Each says what happened, whether it was billed where that is in doubt, and what to do next.

use std::path::Path;

use fluent_bundle::FluentValue;

use super::{Texts, numbers::plain};
use crate::domain::{
    AskFault, DownloadFault, Found, KeyHome, Lost, Refusal, RefusalKind, StageWord, account::BadBaseUrl, history::Group,
};

impl Texts {
    /// The word on a task's chip.
    #[must_use]
    pub fn stage_word(&self, word: StageWord) -> String {
        self.get(match word {
            StageWord::Waiting => "stage-waiting",
            StageWord::Uploading => "stage-uploading",
            StageWord::Submitted => "stage-submitted",
            StageWord::Processing => "stage-processing",
            StageWord::Downloading => "stage-downloading",
            StageWord::Ready => "stage-ready",
            StageWord::Refused => "stage-refused",
            StageWord::Failed => "stage-failed",
            StageWord::Unknown => "stage-unknown",
            StageWord::Cancelled => "stage-cancelled",
            StageWord::Dismissed => "stage-dismissed",
        })
    }

    /// The name of a group of tasks.
    #[must_use]
    pub fn group(&self, group: Group) -> String {
        self.get(match group {
            Group::All => "group-all",
            Group::InFlight => "group-in-flight",
            Group::Ready => "group-ready",
            Group::Failed => "group-failed",
        })
    }

    /// Why a request was refused, that nothing was billed, and what to do: the whole of it.
    #[must_use]
    pub fn refusal(&self, refusal: &Refusal) -> String {
        let next = self.refusal_next(refusal.kind);
        let what = self.refusal_short(refusal);
        self.with("refusal-whole", &[("what", what.into()), ("next", next.into())])
    }

    /// Why a request was refused, in one sentence, with the provider's own words.
    #[must_use]
    pub fn refusal_short(&self, refusal: &Refusal) -> String {
        let what = self.get(match refusal.kind {
            RefusalKind::Key => "refusal-key",
            RefusalKind::Funds => "refusal-funds",
            RefusalKind::Rights => "refusal-rights",
            RefusalKind::Parameter => "refusal-parameter",
            RefusalKind::Missing => "refusal-missing",
            RefusalKind::Policy => "refusal-policy",
            RefusalKind::TooFast => "refusal-too-fast",
            RefusalKind::TooMany => "refusal-too-many",
            RefusalKind::Address => "refusal-address",
            RefusalKind::Maintenance => "refusal-maintenance",
            RefusalKind::NotReached => "refusal-not-reached",
            RefusalKind::Here => "refusal-here",
            RefusalKind::KeyHost => "refusal-key-host",
            RefusalKind::Other => "refusal-other",
        });
        let message = refusal.message.trim().trim_end_matches(['.', '。']);
        let code = refusal.code.as_deref().unwrap_or_default();
        match (message, code) {
            ("", "") => self.with("refusal-bare", &[("what", what.into())]),
            ("", code) => self.with("refusal-quoted", &[("what", what.into()), ("words", code.into())]),
            (words, "") => self.with("refusal-quoted", &[("what", what.into()), ("words", words.into())]),
            (words, code) => {
                self.with("refusal-coded", &[("what", what.into()), ("words", words.into()), ("code", code.into())])
            }
        }
    }

    /// Why the answer to a paid request is not known, and that it may be billed.
    #[must_use]
    pub fn lost(&self, lost: &Lost) -> String {
        match lost {
            Lost::Cut(_) => self.get("lost-cut"),
            Lost::TimedOut => self.get("lost-timed-out"),
            Lost::Unclear(http, _) => self.with("lost-unclear", &[("http", plain(*http))]),
            Lost::Interrupted => self.get("lost-interrupted"),
        }
    }

    /// Why asking for a task gave no answer; the asking goes on.
    #[must_use]
    pub fn ask_fault(&self, fault: &AskFault) -> String {
        match fault {
            AskFault::Network(_) => self.get("ask-network"),
            AskFault::Garbled(http, _) => self.with("ask-garbled", &[("http", plain(*http))]),
            AskFault::Busy(_) => self.get("ask-busy"),
            AskFault::Refused(refusal) => self.with("ask-refused", &[("why", self.refusal_short(refusal).into())]),
        }
    }

    /// Why a download gave no video; it is tried again.
    #[must_use]
    pub fn download_fault(&self, fault: &DownloadFault) -> String {
        match fault {
            DownloadFault::Network(_) => self.get("download-network"),
            DownloadFault::Dead(http) => self.with("download-dead", &[("http", plain(*http))]),
            DownloadFault::NotAVideo(found) => self.found_instead(found),
            DownloadFault::Elsewhere => self.get("download-elsewhere"),
            DownloadFault::Full(folder) => self.with("download-full", &[("folder", place(folder))]),
            DownloadFault::NotWritable(folder) => self.with("download-not-writable", &[("folder", place(folder))]),
            DownloadFault::Disk(why) => self.with("download-disk", &[("why", why.as_str().into())]),
        }
    }

    /// What came in place of a whole video.
    pub(super) fn found_instead(&self, found: &Found) -> String {
        match found {
            Found::Nothing => self.get("download-nothing"),
            Found::Words(words) => self.with("download-words", &[("words", words.as_str().into())]),
            Found::TooLarge(most) => self.with("download-too-large", &[("most", self.round_size(*most).into())]),
            Found::Damaged(why, _) => self.with("download-not-a-video", &[("why", why.as_str().into())]),
            Found::BadAddress => self.get("download-bad-address"),
        }
    }

    /// Where the key is kept, in a few words for the top bar.
    #[must_use]
    pub fn key_home(&self, home: KeyHome) -> String {
        self.get(match home {
            KeyHome::Keychain => "key-in-keychain",
            KeyHome::Environment => "key-from-environment",
            KeyHome::Session => "key-for-session",
            KeyHome::File => "key-in-file",
        })
    }

    /// Where the key is kept, as a sentence for the settings; `file` is the one that keeps it if one does.
    #[must_use]
    pub fn key_home_long(&self, home: KeyHome, file: &Path) -> String {
        match home {
            KeyHome::Keychain => self.get("key-kept-keychain"),
            KeyHome::Environment => self.get("key-kept-environment"),
            KeyHome::Session => self.get("key-kept-session"),
            KeyHome::File => self.with("key-kept-file", &[("place", place(file))]),
        }
    }

    /// Why a base URL cannot be used.
    #[must_use]
    pub fn bad_base_url(&self, why: &BadBaseUrl) -> String {
        self.get(match why {
            BadBaseUrl::NotAnAddress => "base-url-not-an-address",
            BadBaseUrl::PlainHttp => "base-url-plain-http",
            BadBaseUrl::Extras => "base-url-extras",
        })
    }
}

fn place(path: &Path) -> FluentValue<'_> {
    path.display().to_string().into()
}
