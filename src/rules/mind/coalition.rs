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
use crate::rules::treaty::decide::{Ballot, Count, carries};
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
    /// How well its forces work with others', 0-1.
    pub interoperability: f64,
    /// How it is decided: the rule, and its weight under it.
    pub weight: f64,
    /// Whether it leads.
    pub lead: bool,
    /// The victim's own vote, which it casts for its own help; `None` where it has no vote.
    pub victim: Option<Ballot>,
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
        let applicable = |duty: Duty| {
            let mut articles = row.treaty.articles.iter().enumerate();
            articles
                .find(|(_, a)| a.obligation.kind == duty && bench.read(*alliance, a, &on).is_ok())
        };
        let called = applicable(Duty::Defend).or_else(|| applicable(Duty::Consult));
        let Some((index, article)) = called else {
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
                interoperability: board.nation(member.nation).interoperability,
                weight: vote_weight(mind, *alliance, member.nation),
                lead: leader == Some(member.nation),
                victim: Some(Ballot {
                    yes: true,
                    weight: vote_weight(mind, *alliance, target),
                    lead: leader == Some(target),
                }),
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

/// How well partners fight as one, 0-1: common command, and where it lacks, forces that work together (each partner's interoperability).
pub fn integration(command: f64, partners: impl Iterator<Item = f64>) -> f64 {
    let (sum, count) = partners.fold((0.0, 0.0), |(sum, count), i| (sum + i, count + 1.0));
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

/// The outlook of an act against a target with these potential guarantors.
/// Exact over subsets of the twelve that matter most; those beyond, and those who judge alone and would bring less than a
/// hundredth of what is on the field, count at their expected strength.
pub fn outlook(
    mind: &Mind,
    attack: f64,
    defence: f64,
    act: &Act,
    potentials: &[Potential],
) -> Outlook {
    let mut list: Vec<Entry> = potentials
        .iter()
        .map(|p| Entry {
            brings: p.forces.dot(&act.domains),
            from: p,
        })
        .collect();
    list.sort_by(|a, b| {
        let worth = |e: &Entry| e.brings * e.from.chance;
        worth(b)
            .total_cmp(&worth(a))
            .then(a.from.guarantor.cmp(&b.from.guarantor))
    });
    let field = attack + defence;
    let alone = |e: &Entry| collective(mind, e.from.article).is_none();
    let mut kept: Vec<Entry> = Vec::with_capacity(EXACT);
    let (mut spare, mut nobody) = (0.0, 1.0);
    for entry in list {
        if kept.len() < EXACT && (!alone(&entry) || entry.brings > SMALL * field) {
            kept.push(entry);
        } else {
            spare += entry.brings * entry.from.chance;
            nobody *= 1.0 - entry.from.chance;
        }
    }
    let mut outlook = enumerate(mind, attack, defence + spare, &kept);
    outlook.any = 1.0 - (1.0 - outlook.any) * nobody;
    outlook
}

/// Share of what is on the field below which a guarantor that judges alone is not enumerated.
const SMALL: f64 = 0.01;

/// A guarantor and the strength it would bring to this act.
struct Entry<'a> {
    brings: f64,
    from: &'a Potential,
}

/// The rule under which a guarantor's help is decided, if it is not for each to decide: nobody votes on talking.
fn collective<'a>(
    mind: &Mind<'a>,
    (alliance, article): (AllianceId, usize),
) -> Option<&'a DecisionRule> {
    let text = &mind.board().alliance(alliance).treaty.articles[article];
    let each = text.decision == DecisionRule::Individually || text.obligation.kind == Duty::Consult;
    (!each).then_some(&text.decision)
}

/// For a collective article: which of the listed guarantors vote under it, and which votes carry.
struct Gate {
    mask: u32,
    carries: Vec<bool>,
    bits: Vec<u32>,
}

impl Gate {
    /// Those who act when these approve: the approvers if the vote carries, else nobody under this article.
    fn pass(&self, approve: u32) -> u32 {
        let vote =
            |v: usize, (place, bit): (usize, &u32)| v | ((approve >> bit & 1) as usize) << place;
        // The usual case: everyone listed votes under this one article.
        let whole =
            self.carries.len() > approve as usize && self.mask as usize + 1 == self.carries.len();
        let votes = if whole {
            approve as usize
        } else {
            self.bits.iter().enumerate().fold(0, vote)
        };
        if self.carries[votes] {
            approve
        } else {
            approve & !self.mask
        }
    }
}

fn gates(mind: &Mind, list: &[Entry]) -> Vec<Gate> {
    let mut articles: Vec<(AllianceId, usize)> = list.iter().map(|e| e.from.article).collect();
    articles.sort_unstable();
    articles.dedup();
    let gate = |article: (AllianceId, usize)| {
        let rule = collective(mind, article)?;
        let bits: Vec<u32> = (0..list.len() as u32)
            .filter(|i| list[*i as usize].from.article == article)
            .collect();
        let all =
            |f: fn(&Potential) -> f64| bits.iter().map(|b| f(list[*b as usize].from)).collect();
        let weights: Vec<f64> = all(|p| p.weight);
        let lead = bits.iter().position(|b| list[*b as usize].from.lead);
        let victim = list[*bits.first()? as usize].from.victim;
        let carries = tables(rule, &weights, lead, victim);
        Some(Gate {
            mask: bits.iter().fold(0, |m, b| m | 1 << b),
            carries,
            bits,
        })
    };
    articles.into_iter().filter_map(gate).collect()
}

/// For every set of approvers, whether the vote carries; the victim votes for its own help.
fn tables(
    rule: &DecisionRule,
    weights: &[f64],
    lead: Option<usize>,
    victim: Option<Ballot>,
) -> Vec<bool> {
    let (own, heavy, leads) = victim.map_or((0, 0.0, false), |v| (1, v.weight, v.lead));
    let total: f64 = weights.iter().sum::<f64>() + heavy;
    let mut yes: Vec<f64> = vec![heavy];
    for weight in weights {
        for i in 0..yes.len() {
            yes.push(yes[i] + weight);
        }
    }
    let count = |(votes, weight_yes): (usize, &f64)| Count {
        votes: weights.len() as u32 + own,
        yes: votes.count_ones() + own,
        weight: total,
        weight_yes: *weight_yes,
        lead: leads || lead.is_some_and(|l| votes >> l & 1 == 1),
    };
    yes.iter()
        .enumerate()
        .map(|v| carries(rule, &count(v)))
        .collect()
}

/// Sums over subsets, built up one guarantor at a time: chance, strength, and sum of squares of each subset.
struct Subsets {
    chance: Vec<f64>,
    brings: Vec<f64>,
    squares: Vec<f64>,
}

impl Subsets {
    fn of(list: &[Entry]) -> Self {
        let size = 1usize << list.len();
        let mut all = Self {
            chance: Vec::with_capacity(size),
            brings: Vec::with_capacity(size),
            squares: Vec::with_capacity(size),
        };
        all.chance.push(1.0);
        all.brings.push(0.0);
        all.squares.push(0.0);
        for entry in list {
            for i in 0..all.chance.len() {
                let before = all.chance[i];
                all.chance.push(before * entry.from.chance);
                all.chance[i] = before * (1.0 - entry.from.chance);
                all.brings.push(all.brings[i] + entry.brings);
                all.squares
                    .push(all.squares[i] + entry.brings * entry.brings);
            }
        }
        all
    }
}

fn enumerate(mind: &Mind, attack: f64, defence: f64, list: &[Entry]) -> Outlook {
    let k = mind.k();
    let gates = gates(mind, list);
    let command = list
        .iter()
        .map(|e| mind.board().alliance(e.from.article.0).state.command)
        .fold(0.0, f64::max);
    let partners = list.iter().map(|e| e.from.interoperability);
    let friction = k.friction * (1.0 - integration(command, partners));
    let subsets = Subsets::of(list);
    let mut outlook = Outlook::default();
    for (mask, chance) in subsets.chance.iter().enumerate() {
        let acting = gates
            .iter()
            .fold(mask as u32, |approve, gate| gate.pass(approve)) as usize;
        let help = subsets.brings[acting];
        let (sum, squares) = (defence + help, defence * defence + subsets.squares[acting]);
        // 1 - friction (1 - 1/n), with n = sum squared over sum of squares, as in `theory::coalition`.
        let kept = if sum > 0.0 {
            1.0 - friction * (1.0 - squares / (sum * sum))
        } else {
            1.0
        };
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

#[cfg(test)]
mod tests;
