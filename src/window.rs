//! Opening the window: the machine, the screen and the renderer brought together.
//!
//! Not what is in the window (`app`, `ui`). One window for each library: a second one says so and ends.

use std::{
    cell::RefCell,
    fs::{File, TryLockError},
    path::{Path, PathBuf},
    rc::Rc,
    sync::{Arc, OnceLock},
};

use tokio::runtime::Handle;

use crate::app::App;
use crate::machine::Machine;
use crate::services::{Services, media};
use crate::start::{self, Surroundings};
use crate::ui::{Screen, pictures};

/// The name that the system knows the program by.
const APP_ID: &str = "io.github.likeness.Likeness";

/// Why there is no window.
#[derive(Debug, thiserror::Error)]
pub enum NoWindow {
    /// There is nothing to show it on.
    #[error("there is no display for a window here; `likeness create` works without one")]
    NoDisplay,
    /// Another window is open on the same library.
    #[error("Likeness is open already; bring files to that window, or use `likeness create`")]
    AlreadyOpen,
    /// No renderer works; the last one's words.
    #[error("the window cannot be opened ({0}); `likeness create` works without one")]
    NoRenderer(String),
}

/// Opens the window and stays until it is closed.
///
/// # Errors
/// When there is no display, no working renderer, or another window on the same library.
pub fn open(surroundings: &Surroundings, runtime: &Handle, files: Vec<PathBuf>) -> Result<(), NoWindow> {
    if !start::has_display() {
        return Err(NoWindow::NoDisplay);
    }
    let _only = only_window(&surroundings.folders.library)?;
    let context: Arc<OnceLock<egui::Context>> = Arc::default();
    let waker = Arc::clone(&context);
    let wake = Arc::new(move || {
        if let Some(context) = waker.get() {
            context.request_repaint();
        }
    });
    let (services, events) = Services::start(runtime, surroundings.options(), wake);
    let machine = Machine::begin(surroundings.session(false), services.clone(), events);
    let parts = Rc::new(RefCell::new(Some((machine, files))));
    let mut last = String::new();
    for renderer in start::renderers() {
        let (parts, context, loader) = (Rc::clone(&parts), Arc::clone(&context), loader(runtime.clone()));
        let create: eframe::AppCreator<'_> = Box::new(move |creation| {
            context.set(creation.egui_ctx.clone()).ok();
            let (machine, files) = parts.borrow_mut().take().ok_or("the window was opened twice")?;
            Ok(Box::new(App::new(machine, Screen::new(&creation.egui_ctx, loader), files)))
        });
        match eframe::run_native(APP_ID, options(renderer), create) {
            Ok(()) => {
                runtime.block_on(services.flush());
                return Ok(());
            }
            Err(error) => {
                tracing::warn!(%error, ?renderer, "no window with this renderer");
                last = error.to_string();
            }
        }
    }
    Err(NoWindow::NoRenderer(last))
}

fn options(renderer: eframe::Renderer) -> eframe::NativeOptions {
    let icon = eframe::icon_data::from_png_bytes(include_bytes!("../assets/packaging/likeness.png"));
    let mut viewport = egui::ViewportBuilder::default()
        .with_title("Likeness")
        .with_app_id(APP_ID)
        .with_inner_size([1280.0, 800.0])
        .with_min_inner_size([720.0, 560.0])
        .with_drag_and_drop(true);
    if let Ok(icon) = icon {
        viewport = viewport.with_icon(icon);
    }
    eframe::NativeOptions { viewport, renderer, ..Default::default() }
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
