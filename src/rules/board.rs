//! The board: a plain table of the world, gathered at the start of a step, and what one seat knows of it.
//! Reads every component a mind needs; writes only the resource `Board`.
//! Not here: what minds conclude (`rules::mind`), what players are shown (`view`).
//! Rule text: DESIGN section 5, "Assessment and record": the same reasoning runs on a seat's `Knowledge` and on the truth.

use bevy::ecs::prelude::*;

use super::capability::{Capabilities, Domain, PerDomain};
use super::event::{History, PastAct};
use super::id::{Actor, AllianceId, Key, NationId};
use super::nation::*;
use super::relation::{Estimate, Estimates, Relation, Relations};
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

    /// Whether a nation is at war, on either side.
    pub fn at_war(&self, nation: NationId) -> bool {
        self.wars
            .iter()
            .any(|w| w.aggressor == nation || w.target == nation)
    }

    /// What an actor knows: the estimates of its alliance, or its own.
    pub fn knowledge(&self, actor: Actor) -> Knowledge<'_> {
        let (own, estimates) = match actor {
            Actor::Council(a) => (self.speaks_for(actor), &self.alliance(a).estimates),
            Actor::Nation(n) => match self.nation(n).alliances.first() {
                Some(a) => (
                    self.speaks_for(Actor::Council(*a)),
                    &self.alliance(*a).estimates,
                ),
                None => (vec![n], &self.nation(n).estimates),
            },
        };
        Knowledge {
            board: self,
            own,
            estimates: Some(estimates),
        }
    }

    /// The truth: what nobody in the match knows whole.
    pub fn truth(&self) -> Knowledge<'_> {
        Knowledge {
            board: self,
            own: Vec::new(),
            estimates: None,
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
    estimates: Option<&'a [Estimate]>,
}

impl<'a> Knowledge<'a> {
    /// Whether a nation's own figures are known exactly.
    pub fn certain(&self, nation: NationId) -> bool {
        self.estimates.is_none() || self.own.contains(&nation)
    }

    /// The estimate of a nation, where one is used.
    pub fn estimate(&self, nation: NationId) -> Option<&'a Estimate> {
        let list = self.estimates?;
        list.binary_search_by_key(&nation, |e| e.subject)
            .ok()
            .map(|i| &list[i])
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

    /// Political will as known; 0.5 when unknown.
    pub fn will(&self, nation: NationId) -> f64 {
        let row = self.board.nation(nation);
        if self.certain(nation) {
            return (row.politics.will + row.hidden.will).clamp(0.0, 1.0);
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

type NationData<'w> = (
    (
        &'w NationId,
        &'w Key,
        &'w Economy,
        &'w Treasury,
        &'w Regime,
        &'w Politics,
        &'w HiddenType,
        &'w Territory,
    ),
    (
        Option<&'w Ambition>,
        Option<&'w Plan>,
        &'w Policy,
        &'w Relations,
        Option<&'w Estimates>,
    ),
    (&'w Deployments, &'w Commitments, &'w Sanctions),
    Capabilities,
);

/// Gathers the board from the world. Rows are updated in place, so that a turn's many gatherings allocate little.
pub fn gather(
    mut board: ResMut<Board>,
    nations: Query<NationData<'static>>,
    alliances: Query<AllianceData<'static>>,
    memberships: Query<&Membership>,
    wars: Query<&War>,
    history: Res<History>,
) {
    let board = &mut *board;
    let fresh = board.nations.len() != nations.iter().len();
    if fresh {
        let mut rows: Vec<NationRow> = nations.iter().map(nation_row).collect();
        rows.sort_unstable_by_key(|r| r.id);
        board.nations = rows;
    } else {
        for data in &nations {
            let id = *data.0.0;
            update(&mut board.nations[id.index()], data);
        }
    }
    gather_alliances(board, &alliances);
    let mut members: Vec<&Membership> = memberships.iter().collect();
    members.sort_unstable_by_key(|m| (m.alliance, m.nation));
    board.nations.iter_mut().for_each(|n| n.alliances.clear());
    for member in members {
        board.alliances[member.alliance.index()]
            .members
            .push(member.clone());
        board.nations[member.nation.index()]
            .alliances
            .push(member.alliance);
    }
    gather_guests(board);
    board.nations.iter_mut().for_each(|n| n.suffered.clear());
    for act in &history.0 {
        board.nations[act.target.index()].suffered.push(*act);
    }
    board.product = board.nations.iter().map(|r| r.economy.product).sum();
    board.product_at_signing = board.nations.iter().map(|r| r.economy.at_signing).sum();
    board.wars.clear();
    board.wars.extend(wars.iter().cloned());
    board
        .wars
        .sort_unstable_by_key(|w| (w.started, w.aggressor, w.target));
}

/// Who stands on whose soil, in owner order.
fn gather_guests(board: &mut Board) {
    board.nations.iter_mut().for_each(|n| n.guests.clear());
    for owner in 0..board.nations.len() {
        for i in 0..board.nations[owner].deployments.len() {
            let Deployment { host, share, .. } = board.nations[owner].deployments[i];
            board.nations[host.index()]
                .guests
                .push((NationId(owner as u32), share));
        }
    }
}

type AllianceData<'w> = (
    &'w AllianceId,
    &'w Key,
    &'w Alliance,
    Ref<'w, Treaty>,
    &'w Treasury,
    &'w Policy,
    &'w Estimates,
);

/// A treaty is copied only when it changed since this system last looked; whoever looked in between kept the board up to date.
fn gather_alliances(board: &mut Board, alliances: &Query<AllianceData<'static>>) {
    let fresh = board.alliances.len() != alliances.iter().len();
    if fresh {
        let row =
            |(id, key, state, treaty, treasury, policy, estimates): AllianceData<'_>| AllianceRow {
                id: *id,
                key: *key,
                state: state.clone(),
                treaty: Treaty::clone(&treaty),
                treasury: *treasury,
                policy: *policy,
                members: Vec::new(),
                estimates: estimates.0.clone(),
            };
        board.alliances = alliances.iter().map(row).collect();
        board.alliances.sort_unstable_by_key(|r| r.id);
        return;
    }
    for (id, _, state, treaty, treasury, policy, estimates) in alliances {
        let row = &mut board.alliances[id.index()];
        if treaty.is_changed() {
            row.treaty = Treaty::clone(&treaty);
        }
        row.state = state.clone();
        row.treasury = *treasury;
        row.policy = *policy;
        row.estimates.clone_from(&estimates.0);
        row.members.clear();
    }
}

type NationItem<'w> = (
    (
        &'w NationId,
        &'w Key,
        &'w Economy,
        &'w Treasury,
        &'w Regime,
        &'w Politics,
        &'w HiddenType,
        &'w Territory,
    ),
    (
        Option<&'w Ambition>,
        Option<&'w Plan>,
        &'w Policy,
        &'w Relations,
        Option<&'w Estimates>,
    ),
    (&'w Deployments, &'w Commitments, &'w Sanctions),
    super::capability::CapabilitiesReadOnlyItem<'w, 'w>,
);

fn nation_row(data: NationItem<'_>) -> NationRow {
    let (id, key, economy, treasury, regime, politics, hidden, territory) = data.0;
    let mut row = NationRow {
        id: *id,
        key: *key,
        forces: PerDomain::default(),
        strength: PerDomain::default(),
        interoperability: 0.0,
        economy: *economy,
        treasury: *treasury,
        regime: *regime,
        politics: *politics,
        hidden: *hidden,
        territory: *territory,
        ambition: None,
        plan: None,
        policy: *data.1.2,
        relations: Vec::new(),
        deployments: Vec::new(),
        guests: Vec::new(),
        suffered: Vec::new(),
        commitments: Vec::new(),
        sanctions: Vec::new(),
        alliances: Vec::new(),
        estimates: Vec::new(),
    };
    update(&mut row, data);
    row
}

fn update(row: &mut NationRow, (state, own, abroad, capabilities): NationItem<'_>) {
    let (_, _, economy, treasury, regime, politics, hidden, territory) = state;
    let (ambition, plan, policy, relations, estimates) = own;
    (row.economy, row.treasury, row.regime) = (*economy, *treasury, *regime);
    (row.politics, row.hidden, row.territory) = (*politics, *hidden, *territory);
    (row.plan, row.policy) = (plan.copied(), *policy);
    row.ambition.clone_from(&ambition.cloned());
    row.relations.clone_from(&relations.0);
    row.deployments.clone_from(&abroad.0.0);
    row.commitments.clone_from(&abroad.1.0);
    row.sanctions.clone_from(&abroad.2.0);
    row.estimates.clear();
    row.estimates
        .extend(estimates.iter().flat_map(|e| e.0.iter().copied()));
    let (mut weighted, mut combat) = (0.0, 0.0);
    for domain in Domain::ALL {
        let owned = capabilities.get(domain).copied().unwrap_or_default();
        row.forces.0[domain.index()] = owned.ready();
        row.strength.0[domain.index()] = owned.strength;
        if domain.is_combat() {
            weighted += owned.strength * owned.interoperability;
            combat += owned.strength;
        }
    }
    row.interoperability = if combat > 0.0 { weighted / combat } else { 0.0 };
}
