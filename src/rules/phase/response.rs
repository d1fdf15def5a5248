//! Phase 6, response: each guarantor called upon honours, abstains or reneges, at a level; help sets out.
//! Reads findings, pending decisions; writes responses, treasuries, sanctions, the record of commitments.
//! Not here: how a guarantor weighs (`mind::guarantor`), what help does in the field (`phase::resolution`).
//! Rule text: DESIGN sections 3 ("honour / abstain / renege") and 4, phase 6.

use bevy::ecs::prelude::*;

use super::consultation::occasion;
use super::{log, mind_of, put, take};
use crate::rules::apply;
use crate::rules::board::Board;
use crate::rules::decision::{Decision, Pick};
use crate::rules::definition::RuleSet;
use crate::rules::effect::Quantity;
use crate::rules::event::{Finding, Given, Incident, Incidents, TurnEvent, Verdict};
use crate::rules::id::{Actor, AllianceId, NationId};
use crate::rules::mind::guarantor::{self, Call};
use crate::rules::mind::{Mind, coalition};
use crate::rules::nation::{Commitments, Membership};
use crate::rules::quantity::{self, edit};
use crate::rules::run::GatherSystems;
use crate::rules::scene::Scene;
use crate::rules::treaty::Duty;
use crate::rules::treaty::decide::verdict;

pub(super) fn ask(schedule: &mut Schedule) {
    schedule.add_systems(ask_guarantors.after(GatherSystems));
}

pub(super) fn apply(schedule: &mut Schedule) {
    schedule.add_systems(
        (commit_guarantors, judge_neutrals)
            .chain()
            .after(GatherSystems),
    );
}

fn ask_guarantors(world: &mut World) {
    put(world, |world| {
        let truth = Mind::knowing_all(world);
        let incidents = &world.resource::<Incidents>().0;
        let calls = incidents
            .iter()
            .enumerate()
            .flat_map(|(i, incident)| calls(&truth, i, incident));
        calls
            .map(|(i, call)| guarantor::respond(&mind_of(world, call.guarantor), &call, i))
            .collect()
    });
}

/// Everyone called upon by an applicable finding, once each, under the first article that calls; a duty to act goes before
/// one to talk, whatever alliance it comes from.
fn calls(mind: &Mind, index: usize, incident: &Incident) -> Vec<(usize, Call)> {
    let on = occasion(mind, incident);
    let mut found: Vec<(usize, Call)> = Vec::new();
    let duty = |f: &Finding| {
        let treaty = &mind.board().alliance(f.alliance).treaty;
        treaty.articles[f.article].obligation.kind
    };
    let mut findings: Vec<&Finding> = incident.findings.iter().filter(|f| f.applies).collect();
    findings.sort_by_key(|f| duty(f) == Duty::Consult);
    for finding in findings {
        let row = mind.board().alliance(finding.alliance);
        // On the aggressor's side, help goes to the aggressor and against the victim.
        let (enemy, helped) = match duty(finding) {
            Duty::Defend | Duty::Consult => (incident.accused, incident.target),
            Duty::Intervene => (None, incident.target),
            Duty::Offence => match incident.accused {
                Some(aggressor) => (Some(incident.target), aggressor),
                None => continue,
            },
            _ => continue,
        };
        for member in &row.members {
            let called = mind
                .bench()
                .owes(finding.alliance, finding.article, member.nation, &on);
            if !called
                || member.nation == helped
                || found.iter().any(|(_, c)| c.guarantor == member.nation)
            {
                continue;
            }
            let call = Call {
                guarantor: member.nation,
                aggressor: enemy,
                target: helped,
                severity: incident.severity,
                attribution: incident.attribution,
                provoked: incident.provoked,
                article: (finding.alliance, finding.article),
                peers: 0.5 * (0.5 + row.state.cohesion),
            };
            found.push((index, call));
        }
    }
    found
}

fn commit_guarantors(world: &mut World) {
    for decision in take(world) {
        let (Some(index), Some(article), Actor::Nation(nation)) =
            (decision.incident, decision.article, decision.actor)
        else {
            continue;
        };
        commit(world, index, article, nation, &decision);
    }
}

fn commit(
    world: &mut World,
    index: usize,
    article: (AllianceId, usize),
    nation: NationId,
    decision: &Decision,
) {
    let level = match decision.choice().pick {
        Pick::Level(level) => Some(level),
        _ => None,
    };
    let board = world.resource::<Board>();
    let treaty = &board.alliance(article.0).treaty;
    let obligation = treaty.articles[article.1].obligation.clone();
    let verdict = verdict(&obligation, level);
    let duty = Some(obligation.kind);
    log(
        world,
        TurnEvent::Responded {
            guarantor: nation,
            incident: index,
            duty,
            verdict,
            level,
        },
    );
    keep_record(world, article.0, nation, verdict);
    let Some(level) = level else {
        break_word(world, index, nation);
        return;
    };
    let incident = world.resource::<Incidents>().0[index].clone();
    let against = obligation.kind == Duty::Offence;
    let (helped, enemy) = if against {
        (incident.accused, Some(incident.target))
    } else {
        (Some(incident.target), incident.accused)
    };
    let decided = incident
        .findings
        .iter()
        .filter(|f| (f.alliance, f.article) == article)
        .map(|f| f.days)
        .fold(0.0, f64::max);
    let day = helped.map_or(decided, |at| {
        coalition::arrival_day(&Mind::knowing_all(world), article.0, nation, at, decided)
    });
    world.resource_mut::<Incidents>().0[index]
        .responses
        .push(Given {
            guarantor: nation,
            level,
            day,
            against,
        });
    act(world, nation, level, helped, enemy);
}

/// What a response does at once: it costs, it punishes, it supplies.
fn act(
    world: &mut World,
    nation: NationId,
    level: u32,
    helped: Option<NationId>,
    enemy: Option<NationId>,
) {
    let response = world.resource::<RuleSet>().responses[level as usize].clone();
    let board = world.resource::<Board>();
    let years = world.resource::<Scene>().years;
    let (product, all) = (
        board.nation(nation).economy.product,
        board.product.max(1e-9),
    );
    let cost =
        (response.cost * product * years * 0.1).min(board.nation(nation).treasury.money.max(0.0));
    quantity::earn(world, Actor::Nation(nation), -cost);
    if let Some(enemy) = enemy {
        quantity::change(
            world,
            enemy,
            Quantity::Product,
            None,
            -response.punishment * product / all,
        );
        if level >= 1 {
            apply::sanction(world, nation, enemy, 0.15);
        }
    }
    if level >= 2
        && let Some(helped) = helped
    {
        quantity::transfer(
            world,
            Actor::Nation(nation),
            Actor::Nation(helped),
            0.5 * cost,
        );
        quantity::change(world, helped, Quantity::Readiness, None, 0.02);
    }
}

/// The membership remembers commitments kept and broken.
fn keep_record(world: &mut World, alliance: AllianceId, nation: NationId, verdict: Verdict) {
    let mut query = world.query::<&mut Membership>();
    let mine = |m: &Mut<Membership>| m.alliance == alliance && m.nation == nation;
    if let Some(mut membership) = query.iter_mut(world).find(mine) {
        match verdict {
            Verdict::Honour => membership.kept += 1,
            Verdict::Renege => membership.broken += 1,
            Verdict::Abstain => {}
        }
    }
}

/// Staying out after a public commitment costs support at home, and the commitment is spent.
fn break_word(world: &mut World, index: usize, nation: NationId) {
    let target = world.resource::<Incidents>().0[index].target;
    let stake = world.resource::<Board>().nation(nation).promised(target);
    if stake > 0.0 {
        let audience = world.resource::<RuleSet>().coefficients.audience;
        quantity::change(
            world,
            nation,
            Quantity::Support,
            None,
            -0.3 * audience * stake,
        );
        let entity = world.resource::<crate::rules::id::Roster>().entity(nation);
        edit::<Commitments>(&mut world.entity_mut(entity), |c| {
            c.0.retain(|x| x.threat || x.toward != target)
        });
    }
}

/// Promises of neutrality and non-aggression are kept by staying out, and broken by helping the other side or striking.
fn judge_neutrals(world: &mut World) {
    let verdicts: Vec<(usize, AllianceId, NationId, Duty, Verdict)> = {
        let mind = Mind::knowing_all(world);
        let incidents = &world.resource::<Incidents>().0;
        incidents
            .iter()
            .enumerate()
            .flat_map(|(i, incident)| neutral_verdicts(&mind, i, incident))
            .collect()
    };
    for (incident, alliance, guarantor, duty, verdict) in verdicts {
        log(
            world,
            TurnEvent::Responded {
                guarantor,
                incident,
                duty: Some(duty),
                verdict,
                level: None,
            },
        );
        keep_record(world, alliance, guarantor, verdict);
    }
}

fn neutral_verdicts(
    mind: &Mind,
    index: usize,
    incident: &Incident,
) -> Vec<(usize, AllianceId, NationId, Duty, Verdict)> {
    let on = occasion(mind, incident);
    let mut found = Vec::new();
    for finding in incident.findings.iter().filter(|f| f.applies) {
        let row = mind.board().alliance(finding.alliance);
        match row.treaty.articles[finding.article].obligation.kind {
            Duty::Neutrality => {
                let owing = row.members.iter().filter(|m| {
                    mind.bench()
                        .owes(finding.alliance, finding.article, m.nation, &on)
                        && Some(m.nation) != incident.accused
                });
                for member in owing {
                    let helped = incident
                        .responses
                        .iter()
                        .any(|r| r.guarantor == member.nation && !r.against);
                    let verdict = if helped {
                        Verdict::Renege
                    } else {
                        Verdict::Honour
                    };
                    found.push((
                        index,
                        finding.alliance,
                        member.nation,
                        Duty::Neutrality,
                        verdict,
                    ));
                }
            }
            Duty::NonAggression => found.extend(incident.accused.map(|a| {
                (
                    index,
                    finding.alliance,
                    a,
                    Duty::NonAggression,
                    Verdict::Renege,
                )
            })),
            _ => {}
        }
    }
    found
}
