//! The gallery shows every widget, each with its name, in both themes, and its dialogs open and close.

use eframe::egui;
use egui::Role;
use egui_kittest::{Harness, kittest::Queryable as _};
use likeness::{state::State, ui::Screen};

use super::{Window, states};

#[test]
fn every_widget_stands_in_the_gallery() {
    let mut window = Harness::builder().with_size([1280.0, 3200.0]).with_max_steps(30).build_eframe(|context| {
        let screen = Screen::new(&context.egui_ctx, std::sync::Arc::new(super::picture_of_one_pixel)).gallery();
        Window { screen, state: State::default(), now: states::now(), asked: vec![] }
    });
    for theme in ["Dark", "Light"] {
        window.get_by_role_and_label(Role::RadioButton, theme).click();
        window.run();
        assert!(window.unnamed_widgets().is_empty());
    }
    for name in ["Primary", "Danger, off", "Empty", "A box that is ticked or not", "wrong", "Show all", "A row"] {
        assert!(window.query_all_by_label(name).next().is_some(), "{name} is missing");
    }
    window.get_by_role_and_label(Role::Button, "A question…").click();
    window.run();
    window.get_by_role_and_label(Role::Button, "Keep").click();
    window.run();
    assert!(window.query_by_role_and_label(Role::Button, "Keep").is_none());
}
