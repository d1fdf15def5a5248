//! The ledger: who weighed what. A seat's assessments and its own decisions; every decision once the record is open.
//! Reads the record through a `Sight`; changes nothing. Serialises to JSON as it stands.
//! Not here: one nation's reasons in short (`view::why`), making decisions (`rules::mind`).
//! Rule text: DESIGN principle 1 and section 5, "Assessment and record".

use serde::Serialize;

use crate::rules::decision::{Decision, DecisionKind, Pick};
use crate::rules::id::{Actor, NationId};
use crate::view::assessed::{self, Basis};
use crate::view::decision::{DecisionView, decision};
use crate::view::page::Page;
use crate::view::sight::Sight;

/// Which decisions are wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Filter {
    /// Only of this turn.
    pub turn: Option<u32>,
    /// Only those this nation made, or that are about it.
    pub nation: Option<NationId>,
}

/// The ledger.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct LedgerView {
    /// Whether the record is open.
    pub open: bool,
    /// The decisions, oldest first.
    pub decisions: Vec<DecisionView>,
}

/// The ledger as these eyes may read it.
pub fn ledger(sight: &Sight<'_>, filter: &Filter) -> LedgerView {
    let wanted = |d: &&Decision| {
        let own = sight.open || sight.actor == Some(d.actor);
        own && filter.turn.is_none_or(|t| d.turn == t)
            && filter.nation.is_none_or(|n| concerns(d, n))
    };
    let mut decisions: Vec<DecisionView> = sight
        .record()
        .0
        .iter()
        .filter(wanted)
        .map(|d| decision(sight, d, Basis::Record))
        .collect();
    if !sight.open {
        decisions.extend(assessments(sight, filter));
    }
    LedgerView {
        open: sight.open,
        decisions,
    }
}

/// What rivals are thought to weigh now: the present turn's page only.
fn assessments(sight: &Sight<'_>, filter: &Filter) -> Vec<DecisionView> {
    if filter.turn.is_some_and(|t| t != sight.clock().turn) {
        return Vec::new();
    }
    let suspects = assessed::suspects(sight)
        .into_iter()
        .filter(|n| sight.actor != Some(Actor::Nation(*n)));
    let weighed = suspects.filter_map(|n| assessed::weighing(sight, n));
    weighed
        .filter(|(d, _)| filter.nation.is_none_or(|n| concerns(d, n)))
        .map(|(d, basis)| decision(sight, &d, basis))
        .collect()
}

fn concerns(decision: &Decision, nation: NationId) -> bool {
    let about = |pick: Pick| matches!(pick, Pick::Act(_, target) if target == nation);
    decision.actor == Actor::Nation(nation)
        || (decision.kind == DecisionKind::Aggression && about(decision.choice().pick))
}

impl LedgerView {
    /// The ledger as a page.
    pub fn page(&self) -> Page {
        let mut page = Page::new();
        page.title(if self.open {
            "Ledger: the record"
        } else {
            "Ledger: your assessment and your own decisions"
        });
        if self.decisions.is_empty() {
            page.text("Nothing to show for this choice of turn and nation.");
        }
        for view in &self.decisions {
            page.page(view.page());
        }
        if !self.open {
            page.gap()
                .aside("The record opens at the end of the match.");
        }
        page
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::decision::{Choice, Record, Term, TermName};
    use crate::view::sample::{GRANDIA, SUND, Sample, VARN};

    fn entry(actor: NationId, kind: DecisionKind, pick: Pick) -> Decision {
        let gain = Term {
            name: TermName::Gain,
            value: 0.3,
        };
        Decision {
            turn: 1,
            kind,
            actor: Actor::Nation(actor),
            incident: None,
            article: None,
            options: vec![
                Choice::new(Pick::Hold, vec![]),
                Choice::new(pick, vec![gain]),
            ],
            threshold: 0.0,
            chosen: 1,
            margin: 0.3,
            beliefs: vec![],
            deciding: None,
        }
    }

    fn sample() -> Sample {
        let mut sample = Sample::new();
        let act = entry(VARN, DecisionKind::Aggression, Pick::Act(1, SUND));
        let answer = entry(GRANDIA, DecisionKind::Response, Pick::Level(4));
        sample
            .world
            .resource_mut::<Record>()
            .0
            .extend([act, answer]);
        sample
    }

    fn check_actors(view: &LedgerView, expected: &[&str]) {
        let actors: Vec<&str> = view.decisions.iter().map(|d| d.actor.as_str()).collect();
        assert_eq!(actors, expected);
    }

    #[test]
    fn an_open_ledger_shows_every_decision() {
        check_actors(
            &ledger(&sample().open(), &Filter::default()),
            &["Varn", "Grandia"],
        );
    }

    #[test]
    fn a_closed_ledger_shows_ones_own_decisions_and_assessments_only() {
        let sample = sample();
        let view = ledger(
            &sample.eyes(Actor::Nation(GRANDIA)),
            &Filter {
                turn: Some(7),
                nation: None,
            },
        );
        check_actors(&view, &[]);
        let view = ledger(
            &sample.eyes(Actor::Nation(GRANDIA)),
            &Filter {
                turn: None,
                nation: Some(GRANDIA),
            },
        );
        check_actors(&view, &["Grandia"]);
        let now = ledger(&sample.eyes(Actor::Nation(SUND)), &Filter::default());
        assert!(now.decisions.iter().all(|d| d.basis == Basis::Assessment));
    }

    #[test]
    fn a_filter_keeps_what_a_nation_did_and_what_was_done_to_it() {
        let sample = sample();
        let about = |nation| {
            ledger(
                &sample.open(),
                &Filter {
                    turn: Some(1),
                    nation: Some(nation),
                },
            )
        };
        check_actors(&about(SUND), &["Varn"]);
        check_actors(&about(GRANDIA), &["Grandia"]);
    }

    /// Everything a seat can print, in one text.
    fn all_pages(sample: &Sample, actor: Actor) -> String {
        use crate::view::{
            advisers, briefing, debrief, matters, nations, orders, quiet, situation, why,
        };
        let sight = sample.eyes(actor);
        let mut page = briefing::briefing(&sight).page();
        page.page(situation::situation(&sight).page())
            .page(nations::nations(&sight).page());
        for nation in [GRANDIA, crate::view::sample::MIRRO, SUND, VARN] {
            page.page(nations::nation(&sight, nation).page())
                .page(why::why(&sight, nation).page());
        }
        page.page(matters::page(&matters::matters(&sight)));
        page.page(advisers::page(&advisers::advisers(&sight)));
        page.page(
            orders::orders(&sight)
                .map(|o| o.page(None))
                .unwrap_or_default(),
        );
        page.page(ledger(&sight, &Filter::default()).page())
            .text(quiet::quiet(&sight, 1));
        let told = page.plain(100);
        // The debrief opens the record: it must change with the truth, or this test proves nothing.
        assert!(debrief::debrief(&sight, None, vec![]).page().plain(100) != told);
        told
    }

    #[test]
    fn no_page_of_a_seat_shows_hidden_truth() {
        let seats = [
            Actor::Council(crate::view::sample::PACT),
            Actor::Nation(SUND),
            Actor::Nation(GRANDIA),
        ];
        for actor in seats {
            let mut sample = Sample::new();
            let before = all_pages(&sample, actor);
            sample.change_hidden_truth();
            assert_eq!(all_pages(&sample, actor), before);
        }
    }

    #[test]
    fn terms_reach_json_with_name_and_value() {
        let json =
            serde_json::to_value(ledger(&sample().open(), &Filter::default())).expect("plain data");
        let term = &json["decisions"][0]["options"][1]["terms"][0];
        assert_eq!(
            (term["name"].as_str(), term["value"].as_f64()),
            (Some("gain"), Some(0.3))
        );
    }
}
