//! Levels, rules and treaties: from RON text to checked definitions to entities.
//! Not here: what the definitions do in play (`rules`).

pub mod def;
pub mod problem;
pub mod ron;
