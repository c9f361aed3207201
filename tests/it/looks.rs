//! Nothing is styled by hand: views name the measures of `ui::theme`, the letters of `ui::letters` and the widgets; a number
//! of their own stands in a named constant at the head of the file, and a colour or a font nowhere.

use std::{fs, path::Path};

use crate::house::{code, house, sources};

/// The files that make the look; everything else in `src/ui` uses it.
const MAKERS: [&str; 4] = ["src/ui/theme", "src/ui/letters.rs", "src/ui/widgets/", "src/ui/text"];
/// Numbers that are no measures: nothing, the whole, twice, half.
const PLAIN: [&str; 4] = ["0.0", "1.0", "2.0", "0.5"];
/// What only the makers may name.
const MADE_ELSEWHERE: [&str; 7] =
    ["Color32::from", "FontId", "RichText::new", "Stroke::new(3", "Margin::same(1", "Margin::symmetric(", "Rgba"];

/// Numbers with a point in a line of code, outside of words in quotes.
fn numbers(line: &str) -> Vec<String> {
    let bare: String = line.split('"').step_by(2).collect::<Vec<_>>().join(" ");
    let is_part = |c: char| c.is_ascii_alphanumeric() || c == '.' || c == '_';
    let pieces = bare.split(|c| !is_part(c));
    let is_number = |piece: &&str| {
        let digits = piece.trim_end_matches("_f32").trim_end_matches("_f64");
        piece.starts_with(|c: char| c.is_ascii_digit()) && !digits.contains("..") && digits.contains('.')
    };
    pieces.filter(is_number).map(|piece| piece.trim_end_matches("_f32").trim_end_matches("_f64").to_owned()).collect()
}

/// Whether a line belongs to a named constant, which may run over several lines.
fn is_constant(line: &str, inside: &mut bool) -> bool {
    let starts = ["const ", "pub const ", "pub(super) const ", "pub(in crate::ui) const ", "static "]
        .iter()
        .any(|word| line.trim_start().starts_with(word));
    let here = starts || *inside;
    *inside = here && !line.trim_end().ends_with(';');
    here
}

fn breaches(text: &str) -> Vec<String> {
    let mut found = vec![];
    let mut inside = false;
    let before_tests = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or(text);
    for (at, line) in code(before_tests) {
        if is_constant(line, &mut inside) {
            continue;
        }
        found.extend(numbers(line).into_iter().filter(|n| !PLAIN.contains(&n.as_str())).map(|n| format!("{at}: {n}")));
        found.extend(MADE_ELSEWHERE.iter().filter(|name| line.contains(*name)).map(|name| format!("{at}: {name}")));
    }
    found
}

#[test]
fn views_name_their_measures() {
    let mut all = vec![];
    for file in sources(&house().join("src/ui")) {
        let name = file.strip_prefix(house()).unwrap_or(Path::new("")).to_string_lossy().into_owned();
        if MAKERS.iter().any(|maker| name.starts_with(maker)) || name.ends_with("tests.rs") {
            continue;
        }
        let text = fs::read_to_string(&file).expect("a source");
        all.extend(breaches(&text).into_iter().map(|breach| format!("{name}:{breach}")));
    }
    assert!(all.is_empty(), "styled by hand:\n{}", all.join("\n"));
}

#[test]
fn a_number_a_colour_and_a_font_would_be_found() {
    let in_line = |line: &str| breaches(&format!("//! A file.\n{line}\n")).len();
    for line in [
        "ui.add_space(7.0);",
        "let width = 340.0_f32.min(room);",
        "RichText::new(text)",
        "let c = Color32::from_gray(3);",
        "Margin::same(16)",
        "f(vec2(0.0, 13.5))",
    ] {
        assert_eq!(in_line(line), 1, "{line}");
    }
    for line in [
        "ui.add_space(S);",
        "const CARD: f32 = 90.0;",
        "let half = rect.width() / 2.0 - 0.5;",
        "f(\"version 3.5\")",
        "rects[3..5].iter()",
        "// about 3.5 of them",
        "pair.0.1",
    ] {
        assert_eq!(in_line(line), 0, "{line}");
    }
    assert_eq!(in_line("const ALL: [f32; 2] = [\n    3.5,\n    4.5,\n];\nlet x = 5.5;"), 1, "constants may be long");
}
