//! The exact text of an order, by ids: what saves hold, and what typed words are turned into before they are read.
//! Reads rule set, scene and roster; changes nothing.
//! Not here: short forms and suggestions for people (`view::order_text`), whether an order may be given (`rules::quote`).
//! Rule text: DESIGN principle 2: `invest land 2`, `deploy_forward aldmark`, `answer burden_quarrel 2`.

use bevy::ecs::prelude::World;

use crate::rules::capability::Domain;
use crate::rules::definition::{Aim, RuleSet};
use crate::rules::id::{Actor, AllianceId, NationId, Roster};
use crate::rules::order::Order;
use crate::rules::scene::Scene;

/// Whether an aim names a nation.
pub fn aims_at_nation(aim: Aim) -> bool {
    !matches!(aim, Aim::Nothing | Aim::Domain)
}

/// The text of an order. An amount of 1 is left out; answers are counted from 1.
pub fn print(world: &World, order: &Order) -> String {
    match order {
        Order::Give {
            order,
            target,
            domain,
            amount,
        } => {
            let mut text = world
                .resource::<RuleSet>()
                .orders
                .get(*order)
                .map_or_else(String::new, |o| o.id.clone());
            if let Some(target) = target {
                text += &format!(" {}", world.resource::<Roster>().nation_id(*target));
            }
            if let Some(domain) = domain {
                text += &format!(" {}", domain.word());
            }
            if *amount != 1 {
                text += &format!(" {amount}");
            }
            text
        }
        Order::Answer { matter, answer } => {
            let id = world
                .resource::<Scene>()
                .matters
                .get(*matter)
                .map_or("?", |m| m.id.as_str());
            format!("answer {id} {}", answer + 1)
        }
    }
}

/// Reads an exact text back. The message names the word that is not understood.
pub fn parse(world: &World, text: &str) -> Result<Order, String> {
    let mut words = text.split_whitespace().peekable();
    let first = words.next().ok_or("an empty order")?;
    if first == "answer" {
        let id = words.next().ok_or("`answer` needs a matter and a number")?;
        let matters = &world.resource::<Scene>().matters;
        let matter = matters
            .iter()
            .position(|m| m.id == id)
            .ok_or_else(|| format!("no matter has the id `{id}`"))?;
        let answer = number(words.next().unwrap_or(""))? as usize - 1;
        return end(words.next(), Order::Answer { matter, answer });
    }
    let rules = world.resource::<RuleSet>();
    let order = rules
        .orders
        .iter()
        .position(|o| o.id == first)
        .ok_or_else(|| format!("no order is called `{first}`"))?;
    let mut target = None;
    if aims_at_nation(rules.orders[order].aim) {
        let id = words
            .next()
            .ok_or_else(|| format!("`{first}` needs a nation"))?;
        let nation = world
            .resource::<Roster>()
            .nation(id)
            .ok_or_else(|| format!("no nation has the id `{id}`"))?;
        target = Some(nation);
    }
    let domain = words.peek().and_then(|w| Domain::from_word(w));
    if domain.is_some() {
        words.next();
    }
    let amount = words.next().map_or(Ok(1), number)?;
    end(
        words.next(),
        Order::Give {
            order,
            target,
            domain,
            amount,
        },
    )
}

fn number(word: &str) -> Result<u32, String> {
    word.parse()
        .ok()
        .filter(|n| *n > 0)
        .ok_or_else(|| format!("`{word}` is not a whole number from 1"))
}

fn end(rest: Option<&str>, order: Order) -> Result<Order, String> {
    rest.map_or(Ok(order), |word| {
        Err(format!("`{word}` is one word too many"))
    })
}

/// The text of an actor: a nation's id, or `council:` and the alliance's id.
pub fn print_actor(roster: &Roster, actor: Actor) -> String {
    match actor {
        Actor::Nation(nation) => roster.nation_id(nation).to_string(),
        Actor::Council(alliance) => format!("council:{}", roster.alliance_id(alliance)),
    }
}

/// Reads an actor's text back.
pub fn parse_actor(roster: &Roster, text: &str) -> Option<Actor> {
    match text.strip_prefix("council:") {
        Some(id) => roster.alliance(id).map(Actor::Council),
        None => roster.nation(text).map(Actor::Nation),
    }
}

/// Every actor of a match: nations in id order, then councils in id order.
pub fn actors(roster: &Roster) -> impl Iterator<Item = Actor> + use<> {
    let (nations, councils) = (roster.nations.len() as u32, roster.alliances.len() as u32);
    (0..nations)
        .map(|i| Actor::Nation(NationId(i)))
        .chain((0..councils).map(|i| Actor::Council(AllianceId(i))))
}
