//! The command line from outside: exit codes, what goes where, bad input of every kind.
//! Runs the `casus` binary in temporary folders.
//! Not here: the text game's pages (in `src/cli/text`), the table of commands (in `src/cli/args.rs`).
//! Rule text: DESIGN section 9.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};

const TRIPWIRE: &str = "first-watch/02-tripwire";

fn casus_in(folder: &Path, args: &[&str], input: &str) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_casus"))
        .args(args)
        .current_dir(folder)
        .env("CASUS_HOME", folder)
        .env_remove("CASUS_DATA")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("started");
    // A program that does not read its input closes it; that is its right.
    let _ = child
        .stdin
        .take()
        .expect("piped")
        .write_all(input.as_bytes());
    child.wait_with_output().expect("ended")
}

fn folder() -> tempfile::TempDir {
    tempfile::tempdir().expect("a folder")
}

fn casus(args: &[&str]) -> Output {
    casus_in(folder().path(), args, "")
}

fn out(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn err(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn check_code(args: &[&str], code: i32) -> Output {
    let output = casus(args);
    assert_eq!(
        output.status.code(),
        Some(code),
        "{args:?}\n{}\n{}",
        out(&output),
        err(&output)
    );
    assert!(
        !err(&output).contains("panicked"),
        "{args:?}: {}",
        err(&output)
    );
    output
}

fn check_refused(args: &[&str], code: i32, says: &str) {
    let output = check_code(args, code);
    let said = format!("{}{}", out(&output), err(&output));
    assert!(said.contains(says), "{args:?} should say {says:?}: {said}");
}

#[test]
fn without_a_command_help_is_printed_and_how_to_start() {
    let output = check_code(&[], 0);
    assert!(out(&output).contains("Usage") && out(&output).contains("casus play"));
}

#[test]
fn help_and_version_are_fine() {
    check_code(&["--help"], 0);
    check_code(&["--version"], 0);
}

#[test]
fn wrong_usage_is_two() {
    check_code(&["dance"], 2);
    check_code(&["play"], 2);
    check_code(&["sim", TRIPWIRE, "--games", "0"], 2);
    check_code(&["generate", "--nations", "2"], 2);
}

#[test]
fn a_level_that_is_not_there_is_two_and_the_known_ones_are_named() {
    check_refused(&["play", "no/such", "--auto"], 2, "02-tripwire");
    check_refused(&["sim", "no/such"], 2, "no/such");
}

#[test]
fn a_seat_that_is_not_there_is_two_and_the_seats_are_named() {
    check_refused(&["play", TRIPWIRE, "--seat", "emperor"], 2, "council");
}

#[test]
fn computers_play_a_level_and_print_its_turns() {
    let output = check_code(&["play", TRIPWIRE, "--auto", "--seed", "3"], 0);
    assert!(out(&output).contains("Turn 1,") && out(&output).contains("digest "));
    assert_eq!(err(&output), "");
}

#[test]
fn json_turns_are_one_object_a_line_with_a_digest() {
    let output = check_code(
        &[
            "play", TRIPWIRE, "--auto", "--seed", "3", "--format", "json",
        ],
        0,
    );
    let text = out(&output);
    let lines: Vec<serde_json::Value> = text
        .lines()
        .map(|l| serde_json::from_str(l).expect("JSON"))
        .collect();
    assert!(lines.len() > 3);
    for (turn, line) in lines.iter().enumerate() {
        assert_eq!(line["turn"], turn + 1);
        assert!(line["digest"].is_string() && line["events"].is_array());
    }
    assert!(lines.last().is_some_and(|l| l["outcomes"].is_object()));
}

#[test]
fn a_saved_match_verifies_from_any_folder_and_an_altered_one_does_not() {
    let folder = folder();
    let played = casus_in(
        folder.path(),
        &[
            "play", TRIPWIRE, "--auto", "--seed", "3", "--save", "a.casus",
        ],
        "",
    );
    assert_eq!(played.status.code(), Some(0), "{}", err(&played));
    let verified = casus_in(folder.path(), &["replay", "a.casus", "--verify"], "");
    assert_eq!(verified.status.code(), Some(0));
    assert!(
        out(&played).contains(out(&verified).trim()),
        "the final digest"
    );
    let text = fs::read_to_string(folder.path().join("a.casus")).expect("saved");
    fs::write(
        folder.path().join("b.casus"),
        text.replacen("\"seed\":3", "\"seed\":4", 1),
    )
    .expect("written");
    let altered = casus_in(folder.path(), &["replay", "b.casus", "--verify"], "");
    assert_eq!(altered.status.code(), Some(1));
    assert!(
        out(&altered).starts_with("turn 0, head"),
        "{}",
        out(&altered)
    );
}

#[test]
fn a_piped_game_is_played_saved_and_continued() {
    let folder = folder();
    let first = casus_in(
        folder.path(),
        &[
            "play", TRIPWIRE, "--text", "--seed", "2", "--save", "a.casus",
        ],
        "end\nend\n",
    );
    assert_eq!(first.status.code(), Some(0), "{}", err(&first));
    let second = casus_in(
        folder.path(),
        &["play", "--load", "a.casus", "--save", "b.casus"],
        "end\n",
    );
    assert_eq!(second.status.code(), Some(0), "{}", err(&second));
    let verified = casus_in(folder.path(), &["replay", "b.casus", "--verify"], "");
    assert_eq!(verified.status.code(), Some(0), "{}", out(&verified));
}

#[test]
fn orders_come_from_a_file_too_and_a_missing_one_is_two() {
    let folder = folder();
    fs::write(
        folder.path().join("orders"),
        "# three quiet quarters\nend\nend\nend\n",
    )
    .expect("written");
    let played = casus_in(folder.path(), &["play", TRIPWIRE, "--orders", "orders"], "");
    assert_eq!(played.status.code(), Some(0), "{}", err(&played));
    check_refused(&["play", TRIPWIRE, "--orders", "nowhere"], 2, "nowhere");
}

#[test]
fn statistics_are_one_object_and_the_same_for_any_number_of_jobs() {
    let numbers = |jobs: &str| {
        let output = check_code(
            &[
                "sim", TRIPWIRE, "--games", "4", "--jobs", jobs, "--format", "json",
            ],
            0,
        );
        let mut value: serde_json::Value = serde_json::from_str(&out(&output)).expect("one object");
        let object = value.as_object_mut().expect("an object");
        assert!(object.remove("seconds").is_some() && object.remove("games_per_second").is_some());
        value
    };
    let one = numbers("1");
    assert_eq!(one, numbers("2"));
    assert_eq!(one["games"], 4);
    for key in [
        "orders",
        "acts",
        "articles",
        "decision_rules",
        "domains",
        "response_levels",
        "matters",
    ] {
        assert!(one["counts"][key].is_object(), "{key}");
    }
    assert_eq!(
        one["counts"]["decision_rules"]
            .as_object()
            .map(serde_json::Map::len),
        Some(7)
    );
}

#[test]
fn settings_out_of_range_are_two() {
    check_refused(
        &["sim", TRIPWIRE, "--set", "friction=2"],
        2,
        "between 0 and 0.5",
    );
    check_refused(&["sim", TRIPWIRE, "--set", "charm=2"], 2, "no coefficient");
    check_refused(&["sim", "generated:2"], 2, "3 to 2000");
}

#[test]
fn a_setting_changes_the_numbers() {
    let text = |set: &str| {
        let output = check_code(
            &[
                "sim", TRIPWIRE, "--games", "3", "--set", set, "--format", "json",
            ],
            0,
        );
        let value: serde_json::Value = serde_json::from_str(&out(&output)).expect("JSON");
        value["means"].to_string()
    };
    assert_ne!(
        text("coefficients.precision=0"),
        text("coefficients.precision=100")
    );
}

#[test]
fn random_levels_are_the_same_bytes_for_a_seed_and_without_mistakes() {
    let folder = folder();
    let args = ["generate", "--nations", "12", "--seed", "5"];
    assert_eq!(check_code(&args, 0).stdout, check_code(&args, 0).stdout);
    let written = casus_in(
        folder.path(),
        &["generate", "--nations", "12", "--seed", "5", "-o", "w"],
        "",
    );
    assert_eq!(written.status.code(), Some(0), "{}", err(&written));
    let checked = casus_in(folder.path(), &["check", "w", "--play", "1"], "");
    assert_eq!(
        checked.status.code(),
        Some(0),
        "{}{}",
        out(&checked),
        err(&checked)
    );
}

#[test]
fn random_levels_are_played() {
    let output = check_code(&["sim", "--generated", "3", "--format", "json"], 0);
    assert!(out(&output).contains("\"games\": 3"));
    check_code(&["sim", "generated:5", "--games", "2"], 0);
}

#[test]
fn shipped_levels_have_no_errors() {
    check_code(
        &["check", concat!(env!("CARGO_MANIFEST_DIR"), "/levels")],
        0,
    );
}

#[test]
fn a_broken_level_is_one_and_its_place_is_named() {
    let folder = folder();
    fs::write(
        folder.path().join("level.ron"),
        "(\n  format: 1,\n  nations: [,\n)\n",
    )
    .expect("written");
    let output = casus_in(folder.path(), &["check", "level.ron"], "");
    assert_eq!(output.status.code(), Some(1));
    assert!(out(&output).contains("level.ron:3"), "{}", out(&output));
    let json = casus_in(
        folder.path(),
        &["check", "level.ron", "--format", "json"],
        "",
    );
    assert!(serde_json::from_slice::<serde_json::Value>(&json.stdout).is_ok());
    let sarif = casus_in(
        folder.path(),
        &["check", "level.ron", "--format", "sarif"],
        "",
    );
    assert!(out(&sarif).contains("2.1.0"));
    assert_eq!(
        casus_in(folder.path(), &["play", "level.ron", "--auto"], "")
            .status
            .code(),
        Some(1)
    );
}

#[test]
fn a_path_that_cannot_be_read_is_two() {
    check_code(&["check", "nowhere"], 2);
    check_code(&["replay", "nowhere", "--verify"], 2);
    check_code(&["ledger", "nowhere"], 2);
}

#[test]
fn files_that_are_no_saves_are_two_without_a_panic() {
    let folder = folder();
    for bytes in [
        &b""[..],
        b"{}",
        b"[[[[",
        b"\xff\xfe",
        b"{\"format\":1,\"game\":\"casus-foederis\"}",
    ] {
        fs::write(folder.path().join("s"), bytes).expect("written");
        for args in [
            &["replay", "s", "--verify"][..],
            &["ledger", "s"],
            &["play", "--load", "s"],
        ] {
            let output = casus_in(folder.path(), args, "");
            assert_eq!(output.status.code(), Some(2), "{args:?}: {}", err(&output));
            assert!(err(&output).contains("cannot be read as a save"));
        }
    }
}

#[test]
fn a_save_of_a_hundred_mebibytes_is_refused() {
    let folder = folder();
    let file = fs::File::create(folder.path().join("s")).expect("made");
    file.set_len(100 * 1024 * 1024).expect("sparse");
    let output = casus_in(folder.path(), &["replay", "s", "--verify"], "");
    assert_eq!(output.status.code(), Some(2));
    assert!(err(&output).contains("64 MiB"));
}

#[test]
fn the_ledger_holds_scores_and_terms() {
    let folder = folder();
    casus_in(
        folder.path(),
        &["play", TRIPWIRE, "--auto", "--seed", "3", "--save", "a"],
        "",
    );
    let output = casus_in(
        folder.path(),
        &["ledger", "a", "--turn", "2", "--format", "json"],
        "",
    );
    let ledger: serde_json::Value = serde_json::from_str(&out(&output)).expect("JSON");
    let option = &ledger["decisions"][0]["options"][0];
    assert!(
        option["score"].is_number() && option["terms"].is_array(),
        "{option}"
    );
    let person = casus_in(
        folder.path(),
        &["ledger", "a", "--seat", "council", "--turn", "2"],
        "",
    );
    assert_eq!(person.status.code(), Some(0), "{}", err(&person));
    let nation = casus_in(folder.path(), &["ledger", "a", "--nation", "atlantis"], "");
    assert_eq!(nation.status.code(), Some(2));
}

#[test]
fn everything_is_explained_and_the_unknown_is_met_with_the_nearest() {
    check_refused(&["explain"], 0, "unknown-field");
    check_refused(&["explain", "precision"], 0, "Precision of aggressors");
    check_refused(&["explain", "precison"], 2, "precision");
}

#[test]
fn a_reader_that_goes_away_is_no_failure() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_casus"))
        .args(["generate", "--nations", "300"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("started");
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("ended");
    assert_eq!((output.status.code(), err(&output).as_str()), (Some(0), ""));
}
