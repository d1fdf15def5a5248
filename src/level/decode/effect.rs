//! Reading effects and conditions: the small language of orders, acts, matters and events.
//! Reads nodes; writes `Effect`, `Condition` and their parts, and notes every nation and act they name.
//! Not here: what they do (`rules`), how articles of treaties are read (`decode::treaty`).
//! Rule text: DESIGN "Data before code".

use crate::level::ron::record::variants;
use crate::rules::effect::{Amendment, Condition, Effect, Quantity, Who};

variants!(Who { Actor, Target, Allies, Rivals, Everyone, Nation(refers(Nation)) });

variants!(Quantity {
    Strength,
    Readiness,
    Interoperability,
    Money,
    Capital,
    Burden,
    Growth,
    Product,
    Will,
    Support,
    Resilience,
    Stability,
    Forensics,
    Patrol,
    Terror,
    Appetite,
    Resolve,
    Dependence,
    Deception,
    Trust,
    Threat,
    Rivalry,
    Trade,
    Credibility,
    Pledge,
    Cohesion,
    Command,
    StandingForce,
    Sharing,
});

variants!(Effect {
    Change { what, of, toward = None, domain = None, by: in -1000000.0..=1000000.0 },
    Deploy { share: in 0.0..=1.0 },
    Withdraw,
    StationStrategic,
    RemoveStrategic,
    Commit { stake: in 0.0..=1.0 },
    Threaten { stake: in 0.0..=1.0 },
    Specialise,
    Pay { money: in 0.0..=1000000.0 },
    Sanction { depth: in 0.0..=1.0 },
    Lift,
    PreDelegate,
    Invite,
    Suspend,
    Leave,
    Amend(Amendment),
    DropPlan,
    DelayPlan,
    Concede { share: in 0.0..=1.0 },
});

variants!(Amendment {
    QualifiedMajority,
    Unanimity,
    Threshold(in -1.0..=1.0),
    WiderScope,
    BurdenTarget(in -0.2..=0.2),
});

variants!(Condition {
    Always,
    All(Vec<Condition>),
    Any(Vec<Condition>),
    Not(Box<Condition>),
    From(in 0..=400),
    Until(in 0..=400),
    On(in 0..=400),
    Above { what, of, toward = None, level: in -1000000.0..=10000000.0 },
    Below { what, of, toward = None, level: in -1000000.0..=10000000.0 },
    PlanSeen,
    Planning(Who),
    Happened { act: refers(Act) = None, against = None, turns: in 1..=400 = 1 },
    Reneged { turns: in 1..=400 = 1 },
    AtWar(Who),
    Garrisoned(Who),
    After(refers(Matter)),
    Answered { matter: refers(Matter), answer },
    LostTerritory(Who),
});

#[cfg(test)]
mod tests {
    use super::super::tests::{good, read};
    use super::*;
    use crate::level::problem::Code;
    use crate::rules::capability::Domain;

    fn codes(text: &str) -> Vec<Code> {
        read::<Effect>(text).1.into_iter().map(|p| p.code).collect()
    }

    #[test]
    fn a_change_needs_neither_other_side_nor_domain() {
        let wanted = Effect::Change {
            what: Quantity::Will,
            of: Who::Actor,
            toward: None,
            domain: None,
            by: 0.1,
        };
        assert_eq!(
            good::<Effect>("Change(what: Will, of: Actor, by: 0.1)"),
            wanted
        );
    }

    #[test]
    fn a_change_may_name_a_nation_and_a_domain() {
        let text = "Change(what: Strength, of: Nation(\"arda\"), domain: land, by: -1)";
        let wanted = Effect::Change {
            what: Quantity::Strength,
            of: Who::Nation("arda".into()),
            toward: None,
            domain: Some(Domain::Land),
            by: -1.0,
        };
        assert_eq!(good::<Effect>(text), wanted);
    }

    #[test]
    fn unknown_words_ranges_and_missing_fields_are_reported() {
        assert_eq!(codes("Chnage(what: Will)"), [Code::UnknownVariant]);
        assert_eq!(codes("Deploy(share: 2)"), [Code::OutOfRange]);
        assert_eq!(
            codes("Change(what: Wil, of: Actor)"),
            [Code::MissingField, Code::UnknownVariant]
        );
        assert_eq!(codes("Amend(Threshold(2))"), [Code::OutOfRange]);
    }

    #[test]
    fn conditions_nest() {
        let text = "All([From(3), Not(Above(what: Threat, of: Actor, toward: Target, level: 0.5)), Any([PlanSeen])])";
        let Condition::All(parts) = good::<Condition>(text) else {
            panic!("not All")
        };
        assert_eq!(parts.len(), 3);
        assert_eq!(parts[0], Condition::From(3));
    }

    #[test]
    fn what_happened_may_be_any_act_last_turn() {
        let wanted = Condition::Happened {
            act: None,
            against: None,
            turns: 1,
        };
        assert_eq!(good::<Condition>("Happened()"), wanted);
        assert_eq!(good::<Condition>("Happened(turns: 1)"), wanted);
    }

    #[test]
    fn conditions_nested_to_the_limit_do_not_overflow() {
        let text = format!("{}Always{}", "Not(".repeat(120), ")".repeat(120));
        good::<Condition>(&text);
    }
}
