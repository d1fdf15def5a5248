//! How a guarantor weighs an obligation: the join index as named terms, response levels, and the chance that it comes.
//! Reads a `Mind`; writes a `Decision`. Aggressors run the same terms on what they know to form their beliefs.
//! Not here: whether the article applies (`treaty::evaluate`), what the response does (`phase::response`).
//! Source: the join index of the science notes 3.3 (Leeds 2003; Snyder 1984; Walt 1987; signs looked up, sizes design).

use super::{Mind, term};
use crate::rules::decision::{Belief, Choice, Decision, DecisionKind, Pick, Term, TermName};
use crate::rules::definition::Response;
use crate::rules::dice::{Draw, Purpose, pair};
use crate::rules::id::{Actor, AllianceId, Key, NationId};
use crate::rules::nation::RegimeKind;
use crate::rules::treaty::Duty;
use crate::rules::treaty::evaluate::Occasion;
use crate::theory::{distance, quantal};

/// An obligation as a guarantor meets it.
#[derive(Clone, Copy, Debug)]
pub struct Call {
    /// Who is called.
    pub guarantor: NationId,
    /// Against whom; `None` for internal conflict.
    pub aggressor: Option<NationId>,
    /// Whom to help (or, on the aggressor's side, whom to fight).
    pub target: NationId,
    /// Severity of the act, 0-1.
    pub severity: f64,
    /// How surely it was the accused, 0-1.
    pub attribution: f64,
    /// Whether the target provoked it.
    pub provoked: bool,
    /// The alliance and article that call.
    pub article: (AllianceId, usize),
    /// Share of the other members expected to come, 0-1.
    pub peers: f64,
}

/// The best response, its score against staying out, and the chance it is given.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Prospect {
    /// The response level, 0-4.
    pub level: u32,
    /// Its score against staying out.
    pub score: f64,
    /// The chance the guarantor comes, 0-1.
    pub chance: f64,
}

/// The terms that do not depend on the level of the response.
pub fn terms(mind: &Mind, call: &Call) -> [Term; 16] {
    let (k, board) = (mind.k(), mind.board());
    let (row, alliance) = (board.nation(call.guarantor), board.alliance(call.article.0));
    let weight = alliance.treaty.articles[call.article.1].obligation.weight;
    let threat = call
        .aggressor
        .and_then(|a| row.relation(a))
        .map_or(0.0, |r| r.threat);
    let membership = alliance.member(call.guarantor);
    let name = membership.map_or(0.5, |m| {
        f64::from(1 + m.kept) / f64::from(2 + m.kept + m.broken)
    });
    let world_then = board.product_at_signing.max(1e-9);
    let share_then = row.economy.at_signing / world_then;
    let drift =
        (row.economy.product / board.product.max(1e-9) - share_then).abs() / share_then.max(1e-9);
    let autocracy = if row.regime.kind == RegimeKind::Democracy {
        0.0
    } else {
        1.0
    };
    let tripwire = row
        .deployed(call.target)
        .map_or(0.0, |d| (d.share * 4.0).min(1.0));
    [
        term(TermName::Base, k.join_base),
        term(TermName::Obligation, k.join_obligation * weight),
        term(TermName::Threat, k.join_threat * threat),
        term(
            TermName::Interest,
            k.join_interest * interest(mind, call.guarantor, call.target),
        ),
        term(TermName::Reputation, k.join_reputation * weight * name),
        term(
            TermName::Will,
            k.join_will * mind.known.will(call.guarantor),
        ),
        term(TermName::Peers, k.join_peers * call.peers),
        term(
            TermName::Cohesion,
            k.join_peers * (alliance.state.cohesion - 0.5),
        ),
        term(
            TermName::Provoked,
            if call.provoked { -k.join_provoked } else { 0.0 },
        ),
        term(TermName::Power, -k.join_power * (drift / 0.2).min(2.0)),
        term(
            TermName::RegimeChange,
            if row.regime.changed {
                -k.join_regime
            } else {
                0.0
            },
        ),
        term(TermName::Autocracy, -k.join_autocracy * autocracy),
        term(TermName::Tripwire, k.join_tripwire * tripwire),
        term(
            TermName::Commitment,
            k.join_commitment * row.promised(call.target),
        ),
        term(TermName::Doubt, -(1.0 - call.attribution).clamp(0.0, 1.0)),
        term(TermName::Promise, -k.join_obligation * bond(mind, call)),
    ]
}

/// How binding a promise of neutrality is that the guarantor gave the other side, 0-1; 0 without one that applies.
fn bond(mind: &Mind, call: &Call) -> f64 {
    let Some(other) = call.aggressor else {
        return 0.0;
    };
    let on = Occasion {
        turn: mind.turn,
        aggressor: Some(other),
        target: call.target,
        act: None,
        severity: call.severity,
        attribution: call.attribution,
        provoked: call.provoked,
    };
    let (board, bench) = (mind.board(), mind.bench());
    let mut most: f64 = 0.0;
    for alliance in &board.nation(call.guarantor).alliances {
        let row = board.alliance(*alliance);
        if row.member(other).is_none() {
            continue;
        }
        for (index, article) in row.treaty.articles.iter().enumerate() {
            let binds = article.obligation.kind == Duty::Neutrality
                && bench.read(*alliance, article, &on).is_ok()
                && bench.owes(*alliance, index, call.guarantor, &on);
            if binds {
                most = most.max(article.obligation.weight);
            }
        }
    }
    most
}

/// Ties with a nation, 0-1: trust, trade, and nearness.
pub fn interest(mind: &Mind, of: NationId, toward: NationId) -> f64 {
    let row = mind.board().nation(of);
    row.relation(toward).map_or(0.0, |r| {
        let near = if r.border {
            1.0
        } else {
            distance::loss_of_strength(1.0, r.km, mind.k().land_reach)
        };
        0.4 * r.trust + 0.3 * r.trade + 0.3 * near
    })
}

/// What a response of a level adds: how well it fits the act, and what it costs this guarantor.
fn level_terms(mind: &Mind, call: &Call, response: &Response) -> [Term; 2] {
    let k = mind.k();
    let misfit = call.severity - response.fits;
    let own = mind.known.forces(call.guarantor).total();
    let theirs = call.aggressor.map_or(0.0, |a| mind.known.forces(a).total());
    let odds = if own + theirs > 0.0 {
        theirs / (own + theirs)
    } else {
        0.0
    };
    let cost = 3.0 * response.cost + 0.5 * response.help * odds;
    [
        term(TermName::Fit, -k.misfit * misfit * misfit),
        term(TermName::Cost, -k.join_cost * cost),
    ]
}

/// The best response level and the chance that it is given.
pub fn prospect(mind: &Mind, call: &Call) -> Prospect {
    let base: f64 = terms(mind, call).iter().map(|t| t.value).sum();
    prospect_on(mind, call, base)
}

/// As `prospect`, with the level-independent score already summed.
pub fn prospect_on(mind: &Mind, call: &Call, base: f64) -> Prospect {
    let mut best = (0, f64::NEG_INFINITY);
    for (level, response) in mind.rules.responses.iter().enumerate() {
        let score = base
            + level_terms(mind, call, response)
                .iter()
                .map(|t| t.value)
                .sum::<f64>();
        if score > best.1 {
            best = (level as u32, score);
        }
    }
    let chance = quantal::logistic(mind.k().guarantor_precision * best.1);
    Prospect {
        level: best.0,
        score: best.1,
        chance,
    }
}

/// The guarantor's decision. One draw of noise sets joining against staying out, so that more levels add no weight to joining.
pub fn respond(mind: &Mind, call: &Call, incident: usize) -> Decision {
    let base = terms(mind, call);
    let mut options = vec![Choice::new(Pick::StayOut, Vec::new())];
    for (level, response) in mind.rules.responses.iter().enumerate() {
        let mut all = base.to_vec();
        all.extend(level_terms(mind, call, response));
        options.push(Choice::new(Pick::Level(level as u32), all));
    }
    let row = mind.board().nation(call.guarantor);
    let about = pair(
        mind.board().nation(call.target).key,
        Key(call.article.1 as u64),
    );
    let noise = Draw::new(mind.seed, mind.turn, Purpose::Response, row.key, about);
    let stay = Draw::new(mind.seed, mind.turn, Purpose::Response, about, row.key);
    let scale = 1.0 / mind.k().guarantor_precision.max(1e-9);
    let joined = (noise.gumbel() - stay.gumbel()) * scale;
    options.iter_mut().skip(1).for_each(|o| o.noise = joined);
    let best = prospect_on(mind, call, base.iter().map(|t| t.value).sum());
    let beliefs = vec![Belief {
        guarantor: call.guarantor,
        chance: best.chance,
        strength: 0.0,
    }];
    let mut decision = choose(options, 0.0);
    decision.turn = mind.turn;
    decision.kind = DecisionKind::Response;
    decision.actor = Actor::Nation(call.guarantor);
    decision.incident = Some(incident);
    decision.article = Some(call.article);
    decision.beliefs = beliefs;
    decision
}

/// Picks the option with the highest score plus noise; the first wins unless another beats it by more than the threshold.
pub fn choose(options: Vec<Choice>, threshold: f64) -> Decision {
    let value = |c: &Choice| c.score + c.noise;
    let first = options.first().map_or(0.0, value);
    let mut chosen = 0;
    let mut best = first + threshold;
    for (i, option) in options.iter().enumerate().skip(1) {
        if value(option) > best {
            (chosen, best) = (i, value(option));
        }
    }
    let top = options
        .iter()
        .skip(1)
        .map(|o| o.score)
        .fold(f64::NEG_INFINITY, f64::max);
    let margin = if options.len() > 1 {
        top - options[0].score - threshold
    } else {
        0.0
    };
    Decision {
        turn: 0,
        kind: DecisionKind::Response,
        actor: Actor::Nation(NationId(0)),
        incident: None,
        article: None,
        options,
        threshold,
        chosen,
        margin,
        beliefs: Vec::new(),
        deciding: None,
    }
}
