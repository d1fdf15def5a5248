//! `casus check`: every mistake in levels, rules and treaties; on request also a few games on each level.
//! Reads files; writes findings as text, JSON or SARIF. 1 when there are errors, 2 when something cannot be read.
//! Not here: the checks (`level::check`), rendering (`level::problem`).
//! Rule text: DESIGN section 9.

use std::collections::BTreeMap;
use std::io::IsTerminal;
use std::path::Path;
use std::sync::Arc;

use super::args::{CheckArgs, CheckFormat};
use super::{Outcome, Streams};
use crate::level::library::Library;
use crate::level::load::{FileReport, check_path, read_level};
use crate::level::problem::{Problem, Severity, render_human, render_json, render_sarif};
use crate::sim::batch::{Batch, Field, play};

pub(super) fn run(args: &CheckArgs, streams: &mut Streams<'_>) -> Outcome {
    let library = Library::find();
    let reports: Vec<FileReport> = args
        .paths
        .iter()
        .flat_map(|path| check_path(path, &library))
        .collect();
    let problems: Vec<Problem> = reports
        .iter()
        .flat_map(|r| r.problems.iter().cloned())
        .collect();
    match args.format {
        CheckFormat::Human => human(&reports, &problems, streams)?,
        CheckFormat::Json => writeln!(streams.out, "{}", render_json(&problems).trim_end())?,
        CheckFormat::Sarif => writeln!(streams.out, "{}", render_sarif(&problems).trim_end())?,
    }
    if let Some(report) = reports.iter().find(|r| r.unreadable) {
        writeln!(streams.err, "{} could not be read", report.path)?;
        return Ok(2);
    }
    if problems.iter().any(|p| p.severity == Severity::Error) {
        return Ok(1);
    }
    args.play
        .map_or(Ok(0), |games| played(&reports, games, &library, streams))
}

fn human(
    reports: &[FileReport],
    problems: &[Problem],
    streams: &mut Streams<'_>,
) -> std::io::Result<()> {
    let texts: BTreeMap<&str, &str> = reports
        .iter()
        .map(|r| (r.path.as_str(), r.text.as_str()))
        .collect();
    let colour = std::io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none();
    write!(
        streams.out,
        "{}",
        render_human(
            problems,
            &|path| texts.get(path).map(|t| (*t).to_string()),
            colour
        )
    )?;
    let count = |severity| problems.iter().filter(|p| p.severity == severity).count();
    let (errors, warnings, hints) = (
        count(Severity::Error),
        count(Severity::Warning),
        count(Severity::Hint),
    );
    let files = reports.len();
    writeln!(
        streams.out,
        "{files} files checked: {errors} errors, {warnings} warnings, {hints} hints"
    )
}

fn played(
    reports: &[FileReport],
    games: u64,
    library: &Library,
    streams: &mut Streams<'_>,
) -> Outcome {
    let mut code = 0;
    for report in reports.iter().filter(|r| r.path.ends_with("level.ron")) {
        let Ok(level) = read_level(Path::new(&report.path), library) else {
            continue;
        };
        let turns = level.def.clock.turns;
        let batch = Batch {
            games,
            seed: 1,
            jobs: 1,
            set: Vec::new(),
        };
        let played = play(&batch, &Field::One(Arc::new(level)), &|| {});
        match played {
            Ok((tallies, _)) => writeln!(
                streams.err,
                "{}: {} games of {turns} turns played",
                report.path,
                tallies.len()
            )?,
            Err(why) => {
                writeln!(streams.err, "{}: {why}", report.path)?;
                code = 1;
            }
        }
    }
    Ok(code)
}
