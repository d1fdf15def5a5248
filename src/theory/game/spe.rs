//! Subgame-perfect equilibria of games with perfect information, by backward induction.
//! Reads a `Game`; writes pure equilibria, several where a player is indifferent.
//! Not here: imperfect information (`game::{nash, qre}`).
//! Source: Selten 1965; Kuhn's backward induction.

use std::rc::Rc;

use super::Equilibrium;
use super::tree::{Game, Kind};

/// The most equilibria that are listed where players are indifferent.
pub const MOST: usize = 256;

/// Choices in a subtree: an information set's, and those below.
struct Plan {
    here: Option<(usize, usize)>,
    below: Vec<Rc<Plan>>,
}

/// A subtree's payoffs under a plan.
type Line = (Vec<f64>, Rc<Plan>);

/// All subgame-perfect equilibria in pure strategies, the first actions first, up to `MOST`; whether there are more.
/// An error names the information set in which information is not perfect.
pub fn solve(game: &Game) -> Result<(Vec<Equilibrium>, bool), String> {
    game.check()?;
    game.perfect_information().map_err(|set| {
        format!("subgame perfection by backward induction needs perfect information; information set `{set}` has several nodes")
    })?;
    let players = game.players.len();
    let mut more = false;
    let mut lines: Vec<Vec<Line>> = game.nodes.iter().map(|_| Vec::new()).collect();
    for index in (0..game.nodes.len()).rev() {
        let node = &game.nodes[index];
        let below: Vec<Vec<Line>> = node
            .children
            .iter()
            .map(|c| std::mem::take(&mut lines[*c]))
            .collect();
        let mut found: Vec<Line> = Vec::new();
        for combination in combinations(&below, &mut more) {
            let standing = game
                .standing(index)
                .map_or_else(|| vec![0.0; players], <[f64]>::to_vec);
            let plans: Vec<Rc<Plan>> = combination.iter().map(|l| Rc::clone(&l.1)).collect();
            match node.kind {
                Kind::Decision(set) => {
                    let own = |l: &&Line| l.0[game.infosets[set].player];
                    let best = combination
                        .iter()
                        .map(own)
                        .fold(f64::NEG_INFINITY, f64::max);
                    for (action, line) in combination.iter().enumerate() {
                        if own(line) >= best - 1e-12 * best.abs().max(1.0) {
                            let plan = Plan {
                                here: Some((set, action)),
                                below: plans.clone(),
                            };
                            found.push((sum(&standing, &[(1.0, line)]), Rc::new(plan)));
                        }
                    }
                }
                Kind::Chance(draw) => {
                    let weighed: Vec<(f64, &Line)> = combination
                        .iter()
                        .enumerate()
                        .map(|(i, l)| (game.chance(draw, i), *l))
                        .collect();
                    found.push((
                        sum(&standing, &weighed),
                        Rc::new(Plan {
                            here: None,
                            below: plans,
                        }),
                    ));
                }
                Kind::Terminal => found.push((
                    standing,
                    Rc::new(Plan {
                        here: None,
                        below: Vec::new(),
                    }),
                )),
            }
        }
        more |= found.len() > MOST;
        found.truncate(MOST);
        lines[index] = found;
    }
    let found = std::mem::take(&mut lines[0]);
    let equilibria = found.into_iter().map(|(payoffs, plan)| Equilibrium {
        payoffs,
        behavior: game.certain(&choices(game, &plan)),
    });
    Ok((equilibria.collect(), more))
}

fn sum(standing: &[f64], lines: &[(f64, &Line)]) -> Vec<f64> {
    let part = |player: usize| lines.iter().map(|(p, l)| p * l.0[player]).sum::<f64>();
    standing
        .iter()
        .enumerate()
        .map(|(i, s)| s + part(i))
        .collect()
}

/// Every way to take one line of each list, the last list fastest, up to `MOST`.
fn combinations<'a>(lists: &'a [Vec<Line>], more: &mut bool) -> Vec<Vec<&'a Line>> {
    let mut found: Vec<Vec<&Line>> = vec![Vec::with_capacity(lists.len())];
    for list in lists {
        let longer = found.iter().flat_map(|head| {
            list.iter().map(move |line| {
                let mut row = head.clone();
                row.push(line);
                row
            })
        });
        let mut longer: Vec<Vec<&Line>> = longer.take(MOST + 1).collect();
        *more |= longer.len() > MOST;
        longer.truncate(MOST);
        found = longer;
    }
    found
}

fn choices(game: &Game, plan: &Rc<Plan>) -> Vec<usize> {
    let mut chosen = vec![0; game.infosets.len()];
    let mut open = vec![plan];
    while let Some(plan) = open.pop() {
        if let Some((set, action)) = plan.here {
            chosen[set] = action;
        }
        open.extend(&plan.below);
    }
    chosen
}

#[cfg(test)]
mod tests {
    use super::*;

    /// One player after another: `a` may stop with 1, 1; then `b` may stop or go on.
    fn chain(last: [f64; 2]) -> Game {
        let mut game = Game::new("chain", &["A", "B"]);
        let (a, b) = (
            game.infoset(0, "a", &["stop", "on"]),
            game.infoset(1, "b", &["stop", "on"]),
        );
        let one = game.outcome("one", vec![1.0, 1.0]);
        let two = game.outcome("two", vec![0.0, 2.0]);
        let end = game.outcome("end", last.to_vec());
        let root = game.add(None, a, None);
        game.add(Some(root), Kind::Terminal, Some(one));
        let second = game.add(Some(root), b, None);
        game.add(Some(second), Kind::Terminal, Some(two));
        game.add(Some(second), Kind::Terminal, Some(end));
        game
    }

    #[test]
    fn a_threat_that_would_not_be_carried_out_deters_nobody() {
        let (found, more) = solve(&chain([3.0, 3.0])).expect("solved");
        assert_eq!(found.len(), 1);
        assert!(!more);
        assert_eq!(found[0].payoffs, [3.0, 3.0]);
        assert_eq!(found[0].behavior, [[0.0, 1.0], [0.0, 1.0]]);
    }

    #[test]
    fn indifference_gives_several() {
        let (found, _) = solve(&chain([3.0, 2.0])).expect("solved");
        let payoffs: Vec<_> = found.iter().map(|e| e.payoffs.clone()).collect();
        assert_eq!(payoffs, [[1.0, 1.0], [3.0, 2.0]]);
    }

    #[test]
    fn shared_information_sets_are_refused_by_name() {
        let mut game = Game::new("g", &["A"]);
        let (first, second) = (
            game.infoset(0, "f", &["l", "r"]),
            game.infoset(0, "blind", &["x"]),
        );
        let root = game.add(None, first, None);
        for _ in 0..2 {
            let node = game.add(Some(root), second, None);
            game.add(Some(node), Kind::Terminal, None);
        }
        assert!(solve(&game).is_err_and(|e| e.contains("`blind`")));
    }
}
