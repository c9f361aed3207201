//! The quality, and what few people need: a title, a callback address, an own task id.

use egui::{Id, Ui};

use super::problems::field_problem_ui;
use crate::{
    domain::{Mode, Rule, Verdict},
    state::Command,
    ui::{
        scene::Scene,
        theme::S,
        widgets::{Field, Icon, Look, Press, flow, form_label, segments, segments_width},
    },
};

/// The two qualities, and the button that unfolds the rest.
pub(super) fn mode_ui(ui: &mut Ui, scene: &mut Scene<'_>) {
    let [standard, professional] = [Mode::Standard, Mode::Professional].map(|mode| scene.texts.mode(mode));
    let choices = [(Mode::Standard, standard.as_str()), (Mode::Professional, professional.as_str())];
    let name = scene.text(if scene.entries.more { "more-close" } else { "more-open" });
    let more = Press::new(&name).look(Look::Quiet).trailing(Icon::Down);
    flow(ui, |ui| {
        let beside = ui.available_width() - S - more.width(ui);
        let fits = beside >= segments_width(ui, &choices);
        let width = if fits { beside } else { ui.available_width() };
        if let Some(mode) = segments(ui, &scene.text("mode-name"), width, &choices, scene.state.draft.mode) {
            scene.send(Command::SetMode(mode));
        }
        if more.show(ui).clicked() {
            scene.entries.more = !scene.entries.more;
        }
    });
}

/// One field: its rule, its name, its hint, what is in it, and the command for what is written.
type Row<'a> = (Rule, &'static str, &'static str, &'a String, fn(String) -> Command);

/// The rest, once unfolded, or when something in it is wrong.
pub(super) fn more_ui(ui: &mut Ui, scene: &mut Scene<'_>) {
    let hidden_problem = [Rule::Title, Rule::CallbackUrl, Rule::OwnTaskId].map(|rule| is_bad(scene, rule));
    if !scene.entries.more && hidden_problem == [false; 3] {
        return;
    }
    let draft = &scene.state.draft;
    let rows: [Row<'_>; 3] = [
        (Rule::Title, "more-title", "more-title-hint", &draft.title, Command::SetTitle),
        (Rule::CallbackUrl, "more-callback", "more-callback-hint", &draft.callback_url, Command::SetCallbackUrl),
        (Rule::OwnTaskId, "more-own-id", "more-own-id-hint", &draft.own_task_id, Command::SetOwnTaskId),
    ];
    for (rule, name, hint, value, command) in rows {
        let (name, hint) = (scene.text(name), scene.text(hint));
        ui.add_space(2.0);
        form_label(ui, &name);
        let mut text = value.clone();
        let field = Field::new(&name).hint(&hint).bad(is_bad(scene, rule));
        let id = Id::unique(("more field", rule.name()));
        if field.show(ui, id, ui.available_width(), &mut text).changed() {
            scene.send(command(text));
        }
        field_problem_ui(ui, scene, rule);
    }
}

fn is_bad(scene: &Scene<'_>, rule: Rule) -> bool {
    scene.state.report.of(rule).is_some_and(|check| check.verdict == Verdict::Fail)
}
