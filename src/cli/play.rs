//! `casus play`: starts or continues a match and hands it to the text game, or to computers.
//! Reads a level or a save; the text game reads standard input or a file of orders.
//! Not here: the loop of the text game (`cli::text`), games without a person (`cli::auto`).
//! Rule text: DESIGN section 9.

use std::fs::File;
use std::io::{self, BufRead, BufReader, IsTerminal};
use std::path::Path;
use std::sync::Arc;

use super::args::PlayArgs;
use super::text::{self, TextSettings};
use super::{Outcome, Stop, Streams, auto, level, open, seat};
use crate::level::library::Library;
use crate::sim::cast::Cast;
use crate::sim::game::Match;
use crate::sim::options::Options;
use crate::sim::replay;

pub(super) fn run(args: PlayArgs, streams: &mut Streams<'_>) -> Outcome {
    let interactive = args.orders.is_none() && io::stdin().is_terminal();
    if let Some(save) = args
        .save
        .as_deref()
        .filter(|s| s.exists() && args.load.as_deref() != Some(*s))
    {
        return Err(Stop::unusable(format!(
            "{} is there already: go on with `--load {0}`, or name another file",
            save.display()
        )));
    }
    let game = match &args.load {
        Some(save) => continued(save, streams)?,
        None => started(&args, interactive && !args.auto, streams)?,
    };
    if args.auto {
        return auto::run(game, args.format, args.save.as_deref(), streams);
    }
    let settings = TextSettings {
        save: args.save,
        reveal: args.reveal || game.options().reveal,
    };
    let script = script(args.orders.as_deref())?;
    let code = if interactive {
        // A prompt must be seen before it is answered: no buffer but the terminal's own.
        text::run(game, script, true, &mut io::stdout(), streams.err, settings)?
    } else {
        text::run(game, script, false, streams.out, streams.err, settings)?
    };
    Ok(u8::try_from(code).unwrap_or(2))
}

fn script(orders: Option<&Path>) -> Result<Box<dyn BufRead>, Stop> {
    match orders {
        None => Ok(Box::new(BufReader::new(io::stdin()))),
        Some(path) => match File::open(path) {
            Ok(file) => Ok(Box::new(BufReader::new(file))),
            Err(error) => Err(Stop::unusable(format!(
                "{} cannot be read: {error}",
                path.display()
            ))),
        },
    }
}

fn started(args: &PlayArgs, fresh: bool, streams: &mut Streams<'_>) -> Result<Match, Stop> {
    let path = args.level.as_deref().unwrap_or(Path::new("."));
    let checked = level(path, &Library::find())?;
    let place = match (&args.seat, args.auto) {
        (_, true) => None,
        (Some(id), _) => Some(seat(&checked, id)?),
        (None, _) => Some(0),
    };
    let seed = match args.seed {
        Some(seed) => seed,
        None if fresh => {
            let seed = fresh_seed();
            writeln!(streams.err, "seed {seed}")?;
            seed
        }
        None => 1,
    };
    let options = Options {
        seed,
        seat: place,
        difficulty: args.difficulty.into(),
        reveal: args.reveal,
        mode: args.mode.into(),
        cast: Cast::default(),
    };
    Ok(Match::new(Arc::new(checked), options))
}

fn continued(save: &Path, streams: &mut Streams<'_>) -> Result<Match, Stop> {
    let saved = open(save)?;
    let game = replay::play(&saved, None)
        .map_err(|why| Stop::Said(1, format!("{}: {why}", save.display())))?;
    if let Some(first) = replay::differences(&saved, &game).first() {
        writeln!(
            streams.err,
            "warning: the save was changed, or made by another version: {first}"
        )?;
    }
    Ok(game)
}

/// A seed from the clock, for a person who named none.
#[expect(
    clippy::disallowed_methods,
    reason = "the door to the clock: a person who names no seed gets new luck"
)]
fn fresh_seed() -> u64 {
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    now.map_or(1, |d| u64::from(d.subsec_nanos()) % 1_000_000)
}
