//! Counting votes under the seven decision rules, how long they take, and whether an answer meets an obligation.
//! Pure: numbers in, a ruling out.
//! Not here: who votes how (`mind::council`), the chance of passing (`theory::votes`).
//! Rule text: DESIGN section 5, "Decision rules".

use super::{DecisionRule, Obligation};
use crate::rules::event::Verdict;

/// A vote.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Ballot {
    /// In favour (under a silence procedure: does not object).
    pub yes: bool,
    /// Weight, any positive unit.
    pub weight: f64,
    /// Whether it is the lead nation's.
    pub lead: bool,
}

/// Votes as counted.
#[derive(Clone, Copy, Debug, PartialEq, Default)]
pub struct Count {
    /// How many voted.
    pub votes: u32,
    /// How many in favour.
    pub yes: u32,
    /// Weight of all votes.
    pub weight: f64,
    /// Weight in favour.
    pub weight_yes: f64,
    /// Whether the lead nation is in favour.
    pub lead: bool,
}

/// Whether the votes carry. An empty ballot carries nothing.
pub fn carried(rule: &DecisionRule, ballots: &[Ballot]) -> bool {
    let mut count = Count::default();
    for ballot in ballots {
        count.votes += 1;
        count.weight += ballot.weight;
        if ballot.yes {
            count.yes += 1;
            count.weight_yes += ballot.weight;
            count.lead |= ballot.lead;
        }
    }
    carries(rule, &count)
}

/// Whether counted votes carry.
pub fn carries(rule: &DecisionRule, votes: &Count) -> bool {
    if votes.votes == 0 {
        return false;
    }
    let count = f64::from(votes.yes) / f64::from(votes.votes);
    let weight = if votes.weight > 0.0 {
        votes.weight_yes / votes.weight
    } else {
        count
    };
    let reaches = |value: f64, share: f64| value + 1e-9 >= share;
    match rule {
        DecisionRule::Individually => votes.yes > 0,
        DecisionRule::Unanimity { .. } => votes.yes == votes.votes,
        DecisionRule::QualifiedCount { share } => reaches(count, *share),
        DecisionRule::QualifiedWeight { share } => reaches(weight, *share),
        DecisionRule::QualifiedBoth {
            count: c,
            weight: w,
            blocking,
        } => {
            // Too few objectors cannot block by weight alone: the decision stands on the count.
            reaches(count, *c) && (reaches(weight, *w) || votes.votes - votes.yes < *blocking)
        }
        DecisionRule::SimpleMajority => count > 0.5,
        DecisionRule::LeadNation { .. } => votes.lead,
    }
}

/// Days the vote adds: the slowest needed member of `n` decides when approvals come in at a common mean rate.
/// Time to the k-th of n exponential approvals is (H_n - H_(n-k)) times the mean (order statistics).
pub fn days(rule: &DecisionRule, n: usize, mean: f64) -> f64 {
    let needed = |share: f64| ((share * n as f64 - 1e-9).ceil() as usize).clamp(1, n.max(1));
    let k = match rule {
        DecisionRule::Individually => return 0.0,
        DecisionRule::Unanimity { silence_days } => return silence_days.max(mean * harmonic(n, n)),
        DecisionRule::QualifiedCount { share } | DecisionRule::QualifiedWeight { share } => {
            needed(*share)
        }
        DecisionRule::QualifiedBoth { count, weight, .. } => needed(count.max(*weight)),
        DecisionRule::SimpleMajority => n / 2 + 1,
        DecisionRule::LeadNation { .. } => 1,
    };
    mean * harmonic(n, k)
}

/// H_n - H_(n-k).
fn harmonic(n: usize, k: usize) -> f64 {
    ((n - k.min(n) + 1)..=n).map(|i| 1.0 / i as f64).sum()
}

/// How a response meets an obligation.
pub fn verdict(obligation: &Obligation, level: Option<u32>) -> Verdict {
    match level {
        Some(level) if level >= obligation.least => Verdict::Honour,
        Some(_) if obligation.consent => Verdict::Honour,
        _ if obligation.weight < BINDING => Verdict::Abstain,
        Some(_) => Verdict::Abstain,
        None => Verdict::Renege,
    }
}

/// Weight from which staying out breaks the promise rather than using its freedom.
const BINDING: f64 = 0.55;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::treaty::Duty;

    fn ballots(votes: &[(bool, f64)]) -> Vec<Ballot> {
        votes
            .iter()
            .enumerate()
            .map(|(i, (yes, weight))| Ballot {
                yes: *yes,
                weight: *weight,
                lead: i == 0,
            })
            .collect()
    }

    #[test]
    fn one_short_of_unanimity_fails() {
        let rule = DecisionRule::Unanimity { silence_days: 2.0 };
        assert!(!carried(
            &rule,
            &ballots(&[(true, 1.0), (true, 1.0), (false, 1.0)])
        ));
        assert!(carried(&rule, &ballots(&[(true, 1.0), (true, 1.0)])));
    }

    #[test]
    fn a_tie_is_no_simple_majority() {
        let tie = ballots(&[(true, 1.0), (false, 1.0)]);
        assert!(!carried(&DecisionRule::SimpleMajority, &tie));
    }

    #[test]
    fn exactly_two_thirds_reach_two_thirds() {
        let rule = DecisionRule::QualifiedCount { share: 2.0 / 3.0 };
        assert!(carried(
            &rule,
            &ballots(&[(true, 1.0), (true, 1.0), (false, 9.0)])
        ));
    }

    #[test]
    fn weight_counts_where_weight_rules() {
        let rule = DecisionRule::QualifiedWeight { share: 0.6 };
        assert!(!carried(
            &rule,
            &ballots(&[(true, 1.0), (true, 1.0), (false, 9.0)])
        ));
        assert!(carried(
            &rule,
            &ballots(&[(false, 1.0), (false, 1.0), (true, 9.0)])
        ));
    }

    #[test]
    fn a_blocking_minority_needs_enough_objectors() {
        let rule = DecisionRule::QualifiedBoth {
            count: 0.5,
            weight: 0.65,
            blocking: 2,
        };
        assert!(carried(
            &rule,
            &ballots(&[(true, 1.0), (true, 1.0), (true, 1.0), (false, 9.0)])
        ));
        assert!(!carried(
            &rule,
            &ballots(&[(true, 1.0), (true, 1.0), (false, 5.0), (false, 4.0)])
        ));
    }

    #[test]
    fn the_lead_nation_decides_alone() {
        let rule = DecisionRule::LeadNation { nation: None };
        assert!(carried(
            &rule,
            &ballots(&[(true, 1.0), (false, 1.0), (false, 1.0)])
        ));
        assert!(!carried(
            &rule,
            &ballots(&[(false, 1.0), (true, 1.0), (true, 1.0)])
        ));
    }

    #[test]
    fn nobody_voting_decides_nothing() {
        assert!(!carried(&DecisionRule::Individually, &[]));
    }

    #[test]
    fn unanimity_of_thirty_two_takes_over_four_mean_times_and_majority_under_one() {
        let slow = days(&DecisionRule::Unanimity { silence_days: 0.0 }, 32, 1.0);
        let quick = days(&DecisionRule::SimpleMajority, 32, 1.0);
        assert!((slow - 4.0585).abs() < 1e-3, "{slow}");
        assert!((0.6..0.8).contains(&quick), "{quick}");
    }

    fn obligation(weight: f64, least: u32, consent: bool) -> Obligation {
        Obligation {
            kind: Duty::Defend,
            weight,
            least,
            consent,
        }
    }

    #[test]
    fn staying_out_of_a_binding_promise_breaks_it() {
        assert_eq!(verdict(&obligation(0.8, 3, false), None), Verdict::Renege);
    }

    #[test]
    fn staying_out_of_a_loose_promise_only_abstains() {
        assert_eq!(verdict(&obligation(0.4, 1, false), None), Verdict::Abstain);
    }

    #[test]
    fn less_than_was_asked_is_an_abstention() {
        assert_eq!(
            verdict(&obligation(0.8, 3, false), Some(1)),
            Verdict::Abstain
        );
    }

    #[test]
    fn where_force_needs_consent_other_help_keeps_the_promise() {
        assert_eq!(verdict(&obligation(0.8, 4, true), Some(1)), Verdict::Honour);
    }
}
