//! The one record of a decision: options, the named terms whose sum is each score, the noise, and what was chosen.
//! Written by minds; the choice is computed from it, and ledger, panels, debrief and exports read the same record.
//! Not here: how terms are computed (`rules::mind`), how they are worded (`view`).
//! Rule text: DESIGN principle 1.

use bevy::ecs::prelude::*;
use serde::{Deserialize, Serialize};

use super::id::{Actor, NationId};

/// A named part of a score.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Term {
    /// Its name, a key of the vocabulary (`term-…` in texts).
    pub name: TermName,
    /// Its value; the score is the sum of values.
    pub value: f64,
}

macro_rules! term_names {
    ($($name:ident $word:literal: $doc:literal;)*) => {
        /// The names terms can have.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum TermName { $(#[doc = $doc] $name,)* }

        impl TermName {
            /// All names.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// The word on screen and in exports.
            pub fn word(self) -> &'static str {
                match self { $(Self::$name => $word,)* }
            }

            /// What it means, one sentence.
            pub fn meaning(self) -> &'static str {
                match self { $(Self::$name => $doc,)* }
            }
        }
    };
}

term_names! {
    Gain "gain": "What success is worth, times its chance.";
    Defeat "defeat": "What a defeat would cost, times its chance.";
    Retreat "retreat": "What being able to back down in front of those who come saves, at its price at home.";
    Effort "effort": "What trying costs.";
    Coalition "coalition": "What facing a coalition adds, over the coalitions that may come.";
    Punishment "punishment": "Sanctions and other answers expected below armed help.";
    Retaliation "retaliation": "Strategic retaliation that may follow.";
    Promise "promise": "The cost of breaking a promise: not to attack, or to stay out.";
    Restraint "restraint": "The standing cost of breaking the peace.";
    Fear "fear": "What waiting costs when one's position declines.";
    Grievance "grievance": "Rivalry that makes the status quo hard to bear.";
    Preparation "preparation": "Preparation already paid for.";
    Taste "taste": "What this leader likes or shies away from, for as long as the leader is in office.";
    Discovery "discovery": "The plan was seen, and surprise is lost.";
    Base "base": "The general readiness of states to come.";
    Obligation "obligation": "How binding the promise is.";
    Threat "threat": "The threat the aggressor poses to the one who decides.";
    Interest "interest": "Ties with the target: trust, trade, neighbourhood.";
    Reputation "reputation": "What one's name for keeping promises is worth here.";
    Will "will": "Political will at home.";
    Peers "peers": "Others who are expected to come.";
    Cost "cost": "What it costs.";
    Provoked "provoked": "The ally brought it on itself.";
    Power "power": "Change of power since the treaty was signed.";
    RegimeChange "regime change": "Change of government since the treaty was signed.";
    Autocracy "autocracy": "Regimes that answer to few keep fewer promises.";
    Tripwire "tripwire": "Own troops already in harm's way.";
    Commitment "commitment": "A public word that would be broken.";
    Fit "fit": "How well the response is in proportion to the act.";
    Doubt "doubt": "Doubt about who did it.";
    Audience "audience": "What backing down would cost at home.";
    Peace "peace": "What ending it now is worth.";
    Prospects "prospects": "How the fighting is expected to go.";
    Time "time": "What delay costs.";
    Cohesion "cohesion": "What it does to the alliance.";
}

/// What an option is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Pick {
    /// Leave things as they are.
    Hold,
    /// Plan, or carry on, this act (by rung) against this nation.
    Act(usize, NationId),
    /// Keep a plan but do not advance it this turn.
    Pause,
    /// Give a plan up.
    Drop,
    /// Stand firm but leave a way out: reciprocate.
    Firm,
    /// Threaten more than the other side did.
    Bully,
    /// Give way.
    Bend,
    /// Offer a way out.
    OfferWayOut,
    /// Call for help: the allies are consulted at once.
    CallForHelp,
    /// Vote yes.
    Yes,
    /// Vote no, or break the silence.
    No,
    /// Answer at this response level (0-4).
    Level(u32),
    /// Stay out.
    StayOut,
    /// Fight on.
    FightOn,
    /// Climb a rung.
    Climb,
    /// Back down.
    BackDown,
    /// Accept a settlement where the line stands.
    Settle,
}

/// One option of a decision.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Choice {
    /// What it is.
    pub pick: Pick,
    /// The parts of its score.
    pub terms: Vec<Term>,
    /// The sum of the terms.
    pub score: f64,
    /// Keyed noise, in the score's unit.
    pub noise: f64,
    /// For aggression: the chance of success and of being blamed, and the chance that anyone comes.
    pub odds: Odds,
}

/// Chances behind an option, where it has them; zero otherwise.
#[derive(Clone, Copy, Debug, PartialEq, Default, Serialize, Deserialize)]
pub struct Odds {
    /// Chance of success, 0-1.
    pub success: f64,
    /// Chance it is laid at the aggressor's door, 0-1.
    pub blame: f64,
    /// Chance that at least one guarantor comes, 0-1.
    pub any: f64,
}

impl Choice {
    /// An option with its terms; the score is their sum.
    pub fn new(pick: Pick, terms: Vec<Term>) -> Self {
        // Adding zero turns the empty sum's negative zero into plain zero.
        let score = terms.iter().map(|t| t.value).sum::<f64>() + 0.0;
        Self {
            pick,
            terms,
            score,
            noise: 0.0,
            odds: Odds::default(),
        }
    }

    /// The value of a term, 0 if absent.
    pub fn term(&self, name: TermName) -> f64 {
        self.terms
            .iter()
            .filter(|t| t.name == name)
            .map(|t| t.value)
            .sum()
    }
}

/// What a decision is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum DecisionKind {
    /// Hold, or make, advance, pause or drop a plan.
    Aggression,
    /// The victim's stance in a crisis.
    Stance,
    /// A member's vote on a finding.
    Vote,
    /// A guarantor's response.
    Response,
    /// An aggressor's next step when it met resistance, or a belligerent's.
    Settlement,
}

/// A believed chance that a guarantor comes.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Belief {
    /// The guarantor.
    pub guarantor: NationId,
    /// The chance, 0-1.
    pub chance: f64,
    /// What it would bring to the point of contact, strength.
    pub strength: f64,
}

/// A decision.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Decision {
    /// The turn.
    pub turn: u32,
    /// What about.
    pub kind: DecisionKind,
    /// Who decides.
    pub actor: Actor,
    /// The incident it answers (index in the turn's incidents), if any.
    pub incident: Option<usize>,
    /// The article voted on or called due (alliance, index), if any.
    pub article: Option<(super::id::AllianceId, usize)>,
    /// The options, the status quo first.
    pub options: Vec<Choice>,
    /// What an option must score above the first to be taken.
    pub threshold: f64,
    /// The option chosen.
    pub chosen: usize,
    /// By how much the best other option falls short of (or beats) the first: best score - first score - threshold.
    pub margin: f64,
    /// Chances behind the best option.
    pub beliefs: Vec<Belief>,
    /// The guarantor whose removal would flip the choice, if there is one.
    pub deciding: Option<NationId>,
}

impl Decision {
    /// The option chosen.
    pub fn choice(&self) -> &Choice {
        &self.options[self.chosen]
    }

    /// The best option other than the first, by score.
    pub fn best(&self) -> Option<&Choice> {
        self.options
            .iter()
            .skip(1)
            .max_by(|a, b| a.score.total_cmp(&b.score))
    }
}

/// Decisions waiting for an answer between an asking and an applying schedule. `chosen` holds the computer's choice.
#[derive(Resource, Clone, Debug, Default, PartialEq)]
pub struct Pending(pub Vec<Decision>);

/// Every decision of the match so far, in order.
#[derive(Resource, Clone, Debug, Default, PartialEq)]
pub struct Record(pub Vec<Decision>);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_score_is_the_sum_of_its_terms() {
        let terms = vec![
            Term {
                name: TermName::Gain,
                value: 0.5,
            },
            Term {
                name: TermName::Effort,
                value: -0.2,
            },
        ];
        assert_eq!(Choice::new(Pick::Hold, terms).score, 0.3);
    }

    #[test]
    fn every_term_has_its_own_word() {
        let mut words: Vec<_> = TermName::ALL.iter().map(|t| t.word()).collect();
        words.sort_unstable();
        words.dedup();
        assert_eq!(words.len(), TermName::ALL.len());
    }
}
