//! The window in a language that nobody speaks: whatever still has plain letters did not come from the files of sentences.
//!
//! What is data may have them: titles, directions, names of files, ids, and what the provider or the system said.

use std::sync::Arc;

use eframe::egui;
use egui::{Key, Modifiers, Role};
use egui_kittest::{
    Harness,
    kittest::{NodeT as _, Queryable as _, by},
};
use jiff::tz::TimeZone;
use likeness::{
    domain::{KeyFault, Language, OpenFault, Stage, draft::DEFAULT_DIRECTION},
    state::{Command, Event, SettingsPage, State},
    ui::{Screen, pictures::Loader, text::Texts},
};

use super::{NARROW, Named, WIDE, named_states, picture_of_one_pixel, states};

/// The window, and a sentence of nobody's beside it where one is planted.
struct Foreign {
    screen: Screen,
    state: State,
    planted: Option<&'static str>,
}

impl eframe::App for Foreign {
    fn ui(&mut self, ui: &mut egui::Ui, _frame: &mut eframe::Frame) {
        if let Some(planted) = self.planted {
            ui.label(planted);
        }
        self.screen.show(ui, &self.state, states::now(), &mut vec![]);
    }
}

type Opened = Harness<'static, Foreign>;

fn open(state: State) -> Opened {
    let loader: Loader = Arc::new(picture_of_one_pixel);
    let mut window = Harness::builder().with_size(WIDE).with_max_steps(30).build_eframe(move |context| {
        let screen = Screen::new(&context.egui_ctx, loader).in_zone(TimeZone::UTC).speaking(Texts::pseudo());
        Foreign { screen, state, planted: None }
    });
    window.run();
    window
}

/// Everything that can be read or heard.
fn said(window: &Opened) -> Vec<String> {
    let nodes = window.query_all(by().recursive(true));
    // The lines of a field that wraps are parts of its value.
    let whole = nodes.filter(|node| node.accesskit_node().role() != Role::TextRun);
    let said = whole.flat_map(|node| {
        let heard = node.accesskit_node();
        [heard.label(), heard.value(), heard.description(), heard.placeholder().map(str::to_owned)]
    });
    said.flatten().collect()
}

/// What a state holds that is not ours to translate, the longest first.
fn data(state: &State) -> Vec<String> {
    // Formats, addresses and what the named states put into them.
    let fixed = [
        "JPG",
        "PNG",
        "WAV",
        "zoe.jpg",
        "welcome-take3.wav",
        "notes.txt",
        "7f3a",
        "words",
        "dreaming",
        "no route",
        "no player",
        "https://api.cometapi.com",
        "clip.xyz",
        "Built-in microphone",
        env!("CARGO_PKG_VERSION"),
        DEFAULT_DIRECTION,
        // Each language is called what its speakers call it.
        Language::English.own_name(),
        Language::French.own_name(),
    ];
    let mut data: Vec<String> = fixed.map(str::to_owned).into();
    data.push(state.draft.direction.clone());
    let places = &state.places;
    data.extend(
        [&places.settings, &places.library, &places.videos, &places.logs].map(|path| path.display().to_string()),
    );
    for task in state.tasks.iter() {
        data.extend([task.title.clone(), task.order.direction.clone()]);
        if let Stage::Failed(_, why) = &task.stage {
            data.push(why.clone());
        }
    }
    data.retain(|text| !text.is_empty());
    data.sort_by_key(|text| std::cmp::Reverse(text.len()));
    data.dedup();
    data
}

/// Whether a text has plain letters besides the data and what stands on the keys of every keyboard: `O`, `F1`.
fn is_untranslated(text: &str, data: &[String]) -> bool {
    let ours = data.iter().fold(text.to_owned(), |text, datum| text.replace(datum, ""));
    let is_key = |word: &str| {
        let mut letters = word.chars();
        letters.next().is_some_and(|first| first.is_ascii_uppercase()) && letters.all(|other| other.is_ascii_digit())
    };
    let words = ours.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !is_key(word));
    words.flat_map(str::chars).any(|letter| letter.is_ascii_alphabetic())
}

/// What is said in the window and did not come from the files.
fn untranslated(window: &Opened) -> Vec<String> {
    let data = data(&window.state().state);
    said(window).into_iter().filter(|text| is_untranslated(text, &data)).collect()
}

fn pages() -> [SettingsPage; 5] {
    use SettingsPage::{About, Account, Appearance, Library, Limits};
    [Account, Library, Limits, Appearance, About]
}

/// Every kind of trouble that is told as a notice, one after the other.
fn notices() -> Vec<Event> {
    vec![
        Event::NotMedia("clip.xyz".into()),
        Event::NoDialog,
        Event::KeyTrouble(KeyFault::Locked("words".into())),
        Event::SettingsNotSaved("words".into()),
        Event::NotOpened(OpenFault::NoLauncher),
    ]
}

#[test]
fn every_state_and_page_speaks_with_the_words_of_the_files_alone() {
    let mut window = open(states::first_run());
    let mut checked = 0;
    let mut look = |window: &mut Opened, state: State, what: &str| {
        window.state_mut().state = state;
        for size in [WIDE, NARROW] {
            window.set_size(size.into());
            window.run();
            assert_eq!(untranslated(window), Vec::<String>::new(), "{what}");
            checked += said(window).len();
        }
    };
    for Named(name, make) in named_states() {
        look(&mut window, make(), name);
    }
    for page in pages() {
        for make in [states::first_run, states::working] {
            let mut state = make();
            states::command(&mut state, Command::OpenSettings(page));
            look(&mut window, state, &format!("{page:?}"));
        }
    }
    for notice in notices() {
        let what = format!("{notice:?}");
        let mut state = states::working();
        states::event(&mut state, notice);
        look(&mut window, state, &what);
    }
    assert!(checked > 1000, "only {checked} texts were looked at");
}

#[test]
fn the_menus_speak_with_the_words_of_the_files_alone() {
    let mut window = open(states::every_stage());
    let more = Texts::pseudo().with("task-more", &[("title", "A task".into())]);
    window.query_all_by_role_and_label(Role::Button, &more).next().expect("a menu").click();
    window.run();
    let copy = Texts::pseudo().get("copy-task-id");
    assert!(
        window.query_by_label(&copy).is_some() || window.query_by_label(&Texts::pseudo().get("copy-own-id")).is_some()
    );
    assert_eq!(untranslated(&window), Vec::<String>::new());
}

#[test]
fn what_lies_over_the_page_speaks_with_the_words_of_the_files_alone() {
    for (modifiers, key, name) in
        [(Modifiers::NONE, Key::F1, "shortcuts-head"), (Modifiers::COMMAND, Key::K, "palette-field")]
    {
        let mut window = open(states::working());
        window.key_press_modifiers(modifiers, key);
        window.run();
        let opened = Texts::pseudo().get(name);
        assert!(said(&window).contains(&opened), "{opened} did not open");
        assert_eq!(untranslated(&window), Vec::<String>::new(), "{name}");
    }
}

#[test]
fn a_sentence_that_is_not_in_the_files_is_caught() {
    let mut window = open(states::working());
    window.state_mut().planted = Some("A sentence of nobody's");
    window.run();
    assert_eq!(untranslated(&window), ["A sentence of nobody's"]);
    let data = ["Ada".to_owned()];
    assert!(is_untranslated("[“Ada” îîš ŕééååđý] now", &data));
    assert!(is_untranslated("[Çţŕļ]+Delete", &data) && !is_untranslated("[Çţŕļ]+O F1", &data));
    assert!(is_untranslated("12 MB", &data), "a unit that was put together in the code");
    assert!(!is_untranslated("[“Ada” îîš ŕééååđý] · 12", &data));
}
