//! Every integration test in one binary: each further binary would link the engine again.

mod cli;
mod determinism;
mod layering;
mod loader;
mod playthroughs;
mod policies;
mod properties;
mod saves;
mod stage;
