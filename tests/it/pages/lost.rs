//! A lost answer on its card: look now, name the task, give it up, or send the order again after being told the price of it.

use eframe::egui;
use egui::{Key, Role};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use likeness::{
    domain::{StageWord, SubmissionId, TaskId},
    state::Command,
};

use super::{NARROW, Opened, WIDE, asked, open, press, states};

const LOST: SubmissionId = SubmissionId(3);

fn is_open(window: &Opened, dialog: &str) -> bool {
    window.query_by_role_and_label(Role::Dialog, dialog).is_some()
}

#[test]
fn sending_again_says_the_price_and_that_both_may_be_billed_before_it_asks() {
    let mut window = open(states::unknown(), WIDE);
    press(&mut window, "Send again…");
    assert!(is_open(&window, "Send it again?"));
    let said = "It may be billed twice: if the first request arrived, both are paid for. Once more it costs ≈ $4.48 \
                (40 s × $0.112 · Professional). The first one is given up.";
    assert!(window.query_by_label(said).is_some());
    press(&mut window, "Cancel");
    assert_eq!(asked(&mut window), [], "a press on the card alone sends nothing");
    press(&mut window, "Send again…");
    window.key_press(Key::Enter);
    window.run();
    assert_eq!(asked(&mut window), [], "the answer no has the keyboard");
    press(&mut window, "Send again…");
    press(&mut window, "Send again");
    assert_eq!(asked(&mut window), [Command::SendAgain(LOST)]);
}

#[test]
fn its_task_is_named_by_the_providers_id() {
    for size in [WIDE, NARROW] {
        let mut window = open(states::unknown(), size);
        if size == NARROW {
            window.get_by_role_and_label(Role::Tab, "Tasks 217").click();
            window.run();
        }
        press(&mut window, "Enter task id…");
        let field =
            |window: &Opened| window.get_by_role_and_label(Role::TextInput, "Task id").accesskit_node().is_focused();
        assert!(field(&window), "the field has the keyboard");
        window.get_by_role_and_label(Role::TextInput, "Task id").type_text("83 19");
        window.run();
        assert!(window.query_by_label("An id has no spaces and at most 128 characters").is_some());
        assert!(window.get_by_role_and_label(Role::Button, "Look it up").accesskit_node().is_disabled());
        for _ in 0..3 {
            window.key_press(Key::Backspace);
        }
        window.get_by_role_and_label(Role::TextInput, "Task id").type_text("1922");
        window.run();
        window.key_press(Key::Enter);
        window.run();
        assert_eq!(asked(&mut window), [Command::NameTask(LOST, TaskId("831922".into()))]);
        assert!(!is_open(&window, "Which task is it?"));
    }
}

#[test]
fn it_is_given_up_from_the_menu_after_a_question() {
    let mut window = open(states::unknown(), WIDE);
    press(&mut window, "More for Lesson 4, introduction (ES)");
    window.get_by_role_and_label(Role::MenuItem, "Give up…").click();
    window.run();
    assert!(is_open(&window, "Give it up?"));
    press(&mut window, "Give up");
    assert_eq!(asked(&mut window), [Command::DismissLost(LOST)]);
    assert_eq!(window.state().state.tasks.get(LOST).map(|task| task.stage.word()), Some(StageWord::Dismissed));
    assert!(window.query_by_role_and_label(Role::Button, "Send again…").is_none());
    assert!(window.query_all_by_label_contains("Given up; it is looked for no more").next().is_some());
}

#[test]
fn what_was_found_meanwhile_closes_the_question() {
    use likeness::{
        domain::{Answer, Status},
        state::Event,
    };
    for button in ["Send again…", "Enter task id…"] {
        let mut window = open(states::unknown(), WIDE);
        press(&mut window, button);
        let answer = Answer {
            task_id: Some(TaskId("9".into())),
            status: Status::Processing,
            url: None,
            reason: None,
            units: None,
            request_id: None,
        };
        states::event(&mut window.state_mut().state, Event::LookedFor(LOST, Ok(Some(answer))));
        window.run();
        assert!(!is_open(&window, "Send it again?") && !is_open(&window, "Which task is it?"), "{button}");
        assert_eq!(asked(&mut window), []);
    }
}
