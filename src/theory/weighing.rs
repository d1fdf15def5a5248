//! An attack weighed against every coalition that might answer it.
//! Reads strengths at the point of contact, chances of approval, a decision rule, stakes; writes every case and their mean.
//! Not here: utility of one war and the critical belief (`aggression`), why a guarantor approves (`joining`), the plan (`rules`).
//! Rule text: expected utility over subsets of guarantors, a design form after Bueno de Mesquita 1981.

use super::{
    aggression::war_utility,
    amount, coalition, contest,
    joiners::{self, Aggregation, MOST_JOINERS},
};

/// An attack weighed against every coalition that might answer. Strengths are those at the point of contact.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Weighing<'a> {
    /// The aggressor's strength.
    pub aggressor: f64,
    /// The target's own strength.
    pub target: f64,
    /// Each guarantor's strength.
    pub guarantors: &'a [f64],
    /// Each guarantor's chance of approving; missing ones count as 0.
    pub approval: &'a [f64],
    /// How approvals become action.
    pub rule: &'a Aggregation,
    /// Command friction of an unintegrated coalition, see [`coalition::GAMMA`].
    pub gamma: f64,
    /// Interoperability or integrated command, 0..=1.
    pub interop: f64,
    /// Decisiveness `m` of the contest, see [`contest::ratio`].
    pub decisiveness: f64,
    /// Worth of the prize.
    pub value: f64,
    /// What defeat costs.
    pub loss: f64,
    /// What war costs, won or lost.
    pub cost: f64,
    /// What a war costs on top if any guarantor acts.
    pub coalition_cost: f64,
}

/// One coalition of a [`Weighing`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Case {
    /// Who approves, as a bit mask.
    pub approving: u32,
    /// Who acts.
    pub acting: u32,
    /// Chance of exactly this approval.
    pub chance: f64,
    /// Command friction κ of target and guarantors together.
    pub friction: f64,
    /// Their joint strength.
    pub defence: f64,
    /// Chance that the aggressor wins.
    pub win: f64,
    /// The aggressor's utility.
    pub utility: f64,
}

/// What a [`Weighing`] comes to.
#[derive(Clone, Debug, PartialEq)]
pub struct Weighed {
    /// Every subset of guarantors, in order of its mask.
    pub cases: Vec<Case>,
    /// Chance that any guarantor acts.
    pub any_help: f64,
    /// Expected chance that the aggressor wins.
    pub win: f64,
    /// Expected utility of attacking.
    pub utility: f64,
}

/// Weighs an attack over all subsets of guarantors: 2^n cases, guarantors beyond [`MOST_JOINERS`] ignored.
pub fn weigh(weighing: &Weighing) -> Weighed {
    let n = weighing.guarantors.len().min(MOST_JOINERS);
    let chances: Vec<f64> = (0..n)
        .map(|i| weighing.approval.get(i).copied().unwrap_or(0.0))
        .collect();
    let mut weighed = Weighed {
        cases: Vec::with_capacity(1 << n),
        any_help: 0.0,
        win: 0.0,
        utility: 0.0,
    };
    let mut partners = Vec::with_capacity(n + 1);
    for subset in joiners::subsets(&chances) {
        let acting = joiners::acting(weighing.rule, subset.members, n);
        let case = weigh_case(weighing, subset, acting, &mut partners);
        weighed.any_help += if acting == 0 { 0.0 } else { case.chance };
        weighed.win += case.chance * case.win;
        weighed.utility += case.chance * case.utility;
        weighed.cases.push(case);
    }
    weighed
}

/// Weighs one coalition; `partners` is scratch space.
fn weigh_case(
    weighing: &Weighing,
    subset: joiners::Subset,
    acting: u32,
    partners: &mut Vec<f64>,
) -> Case {
    partners.clear();
    partners.push(amount(weighing.target));
    for (i, strength) in weighing.guarantors.iter().take(MOST_JOINERS).enumerate() {
        if acting >> i & 1 == 1 {
            partners.push(amount(*strength));
        }
    }
    let defence = coalition::strength(partners, weighing.gamma, weighing.interop);
    let win = contest::ratio(weighing.aggressor, defence, weighing.decisiveness);
    let extra = if acting == 0 {
        0.0
    } else {
        weighing.coalition_cost
    };
    Case {
        approving: subset.members,
        acting,
        chance: subset.chance,
        friction: coalition::command_friction(partners, weighing.gamma, weighing.interop),
        defence,
        win,
        utility: war_utility(win, weighing.value, weighing.loss, weighing.cost + extra),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::theory::aggression::attack_chance;
    use crate::theory::distance::loss_of_strength;
    use crate::theory::testing::{EXTREMES, check_all_near, check_chance, check_near};

    /// One row of the worked example: who approves, chance, n_eff, κ, defence, P(win), utility.
    type Row = (&'static str, f64, f64, f64, f64, f64, f64);

    #[rustfmt::skip]
    const INDIVIDUALLY: [Row; 8] = [
        ("---", 0.012, 1.0, 1.0, 0.03, 0.74724506, 0.42086759),
        ("--C", 0.018, 1.5915411, 0.94796505, 0.03775249, 0.70143043, 0.20214565),
        ("-B-", 0.108, 1.99988048, 0.93000418, 0.05537219, 0.61564235, 0.07346352),
        ("-BC", 0.162, 2.57416825, 0.9143865, 0.06342596, 0.58304766, 0.02457149),
        ("A--", 0.028, 1.17995492, 0.9786486, 0.03202289, 0.73472306, 0.25208459),
        ("A-C", 0.042, 1.80309697, 0.93764419, 0.0398933, 0.68975237, 0.18462855),
        ("AB-", 0.252, 2.1777867, 0.92428545, 0.05754718, 0.60648602, 0.05972903),
        ("ABC", 0.378, 2.76915428, 0.91055695, 0.06563844, 0.57468909, 0.01203364),
    ];

    #[rustfmt::skip]
    const MAJORITY: [Row; 8] = [
        ("---", 0.012, 1.0, 1.0, 0.03, 0.74724506, 0.42086759),
        ("--C", 0.018, 1.0, 1.0, 0.03, 0.74724506, 0.42086759),
        ("-B-", 0.108, 1.0, 1.0, 0.03, 0.74724506, 0.42086759),
        ("-BC", 0.162, 2.57416825, 0.9143865, 0.06342596, 0.58304766, 0.02457149),
        ("A--", 0.028, 1.0, 1.0, 0.03, 0.74724506, 0.42086759),
        ("A-C", 0.042, 1.80309697, 0.93764419, 0.0398933, 0.68975237, 0.18462855),
        ("AB-", 0.252, 2.1777867, 0.92428545, 0.05754718, 0.60648602, 0.05972903),
        ("ABC", 0.378, 2.76915428, 0.91055695, 0.06563844, 0.57468909, 0.01203364),
    ];

    #[rustfmt::skip]
    const UNANIMITY: [Row; 8] = [
        ("---", 0.012, 1.0, 1.0, 0.03, 0.74724506, 0.42086759),
        ("--C", 0.018, 1.0, 1.0, 0.03, 0.74724506, 0.42086759),
        ("-B-", 0.108, 1.0, 1.0, 0.03, 0.74724506, 0.42086759),
        ("-BC", 0.162, 1.0, 1.0, 0.03, 0.74724506, 0.42086759),
        ("A--", 0.028, 1.0, 1.0, 0.03, 0.74724506, 0.42086759),
        ("A-C", 0.042, 1.0, 1.0, 0.03, 0.74724506, 0.42086759),
        ("AB-", 0.252, 1.0, 1.0, 0.03, 0.74724506, 0.42086759),
        ("ABC", 0.378, 2.76915428, 0.91055695, 0.06563844, 0.57468909, 0.01203364),
    ];

    #[rustfmt::skip]
    const INTEGRATED: [Row; 8] = [
        ("---", 0.012, 1.0, 1.0, 0.03, 0.74724506, 0.42086759),
        ("--C", 0.018, 1.5915411, 1.0, 0.03982477, 0.69012016, 0.18518024),
        ("-B-", 0.108, 1.99988048, 1.0, 0.05953972, 0.59833358, 0.04750037),
        ("-BC", 0.162, 2.57416825, 1.0, 0.06936449, 0.56114126, -0.00828811),
        ("A--", 0.028, 1.17995492, 1.0, 0.03272154, 0.73049524, 0.24574286),
        ("A-C", 0.042, 1.80309697, 1.0, 0.04254631, 0.67580888, 0.16371333),
        ("AB-", 0.252, 2.1777867, 1.0, 0.06226126, 0.58754622, 0.03131933),
        ("ABC", 0.378, 2.76915428, 1.0, 0.07208603, 0.55164265, -0.02253602),
    ];

    fn guarantors() -> [f64; 3] {
        [
            loss_of_strength(0.12, 6000.0, 2500.0) * 0.25,
            loss_of_strength(0.04, 200.0, 2500.0) * 0.8,
            loss_of_strength(0.02, 500.0, 2500.0) * 0.6,
        ]
    }

    fn example<'a>(guarantors: &'a [f64], rule: &'a Aggregation, interop: f64) -> Weighing<'a> {
        Weighing {
            aggressor: loss_of_strength(0.1, 300.0, 2500.0),
            target: 0.03,
            guarantors,
            approval: &[0.7, 0.9, 0.6],
            rule,
            gamma: 0.35,
            interop,
            decisiveness: 1.0,
            value: 1.0,
            loss: 0.5,
            cost: 0.2,
            coalition_cost: 0.15,
        }
    }

    /// Checks every subset and `[any_help, win, utility, attack chance at λ = 5]`.
    fn check_chain(rule: Aggregation, interop: f64, rows: &[Row; 8], wanted: [f64; 4]) {
        let guarantors = guarantors();
        let weighed = weigh(&example(&guarantors, &rule, interop));
        for (who, chance, n_eff, kappa, defence, win, utility) in rows {
            let mask = who
                .chars()
                .enumerate()
                .filter(|(_, c)| *c != '-')
                .fold(0, |m, (i, _)| m | 1 << i);
            let case = weighed.cases[mask];
            assert_eq!(case.approving as usize, mask);
            check_near(case.chance, *chance, 1e-7);
            check_near(case.friction, *kappa, 1e-7);
            check_near(case.defence, *defence, 1e-7);
            check_near(case.win, *win, 1e-7);
            check_near(case.utility, *utility, 1e-7);
            let acts = guarantors
                .iter()
                .enumerate()
                .filter(|(i, _)| case.acting >> i & 1 == 1);
            let partners: Vec<f64> = acts.map(|(_, e)| *e).chain([0.03]).collect();
            check_near(coalition::effective_number(&partners), *n_eff, 1e-7);
        }
        let got = [
            weighed.any_help,
            weighed.win,
            weighed.utility,
            attack_chance(weighed.utility, 0.0, 5.0),
        ];
        check_all_near(&got, &wanted, 1e-7);
    }

    #[test]
    fn strengths_at_the_point_of_contact_match_the_worked_example() {
        check_near(loss_of_strength(0.1, 300.0, 2500.0), 0.08869204, 1e-7);
        check_all_near(&guarantors(), &[0.00272154, 0.02953972, 0.00982477], 1e-7);
    }

    #[test]
    fn each_guarantor_judging_alone_matches_the_worked_example() {
        check_chain(
            Aggregation::Individually,
            0.6,
            &INDIVIDUALLY,
            [0.988, 0.60214458, 0.05501687, 0.56834068],
        );
    }

    #[test]
    fn a_majority_of_three_matches_the_worked_example() {
        check_chain(
            Aggregation::AtLeast(2),
            0.6,
            &MAJORITY,
            [0.834, 0.61753296, 0.10119943, 0.62386765],
        );
    }

    #[test]
    fn unanimity_or_nothing_matches_the_worked_example() {
        check_chain(
            Aggregation::Unanimity,
            0.6,
            &UNANIMITY,
            [0.378, 0.68201891, 0.26632836, 0.79111208],
        );
    }

    #[test]
    fn an_integrated_command_matches_the_worked_example() {
        check_chain(
            Aggregation::Individually,
            1.0,
            &INTEGRATED,
            [0.988, 0.58233442, 0.02530164, 0.53158493],
        );
    }

    #[test]
    fn a_surer_guarantor_never_makes_attacking_better() {
        let guarantors = guarantors();
        for rule in [
            Aggregation::Individually,
            Aggregation::AtLeast(2),
            Aggregation::Unanimity,
        ] {
            for who in 0..3 {
                let mut before = f64::INFINITY;
                for step in 0..=10 {
                    let mut approval = [0.7, 0.9, 0.6];
                    approval[who] = f64::from(step) * 0.1;
                    let now = weigh(&Weighing {
                        approval: &approval,
                        ..example(&guarantors, &rule, 0.6)
                    })
                    .utility;
                    assert!(now <= before + 1e-12);
                    before = now;
                }
            }
        }
    }

    #[test]
    fn a_target_without_guarantors_stands_alone() {
        let weighed = weigh(&example(&[], &Aggregation::Unanimity, 0.6));
        assert_eq!(weighed.cases.len(), 1);
        assert_eq!(weighed.any_help, 0.0);
        check_near(weighed.utility, 0.42086759, 1e-7);
    }

    #[test]
    fn extreme_strengths_and_stakes_stay_finite() {
        for a in EXTREMES {
            for b in EXTREMES {
                let rule = Aggregation::Individually;
                let guarantors = [a, b];
                let odd = Weighing {
                    aggressor: a,
                    target: b,
                    value: a,
                    ..example(&guarantors, &rule, a)
                };
                let weighed = weigh(&odd);
                assert!(weighed.utility.is_finite());
                check_chance(weighed.win);
                check_chance(weighed.any_help);
            }
        }
    }
}
