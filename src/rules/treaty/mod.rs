//! What a treaty says, as checked plain data: articles, pools, command. Reading it against an act is `evaluate`.
//! Read from `levels/treaties/*.ron`; each alliance entity carries its own copy, which amendments change.
//! Not here: who votes how (`mind::council`), what responses do (`phase::response`).
//! Rule text: DESIGN section 5, "Treaties"; the families follow the treaty table of the science notes.

pub mod decide;
pub mod evaluate;

use bevy::ecs::prelude::*;
use serde::{Deserialize, Serialize};

use super::definition::ActKind;

/// A treaty: the text an alliance lives under.
#[derive(Component, Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Treaty {
    /// Its id; levels name it.
    pub id: String,
    /// Its name for players.
    pub name: String,
    /// The real text it is modelled on, for teachers.
    pub modelled_on: String,
    /// Its articles, most specific first.
    pub articles: Vec<Article>,
    /// How far command is integrated in peace, 0-1.
    pub command: f64,
    /// Share of the pool that is a standing force and may move before the vote, 0-1.
    pub standing: f64,
    /// Days of notice of the standing force, and of the rest of the pool.
    pub notice: (f64, f64),
    /// Burden each member promised, share of product.
    pub burden_target: f64,
    /// Whether votes count by nation or by weight.
    pub weights: VoteWeights,
}

/// How members' votes are weighed where a rule counts weight.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum VoteWeights {
    /// Each the same.
    Equal,
    /// By product.
    Product,
    /// By the weight the level gives each member.
    Given,
}

/// One article.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Article {
    /// Its id within the treaty.
    pub id: String,
    /// Its name for players.
    pub name: String,
    /// What event calls it due.
    pub trigger: Trigger,
    /// Where.
    pub scope: Scope,
    /// Who may invoke it.
    pub invoker: Invoker,
    /// Consultation before a decision, if any.
    pub consultation: Option<Consultation>,
    /// How the alliance decides that it applies.
    pub decision: DecisionRule,
    /// What it then asks of whom.
    pub obligation: Obligation,
    /// Days from the event to the decision when nobody delays.
    pub days: f64,
    /// When it does not apply.
    pub exemptions: Vec<Exemption>,
    /// The last turn on which it holds, if it expires.
    pub expires: Option<u32>,
    /// What members read.
    pub text: String,
}

/// The event that calls an article due.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Trigger {
    /// Kinds of act it covers; empty = all.
    pub kinds: Vec<ActKind>,
    /// Least (cumulative) severity, 0-1.
    pub severity: f64,
    /// Least attribution, 0-1.
    pub attribution: f64,
    /// Turns over which repeated acts count together (1 = this turn only).
    pub window: u32,
    /// Which side the treaty's parties are on.
    pub side: Side,
    /// Only against these aggressors (level ids); empty = anyone.
    pub against: Vec<String>,
}

/// On which side of the act the party stands whom the article is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Side {
    /// A party is the victim: defence, assistance, consultation.
    Victim,
    /// A party is the aggressor: offence pacts, neutrality and non-aggression promises.
    Aggressor,
    /// Aggressor and victim are both parties: intra-alliance disputes.
    Both,
    /// A party's own people are the victims: internal conflict or grave crimes in a member.
    Internal,
}

/// Where an article holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Scope {
    /// Everywhere.
    Anywhere,
    /// In these regions (nations carry a region).
    Regions(Vec<String>),
    /// On the parties' own territory only (not forces, ships or trade abroad).
    Territory,
}

/// Who may invoke an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Invoker {
    /// The victim asks.
    Victim,
    /// Any member.
    AnyMember,
    /// The council itself.
    Council,
}

/// Consultation: what talking first is worth.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Consultation {
    /// Cohesion won by consulting, 0-1.
    pub cohesion: f64,
    /// Days it takes.
    pub days: f64,
}

/// The seven decision rules.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum DecisionRule {
    /// Each member judges for itself.
    Individually,
    /// Nobody objects before the silence deadline.
    Unanimity {
        /// Days of silence until the decision stands.
        silence_days: f64,
    },
    /// A share of members.
    QualifiedCount {
        /// Least share of members, 0-1.
        share: f64,
    },
    /// A share of weight.
    QualifiedWeight {
        /// Least share of weight, 0-1.
        share: f64,
    },
    /// A share of members and of weight, unless a blocking minority objects.
    QualifiedBoth {
        /// Least share of members, 0-1.
        count: f64,
        /// Least share of weight, 0-1.
        weight: f64,
        /// Least number of objectors that can block by weight.
        blocking: u32,
    },
    /// More than half of members.
    SimpleMajority,
    /// The lead nation decides; others follow or stay out.
    LeadNation {
        /// The leader (level id); without one, the strongest member.
        nation: Option<String>,
    },
}

impl DecisionRule {
    /// Names of the seven rules, for counts and reports.
    pub const WORDS: [&'static str; 7] = [
        "individually",
        "unanimity",
        "qualified-count",
        "qualified-weight",
        "qualified-both",
        "simple-majority",
        "lead-nation",
    ];

    /// The rule's name.
    pub fn word(&self) -> &'static str {
        Self::WORDS[self.index()]
    }

    /// Its place in `WORDS`.
    pub fn index(&self) -> usize {
        match self {
            Self::Individually => 0,
            Self::Unanimity { .. } => 1,
            Self::QualifiedCount { .. } => 2,
            Self::QualifiedWeight { .. } => 3,
            Self::QualifiedBoth { .. } => 4,
            Self::SimpleMajority => 5,
            Self::LeadNation { .. } => 6,
        }
    }
}

/// What an applicable article asks.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Obligation {
    /// What kind of duty.
    pub kind: Duty,
    /// How binding, 0-1: 1 automatic, 0.8 such action as it deems necessary, 0.6 act to meet the danger, 0.4 consult.
    pub weight: f64,
    /// The response level (0-4) at or above which the duty is honoured.
    pub least: u32,
    /// Whether armed force needs each member's own consent (staying below it is then no breach).
    pub consent: bool,
}

/// What kind of duty an obligation is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Duty {
    /// Come to the victim's aid.
    Defend,
    /// Talk.
    Consult,
    /// Join the aggressor's attack.
    Offence,
    /// Stay out of the aggressor's wars.
    Neutrality,
    /// Do not attack one another.
    NonAggression,
    /// Intervene in a member's internal conflict.
    Intervene,
}

/// A reason an article does not apply.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Exemption {
    /// The victim provoked the act (it threatened or struck first within the window).
    Provoked,
    /// The aggressor is itself a member.
    AggressorMember,
    /// Parties to the dispute do not vote.
    PartiesExcluded,
    /// These members owe nothing (level ids): neutrals, carve-outs.
    Member(String),
    /// The host must ask first.
    HostConsent,
    /// Another treaty goes first for its own members (treaty id).
    SubordinateTo(String),
}
