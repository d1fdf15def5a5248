//! The quiet: one sentence on what may not have happened this turn, and whose pledge weighed.
//! Reads the aggressors' weighing as these eyes know it, and the turn's visible events; changes nothing.
//! Not here: what did happen (`view::events`), the full weighing (`view::why`).
//! Rule text: DESIGN section 5, "Each turn ends with The quiet".

use super::assessed::{self, Basis};
use super::sight::Sight;
use super::terms;
use crate::rules::decision::Decision;
use crate::rules::event::TurnEvent;
use crate::rules::id::NationId;

/// One sentence on the turn that just passed.
pub fn quiet(sight: &Sight<'_>, turn: u32) -> String {
    let acted = |nation: NationId| {
        sight.log().of_turn(turn).any(|e| match e {
            TurnEvent::ActCommitted { aggressor, act, .. } => {
                *aggressor == nation && super::events::overt(sight, *act)
            }
            TurnEvent::WarBegan { aggressor, .. } => *aggressor == nation,
            _ => false,
        })
    };
    let held = |nation: NationId| {
        let (decision, basis) = assessed::weighing(sight, nation)?;
        (!acted(nation) && decision.margin < 0.0 && decision.best().is_some())
            .then_some((nation, decision, basis))
    };
    let closest = assessed::suspects(sight)
        .into_iter()
        .filter_map(held)
        .max_by(|a, b| a.1.margin.total_cmp(&b.1.margin));
    match closest {
        Some((nation, decision, basis)) => sentence(sight, nation, &decision, basis),
        None => "The quiet: nothing that your intelligence can put a name to.".to_owned(),
    }
}

fn sentence(sight: &Sight<'_>, nation: NationId, decision: &Decision, basis: Basis) -> String {
    let name = sight.name(nation);
    let (may, weighed) = match basis {
        Basis::Assessment => ("may have weighed", "seems to have weighed most"),
        Basis::Record => ("weighed", "weighed most"),
    };
    let what = decision
        .best()
        .map_or_else(|| "an act".to_owned(), |c| terms::pick(sight, c.pick));
    let strongest = || {
        let rank = |b: &&crate::rules::decision::Belief| b.chance * b.strength;
        let best = decision
            .beliefs
            .iter()
            .max_by(|a, b| rank(a).total_cmp(&rank(b)))?;
        (best.chance * best.strength > 0.0).then_some(best.guarantor)
    };
    let whose = match decision.deciding.or_else(strongest) {
        Some(guarantor) if decision.deciding.is_some() => format!(
            "without {}'s pledge it might not have held",
            sight.name(guarantor)
        ),
        Some(guarantor) => format!("{}'s pledge {weighed}", sight.name(guarantor)),
        None => "nobody's pledge seems to have been needed".to_owned(),
    };
    format!("The quiet: {name} {may} {what}, and held; {whose}.")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::decision::{Belief, Choice, DecisionKind, Pick, Record};
    use crate::rules::id::Actor;
    use crate::view::sample::{GRANDIA, SUND, Sample, VARN};

    fn held(deciding: Option<NationId>) -> Decision {
        Decision {
            turn: 1,
            kind: DecisionKind::Aggression,
            actor: Actor::Nation(VARN),
            incident: None,
            article: None,
            options: vec![
                Choice::new(Pick::Hold, vec![]),
                Choice::new(Pick::Act(1, SUND), vec![]),
            ],
            threshold: 0.0,
            chosen: 0,
            margin: -0.2,
            beliefs: vec![Belief {
                guarantor: GRANDIA,
                chance: 0.7,
                strength: 9.0,
            }],
            deciding,
        }
    }

    #[test]
    fn the_quiet_names_the_attack_that_did_not_come_and_the_pledge_that_weighed() {
        let mut sample = Sample::new();
        sample
            .world
            .resource_mut::<Record>()
            .0
            .push(held(Some(GRANDIA)));
        let expected = "The quiet: Varn weighed border incident against Sund, and held; \
                        without Grandia's pledge it might not have held.";
        assert_eq!(quiet(&sample.open(), 1), expected);
    }

    #[test]
    fn without_a_deciding_pledge_the_strongest_is_named() {
        let mut sample = Sample::new();
        sample.world.resource_mut::<Record>().0.push(held(None));
        assert!(quiet(&sample.open(), 1).ends_with("and held; Grandia's pledge weighed most."));
    }

    #[test]
    fn after_an_open_attack_there_is_no_quiet_about_it() {
        let mut sample = Sample::new();
        sample.world.resource_mut::<Record>().0.push(held(None));
        sample.happened(TurnEvent::WarBegan {
            aggressor: VARN,
            target: SUND,
        });
        assert!(quiet(&sample.open(), 1).contains("nothing that your intelligence"));
    }
}
