//! Quantities and effects: shares keep their bounds, the books add up, and every effect does what its comment says.
//! Changes a small world through `quantity` and `apply`; reads it back from the board.
//! Not here: prices (`desk`), what quantities do to decisions (`terms`).
//! Rule text: the comments on `rules::effect::{Quantity, Effect}`.

use bevy::ecs::prelude::World;
use casus_foederis::rules::apply::{self, Bound};
use casus_foederis::rules::board::{Board, NationRow};
use casus_foederis::rules::capability::Domain;
use casus_foederis::rules::effect::{Amendment, Effect, Quantity, Who};
use casus_foederis::rules::id::{Actor, AllianceId, NationId, Roster};
use casus_foederis::rules::nation::{Books, Treasury};
use casus_foederis::rules::treaty::DecisionRule;
use casus_foederis::rules::{quantity, run};

use super::scripted;

fn world() -> World {
    scripted::start(&scripted::smallest())
}

fn id(world: &World, name: &str) -> NationId {
    world.resource::<Roster>().nation(name).expect("a nation")
}

fn row<'w>(world: &'w World, name: &str) -> &'w NationRow {
    world.resource::<Board>().nation(id(world, name))
}

/// Applies an effect of one nation's about another.
fn apply_by(world: &mut World, actor: Actor, target: &str, effect: Effect) {
    let board = world.resource::<Board>().clone();
    let bound = Bound::new(actor, Some(id(world, target)));
    apply::apply(world, &board, &[effect], &bound);
    run::refresh(world);
}

fn apply_nation(world: &mut World, actor: &str, target: &str, effect: Effect) {
    let actor = Actor::Nation(id(world, actor));
    apply_by(world, actor, target, effect);
}

fn change(what: Quantity, of: Who, toward: Option<Who>, by: f64) -> Effect {
    Effect::Change {
        what,
        of,
        toward,
        domain: None,
        by,
    }
}

/// Money and strength are what the books say: opening plus what came in, less what went out.
fn check_books(world: &World, name: &str) {
    let entity = world.resource::<Roster>().entity(id(world, name));
    let books = world.get::<Books>(entity).expect("books");
    let money = world.get::<Treasury>(entity).expect("a treasury").money;
    let kept = books.opening + books.earned + books.received - books.spent - books.given;
    assert!((money - kept).abs() < 1e-9, "{name}: {money} is not {kept}");
    let strength = row(world, name).strength.total();
    let built = books.fielded + books.built - books.lost;
    assert!(
        (strength - built).abs() < 1e-9,
        "{name}: {strength} is not {built}"
    );
}

#[test]
fn shares_stay_within_their_bounds() {
    use Quantity::{
        Appetite, Forensics, Patrol, Resilience, Resolve, Stability, Support, Terror, Will,
    };
    let mut world = world();
    let ursa = id(&world, "ursa");
    for what in [
        Will, Support, Resilience, Stability, Forensics, Patrol, Terror, Appetite, Resolve,
    ] {
        for (by, bound) in [(9.0, 1.0), (-9.0, 0.0)] {
            quantity::change(&mut world, ursa, what, None, by);
            run::refresh(&mut world);
            let found = quantity::read(world.resource(), what, ursa, None);
            assert_eq!(found, bound, "{what:?}");
        }
    }
}

#[test]
fn burden_and_growth_keep_their_own_bounds() {
    let mut world = world();
    let fen = id(&world, "fen");
    quantity::change(&mut world, fen, Quantity::Burden, None, 9.0);
    quantity::change(&mut world, fen, Quantity::Growth, None, -9.0);
    run::refresh(&mut world);
    assert_eq!(row(&world, "fen").economy.burden, 0.5);
    assert_eq!(row(&world, "fen").economy.growth, -0.5);
}

#[test]
fn product_never_falls_by_more_than_nine_tenths_at_once() {
    let mut world = world();
    let (fen, before) = (id(&world, "fen"), row(&world, "fen").economy.product);
    quantity::change(&mut world, fen, Quantity::Product, None, -5.0);
    run::refresh(&mut world);
    assert!((row(&world, "fen").economy.product - 0.1 * before).abs() < 1e-9);
}

#[test]
fn the_books_hold_every_change_of_money_and_strength() {
    let mut world = world();
    let (fen, alba) = (id(&world, "fen"), id(&world, "alba"));
    quantity::earn(&mut world, Actor::Nation(fen), 3.0);
    quantity::earn(&mut world, Actor::Nation(fen), -2.0);
    quantity::transfer(&mut world, Actor::Nation(fen), Actor::Nation(alba), 5.0);
    quantity::build(&mut world, fen, Some(Domain::Land), 2.0);
    quantity::build(&mut world, fen, Some(Domain::Air), -100.0);
    quantity::build(&mut world, fen, None, -4.0);
    run::refresh(&mut world);
    check_books(&world, "fen");
    check_books(&world, "alba");
    assert_eq!(row(&world, "fen").strength.get(Domain::Air), 0.0);
}

#[test]
fn nobody_gives_more_than_it_has_or_less_than_nothing() {
    let mut world = world();
    let (fen, alba) = (id(&world, "fen"), id(&world, "alba"));
    let sum = |w: &World| row(w, "fen").treasury.money + row(w, "alba").treasury.money;
    let before = sum(&world);
    quantity::transfer(&mut world, Actor::Nation(fen), Actor::Nation(alba), 1e6);
    quantity::transfer(&mut world, Actor::Nation(fen), Actor::Nation(alba), -5.0);
    run::refresh(&mut world);
    assert_eq!(row(&world, "fen").treasury.money, 0.0);
    assert!((sum(&world) - before).abs() < 1e-9);
}

#[test]
fn a_domain_that_was_not_owned_is_raised_new() {
    let mut world = world();
    let fen = id(&world, "fen");
    assert_eq!(row(&world, "fen").strength.get(Domain::Strategic), 0.0);
    quantity::build(&mut world, fen, Some(Domain::Strategic), 1.0);
    run::refresh(&mut world);
    assert_eq!(row(&world, "fen").strength.get(Domain::Strategic), 1.0);
    assert!(row(&world, "fen").forces.get(Domain::Strategic) < 1.0);
    check_books(&world, "fen");
}

#[test]
fn trade_changes_on_both_sides_and_trust_on_one() {
    let mut world = world();
    let (fen, alba) = (id(&world, "fen"), id(&world, "alba"));
    let read = |w: &World, what, a, b| quantity::read(w.resource(), what, a, Some(b));
    let before = (
        read(&world, Quantity::Trade, alba, fen),
        read(&world, Quantity::Trust, alba, fen),
    );
    quantity::change_pair(&mut world, fen, alba, Quantity::Trade, 0.1);
    quantity::change_pair(&mut world, fen, alba, Quantity::Trust, 0.1);
    run::refresh(&mut world);
    assert!((read(&world, Quantity::Trade, alba, fen) - before.0 - 0.1).abs() < 1e-9);
    assert_eq!(read(&world, Quantity::Trust, alba, fen), before.1);
}

#[test]
fn credibility_rises_and_falls_with_words() {
    let mut world = world();
    let (fen, alba) = (id(&world, "fen"), id(&world, "alba"));
    let read = |w: &World| quantity::read(w.resource(), Quantity::Credibility, fen, Some(alba));
    let before = read(&world);
    quantity::change_pair(&mut world, fen, alba, Quantity::Credibility, 0.2);
    run::refresh(&mut world);
    let higher = read(&world);
    quantity::change_pair(&mut world, fen, alba, Quantity::Credibility, -0.5);
    run::refresh(&mut world);
    assert!(higher > before && read(&world) < before);
}

#[test]
fn a_councils_money_is_its_own_and_its_capabilities_are_its_members() {
    let mut world = world();
    let council = Actor::Council(AllianceId(0));
    let before = row(&world, "alba").treasury.money;
    let common = world.resource::<Board>().alliances[0].treasury.money;
    apply_by(
        &mut world,
        council,
        "fen",
        change(Quantity::Money, Who::Actor, None, 2.0),
    );
    assert_eq!(row(&world, "alba").treasury.money, before);
    assert_eq!(
        world.resource::<Board>().alliances[0].treasury.money,
        common + 2.0
    );
    let ready = row(&world, "alba").forces.total();
    apply_by(
        &mut world,
        council,
        "fen",
        change(Quantity::Readiness, Who::Actor, None, 0.1),
    );
    assert!(row(&world, "alba").forces.total() > ready);
}

#[test]
fn troops_sent_twice_add_up_to_half_at_most_and_come_home() {
    let mut world = world();
    for _ in 0..4 {
        apply_nation(&mut world, "alba", "fen", Effect::Deploy { share: 0.2 });
    }
    let fen = id(&world, "fen");
    assert_eq!(row(&world, "alba").deployed(fen).expect("there").share, 0.5);
    apply_nation(&mut world, "alba", "fen", Effect::Withdraw);
    assert!(row(&world, "alba").deployed(fen).is_none());
}

#[test]
fn only_the_armed_station_strategic_weapons_and_removing_them_leaves_troops() {
    let mut world = world();
    let fen = id(&world, "fen");
    apply_nation(&mut world, "brim", "fen", Effect::StationStrategic);
    assert!(row(&world, "brim").deployed(fen).is_none());
    apply_nation(&mut world, "alba", "fen", Effect::Deploy { share: 0.1 });
    apply_nation(&mut world, "alba", "fen", Effect::StationStrategic);
    assert!(row(&world, "alba").deployed(fen).expect("there").strategic);
    apply_nation(&mut world, "alba", "fen", Effect::RemoveStrategic);
    assert!(
        !row(&world, "alba")
            .deployed(fen)
            .expect("still there")
            .strategic
    );
}

#[test]
fn commitments_and_threats_are_kept_apart_and_never_exceed_one() {
    let mut world = world();
    for _ in 0..3 {
        apply_nation(&mut world, "alba", "fen", Effect::Commit { stake: 0.6 });
    }
    apply_nation(&mut world, "alba", "fen", Effect::Threaten { stake: 0.2 });
    let fen = id(&world, "fen");
    assert_eq!(row(&world, "alba").promised(fen), 1.0);
    assert_eq!(row(&world, "alba").threatened(fen), 0.2);
}

#[test]
fn sanctions_deepen_to_one_and_are_lifted() {
    let mut world = world();
    for _ in 0..3 {
        apply_nation(&mut world, "fen", "ursa", Effect::Sanction { depth: 0.5 });
    }
    assert_eq!(row(&world, "fen").sanctions, [(id(&world, "ursa"), 1.0)]);
    apply_nation(&mut world, "fen", "ursa", Effect::Lift);
    assert!(row(&world, "fen").sanctions.is_empty());
}

#[test]
fn a_concession_is_counted_on_both_sides() {
    let mut world = world();
    apply_nation(&mut world, "fen", "ursa", Effect::Concede { share: 0.1 });
    assert_eq!(row(&world, "fen").territory.conceded, 0.1);
    assert_eq!(row(&world, "fen").territory.held, 1.0);
    assert_eq!(
        row(&world, "ursa").ambition.as_ref().map(|a| a.gains),
        Some(0.1)
    );
}

#[test]
fn a_member_that_leaves_is_a_member_no_more_and_one_invited_twice_joins_once() {
    let mut world = world();
    apply_nation(&mut world, "brim", "brim", Effect::Leave);
    assert!(row(&world, "brim").alliances.is_empty());
    for _ in 0..2 {
        apply_by(
            &mut world,
            Actor::Council(AllianceId(0)),
            "corvo",
            Effect::Invite,
        );
    }
    let members = &world.resource::<Board>().alliances[0].members;
    assert_eq!(
        members
            .iter()
            .filter(|m| m.nation == id(&world, "corvo"))
            .count(),
        1
    );
}

#[test]
fn amendments_change_the_alliances_own_copy_of_its_treaty() {
    let mut world = world();
    let council = Actor::Council(AllianceId(0));
    for amendment in [
        Amendment::Unanimity,
        Amendment::Threshold(-0.2),
        Amendment::BurdenTarget(0.01),
    ] {
        apply_by(&mut world, council, "fen", Effect::Amend(amendment));
    }
    let treaty = &world.resource::<Board>().alliances[0].treaty;
    assert!(matches!(
        treaty.articles[0].decision,
        DecisionRule::Unanimity { .. }
    ));
    assert!((treaty.articles[0].trigger.severity - 0.3).abs() < 1e-9);
    assert_eq!(treaty.articles[1].trigger.severity, 0.0);
    assert!((treaty.burden_target - 0.03).abs() < 1e-9);
}

#[test]
fn nobody_has_a_relation_with_itself() {
    let mut world = world();
    let everyone = change(Quantity::Trust, Who::Everyone, Some(Who::Everyone), -0.1);
    apply_nation(&mut world, "fen", "fen", everyone);
    for nation in &world.resource::<Board>().nations {
        assert!(nation.relation(nation.id).is_none());
    }
}
