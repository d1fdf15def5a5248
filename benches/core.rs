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
use casus_foederis::sim::batch::{Batch, Field, play};
use casus_foederis::sim::game::{Match, new_world};
use casus_foederis::sim::options::Options;
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
