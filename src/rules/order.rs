//! An order as data: what a seat tells the world to do. The same text is typed, filed, logged and replayed.
//! Reads the rule set for names and limits; changes nothing.
//! Not here: whether it can be done and at what price (`rules::quote`), what it does (`rules::apply`).
//! Rule text: DESIGN principle 2 and section 6.

use bevy::ecs::prelude::*;
use serde::{Deserialize, Serialize};

use super::capability::Domain;
use super::id::{Actor, NationId};

/// An order of a seat.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Order {
    /// Give an order of the rules file.
    Give {
        /// Index into the rules' orders.
        order: usize,
        /// The nation it is aimed at.
        target: Option<NationId>,
        /// The domain it is aimed at.
        domain: Option<Domain>,
        /// How much, from 1.
        amount: u32,
    },
    /// Answer a matter on the table.
    Answer {
        /// Index into the scene's matters.
        matter: usize,
        /// Index of the answer.
        answer: usize,
    },
}

/// Orders given this turn and not applied yet, by actor in actor order.
#[derive(Resource, Clone, Debug, Default, PartialEq)]
pub struct Inbox(pub Vec<(Actor, Order)>);

/// A matter on a seat's table this turn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OnTable {
    /// To whom it is put.
    pub actor: Actor,
    /// Index into the scene's matters.
    pub matter: usize,
    /// The nation it is about.
    pub about: NationId,
}

/// The matters on the table this turn, by actor.
#[derive(Resource, Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Table(pub Vec<OnTable>);

/// Matters and events closed so far: (actor, scene index, turn, answer).
#[derive(Resource, Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Closed {
    /// Matters: to whom, which, when, and the answer given.
    pub matters: Vec<(Actor, usize, u32, Option<usize>)>,
    /// Events: which, when.
    pub events: Vec<(usize, u32)>,
}

/// An order in the works.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Work {
    /// Whose.
    pub actor: Actor,
    /// Index into the rules' orders.
    pub order: usize,
    /// The nation it is aimed at.
    pub target: Option<NationId>,
    /// The domain.
    pub domain: Option<Domain>,
    /// How much.
    pub amount: u32,
    /// The turn it takes effect.
    pub due: u32,
}

/// Orders in the works, in the order given.
#[derive(Resource, Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Works(pub Vec<Work>);
