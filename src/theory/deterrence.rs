//! Whether a threat holds: an index of immediate deterrence, and Perfect Deterrence's two games in closed form.
//! Reads and writes plain numbers: ratios of strength, payoffs, beliefs about types.
//! Not here: the aggressor's whole weighing (`aggression`), signals that make threats believed (`signals`).
//! Rule text: Huth 1988 (signs; sizes are design defaults); Zagare & Kilgour 2000 (RADG; UDG tree from memory, equilibria derived and solver-checked).

use super::{amount, quantal::logistic, share};

/// How a defender bargains in a crisis.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Bargaining {
    /// Firm but flexible: tit for tat in words and moves.
    Reciprocal,
    /// Threatens and never bends.
    Bullying,
    /// Concedes first.
    Conceding,
    /// None of these.
    Cautious,
}

/// A crisis as Huth 1988 looks at it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Immediate {
    /// Defender's local strength over the attacker's on the first day, ≥ 0.
    pub ratio_first_day: f64,
    /// The same after thirty days.
    pub ratio_thirty_days: f64,
    /// How the defender bargains.
    pub bargaining: Bargaining,
    /// The defender backed down last time against the same attacker.
    pub backed_down: bool,
    /// The defender was intransigent last time against the same attacker.
    pub intransigent: bool,
}

/// The named terms whose sum is the index of success. Ratios are held within a millionth and a million.
pub fn immediate_terms(crisis: &Immediate) -> [(&'static str, f64); 6] {
    let log_ratio = |ratio: f64| libm::log(amount(ratio).clamp(1e-6, 1e6));
    let bargaining = match crisis.bargaining {
        Bargaining::Reciprocal => 0.8,
        Bargaining::Bullying => -0.6,
        Bargaining::Conceding => -0.8,
        Bargaining::Cautious => 0.0,
    };
    let if_so = |so: bool, size: f64| if so { size } else { 0.0 };
    [
        ("base", -0.2),
        ("local_balance", 1.2 * log_ratio(crisis.ratio_first_day)),
        (
            "balance_in_thirty_days",
            0.6 * log_ratio(crisis.ratio_thirty_days),
        ),
        ("bargaining", bargaining),
        ("backed_down_before", if_so(crisis.backed_down, -0.7)),
        ("intransigent_before", if_so(crisis.intransigent, -0.7)),
    ]
}

/// Chance that immediate deterrence succeeds: logistic of the sum of [`immediate_terms`].
pub fn immediate_success(crisis: &Immediate) -> f64 {
    logistic(immediate_terms(crisis).iter().map(|(_, value)| value).sum())
}

/// Rudimentary asymmetric deterrence: belief that the defender is hard below which the challenger starts,
/// `(concession - status quo) / (concession - conflict)` in the challenger's payoffs. Above 1 the threat is not capable.
pub fn hard_defender_threshold(concession: f64, status_quo: f64, conflict: f64) -> f64 {
    threshold(concession - status_quo, concession - conflict)
}

/// Payoffs of the unilateral deterrence game that matter. The challenger's order is concession > status quo > {defeat,
/// conflict}, the defender's status quo > defeat of the challenger > {concession, conflict}.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Unilateral {
    /// Challenger's payoff if the defender concedes.
    pub challenger_concession: f64,
    /// Challenger's payoff of the status quo.
    pub challenger_status_quo: f64,
    /// Challenger's payoff if it is defeated, having backed down.
    pub challenger_defeat: f64,
    /// A hard challenger's payoff of conflict.
    pub challenger_conflict_hard: f64,
    /// Defender's payoff if the challenger is defeated.
    pub defender_victory: f64,
    /// Defender's payoff of conceding.
    pub defender_concession: f64,
    /// A soft defender's payoff of conflict.
    pub defender_conflict_soft: f64,
}

/// What the payoffs of [`Unilateral`] come to.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Thresholds {
    /// Credibility of the defender that deters even a hard challenger.
    pub hard: f64,
    /// Credibility that deters a soft one; below `hard`.
    pub soft: f64,
    /// A soft defender resists while the challenger is believed hard with at most this chance.
    pub resist: f64,
}

impl Unilateral {
    /// The three thresholds.
    pub fn thresholds(&self) -> Thresholds {
        let prize = self.challenger_concession - self.challenger_status_quo;
        Thresholds {
            hard: threshold(
                prize,
                self.challenger_concession - self.challenger_conflict_hard,
            ),
            soft: threshold(prize, self.challenger_concession - self.challenger_defeat),
            resist: threshold(
                self.defender_victory - self.defender_concession,
                self.defender_victory - self.defender_conflict_soft,
            ),
        }
    }
}

/// Kinds of equilibrium of the unilateral deterrence game.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Region {
    /// Nobody challenges.
    CertainDeterrence,
    /// The hard challenge, the soft do not; a soft defender concedes.
    Separating,
    /// Soft challengers bluff, soft defenders sometimes call.
    Bluff,
    /// All challenge; a soft defender concedes.
    Attack,
}

/// Equilibrium play of the unilateral deterrence game.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Play {
    /// Kind of equilibrium.
    pub region: Region,
    /// Chance that a soft challenger challenges.
    pub soft_challenges: f64,
    /// Chance that a soft defender resists a challenge.
    pub soft_resists: f64,
    /// Chance of the status quo.
    pub status_quo: f64,
    /// Chance that the defender concedes.
    pub concession: f64,
    /// Chance that the challenger backs down.
    pub defeat: f64,
    /// Chance of conflict.
    pub conflict: f64,
}

/// Plays the game when the challenger is hard with chance `challenger_hard` and the defender with `defender_hard`.
/// At fixed `challenger_hard` conflict is not monotone in the defender's credibility.
pub fn unilateral(challenger_hard: f64, defender_hard: f64, thresholds: &Thresholds) -> Play {
    let (ch, def) = (share(challenger_hard), share(defender_hard));
    let t = thresholds;
    let (region, hard_challenges, soft_challenges, soft_resists) = if def >= t.hard {
        (Region::CertainDeterrence, 0.0, 0.0, 0.0)
    } else if def >= t.soft {
        (Region::Separating, 1.0, 0.0, 0.0)
    } else if ch < t.resist {
        let bluff = threshold(ch * (1.0 - t.resist), (1.0 - ch) * t.resist);
        let call = threshold(t.soft - def, 1.0 - def);
        (Region::Bluff, 1.0, share(bluff), share(call))
    } else {
        (Region::Attack, 1.0, 1.0, 0.0)
    };
    let resists = def + (1.0 - def) * soft_resists;
    let (hard, soft) = (ch * hard_challenges, (1.0 - ch) * soft_challenges);
    Play {
        region,
        soft_challenges,
        soft_resists,
        status_quo: share(1.0 - hard - soft),
        concession: share((hard + soft) * (1.0 - resists)),
        defeat: share(soft * resists),
        conflict: share(hard * resists),
    }
}

/// `part / whole`, or infinity where there is no whole to speak of.
fn threshold(part: f64, whole: f64) -> f64 {
    if whole > 0.0 {
        part / whole
    } else {
        f64::INFINITY
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::theory::testing::{EXTREMES, check_all_near, check_chance, check_near};

    const PARITY: Immediate = Immediate {
        ratio_first_day: 1.0,
        ratio_thirty_days: 1.0,
        bargaining: Bargaining::Reciprocal,
        backed_down: false,
        intransigent: false,
    };

    const GAME: Unilateral = Unilateral {
        challenger_concession: 2.0,
        challenger_status_quo: 0.0,
        challenger_defeat: -1.0,
        challenger_conflict_hard: -0.5,
        defender_victory: 0.5,
        defender_concession: -1.0,
        defender_conflict_soft: -2.0,
    };

    #[test]
    fn reciprocity_at_parity_holds_two_times_in_three() {
        check_near(immediate_success(&PARITY), 0.646, 5e-4);
    }

    #[test]
    fn reciprocity_beats_bullying_and_bullying_beats_conceding_first() {
        let with = |bargaining| {
            immediate_success(&Immediate {
                bargaining,
                ..PARITY
            })
        };
        assert!(with(Bargaining::Reciprocal) > with(Bargaining::Cautious));
        assert!(with(Bargaining::Cautious) > with(Bargaining::Bullying));
        assert!(with(Bargaining::Bullying) > with(Bargaining::Conceding));
    }

    #[test]
    fn backing_down_and_intransigence_both_haunt() {
        assert!(
            immediate_success(&Immediate {
                backed_down: true,
                ..PARITY
            }) < immediate_success(&PARITY)
        );
        assert!(
            immediate_success(&Immediate {
                intransigent: true,
                ..PARITY
            }) < immediate_success(&PARITY)
        );
    }

    #[test]
    fn the_balance_today_counts_more_than_in_a_month() {
        let today = immediate_success(&Immediate {
            ratio_first_day: 2.0,
            ..PARITY
        });
        let later = immediate_success(&Immediate {
            ratio_thirty_days: 2.0,
            ..PARITY
        });
        assert!(today > later && later > immediate_success(&PARITY));
    }

    #[test]
    fn the_rudimentary_threshold_matches_its_worked_example() {
        let threshold = hard_defender_threshold(1.0, 0.0, -1.0);
        check_near(threshold, 0.5, 1e-12);
        assert!(
            0.3 < threshold,
            "a defender hard three times in ten is attacked"
        );
        assert!(0.7 > threshold, "a defender hard seven times in ten is not");
    }

    #[test]
    fn a_threat_that_does_not_hurt_cannot_deter() {
        assert!(hard_defender_threshold(1.0, 0.0, 0.2) > 1.0);
    }

    #[test]
    fn thresholds_match_their_worked_example() {
        let t = GAME.thresholds();
        check_all_near(&[t.hard, t.soft, t.resist], &[0.8, 0.66666667, 0.6], 1e-7);
    }

    fn check_play(beliefs: (f64, f64), region: Region, soft: [f64; 2], outcomes: [f64; 4]) {
        let play = unilateral(beliefs.0, beliefs.1, &GAME.thresholds());
        assert_eq!(play.region, region);
        check_all_near(&[play.soft_challenges, play.soft_resists], &soft, 1e-7);
        check_all_near(
            &[play.status_quo, play.concession, play.defeat, play.conflict],
            &outcomes,
            1e-7,
        );
    }

    #[test]
    fn bluffs_match_their_worked_examples() {
        for (def, calls) in [
            (0.05, 0.64912281),
            (0.2, 0.58333333),
            (0.4, 0.44444444),
            (0.6, 0.16666667),
        ] {
            check_play(
                (0.3, def),
                Region::Bluff,
                [0.28571429, calls],
                [0.5, 0.16666667, 0.13333333, 0.2],
            );
        }
    }

    #[test]
    fn separating_play_matches_its_worked_examples() {
        for (ch, def, outcomes) in [
            (0.3, 0.7, [0.7, 0.09, 0.0, 0.21]),
            (0.3, 0.75, [0.7, 0.075, 0.0, 0.225]),
            (0.3, 0.79, [0.7, 0.063, 0.0, 0.237]),
            (0.8, 0.7, [0.2, 0.24, 0.0, 0.56]),
            (0.8, 0.75, [0.2, 0.2, 0.0, 0.6]),
            (0.8, 0.79, [0.2, 0.168, 0.0, 0.632]),
        ] {
            check_play((ch, def), Region::Separating, [0.0, 0.0], outcomes);
        }
    }

    #[test]
    fn attacks_match_their_worked_examples() {
        for (def, outcomes) in [
            (0.05, [0.0, 0.95, 0.01, 0.04]),
            (0.2, [0.0, 0.8, 0.04, 0.16]),
            (0.4, [0.0, 0.6, 0.08, 0.32]),
            (0.6, [0.0, 0.4, 0.12, 0.48]),
        ] {
            check_play((0.8, def), Region::Attack, [1.0, 0.0], outcomes);
        }
    }

    #[test]
    fn a_credible_defender_is_never_challenged() {
        check_play(
            (0.3, 0.85),
            Region::CertainDeterrence,
            [0.0, 0.0],
            [1.0, 0.0, 0.0, 0.0],
        );
        check_play(
            (0.8, 0.85),
            Region::CertainDeterrence,
            [0.0, 0.0],
            [1.0, 0.0, 0.0, 0.0],
        );
    }

    #[test]
    fn conflict_is_not_monotone_in_credibility() {
        let conflict = |def: f64| unilateral(0.3, def, &GAME.thresholds()).conflict;
        assert!(
            conflict(0.7) > conflict(0.6)
                && conflict(0.79) > conflict(0.7)
                && conflict(0.85) < conflict(0.6)
        );
    }

    #[test]
    fn outcomes_add_to_one_everywhere() {
        for ch in 0..=20 {
            for def in 0..=20 {
                let play = unilateral(
                    f64::from(ch) * 0.05,
                    f64::from(def) * 0.05,
                    &GAME.thresholds(),
                );
                check_near(
                    play.status_quo + play.concession + play.defeat + play.conflict,
                    1.0,
                    1e-12,
                );
            }
        }
    }

    #[test]
    fn extreme_numbers_give_chances() {
        for a in EXTREMES {
            for b in EXTREMES {
                check_chance(immediate_success(&Immediate {
                    ratio_first_day: a,
                    ratio_thirty_days: b,
                    ..PARITY
                }));
                let game = Unilateral {
                    challenger_concession: a,
                    challenger_defeat: b,
                    defender_victory: -a,
                    ..GAME
                };
                let play = unilateral(a, b, &game.thresholds());
                for p in [
                    play.soft_challenges,
                    play.soft_resists,
                    play.status_quo,
                    play.concession,
                    play.conflict,
                ] {
                    check_chance(p);
                }
            }
        }
        check_chance(immediate_success(&Immediate {
            ratio_first_day: f64::NAN,
            ..PARITY
        }));
    }
}
