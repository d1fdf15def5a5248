//! Saves: every kind of tampering is found and named, broken files are refused, a failed write keeps the old file.
//! Writes into temporary folders.
//! Not here: that replays equal play (`determinism`), single lines of saves (in `src/sim/save.rs`).
//! Rule text: DESIGN section 10.

use std::fs;

use casus_foederis::sim::game::Match;
use casus_foederis::sim::options::Options;
use casus_foederis::sim::replay::{Difference, verify};
use casus_foederis::sim::store::{Autosave, KEPT, open, store};
use casus_foederis::sim::{replay, save};

use crate::stage::{Player, auto, digests, seated, tripwire};

fn played() -> String {
    save::write(&seated(tripwire(), 7, 0))
}

fn first_difference(text: &str) -> Difference {
    let saved = save::read(text).expect("still well formed");
    verify(&saved).err().expect("something differs").remove(0)
}

fn check_tampering(from: &str, to: &str, turn: u32, component: &str) {
    let text = played();
    assert!(text.contains(from), "{from} is not in the save");
    let found = first_difference(&text.replacen(from, to, 1));
    assert_eq!(
        (found.turn, found.component.as_str()),
        (turn, component),
        "{found}"
    );
}

/// The line of a turn.
fn line(text: &str, turn: usize) -> &str {
    text.lines().nth(turn).expect("a line for the turn")
}

#[test]
fn an_untouched_save_verifies() {
    assert!(verify(&save::read(&played()).expect("well formed")).is_ok());
}

#[test]
fn another_seed_is_found_in_the_head() {
    check_tampering("\"seed\":7,", "\"seed\":8,", 0, "head");
}

#[test]
fn another_seed_also_changes_the_first_turn() {
    let text = played().replacen("\"seed\":7,", "\"seed\":8,", 1);
    let found = verify(&save::read(&text).expect("well formed"))
        .err()
        .expect("differences");
    assert!(found.iter().any(|d| d.turn == 1), "{found:?}");
}

#[test]
fn forgotten_rewinds_are_found_in_the_head() {
    let mut game = Match::new(tripwire(), Options::seated(7, 0));
    game.end_turn();
    while game.rewinds() == 0 {
        assert!(game.undo());
    }
    let text = save::write(&game);
    let found = first_difference(&text.replace("\"rewinds\":1", "\"rewinds\":0"));
    assert_eq!(found.component, "head");
}

#[test]
fn an_altered_level_text_is_found_with_its_path() {
    let text = played();
    let found = first_difference(&text.replacen("product: ", "product: 1", 1));
    assert_eq!((found.turn, found.component.as_str()), (0, "sources"));
    assert!(found.message.contains("level.ron"), "{found}");
}

#[test]
fn an_altered_digest_is_found_in_its_turn() {
    let text = played();
    let total = save::read(&text).expect("well formed").turns[2]
        .digest
        .clone()
        .expect("finished");
    let found = first_difference(&text.replacen(&total, "0123456789abcdef", 1));
    assert_eq!((found.turn, found.component.as_str()), (3, "digest"));
}

#[test]
fn an_altered_part_is_found_by_its_name() {
    let text = played();
    let part = save::read(&text).expect("well formed").turns[1].parts["Treasury"].clone();
    let found = first_difference(&text.replacen(&part, "0123456789abcdef", 1));
    assert_eq!((found.turn, found.component.as_str()), (2, "Treasury"));
}

#[test]
fn an_order_taken_out_is_found_in_its_turn() {
    let text = played();
    let saved = save::read(&text).expect("well formed");
    let entry = saved.turns[1]
        .entries
        .iter()
        .find(|e| e.is_order())
        .expect("an order");
    let json = format!("{},", serde_json::to_string(entry).expect("plain"));
    let altered = line(&text, 2).replacen(&json, "", 1);
    assert_ne!(altered, line(&text, 2));
    let found = first_difference(&text.replace(line(&text, 2), &altered));
    assert_eq!(found.turn, 2, "{found}");
}

#[test]
fn an_order_that_cannot_be_read_is_found_in_its_turn() {
    let text = played();
    let saved = save::read(&text).expect("well formed");
    let entry = saved.turns[0]
        .entries
        .iter()
        .find(|e| e.is_order())
        .expect("an order");
    let altered = text.replacen(
        &format!("\"text\":\"{}\"", entry.text),
        "\"text\":\"make_tea\"",
        1,
    );
    let found = first_difference(&altered);
    assert_eq!((found.turn, found.component.as_str()), (1, "log"));
    assert!(found.message.contains("make_tea"));
}

#[test]
fn a_turn_cut_out_at_the_end_is_found() {
    let text = played();
    let mut lines: Vec<&str> = text.lines().collect();
    lines.remove(lines.len() - 2);
    assert_eq!(first_difference(&lines.join("\n")).component, "seal");
}

#[test]
fn an_altered_seal_is_found() {
    let text = played();
    let total = save::read(&text)
        .expect("well formed")
        .seal
        .total
        .expect("played");
    let at = text.rfind(&total).expect("in the seal");
    let altered = format!("{}{}{}", &text[..at], "0123456789abcdef", &text[at + 16..]);
    assert_eq!(first_difference(&altered).component, "seal");
}

#[test]
fn a_seat_the_level_lacks_is_refused() {
    let text = played().replacen("\"seat\":\"council\"", "\"seat\":\"nobody\"", 1);
    let found = first_difference(&text);
    assert_eq!(found.turn, 0);
}

#[test]
fn a_save_cut_anywhere_is_refused_or_found() {
    let text = played();
    for share in 1..20 {
        let mut at = text.len() * share / 20;
        while !text.is_char_boundary(at) {
            at += 1;
        }
        if let Ok(saved) = save::read(&text[..at]) {
            assert!(verify(&saved).is_err(), "cut at {at}");
        }
    }
}

#[test]
fn a_save_stays_playable_when_replayed_part_of_the_way() {
    let game = seated(tripwire(), 7, 0);
    let saved = save::read(&save::write(&game)).expect("well formed");
    let early = replay::play(&saved, Some(4)).expect("played");
    assert_eq!(digests(&early), digests(&game)[..4]);
}

#[test]
fn a_failed_write_keeps_the_old_save_and_leaves_nothing_beside_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("match.casus");
    let game = auto(tripwire(), 1);
    store(&game, &path).expect("written");
    let before = fs::read(&path).expect("read");
    // A folder in the way of the new file: the last step, the rename, fails.
    let blocked = folder.path().join("blocked");
    fs::create_dir_all(blocked.join("inside")).expect("made");
    assert!(store(&game, &blocked).is_err());
    assert_eq!(fs::read(&path).expect("read"), before);
    assert_eq!(fs::read_dir(folder.path()).expect("listed").count(), 2);
}

#[test]
fn autosaves_rotate_and_the_newest_is_first() {
    let folder = tempfile::tempdir().expect("a folder");
    let autosave = Autosave::in_folder(folder.path());
    let mut game = Match::new(tripwire(), Options::seated(7, 0));
    let mut player = Player::new(1);
    for turn in 1..=KEPT as u32 + 2 {
        player.play_until(&mut game, turn);
        autosave.keep(&game).expect("kept");
    }
    assert_eq!(fs::read_dir(folder.path()).expect("listed").count(), KEPT);
    let turns = |number| open(&autosave.path(number)).expect("a save").seal.turns;
    assert_eq!(turns(1), KEPT as u32 + 1);
    assert_eq!(turns(KEPT), 2);
}
