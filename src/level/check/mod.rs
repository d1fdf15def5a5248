//! From texts to a checked level: every file read, every reference resolved, every check run, all mistakes at once.
//! Reads `Sources` only (no file system); writes `Checked`, or all problems of all files.
//! Not here: finding files (`level::library`), fields and ranges (`level::decode`), entities (`level::spawn`).
//! Rule text: DESIGN section 10. One file a check; each complains with a code of `level::problem`.

mod alliance;
pub mod file;
pub mod level;
mod matter;
pub mod nation;
pub mod place;
mod relation;
pub mod rules;
mod salvage;
mod seat;
mod treaty;

use crate::level::def::LevelDef;
use crate::level::map::Map;
use crate::level::prepare::{Prepared, prepare};
use crate::level::problem::{Code, Problem, Problems, Severity, Span};
use crate::level::source::{Role, Source, Sources};
use crate::rules::definition::RuleSet;
use crate::rules::treaty::Treaty;

pub use file::Shelf;

/// A level that can be played.
#[derive(Clone, Debug, PartialEq)]
pub struct Checked {
    /// What the level file says.
    pub def: LevelDef,
    /// The rules it names.
    pub rules: RuleSet,
    /// The treaties its alliances live under, by id.
    pub treaties: Vec<Treaty>,
    /// Where its nations lie.
    pub map: Map,
    /// What spawning needs, worked out once.
    pub prepared: Prepared,
    /// The texts all this was read from.
    pub sources: Sources,
    /// What loads but may surprise.
    pub warnings: Vec<Problem>,
}

/// Checks a level with the rules, treaties and map that come along.
pub fn check_sources(sources: &Sources) -> Result<Checked, Vec<Problem>> {
    let Some(level) = sources.files.iter().find(|f| f.role() == Role::Level) else {
        let mut problems = Problems::new("", "");
        problems.error(
            Code::MissingFile,
            Span::default(),
            "there is no level among these files",
        );
        return Err(problems.into_vec());
    };
    let shelf = Shelf::read(sources.files.iter());
    check_level(level, &shelf, &|name| {
        let map = sources
            .files
            .iter()
            .find(|f| f.role() == Role::Map && f.name() == name);
        map.cloned()
            .ok_or_else(|| "the map is not among the files".to_owned())
    })
}

/// Checks a level against rules and treaties already read; `map` finds a map beside the level or says why it cannot.
pub fn check_level(
    level: &Source,
    shelf: &Shelf,
    map: &dyn Fn(&str) -> Result<Source, String>,
) -> Result<Checked, Vec<Problem>> {
    let mut found = level::read(level, shelf, map);
    let mut problems = std::mem::take(&mut found.problems);
    let mut sources = Sources {
        files: vec![level.clone()],
    };
    sources.files.extend(found.map_source);
    let rules = found.rules.map(|i| &shelf.rules[i]);
    if let Some(reading) = rules {
        problems.extend(reading.problems.iter().cloned());
        sources.files.push(reading.source.clone());
    }
    let mut treaties = Vec::new();
    for reading in found.treaties.iter().map(|i| &shelf.treaties[*i]) {
        problems.extend(reading.problems.iter().cloned());
        sources.files.push(reading.source.clone());
        treaties.extend(reading.value.clone());
    }
    let whole = problems.iter().all(|p| p.severity != Severity::Error);
    match (found.def, rules.and_then(|r| r.value.clone())) {
        (Some(def), Some(rules)) if whole => Ok(Checked {
            prepared: prepare(&def, &rules, &treaties, &found.map),
            def,
            rules,
            treaties,
            map: found.map,
            sources,
            warnings: problems,
        }),
        _ => Err(problems),
    }
}
