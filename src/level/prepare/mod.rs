//! What spawning a level needs, worked out once: ids in order, places in tables, relations, the scene.
//! Reads a checked level with its rules, treaties and map; writes `Prepared`.
//! Not here: which pairs of nations know each other (`prepare::pairs`), entities and the seed's draws (`level::spawn`).
//! Rule text: DESIGN sections 3 and 10.

pub mod pairs;

use std::collections::BTreeMap;

use crate::level::def::{LevelDef, Plays};
use crate::level::map::Map;
use crate::rules::definition::{RuleSet, SeatKind};
use crate::rules::id::{Actor, AllianceId, Key, NationId};
use crate::rules::nation::Membership;
use crate::rules::relation::Relations;
use crate::rules::scene::{Scene, Seat};
use crate::rules::treaty::Treaty;

/// A level worked out for spawning. Everything is in the order of ids, whatever the order of the file.
#[derive(Clone, Debug, PartialEq)]
pub struct Prepared {
    /// For each nation in id order: its place in the level's list.
    pub nations: Vec<usize>,
    /// The key of each nation.
    pub keys: Vec<Key>,
    /// For each alliance in id order: its place in the level's list.
    pub alliances: Vec<usize>,
    /// For each alliance: the place of its treaty in the list of treaties.
    pub treaties: Vec<usize>,
    /// The relations of each nation at the start.
    pub relations: Vec<Relations>,
    /// The index of each nation's region.
    pub regions: Vec<u32>,
    /// Whether each nation is in no alliance.
    pub alone: Vec<bool>,
    /// For each nation: the nations it claims and the acts it may use.
    pub ambitions: Vec<(Vec<NationId>, Vec<usize>)>,
    /// All memberships, by alliance and nation.
    pub memberships: Vec<Membership>,
    /// The fixed part of the match.
    pub scene: Scene,
}

/// Ids of a level in alphabetical order, for looking up.
pub(super) struct Index<'a>(BTreeMap<&'a str, u32>);

impl<'a> Index<'a> {
    fn new(ids: impl Iterator<Item = &'a str>) -> (Self, Vec<usize>) {
        let mut order: Vec<(&str, usize)> = ids.enumerate().map(|(i, id)| (id, i)).collect();
        order.sort_unstable();
        let index = order
            .iter()
            .enumerate()
            .map(|(place, (id, _))| (*id, place as u32))
            .collect();
        (Self(index), order.into_iter().map(|(_, i)| i).collect())
    }

    /// The place of an id in alphabetical order.
    pub(super) fn of(&self, id: &str) -> Option<NationId> {
        self.0.get(id).copied().map(NationId)
    }
}

/// Works a level out. References that lead nowhere are left out: a checked level has none.
pub fn prepare(def: &LevelDef, rules: &RuleSet, treaties: &[Treaty], map: &Map) -> Prepared {
    let (index, nations) = Index::new(def.nations.iter().map(|n| n.id.as_str()));
    let (unions, alliances) = Index::new(def.alliances.iter().map(|a| a.id.as_str()));
    let mut regions: Vec<&str> = def.nations.iter().map(|n| n.region.as_str()).collect();
    regions.sort_unstable();
    regions.dedup();
    let region = |i: &usize| {
        regions
            .binary_search(&def.nations[*i].region.as_str())
            .unwrap_or(0) as u32
    };
    let treaty_of = |i: &usize| {
        treaties
            .iter()
            .position(|t| t.id == def.alliances[*i].treaty)
            .unwrap_or_default()
    };
    let memberships = memberships(def, &alliances, treaties, &index);
    let mut alone = vec![true; nations.len()];
    for membership in &memberships {
        alone[membership.nation.index()] = false;
    }
    Prepared {
        keys: nations
            .iter()
            .map(|i| Key::of(&def.nations[*i].id))
            .collect(),
        treaties: alliances.iter().map(treaty_of).collect(),
        relations: pairs::relations(def, &nations, &memberships, &index, map),
        regions: nations.iter().map(region).collect(),
        alone,
        ambitions: nations
            .iter()
            .map(|i| ambition(def, *i, rules, &index))
            .collect(),
        memberships,
        scene: scene(def, rules, &regions, &index, &unions),
        nations,
        alliances,
    }
}

fn memberships(
    def: &LevelDef,
    order: &[usize],
    treaties: &[Treaty],
    index: &Index,
) -> Vec<Membership> {
    let mut all = Vec::new();
    for (place, i) in order.iter().enumerate() {
        let alliance = &def.alliances[*i];
        let treaty = treaties.iter().find(|t| t.id == alliance.treaty);
        let article = |id: &String| treaty?.articles.iter().position(|a| a.id == *id);
        for member in &alliance.members {
            let Some(nation) = index.of(&member.nation) else {
                continue;
            };
            all.push(Membership {
                nation,
                alliance: AllianceId(place as u32),
                pledge: member.pledge,
                niche: member.niche,
                reservations: member.reservations.iter().filter_map(article).collect(),
                weight: member.weight,
                suspended: false,
                kept: 0,
                broken: 0,
            });
        }
    }
    all.sort_by_key(|m| (m.alliance, m.nation));
    all
}

fn ambition(
    def: &LevelDef,
    i: usize,
    rules: &RuleSet,
    index: &Index,
) -> (Vec<NationId>, Vec<usize>) {
    let Some(ambition) = &def.nations[i].ambition else {
        return Default::default();
    };
    let mut claims: Vec<NationId> = ambition
        .claims
        .iter()
        .filter_map(|id| index.of(id))
        .collect();
    let mut acts: Vec<usize> = ambition
        .acts
        .iter()
        .filter_map(|id| rules.act(id))
        .collect();
    claims.sort_unstable();
    acts.sort_unstable();
    (claims, acts)
}

fn scene(
    def: &LevelDef,
    rules: &RuleSet,
    regions: &[&str],
    index: &Index,
    unions: &Index,
) -> Scene {
    let mut seats = Vec::new();
    for seat in &def.seats {
        let (actor, kind) = match &seat.plays {
            Plays::Council(id) => match unions.of(id) {
                Some(NationId(place)) => (Actor::Council(AllianceId(place)), SeatKind::Council),
                None => continue,
            },
            Plays::Nation(id) => match index.of(id) {
                Some(nation) => (Actor::Nation(nation), seat_kind(def, id)),
                None => continue,
            },
        };
        seats.push(Seat {
            id: seat.id.clone(),
            actor,
            kind,
            objectives: seat.objectives.clone(),
        });
    }
    Scene {
        turns: def.clock.turns,
        years: def.clock.years,
        seats,
        orders: rules
            .orders
            .iter()
            .map(|o| def.orders.is_empty() || def.orders.contains(&o.id))
            .collect(),
        matters: rules.matters.iter().chain(&def.matters).cloned().collect(),
        events: def.events.clone(),
        regions: regions.iter().map(|r| (*r).to_owned()).collect(),
    }
}

/// Which orders a nation's seat has: a nation with ambition is an aggressor, any other a member.
pub fn seat_kind(def: &LevelDef, nation: &str) -> SeatKind {
    match def.nations.iter().find(|n| n.id == nation) {
        Some(n) if n.ambition.is_some() => SeatKind::Aggressor,
        _ => SeatKind::Member,
    }
}
