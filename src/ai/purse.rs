//! What a seat can spend this turn: what is left, a reserve its posture keeps back, and what a price weighs.
//! Reads the picture; writes nothing outside itself.
//! Not here: the price list (`rules::quote`), which orders are bought (`ai::candidate`).
//! Rule text: DESIGN section 4: money is slow, political capital quick and small.

use super::PerPosture;
use super::need::Need;
use super::outlook::Outlook;
use super::picture::Picture;
use crate::rules::definition::Posture;
use crate::rules::quote::Price;

/// What a seat has left, and how much of it a posture keeps back.
#[derive(Clone, Copy, Debug)]
pub(super) struct Purse {
    pub left: Price,
    reserve: Price,
    /// How much more money lies idle than a seat of its size needs, 0-1.
    pub idle: f64,
}

impl Purse {
    /// The purse of a seat: prudent postures keep more back, alarm loosens it.
    pub(super) fn of(p: &Picture, posture: Posture) -> Self {
        let keep = super::of(&RESERVE, posture) * (1.0 - 0.6 * p.alarm);
        let reserve = Price {
            money: keep * p.left.money.max(0.0),
            capital: 0.7 * keep * p.left.capital.max(0.0),
        };
        let idle = (p.left.money / (IDLE * p.own.product + 1.0) - 1.0).clamp(0.0, 1.0);
        Self {
            left: p.left,
            reserve,
            idle,
        }
    }

    /// Whether something can be paid without touching the reserve.
    pub(super) fn affords(&self, price: &Price) -> bool {
        let money = price.money <= 0.0 || price.money <= self.left.money - self.reserve.money;
        money && (price.capital <= 0.0 || price.capital <= self.left.capital - self.reserve.capital)
    }

    /// Whether something can be paid at all, the reserve included.
    pub(super) fn pays(&self, price: &Price) -> bool {
        (price.money <= 0.0 || price.money <= self.left.money)
            && price.capital <= self.left.capital.max(0.0)
    }

    /// Pays.
    pub(super) fn pay(&mut self, price: &Price) {
        self.left.money -= price.money;
        self.left.capital -= price.capital;
    }

    /// What a price weighs, in units of worth: a share of what is left.
    pub(super) fn pinch(&self, outlook: &Outlook, price: &Price) -> f64 {
        let money = if price.money > 0.0 {
            price.money / (self.left.money.max(0.0) + price.money)
        } else {
            0.0
        };
        let capital = if price.capital > 0.0 {
            price.capital / (self.left.capital.max(0.0) + price.capital)
        } else {
            0.0
        };
        // Money that lies idle wants to be spent.
        let eager = self.idle * (8.0 * money).min(1.0) * 0.5;
        0.9 * money * outlook.care(Need::Thrift) + 0.5 * capital - eager
    }
}

/// Share of a year's product above which money in hand lies idle.
const IDLE: f64 = 0.01;

/// Share of money in hand each posture keeps back.
const RESERVE: PerPosture = [0.05, 0.2, 0.15, 0.35];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ai::fixture::{actor, world};

    #[test]
    fn prudent_postures_keep_more_back() {
        let world = world();
        let picture = Picture::of(&world, actor(&world, "halden"));
        let kept = |posture| Purse::of(&picture, posture).reserve.money;
        assert!(kept(Posture::Hedger) > kept(Posture::Reassurer));
        assert!(kept(Posture::Reassurer) > kept(Posture::Armer));
    }

    #[test]
    fn paying_leaves_less_and_free_things_are_always_paid() {
        let world = world();
        let picture = Picture::of(&world, actor(&world, "halden"));
        let mut purse = Purse::of(&picture, Posture::Armer);
        let before = purse.left;
        purse.pay(&Price {
            money: 1.0,
            capital: 2.0,
        });
        assert_eq!(purse.left.capital, before.capital - 2.0);
        assert!(purse.affords(&Price::default()) && purse.pays(&Price::default()));
        assert!(!purse.pays(&Price {
            money: 1e9,
            capital: 0.0
        }));
    }
}
