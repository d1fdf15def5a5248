//! Stand-ins until the rooms `level` and `ai` land; deleted then.
//! Reads nothing; writes nothing of note.
//! Not here: the real things (`level::load`, `level::spawn`, `ai`).
//! Source: none.

use bevy::ecs::prelude::World;

use crate::level::def::LevelDef;
use crate::rules::definition::RuleSet;
use crate::rules::id::Actor;
use crate::rules::order::Order;

/// Stands in for `level::load::Checked`.
pub struct Checked {
    /// The level.
    pub def: LevelDef,
    /// The rules.
    pub rules: RuleSet,
}

/// Stands in for `level::spawn::spawn`.
pub fn spawn(_: &Checked, _: u64, _: &mut World) {}

/// Stands in for `ai::Skill`.
pub struct Skill {
    /// Policy noise scale.
    pub noise: f64,
    /// Orders a turn.
    pub most: usize,
}

/// Stands in for `ai::orders`.
pub fn orders(_: &World, _: Actor, _: &Skill) -> Vec<Order> {
    Vec::new()
}
