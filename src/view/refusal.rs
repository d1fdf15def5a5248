//! A refused order in words: why, and the nearest order that can be given.
//! Reads the desk's judgement; changes nothing.
//! Not here: judging (`rules::quote`), words that are not understood (`view::order_text`).
//! Rule text: issue "A whole game on the command line": refused with the reason and the nearest that can.

use serde::Serialize;

use super::sight::Sight;
use super::{terms, words};
use crate::rules::capability::Domain;
use crate::rules::id::{Actor, NationId};
use crate::rules::order::Order;
use crate::rules::quote::Refusal;
use crate::sim::order_text::print;

/// A refusal in words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RefusalView {
    /// Why, one sentence.
    pub reason: String,
    /// The nearest order that can be given, as it is typed.
    pub nearest: Option<String>,
}

impl RefusalView {
    /// Both in one line.
    pub fn line(&self) -> String {
        match &self.nearest {
            Some(nearest) => format!("{} You could order: {nearest}", self.reason),
            None => self.reason.clone(),
        }
    }
}

/// A refusal in words, with the nearest order the desk accepts.
pub fn refusal(sight: &Sight<'_>, order: &Order, refusal: &Refusal) -> RefusalView {
    let nearest = sight
        .actor
        .and_then(|actor| nearest(sight, actor, order, refusal));
    RefusalView {
        reason: reason(sight, refusal),
        nearest: nearest.map(|o| print(sight.world, &o)),
    }
}

fn reason(sight: &Sight<'_>, refusal: &Refusal) -> String {
    match refusal {
        Refusal::NotInPlay => "That order is not yours to give in this level.".to_owned(),
        Refusal::NoTarget(aim) => format!("That order must be aimed at {}.", terms::aim(*aim)),
        Refusal::WrongTarget(aim, targets) => {
            let shown = sight.names(targets.iter().copied().take(8));
            format!("That order must be aimed at {}: {shown}.", terms::aim(*aim))
        }
        Refusal::NoDomain(owned) => {
            let owned: Vec<&str> = owned.iter().map(|d| d.word()).collect();
            format!(
                "That order needs a domain you own: {}.",
                words::list(&owned, "or")
            )
        }
        Refusal::Amount(most) => format!("The amount must be between 1 and {most}."),
        Refusal::Money(price, left, _) => {
            format!(
                "It costs {} money; {} is left.",
                words::figure(*price),
                words::figure(left.max(0.0))
            )
        }
        Refusal::Capital(price, left) => {
            format!(
                "It costs {} political capital; {} is left.",
                words::figure(*price),
                words::figure(left.max(0.0))
            )
        }
        Refusal::Twice => "That was ordered this turn already.".to_owned(),
        Refusal::NoAlliance => "Only an alliance can vote on that, and you are in none.".to_owned(),
        Refusal::NoMatter => "That matter is not on your table, or is answered already.".to_owned(),
        Refusal::NoAnswer(answers) => format!("That matter has {answers} answers."),
    }
}

/// The nearest order the desk accepts: the same with a better aim or a smaller amount, else of the same group, else any.
fn nearest(sight: &Sight<'_>, actor: Actor, order: &Order, refusal: &Refusal) -> Option<Order> {
    let desk = sight.desk();
    let fits = |o: &Order| desk.judge(actor, o).is_ok();
    let own = same_order(order, refusal).into_iter().find(|o| fits(o));
    if own.is_some() {
        return own;
    }
    if let Order::Answer { matter, .. } = order {
        let put = desk
            .table
            .0
            .iter()
            .filter(|t| t.actor == actor)
            .map(|t| t.matter);
        let here = std::iter::once(*matter).chain(put);
        let answers =
            here.flat_map(|m| (0..8).map(move |answer| Order::Answer { matter: m, answer }));
        return answers.into_iter().find(|o| fits(o));
    }
    let group = match order {
        Order::Give { order, .. } => desk
            .rules
            .orders
            .get(*order)
            .map_or("", |o| o.group.as_str()),
        Order::Answer { .. } => "",
    };
    let mut mine = desk.orders(actor);
    mine.sort_by_key(|i| desk.rules.orders[*i].group != group);
    mine.into_iter()
        .flat_map(|i| one_of(&desk, actor, i))
        .find(|o| fits(o))
}

/// The same order with a better aim, amount or answer.
fn same_order(order: &Order, refusal: &Refusal) -> Vec<Order> {
    let Order::Give {
        order,
        target,
        domain,
        amount,
    } = order.clone()
    else {
        return Vec::new();
    };
    let with = |target: Option<NationId>, domain: Option<Domain>, amount: u32| Order::Give {
        order,
        target,
        domain,
        amount,
    };
    match refusal {
        Refusal::WrongTarget(_, targets) => targets
            .iter()
            .map(|t| with(Some(*t), domain, amount))
            .collect(),
        Refusal::NoDomain(owned) => owned
            .iter()
            .map(|d| with(target, Some(*d), amount))
            .collect(),
        Refusal::Amount(most) => (1..=(*most).min(amount.max(1)))
            .rev()
            .map(|a| with(target, domain, a))
            .collect(),
        Refusal::Money(_, _, most) if *most > 0 => vec![with(target, domain, *most)],
        _ => Vec::new(),
    }
}

fn one_of(desk: &crate::rules::quote::Desk<'_>, actor: Actor, order: usize) -> Vec<Order> {
    use crate::rules::definition::Aim;
    let with = |target, domain| Order::Give {
        order,
        target,
        domain,
        amount: 1,
    };
    match desk.rules.orders[order].aim {
        Aim::Nothing => vec![with(None, None)],
        Aim::Domain => desk
            .domains(actor)
            .into_iter()
            .map(|d| with(None, Some(d)))
            .collect(),
        aim => desk
            .targets(actor, aim)
            .into_iter()
            .map(|t| with(Some(t), None))
            .collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::definition::Aim;
    use crate::rules::order::Inbox;
    use crate::view::sample::{PACT, SUND, Sample, VARN};

    const COUNCIL: Actor = Actor::Council(PACT);

    fn check_refused(order: Order, reason: &str, nearest: Option<&str>) {
        let mut sample = Sample::new();
        sample
            .world
            .resource_mut::<Inbox>()
            .0
            .push((COUNCIL, give(2, None, None, 1)));
        let sight = sample.council();
        let refused = sight.desk().judge(COUNCIL, &order).expect_err("refused");
        let view = refusal(&sight, &order, &refused);
        assert!(view.reason.contains(reason), "{view:?}");
        assert_eq!(view.nearest.as_deref(), nearest, "{view:?}");
    }

    fn give(order: usize, target: Option<NationId>, domain: Option<Domain>, amount: u32) -> Order {
        Order::Give {
            order,
            target,
            domain,
            amount,
        }
    }

    #[test]
    fn a_refusal_names_the_nearest_order_that_can_be_given() {
        check_refused(
            give(1, Some(VARN), None, 1),
            "aimed at an ally: Grandia and Sund",
            Some("deploy_forward grandia"),
        );
        check_refused(
            give(0, None, Some(Domain::Cyber), 1),
            "a domain you own: land",
            Some("invest land"),
        );
        check_refused(
            give(0, None, Some(Domain::Land), 9),
            "between 1 and 3",
            Some("invest land 2"),
        );
        check_refused(
            give(0, None, Some(Domain::Land), 3),
            "costs 6 money; 4.4 is left",
            Some("invest land 2"),
        );
        check_refused(
            give(2, None, None, 1),
            "already",
            Some("deploy_forward grandia"),
        );
        check_refused(
            Order::Answer {
                matter: 0,
                answer: 7,
            },
            "2 answers",
            Some("answer burden_quarrel 1"),
        );
        check_refused(
            Order::Answer {
                matter: 9,
                answer: 0,
            },
            "not on your table",
            Some("answer burden_quarrel 1"),
        );
    }

    #[test]
    fn every_refusal_has_a_sentence() {
        let sample = Sample::new();
        let all = [
            Refusal::NotInPlay,
            Refusal::NoTarget(Aim::Ally),
            Refusal::WrongTarget(Aim::Rival, vec![SUND]),
            Refusal::NoDomain(vec![]),
            Refusal::Amount(4),
            Refusal::Money(4.0, 2.0, 0),
            Refusal::Capital(2.0, 1.0),
            Refusal::Twice,
            Refusal::NoAlliance,
            Refusal::NoMatter,
            Refusal::NoAnswer(2),
        ];
        for refusal in &all {
            let words = reason(&sample.council(), refusal);
            assert!(words.ends_with('.') && words.len() > 15, "{words}");
        }
    }
}
