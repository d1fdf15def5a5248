//! Bargaining in the shadow of war: what both prefer to fighting, the gamble on an offer, why a declining power may not wait.
//! Reads and writes shares of one disputed good, and costs in its unit.
//! Not here: whether a threat is believed (`deterrence`, `signals`), the conduct of a crisis (`rules`).
//! Rule text: Fearon 1995; preventive war after Fearon 1995 and Powell 2006; closed forms for uniform beliefs are our own algebra.

use super::{amount, share};

/// The divisions that both sides prefer to war, `p - cost_a ..= p + cost_b`, as the first side's share; the first wins a
/// war with chance `p`. May reach beyond 0..=1, where a side would accept anything.
pub fn range(p: f64, cost_a: f64, cost_b: f64) -> (f64, f64) {
    let p = share(p);
    (p - amount(cost_a), p + amount(cost_b))
}

/// The first side's best demand when it believes the other's cost of war uniform in `0..=c_max`:
/// `p + max(0, (c_max - cost_a) / 2)`.
pub fn offer(p: f64, cost_a: f64, c_max: f64) -> f64 {
    share(p) + amount((amount(c_max) - amount(cost_a)) / 2.0)
}

/// Chance that this demand is refused: `max(0, (c_max - cost_a) / (2 c_max))`, at most a half. Shared intelligence that
/// narrows `c_max` makes war rarer.
pub fn war_chance(cost_a: f64, c_max: f64) -> f64 {
    let (cost_a, c_max) = (amount(cost_a), amount(c_max));
    if c_max <= cost_a {
        return 0.0;
    }
    if c_max.is_infinite() {
        0.5
    } else {
        0.5 * (1.0 - cost_a / c_max)
    }
}

/// A declining power's choice between war now and bargaining later.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Preventive {
    /// What waiting would lose: `p_now - δ p_later`.
    pub lost_by_waiting: f64,
    /// What peace is worth at least: `(1 - δ)(1 + c (1 - δ))`.
    pub worth_of_peace: f64,
}

impl Preventive {
    /// Whether fighting now beats every peace that can be promised.
    pub fn war(self) -> bool {
        self.lost_by_waiting > self.worth_of_peace
    }
}

/// Weighs preventive war for a power that wins with chance `p_now` today and `p_later` tomorrow, values tomorrow at
/// `delta` in 0..=1 of today, and would pay `cost` once for a war; the other side makes the offers later.
pub fn preventive_war(delta: f64, p_now: f64, p_later: f64, cost: f64) -> Preventive {
    let delta = share(delta);
    Preventive {
        lost_by_waiting: share(p_now) - delta * share(p_later),
        worth_of_peace: (1.0 - delta) * (1.0 + amount(cost) * (1.0 - delta)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::theory::testing::{EXTREMES, check_chance, check_near};

    #[test]
    fn the_bargaining_range_is_as_wide_as_both_costs() {
        for (p, a, b, low, high) in [(0.6, 0.1, 0.15, 0.5, 0.75), (0.5, 0.05, 0.05, 0.45, 0.55)] {
            let got = range(p, a, b);
            check_near(got.0, low, 1e-6);
            check_near(got.1, high, 1e-6);
            check_near(got.1 - got.0, a + b, 1e-6);
        }
    }

    #[test]
    fn demands_and_their_risk_match_their_worked_examples() {
        for (p, a, c, demand, war) in [
            (0.6, 0.1, 0.3, 0.7, 0.33333333),
            (0.5, 0.2, 0.3, 0.55, 0.16666667),
            (0.5, 0.3, 0.2, 0.5, 0.0),
        ] {
            check_near(offer(p, a, c), demand, 1e-6);
            check_near(war_chance(a, c), war, 1e-6);
        }
    }

    #[test]
    fn no_other_demand_pays_better() {
        let (p, a, c) = (0.6, 0.1, 0.3);
        let value = |x: f64| {
            let refused = ((x - p) / c).clamp(0.0, 1.0);
            refused * (p - a) + (1.0 - refused) * x
        };
        for step in 0..=400 {
            assert!(value(0.5 + f64::from(step) * 0.001) <= value(offer(p, a, c)) + 1e-12);
        }
    }

    #[test]
    fn knowing_more_makes_war_rarer() {
        for step in 1..30 {
            let c = f64::from(step) * 0.05;
            assert!(war_chance(0.1, c) <= war_chance(0.1, c + 0.05));
        }
    }

    #[test]
    fn preventive_war_matches_its_worked_examples() {
        for (delta, now, later, cost, lost, peace, war) in [
            (0.9, 0.7, 0.5, 0.1, 0.25, 0.101, true),
            (0.9, 0.7, 0.68, 0.1, 0.088, 0.101, false),
            (0.95, 0.6, 0.5, 0.3, 0.125, 0.05075, true),
        ] {
            let got = preventive_war(delta, now, later, cost);
            check_near(got.lost_by_waiting, lost, 1e-6);
            check_near(got.worth_of_peace, peace, 1e-6);
            assert_eq!(got.war(), war);
        }
    }

    #[test]
    fn a_steeper_decline_never_calms() {
        for step in 0..50 {
            let later = f64::from(step) * 0.01;
            assert!(
                preventive_war(0.9, 0.7, later, 0.1).war()
                    >= preventive_war(0.9, 0.7, later + 0.01, 0.1).war()
            );
        }
    }

    #[test]
    fn extreme_numbers_stay_finite() {
        for a in EXTREMES {
            for b in EXTREMES {
                assert!(offer(a, b, a).is_finite());
                check_chance(war_chance(a, b));
                assert!(preventive_war(a, b, a, b).worth_of_peace.is_finite());
                assert!(range(a, b, a).0.is_finite());
            }
        }
        check_chance(war_chance(f64::INFINITY, f64::INFINITY));
    }
}
