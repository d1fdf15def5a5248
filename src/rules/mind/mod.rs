//! Minds: how governments weigh. Each function reads a `Mind` (what one actor knows) and returns a `Decision` record.
//! Not here: when they are asked (`rules::phase`), orders of computer seats (`ai`), formulas (`theory`).

pub mod aggressor;
pub mod coalition;
pub mod council;
pub mod crisis;
pub mod crisis_game;
pub mod guarantor;
mod motives;
pub mod reach;

use bevy::ecs::prelude::*;

use super::board::{Board, Knowledge};
use super::clock::Clock;
use super::coefficients::Coefficients;
use super::decision::{Decision, Term, TermName};
use super::definition::RuleSet;
use super::dice::Seed;
use super::id::{Actor, NationId, Roster};
use super::scene::Scene;
use super::treaty::evaluate::Bench;

/// What a mind reads: an actor's knowledge, the rules, and the public record.
#[derive(Clone)]
pub struct Mind<'a> {
    /// What it knows.
    pub known: Knowledge<'a>,
    /// The rules.
    pub rules: &'a RuleSet,
    /// Seats and regions.
    pub scene: &'a Scene,
    /// Level ids.
    pub roster: &'a Roster,
    /// The seed, for keyed noise.
    pub seed: Seed,
    /// The turn.
    pub turn: u32,
}

impl<'a> Mind<'a> {
    /// The mind of an actor in a world whose board is fresh.
    pub fn of(world: &'a World, actor: Actor) -> Self {
        Self::with(world, world.resource::<Board>().knowledge(actor))
    }

    /// A mind that knows the truth: for the record's own figures, never for a seat.
    pub fn knowing_all(world: &'a World) -> Self {
        Self::with(world, world.resource::<Board>().truth())
    }

    /// The same while the board is taken out of the world to be written beside it.
    pub(crate) fn knowing_all_on(world: &'a World, board: &'a Board) -> Self {
        Self::with(world, board.truth())
    }

    fn with(world: &'a World, known: Knowledge<'a>) -> Self {
        Self {
            known,
            rules: world.resource(),
            scene: world.resource(),
            roster: world.resource(),
            seed: *world.resource(),
            turn: world.resource::<Clock>().turn,
        }
    }

    /// The board behind the knowledge: public facts only.
    pub fn board(&self) -> &'a Board {
        self.known.board
    }

    /// The coefficients.
    pub fn k(&self) -> &'a Coefficients {
        &self.rules.coefficients
    }

    /// Articles are read with this.
    pub fn bench(&self) -> Bench<'a> {
        Bench {
            board: self.board(),
            roster: self.roster,
            regions: &self.scene.regions,
        }
    }
}

/// A term.
pub(crate) fn term(name: TermName, value: f64) -> Term {
    Term { name, value }
}

/// What a viewer thinks an aggressor is weighing: the aggressor's own reasoning run on the viewer's knowledge, without its temper.
/// `None` where the viewer does not take the nation for an aggressor.
pub fn assess(world: &World, viewer: Actor, aggressor: NationId) -> Option<Decision> {
    let mind = Mind::of(world, viewer);
    if mind.known.appetite(aggressor) <= 0.0 {
        return None;
    }
    Some(aggressor::weigh_as_seen(&mind, aggressor))
}
