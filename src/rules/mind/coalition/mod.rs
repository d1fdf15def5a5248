//! The coalitions that may answer an act: who may come, how surely, when, and with what.
//! Reads a `Mind`; pure beside that.
//! Not here: one guarantor's reasons (`mind::guarantor`), sums over who comes (`coalition::outlook`), the real fight (`phase::resolution`).
//! Source: science notes sections 0 and 3; niches, standing forces and arrival are design forms.

mod gate;
mod outlook;

pub use outlook::{Field, Ground, Outlook, SWIFT, Side, Stake, outlook};

use super::Mind;
use super::council;
use super::guarantor::{self, Call};
use crate::rules::board::AllianceRow;
use crate::rules::capability::PerDomain;
use crate::rules::definition::{Act, ActKind};
use crate::rules::id::{AllianceId, NationId};
use crate::rules::treaty::decide::Ballot;
use crate::rules::treaty::evaluate::Occasion;
use crate::rules::treaty::{DecisionRule, Duty};
use crate::theory::{arrival, distance};

/// A guarantor that may answer.
#[derive(Clone, Debug)]
pub struct Potential {
    /// Who.
    pub guarantor: NationId,
    /// Under which article.
    pub article: (AllianceId, usize),
    /// The chance it comes once the act is laid at the aggressor's door, 0-1.
    pub chance: f64,
    /// At which level.
    pub level: u32,
    /// The day its forces are there if it comes, counted from the act.
    pub day: f64,
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

/// Those who may answer an act of `aggressor` against `target`, as this mind sees it, strongest article first for each nation.
pub fn potentials(
    mind: &Mind,
    aggressor: NationId,
    target: NationId,
    act: &Act,
    blame: f64,
) -> Vec<Potential> {
    let (board, bench) = (mind.board(), mind.bench());
    let on = foreseen(mind, (aggressor, target, act), confidence(blame));
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
        let decided = council::days(row, article, row.members.len());
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
            found.push(Potential {
                guarantor: member.nation,
                article: (*alliance, index),
                chance: (1.0 - w) * prospect.chance + w * record * prospect.chance.max(0.05),
                level: prospect.level,
                day: arrival_day(mind, *alliance, member.nation, target, decided),
                forces: sent(mind, member.nation, target, prospect.level),
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

/// An act as articles would look at it if it were committed now, laid at its author's door this surely.
pub(super) fn foreseen<'a>(
    mind: &Mind,
    (aggressor, target, act): (NationId, NationId, &'a Act),
    attribution: f64,
) -> Occasion<'a> {
    Occasion {
        turn: mind.turn,
        aggressor: Some(aggressor),
        target,
        act: Some(act),
        severity: act.severity,
        attribution,
        provoked: false,
    }
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

/// The forces a nation sends when it answers at a level: its greatest pledge, at least a tenth, in proportion to the level's
/// help, at the point of contact. Answers below armed help send none.
pub fn sent(mind: &Mind, of: NationId, to: NationId, level: u32) -> PerDomain {
    if level < ARMED {
        return PerDomain::default();
    }
    let pledge = mind.board().pledge(of).max(0.1);
    let share = pledge * mind.rules.responses[level as usize].help;
    at_contact(mind, of, to, share)
}

/// The response level from which forces come, 0-4.
pub const ARMED: u32 = 3;

/// The day on which a nation's help is there when its council has decided after so many days; forces on the spot are there at once.
pub fn arrival_day(
    mind: &Mind,
    alliance: AllianceId,
    of: NationId,
    at: NationId,
    decided: f64,
) -> f64 {
    let row = mind.board().nation(of);
    if row.deployed(at).is_some() {
        return decided;
    }
    let notice = mind.board().alliance(alliance).treaty.notice.1;
    let k = mind.k();
    arrival::arrival_day(
        decided,
        notice.max(k.notice * 0.2),
        row.km(at),
        k.travel_speed,
    )
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

/// Whether an act is settled by force of arms (and so by who comes), rather than by skill and surprise.
pub fn by_force(act: &Act) -> bool {
    act.seizes || matches!(act.kind, ActKind::Armed | ActKind::Strategic)
}
