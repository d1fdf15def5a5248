//! A world restored from a snapshot is the world it was taken from: now, and at every later step.
//! Reads a shipped level and a random one; writes nothing.
//! Not here: saves (`saves`), the dice (`luck`).
//! Rule text: DESIGN principle 2.

use bevy::ecs::prelude::*;
use casus_foederis::ai::{Skill, orders};
use casus_foederis::level::check::Checked;
use casus_foederis::level::spawn::spawn;
use casus_foederis::rules::clock::{Clock, Step};
use casus_foederis::rules::digest::{Digest, digest};
use casus_foederis::rules::id::{Actor, AllianceId, NationId, Roster};
use casus_foederis::rules::order::Inbox;
use casus_foederis::rules::quote::give;
use casus_foederis::rules::run;
use casus_foederis::rules::snapshot::Snapshot;
use casus_foederis::sim::game::new_world;

use crate::stage;

/// One step, with computer seats' orders where they are asked.
fn step(world: &mut World) -> Digest {
    if run::advance(world) == Step::OrdersAsk {
        run::refresh(world);
        let roster = world.resource::<Roster>();
        let nations = (0..roster.nations.len()).map(|n| Actor::Nation(NationId(n as u32)));
        let councils = (0..roster.alliances.len()).map(|a| Actor::Council(AllianceId(a as u32)));
        for actor in nations.chain(councils).collect::<Vec<_>>() {
            for order in orders(world, actor, &Skill::STANDARD) {
                let _ = give(world, actor, order);
            }
        }
    }
    digest(world)
}

fn goes_on_the_same(level: &Checked, steps: usize, ahead: usize) {
    let (mut world, mut other) = (new_world(), new_world());
    spawn(level, 7, &mut world);
    let mut taken = vec![Snapshot::take(&world)];
    let mut told = vec![digest(&mut world)];
    for _ in 0..steps + ahead {
        told.push(step(&mut world));
        taken.push(Snapshot::take(&world));
    }
    assert!(world.resource::<Clock>().turn > 3);
    for from in 0..steps {
        taken[from].restore(&mut other);
        assert_eq!(digest(&mut other), told[from], "restored after step {from}");
        for (next, expected) in told.iter().enumerate().skip(from + 1).take(ahead) {
            let found = step(&mut other);
            let at = found.first_difference(expected);
            assert_eq!(at, None, "restored after step {from}, differs after {next}");
        }
    }
}

#[test]
fn a_restored_world_goes_on_like_the_one_it_was_taken_from() {
    goes_on_the_same(&stage::tripwire(), 60, 18);
}

#[test]
fn a_restored_world_of_many_nations_and_alliances_goes_on_too() {
    goes_on_the_same(&stage::generated(14, 5), 60, 18);
}

#[test]
fn inbox_and_record_are_part_of_a_snapshot() {
    let mut world = new_world();
    spawn(&stage::tripwire(), 7, &mut world);
    while step(&mut world).total == 0 || world.resource::<Inbox>().0.is_empty() {}
    let taken = Snapshot::take(&world);
    let mut other = new_world();
    taken.restore(&mut other);
    assert_eq!(other.resource::<Inbox>(), world.resource::<Inbox>());
    run::reset(&mut other);
    assert_ne!(other.resource::<Inbox>(), world.resource::<Inbox>());
}
