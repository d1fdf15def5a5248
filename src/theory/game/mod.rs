//! Finite extensive games: trees with chance and information sets, their equilibria, and Gambit's file form.
//! Reads and writes plain values and text; no world, no files.
//! Not here: the crisis as such a game (`rules::mind::crisis_game`), the command (`cli::solve`).
//! Source: Gambit's `.efg` format 2; Selten 1965 (subgame perfection), Lemke & Howson 1964, McKelvey & Palfrey 1998 (agent logit).

/// Reading and writing Gambit's `.efg` text.
pub mod efg;
mod linear;
/// Nash equilibria: every pure one, and a mixed one for two players.
pub mod nash;
mod pivot;
/// Quantal response: agent logit on the principal branch.
pub mod qre;
/// Subgame-perfect equilibria where information is perfect.
pub mod spe;
mod strategy;
/// The tree.
pub mod tree;

pub use tree::Game;

/// Chances of every action: by information set (as the game lists them), then by action.
pub type Behavior = Vec<Vec<f64>>;

/// An equilibrium: how everybody behaves and what each player then expects.
#[derive(Clone, Debug, PartialEq)]
pub struct Equilibrium {
    /// Expected payoffs, by player.
    pub payoffs: Vec<f64>,
    /// Behaviour.
    pub behavior: Behavior,
}

impl Equilibrium {
    /// The equilibrium of a behaviour: payoffs are computed from it.
    pub fn of(game: &Game, behavior: Behavior) -> Self {
        Self {
            payoffs: game.payoffs(&behavior),
            behavior,
        }
    }
}
