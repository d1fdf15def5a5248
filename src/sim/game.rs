//! A match: a world with its level, options, log and digests, driven from stop to stop.
//! Reads the checked level; writes its own world, log and digests. The window, text, batches and replays all use this.
//! Not here: files (`sim::save`), comparing digests (`sim::replay`), words for players (`view`).
//! Rule text: DESIGN section 4 and principle 2: one driver, the same for every reader.

use std::collections::VecDeque;
use std::sync::Arc;

use bevy::ecs::prelude::World;

use super::answer::{decide, replay_order};
use super::log::{END, Entry, Forecast, TurnDigest};
use super::options::{Mode, Options};
use super::order_text::{actors, print, print_actor};
use super::stars;
use crate::ai::lookahead::Theatre;
use crate::ai::orders_in;
use crate::level::check::Checked;
use crate::level::spawn::spawn;
use crate::rules::clock::{Clock, Step};
use crate::rules::decision::{Decision, Pending};
use crate::rules::definition::RuleSet;
use crate::rules::digest::digest;
use crate::rules::id::Actor;
use crate::rules::order::{Inbox, Order};
use crate::rules::quote::{Price, Refusal, give};
use crate::rules::run;
use crate::rules::scene::Scene;
use crate::rules::standing::{Standing, standing};

pub use super::options::Difficulty;

/// Where a match stands between calls.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Waiting {
    /// For orders: give some, then end the turn. Without a person, for the end of the turn only.
    Orders,
    /// For the person's choice in a decision: an index into `Pending`.
    Decision(usize),
    /// For nothing: the match is over.
    Over,
}

/// Why a log could not be replayed: the first line that does not fit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Misfit {
    /// The turn.
    pub turn: u32,
    /// What is wrong with which line.
    pub message: String,
}

/// A match.
pub struct Match {
    checked: Arc<Checked>,
    options: Options,
    set: Vec<(String, f64)>,
    world: World,
    theatre: Theatre,
    waiting: Waiting,
    log: Vec<Entry>,
    digests: Vec<TurnDigest>,
    rewinds: u32,
    script: VecDeque<Entry>,
    misfit: Option<Misfit>,
    silent: Vec<Actor>,
}

impl Match {
    /// A new match in a world of its own, run to its first stop.
    pub fn new(checked: Arc<Checked>, options: Options) -> Self {
        Self::in_world(new_world(), checked, options, &[], Vec::new())
    }

    /// A match in a world made by `new_world` (reused by workers), with coefficients set to other values, replaying a log
    /// as far as it goes. Names that are not coefficients are ignored: callers have checked them.
    pub fn in_world(
        world: World,
        checked: Arc<Checked>,
        options: Options,
        set: &[(String, f64)],
        log: Vec<Entry>,
    ) -> Self {
        let mut game = Self {
            checked,
            options,
            set: set.to_vec(),
            world,
            theatre: Theatre::default(),
            waiting: Waiting::Over,
            log: Vec::new(),
            digests: Vec::new(),
            rewinds: 0,
            script: VecDeque::new(),
            misfit: None,
            silent: Vec::new(),
        };
        game.restart(log);
        game
    }

    /// Gives the world back for the next match.
    pub fn into_world(self) -> World {
        self.world
    }

    /// The level.
    pub fn checked(&self) -> &Checked {
        &self.checked
    }

    /// The level, shared.
    pub fn level(&self) -> Arc<Checked> {
        Arc::clone(&self.checked)
    }

    /// The options.
    pub fn options(&self) -> &Options {
        &self.options
    }

    /// Coefficients that were set to other values than the rules file's.
    pub fn set(&self) -> &[(String, f64)] {
        &self.set
    }

    /// The world, to read. Its board is fresh at every stop.
    pub fn world(&self) -> &World {
        &self.world
    }

    /// The turn in play, or the last one played when the match is over.
    pub fn turn(&self) -> u32 {
        let turn = self.world.resource::<Clock>().turn;
        if self.waiting == Waiting::Over {
            turn.saturating_sub(1).max(1)
        } else {
            turn
        }
    }

    /// Whom the person plays.
    pub fn actor(&self) -> Option<Actor> {
        let seat = self.options.seat?;
        self.world
            .resource::<Scene>()
            .seats
            .get(seat)
            .map(|s| s.actor)
    }

    /// What the match waits for.
    pub fn waiting(&self) -> Waiting {
        self.waiting
    }

    /// The log so far.
    pub fn log(&self) -> &[Entry] {
        &self.log
    }

    /// The digests of the turns played.
    pub fn digests(&self) -> &[TurnDigest] {
        &self.digests
    }

    /// How often a turn or a choice was taken back.
    pub fn rewinds(&self) -> u32 {
        self.rewinds
    }

    /// The first line of a replayed log that did not fit.
    pub fn misfit(&self) -> Option<&Misfit> {
        self.misfit.as_ref()
    }

    /// Forecasts made, with their turns.
    pub fn forecasts(&self) -> impl Iterator<Item = (u32, Forecast)> {
        self.log
            .iter()
            .filter_map(|e| Some((e.turn, Forecast::parse(&e.text)?)))
    }

    /// How a seat of the level stands.
    pub fn standing(&self, seat: usize) -> Standing {
        standing(&self.world, seat)
    }

    /// The person's stars, 0-3, when the match is won; the same seed is played again with no orders to find them.
    pub fn stars(&self) -> Option<u32> {
        stars::stars(self)
    }

    /// Gives an order of the person's seat.
    pub fn give(&mut self, order: Order) -> Result<Price, Refusal> {
        let (Waiting::Orders, Some(actor)) = (self.waiting, self.actor()) else {
            return Err(Refusal::NotInPlay);
        };
        let text = print(&self.world, &order);
        let price = give(&mut self.world, actor, order)?;
        self.enter(Step::OrdersAsk, Some(actor), text);
        Ok(price)
    }

    /// Takes back the last order given this turn. That shows nothing new, so it is no rewind.
    pub fn take_back_order(&mut self) -> bool {
        if self.waiting != Waiting::Orders || self.world.resource_mut::<Inbox>().0.pop().is_none() {
            return false;
        }
        if let Some(at) = self.log.iter().rposition(Entry::is_order) {
            self.log.remove(at);
        }
        true
    }

    /// A decision that waits for an answer.
    pub fn decision(&self, index: usize) -> Option<&Decision> {
        self.world.resource::<Pending>().0.get(index)
    }

    /// Makes a forecast of this turn.
    pub fn forecast(&mut self, forecast: &Forecast) -> bool {
        if self.waiting != Waiting::Orders || self.options.seat.is_none() {
            return false;
        }
        self.enter(Step::OrdersAsk, self.actor(), forecast.print());
        true
    }

    /// Answers the decision waited for (options from 0) and goes on to the next stop.
    pub fn choose(&mut self, option: usize) -> Result<(), String> {
        let Waiting::Decision(index) = self.waiting else {
            return Err("there is nothing to choose now".into());
        };
        let step = self
            .world
            .resource::<Clock>()
            .last()
            .unwrap_or(Step::OrdersAsk);
        let actor = self.actor();
        decide(&mut self.world, index, option)?;
        self.enter(step, actor, format!("choose {}", option + 1));
        match self.next_decision(index + 1) {
            Some(next) => self.waiting = Waiting::Decision(next),
            None => {
                self.drive();
            }
        }
        Ok(())
    }

    /// Ends the orders of this turn and goes on to the next stop. Does nothing at another stop.
    pub fn end_turn(&mut self) {
        if self.waiting == Waiting::Orders {
            self.ask_computers();
            self.enter(Step::OrdersAsk, self.actor(), END.into());
            self.drive();
        }
    }

    /// Takes back the last order of this turn, else the last choice, else the end of the last turn (its orders stay given).
    /// The last two are rewinds, which a sealed match has none of.
    pub fn undo(&mut self) -> bool {
        if self.take_back_order() {
            return true;
        }
        let last = self
            .log
            .iter()
            .rposition(|e| e.is_end() || e.choice().is_some());
        let (Some(at), false) = (last, self.options.mode == Mode::Sealed) else {
            return false;
        };
        let mut kept = self.log[..at].to_vec();
        if self.log[at].is_end() {
            let own = self.actor().map(|a| print_actor(self.world.resource(), a));
            let turn = self.log[at].turn;
            kept.retain(|e| e.turn != turn || Some(&e.actor) == own.as_ref());
        }
        self.rewinds += 1;
        self.restart(kept);
        true
    }

    /// Sets the number of rewinds a save remembers.
    pub(crate) fn remember_rewinds(&mut self, rewinds: u32) {
        self.rewinds = rewinds;
    }

    /// The world, to change: for forks only, which say what they change.
    pub(super) fn world_mut(&mut self) -> &mut World {
        &mut self.world
    }

    /// A computer seat gives no more orders: for forks.
    pub(super) fn silence(&mut self, actor: Actor) {
        self.silent.push(actor);
    }

    /// Goes on from a stop for orders with these lines of a log.
    pub(super) fn resume(&mut self, log: Vec<Entry>) {
        self.script = log.into();
        if self.waiting == Waiting::Orders && self.replay_orders(self.turn()) {
            self.drive();
        }
    }

    fn restart(&mut self, log: Vec<Entry>) {
        run::reset(&mut self.world);
        spawn(&self.checked, self.options.seed, &mut self.world);
        self.options.cast.put(&mut self.world);
        if let Some(mut rules) = self.world.get_resource_mut::<RuleSet>() {
            for (name, value) in &self.set {
                if let Some(coefficient) = rules.coefficients.get_mut(name) {
                    *coefficient = *value;
                }
            }
            rules.coefficients.estimate_noise *= self.options.difficulty.fog();
        }
        self.script = log.into();
        self.misfit = None;
        self.log.clear();
        self.digests.clear();
        self.drive();
    }

    /// The driver: runs steps until someone must be asked whom the log does not answer for.
    fn drive(&mut self) {
        loop {
            let (turns, clock) = (
                self.world.resource::<Scene>().turns,
                *self.world.resource::<Clock>(),
            );
            if clock.over || (clock.next == 0 && clock.turn > turns) {
                run::refresh(&mut self.world);
                self.waiting = Waiting::Over;
                self.leftover(clock.turn);
                return;
            }
            match run::advance(&mut self.world) {
                Step::OrdersAsk => {
                    run::refresh(&mut self.world);
                    if !self.replay_orders(clock.turn) {
                        self.waiting = Waiting::Orders;
                        return;
                    }
                }
                Step::Reckoning => {
                    let digest = digest(&mut self.world);
                    self.digests.push(TurnDigest {
                        turn: clock.turn,
                        digest,
                    });
                }
                step if step.asks() => {
                    if let Some(index) = self.replay_choices(clock.turn, step) {
                        run::refresh(&mut self.world);
                        self.waiting = Waiting::Decision(index);
                        return;
                    }
                }
                _ => {}
            }
        }
    }

    fn enter(&mut self, step: Step, actor: Option<Actor>, text: String) {
        let actor = actor.map_or_else(|| "-".into(), |a| print_actor(self.world.resource(), a));
        self.log.push(Entry {
            turn: self.world.resource::<Clock>().turn,
            step,
            actor,
            text,
        });
    }

    /// Computer seats give their orders, in actor order and without seeing the person's. The inbox ends in actor order.
    fn ask_computers(&mut self) {
        let person = self.actor();
        let own = std::mem::take(&mut self.world.resource_mut::<Inbox>().0);
        let silent = self.silent.clone();
        let asked = |a: &Actor| Some(*a) != person && !silent.contains(a);
        for actor in actors(self.world.resource()).filter(asked) {
            self.ask_computer(actor);
        }
        let mut inbox = self.world.resource_mut::<Inbox>();
        inbox.0.extend(own);
        inbox.0.sort_by_key(|(actor, _)| *actor);
    }

    fn ask_computer(&mut self, actor: Actor) {
        let role = self.options.cast.role(&self.world, actor).cloned();
        let role = role.unwrap_or_default();
        for text in role.give_always(&mut self.world, actor) {
            self.enter(Step::OrdersAsk, Some(actor), text);
        }
        if role.idle {
            return;
        }
        let skill = role.difficulty.unwrap_or(self.options.difficulty).skill();
        for order in orders_in(&self.world, actor, &skill, &mut self.theatre) {
            let text = print(&self.world, &order);
            if give(&mut self.world, actor, order).is_ok() {
                self.enter(Step::OrdersAsk, Some(actor), text);
            }
        }
    }

    /// Gives the orders the log holds for this turn; true if the log also ends the turn.
    fn replay_orders(&mut self, turn: u32) -> bool {
        while let Some(entry) = self.next_entry(turn, Step::OrdersAsk) {
            if entry.is_end() {
                self.world
                    .resource_mut::<Inbox>()
                    .0
                    .sort_by_key(|(actor, _)| *actor);
                self.log.push(entry);
                return true;
            }
            if !entry.is_forecast()
                && let Err(message) = replay_order(&mut self.world, &entry)
            {
                self.reject(turn, message);
                return false;
            }
            self.log.push(entry);
        }
        false
    }

    /// Makes the choices the log holds for this step; the index of the first decision of the person it does not answer.
    fn replay_choices(&mut self, turn: u32, step: Step) -> Option<usize> {
        let mut next = self.next_decision(0);
        while let Some(index) = next {
            let Some(entry) = self.next_entry(turn, step) else {
                return Some(index);
            };
            let chosen = entry
                .choice()
                .ok_or_else(|| format!("`{}` is not a choice", entry.text));
            if let Err(message) = chosen.and_then(|option| decide(&mut self.world, index, option)) {
                self.reject(turn, message);
                return Some(index);
            }
            self.log.push(entry);
            next = self.next_decision(index + 1);
        }
        None
    }

    /// The next line of the log being replayed, if it belongs here. A line that belongs nowhere is a misfit.
    fn next_entry(&mut self, turn: u32, step: Step) -> Option<Entry> {
        let front = self.script.front()?;
        if (front.turn, front.step) == (turn, step) {
            return self.script.pop_front();
        }
        let message = format!("`{}` stands where it cannot be answered", front.text);
        self.reject(turn, message);
        None
    }

    fn leftover(&mut self, turn: u32) {
        if let Some(front) = self.script.front() {
            let message = format!("`{}` comes after the end", front.text);
            self.reject(turn.saturating_sub(1), message);
        }
    }

    fn reject(&mut self, turn: u32, message: String) {
        self.script.clear();
        self.misfit.get_or_insert(Misfit { turn, message });
    }

    fn next_decision(&self, from: usize) -> Option<usize> {
        let actor = self.actor()?;
        let pending = &self.world.resource::<Pending>().0;
        (from..pending.len()).find(|i| pending[*i].actor == actor)
    }
}

/// A world with schedules, ready for a match.
pub fn new_world() -> World {
    let mut world = World::new();
    run::install(&mut world);
    world
}
