//! What the end of an imagined game is worth to a seat: the chance its goals are met in the end, and how safe the way was.
//! Reads the imagined world, which is the seat's own; writes nothing.
//! Not here: how goals are judged (`rules::standing`), stars (`sim::stars`).
//! Source: DESIGN section 7; the slack a goal needs grows with the square root of the turns left, as of a random walk.

use bevy::ecs::prelude::*;

use crate::rules::apply::Bound;
use crate::rules::board::Board;
use crate::rules::clock::Clock;
use crate::rules::condition::Facts;
use crate::rules::decision::{Decision, DecisionKind, Pick, Record};
use crate::rules::definition::{Goal, Objective, RuleSet};
use crate::rules::id::{Actor, NationId};
use crate::rules::scene::{Scene, Seat};
use crate::rules::standing::judge;
use crate::theory::quantal;

/// How much the goals' mean counts beside the chance that all are met: a lost cause is still worth serving (D).
const PARTIAL: f64 = 0.25;
/// What a full purse, and a full drawer of political capital, are worth (D).
const MEANS: f64 = 0.03;

/// The chance that this turn's plans and acts take something from those the seat speaks for, from the imagined record, 0-1.
pub(super) fn danger(world: &World, actor: Actor) -> f64 {
    let (board, rules) = (world.resource::<Board>(), world.resource::<RuleSet>());
    let turn = world.resource::<Clock>().turn;
    let own = board.speaks_for(actor);
    let record = world.resource::<Record>().0.iter().rev();
    let now = record.take_while(|d| d.turn == turn);
    let weighed = now.filter(|d| d.kind == DecisionKind::Aggression && d.actor != actor);
    let spared: f64 = weighed.map(|d| 1.0 - one_danger(rules, d, &own)).product();
    1.0 - spared
}

fn one_danger(rules: &RuleSet, decision: &Decision, own: &[NationId]) -> f64 {
    let mut worst: f64 = 0.0;
    for option in &decision.options {
        let Pick::Act(act, target) = option.pick else {
            continue;
        };
        if own.contains(&target) {
            let ahead = option.score - decision.threshold;
            let taken = quantal::logistic(rules.coefficients.precision * ahead);
            worst = worst.max(taken * rules.acts[act].severity * option.odds.success);
        }
    }
    worst
}

/// What the world is worth to the seat as it stands, the way to it having been as safe as this.
pub(super) fn worth(world: &World, board: &Board, actor: Actor, safe: f64) -> f64 {
    let scene = world.resource::<Scene>();
    let plain = plain_seat(actor);
    let seat = scene
        .seats
        .iter()
        .find(|s| s.actor == actor)
        .unwrap_or(&plain);
    let left = scene
        .turns
        .saturating_sub(world.resource::<Clock>().turn - 1);
    let chances: Vec<f64> = seat
        .objectives
        .iter()
        .map(|o| chance(world, seat, &o.goal, left))
        .collect();
    let all: f64 = chances.iter().product();
    let mean = chances.iter().sum::<f64>() / chances.len().max(1) as f64;
    safe * (all + PARTIAL * mean) + MEANS * means(board, actor)
}

/// The chance that a goal is met in the end, going by how far it is met now.
fn chance(world: &World, seat: &Seat, goal: &Goal, left: u32) -> f64 {
    let state = judge(world, seat, goal);
    let (ahead, scale) = match goal {
        Goal::NoMemberLost | Goal::KeepTerritory => (state.value - state.needed, 0.01),
        Goal::Burden(_) => (state.needed - state.value, 0.001),
        Goal::Solvent(_) => (state.value - state.needed, 0.8),
        Goal::Gains(_) | Goal::Security(_) => (state.value - state.needed, 0.06),
        Goal::Cohesion(_) | Goal::Support(_) | Goal::Trust(_) => (state.value - state.needed, 0.02),
        Goal::State(condition) => {
            let bound = Bound::new(seat.actor, board_first(world, seat.actor));
            let flat = if state.met { 0.05 } else { -0.05 };
            (
                Facts::of(world).slack(condition, &bound).unwrap_or(flat),
                0.03,
            )
        }
    };
    quantal::logistic(ahead / (scale * f64::from(1 + left).sqrt()))
}

fn board_first(world: &World, actor: Actor) -> Option<NationId> {
    world.resource::<Board>().speaks_for(actor).first().copied()
}

/// What is left to spend, against what a seat of its size usually has, 0-1.
fn means(board: &Board, actor: Actor) -> f64 {
    let (treasury, product) = match actor {
        Actor::Nation(n) => (board.nation(n).treasury, board.nation(n).economy.product),
        Actor::Council(a) => (
            board.alliance(a).treasury,
            board
                .speaks_for(actor)
                .iter()
                .map(|n| board.nation(*n).economy.product)
                .sum::<f64>()
                * 0.2,
        ),
    };
    let money = treasury.money / (0.02 * product).max(1e-9);
    0.5 * money.clamp(-1.0, 1.0) + 0.5 * (treasury.capital / 10.0).clamp(0.0, 1.0)
}

/// What any government wants that no level gives goals: its land, money in hand, and to stay.
fn plain_seat(actor: Actor) -> Seat {
    let goals = match actor {
        Actor::Nation(_) => vec![Goal::KeepTerritory, Goal::Solvent(0.5), Goal::Support(0.5)],
        Actor::Council(_) => vec![Goal::NoMemberLost, Goal::Cohesion(0.5)],
    };
    let objective = |goal| Objective {
        id: String::new(),
        text: String::new(),
        goal,
        fatal: false,
    };
    Seat {
        id: String::new(),
        actor,
        kind: crate::rules::definition::SeatKind::Member,
        objectives: goals.into_iter().map(objective).collect(),
    }
}
