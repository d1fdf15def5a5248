//! The room `level`.
pub mod problem;
pub mod ron;
