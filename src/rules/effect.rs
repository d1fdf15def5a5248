//! The small language in which orders, acts, matters and events say what they change, and when they may.
//! Plain data with no references to entities; `apply` (in `rules::apply`) and `condition::holds` give it meaning.
//! Not here: how the words are read from RON (`level::decode`), what they cost (`rules::order`).
//! Rule text: DESIGN "Data before code": a new order, act or event needs no Rust.

use serde::{Deserialize, Serialize};

use super::capability::Domain;

/// Whom an effect or condition is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Who {
    /// The one who gives the order, commits the act, or holds the seat a matter is put to. For a council: its members.
    Actor,
    /// The nation the order, act or matter is aimed at.
    Target,
    /// The members of the actor's alliances (without the actor).
    Allies,
    /// Those who hold a rivalry with the actor, or with a member of the actor's alliance.
    Rivals,
    /// Every nation.
    Everyone,
    /// The nation with this level id.
    Nation(String),
}

/// A number of the world that effects change, conditions read and tests name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Quantity {
    /// Strength points in the effect's domain (or, without a domain, spread over those owned).
    Strength,
    /// Readiness 0-1 in the effect's domain, or in all.
    Readiness,
    /// Interoperability 0-1 in the effect's domain, or in all.
    Interoperability,
    /// Money in the treasury.
    Money,
    /// Political capital in hand.
    Capital,
    /// Defence burden: share of yearly product spent on defence.
    Burden,
    /// Yearly growth rate of the economy.
    Growth,
    /// Product lost or won at once, as a share of it.
    Product,
    /// Political will 0-1.
    Will,
    /// Support of the government at home 0-1.
    Support,
    /// Resilience 0-1.
    Resilience,
    /// Stability against internal conflict 0-1.
    Stability,
    /// Skill at telling who did it, 0-1 (adds to the act's attributability).
    Forensics,
    /// Protection of shipping against piracy, 0-1.
    Patrol,
    /// Strength of terrorist networks at work in the nation, 0-1.
    Terror,
    /// Appetite of an aggressor for gains, 0-1.
    Appetite,
    /// Resolve of an aggressor to carry through, 0-1.
    Resolve,
    /// Energy or trade dependence on rivals, 0-1.
    Dependence,
    /// Deception: how much an observer's estimates of this nation are skewed, 0-1.
    Deception,
    /// Trust of the first in the second, 0-1.
    Trust,
    /// Threat perceived by the first from the second, 0-1.
    Threat,
    /// Rivalry of the first with the second, 0-1.
    Rivalry,
    /// Trade between the two, 0-1.
    Trade,
    /// Credibility: the first's belief that the second honours, 0-1.
    Credibility,
    /// Share of the first's capability pledged to its alliances' pools, 0-1.
    Pledge,
    /// Cohesion of the alliance, 0-1.
    Cohesion,
    /// Integrated command of the alliance, 0-1.
    Command,
    /// Size of the alliance's standing force, share of the pool that may move before the vote, 0-1.
    StandingForce,
    /// Intelligence shared in the alliance, 0-1.
    Sharing,
}

/// One change to the world.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Effect {
    /// Adds `by` to a quantity of `of` (toward `toward` for pairwise ones), scaled by the order's amount. Shares stay within 0-1.
    Change {
        /// What changes.
        what: Quantity,
        /// Whose it is.
        of: Who,
        /// The other side, for pairwise quantities.
        toward: Option<Who>,
        /// The domain; without one, the domain given with the order, else all.
        domain: Option<Domain>,
        /// By how much, in the quantity's unit.
        by: f64,
    },
    /// The actor's forces move to the target's soil as a tripwire; `share` of the actor's combat strength per amount.
    Deploy {
        /// Share of combat strength per amount, 0-1.
        share: f64,
    },
    /// The actor's forces come home from the target (or from everywhere).
    Withdraw,
    /// Strategic weapons are stationed on the target's soil.
    StationStrategic,
    /// Strategic weapons leave the target's soil.
    RemoveStrategic,
    /// A public commitment to the target: backing down later costs `stake` at home and abroad.
    Commit {
        /// Audience cost staked, 0-1.
        stake: f64,
    },
    /// A public threat against the target: backing down later costs `stake`.
    Threaten {
        /// Audience cost staked, 0-1.
        stake: f64,
    },
    /// The actor's forces specialise: the order's domain becomes its niche in its alliance.
    Specialise,
    /// Money passes from the actor to the target.
    Pay {
        /// Money per amount.
        money: f64,
    },
    /// The actor (or every member, for a council) puts sanctions on the target.
    Sanction {
        /// Depth of the sanctions, 0-1 per amount.
        depth: f64,
    },
    /// The actor lifts its sanctions on the target.
    Lift,
    /// Standing forces may move to the target's aid before the vote until lifted.
    PreDelegate,
    /// The alliance takes the target in.
    Invite,
    /// The alliance suspends the target's protection.
    Suspend,
    /// The actor leaves its alliance.
    Leave,
    /// The treaty changes: the amendment the order names is put to the vote.
    Amend(Amendment),
    /// The actor drops the plan it is making, if any.
    DropPlan,
    /// The target's plan against the actor (or its ally) is delayed by a turn.
    DelayPlan,
    /// The target restrains itself: its claims on the actor shrink, and the actor yields stakes to it.
    Concede {
        /// How much is conceded, 0-1.
        share: f64,
    },
}

/// A change of treaty put to the vote.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub enum Amendment {
    /// The articles' decision rule becomes a qualified majority by count.
    QualifiedMajority,
    /// The articles' decision rule becomes unanimity with a silence deadline.
    Unanimity,
    /// The severity threshold moves by this much.
    Threshold(f64),
    /// Every region is in scope.
    WiderScope,
    /// The burden target moves by this share of product.
    BurdenTarget(f64),
}

/// When something may happen.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Condition {
    /// Always.
    Always,
    /// All of these.
    All(Vec<Condition>),
    /// Any of these.
    Any(Vec<Condition>),
    /// Not this.
    Not(Box<Condition>),
    /// From this turn on.
    From(u32),
    /// Up to and including this turn.
    Until(u32),
    /// Exactly on this turn.
    On(u32),
    /// The quantity is above a level (for `Who` of several nations: of any one).
    Above {
        /// The quantity.
        what: Quantity,
        /// Whose.
        of: Who,
        /// Toward whom, for pairwise ones.
        toward: Option<Who>,
        /// The level.
        level: f64,
    },
    /// The quantity is below a level.
    Below {
        /// The quantity.
        what: Quantity,
        /// Whose.
        of: Who,
        /// Toward whom, for pairwise ones.
        toward: Option<Who>,
        /// The level.
        level: f64,
    },
    /// A plan is in preparation against the actor or its allies, and indicators of it were seen.
    PlanSeen,
    /// This nation (or any) has a plan in preparation.
    Planning(Who),
    /// An act of this kind was carried out in the last `turns` turns (any act when none is named).
    Happened {
        /// The act, or any.
        act: Option<String>,
        /// Against whom, or anyone.
        against: Option<Who>,
        /// How far back, in turns (1 = last turn).
        turns: u32,
    },
    /// A guarantor reneged in the last `turns` turns.
    Reneged {
        /// How far back, in turns.
        turns: u32,
    },
    /// The nation is at war.
    AtWar(Who),
    /// Forces of an ally stand on the nation's soil.
    Garrisoned(Who),
    /// The event or matter with this id has happened.
    After(String),
    /// The answer with this id was given to the matter with this id.
    Answered {
        /// The matter.
        matter: String,
        /// The answer.
        answer: String,
    },
    /// The nation has lost territory.
    LostTerritory(Who),
}
