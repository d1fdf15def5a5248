//! Choice that is better the more it matters: logit, the nested choice to leave holding, the ladder.
//! Reads and writes plain numbers: utilities, a precision λ, chances.
//! Not here: the draw from these chances (keyed dice, in `rules`), where utilities come from (`aggression`).
//! Rule text: McFadden/Luce logit; McKelvey & Palfrey 1995, 1998 (λ means what it means in Gambit); Signorino 1999, 2003 (strategic probit).

use core::f64::consts::SQRT_2;

/// Default precision λ with stakes scaled to 0..=1 (design default): 3 confused, 5 to 6 ordinary, 10 near rational.
pub const LAMBDA: f64 = 5.0;

/// `1 / (1 + exp(-x))`, without overflow; 0.5 for not-a-number.
pub fn logistic(x: f64) -> f64 {
    if x.is_nan() {
        return 0.5;
    }
    if x >= 0.0 {
        1.0 / (1.0 + libm::exp(-x))
    } else {
        let e = libm::exp(x);
        e / (1.0 + e)
    }
}

/// Distribution function of the standard normal.
pub fn normal_cdf(x: f64) -> f64 {
    if x.is_nan() {
        0.5
    } else {
        0.5 * (1.0 + libm::erf(x / SQRT_2))
    }
}

/// Chances proportional to `exp(λ u)`. λ = 0 ignores utilities, infinite λ takes the best (ties share).
/// An option that is not a number or minus infinity is never taken while another can be. Empty gives empty.
pub fn logit(utilities: &[f64], lambda: f64) -> Vec<f64> {
    let best = utilities.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let sharp = lambda == f64::INFINITY || best == f64::INFINITY;
    let lambda = lambda.max(0.0);
    let mut weights: Vec<f64> = utilities
        .iter()
        .map(|u| {
            if best == f64::NEG_INFINITY || *u == best {
                1.0
            } else if sharp || u.is_nan() || *u == f64::NEG_INFINITY {
                0.0
            } else {
                // `max` keeps a difference that overflows finite, so that λ = 0 ignores it.
                libm::exp(lambda * (u - best).max(f64::MIN))
            }
        })
        .collect();
    let total: f64 = weights.iter().sum();
    for w in &mut weights {
        *w /= total;
    }
    weights
}

/// Chance of leaving the state of holding, worth `hold`, when only the best of the other options counts:
/// `logistic(λ (max best - hold))`. Adding options nobody wants adds no weight to leaving.
pub fn nested(best: &[f64], hold: f64, lambda: f64) -> f64 {
    let top = best.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    if top == f64::NEG_INFINITY {
        return 0.0;
    }
    logit(&[top, hold], lambda).first().copied().unwrap_or(0.0)
}

/// The aggressor's ladder {none, grey, limited, full} as one flat logit: dearer rungs push mass to others
/// (the stability–instability paradox, Snyder 1965).
pub fn ladder_softmax(utilities: [f64; 4], lambda: f64) -> [f64; 4] {
    let chances = logit(&utilities, lambda);
    core::array::from_fn(|i| chances.get(i).copied().unwrap_or(0.25))
}

/// The distribution of the agents' errors in [`signorino_egame12`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Link {
    /// Normal errors.
    Probit,
    /// Logistic errors.
    Logit,
}

/// Chances of status quo, capitulation and war, in this order, when the first side may challenge and the second may
/// resist. Payoffs: first side's for status quo `u11`, capitulation `u13`, war `u14`; second side's for resisting `u24`.
pub fn signorino_egame12(u11: f64, u13: f64, u14: f64, u24: f64, link: Link) -> [f64; 3] {
    let f = |x: f64| match link {
        Link::Probit => normal_cdf(x / SQRT_2),
        Link::Logit => logistic(x / SQRT_2),
    };
    let resist = f(u24);
    let challenge = f((1.0 - resist) * u13 + resist * u14 - u11);
    [
        1.0 - challenge,
        challenge * (1.0 - resist),
        challenge * resist,
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::theory::testing::{EXTREMES, Stream, check_all_near, check_chance, check_near};

    #[test]
    fn the_ladder_matches_its_worked_examples() {
        for (u, p) in [
            (
                [0.0, 0.15, 0.05, 0.1],
                [0.19685019, 0.30872255, 0.22870729, 0.26571996],
            ),
            (
                [0.0, 0.15, 0.05, -0.6],
                [0.25671006, 0.40260151, 0.29825454, 0.04243389],
            ),
            (
                [0.0, -0.2, -0.1, -0.6],
                [0.4073438, 0.22355502, 0.30176771, 0.06733348],
            ),
        ] {
            check_all_near(&ladder_softmax(u, 3.0), &p, 1e-6);
        }
    }

    #[test]
    fn the_strategic_probit_matches_its_worked_examples() {
        for (u, p) in [
            ([-1.0, 0.0, -1.4, 0.1], [0.42691678, 0.27038869, 0.30269453]),
            ([0.0, 1.0, -1.0, -0.5], [0.42254294, 0.36851184, 0.20894522]),
            ([0.0, 1.0, -1.0, 0.8], [0.61902426, 0.10888432, 0.27209142]),
        ] {
            check_all_near(
                &signorino_egame12(u[0], u[1], u[2], u[3], Link::Probit),
                &p,
                1e-6,
            );
        }
    }

    #[test]
    fn the_strategic_logit_matches_its_worked_examples() {
        for (u, p) in [
            ([-1.0, 0.0, -1.4, 0.1], [0.45149321, 0.26456111, 0.28394568]),
            ([0.0, 1.0, -1.0, -0.5], [0.46911089, 0.3118862, 0.21900291]),
            ([0.0, 1.0, -1.0, 0.8], [0.5485545, 0.16352845, 0.28791705]),
        ] {
            check_all_near(
                &signorino_egame12(u[0], u[1], u[2], u[3], Link::Logit),
                &p,
                1e-6,
            );
        }
    }

    #[test]
    fn without_precision_all_options_are_alike() {
        check_all_near(&logit(&[3.0, -1.0, 100.0, 0.0], 0.0), &[0.25; 4], 1e-15);
    }

    #[test]
    fn with_infinite_precision_the_best_is_taken() {
        check_all_near(
            &logit(&[3.0, -1.0, 3.0, 0.0], f64::INFINITY),
            &[0.5, 0.0, 0.5, 0.0],
            0.0,
        );
    }

    #[test]
    fn an_impossible_option_is_never_taken() {
        check_all_near(
            &logit(&[0.0, f64::NEG_INFINITY, f64::NAN], 2.0),
            &[1.0, 0.0, 0.0],
            0.0,
        );
        check_all_near(
            &logit(&[0.0, f64::NEG_INFINITY, f64::NAN], 0.0),
            &[1.0, 0.0, 0.0],
            0.0,
        );
        assert!(logit(&[], 1.0).is_empty());
    }

    #[test]
    fn chances_add_to_one_and_ignore_a_common_shift() {
        let mut stream = Stream::new(7);
        for n in 1..20 {
            let u = stream.take(n);
            let shifted: Vec<f64> = u.iter().map(|x| x + 40.0).collect();
            let p = logit(&u, 6.0);
            check_near(p.iter().sum(), 1.0, 1e-12);
            check_all_near(&p, &logit(&shifted, 6.0), 1e-9);
        }
    }

    #[test]
    fn two_options_are_a_logistic() {
        check_near(logit(&[0.3, 0.1], 5.0)[0], logistic(1.0), 1e-12);
        check_near(nested(&[0.3], 0.1, 5.0), logistic(1.0), 1e-12);
    }

    #[test]
    fn a_hundred_bad_options_add_no_weight_to_leaving() {
        let mut options = vec![-0.2];
        let before = nested(&options, 0.0, 5.0);
        options.extend([-0.9; 100]);
        assert_eq!(nested(&options, 0.0, 5.0), before);
        let mut flat = options.clone();
        flat.push(0.0);
        assert!(
            logit(&flat, 5.0)[101] < 1.0 - before,
            "a flat choice attacks more often"
        );
    }

    #[test]
    fn with_no_option_a_nation_holds() {
        assert_eq!(nested(&[], 0.0, 5.0), 0.0);
        assert_eq!(nested(&[f64::NEG_INFINITY], 0.0, 5.0), 0.0);
    }

    #[test]
    fn infinite_precision_leaves_exactly_when_it_pays() {
        assert_eq!(nested(&[0.1, 0.2], 0.15, f64::INFINITY), 1.0);
        assert_eq!(nested(&[0.1], 0.15, f64::INFINITY), 0.0);
        assert_eq!(nested(&[0.15], 0.15, f64::INFINITY), 0.5);
    }

    #[test]
    fn the_normal_distribution_is_where_it_should_be() {
        check_near(normal_cdf(0.0), 0.5, 1e-15);
        check_near(normal_cdf(1.959_963_985), 0.975, 1e-9);
        check_near(normal_cdf(-1.0) + normal_cdf(1.0), 1.0, 1e-15);
    }

    #[test]
    fn extreme_utilities_give_chances() {
        for a in EXTREMES {
            for b in EXTREMES {
                for lambda in EXTREMES {
                    for u in [
                        [a, b],
                        [-a, b],
                        [a, -b],
                        [f64::MAX, -f64::MAX],
                        [f64::INFINITY, b],
                    ] {
                        logit(&u, lambda).into_iter().for_each(check_chance);
                        check_chance(nested(&u[..1], u[1], lambda));
                        check_chance(logistic(u[0] * lambda));
                    }
                }
            }
        }
    }
}
