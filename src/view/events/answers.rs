//! Acts as they are attributed, and what victims, alliances and guarantors did about them, in words.
//! Reads an event and the turn's incidents through a `Sight`; changes nothing.
//! Not here: plans and wars (`events::deeds`), why a guarantor answered as it did (`report::ledger`).
//! Rule text: DESIGN section 5, "Assessment and record".

use super::super::sight::Sight;
use super::super::{terms, words};
use super::{Incidents, Seen, overt};
use crate::rules::definition::ActKind;
use crate::rules::event::{Change, TurnEvent};
use crate::rules::id::{Actor, AllianceId, NationId};

/// Acts, whom they are laid at, the victim's stance, and contests of arms.
pub(super) fn act(sight: &Sight<'_>, incidents: &Incidents, event: &TurnEvent) -> Option<String> {
    let n = |id: NationId| sight.name(id);
    Some(match *event {
        TurnEvent::ActCommitted {
            aggressor,
            act,
            target,
            success,
        } => {
            let seen = Seen {
                aggressor: Some(aggressor),
                act: Some(act),
                target,
                accused: None,
            };
            return committed(sight, incidents, &seen, success);
        }
        TurnEvent::Attributed {
            incident,
            accused,
            confidence,
        } => {
            return attributed(sight, incidents, incident, accused, confidence);
        }
        TurnEvent::StanceTaken {
            nation,
            incident,
            stance,
        } => {
            let what = incidents.about(sight, incident);
            format!(
                "{} answers {what}: {}.",
                n(nation),
                terms::pick(sight, stance)
            )
        }
        TurnEvent::Contest {
            aggressor,
            target,
            act,
            outcome,
            ..
        } => {
            let what = words::capital(&sight.act(act));
            format!(
                "{what}, {} against {}: {}.",
                n(aggressor),
                n(target),
                terms::outcome(outcome)
            )
        }
        _ => return None,
    })
}

/// Consultations, findings, answers and changes of membership.
pub(super) fn told(sight: &Sight<'_>, incidents: &Incidents, event: &TurnEvent) -> Option<String> {
    let n = |id: NationId| sight.name(id);
    let a = |id| sight.alliance_name(id);
    let about = |incident| incidents.about(sight, incident);
    Some(match *event {
        TurnEvent::Consulted {
            alliance,
            article: index,
        } => {
            format!(
                "{} consults under {}.",
                words::capital(&a(alliance)),
                article(sight, alliance, index)
            )
        }
        TurnEvent::StandingForceMoved { alliance, incident } => {
            format!(
                "The standing force of {} moves over {}.",
                a(alliance),
                about(incident)
            )
        }
        TurnEvent::FindingMade {
            alliance,
            article: index,
            incident,
            yes,
            no,
            applies,
            days,
            ..
        } => {
            let verdict = if applies { "applies" } else { "does not apply" };
            let days = words::count(days.round().clamp(0.0, 1e6) as u32, "day");
            let (who, name) = (
                words::capital(&a(alliance)),
                article(sight, alliance, index),
            );
            let what = about(incident);
            format!(
                "{who} finds after {days} that {name} {verdict} to {what}: {yes} for, {no} against."
            )
        }
        TurnEvent::Responded {
            guarantor,
            incident,
            duty,
            verdict,
            level,
        } => {
            let (who, what) = (n(guarantor), about(incident));
            let how = level.map_or_else(|| "nothing".to_owned(), |l| terms::response(sight, l));
            match duty {
                Some(duty) => {
                    let (verdict, duty) = (terms::verdict(verdict), terms::duty(duty));
                    format!("{who} {verdict} ({duty}) over {what}: {how}.")
                }
                None => format!("{who} owes nothing over {what}, and answers with {how}."),
            }
        }
        TurnEvent::MembershipChanged {
            alliance,
            nation,
            change,
        } => membership(n(nation), &a(alliance), change),
        _ => return None,
    })
}

fn membership(nation: &str, alliance: &str, change: Change) -> String {
    match change {
        Change::Joined => format!("{nation} joins {alliance}."),
        Change::Left => format!("{nation} leaves {alliance}."),
        Change::Suspended => {
            let alliance = words::capital(alliance);
            format!("{alliance} suspends its protection of {nation}.")
        }
    }
}

fn article(sight: &Sight<'_>, alliance: AllianceId, index: usize) -> String {
    let row = sight.board().alliances.get(alliance.index());
    let found = row.and_then(|a| a.treaty.articles.get(index));
    found.map_or("an article", |x| x.name.as_str()).to_owned()
}

fn attributed(
    sight: &Sight<'_>,
    incidents: &Incidents,
    incident: usize,
    accused: Option<NationId>,
    confidence: f64,
) -> Option<String> {
    let seen = incidents.get(incident)?;
    let plain = seen.act.is_none_or(|act| overt(sight, act));
    if plain || (accused.is_none() && !noticed(sight, seen)) {
        return None;
    }
    let what = incidents.about(sight, incident);
    Some(match accused {
        Some(x) => {
            let surely = words::likelihood(confidence);
            format!(
                "{} is laid at {}'s door: {surely}.",
                words::capital(&what),
                sight.name(x)
            )
        }
        None => format!("Nobody can say who is behind {what}."),
    })
}

/// Whether an act that nobody was accused of is noticed at all: quiet success and quiet failure both stay quiet.
fn noticed(sight: &Sight<'_>, seen: &Seen) -> bool {
    let act = seen.act.and_then(|a| sight.rules().acts.get(a));
    sight.open || act.is_none_or(|a| a.kind != ActKind::Grey || a.severity >= 0.1)
}

fn committed(
    sight: &Sight<'_>,
    incidents: &Incidents,
    seen: &Seen,
    success: bool,
) -> Option<String> {
    let (aggressor, act) = (seen.aggressor?, seen.act?);
    let same =
        |s: &&Seen| (s.aggressor, s.act, s.target) == (seen.aggressor, seen.act, seen.target);
    let accused = incidents.0.iter().find(same).and_then(|s| s.accused);
    let own = sight.actor == Some(Actor::Nation(aggressor));
    let what = words::capital(&sight.act(act));
    let victim = sight.name(seen.target);
    let result = if success { "" } else { " It fails." };
    if sight.open || own || overt(sight, act) {
        return Some(format!(
            "{what} by {} against {victim}.{result}",
            sight.name(aggressor)
        ));
    }
    if accused.is_none() && !(success && noticed(sight, seen)) {
        return None;
    }
    let unknown = || ", by persons unknown".to_owned();
    let author = accused.map_or_else(unknown, |x| format!(", allegedly by {}", sight.name(x)));
    Some(format!("{what} against {victim}{author}.{result}"))
}
