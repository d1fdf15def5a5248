//! The room `ai`.
