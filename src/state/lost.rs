//! What a person does about a submission whose answer was lost: names its task, gives it up, or sends the order again.
//!
//! Not the looking by itself (`tasks`). Invariants: nothing here sends the lost submission a second time; sending again is a
//! new approval with an id of its own, and gives the lost one up.

use std::time::Duration;

use super::{Job, Moment, NoticeKind, State, notices, queue, tasks};
use crate::domain::{
    Answer, Approval, AskFault, Awaiting, Estimate, RefusalKind, Settings, Stage, Status, SubmissionId, Task, TaskId,
    price,
};

impl State {
    /// What sending an order again would cost now; `None` when that cannot be done: it was not lost, or nothing can be sent.
    #[must_use]
    pub fn price_again(&self, id: SubmissionId) -> Option<Estimate> {
        let task = self.tasks.get(id)?;
        let lost = matches!(task.stage, Stage::Unknown(_) | Stage::Dismissed(_));
        let Settings { rates, limits, .. } = &self.settings;
        let estimate = || price::estimate(task.order.voice.length(), task.order.mode, rates, limits);
        // Through the same door: what was practised is not sent for money, nor the other way round.
        (lost && self.can_send() && self.door() == Some(task.door)).then(estimate)
    }
}

/// Asks for the task that the person named, after the look that is under way: a task has one job outstanding.
pub(super) fn name_task(state: &mut State, id: SubmissionId, task_id: TaskId, moment: Moment) -> Vec<Job> {
    if state.tasks.iter().any(|task| task.stage.task_id() == Some(&task_id)) {
        return notices::tell(state, NoticeKind::TaskIdTaken(task_id.0), moment);
    }
    let Some(task) = state.tasks.get_mut(id).filter(|task| matches!(task.stage, Stage::Unknown(_))) else {
        return vec![];
    };
    task.watch.named = Some(task_id);
    if task.watch.awaiting.is_some() { vec![Job::Hurry(id)] } else { ask_for_named(task, moment).into_iter().collect() }
}

/// The job that asks for the named task, if one was named.
pub(super) fn ask_for_named(task: &mut Task, moment: Moment) -> Option<Job> {
    let task_id = task.watch.named.clone()?;
    task.watch.awaiting = Some(Awaiting::Named);
    task.watch.next = Some(moment.now);
    Some(Job::Ask(task.id, task.door, task_id, Duration::ZERO))
}

/// Takes what the provider says of the named task: it goes on as accepted, or the looking goes on.
pub(super) fn on_named(
    state: &mut State,
    id: SubmissionId,
    result: Result<Answer, AskFault>,
    moment: Moment,
) -> Vec<Job> {
    let Some(task) = state.tasks.awaiting(id, Awaiting::Named) else { return vec![] };
    let Some(task_id) = task.watch.named.take() else { return vec![] };
    match result {
        Ok(answer) => {
            let task_id = answer.task_id.clone().unwrap_or(task_id);
            task.arrive(Stage::Running(task_id, Status::Submitted), moment.now);
            tasks::on_found(state, id, answer, moment)
        }
        Err(fault) => {
            let not_there = matches!(&fault, AskFault::Refused(refusal)
                if matches!(refusal.kind, RefusalKind::Missing | RefusalKind::Parameter));
            task.watch.ask_fault = Some(fault);
            let job = tasks::look_job(task, moment);
            if not_there {
                notices::tell(state, NoticeKind::NotThere(id, task_id.0), moment);
            }
            vec![job]
        }
    }
}

/// Gives a lost submission up.
pub(super) fn dismiss(state: &mut State, id: SubmissionId, moment: Moment) -> Vec<Job> {
    let Some(task) = state.tasks.get_mut(id) else { return vec![] };
    let Stage::Unknown(lost) = task.stage.clone() else { return vec![] };
    task.arrive(Stage::Dismissed(lost), moment.now);
    let job = Job::Save(Box::new(task.clone()));
    state.notices.retain(|notice| notice.kind != NoticeKind::Unknown(id));
    vec![job]
}

/// Approves the order once more and gives the lost submission up.
pub(super) fn send_again(state: &mut State, id: SubmissionId, moment: Moment) -> Vec<Job> {
    let fresh = SubmissionId(moment.fresh);
    let (Some(price), Some(door), None) = (state.price_again(id), state.door(), state.tasks.get(fresh)) else {
        return vec![];
    };
    let Some(lost) = state.tasks.get(id) else { return vec![] };
    let mut task = lost.approve_again(Approval { id: fresh, at: moment.now, door, price });
    task.standing = queue::end_of_line(state, door);
    let mut jobs = dismiss(state, id, moment);
    jobs.push(Job::Enroll(Box::new(task.clone())));
    task.watch.awaiting = Some(Awaiting::Enrolment);
    state.tasks.add(task);
    state.recheck();
    jobs
}
