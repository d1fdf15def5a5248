//! Whether to attack: expected utility of war, and the belief in guarantors that deters.
//! Reads and writes plain numbers: chances and stakes.
//! Not here: the weighing over whole coalitions (`weighing`), the choice among acts (`quantal`), plans (`rules`).
//! Rule text: Bueno de Mesquita 1981, Russett 1963, Huth & Russett 1984.

use super::{quantal, share};

/// What an aggressor believes about attacking one target, stakes scaled so that the prize is about 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Attack {
    /// Worth of the prize.
    pub value: f64,
    /// What defeat costs.
    pub loss: f64,
    /// What war costs, won or lost.
    pub cost: f64,
    /// What a war against the coalition costs on top.
    pub coalition_cost: f64,
    /// Chance of winning against the target alone.
    pub win_alone: f64,
    /// Chance of winning against target and guarantors.
    pub win_coalition: f64,
}

impl Attack {
    /// Utility of a war against the target alone: `p v - (1 - p) L - c`.
    pub fn alone(&self) -> f64 {
        war_utility(self.win_alone, self.value, self.loss, self.cost)
    }

    /// Utility of a war against the coalition, with its extra cost.
    pub fn against_coalition(&self) -> f64 {
        war_utility(
            self.win_coalition,
            self.value,
            self.loss,
            self.cost + self.coalition_cost,
        )
    }
}

/// Utility of a war won with chance `win`: `win · value - (1 - win) · loss - cost`.
pub fn war_utility(win: f64, value: f64, loss: f64, cost: f64) -> f64 {
    let win = share(win);
    win * value - (1.0 - win) * loss - cost
}

/// Expected utility of attacking when the guarantors come with chance `belief` (π).
pub fn expected_utility(attack: &Attack, belief: f64) -> f64 {
    let belief = share(belief);
    (1.0 - belief) * attack.alone() + belief * attack.against_coalition()
}

/// Critical belief π*, the least chance of the guarantors' coming that makes attacking no better than the status quo:
/// `(EU_alone - U_SQ) / (EU_alone - EU_coalition)`. 0 if the target deters alone, `None` if not even certainty deters.
pub fn critical_belief(attack: &Attack, status_quo: f64) -> Option<f64> {
    let (alone, coalition) = (attack.alone(), attack.against_coalition());
    if alone <= status_quo {
        Some(0.0)
    } else if coalition > status_quo {
        None
    } else {
        Some(share((alone - status_quo) / (alone - coalition)))
    }
}

/// Chance of attacking rather than living with the status quo: `logistic(λ (EU - U_SQ))`.
pub fn attack_chance(utility: f64, status_quo: f64, lambda: f64) -> f64 {
    quantal::nested(&[utility], status_quo, lambda)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::theory::testing::{EXTREMES, check_chance, check_near};

    const ATTACK: Attack = Attack {
        value: 1.0,
        loss: 0.5,
        cost: 0.2,
        coalition_cost: 0.3,
        win_alone: 0.8,
        win_coalition: 0.3,
    };

    #[test]
    fn the_worked_examples_of_attacking_hold() {
        check_near(ATTACK.alone(), 0.5, 1e-9);
        check_near(ATTACK.against_coalition(), -0.55, 1e-9);
        for (belief, status_quo, eu, star, attacks) in [
            (0.5, 0.0, -0.025, 0.47619048, 0.47502081),
            (0.25, 0.0, 0.2375, 0.47619048, 0.72111518),
            (0.9, 0.0, -0.445, 0.47619048, 0.14430313),
            (0.5, -0.2, -0.025, 0.66666667, 0.66818777),
        ] {
            let utility = expected_utility(&ATTACK, belief);
            check_near(utility, eu, 1e-6);
            check_near(
                critical_belief(&ATTACK, status_quo).unwrap_or(-1.0),
                star,
                1e-6,
            );
            check_near(attack_chance(utility, status_quo, 4.0), attacks, 1e-6);
        }
    }

    #[test]
    fn at_the_critical_belief_attacking_equals_the_status_quo() {
        for status_quo in [-0.3, -0.1, 0.0, 0.2, 0.4] {
            let star = critical_belief(&ATTACK, status_quo).unwrap_or(-1.0);
            check_near(expected_utility(&ATTACK, star), status_quo, 1e-12);
        }
    }

    #[test]
    fn a_target_that_deters_alone_needs_no_guarantor() {
        assert_eq!(critical_belief(&ATTACK, 0.6), Some(0.0));
    }

    #[test]
    fn a_guarantor_too_weak_cannot_deter_even_when_certain() {
        assert_eq!(
            critical_belief(
                &Attack {
                    win_coalition: 0.79,
                    coalition_cost: 0.0,
                    ..ATTACK
                },
                0.0
            ),
            None
        );
    }

    fn check_star_moves(change: impl Fn(f64) -> (Attack, f64), rises: bool) {
        let star = |step: i32| {
            let (attack, status_quo) = change(f64::from(step) * 0.01);
            critical_belief(&attack, status_quo).unwrap_or(f64::NAN)
        };
        for step in 0..10 {
            let (before, after) = (star(step), star(step + 1));
            assert!(
                if rises {
                    after > before
                } else {
                    after < before
                },
                "{before} {after}"
            );
        }
    }

    #[test]
    fn the_critical_belief_rises_with_the_prize_and_the_chance_of_winning() {
        check_star_moves(
            |d| {
                (
                    Attack {
                        value: 1.0 + d,
                        ..ATTACK
                    },
                    0.0,
                )
            },
            true,
        );
        check_star_moves(
            |d| {
                (
                    Attack {
                        win_alone: 0.8 + d,
                        ..ATTACK
                    },
                    0.0,
                )
            },
            true,
        );
        check_star_moves(
            |d| {
                (
                    Attack {
                        win_coalition: 0.3 + d,
                        ..ATTACK
                    },
                    0.0,
                )
            },
            true,
        );
    }

    #[test]
    fn the_critical_belief_falls_with_every_cost() {
        check_star_moves(
            |d| {
                (
                    Attack {
                        loss: 0.5 + d,
                        ..ATTACK
                    },
                    0.0,
                )
            },
            false,
        );
        check_star_moves(
            |d| {
                (
                    Attack {
                        cost: 0.2 + d,
                        ..ATTACK
                    },
                    0.0,
                )
            },
            false,
        );
        check_star_moves(
            |d| {
                (
                    Attack {
                        coalition_cost: 0.3 + d,
                        ..ATTACK
                    },
                    0.0,
                )
            },
            false,
        );
    }

    #[test]
    fn desperation_at_home_raises_the_critical_belief() {
        check_star_moves(|d| (ATTACK, -d), true);
    }

    #[test]
    fn extreme_stakes_stay_finite() {
        for a in EXTREMES {
            for b in EXTREMES {
                let attack = Attack {
                    value: a,
                    loss: b,
                    cost: a,
                    coalition_cost: b,
                    win_alone: a,
                    win_coalition: b,
                };
                assert!(expected_utility(&attack, b).is_finite());
                assert!(
                    critical_belief(&attack, 0.0).is_none_or(|star| (0.0..=1.0).contains(&star))
                );
                check_chance(attack_chance(expected_utility(&attack, a), b, a));
            }
        }
    }
}
