//! Phase 7, settlement: belligerents fight on, climb, settle or back down; the crisis's last beat.
//! Reads wars, pending decisions; writes wars, territory, support.
//! Not here: the fighting (`phase::resolution`), how they weigh (`mind::crisis`).
//! Rule text: DESIGN section 4, phase 7: wars go on across turns; aggressors back down or climb.

use bevy::ecs::prelude::*;

use super::resolution::take_ground;
use super::{log, mind_of, put, take};
use crate::rules::board::Board;
use crate::rules::decision::{Decision, Pick};
use crate::rules::definition::RuleSet;
use crate::rules::effect::Quantity;
use crate::rules::event::TurnEvent;
use crate::rules::id::{Actor, NationId};
use crate::rules::mind::crisis;
use crate::rules::nation::War;
use crate::rules::quantity;
use crate::rules::run::GatherSystems;

pub(super) fn ask(schedule: &mut Schedule) {
    schedule.add_systems(ask_belligerents.after(GatherSystems));
}

pub(super) fn apply(schedule: &mut Schedule) {
    schedule.add_systems(settle.after(GatherSystems));
}

fn ask_belligerents(world: &mut World) {
    put(world, |world| {
        let wars = &world.resource::<Board>().wars;
        let both = |war: &War| {
            [(war.aggressor, true), (war.target, false)]
                .map(|(n, first)| crisis::settlement(&mind_of(world, n), war, first))
        };
        wars.iter().flat_map(both).collect()
    });
}

fn settle(world: &mut World) {
    let decisions = take(world);
    let wars = world.resource::<Board>().wars.clone();
    for (index, war) in wars.iter().enumerate() {
        let pick = |actor: NationId| {
            let mine = |d: &&Decision| d.actor == Actor::Nation(actor);
            decisions
                .iter()
                .skip(2 * index)
                .take(2)
                .find(mine)
                .map(|d| d.choice().pick)
        };
        match (pick(war.aggressor), pick(war.target)) {
            (Some(Pick::BackDown), _) => back_down(world, war),
            (_, Some(Pick::Bend)) => end(world, war, Pick::Bend),
            (Some(Pick::Settle), Some(Pick::Settle)) => end(world, war, Pick::Settle),
            (Some(Pick::Climb), _) => climb(world, war),
            _ if war.weariness >= 0.95 => end(world, war, Pick::Settle),
            _ => {}
        }
    }
}

fn entity_of(world: &mut World, war: &War) -> Option<Entity> {
    let mut query = world.query::<(Entity, &War)>();
    query.iter(world).find(|(_, w)| *w == war).map(|(e, _)| e)
}

/// The war ends where the line stands.
fn end(world: &mut World, war: &War, pick: Pick) {
    let Some(entity) = entity_of(world, war) else {
        return;
    };
    world.despawn(entity);
    let (aggressor, target) = (war.aggressor, war.target);
    if pick == Pick::Bend {
        take_ground(world, aggressor, target, 0.1);
        quantity::change(world, aggressor, Quantity::Support, None, 0.1);
    }
    log(
        world,
        TurnEvent::WarEnded {
            aggressor,
            target,
            pick,
            front: war.front,
        },
    );
}

/// The aggressor goes home; what it took is given back, and its public remembers.
fn back_down(world: &mut World, war: &War) {
    let Some(entity) = entity_of(world, war) else {
        return;
    };
    world.despawn(entity);
    let (aggressor, target) = (war.aggressor, war.target);
    if war.front > 0.0 {
        take_ground(world, aggressor, target, -war.front);
    }
    quantity::change(world, aggressor, Quantity::Support, None, -0.15);
    quantity::change(world, aggressor, Quantity::Appetite, None, -0.08);
    log(world, TurnEvent::BackedDown { aggressor, target });
    log(
        world,
        TurnEvent::WarEnded {
            aggressor,
            target,
            pick: Pick::BackDown,
            front: 0.0,
        },
    );
}

/// The war is fought on a higher rung from the next turn.
fn climb(world: &mut World, war: &War) {
    let top = world.resource::<RuleSet>().acts.len() - 1;
    let Some(entity) = entity_of(world, war) else {
        return;
    };
    let act = next_rung(world.resource::<RuleSet>(), war.act).min(top);
    if let Some(mut war) = world.get_mut::<War>(entity) {
        war.act = act;
    }
    log(
        world,
        TurnEvent::Climbed {
            aggressor: war.aggressor,
            target: war.target,
            act,
        },
    );
    let (aggressor, target) = (war.aggressor, war.target);
    log(
        world,
        TurnEvent::ActCommitted {
            aggressor,
            act,
            target,
            success: false,
        },
    );
}

/// The next rung that seizes ground, or the top of the ladder.
fn next_rung(rules: &RuleSet, act: usize) -> usize {
    (act + 1..rules.acts.len())
        .find(|i| rules.acts[*i].severity > rules.acts[act].severity)
        .unwrap_or(act)
}
