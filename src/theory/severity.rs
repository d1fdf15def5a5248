//! How small acts add up to an armed attack, and how small a slice stays safe.
//! Reads and writes severities in 0..=1.
//! Not here: each act's severity and the window (data of rules and treaties), whose act it was (`attribution`).
//! Rule text: Brussels communiqué 2021 (cumulative cyber activities may amount to an armed attack); the product form is a design default.

use super::share;

/// Severity of many acts together: `1 - Π (1 - s)`. 0 for none; at least the greatest of them.
pub fn cumulative(severities: impl Iterator<Item = f64>) -> f64 {
    1.0 - severities.map(|s| 1.0 - share(s)).product::<f64>()
}

/// The greatest severity that, repeated every turn, stays below `threshold` under a rule that adds up `window` turns:
/// `1 - (1 - threshold)^(1 / window)`. A window of 0 counts as 1.
pub fn safe_slice(threshold: f64, window: u32) -> f64 {
    let threshold = share(threshold);
    if window <= 1 {
        return threshold;
    }
    1.0 - libm::pow(1.0 - threshold, 1.0 / f64::from(window))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::theory::testing::{EXTREMES, Stream, check_chance, check_near};

    #[test]
    fn a_longer_window_leaves_a_thinner_slice() {
        for (window, slice) in [(1, 0.6), (4, 0.2047), (8, 0.1082)] {
            check_near(safe_slice(0.6, window), slice, 5e-5);
        }
    }

    #[test]
    fn a_full_window_of_safe_slices_just_reaches_the_threshold() {
        for window in 1..20u32 {
            let slice = safe_slice(0.6, window);
            check_near(cumulative((0..window).map(|_| slice)), 0.6, 1e-12);
        }
    }

    #[test]
    fn many_acts_are_at_least_as_severe_as_the_worst() {
        let mut stream = Stream::new(12);
        for n in 1..30 {
            let acts = stream.take(n);
            let worst = acts.iter().copied().fold(0.0, f64::max);
            assert!(cumulative(acts.into_iter()) >= worst - 1e-12);
        }
    }

    #[test]
    fn one_act_is_as_severe_as_itself_and_none_is_nothing() {
        check_near(cumulative([0.4].into_iter()), 0.4, 1e-15);
        assert_eq!(cumulative(core::iter::empty()), 0.0);
        assert_eq!(cumulative([0.1, 1.0].into_iter()), 1.0);
    }

    #[test]
    fn extreme_severities_stay_within_bounds() {
        for a in EXTREMES {
            check_chance(cumulative([a, -a, f64::NAN].into_iter()));
            check_chance(safe_slice(a, 0));
            check_chance(safe_slice(a, u32::MAX));
        }
    }
}
