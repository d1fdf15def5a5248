//! Look-ahead: a seat tries a handful of order sets on worlds sampled from its own estimates, and gives the best.
//! Reads a world whose board is fresh through what the seat knows; plays in a scratch world of its own; changes nothing else.
//! Not here: what is sampled (`sample`), what an end is worth (`value`), the order sets themselves (the policies of `ai`).
//! Source: rollouts over determinised worlds with common random numbers (Ginsberg 1999, GIB; Bertsekas 1997).

mod sample;
mod value;

use bevy::ecs::prelude::*;

use super::picture::Picture;
use super::{Skill, given};
use crate::rules::board::Board;
use crate::rules::clock::{Clock, Step};
use crate::rules::definition::Posture;
use crate::rules::dice::Seed;
use crate::rules::id::{Actor, AllianceId, Key, NationId, Roster};
use crate::rules::order::{Inbox, Order};
use crate::rules::quote;
use crate::rules::run;
use crate::rules::scene::Scene;
use crate::rules::snapshot::Snapshot;

/// How far and how broadly a seat looks ahead.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Look {
    /// Worlds sampled.
    pub worlds: u32,
    /// Turns played in each, this one included.
    pub turns: u32,
}

/// Where a seat plays its sampled worlds: made when first needed, and used again.
#[derive(Default)]
pub struct Theatre(Option<World>);

impl Theatre {
    fn world(&mut self) -> &mut World {
        self.0.get_or_insert_with(|| {
            let mut world = World::new();
            run::install(&mut world);
            world
        })
    }
}

/// How those play whom a seat imagines: as any sensible government.
const OTHERS: Skill = Skill::STANDARD;

/// The orders of the best set among those the seat thinks of.
pub(super) fn best(
    world: &World,
    actor: Actor,
    skill: &Skill,
    look: Look,
    theatre: &mut Theatre,
) -> Vec<Order> {
    let mut sets = candidates(world, actor, skill);
    if sets.len() < 2 {
        return sets.pop().unwrap_or_default();
    }
    let known = Snapshot::take(world);
    let mut totals = vec![0.0; sets.len()];
    for index in 0..look.worlds {
        let dice = own_dice(world, actor, index);
        let sampled = sample::sample(world, &known, actor, dice);
        let stage = imagined(theatre.world(), sampled, actor);
        for (total, set) in totals.iter_mut().zip(&sets) {
            *total += outcome(theatre.world(), &stage, actor, set, look.turns);
        }
    }
    let mut best = 0;
    for (index, total) in totals.iter().enumerate() {
        if *total > totals[best] + 1e-12 {
            best = index;
        }
    }
    sets.swap_remove(best)
}

/// The seat's own dice: keyed by who it is and the turn, never by the match's seed, so that no real future shows.
pub(super) fn own_dice(world: &World, actor: Actor, index: u32) -> Seed {
    let key = world.resource::<Roster>().actor_key(actor);
    let turn = world.resource::<Clock>().turn;
    let salt = Key::of("own dice").0 ^ (u64::from(turn) << 32) ^ u64::from(index);
    Seed(crate::rules::dice::pair(key, Key(salt)).0)
}

/// What the seat thinks of: its own posture's orders first, then the other postures', less of its own, and nothing.
fn candidates(world: &World, actor: Actor, skill: &Skill) -> Vec<Vec<Order>> {
    let picture = Picture::with_dice(world, actor, own_dice(world, actor, u32::MAX));
    let own = picture.posture;
    let mut sets = vec![given(&picture, own, skill)];
    let others = Posture::ALL.into_iter().filter(|p| *p != own);
    sets.extend(others.map(|p| given(&picture, p, skill)));
    let fewer = |most| Skill { most, ..*skill };
    sets.extend([1, 0].map(|most| given(&picture, own, &fewer(most))));
    sets.push(Vec::new());
    let mut kept: Vec<Vec<Order>> = Vec::with_capacity(sets.len());
    for set in sets {
        if !kept.contains(&set) {
            kept.push(set);
        }
    }
    kept
}

/// A sampled world with the orders of everyone else in its inbox: they do not see the seat's, so they are the same for every set.
fn imagined(world: &mut World, mut sampled: Snapshot, actor: Actor) -> Snapshot {
    sampled.restore(world);
    run::refresh(world);
    everyone_else(world, Some(actor));
    sampled.rest.inbox = world.resource::<Inbox>().clone();
    sampled
}

/// Everyone but this actor gives orders.
fn everyone_else(world: &mut World, but: Option<Actor>) {
    let roster = world.resource::<Roster>();
    let nations = (0..roster.nations.len() as u32).map(|n| Actor::Nation(NationId(n)));
    let councils = (0..roster.alliances.len() as u32).map(|a| Actor::Council(AllianceId(a)));
    let all: Vec<Actor> = nations
        .chain(councils)
        .filter(|a| Some(*a) != but)
        .collect();
    for actor in all {
        let picture = Picture::of(world, actor);
        for order in given(&picture, picture.posture, &OTHERS) {
            // What a policy proposes it can pay; a refusal would only mean one order less.
            let _ = quote::give(world, actor, order);
        }
    }
}

/// What a set of orders leads to in an imagined world, played by policies from then on.
fn outcome(world: &mut World, stage: &Snapshot, actor: Actor, set: &[Order], turns: u32) -> f64 {
    stage.restore(world);
    run::refresh(world);
    for order in set {
        let _ = quote::give(world, actor, order.clone());
    }
    let first = stage.rest.clock.turn;
    let last = world.resource::<Scene>().turns.min(first + turns - 1);
    let mut safe = 1.0;
    loop {
        match run::advance(world) {
            Step::OrdersAsk => {
                run::refresh(world);
                everyone_else(world, None);
            }
            Step::AggressionApply => safe *= 1.0 - value::danger(world, actor),
            Step::Reckoning => {
                let clock = *world.resource::<Clock>();
                if clock.over || clock.turn > last {
                    break;
                }
            }
            _ => {}
        }
    }
    run::refresh(world);
    value::worth(world, world.resource::<Board>(), actor, safe)
}
