//! The generator's own dice, apart from those of matches: a seeded stream with plain conversions.
//! Reads a seed; writes nothing.
//! Not here: the dice of a match, which have no state (`rules::dice`).
//! Source: xoshiro256++ (Blackman and Vigna 2019).

use rand_xoshiro::Xoshiro256PlusPlus;
use rand_xoshiro::rand_core::{Rng, SeedableRng};

/// A stream of luck.
#[derive(Clone, Debug)]
pub struct Dice(Xoshiro256PlusPlus);

impl Dice {
    /// Dice for a world of a size.
    pub fn new(seed: u64, nations: u32) -> Self {
        Self(Xoshiro256PlusPlus::seed_from_u64(
            seed ^ u64::from(nations).wrapping_mul(0x9E37_79B9_7F4A_7C15),
        ))
    }

    /// A number from 0 up to, not including, 1.
    pub fn unit(&mut self) -> f64 {
        (self.0.next_u64() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// A number between two bounds.
    pub fn between(&mut self, low: f64, high: f64) -> f64 {
        low + (high - low) * self.unit()
    }

    /// A whole number below a bound; 0 if the bound is 0.
    pub fn below(&mut self, bound: usize) -> usize {
        ((self.unit() * bound as f64) as usize).min(bound.saturating_sub(1))
    }

    /// True with a chance.
    pub fn chance(&mut self, chance: f64) -> bool {
        self.unit() < chance
    }

    /// One of a list that is not empty.
    pub fn pick<T: Copy>(&mut self, list: &[T]) -> T {
        list[self.below(list.len())]
    }

    /// Brings a list into random order.
    pub fn shuffle<T>(&mut self, list: &mut [T]) {
        for i in (1..list.len()).rev() {
            list.swap(i, self.below(i + 1));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_gives_the_same_stream() {
        let (mut a, mut b) = (Dice::new(1, 3), Dice::new(1, 3));
        assert_eq!(a.unit(), b.unit());
        assert_ne!(Dice::new(1, 3).unit(), Dice::new(2, 3).unit());
    }

    #[test]
    fn numbers_stay_below_their_bound() {
        let mut dice = Dice::new(7, 3);
        assert!((0..1000).all(|_| dice.below(5) < 5));
        assert_eq!(dice.below(0), 0);
    }

    #[test]
    fn a_shuffle_keeps_everything() {
        let mut list: Vec<usize> = (0..50).collect();
        Dice::new(3, 3).shuffle(&mut list);
        assert!(!list.is_sorted());
        list.sort_unstable();
        assert!(list.iter().copied().eq(0..50));
    }
}
