//! What an aggressor's score is made of: gain, coalition, defeat, effort, punishment, retaliation, fear and the rest.
//! Reads a `Mind` and an outlook; writes terms. Pure.
//! Not here: which option is chosen (`mind::aggressor`), who may answer (`mind::coalition`).
//! Source: expected utility with beliefs (Bueno de Mesquita 1981); fear of decline (Fearon 1995, Powell 2006); sizes design.

use super::aggressor::Drive;
use super::coalition::{self, Field, Outlook, Potential, Stake};

use super::{Mind, term};
use crate::rules::board::NationRow;
use crate::rules::capability::Domain;
use crate::rules::decision::{Term, TermName};
use crate::rules::definition::Act;
use crate::rules::dice::{Draw, Purpose};
use crate::rules::id::{Key, NationId};
use crate::rules::treaty::Duty;
use crate::theory::audience;

/// What an act is worth to an aggressor if it succeeds, costs it in defeat, and to back out of.
pub(super) fn stake(
    mind: &Mind,
    (aggressor, target, act): (NationId, NationId, &Act),
    drive: &Drive,
) -> Stake {
    let (k, board) = (mind.k(), mind.board());
    let (row, victim) = (board.nation(aggressor), board.nation(target));
    let claimed = row
        .ambition
        .as_ref()
        .is_some_and(|a| a.claims.contains(&target));
    let worth = if claimed { 1.0 } else { 0.6 }
        * victim.territory.held
        * (1.0 - 0.5 * victim.territory.conceded);
    let risk = match (act.seizes, coalition::by_force(act)) {
        (true, _) => act.severity,
        (false, true) => 0.4 * act.severity,
        (false, false) => 0.3 * act.severity,
    };
    let public = home(row) * (1.0 + row.threatened(target));
    Stake {
        value: act.gain * worth * (0.3 + drive.appetite) * novelty(mind, aggressor, target, act),
        defeat: k.loss * risk * (1.2 - 0.4 * drive.resolve),
        coalition: k.coalition_cost * act.severity,
        retreat: act
            .seizes
            .then_some(k.withdrawal * act.severity * (0.5 + public)),
    }
}

/// What backing down costs a leader at home, by its regime (audience costs), 0-1.
fn home(row: &NationRow) -> f64 {
    audience::default_cost(regime(row.regime.kind))
}

/// The named parts of an act's score against holding.
pub(super) fn terms(
    mind: &Mind,
    (aggressor, target, act): (NationId, NationId, &Act),
    drive: &Drive,
    field: &Field,
    potentials: &[Potential],
    outlook: &Outlook,
) -> Vec<Term> {
    let (k, row) = (mind.k(), mind.board().nation(aggressor));
    let (stake, blame) = (&field.stake, field.blame);
    let rivalry = row.relation(target).map_or(0.0, |r| r.rivalry);
    let preparation = drive
        .plan
        .filter(|p| mind.rules.acts[p.act].id == act.id && p.target == target);
    let seen = preparation.is_some() && discovered(mind, aggressor, target);
    let prepared = if preparation.is_some() { 0.3 } else { 0.0 };
    let avenged = retaliation(mind, act, aggressor, target, blame, potentials);
    vec![
        term(TermName::Gain, stake.value * outlook.alone),
        term(
            TermName::Coalition,
            stake.value * (outlook.success - outlook.alone) - stake.coalition * outlook.weight,
        ),
        term(TermName::Defeat, -stake.defeat * (1.0 - outlook.success)),
        term(TermName::Retreat, outlook.saved),
        term(TermName::Effort, -act.cost),
        term(TermName::Punishment, -punishment(mind, blame, potentials)),
        term(TermName::Retaliation, -avenged),
        term(TermName::Promise, -promise(mind, aggressor, target, act)),
        term(
            TermName::Restraint,
            -k.restraint * act.severity * act.severity,
        ),
        term(
            TermName::Fear,
            k.fear * decline(mind, aggressor, target) * act.gain,
        ),
        term(TermName::Grievance, k.lesson * rivalry * act.gain),
        term(
            TermName::Audience,
            k.audience * home(row) * row.threatened(target) * act.severity,
        ),
        term(TermName::Taste, taste(mind, aggressor, act, drive)),
        term(TermName::Preparation, prepared * act.cost),
        term(
            TermName::Discovery,
            if seen { -0.1 * act.gain } else { 0.0 },
        ),
    ]
}

fn regime(kind: crate::rules::nation::RegimeKind) -> audience::Regime {
    use crate::rules::nation::RegimeKind;
    match kind {
        RegimeKind::Democracy => audience::Regime::Democracy,
        RegimeKind::Party | RegimeKind::Monarchy => audience::Regime::Party,
        RegimeKind::Personalist => audience::Regime::Personalist,
    }
}

/// The same act against the same nation wears off: each time within a year makes the next worth less.
fn novelty(mind: &Mind, aggressor: NationId, target: NationId, act: &Act) -> f64 {
    let recent = mind.board().nation(target).suffered.iter().filter(|p| {
        p.aggressor == aggressor && p.turn + 4 >= mind.turn && mind.rules.acts[p.act].id == act.id
    });
    1.0 / (1.0 + recent.count() as f64)
}

/// Answers below armed help: each guarantor's punishment times its chance and its share of the world's product.
fn punishment(mind: &Mind, blame: f64, potentials: &[Potential]) -> f64 {
    let share =
        |n: NationId| mind.board().nation(n).economy.product / mind.board().product.max(1e-9);
    let one = |p: &Potential| {
        p.chance * share(p.guarantor) * mind.rules.responses[p.level as usize].punishment
    };
    blame * potentials.iter().map(one).sum::<f64>()
}

/// Strategic retaliation: feared for grave acts against the armed, or against those whom the armed may help.
fn retaliation(
    mind: &Mind,
    act: &Act,
    aggressor: NationId,
    target: NationId,
    blame: f64,
    potentials: &[Potential],
) -> f64 {
    let armed = |n: NationId| mind.known.forces(n).get(Domain::Strategic) > 0.0;
    let own = if armed(target) { 1.0 } else { 0.0 };
    let extended = potentials
        .iter()
        .filter(|p| armed(p.guarantor))
        .map(|p| 0.6 * p.chance * p.forces.get(Domain::Strategic).clamp(0.5, 1.0))
        .fold(0.0, f64::max);
    let shield = if armed(aggressor) { 0.5 } else { 1.0 };
    mind.k().retaliation
        * shield
        * blame
        * act.severity
        * act.severity
        * act.severity
        * f64::max(own, extended)
}

/// A promise not to attack, or to stay neutral, that the act would break.
fn promise(mind: &Mind, aggressor: NationId, target: NationId, act: &Act) -> f64 {
    let bound = mind.board().nation(aggressor).alliances.iter().any(|a| {
        let row = mind.board().alliance(*a);
        let both = row.member(target).is_some();
        both && row
            .treaty
            .articles
            .iter()
            .any(|x| x.obligation.kind == Duty::NonAggression)
    });
    if bound { 0.3 * act.severity } else { 0.0 }
}

/// How fast the aggressor's position against the target's side declines, 0-1: growth behind, and forces building up.
fn decline(mind: &Mind, aggressor: NationId, target: NationId) -> f64 {
    let board = mind.board();
    let side: Vec<NationId> = [target].into_iter().chain(board.allies(target)).collect();
    let product: f64 = side.iter().map(|n| board.nation(*n).economy.product).sum();
    let growth: f64 = side
        .iter()
        .map(|n| board.nation(*n).economy.product * board.nation(*n).economy.growth)
        .sum();
    let behind = growth / product.max(1e-9) - board.nation(aggressor).economy.growth;
    let threat = board
        .nation(aggressor)
        .relation(target)
        .map_or(0.0, |r| r.threat);
    (10.0 * behind.max(0.0) + 0.5 * threat).min(1.0)
}

fn discovered(mind: &Mind, aggressor: NationId, target: NationId) -> bool {
    let seen = |list: &[crate::rules::relation::Estimate]| {
        list.iter()
            .any(|e| e.subject == aggressor && e.plan.is_some())
    };
    let row = mind.board().nation(target);
    seen(&row.estimates)
        || row
            .alliances
            .iter()
            .any(|a| seen(&mind.board().alliance(*a).estimates))
}

/// A leader's taste for an act, drawn once for its term in office; centred, so that tastes add no weight to attacking.
fn taste(mind: &Mind, aggressor: NationId, act: &Act, drive: &Drive) -> f64 {
    if !drive.tastes {
        return 0.0;
    }
    let row = mind.board().nation(aggressor);
    let draw = Draw::new(
        mind.seed,
        row.regime.leader,
        Purpose::Taste,
        row.key,
        Key::of(&act.id),
    );
    mind.k().taste * draw.normal()
}
