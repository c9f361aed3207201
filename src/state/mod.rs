//! What the app is doing now and how that changes.
pub mod messages;
