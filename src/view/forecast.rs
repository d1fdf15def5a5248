//! Forecasts: what a player expected of a turn, in words, and how it turned out.
//! Reads the log of events; changes nothing.
//! Not here: the text of forecasts in saves (`sim::log`).
//! Rule text: DESIGN section 7: before phase 4 a player may forecast who strikes and who answers; scored in the debrief.

use super::order_text::{Misread, nation};
use super::sight::Sight;
use crate::level::problem::nearest;
use crate::rules::event::{TurnEvent, Verdict};
use crate::sim::log::Forecast;

/// Reads a forecast as typed: `quiet`, `NATION [ACT]`, `answers NATION`.
pub fn parse(sight: &Sight<'_>, text: &str) -> Result<Forecast, Misread> {
    let lower = text.trim().to_lowercase();
    if lower == "quiet" {
        return Ok(Forecast::Quiet);
    }
    if let Some(rest) = lower.strip_prefix("answers ") {
        return nation(sight, rest).map(|n| Forecast::Answers(sight.id(n).to_owned()));
    }
    let rest = lower.strip_prefix("strikes ").unwrap_or(&lower);
    if let Ok(found) = nation(sight, rest) {
        return Ok(Forecast::Strikes(sight.id(found).to_owned(), None));
    }
    let (who, act) = rest.split_once(' ').unwrap_or((rest, ""));
    let found = nation(sight, who)?;
    let wanted = act.trim().replace([' ', '-'], "_");
    let ids = || sight.rules().acts.iter().map(|a| a.id.as_str());
    match ids()
        .find(|id| *id == wanted)
        .or_else(|| ids().find(|id| !wanted.is_empty() && id.starts_with(&wanted)))
    {
        Some(id) => Ok(Forecast::Strikes(
            sight.id(found).to_owned(),
            Some(id.to_owned()),
        )),
        None => Err(Misread {
            reason: format!("No act is called `{wanted}`."),
            suggestion: nearest(&wanted, ids()).map(|a| format!("forecast {who} {a}")),
            unknown: false,
        }),
    }
}

/// A forecast in words.
pub fn words(sight: &Sight<'_>, forecast: &Forecast) -> String {
    let name = |id: &str| {
        sight
            .roster()
            .nation(id)
            .map_or(id.to_owned(), |n| sight.name(n).to_owned())
    };
    match forecast {
        Forecast::Quiet => "nobody strikes".to_owned(),
        Forecast::Strikes(nation, None) => format!("{} strikes", name(nation)),
        Forecast::Strikes(nation, Some(act)) => {
            format!("{} strikes: {}", name(nation), act.replace('_', " "))
        }
        Forecast::Answers(nation) => format!("{} comes when called", name(nation)),
    }
}

/// A forecast with what came of it. Only once the record is open.
pub fn scored(sight: &Sight<'_>, turn: u32, forecast: &Forecast) -> String {
    let right = came_true(sight, turn, forecast);
    let result = if right { "right" } else { "wrong" };
    format!("Turn {turn}: {}: {result}.", words(sight, forecast))
}

fn came_true(sight: &Sight<'_>, turn: u32, forecast: &Forecast) -> bool {
    let mut events = sight.log().of_turn(turn);
    let is = |n, id: &str| sight.id(n) == id;
    match forecast {
        Forecast::Quiet => !events.any(|e| matches!(e, TurnEvent::ActCommitted { .. })),
        Forecast::Strikes(id, wanted) => events.any(|e| match e {
            TurnEvent::ActCommitted { aggressor, act, .. } => {
                let found = sight.rules().acts.get(*act).map(|a| a.id.as_str());
                is(*aggressor, id) && wanted.as_deref().is_none_or(|w| found == Some(w))
            }
            _ => false,
        }),
        Forecast::Answers(id) => events.any(|e| match e {
            TurnEvent::Responded {
                guarantor,
                verdict,
                level,
                ..
            } => is(*guarantor, id) && *verdict == Verdict::Honour && level.is_some_and(|l| l > 0),
            _ => false,
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::sample::{SUND, Sample, VARN};

    #[test]
    fn forecasts_are_read_as_people_type_them() {
        let sample = Sample::new();
        let sight = sample.council();
        let varn =
            |act: Option<&str>| Ok(Forecast::Strikes("varn".to_owned(), act.map(str::to_owned)));
        assert_eq!(parse(&sight, "quiet"), Ok(Forecast::Quiet));
        assert_eq!(parse(&sight, "Varn"), varn(None));
        assert_eq!(
            parse(&sight, "varn border incident"),
            varn(Some("border_incident"))
        );
        assert_eq!(
            parse(&sight, "answers sund"),
            Ok(Forecast::Answers("sund".to_owned()))
        );
        let slip = parse(&sight, "varn sabotge").expect_err("a slip");
        assert_eq!(slip.suggestion.as_deref(), Some("forecast varn sabotage"));
    }

    #[test]
    fn forecasts_are_scored_against_what_happened() {
        let mut sample = Sample::new();
        sample.happened(TurnEvent::ActCommitted {
            aggressor: VARN,
            act: 2,
            target: SUND,
            success: true,
        });
        let sight = sample.open();
        assert_eq!(
            scored(&sight, 1, &Forecast::Quiet),
            "Turn 1: nobody strikes: wrong."
        );
        let strikes = Forecast::Strikes("varn".to_owned(), Some("sabotage".to_owned()));
        assert_eq!(
            scored(&sight, 1, &strikes),
            "Turn 1: Varn strikes: sabotage: right."
        );
        assert!(scored(&sight, 1, &Forecast::Answers("sund".to_owned())).ends_with("wrong."));
    }
}
