//! How a seat stands: its goals one by one, and whether the match is won, lost or open for it.
//! Reads board, scene and log; changes nothing.
//! Not here: stars (`sim::stars`, which needs a second run), sentences (`view`).
//! Rule text: DESIGN section 7.

use bevy::ecs::prelude::*;
use serde::{Deserialize, Serialize};

/// How a goal stands now.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct GoalState {
    /// Whether it is met as things stand.
    pub met: bool,
    /// The number it is judged on, where it has one.
    pub value: f64,
    /// The number it needs, where it has one.
    pub needed: f64,
}

/// How a seat stands.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Standing {
    /// Its goals, in the seat's order.
    pub goals: Vec<GoalState>,
    /// Won or lost; open until the match is over.
    pub outcome: Ending,
}

/// The end of a match for a seat.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Ending {
    /// Not over.
    Open,
    /// All goals met at the end.
    Won,
    /// A fatal goal failed, or a goal was not met at the end.
    Lost,
}

/// How the seat with this index (in the scene's list) stands. The board must be fresh.
pub fn standing(world: &World, seat: usize) -> Standing {
    let _ = (world, seat);
    Standing { goals: Vec::new(), outcome: Ending::Open }
}
