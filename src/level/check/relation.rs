//! Checks of relations: a pair stands once, and is two nations.
//! Reads a level; writes problems.
//! Not here: what follows from relations (`prepare::pairs`).
//! Rule text: `casus explain` of the codes used here.

use std::collections::BTreeMap;

use super::level::Context;
use super::place::Step::{F, I};
use crate::level::problem::Code;

pub(super) fn check(c: &mut Context) {
    let mut seen: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for (i, relation) in c.def.relations.iter().enumerate() {
        let (a, b) = (relation.between.0.as_str(), relation.between.1.as_str());
        let span = c.at(&[F("relations"), I(i), F("between")]);
        if a == b {
            c.problems.error(
                Code::SelfReference,
                span,
                format!("\"{a}\" is related to itself"),
            );
            continue;
        }
        let first = *seen.entry((a.min(b), a.max(b))).or_insert(i);
        if first != i {
            let line = c
                .problems
                .line_column(c.at(&[F("relations"), I(first)]).start)
                .0;
            c.problems
                .error(
                    Code::DuplicateEntry,
                    span,
                    format!("the relation of \"{a}\" and \"{b}\" is given twice"),
                )
                .with_help(format!(
                    "the first is on line {line}; keep one, the order of the two does not matter"
                ));
        }
    }
}
