//! One suite over two doors: what the program relies on must hold of the practice server and of a provider that answers
//! with recorded replies alike.

use std::{path::Path, sync::Arc, time::Duration};

use bytes::Bytes;
use jiff::Timestamp;
use likeness::{
    domain::{
        ApiKey, Approval, AskFault, BaseUrl, Door, Draft, Limits, Outcome, PictureEdit, Rates, RefusalKind, Slot,
        SoundEdit, Status, Submission, SubmissionId, Task, TaskId, Voice, check, price::estimate,
    },
    services::{
        api::{Client, Gateway, Payload},
        inputs::Inputs,
        practice::{self, Timeline},
    },
    state::{ConnectionResult, Source},
};

use crate::{provider::Provider, support::KEY};

/// The samples as they would be sent.
struct Order {
    draft: Draft,
    payload: Payload,
    _folder: tempfile::TempDir,
}

impl Order {
    fn of_the_samples() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let inputs = Inputs::open(folder.path()).unwrap();
        let portrait = inputs.read_portrait(Source::Sample, PictureEdit::default()).unwrap();
        let voice = inputs.read_voice(Source::Sample, SoundEdit::default(), &Limits::default()).unwrap().remove(0);
        let bytes = |path: &Path| Some(Bytes::from(std::fs::read(path).unwrap()));
        let payload = Payload { portrait: bytes(&portrait.kept), voice: bytes(&voice.kept) };
        let draft = Draft {
            portrait: Slot::File(Box::new(portrait)),
            voice: Voice { file: Slot::File(Box::new(voice)), ..Voice::default() },
            ..Draft::default()
        };
        Self { draft, payload, _folder: folder }
    }

    fn submission(&self, number: u128) -> Submission {
        let (_, mut checked) = check(&self.draft, &Limits::default(), None, |_| false);
        let checked = checked.pop().unwrap();
        let price = estimate(checked.order().voice.length(), self.draft.mode, &Rates::default(), &Limits::default());
        let approval = Approval { id: SubmissionId(number), at: Timestamp::now(), door: Door::Practice, price };
        Task::approve(checked, approval, None).depart(Timestamp::now()).unwrap()
    }
}

async fn suite(gateway: Gateway) {
    let client = Client::new().unwrap();
    let order = Order::of_the_samples();
    let create = async |gateway: &Gateway, number| {
        client.create(gateway, order.submission(number), order.payload.clone(), |_, _| {}, Arc::default()).await
    };

    let Outcome::Accepted(accepted) = create(&gateway, 1).await else { panic!("it is accepted") };
    assert!(!accepted.task_id.0.is_empty());
    let answer = client.ask(&gateway, &accepted.task_id).await.unwrap();
    assert_eq!(answer.task_id.as_ref(), Some(&accepted.task_id));
    assert!(!matches!(answer.status, Status::Failed | Status::Unrecognised(_)), "{:?}", answer.status);

    let external = SubmissionId(1).to_string();
    let found = client.look_for(&gateway, &external).await.unwrap().unwrap();
    assert_eq!(found.task_id, Some(accepted.task_id.clone()));
    assert_eq!(
        client.look_for(&gateway, &SubmissionId(2).to_string()).await,
        Ok(None),
        "not there, and known not to be"
    );
    assert!(client.ask(&gateway, &TaskId("1".into())).await.is_err());

    let done = until_done(&client, &gateway, &accepted.task_id).await;
    assert!(done.starts_with(gateway.base.as_str()), "{done}");

    assert!(matches!(client.test(&gateway).await, ConnectionResult::Accepted(_)));
    let stranger = Gateway { key: ApiKey::read("sk-somebody-else-entirely").unwrap(), ..gateway };
    let refused = |outcome: &Outcome| matches!(outcome, Outcome::Refused(refusal) if refusal.kind == RefusalKind::Key);
    let outcome = create(&stranger, 3).await;
    assert!(refused(&outcome), "{outcome:?}");
    let asked = client.ask(&stranger, &accepted.task_id).await;
    assert!(matches!(&asked, Err(AskFault::Refused(refusal)) if refusal.kind == RefusalKind::Key), "{asked:?}");
    let tested = client.test(&stranger).await;
    assert!(matches!(&tested, ConnectionResult::Refused(refusal) if refusal.kind == RefusalKind::Key), "{tested:?}");
}

async fn until_done(client: &Client, gateway: &Gateway, id: &TaskId) -> String {
    for _ in 0..600 {
        let answer = client.ask(gateway, id).await.unwrap();
        if let (Status::Succeeded, Some(url)) = (answer.status, answer.url) {
            return url;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    panic!("it is not done after a minute");
}

#[test]
fn the_practice_server_keeps_the_contract() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(async {
        let folder = tempfile::tempdir().unwrap();
        let key = ApiKey::read(KEY).unwrap();
        let timeline = Timeline { submitted: Duration::from_millis(50), processing: Duration::from_millis(50) };
        let config = practice::Config {
            port: 0,
            token: key.clone(),
            folder: folder.path().to_owned(),
            timeline,
            limits: Limits::default(),
        };
        let running = practice::start(config).await.unwrap();
        suite(Gateway { base: running.base_url(), key }).await;
        running.stop().await;
    });
}

#[test]
fn a_provider_with_recorded_replies_keeps_the_contract() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let provider = Provider::start(runtime.handle(), &[], &[], vec![]);
    let (base, key) = (BaseUrl::read(&provider.base_url()).unwrap(), ApiKey::read(KEY).unwrap());
    runtime.block_on(suite(Gateway { base, key }));
    assert_eq!(provider.record().creates.len(), 1, "the stranger's was not taken");
}

#[test]
fn a_second_use_of_an_external_id_is_refused_by_practice() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(async {
        let folder = tempfile::tempdir().unwrap();
        let key = ApiKey::read(KEY).unwrap();
        let config = practice::Config {
            port: 0,
            token: key.clone(),
            folder: folder.path().to_owned(),
            timeline: Timeline::default(),
            limits: Limits::default(),
        };
        let running = practice::start(config).await.unwrap();
        let gateway = Gateway { base: running.base_url(), key };
        let (client, order) = (Client::new().unwrap(), Order::of_the_samples());
        let first =
            client.create(&gateway, order.submission(7), order.payload.clone(), |_, _| {}, Arc::default()).await;
        assert!(matches!(first, Outcome::Accepted(_)), "{first:?}");
        let second =
            client.create(&gateway, order.submission(7), order.payload.clone(), |_, _| {}, Arc::default()).await;
        let Outcome::Refused(refusal) = second else { panic!("refused, not {second:?}") };
        assert!(refusal.message.contains(&SubmissionId(7).to_string()), "{}", refusal.message);
    });
}
