//! What it costs a leader at home to back down from a public word: defaults by regime.
//! Reads a kind of regime; writes a cost where the stakes of a crisis are 1.
//! Not here: what that cost does to credibility (`signals`), a level's own figures, which replace these.
//! Rule text: Fearon 1994; the size by regime is disputed (Snyder & Borghard 2011, Downes & Sechser 2012), so all figures are design defaults.

/// Kinds of regime that differ in who can punish a leader.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Regime {
    /// Voters can.
    Democracy,
    /// A party or a council of elites can.
    Party,
    /// Hardly anyone can.
    Personalist,
}

/// Where the figures come from, for those who show them.
pub const SOURCE: &str = "design default; disputed in the literature (Fearon 1994; Snyder & Borghard 2011; Downes & Sechser 2012)";

/// Default cost of backing down in public, 0..=1.
pub fn default_cost(regime: Regime) -> f64 {
    match regime {
        Regime::Democracy => 0.4,
        Regime::Party => 0.3,
        Regime::Personalist => 0.15,
    }
}

/// Cost of backing down after `beats` public steps of a crisis in which each adds `growth` of the first cost (Fearon
/// 1994: the longer the stand-off, the dearer the retreat). Linear, a design form.
pub fn cost_after(first: f64, beats: u32, growth: f64) -> f64 {
    super::amount(first) * (1.0 + super::amount(growth) * f64::from(beats))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::theory::testing::check_near;

    #[test]
    fn voters_punish_more_than_parties_and_parties_more_than_courtiers() {
        assert!(default_cost(Regime::Democracy) > default_cost(Regime::Party));
        assert!(default_cost(Regime::Party) > default_cost(Regime::Personalist));
    }

    #[test]
    fn retreat_grows_dearer_the_longer_a_crisis_lasts() {
        check_near(cost_after(0.4, 0, 0.25), 0.4, 1e-15);
        check_near(cost_after(0.4, 2, 0.25), 0.6, 1e-15);
        assert!(cost_after(1e12, u32::MAX, 1e12).is_finite());
    }

    #[test]
    fn the_source_says_that_figures_are_disputed() {
        assert!(SOURCE.contains("disputed"));
    }
}
