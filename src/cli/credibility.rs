//! `casus credibility`: who would answer for whom, at a turn of a saved match.
//! Reads a save and re-runs it; writes the matrix as text or JSON.
//! Not here: the matrix (`view::credibility`).
//! Rule text: DESIGN section 9, beside the ledger.

use super::args::{CredibilityArgs, Format};
use super::{Outcome, Stop, Streams, open, pretty, seat};
use crate::rules::scene::Scene;
use crate::sim::game::Waiting;
use crate::sim::replay::play;
use crate::view::credibility::credibility;
use crate::view::sight::Sight;

pub(super) fn run(args: &CredibilityArgs, streams: &mut Streams<'_>) -> Outcome {
    let saved = open(&args.save)?;
    let whole = play(&saved, None).map_err(|why| Stop::Said(1, why))?;
    let then = match args.turn {
        Some(turn) => Some(play(&saved, turn.checked_sub(1)).map_err(|why| Stop::Said(1, why))?),
        None => None,
    };
    let game = then.as_ref().unwrap_or(&whole);
    if args.turn.is_some_and(|t| game.turn() != t) {
        return Err(Stop::unusable(format!(
            "the save ends on turn {}",
            whole.turn()
        )));
    }
    let options = game.options();
    // Before the end a person's save shows that person's assessment, as the ledger does.
    let shut = whole.waiting() != Waiting::Over && !options.reveal;
    let eyes = match &args.seat {
        Some(id) => Some(seat(game.checked(), id)?),
        None => options.seat.filter(|_| shut),
    };
    let actor = |index: usize| Some(game.world().resource::<Scene>().seats.get(index)?.actor);
    let sight = Sight::new(
        game.world(),
        &game.checked().def,
        eyes.and_then(actor),
        eyes.is_none(),
    );
    let view = credibility(&sight);
    match args.format {
        Format::Json => pretty(streams.out, &view)?,
        Format::Human => write!(streams.out, "{}", view.page().plain(100))?,
    }
    Ok(0)
}
