//! The other nations a seat has to do with: who is friend and who foe, and what the seat has done toward each.
//! Reads relations, deployments, sanctions and commitments of the seat and its friends; writes nothing.
//! Not here: what is made of it (`ai::picture`, `ai::need`), whom an order is aimed at (`ai::shortlist`).
//! Rule text: DESIGN section 5, "Assessment and record".

use crate::rules::board::{Board, NationRow, RIVAL};
use crate::rules::capability::PerDomain;
use crate::rules::id::{Actor, NationId};
use crate::rules::nation::War;
use crate::rules::relation::Relation;

/// What another nation is to the seat.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Bond {
    /// The seat itself (a council: its members together).
    Own,
    /// An ally, or a member for a council.
    Friend,
    /// A rival, or someone the seat has claims on.
    Foe,
    /// Neither.
    Neutral,
}

/// Another nation, as the seat sees it. Shares are 0-1.
#[derive(Clone, Debug)]
pub(super) struct Other {
    pub id: NationId,
    pub bond: Bond,
    /// Whether it is in an alliance with the seat (orders aimed at allies reach it).
    pub ally: bool,
    /// Whether it counts as a rival of the seat (orders aimed at rivals reach it).
    pub rival: bool,
    /// Whether the seat has relations with it (orders aimed at outsiders reach it unless it is an ally).
    pub related: bool,
    pub trust: f64,
    pub threat: f64,
    pub rivalry: f64,
    pub trade: f64,
    pub reliability: f64,
    /// How dangerous a foe is: threat, rivalry, plan, war.
    pub menace: f64,
    /// How endangered a friend is.
    pub danger: f64,
    /// Grave acts it was lately accused of, against the seat or its friends.
    pub struck: f64,
    /// A plan of its was seen.
    pub plans: bool,
    /// The seat has a claim on it.
    pub claim: bool,
    /// Ready strength as known (foes only).
    pub forces: PerDomain,
    /// How many members' views were merged in it (councils).
    pub views: f64,
    /// Share of the seat's forces on its soil, and whether strategic weapons are there.
    pub deployed: f64,
    pub strategic: bool,
    /// Depth of the seat's sanctions on it.
    pub sanctioned: f64,
    /// Stakes of the seat's promise to it and of its threat against it.
    pub promised: f64,
    pub threatened: f64,
}

/// Everyone an actor has to do with, by id.
pub(super) fn others(board: &Board, actor: Actor) -> Vec<Other> {
    match actor {
        Actor::Nation(n) => {
            let row = board.nation(n);
            let mut found: Vec<Other> = row
                .relations
                .iter()
                .map(|r| seen(board, r, board.allied(n, r.other)))
                .collect();
            found.iter_mut().for_each(|other| mark(row, other));
            found
        }
        Actor::Council(a) => {
            let alliance = board.alliance(a);
            let inside = |n: NationId| alliance.member(n).is_some();
            let mut found: Vec<Other> = Vec::with_capacity(alliance.members.len() * 8);
            for member in &alliance.members {
                let row = board.nation(member.nation);
                found.extend(row.relations.iter().map(|r| {
                    let mut other = seen(board, r, inside(r.other));
                    other.rival &= !other.ally;
                    mark(row, &mut other);
                    other
                }));
            }
            found.sort_by_key(|o| o.id);
            found.dedup_by(|next, kept| next.id == kept.id && merge(kept, next));
            for other in &mut found {
                other.trust /= other.views;
                other.reliability /= other.views;
            }
            found
        }
    }
}

fn seen(board: &Board, relation: &Relation, ally: bool) -> Other {
    let (id, rival) = (relation.other, relation.rivalry >= RIVAL);
    let at_war = |w: &War| w.target == id;
    let danger = if !ally {
        0.0
    } else if board.wars.iter().any(at_war) {
        1.0
    } else {
        board
            .nation(id)
            .relations
            .iter()
            .map(|r| r.threat)
            .fold(0.0, f64::max)
    };
    Other {
        id,
        bond: if ally {
            Bond::Friend
        } else if rival {
            Bond::Foe
        } else {
            Bond::Neutral
        },
        ally,
        rival,
        related: true,
        trust: relation.trust,
        threat: relation.threat,
        rivalry: relation.rivalry,
        trade: relation.trade,
        reliability: relation.alpha / (relation.alpha + relation.beta).max(1e-9),
        menace: if ally {
            0.0
        } else {
            (0.5 * relation.threat + 0.5 * relation.rivalry).clamp(0.0, 1.0)
        },
        danger,
        struck: 0.0,
        plans: false,
        claim: false,
        forces: PerDomain::default(),
        views: 1.0,
        deployed: 0.0,
        strategic: false,
        sanctioned: 0.0,
        promised: 0.0,
        threatened: 0.0,
    }
}

/// What the seat itself has done toward the other: claims, troops, sanctions, words.
fn mark(row: &NationRow, other: &mut Other) {
    other.claim = row
        .ambition
        .as_ref()
        .is_some_and(|a| a.claims.contains(&other.id));
    if other.claim && !other.ally {
        (other.bond, other.menace) = (Bond::Foe, other.menace.max(0.5));
    }
    if let Some(there) = row.deployed(other.id) {
        (other.deployed, other.strategic) = (there.share, there.strategic);
    }
    other.sanctioned = row
        .sanctions
        .iter()
        .find(|(n, _)| *n == other.id)
        .map_or(0.0, |(_, depth)| *depth);
    other.promised = row.promised(other.id);
    other.threatened = row.threatened(other.id);
}

/// Merges a member's view of a nation into the council's: fears are shared, trust is summed (and later divided).
fn merge(kept: &mut Other, next: &Other) -> bool {
    kept.rival |= next.rival;
    if next.bond == Bond::Foe {
        kept.bond = Bond::Foe;
    }
    kept.views += next.views;
    kept.trust += next.trust;
    kept.reliability += next.reliability;
    kept.threat = kept.threat.max(next.threat);
    kept.rivalry = kept.rivalry.max(next.rivalry);
    kept.trade = kept.trade.max(next.trade);
    kept.menace = kept.menace.max(next.menace);
    kept.deployed = kept.deployed.max(next.deployed);
    kept.strategic |= next.strategic;
    kept.sanctioned = kept.sanctioned.max(next.sanctioned);
    kept.promised = kept.promised.max(next.promised);
    kept.threatened = kept.threatened.max(next.threatened);
    true
}
