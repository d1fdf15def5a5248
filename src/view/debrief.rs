//! The debrief: outcome, goals, turning points, pledges, what was believed against what was so, tempers named, smallest hints.
//! Reads the whole record, which is open now; changes nothing.
//! Not here: the list of all decisions (`report::ledger`), forks that prove a hint (later).
//! Rule text: DESIGN section 4, "the debrief names the smallest change that would have held the line", and section 5.

use serde::Serialize;

use super::decision::by_margin;
use super::events::{self, Weight};
use super::goals::{self, GoalView};
use super::page::Page;
use super::sight::Sight;
use super::{assessed, date, terms, words};
use crate::rules::decision::{Decision, DecisionKind, Pick, TermName};
use crate::rules::id::{Actor, NationId};
use crate::rules::standing::Ending;

/// The debrief.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct DebriefView {
    /// How it ended for the seat.
    pub outcome: String,
    /// The goals at the end.
    pub goals: Vec<GoalView>,
    /// Stars, when won.
    pub stars: Option<u32>,
    /// Moments that mattered.
    pub turning: Vec<String>,
    /// Pledges kept and broken.
    pub pledges: Vec<String>,
    /// What the seat believed against what was so.
    pub beliefs: Vec<String>,
    /// What the seed had drawn.
    pub hidden: Vec<String>,
    /// The attacks that did not come.
    pub deterred: Vec<String>,
    /// Forecasts scored.
    pub forecasts: Vec<String>,
    /// The smallest changes that would have mattered.
    pub hints: Vec<String>,
}

/// The debrief for the seat of these eyes. `forecasts` are scored sentences; `stars` come from the session.
pub fn debrief(sight: &Sight<'_>, stars: Option<u32>, forecasts: Vec<String>) -> DebriefView {
    let eyes = Sight {
        open: true,
        ..*sight
    };
    let (goals, ending) = goals::goals(&eyes);
    DebriefView {
        outcome: outcome(&eyes, ending),
        goals,
        stars,
        turning: turning(&eyes),
        pledges: pledges(&eyes),
        beliefs: beliefs(&eyes),
        hidden: hidden(&eyes),
        deterred: deterred(&eyes),
        forecasts,
        hints: hints(&eyes),
    }
}

fn outcome(sight: &Sight<'_>, ending: Ending) -> String {
    let over = sight.clock().over;
    let result = match ending {
        Ending::Won => "You have done what you came to do",
        Ending::Lost => "You have lost",
        Ending::Open if sight.actor.is_none() => "The match is played",
        Ending::Open if over => "The match is over, undecided",
        Ending::Open => "Not over yet",
    };
    let turn = sight
        .clock()
        .turn
        .saturating_sub(u32::from(over))
        .clamp(1, sight.scene().turns.max(1));
    format!(
        "{result}. {}, turn {turn} of {}.",
        date::date(&sight.level.clock, turn),
        sight.scene().turns
    )
}

fn turning(sight: &Sight<'_>) -> Vec<String> {
    let last = sight.log().0.last().map_or(0, |d| d.turn);
    let grave = (1..=last)
        .flat_map(|t| events::of_turn(sight, t))
        .filter(|e| e.weight == Weight::Grave);
    let mut lines: Vec<String> = grave
        .map(|e| format!("Turn {}: {}", e.turn, e.text))
        .collect();
    if lines.len() > MOMENTS {
        let more = lines.len() - MOMENTS;
        lines.truncate(MOMENTS);
        lines.push(format!(
            "And {more} more grave events: `ledger` has them all."
        ));
    }
    lines
}

const MOMENTS: usize = 16;

fn pledges(sight: &Sight<'_>) -> Vec<String> {
    let members = sight.board().alliances.iter().flat_map(|a| &a.members);
    let told = members.filter(|m| m.kept + m.broken > 0).map(|m| {
        let (name, pact) = (sight.name(m.nation), sight.alliance_name(m.alliance));
        format!(
            "{name} kept {} and broke {} of its obligations in {pact}.",
            m.kept, m.broken
        )
    });
    let lines: Vec<String> = told.take(24).collect();
    if lines.is_empty() {
        vec!["No obligation fell due.".to_owned()]
    } else {
        lines
    }
}

/// Own estimates at the end against the truth, for those who are estimated.
fn beliefs(sight: &Sight<'_>) -> Vec<String> {
    let Some(actor) = sight.actor else {
        return Vec::new();
    };
    let knowledge = sight.board().knowledge(actor);
    let compared = assessed::suspects(sight).into_iter().filter_map(|id| {
        let estimate = knowledge.estimate(id)?;
        let (guess, truth) = (
            estimate.forces.total(),
            sight.board().nation(id).forces.total(),
        );
        let (low, high) = words::band(guess, estimate.sigma);
        let right = if (low..=high).contains(&truth) {
            "within the range"
        } else {
            "outside the range"
        };
        let forces = format!(
            "you held it at {}, it had {}: {right}",
            words::range((low, high)),
            words::figure(truth)
        );
        let appetite = sight
            .board()
            .nation(id)
            .ambition
            .as_ref()
            .map_or(0.0, |a| a.appetite);
        let (thought, was) = (words::degree(estimate.appetite), words::degree(appetite));
        Some(format!(
            "{}: ready strength, {forces}; appetite thought {thought}, in truth {was}.",
            sight.name(id)
        ))
    });
    compared.take(12).collect()
}

fn hidden(sight: &Sight<'_>) -> Vec<String> {
    let mut lines = Vec::new();
    for row in &sight.board().nations {
        if let Some(ambition) = &row.ambition {
            lines.push(format!(
                "{}: appetite {}, resolve {}. Its temper: {}.",
                sight.name(row.id),
                words::percent(ambition.appetite),
                words::percent(ambition.resolve),
                temper(sight, row.id),
            ));
        } else if row.hidden.will.abs() >= 0.1 && sight.actor.is_some_and(|a| sight.shares(a)) {
            let way = if row.hidden.will > 0.0 {
                "more"
            } else {
                "less"
            };
            lines.push(format!(
                "{}: its true will to come was {way} than it showed.",
                sight.name(row.id)
            ));
        }
    }
    lines.truncate(24);
    lines
}

/// The temper: what draws a leader to force or away from it, for as long as the leader is in office.
fn temper(sight: &Sight<'_>, nation: NationId) -> &'static str {
    let own =
        |d: &&Decision| d.kind == DecisionKind::Aggression && d.actor == Actor::Nation(nation);
    let Some(last) = sight.record().0.iter().rev().find(own) else {
        return "never asked";
    };
    // What drives one act of force more than holding, beside its terms: the leader's taste and the noise of the term.
    let drive = |c: &crate::rules::decision::Choice| c.noise + c.term(TermName::Taste);
    let first = last.options.first().map_or(0.0, drive);
    match assessed::armed(sight, last)
        .or(last.best())
        .map_or(0.0, drive)
        - first
    {
        x if x > 0.15 => "rash",
        x if x > 0.05 => "bold",
        x if x < -0.15 => "timid",
        x if x < -0.05 => "wary",
        _ => "even",
    }
}

fn deterred(sight: &Sight<'_>) -> Vec<String> {
    let weighed = sight.record().0.iter().filter(|d| {
        d.kind == DecisionKind::Aggression && !matches!(d.choice().pick, Pick::Act(..))
    });
    let gap = |d: &Decision| assessed::armed(sight, d).map(|a| assessed::gap(d, a));
    // The closest call of each aggressor.
    let mut closest: Vec<&Decision> = Vec::new();
    for decision in weighed.filter(|d| gap(d).is_some()) {
        match closest.iter_mut().find(|c| c.actor == decision.actor) {
            Some(held) if gap(held) < gap(decision) => *held = decision,
            Some(_) => {}
            None => closest.push(decision),
        }
    }
    closest.sort_by(|a, b| gap(b).unwrap_or(0.0).total_cmp(&gap(a).unwrap_or(0.0)));
    let words = |d: &&Decision| {
        let armed = assessed::armed(sight, d);
        let what = armed.map_or_else(|| "an act".to_owned(), |c| terms::deed(sight, c.pick));
        let same = armed.map(|c| c.pick) == d.best().map(|c| c.pick);
        let whose = d.deciding.filter(|_| same).map_or_else(String::new, |n| {
            format!(
                " Without {}'s pledge it might not have held.",
                sight.name(n)
            )
        });
        let who = sight.actor_name(d.actor);
        format!(
            "Turn {}: {who} weighed {what}; it {}.{whose}",
            d.turn,
            by_margin(gap(d).unwrap_or(d.margin))
        )
    };
    closest.iter().map(words).take(8).collect()
}

/// For each attack that came, the term whose change would have been smallest.
fn hints(sight: &Sight<'_>) -> Vec<String> {
    let attacks = sight.record().0.iter().filter(|d| {
        d.kind == DecisionKind::Aggression
            && d.margin >= 0.0
            && matches!(d.choice().pick, Pick::Act(..))
    });
    let mut told: Vec<Actor> = Vec::new();
    let mut lines = Vec::new();
    let mut found: Vec<&Decision> = attacks.collect();
    found.sort_by(|a, b| a.margin.total_cmp(&b.margin));
    for decision in found {
        if told.contains(&decision.actor) {
            continue;
        }
        told.push(decision.actor);
        lines.push(hint(sight, decision));
    }
    lines.truncate(6);
    lines
}

fn hint(sight: &Sight<'_>, decision: &Decision) -> String {
    let chosen = decision.options.get(decision.chosen);
    let what = chosen.map_or_else(|| "the act".to_owned(), |c| terms::deed(sight, c.pick));
    let who = sight.actor_name(decision.actor);
    let doubted = decision
        .beliefs
        .iter()
        .filter(|b| b.chance < 0.9)
        .max_by(|a, b| ((1.0 - a.chance) * a.strength).total_cmp(&((1.0 - b.chance) * b.strength)));
    let least = chosen.map_or(0.0, |c| {
        c.term(TermName::Coalition) + c.term(TermName::Punishment)
    });
    let change = match doubted {
        Some(belief) if belief.strength > 0.0 => format!(
            "the doubt about {} was largest ({} thought it would come): a tripwire or a public word there",
            sight.name(belief.guarantor),
            words::likelihood(belief.chance),
        ),
        _ if least.abs() < 0.02 => {
            "nobody was expected to come: any pledge to the victim".to_owned()
        }
        _ => "the prize was worth more than the price: a stronger defence of the victim".to_owned(),
    };
    format!(
        "Turn {}: {who} chose {what}; it {}. {} would have moved it most.",
        decision.turn,
        by_margin(decision.margin),
        words::capital(&change),
    )
}

impl DebriefView {
    /// The debrief as a page.
    pub fn page(&self) -> Page {
        let mut page = Page::new();
        page.title("Debrief").text(&self.outcome);
        if let Some(stars) = self.stars {
            page.text(format!("Stars for risk removed: {} of 3.", stars));
        }
        if !self.goals.is_empty() {
            page.head("Goals");
            goals::print(&mut page, &self.goals);
        }
        let mut part = |head: &str, lines: &[String]| {
            if !lines.is_empty() {
                page.head(head);
                for line in lines {
                    page.item(line);
                }
            }
        };
        part("Turning points", &self.turning);
        part("The attacks that did not come", &self.deterred);
        part("Pledges", &self.pledges);
        part("What you believed, and what was so", &self.beliefs);
        part("What the dice had hidden", &self.hidden);
        part("Your forecasts", &self.forecasts);
        part("The smallest change", &self.hints);
        page.gap()
            .aside("The record is open now: `ledger` shows who weighed what.");
        page
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::decision::{Belief, Choice, Record, Term};
    use crate::rules::event::TurnEvent;
    use crate::view::sample::{GRANDIA, SUND, Sample, VARN};

    fn weighed(chosen: usize, margin: f64) -> Decision {
        let worth = Term {
            name: TermName::Gain,
            value: margin,
        };
        Decision {
            turn: 2,
            kind: DecisionKind::Aggression,
            actor: Actor::Nation(VARN),
            incident: None,
            article: None,
            options: vec![
                Choice::new(Pick::Hold, vec![]),
                Choice::new(Pick::Act(1, SUND), vec![worth]),
            ],
            threshold: 0.0,
            chosen,
            margin,
            beliefs: vec![Belief {
                guarantor: GRANDIA,
                chance: 0.4,
                strength: 9.0,
            }],
            deciding: Some(GRANDIA),
        }
    }

    fn check_debrief(sample: &Sample, parts: &[&str]) {
        let text = debrief(&sample.council(), Some(2), vec![])
            .page()
            .plain(160);
        for part in parts {
            assert!(text.contains(part), "no {part:?} in\n{text}");
        }
    }

    #[test]
    fn a_debrief_opens_what_was_hidden() {
        let sample = Sample::new();
        check_debrief(
            &sample,
            &[
                "Stars for risk removed: 2 of 3.",
                "Varn: appetite 50 %, resolve 50 %.",
                "you held it at 12.3-18.3, it had 15: within the range",
                "Grandia kept 1 and broke 0 of its obligations in the Pact.",
            ],
        );
    }

    #[test]
    fn the_attack_that_did_not_come_is_named() {
        let mut sample = Sample::new();
        sample
            .world
            .resource_mut::<Record>()
            .0
            .extend([weighed(0, -0.3), weighed(0, -0.01)]);
        let line = "Turn 2: Varn weighed a border incident against Sund; it falls short, by a hair. \
                    Without Grandia's pledge it might not have held.";
        check_debrief(&sample, &[line]);
    }

    #[test]
    fn the_attack_that_came_comes_with_the_smallest_change() {
        let mut sample = Sample::new();
        sample.happened(TurnEvent::WarBegan {
            aggressor: VARN,
            target: SUND,
        });
        sample
            .world
            .resource_mut::<Record>()
            .0
            .push(weighed(1, 0.05));
        check_debrief(
            &sample,
            &[
                "Turn 1: War: Varn against Sund.",
                "Turn 2: Varn chose a border incident against Sund; it prevails, narrowly. The doubt about Grandia was largest",
            ],
        );
    }

    #[test]
    fn an_unfinished_match_says_so() {
        let sample = Sample::new();
        assert!(outcome(&sample.open(), Ending::Open).starts_with("Not over yet."));
    }
}
