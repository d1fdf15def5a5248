//! Answering the matters on a seat's table: the answer that fits the posture best and can be paid, or none.
//! Reads the table and the seat's picture; spends from the purse; changes nothing in the world.
//! Not here: which matters are put (`rules::phase`), what answers do (`rules::apply`).
//! Rule text: DESIGN section 4, "Matters on the table".

use super::candidate::luck;
use super::outlook::Outlook;
use super::purse::Purse;
use super::worth::{Judge, Worth};
use crate::rules::definition::Answer;
use crate::rules::dice::pair;
use crate::rules::id::Key;
use crate::rules::order::{OnTable, Order};
use crate::rules::quote::Price;

/// Worth of an answer its own adviser proposes.
const OWN_ADVICE: f64 = 0.7;

/// Answers to the seat's matters that are still open.
pub(super) fn answers(outlook: &Outlook, noise: f64, purse: &mut Purse) -> Vec<Order> {
    let p = outlook.picture;
    let mut given: Vec<Order> = Vec::with_capacity(6);
    for put in p.desk.table.0.iter().filter(|t| t.actor == p.actor) {
        let this = |o: &Order| matches!(o, Order::Answer { matter, .. } if *matter == put.matter);
        if given.iter().any(this) || p.inbox.iter().any(|o| this(o)) {
            continue;
        }
        if let Some((answer, price)) = best(outlook, noise, purse, put) {
            purse.pay(&price);
            given.push(Order::Answer {
                matter: put.matter,
                answer,
            });
        }
    }
    given
}

fn best(outlook: &Outlook, noise: f64, purse: &Purse, put: &OnTable) -> Option<(usize, Price)> {
    let p = outlook.picture;
    let matter = p.desk.scene.matters.get(put.matter)?;
    let judge = outlook.judge(Some(put.about));
    let mut ignored = Worth::new(IGNORED);
    judge.effects(&matter.ignored, &mut ignored);
    let mut best: Option<(usize, Price, f64)> = None;
    for (index, answer) in matter.answers.iter().enumerate() {
        let price = Price {
            money: answer.money,
            capital: answer.capital,
        };
        if !purse.pays(&price) {
            continue;
        }
        let key = pair(Key::of(&matter.id), Key::of(&answer.id));
        let chance = noise * luck(p, key);
        let worth = weigh(&judge, answer) - purse.pinch(outlook, &price) + chance;
        if worth > ignored.total && best.as_ref().is_none_or(|(_, _, b)| worth > *b) {
            best = Some((index, price, worth));
        }
    }
    best.map(|(index, price, _)| (index, price))
}

/// Leaving a matter on the table looks weak, beside its stated price.
const IGNORED: f64 = -0.6;

fn weigh(judge: &Judge, answer: &Answer) -> f64 {
    let mut worth = Worth::new(if answer.posture == judge.posture() {
        OWN_ADVICE
    } else {
        0.0
    });
    judge.effects(&answer.effects, &mut worth);
    worth.total
}
