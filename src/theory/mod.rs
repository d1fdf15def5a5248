//! The room `theory`.
