//! A world for tests of this room: the shipped level Tripwire at its first orders, with every order in play.
//! Reads the built-in levels; for tests only.
//! Not here: whole matches (`tests/policies.rs`).
//! Source: none.

use std::path::Path;
use std::sync::OnceLock;

use bevy::ecs::component::Mutable;
use bevy::ecs::prelude::*;

use super::outlook::Outlook;
use super::picture::Picture;
use super::worth::Worth;
use crate::level::check::Checked;
use crate::level::library::Library;
use crate::level::load::read_level;
use crate::level::spawn::spawn;
use crate::rules::clock::Step;
use crate::rules::definition::Posture;
use crate::rules::effect::{Effect, Quantity, Who};
use crate::rules::id::{Actor, NationId, Roster};
use crate::rules::run;

/// The level.
pub fn level() -> &'static Checked {
    static LEVEL: OnceLock<Checked> = OnceLock::new();
    LEVEL.get_or_init(|| {
        let mut checked =
            read_level(Path::new("first-watch/02-tripwire"), &Library::BuiltIn).expect("shipped");
        checked.prepared.scene.orders.fill(true);
        checked
    })
}

/// The world at the first turn's orders.
pub fn world() -> World {
    let mut world = World::new();
    run::install(&mut world);
    spawn(level(), 1, &mut world);
    while run::advance(&mut world) != Step::OrdersAsk {}
    run::refresh(&mut world);
    world
}

/// A nation by its level id.
pub fn nation(world: &World, id: &str) -> NationId {
    world.resource::<Roster>().nation(id).expect("in the level")
}

/// An actor by its level id.
pub fn actor(world: &World, id: &str) -> Actor {
    let roster = world.resource::<Roster>();
    let council = roster.alliance(id).map(Actor::Council);
    roster
        .nation(id)
        .map(Actor::Nation)
        .or(council)
        .expect("in the level")
}

/// Changes a component of an actor and gathers the board again.
pub fn edit<C: Component<Mutability = Mutable>>(
    world: &mut World,
    id: &str,
    change: impl Fn(&mut C),
) {
    let entity = world.resource::<Roster>().actor_entity(actor(world, id));
    change(&mut world.get_mut::<C>(entity).expect("the nation has it"));
    run::refresh(world);
}

/// What effects are worth to an actor under a posture; `None` if they could do nothing.
pub fn worth(
    world: &World,
    who: &str,
    posture: Posture,
    target: Option<&str>,
    effects: &[Effect],
) -> Option<Worth> {
    let picture = Picture::of(world, actor(world, who));
    let outlook = Outlook::new(&picture, posture);
    let mut worth = Worth::new(0.0);
    let judge = outlook.judge(target.map(|t| nation(world, t)));
    judge.effects(effects, &mut worth).then_some(worth)
}

/// A change of a quantity.
pub fn change(what: Quantity, of: Who, toward: Option<Who>, by: f64) -> Effect {
    Effect::Change {
        what,
        of,
        toward,
        domain: None,
        by,
    }
}
