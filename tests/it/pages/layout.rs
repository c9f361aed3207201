//! What is painted, read back: no sentence of ours is cut, no words lie over other words, nothing leaves its panel, in every
//! state, at the smallest window, a usual one and a large one, drawn at 80, 100 and 200 per cent.

use eframe::egui::{self, Rect, Shape};
use likeness::{
    domain::{Language, Settings},
    state::{Command, SettingsPage, State},
    ui::text::Texts,
};

use super::{Named, Opened, named_states, open_speaking, states};

/// The window's sizes in pixels, and how many of them make one logical pixel.
const SIZES: [[f32; 2]; 3] = [[720.0, 560.0], [1280.0, 800.0], [2560.0, 1440.0]];
const SCALES: [f32; 3] = [0.8, 1.0, 2.0];
/// Words may touch by so much: letters reach over the edges of their own boxes.
const TOUCH: f32 = 2.0;

/// Painted words.
#[derive(Debug)]
struct Words {
    text: String,
    rect: Rect,
    clip: Rect,
    elided: bool,
    order: usize,
}

/// A painted ground that hides what is under it.
struct Ground {
    rect: Rect,
    order: usize,
}

#[derive(Default)]
struct Painted {
    words: Vec<Words>,
    grounds: Vec<Ground>,
}

impl Painted {
    fn of(window: &Opened) -> Self {
        let mut painted = Self::default();
        for (order, clipped) in window.output().shapes.iter().enumerate() {
            painted.take(&clipped.shape, clipped.clip_rect, order);
        }
        painted
    }

    fn take(&mut self, shape: &Shape, clip: Rect, order: usize) {
        match shape {
            Shape::Vec(shapes) => shapes.iter().for_each(|shape| self.take(shape, clip, order)),
            Shape::Rect(ground) if ground.fill.is_opaque() => {
                self.grounds.push(Ground { rect: ground.rect.intersect(clip), order });
            }
            Shape::Text(text) => {
                let rect = text.galley.rect.translate(text.pos.to_vec2());
                if !text.galley.text().trim().is_empty() && rect.intersect(clip).is_positive() {
                    let (text, elided) = (text.galley.text().to_owned(), text.galley.elided);
                    self.words.push(Words { text, rect, clip, elided, order });
                }
            }
            _ => {}
        }
    }

    fn is_hidden(&self, place: Rect, from: usize, to: usize) -> bool {
        self.grounds.iter().any(|ground| (from..to).contains(&ground.order) && ground.rect.contains_rect(place))
    }

    /// What is wrong with what was painted; `is_data` says which words are the person's own, which may be cut.
    fn faults(&self, is_data: impl Fn(&str) -> bool) -> Vec<String> {
        let mut faults = vec![];
        for words in &self.words {
            if words.elided && !is_data(&words.text) {
                faults.push(format!("cut: {:?}", words.text));
            }
            let (rect, clip) = (words.rect, words.clip);
            if rect.left() < clip.left() - TOUCH || rect.right() > clip.right() + TOUCH {
                faults.push(format!("leaves its place: {:?}, {rect:?} in {clip:?}", words.text));
            }
        }
        for (at, first) in self.words.iter().enumerate() {
            for second in &self.words[at + 1..] {
                let both = first.rect.intersect(first.clip).intersect(second.rect.intersect(second.clip));
                let touches = both.width() > TOUCH && both.height() > TOUCH;
                if touches && !self.is_hidden(both, first.order, second.order) {
                    faults.push(format!("{:?} lies over {:?} at {both:?}", second.text, first.text));
                }
            }
        }
        faults
    }
}

/// Words that are the person's own or come from outside: titles, directions, names, addresses, ids, places.
fn data(state: &State) -> Vec<String> {
    let mut data: Vec<String> = state
        .tasks
        .iter()
        .flat_map(|task| [task.title.clone(), task.order.direction.split_whitespace().collect::<Vec<_>>().join(" ")])
        .collect();
    let places = &state.places;
    data.extend(
        [&places.settings, &places.library, &places.videos, &places.logs].map(|path| path.display().to_string()),
    );
    data.extend(
        ["a long name of a portrait file that nobody would cut by hand.png", "welcome-take3.wav"].map(str::to_owned),
    );
    data.push(state.base_url().as_str().to_owned());
    data
}

/// Every state, and every page of the settings over one of them.
fn all_states() -> Vec<(String, State)> {
    let mut all: Vec<_> = named_states().into_iter().map(|Named(name, make)| (name.to_owned(), make())).collect();
    for page in [
        SettingsPage::Account,
        SettingsPage::Library,
        SettingsPage::Limits,
        SettingsPage::Appearance,
        SettingsPage::About,
    ] {
        let mut state = states::working();
        states::command(&mut state, Command::OpenSettings(page));
        all.push((format!("settings, {page:?}"), state));
    }
    all
}

/// Whether the window shows the list instead of the form, where there is room for one of them alone.
fn show_tasks(window: &mut Opened, list: bool) {
    use egui_kittest::kittest::Queryable as _;
    let tabs: Vec<_> = window.query_all_by_role(egui::Role::Tab).map(|tab| tab.rect()).collect();
    // The tabs of the columns are the first two under the bar.
    if let (true, [form, tasks, ..]) = (window.ctx.content_rect().width() < 900.0, tabs.as_slice()) {
        let place = if list { tasks.center() } else { form.center() };
        for pressed in [true, false] {
            window.event(egui::Event::PointerButton {
                pos: place,
                button: egui::PointerButton::Primary,
                pressed,
                modifiers: egui::Modifiers::NONE,
            });
        }
        window.event(egui::Event::PointerGone);
        window.run();
    }
}

/// What is wrong in a language; in none, with words that are longer than those of any language.
fn faults_in(language: Option<Language>) -> Vec<String> {
    let mut all = vec![];
    for (name, state) in all_states() {
        let longer = language.is_none().then(Texts::pseudo);
        let mut window = open_speaking(State::default(), SIZES[0], longer);
        let data = data(&state);
        let is_data = |text: &str| data.iter().any(|word| word == text);
        window.state_mut().state = state;
        let settings = Settings { language, ..window.state().state.settings.clone() };
        states::command(&mut window.state_mut().state, Command::Set(settings));
        for (size, scale) in SIZES.iter().flat_map(|size| SCALES.map(|scale| (size, scale))) {
            window.set_pixels_per_point(scale);
            window.set_size(egui::vec2(size[0], size[1]) / scale);
            window.run();
            for list in [false, true] {
                if window.state().state.settings_page.is_none() {
                    show_tasks(&mut window, list);
                }
                let faults = Painted::of(&window).faults(is_data);
                all.extend(faults.into_iter().map(|fault| format!("{name}, {size:?} at {scale}: {fault}")));
            }
        }
    }
    all.sort();
    all.dedup();
    all
}

fn judge(language: Option<Language>) {
    let faults = faults_in(language);
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
}

#[test]
fn no_words_are_cut_or_covered_in_english() {
    judge(Some(Language::English));
}

#[test]
fn no_words_are_cut_or_covered_in_french() {
    judge(Some(Language::French));
}

#[test]
fn no_words_are_cut_or_covered_in_chinese() {
    judge(Some(Language::Chinese));
}

#[test]
fn no_words_are_cut_or_covered_when_they_are_longer_by_two_fifths() {
    judge(None);
}

fn at(ui: &egui::Ui, x: f32, text: &str) {
    let font = egui::FontId::proportional(14.0);
    ui.painter().text(egui::pos2(x, 20.0), egui::Align2::LEFT_TOP, text, font, egui::Color32::WHITE);
}

#[test]
fn what_is_cut_or_covered_would_be_found() {
    let paint = |draw: fn(&mut egui::Ui)| {
        let mut window = egui_kittest::Harness::builder().with_size([200.0, 100.0]).build_ui(draw);
        window.run();
        let mut painted = Painted::default();
        for (order, clipped) in window.output().shapes.iter().enumerate() {
            painted.take(&clipped.shape, clipped.clip_rect, order);
        }
        painted.faults(|text| text == "mine")
    };
    assert_eq!(paint(|ui| at(ui, 10.0, "one")), Vec::<String>::new());
    let over = paint(|ui| {
        at(ui, 10.0, "one");
        at(ui, 12.0, "two");
    });
    assert!(over.len() == 1 && over[0].contains("lies over"), "{over:?}");
    let cut = paint(|ui| drop(ui.add(egui::Label::new("a sentence that is much too long for this").truncate())));
    assert!(cut.len() == 1 && cut[0].contains("cut"), "{cut:?}");
    let outside = paint(|ui| at(ui, 190.0, "far out"));
    assert!(outside.len() == 1 && outside[0].contains("leaves"), "{outside:?}");
    let hidden = paint(|ui| {
        at(ui, 10.0, "one");
        ui.painter().rect_filled(
            Rect::from_min_size(egui::pos2(0.0, 0.0), egui::vec2(99.0, 99.0)),
            0,
            egui::Color32::RED,
        );
        at(ui, 12.0, "two");
    });
    assert_eq!(hidden, Vec::<String>::new());
}
