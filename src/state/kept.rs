//! Keeping the form while it is filled in, and putting it back at the next start.
//!
//! The window alone does so: the command line neither reads nor changes what is kept. Not when it is written: services
//! wait for a pause in the typing.

use super::{Job, Moment, NoticeKind, SoundJob, Source, State, compose, notices, peeking};
use crate::domain::{KeptDraft, KeptInput, Warning};

/// What the state knows of it.
#[derive(Debug, Default)]
pub(super) struct Kept {
    /// Whether changes are to be kept: not before the form was taken up.
    keeping: bool,
    /// What services were told last, or had at the start.
    told: KeptDraft,
    /// Why what they had at the start cannot be read.
    trouble: Option<Warning>,
}

/// Takes what the library had kept.
pub(super) fn on_opened(state: &mut State, draft: Result<Option<KeptDraft>, Warning>) {
    match draft {
        Ok(draft) => state.kept.told = draft.unwrap_or_default(),
        Err(why) => state.kept.trouble = Some(why),
    }
}

/// Puts the kept form back, unless another was begun, and keeps it from now on.
pub(super) fn take_up(state: &mut State, moment: Moment) -> Vec<Job> {
    if state.kept.keeping {
        return vec![];
    }
    state.kept.keeping = true;
    if let Some(why) = state.kept.trouble.take() {
        notices::tell(state, NoticeKind::Warning(why), moment);
    }
    let mut jobs = vec![Job::Sound(SoundJob::FindRecordings)];
    if !state.draft.is_untouched() {
        return jobs;
    }
    let kept = state.kept.told.clone();
    let draft = &mut state.draft;
    draft.direction = kept.direction;
    draft.mode = kept.mode;
    draft.title = kept.title;
    draft.callback_url = kept.callback_url;
    draft.own_task_id = kept.own_task_id;
    draft.voice.way = kept.voice_way;
    if kept.voice_typed.chars() > 0 {
        draft.voice.typed = kept.voice_typed;
    }
    draft.voice.link = kept.voice_link;
    if !kept.portrait_link.is_empty() {
        jobs.extend(peeking::put_link(state, &kept.portrait_link));
    }
    if let Some(input) = kept.portrait {
        jobs.push(compose::read_picture(state, input.into(), kept.portrait_edit));
    }
    if let Some(input) = kept.voice {
        jobs.push(compose::read_sound(state, input.into(), kept.voice_edit));
    }
    state.recheck();
    jobs
}

/// After every input: the job that keeps the form, when there is something new to keep.
pub(super) fn keep(state: &mut State) -> Option<Job> {
    if !state.kept.keeping {
        return None;
    }
    let now = KeptDraft::of(&state.draft, again(state.portrait_source.as_ref()), again(state.voice_source.as_ref()));
    if now == state.kept.told {
        return None;
    }
    state.kept.told = now.clone();
    Some(Job::SaveDraft(Box::new(now)))
}

fn again<E: Copy>(source: Option<&(Source, E)>) -> Option<(KeptInput, E)> {
    match source {
        Some((Source::Kept(id, name), edit)) => Some((KeptInput { id: *id, name: name.clone() }, *edit)),
        _ => None,
    }
}
