//! The key stays with the host it was given for: another one gets no request with it until the person says so.

use std::{fs, time::Duration};

use eframe::egui::Role;
use egui_kittest::kittest::Queryable as _;
use likeness::{
    domain::{BaseUrl, Settings, StageWord},
    state::{Command, Connection, State},
};
use tokio::runtime::Runtime;

use crate::{
    journeys::{a_video, hurry},
    provider::{Poll, Provider},
    support::{Desk, KEY, Window},
};

/// Two providers; the desk has a key for the first one, where a task is under way.
fn two() -> (Runtime, Provider, Provider, Desk, Window) {
    let video = a_video();
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
    let [old, new] = [video.clone(), video].map(|video| Provider::start(runtime.handle(), &[], &[], video));
    old.record().polls.extend([Poll::Word("processing"); 200]);
    let desk = Desk::live_by_settings(&old.base_url());
    let mut window = desk.open();
    window.drop_samples();
    window.press("Create avatar");
    window.until_stage(StageWord::Processing);
    (runtime, old, new, desk, window)
}

/// Changes the base URL as the settings page does.
fn move_to(window: &mut Window, base_url: &str) {
    let base_url = BaseUrl::read(base_url).unwrap();
    let settings = Settings { base_url, ..window.state().settings.clone() };
    window.harness.state_mut().command(Command::Set(settings));
    window.harness.step();
    window.harness.step();
}

/// Asks for the task again and again, tests the connection, and tries to create: all that could send the key.
fn try_everything(window: &mut Window) {
    window.drop_and_read();
    for _ in 0..5 {
        hurry(window);
        window.harness.state_mut().command(Command::TestConnection);
        window.harness.state_mut().command(Command::Create);
        std::thread::sleep(Duration::from_millis(100));
        window.harness.step();
    }
    assert_eq!(window.state().tasks.len(), 1, "nothing new is approved");
    assert_eq!(window.state().connection, Connection::Untested);
}

fn question(window: &Window) -> bool {
    window.harness.query_all_by_label_contains("Send your key to ").next().is_some()
}

fn answer(window: &mut Window, label: &str) {
    window.harness.get_by_role_and_label(Role::Button, label).click();
    window.harness.step();
    window.harness.step();
}

#[test]
fn another_host_gets_the_key_only_after_a_yes_and_is_asked_for_once() {
    let (_runtime, old, new, desk, mut window) = two();
    move_to(&mut window, &new.base_url());
    assert!(question(&window));
    let told = |words: &str| window.harness.query_all_by_label_contains(words).next().is_some();
    assert!(told(&format!("It was used with {} until now", old.base_url())) && told("One unfinished task"));
    try_everything(&mut window);
    assert_eq!(new.record().keys, Vec::<String>::new(), "not one request");

    answer(&mut window, "Send the key there");
    window.until("the new host is asked, at once", |_| !new.record().keys.is_empty());
    assert!(new.record().keys.iter().all(|key| *key == format!("Bearer {KEY}")));
    window.close();
    let mut window = desk.open();
    window.until("the library is open", |state: &State| state.door().is_some());
    assert!(!question(&window), "it is asked once");
    window.close();
}

#[test]
fn a_no_goes_back_to_the_old_host() {
    let (_runtime, old, new, _desk, mut window) = two();
    move_to(&mut window, &new.base_url());
    try_everything(&mut window);
    answer(&mut window, "No, keep it back");
    assert_eq!(window.state().base_url().as_str(), old.base_url());
    assert!(!question(&window));
    let asks = old.record().asks;
    hurry(&mut window);
    window.until("the old host is asked again", |_| old.record().asks > asks);
    assert_eq!(new.record().keys, Vec::<String>::new());
    window.kill();
}

#[test]
fn a_base_url_of_the_environment_is_asked_for_when_the_key_is_not_from_there() {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
    let provider = Provider::start(runtime.handle(), &[], &[], vec![]);
    let desk = Desk::live(&provider.base_url());
    fs::remove_file(desk.home.path().join("settings.toml")).unwrap();
    let mut window = desk.open();
    assert!(question(&window));
    answer(&mut window, "No, keep it back");
    assert!(!question(&window), "a no holds for the session");
    window.harness.state_mut().command(Command::TestConnection);
    window.drop_and_read();
    window.harness.state_mut().command(Command::Create);
    std::thread::sleep(Duration::from_millis(300));
    window.harness.step();
    assert!(provider.record().keys.is_empty() && window.state().tasks.is_empty());
    window.close();
}
