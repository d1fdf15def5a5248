//! The `casus` binary.

fn main() {}
