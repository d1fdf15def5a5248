//! `casus fork`: a saved match played on with something changed, beside the same without the change, on common dice.
//! Reads a save; writes chances of attack with intervals, or the least change that deters, as text or JSON.
//! Not here: playing forks (`sim::fork`).
//! Rule text: DESIGN section 9.

use bevy::ecs::prelude::World;
use serde::Serialize;

use super::args::{ForkArgs, Format};
use super::{Outcome, Stop, Streams, open, pretty};
use crate::rules::definition::RuleSet;
use crate::rules::id::{NationId, Roster};
use crate::sim::fork::{Base, Came, Change, came, run as play};
use crate::sim::game::Match;
use crate::sim::save::hex;
use crate::sim::stats::{Mean, mean, share};
use crate::theory::quantal::logistic;

/// The most values of a dial that are tried.
const MOST_STEPS: usize = 200;

#[derive(Debug, Serialize)]
struct Forked {
    turn: u32,
    changes: Vec<String>,
    games: u64,
    /// Whether the first pair's digests are the same turn by turn.
    identical: bool,
    digest: [String; 2],
    /// Share of games with an act of force from the turn on, with 95 % intervals.
    attack: [Share; 2],
    /// The paired difference, with its 95 % interval.
    difference: Share,
    /// The record's chance of attack on the turn itself, by aggressor.
    aggressors: Vec<Weighed>,
}

#[derive(Clone, Copy, Debug, Serialize)]
struct Share {
    value: f64,
    interval: [f64; 2],
}

#[derive(Debug, Serialize)]
struct Weighed {
    nation: String,
    margin: [f64; 2],
    chance: [f64; 2],
}

#[derive(Debug, Serialize)]
struct Smallest {
    turn: u32,
    at: u32,
    dial: String,
    against: String,
    margin_before: f64,
    /// The least change that deters, with the margin it leaves; and the one before it, which does not.
    deters: Option<Step>,
    falls_short: Option<Step>,
}

#[derive(Clone, Debug, Serialize)]
struct Step {
    change: String,
    margin: f64,
}

pub(super) fn run(args: &ForkArgs, streams: &mut Streams<'_>) -> Outcome {
    let saved = open(&args.save)?;
    let base = Base::of(&saved).map_err(|why| Stop::Said(1, why))?;
    let start = base.at(args.turn).map_err(Stop::unusable)?;
    match &args.smallest {
        Some(dial) => {
            let found = smallest(args, &base, &start, dial)?;
            match args.format {
                Format::Json => pretty(streams.out, &found)?,
                Format::Human => print_smallest(&found, streams)?,
            }
            Ok(u8::from(found.deters.is_none()))
        }
        None => {
            let found = forked(args, &base, &start)?;
            match args.format {
                Format::Json => pretty(streams.out, &found)?,
                Format::Human => print_forked(&found, streams)?,
            }
            Ok(0)
        }
    }
}

fn changes(texts: &[String], world: &World) -> Result<Vec<Change>, Stop> {
    let roster = world.resource::<Roster>();
    texts
        .iter()
        .map(|t| Change::parse(t, roster).map_err(Stop::unusable))
        .collect()
}

fn forked(args: &ForkArgs, base: &Base, start: &Match) -> Result<Forked, Stop> {
    let changes = changes(&args.change, start.world())?;
    let turn = args.turn;
    let both = |dice: Option<u64>| -> Result<[Match; 2], Stop> {
        let one = |list: &[Change]| play(base, turn, list, dice).map_err(Stop::unusable);
        Ok([one(&[])?, one(&changes)?])
    };
    let first = both(None)?;
    let mut pairs: Vec<[Came; 2]> = vec![first.each_ref().map(|g| came(g, turn))];
    for game in 1..args.games {
        pairs.push(both(Some(game))?.each_ref().map(|g| came(g, turn)));
    }
    let struck = |side: usize| -> Vec<f64> {
        let hit = |p: &[Came; 2]| f64::from(u8::from(!p[side].force.is_empty()));
        pairs.iter().map(hit).collect()
    };
    let (before, after) = (struck(0), struck(1));
    let gaps = after.iter().zip(&before).map(|(a, b)| a - b);
    let roster = start.world().resource::<Roster>();
    let last = |g: &Match| {
        g.digests()
            .last()
            .map(|d| hex(d.digest.total))
            .unwrap_or_default()
    };
    Ok(Forked {
        turn,
        changes: changes.iter().map(|c| c.print(roster)).collect(),
        games: args.games,
        identical: first[0].digests() == first[1].digests(),
        digest: first.each_ref().map(last),
        attack: [&before, &after].map(|hits| told(share(hits))),
        difference: told(mean(gaps)),
        aggressors: weighed(&pairs[0], &first),
    })
}

/// Each aggressor's margin and chance of attack on the turn, before and after, on the save's own dice.
fn weighed(pair: &[Came; 2], games: &[Match; 2]) -> Vec<Weighed> {
    let precision = |g: &Match| g.world().resource::<RuleSet>().coefficients.precision;
    let roster = games[0].world().resource::<Roster>();
    let after = |n: NationId| pair[1].margins.iter().find(|m| m.0 == n).map(|m| m.1);
    let row = |(nation, before): &(NationId, f64)| {
        let margin = [*before, after(*nation)?];
        let chance = |i: usize| logistic(precision(&games[i]) * margin[i]);
        Some(Weighed {
            nation: roster.nation_id(*nation).to_owned(),
            margin,
            chance: [chance(0), chance(1)],
        })
    };
    pair[0].margins.iter().filter_map(row).collect()
}

/// A mean as it is printed.
fn told(mean: Mean) -> Share {
    Share {
        value: mean.mean,
        interval: [mean.low, mean.high],
    }
}

fn smallest(args: &ForkArgs, base: &Base, start: &Match, dial: &str) -> Result<Smallest, Stop> {
    if !dial.contains('?') {
        return Err(Stop::unusable(format!(
            "`{dial}` has no `?` for the number that is sought"
        )));
    }
    let (turn, at) = (args.turn, args.at.unwrap_or(args.turn));
    let grid = grid(&args.grid)?;
    let roster = start.world().resource::<Roster>();
    let margins = |list: &[Change]| -> Result<Vec<(NationId, f64)>, Stop> {
        Ok(came(&play(base, turn, list, None).map_err(Stop::unusable)?, at).margins)
    };
    let before = margins(&[])?;
    let against = match &args.against {
        Some(id) => roster
            .nation(id)
            .ok_or_else(|| Stop::unusable(format!("the level has no nation `{id}`")))?,
        None => {
            let nearest = before.iter().max_by(|a, b| a.1.total_cmp(&b.1));
            nearest
                .map(|m| m.0)
                .ok_or_else(|| Stop::unusable(format!("nobody weighs an attack on turn {at}")))?
        }
    };
    let of = |list: &[(NationId, f64)]| {
        list.iter()
            .find(|m| m.0 == against)
            .map_or(f64::NEG_INFINITY, |m| m.1)
    };
    let margin_before = of(&before);
    let mut found = Smallest {
        turn,
        at,
        dial: dial.to_owned(),
        against: roster.nation_id(against).to_owned(),
        margin_before,
        deters: None,
        falls_short: None,
    };
    for value in grid {
        let text = dial.replace('?', &value.to_string());
        let change = Change::parse(&text, roster).map_err(Stop::unusable)?;
        let step = Step {
            change: change.print(roster),
            margin: of(&margins(&[change])?),
        };
        if step.margin < 0.0 {
            found.deters = Some(step);
            break;
        }
        found.falls_short = Some(step);
    }
    Ok(found)
}

/// The numbers of `FROM,TO,STEP`, to nine places.
fn grid(text: &str) -> Result<Vec<f64>, Stop> {
    let wrong = || {
        Stop::unusable(format!(
            "`{text}`: write FROM,TO,STEP with at most {MOST_STEPS} steps"
        ))
    };
    let parts: Vec<f64> = text
        .split(',')
        .map(|p| p.trim().parse().map_err(|_| wrong()))
        .collect::<Result<_, _>>()?;
    let [from, to, step] = parts.as_slice() else {
        return Err(wrong());
    };
    let steps = ((to - from) / step + 1e-9).floor();
    if !(0.0..=MOST_STEPS as f64).contains(&steps) {
        return Err(wrong());
    }
    let round = |x: f64| (x * 1e9).round() / 1e9;
    Ok((0..=steps as usize)
        .map(|i| round(from + step * i as f64))
        .collect())
}

fn print_forked(found: &Forked, streams: &mut Streams<'_>) -> Result<(), Stop> {
    let out = &mut *streams.out;
    if found.changes.is_empty() {
        writeln!(out, "Nothing is changed from turn {} on", found.turn)?;
    }
    for change in &found.changes {
        writeln!(out, "From turn {}: {change}", found.turn)?;
    }
    let same = if found.identical {
        "the same"
    } else {
        "different"
    };
    writeln!(
        out,
        "On the save's own dice the digests are {same}: {} and {}",
        found.digest[0], found.digest[1]
    )?;
    writeln!(
        out,
        "Over {} pairs of games, chance of an act of force from then on:",
        found.games
    )?;
    for (name, share) in ["before", "after"].iter().zip(&found.attack) {
        writeln!(
            out,
            "  {name:<7}{:.3} [{:.3}, {:.3}]",
            share.value, share.interval[0], share.interval[1]
        )?;
    }
    let d = found.difference;
    writeln!(
        out,
        "  change {:+.3} [{:+.3}, {:+.3}]",
        d.value, d.interval[0], d.interval[1]
    )?;
    for row in &found.aggressors {
        writeln!(
            out,
            "  {}: margin {:+.4} to {:+.4}, chance that turn {:.4} to {:.4}",
            row.nation, row.margin[0], row.margin[1], row.chance[0], row.chance[1]
        )?;
    }
    Ok(())
}

fn print_smallest(found: &Smallest, streams: &mut Streams<'_>) -> Result<(), Stop> {
    let out = &mut *streams.out;
    writeln!(
        out,
        "{} on turn {}: margin {:+.4} as it was",
        found.against, found.at, found.margin_before
    )?;
    if let Some(step) = &found.falls_short {
        writeln!(out, "  {}: {:+.4}, not deterred", step.change, step.margin)?;
    }
    match &found.deters {
        Some(step) => writeln!(out, "  {}: {:+.4}, deterred", step.change, step.margin)?,
        None => writeln!(out, "  nothing on this grid deters")?,
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_grid_runs_from_end_to_end() {
        assert_eq!(grid("0,0.3,0.1").ok(), Some(vec![0.0, 0.1, 0.2, 0.3]));
        for bad in ["", "1", "0,1,0", "0,1,-1", "0,1e9,1", "a,b,c", "0,1,NaN"] {
            assert!(grid(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn intervals_hold_their_means() {
        let half = told(share(&[1.0, 0.0, 0.0, 1.0]));
        assert!(half.interval[0] < 0.5 && half.interval[1] > 0.5);
        let none = told(share(&[0.0; 10]));
        assert!(none.interval[0] == 0.0 && none.interval[1] > 0.2);
        assert_eq!(told(mean([0.0; 5].into_iter())).interval, [0.0, 0.0]);
    }
}
