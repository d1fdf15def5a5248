//! Phase 1, hazards: internal conflict with climate stress, climate shocks, epidemics, refugee flows, and the level's events.
//! Reads politics, relations, scene; writes politics and economies through effects, and the event log.
//! Not here: piracy (`phase::aftermath`), refugees of wars (the same function, called from there).
//! Source: climate multiplier on intrastate conflict only, science notes section 4 (Hsiang 2013, Burke 2015).

use bevy::ecs::prelude::*;

use super::{log, with_board};
use crate::rules::apply::{self, Bound};
use crate::rules::board::Board;
use crate::rules::clock::Clock;
use crate::rules::coefficients::Coefficients;
use crate::rules::condition::Facts;
use crate::rules::definition::RuleSet;
use crate::rules::dice::{Draw, Purpose, Seed};
use crate::rules::effect::Quantity;
use crate::rules::event::TurnEvent;
use crate::rules::id::{Actor, Key, NationId, Roster};
use crate::rules::nation::Politics;
use crate::rules::order::Closed;
use crate::rules::quantity;
use crate::rules::scene::Scene;

/// All hazards of the turn, nation by nation in id order, then the level's events.
pub(super) fn strike(world: &mut World) {
    with_board(world, |world, board| {
        for row in &board.nations {
            conflict(world, board, row.id);
            climate(world, board, row.id);
        }
        epidemic(world, board);
    });
    super::super::run::refresh(world);
    with_board(world, level_events);
}

fn uniform(world: &World, key: Key, about: &str) -> f64 {
    let turn = world.resource::<Clock>().turn;
    Draw::new(
        *world.resource::<Seed>(),
        turn,
        Purpose::Hazard,
        key,
        Key::of(about),
    )
    .uniform()
}

/// Yearly chance of internal conflict: base, times the square of instability, times the climate multiplier to the stress.
pub(super) fn internal_hazard(k: &Coefficients, stability: f64, climate: f64) -> f64 {
    let unstable = 1.0 - stability;
    (k.internal_hazard * unstable * unstable * libm::pow(k.climate_multiplier, climate))
        .clamp(0.0, 1.0)
}

fn conflict(world: &mut World, board: &Board, nation: NationId) {
    let row = board.nation(nation);
    let years = world.resource::<Scene>().years;
    let hazard = internal_hazard(
        &world.resource::<RuleSet>().coefficients,
        row.politics.stability,
        row.politics.climate,
    );
    let draw = uniform(world, row.key, "conflict");
    let (burning, now) = (
        row.politics.unrest,
        if row.politics.unrest {
            draw >= 0.35
        } else {
            draw < hazard * years
        },
    );
    let entity = world.resource::<Roster>().entity(nation);
    if burning != now {
        if let Some(mut politics) = world.get_mut::<Politics>(entity) {
            politics.unrest = now;
        }
        log(world, TurnEvent::InternalConflict { nation, began: now });
    }
    if now {
        quantity::change(world, nation, Quantity::Product, None, -0.01);
        quantity::change(world, nation, Quantity::Support, None, -0.03);
        if !burning {
            flee(world, board, nation);
        }
    }
}

/// People flee to the most trusted neighbour across a border; it pays, and its public grumbles.
pub(super) fn flee(world: &mut World, board: &Board, from: NationId) {
    let row = board.nation(from);
    let open = row.relations.iter().filter(|r| r.border && r.rivalry < 0.5);
    let Some(to) = open
        .max_by(|a, b| a.trust.total_cmp(&b.trust).then(b.other.cmp(&a.other)))
        .map(|r| r.other)
    else {
        return;
    };
    quantity::change(world, to, Quantity::Product, None, -0.002);
    quantity::change(world, to, Quantity::Stability, None, -0.02);
    log(world, TurnEvent::Refugees { from, to });
}

fn climate(world: &mut World, board: &Board, nation: NationId) {
    let row = board.nation(nation);
    let (years, chance) = (
        world.resource::<Scene>().years,
        world.resource::<RuleSet>().coefficients.climate_shock,
    );
    let stress = 1.0 + 0.3 * row.politics.climate.max(-3.0);
    if uniform(world, row.key, "climate") < chance * years * stress {
        let severity = uniform(world, row.key, "climate severity");
        quantity::change(world, nation, Quantity::Product, None, -0.02 * severity);
        quantity::change(world, nation, Quantity::Stability, None, -0.08 * severity);
        log(world, TurnEvent::ClimateShock { nation, severity });
    }
}

fn epidemic(world: &mut World, board: &Board) {
    let (years, chance) = (
        world.resource::<Scene>().years,
        world.resource::<RuleSet>().coefficients.epidemic,
    );
    let key = Key::of("the world");
    if uniform(world, key, "epidemic") >= chance * years {
        return;
    }
    let severity = 0.3 + 0.7 * uniform(world, key, "epidemic severity");
    for row in &board.nations {
        let harm = severity * (1.0 - row.politics.resilience);
        quantity::change(world, row.id, Quantity::Product, None, -0.02 * harm);
        quantity::change(world, row.id, Quantity::Readiness, None, -0.05 * harm);
    }
    log(world, TurnEvent::Epidemic { severity });
}

/// Level events whose condition holds and whose draw comes up happen once each.
fn level_events(world: &mut World, board: &Board) {
    let count = world.resource::<Scene>().events.len();
    for index in 0..count {
        if world
            .resource::<Closed>()
            .events
            .iter()
            .any(|(e, _)| *e == index)
        {
            continue;
        }
        let event = world.resource::<Scene>().events[index].clone();
        let about = event
            .about
            .as_ref()
            .and_then(|id| world.resource::<Roster>().nation(id));
        let subject = about.unwrap_or(NationId(0));
        let bound = Bound::new(Actor::Nation(subject), Some(subject));
        // The board is out of the world here, so the facts are put together by hand.
        let facts = Facts {
            board,
            roster: world.resource(),
            log: world.resource(),
            closed: world.resource(),
            scene: world.resource(),
            rules: world.resource(),
            turn: world.resource::<Clock>().turn,
        };
        let turn = facts.turn;
        let holds = facts.holds(&event.when, &bound);
        let draw = Draw::new(
            *world.resource::<Seed>(),
            turn,
            Purpose::Event,
            Key::of(&event.id),
            Key::of("event"),
        );
        if holds && draw.uniform() < event.chance {
            world.resource_mut::<Closed>().events.push((index, turn));
            log(world, TurnEvent::LevelEvent { event: index });
            apply::apply(world, board, &event.effects, &bound);
        }
    }
}
