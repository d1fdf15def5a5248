//! Nobody's luck depends on others: a nation far away, or an order nobody can give, moves no draw.
//! Edits the texts of a shipped level and its rules, plays both, and compares what was drawn.
//! Not here: that draws are pure functions of their coordinates (`rules::dice`), whole digests of known matches (`determinism`).
//! Rule text: DESIGN principle 3.

use std::path::Path;
use std::sync::Arc;

use casus_foederis::level::check::{Checked, check_sources};
use casus_foederis::level::library::Library;
use casus_foederis::level::load::read_level;
use casus_foederis::rules::decision::{DecisionKind, Pick, Record};
use casus_foederis::rules::id::{Actor, Roster};
use casus_foederis::rules::nation::{Ambition, HiddenType};
use casus_foederis::sim::game::{Match, Waiting};
use casus_foederis::sim::options::Options;

fn shipped() -> Checked {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("levels/first-watch/02-tripwire");
    let library = Library::around(&path).unwrap_or(Library::BuiltIn);
    read_level(&path, &library).unwrap_or_else(|e| panic!("{e}"))
}

/// The shipped level with one of its files edited: the first whose path ends so.
fn edited(ending: &str, edit: impl Fn(&str) -> Option<String>) -> Checked {
    let mut sources = shipped().sources;
    let file = sources
        .files
        .iter_mut()
        .find(|f| f.path.ends_with(ending))
        .expect("the file is there");
    file.text = edit(&file.text).expect("the place to edit is there");
    check_sources(&sources).unwrap_or_else(|problems| panic!("{problems:?}"))
}

fn played(checked: Checked, turns: u32) -> Match {
    let mut game = Match::new(Arc::new(checked), Options::auto(11));
    for _ in 0..turns {
        if game.waiting() == Waiting::Orders {
            game.end_turn();
        }
    }
    game
}

/// Hidden types by nation id, and tempers by aggressor, act and target of the first turn.
fn luck(game: &Match) -> Vec<(String, f64)> {
    let world = game.world();
    let roster = world.resource::<Roster>();
    let mut found = Vec::new();
    for entry in roster.nations.iter().filter(|e| e.id != "zz_far_isle") {
        let hidden = world
            .get::<HiddenType>(entry.entity)
            .map_or(0.0, |h| h.will);
        let resolve = world
            .get::<Ambition>(entry.entity)
            .map_or(0.0, |a| a.resolve);
        found.push((format!("{} will", entry.id), hidden));
        found.push((format!("{} resolve", entry.id), resolve));
    }
    let first = world.resource::<Record>().0.iter().filter(|d| d.turn == 1);
    for decision in first.filter(|d| d.kind == DecisionKind::Aggression) {
        let Actor::Nation(actor) = decision.actor else {
            continue;
        };
        for option in &decision.options {
            if let Pick::Act(act, target) = option.pick {
                let (actor, target) = (roster.nation_id(actor), roster.nation_id(target));
                found.push((format!("{actor} {act} {target}"), option.noise));
            }
        }
    }
    found
}

#[test]
fn a_nation_far_away_changes_nobodys_luck() {
    let isle = "    nations: [\n        (id: \"zz_far_isle\", name: \"Far Isle\", adjective: \"Far\", \
        leader: (name: \"A\", office: \"B\", character: \"C\"), text: \"t\", region: \"elsewhere\", product: 20, \
        regime: Democracy, capabilities: (land: (strength: 0.5)), at: (15000, 9000)),\n";
    let with = edited("level.ron", |text| {
        text.contains("    nations: [\n")
            .then(|| text.replacen("    nations: [\n", isle, 1))
    });
    assert_eq!(with.def.nations.len(), shipped().def.nations.len() + 1);
    let (with, without) = (luck(&played(with, 1)), luck(&played(shipped(), 1)));
    assert!(without.iter().any(|(_, value)| *value != 0.0));
    assert_eq!(with, without);
}

#[test]
fn an_order_nobody_can_give_changes_nothing_at_all() {
    let order = "        (id: \"conjure\", group: \"Forces\", seats: [Member], aim: Nothing, money: 0.0, capital: 0, \
        effects: [Change(what: Money, of: Actor, by: 99)], suits: [1, 1, 1, 1], text: \"t\", signals: \"t\"),\n";
    let with = edited("standard.ron", |text| {
        let end = text.find("\n    matters: [")?;
        let close = text[..end].rfind("    ],")?;
        Some(format!("{}{order}{}", &text[..close], &text[close..]))
    });
    assert_eq!(with.rules.orders.len(), shipped().rules.orders.len() + 1);
    let (with, without) = (played(with, 12), played(shipped(), 12));
    let last = |game: &Match| game.digests().last().map(|d| d.digest.total);
    assert!(last(&without).is_some());
    assert_eq!(last(&with), last(&without));
}
