//! Every integration test in one binary: each further binary would link the engine again.

mod cases;
mod cli;
mod determinism;
mod layering;
mod loader;
mod playthroughs;
mod policies;
mod properties;
mod saves;
mod scripted;
mod stage;
mod terms;
