//! `casus sim`: many games with computers in every seat, and their statistics.
//! Reads a level, or makes one for each game; writes a summary as text or one JSON object.
//! Not here: playing and threads (`sim::batch`), the numbers (`sim::stats`).
//! Rule text: DESIGN section 9.

use std::io::IsTerminal;
use std::path::Path;
use std::sync::Arc;

use super::args::{Format, SimArgs};
use super::{Outcome, Stop, Streams, level, pretty};
use crate::level::check::{Checked, Shelf, check_level};
use crate::level::generate::generate;
use crate::level::library::Library;
use crate::level::source::Source;
use crate::sim::batch::{self, Batch, Field};
use crate::sim::stats::{Summary, summarise};
use crate::sim::tally::MEASURES;

pub(super) fn run(args: &SimArgs, streams: &mut Streams<'_>) -> Outcome {
    let set: Result<Vec<_>, String> = args.set.iter().map(|text| batch::setting(text)).collect();
    let batch = Batch {
        games: args.generated.unwrap_or(args.games),
        seed: args.seed,
        jobs: jobs(args.jobs),
        set: set.map_err(Stop::unusable)?,
    };
    let library = Library::find();
    let shelf = library.shelf();
    let of_size = |nations: u32, seed: u64| made(nations, seed, &shelf);
    let summary = match (&args.level, args.generated) {
        (_, Some(_)) => counted(&batch, &Field::Each(&|seed| of_size(varied(seed), seed))),
        (Some(name), _) => match name.strip_prefix("generated:") {
            Some(nations) => {
                let nations = nations.parse().ok().filter(|n| (3..=2000).contains(n));
                let nations = nations
                    .ok_or_else(|| Stop::unusable("write generated:N with N from 3 to 2000"))?;
                counted(&batch, &Field::Each(&|seed| of_size(nations, seed)))
            }
            None => counted(
                &batch,
                &Field::One(Arc::new(level(Path::new(name), &library)?)),
            ),
        },
        (None, None) => return Err(Stop::unusable("name a level")),
    }?;
    match args.format {
        Format::Json => pretty(streams.out, &summary)?,
        Format::Human => human(&summary, streams)?,
    }
    Ok(0)
}

/// The number of nations of the game with this seed, 3 to 40.
fn varied(seed: u64) -> u32 {
    3 + (seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 33) as u32 % 38
}

fn made(nations: u32, seed: u64, shelf: &Shelf) -> Result<Checked, String> {
    let generated = generate(nations, seed, None);
    let source = Source::new(
        format!("generated-{nations}-{seed}/level.ron"),
        generated.level_ron,
    );
    check_level(&source, shelf, &|_| Err("there is no map".into())).map_err(|problems| {
        let first = problems.first().map_or("", |p| p.message.as_str());
        format!("the level of {nations} nations and seed {seed} has mistakes: {first}")
    })
}

fn jobs(asked: u32) -> usize {
    if asked > 0 {
        asked as usize
    } else {
        std::thread::available_parallelism().map_or(1, std::num::NonZero::get)
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "the door to the clock: how long a batch took"
)]
fn counted(batch: &Batch, field: &Field<'_>) -> Result<Summary, Stop> {
    let bar = indicatif::ProgressBar::new(batch.games);
    if !std::io::stderr().is_terminal() {
        bar.set_draw_target(indicatif::ProgressDrawTarget::hidden());
    }
    let start = std::time::Instant::now();
    let (tallies, known) =
        batch::play(batch, field, &|| bar.inc(1)).map_err(|why| Stop::Said(1, why))?;
    bar.finish_and_clear();
    Ok(summarise(&tallies, &known, start.elapsed().as_secs_f64()))
}

fn human(summary: &Summary, streams: &mut Streams<'_>) -> std::io::Result<()> {
    let out = &mut *streams.out;
    writeln!(
        out,
        "{} games in {:.2} s, {:.0} a second",
        summary.games, summary.seconds, summary.games_per_second
    )?;
    for (seat, outcomes) in &summary.outcomes {
        writeln!(
            out,
            "  {seat}: {} won, {} lost",
            outcomes.won, outcomes.lost
        )?;
    }
    writeln!(out, "\nMeans a game, with 95 % intervals")?;
    for (name, meaning) in MEASURES {
        if let Some(mean) = summary.means.get(name) {
            writeln!(
                out,
                "  {name:<24} {:>8.3} [{:.3}, {:.3}]  {meaning}",
                mean.mean, mean.low, mean.high
            )?;
        }
    }
    for (kind, ids) in &summary.counts {
        let used: Vec<String> = ids
            .iter()
            .filter(|(_, n)| **n > 0)
            .map(|(id, n)| format!("{id} {n}"))
            .collect();
        writeln!(out, "\n{kind}: {}", used.join(", "))?;
    }
    let unused: Vec<String> = summary
        .unused()
        .iter()
        .map(|(kind, id)| format!("{kind} {id}"))
        .collect();
    writeln!(
        out,
        "\nnever used: {}",
        if unused.is_empty() {
            "nothing".into()
        } else {
            unused.join(", ")
        }
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn generated_games_vary_between_three_and_forty_nations() {
        let sizes: Vec<u32> = (0..500).map(varied).collect();
        assert_eq!(
            (sizes.iter().min(), sizes.iter().max()),
            (Some(&3), Some(&40))
        );
    }

    #[test]
    fn at_least_one_thread_plays() {
        assert!(jobs(0) >= 1);
        assert_eq!(jobs(3), 3);
    }
}
