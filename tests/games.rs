//! The solver of small games against published trees: backward induction, pure equilibria, quantal response, outcomes on the path.
//! Reads `tests/games/*.efg` and the numbers in `tests/games/expected.json`.
//! Not here: the parts of the solver (`src/theory/game`), the crisis as a game (`src/rules/mind/crisis_game.rs`).
//! Source: closed forms and backward recursion of this project's notes, agreed with pygambit 17.0.0b2.

use std::collections::BTreeMap;
use std::fs;

use casus_foederis::theory::game::{Behavior, Game, efg, nash, qre, spe};
use serde_json::Value;

use super::scripted;

fn expected() -> Vec<(Game, Value)> {
    let folder = scripted::root().join("tests/games");
    let text = fs::read_to_string(folder.join("expected.json")).expect("expected.json");
    let all: Value = serde_json::from_str(&text).expect("JSON");
    let games = all["games"].as_array().expect("a list").iter();
    games
        .map(|row| {
            let file = row["file"].as_str().expect("a file");
            let text = fs::read_to_string(folder.join(file)).expect(file);
            let game = efg::read(&text).unwrap_or_else(|fault| panic!("{file}: {fault}"));
            (game, row.clone())
        })
        .collect()
}

/// The chance of an action by the labels of its set and itself.
fn chance(game: &Game, behavior: &Behavior, set: &str, action: &str) -> f64 {
    let at = game
        .infosets
        .iter()
        .position(|s| s.label == set)
        .expect(set);
    let which = game.infosets[at].actions.iter().position(|a| a == action);
    behavior[at][which.expect(action)]
}

fn near(found: f64, wanted: f64, within: f64, what: &str) {
    assert!(
        (found - wanted).abs() <= within,
        "{what}: {found}, not {wanted}"
    );
}

fn check_behavior(game: &Game, behavior: &Behavior, wanted: &Value, within: f64) {
    for (set, actions) in wanted.as_object().expect("sets") {
        for (action, p) in actions.as_object().expect("actions") {
            let found = chance(game, behavior, set, action);
            near(
                found,
                p.as_f64().expect("a chance"),
                within,
                &format!("{} {set} {action}", game.title),
            );
        }
    }
}

/// Chances of outcomes by their labels.
fn outcomes(game: &Game, behavior: &Behavior) -> BTreeMap<String, f64> {
    let mut sums = BTreeMap::new();
    for (node, p) in game.nodes.iter().zip(game.reach(behavior)) {
        if let Some(outcome) = node.outcome {
            *sums
                .entry(game.outcomes[outcome].label.clone())
                .or_insert(0.0) += p;
        }
    }
    sums
}

#[test]
fn backward_induction_gives_the_published_play() {
    let mut checked = 0;
    for (game, row) in expected() {
        let Some(wanted) = row["spe"].as_object() else {
            continue;
        };
        let (found, more) = spe::solve(&game).expect("perfect information");
        assert!(
            !more && found.len() == 1,
            "{}: {} equilibria",
            game.title,
            found.len()
        );
        for (set, action) in wanted["actions"].as_object().expect("actions") {
            let action = action.as_str().expect("no ties in these trees");
            near(
                chance(&game, &found[0].behavior, set, action),
                1.0,
                0.0,
                set,
            );
        }
        for (found, wanted) in found[0]
            .payoffs
            .iter()
            .zip(wanted["payoffs"].as_array().expect("payoffs"))
        {
            near(
                *found,
                wanted.as_f64().expect("a payoff"),
                1e-6,
                &game.title,
            );
        }
        checked += 1;
    }
    assert_eq!(checked, 10);
}

#[test]
fn pure_equilibria_are_as_many_as_published() {
    let mut checked = 0;
    for (game, row) in expected() {
        let Some(wanted) = row["pure"].as_u64() else {
            continue;
        };
        let found = nash::solve(&game).expect("small");
        let pure = |b: &Behavior| b.iter().flatten().all(|p| *p == 0.0 || *p == 1.0);
        let count = found.iter().filter(|e| pure(&e.behavior)).count();
        assert_eq!(count as u64, wanted, "{}", game.title);
        checked += 1;
    }
    assert!(checked >= 12, "{checked}");
}

#[test]
fn quantal_response_follows_the_published_branch() {
    let mut checked = 0;
    for (game, row) in expected() {
        for point in row["qre"].as_array().expect("a list") {
            let lambda = point["lambda"].as_f64().expect("lambda");
            let found = qre::solve(&game, lambda).expect("followed");
            if let Some(join) = point["join"].as_f64() {
                found
                    .behavior
                    .iter()
                    .for_each(|c| near(c[1], join, 1e-4, &game.title));
            } else {
                check_behavior(&game, &found.behavior, &point["behavior"], 1e-4);
            }
            for (label, p) in point["outcomes"].as_object().into_iter().flatten() {
                near(
                    outcomes(&game, &found.behavior)[label],
                    p.as_f64().expect("p"),
                    1e-4,
                    label,
                );
            }
            checked += 1;
        }
    }
    assert!(checked > 60, "{checked}");
}

#[test]
fn published_equilibria_of_two_by_two_games_are_found() {
    for (game, row) in expected() {
        let Some(wanted) = row["nash"].as_array() else {
            continue;
        };
        let found = nash::solve(&game).expect("small");
        for equilibrium in found {
            let same = |w: &&Value| {
                w.as_object().expect("sets").iter().all(|(set, actions)| {
                    actions
                        .as_object()
                        .expect("actions")
                        .iter()
                        .all(|(action, p)| {
                            (chance(&game, &equilibrium.behavior, set, action)
                                - p.as_f64().expect("p"))
                            .abs()
                                < 1e-5
                        })
                })
            };
            assert!(
                wanted.iter().any(|w| same(&w)),
                "{}: {:?}",
                game.title,
                equilibrium.behavior
            );
        }
    }
}

#[test]
fn the_known_sequential_equilibria_leave_nobody_a_better_reply_where_play_comes() {
    for (game, row) in expected() {
        let Some(wanted) = row["pbe"].as_object() else {
            continue;
        };
        let mut behavior = game.uniform();
        for (at, set) in game.infosets.iter().enumerate() {
            for (place, action) in set.actions.iter().enumerate() {
                behavior[at][place] = wanted[&set.label][action].as_f64().expect("p");
            }
        }
        let found = outcomes(&game, &behavior);
        for (label, p) in row["on_path"].as_object().expect("outcomes") {
            near(found[label], p.as_f64().expect("p"), 1e-4, label);
        }
        let now = game.payoffs(&behavior);
        for (at, set) in game.infosets.iter().enumerate() {
            for action in 0..set.actions.len() {
                let mut other = behavior.clone();
                other[at] = (0..set.actions.len())
                    .map(|a| if a == action { 1.0 } else { 0.0 })
                    .collect();
                let gain = game.payoffs(&other)[set.player] - now[set.player];
                assert!(gain < 1e-5, "{}: {} gains {gain}", game.title, set.label);
            }
        }
    }
}

#[test]
fn a_written_game_is_read_back_the_same() {
    for (game, _) in expected() {
        assert_eq!(efg::read(&efg::write(&game)), Ok(game));
    }
}
