//! Stars: how much of the risk a seat removed, or made if it is the aggressor's, against doing nothing with the same dice.
//! Reads the records of two matches: the one played, and one in which the seat gave no orders.
//! Not here: winning and losing (`rules::standing`), forecasts' scores (`view::debrief`).
//! Rule text: DESIGN section 7: stars come from risk removed, so luck earns none.

use bevy::ecs::prelude::World;

use super::fork::{self, Base, Change};
use super::game::{Match, Waiting};
use crate::rules::board::Board;
use crate::rules::decision::{Decision, DecisionKind, Pick, Record};
use crate::rules::definition::{RuleSet, SeatKind};
use crate::rules::id::{Actor, NationId};
use crate::rules::scene::Scene;
use crate::rules::standing::Ending;

/// Shares of risk removed from which there is one star, two, three (D).
pub const STEPS: [f64; 3] = [0.15, 0.35, 0.6];

/// The chance that a decision goes for the attack: logistic in precision times margin, as quantal response has it between
/// the best act and the status quo. 0 for decisions that are not about aggression.
pub fn attack_chance(decision: &Decision, precision: f64) -> f64 {
    if decision.kind != DecisionKind::Aggression || decision.options.len() < 2 {
        return 0.0;
    }
    let index = (precision * decision.margin).clamp(-700.0, 700.0);
    1.0 / (1.0 + libm::exp(-index))
}

/// The chances of attack summed over the match: by the aggressor itself for its seat, else on those the seat stands with.
pub fn risk(world: &World, seat: usize) -> f64 {
    let Some(seat) = world.resource::<Scene>().seats.get(seat) else {
        return 0.0;
    };
    let precision = world.resource::<RuleSet>().coefficients.precision;
    let board = world.resource::<Board>();
    let mut own = board.speaks_for(seat.actor);
    if let Actor::Nation(nation) = seat.actor {
        own.extend(board.allies(nation));
    }
    let counts = |d: &&Decision| match seat.kind {
        SeatKind::Aggressor => d.actor == seat.actor,
        _ => target(d).is_some_and(|t| own.contains(&t)),
    };
    world
        .resource::<Record>()
        .0
        .iter()
        .filter(counts)
        .map(|d| attack_chance(d, precision))
        .sum()
}

fn target(decision: &Decision) -> Option<NationId> {
    match decision.best()?.pick {
        Pick::Act(_, target) => Some(target),
        _ => None,
    }
}

/// Stars for a share of risk removed.
pub fn stars_of(removed: f64) -> u32 {
    STEPS.iter().filter(|step| removed >= **step).count() as u32
}

/// The share of risk removed: of the idle match's risk for those who deter; of what was missing from it for an aggressor.
pub fn removed(kind: SeatKind, played: f64, idle: f64) -> f64 {
    let change = if kind == SeatKind::Aggressor {
        played - idle
    } else {
        idle - played
    };
    let base = if kind == SeatKind::Aggressor {
        played
    } else {
        idle
    };
    if base < 0.05 {
        0.0
    } else {
        (change / base).clamp(-1.0, 1.0)
    }
}

pub(super) fn stars(game: &Match) -> Option<u32> {
    let seat = game.options().seat?;
    if game.waiting() != Waiting::Over || game.standing(seat).outcome != Ending::Won {
        return None;
    }
    let kind = game.world().resource::<Scene>().seats.get(seat)?.kind;
    let idle = idle(game)?;
    Some(stars_of(removed(
        kind,
        risk(game.world(), seat),
        risk(idle.world(), seat),
    )))
}

/// The same match with no orders from the person's seat from the first turn on; its decisions are made as a computer would.
fn idle(game: &Match) -> Option<Match> {
    let base = Base::without_log(game);
    let change = Change::Silence(game.actor()?);
    fork::run(&base, 1, &[change], None).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::decision::Choice;

    #[test]
    fn no_risk_removed_earns_no_star_and_all_of_it_three() {
        assert_eq!(stars_of(0.0), 0);
        assert_eq!(stars_of(0.2), 1);
        assert_eq!(stars_of(0.4), 2);
        assert_eq!(stars_of(1.0), 3);
    }

    #[test]
    fn where_there_was_no_risk_there_is_none_to_remove() {
        assert_eq!(removed(SeatKind::Council, 0.0, 0.01), 0.0);
    }

    #[test]
    fn half_the_risk_gone_is_half_removed() {
        assert_eq!(removed(SeatKind::Member, 1.0, 2.0), 0.5);
    }

    #[test]
    fn an_aggressor_is_judged_by_the_openings_it_made() {
        assert_eq!(removed(SeatKind::Aggressor, 2.0, 1.0), 0.5);
        assert!(removed(SeatKind::Aggressor, 1.0, 2.0) < 0.0);
    }

    #[test]
    fn an_attack_at_the_margin_is_even_odds() {
        let decision = Decision {
            turn: 1,
            kind: DecisionKind::Aggression,
            actor: Actor::Nation(NationId(0)),
            incident: None,
            article: None,
            options: vec![
                Choice::new(Pick::Hold, vec![]),
                Choice::new(Pick::Act(0, NationId(1)), vec![]),
            ],
            threshold: 0.0,
            chosen: 0,
            margin: 0.0,
            beliefs: vec![],
            deciding: None,
        };
        assert_eq!(attack_chance(&decision, 6.0), 0.5);
        assert!(
            attack_chance(
                &Decision {
                    margin: -1.0,
                    ..decision.clone()
                },
                6.0
            ) < 0.01
        );
        assert_eq!(
            attack_chance(
                &Decision {
                    kind: DecisionKind::Vote,
                    ..decision
                },
                6.0
            ),
            0.0
        );
    }
}
