//! Checks of a whole rules file: the five response levels, acts' weights, orders, standing matters.
//! Reads a rule set and its nodes; writes problems.
//! Not here: ranges of single numbers (`decode::rules`), matters one by one (`check::matter`).
//! Rule text: `casus explain` of the codes used here.

use super::matter::{self, Happenings};
use super::place::Step::{F, I};
use super::place::span;
use crate::level::problem::{Code, Problems};
use crate::level::ron::Node;
use crate::rules::definition::RuleSet;

/// The response levels, weakest first.
pub const RESPONSES: [&str; 5] = ["statement", "sanctions", "materiel", "forces", "combat"];
/// How far the weights of an act may be from one.
const WEIGHT_SLACK: f64 = 0.05;

pub(super) fn check(rules: &RuleSet, node: &Node, problems: &mut Problems) {
    if !rules.responses.iter().map(|r| r.id.as_str()).eq(RESPONSES) {
        let at = span(node, &[F("responses")]);
        problems
            .error(
                Code::WrongResponses,
                at,
                "the response levels are not the five that exist",
            )
            .with_help(format!("list {}, in this order", RESPONSES.join(", ")));
    }
    if rules.acts.is_empty() {
        problems.error(
            Code::EmptyLevel,
            span(node, &[F("acts")]),
            "the rules have no acts",
        );
    }
    for (i, act) in rules.acts.iter().enumerate() {
        let sum = act.domains.total();
        if (sum - 1.0).abs() > WEIGHT_SLACK {
            let at = span(node, &[F("acts"), I(i), F("domains")]);
            problems.warn(
                Code::UnevenWeights,
                at,
                format!("the weights of \"{}\" sum to {sum:.2}", act.id),
            );
        }
        if act.name.trim().is_empty() {
            let at = span(node, &[F("acts"), I(i), F("name")]);
            problems.error(
                Code::EmptyText,
                at,
                format!("the act \"{}\" has no name", act.id),
            );
        }
    }
    for (i, order) in rules.orders.iter().enumerate() {
        if order.seats.is_empty() {
            let at = span(node, &[F("orders"), I(i), F("seats")]);
            problems.warn(
                Code::Unreachable,
                at,
                format!("nobody can give the order \"{}\"", order.id),
            );
        }
        if order.effects.is_empty() {
            let at = span(node, &[F("orders"), I(i), F("effects")]);
            problems.warn(
                Code::Unused,
                at,
                format!("the order \"{}\" changes nothing", order.id),
            );
        }
    }
    let happenings = Happenings {
        node,
        matters: &rules.matters,
        events: &[],
        standing: &[],
        turns: None,
    };
    matter::check(&happenings, problems);
}
