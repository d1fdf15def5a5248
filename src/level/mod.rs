//! Levels, rules and treaties: from RON text to checked definitions to entities.
//! Not here: what the definitions do in play (`rules`).

pub mod check;
pub mod decode;
pub mod def;
pub mod generate;
pub mod library;
pub mod load;
pub mod map;
pub mod prepare;
pub mod problem;
pub mod ron;
pub mod source;
pub mod spawn;
