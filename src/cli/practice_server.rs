//! `likeness practice-server`: the practice server alone, for other tools, until Ctrl+C.
//!
//! It prints the two variables that point any client of the protocol at it, this program's included.

use uuid::Uuid;

use super::args::PracticeServerArguments;
use super::{Exit, say, tell};
use crate::domain::{ApiKey, Limits};
use crate::services::practice::{self, Timeline};
use crate::start::Surroundings;

pub(super) async fn run(arguments: &PracticeServerArguments, surroundings: &Surroundings) -> Exit {
    let Some(token) = ApiKey::read(&format!("practice-{}", Uuid::new_v4().simple())) else { return Exit::TroubleHere };
    let config = practice::Config {
        port: arguments.port,
        token: token.clone(),
        folder: surroundings.folders.cache.join("practice-server"),
        timeline: Timeline::default(),
        limits: Limits::default(),
    };
    match practice::start(config).await {
        Ok(running) => {
            say(&format!("COMETAPI_BASE_URL={}", running.base_url().as_str()));
            say(&format!("COMETAPI_KEY={}", token.reveal()));
            let ended = tokio::signal::ctrl_c().await;
            running.stop().await;
            if ended.is_ok() { Exit::Done } else { Exit::TroubleHere }
        }
        Err(error) => {
            tell(&format!("127.0.0.1:{}: {error}", arguments.port));
            Exit::TroubleHere
        }
    }
}
