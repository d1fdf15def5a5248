//! Loading a level by its path, and checking files and trees for `casus check`.
//! Reads through `level::library`; writes checked levels or reports. Each file is read and checked once.
//! Not here: the checks (`level::check`), rendering of problems (`level::problem`).
//! Rule text: DESIGN section 9.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::path::{Path, PathBuf};

use crate::level::check::{Checked, Shelf, check_level, file as readings};
use crate::level::library::{Library, file};
use crate::level::problem::{Code, Problem, Problems, Span};
use crate::level::ron::RefKind;
use crate::level::source::{Role, Source, Sources};

/// Why a level cannot be played.
#[derive(Clone, Debug, PartialEq)]
pub enum LoadError {
    /// There is no such file, or it is too large, or it is not text: one sentence.
    Unreadable(String),
    /// It was read, and has mistakes.
    Faulty {
        /// The mistakes.
        problems: Vec<Problem>,
        /// The texts they are in.
        sources: Sources,
    },
}

impl fmt::Display for LoadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreadable(why) => f.write_str(why),
            Self::Faulty { problems, sources } => {
                let text = |path: &str| sources.text(path).map(str::to_owned);
                f.write_str(&crate::level::problem::render_human(problems, &text, false))
            }
        }
    }
}

/// What was found in one file.
#[derive(Clone, Debug, PartialEq)]
pub struct FileReport {
    /// The file.
    pub path: String,
    /// Its text.
    pub text: String,
    /// Whether it could not even be read.
    pub unreadable: bool,
    /// What is wrong with it.
    pub problems: Vec<Problem>,
}

/// Where a level was found.
struct Found {
    level: Source,
    /// Finds a file beside it.
    beside: Beside,
    shelf: Shelf,
}

enum Beside {
    Disk(PathBuf),
    Library(Library, String),
}

impl Beside {
    fn read(&self, name: &str) -> Result<Source, String> {
        match self {
            Self::Disk(folder) => file::read_beside(folder, name),
            Self::Library(library, level) => library.read(&format!("{level}/{name}")),
        }
    }
}

/// Loads a level: a folder with `level.ron`, a file, or a level of the library by its name.
pub fn read_level(path: &Path, library: &Library) -> Result<Checked, LoadError> {
    let found = find(path, library).map_err(LoadError::Unreadable)?;
    let mut maps = Vec::new();
    let checked = check_level(&found.level, &found.shelf, &|name| found.beside.read(name));
    checked.map_err(|problems| {
        maps.extend(
            problems
                .iter()
                .filter(|p| p.file.ends_with("json"))
                .filter_map(|p| {
                    let name = Source::new(p.file.clone(), "").name().to_owned();
                    found.beside.read(&name).ok()
                }),
        );
        let mut sources = Sources {
            files: vec![found.level.clone()],
        };
        sources.files.append(&mut maps);
        sources
            .files
            .extend(found.shelf.rules.iter().map(|r| r.source.clone()));
        sources
            .files
            .extend(found.shelf.treaties.iter().map(|t| t.source.clone()));
        LoadError::Faulty { problems, sources }
    })
}

fn find(path: &Path, library: &Library) -> Result<Found, String> {
    let file = if path.is_dir() {
        path.join("level.ron")
    } else {
        path.to_path_buf()
    };
    if file.exists() {
        let level = file::read(&file)?;
        let folder = file.parent().map(Path::to_path_buf).unwrap_or_default();
        return Ok(Found {
            level,
            beside: Beside::Disk(folder),
            shelf: shelf_for(path, library),
        });
    }
    let name = path.to_string_lossy();
    match library.named(&name) {
        Some(level) => Ok(Found {
            level: library.read(&format!("{level}/level.ron"))?,
            beside: Beside::Library(library.clone(), level),
            shelf: library.shelf(),
        }),
        None if path.is_dir() => Err(format!(
            "{name} has no level.ron in it; name a level's folder"
        )),
        None => {
            let known = library.levels().join(", ");
            Err(format!(
                "there is no level {name}, on disk or among the levels that come with the game ({known})"
            ))
        }
    }
}

/// Rules and treaties for a level on disk: those of the `levels` folder it lies in, then the library's others.
fn shelf_for(path: &Path, library: &Library) -> Shelf {
    let Some(around) = Library::around(path) else {
        return library.shelf();
    };
    let mut shelf = around.shelf();
    if around == *library {
        return shelf;
    }
    let more = library.shelf();
    let known: BTreeSet<String> = shelf
        .rules
        .iter()
        .map(|r| r.id(RefKind::Rules).to_owned())
        .collect();
    shelf.rules.extend(
        more.rules
            .into_iter()
            .filter(|r| !known.contains(r.id(RefKind::Rules))),
    );
    let known: BTreeSet<String> = shelf
        .treaties
        .iter()
        .map(|t| t.id(RefKind::Treaty).to_owned())
        .collect();
    shelf.treaties.extend(
        more.treaties
            .into_iter()
            .filter(|t| !known.contains(t.id(RefKind::Treaty))),
    );
    shelf
}

/// Checks a level, a rules file, a treaty, or everything in and below a folder.
pub fn check_path(path: &Path, library: &Library) -> Vec<FileReport> {
    let mut report = Report::default();
    if path.is_dir() {
        report.shelf = Some(shelf_for(path, library));
        let files = file::walk(path, 8, 10_000);
        if files.is_empty() {
            report.unreadable(
                path,
                format!("{} has no levels, rules or treaties in it", path.display()),
            );
        }
        for file in files
            .iter()
            .filter(|f| f.extension().is_some_and(|e| e == "ron"))
        {
            report.file(file, library);
        }
    } else if path.exists() {
        report.file(path, library);
    } else {
        match find(path, library) {
            Ok(found) => {
                report.shelf = Some(found.shelf);
                report.level(&found.level, &found.beside, library);
            }
            Err(why) => report.unreadable(path, why),
        }
    }
    report.finish()
}

/// Reports of files while they are checked.
#[derive(Default)]
struct Report {
    shelf: Option<Shelf>,
    files: BTreeMap<String, FileReport>,
}

impl Report {
    fn file(&mut self, path: &Path, library: &Library) {
        let source = match file::read(path) {
            Ok(source) => source,
            Err(why) => return self.unreadable(path, why),
        };
        match source.role() {
            Role::Level => {
                let folder = path.parent().map(Path::to_path_buf).unwrap_or_default();
                self.shelf.get_or_insert_with(|| shelf_for(path, library));
                self.level(&source, &Beside::Disk(folder), library);
            }
            Role::Map => {}
            Role::Rules => {
                let on_shelf = self
                    .shelf
                    .iter()
                    .flat_map(|s| &s.rules)
                    .find(|r| r.source == source);
                let problems = on_shelf
                    .map_or_else(|| readings::rules(&source).problems, |r| r.problems.clone());
                self.add(&source, problems);
            }
            Role::Treaty => {
                let on_shelf = self
                    .shelf
                    .iter()
                    .flat_map(|s| &s.treaties)
                    .find(|t| t.source == source);
                let problems = on_shelf.map_or_else(
                    || readings::treaty(&source).problems,
                    |t| t.problems.clone(),
                );
                self.add(&source, problems);
            }
            Role::Campaign => self.campaign(path, &source),
            Role::Glossary => self.add(&source, readings::glossary(&source).problems),
        }
    }

    fn campaign(&mut self, path: &Path, source: &Source) {
        let reading = readings::campaign(source);
        let mut problems = Problems::new(&source.path, &source.text);
        for level in reading.value.iter().flat_map(|c| &c.levels) {
            let plain = !level.contains(['/', '\\']) && !level.contains("..");
            if !plain || !path.with_file_name(level).join("level.ron").is_file() {
                let at = source.text.find(&format!("\"{level}\"")).unwrap_or(0);
                let span = Span::new(at, at + level.len() + 2);
                problems
                    .error(
                        Code::MissingFile,
                        span,
                        format!("there is no level \"{level}\" beside this file"),
                    )
                    .with_help("list the names of the folders of levels, in order");
            }
        }
        let mut all = reading.problems;
        all.extend(problems.into_vec());
        self.add(source, all);
    }

    fn level(&mut self, level: &Source, beside: &Beside, library: &Library) {
        let shelf = self.shelf.get_or_insert_with(|| library.shelf());
        let map = std::cell::RefCell::new(None);
        let checked = check_level(level, shelf, &|name| {
            let source = beside.read(name)?;
            *map.borrow_mut() = Some(source.clone());
            Ok(source)
        });
        let problems = checked.map_or_else(|problems| problems, |checked| checked.warnings);
        let others: Vec<Source> = shelf
            .rules
            .iter()
            .map(|r| &r.source)
            .chain(shelf.treaties.iter().map(|t| &t.source))
            .filter(|s| problems.iter().any(|p| p.file == s.path))
            .cloned()
            .collect();
        self.add(level, Vec::new());
        for source in map.into_inner().iter().chain(&others) {
            self.add(source, Vec::new());
        }
        self.spread(problems);
    }

    fn add(&mut self, source: &Source, problems: Vec<Problem>) {
        self.files
            .entry(source.path.clone())
            .or_insert_with(|| FileReport {
                path: source.path.clone(),
                text: source.text.clone(),
                unreadable: false,
                problems: Vec::new(),
            });
        self.spread(problems);
    }

    fn spread(&mut self, problems: Vec<Problem>) {
        for problem in problems {
            if let Some(report) = self.files.get_mut(&problem.file)
                && !report.problems.contains(&problem)
            {
                report.problems.push(problem);
            }
        }
    }

    fn unreadable(&mut self, path: &Path, why: String) {
        let path = path.to_string_lossy().into_owned();
        let mut problems = Problems::new(&path, "");
        problems.error(Code::Unreadable, Span::default(), why);
        let problems = problems.into_vec();
        self.files.insert(
            path.clone(),
            FileReport {
                path,
                text: String::new(),
                unreadable: true,
                problems,
            },
        );
    }

    fn finish(self) -> Vec<FileReport> {
        self.files.into_values().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_built_in_level_loads_from_any_folder() {
        let loaded = read_level(Path::new("first-watch/02-tripwire"), &Library::BuiltIn);
        assert!(
            loaded.is_ok(),
            "{}",
            loaded.err().map(|e| e.to_string()).unwrap_or_default()
        );
    }

    #[test]
    fn a_level_embeds_only_the_rules_and_treaties_it_uses() {
        let loaded =
            read_level(Path::new("first-watch/02-tripwire"), &Library::BuiltIn).expect("shipped");
        let roles: Vec<Role> = loaded.sources.files.iter().map(Source::role).collect();
        assert_eq!(roles[0], Role::Level);
        assert!(roles.contains(&Role::Map) && roles.contains(&Role::Rules));
        assert_eq!(
            roles.iter().filter(|r| **r == Role::Treaty).count(),
            loaded.treaties.len()
        );
        assert!(loaded.treaties.len() < 5);
    }

    #[test]
    fn an_unknown_level_is_a_sentence_with_the_known_ones() {
        let error = read_level(Path::new("first-watch/99-nowhere"), &Library::BuiltIn).err();
        assert!(
            matches!(&error, Some(LoadError::Unreadable(why)) if why.contains("02-tripwire")),
            "{error:?}"
        );
    }

    #[test]
    fn a_broken_level_shows_its_mistakes() {
        let folder = tempfile::tempdir().expect("a place for it");
        let path = folder.path().join("level.ron");
        std::fs::write(&path, "(format: 1, id: 3)").expect("written");
        let error = read_level(folder.path(), &Library::BuiltIn).expect_err("broken");
        assert!(error.to_string().contains("level.ron"), "{error}");
        let reports = check_path(&path, &Library::BuiltIn);
        assert!(!reports[0].problems.is_empty() && !reports[0].unreadable);
    }

    #[test]
    fn a_path_that_leads_nowhere_is_unreadable() {
        let reports = check_path(Path::new("no/such/place"), &Library::BuiltIn);
        assert!(reports.len() == 1 && reports[0].unreadable);
    }

    #[test]
    fn a_built_in_level_can_be_checked_by_name() {
        let reports = check_path(Path::new("first-watch/02-tripwire"), &Library::BuiltIn);
        assert!(reports.iter().any(|r| r.path.ends_with("level.ron")));
    }
}
