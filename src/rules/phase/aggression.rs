//! Phase 4, aggression: aggressors weigh; plans are made, advanced, paused or dropped; ripe plans become acts.
//! Reads pending decisions; writes plans, incidents, history.
//! Not here: how they weigh (`mind::aggressor`), what victims and allies do (`phase::consultation`, `phase::response`).
//! Rule text: DESIGN section 5, "Plans, not rolls".

use bevy::ecs::prelude::*;

use super::{log, mind_of, put, take, with_board};
use crate::rules::board::Board;
use crate::rules::clock::Clock;
use crate::rules::decision::{Decision, Pick};
use crate::rules::definition::RuleSet;
use crate::rules::dice::{Draw, Purpose, pair};
use crate::rules::event::{History, Incident, Incidents, PastAct, TurnEvent};
use crate::rules::id::{Actor, Key, NationId, Roster};
use crate::rules::mind::{Mind, aggressor, coalition, reach};
use crate::rules::nation::Plan;
use crate::rules::run::GatherSystems;
use crate::theory::contest;

pub(super) fn ask(schedule: &mut Schedule) {
    schedule.add_systems(weigh.after(GatherSystems));
}

pub(super) fn apply(schedule: &mut Schedule) {
    schedule.add_systems((carry_plans, report_internal).chain().after(GatherSystems));
}

/// Every aggressor weighs, on what it knows. One at war holds its other plans.
fn weigh(world: &mut World) {
    put(world, |world| {
        let board = world.resource::<Board>();
        let free = |n: &&crate::rules::board::NationRow| {
            n.ambition.is_some() && !board.wars.iter().any(|w| w.aggressor == n.id)
        };
        board
            .nations
            .iter()
            .filter(free)
            .map(|n| aggressor::weigh(&mind_of(world, n.id), n.id))
            .collect()
    });
    world.resource_mut::<Incidents>().0.clear();
}

fn carry_plans(world: &mut World) {
    for decision in take(world) {
        let Actor::Nation(aggressor) = decision.actor else {
            continue;
        };
        carry(world, aggressor, &decision);
    }
}

fn carry(world: &mut World, aggressor: NationId, decision: &Decision) {
    let turn = world.resource::<Clock>().turn;
    let entity = world.resource::<Roster>().entity(aggressor);
    let plan = world.get::<Plan>(entity).copied();
    match (decision.choice().pick, plan) {
        (Pick::Act(act, target), Some(plan)) if (plan.act, plan.target) == (act, target) => {
            if plan.left > 1 {
                world.entity_mut(entity).insert(Plan {
                    left: plan.left - 1,
                    ..plan
                });
                log(world, TurnEvent::PlanAdvanced { aggressor });
            } else {
                world.entity_mut(entity).remove::<Plan>();
                strike(world, aggressor, act, target);
            }
        }
        (Pick::Act(act, target), None) => {
            let lead = world.resource::<RuleSet>().acts[act].lead;
            log(
                world,
                TurnEvent::PlanMade {
                    aggressor,
                    act,
                    target,
                },
            );
            if lead == 0 {
                strike(world, aggressor, act, target);
            } else {
                world.entity_mut(entity).insert(Plan {
                    act,
                    target,
                    made: turn,
                    left: lead,
                });
            }
        }
        (Pick::Pause, Some(_)) => log(world, TurnEvent::PlanPaused { aggressor }),
        (_, Some(plan)) => {
            world.entity_mut(entity).remove::<Plan>();
            log(
                world,
                TurnEvent::PlanDropped {
                    aggressor,
                    act: plan.act,
                    target: plan.target,
                },
            );
        }
        (_, None) => {}
    }
}

/// The act is carried out: it succeeds or not by skill (force is contested in phase 7), and someone may be blamed.
fn strike(world: &mut World, by: NationId, rung: usize, target: NationId) {
    let (incident, past) = with_board(world, |world, board| {
        let mind = Mind::knowing_all_on(world, board);
        make_incident(&mind, by, rung, target)
    });
    let (success, accused, confidence) = (incident.success, incident.accused, incident.attribution);
    world.resource_mut::<History>().0.push(past);
    let mut incidents = world.resource_mut::<Incidents>();
    incidents.0.push(incident);
    let index = incidents.0.len() - 1;
    log(
        world,
        TurnEvent::ActCommitted {
            aggressor: by,
            act: rung,
            target,
            success,
        },
    );
    log(
        world,
        TurnEvent::Attributed {
            incident: index,
            accused,
            confidence,
        },
    );
}

fn make_incident(mind: &Mind, by: NationId, rung: usize, target: NationId) -> (Incident, PastAct) {
    let act = &mind.rules.acts[rung];
    let board = mind.board();
    let about = pair(Key(rung as u64), board.nation(target).key);
    let draw =
        |purpose| Draw::new(mind.seed, mind.turn, purpose, board.nation(by).key, about).uniform();
    let (attack, defence) = reach::strengths(mind, by, target, act);
    let success = !coalition::by_force(act)
        && draw(Purpose::Act) < contest::ratio(attack, defence, mind.k().contest);
    let blame = reach::blame(mind, target, act);
    let found = draw(Purpose::Attribution);
    let accused = if found < blame {
        Some(by)
    } else {
        false_accused(mind, by, target, found)
    };
    let confidence = if accused.is_some() {
        coalition::confidence(blame)
    } else {
        0.0
    };
    let provoked = board.nation(target).threatened(by) > 0.3
        || board
            .nation(by)
            .suffered
            .iter()
            .any(|p| p.aggressor == target && p.turn + 4 >= mind.turn);
    let incident = Incident {
        aggressor: Some(by),
        target,
        act: rung,
        severity: act.severity,
        attribution: confidence,
        accused,
        success,
        provoked,
        stance: None,
        findings: Vec::new(),
        responses: Vec::new(),
        standing: Vec::new(),
    };
    let past = PastAct {
        turn: mind.turn,
        aggressor: by,
        target,
        act: rung,
        severity: act.severity,
        accused,
    };
    (incident, past)
}

/// When the trail is cold, the blame may fall on another rival of the victim: the more so, the poorer its forensics.
fn false_accused(mind: &Mind, by: NationId, target: NationId, draw: f64) -> Option<NationId> {
    let row = mind.board().nation(target);
    let wrong = 0.15 * (1.0 - row.politics.forensics);
    if draw < 1.0 - wrong {
        return None;
    }
    let rivals = row
        .relations
        .iter()
        .filter(|r| r.other != by && r.rivalry > 0.2);
    rivals
        .max_by(|a, b| a.rivalry.total_cmp(&b.rivalry).then(b.other.cmp(&a.other)))
        .map(|r| r.other)
}

/// Internal conflict that broke out this turn in a member of an alliance comes before its council.
fn report_internal(world: &mut World) {
    let turn = world.resource::<Clock>().turn;
    let began: Vec<NationId> = world
        .resource::<crate::rules::event::EventLog>()
        .of_turn(turn)
        .filter_map(|e| match e {
            TurnEvent::InternalConflict {
                nation,
                began: true,
            } => Some(*nation),
            _ => None,
        })
        .collect();
    for target in began {
        if world
            .resource::<Board>()
            .nation(target)
            .alliances
            .is_empty()
        {
            continue;
        }
        world.resource_mut::<Incidents>().0.push(Incident {
            aggressor: None,
            target,
            act: 0,
            severity: 0.5,
            attribution: 1.0,
            accused: None,
            success: false,
            provoked: false,
            stance: None,
            findings: Vec::new(),
            responses: Vec::new(),
            standing: Vec::new(),
        });
    }
}
