//! Why a guarantor comes or stays away: an index of named terms, and its chance.
//! Reads what a guarantor weighs, each 0..=1 unless said otherwise; writes terms that sum to the index.
//! Not here: whether it is asked at all (applicability, in `rules`), who else comes (`joiners`).
//! Rule text: signs after Leeds 2003, Leeds, Long & Mitchell 2000, Berkemeier & Fuhrmann 2018, Walt 1987, Tomz & Weeks 2021; sizes are design defaults.

use super::quantal::logistic;

/// What a guarantor weighs when called.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Joining {
    /// What the article promises: 1 automatic aid, 0.8 action deemed necessary, 0.6 action by constitutional process,
    /// 0.4 consultation, 0 nothing.
    pub obligation: f64,
    /// Threat the aggressor poses to the guarantor itself.
    pub threat: f64,
    /// Stake in the target: trade, ties, land.
    pub interest: f64,
    /// Reputation that reneging would spend.
    pub reputation_stake: f64,
    /// Political will at home.
    pub political_will: f64,
    /// Share of peers expected to come.
    pub peers_joining: f64,
    /// Own troops already in harm's way (the tripwire).
    pub troops_at_risk: f64,
    /// Cost of coming, as a share of what the guarantor can bear.
    pub cost_share: f64,
    /// How far the target provoked the attack.
    pub provoked: f64,
    /// Relative change of the guarantor's power since signing; either sign, 0.2 is a fifth.
    pub power_change: f64,
    /// Change of regime since signing, 0 or 1.
    pub regime_change: f64,
    /// Whether the guarantor is an autocracy, 0 or 1.
    pub autocracy: f64,
}

/// What each term of [`Joining`] weighs. Costs have negative weights.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct JoiningWeights {
    /// The index when every term is 0; calibrated so that 50 to 75 % of applicable calls are honoured.
    pub base: f64,
    /// Weight of [`Joining::obligation`].
    pub obligation: f64,
    /// Weight of [`Joining::threat`].
    pub threat: f64,
    /// Weight of [`Joining::interest`].
    pub interest: f64,
    /// Weight of [`Joining::reputation_stake`].
    pub reputation_stake: f64,
    /// Weight of [`Joining::political_will`].
    pub political_will: f64,
    /// Weight of [`Joining::peers_joining`].
    pub peers_joining: f64,
    /// Weight of [`Joining::troops_at_risk`].
    pub troops_at_risk: f64,
    /// Weight of [`Joining::cost_share`].
    pub cost_share: f64,
    /// Weight of [`Joining::provoked`].
    pub provoked: f64,
    /// Weight of each fifth of [`Joining::power_change`], up or down.
    pub power_change: f64,
    /// Weight of [`Joining::regime_change`].
    pub regime_change: f64,
    /// Weight of [`Joining::autocracy`].
    pub autocracy: f64,
}

impl JoiningWeights {
    /// Design defaults. The signs follow the literature, the sizes do not claim to.
    pub const DEFAULT: Self = Self {
        base: -1.5,
        obligation: 1.0,
        threat: 0.9,
        interest: 0.8,
        reputation_stake: 0.6,
        political_will: 0.8,
        peers_joining: 0.5,
        troops_at_risk: 0.8,
        cost_share: -1.0,
        provoked: -0.7,
        power_change: -0.6,
        regime_change: -0.4,
        autocracy: -0.3,
    };
}

impl Default for JoiningWeights {
    fn default() -> Self {
        Self::DEFAULT
    }
}

/// The relative change of power that counts as one step of its term.
pub const POWER_STEP: f64 = 0.2;

/// The named terms whose sum is the index z, in the order in which they are told. Never not-a-number.
pub fn terms(joining: &Joining, weights: &JoiningWeights) -> [(&'static str, f64); 13] {
    let term = |weight: f64, value: f64| {
        let product = weight * value;
        if product.is_nan() { 0.0 } else { product }
    };
    [
        ("base", term(weights.base, 1.0)),
        ("obligation", term(weights.obligation, joining.obligation)),
        ("threat", term(weights.threat, joining.threat)),
        ("interest", term(weights.interest, joining.interest)),
        (
            "reputation_stake",
            term(weights.reputation_stake, joining.reputation_stake),
        ),
        (
            "political_will",
            term(weights.political_will, joining.political_will),
        ),
        (
            "peers_joining",
            term(weights.peers_joining, joining.peers_joining),
        ),
        (
            "troops_at_risk",
            term(weights.troops_at_risk, joining.troops_at_risk),
        ),
        ("cost_share", term(weights.cost_share, joining.cost_share)),
        ("provoked", term(weights.provoked, joining.provoked)),
        (
            "power_change",
            term(
                weights.power_change,
                joining.power_change.abs() / POWER_STEP,
            ),
        ),
        (
            "regime_change",
            term(weights.regime_change, joining.regime_change),
        ),
        ("autocracy", term(weights.autocracy, joining.autocracy)),
    ]
}

/// The index z: the sum of [`terms`] in their order.
pub fn index(joining: &Joining, weights: &JoiningWeights) -> f64 {
    terms(joining, weights).iter().map(|(_, value)| value).sum()
}

/// Chance of coming, `logistic(z)`.
pub fn chance(z: f64) -> f64 {
    logistic(z)
}

/// Threat that `capability` at a distance poses (Walt 1987): capability at the point of contact, times the share of it that is
/// offensive, times perceived intent; the shares 0..=1.
pub fn threat(capability_here: f64, offensive_share: f64, intent: f64) -> f64 {
    super::amount(capability_here) * super::share(offensive_share) * super::share(intent)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::theory::testing::{EXTREMES, check_chance, check_near};

    /// An ordinary ally, bound by the usual clause and halfway moved by everything else.
    const ORDINARY: Joining = Joining {
        obligation: 0.8,
        threat: 0.5,
        interest: 0.5,
        reputation_stake: 0.5,
        political_will: 0.5,
        peers_joining: 0.5,
        troops_at_risk: 0.0,
        cost_share: 0.3,
        provoked: 0.0,
        power_change: 0.05,
        regime_change: 0.0,
        autocracy: 0.0,
    };

    fn z(joining: &Joining) -> f64 {
        index(joining, &JoiningWeights::DEFAULT)
    }

    #[test]
    fn terms_sum_to_the_index() {
        let sum: f64 = terms(&ORDINARY, &JoiningWeights::DEFAULT)
            .iter()
            .map(|t| t.1)
            .sum();
        assert_eq!(sum, z(&ORDINARY));
    }

    #[test]
    fn an_ordinary_ally_comes_half_to_three_quarters_of_the_time() {
        let p = chance(z(&ORDINARY));
        assert!((0.5..=0.75).contains(&p), "{p}");
    }

    #[test]
    fn terms_have_different_names() {
        let mut names: Vec<_> = terms(&ORDINARY, &JoiningWeights::DEFAULT)
            .iter()
            .map(|t| t.0)
            .collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), 13);
    }

    #[test]
    fn an_automatic_duty_binds_more_than_consultation() {
        check_near(
            z(&Joining {
                obligation: 1.0,
                ..ORDINARY
            }) - z(&Joining {
                obligation: 0.4,
                ..ORDINARY
            }),
            0.6,
            1e-12,
        );
    }

    #[test]
    fn a_fifth_more_or_less_power_weakens_a_promise_alike() {
        let stable = z(&Joining {
            power_change: 0.0,
            ..ORDINARY
        });
        check_near(
            stable
                - z(&Joining {
                    power_change: 0.2,
                    ..ORDINARY
                }),
            0.6,
            1e-12,
        );
        check_near(
            stable
                - z(&Joining {
                    power_change: -0.2,
                    ..ORDINARY
                }),
            0.6,
            1e-12,
        );
    }

    #[test]
    fn a_tripwire_draws_a_guarantor_in() {
        assert!(
            z(&Joining {
                troops_at_risk: 1.0,
                ..ORDINARY
            }) > z(&ORDINARY)
        );
    }

    #[test]
    fn provocation_cost_new_regimes_and_autocracy_keep_guarantors_away() {
        for away in [
            Joining {
                provoked: 1.0,
                ..ORDINARY
            },
            Joining {
                cost_share: 0.6,
                ..ORDINARY
            },
            Joining {
                regime_change: 1.0,
                ..ORDINARY
            },
            Joining {
                autocracy: 1.0,
                ..ORDINARY
            },
        ] {
            assert!(z(&away) < z(&ORDINARY));
        }
    }

    #[test]
    fn a_threat_needs_capability_offence_and_intent() {
        check_near(threat(0.5, 0.4, 0.5), 0.1, 1e-12);
        assert_eq!(threat(0.5, 0.0, 1.0), 0.0);
        assert_eq!(threat(0.5, 1.0, 0.0), 0.0);
    }

    #[test]
    fn extreme_terms_give_a_finite_index_and_a_chance() {
        for a in EXTREMES {
            let joining = Joining {
                obligation: a,
                cost_share: a,
                power_change: -a,
                threat: f64::NAN,
                ..ORDINARY
            };
            assert!(z(&joining).is_finite());
            check_chance(chance(z(&joining)));
        }
    }
}
