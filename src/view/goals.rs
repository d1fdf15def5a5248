//! The seat's goals and how they stand, in words.
//! Reads the seat's objectives and `rules::standing`; changes nothing.
//! Not here: how goals are judged (`rules::standing`), stars (`sim`).
//! Rule text: DESIGN section 7.

use serde::Serialize;

use super::page::Page;
use super::sight::Sight;
use super::words;
use crate::rules::definition::Goal;
use crate::rules::standing::{Ending, GoalState, standing};

/// A goal.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct GoalView {
    /// What it asks.
    pub text: String,
    /// Whether the level is lost at once when it fails.
    pub fatal: bool,
    /// Whether it is met as things stand; `None` when only the record can say.
    pub met: Option<bool>,
    /// The figures behind it, if it has any: "now 62 %, at least 50 %".
    pub figures: String,
}

/// The seat's goals and its ending so far.
pub fn goals(sight: &Sight<'_>) -> (Vec<GoalView>, Ending) {
    let Some((index, seat)) = sight.seat_index().zip(sight.seat()) else {
        return (Vec::new(), Ending::Open);
    };
    let standing = standing(sight.world, index);
    let view = |(i, objective): (usize, &crate::rules::definition::Objective)| {
        // Security is judged on the record, which a seat does not see before the end.
        let hidden = !sight.open && matches!(objective.goal, Goal::Security(_));
        let state = standing.goals.get(i).filter(|_| !hidden);
        GoalView {
            text: objective.text.clone(),
            fatal: objective.fatal,
            met: state.map(|s| s.met),
            figures: state.map_or_else(String::new, |s| figures(&objective.goal, s)),
        }
    };
    (
        seat.objectives.iter().enumerate().map(view).collect(),
        standing.outcome,
    )
}

fn figures(goal: &Goal, state: &GoalState) -> String {
    let pair = |show: fn(f64) -> String, bound: &str| {
        format!("now {}, {bound} {}", show(state.value), show(state.needed))
    };
    match goal {
        Goal::NoMemberLost | Goal::KeepTerritory | Goal::State(_) => String::new(),
        Goal::Burden(_) => pair(words::fine_percent, "at most"),
        Goal::Solvent(_) => pair(words::figure, "at least"),
        Goal::Cohesion(_)
        | Goal::Support(_)
        | Goal::Gains(_)
        | Goal::Security(_)
        | Goal::Trust(_) => pair(words::percent, "at least"),
    }
}

/// Adds goals to a page.
pub fn print(page: &mut Page, goals: &[GoalView]) {
    for goal in goals {
        let state = match goal.met {
            Some(true) => "[met]",
            Some(false) => "[not met]",
            None => "[unknown]",
        };
        let fatal = if goal.fatal {
            " (failing it loses the match)"
        } else {
            ""
        };
        let figures = if goal.figures.is_empty() {
            String::new()
        } else {
            format!(" ({})", goal.figures)
        };
        page.item(format!("{state} {}{figures}{fatal}", goal.text));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::sample::Sample;

    #[test]
    fn a_seat_sees_each_of_its_goals() {
        let sample = Sample::new();
        let (goals, ending) = goals(&sample.council());
        assert_eq!(goals.len(), 3);
        assert_eq!(ending, Ending::Open);
        assert!(goals[0].fatal && goals[0].figures.is_empty());
    }

    #[test]
    fn security_is_unknown_until_the_record_opens() {
        let sample = Sample::new();
        assert_eq!(goals(&sample.council()).0[2].met, None);
    }

    #[test]
    fn goals_are_marked_in_words_not_colour() {
        let mut page = Page::new();
        let goal = |met| GoalView {
            text: "Hold.".to_owned(),
            fatal: true,
            met,
            figures: String::new(),
        };
        print(
            &mut page,
            &[goal(Some(true)), goal(Some(false)), goal(None)],
        );
        let text = page.plain(80);
        assert!(
            text.contains("[met]") && text.contains("[not met]") && text.contains("[unknown]"),
            "{text}"
        );
    }

    #[test]
    fn figures_use_the_goals_own_unit() {
        let state = GoalState {
            met: false,
            value: 0.0213,
            needed: 0.02,
        };
        assert_eq!(
            figures(&Goal::Burden(0.02), &state),
            "now 2.1 %, at most 2.0 %"
        );
        assert_eq!(figures(&Goal::NoMemberLost, &state), "");
    }
}
