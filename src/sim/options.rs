//! What is chosen before a match: seed, seat, difficulty, what may be seen and taken back.
//! Plain data; kept in the match and in the head of its save.
//! Not here: the command line that fills it (`cli::args`), the level (`level::load`).
//! Rule text: DESIGN sections 9 and 10.

use serde::{Deserialize, Serialize};

use super::cast::Cast;
use crate::ai::Skill;

/// The options of a match.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Options {
    /// The seed of all dice.
    pub seed: u64,
    /// The seat a person holds, an index into the level's seats; `None` = computers hold all.
    pub seat: Option<usize>,
    /// How able the computer seats are.
    pub difficulty: Difficulty,
    /// Whether the record is open during play.
    pub reveal: bool,
    /// What may be taken back.
    pub mode: Mode,
    /// Computer seats that play otherwise; only batches have any, so saves do not keep it.
    #[serde(skip)]
    pub cast: Cast,
}

impl Options {
    /// Computers hold every seat, at standard difficulty.
    pub fn auto(seed: u64) -> Self {
        Self {
            seed,
            seat: None,
            difficulty: Difficulty::Standard,
            reveal: false,
            mode: Mode::Open,
            cast: Cast::default(),
        }
    }

    /// A person holds a seat, at standard difficulty.
    pub fn seated(seed: u64, seat: usize) -> Self {
        Self {
            seat: Some(seat),
            ..Self::auto(seed)
        }
    }
}

/// How freely a match may be rewound and looked into.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Mode {
    /// Anything goes; the save counts rewinds.
    #[default]
    Open,
    /// For study: as open, marked as such.
    Study,
    /// For results that count: turns cannot be taken back and the record stays shut until the end.
    Sealed,
}

/// How able the computer seats are. It changes skill and knowledge only, never the rules.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Difficulty {
    /// They choose loosely, give one order a turn, and estimates are better than usual.
    Novice,
    /// The default.
    #[default]
    Standard,
    /// They choose with care.
    Veteran,
    /// They choose the best they see, and the fog is thicker.
    Expert,
}

impl Difficulty {
    /// All of them, easiest first.
    pub const ALL: [Self; 4] = [Self::Novice, Self::Standard, Self::Veteran, Self::Expert];

    /// The word used in saves and on the command line.
    pub fn word(self) -> &'static str {
        ["novice", "standard", "veteran", "expert"][self as usize]
    }

    /// The skill of computer seats.
    pub(crate) fn skill(self) -> Skill {
        match self {
            Self::Novice => Skill::NOVICE,
            Self::Standard => Skill::STANDARD,
            Self::Veteran => Skill::VETERAN,
            Self::Expert => Skill::EXPERT,
        }
    }

    /// By how much the noise of estimates is multiplied (D).
    pub(crate) fn fog(self) -> f64 {
        match self {
            Self::Novice => 0.6,
            Self::Standard => 1.0,
            Self::Veteran => 1.15,
            Self::Expert => 1.3,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn harder_computers_choose_with_less_noise_and_see_less_for_others() {
        for pair in Difficulty::ALL.windows(2) {
            assert!(pair[0].skill().noise > pair[1].skill().noise);
            assert!(pair[0].fog() < pair[1].fog());
        }
    }

    #[test]
    fn standard_difficulty_leaves_the_rules_file_as_it_is() {
        assert_eq!(Difficulty::default().fog(), 1.0);
    }

    #[test]
    fn the_word_of_a_difficulty_is_the_word_in_saves() {
        for difficulty in Difficulty::ALL {
            let written = serde_json::to_string(&difficulty).unwrap_or_default();
            assert_eq!(written, format!("\"{}\"", difficulty.word()));
        }
    }
}
