//! How a member votes: on findings, and on orders put to the alliance.
//! Reads a `Mind`; writes a `Decision` a member, with its leaning as terms.
//! Not here: counting (`treaty::decide`), what an applicable article then asks (`mind::guarantor`).
//! Rule text: DESIGN section 5, "The council aggregates by its decision rule".

use super::guarantor::{self, Call, choose};
use super::{Mind, term};
use crate::rules::board::AllianceRow;
use crate::rules::decision::{Choice, Decision, DecisionKind, Pick, Term, TermName};
use crate::rules::definition::OrderDef;
use crate::rules::dice::{Draw, Purpose, pair};
use crate::rules::id::{Actor, AllianceId, Key, NationId};
use crate::rules::treaty::{Article, decide};

/// A member's leaning on whether an article applies: as for coming, but talk is cheap, so cost and fit do not count.
pub fn leaning(mind: &Mind, call: &Call) -> Vec<Term> {
    let counts = |t: &Term| {
        !matches!(
            t.name,
            TermName::Peers | TermName::Tripwire | TermName::Commitment
        )
    };
    let mut terms: Vec<Term> = guarantor::terms(mind, call)
        .into_iter()
        .filter(counts)
        .collect();
    terms.push(term(TermName::Fit, VOTE_LEAN + 1.5 * call.severity));
    terms
}

/// Voting costs less than coming, so votes lean to yes by this much.
const VOTE_LEAN: f64 = 0.6;

/// A member's vote on a finding.
pub fn vote(mind: &Mind, call: &Call, incident: usize) -> Decision {
    let no = Choice::new(Pick::No, Vec::new());
    let yes = Choice::new(Pick::Yes, leaning(mind, call));
    let about = pair(
        mind.board().nation(call.target).key,
        Key(call.article.1 as u64 + 100),
    );
    let mut decision = noisy_choice(mind, call.guarantor, about, vec![no, yes]);
    decision.incident = Some(incident);
    decision.article = Some(call.article);
    decision
}

/// Days until an alliance has ruled on an article: those the article takes, those of talk, and those of a vote of so many.
pub fn days(row: &AllianceRow, article: &Article, ballots: usize) -> f64 {
    let talk = article.consultation.map_or(0.0, |c| c.days);
    let mean = MEAN_DAYS * (1.5 - row.state.cohesion);
    article.days + talk + decide::days(&article.decision, ballots, mean)
}

/// Mean days a capital takes to make up its mind at middling cohesion.
const MEAN_DAYS: f64 = 1.5;

/// A member's vote on an order put to the alliance.
pub fn vote_on_order(
    mind: &Mind,
    alliance: AllianceId,
    member: NationId,
    proposer: Actor,
    order: &OrderDef,
    target: Option<NationId>,
) -> bool {
    let row = mind.board().nation(member);
    if proposer == Actor::Nation(member) {
        return true;
    }
    let trust = match proposer {
        Actor::Nation(n) => row.relation(n).map_or(0.5, |r| r.trust),
        Actor::Council(_) => mind.board().alliance(alliance).state.cohesion,
    };
    let subject = target
        .and_then(|t| row.relation(t))
        .map_or(0.0, |r| 0.3 * (r.threat - r.trust));
    let terms = vec![
        term(TermName::Cohesion, 1.5 * (trust - 0.4)),
        term(TermName::Interest, 0.6 * order.suits[row.policy.0 as usize]),
        term(TermName::Threat, subject),
    ];
    let options = vec![
        Choice::new(Pick::No, Vec::new()),
        Choice::new(Pick::Yes, terms),
    ];
    let about = pair(Key::of(&order.id), mind.board().alliance(alliance).key);
    noisy_choice(mind, member, about, options).chosen == 1
}

fn noisy_choice(mind: &Mind, member: NationId, about: Key, mut options: Vec<Choice>) -> Decision {
    let key = mind.board().nation(member).key;
    let scale = 1.0 / mind.k().vote_precision.max(1e-9);
    let yes = Draw::new(mind.seed, mind.turn, Purpose::Vote, key, about);
    let no = Draw::new(mind.seed, mind.turn, Purpose::Vote, about, key);
    options[1].noise = (yes.gumbel() - no.gumbel()) * scale;
    let mut decision = choose(options, 0.0);
    decision.turn = mind.turn;
    decision.kind = DecisionKind::Vote;
    decision.actor = Actor::Nation(member);
    decision
}
