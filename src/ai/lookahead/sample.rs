//! A world as a seat may imagine it: what it knows as it is, what it estimates drawn from the estimates, the rest middling.
//! Reads a snapshot of the truth and the seat's knowledge; writes a snapshot in which nothing hidden is left.
//! Not here: what is known and what estimated (`rules::board::Knowledge`), playing the sample (`lookahead`).
//! Source: determinisation of hidden information (Ginsberg 1999); DESIGN section 5, "Assessment and record".

use bevy::ecs::prelude::*;

use crate::rules::board::{Board, Knowledge};
use crate::rules::capability::{Capability, Domain, PerDomain};
use crate::rules::decision::{Pending, Record};
use crate::rules::definition::Posture;
use crate::rules::dice::{Draw, Purpose, Seed, pair};
use crate::rules::event::{Agenda, Incidents, TurnEvent};
use crate::rules::id::{Actor, Key, NationId};
use crate::rules::nation::{Books, HiddenType, Plan, Policy, Politics, Treasury};
use crate::rules::relation::{Estimate, Relation, Source};
use crate::rules::snapshot::{AllianceState, NationState, Snapshot};

/// Readiness and interoperability assumed where only ready strength is estimated, 0-1 (D).
const MIDDLING: f64 = 0.55;
/// Standard deviation of the log of forces nobody estimates (D).
const UNWATCHED: f64 = 0.5;
/// Error of estimated shares against that of the log of forces, as intelligence makes them.
const SHARES: f64 = 0.4;
/// Standard deviation of the gap between an ally's true and shown will, and the most it can be; briefings print both.
const WILL_GAP: (f64, f64) = (0.12, 0.3);
/// Money in hand assumed, share of a year's product, and political capital assumed (D).
const PURSE: (f64, f64) = (0.01, 4.0);

/// A seat's eyes: what it knows, and its own dice.
struct Eyes<'a> {
    known: Knowledge<'a>,
    actor: Actor,
    turn: u32,
    dice: Seed,
}

/// A world the seat may be in, for all it knows.
pub(super) fn sample(world: &World, truth: &Snapshot, actor: Actor, dice: Seed) -> Snapshot {
    let board = world.resource::<Board>();
    let eyes = Eyes {
        known: board.knowledge(actor),
        actor,
        turn: truth.rest.clock.turn,
        dice,
    };
    let mut made = truth.clone();
    for (place, state) in made.nations.iter_mut().enumerate() {
        eyes.nation(board, NationId(place as u32), state);
    }
    let imagined: Vec<Estimate> = eyes.seen_by_others(&made);
    for (place, state) in made.nations.iter_mut().enumerate() {
        if eyes.actor != Actor::Nation(NationId(place as u32)) {
            relearn(state.estimates.as_mut().map(|e| &mut e.0), &imagined);
        }
    }
    for (place, state) in made.alliances.iter_mut().enumerate() {
        if !eyes.inside(board, place) {
            eyes.alliance(state);
            relearn(Some(&mut state.estimates.0), &imagined);
        }
    }
    eyes.rest(board, &mut made);
    made
}

impl Eyes<'_> {
    fn draw(&self, about: Key, what: &str) -> Draw {
        let option = pair(about, Key::of(what));
        Draw::new(self.dice, self.turn, Purpose::Type, about, option)
    }

    fn is_self(&self, nation: NationId) -> bool {
        self.actor == Actor::Nation(nation)
    }

    /// Whether an alliance is the seat's own.
    fn inside(&self, board: &Board, alliance: usize) -> bool {
        match self.actor {
            Actor::Council(a) => a.index() == alliance,
            Actor::Nation(n) => board
                .nation(n)
                .alliances
                .iter()
                .any(|a| a.index() == alliance),
        }
    }

    /// Whether an actor's desk is open to the seat: its own, its allies' and their councils'.
    fn open(&self, board: &Board, actor: Actor) -> bool {
        match actor {
            Actor::Nation(n) => self.known.certain(n),
            Actor::Council(a) => self.inside(board, a.index()),
        }
    }

    fn nation(&self, board: &Board, id: NationId, state: &mut NationState) {
        if self.is_self(id) {
            return;
        }
        let key = state.name.1;
        let between =
            |low: f64, high: f64, what: &str| low + (high - low) * self.draw(key, what).uniform();
        if let Some(ambition) = &mut state.ambition {
            ambition.resolve = between(0.2, 0.8, "resolve");
        }
        state.plan = None;
        if self.known.certain(id) {
            let gap = WILL_GAP.0 * self.draw(key, "will").normal();
            state.hidden.will = gap.clamp(-WILL_GAP.1, WILL_GAP.1);
            return;
        }
        let estimate = self.known.estimate(id);
        let sigma = estimate.map_or(UNWATCHED, |e| e.sigma);
        let off = |what: &str| sigma * self.draw(key, what).normal();
        let share = |guess: f64, what: &str| (guess + SHARES * off(what)).clamp(0.0, 1.0);
        let factor = libm::exp(off("strength").clamp(-2.0, 2.0));
        state.capabilities = capabilities(&self.known.forces(id), factor);
        state.hidden = HiddenType { will: 0.0 };
        state.politics = Politics {
            will: share(self.known.will(id), "will"),
            ..middling(state.politics.unrest)
        };
        state.economy.dependence = 0.3;
        state.treasury = purse(state.economy.product);
        state.books = Books::default();
        state.policy = self.policy(key);
        let appetite = self.known.appetite(id);
        state.ambition = state.ambition.take().filter(|_| appetite > 0.0);
        if let Some(ambition) = &mut state.ambition {
            ambition.appetite = share(appetite, "appetite");
        }
        state.plan = estimate.and_then(|e| e.plan).map(|(act, target)| Plan {
            act,
            target,
            made: self.turn,
            left: 1,
        });
        for relation in &mut state.relations.0 {
            self.relation(board, id, relation);
        }
    }

    /// What a nation outside holds of others: of the seat's side what that side holds of it, else what rivalry suggests.
    fn relation(&self, board: &Board, holder: NationId, relation: &mut Relation) {
        let other = relation.other;
        let ours = |n: NationId| self.known.certain(n);
        let mirrored = board.nation(other).relation(holder).filter(|_| ours(other));
        (relation.trust, relation.threat) = match mirrored {
            Some(m) => (m.trust, m.threat),
            None => (0.6 * (1.0 - relation.rivalry), 0.5 * relation.rivalry),
        };
        let told = board.nations.iter().filter(|n| ours(n.id) && n.id != other);
        let told = told.filter_map(|n| n.relation(other)).next();
        (relation.alpha, relation.beta) = told.map_or(UNTRIED, |r| (r.alpha, r.beta));
    }

    fn policy(&self, key: Key) -> Policy {
        let place = (4.0 * self.draw(key, "posture").uniform()) as usize;
        Policy(Posture::ALL[place.min(3)])
    }

    fn alliance(&self, state: &mut AllianceState) {
        state.policy = self.policy(state.name.1);
        state.treasury = Treasury {
            money: state.treasury.money.min(0.0),
            capital: PURSE.1,
        };
        state.books = Books::default();
    }

    /// What others are taken to know: the sampled world as it is.
    fn seen_by_others(&self, made: &Snapshot) -> Vec<Estimate> {
        let seen = |(place, state): (usize, &NationState)| Estimate {
            subject: NationId(place as u32),
            forces: ready(state),
            sigma: 0.2,
            appetite: state.ambition.as_ref().map_or(0.0, |a| a.appetite),
            will: (state.politics.will + state.hidden.will).clamp(0.0, 1.0),
            age: 0,
            source: Source::Own,
            plan: None,
        };
        made.nations.iter().enumerate().map(seen).collect()
    }

    /// Orders in the works, papers and memories that are not the seat's own go; who did what is as the findings have it.
    fn rest(&self, board: &Board, made: &mut Snapshot) {
        let rest = &mut made.rest;
        rest.seed = self.dice;
        (rest.pending, rest.agenda) = (Pending::default(), Agenda::default());
        (rest.record, rest.incidents) = (Record::default(), Incidents::default());
        rest.scene.events.iter_mut().for_each(|e| e.chance = 0.0);
        rest.inbox.0.retain(|(who, _)| *who == self.actor);
        rest.table.0.retain(|put| put.actor == self.actor);
        rest.closed.matters.retain(|m| m.0 == self.actor);
        rest.works.0.retain(|w| self.open(board, w.actor));
        rest.events.0.retain(|d| self.told(board, &d.event));
        rest.history.0.retain_mut(|past| {
            if !self.is_self(past.aggressor) {
                let Some(accused) = past.accused else {
                    return false;
                };
                past.aggressor = accused;
            }
            true
        });
    }

    /// Whether the seat heard of an event.
    fn told(&self, board: &Board, event: &TurnEvent) -> bool {
        match event {
            TurnEvent::OrderGiven { actor, .. }
            | TurnEvent::OrderArrived { actor, .. }
            | TurnEvent::OrderLapsed { actor, .. }
            | TurnEvent::MatterClosed { actor, .. } => self.open(board, *actor),
            TurnEvent::PlanMade { aggressor, .. }
            | TurnEvent::PlanAdvanced { aggressor }
            | TurnEvent::PlanPaused { aggressor }
            | TurnEvent::PlanDropped { aggressor, .. } => self.is_self(*aggressor),
            TurnEvent::PlanSeen { viewer, .. } => self.open(board, *viewer),
            TurnEvent::ActCommitted { aggressor, .. } => self.is_self(*aggressor),
            _ => true,
        }
    }
}

/// Belief that a nation honours, where nobody has told: as at the start of a match.
const UNTRIED: (f64, f64) = (3.0, 2.0);

fn capabilities(forces: &PerDomain, factor: f64) -> [Option<Capability>; 8] {
    Domain::ALL.map(|domain| {
        let strength = forces.get(domain) * factor / MIDDLING;
        (strength > 0.0).then_some(Capability {
            strength,
            readiness: MIDDLING,
            interoperability: MIDDLING,
        })
    })
}

fn ready(state: &NationState) -> PerDomain {
    PerDomain(state.capabilities.map(|c| c.map_or(0.0, |c| c.ready())))
}

fn middling(unrest: bool) -> Politics {
    Politics {
        will: 0.5,
        support: 0.55,
        resilience: 0.5,
        stability: 0.7,
        forensics: 0.35,
        patrol: 0.4,
        terror: 0.0,
        climate: 0.0,
        deception: 0.0,
        unrest,
    }
}

fn purse(product: f64) -> Treasury {
    Treasury {
        money: PURSE.0 * product,
        capital: PURSE.1,
    }
}

/// Replaces estimates by what is imagined of the same subjects.
fn relearn(list: Option<&mut Vec<Estimate>>, imagined: &[Estimate]) {
    for estimate in list.into_iter().flatten() {
        *estimate = imagined[estimate.subject.index()];
    }
}
