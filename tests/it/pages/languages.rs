//! The files of the languages beside each other: the same keys, the same gaps, and nothing left in English by mistake.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
};

use eframe::egui;
use egui::{Event as Input, ImeEvent, Role};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement};
use likeness::{
    domain::{Language, Money, Settings, SystemLook},
    state::{Command, Event},
    ui::text::Texts,
};

use super::{Opened, WIDE, open, states};

/// A message: what it is given, and how it reads with the names of its gaps in their places.
#[derive(Debug, PartialEq)]
struct Message {
    gaps: BTreeSet<String>,
    text: String,
}

fn file(language: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/text").join(language).with_extension("ftl");
    std::fs::read_to_string(path).expect("a language's file")
}

fn messages(source: &str) -> BTreeMap<String, Message> {
    let resource = fluent_syntax::parser::parse(source).unwrap_or_else(|(_, errors)| panic!("{errors:?}"));
    let messages = resource.body.into_iter().filter_map(|entry| match entry {
        Entry::Message(message) => {
            let mut read = Message { gaps: BTreeSet::new(), text: String::new() };
            read_pattern(&message.value.expect("a value"), &mut read);
            Some((message.id.name.to_owned(), read))
        }
        _ => None,
    });
    messages.collect()
}

fn read_pattern(pattern: &Pattern<&str>, read: &mut Message) {
    for element in &pattern.elements {
        match element {
            PatternElement::TextElement { value } => read.text.push_str(value),
            PatternElement::Placeable { expression: Expression::Inline(inline) } => read_inline(inline, read),
            PatternElement::Placeable { expression: Expression::Select { selector, variants } } => {
                read_inline(selector, read);
                variants.iter().for_each(|variant| read_pattern(&variant.value, read));
            }
        }
    }
}

fn read_inline(inline: &InlineExpression<&str>, read: &mut Message) {
    match inline {
        InlineExpression::StringLiteral { value } | InlineExpression::NumberLiteral { value } => {
            read.text.push_str(value);
        }
        InlineExpression::VariableReference { id } => {
            read.gaps.insert(id.name.to_owned());
            read.text.push_str(&format!("{{{}}}", id.name));
        }
        other => panic!("{other:?} is no gap: a sentence stands by itself"),
    }
}

/// Where two files differ in their keys or gaps.
fn differences(english: &str, other: &str) -> Vec<String> {
    let (english, other) = (messages(english), messages(other));
    let keys: BTreeSet<_> = english.keys().chain(other.keys()).collect();
    let differ = |key: &&String| english.get(*key).map(|message| &message.gaps) != other.get(*key).map(|m| &m.gaps);
    keys.into_iter().filter(differ).cloned().collect()
}

#[test]
fn every_language_has_the_keys_of_english_with_the_same_gaps() {
    for language in ["fr", "zh-Hans"] {
        assert_eq!(differences(&file("en"), &file(language)), Vec::<String>::new(), "{language}");
    }
    let english = "a = { $x } of { $y }\nb = B\nc = { $count ->\n    [one] One\n   *[other] { $count }\n}\n";
    assert_eq!(differences(english, "a = { $y } / { $x }\nb = B\nc = { $count }\n"), Vec::<String>::new());
    assert_eq!(differences(english, "a = { $x }\nd = D\nc = { $count }\n"), ["a", "b", "d"]);
    let selector = "a = { $x }{ $y }\nb = B\nc = { $number ->\n    [one] One\n   *[other] { $count }\n}\n";
    assert_eq!(differences(english, selector), ["c"], "what selects is a gap too");
}

/// Messages that read the same in French as in English: names, signs, numbers, and words that both languages have.
const SAME_IN_FRENCH: &[&str] = &[
    "cli-video-trouble",
    "app-name",
    "chip-side",
    "problem-found",
    "toast-spoken",
    "group-count",
    "cli-voice-line",
    "speech-voice",
    "speech-life",
    "speech-times",
    "spoken-line",
    "direction-count",
    "when-this-year",
    "when-long-ago",
    "refusal-bare",
    "estimate-how",
    "voice-part-about",
    "cli-check",
    "cli-price",
    "top-live",
    "top-live-short",
    "create-keys",
    "create-keys-mac",
    "account-key-hint",
    "mode-standard",
    "portrait-head",
    "portrait-preview",
    "about-version",
    "about-licence",
    "tip-with-keys",
    "card-name",
    "key-control",
    "key-alt",
    "key-menu",
    "change-became",
    "change-converted",
    "crop-size",
];

/// Messages that read the same in Chinese as in English: names, signs, and units that are written in Latin letters.
const SAME_IN_CHINESE: &[&str] = &[
    "app-name",
    "chip-side",
    "problem-found",
    "group-count",
    "cli-voice-line",
    "speech-voice",
    "speech-life",
    "speech-times",
    "spoken-line",
    "direction-count",
    "when-this-year",
    "level-decibels",
    "estimate-how",
    "voice-part-about",
    "money-about",
    "size-bytes",
    "size-kilobytes",
    "size-megabytes",
    "size-gigabytes",
    "top-live",
    "top-live-short",
    "create-keys",
    "create-keys-mac",
    "account-key-hint",
    "key-control",
    "key-shift",
    "key-alt",
    "key-enter",
    "key-escape",
    "key-home",
    "key-end",
    "change-became",
    "change-converted",
    "crop-size",
];

#[test]
fn nothing_is_left_in_english() {
    let english = messages(&file("en"));
    for (language, same) in [("fr", SAME_IN_FRENCH), ("zh-Hans", SAME_IN_CHINESE)] {
        let other = messages(&file(language));
        let equal =
            english.iter().filter(|(key, message)| other.get(*key) == Some(message)).map(|(key, _)| key.as_str());
        let (equal, same): (BTreeSet<_>, BTreeSet<_>) = (equal.collect(), same.iter().copied().collect());
        let left: Vec<_> = equal.difference(&same).collect();
        assert!(left.is_empty(), "{language} still has the English of {left:?}");
        let idle: Vec<_> = same.difference(&equal).collect();
        assert!(idle.is_empty(), "{language} says {idle:?} in words of its own by now");
    }
}

#[test]
fn french_and_chinese_have_the_spaces_of_their_own() {
    for (key, message) in messages(&file("fr")) {
        let ordinary = [" !", " ?", " ;", " :", " %", "« ", " »", "'", "..."];
        let wrong = ordinary.iter().find(|wrong| message.text.contains(**wrong));
        assert_eq!(wrong, None, "{key}: {}", message.text);
        let bare = [";", "!", "?", "»"]
            .iter()
            .any(|sign| message.text.match_indices(sign).any(|(at, _)| !message.text[..at].ends_with('\u{202f}')));
        assert!(!bare, "{key}: {}", message.text);
    }
    let is_chinese = |letter: char| ('\u{4e00}'..='\u{9fff}').contains(&letter);
    for (key, message) in messages(&file("zh-Hans")) {
        let letters: Vec<char> = message.text.chars().collect();
        for pair in letters.windows(2) {
            let [before, after] = [pair[0], pair[1]];
            let latin = ",;:!?()".contains(after) && is_chinese(before) || "('\"".contains(after) && is_chinese(before);
            assert!(!latin, "{key}: {}", message.text);
            let gap = before == ' ' && "，。：；！？（）、".contains(after)
                || after == ' ' && "，。：；！？（）、".contains(before);
            assert!(!gap, "{key}: {}", message.text);
        }
        let apart = letters.windows(3).any(|three| is_chinese(three[0]) && three[1] == ' ' && is_chinese(three[2]));
        assert!(!apart, "{key}: {}", message.text);
    }
}

#[test]
fn the_window_changes_its_language_at_once() {
    let mut window = open(states::working(), WIDE);
    let speaks = |window: &mut super::Opened, language: Language| {
        window.run();
        let texts = Texts::of(language);
        for said in [texts.get("direction-head"), texts.get("create-avatar"), texts.money(Money(728_000))] {
            assert!(window.query_all_by_label(&said).next().is_some(), "{language:?}: {said:?}");
        }
        let root = window.root();
        assert_eq!(root.accesskit_node().language(), Some(language.tag()), "for the voice of a screen reader");
    };
    speaks(&mut window, Language::English);
    for language in [Language::French, Language::Chinese, Language::English] {
        let settings = Settings { language: Some(language), ..window.state().state.settings.clone() };
        states::command(&mut window.state_mut().state, Command::Set(settings));
        speaks(&mut window, language);
    }
    let settings = Settings { language: None, ..window.state().state.settings.clone() };
    states::command(&mut window.state_mut().state, Command::Set(settings));
    let look = SystemLook { language: Language::French, ..SystemLook::default() };
    states::event(&mut window.state_mut().state, Event::SystemLook(look));
    speaks(&mut window, Language::French);
}

/// What an input method sends while somebody writes a word and takes it.
fn write_by_method(window: &mut Opened, taken: &str) {
    let begun = |text: &str| ImeEvent::Preedit { text: text.into(), active_range_chars: None };
    for event in [begun("n"), begun("nihao"), begun(""), ImeEvent::Commit(taken.into())] {
        window.event(Input::Ime(event));
        window.run();
    }
}

#[test]
fn an_input_method_writes_into_every_kind_of_field() {
    let mut state = states::working();
    let settings = Settings { language: Some(Language::Chinese), ..state.settings.clone() };
    states::command(&mut state, Command::Set(settings));
    let mut window = open(state, WIDE);
    window.get_by_label("更多").click();
    window.run();
    let check = |window: &mut Opened, role: Role, name: &str| {
        window.get_by_role_and_label(role, name).focus();
        window.run();
        write_by_method(window, "你好");
        let value = window.get_by_role_and_label(role, name).accesskit_node().value().unwrap_or_default();
        assert!(value.contains("你好") && !value.contains("nihao"), "{name}: {value}");
    };
    for (role, name) in
        [(Role::MultilineTextInput, "表演提示"), (Role::TextInput, "标题"), (Role::TextInput, "搜索任务")]
    {
        check(&mut window, role, name);
    }
    assert!(window.state().state.draft.direction.contains("你好") && window.state().state.draft.title == "你好");
    window.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::K);
    window.run();
    check(&mut window, Role::EditableComboBox, "您想做什么？");
}
