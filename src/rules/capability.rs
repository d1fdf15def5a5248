//! The eight capabilities a nation may own, as components, and arithmetic over domains.
//! Reads nothing; phases query the components, minds read `Forces` tables.
//! Not here: what capability is worth at a distance (`theory::distance`) or in a coalition (`theory::coalition`).
//! Rule text: DESIGN section 3, "capability".

use bevy::ecs::{prelude::*, query::QueryData};
use serde::{Deserialize, Serialize};

/// A domain of capability.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Domain {
    /// Armies.
    Land,
    /// Air forces and air defence.
    Air,
    /// Fleets.
    Naval,
    /// Cyber forces.
    Cyber,
    /// Intelligence, surveillance and reconnaissance.
    Isr,
    /// Transport, stocks and host-nation support.
    Logistics,
    /// Nuclear weapons and their carriers.
    Strategic,
    /// Special operations forces.
    Special,
}

impl Domain {
    /// All domains, in table order.
    pub const ALL: [Self; 8] = [
        Self::Land,
        Self::Air,
        Self::Naval,
        Self::Cyber,
        Self::Isr,
        Self::Logistics,
        Self::Strategic,
        Self::Special,
    ];

    /// The word used in level files, orders and on screen.
    pub fn word(self) -> &'static str {
        [
            "land",
            "air",
            "naval",
            "cyber",
            "isr",
            "logistics",
            "strategic",
            "special",
        ][self.index()]
    }

    /// The domain with this word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|d| d.word() == word)
    }

    /// Its place in tables of eight.
    pub fn index(self) -> usize {
        self as usize
    }

    /// Whether this domain fights at a front (land, air, naval, special).
    pub fn is_combat(self) -> bool {
        matches!(self, Self::Land | Self::Air | Self::Naval | Self::Special)
    }
}

/// What a nation has in one domain.
#[derive(Clone, Copy, Debug, PartialEq, Default, Serialize, Deserialize)]
pub struct Capability {
    /// Strength in points; a middling regional army is about 10. Never negative.
    pub strength: f64,
    /// How much of it can act now, 0-1.
    pub readiness: f64,
    /// How well it works with allies, 0-1.
    pub interoperability: f64,
}

impl Capability {
    /// Strength that can act now: strength times readiness.
    pub fn ready(&self) -> f64 {
        self.strength * self.readiness
    }
}

macro_rules! capabilities {
    ($($name:ident $field:ident: $doc:literal;)*) => {
        $(
            #[doc = $doc]
            #[derive(Component, Clone, Copy, Debug, PartialEq, Default, Serialize, Deserialize)]
            pub struct $name(pub Capability);
        )*

        /// All capability components of a nation; a domain it does not own is absent.
        #[derive(QueryData)]
        #[query_data(mutable)]
        pub struct Capabilities {
            $(#[doc = $doc] pub $field: Option<&'static mut $name>,)*
        }

        impl CapabilitiesItem<'_, '_> {
            /// The capability in a domain, if owned.
            pub fn get(&self, domain: Domain) -> Option<&Capability> {
                match domain { $(Domain::$name => self.$field.as_ref().map(|c| &c.0),)* }
            }

            /// The capability in a domain for change, if owned.
            pub fn get_mut(&mut self, domain: Domain) -> Option<&mut Capability> {
                match domain { $(Domain::$name => self.$field.as_mut().map(|c| &mut c.0),)* }
            }
        }

        impl CapabilitiesReadOnlyItem<'_, '_> {
            /// The capability in a domain, if owned.
            pub fn get(&self, domain: Domain) -> Option<&Capability> {
                match domain { $(Domain::$name => self.$field.map(|c| &c.0),)* }
            }
        }

        /// Edits a capability of a nation, if it owns it, and says what came of it.
        pub fn edit_capability<T>(
            entity: &mut EntityWorldMut,
            domain: Domain,
            edit: impl FnOnce(&mut Capability) -> T,
        ) -> Option<T> {
            match domain { $(Domain::$name => entity.get_mut::<$name>().map(|mut c| edit(&mut c.0)),)* }
        }

        /// Gives a nation a capability it does not own yet.
        pub fn insert_capability(entity: &mut EntityWorldMut, domain: Domain, capability: Capability) {
            match domain { $(Domain::$name => { entity.insert($name(capability)); })* }
        }

        /// What a nation has in a domain, if it owns it.
        pub fn capability(entity: &EntityRef<'_>, domain: Domain) -> Option<Capability> {
            match domain { $(Domain::$name => entity.get::<$name>().map(|c| c.0),)* }
        }
    };
}

capabilities! {
    Land land: "Land forces.";
    Air air: "Air forces.";
    Naval naval: "Naval forces.";
    Cyber cyber: "Cyber forces.";
    Isr isr: "Intelligence, surveillance and reconnaissance.";
    Logistics logistics: "Logistics.";
    Strategic strategic: "Strategic (nuclear) forces.";
    Special special: "Special operations forces.";
}

/// A number for each domain, in `Domain::ALL` order.
#[derive(Clone, Copy, Debug, PartialEq, Default, Serialize, Deserialize)]
pub struct PerDomain(pub [f64; 8]);

impl PerDomain {
    /// The number of one domain.
    pub fn get(&self, domain: Domain) -> f64 {
        self.0[domain.index()]
    }

    /// The sum over domains of this times another table (for example weights times strengths).
    pub fn dot(&self, other: &Self) -> f64 {
        self.0.iter().zip(&other.0).map(|(a, b)| a * b).sum()
    }

    /// The sum over all domains.
    pub fn total(&self) -> f64 {
        self.0.iter().sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_domain_is_found_by_its_word() {
        for domain in Domain::ALL {
            assert_eq!(Domain::from_word(domain.word()), Some(domain));
        }
        assert_eq!(Domain::from_word("psychic"), None);
    }

    #[test]
    fn a_nation_owns_only_the_capabilities_it_was_given() {
        let mut world = World::new();
        let entity = world.spawn_empty().id();
        let given = Capability {
            strength: 3.0,
            readiness: 0.5,
            interoperability: 0.2,
        };
        insert_capability(&mut world.entity_mut(entity), Domain::Naval, given);
        let mut query = world.query::<Capabilities>();
        let owned = query.get(&world, entity).expect("spawned above");
        assert_eq!(owned.get(Domain::Naval), Some(&given));
        assert_eq!(owned.get(Domain::Land), None);
    }
}
