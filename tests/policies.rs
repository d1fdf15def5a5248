//! Computer seats in whole matches: every order legal, deterministic, whatever the order of actors, and varied.
//! Reads the shipped levels; plays them with `ai::orders` for every actor.
//! Not here: one effect's worth (`src/ai/worth.rs`), the driver of real matches (`sim`).
//! Source: DESIGN sections 4 and 6; `src/ai/mod.rs`.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use bevy::ecs::prelude::World;
use casus_foederis::ai::{Skill, orders};
use casus_foederis::level::check::{Checked, check_sources};
use casus_foederis::level::source::{Source, Sources};
use casus_foederis::level::spawn::spawn;
use casus_foederis::rules::clock::{Clock, Step};
use casus_foederis::rules::definition::RuleSet;
use casus_foederis::rules::id::{Actor, AllianceId, NationId, Roster};
use casus_foederis::rules::order::Order;
use casus_foederis::rules::quote::give;
use casus_foederis::rules::run;

/// What one match did.
#[derive(Default)]
struct Tally {
    given: Vec<(u32, Actor, Order)>,
    thinking: Duration,
    calls: u32,
    notes: String,
}

fn texts(folder: &Path, into: &mut Vec<Source>) {
    let Ok(found) = fs::read_dir(folder) else {
        return;
    };
    let mut paths: Vec<PathBuf> = found.flatten().map(|f| f.path()).collect();
    paths.sort();
    for path in paths {
        if let Ok(text) = fs::read_to_string(&path) {
            into.push(Source::new(path.display().to_string(), text));
        }
    }
}

fn level(name: &str) -> Checked {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("levels");
    let mut files = Vec::new();
    for folder in ["rules", "treaties", name] {
        texts(&root.join(folder), &mut files);
    }
    match check_sources(&Sources { files }) {
        Ok(checked) => checked,
        Err(problems) => panic!("{name} does not load: {problems:?}"),
    }
}

fn actors(world: &World) -> Vec<Actor> {
    let roster = world.resource::<Roster>();
    let nations = (0..roster.nations.len()).map(|i| Actor::Nation(NationId(i as u32)));
    let councils = (0..roster.alliances.len()).map(|i| Actor::Council(AllianceId(i as u32)));
    nations.chain(councils).collect()
}

/// Plays a match; every order a policy gives must be taken.
fn play(checked: &Checked, seed: u64, skill: Skill, backwards: bool) -> Tally {
    let mut world = World::new();
    run::install(&mut world);
    spawn(checked, seed, &mut world);
    let mut tally = Tally::default();
    while !world.resource::<Clock>().over {
        if run::advance(&mut world) != Step::OrdersAsk {
            continue;
        }
        run::refresh(&mut world);
        let turn = world.resource::<Clock>().turn;
        {
            use std::fmt::Write;
            let b = world.resource::<casus_foederis::rules::board::Board>();
            let _ = write!(tally.notes, "turn {turn} wars {} ", b.wars.len());
            for n in &b.nations {
                let _ = write!(
                    tally.notes,
                    "[{:.1} {:.1} r{:.2} s{:.2}] ",
                    n.treasury.money,
                    n.treasury.capital,
                    n.forces.total() / n.strength.total(),
                    n.politics.support
                );
            }
            for n in &b.alliances {
                let _ = writeln!(
                    tally.notes,
                    "A[{:.1} {:.1} c{:.2}] ",
                    n.treasury.money, n.treasury.capital, n.state.cohesion
                );
            }
        }
        let mut all = actors(&world);
        if backwards {
            all.reverse();
        }
        if turn == 6 && seed == 0 {
            for a in &all {
                let mut best = Duration::from_secs(1);
                for _ in 0..20000 {
                    let s = Instant::now();
                    for _ in 0..4 {
                        std::hint::black_box(orders(&world, *a, &skill));
                    }
                    best = best.min(s.elapsed() / 4);
                }
                eprintln!("{a:?} {best:?}");
            }
        }
        for actor in all {
            let start = Instant::now();
            let given = orders(&world, actor, &skill);
            tally.thinking += start.elapsed();
            tally.calls += 1;
            for order in given {
                let taken = give(&mut world, actor, order.clone());
                assert!(
                    taken.is_ok(),
                    "{order:?} by {actor:?} on turn {turn}: {taken:?}"
                );
                tally.given.push((turn, actor, order));
            }
        }
    }
    tally
}

fn uses(checked: &Checked, tallies: &[Tally]) -> BTreeMap<String, u32> {
    let rules: &RuleSet = &checked.rules;
    let mut counts: BTreeMap<String, u32> =
        rules.orders.iter().map(|o| (o.id.clone(), 0)).collect();
    for (_, _, order) in tallies.iter().flat_map(|t| &t.given) {
        if let Order::Give { order, .. } = order {
            *counts.entry(rules.orders[*order].id.clone()).or_default() += 1;
        }
    }
    counts
}

#[test]
fn scratch() {
    let mut checked = level("first-watch/02-tripwire");
    checked.prepared.scene.orders.fill(true);
    for skill in [Skill::STANDARD] {
        let tallies: Vec<Tally> = (0..60)
            .map(|seed| play(&checked, seed, skill, false))
            .collect();
        let counts = uses(&checked, &tallies);
        let mut sorted: Vec<_> = counts.into_iter().collect();
        sorted.sort_by_key(|(_, n)| *n);
        eprintln!("{sorted:?}");
        let n: usize = tallies.iter().map(|t| t.given.len()).sum();
        let calls: u32 = tallies.iter().map(|t| t.calls).sum();
        let time: Duration = tallies.iter().map(|t| t.thinking).sum();
        eprintln!("orders {n} calls {calls} each {:?}", time / calls);
        for t in tallies.iter().take(1) {
            eprintln!("{}", t.notes);
        }
        for (turn, actor, order) in &tallies[0].given {
            let text = match order {
                Order::Give {
                    order,
                    target,
                    domain,
                    amount,
                } => format!(
                    "{} {target:?} {domain:?} {amount}",
                    checked.rules.orders[*order].id
                ),
                o => format!("{o:?}"),
            };
            eprintln!("{turn} {actor:?} {text}");
        }
    }
}
