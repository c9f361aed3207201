//! A panic says what it stumbled on, and that is never the key: whatever holds one hides it when it is printed.

use std::{
    backtrace::Backtrace,
    fmt::Debug,
    panic,
    sync::{Arc, Mutex},
    thread,
};

use likeness::{
    domain::{ApiKey, BaseUrl},
    services::{
        api::Gateway,
        secrets::{Masked, MemoryKeyStore},
    },
    state::{Command, Input, Job},
};

use crate::support::KEY;

/// What a panic that stumbles on this value says: its message, where, and the way there.
fn words_of_panic_on(value: impl Debug + Send + 'static) -> String {
    let said = Arc::new(Mutex::new(String::new()));
    let (heard, before) = (Arc::clone(&said), panic::take_hook());
    let stumbler = thread::Builder::new().name("stumbles".into());
    panic::set_hook(Box::new(move |info| {
        if thread::current().name() == Some("stumbles") {
            *heard.lock().unwrap() = format!("{info}\n{}", Backtrace::force_capture());
        } else {
            before(info);
        }
    }));
    let outcome: Result<(), _> = Err(value);
    let ended = stumbler.spawn(move || stumble(outcome)).unwrap().join();
    assert!(ended.is_err());
    let said = said.lock().unwrap();
    assert!(said.contains("called `Result::unwrap()` on an `Err` value"), "{said}");
    said.clone()
}

fn stumble<E: Debug>(outcome: Result<(), E>) {
    outcome.unwrap();
}

#[test]
fn a_panic_that_stumbles_on_a_key_does_not_say_it() {
    let key = || ApiKey::read(KEY).unwrap();
    let gateway = Gateway { base: BaseUrl::default(), key: key() };
    let all = [
        words_of_panic_on(key()),
        words_of_panic_on(Masked::hide(&key())),
        words_of_panic_on(MemoryKeyStore::holding(Some(key()))),
        words_of_panic_on(gateway),
        words_of_panic_on(Command::KeepKey(key())),
        words_of_panic_on(Input::Command(Command::KeepKeyInFile(key()))),
        words_of_panic_on(Job::KeepKey(key())),
        words_of_panic_on(Job::KeepKeyInFile(key())),
    ];
    for said in all {
        assert!(!said.contains("0123456789"), "{said}");
    }
    // The capture would hear it.
    assert!(words_of_panic_on(KEY.to_owned()).contains(KEY));
}
