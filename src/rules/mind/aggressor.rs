//! How an aggressor weighs: the best target for each act, the best act, and holding; plans made, carried on, paused or dropped.
//! Reads a `Mind`; writes a `Decision` whose terms are the whole reasoning.
//! Not here: preparation and acts carried out (`phase::aggression`), who may answer (`mind::coalition`).
//! Source: expected utility with beliefs (Bueno de Mesquita 1981), nested quantal choice; DESIGN section 5, "Plans, not rolls".

use super::coalition::{self, Field, Outlook, Potential};
use super::{Mind, motives, reach, term};
use crate::rules::board::RIVAL;
use crate::rules::capability::PerDomain;
use crate::rules::decision::{Belief, Choice, Decision, DecisionKind, Odds, Pick, Term, TermName};
use crate::rules::definition::Act;
use crate::rules::dice::{Draw, Purpose, pair};
use crate::rules::id::{Actor, Key, NationId};
use crate::rules::nation::Plan;
use crate::theory::contest;

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
    match own(mind, aggressor) {
        Some((drive, options)) => decide(mind, aggressor, &drive, options),
        None => hold(mind, aggressor),
    }
}

/// What an aggressor wants and the options it has, each with its temper; `None` for a nation without ambition.
fn own<'a>(mind: &Mind<'a>, aggressor: NationId) -> Option<(Drive, Vec<Weighed<'a>>)> {
    let row = mind.board().nation(aggressor);
    let ambition = row.ambition.as_ref()?;
    let drive = Drive {
        appetite: ambition.appetite,
        resolve: ambition.resolve,
        plan: row.plan,
        tastes: true,
    };
    let mut options = weigh_all(mind, aggressor, &drive);
    temper(mind, aggressor, &mut options);
    Some((drive, options))
}

/// The option with the highest score, by its place.
fn strongest(options: &[Weighed]) -> Option<usize> {
    let score = |i: &usize| options[*i].choice.score;
    (0..options.len()).max_by(|a, b| score(a).total_cmp(&score(b)))
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

/// The heart of an aggressor's decision: its best option, on what it rests.
pub struct Case<'a> {
    /// Who weighs.
    pub aggressor: NationId,
    /// Whom.
    pub target: NationId,
    /// The option as the decision has it: terms, score, temper.
    pub choice: Choice,
    /// The field.
    pub field: Field<'a>,
    /// Who may answer.
    pub potentials: Vec<Potential>,
    /// What holding is worth beside it: the margin that an act must have.
    pub threshold: f64,
    /// The part of the score that does not depend on who comes.
    pub fixed: f64,
}

/// The case behind the best option an aggressor has now; `None` if it has none.
pub fn case<'a>(mind: &Mind<'a>, aggressor: NationId) -> Option<Case<'a>> {
    let (_, mut options) = own(mind, aggressor)?;
    let best = options.swap_remove(strongest(&options)?);
    let outlook = prospects(mind, &best.field, &best.potentials);
    let stake = best.field.stake;
    Some(Case {
        aggressor,
        target: best.target,
        fixed: best.choice.score - stake.pressed(outlook.success, outlook.weight) - outlook.saved,
        choice: best.choice,
        field: best.field,
        potentials: best.potentials,
        threshold: mind.k().margin,
    })
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

fn weigh_one<'a>(
    mind: &Mind<'a>,
    aggressor: NationId,
    target: NationId,
    rung: usize,
    drive: &Drive,
) -> Weighed<'a> {
    let act = &mind.rules.acts[rung];
    let blame = reach::blame(mind, target, act);
    let (attack, home) = reach::strengths(mind, aggressor, target, act);
    let potentials = coalition::potentials(mind, aggressor, target, act, blame);
    let field = Field {
        act,
        attack: attack + reach::support(mind, aggressor, target, act),
        home,
        ready: reach::ready_force(mind, target, act, &potentials),
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

/// The temper: noise keyed by aggressor, target, act and the leader's term, not by the turn; in proportion to what the act may gain,
/// since precision is about stakes between 0 and 1.
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
        option.choice.noise =
            (act.gumbel() - hold.gumbel()) * scale * option.field.act.gain.min(1.0);
    }
}

/// Nested choice: the best act by score alone carries its temper against holding; the others are kept for the ledger.
fn decide(mind: &Mind, aggressor: NationId, drive: &Drive, weighed: Vec<Weighed>) -> Decision {
    let threshold = mind.k().margin;
    let best = strongest(&weighed);
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
