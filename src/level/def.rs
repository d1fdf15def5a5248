//! A checked level: what the file says, with every reference known to exist and every number in range.
//! Read by `spawn` (into entities) and by `view` (texts); never changed during a match.
//! Not here: reading it from RON (`level::decode`), mistakes (`level::check`), rules and treaties (`rules`).
//! Rule text: DESIGN section 10; each field's comment is written for modders.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::rules::capability::{Capability, Domain};
use crate::rules::definition::{LevelEvent, Matter, Objective, Posture};
use crate::rules::nation::RegimeKind;

/// A level file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LevelDef {
    /// Format version; always 1.
    pub format: u32,
    /// Id, `[a-z0-9-]`, unique in its campaign.
    pub id: String,
    /// Title for players.
    pub title: String,
    /// One page at most: where we are, what is at stake, what may be hidden.
    pub briefing: String,
    /// The rules file it uses, for example "standard".
    pub rules: String,
    /// The map, a GeoJSON file beside the level (file name only). A feature's `id` is the nation's id.
    pub map: Option<String>,
    /// The clock.
    pub clock: ClockDef,
    /// The seats a player can take, the default first.
    pub seats: Vec<SeatDef>,
    /// The nations.
    pub nations: Vec<NationDef>,
    /// The alliances.
    pub alliances: Vec<AllianceDef>,
    /// Pairs of nations with a history: rivalry, trust, trade, borders and distances that geometry does not give.
    pub relations: Vec<RelationDef>,
    /// Order ids in play; empty = all of the rules file.
    pub orders: Vec<String>,
    /// Matters of this level, beside the standing ones of the rules file.
    pub matters: Vec<Matter>,
    /// Events of this level.
    pub events: Vec<LevelEvent>,
    /// What the level teaches, for teachers.
    pub lesson: Option<Lesson>,
}

/// The clock of a level.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ClockDef {
    /// Number of turns, 1-400.
    pub turns: u32,
    /// Years a turn lasts; 0.25 = a quarter.
    pub years: f64,
    /// The date of the first turn, for players, for example "Spring 2031".
    pub start: String,
}

/// A seat.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SeatDef {
    /// Id, which `--seat` takes.
    pub id: String,
    /// What it plays.
    pub plays: Plays,
    /// Its title for players.
    pub title: String,
    /// Its own briefing.
    pub briefing: String,
    /// Its goals; fatal ones lose the level when they fail.
    pub objectives: Vec<Objective>,
}

/// What a seat plays.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Plays {
    /// A nation, by id.
    Nation(String),
    /// The council of an alliance, by id.
    Council(String),
}

/// A nation.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct NationDef {
    /// Id: lower-case letters, digits, `-` and `_`.
    pub id: String,
    /// Name for players.
    pub name: String,
    /// Its adjective, for example "Aldish".
    pub adjective: String,
    /// Who leads it, and how that person is.
    pub leader: Leader,
    /// One or two sentences of character.
    pub text: String,
    /// Its region; articles' scopes name regions.
    pub region: String,
    /// Product a year, money (a small state is 50, a great power 2000).
    pub product: f64,
    /// Yearly growth, for example 0.02.
    pub growth: f64,
    /// Share of product spent on defence, for example 0.02.
    pub burden: f64,
    /// Money at the start.
    pub money: f64,
    /// Regime.
    pub regime: RegimeKind,
    /// Turn of the next election (democracies), and turns between elections.
    pub election: Option<(u32, u32)>,
    /// Political will at the start, 0-1.
    pub will: f64,
    /// Support of the government, 0-1.
    pub support: f64,
    /// Resilience against pressure, 0-1.
    pub resilience: f64,
    /// Stability against internal conflict, 0-1.
    pub stability: f64,
    /// Skill at attribution, 0-1.
    pub forensics: f64,
    /// Dependence on rivals for energy and trade, 0-1.
    pub dependence: f64,
    /// Protection of shipping, 0-1.
    pub patrol: f64,
    /// Climate stress, standard deviations.
    pub climate: f64,
    /// What it owns; a domain it lacks is absent.
    pub capabilities: BTreeMap<Domain, Capability>,
    /// Ambition, for an aggressor.
    pub ambition: Option<AmbitionDef>,
    /// The computer policy that leads it.
    pub posture: Posture,
    /// Place on the map when there is no GeoJSON: km east and north of the map's centre.
    pub at: Option<(f64, f64)>,
}

/// A leader.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Leader {
    /// Name.
    pub name: String,
    /// Office, for example "Prime Minister".
    pub office: String,
    /// Character in a few words.
    pub character: String,
}

/// What an aggressor wants. Resolve and appetite are drawn by the seed between the bounds, which the briefing prints.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AmbitionDef {
    /// Appetite for gains, least and most, 0-1.
    pub appetite: (f64, f64),
    /// Resolve to carry through, least and most, 0-1.
    pub resolve: (f64, f64),
    /// Whom it covers with claims (nation ids); empty = any rival.
    pub claims: Vec<String>,
    /// Act ids it may use; empty = all.
    pub acts: Vec<String>,
}

/// An alliance.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AllianceDef {
    /// Id.
    pub id: String,
    /// Name for players.
    pub name: String,
    /// The treaty it lives under (a file in `levels/treaties/`).
    pub treaty: String,
    /// Cohesion at the start, 0-1.
    pub cohesion: f64,
    /// Common money at the start.
    pub money: f64,
    /// Its members.
    pub members: Vec<MemberDef>,
    /// The computer policy that leads its council.
    pub posture: Posture,
    /// One or two sentences.
    pub text: String,
}

/// A member of an alliance.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MemberDef {
    /// The nation.
    pub nation: String,
    /// Share of its capability pledged to the pool, 0-1.
    pub pledge: f64,
    /// The domain it specialises in, if any.
    pub niche: Option<Domain>,
    /// Article ids it signed with a reservation (it owes nothing under them).
    pub reservations: Vec<String>,
    /// Vote weight where the treaty uses given weights.
    pub weight: f64,
}

/// A pair of nations.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RelationDef {
    /// The two nations.
    pub between: (String, String),
    /// Rivalry 0-1.
    pub rivalry: f64,
    /// Trust 0-1; without one, 0.5 (allies 0.6).
    pub trust: Option<f64>,
    /// Trade 0-1.
    pub trade: f64,
    /// Distance in km, instead of the map's.
    pub km: Option<f64>,
    /// Whether they share a border, instead of the map's answer.
    pub border: Option<bool>,
}

/// What a level teaches.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Lesson {
    /// What a class can do afterwards: one sentence.
    pub outcome: String,
    /// Minutes it takes.
    pub minutes: u32,
    /// Questions for the debrief.
    pub questions: Vec<String>,
}
