//! Answers of the provider: whatever their status and bytes, they are understood or not, the key is in no text, and no answer
//! says both that a task was made and that none was.
#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use likeness::{
    domain::{ApiKey, BaseUrl, Outcome},
    services::api::{Gateway, meaning},
};

const KEY: &str = "sk-0123456789abcdef";

static GATEWAY: LazyLock<Gateway> =
    LazyLock::new(|| Gateway { base: BaseUrl::default(), key: ApiKey::read(KEY).expect("a key") });

fuzz_target!(|data: &[u8]| {
    let Some((head, body)) = data.split_at_checked(2) else { return };
    let http = 100 + u16::from_be_bytes([head[0], head[1]]) % 500;
    let created = meaning::of_create(&GATEWAY, http, body);
    let asked = meaning::of_ask(&GATEWAY, http, body);
    let looked = meaning::of_look(&GATEWAY, http, body, "ours");
    // The video's address is handed on as it came, and may hold anything; it is never shown.
    let asked = asked.map(|answer| likeness::domain::Answer { url: None, ..answer });
    let looked = looked.map(|found| found.map(|answer| likeness::domain::Answer { url: None, ..answer }));
    let said = format!("{created:?} {asked:?} {looked:?}");
    if let Outcome::Accepted(accepted) = &created {
        let id = &accepted.task_id.0;
        assert!((1..=256).contains(&id.chars().count()), "an id of that length is none");
        assert!(!id.chars().any(|c| c.is_control() || c.is_whitespace()), "it cannot be asked for");
    }
    // An id is kept as it came, since the task is asked for with it.
    if !matches!(created, Outcome::Accepted(_)) && asked.is_err() && looked.is_err() {
        assert!(!said.contains(KEY), "the key came back");
    }
    assert!(!said.contains('\u{202e}'), "the direction of writing is turned");
});
