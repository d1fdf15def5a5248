//! Checks of a whole treaty, alone and within a level: articles, notice, scopes and names the level knows.
//! Reads a treaty and its nodes; writes problems.
//! Not here: ranges of single numbers (`decode::treaty`), reservations (`check::alliance`).
//! Rule text: `casus explain` of the codes used here.

use std::collections::BTreeSet;

use super::file::Reading;
use super::level::Context;
use super::place::Step::{F, I};
use super::place::span;
use crate::level::problem::{Code, Problem, Problems};
use crate::level::ron::{Node, RefKind};
use crate::rules::treaty::{Scope, Treaty};

pub(super) fn check(treaty: &Treaty, node: &Node, problems: &mut Problems) {
    if treaty.articles.is_empty() {
        problems
            .error(
                Code::EmptyTreaty,
                span(node, &[F("articles")]),
                format!("{} has no articles", treaty.name),
            )
            .with_help("a treaty promises something: add an article");
    }
    if treaty.notice.0 > treaty.notice.1 {
        let at = span(node, &[F("notice")]);
        problems
            .warn(
                Code::Contradiction,
                at,
                "the standing force needs more notice than the rest of the pool",
            )
            .with_help("write (days of the standing force, days of the rest)");
    }
    for (i, article) in treaty.articles.iter().enumerate() {
        if article.scope == Scope::Regions(Vec::new()) {
            let at = span(node, &[F("articles"), I(i), F("scope")]);
            problems.warn(
                Code::Unreachable,
                at,
                format!("\"{}\" holds in no region", article.id),
            );
        }
    }
}

/// What a level that uses a treaty makes of it: nations it names must exist, and one of a scope's regions.
pub(super) fn check_in_level(c: &Context, reading: &Reading<Treaty>) -> Vec<Problem> {
    let mut problems = Problems::new(&reading.source.path, &reading.source.text);
    let nations: BTreeSet<&str> = c.def.nations.iter().map(|n| n.id.as_str()).collect();
    let regions: BTreeSet<&str> = c.def.nations.iter().map(|n| n.region.as_str()).collect();
    for (kind, id, at) in &reading.open {
        if *kind == RefKind::Nation && !nations.contains(id.as_str()) {
            problems
                .warn(
                    Code::UnknownReference,
                    *at,
                    format!("the level \"{}\" has no nation \"{id}\"", c.def.id),
                )
                .with_help("this part of the treaty does nothing in that level");
        }
    }
    for article in reading.value.iter().flat_map(|t| &t.articles) {
        let Scope::Regions(scope) = &article.scope else {
            continue;
        };
        if !scope.is_empty() && !scope.iter().any(|r| regions.contains(r.as_str())) {
            let at = reading
                .open
                .iter()
                .find(|m| m.0 == RefKind::Region && scope.contains(&m.1));
            problems
                .warn(
                    Code::Unreachable,
                    at.map(|m| m.2).unwrap_or_default(),
                    format!(
                        "no nation of the level \"{}\" lies where \"{}\" holds",
                        c.def.id, article.id
                    ),
                )
                .with_help(format!(
                    "the level's regions are {}",
                    regions.iter().copied().collect::<Vec<_>>().join(", ")
                ));
        }
    }
    problems.into_vec()
}
