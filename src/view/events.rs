//! Events as sentences, filtered by what a seat may know: the author of a deniable act is named only once accused.
//! Reads the event log through a `Sight`; changes nothing.
//! Not here: what happened (`rules::event`), what did not happen (`view::quiet`).
//! Rule text: DESIGN section 5, "Assessment and record".

use serde::Serialize;

use super::sight::Sight;
use super::{terms, words};
use crate::rules::definition::ActKind;
use crate::rules::effect::Effect;
use crate::rules::event::{Change, TurnEvent};
use crate::rules::id::{Actor, NationId};
use crate::rules::mind::coalition::by_force;
use crate::rules::order::Order;
use crate::rules::scene::Scene;

/// How an event should be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub enum Weight {
    /// By the way.
    Minor,
    /// Worth a line.
    Plain,
    /// Must not be missed.
    Grave,
}

/// An event in words.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct EventView {
    /// The turn, from 1.
    pub turn: u32,
    /// The sentence.
    pub text: String,
    /// How grave it is.
    pub weight: Weight,
}

/// The events of a turn that these eyes may see, in the order they happened.
pub fn of_turn(sight: &Sight<'_>, turn: u32) -> Vec<EventView> {
    let events: Vec<&TurnEvent> = sight.log().of_turn(turn).collect();
    let incidents = Incidents::of(sight, &events);
    let words = |event: &&TurnEvent| {
        let text = sentence(sight, &incidents, event)?;
        Some(EventView { turn, text, weight: weight(event) })
    };
    // One line an actor: orders that follow each other are told together.
    let mut told: Vec<EventView> = Vec::new();
    let mut last: Option<Actor> = None;
    for event in &events {
        let Some(view) = words(event) else { continue };
        let by = match event {
            TurnEvent::OrderGiven { actor, .. } => Some(*actor),
            _ => None,
        };
        match (told.last_mut(), view.text.split_once(" orders: ")) {
            (Some(before), Some((_, order))) if by.is_some() && by == last => {
                before.text = format!("{}; {order}", before.text.trim_end_matches('.'));
            }
            _ => told.push(view),
        }
        last = by;
    }
    told
}

/// What a turn's log says of its incidents, for events that name them by index.
#[derive(Clone, Debug, Default)]
pub struct Incidents(Vec<Seen>);

/// One incident as the log tells it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Seen {
    /// Who did it; `None` for internal conflict.
    pub aggressor: Option<NationId>,
    /// The act; `None` for internal conflict.
    pub act: Option<usize>,
    /// The victim.
    pub target: NationId,
    /// Who was accused.
    pub accused: Option<NationId>,
}

impl Incidents {
    /// Reads them from a turn's events.
    pub fn of(sight: &Sight<'_>, events: &[&TurnEvent]) -> Self {
        let mut found: Vec<Seen> = Vec::new();
        for event in events {
            match **event {
                TurnEvent::ActCommitted { aggressor, act, target, .. } => {
                    found.push(Seen { aggressor: Some(aggressor), act: Some(act), target, accused: None });
                }
                TurnEvent::Attributed { incident, accused, .. } => {
                    if let Some(seen) = found.get_mut(incident) {
                        seen.accused = accused;
                    }
                }
                _ => {}
            }
        }
        // Unrest comes before the councils after the turn's acts.
        let unrest = events.iter().filter_map(|e| match **e {
            TurnEvent::InternalConflict { nation, began: true } => Some(nation),
            _ => None,
        });
        let unrest = unrest.filter(|n| !sight.board().nation(*n).alliances.is_empty());
        found.extend(unrest.map(|target| Seen { aggressor: None, act: None, target, accused: None }));
        Self(found)
    }

    /// The incident with this index.
    pub fn get(&self, incident: usize) -> Option<&Seen> {
        self.0.get(incident)
    }

    fn about(&self, sight: &Sight<'_>, incident: usize) -> String {
        match self.0.get(incident) {
            Some(Seen { act: Some(act), target, .. }) => {
                format!("the {} against {}", sight.act(*act), sight.name(*target))
            }
            Some(Seen { target, .. }) => format!("the unrest in {}", sight.name(*target)),
            None => "the incident".to_owned(),
        }
    }
}

/// Whether an act cannot hide its author: armed force in daylight, or words.
pub fn overt(sight: &Sight<'_>, act: usize) -> bool {
    let known = |a: &crate::rules::definition::Act| {
        a.seizes || by_force(a) || matches!(a.kind, ActKind::Threat | ActKind::Strategic)
    };
    sight.rules().acts.get(act).is_none_or(known)
}

/// How grave an event is.
pub fn weight(event: &TurnEvent) -> Weight {
    match event {
        TurnEvent::ActCommitted { .. }
        | TurnEvent::PlanSeen { .. }
        | TurnEvent::WarBegan { .. }
        | TurnEvent::GroundTaken { .. }
        | TurnEvent::ObjectiveFailed { .. }
        | TurnEvent::Conceded { .. }
        | TurnEvent::Climbed { .. } => Weight::Grave,
        TurnEvent::OrderArrived { .. } | TurnEvent::Piracy { .. } | TurnEvent::OrderGiven { .. } => Weight::Minor,
        _ => Weight::Plain,
    }
}

/// An event as a sentence, or `None` when these eyes may not see it.
pub fn sentence(sight: &Sight<'_>, incidents: &Incidents, event: &TurnEvent) -> Option<String> {
    home(sight, event).or_else(|| plan(sight, event)).or_else(|| war(sight, event)).or_else(|| alliance(sight, incidents, event))
}

/// Orders, matters and politics at home.
fn home(sight: &Sight<'_>, event: &TurnEvent) -> Option<String> {
    let n = |id: NationId| sight.name(id);
    let who = |actor: Actor| words::capital(&sight.actor_name(actor));
    Some(match *event {
        TurnEvent::OrderGiven { actor, order, target, domain, amount } => {
            // An ally's order aimed at one's own side is known to it; a rival's is not.
            let shared = target.is_some_and(|t| sight.speaks_for(t)) && sight.shares(actor);
            let public = public_order(sight, order) || shared;
            if !sight.open && sight.actor != Some(actor) && !public {
                return None;
            }
            format!("{} orders: {}.", who(actor), order_words(sight, order, target, domain, amount))
        }
        TurnEvent::OrderArrived { actor, order, target } => {
            if !sight.open && sight.actor != Some(actor) {
                return None;
            }
            format!("{}: {} takes effect.", who(actor), order_words(sight, order, target, None, 1))
        }
        TurnEvent::OrderLapsed { actor, order } => {
            if !sight.open && sight.actor != Some(actor) {
                return None;
            }
            format!("{}: {} could no longer be carried out.", who(actor), order_words(sight, order, None, None, 1))
        }
        TurnEvent::OrderVoted { actor, order, yes, no, passed } => {
            if !sight.shares(actor) {
                return None;
            }
            let result = if passed { "passed" } else { "failed" };
            let text = order_words(sight, order, None, None, 1);
            format!("A vote on {text} {result}, {yes} for and {no} against.")
        }
        TurnEvent::MatterClosed { actor, matter, about, answer } => {
            if !sight.open && sight.actor != Some(actor) {
                return None;
            }
            matter_words(sight, actor, matter, about, answer)
        }
        TurnEvent::LevelEvent { event } => level_event(sight, event),
        TurnEvent::ElectionHeld { nation, changed: true } => {
            format!("{} votes, and changes its government.", n(nation))
        }
        TurnEvent::ElectionHeld { nation, changed: false } => format!("{} votes. The government stays.", n(nation)),
        TurnEvent::LeaderChanged { nation } => format!("{} has a new leader.", n(nation)),
        TurnEvent::InternalConflict { nation, began: true } => format!("Internal conflict breaks out in {}.", n(nation)),
        TurnEvent::InternalConflict { nation, began: false } => format!("The internal conflict in {} ends.", n(nation)),
        TurnEvent::ClimateShock { nation, severity } => {
            format!("A climate shock strikes {}; the damage is {}.", n(nation), words::degree(severity))
        }
        TurnEvent::Epidemic { severity } => format!("An epidemic spreads; its toll is {}.", words::degree(severity)),
        TurnEvent::Refugees { from, to } => format!("People flee from {} to {}.", n(from), n(to)),
        TurnEvent::Arrears { nation, short } => {
            if !sight.knowledge().certain(nation) {
                return None;
            }
            format!("{} cannot pay its forces in full: {} short.", n(nation), words::figure(short))
        }
        TurnEvent::Piracy { nation, loss } => {
            if loss < 0.05 {
                return None;
            }
            format!("Pirates cost {} about {} in trade.", n(nation), words::figure(loss))
        }
        _ => return None,
    })
}

/// Plans and acts.
fn plan(sight: &Sight<'_>, event: &TurnEvent) -> Option<String> {
    let n = |id: NationId| sight.name(id);
    let own = |id: NationId| sight.open || sight.actor == Some(Actor::Nation(id));
    Some(match *event {
        TurnEvent::PlanMade { aggressor, act, target } if own(aggressor) => {
            format!("{} begins to plan {} against {}.", n(aggressor), sight.an_act(act), n(target))
        }
        TurnEvent::PlanAdvanced { aggressor } if own(aggressor) => format!("{}'s plan goes on.", n(aggressor)),
        TurnEvent::PlanPaused { aggressor } if own(aggressor) => format!("{}'s plan pauses.", n(aggressor)),
        TurnEvent::PlanDropped { aggressor, act, target } if own(aggressor) => {
            format!("{} drops its plan for {} against {}.", n(aggressor), sight.an_act(act), n(target))
        }
        TurnEvent::PlanSeen { viewer, aggressor, act, target } if sight.shares(viewer) => {
            format!("Indicators: {} may be preparing {} against {}.", n(aggressor), sight.an_act(act), n(target))
        }
        _ => return None,
    })
}

/// Acts, contests and wars that all can see.
fn war(sight: &Sight<'_>, event: &TurnEvent) -> Option<String> {
    let n = |id: NationId| sight.name(id);
    Some(match *event {
        TurnEvent::WarBegan { aggressor, target } => format!("War: {} against {}.", n(aggressor), n(target)),
        TurnEvent::GroundTaken { aggressor, target, share } => {
            format!("{} takes about {} of {}.", n(aggressor), words::percent(share), n(target))
        }
        TurnEvent::WarEnded { aggressor, target, pick, front } => {
            let line = if front > 0.005 {
                format!("with about {} of the ground taken", words::percent(front))
            } else {
                "with no ground taken".to_owned()
            };
            let how = terms::pick(sight, pick);
            format!("The war of {} against {} ends ({how}), {line}.", n(aggressor), n(target))
        }
        TurnEvent::Conceded { by, to, share } => {
            format!("{} gives way to {}: about {} of what was asked.", n(by), n(to), words::percent(share))
        }
        TurnEvent::BackedDown { aggressor, target } => format!("{} backs down before {}.", n(aggressor), n(target)),
        TurnEvent::Climbed { aggressor, target, act } => {
            format!("{} climbs: {} against {}.", n(aggressor), sight.an_act(act), n(target))
        }
        TurnEvent::ObjectiveFailed { seat, objective } => {
            if !sight.open && sight.seat_index() != Some(seat) {
                return None;
            }
            let goal = sight.level.seats.get(seat).and_then(|s| s.objectives.get(objective));
            format!("A goal is lost: {}", goal.map_or("one of yours.", |o| &o.text))
        }
        TurnEvent::MatchOver => "The match is over.".to_owned(),
        _ => return None,
    })
}

/// Acts as they are attributed, and what alliances did about them.
fn alliance(sight: &Sight<'_>, incidents: &Incidents, event: &TurnEvent) -> Option<String> {
    let n = |id: NationId| sight.name(id);
    let a = |id| sight.alliance_name(id);
    let article = |id: crate::rules::id::AllianceId, index: usize| {
        let found = sight.board().alliances.get(id.index()).and_then(|a| a.treaty.articles.get(index));
        found.map_or("an article", |x| x.name.as_str()).to_owned()
    };
    Some(match *event {
        TurnEvent::ActCommitted { aggressor, act, target, success } => {
            return act_words(sight, incidents, aggressor, act, target, success);
        }
        TurnEvent::Attributed { incident, accused, confidence } => {
            let seen = incidents.get(incident)?;
            if seen.act.is_none_or(|act| overt(sight, act)) || (accused.is_none() && !noticed(sight, seen)) {
                return None;
            }
            let what = incidents.about(sight, incident);
            match accused {
                Some(x) => format!("{} is laid at {}'s door: {}.", words::capital(&what), n(x), words::likelihood(confidence)),
                None => format!("Nobody can say who is behind {what}."),
            }
        }
        TurnEvent::Consulted { alliance, article: index } => {
            format!("{} consults under {}.", words::capital(&a(alliance)), article(alliance, index))
        }
        TurnEvent::StandingForceMoved { alliance, incident } => {
            format!("The standing force of {} moves over {}.", a(alliance), incidents.about(sight, incident))
        }
        TurnEvent::FindingMade { alliance, article: index, incident, yes, no, applies, days } => {
            let verdict = if applies { "applies" } else { "does not apply" };
            format!(
                "{} finds after {} that {} {verdict} to {}: {yes} for, {no} against.",
                words::capital(&a(alliance)),
                words::count(days.round().clamp(0.0, 1e6) as u32, "day"),
                article(alliance, index),
                incidents.about(sight, incident),
            )
        }
        TurnEvent::Responded { guarantor, incident, duty, verdict, level } => {
            let what = incidents.about(sight, incident);
            let how = level.map_or_else(|| "nothing".to_owned(), |l| terms::response(sight, l));
            match duty {
                Some(duty) => format!("{} {} ({}) over {what}: {how}.", n(guarantor), terms::verdict(verdict), terms::duty(duty)),
                None => format!("{} owes nothing over {what}, and answers with {how}.", n(guarantor)),
            }
        }
        TurnEvent::StanceTaken { nation, incident, stance } => {
            let what = incidents.about(sight, incident);
            format!("{} answers {what}: {}.", n(nation), terms::pick(sight, stance))
        }
        TurnEvent::Contest { aggressor, target, act, outcome, .. } => {
            let what = words::capital(&sight.act(act));
            format!("{what}, {} against {}: {}.", n(aggressor), n(target), terms::outcome(outcome))
        }
        TurnEvent::MembershipChanged { alliance, nation, change } => match change {
            Change::Joined => format!("{} joins {}.", n(nation), a(alliance)),
            Change::Left => format!("{} leaves {}.", n(nation), a(alliance)),
            Change::Suspended => format!("{} suspends its protection of {}.", words::capital(&a(alliance)), n(nation)),
        },
        _ => return None,
    })
}

/// Whether an act that nobody was accused of is noticed at all: quiet success and quiet failure both stay quiet.
fn noticed(sight: &Sight<'_>, seen: &Seen) -> bool {
    let act = seen.act.and_then(|a| sight.rules().acts.get(a));
    sight.open || act.is_none_or(|a| a.kind != ActKind::Grey || a.severity >= 0.1)
}

fn act_words(
    sight: &Sight<'_>,
    incidents: &Incidents,
    aggressor: NationId,
    act: usize,
    target: NationId,
    success: bool,
) -> Option<String> {
    let seen = Seen { aggressor: Some(aggressor), act: Some(act), target, accused: None };
    let entry = incidents.0.iter().find(|s| (s.aggressor, s.act, s.target) == (seen.aggressor, seen.act, seen.target));
    let accused = entry.and_then(|s| s.accused);
    let known = sight.open || sight.actor == Some(Actor::Nation(aggressor)) || overt(sight, act);
    let what = words::capital(&sight.act(act));
    let victim = sight.name(target);
    let result = if success { "" } else { " It fails." };
    if known {
        return Some(format!("{what} by {} against {victim}.{result}", sight.name(aggressor)));
    }
    if accused.is_none() && !(success && noticed(sight, &seen)) {
        return None;
    }
    let author = accused.map_or_else(|| ", by persons unknown".to_owned(), |x| format!(", allegedly by {}", sight.name(x)));
    Some(format!("{what} against {victim}{author}.{result}"))
}

/// Whether an order's nature makes it public: promises, threats, moves of forces, sanctions, changes of treaty.
pub fn public_order(sight: &Sight<'_>, order: usize) -> bool {
    let seen = |e: &Effect| {
        !matches!(
            e,
            Effect::Change { .. } | Effect::Pay { .. } | Effect::DropPlan | Effect::DelayPlan | Effect::Specialise
        )
    };
    sight.rules().orders.get(order).is_some_and(|o| o.vote || o.effects.iter().any(seen))
}

/// An order in words: "deploy forward (Sund)".
pub fn order_words(
    sight: &Sight<'_>,
    order: usize,
    target: Option<NationId>,
    domain: Option<crate::rules::capability::Domain>,
    amount: u32,
) -> String {
    let name = sight.rules().orders.get(order).map_or_else(|| "an order".to_owned(), |o| o.id.replace('_', " "));
    let mut about: Vec<String> = Vec::new();
    about.extend(target.map(|t| sight.name(t).to_owned()));
    about.extend(domain.map(|d| d.word().to_owned()));
    if amount > 1 {
        about.push(format!("x{amount}"));
    }
    if about.is_empty() { name } else { format!("{name} ({})", about.join(", ")) }
}

/// A given order in words, for lists of what was ordered.
pub fn given_words(sight: &Sight<'_>, order: &Order) -> String {
    match *order {
        Order::Give { order, target, domain, amount } => order_words(sight, order, target, domain, amount),
        Order::Answer { matter, answer } => {
            let found = sight.scene().matters.get(matter);
            let text = found.and_then(|m| m.answers.get(answer)).map_or("?", |a| a.text.as_str());
            format!("answer {}: {text}", found.map_or("a matter", |m| m.id.as_str()))
        }
    }
}

fn matter_words(sight: &Sight<'_>, actor: Actor, matter: usize, about: NationId, answer: Option<usize>) -> String {
    let scene: &Scene = sight.scene();
    let Some(found) = scene.matters.get(matter) else { return "A matter is closed.".to_owned() };
    let title = sight.fill(&found.title, actor, about);
    match answer.and_then(|a| found.answers.get(a)) {
        Some(answer) => format!("{title}: {}", sight.fill(&answer.text, actor, about)),
        None => format!("{title}: ignored. {}", sight.fill(&found.ignored_text, actor, about)),
    }
}

fn level_event(sight: &Sight<'_>, event: usize) -> String {
    let Some(found) = sight.scene().events.get(event) else { return "Something happens.".to_owned() };
    format!("{}. {}", found.title.trim_end_matches('.'), found.text)
}

#[cfg(test)]
#[path = "events_tests.rs"]
mod tests;
