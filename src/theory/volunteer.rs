//! Why nobody moves when everybody could: the volunteer's dilemma and thresholds of participation.
//! Reads group sizes and a cost as a share of the benefit; writes chances.
//! Not here: guarantors who differ (`joining`), what they pay in peace (`burden`).
//! Rule text: Diekmann 1985; participation games with a threshold, Palfrey & Rosenthal 1984; numbers checked with a game solver.

use super::share;

/// Symmetric mixed play of the volunteer's dilemma.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Volunteers {
    /// Chance that one given member acts.
    pub acts: f64,
    /// Chance that nobody does; rises with the size of the group.
    pub nobody: f64,
}

/// Volunteer's dilemma of `n` alike when acting costs `cost_share` (0..=1) of the benefit all then have:
/// `p = 1 - (c/b)^(1/(n-1))`, nobody with `(c/b)^(n/(n-1))`. One alone acts; of none, nobody does.
pub fn volunteers(n: u32, cost_share: f64) -> Volunteers {
    let cost = share(cost_share);
    match n {
        0 => Volunteers {
            acts: 0.0,
            nobody: 1.0,
        },
        1 => {
            let acts = if cost < 1.0 { 1.0 } else { 0.0 };
            Volunteers {
                acts,
                nobody: 1.0 - acts,
            }
        }
        _ => {
            let others = f64::from(n - 1);
            let stays = libm::pow(cost, 1.0 / others);
            Volunteers {
                acts: 1.0 - stays,
                nobody: libm::pow(cost, f64::from(n) / others),
            }
        }
    }
}

/// Chance that exactly `k - 1` of the other `n - 1` act, each with chance `p`: that one's own act decides.
fn pivotal(n: u32, k: u32, p: f64) -> f64 {
    if k == 0 || k > n {
        return 0.0;
    }
    let (others, needed) = (f64::from(n - 1), f64::from(k - 1));
    // In logarithms, since binomial coefficients of large groups overflow.
    let log_ways = libm::lgamma(others + 1.0)
        - libm::lgamma(needed + 1.0)
        - libm::lgamma(others - needed + 1.0);
    let log_power = |base: f64, power: f64| {
        if power == 0.0 {
            0.0
        } else {
            power * libm::log(base)
        }
    };
    libm::exp(log_ways + log_power(p, needed) + log_power(1.0 - p, others - needed))
}

/// Chances p at which each of `n` is indifferent about acting when `k` are needed:
/// `C(n-1, k-1) p^(k-1) (1-p)^(n-k) = c/b`, rising order, at most two. For `k` ≥ 2 nobody acting is an equilibrium too.
pub fn participation(n: u32, k: u32, cost_share: f64) -> Vec<f64> {
    if k == 0 || k > n || n < 2 {
        return Vec::new();
    }
    let cost = share(cost_share);
    let peak = f64::from(k - 1) / f64::from(n - 1);
    if cost == 0.0 || pivotal(n, k, peak) < cost {
        return Vec::new();
    }
    let mut roots = Vec::new();
    if k > 1 {
        roots.push(root(0.0, peak, |p| pivotal(n, k, p) < cost));
    }
    if k < n {
        roots.push(root(peak, 1.0, |p| pivotal(n, k, p) >= cost));
    }
    roots.dedup();
    roots
}

/// The point in `low..high` up to which `before` holds.
fn root(mut low: f64, mut high: f64, before: impl Fn(f64) -> bool) -> f64 {
    for _ in 0..80 {
        let middle = 0.5 * (low + high);
        if before(middle) {
            low = middle;
        } else {
            high = middle;
        }
    }
    0.5 * (low + high)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::theory::testing::{EXTREMES, check_all_near, check_chance, check_near};
    use crate::theory::votes;

    #[test]
    fn the_dilemma_matches_its_worked_examples() {
        for (n, acts, nobody) in [
            (2, 0.75, 0.0625),
            (3, 0.5, 0.125),
            (5, 0.29289322, 0.1767767),
            (10, 0.14275602, 0.214311),
            (30, 0.04667867, 0.23833033),
        ] {
            let got = volunteers(n, 0.25);
            check_near(got.acts, acts, 1e-7);
            check_near(got.nobody, nobody, 1e-7);
        }
    }

    #[test]
    fn a_larger_group_is_likelier_to_do_nothing() {
        for n in 2..60 {
            assert!(volunteers(n + 1, 0.25).nobody > volunteers(n, 0.25).nobody);
        }
    }

    #[test]
    fn alone_one_acts_if_it_pays() {
        assert_eq!(volunteers(1, 0.25).acts, 1.0);
        assert_eq!(volunteers(1, 1.0).acts, 0.0);
        assert_eq!(volunteers(0, 0.25).nobody, 1.0);
    }

    #[test]
    fn one_of_three_needed_matches_the_solver() {
        let p = participation(3, 1, 0.25);
        check_all_near(&p, &[0.5], 1e-5);
        check_near(votes::at_least(&[p[0]; 3], 1), 0.875, 1e-5);
    }

    #[test]
    fn two_of_three_needed_match_the_solver() {
        check_all_near(&participation(3, 2, 0.25), &[0.146447, 0.853553], 1e-6);
    }

    #[test]
    fn all_of_three_needed_match_the_solver() {
        let p = participation(3, 3, 0.25);
        check_all_near(&p, &[0.5], 1e-5);
        check_near(votes::at_least(&[p[0]; 3], 3), 0.125, 1e-5);
    }

    #[test]
    fn the_dilemma_is_participation_with_one_needed() {
        for n in 2..20 {
            check_all_near(
                &participation(n, 1, 0.25),
                &[volunteers(n, 0.25).acts],
                1e-9,
            );
        }
    }

    #[test]
    fn when_acting_is_too_dear_there_is_no_mixed_play() {
        assert!(participation(3, 2, 0.9).is_empty());
        assert!(participation(3, 0, 0.2).is_empty());
        assert!(participation(3, 4, 0.2).is_empty());
    }

    #[test]
    fn extreme_numbers_give_chances() {
        for c in EXTREMES {
            for n in [0, 1, 2, 1000, u32::MAX] {
                check_chance(volunteers(n, c).acts);
                check_chance(volunteers(n, c).nobody);
                for k in [0, 1, 2, n / 2, n] {
                    participation(n, k, c).into_iter().for_each(check_chance);
                }
            }
        }
    }
}
