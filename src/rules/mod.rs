//! The rules of the game: components, the nine phases, treaties, orders, decisions, dice and digest.
//! Not here: files (`level`), who gives orders for computer seats (`ai`), saves (`sim`), words for players (`view`).

pub mod apply;
pub mod board;
pub mod capability;
pub mod clock;
pub mod coefficients;
pub mod condition;
pub mod decision;
pub mod definition;
pub mod dice;
pub mod digest;
pub mod effect;
pub mod event;
pub mod gather;
pub mod id;
pub mod mind;
pub mod nation;
pub mod order;
mod phase;
pub mod quantity;
pub mod quote;
pub mod relation;
pub mod run;
pub mod scene;
pub mod snapshot;
pub mod standing;
pub mod treaty;
