//! From a checked level to entities: nations, alliances, memberships, and the resources of a match.
//! Reads `Checked`; writes into a world, which it does not clear. The same level and seed give the same entities.
//! Not here: what is worked out once for all matches (`level::prepare`), the running clock (`rules`).
//! Rule text: DESIGN section 5, "Each seed draws hidden types".

use bevy::ecs::prelude::*;

use crate::level::check::Checked;
use crate::level::def::NationDef;
use crate::level::prepare::Prepared;
use crate::rules::capability::insert_capability;
use crate::rules::dice::{Draw, Purpose, Seed};
use crate::rules::id::{AllianceId, Entry, Key, NationId, Roster};
use crate::rules::nation::{
    Alliance, Ambition, Books, Commitments, Deployments, Economy, HiddenType, Policy, Politics,
    Regime, Sanctions, Territory, Treasury,
};
use crate::rules::relation::Estimates;

/// Political capital in hand at the start.
pub const FIRST_CAPITAL: f64 = 4.0;
/// Standard deviation of the gap between true and shown will (D).
const WILL_GAP: f64 = 0.12;
/// Intelligence shared in an alliance at the start (D).
const FIRST_SHARING: f64 = 0.3;

/// Puts a level into a world.
pub fn spawn(checked: &Checked, seed: u64, world: &mut World) {
    let seed = Seed(seed);
    let prepared = &checked.prepared;
    let mut roster = Roster::default();
    for (place, i) in prepared.nations.iter().enumerate() {
        let def = &checked.def.nations[*i];
        let entity = spawn_nation(def, NationId(place as u32), prepared, seed, world);
        roster.nations.push(Entry {
            id: def.id.clone(),
            key: prepared.keys[place],
            entity,
        });
    }
    for (place, i) in prepared.alliances.iter().enumerate() {
        let def = &checked.def.alliances[*i];
        let treaty = checked.treaties[prepared.treaties[place]].clone();
        let key = Key::of(&def.id);
        let alliance = Alliance {
            cohesion: def.cohesion,
            command: treaty.command,
            standing: treaty.standing,
            sharing: FIRST_SHARING,
            delegated: false,
            consulted: 0,
        };
        let entity = world.spawn((
            AllianceId(place as u32),
            key,
            alliance,
            treaty,
            Treasury {
                money: def.money,
                capital: FIRST_CAPITAL,
            },
            Books {
                opening: def.money,
                ..Books::default()
            },
            Policy(def.posture),
            Estimates::default(),
        ));
        roster.alliances.push(Entry {
            id: def.id.clone(),
            key,
            entity: entity.id(),
        });
    }
    world.spawn_batch(prepared.memberships.clone());
    world.insert_resource(roster);
    world.insert_resource(seed);
    insert_changed(&checked.rules, world);
    insert_changed(&prepared.scene, world);
}

/// Inserts a resource unless an equal one is there: worlds are reused, and comparing is cheaper than copying texts.
fn insert_changed<R: Resource + Clone + PartialEq>(value: &R, world: &mut World) {
    if world.get_resource::<R>() != Some(value) {
        world.insert_resource(value.clone());
    }
}

fn spawn_nation(
    def: &NationDef,
    id: NationId,
    prepared: &Prepared,
    seed: Seed,
    world: &mut World,
) -> Entity {
    let place = id.index();
    let key = prepared.keys[place];
    let (election, term) = def
        .election
        .map_or((None, 0), |(first, every)| (Some(first), every));
    let mut entity = world.spawn((
        (id, key, economy(def), politics(def)),
        Treasury {
            money: def.money,
            capital: FIRST_CAPITAL,
        },
        Books {
            opening: def.money,
            fielded: def.capabilities.values().map(|c| c.strength).sum(),
            ..Books::default()
        },
        Regime {
            kind: def.regime,
            election,
            term,
            leader: 0,
            changed: false,
        },
        HiddenType {
            will: hidden_will(seed, key),
        },
        Territory {
            held: 1.0,
            conceded: 0.0,
            region: prepared.regions[place],
        },
        (
            Deployments::default(),
            Commitments::default(),
            Sanctions::default(),
        ),
        Policy(def.posture),
        prepared.relations[place].clone(),
    ));
    if prepared.alone[place] {
        entity.insert(Estimates::default());
    }
    for (domain, capability) in &def.capabilities {
        insert_capability(&mut entity, *domain, *capability);
    }
    if let Some(ambition) = &def.ambition {
        let (claims, acts) = prepared.ambitions[place].clone();
        entity.insert(Ambition {
            appetite: between(ambition.appetite, seed, key, "appetite"),
            resolve: between(ambition.resolve, seed, key, "resolve"),
            claims,
            acts,
            gains: 0.0,
        });
    }
    entity.id()
}

fn economy(def: &NationDef) -> Economy {
    Economy {
        product: def.product,
        growth: def.growth,
        burden: def.burden,
        at_signing: def.product,
        dependence: def.dependence,
    }
}

fn politics(def: &NationDef) -> Politics {
    Politics {
        will: def.will,
        support: def.support,
        resilience: def.resilience,
        stability: def.stability,
        forensics: def.forensics,
        patrol: def.patrol,
        terror: 0.0,
        climate: def.climate,
        deception: 0.0,
        unrest: false,
    }
}

/// A value drawn evenly between the bounds the briefing prints.
fn between((low, high): (f64, f64), seed: Seed, key: Key, what: &str) -> f64 {
    low + (high - low) * Draw::new(seed, 0, Purpose::Type, key, Key::of(what)).uniform()
}

/// How far a nation's true will differs from what it shows.
fn hidden_will(seed: Seed, key: Key) -> f64 {
    (WILL_GAP * Draw::new(seed, 0, Purpose::Type, key, Key::of("will")).normal()).clamp(-0.3, 0.3)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hidden_types_depend_on_seed_and_nation_alone() {
        let key = Key::of("arda");
        assert_eq!(hidden_will(Seed(1), key), hidden_will(Seed(1), key));
        assert_ne!(hidden_will(Seed(1), key), hidden_will(Seed(2), key));
        assert_ne!(
            hidden_will(Seed(1), key),
            hidden_will(Seed(1), Key::of("bree"))
        );
    }

    #[test]
    fn a_drawn_type_lies_between_its_bounds() {
        for seed in 0..100 {
            let drawn = between((0.3, 0.6), Seed(seed), Key::of("arda"), "appetite");
            assert!((0.3..=0.6).contains(&drawn));
        }
        assert_eq!(
            between((0.4, 0.4), Seed(1), Key::of("arda"), "resolve"),
            0.4
        );
    }
}
