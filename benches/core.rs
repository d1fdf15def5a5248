//! How fast the core is: whole matches, single turns, growth with nations, loading and checking.
//! Plays shipped and random levels; writes only figures. Run with `cargo bench --no-default-features`.
//! Not here: the figures (the documentation has them, with machine and command), correctness (`tests`).
//! Source: the targets: 300 matches a second; 300 nations a turn in 50 ms; growth no worse than n^1.3.

use std::path::Path;
use std::sync::Arc;

use casus_foederis::level::check::{Checked, Shelf, check_level};
use casus_foederis::level::generate::generate;
use casus_foederis::level::library::Library;
use casus_foederis::level::load::{check_path, read_level};
use casus_foederis::level::source::Source;
use casus_foederis::rules::board::Board;
use casus_foederis::rules::id::Actor;
use casus_foederis::rules::mind::aggressor::{self, Case};
use casus_foederis::rules::mind::coalition::{self, Potential};
use casus_foederis::rules::mind::{Mind, crisis_game};
use casus_foederis::sim::batch::{Batch, Field, play};
use casus_foederis::sim::game::{Match, new_world};
use casus_foederis::sim::options::Options;
use casus_foederis::theory::game::spe;
use divan::{Bencher, black_box};

fn main() {
    divan::main();
}

fn source(nations: u32) -> Source {
    Source::new("generated/level.ron", generate(nations, 1, None).level_ron)
}

fn checked(source: &Source, shelf: &Shelf) -> Arc<Checked> {
    Arc::new(
        check_level(source, shelf, &|_| Err("no map".into()))
            .expect("generated levels have no mistakes"),
    )
}

fn level(nations: u32) -> Arc<Checked> {
    checked(&source(nations), &Library::BuiltIn.shelf())
}

fn started(level: &Arc<Checked>) -> Match {
    Match::new(Arc::clone(level), Options::auto(1))
}

/// Twelve nations, sixteen turns, with set-up, in a worker's used world. The target is 300 a second on one core.
#[divan::bench(sample_count = 20)]
fn matches_of_12_nations_and_16_turns(bencher: Bencher) {
    let field = Field::One(level(12));
    let batch = Batch {
        games: 10,
        seed: 1,
        jobs: 1,
        set: Vec::new(),
    };
    bencher
        .counter(divan::counter::ItemsCount::new(10u32))
        .bench_local(|| play(black_box(&batch), &field, &|| {}));
}

/// A shipped level from start to end.
#[divan::bench(sample_count = 20)]
fn match_of_the_first_watch(bencher: Bencher) {
    let path = Path::new("first-watch/02-tripwire");
    let field = Field::One(Arc::new(
        read_level(path, &Library::BuiltIn).expect("shipped"),
    ));
    let batch = Batch {
        games: 1,
        seed: 1,
        jobs: 1,
        set: Vec::new(),
    };
    bencher.bench_local(|| play(black_box(&batch), &field, &|| {}));
}

/// One turn, the third, by number of nations: 300 in 50 ms; from 10 to 1,000 no worse than n^1.3.
#[divan::bench(args = [10, 30, 100, 300, 1000, 2000], sample_count = 5, sample_size = 1)]
fn turn(bencher: Bencher, nations: u32) {
    let level = level(nations);
    let third = || {
        let mut game = started(&level);
        game.end_turn();
        game.end_turn();
        game
    };
    bencher.with_inputs(third).bench_local_refs(Match::end_turn);
}

/// Setting a match up in a used world, to its first stop.
#[divan::bench(args = [12, 300])]
fn setting_up(bencher: Bencher, nations: u32) {
    let level = level(nations);
    let mut world = Some(new_world());
    bencher.bench_local(|| {
        let used = world.take().unwrap_or_else(new_world);
        let game = Match::in_world(used, Arc::clone(&level), Options::auto(1), &[], Vec::new());
        world = Some(game.into_world());
    });
}

/// Reading and checking 2,000 nations and playing a turn: 5 s.
#[divan::bench(sample_count = 2, sample_size = 1)]
fn load_check_and_a_turn_of_2000_nations(bencher: Bencher) {
    let (source, shelf) = (source(2000), Library::BuiltIn.shelf());
    bencher.bench_local(|| {
        let level = checked(&source, &shelf);
        started(&level).end_turn();
    });
}

/// `casus check levels/`: 100 ms.
#[divan::bench(sample_count = 10)]
fn check_everything_shipped(bencher: Bencher) {
    let levels = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/levels"));
    let library = Library::Disk(levels.to_path_buf());
    bencher.bench_local(|| check_path(black_box(levels), &library));
}

/// The best case of the first aggressor that has one, in a world of this many nations in one alliance with its target.
fn with_case(nations: u32, look: impl FnOnce(&Mind, &Case)) {
    let level = level(nations);
    let game = started(&level);
    let world = game.world();
    for row in &world.resource::<Board>().nations {
        let mind = Mind::of(world, Actor::Nation(row.id));
        if let Some(case) = aggressor::case(&mind, row.id) {
            return look(&mind, &case);
        }
    }
}

/// The sum over coalitions of so many guarantors, of equal chances: exact to twelve, counted by number beyond.
#[divan::bench(args = [4, 8, 12, 16, 32])]
fn coalition_sum(bencher: Bencher, guarantors: usize) {
    with_case(12, |mind, case| {
        let Some(first) = case.potentials.first() else {
            return;
        };
        let potentials: Vec<Potential> = (0..guarantors)
            .map(|i| Potential {
                chance: 0.3 + 0.6 * i as f64 / guarantors as f64,
                ..first.clone()
            })
            .collect();
        bencher.bench_local(|| black_box(coalition::outlook(mind, &case.field, &potentials)));
    });
}

/// A crisis weighed by the minds' own sum.
#[divan::bench]
fn crisis_by_the_fast_path(bencher: Bencher) {
    with_case(12, |mind, case| {
        bencher.bench_local(|| black_box(coalition::outlook(mind, &case.field, &case.potentials)));
    });
}

/// The same crisis built as a tree and solved backwards.
#[divan::bench]
fn crisis_by_the_solver(bencher: Bencher) {
    with_case(12, |mind, case| {
        bencher.bench_local(|| black_box(spe::solve(&crisis_game::game(mind, case))));
    });
}
