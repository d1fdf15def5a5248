//! Phase 1, politics: elections, changes of leader, and the drift of will and support.
//! Reads the board; writes regime, politics, policy, and an aggressor's appetite and resolve when its leader changes.
//! Not here: what support is spent on (`rules::quote`), audience costs (`phase::aftermath`).
//! Rule text: DESIGN section 4, phase 1; a new leader re-draws the temper (section 5).

use bevy::ecs::prelude::*;

use crate::rules::board::Board;
use crate::rules::clock::Clock;
use crate::rules::definition::{Posture, RuleSet};
use crate::rules::dice::{Draw, Purpose, Seed};
use crate::rules::event::{EventLog, TurnEvent};
use crate::rules::id::{Key, NationId};
use crate::rules::nation::{Policy, Politics, Regime, RegimeKind};
use crate::rules::scene::Scene;

/// Elections when due; elsewhere leaders change rarely, more often when support is low.
pub(super) fn hold_elections(
    clock: Res<Clock>,
    seed: Res<Seed>,
    scene: Res<Scene>,
    rules: Res<RuleSet>,
    mut events: ResMut<EventLog>,
    mut nations: Query<(&NationId, &Key, &mut Regime, &mut Politics, &mut Policy)>,
) {
    let mut news: Vec<(NationId, TurnEvent)> = Vec::new();
    for (id, key, mut regime, mut politics, mut policy) in &mut nations {
        let draw = |about: &str| {
            Draw::new(*seed, clock.turn, Purpose::Politics, *key, Key::of(about)).uniform()
        };
        let due = regime.election == Some(clock.turn);
        let changed = if due {
            regime.election = Some(clock.turn + regime.term.max(1));
            draw("election") < loses(rules.coefficients.defeat_support, politics.support)
        } else if regime.kind == RegimeKind::Democracy {
            false
        } else {
            draw("succession") < 0.06 * scene.years * (1.3 - politics.support)
        };
        if changed {
            regime.leader += 1;
            regime.changed = true;
            politics.support = 0.5 + 0.15 * draw("honeymoon");
            politics.will = (politics.will + rules.coefficients.swing * (draw("swing") - 0.5))
                .clamp(0.05, 0.95);
            let turn = (draw("policy") * 4.0) as usize % 4;
            policy.0 = Posture::ALL[turn];
        }
        if due {
            news.push((
                *id,
                TurnEvent::ElectionHeld {
                    nation: *id,
                    changed,
                },
            ));
        } else if changed {
            news.push((*id, TurnEvent::LeaderChanged { nation: *id }));
        }
    }
    news.sort_by_key(|(id, _)| *id);
    for (_, event) in news {
        events.push(clock.turn, event);
    }
}

/// The chance that a government falls at an election.
fn loses(even: f64, support: f64) -> f64 {
    (0.5 + 2.0 * (even - support)).clamp(0.02, 0.98)
}

/// Will drifts to a rest level that threat lifts; support drifts to the middle and suffers from burdens and unrest.
pub(super) fn shift(
    board: Res<Board>,
    rules: Res<RuleSet>,
    clock: Res<Clock>,
    seed: Res<Seed>,
    mut nations: Query<(&NationId, &Key, &mut Politics)>,
) {
    let k = &rules.coefficients;
    for (id, key, mut politics) in &mut nations {
        let row = board.nation(*id);
        let threat = row.relations.iter().map(|r| r.threat).fold(0.0, f64::max);
        let mood =
            Draw::new(*seed, clock.turn, Purpose::Politics, *key, Key::of("mood")).normal() * 0.015;
        let will = (k.will_rest + k.will_threat * (threat - 0.3)).clamp(0.1, 0.95);
        politics.will =
            (politics.will + (will - politics.will) * k.will_drift + mood).clamp(0.0, 1.0);
        let heard = if row.regime.kind == RegimeKind::Democracy {
            4.0
        } else {
            1.0
        };
        let burden = (row.economy.burden - 0.02).max(0.0) * heard;
        let unrest = if politics.unrest { 0.15 } else { 0.0 };
        let support = (0.55 - burden - unrest).clamp(0.1, 0.9);
        politics.support =
            (politics.support + (support - politics.support) * k.will_drift + mood).clamp(0.0, 1.0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_popular_government_rarely_falls() {
        assert!(loses(0.45, 0.65) < 0.15);
        assert!(loses(0.45, 0.25) > 0.85);
    }
}
