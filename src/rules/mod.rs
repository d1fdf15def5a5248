//! The rules of the game: components, the nine phases, treaties, orders, decisions, dice and digest.
//! Not here: files (`level`), who gives orders for computer seats (`ai`), saves (`sim`), words for players (`view`).

pub mod capability;
pub mod coefficients;
pub mod definition;
pub mod dice;
pub mod effect;
pub mod id;
pub mod nation;
pub mod relation;
pub mod scene;
pub mod treaty;
