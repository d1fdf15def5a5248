//! What the coalitions that may come do to an act: chances over subsets of guarantors, votes counted, arrivals timed, retreat priced.
//! Reads potentials and plain numbers; pure.
//! Not here: who may come (`coalition`), what the numbers mean to the aggressor (`mind::motives`), the crisis as a game (`mind::crisis_game`).
//! Source: enumeration of joiner subsets, science notes section 0; friction after 2.5; fait accompli a design form.

use super::gate::{Gate, collective, gates, vote};
use super::{Mind, Potential, integration};
use crate::rules::definition::Act;
use crate::theory::{arrival, contest};

/// The most guarantors whose subsets are enumerated.
pub const EXACT: usize = 12;

/// Chance that a grab succeeds which is over before enough help is there.
pub const SWIFT: f64 = 0.9;

/// What an option is worth to the aggressor in each way it may go, utility.
#[derive(Clone, Copy, Debug, PartialEq, Default)]
pub struct Stake {
    /// Worth of success.
    pub value: f64,
    /// Loss in defeat.
    pub defeat: f64,
    /// Extra cost of meeting a coalition, for all the strength on the field being the coalition's.
    pub coalition: f64,
    /// What backing down in front of a coalition costs; `None` where that is no choice.
    pub retreat: Option<f64>,
}

impl Stake {
    /// The worth of going on with a chance of success against a coalition of this weight.
    pub fn pressed(&self, success: f64, weight: f64) -> f64 {
        self.value * success - self.defeat * (1.0 - success) - self.coalition * weight
    }
}

/// An act's circumstances.
#[derive(Clone, Copy, Debug)]
pub struct Field<'a> {
    /// The act.
    pub act: &'a Act,
    /// The attacker's strength at the point of contact, with those who join it.
    pub attack: f64,
    /// The target's strength at home.
    pub home: f64,
    /// Standing forces that meet the act once it is laid at a door.
    pub ready: f64,
    /// The chance that it is, 0-1.
    pub blame: f64,
    /// What is at stake.
    pub stake: Stake,
}

/// What the coalitions do to an act's prospects.
#[derive(Clone, Copy, Debug, PartialEq, Default)]
pub struct Outlook {
    /// Chance of success when the aggressor goes on whoever comes.
    pub success: f64,
    /// The same when nobody comes.
    pub alone: f64,
    /// Chance that anyone comes.
    pub any: f64,
    /// Expected strength of those who come, as a share of all strength on the field.
    pub weight: f64,
    /// What being able to back down saves, utility.
    pub saved: f64,
}

/// The outlook of an act against a target with these potential guarantors. Nobody comes unless the act is laid at the
/// aggressor's door: one chance, shared by all. Exact over subsets of the twelve that matter most, and of votes. Of the rest
/// those who vote are counted by their number; what they bring counts at its mean, which is wrong by at most attack × variance /
/// (attack + defence)³ in the chance of success (the second derivative of the ratio form). So do those who judge alone and
/// would bring less than a hundredth of what is on the field.
pub fn outlook(mind: &Mind, field: &Field, potentials: &[Potential]) -> Outlook {
    let ground = Ground::of(mind, field, potentials);
    let alone = ground.alone();
    let mut called = Outlook::default();
    ground.each(|chance, side| {
        called.success += chance * side.success;
        called.weight += chance * side.weight;
        if side.comes {
            called.any += chance;
        }
        if let (Some(cost), true) = (field.stake.retreat, side.comes) {
            let pressed = field.stake.pressed(side.success, side.weight);
            called.saved += chance * (-cost - pressed).max(0.0);
        }
    });
    let (blame, any) = (field.blame, 1.0 - (1.0 - called.any) * ground.nobody);
    Outlook {
        success: (1.0 - blame) * alone + blame * called.success,
        alone,
        any: blame * any,
        weight: blame * called.weight,
        saved: blame * called.saved,
    }
}

/// How it stands when one set of guarantors has come.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Side {
    /// Chance of success against them.
    pub success: f64,
    /// Their share of all strength on the field.
    pub weight: f64,
    /// Whether anyone has come.
    pub comes: bool,
}

/// Everything the sum over coalitions needs, worked out once.
pub struct Ground<'a> {
    field: &'a Field<'a>,
    /// Those enumerated, and the votes that bind them.
    pub list: Vec<Entry<'a>>,
    gates: Vec<Gate>,
    friction: f64,
    exponent: f64,
    fait_ratio: f64,
    control: f64,
    /// Expected strength of those who are not enumerated and judge alone, by when it counts; the chance that none of them comes.
    spare: Strength,
    nobody: f64,
}

/// A guarantor and what it would bring to this act.
pub struct Entry<'a> {
    /// What it would bring.
    pub brings: Strength,
    /// Who, how surely, under what.
    pub from: &'a Potential,
}

/// Strength on the field.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Strength {
    /// Over the quarter, worth less the later it comes.
    pub whole: f64,
    /// There before a grab would be over.
    pub early: f64,
}

impl Strength {
    pub(super) fn add(&mut self, other: Self, share: f64) {
        self.whole += other.whole * share;
        self.early += other.early * share;
    }
}

/// Share of what is on the field below which a guarantor that judges alone is not enumerated.
const SMALL: f64 = 0.01;

impl<'a> Ground<'a> {
    /// Sorts out who is enumerated.
    pub fn of(mind: &Mind, field: &'a Field<'a>, potentials: &'a [Potential]) -> Self {
        let k = mind.k();
        let control = arrival::control_days(field.act.days, field.home + field.ready, field.attack);
        let entry = |from: &'a Potential| {
            let brings = from.forces.dot(&field.act.domains);
            Entry {
                brings: Strength {
                    whole: brings * arrival::timely(from.day),
                    early: if from.day <= control { brings } else { 0.0 },
                },
                from,
            }
        };
        let mut list: Vec<Entry> = potentials.iter().map(entry).collect();
        list.sort_by(|a, b| {
            // A leader's vote is never counted among the many.
            let worth = |e: &Entry| {
                if e.from.lead {
                    f64::INFINITY
                } else {
                    e.brings.whole * e.from.chance
                }
            };
            worth(b)
                .total_cmp(&worth(a))
                .then(a.from.guarantor.cmp(&b.from.guarantor))
        });
        let size = field.attack + field.home + field.ready;
        let alone = |e: &Entry| collective(mind, e.from.article).is_none();
        let (mut kept, mut rest) = (Vec::with_capacity(EXACT), Vec::new());
        let (mut spare, mut nobody) = (Strength::default(), 1.0);
        for entry in list {
            if kept.len() < EXACT && (!alone(&entry) || entry.brings.whole > SMALL * size) {
                kept.push(entry);
            } else if alone(&entry) {
                spare.add(entry.brings, entry.from.chance);
                nobody *= 1.0 - entry.from.chance;
            } else {
                rest.push(entry);
            }
        }
        let command = kept
            .iter()
            .map(|e| mind.board().alliance(e.from.article.0).state.command)
            .fold(0.0, f64::max);
        let partners = kept.iter().map(|e| e.from.interoperability);
        Self {
            field,
            gates: gates(mind, &kept, &rest),
            friction: k.friction * (1.0 - integration(command, partners)),
            exponent: k.contest,
            fait_ratio: k.fait_ratio,
            control,
            list: kept,
            spare,
            nobody,
        }
    }

    /// Chance of success against strength on the field, of which so much is there before a grab would be over.
    fn success(&self, whole: f64, early: f64) -> f64 {
        let field = self.field;
        let odds = contest::ratio(field.attack, whole, self.exponent);
        let late =
            field.act.seizes && early < self.fait_ratio * field.attack && self.control.is_finite();
        if late { odds.max(SWIFT) } else { odds }
    }

    /// How it stands when these guarantors act and `rest` comes with them.
    fn side(&self, sum: Strength, squares: f64, comes: bool) -> Side {
        let defence = self.field.home + self.field.ready;
        let (total, squares) = (defence + sum.whole, defence * defence + squares);
        // 1 - friction (1 - 1/n), with n = sum squared over sum of squares, as in `theory::coalition`.
        let kept = if total > 0.0 {
            1.0 - self.friction * (1.0 - squares / (total * total))
        } else {
            1.0
        };
        let whole = total * kept;
        Side {
            success: self.success(whole, defence + sum.early),
            weight: sum.whole * kept / (self.field.attack + whole).max(1e-9),
            comes,
        }
    }

    /// How it stands when nobody comes because the act is laid at no door.
    pub fn alone(&self) -> f64 {
        self.success(self.field.home, self.field.home)
    }

    /// How it may stand when these of the list approve (a bit each), by the votes that bind them; the chances sum to one.
    pub fn cases(&self, approve: u32) -> Vec<(f64, Side)> {
        let mut cases = Vec::new();
        let mut acts = |acting: u32, rest: Strength, share: f64| {
            let (mut sum, mut squares) = (Strength::default(), 0.0);
            for (_, entry) in self
                .list
                .iter()
                .enumerate()
                .filter(|(i, _)| acting >> i & 1 == 1)
            {
                sum.add(entry.brings, 1.0);
                squares += entry.brings.whole * entry.brings.whole;
            }
            cases.push((share, self.with(sum, squares, rest, acting)));
        };
        vote(
            &self.gates,
            approve,
            approve,
            Strength::default(),
            1.0,
            &mut acts,
        );
        cases
    }

    /// How it stands when those acting bring this, and the rest that was not enumerated comes along.
    fn with(&self, mut sum: Strength, squares: f64, rest: Strength, acting: u32) -> Side {
        sum.add(rest, 1.0);
        sum.add(self.spare, 1.0);
        let more = rest.whole + self.spare.whole;
        self.side(sum, squares + more * more, acting != 0 || rest.whole > 0.0)
    }

    /// Calls `visit` with every case and its chance; the chances sum to one.
    pub fn each(&self, mut visit: impl FnMut(f64, Side)) {
        let subsets = Subsets::of(&self.list);
        for (mask, chance) in subsets.chance.iter().enumerate() {
            let mut acts = |acting: u32, rest: Strength, share: f64| {
                let at = acting as usize;
                let side = self.with(subsets.sum[at], subsets.squares[at], rest, acting);
                visit(chance * share, side);
            };
            vote(
                &self.gates,
                mask as u32,
                mask as u32,
                Strength::default(),
                1.0,
                &mut acts,
            );
        }
    }
}

/// Sums over subsets, built up one guarantor at a time: chance, strength, and sum of squares of each subset.
struct Subsets {
    chance: Vec<f64>,
    sum: Vec<Strength>,
    squares: Vec<f64>,
}

impl Subsets {
    fn of(list: &[Entry]) -> Self {
        let size = 1usize << list.len();
        let mut all = Self {
            chance: Vec::with_capacity(size),
            sum: Vec::with_capacity(size),
            squares: Vec::with_capacity(size),
        };
        all.chance.push(1.0);
        all.sum.push(Strength::default());
        all.squares.push(0.0);
        for entry in list {
            for i in 0..all.chance.len() {
                let before = all.chance[i];
                all.chance.push(before * entry.from.chance);
                all.chance[i] = before * (1.0 - entry.from.chance);
                let mut sum = all.sum[i];
                sum.add(entry.brings, 1.0);
                all.sum.push(sum);
                all.squares
                    .push(all.squares[i] + entry.brings.whole * entry.brings.whole);
            }
        }
        all
    }
}

#[cfg(test)]
#[path = "tests.rs"]
mod tests;
