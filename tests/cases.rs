//! Rules as tiny levels: each folder of `tests/cases` is a level, what is done in it, and the whole log that must come out.
//! Reads `tests/cases/<rule>__<case>/`: `level.ron`, and where they help `treaty.ron`, `orders.txt`, `picks.txt`, `set.txt`.
//! Not here: whether orders and acts matter to decisions (`terms`), whole levels (`playthroughs`).
//! Source: DESIGN section 4. `CASUS_BLESS=1` rewrites the expected logs (never in CI): read the difference as if it were code.

use std::fs;
use std::path::{Path, PathBuf};

use bevy::ecs::prelude::World;
use casus_foederis::level::check::Checked;
use casus_foederis::rules::capability::PerDomain;
use casus_foederis::rules::definition::RuleSet;
use casus_foederis::rules::event::{EventLog, TurnEvent};
use casus_foederis::rules::id::{Actor, AllianceId, NationId, Roster};
use casus_foederis::rules::scene::Scene;
use casus_foederis::rules::treaty::{DecisionRule, Treaty};
use casus_foederis::sim::order_text;
use serde_json::Value;

use super::scripted::{self, Script};

/// The least number of cases the folder must hold, so that a mistaken path does not pass for success.
const LEAST: usize = 20;

fn folders() -> Vec<PathBuf> {
    let found = fs::read_dir(scripted::root().join("tests/cases")).expect("tests/cases");
    let mut folders: Vec<PathBuf> = found
        .flatten()
        .map(|f| f.path())
        .filter(|p| p.is_dir())
        .collect();
    folders.sort();
    folders
}

fn text(folder: &Path, name: &str) -> Option<String> {
    fs::read_to_string(folder.join(name)).ok()
}

fn name(folder: &Path) -> String {
    folder
        .file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned()
}

/// Plays a case and renders its log. `set.txt` holds `coefficient=value` lines, and may hold `seed=` and `turns=`.
fn play(folder: &Path) -> String {
    let name = name(folder);
    let level = text(folder, "level.ron").unwrap_or_else(|| panic!("{name}: no level.ron"));
    let mut checked = scripted::level(
        &format!("cases/{name}"),
        &level,
        text(folder, "treaty.ron").as_deref(),
    );
    let list = |file: &str| scripted::lines(&text(folder, file).unwrap_or_default());
    let mut seed = 1;
    quiet(&mut checked);
    for line in list("set.txt") {
        let (what, value) = line.split_once('=').unwrap_or((line.as_str(), ""));
        let value: f64 = value
            .trim()
            .parse()
            .unwrap_or_else(|_| panic!("{name}: `{line}` in set.txt: want coefficient=value"));
        if what.trim() == "seed" {
            seed = value as u64;
            continue;
        }
        match checked.rules.coefficients.get_mut(what.trim()) {
            Some(coefficient) => *coefficient = value,
            None => panic!("{name}: set.txt names no coefficient: `{line}`"),
        }
    }
    let script = Script {
        orders: list("orders.txt"),
        picks: list("picks.txt"),
    };
    let turns = checked.def.clock.turns;
    render(&scripted::play(&checked, seed, turns, &script))
}

/// No hazards but those a case asks for.
fn quiet(checked: &mut Checked) {
    let k = &mut checked.rules.coefficients;
    k.internal_hazard = 0.0;
    k.climate_shock = 0.0;
    k.epidemic = 0.0;
    k.piracy_base = 0.0;
}

/// The log, one event a line: turn, event, fields by name; level ids instead of numbers; numbers to three places.
fn render(world: &World) -> String {
    let mut lines = String::new();
    for dated in &world.resource::<EventLog>().0 {
        lines += &format!("{} {}\n", dated.turn, line(world, &dated.event));
    }
    lines
}

fn line(world: &World, event: &TurnEvent) -> String {
    match serde_json::to_value(event).expect("events are plain data") {
        Value::Object(whole) => whole
            .iter()
            .map(|(name, fields)| format!("{name}{}", fields_of(world, event, fields)))
            .collect(),
        Value::String(name) => name,
        other => other.to_string(),
    }
}

fn fields_of(world: &World, event: &TurnEvent, fields: &Value) -> String {
    let Value::Object(fields) = fields else {
        return String::new();
    };
    let alliance = fields.get("alliance").and_then(Value::as_u64);
    fields
        .iter()
        .map(|(name, value)| format!(" {name}={}", word(world, event, alliance, name, value)))
        .collect()
}

/// A field's value in words.
fn word(
    world: &World,
    event: &TurnEvent,
    alliance: Option<u64>,
    field: &str,
    value: &Value,
) -> String {
    let roster = world.resource::<Roster>();
    let rules = world.resource::<RuleSet>();
    let scene = world.resource::<Scene>();
    let index = value.as_u64().map(|i| i as usize);
    match (field, value, index) {
        ("attack" | "defence", _, _) => {
            let forces: PerDomain = serde_json::from_value(value.clone()).expect("forces");
            number(forces.total())
        }
        ("actor" | "viewer", _, _) => {
            let actor: Actor = serde_json::from_value(value.clone()).expect("an actor");
            order_text::print_actor(roster, actor)
        }
        ("act", _, Some(i)) => rules.acts[i].id.clone(),
        ("order", _, Some(i)) => rules.orders[i].id.clone(),
        ("matter", _, Some(i)) => scene.matters[i].id.clone(),
        ("event", _, Some(i)) => scene.events[i].id.clone(),
        ("answer", _, Some(i)) => match event {
            TurnEvent::MatterClosed { matter, .. } => scene.matters[*matter].answers[i].id.clone(),
            _ => i.to_string(),
        },
        ("rule", _, Some(i)) => DecisionRule::WORDS[i].to_owned(),
        ("alliance", _, Some(i)) => roster.alliance_id(AllianceId(i as u32)).to_string(),
        ("article", _, Some(i)) => article(world, alliance, i),
        (
            "nation" | "aggressor" | "target" | "guarantor" | "accused" | "about" | "by" | "from"
            | "to",
            _,
            Some(i),
        ) => roster.nation_id(NationId(i as u32)).to_string(),
        (_, Value::Number(n), None) => number(n.as_f64().unwrap_or_default()),
        (_, Value::Null, _) => "none".to_owned(),
        (_, Value::String(text), _) => text.clone(),
        _ => value.to_string(),
    }
}

fn article(world: &World, alliance: Option<u64>, index: usize) -> String {
    let roster = world.resource::<Roster>();
    alliance
        .map(|a| roster.alliance_entity(AllianceId(a as u32)))
        .and_then(|e| world.get::<Treaty>(e))
        .and_then(|t| t.articles.get(index))
        .map_or_else(|| index.to_string(), |a| a.id.clone())
}

/// Three places, and no minus before nothing.
fn number(value: f64) -> String {
    let text = format!("{value:.3}");
    if text == "-0.000" {
        "0.000".to_owned()
    } else {
        text
    }
}

fn blessing() -> bool {
    std::env::var_os("CASUS_BLESS").is_some() && std::env::var_os("CI").is_none()
}

#[test]
fn every_case_leaves_the_log_it_should() {
    let folders = folders();
    assert!(folders.len() >= LEAST, "only {} cases", folders.len());
    let mut wrong = Vec::new();
    for folder in folders {
        let log = play(&folder);
        let path = folder.join("expect.txt");
        if blessing() {
            fs::write(&path, &log).expect("the case's folder can be written");
        }
        let expected = fs::read_to_string(&path).unwrap_or_default();
        if log != expected {
            wrong.push(format!(
                "{}:\n--- expected\n{expected}--- found\n{log}",
                name(&folder)
            ));
        }
    }
    assert!(
        wrong.is_empty(),
        "these logs changed; if that is right, run again with CASUS_BLESS=1 and read the difference\n{}",
        wrong.join("\n")
    );
}

#[test]
fn every_case_is_named_for_its_rule_and_says_what_it_shows() {
    for folder in folders() {
        let (name, level) = (
            name(&folder),
            text(&folder, "level.ron").unwrap_or_default(),
        );
        assert!(name.contains("__"), "{name}: want <rule>__<case>");
        let comment = level.lines().nth(1).unwrap_or_default();
        assert!(
            comment.starts_with("// "),
            "{name}: the second line of level.ron says what the case shows"
        );
    }
}

/// What a case is about must be in its log, whatever the numbers are: blessing cannot lose it.
#[test]
fn every_case_shows_what_it_is_about() {
    let mut missing = Vec::new();
    for folder in folders() {
        let log = text(&folder, "expect.txt").unwrap_or_default();
        for line in scripted::lines(&text(&folder, "shows.txt").unwrap_or_default()) {
            let (never, words) = match line.strip_prefix("never ") {
                Some(rest) => (true, rest),
                None => (false, line.as_str()),
            };
            let found = log
                .lines()
                .any(|l| words.split(" … ").all(|part| l.contains(part)));
            if found == never {
                missing.push(format!("{}: {line}", name(&folder)));
            }
        }
    }
    assert!(missing.is_empty(), "{}", missing.join("\n"));
}
