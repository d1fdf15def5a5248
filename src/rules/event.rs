//! What happened, as data: the turn's events, and the incidents the turn's aggression made.
//! Written by phases; read by views, statistics and the digest. Replays do not need it: it comes out the same.
//! Not here: sentences for players (`view`), decisions and their reasons (`rules::decision`).
//! Rule text: DESIGN section 4.

use bevy::ecs::prelude::*;
use serde::{Deserialize, Serialize};

use super::capability::{Domain, PerDomain};
use super::decision::Pick;
use super::id::{Actor, AllianceId, NationId};
use super::treaty::Duty;

/// Something that happened in a turn.
#[allow(
    missing_docs,
    reason = "each variant says what its fields hold; their names and types say the rest"
)]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum TurnEvent {
    /// An order was given (index into the rules' orders).
    OrderGiven {
        actor: Actor,
        order: usize,
        target: Option<NationId>,
        domain: Option<Domain>,
        amount: u32,
    },
    /// An order took effect.
    OrderArrived {
        actor: Actor,
        order: usize,
        target: Option<NationId>,
    },
    /// An order in hand could no longer be carried out.
    OrderLapsed { actor: Actor, order: usize },
    /// An order was put to the vote of an alliance.
    OrderVoted {
        actor: Actor,
        order: usize,
        yes: u32,
        no: u32,
        passed: bool,
    },
    /// A matter was answered (index into the scene's matters, answer index), or ignored (`None`).
    MatterClosed {
        actor: Actor,
        matter: usize,
        about: NationId,
        answer: Option<usize>,
    },
    /// A level event happened (index into the scene's events).
    LevelEvent { event: usize },
    /// An election was held.
    ElectionHeld { nation: NationId, changed: bool },
    /// A leader changed without election.
    LeaderChanged { nation: NationId },
    /// Internal conflict broke out, or ended.
    InternalConflict { nation: NationId, began: bool },
    /// A climate shock struck.
    ClimateShock { nation: NationId, severity: f64 },
    /// An epidemic spread.
    Epidemic { severity: f64 },
    /// People fled.
    Refugees { from: NationId, to: NationId },
    /// A nation could not pay its forces in full.
    Arrears { nation: NationId, short: f64 },
    /// A plan was made.
    PlanMade {
        aggressor: NationId,
        act: usize,
        target: NationId,
    },
    /// A plan went on.
    PlanAdvanced { aggressor: NationId },
    /// A plan was paused.
    PlanPaused { aggressor: NationId },
    /// A plan was dropped.
    PlanDropped {
        aggressor: NationId,
        act: usize,
        target: NationId,
    },
    /// Indicators of a plan were seen by a viewer.
    PlanSeen {
        viewer: Actor,
        aggressor: NationId,
        act: usize,
        target: NationId,
    },
    /// An act was carried out.
    ActCommitted {
        aggressor: NationId,
        act: usize,
        target: NationId,
        success: bool,
    },
    /// The act was laid at someone's door, rightly or not, or at nobody's.
    Attributed {
        incident: usize,
        accused: Option<NationId>,
        confidence: f64,
    },
    /// A victim took a stance.
    StanceTaken {
        nation: NationId,
        incident: usize,
        stance: Pick,
    },
    /// Members consulted.
    Consulted {
        alliance: AllianceId,
        article: usize,
    },
    /// A standing force moved before the vote.
    StandingForceMoved {
        alliance: AllianceId,
        incident: usize,
    },
    /// An article was invoked and a finding made under a decision rule (index into `DecisionRule::WORDS`).
    FindingMade {
        alliance: AllianceId,
        article: usize,
        rule: usize,
        incident: usize,
        yes: u32,
        no: u32,
        applies: bool,
        days: f64,
    },
    /// A guarantor responded to an obligation called due, or volunteered (`duty` is `None`).
    Responded {
        guarantor: NationId,
        incident: usize,
        duty: Option<Duty>,
        verdict: Verdict,
        level: Option<u32>,
    },
    /// A contest of arms was fought.
    Contest {
        aggressor: NationId,
        target: NationId,
        act: usize,
        attack: PerDomain,
        defence: PerDomain,
        outcome: Outcome,
    },
    /// A war began.
    WarBegan {
        aggressor: NationId,
        target: NationId,
    },
    /// Ground changed hands.
    GroundTaken {
        aggressor: NationId,
        target: NationId,
        share: f64,
    },
    /// A war ended.
    WarEnded {
        aggressor: NationId,
        target: NationId,
        pick: Pick,
        front: f64,
    },
    /// A target gave way to a demand.
    Conceded {
        by: NationId,
        to: NationId,
        share: f64,
    },
    /// An aggressor backed down.
    BackedDown {
        aggressor: NationId,
        target: NationId,
    },
    /// An aggressor climbed a rung.
    Climbed {
        aggressor: NationId,
        target: NationId,
        act: usize,
    },
    /// Pirates took their toll.
    Piracy { nation: NationId, loss: f64 },
    /// A member joined, left or was suspended.
    MembershipChanged {
        alliance: AllianceId,
        nation: NationId,
        change: Change,
    },
    /// An objective failed for good.
    ObjectiveFailed { seat: usize, objective: usize },
    /// The match is over.
    MatchOver,
}

/// How a guarantor met an obligation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Verdict {
    /// It did what was asked.
    Honour,
    /// It stayed out, as the text allows.
    Abstain,
    /// It broke its word.
    Renege,
}

/// How a contest ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Outcome {
    /// The attack broke through before help arrived.
    FaitAccompli,
    /// The attack won.
    Attack,
    /// The defence held.
    Defence,
    /// Neither.
    Stalemate,
}

/// A change of membership.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Change {
    /// Joined.
    Joined,
    /// Left.
    Left,
    /// Suspended.
    Suspended,
}

/// An event with its turn and phase.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Dated {
    /// The turn, from 1.
    pub turn: u32,
    /// What happened.
    pub event: TurnEvent,
}

/// Every event of the match so far, in order.
#[derive(Resource, Clone, Debug, Default, PartialEq)]
pub struct EventLog(pub Vec<Dated>);

impl EventLog {
    /// Enters an event.
    pub fn push(&mut self, turn: u32, event: TurnEvent) {
        self.0.push(Dated { turn, event });
    }

    /// The events of one turn.
    pub fn of_turn(&self, turn: u32) -> impl Iterator<Item = &TurnEvent> {
        self.0
            .iter()
            .filter(move |d| d.turn == turn)
            .map(|d| &d.event)
    }
}

/// An act of this turn (or internal conflict) on its way through consultation, response and resolution.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Incident {
    /// Who did it; `None` for internal conflict.
    pub aggressor: Option<NationId>,
    /// The victim.
    pub target: NationId,
    /// The act by rung; for internal conflict, unused.
    pub act: usize,
    /// Severity, 0-1.
    pub severity: f64,
    /// How surely it can be laid at the accused's door, 0-1.
    pub attribution: f64,
    /// Who is accused.
    pub accused: Option<NationId>,
    /// Whether the act itself came off (for acts that are not contested by force).
    pub success: bool,
    /// Whether the victim provoked it.
    pub provoked: bool,
    /// The victim's stance.
    pub stance: Option<Pick>,
    /// Findings: alliance, article, whether it applies, days to the decision.
    pub findings: Vec<Finding>,
    /// Responses given.
    pub responses: Vec<Given>,
    /// Alliances whose standing force moved.
    pub standing: Vec<AllianceId>,
}

/// A ruling on an article.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Finding {
    /// The alliance.
    pub alliance: AllianceId,
    /// The article's index.
    pub article: usize,
    /// Whether it applies.
    pub applies: bool,
    /// Days from the act to the ruling.
    pub days: f64,
}

/// A response given.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Given {
    /// By whom.
    pub guarantor: NationId,
    /// At which level (0-4).
    pub level: u32,
    /// The day it arrives.
    pub day: f64,
    /// On the aggressor's side (offence pacts).
    pub against: bool,
}

/// The turn's incidents, oldest first.
#[derive(Resource, Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Incidents(pub Vec<Incident>);

/// Articles called up for decision this turn: incident, alliance, article.
#[derive(Resource, Clone, Debug, Default, PartialEq)]
pub struct Agenda(pub Vec<(usize, AllianceId, usize)>);

/// Past acts that articles with a window and beliefs still count: turn, aggressor, target, rung, severity, attribution.
#[derive(Resource, Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct History(pub Vec<PastAct>);

/// An act of an earlier turn.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct PastAct {
    /// The turn.
    pub turn: u32,
    /// Who did it.
    pub aggressor: NationId,
    /// To whom.
    pub target: NationId,
    /// The rung.
    pub act: usize,
    /// Severity, 0-1.
    pub severity: f64,
    /// Who was accused.
    pub accused: Option<NationId>,
}
