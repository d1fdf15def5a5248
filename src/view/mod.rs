//! What may be shown to a seat, as plain data in the player's words: one view model a file, each printable as a `Page`.
//! Reads a match through a `Sight` (a seat's eyes); writes nothing.
//! Not here: the loop that prints and asks (`cli::text`), exports (`report`), what is decided (`rules`).
//! Rule text: DESIGN principle 6 and section 5, "Assessment and record".

pub mod advisers;
pub mod assessed;
pub mod beat;
pub mod briefing;
pub mod credibility;
pub mod date;
pub mod debrief;
pub mod decision;
pub mod effects;
pub mod events;
pub mod forecast;
pub mod goals;
pub mod matters;
mod nation_facts;
pub mod nations;
pub mod order_text;
pub mod orders;
pub mod page;
pub mod quiet;
pub mod refusal;
#[cfg(test)]
pub(crate) mod sample;
pub mod sight;
pub mod situation;
pub mod terms;
pub mod why;
pub mod words;
