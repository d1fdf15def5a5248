//! Gambit's `.efg` text, format 2: read into a game, and written from one.
//! Reads and writes text; bounded in size, nodes and depth.
//! Not here: files (`cli::solve`), the tree itself (`game::tree`).
//! Source: the format description in Gambit's documentation.

mod read;
mod token;
mod write;

pub use read::read;
pub use write::write;

/// The longest text that is read, bytes.
pub const LONGEST: usize = 64 << 20;

/// What is wrong with a text, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
    /// What is wrong.
    pub message: String,
}

impl core::fmt::Display for Fault {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "{}:{}: {}", self.line, self.column, self.message)
    }
}
