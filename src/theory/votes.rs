//! The chance that a council passes a motion, and how long it takes.
//! Reads and writes plain numbers: each member's chance of approving, and weights.
//! Not here: who then acts (`joiners`), votes that are really cast (`rules`).
//! Rule text: standard probability (Poisson-binomial, order statistics); double majority after TEU 16(4), thresholds unverified.

use super::{amount, quantal::normal_cdf, share};

/// Members up to which weighted rules are computed exactly, over all subsets.
pub const EXACT_MEMBERS: usize = 16;

/// Chances that exactly 0, 1, … n members approve, each independently with its chance in `p`. Has n + 1 entries.
pub fn poisson_binomial(p: &[f64]) -> Vec<f64> {
    let mut counts = Vec::with_capacity(p.len() + 1);
    counts.push(1.0);
    for chance in p {
        let chance = share(*chance);
        counts.push(0.0);
        let mut below = 0.0;
        for count in &mut counts {
            let here = *count;
            *count = here * (1.0 - chance) + below * chance;
            below = here;
        }
    }
    counts
}

/// Chance that at least `k` members approve.
pub fn at_least(p: &[f64], k: usize) -> f64 {
    if k == 0 {
        return 1.0;
    }
    share(poisson_binomial(p).iter().skip(k).sum())
}

/// Chance that all approve; 1 for an empty council.
pub fn unanimity(p: &[f64]) -> f64 {
    p.iter().map(|x| share(*x)).product()
}

/// Whether approvers of weight `yes` reach `needed` (a share) of `total`, with room for rounding.
pub fn reaches(yes: f64, needed: f64, total: f64) -> bool {
    yes >= needed * total - 1e-9 * total
}

/// Chance that approvers hold at least `needed` (a share in 0..=1) of all weight. Missing weights count as 1.
/// Exact to [`EXACT_MEMBERS`]; beyond, a normal approximation of the approving weight, good to about 0.02 when no
/// member dominates, and poor for `needed` near 0 or 1 (use [`unanimity`] there).
pub fn weighted_majority(p: &[f64], weights: &[f64], needed: f64) -> f64 {
    let members = pair(p, weights);
    let total: f64 = members.iter().map(|m| m.1).sum();
    if members.len() <= EXACT_MEMBERS {
        return chance_of(&members, |_, weight| reaches(weight, needed, total));
    }
    let mean: f64 = members.iter().map(|(p, w)| p * w).sum();
    let variance: f64 = members.iter().map(|(p, w)| p * (1.0 - p) * w * w).sum();
    normal_at_least(needed * total, mean, variance, total)
}

/// A rule that counts heads and weight, such as the European qualified majority.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct DoubleMajority {
    /// Share of members that must approve, 0..=1.
    pub member_share: f64,
    /// Share of weight (population) that must approve, 0..=1.
    pub weight_share: f64,
    /// Fewer opponents than this cannot block by weight; 0 if weight always counts.
    pub blocking_members: usize,
}

impl DoubleMajority {
    /// 55 % of members and 65 % of population, blocked by no fewer than four.
    pub const EUROPEAN: Self = Self {
        member_share: 0.55,
        weight_share: 0.65,
        blocking_members: 4,
    };

    /// Whether `yes` of `n` members, holding `weight` of `total`, carry the motion.
    pub fn passes(&self, yes: usize, n: usize, weight: f64, total: f64) -> bool {
        reaches(yes as f64, self.member_share, n as f64)
            && (reaches(weight, self.weight_share, total)
                || n.saturating_sub(yes) < self.blocking_members)
    }
}

/// Whether these votes carry a motion under `rule`. Missing weights count as 1.
pub fn double_majority(yes: &[bool], weights: &[f64], rule: &DoubleMajority) -> bool {
    let (mut count, mut weight, mut total) = (0, 0.0, 0.0);
    for (i, approves) in yes.iter().enumerate() {
        let own = weights.get(i).map_or(1.0, |w| amount(*w));
        total += own;
        if *approves {
            count += 1;
            weight += own;
        }
    }
    rule.passes(count, yes.len(), weight, total)
}

/// Chance that a motion passes under `rule`. Exact to [`EXACT_MEMBERS`]; beyond, heads are exact and weight is normal
/// given the number of heads.
pub fn double_majority_chance(p: &[f64], weights: &[f64], rule: &DoubleMajority) -> f64 {
    let members = pair(p, weights);
    let n = members.len();
    let total: f64 = members.iter().map(|m| m.1).sum();
    if n <= EXACT_MEMBERS {
        return chance_of(&members, |yes, weight| rule.passes(yes, n, weight, total));
    }
    let (mut mean, mut heads, mut var, mut var_heads, mut cov) = (0.0, 0.0, 0.0, 0.0, 0.0);
    for (p, w) in &members {
        let spread = p * (1.0 - p);
        mean += p * w;
        heads += p;
        var += spread * w * w;
        var_heads += spread;
        cov += spread * w;
    }
    let slope = if var_heads > 0.0 {
        cov / var_heads
    } else {
        0.0
    };
    let chance = poisson_binomial(p)
        .into_iter()
        .enumerate()
        .map(|(yes, chance)| {
            if !reaches(yes as f64, rule.member_share, n as f64) {
                0.0
            } else if n - yes < rule.blocking_members {
                chance
            } else {
                let given = mean + slope * (yes as f64 - heads);
                chance * normal_at_least(rule.weight_share * total, given, var - slope * cov, total)
            }
        });
    share(chance.sum())
}

/// Expected time until `k` of `n` members have approved, each after an exponential time with `rate` approvals per
/// unit of time: `(H_n - H_(n-k)) / rate`. Infinite when `k > n` or nobody ever approves.
pub fn expected_time(n: usize, k: usize, rate: f64) -> f64 {
    if k == 0 {
        return 0.0;
    }
    if k > n || rate.is_nan() || rate <= 0.0 {
        return f64::INFINITY;
    }
    ((n - k + 1)..=n).map(|j| 1.0 / j as f64).sum::<f64>() / rate
}

/// Each member's chance and weight, both made sane.
fn pair(p: &[f64], weights: &[f64]) -> Vec<(f64, f64)> {
    let weight = |i: usize| weights.get(i).map_or(1.0, |w| amount(*w));
    p.iter()
        .enumerate()
        .map(|(i, p)| (share(*p), weight(i)))
        .collect()
}

/// Sum of the chances of all sets of approvers that `passes(heads, weight)` accepts. 2^n steps.
fn chance_of(members: &[(f64, f64)], passes: impl Fn(usize, f64) -> bool) -> f64 {
    fn walk(
        rest: &[(f64, f64)],
        chance: f64,
        yes: usize,
        weight: f64,
        passes: &impl Fn(usize, f64) -> bool,
    ) -> f64 {
        match rest.split_first() {
            _ if chance == 0.0 => 0.0,
            None => {
                if passes(yes, weight) {
                    chance
                } else {
                    0.0
                }
            }
            Some(((p, w), rest)) => {
                walk(rest, chance * p, yes + 1, weight + w, passes)
                    + walk(rest, chance * (1.0 - p), yes, weight, passes)
            }
        }
    }
    share(walk(members, 1.0, 0, 0.0, &passes))
}

/// Chance that a normal amount reaches `needed`; certain when nothing varies.
fn normal_at_least(needed: f64, mean: f64, variance: f64, total: f64) -> f64 {
    let deviation = variance.max(0.0).sqrt();
    if deviation <= 1e-9 * total {
        return if mean >= needed - 1e-9 * total {
            1.0
        } else {
            0.0
        };
    }
    normal_cdf((mean - needed) / deviation)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::theory::testing::{Stream, check_all_near, check_chance, check_near};

    const FIVE: [f64; 5] = [0.9, 0.8, 0.7, 0.6, 0.5];
    const TEN: [f64; 10] = [84.0, 68.0, 59.0, 48.0, 38.0, 19.0, 17.0, 11.0, 10.0, 6.0];

    #[test]
    fn thirty_two_near_certain_members_agree_half_the_time() {
        check_near(at_least(&[0.98; 32], 32), 0.52388314, 1e-6);
        check_near(unanimity(&[0.98; 32]), 0.52388314, 1e-6);
        check_near(at_least(&[0.98; 32], 17), 1.0, 1e-6);
    }

    #[test]
    fn five_unequal_members_match_their_worked_examples() {
        for (k, p) in [(5, 0.1512), (3, 0.85), (4, 0.5226)] {
            check_near(at_least(&FIVE, k), p, 1e-6);
        }
        check_near(unanimity(&FIVE), 0.1512, 1e-6);
    }

    #[test]
    fn waiting_times_match_their_worked_examples() {
        for (n, k, days) in [
            (32, 32, 4.0584952),
            (32, 17, 0.7402662),
            (5, 5, 2.28333333),
            (5, 3, 0.78333333),
            (12, 12, 3.10321068),
        ] {
            check_near(expected_time(n, k, 1.0), days, 1e-6);
        }
    }

    fn check_qualified(yes: &str, passes: bool) {
        let votes: Vec<bool> = "ABCDEFGHIJ".chars().map(|c| yes.contains(c)).collect();
        assert_eq!(
            double_majority(&votes, &TEN, &DoubleMajority::EUROPEAN),
            passes,
            "{yes}"
        );
    }

    #[test]
    fn heads_and_weight_together_carry_a_motion() {
        check_qualified("ABCDEF", true);
    }

    #[test]
    fn weight_without_heads_does_not_carry_a_motion() {
        check_qualified("ABCDE", false);
    }

    #[test]
    fn heads_without_weight_do_not_carry_a_motion() {
        check_qualified("EFGHIJ", false);
    }

    #[test]
    fn one_great_opponent_cannot_block() {
        check_qualified("BCDEFGHIJ", true);
    }

    #[test]
    fn three_opponents_with_much_weight_cannot_block_but_four_can() {
        check_qualified("DEFGHIJ", true);
        check_qualified("EFGHIJB", true);
        check_qualified("EFGHIJ", false);
    }

    #[test]
    fn the_distribution_of_the_count_adds_to_one() {
        let mut stream = Stream::new(8);
        for n in 0..40 {
            let counts = poisson_binomial(&stream.take(n));
            assert_eq!(counts.len(), n + 1);
            check_near(counts.iter().sum(), 1.0, 1e-12);
        }
        check_all_near(&poisson_binomial(&[0.5, 0.5]), &[0.25, 0.5, 0.25], 1e-15);
    }

    #[test]
    fn unanimity_never_grows_easier_with_members() {
        let mut stream = Stream::new(9);
        let mut p = Vec::new();
        let mut before = unanimity(&p);
        for _ in 0..40 {
            p.push(stream.next());
            assert!(unanimity(&p) <= before);
            before = unanimity(&p);
        }
    }

    #[test]
    fn needing_more_votes_is_never_easier_nor_faster() {
        for k in 0..6 {
            assert!(at_least(&FIVE, k + 1) <= at_least(&FIVE, k));
            assert!(expected_time(5, k + 1, 1.0) >= expected_time(5, k, 1.0));
        }
    }

    #[test]
    fn equal_weights_are_a_count() {
        check_near(
            weighted_majority(&FIVE, &[2.0; 5], 0.6),
            at_least(&FIVE, 3),
            1e-12,
        );
        check_near(weighted_majority(&FIVE, &[], 1.0), unanimity(&FIVE), 1e-12);
    }

    #[test]
    fn a_member_with_nearly_all_weight_decides_alone() {
        check_near(
            weighted_majority(&[0.3, 0.9, 0.9], &[98.0, 1.0, 1.0], 0.5),
            0.3,
            1e-12,
        );
    }

    #[test]
    fn the_normal_approximation_is_near_the_count_for_many_equals() {
        for k in 10..25 {
            let exact = at_least(&[0.6; 30], k);
            // Half a vote less, because the approximation is continuous.
            let approximate = weighted_majority(&[0.6; 30], &[1.0; 30], (k as f64 - 0.5) / 30.0);
            check_near(approximate, exact, 0.01);
        }
    }

    #[test]
    fn the_double_majority_chance_agrees_with_enumeration() {
        let p = [0.9, 0.8, 0.4, 0.9, 0.7, 0.6, 0.9, 0.5, 0.3, 0.8];
        let mut chance = 0.0;
        for set in 0..1024u32 {
            let votes: Vec<bool> = (0..10).map(|i| set >> i & 1 == 1).collect();
            if double_majority(&votes, &TEN, &DoubleMajority::EUROPEAN) {
                chance += p
                    .iter()
                    .zip(&votes)
                    .map(|(p, yes)| if *yes { *p } else { 1.0 - p })
                    .product::<f64>();
            }
        }
        check_near(
            double_majority_chance(&p, &TEN, &DoubleMajority::EUROPEAN),
            chance,
            1e-12,
        );
    }

    #[test]
    fn a_large_council_of_equals_needs_the_larger_share() {
        let p = [0.65; 27];
        let chance = double_majority_chance(&p, &[1.0; 27], &DoubleMajority::EUROPEAN);
        check_near(chance, at_least(&p, 18), 0.05);
        check_near(
            double_majority_chance(&[1.0; 27], &[1.0; 27], &DoubleMajority::EUROPEAN),
            1.0,
            1e-12,
        );
        check_near(
            double_majority_chance(&[0.0; 27], &[1.0; 27], &DoubleMajority::EUROPEAN),
            0.0,
            1e-12,
        );
    }

    #[test]
    fn odd_numbers_give_chances() {
        for p in [&[][..], &[f64::NAN, 3.0, -1.0], &[0.5; 40]] {
            for w in [&[][..], &[0.0; 40], &[1e12, -1.0, f64::NAN]] {
                for s in [0.0, 0.5, 1.0, 1e12] {
                    check_chance(weighted_majority(p, w, s));
                }
                check_chance(double_majority_chance(p, w, &DoubleMajority::EUROPEAN));
            }
            check_chance(at_least(p, 2));
            check_chance(unanimity(p));
        }
        assert_eq!(expected_time(5, 6, 1.0), f64::INFINITY);
        assert_eq!(expected_time(5, 1, 0.0), f64::INFINITY);
    }
}
