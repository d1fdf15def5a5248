//! The table of commands: every argument with its help.
//! Parsed by clap, which answers wrong usage itself (exit code 2).
//! Not here: what the commands do (one file a command beside this one).
//! Rule text: DESIGN section 9.

use std::path::PathBuf;

use clap::{Parser, Subcommand, ValueEnum};

use crate::sim::options;

/// Casus Foederis: a strategy game about deterrence and collective defence.
#[derive(Debug, Parser)]
#[command(name = "casus", version, max_term_width = 100)]
pub struct Args {
    /// The command.
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Play a level in the terminal, from a file of orders, or let computers play it
    Play(PlayArgs),
    /// Find every mistake in levels, rules and treaties
    Check(CheckArgs),
    /// Explain a code of `check`, a coefficient, a term of a score or a word of the game
    Explain(ExplainArgs),
    /// Play many games without a person and print statistics
    Sim(SimArgs),
    /// Re-run a save and compare it with what the save says
    Replay(ReplayArgs),
    /// Show who weighed what in a saved match
    Ledger(LedgerArgs),
    /// Find the equilibria of a game in Gambit's form
    Solve(SolveArgs),
    /// Show an aggressor's decision in a saved match as a game, and solve it
    Crisis(CrisisArgs),
    /// Play a saved match on from a turn with something changed, beside the same without the change
    Fork(ForkArgs),
    /// Show who would answer for whom in a saved match, how surely, how soon, with what
    Credibility(CredibilityArgs),
    /// Make a random level
    Generate(GenerateArgs),
}

/// Text for people, or JSON.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people.
    #[default]
    Human,
    /// For programs.
    Json,
}

/// Text for people, JSON, or SARIF.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum CheckFormat {
    /// For people.
    #[default]
    Human,
    /// For programs.
    Json,
    /// For code review tools.
    Sarif,
}

/// How able the computer seats are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Difficulty {
    /// Loose choices, one order a turn.
    Novice,
    /// The default.
    #[default]
    Standard,
    /// Careful choices.
    Veteran,
    /// The best they see.
    Expert,
}

impl From<Difficulty> for options::Difficulty {
    fn from(difficulty: Difficulty) -> Self {
        Self::ALL[difficulty as usize]
    }
}

/// What may be taken back.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Mode {
    /// Anything; the save counts rewinds.
    #[default]
    Open,
    /// As open, marked as study.
    Study,
    /// Turns cannot be taken back; the record stays shut.
    Sealed,
}

impl From<Mode> for options::Mode {
    fn from(mode: Mode) -> Self {
        [Self::Open, Self::Study, Self::Sealed][mode as usize]
    }
}

/// `casus play`.
#[derive(Debug, clap::Args)]
pub struct PlayArgs {
    /// A level's folder or file, or the name of one that comes with the game
    #[arg(required_unless_present = "load")]
    pub level: Option<PathBuf>,
    /// Play in the terminal (the only way so far)
    #[arg(long)]
    pub text: bool,
    /// The seat to hold, by its id; without it the level's first
    #[arg(long, value_name = "SEAT", conflicts_with_all = ["auto", "load"])]
    pub seat: Option<String>,
    /// The seed of all dice; without it 1, or a fresh one at a terminal
    #[arg(long, value_name = "N", conflicts_with = "load")]
    pub seed: Option<u64>,
    /// How able the computer seats are
    #[arg(long, value_enum, default_value_t, conflicts_with = "load")]
    pub difficulty: Difficulty,
    /// What may be taken back
    #[arg(long, value_enum, default_value_t, conflicts_with = "load")]
    pub mode: Mode,
    /// Read orders from this file, one a line, instead of standard input
    #[arg(long, value_name = "FILE", conflicts_with = "auto")]
    pub orders: Option<PathBuf>,
    /// Save the match here
    #[arg(long, value_name = "FILE")]
    pub save: Option<PathBuf>,
    /// Continue this save
    #[arg(long, value_name = "FILE", conflicts_with_all = ["level", "auto"])]
    pub load: Option<PathBuf>,
    /// Let computers hold every seat
    #[arg(long)]
    pub auto: bool,
    /// Open the record during play; the save remembers it
    #[arg(long)]
    pub reveal: bool,
    /// How `--auto` prints turns: text, or one JSON object a line
    #[arg(long, value_enum, default_value_t, requires_if("json", "auto"))]
    pub format: Format,
}

/// `casus check`.
#[derive(Debug, clap::Args)]
pub struct CheckArgs {
    /// Levels, rules files, treaties, or folders of them
    #[arg(required = true, value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// How findings are printed
    #[arg(long, value_enum, default_value_t)]
    pub format: CheckFormat,
    /// Also play each level this many times with computers in every seat
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(1..=100_000))]
    pub play: Option<u64>,
}

/// `casus explain`.
#[derive(Debug, clap::Args)]
pub struct ExplainArgs {
    /// A code, coefficient, term or word; without it all are listed
    #[arg(value_name = "WORD")]
    pub words: Vec<String>,
}

/// `casus sim`.
#[derive(Debug, clap::Args)]
pub struct SimArgs {
    /// A level, or `generated:N` for a random level of N nations for each seed
    #[arg(required_unless_present = "generated")]
    pub level: Option<String>,
    /// How many games
    #[arg(long, value_name = "N", default_value_t = 100, value_parser = clap::value_parser!(u64).range(1..=1_000_000))]
    pub games: u64,
    /// Play N games on random levels of 3 to 40 nations
    #[arg(long, value_name = "N", conflicts_with_all = ["level", "games"],
        value_parser = clap::value_parser!(u64).range(1..=1_000_000))]
    pub generated: Option<u64>,
    /// The first seed; each game takes the next
    #[arg(long, value_name = "S", default_value_t = 1)]
    pub seed: u64,
    /// How many threads; 0 = one for each processor
    #[arg(long, value_name = "J", default_value_t = 0, value_parser = clap::value_parser!(u32).range(0..=1024))]
    pub jobs: u32,
    /// Set a coefficient, for example `coefficients.precision=8`; may be given again
    #[arg(long, value_name = "NAME=VALUE")]
    pub set: Vec<String>,
    /// How able computers are: all of them, or one seat's (`council=expert`); may be given again
    #[arg(long, value_name = "[SEAT=]D")]
    pub difficulty: Vec<String>,
    /// Lead a seat by a posture (armer, reassurer, committer, hedger) or not at all (idle); may be given again
    #[arg(long, value_name = "SEAT=POSTURE")]
    pub posture: Vec<String>,
    /// An order a seat gives every turn in which it can, for example `council=consult`; may be given again
    #[arg(long, value_name = "SEAT=ORDER")]
    pub give: Vec<String>,
    /// How statistics are printed
    #[arg(long, value_enum, default_value_t)]
    pub format: Format,
}

/// `casus replay`.
#[derive(Debug, clap::Args)]
pub struct ReplayArgs {
    /// The save
    pub save: PathBuf,
    /// Compare with the digests in the save: 0 and the final digest, or 1 and what differs first
    #[arg(long)]
    pub verify: bool,
    /// Show only this turn
    #[arg(long, value_name = "T")]
    pub turn: Option<u32>,
}

/// `casus ledger`.
#[derive(Debug, clap::Args)]
pub struct LedgerArgs {
    /// The save
    pub save: PathBuf,
    /// Only decisions of this turn
    #[arg(long, value_name = "T")]
    pub turn: Option<u32>,
    /// Only decisions by or about this nation, by its id
    #[arg(long, value_name = "NATION")]
    pub nation: Option<String>,
    /// As this seat's intelligence sees them, instead of the record
    #[arg(long, value_name = "SEAT")]
    pub seat: Option<String>,
    /// How decisions are printed
    #[arg(long, value_enum, default_value_t)]
    pub format: Format,
}

/// `casus generate`.
#[derive(Debug, clap::Args)]
pub struct GenerateArgs {
    /// How many nations
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(3..=2000))]
    pub nations: u32,
    /// The seed; the same seed gives the same bytes
    #[arg(long, value_name = "S", default_value_t = 1)]
    pub seed: u64,
    /// How many alliances; without it as many as fit
    #[arg(long, value_name = "K", value_parser = clap::value_parser!(u32).range(0..=500))]
    pub alliances: Option<u32>,
    /// Write level.ron and map.geojson into this folder instead of printing
    #[arg(short, long, value_name = "DIR")]
    pub output: Option<PathBuf>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    fn accepts(line: &str) -> bool {
        Args::try_parse_from(line.split_whitespace()).is_ok()
    }

    #[test]
    fn the_table_of_commands_holds_together() {
        Args::command().debug_assert();
    }

    #[test]
    fn every_command_line_of_the_design_is_accepted() {
        for line in [
            "casus",
            "casus play l --text --seat council --seed 7 --difficulty expert --orders f --save s --reveal",
            "casus play --load s --text",
            "casus play l --auto --seed 3 --save s --format json",
            "casus check a b --format sarif --play 2",
            "casus explain unknown-nation",
            "casus explain",
            "casus sim l --games 10 --seed 1 --jobs 2 --set coefficients.precision=8 --format json",
            "casus sim --generated 200",
            "casus replay s --verify --turn 3",
            "casus ledger s --turn 3 --nation a --seat b --format json",
            "casus generate --nations 50 --seed 1 --alliances 3 -o d",
        ] {
            assert!(accepts(line), "{line}");
        }
    }

    #[test]
    fn command_lines_that_make_no_sense_are_refused() {
        for line in [
            "casus play",
            "casus play l --auto --seat council",
            "casus play l --format json",
            "casus play l --load s",
            "casus check",
            "casus sim l --games 0",
            "casus generate --nations 2",
            "casus generate --nations 2001",
            "casus replay",
            "casus dance",
        ] {
            assert!(!accepts(line), "{line}");
        }
    }

    #[test]
    fn difficulties_on_the_command_line_are_those_of_matches() {
        for (args, options) in Difficulty::value_variants()
            .iter()
            .zip(options::Difficulty::ALL)
        {
            assert_eq!(options::Difficulty::from(*args), options);
        }
    }
}

/// Which equilibria are wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Method {
    /// Subgame perfect, by backward induction.
    Spe,
    /// Every pure Nash equilibrium, and a mixed one for two players.
    Nash,
    /// Quantal response (agent logit).
    Qre,
}

/// `casus solve`.
#[derive(Debug, clap::Args)]
pub struct SolveArgs {
    /// The game, an .efg file
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// Which equilibria
    #[arg(long, value_enum)]
    pub method: Method,
    /// The precision of choices, for `qre`
    #[arg(long, value_name = "L", default_value_t = 1.0)]
    pub lambda: f64,
    /// How equilibria are printed
    #[arg(long, value_enum, default_value_t)]
    pub format: Format,
}

/// `casus crisis`.
#[derive(Debug, clap::Args)]
pub struct CrisisArgs {
    /// The save
    pub save: PathBuf,
    /// The turn
    #[arg(long, value_name = "T", value_parser = clap::value_parser!(u32).range(1..))]
    pub turn: u32,
    /// The aggressor, by its id; without it the one whose best act comes nearest to being worth it
    #[arg(long, value_name = "N")]
    pub nation: Option<String>,
    /// Write the game to this file, in Gambit's form
    #[arg(long, value_name = "OUT")]
    pub efg: Option<PathBuf>,
    /// How the crisis is printed
    #[arg(long, value_enum, default_value_t)]
    pub format: Format,
}

/// `casus fork`.
#[derive(Debug, clap::Args)]
pub struct ForkArgs {
    /// The save
    pub save: PathBuf,
    /// The turn from which things differ
    #[arg(long, value_name = "T", value_parser = clap::value_parser!(u32).range(1..))]
    pub turn: u32,
    /// What differs: `give ACTOR: ORDER`, `drop ACTOR: ORDER`, `pledge NATION@ALLIANCE=SHARE`, `silence ACTOR`,
    /// `COEFFICIENT=VALUE`; may be given again
    #[arg(long, value_name = "CHANGE")]
    pub change: Vec<String>,
    /// How many pairs of games; the first on the save's own dice, the others on other dice from the turn on
    #[arg(long, value_name = "N", default_value_t = 100, value_parser = clap::value_parser!(u64).range(1..=100_000))]
    pub games: u64,
    /// Find the least change that deters: a change with `?` in the place of its number, for example
    /// `pledge alba@league=?` or `give alba: deploy_forward fen ?`
    #[arg(long, value_name = "DIAL", conflicts_with = "change")]
    pub smallest: Option<String>,
    /// The numbers tried for `?`, as FROM,TO,STEP
    #[arg(
        long,
        value_name = "GRID",
        default_value = "0,1,0.05",
        requires = "smallest"
    )]
    pub grid: String,
    /// Whose attack is to be deterred; without it the one that came nearest on the turn
    #[arg(long, value_name = "NATION", requires = "smallest")]
    pub against: Option<String>,
    /// The turn whose decision is looked at, if effects take time; without it the turn of the change
    #[arg(long, value_name = "T", requires = "smallest")]
    pub at: Option<u32>,
    /// How results are printed
    #[arg(long, value_enum, default_value_t)]
    pub format: Format,
}

/// `casus credibility`.
#[derive(Debug, clap::Args)]
pub struct CredibilityArgs {
    /// The save
    pub save: PathBuf,
    /// The turn; without it the last
    #[arg(long, value_name = "T", value_parser = clap::value_parser!(u32).range(1..))]
    pub turn: Option<u32>,
    /// As this seat sees it, instead of the record
    #[arg(long, value_name = "SEAT")]
    pub seat: Option<String>,
    /// How the matrix is printed
    #[arg(long, value_enum, default_value_t)]
    pub format: Format,
}
