//! What the tests of this room share: comparing numbers and a small grid of odd ones.
//! Reads and writes nothing.
//! Not here: tests themselves, which stand at the bottom of the file they test.
//! Rule text: none, for tests only.

/// Fails unless `got` lies within `tolerance` of `wanted`.
pub(crate) fn check_near(got: f64, wanted: f64, tolerance: f64) {
    assert!(
        (got - wanted).abs() <= tolerance,
        "got {got}, wanted {wanted} within {tolerance}"
    );
}

/// Fails unless each number of `got` lies within `tolerance` of its twin.
pub(crate) fn check_all_near(got: &[f64], wanted: &[f64], tolerance: f64) {
    assert_eq!(got.len(), wanted.len(), "got {got:?}, wanted {wanted:?}");
    for (g, w) in got.iter().zip(wanted) {
        check_near(*g, *w, tolerance);
    }
}

/// Fails unless `p` is a chance.
pub(crate) fn check_chance(p: f64) {
    assert!((0.0..=1.0).contains(&p), "{p} is not a chance");
}

/// Numbers a formula must survive.
pub(crate) const EXTREMES: [f64; 6] = [0.0, 1e-12, 0.5, 1.0, 1e6, 1e12];

/// A repeatable stream of numbers in 0..1 for grids that want to look random.
pub(crate) struct Stream(u64);

impl Stream {
    /// Starts a stream; the same seed gives the same numbers.
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(2).wrapping_add(1))
    }

    /// The next number, 0 included, 1 excluded.
    pub(crate) fn next(&mut self) -> f64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 11) as f64 / (1u64 << 53) as f64
    }

    /// The next `n` numbers.
    pub(crate) fn take(&mut self, n: usize) -> Vec<f64> {
        (0..n).map(|_| self.next()).collect()
    }
}
