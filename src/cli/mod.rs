//! The room `cli`.

pub mod text;
