//! The steps of a turn, one file a phase; each file adds its systems to the schedules of its steps.
//! Not here: the order of steps (`rules::clock`), reasoning (`rules::mind`).

use bevy::ecs::prelude::*;

use super::clock::Step;

/// Fills the schedule of a step.
pub(super) fn fill(step: Step, schedule: &mut Schedule) {
    let _ = (step, schedule);
}
