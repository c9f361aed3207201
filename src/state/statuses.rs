//! How the things stand that everything else hangs on: practice server, library, connection.

use super::ConnectionResult;
use crate::domain::LibraryFault;

/// Whether the practice server answers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum PracticeStatus {
    /// Not asked for yet.
    #[default]
    Stopped,
    /// Asked for.
    Starting,
    /// Answers.
    Ready,
    /// Could not be started; why.
    Trouble(String),
}

/// Whether the library can be used.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum LibraryStatus {
    /// Not open yet.
    #[default]
    Opening,
    /// Open.
    Open,
    /// Cannot be used; why. Nothing can be created.
    Trouble(LibraryFault),
}

/// What is known of the connection.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Connection {
    /// Not tested since the key or the base URL changed.
    #[default]
    Untested,
    /// Being tested.
    Testing,
    /// What came of it.
    Tested(ConnectionResult),
}
