//! A seat's picture seen by one posture: how strongly each need pulls, and what each nation is in its eyes.
//! Reads the picture; writes nothing; worked out once a call.
//! Not here: how pressing needs are (`ai::need`), what effects are worth (`ai::worth`).
//! Rule text: DESIGN section 4: four advisers, the four postures.

use super::need::Need;
use super::other::{Bond, Other};
use super::picture::Picture;
use super::worth::Judge;
use crate::rules::definition::Posture;
use crate::rules::id::NationId;

/// Whom an effect is aimed at, in a judge's eyes.
#[derive(Clone, Copy)]
pub(super) struct Side<'p> {
    pub bond: Bond,
    pub one: Option<&'p Other>,
    /// Whether anyone is meant at all.
    pub any: bool,
    /// Whether everyone in the world is meant.
    pub world: bool,
}

impl Side<'_> {
    pub(super) fn group(bond: Bond, any: bool) -> Self {
        Self {
            bond,
            one: None,
            any,
            world: false,
        }
    }
}

/// A picture seen by one posture: how much it cares for each need, and how strongly each need pulls.
pub(super) struct Outlook<'p, 'w> {
    pub picture: &'p Picture<'w>,
    pub posture: Posture,
    cares: [f64; Need::ALL.len()],
    pulls: [f64; Need::ALL.len()],
}

impl<'p, 'w> Outlook<'p, 'w> {
    /// The outlook of a posture on a picture.
    pub(super) fn new(picture: &'p Picture<'w>, posture: Posture) -> Self {
        let (mut cares, mut pulls) = ([0.0; Need::ALL.len()], [0.0; Need::ALL.len()]);
        for need in Need::ALL {
            let care = need.weight(posture);
            cares[*need as usize] = care;
            pulls[*need as usize] = care * press(picture.needs.level(*need));
        }
        Self {
            picture,
            posture,
            cares,
            pulls,
        }
    }

    /// A judge of what is about one of the picture's nations, at amount 1.
    pub(super) fn about_one(&self, other: &'p Other) -> Judge<'_, 'p, 'w> {
        let side = Side {
            bond: other.bond,
            one: Some(other),
            any: true,
            world: false,
        };
        Judge::new(self, Some(other.id), side)
    }

    /// A judge of what is about a nation, or nobody, at amount 1.
    pub(super) fn judge(&self, target: Option<NationId>) -> Judge<'_, 'p, 'w> {
        let side = target.map_or(Side::group(Bond::Own, true), |id| self.one(id));
        Judge::new(self, target, side)
    }

    pub(super) fn one(&self, id: NationId) -> Side<'p> {
        match self.picture.other(id) {
            _ if self.picture.is_self(id) => Side::group(Bond::Own, true),
            Some(other) => Side {
                bond: other.bond,
                one: Some(other),
                any: true,
                world: false,
            },
            None => Side::group(Bond::Neutral, true),
        }
    }

    /// Care times pressure.
    pub(super) fn pull(&self, need: Need) -> f64 {
        self.pulls[need as usize]
    }

    /// How much the posture cares for a need.
    pub(super) fn care(&self, need: Need) -> f64 {
        self.cares[need as usize]
    }
}

/// How hard a need presses: a need fully met still counts a little, one that is half met less than half.
pub(super) fn press(level: f64) -> f64 {
    FLOOR + level * (0.7 + 0.8 * level)
}

/// Pull of a need that is fully met, against 1.6 for one that presses most.
const FLOOR: f64 = 0.12;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_need_fully_met_still_counts_and_one_half_met_counts_less_than_half() {
        assert!(press(0.0) > 0.0);
        assert!(press(0.5) - press(0.0) < 0.5 * (press(1.0) - press(0.0)));
    }
}
