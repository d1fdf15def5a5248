//! Forks: the same match from a turn on with something changed, on the same dice or on other dice from that turn on.
//! Reads a match or a save; plays new matches; writes what came of them.
//! Not here: the command (`cli::fork`), statistics' words (`cli::fork`), undoing (`sim::game`).
//! Rule text: DESIGN section 9: what would have happened, with common dice and intervals.

use std::sync::Arc;

use bevy::ecs::prelude::World;

use super::game::{Match, Waiting, new_world};
use super::log::{END, Entry};
use super::options::Options;
use super::order_text::{self, parse_actor, print_actor};
use super::replay;
use super::save::Saved;
use crate::level::check::Checked;
use crate::rules::clock::Step;
use crate::rules::decision::{Decision, DecisionKind, Pick, Record};
use crate::rules::definition::RuleSet;
use crate::rules::dice::Seed;
use crate::rules::event::{EventLog, TurnEvent};
use crate::rules::id::{Actor, AllianceId, NationId, Roster};
use crate::rules::mind::coalition::by_force;
use crate::rules::nation::Membership;
use crate::rules::run;

/// One thing that is changed.
#[derive(Clone, Debug, PartialEq)]
pub enum Change {
    /// An order is given on the turn.
    Give(Actor, String),
    /// An order of the turn is not given.
    Drop(Actor, String),
    /// A member pledges this share of its forces, from the turn on.
    Pledge(NationId, AllianceId, f64),
    /// A coefficient has this value, from the turn on.
    Coefficient(String, f64),
    /// A seat gives no orders, from the turn on.
    Silence(Actor),
}

/// How a change is written, for those who got it wrong.
pub const FORMS: &str = "write `give ACTOR: ORDER`, `drop ACTOR: ORDER`, `pledge NATION@ALLIANCE=SHARE`, `silence ACTOR` or `COEFFICIENT=VALUE`";

impl Change {
    /// Reads a change. The message says what can be written.
    pub fn parse(text: &str, roster: &Roster) -> Result<Self, String> {
        let wrong = |what: String| format!("`{text}`: {what}; {FORMS}");
        let actor = |id: &str| {
            parse_actor(roster, id.trim())
                .ok_or_else(|| wrong(format!("nobody is called `{}`", id.trim())))
        };
        let (word, rest) = text.trim().split_once(' ').unwrap_or((text.trim(), ""));
        match word {
            "give" | "drop" => {
                let (who, order) = rest.split_once(": ").ok_or_else(|| {
                    wrong("a colon and a space belong between actor and order".into())
                })?;
                let (who, order) = (actor(who)?, order.trim().to_owned());
                Ok(if word == "give" {
                    Self::Give(who, order)
                } else {
                    Self::Drop(who, order)
                })
            }
            "silence" => Ok(Self::Silence(actor(rest)?)),
            "pledge" => {
                let (who, share) = rest
                    .split_once('=')
                    .ok_or_else(|| wrong("a share is missing".into()))?;
                let (nation, alliance) = who
                    .split_once('@')
                    .ok_or_else(|| wrong("an alliance is missing".into()))?;
                let nation = roster
                    .nation(nation.trim())
                    .ok_or_else(|| wrong(format!("no nation `{nation}`")))?;
                let alliance = roster
                    .alliance(alliance.trim())
                    .ok_or_else(|| wrong(format!("no alliance `{alliance}`")))?;
                let share: f64 = share
                    .trim()
                    .parse()
                    .map_err(|_| wrong("the share is no number".into()))?;
                if !(0.0..=1.0).contains(&share) {
                    return Err(wrong("a share lies between 0 and 1".into()));
                }
                Ok(Self::Pledge(nation, alliance, share))
            }
            _ => {
                let (name, value) = super::batch::setting(text).map_err(wrong)?;
                Ok(Self::Coefficient(name, value))
            }
        }
    }

    /// The change as it is written.
    pub fn print(&self, roster: &Roster) -> String {
        match self {
            Self::Give(actor, order) => format!("give {}: {order}", print_actor(roster, *actor)),
            Self::Drop(actor, order) => format!("drop {}: {order}", print_actor(roster, *actor)),
            Self::Pledge(nation, alliance, share) => {
                format!(
                    "pledge {}@{}={share}",
                    roster.nation_id(*nation),
                    roster.alliance_id(*alliance)
                )
            }
            Self::Coefficient(name, value) => format!("{name}={value}"),
            Self::Silence(actor) => format!("silence {}", print_actor(roster, *actor)),
        }
    }
}

/// What forks start from.
#[derive(Clone)]
pub struct Base {
    level: Arc<Checked>,
    options: Options,
    set: Vec<(String, f64)>,
    log: Vec<Entry>,
}

impl Base {
    /// A save.
    pub fn of(saved: &Saved) -> Result<Self, String> {
        let game = replay::play(saved, None)?;
        Ok(Self {
            log: game.log().to_vec(),
            ..Self::without_log(&game)
        })
    }

    /// A match's level, options and coefficients, from the start.
    pub fn without_log(game: &Match) -> Self {
        Self {
            level: game.level(),
            options: game.options().clone(),
            set: game.set().to_vec(),
            log: Vec::new(),
        }
    }

    /// The match at the orders of a turn, none of which is given yet.
    pub fn at(&self, turn: u32) -> Result<Match, String> {
        let past = self.log.iter().filter(|e| e.turn < turn).cloned().collect();
        let game = Match::in_world(
            new_world(),
            Arc::clone(&self.level),
            self.options.clone(),
            &self.set,
            past,
        );
        if game.waiting() == Waiting::Orders && game.turn() == turn {
            Ok(game)
        } else {
            Err(format!("the match has no orders on turn {turn}"))
        }
    }
}

/// Plays from a turn to the end with changes; with `dice`, on other dice from that turn on (hidden types stay as they were drawn).
/// Orders of the person and of the turn itself are given again where they still can be; computers decide anew after it.
pub fn run(base: &Base, turn: u32, changes: &[Change], dice: Option<u64>) -> Result<Match, String> {
    let mut game = base.at(turn)?;
    if let Some(salt) = dice {
        let seed = game.world().resource::<Seed>().0;
        game.world_mut()
            .insert_resource(Seed(seed ^ salt.wrapping_mul(0x9E37_79B9_7F4A_7C15)));
    }
    for change in changes {
        alter(game.world_mut(), change)?;
        if let Change::Silence(actor) = change {
            game.silence(*actor);
        }
    }
    run::refresh(game.world_mut());
    let silent = |who: &str, roster: &Roster| {
        changes
            .iter()
            .any(|c| matches!(c, Change::Silence(a) if print_actor(roster, *a) == who))
    };
    let first = orders(base, turn, changes, game.world().resource::<Roster>())?;
    if first.iter().any(Entry::is_end) {
        game.resume(first);
        if let Some(misfit) = game.misfit() {
            return Err(misfit.message.clone());
        }
    }
    loop {
        match game.waiting() {
            Waiting::Over => return Ok(game),
            Waiting::Orders => {
                let own = game
                    .actor()
                    .map(|a| print_actor(game.world().resource(), a));
                let now = game.turn();
                let mine =
                    |e: &&Entry| e.turn == now && e.is_order() && Some(&e.actor) == own.as_ref();
                for entry in base.log.iter().filter(mine) {
                    if !silent(&entry.actor, game.world().resource())
                        && let Ok(order) = order_text::parse(game.world(), &entry.text)
                    {
                        // An order that can no longer be given is left out.
                        let _ = game.give(order);
                    }
                }
                game.end_turn();
            }
            Waiting::Decision(index) => {
                let option =
                    logged_choice(base, &game).or_else(|| Some(game.decision(index)?.chosen));
                let option = option.unwrap_or(0);
                if game.choose(option).is_err() {
                    let own = game.decision(index).map_or(0, |d| d.chosen);
                    game.choose(own)?;
                }
            }
        }
    }
}

/// What the person chose at this stop in the log: the choice with the same place among those of its turn and step.
fn logged_choice(base: &Base, game: &Match) -> Option<usize> {
    let turn = game.turn();
    let choices = |log: &[Entry]| -> Vec<usize> {
        log.iter()
            .filter(|e| e.turn == turn)
            .filter_map(Entry::choice)
            .collect()
    };
    let made = choices(game.log()).len();
    choices(&base.log).get(made).copied()
}

/// The orders of the turn as the log has them, changed, with the end of the turn; empty if the log ends before.
fn orders(
    base: &Base,
    turn: u32,
    changes: &[Change],
    roster: &Roster,
) -> Result<Vec<Entry>, String> {
    let mut lines: Vec<Entry> = base
        .log
        .iter()
        .filter(|e| e.turn == turn && e.step == Step::OrdersAsk)
        .cloned()
        .collect();
    let ended = lines.iter().any(Entry::is_end);
    let end = Entry {
        turn,
        step: Step::OrdersAsk,
        actor: "-".into(),
        text: END.into(),
    };
    for change in changes {
        match change {
            Change::Drop(actor, order) => {
                let who = print_actor(roster, *actor);
                let at = lines
                    .iter()
                    .position(|e| e.actor == who && e.text == *order);
                let at =
                    at.ok_or_else(|| format!("{who} did not give `{order}` on turn {turn}"))?;
                lines.remove(at);
            }
            Change::Give(actor, order) => {
                let text = order.clone();
                let line = Entry {
                    text,
                    actor: print_actor(roster, *actor),
                    ..end.clone()
                };
                let before = lines.iter().position(Entry::is_end).unwrap_or(lines.len());
                lines.insert(before, line);
            }
            Change::Silence(actor) => {
                let who = print_actor(roster, *actor);
                lines.retain(|e| e.actor != who || e.is_end());
            }
            Change::Pledge(..) | Change::Coefficient(..) => {}
        }
    }
    if !ended && !lines.is_empty() {
        lines.push(end);
    }
    Ok(lines)
}

/// Changes that are no orders.
fn alter(world: &mut World, change: &Change) -> Result<(), String> {
    match change {
        Change::Pledge(nation, alliance, share) => {
            let mut query = world.query::<&mut Membership>();
            let mut all = query.iter_mut(world);
            let mut member = all
                .find(|m| m.nation == *nation && m.alliance == *alliance)
                .ok_or("that nation is no member of that alliance")?;
            member.pledge = *share;
        }
        Change::Coefficient(name, value) => {
            let mut rules = world.resource_mut::<RuleSet>();
            if let Some(coefficient) = rules.coefficients.get_mut(name) {
                *coefficient = *value;
            }
        }
        Change::Give(..) | Change::Drop(..) | Change::Silence(_) => {}
    }
    Ok(())
}

/// What came of one match from a turn on.
#[derive(Clone, Debug, PartialEq)]
pub struct Came {
    /// Acts of force, by aggressor.
    pub force: Vec<NationId>,
    /// The record's chances of attack, by the turn's decisions about aggression: aggressor, margin.
    pub margins: Vec<(NationId, f64)>,
}

/// Reads off what came of a match from a turn on.
pub fn came(game: &Match, turn: u32) -> Came {
    let world = game.world();
    let acts = &world.resource::<RuleSet>().acts;
    let force = world
        .resource::<EventLog>()
        .0
        .iter()
        .filter(|d| d.turn >= turn)
        .filter_map(|d| match d.event {
            TurnEvent::ActCommitted { aggressor, act, .. } if by_force(&acts[act]) => {
                Some(aggressor)
            }
            _ => None,
        });
    let decisions = world.resource::<Record>().0.iter();
    let weighed = decisions.filter(|d| d.turn == turn && d.kind == DecisionKind::Aggression);
    Came {
        force: force.collect(),
        margins: weighed
            .filter_map(|d| Some((nation(d)?, d.margin)))
            .collect(),
    }
}

fn nation(decision: &Decision) -> Option<NationId> {
    let weighs = decision
        .options
        .iter()
        .any(|o| matches!(o.pick, Pick::Act(..)));
    match decision.actor {
        Actor::Nation(n) if weighs => Some(n),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_that_means_nothing_says_what_can_be_written() {
        let roster = Roster::default();
        for text in [
            "",
            "frobnicate",
            "give nobody: consult",
            "pledge a@b",
            "precision=x",
            "silence x",
        ] {
            let message = Change::parse(text, &roster).expect_err(text);
            assert!(message.contains("write `give"), "{message}");
        }
    }

    #[test]
    fn a_coefficient_reads_back_as_it_is_printed() {
        let roster = Roster::default();
        let change = Change::parse("precision=8", &roster).expect("a coefficient");
        assert_eq!(change.print(&roster), "precision=8");
    }
}
