//! The room `theory`: the ideas of deterrence and alliance politics as pure functions of plain numbers.
//! Reads and writes nothing but its arguments: no world, no files, no dice, no clock.
//! Not here: who feeds the formulas and what follows from them (`rules`), how a nation uses them to choose (`ai`).
//! Rule text: each file names the literature it follows; a default without a source is called a design default.
//!
//! One idea a file. Every function is total: zero, huge or nonsensical numbers give a finite answer, never a
//! panic. Chances outside 0 to 1 are clamped, strengths below zero count as zero. Transcendental functions
//! come from `libm`, so that every platform computes the same bits.

/// Whether to attack: expected utility of war, and the belief that deters.
pub mod aggression;
/// When help arrives, and whether the deed is done before it does.
pub mod arrival;
/// Whether an attack can be laid at a door, and what a defender does who may be wrong.
pub mod attribution;
/// What it costs a leader at home to back down from a public word.
pub mod audience;
/// Bargaining in the shadow of war, and why a declining power may not wait.
pub mod bargaining;
/// Who pays for a public good that all enjoy.
pub mod burden;
/// A nation's share of the world's material capability.
pub mod capability;
/// What a coalition is worth after command friction.
pub mod coalition;
/// Who wins a contest of strengths.
pub mod contest;
/// Whether a threat holds: immediate deterrence, and Perfect Deterrence's two games.
pub mod deterrence;
/// How strength fades on the way.
pub mod distance;
/// Finite games: trees, equilibria, Gambit's files.
pub mod game;
/// Which subsets of guarantors come, and who acts under a decision rule.
pub mod joiners;
/// Why a guarantor comes or stays away: an index of named terms.
pub mod joining;
/// Attrition by Lanchester's square law.
pub mod lanchester;
/// Choice that is better the more it matters: logit, nests, and the ladder.
pub mod quantal;
/// What the past teaches about a nation's word.
pub mod reputation;
/// How small acts add up to an armed attack.
pub mod severity;
/// Tying hands and sinking costs.
pub mod signals;
/// Why nobody moves when everybody could.
pub mod volunteer;
/// The chance that a council passes a motion, and how long it takes.
pub mod votes;
/// An attack weighed against every coalition that might answer it.
pub mod weighing;

#[cfg(test)]
mod testing;

/// `x` as a chance: clamped to 0..=1, not-a-number counts as 0.
pub(crate) fn share(x: f64) -> f64 {
    if x.is_nan() { 0.0 } else { x.clamp(0.0, 1.0) }
}

/// `x` as an amount: below zero and not-a-number count as 0.
pub(crate) fn amount(x: f64) -> f64 {
    x.max(0.0)
}
