//! Who lives in an invented world: nations by size, aggressors and their claims, alliances, quarrels.
//! Reads land and dice; writes `World`, plain numbers and names.
//! Not here: shapes (`generate::land`), the text (`generate::write`).
//! Source: own; proportions are design defaults (D).

use std::collections::BTreeMap;

use super::dice::Dice;
use super::land::Land;
use super::names::{self, Names};

/// Treaties that alliances of states live under, by their ids in `levels/treaties`.
const TREATIES: [&str; 10] = [
    "north_atlantic",
    "rio",
    "grey_water_compact",
    "collective_security",
    "european_assistance",
    "hub_and_spokes",
    "willing",
    "gulf_shield",
    "african_standby",
    "regional_bloc",
];
/// The treaty of an aggressor's own bloc.
const BLOC: &str = "armistice_pact";
/// Share of a nation's strength by domain, in table order, without strategic forces.
const SPREAD: [f64; 8] = [0.36, 0.2, 0.14, 0.08, 0.07, 0.1, 0.0, 0.05];

/// An invented nation.
pub struct Nation {
    pub id: String,
    pub name: String,
    pub adjective: String,
    pub leader: (String, &'static str),
    pub region: usize,
    pub product: f64,
    pub growth: f64,
    pub burden: f64,
    pub money: f64,
    pub regime: &'static str,
    pub election: Option<(u32, u32)>,
    /// Will, support, resilience, stability, forensics, dependence, patrol.
    pub shares: [f64; 7],
    pub climate: f64,
    /// Strength, readiness and interoperability by domain; zero strength = not owned.
    pub forces: [(f64, f64, f64); 8],
    pub posture: &'static str,
    pub ambition: Option<Ambition>,
}

/// What an aggressor wants.
pub struct Ambition {
    pub appetite: (f64, f64),
    pub resolve: (f64, f64),
    pub claims: Vec<usize>,
}

/// An invented alliance.
pub struct Alliance {
    pub id: String,
    pub name: String,
    pub treaty: &'static str,
    pub cohesion: f64,
    pub money: f64,
    pub posture: &'static str,
    /// Nation, pledge, niche.
    pub members: Vec<(usize, f64, Option<&'static str>)>,
}

/// A pair with a history.
pub struct Pair {
    pub between: (usize, usize),
    pub rivalry: f64,
    pub trade: f64,
    pub border: bool,
}

/// An invented world.
pub struct World {
    pub nations: Vec<Nation>,
    pub alliances: Vec<Alliance>,
    pub pairs: Vec<Pair>,
    /// The seats' nations: a member (if there is an alliance; else any quiet nation) and an aggressor.
    pub member: usize,
    pub aggressor: usize,
}

impl World {
    /// Peoples a land.
    pub fn new(land: &Land, alliances: Option<u32>, dice: &mut Dice) -> Self {
        let mut names = Names::default();
        let count = land.outlines.len();
        let aggressors = (count / 8).max(1);
        let mut order: Vec<usize> = (0..count).collect();
        dice.shuffle(&mut order);
        // The first of the shuffled order are large, the next middling, the rest small; aggressors are among the larger.
        let (great, middling) = (count.div_ceil(10), count.div_ceil(3));
        let mut tier = vec![0; count];
        for (place, nation) in order.iter().enumerate() {
            tier[*nation] = if place < great {
                2
            } else {
                usize::from(place < great + middling)
            };
        }
        let mut nations: Vec<Nation> = tier
            .iter()
            .enumerate()
            .map(|(i, t)| nation(land.regions[i], *t, &mut names, dice))
            .collect();
        let mut strong = order[..(great + middling).min(count)].to_vec();
        dice.shuffle(&mut strong);
        strong.sort_by_key(|n| land.neighbours[*n].is_empty());
        strong.truncate(aggressors);
        for aggressor in &strong {
            let claims = claims(*aggressor, land, &strong, dice);
            nations[*aggressor].arm_for(claims, dice);
        }
        own_every_domain(&mut nations, &order);
        let alliances = ally(&nations, land, alliances, &mut names, dice);
        feud(&mut nations, &alliances, dice);
        let pairs = pairs(&nations, land, dice);
        let aggressor = strong[0];
        let claimed = nations[aggressor]
            .ambition
            .iter()
            .flat_map(|a| &a.claims)
            .copied();
        let inside = |n: &usize| {
            alliances
                .first()
                .is_some_and(|a| a.members.iter().any(|m| m.0 == *n))
        };
        let first = alliances.first().map(|a| a.members[0].0);
        let quiet = (0..count).find(|n| nations[*n].ambition.is_none());
        let member = claimed
            .into_iter()
            .find(|n| inside(n) && nations[*n].ambition.is_none())
            .or(first)
            .or(quiet)
            .unwrap_or(0);
        Self {
            nations,
            alliances,
            pairs,
            member,
            aggressor,
        }
    }
}

fn round(value: f64, places: i32) -> f64 {
    let scale = [1.0, 10.0, 100.0, 1000.0][places as usize];
    (value * scale).round() / scale
}

fn nation(region: usize, tier: usize, names: &mut Names, dice: &mut Dice) -> Nation {
    let (name, adjective) = names.nation(dice);
    let product = match tier {
        2 => dice.between(900.0, 2000.0),
        1 => dice.between(180.0, 520.0),
        _ => dice.between(30.0, 130.0),
    };
    let regime = dice.pick(&[
        "Democracy",
        "Democracy",
        "Democracy",
        "Democracy",
        "Party",
        "Monarchy",
        "Personalist",
    ]);
    let every = dice.pick(&[8, 12, 16]);
    let election = (regime == "Democracy").then(|| (1 + dice.below(every) as u32, every as u32));
    let strength = 15.0 * libm::pow(product / 300.0, 0.8) * dice.between(0.75, 1.25);
    let (readiness, shared) = (dice.between(0.45, 0.75), dice.between(0.25, 0.6));
    let mut forces = [(0.0, 0.0, 0.0); 8];
    for (share, force) in SPREAD.iter().zip(&mut forces) {
        let owned = *share > 0.3 || dice.chance([0.55, 0.85, 1.0][tier]);
        let points = round(strength * share * dice.between(0.6, 1.4), 1);
        if owned && points >= 0.1 {
            *force = (points, round(readiness, 2), round(shared, 2));
        }
    }
    if tier == 2 && dice.chance(0.4) {
        forces[6] = (round(strength * dice.between(0.1, 0.25), 1), 0.8, 0.2);
    }
    let share = |dice: &mut Dice, low, high| round(dice.between(low, high), 2);
    Nation {
        id: name.to_lowercase(),
        name,
        adjective,
        leader: names::leader(dice),
        region,
        product: round(product, 0),
        growth: round(dice.between(0.0, 0.045), 3),
        burden: round(dice.between(0.011, 0.028), 3),
        money: round(product * 0.01, 1),
        regime,
        election,
        shares: [
            share(dice, 0.35, 0.75),
            share(dice, 0.4, 0.7),
            share(dice, 0.3, 0.7),
            share(dice, 0.35, 0.95),
            share(dice, 0.15, 0.55),
            share(dice, 0.05, 0.5),
            share(dice, 0.15, 0.6),
        ],
        climate: round(dice.between(-0.5, 2.0), 1),
        forces,
        posture: dice.pick(&["Armer", "Reassurer", "Committer", "Hedger"]),
        ambition: None,
    }
}

impl Nation {
    /// Makes an aggressor of a nation.
    fn arm_for(&mut self, claims: Vec<usize>, dice: &mut Dice) {
        let (appetite, resolve) = (dice.between(0.3, 0.6), dice.between(0.3, 0.6));
        self.ambition = Some(Ambition {
            appetite: (round(appetite, 2), round(appetite + 0.25, 2)),
            resolve: (round(resolve, 2), round(resolve + 0.3, 2)),
            claims,
        });
        self.burden = round(self.burden + 0.015, 3);
        if dice.chance(0.7) {
            self.regime = dice.pick(&["Party", "Personalist"]);
            self.election = None;
        }
        for force in &mut self.forces {
            force.0 = round(force.0 * 1.5, 1);
        }
    }
}

/// Whom an aggressor claims: up to three neighbours, else the nearest nation; never another aggressor if it can be helped.
fn claims(aggressor: usize, land: &Land, aggressors: &[usize], dice: &mut Dice) -> Vec<usize> {
    let quiet = |n: &usize| !aggressors.contains(n) && *n != aggressor;
    let mut claims: Vec<usize> = land.neighbours[aggressor]
        .iter()
        .copied()
        .filter(quiet)
        .collect();
    dice.shuffle(&mut claims);
    claims.truncate(1 + dice.below(3));
    if claims.is_empty() {
        claims.extend(nearest(
            aggressor,
            land,
            (0..land.middles.len()).filter(quiet),
        ));
    }
    claims.sort_unstable();
    claims
}

fn nearest(to: usize, land: &Land, among: impl Iterator<Item = usize>) -> Option<usize> {
    let here = land.middles[to];
    let far = |n: &usize| {
        let (dx, dy) = (land.middles[*n].0 - here.0, land.middles[*n].1 - here.1);
        dx * dx + dy * dy
    };
    among.min_by(|a, b| far(a).total_cmp(&far(b)).then(a.cmp(b)))
}

/// The largest nations own what nobody else does, so that all eight domains are in play.
fn own_every_domain(nations: &mut [Nation], order: &[usize]) {
    let largest = &mut nations[order[0]];
    let total: f64 = largest.forces.iter().map(|f| f.0).sum();
    for force in &mut largest.forces {
        if force.0 < 0.5 {
            *force = (round((total * 0.1).max(0.5), 1), 0.6, 0.4);
        }
    }
}

/// In some alliances one member has a claim on another: attackers inside the alliance are a case treaties must meet.
fn feud(nations: &mut [Nation], alliances: &[Alliance], dice: &mut Dice) {
    for alliance in alliances.iter().filter(|a| a.members.len() >= 3) {
        let (from, on) = (
            1 + dice.below(alliance.members.len() - 1),
            alliance.members[0].0,
        );
        let nation = alliance.members[from].0;
        if dice.chance(0.45) && nations[nation].ambition.is_none() {
            nations[nation].arm_for(vec![on], dice);
        }
    }
    for bloc in alliances.iter().filter(|a| a.treaty == BLOC) {
        let friends: Vec<usize> = bloc.members.iter().map(|m| m.0).collect();
        let falls_out = dice.chance(0.3);
        if let ([first, second], true) = (friends.as_slice(), falls_out) {
            let (from, on) = if nations[*first].ambition.is_some() {
                (first, second)
            } else {
                (second, first)
            };
            if let Some(ambition) = &mut nations[*from].ambition {
                ambition.claims.push(*on);
                ambition.claims.sort_unstable();
                ambition.claims.dedup();
            }
        }
    }
}

/// Alliances around seeds, each nation with the nearest, some with none; and blocs of aggressors.
fn ally(
    nations: &[Nation],
    land: &Land,
    wish: Option<u32>,
    names: &mut Names,
    dice: &mut Dice,
) -> Vec<Alliance> {
    let mut quiet: Vec<usize> = (0..nations.len())
        .filter(|n| nations[*n].ambition.is_none())
        .collect();
    let most = quiet.len() / 2;
    let wanted = wish
        .map_or((nations.len() / 7).clamp(1, 24), |w| w as usize)
        .min(most);
    if wanted == 0 {
        return Vec::new();
    }
    dice.shuffle(&mut quiet);
    let seeds = quiet[..wanted].to_vec();
    let mut members: BTreeMap<usize, Vec<usize>> = seeds.iter().map(|s| (*s, vec![*s])).collect();
    let mut outside = Vec::new();
    for nation in &quiet[wanted..] {
        let seed = nearest(*nation, land, seeds.iter().copied()).unwrap_or(seeds[0]);
        match members.get_mut(&seed) {
            Some(list) if list.len() < 2 || dice.chance(0.75) => list.push(*nation),
            _ => outside.push(*nation),
        }
    }
    let shift = dice.below(TREATIES.len());
    let mut alliances = Vec::new();
    for (place, seed) in seeds.iter().enumerate() {
        let mut list = members.remove(seed).unwrap_or_default();
        if list.len() < 2 {
            list.extend(outside.pop());
        }
        if list.len() >= 2 {
            alliances.push(alliance(
                list,
                TREATIES[(shift + place) % TREATIES.len()],
                names,
                dice,
            ));
        }
    }
    if alliances.is_empty() {
        alliances.push(alliance(
            quiet[..2.min(quiet.len())].to_vec(),
            TREATIES[shift],
            names,
            dice,
        ));
    }
    let aggressors: Vec<usize> = (0..nations.len())
        .filter(|n| nations[*n].ambition.is_some())
        .collect();
    if nations.len() >= 7 && wish.is_none_or(|w| w > 1) {
        let claimed = |n: usize| {
            aggressors
                .iter()
                .any(|a| nations[*a].ambition.iter().any(|x| x.claims.contains(&n)))
        };
        let friend = outside
            .iter()
            .copied()
            .find(|n| !claimed(*n))
            .or_else(|| aggressors.get(1).copied());
        if let Some(friend) = friend {
            alliances.push(alliance(vec![aggressors[0], friend], BLOC, names, dice));
        }
    }
    alliances
}

fn alliance(
    mut list: Vec<usize>,
    treaty: &'static str,
    names: &mut Names,
    dice: &mut Dice,
) -> Alliance {
    list.sort_unstable();
    let name = names.alliance(dice);
    let members = list.into_iter().map(|n| {
        let niche = dice
            .chance(0.15)
            .then(|| dice.pick(&["air", "naval", "cyber", "isr", "logistics", "special"]));
        (n, round(dice.between(0.15, 0.5), 2), niche)
    });
    let members: Vec<_> = members.collect();
    Alliance {
        id: name.to_lowercase().replace(' ', "_"),
        treaty,
        cohesion: round(dice.between(0.45, 0.75), 2),
        money: members.len() as f64,
        posture: dice.pick(&["Armer", "Reassurer", "Committer", "Committer", "Hedger"]),
        members,
        name,
    }
}

/// Neighbours, claims and a few old quarrels.
fn pairs(nations: &[Nation], land: &Land, dice: &mut Dice) -> Vec<Pair> {
    let mut pairs: BTreeMap<(usize, usize), Pair> = BTreeMap::new();
    for (a, neighbours) in land.neighbours.iter().enumerate() {
        for b in neighbours.iter().copied().filter(|b| *b > a) {
            let rivalry = if dice.chance(0.12) {
                round(dice.between(0.15, 0.45), 2)
            } else {
                0.0
            };
            let trade = round(dice.between(0.1, 0.6), 2);
            pairs.insert(
                (a, b),
                Pair {
                    between: (a, b),
                    rivalry,
                    trade,
                    border: true,
                },
            );
        }
    }
    for (a, nation) in nations.iter().enumerate() {
        for b in nation
            .ambition
            .iter()
            .flat_map(|x| x.claims.iter().copied())
        {
            let key = (a.min(b), a.max(b));
            let pair = pairs.entry(key).or_insert(Pair {
                between: key,
                rivalry: 0.0,
                trade: 0.1,
                border: false,
            });
            pair.rivalry = round(dice.between(0.5, 0.9), 2);
            pair.trade = round(pair.trade * 0.5, 2);
        }
    }
    pairs.into_values().collect()
}
