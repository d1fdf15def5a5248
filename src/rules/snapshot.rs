//! A snapshot: the whole state of a match as plain data, taken from a world and put into another.
//! Reads every component and resource that is state; writes them into a world made by `rules::run::install`.
//! Not here: saves (`sim::save` keeps orders, not state), sampling what a seat does not know (`ai::lookahead`).
//! Rule text: DESIGN principle 2: a world restored from a snapshot goes on digest by digest like the one it was taken from.

use bevy::ecs::prelude::*;

use super::capability::{Capability, Domain, capability, insert_capability};
use super::clock::Clock;
use super::decision::{Pending, Record};
use super::definition::RuleSet;
use super::dice::Seed;
use super::event::{Agenda, EventLog, History, Incidents};
use super::id::{AllianceId, Entry, Key, NationId, Roster};
use super::nation::*;
use super::order::{Closed, Inbox, Table, Works};
use super::relation::{Estimates, Relations};
use super::run;
use super::scene::Scene;
use super::treaty::Treaty;

/// The state of a match.
#[derive(Clone, Debug)]
pub struct Snapshot {
    /// Nations, by id.
    pub nations: Vec<NationState>,
    /// Alliances, by id.
    pub alliances: Vec<AllianceState>,
    /// Memberships.
    pub memberships: Vec<Membership>,
    /// Wars that go on.
    pub wars: Vec<War>,
    /// Everything that belongs to no one.
    pub rest: Rest,
}

/// A nation's components.
#[derive(Clone, Debug)]
pub struct NationState {
    /// Its level id and key.
    pub name: (String, Key),
    /// Economy.
    pub economy: Economy,
    /// Money and political capital.
    pub treasury: Treasury,
    /// Books.
    pub books: Books,
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
    /// Forces abroad.
    pub deployments: Deployments,
    /// Public commitments.
    pub commitments: Commitments,
    /// Sanctions it imposes.
    pub sanctions: Sanctions,
    /// Relations.
    pub relations: Relations,
    /// Its own estimates, if it keeps any.
    pub estimates: Option<Estimates>,
    /// Its capabilities, in the order of `Domain::ALL`.
    pub capabilities: [Option<Capability>; 8],
}

/// An alliance's components.
#[derive(Clone, Debug)]
pub struct AllianceState {
    /// Its level id and key.
    pub name: (String, Key),
    /// Cohesion, command, standing force.
    pub state: Alliance,
    /// Its treaty as amended.
    pub treaty: Treaty,
    /// Common money and capital.
    pub treasury: Treasury,
    /// Books.
    pub books: Books,
    /// The policy that leads its council.
    pub policy: Policy,
    /// Its estimates.
    pub estimates: Estimates,
}

macro_rules! rest {
    ($($field:ident: $name:ident,)*) => {
        /// The resources of a match.
        #[derive(Clone, Debug)]
        pub struct Rest {
            $(#[doc = concat!("The resource `", stringify!($name), "`.")] pub $field: $name,)*
        }

        impl Rest {
            fn take(world: &World) -> Self {
                Self { $($field: world.resource::<$name>().clone(),)* }
            }

            fn put(&self, world: &mut World) {
                $(put(&self.$field, world);)*
            }
        }
    };
}

rest! {
    clock: Clock, seed: Seed, rules: RuleSet, scene: Scene, events: EventLog, record: Record, pending: Pending,
    incidents: Incidents, agenda: Agenda, history: History, inbox: Inbox, table: Table, closed: Closed, works: Works,
}

/// Inserts a resource unless an equal one is there: worlds are reused, and comparing is cheaper than copying texts.
fn put<R: Resource + Clone + PartialEq>(value: &R, world: &mut World) {
    if world.get_resource::<R>() != Some(value) {
        world.insert_resource(value.clone());
    }
}

impl Snapshot {
    /// The state of a match as it stands between two steps.
    pub fn take(world: &World) -> Self {
        let roster = world.resource::<Roster>();
        let mut memberships: Vec<Membership> = all(world);
        memberships.sort_unstable_by_key(|m| (m.alliance, m.nation));
        let mut wars: Vec<War> = all(world);
        wars.sort_unstable_by_key(|w| (w.started, w.aggressor, w.target));
        Self {
            nations: roster
                .nations
                .iter()
                .filter_map(|e| nation(world, e))
                .collect(),
            alliances: roster
                .alliances
                .iter()
                .filter_map(|e| alliance(world, e))
                .collect(),
            memberships,
            wars,
            rest: Rest::take(world),
        }
    }

    /// Puts the state into a world made by `run::install`, whose own match is forgotten.
    pub fn restore(&self, world: &mut World) {
        run::reset(world);
        self.rest.put(world);
        let mut roster = Roster::default();
        for (place, state) in self.nations.iter().enumerate() {
            let entity = state.spawn(NationId(place as u32), world);
            roster.nations.push(entry(&state.name, entity));
        }
        for (place, state) in self.alliances.iter().enumerate() {
            let entity = state.spawn(AllianceId(place as u32), world);
            roster.alliances.push(entry(&state.name, entity));
        }
        world.spawn_batch(self.memberships.clone());
        world.spawn_batch(self.wars.clone());
        world.insert_resource(roster);
    }
}

/// Every component of a kind; none where the world has never seen the kind.
fn all<C: Component + Clone>(world: &World) -> Vec<C> {
    world
        .try_query::<&C>()
        .map_or_else(Vec::new, |mut query| query.iter(world).cloned().collect())
}

fn entry((id, key): &(String, Key), entity: Entity) -> Entry {
    Entry {
        id: id.clone(),
        key: *key,
        entity,
    }
}

/// A nation's state; `None` only for an entity that is no nation.
fn nation(world: &World, entry: &Entry) -> Option<NationState> {
    let from = world.entity(entry.entity);
    let capabilities = Domain::ALL.map(|domain| capability(&from, domain));
    Some(NationState {
        name: (entry.id.clone(), entry.key),
        economy: *from.get()?,
        treasury: *from.get()?,
        books: *from.get()?,
        regime: *from.get()?,
        politics: *from.get()?,
        hidden: *from.get()?,
        territory: *from.get()?,
        ambition: from.get().cloned(),
        plan: from.get().copied(),
        policy: *from.get()?,
        deployments: from.get::<Deployments>()?.clone(),
        commitments: from.get::<Commitments>()?.clone(),
        sanctions: from.get::<Sanctions>()?.clone(),
        relations: from.get::<Relations>()?.clone(),
        estimates: from.get().cloned(),
        capabilities,
    })
}

/// An alliance's state; `None` only for an entity that is no alliance.
fn alliance(world: &World, entry: &Entry) -> Option<AllianceState> {
    let from = world.entity(entry.entity);
    Some(AllianceState {
        name: (entry.id.clone(), entry.key),
        state: from.get::<Alliance>()?.clone(),
        treaty: from.get::<Treaty>()?.clone(),
        treasury: *from.get()?,
        books: *from.get()?,
        policy: *from.get()?,
        estimates: from.get::<Estimates>()?.clone(),
    })
}

impl NationState {
    fn spawn(&self, id: NationId, world: &mut World) -> Entity {
        let mut entity = world.spawn((
            (id, self.name.1, self.economy, self.treasury, self.books),
            (self.regime, self.politics, self.hidden, self.territory),
            (
                self.deployments.clone(),
                self.commitments.clone(),
                self.sanctions.clone(),
                self.relations.clone(),
            ),
            self.policy,
        ));
        if let Some(ambition) = &self.ambition {
            entity.insert(ambition.clone());
        }
        if let Some(plan) = self.plan {
            entity.insert(plan);
        }
        if let Some(estimates) = &self.estimates {
            entity.insert(estimates.clone());
        }
        for domain in Domain::ALL {
            if let Some(capability) = self.capabilities[domain.index()] {
                insert_capability(&mut entity, domain, capability);
            }
        }
        entity.id()
    }
}

impl AllianceState {
    fn spawn(&self, id: AllianceId, world: &mut World) -> Entity {
        world
            .spawn((
                (id, self.name.1, self.state.clone(), self.treaty.clone()),
                (self.treasury, self.books, self.policy),
                self.estimates.clone(),
            ))
            .id()
    }
}
