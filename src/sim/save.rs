//! Save files: JSON lines, one for the head with the level's texts, one a turn, one that seals the rest.
//! Reads and writes text; `read` finds every malformed line and changes nothing.
//! Not here: files on disk (`sim::store`), re-running a save and finding what was altered (`sim::replay`).
//! Rule text: DESIGN section 10: a save embeds what it was played with.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::xxh3_64;

use super::game::Match;
use super::log::Entry;
use super::options::{Difficulty, Mode};
use crate::level::source::Sources;

/// The format this program writes, and the only one it reads.
pub const FORMAT: u32 = 1;
/// The game's name in the head of a save.
pub const GAME: &str = "casus-foederis";
/// The largest save that is read, bytes.
pub const MAX_BYTES: u64 = 64 * 1024 * 1024;
/// How many malformed lines are named; the rest are not read.
const MAX_MISTAKES: usize = 20;

/// The first line.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Head {
    /// Format version.
    pub format: u32,
    /// Always `casus-foederis`.
    pub game: String,
    /// The program's version that wrote it.
    pub version: String,
    /// The level's id.
    pub level: String,
    /// The seed.
    pub seed: u64,
    /// The seat a person held, by id.
    pub seat: Option<String>,
    /// The difficulty.
    pub difficulty: Difficulty,
    /// The mode.
    pub mode: Mode,
    /// Whether the record was open.
    pub reveal: bool,
    /// How often something was taken back that had shown its outcome.
    pub rewinds: u32,
    /// How many forecasts were made.
    pub forecasts: u32,
    /// The lens of a lesson, if one was worn.
    pub lens: Option<String>,
    /// Coefficients set to other values than the rules file's.
    pub set: BTreeMap<String, f64>,
    /// The texts of level, map, rules and treaties.
    pub sources: Vec<SourceText>,
}

/// One embedded file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SourceText {
    /// Where it was read from.
    pub path: String,
    /// What it said.
    pub text: String,
}

/// The line of a turn.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TurnLine {
    /// The turn, from 1.
    pub turn: u32,
    /// Its log.
    pub entries: Vec<Entry>,
    /// The digest at its end, 16 hexadecimal digits; none while it is in play.
    pub digest: Option<String>,
    /// The digest of each kind of component.
    pub parts: BTreeMap<String, String>,
}

/// The last line: what the lines before it were when they were written.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Seal {
    /// The digest of the last finished turn.
    pub total: Option<String>,
    /// Finished turns.
    pub turns: u32,
    /// Whether the match was over.
    pub over: bool,
    /// A hash of each line before this one.
    pub lines: Vec<String>,
    /// A hash of each embedded file, by path.
    pub sources: BTreeMap<String, String>,
}

/// A save as read: well formed, but not yet known to be what was played.
#[derive(Clone, Debug, PartialEq)]
pub struct Saved {
    /// The head.
    pub head: Head,
    /// The turns.
    pub turns: Vec<TurnLine>,
    /// The seal.
    pub seal: Seal,
    /// Hashes of the lines before the seal as they are now.
    pub lines: Vec<String>,
}

/// A malformed line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mistake {
    /// The line, from 1; 0 for the file as a whole.
    pub line: usize,
    /// What is wrong and what to do.
    pub message: String,
}

impl core::fmt::Display for Mistake {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        if self.line > 0 {
            write!(f, "line {}: {}", self.line, self.message)
        } else {
            f.write_str(&self.message)
        }
    }
}

/// A digest as it is written.
pub fn hex(digest: u64) -> String {
    format!("{digest:016x}")
}

/// The text of a match's save.
pub fn write(game: &Match) -> String {
    let mut lines = vec![json(&head(game))];
    let last = game.turn();
    for turn in 1..=last {
        let entries: Vec<Entry> = game
            .log()
            .iter()
            .filter(|e| e.turn == turn)
            .cloned()
            .collect();
        let digest = game
            .digests()
            .iter()
            .find(|d| d.turn == turn)
            .map(|d| &d.digest);
        if entries.is_empty() && digest.is_none() {
            continue;
        }
        let parts = digest
            .into_iter()
            .flat_map(|d| d.parts.iter().map(|(name, n)| (name.clone(), hex(*n))))
            .collect();
        lines.push(json(&TurnLine {
            turn,
            entries,
            digest: digest.map(|d| hex(d.total)),
            parts,
        }));
    }
    let seal = Seal {
        total: game.digests().last().map(|d| hex(d.digest.total)),
        turns: game.digests().len() as u32,
        over: game.waiting() == super::game::Waiting::Over,
        lines: lines.iter().map(|l| hex(xxh3_64(l.as_bytes()))).collect(),
        sources: game
            .checked()
            .sources
            .files
            .iter()
            .map(|s| (s.path.clone(), hash_text(&s.text)))
            .collect(),
    };
    lines.push(json(&seal));
    lines.join("\n") + "\n"
}

/// The hash of an embedded text, as the seal holds it.
pub fn hash_text(text: &str) -> String {
    hex(xxh3_64(text.as_bytes()))
}

fn head(game: &Match) -> Head {
    let (options, def) = (game.options(), &game.checked().def);
    Head {
        format: FORMAT,
        game: GAME.into(),
        version: env!("CARGO_PKG_VERSION").into(),
        level: def.id.clone(),
        seed: options.seed,
        seat: options
            .seat
            .and_then(|i| def.seats.get(i))
            .map(|s| s.id.clone()),
        difficulty: options.difficulty,
        mode: options.mode,
        reveal: options.reveal,
        rewinds: game.rewinds(),
        forecasts: game.forecasts().count() as u32,
        lens: None,
        set: game.set().iter().cloned().collect(),
        sources: texts(&game.checked().sources),
    }
}

fn texts(sources: &Sources) -> Vec<SourceText> {
    sources
        .files
        .iter()
        .map(|s| SourceText {
            path: s.path.clone(),
            text: s.text.clone(),
        })
        .collect()
}

fn json(value: &impl Serialize) -> String {
    // Plain structs with string keys and finite numbers always serialise; an empty line would be refused by `read`.
    serde_json::to_string(value).unwrap_or_default()
}

/// Reads the text of a save; every malformed line is a mistake.
pub fn read(text: &str) -> Result<Saved, Vec<Mistake>> {
    let lines: Vec<(usize, &str)> = text
        .lines()
        .enumerate()
        .map(|(i, l)| (i + 1, l))
        .filter(|(_, l)| !l.trim().is_empty())
        .collect();
    let mistake = |line: usize, message: String| vec![Mistake { line, message }];
    let Some(((_, first), rest)) = lines.split_first() else {
        return Err(mistake(
            0,
            "the file is empty; a save starts with a line about the level".into(),
        ));
    };
    known_format(first).map_err(|message| mistake(1, message))?;
    let mut mistakes = Vec::new();
    let head: Option<Head> = parse(1, first, "head", &mut mistakes);
    let Some(((seal_at, last), turns)) = rest.split_last() else {
        mistakes.push(Mistake {
            line: 1,
            message: "nothing follows the head; the save was cut off".into(),
        });
        return Err(mistakes);
    };
    let seal: Option<Seal> = if last.contains("\"total\"") {
        parse(*seal_at, last, "seal", &mut mistakes)
    } else {
        let message = "the last line is not the seal (`total`); the save was cut off. Use an autosave instead".into();
        mistakes.push(Mistake {
            line: *seal_at,
            message,
        });
        None
    };
    let turns = read_turns(turns, &mut mistakes);
    match (head, seal) {
        (Some(head), Some(seal)) if mistakes.is_empty() => {
            let lines = lines
                .iter()
                .take(lines.len() - 1)
                .map(|(_, l)| hex(xxh3_64(l.as_bytes())))
                .collect();
            Ok(Saved {
                head,
                turns,
                seal,
                lines,
            })
        }
        _ => Err(mistakes),
    }
}

fn read_turns(lines: &[(usize, &str)], mistakes: &mut Vec<Mistake>) -> Vec<TurnLine> {
    let mut turns: Vec<TurnLine> = Vec::new();
    for (line, text) in lines {
        if mistakes.len() >= MAX_MISTAKES {
            break;
        }
        let Some(turn) = parse::<TurnLine>(*line, text, "turn", mistakes) else {
            continue;
        };
        let expected = turns.last().map_or(1, |t| t.turn + 1);
        if turn.turn != expected && mistakes.is_empty() {
            let message = format!("this is turn {}, but turn {expected} comes next", turn.turn);
            mistakes.push(Mistake {
                line: *line,
                message,
            });
        }
        if let Some(entry) = turn.entries.iter().find(|e| e.turn != turn.turn) {
            let message = format!(
                "`{}` says turn {} on the line of turn {}",
                entry.text, entry.turn, turn.turn
            );
            mistakes.push(Mistake {
                line: *line,
                message,
            });
        }
        turns.push(turn);
    }
    turns
}

/// Says plainly that a file is no save, or of another format, before its fields are looked at.
fn known_format(first: &str) -> Result<(), String> {
    #[derive(Deserialize)]
    struct Any {
        game: Option<String>,
        format: Option<u64>,
    }
    let any: Any = serde_json::from_str(first)
        .map_err(|e| format!("this is not a save of Casus Foederis: {e}"))?;
    match (any.game.as_deref(), any.format) {
        (Some(GAME), Some(1)) => Ok(()),
        (Some(GAME), Some(format)) => Err(format!(
            "this save has format {format}; this program reads format 1"
        )),
        _ => Err(
            "this is not a save of Casus Foederis: `game` and `format` are missing or other".into(),
        ),
    }
}

fn parse<'a, T: Deserialize<'a>>(
    line: usize,
    text: &'a str,
    what: &str,
    mistakes: &mut Vec<Mistake>,
) -> Option<T> {
    serde_json::from_str(text)
        .map_err(|error| {
            mistakes.push(Mistake {
                line,
                message: format!("the line of the {what} cannot be read: {error}"),
            });
        })
        .ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn first_mistake(text: &str) -> Mistake {
        read(text).expect_err("a mistake").remove(0)
    }

    const HEAD: &str = r#"{"format":1,"game":"casus-foederis","version":"0","level":"l","seed":1,"seat":null,"difficulty":"standard","mode":"open","reveal":false,"rewinds":0,"forecasts":0,"lens":null,"set":{},"sources":[]}"#;
    const SEAL: &str = r#"{"total":null,"turns":0,"over":false,"lines":[],"sources":{}}"#;

    fn turn(number: u32) -> String {
        format!(r#"{{"turn":{number},"entries":[],"digest":null,"parts":{{}}}}"#)
    }

    #[test]
    fn an_empty_file_is_no_save() {
        assert_eq!(first_mistake("").line, 0);
    }

    #[test]
    fn another_file_is_named_as_no_save() {
        assert!(first_mistake("hello").message.contains("not a save"));
        assert!(first_mistake("{}").message.contains("not a save"));
    }

    #[test]
    fn another_format_is_named() {
        let text = HEAD.replace("\"format\":1", "\"format\":9");
        assert!(first_mistake(&text).message.contains("format 9"));
    }

    #[test]
    fn a_save_cut_off_after_the_head_says_so() {
        assert!(first_mistake(HEAD).message.contains("cut off"));
    }

    #[test]
    fn a_save_without_its_seal_says_so_with_the_line() {
        let mistake = first_mistake(&format!("{HEAD}\n{}\n", turn(1)));
        assert_eq!(mistake.line, 2);
        assert!(mistake.message.contains("cut off"));
    }

    #[test]
    fn a_well_formed_save_is_read() {
        let saved = read(&format!("{HEAD}\n{}\n{SEAL}\n", turn(1))).expect("well formed");
        assert_eq!((saved.turns.len(), saved.lines.len()), (1, 2));
    }

    #[test]
    fn every_malformed_turn_is_named_with_its_line() {
        let mistakes = read(&format!("{HEAD}\n{{\n{{\"turn\":\n{SEAL}")).expect_err("two mistakes");
        assert_eq!(mistakes.iter().map(|m| m.line).collect::<Vec<_>>(), [2, 3]);
    }

    #[test]
    fn a_missing_turn_is_noticed() {
        assert!(
            first_mistake(&format!("{HEAD}\n{}\n{SEAL}", turn(2)))
                .message
                .contains("turn 1 comes next")
        );
    }

    #[test]
    fn an_unknown_field_is_refused() {
        let text = format!("{}\n{SEAL}", HEAD.replace("\"lens\"", "\"glasses\""));
        assert!(first_mistake(&text).message.contains("glasses"));
    }

    #[test]
    fn deep_nesting_is_refused_without_harm() {
        assert!(
            first_mistake(&"[".repeat(100_000))
                .message
                .contains("not a save")
        );
    }
}
