//! Phase 9, reckoning: goals that failed for good, and the end of the match.
//! Reads standings; writes the log and the clock's `over`.
//! Not here: how goals are judged (`rules::standing`), stars (`sim`), the sentence on what did not happen (`view::quiet`).
//! Rule text: DESIGN sections 4 (phase 9) and 7.

use bevy::ecs::prelude::*;

use super::log;
use crate::rules::clock::Clock;
use crate::rules::event::{EventLog, History, TurnEvent};
use crate::rules::run::GatherSystems;
use crate::rules::scene::Scene;
use crate::rules::standing;

pub(super) fn plugin(schedule: &mut Schedule) {
    schedule.add_systems((judge, finish).chain().after(GatherSystems));
}

/// Fatal goals that no longer hold have failed for good; each is entered once.
fn judge(world: &mut World) {
    let failed: Vec<(usize, usize)> = {
        let scene = world.resource::<Scene>();
        let events = &world.resource::<EventLog>().0;
        let known = |seat: usize, objective: usize| {
            events
                .iter()
                .any(|d| d.event == TurnEvent::ObjectiveFailed { seat, objective })
        };
        let mut failed = Vec::new();
        for (seat, def) in scene.seats.iter().enumerate() {
            let goals = standing::goals(world, seat);
            let fatal = def.objectives.iter().zip(&goals).enumerate();
            failed.extend(
                fatal
                    .filter(|(i, (o, g))| o.fatal && !g.met && !known(seat, *i))
                    .map(|(i, _)| (seat, i)),
            );
        }
        failed
    };
    for (seat, objective) in failed {
        log(world, TurnEvent::ObjectiveFailed { seat, objective });
    }
}

/// Acts further back than any article's window or memory of provocation are dropped.
fn forget(world: &mut World) {
    let turn = world.resource::<Clock>().turn;
    world
        .resource_mut::<History>()
        .0
        .retain(|p| p.turn + MEMORY >= turn);
}

/// Turns for which acts are remembered one by one; the longest window an article may have.
const MEMORY: u32 = 40;

/// The match is over after its last turn. (A seat that has lost may watch the rest; others may still win.)
fn finish(world: &mut World) {
    forget(world);
    let turns = world.resource::<Scene>().turns;
    let clock = *world.resource::<Clock>();
    if clock.turn >= turns && !clock.over {
        world.resource_mut::<Clock>().over = true;
        log(world, TurnEvent::MatchOver);
    }
}
