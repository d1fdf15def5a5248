//! Weighing every order a seat has, aimed at each sensible nation or domain, and giving the best it can afford.
//! Reads the picture; spends from a purse that keeps a reserve; changes nothing in the world.
//! Not here: what effects are worth (`ai::worth`), prices and refusals (`rules::quote`).
//! Rule text: DESIGN section 6; dice are keyed by actor and order, so a new order moves nobody else's luck.

use super::need::Reason;
use super::outlook::Outlook;
use super::picture::Picture;
use super::purse::Purse;
use super::shortlist::Shortlist;
use super::worth::{Judge, Worth};
use super::{PerPosture, Skill};
use crate::rules::capability::Domain;
use crate::rules::definition::{Aim, OrderDef};
use crate::rules::dice::{Draw, Purpose, pair};
use crate::rules::effect::Effect;
use crate::rules::id::{Key, NationId};
use crate::rules::order::Order;
use crate::rules::quote::Price;

/// An order with what it is worth.
#[derive(Clone, Debug)]
pub(super) struct Candidate {
    pub order: usize,
    pub target: Option<NationId>,
    pub domain: Option<Domain>,
    pub amount: u32,
    pub price: Price,
    pub worth: f64,
    pub reason: Reason,
}

impl Candidate {
    /// The order it stands for.
    pub(super) fn order(&self) -> Order {
        Order::Give {
            order: self.order,
            target: self.target,
            domain: self.domain,
            amount: self.amount,
        }
    }
}

/// The best candidate of every order in play, best first. `salt` keeps the noise of several judges apart.
pub(super) fn rank(
    outlook: &Outlook,
    list: &Shortlist,
    noise: f64,
    purse: &Purse,
    salt: Option<Key>,
) -> Vec<Candidate> {
    let p = outlook.picture;
    let mut found: Vec<Candidate> = Vec::with_capacity(48);
    for (index, def) in p.desk.rules.orders.iter().enumerate() {
        let in_play =
            p.desk.scene.orders.get(index).copied().unwrap_or(false) && def.seats.contains(&p.kind);
        if !in_play || (def.vote && p.alliance.is_none()) {
            continue;
        }
        if let Some(mut best) = aimed(outlook, purse, list, index, def) {
            let key = pair(Key::of(&def.id), salt.unwrap_or(Key(0)));
            best.worth += noise * luck(p, key);
            found.push(best);
        }
    }
    found.sort_unstable_by(|a, b| b.worth.total_cmp(&a.worth).then(a.order.cmp(&b.order)));
    found
}

/// Noise with the upper tail of a Gumbel draw and mean 0, at half its price: a wrong judgement is sometimes very wrong.
pub(super) fn luck(p: &Picture, key: Key) -> f64 {
    -libm::log(1.0 - Draw::new(p.seed, p.turn, Purpose::Policy, p.key, key).uniform()) - 1.0
}

/// Gives the best orders the purse affords.
pub(super) fn give(outlook: &Outlook, skill: &Skill, purse: &mut Purse, given: &mut Vec<Order>) {
    let p = outlook.picture;
    let threshold = super::of(&THRESHOLD, outlook.posture);
    let ranked = rank(outlook, &Shortlist::of(p), skill.noise, purse, None);
    let mut taken: Vec<&Candidate> = Vec::with_capacity(skill.most);
    for candidate in &ranked {
        if taken.len() >= skill.most || candidate.worth < threshold {
            break;
        }
        if purse.affords(&candidate.price) && !taken.iter().any(|t| opposed(p, t, candidate)) {
            purse.pay(&candidate.price);
            given.push(candidate.order());
            taken.push(candidate);
        }
    }
}

/// Worth an order must have to be given at all.
const THRESHOLD: PerPosture = [0.3, 0.35, 0.3, 0.5];

/// One order with its best aim, and as much of it as is wanted and can be paid.
fn aimed<'o, 'p, 'w>(
    outlook: &'o Outlook<'p, 'w>,
    purse: &Purse,
    list: &Shortlist,
    order: usize,
    def: &OrderDef,
) -> Option<Candidate> {
    let p = outlook.picture;
    let nobody = outlook.judge(None);
    let mut common = Worth::new(0.7 * def.suits[outlook.posture as usize]);
    nobody.part(&def.effects, false, &mut common);
    let mut best: Option<(f64, Worth, Judge, Option<Domain>)> = None;
    let mut consider = |judge: Judge<'o, 'p, 'w>, domain| {
        let mut worth = common;
        if p.inbox
            .iter()
            .any(|given| is_same(given, order, judge.target, domain))
            || !judge.part(&def.effects, true, &mut worth)
        {
            return;
        }
        let total = worth.total - fatigue(p, order, judge.target);
        if best.as_ref().is_none_or(|(most, ..)| total > *most) {
            best = Some((total, worth, judge, domain));
        }
    };
    match def.aim {
        Aim::Nothing => consider(nobody, None),
        Aim::Domain => list.domains().for_each(|d| consider(nobody, Some(d))),
        aim => list
            .nations(aim)
            .iter()
            .for_each(|i| consider(outlook.about_one(&p.others[*i]), None)),
    }
    let (mut total, mut worth, judge, domain) = best?;
    let mut amount = wanted(def, total + purse.idle);
    while amount > 1 && !purse.affords(&price(def, amount)) {
        amount -= 1;
    }
    if amount > 1 {
        let mut more = Worth::new(0.7 * def.suits[outlook.posture as usize]);
        judge.times(amount).effects(&def.effects, &mut more);
        total += more.total - worth.total;
        worth = more;
    }
    let price = price(def, amount);
    total -= purse.pinch(outlook, &price);
    if def.lead > p.turns_left {
        total -= 1.5;
    }
    // A seat does not leave or suspend on a whim.
    let grave = def
        .effects
        .iter()
        .any(|e| matches!(e, Effect::Leave | Effect::Suspend));
    let worth_now = total.max(LEAST) - if grave { GRAVE } else { 0.0 };
    Some(Candidate {
        order,
        target: judge.target,
        domain,
        amount,
        price,
        worth: worth_now,
        reason: worth.reason,
    })
}

fn is_same(given: &Order, order: usize, target: Option<NationId>, domain: Option<Domain>) -> bool {
    matches!(given, Order::Give { order: o, target: t, domain: d, .. } if *o == order && *t == target && *d == domain)
}

/// What has just been done, or is under way, is less wanted again.
fn fatigue(p: &Picture, order: usize, target: Option<NationId>) -> f64 {
    let under_way = p.works.iter().filter(|w| **w == order).count() as f64;
    let repeats = p.recent.iter().filter(|(o, _, _)| *o == order);
    let tired: f64 = repeats
        .map(|(_, t, ago)| if *t == target { 0.8 } else { 0.5 } / f64::from((*ago).max(1)))
        .sum();
    0.3 * under_way + tired
}

/// Worth below which nothing falls, so that noise can still lift every order once in many games.
const LEAST: f64 = -2.3;

/// What an order that cannot be taken back must be worth on top.
const GRAVE: f64 = 0.6;

/// How much of an order is wanted: more of what is worth more.
fn wanted(def: &OrderDef, worth: f64) -> u32 {
    let room = f64::from(def.most.max(1) - 1);
    1 + (room * (worth / 1.4).clamp(0.0, 1.0)).round() as u32
}

/// The price of an order; money it passes on to the target counts too.
fn price(def: &OrderDef, amount: u32) -> Price {
    Price {
        money: def.takes() * f64::from(amount),
        capital: def.capital,
    }
}

/// Whether two orders of a turn would undo one another: the same order twice, or first effects that pull apart.
fn opposed(p: &Picture, a: &Candidate, b: &Candidate) -> bool {
    let first = |c: &Candidate| p.desk.rules.orders[c.order].effects.first();
    match (first(a), first(b)) {
        (
            Some(Effect::Change {
                what: x,
                of: u,
                by: m,
                ..
            }),
            Some(Effect::Change {
                what: y,
                of: v,
                by: n,
                ..
            }),
        ) => x == y && u == v && m * n < 0.0,
        (Some(Effect::Amend(_)), Some(Effect::Amend(_))) => true,
        (Some(Effect::Deploy { .. }), Some(Effect::Withdraw))
        | (Some(Effect::Withdraw), Some(Effect::Deploy { .. })) => a.target == b.target,
        (Some(Effect::Sanction { .. }), Some(Effect::Lift))
        | (Some(Effect::Lift), Some(Effect::Sanction { .. })) => a.target == b.target,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ai::fixture::{actor, level, world};
    use crate::ai::need::Need;
    use crate::rules::definition::Posture;

    fn def(id: &str) -> &'static OrderDef {
        level().rules.order(id).expect("in the rules")
    }

    #[test]
    fn a_payment_is_part_of_the_price() {
        assert_eq!(price(def("side_payment"), 2).money, 2.0);
    }

    #[test]
    fn more_is_wanted_of_what_is_worth_more_within_what_is_allowed() {
        let invest = def("invest");
        assert_eq!(wanted(invest, -1.0), 1);
        assert!(wanted(invest, 0.8) > 1);
        assert_eq!(wanted(invest, 99.0), invest.most);
        assert_eq!(wanted(def("consult"), 99.0), 1);
    }

    #[test]
    fn the_ranking_is_best_first_with_one_line_an_order() {
        let world = world();
        let picture = Picture::of(&world, actor(&world, "kestria"));
        let outlook = Outlook::new(&picture, Posture::Armer);
        let purse = Purse::of(&picture, Posture::Armer);
        let ranked = rank(&outlook, &Shortlist::of(&picture), 0.5, &purse, None);
        assert!(ranked.windows(2).all(|w| w[0].worth >= w[1].worth));
        let mut ids: Vec<usize> = ranked.iter().map(|c| c.order).collect();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), ranked.len());
    }

    #[test]
    fn raising_and_lowering_readiness_in_one_turn_undo_one_another() {
        let world = world();
        let picture = Picture::of(&world, actor(&world, "kestria"));
        let candidate = |id: &str| {
            let order = level()
                .rules
                .orders
                .iter()
                .position(|o| o.id == id)
                .expect("in the rules");
            Candidate {
                order,
                target: None,
                domain: None,
                amount: 1,
                price: Price::default(),
                worth: 1.0,
                reason: Reason {
                    need: Need::Doctrine,
                    value: 0.5,
                    about: None,
                },
            }
        };
        assert!(opposed(
            &picture,
            &candidate("raise_readiness"),
            &candidate("lower_readiness")
        ));
        assert!(!opposed(
            &picture,
            &candidate("raise_readiness"),
            &candidate("consult")
        ));
    }
}
