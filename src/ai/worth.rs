//! What the effects of an order or answer are worth to a seat under a posture: each effect serves or hurts one need.
//! Reads the seat's picture; writes nothing. Effects are read as data, so orders of mods are understood too.
//! Not here: effects that are not changes of a quantity (`ai::special`), whom an order is aimed at (`ai::candidate`).
//! Rule text: DESIGN section 6: every order pulls two ways.

use super::need::{Need, Reason};
use super::other::{Bond, Other};
use super::outlook::{Outlook, Side, press};
use super::picture::Picture;
use super::special;
use crate::rules::definition::{Posture, SeatKind};
use crate::rules::effect::{Effect, Quantity, Who};
use crate::rules::id::NationId;

/// What something is worth (about 1 for a fitting order), and the need it serves most.
#[derive(Clone, Copy, Debug)]
pub(super) struct Worth {
    pub total: f64,
    pub reason: Reason,
    best: f64,
}

impl Worth {
    /// A start, before any effect is counted.
    pub(super) fn new(total: f64) -> Self {
        Self {
            total,
            reason: Reason {
                need: Need::Doctrine,
                value: 0.5,
                about: None,
            },
            best: LEAST_REASON,
        }
    }

    /// Adds what one effect is worth.
    pub(super) fn add(&mut self, value: f64, need: Need, level: f64, about: Option<NationId>) {
        self.total += value;
        if value > self.best {
            self.best = value;
            self.reason = Reason {
                need,
                value: level.clamp(0.0, 1.0),
                about,
            };
        }
    }
}

/// Worth an effect must have to be given as the reason.
const LEAST_REASON: f64 = 0.04;

/// A judge: an outlook, whom the order or matter is about, and how much of it.
#[derive(Clone, Copy)]
pub(super) struct Judge<'o, 'p, 'w> {
    outlook: &'o Outlook<'p, 'w>,
    pub picture: &'p Picture<'w>,
    pub target: Option<NationId>,
    side: Side<'p>,
    pub amount: f64,
}

impl<'o, 'p, 'w> Judge<'o, 'p, 'w> {
    /// A judge of what is about a nation, or nobody, at amount 1.
    pub(super) fn new(
        outlook: &'o Outlook<'p, 'w>,
        target: Option<NationId>,
        side: Side<'p>,
    ) -> Self {
        Self {
            outlook,
            picture: outlook.picture,
            target,
            side,
            amount: 1.0,
        }
    }

    /// The same judge, for another amount.
    pub(super) fn times(self, amount: u32) -> Self {
        Self {
            amount: f64::from(amount),
            ..self
        }
    }

    /// Adds the worth of effects; says no when one of them could do nothing at all (nothing to withdraw, nobody to suspend).
    pub(super) fn effects(&self, effects: &[Effect], worth: &mut Worth) -> bool {
        effects.iter().all(|e| self.effect(e, worth))
    }

    /// Adds the worth of those effects that are (or are not) about the target: the others are the same whoever it is.
    pub(super) fn part(&self, effects: &[Effect], aimed: bool, worth: &mut Worth) -> bool {
        effects
            .iter()
            .filter(|e| is_aimed(e) == aimed)
            .all(|e| self.effect(e, worth))
    }

    fn effect(&self, effect: &Effect, worth: &mut Worth) -> bool {
        if let Effect::Change {
            what,
            of,
            toward,
            by,
            ..
        } = effect
        {
            self.change(
                *what,
                self.side(of),
                toward.as_ref().map(|t| self.side(t)),
                *by,
                worth,
            );
            return true;
        }
        special::weigh(self, effect, worth)
    }

    /// How pressing a need is.
    pub(super) fn level(&self, need: Need) -> f64 {
        self.picture.needs.level(need)
    }

    /// How much the posture cares for a need.
    pub(super) fn care(&self, need: Need) -> f64 {
        self.outlook.care(need)
    }

    /// The posture that judges.
    pub(super) fn posture(&self) -> Posture {
        self.outlook.posture
    }

    /// Care times pressure.
    pub(super) fn pull(&self, need: Need) -> f64 {
        self.outlook.pull(need)
    }

    /// The target, if it is another nation.
    pub(super) fn about(&self) -> Option<&'p Other> {
        self.side.one
    }

    fn side(&self, who: &Who) -> Side<'p> {
        let p = self.picture;
        match who {
            Who::Actor => Side::group(Bond::Own, true),
            Who::Target => self.side,
            Who::Allies => Side::group(Bond::Friend, p.alliance.is_some()),
            Who::Rivals => Side::group(Bond::Foe, p.menace.is_some()),
            Who::Everyone => Side {
                world: true,
                ..Side::group(Bond::Neutral, true)
            },
            Who::Nation(id) => p
                .roster
                .nation(id)
                .map_or(Side::group(Bond::Neutral, false), |n| self.outlook.one(n)),
        }
    }

    fn change(&self, what: Quantity, of: Side, toward: Option<Side>, by: f64, worth: &mut Worth) {
        if !of.any || toward.is_some_and(|t| !t.any) {
            return;
        }
        let (need, good, unit) = meaning(what);
        let steps = (by * self.amount / unit).clamp(-MOST, MOST);
        let about = of.one.or(toward.and_then(|t| t.one)).map(|o| o.id);
        if let Some(toward) = toward {
            let (need, pull) = self.pair(what, &of, &toward);
            return worth.add(UNIT * steps * pull, need, self.level(need), about);
        }
        let (need, pull) = match of.bond {
            Bond::Own => (need, good * self.own_pull(what, need)),
            Bond::Friend => (need, good * self.friend_pull(what, need, of.one)),
            Bond::Foe => (Need::Pressure, -good * self.foe_pull(what, of.one)),
            Bond::Neutral => (
                need,
                good * if of.one.is_some() {
                    0.25 * self.care(need)
                } else {
                    0.05
                },
            ),
        };
        worth.add(UNIT * steps * pull, need, self.level(need), about);
    }

    /// A burden is wanted up to what was promised, and not beyond; appetite and resolve are for the nation itself to have.
    fn own_pull(&self, what: Quantity, need: Need) -> f64 {
        let p = self.picture;
        match what {
            Quantity::Burden if self.level(Need::Fairness) <= 0.0 => -0.5 * self.care(Need::Thrift),
            Quantity::Appetite => 0.0,
            Quantity::Resolve if p.kind != SeatKind::Aggressor => 0.0,
            Quantity::StandingForce | Quantity::Pledge => {
                self.pull(need) * (0.6 + 0.6 * self.level(Need::Shield))
            }
            _ => self.pull(need),
        }
    }

    fn friend_pull(&self, what: Quantity, need: Need, one: Option<&Other>) -> f64 {
        let Some(friend) = one else {
            return 0.4 * self.pull(need);
        };
        let row = self.picture.row(friend.id);
        let gap = match what {
            Quantity::Readiness | Quantity::Strength => friend.danger,
            Quantity::Will => 1.0 - row.politics.will,
            Quantity::Support => 1.0 - row.politics.support,
            Quantity::Resilience => 1.0 - row.politics.resilience,
            Quantity::Stability => {
                1.2 * (1.0 - row.politics.stability) + if row.politics.unrest { 0.4 } else { 0.0 }
            }
            Quantity::Terror => row.politics.terror,
            Quantity::Burden => {
                let target = self
                    .picture
                    .alliance
                    .map_or(0.02, |a| a.treaty.burden_target.max(0.005));
                ((target - row.economy.burden) / target).clamp(-0.5, 1.0)
            }
            Quantity::Interoperability => 1.0 - row.interoperability,
            _ => self.level(need),
        };
        0.6 * self.care(need) * press(gap) * (0.7 + 0.6 * friend.danger)
    }

    /// How gladly a foe is weakened: the reassurer hardly, the armer and anyone with claims gladly.
    fn foe_pull(&self, what: Quantity, one: Option<&Other>) -> f64 {
        let menace = one.map_or(self.level(Need::Pressure), |f| {
            0.2 + f.menace + if f.claim { 0.3 } else { 0.0 }
        });
        let soft = match what {
            Quantity::Appetite | Quantity::Resolve => 1.0,
            Quantity::Deception => 0.8,
            _ => self.care(Need::Pressure),
        };
        soft * menace * 0.7
    }

    /// Pairwise quantities: which need they touch, and how much one unit more is wanted.
    fn pair(&self, what: Quantity, of: &Side, toward: &Side) -> (Need, f64) {
        use Bond::{Foe, Friend, Neutral, Own};
        let spread = if of.world || toward.world { 0.5 } else { 1.0 };
        let doubt = |side: &Side| side.one.map_or(1.0, |o| 0.5 + (1.0 - o.trust));
        let menace = |side: &Side| side.one.map_or(1.0, |o| 0.5 + o.menace);
        let calm = self.pull(Need::Calm);
        match (what, of.bond, toward.bond) {
            (Quantity::Trust, Own, Friend) | (Quantity::Trust, Friend, Own) => (
                Need::Trust,
                self.pull(Need::Trust) * doubt(if of.bond == Own { toward } else { of }),
            ),
            (Quantity::Trust, Friend, Friend) => (Need::Cohesion, 0.7 * self.pull(Need::Cohesion)),
            (Quantity::Trust, Foe, Foe) => (Need::Pressure, -0.5 * self.pull(Need::Pressure)),
            (Quantity::Trust, Foe, Own) | (Quantity::Trust, Own, Foe) => (Need::Calm, 0.4 * calm),
            (Quantity::Trust, Neutral, Own) | (Quantity::Trust, Own, Neutral) => {
                (Need::Trust, 0.4 * spread * self.care(Need::Trust))
            }
            (Quantity::Threat, Foe, Own) => (Need::Calm, -calm * menace(of)),
            (Quantity::Threat, Foe, Friend) => (Need::Calm, -0.5 * calm),
            (Quantity::Threat, Own, Foe) => (Need::Calm, -0.2 * calm),
            (Quantity::Threat, Friend, Own) | (Quantity::Threat, Own, Friend) => {
                (Need::Trust, -self.pull(Need::Trust))
            }
            (Quantity::Threat, Neutral, Own) => (Need::Calm, -0.4 * spread * calm),
            (Quantity::Rivalry, _, Own) | (Quantity::Rivalry, Own, _) => (Need::Calm, -calm),
            (Quantity::Trade, Own, _) | (Quantity::Trade, _, Own) => {
                (Need::Growth, 0.5 * self.pull(Need::Growth))
            }
            (Quantity::Credibility, Foe, Own) => (Need::Credibility, self.pull(Need::Credibility)),
            (Quantity::Credibility, Friend, Own) => (
                Need::Credibility,
                0.8 * self.pull(Need::Credibility) * doubt(of),
            ),
            (Quantity::Credibility, Own, Friend) => (Need::Trust, 0.4 * self.pull(Need::Trust)),
            (Quantity::Credibility, _, Friend) => (Need::Shield, 0.4 * self.pull(Need::Shield)),
            (Quantity::Credibility, _, Foe) => (Need::Pressure, -0.3 * self.pull(Need::Pressure)),
            _ => (Need::Doctrine, 0.0),
        }
    }
}

/// Whether an effect depends on the target. Deeds all may.
fn is_aimed(effect: &Effect) -> bool {
    match effect {
        Effect::Change { of, toward, .. } => *of == Who::Target || *toward == Some(Who::Target),
        _ => true,
    }
}

/// Worth of one usual step of a quantity whose need presses most, to a posture that cares as anyone would.
const UNIT: f64 = 0.45;

/// Most usual steps an effect counts for.
const MOST: f64 = 3.0;

/// Which need a quantity touches, whether more is good for its owner, and the usual step of an order.
fn meaning(what: Quantity) -> (Need, f64, f64) {
    match what {
        Quantity::Strength => (Need::Strength, 1.0, 1.0),
        Quantity::Readiness => (Need::Readiness, 1.0, 0.06),
        Quantity::Interoperability => (Need::Interoperability, 1.0, 0.05),
        Quantity::Money => (Need::Thrift, 1.0, 1.0),
        Quantity::Capital => (Need::Home, 1.0, 1.0),
        Quantity::Burden => (Need::Fairness, 1.0, 0.001),
        Quantity::Growth => (Need::Growth, 1.0, 0.002),
        Quantity::Product => (Need::Growth, 1.0, 0.006),
        Quantity::Will => (Need::Will, 1.0, 0.04),
        Quantity::Support => (Need::Home, 1.0, 0.025),
        Quantity::Resilience => (Need::Resilience, 1.0, 0.05),
        Quantity::Stability => (Need::Stability, 1.0, 0.05),
        Quantity::Forensics => (Need::Attribution, 1.0, 0.04),
        Quantity::Patrol => (Need::Shipping, 1.0, 0.06),
        Quantity::Terror => (Need::Terror, -1.0, 0.06),
        Quantity::Appetite => (Need::Pressure, 1.0, 0.04),
        Quantity::Resolve => (Need::Pressure, 1.0, 0.04),
        Quantity::Dependence => (Need::Resilience, -1.0, 0.05),
        Quantity::Deception => (Need::Cover, 1.0, 0.06),
        Quantity::Trust => (Need::Trust, 1.0, 0.05),
        Quantity::Threat => (Need::Calm, -1.0, 0.06),
        Quantity::Rivalry => (Need::Calm, -1.0, 0.04),
        Quantity::Trade => (Need::Growth, 1.0, 0.05),
        Quantity::Credibility => (Need::Credibility, 1.0, 0.08),
        Quantity::Pledge => (Need::Pool, 1.0, 0.07),
        Quantity::Cohesion => (Need::Cohesion, 1.0, 0.03),
        Quantity::Command => (Need::Command, 1.0, 0.08),
        Quantity::StandingForce => (Need::Pool, 1.0, 0.05),
        Quantity::Sharing => (Need::Intelligence, 1.0, 0.06),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ai::fixture::{change, edit, world, worth};
    use crate::rules::capability::{Air, Land};
    use crate::rules::nation::Politics;

    fn total(who: &str, posture: Posture, target: Option<&str>, effect: Effect) -> f64 {
        worth(&world(), who, posture, target, &[effect]).map_or(f64::NAN, |w| w.total)
    }

    #[test]
    fn what_raises_a_lack_is_good_and_what_deepens_it_is_bad() {
        for posture in Posture::ALL {
            let readiness = |by| change(Quantity::Readiness, Who::Actor, None, by);
            assert!(total("kestria", posture, None, readiness(0.05)) > 0.0);
            assert!(total("kestria", posture, None, readiness(-0.05)) < 0.0);
        }
    }

    #[test]
    fn fear_on_the_other_side_worries_the_reassurer_most() {
        let fear = || change(Quantity::Threat, Who::Rivals, Some(Who::Actor), 0.05);
        let bad = |posture| total("kestria", posture, None, fear());
        assert!(bad(Posture::Reassurer) < bad(Posture::Hedger));
        assert!(bad(Posture::Hedger) < bad(Posture::Armer));
        assert!(bad(Posture::Armer) < 0.0);
    }

    #[test]
    fn weakening_a_foe_is_good_and_weakening_a_friend_is_bad() {
        let blow = || change(Quantity::Support, Who::Target, None, -0.05);
        assert!(total("kestria", Posture::Armer, Some("sarn"), blow()) > 0.0);
        assert!(total("kestria", Posture::Armer, Some("ilmar"), blow()) < 0.0);
    }

    #[test]
    fn an_effect_on_nobody_is_worth_nothing() {
        let alone = change(Quantity::Trust, Who::Allies, Some(Who::Actor), 0.1);
        assert_eq!(total("sarn", Posture::Committer, None, alone), 0.0);
    }

    #[test]
    fn the_reason_is_the_need_served_most() {
        let mut world = world();
        edit::<Politics>(&mut world, "kestria", |p| p.support = 0.1);
        let effects = [
            change(Quantity::Support, Who::Actor, None, 0.05),
            change(Quantity::Readiness, Who::Actor, None, 0.001),
        ];
        let found = worth(&world, "kestria", Posture::Hedger, None, &effects);
        assert_eq!(found.map(|w| w.reason.need), Some(Need::Home));
    }

    #[test]
    fn a_need_that_presses_makes_its_remedy_worth_more() {
        let drill = [change(Quantity::Readiness, Who::Actor, None, 0.05)];
        let at = |readiness: f64| {
            let mut world = world();
            edit::<Land>(&mut world, "kestria", |l| l.0.readiness = readiness);
            edit::<Air>(&mut world, "kestria", |a| a.0.readiness = readiness);
            worth(&world, "kestria", Posture::Armer, None, &drill).map_or(0.0, |w| w.total)
        };
        assert!(at(0.2) > at(0.9));
    }

    #[test]
    fn more_of_an_effect_counts_for_more_but_not_without_end() {
        let gain = |by: f64| {
            total(
                "kestria",
                Posture::Armer,
                None,
                change(Quantity::Will, Who::Actor, None, by),
            )
        };
        assert!(gain(0.08) > gain(0.04));
        assert_eq!(gain(5.0), gain(50.0));
    }
}
