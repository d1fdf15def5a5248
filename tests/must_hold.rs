//! What must hold of minds however levels are made: the deterred stay quiet, and extremes stay finite.
//! Plays generated and scripted levels with computers in every seat; reads the record.
//! Not here: single terms (`terms`), the sum over coalitions (`crisis`).
//! Rule text: DESIGN section 5, "Plans, not rolls".

use std::sync::Arc;

use casus_foederis::level::check::Checked;
use casus_foederis::level::generate::generate;
use casus_foederis::rules::decision::{Decision, DecisionKind, Pick, Record};
use casus_foederis::sim::game::{Match, Waiting};
use casus_foederis::sim::options::Options;

use super::scripted;

fn made(nations: u32, seed: u64) -> Checked {
    scripted::level("made", &generate(nations, seed, None).level_ron, None)
}

/// Plays a match of computers to its end.
fn played(checked: Checked, seed: u64) -> Match {
    let mut game = Match::new(Arc::new(checked), Options::auto(seed));
    while game.waiting() == Waiting::Orders {
        game.end_turn();
    }
    game
}

fn weighed(game: &Match) -> impl Iterator<Item = &Decision> {
    let all = game.world().resource::<Record>().0.iter();
    all.filter(|d| d.kind == DecisionKind::Aggression && d.options.len() > 1)
}

/// Turns without a plan in which every act is worse than holding, and how many of them make a plan all the same.
fn below(games: impl Iterator<Item = Match>) -> (u32, u32) {
    let (mut turns, mut plans) = (0, 0);
    for game in games {
        for d in weighed(&game) {
            let act =
                |o: &&casus_foederis::rules::decision::Choice| matches!(o.pick, Pick::Act(..));
            let best = d
                .options
                .iter()
                .filter(act)
                .map(|o| o.score)
                .fold(f64::NEG_INFINITY, f64::max);
            if d.options[0].pick == Pick::Hold && best < 0.0 {
                turns += 1;
                plans += u32::from(d.chosen != 0);
            }
        }
    }
    (turns, plans)
}

/// As many acts as given, by repeating the rules' own under other ids.
fn with_acts(mut checked: Checked, count: usize) -> Checked {
    let own = checked.rules.acts.clone();
    checked.rules.acts = (0..count)
        .map(|i| {
            let mut act = own[i % own.len()].clone();
            if i >= own.len() {
                act.id = format!("{}_{}", act.id, i / own.len());
            }
            act
        })
        .collect();
    checked
}

#[test]
fn where_every_act_is_worse_than_holding_plans_are_hardly_made_however_many_acts_there_are() {
    let standard = made(8, 0).rules.coefficients;
    assert!(
        standard.precision * standard.margin > 3.9,
        "one in fifty at a score of nothing"
    );
    for acts in [13, 52, 104] {
        let games = (0..40).map(|seed| {
            let mut checked = with_acts(made(8, seed), acts);
            // Costs that put most acts below holding, some of them by a hair.
            let k = &mut checked.rules.coefficients;
            (k.restraint, k.loss, k.lesson, k.taste) = (1.0, 1.5, 0.0, 0.0);
            played(checked, seed)
        });
        let (turns, plans) = below(games);
        let share = f64::from(plans) / f64::from(turns.max(1));
        assert!(
            turns > 100 && share < 0.02,
            "{acts} acts: {plans} plans in {turns} turns"
        );
    }
}

#[test]
fn an_aggressor_held_below_its_margin_for_twelve_turns_stays_quiet() {
    let (mut held, mut quiet) = (0, 0);
    for seed in 0..120 {
        let mut checked = made(6, seed);
        // Enough of it that many aggressors are held; everything else is standard.
        checked.rules.coefficients.restraint = 0.6;
        let game = played(checked, seed);
        let mut rows: Vec<&Decision> = weighed(&game).collect();
        rows.sort_by_key(|d| (d.actor, d.turn));
        for own in rows.chunk_by(|a, b| a.actor == b.actor) {
            let first: Vec<&&Decision> = own.iter().take(12).collect();
            if first.len() == 12 && first.iter().all(|d| d.margin < 0.0) {
                held += 1;
                quiet += u32::from(first.iter().all(|d| d.chosen == 0));
            }
        }
    }
    assert!(
        held > 20 && f64::from(quiet) > 0.9 * f64::from(held),
        "{quiet} of {held} quiet"
    );
}

/// Every number of every decision.
fn check_finite(game: &Match, what: &str) {
    for d in &game.world().resource::<Record>().0 {
        assert!(d.margin.is_finite(), "{what}: {d:?}");
        for option in &d.options {
            let sum: f64 = option.terms.iter().map(|t| t.value).sum();
            assert!(
                sum.is_finite() && option.noise.is_finite(),
                "{what}: {option:?}"
            );
            assert!((sum - option.score).abs() < 1e-9, "{what}: {option:?}");
        }
        assert!(
            d.beliefs
                .iter()
                .all(|b| (0.0..=1.0).contains(&b.chance) && b.strength.is_finite()),
            "{what}"
        );
    }
}

#[test]
fn extremes_give_finite_numbers_in_every_decision() {
    type Change = fn(&mut Checked);
    let extremes: [(&str, Change); 6] = [
        ("precision 0", |c| c.rules.coefficients.precision = 0.0),
        ("precision a million", |c| {
            let k = &mut c.rules.coefficients;
            (k.precision, k.guarantor_precision, k.vote_precision) = (1e6, 1e6, 1e6);
        }),
        ("no precision anywhere", |c| {
            let k = &mut c.rules.coefficients;
            (k.precision, k.guarantor_precision, k.vote_precision) = (0.0, 0.0, 0.0);
        }),
        ("nobody armed", |c| {
            c.def
                .nations
                .iter_mut()
                .for_each(|n| n.capabilities.clear())
        }),
        ("nobody produces", |c| {
            c.def.nations.iter_mut().for_each(|n| n.product = 0.0)
        }),
        ("no allies", |c| {
            c.def
                .alliances
                .iter_mut()
                .for_each(|a| a.members.truncate(1))
        }),
    ];
    for (what, change) in extremes {
        for seed in 0..4 {
            let mut checked = made(6, seed);
            change(&mut checked);
            check_finite(&played(checked, seed), what);
        }
    }
}
