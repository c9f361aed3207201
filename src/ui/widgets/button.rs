//! Buttons: the one primary action, plain ones, and icons that are buttons.
//!
//! Invariant: every button has a name for those who cannot see it.

use std::sync::Arc;

use egui::{
    Align, Align2, Color32, Galley, Layout, Rect, Response, Role, Sense, Stroke, StrokeKind, Ui, UiBuilder, WidgetInfo,
    pos2, vec2,
};

use super::{Icon, focus_ring};
use crate::ui::{
    letters::Type,
    theme::{BUTTON_RADIUS, CHIP_RADIUS, ICON_BUTTON, Tokens},
};

/// How much a button stands out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Look {
    /// The one primary action of a view.
    Primary,
    /// Framed.
    Plain,
    /// Framed, for what cannot be taken back.
    Danger,
    /// No frame until the pointer is on it.
    Quiet,
    /// A small one inside a line of text.
    Inline,
}

/// A button with words.
#[derive(Clone, Copy, Debug)]
pub struct Press<'a> {
    text: &'a str,
    look: Look,
    icon: Option<Icon>,
    trailing: Option<Icon>,
    cap: Option<&'a str>,
    enabled: bool,
    tall: bool,
}

impl<'a> Press<'a> {
    /// A plain button of 28.
    #[must_use]
    pub fn new(text: &'a str) -> Self {
        Self { text, look: Look::Plain, icon: None, trailing: None, cap: None, enabled: true, tall: false }
    }

    /// How much it stands out; the primary one is 36 high.
    #[must_use]
    pub fn look(self, look: Look) -> Self {
        Self { look, tall: self.tall || look == Look::Primary, ..self }
    }

    /// An icon before the words.
    #[must_use]
    pub fn icon(self, icon: Icon) -> Self {
        Self { icon: Some(icon), ..self }
    }

    /// A small icon after the words.
    #[must_use]
    pub fn trailing(self, icon: Icon) -> Self {
        Self { trailing: Some(icon), ..self }
    }

    /// The shortcut, shown on a cap.
    #[must_use]
    pub fn cap(self, keys: &'a str) -> Self {
        Self { cap: Some(keys), ..self }
    }

    /// 36 high instead of 28.
    #[must_use]
    pub fn tall(self) -> Self {
        Self { tall: true, ..self }
    }

    /// Whether it can be pressed.
    #[must_use]
    pub fn enabled(self, enabled: bool) -> Self {
        Self { enabled, ..self }
    }

    /// Shows it.
    pub fn show(self, ui: &mut Ui) -> Response {
        if self.enabled {
            return self.place(ui);
        }
        // Its room is taken first: a row that is full goes on below, as it does for a button that can be pressed.
        let (_, rect) = ui.allocate_space(self.lay(ui).size);
        let layout = Layout::left_to_right(Align::Center);
        let mut off = ui.new_child(UiBuilder::new().max_rect(rect).layout(layout).disabled());
        // The primary button has a look of its own for this instead of fading.
        if self.look == Look::Primary {
            off.set_opacity(1.0);
        }
        self.place(&mut off)
    }

    fn measures(&self) -> (f32, f32, Type) {
        match (self.look, self.tall) {
            (Look::Inline, _) => (22.0, 8.0, Type::Meta),
            (Look::Primary, _) => (36.0, 15.0, Type::Action),
            (_, true) => (36.0, 15.0, Type::Tall),
            (Look::Quiet, false) => (32.0, 14.0, Type::Control),
            (_, false) => (28.0, 11.0, Type::Small),
        }
    }

    /// How wide it will be.
    #[must_use]
    pub fn width(&self, ui: &Ui) -> f32 {
        self.lay(ui).size.x
    }

    fn lay(&self, ui: &Ui) -> Laid {
        let (height, padding, size) = self.measures();
        let lay =
            |text: &str, size: Type| ui.painter().layout_no_wrap(text.to_owned(), size.font(), Color32::PLACEHOLDER);
        let (words, cap) = (lay(self.text, size), self.cap.map(|keys| lay(keys, Type::Cap)));
        let before = self.icon.map_or(0.0, |_| 22.0);
        let after = self.trailing.map_or(0.0, |_| 12.0) + cap.as_ref().map_or(0.0, |cap| cap.size().x + 19.0);
        let width = padding * 2.0 + before + words.size().x + after;
        Laid { size: vec2(width, height), start: padding + before, words, cap }
    }

    fn place(self, ui: &mut Ui) -> Response {
        let laid = self.lay(ui);
        let (rect, response) = ui.allocate_exact_size(laid.size, Sense::click());
        response.widget_info(|| WidgetInfo::labeled(Role::Button, ui.is_enabled(), self.text));
        super::keep_in_sight(ui, &response);
        if ui.is_rect_visible(rect) {
            self.paint(ui, rect, laid, &response);
        }
        response
    }

    fn paint(&self, ui: &Ui, rect: Rect, laid: Laid, response: &Response) {
        let (ground, edge, color) = self.colors(ui, response);
        let radius = if self.look == Look::Inline { CHIP_RADIUS } else { BUTTON_RADIUS };
        ui.painter().rect(rect, radius, ground, edge, StrokeKind::Inside);
        let left = rect.left() + laid.start;
        let middle = rect.center().y;
        if let Some(icon) = self.icon {
            icon.paint(ui.painter(), pos2(left - 15.0, middle), 15.0, color);
        }
        let end = left + laid.words.size().x;
        let place = Align2::LEFT_CENTER.anchor_size(pos2(left, middle), laid.words.size());
        ui.painter().galley(place.min, laid.words, color);
        if let Some(icon) = self.trailing {
            icon.paint(ui.painter(), pos2(end + 10.0, middle - 1.0), 12.0, color);
        }
        if let Some(cap) = laid.cap {
            let place = Rect::from_min_size(pos2(end + 8.0, middle - 8.0), vec2(cap.size().x + 11.0, 16.0));
            ui.painter().rect_filled(place, 4, Tokens::of(ui).cap(response.enabled()));
            ui.painter().galley(Align2::CENTER_CENTER.anchor_size(place.center(), cap.size()).min, cap, color);
        }
        focus_ring(ui, response, radius);
    }

    fn colors(&self, ui: &Ui, response: &Response) -> (Color32, Stroke, Color32) {
        let tokens = Tokens::of(ui);
        let near = response.hovered() || response.has_focus();
        let ground = |near: bool| if near { tokens.bg3 } else { tokens.bg2 };
        match self.look {
            Look::Primary if !response.enabled() => (tokens.bg3, Stroke::NONE, tokens.text3),
            Look::Primary => (if near { tokens.accent_hover() } else { tokens.accent }, Stroke::NONE, tokens.on_accent),
            Look::Plain => (ground(near), tokens.stroke(), tokens.text1),
            Look::Danger => (ground(near), tokens.stroke(), tokens.words(crate::ui::theme::Tone::Bad)),
            Look::Quiet => (if near { tokens.bg3 } else { Color32::TRANSPARENT }, Stroke::NONE, tokens.text2),
            Look::Inline => {
                (tokens.bg3, Stroke::new(1.0, if near { tokens.line } else { tokens.bg3 }), tokens.accent_text)
            }
        }
    }
}

/// A button's words and size, before it has a place.
struct Laid {
    size: egui::Vec2,
    /// From the left edge to the words.
    start: f32,
    words: Arc<Galley>,
    cap: Option<Arc<Galley>>,
}

/// A button that is an icon of 30 × 30; `name` is also its tooltip. Framed ones lie on pictures.
pub fn icon_button(ui: &mut Ui, icon: Icon, name: &str, framed: bool) -> Response {
    bare_icon_button(ui, icon, name, framed).on_hover_text(name)
}

/// The same without a tooltip, for one that says more than the name.
pub fn bare_icon_button(ui: &mut Ui, icon: Icon, name: &str, framed: bool) -> Response {
    let tokens = Tokens::of(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(ICON_BUTTON, ICON_BUTTON), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, ui.is_enabled(), name));
    super::keep_in_sight(ui, &response);
    if ui.is_rect_visible(rect) {
        let near = response.hovered() || response.has_focus();
        if framed {
            let ground = if near { tokens.bg3 } else { tokens.bg2 };
            ui.painter().rect(rect, BUTTON_RADIUS, ground, tokens.stroke(), StrokeKind::Inside);
        } else if near {
            ui.painter().rect_filled(rect, BUTTON_RADIUS, tokens.bg3);
        }
        let color = if near { tokens.text1 } else { tokens.text2 };
        icon.paint(ui.painter(), rect.center(), 15.0, color);
        focus_ring(ui, &response, BUTTON_RADIUS);
    }
    response
}
