//! Where data is found: a folder on disk, data beside the executable, `CASUS_DATA`, or what was built in.
//! Reads folders and files, never more than the limit and never outside the folder; writes nothing.
//! Not here: what the files mean (`level::check`), loading a level by its path (`level::load`).
//! Rule text: DESIGN section 9, "Data is found beside the executable, else `CASUS_DATA`, else built in".

pub mod file;

use std::path::{Path, PathBuf};

use include_dir::{Dir, include_dir};

use crate::level::check::{Shelf, file as readings};
use crate::level::decode::text::{Campaign, Glossary};
use crate::level::source::Source;

/// Levels, rules and treaties as they were when the program was built.
static LEVELS: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/levels");
/// The glossary as it was when the program was built.
const GLOSSARY: &str = include_str!("../../../assets/glossary.ron");

/// How deep folders are searched.
const DEEPEST: usize = 8;
/// How many files of a tree are looked at.
const MOST_FILES: usize = 10_000;

/// A folder of levels: with campaigns, `rules` and `treaties` in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Library {
    /// A folder on disk.
    Disk(PathBuf),
    /// What was built in.
    BuiltIn,
}

impl Library {
    /// The data of this installation: beside the executable, else where `CASUS_DATA` points, else built in.
    pub fn find() -> Self {
        let beside = std::env::current_exe()
            .ok()
            .and_then(|exe| exe.parent().map(Path::to_path_buf));
        let named = std::env::var_os("CASUS_DATA").map(PathBuf::from);
        for folder in [beside, named].into_iter().flatten() {
            for levels in [folder.join("levels"), folder] {
                if is_library(&levels) {
                    return Self::Disk(levels);
                }
            }
        }
        Self::BuiltIn
    }

    /// The folder `levels` (with `rules` in it) that a path lies in, if there is one.
    pub fn around(path: &Path) -> Option<Self> {
        let whole = std::path::absolute(path).ok()?;
        let named = |p: &&Path| p.file_name().is_some_and(|n| n == "levels") && is_library(p);
        let found = whole.ancestors().find(named)?;
        // Keep the path as it was given, so that messages name files as the reader does.
        let up = whole.strip_prefix(found).ok()?.components().count();
        let given = path.ancestors().nth(up).filter(|p| is_library(p));
        Some(Self::Disk(given.unwrap_or(found).to_path_buf()))
    }

    /// Reads a file by its path within the library, for example `rules/standard.ron`.
    pub fn read(&self, name: &str) -> Result<Source, String> {
        if Path::new(name)
            .components()
            .any(|c| !matches!(c, std::path::Component::Normal(_)))
        {
            return Err(format!("\"{name}\" is not a file of the library"));
        }
        match self {
            Self::Disk(folder) => file::read(&folder.join(name)),
            Self::BuiltIn => {
                let file = LEVELS.get_file(name).and_then(|f| f.contents_utf8());
                let text = file
                    .ok_or_else(|| format!("there is no file \"{name}\" in the built-in data"))?;
                Ok(Source::new(format!("levels/{name}"), text))
            }
        }
    }

    /// All files of the library below a folder (empty: all), by path, sorted.
    pub fn walk(&self, below: &str) -> Vec<String> {
        let mut names = match self {
            Self::Disk(folder) => {
                let start = if below.is_empty() {
                    folder.clone()
                } else {
                    folder.join(below)
                };
                let name = |p: PathBuf| {
                    p.strip_prefix(folder)
                        .ok()
                        .map(|p| p.to_string_lossy().replace('\\', "/"))
                };
                file::walk(&start, DEEPEST, MOST_FILES)
                    .into_iter()
                    .filter_map(name)
                    .collect()
            }
            Self::BuiltIn => {
                let mut names = Vec::new();
                built_in(&LEVELS, &mut names);
                names.retain(|n: &String| below.is_empty() || n.starts_with(&format!("{below}/")));
                names
            }
        };
        names.sort();
        names
    }

    /// All rules and treaties, read; files that cannot be read are left out.
    pub fn shelf(&self) -> Shelf {
        let names: Vec<String> = ["rules", "treaties"]
            .iter()
            .flat_map(|f| self.walk(f))
            .collect();
        let sources: Vec<Source> = names
            .iter()
            .filter(|n| n.ends_with(".ron"))
            .filter_map(|n| self.read(n).ok())
            .collect();
        Shelf::read(sources.iter())
    }

    /// All levels as `campaign/level`, sorted.
    pub fn levels(&self) -> Vec<String> {
        self.walk("")
            .iter()
            .filter_map(|n| n.strip_suffix("/level.ron"))
            .map(str::to_owned)
            .collect()
    }

    /// The level that a path means, as `campaign/level`: with or without `levels/` before and `level.ron` after it.
    pub fn named(&self, path: &str) -> Option<String> {
        let path = path.replace('\\', "/");
        let path = path.trim_start_matches("./").trim_end_matches('/');
        let path = path.strip_prefix("levels/").unwrap_or(path);
        let path = path.strip_suffix("/level.ron").unwrap_or(path);
        self.levels().into_iter().find(|l| l == path)
    }

    /// The campaign with an id, if it is there and readable.
    pub fn campaign(&self, id: &str) -> Option<Campaign> {
        let source = self.read(&format!("{id}/campaign.ron")).ok()?;
        readings::campaign(&source).value
    }

    /// The glossary: the library's own (`../assets/glossary.ron` beside it), else the built-in one.
    pub fn glossary(&self) -> Glossary {
        let own = match self {
            Self::Disk(folder) => folder
                .parent()
                .map(|p| p.join("assets").join("glossary.ron")),
            Self::BuiltIn => None,
        };
        let source = own.and_then(|p| file::read(&p).ok());
        let source = source.unwrap_or_else(|| Source::new("assets/glossary.ron", GLOSSARY));
        readings::glossary(&source).value.unwrap_or_default()
    }
}

fn is_library(folder: &Path) -> bool {
    folder.join("rules").is_dir()
}

fn built_in(dir: &Dir<'_>, names: &mut Vec<String>) {
    names.extend(
        dir.files()
            .map(|f| f.path().to_string_lossy().replace('\\', "/")),
    );
    for dir in dir.dirs() {
        built_in(dir, names);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_data_hold_the_standard_rules() {
        assert!(Library::BuiltIn.read("rules/standard.ron").is_ok());
        assert!(
            Library::BuiltIn
                .shelf()
                .rules
                .iter()
                .any(|r| r.source.stem() == "standard")
        );
    }

    #[test]
    fn nothing_outside_the_library_is_read() {
        for name in ["../Cargo.toml", "/etc/passwd", "rules/../../Cargo.toml"] {
            assert!(Library::BuiltIn.read(name).is_err(), "{name}");
            assert!(Library::Disk("levels".into()).read(name).is_err(), "{name}");
        }
    }

    #[test]
    fn a_level_is_known_by_several_spellings() {
        let level = "first-watch/02-tripwire";
        for path in [
            "first-watch/02-tripwire",
            "levels/first-watch/02-tripwire",
            "./levels/first-watch/02-tripwire/",
            "levels/first-watch/02-tripwire/level.ron",
        ] {
            assert_eq!(
                Library::BuiltIn.named(path).as_deref(),
                Some(level),
                "{path}"
            );
        }
        assert_eq!(Library::BuiltIn.named("first-watch/99-nowhere"), None);
    }

    #[test]
    fn a_walk_stays_below_its_folder_and_is_sorted() {
        let names = Library::BuiltIn.walk("treaties");
        assert!(names.iter().all(|n| n.starts_with("treaties/")) && names.is_sorted());
        assert!(!names.is_empty());
    }

    #[test]
    fn the_glossary_explains_what_a_pledge_is() {
        assert!(
            Library::BuiltIn
                .glossary()
                .terms
                .iter()
                .any(|t| t.term == "pledge")
        );
    }
}
