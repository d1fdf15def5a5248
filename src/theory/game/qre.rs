//! Quantal response: every player's agents choose by logit, on the branch that starts where all actions are equally likely.
//! Reads a `Game` and a precision λ; writes the equilibrium.
//! Not here: logit of one choice (`theory::quantal`), exact equilibria (`game::{spe, nash}`).
//! Source: McKelvey & Palfrey 1995, 1998 (agent form; λ means what it means in Gambit); continuation after Turocy 2005.

use super::tree::{Game, Kind};
use super::{Behavior, Equilibrium, linear};
use crate::theory::quantal;

/// The most actions of all information sets together where information is imperfect.
pub const MOST_ACTIONS: usize = 200;
/// The most nodes of a game with imperfect information.
pub const MOST_BRANCH_NODES: usize = 20_000;
/// The most steps along the branch.
const MOST_STEPS: usize = 20_000;

/// The agent logit equilibrium at precision `lambda`.
///
/// Where the branch forks in a perfectly symmetric game (a pitchfork), both prongs are stable and the middle is not; the branch is
/// then followed to the side to which a payoff of the first player tilted by a millionth leans: its last action gains. The tilt
/// is taken out again at the end.
pub fn solve(game: &Game, lambda: f64) -> Result<Equilibrium, String> {
    game.check()?;
    if !(0.0..=1e6).contains(&lambda) {
        return Err(format!(
            "lambda must be between 0 and 1000000, not {lambda}"
        ));
    }
    if game.perfect_information().is_ok() {
        return Ok(backward(game, lambda));
    }
    let branch = Branch::new(game)?;
    let point = branch.follow(lambda)?;
    Ok(Equilibrium::of(game, branch.behavior(&point)))
}

/// Where information is perfect the branch is found from the end.
fn backward(game: &Game, lambda: f64) -> Equilibrium {
    let n = game.players.len();
    let mut behavior = game.uniform();
    let mut values = vec![0.0; game.nodes.len() * n];
    for index in (0..game.nodes.len()).rev() {
        let node = &game.nodes[index];
        if let Kind::Decision(set) = node.kind {
            let player = game.infosets[set].player;
            let utilities: Vec<f64> = node
                .children
                .iter()
                .map(|c| values[c * n + player])
                .collect();
            behavior[set] = quantal::logit(&utilities, lambda);
        }
        for player in 0..n {
            let mut value = game.standing(index).map_or(0.0, |p| p[player]);
            for (action, child) in node.children.iter().enumerate() {
                let p = match node.kind {
                    Kind::Chance(draw) => game.chance(draw, action),
                    Kind::Decision(set) => behavior[set][action],
                    Kind::Terminal => 0.0,
                };
                value += p * values[child * n + player];
            }
            values[index * n + player] = value;
        }
    }
    Equilibrium::of(game, behavior)
}

/// The branch: points are logarithms of chances of all actions, then λ.
struct Branch<'a> {
    game: &'a Game,
    /// First place of each information set.
    places: Vec<usize>,
    actions: usize,
    scale: f64,
}

impl<'a> Branch<'a> {
    fn new(game: &'a Game) -> Result<Self, String> {
        let mut places = Vec::with_capacity(game.infosets.len());
        let mut actions = 0;
        for set in &game.infosets {
            places.push(actions);
            actions += set.actions.len();
        }
        if actions > MOST_ACTIONS || game.nodes.len() > MOST_BRANCH_NODES {
            return Err(format!(
                "with imperfect information up to {MOST_ACTIONS} actions and {MOST_BRANCH_NODES} nodes are followed; \
                 this game has {actions} and {}",
                game.nodes.len()
            ));
        }
        let payoffs = game.outcomes.iter().flat_map(|o| &o.payoffs);
        let scale = payoffs.fold(0.0f64, |m, x| m.max(x.abs())).max(1e-9);
        Ok(Self {
            game,
            places,
            actions,
            scale,
        })
    }

    fn behavior(&self, point: &[f64]) -> Behavior {
        let of = |(set, place): (&super::tree::Infoset, &usize)| {
            let own = &point[*place..place + set.actions.len()];
            let total: f64 = own.iter().map(|x| libm::exp(*x)).sum();
            own.iter().map(|x| libm::exp(*x) / total).collect()
        };
        self.game
            .infosets
            .iter()
            .zip(&self.places)
            .map(of)
            .collect()
    }

    /// By how much a point misses the branch: a sum of chances for each set, and its logits.
    fn miss(&self, point: &[f64], tilt: f64) -> Vec<f64> {
        let lambda = point[self.actions];
        let chances: Behavior = self
            .game
            .infosets
            .iter()
            .zip(&self.places)
            .map(|(s, at)| {
                point[*at..at + s.actions.len()]
                    .iter()
                    .map(|x| libm::exp(*x))
                    .collect()
            })
            .collect();
        let reach = self.game.reach(&chances);
        let values = self.game.values(&chances);
        let n = self.game.players.len();
        let mut miss = vec![0.0; self.actions];
        for ((set, at), own) in self.game.infosets.iter().zip(&self.places).zip(&chances) {
            let weights: Vec<f64> = set.nodes.iter().map(|node| reach[*node]).collect();
            let total: f64 = weights.iter().sum();
            let share = |i: usize| {
                if total > 0.0 {
                    weights[i] / total
                } else {
                    1.0 / weights.len().max(1) as f64
                }
            };
            let utility = |action: usize| -> f64 {
                let lean = if set.player == 0 {
                    tilt * self.scale * action as f64
                } else {
                    0.0
                };
                let nodes = set.nodes.iter().enumerate();
                let worth = |(i, node): (usize, &usize)| {
                    share(i) * values[self.game.nodes[*node].children[action] * n + set.player]
                };
                lean + nodes.map(worth).sum::<f64>()
            };
            let first = utility(0);
            miss[*at] = own.iter().sum::<f64>() - 1.0;
            for action in 1..own.len() {
                miss[at + action] =
                    point[at + action] - point[*at] - lambda * (utility(action) - first);
            }
        }
        miss
    }

    /// The derivative of the miss by every coordinate, by central differences.
    fn slope(&self, point: &[f64], tilt: f64) -> Vec<Vec<f64>> {
        let mut rows = vec![vec![0.0; self.actions + 1]; self.actions];
        let mut moved = point.to_vec();
        for column in 0..=self.actions {
            let h = 1e-6 * point[column].abs().max(1.0);
            moved[column] = point[column] + h;
            let above = self.miss(&moved, tilt);
            moved[column] = point[column] - h;
            let below = self.miss(&moved, tilt);
            moved[column] = point[column];
            for (row, (a, b)) in rows.iter_mut().zip(above.iter().zip(&below)) {
                row[column] = (a - b) / (2.0 * h);
            }
        }
        rows
    }

    /// Follows the branch from λ = 0 to `lambda`.
    fn follow(&self, lambda: f64) -> Result<Vec<f64>, String> {
        let mut point: Vec<f64> = self
            .game
            .uniform()
            .concat()
            .iter()
            .map(|p| libm::log(*p))
            .collect();
        point.push(0.0);
        let mut along = vec![0.0; self.actions + 1];
        along[self.actions] = 1.0;
        let mut stride = 0.03 / self.scale.max(1e-3);
        let mut tangent = self
            .tangent(&point, &along)
            .ok_or("the branch cannot be started")?;
        for _ in 0..MOST_STEPS {
            if lambda == 0.0 {
                break;
            }
            let ahead: Vec<f64> = point
                .iter()
                .zip(&tangent)
                .map(|(x, t)| x + stride * t)
                .collect();
            let landed = self.correct(ahead, &tangent);
            let next = landed.and_then(|(p, effort)| {
                let turned = self.tangent(&p, &tangent)?;
                let straight: f64 = turned.iter().zip(&tangent).map(|(a, b)| a * b).sum();
                (straight > 0.9).then_some((p, turned, effort))
            });
            let Some((reached, turned, effort)) = next else {
                stride *= 0.5;
                if stride < 1e-12 {
                    return Err("the branch cannot be followed further".into());
                }
                continue;
            };
            if reached[self.actions] >= lambda {
                return self.land(&point, &reached, lambda);
            }
            (point, tangent) = (reached, turned);
            stride *= if effort <= 2 {
                1.6
            } else if effort >= 5 {
                0.7
            } else {
                1.0
            };
        }
        if lambda == 0.0 {
            Ok(point)
        } else {
            Err(format!("lambda {lambda} is too far along the branch"))
        }
    }

    /// The direction of the branch at a point, on the side of `before`, of length 1.
    fn tangent(&self, point: &[f64], before: &[f64]) -> Option<Vec<f64>> {
        let mut rows = self.slope(point, TILT);
        rows.push(before.to_vec());
        let mut right = vec![0.0; self.actions];
        right.push(1.0);
        let along = linear::solve(rows, right)?;
        let length = libm::sqrt(along.iter().map(|x| x * x).sum());
        Some(along.iter().map(|x| x / length).collect())
    }

    /// Newton steps back to the branch across the tangent; how many there were.
    fn correct(&self, start: Vec<f64>, tangent: &[f64]) -> Option<(Vec<f64>, usize)> {
        let mut point = start.clone();
        for effort in 1..=8 {
            let mut rows = self.slope(&point, TILT);
            rows.push(tangent.to_vec());
            let mut right: Vec<f64> = self.miss(&point, TILT).iter().map(|m| -m).collect();
            let off: f64 = point
                .iter()
                .zip(&start)
                .zip(tangent)
                .map(|((p, s), t)| (p - s) * t)
                .sum();
            right.push(-off);
            let step = linear::solve(rows, right)?;
            let size = step.iter().fold(0.0f64, |m, x| m.max(x.abs()));
            point.iter_mut().zip(&step).for_each(|(p, s)| *p += s);
            if size < 1e-9 * point.iter().fold(1.0f64, |m, x| m.max(x.abs())) {
                return Some((point, effort));
            }
            if size > 5.0 {
                return None;
            }
        }
        None
    }

    /// Newton steps at λ itself, first with the tilt and then without, from between two points of the branch.
    fn land(&self, from: &[f64], to: &[f64], lambda: f64) -> Result<Vec<f64>, String> {
        let (a, b) = (from[self.actions], to[self.actions]);
        let share = if b > a { (lambda - a) / (b - a) } else { 1.0 };
        let mut point: Vec<f64> = from
            .iter()
            .zip(to)
            .map(|(x, y)| x + share * (y - x))
            .collect();
        point[self.actions] = lambda;
        for tilt in [TILT, 0.0] {
            let mut settled = false;
            for _ in 0..50 {
                let mut rows = self.slope(&point, tilt);
                rows.iter_mut().for_each(|r| r.truncate(self.actions));
                let right = self.miss(&point, tilt).iter().map(|m| -m).collect();
                let step = linear::solve(rows, right).ok_or("the branch turns at this lambda")?;
                let size = step.iter().fold(0.0f64, |m, x| m.max(x.abs()));
                point.iter_mut().zip(&step).for_each(|(p, s)| *p += s);
                if size < 1e-10 * point.iter().fold(1.0f64, |m, x| m.max(x.abs())) {
                    settled = true;
                    break;
                }
            }
            if !settled {
                return Err("the branch turns at this lambda".into());
            }
        }
        Ok(point)
    }
}

/// The tilt that chooses a side where the branch forks, as a share of the largest payoff.
const TILT: f64 = 1e-6;

#[cfg(test)]
mod tests {
    use super::*;

    fn simultaneous(a: [[f64; 2]; 2], b: [[f64; 2]; 2]) -> Game {
        let mut game = Game::new("g", &["R", "C"]);
        let (rows, columns) = (
            game.infoset(0, "R", &["a", "b"]),
            game.infoset(1, "C", &["a", "b"]),
        );
        let root = game.add(None, rows, None);
        for r in 0..2 {
            let node = game.add(Some(root), columns, None);
            for c in 0..2 {
                let outcome = game.outcome("", vec![a[r][c], b[r][c]]);
                game.add(Some(node), Kind::Terminal, Some(outcome));
            }
        }
        game
    }

    #[test]
    fn at_no_precision_every_action_is_as_likely() {
        let game = simultaneous([[3.0, 0.0], [5.0, 1.0]], [[3.0, 5.0], [0.0, 1.0]]);
        assert_eq!(
            solve(&game, 0.0).expect("solved").behavior,
            [[0.5, 0.5], [0.5, 0.5]]
        );
    }

    #[test]
    fn the_answer_is_a_fixed_point() {
        let game = simultaneous([[3.0, 0.0], [5.0, 1.0]], [[3.0, 5.0], [0.0, 1.0]]);
        for lambda in [0.3, 1.0, 4.0, 30.0, 1000.0] {
            let found = solve(&game, lambda).expect("solved").behavior;
            let worth =
                |mine: usize| found[1][0] * [3.0, 5.0][mine] + found[1][1] * [0.0, 1.0][mine];
            let wanted = quantal::logit(&[worth(0), worth(1)], lambda);
            assert!((wanted[0] - found[0][0]).abs() < 1e-7, "{lambda}");
        }
    }

    #[test]
    fn matching_pennies_stays_in_the_middle() {
        let game = simultaneous([[1.0, -1.0], [-1.0, 1.0]], [[-1.0, 1.0], [1.0, -1.0]]);
        for lambda in [1.0, 10.0, 100.0] {
            let found = solve(&game, lambda).expect("solved");
            assert!(
                (found.behavior[0][0] - 0.5).abs() < 1e-4,
                "{:?}",
                found.behavior
            );
        }
    }

    #[test]
    fn precisions_that_cannot_be_are_refused() {
        let game = simultaneous([[1.0; 2]; 2], [[1.0; 2]; 2]);
        assert!(solve(&game, -1.0).is_err() && solve(&game, f64::NAN).is_err());
    }
}
