//! Waiting, asking, looking, fetching: what happens to a task after it was sent.
//!
//! Each function does one thing once and reports it; when to do it again is for `domain::polling` to say.

use std::{
    fs,
    io::{self, Write},
    path::Path,
    sync::Arc,
    time::Duration,
};

use tempfile::NamedTempFile;

use super::downloads;
use super::media::{self, mp4};
use super::shared::{Shared, blocking};
use crate::domain::{AskFault, BaseUrl, Door, DownloadFault, SubmissionId, TaskId, Video};
use crate::state::{ConnectionResult, Event, Fetch};

/// The longest side of a poster, in pixels.
const POSTER_SIDE: u32 = 320;

pub(super) async fn wait(shared: &Shared, id: SubmissionId, after: Duration) {
    shared.pause(id, after).await;
    shared.tell(Event::Due(id)).await;
}

pub(super) async fn ask(shared: &Shared, id: SubmissionId, door: Door, task_id: TaskId, after: Duration) {
    shared.pause(id, after).await;
    shared.turn_to_ask().await;
    let result = match shared.way(door).await {
        Ok((client, gateway)) => client.ask(&gateway, &task_id).await,
        Err(refusal) => Err(AskFault::Refused(refusal)),
    };
    shared.tell(Event::Asked(id, result)).await;
}

pub(super) async fn look_for(shared: &Shared, id: SubmissionId, door: Door, external_id: String, after: Duration) {
    shared.pause(id, after).await;
    shared.turn_to_ask().await;
    let result = match shared.way(door).await {
        Ok((client, gateway)) => client.look_for(&gateway, &external_id).await,
        Err(refusal) => Err(AskFault::Refused(refusal)),
    };
    shared.tell(Event::LookedFor(id, result)).await;
}

pub(super) async fn test_connection(shared: &Shared, base: BaseUrl) {
    let result = match shared.live_way(base).await {
        Ok((client, gateway)) => client.test(&gateway).await,
        Err(refusal) => ConnectionResult::Refused(refusal),
    };
    shared.tell(Event::ConnectionTested(result)).await;
}

pub(super) async fn download(shared: &Arc<Shared>, fetch: Fetch) {
    let id = fetch.id;
    let result = fetch_video(shared, fetch).await;
    shared.tell(Event::Downloaded(id, Box::new(result))).await;
}

async fn fetch_video(shared: &Arc<Shared>, fetch: Fetch) -> Result<Video, DownloadFault> {
    let client = shared.client().await.map_err(DownloadFault::Network)?;
    let folder = shared.settings().download_folder.unwrap_or_else(|| shared.options.folders.videos.clone());
    let name = downloads::file_name(&fetch.title, fetch.created_at, fetch.id);
    let target = downloads::place(fetch.destination.as_deref(), &folder, &name);
    let (teller, id) = (Arc::clone(shared), fetch.id);
    let progress = move |done, total| teller.mention(Event::Downloading(id, done, total));
    let fetched = client.fetch(&fetch.url, id, &target, downloads::MOST_BYTES, progress).await?;
    let poster = shared.options.folders.library.join("posters").join(format!("{id}.png"));
    let (video, drawn) = (fetched.path.clone(), poster.clone());
    // A video whose picture cannot be decoded here is still a video.
    let poster = match blocking(move || draw_poster(&video, &drawn)).await.flatten() {
        Ok(()) => Some(poster),
        Err(why) => {
            tracing::warn!(why, "no poster");
            None
        }
    };
    Ok(fetched.into_video(poster))
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
