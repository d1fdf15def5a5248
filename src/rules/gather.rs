//! Gathering the board: every component a mind needs, into tables in id order.
//! Reads components of nations, alliances, memberships and wars, and the history; writes only the resource `Board`.
//! Not here: what the tables hold and how they are asked (`rules::board`), when they are gathered (`rules::phase`).
//! Rule text: DESIGN section 8, "systems only gather, call and write".

use bevy::ecs::prelude::*;
use bevy::ecs::query::ROQueryItem;

use super::board::{AllianceRow, Board, NationRow};
use super::capability::{Capabilities, Domain, PerDomain};
use super::event::History;
use super::id::{AllianceId, Key, NationId};
use super::nation::*;
use super::relation::{Estimates, Relations};
use super::treaty::Treaty;

type NationData<'w> = (
    (
        &'w NationId,
        &'w Key,
        &'w Economy,
        &'w Treasury,
        &'w Regime,
        &'w Politics,
        &'w HiddenType,
        &'w Territory,
    ),
    (
        Option<&'w Ambition>,
        Option<&'w Plan>,
        &'w Policy,
        &'w Relations,
        Option<&'w Estimates>,
    ),
    (&'w Deployments, &'w Commitments, &'w Sanctions),
    Capabilities,
);

/// Gathers the board from the world. Rows are updated in place, so that a turn's many gatherings allocate little.
pub fn gather(
    mut board: ResMut<Board>,
    nations: Query<NationData<'static>>,
    alliances: Query<AllianceData<'static>>,
    memberships: Query<&Membership>,
    wars: Query<&War>,
    history: Res<History>,
) {
    let board = &mut *board;
    let fresh = board.nations.len() != nations.iter().len();
    if fresh {
        let mut rows: Vec<NationRow> = nations.iter().map(nation_row).collect();
        rows.sort_unstable_by_key(|r| r.id);
        board.nations = rows;
    } else {
        for data in &nations {
            let id = *data.0.0;
            update(&mut board.nations[id.index()], data);
        }
    }
    gather_alliances(board, &alliances);
    let mut members: Vec<&Membership> = memberships.iter().collect();
    members.sort_unstable_by_key(|m| (m.alliance, m.nation));
    board.nations.iter_mut().for_each(|n| n.alliances.clear());
    for member in members {
        board.alliances[member.alliance.index()]
            .members
            .push(member.clone());
        board.nations[member.nation.index()]
            .alliances
            .push(member.alliance);
    }
    gather_guests(board);
    board.nations.iter_mut().for_each(|n| n.suffered.clear());
    for act in &history.0 {
        board.nations[act.target.index()].suffered.push(*act);
    }
    board.product = board.nations.iter().map(|r| r.economy.product).sum();
    board.product_at_signing = board.nations.iter().map(|r| r.economy.at_signing).sum();
    board.wars.clear();
    board.wars.extend(wars.iter().cloned());
    board
        .wars
        .sort_unstable_by_key(|w| (w.started, w.aggressor, w.target));
}

/// Who stands on whose soil, in owner order.
fn gather_guests(board: &mut Board) {
    board.nations.iter_mut().for_each(|n| n.guests.clear());
    for owner in 0..board.nations.len() {
        for i in 0..board.nations[owner].deployments.len() {
            let Deployment { host, share, .. } = board.nations[owner].deployments[i];
            board.nations[host.index()]
                .guests
                .push((NationId(owner as u32), share));
        }
    }
}

type AllianceData<'w> = (
    &'w AllianceId,
    &'w Key,
    &'w Alliance,
    Ref<'w, Treaty>,
    &'w Treasury,
    &'w Policy,
    &'w Estimates,
);

/// A treaty is copied only when it changed since this system last looked; whoever looked in between kept the board up to date.
fn gather_alliances(board: &mut Board, alliances: &Query<AllianceData<'static>>) {
    let fresh = board.alliances.len() != alliances.iter().len();
    if fresh {
        let row =
            |(id, key, state, treaty, treasury, policy, estimates): AllianceData<'_>| AllianceRow {
                id: *id,
                key: *key,
                state: state.clone(),
                treaty: Treaty::clone(&treaty),
                treasury: *treasury,
                policy: *policy,
                members: Vec::new(),
                estimates: estimates.0.clone(),
            };
        board.alliances = alliances.iter().map(row).collect();
        board.alliances.sort_unstable_by_key(|r| r.id);
        return;
    }
    for (id, _, state, treaty, treasury, policy, estimates) in alliances {
        let row = &mut board.alliances[id.index()];
        if treaty.is_changed() {
            row.treaty = Treaty::clone(&treaty);
        }
        row.state = state.clone();
        row.treasury = *treasury;
        row.policy = *policy;
        row.estimates.clone_from(&estimates.0);
        row.members.clear();
    }
}

/// What one nation's query gives.
type NationItem<'w, 's> = ROQueryItem<'w, 's, NationData<'static>>;

fn nation_row(data: NationItem<'_, '_>) -> NationRow {
    let (id, key, economy, treasury, regime, politics, hidden, territory) = data.0;
    let mut row = NationRow {
        id: *id,
        key: *key,
        forces: PerDomain::default(),
        strength: PerDomain::default(),
        interoperability: 0.0,
        economy: *economy,
        treasury: *treasury,
        regime: *regime,
        politics: *politics,
        hidden: *hidden,
        territory: *territory,
        ambition: None,
        plan: None,
        policy: *data.1.2,
        relations: Vec::new(),
        deployments: Vec::new(),
        guests: Vec::new(),
        suffered: Vec::new(),
        commitments: Vec::new(),
        sanctions: Vec::new(),
        alliances: Vec::new(),
        estimates: Vec::new(),
    };
    update(&mut row, data);
    row
}

fn update(row: &mut NationRow, (state, own, abroad, capabilities): NationItem<'_, '_>) {
    let (_, _, economy, treasury, regime, politics, hidden, territory) = state;
    let (ambition, plan, policy, relations, estimates) = own;
    (row.economy, row.treasury, row.regime) = (*economy, *treasury, *regime);
    (row.politics, row.hidden, row.territory) = (*politics, *hidden, *territory);
    (row.plan, row.policy) = (plan.copied(), *policy);
    row.ambition.clone_from(&ambition.cloned());
    row.relations.clone_from(&relations.0);
    row.deployments.clone_from(&abroad.0.0);
    row.commitments.clone_from(&abroad.1.0);
    row.sanctions.clone_from(&abroad.2.0);
    row.estimates.clear();
    row.estimates
        .extend(estimates.iter().flat_map(|e| e.0.iter().copied()));
    let (mut weighted, mut combat) = (0.0, 0.0);
    for domain in Domain::ALL {
        let owned = capabilities.get(domain).copied().unwrap_or_default();
        row.forces.0[domain.index()] = owned.ready();
        row.strength.0[domain.index()] = owned.strength;
        if domain.is_combat() {
            weighted += owned.strength * owned.interoperability;
            combat += owned.strength;
        }
    }
    row.interoperability = if combat > 0.0 { weighted / combat } else { 0.0 };
}
