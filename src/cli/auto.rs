//! `casus play --auto`: computers hold every seat; the turn log as text or JSON lines.
//! Plays the match; writes one paragraph or one object a turn, and the save if one is asked for.
//! Not here: many games and statistics (`cli::sim`), a person's game (`cli::text`).
//! Rule text: DESIGN section 9.

use std::collections::BTreeMap;
use std::path::Path;

use serde::Serialize;

use super::args::Format;
use super::{Outcome, Stop, Streams};
use crate::rules::event::TurnEvent;
use crate::rules::standing::Ending;
use crate::sim::game::{Match, Waiting};
use crate::sim::save::hex;
use crate::sim::store;
use crate::view::date::date;
use crate::view::events::of_turn;
use crate::view::sight::Sight;

#[derive(Serialize)]
struct TurnLine<'a> {
    turn: u32,
    date: String,
    events: Vec<&'a TurnEvent>,
    texts: Vec<String>,
    digest: String,
    parts: BTreeMap<&'a str, String>,
    outcomes: Option<BTreeMap<String, Ending>>,
}

pub(super) fn run(
    mut game: Match,
    format: Format,
    save: Option<&Path>,
    streams: &mut Streams<'_>,
) -> Outcome {
    if format == Format::Human {
        let def = &game.checked().def;
        writeln!(
            streams.out,
            "{} (seed {}, computers hold every seat)",
            def.title,
            game.options().seed
        )?;
    }
    while game.waiting() == Waiting::Orders {
        game.end_turn();
        print(&game, format, streams)?;
    }
    if format == Format::Human {
        writeln!(streams.out)?;
        for (seat, ending) in endings(&game) {
            writeln!(
                streams.out,
                "{seat}: {}",
                if ending == Ending::Won { "won" } else { "lost" }
            )?;
        }
        let last = game
            .digests()
            .last()
            .map_or_else(String::new, |d| hex(d.digest.total));
        writeln!(streams.out, "digest {last}")?;
    }
    if let Some(path) = save {
        let fail =
            |error| Stop::unusable(format!("{} could not be saved: {error}", path.display()));
        store::store(&game, path).map_err(fail)?;
    }
    Ok(0)
}

/// How the match ended for each seat.
pub(super) fn endings(game: &Match) -> BTreeMap<String, Ending> {
    let seats = &game.checked().def.seats;
    seats
        .iter()
        .enumerate()
        .map(|(i, s)| (s.id.clone(), game.standing(i).outcome))
        .collect()
}

fn print(game: &Match, format: Format, streams: &mut Streams<'_>) -> Result<(), Stop> {
    let Some(last) = game.digests().last() else {
        return Ok(());
    };
    let sight = Sight::of(game, true);
    let when = date(&game.checked().def.clock, last.turn);
    let texts: Vec<String> = of_turn(&sight, last.turn)
        .into_iter()
        .map(|e| e.text)
        .collect();
    if format == Format::Human {
        writeln!(streams.out, "\nTurn {}, {when}", last.turn)?;
        for text in &texts {
            writeln!(streams.out, "  {text}")?;
        }
        return Ok(());
    }
    let line = TurnLine {
        turn: last.turn,
        date: when,
        events: sight.log().of_turn(last.turn).collect(),
        texts,
        digest: hex(last.digest.total),
        parts: last
            .digest
            .parts
            .iter()
            .map(|(name, part)| (name.as_str(), hex(*part)))
            .collect(),
        outcomes: (game.waiting() == Waiting::Over).then(|| endings(game)),
    };
    serde_json::to_writer(&mut *streams.out, &line).map_err(std::io::Error::from)?;
    Ok(writeln!(streams.out)?)
}
