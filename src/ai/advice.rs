//! The four advisers: each posture proposes one order a seat can give now, with the need it serves.
//! Reads a world whose board is fresh; changes nothing and never tells what the seat may not know.
//! Not here: the sentence of a reason (`view`), what computer seats do (`ai::orders`).
//! Rule text: DESIGN section 4: four advisers, the four postures, each propose an order and give their reason.

use bevy::ecs::prelude::*;

use super::candidate::{Candidate, rank};
use super::need::{Need, Reason};
use super::outlook::Outlook;
use super::picture::Picture;
use super::purse::Purse;
use super::shortlist::Shortlist;
use crate::rules::definition::Posture;
use crate::rules::id::{Actor, Key};
use crate::rules::order::Order;

/// What one adviser proposes.
#[derive(Clone, Debug, PartialEq)]
pub struct Advice {
    /// Who speaks.
    pub posture: Posture,
    /// The order proposed; none if the adviser would wait (or nothing can be afforded).
    pub order: Option<Order>,
    /// Why.
    pub reason: Reason,
}

/// What the four advisers of an actor propose now, in the order of `Posture::ALL`. No two propose the same.
/// The board must be fresh (`rules::run::refresh`); orders already given this turn are taken into account.
pub fn advice(world: &World, actor: Actor) -> [Advice; 4] {
    let picture = Picture::of(world, actor);
    let list = Shortlist::of(&picture);
    let mut taken: Vec<Order> = Vec::with_capacity(4);
    Posture::ALL.map(|posture| {
        let purse = Purse::of(&picture, posture);
        let outlook = Outlook::new(&picture, posture);
        let ranked = rank(
            &outlook,
            &list,
            NOISE,
            &purse,
            Some(Key::of(posture.word())),
        );
        let fits = |c: &&Candidate| {
            purse.affords(&c.price) && c.worth > 0.0 && !taken.contains(&c.order())
        };
        match ranked.iter().find(fits) {
            Some(found) => {
                taken.push(found.order());
                Advice {
                    posture,
                    order: Some(found.order()),
                    reason: found.reason,
                }
            }
            None => {
                let value = picture.needs.level(Need::Thrift);
                Advice {
                    posture,
                    order: None,
                    reason: Reason {
                        need: Need::Thrift,
                        value,
                        about: None,
                    },
                }
            }
        }
    })
}

/// A little noise, so that an adviser does not say the same thing every turn of a quiet year.
const NOISE: f64 = 0.12;
