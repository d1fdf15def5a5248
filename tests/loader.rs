//! The loader on shipped files: everything shipped loads without a problem, and spawns.
//! Reads `levels/` of the repository.
//! Not here: unit tests of single fields and checks (in `src/level`), play (`tests/playthroughs`).
//! Rule text: DESIGN section 10.

use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use bevy::ecs::prelude::*;
use casus_foederis::level::check::{Checked, check_sources};
use casus_foederis::level::library::Library;
use casus_foederis::level::load::check_path;
use casus_foederis::level::prepare::prepare;
use casus_foederis::level::problem::{Code, Severity, render_human};
use casus_foederis::level::source::{Source, Sources};
use casus_foederis::level::spawn::spawn;
use casus_foederis::rules::id::{Key, NationId};
use casus_foederis::rules::nation::{Ambition, Economy, HiddenType};
use casus_foederis::rules::relation::Relations;
use casus_foederis::rules::scene::Scene;
use proptest::prelude::*;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_path_buf()
}

fn add_folder(folder: &str, sources: &mut Sources) {
    let entries = std::fs::read_dir(root().join(folder)).expect("the folder is shipped");
    let mut names: Vec<PathBuf> = entries
        .map(|e| e.expect("readable").path())
        .filter(|p| p.is_file())
        .collect();
    names.sort();
    for path in names {
        let name = path
            .file_name()
            .expect("a file")
            .to_string_lossy()
            .into_owned();
        let text = std::fs::read_to_string(&path).expect("text");
        sources
            .files
            .push(Source::new(format!("{folder}/{name}"), text));
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

#[test]
fn grey_water_loads() {
    if root()
        .join("levels/first-watch/03-grey-water/level.ron")
        .is_file()
    {
        check_good(&shipped("levels/first-watch/03-grey-water"));
    }
}

/// Files of `tests/problems`, each named for the code it must show.
#[test]
fn every_broken_example_shows_its_code() {
    let mut sources = Sources::default();
    add_folder("tests/problems", &mut sources);
    assert!(sources.files.len() > 25);
    for source in &sources.files {
        let reports = check_path(&root().join(&source.path), &Library::BuiltIn);
        let codes: Vec<&str> = reports
            .iter()
            .flat_map(|r| &r.problems)
            .map(|p| p.code.name())
            .collect();
        assert!(
            codes.contains(&source.stem()),
            "{} shows only {codes:?}",
            source.path
        );
        assert!(
            Code::from_name(source.stem()).is_some(),
            "{} is no code",
            source.stem()
        );
    }
}

#[test]
fn the_whole_tree_of_levels_is_in_order() {
    let reports = check_path(&root().join("levels"), &Library::BuiltIn);
    assert!(reports.len() > 10);
    for report in reports {
        let errors: Vec<_> = report
            .problems
            .iter()
            .filter(|p| p.severity == Severity::Error)
            .collect();
        assert!(errors.is_empty(), "{errors:?}");
    }
}

#[test]
fn spawning_does_not_depend_on_the_order_of_the_file() {
    let mut checked = check_good(&shipped("levels/first-watch/02-tripwire"));
    let mut one = World::new();
    spawn(&checked, 7, &mut one);
    checked.def.nations.reverse();
    checked.prepared = prepare(
        &checked.def,
        &checked.rules,
        &checked.treaties,
        &checked.map,
    );
    let mut other = World::new();
    spawn(&checked, 7, &mut other);
    let state = |world: &mut World| {
        let mut query = world.query::<(
            &NationId,
            &Key,
            &Economy,
            &HiddenType,
            &Relations,
            Option<&Ambition>,
        )>();
        let mut all: Vec<String> = query
            .iter(world)
            .map(|nation| format!("{nation:?}"))
            .collect();
        all.sort();
        all
    };
    assert_eq!(state(&mut one), state(&mut other));
    assert_eq!(one.resource::<Scene>(), other.resource::<Scene>());
}

#[test]
fn relations_are_symmetric_and_sorted() {
    let checked = check_good(&shipped("levels/first-watch/02-tripwire"));
    for (place, relations) in checked.prepared.relations.iter().enumerate() {
        assert!(relations.0.is_sorted_by_key(|r| r.other));
        for relation in &relations.0 {
            let back =
                checked.prepared.relations[relation.other.index()].with(NationId(place as u32));
            assert_eq!(
                back.map(|b| (b.km, b.border, b.trade)),
                Some((relation.km, relation.border, relation.trade))
            );
        }
    }
}

#[test]
fn members_of_a_small_alliance_all_know_each_other() {
    let checked = check_good(&shipped("levels/first-watch/02-tripwire"));
    let all = &checked.prepared.memberships;
    for a in all {
        for b in all
            .iter()
            .filter(|b| b.alliance == a.alliance && b.nation != a.nation)
        {
            assert!(
                checked.prepared.relations[a.nation.index()]
                    .with(b.nation)
                    .is_some()
            );
        }
    }
}

#[test]
fn one_mistake_does_not_hide_another() {
    let mut sources = Sources::default();
    add_folder("tests/problems", &mut sources);
    let base = sources
        .text("tests/problems/empty-alliance.ron")
        .expect("an example")
        .to_owned();
    let text = base
        .replacen("product: 100", "product: \"100\"", 1)
        .replacen("claims: [\"arda\"]", "claims: [\"corl\"]", 1);
    let mut sources = shipped("levels/treaties");
    sources.files.push(Source::new("made/level.ron", text));
    let problems = check_sources(&sources).expect_err("broken in three places");
    let codes: Vec<Code> = problems.iter().map(|p| p.code).collect();
    assert_eq!(
        codes,
        [Code::WrongType, Code::SelfReference, Code::EmptyAlliance],
        "{problems:?}"
    );
}

/// Damages a text: cuts, doubles, swaps or replaces a piece.
fn damage(text: &str, at: usize, length: usize, how: usize) -> String {
    let chars: Vec<char> = text.chars().collect();
    let at = at % chars.len().max(1);
    let end = (at + length).min(chars.len());
    let piece: String = chars[at..end].iter().collect();
    let (before, after): (String, String) =
        (chars[..at].iter().collect(), chars[end..].iter().collect());
    match how {
        0 => before,
        1 => format!("{before}{after}"),
        2 => format!("{before}{piece}{piece}{after}"),
        3 => format!("{before}({after}"),
        4 => format!("{before}-1e999{after}"),
        5 => format!("{before}\"{after}"),
        _ => format!("{before}{}{after}", piece.chars().rev().collect::<String>()),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn damaged_files_never_panic(file in 0_usize..4, at in 0_usize..60_000, length in 1_usize..12, how in 0_usize..7) {
        static USED: OnceLock<Sources> = OnceLock::new();
        let used = USED.get_or_init(|| check_good(&shipped("levels/first-watch/02-tripwire")).sources);
        let mut sources = used.clone();
        let file = file % sources.files.len();
        sources.files[file].text = damage(&sources.files[file].text, at, length, how);
        if let Err(problems) = check_sources(&sources) {
            prop_assert!(!problems.is_empty());
            prop_assert!(problems.iter().all(|p| p.line >= 1 && p.column >= 1));
        }
    }
}
