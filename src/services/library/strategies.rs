//! Any task, for property tests.

use std::{path::PathBuf, time::Duration};

use jiff::Timestamp;
use proptest::{option, prelude::*, sample::select};

use crate::domain::{
    Accepted, Awaiting, Door, Estimate, ImageFormat, InputId, Link, Lost, Mode, Money, Order, Outcome, PortraitInput,
    Refusal, RefusalKind, SoundFormat, Stage, Standing, Status, SubmissionId, Task, TaskId, Video, VoiceInput, Watch,
};

/// Texts of every kind, the empty one and ones with quotes and NUL included.
fn text() -> BoxedStrategy<String> {
    prop_oneof!["[ -~]{0,30}", "\\PC{0,20}", any::<String>()].boxed()
}

fn path() -> BoxedStrategy<PathBuf> {
    let unicode = "[^\\x00]{0,30}".prop_map(PathBuf::from);
    #[cfg(unix)]
    let other = prop::collection::vec(1u8.., 1..30);
    #[cfg(windows)]
    let other = prop::collection::vec(1u16.., 1..30)
        .prop_map(|wide| wide.into_iter().flat_map(u16::to_le_bytes).collect::<Vec<u8>>());
    prop_oneof![unicode, other.prop_map(|bytes| super::paths::from_bytes(&bytes))].boxed()
}

fn time() -> impl Strategy<Value = Timestamp> {
    let seconds = Timestamp::MIN.as_second()..=Timestamp::MAX.as_second();
    (seconds, 0i32..1_000_000_000).prop_map(|(s, ns)| Timestamp::new(s, ns).unwrap_or_default())
}

fn length() -> impl Strategy<Value = Duration> {
    any::<u64>().prop_map(Duration::from_nanos)
}

fn link() -> impl Strategy<Value = Link> {
    "https?://[a-z0-9.]{1,12}[a-z](:[0-9]{1,4})?(/[!-~]{0,20})?".prop_filter_map("a link", |text| Link::read(&text))
}

fn input() -> impl Strategy<Value = InputId> {
    any::<[u8; 32]>().prop_map(InputId)
}

fn order() -> BoxedStrategy<Order> {
    use {ImageFormat as I, SoundFormat as S};
    let image = select(vec![I::Jpeg, I::Png, I::WebP, I::Gif, I::Bmp, I::Tiff, I::Heic, I::Avif]);
    let sound = select(vec![S::Mp3, S::Wav, S::M4a, S::Aac, S::Flac, S::Ogg]);
    let portrait = prop_oneof![
        (input(), text(), image).prop_map(|(id, name, format)| PortraitInput::File { id, name, format }),
        link().prop_map(PortraitInput::Link),
    ];
    let voice = prop_oneof![
        (input(), text(), sound, length()).prop_map(|(id, name, format, length)| VoiceInput::File {
            id,
            name,
            format,
            length
        }),
        link().prop_map(VoiceInput::Link),
        (text(), option::of(length())).prop_map(|(id, length)| VoiceInput::AudioId(id, length)),
    ];
    let mode = select(vec![Mode::Standard, Mode::Professional]);
    (portrait, voice, text(), mode, option::of(text()))
        .prop_map(|(portrait, voice, direction, mode, callback_url)| Order {
            portrait,
            voice,
            direction,
            mode,
            callback_url,
        })
        .boxed()
}

pub(super) fn refusal() -> BoxedStrategy<Refusal> {
    use RefusalKind as K;
    let kind = select(vec![
        K::Key,
        K::Funds,
        K::Rights,
        K::Parameter,
        K::Missing,
        K::Policy,
        K::TooFast,
        K::TooMany,
        K::Address,
        K::Maintenance,
        K::NotReached,
        K::Here,
        K::KeyHost,
        K::Other,
    ]);
    (kind, text(), option::of(text()), any::<Option<u16>>(), option::of(text()))
        .prop_map(|(kind, message, code, http, request_id)| Refusal { kind, message, code, http, request_id })
        .boxed()
}

fn status() -> BoxedStrategy<Status> {
    prop_oneof![
        Just(Status::Submitted),
        Just(Status::Processing),
        Just(Status::Succeeded),
        Just(Status::Failed),
        text().prop_map(Status::Unrecognised),
    ]
    .boxed()
}

fn lost() -> BoxedStrategy<Lost> {
    prop_oneof![
        text().prop_map(Lost::Cut),
        Just(Lost::TimedOut),
        (any::<u16>(), text()).prop_map(|(http, text)| Lost::Unclear(http, text)),
        Just(Lost::Interrupted),
    ]
    .boxed()
}

fn video() -> BoxedStrategy<Video> {
    let picture = (any::<u32>(), any::<u32>(), any::<u32>(), text());
    let file = (path(), any::<u64>(), option::of(time()), option::of(text()));
    (file, length(), picture, option::of(text()), option::of(path()))
        .prop_map(|(file, length, (width, height, frames_per_1000_s, codec), sound, poster)| {
            let (path, bytes, modified, damage) = file;
            Video { path, bytes, length, width, height, frames_per_1000_s, codec, sound, poster, modified, damage }
        })
        .boxed()
}

fn task_id() -> impl Strategy<Value = TaskId> {
    text().prop_map(TaskId)
}

pub(super) fn stage() -> BoxedStrategy<Stage> {
    prop_oneof![
        option::of(refusal()).prop_map(Stage::Waiting),
        any::<(u64, u64)>().prop_map(|(done, all)| Stage::Sending(done, all)),
        (task_id(), status()).prop_map(|(id, status)| Stage::Running(id, status)),
        (task_id(), any::<(u64, Option<u64>)>()).prop_map(|(id, (done, all))| Stage::Downloading(id, done, all)),
        (task_id(), video()).prop_map(|(id, video)| Stage::Ready(id, video)),
        refusal().prop_map(Stage::Refused),
        (task_id(), text()).prop_map(|(id, reason)| Stage::Failed(id, reason)),
        lost().prop_map(Stage::Unknown),
        Just(Stage::Cancelled),
        lost().prop_map(Stage::Dismissed),
    ]
    .boxed()
}

/// Any task at any stage. Its ids are random enough never to meet.
pub(super) fn task() -> BoxedStrategy<Task> {
    let door = select(vec![Door::Practice, Door::Live]);
    let price = any::<(u64, bool, u64, u64)>().prop_map(|(seconds, length_known, per_second, total)| Estimate {
        seconds,
        length_known,
        per_second: Money(per_second),
        total: Money(total),
    });
    let times = (time(), option::of(time()), option::of(time()));
    let after = (option::of(path()), option::of(text()), option::of(text()), stage(), any::<(u32, bool, bool, u32)>());
    (any::<u128>(), text(), order(), door, price, times, after)
        .prop_map(|(id, title, order, door, price, (created_at, sent_at, finished_at), after)| {
            let (destination, units, request_id, stage, (asks, awaited, held, turn)) = after;
            let external_id = format!("{title}{id}");
            let awaiting = awaited.then_some(Awaiting::Answer);
            let watch = Watch { asks, awaiting, next: sent_at, ..Watch::default() };
            let id = SubmissionId(id);
            Task {
                id,
                title,
                order,
                external_id,
                door,
                price,
                created_at,
                sent_at,
                finished_at,
                destination,
                units,
                request_id,
                stage,
                standing: Standing { held, turn },
                watch,
            }
        })
        .boxed()
}

/// Any of the three outcomes, the "not now" included.
pub(super) fn outcome() -> BoxedStrategy<Outcome> {
    let accepted = (task_id(), status(), option::of(text()));
    prop_oneof![
        accepted.prop_map(|(task_id, status, request_id)| Outcome::Accepted(Accepted { task_id, status, request_id })),
        refusal().prop_map(Outcome::Refused),
        (refusal(), option::of(length())).prop_map(|(refusal, after)| Outcome::Later(refusal, after)),
        lost().prop_map(Outcome::Unknown),
    ]
    .boxed()
}
