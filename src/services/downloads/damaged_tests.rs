//! What comes whole and is no video: told apart by its content, and kept only when that is asked for.

use std::fs;

use super::{
    tests::{Home, host, video},
    *,
};
use crate::services::api::fault_server::FaultServer;

fn found(result: &Result<Fetched, DownloadFault>) -> Option<&Content> {
    match result {
        Err(DownloadFault::NotAVideo(Found::Damaged(_, content))) => Some(content),
        _ => None,
    }
}

#[tokio::test]
async fn the_very_same_damage_is_known_again() {
    let (one, other) = (vec![7; 100_000], vec![8; 100_000]);
    let (server, different) = (FaultServer::start(host(one)).await, FaultServer::start(host(other)).await);
    let home = Home::new();
    let (first, second) = (home.fetch(&server).await, home.fetch(&server).await);
    let content = *found(&first).expect("damaged");
    assert_eq!((content.bytes, found(&second)), (100_000, Some(&content)));
    assert_eq!(first, second, "so that they are counted together");
    let third = home.fetch(&different).await;
    assert_ne!(found(&third), Some(&content));
    assert_eq!(home.names(), [""; 0]);
}

#[tokio::test]
async fn what_is_damaged_is_kept_under_a_name_that_says_so_and_replaces_nothing() {
    let garbage = vec![7; 100_000];
    let server = FaultServer::start(host(garbage.clone())).await;
    for replace in [false, true] {
        let mut home = Home::new();
        (home.target.even_damaged, home.target.replace) = (true, replace);
        fs::create_dir_all(home.target.path.parent().expect("a folder")).expect("made");
        fs::write(&home.target.path, "mine").expect("written");
        let fetched = home.fetch(&server).await.expect("kept");
        assert_eq!(home.names(), ["v damaged.mp4", "v.mp4"]);
        assert_eq!(fs::read(&home.target.path).expect("there"), b"mine");
        assert_eq!(fs::read(&fetched.path).expect("there"), garbage);
        let kept = fetched.into_video(None);
        assert!(kept.damage.as_ref().is_some_and(|words| !words.is_empty()));
        assert_eq!((kept.bytes, kept.length, kept.width), (100_000, Duration::ZERO, 0));
        assert_eq!(is_as_kept(&kept), crate::domain::Presence::Kept);
    }
    // Nothing is no file to keep; a whole video needs no such name.
    let (nothing, whole) = (FaultServer::start(host(vec![])).await, FaultServer::start(host(video(0, 0))).await);
    let mut home = Home::new();
    home.target.even_damaged = true;
    assert_eq!(home.fetch(&nothing).await, Err(DownloadFault::NotAVideo(Found::Nothing)));
    let fetched = home.fetch(&whole).await.expect("a video");
    assert_eq!((home.names(), fetched.damage), (vec!["v.mp4".to_owned()], None));
}
