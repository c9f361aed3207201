//! What desktops are told of the program: one name everywhere, and a word in each of its languages.

use std::{fs, path::Path};

const APP_ID: &str = "io.github.likeness.Likeness";

fn packaged(ending: &str) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/packaging");
    fs::read_to_string(folder.join(format!("{APP_ID}.{ending}"))).expect("it is named as the program is")
}

#[test]
fn desktop_file_icon_and_window_have_one_name() {
    let desktop = packaged("desktop");
    for line in ["Exec=likeness %F", &format!("Icon={APP_ID}"), &format!("StartupWMClass={APP_ID}")] {
        assert!(desktop.lines().any(|found| found == line), "{line} is missing");
    }
    assert!(packaged("svg").contains("<svg"));
    assert!(packaged("metainfo.xml").contains(&format!("<id>{APP_ID}</id>")));
    let window = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/window.rs")).expect("the window");
    assert!(window.contains(&format!("const APP_ID: &str = \"{APP_ID}\"")));
}

#[test]
fn the_desktop_is_told_in_every_language_what_it_is_and_what_it_takes() {
    let desktop = packaged("desktop");
    for key in ["Name", "GenericName", "Comment", "Keywords"] {
        for language in ["", "[fr]", "[zh_CN]"] {
            let start = format!("{key}{language}=");
            assert!(desktop.lines().any(|line| line.len() > start.len() && line.starts_with(&start)), "{start}");
        }
    }
    let types = desktop.lines().find_map(|line| line.strip_prefix("MimeType=")).expect("types");
    for taken in ["image/jpeg", "image/png", "audio/mpeg", "audio/x-wav", "audio/mp4", "audio/aac"] {
        assert!(types.split(';').any(|kind| kind == taken), "{taken}");
    }
}
