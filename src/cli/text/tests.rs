//! Tests of the text game on the shipped levels: scripts in, pages and refusals out.
//! Reads the built-in data; writes to vectors and temporary folders.
//! Not here: tests of single views (`view`), of the command line (`tests/cli.rs`).
//! Rule text: issue "A whole game on the command line".

use std::io::Cursor;
use std::path::Path;
use std::sync::Arc;

use super::{TextSettings, run};
use crate::level::library::Library;
use crate::level::load::read_level;
use crate::sim::game::Match;
use crate::sim::options::Options;

fn game(seat: usize) -> Match {
    let checked = read_level(Path::new("first-watch/02-tripwire"), &Library::BuiltIn)
        .expect("a shipped level");
    Match::new(Arc::new(checked), Options::seated(7, seat))
}

/// Exit code, standard output and standard error of a script.
fn played(seat: usize, script: &str, interactive: bool) -> (i32, String, String) {
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let source = Box::new(Cursor::new(script.to_owned().into_bytes()));
    let settings = TextSettings::default();
    let code = run(
        game(seat),
        source,
        interactive,
        &mut out,
        &mut err,
        settings,
    )
    .expect("vectors take everything");
    let text = |bytes| String::from_utf8(bytes).expect("utf-8");
    (code, text(out), text(err))
}

#[test]
fn a_script_plays_to_its_end_and_says_where_the_match_stands() {
    let (code, out, err) = played(0, "# nothing but time\nend\n\nend\n", false);
    assert_eq!((code, err.as_str()), (0, ""));
    assert!(
        out.contains("turn 3 of ") && out.contains("The script ends here."),
        "{out}"
    );
    assert!(!out.contains("> "), "no prompt in a script: {out}");
}

#[test]
fn a_refused_line_is_reported_with_its_number_and_play_goes_on() {
    let (code, out, err) = played(0, "# one\nexrcise\nend\n", false);
    assert_eq!(code, 1);
    assert!(err.starts_with("line 2: `exrcise`: "), "{err}");
    assert!(err.contains("Did you mean `exercise`?"), "{err}");
    assert!(out.contains("turn 2 of "), "{out}");
}

#[test]
fn an_order_that_cannot_be_paid_is_refused_with_one_that_can() {
    let (code, _, err) = played(0, "answer 99 1\nanswer 1 99\n", false);
    assert_eq!(code, 1);
    assert_eq!(err.lines().count(), 2, "{err}");
    assert!(
        err.contains("You could order: answer ") || err.contains("Did you mean `answer "),
        "{err}"
    );
}

#[test]
fn every_seat_is_briefed_and_asked() {
    for seat in 0..3 {
        let (code, out, _) = played(seat, "quit\n", true);
        assert_eq!(code, 0);
        for part in [
            "Your goals",
            "Matters on the table",
            "Your advisers",
            "`help` lists the commands",
        ] {
            assert!(out.contains(part), "seat {seat}, {part}: {out}");
        }
    }
}

#[test]
fn every_command_that_shows_shows_something() {
    let script = "help\nhelp turn\nbriefing\ns\nnations\nmatters\nadvisers\norders\nledger\nglossary\nglossary pledge\n\
                  forecast quiet\ndebrief\nundo\nquit\n";
    let (code, out, _) = played(0, script, true);
    assert_eq!(code, 0);
    for part in [
        "Commands",
        "As it seems",
        "Nations: ready strength",
        "Orders on offer",
        "Ledger: your",
        "Glossary",
    ] {
        assert!(out.contains(part), "{part}: {out}");
    }
    assert!(out.contains("Noted: nobody strikes."), "{out}");
}

#[test]
fn an_order_can_be_taken_back() {
    let (_, out, _) = played(0, "answer 1 1\nundo\nundo\nquit\n", true);
    assert!(
        out.contains("Ordered: answer ") && out.contains("The last order is taken back."),
        "{out}"
    );
    assert!(out.contains("nothing that can be taken back"), "{out}");
}

#[test]
fn a_person_who_mistypes_leaves_with_code_0() {
    let (code, out, err) = played(0, "blah\nquit\n", true);
    assert_eq!((code, err.as_str()), (0, ""));
    assert!(
        out.contains("`blah` is neither a command nor an order."),
        "{out}"
    );
}

#[test]
fn a_match_played_to_the_end_ends_with_the_debrief() {
    let script = "end\n".repeat(40);
    let (code, out, err) = played(0, &script, false);
    assert_eq!((code, err.as_str()), (0, ""));
    assert!(out.contains("Debrief") && out.contains("Pledges"), "{out}");
}

#[test]
fn saving_and_loading_continues_where_it_stopped() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let file = folder.path().join("m.casus");
    let script = format!(
        "end\nsave {}\nend\nload {}\nstatus\nquit\n",
        file.display(),
        file.display()
    );
    let (code, out, err) = played(0, &script, false);
    assert_eq!((code, err.as_str()), (0, ""));
    assert!(out.contains("Saved to "), "{out}");
    assert!(out.rfind("turn 2 of ") > out.rfind("turn 3 of "), "{out}");
    let missing = played(0, "load nowhere.casus\n", false);
    assert!(
        missing.0 == 1 && missing.2.contains("nowhere.casus cannot be loaded"),
        "{}",
        missing.2
    );
}

#[test]
fn the_same_script_prints_the_same_pages() {
    let script = "answer 1 1\nend\nend\nend\n";
    assert_eq!(played(1, script, false), played(1, script, false));
}

#[test]
fn hostile_lines_do_no_harm() {
    let long = "x".repeat(10_000);
    let script = format!(
        "{long}\nchoose 99999999999999999999\ninvest land 4294967296\nwhy\nnation \u{0}\nload\nforecast\n;;;\n"
    );
    let (code, _, err) = played(2, &script, false);
    assert_eq!(code, 1);
    assert_eq!(
        err.lines().filter(|l| l.starts_with("line ")).count(),
        8,
        "{err}"
    );
}

#[test]
fn every_order_a_seat_has_can_be_typed() {
    use crate::rules::definition::Aim;
    use crate::rules::order::Order;
    use crate::sim::order_text::print;
    use crate::view::order_text::parse;
    for seat in 0..3 {
        let game = game(seat);
        let sight = crate::view::sight::Sight::of(&game, false);
        let (desk, actor) = (sight.desk(), sight.actor.expect("a seat"));
        for order in desk.orders(actor) {
            let def = &sight.rules().orders[order];
            let give = |target, domain| Order::Give {
                order,
                target,
                domain,
                amount: def.most,
            };
            let all: Vec<Order> = match def.aim {
                Aim::Nothing => vec![give(None, None)],
                Aim::Domain => desk
                    .domains(actor)
                    .into_iter()
                    .map(|d| give(None, Some(d)))
                    .collect(),
                aim => desk
                    .targets(actor, aim)
                    .into_iter()
                    .map(|t| give(Some(t), None))
                    .collect(),
            };
            for order in all {
                let text = print(game.world(), &order);
                assert_eq!(parse(&sight, &text), Ok(order), "seat {seat}: {text}");
            }
        }
    }
}
