//! The room `theory`.
pub mod reputation;
