//! The room `level`.
