//! Attrition by Lanchester's square law: who is left, how many, after how long.
//! Reads and writes numbers of units and kills per unit of time.
//! Not here: the chance of winning (`contest`), when forces arrive (`arrival`).
//! Rule text: Lanchester 1916: `a A² - b B²` stays as it is while both fight on.

use super::amount;

/// Who is left.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Winner {
    /// The first side.
    First,
    /// The second side.
    Second,
    /// Neither: both wear down for ever, or nobody can hurt anybody.
    Neither,
}

/// How a battle to the end goes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Battle {
    /// Who is left.
    pub winner: Winner,
    /// The winner's strength left; 0 if neither wins.
    pub survivors: f64,
    /// How long it lasts, in the unit of time of the rates; infinite if neither wins.
    pub duration: f64,
}

/// Fights `first` units, each killing `rate_first` a unit of time, against `second` with `rate_second`, to the end.
pub fn square(first: f64, second: f64, rate_first: f64, rate_second: f64) -> Battle {
    let (a, b) = (amount(first), amount(second));
    let (ra, rb) = (amount(rate_first), amount(rate_second));
    let (power_a, power_b) = (a * ra.sqrt(), b * rb.sqrt());
    if power_a > power_b {
        let (survivors, duration) = end(a, b, ra, rb, power_b / power_a);
        Battle {
            winner: Winner::First,
            survivors,
            duration,
        }
    } else if power_b > power_a {
        let (survivors, duration) = end(b, a, rb, ra, power_a / power_b);
        Battle {
            winner: Winner::Second,
            survivors,
            duration,
        }
    } else {
        Battle {
            winner: Winner::Neither,
            survivors: 0.0,
            duration: f64::INFINITY,
        }
    }
}

/// Survivors and duration when the winner's fighting power exceeds the loser's, which is `odds` of it:
/// `√(A² - (b/a) B²)` and `artanh(odds) / √(ab)`.
fn end(winner: f64, loser: f64, rate_winner: f64, rate_loser: f64, odds: f64) -> (f64, f64) {
    let survivors = winner * ((1.0 - odds) * (1.0 + odds)).max(0.0).sqrt();
    let speed = rate_winner.sqrt() * rate_loser.sqrt();
    // A loser that does not shoot back falls at a steady rate.
    let duration = if speed > 0.0 && odds > 1e-8 {
        libm::atanh(odds) / speed
    } else {
        loser / (rate_winner * winner)
    };
    (survivors, duration)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::theory::testing::{EXTREMES, check_near};

    fn check_battle(forces: [f64; 4], winner: Winner, survivors: f64, duration: f64) {
        let battle = square(forces[0], forces[1], forces[2], forces[3]);
        assert_eq!(battle.winner, winner);
        check_near(battle.survivors, survivors, 1e-5);
        check_near(battle.duration, duration, 1e-5);
    }

    #[test]
    fn a_hundred_beat_eighty_and_sixty_are_left() {
        check_battle([100.0, 80.0, 0.05, 0.05], Winner::First, 60.0, 21.972246);
    }

    #[test]
    fn the_second_side_wins_by_numbers() {
        check_battle(
            [100.0, 120.0, 0.05, 0.05],
            Winner::Second,
            66.332496,
            23.978953,
        );
    }

    #[test]
    fn quality_can_beat_numbers() {
        check_battle([60.0, 100.0, 0.09, 0.03], Winner::First, 16.329932, 38.0173);
    }

    #[test]
    fn allies_who_come_one_by_one_lose_where_together_they_win() {
        let first = square(100.0, 60.0, 0.05, 0.05);
        check_near(first.survivors, 80.0, 1e-5);
        let second = square(first.survivors, 60.0, 0.05, 0.05);
        check_near(second.survivors, 52.915026, 1e-5);
        assert_eq!(second.winner, Winner::First);
        let together = square(100.0, 120.0, 0.05, 0.05);
        assert_eq!(together.winner, Winner::Second);
        check_near(together.survivors, 66.332496, 1e-5);
    }

    #[test]
    fn equals_wear_each_other_down_for_ever() {
        assert_eq!(square(50.0, 50.0, 0.1, 0.1).winner, Winner::Neither);
        assert_eq!(square(0.0, 0.0, 0.1, 0.1).duration, f64::INFINITY);
    }

    #[test]
    fn a_side_that_cannot_shoot_falls_at_a_steady_rate() {
        check_battle([10.0, 20.0, 0.5, 0.0], Winner::First, 10.0, 4.0);
        check_battle([20.0, 10.0, 0.0, 0.5], Winner::Second, 10.0, 4.0);
    }

    #[test]
    fn an_empty_field_is_won_at_once() {
        check_battle([10.0, 0.0, 0.5, 0.5], Winner::First, 10.0, 0.0);
    }

    #[test]
    fn sides_are_treated_alike() {
        for step in 1..40 {
            let b = f64::from(step) * 5.0;
            let (one, other) = (square(100.0, b, 0.05, 0.04), square(b, 100.0, 0.04, 0.05));
            assert_eq!(
                (one.survivors, one.duration),
                (other.survivors, other.duration)
            );
        }
    }

    #[test]
    fn extreme_forces_leave_no_more_than_came() {
        for a in EXTREMES {
            for b in EXTREMES {
                for r in EXTREMES {
                    let battle = square(a, b, r, b);
                    assert!(battle.survivors.is_finite() && battle.survivors <= a.max(b));
                    assert!(battle.duration >= 0.0);
                }
            }
        }
    }
}
