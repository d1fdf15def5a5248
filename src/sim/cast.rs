//! The cast of a computer-only match: seats that play otherwise than the level and the difficulty say.
//! Plain data, read by the driver; experiments compare seats with it.
//! Not here: a person's seat (`sim::options`), how the seat fared (`sim::fare`), the command (`cli::sim`).
//! Rule text: DESIGN section 3, "posture": the four computer policies.

use bevy::ecs::prelude::World;

use super::options::Difficulty;
use super::order_text::parse;
use crate::rules::definition::Posture;
use crate::rules::id::{Actor, Roster};
use crate::rules::nation::Policy;
use crate::rules::quote::give;
use crate::rules::scene::Scene;

/// How one seat plays. What is not said is as the level and the difficulty have it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Role {
    /// The seat, an index into the level's seats.
    pub seat: usize,
    /// The posture that leads it.
    pub posture: Option<Posture>,
    /// How able it is.
    pub difficulty: Option<Difficulty>,
    /// It gives no orders of its own.
    pub idle: bool,
    /// Orders, as exact texts, that it gives every turn in which it can, before its own.
    pub always: Vec<String>,
}

/// The roles of a match, at most one a seat.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cast(Vec<Role>);

impl Cast {
    /// The role of a seat; a new one with nothing said if it had none.
    pub fn of_seat(&mut self, seat: usize) -> &mut Role {
        let at = self.0.iter().position(|r| r.seat == seat);
        let at = at.unwrap_or_else(|| {
            self.0.push(Role {
                seat,
                ..Role::default()
            });
            self.0.len() - 1
        });
        &mut self.0[at]
    }

    /// The seats with a role.
    pub fn seats(&self) -> impl Iterator<Item = usize> {
        self.0.iter().map(|r| r.seat)
    }

    /// The same cast, but this seat does nothing.
    pub fn but_idle(&self, seat: usize) -> Self {
        let mut cast = self.clone();
        let role = cast.of_seat(seat);
        (role.idle, role.always) = (true, Vec::new());
        cast
    }

    /// The role an actor plays, if it has one.
    pub(super) fn role(&self, world: &World, actor: Actor) -> Option<&Role> {
        let seats = &world.resource::<Scene>().seats;
        let plays = |r: &&Role| seats.get(r.seat).is_some_and(|s| s.actor == actor);
        self.0.iter().find(plays)
    }

    /// Puts the postures into a world that was just spawned.
    pub(super) fn put(&self, world: &mut World) {
        for role in &self.0 {
            let actor = world
                .resource::<Scene>()
                .seats
                .get(role.seat)
                .map(|s| s.actor);
            let (Some(actor), Some(posture)) = (actor, role.posture) else {
                continue;
            };
            let entity = world.resource::<Roster>().actor_entity(actor);
            world.entity_mut(entity).insert(Policy(posture));
        }
    }
}

impl Role {
    /// Gives the orders it always gives; those that cannot be given now are left out. Returns the texts of those given.
    pub(super) fn give_always(&self, world: &mut World, actor: Actor) -> Vec<String> {
        let mut given = Vec::new();
        for text in &self.always {
            let taken = parse(world, text).map(|order| give(world, actor, order));
            if matches!(taken, Ok(Ok(_))) {
                given.push(text.clone());
            }
        }
        given
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seat_has_one_role_however_often_it_is_named() {
        let mut cast = Cast::default();
        cast.of_seat(2).posture = Some(Posture::Armer);
        cast.of_seat(2).difficulty = Some(Difficulty::Expert);
        assert_eq!(cast.seats().collect::<Vec<_>>(), [2]);
        assert_eq!(cast.of_seat(2).posture, Some(Posture::Armer));
    }

    #[test]
    fn an_idle_seat_keeps_its_place_and_gives_up_its_orders() {
        let mut cast = Cast::default();
        cast.of_seat(1).always = vec!["consult".into()];
        let mut idle = cast.but_idle(1);
        assert!(idle.of_seat(1).idle && idle.of_seat(1).always.is_empty());
        assert!(!cast.of_seat(1).idle);
    }
}
