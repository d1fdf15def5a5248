//! Who pays for a public good that all enjoy: contributions, the optimum, and how burdens go with size.
//! Reads and writes incomes and contributions in one unit of money.
//! Not here: what nations really spend (budgets, in `rules`), who fights (`joining`, `volunteer`).
//! Rule text: Olson & Zeckhauser 1966 (log-utility closed form), joint products after Sandler & Hartley, Spearman's rank correlation.

use super::amount;

/// Nash contributions when member i has utility `ln(w - q) + β ln Q`: `q = max(0, w - Q / β)`. The rich pay, the small ride.
pub fn olson_zeckhauser(incomes: &[f64], beta: f64) -> Vec<f64> {
    let total = nash_total(incomes, beta);
    incomes
        .iter()
        .map(|w| {
            if total > 0.0 {
                amount(amount(*w) - total / beta)
            } else {
                0.0
            }
        })
        .collect()
}

/// Nash supply of the good: `W_m / (1 + m / β)` over the m members rich enough to contribute.
fn nash_total(incomes: &[f64], beta: f64) -> f64 {
    if beta.is_nan() || beta <= 0.0 {
        return 0.0;
    }
    let mut sorted: Vec<f64> = incomes.iter().map(|w| amount(*w)).collect();
    sorted.sort_by(|a, b| b.total_cmp(a));
    let (mut total, mut rich) = (0.0, 0.0);
    for (m, income) in sorted.iter().enumerate() {
        // One more contributes if its income exceeds what the supply so far leaves it to want.
        if *income <= total / beta {
            break;
        }
        rich += income;
        total = rich / (1.0 + (m + 1) as f64 / beta);
    }
    total
}

/// The supply that would serve all best, with equal weights: `β W / (1 + β)`.
pub fn optimal_total(incomes: &[f64], beta: f64) -> f64 {
    let beta = amount(beta);
    let wealth: f64 = incomes.iter().map(|w| amount(*w)).sum();
    if beta.is_infinite() {
        wealth
    } else {
        beta * wealth / (1.0 + beta)
    }
}

/// Nash contributions with a private benefit: utility `ln(w - q) + β ln Q + γ ln q`. The more private the good, the
/// less the great are exploited.
pub fn joint_products(incomes: &[f64], beta: f64, gamma: f64) -> Vec<f64> {
    if gamma.is_nan() || gamma <= 0.0 {
        return olson_zeckhauser(incomes, beta);
    }
    let beta = amount(beta);
    let respond = |total: f64| {
        incomes
            .iter()
            .map(move |w| best_response(amount(*w), beta, gamma, total))
    };
    let (mut low, mut high) = (0.0, incomes.iter().map(|w| amount(*w)).sum::<f64>());
    // Responses fall as the total rises, so there is one fixed point and halving finds it.
    for _ in 0..200 {
        let middle = 0.5 * (low + high);
        if respond(middle).sum::<f64>() > middle {
            low = middle;
        } else {
            high = middle;
        }
    }
    respond(0.5 * (low + high)).collect()
}

/// The root of `β q² + q (Q + γ Q - β w) - γ Q w = 0`, the first-order condition `1/(w - q) = β/Q + γ/q`.
fn best_response(w: f64, beta: f64, gamma: f64, total: f64) -> f64 {
    if w == 0.0 {
        return 0.0;
    }
    if total <= 0.0 {
        return w;
    }
    // In shares of income, so that great numbers do not overflow.
    let t = total / w;
    let linear = t * (1.0 + gamma) - beta;
    let root = (linear * linear + 4.0 * beta * gamma * t).sqrt();
    let q = if linear > 0.0 {
        2.0 * gamma * t / (linear + root)
    } else {
        (root - linear) / (2.0 * beta)
    };
    if q.is_finite() {
        w * q.clamp(0.0, 1.0)
    } else {
        0.0
    }
}

/// Each contribution as a share of income, 0 for those without income.
pub fn burdens(contributions: &[f64], incomes: &[f64]) -> Vec<f64> {
    contributions
        .iter()
        .zip(incomes)
        .map(|(q, w)| if *w > 0.0 { q / w } else { 0.0 })
        .collect()
}

/// Spearman's rank correlation of two equally long lists, -1..=1; ties share their mean rank. 0 if either is constant
/// or shorter than two; what is longer is cut.
pub fn spearman(x: &[f64], y: &[f64]) -> f64 {
    let n = x.len().min(y.len());
    let (a, b) = (
        ranks(x.get(..n).unwrap_or(x)),
        ranks(y.get(..n).unwrap_or(y)),
    );
    let mean = (n as f64 + 1.0) / 2.0;
    let (mut cov, mut var_a, mut var_b) = (0.0, 0.0, 0.0);
    for (a, b) in a.iter().zip(&b) {
        cov += (a - mean) * (b - mean);
        var_a += (a - mean) * (a - mean);
        var_b += (b - mean) * (b - mean);
    }
    if var_a > 0.0 && var_b > 0.0 {
        (cov / (var_a * var_b).sqrt()).clamp(-1.0, 1.0)
    } else {
        0.0
    }
}

/// Ranks from 1, ties at their mean.
fn ranks(x: &[f64]) -> Vec<f64> {
    let mean_rank = |value: &f64| {
        let below = x
            .iter()
            .filter(|other| other.total_cmp(value).is_lt())
            .count();
        let same = x
            .iter()
            .filter(|other| other.total_cmp(value).is_eq())
            .count();
        below as f64 + (same as f64 + 1.0) / 2.0
    };
    x.iter().map(mean_rank).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::theory::testing::{EXTREMES, Stream, check_all_near, check_near};

    fn check_public(
        incomes: [f64; 4],
        beta: f64,
        contributions: [f64; 4],
        optimum: f64,
        shares: [f64; 4],
    ) {
        let q = olson_zeckhauser(&incomes, beta);
        check_all_near(&q, &contributions, 1e-5);
        check_near(optimal_total(&incomes, beta), optimum, 1e-5);
        check_all_near(&burdens(&q, &incomes), &shares, 1e-5);
    }

    #[test]
    fn the_small_ride_on_the_great() {
        check_public(
            [100.0, 80.0, 60.0, 10.0],
            2.0,
            [52.0, 32.0, 12.0, 0.0],
            166.666667,
            [0.52, 0.4, 0.2, 0.0],
        );
    }

    #[test]
    fn one_great_member_may_pay_alone() {
        check_public(
            [100.0, 50.0, 20.0, 10.0],
            0.25,
            [20.0, 0.0, 0.0, 0.0],
            36.0,
            [0.2, 0.0, 0.0, 0.0],
        );
        check_public(
            [100.0, 50.0, 20.0, 10.0],
            1.0,
            [50.0, 0.0, 0.0, 0.0],
            90.0,
            [0.5, 0.0, 0.0, 0.0],
        );
    }

    #[test]
    fn equals_pay_alike_and_too_little() {
        check_public([50.0; 4], 1.0, [10.0; 4], 100.0, [0.2; 4]);
    }

    #[test]
    fn private_benefits_match_their_worked_examples() {
        let incomes = [100.0, 80.0, 60.0, 10.0];
        for (gamma, contributions, shares, ratio) in [
            (
                0.02,
                [25.10299, 10.68459, 3.81445, 0.2229],
                [0.25103, 0.13356, 0.06357, 0.02229],
                0.0888,
            ),
            (
                0.1,
                [25.57947, 16.24254, 9.67011, 0.98608],
                [0.25579, 0.20303, 0.16117, 0.09861],
                0.3855,
            ),
            (
                0.3,
                [33.99689, 25.17896, 17.46085, 2.39637],
                [0.33997, 0.31474, 0.29101, 0.23964],
                0.70488,
            ),
        ] {
            let q = joint_products(&incomes, 0.5, gamma);
            check_all_near(&q, &contributions, 1e-4);
            let got = burdens(&q, &incomes);
            check_all_near(&got, &shares, 1e-4);
            check_near(got[3] / got[0], ratio, 1e-4);
        }
    }

    #[test]
    fn without_private_benefit_the_good_is_purely_public() {
        let incomes = [100.0, 80.0, 60.0, 10.0];
        assert_eq!(
            joint_products(&incomes, 2.0, 0.0),
            olson_zeckhauser(&incomes, 2.0)
        );
        check_all_near(
            &joint_products(&incomes, 2.0, 1e-9),
            &[52.0, 32.0, 12.0, 0.0],
            1e-4,
        );
    }

    #[test]
    fn burden_rose_with_size_in_1964() {
        let gnp = [
            569.03, 88.87, 79.46, 73.4, 43.63, 38.14, 15.0, 13.43, 7.73, 6.69, 5.64, 4.31, 2.88,
            0.53,
        ];
        let share = [
            9.0, 5.5, 7.0, 6.7, 4.1, 4.4, 4.9, 3.7, 3.3, 5.8, 3.9, 4.2, 7.7, 1.7,
        ];
        check_near(spearman(&gnp, &share), 0.49010989, 1e-4);
    }

    #[test]
    fn rank_correlation_ignores_scale_and_flips_with_order() {
        check_near(
            spearman(&[1.0, 2.0, 3.0], &[10.0, 200.0, 3000.0]),
            1.0,
            1e-12,
        );
        check_near(spearman(&[1.0, 2.0, 3.0], &[3.0, 2.0, 1.0]), -1.0, 1e-12);
        assert_eq!(spearman(&[1.0, 1.0], &[1.0, 2.0]), 0.0);
        assert_eq!(spearman(&[], &[1.0]), 0.0);
    }

    #[test]
    fn nobody_gains_by_paying_otherwise() {
        let mut stream = Stream::new(13);
        for n in 2..8 {
            let incomes = stream.take(n);
            let q = olson_zeckhauser(&incomes, 1.5);
            let total: f64 = q.iter().sum();
            let utility = |i: usize, own: f64| {
                libm::log(incomes[i] - own) + 1.5 * libm::log(total - q[i] + own)
            };
            for i in 0..n {
                for step in 0..20 {
                    let other = incomes[i] * f64::from(step) * 0.05;
                    assert!(utility(i, other) <= utility(i, q[i]) + 1e-9);
                }
            }
        }
    }

    #[test]
    fn the_good_is_under_provided_and_burden_rises_with_income() {
        let mut stream = Stream::new(14);
        for n in 2..10 {
            let mut incomes = stream.take(n);
            incomes.sort_by(f64::total_cmp);
            let q = olson_zeckhauser(&incomes, 2.0);
            assert!(q.iter().sum::<f64>() < optimal_total(&incomes, 2.0));
            assert!(burdens(&q, &incomes).is_sorted());
        }
    }

    #[test]
    fn extreme_incomes_stay_finite() {
        for a in EXTREMES {
            for b in EXTREMES {
                for beta in EXTREMES {
                    let incomes = [a, b, -1.0, f64::NAN];
                    assert!(
                        olson_zeckhauser(&incomes, beta)
                            .iter()
                            .all(|q| q.is_finite() && *q >= 0.0)
                    );
                    assert!(
                        joint_products(&incomes, beta, b)
                            .iter()
                            .all(|q| q.is_finite() && *q >= 0.0)
                    );
                    assert!(optimal_total(&incomes, beta).is_finite());
                }
            }
        }
        assert!(olson_zeckhauser(&[], 1.0).is_empty());
    }
}
