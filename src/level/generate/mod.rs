//! Random levels: 3 to 2,000 nations on an invented map, with alliances, aggressors, rivalries and three seats.
//! Reads its own dice only; writes RON and GeoJSON text. The same numbers give the same bytes on every machine.
//! Not here: the map's shapes (`generate::land`), names (`generate::names`), the text itself (`generate::write`).
//! Source: own; sizes follow the standard rules' units (D).

pub mod dice;
mod land;
mod names;
mod people;
mod write;

use dice::Dice;

/// The fewest nations a generated level has.
pub const FEWEST: u32 = 3;
/// The most nations a generated level has.
pub const MOST: u32 = 2000;

/// A generated level.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Generated {
    /// The level as one file that needs no map: nations have places, neighbours are listed.
    pub level_ron: String,
    /// The map that goes with it.
    pub map_geojson: String,
}

impl Generated {
    /// The level for a folder with its map beside it, `map.geojson`.
    pub fn level_with_map(&self) -> String {
        self.level_ron
            .replacen("    clock:", "    map: \"map.geojson\",\n    clock:", 1)
    }
}

/// Makes a level. Numbers of nations outside 3 to 2,000 are moved to the nearest; `alliances` is a wish that small worlds
/// cannot always grant.
pub fn generate(nations: u32, seed: u64, alliances: Option<u32>) -> Generated {
    let nations = nations.clamp(FEWEST, MOST);
    let mut dice = Dice::new(seed, nations);
    let land = land::Land::new(nations as usize, &mut dice);
    let world = people::World::new(&land, alliances, &mut dice);
    Generated {
        level_ron: write::level(&world, &land, seed),
        map_geojson: write::map(&world, &land),
    }
}

#[cfg(test)]
mod tests {
    use std::sync::OnceLock;

    use super::*;
    use crate::level::check::{Checked, Shelf, check_level};
    use crate::level::library::Library;
    use crate::level::source::Source;
    use crate::rules::capability::Domain;

    fn check(generated: &Generated, map: bool) -> Checked {
        static SHELF: OnceLock<Shelf> = OnceLock::new();
        let shelf = SHELF.get_or_init(|| Library::BuiltIn.shelf());
        let text = if map {
            generated.level_with_map()
        } else {
            generated.level_ron.clone()
        };
        let level = Source::new("made/level.ron", text);
        let found = check_level(&level, shelf, &|name| {
            Ok(Source::new(name, generated.map_geojson.clone()))
        });
        match found {
            Ok(checked) => checked,
            Err(problems) => panic!("{:?}", &problems[..problems.len().min(5)]),
        }
    }

    #[test]
    fn generated_levels_of_all_sizes_pass_our_own_check() {
        for nations in [3, 4, 5, 7, 12, 50] {
            for seed in 0..6 {
                for alliances in [None, Some(0), Some(3)] {
                    let checked = check(&generate(nations, seed, alliances), seed % 2 == 0);
                    assert_eq!(checked.def.nations.len(), nations as usize);
                    assert!(checked.warnings.is_empty(), "{:?}", checked.warnings);
                }
            }
        }
    }

    #[test]
    fn a_world_of_three_hundred_passes_the_check() {
        assert_eq!(check(&generate(300, 1, None), true).def.nations.len(), 300);
    }

    #[test]
    fn the_same_seed_gives_the_same_bytes() {
        assert_eq!(generate(20, 5, None), generate(20, 5, None));
        assert_ne!(
            generate(20, 5, None).level_ron,
            generate(20, 6, None).level_ron
        );
    }

    #[test]
    fn numbers_outside_the_bounds_are_moved_to_the_nearest() {
        assert_eq!(generate(0, 1, None), generate(3, 1, None));
    }

    #[test]
    fn every_world_has_an_aggressor_and_all_eight_domains() {
        for seed in 0..10 {
            let checked = check(&generate(12, seed, None), false);
            assert!(checked.def.nations.iter().any(|n| n.ambition.is_some()));
            for domain in Domain::ALL {
                assert!(
                    checked
                        .def
                        .nations
                        .iter()
                        .any(|n| n.capabilities.contains_key(&domain)),
                    "{domain:?}"
                );
            }
        }
    }

    #[test]
    fn with_an_alliance_there_are_three_seats() {
        let checked = check(&generate(12, 3, None), false);
        let ids: Vec<&str> = checked.def.seats.iter().map(|s| s.id.as_str()).collect();
        assert_eq!(ids, ["council", "member", "aggressor"]);
    }

    #[test]
    fn map_and_lists_agree_on_borders() {
        let generated = generate(20, 9, None);
        let (with, without) = (check(&generated, true), check(&generated, false));
        let borders = |c: &Checked| -> usize {
            c.prepared
                .relations
                .iter()
                .flat_map(|r| &r.0)
                .filter(|r| r.border)
                .count()
        };
        assert_eq!(borders(&with), borders(&without));
        assert!(borders(&with) > 0);
    }
}
