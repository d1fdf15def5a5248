//! Phase 7, resolution: harm of acts that came off, contests of force by domain, fait accompli, stalemates, wars that go on.
//! Reads incidents, wars, the true board; writes capabilities, territory, wars, and what acts' harm changes.
//! Not here: what belligerents decide next (`phase::settlement`), the formulas (`theory::{contest, arrival, coalition}`).
//! Rule text: DESIGN section 4, phase 7; stalemate share and exponent from the science notes 2.2.

use bevy::ecs::prelude::*;

use super::{log, with_board};
use crate::rules::apply::{self, Bound};
use crate::rules::board::Board;
use crate::rules::capability::PerDomain;
use crate::rules::clock::Clock;
use crate::rules::decision::Pick;
use crate::rules::definition::RuleSet;
use crate::rules::dice::{Draw, Purpose, pair};
use crate::rules::event::{Incident, Incidents, Outcome, TurnEvent};
use crate::rules::id::{Actor, Key, NationId, Roster};
use crate::rules::mind::{Mind, coalition, reach};
use crate::rules::nation::{Ambition, Territory, War};
use crate::rules::quantity::{self, edit};
use crate::rules::run::GatherSystems;
use crate::theory::{arrival, contest};

pub(super) fn plugin(schedule: &mut Schedule) {
    schedule.add_systems((do_harm, fight_new, fight_on).chain().after(GatherSystems));
}

/// Acts that came off do their harm.
fn do_harm(world: &mut World) {
    let done: Vec<Incident> = world
        .resource::<Incidents>()
        .0
        .iter()
        .filter(|i| i.success && i.aggressor.is_some())
        .cloned()
        .collect();
    with_board(world, |world, board| {
        for incident in done {
            let Some(by) = incident.aggressor else {
                continue;
            };
            let harm = world.resource::<RuleSet>().acts[incident.act].harm.clone();
            apply::apply(
                world,
                board,
                &harm,
                &Bound::new(Actor::Nation(by), Some(incident.target)),
            );
        }
    });
}

/// A contest of arms: who attacks whom, with whom on the defender's side, and when they arrive.
struct Contest {
    aggressor: NationId,
    target: NationId,
    act: usize,
    attack: PerDomain,
    home: PerDomain,
    help: Vec<(f64, NationId, PerDomain)>,
    begun: bool,
}

/// New incidents of force are contested, unless the victim gave way.
fn fight_new(world: &mut World) {
    let contests: Vec<(usize, Contest)> = with_board(world, |world, board| {
        let mind = Mind::knowing_all_on(world, board);
        let incidents = &world.resource::<Incidents>().0;
        incidents
            .iter()
            .enumerate()
            .filter_map(|(i, incident)| Some((i, prepare(&mind, incident)?)))
            .collect()
    });
    for (index, contest) in contests {
        let (outcome, share) = with_board(world, |world, board| {
            resolve(&Mind::knowing_all_on(world, board), &contest)
        });
        enter(world, &contest, outcome);
        let seizes = world.resource::<RuleSet>().acts[contest.act].seizes;
        if matches!(outcome, Outcome::FaitAccompli | Outcome::Attack) {
            harm_of_force(world, &contest);
            if seizes {
                take_ground(world, contest.aggressor, contest.target, share);
            }
        }
        let helped = world.resource::<Incidents>().0[index]
            .responses
            .iter()
            .any(|r| r.level >= coalition::ARMED && !r.against);
        // A quick grab that nobody comes to undo ends there; anything else that seizes ground becomes a war.
        if seizes && (outcome != Outcome::FaitAccompli || helped) {
            begin_war(
                world,
                &contest,
                index,
                if outcome == Outcome::Attack {
                    share
                } else {
                    0.0
                },
            );
        }
    }
}

fn prepare(mind: &Mind, incident: &Incident) -> Option<Contest> {
    let act = &mind.rules.acts[incident.act];
    let by = incident.aggressor?;
    if !coalition::by_force(act) || incident.stance == Some(Pick::Bend) || mind.board().at_war(by) {
        return None;
    }
    let attack = arms(mind, by, incident.target, incident.act);
    let mut home = arms_at_home(mind, by, incident.target, incident.act);
    let mut help = Vec::new();
    for given in incident
        .responses
        .iter()
        .filter(|r| r.level >= coalition::ARMED)
    {
        if !given.against {
            let forces = coalition::sent(mind, given.guarantor, incident.target, given.level);
            help.push((
                given.day,
                given.guarantor,
                weighted(mind, forces, incident.act),
            ));
        }
    }
    for alliance in &incident.standing {
        let force = coalition::standing_force(mind, *alliance, incident.target);
        let weights = mind.rules.acts[incident.act].domains.0;
        for (h, (f, w)) in home.0.iter_mut().zip(force.0.iter().zip(weights)) {
            *h += f * w;
        }
    }
    let contest = Contest {
        aggressor: by,
        target: incident.target,
        act: incident.act,
        attack,
        home,
        help,
        begun: false,
    };
    Some(reinforced(mind, incident, contest))
}

/// Offence pacts: those who joined the aggressor add to the attack.
fn reinforced(mind: &Mind, incident: &Incident, mut contest: Contest) -> Contest {
    for given in incident
        .responses
        .iter()
        .filter(|r| r.against && r.level >= coalition::ARMED)
    {
        let forces = coalition::sent(mind, given.guarantor, incident.target, given.level);
        let force = weighted(mind, forces, incident.act);
        contest
            .attack
            .0
            .iter_mut()
            .zip(force.0)
            .for_each(|(a, f)| *a += f);
    }
    contest
}

/// The attacker's arms at the point of contact, by domain, weighted as the act uses them.
fn arms(mind: &Mind, by: NationId, target: NationId, act: usize) -> PerDomain {
    let def = &mind.rules.acts[act];
    let (total, _) = reach::strengths(mind, by, target, def);
    spread(&mind.known.forces(by), &def.domains, total)
}

fn arms_at_home(mind: &Mind, by: NationId, target: NationId, act: usize) -> PerDomain {
    let def = &mind.rules.acts[act];
    let (_, total) = reach::strengths(mind, by, target, def);
    spread(&mind.known.forces(target), &def.domains, total)
}

fn weighted(mind: &Mind, mut forces: PerDomain, act: usize) -> PerDomain {
    forces
        .0
        .iter_mut()
        .zip(mind.rules.acts[act].domains.0)
        .for_each(|(f, w)| *f *= w);
    forces
}

/// A total spread over domains as forces and weights have it.
fn spread(forces: &PerDomain, weights: &PerDomain, total: f64) -> PerDomain {
    let sum = forces.dot(weights);
    let mut table = PerDomain::default();
    for (i, cell) in table.0.iter_mut().enumerate() {
        *cell = if sum > 0.0 {
            total * forces.0[i] * weights.0[i] / sum
        } else {
            total * weights.0[i]
        };
    }
    table
}

/// Settles a contest: the outcome, and the ground that changes hands if the attack succeeds.
fn resolve(mind: &Mind, contest: &Contest) -> (Outcome, f64) {
    let (k, act) = (mind.k(), &mind.rules.acts[contest.act]);
    let (attack, home) = (contest.attack.total(), contest.home.total());
    let about = pair(
        Key(contest.act as u64),
        mind.board().nation(contest.target).key,
    );
    let by = mind.board().nation(contest.aggressor).key;
    let luck = Draw::new(mind.seed, mind.turn, Purpose::Contest, by, about).uniform();
    let share = k.annexation * act.gain.max(0.1);
    if !contest.begun && act.seizes {
        let days = arrival::control_days(act.days, home, attack);
        let mut arrivals: Vec<(f64, f64)> = vec![(0.0, home)];
        arrivals.extend(contest.help.iter().map(|(day, _, f)| (*day, f.total())));
        if arrival::fait_accompli(days, &arrivals, attack, k.fait_ratio) && luck < coalition::SWIFT
        {
            return (Outcome::FaitAccompli, share * 1.5);
        }
    }
    let strengths: Vec<f64> = std::iter::once(home)
        .chain(
            contest
                .help
                .iter()
                .map(|(day, _, f)| f.total() * arrival::timely(*day)),
        )
        .collect();
    let helpers = contest.help.iter().map(|(_, n, _)| *n);
    let partners = helpers.map(|n| mind.board().nation(n).interoperability);
    let command = coalition::integration(command(mind, contest.target), partners);
    let defence = crate::theory::coalition::strength(&strengths, k.friction, command);
    let odds = contest::ratio(attack, defence, k.contest);
    // The undecided share lies around the middle of the range of luck, so that it eats into both sides' chances.
    let (win, lose) = (
        odds * (1.0 - k.stalemate),
        1.0 - (1.0 - odds) * (1.0 - k.stalemate),
    );
    if luck < win {
        (Outcome::Attack, share * (0.5 + odds))
    } else if luck >= lose {
        (Outcome::Defence, 0.0)
    } else {
        (Outcome::Stalemate, 0.0)
    }
}

fn command(mind: &Mind, target: NationId) -> f64 {
    let board = mind.board();
    board
        .nation(target)
        .alliances
        .iter()
        .map(|a| board.alliance(*a).state.command)
        .fold(0.0, f64::max)
}

/// Enters the contest in the log and takes both sides' losses.
fn enter(world: &mut World, contest: &Contest, outcome: Outcome) {
    let mut defence = contest.home;
    for (_, _, force) in &contest.help {
        defence.0.iter_mut().zip(force.0).for_each(|(d, f)| *d += f);
    }
    let (a, d) = (contest.attack.total(), defence.total());
    log(
        world,
        TurnEvent::Contest {
            aggressor: contest.aggressor,
            target: contest.target,
            act: contest.act,
            attack: contest.attack,
            defence,
            outcome,
        },
    );
    let k = world.resource::<RuleSet>().coefficients.attrition;
    let severity = world.resource::<RuleSet>().acts[contest.act].severity;
    let wear = |own: f64, other: f64| -k * severity * own * other / (own + other).max(1e-9);
    quantity::build(world, contest.aggressor, None, wear(a, d));
    quantity::build(world, contest.target, None, wear(contest.home.total(), a));
    for (_, nation, force) in &contest.help {
        quantity::build(world, *nation, None, wear(force.total(), a) * 0.7);
    }
}

fn harm_of_force(world: &mut World, contest: &Contest) {
    let harm = world.resource::<RuleSet>().acts[contest.act].harm.clone();
    let bound = Bound::new(Actor::Nation(contest.aggressor), Some(contest.target));
    with_board(world, |world, board| {
        apply::apply(world, board, &harm, &bound)
    });
}

/// Ground changes hands.
pub(super) fn take_ground(world: &mut World, by: NationId, from: NationId, share: f64) {
    let (taker, loser) = {
        let roster = world.resource::<Roster>();
        (roster.entity(by), roster.entity(from))
    };
    edit::<Territory>(&mut world.entity_mut(loser), |t| {
        t.held = (t.held - share).clamp(0.0, 1.0)
    });
    edit::<Ambition>(&mut world.entity_mut(taker), |a| a.gains += share);
    log(
        world,
        TurnEvent::GroundTaken {
            aggressor: by,
            target: from,
            share,
        },
    );
}

fn begin_war(world: &mut World, contest: &Contest, index: usize, front: f64) {
    let joined: Vec<(NationId, f64)> = {
        let board = world.resource::<Board>();
        let responses = &world.resource::<Incidents>().0[index].responses;
        let helping = responses
            .iter()
            .filter(|r| r.level >= coalition::ARMED && !r.against);
        let help = |level: u32| world.resource::<RuleSet>().responses[level as usize].help;
        let mut list: Vec<_> = helping
            .map(|r| {
                (
                    r.guarantor,
                    board.pledge(r.guarantor).max(0.1) * help(r.level),
                )
            })
            .collect();
        list.sort_unstable_by_key(|(n, _)| *n);
        list
    };
    let started = world.resource::<Clock>().turn;
    let (aggressor, target, act) = (contest.aggressor, contest.target, contest.act);
    world.spawn(War {
        aggressor,
        target,
        act,
        started,
        front,
        joined,
        weariness: 0.1,
    });
    log(world, TurnEvent::WarBegan { aggressor, target });
    with_board(world, |world, board| {
        super::hazards::flee(world, board, target)
    });
}

/// Wars of earlier turns go on.
fn fight_on(world: &mut World) {
    let turn = world.resource::<Clock>().turn;
    let wars: Vec<War> = world
        .resource::<Board>()
        .wars
        .iter()
        .filter(|w| w.started < turn)
        .cloned()
        .collect();
    for war in wars {
        let (contest, outcome, share) = with_board(world, |world, board| {
            let mind = Mind::knowing_all_on(world, board);
            let help = |(n, s): &(NationId, f64)| {
                let forces = coalition::at_contact(&mind, *n, war.target, *s);
                (0.0, *n, weighted(&mind, forces, war.act))
            };
            let contest = Contest {
                aggressor: war.aggressor,
                target: war.target,
                act: war.act,
                attack: arms(&mind, war.aggressor, war.target, war.act),
                home: arms_at_home(&mind, war.aggressor, war.target, war.act),
                help: war.joined.iter().map(help).collect(),
                begun: true,
            };
            let (outcome, share) = resolve(&mind, &contest);
            (contest, outcome, share)
        });
        enter(world, &contest, outcome);
        let moved = match outcome {
            Outcome::Attack | Outcome::FaitAccompli => share.min(held(world, war.target)),
            Outcome::Defence => -(0.5 * war.front),
            Outcome::Stalemate => 0.0,
        };
        if moved != 0.0 {
            take_ground(world, war.aggressor, war.target, moved);
        }
        weary(world, &war, moved);
    }
}

fn held(world: &World, nation: NationId) -> f64 {
    let entity = world.resource::<Roster>().entity(nation);
    world.get::<Territory>(entity).map_or(0.0, |t| t.held)
}

fn weary(world: &mut World, war: &War, moved: f64) {
    let mut query = world.query::<&mut War>();
    let same = |w: &Mut<War>| {
        w.aggressor == war.aggressor && w.target == war.target && w.started == war.started
    };
    if let Some(mut war) = query.iter_mut(world).find(same) {
        war.front = (war.front + moved).clamp(0.0, 1.0);
        war.weariness = (war.weariness + 0.12).min(1.0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_total_is_spread_without_loss() {
        let forces = PerDomain([3.0, 1.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0]);
        let weights = PerDomain([0.5, 0.5, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0]);
        assert!((spread(&forces, &weights, 10.0).total() - 10.0).abs() < 1e-12);
    }
}
