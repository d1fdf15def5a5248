//! Reading a rules file: acts, responses, orders, standing matters, coefficients; and events and objectives of levels.
//! Reads nodes; writes the definitions of `rules::definition`.
//! Not here: effects and conditions (`decode::effect`), coefficients by name (`decode::table`).
//! Rule text: DESIGN sections 5 and 6.

use crate::level::ron::record::{record, variants};
use crate::rules::definition::{
    About, Act, Aim, Answer, Goal, LevelEvent, Matter, Objective, OrderDef, Posture, Response,
    RuleSet, SeatKind,
};
use crate::rules::effect::Condition;

record! {
    RuleSet {
        id: define(Rules),
        acts,
        responses,
        orders,
        matters = Vec::new(),
        coefficients,
    }
    Act {
        id: define(Act),
        name,
        kind,
        domains,
        severity: in 0.0..=1.0,
        attributability: in 0.0..=1.0,
        lead: in 0..=8 = 0,
        gain: in 0.0..=1.0,
        cost: in 0.0..=1.0 = 0.02,
        reach: in 1.0..=40000.0 = 3000.0,
        seizes = false,
        days: in 0.0..=365.0 = 30.0,
        harm = Vec::new(),
        text,
    }
    Response {
        id: define(Response),
        name,
        cost: in 0.0..=1.0,
        help: in 0.0..=1.0,
        punishment: in 0.0..=1.0,
        fits: in 0.0..=1.0,
    }
    OrderDef {
        id: define(Order),
        group,
        seats,
        aim = Aim::Nothing,
        most: in 1..=1000 = 1,
        money: in 0.0..=10000.0 = 0.0,
        capital: in 0.0..=20.0 = 1.0,
        lead: in 0..=40 = 0,
        vote = false,
        effects,
        suits: in -1.0..=1.0 = [0.0; 4],
        text,
        signals,
    }
    Matter {
        id: define(Matter),
        seats,
        about = About::Nobody,
        when = Condition::Always,
        again: in 0..=400 = 0,
        weight: in 0.0..=100.0 = 1.0,
        title,
        text,
        answers,
        ignored = Vec::new(),
        ignored_text,
    }
    Answer {
        id,
        text,
        money: in 0.0..=10000.0 = 0.0,
        capital: in 0.0..=20.0 = 0.0,
        effects = Vec::new(),
        posture,
    }
    LevelEvent {
        id: define(Event),
        about: refers(Nation) = None,
        when,
        chance: in 0.0..=1.0 = 1.0,
        title,
        text,
        effects = Vec::new(),
    }
    Objective {
        id,
        text,
        goal,
        fatal = false,
    }
}

variants!(Aim {
    Nothing,
    Domain,
    Nation,
    Ally,
    Outsider,
    Rival,
    Member
});
variants!(SeatKind {
    Council,
    Member,
    Aggressor
});
variants!(Posture {
    Armer,
    Reassurer,
    Committer,
    Hedger
});
variants!(About {
    Nobody,
    LeastTrustedAlly,
    LowestBurdenAlly,
    MostThreatenedAlly,
    GreatestThreat,
    GreatestTrader,
    Nation(refers(Nation)),
});
variants!(Goal {
    NoMemberLost,
    KeepTerritory,
    Cohesion(in 0.0..=1.0),
    Burden(in 0.0..=1.0),
    Solvent(in -1000000.0..=1000000.0),
    Support(in 0.0..=1.0),
    Gains(in 0.0..=10.0),
    Security(in 0.0..=1.0),
    Trust(in 0.0..=1.0),
    State(Condition),
});

#[cfg(test)]
mod tests {
    use super::super::tests::{good, read};
    use super::*;
    use crate::level::problem::Code;

    #[test]
    fn a_matter_has_sensible_defaults() {
        let matter = good::<Matter>(
            "(id: \"m\", seats: [Member], title: \"t\", text: \"t\", ignored_text: \"i\", \
             answers: [(id: \"a\", text: \"t\", posture: Hedger)])",
        );
        assert_eq!((matter.again, matter.weight), (0, 1.0));
        assert_eq!(matter.about, About::Nobody);
        assert_eq!(matter.when, Condition::Always);
        assert_eq!(matter.answers[0].capital, 0.0);
    }

    #[test]
    fn an_order_costs_one_capital_unless_it_says_more() {
        let order = good::<OrderDef>(
            "(id: \"o\", group: \"g\", seats: [Council], effects: [Withdraw], text: \"t\", signals: \"s\")",
        );
        assert_eq!(
            (
                order.most,
                order.money,
                order.capital,
                order.lead,
                order.vote
            ),
            (1, 0.0, 1.0, 0, false)
        );
    }

    #[test]
    fn every_mistake_of_an_act_is_reported() {
        let (value, problems) = read::<Act>(
            "(id: \"Bad Id\", name: \"n\", kind: Gray, domains: (lnd: 1), severity: 1.5, attributability: \"x\", gain: 0)",
        );
        assert!(value.is_none());
        let codes: Vec<Code> = problems.into_iter().map(|p| p.code).collect();
        for code in [
            Code::BadId,
            Code::UnknownVariant,
            Code::OutOfRange,
            Code::WrongType,
            Code::MissingField,
        ] {
            assert!(codes.contains(&code), "{code:?} not in {codes:?}");
        }
    }

    #[test]
    fn goals_carry_their_thresholds() {
        assert_eq!(good::<Goal>("Cohesion(0.5)"), Goal::Cohesion(0.5));
        assert_eq!(good::<Goal>("NoMemberLost"), Goal::NoMemberLost);
        assert_eq!(read::<Goal>("Cohesion(5)").1[0].code, Code::OutOfRange);
    }
}
