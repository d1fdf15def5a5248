//! Nations as a seat knows them: estimates as ranges and bars, capabilities, politics, ties.
//! Reads the board through the seat's knowledge; hidden figures of others never pass.
//! Not here: how estimates are made (`phase::intelligence`), what a nation weighs (`view::why`).
//! Rule text: DESIGN section 5 and section 11, "ranges are drawn as bars with a tick".

use serde::Serialize;

use super::nation_facts::{facts, warnings};
use super::page::Page;
use super::sight::Sight;
use super::{terms, words};
use crate::rules::capability::Domain;
use crate::rules::id::{Actor, NationId};

/// An estimated figure.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Figure {
    /// The low end.
    pub low: f64,
    /// The best guess.
    pub best: f64,
    /// The high end.
    pub high: f64,
}

/// Where figures come from.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Basis {
    /// Whether they are exact.
    pub certain: bool,
    /// In words: "known", "pooled, 2 turns old", "a guess from the size of its economy".
    pub words: String,
}

/// A capability.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct DomainView {
    /// The domain's word.
    pub domain: &'static str,
    /// Ready strength.
    pub ready: Figure,
    /// Readiness 0-1, for own figures.
    pub readiness: Option<f64>,
    /// Full strength, for own figures.
    pub strength: Option<f64>,
}

/// A nation.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct NationView {
    /// Its id, which orders use.
    pub id: String,
    /// Its name.
    pub name: String,
    /// What it is to the seat: "you", "ally", "rival", "outsider".
    pub tie: &'static str,
    /// Its leader: name, office, character.
    pub leader: String,
    /// Its character.
    pub text: String,
    /// Total ready strength.
    pub ready: Figure,
    /// Where the figures come from.
    pub basis: Basis,
    /// Its capabilities.
    pub domains: Vec<DomainView>,
    /// Facts, one a line.
    pub facts: Vec<String>,
    /// Warnings, one a line.
    pub warnings: Vec<String>,
}

/// Nations, ordered: one's own side, rivals, others.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct NationsView {
    /// Those worth a line.
    pub nations: Vec<NationView>,
    /// How many more there are.
    pub more: usize,
}

/// The most nations listed at once.
const LISTED: usize = 30;

/// Every nation that matters to the seat.
pub fn nations(sight: &Sight<'_>) -> NationsView {
    let mut ids: Vec<(u32, NationId)> = sight
        .board()
        .nations
        .iter()
        .map(|n| (rank(sight, n.id), n.id))
        .collect();
    ids.sort_unstable();
    let more = ids.len().saturating_sub(LISTED);
    ids.truncate(LISTED);
    NationsView {
        nations: ids.into_iter().map(|(_, id)| nation(sight, id)).collect(),
        more,
    }
}

fn rank(sight: &Sight<'_>, nation: NationId) -> u32 {
    match tie(sight, nation) {
        "you" => 0,
        "member" => 1,
        "ally" => 2,
        "rival" => 3,
        _ if sight.knowledge().estimate(nation).is_some() => 4,
        _ => 5,
    }
}

fn tie(sight: &Sight<'_>, nation: NationId) -> &'static str {
    let Some(actor) = sight.actor else {
        return "nation";
    };
    match actor {
        Actor::Nation(own) if own == nation => "you",
        Actor::Nation(own) if sight.board().allied(own, nation) => "ally",
        Actor::Council(_) if sight.board().speaks_for(actor).contains(&nation) => "member",
        _ if sight.board().rivals(actor).contains(&nation) => "rival",
        _ => "outsider",
    }
}

/// One nation.
pub fn nation(sight: &Sight<'_>, id: NationId) -> NationView {
    let knowledge = sight.knowledge();
    let row = sight.board().nation(id);
    let certain = knowledge.certain(id);
    let estimate = knowledge.estimate(id);
    let sigma = if certain {
        0.0
    } else {
        estimate.map_or(sight.rules().coefficients.estimate_noise, |e| e.sigma)
    };
    let figure = |best: f64| {
        let (low, high) = words::band(best, sigma);
        Figure { low, best, high }
    };
    let forces = knowledge.forces(id);
    let domain = |domain: Domain| {
        let (ready, strength) = (forces.get(domain), row.strength.get(domain));
        (ready > 0.05 || (certain && strength > 0.0)).then(|| DomainView {
            domain: domain.word(),
            ready: figure(ready),
            readiness: (certain && strength > 0.0).then(|| ready / strength),
            strength: certain.then_some(strength),
        })
    };
    let basis = match estimate {
        _ if certain => "known".to_owned(),
        Some(e) => format!(
            "{}, {} old",
            terms::source(e.source),
            words::count(e.age, "turn")
        ),
        None => "a guess from the size of its economy".to_owned(),
    };
    let def = sight.nation_def(id);
    NationView {
        id: sight.id(id).to_owned(),
        name: sight.name(id).to_owned(),
        tie: tie(sight, id),
        leader: def.map_or_else(String::new, |d| {
            format!(
                "{} {}, {}",
                d.leader.office, d.leader.name, d.leader.character
            )
        }),
        text: def.map_or_else(String::new, |d| d.text.clone()),
        ready: figure(forces.total()),
        basis: Basis {
            certain,
            words: basis,
        },
        domains: Domain::ALL.into_iter().filter_map(domain).collect(),
        facts: facts(sight, id),
        warnings: warnings(sight, id),
    }
}

const BAR: usize = 24;

fn figure_words(figure: &Figure, basis: &Basis) -> String {
    if basis.certain {
        return words::figure(figure.best);
    }
    format!(
        "{} (best guess {})",
        words::range((figure.low, figure.high)),
        words::figure(figure.best)
    )
}

impl NationsView {
    /// A line a nation, with a bar for its ready strength.
    pub fn page(&self) -> Page {
        let mut page = Page::new();
        page.title("Nations: ready strength as known (= range, | best guess)");
        let most = self
            .nations
            .iter()
            .map(|n| n.ready.high)
            .fold(0.0, f64::max);
        let longest = self
            .nations
            .iter()
            .map(|n| n.name.chars().count())
            .max()
            .unwrap_or(0)
            .min(20);
        for nation in &self.nations {
            let ready = &nation.ready;
            let bar = words::bar((ready.low, ready.high), ready.best, most, BAR);
            let figures = words::range((ready.low, ready.high));
            page.row(format!(
                "{:longest$}  {:8}  {bar}  {figures}",
                nation.name, nation.tie
            ));
            for warning in &nation.warnings {
                page.note(warning);
            }
        }
        if self.more > 0 {
            page.aside(format!("And {} more; `nation NAME` shows any.", self.more));
        }
        page.aside("`nation NAME` for one of them.");
        page
    }
}

impl NationView {
    /// Everything the seat knows of it.
    pub fn page(&self) -> Page {
        let mut page = Page::new();
        page.title(format!("{} ({})", self.name, self.tie))
            .aside(&self.leader)
            .text(&self.text);
        page.head("Forces");
        page.row(format!(
            "{:<10} {}, {}",
            "total",
            figure_words(&self.ready, &self.basis),
            self.basis.words
        ));
        let most = self
            .domains
            .iter()
            .map(|d| d.ready.high)
            .fold(0.0, f64::max);
        for domain in &self.domains {
            let ready = &domain.ready;
            let bar = words::bar((ready.low, ready.high), ready.best, most, BAR);
            let figures = figure_words(ready, &self.basis);
            let readiness = domain.readiness.map_or_else(String::new, |r| {
                format!(", readiness {}", words::percent(r))
            });
            page.row(format!("{:<10} {bar}  {figures}{readiness}", domain.domain));
        }
        page.head("What is known");
        for fact in &self.facts {
            page.item(fact);
        }
        for warning in &self.warnings {
            page.alarm(warning);
        }
        page
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::sample::{GRANDIA, MIRRO, PACT, SUND, Sample, VARN};

    #[test]
    fn a_rival_is_a_range_with_its_source_and_age() {
        let sample = Sample::new();
        let text = nation(&sample.council(), VARN).page().plain(100);
        assert!(
            text.contains("12.3-18.3 (best guess 15), pooled, 2 turns old"),
            "{text}"
        );
        assert!(text.contains("Its appetite is thought high."), "{text}");
        assert!(text.contains("next election in Spring 2032"), "{text}");
    }

    #[test]
    fn ones_own_figures_are_exact_and_show_readiness() {
        let sample = Sample::new();
        let view = nation(&sample.council(), SUND);
        assert!(view.basis.certain && view.tie == "member");
        assert_eq!(
            (view.ready.low, view.ready.high),
            (view.ready.best, view.ready.best)
        );
        assert!(view.page().plain(100).contains("readiness 60 %"));
    }

    #[test]
    fn nobodys_figures_are_guessed_from_the_economy() {
        let sample = Sample::new();
        let view = nation(&sample.council(), MIRRO);
        assert!(view.basis.words.contains("guess") && view.ready.high > view.ready.low);
    }

    #[test]
    fn ties_are_seen_from_the_seat() {
        let sample = Sample::new();
        let frontier = sample.eyes(Actor::Nation(SUND));
        assert_eq!(
            [SUND, GRANDIA, VARN, MIRRO].map(|n| tie(&frontier, n)),
            ["you", "ally", "rival", "outsider"]
        );
    }

    #[test]
    fn ones_own_side_comes_first_then_rivals() {
        let sample = Sample::new();
        let view = nations(&sample.eyes(Actor::Council(PACT)));
        let ties: Vec<&str> = view.nations.iter().map(|n| n.tie).collect();
        assert_eq!(ties, ["member", "member", "rival", "outsider"]);
        assert!(
            view.page()
                .plain(80)
                .lines()
                .nth(3)
                .is_some_and(|l| l.contains('|'))
        );
    }

    #[test]
    fn hidden_truth_changes_nothing_that_others_are_shown() {
        let mut sample = Sample::new();
        let before: Vec<NationView> = nations(&sample.council()).nations;
        let outsider = nations(&sample.eyes(Actor::Nation(MIRRO)));
        sample.change_hidden_truth();
        assert_eq!(nations(&sample.council()).nations, before);
        assert_eq!(nations(&sample.eyes(Actor::Nation(MIRRO))), outsider);
        assert_ne!(nations(&sample.open()).nations, before);
    }
}
