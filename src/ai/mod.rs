//! Computer policies: which orders a seat gives, and what its four advisers propose.
//! Reads a world whose board is fresh, through what the seat may know; changes nothing: callers hand the orders in.
//! Not here: whether nations attack, vote or come to help (`rules::mind`), carrying orders out (`rules::apply`).
//! Rule text: DESIGN sections 4 ("four advisers") and 6; orders are data, so a policy reads an order's effects, not its name.

mod advice;
mod candidate;
pub mod lookahead;
mod matter;
mod need;
mod other;
mod outlook;
mod own;
mod picture;
mod purse;
mod shortlist;
mod special;
mod worth;

#[cfg(test)]
mod fixture;

use bevy::ecs::prelude::*;

use picture::Picture;

pub use advice::{Advice, advice};
use lookahead::{Look, Theatre};
pub use need::{Need, Reason};

use crate::rules::definition::Posture;
use crate::rules::id::Actor;
use crate::rules::order::Order;

/// How well a computer seat plays. Difficulty changes skill, never the dice or the rules.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Skill {
    /// Scale of the noise in its judgement of an order, in units of worth (a fitting order is worth about 1).
    pub noise: f64,
    /// The most orders it gives a turn, beside answers to matters.
    pub most: usize,
    /// How far it looks ahead, if it does.
    pub look: Option<Look>,
}

impl Skill {
    /// Makes many mistakes and little use of its means.
    pub const NOVICE: Self = Self {
        noise: 0.9,
        most: 1,
        look: None,
    };
    /// Plays sensibly.
    pub const STANDARD: Self = Self {
        noise: 0.45,
        most: 2,
        look: None,
    };
    /// Plays well.
    pub const VETERAN: Self = Self {
        noise: 0.3,
        most: 3,
        look: Some(Look {
            worlds: 2,
            turns: 1,
        }),
    };
    /// Wastes almost nothing.
    pub const EXPERT: Self = Self {
        noise: 0.18,
        most: 3,
        look: Some(Look {
            worlds: 4,
            turns: 3,
        }),
    };
}

impl Default for Skill {
    fn default() -> Self {
        Self::STANDARD
    }
}

/// The orders a computer seat gives now: answers to its matters first, then orders, each legal after those before it.
/// The board must be fresh (`rules::run::refresh`). Only the actor's own inbox is read, so the order of actors does not matter.
pub fn orders(world: &World, actor: Actor, skill: &Skill) -> Vec<Order> {
    orders_in(world, actor, skill, &mut Theatre::default())
}

/// The same with a theatre at hand for seats that look ahead: it keeps nothing between calls but room.
pub fn orders_in(world: &World, actor: Actor, skill: &Skill, theatre: &mut Theatre) -> Vec<Order> {
    if let Some(look) = skill.look {
        return lookahead::best(world, actor, skill, look, theatre);
    }
    let picture = Picture::of(world, actor);
    given(&picture, picture.posture, skill)
}

/// The orders a posture gives on a picture.
fn given(picture: &Picture<'_>, posture: Posture, skill: &Skill) -> Vec<Order> {
    let outlook = outlook::Outlook::new(picture, posture);
    let mut purse = purse::Purse::of(picture, posture);
    let mut given = matter::answers(&outlook, skill.noise, &mut purse);
    candidate::give(&outlook, skill, &mut purse, &mut given);
    given
}

/// A number of each posture, in table order.
type PerPosture = [f64; 4];

fn of(table: &PerPosture, posture: Posture) -> f64 {
    table[posture as usize]
}
