//! Nothing in the rules lies idle: over two hundred random games of all kinds, everything `sim` counts is used.
//! Runs the program as a user would; the count of each order, act, article, decision rule, domain, response level and matter is read.
//! Not here: that each changes a named term (`terms`), what single cases do (`cases`).
//! Rule text: DESIGN section 5, "each shipped in `levels/treaties/` and exercised by a case".

use std::process::Command;

#[test]
fn over_two_hundred_random_games_nothing_is_never_used() {
    let output = Command::new(env!("CARGO_BIN_EXE_casus"))
        .args([
            "sim",
            "--generated",
            "200",
            "--seed",
            "1",
            "--jobs",
            "2",
            "--format",
            "json",
        ])
        .output()
        .expect("the program runs");
    let said: serde_json::Value = serde_json::from_slice(&output.stdout).expect("one JSON object");
    let kinds = said["counts"].as_object().expect("counts by kind");
    assert!(kinds.len() >= 7, "{kinds:?}");
    for (kind, counts) in kinds {
        let counts = counts.as_object().expect("counts by id");
        assert!(!counts.is_empty(), "{kind}");
        let idle: Vec<_> = counts
            .iter()
            .filter(|(_, n)| n.as_u64() == Some(0))
            .map(|(id, _)| id)
            .collect();
        assert!(idle.is_empty(), "never used: {kind} {idle:?}");
    }
}
