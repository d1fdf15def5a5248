//! `casus replay`: re-runs a save's log and prints the digests, or checks them against the save.
//! Reads a save; warns when the installed level is another than the one played.
//! Not here: the comparison (`sim::replay`), the form of saves (`sim::save`).
//! Rule text: DESIGN sections 9 and 10: a differing installed level is a warning, tampering fails.

use std::path::Path;

use super::args::ReplayArgs;
use super::{Outcome, Stop, Streams, open};
use crate::level::library::Library;
use crate::level::load::read_level;
use crate::sim::game::Match;
use crate::sim::replay::{play, verify};
use crate::sim::save::{Saved, hex};
use crate::view::events::of_turn;
use crate::view::sight::Sight;

pub(super) fn run(args: &ReplayArgs, streams: &mut Streams<'_>) -> Outcome {
    let saved = open(&args.save)?;
    warn_of_other_level(&saved, streams)?;
    if args.verify {
        return match verify(&saved) {
            Ok(game) => {
                let last = game
                    .digests()
                    .last()
                    .map_or_else(|| "none".to_string(), |d| hex(d.digest.total));
                writeln!(streams.out, "{last}")?;
                Ok(0)
            }
            Err(differences) => {
                for difference in differences {
                    writeln!(streams.out, "{difference}")?;
                }
                Ok(1)
            }
        };
    }
    let game = play(&saved, args.turn).map_err(|why| Stop::Said(1, why))?;
    show(&game, args.turn, streams)?;
    if let Some(misfit) = game.misfit() {
        return Err(Stop::Said(
            1,
            format!("turn {}: {}", misfit.turn, misfit.message),
        ));
    }
    Ok(0)
}

fn show(game: &Match, only: Option<u32>, streams: &mut Streams<'_>) -> Result<(), Stop> {
    let mut shown = 0;
    for turn in game
        .digests()
        .iter()
        .filter(|d| only.is_none_or(|t| d.turn == t))
    {
        writeln!(streams.out, "turn {} {}", turn.turn, hex(turn.digest.total))?;
        if only.is_some() {
            for (name, part) in &turn.digest.parts {
                writeln!(streams.out, "  {name:<12} {}", hex(*part))?;
            }
            for event in of_turn(&Sight::of(game, true), turn.turn) {
                writeln!(streams.out, "  {}", event.text)?;
            }
        }
        shown += 1;
    }
    match only {
        Some(turn) if shown == 0 => Err(Stop::unusable(format!(
            "the save has no finished turn {turn}"
        ))),
        _ => Ok(()),
    }
}

fn warn_of_other_level(saved: &Saved, streams: &mut Streams<'_>) -> std::io::Result<()> {
    let Some(level) = saved.head.sources.first() else {
        return Ok(());
    };
    let Ok(installed) = read_level(Path::new(&level.path), &Library::find()) else {
        return Ok(());
    };
    let name = |path: &str| {
        path.rsplit(['/', '\\'])
            .next()
            .unwrap_or_default()
            .to_string()
    };
    for source in &saved.head.sources {
        let there = installed
            .sources
            .files
            .iter()
            .find(|s| name(&s.path) == name(&source.path));
        if there.is_some_and(|s| s.text != source.text) {
            writeln!(
                streams.err,
                "warning: the installed {} is not the one this was played with; the save's own is used",
                source.path
            )?;
        }
    }
    Ok(())
}
