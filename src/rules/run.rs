//! Running a match's world: schedules installed once a worker, worlds reset between matches, one step at a time.
//! Reads and writes the `Clock`; runs the schedules the phases fill.
//! Not here: who answers at asking steps (`sim`), how a level is spawned (`level::spawn`).
//! Rule text: DESIGN section 4: one schedule a step, single-threaded, ambiguity an error.

use bevy::ecs::prelude::*;
use bevy::ecs::schedule::{LogLevel, ScheduleBuildSettings, ScheduleLabel, SingleThreadedExecutor};

use super::board::Board;
use super::clock::{Clock, Step};
use super::decision::{Pending, Record};
use super::event::{Agenda, EventLog, History, Incidents};
use super::gather;
use super::id::{AllianceId, NationId};
use super::nation::{Membership, War};
use super::order::{Closed, Inbox, Table, Works};
use super::phase;

/// Systems of a step that gather the board run first in it.
#[derive(SystemSet, Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct GatherSystems;

/// Installs schedules and resources in a new world. Do this once; then spawn a level, run, `reset`, and spawn again.
pub fn install(world: &mut World) {
    for step in Step::TURN {
        let mut schedule = Schedule::new(step.intern());
        schedule.set_executor(SingleThreadedExecutor::new());
        schedule.set_build_settings(ScheduleBuildSettings {
            ambiguity_detection: LogLevel::Error,
            ..Default::default()
        });
        phase::fill(step, &mut schedule);
        world.add_schedule(schedule);
    }
    fresh(world);
}

/// Empties a world of its match, keeping schedules, so that the next level can be spawned into it.
pub fn reset(world: &mut World) {
    let mut matter = world.query_filtered::<Entity, Or<(
        With<NationId>,
        With<AllianceId>,
        With<Membership>,
        With<War>,
    )>>();
    let entities: Vec<Entity> = matter.iter(world).collect();
    for entity in entities {
        world.despawn(entity);
    }
    fresh(world);
}

fn fresh(world: &mut World) {
    world.insert_resource(Clock::default());
    world.insert_resource(Board::default());
    world.insert_resource(Pending::default());
    world.insert_resource(Record::default());
    world.insert_resource(EventLog::default());
    world.insert_resource(Incidents::default());
    world.insert_resource(Agenda::default());
    world.insert_resource(History::default());
    world.insert_resource(Inbox::default());
    world.insert_resource(Table::default());
    world.insert_resource(Closed::default());
    world.insert_resource(Works::default());
}

/// Runs the next step and says which it was. After an asking step, answers may be given; then call it again.
/// After `Step::Reckoning` the clock stands at the next turn, or the match is over.
pub fn advance(world: &mut World) -> Step {
    let clock = *world.resource::<Clock>();
    let step = Step::TURN[clock.next];
    world.run_schedule(step);
    let mut clock = world.resource_mut::<Clock>();
    clock.next += 1;
    if clock.next == Step::TURN.len() {
        clock.next = 0;
        clock.turn += 1;
        world.clear_trackers();
    }
    step
}

/// Brings the board up to date outside a step, for seats that are about to decide and for views.
pub fn refresh(world: &mut World) {
    // Running the gathering system needs no schedule of its own; it cannot fail, since every resource it asks for is installed.
    let _ = world.run_system_cached(gather::gather);
}
