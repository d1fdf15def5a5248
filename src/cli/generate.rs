//! `casus generate`: a random level, printed as one file or written with its map.
//! Writes to standard output, or two files into a folder, each aside first.
//! Not here: making the level (`level::generate`).
//! Rule text: DESIGN section 9.

use std::fs;
use std::path::Path;

use super::args::GenerateArgs;
use super::{Outcome, Stop, Streams};
use crate::level::generate::generate;
use crate::sim::store::write_aside;

pub(super) fn run(args: &GenerateArgs, streams: &mut Streams<'_>) -> Outcome {
    let made = generate(args.nations, args.seed, args.alliances);
    let Some(folder) = &args.output else {
        writeln!(streams.out, "{}", made.level_ron.trim_end())?;
        return Ok(0);
    };
    let fail = |path: &Path, error| {
        Stop::unusable(format!("{} could not be written: {error}", path.display()))
    };
    fs::create_dir_all(folder).map_err(|e| fail(folder, e))?;
    for (name, text) in [
        ("map.geojson", &made.map_geojson),
        ("level.ron", &made.level_with_map()),
    ] {
        let path = folder.join(name);
        write_aside(&path, text.as_bytes()).map_err(|e| fail(&path, e))?;
    }
    writeln!(streams.err, "wrote {}", folder.display())?;
    Ok(0)
}
