//! The quiet: one sentence on what may not have happened this turn, and whose pledge weighed.
//! Reads the aggressors' weighing as these eyes know it, and the turn's visible events; changes nothing.
//! Not here: what did happen (`view::events`), the full weighing (`view::why`).
//! Rule text: DESIGN section 5, "Each turn ends with The quiet".

use super::assessed::{self, Basis};
use super::sight::Sight;
use super::terms;
use crate::rules::decision::{Belief, Choice, Decision, Pick};
use crate::rules::event::TurnEvent;
use crate::rules::id::NationId;
use crate::rules::mind::coalition::by_force;

/// One sentence on the turn that just passed.
pub fn quiet(sight: &Sight<'_>, turn: u32) -> String {
    let held = |nation: NationId| {
        let (decision, basis) = assessed::weighing(sight, nation)?;
        let gap = assessed::gap(&decision, assessed::armed(sight, &decision)?);
        (!struck(sight, turn, nation)).then_some(Held {
            nation,
            decision,
            basis,
            gap,
        })
    };
    let closest = assessed::suspects(sight)
        .into_iter()
        .filter_map(held)
        .max_by(|a, b| a.gap.total_cmp(&b.gap));
    let said = closest.and_then(|held| sentence(sight, &held));
    said.unwrap_or_else(|| {
        "The quiet: nothing that your intelligence can put a name to.".to_owned()
    })
}

/// A nation that did not strike, with what it weighed.
struct Held {
    nation: NationId,
    decision: Decision,
    basis: Basis,
    gap: f64,
}

fn struck(sight: &Sight<'_>, turn: u32, nation: NationId) -> bool {
    let force = |act: usize| sight.rules().acts.get(act).is_some_and(by_force);
    sight.log().of_turn(turn).any(|e| match e {
        TurnEvent::ActCommitted { aggressor, act, .. } => *aggressor == nation && force(*act),
        TurnEvent::WarBegan { aggressor, .. } => *aggressor == nation,
        _ => false,
    })
}

fn sentence(sight: &Sight<'_>, held: &Held) -> Option<String> {
    let armed = assessed::armed(sight, &held.decision)?;
    let (name, what) = (sight.name(held.nation), terms::deed(sight, armed.pick));
    let (may, weighed) = match held.basis {
        Basis::Assessment => ("may have weighed", "seems to have weighed most"),
        Basis::Record => ("weighed", "weighed most"),
    };
    if held.gap >= 0.0 {
        return Some(format!(
            "The quiet: {name} {may} {what}, and has not struck; nothing yet suggests that it has changed its mind."
        ));
    }
    let same = held.decision.best().is_some_and(|b| b.pick == armed.pick);
    let deciding = held.decision.deciding.filter(|_| same);
    let whose = match deciding.or_else(|| strongest(sight, held, armed, same)) {
        Some(guarantor) if deciding.is_some() => {
            format!(
                "without {}'s pledge it might not have held",
                sight.name(guarantor)
            )
        }
        Some(guarantor) => format!("{}'s pledge {weighed}", sight.name(guarantor)),
        None => "nobody's pledge seems to have been needed".to_owned(),
    };
    Some(format!(
        "The quiet: {name} {may} {what}, and held; {whose}."
    ))
}

/// The guarantor whose coming counted most: by the chances behind the option, else by what the victim's allies are known to have.
fn strongest(sight: &Sight<'_>, held: &Held, armed: &Choice, same: bool) -> Option<NationId> {
    if same && !held.decision.beliefs.is_empty() {
        let rank = |b: &&Belief| b.chance * b.strength;
        let best = held
            .decision
            .beliefs
            .iter()
            .max_by(|a, b| rank(a).total_cmp(&rank(b)))?;
        return (best.chance * best.strength > 0.0).then_some(best.guarantor);
    }
    let Pick::Act(_, target) = armed.pick else {
        return None;
    };
    let known = sight.knowledge();
    let worth = |ally: &NationId| known.forces(*ally).total() * known.will(*ally);
    sight
        .board()
        .allies(target)
        .into_iter()
        .filter(|a| worth(a) > 0.0)
        .max_by(|a, b| worth(a).total_cmp(&worth(b)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::decision::{DecisionKind, Record, Term, TermName};
    use crate::rules::id::Actor;
    use crate::view::sample::{GRANDIA, SUND, Sample, VARN};

    fn held(deciding: Option<NationId>) -> Decision {
        let cost = Term {
            name: TermName::Effort,
            value: -0.2,
        };
        Decision {
            turn: 1,
            kind: DecisionKind::Aggression,
            actor: Actor::Nation(VARN),
            incident: None,
            article: None,
            options: vec![
                Choice::new(Pick::Hold, vec![]),
                Choice::new(Pick::Act(1, SUND), vec![cost]),
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
        let expected = "The quiet: Varn weighed a border incident against Sund, and held; \
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
