//! Phase 1, upkeep: economies grow, budgets are earned, forces are paid or decay, orders in the works arrive.
//! Reads economy, sanctions, books; writes treasury, books, capabilities, and whatever arriving orders change.
//! Not here: elections and political shifts (`phase::politics`), internal conflict and weather (`phase::hazards`).
//! Rule text: DESIGN section 4, phase 1.

use bevy::ecs::prelude::*;

use super::{hazards, log, politics, with_board};
use crate::rules::apply::{self, Bound};
use crate::rules::board::Board;
use crate::rules::capability::{Capabilities, Domain};
use crate::rules::clock::Clock;
use crate::rules::coefficients::Coefficients;
use crate::rules::definition::RuleSet;
use crate::rules::event::{EventLog, TurnEvent};
use crate::rules::id::NationId;
use crate::rules::nation::{Alliance, Books, Economy, Membership, Politics, Treasury};
use crate::rules::order::Works;
use crate::rules::run::GatherSystems;
use crate::rules::scene::Scene;

pub(super) fn plugin(schedule: &mut Schedule) {
    schedule.add_systems(
        (
            grow,
            earn,
            pay_forces,
            fund_councils,
            arrive,
            politics::hold_elections,
            politics::shift,
            hazards::strike,
        )
            .chain()
            .after(GatherSystems),
    );
}

/// Economies grow; sanctions on a nation slow it by its sanctioners' share of the world's product.
fn grow(
    board: Res<Board>,
    rules: Res<RuleSet>,
    scene: Res<Scene>,
    mut nations: Query<(&NationId, &mut Economy)>,
) {
    let drags = drags(&board);
    for (id, mut economy) in &mut nations {
        let drag = rules.coefficients.sanction_drag * drags[id.index()];
        economy.product *= 1.0 + (economy.growth - drag) * scene.years;
    }
}

/// Depth of sanctions on each nation, weighted by the sanctioners' share of the world's product, 0-1.
fn drags(board: &Board) -> Vec<f64> {
    let mut drags = vec![0.0; board.nations.len()];
    for row in &board.nations {
        for (target, depth) in &row.sanctions {
            drags[target.index()] += depth * row.economy.product / board.product.max(1e-9);
        }
    }
    drags
}

/// Budgets: the defence burden's share of product, and political capital from support.
fn earn(
    rules: Res<RuleSet>,
    scene: Res<Scene>,
    mut nations: Query<(&Economy, &Politics, &mut Treasury, &mut Books)>,
) {
    for (economy, politics, mut treasury, mut books) in &mut nations {
        let income = economy.product * economy.burden * scene.years;
        treasury.money += income;
        books.earned += income;
        treasury.capital = capital(&rules.coefficients, treasury.capital, politics.support);
    }
}

/// Political capital after a turn's income: it does not pile up beyond what can be held.
fn capital(k: &Coefficients, held: f64, support: f64) -> f64 {
    (held + k.capital_income + k.capital_support * support).min(k.capital_most)
}

/// Forces are paid by ready strength; what cannot be paid loses readiness. Strength wears out slowly, readiness drifts to rest.
fn pay_forces(
    rules: Res<RuleSet>,
    scene: Res<Scene>,
    clock: Res<Clock>,
    mut events: ResMut<EventLog>,
    mut nations: Query<(&NationId, &mut Treasury, &mut Books, Capabilities)>,
) {
    let k = &rules.coefficients;
    let mut short: Vec<(NationId, f64)> = Vec::new();
    for (id, mut treasury, mut books, mut owned) in &mut nations {
        let ready: f64 = Domain::ALL
            .into_iter()
            .filter_map(|d| owned.get(d))
            .map(|c| c.ready())
            .sum();
        let due = ready * k.upkeep * scene.years * 4.0;
        let paid = due.min(treasury.money.max(0.0));
        treasury.money -= paid;
        books.spent += paid;
        let share = if due > 0.0 { paid / due } else { 1.0 };
        if share < 0.999 {
            short.push((*id, 1.0 - share));
        }
        for domain in Domain::ALL {
            let Some(capability) = owned.get_mut(domain) else {
                continue;
            };
            let worn = capability.strength * (k.depreciation * scene.years).min(1.0);
            capability.strength -= worn;
            books.lost += worn;
            let rest = k.readiness_rest * share;
            capability.readiness += (rest - capability.readiness) * k.readiness_drift;
        }
    }
    short.sort_unstable_by_key(|(id, _)| *id);
    for (nation, short) in short {
        events.push(clock.turn, TurnEvent::Arrears { nation, short });
    }
}

/// Councils get capital from cohesion, and common money from members' budgets: a small levy on product by pledge.
fn fund_councils(
    board: Res<Board>,
    rules: Res<RuleSet>,
    scene: Res<Scene>,
    memberships: Query<&Membership>,
    mut councils: Query<(
        &crate::rules::id::AllianceId,
        &Alliance,
        &mut Treasury,
        &mut Books,
    )>,
) {
    for (id, alliance, mut treasury, mut books) in &mut councils {
        let mut levies: Vec<(NationId, f64)> = memberships
            .iter()
            .filter(|m| m.alliance == *id && !m.suspended)
            .map(|m| {
                (
                    m.nation,
                    board.nation(m.nation).economy.product * LEVY * m.pledge * scene.years,
                )
            })
            .collect();
        levies.sort_unstable_by_key(|(n, _)| *n);
        let income: f64 = levies.iter().map(|(_, l)| l).sum();
        treasury.money += income;
        books.earned += income;
        treasury.capital = capital(&rules.coefficients, treasury.capital, alliance.cohesion);
    }
}

/// What members' treasuries (not their defence budgets) pay into the common fund: share of product a year at full pledge.
const LEVY: f64 = 0.002;

/// Orders in the works that are due take effect, in the order given.
fn arrive(world: &mut World) {
    let turn = world.resource::<Clock>().turn;
    let mut works = std::mem::take(&mut world.resource_mut::<Works>().0);
    let due: Vec<_> = works.extract_if(.., |w| w.due <= turn).collect();
    world.resource_mut::<Works>().0 = works;
    if due.is_empty() {
        return;
    }
    with_board(world, |world, board| {
        for work in due {
            let effects = world.resource::<RuleSet>().orders[work.order]
                .effects
                .clone();
            let bound = Bound {
                actor: work.actor,
                target: work.target,
                domain: work.domain,
                amount: f64::from(work.amount),
            };
            apply::apply(world, board, &effects, &bound);
            log(
                world,
                TurnEvent::OrderArrived {
                    actor: work.actor,
                    order: work.order,
                    target: work.target,
                },
            );
        }
    });
}
