//! What a player may type for an order: ids or unambiguous beginnings, names of nations, numbers on the table.
//! Reads the desk and names; gives an `Order` or says which word is not understood and what was probably meant.
//! Not here: the exact form of logs and saves (`sim::order_text`), whether the order can be given (`rules::quote`).
//! Rule text: issue "A whole game on the command line": short forms, refusals with the nearest that can.

use super::sight::Sight;
use crate::level::problem::nearest;
use crate::rules::capability::Domain;
use crate::rules::definition::{Aim, OrderDef};
use crate::rules::id::NationId;
use crate::rules::order::Order;

/// What was not understood, with a suggestion where there is one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Misread {
    /// What is wrong, one sentence.
    pub reason: String,
    /// What was probably meant, as it could be typed.
    pub suggestion: Option<String>,
    /// Whether the first word already was no order: the line may be something else.
    pub unknown: bool,
}

fn misread<T>(reason: String, suggestion: Option<String>) -> Result<T, Misread> {
    Err(Misread {
        reason,
        suggestion,
        unknown: false,
    })
}

/// Reads an order of the seat.
pub fn parse(sight: &Sight<'_>, text: &str) -> Result<Order, Misread> {
    let lower = text.to_lowercase();
    let words: Vec<&str> = lower.split_whitespace().collect();
    match words.as_slice() {
        [] => misread("There is no order in an empty line.".to_owned(), None),
        ["answer" | "a" | "ans", rest @ ..] => answer(sight, rest),
        all => give(sight, all),
    }
}

fn answer(sight: &Sight<'_>, words: &[&str]) -> Result<Order, Misread> {
    let how = || Some("answer 1 2".to_owned());
    let [matter, answer] = words else {
        return misread(
            "`answer` needs a matter and the number of an answer.".to_owned(),
            how(),
        );
    };
    let table: Vec<(usize, &str)> = sight
        .desk()
        .table
        .0
        .iter()
        .filter(|t| Some(t.actor) == sight.actor)
        .filter_map(|t| Some((t.matter, sight.scene().matters.get(t.matter)?.id.as_str())))
        .collect();
    let by_number = || table.get(matter.parse::<usize>().ok()?.checked_sub(1)?);
    let by_id = || table.iter().find(|(_, id)| id == matter);
    let by_start = || one(table.iter().filter(|(_, id)| id.starts_with(matter)));
    let Some((index, id)) = by_number().or_else(by_id).or_else(by_start) else {
        let suggestion = nearest(matter, table.iter().map(|t| t.1)).or(table.first().map(|t| t.1));
        let reason = format!("No matter on the table is `{matter}`.");
        return misread(reason, suggestion.map(|s| format!("answer {s} {answer}")));
    };
    let answers = &sight.scene().matters[*index].answers;
    let by_number = answer
        .parse::<usize>()
        .ok()
        .and_then(|n| n.checked_sub(1))
        .filter(|n| *n < 1000);
    match by_number.or_else(|| answers.iter().position(|a| a.id == *answer)) {
        Some(answer) => Ok(Order::Answer {
            matter: *index,
            answer,
        }),
        None => misread(
            format!("`{answer}` is not the number of an answer."),
            Some(format!("answer {id} 1")),
        ),
    }
}

fn one<T>(mut found: impl Iterator<Item = T>) -> Option<T> {
    let first = found.next()?;
    found.next().is_none().then_some(first)
}

fn give(sight: &Sight<'_>, words: &[&str]) -> Result<Order, Misread> {
    let (index, def, rest) = order(sight, words)?;
    let mut given = Given {
        target: None,
        domain: None,
        amount: None,
    };
    let mut rest = rest;
    while let Some(first) = rest.first() {
        if given.amount.is_none()
            && let Ok(number) = first.trim_start_matches('x').parse::<u32>()
        {
            given.amount = Some(number);
            rest = &rest[1..];
            continue;
        }
        if def.aim == Aim::Domain && given.domain.is_none() {
            given.domain = Some(domain(sight, def, first)?);
            rest = &rest[1..];
            continue;
        }
        if aims_at_nation(def.aim) && given.target.is_none() {
            let (nation, used) =
                nation_in(sight, rest).map_err(|word| unknown_nation(sight, def, &word))?;
            given.target = Some(nation);
            rest = &rest[used..];
            continue;
        }
        let usage = super::orders::usage(def);
        return misread(
            format!("`{first}` is one word too many. The order is `{usage}`."),
            Some(def.id.clone()),
        );
    }
    let amount = given.amount.unwrap_or(1);
    Ok(Order::Give {
        order: index,
        target: given.target,
        domain: given.domain,
        amount,
    })
}

struct Given {
    target: Option<NationId>,
    domain: Option<Domain>,
    amount: Option<u32>,
}

/// Whether an aim is a nation.
pub fn aims_at_nation(aim: Aim) -> bool {
    !matches!(aim, Aim::Nothing | Aim::Domain)
}

/// The order the first words name, and the words that are left.
fn order<'a, 'w, 't>(
    sight: &Sight<'a>,
    words: &'w [&'t str],
) -> Result<(usize, &'a OrderDef, &'w [&'t str]), Misread> {
    let all = &sight.rules().orders;
    let mine: Vec<usize> = sight
        .actor
        .map(|a| sight.desk().orders(a))
        .unwrap_or_default();
    // The longest run of words first: `deploy forward sund` is `deploy_forward` and `sund`.
    for length in (1..=words.len().min(4)).rev() {
        let name = words[..length].join("_").replace('-', "_");
        if let Some(index) = all.iter().position(|o| o.id == name) {
            return Ok((index, &all[index], &words[length..]));
        }
    }
    let first = words
        .first()
        .map_or_else(String::new, |w| w.replace('-', "_"));
    let near: Vec<usize> = mine
        .iter()
        .copied()
        .filter(|i| all[*i].id.starts_with(&first))
        .collect();
    match near.as_slice() {
        [index] => Ok((*index, &all[*index], &words[1..])),
        [] => {
            let suggestion =
                nearest(&first, mine.iter().map(|i| all[*i].id.as_str())).map(str::to_owned);
            Err(Misread {
                reason: format!("No order is called `{first}`."),
                suggestion,
                unknown: true,
            })
        }
        many => {
            let ids: Vec<&str> = many.iter().map(|i| all[*i].id.as_str()).collect();
            let reason = format!("`{first}` could be {}.", super::words::list(&ids, "or"));
            misread(reason, ids.first().map(|s| (*s).to_owned()))
        }
    }
}

fn domain(sight: &Sight<'_>, def: &OrderDef, word: &str) -> Result<Domain, Misread> {
    let by_start = || {
        one(Domain::ALL
            .into_iter()
            .filter(|d| d.word().starts_with(word)))
    };
    if let Some(found) = Domain::from_word(word).or_else(by_start) {
        return Ok(found);
    }
    let owned = sight
        .actor
        .map(|a| sight.desk().domains(a))
        .unwrap_or_default();
    let near = nearest(word, Domain::ALL.into_iter().map(Domain::word));
    let suggestion = near
        .or(owned.first().map(|d| d.word()))
        .map(|d| format!("{} {d}", def.id));
    misread(format!("`{word}` is not a domain."), suggestion)
}

/// The nation a text names: id, name, or an unambiguous beginning of either.
pub fn nation(sight: &Sight<'_>, text: &str) -> Result<NationId, Misread> {
    let lower = text.to_lowercase();
    let words: Vec<&str> = lower.split_whitespace().collect();
    match nation_in(sight, &words) {
        Ok((nation, used)) if used == words.len() => Ok(nation),
        _ => {
            let names = sight.board().nations.iter().map(|n| sight.name(n.id));
            let suggestion = nearest(text, names)
                .or_else(|| nearest(text, ids(sight)))
                .map(str::to_owned);
            misread(
                format!("No nation is called `{}`.", text.trim()),
                suggestion,
            )
        }
    }
}

fn ids<'a>(sight: &Sight<'a>) -> impl Iterator<Item = &'a str> {
    sight.roster().nations.iter().map(|e| e.id.as_str())
}

/// The nation the first words name, and how many words that takes. Without one, the word that stood there.
fn nation_in(sight: &Sight<'_>, words: &[&str]) -> Result<(NationId, usize), String> {
    let all: Vec<(NationId, &str, String)> = sight
        .board()
        .nations
        .iter()
        .map(|n| (n.id, sight.id(n.id), sight.name(n.id).to_lowercase()))
        .collect();
    for length in (1..=words.len().min(5)).rev() {
        let text = words[..length].join(" ");
        let joined = text.replace(' ', "_");
        let dashed = text.replace(' ', "-");
        let exact = |(_, id, name): &&(NationId, &str, String)| {
            *id == text || *id == joined || *id == dashed || *name == text
        };
        if let Some(found) = all.iter().find(exact) {
            return Ok((found.0, length));
        }
    }
    let first = *words.first().ok_or_else(String::new)?;
    let start = |(_, id, name): &&(NationId, &str, String)| {
        id.starts_with(first) || name.starts_with(first)
    };
    one(all.iter().filter(start))
        .map(|found| (found.0, 1))
        .ok_or_else(|| first.to_owned())
}

fn unknown_nation(sight: &Sight<'_>, def: &OrderDef, word: &str) -> Misread {
    let targets = sight
        .actor
        .map(|a| sight.desk().targets(a, def.aim))
        .unwrap_or_default();
    let offered = || targets.iter().map(|n| sight.id(*n));
    let near = nearest(word, ids(sight)).or_else(|| offered().next());
    Misread {
        reason: format!("`{word}` is not one nation's id or name."),
        suggestion: near.map(|n| format!("{} {n}", def.id)),
        unknown: false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::sample::{SUND, Sample, VARN};

    fn check_order(text: &str, expected: Order) {
        let sample = Sample::new();
        assert_eq!(parse(&sample.council(), text), Ok(expected), "{text}");
    }

    fn check_misread(text: &str, reason: &str, suggestion: Option<&str>) {
        let sample = Sample::new();
        let found = parse(&sample.council(), text).expect_err(text);
        assert!(found.reason.contains(reason), "{text}: {found:?}");
        assert_eq!(found.suggestion.as_deref(), suggestion, "{text}");
    }

    fn order(order: usize, target: Option<NationId>, domain: Option<Domain>, amount: u32) -> Order {
        Order::Give {
            order,
            target,
            domain,
            amount,
        }
    }

    #[test]
    fn exact_ids_and_short_forms_mean_the_same() {
        let invest = order(0, None, Some(Domain::Land), 2);
        check_order("invest land 2", invest.clone());
        check_order("inv la x2", invest);
        check_order("INVEST Land", order(0, None, Some(Domain::Land), 1));
    }

    #[test]
    fn nations_are_found_by_id_name_or_beginning() {
        let deploy = order(1, Some(SUND), None, 1);
        for text in [
            "deploy_forward sund",
            "deploy sund",
            "deploy forward Sund",
            "dep su",
            "deploy-forward sund",
        ] {
            check_order(text, deploy.clone());
        }
        check_order("sanction varn", order(3, Some(VARN), None, 1));
    }

    #[test]
    fn matters_are_answered_by_number_or_id() {
        let answer = Order::Answer {
            matter: 0,
            answer: 1,
        };
        for text in ["answer 1 2", "answer burden_quarrel 2", "a burden forgive"] {
            check_order(text, answer.clone());
        }
    }

    #[test]
    fn an_order_without_its_aim_is_left_to_the_desk_to_refuse() {
        check_order("deploy", order(1, None, None, 1));
        check_order("exercise", order(2, None, None, 1));
    }

    #[test]
    fn a_slip_gets_the_nearest_word() {
        check_misread("exrcise", "No order is called", Some("exercise"));
        check_misread("invest lnad", "not a domain", Some("invest land"));
        check_misread(
            "deploy sudn",
            "not one nation's",
            Some("deploy_forward sund"),
        );
        check_misread(
            "answer burden_quarel 1",
            "No matter",
            Some("answer burden_quarrel 1"),
        );
    }

    #[test]
    fn an_ambiguous_beginning_lists_what_it_could_be() {
        check_misread(
            "de",
            "`de` could be deploy_forward or deceive.",
            Some("deploy_forward"),
        );
    }

    #[test]
    fn a_word_too_many_shows_the_usage() {
        check_misread("exercise now", "one word too many", Some("exercise"));
        check_misread("answer 1", "needs a matter", Some("answer 1 2"));
    }

    #[test]
    fn only_a_first_word_that_is_no_order_is_unknown() {
        let sample = Sample::new();
        let unknown = |text| parse(&sample.council(), text).expect_err("misread").unknown;
        assert!(unknown("hello") && !unknown("invest moon"));
    }

    #[test]
    fn a_nation_alone_is_found_too() {
        let sample = Sample::new();
        assert_eq!(nation(&sample.council(), "Varn"), Ok(VARN));
        assert_eq!(
            nation(&sample.council(), "vran")
                .expect_err("a slip")
                .suggestion
                .as_deref(),
            Some("Varn")
        );
    }
}
