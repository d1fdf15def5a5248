//! Laws that hold for any legal play: books that balance, shares within bounds, logs that read back.
//! Plays shipped and random levels with random legal orders in random seats.
//! Not here: equal digests (`determinism`), hostile files (`loader`, `saves`).
//! Rule text: DESIGN section 8; the "conservation of money and forces".

use casus_foederis::rules::board::Board;
use casus_foederis::rules::nation::{Alliance, Books, Politics, Territory, Treasury};
use casus_foederis::rules::relation::Relations;
use casus_foederis::sim::game::{Match, Waiting};
use casus_foederis::sim::options::Options;
use casus_foederis::sim::order_text::{parse, print};
use proptest::prelude::*;

use crate::stage::{Player, generated, tripwire};

fn close(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-6 * a.abs().max(b.abs()).max(1.0)
}

fn check_money(game: &Match) {
    let mut query = game
        .world()
        .try_query::<(&Books, &Treasury)>()
        .expect("spawned");
    for (books, treasury) in query.iter(game.world()) {
        let money = books.opening + books.earned - books.spent - books.given + books.received;
        assert!(
            close(money, treasury.money),
            "turn {}: {books:?} against {treasury:?}",
            game.turn()
        );
        assert!(treasury.money.is_finite() && treasury.capital.is_finite());
    }
}

fn check_gifts(game: &Match) {
    let mut query = game.world().try_query::<&Books>().expect("spawned");
    let (given, received) = query
        .iter(game.world())
        .fold((0.0, 0.0), |(g, r), b| (g + b.given, r + b.received));
    assert!(close(given, received), "given {given}, received {received}");
}

fn check_strength(game: &Match) {
    use casus_foederis::rules::id::NationId;
    let mut query = game
        .world()
        .try_query::<(&NationId, &Books)>()
        .expect("spawned");
    let board = game.world().resource::<Board>();
    for (id, books) in query.iter(game.world()) {
        let total = board.nation(*id).strength.total();
        assert!(
            close(books.fielded + books.built - books.lost, total),
            "turn {}: {books:?}, {total}",
            game.turn()
        );
        assert!(board.nation(*id).strength.0.iter().all(|s| *s >= 0.0));
    }
}

fn check_shares(game: &Match) {
    let share = |value: f64, what: &str| assert!((0.0..=1.0).contains(&value), "{what} is {value}");
    let world = game.world();
    let mut query = world
        .try_query::<(&Politics, &Territory, &Relations)>()
        .expect("spawned");
    for (politics, territory, relations) in query.iter(world) {
        share(politics.will, "will");
        share(politics.support, "support");
        share(politics.resilience, "resilience");
        share(politics.stability, "stability");
        share(territory.held, "territory held");
        for relation in &relations.0 {
            share(relation.trust, "trust");
            share(relation.threat, "threat");
            assert!(relation.alpha > 0.0 && relation.beta > 0.0);
        }
    }
    let mut query = world.try_query::<&Alliance>().expect("spawned");
    for alliance in query.iter(world) {
        share(alliance.cohesion, "cohesion");
        share(alliance.command, "command");
    }
}

fn check_laws(mut game: Match, seed: u64) {
    let mut player = Player::new(seed);
    while game.waiting() != Waiting::Over {
        player.play_stop(&mut game);
        if game.waiting() == Waiting::Orders {
            check_money(&game);
            check_gifts(&game);
            check_strength(&game);
            check_shares(&game);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 10, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn random_legal_play_keeps_the_books_of_a_shipped_level(seed in 0u64..10_000, seat in 0usize..3) {
        check_laws(Match::new(tripwire(), Options::seated(seed, seat)), seed);
    }

    #[test]
    fn random_legal_play_keeps_the_books_of_random_levels(seed in 0u64..10_000, nations in 3u32..14, seat in 0usize..3) {
        check_laws(Match::new(generated(nations, seed), Options::seated(seed, seat)), seed);
    }

    #[test]
    fn every_order_of_the_log_reads_back_as_it_was_printed(seed in 0u64..10_000) {
        let mut game = Match::new(tripwire(), Options::seated(seed, 0));
        Player::new(seed).play_until(&mut game, 3);
        for entry in game.log().iter().filter(|e| e.is_order()) {
            let order = parse(game.world(), &entry.text).expect("an order");
            prop_assert_eq!(print(game.world(), &order), entry.text.clone());
        }
    }

    #[test]
    fn no_text_makes_the_reader_of_orders_panic(text in "\\PC{0,60}") {
        let game = Match::new(tripwire(), Options::auto(1));
        let _ = parse(game.world(), &text);
        let _ = parse(game.world(), &format!("answer {text}"));
    }
}
