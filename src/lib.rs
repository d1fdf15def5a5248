#![doc = include_str!("README.md")]

pub mod ai;
pub mod cli;
pub mod level;
pub mod report;
pub mod rules;
pub mod sim;
pub mod theory;
pub mod view;
