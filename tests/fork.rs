//! Forks and crises from outside: nothing changed is nothing different; what is reported to deter does, and the step before does not.
//! Runs the `casus` binary on a save it makes itself.
//! Not here: how forks are played (`src/sim/fork.rs`), the game behind a crisis (`crisis`).
//! Rule text: DESIGN section 9.

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

/// A save of a whole match of computers, and its folder.
fn save() -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("a.save");
    let level = [
        "play",
        "first-watch/02-tripwire",
        "--auto",
        "--seed",
        "8",
        "--save",
    ];
    let done = Command::new(env!("CARGO_BIN_EXE_casus"))
        .args(level)
        .arg(&path)
        .output()
        .expect("ran");
    assert!(
        done.status.success(),
        "{}",
        String::from_utf8_lossy(&done.stderr)
    );
    (folder, path)
}

fn casus(command: &str, save: &Path, args: &[&str]) -> (i32, Value, String) {
    let run = Command::new(env!("CARGO_BIN_EXE_casus"));
    let mut run = run;
    let done = run
        .arg(command)
        .arg(save)
        .args(args)
        .args(["--format", "json"])
        .output()
        .expect("ran");
    let json = serde_json::from_slice(&done.stdout).unwrap_or(Value::Null);
    let said = String::from_utf8_lossy(&done.stderr).into_owned();
    (done.status.code().unwrap_or(-1), json, said)
}

fn number(value: &Value) -> f64 {
    value
        .as_f64()
        .unwrap_or_else(|| panic!("{value} is no number"))
}

#[test]
fn a_fork_without_a_change_is_history() {
    let (_folder, save) = save();
    for turn in ["1", "4", "9"] {
        let (code, json, _) = casus("fork", &save, &["--turn", turn, "--games", "3"]);
        assert_eq!(code, 0);
        assert_eq!(json["identical"], true, "turn {turn}");
        assert_eq!(json["digest"][0], json["digest"][1]);
        assert_eq!(number(&json["difference"]["value"]), 0.0);
    }
    let text = std::fs::read_to_string(&save).expect("the save");
    let (_, json, _) = casus("fork", &save, &["--turn", "4", "--games", "1"]);
    assert!(
        text.contains(json["digest"][0].as_str().expect("a digest")),
        "the save's own last digest"
    );
}

#[test]
fn an_order_not_given_makes_another_match() {
    let (_folder, save) = save();
    let text = std::fs::read_to_string(&save).expect("the save");
    // Some order of a member on turn 2 that is not an answer.
    let line = text
        .split("\"turn\":2,\"step\":\"OrdersAsk\",\"actor\":\"")
        .skip(1)
        .filter_map(|part| {
            let (actor, rest) = part.split_once("\",\"text\":\"")?;
            let (order, _) = rest.split_once('"')?;
            order
                .starts_with("declare_commitment")
                .then(|| format!("drop {actor}: {order}"))
        })
        .next()
        .expect("somebody declares a commitment");
    let (code, json, said) = casus(
        "fork",
        &save,
        &["--turn", "2", "--games", "2", "--change", &line],
    );
    assert_eq!(code, 0, "{said}");
    assert_eq!(json["identical"], false);
    assert_eq!(json["changes"][0], line);
}

#[test]
fn the_least_change_deters_and_the_step_before_does_not() {
    let (_folder, save) = save();
    let dial = [
        "--turn",
        "3",
        "--smallest",
        "restraint=?",
        "--grid",
        "0.1,1.2,0.1",
    ];
    let (code, json, said) = casus("fork", &save, &dial);
    assert_eq!(code, 0, "{said}");
    assert!(number(&json["margin_before"]) > 0.0);
    assert!(number(&json["deters"]["margin"]) < 0.0);
    assert!(number(&json["falls_short"]["margin"]) >= 0.0);
    // The reported change, played as an ordinary fork, has the same margin.
    let change = json["deters"]["change"].as_str().expect("a change");
    let (_, again, _) = casus(
        "fork",
        &save,
        &["--turn", "3", "--games", "1", "--change", change],
    );
    let row = again["aggressors"]
        .as_array()
        .expect("rows")
        .iter()
        .find(|r| r["nation"] == json["against"]);
    assert_eq!(
        number(&row.expect("the aggressor")["margin"][1]),
        number(&json["deters"]["margin"])
    );
}

#[test]
fn changes_and_turns_that_cannot_be_are_refused() {
    let (_folder, save) = save();
    for args in [
        ["--turn", "3", "--change", "frobnicate"],
        ["--turn", "3", "--change", "give nobody: consult"],
        ["--turn", "99", "--games", "1"],
        ["--turn", "3", "--smallest", "restraint=1"],
    ] {
        let (code, _, said) = casus("fork", &save, &args);
        assert_eq!(code, 2, "{args:?}");
        assert!(!said.contains("panicked"), "{said}");
    }
}

#[test]
fn a_crisis_is_solved_and_written() {
    let (folder, save) = save();
    let file = folder.path().join("c.efg");
    let (code, json, said) = casus(
        "crisis",
        &save,
        &["--turn", "3", "--efg", &file.to_string_lossy()],
    );
    assert_eq!(code, 0, "{said}");
    assert!((number(&json["score"]) - number(&json["solved"])).abs() < 1e-9);
    let (code, solved, _) = casus("solve", &file, &["--method", "spe"]);
    assert_eq!(code, 0);
    let acts = json["acts"] == true;
    let first = number(&solved["equilibria"][0]["payoffs"][0]);
    let wanted = if acts {
        number(&json["solved"])
    } else {
        number(&json["hold"])
    };
    assert!((first - wanted).abs() < 1e-9);
    assert_eq!(casus("crisis", &save, &["--turn", "99"]).0, 2);
    assert_eq!(
        casus("crisis", &save, &["--turn", "3", "--nation", "nowhere"]).0,
        2
    );
}

#[test]
fn files_that_are_no_games_are_refused_with_a_place() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("bad.efg");
    for (text, says) in [
        ("", "1:1"),
        (
            "EFG 2 R \"x\" { \"A\" }\np \"\" 2 1 \"\" { \"a\" } 0\n",
            "no player 2",
        ),
        (
            "EFG 2 R \"x\" { \"A\" }\nt \"\" 1 \"\" { 1e999 }\n",
            "not a number",
        ),
    ] {
        std::fs::write(&path, text).expect("written");
        let (code, _, said) = casus("solve", &path, &["--method", "nash"]);
        assert_eq!(code, 2);
        assert!(said.contains(says), "{said}");
    }
    assert_eq!(
        casus(
            "solve",
            &folder.path().join("none.efg"),
            &["--method", "spe"]
        )
        .0,
        2
    );
}
