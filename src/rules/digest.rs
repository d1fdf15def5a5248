//! The digest of a match's state: one number for all of it, and one for each kind of component.
//! Reads every component and resource that is state; writes nothing.
//! Not here: comparing digests with a save's (`sim::replay`).
//! Rule text: DESIGN principle 2: replays give the same state, digest by digest.

use bevy::ecs::prelude::*;
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

macro_rules! components {
    ($world:ident, $parts:ident, $id:ty: $($name:ident)*) => {
        $({
            let mut query = $world.query::<(&$id, &$name)>();
            let mut rows: Vec<_> = query.iter($world).collect();
            rows.sort_unstable_by_key(|(id, _)| **id);
            $parts.push((stringify!($name).to_string(), hash(&rows)));
        })*
    };
}

macro_rules! resources {
    ($world:ident, $parts:ident: $($name:ident)*) => {
        $($parts.push((stringify!($name).to_string(), hash($world.resource::<$name>())));)*
    };
}

/// The digest of the state as it stands.
pub fn digest(world: &mut World) -> Digest {
    let mut parts = Vec::with_capacity(32);
    components!(world, parts, NationId: Land Air Naval Cyber Isr Logistics Strategic Special Economy Treasury Books
        Regime Politics HiddenType Ambition Plan Territory Deployments Commitments Sanctions Relations);
    components!(world, parts, AllianceId: Alliance Treaty);
    {
        let mut query = world.query::<(Option<&NationId>, Option<&AllianceId>, &Estimates)>();
        let mut rows: Vec<_> = query.iter(world).collect();
        rows.sort_unstable_by_key(|(n, a, _)| (n.copied(), a.copied()));
        parts.push(("Estimates".to_string(), hash(&rows)));
        let mut query = world.query::<&Membership>();
        let mut rows: Vec<_> = query.iter(world).collect();
        rows.sort_unstable_by_key(|m| (m.alliance, m.nation));
        parts.push(("Membership".to_string(), hash(&rows)));
        let mut query = world.query::<&War>();
        let mut rows: Vec<_> = query.iter(world).collect();
        rows.sort_unstable_by_key(|w| (w.started, w.aggressor, w.target));
        parts.push(("War".to_string(), hash(&rows)));
    }
    let turn = world.resource::<Clock>().turn;
    let log: Vec<_> = world
        .resource::<EventLog>()
        .0
        .iter()
        .rev()
        .take_while(|d| d.turn + 1 >= turn)
        .cloned()
        .collect();
    parts.push(("EventLog".to_string(), hash(&log)));
    resources!(world, parts: Clock Incidents History Works Table Closed);
    let total = hash(&parts);
    Digest { total, parts }
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
