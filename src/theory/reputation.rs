//! What the past teaches about a nation's word: Beta counts with forgetting, type beliefs, the chain store.
//! Reads and writes plain numbers: pseudo-counts, chances, years.
//! Not here: which events count (only invoked and applicable obligations, decided in `rules`), attribution (`attribution`).
//! Rule text: Bayes; Kreps & Wilson 1982 (chain store, closed form from memory, two-stage version solved independently); ledger weights are design defaults.

use super::{amount, share};

/// Weight of an event in the same region or against the same adversary (design default).
pub const WEIGHT_NEAR: f64 = 1.0;

/// Weight of an event elsewhere (design default).
pub const WEIGHT_FAR: f64 = 0.25;

/// Years in which half of what was learnt is forgotten (design default).
pub const HALF_LIFE_YEARS: f64 = 10.0;

/// A belief about reliability: pseudo-counts of promises kept and broken.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Beta {
    /// Weight of promises kept, > 0.
    pub alpha: f64,
    /// Weight of promises broken, > 0.
    pub beta: f64,
}

impl Beta {
    /// What is believed of a stranger: mean 0.6, inside the 50 to 75 % of obligations found honoured
    /// (Leeds, Long & Mitchell 2000; Berkemeier & Fuhrmann 2018).
    pub const PRIOR: Self = Self {
        alpha: 3.0,
        beta: 2.0,
    };

    /// Expected chance of honouring, 0..=1; 0.5 when nothing at all is believed.
    pub fn mean(self) -> f64 {
        let total = self.alpha + self.beta;
        if total > 0.0 {
            share(self.alpha / total)
        } else {
            0.5
        }
    }

    /// Standard deviation of the belief, 0..=0.5: how unsure it is.
    pub fn deviation(self) -> f64 {
        let mean = self.mean();
        (mean * (1.0 - mean) / (amount(self.alpha + self.beta) + 1.0)).sqrt()
    }

    /// The belief after a promise was `honoured` or broken; `weight` ≥ 0 says how much the event tells.
    #[must_use]
    pub fn observe(self, honoured: bool, weight: f64) -> Self {
        let weight = amount(weight);
        if honoured {
            Self {
                alpha: self.alpha + weight,
                ..self
            }
        } else {
            Self {
                beta: self.beta + weight,
                ..self
            }
        }
    }

    /// The belief after `years` in which nothing happened: it fades toward [`Beta::PRIOR`], half of the way every
    /// `half_life` years. An infinite half-life never forgets.
    #[must_use]
    pub fn forget(self, years: f64, half_life: f64) -> Self {
        let years = amount(years);
        if years == 0.0 || half_life == f64::INFINITY {
            return self;
        }
        let kept = if half_life > 0.0 {
            libm::exp2(-years / half_life)
        } else {
            0.0
        };
        let fade = |now: f64, prior: f64| prior + (now - prior) * kept;
        Self {
            alpha: fade(self.alpha, Self::PRIOR.alpha),
            beta: fade(self.beta, Self::PRIOR.beta),
        }
    }
}

/// Belief that a nation is of the hard type after seeing something that hard types do with chance `given_hard` and
/// soft ones with chance `given_soft`. Something neither ever does teaches nothing.
pub fn bayes_type_update(prior_hard: f64, given_hard: f64, given_soft: f64) -> f64 {
    let prior = share(prior_hard);
    let hard = prior * share(given_hard);
    let seen = hard + (1.0 - prior) * share(given_soft);
    if seen > 0.0 {
        share(hard / seen)
    } else {
        prior
    }
}

/// What happens at one stage of the chain-store game.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ChainStore {
    /// Whether the challenger enters.
    pub enters: bool,
    /// Chance that a weak defender fights if challenged.
    pub weak_fights: f64,
    /// Belief that the defender is tough after it fought.
    pub posterior_if_fights: f64,
}

/// Kreps–Wilson with `stages_left` challengers to come, this one included. A challenger gains `b` in 0..1 if unopposed,
/// `b - 1` if fought, 0 if it stays out; the defender is believed tough with chance `p_tough`.
pub fn kreps_wilson(b: f64, stages_left: u32, p_tough: f64) -> ChainStore {
    let (b, p) = (share(b), share(p_tough));
    let after = libm::pow(b, f64::from(stages_left.saturating_sub(1)));
    let weak_fights = if p >= after {
        if after < 1.0 { 1.0 } else { 0.0 }
    } else {
        p * (1.0 - after) / ((1.0 - p) * after)
    };
    ChainStore {
        enters: p < libm::pow(b, f64::from(stages_left)),
        weak_fights: share(weak_fights),
        posterior_if_fights: p.max(after),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::theory::testing::{EXTREMES, check_chance, check_near};

    fn check_ledger(start: (f64, f64), events: &[(bool, f64)], wanted: [f64; 4]) {
        let prior = Beta {
            alpha: start.0,
            beta: start.1,
        };
        let now = events.iter().fold(prior, |belief, (honoured, weight)| {
            belief.observe(*honoured, *weight)
        });
        let got = [now.alpha, now.beta, now.mean(), now.deviation()];
        crate::theory::testing::check_all_near(&got, &wanted, 1e-6);
    }

    #[test]
    fn one_promise_kept_matches_its_worked_example() {
        check_ledger((2.0, 2.0), &[(true, 1.0)], [3.0, 2.0, 0.6, 0.2]);
    }

    #[test]
    fn a_mixed_record_matches_its_worked_example() {
        let events = [(true, 1.0), (false, 1.0), (false, 0.25)];
        check_ledger((2.0, 2.0), &events, [3.0, 3.25, 0.48, 0.18554672]);
    }

    #[test]
    fn three_broken_promises_match_their_worked_example() {
        check_ledger(
            (3.0, 1.0),
            &[(false, 1.0); 3],
            [3.0, 4.0, 0.42857143, 0.17496355],
        );
    }

    #[test]
    fn a_stranger_is_believed_three_times_in_five() {
        check_near(Beta::PRIOR.mean(), 0.6, 1e-15);
    }

    #[test]
    fn an_event_without_weight_teaches_nothing() {
        assert_eq!(Beta::PRIOR.observe(false, 0.0), Beta::PRIOR);
        assert_eq!(Beta::PRIOR.observe(false, -3.0), Beta::PRIOR);
    }

    #[test]
    fn after_one_half_life_half_is_forgotten() {
        let belief = Beta {
            alpha: 7.0,
            beta: 2.0,
        }
        .forget(10.0, HALF_LIFE_YEARS);
        check_near(belief.alpha, 5.0, 1e-12);
        check_near(belief.beta, 2.0, 1e-12);
    }

    #[test]
    fn forgetting_twice_is_forgetting_for_the_sum() {
        let start = Beta {
            alpha: 1.0,
            beta: 9.0,
        };
        let (once, twice) = (
            start.forget(5.0, 10.0),
            start.forget(2.0, 10.0).forget(3.0, 10.0),
        );
        check_near(once.alpha, twice.alpha, 1e-12);
        check_near(once.beta, twice.beta, 1e-12);
    }

    #[test]
    fn in_the_end_everybody_is_a_stranger_again() {
        check_near(
            Beta {
                alpha: 0.5,
                beta: 40.0,
            }
            .forget(1e6, 10.0)
            .mean(),
            0.6,
            1e-9,
        );
        assert_eq!(
            Beta {
                alpha: 1.0,
                beta: 9.0
            }
            .forget(0.0, 0.0),
            Beta {
                alpha: 1.0,
                beta: 9.0
            }
        );
        assert_eq!(
            Beta {
                alpha: 1.0,
                beta: 9.0
            }
            .forget(5.0, f64::INFINITY),
            Beta {
                alpha: 1.0,
                beta: 9.0
            }
        );
        assert_eq!(
            Beta {
                alpha: 1.0,
                beta: 9.0
            }
            .forget(5.0, 0.0),
            Beta::PRIOR
        );
    }

    #[test]
    fn standing_firm_matches_its_worked_examples() {
        check_near(bayes_type_update(0.4, 0.95, 0.35), 0.6440678, 1e-6);
        check_near(bayes_type_update(0.5, 1.0, 0.4444444444), 0.69230769, 1e-6);
    }

    #[test]
    fn backing_down_tells_more_than_standing_firm() {
        check_near(bayes_type_update(0.4, 0.05, 0.65), 0.04878049, 1e-6);
    }

    #[test]
    fn the_impossible_teaches_nothing() {
        assert_eq!(bayes_type_update(0.3, 0.0, 0.0), 0.3);
    }

    #[test]
    fn the_chain_store_matches_its_worked_examples() {
        for (b, stages, p, enters, fights, posterior) in [
            (0.5, 3, 0.1, true, 0.33333333, 0.25),
            (0.5, 3, 0.2, false, 0.75, 0.25),
            (0.5, 1, 0.4, true, 0.0, 1.0),
            (0.5, 1, 0.6, false, 0.0, 1.0),
            (0.8, 4, 0.3, true, 0.40848214, 0.512),
        ] {
            let stage = kreps_wilson(b, stages, p);
            assert_eq!(stage.enters, enters);
            check_near(stage.weak_fights, fights, 1e-6);
            check_near(stage.posterior_if_fights, posterior, 1e-6);
        }
    }

    #[test]
    fn the_two_stage_chain_store_matches_the_solver() {
        let first = kreps_wilson(0.5, 2, 0.1);
        assert!(first.enters);
        check_near(first.weak_fights, 0.11111111, 1e-6);
        assert!(!kreps_wilson(0.5, 2, 0.3).enters);
    }

    #[test]
    fn a_fight_seen_is_consistent_with_bayes() {
        for stages in 2..8 {
            let stage = kreps_wilson(0.7, stages, 0.05);
            check_near(
                bayes_type_update(0.05, 1.0, stage.weak_fights),
                stage.posterior_if_fights,
                1e-9,
            );
        }
    }

    #[test]
    fn more_challengers_to_come_make_a_weak_defender_fight_more() {
        for stages in 1..12 {
            assert!(
                kreps_wilson(0.8, stages + 1, 0.05).weak_fights
                    > kreps_wilson(0.8, stages, 0.05).weak_fights
            );
        }
    }

    #[test]
    fn extreme_numbers_give_chances() {
        for a in EXTREMES {
            for b in EXTREMES {
                let belief = Beta { alpha: a, beta: b };
                check_chance(belief.mean());
                check_chance(belief.deviation());
                check_chance(belief.forget(b, a).observe(true, a).mean());
                check_chance(bayes_type_update(a, b, a));
                for stages in [0, 1, u32::MAX] {
                    check_chance(kreps_wilson(a, stages, b).weak_fights);
                    check_chance(kreps_wilson(a, stages, b).posterior_if_fights);
                }
            }
        }
    }
}
