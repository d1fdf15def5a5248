//! stub
/// Beta counts.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Beta {
    /// alpha
    pub alpha: f64,
    /// beta
    pub beta: f64,
}
