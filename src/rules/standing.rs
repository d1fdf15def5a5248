//! How a seat stands: its goals one by one, and whether the match is won, lost or open for it.
//! Reads board, scene and log; changes nothing.
//! Not here: stars (`sim::stars`, which needs a second run), sentences (`view`).
//! Rule text: DESIGN section 7.

use bevy::ecs::prelude::*;
use serde::{Deserialize, Serialize};

use super::apply::Bound;
use super::board::Board;
use super::clock::Clock;
use super::condition::Facts;
use super::decision::{DecisionKind, Record};
use super::definition::Goal;
use super::event::{EventLog, TurnEvent};
use super::id::{Actor, NationId};
use super::mind::Mind;
use super::scene::{Scene, Seat};
use crate::theory::quantal;

/// How a goal stands now.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct GoalState {
    /// Whether it is met as things stand.
    pub met: bool,
    /// The number it is judged on, where it has one.
    pub value: f64,
    /// The number it needs, where it has one.
    pub needed: f64,
}

/// How a seat stands.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Standing {
    /// Its goals, in the seat's order.
    pub goals: Vec<GoalState>,
    /// Won or lost; open until the match is over.
    pub outcome: Ending,
}

/// The end of a match for a seat.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Ending {
    /// Not over.
    Open,
    /// All goals met at the end.
    Won,
    /// A fatal goal failed, or a goal was not met at the end.
    Lost,
}

/// How the seat with this index (in the scene's list) stands. The board must be fresh.
pub fn standing(world: &World, seat: usize) -> Standing {
    let goals = goals(world, seat);
    let doomed = |d: &super::event::Dated| matches!(d.event, TurnEvent::ObjectiveFailed { seat: s, .. } if s == seat);
    let outcome = if world.resource::<EventLog>().0.iter().any(doomed) {
        Ending::Lost
    } else if !world.resource::<Clock>().over {
        Ending::Open
    } else if goals.iter().all(|g| g.met) {
        Ending::Won
    } else {
        Ending::Lost
    };
    Standing { goals, outcome }
}

/// The goals of a seat as they stand.
pub fn goals(world: &World, seat: usize) -> Vec<GoalState> {
    let Some(seat) = world.resource::<Scene>().seats.get(seat) else {
        return Vec::new();
    };
    seat.objectives
        .iter()
        .map(|o| judge(world, seat, &o.goal))
        .collect()
}

/// How a goal of a seat stands. The board must be fresh.
pub fn judge(world: &World, seat: &Seat, goal: &Goal) -> GoalState {
    let board = world.resource::<Board>();
    let own = board.speaks_for(seat.actor);
    let mean = |value: &dyn Fn(NationId) -> f64| {
        own.iter().map(|n| value(*n)).sum::<f64>() / own.len().max(1) as f64
    };
    let at_least = |value: f64, needed: f64| GoalState {
        met: value + 1e-9 >= needed,
        value,
        needed,
    };
    match goal {
        Goal::NoMemberLost | Goal::KeepTerritory => at_least(
            own.iter()
                .map(|n| board.nation(*n).territory.held)
                .fold(1.0, f64::min),
            KEPT,
        ),
        Goal::Cohesion(needed) => at_least(
            alliance_value(board, seat.actor, |a| a.state.cohesion),
            *needed,
        ),
        Goal::Burden(most) => {
            let value = mean(&|n| board.nation(n).economy.burden);
            GoalState {
                met: value <= most + 1e-9,
                value,
                needed: *most,
            }
        }
        Goal::Solvent(needed) => at_least(mean(&|n| board.nation(n).treasury.money), *needed),
        Goal::Support(needed) => at_least(mean(&|n| board.nation(n).politics.support), *needed),
        Goal::Gains(needed) => at_least(
            own.iter()
                .filter_map(|n| board.nation(*n).ambition.as_ref())
                .map(|a| a.gains)
                .sum(),
            *needed,
        ),
        Goal::Security(needed) => at_least(security(world, &own), *needed),
        Goal::Trust(needed) => at_least(trust(board, seat.actor), *needed),
        Goal::State(condition) => {
            let bound = Bound::new(seat.actor, own.first().copied());
            let met = Facts::of(world).holds(condition, &bound);
            GoalState {
                met,
                value: f64::from(u8::from(met)),
                needed: 1.0,
            }
        }
    }
}

/// Share of its land a nation must still hold not to count as lost.
const KEPT: f64 = 0.999;

fn alliance_value(
    board: &Board,
    actor: Actor,
    value: fn(&super::board::AllianceRow) -> f64,
) -> f64 {
    match actor {
        Actor::Council(a) => value(board.alliance(a)),
        Actor::Nation(n) => board
            .nation(n)
            .alliances
            .first()
            .map_or(0.0, |a| value(board.alliance(*a))),
    }
}

fn trust(board: &Board, actor: Actor) -> f64 {
    let members = match actor {
        Actor::Council(_) => board.speaks_for(actor),
        Actor::Nation(n) => board.allies(n),
    };
    board.mean_trust(&members).unwrap_or(0.0)
}

/// One minus the worst chance, over those spoken for, that an aggressor's best option against them is taken (this turn's record).
pub fn security(world: &World, own: &[NationId]) -> f64 {
    let turn = world.resource::<Clock>().turn;
    let precision = Mind::knowing_all(world).k().precision;
    let record = &world.resource::<Record>().0;
    let recent = record.iter().rev().take_while(|d| d.turn + 1 >= turn);
    let risk = |d: &super::decision::Decision| {
        let against = d.options.iter().filter(
            |o| matches!(o.pick, super::decision::Pick::Act(_, target) if own.contains(&target)),
        );
        let best = against.map(|o| o.score).fold(f64::NEG_INFINITY, f64::max);
        if best.is_finite() {
            quantal::logistic(precision * (best - d.threshold))
        } else {
            0.0
        }
    };
    1.0 - recent
        .filter(|d| d.kind == DecisionKind::Aggression)
        .map(risk)
        .fold(0.0, f64::max)
}
