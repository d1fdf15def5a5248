//! The text game: one loop for a person at a terminal and for a file of orders.
//! Reads lines from a script, plays a `Match`; writes pages to `out`, refusals and warnings to `err`.
//! Not here: what pages say (`view`), starting a match from the command line (`cli::play`).
//! Rule text: DESIGN section 9: `casus play LEVEL --text`, `--orders FILE`, exit codes.

mod act;
mod command;
mod help;
mod lines;
mod paint;
mod session;
mod show;
#[cfg(test)]
mod tests;

use std::io::{self, BufRead, Write};
use std::path::PathBuf;

use crate::sim::game::Match;

pub use paint::Paint;

/// How a text game is played.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TextSettings {
    /// Where the match is saved: after each turn and at the end.
    pub save: Option<PathBuf>,
    /// Whether the record is open during play. The save remembers it.
    pub reveal: bool,
}

/// Plays a match from a script: a person's terminal (`interactive`) or a file of orders. The exit code: 0 fine, 1 when a
/// line of a file was refused. Interactive play answers 0 whatever was mistyped.
pub fn run(
    game: Match,
    script: Box<dyn BufRead>,
    interactive: bool,
    out: &mut dyn Write,
    err: &mut dyn Write,
    settings: TextSettings,
) -> io::Result<i32> {
    let paint = Paint::of_terminal(interactive);
    session::Session::new(
        game,
        lines::Lines::new(script),
        interactive,
        paint,
        out,
        err,
        settings,
    )
    .play()
}
