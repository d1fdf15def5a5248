//! What an order costs and whether it can be given: the price list, and refusals with the nearest order that can.
//! Reads board, rule set, scene, inbox; changes nothing.
//! Not here: parsing the words of an order (`view::order_text`), carrying it out (`rules::apply`).
//! Rule text: DESIGN section 6.

use bevy::ecs::prelude::*;

use super::board::Board;
use super::capability::Domain;
use super::definition::{Aim, OrderDef, RuleSet, SeatKind};
use super::id::{Actor, AllianceId, NationId};
use super::order::{Inbox, Order, Table};
use super::scene::Scene;

/// What an order would cost.
#[derive(Clone, Copy, Debug, PartialEq, Default)]
pub struct Price {
    /// Money.
    pub money: f64,
    /// Political capital.
    pub capital: f64,
}

/// Why an order cannot be given.
#[derive(Clone, Debug, PartialEq)]
pub enum Refusal {
    /// The level does not have it in play, or the seat does not have it.
    NotInPlay,
    /// It needs a nation to aim at.
    NoTarget(Aim),
    /// That nation is not one it can be aimed at; these are.
    WrongTarget(Aim, Vec<NationId>),
    /// It needs a domain; these are owned.
    NoDomain(Vec<Domain>),
    /// The amount is 0 or above the most.
    Amount(u32),
    /// Money is short: what it costs, what is left after this turn's other orders, and the greatest amount that can be paid.
    Money(f64, f64, u32),
    /// Political capital is short: what it costs and what is left.
    Capital(f64, f64),
    /// The same order, aimed at the same, was given this turn.
    Twice,
    /// The seat is in no alliance.
    NoAlliance,
    /// That matter is not on the table, or was answered.
    NoMatter,
    /// The matter has no such answer; it has this many.
    NoAnswer(usize),
}

/// Everything needed to judge orders, borrowed from a world whose board is fresh.
pub struct Desk<'w> {
    /// The board.
    pub board: &'w Board,
    /// The rules.
    pub rules: &'w RuleSet,
    /// The scene.
    pub scene: &'w Scene,
    /// Orders already given this turn.
    pub inbox: &'w Inbox,
    /// Matters on the table.
    pub table: &'w Table,
}

impl<'w> Desk<'w> {
    /// The desk of a world. The board must be fresh (`run::refresh`).
    pub fn of(world: &'w World) -> Self {
        Self {
            board: world.resource(),
            rules: world.resource(),
            scene: world.resource(),
            inbox: world.resource(),
            table: world.resource(),
        }
    }

    /// Which kind of seat an actor is.
    pub fn kind(&self, actor: Actor) -> SeatKind {
        match actor {
            Actor::Council(_) => SeatKind::Council,
            Actor::Nation(n) if self.board.nation(n).ambition.is_some() => SeatKind::Aggressor,
            Actor::Nation(_) => SeatKind::Member,
        }
    }

    /// The alliance an actor's orders concern: a council's own, or a nation's first.
    pub fn alliance(&self, actor: Actor) -> Option<AllianceId> {
        match actor {
            Actor::Council(a) => Some(a),
            Actor::Nation(n) => self.board.nation(n).alliances.first().copied(),
        }
    }

    /// The orders in play for an actor (indices into the rules' orders).
    pub fn orders(&self, actor: Actor) -> Vec<usize> {
        let kind = self.kind(actor);
        (0..self.rules.orders.len())
            .filter(|i| self.available(*i, kind))
            .collect()
    }

    fn available(&self, order: usize, kind: SeatKind) -> bool {
        self.scene.orders.get(order).copied().unwrap_or(false)
            && self.rules.orders[order].seats.contains(&kind)
    }

    /// The nations an order can be aimed at by an actor, in id order.
    pub fn targets(&self, actor: Actor, aim: Aim) -> Vec<NationId> {
        let own = self.board.speaks_for(actor);
        let allies = || -> Vec<NationId> {
            match actor {
                Actor::Nation(n) => self.board.allies(n),
                Actor::Council(_) => own.clone(),
            }
        };
        match aim {
            Aim::Nothing | Aim::Domain => Vec::new(),
            Aim::Ally | Aim::Member => allies(),
            Aim::Rival => self.board.rivals(actor),
            Aim::Nation | Aim::Outsider => {
                let inside = allies();
                let known = own
                    .iter()
                    .flat_map(|n| self.board.nation(*n).relations.iter().map(|r| r.other));
                let mut found: Vec<NationId> = known
                    .filter(|n| !matches!(actor, Actor::Nation(me) if me == *n))
                    .filter(|n| aim == Aim::Nation || (!inside.contains(n) && !own.contains(n)))
                    .collect();
                found.sort_unstable();
                found.dedup();
                found
            }
        }
    }

    /// The domains an actor owns.
    pub fn domains(&self, actor: Actor) -> Vec<Domain> {
        let own = self.board.speaks_for(actor);
        Domain::ALL
            .into_iter()
            .filter(|d| {
                own.iter()
                    .any(|n| self.board.nation(*n).strength.get(*d) > 0.0)
            })
            .collect()
    }

    /// What an order costs.
    pub fn price(&self, order: &Order) -> Price {
        match *order {
            Order::Give { order, amount, .. } => {
                self.rules
                    .orders
                    .get(order)
                    .map_or(Price::default(), |def| Price {
                        money: def.takes() * f64::from(amount),
                        capital: def.capital,
                    })
            }
            Order::Answer { matter, answer } => self
                .scene
                .matters
                .get(matter)
                .and_then(|m| m.answers.get(answer))
                .map_or(Price::default(), |a| Price {
                    money: a.money,
                    capital: a.capital,
                }),
        }
    }

    /// What an actor has left after this turn's orders.
    pub fn left(&self, actor: Actor) -> Price {
        let treasury = match actor {
            Actor::Nation(n) => self.board.nation(n).treasury,
            Actor::Council(a) => self.board.alliance(a).treasury,
        };
        let mut left = Price {
            money: treasury.money,
            capital: treasury.capital,
        };
        for (_, order) in self.inbox.0.iter().filter(|(who, _)| *who == actor) {
            let price = self.price(order);
            left.money -= price.money;
            left.capital -= price.capital;
        }
        left
    }

    /// Judges an order: its price, or why it cannot be given.
    pub fn judge(&self, actor: Actor, order: &Order) -> Result<Price, Refusal> {
        match order {
            Order::Give {
                order: index,
                target,
                domain,
                amount,
            } => {
                let def = self.rules.orders.get(*index).ok_or(Refusal::NotInPlay)?;
                self.judge_aim(actor, *index, def, *target, *domain)?;
                if *amount == 0 || *amount > def.most {
                    return Err(Refusal::Amount(def.most));
                }
                let same = |given: &Order| {
                    matches!(given, Order::Give { order, target: t, domain: d, .. }
                        if order == index && t == target && d == domain)
                };
                if self
                    .inbox
                    .0
                    .iter()
                    .any(|(who, given)| *who == actor && same(given))
                {
                    return Err(Refusal::Twice);
                }
                self.affordable(actor, order, def.takes())
            }
            Order::Answer { matter, answer } => {
                let put = self
                    .table
                    .0
                    .iter()
                    .any(|t| t.actor == actor && t.matter == *matter);
                let done = |o: &Order| matches!(o, Order::Answer { matter: m, .. } if m == matter);
                if !put || self.inbox.0.iter().any(|(who, o)| *who == actor && done(o)) {
                    return Err(Refusal::NoMatter);
                }
                let answers = self
                    .scene
                    .matters
                    .get(*matter)
                    .map_or(0, |m| m.answers.len());
                if *answer >= answers {
                    return Err(Refusal::NoAnswer(answers));
                }
                self.affordable(actor, order, 0.0)
            }
        }
    }

    fn judge_aim(
        &self,
        actor: Actor,
        index: usize,
        def: &OrderDef,
        target: Option<NationId>,
        domain: Option<Domain>,
    ) -> Result<(), Refusal> {
        if !self.available(index, self.kind(actor)) {
            return Err(Refusal::NotInPlay);
        }
        if def.vote && self.alliance(actor).is_none() {
            return Err(Refusal::NoAlliance);
        }
        match def.aim {
            Aim::Nothing => Ok(()),
            Aim::Domain => {
                let owned = self.domains(actor);
                if domain.is_some_and(|d| owned.contains(&d)) {
                    Ok(())
                } else {
                    Err(Refusal::NoDomain(owned))
                }
            }
            aim => {
                let targets = self.targets(actor, aim);
                match target {
                    None => Err(Refusal::NoTarget(aim)),
                    Some(t) if targets.contains(&t) => Ok(()),
                    Some(_) => Err(Refusal::WrongTarget(aim, targets)),
                }
            }
        }
    }

    fn affordable(&self, actor: Actor, order: &Order, each: f64) -> Result<Price, Refusal> {
        let (price, left) = (self.price(order), self.left(actor));
        if price.capital > left.capital + SLACK {
            return Err(Refusal::Capital(price.capital, left.capital));
        }
        if price.money > left.money + SLACK && price.money > 0.0 {
            let most = if each > 0.0 {
                ((left.money + SLACK) / each).floor().clamp(0.0, 1e6) as u32
            } else {
                0
            };
            return Err(Refusal::Money(price.money, left.money, most));
        }
        Ok(price)
    }
}

/// Rounding slack when prices are compared with what is left.
const SLACK: f64 = 1e-9;

/// Gives an order if it can be given; it is applied, and paid, at the next applying step.
pub fn give(world: &mut World, actor: Actor, order: Order) -> Result<Price, Refusal> {
    let price = Desk::of(world).judge(actor, &order)?;
    world.resource_mut::<Inbox>().0.push((actor, order));
    Ok(price)
}
