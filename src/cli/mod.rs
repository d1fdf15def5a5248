//! The command line: the table of commands, one file a command, and the text game.
//! Reads arguments, files and standard input; results go to standard output, the rest to standard error.
//! Not here: what commands do to a match (`sim`), what they show (`view`, `report`).
//! Rule text: DESIGN section 9. Exit codes: 0 fine; 1 findings or failed verification; 2 usage, unreadable, over limits.

pub mod args;
mod auto;
mod check;
mod credibility;
mod crisis;
mod explain;
mod fork;
mod generate;
mod ledger;
mod play;
mod replay;
mod sim;
mod solve;
pub mod text;

use std::io::{self, Write};
use std::path::Path;
use std::process::ExitCode;

use clap::{CommandFactory, Parser};

use crate::level::check::Checked;
use crate::level::library::Library;
use crate::level::load::{LoadError, read_level};
use crate::sim::save::{Mistake, Saved};
use crate::sim::store;
use args::{Args, Command};

/// Where a command writes.
pub struct Streams<'a> {
    /// Results.
    pub out: &'a mut dyn Write,
    /// The rest.
    pub err: &'a mut dyn Write,
}

/// Why a command stopped before its end.
#[derive(Debug)]
pub enum Stop {
    /// Something to say, and the exit code.
    Said(u8, String),
    /// Writing failed; a reader that went away is no failure.
    Io(io::Error),
}

impl From<io::Error> for Stop {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

impl Stop {
    /// Bad usage, or something that cannot be read: code 2.
    pub fn unusable(message: impl Into<String>) -> Self {
        Self::Said(2, message.into())
    }
}

/// What a command ends with: its exit code.
pub type Outcome = Result<u8, Stop>;

/// Runs the command of the process's arguments.
pub fn main() -> ExitCode {
    let args = match Args::try_parse() {
        Ok(args) => args,
        Err(error) => {
            let _ = error.print();
            return ExitCode::from(if error.use_stderr() { 2 } else { 0 });
        }
    };
    let (mut out, mut err) = (io::BufWriter::new(io::stdout()), io::stderr());
    let outcome = run(
        args,
        &mut Streams {
            out: &mut out,
            err: &mut err,
        },
    );
    let flushed = out.flush().map_err(Stop::Io);
    ExitCode::from(match outcome.and_then(|code| flushed.map(|()| code)) {
        Ok(code) => code,
        Err(Stop::Said(code, message)) => {
            let _ = writeln!(err, "{}", message.trim_end());
            code
        }
        Err(Stop::Io(error)) if error.kind() == io::ErrorKind::BrokenPipe => 0,
        Err(Stop::Io(error)) => {
            let _ = writeln!(err, "the output could not be written: {error}");
            2
        }
    })
}

/// Runs a command.
pub fn run(args: Args, streams: &mut Streams<'_>) -> Outcome {
    match args.command {
        None => {
            writeln!(streams.out, "{}", Args::command().render_help())?;
            writeln!(
                streams.out,
                "To play: casus play first-watch/02-tripwire --text"
            )?;
            Ok(0)
        }
        Some(Command::Play(args)) => play::run(args, streams),
        Some(Command::Check(args)) => check::run(&args, streams),
        Some(Command::Explain(args)) => explain::run(&args, streams),
        Some(Command::Sim(args)) => sim::run(&args, streams),
        Some(Command::Replay(args)) => replay::run(&args, streams),
        Some(Command::Ledger(args)) => ledger::run(&args, streams),
        Some(Command::Crisis(args)) => crisis::run(&args, streams),
        Some(Command::Fork(args)) => fork::run(&args, streams),
        Some(Command::Credibility(args)) => credibility::run(&args, streams),
        Some(Command::Solve(args)) => solve::run(&args, streams),
        Some(Command::Generate(args)) => generate::run(&args, streams),
    }
}

/// Loads a level. A level with mistakes is a finding (1), one that cannot be read is not usable (2).
fn level(path: &Path, library: &Library) -> Result<Checked, Stop> {
    read_level(path, library).map_err(|error| match error {
        LoadError::Unreadable(why) => Stop::unusable(why),
        LoadError::Faulty { .. } => Stop::Said(1, error.to_string()),
    })
}

/// The place of a seat in a level's list.
fn seat(level: &Checked, id: &str) -> Result<usize, Stop> {
    level
        .def
        .seats
        .iter()
        .position(|s| s.id == id)
        .ok_or_else(|| {
            let seats: Vec<&str> = level.def.seats.iter().map(|s| s.id.as_str()).collect();
            Stop::unusable(format!(
                "the level has no seat `{id}`; it has {}",
                seats.join(", ")
            ))
        })
}

/// Opens a save; a file that is none is not usable.
fn open(path: &Path) -> Result<Saved, Stop> {
    store::open(path).map_err(|mistakes| Stop::unusable(unreadable(path, &mistakes)))
}

fn unreadable(path: &Path, mistakes: &[Mistake]) -> String {
    let lines: Vec<String> = mistakes.iter().map(|m| format!("  {m}")).collect();
    format!(
        "{} cannot be read as a save:\n{}",
        path.display(),
        lines.join("\n")
    )
}

/// Writes a value as JSON, on several lines.
fn pretty(out: &mut dyn Write, value: &impl serde::Serialize) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut *out, value)?;
    writeln!(out)
}
