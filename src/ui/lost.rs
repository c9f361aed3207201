//! The questions about a submission whose answer was lost: which task it became, and whether its order is sent once more.
//!
//! Nothing is sent from here: an answer becomes a command.

use egui::{Align, Id, Layout, Rect, Ui, UiBuilder, pos2, vec2};

use super::{
    letters::Type,
    scene::Scene,
    theme::{L, S, TALL, Tokens, Tone, XS},
    widgets::{Dialog, Field, Look, Press, form_note, paragraph_ui, words},
};
use crate::{
    domain::{Stage, SubmissionId, TaskId},
    state::Command,
};

/// The dialog's size where there is room for it.
const SIZE: egui::Vec2 = vec2(440.0, 232.0);

/// That both may be billed, and what one costs now; `None` when the order cannot be sent again.
pub(super) fn twice(scene: &Scene<'_>, id: SubmissionId) -> Option<String> {
    let price = scene.state.price_again(id)?;
    let mode = scene.state.tasks.get(id)?.order.mode;
    let gaps = [("price", scene.texts.money(price.total).into()), ("how", scene.texts.estimate(&price, mode).into())];
    Some(scene.texts.with("send-again-sentence", &gaps))
}

/// What came of the question.
enum Named {
    /// It is still open.
    NotYet,
    /// Nothing.
    Not,
    /// This one.
    Task(TaskId),
}

/// Asks for the provider's id of a lost submission.
pub(super) fn name_task_ui(ui: &Ui, scene: &mut Scene<'_>, id: SubmissionId) {
    let lost = scene.state.tasks.get(id).is_some_and(|task| matches!(task.stage, Stage::Unknown(_)));
    if !lost {
        scene.entries.question = None;
        return;
    }
    let title = scene.text("name-task-title");
    let shown = Dialog::new(Id::unique("name task"), &title, SIZE).of_a_field().show(ui, |ui, rect| {
        let inner = rect.shrink(L + XS);
        let foot = Rect::from_min_max(pos2(inner.left(), inner.bottom() - TALL), inner.max);
        let body = Rect::from_min_max(inner.min, pos2(inner.right(), foot.top()));
        let mut body = ui.new_child(UiBuilder::new().max_rect(body));
        body.spacing_mut().item_spacing.y = S;
        let entered = field_ui(&mut body, scene, &title);
        foot_ui(ui, scene, foot, entered)
    });
    let named = match shown.inner {
        Named::NotYet if shown.closed => Named::Not,
        other => other,
    };
    if !matches!(named, Named::NotYet) {
        scene.entries.question = None;
    }
    if let Named::Task(task_id) = named {
        scene.send(Command::NameTask(id, task_id));
    }
}

/// The sentence and the field; says whether Return was pressed in it.
fn field_ui(ui: &mut Ui, scene: &mut Scene<'_>, title: &str) -> bool {
    let tokens = Tokens::of(ui);
    ui.label(words(title, Type::Title, tokens.text1));
    paragraph_ui(ui, &scene.text("name-task-sentence"), Type::Control, tokens.text2);
    let (name, wrong) = (scene.text("name-task-field"), is_wrong(scene));
    let width = ui.available_width();
    let field = Field::new(&name).code().bad(wrong);
    let response = field.show(ui, Id::unique("task id"), width, &mut scene.entries.task_id);
    if wrong {
        let most = [("count", TaskId::LONGEST.into())];
        form_note(ui, &scene.texts.with("name-task-wrong", &most), Tone::Bad);
    }
    response.lost_focus() && ui.input(|input| input.key_pressed(egui::Key::Enter))
}

fn is_wrong(scene: &Scene<'_>) -> bool {
    !scene.entries.task_id.trim().is_empty() && TaskId::read(&scene.entries.task_id).is_none()
}

/// The two buttons, and what came of them.
fn foot_ui(ui: &mut Ui, scene: &Scene<'_>, rect: Rect, entered: bool) -> Named {
    let named = TaskId::read(&scene.entries.task_id);
    let (no, yes) = (scene.text("account-cancel"), scene.text("name-task-yes"));
    let no = Press::new(&no).tall();
    let yes = Press::new(&yes).look(Look::Primary).enabled(named.is_some());
    let start = rect.right() - no.width(ui) - S - yes.width(ui);
    let place = Rect::from_min_max(pos2(start.max(rect.left()), rect.top()), rect.max);
    let mut foot = ui.new_child(UiBuilder::new().max_rect(place).layout(Layout::left_to_right(Align::Center)));
    foot.spacing_mut().item_spacing.x = S;
    let (no, yes) = (no.show(&mut foot).clicked(), yes.show(&mut foot).clicked());
    match named {
        Some(named) if yes || entered => Named::Task(named),
        _ if no => Named::Not,
        _ => Named::NotYet,
    }
}
