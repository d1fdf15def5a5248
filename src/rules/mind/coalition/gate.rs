//! Votes that bind guarantors: which articles put help to the vote, and the chance that each way of voting carries.
//! Reads potentials and decision rules; writes gates that the sum over coalitions passes through. Pure.
//! Not here: the sum itself (`coalition::outlook`), counting real votes (`treaty::decide`), who votes how (`mind::council`).
//! Source: science notes sections 0 and 3.4; the votes of those who are not enumerated by the Poisson-binomial count.

use super::outlook::{Entry, Strength};
use super::{Mind, Potential};
use crate::rules::id::AllianceId;
use crate::rules::treaty::decide::{Ballot, Count, carries};
use crate::rules::treaty::{DecisionRule, Duty};
use crate::theory::votes;

/// Runs through the votes: with each case's chance, who of the approvers may act and what comes with them.
pub(super) fn vote(
    gates: &[Gate],
    approve: u32,
    acting: u32,
    rest: Strength,
    chance: f64,
    visit: &mut dyn FnMut(u32, Strength, f64),
) {
    let Some((gate, more)) = gates.split_first() else {
        return visit(acting, rest, chance);
    };
    let (carried, with) = gate.of(approve);
    if carried > 0.0 {
        let mut all = rest;
        all.add(with, 1.0);
        vote(more, approve, acting, all, chance * carried, visit);
    }
    if carried < 1.0 {
        vote(
            more,
            approve,
            acting & !gate.mask,
            rest,
            chance * (1.0 - carried),
            visit,
        );
    }
}

/// The rule under which a guarantor's help is decided, if it is not for each to decide: nobody votes on talking.
pub(super) fn collective<'a>(
    mind: &Mind<'a>,
    (alliance, article): (AllianceId, usize),
) -> Option<&'a DecisionRule> {
    let text = &mind.board().alliance(alliance).treaty.articles[article];
    let each = text.decision == DecisionRule::Individually || text.obligation.kind == Duty::Consult;
    (!each).then_some(&text.decision)
}

/// For a collective article: which of those enumerated vote under it; for each way they vote, the chance that it carries with the
/// votes of those who are not enumerated, and what the latter then bring.
pub(super) struct Gate {
    mask: u32,
    bits: Vec<u32>,
    carries: Vec<(f64, Strength)>,
}

impl Gate {
    fn of(&self, approve: u32) -> (f64, Strength) {
        let place =
            |v: usize, (place, bit): (usize, &u32)| v | ((approve >> bit & 1) as usize) << place;
        // The usual case: everyone listed votes under this one article.
        let whole = self.mask as usize + 1 == self.carries.len();
        let votes = if whole {
            (approve & self.mask) as usize
        } else {
            self.bits.iter().enumerate().fold(0, place)
        };
        self.carries[votes]
    }
}

pub(super) fn gates(mind: &Mind, list: &[Entry], rest: &[Entry]) -> Vec<Gate> {
    let mut articles: Vec<(AllianceId, usize)> =
        list.iter().chain(rest).map(|e| e.from.article).collect();
    articles.sort_unstable();
    articles.dedup();
    let gate = |article: (AllianceId, usize)| {
        let rule = collective(mind, article)?;
        let under = |e: &&Entry| e.from.article == article;
        let bits: Vec<u32> = (0..list.len() as u32)
            .filter(|i| under(&&list[*i as usize]))
            .collect();
        let voters: Vec<&Potential> = bits.iter().map(|b| list[*b as usize].from).collect();
        let others: Vec<&Entry> = rest.iter().filter(under).collect();
        Some(Gate {
            mask: bits.iter().fold(0, |m, b| m | 1 << b),
            carries: table(rule, &voters, &others),
            bits,
        })
    };
    articles.into_iter().filter_map(gate).collect()
}

/// For every set of approvers, the chance that the vote carries; the victim votes for its own help. The votes of `others` count by
/// number, with the mean weight of their kind.
pub(super) fn table(
    rule: &DecisionRule,
    voters: &[&Potential],
    others: &[&Entry],
) -> Vec<(f64, Strength)> {
    let victim = voters
        .iter()
        .copied()
        .chain(others.iter().map(|e| e.from))
        .find_map(|p| p.victim);
    let (own, heavy, leads) = victim.map_or((0, 0.0, false), |v: Ballot| (1, v.weight, v.lead));
    let count = others.len() as u32;
    let chances: Vec<f64> = others.iter().map(|e| e.from.chance).collect();
    let numbers = votes::poisson_binomial(&chances);
    let mean_weight = others.iter().map(|e| e.from.weight).sum::<f64>() / f64::from(count.max(1));
    let mut expected = Strength::default();
    for entry in others {
        expected.add(entry.brings, entry.from.chance);
    }
    let mean: f64 = chances.iter().sum();
    let total =
        voters.iter().map(|p| p.weight).sum::<f64>() + heavy + mean_weight * f64::from(count);
    let mut yes: Vec<f64> = vec![heavy];
    for voter in voters {
        for i in 0..yes.len() {
            yes.push(yes[i] + voter.weight);
        }
    }
    // More votes in favour never stop a motion, so it carries from some number on; sums from each number on are kept.
    let mut from: Vec<Option<(f64, Strength)>> = vec![None; numbers.len() + 1];
    let mut sums = |least: usize| {
        *from[least].get_or_insert_with(|| {
            let (mut chance, mut number) = (0.0, 0.0);
            for (more, p) in numbers.iter().enumerate().skip(least) {
                chance += p;
                number += p * more as f64;
            }
            let mut rest = Strength::default();
            if chance > 0.0 && mean > 0.0 {
                rest.add(expected, number / chance / mean);
            }
            (chance, rest)
        })
    };
    let case = |(bits, weight_yes): (usize, &f64)| {
        let lead = leads
            || voters
                .iter()
                .enumerate()
                .any(|(i, p)| p.lead && bits >> i & 1 == 1);
        let fails = |more: &u32| {
            let votes = Count {
                votes: voters.len() as u32 + own + count,
                yes: bits.count_ones() + own + more,
                weight: total,
                weight_yes: weight_yes + mean_weight * f64::from(*more),
                lead,
            };
            !carries(rule, &votes)
        };
        sums(least(count, fails))
    };
    yes.iter().enumerate().map(case).collect()
}

/// The least number up to `most` that does not fail, where those that fail come first; one more than `most` if all fail.
pub(super) fn least(most: u32, fails: impl Fn(&u32) -> bool) -> usize {
    let (mut low, mut high) = (0, most + 1);
    while low < high {
        let middle = low + (high - low) / 2;
        if fails(&middle) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    low as usize
}
