//! When it is asked whether the key may go to another host, and what an answer changes.

use crate::domain::ApiKey;
use crate::state::{tests::*, *};

fn base(text: &str) -> BaseUrl {
    BaseUrl::read(text).expect("a base URL")
}

/// A start with a key, whose settings name this base URL.
fn story(base_url: &str, session: Session) -> Story {
    let mut story = Story { state: State::new(session), second: 0 };
    let settings = Settings { base_url: base(base_url), ..Settings::default() };
    story.event(Event::LibraryOpened(Box::new(Opened { settings, ..opened(vec![]) })));
    assert_eq!(story.state.unasked_base_url(), None, "without a key there is nothing to ask");
    story.event(Event::Key(a_key()));
    story
}

#[test]
fn cometapi_is_not_asked_for_and_another_host_is() {
    assert_eq!(story("https://api.cometapi.com/x", Session::default()).state.asks_for_base_url(), None);
    let mut story = story("https://gate.example.org", Session::default());
    assert_eq!(story.state.asks_for_base_url(), Some(&base("https://gate.example.org")));
    fill_in(&mut story.state);
    story.state.recheck();
    assert!(!story.state.can_create());
    assert_eq!(story.command(Command::TestConnection), vec![]);
    // A yes to what was shown before is no yes to what is shown now.
    assert_eq!(story.command(Command::AllowBaseUrl(base("https://other.example.org"))), vec![]);
    let jobs = story.command(Command::AllowBaseUrl(base("https://gate.example.org")));
    assert!(matches!(&jobs[..], [Job::SaveSettings(settings)] if settings.key_base_url.is_some()));
    assert!(story.state.can_create() && story.state.asks_for_base_url().is_none());
}

#[test]
fn a_no_takes_the_settings_back_and_leaves_the_environment_alone() {
    let mut set = story("https://gate.example.org", Session::default());
    set.command(Command::RefuseBaseUrl(base("https://gate.example.org")));
    assert_eq!((set.state.base_url(), set.state.asks_for_base_url()), (&BaseUrl::default(), None));

    let session = Session { base_url: Some(base("https://gate.example.org")), ..Session::default() };
    let mut named = story("https://api.cometapi.com", session.clone());
    assert_eq!(named.command(Command::RefuseBaseUrl(base("https://gate.example.org"))), vec![]);
    assert_eq!(named.state.asks_for_base_url(), None, "asked once");
    assert!(named.state.unasked_base_url().is_some(), "and not allowed");
    let both = Session { base_url_of_key: true, ..session };
    assert_eq!(story("https://api.cometapi.com", both).state.unasked_base_url(), None);
}

#[test]
fn a_new_key_is_for_the_base_url_that_is_in_force() {
    let mut story = story("https://gate.example.org", Session::default());
    let key = ApiKey::read("sk-0123456789abcdef").expect("a key");
    story.command(Command::KeepKey(key));
    story.event(Event::Key(a_key()));
    assert_eq!(story.state.unasked_base_url(), None);
    let elsewhere = Settings { base_url: base("https://other.example.org"), ..story.state.settings.clone() };
    story.command(Command::Set(elsewhere));
    assert!(story.state.unasked_base_url().is_some());
    story.command(Command::RemoveKey);
    assert_eq!(story.state.settings.key_base_url, None, "without a key none is allowed");
}
