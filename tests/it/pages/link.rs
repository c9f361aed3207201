//! The place of the portrait while it is an address: being looked at, seen, not seen, out of reach; and the button that uses
//! what was seen as a file.

use egui::Role;
use egui_kittest::kittest::Queryable as _;
use likeness::{
    domain::{Fix, ImageFacts, ImageFormat, InputId, Loaded, Slot, Unseen},
    state::{Command, Event, Input, Job, Moment, Place, State, Ticket, update},
};

use super::{Opened, WIDE, asked, open, press, states};

const ADDRESS: &str = "https://example.org/people/anna.webp";

/// A form with this address for its portrait, and the ticket of the look at it.
fn typed(state: State, address: &str) -> (State, Option<Ticket>) {
    let mut state = state;
    let command = Command::Type(Place::Portrait, address.into());
    let jobs = update(&mut state, Input::Command(command), Moment { now: states::now(), fresh: 5 });
    let ticket = jobs.iter().find_map(|job| match job {
        Job::Peek(ticket, ..) => Some(*ticket),
        _ => None,
    });
    (state, ticket)
}

fn looked_at(result: Result<Loaded<ImageFacts>, Unseen>) -> State {
    let (mut state, ticket) = typed(states::first_run(), ADDRESS);
    states::event(&mut state, Event::PortraitSeen(ticket.expect("it is looked at"), Box::new(result)));
    state
}

fn seen(width: u32, height: u32) -> Loaded<ImageFacts> {
    let facts = ImageFacts { format: ImageFormat::Png, width, height, bytes: 90_000, faces: Some(vec![]) };
    Loaded { id: InputId([6; 32]), kept: "/kept/6.png".into(), name: "anna.webp".into(), facts, origin: None }
}

fn says(window: &Opened, words: &str) -> bool {
    window.query_all_by_label_contains(words).next().is_some()
}

#[test]
fn a_picture_that_would_be_refused_is_used_as_a_file_by_one_press() {
    let mut window = open(looked_at(Ok(seen(1800, 600))), WIDE);
    assert!(says(&window, "Sent as a link") && says(&window, "No face found"));
    assert!(window.query_by_role_and_label(Role::Image, "Portrait anna.webp").is_some(), "it is shown");
    assert!(says(&window, "The API would refuse the picture at this address"));
    press(&mut window, "Send it as a file");
    assert_eq!(asked(&mut window), [Command::Mend(Place::Portrait, Fix::UseFile)]);
    let draft = &window.state().state.draft;
    assert_eq!(draft.portrait, Slot::File(Box::new(seen(1800, 600))));
    assert!(!says(&window, "Sent as a link"));
}

#[test]
fn a_good_one_is_shown_and_sent_as_the_link() {
    let window = open(looked_at(Ok(seen(800, 600))), WIDE);
    assert!(says(&window, "Sent as a link") && says(&window, "800 × 600") && !says(&window, "Send it as a file"));
}

#[test]
fn a_look_under_way_and_one_in_vain_say_so() {
    let (state, _) = typed(states::first_run(), ADDRESS);
    let window = open(state, WIDE);
    assert!(says(&window, ADDRESS) && says(&window, "Reading"));
    let window = open(looked_at(Err(Unseen::Status(404))), WIDE);
    assert!(says(&window, ADDRESS) && says(&window, "not seen here: the server answered 404"));
    assert!(says(&window, "Sent as a link, not seen"));
}

#[test]
fn what_the_provider_cannot_reach_offers_a_file_and_is_not_asked_for() {
    let (state, ticket) = typed(states::with_key(states::first_run()), "http://192.168.1.20/anna.png");
    assert_eq!(ticket, None);
    let mut window = open(state, WIDE);
    assert!(says(&window, "Not a public address") && says(&window, "The provider cannot reach this address"));
    press(&mut window, "Choose a file…");
    assert_eq!(asked(&mut window), [Command::Choose(Place::Portrait)]);
}
