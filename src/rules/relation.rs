//! Sparse pairwise relations, and the estimates an alliance or a lone nation keeps of the others that matter to it.
//! Relations sit on the nation that holds them, sorted by the other's id; estimates sit on the viewer.
//! Not here: how relations change (`phase::aftermath`), how estimates are made (`phase::intelligence`).
//! Rule text: DESIGN section 4 (phase 2) and section 5, "Beliefs".

use bevy::ecs::prelude::*;
use serde::{Deserialize, Serialize};

use super::capability::PerDomain;
use super::id::NationId;
use crate::theory::reputation::Beta;

/// What one nation holds of another. Trust, threat and belief are its own; distance, border and trade are shared facts.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Relation {
    /// The other.
    pub other: NationId,
    /// Trust, 0-1.
    pub trust: f64,
    /// Threat perceived from the other, 0-1.
    pub threat: f64,
    /// Rivalry, 0-1.
    pub rivalry: f64,
    /// Trade, 0-1.
    pub trade: f64,
    /// Distance, km.
    pub km: f64,
    /// Whether they share a border.
    pub border: bool,
    /// Belief that the other honours its obligations to me: Beta counts.
    pub alpha: f64,
    /// The other count.
    pub beta: f64,
    /// The turn on which the other last acted against me, if it did.
    pub struck: Option<u32>,
}

impl Relation {
    /// The belief that the other honours, as Beta counts.
    pub fn reliability(&self) -> Beta {
        Beta {
            alpha: self.alpha,
            beta: self.beta,
        }
    }
}

/// The relations of one nation, sorted by the other's id.
#[derive(Component, Clone, Debug, PartialEq, Default, Serialize, Deserialize)]
pub struct Relations(pub Vec<Relation>);

impl Relations {
    /// The relation with another nation, if there is one.
    pub fn with(&self, other: NationId) -> Option<&Relation> {
        self.0
            .binary_search_by_key(&other, |r| r.other)
            .ok()
            .map(|i| &self.0[i])
    }

    /// The relation with another nation for change, if there is one.
    pub fn with_mut(&mut self, other: NationId) -> Option<&mut Relation> {
        self.0
            .binary_search_by_key(&other, |r| r.other)
            .ok()
            .map(|i| &mut self.0[i])
    }
}

/// Where an estimate came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Source {
    /// Open sources and old papers.
    Open,
    /// Own collection.
    Own,
    /// Pooled with allies.
    Pooled,
}

/// What a viewer believes of one nation.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Estimate {
    /// Of whom.
    pub subject: NationId,
    /// Ready strength by domain, best guess.
    pub forces: PerDomain,
    /// Standard deviation of the log of the guess: the range shown is value times exp(-/+ sigma).
    pub sigma: f64,
    /// Appetite as estimated, 0-1 (0 for nations thought without ambition).
    pub appetite: f64,
    /// Will as estimated, 0-1.
    pub will: f64,
    /// Turns since it was renewed.
    pub age: u32,
    /// Where it came from.
    pub source: Source,
    /// A plan seen in preparation: act (by rung) and victim, as the indicators say.
    pub plan: Option<(usize, NationId)>,
}

/// The estimates a viewer keeps, at most 24, sorted by subject.
#[derive(Component, Clone, Debug, PartialEq, Default, Serialize, Deserialize)]
pub struct Estimates(pub Vec<Estimate>);

impl Estimates {
    /// The most subjects one viewer keeps.
    pub const MOST: usize = 24;

    /// The estimate of a nation, if kept.
    pub fn of(&self, subject: NationId) -> Option<&Estimate> {
        self.0
            .binary_search_by_key(&subject, |e| e.subject)
            .ok()
            .map(|i| &self.0[i])
    }
}
