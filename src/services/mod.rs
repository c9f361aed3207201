//! Everything that touches the outside. Not the decisions: those are in `state`, and no service knows what is shown.

pub mod dialogs;
pub mod folders;
pub mod library;
pub mod opening;
pub mod preferences;
pub mod secrets;
