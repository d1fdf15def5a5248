//! An aggressor's weighing as a seat's intelligence sees it; the true one once the record is open.
//! Reads board, rules and record; changes nothing.
//! Not here: how the reasoning goes (`rules::mind`), its words (`view::decision`).
//! Rule text: DESIGN section 5, "Assessment and record".

use super::sight::Sight;
use crate::rules::decision::{Choice, Decision, DecisionKind, Pick};
use crate::rules::id::{Actor, NationId};
use crate::rules::mind::assess;
use crate::rules::mind::coalition::by_force;

/// Whether a weighing is the seat's estimate or what was truly weighed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
pub enum Basis {
    /// Recomputed through the seat's intelligence; it can be wrong.
    Assessment,
    /// What decided.
    Record,
}

impl Basis {
    /// One sentence that says so.
    pub fn caveat(self) -> &'static str {
        match self {
            Self::Assessment => "Assessment: as your intelligence reckons it. It can be wrong.",
            Self::Record => "Record: what was truly weighed.",
        }
    }
}

/// What an aggressor is thought to weigh now, or truly weighed last when the record is open.
pub fn weighing(sight: &Sight<'_>, aggressor: NationId) -> Option<(Decision, Basis)> {
    let own = sight.actor == Some(Actor::Nation(aggressor));
    if sight.open || own {
        let mine = |d: &&Decision| {
            d.kind == DecisionKind::Aggression && d.actor == Actor::Nation(aggressor)
        };
        return sight
            .record()
            .0
            .iter()
            .rev()
            .find(mine)
            .map(|d| (d.clone(), Basis::Record));
    }
    let viewer = sight.actor?;
    assess(sight.world, viewer, aggressor).map(|d| (d, Basis::Assessment))
}

/// The best act of armed force among a decision's options.
pub fn armed<'d>(sight: &Sight<'_>, decision: &'d Decision) -> Option<&'d Choice> {
    let force = |c: &&Choice| match c.pick {
        Pick::Act(act, _) => sight.rules().acts.get(act).is_some_and(by_force),
        _ => false,
    };
    decision
        .options
        .iter()
        .filter(force)
        .max_by(|a, b| a.score.total_cmp(&b.score))
}

/// By how much an option beats the first: its score less the first's and the threshold.
pub fn gap(decision: &Decision, choice: &Choice) -> f64 {
    choice.score - decision.options.first().map_or(0.0, |c| c.score) - decision.threshold
}

/// The chance that an option is taken rather than the first, in words.
pub fn likelihood(sight: &Sight<'_>, decision: &Decision, choice: &Choice) -> &'static str {
    let index = (sight.rules().coefficients.precision * gap(decision, choice)).clamp(-60.0, 60.0);
    super::words::likelihood(1.0 / (1.0 + libm::exp(-index)))
}

/// The nations these eyes may suspect: rivals, and nations thought to have an appetite.
pub fn suspects(sight: &Sight<'_>) -> Vec<NationId> {
    let Some(actor) = sight.actor else {
        return sight
            .board()
            .nations
            .iter()
            .filter(|n| n.ambition.is_some())
            .map(|n| n.id)
            .collect();
    };
    let knowledge = sight.board().knowledge(actor);
    let mut found = sight.board().rivals(actor);
    found.retain(|n| knowledge.appetite(*n) > 0.0);
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::sample::{Sample, VARN};

    #[test]
    fn suspects_are_rivals_thought_to_have_an_appetite() {
        let sample = Sample::new();
        assert_eq!(suspects(&sample.council()), [VARN]);
    }

    #[test]
    fn the_two_bases_say_so() {
        assert!(Basis::Assessment.caveat().contains("can be wrong"));
        assert!(Basis::Record.caveat().contains("truly"));
    }
}
