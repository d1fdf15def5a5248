//! Giving effects their meaning: what orders, acts, matters and events do to the world.
//! Reads the board for who is meant; writes components through `quantity` and the roster.
//! Not here: prices (`rules::quote`), when effects apply (`rules::phase`).
//! Rule text: DESIGN section 6.

use bevy::ecs::prelude::*;

use super::board::Board;
use super::capability::Domain;
use super::clock::Clock;
use super::effect::{Amendment, Effect, Quantity, Who};
use super::event::{Change, EventLog, TurnEvent};
use super::id::{Actor, AllianceId, NationId, Roster};
use super::nation::*;
use super::quantity::{self, edit};
use super::treaty::{DecisionRule, Scope, Treaty};

/// Whom effects are about.
#[derive(Clone, Copy, Debug)]
pub struct Bound {
    /// The one who acts.
    pub actor: Actor,
    /// The nation it is about.
    pub target: Option<NationId>,
    /// The domain given with the order.
    pub domain: Option<Domain>,
    /// How much; effects scale with it.
    pub amount: f64,
}

impl Bound {
    /// An actor and whom its act is about, at amount 1.
    pub fn new(actor: Actor, target: Option<NationId>) -> Self {
        Self {
            actor,
            target,
            domain: None,
            amount: 1.0,
        }
    }
}

/// The nations meant by a word, in id order.
pub fn who(board: &Board, roster: &Roster, who: &Who, bound: &Bound) -> Vec<NationId> {
    match who {
        Who::Actor => board.speaks_for(bound.actor),
        Who::Target => bound.target.into_iter().collect(),
        Who::Allies => match bound.actor {
            Actor::Nation(n) => board.allies(n),
            Actor::Council(_) => board.speaks_for(bound.actor),
        },
        Who::Rivals => board.rivals(bound.actor),
        Who::Everyone => board.nations.iter().map(|r| r.id).collect(),
        Who::Nation(id) => roster.nation(id).into_iter().collect(),
    }
}

/// Applies effects in order.
pub fn apply(world: &mut World, board: &Board, effects: &[Effect], bound: &Bound) {
    for effect in effects {
        apply_one(world, board, effect, bound);
    }
}

fn apply_one(world: &mut World, board: &Board, effect: &Effect, bound: &Bound) {
    let own = board.speaks_for(bound.actor);
    match effect {
        Effect::Change {
            what,
            of,
            toward,
            domain,
            by,
        } => {
            let toward = toward.as_ref();
            change(
                world,
                board,
                bound,
                (*what, of, toward),
                domain.or(bound.domain),
                by * bound.amount,
            );
        }
        Effect::Deploy { share } => {
            if let Some(host) = bound.target {
                let share = share * bound.amount * abroad_share(board, bound.actor);
                own.iter()
                    .filter(|n| **n != host)
                    .for_each(|n| deploy(world, *n, host, share, false));
            }
        }
        Effect::Withdraw => own.iter().for_each(|n| withdraw(world, *n, bound.target)),
        Effect::StationStrategic => {
            if let Some(host) = bound.target {
                let armed = |n: &&NationId| {
                    board.nation(**n).strength.get(Domain::Strategic) > 0.0 && **n != host
                };
                own.iter()
                    .filter(armed)
                    .for_each(|n| deploy(world, *n, host, 0.0, true));
            }
        }
        Effect::RemoveStrategic => own.iter().for_each(|n| unstation(world, *n, bound.target)),
        Effect::Commit { stake } => own
            .iter()
            .for_each(|n| commit(world, *n, bound, *stake, false)),
        Effect::Threaten { stake } => own
            .iter()
            .for_each(|n| commit(world, *n, bound, *stake, true)),
        Effect::Specialise => own.iter().for_each(|n| specialise(world, *n, bound.domain)),
        Effect::Pay { money } => {
            if let Some(target) = bound.target {
                quantity::transfer(
                    world,
                    bound.actor,
                    Actor::Nation(target),
                    money * bound.amount,
                );
            }
        }
        Effect::Sanction { depth } => {
            if let Some(target) = bound.target {
                own.iter()
                    .filter(|n| **n != target)
                    .for_each(|n| sanction(world, *n, target, depth * bound.amount));
            }
        }
        Effect::Lift => own.iter().for_each(|n| lift(world, *n, bound.target)),
        Effect::PreDelegate
        | Effect::Amend(_)
        | Effect::Invite
        | Effect::Suspend
        | Effect::Leave => {
            alliance_effect(world, board, effect, bound);
        }
        Effect::DropPlan => own.iter().for_each(|n| {
            let entity = world.resource::<Roster>().entity(*n);
            world.entity_mut(entity).remove::<Plan>();
        }),
        Effect::DelayPlan => {
            if let Some(target) = bound.target {
                let entity = world.resource::<Roster>().entity(target);
                edit::<Plan>(&mut world.entity_mut(entity), |p| {
                    p.left = (p.left + 1).min(6)
                });
            }
        }
        Effect::Concede { share } => {
            if let Some(target) = bound.target {
                own.iter()
                    .for_each(|n| concede(world, *n, target, share * bound.amount));
            }
        }
    }
}

fn change(
    world: &mut World,
    board: &Board,
    bound: &Bound,
    (what, of, toward): (Quantity, &Who, Option<&Who>),
    domain: Option<Domain>,
    by: f64,
) {
    let roster = world.resource::<Roster>();
    let subjects = who(board, roster, of, bound);
    match what {
        Quantity::Trust
        | Quantity::Threat
        | Quantity::Rivalry
        | Quantity::Trade
        | Quantity::Credibility => {
            let others = toward
                .map(|t| who(board, roster, t, bound))
                .unwrap_or_default();
            for a in &subjects {
                for b in others.iter().filter(|b| *b != a) {
                    quantity::change_pair(world, *a, *b, what, by);
                }
            }
        }
        Quantity::Cohesion | Quantity::Command | Quantity::StandingForce | Quantity::Sharing => {
            for alliance in alliances_meant(board, bound, of, &subjects) {
                quantity::change_alliance(world, alliance, what, by);
            }
        }
        Quantity::Pledge => subjects
            .iter()
            .for_each(|n| quantity::change_pledge(world, *n, by)),
        Quantity::Money | Quantity::Capital
            if matches!((of, bound.actor), (Who::Actor, Actor::Council(_))) =>
        {
            if what == Quantity::Money {
                quantity::earn(world, bound.actor, by);
            } else {
                let entity = world.resource::<Roster>().actor_entity(bound.actor);
                edit::<Treasury>(&mut world.entity_mut(entity), |t| {
                    t.capital = (t.capital + by).max(0.0)
                });
            }
        }
        _ => subjects
            .iter()
            .for_each(|n| quantity::change(world, *n, what, domain, by)),
    }
}

fn alliances_meant(
    board: &Board,
    bound: &Bound,
    of: &Who,
    subjects: &[NationId],
) -> Vec<AllianceId> {
    if let (Who::Actor | Who::Allies, Actor::Council(alliance)) = (of, bound.actor) {
        return vec![alliance];
    }
    let mut found: Vec<AllianceId> = subjects
        .iter()
        .flat_map(|n| board.nation(*n).alliances.iter().copied())
        .collect();
    found.sort_unstable();
    found.dedup();
    found
}

/// A council moves only its standing force; a nation moves its own.
fn abroad_share(board: &Board, actor: Actor) -> f64 {
    match actor {
        Actor::Nation(_) => 1.0,
        Actor::Council(a) => board.alliance(a).state.standing,
    }
}

/// The most of its combat strength a nation keeps on one host's soil.
const ABROAD_MOST: f64 = 0.5;

fn deploy(world: &mut World, owner: NationId, host: NationId, share: f64, strategic: bool) {
    let entity = world.resource::<Roster>().entity(owner);
    edit::<Deployments>(&mut world.entity_mut(entity), |d| {
        match d.0.iter_mut().find(|x| x.host == host) {
            Some(there) => {
                there.share = (there.share + share).min(ABROAD_MOST);
                there.strategic |= strategic;
            }
            None => {
                d.0.push(Deployment {
                    host,
                    share: share.min(ABROAD_MOST),
                    strategic,
                });
                d.0.sort_unstable_by_key(|x| x.host);
            }
        }
    });
}

fn withdraw(world: &mut World, owner: NationId, host: Option<NationId>) {
    let entity = world.resource::<Roster>().entity(owner);
    edit::<Deployments>(&mut world.entity_mut(entity), |d| {
        d.0.retain(|x| host.is_some_and(|h| h != x.host))
    });
}

fn unstation(world: &mut World, owner: NationId, host: Option<NationId>) {
    let entity = world.resource::<Roster>().entity(owner);
    edit::<Deployments>(&mut world.entity_mut(entity), |d| {
        d.0.iter_mut()
            .filter(|x| host.is_none_or(|h| h == x.host))
            .for_each(|x| x.strategic = false);
        d.0.retain(|x| x.strategic || x.share > 0.0);
    });
}

fn commit(world: &mut World, nation: NationId, bound: &Bound, stake: f64, threat: bool) {
    let Some(toward) = bound.target.filter(|t| *t != nation) else {
        return;
    };
    let made = world.resource::<Clock>().turn;
    let entity = world.resource::<Roster>().entity(nation);
    edit::<Commitments>(&mut world.entity_mut(entity), |c| {
        let stake = (stake * bound.amount).min(1.0);
        match c
            .0
            .iter_mut()
            .find(|x| x.toward == toward && x.threat == threat)
        {
            Some(old) => (old.stake, old.made) = ((old.stake + stake).min(1.0), made),
            None => c.0.push(Commitment {
                toward,
                stake,
                threat,
                made,
            }),
        }
    });
}

fn specialise(world: &mut World, nation: NationId, domain: Option<Domain>) {
    let mut query = world.query::<&mut Membership>();
    for mut membership in query.iter_mut(world).filter(|m| m.nation == nation) {
        membership.niche = domain.or(membership.niche);
    }
}

/// Adds to the sanctions of one nation on another.
pub fn sanction(world: &mut World, by: NationId, on: NationId, depth: f64) {
    let entity = world.resource::<Roster>().entity(by);
    edit::<Sanctions>(&mut world.entity_mut(entity), |s| {
        match s.0.iter_mut().find(|(n, _)| *n == on) {
            Some((_, old)) => *old = (*old + depth).min(1.0),
            None => {
                s.0.push((on, depth.min(1.0)));
                s.0.sort_unstable_by_key(|(n, _)| *n);
            }
        }
    });
}

fn lift(world: &mut World, by: NationId, on: Option<NationId>) {
    let entity = world.resource::<Roster>().entity(by);
    edit::<Sanctions>(&mut world.entity_mut(entity), |s| {
        s.0.retain(|(n, _)| on.is_some_and(|o| o != *n))
    });
}

/// One nation yields a stake to another: land is held, but claims are met, and appetite is fed.
pub fn concede(world: &mut World, by: NationId, to: NationId, share: f64) {
    let turn = world.resource::<Clock>().turn;
    let (from, taker) = {
        let roster = world.resource::<Roster>();
        (roster.entity(by), roster.entity(to))
    };
    edit::<Territory>(&mut world.entity_mut(from), |t| {
        t.conceded = (t.conceded + share).min(1.0)
    });
    edit::<Ambition>(&mut world.entity_mut(taker), |a| a.gains += share);
    world
        .resource_mut::<EventLog>()
        .push(turn, TurnEvent::Conceded { by, to, share });
}

fn alliance_effect(world: &mut World, board: &Board, effect: &Effect, bound: &Bound) {
    let alliance = match bound.actor {
        Actor::Council(a) => Some(a),
        Actor::Nation(n) => board.nation(n).alliances.first().copied(),
    };
    let Some(alliance) = alliance else { return };
    let entity = world.resource::<Roster>().alliance_entity(alliance);
    match effect {
        Effect::PreDelegate => {
            edit::<Alliance>(&mut world.entity_mut(entity), |a| a.delegated = true)
        }
        Effect::Amend(amendment) => {
            edit::<Treaty>(&mut world.entity_mut(entity), |t| {
                amend(t, *amendment, bound.amount)
            });
        }
        Effect::Invite => invite(world, board, alliance, bound.target),
        Effect::Suspend => {
            let mut query = world.query::<&mut Membership>();
            let mine =
                |m: &Mut<Membership>| m.alliance == alliance && Some(m.nation) == bound.target;
            let Some(mut membership) = query.iter_mut(world).find(mine) else {
                return;
            };
            membership.suspended = true;
            note(world, alliance, bound.target, Change::Suspended);
        }
        Effect::Leave => {
            let Actor::Nation(nation) = bound.actor else {
                return;
            };
            let mut query = world.query::<(Entity, &Membership)>();
            let mine =
                |(_, m): &(Entity, &Membership)| m.alliance == alliance && m.nation == nation;
            let Some((membership, _)) = query.iter(world).find(mine) else {
                return;
            };
            world.despawn(membership);
            let leaver = world.resource::<Roster>().entity(nation);
            world
                .entity_mut(leaver)
                .insert(super::relation::Estimates::default());
            note(world, alliance, Some(nation), Change::Left);
        }
        _ => {}
    }
}

fn invite(world: &mut World, board: &Board, alliance: AllianceId, target: Option<NationId>) {
    let Some(nation) = target.filter(|t| board.alliance(alliance).member(*t).is_none()) else {
        return;
    };
    world.spawn(Membership {
        nation,
        alliance,
        pledge: NEWCOMER_PLEDGE,
        niche: None,
        reservations: Vec::new(),
        weight: 1.0,
        suspended: false,
        kept: 0,
        broken: 0,
    });
    note(world, alliance, target, Change::Joined);
}

/// What a newcomer pledges.
const NEWCOMER_PLEDGE: f64 = 0.2;

fn note(world: &mut World, alliance: AllianceId, nation: Option<NationId>, change: Change) {
    let turn = world.resource::<Clock>().turn;
    if let Some(nation) = nation {
        world.resource_mut::<EventLog>().push(
            turn,
            TurnEvent::MembershipChanged {
                alliance,
                nation,
                change,
            },
        );
    }
}

/// A treaty changes in place. A qualified majority replaces only unanimity, and unanimity only votes by the whole council:
/// where each judges alone, or a leader does, or weights were bargained for, an amendment of this kind has nothing to loosen.
fn amend(treaty: &mut Treaty, amendment: Amendment, amount: f64) {
    let articles = treaty.articles.iter_mut();
    match amendment {
        Amendment::QualifiedMajority => articles
            .filter(|a| matches!(a.decision, DecisionRule::Unanimity { .. }))
            .for_each(|a| a.decision = DecisionRule::QualifiedCount { share: 2.0 / 3.0 }),
        Amendment::Unanimity => articles
            .filter(|a| {
                matches!(
                    a.decision,
                    DecisionRule::QualifiedCount { .. } | DecisionRule::SimpleMajority
                )
            })
            .for_each(|a| a.decision = DecisionRule::Unanimity { silence_days: 3.0 }),
        Amendment::Threshold(by) => treaty
            .articles
            .iter_mut()
            .for_each(|a| a.trigger.severity = (a.trigger.severity + by * amount).clamp(0.0, 1.0)),
        Amendment::WiderScope => treaty
            .articles
            .iter_mut()
            .for_each(|a| a.scope = Scope::Anywhere),
        Amendment::BurdenTarget(by) => {
            treaty.burden_target = (treaty.burden_target + by * amount).clamp(0.0, 0.2)
        }
    }
}
