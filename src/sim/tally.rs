//! What one computer-only match amounted to: endings by seat, measures, and how often each thing of the rules was used.
//! Reads events turn by turn as the match goes, and the board at its end; writes a `Tally`.
//! Not here: many matches and their means (`sim::stats`), running them (`sim::batch`).
//! Rule text: none; the names are those `casus sim` prints.

use std::collections::BTreeMap;

use bevy::ecs::prelude::World;

use super::fare::Fare;
use super::game::Match;
use crate::level::check::Checked;
use crate::rules::board::Board;
use crate::rules::capability::{Domain, PerDomain};
use crate::rules::definition::{ActKind, RuleSet};
use crate::rules::event::{EventLog, TurnEvent, Verdict};
use crate::rules::id::AllianceId;
use crate::rules::scene::Scene;
use crate::rules::standing::Ending;
use crate::rules::treaty::DecisionRule;

/// What is counted by id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Orders given, by id.
    Orders,
    /// Acts carried out, by id.
    Acts,
    /// Articles on which a finding was made or that brought members to consult, `treaty/article`.
    Articles,
    /// Decision rules under which a finding was made.
    DecisionRules,
    /// Domains that fought, carried an act or were named in an order.
    Domains,
    /// Response levels given.
    ResponseLevels,
    /// Matters answered or ignored, by id.
    Matters,
}

impl Kind {
    /// All kinds.
    pub const ALL: [Self; 7] = [
        Self::Orders,
        Self::Acts,
        Self::Articles,
        Self::DecisionRules,
        Self::Domains,
        Self::ResponseLevels,
        Self::Matters,
    ];

    /// Its name in the report.
    pub fn word(self) -> &'static str {
        [
            "orders",
            "acts",
            "articles",
            "decision_rules",
            "domains",
            "response_levels",
            "matters",
        ][self as usize]
    }
}

/// Uses by kind and id.
pub type Counts = BTreeMap<(Kind, String), u64>;

/// One match.
#[derive(Clone, Debug, PartialEq)]
pub struct Tally {
    /// How it ended for each seat.
    pub endings: Vec<(String, Ending)>,
    /// Measures, in `MEASURES` order.
    pub measures: [f64; MEASURES.len()],
    /// Uses.
    pub counts: Counts,
    /// How seats under study fared.
    pub fares: Vec<Fare>,
    pub(super) seen: usize,
}

impl Default for Tally {
    fn default() -> Self {
        Self {
            endings: Vec::new(),
            measures: [0.0; MEASURES.len()],
            counts: Counts::new(),
            fares: Vec::new(),
            seen: 0,
        }
    }
}

macro_rules! measures {
    ($($name:ident: $doc:literal;)*) => {
        #[allow(non_camel_case_types, reason = "a measure's variant is its name in the report")]
        #[derive(Clone, Copy)]
        enum M { $($name,)* }

        /// The measures of a match, by name, with what each is.
        pub const MEASURES: &[(&str, &str)] = &[$((stringify!($name), $doc),)*];
    };
}

measures! {
    acts_threat: "acts of words";
    acts_grey: "acts below the threshold";
    acts_nonstate: "acts by proxies";
    acts_maritime: "acts at sea";
    acts_armed: "armed acts";
    acts_strategic: "strategic acts";
    acts_failed: "acts that did not come off";
    plans_made: "plans made";
    plans_dropped: "plans dropped";
    plans_paused: "turns plans were paused";
    plans_carried_out: "plans that became acts";
    plans_seen: "indicators caught";
    obligations_called: "guarantors an applicable article called";
    obligations_honoured: "of these, honoured";
    obligations_abstained: "of these, stayed out as the text allows";
    obligations_reneged: "of these, broken";
    findings: "findings made";
    findings_applied: "findings that an article applies";
    consultations: "consultations";
    wars: "wars begun";
    ground_taken: "shares of nations that changed hands";
    conceded: "stakes conceded, shares";
    backed_down: "aggressors that backed down";
    climbed: "rungs climbed";
    elections: "elections held";
    leader_changes: "governments that fell, by vote or otherwise";
    internal_conflicts: "internal conflicts begun";
    orders: "orders given";
    matters: "matters put";
    matters_ignored: "of these, ignored";
    arrears: "turns in which a nation could not pay its forces";
    cohesion: "mean cohesion of alliances at the end";
    burden: "mean burden of nations at the end";
    trust: "mean trust of relations at the end";
    threat: "mean threat perceived at the end";
}

impl Tally {
    /// Counts what happened since the last call. Call it at every stop.
    pub fn count(&mut self, world: &World) {
        let events = &world.resource::<EventLog>().0;
        for dated in &events[self.seen.min(events.len())..] {
            self.event(world, &dated.event);
        }
        self.seen = events.len();
    }

    /// Takes the endings and the measures of the end.
    pub fn finish(&mut self, game: &Match) {
        let world = game.world();
        self.count(world);
        let seats = &world.resource::<Scene>().seats;
        self.endings = seats
            .iter()
            .enumerate()
            .map(|(i, s)| (s.id.clone(), game.standing(i).outcome))
            .collect();
        let board = world.resource::<Board>();
        let relations = || board.nations.iter().flat_map(|n| &n.relations);
        self.set(
            M::cohesion,
            mean(board.alliances.iter().map(|a| a.state.cohesion)),
        );
        self.set(
            M::burden,
            mean(board.nations.iter().map(|n| n.economy.burden)),
        );
        self.set(M::trust, mean(relations().map(|r| r.trust)));
        self.set(M::threat, mean(relations().map(|r| r.threat)));
    }

    fn set(&mut self, measure: M, value: f64) {
        self.measures[measure as usize] = value;
    }

    fn add(&mut self, measure: M, by: f64) {
        self.measures[measure as usize] += by;
    }

    fn use_of(&mut self, kind: Kind, id: &str) {
        *self.counts.entry((kind, id.into())).or_default() += 1;
    }

    fn event(&mut self, world: &World, event: &TurnEvent) {
        let rules = world.resource::<RuleSet>();
        match event {
            TurnEvent::OrderGiven { order, domain, .. } => {
                self.add(M::orders, 1.0);
                if let Some(def) = rules.orders.get(*order) {
                    self.use_of(Kind::Orders, &def.id);
                }
                if let Some(domain) = domain {
                    self.use_of(Kind::Domains, domain.word());
                }
            }
            TurnEvent::MatterClosed { matter, answer, .. } => {
                self.add(M::matters, 1.0);
                self.add(M::matters_ignored, f64::from(u8::from(answer.is_none())));
                if let Some(def) = world.resource::<Scene>().matters.get(*matter) {
                    self.use_of(Kind::Matters, &def.id);
                }
            }
            TurnEvent::ActCommitted { act, success, .. } => self.act(rules, *act, *success),
            TurnEvent::FindingMade {
                alliance,
                article,
                rule,
                applies,
                ..
            } => {
                self.add(M::findings, 1.0);
                self.add(M::findings_applied, f64::from(u8::from(*applies)));
                self.article(world, *alliance, *article);
                if let Some(word) = DecisionRule::WORDS.get(*rule) {
                    self.use_of(Kind::DecisionRules, word);
                }
            }
            TurnEvent::Consulted { alliance, article } => {
                self.add(M::consultations, 1.0);
                self.article(world, *alliance, *article);
            }
            TurnEvent::Responded {
                duty,
                verdict,
                level,
                ..
            } => {
                if let Some(response) = level.and_then(|l| rules.responses.get(l as usize)) {
                    self.use_of(Kind::ResponseLevels, &response.id);
                }
                if duty.is_none() {
                    return;
                }
                self.add(M::obligations_called, 1.0);
                let kept = [
                    M::obligations_honoured,
                    M::obligations_abstained,
                    M::obligations_reneged,
                ];
                self.add(
                    kept[match verdict {
                        Verdict::Honour => 0,
                        Verdict::Abstain => 1,
                        Verdict::Renege => 2,
                    }],
                    1.0,
                );
            }
            TurnEvent::Contest {
                attack, defence, ..
            } => {
                self.domains(attack);
                self.domains(defence);
            }
            other => self.plain(other),
        }
    }

    fn plain(&mut self, event: &TurnEvent) {
        match event {
            TurnEvent::PlanMade { .. } => self.add(M::plans_made, 1.0),
            TurnEvent::PlanDropped { .. } => self.add(M::plans_dropped, 1.0),
            TurnEvent::PlanPaused { .. } => self.add(M::plans_paused, 1.0),
            TurnEvent::PlanSeen { .. } => self.add(M::plans_seen, 1.0),
            TurnEvent::WarBegan { .. } => self.add(M::wars, 1.0),
            TurnEvent::GroundTaken { share, .. } => self.add(M::ground_taken, *share),
            TurnEvent::Conceded { share, .. } => self.add(M::conceded, *share),
            TurnEvent::BackedDown { .. } => self.add(M::backed_down, 1.0),
            TurnEvent::Climbed { .. } => self.add(M::climbed, 1.0),
            TurnEvent::ElectionHeld { changed, .. } => {
                self.add(M::elections, 1.0);
                self.add(M::leader_changes, f64::from(u8::from(*changed)));
            }
            TurnEvent::LeaderChanged { .. } => self.add(M::leader_changes, 1.0),
            TurnEvent::InternalConflict { began: true, .. } => self.add(M::internal_conflicts, 1.0),
            TurnEvent::Arrears { .. } => self.add(M::arrears, 1.0),
            _ => {}
        }
    }

    fn act(&mut self, rules: &RuleSet, act: usize, success: bool) {
        let Some(def) = rules.acts.get(act) else {
            return;
        };
        let measure = match def.kind {
            ActKind::Threat => M::acts_threat,
            ActKind::Grey => M::acts_grey,
            ActKind::NonState => M::acts_nonstate,
            ActKind::Maritime => M::acts_maritime,
            ActKind::Armed => M::acts_armed,
            ActKind::Strategic => M::acts_strategic,
        };
        self.add(measure, 1.0);
        self.add(M::acts_failed, f64::from(u8::from(!success)));
        self.add(M::plans_carried_out, f64::from(u8::from(def.lead > 0)));
        self.use_of(Kind::Acts, &def.id);
        self.domains(&def.domains);
    }

    fn article(&mut self, world: &World, alliance: AllianceId, article: usize) {
        let Some(row) = world.resource::<Board>().alliances.get(alliance.index()) else {
            return;
        };
        if let Some(def) = row.treaty.articles.get(article) {
            self.use_of(Kind::Articles, &format!("{}/{}", row.treaty.id, def.id));
        }
    }

    fn domains(&mut self, forces: &PerDomain) {
        for domain in Domain::ALL {
            if forces.get(domain) > 0.0 {
                self.use_of(Kind::Domains, domain.word());
            }
        }
    }
}

/// Everything a level could use, counted zero times.
pub fn known(checked: &Checked) -> Counts {
    let mut counts = Counts::new();
    let mut add = |kind: Kind, id: &str| {
        counts.insert((kind, id.to_string()), 0);
    };
    let rules = &checked.rules;
    rules.orders.iter().for_each(|o| add(Kind::Orders, &o.id));
    rules.acts.iter().for_each(|a| add(Kind::Acts, &a.id));
    rules
        .responses
        .iter()
        .for_each(|r| add(Kind::ResponseLevels, &r.id));
    rules
        .matters
        .iter()
        .chain(&checked.def.matters)
        .for_each(|m| add(Kind::Matters, &m.id));
    for treaty in &checked.treaties {
        treaty
            .articles
            .iter()
            .for_each(|a| add(Kind::Articles, &format!("{}/{}", treaty.id, a.id)));
    }
    DecisionRule::WORDS
        .iter()
        .for_each(|w| add(Kind::DecisionRules, w));
    Domain::ALL
        .iter()
        .for_each(|d| add(Kind::Domains, d.word()));
    counts
}

fn mean(values: impl Iterator<Item = f64>) -> f64 {
    let (mut sum, mut count) = (0.0, 0u32);
    for value in values {
        sum += value;
        count += 1;
    }
    if count == 0 {
        0.0
    } else {
        sum / f64::from(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_mean_of_nothing_is_zero() {
        assert_eq!(mean(std::iter::empty()), 0.0);
        assert_eq!(mean([1.0, 2.0].into_iter()), 1.5);
    }

    #[test]
    fn every_kind_of_count_has_its_own_name() {
        let mut words: Vec<_> = Kind::ALL.iter().map(|k| k.word()).collect();
        words.sort_unstable();
        words.dedup();
        assert_eq!(words.len(), Kind::ALL.len());
    }

    #[test]
    fn a_domain_without_strength_is_not_used() {
        let mut tally = Tally::default();
        let mut forces = PerDomain::default();
        forces.0[Domain::Naval.index()] = 2.0;
        tally.domains(&forces);
        assert_eq!(
            tally
                .counts
                .keys()
                .map(|(_, id)| id.as_str())
                .collect::<Vec<_>>(),
            ["naval"]
        );
    }

    #[test]
    fn plans_and_wars_are_measured_once_each() {
        let mut tally = Tally::default();
        tally.plain(&TurnEvent::PlanMade {
            aggressor: crate::rules::id::NationId(0),
            act: 0,
            target: crate::rules::id::NationId(1),
        });
        assert_eq!(tally.measures[M::plans_made as usize], 1.0);
        assert_eq!(tally.measures.iter().sum::<f64>(), 1.0);
    }
}
