//! The credibility matrix: who would answer for whom if the worst came, how surely, how soon and with what.
//! Reads the board through the seat's knowledge, or the truth once the record is open; changes nothing.
//! Not here: how a guarantor weighs (`rules::mind::guarantor`), beliefs behind one decision (`view::why`).
//! Rule text: DESIGN section 3, "credibility": the chance, as one observer holds it, that a guarantor honours.

use serde::Serialize;

use super::page::Page;
use super::sight::Sight;
use crate::rules::definition::Act;
use crate::rules::id::NationId;
use crate::rules::mind::{Mind, coalition, reach};

/// One answer that is promised.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Answer {
    /// Who would come, by id.
    pub guarantor: String,
    /// Under which article.
    pub article: String,
    /// The chance that it comes once the act is laid at the aggressor's door, 0-1.
    pub chance: f64,
    /// At which level, by its word.
    pub level: String,
    /// The day its help is there.
    pub day: f64,
    /// The strength it brings to the point of contact.
    pub strength: f64,
}

/// One nation under somebody's guarantee.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Guaranteed {
    /// Whom.
    pub target: String,
    /// Against whom: the nation that threatens it most.
    pub aggressor: String,
    /// In case of which act.
    pub act: String,
    /// The chance that anyone comes, 0-1.
    pub any: f64,
    /// Those who may, the surest first.
    pub answers: Vec<Answer>,
}

/// The matrix.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CredibilityView {
    /// The turn.
    pub turn: u32,
    /// Whether it is the truth rather than an assessment.
    pub open: bool,
    /// Nations, by id.
    pub rows: Vec<Guaranteed>,
}

/// The matrix as these eyes may read it.
pub fn credibility(sight: &Sight<'_>) -> CredibilityView {
    let mind = match sight.actor.filter(|_| !sight.open) {
        Some(actor) => Mind::of(sight.world, actor),
        None => Mind::knowing_all(sight.world),
    };
    // The gravest act that seizes ground; the gravest of all where none does.
    let gravest = |seizes: bool| {
        let acts = mind.rules.acts.iter().filter(move |a| a.seizes || !seizes);
        acts.max_by(|a, b| a.severity.total_cmp(&b.severity))
    };
    let act = gravest(true).or_else(|| gravest(false));
    let nations = mind.board().nations.iter().map(|n| n.id);
    let row = |target| guaranteed(sight, &mind, target, act?);
    CredibilityView {
        turn: sight.clock().turn,
        open: sight.open,
        rows: nations.filter_map(row).collect(),
    }
}

fn guaranteed(
    sight: &Sight<'_>,
    mind: &Mind<'_>,
    target: NationId,
    act: &Act,
) -> Option<Guaranteed> {
    let aggressor = menace(mind, target)?;
    let blame = reach::blame(mind, target, act);
    let mut potentials = coalition::potentials(mind, aggressor, target, act, blame);
    if potentials.is_empty() {
        return None;
    }
    potentials.sort_by(|a, b| {
        b.chance
            .total_cmp(&a.chance)
            .then(a.guarantor.cmp(&b.guarantor))
    });
    let answer = |p: &coalition::Potential| Answer {
        guarantor: sight.id(p.guarantor).to_owned(),
        article: mind.board().alliance(p.article.0).treaty.articles[p.article.1]
            .id
            .clone(),
        chance: p.chance,
        level: mind.rules.responses[p.level as usize].name.clone(),
        day: p.day,
        strength: p.forces.dot(&act.domains),
    };
    let nobody: f64 = potentials.iter().map(|p| 1.0 - p.chance).product();
    Some(Guaranteed {
        target: sight.id(target).to_owned(),
        aggressor: sight.id(aggressor).to_owned(),
        act: act.id.clone(),
        any: 1.0 - nobody,
        answers: potentials.iter().map(answer).collect(),
    })
}

/// The nation that threatens another most: of those outside its alliances the one it feels threatened by, appetite first.
fn menace(mind: &Mind<'_>, target: NationId) -> Option<NationId> {
    let row = mind.board().nation(target);
    let outside = row
        .relations
        .iter()
        .filter(|r| !mind.board().allied(target, r.other));
    let weight =
        |r: &crate::rules::relation::Relation| mind.known.appetite(r.other) + r.threat + r.rivalry;
    let worst =
        outside.max_by(|a, b| weight(a).total_cmp(&weight(b)).then(b.other.cmp(&a.other)))?;
    Some(worst.other)
}

impl CredibilityView {
    /// The matrix as a page: a nation, then a line for each that may answer for it.
    pub fn page(&self) -> Page {
        let mut page = Page::new();
        page.title(format!("Who would answer for whom, turn {}", self.turn));
        page.aside(if self.open {
            "The record: as it is."
        } else {
            "Your assessment: as you see it."
        });
        if self.rows.is_empty() {
            page.text("Nobody is under anybody's guarantee.");
        }
        for row in &self.rows {
            page.gap().head(format!(
                "{}, in case of {} by {}: {:.0} % that anyone comes",
                row.target,
                row.act.replace('_', " "),
                row.aggressor,
                100.0 * row.any
            ));
            for a in &row.answers {
                page.row(format!(
                    "{:<14} {:>3.0} %  {:<12} day {:>3.0}  strength {:>5.1}  ({})",
                    a.guarantor,
                    100.0 * a.chance,
                    a.level.to_lowercase(),
                    a.day,
                    a.strength,
                    a.article
                ));
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
    fn chances_and_strengths_are_finite_and_sorted() {
        let sample = Sample::new();
        let view = credibility(&sample.open());
        for row in &view.rows {
            assert!((0.0..=1.0).contains(&row.any));
            assert!(row.answers.windows(2).all(|w| w[0].chance >= w[1].chance));
            assert!(
                row.answers
                    .iter()
                    .all(|a| a.day.is_finite() && a.strength >= 0.0)
            );
        }
    }

    #[test]
    fn the_page_names_every_answer() {
        let sample = Sample::new();
        let view = credibility(&sample.open());
        let text = view.page().plain(120);
        for row in &view.rows {
            assert!(row.answers.iter().all(|a| text.contains(&a.guarantor)));
        }
    }
}
