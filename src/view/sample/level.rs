//! The level of the sample match: names, seats, goals.
//! Plain data for tests; nothing outside tests reads it.
//! Not here: the sample's world (`view::sample`), shipped data (`levels/`).
//! Rule text: none; the numbers are round so that words are easy to check.

use super::NATIONS;
use crate::level::def::*;
use crate::rules::definition::*;
use crate::rules::effect::Condition;
use crate::rules::nation::RegimeKind;

pub(super) fn level() -> LevelDef {
    let objective = |id: &str, goal, fatal| Objective {
        id: id.to_owned(),
        text: format!("Goal {id}."),
        goal,
        fatal,
    };
    let seat = |id: &str, plays, objectives| SeatDef {
        id: id.to_owned(),
        plays,
        title: format!("Seat {id}"),
        briefing: "Your desk.".to_owned(),
        objectives,
    };
    let kept = vec![
        objective("members", Goal::NoMemberLost, true),
        objective("cohesion", Goal::Cohesion(0.5), false),
        objective("security", Goal::Security(0.7), false),
    ];
    LevelDef {
        format: 1,
        id: "sample".to_owned(),
        title: "The Sample".to_owned(),
        briefing: "A quiet coast.\n\nFor now.".to_owned(),
        rules: "sample".to_owned(),
        map: None,
        clock: ClockDef {
            turns: 8,
            years: 0.25,
            start: "Spring 2031".to_owned(),
        },
        seats: vec![
            seat("council", Plays::Council("pact".to_owned()), kept),
            seat("frontier", Plays::Nation("sund".to_owned()), vec![]),
            seat("aggressor", Plays::Nation("varn".to_owned()), vec![]),
        ],
        nations: NATIONS.iter().map(nation_def).collect(),
        alliances: vec![AllianceDef {
            id: "pact".to_owned(),
            name: "the Pact".to_owned(),
            treaty: "pact".to_owned(),
            cohesion: 0.62,
            money: 5.0,
            members: vec![],
            posture: Posture::Committer,
            text: "Two friends.".to_owned(),
        }],
        relations: vec![],
        orders: vec![],
        matters: vec![],
        events: vec![LevelEvent {
            id: "storm".to_owned(),
            about: None,
            when: Condition::Always,
            chance: 1.0,
            title: "A storm".to_owned(),
            text: "The ferries stay in port.".to_owned(),
            effects: vec![],
        }],
        lesson: None,
    }
}

fn nation_def((id, name, adjective): &(&str, &str, &str)) -> NationDef {
    NationDef {
        id: (*id).to_owned(),
        name: (*name).to_owned(),
        adjective: (*adjective).to_owned(),
        leader: Leader {
            name: "Ada Holm".to_owned(),
            office: "Prime Minister".to_owned(),
            character: "patient".to_owned(),
        },
        text: "A country.".to_owned(),
        region: "coast".to_owned(),
        product: 100.0,
        growth: 0.02,
        burden: 0.02,
        money: 0.0,
        regime: RegimeKind::Democracy,
        election: None,
        will: 0.5,
        support: 0.5,
        resilience: 0.5,
        stability: 0.7,
        forensics: 0.3,
        dependence: 0.2,
        patrol: 0.3,
        climate: 0.0,
        capabilities: [].into(),
        ambition: None,
        posture: Posture::Hedger,
        at: None,
    }
}
