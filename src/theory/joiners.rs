//! Which subsets of guarantors approve, how likely each is, and who acts under a decision rule.
//! Reads chances of approving; writes subsets as bit masks (bit i is guarantor i).
//! Not here: why one guarantor approves (`joining`), chances of passing without subsets (`votes`).
//! Rule text: subsets of independent guarantors, enumerated; decision rules as in treaties (Rio two-thirds, TEU 16(4), lead nation).

use super::{
    amount, share,
    votes::{DoubleMajority, reaches},
};

/// Guarantors beyond this many are ignored by [`subsets`]: a million subsets are enough.
pub const MOST_JOINERS: usize = 20;

/// One set of guarantors that approve.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Subset {
    /// Bit i is set when guarantor i approves.
    pub members: u32,
    /// Chance in 0..=1 that exactly these approve.
    pub chance: f64,
}

/// All subsets of guarantors that approve independently with chances `p`, in order of their masks: 2^n of them,
/// chances adding to 1. Meant for n ≤ 12; guarantors beyond [`MOST_JOINERS`] are ignored.
pub fn subsets(p: &[f64]) -> Vec<Subset> {
    let p = p.get(..MOST_JOINERS).unwrap_or(p);
    let mut all = Vec::with_capacity(1 << p.len());
    all.push(Subset {
        members: 0,
        chance: 1.0,
    });
    for (i, chance) in p.iter().enumerate() {
        let chance = share(*chance);
        for index in 0..all.len() {
            let without = all[index];
            all[index].chance = without.chance * (1.0 - chance);
            all.push(Subset {
                members: without.members | 1 << i,
                chance: without.chance * chance,
            });
        }
    }
    all
}

/// How single approvals become collective action.
#[derive(Clone, Debug, PartialEq)]
pub enum Aggregation {
    /// Each approver acts alone.
    Individually,
    /// All act or nobody does.
    Unanimity,
    /// Approvers act if there are at least this many.
    AtLeast(usize),
    /// Approvers act if they hold this share of all weight.
    Weighted {
        /// Weight of each member, ≥ 0; missing ones count as 1.
        weights: Vec<f64>,
        /// Share of all weight that must approve, 0..=1.
        share: f64,
    },
    /// Approvers act if they carry heads and weight.
    Double {
        /// Weight of each member, ≥ 0; missing ones count as 1.
        weights: Vec<f64>,
        /// Shares and blocking minority.
        rule: DoubleMajority,
    },
    /// Approvers act if this member, by its place in the list, is among them.
    Lead(usize),
}

/// Who of `n` members acts when exactly `members` approve: all approvers, or nobody.
pub fn acting(aggregation: &Aggregation, members: u32, n: usize) -> u32 {
    let n = n.min(32);
    let all = if n == 32 { u32::MAX } else { (1 << n) - 1 };
    let members = members & all;
    let yes = members.count_ones() as usize;
    let passes = match aggregation {
        Aggregation::Individually => true,
        Aggregation::Unanimity => yes == n,
        Aggregation::AtLeast(k) => yes >= *k,
        Aggregation::Weighted { weights, share } => {
            let (weight, total) = weigh(weights, members, n);
            reaches(weight, *share, total)
        }
        Aggregation::Double { weights, rule } => {
            let (weight, total) = weigh(weights, members, n);
            rule.passes(yes, n, weight, total)
        }
        Aggregation::Lead(leader) => *leader < n && members >> leader & 1 == 1,
    };
    if passes { members } else { 0 }
}

/// Weight of the approvers, and of all.
fn weigh(weights: &[f64], members: u32, n: usize) -> (f64, f64) {
    let (mut approving, mut total) = (0.0, 0.0);
    for i in 0..n {
        let weight = weights.get(i).map_or(1.0, |w| amount(*w));
        total += weight;
        if members >> i & 1 == 1 {
            approving += weight;
        }
    }
    (approving, total)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::theory::testing::{Stream, check_near};
    use crate::theory::votes;

    const P: [f64; 3] = [0.7, 0.9, 0.6];

    fn chance_of_action(aggregation: &Aggregation, p: &[f64]) -> f64 {
        let acts = |s: &&Subset| acting(aggregation, s.members, p.len()) != 0;
        subsets(p).iter().filter(acts).map(|s| s.chance).sum()
    }

    #[test]
    fn three_guarantors_make_eight_subsets() {
        let wanted = [0.012, 0.028, 0.108, 0.252, 0.018, 0.042, 0.162, 0.378];
        let got = subsets(&P);
        assert_eq!(got.len(), 8);
        for (mask, (subset, chance)) in got.iter().zip(wanted).enumerate() {
            assert_eq!(subset.members as usize, mask);
            check_near(subset.chance, chance, 1e-12);
        }
    }

    #[test]
    fn without_guarantors_there_is_one_empty_subset() {
        assert_eq!(
            subsets(&[]),
            [Subset {
                members: 0,
                chance: 1.0
            }]
        );
    }

    #[test]
    fn chances_of_all_subsets_add_to_one() {
        let mut stream = Stream::new(10);
        for n in 0..13 {
            check_near(
                subsets(&stream.take(n)).iter().map(|s| s.chance).sum(),
                1.0,
                1e-12,
            );
        }
    }

    #[test]
    fn guarantors_beyond_twenty_are_ignored() {
        assert_eq!(subsets(&[0.5; 25]).len(), 1 << 20);
    }

    #[test]
    fn odd_chances_are_clamped() {
        let got = subsets(&[f64::NAN, 7.0]);
        check_near(got[2].chance, 1.0, 0.0);
    }

    #[test]
    fn each_rule_gives_its_chance_of_action() {
        check_near(
            chance_of_action(&Aggregation::Individually, &P),
            0.988,
            1e-12,
        );
        check_near(chance_of_action(&Aggregation::AtLeast(2), &P), 0.834, 1e-12);
        check_near(chance_of_action(&Aggregation::Unanimity, &P), 0.378, 1e-12);
        check_near(chance_of_action(&Aggregation::Lead(0), &P), 0.7, 1e-12);
    }

    #[test]
    fn subsets_agree_with_the_vote_formulas() {
        let mut stream = Stream::new(11);
        for n in 1..10 {
            let (p, weights) = (stream.take(n), stream.take(n));
            let weighted = Aggregation::Weighted {
                weights: weights.clone(),
                share: 0.6,
            };
            check_near(
                chance_of_action(&weighted, &p),
                votes::weighted_majority(&p, &weights, 0.6),
                1e-12,
            );
            check_near(
                chance_of_action(&Aggregation::AtLeast(n.div_ceil(2)), &p),
                votes::at_least(&p, n.div_ceil(2)),
                1e-12,
            );
            let rule = DoubleMajority::EUROPEAN;
            let double = Aggregation::Double {
                weights: weights.clone(),
                rule,
            };
            check_near(
                chance_of_action(&double, &p),
                votes::double_majority_chance(&p, &weights, &rule),
                1e-12,
            );
        }
    }

    #[test]
    fn unanimity_needs_everybody() {
        assert_eq!(acting(&Aggregation::Unanimity, 0b111, 3), 0b111);
        assert_eq!(acting(&Aggregation::Unanimity, 0b110, 3), 0);
        assert_eq!(acting(&Aggregation::Unanimity, 0, 0), 0);
    }

    #[test]
    fn only_approvers_act() {
        assert_eq!(acting(&Aggregation::AtLeast(2), 0b101, 3), 0b101);
        assert_eq!(acting(&Aggregation::AtLeast(2), 0b100, 3), 0);
    }

    #[test]
    fn a_heavy_member_can_carry_or_block() {
        let rule = Aggregation::Weighted {
            weights: vec![5.0, 1.0, 1.0],
            share: 0.5,
        };
        assert_eq!(acting(&rule, 0b001, 3), 0b001);
        assert_eq!(acting(&rule, 0b110, 3), 0);
    }

    #[test]
    fn without_its_lead_nation_nobody_acts() {
        assert_eq!(acting(&Aggregation::Lead(1), 0b101, 3), 0);
        assert_eq!(acting(&Aggregation::Lead(1), 0b011, 3), 0b011);
        assert_eq!(acting(&Aggregation::Lead(40), 0b011, 3), 0);
    }

    #[test]
    fn bits_beyond_the_members_count_for_nothing() {
        assert_eq!(acting(&Aggregation::AtLeast(2), 0b1001, 3), 0);
        assert_eq!(acting(&Aggregation::Individually, u32::MAX, 40), u32::MAX);
    }
}
