//! Why a nation does what it does: what it is thought to weigh, and how far its word is trusted.
//! Reads assessments and one's own relations; changes nothing.
//! Not here: the whole list of decisions (`report::ledger`).
//! Rule text: DESIGN section 5, "Assessment and record".

use serde::Serialize;

use super::assessed::{self, Basis};
use super::decision::{DecisionView, decision};
use super::page::Page;
use super::sight::Sight;
use super::words;
use crate::rules::id::{Actor, NationId};

/// What these eyes can say of a nation's reasons.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct WhyView {
    /// The nation.
    pub nation: String,
    /// What it weighs about attacking, if it is thought to.
    pub weighing: Option<DecisionView>,
    /// How far it is believed to keep its word, by those these eyes speak for.
    pub word: Vec<String>,
    /// Why there is nothing to show, if there is not.
    pub nothing: Option<String>,
}

/// Why a nation does what it does, as far as these eyes can tell.
pub fn why(sight: &Sight<'_>, nation: NationId) -> WhyView {
    let weighing =
        assessed::weighing(sight, nation).map(|(d, basis)| decision(sight, &shortened(&d), basis));
    let word = word(sight, nation);
    let nothing = (weighing.is_none()).then(|| {
        let name = sight.name(nation);
        if sight.actor == Some(Actor::Nation(nation)) {
            "You weigh it yourself: what you might do is laid before you after `end`.".to_owned()
        } else if assessed::suspects(sight).contains(&nation) {
            format!("Your intelligence cannot yet say what {name} weighs.")
        } else {
            format!("Nothing suggests that {name} weighs an attack.")
        }
    });
    WhyView {
        nation: sight.name(nation).to_owned(),
        weighing,
        word,
        nothing,
    }
}

/// The first option and the six best others: a long list would hide what matters.
fn shortened(full: &crate::rules::decision::Decision) -> crate::rules::decision::Decision {
    let mut order: Vec<usize> = (1..full.options.len()).collect();
    order.sort_by(|a, b| full.options[*b].score.total_cmp(&full.options[*a].score));
    order.retain(|i| *i != full.chosen);
    order.truncate(6);
    let kept: Vec<usize> = std::iter::once(0)
        .chain((full.chosen != 0).then_some(full.chosen))
        .chain(order)
        .collect();
    let chosen = kept.iter().position(|i| *i == full.chosen).unwrap_or(0);
    let options = kept
        .iter()
        .filter_map(|i| full.options.get(*i).cloned())
        .collect();
    crate::rules::decision::Decision {
        options,
        chosen,
        ..full.clone()
    }
}

fn word(sight: &Sight<'_>, nation: NationId) -> Vec<String> {
    let Some(actor) = sight.actor else {
        return Vec::new();
    };
    let board = sight.board();
    // Those who hold the same are named together.
    let mut held: Vec<(&str, &str, Vec<NationId>)> = Vec::new();
    for own in board.speaks_for(actor).into_iter().filter(|n| *n != nation) {
        if !board.allied(own, nation) {
            continue;
        }
        let Some(relation) = board.nation(own).relation(nation) else {
            continue;
        };
        let total = relation.alpha + relation.beta;
        let chance = if total > 0.0 {
            relation.alpha / total
        } else {
            0.5
        };
        let surely = if total < 6.0 {
            "on little evidence"
        } else {
            "on a record"
        };
        let likely = words::likelihood(chance);
        match held.iter_mut().find(|h| (h.0, h.1) == (likely, surely)) {
            Some(same) => same.2.push(own),
            None => held.push((likely, surely, vec![own])),
        }
    }
    let name = sight.name(nation);
    let told = held.into_iter().map(|(likely, surely, who)| {
        let (hold, them) = if who.len() > 1 {
            ("hold", "them")
        } else {
            ("holds", "it")
        };
        format!(
            "{} {hold} it {likely} that {name} would keep its word to {them}, {surely}.",
            sight.names(who)
        )
    });
    let mut lines: Vec<String> = told.collect();
    for alliance in &board.nation(nation).alliances {
        if let Some(member) = board.alliance(*alliance).member(nation) {
            lines.push(format!(
                "In {}: {} of its obligations kept, {} broken.",
                sight.alliance_name(*alliance),
                member.kept,
                member.broken,
            ));
        }
    }
    lines
}

impl WhyView {
    /// The reasons as a page.
    pub fn page(&self) -> Page {
        let mut page = Page::new();
        page.title(format!("Why {}", self.nation));
        if let Some(view) = &self.weighing {
            page.page(view.page());
        }
        if let Some(nothing) = &self.nothing {
            page.text(nothing);
        }
        for line in &self.word {
            page.item(line);
        }
        if self
            .weighing
            .as_ref()
            .is_some_and(|w| w.basis == Basis::Assessment)
        {
            page.aside(
                "Terms are in units of what the aggressor holds dear; holding is the measure.",
            );
        }
        page
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::sample::{GRANDIA, MIRRO, Sample};

    #[test]
    fn an_allys_word_is_weighed_in_words() {
        let sample = Sample::new();
        let text = why(&sample.council(), GRANDIA).page().plain(100);
        assert!(
            text.contains("Sund holds it more likely than not that Grandia would keep its word"),
            "{text}"
        );
        assert!(
            text.contains("In the Pact: 1 of its obligations kept, 0 broken."),
            "{text}"
        );
    }

    #[test]
    fn a_bystander_is_not_suspected() {
        let sample = Sample::new();
        let text = why(&sample.council(), MIRRO).page().plain(100);
        assert!(
            text.contains("Nothing suggests that Mirro weighs an attack."),
            "{text}"
        );
    }
}
