//! Plans, wars and the end of the match in words.
//! Reads an event through a `Sight`; changes nothing. `None` for other events, and for what these eyes may not see.
//! Not here: acts and who is blamed for them (`events::answers`).
//! Rule text: DESIGN section 5, "Assessment and record".

use super::super::sight::Sight;
use super::super::{terms, words};
use crate::rules::event::TurnEvent;
use crate::rules::id::{Actor, NationId};

/// Plans of others stay hidden; one's own, and indicators that were seen, do not.
pub(super) fn plan(sight: &Sight<'_>, event: &TurnEvent) -> Option<String> {
    let n = |id: NationId| sight.name(id);
    let own = |id: NationId| sight.open || sight.actor == Some(Actor::Nation(id));
    Some(match *event {
        TurnEvent::PlanMade {
            aggressor,
            act,
            target,
        } if own(aggressor) => {
            format!(
                "{} begins to plan {} against {}.",
                n(aggressor),
                sight.an_act(act),
                n(target)
            )
        }
        TurnEvent::PlanAdvanced { aggressor } if own(aggressor) => {
            format!("{}'s plan goes on.", n(aggressor))
        }
        TurnEvent::PlanPaused { aggressor } if own(aggressor) => {
            format!("{}'s plan pauses.", n(aggressor))
        }
        TurnEvent::PlanDropped {
            aggressor,
            act,
            target,
        } if own(aggressor) => {
            format!(
                "{} drops its plan for {} against {}.",
                n(aggressor),
                sight.an_act(act),
                n(target)
            )
        }
        TurnEvent::PlanSeen {
            viewer,
            aggressor,
            act,
            target,
        } if sight.shares(viewer) => {
            format!(
                "Indicators: {} may be preparing {} against {}.",
                n(aggressor),
                sight.an_act(act),
                n(target)
            )
        }
        _ => return None,
    })
}

/// Wars, concessions and their ends, which all can see.
pub(super) fn war(sight: &Sight<'_>, event: &TurnEvent) -> Option<String> {
    let n = |id: NationId| sight.name(id);
    Some(match *event {
        TurnEvent::WarBegan { aggressor, target } => {
            format!("War: {} against {}.", n(aggressor), n(target))
        }
        TurnEvent::GroundTaken {
            aggressor,
            target,
            share,
        } => {
            format!(
                "{} takes about {} of {}.",
                n(aggressor),
                words::percent(share),
                n(target)
            )
        }
        TurnEvent::WarEnded {
            aggressor,
            target,
            pick,
            front,
        } => {
            let line = if front > 0.005 {
                format!("with about {} of the ground taken", words::percent(front))
            } else {
                "with no ground taken".to_owned()
            };
            let how = terms::pick(sight, pick);
            format!(
                "The war of {} against {} ends ({how}), {line}.",
                n(aggressor),
                n(target)
            )
        }
        TurnEvent::Conceded { by, to, share } => {
            format!(
                "{} gives way to {}: about {} of what was asked.",
                n(by),
                n(to),
                words::percent(share)
            )
        }
        TurnEvent::BackedDown { aggressor, target } => {
            format!("{} backs down before {}.", n(aggressor), n(target))
        }
        TurnEvent::Climbed {
            aggressor,
            target,
            act,
        } => {
            format!(
                "{} climbs: {} against {}.",
                n(aggressor),
                sight.an_act(act),
                n(target)
            )
        }
        _ => return ending(sight, event),
    })
}

/// Goals lost, and the end.
fn ending(sight: &Sight<'_>, event: &TurnEvent) -> Option<String> {
    Some(match *event {
        TurnEvent::ObjectiveFailed { seat, objective } => {
            if !sight.open && sight.seat_index() != Some(seat) {
                return None;
            }
            let goal = sight
                .level
                .seats
                .get(seat)
                .and_then(|s| s.objectives.get(objective));
            format!(
                "A goal is lost: {}",
                goal.map_or("one of yours.", |o| &o.text)
            )
        }
        TurnEvent::MatchOver => "The match is over.".to_owned(),
        _ => return None,
    })
}
