//! The rules and the treaty of the sample match.
//! Plain data for tests; nothing outside tests reads it.
//! Not here: the sample's world (`view::sample`), shipped data (`levels/`).
//! Rule text: none; the numbers are round so that words are easy to check.

use crate::rules::capability::PerDomain;
use crate::rules::coefficients::Coefficients;
use crate::rules::definition::*;
use crate::rules::effect::{Condition, Effect, Quantity, Who};
use crate::rules::treaty::*;

pub(super) fn treaty() -> Treaty {
    let article = Article {
        id: "five".to_owned(),
        name: "Article 5".to_owned(),
        trigger: Trigger {
            kinds: vec![],
            severity: 0.4,
            attribution: 0.5,
            window: 1,
            side: Side::Victim,
            against: vec![],
        },
        scope: Scope::Anywhere,
        invoker: Invoker::Victim,
        consultation: None,
        decision: DecisionRule::Unanimity { silence_days: 3.0 },
        obligation: Obligation {
            kind: Duty::Defend,
            weight: 0.8,
            least: 2,
            consent: true,
        },
        days: 5.0,
        exemptions: vec![],
        expires: None,
        text: "An attack on one is an attack on all.".to_owned(),
    };
    Treaty {
        id: "pact".to_owned(),
        name: "The Pact".to_owned(),
        modelled_on: String::new(),
        articles: vec![article],
        command: 0.3,
        standing: 0.1,
        notice: (5.0, 30.0),
        burden_target: 0.02,
        weights: VoteWeights::Equal,
    }
}

fn change(what: Quantity, of: Who, toward: Option<Who>, by: f64) -> Effect {
    Effect::Change {
        what,
        of,
        toward,
        domain: None,
        by,
    }
}

fn act(id: &str, name: &str, kind: ActKind, attributability: f64, seizes: bool) -> Act {
    Act {
        id: id.to_owned(),
        name: name.to_owned(),
        kind,
        domains: PerDomain::default(),
        severity: if seizes { 0.9 } else { 0.3 },
        attributability,
        lead: 1,
        gain: 0.3,
        cost: 0.05,
        reach: 1000.0,
        seizes,
        days: 10.0,
        harm: vec![],
        text: format!("{name}."),
    }
}

fn order(id: &str, aim: Aim, money: f64, effects: Vec<Effect>) -> OrderDef {
    OrderDef {
        id: id.to_owned(),
        group: if aim == Aim::Domain {
            "Forces"
        } else {
            "Posture"
        }
        .to_owned(),
        seats: vec![SeatKind::Council, SeatKind::Member, SeatKind::Aggressor],
        aim,
        most: 3,
        money,
        capital: 1.0,
        lead: 1,
        vote: false,
        effects,
        suits: [0.0; 4],
        text: format!("What {id} does."),
        signals: format!("What {id} says."),
    }
}

pub(super) fn rules() -> RuleSet {
    let response = |id: &str| Response {
        id: id.to_owned(),
        name: id.to_owned(),
        cost: 0.02,
        help: 0.5,
        punishment: 0.1,
        fits: 0.5,
    };
    let threat = change(Quantity::Threat, Who::Rivals, Some(Who::Actor), 0.04);
    RuleSet {
        id: "sample".to_owned(),
        acts: vec![
            act("demand", "Demand", ActKind::Threat, 1.0, false),
            act(
                "border_incident",
                "Border incident",
                ActKind::Armed,
                0.9,
                false,
            ),
            act("sabotage", "Sabotage", ActKind::Grey, 0.3, false),
            act("invasion", "Invasion", ActKind::Armed, 1.0, true),
        ],
        responses: ["statement", "sanctions", "materiel", "forces", "combat"]
            .map(response)
            .to_vec(),
        orders: vec![
            order(
                "invest",
                Aim::Domain,
                2.0,
                vec![change(Quantity::Strength, Who::Actor, None, 1.0)],
            ),
            order(
                "deploy_forward",
                Aim::Ally,
                1.2,
                vec![Effect::Deploy { share: 0.05 }, threat.clone()],
            ),
            order("exercise", Aim::Nothing, 0.6, vec![threat]),
            order(
                "sanction",
                Aim::Rival,
                0.0,
                vec![Effect::Sanction { depth: 0.3 }],
            ),
            order(
                "deceive",
                Aim::Nothing,
                0.5,
                vec![change(Quantity::Deception, Who::Actor, None, 0.1)],
            ),
        ],
        matters: vec![matter()],
        coefficients: Coefficients::build(|_| Some(0.5)).expect("every coefficient is given"),
    }
}

pub(super) fn matter() -> Matter {
    let answer = |id: &str, posture| Answer {
        id: id.to_owned(),
        text: format!("Say {id}."),
        money: 1.0,
        capital: 2.0,
        effects: vec![change(Quantity::Trust, Who::Target, Some(Who::Actor), 0.05)],
        posture,
    };
    Matter {
        id: "burden_quarrel".to_owned(),
        seats: vec![SeatKind::Council],
        about: About::LowestBurdenAlly,
        when: Condition::Always,
        again: 0,
        weight: 1.0,
        title: "{target} pays too little".to_owned(),
        text: "A quarrel over burdens.".to_owned(),
        answers: vec![
            answer("press", Posture::Armer),
            answer("forgive", Posture::Reassurer),
        ],
        ignored: vec![change(Quantity::Cohesion, Who::Actor, None, -0.03)],
        ignored_text: "The quarrel goes on in the newspapers.".to_owned(),
    }
}
