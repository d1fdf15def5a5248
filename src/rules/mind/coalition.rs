//! The coalitions that may answer an act: who may come, how surely, with what, and what that does to the chance of success.
//! Reads a `Mind`; pure beside that. Exact over subsets of guarantors up to 12; the rest are counted at their expected strength.
//! Not here: one guarantor's reasons (`mind::guarantor`), the real fight (`phase::resolution`).
//! Source: enumeration of joiner subsets, science notes section 0; friction after 2.5.

use super::Mind;
use super::guarantor::{self, Call};
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
            .filter(|(_, a)| matches!(a.obligation.kind, Duty::Defend | Duty::Consult))
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
    forces
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
        let votes = self.bits.iter().enumerate().fold(0, vote);
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
        let ballot = |votes: u32, place: usize, bit: u32| {
            let p = list[bit as usize].from;
            Ballot {
                yes: votes >> place & 1 == 1,
                weight: p.weight,
                lead: p.lead,
            }
        };
        let mut ballots: Vec<Ballot> = Vec::with_capacity(bits.len());
        let carries = (0..1u32 << bits.len())
            .map(|votes| {
                ballots.clear();
                ballots.extend(
                    bits.iter()
                        .enumerate()
                        .map(|(place, bit)| ballot(votes, place, *bit)),
                );
                carried(rule, &ballots)
            })
            .collect();
        Some(Gate {
            mask: bits.iter().fold(0, |m, b| m | 1 << b),
            carries,
            bits,
        })
    };
    articles.into_iter().filter_map(gate).collect()
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
    let friction = k.friction * (1.0 - command);
    let subsets = Subsets::of(list);
    let mut outlook = Outlook::default();
    for (mask, chance) in subsets.chance.iter().enumerate() {
        let acting = gates
            .iter()
            .fold(mask as u32, |approve, gate| gate.pass(approve)) as usize;
        let help = subsets.brings[acting];
        let (sum, squares) = (defence + help, defence * defence + subsets.squares[acting]);
        // 1 - friction (1 - 1/n), with n = sum squared over sum of squares, as in `theory::coalition`.
        let whole = if sum > 0.0 {
            sum - friction * (sum - squares / sum)
        } else {
            0.0
        };
        outlook.success += chance * contest::ratio(attack, whole, k.contest);
        if acting != 0 {
            outlook.any += chance;
            outlook.weight += chance * help / (attack + sum).max(1e-9);
        }
    }
    outlook
}

/// Whether an act is settled by force of arms (and so by who comes), rather than by skill and surprise.
pub fn by_force(act: &Act) -> bool {
    act.seizes || matches!(act.kind, ActKind::Armed | ActKind::Strategic)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::board::{AllianceRow, Board};
    use crate::rules::capability::Domain;
    use crate::rules::coefficients::Coefficients;
    use crate::rules::definition::{Posture, RuleSet};
    use crate::rules::dice::Seed;
    use crate::rules::id::{Key, Roster};
    use crate::rules::nation::{Alliance, Policy, Treasury};
    use crate::rules::scene::Scene;
    use crate::rules::treaty::{
        Article, Invoker, Obligation, Scope, Side, Treaty, Trigger, VoteWeights,
    };

    fn treaty(decision: DecisionRule) -> Treaty {
        let trigger = Trigger {
            kinds: Vec::new(),
            severity: 0.0,
            attribution: 0.0,
            window: 1,
            side: Side::Victim,
            against: Vec::new(),
        };
        let obligation = Obligation {
            kind: Duty::Defend,
            weight: 0.8,
            least: 3,
            consent: false,
        };
        let article = Article {
            id: "a5".into(),
            name: String::new(),
            trigger,
            scope: Scope::Anywhere,
            invoker: Invoker::Victim,
            consultation: None,
            decision,
            obligation,
            days: 0.0,
            exemptions: Vec::new(),
            expires: None,
            text: String::new(),
        };
        Treaty {
            id: "pact".into(),
            name: String::new(),
            modelled_on: String::new(),
            articles: vec![article],
            command: 0.0,
            standing: 0.0,
            notice: (5.0, 30.0),
            burden_target: 0.02,
            weights: VoteWeights::Equal,
        }
    }

    fn board(decision: DecisionRule, command: f64) -> Board {
        let state = Alliance {
            cohesion: 0.5,
            command,
            standing: 0.0,
            sharing: 0.0,
            delegated: false,
            consulted: 0,
        };
        let alliance = AllianceRow {
            id: AllianceId(0),
            key: Key(0),
            state,
            treaty: treaty(decision),
            treasury: Treasury::default(),
            policy: Policy(Posture::Hedger),
            members: Vec::new(),
            estimates: Vec::new(),
        };
        Board {
            alliances: vec![alliance],
            ..Board::default()
        }
    }

    fn rules() -> RuleSet {
        let value = |name: &str| Some(if name == "friction" { 0.35 } else { 1.0 });
        RuleSet {
            id: "test".into(),
            acts: Vec::new(),
            responses: Vec::new(),
            orders: Vec::new(),
            matters: Vec::new(),
            coefficients: Coefficients::build(value).expect("every coefficient has a value"),
        }
    }

    fn ally(id: u32, effective: f64, chance: f64) -> Potential {
        let mut forces = PerDomain::default();
        forces.0[Domain::Land.index()] = effective;
        Potential {
            guarantor: NationId(id),
            article: (AllianceId(0), 0),
            chance,
            level: 4,
            forces,
            weight: 1.0,
            lead: false,
        }
    }

    fn act() -> Act {
        let mut domains = PerDomain::default();
        domains.0[Domain::Land.index()] = 1.0;
        Act {
            id: "invasion".into(),
            name: String::new(),
            kind: ActKind::Armed,
            domains,
            severity: 1.0,
            attributability: 1.0,
            lead: 3,
            gain: 1.0,
            cost: 0.2,
            reach: 2500.0,
            seizes: true,
            days: 10.0,
            harm: Vec::new(),
            text: String::new(),
        }
    }

    /// The vector `integration_attack_chain`: challenger 0.1 at 300 km, target 0.03, allies at 6000, 200 and 500 km.
    fn check_chain(decision: DecisionRule, command: f64, any: f64, success: f64, utility: f64) {
        let (board, rules, roster) = (board(decision, command), rules(), Roster::default());
        let scene = Scene {
            turns: 1,
            years: 0.25,
            seats: Vec::new(),
            orders: Vec::new(),
            matters: Vec::new(),
            events: Vec::new(),
            regions: Vec::new(),
        };
        let mind = Mind {
            known: board.truth(),
            rules: &rules,
            scene: &scene,
            roster: &roster,
            seed: Seed(0),
            turn: 1,
        };
        let far =
            |cap: f64, km: f64, ready: f64| distance::loss_of_strength(cap * ready, km, 2500.0);
        let allies = [
            ally(1, far(0.12, 6000.0, 0.25), 0.7),
            ally(2, far(0.04, 200.0, 0.8), 0.9),
            ally(3, far(0.02, 500.0, 0.6), 0.6),
        ];
        let attack = far(0.1, 300.0, 1.0);
        let found = outlook(&mind, attack, 0.03, &act(), &allies);
        assert!((found.any - any).abs() < 1e-7, "any {}", found.any);
        assert!(
            (found.success - success).abs() < 1e-7,
            "success {}",
            found.success
        );
        let eu = found.success - (1.0 - found.success) * 0.5 - 0.2 - 0.15 * found.any;
        assert!((eu - utility).abs() < 1e-7, "utility {eu}");
        let chance = crate::theory::quantal::logistic(5.0 * eu);
        assert!((0.0..1.0).contains(&chance));
    }

    #[test]
    fn the_attack_chain_comes_out_as_published_when_each_ally_judges() {
        check_chain(
            DecisionRule::Individually,
            0.6,
            0.988,
            0.60214458,
            0.05501687,
        );
    }

    #[test]
    fn integrated_command_lowers_the_attackers_chances_as_published() {
        check_chain(
            DecisionRule::Individually,
            1.0,
            0.988,
            0.58233442,
            0.02530164,
        );
    }

    #[test]
    fn under_a_majority_of_two_in_three_the_chain_comes_out_as_published() {
        check_chain(
            DecisionRule::SimpleMajority,
            0.6,
            0.834,
            0.61753296,
            0.10119943,
        );
    }

    #[test]
    fn under_unanimity_the_chain_comes_out_as_published() {
        let rule = DecisionRule::Unanimity { silence_days: 0.0 };
        check_chain(rule, 0.6, 0.378, 0.68201891, 0.26632836);
    }
}
