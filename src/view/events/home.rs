//! What happens at home, in words: level events, elections, unrest, hazards, money.
//! Reads an event through a `Sight`; changes nothing. `None` for other events, and for what these eyes may not see.
//! Not here: orders (`events::orders`), wars (`events::deeds`).
//! Rule text: DESIGN section 5, "Assessment and record".

use super::super::sight::Sight;
use super::super::words;
use crate::rules::event::TurnEvent;
use crate::rules::id::NationId;

/// Level events, elections, unrest, hazards, money.
pub(super) fn told(sight: &Sight<'_>, event: &TurnEvent) -> Option<String> {
    let n = |id: NationId| sight.name(id);
    Some(match *event {
        TurnEvent::LevelEvent { event } => level_event(sight, event),
        TurnEvent::ElectionHeld {
            nation,
            changed: true,
        } => {
            format!("{} votes, and changes its government.", n(nation))
        }
        TurnEvent::ElectionHeld {
            nation,
            changed: false,
        } => format!("{} votes. The government stays.", n(nation)),
        TurnEvent::LeaderChanged { nation } => format!("{} has a new leader.", n(nation)),
        TurnEvent::InternalConflict {
            nation,
            began: true,
        } => format!("Internal conflict breaks out in {}.", n(nation)),
        TurnEvent::InternalConflict {
            nation,
            began: false,
        } => format!("The internal conflict in {} ends.", n(nation)),
        _ => return hazards(sight, event),
    })
}

/// Hazards and arrears.
fn hazards(sight: &Sight<'_>, event: &TurnEvent) -> Option<String> {
    let n = |id: NationId| sight.name(id);
    Some(match *event {
        TurnEvent::ClimateShock { nation, severity } => {
            format!(
                "A climate shock strikes {}; the damage is {}.",
                n(nation),
                words::degree(severity)
            )
        }
        TurnEvent::Epidemic { severity } => format!(
            "An epidemic spreads; its toll is {}.",
            words::degree(severity)
        ),
        TurnEvent::Refugees { from, to } => format!("People flee from {} to {}.", n(from), n(to)),
        TurnEvent::Arrears { nation, short } => {
            if !sight.knowledge().certain(nation) {
                return None;
            }
            format!(
                "{} cannot pay its forces in full: {} short.",
                n(nation),
                words::figure(short)
            )
        }
        TurnEvent::Piracy { nation, loss } => {
            if loss < 0.05 {
                return None;
            }
            format!(
                "Pirates cost {} about {} in trade.",
                n(nation),
                words::figure(loss)
            )
        }
        _ => return None,
    })
}

fn level_event(sight: &Sight<'_>, event: usize) -> String {
    let Some(found) = sight.scene().events.get(event) else {
        return "Something happens.".to_owned();
    };
    format!("{}. {}", found.title.trim_end_matches('.'), found.text)
}
