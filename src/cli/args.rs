//! The arguments, as clap reads them.
//!
//! Not what they do. The API key is never among them: it comes from standard input, the keychain or the environment.

use std::{ffi::OsString, path::PathBuf, time::Duration};

use clap::{ArgGroup, Args, Parser, Subcommand, ValueEnum};

use crate::domain::{Mode, Speed, StageWord, SubmissionId, TaskId, Tongue};

/// Turn a portrait and a voice into a talking video. Without a command the window opens.
#[derive(Debug, Parser)]
#[command(name = "likeness", version, args_conflicts_with_subcommands = true)]
pub struct Arguments {
    /// What to do; without it the window opens
    #[command(subcommand)]
    pub command: Option<Action>,
    /// Pictures and sounds to load into the window
    #[arg(value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// Show the tokens of the look
    #[arg(long, hide = true, conflicts_with = "files")]
    pub gallery: bool,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Action {
    /// Create a talking video: check, price, confirm, send once, wait, download
    Create(CreateArguments),
    /// Check a portrait and a voice against every rule; no network
    Check(CheckArguments),
    /// List the voices that texts can be spoken with
    Voices(VoicesArguments),
    /// List the tasks of the library
    Tasks(TasksArguments),
    /// Take up unfinished tasks, ask, download, until they are done
    Wait(WaitArguments),
    /// Settle a task whose answer was lost: name it, give it up, or send its order once more
    Resolve(ResolveArguments),
    /// The API key, in the system's keychain or, where you choose that, in a file
    #[command(subcommand)]
    Key(KeyAction),
    /// Run the practice server alone, for other tools
    PracticeServer(PracticeServerArguments),
}

/// What is created or checked.
#[derive(Debug, Args)]
pub struct DraftArguments {
    /// The portrait: a file or an address
    #[arg(long, value_name = "PATH|URL")]
    pub image: Option<OsString>,
    /// The voice: a file or an address
    #[arg(long, value_name = "PATH|URL", conflicts_with = "audio_id")]
    pub audio: Option<OsString>,
    /// The voice: an id of the text-to-speech route
    #[arg(long, value_name = "ID")]
    pub audio_id: Option<String>,
    /// How the avatar should act; without it a neutral sentence is sent, which is shown
    #[arg(long, value_name = "TEXT")]
    pub direction: Option<String>,
    /// Quality
    #[arg(long, value_enum, default_value = "std")]
    pub mode: ModeArgument,
    /// A title for the library
    #[arg(long, value_name = "T")]
    pub title: Option<String>,
    /// Where the provider reports changes (https)
    #[arg(long, value_name = "URL")]
    pub callback_url: Option<String>,
    /// Your own task id; without it a UUID is made
    #[arg(long, value_name = "ID")]
    pub task_id: Option<String>,
    /// Print one JSON object
    #[arg(long)]
    pub json: bool,
}

/// For `create`.
#[derive(Debug, Args)]
#[command(group(ArgGroup::new("portrait").required(true).args(["image"])))]
#[command(group(ArgGroup::new("spoken").required(true).args(["audio", "audio_id", "say"])))]
pub struct CreateArguments {
    /// What is created.
    #[command(flatten)]
    pub draft: DraftArguments,
    /// What is spoken.
    #[command(flatten)]
    pub say: SayArguments,
    /// Where the video goes: a file or a folder
    #[arg(long, value_name = "FILE|FOLDER")]
    pub out: Option<PathBuf>,
    /// Mend what can be mended without losing any part of picture or voice: format, size, too small, too short
    #[arg(long)]
    pub fix: bool,
    /// Use the practice server: nothing is billed
    #[arg(long)]
    pub practice: bool,
    /// Do not ask before sending
    #[arg(long)]
    pub yes: bool,
    /// End as soon as the task is accepted; `likeness wait` takes it up
    #[arg(long)]
    pub no_wait: bool,
    /// End with 7 when it is not done after this many seconds; the task goes on
    #[arg(long, value_name = "SECONDS", value_parser = seconds)]
    pub timeout: Option<Duration>,
}

/// A text that is spoken first, which is a paid call of its own.
#[derive(Debug, Args)]
pub struct SayArguments {
    /// The voice: a text that the provider speaks, which is paid for once
    #[arg(long, value_name = "TEXT", conflicts_with_all = ["audio", "audio_id"])]
    pub say: Option<String>,
    /// Who speaks it: an id, as `likeness voices` lists them; without it the voice that was chosen last
    #[arg(long, value_name = "ID", requires = "say", conflicts_with_all = ["audio", "audio_id"])]
    pub voice: Option<String>,
    /// The language it is spoken in; without it the one that was chosen last
    #[arg(long, value_enum, requires = "say", conflicts_with_all = ["audio", "audio_id"])]
    pub language: Option<TongueArgument>,
    /// How fast: 0.8 to 2.0, one decimal
    #[arg(long, value_name = "X", requires = "say", conflicts_with_all = ["audio", "audio_id"], value_parser = speed)]
    pub speed: Option<Speed>,
}

/// For `voices`.
#[derive(Debug, Args)]
pub struct VoicesArguments {
    /// Only voices that speak this language
    #[arg(long, value_enum)]
    pub language: Option<TongueArgument>,
    /// Print a JSON array
    #[arg(long)]
    pub json: bool,
}

/// For `check`.
#[derive(Debug, Args)]
pub struct CheckArguments {
    /// What is checked.
    #[command(flatten)]
    pub draft: DraftArguments,
}

/// For `tasks`.
#[derive(Debug, Args)]
pub struct TasksArguments {
    /// Only tasks at this stage
    #[arg(long, value_name = "S", value_parser = stage_word)]
    pub status: Option<StageWord>,
    /// Only tasks that hold all these words
    #[arg(long, value_name = "TEXT")]
    pub search: Option<String>,
    /// Print a JSON array
    #[arg(long)]
    pub json: bool,
}

/// For `wait`.
#[derive(Debug, Args)]
pub struct WaitArguments {
    /// The tasks; without any, all that are unfinished. A named one that is done is fetched again when its file is gone
    #[arg(value_name = "ID")]
    pub ids: Vec<SubmissionId>,
    /// End with 7 when they are not done after this many seconds; they go on
    #[arg(long, value_name = "S", value_parser = seconds)]
    pub timeout: Option<Duration>,
    /// Print a JSON array
    #[arg(long)]
    pub json: bool,
}

/// For `resolve`.
#[derive(Debug, Args)]
#[command(group(ArgGroup::new("how").required(true).args(["task_id", "dismiss", "send_again"])))]
pub struct ResolveArguments {
    /// The task
    #[arg(value_name = "ID")]
    pub id: SubmissionId,
    /// The provider's id of the task that it became; it is asked for and followed
    #[arg(long, value_name = "T", value_parser = provider_task_id)]
    pub task_id: Option<TaskId>,
    /// Give it up: it is looked for no more, and may be billed all the same
    #[arg(long)]
    pub dismiss: bool,
    /// Send its order once more, at the price that is shown; both may be billed
    #[arg(long)]
    pub send_again: bool,
    /// Do not ask before sending
    #[arg(long, conflicts_with_all = ["task_id", "dismiss"])]
    pub yes: bool,
    /// End as soon as the provider has it; `likeness wait` takes it up
    #[arg(long)]
    pub no_wait: bool,
    /// End with 7 when it is not done after this many seconds; it goes on
    #[arg(long, value_name = "S", value_parser = seconds)]
    pub timeout: Option<Duration>,
    /// Print one JSON object
    #[arg(long)]
    pub json: bool,
}

/// For `key`.
#[derive(Debug, Subcommand)]
pub enum KeyAction {
    /// Read a key from standard input and keep it in the keychain
    Set {
        /// Keep it in a file instead, which every program that runs as you can read
        #[arg(long)]
        file: bool,
    },
    /// Say whether there is a key, where it is kept, and its last four characters
    Status {
        /// Print one JSON object
        #[arg(long)]
        json: bool,
    },
    /// Remove the key from the keychain and from the file
    Remove,
    /// Let the key go to the base URL that is set, when it was used with another host until now
    Allow,
}

/// For `practice-server`.
#[derive(Debug, Args)]
pub struct PracticeServerArguments {
    /// The port; without it a free one is taken
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub port: u16,
}

/// The API's words for the quality.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ModeArgument {
    /// Faster and cheaper
    Std,
    /// Higher quality
    Pro,
}

impl From<ModeArgument> for Mode {
    fn from(mode: ModeArgument) -> Self {
        match mode {
            ModeArgument::Std => Self::Standard,
            ModeArgument::Pro => Self::Professional,
        }
    }
}

/// The API's words for the languages of voices.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum TongueArgument {
    /// English
    En,
    /// Chinese
    Zh,
}

impl From<TongueArgument> for Tongue {
    fn from(tongue: TongueArgument) -> Self {
        match tongue {
            TongueArgument::En => Self::English,
            TongueArgument::Zh => Self::Chinese,
        }
    }
}

fn speed(text: &str) -> Result<Speed, String> {
    Speed::read(text).ok_or_else(|| "must be from 0.8 to 2.0 with at most one decimal".to_owned())
}

fn seconds(text: &str) -> Result<Duration, String> {
    let seconds: f64 = text.parse().map_err(|_| "not a number of seconds".to_owned())?;
    match Duration::try_from_secs_f64(seconds) {
        Ok(duration) if !duration.is_zero() => Ok(duration),
        _ => Err("must be more than 0 seconds".to_owned()),
    }
}

fn provider_task_id(text: &str) -> Result<TaskId, String> {
    TaskId::read(text).ok_or_else(|| format!("no spaces, at most {} characters", TaskId::LONGEST))
}

fn stage_word(text: &str) -> Result<StageWord, String> {
    let names = || StageWord::ALL.map(StageWord::name).join(", ");
    StageWord::ALL.into_iter().find(|word| word.name() == text).ok_or_else(|| format!("must be one of {}", names()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    fn parse(line: &str) -> Result<Arguments, clap::Error> {
        Arguments::try_parse_from(line.split_whitespace())
    }

    #[test]
    fn the_arguments_are_consistent() {
        Arguments::command().debug_assert();
    }

    #[test]
    fn lines_are_taken_or_refused() {
        let table = [
            ("likeness", true),
            ("likeness a.png b.wav", true),
            ("likeness --gallery", true),
            ("likeness resolve 01234567-89ab-cdef-0123-456789abcdef --dismiss", true),
            ("likeness resolve 01234567-89ab-cdef-0123-456789abcdef --task-id 8319 --no-wait --json", true),
            ("likeness resolve 01234567-89ab-cdef-0123-456789abcdef --send-again --yes --timeout 5", true),
            ("likeness resolve 01234567-89ab-cdef-0123-456789abcdef", false),
            ("likeness resolve 01234567-89ab-cdef-0123-456789abcdef --dismiss --send-again", false),
            ("likeness resolve 01234567-89ab-cdef-0123-456789abcdef --dismiss --yes", false),
            ("likeness resolve --dismiss", false),
            ("likeness key set --file", true),
            ("likeness key set sk-0123456789abcdef", false),
            ("likeness key allow", true),
            ("likeness --gallery a.png", false),
            ("likeness --gallery tasks", false),
            ("likeness create --image a.png --audio b.wav", true),
            ("likeness create --image a.png --audio-id 8474 --mode pro --timeout 0.5 --json --yes --no-wait", true),
            ("likeness create --image a.png", false),
            ("likeness create --audio b.wav", false),
            ("likeness create --image a.png --audio b.wav --audio-id 1", false),
            ("likeness create --image a.png --audio b.wav --mode best", false),
            ("likeness create --image a.png --audio b.wav --timeout 0", false),
            ("likeness create --image a.png --audio b.wav --timeout -1", false),
            ("likeness create --image a.png --audio b.wav --timeout soon", false),
            ("likeness create --image a.png --say Hello", true),
            ("likeness create --image a.png --say Hello --voice AOT --language en --speed 1.3 --yes", true),
            ("likeness create --image a.png --say Hello --audio b.wav", false),
            ("likeness create --image a.png --audio b.wav --voice AOT", false),
            ("likeness create --image a.png --say Hello --speed 2.1", false),
            ("likeness create --image a.png --say Hello --language fr", false),
            ("likeness voices --language zh --json", true),
            ("likeness check --image a.png", true),
            ("likeness tasks --status ready --search spring", true),
            ("likeness tasks --status done", false),
            ("likeness wait 01234567-89ab-cdef-0123-456789abcdef --timeout 3", true),
            ("likeness wait nonsense", false),
            ("likeness key set", true),
            ("likeness key set sk-123", false),
            ("likeness key", false),
            ("likeness practice-server --port 8080", true),
            ("likeness practice-server --port 80800", false),
        ];
        for (line, good) in table {
            assert_eq!(parse(line).is_ok(), good, "{line}");
        }
    }

    #[test]
    fn a_whole_create_line_arrives_in_its_places() {
        let line = "likeness create --image a.png --audio-id 8474 --mode pro --callback-url https://example.org/t \
                    --task-id mine-1 --out films --practice --yes --no-wait --timeout 90 --json";
        let Ok(Arguments { command: Some(Action::Create(create)), files, .. }) = parse(line) else { panic!("{line}") };
        let draft = create.draft;
        assert_eq!((draft.image, draft.audio), (Some("a.png".into()), None));
        assert_eq!((draft.audio_id.as_deref(), Mode::from(draft.mode)), (Some("8474"), Mode::Professional));
        assert_eq!(draft.callback_url.as_deref(), Some("https://example.org/t"));
        assert_eq!((draft.task_id.as_deref(), draft.direction, draft.title), (Some("mine-1"), None, None));
        assert_eq!((create.out, create.timeout), (Some("films".into()), Some(Duration::from_secs(90))));
        assert!(create.practice && create.yes && create.no_wait && draft.json && files.is_empty());
        let Ok(Arguments { command: Some(Action::Check(check)), .. }) = parse("likeness check") else {
            panic!("check")
        };
        assert_eq!(Mode::from(check.draft.mode), Mode::Standard);
    }

    #[cfg(unix)]
    #[test]
    fn a_path_may_hold_any_bytes() {
        use std::os::unix::ffi::OsStringExt;
        let odd = OsString::from_vec(b"p\xff.png".to_vec());
        let read = Arguments::try_parse_from([OsString::from("likeness"), odd.clone()]).expect("a file to load");
        assert_eq!(read.files, [PathBuf::from(&odd)]);
        let line = ["likeness", "create", "--audio", "b.wav", "--image"].map(OsString::from);
        let read = Arguments::try_parse_from(line.into_iter().chain([odd.clone()])).expect("a line");
        let Some(Action::Create(create)) = read.command else { panic!("create") };
        assert_eq!(create.draft.image, Some(odd));
    }
}
