//! What an act meets: strengths at the point of contact, partners of the attacker, standing forces, and whose door it is laid at.
//! Reads a `Mind`; writes plain numbers.
//! Not here: who may come later (`mind::coalition`), what it is worth (`mind::motives`), the fight itself (`phase::resolution`).
//! Source: loss of strength over distance (Boulding 1962); the defender's bonuses are design forms.

use super::Mind;
use super::coalition::{self, Potential};
use super::guarantor::{self, Call};
use crate::rules::capability::Domain;
use crate::rules::definition::{Act, ActKind};
use crate::rules::id::{AllianceId, NationId};
use crate::rules::nation::Membership;
use crate::rules::treaty::Duty;
use crate::theory::distance;

/// Strength of an attacker at the point of contact, and of the target at home without help.
pub fn strengths(mind: &Mind, aggressor: NationId, target: NationId, act: &Act) -> (f64, f64) {
    let row = mind.board().nation(aggressor);
    let attack = distance::loss_of_strength(
        mind.known.forces(aggressor).dot(&act.domains),
        row.km(target),
        act.reach,
    ) * opening(mind, target, act);
    let home =
        mind.known.forces(target).dot(&act.domains) * mind.board().nation(target).territory.held;
    let prepared = if coalition::by_force(act) {
        mind.k().defence_bonus
    } else {
        1.0 + resilience(mind, target) + watch(mind, target, act)
    };
    let guests = mind
        .board()
        .nation(target)
        .guests
        .iter()
        .filter(|(n, _)| *n != aggressor);
    let tripwire: f64 = guests
        .map(|(n, share)| mind.known.forces(*n).dot(&act.domains) * share)
        .sum();
    (
        attack,
        home * prepared
            + if coalition::by_force(act) {
                tripwire
            } else {
                0.0
            }
            + FLOOR,
    )
}

/// Police, terrain and the sea: what stands in the way of any act, strength points.
const FLOOR: f64 = 0.3;

/// What the target's own weakness adds to an act that is not one of force: networks at work in it, for terrorism;
/// dependence on what the other side supplies, for acts that work by withholding.
fn opening(mind: &Mind, target: NationId, act: &Act) -> f64 {
    let row = mind.board().nation(target);
    match act.kind {
        ActKind::NonState => 1.0 + row.politics.terror,
        ActKind::Grey => {
            let supply = act.domains.get(Domain::Logistics);
            1.0 + 2.0 * supply * (row.economy.dependence - USUAL_DEPENDENCE)
        }
        _ => 1.0,
    }
}

/// Dependence on rivals' supplies at which withholding them works as the act's own numbers say.
const USUAL_DEPENDENCE: f64 = 0.2;

/// What patrols add to the defence against harassment at sea.
fn watch(mind: &Mind, target: NationId, act: &Act) -> f64 {
    if act.kind == ActKind::Maritime {
        2.0 * (mind.board().nation(target).politics.patrol - USUAL_PATROL)
    } else {
        0.0
    }
}

/// Protection of shipping at which harassment works as the act's own numbers say.
const USUAL_PATROL: f64 = 0.3;

fn resilience(mind: &Mind, nation: NationId) -> f64 {
    mind.board().nation(nation).politics.resilience
}

/// The chance an act is laid at its author's door: the act's own, the victim's skill, pooled intelligence.
pub fn blame(mind: &Mind, target: NationId, act: &Act) -> f64 {
    let row = mind.board().nation(target);
    let shared = row
        .alliances
        .iter()
        .map(|a| mind.board().alliance(*a).state.sharing)
        .fold(0.0, f64::max);
    let missed =
        (1.0 - act.attributability) * (1.0 - 0.6 * row.politics.forensics) * (1.0 - 0.3 * shared);
    (1.0 - missed).clamp(0.0, 1.0)
}

/// Strength that partners in an offence pact are expected to bring to an attack, at the point of contact.
pub(super) fn support(mind: &Mind, aggressor: NationId, target: NationId, act: &Act) -> f64 {
    if !coalition::by_force(act) {
        return 0.0;
    }
    let on = coalition::foreseen(mind, (aggressor, target, act), 1.0);
    let (board, bench) = (mind.board(), mind.bench());
    let mut sum = 0.0;
    for alliance in &board.nation(aggressor).alliances {
        let row = board.alliance(*alliance);
        let mut articles = row.treaty.articles.iter().enumerate();
        let called = articles.find(|(_, a)| {
            a.obligation.kind == Duty::Offence && bench.read(*alliance, a, &on).is_ok()
        });
        let Some((index, _)) = called else { continue };
        let owing = |m: &&Membership| bench.owes(*alliance, index, m.nation, &on);
        for member in row.members.iter().filter(owing) {
            let call = Call {
                guarantor: member.nation,
                aggressor: Some(target),
                target: aggressor,
                severity: act.severity,
                attribution: 1.0,
                provoked: false,
                article: (*alliance, index),
                peers: 0.5,
            };
            let prospect = guarantor::prospect(mind, &call);
            let forces = coalition::sent(mind, member.nation, target, prospect.level);
            sum += prospect.chance * forces.dot(&act.domains);
        }
    }
    sum
}

/// Standing forces that may meet an act of force before any vote, strength at the point of contact.
pub(super) fn ready_force(
    mind: &Mind,
    target: NationId,
    act: &Act,
    potentials: &[Potential],
) -> f64 {
    if !coalition::by_force(act) {
        return 0.0;
    }
    let mut called: Vec<AllianceId> = potentials.iter().map(|p| p.article.0).collect();
    called.sort_unstable();
    called.dedup();
    let force = |a: &AllianceId| coalition::standing_force(mind, *a, target).dot(&act.domains);
    called.iter().map(force).sum()
}
