//! Notices, one above the other at the lower right: what happened, and one button where something can be done.
//!
//! Good news goes by itself; trouble stays until it is dismissed.

use std::{path::Path, time::Duration};

use egui::{Align2, Area, Id, Order, Ui, vec2};
use jiff::Timestamp;

use super::{
    scene::{Act, Over, Scene},
    text::Texts,
    theme::{L, S, STATUS_BAR, TALL_ENOUGH, Tone},
    widgets::{Icon, Item, Toast, context_menu},
};
use crate::{
    domain::{
        Door, LibraryFault, Refusal, RefusalKind, SoundFault, SpeechStage, Stage, SubmissionId, Task, Unreadable,
    },
    state::{Command, FormChange, Notice, NoticeKind, Place, SettingsPage, Source, Work},
};

/// Good news goes after this long.
const PASSING: Duration = Duration::from_secs(8);
/// At most this many are shown; the newest.
const SHOWN: usize = 3;
/// Work that is done within this time is not spoken of.
const QUICK: Duration = Duration::from_millis(500);

/// What a toast says and offers.
struct Words {
    icon: Icon,
    tone: Tone,
    title: String,
    detail: String,
    action: Option<(String, Act)>,
}

impl Words {
    /// All of it in one piece.
    fn whole(&self, texts: &Texts) -> String {
        if self.detail.is_empty() {
            return self.title.clone();
        }
        texts.with("toast-spoken", &[("title", self.title.as_str().into()), ("detail", self.detail.as_str().into())])
    }
}

/// Shows what takes long and the newest notices, and dismisses those whose time is over.
pub(super) fn toasts_ui(ui: &mut Ui, scene: &mut Scene<'_>) {
    let under_way = under_way(ui, scene);
    let notices = &scene.state.notices;
    if notices.is_empty() && under_way.is_empty() {
        return;
    }
    let id = Id::unique("toasts");
    let held = is_held(ui, id);
    for notice in notices.iter().filter(|notice| notice.kind.is_passing() && !held) {
        match PASSING.checked_sub(age(scene, notice.at)) {
            Some(left) if !left.is_zero() => ui.request_repaint_after(left),
            _ => scene.send(Command::Dismiss(notice.id)),
        }
    }
    let bar = if ui.ctx().content_rect().height() >= TALL_ENOUGH { STATUS_BAR } else { 0.0 };
    let offset = vec2(-L, -(bar + L));
    let area = Area::new(id).anchor(Align2::RIGHT_BOTTOM, offset).order(Order::Middle);
    area.fade_in(false).accessible_name(scene.text("toasts-name")).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = S;
        for said in under_way {
            toast_ui(ui, scene, said, None);
        }
        for notice in notices.iter().skip(notices.len().saturating_sub(SHOWN)) {
            let said = words_of(scene, &notice.kind);
            toast_ui(ui, scene, said, Some(notice));
        }
    });
}

fn age(scene: &Scene<'_>, since: Timestamp) -> Duration {
    Duration::try_from(scene.now.duration_since(since)).unwrap_or_default()
}

/// Whether somebody is at the notices, with the pointer or the keyboard: then none goes away under their hands.
fn is_held(ui: &Ui, id: Id) -> bool {
    let Some(area) = ui.memory(|memory| memory.area_rect(id)) else { return false };
    let pointed = ui.input(|input| input.pointer.latest_pos()).is_some_and(|place| area.contains(place));
    let focused = ui.memory(egui::Memory::focused).and_then(|id| ui.read_response(id));
    pointed || focused.is_some_and(|response| area.contains_rect(response.rect))
}

/// What has been under way for longer than people wait without wondering. The settings show the key's own.
fn under_way(ui: &Ui, scene: &Scene<'_>) -> Vec<Words> {
    let mut shown = vec![];
    for work in [Work::Sorting, Work::Dialog, Work::Opening] {
        let Some((_, since)) = scene.state.busy.iter().find(|(under_way, _)| *under_way == work) else { continue };
        if let Some(left) = QUICK.checked_sub(age(scene, since)).filter(|left| !left.is_zero()) {
            ui.request_repaint_after(left);
            continue;
        }
        let (title, detail) = match work {
            Work::Sorting => ("busy-sorting", None),
            Work::Dialog => ("busy-dialog", Some("busy-dialog-more")),
            Work::Opening | Work::Key => ("busy-opening", None),
        };
        let detail = detail.map(|key| scene.text(key)).unwrap_or_default();
        shown.push(Words { icon: Icon::Info, tone: Tone::Info, title: scene.text(title), detail, action: None });
    }
    shown
}

/// One toast. Without a notice there is nothing to dismiss.
fn toast_ui(ui: &mut Ui, scene: &mut Scene<'_>, said: Words, notice: Option<&Notice>) {
    let whole = said.whole(scene.texts);
    let dismiss = scene.text("toast-dismiss");
    let stays = notice.is_some_and(|notice| !notice.kind.is_passing());
    let toast = Toast {
        icon: said.icon,
        tone: said.tone,
        title: &said.title,
        detail: &said.detail,
        action: said.action.as_ref().map(|(name, _)| name.as_str()),
        close: stays.then_some(dismiss.as_str()),
    };
    let shown = toast.show(ui);
    let menu = scene.text("toast-menu");
    context_menu(&shown.response, &menu, |ui| {
        if Item::new(&scene.text("toast-copy")).show(ui).clicked() {
            ui.copy_text(whole.clone());
        }
    });
    // Announced when it comes: politely, except for trouble.
    ui.ctx().accesskit_node_builder(shown.response.id, |node| {
        node.set_role(if said.tone == Tone::Bad { egui::Role::Alert } else { egui::Role::Status });
        node.set_live(egui::accesskit::Live::Polite);
        node.set_label(whole);
    });
    if let (true, Some((_, act))) = (shown.acted, said.action) {
        scene.act(act);
    }
    if let (true, Some(notice)) = (shown.acted || shown.closed, notice) {
        scene.send(Command::Dismiss(notice.id));
    }
}

/// What a notice says, in one piece.
pub(super) fn text_of(scene: &Scene<'_>, kind: &NoticeKind) -> String {
    words_of(scene, kind).whole(scene.texts)
}

fn not_played(scene: &Scene<'_>, why: &SoundFault) -> Words {
    let (title, detail) = (scene.text("toast-not-played"), scene.texts.playing_fault(why));
    Words { icon: Icon::Alert, tone: Tone::Warn, title, detail, action: None }
}

fn not_mended(scene: &Scene<'_>, title: &str, why: &Unreadable) -> Words {
    let (title, detail) = (scene.text(title), scene.texts.unreadable(why));
    Words { icon: Icon::Alert, tone: Tone::Warn, title, detail, action: None }
}

fn recording_found(scene: &Scene<'_>, file: &Path) -> Words {
    let put = Command::Put(Place::Voice, Source::Recorded(file.to_owned()));
    let action = Some((scene.text("toast-recording-use"), Act::send(put)));
    let (title, detail) = (scene.text("toast-recording-found"), scene.text("toast-recording-found-more"));
    Words { icon: Icon::Info, tone: Tone::Info, title, detail, action }
}

fn words_of(scene: &Scene<'_>, kind: &NoticeKind) -> Words {
    let simple =
        |icon, tone, title: &str, detail: String| Words { icon, tone, title: scene.text(title), detail, action: None };
    match kind {
        NoticeKind::Ready(id) => ready(scene, *id),
        NoticeKind::Refused(id) => of_task(scene, *id, "toast-refused", Tone::Bad),
        NoticeKind::Failed(id) => of_task(scene, *id, "toast-failed", Tone::Bad),
        NoticeKind::Unknown(id) => of_task(scene, *id, "toast-unknown", Tone::Warn),
        NoticeKind::NotHeard(id) => not_heard(scene, *id),
        NoticeKind::Paused(refusal) => paused(scene, refusal),
        NoticeKind::TooLateToStop(id) => {
            let more = scene.text("toast-too-late-more");
            Words { detail: more, ..of_task(scene, *id, "toast-too-late", Tone::Warn) }
        }
        NoticeKind::CannotCancel(id) => {
            let live = scene.state.tasks.get(*id).is_some_and(|task| task.door == Door::Live);
            let more = scene.text(if live { "toast-cannot-cancel-live" } else { "toast-cannot-cancel-more" });
            Words { detail: more, ..of_task(scene, *id, "toast-cannot-cancel", Tone::Info) }
        }
        NoticeKind::NotThere(_, task_id) => {
            let detail = scene.texts.with("toast-not-there-more", &[("id", task_id.as_str().into())]);
            simple(Icon::Alert, Tone::Warn, "toast-not-there", detail)
        }
        NoticeKind::TaskIdTaken(task_id) => {
            let detail = scene.texts.with("toast-id-taken-more", &[("id", task_id.as_str().into())]);
            simple(Icon::Alert, Tone::Warn, "toast-id-taken", detail)
        }
        NoticeKind::NotPlayed(why) => not_played(scene, why),
        NoticeKind::RecordingFound(file) => recording_found(scene, file),
        NoticeKind::NotMedia(name) => {
            let detail = scene.texts.with("toast-not-media-more", &[("name", name.as_str().into())]);
            simple(Icon::Info, Tone::Info, "toast-not-media", detail)
        }
        NoticeKind::FormChanged(change) => Words {
            action: Some((scene.text("toast-undo"), Act::send(Command::UndoForm))),
            ..simple(Icon::Info, Tone::Info, form_changed(*change), String::new())
        },
        NoticeKind::NotMended(Place::Portrait, why) => not_mended(scene, "toast-portrait-not-edited", why),
        NoticeKind::NotMended(Place::Voice, why) => not_mended(scene, "toast-voice-not-edited", why),
        NoticeKind::DraftNotKept(why) => simple(Icon::Alert, Tone::Bad, "toast-draft-not-kept", why.clone()),
        NoticeKind::NoDialog => simple(Icon::Alert, Tone::Warn, "toast-no-dialog", scene.text("toast-no-dialog-more")),
        NoticeKind::KeyTrouble(why) => Words {
            action: Some((scene.text("top-settings"), Act::send(Command::OpenSettings(SettingsPage::Account)))),
            ..simple(Icon::Alert, Tone::Bad, "toast-key", scene.texts.key_fault(why))
        },
        NoticeKind::TaskNotSaved(_, why @ LibraryFault::Unwritable(_)) => {
            simple(Icon::Alert, Tone::Bad, "toast-task-not-saved-yet", scene.texts.library_fault(why))
        }
        NoticeKind::TaskNotSaved(_, why) => {
            simple(Icon::Alert, Tone::Bad, "toast-task-not-saved", scene.texts.library_fault(why))
        }
        NoticeKind::SettingsNotSaved(why) => simple(Icon::Alert, Tone::Bad, "toast-settings-not-saved", why.clone()),
        NoticeKind::VideoGone(id) => video_gone(scene, *id),
        NoticeKind::Spoilt(id) => of_task(scene, *id, "toast-spoilt", Tone::Bad),
        NoticeKind::NotOpened(why) => simple(Icon::Alert, Tone::Bad, "toast-not-opened", scene.texts.open_fault(why)),
        NoticeKind::ClosesWhenAnswered => {
            simple(Icon::Alert, Tone::Warn, "toast-closing", scene.text("toast-closing-more"))
        }
        NoticeKind::Warning(what) => simple(Icon::Alert, Tone::Warn, "toast-warning", scene.texts.warning(what)),
    }
}

/// The answer to a text that was to be spoken was lost: with the way to everything that was spoken.
fn not_heard(scene: &Scene<'_>, id: SubmissionId) -> Words {
    let stage = scene.state.speeches.get(id).map(|speech| &speech.stage);
    let detail = if let Some(SpeechStage::Unknown(lost)) = stage { scene.texts.lost(lost) } else { String::new() };
    let action = Some((scene.text("task-details"), Act::Show(Over::Spoken)));
    Words { icon: Icon::Alert, tone: Tone::Warn, title: scene.text("toast-not-heard"), detail, action }
}

/// The account is refused: with the way to the key where that is the matter, else to try again.
fn paused(scene: &Scene<'_>, refusal: &Refusal) -> Words {
    let why = scene.texts.refusal(refusal);
    let (name, command) = match refusal.kind {
        RefusalKind::Key => ("top-settings", Command::OpenSettings(SettingsPage::Account)),
        _ => ("toast-resume", Command::Resume),
    };
    Words {
        icon: Icon::Alert,
        tone: Tone::Bad,
        title: scene.text("toast-paused"),
        detail: scene.texts.with("toast-paused-more", &[("why", why.into())]),
        action: Some((scene.text(name), Act::send(command))),
    }
}

fn form_changed(change: FormChange) -> &'static str {
    match change {
        FormChange::Cleared(Place::Portrait) => "toast-portrait-removed",
        FormChange::Cleared(Place::Voice) => "toast-voice-removed",
        FormChange::Replaced(Place::Portrait) => "toast-portrait-replaced",
        FormChange::Replaced(Place::Voice) => "toast-voice-replaced",
        FormChange::Edited(Place::Portrait) => "toast-portrait-edited",
        FormChange::Edited(Place::Voice) => "toast-voice-edited",
        FormChange::ReplacedBoth => "toast-both-replaced",
        FormChange::UsedAgain => "toast-form-replaced",
    }
}

fn title_of(scene: &Scene<'_>, id: SubmissionId) -> String {
    scene.state.tasks.get(id).map(|task| task.title.clone()).unwrap_or_default()
}

fn ready(scene: &Scene<'_>, id: SubmissionId) -> Words {
    let length = scene.state.tasks.get(id).and_then(|task| task.video()).map(|video| video.length).unwrap_or_default();
    let length = scene.texts.length(length);
    Words {
        icon: Icon::Check,
        tone: Tone::Ok,
        title: scene.texts.with("toast-ready", &[("title", title_of(scene, id).into())]),
        detail: scene.texts.with("toast-ready-more", &[("length", length.into())]),
        action: Some((scene.text("task-open"), Act::send(Command::OpenVideo(id)))),
    }
}

fn video_gone(scene: &Scene<'_>, id: SubmissionId) -> Words {
    let task = scene.state.tasks.get(id);
    let until = task.and_then(Task::kept_there_until);
    let action = task.is_some_and(Task::can_fetch_again);
    Words {
        icon: Icon::Alert,
        tone: Tone::Warn,
        title: scene.texts.with("toast-video-gone", &[("title", title_of(scene, id).into())]),
        detail: until.map(|until| scene.texts.kept_there(until, scene.now, scene.zone)).unwrap_or_default(),
        action: action.then(|| (scene.text("task-fetch-again"), Act::send(Command::FetchAgain(id)))),
    }
}

fn of_task(scene: &Scene<'_>, id: SubmissionId, title: &str, tone: Tone) -> Words {
    let task = scene.state.tasks.get(id);
    let detail = match task.map(|task| &task.stage) {
        Some(Stage::Downloading(..)) => task.and_then(|task| scene.texts.spoilt(task)).unwrap_or_default(),
        Some(Stage::Refused(refusal)) => scene.texts.refusal(refusal),
        Some(Stage::Failed(_, why)) if !why.trim().is_empty() => why.trim().to_owned(),
        Some(Stage::Unknown(lost)) => scene.texts.lost(lost),
        _ => String::new(),
    };
    let title = scene.texts.with(title, &[("title", title_of(scene, id).into())]);
    let action = Some((scene.text("task-details"), Act::Show(Over::Details(id))));
    Words { icon: Icon::Alert, tone, title, detail, action }
}
