//! Phase 3, orders: matters are put on the table, then orders and answers are paid for and take effect or go in the works.
//! Reads scene, board, inbox; writes treasuries, works, table, closed matters, and what effects change.
//! Not here: what can be ordered and at what price (`rules::quote`), computer seats' orders (`ai`).
//! Rule text: DESIGN section 4, "Matters on the table", and section 6.

use bevy::ecs::prelude::*;

use super::{log, with_board};
use crate::rules::apply::{self, Bound};
use crate::rules::board::Board;
use crate::rules::clock::Clock;
use crate::rules::condition::Facts;
use crate::rules::definition::{About, Matter, RuleSet};
use crate::rules::effect::Quantity;
use crate::rules::event::TurnEvent;
use crate::rules::id::{Actor, AllianceId, NationId, Roster};
use crate::rules::mind::{Mind, council};
use crate::rules::nation::{Books, Treasury};
use crate::rules::order::{Closed, Inbox, OnTable, Order, Table, Work, Works};
use crate::rules::quantity::{self, edit};
use crate::rules::quote::{Desk, Price};
use crate::rules::run::GatherSystems;
use crate::rules::scene::{Scene, Seat};
use crate::rules::treaty::decide::{Ballot, carried};

pub(super) fn ask(schedule: &mut Schedule) {
    schedule.add_systems(put_matters.after(GatherSystems));
}

pub(super) fn apply(schedule: &mut Schedule) {
    schedule.add_systems((carry_out, close_matters).chain().after(GatherSystems));
}

/// The most matters on one table.
const MOST: usize = 3;

/// Puts the most pressing matters that hold on each seat's table.
fn put_matters(world: &mut World) {
    let facts = Facts::of(world);
    let seats = &facts.scene.seats;
    let table = seats
        .iter()
        .flat_map(|seat| matters_for(&facts, seat))
        .collect();
    world.resource_mut::<Table>().0 = table;
}

fn matters_for(facts: &Facts, seat: &Seat) -> Vec<OnTable> {
    let mut found: Vec<(f64, OnTable)> = Vec::new();
    for (index, matter) in facts.scene.matters.iter().enumerate() {
        if !matter.seats.contains(&seat.kind) || resting(facts, seat.actor, index, matter) {
            continue;
        }
        let Some(about) = about(facts, seat.actor, &matter.about) else {
            continue;
        };
        let bound = Bound::new(seat.actor, Some(about));
        if facts.holds(&matter.when, &bound) {
            // Matters that waited longest come first among equals, so that the table does not repeat itself.
            let waited = last_put(facts, seat.actor, index).map_or(facts.turn, |t| facts.turn - t);
            found.push((
                matter.weight + 0.02 * f64::from(waited),
                OnTable {
                    actor: seat.actor,
                    matter: index,
                    about,
                },
            ));
        }
    }
    found.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.matter.cmp(&b.1.matter)));
    found.into_iter().take(MOST).map(|(_, put)| put).collect()
}

fn last_put(facts: &Facts, actor: Actor, matter: usize) -> Option<u32> {
    facts
        .closed
        .matters
        .iter()
        .rev()
        .find(|(who, m, _, _)| *who == actor && *m == matter)
        .map(|(_, _, turn, _)| *turn)
}

fn resting(facts: &Facts, actor: Actor, index: usize, matter: &Matter) -> bool {
    last_put(facts, actor, index)
        .is_some_and(|turn| matter.again == 0 || facts.turn < turn + matter.again)
}

/// The nation a matter is about for this actor, if there is one.
fn about(facts: &Facts, actor: Actor, about: &About) -> Option<NationId> {
    let board = facts.board;
    let own = board.speaks_for(actor);
    let allies: Vec<NationId> = match actor {
        Actor::Nation(n) => board.allies(n),
        Actor::Council(_) => own.clone(),
    };
    let least = |list: Vec<NationId>, value: &dyn Fn(NationId) -> f64| {
        list.into_iter()
            .min_by(|a, b| value(*a).total_cmp(&value(*b)).then(a.cmp(b)))
    };
    let trust = |n: NationId| -> f64 {
        let others = own.iter().filter(|o| **o != n);
        others
            .filter_map(|o| board.nation(*o).relation(n))
            .map(|r| r.trust)
            .sum()
    };
    let threat_to = |n: NationId| {
        -board
            .nation(n)
            .relations
            .iter()
            .map(|r| r.threat)
            .fold(0.0, f64::max)
    };
    let toward = |value: fn(&crate::rules::relation::Relation) -> f64| {
        let own = own.clone();
        move |n: NationId| {
            -own.iter()
                .filter_map(|o| board.nation(*o).relation(n))
                .map(value)
                .fold(0.0, f64::max)
        }
    };
    let outsiders = || -> Vec<NationId> {
        let known = own
            .iter()
            .flat_map(|o| board.nation(*o).relations.iter().map(|r| r.other));
        let mut list: Vec<NationId> = known
            .filter(|n| !own.contains(n) && !allies.contains(n))
            .collect();
        list.sort_unstable();
        list.dedup();
        list
    };
    match about {
        About::Nobody => own.first().copied(),
        About::LeastTrustedAlly => least(allies, &trust),
        About::LowestBurdenAlly => least(allies, &|n| board.nation(n).economy.burden),
        About::MostThreatenedAlly => least(allies, &threat_to),
        About::GreatestThreat => least(board.rivals(actor), &toward(|r| r.threat)),
        About::GreatestTrader => least(outsiders(), &toward(|r| r.trade)),
        About::Nation(id) => facts.roster.nation(id),
    }
}

/// Carries out the inbox in actor order; what can no longer be paid lapses.
fn carry_out(world: &mut World) {
    let mut inbox = std::mem::take(&mut world.resource_mut::<Inbox>().0);
    inbox.sort_by_key(|(actor, _)| *actor);
    for (actor, order) in inbox {
        let price = with_board(world, |world, board| price_of(world, board, &order));
        let passed = passed_on(world, &order);
        if !pay(world, actor, price, passed) {
            if let Order::Give { order, .. } = order {
                log(world, TurnEvent::OrderLapsed { actor, order });
            }
            continue;
        }
        match order {
            Order::Give {
                order,
                target,
                domain,
                amount,
            } => {
                log(
                    world,
                    TurnEvent::OrderGiven {
                        actor,
                        order,
                        target,
                        domain,
                        amount,
                    },
                );
                let due =
                    world.resource::<Clock>().turn + world.resource::<RuleSet>().orders[order].lead;
                enact(
                    world,
                    Work {
                        actor,
                        order,
                        target,
                        domain,
                        amount,
                        due,
                    },
                );
            }
            Order::Answer { matter, answer } => close(world, actor, matter, Some(answer)),
        }
    }
}

fn price_of(world: &World, board: &Board, order: &Order) -> Price {
    let desk = Desk {
        board,
        rules: world.resource(),
        scene: world.resource(),
        inbox: world.resource(),
        table: world.resource(),
    };
    desk.price(order)
}

/// The part of an order's price that its effects hand over to the target.
fn passed_on(world: &World, order: &Order) -> f64 {
    let Order::Give { order, amount, .. } = order else {
        return 0.0;
    };
    let def = &world.resource::<RuleSet>().orders[*order];
    (def.takes() - def.money) * f64::from(*amount)
}

/// Pays a price if the actor has it, less what its effects will hand over.
fn pay(world: &mut World, actor: Actor, price: Price, passed: f64) -> bool {
    let entity = world.resource::<Roster>().actor_entity(actor);
    let mut entity = world.entity_mut(entity);
    let Some(have) = entity.get::<Treasury>().copied() else {
        return false;
    };
    let money = price.money.max(0.0);
    if (money > 0.0 && have.money + 1e-9 < money) || have.capital + 1e-9 < price.capital {
        return false;
    }
    let money = money - passed;
    edit::<Treasury>(&mut entity, |t| {
        t.money -= money;
        t.capital = (t.capital - price.capital).max(0.0);
    });
    edit::<Books>(&mut entity, |b| b.spent += money);
    true
}

/// Puts an order to the vote where it needs one, then applies it or puts it in the works.
fn enact(world: &mut World, work: Work) {
    let def = world.resource::<RuleSet>().orders[work.order].clone();
    if def.vote && !voted(world, &work) {
        return;
    }
    if def.lead > 0 {
        world.resource_mut::<Works>().0.push(work);
        return;
    }
    let bound = Bound {
        actor: work.actor,
        target: work.target,
        domain: work.domain,
        amount: f64::from(work.amount),
    };
    with_board(world, |world, board| {
        apply::apply(world, board, &def.effects, &bound)
    });
}

fn voted(world: &mut World, work: &Work) -> bool {
    let alliance = match work.actor {
        Actor::Council(a) => Some(a),
        Actor::Nation(n) => world
            .resource::<Board>()
            .nation(n)
            .alliances
            .first()
            .copied(),
    };
    let Some(alliance) = alliance else {
        return false;
    };
    let (yes, no, passed) = tally(world, alliance, work);
    log(
        world,
        TurnEvent::OrderVoted {
            actor: work.actor,
            order: work.order,
            yes,
            no,
            passed,
        },
    );
    passed
}

/// Orders put to the alliance are decided by the rule of its first article.
fn tally(world: &World, alliance: AllianceId, work: &Work) -> (u32, u32, bool) {
    let mind = Mind::of(world, work.actor);
    let row = mind.board().alliance(alliance);
    let def = &mind.rules.orders[work.order];
    let Some(rule) = row.treaty.articles.first().map(|a| &a.decision) else {
        return (0, 0, false);
    };
    let leader = crate::rules::mind::coalition::leader(&mind, alliance, rule);
    let excluded = |n: NationId| work.target == Some(n) && row.member(n).is_some();
    let ballots: Vec<Ballot> = row
        .members
        .iter()
        .filter(|m| !m.suspended && !excluded(m.nation))
        .map(|m| Ballot {
            yes: council::vote_on_order(&mind, alliance, m.nation, work.actor, def, work.target),
            weight: crate::rules::mind::coalition::vote_weight(&mind, alliance, m.nation),
            lead: leader == Some(m.nation),
        })
        .collect();
    let yes = ballots.iter().filter(|b| b.yes).count() as u32;
    (yes, ballots.len() as u32 - yes, carried(rule, &ballots))
}

/// Matters nobody answered are ignored, at their price.
fn close_matters(world: &mut World) {
    let open: Vec<OnTable> = {
        let turn = world.resource::<Clock>().turn;
        let closed = world.resource::<Closed>();
        let answered = |t: &&OnTable| {
            !closed
                .matters
                .iter()
                .rev()
                .any(|(a, m, when, _)| *a == t.actor && *m == t.matter && *when == turn)
        };
        world
            .resource::<Table>()
            .0
            .iter()
            .filter(answered)
            .copied()
            .collect()
    };
    for put in open {
        close(world, put.actor, put.matter, None);
    }
    world.resource_mut::<Table>().0.clear();
}

fn close(world: &mut World, actor: Actor, matter: usize, answer: Option<usize>) {
    let turn = world.resource::<Clock>().turn;
    let put = world
        .resource::<Table>()
        .0
        .iter()
        .find(|t| t.actor == actor && t.matter == matter)
        .copied();
    let Some(put) = put else { return };
    world
        .resource_mut::<Closed>()
        .matters
        .push((actor, matter, turn, answer));
    log(
        world,
        TurnEvent::MatterClosed {
            actor,
            matter,
            about: put.about,
            answer,
        },
    );
    let def = &world.resource::<Scene>().matters[matter];
    let effects = match answer {
        Some(a) => def.answers[a].effects.clone(),
        None => def.ignored.clone(),
    };
    let bound = Bound::new(actor, Some(put.about));
    with_board(world, |world, board| {
        apply::apply(world, board, &effects, &bound)
    });
    if answer.is_none() {
        neglect(world, actor);
    }
}

/// Silence has its own price beside the matter's: a council loses cohesion, a government support.
fn neglect(world: &mut World, actor: Actor) {
    let k = &world.resource::<RuleSet>().coefficients;
    let (cohesion, support) = (k.ignored_cohesion, k.ignored_support);
    match actor {
        Actor::Council(a) => quantity::change_alliance(world, a, Quantity::Cohesion, -cohesion),
        Actor::Nation(n) => quantity::change(world, n, Quantity::Support, None, -support),
    }
}
