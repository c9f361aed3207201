//! Opening the window: the machine, the screen and the renderer brought together.
//!
//! Not what is in the window (`app`, `ui`). One window for each library: a second start hands its files to it and ends.

use std::{
    cell::RefCell,
    fs::{File, TryLockError},
    num::NonZero,
    path::{Path, PathBuf},
    rc::Rc,
    sync::{Arc, OnceLock},
};

use eframe::CreationContext;
use egui::Vec2;
use jiff::Timestamp;
use tokio::{runtime::Handle, sync::mpsc::Receiver};

use crate::app::{App, SMALLEST, was_dark};
use crate::domain::{Scale, SystemLook};
use crate::machine::Machine;
use crate::services::{Services, handover, media, preferences};
use crate::start::{self, Display, Surroundings};
use crate::state::{Event, Session, State};
use crate::ui::{Screen, pictures};

#[cfg(any(test, not(any(windows, target_os = "macos"))))]
mod sight;

/// The name that the system knows the program by: that of the desktop file, the icon and the windows.
const APP_ID: &str = "io.github.likeness.Likeness";
/// How large the window is at first, in points.
const AT_FIRST: Vec2 = Vec2::new(1280.0, 800.0);

/// On macOS the system is asked on the window's thread and not before its event loop is there. Elsewhere it is asked as
/// early as can be, so that the answer is here when the first frame is drawn.
const LOOK_NEEDS_THE_LOOP: bool = cfg!(target_os = "macos");

/// How a start of the window ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ended {
    /// It was shown, and closed.
    Closed,
    /// A window was open already: it took this many files, and came to the front.
    HandedOver(usize),
}

/// Why there is no window.
#[derive(Debug)]
pub enum NoWindow {
    /// There is nothing to show it on.
    NoDisplay,
    /// Another window, or a command that does its work, has the same library open and takes no files.
    AlreadyOpen,
    /// No renderer works; the words of each.
    NoRenderer(String),
}

/// What must be known before a window can be there.
struct Shell {
    /// Where its place and size are kept.
    file: PathBuf,
    /// Whether they are.
    keeps_place: bool,
    /// How large everything is drawn.
    scale: Scale,
    /// X11 instead of Wayland.
    x11: bool,
}

/// Opens the window and stays until it is closed. Where one is open on the same library, that one gets the files.
///
/// # Errors
/// When there is no display, no working renderer, or another window that cannot be told.
pub fn open(surroundings: &Surroundings, runtime: &Handle, files: Vec<PathBuf>) -> Result<Ended, NoWindow> {
    if !start::has_display() {
        return Err(NoWindow::NoDisplay);
    }
    let library = &surroundings.folders.library;
    let _only = match only_window(library) {
        Err(NoWindow::AlreadyOpen) => return hand_over(library, &files),
        only => only?,
    };
    let seen = preferences::peek(&surroundings.folders.settings_file);
    let (display, prefers_x11) = (Display::find(), surroundings.prefers_x11 || seen.prefer_x11);
    let session = Session {
        quiet: false,
        no_drop: display.uses_wayland(prefers_x11),
        wayland: display.is_choice(),
        ..surroundings.session(false)
    };
    let shell = Shell {
        file: surroundings.folders.window_file.clone(),
        keeps_place: true,
        scale: seen.scale,
        x11: display.is_choice() && prefers_x11,
    };
    let context: Arc<OnceLock<egui::Context>> = Arc::default();
    let waker = Arc::clone(&context);
    let wake = Arc::new(move || {
        if let Some(context) = waker.get() {
            context.request_repaint();
        }
    });
    let (_door, handed) = runtime.block_on(open_door(library, Arc::clone(&wake) as _));
    let (services, events) = Services::start(runtime, surroundings.options(), wake);
    let language = start::system_language();
    if !LOOK_NEEDS_THE_LOOP {
        services.watch_look(language);
    }
    let mut machine = Machine::begin(session, services.clone(), events);
    machine.event(Event::SettingsSeen(Box::new(seen)));
    let parts = Rc::new(RefCell::new(Some((machine, files, handed))));
    let (look, loader) = (services.clone(), loader(runtime.clone()));
    show(&shell, move |creation| {
        context.set(creation.egui_ctx.clone()).ok();
        let (mut machine, files, handed) = parts.borrow_mut().take().ok_or("the window was opened twice")?;
        // What the system says now comes after it.
        let dark = was_dark(creation.storage);
        machine.event(Event::SystemLook(SystemLook { language, dark, ..SystemLook::default() }));
        if LOOK_NEEDS_THE_LOOP {
            look.watch_look(language);
        }
        let screen = Screen::new(&creation.egui_ctx, Arc::clone(&loader));
        Ok(Box::new(App::new(machine, screen, files).taking_over(handed)))
    })?;
    runtime.block_on(services.flush());
    Ok(Ended::Closed)
}

fn hand_over(library: &Path, files: &[PathBuf]) -> Result<Ended, NoWindow> {
    handover::hand_over(library, files).map(|()| Ended::HandedOver(files.len())).map_err(|error| {
        tracing::warn!(%error, "the window that is open takes no files");
        NoWindow::AlreadyOpen
    })
}

/// Lets other starts come to this window. Without a door they say that it is open.
async fn open_door(
    library: &Path,
    wake: Arc<dyn Fn() + Send + Sync>,
) -> (Option<handover::Door>, Option<Receiver<Vec<PathBuf>>>) {
    match handover::listen(library, wake).await {
        Ok((door, handed)) => (Some(door), Some(handed)),
        Err(error) => {
            tracing::warn!(%error, "other starts cannot hand their files over");
            (None, None)
        }
    }
}

/// Opens a window with the tokens of the look in it, and nothing behind it.
///
/// # Errors
/// When there is no display or no working renderer.
pub fn open_gallery(surroundings: &Surroundings) -> Result<(), NoWindow> {
    if !start::has_display() {
        return Err(NoWindow::NoDisplay);
    }
    let file = surroundings.folders.window_file.clone();
    let shell = Shell { file, keeps_place: false, scale: Scale::default(), x11: false };
    show(&shell, |creation| {
        let no_pictures: pictures::Loader = Arc::new(|_, _, done| done(Err(String::new())));
        Ok(Box::new(Gallery(Screen::new(&creation.egui_ctx, no_pictures).gallery(), State::default())))
    })
}

struct Gallery(Screen, State);

impl eframe::App for Gallery {
    fn ui(&mut self, ui: &mut egui::Ui, _frame: &mut eframe::Frame) {
        self.0.show(ui, &self.1, Timestamp::now(), &mut vec![]);
    }

    fn persist_egui_memory(&self) -> bool {
        false
    }
}

type Created = Result<Box<dyn eframe::App>, Box<dyn std::error::Error + Send + Sync>>;

/// Shows an app with the first renderer that works, until it is closed.
fn show(shell: &Shell, create: impl Fn(&CreationContext<'_>) -> Created + Clone + 'static) -> Result<(), NoWindow> {
    let mut reasons = vec![];
    for renderer in start::renderers() {
        let create = create.clone();
        let creator: eframe::AppCreator<'_> = Box::new(move |creation| {
            #[cfg(not(any(windows, target_os = "macos")))]
            sight::bring_in_sight(creation);
            create(creation)
        });
        match eframe::run_native_ext(APP_ID, options(renderer, shell), Some(context(shell.scale)), creator) {
            Ok(()) => return Ok(()),
            Err(error) => {
                tracing::warn!(%error, ?renderer, "no window with this renderer");
                reasons.push(error.to_string());
            }
        }
    }
    Err(NoWindow::NoRenderer(reasons.join("; ")))
}

/// A context as eframe makes it, but drawn at its size from the start: the window's size is kept in points, which would
/// be smaller ones while the window is made.
fn context(scale: Scale) -> egui::Context {
    let context = egui::Context::default();
    context.set_embed_viewports(false);
    context.options_mut(|options| {
        options.max_passes = NonZero::<usize>::MIN.saturating_add(1);
        options.zoom_factor = scale.factor();
    });
    context
}

fn options(renderer: eframe::Renderer, shell: &Shell) -> eframe::NativeOptions {
    let icon = include_bytes!("../assets/packaging/io.github.likeness.Likeness.png");
    let mut viewport = egui::ViewportBuilder::default()
        .with_title("Likeness")
        .with_app_id(APP_ID)
        .with_inner_size(AT_FIRST)
        .with_drag_and_drop(true);
    if let Ok(icon) = eframe::icon_data::from_png_bytes(icon) {
        viewport = viewport.with_icon(icon);
    }
    #[cfg_attr(
        any(windows, target_os = "macos"),
        expect(unused_mut, reason = "only Linux has a choice of event loops")
    )]
    let mut options = eframe::NativeOptions {
        viewport,
        renderer,
        // Where it was, if it was anywhere.
        centered: !shell.file.exists(),
        persistence_path: Some(shell.file.clone()),
        persist_window: shell.keeps_place,
        // Only now is its size known: a large scale on a small screen leaves less room than the views would like.
        window_builder: Some(Box::new(|builder| {
            let size = builder.inner_size.unwrap_or(AT_FIRST);
            builder.with_min_inner_size(SMALLEST.min(size))
        })),
        ..Default::default()
    };
    #[cfg(not(any(windows, target_os = "macos")))]
    if shell.x11 {
        use winit::platform::x11::EventLoopBuilderExtX11 as _;
        options.event_loop_builder = Some(Box::new(|builder| {
            builder.with_x11();
        }));
    }
    options
}

/// Holds the library's window lock until dropped. Where the file system has no locks, the window opens all the same.
pub fn only_window(library: &Path) -> Result<Option<File>, NoWindow> {
    let made = std::fs::create_dir_all(library).and_then(|()| File::create(library.join("window.lock")));
    let Ok(file) = made else { return Ok(None) };
    match file.try_lock() {
        Ok(()) => Ok(Some(file)),
        Err(TryLockError::WouldBlock) => Err(NoWindow::AlreadyOpen),
        Err(TryLockError::Error(_)) => Ok(None),
    }
}

/// Reads pictures for the views, off their thread, upright and no larger than they are shown.
#[must_use]
pub fn loader(runtime: Handle) -> pictures::Loader {
    Arc::new(move |path, longest_side, done| {
        runtime.spawn_blocking(move || {
            let read = std::fs::read(&path).map_err(|error| error.to_string());
            let pixels = read
                .and_then(|bytes| media::image::upright(&bytes, Some(longest_side)).map_err(|why| format!("{why:?}")));
            done(pixels.map(|pixels| pictures::Picture {
                width: pixels.width,
                height: pixels.height,
                rgba: pixels.rgba,
            }));
        });
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_context_is_drawn_at_its_size_from_the_start() {
        let scale = Scale::new(160).expect("a scale");
        assert_eq!(context(scale).zoom_factor(), 1.6);
    }
}
