//! Checks of alliances: members, doubles, reservations.
//! Reads a level and its treaties; writes problems.
//! Not here: treaties themselves (`check::treaty`), councils as seats (`check::seat`).
//! Rule text: `casus explain` of the codes used here.

use std::collections::BTreeSet;

use super::level::Context;
use super::place::Step::{F, I};
use crate::level::problem::{Code, nearest};

pub(super) fn check(c: &mut Context) {
    for (i, alliance) in c.def.alliances.iter().enumerate() {
        if alliance.members.is_empty() {
            let span = c.at(&[F("alliances"), I(i), F("members")]);
            c.problems
                .error(
                    Code::EmptyAlliance,
                    span,
                    format!("{} has no members", alliance.name),
                )
                .with_help("list its members as `(nation: \"…\")`, or remove the alliance");
        }
        let mut seen = BTreeSet::new();
        for (k, member) in alliance.members.iter().enumerate() {
            if !seen.insert(&member.nation) {
                let span = c.at(&[F("alliances"), I(i), F("members"), I(k), F("nation")]);
                let message = format!(
                    "\"{}\" is a member of {} already",
                    member.nation, alliance.name
                );
                c.problems.error(Code::DuplicateEntry, span, message);
            }
            reservations(c, i, k);
        }
    }
}

/// Reservations name articles of the alliance's own treaty.
fn reservations(c: &mut Context, i: usize, k: usize) {
    let alliance = &c.def.alliances[i];
    let Some(treaty) = c.treaties.iter().find(|t| t.id == alliance.treaty) else {
        return;
    };
    for (r, id) in alliance.members[k].reservations.iter().enumerate() {
        if treaty.articles.iter().any(|a| a.id == *id) {
            continue;
        }
        let span = c.at(&[
            F("alliances"),
            I(i),
            F("members"),
            I(k),
            F("reservations"),
            I(r),
        ]);
        let names: Vec<&str> = treaty.articles.iter().map(|a| a.id.as_str()).collect();
        let help = match nearest(id, names.iter().copied()) {
            Some(near) => format!("did you mean \"{near}\"?"),
            None => format!("its articles are {}", names.join(", ")),
        };
        let shown: String = id.chars().take(64).collect();
        let message = format!("the treaty \"{}\" has no article \"{shown}\"", treaty.id);
        c.problems
            .error(Code::UnknownReference, span, message)
            .with_help(help);
    }
}
