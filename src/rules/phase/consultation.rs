//! Phase 5, consultation: the victim's stance, articles read against the act, consultation, votes and findings.
//! Reads incidents, treaties, pending decisions; writes incidents' stances and findings, cohesion, the agenda.
//! Not here: reading one article (`treaty::evaluate`), counting (`treaty::decide`), what follows (`phase::response`).
//! Rule text: DESIGN section 4, phase 5, and "A crisis runs in days".

use bevy::ecs::prelude::*;

use super::{log, mind_of, put, take, with_board};
use crate::rules::apply;
use crate::rules::board::Board;
use crate::rules::decision::{Decision, Pick};
use crate::rules::definition::RuleSet;
use crate::rules::dice::{Draw, Purpose};
use crate::rules::effect::Quantity;
use crate::rules::event::{Agenda, Finding, Incident, Incidents, TurnEvent};
use crate::rules::id::{Actor, AllianceId, NationId};
use crate::rules::mind::guarantor::Call;
use crate::rules::mind::{Mind, coalition, council, crisis};
use crate::rules::quantity;
use crate::rules::run::GatherSystems;
use crate::rules::treaty::decide::{self, Ballot};
use crate::rules::treaty::evaluate::Occasion;
use crate::rules::treaty::{Article, DecisionRule, Duty, Invoker};

pub(super) fn demand_ask(schedule: &mut Schedule) {
    schedule.add_systems(ask_stances.after(GatherSystems));
}

pub(super) fn demand_apply(schedule: &mut Schedule) {
    schedule.add_systems(take_stances.after(GatherSystems));
}

pub(super) fn vote_ask(schedule: &mut Schedule) {
    schedule.add_systems((call_articles, ask_votes).chain().after(GatherSystems));
}

pub(super) fn vote_apply(schedule: &mut Schedule) {
    schedule.add_systems(
        (count_votes, move_standing_forces)
            .chain()
            .after(GatherSystems),
    );
}

fn ask_stances(world: &mut World) {
    put(world, |world| {
        let incidents = &world.resource::<Incidents>().0;
        let rules = world.resource::<RuleSet>();
        let grave = |(_, i): &(usize, &Incident)| {
            i.accused.is_some() && crisis::is_crisis(&rules.acts[i.act])
        };
        let think = |(index, incident): (usize, &Incident)| {
            incident
                .accused
                .map(|by| crisis::stance(&mind_of(world, incident.target), incident, index, by))
        };
        incidents
            .iter()
            .enumerate()
            .filter(grave)
            .filter_map(think)
            .collect()
    });
}

fn take_stances(world: &mut World) {
    for decision in take(world) {
        let (Some(index), Actor::Nation(nation)) = (decision.incident, decision.actor) else {
            continue;
        };
        let stance = decision.choice().pick;
        log(
            world,
            TurnEvent::StanceTaken {
                nation,
                incident: index,
                stance,
            },
        );
        world.resource_mut::<Incidents>().0[index].stance = Some(stance);
        with_board(world, |world, board| stand(world, board, index, stance));
    }
}

/// What a stance does at once: concessions, a challenger that gives way, bad blood, a quicker council.
fn stand(world: &mut World, board: &Board, index: usize, stance: Pick) {
    let incident = world.resource::<Incidents>().0[index].clone();
    let Some(by) = incident.accused else { return };
    let gain = world.resource::<RuleSet>().acts[incident.act].gain;
    match stance {
        Pick::Bend => {
            apply::concede(world, incident.target, by, 0.3 * gain);
            quantity::change(world, incident.target, Quantity::Support, None, -0.05);
            quantity::change(world, by, Quantity::Appetite, None, 0.03);
            world.resource_mut::<Incidents>().0[index].success = false;
        }
        Pick::Bully => quantity::change_pair(world, by, incident.target, Quantity::Rivalry, 0.05),
        Pick::OfferWayOut => {
            quantity::change_pair(world, by, incident.target, Quantity::Rivalry, -0.03)
        }
        Pick::CallForHelp => {
            for alliance in &board.nation(incident.target).alliances {
                quantity::change_alliance(world, *alliance, Quantity::Cohesion, 0.01);
            }
        }
        _ => {}
    }
    if stance != Pick::Bend && gives_way(world, board, &incident, by, stance) {
        log(
            world,
            TurnEvent::BackedDown {
                aggressor: by,
                target: incident.target,
            },
        );
        quantity::change(world, by, Quantity::Support, None, -0.03);
        world.resource_mut::<Incidents>().0[index].success = false;
        world.resource_mut::<Incidents>().0[index].severity *= 0.5;
    }
}

/// Only a threat can be given up without a fight here; force already used is met in phase 7.
fn gives_way(
    world: &World,
    board: &Board,
    incident: &Incident,
    by: NationId,
    stance: Pick,
) -> bool {
    let rules = world.resource::<RuleSet>();
    if rules.acts[incident.act].kind != crate::rules::definition::ActKind::Threat {
        return false;
    }
    let mind = Mind::knowing_all_on(world, board);
    let chance = crisis::gives_way(&mind, incident, by, stance);
    let (challenger, victim) = (board.nation(by).key, board.nation(incident.target).key);
    Draw::new(mind.seed, mind.turn, Purpose::Crisis, challenger, victim).uniform() < chance
}

/// An incident as articles look at it: blame lies where it was laid, rightly or not.
pub(super) fn occasion<'a>(mind: &Mind<'a>, incident: &Incident) -> Occasion<'a> {
    Occasion {
        turn: mind.turn,
        aggressor: incident.accused,
        target: incident.target,
        act: incident.aggressor.map(|_| &mind.rules.acts[incident.act]),
        severity: incident.severity,
        attribution: incident.attribution,
        provoked: incident.provoked,
    }
}

/// Every applicable article, the first of each duty in each alliance, goes on the agenda; consulting is done at once.
fn call_articles(world: &mut World) {
    let agenda = {
        let mind = Mind::knowing_all(world);
        let incidents = &world.resource::<Incidents>().0;
        let floor = mind.k().attribution_floor;
        let live = |(_, i): &(usize, &Incident)| {
            i.aggressor.is_none() || (i.accused.is_some() && i.attribution >= floor)
        };
        incidents
            .iter()
            .enumerate()
            .filter(live)
            .flat_map(|(i, incident)| applicable(&mind, i, incident))
            .collect()
    };
    world.resource_mut::<Agenda>().0 = agenda;
    consult(world);
}

fn applicable(mind: &Mind, index: usize, incident: &Incident) -> Vec<(usize, AllianceId, usize)> {
    let on = occasion(mind, incident);
    let board = mind.board();
    let mut alliances = board.nation(incident.target).alliances.clone();
    if let Some(by) = incident.accused {
        alliances.extend(&board.nation(by).alliances);
    }
    alliances.sort_unstable();
    alliances.dedup();
    let mut found = Vec::new();
    for alliance in alliances {
        let mut duties: Vec<Duty> = Vec::new();
        for (article, text) in board.alliance(alliance).treaty.articles.iter().enumerate() {
            if !duties.contains(&text.obligation.kind)
                && invoked(mind, alliance, text, incident)
                && mind.bench().read(alliance, text, &on).is_ok()
            {
                duties.push(text.obligation.kind);
                found.push((index, alliance, article));
            }
        }
    }
    found
}

/// Whether anyone who may invoke an article does: a victim that gave way asks for nothing, and a council too divided to meet
/// calls nothing due. Of members there is always one that raises its hand.
fn invoked(mind: &Mind, alliance: AllianceId, text: &Article, incident: &Incident) -> bool {
    match text.invoker {
        Invoker::Victim => incident.stance != Some(Pick::Bend),
        Invoker::AnyMember => true,
        Invoker::Council => mind.board().alliance(alliance).state.cohesion >= DIVIDED,
    }
}

/// Cohesion below which a council cannot agree to invoke an article itself, 0-1.
const DIVIDED: f64 = 0.2;

fn consult(world: &mut World) {
    let agenda = world.resource::<Agenda>().0.clone();
    for (_, alliance, article) in agenda {
        let consultation =
            world.resource::<Board>().alliance(alliance).treaty.articles[article].consultation;
        if let Some(consultation) = consultation {
            quantity::change_alliance(world, alliance, Quantity::Cohesion, consultation.cohesion);
            log(world, TurnEvent::Consulted { alliance, article });
        }
    }
}

/// Whether an article's ruling is voted on (else each judges for itself, or there is nothing to decide).
fn voted(article: &Article) -> bool {
    article.decision != DecisionRule::Individually
        && !matches!(
            article.obligation.kind,
            Duty::Consult | Duty::NonAggression | Duty::Neutrality
        )
}

/// Those who vote: every member but the victim and the accused, or the lead nation alone.
fn voters(
    mind: &Mind,
    alliance: AllianceId,
    article: &Article,
    incident: &Incident,
) -> Vec<NationId> {
    let leader = coalition::leader(mind, alliance, &article.decision);
    let members = mind
        .board()
        .alliance(alliance)
        .members
        .iter()
        .filter(|m| !m.suspended)
        .map(|m| m.nation);
    members
        .filter(|n| *n != incident.target && Some(*n) != incident.accused)
        .filter(|n| leader.is_none_or(|l| l == *n || l == incident.target))
        .collect()
}

fn ask_votes(world: &mut World) {
    put(world, |world| {
        let truth = Mind::knowing_all(world);
        let incidents = &world.resource::<Incidents>().0;
        let mut decisions = Vec::new();
        for (index, alliance, article) in &world.resource::<Agenda>().0 {
            let text = &truth.board().alliance(*alliance).treaty.articles[*article];
            let incident = &incidents[*index];
            if !voted(text) {
                continue;
            }
            for nation in voters(&truth, *alliance, text, incident) {
                let call = Call {
                    guarantor: nation,
                    aggressor: incident.accused,
                    target: incident.target,
                    severity: incident.severity,
                    attribution: incident.attribution,
                    provoked: incident.provoked,
                    article: (*alliance, *article),
                    peers: 0.5,
                };
                decisions.push(council::vote(&mind_of(world, nation), &call, *index));
            }
        }
        decisions
    });
}

fn count_votes(world: &mut World) {
    let decisions = take(world);
    let agenda = world.resource::<Agenda>().0.clone();
    for (index, alliance, article) in agenda {
        let (finding, yes, no) = {
            let mind = Mind::knowing_all(world);
            rule_on(
                &mind,
                &decisions,
                &world.resource::<Incidents>().0[index],
                (index, alliance, article),
            )
        };
        let Finding { applies, days, .. } = finding;
        let board = world.resource::<Board>();
        let rule = board.alliance(alliance).treaty.articles[article]
            .decision
            .index();
        log(
            world,
            TurnEvent::FindingMade {
                alliance,
                article,
                rule,
                incident: index,
                yes,
                no,
                applies,
                days,
            },
        );
        world.resource_mut::<Incidents>().0[index]
            .findings
            .push(finding);
    }
}

fn rule_on(
    mind: &Mind,
    decisions: &[Decision],
    incident: &Incident,
    (index, alliance, article): (usize, AllianceId, usize),
) -> (Finding, u32, u32) {
    let row = mind.board().alliance(alliance);
    let text = &row.treaty.articles[article];
    let leader = coalition::leader(mind, alliance, &text.decision);
    let cast = |d: &&Decision| d.incident == Some(index) && d.article == Some((alliance, article));
    let ballot = |nation: NationId, yes: bool| Ballot {
        yes,
        weight: coalition::vote_weight(mind, alliance, nation),
        lead: leader == Some(nation),
    };
    let mut ballots: Vec<Ballot> = decisions
        .iter()
        .filter(cast)
        .filter_map(|d| match d.actor {
            Actor::Nation(n) => Some(ballot(n, d.choice().pick == Pick::Yes)),
            Actor::Council(_) => None,
        })
        .collect();
    // The victim that asks for help votes for it.
    if row.member(incident.target).is_some() && incident.stance != Some(Pick::Bend) {
        ballots.push(ballot(incident.target, true));
    }
    let applies = !voted(text) || decide::carried(&text.decision, &ballots);
    let yes = ballots.iter().filter(|b| b.yes).count() as u32;
    let haste = if incident.stance == Some(Pick::CallForHelp) {
        0.7
    } else {
        1.0
    };
    let days = council::days(row, text, ballots.len()) * haste;
    (
        Finding {
            alliance,
            article,
            applies,
            days,
        },
        yes,
        ballots.len() as u32 - yes,
    )
}

/// Standing forces move before the vote where the council may send them.
fn move_standing_forces(world: &mut World) {
    let moves: Vec<(usize, AllianceId)> = {
        let board = world.resource::<Board>();
        let incidents = &world.resource::<Incidents>().0;
        let ready = |a: &AllianceId| coalition::standing_share(board.alliance(*a)) > 0.0;
        let called = |(index, alliance, article): &(usize, AllianceId, usize)| {
            let duty = board.alliance(*alliance).treaty.articles[*article]
                .obligation
                .kind;
            (duty == Duty::Defend && ready(alliance) && incidents[*index].aggressor.is_some())
                .then_some((*index, *alliance))
        };
        world
            .resource::<Agenda>()
            .0
            .iter()
            .filter_map(called)
            .collect()
    };
    for (incident, alliance) in moves {
        world.resource_mut::<Incidents>().0[incident]
            .standing
            .push(alliance);
        log(world, TurnEvent::StandingForceMoved { alliance, incident });
    }
}
