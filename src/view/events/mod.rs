//! Events as sentences, filtered by what a seat may know: the author of a deniable act is named only once accused.
//! Reads the event log through a `Sight`; changes nothing.
//! Not here: what happened (`rules::event`), what did not happen (`view::quiet`).
//! Rule text: DESIGN section 5, "Assessment and record".

mod answers;
mod deeds;
mod home;
mod orders;
#[cfg(test)]
mod tests;

use serde::Serialize;

pub use orders::{given_words, order_words, public_order};

use super::sight::Sight;
use crate::rules::definition::ActKind;
use crate::rules::event::TurnEvent;
use crate::rules::id::{Actor, NationId};
use crate::rules::mind::coalition::by_force;

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
        Some(EventView {
            turn,
            text,
            weight: weight(event),
        })
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
                TurnEvent::ActCommitted {
                    aggressor,
                    act,
                    target,
                    ..
                } => {
                    found.push(Seen {
                        aggressor: Some(aggressor),
                        act: Some(act),
                        target,
                        accused: None,
                    });
                }
                TurnEvent::Attributed {
                    incident, accused, ..
                } => {
                    if let Some(seen) = found.get_mut(incident) {
                        seen.accused = accused;
                    }
                }
                _ => {}
            }
        }
        // Unrest comes before the councils after the turn's acts.
        let unrest = events.iter().filter_map(|e| match **e {
            TurnEvent::InternalConflict {
                nation,
                began: true,
            } => Some(nation),
            _ => None,
        });
        let unrest = unrest.filter(|n| !sight.board().nation(*n).alliances.is_empty());
        found.extend(unrest.map(|target| Seen {
            aggressor: None,
            act: None,
            target,
            accused: None,
        }));
        Self(found)
    }

    /// The incident with this index.
    pub fn get(&self, incident: usize) -> Option<&Seen> {
        self.0.get(incident)
    }

    fn about(&self, sight: &Sight<'_>, incident: usize) -> String {
        match self.0.get(incident) {
            Some(Seen {
                act: Some(act),
                target,
                ..
            }) => {
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
        TurnEvent::OrderArrived { .. }
        | TurnEvent::Piracy { .. }
        | TurnEvent::OrderGiven { .. } => Weight::Minor,
        _ => Weight::Plain,
    }
}

/// An event as a sentence, or `None` when these eyes may not see it.
pub fn sentence(sight: &Sight<'_>, incidents: &Incidents, event: &TurnEvent) -> Option<String> {
    orders::told(sight, event)
        .or_else(|| home::told(sight, event))
        .or_else(|| deeds::plan(sight, event))
        .or_else(|| deeds::war(sight, event))
        .or_else(|| answers::act(sight, incidents, event))
        .or_else(|| answers::told(sight, incidents, event))
}
