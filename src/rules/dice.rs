//! Dice without state: a draw is a pure function of seed, time, phase, actor, option and purpose.
//! Reads nothing and writes nothing; callers hold the seed in the resource `Seed`.
//! Not here: the choice rules that use the noise (`theory::quantal`), the generator's own dice (`level::generate`).
//! Rule text: DESIGN principle 3.

use bevy::ecs::prelude::*;
use rand::{RngExt, SeedableRng};
use rand_xoshiro::SplitMix64;

use super::id::Key;

/// The seed of the match.
#[derive(Resource, Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seed(pub u64);

/// What a draw is for. Two draws with different purposes never share luck.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Purpose {
    /// Drawing hidden types at the start.
    Type = 1,
    /// A leader's temper, by term in office.
    Temper,
    /// A leader's taste among acts, by term in office.
    Taste,
    /// Elections and political shifts.
    Politics,
    /// Internal conflict, climate, epidemics, refugees.
    Hazard,
    /// A level event.
    Event,
    /// The error of an estimate.
    Estimate,
    /// Whether indicators of a plan are caught.
    Indicator,
    /// Finding the author of an act.
    Attribution,
    /// A member's vote.
    Vote,
    /// A guarantor's response.
    Response,
    /// A contest of arms, and of arms' wear.
    Contest,
    /// Whether an act succeeds.
    Act,
    /// A beat of a crisis.
    Crisis,
    /// A computer seat's choice of orders.
    Policy,
    /// Which matter is put.
    Matter,
}

/// The coordinates of a draw.
#[derive(Clone, Copy, Debug)]
pub struct Draw {
    /// The seed of the match.
    pub seed: Seed,
    /// The turn, or the number of a longer span (a leader's term).
    pub when: u32,
    /// What for.
    pub purpose: Purpose,
    /// Who.
    pub actor: Key,
    /// About whom or what.
    pub option: Key,
}

impl Draw {
    /// A new draw.
    pub fn new(seed: Seed, when: u32, purpose: Purpose, actor: Key, option: Key) -> Self {
        Self {
            seed,
            when,
            purpose,
            actor,
            option,
        }
    }

    /// A number in [0, 1).
    pub fn uniform(&self) -> f64 {
        self.generator().random::<f64>()
    }

    /// Standard normal (Box and Muller's transform).
    pub fn normal(&self) -> f64 {
        let mut generator = self.generator();
        let (u, v) = (1.0 - generator.random::<f64>(), generator.random::<f64>());
        (-2.0 * libm::log(u)).sqrt() * libm::cos(core::f64::consts::TAU * v)
    }

    /// Standard Gumbel noise: adding it to scores and taking the maximum is a logit choice.
    pub fn gumbel(&self) -> f64 {
        let u = self.generator().random::<f64>().clamp(1e-300, 1.0 - 1e-16);
        -libm::log(-libm::log(u))
    }

    fn generator(&self) -> SplitMix64 {
        let mut bytes = [0u8; 29];
        bytes[..8].copy_from_slice(&self.seed.0.to_le_bytes());
        bytes[8..12].copy_from_slice(&self.when.to_le_bytes());
        bytes[12] = self.purpose as u8;
        bytes[13..21].copy_from_slice(&self.actor.0.to_le_bytes());
        bytes[21..].copy_from_slice(&self.option.0.to_le_bytes());
        SplitMix64::seed_from_u64(xxhash_rust::xxh3::xxh3_64(&bytes))
    }
}

/// A key made of two: for draws about a pair (act and target, alliance and article).
pub fn pair(a: Key, b: Key) -> Key {
    Key(a.0.rotate_left(17) ^ b.0.wrapping_mul(0x9E37_79B9_7F4A_7C15))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draw(when: u32) -> Draw {
        Draw::new(Seed(7), when, Purpose::Vote, Key::of("a"), Key::of("b"))
    }

    #[test]
    fn the_same_coordinates_give_the_same_luck() {
        assert_eq!(draw(1).uniform(), draw(1).uniform());
        assert_ne!(draw(1).uniform(), draw(2).uniform());
    }

    #[test]
    fn uniform_draws_fill_the_unit_interval_evenly() {
        let mean = (0..4000).map(|t| draw(t).uniform()).sum::<f64>() / 4000.0;
        assert!((mean - 0.5).abs() < 0.02, "{mean}");
    }

    #[test]
    fn gumbel_noise_has_the_mean_of_eulers_constant() {
        let mean = (0..4000).map(|t| draw(t).gumbel()).sum::<f64>() / 4000.0;
        assert!((mean - 0.5772).abs() < 0.08, "{mean}");
    }

    #[test]
    fn normal_noise_has_unit_variance() {
        let sum: f64 = (0..4000).map(|t| draw(t).normal() * draw(t).normal()).sum();
        assert!((sum / 4000.0 - 1.0).abs() < 0.1);
    }
}
