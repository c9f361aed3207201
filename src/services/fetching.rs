//! Fetching a finished video: its turn, its bytes, its place, its row in the ledger, its poster.
//!
//! Not how the bytes come (`downloads`) and not when (`state`). Invariants: of all programs with this library open one
//! fetches a task's video at a time, and none that is here already; and a video in its place is in the ledger before
//! anything else is done with it, so that hardly a kill comes in between.

use std::{
    fs,
    io::{self, Write},
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

use jiff::Timestamp;
use tempfile::NamedTempFile;

use super::downloads::{self, Target, Turn, is_as_kept};
use super::media::{self, mp4};
use super::shared::{Shared, Stores, blocking};
use crate::domain::{DownloadFault, Presence, SubmissionId, Video};
use crate::state::{Event, Fetch};

/// What is so old belongs to no run that goes on.
const OLD: Duration = Duration::from_secs(24 * 3600);

/// The longest side of a poster, in pixels.
const POSTER_SIDE: u32 = 320;

pub(super) async fn download(shared: &Arc<Shared>, fetch: Fetch) {
    let id = fetch.id;
    let result = fetch_video(shared, fetch).await;
    shared.tell(Event::Downloaded(id, Box::new(result))).await;
}

async fn fetch_video(shared: &Arc<Shared>, fetch: Fetch) -> Result<Video, DownloadFault> {
    let stores = shared.stores().await.map_err(|fault| DownloadFault::Disk(fault.to_string()))?;
    let (library, id) = (shared.options.folders.library.clone(), fetch.id);
    let turn = blocking(move || Turn::take(&library, id)).await.map_err(DownloadFault::Disk)??;
    if let Some(video) = kept_already(&stores, id).await {
        return Ok(video);
    }
    let client = shared.client().await.map_err(DownloadFault::Network)?;
    let target = target(shared, &fetch);
    let teller = Arc::clone(shared);
    let progress = move |done, total| teller.mention(Event::Downloading(id, done, total));
    let fetched = client.fetch(&fetch.url, id, &target, downloads::MOST_BYTES, progress).await?;
    let video = fetched.into_video(None);
    if let Err(fault) = stores.library.arrive(id, &fetch.task_id, &video, Timestamp::now()).await {
        // Whoever hears of the video saves it once more, and says so when that fails too.
        tracing::warn!(%fault, "a video is in its place and not in the library yet");
    }
    drop(turn);
    Ok(with_poster(shared, id, video).await)
}

/// The video, when another program that has this library open has fetched it meanwhile, whole.
async fn kept_already(stores: &Stores, id: SubmissionId) -> Option<Video> {
    let video = stores.library.video(id).await.ok().flatten().filter(|video| video.damage.is_none())?;
    let (video, presence) = blocking(move || (is_as_kept(&video), video)).await.map(|(at, video)| (video, at)).ok()?;
    (presence == Presence::Kept).then_some(video)
}

/// Where the video goes.
fn target(shared: &Shared, fetch: &Fetch) -> Target {
    let folder = shared.settings().download_folder.unwrap_or_else(|| shared.options.folders.videos.clone());
    let name = downloads::file_name(&fetch.title, fetch.created_at, fetch.id);
    let target = match &fetch.place {
        // Whatever is there now is not replaced: the person may have made it.
        Some(path) => Target { path: path.clone(), replace: false, even_damaged: false },
        None => downloads::place(fetch.destination.as_deref(), &folder, &name),
    };
    Target { even_damaged: fetch.even_damaged, ..target }
}

/// Removes what kills left in the library while something was fetched.
pub(super) async fn sweep(shared: &Shared) {
    let library = shared.options.folders.library.clone();
    let swept = blocking(move || downloads::sweep(&library, OLD).map_err(|error| error.to_string())).await.flatten();
    if let Err(why) = swept {
        tracing::warn!(why, "what kills left could not be looked for");
    }
}

/// After the folder of the videos was changed: takes along what has come of them so far, so that nothing stays behind.
pub(super) async fn take_along(shared: &Shared, from: Option<PathBuf>) {
    let videos = &shared.options.folders.videos;
    let to = shared.settings().download_folder.unwrap_or_else(|| videos.clone());
    let from = from.unwrap_or_else(|| videos.clone());
    if from == to {
        return;
    }
    let Ok(stores) = shared.stores().await else { return };
    let Ok(contents) = stores.library.all().await else { return };
    let ids: Vec<SubmissionId> = contents.tasks.iter().map(|task| task.id).collect();
    if let Err(why) = blocking(move || downloads::take_along(&from, &to, &ids)).await {
        tracing::warn!(why, "parts were not taken along");
    }
}

/// Looks whether these videos are still as they were put in their places: one after the other, however many.
pub(super) async fn look_at_videos(shared: &Shared, videos: Vec<(SubmissionId, Video)>) {
    let look = move || {
        let seen = videos.into_iter().map(|(id, video)| {
            let presence = is_as_kept(&video);
            (id, video, presence)
        });
        seen.collect()
    };
    shared.tell(Event::VideosSeen(blocking(look).await.unwrap_or_default())).await;
}

/// Draws the picture that stands for a video. One whose picture cannot be decoded here is still a video.
async fn with_poster(shared: &Shared, id: SubmissionId, video: Video) -> Video {
    let poster = shared.options.folders.library.join("posters").join(format!("{id}.png"));
    let (path, drawn) = (video.path.clone(), poster.clone());
    match blocking(move || draw_poster(&path, &drawn)).await.flatten() {
        Ok(()) => Video { poster: Some(poster), ..video },
        Err(why) => {
            tracing::warn!(why, "no poster");
            video
        }
    }
}

fn draw_poster(path: &Path, poster: &Path) -> Result<(), String> {
    let pixels = mp4::poster(path, POSTER_SIDE)?;
    let png = media::image::encode_png(&pixels)?;
    write_whole(poster, &png).map_err(|error| error.to_string())
}

/// Writes a file so that nobody ever sees half of it.
fn write_whole(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let folder = path.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder)?;
    let mut file = NamedTempFile::new_in(folder)?;
    file.write_all(bytes)?;
    file.persist(path)?;
    Ok(())
}
