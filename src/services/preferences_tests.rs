//! Settings files as people leave them.

use std::{
    fs,
    path::{Path, PathBuf},
    time::Duration,
};

use proptest::{option, prelude::*, sample::select};

use super::{peek, read, write};
use crate::domain::{
    BaseUrl, Language, Limits, Money, MotionChoice, Rates, Scale, Settings, SpeechChoice, Speed, ThemeChoice, Tongue,
    Typed, Warning,
};
use crate::ui::text::Texts;

/// Reads a file with this text.
fn reading(text: &str) -> (Settings, Vec<Warning>) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("settings.toml");
    fs::write(&path, text).expect("a file");
    read(&path)
}

fn root(path: &str) -> PathBuf {
    if cfg!(windows) { PathBuf::from(format!("C:{path}")) } else { PathBuf::from(path) }
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").file_name());
    let mut names: Vec<String> = entries.map(|name| name.to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

#[test]
fn no_file_means_the_defaults() {
    let folder = tempfile::tempdir().expect("a folder");
    assert_eq!(read(&folder.path().join("settings.toml")), (Settings::default(), vec![]));
    assert_eq!(reading(""), (Settings::default(), vec![]));
    assert_eq!(reading("\u{feff}practice = false\r\n"), (Settings::default(), vec![]), "as Windows' editor writes it");
}

#[test]
fn every_key_is_read() {
    let text = r#"
        base_url = "https://gate.example.org/v1/"
        key_base_url = "http://127.0.0.1:9"
        practice = true
        theme = "dark"
        language = "fr"
        scale = 125
        motion = "reduced"
        welcomed = true
        prefer_x11 = true
        limits = { longest_voice_seconds = 90.5, tasks_at_once = 7 }
        [rates]
        standard = 0.05
        professional = "0,1"
        speech = "0.008"
        [speech]
        voice = "AOT"
        language = "en"
        speed = 1.3
        favourites = ["uk_man2", "AOT"]
    "#;
    let (settings, warnings) = reading(text);
    assert_eq!(warnings, vec![]);
    let expected = Settings {
        base_url: BaseUrl::read("https://gate.example.org").expect("a base URL"),
        key_base_url: BaseUrl::read("http://127.0.0.1:9").ok(),
        practice: true,
        download_folder: None,
        limits: Limits { sound_longest: Duration::from_millis(90_500), at_once: 7, ..Limits::default() },
        rates: Rates { standard: Money(50_000), professional: Money(100_000), speech: Money(8_000) },
        speech: Box::new(SpeechChoice {
            last: Typed { voice: "AOT".into(), speed: Speed::new(13).expect("a speed"), ..Typed::default() },
            favourites: ["AOT", "uk_man2"].map(str::to_owned).into(),
        }),
        theme: ThemeChoice::Dark,
        language: Some(Language::French),
        scale: Scale::new(125).expect("a scale"),
        motion: MotionChoice::Reduced,
        welcomed: true,
        prefer_x11: true,
    };
    assert_eq!(settings, expected);
}

#[test]
fn a_bad_value_is_its_default_and_a_warning_that_says_everything() {
    let table = [
        ("base_url = \"http://api.cometapi.com\"", ["base_url", "http://api.cometapi.com", "https"]),
        ("base_url = 7", ["base_url", "7", "https"]),
        ("practice = \"yes\"", ["practice", "yes", "true or false"]),
        ("download_folder = \"videos\"", ["download_folder", "videos", "from the root"]),
        ("download_folder = \"\"", ["download_folder", "\"\"", "from the root"]),
        ("theme = \"Dark\"", ["theme", "Dark", "\"dark\""]),
        ("language = \"de\"", ["language", "de", "zh-Hans"]),
        ("scale = 300", ["scale", "300", "80 to 200"]),
        ("motion = false", ["motion", "false", "reduced"]),
        ("theme = [\"dark\"]", ["theme", "[\"dark\"]", "\"dark\""]),
        ("limits.longest_voice_seconds = 1", ["limits.longest_voice_seconds", "1", "2 to 300"]),
        ("limits.longest_voice_seconds = 301", ["limits.longest_voice_seconds", "301", "2 to 300"]),
        ("limits.longest_voice_seconds = -5", ["limits.longest_voice_seconds", "-5", "2 to 300"]),
        ("limits.longest_voice_seconds = nan", ["limits.longest_voice_seconds", "nan", "2 to 300"]),
        ("[limits.longest_voice_seconds]\na = 1", ["limits.longest_voice_seconds", "a = 1", "2 to 300"]),
        ("limits = 60", ["limits", "60", "[limits]"]),
        ("[[rates]]\nstandard = 1", ["rates", "standard = 1", "[rates]"]),
        ("rates.standard = -0.5", ["rates.standard", "-0.5", "six decimals"]),
        ("rates.professional = \"cheap\"", ["rates.professional", "cheap", "six decimals"]),
        ("rates.professional = inf", ["rates.professional", "inf", "six decimals"]),
    ];
    for (text, says) in table {
        let (settings, warnings) = reading(&format!("{text}\n"));
        assert_eq!(settings, Settings::default(), "{text}");
        let [warning] = &warnings[..] else { panic!("one warning for {text}, not {warnings:?}") };
        let said = Texts::english().warning(warning);
        assert!(says.iter().all(|says| said.contains(says)), "{text}: {said}");
    }
}

#[test]
fn a_bad_value_takes_nothing_else_with_it() {
    let (settings, warnings) = reading("theme = 3\npractice = true\n[rates]\nstandard = \"x\"\nprofessional = 1\n");
    assert_eq!((settings.practice, settings.rates.professional, warnings.len()), (true, Money(1_000_000), 2));
}

#[test]
fn writing_keeps_what_is_not_ours_and_what_did_not_change() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("settings.toml");
    let before = "# mine\npractice = true # for now\nsome_day = [1, 2]\n\n[rates]\nstandard = 0.056 # as a number\n\
                  professional = \"0.112\"\n[other]\nx = 1\n";
    fs::write(&path, before).expect("a file");
    let (mut settings, _) = read(&path);
    write(&path, &settings).expect("writes");
    assert_eq!(fs::read_to_string(&path).expect("text"), before, "nothing changed");

    settings.practice = false;
    settings.rates.professional = Money(130_000);
    settings.theme = ThemeChoice::Light;
    write(&path, &settings).expect("writes");
    let after = before
        .replace("practice = true", "practice = false")
        .replace("some_day = [1, 2]\n", "some_day = [1, 2]\ntheme = \"light\"\n")
        .replace("\"0.112\"", "\"0.13\"");
    assert_eq!(fs::read_to_string(&path).expect("text"), after);
    assert_eq!(read(&path), (settings, vec![]));
    assert_eq!(names(folder.path()), ["settings.toml"], "nothing is left behind");
}

#[test]
fn defaults_that_were_never_written_are_left_to_later_versions() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("made/settings.toml");
    write(&path, &Settings::default()).expect("writes, the folder too");
    assert_eq!(fs::read_to_string(&path).expect("text"), "");
    write(&path, &Settings { practice: true, ..Settings::default() }).expect("writes");
    write(&path, &Settings::default()).expect("writes");
    assert_eq!(fs::read_to_string(&path).expect("text"), "practice = false\n", "what was said once is said");
}

#[test]
fn writing_mends_a_bad_value() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("settings.toml");
    let bad = "theme = 3\nlimits = 60\ndownload_folder = \"here\"\n[rates.standard]\nx = 1\n";
    fs::write(&path, bad).expect("a file");
    let limits = Limits { sound_longest: Duration::from_secs(120), ..Limits::default() };
    let settings = Settings { limits, ..Settings::default() };
    write(&path, &settings).expect("writes");
    assert_eq!(read(&path), (settings, vec![]), "{}", fs::read_to_string(&path).expect("text"));
}

#[test]
fn what_is_not_toml_is_set_aside() {
    for (reads_first, text) in [(true, &b"theme = \n"[..]), (true, b"\xff\xfe\x00"), (false, b"a = 1\na = 2\n")] {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("settings.toml");
        for number in 1..=2 {
            fs::write(&path, text).expect("a file");
            if reads_first {
                let (settings, warnings) = read(&path);
                assert_eq!((settings, warnings.len()), (Settings::default(), 1));
                let aside =
                    folder.path().join(if number == 1 { "settings.toml.damaged" } else { "settings.toml.damaged-2" });
                assert!(matches!(&warnings[0], Warning::SettingsSetAside(_, place) if *place == aside), "{warnings:?}");
                assert!(!path.exists());
            }
            write(&path, &Settings { practice: true, ..Settings::default() }).expect("writes");
            let aside = if number == 1 { "settings.toml.damaged" } else { "settings.toml.damaged-2" };
            assert_eq!(fs::read(folder.path().join(aside)).expect("set aside"), text);
            assert!(read(&path).0.practice);
        }
    }
}

#[test]
fn a_peek_sees_what_can_be_read_and_touches_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("settings.toml");
    assert_eq!(peek(&path), Settings::default());
    for (text, practice) in [("practice = true\ntheme = 3\n", true), ("practice = true\ntheme = \n", false)] {
        fs::write(&path, text).expect("a file");
        assert_eq!(peek(&path), Settings { practice, ..Settings::default() }, "{text}");
        assert_eq!(fs::read_to_string(&path).expect("still there"), text);
        assert_eq!(names(folder.path()), ["settings.toml"]);
    }
}

#[test]
fn a_place_that_cannot_be_used_is_said() {
    let folder = tempfile::tempdir().expect("a folder");
    let (settings, warnings) = read(folder.path());
    assert_eq!((settings, warnings.len()), (Settings::default(), 1), "a folder in place of the file");
    assert!(write(folder.path(), &Settings::default()).is_err());
    fs::write(folder.path().join("file"), "").expect("a file");
    assert!(write(&folder.path().join("file/settings.toml"), &Settings::default()).is_err());
}

#[cfg(unix)]
#[test]
fn a_linked_file_is_written_where_it_is() {
    let folder = tempfile::tempdir().expect("a folder");
    let (real, link) = (folder.path().join("real.toml"), folder.path().join("settings.toml"));
    fs::write(&real, "").expect("a file");
    std::os::unix::fs::symlink(&real, &link).expect("a link");
    let settings = Settings { theme: ThemeChoice::Dark, ..Settings::default() };
    write(&link, &settings).expect("writes");
    assert!(link.is_symlink());
    assert_eq!(read(&real), (settings, vec![]));
}

#[cfg(unix)]
#[test]
fn a_folder_that_toml_cannot_hold_is_refused_and_the_file_stays() {
    use std::os::unix::ffi::OsStrExt;
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("settings.toml");
    fs::write(&path, "practice = true\n").expect("a file");
    let strange = PathBuf::from(std::ffi::OsStr::from_bytes(b"/v\xff"));
    let error = write(&path, &Settings { download_folder: Some(strange), ..Settings::default() }).expect_err("fails");
    assert_eq!(error.kind(), std::io::ErrorKind::InvalidInput);
    assert_eq!(fs::read_to_string(&path).expect("text"), "practice = true\n");
}

fn settings() -> impl Strategy<Value = Settings> {
    let urls = ["https://api.cometapi.com", "http://127.0.0.1:9/x", "https://ex.org/\u{e9}\"'"];
    let url = select(urls.map(|url| BaseUrl::read(url).expect("a base URL")).to_vec());
    let folder = option::of("[^\\x00]{0,20}".prop_map(|name| root("/videos").join(name)));
    let theme = select(vec![ThemeChoice::System, ThemeChoice::Light, ThemeChoice::Dark]);
    let longest = prop_oneof![
        (2u64..=300).prop_map(Duration::from_secs),
        (2_000_000_000u64..=300_000_000_000).prop_map(Duration::from_nanos)
    ];
    let money = || (0u64..1_000_000_000_000).prop_map(Money);
    let look = (
        theme,
        option::of(select(Language::ALL.to_vec())),
        (80u16..=200).prop_map(|percent| Scale::new(percent).expect("a scale")),
        select(vec![MotionChoice::System, MotionChoice::Reduced, MotionChoice::Full]),
    );
    let flags = (any::<bool>(), any::<bool>(), any::<bool>());
    let voice = || select(vec!["AOT", "uk_man2", "chat1_female_new-3"]).prop_map(str::to_owned);
    let speech = (voice(), select(Tongue::ALL.to_vec()), 8u8..=20, prop::collection::btree_set(voice(), 0..3))
        .prop_map(|(voice, tongue, tenths, favourites)| SpeechChoice {
            last: Typed { voice, tongue, speed: Speed::new(tenths).expect("a speed"), text: String::new() },
            favourites,
        });
    let urls = (url.clone(), option::of(url));
    (urls, flags, folder, (longest, 1..=Limits::MOST_AT_ONCE), (money(), money(), money()), (look, speech)).prop_map(
        |(
            urls,
            flags,
            download_folder,
            (sound_longest, at_once),
            (standard, professional, of_speech),
            (look, speech),
        )| Settings {
            base_url: urls.0,
            key_base_url: urls.1,
            practice: flags.0,
            // A folder named by an absolute piece replaces the root; a written one is always in its plain form.
            download_folder: download_folder.map(|folder| std::path::absolute(folder).expect("a path")),
            limits: Limits { sound_longest, at_once, ..Limits::default() },
            rates: Rates { standard, professional, speech: of_speech },
            speech: Box::new(speech),
            theme: look.0,
            language: look.1,
            scale: look.2,
            motion: look.3,
            welcomed: flags.1,
            prefer_x11: flags.2,
        },
    )
}

proptest! {
    // Each case flushes files to the disk.
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_settings_read_back_as_they_were_written(first in settings(), second in settings()) {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("settings.toml");
        for settings in [first, second] {
            write(&path, &settings).expect("writes");
            prop_assert_eq!(read(&path), (settings, vec![]));
        }
    }

    #[test]
    fn no_text_makes_reading_panic(text in "[a-z_=\"\\[\\]{}.0-9\n ]{0,60}") {
        let (settings, _) = reading(&text);
        prop_assert!(settings.limits.sound_longest <= Limits::LONGEST_VOICE_EVER);
    }
}
