//! Reduced strategies: what a player does at the information sets its own earlier choices do not exclude; and games in normal form.
//! Reads a `Game`; writes lists of strategies, expected payoffs, and behaviour from mixtures.
//! Not here: equilibria (`game::nash`).
//! Source: the reduced normal form (von Neumann & Morgenstern 1944; Kuhn 1953 for behaviour).

use super::Behavior;
use super::tree::{Game, Kind};

/// An action for each of the game's information sets, `None` where the strategy itself rules the set out or it is another's.
pub(super) type Strategy = Vec<Option<usize>>;

/// All reduced strategies of a player, the first actions first; `None` if there are more than `most`.
pub(super) fn reduced(game: &Game, player: usize, most: usize) -> Option<Vec<Strategy>> {
    let own: Vec<usize> = (0..game.infosets.len())
        .filter(|s| game.infosets[*s].player == player && !game.infosets[*s].nodes.is_empty())
        .collect();
    let conditions: Vec<Vec<Vec<(usize, usize)>>> = own
        .iter()
        .map(|s| {
            game.infosets[*s]
                .nodes
                .iter()
                .map(|n| own_moves(game, player, *n))
                .collect()
        })
        .collect();
    let mut open: Vec<Strategy> = vec![vec![None; game.infosets.len()]];
    let mut done = Vec::new();
    while let Some(partial) = open.pop() {
        let reached = |paths: &[Vec<(usize, usize)>]| {
            paths.iter().any(|path| {
                path.iter()
                    .all(|(set, action)| partial[*set] == Some(*action))
            })
        };
        let next = own
            .iter()
            .zip(&conditions)
            .find(|(s, paths)| partial[**s].is_none() && reached(paths));
        match next {
            None => done.push(partial),
            Some((set, _)) => {
                for action in (0..game.infosets[*set].actions.len()).rev() {
                    let mut longer = partial.clone();
                    longer[*set] = Some(action);
                    open.push(longer);
                }
            }
        }
        if done.len() + open.len() > most {
            return None;
        }
    }
    Some(done)
}

/// A player's own choices on the way to a node.
fn own_moves(game: &Game, player: usize, node: usize) -> Vec<(usize, usize)> {
    let mut moves = Vec::new();
    let mut here = node;
    while here != 0 {
        let parent = game.nodes[here].parent;
        if let Kind::Decision(set) = game.nodes[parent].kind
            && game.infosets[set].player == player
            && let Some(action) = game.nodes[parent].children.iter().position(|c| *c == here)
        {
            moves.push((set, action));
        }
        here = parent;
    }
    moves
}

/// What everybody expects when each plays one strategy.
pub(super) fn payoffs(game: &Game, profile: &[&Strategy]) -> Vec<f64> {
    let mut expected = vec![0.0; game.players.len()];
    let mut open = vec![(0usize, 1.0)];
    while let Some((index, chance)) = open.pop() {
        if let Some(standing) = game.standing(index) {
            for (e, p) in expected.iter_mut().zip(standing) {
                *e += chance * p;
            }
        }
        let node = &game.nodes[index];
        match node.kind {
            Kind::Terminal => {}
            Kind::Chance(draw) => {
                for (branch, child) in node.children.iter().enumerate() {
                    let p = game.chance(draw, branch);
                    if p > 0.0 {
                        open.push((*child, chance * p));
                    }
                }
            }
            Kind::Decision(set) => {
                let action = profile[game.infosets[set].player][set].unwrap_or(0);
                open.push((node.children[action], chance));
            }
        }
    }
    expected
}

/// The behaviour of mixtures over strategies, a mixture for each player. At sets that a mixture rules out the first action is named:
/// it is never asked for.
pub(super) fn behavior(game: &Game, mixtures: &[Vec<(f64, &Strategy)>]) -> Behavior {
    let behave = |(set, infoset): (usize, &super::tree::Infoset)| {
        let mut weights = vec![0.0; infoset.actions.len()];
        for (p, strategy) in &mixtures[infoset.player] {
            if let Some(action) = strategy[set] {
                weights[action] += p;
            }
        }
        let total: f64 = weights.iter().sum();
        if total <= 0.0 {
            weights[0] = 1.0;
        } else {
            weights.iter_mut().for_each(|w| *w /= total);
        }
        weights
    };
    game.infosets.iter().enumerate().map(behave).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A may stop; else chance, then A again.
    fn twice() -> Game {
        let mut game = Game::new("g", &["A"]);
        let (first, second) = (
            game.infoset(0, "f", &["stop", "on"]),
            game.infoset(0, "s", &["l", "r"]),
        );
        let win = game.outcome("w", vec![1.0]);
        let root = game.add(None, first, None);
        game.add(Some(root), Kind::Terminal, None);
        let later = game.add(Some(root), second, None);
        game.add(Some(later), Kind::Terminal, Some(win));
        game.add(Some(later), Kind::Terminal, None);
        game
    }

    #[test]
    fn a_strategy_says_nothing_about_sets_it_rules_out() {
        let found = reduced(&twice(), 0, 100).expect("few");
        assert_eq!(
            found,
            [
                vec![Some(0), None],
                vec![Some(1), Some(0)],
                vec![Some(1), Some(1)]
            ]
        );
        assert_eq!(reduced(&twice(), 0, 2), None);
    }

    #[test]
    fn mixtures_become_behaviour_by_conditional_chances() {
        let game = twice();
        let found = reduced(&game, 0, 100).expect("few");
        let mixture = vec![vec![(0.5, &found[0]), (0.4, &found[1]), (0.1, &found[2])]];
        let behavior = behavior(&game, &mixture);
        assert!((behavior[1][0] - 0.8).abs() < 1e-12);
        assert_eq!(payoffs(&game, &[&found[1]]), [1.0]);
    }
}
