//! The texts a match is made of: a level, its map, its rules and its treaties, each with the path it came from.
//! Plain data; a save embeds it, the library gathers it, the checks read it.
//! Not here: finding files (`level::library`), what is in them (`level::check`).
//! Rule text: DESIGN section 10: a save embeds the level, rules and treaties it was played with.

use serde::{Deserialize, Serialize};

/// All texts of one level.
#[derive(Clone, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Sources {
    /// The level first, then its map, its rules and its treaties by name.
    pub files: Vec<Source>,
}

/// One text.
#[derive(Clone, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Source {
    /// Where it came from, as messages name it.
    pub path: String,
    /// What it says.
    pub text: String,
}

/// What a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// A level.
    Level,
    /// A map.
    Map,
    /// A set of rules.
    Rules,
    /// A treaty.
    Treaty,
    /// A chain of levels.
    Campaign,
    /// The words of the game.
    Glossary,
}

impl Sources {
    /// The text of a file by its path.
    pub fn text(&self, path: &str) -> Option<&str> {
        self.files
            .iter()
            .find(|f| f.path == path)
            .map(|f| f.text.as_str())
    }
}

impl Source {
    /// A text from a path.
    pub fn new(path: impl Into<String>, text: impl Into<String>) -> Self {
        Self {
            path: path.into(),
            text: text.into(),
        }
    }

    /// The last part of the path.
    pub fn name(&self) -> &str {
        self.path.rsplit(['/', '\\']).next().unwrap_or(&self.path)
    }

    /// The name without its ending.
    pub fn stem(&self) -> &str {
        let name = self.name();
        name.rsplit_once('.').map_or(name, |(stem, _)| stem)
    }

    /// The name of the folder it lies in.
    pub fn folder(&self) -> Option<&str> {
        self.path.rsplit(['/', '\\']).nth(1)
    }

    /// What it is: by its name and folder, else by what it says.
    pub fn role(&self) -> Role {
        match (self.name(), self.folder()) {
            ("level.ron", _) => Role::Level,
            ("campaign.ron", _) => Role::Campaign,
            ("glossary.ron", _) => Role::Glossary,
            (name, _) if name.ends_with(".geojson") || name.ends_with(".json") => Role::Map,
            (_, Some("rules")) => Role::Rules,
            (_, Some("treaties")) => Role::Treaty,
            _ => self.role_by_content(),
        }
    }

    fn role_by_content(&self) -> Role {
        let has = |field: &str| {
            self.text
                .lines()
                .any(|line| line.trim_start_matches([' ', '\t', '(']).starts_with(field))
        };
        if has("nations:") || has("clock:") {
            Role::Level
        } else if has("coefficients:") || has("responses:") || has("acts:") {
            Role::Rules
        } else if has("articles:") || has("modelled_on:") {
            Role::Treaty
        } else if has("terms:") {
            Role::Glossary
        } else if has("levels:") {
            Role::Campaign
        } else {
            Role::Level
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_known_by_its_place() {
        for (path, role) in [
            ("levels/a/01-b/level.ron", Role::Level),
            ("levels/a/01-b/map.geojson", Role::Map),
            ("levels/rules/standard.ron", Role::Rules),
            ("levels/treaties/rio.ron", Role::Treaty),
            ("levels/a/campaign.ron", Role::Campaign),
            ("assets/glossary.ron", Role::Glossary),
        ] {
            assert_eq!(Source::new(path, "").role(), role, "{path}");
        }
    }

    #[test]
    fn a_file_elsewhere_is_known_by_what_it_says() {
        assert_eq!(
            Source::new("x.ron", "(\n  nations: [],\n)").role(),
            Role::Level
        );
        assert_eq!(
            Source::new("x.ron", "(\n  articles: [],\n)").role(),
            Role::Treaty
        );
        assert_eq!(
            Source::new("x.ron", "(coefficients: ())").role(),
            Role::Rules
        );
        assert_eq!(Source::new("x.ron", "").role(), Role::Level);
    }

    #[test]
    fn names_stems_and_folders_are_parts_of_the_path() {
        let source = Source::new("levels/a/01-b/level.ron", "");
        assert_eq!(
            (source.name(), source.stem(), source.folder()),
            ("level.ron", "level", Some("01-b"))
        );
        assert_eq!(Source::new("x", "").folder(), None);
    }
}
