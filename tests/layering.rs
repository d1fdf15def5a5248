//! The house rules: arrows between rooms, file heads, names, sizes, enough tests, a map that is right.
//! Reads the repository's own sources and `src/README.md`; each rule is one test whose message says what to do.
//! Not here: how sources are read (`tests/layering/source.rs`); what the program does (every other test).
//! Source: `src/README.md`. A new arrow is a design decision: change the map and `ROOMS` in the same commit, and say why.

mod caught;
mod source;

use source::{Source, root, sources, words_of};
use std::collections::BTreeSet;
use std::fs;

/// Every room and what it may use. `main.rs` may use all; `lib.rs` only lists them.
const ROOMS: &[(&str, &[&str])] = &[
    ("theory", &[]),
    ("rules", &["theory"]),
    ("level", &["theory", "rules"]),
    ("ai", &["theory", "rules", "level"]),
    ("sim", &["theory", "rules", "level", "ai"]),
    ("view", &["theory", "rules", "level", "ai", "sim"]),
    ("report", &["theory", "rules", "level", "ai", "sim", "view"]),
    (
        "cli",
        &["theory", "rules", "level", "ai", "sim", "view", "report"],
    ),
    // The window talks to matches and shows what may be shown; it never reaches the rules.
    ("game", &["sim", "view", "report"]),
];

/// Rooms in the table that may be missing still.
const COMING: &[&str] = &["game"];

/// Words that say nothing about what a thing is.
const EMPTY_WORDS: &[&str] = &[
    "manager", "handler", "helper", "util", "misc", "info", "common",
];

/// Longest file, in lines. Aim at 120, look again at 300.
const LONGEST: usize = 500;

fn check(found: Vec<String>, advice: &str) {
    assert!(found.is_empty(), "{advice}\n  {}\n", found.join("\n  "));
}

/// The room a path leads to, when it leads anywhere within the crate.
fn target(path: &[String]) -> Option<&str> {
    match path {
        [first, room, ..] if first == "crate" => Some(room),
        _ => None,
    }
}

fn wrong_arrows(source: &Source) -> Vec<String> {
    let Some(room) = source.room() else {
        return Vec::new();
    };
    let allowed = ROOMS
        .iter()
        .find(|(name, _)| *name == room)
        .map_or(&[][..], |(_, may)| *may);
    let wrong =
        |path: &&Vec<String>| target(path).is_some_and(|to| to != room && !allowed.contains(&to));
    let wrong: BTreeSet<String> = source
        .seen
        .paths
        .iter()
        .filter(wrong)
        .map(|path| path.join("::"))
        .collect();
    wrong
        .iter()
        .map(|path| format!("{}: `{path}`", source.path))
        .collect()
}

fn forbidden_paths(
    source: &Source,
    rooms: &[&str],
    forbidden: fn(&[String]) -> bool,
) -> Vec<String> {
    if !source.room().is_some_and(|room| rooms.contains(&room)) {
        return Vec::new();
    }
    let found: BTreeSet<String> = source
        .seen
        .paths
        .iter()
        .filter(|path| forbidden(path))
        .map(|path| path.join("::"))
        .collect();
    found
        .iter()
        .map(|path| format!("{}: `{path}`", source.path))
        .collect()
}

fn is_bevy(path: &[String]) -> bool {
    path.first()
        .is_some_and(|first| first == "bevy" || first.starts_with("bevy_"))
}

fn touches_the_machine(path: &[String]) -> bool {
    let from_std = matches!(path, [first, second, ..] if first == "std"
        && ["fs", "thread", "time", "net", "env", "process"].contains(&second.as_str()));
    from_std
        || path
            .iter()
            .any(|name| name == "HashMap" || name == "HashSet")
}

fn missing_head(source: &Source) -> Option<String> {
    let head = source.head();
    let is_room_page = source.path.ends_with("/mod.rs");
    if ["src/lib.rs", "src/main.rs"].contains(&source.path.as_str()) {
        None
    } else if is_room_page && head.len() < 2 {
        Some(format!(
            "{}: {} line(s), a `mod.rs` needs 2",
            source.path,
            head.len()
        ))
    } else if !is_room_page && head.len() < 4 {
        Some(format!(
            "{}: {} line(s), a file needs 4",
            source.path,
            head.len()
        ))
    } else if !is_room_page && !head.iter().any(|line| line.contains("Not here:")) {
        Some(format!("{}: no `Not here:`", source.path))
    } else {
        None
    }
}

fn empty_names(source: &Source) -> Vec<String> {
    let is_empty = |name: &&str| {
        let singular = |word: &String| EMPTY_WORDS.contains(&word.trim_end_matches('s'));
        words_of(name).iter().any(singular)
    };
    let parts = source.path.trim_end_matches(".rs").split('/');
    let names = parts.chain(source.seen.declared.iter().map(String::as_str));
    names
        .filter(is_empty)
        .map(|name| format!("{}: `{name}`", source.path))
        .collect()
}

fn unfinished(source: &Source) -> Vec<String> {
    let macros = source
        .seen
        .macros
        .iter()
        .filter(|name| ["todo", "unimplemented"].contains(&name.as_str()));
    let attributes = source
        .seen
        .attributes
        .iter()
        .filter(|name| ["ignore", "should_panic"].contains(&name.as_str()));
    macros
        .chain(attributes)
        .map(|name| format!("{}: `{name}`", source.path))
        .collect()
}

/// Paths named in back-ticks on a page: words with a `/` or a known ending, up to the first `<` or `*`.
fn named_paths(page: &str) -> Vec<String> {
    let is_path = |word: &&str| {
        let ends = [".rs", ".ron", ".md", ".toml", ".sh", ".json"]
            .iter()
            .any(|end| word.ends_with(end));
        !word.contains(' ')
            && !word.contains("::")
            && !word.contains("//")
            && (ends || word.contains('/'))
    };
    // A code block is a picture, not a promise: only what stands outside is read.
    let prose: Vec<&str> = page.split("```").step_by(2).collect();
    let quoted = prose
        .iter()
        .flat_map(|part| part.split('`').skip(1).step_by(2));
    let fixed = |word: &str| {
        word.split(['<', '*', '…'])
            .next()
            .unwrap_or_default()
            .to_owned()
    };
    quoted
        .filter(is_path)
        .map(fixed)
        .filter(|word| !word.is_empty())
        .collect()
}

#[test]
fn a_room_uses_only_what_stands_to_its_left() {
    let found = sources(&["src"]).iter().flat_map(wrong_arrows).collect();
    check(
        found,
        "Wrong arrows. Move the code to the room that may know this, or pass the value in:",
    );
}

#[test]
fn every_room_of_the_table_exists_and_no_other() {
    let mut found = Vec::new();
    for (room, _) in ROOMS {
        if !root().join("src").join(room).join("mod.rs").is_file() && !COMING.contains(room) {
            found.push(format!("src/{room}/mod.rs is missing"));
        }
    }
    for source in sources(&["src"]) {
        if source
            .room()
            .is_some_and(|room| !ROOMS.iter().any(|(name, _)| *name == room))
        {
            found.push(format!("{} stands in no room", source.path));
        }
    }
    check(
        found,
        "Rooms and `ROOMS` in tests/layering.rs differ; change table, map and folder together:",
    );
}

#[test]
fn the_map_draws_the_same_rooms() {
    let map = fs::read_to_string(root().join("src/README.md")).unwrap_or_default();
    let unnamed = |room: &&str| !map.contains(&format!("`{room}`")) && !COMING.contains(room);
    let found = ROOMS
        .iter()
        .map(|(room, _)| *room)
        .filter(unnamed)
        .map(str::to_owned)
        .collect();
    check(
        found,
        "These rooms are not named on src/README.md; add their row:",
    );
}

#[test]
fn theory_knows_no_engine() {
    let found = sources(&["src"])
        .iter()
        .flat_map(|source| forbidden_paths(source, &["theory"], is_bevy))
        .collect();
    check(
        found,
        "Theory is plain functions of plain numbers. Take values, and let a system in `rules` gather them:",
    );
}

#[test]
fn theory_and_rules_touch_no_file_clock_thread_or_random_order() {
    let rooms = &["theory", "rules"];
    let found = sources(&["src"])
        .iter()
        .flat_map(|source| forbidden_paths(source, rooms, touches_the_machine))
        .collect();
    check(
        found,
        "Use BTreeMap, BTreeSet or Vec; let a room further right touch the machine:",
    );
}

#[test]
fn every_file_starts_with_its_head() {
    let found = sources(&["src"]).iter().filter_map(missing_head).collect();
    check(
        found,
        "Start with `//!` lines: what is here; what it reads and writes; `Not here:` with where that lives; the rule text or source:",
    );
}

#[test]
fn no_name_is_an_empty_word() {
    let found = sources(&["src", "tests", "benches"])
        .iter()
        .flat_map(empty_names)
        .collect();
    check(
        found,
        "Name files and types for the thing they are, in the words of the field:",
    );
}

#[test]
fn nothing_is_left_unfinished_or_switched_off() {
    let found = sources(&["src", "tests", "benches"])
        .iter()
        .flat_map(unfinished)
        .collect();
    check(
        found,
        "Finish it or leave it out; a test runs, and asserts instead of expecting a panic:",
    );
}

#[test]
fn no_file_is_longer_than_five_hundred_lines() {
    let length = |source: &Source| (source.text.lines().count(), source.path.clone());
    let files = sources(&["src", "tests", "benches"]);
    let found = files
        .iter()
        .map(length)
        .filter(|(lines, _)| *lines > LONGEST);
    let found = found
        .map(|(lines, path)| format!("{path}: {lines} lines"))
        .collect();
    check(
        found,
        "Split by idea, one a file (aim at 120 lines, look again at 300):",
    );
}

#[test]
fn the_paths_on_the_map_exist() {
    let map = fs::read_to_string(root().join("src/README.md")).unwrap_or_default();
    let missing =
        |path: &String| !root().join("src").join(path).exists() && !root().join(path).exists();
    let found = named_paths(&map).into_iter().filter(missing).collect();
    check(
        found,
        "src/README.md names paths (from src/ or from the repository's folder) that are not there:",
    );
}

#[test]
fn there_are_more_than_ten_tests_in_a_thousand_lines() {
    // Every line of `src` counts, comments and tests too; every function marked as a test counts once, whatever it loops over.
    let lines: usize = sources(&["src"])
        .iter()
        .map(|source| source.text.lines().count())
        .sum();
    let tests: usize = sources(&["src", "tests"])
        .iter()
        .map(|source| source.seen.tests())
        .sum();
    assert!(
        tests * 1000 > lines * 10,
        "{tests} tests for {lines} lines of src: write the missing ones, small and named as sentences"
    );
}
