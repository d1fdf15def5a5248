//! Checks of matters and events, in levels and in rules: answers, rings of conditions, turns that never come.
//! Reads definitions and their nodes; writes problems.
//! Not here: whether every seat has a matter (`check::seat`), references (`level::ron`).
//! Rule text: `casus explain` of the codes used here.

use std::collections::{BTreeMap, BTreeSet};

use super::place::Step::{F, I};
use super::place::{Step, span};
use crate::level::problem::{Code, Problems, nearest};
use crate::level::ron::Node;
use crate::level::ron::decode::is_id;
use crate::rules::definition::{LevelEvent, Matter};
use crate::rules::effect::Condition;

/// Matters and events of one file, with those of its rules for looking up.
pub(super) struct Happenings<'a> {
    pub node: &'a Node,
    pub matters: &'a [Matter],
    pub events: &'a [LevelEvent],
    /// Matters of the rules file that a level's conditions may name too.
    pub standing: &'a [Matter],
    /// The level's last turn.
    pub turns: Option<u32>,
}

pub(super) fn check(h: &Happenings, problems: &mut Problems) {
    for (i, matter) in h.matters.iter().enumerate() {
        answers(h, i, matter, problems);
        if h.standing.iter().any(|m| m.id == matter.id) {
            let at = span(h.node, &[F("matters"), I(i), F("id")]);
            let message = format!("the rules already have a matter \"{}\"", matter.id);
            problems.error(Code::DuplicateId, at, message);
        }
        if matter.seats.is_empty() {
            let at = span(h.node, &[F("matters"), I(i), F("seats")]);
            problems.warn(
                Code::Unreachable,
                at,
                format!("\"{}\" is put to nobody", matter.id),
            );
        }
        condition(h, &matter.when, &[F("matters"), I(i), F("when")], problems);
    }
    for (i, event) in h.events.iter().enumerate() {
        condition(h, &event.when, &[F("events"), I(i), F("when")], problems);
        if event.chance == 0.0 {
            let at = span(h.node, &[F("events"), I(i), F("chance")]);
            problems.warn(
                Code::Unreachable,
                at,
                format!("\"{}\" has no chance to happen", event.id),
            );
        }
    }
    rings(h, problems);
}

fn answers(h: &Happenings, i: usize, matter: &Matter, problems: &mut Problems) {
    if matter.answers.len() < 2 {
        let at = span(h.node, &[F("matters"), I(i), F("answers")]);
        let message = format!(
            "the matter \"{}\" has {} answers",
            matter.id,
            matter.answers.len()
        );
        problems
            .error(Code::TooFewAnswers, at, message)
            .with_help("a choice needs at least two");
    }
    let mut seen = BTreeSet::new();
    for (k, answer) in matter.answers.iter().enumerate() {
        let at = span(h.node, &[F("matters"), I(i), F("answers"), I(k), F("id")]);
        let shown: String = answer.id.chars().take(64).collect();
        if !is_id(&answer.id) {
            problems.error(
                Code::BadId,
                at,
                format!("{shown:?} is not a well-formed id"),
            );
        } else if !seen.insert(&answer.id) {
            problems.error(
                Code::DuplicateId,
                at,
                format!("this matter already has an answer {shown:?}"),
            );
        }
    }
}

/// Every part of a condition, itself included, depth first.
fn parts<'c>(condition: &'c Condition, visit: &mut dyn FnMut(&'c Condition)) {
    visit(condition);
    match condition {
        Condition::All(all) | Condition::Any(all) => all.iter().for_each(|c| parts(c, visit)),
        Condition::Not(inner) => parts(inner, visit),
        _ => {}
    }
}

fn condition(h: &Happenings, when: &Condition, path: &[Step], problems: &mut Problems) {
    let at = span(h.node, path);
    let last = h.turns.unwrap_or(u32::MAX);
    parts(when, &mut |part| match part {
        Condition::From(turn) | Condition::On(turn) if *turn > last => {
            let message = format!("turn {turn} never comes; the level ends with turn {last}");
            problems.warn(Code::Unreachable, at, message);
        }
        Condition::Answered { matter, answer } => {
            let found = h.matters.iter().chain(h.standing).find(|m| m.id == *matter);
            let Some(found) = found else { return };
            if found.answers.iter().any(|a| a.id == *answer) {
                return;
            }
            let names: Vec<&str> = found.answers.iter().map(|a| a.id.as_str()).collect();
            let help = match nearest(answer, names.iter().copied()) {
                Some(near) => format!("did you mean \"{near}\"?"),
                None => format!("its answers are {}", names.join(", ")),
            };
            let shown: String = answer.chars().take(64).collect();
            let message = format!("the matter \"{matter}\" has no answer \"{shown}\"");
            problems
                .error(Code::UnknownReference, at, message)
                .with_help(help);
        }
        _ => {}
    });
}

/// What must have happened before: the ids in `After` and `Answered` that a condition cannot do without.
fn needs<'c>(condition: &'c Condition, found: &mut Vec<&'c str>) {
    match condition {
        Condition::All(all) => all.iter().for_each(|c| needs(c, found)),
        Condition::Any(any) if any.len() == 1 => needs(&any[0], found),
        Condition::After(id) => found.push(id),
        Condition::Answered { matter, .. } => found.push(matter),
        _ => {}
    }
}

/// Reports happenings that wait for one another.
fn rings(h: &Happenings, problems: &mut Problems) {
    let mut waits: BTreeMap<&str, (Vec<&str>, [Step; 3])> = BTreeMap::new();
    for (i, matter) in h.matters.iter().enumerate() {
        let entry = waits
            .entry(&matter.id)
            .or_insert((Vec::new(), [F("matters"), I(i), F("when")]));
        needs(&matter.when, &mut entry.0);
    }
    for (i, event) in h.events.iter().enumerate() {
        let entry = waits
            .entry(&event.id)
            .or_insert((Vec::new(), [F("events"), I(i), F("when")]));
        needs(&event.when, &mut entry.0);
    }
    let mut reported: BTreeSet<&str> = BTreeSet::new();
    for (start, (_, path)) in &waits {
        if reported.contains(start) {
            continue;
        }
        if let Some(ring) = ring_through(start, &waits) {
            let at = span(h.node, path);
            let message = format!("these wait for one another: {}", ring.join(", "));
            problems
                .error(Code::Cycle, at, message)
                .with_help("take one `After` or `Answered` out");
            reported.extend(ring);
        }
    }
}

/// The happenings that a start waits for and that wait for it, if it waits for itself at the end of the chain.
fn ring_through<'c>(
    start: &'c str,
    waits: &BTreeMap<&'c str, (Vec<&'c str>, [Step; 3])>,
) -> Option<Vec<&'c str>> {
    let reach = |from: &'c str| {
        let mut seen: BTreeSet<&'c str> = BTreeSet::new();
        let mut open = vec![from];
        while let Some(next) = open.pop() {
            for id in waits.get(next).into_iter().flat_map(|w| &w.0) {
                if seen.insert(id) {
                    open.push(id);
                }
            }
        }
        seen
    };
    let below = reach(start);
    below.contains(start).then(|| {
        below
            .iter()
            .copied()
            .filter(|id| reach(id).contains(start))
            .collect()
    })
}
