//! A decision in words: its options, the terms for and against, the margin, and whose pledge weighed.
//! Reads a `Decision`; changes nothing.
//! Not here: making decisions (`rules::mind`), choosing whose are shown (`view::why`, `report::ledger`).
//! Rule text: DESIGN principle 1.

use serde::Serialize;

use super::assessed::Basis;
use super::page::Page;
use super::sight::Sight;
use super::{terms, words};
use crate::rules::decision::{Choice, Decision, DecisionKind, Pick, TermName};
use crate::rules::definition::Posture;
use crate::rules::event::Incident;
use crate::rules::id::Actor;

/// A term of a score.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct TermView {
    /// Its name.
    pub name: &'static str,
    /// What it means.
    pub meaning: &'static str,
    /// Its value.
    pub value: f64,
}

/// One option.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct OptionView {
    /// Its number, from 1: what `choose` takes.
    pub number: usize,
    /// What it is.
    pub words: String,
    /// What it means, one sentence.
    pub meaning: &'static str,
    /// Its score: the sum of its terms.
    pub score: f64,
    /// Its terms, weightiest first.
    pub terms: Vec<TermView>,
    /// The chances behind it, in words, if it has any.
    pub odds: Option<String>,
    /// Whether it was, or would be, chosen.
    pub chosen: bool,
}

/// A decision.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct DecisionView {
    /// The turn.
    pub turn: u32,
    /// Who decides.
    pub actor: String,
    /// What about.
    pub about: String,
    /// Its options, the status quo first.
    pub options: Vec<OptionView>,
    /// Best option against the first, in words.
    pub margin: String,
    /// Whose pledge decided, if one did.
    pub deciding: Option<String>,
    /// Whether this is the seat's estimate or the record.
    pub basis: Basis,
}

/// A decision in words.
pub fn decision(sight: &Sight<'_>, decision: &Decision, basis: Basis) -> DecisionView {
    let option = |(i, choice): (usize, &Choice)| OptionView {
        number: i + 1,
        words: terms::pick(sight, choice.pick),
        meaning: terms::pick_meaning(choice.pick),
        score: choice.score,
        terms: term_views(choice),
        odds: odds(choice),
        chosen: i == decision.chosen,
    };
    DecisionView {
        turn: decision.turn,
        actor: sight.actor_name(decision.actor),
        about: about(sight, decision),
        options: decision.options.iter().enumerate().map(option).collect(),
        margin: margin(decision),
        deciding: decision.deciding.map(|n| sight.name(n).to_owned()),
        basis,
    }
}

fn term_views(choice: &Choice) -> Vec<TermView> {
    let mut views: Vec<TermView> = choice
        .terms
        .iter()
        .map(|t| TermView { name: t.name.word(), meaning: t.name.meaning(), value: t.value })
        .collect();
    views.sort_by(|a, b| b.value.abs().total_cmp(&a.value.abs()));
    views
}

fn odds(choice: &Choice) -> Option<String> {
    let Pick::Act(..) = choice.pick else { return None };
    let odds = choice.odds;
    let word = words::likelihood;
    let (success, blame, any) = (word(odds.success), word(odds.blame), word(odds.any));
    Some(format!("success {success}; blame {blame}; that anyone comes {any}"))
}

fn about(sight: &Sight<'_>, decision: &Decision) -> String {
    let kind = terms::kind(decision.kind);
    match decision.article {
        Some((alliance, index)) => {
            let article = sight.board().alliances.get(alliance.index()).and_then(|a| a.treaty.articles.get(index));
            format!("{kind} under {}", article.map_or("an article", |a| a.name.as_str()))
        }
        None => kind.to_owned(),
    }
}

/// The margin in words: how far the best other option is from being taken.
pub fn margin(decision: &Decision) -> String {
    format!("the best alternative {}", by_margin(decision.margin))
}

/// A margin in words: "falls short, narrowly".
pub fn by_margin(margin: f64) -> String {
    let size = match margin.abs() {
        m if m < 0.02 => "by a hair",
        m if m < 0.08 => "narrowly",
        m if m < 0.25 => "clearly",
        _ => "by far",
    };
    let way = if margin < 0.0 { "falls short" } else { "prevails" };
    format!("{way}, {size}")
}

impl DecisionView {
    /// The decision as a page, with figures.
    pub fn page(&self) -> Page {
        let mut page = Page::new();
        page.title(format!("Turn {}: {}, {}", self.turn, self.actor, self.about)).aside(self.basis.caveat());
        for option in &self.options {
            let mark = if option.chosen { "  <- taken" } else { "" };
            page.row(format!("{}. {}  score {}{mark}", option.number, option.words, words::signed(option.score)));
            let shown = option.terms.iter().filter(|t| t.value.abs() >= 0.005);
            let parts: Vec<String> = shown.map(|t| format!("{} {}", t.name, words::signed(t.value))).collect();
            if !parts.is_empty() {
                page.note(parts.join(", "));
            }
            if let Some(odds) = &option.odds {
                page.note(odds);
            }
        }
        page.aside(format!("{}.", words::capital(&self.margin)));
        if let Some(who) = &self.deciding {
            page.aside(format!("Without {who}'s pledge the choice would be another."));
        }
        page
    }
}

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
    let incidents: &crate::rules::event::Incidents = sight.world.resource();
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
        known: known(sight, incident).into_iter().chain(help(sight, decision, incident)).collect(),
        options: decision.options.iter().enumerate().map(option).collect(),
    }
}

fn side(choice: &Choice, sign: f64) -> Vec<&'static str> {
    let mut found: Vec<&crate::rules::decision::Term> =
        choice.terms.iter().filter(|t| t.value * sign >= 0.02 && t.name != TermName::Base).collect();
    found.sort_by(|a, b| b.value.abs().total_cmp(&a.value.abs()));
    found.into_iter().take(3).map(|t| t.name.word()).collect()
}

fn meaning(sight: &Sight<'_>, pick: Pick) -> String {
    let Pick::Act(act, _) = pick else { return terms::pick_meaning(pick).to_owned() };
    let Some(act) = sight.rules().acts.get(act) else { return terms::pick_meaning(pick).to_owned() };
    let lead = if act.lead == 0 { "At once".to_owned() } else { format!("{} of preparation", words::count(act.lead, "turn")) };
    format!("{} {lead}.", act.text)
}

/// Who could come to a victim who must take a stance, and about when: the three strongest allies, as known.
fn help(sight: &Sight<'_>, decision: &Decision, incident: Option<&Incident>) -> Option<String> {
    let target = incident.filter(|_| decision.kind == DecisionKind::Stance)?.target;
    let (board, known, k) = (sight.board(), sight.knowledge(), &sight.rules().coefficients);
    let mut allies = board.allies(target);
    allies.sort_by(|a, b| known.forces(*b).total().total_cmp(&known.forces(*a).total()));
    let told = allies.iter().take(3).map(|ally| {
        let trust = board.nation(target).relation(*ally).map_or(0.5, |r| r.alpha / (r.alpha + r.beta).max(1e-9));
        let days = k.notice + board.nation(*ally).km(target) / k.travel_speed.max(1.0);
        format!("{} ({}, about day {})", sight.name(*ally), words::likelihood(trust), days.round())
    });
    let told: Vec<String> = told.collect();
    (!told.is_empty()).then(|| format!("Who might come, and when: {}.", told.join("; ")))
}

fn price(sight: &Sight<'_>, actor: Actor, pick: Pick) -> Option<String> {
    let (Pick::Level(level), Actor::Nation(nation)) = (pick, actor) else { return None };
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
        DecisionKind::Settlement => {
            incident.and_then(|i| i.responses.iter().map(|r| r.day).reduce(f64::max)).or(ruled).unwrap_or(30.0)
        }
    };
    day.round().clamp(0.0, 90.0) as u32
}

fn known(sight: &Sight<'_>, incident: Option<&Incident>) -> Vec<String> {
    let Some(incident) = incident else { return Vec::new() };
    let target = sight.name(incident.target);
    let mut lines = Vec::new();
    if incident.aggressor.is_none() {
        lines.push(format!("Unrest in {target}."));
    } else {
        let what = words::capital(&sight.act(incident.act));
        let own = incident.aggressor.is_some_and(|a| sight.open || sight.actor == Some(Actor::Nation(a)));
        let overt = super::events::overt(sight, incident.act);
        let author = if own || overt { incident.aggressor } else { incident.accused };
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
        let name = article.get(finding.article).map_or("An article", |a| a.name.as_str());
        let verdict = if finding.applies { "applies" } else { "does not apply" };
        lines.push(format!("{name} {verdict}, found on day {}.", finding.days.round()));
    }
    for given in &incident.responses {
        let side = if given.against { " on the other side" } else { "" };
        let level = terms::response(sight, given.level);
        lines.push(format!("{}: {level}{side}, there by day {}.", sight.name(given.guarantor), given.day.round()));
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
            (Posture::Armer, Pick::Bully | Pick::Climb | Pick::Level(4) | Pick::Act(..) | Pick::Yes) => 0,
            (Posture::Armer, Pick::Firm | Pick::FightOn | Pick::Level(3)) => 1,
            (Posture::Reassurer, Pick::OfferWayOut | Pick::Settle | Pick::Drop | Pick::Level(1)) => 0,
            (Posture::Reassurer, Pick::Firm | Pick::BackDown | Pick::Hold | Pick::Level(0) | Pick::No) => 1,
            (Posture::Committer, Pick::CallForHelp | Pick::Yes | Pick::Level(3)) => 0,
            (Posture::Committer, Pick::Firm | Pick::FightOn | Pick::Hold | Pick::Level(2)) => 1,
            (Posture::Hedger, Pick::Pause | Pick::StayOut | Pick::BackDown | Pick::No) => 0,
            (Posture::Hedger, Pick::Bend | Pick::Settle | Pick::Hold | Pick::OfferWayOut) => 1,
            _ => return None,
        };
        Some(order)
    };
    let ranked = decision.options.iter().enumerate().filter_map(|(i, c)| Some((rank(c.pick)?, i)));
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
            let price = option.price.as_ref().map_or_else(String::new, |p| format!("  [{p}]"));
            page.row(format!("{}. {}{price}", option.number, words::capital(&option.words)));
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
    use crate::rules::decision::{Belief, Odds, Term};
    use crate::view::sample::{GRANDIA, SUND, Sample, VARN};

    pub(crate) fn weighed() -> Decision {
        let term = |name, value| Term { name, value };
        let hold = Choice::new(Pick::Hold, vec![term(TermName::Fear, -0.05)]);
        let parts = vec![term(TermName::Gain, 0.3), term(TermName::Coalition, -0.4)];
        let mut act = Choice::new(Pick::Act(1, SUND), parts);
        act.odds = Odds { success: 0.5, blame: 0.95, any: 0.8 };
        Decision {
            turn: 3,
            kind: DecisionKind::Aggression,
            actor: Actor::Nation(VARN),
            incident: None,
            article: None,
            options: vec![hold, act],
            threshold: 0.0,
            chosen: 0,
            margin: -0.05,
            beliefs: vec![Belief { guarantor: GRANDIA, chance: 0.8, strength: 12.0 }],
            deciding: Some(GRANDIA),
        }
    }

    #[test]
    fn a_decision_shows_options_terms_margin_and_whose_pledge_decided() {
        let sample = Sample::new();
        let text = decision(&sample.open(), &weighed(), Basis::Record).page().plain(80);
        let expected = "\
Turn 3: Varn, whether to attack
  Record: what was truly weighed.
  1. hold  score -0.05  <- taken
    fear -0.05
  2. border incident against Sund  score -0.10
    coalition -0.40, gain +0.30
    success about even; blame very likely; that anyone comes likely
  The best alternative falls short, narrowly.
  Without Grandia's pledge the choice would be another.
";
        assert_eq!(text, expected);
    }

    #[test]
    fn margins_are_words() {
        let with = |margin| super::margin(&Decision { margin, ..weighed() });
        assert_eq!(with(-0.01), "the best alternative falls short, by a hair");
        assert_eq!(with(0.5), "the best alternative prevails, by far");
    }

    #[test]
    fn a_beat_shows_every_option_with_its_number() {
        let sample = Sample::new();
        let stance = Decision {
            kind: DecisionKind::Stance,
            actor: Actor::Nation(SUND),
            options: [Pick::Firm, Pick::Bend, Pick::OfferWayOut, Pick::CallForHelp]
                .map(|p| Choice::new(p, vec![]))
                .to_vec(),
            ..weighed()
        };
        let text = beat(&sample.eyes(Actor::Nation(SUND)), &stance).page().plain(80);
        for number in 1..=4 {
            assert!(text.contains(&format!("\n  {number}. ")), "{text}");
        }
        assert!(text.starts_with("Day 0. Sund is pressed. What stance?"), "{text}");
        assert!(text.contains("The hedger\n    would."), "{text}");
    }

    #[test]
    fn a_response_has_a_price_in_money() {
        let sample = Sample::new();
        let sight = sample.eyes(Actor::Nation(SUND));
        assert_eq!(price(&sight, Actor::Nation(SUND), Pick::Level(4)).as_deref(), Some("about 0.4-0.7 money"));
        assert_eq!(price(&sight, Actor::Nation(SUND), Pick::StayOut), None);
    }
}
