//! Nash equilibria: all in pure strategies, and one in mixed strategies for two players.
//! Reads a `Game`; writes equilibria.
//! Not here: refinements (`game::spe`), noisy play (`game::qre`), the pivoting (`game::pivot`).
//! Source: Nash 1951 on the reduced normal form; Lemke & Howson 1964.

use super::Equilibrium;
use super::pivot;
use super::strategy::{Strategy, behavior, payoffs, reduced};
use super::tree::Game;

/// The most profiles of reduced strategies that are tried.
pub const MOST_PROFILES: usize = 100_000;
/// The most gain a deviation may have, in payoff.
pub const GAIN: f64 = 1e-6;
/// The most work: profiles times nodes.
const MOST_WORK: usize = 2_000_000_000;

/// All pure equilibria; for two players also a mixed one, unless it is one of those. Games beyond the limits are an error.
pub fn solve(game: &Game) -> Result<Vec<Equilibrium>, String> {
    game.check()?;
    let beyond = || format!("more than {MOST_PROFILES} profiles of pure strategies");
    let mut lists: Vec<Vec<Strategy>> = Vec::new();
    let mut profiles = 1usize;
    for player in 0..game.players.len() {
        let list = reduced(game, player, MOST_PROFILES).ok_or_else(beyond)?;
        profiles = profiles.saturating_mul(list.len());
        lists.push(list);
    }
    if profiles > MOST_PROFILES {
        return Err(beyond());
    }
    if profiles.saturating_mul(game.nodes.len()) > MOST_WORK {
        return Err(format!(
            "{profiles} profiles of a game of {} nodes are too much work",
            game.nodes.len()
        ));
    }
    let table = Table::of(game, &lists, profiles);
    let mut found: Vec<Equilibrium> = (0..profiles)
        .filter(|p| table.stable(*p))
        .map(|p| Equilibrium::of(game, table.behavior(game, &lists, p)))
        .collect();
    if let [first, second] = lists.as_slice() {
        let mixed = mixed(game, &table, first, second)?;
        if !found.contains(&mixed) {
            found.push(mixed);
        }
    }
    Ok(found)
}

/// The normal form: payoffs of every profile, the last player's strategies fastest.
struct Table {
    sizes: Vec<usize>,
    payoffs: Vec<f64>,
}

impl Table {
    fn of(game: &Game, lists: &[Vec<Strategy>], profiles: usize) -> Self {
        let mut table = Self {
            sizes: lists.iter().map(Vec::len).collect(),
            payoffs: Vec::with_capacity(profiles * lists.len()),
        };
        for profile in 0..profiles {
            let chosen: Vec<&Strategy> = table
                .split(profile)
                .iter()
                .zip(lists)
                .map(|(s, list)| &list[*s])
                .collect();
            table.payoffs.extend(payoffs(game, &chosen));
        }
        table
    }

    /// A profile's strategy for each player.
    fn split(&self, mut profile: usize) -> Vec<usize> {
        let mut split = vec![0; self.sizes.len()];
        for (place, size) in split.iter_mut().zip(&self.sizes).rev() {
            *place = profile % size;
            profile /= size;
        }
        split
    }

    fn payoff(&self, profile: usize, player: usize) -> f64 {
        self.payoffs[profile * self.sizes.len() + player]
    }

    /// Whether nobody gains by another strategy.
    fn stable(&self, profile: usize) -> bool {
        let split = self.split(profile);
        let mut stride = 1;
        for player in (0..self.sizes.len()).rev() {
            let (own, size) = (split[player], self.sizes[player]);
            let base = profile - own * stride;
            let now = self.payoff(profile, player);
            let gains = |s: usize| {
                self.payoff(base + s * stride, player) > now + 1e-12 * now.abs().max(1.0)
            };
            if (0..size).any(gains) {
                return false;
            }
            stride *= size;
        }
        true
    }

    fn behavior(&self, game: &Game, lists: &[Vec<Strategy>], profile: usize) -> super::Behavior {
        let mixtures: Vec<Vec<(f64, &Strategy)>> = self
            .split(profile)
            .iter()
            .zip(lists)
            .map(|(s, list)| vec![(1.0, &list[*s])])
            .collect();
        behavior(game, &mixtures)
    }
}

/// A mixed equilibrium of two players, checked: no strategy gains more than `GAIN`.
fn mixed(
    game: &Game,
    table: &Table,
    first: &[Strategy],
    second: &[Strategy],
) -> Result<Equilibrium, String> {
    let (rows, columns) = (first.len(), second.len());
    let of = |player: usize| -> Vec<Vec<f64>> {
        (0..rows)
            .map(|r| {
                (0..columns)
                    .map(|c| table.payoff(r * columns + c, player))
                    .collect()
            })
            .collect()
    };
    let (a, b) = (of(0), of(1));
    let scale = table.payoffs.iter().fold(1.0f64, |m, x| m.max(x.abs()));
    for label in 0..rows + columns {
        let Some((x, y)) = pivot::lemke_howson(&a, &b, label) else {
            continue;
        };
        if gain(&a, &b, &x, &y) <= GAIN.min(1e-9 * scale) {
            let mixtures = [(&x, first), (&y, second)]
                .map(|(chances, list)| chances.iter().copied().zip(list).collect());
            return Ok(Equilibrium::of(game, behavior(game, &mixtures)));
        }
    }
    Err("no mixed equilibrium was found within the accuracy asked for: the game is too badly scaled".into())
}

/// The most that either player gains by a pure deviation.
fn gain(a: &[Vec<f64>], b: &[Vec<f64>], x: &[f64], y: &[f64]) -> f64 {
    let row = |r: usize| -> f64 { a[r].iter().zip(y).map(|(v, p)| v * p).sum() };
    let column = |c: usize| -> f64 { b.iter().zip(x).map(|(v, p)| v[c] * p).sum() };
    let now = (
        (0..x.len()).map(|r| x[r] * row(r)).sum::<f64>(),
        (0..y.len()).map(|c| y[c] * column(c)).sum::<f64>(),
    );
    let best = (
        (0..x.len()).map(row).fold(f64::NEG_INFINITY, f64::max),
        (0..y.len()).map(column).fold(f64::NEG_INFINITY, f64::max),
    );
    (best.0 - now.0).max(best.1 - now.1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::theory::game::tree::Kind;

    /// A game of simultaneous moves from two tables.
    fn bimatrix(a: &[&[f64]], b: &[&[f64]]) -> Game {
        let names = ["a", "b", "c", "d"];
        let mut game = Game::new("g", &["R", "C"]);
        let rows = game.infoset(0, "R", &names[..a.len()]);
        let columns = game.infoset(1, "C", &names[..a[0].len()]);
        let root = game.add(None, rows, None);
        for r in 0..a.len() {
            let node = game.add(Some(root), columns, None);
            for c in 0..a[0].len() {
                let outcome = game.outcome("", vec![a[r][c], b[r][c]]);
                game.add(Some(node), Kind::Terminal, Some(outcome));
            }
        }
        game
    }

    #[test]
    fn a_prisoners_dilemma_has_one_equilibrium() {
        let game = bimatrix(&[&[3.0, 0.0], &[5.0, 1.0]], &[&[3.0, 5.0], &[0.0, 1.0]]);
        let found = solve(&game).expect("solved");
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].payoffs, [1.0, 1.0]);
    }

    #[test]
    fn matching_pennies_has_a_mixed_one_only() {
        let game = bimatrix(&[&[1.0, -1.0], &[-1.0, 1.0]], &[&[-1.0, 1.0], &[1.0, -1.0]]);
        let found = solve(&game).expect("solved");
        assert_eq!(found.len(), 1);
        for chances in &found[0].behavior {
            assert!((chances[0] - 0.5).abs() < 1e-9);
        }
    }

    #[test]
    fn too_many_strategies_are_an_error() {
        let mut game = Game::new("g", &["A"]);
        let sets: Vec<Kind> = (0..17)
            .map(|i| game.infoset(0, &i.to_string(), &["l", "r"]))
            .collect();
        let draw = game.draw("", &[("", 1.0 / 17.0); 17]);
        let root = game.add(None, draw, None);
        for set in sets {
            let node = game.add(Some(root), set, None);
            game.add(Some(node), Kind::Terminal, None);
            game.add(Some(node), Kind::Terminal, None);
        }
        assert!(solve(&game).is_err_and(|e| e.contains("profiles")));
    }
}
