//! How an aggressor weighs: the best target for each act, the best act, and holding; plans made, carried on, paused or dropped.
//! Reads a `Mind`; writes a `Decision` whose terms are the whole reasoning.
//! Not here: preparation and acts carried out (`phase::aggression`), who may answer (`mind::coalition`).
//! Source: expected utility with beliefs (Bueno de Mesquita 1981), nested quantal choice; DESIGN section 5, "Plans, not rolls".

use super::coalition::{self, Field, Outlook, Potential};
use super::guarantor::{self, Call};
use super::{Mind, motives, term};
use crate::rules::board::RIVAL;
use crate::rules::capability::{Domain, PerDomain};
use crate::rules::decision::{Belief, Choice, Decision, DecisionKind, Odds, Pick, Term, TermName};
use crate::rules::definition::{Act, ActKind};
use crate::rules::dice::{Draw, Purpose, pair};
use crate::rules::id::{Actor, AllianceId, Key, NationId};
use crate::rules::nation::{Membership, Plan};
use crate::rules::treaty::Duty;
use crate::rules::treaty::evaluate::Occasion;
use crate::theory::{contest, distance};

/// What an aggressor is taken to want.
#[derive(Clone, Debug)]
pub(super) struct Drive {
    /// Appetite for gains, 0-1.
    pub appetite: f64,
    /// Resolve, 0-1.
    pub resolve: f64,
    /// The plan it is making.
    pub plan: Option<Plan>,
    /// Whether its leader's tastes count (they are its own secret).
    pub tastes: bool,
}

/// One option with what it rests on.
struct Weighed<'a> {
    choice: Choice,
    target: NationId,
    potentials: Vec<Potential>,
    field: Field<'a>,
}

/// The aggressor's own decision, with its temper.
pub fn weigh(mind: &Mind, aggressor: NationId) -> Decision {
    let row = mind.board().nation(aggressor);
    let Some(ambition) = &row.ambition else {
        return hold(mind, aggressor);
    };
    let drive = Drive {
        appetite: ambition.appetite,
        resolve: ambition.resolve,
        plan: row.plan,
        tastes: true,
    };
    let mut options = weigh_all(mind, aggressor, &drive);
    temper(mind, aggressor, &mut options);
    decide(mind, aggressor, &drive, options)
}

/// The same reasoning as another sees it: no temper, resolve unknown and taken as middling.
pub fn weigh_as_seen(mind: &Mind, aggressor: NationId) -> Decision {
    let seen = mind.known.estimate(aggressor).and_then(|e| e.plan);
    let plan = seen.map(|(act, target)| Plan {
        act,
        target,
        made: mind.turn,
        left: 1,
    });
    let drive = Drive {
        appetite: mind.known.appetite(aggressor),
        resolve: 0.5,
        plan,
        tastes: false,
    };
    let options = weigh_all(mind, aggressor, &drive);
    decide(mind, aggressor, &drive, options)
}

fn hold(mind: &Mind, aggressor: NationId) -> Decision {
    decide(
        mind,
        aggressor,
        &Drive {
            appetite: 0.0,
            resolve: 0.0,
            plan: None,
            tastes: false,
        },
        Vec::new(),
    )
}

/// For each act the best target; only the plan's own act once there is a plan.
fn weigh_all<'a>(mind: &Mind<'a>, aggressor: NationId, drive: &Drive) -> Vec<Weighed<'a>> {
    let row = mind.board().nation(aggressor);
    let allowed: &[usize] = row.ambition.as_ref().map_or(&[], |a| &a.acts);
    let targets = targets(mind, aggressor);
    let mut best: Vec<Weighed> = Vec::new();
    for (rung, act) in mind.rules.acts.iter().enumerate() {
        if !allowed.is_empty() && !allowed.contains(&rung) {
            continue;
        }
        let mut top: Option<Weighed> = None;
        for target in &targets {
            if drive
                .plan
                .is_some_and(|p| (p.act, p.target) != (rung, *target))
                || !feasible(mind, aggressor, act)
            {
                continue;
            }
            let weighed = weigh_one(mind, aggressor, *target, rung, drive);
            if top
                .as_ref()
                .is_none_or(|t| weighed.choice.score > t.choice.score)
            {
                top = Some(weighed);
            }
        }
        best.extend(top);
    }
    best
}

/// Rivalry from which even an ally may be turned on, 0-1.
const FEUD: f64 = 0.5;

/// Those an aggressor may turn on: its claims, ally or not, and rivals; other allies only where there is a feud.
pub fn targets(mind: &Mind, aggressor: NationId) -> Vec<NationId> {
    let row = mind.board().nation(aggressor);
    let claims = row
        .ambition
        .as_ref()
        .map(|a| a.claims.as_slice())
        .unwrap_or_default();
    let rivals = row
        .relations
        .iter()
        .filter(|r| r.rivalry >= RIVAL)
        .map(|r| r.other);
    let feud = |n: NationId| row.relation(n).is_some_and(|r| r.rivalry >= FEUD);
    let mut found: Vec<NationId> = claims.iter().copied().chain(rivals).collect();
    found.retain(|n| {
        *n != aggressor
            && (claims.contains(n) || !mind.board().allied(aggressor, *n) || feud(*n))
            && mind.board().nation(*n).territory.held > 0.05
    });
    found.sort_unstable();
    found.dedup();
    found
}

fn feasible(mind: &Mind, aggressor: NationId, act: &Act) -> bool {
    mind.known.forces(aggressor).dot(&act.domains) > 0.0 || act.domains.total() == 0.0
}

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

fn weigh_one<'a>(
    mind: &Mind<'a>,
    aggressor: NationId,
    target: NationId,
    rung: usize,
    drive: &Drive,
) -> Weighed<'a> {
    let act = &mind.rules.acts[rung];
    let blame = blame(mind, target, act);
    let (attack, home) = strengths(mind, aggressor, target, act);
    let potentials = coalition::potentials(mind, aggressor, target, act, blame);
    let field = Field {
        act,
        attack: attack + support(mind, aggressor, target, act),
        home,
        ready: ready_force(mind, target, act, &potentials),
        blame,
        stake: motives::stake(mind, (aggressor, target, act), drive),
    };
    let (terms, outlook) = score(mind, (aggressor, target), drive, &field, &potentials);
    let mut choice = Choice::new(Pick::Act(rung, target), terms);
    choice.odds = Odds {
        success: outlook.success,
        blame,
        any: outlook.any,
    };
    Weighed {
        choice,
        target,
        potentials,
        field,
    }
}

/// The terms of an option against these potential guarantors.
fn score(
    mind: &Mind,
    (aggressor, target): (NationId, NationId),
    drive: &Drive,
    field: &Field,
    potentials: &[Potential],
) -> (Vec<Term>, Outlook) {
    let outlook = prospects(mind, field, potentials);
    let who = (aggressor, target, field.act);
    let terms = motives::terms(mind, who, drive, field, potentials, &outlook);
    (terms, outlook)
}

/// Strength that partners in an offence pact are expected to bring to an attack, at the point of contact.
fn support(mind: &Mind, aggressor: NationId, target: NationId, act: &Act) -> f64 {
    if !coalition::by_force(act) {
        return 0.0;
    }
    let on = Occasion {
        turn: mind.turn,
        aggressor: Some(aggressor),
        target,
        act: Some(act),
        severity: act.severity,
        attribution: 1.0,
        provoked: false,
    };
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
fn ready_force(mind: &Mind, target: NationId, act: &Act, potentials: &[Potential]) -> f64 {
    if !coalition::by_force(act) {
        return 0.0;
    }
    let mut called: Vec<AllianceId> = potentials.iter().map(|p| p.article.0).collect();
    called.sort_unstable();
    called.dedup();
    let force = |a: &AllianceId| coalition::standing_force(mind, *a, target).dot(&act.domains);
    called.iter().map(force).sum()
}

/// Force acts are met by whoever comes in time; others succeed by skill and surprise alone.
fn prospects(mind: &Mind, field: &Field, potentials: &[Potential]) -> Outlook {
    if coalition::by_force(field.act) {
        return coalition::outlook(mind, field, potentials);
    }
    let nobody: f64 = potentials.iter().map(|p| 1.0 - p.chance).product();
    let success = contest::ratio(field.attack, field.home, mind.k().contest);
    Outlook {
        success,
        alone: success,
        any: field.blame * (1.0 - nobody),
        ..Outlook::default()
    }
}

/// The temper: noise keyed by aggressor, target, act and the leader's term, not by the turn.
fn temper(mind: &Mind, aggressor: NationId, options: &mut [Weighed]) {
    let row = mind.board().nation(aggressor);
    let scale = 1.0 / mind.k().precision.max(1e-9);
    for option in options {
        let Pick::Act(rung, target) = option.choice.pick else {
            continue;
        };
        let about = pair(Key(rung as u64), mind.board().nation(target).key);
        let act = Draw::new(
            mind.seed,
            row.regime.leader,
            Purpose::Temper,
            row.key,
            about,
        );
        let hold = Draw::new(
            mind.seed,
            row.regime.leader,
            Purpose::Temper,
            about,
            row.key,
        );
        option.choice.noise = (act.gumbel() - hold.gumbel()) * scale;
    }
}

/// Nested choice: the best act by score alone carries its temper against holding; the others are kept for the ledger.
fn decide(mind: &Mind, aggressor: NationId, drive: &Drive, weighed: Vec<Weighed>) -> Decision {
    let threshold = mind.k().margin;
    let best = (0..weighed.len()).max_by(|a, b| {
        weighed[*a]
            .choice
            .score
            .total_cmp(&weighed[*b].choice.score)
    });
    let first = if drive.plan.is_some() {
        Pick::Drop
    } else {
        Pick::Hold
    };
    let mut options = vec![Choice::new(first, Vec::new())];
    options.extend(weighed.iter().map(|w| w.choice.clone()));
    if let Some(plan) = drive.plan {
        let patience =
            (0.03 - 0.02 * f64::from(mind.turn.saturating_sub(plan.made + 1))).max(-0.05);
        options.push(Choice::new(
            Pick::Pause,
            vec![
                term(TermName::Time, -0.01),
                term(TermName::Preparation, patience),
            ],
        ));
    }
    let mut chosen = 0;
    let mut margin = -threshold;
    if let Some(best) = best {
        let option = &weighed[best].choice;
        margin = option.score - threshold;
        if option.score + option.noise > threshold {
            chosen = best + 1;
        }
    }
    if chosen == 0 && drive.plan.is_some() && options.last().is_some_and(|p| p.score > 0.0) {
        chosen = options.len() - 1;
    }
    let beliefs = best.map(|b| beliefs(mind, &weighed[b])).unwrap_or_default();
    let deciding = best
        .filter(|_| margin < 0.0)
        .and_then(|b| deciding(mind, aggressor, drive, &weighed[b], threshold));
    Decision {
        turn: mind.turn,
        kind: DecisionKind::Aggression,
        actor: Actor::Nation(aggressor),
        incident: None,
        article: None,
        options,
        threshold,
        chosen,
        margin,
        beliefs,
        deciding,
    }
}

fn beliefs(mind: &Mind, weighed: &Weighed) -> Vec<Belief> {
    let Pick::Act(rung, _) = weighed.choice.pick else {
        return Vec::new();
    };
    let domains: &PerDomain = &mind.rules.acts[rung].domains;
    let belief = |p: &Potential| Belief {
        guarantor: p.guarantor,
        chance: weighed.field.blame * p.chance,
        strength: p.forces.dot(domains),
    };
    weighed.potentials.iter().map(belief).collect()
}

/// The guarantor whose removal would lift the best act over the threshold, found by recomputing; the one whose removal lifts it most.
fn deciding(
    mind: &Mind,
    aggressor: NationId,
    drive: &Drive,
    weighed: &Weighed,
    threshold: f64,
) -> Option<NationId> {
    let mut best: Option<(NationId, f64)> = None;
    for gone in weighed.potentials.iter().map(|p| p.guarantor) {
        let left: Vec<Potential> = weighed
            .potentials
            .iter()
            .filter(|p| p.guarantor != gone)
            .cloned()
            .collect();
        let who = (aggressor, weighed.target);
        let (terms, _) = score(mind, who, drive, &weighed.field, &left);
        let score: f64 = terms.iter().map(|t| t.value).sum();
        if score > threshold && best.is_none_or(|(_, b)| score > b) {
            best = Some((gone, score));
        }
    }
    best.map(|(n, _)| n)
}
