//! Phase 8, aftermath: reputations, trust, cohesion, threat perceptions, piracy, what acts and answers taught.
//! Reads the turn's incidents and log, the board; writes relations, alliances, ambitions, politics.
//! Not here: losses in the field (`phase::resolution`), audience costs of staying out (`phase::response`).
//! Rule text: DESIGN sections 4 (phase 8) and 5: beliefs are Beta counts with forgetting; the security dilemma is always on.

use bevy::ecs::prelude::*;

use super::{log, with_board};
use crate::rules::board::Board;
use crate::rules::clock::Clock;
use crate::rules::coefficients::Coefficients;
use crate::rules::definition::RuleSet;
use crate::rules::dice::{Draw, Purpose, Seed};
use crate::rules::effect::Quantity;
use crate::rules::event::{EventLog, Incident, Incidents, TurnEvent, Verdict};
use crate::rules::id::{Key, NationId};
use crate::rules::nation::{Ambition, Commitments, Politics};
use crate::rules::quantity;
use crate::rules::relation::Relations;
use crate::rules::run::GatherSystems;
use crate::rules::scene::Scene;
use crate::theory::distance;
use crate::theory::reputation::Beta;

pub(super) fn plugin(schedule: &mut Schedule) {
    schedule.add_systems(
        (remember, perceive, cohere, learn, pirates, fade)
            .chain()
            .after(GatherSystems),
    );
}

/// A verdict as it is remembered: who answered, for whom, and how.
type Answered = (NationId, NationId, Verdict);

/// The turn's verdicts by guarantor, each guarantor's in the order they were given.
fn answered(world_log: &EventLog, incidents: &[Incident], turn: u32) -> Vec<Answered> {
    let one = |event: &TurnEvent| match event {
        TurnEvent::Responded {
            guarantor,
            incident,
            verdict,
            ..
        } => Some((*guarantor, incidents.get(*incident)?.target, *verdict)),
        _ => None,
    };
    let mut answers: Vec<Answered> = world_log.of_turn(turn).filter_map(one).collect();
    answers.sort_by_key(|(guarantor, ..)| *guarantor);
    answers
}

/// Reputation: everyone who has a relation with a guarantor sees how it met its word; those it concerned count it whole.
fn remember(
    clock: Res<Clock>,
    scene: Res<Scene>,
    rules: Res<RuleSet>,
    log: Res<EventLog>,
    incidents: Res<Incidents>,
    mut nations: Query<(&NationId, &mut Relations)>,
) {
    let k = &rules.coefficients;
    let answers = answered(&log, &incidents.0, clock.turn);
    let struck: Vec<(NationId, NationId, f64)> = incidents
        .0
        .iter()
        .filter_map(|i| i.accused.map(|a| (a, i.target, i.severity)))
        .collect();
    for (id, mut relations) in &mut nations {
        for relation in &mut relations.0 {
            let kept = relation.reliability().forget(scene.years, k.forgetting);
            let seen = observe(k, *id, relation.other, kept, &answers);
            (relation.alpha, relation.beta) = (seen.alpha, seen.beta);
        }
        for (guarantor, target, verdict) in answers.iter().filter(|(_, target, _)| target == id) {
            debug_assert_eq!(target, id);
            if let Some(relation) = relations.with_mut(*guarantor) {
                let change = match verdict {
                    Verdict::Honour => k.trust_kept,
                    Verdict::Abstain => -0.3 * k.trust_broken,
                    Verdict::Renege => -k.trust_broken,
                };
                relation.trust = (relation.trust + change).clamp(0.0, 1.0);
            }
        }
        for (aggressor, target, severity) in &struck {
            if let Some(relation) = relations.with_mut(*aggressor) {
                let near = if target == id { 1.0 } else { 0.4 };
                relation.threat = (relation.threat + k.intent * severity * near).clamp(0.0, 1.0);
                if target == id {
                    relation.trust = (relation.trust - 0.2 * severity).clamp(0.0, 1.0);
                    relation.rivalry = (relation.rivalry + 0.1 * severity).clamp(0.0, 1.0);
                    relation.struck = Some(clock.turn);
                }
            }
        }
    }
}

/// What an observer makes of a guarantor's answers, found among all answers by guarantor. Abstentions where the text allows them count for nothing.
fn observe(
    k: &Coefficients,
    observer: NationId,
    guarantor: NationId,
    belief: Beta,
    answers: &[Answered],
) -> Beta {
    let first = answers.partition_point(|(g, ..)| *g < guarantor);
    answers[first..]
        .iter()
        .take_while(|(g, ..)| *g == guarantor)
        .filter(|(_, _, v)| *v != Verdict::Abstain)
        .fold(belief, |b, (_, target, v)| {
            let weight = if *target == observer {
                1.0
            } else {
                k.elsewhere
            };
            b.observe(*v == Verdict::Honour, weight)
        })
}

/// Threat perception drifts to what the other's forces, nearness and rivalry suggest: what deters also frightens.
fn perceive(
    board: Res<Board>,
    rules: Res<RuleSet>,
    mut nations: Query<(&NationId, &mut Relations)>,
) {
    let k = &rules.coefficients;
    let deployed: Vec<Vec<(NationId, f64)>> = board
        .nations
        .iter()
        .map(|n| {
            n.deployments
                .iter()
                .map(|d| (d.host, d.share + if d.strategic { 0.3 } else { 0.0 }))
                .collect()
        })
        .collect();
    for (id, mut relations) in &mut nations {
        let own = board.nation(*id);
        let neighbours: Vec<NationId> = own
            .relations
            .iter()
            .filter(|r| r.border)
            .map(|r| r.other)
            .collect();
        for relation in &mut relations.0 {
            let other = board.nation(relation.other);
            let forward: f64 = deployed[relation.other.index()]
                .iter()
                .filter(|(host, _)| neighbours.contains(host))
                .map(|(_, share)| share)
                .sum();
            let allied = own.alliances.iter().any(|a| other.alliances.contains(a));
            let rest = if allied {
                0.05
            } else {
                alarm(k, own, other, relation.km, relation.rivalry, forward)
            };
            relation.threat += (rest - relation.threat) * k.threat_drift;
        }
    }
}

/// The threat one nation would see in another at rest, 0-1 (after Walt 1987 and Jervis 1978).
fn alarm(
    k: &Coefficients,
    own: &crate::rules::board::NationRow,
    other: &crate::rules::board::NationRow,
    km: f64,
    rivalry: f64,
    forward: f64,
) -> f64 {
    let (mine, theirs) = (own.forces.total(), other.forces.total());
    let near = distance::loss_of_strength(1.0, km, k.land_reach);
    let share = if mine + theirs > 0.0 {
        theirs / (mine + theirs)
    } else {
        0.0
    };
    (share * near * (0.15 + rivalry) + k.dilemma * forward * rivalry).clamp(0.0, 1.0)
}

/// Cohesion drifts to the members' mean trust in one another, less the spread of their burdens.
fn cohere(world: &mut World) {
    with_board(world, |world, board| {
        let drift = world.resource::<RuleSet>().coefficients.cohesion_drift;
        for row in &board.alliances {
            let members: Vec<NationId> = row.members.iter().map(|m| m.nation).collect();
            let Some(trust) = board.mean_trust(&members) else {
                continue;
            };
            let short = |n: &NationId| {
                (row.treaty.burden_target - board.nation(*n).economy.burden).max(0.0)
            };
            let quarrel = 4.0 * members.iter().map(short).sum::<f64>() / members.len() as f64;
            let rest = (trust + 0.1 - quarrel).clamp(0.0, 1.0);
            quantity::change_alliance(
                world,
                row.id,
                Quantity::Cohesion,
                (rest - row.state.cohesion) * drift,
            );
        }
    });
}

/// What success and failure taught aggressors.
fn learn(
    rules: Res<RuleSet>,
    incidents: Res<Incidents>,
    mut aggressors: Query<(&NationId, &mut Ambition, &mut Politics)>,
) {
    let k = &rules.coefficients;
    for (id, mut ambition, mut politics) in &mut aggressors {
        for incident in incidents.0.iter().filter(|i| i.aggressor == Some(*id)) {
            let answered = incident.responses.iter().filter(|r| r.level >= 1).count();
            let gravity = rules.acts[incident.act].gain;
            let change = if incident.success && answered == 0 {
                k.emboldened
            } else {
                -0.5 * k.emboldened
            };
            ambition.appetite = (ambition.appetite + change * gravity).clamp(0.02, 1.0);
            if incident.success {
                politics.support = (politics.support + 0.02 * gravity).min(1.0);
                ambition.gains += 0.1 * gravity;
            }
        }
    }
}

/// Pirates take their toll where seas are not patrolled: weak states nearby make it worse.
fn pirates(world: &mut World) {
    with_board(world, |world, board| {
        let (k, years) = (
            world.resource::<RuleSet>().coefficients.piracy_base,
            world.resource::<Scene>().years,
        );
        let (turn, seed) = (world.resource::<Clock>().turn, *world.resource::<Seed>());
        for row in &board.nations {
            let traffic = row.relations.iter().map(|r| r.trade).fold(0.0, f64::max);
            let weak = row.relations.iter().filter(|r| r.km < 2000.0);
            let haven = weak
                .map(|r| 1.0 - board.nation(r.other).politics.stability)
                .fold(0.0, f64::max);
            let hazard = traffic * haven * (1.0 - row.politics.patrol);
            let draw = Draw::new(seed, turn, Purpose::Hazard, row.key, Key::of("piracy")).uniform();
            let loss = k * hazard * years;
            if loss > 0.0 && draw < hazard * years {
                quantity::change(world, row.id, Quantity::Product, None, -loss);
                log(
                    world,
                    TurnEvent::Piracy {
                        nation: row.id,
                        loss,
                    },
                );
            }
        }
    });
}

/// Words fade: commitments lose their hold over the years, terror withers, deception is found out.
fn fade(rules: Res<RuleSet>, mut nations: Query<(&mut Commitments, &mut Politics)>) {
    for (mut commitments, mut politics) in &mut nations {
        commitments.0.iter_mut().for_each(|c| c.stake *= 0.97);
        commitments.0.retain(|c| c.stake > 0.02);
        politics.terror *= 1.0 - rules.coefficients.terror_decay;
        politics.deception *= 0.8;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_broken_promise_to_me_weighs_more_than_one_to_another() {
        let k = Coefficients::build(|_| Some(0.25)).expect("all given");
        let me = NationId(1);
        let to_me = observe(
            &k,
            me,
            NationId(2),
            Beta::PRIOR,
            &[(NationId(2), me, Verdict::Renege)],
        );
        let to_other = observe(
            &k,
            me,
            NationId(2),
            Beta::PRIOR,
            &[(NationId(2), NationId(3), Verdict::Renege)],
        );
        assert!(to_me.mean() < to_other.mean());
        assert!(to_other.mean() < Beta::PRIOR.mean());
    }

    #[test]
    fn an_abstention_the_text_allows_counts_for_nothing() {
        let k = Coefficients::build(|_| Some(0.25)).expect("all given");
        let seen = observe(
            &k,
            NationId(1),
            NationId(2),
            Beta::PRIOR,
            &[(NationId(2), NationId(1), Verdict::Abstain)],
        );
        assert_eq!(seen, Beta::PRIOR);
    }
}
