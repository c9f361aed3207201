//! The window's only glue: takes events in, draws, and hands commands on.
//!
//! Not a view and not the machine. `logic` also runs while the window is hidden, so tasks progress minimised.

use std::path::PathBuf;

use jiff::Timestamp;

use crate::domain::Stage;
use crate::machine::Machine;
use crate::state::{Command, LibraryStatus};
use crate::ui::Screen;

/// The window.
pub struct App {
    machine: Machine,
    screen: Screen,
    commands: Vec<Command>,
    taken_up: bool,
    closing: bool,
}

impl App {
    /// Joins the machine and the screen, and begins to load these files into the form.
    #[must_use]
    pub fn new(mut machine: Machine, screen: Screen, files: Vec<PathBuf>) -> Self {
        if !files.is_empty() {
            machine.command(Command::Load(files));
        }
        Self { machine, screen, commands: vec![], taken_up: false, closing: false }
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
        self.machine.state().tasks.iter().any(|task| matches!(task.stage, Stage::Sending(..)))
    }

    /// A window that is asked to close while a request is on its way closes when its answer is here; asked again, at once.
    fn close_with_care(&mut self, context: &egui::Context) {
        let asked = context.input(|input| input.viewport().close_requested());
        if asked && !self.closing && self.is_sending() {
            self.closing = true;
            self.machine.command(Command::WaitToClose);
            context.send_viewport_cmd(egui::ViewportCommand::CancelClose);
        } else if self.closing && !asked && !self.is_sending() {
            context.send_viewport_cmd(egui::ViewportCommand::Close);
        }
    }
}

impl eframe::App for App {
    fn logic(&mut self, context: &egui::Context, _frame: &mut eframe::Frame) {
        self.machine.drain();
        if !self.taken_up && self.machine.state().library == LibraryStatus::Open {
            self.taken_up = true;
            self.machine.command(Command::TakeUp(vec![]));
        }
        self.close_with_care(context);
    }

    fn ui(&mut self, ui: &mut egui::Ui, _frame: &mut eframe::Frame) {
        self.screen.show(ui, self.machine.state(), Timestamp::now(), &mut self.commands);
        if !self.commands.is_empty() {
            ui.ctx().request_repaint();
        }
        for command in self.commands.drain(..) {
            self.machine.command(command);
        }
    }
}
