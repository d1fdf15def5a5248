//! Checks of seats and of the level as a whole: something to play, goals, texts, orders, questions for every seat.
//! Reads a level and its rules; writes problems.
//! Not here: single matters (`check::matter`), nations (`check::nation`).
//! Rule text: `casus explain` of the codes used here.

use std::collections::BTreeSet;

use super::level::Context;
use super::place::Step::{F, I};
use crate::level::def::Plays;
use crate::level::prepare::seat_kind;
use crate::level::problem::{Code, Span};
use crate::level::ron::decode::is_id;
use crate::rules::definition::{Goal, Matter, SeatKind};

pub(super) fn check(c: &mut Context) {
    whole(c);
    for i in 0..c.def.seats.len() {
        objectives(c, i);
        questions(c, i);
    }
}

fn whole(c: &mut Context) {
    if c.def.seats.is_empty() {
        let span = c.at(&[F("seats")]);
        c.problems
            .error(Code::EmptyLevel, span, "the level has no seat to play")
            .with_help("add a seat, for example `(id: \"council\", plays: Council(\"…\"), …)`");
    }
    for (field, text) in [("title", &c.def.title), ("briefing", &c.def.briefing)] {
        if text.trim().is_empty() {
            let span = c.at(&[F(field)]);
            c.problems.error(
                Code::EmptyText,
                span,
                format!("the level's {field} is empty"),
            );
        }
    }
    let span = c.at(&[F("id")]);
    if !is_id(
        c.def
            .id
            .trim_start_matches(|x: char| x.is_ascii_digit() || x == '-'),
    ) {
        let shown: String = c.def.id.chars().take(64).collect();
        c.problems
            .error(
                Code::BadId,
                span,
                format!("{shown:?} is not a well-formed id"),
            )
            .with_help("use the name of the level's folder, for example \"02-tripwire\"");
    }
}

fn objectives(c: &mut Context, i: usize) {
    let seat = &c.def.seats[i];
    if seat.objectives.is_empty() {
        let span = c.at(&[F("seats"), I(i), F("objectives")]);
        c.problems.error(
            Code::EmptyLevel,
            span,
            format!("the seat \"{}\" has no objective", seat.id),
        );
    }
    let mut seen = BTreeSet::new();
    for (k, objective) in seat.objectives.iter().enumerate() {
        let span = c.at(&[F("seats"), I(i), F("objectives"), I(k), F("id")]);
        let shown: String = objective.id.chars().take(64).collect();
        if !is_id(&objective.id) {
            c.problems.error(
                Code::BadId,
                span,
                format!("{shown:?} is not a well-formed id"),
            );
        } else if !seen.insert(&objective.id) {
            let message = format!("this seat already has an objective {shown:?}");
            c.problems.error(Code::DuplicateId, span, message);
        }
        let allied = match &seat.plays {
            Plays::Council(_) => true,
            Plays::Nation(n) => c
                .def
                .alliances
                .iter()
                .any(|a| a.members.iter().any(|m| m.nation == *n)),
        };
        if !allied
            && matches!(
                objective.goal,
                Goal::NoMemberLost | Goal::Cohesion(_) | Goal::Trust(_)
            )
        {
            let span = c.at(&[F("seats"), I(i), F("objectives"), I(k), F("goal")]);
            c.problems.warn(
                Code::Contradiction,
                span,
                "this goal is about an alliance, and the seat has none",
            );
        }
    }
}

/// Every seat needs matters that can be put to it.
fn questions(c: &mut Context, i: usize) {
    let Some(rules) = c.rules else { return };
    let kind = match &c.def.seats[i].plays {
        Plays::Council(_) => SeatKind::Council,
        Plays::Nation(id) => seat_kind(c.def, id),
    };
    let all: Vec<&Matter> = rules.matters.iter().chain(&c.def.matters).collect();
    if !all.iter().any(|m| m.seats.contains(&kind)) {
        let span: Span = c.at(&[F("seats"), I(i), F("id")]);
        let message = format!("no matter can be put to the seat \"{}\"", c.def.seats[i].id);
        let help = format!("add matters with `seats: [{kind:?}]`");
        if all.is_empty() {
            c.problems
                .error(Code::NoMatters, span, message)
                .with_help(help);
        } else {
            c.problems
                .warn(Code::NoMatters, span, message)
                .with_help(help);
        }
    }
    if rules.orders.iter().all(|o| {
        !o.seats.contains(&kind) || !(c.def.orders.is_empty() || c.def.orders.contains(&o.id))
    }) {
        let span = c.at(&[F("seats"), I(i), F("id")]);
        let message = format!("no order is in play for the seat \"{}\"", c.def.seats[i].id);
        c.problems.warn(Code::Unreachable, span, message);
    }
}
