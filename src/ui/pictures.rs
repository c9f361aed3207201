//! The pictures on screen: asked for once, kept as textures, dropped when long unseen.
//!
//! Not the decoding: the loader does that, elsewhere and in its own time, and there its pixels are made ready for the screen.
//! Invariants: a picture is asked for at most once
//! while it is remembered, failed ones too; at most `MOST` are remembered; a loader that never answers harms nobody.

use std::{
    collections::HashMap,
    path::{Path, PathBuf},
    sync::Arc,
};

use egui::{ColorImage, Context, ImageData, TextureHandle, TextureOptions};
use poll_promise::{Promise, Sender};

/// At most this many pictures are remembered.
const MOST: usize = 120;

/// A decoded picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// Pixels.
    pub width: u32,
    /// Pixels.
    pub height: u32,
    /// Red, green, blue and opacity of each pixel, row by row; `width` × `height` × 4 bytes.
    pub rgba: Vec<u8>,
}

/// Takes the picture, or why there is none.
pub type Deliver = Box<dyn FnOnce(Result<Picture, String>) + Send>;

/// Decodes the file and makes it at most so many pixels long and wide, without blocking the caller, then delivers.
pub type Loader = Arc<dyn Fn(PathBuf, u32, Deliver) + Send + Sync>;

/// What there is to see of a picture.
pub enum Seen<'a> {
    /// Being read.
    Loading,
    /// Here.
    Here(&'a TextureHandle),
    /// Cannot be shown; why.
    Failed(&'a str),
}

impl std::fmt::Debug for Seen<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Loading => "Loading",
            Self::Here(_) => "Here",
            Self::Failed(_) => "Failed",
        })
    }
}

enum Entry {
    Waiting(Promise<Result<Arc<ColorImage>, String>>),
    Here(TextureHandle),
    Failed(String),
}

struct Remembered {
    entry: Entry,
    seen_in: u64,
}

/// The textures, by file and by longest side.
pub struct Pictures {
    loader: Loader,
    remembered: HashMap<PathBuf, HashMap<u32, Remembered>>,
    frame: u64,
}

impl std::fmt::Debug for Pictures {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Pictures").field("remembered", &self.count()).finish_non_exhaustive()
    }
}

/// Answers when it is dropped unanswered: a promise whose sender vanished would panic.
struct Answer(Option<Sender<Result<Arc<ColorImage>, String>>>, Context);

impl Answer {
    fn give(&mut self, result: Result<Picture, String>) {
        if let Some(sender) = self.0.take() {
            // Here, because this thread may take its time.
            sender.send(result.and_then(|picture| ready(&picture).ok_or_else(String::new)));
            self.1.request_repaint();
        }
    }
}

impl Drop for Answer {
    fn drop(&mut self) {
        self.give(Err(String::new()));
    }
}

impl Pictures {
    /// None yet.
    #[must_use]
    pub fn new(loader: Loader) -> Self {
        Self { loader, remembered: HashMap::new(), frame: 0 }
    }

    /// How many are remembered.
    #[must_use]
    pub fn count(&self) -> usize {
        self.remembered.values().map(HashMap::len).sum()
    }

    /// A picture of at most `side` pixels, asked for when it is new.
    pub fn see(&mut self, context: &Context, path: &Path, side: u32) -> Seen<'_> {
        if self.remembered.get(path).is_none_or(|sides| !sides.contains_key(&side)) {
            let entry = self.ask(context, path, side);
            let remembered = Remembered { entry, seen_in: self.frame };
            self.remembered.entry(path.to_owned()).or_default().insert(side, remembered);
        }
        let Some(found) = self.remembered.get_mut(path).and_then(|sides| sides.get_mut(&side)) else {
            return Seen::Loading;
        };
        found.seen_in = self.frame;
        if let Entry::Waiting(promise) = &found.entry
            && let Some(result) = promise.ready()
        {
            found.entry = match result.as_ref().map(|image| texture(context, path, image)) {
                Ok(Some(texture)) => Entry::Here(texture),
                Ok(None) => Entry::Failed(String::new()),
                Err(why) => Entry::Failed(why.clone()),
            };
        }
        match &found.entry {
            Entry::Waiting(_) => Seen::Loading,
            Entry::Here(texture) => Seen::Here(texture),
            Entry::Failed(why) => Seen::Failed(why),
        }
    }

    fn ask(&self, context: &Context, path: &Path, side: u32) -> Entry {
        let (sender, promise) = Promise::new();
        let mut answer = Answer(Some(sender), context.clone());
        (self.loader)(path.to_owned(), side, Box::new(move |result| answer.give(result)));
        Entry::Waiting(promise)
    }

    /// Ends a frame: forgets the pictures that were not seen for longest when there are too many.
    pub fn end_frame(&mut self) {
        let count = self.count();
        if count > MOST {
            let mut ages: Vec<u64> =
                self.remembered.values().flat_map(HashMap::values).map(|one| one.seen_in).collect();
            ages.sort_unstable();
            let oldest_kept = ages.get(count - MOST).copied().unwrap_or_default();
            let now = self.frame;
            for sides in self.remembered.values_mut() {
                sides.retain(|_, one| one.seen_in >= oldest_kept.min(now));
            }
            self.remembered.retain(|_, sides| !sides.is_empty());
        }
        self.frame += 1;
    }
}

/// A picture as the screen takes it; `None` when the numbers do not fit the bytes.
fn ready(picture: &Picture) -> Option<Arc<ColorImage>> {
    let size = [picture.width as usize, picture.height as usize];
    let fits = size[0] > 0 && size[1] > 0 && size[0] * size[1] * 4 == picture.rgba.len();
    fits.then(|| Arc::new(ColorImage::from_rgba_unmultiplied(size, &picture.rgba)))
}

/// `None` when it is larger than this screen takes.
fn texture(context: &Context, path: &Path, image: &Arc<ColorImage>) -> Option<TextureHandle> {
    let largest = context.input(|input| input.max_texture_side);
    if image.size[0].max(image.size[1]) > largest {
        return None;
    }
    let image = ImageData::Color(Arc::clone(image));
    let options = TextureOptions { mipmap_mode: Some(egui::TextureFilter::Linear), ..TextureOptions::LINEAR };
    Some(context.load_texture(path.display().to_string(), image, options))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Mutex;

    type Asked = Arc<Mutex<Vec<(PathBuf, Deliver)>>>;

    fn pictures() -> (Pictures, Asked, Context) {
        let asked = Asked::default();
        let log = Arc::clone(&asked);
        let loader: Loader = Arc::new(move |path, _, deliver| log.lock().expect("a log").push((path, deliver)));
        (Pictures::new(loader), asked, Context::default())
    }

    fn dot() -> Picture {
        Picture { width: 1, height: 1, rgba: vec![1, 2, 3, 255] }
    }

    #[test]
    fn a_picture_is_asked_for_once_and_then_here() {
        let (mut pictures, asked, context) = pictures();
        for _ in 0..3 {
            assert!(matches!(pictures.see(&context, Path::new("a"), 64), Seen::Loading));
        }
        let (path, deliver) = asked.lock().expect("a log").pop().expect("one asked");
        assert_eq!(path, Path::new("a"));
        deliver(Ok(dot()));
        assert!(matches!(pictures.see(&context, Path::new("a"), 64), Seen::Here(_)));
        assert!(asked.lock().expect("a log").is_empty());
        assert!(matches!(pictures.see(&context, Path::new("a"), 128), Seen::Loading));
    }

    #[test]
    fn failures_are_remembered_and_a_silent_loader_is_one() {
        let (mut pictures, asked, context) = pictures();
        let _ = pictures.see(&context, Path::new("a"), 64);
        let _ = pictures.see(&context, Path::new("b"), 64);
        let _ = pictures.see(&context, Path::new("c"), 64);
        let mut waiting = std::mem::take(&mut *asked.lock().expect("a log")).into_iter();
        let mut next = || waiting.next().expect("three asked").1;
        next()(Err("cut".into()));
        drop(next());
        next()(Ok(Picture { width: 2, height: 2, rgba: vec![0; 4] }));
        assert!(matches!(pictures.see(&context, Path::new("a"), 64), Seen::Failed("cut")));
        assert!(matches!(pictures.see(&context, Path::new("b"), 64), Seen::Failed("")));
        assert!(matches!(pictures.see(&context, Path::new("c"), 64), Seen::Failed("")));
        assert!(asked.lock().expect("a log").is_empty());
    }

    #[test]
    fn the_ones_not_seen_for_longest_are_forgotten() {
        let (mut pictures, asked, context) = pictures();
        for at in 0..MOST + 30 {
            let _ = pictures.see(&context, Path::new(&format!("{at}")), 64);
            let _ = pictures.see(&context, Path::new("always"), 64);
            pictures.end_frame();
        }
        assert_eq!(pictures.count(), MOST);
        let before = asked.lock().expect("a log").len();
        let _ = pictures.see(&context, Path::new("always"), 64);
        assert_eq!(asked.lock().expect("a log").len(), before, "what is on screen stays");
        let _ = pictures.see(&context, Path::new("0"), 64);
        assert_eq!(asked.lock().expect("a log").len(), before + 1, "the oldest was forgotten");
    }
}
