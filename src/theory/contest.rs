//! Who wins a contest of strengths: contest success functions and the efforts they call forth.
//! Reads and writes plain numbers.
//! Not here: attrition over time (`lanchester`), what a coalition's strength is (`coalition`).
//! Rule text: Tullock 1980 (ratio form), Hirshleifer 1989 (difference form); exponent on gross capability fitted to 77 decisive interstate wars.

use super::{amount, quantal::logistic};

/// Exponent of the ratio form fitted on gross capability shares of both coalitions (standard error 0.143).
/// On local, ready, distance-adjusted strength use 1.
pub const GROSS_CAPABILITY_EXPONENT: f64 = 0.386;

/// Log-odds advantage of the side that moves first, from the same fit (standard error 0.255).
pub const INITIATOR_INTERCEPT: f64 = 0.55;

/// Chance in 0..=1 that strength `a` beats strength `b`: `a^m / (a^m + b^m)`, with decisiveness `m` ≥ 0.
/// Only the ratio of strengths counts; 0.5 when both are zero.
pub fn ratio(a: f64, b: f64, m: f64) -> f64 {
    let (a, b, m) = (amount(a), amount(b), amount(m));
    if a == b || m == 0.0 {
        return 0.5;
    }
    let share = a.min(b) / a.max(b);
    let weaker = if m == 1.0 { share } else { libm::pow(share, m) };
    let of_weaker = weaker / (1.0 + weaker);
    if a < b { of_weaker } else { 1.0 - of_weaker }
}

/// Chance in 0..=1 that strength `a` beats strength `b`: `1 / (1 + exp(k (b - a)))`, with sensitivity `k` ≥ 0.
/// Only the difference of strengths counts, so even no effort at all leaves a chance.
pub fn difference(a: f64, b: f64, k: f64) -> f64 {
    if a == b || k == 0.0 {
        return 0.5;
    }
    logistic(k * (a - b))
}

/// Ratio form in which moving first is worth `intercept` in log-odds: `logistic(intercept + m ln(a / b))`.
pub fn initiator_ratio(a: f64, b: f64, m: f64, intercept: f64) -> f64 {
    let (a, b) = (amount(a), amount(b));
    if a == b || m == 0.0 {
        return logistic(intercept);
    }
    logistic(intercept + m * (libm::log(a) - libm::log(b)))
}

/// Equilibrium of the two-sided ratio contest with `m` = 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Efforts {
    /// What the first side spends, in units of its prize.
    pub first: f64,
    /// What the second side spends.
    pub second: f64,
    /// Chance that the first side wins.
    pub first_wins: f64,
}

/// What two sides spend on prizes worth `v1` and `v2` to them: `x1 = v1² v2 / (v1 + v2)²`.
pub fn tullock_equilibrium(v1: f64, v2: f64) -> Efforts {
    let (v1, v2) = (amount(v1), amount(v2));
    let first_wins = ratio(v1, v2, 1.0);
    let spent_share = first_wins * (1.0 - first_wins);
    Efforts {
        first: v1 * spent_share,
        second: v2 * spent_share,
        first_wins,
    }
}

/// What each of `n` equal sides spends on a prize worth `v`: `m (n - 1) v / n²`, valid for `m ≤ n / (n - 1)`.
pub fn tullock_symmetric(n: usize, v: f64, m: f64) -> f64 {
    if n == 0 {
        return 0.0;
    }
    let n = n as f64;
    m * (n - 1.0) * v / (n * n)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::theory::testing::{EXTREMES, Stream, check_chance, check_near};

    #[test]
    fn the_ratio_form_matches_its_worked_examples() {
        for (a, b, m, p) in [
            (3.0, 1.0, 1.0, 0.75),
            (3.0, 1.0, 2.0, 0.9),
            (3.0, 1.0, 0.386, 0.6044554),
            (1.0, 1.0, 1.0, 0.5),
            (0.34, 0.19, 1.0, 0.64150943),
        ] {
            check_near(ratio(a, b, m), p, 1e-6);
        }
    }

    #[test]
    fn the_difference_form_matches_its_worked_examples() {
        for (a, b, k, p) in [
            (3.0, 1.0, 0.5, 0.73105858),
            (103.0, 101.0, 0.5, 0.73105858),
            (1.0, 1.0, 2.0, 0.5),
        ] {
            check_near(difference(a, b, k), p, 1e-6);
        }
    }

    #[test]
    fn moving_first_is_worth_its_intercept() {
        for (a, p) in [(2.0, 0.69371705), (0.5, 0.57014559), (1.0, 0.63413559)] {
            check_near(
                initiator_ratio(a, 1.0, GROSS_CAPABILITY_EXPONENT, INITIATOR_INTERCEPT),
                p,
                1e-6,
            );
        }
    }

    #[test]
    fn equilibrium_efforts_match_their_worked_examples() {
        for (v1, v2, x1, x2, p) in [
            (1.0, 1.0, 0.25, 0.25, 0.5),
            (2.0, 1.0, 0.44444444, 0.22222222, 0.66666667),
            (3.0, 1.0, 0.5625, 0.1875, 0.75),
        ] {
            let e = tullock_equilibrium(v1, v2);
            check_near(e.first, x1, 1e-6);
            check_near(e.second, x2, 1e-6);
            check_near(e.first_wins, p, 1e-6);
        }
    }

    #[test]
    fn more_equal_rivals_waste_more_of_the_prize() {
        for (n, effort, wasted) in [(2, 0.25, 0.5), (3, 0.22222222, 0.66666667), (5, 0.16, 0.8)] {
            check_near(tullock_symmetric(n, 1.0, 1.0), effort, 1e-6);
            check_near(tullock_symmetric(n, 1.0, 1.0) * n as f64, wasted, 1e-6);
        }
    }

    #[test]
    fn both_chances_add_to_one() {
        let mut stream = Stream::new(1);
        for _ in 0..500 {
            let (a, b, m) = (
                stream.next() * 9.0,
                stream.next() * 9.0,
                stream.next() * 3.0,
            );
            check_near(ratio(a, b, m) + ratio(b, a, m), 1.0, 1e-12);
            check_near(difference(a, b, m) + difference(b, a, m), 1.0, 1e-12);
        }
    }

    #[test]
    fn the_ratio_form_ignores_the_unit_of_strength() {
        let mut stream = Stream::new(2);
        for _ in 0..500 {
            let (a, b, m, k) = (
                stream.next(),
                stream.next(),
                stream.next() * 3.0,
                stream.next() * 1e6 + 1e-6,
            );
            check_near(ratio(k * a, k * b, m), ratio(a, b, m), 1e-9);
        }
    }

    #[test]
    fn the_difference_form_ignores_what_both_have() {
        let mut stream = Stream::new(3);
        for _ in 0..500 {
            let (a, b, k, shift) = (
                stream.next(),
                stream.next(),
                stream.next() * 5.0,
                stream.next() * 100.0,
            );
            check_near(
                difference(a + shift, b + shift, k),
                difference(a, b, k),
                1e-9,
            );
        }
    }

    #[test]
    fn more_strength_never_lowers_the_chance() {
        for m in [0.2, 1.0, 2.5] {
            for step in 0..50 {
                let a = f64::from(step) * 0.1;
                assert!(ratio(a + 0.1, 2.0, m) >= ratio(a, 2.0, m));
                assert!(difference(a + 0.1, 2.0, m) >= difference(a, 2.0, m));
            }
        }
    }

    #[test]
    fn two_empty_hands_are_a_coin_toss() {
        assert_eq!(ratio(0.0, 0.0, 1.0), 0.5);
        assert_eq!(ratio(0.0, 1.0, 1.0), 0.0);
        assert_eq!(ratio(1.0, 0.0, 1.0), 1.0);
    }

    #[test]
    fn extreme_strengths_give_chances() {
        for a in EXTREMES {
            for b in EXTREMES {
                for m in EXTREMES {
                    check_chance(ratio(a, b, m));
                    check_chance(difference(a, b, m));
                    check_chance(initiator_ratio(a, b, m, 0.55));
                    check_chance(tullock_equilibrium(a, b).first_wins);
                }
            }
        }
        check_chance(ratio(f64::INFINITY, f64::INFINITY, 1.0));
        check_chance(ratio(f64::NAN, -3.0, 1.0));
        check_chance(difference(f64::INFINITY, f64::NEG_INFINITY, 1.0));
    }
}
