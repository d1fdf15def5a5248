//! The board: a plain table of the world, gathered at the start of a step, and what one seat knows of it.
//! Holds plain rows; `rules::gather` fills them from components.
//! Not here: what minds conclude (`rules::mind`), what players are shown (`view`).
//! Rule text: DESIGN section 5, "Assessment and record": the same reasoning runs on a seat's `Knowledge` and on the truth.

use bevy::ecs::prelude::*;

use super::capability::{Domain, PerDomain};
use super::event::PastAct;
use super::id::{Actor, AllianceId, Key, NationId};
use super::nation::*;
use super::relation::{Estimate, Relation};
use super::treaty::Treaty;

/// The world as tables in id order.
#[derive(Resource, Clone, Debug, Default)]
pub struct Board {
    /// Nations, by id.
    pub nations: Vec<NationRow>,
    /// Alliances, by id.
    pub alliances: Vec<AllianceRow>,
    /// Wars that go on, oldest first.
    pub wars: Vec<War>,
    /// Product of the whole world, money a year.
    pub product: f64,
    /// The same when the treaties in force were signed.
    pub product_at_signing: f64,
}

/// One nation.
#[derive(Clone, Debug)]
pub struct NationRow {
    /// Its id.
    pub id: NationId,
    /// Its key.
    pub key: Key,
    /// Ready strength by domain, as it is.
    pub forces: PerDomain,
    /// Full strength by domain, as it is.
    pub strength: PerDomain,
    /// Mean interoperability of its combat forces, weighted by strength.
    pub interoperability: f64,
    /// Economy.
    pub economy: Economy,
    /// Money and political capital.
    pub treasury: Treasury,
    /// Regime.
    pub regime: Regime,
    /// Politics.
    pub politics: Politics,
    /// Hidden type.
    pub hidden: HiddenType,
    /// Territory.
    pub territory: Territory,
    /// Ambition, for an aggressor.
    pub ambition: Option<Ambition>,
    /// A plan in preparation.
    pub plan: Option<Plan>,
    /// The policy that leads it.
    pub policy: Policy,
    /// Relations, sorted by the other's id.
    pub relations: Vec<Relation>,
    /// Forces abroad.
    pub deployments: Vec<Deployment>,
    /// Forces of others on its soil: whose, and which share of the owner's combat strength.
    pub guests: Vec<(NationId, f64)>,
    /// Acts it suffered of late, oldest first.
    pub suffered: Vec<PastAct>,
    /// Public commitments.
    pub commitments: Vec<Commitment>,
    /// Sanctions it imposes.
    pub sanctions: Vec<(NationId, f64)>,
    /// Its alliances, in id order.
    pub alliances: Vec<AllianceId>,
    /// What it estimates of others, when it is in no alliance.
    pub estimates: Vec<Estimate>,
}

impl NationRow {
    /// Its relation with another nation.
    pub fn relation(&self, other: NationId) -> Option<&Relation> {
        self.relations
            .binary_search_by_key(&other, |r| r.other)
            .ok()
            .map(|i| &self.relations[i])
    }

    /// Its deployment on a host's soil.
    pub fn deployed(&self, host: NationId) -> Option<&Deployment> {
        self.deployments.iter().find(|d| d.host == host)
    }

    /// The stake of its public promise to come to a nation's aid, 0 without one.
    pub fn promised(&self, to: NationId) -> f64 {
        self.commitments
            .iter()
            .filter(|c| !c.threat && c.toward == to)
            .map(|c| c.stake)
            .fold(0.0, f64::max)
    }

    /// The stake of its public threats against a nation, 0 without one.
    pub fn threatened(&self, whom: NationId) -> f64 {
        self.commitments
            .iter()
            .filter(|c| c.threat && c.toward == whom)
            .map(|c| c.stake)
            .fold(0.0, f64::max)
    }

    /// Distance to another nation, km; unknown pairs are far.
    pub fn km(&self, other: NationId) -> f64 {
        if self.id == other {
            0.0
        } else {
            self.relation(other).map_or(FAR, |r| r.km)
        }
    }

    /// Full combat strength (land, air, naval, special).
    pub fn combat(&self) -> f64 {
        Domain::ALL
            .into_iter()
            .filter(|d| d.is_combat())
            .map(|d| self.strength.get(d))
            .sum()
    }
}

/// Distance assumed between nations that have no relation, km.
pub const FAR: f64 = 8000.0;

/// One alliance.
#[derive(Clone, Debug)]
pub struct AllianceRow {
    /// Its id.
    pub id: AllianceId,
    /// Its key.
    pub key: Key,
    /// Cohesion, command, standing force.
    pub state: Alliance,
    /// Its treaty as amended.
    pub treaty: Treaty,
    /// Common money and capital.
    pub treasury: Treasury,
    /// The policy that leads its council.
    pub policy: Policy,
    /// Members, by nation id.
    pub members: Vec<Membership>,
    /// What it estimates of others.
    pub estimates: Vec<Estimate>,
}

impl AllianceRow {
    /// A nation's membership.
    pub fn member(&self, nation: NationId) -> Option<&Membership> {
        self.members
            .binary_search_by_key(&nation, |m| m.nation)
            .ok()
            .map(|i| &self.members[i])
    }
}

impl Board {
    /// A nation.
    pub fn nation(&self, id: NationId) -> &NationRow {
        &self.nations[id.index()]
    }

    /// An alliance.
    pub fn alliance(&self, id: AllianceId) -> &AllianceRow {
        &self.alliances[id.index()]
    }

    /// Whether two nations share an alliance.
    pub fn allied(&self, a: NationId, b: NationId) -> bool {
        let theirs = &self.nation(b).alliances;
        self.nation(a).alliances.iter().any(|x| theirs.contains(x))
    }

    /// Allies of a nation in any of its alliances, in id order, once each.
    pub fn allies(&self, nation: NationId) -> Vec<NationId> {
        let mut found: Vec<NationId> = Vec::new();
        for alliance in &self.nation(nation).alliances {
            found.extend(
                self.alliance(*alliance)
                    .members
                    .iter()
                    .map(|m| m.nation)
                    .filter(|n| *n != nation),
            );
        }
        found.sort_unstable();
        found.dedup();
        found
    }

    /// Those a seat speaks for: a nation itself, or a council's members.
    pub fn speaks_for(&self, actor: Actor) -> Vec<NationId> {
        match actor {
            Actor::Nation(n) => vec![n],
            Actor::Council(a) => self.alliance(a).members.iter().map(|m| m.nation).collect(),
        }
    }

    /// Nations with a rivalry (at least `RIVAL`) with any the actor speaks for, that are not allies of the actor.
    pub fn rivals(&self, actor: Actor) -> Vec<NationId> {
        let own = self.speaks_for(actor);
        let mut found: Vec<NationId> = own
            .iter()
            .flat_map(|n| self.nation(*n).relations.iter())
            .filter(|r| r.rivalry >= RIVAL && !own.contains(&r.other))
            .map(|r| r.other)
            .collect();
        found.sort_unstable();
        found.dedup();
        found
    }

    /// The greatest pledge a nation has made to any of its alliances, 0-1.
    pub fn pledge(&self, nation: NationId) -> f64 {
        self.nation(nation)
            .alliances
            .iter()
            .filter_map(|a| self.alliance(*a).member(nation))
            .map(|m| m.pledge)
            .fold(0.0, f64::max)
    }

    /// The mean trust of these nations in one another; `None` where no two of them have relations.
    pub fn mean_trust(&self, among: &[NationId]) -> Option<f64> {
        let relations = among.iter().flat_map(|n| &self.nation(*n).relations);
        let (sum, count) = relations
            .filter(|r| among.contains(&r.other))
            .fold((0.0, 0.0), |(sum, count), r| (sum + r.trust, count + 1.0));
        (count > 0.0).then(|| sum / count)
    }

    /// Whether a nation is at war, on either side.
    pub fn at_war(&self, nation: NationId) -> bool {
        self.wars
            .iter()
            .any(|w| w.aggressor == nation || w.target == nation)
    }

    /// What an actor knows: its alliances' members and estimates; a lone nation itself and its own estimates.
    pub fn knowledge(&self, actor: Actor) -> Knowledge<'_> {
        let estimates = |a: &AllianceId| self.alliance(*a).estimates.as_slice();
        let (own, alliances, me) = match actor {
            Actor::Council(ref a) => (self.speaks_for(actor), core::slice::from_ref(a), None),
            Actor::Nation(n) => {
                let mut own = self.allies(n);
                own.insert(own.partition_point(|o| *o < n), n);
                (own, self.nation(n).alliances.as_slice(), Some(n))
            }
        };
        let mut lists = alliances.iter().map(estimates);
        let first = lists
            .next()
            .or(me.map(|n| self.nation(n).estimates.as_slice()));
        Knowledge {
            board: self,
            more: lists.collect(),
            estimates: Some(first.unwrap_or_default()),
            own,
            me,
        }
    }

    /// The truth: what nobody in the match knows whole.
    pub fn truth(&self) -> Knowledge<'_> {
        Knowledge {
            board: self,
            own: Vec::new(),
            me: None,
            estimates: None,
            more: Vec::new(),
        }
    }
}

/// Rivalry from which a nation counts as a rival, 0-1.
pub const RIVAL: f64 = 0.35;

/// The board through one viewer's intelligence. Public facts (treaties, distances, wars) are known; forces, will and appetite are estimated.
#[derive(Clone, Debug)]
pub struct Knowledge<'a> {
    /// The board. Read hidden rows only through the methods here.
    pub board: &'a Board,
    own: Vec<NationId>,
    /// The nation that knows its own mind; councils have none.
    me: Option<NationId>,
    /// What is estimated: `None` = the truth is known. A nation in several alliances hears from each; the rest are in `more`.
    estimates: Option<&'a [Estimate]>,
    more: Vec<&'a [Estimate]>,
}

impl<'a> Knowledge<'a> {
    /// Whether a nation's forces and shown figures are known exactly.
    pub fn certain(&self, nation: NationId) -> bool {
        self.estimates.is_none() || self.own.contains(&nation)
    }

    /// The estimate of a nation, where one is used: of several the surest.
    pub fn estimate(&self, nation: NationId) -> Option<&'a Estimate> {
        if self.certain(nation) {
            return None;
        }
        let place = |list: &'a [Estimate]| {
            let found = list.binary_search_by_key(&nation, |e| e.subject);
            found.ok().map(|i| &list[i])
        };
        let surer = |a: &'a Estimate, b: &'a Estimate| if b.sigma < a.sigma { b } else { a };
        let lists = self.estimates.iter().chain(&self.more);
        lists.filter_map(|list| place(list)).reduce(surer)
    }

    /// Plans seen in preparation: maker, act (by rung) and victim, as the indicators say. One may be told twice.
    pub fn plans(&self) -> impl Iterator<Item = (NationId, usize, NationId)> {
        let lists = self.estimates.iter().chain(&self.more);
        let all = lists.flat_map(|list| list.iter());
        all.filter_map(|e| e.plan.map(|(act, victim)| (e.subject, act, victim)))
    }

    /// Ready strength by domain, as known; nations nobody watches are guessed from their product.
    pub fn forces(&self, nation: NationId) -> PerDomain {
        let row = self.board.nation(nation);
        if self.certain(nation) {
            return row.forces;
        }
        match self.estimate(nation) {
            Some(estimate) => estimate.forces,
            None => guess(row.economy.product),
        }
    }

    /// Political will as known: one's own as it is, an ally's as it shows itself; 0.5 when unknown.
    pub fn will(&self, nation: NationId) -> f64 {
        let row = self.board.nation(nation);
        if self.estimates.is_none() || self.me == Some(nation) {
            return (row.politics.will + row.hidden.will).clamp(0.0, 1.0);
        }
        if self.certain(nation) {
            return row.politics.will;
        }
        self.estimate(nation).map_or(0.5, |e| e.will)
    }

    /// Appetite as known; 0 for nations nobody thinks ambitious.
    pub fn appetite(&self, nation: NationId) -> f64 {
        let row = self.board.nation(nation);
        if self.certain(nation) {
            return row.ambition.as_ref().map_or(0.0, |a| a.appetite);
        }
        self.estimate(nation).map_or(0.0, |e| e.appetite)
    }
}

/// Ready strength guessed from product alone.
fn guess(product: f64) -> PerDomain {
    let mut forces = PerDomain::default();
    for domain in [Domain::Land, Domain::Air, Domain::Naval] {
        forces.0[domain.index()] = product * GUESS;
    }
    forces
}

/// Ready strength per domain assumed for a unit of product where nothing is known.
const GUESS: f64 = 0.008;
