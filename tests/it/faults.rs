//! What a provider can do wrong, as two tables: with the paid request, and with the asks that follow it. Through the real App.
//!
//! Not how each answer is read (`services::api` tests that) but what becomes of the task, on this computer and at the
//! provider: no fault makes a second paid request by itself, and none makes the program give up what was paid.

use std::time::{Duration, Instant};

use egui_kittest::kittest::Queryable as _;
use likeness::domain::{AskFault, RefusalKind, Stage, StageWord, Status};

use crate::{
    journeys::{hurry, live},
    provider::{Create, Poll},
    support::Window,
};

const PAGE: &str = "<html><body>the gateway had no answer</body></html>";

/// Where a task must end when its paid request met a fault.
#[derive(Clone, Copy, Debug)]
enum End {
    /// The provider has it: it is found by our own id, without a second request, and becomes a video.
    Found,
    /// Nobody knows: it stays so, and is never sent again.
    Unknown,
    /// It was clearly refused, for this reason; these words are shown.
    Refused(RefusalKind, &'static str),
    /// It was clearly not taken now: it waits, and goes out once more when its turn comes.
    Later(RefusalKind),
}

fn table() -> Vec<(Create, End)> {
    let lost = [
        Create::AcceptAndCut,
        Create::AcceptAndCutAnswer,
        Create::AcceptAndSay(500, PAGE),
        Create::AcceptAndSay(502, PAGE),
        Create::AcceptAndSay(524, PAGE),
        Create::AcceptAndSay(504, r#"{"code":5002,"message":"backlog","request_id":"r"}"#),
        Create::AcceptAndSay(200, ""),
    ];
    let mut table: Vec<_> = lost.into_iter().map(|create| (create, End::Found)).collect();
    table.push((Create::CutUpload, End::Unknown));
    table.push((Create::Say(502, PAGE), End::Unknown));
    table.push((Create::Say(500, r#"{"code":5000,"message":"internal","request_id":"r"}"#), End::Unknown));
    use RefusalKind as Kind;
    for (status, answer, kind, words) in [
        (
            400,
            r#"{"code":1201,"message":"image pixel is invalid","request_id":"r"}"#,
            Kind::Parameter,
            "pixel is invalid",
        ),
        (400, r#"{"code":1301,"message":"risk control","request_id":"r"}"#, Kind::Policy, "risk control"),
        (401, r#"{"code":1004,"message":"the key expired","request_id":"r"}"#, Kind::Key, "the key expired"),
        (403, r#"{"code":"quota_not_enough","message":"quota is used up"}"#, Kind::Funds, "quota is used up"),
        (429, r#"{"code":1102,"message":"resource pack exhausted","request_id":"r"}"#, Kind::Funds, "pack exhausted"),
    ] {
        table.push((Create::Say(status, answer), End::Refused(kind, words)));
    }
    for (status, answer, kind) in [
        (429, r#"{"code":1302,"message":"too fast","request_id":"r"}"#, Kind::TooFast),
        (429, r#"{"code":1303,"message":"parallel task over resource pack limit","request_id":"r"}"#, Kind::TooMany),
        (503, PAGE, Kind::Maintenance),
    ] {
        table.push((Create::Say(status, answer), End::Later(kind)));
    }
    table
}

/// Sees one fault through to its end, and gives how many paid requests that may have taken.
fn see_through(window: &mut Window, end: End) -> (usize, StageWord) {
    match end {
        End::Found => {
            window.until("it was found", |state| state.tasks.iter().any(|task| task.stage.task_id().is_some()));
            hurry(window);
            window.until_stage(StageWord::Ready);
            (1, StageWord::Ready)
        }
        End::Unknown => {
            window.until_stage(StageWord::Unknown);
            window.until("it was looked for", |state| state.tasks.iter().any(|task| task.watch.asks > 0));
            (1, StageWord::Unknown)
        }
        End::Refused(kind, words) => {
            window.until_stage(StageWord::Refused);
            assert!(matches!(&window.task().stage, Stage::Refused(refusal) if refusal.kind == kind));
            assert!(window.harness.query_all_by_label_contains(words).next().is_some(), "{words:?} is shown");
            (1, StageWord::Refused)
        }
        End::Later(kind) => {
            window.until("it was tried", |state| state.tasks.iter().any(|task| task.watch.failures > 0));
            assert!(matches!(&window.task().stage, Stage::Waiting(Some(refusal)) if refusal.kind == kind));
            hurry(window);
            window.until("it was accepted", |state| state.tasks.iter().any(|task| task.stage.task_id().is_some()));
            hurry(window);
            window.until_stage(StageWord::Ready);
            (2, StageWord::Ready)
        }
    }
}

#[test]
fn no_fault_of_the_paid_request_is_paid_twice_or_lost() {
    for (create, end) in table() {
        let (_runtime, provider, desk) = live(std::slice::from_ref(&create), &[]);
        let mut window = desk.open();
        window.drop_samples();
        window.press("Create avatar");
        let (requests, word) = see_through(&mut window, end);
        assert_eq!((provider.record().begun, window.state().tasks.len()), (requests, 1), "{create:?}");
        window.kill();

        // A new start comes to the same end, and sends nothing. It may have to fetch what was not written down as ready.
        let mut window = desk.open();
        window.until_stage(word);
        let looks = if word == StageWord::Unknown { 1 } else { 0 };
        window.until("it was taken up", |state| state.tasks.iter().all(|task| task.watch.asks >= looks));
        assert_eq!((window.state().tasks.len(), window.task().stage.word()), (1, word), "{create:?}");
        assert_eq!(provider.record().begun, requests, "{create:?}: a start sent something");
        let ids: Vec<_> = provider.record().creates.iter().map(|body| body["external_task_id"].clone()).collect();
        assert!(ids.iter().all(|id| *id == window.task().external_id), "{create:?}: {ids:?}");
    }
}

/// Ends waits until the task was asked about so many times.
fn ask_until(window: &mut Window, asks: u32) {
    let end = Instant::now() + Duration::from_secs(60);
    while window.task().watch.asks < asks {
        assert!(Instant::now() < end, "ask {asks} never came: {:?}", window.task().watch);
        hurry(window);
        std::thread::sleep(Duration::from_millis(10));
        window.harness.step();
    }
}

#[test]
fn no_broken_answer_to_an_ask_ends_a_paid_task() {
    type Expected = fn(Option<&AskFault>) -> bool;
    let garbled: Expected = |fault| matches!(fault, Some(AskFault::Garbled(200, _)));
    let busy: Expected = |fault| matches!(fault, Some(AskFault::Busy(None)));
    let refused: Expected = |fault| matches!(fault, Some(AskFault::Refused(_)));
    let table: [(Poll, Expected); 17] = [
        (Poll::Word("processing"), |fault| fault.is_none()),
        (Poll::Say(200, PAGE), garbled),
        (Poll::Say(200, ""), garbled),
        (Poll::Say(200, "[]"), garbled),
        (Poll::Say(200, r#"{"code":0,"message":"SUCCEED","data":{}}"#), garbled),
        (Poll::Cut, |fault| matches!(fault, Some(AskFault::Network(_)))),
        (Poll::Say(500, PAGE), |fault| matches!(fault, Some(AskFault::Garbled(500, _)))),
        (Poll::Say(502, ""), |fault| matches!(fault, Some(AskFault::Garbled(502, _)))),
        (Poll::Say(429, PAGE), busy),
        (Poll::Say(429, r#"{"code":1302,"message":"too fast"}"#), busy),
        (Poll::Redirect, |fault| matches!(fault, Some(AskFault::Garbled(302, _)))),
        (Poll::Deep(10_000), garbled),
        (Poll::Huge(2_000_000), garbled),
        (Poll::Say(401, r#"{"code":1002,"message":"who?"}"#), refused),
        (Poll::Say(404, r#"{"code":1203,"message":"task not found"}"#), refused),
        (Poll::Word("paused by the moon"), |fault| fault.is_none()),
        (Poll::Word("SUBMITTED"), |fault| fault.is_none()),
    ];
    let (_runtime, provider, desk) = live(&[], &[]);
    let mut window = desk.open();
    window.drop_samples();
    window.press("Create avatar");
    window.until_stage(StageWord::Submitted);
    for (number, (poll, expected)) in (1..).zip(table) {
        provider.record().polls.push_back(poll);
        ask_until(&mut window, number);
        let task = window.task();
        assert!(matches!(task.stage, Stage::Running(..)), "{poll:?} made it {:?}", task.stage);
        assert!(expected(task.watch.ask_fault.as_ref()), "{poll:?} was taken for {:?}", task.watch.ask_fault);
        assert!(task.watch.next.is_some(), "{poll:?}: nobody asks again");
        assert_eq!(provider.record().asks, number as usize, "{poll:?} brought more than one request");
        if let Poll::Word(word @ "paused by the moon") = poll {
            assert!(matches!(&task.stage, Stage::Running(_, Status::Unrecognised(said)) if said == word));
        }
    }
    hurry(&mut window);
    window.until_stage(StageWord::Ready);
    assert_eq!(provider.record().begun, 1);
}
