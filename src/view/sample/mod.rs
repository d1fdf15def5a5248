//! A small hand-made match for the tests of views: two allies, an aggressor, a bystander, and the rules they need.
//! Writes a world of its own; nothing outside tests reads it.
//! Not here: shipped levels (`levels/`), spawning levels from files (`level::spawn`).
//! Rule text: none; the numbers are round so that words are easy to check.

mod level;
mod rules;

use bevy::ecs::prelude::*;

use super::sight::Sight;
use crate::level::def::LevelDef;
use crate::rules::capability::{Capability, Domain, PerDomain, insert_capability};
use crate::rules::definition::{Posture, SeatKind};
use crate::rules::event::{EventLog, TurnEvent};
use crate::rules::id::{Actor, AllianceId, Entry, Key, NationId, Roster};
use crate::rules::nation::*;
use crate::rules::order::{OnTable, Table};
use crate::rules::relation::{Estimate, Estimates, Relation, Relations, Source};
use crate::rules::scene::{Scene, Seat};
use crate::rules::{dice, run};

/// The sample match.
pub(crate) struct Sample {
    pub world: World,
    pub level: LevelDef,
}

const NATIONS: [(&str, &str, &str); 4] = [
    ("grandia", "Grandia", "Grandian"),
    ("mirro", "Mirro", "Mirrese"),
    ("sund", "Sund", "Sundish"),
    ("varn", "Varn", "Varnish"),
];

/// Grandia, Mirro, Sund, Varn in id order.
pub(crate) const GRANDIA: NationId = NationId(0);
pub(crate) const MIRRO: NationId = NationId(1);
pub(crate) const SUND: NationId = NationId(2);
pub(crate) const VARN: NationId = NationId(3);
/// The Pact of Grandia and Sund.
pub(crate) const PACT: AllianceId = AllianceId(0);

impl Sample {
    /// A fresh match with its board gathered.
    pub fn new() -> Self {
        let mut world = World::new();
        run::install(&mut world);
        world.insert_resource(rules::rules());
        world.insert_resource(dice::Seed(7));
        let nations: Vec<Entry> = (0..4).map(|i| nation(&mut world, i)).collect();
        let alliances = vec![alliance(&mut world)];
        world.insert_resource(Roster { nations, alliances });
        let level = level::level();
        world.insert_resource(scene(&level));
        world.insert_resource(Table(vec![OnTable {
            actor: Actor::Council(PACT),
            matter: 0,
            about: SUND,
        }]));
        run::refresh(&mut world);
        Self { world, level }
    }

    /// The nation with this id.
    pub fn id(&self, id: &str) -> NationId {
        self.world
            .resource::<Roster>()
            .nation(id)
            .expect("a nation of the sample")
    }

    /// The council's eyes.
    pub fn council(&self) -> Sight<'_> {
        self.eyes(Actor::Council(PACT))
    }

    /// An actor's eyes.
    pub fn eyes(&self, actor: Actor) -> Sight<'_> {
        Sight::new(&self.world, &self.level, Some(actor), false)
    }

    /// The record opened.
    pub fn open(&self) -> Sight<'_> {
        Sight::new(&self.world, &self.level, Some(Actor::Council(PACT)), true)
    }

    /// Enters an event of turn 1.
    pub fn happened(&mut self, event: TurnEvent) {
        self.world.resource_mut::<EventLog>().push(1, event);
    }

    /// Changes everything about the aggressor that others must not see.
    pub fn change_hidden_truth(&mut self) {
        let entity = self.world.resource::<Roster>().entity(VARN);
        let mut varn = self.world.entity_mut(entity);
        insert_capability(
            &mut varn,
            Domain::Land,
            Capability {
                strength: 99.0,
                readiness: 1.0,
                interoperability: 1.0,
            },
        );
        varn.insert(Plan {
            act: 3,
            target: SUND,
            made: 1,
            left: 2,
        });
        varn.insert(HiddenType { will: 0.3 });
        varn.insert(Treasury {
            money: 999.0,
            capital: 99.0,
        });
        varn.insert(Policy(Posture::Armer));
        if let Some(mut ambition) = varn.get_mut::<Ambition>() {
            ambition.appetite = 0.99;
            ambition.resolve = 0.99;
        }
        if let Some(mut politics) = varn.get_mut::<Politics>() {
            politics.will = 0.99;
            politics.deception = 0.9;
        }
        run::refresh(&mut self.world);
    }
}

fn nation(world: &mut World, index: usize) -> Entry {
    let (id, _, _) = NATIONS[index];
    let own = NationId(index as u32);
    let relation = |other: u32| Relation {
        other: NationId(other),
        trust: 0.6,
        threat: if other == 3 { 0.6 } else { 0.1 },
        rivalry: if (own.0 == 3) != (other == 3) && own.0 != 1 && other != 1 {
            0.7
        } else {
            0.0
        },
        trade: 0.3,
        km: 500.0,
        border: own.0 >= 2 && other >= 2,
        alpha: 3.0,
        beta: 2.0,
        struck: None,
    };
    let relations = (0..4).filter(|o| *o != own.0).map(relation).collect();
    let product = [2000.0, 300.0, 100.0, 800.0][index];
    let mut entity = world.spawn((own, Key::of(id)));
    entity.insert((
        Economy {
            product,
            growth: 0.02,
            burden: 0.021,
            at_signing: product,
            dependence: 0.1,
        },
        Treasury {
            money: 6.0,
            capital: 4.0,
        },
        Regime {
            kind: RegimeKind::Democracy,
            election: Some(5),
            term: 16,
            leader: 1,
            changed: false,
        },
        politics(),
        HiddenType { will: 0.05 },
        Territory {
            held: 1.0,
            conceded: 0.0,
            region: 0,
        },
        Policy(Posture::Hedger),
        Relations(relations),
    ));
    entity.insert((
        Deployments::default(),
        Commitments::default(),
        Sanctions::default(),
        Books::default(),
    ));
    let land = Capability {
        strength: [30.0, 8.0, 4.0, 25.0][index],
        readiness: 0.6,
        interoperability: 0.5,
    };
    insert_capability(&mut entity, Domain::Land, land);
    if index == 3 {
        entity.insert(Ambition {
            appetite: 0.5,
            resolve: 0.5,
            claims: vec![SUND],
            acts: vec![],
            gains: 0.0,
        });
    }
    if index == 1 || index == 3 {
        entity.insert(Estimates::default());
    }
    Entry {
        id: id.to_owned(),
        key: Key::of(id),
        entity: entity.id(),
    }
}

fn politics() -> Politics {
    Politics {
        will: 0.5,
        support: 0.5,
        resilience: 0.5,
        stability: 0.7,
        forensics: 0.3,
        patrol: 0.3,
        terror: 0.0,
        climate: 0.0,
        deception: 0.0,
        unrest: false,
    }
}

fn alliance(world: &mut World) -> Entry {
    let mut forces = PerDomain::default();
    forces.0[Domain::Land.index()] = 15.0;
    let guess = Estimate {
        subject: VARN,
        forces,
        sigma: 0.2,
        appetite: 0.6,
        will: 0.5,
        age: 2,
        source: Source::Pooled,
        plan: None,
    };
    let state = Alliance {
        cohesion: 0.62,
        command: 0.3,
        standing: 0.1,
        sharing: 0.4,
        delegated: false,
        consulted: 0,
    };
    let entity = world
        .spawn((
            PACT,
            Key::of("pact"),
            state,
            rules::treaty(),
            Treasury {
                money: 5.0,
                capital: 5.0,
            },
            Books::default(),
        ))
        .insert((Policy(Posture::Committer), Estimates(vec![guess])))
        .id();
    for nation in [GRANDIA, SUND] {
        world.spawn(Membership {
            nation,
            alliance: PACT,
            pledge: 0.3,
            niche: None,
            reservations: vec![],
            weight: 1.0,
            suspended: false,
            kept: 1,
            broken: 0,
        });
    }
    Entry {
        id: "pact".to_owned(),
        key: Key::of("pact"),
        entity,
    }
}

fn scene(level: &LevelDef) -> Scene {
    let actors = [
        Actor::Council(PACT),
        Actor::Nation(SUND),
        Actor::Nation(VARN),
    ];
    let kinds = [SeatKind::Council, SeatKind::Member, SeatKind::Aggressor];
    let seats = level
        .seats
        .iter()
        .zip(actors)
        .zip(kinds)
        .map(|((seat, actor), kind)| Seat {
            id: seat.id.clone(),
            actor,
            kind,
            objectives: seat.objectives.clone(),
        });
    Scene {
        turns: 8,
        years: 0.25,
        seats: seats.collect(),
        orders: vec![true; 5],
        matters: vec![rules::matter()],
        events: level.events.clone(),
        regions: vec!["coast".to_owned()],
    }
}
