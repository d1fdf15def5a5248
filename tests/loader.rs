//! The loader on shipped files: everything shipped loads without a problem, and spawns.
//! Reads `levels/` of the repository.
//! Not here: unit tests of single fields and checks (in `src/level`), play (`tests/playthroughs`).
//! Rule text: DESIGN section 10.

use casus_foederis::level::check::{Checked, check_sources};
use casus_foederis::level::problem::render_human;
use casus_foederis::level::source::{Source, Sources};
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_path_buf()
}

fn add_folder(folder: &str, sources: &mut Sources) {
    let entries = std::fs::read_dir(root().join(folder)).expect("the folder is shipped");
    let mut names: Vec<PathBuf> = entries.map(|e| e.expect("readable").path()).filter(|p| p.is_file()).collect();
    names.sort();
    for path in names {
        let name = path.file_name().expect("a file").to_string_lossy().into_owned();
        let text = std::fs::read_to_string(&path).expect("text");
        sources.files.push(Source::new(format!("{folder}/{name}"), text));
    }
}

/// A shipped level with all rules and treaties.
fn shipped(level: &str) -> Sources {
    let mut sources = Sources::default();
    for folder in [level, "levels/rules", "levels/treaties"] {
        add_folder(folder, &mut sources);
    }
    sources
}

fn check_good(sources: &Sources) -> Checked {
    match check_sources(sources) {
        Ok(checked) => checked,
        Err(problems) => {
            let text = |path: &str| sources.text(path).map(str::to_owned);
            panic!("{}", render_human(&problems, &text, false));
        }
    }
}

#[test]
fn tripwire_loads() {
    let checked = check_good(&shipped("levels/first-watch/02-tripwire"));
    assert_eq!(checked.def.nations.len(), 9);
}
