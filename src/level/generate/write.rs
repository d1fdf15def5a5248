//! The text of an invented world: a level in RON, a map in GeoJSON.
//! Reads `World` and `Land`; writes text, numbers in fixed form.
//! Not here: what the numbers are (`generate::people`), reading them back (`level::decode`).
//! Rule text: DESIGN section 10.

use std::fmt::Write;

use super::land::Land;
use super::people::{Alliance, Nation, World};
use crate::rules::capability::Domain;

/// Names of regions, by block of the map.
const REGIONS: [&str; 16] = [
    "south-west",
    "south",
    "south-east",
    "west",
    "centre",
    "east",
    "north-west",
    "north",
    "north-east",
    "far-west",
    "far-east",
    "far-north",
    "far-south",
    "inner-sea",
    "outer-sea",
    "isles",
];
/// Km a degree of latitude.
const DEGREE: f64 = 111.194_926_645;

/// The level file. Writing to a string cannot fail, so results are dropped.
pub fn level(world: &World, land: &Land, seed: u64) -> String {
    let mut out = String::new();
    let aggressor = &world.nations[world.aggressor];
    let _ = write!(
        out,
        "#![enable(implicit_some)]\n// An invented world of {} nations, made by `casus generate` from seed {seed}.\n(\n    \
         format: 1,\n    id: \"world-{}-{seed}\",\n    title: \"World {seed}\",\n    briefing: \"An invented world of {} \
         nations. {} of them have ambitions; the largest threat to the seats of this level is {}, under {}.",
        world.nations.len(),
        world.nations.len(),
        world.nations.len(),
        world
            .nations
            .iter()
            .filter(|n| n.ambition.is_some())
            .count(),
        aggressor.name,
        aggressor.leader.0,
    );
    if let Some(ambition) = &aggressor.ambition {
        let _ = write!(
            out,
            "\\n\\nWhat we do not know: its appetite for gains lies between {:.2} and {:.2}, its resolve between {:.2} and \
             {:.2}. Each ally's true will may lie up to 0.3 above or below what it shows.",
            ambition.appetite.0, ambition.appetite.1, ambition.resolve.0, ambition.resolve.1
        );
    }
    out += "\",\n    rules: \"standard\",\n    clock: (turns: 16, years: 0.25, start: \"Spring 2031\"),\n";
    seats(world, &mut out);
    out += "    nations: [\n";
    for (i, nation) in world.nations.iter().enumerate() {
        nation_text(nation, world, place(land, i), &mut out);
    }
    out += "    ],\n    alliances: [\n";
    for alliance in &world.alliances {
        alliance_text(alliance, world, &mut out);
    }
    out += "    ],\n    relations: [\n";
    for pair in &world.pairs {
        let (a, b) = (
            &world.nations[pair.between.0].id,
            &world.nations[pair.between.1].id,
        );
        let _ = write!(out, "        (between: (\"{a}\", \"{b}\")");
        if pair.rivalry > 0.0 {
            let _ = write!(out, ", rivalry: {:.2}", pair.rivalry);
        }
        let border = if pair.border { ", border: true" } else { "" };
        let _ = writeln!(out, ", trade: {:.2}{border}),", pair.trade);
    }
    out += "    ],\n)\n";
    out
}

/// Km east and north of the map's centre.
fn place(land: &Land, i: usize) -> (f64, f64) {
    let (east, north) = (
        land.middles[i].0 - land.centre.0,
        land.middles[i].1 - land.centre.1,
    );
    (
        east * DEGREE * libm::cos(land.middles[i].1.to_radians()),
        north * DEGREE,
    )
}

fn seats(world: &World, out: &mut String) {
    *out += "    seats: [\n";
    if let Some(alliance) = world.alliances.first() {
        let _ = write!(
            out,
            "        (\n            id: \"council\", plays: Council(\"{}\"), title: \"The council of the {}\",\n            \
             briefing: \"Keep every member whole, and keep them together.\",\n            objectives: [\n                \
             (id: \"none_lost\", text: \"No member loses territory.\", goal: NoMemberLost, fatal: true),\n                \
             (id: \"together\", text: \"Cohesion of at least 0.4.\", goal: Cohesion(0.4)),\n                (id: \"mandate\", \
             text: \"An average burden of at most 3.5 % of product.\", goal: Burden(0.035)),\n            ],\n        ),\n",
            alliance.id, alliance.name
        );
    }
    let (member, aggressor) = (
        &world.nations[world.member],
        &world.nations[world.aggressor],
    );
    let _ = write!(
        out,
        "        (\n            id: \"member\", plays: Nation(\"{}\"), title: \"The government of {}\",\n            briefing: \
         \"Keep your land, your money and your voters.\",\n            objectives: [\n                (id: \"whole\", text: \
         \"{} keeps all its land.\", goal: KeepTerritory, fatal: true),\n                (id: \"solvent\", text: \"Money left \
         in the treasury.\", goal: Solvent(0)),\n                (id: \"loved\", text: \"Support of at least 0.35.\", goal: \
         Support(0.35)),\n            ],\n        ),\n",
        member.id, member.name, member.name
    );
    let _ = write!(
        out,
        "        (\n            id: \"aggressor\", plays: Nation(\"{}\"), title: \"The leadership of {}\",\n            \
         briefing: \"Take what you can at a price you can bear.\",\n            objectives: [\n                (id: \"gains\", \
         text: \"Gains worth at least 0.1 of a target.\", goal: Gains(0.1)),\n                (id: \"loved\", text: \"Support \
         of at least 0.3.\", goal: Support(0.3)),\n            ],\n        ),\n    ],\n",
        aggressor.id, aggressor.name
    );
}

fn nation_text(nation: &Nation, world: &World, at: (f64, f64), out: &mut String) {
    let office = match nation.regime {
        "Democracy" => "Prime Minister",
        "Monarchy" => "King",
        "Party" => "First Secretary",
        _ => "President",
    };
    let [
        will,
        support,
        resilience,
        stability,
        forensics,
        dependence,
        patrol,
    ] = nation.shares;
    let _ = write!(
        out,
        "        (\n            id: \"{}\", name: \"{}\", adjective: \"{}\", region: \"{}\",\n            leader: (name: \
         \"{}\", office: \"{office}\", character: \"{}\"),\n            text: \"{} {}.\",\n            product: {:.0}, growth: \
         {:.3}, burden: {:.3}, money: {:.1}, regime: {},\n            will: {will:.2}, support: {support:.2}, resilience: \
         {resilience:.2}, stability: {stability:.2}, forensics: {forensics:.2}, dependence: {dependence:.2}, patrol: \
         {patrol:.2}, climate: {:.1},\n",
        nation.id,
        nation.name,
        nation.adjective,
        REGIONS[nation.region % REGIONS.len()],
        nation.leader.0,
        nation.leader.1,
        if nation.product > 800.0 {
            "A great power"
        } else {
            "A state"
        },
        if nation.ambition.is_some() {
            "that wants more"
        } else {
            "that wants to be left in peace"
        },
        nation.product,
        nation.growth,
        nation.burden,
        nation.money,
        nation.regime,
        nation.climate,
    );
    if let Some((first, every)) = nation.election {
        let _ = writeln!(out, "            election: ({first}, {every}),");
    }
    *out += "            capabilities: (\n";
    for (domain, (strength, readiness, shared)) in Domain::ALL.iter().zip(nation.forces) {
        if strength > 0.0 {
            let word = domain.word();
            let _ = writeln!(
                out,
                "                {word}: (strength: {strength:.1}, readiness: {readiness:.2}, interoperability: {shared:.2}),"
            );
        }
    }
    *out += "            ),\n";
    if let Some(ambition) = &nation.ambition {
        let claims: Vec<String> = ambition
            .claims
            .iter()
            .map(|c| format!("\"{}\"", world.nations[*c].id))
            .collect();
        let _ = writeln!(
            out,
            "            ambition: (appetite: ({:.2}, {:.2}), resolve: ({:.2}, {:.2}), claims: [{}]),",
            ambition.appetite.0,
            ambition.appetite.1,
            ambition.resolve.0,
            ambition.resolve.1,
            claims.join(", ")
        );
    }
    let _ = writeln!(
        out,
        "            posture: {}, at: ({:.1}, {:.1}),\n        ),",
        nation.posture, at.0, at.1
    );
}

fn alliance_text(alliance: &Alliance, world: &World, out: &mut String) {
    let _ = write!(
        out,
        "        (\n            id: \"{}\", name: \"{}\", treaty: \"{}\", cohesion: {:.2}, money: {:.1}, posture: {},\n            \
         text: \"{} nations that signed.\",\n            members: [\n",
        alliance.id,
        alliance.name,
        alliance.treaty,
        alliance.cohesion,
        alliance.money,
        alliance.posture,
        alliance.members.len()
    );
    for (nation, pledge, niche) in &alliance.members {
        let niche = niche.map(|n| format!(", niche: {n}")).unwrap_or_default();
        let id = &world.nations[*nation].id;
        let _ = writeln!(
            out,
            "                (nation: \"{id}\", pledge: {pledge:.2}{niche}),"
        );
    }
    *out += "            ],\n        ),\n";
}

/// The map file.
pub fn map(world: &World, land: &Land) -> String {
    let mut out = String::from("{\"type\": \"FeatureCollection\", \"features\": [\n");
    for (i, (nation, outline)) in world.nations.iter().zip(&land.outlines).enumerate() {
        let points: Vec<String> = outline
            .iter()
            .map(|(x, y)| format!("[{}, {}]", degrees(*x), degrees(*y)))
            .collect();
        let comma = if i + 1 < world.nations.len() { "," } else { "" };
        let _ = writeln!(
            out,
            "{{\"type\": \"Feature\", \"id\": \"{}\", \"properties\": {{\"name\": \"{}\"}}, \"geometry\": {{\"type\": \
             \"Polygon\", \"coordinates\": [[{}]]}}}}{comma}",
            nation.id,
            nation.name,
            points.join(", ")
        );
    }
    out += "]}\n";
    out
}

/// Ten-thousandths of a degree as degrees.
fn degrees(value: i64) -> String {
    format!(
        "{}{}.{:04}",
        if value < 0 { "-" } else { "" },
        value.abs() / 10_000,
        value.abs() % 10_000
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn degrees_keep_four_places_and_their_sign() {
        assert_eq!(degrees(-12_345), "-1.2345");
        assert_eq!(degrees(7), "0.0007");
        assert_eq!(degrees(1_800_000), "180.0000");
    }
}
