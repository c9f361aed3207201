//! The paths of the practice server, and who may walk them.
//!
//! Not the rules of a request: those are in `order` and `speech`. Invariant: without the key nothing is done and nothing is
//! told, except to whoever holds a signed address; and a web page in a browser is not let in even with them.

use std::{collections::HashMap, net::SocketAddr, sync::Arc};

use axum::{
    Json, Router,
    body::Body,
    extract::{
        Path, Query, Request, State,
        rejection::{PathRejection, QueryRejection},
    },
    http::{HeaderMap, header},
    middleware::{self, Next},
    response::{IntoResponse as _, Response},
    routing::{get, post},
};
use serde_json::{Value, json};

use super::fault::{Fault, succeed};
use super::inputs::{Fetcher, drain, read_body};
use super::order::{Order, Voice, check_image, check_length, check_sound, parameter};
use super::record::{End, TaskRecord, VoiceRecord, fresh_id, is_over, now};
use super::results::{Signer, same, send_file};
use super::shelf::Shelf;
use super::speech::make_voice;
use super::worker::Queue;
use super::{SharedLimits, Timeline};
use crate::domain::{ApiKey, Limits};

/// The create and list route (api.md §1); one task is asked for below it (api.md §2).
const AVATAR: &str = "/kling/v1/videos/avatar/image2video";
/// The text-to-speech route (api.md §3).
const SPEECH: &str = "/kling/v1/audio/tts";

/// What every handler needs.
pub(super) struct Practice {
    pub token: ApiKey,
    pub address: SocketAddr,
    pub timeline: Timeline,
    pub limits: SharedLimits,
    pub shelf: Arc<Shelf>,
    pub queue: Queue,
    pub signer: Signer,
    pub fetcher: Fetcher,
}

type Shared = State<Arc<Practice>>;
type Answer = Result<Response, Fault>;

/// All paths.
pub(super) fn router(practice: Arc<Practice>) -> Router {
    let behind_the_key = Router::new()
        .route(AVATAR, post(create).get(list))
        .route(&format!("{AVATAR}/{{id}}"), get(ask))
        .route(SPEECH, post(speak))
        .route(&format!("{SPEECH}/{{id}}"), get(ask_voice))
        .route("/v1/models", get(models))
        .route("/api/usage/token", get(usage))
        .method_not_allowed_fallback(|| async { Fault::WrongPath })
        .fallback(|| async { Fault::WrongPath })
        .layer(middleware::from_fn_with_state(Arc::clone(&practice), check_key));
    let signed =
        Router::new().route("/results/{name}", get(result)).method_not_allowed_fallback(|| async { Fault::WrongPath });
    behind_the_key.merge(signed).layer(middleware::from_fn(keep_pages_out)).with_state(practice)
}

/// Sends a web page away that was made to reach this computer: by the name that it used, which is some other computer's, or
/// by saying where it comes from, as browsers do and programs do not.
async fn keep_pages_out(request: Request, next: Next) -> Response {
    let host = request.headers().get(header::HOST).and_then(|host| host.to_str().ok());
    let name = host.map(|host| host.rsplit_once(':').map_or(host, |(name, _)| name));
    let here = name.is_some_and(|name| name == "127.0.0.1" || name.eq_ignore_ascii_case("localhost"));
    if here && !request.headers().contains_key(header::ORIGIN) {
        return next.run(request).await;
    }
    drain(request.into_body()).await;
    Fault::FromElsewhere.into_response()
}

/// Lets a request through that carries the key. Another's body is read and forgotten, so that its sender hears why.
async fn check_key(State(practice): Shared, request: Request, next: Next) -> Response {
    let given = request.headers().get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
    let fault = match given.and_then(|value| value.strip_prefix("Bearer ")) {
        Some(key) if same(key, practice.token.reveal()) => return next.run(request).await,
        Some(_) => Fault::WrongKey,
        None if given.is_some() => Fault::WrongKey,
        None => Fault::NoKey,
    };
    drain(request.into_body()).await;
    fault.into_response()
}

async fn create(State(practice): Shared, body: Body) -> Answer {
    let body = read_body(body).await?;
    let limits = practice.limits();
    let order = {
        let limits = limits.clone();
        blocking(move || Order::read(&body, &limits)).await?
    };
    let Order { image, voice, mode, fails, external_task_id } = order;
    let image = practice.fetcher.bytes("image", image, limits.image_bytes).await?;
    let sound = match voice {
        Voice::File(file) => Ok(practice.fetcher.bytes("sound_file", file, limits.sound_bytes).await?),
        Voice::AudioId(id) => Err(id),
    };
    // From here on it is done whether or not the client waits for the answer, as with the provider.
    blocking(move || {
        check_image(&image, &limits)?;
        let sound = match sound {
            Ok(bytes) => {
                check_sound(&bytes, &limits)?;
                bytes
            }
            Err(audio_id) => spoken(&practice, &audio_id, &limits)?,
        };
        let task = TaskRecord {
            id: fresh_id(),
            video_id: fresh_id(),
            external_task_id,
            mode: mode.wire().to_owned(),
            fails,
            created_at: now(),
            end: End::Pending,
        };
        practice.shelf.add_task(&task, &image, &sound)?;
        if !task.fails {
            practice.queue.push(&task.id);
        }
        tracing::info!(id = task.id, "a practice task is accepted");
        Ok(succeed(&task.wire_created()))
    })
    .await
}

/// The samples of a voice that this server made, if it may be used.
fn spoken(practice: &Practice, audio_id: &str, limits: &Limits) -> Result<Vec<u8>, Fault> {
    let unknown = || parameter("audio_id is not known here: 0 voices have it that were made within 30 days");
    let voice = practice.find_voice(|shelf| shelf.voice(audio_id)).ok_or_else(unknown)?;
    if is_over(voice.created_at, now()) {
        return Err(unknown());
    }
    check_length("audio_id", std::time::Duration::from_millis(voice.length), limits)?;
    let gone = |error: std::io::Error| Fault::Internal(format!("the voice cannot be read: {error}"));
    std::fs::read(practice.shelf.sound_of(audio_id)).map_err(gone)
}

async fn ask(State(practice): Shared, id: Result<Path<String>, PathRejection>) -> Answer {
    let Path(id) = id.map_err(|_| Fault::WrongPath)?;
    blocking(move || match practice.find_task(&id) {
        Some(task) => Ok(succeed(&practice.wire(&task))),
        None => Err(Fault::Missing("This task".to_owned())),
    })
    .await
}

async fn list(State(practice): Shared, query: Result<Query<HashMap<String, String>>, QueryRejection>) -> Answer {
    let Query(query) = query.map_err(|_| parameter("the query cannot be read"))?;
    let number = |name: &str, usual: usize, most: usize| match query.get(name) {
        None => Ok(usual),
        Some(text) => match text.parse() {
            Ok(number) if (1..=most).contains(&number) => Ok(number),
            _ => Err(parameter(format!("{name} must be a number from 1 to {most}"))),
        },
    };
    let (page, size) = (number("pageNum", 1, 1000)?, number("pageSize", 30, 500)?);
    let tasks = practice.shelf.tasks();
    let tasks: Vec<Value> = tasks.iter().skip((page - 1) * size).take(size).map(|task| practice.wire(task)).collect();
    Ok(succeed(&Value::Array(tasks)))
}

async fn speak(State(practice): Shared, body: Body) -> Answer {
    let body = read_body(body).await?;
    blocking(move || {
        let voice = make_voice(&body, &practice.shelf)?;
        Ok(succeed(&practice.wire_voice(&voice)))
    })
    .await
}

async fn ask_voice(State(practice): Shared, id: Result<Path<String>, PathRejection>) -> Answer {
    let Path(id) = id.map_err(|_| Fault::WrongPath)?;
    blocking(move || match practice.find_voice(|shelf| shelf.voice_of_task(&id)) {
        Some(voice) => Ok(succeed(&practice.wire_voice(&voice))),
        None => Err(Fault::Missing("This task".to_owned())),
    })
    .await
}

/// The free check of a key.
async fn models() -> Json<Value> {
    let model = |id: &str| json!({ "id": id, "object": "model", "created": 1_751_328_000, "owned_by": "practice" });
    Json(json!({ "object": "list", "data": [model("kling_avatar_image2video"), model("kling_tts")] }))
}

/// The free look at the account: there is no money here.
async fn usage() -> Json<Value> {
    Json(json!({ "code": true, "message": "ok", "data": {
        "object": "token_usage", "name": "practice", "total_granted": 0, "total_used": 0, "total_available": 0,
        "unlimited_quota": true, "expires_at": 0,
    } }))
}

async fn result(
    State(practice): Shared,
    name: Result<Path<String>, PathRejection>,
    query: Result<Query<HashMap<String, String>>, QueryRejection>,
    asked: HeaderMap,
) -> Answer {
    let (Path(name), Query(query)) = (name.map_err(|_| Fault::BadSignature)?, query.map_err(|_| Fault::BadSignature)?);
    let text = |name: &str| query.get(name).map(String::as_str).unwrap_or_default();
    if !practice.signer.holds(&name, text("ksTime"), text("ksSign"), now()) {
        return Err(Fault::BadSignature);
    }
    // Only names that this server signed come here, so they are its own.
    match name.rsplit_once('.') {
        Some((id, "mp4")) => send_file(&practice.shelf.film_of(id), "video/mp4", &asked).await,
        Some((id, "wav")) => send_file(&practice.shelf.sound_of(id), "audio/wav", &asked).await,
        _ => Err(Fault::Missing("This result".to_owned())),
    }
}

impl Practice {
    fn limits(&self) -> Limits {
        self.limits.read().unwrap_or_else(std::sync::PoisonError::into_inner).clone()
    }

    /// A task by either id. One that another process on the same folder took is found on the disk. Blocks.
    fn find_task(&self, id: &str) -> Option<TaskRecord> {
        self.shelf.task(id).or_else(|| {
            self.look_again();
            self.shelf.task(id)
        })
    }

    /// A voice, as `find_task`.
    fn find_voice(&self, find: impl Fn(&Shelf) -> Option<VoiceRecord>) -> Option<VoiceRecord> {
        find(&self.shelf).or_else(|| {
            self.look_again();
            find(&self.shelf)
        })
    }

    fn look_again(&self) {
        let before = self.shelf.unrendered();
        if let Err(error) = self.shelf.read_again() {
            tracing::warn!(%error, "the practice folder cannot be read");
        }
        for id in self.shelf.unrendered().iter().filter(|id| !before.contains(id)) {
            self.queue.push(id);
        }
    }

    fn wire(&self, task: &TaskRecord) -> Value {
        let seen = task.seen(now(), &self.timeline);
        task.wire(&seen, || self.signed(&format!("{}.mp4", task.id), task.created_at))
    }

    fn wire_voice(&self, voice: &VoiceRecord) -> Value {
        voice.wire(&self.signed(&format!("{}.wav", voice.audio_id), voice.created_at))
    }

    fn signed(&self, name: &str, made_at: i64) -> String {
        format!("http://{}{}", self.address, self.signer.sign(name, made_at))
    }
}

/// Runs what blocks where blocking is allowed.
async fn blocking<T: Send + 'static>(work: impl FnOnce() -> Result<T, Fault> + Send + 'static) -> Result<T, Fault> {
    match tokio::task::spawn_blocking(work).await {
        Ok(done) => done,
        Err(_) => Err(Fault::Internal("the request could not be worked on".to_owned())),
    }
}
