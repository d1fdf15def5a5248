//! The orders on offer: price, delay, what each changes (both ways it pulls), and what it signals.
//! Reads the desk and the rules' orders; changes nothing.
//! Not here: parsing what a player types (`view::order_text`), judging an order (`rules::quote`).
//! Rule text: DESIGN section 6: each has a cost, a lead time, an effect, a sentence on what it signals and to whom.

use serde::Serialize;

use super::effects::{self, Voice};
use super::page::Page;
use super::sight::Sight;
use super::{events, words};
use crate::rules::definition::{Aim, OrderDef};
use crate::rules::quote::{Desk, Price};

/// An order on offer.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct OrderView {
    /// Its id, which players type.
    pub id: String,
    /// Its group.
    pub group: String,
    /// How it is typed: "invest DOMAIN [1-4]".
    pub usage: String,
    /// Price, delay and vote in words.
    pub terms: String,
    /// What it does.
    pub text: String,
    /// What it changes.
    pub effects: Vec<String>,
    /// What it signals, and to whom.
    pub signals: String,
    /// At whom or what it can be aimed, by the words to type.
    pub aims: Vec<String>,
    /// Whether it can be paid now.
    pub affordable: bool,
}

/// The orders of a seat.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct OrdersView {
    /// Money left this turn.
    pub money: f64,
    /// Political capital left this turn.
    pub capital: f64,
    /// The orders, in the rules file's order.
    pub orders: Vec<OrderView>,
    /// What was ordered this turn.
    pub given: Vec<String>,
}

/// The orders on offer to the seat.
pub fn orders(sight: &Sight<'_>) -> Option<OrdersView> {
    let actor = sight.actor?;
    let desk = sight.desk();
    let left = desk.left(actor);
    let given = desk.inbox.0.iter().filter(|(who, _)| *who == actor);
    Some(OrdersView {
        money: left.money,
        capital: left.capital,
        orders: desk
            .orders(actor)
            .into_iter()
            .map(|i| order(sight, &desk, &desk.rules.orders[i], &left))
            .collect(),
        given: given
            .map(|(_, order)| events::given_words(sight, order))
            .collect(),
    })
}

fn order(sight: &Sight<'_>, desk: &Desk<'_>, def: &OrderDef, left: &Price) -> OrderView {
    let actor = sight
        .actor
        .unwrap_or(crate::rules::id::Actor::Nation(crate::rules::id::NationId(
            0,
        )));
    let voice = Voice::new(sight, actor, None);
    let aims = match def.aim {
        Aim::Nothing => Vec::new(),
        Aim::Domain => desk
            .domains(actor)
            .into_iter()
            .map(|d| d.word().to_owned())
            .collect(),
        aim => desk
            .targets(actor, aim)
            .into_iter()
            .map(|n| sight.id(n).to_owned())
            .collect(),
    };
    let price = Price {
        money: def.takes(),
        capital: def.capital,
    };
    OrderView {
        id: def.id.clone(),
        group: def.group.clone(),
        usage: usage(def),
        terms: order_terms(def),
        text: def.text.clone(),
        effects: effects::sentences(&voice, &def.effects, 1),
        signals: def.signals.clone(),
        affordable: price.money <= left.money + 1e-9 && price.capital <= left.capital + 1e-9,
        aims,
    }
}

/// How an order is typed.
pub fn usage(def: &OrderDef) -> String {
    let aim = match def.aim {
        Aim::Nothing => "",
        Aim::Domain => " DOMAIN",
        Aim::Ally => " ALLY",
        Aim::Member => " MEMBER",
        Aim::Rival => " RIVAL",
        Aim::Outsider => " OUTSIDER",
        Aim::Nation => " NATION",
    };
    let amount = if def.most > 1 {
        format!(" [1-{}]", def.most)
    } else {
        String::new()
    };
    format!("{}{aim}{amount}", def.id)
}

fn order_terms(def: &OrderDef) -> String {
    let price = price_words(
        &Price {
            money: def.takes(),
            capital: def.capital,
        },
        def.most > 1,
    );
    let lead = if def.lead == 0 {
        "at once".to_owned()
    } else {
        format!("after {}", words::count(def.lead, "turn"))
    };
    let vote = if def.vote { ", put to the vote" } else { "" };
    format!("{price}; {lead}{vote}")
}

/// A price in words.
pub fn price_words(price: &Price, each: bool) -> String {
    let money = (price.money != 0.0).then(|| {
        format!(
            "{} money{}",
            words::figure(price.money),
            if each { " each" } else { "" }
        )
    });
    let capital =
        (price.capital != 0.0).then(|| format!("{} capital", words::figure(price.capital)));
    let parts: Vec<String> = money.into_iter().chain(capital).collect();
    if parts.is_empty() {
        "free".to_owned()
    } else {
        parts.join(", ")
    }
}

impl OrdersView {
    /// All orders briefly, by group; or one group or order in full.
    pub fn page(&self, only: Option<&str>) -> Page {
        let mut page = Page::new();
        page.title(format!(
            "Orders on offer: {} money and {} political capital left",
            words::figure(self.money),
            words::figure(self.capital)
        ));
        let wanted =
            |o: &&OrderView| only.is_none_or(|w| o.group.eq_ignore_ascii_case(w) || o.id == w);
        let mut group = "";
        for order in self.orders.iter().filter(wanted) {
            if order.group != group {
                group = &order.group;
                page.head(group);
            }
            let dear = if order.affordable {
                ""
            } else {
                "  (too dear now)"
            };
            page.row(format!("{}  [{}]{dear}", order.usage, order.terms));
            page.note(&order.text);
            if only.is_some() {
                order.full(&mut page);
            }
        }
        if !self.given.is_empty() {
            page.head("Given this turn");
            for given in &self.given {
                page.item(given);
            }
        }
        if only.is_none() {
            page.aside(
                "`orders GROUP` or `orders ORDER` tells what each changes and what it signals.",
            );
        }
        page
    }

    /// The group or order a word stands for, by prefix.
    pub fn find(&self, word: &str) -> Option<&str> {
        let lower = word.to_lowercase();
        let exact = self
            .orders
            .iter()
            .find(|o| o.id == lower)
            .map(|o| o.id.as_str());
        let group = || {
            self.orders
                .iter()
                .find(|o| o.group.to_lowercase().starts_with(&lower))
                .map(|o| o.group.as_str())
        };
        let order = || {
            self.orders
                .iter()
                .find(|o| o.id.starts_with(&lower))
                .map(|o| o.id.as_str())
        };
        exact.or_else(group).or_else(order)
    }
}

impl OrderView {
    fn full(&self, page: &mut Page) {
        if !self.effects.is_empty() {
            page.note(format!("Changes: {}.", self.effects.join("; ")));
        }
        page.note(format!("Signals: {}", self.signals));
        if !self.aims.is_empty() {
            let shown: Vec<&str> = self.aims.iter().take(16).map(String::as_str).collect();
            let more = if self.aims.len() > 16 {
                " and more"
            } else {
                ""
            };
            page.note(format!("Can be aimed at: {}{more}.", shown.join(", ")));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::sample::Sample;

    #[test]
    fn an_order_shows_price_delay_both_pulls_and_signal() {
        let sample = Sample::new();
        let view = orders(&sample.council()).expect("a seat");
        let text = view.page(Some("deploy_forward")).plain(100);
        let expected = "\
Orders on offer: 5 money and 5 political capital left

Posture
  deploy_forward ALLY [1-3]  [1.2 money each, 1 capital; after 1 turn]
    What deploy_forward does.
    Changes: your members' forces stand on the target's soil: about 5 % of them; the threat your
    rivals see in your members rises somewhat.
    Signals: What deploy_forward says.
    Can be aimed at: grandia, sund.
";
        assert_eq!(text, expected);
    }

    #[test]
    fn groups_and_orders_are_found_by_prefix() {
        let sample = Sample::new();
        let view = orders(&sample.council()).expect("a seat");
        assert_eq!(view.find("for"), Some("Forces"));
        assert_eq!(view.find("dep"), Some("deploy_forward"));
        assert_eq!(view.find("zzz"), None);
    }

    #[test]
    fn a_spectator_has_no_orders() {
        let sample = Sample::new();
        assert!(orders(&Sight::new(&sample.world, &sample.level, None, false)).is_none());
    }

    #[test]
    fn prices_are_words() {
        assert_eq!(
            price_words(
                &Price {
                    money: 0.0,
                    capital: 0.0
                },
                false
            ),
            "free"
        );
        assert_eq!(
            price_words(
                &Price {
                    money: 1.25,
                    capital: 2.0
                },
                true
            ),
            "1.3 money each, 2 capital"
        );
    }
}
