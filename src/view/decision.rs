//! A decision in words: its options, the terms for and against, the margin, and whose pledge weighed.
//! Reads a `Decision`; changes nothing.
//! Not here: making decisions (`rules::mind`), choosing whose are shown (`view::why`, `report::ledger`).
//! Rule text: DESIGN principle 1.

use serde::Serialize;

use super::assessed::Basis;
use super::page::Page;
use super::sight::Sight;
use super::{terms, words};
use crate::rules::decision::{Choice, Decision, Pick};

/// A term of a score.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct TermView {
    /// Its name.
    pub name: &'static str,
    /// What it means.
    pub meaning: &'static str,
    /// Its value.
    pub value: f64,
}

/// One option.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct OptionView {
    /// Its number, from 1: what `choose` takes.
    pub number: usize,
    /// What it is.
    pub words: String,
    /// What it means, one sentence.
    pub meaning: &'static str,
    /// Its score: the sum of its terms.
    pub score: f64,
    /// Its terms, weightiest first.
    pub terms: Vec<TermView>,
    /// The chances behind it, in words, if it has any.
    pub odds: Option<String>,
    /// Whether it was, or would be, chosen.
    pub chosen: bool,
}

/// A decision.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct DecisionView {
    /// The turn.
    pub turn: u32,
    /// Who decides.
    pub actor: String,
    /// What about.
    pub about: String,
    /// Its options, the status quo first.
    pub options: Vec<OptionView>,
    /// Best option against the first, in words.
    pub margin: String,
    /// Whose pledge decided, if one did.
    pub deciding: Option<String>,
    /// Whether this is the seat's estimate or the record.
    pub basis: Basis,
}

/// A decision in words.
pub fn decision(sight: &Sight<'_>, decision: &Decision, basis: Basis) -> DecisionView {
    let option = |(i, choice): (usize, &Choice)| OptionView {
        number: i + 1,
        words: terms::pick(sight, choice.pick),
        meaning: terms::pick_meaning(choice.pick),
        score: choice.score,
        terms: term_views(choice),
        odds: odds(choice),
        chosen: i == decision.chosen,
    };
    DecisionView {
        turn: decision.turn,
        actor: sight.actor_name(decision.actor),
        about: about(sight, decision),
        options: decision.options.iter().enumerate().map(option).collect(),
        margin: margin(decision),
        deciding: decision.deciding.map(|n| sight.name(n).to_owned()),
        basis,
    }
}

fn term_views(choice: &Choice) -> Vec<TermView> {
    let mut views: Vec<TermView> = choice
        .terms
        .iter()
        .map(|t| TermView {
            name: t.name.word(),
            meaning: t.name.meaning(),
            value: t.value,
        })
        .collect();
    views.sort_by(|a, b| b.value.abs().total_cmp(&a.value.abs()));
    views
}

pub(super) fn odds(choice: &Choice) -> Option<String> {
    let Pick::Act(..) = choice.pick else {
        return None;
    };
    let odds = choice.odds;
    let word = words::likelihood;
    let (success, blame, any) = (word(odds.success), word(odds.blame), word(odds.any));
    Some(format!(
        "success {success}; blame {blame}; that anyone comes {any}"
    ))
}

pub(super) fn about(sight: &Sight<'_>, decision: &Decision) -> String {
    let kind = terms::kind(decision.kind);
    match decision.article {
        Some((alliance, index)) => {
            let article = sight
                .board()
                .alliances
                .get(alliance.index())
                .and_then(|a| a.treaty.articles.get(index));
            format!(
                "{kind} under {}",
                article.map_or("an article", |a| a.name.as_str())
            )
        }
        None => kind.to_owned(),
    }
}

/// The margin in words: how far the best other option is from being taken.
pub fn margin(decision: &Decision) -> String {
    // Temper can hold back what would have paid.
    if decision.margin > 0.0 && decision.chosen == 0 {
        return format!(
            "the best alternative would have paid, {}, and was not taken",
            size(decision.margin)
        );
    }
    format!("the best alternative {}", by_margin(decision.margin))
}

fn size(margin: f64) -> &'static str {
    match margin.abs() {
        m if m < 0.02 => "by a hair",
        m if m < 0.08 => "narrowly",
        m if m < 0.25 => "clearly",
        _ => "by far",
    }
}

/// A margin in words: "falls short, narrowly".
pub fn by_margin(margin: f64) -> String {
    let size = size(margin);
    let way = if margin < 0.0 {
        "falls short"
    } else {
        "prevails"
    };
    format!("{way}, {size}")
}

impl DecisionView {
    /// The decision as a page, with figures.
    pub fn page(&self) -> Page {
        let mut page = Page::new();
        page.title(format!(
            "Turn {}: {}, {}",
            self.turn, self.actor, self.about
        ))
        .aside(self.basis.caveat());
        for option in &self.options {
            let mark = match (option.chosen, self.basis) {
                (true, Basis::Record) => "  <- taken",
                (true, Basis::Assessment) => "  <- seems likeliest",
                (false, _) => "",
            };
            page.row(format!(
                "{}. {}  score {}{mark}",
                option.number,
                option.words,
                words::signed(option.score)
            ));
            let shown = option.terms.iter().filter(|t| t.value.abs() >= 0.005);
            let parts: Vec<String> = shown
                .map(|t| format!("{} {}", t.name, words::signed(t.value)))
                .collect();
            if !parts.is_empty() {
                page.note(parts.join(", "));
            }
            if let Some(odds) = &option.odds {
                page.note(odds);
            }
        }
        page.aside(format!("{}.", words::capital(&self.margin)));
        if let Some(who) = &self.deciding {
            page.aside(format!(
                "Without {who}'s pledge the choice would be another."
            ));
        }
        page
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::decision::{Belief, DecisionKind, Odds, Term, TermName};
    use crate::rules::id::Actor;
    use crate::view::sample::{GRANDIA, SUND, Sample, VARN};

    fn weighed() -> Decision {
        let term = |name, value| Term { name, value };
        let hold = Choice::new(Pick::Hold, vec![term(TermName::Fear, -0.05)]);
        let parts = vec![term(TermName::Gain, 0.3), term(TermName::Coalition, -0.4)];
        let mut act = Choice::new(Pick::Act(1, SUND), parts);
        act.odds = Odds {
            success: 0.5,
            blame: 0.95,
            any: 0.8,
        };
        Decision {
            turn: 3,
            kind: DecisionKind::Aggression,
            actor: Actor::Nation(VARN),
            incident: None,
            article: None,
            options: vec![hold, act],
            threshold: 0.0,
            chosen: 0,
            margin: -0.05,
            beliefs: vec![Belief {
                guarantor: GRANDIA,
                chance: 0.8,
                strength: 12.0,
            }],
            deciding: Some(GRANDIA),
        }
    }

    #[test]
    fn a_decision_shows_options_terms_margin_and_whose_pledge_decided() {
        let sample = Sample::new();
        let text = decision(&sample.open(), &weighed(), Basis::Record)
            .page()
            .plain(80);
        let expected = "\
Turn 3: Varn, whether to attack
  Record: what was truly weighed.
  1. hold  score -0.05  <- taken
    fear -0.05
  2. border incident against Sund  score -0.10
    coalition -0.40, gain +0.30
    success about even; blame very likely; that anyone comes likely
  The best alternative falls short, narrowly.
  Without Grandia's pledge the choice would be another.
";
        assert_eq!(text, expected);
    }

    #[test]
    fn margins_are_words() {
        let with = |margin, chosen| {
            super::margin(&Decision {
                margin,
                chosen,
                ..weighed()
            })
        };
        assert_eq!(
            with(-0.01, 0),
            "the best alternative falls short, by a hair"
        );
        assert_eq!(with(0.5, 1), "the best alternative prevails, by far");
        let held = "the best alternative would have paid, clearly, and was not taken";
        assert_eq!(with(0.1, 0), held);
    }
}
