//! The briefing: where we are, the seat's own desk, its goals.
//! Reads the level's texts; changes nothing.
//! Not here: the running situation (`view::situation`).
//! Rule text: DESIGN section 5, "hidden types are drawn from priors printed in the briefing".

use serde::Serialize;

use super::goals::{self, GoalView};
use super::page::Page;
use super::sight::Sight;
use super::words;

/// The briefing.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct BriefingView {
    /// The level's title.
    pub title: String,
    /// The first turn's date and the number of turns.
    pub span: String,
    /// The level's briefing.
    pub text: String,
    /// The seat's title.
    pub seat: String,
    /// Its own briefing.
    pub seat_text: String,
    /// Its goals.
    pub goals: Vec<GoalView>,
    /// What is drawn by the seed and hidden, with its bounds.
    pub priors: Vec<String>,
}

/// The briefing for these eyes.
pub fn briefing(sight: &Sight<'_>) -> BriefingView {
    let level = sight.level;
    let seat = sight.seat();
    let priors = level.nations.iter().filter_map(|n| {
        let ambition = n.ambition.as_ref()?;
        let bounds = |(low, high): (f64, f64)| {
            format!("{} to {}", words::percent(low), words::percent(high))
        };
        let (appetite, resolve) = (bounds(ambition.appetite), bounds(ambition.resolve));
        Some(format!(
            "{}: appetite {appetite}, resolve {resolve}.",
            n.name
        ))
    });
    BriefingView {
        title: level.title.clone(),
        span: format!(
            "{}, {}",
            level.clock.start,
            words::count(level.clock.turns, "turn")
        ),
        text: level.briefing.clone(),
        seat: seat.map_or_else(
            || "No seat: you are watching.".to_owned(),
            |s| s.title.clone(),
        ),
        seat_text: seat.map_or_else(String::new, |s| s.briefing.clone()),
        goals: goals::goals(sight).0,
        priors: priors.collect(),
    }
}

impl BriefingView {
    /// The briefing as a page.
    pub fn page(&self) -> Page {
        let mut page = Page::new();
        page.title(&self.title)
            .aside(&self.span)
            .gap()
            .text(&self.text);
        page.head(&self.seat).text(&self.seat_text);
        if !self.goals.is_empty() {
            page.head("Your goals");
            for goal in &self.goals {
                let fatal = if goal.fatal {
                    " Failing it loses the match."
                } else {
                    ""
                };
                page.item(format!("{}{fatal}", goal.text));
            }
        }
        if !self.priors.is_empty() {
            page.head(
                "Not known to anyone but themselves (drawn at the start, between these bounds)",
            );
            for prior in &self.priors {
                page.item(prior);
            }
        }
        page
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::sample::Sample;

    #[test]
    fn the_briefing_names_the_level_the_seat_and_its_goals() {
        let sample = Sample::new();
        let text = briefing(&sample.council()).page().plain(80);
        let starts = "The Sample\n  Spring 2031, 8 turns\n\nA quiet coast.\n\nFor now.\n\nSeat council\nYour desk.\n\nYour goals\n";
        assert!(text.starts_with(starts), "{text}");
        assert!(
            text.contains("- Goal members. Failing it loses the match."),
            "{text}"
        );
    }

    #[test]
    fn a_spectator_has_a_briefing_too() {
        let sample = Sample::new();
        let sight = Sight::new(&sample.world, &sample.level, None, false);
        assert!(
            briefing(&sight)
                .page()
                .plain(80)
                .contains("you are watching")
        );
    }
}
