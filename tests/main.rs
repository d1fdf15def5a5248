//! Every integration test in one binary: each further binary would link the engine again.

mod articles;
mod cases;
mod cli;
mod conformance;
mod crisis;
mod desk;
mod determinism;
mod fork;
mod games;
mod layering;
mod loader;
mod luck;
mod must_hold;
mod playthroughs;
mod policies;
mod properties;
mod quantities;
mod saves;
mod scripted;
mod snapshots;
mod stage;
mod terms;
mod usage;
