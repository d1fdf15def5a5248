//! Components of a nation other than its capabilities, and components of alliances and memberships.
//! Written by the phases and by `apply`; read through queries and the `Board`.
//! Not here: capability components (`rules::capability`), pairwise relations (`rules::relation`).
//! Rule text: DESIGN sections 3 and 5.

use bevy::ecs::prelude::*;
use serde::{Deserialize, Serialize};

use super::capability::{Domain, PerDomain};
use super::definition::Posture;
use super::id::{AllianceId, NationId};

/// The economy of a nation.
#[derive(Component, Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Economy {
    /// Product a year, money.
    pub product: f64,
    /// Yearly growth rate.
    pub growth: f64,
    /// Defence burden: share of product spent on defence.
    pub burden: f64,
    /// Product when the treaties in force were signed (the start of the match).
    pub at_signing: f64,
    /// Dependence on rivals for energy and trade, 0-1.
    pub dependence: f64,
}

/// What an actor has in hand. Nations and councils both have one.
#[derive(Component, Clone, Copy, Debug, PartialEq, Default, Serialize, Deserialize)]
pub struct Treasury {
    /// Money.
    pub money: f64,
    /// Political capital.
    pub capital: f64,
}

/// The books of a nation or council: every change of money and strength is entered once, so totals can be checked.
#[derive(Component, Clone, Copy, Debug, PartialEq, Default, Serialize, Deserialize)]
pub struct Books {
    /// Money at the start.
    pub opening: f64,
    /// Money earned (budgets, order effects above zero).
    pub earned: f64,
    /// Money spent (upkeep, orders, responses, losses).
    pub spent: f64,
    /// Money given to others.
    pub given: f64,
    /// Money received from others.
    pub received: f64,
    /// Strength at the start, all domains.
    pub fielded: f64,
    /// Strength built.
    pub built: f64,
    /// Strength lost or worn out.
    pub lost: f64,
}

/// Kind of regime.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum RegimeKind {
    /// Elected, with high audience costs.
    Democracy,
    /// A ruling party or junta.
    Party,
    /// A monarchy.
    Monarchy,
    /// One ruler.
    Personalist,
}

/// Who rules, since when, and what backing down costs at home.
#[derive(Component, Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Regime {
    /// Kind.
    pub kind: RegimeKind,
    /// Turn of the next election, if any.
    pub election: Option<u32>,
    /// Turns between elections.
    pub term: u32,
    /// The number of the leader's term in office; a change re-draws the temper.
    pub leader: u32,
    /// Whether the government changed since the treaties were signed.
    pub changed: bool,
}

/// Politics at home.
#[derive(Component, Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Politics {
    /// Political will to stand by allies, 0-1.
    pub will: f64,
    /// Support of the government, 0-1.
    pub support: f64,
    /// Resilience against pressure, 0-1.
    pub resilience: f64,
    /// Stability against internal conflict, 0-1.
    pub stability: f64,
    /// Skill at attribution, 0-1.
    pub forensics: f64,
    /// Protection of shipping, 0-1.
    pub patrol: f64,
    /// Strength of terrorist networks, 0-1.
    pub terror: f64,
    /// Climate stress, standard deviations.
    pub climate: f64,
    /// How much observers' estimates are skewed, 0-1.
    pub deception: f64,
    /// Whether internal conflict burns.
    pub unrest: bool,
}

/// True types drawn by the seed from the briefing's priors; nobody else sees them until the debrief.
#[derive(Component, Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct HiddenType {
    /// How far the nation's true will to come differs from what it shows, -0.3 to 0.3.
    pub will: f64,
}

/// An aggressor's ambition.
#[derive(Component, Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Ambition {
    /// Appetite for gains, 0-1.
    pub appetite: f64,
    /// Resolve to carry through, 0-1.
    pub resolve: f64,
    /// Whom it has claims on; empty = any rival.
    pub claims: Vec<NationId>,
    /// The acts it may use, by rung; empty = all.
    pub acts: Vec<usize>,
    /// Worth of what was gained so far, in shares of targets.
    pub gains: f64,
}

/// A plan in preparation: a component of the aggressor while it lasts.
#[derive(Component, Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Plan {
    /// The act, by rung.
    pub act: usize,
    /// The victim.
    pub target: NationId,
    /// The turn it was made.
    pub made: u32,
    /// Turns of preparation still to go.
    pub left: u32,
}

/// Where a nation lies.
#[derive(Component, Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Territory {
    /// Share of its land it still holds, 0-1.
    pub held: f64,
    /// Stakes conceded to others, 0-1.
    pub conceded: f64,
    /// The index of its region in the level's list.
    pub region: u32,
}

/// Forces of one nation on another's soil.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Deployment {
    /// The host.
    pub host: NationId,
    /// Share of the owner's combat strength there, 0-1.
    pub share: f64,
    /// Whether strategic weapons are stationed there.
    pub strategic: bool,
}

/// Where a nation's forces stand abroad, in host order.
#[derive(Component, Clone, Debug, PartialEq, Default, Serialize, Deserialize)]
pub struct Deployments(pub Vec<Deployment>);

/// A public commitment (to come) or threat (to strike) that ties hands.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Commitment {
    /// To or against whom.
    pub toward: NationId,
    /// Audience cost staked, 0-1.
    pub stake: f64,
    /// A threat rather than a promise.
    pub threat: bool,
    /// The turn it was made.
    pub made: u32,
}

/// A nation's public commitments, oldest first.
#[derive(Component, Clone, Debug, PartialEq, Default, Serialize, Deserialize)]
pub struct Commitments(pub Vec<Commitment>);

/// Sanctions a nation has imposed, in target order.
#[derive(Component, Clone, Debug, PartialEq, Default, Serialize, Deserialize)]
pub struct Sanctions(pub Vec<(NationId, f64)>);

/// The computer policy that leads a nation or council.
#[derive(Component, Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Policy(pub Posture);

/// An alliance's state beside its treaty.
#[derive(Component, Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Alliance {
    /// Cohesion, 0-1.
    pub cohesion: f64,
    /// Integrated command, 0-1.
    pub command: f64,
    /// Standing force: share of the pool that may move before the vote, 0-1.
    pub standing: f64,
    /// Intelligence shared, 0-1.
    pub sharing: f64,
    /// Whether the standing force may move on the council's own word.
    pub delegated: bool,
    /// Consultations held, which speed the next decision.
    pub consulted: u32,
}

/// A nation's membership of an alliance: an entity of its own.
#[derive(Component, Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Membership {
    /// The member.
    pub nation: NationId,
    /// The alliance.
    pub alliance: AllianceId,
    /// Share of its capability pledged to the pool, 0-1.
    pub pledge: f64,
    /// The domain it specialises in.
    pub niche: Option<Domain>,
    /// Indices of articles it signed with a reservation.
    pub reservations: Vec<usize>,
    /// Vote weight where the treaty uses given weights.
    pub weight: f64,
    /// Whether its protection is suspended.
    pub suspended: bool,
    /// Obligations honoured.
    pub kept: u32,
    /// Obligations reneged on.
    pub broken: u32,
}

/// A war that goes on across turns: an entity of its own.
#[derive(Component, Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct War {
    /// Who started it.
    pub aggressor: NationId,
    /// Whose soil is fought over.
    pub target: NationId,
    /// The act that started it, by rung.
    pub act: usize,
    /// The turn it started.
    pub started: u32,
    /// Ground taken, share of the target's land, 0-1.
    pub front: f64,
    /// Guarantors that fight, with the share of their strength that arrived.
    pub joined: Vec<(NationId, f64)>,
    /// Weariness of the aggressor, 0-1.
    pub weariness: f64,
}

/// Strength by domain, as one observer sees it or as it is.
pub type Forces = PerDomain;
