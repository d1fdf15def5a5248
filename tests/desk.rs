//! What orders cost and why they are refused: every refusal with what it tells the player.
//! Reads the desk of a small world at the moment orders are awaited.
//! Not here: what orders do (`quantities`, `terms`), how refusals are worded (`src/view/refusal.rs`).
//! Rule text: DESIGN section 9: an order that cannot be done is refused with the reason and the nearest that can.

use bevy::ecs::prelude::World;
use casus_foederis::level::check::Checked;
use casus_foederis::rules::capability::Domain;
use casus_foederis::rules::definition::{Aim, SeatKind};
use casus_foederis::rules::id::{Actor, Roster};
use casus_foederis::rules::order::Order;
use casus_foederis::rules::quote::{Desk, Price, Refusal, give};
use casus_foederis::rules::{quantity, run};
use casus_foederis::sim::order_text;

use super::scripted;

fn actor(world: &World, who: &str) -> Actor {
    order_text::parse_actor(world.resource::<Roster>(), who).expect("an actor")
}

fn judge(world: &World, who: &str, text: &str) -> Result<Price, Refusal> {
    let order = order_text::parse(world, text).expect("an order");
    Desk::of(world).judge(actor(world, who), &order)
}

fn put(world: &mut World, who: &str, text: &str) -> Result<Price, Refusal> {
    let order = order_text::parse(world, text).expect("an order");
    let who = actor(world, who);
    give(world, who, order)
}

fn order(world: &World, text: &str) -> Order {
    order_text::parse(world, text).expect("an order")
}

fn world() -> World {
    scripted::start(&scripted::smallest())
}

fn check_refused(who: &str, text: &str, refusal: &Refusal) {
    assert_eq!(
        judge(&world(), who, text),
        Err(refusal.clone()),
        "{who}: {text}"
    );
}

#[test]
fn an_order_costs_its_money_by_amount_and_its_capital_once() {
    let price = judge(&world(), "fen", "invest land 3").expect("it can be given");
    assert_eq!((price.money, price.capital), (12.0, 1.0));
}

#[test]
fn an_order_of_another_seat_is_not_in_play() {
    check_refused("fen", "deceive", &Refusal::NotInPlay);
    check_refused("ursa", "declare_commitment fen", &Refusal::NotInPlay);
    check_refused("council:league", "invest land", &Refusal::NotInPlay);
}

#[test]
fn an_order_the_level_leaves_out_is_not_in_play() {
    let mut checked: Checked = scripted::smallest();
    checked.prepared.scene.orders.fill(false);
    let world = scripted::start(&checked);
    assert_eq!(judge(&world, "fen", "exercise"), Err(Refusal::NotInPlay));
    assert!(Desk::of(&world).orders(actor(&world, "fen")).is_empty());
}

#[test]
fn an_order_at_a_nation_needs_one() {
    let world = world();
    let Order::Give { order, .. } = order(&world, "dialogue alba") else {
        panic!("an order of the rules");
    };
    let aimless = Order::Give {
        order,
        target: None,
        domain: None,
        amount: 1,
    };
    let refused = Desk::of(&world).judge(actor(&world, "fen"), &aimless);
    assert_eq!(refused, Err(Refusal::NoTarget(Aim::Member)));
}

#[test]
fn a_wrong_target_names_the_right_ones() {
    let world = world();
    let refused = judge(&world, "fen", "sanction alba");
    let Err(Refusal::WrongTarget(Aim::Outsider, right)) = refused else {
        panic!("{refused:?}");
    };
    let ids: Vec<&str> = right
        .iter()
        .map(|n| world.resource::<Roster>().nation_id(*n))
        .collect();
    assert_eq!(ids, ["corvo", "ursa", "vex"]);
}

#[test]
fn an_order_in_a_domain_needs_one_that_is_owned() {
    let owned: Vec<Domain> = Domain::ALL
        .into_iter()
        .filter(|d| *d != Domain::Strategic)
        .collect();
    check_refused("fen", "invest strategic", &Refusal::NoDomain(owned.clone()));
    check_refused("fen", "invest", &Refusal::NoDomain(owned));
}

#[test]
fn an_amount_above_the_most_is_refused() {
    check_refused("fen", "invest land 5", &Refusal::Amount(4));
}

#[test]
fn the_same_order_is_not_given_twice_but_another_aim_is_another_order() {
    let mut world = world();
    assert!(put(&mut world, "fen", "invest land").is_ok());
    assert_eq!(put(&mut world, "fen", "invest land 2"), Err(Refusal::Twice));
    assert!(put(&mut world, "fen", "invest air").is_ok());
}

#[test]
fn money_short_says_how_much_can_be_paid() {
    let mut world = world();
    let fen = actor(&world, "fen");
    let had = Desk::of(&world).left(fen).money;
    quantity::earn(&mut world, fen, 9.0 - had);
    run::refresh(&mut world);
    assert_eq!(
        judge(&world, "fen", "invest land 3"),
        Err(Refusal::Money(12.0, 9.0, 2))
    );
    assert!(judge(&world, "fen", "invest land 2").is_ok());
}

#[test]
fn capital_is_counted_over_all_orders_of_the_turn() {
    let mut world = world();
    let fen = actor(&world, "fen");
    let had = Desk::of(&world).left(fen).capital;
    assert!(put(&mut world, "fen", "dialogue alba").is_ok());
    assert_eq!(Desk::of(&world).left(fen).capital, had - 1.0);
    let mut refused = None;
    for text in [
        "declare_commitment alba",
        "declare_commitment brim",
        "declare_commitment dune",
        "leave",
    ] {
        refused = put(&mut world, "fen", text).err().or(refused);
    }
    assert!(matches!(refused, Some(Refusal::Capital(..))), "{refused:?}");
}

#[test]
fn a_nation_alone_has_nobody_to_put_a_vote_to() {
    check_refused("corvo", "amend_majority", &Refusal::NoAlliance);
}

#[test]
fn an_answer_needs_its_matter_on_the_table() {
    let world = world();
    let answer = Order::Answer {
        matter: 0,
        answer: 0,
    };
    let refused = Desk::of(&world).judge(actor(&world, "fen"), &answer);
    assert_eq!(refused, Err(Refusal::NoMatter));
}

#[test]
fn seats_are_of_the_kind_of_whom_they_play() {
    let world = world();
    let kind = |who: &str| Desk::of(&world).kind(actor(&world, who));
    assert_eq!(kind("council:league"), SeatKind::Council);
    assert_eq!(kind("fen"), SeatKind::Member);
    assert_eq!(kind("ursa"), SeatKind::Aggressor);
}
