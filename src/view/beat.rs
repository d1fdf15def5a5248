//! A beat of a crisis, or of a plan: the day, what is known and who might come when, the options and what speaks for each.
//! Reads a pending `Decision` of the seat and the incident it answers; changes nothing.
//! Not here: decisions with their figures (`view::decision`), making them (`rules::mind`).
//! Rule text: DESIGN section 4, "A crisis runs in days".

use serde::Serialize;

use super::decision::{about, odds};
use super::page::Page;
use super::sight::Sight;
use super::{terms, words};
use crate::rules::decision::{Choice, Decision, DecisionKind, Pick, Term, TermName};
use crate::rules::definition::Posture;
use crate::rules::event::{Incident, Incidents};
use crate::rules::id::Actor;

/// A crisis's beat: the day, what is known, and the options with what speaks for and against each.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct BeatView {
    /// The day of the crisis; `None` for plans, which are no crisis.
    pub day: Option<u32>,
    /// What is asked.
    pub question: String,
    /// What is known.
    pub known: Vec<String>,
    /// The options.
    pub options: Vec<BeatOption>,
}

/// An option of a beat.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct BeatOption {
    /// Its number, from 1.
    pub number: usize,
    /// What it is.
    pub words: String,
    /// What it means.
    pub meaning: String,
    /// The chances behind it, in words, if it has any.
    pub odds: Option<String>,
    /// What it costs in money, as a range in words.
    pub price: Option<String>,
    /// What speaks for it.
    pub pro: Vec<&'static str>,
    /// What speaks against it.
    pub con: Vec<&'static str>,
    /// Advisers who would take it.
    pub advisers: Vec<&'static str>,
    /// Whether the staff would take it.
    pub staff: bool,
}

/// The beat of a pending decision of this seat.
pub fn beat(sight: &Sight<'_>, decision: &Decision) -> BeatView {
    let incidents: &Incidents = sight.world.resource();
    let incident = decision.incident.and_then(|i| incidents.0.get(i));
    let option = |(i, choice): (usize, &Choice)| BeatOption {
        number: i + 1,
        words: terms::pick(sight, choice.pick),
        meaning: meaning(sight, choice.pick),
        odds: odds(choice),
        price: price(sight, decision.actor, choice.pick),
        pro: side(choice, 1.0),
        con: side(choice, -1.0),
        advisers: Posture::ALL
            .into_iter()
            .filter(|p| favourite(sight, *p, decision) == Some(i))
            .map(|p| terms::adviser(p).0)
            .collect(),
        staff: i == decision.chosen,
    };
    BeatView {
        day: (decision.kind != DecisionKind::Aggression).then(|| day(decision.kind, incident)),
        question: question(sight, decision),
        known: known(sight, incident)
            .into_iter()
            .chain(help(sight, decision, incident))
            .collect(),
        options: decision.options.iter().enumerate().map(option).collect(),
    }
}

fn side(choice: &Choice, sign: f64) -> Vec<&'static str> {
    let mut found: Vec<&Term> = choice
        .terms
        .iter()
        .filter(|t| t.value * sign >= 0.02 && t.name != TermName::Base)
        .collect();
    found.sort_by(|a, b| b.value.abs().total_cmp(&a.value.abs()));
    found.into_iter().take(3).map(|t| t.name.word()).collect()
}

fn meaning(sight: &Sight<'_>, pick: Pick) -> String {
    let Pick::Act(act, _) = pick else {
        return terms::pick_meaning(pick).to_owned();
    };
    let Some(act) = sight.rules().acts.get(act) else {
        return terms::pick_meaning(pick).to_owned();
    };
    let lead = if act.lead == 0 {
        "At once".to_owned()
    } else {
        format!("{} of preparation", words::count(act.lead, "turn"))
    };
    format!("{} {lead}.", act.text)
}

/// Who could come to a victim who must take a stance, and about when: the three strongest allies, as known.
fn help(sight: &Sight<'_>, decision: &Decision, incident: Option<&Incident>) -> Option<String> {
    let target = incident
        .filter(|_| decision.kind == DecisionKind::Stance)?
        .target;
    let (board, known, k) = (
        sight.board(),
        sight.knowledge(),
        &sight.rules().coefficients,
    );
    let mut allies = board.allies(target);
    allies.sort_by(|a, b| {
        known
            .forces(*b)
            .total()
            .total_cmp(&known.forces(*a).total())
    });
    let told = allies.iter().take(3).map(|ally| {
        let trust = board
            .nation(target)
            .relation(*ally)
            .map_or(0.5, |r| r.alpha / (r.alpha + r.beta).max(1e-9));
        let days = k.notice + board.nation(*ally).km(target) / k.travel_speed.max(1.0);
        format!(
            "{} ({}, about day {})",
            sight.name(*ally),
            words::likelihood(trust),
            days.round()
        )
    });
    let told: Vec<String> = told.collect();
    (!told.is_empty()).then(|| format!("Who might come, and when: {}.", told.join("; ")))
}

fn price(sight: &Sight<'_>, actor: Actor, pick: Pick) -> Option<String> {
    let (Pick::Level(level), Actor::Nation(nation)) = (pick, actor) else {
        return None;
    };
    let response = sight.rules().responses.get(level as usize)?;
    let cost = sight.board().nation(nation).economy.product * sight.scene().years * response.cost;
    (cost > 0.05).then(|| format!("about {} money", words::range((cost * 0.8, cost * 1.3))))
}

fn question(sight: &Sight<'_>, decision: &Decision) -> String {
    let who = words::capital(&sight.actor_name(decision.actor));
    match decision.kind {
        DecisionKind::Aggression => format!("{who}: hold, or move?"),
        DecisionKind::Stance => format!("{who} is pressed. What stance?"),
        DecisionKind::Vote => format!("{who} votes: {}.", about(sight, decision)),
        DecisionKind::Response => format!("{who} is called on. What answer?"),
        DecisionKind::Settlement => format!("{who}: what next?"),
    }
}

fn day(kind: DecisionKind, incident: Option<&Incident>) -> u32 {
    let ruled = incident.and_then(|i| i.findings.iter().map(|f| f.days).reduce(f64::max));
    let day = match kind {
        DecisionKind::Aggression | DecisionKind::Stance => 0.0,
        DecisionKind::Vote => 1.0,
        DecisionKind::Response => ruled.unwrap_or(2.0),
        DecisionKind::Settlement => incident
            .and_then(|i| i.responses.iter().map(|r| r.day).reduce(f64::max))
            .or(ruled)
            .unwrap_or(30.0),
    };
    day.round().clamp(0.0, 90.0) as u32
}

fn known(sight: &Sight<'_>, incident: Option<&Incident>) -> Vec<String> {
    let Some(incident) = incident else {
        return Vec::new();
    };
    let target = sight.name(incident.target);
    let mut lines = Vec::new();
    if incident.aggressor.is_none() {
        lines.push(format!("Unrest in {target}."));
    } else {
        let what = words::capital(&sight.act(incident.act));
        let own = incident
            .aggressor
            .is_some_and(|a| sight.open || sight.actor == Some(Actor::Nation(a)));
        let overt = super::events::overt(sight, incident.act);
        let author = if own || overt {
            incident.aggressor
        } else {
            incident.accused
        };
        lines.push(match author {
            Some(author) => format!("{what} against {target}, by {}.", sight.name(author)),
            None => format!("{what} against {target}. The author is not known."),
        });
        let surely = words::likelihood(incident.attribution);
        if !own && !overt {
            lines.push(format!("That the right door has been found is {surely}."));
        }
    }
    for finding in &incident.findings {
        let article = &sight.board().alliance(finding.alliance).treaty.articles;
        let name = article
            .get(finding.article)
            .map_or("An article", |a| a.name.as_str());
        let verdict = if finding.applies {
            "applies"
        } else {
            "does not apply"
        };
        lines.push(format!(
            "{name} {verdict}, found on day {}.",
            finding.days.round()
        ));
    }
    for given in &incident.responses {
        let side = if given.against {
            " on the other side"
        } else {
            ""
        };
        let level = terms::response(sight, given.level);
        lines.push(format!(
            "{}: {level}{side}, there by day {}.",
            sight.name(given.guarantor),
            given.day.round()
        ));
    }
    lines
}

/// The option an adviser would take: the first on its list that is offered.
fn favourite(sight: &Sight<'_>, posture: Posture, decision: &Decision) -> Option<usize> {
    // The armer who may attack would take the best armed act.
    if let (Posture::Armer, Some(armed)) = (posture, super::assessed::armed(sight, decision)) {
        return decision.options.iter().position(|c| c.pick == armed.pick);
    }
    let rank = |pick: Pick| -> Option<u32> {
        let order = match (posture, pick) {
            (
                Posture::Armer,
                Pick::Bully | Pick::Climb | Pick::Level(4) | Pick::Act(..) | Pick::Yes,
            ) => 0,
            (Posture::Armer, Pick::Firm | Pick::FightOn | Pick::Level(3)) => 1,
            (
                Posture::Reassurer,
                Pick::OfferWayOut | Pick::Settle | Pick::Drop | Pick::Level(1),
            ) => 0,
            (
                Posture::Reassurer,
                Pick::Firm | Pick::BackDown | Pick::Hold | Pick::Level(0) | Pick::No,
            ) => 1,
            (Posture::Committer, Pick::CallForHelp | Pick::Yes | Pick::Level(3)) => 0,
            (Posture::Committer, Pick::Firm | Pick::FightOn | Pick::Hold | Pick::Level(2)) => 1,
            (Posture::Hedger, Pick::Pause | Pick::StayOut | Pick::BackDown | Pick::No) => 0,
            (Posture::Hedger, Pick::Bend | Pick::Settle | Pick::Hold | Pick::OfferWayOut) => 1,
            _ => return None,
        };
        Some(order)
    };
    let ranked = decision
        .options
        .iter()
        .enumerate()
        .filter_map(|(i, c)| Some((rank(c.pick)?, i)));
    ranked.min().map(|(_, i)| i)
}

impl BeatView {
    /// The beat as a page.
    pub fn page(&self) -> Page {
        let mut page = Page::new();
        match self.day {
            Some(day) => page.title(format!("Day {day}. {}", self.question)),
            None => page.title(&self.question),
        };
        for line in &self.known {
            page.item(line);
        }
        page.gap();
        for option in &self.options {
            let price = option
                .price
                .as_ref()
                .map_or_else(String::new, |p| format!("  [{p}]"));
            page.row(format!(
                "{}. {}{price}",
                option.number,
                words::capital(&option.words)
            ));
            let mut remark = option.meaning.clone();
            if let Some(odds) = &option.odds {
                remark += &format!(" {}.", words::capital(odds));
            }
            if !option.pro.is_empty() {
                remark += &format!(" For: {}.", option.pro.join(", "));
            }
            if !option.con.is_empty() {
                remark += &format!(" Against: {}.", option.con.join(", "));
            }
            if !option.advisers.is_empty() {
                let who = words::list(&option.advisers, "and").replace("The ", "the ");
                remark += &format!(" {} would.", words::capital(&who));
            }
            if option.staff {
                remark += " Your staff leans this way.";
            }
            page.note(remark);
        }
        page.aside("`choose N` answers; an empty line takes what your staff would.");
        page
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::sample::{SUND, Sample};

    fn asked(kind: DecisionKind, picks: &[Pick]) -> Decision {
        Decision {
            turn: 1,
            kind,
            actor: Actor::Nation(SUND),
            incident: None,
            article: None,
            options: picks.iter().map(|p| Choice::new(*p, vec![])).collect(),
            threshold: 0.0,
            chosen: 0,
            margin: 0.0,
            beliefs: vec![],
            deciding: None,
        }
    }

    #[test]
    fn a_beat_shows_every_option_with_its_number() {
        let sample = Sample::new();
        let picks = [Pick::Firm, Pick::Bend, Pick::OfferWayOut, Pick::CallForHelp];
        let stance = asked(DecisionKind::Stance, &picks);
        let text = beat(&sample.eyes(Actor::Nation(SUND)), &stance)
            .page()
            .plain(80);
        for number in 1..=4 {
            assert!(text.contains(&format!("\n  {number}. ")), "{text}");
        }
        assert!(
            text.starts_with("Day 0. Sund is pressed. What stance?"),
            "{text}"
        );
        assert!(text.contains("The hedger\n    would."), "{text}");
    }

    #[test]
    fn a_response_has_a_price_in_money() {
        let sample = Sample::new();
        let sight = sample.eyes(Actor::Nation(SUND));
        assert_eq!(
            price(&sight, Actor::Nation(SUND), Pick::Level(4)).as_deref(),
            Some("about 0.4-0.7 money")
        );
        assert_eq!(price(&sight, Actor::Nation(SUND), Pick::StayOut), None);
    }

    #[test]
    fn a_plan_is_no_crisis_and_has_no_day() {
        let sample = Sample::new();
        let plan = asked(DecisionKind::Aggression, &[Pick::Hold, Pick::Act(1, SUND)]);
        let text = beat(&sample.eyes(Actor::Nation(SUND)), &plan)
            .page()
            .plain(80);
        assert!(text.starts_with("Sund: hold, or move?"), "{text}");
        assert!(
            text.contains("Border incident. 1 turn of preparation."),
            "{text}"
        );
    }

    #[test]
    fn every_adviser_has_an_opinion_on_every_kind_of_decision() {
        let sample = Sample::new();
        let sight = sample.eyes(Actor::Nation(SUND));
        let stances = [
            Pick::Bend,
            Pick::Firm,
            Pick::Bully,
            Pick::OfferWayOut,
            Pick::CallForHelp,
        ];
        let levels = [
            Pick::StayOut,
            Pick::Level(0),
            Pick::Level(1),
            Pick::Level(2),
            Pick::Level(3),
            Pick::Level(4),
        ];
        let ends = [Pick::FightOn, Pick::Climb, Pick::BackDown, Pick::Settle];
        for picks in [&stances[..], &levels[..], &ends[..], &[Pick::Yes, Pick::No]] {
            let decision = asked(DecisionKind::Stance, picks);
            for posture in Posture::ALL {
                assert!(
                    favourite(&sight, posture, &decision).is_some(),
                    "{posture:?} {picks:?}"
                );
            }
        }
    }
}
