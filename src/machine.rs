//! State and services joined: what the window and the command line have in common.
//!
//! The one place where the clock is read and the dice are rolled for `update`. It decides nothing itself.

use jiff::Timestamp;
use tokio::sync::mpsc::Receiver;
use uuid::Uuid;

use crate::services::Services;
use crate::state::{Command, Event, Input, Job, Moment, Session, State, update};

/// State and the services that do its jobs.
pub struct Machine {
    state: State,
    services: Services,
    events: Receiver<Event>,
}

impl Machine {
    /// Joins them and begins: the library and the key are being read when this returns.
    #[must_use]
    pub fn begin(session: Session, services: Services, events: Receiver<Event>) -> Self {
        let machine = Self { state: State::new(session), services, events };
        machine.services.run(Job::OpenLibrary);
        machine.services.run(Job::ReadKey);
        machine
    }

    /// Everything the app knows now.
    #[must_use]
    pub fn state(&self) -> &State {
        &self.state
    }

    /// Takes a command.
    pub fn command(&mut self, command: Command) {
        self.input(Input::Command(command));
    }

    /// Takes what is known without asking a service.
    pub fn event(&mut self, event: Event) {
        self.input(Input::Event(event));
    }

    /// Takes every event that has come, without waiting. Says whether there was one.
    pub fn drain(&mut self) -> bool {
        let mut any = false;
        while let Ok(event) = self.events.try_recv() {
            self.input(Input::Event(event));
            any = true;
        }
        any
    }

    /// Waits for the next event and takes it.
    pub async fn wait(&mut self) {
        if let Some(event) = self.events.recv().await {
            self.input(Input::Event(event));
        }
    }

    /// Waits until everything that was to be written to the library is written.
    pub async fn finish(&self) {
        self.services.flush().await;
    }

    fn input(&mut self, input: Input) {
        let moment = Moment { now: Timestamp::now(), fresh: Uuid::new_v4().as_u128() };
        for job in update(&mut self.state, input, moment) {
            self.services.run(job);
        }
    }
}
