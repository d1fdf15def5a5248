//! What effects that are deeds rather than changes of a quantity are worth: troops, words, sanctions, law, plans.
//! Reads the seat's picture; writes nothing.
//! Not here: changes of quantities (`ai::worth`), what the deeds do (`rules::apply`).
//! Rule text: DESIGN section 6.

use super::need::Need;
use super::other::{Bond, Other};
use super::worth::{Judge, Worth};
use crate::rules::capability::Domain;
use crate::rules::definition::{Posture, SeatKind};
use crate::rules::effect::{Amendment, Effect};
use crate::rules::id::Actor;
use crate::rules::treaty::{DecisionRule, Duty, Scope};

/// Adds what a deed is worth; false when there is nothing it could do here.
pub(super) fn weigh(judge: &Judge, effect: &Effect, worth: &mut Worth) -> bool {
    match effect {
        Effect::Change { .. } => true,
        Effect::Deploy { .. }
        | Effect::Withdraw
        | Effect::StationStrategic
        | Effect::RemoveStrategic => troops(judge, effect, worth),
        Effect::Commit { stake } => promise(judge, *stake, worth),
        Effect::Threaten { stake } => threat(judge, *stake, worth),
        Effect::Sanction { .. } | Effect::Lift => sanctions(judge, effect, worth),
        Effect::Specialise => specialise(judge, worth),
        Effect::Pay { money } => pay(judge, *money, worth),
        Effect::PreDelegate | Effect::Invite | Effect::Suspend | Effect::Leave => {
            alliance(judge, effect, worth)
        }
        Effect::Amend(amendment) => amend(judge, *amendment, worth),
        Effect::DropPlan | Effect::DelayPlan | Effect::Concede { .. } => {
            plans(judge, effect, worth)
        }
    }
}

fn troops(judge: &Judge, effect: &Effect, worth: &mut Worth) -> bool {
    let Some(host) = judge.about() else {
        // Without a host only coming home from everywhere makes sense.
        return matches!(effect, Effect::Withdraw)
            && judge.picture.others.iter().any(|o| o.deployed > 0.0);
    };
    let own = &judge.picture.own;
    let combat: f64 = Domain::ALL
        .into_iter()
        .filter(|d| d.is_combat())
        .map(|d| own.strength.get(d))
        .sum();
    let shield = judge.care(Need::Shield);
    let (possible, need, value) = match effect {
        Effect::Deploy { share } => {
            let size = (share * judge.amount / 0.05).min(3.0).sqrt();
            let fresh = (1.0 - host.deployed / 0.25).max(-0.5);
            let value = if fresh > 0.0 {
                size * fresh * shield * (host.danger - 0.15)
            } else {
                fresh
            };
            (combat > 0.0 && host.deployed < 0.5, Need::Shield, value)
        }
        Effect::StationStrategic => {
            let value = 0.8 * shield * (host.danger - 0.35) + 0.3 * judge.level(Need::Warning);
            (
                own.strength.get(Domain::Strategic) > 0.0 && !host.strategic,
                Need::Shield,
                value,
            )
        }
        Effect::RemoveStrategic => (
            host.strategic,
            Need::Calm,
            0.3 + 0.7 * judge.pull(Need::Calm) * (1.1 - host.danger),
        ),
        _ => {
            let value = 0.8 * (0.45 - host.danger) * judge.pull(Need::Calm)
                + 0.4 * judge.pull(Need::Thrift);
            (
                host.deployed > 0.0 || host.strategic,
                Need::Calm,
                value - 0.2 * shield * host.danger,
            )
        }
    };
    worth.add(
        value,
        need,
        if need == Need::Shield {
            host.danger
        } else {
            judge.level(need)
        },
        Some(host.id),
    );
    possible
}

fn promise(judge: &Judge, stake: f64, worth: &mut Worth) -> bool {
    let Some(friend) = judge.about() else {
        return false;
    };
    // Promises made elsewhere bind the same forces.
    let elsewhere: f64 =
        judge.picture.others.iter().map(|o| o.promised).sum::<f64>() - friend.promised;
    let fresh = (1.0 - friend.promised / 0.4) / (1.0 + elsewhere);
    let friendly = if friend.bond == Bond::Friend {
        1.0
    } else {
        0.2
    };
    let value = friendly
        * fresh
        * judge.care(Need::Shield)
        * (0.1 + friend.danger)
        * (stake / 0.25).min(2.0)
        * 0.8;
    let bound = -0.4 * elsewhere - 0.8 * friend.promised;
    worth.add(value, Need::Shield, friend.danger, Some(friend.id));
    worth.add(bound, Need::Thrift, 0.0, None);
    friend.promised < 0.95
}

fn threat(judge: &Judge, stake: f64, worth: &mut Worth) -> bool {
    let Some(foe) = judge.about() else {
        return false;
    };
    let fresh = 1.0 - foe.threatened / 0.5;
    let cause = foe.menace
        + if foe.claim { 0.4 } else { 0.0 }
        + 0.5 * foe.struck
        + if foe.plans { 0.4 } else { 0.0 };
    let value = 0.6 * judge.care(Need::Pressure) * fresh * (cause - 0.2) * (stake / 0.2).min(2.0);
    worth.add(value, Need::Pressure, foe.menace, Some(foe.id));
    foe.threatened < 0.95
}

fn sanctions(judge: &Judge, effect: &Effect, worth: &mut Worth) -> bool {
    let Some(other) = judge.about() else {
        return false;
    };
    let cause = cause_for_sanctions(judge, other);
    if let Effect::Sanction { depth } = effect {
        let fresh = 1.0 - other.sanctioned / 0.8;
        let steps = (depth * judge.amount / 0.2).min(3.0).sqrt();
        let value =
            0.9 * judge.care(Need::Punishment) * steps * (fresh * cause - 0.25 - 0.8 * other.trade);
        worth.add(value, Need::Punishment, cause, Some(other.id));
        return other.sanctioned < 0.95 && other.bond != Bond::Friend;
    }
    let value =
        (0.6 - cause) * judge.pull(Need::Calm) + 0.6 * other.trade + 0.2 * judge.pull(Need::Growth);
    worth.add(value, Need::Calm, other.menace, Some(other.id));
    other.sanctioned > 0.0
}

/// Acts it was accused of, plans that were seen, and, for an aggressor, claims.
fn cause_for_sanctions(judge: &Judge, other: &Other) -> f64 {
    let claims = judge.picture.kind == SeatKind::Aggressor && other.bond == Bond::Foe;
    let seen = if other.plans { 0.5 } else { 0.0 };
    (other.struck + seen + 0.3 * other.menace + if claims { 0.25 } else { 0.0 }).min(1.2)
}

fn specialise(judge: &Judge, worth: &mut Worth) -> bool {
    let (Some(alliance), Actor::Nation(nation)) = (judge.picture.alliance, judge.picture.actor)
    else {
        return false;
    };
    let Some(member) = alliance.member(nation) else {
        return false;
    };
    let small = 1.0 - (judge.picture.own.strength.total() / 20.0).min(1.0);
    let value = if member.niche.is_some() {
        -1.0
    } else {
        0.5 * small * (0.5 + judge.picture.friends_trust)
    };
    worth.add(
        value * judge.care(Need::Interoperability),
        Need::Interoperability,
        small,
        None,
    );
    true
}

fn pay(judge: &Judge, money: f64, worth: &mut Worth) -> bool {
    let Some(other) = judge.about() else {
        return false;
    };
    let steps = (money * judge.amount).min(4.0).sqrt();
    let (need, value) = match other.bond {
        Bond::Friend => (Need::Trust, 0.3 * (1.0 - other.trust) + 0.3 * other.danger),
        Bond::Foe => (Need::Calm, 0.3 * judge.level(Need::Calm) - 0.3),
        Bond::Own | Bond::Neutral => (Need::Trust, 0.25 * other.trust * (0.5 + other.trade)),
    };
    worth.add(
        steps * value * judge.care(need),
        need,
        judge.level(need),
        Some(other.id),
    );
    true
}

fn alliance(judge: &Judge, effect: &Effect, worth: &mut Worth) -> bool {
    let p = judge.picture;
    let Some(alliance) = p.alliance else {
        return false;
    };
    match effect {
        Effect::PreDelegate => {
            let value =
                judge.care(Need::Shield) * (0.5 * p.alarm + 0.4 * judge.level(Need::Shield) - 0.1);
            worth.add(value, Need::Warning, p.alarm, None);
            !alliance.state.delegated && alliance.state.standing > 0.0
        }
        Effect::Invite => {
            let Some(guest) = judge.about().filter(|o| alliance.member(o.id).is_none()) else {
                return false;
            };
            let value = 1.2 * (guest.trust - 0.45) - 0.8 * guest.rivalry + 0.3 * guest.trade;
            worth.add(
                value * judge.care(Need::Cohesion),
                Need::Cohesion,
                guest.trust,
                Some(guest.id),
            );
            true
        }
        Effect::Suspend => {
            let Some(member) = judge.target.and_then(|t| alliance.member(t)) else {
                return false;
            };
            let trust = judge.about().map_or(0.5, |o| o.trust);
            let broken = f64::from(member.broken.min(4)) * 0.25;
            worth.add(
                1.6 * (0.3 - trust) + broken - 0.3,
                Need::Trust,
                1.0 - trust,
                judge.target,
            );
            !member.suspended
        }
        _ => {
            let disappointed =
                1.4 * (0.35 - p.friends_trust) + 0.6 * (0.4 - alliance.state.cohesion);
            worth.add(
                disappointed - 0.3 * p.alarm,
                Need::Trust,
                1.0 - p.friends_trust,
                None,
            );
            matches!(p.actor, Actor::Nation(_))
        }
    }
}

fn amend(judge: &Judge, amendment: Amendment, worth: &mut Worth) -> bool {
    let p = judge.picture;
    let Some(alliance) = p.alliance else {
        return false;
    };
    let articles = || {
        alliance
            .treaty
            .articles
            .iter()
            .filter(|a| a.obligation.kind != Duty::Consult)
    };
    let (possible, value) = match amendment {
        Amendment::QualifiedMajority => {
            let slow = articles().any(|a| {
                matches!(
                    a.decision,
                    DecisionRule::Unanimity { .. } | DecisionRule::Individually
                )
            });
            (slow, 0.5 * judge.level(Need::Cohesion) + 0.5 * p.alarm)
        }
        Amendment::Unanimity => {
            let quick = articles().any(|a| !matches!(a.decision, DecisionRule::Unanimity { .. }));
            (quick, 0.5 * judge.level(Need::Cohesion) - 0.4 * p.alarm)
        }
        Amendment::Threshold(by) => {
            let room = articles().any(|a| {
                if by < 0.0 {
                    a.trigger.severity > 0.1
                } else {
                    a.trigger.severity < 0.9
                }
            });
            (
                room,
                -by.signum() * (0.8 * p.grey + 0.3 * p.maritime + 0.3 * p.nonstate - 0.1),
            )
        }
        Amendment::WiderScope => (
            articles().any(|a| a.scope != Scope::Anywhere),
            0.6 * p.maritime + 0.2,
        ),
        Amendment::BurdenTarget(by) => {
            let room = if by > 0.0 {
                alliance.treaty.burden_target < 0.05
            } else {
                alliance.treaty.burden_target > 0.01
            };
            (room, by.signum() * (judge.level(Need::Strength) - 0.4))
        }
    };
    worth.add(
        0.9 * value * judge.care(Need::Law),
        Need::Law,
        judge.level(Need::Law),
        None,
    );
    possible
}

/// Plans dropped or delayed, and stakes yielded.
fn plans(judge: &Judge, effect: &Effect, worth: &mut Worth) -> bool {
    let p = judge.picture;
    match effect {
        // Dropping a plan one does not have costs nothing, so such orders stay possible.
        Effect::DropPlan if p.own.planning => {
            let value = if judge.posture() == Posture::Reassurer {
                0.1
            } else {
                -0.5
            };
            worth.add(value, Need::Calm, judge.level(Need::Calm), judge.target);
        }
        Effect::DelayPlan => {
            if let Some(foe) = judge.about().filter(|o| o.plans) {
                worth.add(
                    0.6 * judge.care(Need::Warning),
                    Need::Warning,
                    p.alarm,
                    Some(foe.id),
                );
            }
        }
        Effect::Concede { share } => {
            let fear = judge.level(Need::Calm) * judge.care(Need::Calm) + p.alarm;
            let value = (share / 0.06).min(3.0) * (0.35 * fear - 0.7);
            worth.add(value, Need::Calm, judge.level(Need::Calm), judge.target);
        }
        _ => {}
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ai::fixture::{edit, nation, world, worth};
    use crate::rules::nation::{Alliance, Deployment, Deployments, Sanctions};

    fn total(who: &str, target: Option<&str>, effect: Effect) -> Option<f64> {
        worth(&world(), who, Posture::Committer, target, &[effect]).map(|w| w.total)
    }

    #[test]
    fn troops_that_are_not_there_cannot_be_withdrawn() {
        let mut world = world();
        edit::<Deployments>(&mut world, "halden", |d| d.0.clear());
        let home = |world: &_| {
            worth(
                world,
                "halden",
                Posture::Hedger,
                Some("kestria"),
                &[Effect::Withdraw],
            )
        };
        assert!(home(&world).is_none());
        let host = nation(&world, "kestria");
        let stay = Deployment {
            host,
            share: 0.1,
            strategic: false,
        };
        edit::<Deployments>(&mut world, "halden", |d| d.0.push(stay));
        assert!(home(&world).is_some());
    }

    #[test]
    fn sanctions_nobody_imposed_cannot_be_lifted() {
        let mut world = world();
        let lift = |world: &_| {
            worth(
                world,
                "halden",
                Posture::Reassurer,
                Some("sarn"),
                &[Effect::Lift],
            )
        };
        edit::<Sanctions>(&mut world, "halden", |s| s.0.clear());
        assert!(lift(&world).is_none());
        let sarn = nation(&world, "sarn");
        edit::<Sanctions>(&mut world, "halden", |s| s.0.push((sarn, 0.4)));
        assert!(lift(&world).is_some());
    }

    #[test]
    fn strategic_weapons_are_stationed_only_by_those_who_have_them() {
        let station = |who| total(who, Some("ilmar"), Effect::StationStrategic);
        assert!(station("halden").is_some());
        assert!(station("kestria").is_none());
    }

    #[test]
    fn a_promise_given_already_is_worth_less_the_second_time() {
        let word = Effect::Commit { stake: 0.25 };
        let fresh = total("halden", Some("kestria"), word.clone());
        let mut world = world();
        let toward = nation(&world, "kestria");
        let given = crate::rules::nation::Commitment {
            toward,
            stake: 0.3,
            threat: false,
            made: 1,
        };
        edit::<crate::rules::nation::Commitments>(&mut world, "halden", |c| c.0.push(given));
        let again = worth(
            &world,
            "halden",
            Posture::Committer,
            Some("kestria"),
            &[word],
        )
        .map(|w| w.total);
        assert!(again < fresh);
    }

    #[test]
    fn an_endangered_ally_is_worth_more_troops_than_a_safe_one() {
        let send = |host| total("halden", Some(host), Effect::Deploy { share: 0.05 });
        assert!(send("kestria") > send("dunmar"));
    }

    #[test]
    fn those_outside_every_alliance_have_none_to_leave_or_amend() {
        assert!(total("sarn", None, Effect::Leave).is_none());
        assert!(total("calder", None, Effect::Amend(Amendment::Unanimity)).is_none());
        assert!(total("calder", None, Effect::PreDelegate).is_none());
    }

    #[test]
    fn what_was_delegated_is_not_delegated_again() {
        let mut world = world();
        edit::<Alliance>(&mut world, "sound_alliance", |a| {
            (a.standing, a.delegated) = (0.1, false)
        });
        let ask = |world: &_| {
            worth(
                world,
                "sound_alliance",
                Posture::Armer,
                None,
                &[Effect::PreDelegate],
            )
        };
        assert!(ask(&world).is_some());
        edit::<Alliance>(&mut world, "sound_alliance", |a| a.delegated = true);
        assert!(ask(&world).is_none());
    }

    #[test]
    fn allies_are_not_put_under_sanctions() {
        assert!(total("halden", Some("kestria"), Effect::Sanction { depth: 0.2 }).is_none());
    }

    #[test]
    fn conceding_is_never_a_pleasure() {
        assert!(total("kestria", Some("sarn"), Effect::Concede { share: 0.06 }) < Some(0.0));
    }
}
