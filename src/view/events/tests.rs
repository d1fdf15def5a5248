//! Tests of `view::events`: every variant has words, and a seat learns no more than it may.
//! Reads the sample match; changes nothing outside it.
//! Not here: the sentences themselves (`view::events`).
//! Rule text: DESIGN section 5, "Assessment and record".

use super::*;
use crate::rules::capability::{Domain, PerDomain};
use crate::rules::decision::Pick;
use crate::rules::event::{Change, Outcome, Verdict};
use crate::rules::treaty::Duty;
use crate::view::sample::{GRANDIA, MIRRO, PACT, SUND, Sample, VARN};

const COUNCIL: Actor = Actor::Council(PACT);

/// Every variant once. The match below keeps the list complete.
fn every_event() -> Vec<TurnEvent> {
    let (aggressor, target) = (VARN, SUND);
    let forces = PerDomain::default();
    vec![
        TurnEvent::OrderGiven {
            actor: COUNCIL,
            order: 0,
            target: None,
            domain: Some(Domain::Land),
            amount: 2,
        },
        TurnEvent::OrderArrived {
            actor: COUNCIL,
            order: 1,
            target: Some(SUND),
        },
        TurnEvent::OrderLapsed {
            actor: COUNCIL,
            order: 0,
        },
        TurnEvent::OrderVoted {
            actor: COUNCIL,
            order: 3,
            yes: 2,
            no: 0,
            passed: true,
        },
        TurnEvent::MatterClosed {
            actor: COUNCIL,
            matter: 0,
            about: SUND,
            answer: None,
        },
        TurnEvent::LevelEvent { event: 0 },
        TurnEvent::ElectionHeld {
            nation: SUND,
            changed: true,
        },
        TurnEvent::LeaderChanged { nation: VARN },
        TurnEvent::InternalConflict {
            nation: MIRRO,
            began: true,
        },
        TurnEvent::ClimateShock {
            nation: MIRRO,
            severity: 0.5,
        },
        TurnEvent::Epidemic { severity: 0.2 },
        TurnEvent::Refugees {
            from: MIRRO,
            to: SUND,
        },
        TurnEvent::Arrears {
            nation: SUND,
            short: 0.5,
        },
        TurnEvent::PlanMade {
            aggressor,
            act: 2,
            target,
        },
        TurnEvent::PlanAdvanced { aggressor },
        TurnEvent::PlanPaused { aggressor },
        TurnEvent::PlanDropped {
            aggressor,
            act: 2,
            target,
        },
        TurnEvent::PlanSeen {
            viewer: COUNCIL,
            aggressor,
            act: 2,
            target,
        },
        TurnEvent::ActCommitted {
            aggressor,
            act: 2,
            target,
            success: true,
        },
        TurnEvent::Attributed {
            incident: 0,
            accused: Some(VARN),
            confidence: 0.6,
        },
        TurnEvent::Consulted {
            alliance: PACT,
            article: 0,
        },
        TurnEvent::StandingForceMoved {
            alliance: PACT,
            incident: 0,
        },
        TurnEvent::FindingMade {
            alliance: PACT,
            article: 0,
            rule: 0,
            incident: 0,
            yes: 2,
            no: 0,
            applies: true,
            days: 5.0,
        },
        TurnEvent::Responded {
            guarantor: GRANDIA,
            incident: 0,
            duty: Some(Duty::Defend),
            verdict: Verdict::Honour,
            level: Some(4),
        },
        TurnEvent::Contest {
            aggressor,
            target,
            act: 3,
            attack: forces,
            defence: forces,
            outcome: Outcome::Stalemate,
        },
        TurnEvent::WarBegan { aggressor, target },
        TurnEvent::GroundTaken {
            aggressor,
            target,
            share: 0.1,
        },
        TurnEvent::WarEnded {
            aggressor,
            target,
            pick: Pick::Settle,
            front: 0.1,
        },
        TurnEvent::Conceded {
            by: SUND,
            to: VARN,
            share: 0.2,
        },
        TurnEvent::BackedDown { aggressor, target },
        TurnEvent::Climbed {
            aggressor,
            target,
            act: 3,
        },
        TurnEvent::Piracy {
            nation: SUND,
            loss: 1.2,
        },
        TurnEvent::MembershipChanged {
            alliance: PACT,
            nation: MIRRO,
            change: Change::Joined,
        },
        TurnEvent::ObjectiveFailed {
            seat: 0,
            objective: 0,
        },
        TurnEvent::MatchOver,
        TurnEvent::StanceTaken {
            nation: SUND,
            incident: 0,
            stance: Pick::Firm,
        },
    ]
}

fn all_words(sight: &Sight<'_>) -> Vec<Option<String>> {
    let events = every_event();
    let refs: Vec<&TurnEvent> = events.iter().collect();
    let incidents = Incidents::of(sight, &refs);
    events
        .iter()
        .map(|e| sentence(sight, &incidents, e))
        .collect()
}

/// A variant that is new fails to compile here until `every_event` and the words know it.
fn position(event: &TurnEvent) -> usize {
    use TurnEvent::*;
    match event {
        OrderGiven { .. } => 0,
        OrderArrived { .. } => 1,
        OrderLapsed { .. } => 2,
        OrderVoted { .. } => 3,
        MatterClosed { .. } => 4,
        LevelEvent { .. } => 5,
        ElectionHeld { .. } => 6,
        LeaderChanged { .. } => 7,
        InternalConflict { .. } => 8,
        ClimateShock { .. } => 9,
        Epidemic { .. } => 10,
        Refugees { .. } => 11,
        Arrears { .. } => 12,
        PlanMade { .. } => 13,
        PlanAdvanced { .. } => 14,
        PlanPaused { .. } => 15,
        PlanDropped { .. } => 16,
        PlanSeen { .. } => 17,
        ActCommitted { .. } => 18,
        Attributed { .. } => 19,
        Consulted { .. } => 20,
        StandingForceMoved { .. } => 21,
        FindingMade { .. } => 22,
        Responded { .. } => 23,
        Contest { .. } => 24,
        WarBegan { .. } => 25,
        GroundTaken { .. } => 26,
        WarEnded { .. } => 27,
        Conceded { .. } => 28,
        BackedDown { .. } => 29,
        Climbed { .. } => 30,
        Piracy { .. } => 31,
        MembershipChanged { .. } => 32,
        ObjectiveFailed { .. } => 33,
        MatchOver => 34,
        StanceTaken { .. } => 35,
    }
}

#[test]
fn every_event_has_a_sentence_once_the_record_is_open() {
    let sample = Sample::new();
    for (place, (event, text)) in every_event()
        .iter()
        .zip(all_words(&sample.open()))
        .enumerate()
    {
        assert_eq!(position(event), place);
        let text = text.unwrap_or_else(|| panic!("no words for {event:?}"));
        assert!(
            text.ends_with('.') && text.starts_with(char::is_uppercase),
            "{text}"
        );
    }
}

#[test]
fn plans_of_others_stay_hidden_until_indicators_are_seen() {
    let sample = Sample::new();
    let seen = all_words(&sample.council());
    assert!(seen[13..17].iter().all(Option::is_none));
    assert_eq!(
        seen[17].as_deref(),
        Some("Indicators: Varn may be preparing sabotage against Sund.")
    );
    let outsider = all_words(&sample.eyes(Actor::Nation(MIRRO)));
    assert_eq!(outsider[17], None);
    assert_eq!(outsider[12], None);
}

#[test]
fn an_aggressor_sees_its_own_plans() {
    let sample = Sample::new();
    let own = all_words(&sample.eyes(Actor::Nation(VARN)));
    assert!(own[13..17].iter().all(Option::is_some));
}

#[test]
fn the_author_of_a_deniable_act_is_named_only_when_accused() {
    let sample = Sample::new();
    let act = TurnEvent::ActCommitted {
        aggressor: VARN,
        act: 2,
        target: SUND,
        success: true,
    };
    let blame = |accused| TurnEvent::Attributed {
        incident: 0,
        accused,
        confidence: 0.6,
    };
    let words = |sight: &Sight<'_>, accused| {
        let blame = blame(accused);
        sentence(sight, &Incidents::of(sight, &[&act, &blame]), &act)
    };
    let council = sample.council();
    assert_eq!(
        words(&council, None).as_deref(),
        Some("Sabotage against Sund, by persons unknown.")
    );
    assert_eq!(
        words(&council, Some(MIRRO)).as_deref(),
        Some("Sabotage against Sund, allegedly by Mirro.")
    );
    assert_eq!(
        words(&sample.open(), None).as_deref(),
        Some("Sabotage by Varn against Sund.")
    );
}

#[test]
fn a_quiet_failure_stays_quiet() {
    let sample = Sample::new();
    let act = TurnEvent::ActCommitted {
        aggressor: VARN,
        act: 2,
        target: SUND,
        success: false,
    };
    let incidents = Incidents::of(&sample.open(), &[&act]);
    assert_eq!(sentence(&sample.council(), &incidents, &act), None);
    assert!(sentence(&sample.eyes(Actor::Nation(VARN)), &incidents, &act).is_some());
}

#[test]
fn secret_orders_of_others_are_not_shown_and_public_ones_are() {
    let sample = Sample::new();
    let given = |order| TurnEvent::OrderGiven {
        actor: Actor::Nation(VARN),
        order,
        target: None,
        domain: None,
        amount: 1,
    };
    let words = |order| sentence(&sample.council(), &Incidents::default(), &given(order));
    assert_eq!(words(4), None);
    assert_eq!(words(1).as_deref(), Some("Varn orders: deploy forward."));
}

#[test]
fn orders_of_one_actor_are_told_in_one_line() {
    let mut sample = Sample::new();
    for order in [1, 2] {
        sample.happened(TurnEvent::OrderGiven {
            actor: COUNCIL,
            order,
            target: None,
            domain: None,
            amount: 1,
        });
    }
    let seen = of_turn(&sample.council(), 1);
    assert_eq!(seen.len(), 1);
    assert_eq!(
        seen[0].text,
        "The council of the Pact orders: deploy forward; exercise."
    );
}

#[test]
fn a_turns_events_come_in_order_with_their_weight() {
    let mut sample = Sample::new();
    sample.happened(TurnEvent::WarBegan {
        aggressor: VARN,
        target: SUND,
    });
    sample.happened(TurnEvent::PlanMade {
        aggressor: VARN,
        act: 3,
        target: SUND,
    });
    let seen = of_turn(&sample.council(), 1);
    assert_eq!(seen.len(), 1);
    assert_eq!(
        (seen[0].text.as_str(), seen[0].weight),
        ("War: Varn against Sund.", Weight::Grave)
    );
}
