//! The window's only glue: takes events in, draws, and hands commands on.
//!
//! Not a view and not the machine. `logic` also runs while the window is hidden, so tasks progress minimised.

mod frame_time;

use std::path::PathBuf;

use egui::{UserAttentionType, Vec2, ViewportCommand};
use jiff::Timestamp;
use tokio::sync::mpsc::Receiver;

use crate::domain::{Slot, Stage, VoiceWay};
use crate::machine::Machine;
use crate::state::speech::SpeechCommand;
use crate::state::{Command, LibraryStatus, SoundCommand};
use crate::ui::Screen;
use frame_time::{FrameTime, worked};

/// The smallest window that has room for everything, in points.
pub const SMALLEST: Vec2 = Vec2::new(720.0, 560.0);

/// What is kept, beside the window's place, of whether the system was dark.
const SYSTEM_DARK: &str = "system_dark";

/// Whether the system was dark when it was last heard of.
#[must_use]
pub fn was_dark(storage: Option<&dyn eframe::Storage>) -> Option<bool> {
    storage?.get_string(SYSTEM_DARK)?.parse().ok()
}

/// The smallest size that a window of this size on this screen may be given: with room for everything, but never more than
/// it has, and never so much that a bar of the desktop beside it would push it off the screen.
fn smallest(window: Vec2, screen: Option<Vec2>) -> Vec2 {
    let room = screen.map_or(Vec2::INFINITY, |screen| screen * 0.85);
    SMALLEST.min(window).min(room)
}

/// The window.
pub struct App {
    machine: Machine,
    screen: Screen,
    commands: Vec<Command>,
    files: Vec<PathBuf>,
    handed: Option<Receiver<Vec<PathBuf>>>,
    taken_up: bool,
    focused: bool,
    closing: bool,
    zoom: f32,
    frame_time: FrameTime,
}

impl App {
    /// Joins the machine and the screen; these files are loaded into the form as soon as it is there.
    #[must_use]
    pub fn new(machine: Machine, screen: Screen, files: Vec<PathBuf>) -> Self {
        Self {
            machine,
            screen,
            commands: vec![],
            files,
            handed: None,
            taken_up: false,
            focused: true,
            closing: false,
            zoom: 0.0,
            frame_time: FrameTime::default(),
        }
    }

    /// Takes what other starts of the program hand over, as long as this window is open.
    #[must_use]
    pub fn taking_over(self, handed: Option<Receiver<Vec<PathBuf>>>) -> Self {
        Self { handed, ..self }
    }

    /// The machine, for tests that look at what the window does.
    #[must_use]
    pub fn machine(&self) -> &Machine {
        &self.machine
    }

    /// Takes a command that does not come from the screen.
    pub fn command(&mut self, command: Command) {
        self.machine.command(command);
    }

    /// Whether a paid request is on its way: closing now would lose its answer.
    fn is_sending(&self) -> bool {
        let state = self.machine.state();
        state.is_speaking() || state.tasks.iter().any(|task| matches!(task.stage, Stage::Sending(..)))
    }

    /// Whether a recording is being made, or was made and is not in the form yet: closing now would leave it for the next
    /// start to find.
    fn is_recording(&self) -> bool {
        let state = self.machine.state();
        let reading = state.draft.voice.way == VoiceWay::Record && matches!(state.draft.voice.file, Slot::Reading(_));
        state.sound.recorder.is_busy() || reading
    }

    /// Takes what another start hands over, and comes to the front as it asks. Where windows may not do so by themselves,
    /// the system draws the person's eye to this one.
    fn let_in(&mut self, context: &egui::Context) {
        while let Some(files) = self.handed.as_mut().and_then(|handed| handed.try_recv().ok()) {
            self.files.extend(files);
            for command in [
                ViewportCommand::Minimized(false),
                ViewportCommand::Focus,
                ViewportCommand::RequestUserAttention(UserAttentionType::Informational),
            ] {
                context.send_viewport_cmd(command);
            }
        }
    }

    /// Once the library is open: takes up the form and the tasks as they were left. The files that were named come after,
    /// so that they win over what was in the form, and can be taken back like any others.
    fn take_up(&mut self) {
        if self.machine.state().library != LibraryStatus::Open {
            return;
        }
        if !self.taken_up {
            self.taken_up = true;
            self.machine.command(Command::TakeUpForm);
            self.machine.command(Command::TakeUp(vec![]));
            self.machine.command(Command::Speech(SpeechCommand::TakeUp));
            self.machine.command(Command::LookAtVideos(vec![]));
        }
        let files = std::mem::take(&mut self.files);
        if !files.is_empty() {
            self.machine.command(Command::Load(files));
        }
    }

    /// Whenever the person turns to the window again: the files of the videos may have been changed elsewhere meanwhile.
    fn look_again(&mut self, context: &egui::Context) {
        let focused = context.input(|input| input.focused);
        if focused && !self.focused && self.taken_up {
            self.machine.command(Command::LookAtVideos(vec![]));
        }
        self.focused = focused;
    }

    /// A window that is asked to close while a request is on its way closes when its answer is here, and one that records
    /// when the recording is kept; asked again, at once.
    fn close_with_care(&mut self, context: &egui::Context) {
        let asked = context.input(|input| input.viewport().close_requested());
        let (sending, recording) = (self.is_sending(), self.is_recording());
        if asked && !self.closing && (sending || recording) {
            self.closing = true;
            if sending {
                self.machine.command(Command::WaitToClose);
            }
            self.machine.command(Command::Sound(SoundCommand::EndRecording));
            context.send_viewport_cmd(ViewportCommand::CancelClose);
        } else if self.closing && !asked && !sending && !recording {
            context.send_viewport_cmd(ViewportCommand::Close);
        }
    }

    /// When everything is drawn at another size: the window may be made no smaller than everything needs then, but is not
    /// made larger by that either, since a small screen may have no room for it.
    fn keep_smallest(&mut self, context: &egui::Context) {
        let zoom = context.zoom_factor();
        if self.zoom != zoom {
            self.zoom = zoom;
            let screen = context.input(|input| input.viewport().monitor_size);
            let smallest = smallest(context.viewport_rect().size(), screen);
            context.send_viewport_cmd(ViewportCommand::MinInnerSize(smallest));
        }
    }
}

impl eframe::App for App {
    fn logic(&mut self, context: &egui::Context, _frame: &mut eframe::Frame) {
        let began = worked();
        self.machine.drain();
        self.let_in(context);
        self.take_up();
        self.look_again(context);
        self.close_with_care(context);
        self.frame_time.count(began);
    }

    fn ui(&mut self, ui: &mut egui::Ui, frame: &mut eframe::Frame) {
        let began = worked();
        self.screen.show(ui, self.machine.state(), Timestamp::now(), &mut self.commands);
        if !self.commands.is_empty() {
            ui.ctx().request_repaint();
        }
        for command in self.commands.drain(..) {
            self.machine.command(command);
        }
        self.keep_smallest(ui.ctx());
        self.frame_time.count(began);
        self.frame_time.end(frame.info().cpu_usage);
    }

    /// What the system said last is what it will most likely say at the next start: so the first frame is not dark for a
    /// moment where everything else is light.
    fn save(&mut self, storage: &mut dyn eframe::Storage) {
        match self.machine.state().system.dark {
            Some(dark) => storage.set_string(SYSTEM_DARK, dark.to_string()),
            None => storage.remove_string(SYSTEM_DARK),
        }
    }

    /// Only the window's place is kept: what is being typed may be a key.
    fn persist_egui_memory(&self) -> bool {
        false
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_window_can_be_made_as_small_as_the_views_allow_and_always_fits_the_screen() {
        let table = [
            ((1280.0, 800.0), Some((1920.0, 1080.0)), (720.0, 560.0)),
            // Everything twice as large on a small screen: half as many points.
            ((640.0, 400.0), Some((683.0, 384.0)), (580.55, 326.4)),
            ((640.0, 400.0), Some((1920.0, 1080.0)), (640.0, 400.0)),
            ((1280.0, 800.0), None, (720.0, 560.0)),
        ];
        for (window, screen, expected) in table {
            let found = smallest(window.into(), screen.map(Vec2::from));
            assert!((found - Vec2::from(expected)).length() < 0.1, "{found}");
        }
    }
}
