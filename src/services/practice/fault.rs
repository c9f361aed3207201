//! The refusals of the practice server, in the provider's words and numbers (api.md §4).
//!
//! Not what the client makes of them: that is `services::api`. Invariant: every refusal is JSON with a code, a message and
//! a request id.

use axum::{
    Json,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use serde_json::{Value, json};

/// Why a request is refused. What was found and what is allowed is in the texts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    /// There is no key at all.
    NoKey,
    /// It is not this server's key.
    WrongKey,
    /// It came from a web page, or by a name that is not this computer's.
    FromElsewhere,
    /// The signature of an address is wrong, or its time is over.
    BadSignature,
    /// The body is not what it should be.
    NotJson(String),
    /// A value is missing or not allowed.
    Parameter(String),
    /// The body is longer than this many bytes.
    TooLarge(usize),
    /// No such path, or not with this method.
    WrongPath,
    /// No such task, voice or file.
    Missing(String),
    /// This many tasks are kept, and no more.
    Full(usize),
    /// The server's own trouble.
    Internal(String),
}

impl Fault {
    /// HTTP status, code in the body, message.
    fn parts(&self) -> (StatusCode, u32, String) {
        match self {
            Self::NoKey => (StatusCode::UNAUTHORIZED, 1001, "Authorization is empty".to_owned()),
            Self::WrongKey => (StatusCode::UNAUTHORIZED, 1002, "Authorization is invalid".to_owned()),
            Self::FromElsewhere => (
                StatusCode::FORBIDDEN,
                1103,
                "Only programs on this computer are answered, at 127.0.0.1 or localhost".to_owned(),
            ),
            Self::BadSignature => {
                (StatusCode::FORBIDDEN, 1103, "The signature of this address is wrong or its time is over".to_owned())
            }
            Self::NotJson(why) => (StatusCode::BAD_REQUEST, 1200, format!("The body is not valid JSON: {why}")),
            Self::Parameter(why) => (StatusCode::BAD_REQUEST, 1201, why.clone()),
            Self::TooLarge(most) => (
                StatusCode::PAYLOAD_TOO_LARGE,
                1201,
                format!("The body is too large; at most {most} bytes are allowed"),
            ),
            Self::WrongPath => {
                (StatusCode::NOT_FOUND, 1202, "There is nothing at this path with this method".to_owned())
            }
            Self::Missing(what) => (StatusCode::NOT_FOUND, 1203, format!("{what} does not exist")),
            Self::Full(most) => (
                StatusCode::TOO_MANY_REQUESTS,
                1303,
                format!("parallel task over resource pack limit: {most} tasks are kept, at most {most} are allowed"),
            ),
            Self::Internal(why) => (StatusCode::INTERNAL_SERVER_ERROR, 5000, format!("Internal error: {why}")),
        }
    }
}

impl IntoResponse for Fault {
    fn into_response(self) -> Response {
        let (status, code, message) = self.parts();
        (status, Json(json!({ "code": code, "message": message, "request_id": request_id() }))).into_response()
    }
}

/// An answer that is not a refusal, in the provider's envelope.
pub(super) fn succeed(data: &Value) -> Response {
    let body = json!({ "code": 0, "message": "SUCCEED", "request_id": request_id(), "data": data });
    Json(body).into_response()
}

fn request_id() -> String {
    uuid::Uuid::new_v4().to_string()
}
