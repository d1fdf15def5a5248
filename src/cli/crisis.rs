//! `casus crisis`: an aggressor's decision in a saved match as a finite game: who may come, how it is solved, and the file.
//! Reads a save and re-runs it to the moment aggressors weigh; writes text or JSON, and an `.efg` file if asked.
//! Not here: building the game (`rules::mind::crisis_game`), solving it (`theory::game`).
//! Rule text: DESIGN section 9.

use bevy::ecs::prelude::World;
use serde::Serialize;

use super::args::{CrisisArgs, Format};
use super::{Outcome, Stop, Streams, open, pretty};
use crate::rules::board::Board;
use crate::rules::id::{Actor, NationId, Roster};
use crate::rules::mind::aggressor::{self, Case};
use crate::rules::mind::{Mind, crisis_game};
use crate::sim::replay::at_aggression;
use crate::sim::store;
use crate::theory::game::{Game, efg, spe};

/// What is printed.
#[derive(Debug, Serialize)]
struct Crisis {
    turn: u32,
    aggressor: String,
    target: String,
    act: String,
    /// Chance that the act is laid at the aggressor's door, 0-1.
    blame: f64,
    /// Strength at the point of contact: attack, home, standing forces.
    strength: [f64; 3],
    /// What holding is worth: the margin an act must have, less the leader's temper.
    hold: f64,
    /// The score of the act by the minds' own sum, and by solving the game.
    score: f64,
    solved: f64,
    /// Whether the solved game has the aggressor act.
    acts: bool,
    guarantors: Vec<Guarantor>,
    nodes: usize,
}

#[derive(Debug, Serialize)]
struct Guarantor {
    nation: String,
    chance: f64,
    level: u32,
    day: f64,
    strength: f64,
    article: String,
}

pub(super) fn run(args: &CrisisArgs, streams: &mut Streams<'_>) -> Outcome {
    let saved = open(&args.save)?;
    let world = at_aggression(&saved, args.turn).map_err(|why| Stop::Said(2, why))?;
    let nation = chosen(&world, args.nation.as_deref())?;
    let mind = Mind::of(&world, Actor::Nation(nation));
    let case = aggressor::case(&mind, nation)
        .ok_or_else(|| Stop::unusable("this nation has nobody to turn on now".to_owned()))?;
    let game = crisis_game::game(&mind, &case);
    let crisis = told(&world, &mind, &case, &game)?;
    if let Some(path) = &args.efg {
        store::write_aside(path, efg::write(&game).as_bytes())
            .map_err(|e| Stop::unusable(e.to_string()))?;
    }
    match args.format {
        Format::Json => pretty(streams.out, &crisis)?,
        Format::Human => print(&crisis, streams)?,
    }
    Ok(0)
}

/// The aggressor asked for, else the one whose best act scores most.
fn chosen(world: &World, id: Option<&str>) -> Result<NationId, Stop> {
    let roster = world.resource::<Roster>();
    if let Some(id) = id {
        let found = roster.nation(id);
        return found.ok_or_else(|| Stop::unusable(format!("the level has no nation `{id}`")));
    }
    let score = |n: NationId| {
        let mind = Mind::of(world, Actor::Nation(n));
        Some((n, aggressor::case(&mind, n)?.choice.score))
    };
    let nations = world.resource::<Board>().nations.iter();
    let best = nations
        .filter_map(|n| score(n.id))
        .max_by(|a, b| a.1.total_cmp(&b.1));
    let best = best.map(|(n, _)| n);
    best.ok_or_else(|| Stop::unusable("nobody weighs an attack on this turn".to_owned()))
}

fn told(world: &World, mind: &Mind, case: &Case, game: &Game) -> Result<Crisis, Stop> {
    let (found, _) = spe::solve(game).map_err(Stop::unusable)?;
    let first = found
        .first()
        .ok_or_else(|| Stop::unusable("the game has no equilibrium".to_owned()))?;
    let roster = world.resource::<Roster>();
    let name = |n: NationId| roster.nation_id(n).to_string();
    let guarantor = |p: &crate::rules::mind::coalition::Potential| Guarantor {
        nation: name(p.guarantor),
        chance: p.chance,
        level: p.level,
        day: p.day,
        strength: p.forces.dot(&case.field.act.domains),
        article: mind.board().alliance(p.article.0).treaty.articles[p.article.1]
            .id
            .clone(),
    };
    let act = game.nodes[0].children[1];
    Ok(Crisis {
        turn: mind.turn,
        aggressor: name(case.aggressor),
        target: name(case.target),
        act: case.field.act.id.clone(),
        blame: case.field.blame,
        strength: [case.field.attack, case.field.home, case.field.ready],
        hold: case.threshold - case.choice.noise,
        score: case.choice.score,
        solved: game.values(&first.behavior)[act * game.players.len()],
        acts: first.behavior[0][1] == 1.0,
        guarantors: case.potentials.iter().map(guarantor).collect(),
        nodes: game.nodes.len(),
    })
}

fn print(crisis: &Crisis, streams: &mut Streams<'_>) -> Result<(), Stop> {
    let out = &mut *streams.out;
    writeln!(
        out,
        "Turn {}: {} weighs {} against {}",
        crisis.turn, crisis.aggressor, crisis.act, crisis.target
    )?;
    writeln!(
        out,
        "  laid at its door {:.0} %; attack {:.1}, home {:.1}, standing forces {:.1}",
        100.0 * crisis.blame,
        crisis.strength[0],
        crisis.strength[1],
        crisis.strength[2]
    )?;
    for g in &crisis.guarantors {
        writeln!(
            out,
            "  {} may come under {}: {:.0} %, level {}, day {:.0}, strength {:.1}",
            g.nation,
            g.article,
            100.0 * g.chance,
            g.level,
            g.day,
            g.strength
        )?;
    }
    writeln!(
        out,
        "  the act scores {:.6} by the minds' sum and {:.6} in the solved game of {} nodes; holding {:.6}",
        crisis.score, crisis.solved, crisis.nodes, crisis.hold
    )?;
    let end = if crisis.acts { "acts" } else { "holds" };
    writeln!(out, "  in equilibrium {} {end}", crisis.aggressor)?;
    Ok(())
}
