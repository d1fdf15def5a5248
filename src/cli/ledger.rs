//! `casus ledger`: who weighed what in a saved match; the record, or a seat's assessment.
//! Reads a save and re-runs it; writes decisions as text or JSON.
//! Not here: which decisions these eyes may see and their words (`report::ledger`, `view::decision`).
//! Rule text: DESIGN principle 1 and section 9.

use super::args::{Format, LedgerArgs};
use super::{Outcome, Stop, Streams, open, pretty, seat};
use crate::report::ledger::{Filter, LedgerView, ledger};
use crate::rules::id::{Actor, NationId, Roster};
use crate::rules::scene::Scene;
use crate::sim::game::{Match, Waiting};
use crate::sim::replay::play;
use crate::sim::save::Saved;
use crate::view::sight::Sight;

pub(super) fn run(args: &LedgerArgs, streams: &mut Streams<'_>) -> Outcome {
    let saved = open(&args.save)?;
    let game = replayed(&saved, None)?;
    let filter = Filter {
        turn: args.turn,
        nation: nation(&game, args.nation.as_deref())?,
    };
    let view = match &args.seat {
        None => opened(&saved, &game, &filter, streams)?,
        Some(id) => assessed(&saved, &game, seat(game.checked(), id)?, &filter)?,
    };
    match args.format {
        Format::Json => pretty(streams.out, &view)?,
        Format::Human => write!(streams.out, "{}", view.page().plain(100))?,
    }
    Ok(0)
}

/// The record, once it is open: when the match is over, when nobody holds a seat, or when the save plays revealed.
/// Before that, a person's save shows that person's assessment.
fn opened(
    saved: &Saved,
    game: &Match,
    filter: &Filter,
    streams: &mut Streams<'_>,
) -> Result<LedgerView, Stop> {
    let options = game.options();
    match options.seat {
        Some(seat) if game.waiting() != Waiting::Over && !options.reveal => {
            writeln!(
                streams.err,
                "the record opens when the match is over; this is the seat's assessment"
            )?;
            assessed(saved, game, seat, filter)
        }
        _ => Ok(ledger(&Sight::of(game, true), filter)),
    }
}

fn replayed(saved: &Saved, last: Option<u32>) -> Result<Match, Stop> {
    play(saved, last).map_err(|why| Stop::Said(1, why))
}

fn nation(game: &Match, id: Option<&str>) -> Result<Option<NationId>, Stop> {
    let Some(id) = id else { return Ok(None) };
    let roster = game.world().resource::<Roster>();
    let found = roster
        .nation(id)
        .ok_or_else(|| Stop::unusable(format!("the level has no nation `{id}`")))?;
    Ok(Some(found))
}

/// What a seat decided, and what it thought of others on the turn asked for (the last one without).
fn assessed(saved: &Saved, game: &Match, seat: usize, filter: &Filter) -> Result<LedgerView, Stop> {
    let eyes = |game: &Match| -> Option<Actor> {
        Some(game.world().resource::<Scene>().seats.get(seat)?.actor)
    };
    let def = &game.checked().def;
    let mut view = ledger(&Sight::new(game.world(), def, eyes(game), false), filter);
    if let Some(turn) = filter.turn.filter(|t| *t != game.turn()) {
        let then = replayed(saved, Some(turn.saturating_sub(1)))?;
        view.decisions
            .extend(ledger(&Sight::new(then.world(), def, eyes(&then), false), filter).decisions);
    }
    Ok(view)
}
