//! Replaying saves: the match that a save's log gives, and where it differs from what the save says.
//! Reads a `Saved`; re-checks its embedded texts, plays its log, compares digest by digest.
//! Not here: the form of saves (`sim::save`), playing (`sim::game`).
//! Rule text: DESIGN principle 2 and section 10: tampering fails, by turn and component.

use std::sync::Arc;

use bevy::ecs::prelude::World;

use super::cast::Cast;
use super::game::{Match, Waiting, new_world};
use super::log::Entry;
use super::options::Options;
use super::save::{Saved, hash_text, hex};
use crate::level::check::{Checked, check_sources};
use crate::level::source::{Source, Sources};
use crate::rules::clock::{Clock, Step};
use crate::rules::order::Inbox;
use crate::rules::run;

/// The first turns and components in which a save differs from its replay.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// The turn; 0 for what stands before the first.
    pub turn: u32,
    /// The component kind, or `sources`, `head`, `log`, `digest`, `seal`.
    pub component: String,
    /// What differs.
    pub message: String,
}

impl core::fmt::Display for Difference {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(
            f,
            "turn {}, {}: {}",
            self.turn, self.component, self.message
        )
    }
}

/// The level embedded in a save. The message lists what is wrong with it.
pub fn level(saved: &Saved) -> Result<Checked, String> {
    let files = saved
        .head
        .sources
        .iter()
        .map(|s| Source {
            path: s.path.clone(),
            text: s.text.clone(),
        })
        .collect();
    check_sources(&Sources { files }).map_err(|problems| {
        let lines: Vec<String> = problems
            .iter()
            .take(10)
            .map(|p| format!("{}:{}:{}: {}", p.file, p.line, p.column, p.message))
            .collect();
        format!(
            "the level in the save cannot be read:\n{}",
            lines.join("\n")
        )
    })
}

/// The options in a save's head, checked against its level.
pub fn options(saved: &Saved, level: &Checked) -> Result<Options, String> {
    let head = &saved.head;
    let seat = match &head.seat {
        None => None,
        Some(id) => {
            let found = level.def.seats.iter().position(|s| s.id == *id);
            Some(found.ok_or_else(|| format!("the save's seat `{id}` is not in its level"))?)
        }
    };
    Ok(Options {
        seed: head.seed,
        seat,
        difficulty: head.difficulty,
        reveal: head.reveal,
        mode: head.mode,
        cast: Cast::default(),
    })
}

/// Plays a save's log, up to and with turn `last` if given, and stops where it ends. It may not be what was played: see `differences`.
pub fn play(saved: &Saved, last: Option<u32>) -> Result<Match, String> {
    play_part(saved, &|e| last.is_none_or(|turn| e.turn <= turn))
}

/// The world as aggressors find it when they weigh on a turn: its orders given and carried out. An error if the save does not get there.
pub fn at_aggression(saved: &Saved, turn: u32) -> Result<World, String> {
    let game = play_part(saved, &|e| {
        e.turn < turn || (e.turn == turn && e.step == Step::OrdersAsk && !e.is_end())
    })?;
    if game.waiting() != Waiting::Orders || game.turn() != turn {
        return Err(format!(
            "the save has no turn {turn}: it has {}",
            saved.turns.len()
        ));
    }
    let mut world = game.into_world();
    world
        .resource_mut::<Inbox>()
        .0
        .sort_by_key(|(actor, _)| *actor);
    while Step::TURN[world.resource::<Clock>().next] != Step::AggressionAsk {
        run::advance(&mut world);
    }
    run::refresh(&mut world);
    Ok(world)
}

/// Plays the wanted entries of a save's log.
fn play_part(saved: &Saved, wanted: &dyn Fn(&Entry) -> bool) -> Result<Match, String> {
    let level = level(saved)?;
    let options = options(saved, &level)?;
    let log = saved
        .turns
        .iter()
        .flat_map(|t| &t.entries)
        .filter(|e| wanted(e))
        .cloned()
        .collect();
    let set: Vec<(String, f64)> = saved
        .head
        .set
        .iter()
        .map(|(name, value)| (name.clone(), *value))
        .collect();
    let mut game = Match::in_world(new_world(), Arc::new(level), options, &set, log);
    game.remember_rewinds(saved.head.rewinds);
    Ok(game)
}

/// Re-runs a save and compares: the match, or what differs, first turn first.
pub fn verify(saved: &Saved) -> Result<Match, Vec<Difference>> {
    let game = play(saved, None).map_err(|message| {
        let mut found = before_the_first_turn(saved);
        found.push(difference(0, "sources", message));
        found
    })?;
    let found = differences(saved, &game);
    if found.is_empty() {
        Ok(game)
    } else {
        Err(found)
    }
}

/// Everything in which a save differs from its replay, first turn first. Empty: the save is what was played.
pub fn differences(saved: &Saved, game: &Match) -> Vec<Difference> {
    let mut found = before_the_first_turn(saved);
    let misfit = game.misfit();
    for (line, turn) in saved.turns.iter().enumerate() {
        let count = found.len();
        if let Some(misfit) = misfit.filter(|m| m.turn == turn.turn) {
            found.push(difference(turn.turn, "log", misfit.message.clone()));
        }
        let played = game.digests().iter().find(|d| d.turn == turn.turn);
        match (played, &turn.digest) {
            (Some(played), Some(said)) if hex(played.digest.total) != *said => {
                let parts = &played.digest.parts;
                let part = parts
                    .iter()
                    .find(|(name, n)| turn.parts.get(name) != Some(&hex(*n)));
                let component = part.map_or("digest", |(name, _)| name.as_str());
                let message = format!(
                    "the save says {said}, the replay {}",
                    hex(played.digest.total)
                );
                found.push(difference(turn.turn, component, message));
            }
            (Some(played), Some(_)) => found.extend(altered_parts(turn, &played.digest.parts)),
            (None, Some(_)) => found.push(difference(
                turn.turn,
                "log",
                "the log does not finish this turn".into(),
            )),
            _ => {}
        }
        let same = saved.seal.lines.get(line + 1) == saved.lines.get(line + 1);
        if found.len() == count && !same {
            found.push(difference(
                turn.turn,
                "log",
                "the line was altered after it was written".into(),
            ));
        }
        if found.len() > 8 {
            return found;
        }
    }
    found.extend(after_the_last_turn(saved, game));
    found
}

fn difference(turn: u32, component: &str, message: String) -> Difference {
    Difference {
        turn,
        component: component.into(),
        message,
    }
}

fn altered_parts(turn: &super::save::TurnLine, parts: &[(String, u64)]) -> Option<Difference> {
    let (name, _) = parts
        .iter()
        .find(|(name, n)| turn.parts.get(name) != Some(&hex(*n)))?;
    Some(difference(
        turn.turn,
        name,
        "the part's digest in the save is not the replay's".into(),
    ))
}

fn before_the_first_turn(saved: &Saved) -> Vec<Difference> {
    let mut found: Vec<Difference> = Vec::new();
    for source in &saved.head.sources {
        if saved.seal.sources.get(&source.path) != Some(&hash_text(&source.text)) {
            found.push(difference(
                0,
                "sources",
                format!("{} is not as it was when the save was written", source.path),
            ));
        }
    }
    if found.is_empty() && saved.seal.lines.first() != saved.lines.first() {
        found.push(difference(
            0,
            "head",
            "the head was altered after it was written (seed, seat, options or texts)".into(),
        ));
    }
    found
}

fn after_the_last_turn(saved: &Saved, game: &Match) -> Option<Difference> {
    let last = game.digests().last().map(|d| hex(d.digest.total));
    let message = if saved.seal.total != last {
        format!(
            "the seal says {}, the replay {}",
            word(&saved.seal.total),
            word(&last)
        )
    } else if saved.seal.lines.len() != saved.lines.len()
        || saved.seal.turns as usize != game.digests().len()
    {
        "turns were added or taken away after it was written".into()
    } else {
        let misfit = game.misfit()?;
        return Some(difference(misfit.turn, "log", misfit.message.clone()));
    };
    Some(difference(
        game.digests().last().map_or(0, |d| d.turn),
        "seal",
        message,
    ))
}

fn word(digest: &Option<String>) -> &str {
    digest.as_deref().unwrap_or("nothing")
}
