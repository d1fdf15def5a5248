//! Many computer-only matches on several threads: the one door to threads.
//! Reads levels; writes tallies in the order of their games, the same for any number of jobs. Worlds are reused by a worker.
//! Not here: what is counted (`sim::tally`), means (`sim::stats`), the command (`cli::sim`).
//! Rule text: DESIGN principle 2 and section 9.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;

use bevy::ecs::prelude::World;

use super::cast::Cast;
use super::fare::fares;
use super::game::{Match, Waiting, new_world};
use super::options::Options;
use super::tally::{Counts, Tally, known};
use crate::level::check::Checked;

/// What is played: one level with many seeds, or a level made for each seed.
pub enum Field<'a> {
    /// One level.
    One(Arc<Checked>),
    /// A level for each seed.
    Each(&'a (dyn Fn(u64) -> Result<Checked, String> + Sync)),
}

impl Field<'_> {
    fn level(&self, seed: u64) -> Result<Arc<Checked>, String> {
        match self {
            Self::One(level) => Ok(Arc::clone(level)),
            Self::Each(make) => make(seed).map(Arc::new),
        }
    }
}

/// How much is played.
#[derive(Clone, Debug, PartialEq)]
pub struct Batch {
    /// Games.
    pub games: u64,
    /// The first seed; the next games take the next ones.
    pub seed: u64,
    /// Threads, at least 1.
    pub jobs: usize,
    /// Coefficients set to other values.
    pub set: Vec<(String, f64)>,
}

/// Plays a batch as the level has it: see `play_cast`.
pub fn play(
    batch: &Batch,
    field: &Field,
    done: &(dyn Fn() + Sync),
) -> Result<(Vec<Tally>, Counts), String> {
    play_cast(batch, &Options::auto(0), field, done)
}

/// Plays a batch with the difficulty and cast of these options; seats of the cast are also played idle, to compare. `done` is called after each game, from any thread. The first level that cannot be made is the error.
pub fn play_cast(
    batch: &Batch,
    options: &Options,
    field: &Field,
    done: &(dyn Fn() + Sync),
) -> Result<(Vec<Tally>, Counts), String> {
    let next = AtomicU64::new(0);
    let results = Mutex::new(Vec::new());
    let work = || {
        let (mut world, mut spare) = (Some(new_world()), None);
        loop {
            let game = next.fetch_add(1, Ordering::Relaxed);
            if game >= batch.games {
                return;
            }
            let result = field.level(batch.seed.wrapping_add(game)).map(|level| {
                let could = known(&level);
                let options = Options {
                    seed: batch.seed.wrapping_add(game),
                    ..options.clone()
                };
                let mut tally = Tally::default();
                let game = one(
                    world.take().unwrap_or_else(new_world),
                    level,
                    options,
                    batch,
                    &mut tally,
                );
                if game.options().cast != Cast::default() {
                    let idle = spare.take().unwrap_or_else(new_world);
                    let (found, idle) = fares(&game, game.options().cast.seats(), idle);
                    (tally.fares, spare) = (found, Some(idle));
                }
                world = Some(game.into_world());
                (tally, could)
            });
            if let Ok(mut results) = results.lock() {
                results.push((game, result));
            }
            done();
        }
    };
    run_on_threads(batch.jobs, &work);
    let mut results = results.into_inner().unwrap_or_default();
    results.sort_by_key(|(game, _)| *game);
    let (mut tallies, mut could) = (Vec::new(), Counts::new());
    for (_, result) in results {
        let (tally, known) = result?;
        tallies.push(tally);
        could.extend(known);
    }
    Ok((tallies, could))
}

fn one(
    world: World,
    level: Arc<Checked>,
    options: Options,
    batch: &Batch,
    tally: &mut Tally,
) -> Match {
    let mut game = Match::in_world(world, level, options, &batch.set, Vec::new());
    while game.waiting() == Waiting::Orders {
        game.end_turn();
        tally.count(game.world());
    }
    tally.finish(&game);
    game
}

#[expect(clippy::disallowed_methods, reason = "this is the one door to threads")]
fn run_on_threads(jobs: usize, work: &(dyn Fn() + Sync)) {
    if jobs <= 1 {
        return work();
    }
    thread::scope(|scope| {
        for _ in 0..jobs {
            scope.spawn(work);
        }
    });
}

/// Checks `name` or `coefficients.name` and a value against the table of coefficients.
pub fn setting(text: &str) -> Result<(String, f64), String> {
    use crate::rules::coefficients::Coefficients;
    let (path, value) = text
        .split_once('=')
        .ok_or_else(|| format!("`{text}`: write name=value"))?;
    let name = path
        .trim()
        .strip_prefix("coefficients.")
        .unwrap_or(path.trim());
    let row = Coefficients::TABLE.iter().find(|(n, ..)| *n == name);
    let Some((_, low, high, _)) = row else {
        return Err(format!(
            "`{name}` is no coefficient; `casus explain coefficients` lists them"
        ));
    };
    let value: f64 = value
        .trim()
        .parse()
        .map_err(|_| format!("`{}` is not a number", value.trim()))?;
    if !(*low..=*high).contains(&value) {
        return Err(format!(
            "{name} must be between {low} and {high}, not {value}"
        ));
    }
    Ok((name.to_string(), value))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_coefficient_is_set_by_its_name_with_or_without_its_table() {
        assert_eq!(
            setting("coefficients.precision=8"),
            Ok(("precision".into(), 8.0))
        );
        assert_eq!(setting("precision = 8"), Ok(("precision".into(), 8.0)));
    }

    #[test]
    fn settings_that_cannot_be_are_refused_with_the_reason() {
        assert!(setting("precision").unwrap_err().contains("name=value"));
        assert!(
            setting("prescience=1")
                .unwrap_err()
                .contains("no coefficient")
        );
        assert!(
            setting("friction=0.9")
                .unwrap_err()
                .contains("between 0 and 0.5")
        );
        assert!(setting("friction=NaN").unwrap_err().contains("between"));
        assert!(setting("friction=x").unwrap_err().contains("not a number"));
    }

    #[test]
    fn a_batch_of_no_games_is_empty() {
        let batch = Batch {
            games: 0,
            seed: 1,
            jobs: 2,
            set: Vec::new(),
        };
        let field = Field::Each(&|_| Err("never asked".into()));
        assert_eq!(play(&batch, &field, &|| {}).map(|(t, _)| t.len()), Ok(0));
    }

    #[test]
    fn a_level_that_cannot_be_made_is_the_error() {
        let batch = Batch {
            games: 3,
            seed: 1,
            jobs: 2,
            set: Vec::new(),
        };
        let field = Field::Each(&|seed| Err(format!("seed {seed}")));
        assert_eq!(play(&batch, &field, &|| {}), Err("seed 1".into()));
    }
}
