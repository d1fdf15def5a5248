//! What the level contributes to a match beside its entities: seats, goals, matters, events, orders in play, the clock's span.
//! Written once when a level is spawned; read by phases.
//! Not here: names and texts (`level::def`), the running clock (`rules::clock`).
//! Rule text: DESIGN section 10.

use bevy::ecs::prelude::*;
use serde::{Deserialize, Serialize};

use super::definition::{LevelEvent, Matter, Objective, SeatKind};
use super::id::Actor;

/// The fixed part of a match.
#[derive(Resource, Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Scene {
    /// The number of turns.
    pub turns: u32,
    /// Years a turn lasts.
    pub years: f64,
    /// Seats with goals, in the level's order.
    pub seats: Vec<Seat>,
    /// For each order of the rules file: whether it is in play.
    pub orders: Vec<bool>,
    /// Matters of the rules file and of the level, in that order.
    pub matters: Vec<Matter>,
    /// Events of the level.
    pub events: Vec<LevelEvent>,
    /// Regions, in alphabetical order.
    pub regions: Vec<String>,
}

/// A seat with goals.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Seat {
    /// Its id in the level.
    pub id: String,
    /// Whom it plays.
    pub actor: Actor,
    /// Which orders it has.
    pub kind: SeatKind,
    /// Its goals.
    pub objectives: Vec<Objective>,
}
