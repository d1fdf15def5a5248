//! Every order, act, capability, decision rule and response level changes a named term of somebody's decision.
//! Plays one small level with and without each, through the real steps, and compares the `Record`.
//! Not here: whether the rule is right in other ways (`cases`), the wording of terms (`src/view/terms.rs`).
//! Source: DESIGN section 6: each order has "a case in which it changes a named term".

use bevy::ecs::prelude::World;
use casus_foederis::level::check::Checked;
use casus_foederis::rules::capability::Domain;
use casus_foederis::rules::decision::{Record, TermName};
use casus_foederis::rules::nation::RegimeKind;
use casus_foederis::rules::treaty::DecisionRule;

use super::scripted::{self, Script};

/// Which way a term moves when the thing under test is done.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Way {
    Up,
    Down,
}
use Way::{Down, Up};

/// Where to look: `TURN ACTOR KIND PICK`, and the term of that option.
struct Look(&'static str, TermName, Way);

/// What everybody does unless a row says otherwise: ursa weighs and holds, the victim stands firm, allies help with arms.
const USUAL: &[&str] = &[
    "* * aggression hold",
    "* * aggression drop",
    "* * stance firm",
    "* * vote yes",
    "* * response level 2",
    "* * settlement fighton",
];

/// Vex makes a plan on turn 3 and strikes on turn 5, so that allies must answer.
const STRIKE: &str = "3-5 vex aggression act limited_grab fen";

fn level() -> Checked {
    let mut checked = scripted::smallest();
    // Votes follow their reasons, without chance.
    checked.rules.coefficients.vote_precision = 1e6;
    checked
}

fn run(checked: &Checked, turns: u32, orders: &[&str], picks: &[&str]) -> World {
    let script = Script {
        orders: orders.iter().map(|l| (*l).to_owned()).collect(),
        picks: picks.iter().chain(USUAL).map(|l| (*l).to_owned()).collect(),
    };
    scripted::play(checked, 7, turns, &script)
}

/// The value of a term where a look looks; `None` when there is no such decision or option.
fn value(world: &World, look: &Look) -> Option<f64> {
    let found = |d| scripted::option(world, d, look.0).map(|i| d.options[i].term(look.1));
    world.resource::<Record>().0.iter().find_map(found)
}

fn turn(look: &Look) -> u32 {
    let first = look.0.split(' ').next().expect("a turn");
    first.parse().expect("a turn")
}

/// What is wrong with a row, if anything: the look finds nothing, or the term does not move as the row says.
fn fault(id: &str, look: &Look, without: &World, with: &World) -> Option<String> {
    let (Some(before), Some(after)) = (value(without, look), value(with, look)) else {
        return Some(format!("{id}: no decision `{}` in both runs", look.0));
    };
    let moved = after - before;
    let right = match look.2 {
        Up => moved > 1e-9,
        Down => moved < -1e-9,
    };
    let term = look.1.word();
    (!right).then(|| {
        format!(
            "{id}: `{term}` of `{}` goes from {before:.6} to {after:.6}, not {:?}",
            look.0, look.2
        )
    })
}

/// Every id of a list has exactly one row.
fn check_rows(what: &str, wanted: &[&str], rows: &[&str]) {
    let missing: Vec<_> = wanted.iter().filter(|w| !rows.contains(w)).collect();
    assert!(
        missing.is_empty(),
        "no row for {missing:?}: add one to `{what}` in tests/terms.rs, \
         with what is done and the decision's term that it changes"
    );
    let stale: Vec<_> = rows.iter().filter(|r| !wanted.contains(r)).collect();
    assert!(
        stale.is_empty(),
        "{stale:?} of `{what}` in tests/terms.rs: no such thing in the rules any more"
    );
}

fn check_none(faults: &[String]) {
    assert!(
        faults.is_empty(),
        "these change no term as said:\n{}",
        faults.join("\n")
    );
}

/// An order, what goes before it in both runs, and the term it changes.
struct Order {
    id: &'static str,
    before: &'static [&'static str],
    given: &'static str,
    look: Look,
}

const fn order(id: &'static str, given: &'static str, look: Look) -> Order {
    after(&[], id, given, look)
}

const fn after(
    before: &'static [&'static str],
    id: &'static str,
    given: &'static str,
    look: Look,
) -> Order {
    Order {
        id,
        before,
        given,
        look,
    }
}

/// How ursa weighs a grab of fen, on the turn named.
macro_rules! weighs {
    ($turn:literal, $act:literal, $term:ident, $way:expr) => {
        Look(
            concat!($turn, " ursa aggression act ", $act, " fen"),
            TermName::$term,
            $way,
        )
    };
}

/// How alba weighs coming to fen's aid on turn 5.
macro_rules! answers {
    ($term:ident, $way:expr) => {
        Look("5 alba response level 2", TermName::$term, $way)
    };
}

#[rustfmt::skip]
const ORDERS: &[Order] = &[
    order("invest", "1 fen invest land 4", weighs!("3", "limited_grab", Gain, Down)),
    order("raise_readiness", "1 fen raise_readiness 2", weighs!("2", "limited_grab", Gain, Down)),
    order("lower_readiness", "1 fen lower_readiness 2", weighs!("2", "limited_grab", Gain, Up)),
    order("specialise", "1 alba specialise land", weighs!("3", "limited_grab", Coalition, Down)),
    order("joint_programme", "1 alba joint_programme fen", weighs!("3", "limited_grab", Gain, Down)),
    order("deploy_forward", "1 alba deploy_forward fen 3", answers!(Tripwire, Up)),
    after(&["1 alba deploy_forward fen 3"], "withdraw", "3 alba withdraw fen", answers!(Tripwire, Down)),
    order("exercise", "1 fen exercise", weighs!("2", "limited_grab", Gain, Down)),
    order("station_strategic", "1 alba station_strategic fen", Look("3 vex aggression act limited_grab fen", TermName::Fear, Up)),
    after(&["1 alba station_strategic fen"], "remove_strategic", "3 alba remove_strategic fen", Look("4 vex aggression act limited_grab fen", TermName::Fear, Down)),
    order("standardise", "1 council:league standardise", weighs!("3", "limited_grab", Coalition, Down)),
    order("share_intelligence", "1 council:league share_intelligence", weighs!("2", "disinformation", Punishment, Down)),
    order("pledge", "1 alba pledge 2", weighs!("2", "limited_grab", Coalition, Down)),
    order("build_command", "1 council:league build_command", weighs!("3", "limited_grab", Coalition, Down)),
    order("raise_standing_force", "1 council:league raise_standing_force", weighs!("3", "limited_grab", Coalition, Down)),
    order("pre_delegate", "1 council:league pre_delegate", weighs!("2", "limited_grab", Coalition, Down)),
    order("declare_commitment", "1 alba declare_commitment fen", answers!(Commitment, Up)),
    order("private_assurance", "1 fen private_assurance alba", answers!(Interest, Up)),
    order("harden_resilience", "1 fen harden_resilience", weighs!("2", "disinformation", Gain, Down)),
    order("threaten", "1 ursa threaten fen", weighs!("2", "limited_grab", Audience, Up)),
    order("deceive", "3 vex deceive", answers!(Cost, Down)),
    order("consult", "1 council:league consult", answers!(Cohesion, Up)),
    order("dialogue", "1 alba dialogue fen", answers!(Interest, Up)),
    order("back_channel", "1 fen back_channel ursa", weighs!("2", "limited_grab", Fear, Down)),
    order("arms_control", "1 fen arms_control ursa", weighs!("2", "limited_grab", Grievance, Down)),
    order("accommodate", "1 fen accommodate ursa", weighs!("2", "limited_grab", Gain, Down)),
    order("mediate", "1 fen mediate ursa", weighs!("2", "limited_grab", Grievance, Down)),
    order("side_payment", "1 fen side_payment alba", answers!(Interest, Up)),
    order("bloc_pressure", "1 fen bloc_pressure ursa", weighs!("2", "limited_grab", Defeat, Down)),
    order("split", "1 vex split alba", answers!(Will, Down)),
    order("amend_majority", "1 council:league amend_majority", weighs!("2", "invasion", Coalition, Down)),
    order("amend_unanimity", "1 council:league amend_unanimity", weighs!("2", "invasion", Coalition, Up)),
    order("amend_threshold", "1 council:league amend_threshold", weighs!("2", "border_incident", Coalition, Down)),
    order("amend_scope", "1 council:league amend_scope", weighs!("2", "blockade", Punishment, Down)),
    order("amend_burden", "1 council:league amend_burden", answers!(Cohesion, Down)),
    order("invite", "1 council:league invite corvo", weighs!("3", "limited_grab", Coalition, Down)),
    order("suspend", "1 council:league suspend alba", weighs!("2", "limited_grab", Coalition, Up)),
    order("leave", "1 alba leave", weighs!("2", "limited_grab", Coalition, Up)),
    order("sanction", "1 fen sanction ursa 3", weighs!("2", "limited_grab", Fear, Up)),
    after(&["1 fen sanction ursa"], "lift", "2 fen lift ursa", weighs!("3", "limited_grab", Fear, Down)),
    order("trade_pressure", "1 ursa trade_pressure fen", Look("5 fen stance bend", TermName::Audience, Up)),
    order("counter_piracy", "1 fen counter_piracy", weighs!("2", "piracy", Gain, Down)),
    after(&["1 vex sponsor_proxies fen"], "counter_terror", "2 fen counter_terror", weighs!("3", "sponsored_terrorism", Gain, Down)),
    order("cyber_operation", "1 fen cyber_operation ursa", weighs!("2", "cyber_attack", Gain, Down)),
    order("aid", "1 alba aid fen", weighs!("2", "disinformation", Gain, Down)),
    order("sponsor_proxies", "1 vex sponsor_proxies fen", weighs!("2", "sponsored_terrorism", Gain, Up)),
];

#[test]
fn every_order_changes_a_named_term() {
    let usual = level();
    let wanted: Vec<&str> = usual.rules.orders.iter().map(|o| o.id.as_str()).collect();
    let rows: Vec<&str> = ORDERS.iter().map(|r| r.id).collect();
    check_rows("ORDERS", &wanted, &rows);
    let strict = under(&DecisionRule::Unanimity { silence_days: 3.0 });
    let free = under(&DecisionRule::Individually);
    let mut faults = Vec::new();
    for row in ORDERS {
        assert!(row.given.contains(row.id), "{}: `{}`", row.id, row.given);
        let checked = match row.id {
            // A change to a majority can be seen only where one member can block.
            "amend_majority" => &strict,
            // One more at the table makes a majority harder to find; where each judges for itself, it only helps.
            "invite" => &free,
            _ => &usual,
        };
        let turns = turn(&row.look);
        let without = run(checked, turns, row.before, &[STRIKE]);
        let both: Vec<&str> = row.before.iter().copied().chain([row.given]).collect();
        let with = run(checked, turns, &both, &[STRIKE]);
        faults.extend(fault(row.id, &row.look, &without, &with));
    }
    check_none(&faults);
}

/// Acts by vex against fen: what they do to later decisions of others. On turn 6 vex makes a demand, so that fen takes a stance.
#[rustfmt::skip]
const ACTS: &[(&str, Look)] = &[
    ("demand", Look("6 fen stance firm", TermName::Will, Up)),
    ("espionage", weighs!("4", "disinformation", Punishment, Up)),
    ("disinformation", Look("6 fen stance firm", TermName::Will, Down)),
    ("cyber_attack", weighs!("4", "disinformation", Gain, Up)),
    ("sabotage", weighs!("4", "cyber_attack", Gain, Up)),
    ("energy_cutoff", weighs!("4", "energy_cutoff", Gain, Down)),
    ("sponsored_terrorism", weighs!("4", "sponsored_terrorism", Gain, Up)),
    ("piracy", weighs!("4", "piracy", Gain, Up)),
    ("border_incident", weighs!("4", "border_incident", Gain, Up)),
    ("blockade", Look("6 fen stance firm", TermName::Will, Up)),
    ("limited_grab", weighs!("4", "blockade", Gain, Down)),
    ("invasion", weighs!("5", "blockade", Gain, Down)),
    ("strategic_strike", weighs!("4", "border_incident", Gain, Up)),
];

#[test]
fn every_act_changes_a_named_term() {
    let checked = level();
    let wanted: Vec<&str> = checked.rules.acts.iter().map(|a| a.id.as_str()).collect();
    let rows: Vec<&str> = ACTS.iter().map(|r| r.0).collect();
    check_rows("ACTS", &wanted, &rows);
    let probe = "6 vex aggression act demand fen";
    // Nobody answers: what is seen is the act's own doing.
    let silent = "* * response stayout";
    let without = run(&checked, 6, &[], &[probe, silent]);
    let mut faults = Vec::new();
    for (id, look) in ACTS {
        let act = checked.rules.acts.iter().find(|a| a.id == *id);
        let lead = act.map_or(0, |a| a.lead);
        // More than once where there is time, so that one failure proves nothing.
        let done = format!("1-{} vex aggression act {id} fen", 3.max(1 + lead));
        let with = run(&checked, turn(look), &[], &[&done, probe, silent]);
        faults.extend(fault(id, look, &without, &with));
    }
    check_none(&faults);
}

/// Strength ursa buys in a domain, and the act that lives by it.
#[rustfmt::skip]
const DOMAINS: &[(&str, Look)] = &[
    ("land", weighs!("3", "border_incident", Gain, Up)),
    ("air", weighs!("3", "limited_grab", Gain, Up)),
    ("naval", weighs!("3", "piracy", Gain, Up)),
    ("cyber", weighs!("3", "cyber_attack", Gain, Up)),
    ("isr", weighs!("3", "espionage", Gain, Up)),
    ("logistics", weighs!("3", "energy_cutoff", Gain, Up)),
    ("strategic", weighs!("3", "strategic_strike", Gain, Up)),
    ("special", weighs!("3", "sabotage", Gain, Up)),
];

#[test]
fn every_capability_changes_a_named_term() {
    let checked = level();
    let wanted: Vec<&str> = Domain::ALL.into_iter().map(Domain::word).collect();
    let rows: Vec<&str> = DOMAINS.iter().map(|r| r.0).collect();
    check_rows("DOMAINS", &wanted, &rows);
    let without = run(&checked, 3, &[], &[]);
    let mut faults = Vec::new();
    for (domain, look) in DOMAINS {
        let order = format!("1 ursa invest {domain} 4");
        let with = run(&checked, 3, &[&order], &[]);
        faults.extend(fault(domain, look, &without, &with));
    }
    check_none(&faults);
}

/// The level with every article under one decision rule.
fn under(rule: &DecisionRule) -> Checked {
    let mut checked = level();
    for article in checked.treaties.iter_mut().flat_map(|t| &mut t.articles) {
        article.decision = rule.clone();
    }
    checked
}

#[rustfmt::skip]
fn rules() -> Vec<(DecisionRule, Look)> {
    // Against each judging for itself, every collective rule makes the coalition less sure; and the other way round.
    let less = || weighs!("1", "limited_grab", Coalition, Up);
    vec![
        (DecisionRule::Individually, weighs!("1", "limited_grab", Coalition, Down)),
        (DecisionRule::Unanimity { silence_days: 3.0 }, less()),
        (DecisionRule::QualifiedCount { share: 0.67 }, less()),
        (DecisionRule::QualifiedWeight { share: 0.6 }, less()),
        (DecisionRule::QualifiedBoth { count: 0.55, weight: 0.65, blocking: 2 }, less()),
        (DecisionRule::SimpleMajority, less()),
        (DecisionRule::LeadNation { nation: Some("alba".to_owned()) }, less()),
    ]
}

#[test]
fn every_decision_rule_changes_a_named_term() {
    let rules = rules();
    let rows: Vec<&str> = rules.iter().map(|(r, _)| r.word()).collect();
    check_rows("rules", &DecisionRule::WORDS, &rows);
    let free = run(&under(&DecisionRule::Individually), 1, &[], &[]);
    let strict = run(&under(&DecisionRule::SimpleMajority), 1, &[], &[]);
    let mut faults = Vec::new();
    for (rule, look) in &rules {
        let with = run(&under(rule), 1, &[], &[]);
        let without = if *rule == DecisionRule::Individually {
            &strict
        } else {
            &free
        };
        faults.extend(fault(rule.word(), look, without, &with));
    }
    check_none(&faults);
}

/// A response level of alba's against the one below it (or staying out): the act that is answered, and what changes.
#[rustfmt::skip]
const LEVELS: &[(&str, &str, Look)] = &[
    // Even words keep a name for reliability better than silence.
    ("statement", "vex sabotage", Look("6 vex aggression act sabotage fen", TermName::Punishment, Down)),
    // An answer that hurts takes the appetite away that success would feed.
    ("sanctions", "vex sabotage", Look("6 vex aggression act cyber_attack fen", TermName::Gain, Down)),
    // Supplies make the victim's own forces readier.
    ("materiel", "vex sabotage", Look("6 vex aggression act border_incident fen", TermName::Gain, Down)),
    // Forces that came are in the way of fighting on; more so in combat.
    ("forces", "ursa limited_grab", Look("5 ursa settlement fighton", TermName::Prospects, Down)),
    ("combat", "ursa limited_grab", Look("5 ursa settlement fighton", TermName::Prospects, Down)),
];

#[test]
fn every_response_level_changes_a_named_term() {
    let mut checked = level();
    let wanted: Vec<&str> = checked
        .rules
        .responses
        .iter()
        .map(|r| r.id.as_str())
        .collect();
    let rows: Vec<&str> = LEVELS.iter().map(|r| r.0).collect();
    check_rows("LEVELS", &wanted, &rows);
    // Each judges for itself, and the act must be laid at the right door.
    for article in checked.treaties.iter_mut().flat_map(|t| &mut t.articles) {
        article.decision = DecisionRule::Individually;
        article.obligation.weight = 0.8;
    }
    for act in &mut checked.rules.acts {
        act.attributability = 1.0;
    }
    let mut faults = Vec::new();
    for (level, (id, struck, look)) in LEVELS.iter().enumerate() {
        let (by, act) = struck.split_once(' ').expect("who, what");
        let lead = checked
            .rules
            .acts
            .iter()
            .find(|a| a.id == act)
            .map_or(0, |a| a.lead);
        let done = format!("{}-5 {by} aggression act {act} fen", 5 - lead);
        let answer = |level: Option<usize>| match level {
            Some(level) => format!("* alba response level {level}"),
            None => "* alba response stayout".to_owned(),
        };
        let played = |level: Option<usize>| {
            let picks = [done.as_str(), &answer(level), "* * response stayout"];
            run(&checked, turn(look), &[], &picks)
        };
        let (without, with) = (played(level.checked_sub(1)), played(Some(level)));
        faults.extend(fault(id, look, &without, &with));
    }
    check_none(&faults);
}

/// The temper in which ursa looks at a grab of fen on a turn.
fn temper(world: &World, turn: u32) -> f64 {
    let line = format!("{turn} ursa aggression act limited_grab fen");
    let found = |d| scripted::option(world, d, &line).map(|i| d.options[i].noise);
    let noise = world.resource::<Record>().0.iter().find_map(found);
    noise.expect("ursa weighs every turn")
}

#[test]
fn a_new_leader_brings_a_new_temper_and_an_old_one_keeps_it() {
    let mut checked = level();
    checked.rules.coefficients.defeat_support = 1.0;
    for nation in checked.def.nations.iter_mut().filter(|n| n.id == "ursa") {
        nation.regime = RegimeKind::Democracy;
        nation.election = Some((3, 16));
        nation.support = 0.05;
    }
    let world = run(&checked, 4, &[], &[]);
    assert_eq!(temper(&world, 1), temper(&world, 2));
    assert_ne!(temper(&world, 2), temper(&world, 3));
    assert_eq!(temper(&world, 3), temper(&world, 4));
}
