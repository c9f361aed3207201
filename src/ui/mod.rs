//! The window: views that read the state, draw it, and push commands.
//!
//! Nothing in here changes the state, opens a file or waits. Invariant: every control has a name and is reached by the
//! keyboard. What a person is typing into a field that is no part of the draft lives in `Entries` until it is a command.

pub mod actions;
mod compose;
mod crop;
mod details;
mod dropping;
mod gallery;
mod guidance;
mod input;
pub mod letters;
mod look;
mod lost;
mod over;
mod palette;
pub mod pictures;
mod scene;
mod settings;
mod shortcuts_sheet;
mod statusbar;
mod tasks;
pub mod text;
pub mod theme;
mod toasts;
mod topbar;
mod welcome;
pub mod widgets;

use egui::{
    Align, CentralPanel, Color32, ColorImage, Context, Frame, Layout, Margin, Panel, Rect, Role, TextureHandle,
    TextureOptions, Ui, UiBuilder, vec2,
};
use jiff::{Timestamp, tz::TimeZone};

use crate::state::{Command, State};
use dropping::Hovering;
use gallery::Gallery;
use pictures::{Loader, Pictures};
use scene::{Column, Entries, Scene};
use tasks::Overview;
use text::Texts;
use theme::Tokens;
use widgets::keyboard;

/// What the window keeps between frames that is no part of the state.
pub struct Screen {
    texts: Texts,
    /// Whether the texts stay whatever language the state has.
    keeps_texts: bool,
    pictures: Pictures,
    entries: Entries,
    overview: Overview,
    logos: [TextureHandle; 2],
    zone: TimeZone,
    gallery: Option<Gallery>,
}

// What is typed may be a key: nothing of it is printed.
impl std::fmt::Debug for Screen {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Screen").field("pictures", &self.pictures).finish_non_exhaustive()
    }
}

impl Screen {
    /// Gives the window its fonts and styles.
    #[must_use]
    pub fn new(context: &Context, loader: Loader) -> Self {
        theme::install(context);
        look::prepare(context);
        let logos = [true, false].map(|dark| {
            let [from, to] = theme::logo(dark);
            let middle = from.lerp_to_gamma(to, 0.5);
            let image = ColorImage::new([2, 2], vec![from, middle, middle, to]);
            context.load_texture("logo", image, TextureOptions::LINEAR)
        });
        Self {
            texts: Texts::default(),
            keeps_texts: false,
            pictures: Pictures::new(loader),
            entries: Entries::default(),
            overview: Overview::default(),
            logos,
            zone: TimeZone::system(),
            gallery: None,
        }
    }

    /// Shows the tokens of the look instead of a state.
    #[must_use]
    pub fn gallery(self) -> Self {
        Self { gallery: Some(Gallery::default()), ..self }
    }

    /// Shows times of day in this zone instead of the system's.
    #[must_use]
    pub fn in_zone(self, zone: TimeZone) -> Self {
        Self { zone, ..self }
    }

    /// Speaks with these texts whatever language the state has: for tests, such as those with `Texts::pseudo`.
    #[must_use]
    pub fn speaking(self, texts: Texts) -> Self {
        Self { texts, keeps_texts: true, ..self }
    }

    /// Speaks the language of the state from now on.
    fn follow_language(&mut self, context: &Context, state: &State) {
        let (left, spoken) = (self.texts.language(), state.language());
        if self.keeps_texts || left == spoken {
            return;
        }
        letters::follow(context, left, spoken, state.system.language);
        self.texts = Texts::of(spoken);
    }

    /// Draws the state and pushes what the person asks for.
    pub fn show(&mut self, ui: &mut Ui, state: &State, now: Timestamp, commands: &mut Vec<Command>) {
        if let Some(gallery) = &mut self.gallery {
            return gallery.show(ui);
        }
        look::follow(ui.ctx(), state);
        self.follow_language(ui.ctx(), state);
        self.overview.follow(state, now);
        let hovering = Hovering::over(ui);
        let mut scene = Scene {
            state,
            texts: &self.texts,
            now,
            zone: &self.zone,
            overview: &self.overview,
            hovering,
            commands,
            pictures: &mut self.pictures,
            entries: &mut self.entries,
        };
        // What a screen reader calls the window, and with which voice it reads.
        let (name, language) = (scene.texts.get("app-name"), scene.texts.language().tag());
        ui.ctx().accesskit_node_builder(egui::accesskit_root_id(), |node| {
            node.set_label(name);
            node.set_language(language);
        });
        over::name_menus(ui, &scene);
        input::take(ui, &mut scene);
        let [dark, light] = &self.logos;
        let logo = if ui.visuals().dark_mode { dark } else { light };
        page_ui(ui, &mut scene, logo);
        dropping::dropping_ui(ui, &scene);
        toasts::toasts_ui(ui, &mut scene);
        settings::settings_ui(ui, &mut scene);
        welcome::welcome_ui(ui, &mut scene);
        over::over_ui(ui, &mut scene);
        // What lies behind a dialog cannot have the keyboard: it waits until the dialog is gone.
        let give = if keyboard::is_dialog_open(ui) { None } else { scene.entries.give.take() };
        keyboard::end_pass(ui, give);
        if scene.overview.is_ticking() {
            ui.request_repaint_after(until_next_second(now));
        }
        self.pictures.end_frame();
    }
}

fn until_next_second(now: Timestamp) -> std::time::Duration {
    let past = u64::try_from(now.subsec_millisecond()).unwrap_or_default();
    std::time::Duration::from_millis(1000 - past.min(990))
}

/// A panel without margins on a ground.
fn bare(ground: Color32) -> Frame {
    Frame::NONE.fill(ground)
}

/// Shows the page. While a dialog lies over it, screen readers do not wander into it.
fn page_ui(ui: &mut Ui, scene: &mut Scene<'_>, logo: &TextureHandle) {
    let covered = keyboard::is_dialog_open(ui);
    let whole = UiBuilder::new().max_rect(ui.max_rect());
    ui.scope_builder(whole, |ui| {
        // With a role of its own: a container without one would not bring what is in it back when it is shown again.
        ui.accesskit_node_builder(ui.unique_id(), |node| {
            node.set_role(Role::Main);
            if covered {
                node.set_hidden();
            }
        });
        frame_ui(ui, scene, logo);
    });
}

/// Tells screen readers what a part of the page is.
fn region(ui: &Ui, role: Role, name: &str) {
    ui.accesskit_node_builder(ui.unique_id(), |node| {
        node.set_role(role);
        node.set_label(name);
    });
}

/// Before a column is drawn: gives it the keyboard when that was asked for.
fn enter_form(ui: &Ui, scene: &mut Scene<'_>) {
    if !keyboard::is_dialog_open(ui) && scene.entries.enter.take_if(|column| *column == Column::Compose).is_some() {
        keyboard::to_next(ui);
    }
}

fn frame_ui(ui: &mut Ui, scene: &mut Scene<'_>, logo: &TextureHandle) {
    let tokens = Tokens::of(ui);
    let top = Panel::top("top bar").exact_size(theme::TOP_BAR).frame(bare(tokens.bg1));
    top.show_separator_line(false).show(ui, |ui| {
        region(ui, Role::Banner, &scene.text("app-name"));
        topbar::topbar_ui(ui, scene, logo);
    });
    // Its place is taken before the columns', but it is read after them.
    let low = ui.content_rect().height() < theme::TALL_ENOUGH;
    let bottom = Panel::bottom("status bar").exact_size(theme::STATUS_BAR).frame(bare(tokens.bg1));
    let status = (!low).then(|| bottom.show_separator_line(false).show(ui, |ui| ui.max_rect()).inner);
    let whole = UiBuilder::new().max_rect(ui.available_rect_before_wrap());
    ui.scope_builder(whole, |ui| columns_ui(ui, scene));
    if let Some(place) = status {
        ui.scope_builder(UiBuilder::new().max_rect(place), |ui| {
            region(ui, Role::ContentInfo, &scene.text("status-name"));
            statusbar::statusbar_ui(ui, scene);
        });
    }
}

/// The form and the list, side by side, or one of them under two tabs.
fn columns_ui(ui: &mut Ui, scene: &mut Scene<'_>) {
    let tokens = Tokens::of(ui);
    if ui.available_width() >= theme::TWO_COLUMNS {
        let frame = bare(tokens.bg1).inner_margin(Margin { right: 1, ..Margin::ZERO });
        let left = Panel::left("compose").exact_size(theme::COMPOSE).resizable(false).frame(frame);
        left.show_separator_line(false).show(ui, |ui| {
            let rect = ui.max_rect();
            ui.painter().vline(rect.right() + 0.5, rect.y_range(), tokens.stroke());
            column_ui(ui, scene, Column::Compose);
        });
        CentralPanel::default().frame(bare(tokens.bg0)).show(ui, |ui| column_ui(ui, scene, Column::Tasks));
        return;
    }
    let tabs = Panel::top("columns").exact_size(theme::COLUMN_TABS).frame(bare(tokens.bg1));
    tabs.show_separator_line(false).show(ui, |ui| column_tabs_ui(ui, scene));
    let column = scene.entries.column;
    let ground = if column == Column::Compose { tokens.bg1 } else { tokens.bg0 };
    CentralPanel::default().frame(bare(ground)).show(ui, |ui| column_ui(ui, scene, column));
}

fn column_ui(ui: &mut Ui, scene: &mut Scene<'_>, column: Column) {
    match column {
        Column::Compose => {
            region(ui, Role::Region, &scene.text("section-form"));
            enter_form(ui, scene);
            compose::compose_ui(ui, scene);
        }
        Column::Tasks => {
            region(ui, Role::Region, &scene.text("section-tasks"));
            tasks::tasks_ui(ui, scene);
        }
    }
}

/// The two tabs of a narrow window.
fn column_tabs_ui(ui: &mut Ui, scene: &mut Scene<'_>) {
    line_below(ui, ui.max_rect());
    let row = ui.max_rect().shrink2(vec2(theme::L, 0.0));
    let layout = Layout::left_to_right(Align::Center);
    ui.scope_builder(UiBuilder::new().max_rect(row).layout(layout), |ui| {
        let count = scene.state.tasks.len();
        let tasks = scene.texts.with("column-tasks", &[("count", count.into())]);
        let columns = [
            (Column::Compose, scene.text("column-compose"), actions::Action::GoToForm),
            (Column::Tasks, tasks, actions::Action::GoToList),
        ];
        for (column, name, action) in columns {
            let tab = widgets::tabs(ui, &name, scene.entries.column == column);
            if tab.on_hover_text(actions::tip(scene, action)).clicked() {
                scene.entries.column = column;
            }
        }
    });
}

/// A line of one pixel at the lower edge.
fn line_below(ui: &Ui, rect: Rect) {
    ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, Tokens::of(ui).stroke());
}

/// A line of one pixel at the upper edge.
fn line_above(ui: &Ui, rect: Rect) {
    ui.painter().hline(rect.x_range(), rect.top() + 0.5, Tokens::of(ui).stroke());
}
