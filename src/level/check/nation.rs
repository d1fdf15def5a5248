//! Checks of nations: how many, what they own, elections, ambitions, names.
//! Reads a level; writes problems.
//! Not here: where nations lie (`check::level`), who is whose ally (`check::alliance`).
//! Rule text: `casus explain` of the codes used here.

use super::level::Context;
use super::place::Step::{F, I};
use crate::level::problem::Code;
use crate::rules::nation::RegimeKind;

/// The most nations a level may have.
pub const MOST_NATIONS: usize = 2000;

pub(super) fn check(c: &mut Context) {
    let span = c.at(&[F("nations")]);
    match c.def.nations.len() {
        0 => drop(
            c.problems
                .error(Code::EmptyLevel, span, "the level has no nations"),
        ),
        n if n > MOST_NATIONS => {
            let message = format!("the level has {n} nations; at most {MOST_NATIONS} are played");
            c.problems.error(Code::TooMany, span, message);
        }
        _ => {}
    }
    for i in 0..c.def.nations.len() {
        one(c, i);
    }
}

fn one(c: &mut Context, i: usize) {
    let nation = &c.def.nations[i];
    let name = &nation.name;
    if name.trim().is_empty() {
        let span = c.at(&[F("nations"), I(i), F("name")]);
        c.problems.error(
            Code::EmptyText,
            span,
            format!("the nation \"{}\" has no name", nation.id),
        );
    }
    if nation.election.is_some() && nation.regime != RegimeKind::Democracy {
        let span = c.at(&[F("nations"), I(i), F("election")]);
        c.problems
            .warn(
                Code::Contradiction,
                span,
                format!("{name} has elections but is no democracy"),
            )
            .with_help("leave the election out, or make the regime a `Democracy`");
    }
    if nation.capabilities.values().all(|k| k.strength == 0.0) {
        let span = c.at(&[F("nations"), I(i), F("capabilities")]);
        c.problems
            .warn(Code::NoForces, span, format!("{name} owns no capability"));
    }
    let Some(ambition) = &nation.ambition else {
        return;
    };
    for (field, (low, high)) in [
        ("appetite", ambition.appetite),
        ("resolve", ambition.resolve),
    ] {
        if low > high {
            let span = c.at(&[F("nations"), I(i), F("ambition"), F(field)]);
            c.problems
                .error(
                    Code::Contradiction,
                    span,
                    format!("the least {field} {low} is above the most {high}"),
                )
                .with_help("write (least, most)");
        }
    }
    for (k, claim) in ambition.claims.iter().enumerate() {
        if *claim == nation.id {
            let span = c.at(&[F("nations"), I(i), F("ambition"), F("claims"), I(k)]);
            c.problems.error(
                Code::SelfReference,
                span,
                format!("{name} lays claim to itself"),
            );
        }
    }
}
