//! Reading and changing the quantities that effects and conditions name.
//! Reads the board; writes components through the roster. Every change of money and strength is entered in the books.
//! Not here: which quantity an order changes (rules files), when (`rules::apply`, `rules::condition`).
//! Rule text: DESIGN section 3; shares stay within 0-1.

use bevy::ecs::prelude::*;

use super::board::Board;
use super::capability::{Capability, Domain, edit_capability, insert_capability};
use super::effect::Quantity;
use super::id::{Actor, AllianceId, NationId, Roster};
use super::nation::*;
use super::relation::Relations;

/// A quantity as the board has it. Pairwise ones need `toward`; alliance ones read the nation's first alliance.
pub fn read(board: &Board, what: Quantity, of: NationId, toward: Option<NationId>) -> f64 {
    let row = board.nation(of);
    let alliance = || row.alliances.first().map(|a| &board.alliance(*a).state);
    let pair = |f: fn(&super::relation::Relation) -> f64| {
        toward.and_then(|t| row.relation(t)).map_or(0.0, f)
    };
    match what {
        Quantity::Strength => row.strength.total(),
        Quantity::Readiness => {
            let total = row.strength.total();
            if total > 0.0 {
                row.forces.total() / total
            } else {
                0.0
            }
        }
        Quantity::Interoperability => row.interoperability,
        Quantity::Money => row.treasury.money,
        Quantity::Capital => row.treasury.capital,
        Quantity::Burden => row.economy.burden,
        Quantity::Growth => row.economy.growth,
        Quantity::Product => row.economy.product,
        Quantity::Will => row.politics.will,
        Quantity::Support => row.politics.support,
        Quantity::Resilience => row.politics.resilience,
        Quantity::Stability => row.politics.stability,
        Quantity::Forensics => row.politics.forensics,
        Quantity::Patrol => row.politics.patrol,
        Quantity::Terror => row.politics.terror,
        Quantity::Appetite => row.ambition.as_ref().map_or(0.0, |a| a.appetite),
        Quantity::Resolve => row.ambition.as_ref().map_or(0.0, |a| a.resolve),
        Quantity::Dependence => row.economy.dependence,
        Quantity::Deception => row.politics.deception,
        Quantity::Trust => pair(|r| r.trust),
        Quantity::Threat => pair(|r| r.threat),
        Quantity::Rivalry => pair(|r| r.rivalry),
        Quantity::Trade => pair(|r| r.trade),
        Quantity::Credibility => pair(|r| r.reliability().mean()),
        Quantity::Pledge => board.pledge(of),
        Quantity::Cohesion => alliance().map_or(0.0, |a| a.cohesion),
        Quantity::Command => alliance().map_or(0.0, |a| a.command),
        Quantity::StandingForce => alliance().map_or(0.0, |a| a.standing),
        Quantity::Sharing => alliance().map_or(0.0, |a| a.sharing),
    }
}

/// Adds `by` to a share and keeps it within 0-1.
fn nudge(share: &mut f64, by: f64) {
    *share = (*share + by).clamp(0.0, 1.0);
}

/// Changes a quantity of one nation that is neither pairwise nor an alliance's.
pub fn change(
    world: &mut World,
    nation: NationId,
    what: Quantity,
    domain: Option<Domain>,
    by: f64,
) {
    let entity = world.resource::<Roster>().entity(nation);
    match what {
        Quantity::Strength => return build(world, nation, domain, by),
        Quantity::Readiness | Quantity::Interoperability => {
            return tune(world, entity, what, domain, by);
        }
        Quantity::Money => return earn(world, Actor::Nation(nation), by),
        _ => {}
    }
    let mut nation = world.entity_mut(entity);
    match what {
        Quantity::Burden => {
            edit::<Economy>(&mut nation, |e| e.burden = (e.burden + by).clamp(0.0, 0.5))
        }
        Quantity::Growth => {
            edit::<Economy>(&mut nation, |e| e.growth = (e.growth + by).clamp(-0.5, 0.5))
        }
        Quantity::Product => {
            edit::<Economy>(&mut nation, |e| e.product *= (1.0 + by).clamp(0.1, 2.0))
        }
        Quantity::Dependence => edit::<Economy>(&mut nation, |e| nudge(&mut e.dependence, by)),
        Quantity::Capital => {
            edit::<Treasury>(&mut nation, |t| t.capital = (t.capital + by).max(0.0))
        }
        Quantity::Will => edit::<Politics>(&mut nation, |p| nudge(&mut p.will, by)),
        Quantity::Support => edit::<Politics>(&mut nation, |p| nudge(&mut p.support, by)),
        Quantity::Resilience => edit::<Politics>(&mut nation, |p| nudge(&mut p.resilience, by)),
        Quantity::Stability => edit::<Politics>(&mut nation, |p| nudge(&mut p.stability, by)),
        Quantity::Forensics => edit::<Politics>(&mut nation, |p| nudge(&mut p.forensics, by)),
        Quantity::Patrol => edit::<Politics>(&mut nation, |p| nudge(&mut p.patrol, by)),
        Quantity::Terror => edit::<Politics>(&mut nation, |p| nudge(&mut p.terror, by)),
        Quantity::Deception => edit::<Politics>(&mut nation, |p| nudge(&mut p.deception, by)),
        Quantity::Appetite => edit::<Ambition>(&mut nation, |a| nudge(&mut a.appetite, by)),
        Quantity::Resolve => edit::<Ambition>(&mut nation, |a| nudge(&mut a.resolve, by)),
        _ => {}
    }
}

/// Changes a pairwise quantity of `of` toward `toward`; trade changes on both sides.
pub fn change_pair(world: &mut World, of: NationId, toward: NationId, what: Quantity, by: f64) {
    let entity = world.resource::<Roster>().entity(of);
    if let Some(mut relations) = world.get_mut::<Relations>(entity)
        && let Some(relation) = relations.with_mut(toward)
    {
        match what {
            Quantity::Trust => nudge(&mut relation.trust, by),
            Quantity::Threat => nudge(&mut relation.threat, by),
            Quantity::Rivalry => nudge(&mut relation.rivalry, by),
            Quantity::Trade => nudge(&mut relation.trade, by),
            Quantity::Credibility if by >= 0.0 => relation.alpha += by * CREDIBILITY_COUNTS,
            Quantity::Credibility => relation.beta -= by * CREDIBILITY_COUNTS,
            _ => {}
        }
    }
    if what == Quantity::Trade {
        let entity = world.resource::<Roster>().entity(toward);
        if let Some(mut relations) = world.get_mut::<Relations>(entity)
            && let Some(relation) = relations.with_mut(of)
        {
            nudge(&mut relation.trade, by);
        }
    }
}

/// Beta counts a full unit of change of credibility by words is worth.
const CREDIBILITY_COUNTS: f64 = 5.0;

/// Changes a quantity of an alliance.
pub fn change_alliance(world: &mut World, alliance: AllianceId, what: Quantity, by: f64) {
    let entity = world.resource::<Roster>().alliance_entity(alliance);
    if let Some(mut state) = world.get_mut::<Alliance>(entity) {
        match what {
            Quantity::Cohesion => nudge(&mut state.cohesion, by),
            Quantity::Command => nudge(&mut state.command, by),
            Quantity::StandingForce => nudge(&mut state.standing, by),
            Quantity::Sharing => nudge(&mut state.sharing, by),
            _ => {}
        }
    }
}

/// Changes what a nation pledges to its alliances' pools.
pub fn change_pledge(world: &mut World, nation: NationId, by: f64) {
    let mut query = world.query::<&mut Membership>();
    for mut membership in query.iter_mut(world).filter(|m| m.nation == nation) {
        nudge(&mut membership.pledge, by);
    }
}

/// Money earned (or, below zero, spent) by an actor. A treasury may fall below zero only by upkeep, never by orders.
pub fn earn(world: &mut World, actor: Actor, money: f64) {
    let entity = world.resource::<Roster>().actor_entity(actor);
    let mut entity = world.entity_mut(entity);
    edit::<Treasury>(&mut entity, |t| t.money += money);
    edit::<Books>(&mut entity, |b| {
        if money >= 0.0 {
            b.earned += money
        } else {
            b.spent -= money
        }
    });
}

/// Money passed from one actor to another: at most what the giver has.
pub fn transfer(world: &mut World, from: Actor, to: Actor, money: f64) {
    let giver = world.resource::<Roster>().actor_entity(from);
    let taker = world.resource::<Roster>().actor_entity(to);
    let money = world
        .get::<Treasury>(giver)
        .map_or(0.0, |t| money.min(t.money))
        .max(0.0);
    let mut giver = world.entity_mut(giver);
    edit::<Treasury>(&mut giver, |t| t.money -= money);
    edit::<Books>(&mut giver, |b| b.given += money);
    let mut taker = world.entity_mut(taker);
    edit::<Treasury>(&mut taker, |t| t.money += money);
    edit::<Books>(&mut taker, |b| b.received += money);
}

/// Strength built or lost: in one domain, or spread over the domains owned in proportion.
pub fn build(world: &mut World, nation: NationId, domain: Option<Domain>, by: f64) {
    let entity = world.resource::<Roster>().entity(nation);
    let mut entity = world.entity_mut(entity);
    match domain {
        Some(domain) => build_one(&mut entity, domain, by),
        None => {
            let strength = |entity: &mut EntityWorldMut, d| {
                edit_capability(entity, d, |c| c.strength).unwrap_or(0.0)
            };
            let owned = Domain::ALL.map(|d| strength(&mut entity, d));
            let total: f64 = owned.iter().sum();
            if total > 0.0 {
                let factor = (by / total).max(-1.0);
                for (domain, strength) in Domain::ALL.into_iter().zip(owned) {
                    if strength > 0.0 {
                        build_one(&mut entity, domain, strength * factor);
                    }
                }
            }
        }
    }
}

fn build_one(entity: &mut EntityWorldMut, domain: Domain, by: f64) {
    let add = |c: &mut Capability| {
        let change = by.max(-c.strength);
        c.strength += change;
        change
    };
    let change = match edit_capability(entity, domain, add) {
        Some(change) => change,
        None if by > 0.0 => {
            let fresh = Capability {
                strength: by,
                readiness: NEW_READINESS,
                interoperability: NEW_READINESS,
            };
            insert_capability(entity, domain, fresh);
            by
        }
        None => 0.0,
    };
    edit::<Books>(entity, |books| {
        if change >= 0.0 {
            books.built += change;
        } else {
            books.lost -= change;
        }
    });
}

/// Readiness and interoperability of newly raised forces.
const NEW_READINESS: f64 = 0.4;

fn tune(world: &mut World, entity: Entity, what: Quantity, domain: Option<Domain>, by: f64) {
    let mut entity = world.entity_mut(entity);
    for each in Domain::ALL
        .into_iter()
        .filter(|d| domain.is_none_or(|only| only == *d))
    {
        edit_capability(&mut entity, each, |capability| match what {
            Quantity::Readiness => nudge(&mut capability.readiness, by),
            _ => nudge(&mut capability.interoperability, by),
        });
    }
}

/// Edits a component where the entity has it.
pub(super) fn edit<C: Component<Mutability = bevy::ecs::component::Mutable>>(
    entity: &mut EntityWorldMut,
    change: impl FnOnce(&mut C),
) {
    if let Some(mut component) = entity.get_mut::<C>() {
        change(&mut component);
    }
}
