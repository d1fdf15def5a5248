//! Each shipped level ships a winning and a losing playthrough for each seat, and doing nothing loses.
//! A playthrough is a file `tests/playthroughs/<level>__<seat>__<won|lost>.txt`: `# seed N`, then what is typed, one line each.
//! Missing or outdated ones are found again by computer play with `CASUS_BLESS=1` (never in CI); read the difference as code.
//! Not here: the words the text game takes (`view::order_text`), rules in the small (`tests/cases`).

use std::path::{Path, PathBuf};
use std::sync::Arc;

use casus_foederis::level::check::Checked;
use casus_foederis::level::library::Library;
use casus_foederis::level::load::read_level;
use casus_foederis::rules::order::Table;
use casus_foederis::rules::standing::Ending;
use casus_foederis::sim::game::{Match, Waiting};
use casus_foederis::sim::options::Options;
use casus_foederis::sim::order_text;

const LEVELS: [&str; 2] = ["02-tripwire", "03-grey-water"];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn level(name: &str) -> Arc<Checked> {
    let path = root().join("levels/first-watch").join(name);
    match read_level(&path, &Library::around(&path).unwrap_or(Library::BuiltIn)) {
        Ok(checked) => Arc::new(checked),
        Err(error) => panic!("{name}: {error}"),
    }
}

fn file(level: &str, seat: &str, ending: Ending) -> PathBuf {
    let word = if ending == Ending::Won { "won" } else { "lost" };
    root().join(format!("tests/playthroughs/{level}__{seat}__{word}.txt"))
}

/// Takes the computer's choice until orders are awaited or the match is over.
fn pass_decisions(game: &mut Match) {
    while let Waiting::Decision(index) = game.waiting() {
        let chosen = game.decision(index).map_or(0, |d| d.chosen);
        game.choose(chosen)
            .expect("the computer's choice is an option");
    }
}

/// Plays a seat by a script and says how it ended. Decisions the script does not answer are the computer's.
fn play(checked: &Arc<Checked>, seat: usize, seed: u64, script: &str) -> Ending {
    let mut game = Match::new(Arc::clone(checked), Options::seated(seed, seat));
    for line in script
        .lines()
        .map(str::trim)
        .filter(|l| !l.is_empty() && !l.starts_with('#'))
    {
        pass_decisions(&mut game);
        if game.waiting() == Waiting::Over {
            break;
        }
        assert!(
            !game.world().resource::<Table>().0.is_empty(),
            "a turn with no matter on the table"
        );
        if line == "end" {
            game.end_turn();
        } else {
            let order =
                order_text::parse(game.world(), line).unwrap_or_else(|e| panic!("{line}: {e}"));
            game.give(order)
                .unwrap_or_else(|e| panic!("turn {}: {line}: {e:?}", game.turn()));
        }
    }
    pass_decisions(&mut game);
    assert_eq!(
        game.waiting(),
        Waiting::Over,
        "the script ends before the match"
    );
    game.standing(seat).outcome
}

fn seed_of(script: &str) -> u64 {
    let first = script.lines().next().unwrap_or_default();
    first
        .strip_prefix("# seed ")
        .and_then(|n| n.parse().ok())
        .expect("the first line is `# seed N`")
}

/// What a computer seat typed in a match with this seed, if it ended so.
fn found(checked: &Arc<Checked>, seat: usize, seed: u64, ending: Ending) -> Option<String> {
    let mut game = Match::new(Arc::clone(checked), Options::auto(seed));
    while game.waiting() == Waiting::Orders {
        game.end_turn();
    }
    if game.standing(seat).outcome != ending {
        return None;
    }
    let actor = {
        let human = Match::new(Arc::clone(checked), Options::seated(seed, seat));
        order_text::print_actor(human.world().resource(), human.actor()?)
    };
    let mut script = format!("# seed {seed}\n");
    for turn in 1..=checked.def.clock.turns {
        for entry in game
            .log()
            .iter()
            .filter(|e| e.turn == turn && e.actor == actor && e.is_order())
        {
            script += &format!("{}\n", entry.text);
        }
        script += "end\n";
    }
    (play(checked, seat, seed, &script) == ending).then_some(script)
}

fn check_playthrough(name: &str, seat: usize, ending: Ending) {
    let checked = level(name);
    let path = file(name, &checked.def.seats[seat].id, ending);
    let blessing = std::env::var_os("CASUS_BLESS").is_some() && std::env::var_os("CI").is_none();
    let script = std::fs::read_to_string(&path).unwrap_or_default();
    if blessing && (script.is_empty() || !still_ends(&checked, seat, &script, ending)) {
        let script = (1..=2000).find_map(|seed| found(&checked, seat, seed, ending));
        let script =
            script.unwrap_or_else(|| panic!("no computer game of {name} ends so for this seat"));
        std::fs::write(&path, script).expect("the folder can be written");
        return;
    }
    assert!(!script.is_empty(), "{} is missing", path.display());
    assert_eq!(
        play(&checked, seat, seed_of(&script), &script),
        ending,
        "{}",
        path.display()
    );
}

fn still_ends(checked: &Arc<Checked>, seat: usize, script: &str, ending: Ending) -> bool {
    std::panic::catch_unwind(|| play(checked, seat, seed_of(script), script))
        .is_ok_and(|e| e == ending)
}

#[test]
fn every_seat_of_every_level_has_a_winning_playthrough() {
    for name in LEVELS {
        for seat in 0..level(name).def.seats.len() {
            check_playthrough(name, seat, Ending::Won);
        }
    }
}

#[test]
fn every_seat_of_every_level_has_a_losing_playthrough() {
    for name in LEVELS {
        for seat in 0..level(name).def.seats.len() {
            check_playthrough(name, seat, Ending::Lost);
        }
    }
}

#[test]
fn doing_nothing_loses() {
    for name in LEVELS {
        let checked = level(name);
        let nothing = "end\n".repeat(checked.def.clock.turns as usize);
        for seat in 0..checked.def.seats.len() {
            for seed in 1..=5 {
                let ending = play(&checked, seat, seed, &nothing);
                assert_eq!(
                    ending,
                    Ending::Lost,
                    "{name}, {}, seed {seed}",
                    checked.def.seats[seat].id
                );
            }
        }
    }
}
