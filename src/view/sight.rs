//! A seat's eyes on a match: the world, the level's names, whose eyes they are, and whether the record is open.
//! Reads the world and the level; every view model is built from a `Sight` and from nothing else.
//! Not here: what a seat's intelligence estimates (`rules::board::Knowledge`), which this only chooses.
//! Rule text: DESIGN section 5, "Assessment and record".

use bevy::ecs::prelude::*;

use crate::level::def::{LevelDef, NationDef, SeatDef};
use crate::rules::board::{Board, Knowledge};
use crate::rules::clock::Clock;
use crate::rules::decision::{Pending, Record};
use crate::rules::definition::RuleSet;
use crate::rules::event::EventLog;
use crate::rules::id::{Actor, AllianceId, NationId, Roster};
use crate::rules::quote::Desk;
use crate::rules::scene::Scene;
use crate::sim::game::Match;

/// A seat's eyes.
#[derive(Clone, Copy)]
pub struct Sight<'a> {
    /// The match's world; its board must be fresh.
    pub world: &'a World,
    /// The level's names and texts.
    pub level: &'a LevelDef,
    /// Whose eyes; `None` for a spectator of a match that computers play.
    pub actor: Option<Actor>,
    /// Whether the record is open: the match is over, reveal is on, or nobody plays.
    pub open: bool,
}

impl<'a> Sight<'a> {
    /// The eyes of the human seat of a match. The record is open with `reveal` or when the match is over.
    pub fn of(game: &'a Match, reveal: bool) -> Self {
        Self::new(game.world(), &game.checked().def, game.actor(), reveal)
    }

    /// The eyes of an actor on a world.
    pub fn new(world: &'a World, level: &'a LevelDef, actor: Option<Actor>, reveal: bool) -> Self {
        let open = reveal || actor.is_none() || world.resource::<Clock>().over;
        Self {
            world,
            level,
            actor,
            open,
        }
    }

    /// The board.
    pub fn board(&self) -> &'a Board {
        self.world.resource()
    }

    /// The rules.
    pub fn rules(&self) -> &'a RuleSet {
        self.world.resource()
    }

    /// The scene.
    pub fn scene(&self) -> &'a Scene {
        self.world.resource()
    }

    /// Level ids.
    pub fn roster(&self) -> &'a Roster {
        self.world.resource()
    }

    /// The clock.
    pub fn clock(&self) -> Clock {
        *self.world.resource()
    }

    /// Every event so far. Show them only through `events::sentence`.
    pub fn log(&self) -> &'a EventLog {
        self.world.resource()
    }

    /// Every decision so far: the record.
    pub fn record(&self) -> &'a Record {
        self.world.resource()
    }

    /// Decisions that wait for an answer.
    pub fn pending(&self) -> &'a Pending {
        self.world.resource()
    }

    /// The desk at which orders are judged.
    pub fn desk(&self) -> Desk<'a> {
        Desk::of(self.world)
    }

    /// What these eyes know: the seat's intelligence, or the truth when the record is open.
    pub fn knowledge(&self) -> Knowledge<'a> {
        match self.actor {
            Some(actor) if !self.open => self.board().knowledge(actor),
            _ => self.board().truth(),
        }
    }

    /// The seat of these eyes: its place in the level's list.
    pub fn seat_index(&self) -> Option<usize> {
        let actor = self.actor?;
        self.scene().seats.iter().position(|s| s.actor == actor)
    }

    /// What the level says of the seat.
    pub fn seat(&self) -> Option<&'a SeatDef> {
        self.level.seats.get(self.seat_index()?)
    }

    /// The alliance these eyes belong to: a council's own, or a nation's first.
    pub fn alliance(&self) -> Option<AllianceId> {
        self.actor.and_then(|a| self.alliance_of(a))
    }

    /// The alliance whose intelligence an actor shares.
    pub fn alliance_of(&self, actor: Actor) -> Option<AllianceId> {
        match actor {
            Actor::Council(a) => Some(a),
            Actor::Nation(n) => self.board().nation(n).alliances.first().copied(),
        }
    }

    /// Whether what this actor's intelligence finds reaches these eyes.
    pub fn shares(&self, other: Actor) -> bool {
        let pooled = || self.alliance().is_some() && self.alliance() == self.alliance_of(other);
        self.open || self.actor == Some(other) || pooled()
    }

    /// Whether these eyes are a nation's own, or its council's.
    pub fn speaks_for(&self, nation: NationId) -> bool {
        self.actor
            .is_some_and(|a| self.board().speaks_for(a).contains(&nation))
    }

    /// What the level says of a nation.
    pub fn nation_def(&self, nation: NationId) -> Option<&'a NationDef> {
        let id = &self.roster().nations.get(nation.index())?.id;
        self.level.nations.iter().find(|n| &n.id == id)
    }

    /// A nation's name.
    pub fn name(&self, nation: NationId) -> &'a str {
        match self.nation_def(nation) {
            Some(def) => &def.name,
            None => self
                .roster()
                .nations
                .get(nation.index())
                .map_or("an unnamed nation", |e| &e.id),
        }
    }

    /// A nation's level id, which orders use.
    pub fn id(&self, nation: NationId) -> &'a str {
        self.roster()
            .nations
            .get(nation.index())
            .map_or("?", |e| &e.id)
    }

    /// An alliance's name as in the middle of a sentence: "the Sound Alliance".
    pub fn alliance_name(&self, alliance: AllianceId) -> String {
        let Some(entry) = self.roster().alliances.get(alliance.index()) else {
            return "an unnamed alliance".to_owned();
        };
        let name = self
            .level
            .alliances
            .iter()
            .find(|a| a.id == entry.id)
            .map_or(&entry.id, |a| &a.name);
        name.strip_prefix("The ")
            .map_or_else(|| name.clone(), |rest| format!("the {rest}"))
    }

    /// An actor's name: "Aldmark", or "the council of the North Pact".
    pub fn actor_name(&self, actor: Actor) -> String {
        match actor {
            Actor::Nation(n) => self.name(n).to_owned(),
            Actor::Council(a) => format!("the council of {}", self.alliance_name(a)),
        }
    }

    /// An act's name in running text, lower case.
    pub fn act(&self, act: usize) -> String {
        self.rules()
            .acts
            .get(act)
            .map_or_else(|| "act".to_owned(), |a| a.name.to_lowercase())
    }

    /// An act with its article where it takes one: "an invasion".
    pub fn an_act(&self, act: usize) -> String {
        super::words::indefinite(&self.act(act))
    }

    /// Names joined as in a sentence: "A, B and C".
    pub fn names(&self, nations: impl IntoIterator<Item = NationId>) -> String {
        let names: Vec<&str> = nations.into_iter().map(|n| self.name(n)).collect();
        super::words::list(&names, "and")
    }

    /// Fills `{target}` and `{actor}` in a level's text.
    pub fn fill(&self, text: &str, actor: Actor, target: NationId) -> String {
        text.replace("{target}", self.name(target))
            .replace("{actor}", &self.actor_name(actor))
    }
}
