//! The published attack chain, end to end through the enumeration of coalitions.
//! Reads nothing outside; builds a board of one alliance by hand.
//! Not here: the same chain as plain formulas (`theory::weighing`).
//! Source: the vector `integration_attack_chain` of the science notes.

use super::*;
use crate::rules::board::{AllianceRow, Board};
use crate::rules::capability::Domain;
use crate::rules::capability::PerDomain;
use crate::rules::coefficients::Coefficients;
use crate::rules::definition::ActKind;
use crate::rules::definition::{Posture, RuleSet};
use crate::rules::dice::Seed;
use crate::rules::id::{AllianceId, NationId};
use crate::rules::id::{Key, Roster};
use crate::rules::mind::coalition::gate::{least, table};
use crate::rules::mind::coalition::{integration, standing_share};
use crate::rules::nation::{Alliance, Policy, Treasury};
use crate::rules::scene::Scene;
use crate::rules::treaty::decide::Ballot;
use crate::rules::treaty::{
    Article, Invoker, Obligation, Scope, Side, Treaty, Trigger, VoteWeights,
};
use crate::rules::treaty::{DecisionRule, Duty};
use crate::theory::distance;

fn treaty(decision: DecisionRule) -> Treaty {
    let trigger = Trigger {
        kinds: Vec::new(),
        severity: 0.0,
        attribution: 0.0,
        window: 1,
        side: Side::Victim,
        against: Vec::new(),
    };
    let obligation = Obligation {
        kind: Duty::Defend,
        weight: 0.8,
        least: 3,
        consent: false,
    };
    let article = Article {
        id: "a5".into(),
        name: String::new(),
        trigger,
        scope: Scope::Anywhere,
        invoker: Invoker::Victim,
        consultation: None,
        decision,
        obligation,
        days: 0.0,
        exemptions: Vec::new(),
        expires: None,
        text: String::new(),
    };
    Treaty {
        id: "pact".into(),
        name: String::new(),
        modelled_on: String::new(),
        articles: vec![article],
        command: 0.0,
        standing: 0.0,
        notice: (5.0, 30.0),
        burden_target: 0.02,
        weights: VoteWeights::Equal,
    }
}

fn board(decision: DecisionRule, command: f64) -> Board {
    let state = Alliance {
        cohesion: 0.5,
        command,
        standing: 0.0,
        sharing: 0.0,
        delegated: false,
        consulted: 0,
    };
    let alliance = AllianceRow {
        id: AllianceId(0),
        key: Key(0),
        state,
        treaty: treaty(decision),
        treasury: Treasury::default(),
        policy: Policy(Posture::Hedger),
        members: Vec::new(),
        estimates: Vec::new(),
    };
    Board {
        alliances: vec![alliance],
        ..Board::default()
    }
}

fn rules() -> RuleSet {
    let value = |name: &str| {
        Some(match name {
            "friction" => 0.35,
            "fait_ratio" => 0.1,
            _ => 1.0,
        })
    };
    RuleSet {
        id: "test".into(),
        acts: Vec::new(),
        responses: Vec::new(),
        orders: Vec::new(),
        matters: Vec::new(),
        coefficients: Coefficients::build(value).expect("every coefficient has a value"),
    }
}

fn ally(id: u32, effective: f64, chance: f64) -> Potential {
    let mut forces = PerDomain::default();
    forces.0[Domain::Land.index()] = effective;
    Potential {
        guarantor: NationId(id),
        article: (AllianceId(0), 0),
        chance,
        level: 4,
        day: 0.0,
        forces,
        interoperability: 0.0,
        weight: 1.0,
        lead: false,
        victim: None,
    }
}

fn act() -> Act {
    let mut domains = PerDomain::default();
    domains.0[Domain::Land.index()] = 1.0;
    Act {
        id: "invasion".into(),
        name: String::new(),
        kind: ActKind::Armed,
        domains,
        severity: 1.0,
        attributability: 1.0,
        lead: 3,
        gain: 1.0,
        cost: 0.2,
        reach: 2500.0,
        seizes: true,
        days: 10.0,
        harm: Vec::new(),
        text: String::new(),
    }
}

/// The outlook of an act in a world of one alliance.
fn seen(decision: DecisionRule, command: f64, field: &Field, allies: &[Potential]) -> Outlook {
    let (board, rules, roster) = (board(decision, command), rules(), Roster::default());
    let scene = Scene {
        turns: 1,
        years: 0.25,
        seats: Vec::new(),
        orders: Vec::new(),
        matters: Vec::new(),
        events: Vec::new(),
        regions: Vec::new(),
    };
    let mind = Mind {
        known: board.truth(),
        rules: &rules,
        scene: &scene,
        roster: &roster,
        seed: Seed(0),
        turn: 1,
    };
    outlook(&mind, field, allies)
}

/// The vector `integration_attack_chain`: challenger 0.1 at 300 km, target 0.03, allies at 6000, 200 and 500 km.
fn check_chain(decision: DecisionRule, command: f64, any: f64, success: f64, utility: f64) {
    let far = |cap: f64, km: f64, ready: f64| distance::loss_of_strength(cap * ready, km, 2500.0);
    let allies = [
        ally(1, far(0.12, 6000.0, 0.25), 0.7),
        ally(2, far(0.04, 200.0, 0.8), 0.9),
        ally(3, far(0.02, 500.0, 0.6), 0.6),
    ];
    let act = act();
    let field = Field {
        act: &act,
        attack: far(0.1, 300.0, 1.0),
        home: 0.03,
        ready: 0.0,
        blame: 1.0,
        stake: Stake::default(),
    };
    let found = seen(decision, command, &field, &allies);
    assert!((found.any - any).abs() < 1e-7, "any {}", found.any);
    assert!(
        (found.success - success).abs() < 1e-7,
        "success {}",
        found.success
    );
    let eu = found.success - (1.0 - found.success) * 0.5 - 0.2 - 0.15 * found.any;
    assert!((eu - utility).abs() < 1e-7, "utility {eu}");
    let chance = crate::theory::quantal::logistic(5.0 * eu);
    assert!((0.0..1.0).contains(&chance));
}

#[test]
fn the_attack_chain_comes_out_as_published_when_each_ally_judges() {
    check_chain(
        DecisionRule::Individually,
        0.6,
        0.988,
        0.60214458,
        0.05501687,
    );
}

#[test]
fn integrated_command_lowers_the_attackers_chances_as_published() {
    check_chain(
        DecisionRule::Individually,
        1.0,
        0.988,
        0.58233442,
        0.02530164,
    );
}

#[test]
fn under_a_majority_of_two_in_three_the_chain_comes_out_as_published() {
    check_chain(
        DecisionRule::SimpleMajority,
        0.6,
        0.834,
        0.61753296,
        0.10119943,
    );
}

#[test]
fn under_unanimity_the_chain_comes_out_as_published() {
    let rule = DecisionRule::Unanimity { silence_days: 0.0 };
    check_chain(rule, 0.6, 0.378, 0.68201891, 0.26632836);
}

#[test]
fn forces_that_work_together_make_up_for_some_lack_of_command() {
    assert_eq!(integration(0.5, [0.0, 0.0].into_iter()), 0.5);
    let better = integration(0.5, [1.0, 0.5].into_iter());
    assert!(better > 0.5 && better < 1.0, "{better}");
    assert_eq!(integration(1.0, [0.5].into_iter()), 1.0);
    assert_eq!(integration(0.3, std::iter::empty()), 0.3);
}

/// Whether a vote carries for every set of approvers among guarantors that lead or not.
fn ruled(rule: &DecisionRule, leads: &[bool], victim: Option<Ballot>) -> Vec<bool> {
    let voter = |lead: &bool| Potential {
        lead: *lead,
        victim,
        ..ally(1, 1.0, 0.5)
    };
    let voters: Vec<Potential> = leads.iter().map(voter).collect();
    let voters: Vec<&Potential> = voters.iter().collect();
    table(rule, &voters, &[])
        .iter()
        .map(|(p, _)| *p == 1.0)
        .collect()
}

#[test]
fn the_victims_own_vote_counts_for_a_majority() {
    let own = Ballot {
        yes: true,
        weight: 1.0,
        lead: false,
    };
    let table = |victim| ruled(&DecisionRule::SimpleMajority, &[false, false], victim);
    // One of two approves: a tie among the guarantors, a majority with the victim.
    assert_eq!(table(None), [false, false, false, true]);
    assert_eq!(table(Some(own)), [false, true, true, true]);
}

#[test]
fn a_victim_that_leads_decides_for_its_own_help() {
    let rule = DecisionRule::LeadNation { nation: None };
    let own = Ballot {
        yes: true,
        weight: 1.0,
        lead: true,
    };
    assert_eq!(ruled(&rule, &[false], Some(own)), [true, true]);
}

#[test]
fn a_standing_force_counts_half_until_it_is_delegated_and_nothing_where_no_treaty_has_one() {
    let mut row = board(DecisionRule::Individually, 0.0).alliances.remove(0);
    row.state.standing = 0.2;
    assert_eq!(standing_share(&row), 0.0);
    row.treaty.standing = 0.1;
    assert_eq!(standing_share(&row), 0.1);
    row.state.delegated = true;
    assert_eq!(standing_share(&row), 0.2);
}

fn field(act: &Act, attack: f64, home: f64, blame: f64) -> Field<'_> {
    Field {
        act,
        attack,
        home,
        ready: 0.0,
        blame,
        stake: Stake::default(),
    }
}

#[test]
fn one_chance_of_blame_is_shared_by_all() {
    let act = act();
    let allies = [ally(1, 0.5, 0.5), ally(2, 0.5, 0.5)];
    let rule = DecisionRule::Individually;
    let known = seen(rule.clone(), 1.0, &field(&act, 1.0, 1.0, 1.0), &allies);
    let half = seen(rule, 1.0, &field(&act, 1.0, 1.0, 0.5), &allies);
    assert!((known.any - 0.75).abs() < 1e-12);
    // Not 1 - 0.75 squared: where the act is laid at no door, nobody comes at all.
    assert!((half.any - 0.375).abs() < 1e-12);
    let mean = 0.5 * half.alone + 0.5 * known.success;
    assert!((half.success - mean).abs() < 1e-12);
}

#[test]
fn help_that_comes_after_the_deed_does_not_stop_it() {
    let act = act();
    let ground = field(&act, 1.0, 0.05, 1.0);
    let in_time = [ally(1, 3.0, 1.0)];
    let late = [Potential {
        day: 60.0,
        ..ally(1, 3.0, 1.0)
    }];
    let rule = DecisionRule::Individually;
    assert!(seen(rule.clone(), 1.0, &ground, &in_time).success < 0.3);
    assert!(seen(rule, 1.0, &ground, &late).success >= SWIFT);
}

#[test]
fn backing_down_saves_only_where_going_on_is_dearer() {
    let act = act();
    let allies = [ally(1, 50.0, 1.0)];
    let saved = |cost: f64| {
        let stake = Stake {
            value: 0.5,
            defeat: 0.6,
            coalition: 0.0,
            retreat: Some(cost),
        };
        let ground = Field {
            stake,
            ..field(&act, 1.0, 0.05, 1.0)
        };
        let found = seen(DecisionRule::Individually, 1.0, &ground, &allies);
        (found.saved, stake.pressed(found.success, found.weight))
    };
    let (cheap, pressed) = saved(0.2);
    assert!(
        (cheap - (-0.2 - pressed)).abs() < 1e-12,
        "{cheap} {pressed}"
    );
    assert_eq!(saved(2.0).0, 0.0);
}

/// Success over all subsets of all allies, one by one, under a rule that counts heads; friction is off.
fn brute(field: &Field, allies: &[Potential], needed: u32) -> f64 {
    let side = |mask: u32| {
        let (mut chance, mut help) = (1.0, 0.0);
        for (i, p) in allies.iter().enumerate() {
            let comes = mask >> i & 1 == 1;
            chance *= if comes { p.chance } else { 1.0 - p.chance };
            if comes && mask.count_ones() >= needed {
                help += p.forces.total();
            }
        }
        chance * field.attack / (field.attack + field.home + help)
    };
    (0..1u32 << allies.len()).map(side).sum()
}

#[test]
fn beyond_twelve_the_sum_stays_within_a_hundredth_of_the_whole_enumeration() {
    let act = act();
    let ground = field(&act, 1.0, 0.4, 1.0);
    let allies: Vec<Potential> = (0..16)
        .map(|i| {
            ally(
                i,
                0.05 + 0.02 * f64::from(i % 5),
                0.35 + 0.04 * f64::from(i),
            )
        })
        .collect();
    let majority = DecisionRule::QualifiedCount { share: 0.6 };
    let unanimity = DecisionRule::Unanimity { silence_days: 0.0 };
    for (rule, needed) in [
        (DecisionRule::Individually, 0),
        (majority, 10),
        (unanimity, 16),
    ] {
        let found = seen(rule.clone(), 1.0, &ground, &allies).success;
        let whole = brute(&ground, &allies, needed);
        assert!((found - whole).abs() < 0.01, "{rule:?}: {found} {whole}");
    }
}

#[test]
fn the_least_number_that_does_not_fail_is_found() {
    for wanted in 0..=6u32 {
        assert_eq!(least(5, |n| *n < wanted), wanted as usize);
    }
}
