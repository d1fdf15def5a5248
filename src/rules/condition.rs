//! Whether a condition of a matter, event or objective holds.
//! Reads board, log and what was closed; changes nothing.
//! Not here: the words conditions are made of (`rules::effect`).
//! Rule text: the comments on `rules::effect::Condition`.

use bevy::ecs::prelude::*;

use super::apply::{Bound, who};
use super::board::Board;
use super::clock::Clock;
use super::definition::RuleSet;
use super::effect::{Condition, Quantity, Who};
use super::event::{EventLog, TurnEvent, Verdict};
use super::id::{NationId, Roster};
use super::order::Closed;
use super::quantity;
use super::scene::Scene;

/// What conditions are judged on.
pub struct Facts<'w> {
    /// The board.
    pub board: &'w Board,
    /// Ids.
    pub roster: &'w Roster,
    /// What happened.
    pub log: &'w EventLog,
    /// Matters and events closed.
    pub closed: &'w Closed,
    /// Seats, matters, events.
    pub scene: &'w Scene,
    /// The rules.
    pub rules: &'w RuleSet,
    /// The turn.
    pub turn: u32,
}

impl<'w> Facts<'w> {
    /// The facts of a world whose board is fresh.
    pub fn of(world: &'w World) -> Self {
        Self {
            board: world.resource(),
            roster: world.resource(),
            log: world.resource(),
            closed: world.resource(),
            scene: world.resource(),
            rules: world.resource(),
            turn: world.resource::<Clock>().turn,
        }
    }

    /// Whether a condition holds for whom it is bound to.
    pub fn holds(&self, condition: &Condition, bound: &Bound) -> bool {
        match condition {
            Condition::Always => true,
            Condition::All(all) => all.iter().all(|c| self.holds(c, bound)),
            Condition::Any(any) => any.iter().any(|c| self.holds(c, bound)),
            Condition::Not(not) => !self.holds(not, bound),
            Condition::From(turn) => self.turn >= *turn,
            Condition::Until(turn) => self.turn <= *turn,
            Condition::On(turn) => self.turn == *turn,
            Condition::Above {
                what,
                of,
                toward,
                level,
            } => self
                .values(*what, of, toward.as_ref(), bound)
                .into_iter()
                .any(|v| v > *level),
            Condition::Below {
                what,
                of,
                toward,
                level,
            } => self
                .values(*what, of, toward.as_ref(), bound)
                .into_iter()
                .any(|v| v < *level),
            Condition::PlanSeen => self.plan_seen(bound),
            Condition::Planning(of) => self
                .who(of, bound)
                .iter()
                .any(|n| self.board.nation(*n).plan.is_some()),
            Condition::Happened {
                act,
                against,
                turns,
            } => self.happened(act.as_deref(), against.as_ref(), *turns, bound),
            Condition::Reneged { turns } => self.recent(*turns).any(|e| {
                matches!(
                    e,
                    TurnEvent::Responded {
                        verdict: Verdict::Renege,
                        ..
                    }
                )
            }),
            Condition::AtWar(of) => {
                let whom = self.who(of, bound);
                self.board
                    .wars
                    .iter()
                    .any(|w| whom.contains(&w.aggressor) || whom.contains(&w.target))
            }
            Condition::Garrisoned(of) => self.who(of, bound).iter().any(|host| {
                self.board
                    .nation(*host)
                    .guests
                    .iter()
                    .any(|(_, share)| *share > 0.0)
            }),
            Condition::After(id) => self.after(id),
            Condition::Answered { matter, answer } => self.answered(matter, answer),
            Condition::LostTerritory(of) => self
                .who(of, bound)
                .iter()
                .any(|n| self.board.nation(*n).territory.held < 1.0),
        }
    }

    /// By how much a condition on quantities holds (negative: by how much it fails); none for other conditions.
    pub fn slack(&self, condition: &Condition, bound: &Bound) -> Option<f64> {
        let values = |what: &Quantity, of: &Who, toward: &Option<Who>| {
            self.values(*what, of, toward.as_ref(), bound).into_iter()
        };
        match condition {
            Condition::Above {
                what,
                of,
                toward,
                level,
            } => values(what, of, toward).map(|v| v - level).reduce(f64::max),
            Condition::Below {
                what,
                of,
                toward,
                level,
            } => values(what, of, toward).map(|v| level - v).reduce(f64::max),
            Condition::Not(not) => self.slack(not, bound).map(|s| -s),
            Condition::All(all) => all
                .iter()
                .map(|c| self.slack(c, bound))
                .try_fold(f64::INFINITY, |least, s| s.map(|s| least.min(s))),
            _ => None,
        }
    }

    fn who(&self, who_word: &Who, bound: &Bound) -> Vec<NationId> {
        who(self.board, self.roster, who_word, bound)
    }

    fn values(&self, what: Quantity, of: &Who, toward: Option<&Who>, bound: &Bound) -> Vec<f64> {
        let subjects = self.who(of, bound);
        let Some(toward) = toward else {
            return subjects
                .iter()
                .map(|n| quantity::read(self.board, what, *n, None))
                .collect();
        };
        let others = self.who(toward, bound);
        let pairs = subjects
            .iter()
            .flat_map(|a| others.iter().map(move |b| (*a, *b)));
        pairs
            .filter(|(a, b)| a != b)
            .map(|(a, b)| quantity::read(self.board, what, a, Some(b)))
            .collect()
    }

    fn plan_seen(&self, bound: &Bound) -> bool {
        let own = self.board.speaks_for(bound.actor);
        let knowledge = self.board.knowledge(bound.actor);
        let ours = |victim: NationId| {
            own.contains(&victim) || own.iter().any(|n| self.board.allied(*n, victim))
        };
        self.board
            .nations
            .iter()
            .filter_map(|n| knowledge.estimate(n.id))
            .any(|e| e.plan.is_some_and(|(_, victim)| ours(victim)))
    }

    fn recent(&self, turns: u32) -> impl Iterator<Item = &TurnEvent> {
        let now = self.turn;
        self.log
            .0
            .iter()
            .rev()
            .take_while(move |d| d.turn + turns >= now)
            .map(|d| &d.event)
    }

    fn happened(
        &self,
        act: Option<&str>,
        against: Option<&Who>,
        turns: u32,
        bound: &Bound,
    ) -> bool {
        let wanted = act.map(|id| self.rules.act(id));
        let victims = against.map(|w| self.who(w, bound));
        self.recent(turns).any(|event| match event {
            TurnEvent::ActCommitted { act, target, .. } => {
                wanted.is_none_or(|w| w == Some(*act))
                    && victims.as_ref().is_none_or(|v| v.contains(target))
            }
            _ => false,
        })
    }

    fn after(&self, id: &str) -> bool {
        self.closed
            .events
            .iter()
            .any(|(e, _)| self.scene.events[*e].id == id)
            || self
                .closed
                .matters
                .iter()
                .any(|(_, m, _, _)| self.scene.matters[*m].id == id)
    }

    fn answered(&self, matter: &str, answer: &str) -> bool {
        self.closed.matters.iter().any(|(_, m, _, given)| {
            let matter_def = &self.scene.matters[*m];
            matter_def.id == matter && given.is_some_and(|a| matter_def.answers[a].id == answer)
        })
    }
}
