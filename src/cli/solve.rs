//! `casus solve`: the equilibria of a game in Gambit's form.
//! Reads an `.efg` file; writes equilibria as text or JSON.
//! Not here: how they are found (`theory::game`).
//! Rule text: DESIGN section 9.

use std::fs;
use std::path::Path;

use serde::Serialize;

use super::args::{Format, Method, SolveArgs};
use super::{Outcome, Stop, Streams, pretty};
use crate::theory::game::{Equilibrium, Game, efg, nash, qre, spe};

/// What is printed.
#[derive(Debug, Serialize)]
pub(super) struct Solved {
    method: &'static str,
    lambda: Option<f64>,
    equilibria: Vec<Found>,
}

#[derive(Debug, Serialize)]
struct Found {
    payoffs: Vec<f64>,
    behavior: Vec<Move>,
}

#[derive(Debug, Serialize)]
struct Move {
    player: usize,
    infoset: String,
    action: String,
    prob: f64,
}

pub(super) fn run(args: &SolveArgs, streams: &mut Streams<'_>) -> Outcome {
    let game = load(&args.file)?;
    let lambda = (args.method == Method::Qre).then_some(args.lambda);
    let refuse = |why: String| Stop::unusable(format!("{}: {why}", args.file.display()));
    let found = match args.method {
        Method::Spe => {
            let (found, more) = spe::solve(&game).map_err(refuse)?;
            if more {
                writeln!(
                    streams.err,
                    "there are more than {} equilibria; these are the first",
                    spe::MOST
                )?;
            }
            found
        }
        Method::Nash => nash::solve(&game).map_err(refuse)?,
        Method::Qre => vec![qre::solve(&game, args.lambda).map_err(refuse)?],
    };
    let names = game.names();
    let solved = Solved {
        method: ["spe", "nash", "qre"][args.method as usize],
        lambda,
        equilibria: found.iter().map(|e| told(&game, &names, e)).collect(),
    };
    match args.format {
        Format::Json => pretty(streams.out, &solved)?,
        Format::Human => print(&solved, &game, streams)?,
    }
    Ok(0)
}

/// Reads a game from a file.
fn load(path: &Path) -> Result<Game, Stop> {
    let name = path.display();
    let size = fs::metadata(path)
        .map_err(|e| Stop::unusable(format!("{name}: {e}")))?
        .len();
    if size > efg::LONGEST as u64 {
        return Err(Stop::unusable(format!(
            "{name}: longer than {} bytes",
            efg::LONGEST
        )));
    }
    let bytes = fs::read(path).map_err(|e| Stop::unusable(format!("{name}: {e}")))?;
    let text =
        String::from_utf8(bytes).map_err(|_| Stop::unusable(format!("{name}: not UTF-8 text")))?;
    efg::read(&text).map_err(|fault| Stop::unusable(format!("{name}:{fault}")))
}

fn told(game: &Game, names: &[String], equilibrium: &Equilibrium) -> Found {
    let moves = equilibrium
        .behavior
        .iter()
        .enumerate()
        .flat_map(|(set, chances)| {
            let infoset = &game.infosets[set];
            chances
                .iter()
                .zip(&infoset.actions)
                .map(move |(prob, action)| Move {
                    player: infoset.player + 1,
                    infoset: names[set].clone(),
                    action: action.clone(),
                    prob: *prob,
                })
        });
    Found {
        payoffs: equilibrium.payoffs.clone(),
        behavior: moves.collect(),
    }
}

fn print(solved: &Solved, game: &Game, streams: &mut Streams<'_>) -> Result<(), Stop> {
    let lambda = solved
        .lambda
        .map_or(String::new(), |l| format!(" at lambda {l}"));
    writeln!(
        streams.out,
        "{}: {} by {}{lambda}",
        game.title,
        count(solved.equilibria.len()),
        solved.method
    )?;
    for (i, found) in solved.equilibria.iter().enumerate() {
        writeln!(streams.out, "\nEquilibrium {}", i + 1)?;
        for (player, payoff) in game.players.iter().zip(&found.payoffs) {
            writeln!(streams.out, "  {player} expects {payoff:.6}")?;
        }
        for row in &found.behavior {
            let who = &game.players[row.player - 1];
            writeln!(
                streams.out,
                "  {who} at {}: {} {:.6}",
                row.infoset, row.action, row.prob
            )?;
        }
    }
    Ok(())
}

fn count(equilibria: usize) -> String {
    match equilibria {
        0 => "no equilibrium".into(),
        1 => "one equilibrium".into(),
        n => format!("{n} equilibria"),
    }
}
