//! The minds' fast sum over coalitions against the same crisis built as a tree and solved backwards.
//! Plays generated levels; reads what aggressors weigh turn by turn.
//! Not here: the sum's own tests (`src/rules/mind/coalition/tests.rs`), the solver's (`games`).
//! Source: DESIGN section 5: the crisis is such a game.

use std::sync::Arc;

use casus_foederis::level::generate::generate;
use casus_foederis::rules::board::Board;
use casus_foederis::rules::id::Actor;
use casus_foederis::rules::mind::{Mind, aggressor, crisis_game};
use casus_foederis::sim::game::{Match, Waiting};
use casus_foederis::sim::options::Options;
use casus_foederis::theory::game::{efg, spe};

use super::scripted;

#[test]
fn the_fast_sum_equals_the_solved_game_in_random_crises() {
    let (mut crises, mut with_guarantors, mut fought) = (0, 0, 0);
    for seed in 0..30 {
        let generated = generate(6 + seed as u32 % 12, seed, None);
        let checked = scripted::level("made", &generated.level_ron, None);
        let mut game = Match::new(Arc::new(checked), Options::auto(seed));
        for _ in 0..6 {
            if game.waiting() != Waiting::Orders {
                break;
            }
            let world = game.world();
            for row in &world.resource::<Board>().nations {
                let mind = Mind::of(world, Actor::Nation(row.id));
                let Some(case) = aggressor::case(&mind, row.id) else {
                    continue;
                };
                let tree = crisis_game::game(&mind, &case);
                let (found, _) = spe::solve(&tree).expect("perfect information");
                let act = tree.nodes[0].children[1];
                let solved = tree.values(&found[0].behavior)[act * tree.players.len()];
                assert!(
                    (solved - case.choice.score).abs() < 1e-9,
                    "seed {seed}: {} scores {} and solves to {solved}",
                    tree.title,
                    case.choice.score
                );
                let acts = found[0].behavior[0][1] == 1.0;
                assert_eq!(acts, case.choice.score + case.choice.noise > case.threshold);
                crises += 1;
                fought += usize::from(tree.nodes.len() > 3);
                with_guarantors += usize::from(!case.potentials.is_empty());
                if crises % 20 == 0 {
                    let text = efg::write(&tree);
                    let back = efg::read(&text).map(|g| efg::write(&g));
                    assert!(back.as_ref() == Ok(&text), "{}", tree.title);
                }
            }
            game.end_turn();
        }
    }
    assert!(
        crises > 100 && with_guarantors > 50 && fought > 50,
        "{crises} {with_guarantors} {fought}"
    );
}
