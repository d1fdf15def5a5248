//! How a computer seat fared in a match: won or not, goals met, risk left, and risk removed against doing nothing.
//! Reads finished matches; a seat under study is played a second time idle, with the same dice.
//! Not here: means over matches (`sim::stats`), a person's stars (`sim::stars`, the same measure).
//! Rule text: DESIGN section 7.

use bevy::ecs::prelude::World;

use super::game::{Match, Waiting};
use super::stars::{removed, risk, stars_of};
use crate::rules::scene::Scene;
use crate::rules::standing::Ending;

/// One seat in one match.
#[derive(Clone, Debug, PartialEq)]
pub struct Fare {
    /// The seat's id.
    pub seat: String,
    /// Whether it won.
    pub won: bool,
    /// Its goals by id, and whether each was met at the end.
    pub goals: Vec<(String, bool)>,
    /// Chances of attack summed over the match (an aggressor's own; else on those the seat stands with).
    pub risk: f64,
    /// Share of the idle match's risk removed, -1 to 1 (an aggressor: of openings made).
    pub removed: f64,
    /// Stars, 0-3: those of a win, by risk removed.
    pub stars: f64,
}

/// How these seats fared in a match that is over. The world is used for the idle matches and given back.
pub fn fares(
    game: &Match,
    seats: impl Iterator<Item = usize>,
    mut world: World,
) -> (Vec<Fare>, World) {
    let mut found = Vec::new();
    for seat in seats {
        let Some(id) = scene_seat(game, seat) else {
            continue;
        };
        let mut options = game.options().clone();
        options.cast = options.cast.but_idle(seat);
        let mut idle = Match::in_world(world, game.level(), options, game.set(), Vec::new());
        while idle.waiting() == Waiting::Orders {
            idle.end_turn();
        }
        found.push(fare(game, seat, id, risk(idle.world(), seat)));
        world = idle.into_world();
    }
    (found, world)
}

fn scene_seat(game: &Match, seat: usize) -> Option<String> {
    let seats = &game.world().resource::<Scene>().seats;
    seats.get(seat).map(|s| s.id.clone())
}

fn fare(game: &Match, seat: usize, id: String, idle: f64) -> Fare {
    let standing = game.standing(seat);
    let def = &game.world().resource::<Scene>().seats[seat];
    let goals = def.objectives.iter().zip(&standing.goals);
    let goals = goals.map(|(o, state)| (o.id.clone(), state.met)).collect();
    let (risk, won) = (risk(game.world(), seat), standing.outcome == Ending::Won);
    let removed = removed(def.kind, risk, idle);
    Fare {
        seat: id,
        won,
        goals,
        risk,
        removed,
        stars: if won {
            f64::from(stars_of(removed))
        } else {
            0.0
        },
    }
}
