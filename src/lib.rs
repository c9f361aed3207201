//! Likeness turns a portrait and a voice into a talking video, and never pays twice for it.
//!
//! The rooms, and who may use whom:
//!
//! ```text
//! domain  ←  state  ←  ui          what is true  ←  what the app is doing  ←  what is drawn
//!   ↑          ↑
//!   └─ services┘ (Job and Event)   everything that touches the outside
//! ```
//!
//! * [`domain`]: drafts, limits, checks, price, submissions, tasks, polling. Pure.
//! * [`state`]: `State`, `Command`, `Event`, `Job` and `update`, the one place where state changes. Pure.
//! * [`services`]: the API, the practice server, the library, media, the keychain, dialogs. They do jobs, report events.
//! * [`ui`]: views: they read `&State`, draw, and push commands.
//! * [`machine`]: state and services joined, with the clock. [`app`] and [`window`] put a window on it, [`cli`] a command line.
//! * [`start`]: the environment, the log, the runtime.
//!
//! `tests/it/house.rs` keeps these doors. A failure is shown at exactly one level: beside the field (a `Finding` of a check),
//! on the card (a task's stage and watch), or as a notice (everything else).

pub mod app;
pub mod cli;
pub mod domain;
pub mod machine;
pub mod services;
pub mod start;
pub mod state;
pub mod ui;
pub mod window;
