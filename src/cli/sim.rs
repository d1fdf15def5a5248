//! `casus sim`: many games with computers in every seat, and their statistics.
//! Reads a level, or makes one for each game; writes a summary as text or one JSON object.
//! Not here: playing and threads (`sim::batch`), the numbers (`sim::stats`).
//! Rule text: DESIGN section 9.

use std::io::IsTerminal;
use std::path::Path;
use std::sync::Arc;

use super::args::{Format, SimArgs};
use super::{Outcome, Stop, Streams, level, pretty, seat};
use crate::level::check::{Checked, Shelf, check_level};
use crate::level::generate::generate;
use crate::level::library::Library;
use crate::level::source::Source;
use crate::rules::definition::Posture;
use crate::sim::batch::{self, Batch, Field};
use crate::sim::options::{Difficulty, Options};
use crate::sim::stats::{SeatMeans, Summary, summarise};
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
        (_, Some(_)) => {
            let options = options(args, None)?;
            counted(
                &batch,
                &options,
                &Field::Each(&|seed| of_size(varied(seed), seed)),
            )
        }
        (Some(name), _) => match name.strip_prefix("generated:") {
            Some(nations) => {
                let nations = nations.parse().ok().filter(|n| (3..=2000).contains(n));
                let nations = nations
                    .ok_or_else(|| Stop::unusable("write generated:N with N from 3 to 2000"))?;
                let options = options(args, None)?;
                counted(
                    &batch,
                    &options,
                    &Field::Each(&|seed| of_size(nations, seed)),
                )
            }
            None => {
                let level = level(Path::new(name), &library)?;
                let options = options(args, Some(&level))?;
                counted(&batch, &options, &Field::One(Arc::new(level)))
            }
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

/// The options the arguments ask for. Seats are those of the level; generated levels have no seats to name.
fn options(args: &SimArgs, level: Option<&Checked>) -> Result<Options, Stop> {
    let place = |id: &str| match level {
        Some(level) => seat(level, id),
        None => Err(Stop::unusable(
            "name seats of a level, not of generated ones",
        )),
    };
    let mut options = Options::auto(0);
    for text in &args.difficulty {
        match text.split_once('=') {
            Some((id, word)) => options.cast.of_seat(place(id)?).difficulty = Some(able(word)?),
            None => options.difficulty = able(text)?,
        }
    }
    for text in &args.posture {
        let (id, word) = parts(text, "SEAT=POSTURE")?;
        let role = options.cast.of_seat(place(id)?);
        match Posture::ALL.into_iter().find(|p| p.word() == word) {
            Some(posture) => role.posture = Some(posture),
            None if word == "idle" => role.idle = true,
            None => return Err(unknown(word, "posture", Posture::ALL.map(Posture::word))),
        }
    }
    for text in &args.give {
        let (id, order) = parts(text, "SEAT=ORDER")?;
        let name = order.split_whitespace().next().unwrap_or_default();
        let level = level.ok_or_else(|| Stop::unusable("orders are given on one level"))?;
        if level.rules.order(name).is_none() {
            return Err(Stop::unusable(format!("no order is called `{name}`")));
        }
        options.cast.of_seat(place(id)?).always.push(order.into());
    }
    Ok(options)
}

fn parts<'t>(text: &'t str, form: &str) -> Result<(&'t str, &'t str), Stop> {
    text.split_once('=')
        .ok_or_else(|| Stop::unusable(format!("`{text}`: write {form}")))
}

fn able(word: &str) -> Result<Difficulty, Stop> {
    let found = Difficulty::ALL.into_iter().find(|d| d.word() == word);
    found.ok_or_else(|| unknown(word, "difficulty", Difficulty::ALL.map(Difficulty::word)))
}

fn unknown(word: &str, what: &str, known: [&str; 4]) -> Stop {
    Stop::unusable(format!(
        "`{word}` is no {what}; there are {}",
        known.join(", ")
    ))
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
fn counted(batch: &Batch, options: &Options, field: &Field<'_>) -> Result<Summary, Stop> {
    let bar = indicatif::ProgressBar::new(batch.games);
    if !std::io::stderr().is_terminal() {
        bar.set_draw_target(indicatif::ProgressDrawTarget::hidden());
    }
    let start = std::time::Instant::now();
    let (tallies, known) = batch::play_cast(batch, options, field, &|| bar.inc(1))
        .map_err(|why| Stop::Said(1, why))?;
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
    for (seat, means) in &summary.seats {
        fared(out, seat, means)?;
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

fn fared(out: &mut dyn std::io::Write, seat: &str, means: &SeatMeans) -> std::io::Result<()> {
    writeln!(out, "\nSeat {seat}, with 95 % intervals")?;
    let goals = means.goals.iter();
    let goals = goals.map(|(id, mean)| {
        (
            id.as_str(),
            *mean,
            "share of games in which this goal was met",
        )
    });
    let others = [
        ("won", means.won, "share of games won"),
        ("risk", means.risk, "chances of attack summed over a match"),
        (
            "removed",
            means.removed,
            "share of that risk removed, against the seat idle",
        ),
        ("stars", means.stars, "stars"),
    ];
    for (name, mean, meaning) in others.into_iter().chain(goals) {
        writeln!(
            out,
            "  {name:<24} {:>8.3} [{:.3}, {:.3}]  {meaning}",
            mean.mean, mean.low, mean.high
        )?;
    }
    Ok(())
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
