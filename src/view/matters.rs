//! The matters on the table: question, answers with prices and the adviser behind each, and the price of ignoring it.
//! Reads the table, the scene's matters and the seat's inbox; changes nothing.
//! Not here: which matters are put (`phase::orders`), the words of effects (`view::effects`).
//! Rule text: DESIGN section 4, "Matters on the table".

use serde::Serialize;

use super::effects::{self, Voice};
use super::orders::price_words;
use super::page::Page;
use super::sight::Sight;
use super::{terms, words};
use crate::rules::order::Order;
use crate::rules::quote::Price;

/// An answer to a matter.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct AnswerView {
    /// Its number, from 1.
    pub number: usize,
    /// What the player reads.
    pub text: String,
    /// Its price in words.
    pub price: String,
    /// Who proposes it.
    pub adviser: &'static str,
    /// What it changes.
    pub effects: Vec<String>,
    /// Whether it was given this turn.
    pub given: bool,
}

/// A matter.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct MatterView {
    /// Its number on the table, from 1.
    pub number: usize,
    /// Its id.
    pub id: String,
    /// Headline.
    pub title: String,
    /// The situation.
    pub text: String,
    /// The answers.
    pub answers: Vec<AnswerView>,
    /// What ignoring it costs, in words.
    pub ignored: String,
    /// What ignoring it changes.
    pub ignored_effects: Vec<String>,
}

/// The matters on the seat's table, in order; their numbers are what `answer` takes.
pub fn matters(sight: &Sight<'_>) -> Vec<MatterView> {
    let Some(actor) = sight.actor else {
        return Vec::new();
    };
    let desk = sight.desk();
    let put: Vec<_> = desk.table.0.iter().filter(|t| t.actor == actor).collect();
    let view = |(place, on): (usize, &&crate::rules::order::OnTable)| {
        let matter = desk.scene.matters.get(on.matter)?;
        let voice = Voice::new(sight, actor, Some(on.about));
        let fill = |text: &str| sight.fill(text, actor, on.about);
        let given = desk.inbox.0.iter().find_map(|(who, order)| match order {
            Order::Answer { matter, answer } if *who == actor && *matter == on.matter => {
                Some(*answer)
            }
            _ => None,
        });
        let answer = |(i, a): (usize, &crate::rules::definition::Answer)| AnswerView {
            number: i + 1,
            text: fill(&a.text),
            price: price_words(
                &Price {
                    money: a.money,
                    capital: a.capital,
                },
                false,
            ),
            adviser: terms::adviser(a.posture).0,
            effects: effects::sentences(&voice, &a.effects, 1),
            given: given == Some(i),
        };
        Some(MatterView {
            number: place + 1,
            id: matter.id.clone(),
            title: fill(&matter.title),
            text: fill(&matter.text),
            answers: matter.answers.iter().enumerate().map(answer).collect(),
            ignored: fill(&matter.ignored_text),
            ignored_effects: effects::sentences(&voice, &matter.ignored, 1),
        })
    };
    put.iter().enumerate().filter_map(view).collect()
}

/// Matters as a page.
pub fn page(matters: &[MatterView]) -> Page {
    let mut page = Page::new();
    page.title("Matters on the table");
    if matters.is_empty() {
        page.text("Nothing is put to you this turn.");
    }
    for matter in matters {
        page.head(format!(
            "{}. {} ({})",
            matter.number, matter.title, matter.id
        ))
        .text(&matter.text);
        for answer in &matter.answers {
            let given = if answer.given { "  <- your answer" } else { "" };
            page.row(format!(
                "{}) {}  [{}]{given}",
                answer.number, answer.text, answer.price
            ));
            let effects = words::capital(&answer.effects.join("; "));
            page.note(format!("{} proposes it. {effects}.", answer.adviser));
        }
        let effects = if matter.ignored_effects.is_empty() {
            String::new()
        } else {
            format!(" {}.", words::capital(&matter.ignored_effects.join("; ")))
        };
        page.aside(format!("Ignored: {}{effects}", matter.ignored));
    }
    if !matters.is_empty() {
        page.aside("`answer MATTER NUMBER`, for example `answer 1 2`.");
    }
    page
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::id::Actor;
    use crate::view::sample::{PACT, SUND, Sample};

    #[test]
    fn a_matter_names_its_subject_its_prices_and_the_price_of_silence() {
        let sample = Sample::new();
        let text = page(&matters(&sample.council())).plain(100);
        assert!(
            text.contains("1. Sund pays too little (burden_quarrel)"),
            "{text}"
        );
        assert!(
            text.contains("1) Say press.  [1 money, 2 capital]"),
            "{text}"
        );
        assert!(
            text.contains(
                "The armer proposes it. The trust of Sund in your members rises somewhat."
            ),
            "{text}"
        );
        let ignored = "Ignored: The quarrel goes on in the newspapers. The cohesion of your alliance falls somewhat.";
        assert!(text.contains(ignored), "{text}");
    }

    #[test]
    fn an_answer_given_is_marked() {
        let mut sample = Sample::new();
        let order = Order::Answer {
            matter: 0,
            answer: 1,
        };
        sample
            .world
            .resource_mut::<crate::rules::order::Inbox>()
            .0
            .push((Actor::Council(PACT), order));
        let view = matters(&sample.council());
        assert_eq!(
            view[0].answers.iter().map(|a| a.given).collect::<Vec<_>>(),
            [false, true]
        );
    }

    #[test]
    fn another_seat_has_another_table() {
        let sample = Sample::new();
        assert!(matters(&sample.eyes(Actor::Nation(SUND))).is_empty());
    }
}
