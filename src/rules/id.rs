//! Stable names of things in a match: dense ids in alphabetical order of their level ids, and keys that never move.
//! Reads nothing; every other file of the room uses these. `Roster` maps ids to entities and to level ids.
//! Not here: the level's own tables of names and texts (`level::def`), which the rules never see.
//! Rule text: DESIGN "Dice have no state" (adding a nation moves nobody else's luck, so dice use keys, not ids).

use bevy::ecs::prelude::*;
use serde::{Deserialize, Serialize};

/// A nation: its place in the alphabetical order of the level's nation ids. Never leaves the match; files use the level id.
#[derive(
    Component, Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub struct NationId(pub u32);

/// An alliance: its place in the alphabetical order of the level's alliance ids.
#[derive(
    Component, Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub struct AllianceId(pub u32);

impl NationId {
    /// The id as an index into tables in id order.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

impl AllianceId {
    /// The id as an index into tables in id order.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// A number made from a level id alone: it stays the same whatever else is in the level. Dice are keyed by it.
#[derive(
    Component, Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub struct Key(pub u64);

impl Key {
    /// The key of a level id.
    pub fn of(id: &str) -> Self {
        Self(xxhash_rust::xxh3::xxh3_64(id.as_bytes()))
    }
}

/// Who acts: a nation's government or an alliance's council. A seat plays one of these.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Actor {
    /// A nation's government.
    Nation(NationId),
    /// The council of an alliance.
    Council(AllianceId),
}

/// Entities, level ids and keys of a match, in id order.
#[derive(Resource, Clone, Debug, Default)]
pub struct Roster {
    /// Level id, key and entity of each nation.
    pub nations: Vec<Entry>,
    /// Level id, key and entity of each alliance.
    pub alliances: Vec<Entry>,
}

/// One line of the roster.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The id in the level file.
    pub id: String,
    /// Its key.
    pub key: Key,
    /// Its entity in the match's world.
    pub entity: Entity,
}

impl Roster {
    /// The nation with this level id.
    pub fn nation(&self, id: &str) -> Option<NationId> {
        find(&self.nations, id).map(NationId)
    }

    /// The alliance with this level id.
    pub fn alliance(&self, id: &str) -> Option<AllianceId> {
        find(&self.alliances, id).map(AllianceId)
    }

    /// The level id of a nation.
    pub fn nation_id(&self, nation: NationId) -> &str {
        &self.nations[nation.index()].id
    }

    /// The level id of an alliance.
    pub fn alliance_id(&self, alliance: AllianceId) -> &str {
        &self.alliances[alliance.index()].id
    }

    /// The level id of an actor.
    pub fn actor_id(&self, actor: Actor) -> &str {
        match actor {
            Actor::Nation(n) => self.nation_id(n),
            Actor::Council(a) => self.alliance_id(a),
        }
    }

    /// The entity of a nation.
    pub fn entity(&self, nation: NationId) -> Entity {
        self.nations[nation.index()].entity
    }

    /// The entity of an alliance.
    pub fn alliance_entity(&self, alliance: AllianceId) -> Entity {
        self.alliances[alliance.index()].entity
    }

    /// The entity of an actor.
    pub fn actor_entity(&self, actor: Actor) -> Entity {
        match actor {
            Actor::Nation(n) => self.entity(n),
            Actor::Council(a) => self.alliance_entity(a),
        }
    }

    /// The key of an actor.
    pub fn actor_key(&self, actor: Actor) -> Key {
        match actor {
            Actor::Nation(n) => self.nations[n.index()].key,
            Actor::Council(a) => self.alliances[a.index()].key,
        }
    }
}

fn find(entries: &[Entry], id: &str) -> Option<u32> {
    entries
        .binary_search_by(|e| e.id.as_str().cmp(id))
        .ok()
        .map(|i| i as u32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_depends_on_the_level_id_alone() {
        assert_eq!(Key::of("aldmark"), Key::of("aldmark"));
        assert_ne!(Key::of("aldmark"), Key::of("aldmar"));
    }
}
