//! Tying hands and sinking costs: two ways of making a promise believed, and what each costs.
//! Reads and writes plain numbers, the value of deterrence being 1.
//! Not here: how much a public word costs by regime (`audience`), forces stationed forward (`rules`).
//! Rule text: a simple version of Fearon 1997, our own; his equilibria are richer. The challenger gains 1 if the defender concedes.

use super::{amount, share};

/// What a sunk cost must be to tell the resolved from the weak: all that deterrence is worth.
pub const SINKING_COST: f64 = 1.0;

/// Least chance of resistance that deters a challenger to whom war is worth `war_challenger` (below 0):
/// `q* = 1 / (1 - w_C)`.
pub fn deterring_chance(war_challenger: f64) -> f64 {
    1.0 / (1.0 + amount(-war_challenger))
}

/// Chance that a defender resists whose war is worth something uniform in `low..=high` and who would pay `audience_cost`
/// for backing down: it resists when war is worth at least minus that cost.
pub fn resists(low: f64, high: f64, audience_cost: f64) -> f64 {
    let width = high - low;
    if width > 0.0 {
        share((high + amount(audience_cost)) / width)
    } else if high >= -amount(audience_cost) {
        1.0
    } else {
        0.0
    }
}

/// Least audience cost that ties hands enough to deter: `max(0, q* (high - low) - high)`. Nothing of it is paid when
/// deterrence works, and war is surer when it fails.
pub fn tying_cost(war_challenger: f64, low: f64, high: f64) -> f64 {
    amount(deterring_chance(war_challenger) * amount(high - low) - high)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::theory::testing::{EXTREMES, check_chance, check_near};

    #[test]
    fn tying_and_sinking_match_their_worked_examples() {
        for (war, low, high, q, unsignalled, tie, tied) in [
            (-1.0, -1.0, 0.25, 0.5, 0.2, 0.375, 0.5),
            (-0.5, -1.0, 0.5, 0.66666667, 0.33333333, 0.5, 0.66666667),
            (-2.0, -1.0, 0.25, 0.33333333, 0.2, 0.16666667, 0.33333333),
        ] {
            check_near(deterring_chance(war), q, 1e-6);
            check_near(resists(low, high, 0.0), unsignalled, 1e-6);
            check_near(tying_cost(war, low, high), tie, 1e-6);
            check_near(resists(low, high, tying_cost(war, low, high)), tied, 1e-6);
            check_near(SINKING_COST, 1.0, 0.0);
        }
    }

    #[test]
    fn tying_hands_is_cheaper_than_sinking_costs() {
        for step in 1..50 {
            assert!(tying_cost(-0.1 * f64::from(step), -1.0, 0.25) < SINKING_COST);
        }
    }

    #[test]
    fn a_defender_resolved_enough_needs_no_signal() {
        assert_eq!(tying_cost(-2.0, -0.1, 1.0), 0.0);
    }

    #[test]
    fn a_dearer_public_word_never_makes_resistance_less_likely() {
        for step in 0..30 {
            let m = f64::from(step) * 0.05;
            assert!(resists(-1.0, 0.25, m + 0.05) >= resists(-1.0, 0.25, m));
        }
    }

    #[test]
    fn a_defender_whose_mind_is_known_resists_or_not() {
        assert_eq!(resists(-0.5, -0.5, 0.4), 0.0);
        assert_eq!(resists(-0.5, -0.5, 0.5), 1.0);
    }

    #[test]
    fn extreme_numbers_stay_within_bounds() {
        for a in EXTREMES {
            for b in EXTREMES {
                check_chance(deterring_chance(-a));
                check_chance(resists(-a, b, a));
                assert!(tying_cost(-a, -b, a).is_finite());
            }
        }
    }
}
