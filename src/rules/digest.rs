//! The digest of a match's state: one number for all of it, and one for each kind of component.
//! Reads every component and resource that is state; writes nothing.
//! Not here: comparing digests with a save's (`sim::replay`).
//! Rule text: DESIGN principle 2: replays give the same state, digest by digest.

use bevy::ecs::prelude::*;
use bevy::ecs::system::SystemParam;
use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::Xxh3Default;

use super::capability::{Air, Cyber, Isr, Land, Logistics, Naval, Special, Strategic};
use super::clock::Clock;
use super::event::{EventLog, History, Incidents};
use super::id::{AllianceId, NationId};
use super::nation::*;
use super::order::{Closed, Table, Works};
use super::relation::{Estimates, Relations};
use super::treaty::Treaty;

/// A digest with its parts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Digest {
    /// Of everything.
    pub total: u64,
    /// Of each kind of component or resource, by name, in a fixed order.
    pub parts: Vec<(String, u64)>,
}

impl Digest {
    /// The name of the first part that differs from another digest's.
    pub fn first_difference(&self, other: &Self) -> Option<&str> {
        self.parts
            .iter()
            .zip(&other.parts)
            .find(|(a, b)| a != b)
            .map(|(a, _)| a.0.as_str())
    }
}

macro_rules! columns {
    ($params:ident, $prefix:literal, $id:ty: $($field:ident $name:ident)*) => {
        /// One query a kind of component, made once a world.
        #[derive(SystemParam)]
        struct $params<'w, 's> {
            $($field: Query<'w, 's, (&'static $id, &'static $name)>,)*
        }

        impl $params<'_, '_> {
            fn enter(&self, parts: &mut Vec<(String, u64)>) {
                $({
                    let mut rows: Vec<_> = self.$field.iter().collect();
                    rows.sort_unstable_by_key(|(id, _)| **id);
                    parts.push((concat!($prefix, stringify!($name)).to_string(), hash(&rows)));
                })*
            }
        }
    };
}

columns!(CapabilityColumns, "", NationId: land Land air Air naval Naval cyber Cyber isr Isr logistics Logistics
    strategic Strategic special Special);
columns!(NationColumns, "", NationId: economy Economy treasury Treasury books Books regime Regime politics Politics
    hidden HiddenType ambition Ambition plan Plan territory Territory deployments Deployments
    commitments Commitments sanctions Sanctions relations Relations estimates Estimates);
columns!(AllianceColumns, "Council", AllianceId: alliance Alliance treaty Treaty treasury Treasury books Books estimates Estimates);

/// The rest of what is state.
#[derive(SystemParam)]
struct Others<'w, 's> {
    memberships: Query<'w, 's, &'static Membership>,
    wars: Query<'w, 's, &'static War>,
    clock: Res<'w, Clock>,
    log: Res<'w, EventLog>,
    incidents: Res<'w, Incidents>,
    history: Res<'w, History>,
    works: Res<'w, Works>,
    table: Res<'w, Table>,
    closed: Res<'w, Closed>,
}

impl Others<'_, '_> {
    fn enter(&self, parts: &mut Vec<(String, u64)>) {
        let mut members: Vec<_> = self.memberships.iter().collect();
        members.sort_unstable_by_key(|m| (m.alliance, m.nation));
        let mut wars: Vec<_> = self.wars.iter().collect();
        wars.sort_unstable_by_key(|w| (w.started, w.aggressor, w.target));
        let now = self.clock.turn;
        let recent: Vec<_> = self
            .log
            .0
            .iter()
            .rev()
            .take_while(|d| d.turn + 1 >= now)
            .collect();
        let mut push = |name: &str, value: u64| parts.push((name.to_string(), value));
        push("Membership", hash(&members));
        push("War", hash(&wars));
        push("EventLog", hash(&recent));
        push("Clock", hash(&*self.clock));
        push("Incidents", hash(&*self.incidents));
        push("History", hash(&*self.history));
        push("Works", hash(&*self.works));
        push("Table", hash(&*self.table));
        push("Closed", hash(&*self.closed));
    }
}

/// The digest of the state as it stands.
pub fn digest(world: &mut World) -> Digest {
    let parts = world.run_system_cached(parts).unwrap_or_default();
    let total = hash(&parts);
    Digest { total, parts }
}

fn parts(
    capabilities: CapabilityColumns,
    nations: NationColumns,
    alliances: AllianceColumns,
    others: Others,
) -> Vec<(String, u64)> {
    let mut parts = Vec::with_capacity(48);
    capabilities.enter(&mut parts);
    nations.enter(&mut parts);
    alliances.enter(&mut parts);
    others.enter(&mut parts);
    parts
}

fn hash(value: &impl Serialize) -> u64 {
    let mut sink = Sink(Xxh3Default::new());
    // Serialising plain data into a hasher has nothing to fail on; a failure would show as a different digest.
    let _ = postcard::serialize_with_flavor(value, &mut sink);
    sink.0.digest()
}

/// A postcard flavour that hashes what it is given.
struct Sink(Xxh3Default);

impl postcard::ser_flavors::Flavor for &mut Sink {
    type Output = ();

    fn try_push(&mut self, data: u8) -> postcard::Result<()> {
        self.0.update(&[data]);
        Ok(())
    }

    fn try_extend(&mut self, data: &[u8]) -> postcard::Result<()> {
        self.0.update(data);
        Ok(())
    }

    fn finalize(self) -> postcard::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_changed_component_changes_its_part_and_the_total() {
        let mut world = World::new();
        super::super::run::install(&mut world);
        let entity = world
            .spawn((
                NationId(0),
                Treasury {
                    money: 1.0,
                    capital: 2.0,
                },
            ))
            .id();
        let before = digest(&mut world);
        world.entity_mut(entity).insert(Treasury {
            money: 1.5,
            capital: 2.0,
        });
        let after = digest(&mut world);
        assert_ne!(before.total, after.total);
        assert_eq!(before.first_difference(&after), Some("Treasury"));
    }

    #[test]
    fn the_order_of_spawning_does_not_show() {
        let make = |ids: [u32; 3]| {
            let mut world = World::new();
            super::super::run::install(&mut world);
            for id in ids {
                world.spawn((
                    NationId(id),
                    Treasury {
                        money: f64::from(id),
                        capital: 0.0,
                    },
                ));
            }
            digest(&mut world).total
        };
        assert_eq!(make([0, 1, 2]), make([2, 0, 1]));
    }
}
