//! What a coalition is worth: effective number of partners, command friction, joint strength.
//! Reads and writes plain numbers: partners' strengths at the point of contact.
//! Not here: who joins (`joiners`, `joining`), strength lost on the way (`distance`).
//! Rule text: design form; direction after Weitsman 2004, Cappella Zielinski & Grauer 2020, Johnson, Leeds & Wu 2015.

use super::{amount, share};

/// Friction of an unintegrated coalition of many equals, 0..=0.5 (design default, not a literature estimate).
/// At most 0.5, an extra ally can never hurt: its marginal value is `1 - g (1 + h - 2 s)` with
/// `g = gamma (1 - interop)`, `h` the sum of squared shares and `s` the ally's own share.
pub const GAMMA: f64 = 0.35;

/// Number of equal partners that would be as scattered as these: `(Σe)² / Σe²`; 0 for nobody.
pub fn effective_number(e: &[f64]) -> f64 {
    let largest = e.iter().copied().fold(0.0, f64::max);
    if largest <= 0.0 {
        return 0.0;
    }
    let (mut sum, mut squares) = (0.0, 0.0);
    for x in e {
        // Scaled by the largest, so that squares neither overflow nor vanish.
        let part = amount(*x) / largest;
        sum += part;
        squares += part * part;
    }
    sum * sum / squares
}

/// Command friction κ in 0..=1, the share of nominal strength that survives: `1 - gamma (1 - interop) (1 - 1/n)`
/// with `n` the effective number of partners. One partner or full integration (`interop` = 1) loses nothing.
pub fn command_friction(e: &[f64], gamma: f64, interop: f64) -> f64 {
    let n = effective_number(e);
    if n <= 1.0 {
        return 1.0;
    }
    1.0 - share(gamma) * (1.0 - share(interop)) * (1.0 - 1.0 / n)
}

/// Joint strength `κ Σe`, in the unit of `e`. The target's own strength belongs in `e` too.
pub fn strength(e: &[f64], gamma: f64, interop: f64) -> f64 {
    let nominal: f64 = e.iter().map(|x| amount(*x)).sum();
    command_friction(e, gamma, interop) * nominal
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::theory::testing::{EXTREMES, Stream, check_near};

    fn check_coalition(e: &[f64], interop: f64, n: f64, kappa: f64, effective: f64) {
        check_near(effective_number(e), n, 1e-6);
        check_near(command_friction(e, GAMMA, interop), kappa, 1e-6);
        check_near(strength(e, GAMMA, interop), effective, 1e-6);
    }

    #[test]
    fn a_lone_nation_loses_nothing() {
        check_coalition(&[1.0], 0.0, 1.0, 1.0, 1.0);
    }

    #[test]
    fn two_equals_without_integration_lose_a_sixth() {
        check_coalition(&[1.0, 1.0], 0.0, 2.0, 0.825, 1.65);
    }

    #[test]
    fn integrated_command_removes_friction() {
        check_coalition(&[1.0, 1.0], 1.0, 2.0, 1.0, 2.0);
    }

    #[test]
    fn a_leader_with_small_partners_matches_its_worked_example() {
        check_coalition(&[5.0, 1.0, 1.0, 1.0], 0.3, 2.28571429, 0.8621875, 6.8975);
    }

    #[test]
    fn ten_equals_match_their_worked_example() {
        check_coalition(&[1.0; 10], 0.5, 10.0, 0.8425, 8.425);
    }

    #[test]
    fn a_zero_strength_ally_changes_nothing() {
        let mut stream = Stream::new(4);
        for n in 1..9 {
            let mut e = stream.take(n);
            let before = strength(&e, GAMMA, 0.2);
            e.push(0.0);
            check_near(strength(&e, GAMMA, 0.2), before, 1e-12);
        }
    }

    #[test]
    fn the_order_of_allies_does_not_matter() {
        let mut stream = Stream::new(5);
        for n in 2..12 {
            let mut e = stream.take(n);
            let before = strength(&e, GAMMA, 0.4);
            e.reverse();
            check_near(strength(&e, GAMMA, 0.4), before, 1e-12);
            e.rotate_left(n / 2);
            check_near(strength(&e, GAMMA, 0.4), before, 1e-12);
        }
    }

    #[test]
    fn an_extra_ally_never_hurts_while_friction_is_at_most_a_half() {
        let mut stream = Stream::new(6);
        for round in 0..4_000 {
            let mut e = stream.take(1 + round % 10);
            let gamma = if round % 2 == 0 {
                0.5
            } else {
                stream.next() * 0.5
            };
            let before = strength(&e, gamma, 0.0);
            e.push(stream.next() * libm::pow(10.0, -4.0 * stream.next()));
            assert!(strength(&e, gamma, 0.0) >= before - 1e-12, "{e:?}");
        }
    }

    #[test]
    fn above_a_half_a_tiny_ally_can_hurt() {
        assert!(strength(&[1.0, 0.01], 0.9, 0.0) < strength(&[1.0], 0.9, 0.0));
    }

    #[test]
    fn more_interoperability_never_lowers_joint_strength() {
        let e = [3.0, 2.0, 0.5];
        for step in 0..20 {
            let interop = f64::from(step) * 0.05;
            assert!(strength(&e, GAMMA, interop + 0.05) >= strength(&e, GAMMA, interop));
        }
    }

    #[test]
    fn nobody_is_worth_nothing() {
        assert_eq!(effective_number(&[]), 0.0);
        assert_eq!(strength(&[], GAMMA, 0.0), 0.0);
        assert_eq!(strength(&[-1.0, f64::NAN], GAMMA, 0.0), 0.0);
    }

    #[test]
    fn extreme_strengths_stay_finite() {
        for a in EXTREMES {
            for b in EXTREMES {
                assert!(strength(&[a, b, 1e12], 2.0, -1.0).is_finite());
                assert!(effective_number(&[a, b]) <= 2.0 + 1e-12);
            }
        }
    }
}
