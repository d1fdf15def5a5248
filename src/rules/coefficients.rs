//! Every number the rules use, named, with unit and range; the values live in the rules file.
//! Read by minds and phases; changed only by `--set` and forks, before a match starts.
//! Not here: the prices and effects of orders (`rules::definition`), formulas (`theory`).
//! Source tags as in the science notes: (L) literature, (O) own computation, (D) design default.

use serde::{Deserialize, Serialize};

macro_rules! coefficients {
    ($($name:ident in $low:literal..=$high:literal: $doc:literal;)*) => {
        /// The coefficients of a rule set.
        #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
        pub struct Coefficients {
            $(#[doc = $doc] pub $name: f64,)*
        }

        impl Coefficients {
            /// Name, least, greatest and meaning of every coefficient.
            pub const TABLE: &'static [(&'static str, f64, f64, &'static str)] =
                &[$((stringify!($name), $low, $high, $doc),)*];

            /// Builds the set from a function that gives each coefficient's value; the first missing one is the error.
            pub fn build(mut value: impl FnMut(&str) -> Option<f64>) -> Result<Self, &'static str> {
                Ok(Self { $($name: value(stringify!($name)).ok_or(stringify!($name))?,)* })
            }

            /// A coefficient by name, for change.
            pub fn get_mut(&mut self, name: &str) -> Option<&mut f64> {
                match name { $(stringify!($name) => Some(&mut self.$name),)* _ => None }
            }

            /// A coefficient by name.
            pub fn get(&self, name: &str) -> Option<f64> {
                match name { $(stringify!($name) => Some(self.$name),)* _ => None }
            }
        }
    };
}

coefficients! {
    // Economy and upkeep.
    upkeep in 0.0..=1.0: "Money a point of ready strength costs a quarter (D).";
    depreciation in 0.0..=0.2: "Share of strength that wears out a year (D).";
    readiness_rest in 0.0..=1.0: "Readiness that paid forces drift toward (D).";
    readiness_drift in 0.0..=1.0: "Share of the gap to rest readiness closed a turn (D).";
    capital_income in 0.0..=10.0: "Political capital a turn before support counts (D).";
    capital_support in 0.0..=10.0: "Political capital a turn added by full support (D).";
    capital_most in 1.0..=40.0: "Political capital that can be held (D).";
    sanction_drag in 0.0..=1.0: "Yearly growth lost under full sanctions by the whole world's product (D).";
    // Politics.
    will_rest in 0.0..=1.0: "Political will that publics drift toward (D).";
    will_threat in 0.0..=2.0: "Weight of perceived threat in political will (D).";
    will_drift in 0.0..=1.0: "Share of the gap closed a turn, for will and support (D).";
    swing in 0.0..=1.0: "Largest swing of support at an election or shift (D).";
    defeat_support in 0.0..=1.0: "Support below which an election is surely lost when odds are even (D).";
    ignored_cohesion in 0.0..=0.2: "Cohesion a council loses for each matter it leaves on the table (D).";
    ignored_support in 0.0..=0.2: "Support a government loses for each matter it leaves on the table (D).";
    // Hazards.
    internal_hazard in 0.0..=1.0: "Yearly chance of internal conflict at zero stability (D).";
    climate_multiplier in 1.0..=2.0: "Multiplier of internal conflict per standard deviation of climate stress: 1.11 (L Hsiang 2013, Burke 2015).";
    climate_shock in 0.0..=1.0: "Yearly chance of a climate shock a nation (D).";
    epidemic in 0.0..=1.0: "Yearly chance of an epidemic a world (D).";
    piracy_base in 0.0..=1.0: "Yearly piracy loss of trade where nothing patrols (D).";
    terror_decay in 0.0..=1.0: "Share of terrorist networks that withers a turn (D).";
    // Intelligence.
    estimate_noise in 0.0..=2.0: "Standard deviation of a log strength estimate with no intelligence at all (D).";
    estimate_age in 0.0..=1.0: "Noise added a turn to an estimate that was not renewed (D).";
    isr_scale in 0.1..=100.0: "Pooled intelligence strength that halves the noise (D).";
    indicator_chance in 0.0..=1.0: "Chance a turn that full intelligence catches a plan in preparation (D).";
    // Distance, coalition, contest.
    land_reach in 100.0..=20000.0: "Distance scale of guarantors' strength, km: 2500 (D after Boulding 1962).";
    friction in 0.0..=0.5: "Coalition friction gamma: 0.35; above 0.5 an extra ally could hurt (D, O).";
    contest in 0.1..=4.0: "Exponent of the contest success function: 1 on local ready strength (O).";
    defence_bonus in 0.5..=3.0: "Multiplier of a prepared defender's strength (D).";
    stalemate in 0.0..=1.0: "Share of undecided contests, 0.4 after 1945 (O).";
    fait_ratio in 0.1..=3.0: "Defender to attacker strength at the front that stops a fait accompli (D).";
    travel_speed in 10.0..=2000.0: "How fast help moves, km a day (D).";
    notice in 0.0..=90.0: "Days from decision to departure at full readiness (D).";
    attrition in 0.0..=1.0: "Share of committed strength lost in an even contest a turn (D).";
    annexation in 0.0..=1.0: "Share of the front that changes hands with a won contest (D).";
    // The aggressor.
    precision in 0.0..=1000000.0: "Precision of aggressors' choice (lambda), utility in units of a whole prize (D).";
    loss in 0.0..=3.0: "Loss from a defeat, in units of the aggressor's worth at stake (D).";
    coalition_cost in 0.0..=2.0: "Extra cost of facing a coalition, per its share of strength (D).";
    withdrawal in 0.0..=3.0: "Cost of backing down in front of a coalition, per severity (D after Fearon 1994).";
    retaliation in 0.0..=5.0: "Cost of strategic retaliation for grave acts (D).";
    audience in 0.0..=2.0: "Weight of the cost at home of backing down (D).";
    fear in 0.0..=2.0: "Weight of a declining position: waiting costs (D after Fearon 1995, Powell 2006).";
    lesson in 0.0..=2.0: "Weight of rivalry and grievance in the status quo's worth (D).";
    taste in 0.0..=0.5: "Scale of a leader's tastes among acts (D).";
    restraint in 0.0..=2.0: "Standing cost of breaking the peace (D).";
    margin in -1.0..=1.0: "Advantage over holding that a plan needs to go on (D).";
    belief_weight in 0.0..=1.0: "Weight of track record against the model of the guarantor in beliefs (D).";
    attribution_floor in 0.0..=1.0: "Attribution below which no article can be invoked (D).";
    // The guarantor.
    join_base in -5.0..=5.0: "Intercept of the join index, tuned to a mean of 0.5-0.75 honoured (D, L).";
    join_obligation in 0.0..=3.0: "Weight of the obligation: 1.0 (L signs, D size).";
    join_threat in 0.0..=3.0: "Weight of the aggressor's threat to the guarantor: 0.9.";
    join_interest in 0.0..=3.0: "Weight of ties with the target: 0.8.";
    join_reputation in 0.0..=3.0: "Weight of reputation at stake: 0.6.";
    join_will in 0.0..=3.0: "Weight of political will: 0.8.";
    join_peers in 0.0..=3.0: "Weight of peers that join: 0.5.";
    join_cost in 0.0..=3.0: "Weight of the cost: 1.0.";
    join_provoked in 0.0..=3.0: "Weight of provocation by the ally: 0.7.";
    join_power in 0.0..=3.0: "Weight of power change since signing, per 20 %: 0.6.";
    join_regime in 0.0..=3.0: "Weight of regime change since signing: 0.4.";
    join_autocracy in 0.0..=3.0: "Weight of autocracy: 0.3.";
    join_tripwire in 0.0..=5.0: "Weight of own troops in harm's way (D).";
    join_commitment in 0.0..=5.0: "Weight of a public commitment (D after Fearon 1997).";
    guarantor_precision in 0.0..=1000000.0: "Precision of guarantors' choice of response (D).";
    misfit in 0.0..=10.0: "Cost of a response out of proportion to the act, per squared difference (D).";
    vote_precision in 0.0..=1000000.0: "Precision of members' votes (D).";
    // Reputation, trust, cohesion.
    forgetting in 0.1..=100.0: "Half-life of reputation, years: 10 (D).";
    elsewhere in 0.0..=1.0: "Weight of a record toward others: 0.25 (O, D).";
    trust_kept in 0.0..=1.0: "Trust won when an ally honours (D).";
    trust_broken in 0.0..=1.0: "Trust lost when an ally reneges (D).";
    cohesion_drift in 0.0..=1.0: "Share of the gap between cohesion and mean trust closed a turn (D).";
    dilemma in 0.0..=2.0: "Security dilemma: threat perceived from another's forces (D after Jervis 1978).";
    threat_drift in 0.0..=1.0: "Share of the gap closed a turn, for threat perception (D).";
    intent in 0.0..=1.0: "Rise in perceived threat per unit of severity of an act seen (D).";
    emboldened in 0.0..=1.0: "Rise in appetite after success unpunished (D).";
    // Crisis.
    firm_success in -3.0..=3.0: "Bonus of a firm but flexible stance in a crisis: 0.8 (L sign, D size).";
    bully_penalty in -3.0..=3.0: "Penalty of bullying: 0.6 (L sign, D size).";
    concede_penalty in -3.0..=3.0: "Penalty of conceding first: 0.8 (L sign, D size).";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_coefficient_is_named() {
        assert_eq!(Coefficients::build(|_| None), Err("upkeep"));
    }

    #[test]
    fn every_coefficient_can_be_read_and_set_by_name() {
        let mut set = Coefficients::build(|_| Some(0.5)).expect("all given");
        for (name, low, high, doc) in Coefficients::TABLE {
            assert!(low <= high && !doc.is_empty(), "{name}");
            *set.get_mut(name).expect("in the table") = *low;
            assert_eq!(set.get(name), Some(*low));
        }
    }
}
