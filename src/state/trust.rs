//! Where the key may go: to the host that it was given or last allowed for, and to CometAPI's own. Any other is asked for.
//!
//! Not the guard itself, which is where the key is read (`services`): it holds whatever is said in here. An address that
//! differs in its path alone is the same host.

use super::{Job, LibraryStatus, State, settings};
use crate::domain::{BaseUrl, Door, KeyStatus, Settings, Task};

impl State {
    /// The base URL in force, when there is a key and it must not go there before the person says so.
    #[must_use]
    pub fn unasked_base_url(&self) -> Option<&BaseUrl> {
        let known = self.library == LibraryStatus::Open && matches!(self.key, KeyStatus::Present(..));
        let base = self.base_url();
        let allowed = self.session.base_url_of_key || base.may_have_key(self.settings.key_base_url.as_ref());
        (known && !allowed).then_some(base)
    }

    /// The question for `unasked_base_url`, unless it was answered with no in this session.
    #[must_use]
    pub fn asks_for_base_url(&self) -> Option<&BaseUrl> {
        self.unasked_base_url().filter(|base| self.refused_base_url.as_ref() != Some(base))
    }

    /// Where the key went until now.
    #[must_use]
    pub fn key_base_url(&self) -> BaseUrl {
        self.settings.key_base_url.clone().unwrap_or_default()
    }

    /// How many tasks would be asked for at another host once it is allowed.
    #[must_use]
    pub fn unfinished_live(&self) -> usize {
        self.tasks.iter().filter(|task| is_unfinished_live(task)).count()
    }
}

fn is_unfinished_live(task: &Task) -> bool {
    task.door == Door::Live && !task.stage.is_final()
}

/// Lets the key go to a base URL from now on, if it is the one in force, and goes on with what waited for that.
pub(super) fn allow(state: &mut State, base: BaseUrl) -> Vec<Job> {
    if state.base_url() != &base {
        return vec![];
    }
    let mut jobs = settings::set(state, Settings { key_base_url: Some(base), ..state.settings.clone() });
    let waiting = state.tasks.iter().filter(|task| is_unfinished_live(task) && task.watch.next.is_some());
    jobs.extend(waiting.map(|task| Job::Hurry(task.id)));
    jobs
}

/// Keeps the key from a base URL: the settings go back to the one before; one that the environment names is used no more
/// with the key in this session.
pub(super) fn refuse(state: &mut State, base: BaseUrl) -> Vec<Job> {
    if state.unasked_base_url() != Some(&base) {
        return vec![];
    }
    if state.session.base_url.is_some() {
        state.refused_base_url = Some(base);
        return vec![];
    }
    settings::set(state, Settings { base_url: state.key_base_url(), ..state.settings.clone() })
}

/// A new key is for the base URL that is in force when it is given; without a key none is allowed.
pub(super) fn bind(state: &mut State, has_key: bool) -> Vec<Job> {
    if state.library != LibraryStatus::Open {
        return vec![];
    }
    let ours = state.base_url().may_have_key(None);
    let key_base_url = (has_key && !ours).then(|| state.base_url().clone());
    settings::set(state, Settings { key_base_url, ..state.settings.clone() })
}

#[cfg(test)]
#[path = "trust_tests.rs"]
mod tests;
