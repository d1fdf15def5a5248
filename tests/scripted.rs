//! A stage for small levels: loads one from text, plays it with a script of orders and choices, and hands the world back.
//! Reads the shipped rules and treaties; `terms` and `cases` play on it.
//! Not here: what is compared (`terms`), expected logs (`cases`), the driver of real matches (`src/sim`).
//! Source: DESIGN section 4: a driver may change `chosen` of a pending decision; that is all a script does.

use std::path::Path;

use bevy::ecs::prelude::World;
use casus_foederis::level::check::{Checked, check_sources};
use casus_foederis::level::problem::render_human;
use casus_foederis::level::source::{Source, Sources};
use casus_foederis::level::spawn::spawn;
use casus_foederis::rules::clock::{Clock, Step};
use casus_foederis::rules::decision::{Decision, DecisionKind, Pending, Pick};
use casus_foederis::rules::definition::RuleSet;
use casus_foederis::rules::id::Roster;
use casus_foederis::rules::{quote, run};
use casus_foederis::sim::order_text;

/// The folder of the repository.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn shipped(folder: &str) -> Vec<Source> {
    let found = std::fs::read_dir(root().join(folder)).expect("a shipped folder");
    let mut paths: Vec<_> = found.flatten().map(|f| f.path()).collect();
    paths.sort();
    let source = |p: &std::path::PathBuf| {
        Source::new(
            p.display().to_string(),
            std::fs::read_to_string(p).expect("text"),
        )
    };
    paths.iter().map(source).collect()
}

/// A level from its text, with the shipped rules and treaties and perhaps a treaty of its own.
/// Only its own matters are put: the rules' standing ones would fill every log.
pub fn level(name: &str, text: &str, treaty: Option<&str>) -> Checked {
    let mut files = vec![Source::new(format!("tests/{name}/level.ron"), text)];
    files.extend(shipped("levels/rules"));
    files.extend(shipped("levels/treaties"));
    files.extend(treaty.map(|t| Source::new("levels/treaties/own.ron", t)));
    let sources = Sources { files };
    let mut checked = check_sources(&sources).unwrap_or_else(|problems| {
        let text = |path: &str| sources.text(path).map(str::to_owned);
        panic!(
            "{name} does not load\n{}",
            render_human(&problems, &text, false)
        )
    });
    let standing = checked.rules.matters.len();
    checked.prepared.scene.matters.drain(..standing);
    checked
}

/// What is done in a run, one line each; `#` begins a comment.
#[derive(Clone, Debug, Default)]
pub struct Script {
    /// `TURN ACTOR ORDER`: an order given, in its exact text.
    pub orders: Vec<String>,
    /// `TURN ACTOR KIND PICK`: a choice made for a decision; turns as `3`, `1-3` or `*`, actor as id or `*`.
    /// The first line that fits and whose option is there counts; without one the computer's choice stands.
    pub picks: Vec<String>,
}

/// The lines of a text without comments and empty ones.
pub fn lines(text: &str) -> Vec<String> {
    text.lines()
        .map(|l| l.split('#').next().unwrap_or("").trim().to_owned())
        .filter(|l| !l.is_empty())
        .collect()
}

/// The level of `terms`: a world in which everything can be seen to count.
pub fn smallest() -> Checked {
    let (text, pact) = (
        include_str!("terms/level.ron"),
        include_str!("terms/pact.ron"),
    );
    level("terms", text, Some(pact))
}

/// A world at the moment the first orders are awaited.
pub fn start(checked: &Checked) -> World {
    let mut world = World::new();
    run::install(&mut world);
    spawn(checked, 7, &mut world);
    while run::advance(&mut world) != Step::OrdersAsk {}
    run::refresh(&mut world);
    world
}

/// Plays a number of turns.
pub fn play(checked: &Checked, seed: u64, turns: u32, script: &Script) -> World {
    let mut world = World::new();
    run::install(&mut world);
    spawn(checked, seed, &mut world);
    while !world.resource::<Clock>().over && world.resource::<Clock>().turn <= turns {
        let step = run::advance(&mut world);
        if step == Step::OrdersAsk {
            give(&mut world, &script.orders);
        } else if step.asks() {
            choose(&mut world, &script.picks);
        }
    }
    run::refresh(&mut world);
    world
}

fn give(world: &mut World, orders: &[String]) {
    let turn = world.resource::<Clock>().turn.to_string();
    run::refresh(world);
    for line in orders {
        let mut words = line.splitn(3, ' ');
        let (when, who, text) = (words.next(), words.next(), words.next().unwrap_or(""));
        if when != Some(turn.as_str()) {
            continue;
        }
        let actor = order_text::parse_actor(world.resource::<Roster>(), who.unwrap_or(""))
            .unwrap_or_else(|| panic!("`{line}`: no such actor"));
        let order = order_text::parse(world, text).unwrap_or_else(|e| panic!("`{line}`: {e}"));
        if let Err(refusal) = quote::give(world, actor, order) {
            panic!("`{line}` is refused: {refusal:?}");
        }
    }
}

fn choose(world: &mut World, picks: &[String]) {
    let mut pending = std::mem::take(&mut *world.resource_mut::<Pending>());
    for decision in &mut pending.0 {
        let said = picks.iter().find_map(|line| option(world, decision, line));
        decision.chosen = said.unwrap_or(decision.chosen);
    }
    *world.resource_mut::<Pending>() = pending;
}

/// The option a line picks in a decision, if it is about that decision and the option is there.
pub fn option(world: &World, decision: &Decision, line: &str) -> Option<usize> {
    let words: Vec<&str> = line.split_whitespace().collect();
    let [turns, actor, kind, pick @ ..] = words.as_slice() else {
        panic!("`{line}`: want TURN ACTOR KIND PICK");
    };
    let roster = world.resource::<Roster>();
    let fits = within(turns, decision.turn)
        && (*actor == "*" || order_text::parse_actor(roster, actor) == Some(decision.actor))
        && *kind == word(decision.kind);
    if !fits {
        return None;
    }
    let is = |p: &Pick| match (pick, p) {
        (["act", act, target], Pick::Act(rung, nation)) => {
            world.resource::<RuleSet>().acts[*rung].id == *act
                && roster.nation_id(*nation) == *target
        }
        (["level", level], Pick::Level(l)) => *level == l.to_string(),
        ([name], Pick::Act(..) | Pick::Level(_)) => *name == "any",
        ([name], p) => format!("{p:?}").eq_ignore_ascii_case(name),
        _ => false,
    };
    decision.options.iter().position(|o| is(&o.pick))
}

fn within(turns: &str, turn: u32) -> bool {
    match turns.split_once('-') {
        Some((from, to)) => {
            let bound = |t: &str| t.parse::<u32>().expect("a turn");
            (bound(from)..=bound(to)).contains(&turn)
        }
        None => turns == "*" || turns == turn.to_string(),
    }
}

/// The word for a kind of decision in scripts.
pub fn word(kind: DecisionKind) -> &'static str {
    match kind {
        DecisionKind::Aggression => "aggression",
        DecisionKind::Stance => "stance",
        DecisionKind::Vote => "vote",
        DecisionKind::Response => "response",
        DecisionKind::Settlement => "settlement",
    }
}
