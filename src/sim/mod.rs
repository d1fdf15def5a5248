//! Sessions: a match from first stop to last, its log, saves, replays, batches and their statistics.
//! Reads checked levels, drives `rules::run`, asks `ai` for computer seats; writes logs, digests and save files.
//! Not here: what is shown to a seat (`view`), commands (`cli`), the rules themselves (`rules`).
//! Rule text: DESIGN section 4 ("The driver stops wherever a human seat must decide") and principle 2.

mod answer;
pub mod batch;
pub mod cast;
pub mod fare;
pub mod fork;
pub mod game;
pub mod log;
pub mod options;
pub mod order_text;
pub mod replay;
pub mod save;
pub mod stars;
pub mod stats;
pub mod store;
pub mod tally;
