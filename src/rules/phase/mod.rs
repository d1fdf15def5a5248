//! The steps of a turn, one file a phase; each file adds its systems to the schedules of its steps.
//! Not here: the order of steps (`rules::clock`), reasoning (`rules::mind`).

mod aftermath;
mod aggression;
mod consultation;
mod hazards;
mod intelligence;
mod orders;
mod politics;
mod reckoning;
mod resolution;
mod response;
mod settlement;
mod upkeep;

use bevy::ecs::prelude::*;

use super::board::Board;
use super::clock::{Clock, Step};
use super::decision::{Decision, Pending, Record};
use super::event::{EventLog, Incidents, TurnEvent};
use super::gather;
use super::mind::Mind;
use super::nation::War;
use super::run::GatherSystems;

/// Fills the schedule of a step: the board is gathered first, then the phase's own systems run in their order.
pub(super) fn fill(step: Step, schedule: &mut Schedule) {
    let crisis = !matches!(
        step,
        Step::Upkeep
            | Step::Intelligence
            | Step::OrdersAsk
            | Step::OrdersApply
            | Step::AggressionAsk
            | Step::AggressionApply
            | Step::Aftermath
            | Step::Reckoning
    );
    if crisis {
        schedule.add_systems(gather::gather.in_set(GatherSystems).run_if(busy));
    } else {
        schedule.add_systems(gather::gather.in_set(GatherSystems));
    }
    match step {
        Step::Upkeep => upkeep::plugin(schedule),
        Step::Intelligence => intelligence::plugin(schedule),
        Step::OrdersAsk => orders::ask(schedule),
        Step::OrdersApply => orders::apply(schedule),
        Step::AggressionAsk => aggression::ask(schedule),
        Step::AggressionApply => aggression::apply(schedule),
        Step::DemandAsk => consultation::demand_ask(schedule),
        Step::DemandApply => consultation::demand_apply(schedule),
        Step::VoteAsk => consultation::vote_ask(schedule),
        Step::VoteApply => consultation::vote_apply(schedule),
        Step::ResponseAsk => response::ask(schedule),
        Step::ResponseApply => response::apply(schedule),
        Step::Resolution => resolution::plugin(schedule),
        Step::SettlementAsk => settlement::ask(schedule),
        Step::SettlementApply => settlement::apply(schedule),
        Step::Aftermath => aftermath::plugin(schedule),
        Step::Reckoning => reckoning::plugin(schedule),
    }
}

/// Whether anything is on foot that the steps of a crisis would look at; else they have nothing to gather for.
fn busy(incidents: Res<Incidents>, wars: Query<&War>) -> bool {
    !incidents.0.is_empty() || !wars.is_empty()
}

/// Enters an event under the present turn.
fn log(world: &mut World, event: TurnEvent) {
    let turn = world.resource::<Clock>().turn;
    world.resource_mut::<EventLog>().push(turn, event);
}

/// Runs `work` with the board in hand, taken out of the world so that the world can be written.
fn with_board<T>(world: &mut World, work: impl FnOnce(&mut World, &Board) -> T) -> T {
    world.resource_scope::<Board, _>(|world, board| work(world, &board))
}

/// Puts decisions up for answers; `think` makes them from a mind that knows all public facts.
fn put(world: &mut World, think: impl FnOnce(&World) -> Vec<Decision>) {
    let decisions = think(world);
    world.resource_mut::<Pending>().0 = decisions;
}

/// Takes the answered decisions and enters them in the record.
fn take(world: &mut World) -> Vec<Decision> {
    let decisions = std::mem::take(&mut world.resource_mut::<Pending>().0);
    world
        .resource_mut::<Record>()
        .0
        .extend(decisions.iter().cloned());
    decisions
}

/// The mind of a nation.
fn mind_of(world: &World, nation: super::id::NationId) -> Mind<'_> {
    Mind::of(world, super::id::Actor::Nation(nation))
}
