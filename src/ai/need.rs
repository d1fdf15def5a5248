//! What a seat may need, as numbers 0-1, how much each posture cares, and the reason an order is proposed.
//! Reads the digested picture of a seat; writes nothing.
//! Not here: which order serves which need (`ai::worth`), sentences for players (`view`).
//! Rule text: DESIGN section 4: four advisers, the four postures, each propose an order and give their reason.

use serde::{Deserialize, Serialize};

use super::PerPosture;
use super::picture::Picture;
use crate::rules::definition::{Posture, SeatKind};
use crate::rules::id::NationId;

macro_rules! needs {
    ($($name:ident $word:literal $weights:expr, $doc:literal;)*) => {
        /// Something a seat may need; an order is proposed for the sake of one.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum Need { $(#[doc = $doc] $name,)* }

        impl Need {
            /// All needs, in table order.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// The word used on screen and in exports.
            pub fn word(self) -> &'static str {
                match self { $(Self::$name => $word,)* }
            }

            /// What it means: one sentence.
            pub fn meaning(self) -> &'static str {
                match self { $(Self::$name => $doc,)* }
            }

            /// How much each posture cares, 1 = as anyone would.
            fn weights(self) -> PerPosture {
                match self { $(Self::$name => $weights,)* }
            }
        }
    };
}

// Weights: armer, reassurer, committer, hedger.
needs! {
    Readiness "readiness" [1.3, 0.7, 1.0, 0.9], "Forces that could not act in time.";
    Strength "strength" [1.4, 0.5, 0.9, 0.7], "Too little strength against those who might come.";
    Interoperability "interoperability" [0.8, 0.7, 1.2, 0.7], "Forces that cannot work with allies.";
    Calm "calm" [0.3, 1.5, 0.6, 0.8], "Fear on the other side, which arms against us.";
    Shield "shield" [0.8, 0.8, 1.5, 0.4], "An ally under threat.";
    Warning "warning" [1.3, 1.0, 1.3, 0.9], "A plan seen in preparation.";
    Fairness "fairness" [1.1, 0.6, 1.0, 0.5], "A burden below what was promised.";
    Thrift "thrift" [0.5, 1.0, 0.7, 1.5], "A purse that is nearly empty.";
    Cohesion "cohesion" [0.6, 1.0, 1.4, 0.7], "Allies drifting apart.";
    Trust "trust" [0.6, 1.2, 1.2, 0.9], "A friend who is not sure of us, or of whom we are not sure.";
    Credibility "credibility" [0.9, 0.5, 1.5, 0.4], "A word that others doubt.";
    Will "will" [0.8, 0.7, 1.3, 0.6], "A public that would not stand by allies.";
    Home "support at home" [0.8, 1.0, 0.8, 1.3], "A government losing its public.";
    Resilience "resilience" [0.8, 1.2, 0.8, 1.3], "A country that could be squeezed.";
    Attribution "attribution" [0.9, 1.0, 1.0, 1.1], "Acts nobody could lay at a door.";
    Shipping "shipping" [0.9, 1.0, 1.0, 1.1], "Sea lanes nobody guards.";
    Terror "terrorism" [1.1, 0.8, 1.0, 1.0], "Terrorist networks at work.";
    Stability "stability" [0.6, 1.2, 1.0, 0.9], "Conflict within a country.";
    Growth "growth" [0.5, 1.0, 0.7, 1.3], "An economy that needs room.";
    Intelligence "intelligence" [0.8, 1.0, 1.1, 0.9], "Allies who each see only a part.";
    Command "command" [1.0, 0.5, 1.2, 0.4], "A coalition without one hand.";
    Pool "pool" [0.9, 0.6, 1.3, 0.3], "Too little pledged to the common defence.";
    Punishment "punishment" [1.0, 0.3, 1.1, 0.4], "An act that went unanswered.";
    Pressure "pressure" [1.1, 0.3, 0.6, 0.8], "A rival whose position could be worn down.";
    Cover "cover" [1.0, 0.3, 0.6, 1.2], "Intentions others can read.";
    Law "law" [0.8, 0.8, 1.1, 0.9], "A treaty that would be too slow, too narrow or too binding.";
    Doctrine "doctrine" [1.0, 1.0, 1.0, 1.0], "Simply how this adviser sees the world.";
}

impl Need {
    /// How much a posture cares.
    pub(super) fn weight(self, posture: Posture) -> f64 {
        super::of(&self.weights(), posture)
    }
}

/// Why an order is proposed: the need it serves most. `view` makes a sentence of it.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Reason {
    /// The need.
    pub need: Need,
    /// How pressing the need is, 0-1.
    pub value: f64,
    /// About whom, if about anyone.
    pub about: Option<NationId>,
}

/// The level of every need of a seat, 0-1.
#[derive(Clone, Debug)]
pub(super) struct Needs([f64; Need::ALL.len()]);

impl Needs {
    pub(super) fn none() -> Self {
        Self([0.0; Need::ALL.len()])
    }

    pub(super) fn level(&self, need: Need) -> f64 {
        self.0[need as usize]
    }

    /// The needs of a seat, read off its picture.
    pub(super) fn read(p: &Picture) -> Self {
        let foe = p.menace.map(|i| &p.others[i]);
        let rest = foe.map_or(0.0, |f| f.forces.total());
        let around = Around {
            threat: foe.map_or(0.0, |f| f.menace),
            danger: p.endangered.map_or(0.0, |i| p.others[i].danger),
            promised: p
                .alliance
                .map_or(NORMAL_BURDEN, |a| a.treaty.burden_target.max(0.005)),
            balance: if rest > 0.0 {
                rest / (rest + p.own.ready + 0.4 * p.friends_ready)
            } else {
                0.0
            },
        };
        let mut needs = Self::none();
        for need in Need::ALL {
            needs.0[*need as usize] = level(*need, p, &around).clamp(0.0, 1.0);
        }
        needs
    }
}

/// What several needs look at.
struct Around {
    /// Menace of the greatest foe, 0-1.
    threat: f64,
    /// Danger to the most endangered friend, 0-1.
    danger: f64,
    /// The burden promised, share of product.
    promised: f64,
    /// The greatest foe's share of its forces and ours, 0-1.
    balance: f64,
}

/// How pressing a need is; callers keep it within 0-1.
fn level(need: Need, p: &Picture, around: &Around) -> f64 {
    let own = &p.own;
    let state = p.alliance.map(|a| &a.state);
    let aggressor = p.kind == SeatKind::Aggressor;
    match need {
        Need::Readiness => (0.75 - own.readiness) * 1.4 + 0.4 * around.threat + 0.3 * p.alarm,
        Need::Strength => 0.2 + 1.2 * (around.balance - 0.35) + 0.3 * around.threat,
        Need::Interoperability => {
            if state.is_some() {
                0.9 - own.interoperability
            } else {
                0.1
            }
        }
        Need::Calm => 0.15 + 0.8 * around.threat,
        Need::Shield => around.danger,
        Need::Warning => p.alarm,
        Need::Fairness => 1.5 * (around.promised - own.burden) / around.promised,
        Need::Thrift => {
            if own.money < 0.0 {
                1.0
            } else {
                1.0 - own.money / (own.product * 0.01 + 1.0)
            }
        }
        Need::Cohesion => state.map_or(0.0, |s| 1.2 * (0.9 - s.cohesion)),
        Need::Trust => 1.4 * (0.85 - p.friends_trust),
        Need::Credibility => 0.25 + 0.5 * around.threat.max(around.danger),
        Need::Will => 1.0 - own.will,
        Need::Home => 1.3 * (0.85 - own.support) + if p.election { 0.3 } else { 0.0 },
        Need::Resilience => 0.8 * (1.0 - own.resilience) + 0.4 * own.dependence + 0.4 * p.grey,
        Need::Attribution => (1.0 - own.forensics) * (0.25 + p.grey),
        Need::Shipping => (1.0 - own.patrol) * (0.35 + 0.5 * own.trade + p.maritime),
        Need::Terror => 2.0 * own.terror + 0.8 * p.nonstate,
        Need::Stability => 1.2 * (0.9 - own.stability) + if own.unrest { 0.4 } else { 0.0 },
        Need::Growth => 0.4 + 8.0 * (0.02 - own.growth),
        Need::Intelligence => state.map_or(0.0, |s| 0.8 * (1.0 - s.sharing) + 0.2 * p.grey),
        Need::Command => state.map_or(0.0, |s| 0.8 * (1.0 - s.command)),
        Need::Pool => state.map_or(0.0, |s| 0.9 * (0.8 - own.pledge) + 0.2 * (0.4 - s.standing)),
        Need::Punishment => p.offence,
        Need::Pressure => {
            if aggressor {
                0.4 + 0.5 * own.appetite
            } else {
                0.5 * around.threat
            }
        }
        Need::Cover => {
            if aggressor {
                0.7 - own.deception
            } else {
                0.15
            }
        }
        Need::Law => state.map_or(0.0, |_| 0.3 + 0.3 * p.grey),
        Need::Doctrine => 0.5,
    }
}

/// Burden taken as normal by those no treaty tells otherwise, share of product.
const NORMAL_BURDEN: f64 = 0.02;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_need_has_its_own_word_and_a_meaning() {
        let mut words: Vec<_> = Need::ALL.iter().map(|n| n.word()).collect();
        words.sort_unstable();
        words.dedup();
        assert_eq!(words.len(), Need::ALL.len());
        assert!(Need::ALL.iter().all(|n| n.meaning().ends_with('.')));
    }

    #[test]
    fn the_reassurer_cares_most_for_calm_and_the_committer_for_allies() {
        let most = |need: Need| {
            Posture::ALL
                .into_iter()
                .max_by(|a, b| need.weight(*a).total_cmp(&need.weight(*b)))
        };
        assert_eq!(most(Need::Calm), Some(Posture::Reassurer));
        assert_eq!(most(Need::Shield), Some(Posture::Committer));
        assert_eq!(most(Need::Strength), Some(Posture::Armer));
        assert_eq!(most(Need::Thrift), Some(Posture::Hedger));
    }
}
