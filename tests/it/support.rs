//! What the journeys share: a home of their own, the real App in a harness without a screen, and patience that ends.

use std::{
    fs,
    path::{Path, PathBuf},
    sync::Arc,
    time::{Duration, Instant},
};

use eframe::egui;
use egui_kittest::{Harness, kittest::Queryable as _};
use likeness::{
    app::App,
    domain::{ApiKey, BaseUrl, StageWord, Task},
    machine::Machine,
    services::{
        Options, Services, dialogs,
        folders::Folders,
        practice::Timeline,
        secrets::{KeyStore, MemoryKeyStore},
        sound::{SoundSystem, memory::SilentComputer},
    },
    state::{Session, State},
    ui::Screen,
    window,
};
use tempfile::TempDir;
use tokio::runtime::Runtime;

/// The key of the live journeys; looked for in every file afterwards.
pub const KEY: &str = "sk-journey-0123456789abcdef";
/// How long a journey may wait for one thing.
const PATIENCE: Duration = Duration::from_secs(90);

/// A computer of its own for one journey.
pub struct Desk {
    /// The home folder.
    pub home: TempDir,
    /// The keychain.
    pub keychain: Arc<MemoryKeyStore>,
    base_url: Option<BaseUrl>,
    /// Its speakers and microphones: none, unless a journey needs some.
    pub sound: Arc<dyn SoundSystem>,
}

impl Desk {
    /// One with no key: practice.
    pub fn practice() -> Self {
        let keychain = Arc::new(MemoryKeyStore::default());
        Self { home: tempfile::tempdir().unwrap(), keychain, base_url: None, sound: Arc::new(SilentComputer) }
    }

    /// One with a key for this provider, which the person has allowed before.
    pub fn live(base_url: &str) -> Self {
        let desk = Self { base_url: Some(BaseUrl::read(base_url).unwrap()), ..Self::practice() };
        desk.keychain.set(&ApiKey::read(KEY).unwrap()).unwrap();
        fs::write(desk.home.path().join("settings.toml"), format!("key_base_url = \"{base_url}\"\n")).unwrap();
        desk
    }

    /// One with a key for this provider, which the settings name.
    pub fn live_by_settings(base_url: &str) -> Self {
        let desk = Self { base_url: None, ..Self::live(base_url) };
        let settings = format!("base_url = \"{base_url}\"\nkey_base_url = \"{base_url}\"\n");
        fs::write(desk.home.path().join("settings.toml"), settings).unwrap();
        desk
    }

    fn options(&self) -> Options {
        let key_store: Arc<dyn KeyStore> = Arc::clone(&self.keychain) as _;
        Options {
            folders: Folders::find(Some(self.home.path().to_owned())).unwrap(),
            environment_key: None,
            base_url: self.base_url.clone(),
            key_store,
            timeline: Timeline { submitted: Duration::from_millis(200), processing: Duration::from_millis(400) },
            dialog_words: |_| dialogs::Words::default(),
            sound: Arc::clone(&self.sound),
        }
    }

    /// Opens the window, without a screen, and the library.
    pub fn open(&self) -> Window {
        self.open_until(|state| state.door().is_some())
    }

    /// A kill ends every thread at once; here the library's own goes on for a moment. Two in one process would take each
    /// other's locks away, which two programs cannot. A journey with two windows on purpose waits in vain, and goes on.
    fn wait_for_the_killed(&self) {
        let end = Instant::now() + Duration::from_secs(2);
        let Ok(file) = fs::File::open(self.home.path().join("library/likeness.lock")) else { return };
        while file.try_lock().is_err() && Instant::now() < end {
            std::thread::sleep(Duration::from_millis(10));
        }
    }

    /// Opens the window and waits until something holds of the state.
    pub fn open_until(&self, holds: impl Fn(&State) -> bool) -> Window {
        self.wait_for_the_killed();
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
        let (services, events) = Services::start(runtime.handle(), self.options(), Arc::new(|| {}));
        let session = Session { practice: false, base_url: self.base_url.clone(), ..Session::default() };
        let machine = {
            let _inside = runtime.enter();
            Machine::begin(session, services, events)
        };
        let (hand_over, handed) = tokio::sync::mpsc::channel(8);
        let loader = window::loader(runtime.handle().clone());
        let harness =
            Harness::builder().with_size([1280.0, 800.0]).with_max_steps(60).allow_missing_glyphs().build_eframe(
                |creation| App::new(machine, Screen::new(&creation.egui_ctx, loader), vec![]).taking_over(Some(handed)),
            );
        let mut window = Window { harness, runtime, hand_over };
        window.until("it has begun", holds);
        window
    }

    /// Every file of the home that holds one of these texts.
    pub fn files_with(&self, texts: &[&[u8]]) -> Vec<PathBuf> {
        let mut found = vec![];
        walk(self.home.path(), &mut |path| {
            // It may have got its final name, or gone, since the folder was read.
            let Ok(bytes) = fs::read(path) else { return };
            let holds = |text: &&[u8]| bytes.windows(text.len()).any(|window| window == *text);
            if texts.iter().any(holds) {
                found.push(path.to_owned());
            }
        });
        found
    }
}

fn walk(folder: &Path, visit: &mut impl FnMut(&Path)) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { walk(&path, visit) } else { visit(&path) }
    }
}

/// The open window. Dropping it is a kill: what was under way is cut off.
pub struct Window {
    pub harness: Harness<'static, App>,
    runtime: Runtime,
    /// What another start hands over goes in here.
    pub hand_over: tokio::sync::mpsc::Sender<Vec<PathBuf>>,
}

impl Window {
    pub fn state(&self) -> &State {
        self.harness.state().machine().state()
    }

    /// The newest task.
    pub fn task(&self) -> &Task {
        self.state().tasks.iter().next().unwrap()
    }

    /// Draws frames until something holds of the state.
    pub fn until(&mut self, what: &str, holds: impl Fn(&State) -> bool) {
        let end = Instant::now() + PATIENCE;
        while !holds(self.state()) {
            if Instant::now() > end {
                self.give_up(what);
            }
            std::thread::sleep(Duration::from_millis(10));
            self.harness.step();
        }
        self.harness.step();
    }

    /// Draws frames until the newest task is at this stage.
    pub fn until_stage(&mut self, word: StageWord) {
        let at = |state: &State| state.tasks.iter().next().is_some_and(|task| task.stage.word() == word);
        self.until(word.name(), at);
    }

    /// Ends the test with what was seen; with a picture where a renderer can be had.
    fn give_up(&mut self, what: &str) -> ! {
        let seen: Vec<_> = self.state().tasks.iter().map(|task| (&task.stage, &task.watch)).collect();
        let seen = format!("{seen:?} {:?} {:?}", self.state().report, self.state().notices);
        let picture = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| self.harness.render()));
        if let Ok(Ok(picture)) = picture {
            picture.save(Path::new(env!("CARGO_TARGET_TMPDIR")).join("gave-up.png")).ok();
        }
        panic!("waited in vain until {what}: {seen}");
    }

    /// Drops files on the window, as the system hands them over.
    pub fn drop_files(&mut self, paths: &[&Path]) {
        for path in paths {
            self.harness.input_mut().dropped_files.push(Arc::new(Dropped(path.to_path_buf())));
        }
        self.harness.step();
    }

    pub fn press(&mut self, label: &str) {
        self.harness.get_by_label(label).click();
        self.harness.step();
        self.harness.step();
    }

    pub fn press_create_key(&mut self) {
        self.harness.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::Enter);
        self.harness.step();
        self.harness.step();
    }

    /// Asks the window to close, as the system does; gives what it asks of the system in that frame.
    pub fn ask_to_close(&mut self) -> Vec<egui::ViewportCommand> {
        let root = egui::ViewportId::ROOT;
        self.harness.input_mut().viewports.entry(root).or_default().events.push(egui::ViewportEvent::Close);
        self.asked_of_the_system()
    }

    /// Draws a frame and gives what it asks of the system.
    pub fn asked_of_the_system(&mut self) -> Vec<egui::ViewportCommand> {
        let root = egui::ViewportId::ROOT;
        self.harness.step();
        self.harness.output().viewport_output.get(&root).map(|output| output.commands.clone()).unwrap_or_default()
    }

    /// Drops the samples and waits until they could be sent.
    pub fn drop_samples(&mut self) {
        self.drop_and_read();
        self.until("the samples pass", State::can_create);
    }

    /// Drops the samples and waits until every check passes, whether or not anything can be sent.
    pub fn drop_and_read(&mut self) {
        let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/samples");
        self.drop_files(&[&samples.join("portrait.png"), &samples.join("voice.wav")]);
        self.until("the samples pass", |state| state.report.ok());
    }

    /// Ends the program as a person does: what is to be written is written.
    pub fn close(self) {
        self.runtime.block_on(self.harness.state().machine().finish());
        self.kill();
    }

    /// Ends the program as a kill would: nothing is asked, nothing is flushed.
    pub fn kill(self) {
        drop(self.harness);
        self.runtime.shutdown_background();
    }
}

#[derive(Debug)]
struct Dropped(PathBuf);

impl egui::DroppedFile for Dropped {
    fn path(&self) -> &Path {
        &self.0
    }

    fn bytes(&self) -> Result<Vec<u8>, String> {
        fs::read(&self.0).map_err(|error| error.to_string())
    }
}
