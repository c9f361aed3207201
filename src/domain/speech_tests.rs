//! An order of spoken text settles once, and what is made stays so.

use super::*;
use crate::domain::{Limits, RefusalKind, Typed};

fn wording() -> Wording {
    Wording::of(&Typed { text: "Hello there".into(), ..Typed::default() }, &Limits::default())
        .expect("it can be spoken")
}

fn at(second: i64) -> Timestamp {
    Timestamp::from_second(1_790_000_000 + second).expect("a time within range")
}

fn speech() -> Speech {
    let approval =
        SpeechApproval { id: SubmissionId(1), at: at(0), door: Door::Live, price: Money(7_000), instead_of: None };
    Speech::approve(wording(), approval).0
}

fn answer(status: Status, audio: Option<&str>) -> SpeechAnswer {
    SpeechAnswer {
        task_id: Some(TaskId("71".into())),
        status,
        audio: audio.map(|id| (id.to_owned(), Some(Duration::from_secs(3)))),
        url: None,
        reason: Some("no".into()),
        request_id: None,
    }
}

fn refusal(message: &str) -> Refusal {
    let message = message.to_owned();
    Refusal { kind: RefusalKind::Parameter, message, code: Some("1201".into()), http: Some(400), request_id: None }
}

fn sound() -> KeptSound {
    KeptSound { id: InputId([3; 32]), format: SoundFormat::Mp3, bytes: 9, length: Duration::from_millis(3100) }
}

#[test]
fn the_permission_says_what_is_sent_and_is_made_by_an_approval_alone() {
    let approval = SpeechApproval {
        id: SubmissionId(2),
        at: at(0),
        door: Door::Practice,
        price: Money(7_000),
        instead_of: Some(SubmissionId(1)),
    };
    let (speech, submission) = Speech::approve(wording(), approval);
    assert_eq!((submission.speech(), submission.instead_of()), (&speech, Some(SubmissionId(1))));
    assert!(speech.stage.is_open());
}

#[test]
fn an_outcome_is_taken_once_and_a_later_truth_about_a_lost_one_too() {
    let mut speech = speech();
    assert!(speech.settle(SpeechOutcome::Unknown(Lost::TimedOut)) && speech.stage.is_open());
    assert!(speech.settle(SpeechOutcome::Taken(answer(Status::Succeeded, Some("84")))));
    let made = speech.clone();
    assert!(!speech.settle(SpeechOutcome::Refused(refusal("no"))) && !speech.hear(&answer(Status::Failed, None)));
    assert!(!speech.dismiss());
    assert_eq!(speech, made, "what is made stays so");
}

#[test]
fn what_is_being_made_is_heard_of_until_it_has_an_end() {
    let mut speech = speech();
    assert!(speech.settle(SpeechOutcome::Taken(answer(Status::Submitted, None))));
    assert!(!speech.hear(&answer(Status::Submitted, None)), "nothing new");
    assert!(speech.hear(&answer(Status::Processing, None)) && speech.stage.is_open());
    // That it is done without saying where is not the end.
    assert!(speech.hear(&answer(Status::Succeeded, None)) && speech.stage.is_open());
    let unnamed = SpeechAnswer { task_id: None, ..answer(Status::Succeeded, Some("84")) };
    assert!(speech.hear(&unnamed));
    assert_eq!(speech.spoken().and_then(|spoken| spoken.task_id.clone()), Some(TaskId("71".into())));
    let mut failed = self::speech();
    assert!(failed.settle(SpeechOutcome::Taken(answer(Status::Failed, Some("84")))));
    assert_eq!(failed.stage, SpeechStage::Failed(TaskId("71".into()), "no".into()), "a failed one has no voice");
}

#[test]
fn an_answer_that_names_nothing_decides_nothing() {
    let mut speech = speech();
    let empty = SpeechAnswer { task_id: None, ..answer(Status::Succeeded, None) };
    assert!(speech.settle(SpeechOutcome::Taken(empty)));
    assert!(matches!(speech.stage, SpeechStage::Unknown(_)));
    assert!(speech.dismiss() && !speech.stage.is_open());
    assert!(!speech.settle(SpeechOutcome::Unknown(Lost::TimedOut)), "given up stays given up");
}

#[test]
fn a_made_voice_is_used_by_its_id_for_thirty_days_and_then_as_its_kept_sound() {
    let mut speech = speech();
    speech.settle(SpeechOutcome::Taken(answer(Status::Succeeded, Some("84"))));
    let (last, over) = (at(30 * 86_400 - 1), at(30 * 86_400));
    assert_eq!(speech.usable(last), Some(SpokenVoice::ById("84".into(), Some(Duration::from_secs(3)))));
    assert_eq!(speech.usable(over), None, "no sound was kept");
    if let SpeechStage::Made(spoken) = &mut speech.stage {
        spoken.sound = Some(sound());
    }
    assert_eq!(speech.usable(last), Some(SpokenVoice::ById("84".into(), Some(sound().length))), "as it was decoded");
    assert_eq!(speech.usable(over), Some(SpokenVoice::Kept(sound(), "Hello there".into())));
    speech.forgotten = true;
    assert_eq!(speech.usable(last), None);
}

#[test]
fn a_voice_that_is_not_there_is_told_from_other_refusals() {
    for (message, gone) in [("Voice id not found", true), ("voice ID not found.", true), ("text is too long", false)] {
        let mut speech = speech();
        speech.settle(SpeechOutcome::Refused(refusal(message)));
        assert_eq!(speech.found_no_voice(), gone, "{message}");
    }
    assert!(!speech().found_no_voice());
}
