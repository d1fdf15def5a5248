//! What a rules file says: acts, responses, orders, standing matters and coefficients, as checked plain data.
//! Read from `levels/rules/*.ron` by `level`; kept as a resource, never changed during a match.
//! Not here: treaties (`rules::treaty`), the level's nations (`level::def`), what orders do to the world (`rules::apply`).
//! Rule text: DESIGN sections 5 and 6.

use bevy::ecs::prelude::*;
use serde::{Deserialize, Serialize};

use super::capability::PerDomain;
use super::coefficients::Coefficients;
use super::effect::{Condition, Effect};

/// A checked rules file.
#[derive(Resource, Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RuleSet {
    /// Its id; levels name it.
    pub id: String,
    /// The ladder of aggression, lowest rung first.
    pub acts: Vec<Act>,
    /// The response levels, weakest first; always five.
    pub responses: Vec<Response>,
    /// Every order that exists.
    pub orders: Vec<OrderDef>,
    /// Matters any level may put on the table when the state calls for them.
    pub matters: Vec<Matter>,
    /// Every number the rules use.
    pub coefficients: Coefficients,
}

impl RuleSet {
    /// The index of an act by its id.
    pub fn act(&self, id: &str) -> Option<usize> {
        self.acts.iter().position(|a| a.id == id)
    }

    /// The order with this id.
    pub fn order(&self, id: &str) -> Option<&OrderDef> {
        self.orders.iter().find(|o| o.id == id)
    }
}

/// What kind of aggression an act is, as articles distinguish it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum ActKind {
    /// Words: a demand, a threat.
    Threat,
    /// Below the threshold of armed attack, deniable.
    Grey,
    /// By proxies and non-state actors.
    NonState,
    /// At sea, against trade.
    Maritime,
    /// Armed force by a state.
    Armed,
    /// Nuclear or strategic.
    Strategic,
}

/// A kind of aggression; its place in the list is its rung.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Act {
    /// Its id.
    pub id: String,
    /// Its name for players.
    pub name: String,
    /// What kind it is.
    pub kind: ActKind,
    /// Which domains carry it; weights that sum to about 1.
    pub domains: PerDomain,
    /// How grave it is, 0-1.
    pub severity: f64,
    /// The chance it can be laid at the aggressor's door without special skill, 0-1.
    pub attributability: f64,
    /// Turns of preparation, 0-3.
    pub lead: u32,
    /// Worth of success as a share of the target's worth, 0-1.
    pub gain: f64,
    /// Cost of trying, as a share of the aggressor's worth, 0-1.
    pub cost: f64,
    /// How far it reaches: strength falls with distance on this scale, km (cyber: very large).
    pub reach: f64,
    /// Whether it seizes ground and may become a war.
    pub seizes: bool,
    /// Days to a fait accompli at even odds, for acts that seize.
    pub days: f64,
    /// What success does (actor = the aggressor, target = the victim).
    pub harm: Vec<Effect>,
    /// One sentence for players.
    pub text: String,
}

/// A response level.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Response {
    /// statement, sanctions, materiel, forces or combat.
    pub id: String,
    /// Its name for players.
    pub name: String,
    /// Cost to the guarantor as a share of its quarterly product, 0-1.
    pub cost: f64,
    /// Share of the guarantor's pledged strength that helps the target, 0-1.
    pub help: f64,
    /// Punishment of the aggressor as a share of its product, per unit of the guarantor's share of world product, 0-1.
    pub punishment: f64,
    /// The act severity this level answers in proportion, 0-1.
    pub fits: f64,
}

/// What an order is aimed at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Aim {
    /// Nothing.
    Nothing,
    /// One of the eight domains.
    Domain,
    /// Any other nation.
    Nation,
    /// A member of an alliance of the actor.
    Ally,
    /// A nation that is not an ally.
    Outsider,
    /// A rival of the actor or of its alliance.
    Rival,
    /// A member, for the council; an ally, for a member: someone to be asked.
    Member,
}

/// Who may give an order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum SeatKind {
    /// An alliance's council.
    Council,
    /// A member of an alliance, or any nation without ambition.
    Member,
    /// A nation with ambition.
    Aggressor,
}

/// The four advisers, which are also the four computer policies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Posture {
    /// Strength deters.
    Armer,
    /// Fear on the other side is the danger.
    Reassurer,
    /// Allies and promises deter.
    Committer,
    /// Keep options open and costs low.
    Hedger,
}

impl Posture {
    /// All four, in table order.
    pub const ALL: [Self; 4] = [Self::Armer, Self::Reassurer, Self::Committer, Self::Hedger];

    /// The word used in files and on screen.
    pub fn word(self) -> &'static str {
        ["armer", "reassurer", "committer", "hedger"][self as usize]
    }
}

/// An order: its price, delay and effects, all in data.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OrderDef {
    /// Its id, which players type.
    pub id: String,
    /// Its group on screen.
    pub group: String,
    /// Which seats have it.
    pub seats: Vec<SeatKind>,
    /// What it is aimed at.
    pub aim: Aim,
    /// The greatest amount in one order, at least 1. Cost and effects scale with it.
    pub most: u32,
    /// Money per amount.
    pub money: f64,
    /// Political capital per order.
    pub capital: f64,
    /// Turns until it takes effect, 0 = at once.
    pub lead: u32,
    /// Whether it is put to the alliance's vote before it takes effect.
    pub vote: bool,
    /// What it changes.
    pub effects: Vec<Effect>,
    /// How well it suits each posture, -1 to 1, in the order armer, reassurer, committer, hedger.
    pub suits: [f64; 4],
    /// What it does, for players: one sentence.
    pub text: String,
    /// What it signals, and to whom: one sentence.
    pub signals: String,
}

impl OrderDef {
    /// Money that an amount of 1 takes from the giver: its own price, and what it passes on.
    pub fn takes(&self) -> f64 {
        let passed = |e: &Effect| {
            if let Effect::Pay { money } = e {
                *money
            } else {
                0.0
            }
        };
        self.money + self.effects.iter().map(passed).sum::<f64>()
    }
}

/// Something put to a seat: a question with at least two answers paid in different currencies, ignorable at a stated price.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Matter {
    /// Its id.
    pub id: String,
    /// Which kinds of seat it is put to.
    pub seats: Vec<SeatKind>,
    /// Whom it is about; binds `Target`.
    pub about: About,
    /// When it may be put.
    pub when: Condition,
    /// Turns before it may be put again (0 = once a match).
    pub again: u32,
    /// How pressing it is; the most pressing two or three are put.
    pub weight: f64,
    /// Headline. `{target}` stands for the nation it is about, `{actor}` for the seat.
    pub title: String,
    /// The situation in two or three sentences.
    pub text: String,
    /// The answers, at least two.
    pub answers: Vec<Answer>,
    /// What ignoring it does.
    pub ignored: Vec<Effect>,
    /// What ignoring it costs, in words.
    pub ignored_text: String,
}

/// How a matter finds the nation it is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum About {
    /// Nobody in particular; the target is the actor.
    Nobody,
    /// The ally trusted least (for a council: the member least trusted by the others).
    LeastTrustedAlly,
    /// The ally that spends the smallest share of its product.
    LowestBurdenAlly,
    /// The ally under the greatest threat.
    MostThreatenedAlly,
    /// The rival seen as the greatest threat.
    GreatestThreat,
    /// The outsider trading most with the actor.
    GreatestTrader,
    /// The nation with this id.
    Nation(String),
}

/// One answer to a matter.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Answer {
    /// Its id.
    pub id: String,
    /// What the player reads.
    pub text: String,
    /// Money it costs.
    pub money: f64,
    /// Political capital it costs.
    pub capital: f64,
    /// What it does.
    pub effects: Vec<Effect>,
    /// The adviser who proposes it.
    pub posture: Posture,
}

/// An event of a level: something that happens when its condition holds, without a choice.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LevelEvent {
    /// Its id.
    pub id: String,
    /// The nation it is about; binds `Actor` and `Target`.
    pub about: Option<String>,
    /// When it happens.
    pub when: Condition,
    /// Chance a turn while the condition holds, 0-1.
    pub chance: f64,
    /// Headline.
    pub title: String,
    /// The story, one to three sentences.
    pub text: String,
    /// What it changes.
    pub effects: Vec<Effect>,
}

/// A goal of a seat.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Objective {
    /// Its id.
    pub id: String,
    /// What the player reads.
    pub text: String,
    /// What it asks.
    pub goal: Goal,
    /// Whether the level is lost at once when it fails (else it is judged at the end).
    pub fatal: bool,
}

/// What an objective asks.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Goal {
    /// No member of the seat's alliance has lost territory.
    NoMemberLost,
    /// The seat's own nation has lost no territory.
    KeepTerritory,
    /// Cohesion of the seat's alliance at or above this.
    Cohesion(f64),
    /// Average burden of the alliance (or the nation's own) at or below this share of product.
    Burden(f64),
    /// Treasury at or above this.
    Solvent(f64),
    /// Support at home at or above this (re-election).
    Support(f64),
    /// Territory taken or stakes conceded worth at least this share of a target.
    Gains(f64),
    /// The security the record shows at the end is at least this (one minus the worst chance of attack on a member).
    Security(f64),
    /// Trust: average trust within the alliance at least this.
    Trust(f64),
    /// A condition holds at the end.
    State(Condition),
}
