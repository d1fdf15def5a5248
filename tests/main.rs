//! Every integration test in one binary: each further binary would link the engine again.

mod cases;
mod layering;
mod loader;
mod scripted;
mod terms;
