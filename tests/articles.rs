//! Articles and conditions read against the world: every reason an article does not apply, every kind of condition.
//! Reads a small world; articles are changed one field at a time.
//! Not here: what a finding leads to (`cases`), counting votes (`src/rules/treaty/decide.rs`).
//! Rule text: DESIGN section 4, phase 5; the comments on `rules::effect::Condition`.

use bevy::ecs::prelude::World;
use casus_foederis::rules::apply::Bound;
use casus_foederis::rules::board::Board;
use casus_foederis::rules::clock::Clock;
use casus_foederis::rules::condition::Facts;
use casus_foederis::rules::effect::{Condition, Quantity, Who};
use casus_foederis::rules::id::{Actor, AllianceId, NationId, Roster};
use casus_foederis::rules::mind::Mind;
use casus_foederis::rules::treaty::evaluate::{Inapplicable, Occasion};
use casus_foederis::rules::treaty::{Article, Exemption, Scope, Side};

use super::scripted::{self, Script};

fn world() -> World {
    scripted::start(&scripted::smallest())
}

fn id(world: &World, name: &str) -> NationId {
    world.resource::<Roster>().nation(name).expect("a nation")
}

/// Reads the first article, changed, against a grab of fen by ursa, changed.
fn read(
    article: impl FnOnce(&mut Article),
    occasion: impl FnOnce(&mut Occasion),
) -> Result<(), Inapplicable> {
    let world = world();
    let mind = Mind::knowing_all(&world);
    let act = mind.rules.acts.iter().find(|a| a.id == "limited_grab");
    let mut on = Occasion {
        turn: 1,
        aggressor: Some(id(&world, "ursa")),
        target: id(&world, "fen"),
        act,
        severity: 0.8,
        attribution: 0.9,
        provoked: false,
    };
    occasion(&mut on);
    let mut text = world.resource::<Board>().alliances[0].treaty.articles[0].clone();
    article(&mut text);
    mind.bench().read(AllianceId(0), &text, &on)
}

fn check_silent(why: Inapplicable, article: impl FnOnce(&mut Article)) {
    assert_eq!(read(article, |_| ()), Err(why));
}

#[test]
fn a_grave_attack_on_a_member_is_the_article_s_case() {
    assert_eq!(read(|_| (), |_| ()), Ok(()));
}

#[test]
fn an_expired_article_is_silent() {
    check_silent(Inapplicable::Expired, |a| a.expires = Some(0));
    assert_eq!(read(|a| a.expires = Some(1), |_| ()), Ok(()));
}

#[test]
fn an_outsider_is_not_protected() {
    let world = world();
    let corvo = id(&world, "corvo");
    assert_eq!(
        read(|_| (), |on| on.target = corvo),
        Err(Inapplicable::NotParty)
    );
}

#[test]
fn an_article_about_parties_own_attacks_or_quarrels_or_people_is_not_about_this() {
    for side in [Side::Aggressor, Side::Both, Side::Internal] {
        check_silent(Inapplicable::NotParty, |a| a.trigger.side = side);
    }
}

#[test]
fn internal_conflict_calls_only_articles_about_it() {
    let inside = |on: &mut Occasion| (on.aggressor, on.act) = (None, None);
    assert_eq!(read(|_| (), inside), Err(Inapplicable::NotParty));
    assert_eq!(read(|a| a.trigger.side = Side::Internal, inside), Ok(()));
}

#[test]
fn a_kind_of_act_that_is_not_covered_is_not() {
    use casus_foederis::rules::definition::ActKind;
    check_silent(Inapplicable::Kind, |a| {
        a.trigger.kinds = vec![ActKind::Grey]
    });
    assert_eq!(read(|a| a.trigger.kinds.clear(), |_| ()), Ok(()));
}

#[test]
fn below_the_threshold_nothing_is_called() {
    assert_eq!(
        read(|_| (), |on| on.severity = 0.49),
        Err(Inapplicable::Severity)
    );
    assert_eq!(read(|_| (), |on| on.severity = 0.5), Ok(()));
}

#[test]
fn doubt_about_the_author_keeps_an_article_silent() {
    assert_eq!(
        read(|_| (), |on| on.attribution = 0.4),
        Err(Inapplicable::Attribution)
    );
}

#[test]
fn an_article_holds_in_its_area_only() {
    check_silent(Inapplicable::Scope, |a| {
        a.scope = Scope::Regions(vec!["elsewhere".to_owned()])
    });
    assert_eq!(
        read(
            |a| a.scope = Scope::Regions(vec!["plain".to_owned()]),
            |_| ()
        ),
        Ok(())
    );
}

#[test]
fn an_article_against_one_power_is_silent_about_others() {
    check_silent(Inapplicable::Against, |a| {
        a.trigger.against = vec!["vex".to_owned()]
    });
    assert_eq!(
        read(|a| a.trigger.against = vec!["ursa".to_owned()], |_| ()),
        Ok(())
    );
}

#[test]
fn an_exemption_holds_only_when_its_case_is_there() {
    let exempt = |a: &mut Article| a.exemptions = vec![Exemption::Provoked];
    assert_eq!(read(exempt, |_| ()), Ok(()));
    assert_eq!(
        read(exempt, |on| on.provoked = true),
        Err(Inapplicable::Exempt)
    );
}

#[test]
fn who_is_named_in_an_exemption_owes_nothing_and_nobody_owes_itself() {
    let mut checked = scripted::smallest();
    for treaty in checked.treaties.iter_mut().filter(|t| t.id == "pact") {
        treaty.articles[0].exemptions = vec![Exemption::Member("brim".to_owned())];
    }
    let world = scripted::start(&checked);
    let mind = Mind::knowing_all(&world);
    let on = Occasion {
        turn: 1,
        aggressor: Some(id(&world, "ursa")),
        target: id(&world, "fen"),
        act: None,
        severity: 1.0,
        attribution: 1.0,
        provoked: false,
    };
    let owes = |name: &str| mind.bench().owes(AllianceId(0), 0, id(&world, name), &on);
    assert!(owes("alba"));
    assert!(!owes("brim") && !owes("fen") && !owes("corvo"));
}

fn holds_in(world: &World, condition: &Condition) -> bool {
    let bound = Bound::new(Actor::Nation(id(world, "fen")), Some(id(world, "ursa")));
    Facts::of(world).holds(condition, &bound)
}

fn holds(condition: &Condition) -> bool {
    holds_in(&world(), condition)
}

#[test]
fn conditions_of_time_hold_on_their_turns() {
    let mut world = world();
    world.resource_mut::<Clock>().turn = 3;
    for (condition, expected) in [
        (Condition::Always, true),
        (Condition::From(3), true),
        (Condition::From(4), false),
        (Condition::Until(3), true),
        (Condition::Until(2), false),
        (Condition::On(3), true),
        (Condition::On(4), false),
    ] {
        assert_eq!(holds_in(&world, &condition), expected, "{condition:?}");
    }
}

#[test]
fn all_any_and_not_combine() {
    let (yes, no) = (Condition::Always, Condition::On(99));
    assert!(holds(&Condition::All(vec![yes.clone(), yes.clone()])));
    assert!(!holds(&Condition::All(vec![yes.clone(), no.clone()])));
    assert!(holds(&Condition::Any(vec![no.clone(), yes])));
    assert!(!holds(&Condition::Any(Vec::new())));
    assert!(holds(&Condition::Not(Box::new(no))));
}

#[test]
fn quantities_are_compared_for_one_and_for_any_of_several() {
    let above = |of: Who, level: f64| Condition::Above {
        what: Quantity::Product,
        of,
        toward: None,
        level,
    };
    let below = |of: Who, level: f64| Condition::Below {
        what: Quantity::Product,
        of,
        toward: None,
        level,
    };
    assert!(!holds(&above(Who::Actor, 500.0)));
    // Alba, an ally, is larger.
    assert!(holds(&above(Who::Allies, 500.0)));
    assert!(holds(&above(Who::Nation("vex".to_owned()), 800.0)));
    assert!(holds(&below(Who::Actor, 500.0)));
    assert!(!holds(&below(Who::Target, 100.0)));
}

#[test]
fn pairwise_quantities_need_both_sides() {
    let rivalry = |toward: Option<Who>| Condition::Above {
        what: Quantity::Rivalry,
        of: Who::Actor,
        toward,
        level: 0.5,
    };
    assert!(holds(&rivalry(Some(Who::Target))));
    assert!(!holds(&rivalry(Some(Who::Allies))));
    assert!(!holds(&rivalry(None)));
}

/// A world after vex has struck fen with a grab that alba answers and brim does not.
fn struck() -> World {
    let picks = [
        "1-3 vex aggression act limited_grab fen",
        "* * aggression hold",
        "* * stance firm",
        "* * vote yes",
        "* alba response level 3",
        "* * response stayout",
        "* * settlement fighton",
    ];
    let script = Script {
        orders: vec!["1 alba deploy_forward fen".to_owned()],
        picks: picks.iter().map(|p| (*p).to_owned()).collect(),
    };
    scripted::play(&scripted::smallest(), 7, 3, &script)
}

#[test]
fn conditions_look_back_on_what_happened() {
    let world = struck();
    let happened = |act: Option<&str>, against: Option<Who>, turns: u32| Condition::Happened {
        act: act.map(str::to_owned),
        against,
        turns,
    };
    assert!(holds_in(&world, &happened(None, None, 1)));
    assert!(holds_in(
        &world,
        &happened(Some("limited_grab"), Some(Who::Actor), 1)
    ));
    assert!(!holds_in(&world, &happened(Some("invasion"), None, 4)));
    assert!(!holds_in(&world, &happened(None, Some(Who::Allies), 4)));
    assert!(holds_in(&world, &Condition::Reneged { turns: 1 }));
}

#[test]
fn conditions_see_wars_garrisons_and_lost_ground() {
    let world = struck();
    assert!(holds_in(&world, &Condition::AtWar(Who::Actor)));
    assert!(!holds_in(&world, &Condition::AtWar(Who::Target)));
    assert!(holds_in(&world, &Condition::Garrisoned(Who::Actor)));
    assert!(!holds_in(&world, &Condition::Garrisoned(Who::Target)));
    assert_eq!(
        holds_in(&world, &Condition::LostTerritory(Who::Actor)),
        world
            .resource::<Board>()
            .nation(id(&world, "fen"))
            .territory
            .held
            < 1.0
    );
}
