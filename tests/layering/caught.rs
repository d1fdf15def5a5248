//! The house rules' own tests: each rule must catch what it is for, on made-up sources.
//! Reads and writes nothing.
//! Not here: the rules themselves (`tests/layering.rs`).
//! Source: `src/README.md`.

use super::*;

fn in_file(path: &str, text: &str) -> Source {
    Source::new(path, text)
}

#[test]
fn an_arrow_to_the_right_is_seen_in_a_nested_use() {
    let source = in_file(
        "src/rules/order.rs",
        "use crate::{theory::belief, sim::{self, save}};",
    );
    assert_eq!(
        wrong_arrows(&source),
        [
            "src/rules/order.rs: `crate::sim::save`",
            "src/rules/order.rs: `crate::sim::self`"
        ]
    );
}

#[test]
fn an_arrow_to_the_right_is_seen_in_an_expression_and_in_a_type() {
    let source = in_file(
        "src/ai/armer.rs",
        "fn f(_: &crate::view::Card) { let _ = crate::cli::run(); }",
    );
    assert_eq!(wrong_arrows(&source).len(), 2);
}

#[test]
fn an_arrow_through_super_is_seen() {
    let source = in_file("src/theory/belief.rs", "use super::super::rules::dice;");
    assert_eq!(
        wrong_arrows(&source),
        ["src/theory/belief.rs: `crate::rules::dice`"]
    );
}

#[test]
fn super_inside_a_test_module_stays_in_its_file() {
    let source = in_file(
        "src/theory/belief.rs",
        "mod tests { use super::*; use super::super::contest::odds; }",
    );
    assert!(wrong_arrows(&source).is_empty());
}

#[test]
fn an_arrow_inside_a_macro_is_seen_and_one_inside_a_string_is_not() {
    let source = in_file(
        "src/level/map.rs",
        r#"fn f() { vec![crate::cli::Args, "see crate::game::hud"]; }"#,
    );
    assert_eq!(
        wrong_arrows(&source),
        ["src/level/map.rs: `crate::cli::Args`"]
    );
}

#[test]
fn visibility_is_no_arrow() {
    let source = in_file(
        "src/rules/phase/upkeep.rs",
        "pub(in crate::rules) fn f() {} pub(crate) fn g() {}",
    );
    assert!(wrong_arrows(&source).is_empty());
}

#[test]
fn the_engine_and_random_order_are_seen_in_theory() {
    let source = in_file(
        "src/theory/x.rs",
        "use bevy::prelude::*; use std::{fs, collections::{HashMap, BTreeMap}};",
    );
    assert_eq!(forbidden_paths(&source, &["theory"], is_bevy).len(), 1);
    assert_eq!(
        forbidden_paths(&source, &["theory"], touches_the_machine).len(),
        2
    );
}

#[test]
fn tests_inside_a_macro_are_counted() {
    let source = in_file(
        "tests/x.rs",
        "proptest! { #[test] fn a(x in 0..3) {} #[test] fn b(y in 0..3) {} } #[test] fn c() {}",
    );
    assert_eq!(source.seen.tests(), 3);
}

#[test]
fn unfinished_work_is_seen_in_macros_and_attributes() {
    let source = in_file(
        "src/a/b.rs",
        "#[test] #[ignore] fn f() { todo!() } fn g() { println!(\"{}\", todo!()); }",
    );
    assert_eq!(unfinished(&source).len(), 3);
}

#[test]
fn empty_words_are_found_in_camel_case_and_plural_and_not_inside_longer_words() {
    let source = in_file(
        "src/sim/informed.rs",
        "struct TurnHandlers; enum Uncommon {} struct TreatyInfo;",
    );
    assert_eq!(
        empty_names(&source),
        [
            "src/sim/informed.rs: `TurnHandlers`",
            "src/sim/informed.rs: `TreatyInfo`"
        ]
    );
}

#[test]
fn a_head_without_not_here_is_refused() {
    assert!(missing_head(&in_file("src/a/b.rs", "//! 1\n//! 2\n//! 3\n//! 4\n")).is_some());
    assert!(
        missing_head(&in_file(
            "src/a/b.rs",
            "//! 1\n//! 2\n//! Not here: x\n//! 4\n"
        ))
        .is_none()
    );
    assert!(missing_head(&in_file("src/a/mod.rs", "//! 1\n")).is_some());
}

#[test]
fn paths_are_read_from_back_ticks_outside_code_blocks() {
    let page = "Go to `rules/mod.rs` or `ai/<policy>.rs`, run `cargo test x/y`.\n```text\n`no/such.rs`\n```\n`Cargo.toml`";
    assert_eq!(named_paths(page), ["rules/mod.rs", "ai/", "Cargo.toml"]);
}
