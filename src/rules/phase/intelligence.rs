//! Phase 2, intelligence: each alliance or lone nation renews its estimates of the others that matter to it.
//! Reads the board; writes `Estimates` and the event log.
//! Not here: what minds make of estimates (`rules::board::Knowledge`), what players see (`view`).
//! Rule text: DESIGN section 4, phase 2: at most 24 subjects; value, range, age, source; deception; indicators of plans.

use bevy::ecs::prelude::*;

use crate::rules::board::{Board, NationRow};
use crate::rules::capability::Domain;
use crate::rules::clock::Clock;
use crate::rules::coefficients::Coefficients;
use crate::rules::definition::RuleSet;
use crate::rules::dice::{Draw, Purpose, Seed};
use crate::rules::event::{EventLog, TurnEvent};
use crate::rules::id::{Actor, AllianceId, Key, NationId};
use crate::rules::relation::{Estimate, Estimates, Source};
use crate::rules::run::GatherSystems;

pub(super) fn plugin(schedule: &mut Schedule) {
    schedule.add_systems(estimate.after(GatherSystems));
}

/// A viewer and what it collects with.
struct Viewer {
    actor: Actor,
    key: Key,
    own: Vec<NationId>,
    pooled: bool,
    strength: f64,
}

fn estimate(
    board: Res<Board>,
    rules: Res<RuleSet>,
    clock: Res<Clock>,
    seed: Res<Seed>,
    mut events: ResMut<EventLog>,
    mut viewers: Query<(Option<&NationId>, Option<&AllianceId>, &mut Estimates)>,
) {
    let mut seen: Vec<(Actor, NationId, usize, NationId)> = Vec::new();
    for (nation, alliance, mut estimates) in &mut viewers {
        let viewer = match (nation, alliance) {
            (_, Some(a)) => alliance_viewer(&board, *a),
            (Some(n), None) if board.nation(*n).alliances.is_empty() => lone_viewer(&board, *n),
            _ => continue,
        };
        let fresh: Vec<Estimate> = subjects(&board, &viewer.own)
            .into_iter()
            .map(|subject| {
                let old = estimates.of(subject).copied();
                let new = renew(
                    &rules.coefficients,
                    (*seed, clock.turn),
                    &viewer,
                    board.nation(subject),
                    old,
                );
                if let Some((act, target)) = new.plan
                    && old.is_none_or(|o| o.plan != new.plan)
                {
                    seen.push((viewer.actor, subject, act, target));
                }
                new
            })
            .collect();
        estimates.0 = fresh;
    }
    seen.sort_unstable();
    for (viewer, aggressor, act, target) in seen {
        events.push(
            clock.turn,
            TurnEvent::PlanSeen {
                viewer,
                aggressor,
                act,
                target,
            },
        );
    }
}

fn alliance_viewer(board: &Board, alliance: AllianceId) -> Viewer {
    let row = board.alliance(alliance);
    let own: Vec<NationId> = row.members.iter().map(|m| m.nation).collect();
    let collected = own.iter().map(|n| board.nation(*n).forces.get(Domain::Isr));
    let best = collected.clone().fold(0.0, f64::max);
    let rest = collected.sum::<f64>() - best;
    Viewer {
        actor: Actor::Council(alliance),
        key: row.key,
        own,
        pooled: true,
        strength: best + row.state.sharing * rest,
    }
}

fn lone_viewer(board: &Board, nation: NationId) -> Viewer {
    let row = board.nation(nation);
    Viewer {
        actor: Actor::Nation(nation),
        key: row.key,
        own: vec![nation],
        pooled: false,
        strength: row.forces.get(Domain::Isr),
    }
}

/// The outsiders that matter most to a viewer: rivals, threats and neighbours of those it speaks for, in id order.
fn subjects(board: &Board, own: &[NationId]) -> Vec<NationId> {
    let mut ranked: Vec<(NationId, f64)> = own
        .iter()
        .flat_map(|n| board.nation(*n).relations.iter())
        .filter(|r| !own.contains(&r.other))
        .map(|r| {
            (
                r.other,
                r.rivalry + r.threat + if r.border { 0.2 } else { 0.0 },
            )
        })
        .collect();
    ranked.sort_by(|a, b| a.0.cmp(&b.0).then(b.1.total_cmp(&a.1)));
    ranked.dedup_by_key(|(n, _)| *n);
    ranked.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    ranked.truncate(Estimates::MOST);
    let mut found: Vec<NationId> = ranked.into_iter().map(|(n, _)| n).collect();
    found.sort_unstable();
    found
}

/// Share of noise that collection leaves: halves at the scale.
fn blur(k: &Coefficients, strength: f64) -> f64 {
    1.0 / (1.0 + strength / k.isr_scale)
}

fn renew(
    k: &Coefficients,
    (seed, turn): (Seed, u32),
    viewer: &Viewer,
    subject: &NationRow,
    old: Option<Estimate>,
) -> Estimate {
    let draw = |purpose: Purpose, about: &str| {
        Draw::new(
            seed,
            turn,
            purpose,
            viewer.key,
            crate::rules::dice::pair(subject.key, Key::of(about)),
        )
    };
    let left = blur(k, viewer.strength);
    let covered = 0.35 + 0.65 * (1.0 - left);
    if let Some(mut old) = old
        && draw(Purpose::Estimate, "renewed").uniform() >= covered
    {
        old.age += 1;
        old.sigma = (old.sigma + k.estimate_age).min(2.0);
        old.plan = old.plan.filter(|_| subject.plan.is_some());
        return old;
    }
    let sigma = (k.estimate_noise * left).max(0.02);
    let error =
        sigma * draw(Purpose::Estimate, "strength").normal() + 0.5 * subject.politics.deception;
    let factor = libm::exp(error.clamp(-2.0, 2.0));
    let mut forces = subject.forces;
    forces.0.iter_mut().for_each(|f| *f *= factor);
    let guess = |truth: f64, about: &str| {
        (truth + 0.4 * sigma * draw(Purpose::Estimate, about).normal()).clamp(0.0, 1.0)
    };
    let appetite = subject
        .ambition
        .as_ref()
        .map_or(0.0, |a| guess(a.appetite, "appetite").max(0.05));
    let will = guess(subject.politics.will + subject.hidden.will, "will");
    let caught = draw(Purpose::Indicator, "plan").uniform()
        < k.indicator_chance * covered * (1.0 - 0.5 * subject.politics.deception);
    let already = old.is_some_and(|o| o.plan.is_some());
    let plan = subject
        .plan
        .filter(|_| caught || already)
        .map(|p| (p.act, p.target));
    let source = match (viewer.pooled, viewer.strength > 0.0) {
        (true, true) => Source::Pooled,
        (false, true) => Source::Own,
        _ => Source::Open,
    };
    Estimate {
        subject: subject.id,
        forces,
        sigma,
        appetite,
        will,
        age: 0,
        source,
        plan,
    }
}
