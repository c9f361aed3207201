//! Who has the keyboard when something opens over the page and closes again, and that it is in sight.
//!
//! egui forgets what had the keyboard when a dialog or a menu takes it. Here each of them is a layer that remembers what
//! had it before; a layer that is not shown any more gives it back. Invariant: nothing but `end_pass` ends a layer.

use egui::{Context, FocusDirection, Id, Response, Ui, style::ScrollAnimation, text_edit::TextEditState};

/// Something over the page: a dialog, or an open menu.
#[derive(Clone, Debug)]
struct Layer {
    id: Id,
    dialog: bool,
    /// What had the keyboard when it opened.
    before: Option<Id>,
    /// What had it last while it was open.
    inside: Option<Id>,
    /// When it was first shown, and when last.
    first: u64,
    pass: u64,
    /// Whether the keyboard was brought in.
    entered: bool,
    /// Whether a pointer opened it.
    by_pointer: bool,
}

#[derive(Clone, Debug, Default)]
struct Kept {
    layers: Vec<Layer>,
    /// What had the keyboard at the end of the last pass, and whether it is a field for text.
    last: Option<Id>,
    last_is_field: bool,
    /// What was scrolled to last.
    followed: Option<Id>,
}

fn with<R>(ctx: &Context, change: impl FnOnce(&mut Kept) -> R) -> R {
    ctx.data_mut(|data| change(data.get_temp_mut_or_default(Id::NULL)))
}

/// Says in each pass that a dialog or a menu is open, from inside it. When it opened, the first control that is drawn from
/// here on is given the keyboard: always in a dialog, and in a menu when no pointer opened it. A menu that a pointer opened
/// takes the keyboard from all but a field, whose selection it may be about: then the arrows go through its items.
pub(super) fn layer(ui: &Ui, id: Id, dialog: bool) {
    let pass = ui.cumulative_pass_nr();
    let (focused, by_pointer) = (ui.memory(egui::Memory::focused), ui.input(|input| input.pointer.any_click()));
    // A pass that only measures shows nothing that could have the keyboard, and in the first pass of a dialog egui does not
    // know yet that it lies on top.
    let shown = !ui.is_sizing_pass();
    let (fresh, enter) = with(ui.ctx(), |kept| {
        let before = focused.or(kept.last);
        if !kept.layers.iter().any(|layer| layer.id == id) {
            kept.layers.push(Layer { id, dialog, before, inside: None, first: pass, pass, entered: false, by_pointer });
        }
        let Some(layer) = kept.layers.iter_mut().find(|layer| layer.id == id) else { return (false, None) };
        layer.pass = pass;
        let enters = shown && !layer.entered && layer.first != pass;
        layer.entered |= enters;
        (!layer.entered, enters.then_some(dialog || !layer.by_pointer))
    });
    if fresh {
        ui.request_repaint();
    }
    match (enter, focused) {
        (Some(true), _) => to_next(ui),
        (Some(false), Some(focused)) if TextEditState::load(ui, focused).is_none() => {
            ui.memory_mut(|memory| memory.surrender_focus(focused));
        }
        _ => {}
    }
}

/// Gives the keyboard to the first control that is drawn from here on.
pub(in crate::ui) fn to_next(ui: &Ui) {
    ui.memory_mut(|memory| {
        if let Some(focused) = memory.focused() {
            memory.surrender_focus(focused);
        }
        memory.move_focus(FocusDirection::Next);
    });
    ui.request_repaint();
}

/// Whether a dialog was open in the last pass.
pub(in crate::ui) fn is_dialog_open(ctx: &Context) -> bool {
    with(ctx, |kept| kept.layers.iter().any(|layer| layer.dialog))
}

/// What had the keyboard at the end of the last pass, and whether it is a field for text: Escape has taken it away by now.
pub(in crate::ui) fn had(ctx: &Context) -> (Option<Id>, bool) {
    with(ctx, |kept| (kept.last, kept.last_is_field))
}

/// At the end of each pass: gives the keyboard to what is to have it, ends the layers that were not shown, and gives the
/// keyboard back to what had it before them, unless it went elsewhere meanwhile.
pub(in crate::ui) fn end_pass(ctx: &Context, give: Option<Id>) {
    if let Some(give) = give {
        ctx.memory_mut(|memory| memory.request_focus(give));
        ctx.request_repaint();
    }
    let pass = ctx.cumulative_pass_nr();
    let focused = ctx.memory(egui::Memory::focused);
    let (back, focused, gone) = with(ctx, |kept| {
        let (mut focused, mut back) = (focused, None);
        let before = kept.layers.len();
        while let Some(at) = kept.layers.iter().rposition(|layer| layer.pass != pass) {
            let gone = kept.layers.remove(at);
            for above in kept.layers.iter_mut().skip(at).filter(|above| above.before == gone.inside) {
                above.before = gone.before;
            }
            if at == kept.layers.len() && (focused.is_none() || focused == gone.inside) {
                (focused, back) = (gone.before, gone.before);
            }
        }
        if let Some(top) = kept.layers.last_mut() {
            top.inside = focused.or(top.inside);
        }
        let gone = kept.layers.len() != before;
        kept.last = focused;
        if focused.is_none() {
            kept.followed = None;
        }
        (back, focused, gone)
    });
    if let Some(back) = back {
        ctx.memory_mut(|memory| memory.request_focus(back));
    }
    if gone {
        // Somebody may have waited for it.
        ctx.request_repaint();
    }
    let is_field = focused.is_some_and(|id| TextEditState::load(ctx, id).is_some());
    with(ctx, |kept| kept.last_is_field = is_field);
}

/// Scrolls to what has just been given the keyboard, as little as is needed.
pub fn keep_in_sight(ui: &Ui, response: &Response) {
    let fresh = response.has_focus() && with(ui.ctx(), |kept| kept.followed.replace(response.id) != Some(response.id));
    if fresh {
        ui.scroll_to_rect_animation(response.rect, None, ScrollAnimation::none());
    }
}
