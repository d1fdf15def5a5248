//! A seat's picture of its world, digested once a call: itself, every nation it has to do with, and what alarms it.
//! Reads the board through `Knowledge` (hidden rows of others are never read), recent acts and the scene; writes nothing.
//! Not here: the seat's own figures (`ai::own`), the other nations (`ai::other`), how pressing things are (`ai::need`), what orders are worth (`ai::worth`).
//! Rule text: DESIGN section 5, "Assessment and record".

use bevy::ecs::prelude::*;

use super::need::Needs;
use super::other::{Bond, Other, others};
use super::own::{Own, own};
use crate::rules::board::{AllianceRow, Knowledge, NationRow};
use crate::rules::clock::Clock;
use crate::rules::definition::{ActKind, Posture, SeatKind};
use crate::rules::dice::Seed;
use crate::rules::event::{EventLog, History, TurnEvent};
use crate::rules::id::{Actor, Key, NationId, Roster};
use crate::rules::order::{Order, Works};
use crate::rules::quote::{Desk, Price};

/// The picture.
pub(super) struct Picture<'w> {
    pub desk: Desk<'w>,
    pub roster: &'w Roster,
    pub seed: Seed,
    pub turn: u32,
    pub turns_left: u32,
    pub actor: Actor,
    pub key: Key,
    pub kind: SeatKind,
    pub posture: Posture,
    pub alliance: Option<&'w AllianceRow>,
    pub own: Own,
    /// Everyone the seat has to do with, by id.
    pub others: Vec<Other>,
    /// Orders (by index) of the seat that are in the works.
    pub works: Vec<usize>,
    /// Orders of the seat already in the inbox.
    pub inbox: Vec<&'w Order>,
    /// Orders the seat gave in the last turns: which, aimed at whom, and how long ago.
    pub recent: Vec<(usize, Option<NationId>, u32)>,
    /// What is left to spend.
    pub left: Price,
    /// The foe of greatest menace and the friend in greatest danger (indices into `others`).
    pub menace: Option<usize>,
    pub endangered: Option<usize>,
    pub friends_ready: f64,
    pub friends_trust: f64,
    /// A plan was seen: 1 against the seat, 0.7 against a friend; wars count too.
    pub alarm: f64,
    /// Severity of recent acts against the seat and its friends: deniable, at sea, by proxies, and any that was laid at a door.
    pub grey: f64,
    pub maritime: f64,
    pub nonstate: f64,
    pub offence: f64,
    /// An election is near.
    pub election: bool,
    pub needs: Needs,
}

impl<'w> Picture<'w> {
    /// The picture of an actor, whose luck is the match's. The board must be fresh.
    pub(super) fn of(world: &'w World, actor: Actor) -> Self {
        Self::with_dice(world, actor, *world.resource())
    }

    /// The picture of an actor that throws its own dice.
    pub(super) fn with_dice(world: &'w World, actor: Actor, seed: Seed) -> Self {
        let (desk, roster, clock) = (
            Desk::of(world),
            world.resource::<Roster>(),
            world.resource::<Clock>(),
        );
        let board = desk.board;
        let alliance = desk.alliance(actor).map(|a| board.alliance(a));
        let posture = match actor {
            Actor::Nation(n) => board.nation(n).policy.0,
            Actor::Council(a) => board.alliance(a).policy.0,
        };
        let works = world
            .resource::<Works>()
            .0
            .iter()
            .filter(|w| w.actor == actor)
            .map(|w| w.order)
            .collect();
        let inbox = desk
            .inbox
            .0
            .iter()
            .filter(|(who, _)| *who == actor)
            .map(|(_, order)| order)
            .collect();
        let (own, left) = (own(board, actor), desk.left(actor));
        let mut picture = Self {
            kind: desk.kind(actor),
            key: roster.actor_key(actor),
            turn: clock.turn,
            turns_left: desk.scene.turns.saturating_sub(clock.turn),
            others: others(board, actor),
            left,
            seed,
            own: Own {
                money: left.money,
                ..own
            },
            election: false,
            needs: Needs::none(),
            menace: None,
            endangered: None,
            friends_ready: 0.0,
            friends_trust: 1.0,
            alarm: 0.0,
            grey: 0.0,
            maritime: 0.0,
            nonstate: 0.0,
            offence: 0.0,
            desk,
            roster,
            actor,
            posture,
            alliance,
            works,
            inbox,
            recent: recent(world.resource::<EventLog>(), actor, clock.turn),
        };
        picture.recall(world.resource::<History>());
        picture.watch();
        picture.weigh();
        picture.needs = Needs::read(&picture);
        picture
    }

    /// Another nation, if the seat has to do with it.
    pub(super) fn other(&self, id: NationId) -> Option<&Other> {
        self.others
            .binary_search_by_key(&id, |o| o.id)
            .ok()
            .map(|i| &self.others[i])
    }

    /// A nation's row. Only public facts may be read of nations that are not friends.
    pub(super) fn row(&self, id: NationId) -> &'w NationRow {
        self.desk.board.nation(id)
    }

    /// Whether this is the seat's own nation.
    pub(super) fn is_self(&self, id: NationId) -> bool {
        self.actor == Actor::Nation(id)
    }

    fn concerns(&self, id: NationId) -> bool {
        self.is_self(id) || self.other(id).is_some_and(|o| o.ally)
    }

    /// What acts of the last turns say.
    fn recall(&mut self, history: &History) {
        let recent = history
            .0
            .iter()
            .rev()
            .take_while(|a| a.turn + MEMORY >= self.turn);
        for past in recent {
            if !self.concerns(past.target) {
                continue;
            }
            let kind = self
                .desk
                .rules
                .acts
                .get(past.act)
                .map_or(ActKind::Grey, |a| a.kind);
            match kind {
                ActKind::Grey => self.grey += past.severity,
                ActKind::Maritime => self.maritime += past.severity,
                ActKind::NonState => self.nonstate += past.severity,
                ActKind::Threat | ActKind::Armed | ActKind::Strategic => {}
            }
            if let Some(accused) = past.accused
                && let Ok(i) = self.others.binary_search_by_key(&accused, |o| o.id)
            {
                self.others[i].struck = (self.others[i].struck + past.severity).min(1.0);
                self.offence = (self.offence + past.severity).min(1.0);
            }
        }
        self.grey = self.grey.min(1.0);
    }

    /// Plans that were seen, wars that go on, elections that come.
    fn watch(&mut self) {
        let board = self.desk.board;
        for (maker, _, victim) in board.knowledge(self.actor).plans() {
            self.alert(maker, victim, 0.7);
        }
        for war in &board.wars {
            self.alert(war.aggressor, war.target, 0.8);
        }
        self.election = match self.actor {
            Actor::Nation(n) => board
                .nation(n)
                .regime
                .election
                .is_some_and(|t| (self.turn..self.turn + 3).contains(&t)),
            Actor::Council(_) => false,
        };
    }

    fn alert(&mut self, maker: NationId, victim: NationId, level: f64) {
        if !self.concerns(victim) || self.is_self(maker) {
            return;
        }
        self.alarm = self
            .alarm
            .max(if self.is_self(victim) { 1.0 } else { level });
        for other in &mut self.others {
            if other.id == maker {
                (other.plans, other.menace) = (true, other.menace.max(0.9));
            } else if other.id == victim && other.ally {
                other.danger = other.danger.max(0.9);
            }
        }
    }

    /// Totals over friends and foes, and the first among them.
    fn weigh(&mut self) {
        let knowledge: Knowledge = self.desk.board.knowledge(self.actor);
        let (mut trust, mut friends) = (0.0, 0.0);
        let (mut worst, mut weakest) = (0.0, 0.0);
        for (i, other) in self.others.iter_mut().enumerate() {
            match other.bond {
                Bond::Friend => {
                    trust += other.trust;
                    friends += 1.0;
                    self.friends_ready += self.desk.board.nation(other.id).forces.total();
                    if other.danger > weakest {
                        (weakest, self.endangered) = (other.danger, Some(i));
                    }
                }
                Bond::Foe => {
                    other.menace = (other.menace + 0.3 * other.struck).min(1.0);
                    if other.menace > worst {
                        (worst, self.menace) = (other.menace, Some(i));
                    }
                }
                Bond::Own | Bond::Neutral => {}
            }
        }
        if let Some(i) = self.menace {
            self.others[i].forces = knowledge.forces(self.others[i].id);
        }
        if matches!(self.actor, Actor::Council(_)) {
            self.friends_ready = 0.0;
        }
        self.friends_trust = if friends > 0.0 { trust / friends } else { 1.0 };
    }
}

/// Log entries read back at most, which bounds the work in large worlds.
const LOOK_BACK: usize = 4000;

fn recent(log: &EventLog, actor: Actor, turn: u32) -> Vec<(usize, Option<NationId>, u32)> {
    let last = log
        .0
        .iter()
        .rev()
        .take(LOOK_BACK)
        .take_while(|d| d.turn + MEMORY >= turn);
    last.filter_map(|dated| match dated.event {
        TurnEvent::OrderGiven {
            actor: who,
            order,
            target,
            ..
        } if who == actor => Some((order, target, turn - dated.turn)),
        _ => None,
    })
    .collect()
}

/// Turns a seat remembers acts when it weighs orders.
const MEMORY: u32 = 3;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ai::fixture::{actor, edit, nation, world};
    use crate::rules::nation::Alliance;

    #[test]
    fn a_council_sees_its_members_as_friends_and_their_rival_as_a_foe() {
        let world = world();
        let picture = Picture::of(&world, actor(&world, "sound_alliance"));
        let bond = |id| picture.other(nation(&world, id)).map(|o| o.bond);
        assert_eq!(bond("kestria"), Some(Bond::Friend));
        assert_eq!(bond("sarn"), Some(Bond::Foe));
    }

    #[test]
    fn others_are_in_id_order_and_the_seat_is_not_among_them() {
        let world = world();
        for id in ["kestria", "sarn", "sound_alliance"] {
            let picture = Picture::of(&world, actor(&world, id));
            assert!(picture.others.windows(2).all(|w| w[0].id < w[1].id));
            assert!(!picture.others.iter().any(|o| picture.is_self(o.id)));
        }
    }

    #[test]
    fn needs_lie_between_nothing_and_one() {
        let mut world = world();
        edit::<Alliance>(&mut world, "sound_alliance", |a| a.cohesion = 0.0);
        let picture = Picture::of(&world, actor(&world, "sound_alliance"));
        for need in crate::ai::Need::ALL {
            assert!(
                (0.0..=1.0).contains(&picture.needs.level(*need)),
                "{need:?}"
            );
        }
    }

    #[test]
    fn trust_in_a_friend_is_the_mean_of_the_members_trust() {
        let world = world();
        let picture = Picture::of(&world, actor(&world, "sound_alliance"));
        assert!(
            picture
                .others
                .iter()
                .all(|o| (0.0..=1.0).contains(&o.trust))
        );
    }
}
