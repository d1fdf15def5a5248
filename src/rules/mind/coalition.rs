//! The coalitions that may answer an act: who may come, how surely, with what, and what that does to the chance of success.
//! Reads a `Mind`; pure beside that. Exact over subsets of guarantors up to 12; the rest are counted at their expected strength.
//! Not here: one guarantor's reasons (`mind::guarantor`), the real fight (`phase::resolution`).
//! Source: enumeration of joiner subsets, science notes section 0; friction after 2.5.

use super::Mind;
use super::guarantor::{self, Call};
use crate::rules::board::AllianceRow;
use crate::rules::capability::PerDomain;
use crate::rules::definition::{Act, ActKind};
use crate::rules::id::{AllianceId, NationId};
use crate::rules::treaty::decide::{Ballot, carried};
use crate::rules::treaty::evaluate::Occasion;
use crate::rules::treaty::{DecisionRule, Duty};
use crate::theory::{contest, distance};

/// The most guarantors whose subsets are enumerated.
pub const EXACT: usize = 12;

/// A guarantor that may answer.
#[derive(Clone, Debug)]
pub struct Potential {
    /// Who.
    pub guarantor: NationId,
    /// Under which article.
    pub article: (AllianceId, usize),
    /// The chance it comes, 0-1.
    pub chance: f64,
    /// At which level.
    pub level: u32,
    /// Its forces at the point of contact if it comes, by domain.
    pub forces: PerDomain,
    /// How it is decided: the rule, and its weight under it.
    pub weight: f64,
    /// Whether it leads.
    pub lead: bool,
    /// The victim's own vote, which it casts for its own help.
    pub victim: Ballot,
}

/// What the coalitions do to an act's prospects.
#[derive(Clone, Copy, Debug, PartialEq, Default)]
pub struct Outlook {
    /// Chance that the attacker wins, over coalitions.
    pub success: f64,
    /// Chance that anyone comes.
    pub any: f64,
    /// Expected strength of those who come, as a share of all strength on the field.
    pub weight: f64,
}

/// Those who may answer an act of `aggressor` against `target`, as this mind sees it, strongest article first for each nation.
pub fn potentials(
    mind: &Mind,
    aggressor: NationId,
    target: NationId,
    act: &Act,
    blame: f64,
) -> Vec<Potential> {
    let (board, bench) = (mind.board(), mind.bench());
    let on = Occasion {
        turn: mind.turn,
        aggressor: Some(aggressor),
        target,
        act: Some(act),
        severity: act.severity,
        attribution: confidence(blame),
        provoked: false,
    };
    let mut found: Vec<Potential> = Vec::new();
    for alliance in &board.nation(target).alliances {
        let row = board.alliance(*alliance);
        let applicable = row
            .treaty
            .articles
            .iter()
            .enumerate()
            .filter(|(_, a)| a.obligation.kind == Duty::Defend)
            .find(|(_, a)| bench.read(*alliance, a, &on).is_ok());
        let Some((index, article)) = applicable else {
            continue;
        };
        let leader = leader(mind, *alliance, &article.decision);
        for member in row
            .members
            .iter()
            .filter(|m| bench.owes(*alliance, index, m.nation, &on))
        {
            if found.iter().any(|p| p.guarantor == member.nation) {
                continue;
            }
            let call = Call {
                guarantor: member.nation,
                aggressor: Some(aggressor),
                target,
                severity: act.severity,
                attribution: confidence(blame),
                provoked: false,
                article: (*alliance, index),
                peers: 0.5,
            };
            let prospect = guarantor::prospect(mind, &call);
            let record = board
                .nation(aggressor)
                .relation(member.nation)
                .map_or(0.6, |r| r.reliability().mean());
            let w = mind.k().belief_weight;
            let share = mind.rules.responses[prospect.level as usize].help * member.pledge;
            found.push(Potential {
                guarantor: member.nation,
                article: (*alliance, index),
                chance: blame
                    * ((1.0 - w) * prospect.chance + w * record * prospect.chance.max(0.05)),
                level: prospect.level,
                forces: at_contact(mind, member.nation, target, share),
                weight: vote_weight(mind, *alliance, member.nation),
                lead: leader == Some(member.nation),
                victim: Ballot {
                    yes: true,
                    weight: vote_weight(mind, *alliance, target),
                    lead: leader == Some(target),
                },
            });
        }
    }
    found.sort_by_key(|p| p.guarantor);
    found
}

/// How sure an accusation is that comes about with this chance: nobody accuses on nothing.
pub fn confidence(blame: f64) -> f64 {
    0.5 + 0.5 * blame
}

/// A member's weight in votes.
pub fn vote_weight(mind: &Mind, alliance: AllianceId, nation: NationId) -> f64 {
    use crate::rules::treaty::VoteWeights;
    let row = mind.board().alliance(alliance);
    match row.treaty.weights {
        VoteWeights::Equal => 1.0,
        VoteWeights::Product => mind.board().nation(nation).economy.product,
        VoteWeights::Given => row.member(nation).map_or(1.0, |m| m.weight),
    }
}

/// The lead nation of an alliance under a rule: the one named, else the strongest member.
pub fn leader(mind: &Mind, alliance: AllianceId, rule: &DecisionRule) -> Option<NationId> {
    let DecisionRule::LeadNation { nation } = rule else {
        return None;
    };
    let row = mind.board().alliance(alliance);
    let named = nation
        .as_ref()
        .and_then(|id| mind.roster.nation(id))
        .filter(|n| row.member(*n).is_some());
    named.or_else(|| {
        let product =
            |m: &&crate::rules::nation::Membership| mind.board().nation(m.nation).economy.product;
        row.members
            .iter()
            .max_by(|a, b| product(a).total_cmp(&product(b)))
            .map(|m| m.nation)
    })
}

/// A share of a nation's forces as they count at another's soil: forces already there count whole, the rest fall with distance.
pub fn at_contact(mind: &Mind, of: NationId, at: NationId, share: f64) -> PerDomain {
    let row = mind.board().nation(of);
    let near = distance::loss_of_strength(1.0, row.km(at), mind.k().land_reach);
    let there = row.deployed(at).map_or(0.0, |d| d.share);
    let factor = there + (share - there).max(0.0) * near;
    let mut forces = mind.known.forces(of);
    forces.0.iter_mut().for_each(|f| *f *= factor);
    for niche in row.alliances.iter().filter_map(|a| {
        let alliance = mind.board().alliance(*a);
        alliance.member(of).and_then(|m| m.niche)
    }) {
        forces.0[niche.index()] *= NICHE;
    }
    forces
}

/// What a member specialises in counts for more where it comes to help.
const NICHE: f64 = 1.5;

/// How well partners fight as one, 0-1: common command, and where it lacks, forces that work together.
pub fn integration(mind: &Mind, command: f64, partners: impl Iterator<Item = NationId>) -> f64 {
    let (sum, count) = partners.fold((0.0, 0.0), |(sum, count), n| {
        (sum + mind.board().nation(n).interoperability, count + 1.0)
    });
    if count == 0.0 {
        return command;
    }
    command + (1.0 - command) * FITTING * sum / count
}

/// Share of the lack of command that forces which work together make up for.
const FITTING: f64 = 0.4;

/// Whether an alliance's standing force may move before the vote, and the share of pledges that it is worth.
/// On the commander's word it comes whole; where the council must first be asked, half of it comes in time.
pub fn standing_share(alliance: &AllianceRow) -> f64 {
    if alliance.state.delegated {
        alliance.state.standing
    } else if alliance.treaty.standing > 0.0 {
        0.5 * alliance.state.standing
    } else {
        0.0
    }
}

/// What an alliance's standing force brings to a member's soil before any vote, by domain.
pub fn standing_force(mind: &Mind, alliance: AllianceId, target: NationId) -> PerDomain {
    let row = mind.board().alliance(alliance);
    let share = standing_share(row);
    let mut sum = PerDomain::default();
    if share <= 0.0 {
        return sum;
    }
    let others = |m: &&crate::rules::nation::Membership| m.nation != target && !m.suspended;
    for member in row.members.iter().filter(others) {
        let force = at_contact(mind, member.nation, target, member.pledge * share);
        sum.0.iter_mut().zip(force.0).for_each(|(s, f)| *s += f);
    }
    sum
}

/// The outlook of an act against a target with these potential guarantors. `without` leaves one of them out.
pub fn outlook(
    mind: &Mind,
    attack: f64,
    defence: f64,
    act: &Act,
    potentials: &[Potential],
    without: Option<NationId>,
) -> Outlook {
    let mut list: Vec<(f64, f64, &Potential)> = potentials
        .iter()
        .filter(|p| Some(p.guarantor) != without)
        .map(|p| (p.forces.dot(&act.domains), p.chance, p))
        .collect();
    list.sort_by(|a, b| {
        (b.0 * b.1)
            .total_cmp(&(a.0 * a.1))
            .then(a.2.guarantor.cmp(&b.2.guarantor))
    });
    let spare: f64 = list.iter().skip(EXACT).map(|(e, c, _)| e * c).sum();
    list.truncate(EXACT);
    let gates = gates(mind, &list);
    enumerate(mind, attack, defence + spare, &list, &gates)
}

/// For each collective article: which of the listed guarantors vote under it, and which votes carry.
struct Gate {
    mask: u32,
    carries: Vec<bool>,
    bits: Vec<u32>,
}

fn gates(mind: &Mind, list: &[(f64, f64, &Potential)]) -> Vec<Gate> {
    let mut articles: Vec<(AllianceId, usize)> = list.iter().map(|(_, _, p)| p.article).collect();
    articles.sort_unstable();
    articles.dedup();
    let mut gates = Vec::new();
    for article in articles {
        let rule = &mind.board().alliance(article.0).treaty.articles[article.1].decision;
        if *rule == DecisionRule::Individually {
            continue;
        }
        let bits: Vec<u32> = (0..list.len() as u32)
            .filter(|i| list[*i as usize].2.article == article)
            .collect();
        let ballots = |votes: u32| -> Vec<Ballot> {
            let of = |(place, bit): (usize, &u32)| {
                let p = list[*bit as usize].2;
                Ballot {
                    yes: votes >> place & 1 == 1,
                    weight: p.weight,
                    lead: p.lead,
                }
            };
            let victim = bits.first().map(|bit| list[*bit as usize].2.victim);
            bits.iter().enumerate().map(of).chain(victim).collect()
        };
        let carries = (0..1u32 << bits.len())
            .map(|votes| carried(rule, &ballots(votes)))
            .collect();
        gates.push(Gate {
            mask: bits.iter().fold(0, |m, b| m | 1 << b),
            carries,
            bits,
        });
    }
    gates
}

fn enumerate(
    mind: &Mind,
    attack: f64,
    defence: f64,
    list: &[(f64, f64, &Potential)],
    gates: &[Gate],
) -> Outlook {
    let k = mind.k();
    let command = list
        .iter()
        .map(|(_, _, p)| mind.board().alliance(p.article.0).state.command)
        .fold(0.0, f64::max);
    let partners = list.iter().map(|(_, _, p)| p.guarantor);
    let friction = k.friction * (1.0 - integration(mind, command, partners));
    let mut outlook = Outlook::default();
    for mask in 0..1u32 << list.len() {
        let chance: f64 = (0..list.len())
            .map(|i| {
                if mask >> i & 1 == 1 {
                    list[i].1
                } else {
                    1.0 - list[i].1
                }
            })
            .product();
        if chance <= 0.0 {
            continue;
        }
        let mut acting = mask;
        for gate in gates {
            let votes = gate
                .bits
                .iter()
                .enumerate()
                .fold(0usize, |v, (place, bit)| {
                    v | ((mask >> bit & 1) as usize) << place
                });
            if !gate.carries[votes] {
                acting &= !gate.mask;
            }
        }
        let (mut sum, mut squares, mut help) = (defence, defence * defence, 0.0);
        for (i, (e, _, _)) in list.iter().enumerate() {
            if acting >> i & 1 == 1 {
                (sum, squares, help) = (sum + e, squares + e * e, help + e);
            }
        }
        let effective = if squares > 0.0 {
            sum * sum / squares
        } else {
            1.0
        };
        let kept = 1.0 - friction * (1.0 - 1.0 / effective);
        let whole = sum * kept;
        outlook.success += chance * contest::ratio(attack, whole, k.contest);
        if acting != 0 {
            outlook.any += chance;
            outlook.weight += chance * help * kept / (attack + whole).max(1e-9);
        }
    }
    outlook
}

/// Whether an act is settled by force of arms (and so by who comes), rather than by skill and surprise.
pub fn by_force(act: &Act) -> bool {
    act.seizes || matches!(act.kind, ActKind::Armed | ActKind::Strategic)
}
