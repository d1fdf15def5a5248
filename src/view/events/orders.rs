//! Orders and matters in words: who ordered what, as far as a seat may know.
//! Reads an event through a `Sight`; changes nothing. `None` for other events, and for what these eyes may not see.
//! Not here: what orders would change (`view::effects`), the orders on offer (`view::orders`).
//! Rule text: DESIGN section 5, "Assessment and record".

use super::super::sight::Sight;
use super::super::words;
use crate::rules::effect::Effect;
use crate::rules::event::TurnEvent;
use crate::rules::id::{Actor, NationId};
use crate::rules::order::Order;
use crate::rules::scene::Scene;

/// Orders given, arrived, lapsed and voted on, and matters closed.
pub(super) fn told(sight: &Sight<'_>, event: &TurnEvent) -> Option<String> {
    let who = |actor: Actor| words::capital(&sight.actor_name(actor));
    let own = |actor: Actor| sight.open || sight.actor == Some(actor);
    Some(match *event {
        TurnEvent::OrderGiven {
            actor,
            order,
            target,
            domain,
            amount,
        } => {
            // An ally's order aimed at one's own side is known to it; a rival's is not.
            let shared = target.is_some_and(|t| sight.speaks_for(t)) && sight.shares(actor);
            let public = public_order(sight, order) || shared;
            if !own(actor) && !public {
                return None;
            }
            format!(
                "{} orders: {}.",
                who(actor),
                order_words(sight, order, target, domain, amount)
            )
        }
        TurnEvent::OrderArrived {
            actor,
            order,
            target,
        } => {
            if !own(actor) {
                return None;
            }
            let text = order_words(sight, order, target, None, 1);
            format!("{}: {text} takes effect.", who(actor))
        }
        TurnEvent::OrderLapsed { actor, order } => {
            if !own(actor) {
                return None;
            }
            let text = order_words(sight, order, None, None, 1);
            format!("{}: {text} could no longer be carried out.", who(actor))
        }
        TurnEvent::OrderVoted {
            actor,
            order,
            yes,
            no,
            passed,
        } => {
            if !sight.shares(actor) {
                return None;
            }
            let result = if passed { "passed" } else { "failed" };
            let text = order_words(sight, order, None, None, 1);
            format!("A vote on {text} {result}, {yes} for and {no} against.")
        }
        TurnEvent::MatterClosed {
            actor,
            matter,
            about,
            answer,
        } => {
            if !own(actor) {
                return None;
            }
            matter_words(sight, actor, matter, about, answer)
        }
        _ => return None,
    })
}

/// Whether an order's nature makes it public: promises, threats, moves of forces, sanctions, changes of treaty.
pub fn public_order(sight: &Sight<'_>, order: usize) -> bool {
    let seen = |e: &Effect| {
        !matches!(
            e,
            Effect::Change { .. }
                | Effect::Pay { .. }
                | Effect::DropPlan
                | Effect::DelayPlan
                | Effect::Specialise
        )
    };
    sight
        .rules()
        .orders
        .get(order)
        .is_some_and(|o| o.vote || o.effects.iter().any(seen))
}

/// An order in words: "deploy forward (Sund)".
pub fn order_words(
    sight: &Sight<'_>,
    order: usize,
    target: Option<NationId>,
    domain: Option<crate::rules::capability::Domain>,
    amount: u32,
) -> String {
    let name = sight
        .rules()
        .orders
        .get(order)
        .map_or_else(|| "an order".to_owned(), |o| o.id.replace('_', " "));
    let mut about: Vec<String> = Vec::new();
    about.extend(target.map(|t| sight.name(t).to_owned()));
    about.extend(domain.map(|d| d.word().to_owned()));
    if amount > 1 {
        about.push(format!("x{amount}"));
    }
    if about.is_empty() {
        name
    } else {
        format!("{name} ({})", about.join(", "))
    }
}

/// A given order in words, for lists of what was ordered.
pub fn given_words(sight: &Sight<'_>, order: &Order) -> String {
    match *order {
        Order::Give {
            order,
            target,
            domain,
            amount,
        } => order_words(sight, order, target, domain, amount),
        Order::Answer { matter, answer } => {
            let found = sight.scene().matters.get(matter);
            let text = found
                .and_then(|m| m.answers.get(answer))
                .map_or("?", |a| a.text.as_str());
            format!(
                "answer {}: {text}",
                found.map_or("a matter", |m| m.id.as_str())
            )
        }
    }
}

fn matter_words(
    sight: &Sight<'_>,
    actor: Actor,
    matter: usize,
    about: NationId,
    answer: Option<usize>,
) -> String {
    let scene: &Scene = sight.scene();
    let Some(found) = scene.matters.get(matter) else {
        return "A matter is closed.".to_owned();
    };
    let title = sight.fill(&found.title, actor, about);
    match answer.and_then(|a| found.answers.get(a)) {
        Some(answer) => format!("{title}: {}", sight.fill(&answer.text, actor, about)),
        None => format!(
            "{title}: ignored. {}",
            sight.fill(&found.ignored_text, actor, about)
        ),
    }
}
