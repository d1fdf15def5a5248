//! Answers put into a world: a choice in a pending decision, an order from a line of a log.
//! Reads and writes the world; the message says what does not fit.
//! Not here: when they are asked for (`sim::game`), how orders are written (`sim::order_text`).
//! Rule text: DESIGN principle 2.

use bevy::ecs::prelude::World;

use super::log::Entry;
use super::order_text::{parse, parse_actor};
use crate::rules::decision::Pending;
use crate::rules::id::Roster;
use crate::rules::quote::give;

/// Makes a choice in a pending decision (options from 0).
pub(super) fn decide(world: &mut World, index: usize, option: usize) -> Result<(), String> {
    let mut pending = world.resource_mut::<Pending>();
    let decision = pending.0.get_mut(index).ok_or("that decision is gone")?;
    if option >= decision.options.len() {
        return Err(format!(
            "there are {} options; {} is not one of them",
            decision.options.len(),
            option + 1
        ));
    }
    decision.chosen = option;
    Ok(())
}

/// Gives the order of a line of a log.
pub(super) fn replay_order(world: &mut World, entry: &Entry) -> Result<(), String> {
    let actor = parse_actor(world.resource::<Roster>(), &entry.actor)
        .ok_or_else(|| format!("nobody is called `{}`", entry.actor))?;
    let order = parse(world, &entry.text)?;
    give(world, actor, order).map_err(|refusal| {
        format!(
            "`{}` of {} is refused: {refusal:?}",
            entry.text, entry.actor
        )
    })?;
    Ok(())
}
