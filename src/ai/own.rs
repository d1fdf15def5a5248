//! The seat itself, in numbers: a nation's own figures, or for a council those of its members together.
//! Reads the seat's own rows of the board; writes nothing.
//! Not here: other nations (`ai::other`), what is lacking (`ai::need`).
//! Rule text: DESIGN section 5, "Assessment and record": one's own figures are known exactly.

use crate::rules::board::{Board, NationRow};
use crate::rules::capability::PerDomain;
use crate::rules::id::Actor;

/// The seat itself; for a council the mean of its members (money and capital are the common ones).
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Own {
    pub readiness: f64,
    pub ready: f64,
    pub strength: PerDomain,
    pub interoperability: f64,
    pub product: f64,
    pub burden: f64,
    pub growth: f64,
    pub dependence: f64,
    pub will: f64,
    pub support: f64,
    pub resilience: f64,
    pub stability: f64,
    pub forensics: f64,
    pub patrol: f64,
    pub terror: f64,
    pub deception: f64,
    pub pledge: f64,
    pub trade: f64,
    pub appetite: f64,
    pub money: f64,
    pub unrest: bool,
    pub planning: bool,
}

/// An actor's own figures; money is filled in by the picture.
pub(super) fn own(board: &Board, actor: Actor) -> Own {
    let mut own = Own::default();
    let mut add = |row: &NationRow, share: f64| {
        let politics = &row.politics;
        for (sum, x) in own.strength.0.iter_mut().zip(&row.strength.0) {
            *sum += x;
        }
        own.ready += row.forces.total();
        own.product += row.economy.product;
        own.interoperability += share * row.interoperability;
        own.burden += share * row.economy.burden;
        own.growth += share * row.economy.growth;
        own.dependence += share * row.economy.dependence;
        own.will += share * politics.will;
        own.support += share * politics.support;
        own.resilience += share * politics.resilience;
        own.stability += share * politics.stability;
        own.forensics += share * politics.forensics;
        own.patrol += share * politics.patrol;
        own.terror += share * politics.terror;
        own.deception += share * politics.deception;
        own.unrest |= politics.unrest;
        let partners = row.relations.len().max(1) as f64;
        own.trade += share * row.relations.iter().map(|r| r.trade).sum::<f64>() / partners;
        if let Actor::Nation(_) = actor {
            own.pledge = board.pledge(row.id);
            own.appetite = row.ambition.as_ref().map_or(0.0, |a| a.appetite);
            own.planning = row.plan.is_some();
        }
    };
    match actor {
        Actor::Nation(n) => add(board.nation(n), 1.0),
        Actor::Council(a) => {
            let members = &board.alliance(a).members;
            let share = 1.0 / members.len().max(1) as f64;
            members
                .iter()
                .for_each(|m| add(board.nation(m.nation), share));
            own.pledge = members.iter().map(|m| share * m.pledge).sum();
        }
    }
    let full = own.strength.total();
    own.readiness = if full > 0.0 { own.ready / full } else { 1.0 };
    own
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ai::fixture::{actor, world};

    #[test]
    fn a_council_adds_its_members_forces_and_averages_their_politics() {
        let world = world();
        let board = world.resource::<Board>();
        let council = actor(&world, "sound_alliance");
        let members: Vec<Own> = board
            .speaks_for(council)
            .into_iter()
            .map(|n| own(board, Actor::Nation(n)))
            .collect();
        let whole = own(board, council);
        let sum = |value: fn(&Own) -> f64| members.iter().map(value).sum::<f64>();
        assert!((whole.ready - sum(|o| o.ready)).abs() < 1e-9);
        assert!((whole.support - sum(|o| o.support) / members.len() as f64).abs() < 1e-9);
        assert!((whole.pledge - sum(|o| o.pledge) / members.len() as f64).abs() < 1e-9);
    }
}
