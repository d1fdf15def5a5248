//! The situation at the start of a turn: date, means, goals, wars, last turn's events, the quiet.
//! Reads board, clock, log and standing through the seat's eyes; changes nothing.
//! Not here: the nations one by one (`view::nations`), what is put to the seat (`view::matters`).
//! Rule text: DESIGN section 9, text mode.

use serde::Serialize;

use super::events::{self, EventView, Weight};
use super::goals::{self, GoalView};
use super::page::Page;
use super::quiet;
use super::sight::Sight;
use super::{assessed, date, terms, words};
use crate::rules::decision::{Choice, Decision};
use crate::rules::id::{Actor, AllianceId, NationId};
use crate::rules::nation::War;
use crate::rules::order::Works;

/// An alliance's state in words.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct AllianceView {
    /// Its name.
    pub name: String,
    /// Its treaty's name.
    pub treaty: String,
    /// Facts, one a line.
    pub facts: Vec<String>,
}

/// The situation.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SituationView {
    /// The turn's date.
    pub date: String,
    /// The turn, from 1.
    pub turn: u32,
    /// The number of turns.
    pub turns: u32,
    /// The seat's title.
    pub seat: String,
    /// Money left.
    pub money: Option<f64>,
    /// Political capital left.
    pub capital: Option<f64>,
    /// The seat's alliance.
    pub alliance: Option<AllianceView>,
    /// What rivals seem tempted by, in words.
    pub security: Vec<String>,
    /// The seat's goals.
    pub goals: Vec<GoalView>,
    /// Wars that go on.
    pub wars: Vec<String>,
    /// Orders in the works.
    pub works: Vec<String>,
    /// What happened last turn, as far as the seat may know.
    pub last: Vec<EventView>,
    /// What may not have happened last turn.
    pub quiet: Option<String>,
}

/// The situation as the seat sees it.
pub fn situation(sight: &Sight<'_>) -> SituationView {
    let (clock, scene) = (sight.clock(), sight.scene());
    let turn = clock.turn.min(scene.turns.max(1));
    let left = sight.actor.map(|a| sight.desk().left(a));
    let last = clock.turn.saturating_sub(1);
    SituationView {
        date: date::date(&sight.level.clock, turn),
        turn,
        turns: scene.turns,
        seat: sight
            .seat()
            .map_or_else(|| "Watching".to_owned(), |s| s.title.clone()),
        money: left.map(|l| l.money),
        capital: left.map(|l| l.capital),
        alliance: sight.alliance().map(|a| alliance(sight, a)),
        security: security(sight),
        goals: goals::goals(sight).0,
        wars: sight.board().wars.iter().map(|w| war(sight, w)).collect(),
        works: works(sight),
        last: if last > 0 {
            events::of_turn(sight, last)
        } else {
            Vec::new()
        },
        quiet: (last > 0).then(|| quiet::quiet(sight, last)),
    }
}

fn alliance(sight: &Sight<'_>, id: AllianceId) -> AllianceView {
    let row = sight.board().alliance(id);
    let share = words::percent;
    let delegated = if row.state.delegated {
        ", which may move before the vote"
    } else {
        ""
    };
    AllianceView {
        name: sight.alliance_name(id),
        treaty: row.treaty.name.clone(),
        facts: vec![
            format!(
                "Cohesion {} ({}).",
                share(row.state.cohesion),
                words::degree(row.state.cohesion)
            ),
            format!(
                "Integrated command {}, intelligence shared {}.",
                share(row.state.command),
                share(row.state.sharing)
            ),
            format!(
                "Standing force {} of the pool{delegated}.",
                share(row.state.standing)
            ),
        ],
    }
}

/// What rivals are tempted by, and how likely armed force seems, as far as these eyes can tell.
fn security(sight: &Sight<'_>) -> Vec<String> {
    let others = assessed::suspects(sight)
        .into_iter()
        .filter(|n| sight.actor != Some(Actor::Nation(*n)));
    let weighed = others.filter_map(|n| Some((n, assessed::weighing(sight, n)?.0)));
    let mut lines: Vec<String> = weighed
        .take(6)
        .filter_map(|(n, d)| tempted(sight, n, &d))
        .collect();
    let own = match sight.actor {
        Some(Actor::Nation(n)) => sight.board().nation(n).ambition.is_some(),
        _ => false,
    };
    if own {
        lines.push("What you yourself might do is laid before you after `end`.".to_owned());
    } else if lines.is_empty() {
        lines.push("Nobody is thought to weigh an attack.".to_owned());
    }
    lines
}

fn tempted(sight: &Sight<'_>, nation: NationId, decision: &Decision) -> Option<String> {
    let best = decision.best()?;
    let chance = |choice: &Choice| assessed::likelihood(sight, decision, choice);
    let tempting = format!(
        "{}: most tempting seems {}, {}",
        sight.name(nation),
        terms::deed(sight, best.pick),
        chance(best)
    );
    let armed = assessed::armed(sight, decision).filter(|a| a.pick != best.pick);
    let armed = armed.map_or_else(String::new, |a| {
        format!(
            "; of armed acts, {}, {}",
            terms::deed(sight, a.pick),
            chance(a)
        )
    });
    Some(format!("{tempting}{armed}."))
}

fn war(sight: &Sight<'_>, war: &War) -> String {
    let (aggressor, target) = (sight.name(war.aggressor), sight.name(war.target));
    let helpers = if war.joined.is_empty() {
        "Nobody has come to its aid".to_owned()
    } else {
        format!(
            "{} came to its aid",
            sight.names(war.joined.iter().map(|j| j.0))
        )
    };
    format!(
        "{aggressor} against {target}: {} of the ground taken. {helpers}.",
        words::percent(war.front)
    )
}

fn works(sight: &Sight<'_>) -> Vec<String> {
    let works: &Works = sight.world.resource();
    let own = works.0.iter().filter(|w| sight.actor == Some(w.actor));
    let text = |w: &crate::rules::order::Work| {
        let what = events::order_words(sight, w.order, w.target, w.domain, w.amount);
        format!(
            "{what}: takes effect in {}.",
            date::date(&sight.level.clock, w.due)
        )
    };
    own.map(text).collect()
}

impl SituationView {
    /// The head of a turn: date, turn and means in a line or two.
    pub fn header(&self) -> Page {
        let mut page = Page::new();
        page.title(format!(
            "{}, turn {} of {}. {}",
            self.date, self.turn, self.turns, self.seat
        ));
        if let Some((money, capital)) = self.money.zip(self.capital) {
            let mut means = format!(
                "Money {}   political capital {}",
                words::figure(money),
                words::figure(capital)
            );
            if let Some(first) = self.alliance.as_ref().and_then(|a| a.facts.first()) {
                means += &format!("   {}", first.trim_end_matches('.'));
            }
            page.row(means);
        }
        page
    }

    /// What happened last turn, and what may not have.
    pub fn last(&self) -> Page {
        let mut page = Page::new();
        if !self.last.is_empty() {
            page.title("Since then");
        }
        for event in &self.last {
            match event.weight {
                Weight::Grave => page.alarm(&event.text),
                Weight::Plain | Weight::Minor => page.item(&event.text),
            };
        }
        if let Some(quiet) = &self.quiet {
            page.aside(quiet);
        }
        page
    }

    /// The whole situation.
    pub fn page(&self) -> Page {
        let mut page = self.header();
        page.head("As it seems");
        for line in &self.security {
            page.item(line);
        }
        for war in &self.wars {
            page.alarm(format!("War: {war}"));
        }
        if !self.goals.is_empty() {
            page.head("Your goals");
            goals::print(&mut page, &self.goals);
        }
        if let Some(alliance) = &self.alliance {
            page.head(format!(
                "{} ({})",
                words::capital(&alliance.name),
                alliance.treaty
            ));
            for fact in &alliance.facts {
                page.item(fact);
            }
        }
        if !self.works.is_empty() {
            page.head("In the works");
            for work in &self.works {
                page.item(work);
            }
        }
        page.page(self.last());
        page
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::clock::Clock;
    use crate::rules::event::TurnEvent;
    use crate::view::sample::{SUND, Sample, VARN};

    #[test]
    fn a_turn_opens_with_date_and_means() {
        let sample = Sample::new();
        let text = situation(&sample.council()).header().plain(100);
        let expected = "Spring 2031, turn 1 of 8. Seat council\n  Money 5   political capital 5   Cohesion 62 % (high)\n";
        assert_eq!(text, expected);
    }

    #[test]
    fn last_turns_events_are_told_in_words_and_the_quiet_follows() {
        let mut sample = Sample::new();
        sample.happened(TurnEvent::WarBegan {
            aggressor: VARN,
            target: SUND,
        });
        sample.world.resource_mut::<Clock>().turn = 2;
        let text = situation(&sample.council()).page().plain(100);
        assert!(text.contains("! War: Varn against Sund."), "{text}");
        assert!(text.contains("The quiet: "), "{text}");
    }

    #[test]
    fn hidden_truth_does_not_show_in_the_situation() {
        let mut sample = Sample::new();
        let before = situation(&sample.council());
        sample.change_hidden_truth();
        assert_eq!(situation(&sample.council()), before);
    }

    #[test]
    fn the_first_turn_has_no_last_turn() {
        let sample = Sample::new();
        let view = situation(&sample.council());
        assert!(view.last.is_empty() && view.quiet.is_none());
    }
}
