//! Stand-ins until the rooms `level` and `ai` land; deleted then.
//! Reads nothing; writes nothing of note.
//! Not here: the real things (`level::load`, `level::spawn`, `ai`).
//! Source: none.

use bevy::ecs::prelude::World;

use crate::rules::id::Actor;
use crate::rules::order::Order;

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
