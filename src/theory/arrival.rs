//! When help arrives, and whether the deed is done before it does.
//! Reads and writes days, kilometres and strengths.
//! Not here: strength lost on the way (`distance`), how long a vote takes (`votes`), which units go (`rules`).
//! Rule text: fait-accompli race, a design form; timelines after published response-force notices (5, 10, 30 days).

use super::amount;

/// Day on which a force is there: decision, plus notice to move, plus the way at `km_per_day`. Infinite if it has a
/// way to go and cannot move.
pub fn arrival_day(decision_day: f64, notice_days: f64, km: f64, km_per_day: f64) -> f64 {
    let km = amount(km);
    let way = if km == 0.0 {
        0.0
    } else if km_per_day > 0.0 {
        km / km_per_day
    } else {
        f64::INFINITY
    };
    amount(decision_day) + amount(notice_days) + way
}

/// Strength that has arrived by `day`, from (day, strength) pairs in any order.
pub fn strength_by(arrivals: &[(f64, f64)], day: f64) -> f64 {
    arrivals
        .iter()
        .filter(|(arrives, _)| *arrives <= day)
        .map(|(_, strength)| amount(*strength))
        .sum()
}

/// First day on which those arrived reach `ratio` times the `attacker`'s strength; `None` if they never do.
pub fn relief_day(arrivals: &[(f64, f64)], attacker: f64, ratio: f64) -> Option<f64> {
    let needed = amount(ratio) * amount(attacker);
    if needed == 0.0 {
        return Some(0.0);
    }
    let mut sorted: Vec<(f64, f64)> = arrivals
        .iter()
        .copied()
        .filter(|(day, _)| day.is_finite())
        .collect();
    sorted.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut there = 0.0;
    for (day, strength) in sorted {
        there += amount(strength);
        // Room for rounding, so that three thirds make a whole.
        if there >= needed * (1.0 - 1e-12) {
            return Some(amount(day));
        }
    }
    None
}

/// Whether the attacker, who needs `control_days` to take what it came for, is done before those who arrive reach
/// `ratio` times its strength. The target's own forces belong in `arrivals` at day 0; the caller applies friction.
pub fn fait_accompli(
    control_days: f64,
    arrivals: &[(f64, f64)],
    attacker: f64,
    ratio: f64,
) -> bool {
    if !control_days.is_finite() {
        return false;
    }
    relief_day(arrivals, attacker, ratio).is_none_or(|day| control_days < day)
}

/// Days an attacker needs to take what it came for: `days` against a defence as strong as itself, in proportion to the
/// defence, between a fifth and three times that (D).
pub fn control_days(days: f64, defence: f64, attack: f64) -> f64 {
    amount(days) * (amount(defence) / amount(attack).max(1e-9)).clamp(0.2, 3.0)
}

/// What help is worth in a contest of a quarter, by the day it arrives: whole on the first, a tenth from day 108 on (D).
pub fn timely(day: f64) -> f64 {
    (1.0 - amount(day) / 120.0).clamp(0.1, 1.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::theory::testing::{EXTREMES, check_near};

    const HELP: [(f64, f64); 3] = [(30.0, 0.5), (0.0, 0.1), (5.0, 0.2)];

    #[test]
    fn a_force_arrives_after_decision_notice_and_way() {
        check_near(arrival_day(3.0, 5.0, 1200.0, 400.0), 11.0, 1e-12);
    }

    #[test]
    fn a_weaker_defence_is_overrun_sooner_and_late_help_is_worth_less() {
        check_near(control_days(10.0, 1.0, 2.0), 5.0, 1e-12);
        check_near(control_days(10.0, 0.0, 2.0), 2.0, 1e-12);
        check_near(control_days(10.0, 2.0, 0.0), 30.0, 1e-12);
        assert!(timely(30.0) < timely(5.0));
        check_near(timely(1e9), 0.1, 0.0);
    }

    #[test]
    fn a_force_on_the_spot_needs_no_transport() {
        check_near(arrival_day(1.0, 0.0, 0.0, 0.0), 1.0, 0.0);
        assert_eq!(arrival_day(1.0, 0.0, 10.0, 0.0), f64::INFINITY);
    }

    #[test]
    fn strength_gathers_day_by_day() {
        for (day, strength) in [(0.0, 0.1), (4.9, 0.1), (5.0, 0.3), (30.0, 0.8)] {
            check_near(strength_by(&HELP, day), strength, 1e-12);
        }
    }

    #[test]
    fn relief_comes_when_the_ratio_is_reached() {
        assert_eq!(relief_day(&HELP, 0.5, 0.5), Some(5.0));
        assert_eq!(relief_day(&HELP, 0.8, 1.0), Some(30.0));
        assert_eq!(relief_day(&HELP, 1.0, 1.0), None);
    }

    #[test]
    fn a_quick_grab_beats_slow_help() {
        assert!(fait_accompli(10.0, &HELP, 0.8, 1.0));
        assert!(!fait_accompli(30.0, &HELP, 0.8, 1.0));
        assert!(!fait_accompli(60.0, &HELP, 0.8, 1.0));
    }

    #[test]
    fn help_that_is_too_weak_never_stops_a_grab() {
        assert!(fait_accompli(300.0, &HELP, 5.0, 1.0));
    }

    #[test]
    fn who_cannot_take_control_has_no_fait_accompli() {
        assert!(!fait_accompli(f64::INFINITY, &[], 1.0, 1.0));
    }

    #[test]
    fn an_attacker_without_strength_is_stopped_at_once() {
        assert!(!fait_accompli(0.0, &[], 0.0, 1.0));
    }

    #[test]
    fn earlier_help_never_makes_a_grab_easier() {
        for step in 0..40 {
            let late = f64::from(step);
            let grabbed = |day: f64| fait_accompli(12.0, &[(0.0, 0.3), (day, 0.7)], 1.0, 1.0);
            assert!(grabbed(late) <= grabbed(late + 1.0));
        }
    }

    #[test]
    fn extreme_numbers_are_survived() {
        for a in EXTREMES {
            for b in EXTREMES {
                assert!(arrival_day(a, b, a, b) >= 0.0);
                let arrivals = [(a, b), (f64::NAN, b), (f64::INFINITY, 1.0), (-a, f64::NAN)];
                assert!(strength_by(&arrivals, b) >= 0.0);
                assert!(relief_day(&arrivals, a, b).is_none_or(f64::is_finite));
                fait_accompli(a, &arrivals, b, a);
            }
        }
    }
}
