//! Which nations know each other at the start, and what they hold of one another.
//! Reads the level's relations, alliances, claims and map; writes the sparse, symmetric relations of every nation.
//! Not here: how relations change (`rules`), the components themselves (`rules::relation`).
//! Rule text: DESIGN section 3; sizes are design defaults (D).

use std::collections::BTreeMap;

use super::Index;
use crate::level::def::{LevelDef, NationDef, RelationDef};
use crate::level::map::Map;
use crate::rules::id::NationId;
use crate::rules::nation::Membership;
use crate::rules::relation::{Relation, Relations};

/// Relations a nation has beside those the level lists.
const MOST: usize = 40;
/// Allies a member of a large alliance knows.
const NEAR_ALLIES: usize = 24;
/// Neighbours everybody knows.
const NEIGHBOURS: usize = 6;
/// Distance over which trade and fear fade, km.
const FADE: f64 = 2500.0;

/// Why a pair is known, the strongest reason first; later ones yield when a nation knows too many.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Reason {
    Listed,
    Claimed,
    Border,
    Allied,
    Threatened,
    Near,
}

type Pair = (u32, u32);

fn pair(a: NationId, b: NationId) -> Pair {
    (a.0.min(b.0), a.0.max(b.0))
}

/// The relations of every nation, in id order.
pub(super) fn relations(
    def: &LevelDef,
    order: &[usize],
    memberships: &[Membership],
    index: &Index,
    map: &Map,
) -> Vec<Relations> {
    let view = View::new(def, order, memberships, index, map);
    let chosen = view.chosen();
    let mut all: Vec<Relations> = vec![Relations::default(); order.len()];
    for (a, b) in chosen {
        let (a, b) = (NationId(a), NationId(b));
        all[a.index()].0.push(view.relation(a, b));
        all[b.index()].0.push(view.relation(b, a));
    }
    for relations in &mut all {
        relations.0.sort_by_key(|r| r.other);
    }
    all
}

/// The level as seen pair by pair.
struct View<'a> {
    nations: Vec<&'a NationDef>,
    ready: Vec<f64>,
    map: &'a Map,
    listed: BTreeMap<Pair, &'a RelationDef>,
    claims: Vec<Vec<NationId>>,
    /// Members of each alliance.
    unions: Vec<Vec<NationId>>,
    /// Alliances of each nation.
    within: Vec<Vec<usize>>,
}

impl<'a> View<'a> {
    fn new(
        def: &'a LevelDef,
        order: &[usize],
        memberships: &[Membership],
        index: &Index,
        map: &'a Map,
    ) -> Self {
        let nations: Vec<&NationDef> = order.iter().map(|i| &def.nations[*i]).collect();
        let mut listed = BTreeMap::new();
        for relation in &def.relations {
            if let (Some(a), Some(b)) =
                (index.of(&relation.between.0), index.of(&relation.between.1))
                && a != b
            {
                listed.entry(pair(a, b)).or_insert(relation);
            }
        }
        let claimed = |n: &&NationDef| -> Vec<NationId> {
            n.ambition
                .iter()
                .flat_map(|a| &a.claims)
                .filter_map(|id| index.of(id))
                .collect()
        };
        let mut unions = vec![Vec::new(); def.alliances.len()];
        let mut within = vec![Vec::new(); nations.len()];
        for m in memberships {
            unions[m.alliance.index()].push(m.nation);
            within[m.nation.index()].push(m.alliance.index());
        }
        Self {
            ready: nations
                .iter()
                .map(|n| n.capabilities.values().map(|c| c.ready()).sum())
                .collect(),
            claims: nations.iter().map(claimed).collect(),
            nations,
            map,
            listed,
            unions,
            within,
        }
    }

    /// Pairs that know each other: candidates in order of reason and distance until both sides are full.
    fn chosen(&self) -> Vec<Pair> {
        let mut reasons: BTreeMap<Pair, Reason> = BTreeMap::new();
        let mut note = |a: NationId, b: NationId, reason: Reason| {
            if a != b {
                let known = reasons.entry(pair(a, b)).or_insert(reason);
                *known = (*known).min(reason);
            }
        };
        for (a, b) in self.listed.keys() {
            note(NationId(*a), NationId(*b), Reason::Listed);
        }
        for (a, b) in &self.map.borders {
            note(NationId(*a), NationId(*b), Reason::Border);
        }
        for (a, claims) in self.claims.iter().enumerate() {
            for target in claims {
                note(NationId(a as u32), *target, Reason::Claimed);
            }
        }
        for members in &self.unions {
            for a in members {
                let among = members.iter().map(|m| m.index());
                for b in self.map.nearest(a.index(), among, NEAR_ALLIES) {
                    note(*a, NationId(b as u32), Reason::Allied);
                }
            }
        }
        for a in 0..self.nations.len() {
            for b in self.guarantors_against(a) {
                note(NationId(a as u32), NationId(b as u32), Reason::Threatened);
            }
            for b in self.map.nearest(a, 0..self.nations.len(), NEIGHBOURS) {
                note(NationId(a as u32), NationId(b as u32), Reason::Near);
            }
        }
        let mut candidates: Vec<(Reason, u64, Pair)> = reasons
            .into_iter()
            .map(|((a, b), reason)| {
                (
                    reason,
                    self.map.km(a as usize, b as usize).to_bits(),
                    (a, b),
                )
            })
            .collect();
        candidates.sort_unstable();
        let mut known = vec![0; self.nations.len()];
        candidates.retain(|(reason, _, (a, b))| {
            let room = known[*a as usize] < MOST && known[*b as usize] < MOST;
            let keep = room || *reason <= Reason::Claimed;
            known[*a as usize] += usize::from(keep);
            known[*b as usize] += usize::from(keep);
            keep
        });
        candidates.into_iter().map(|(_, _, pair)| pair).collect()
    }

    /// For an aggressor: the allies of those it claims or holds a rivalry with, the nearest of them.
    fn guarantors_against(&self, aggressor: usize) -> Vec<usize> {
        if self.nations[aggressor].ambition.is_none() {
            return Vec::new();
        }
        let me = NationId(aggressor as u32);
        let mut targets = self.claims[aggressor].clone();
        let rivals = self.listed.iter().filter(|(_, r)| r.rivalry > 0.0);
        targets.extend(rivals.filter_map(|((a, b), _)| {
            (*a == me.0)
                .then_some(NationId(*b))
                .or((*b == me.0).then_some(NationId(*a)))
        }));
        let mut unions: Vec<usize> = targets
            .iter()
            .flat_map(|t| self.within[t.index()].iter().copied())
            .collect();
        unions.sort_unstable();
        unions.dedup();
        let mut guarantors: Vec<usize> = unions
            .iter()
            .flat_map(|u| &self.unions[*u])
            .map(|n| n.index())
            .collect();
        guarantors.sort_unstable();
        guarantors.dedup();
        self.map
            .nearest(aggressor, guarantors.into_iter(), NEAR_ALLIES)
    }

    fn allied(&self, a: NationId, b: NationId) -> bool {
        self.within[a.index()]
            .iter()
            .any(|u| self.within[b.index()].contains(u))
    }

    fn rivalry(&self, a: NationId, b: NationId) -> f64 {
        self.listed.get(&pair(a, b)).map_or(0.0, |r| r.rivalry)
    }

    /// The greatest rivalry that a nation's allies hold with another.
    fn rivalry_of_allies(&self, holder: NationId, other: NationId) -> f64 {
        if self.nations[other.index()].ambition.is_none() {
            return 0.0;
        }
        let allies = self.within[holder.index()]
            .iter()
            .flat_map(|u| &self.unions[*u]);
        allies
            .filter(|m| **m != other)
            .map(|m| self.rivalry(*m, other))
            .fold(0.0, f64::max)
    }

    /// What one nation holds of another at the start.
    fn relation(&self, holder: NationId, other: NationId) -> Relation {
        let listed = self.listed.get(&pair(holder, other));
        let km = listed
            .and_then(|r| r.km)
            .unwrap_or_else(|| self.map.km(holder.index(), other.index()));
        let allied = self.allied(holder, other);
        let rivalry = self.rivalry(holder, other);
        let weigh = Fear {
            rivalry,
            indirect: if allied {
                0.0
            } else {
                self.rivalry_of_allies(holder, other)
            },
            own: self.ready[holder.index()],
            other: self.ready[other.index()],
            km,
            allied,
            claimed: self.claims[other.index()].contains(&holder),
        };
        let products = (
            self.nations[holder.index()].product,
            self.nations[other.index()].product,
        );
        Relation {
            other,
            trust: listed
                .and_then(|r| r.trust)
                .unwrap_or(if allied { 0.6 } else { 0.5 }),
            threat: first_threat(&weigh),
            rivalry,
            trade: listed.map_or_else(|| first_trade(products, km), |r| r.trade),
            km,
            border: listed
                .and_then(|r| r.border)
                .unwrap_or_else(|| self.map.border(holder.index(), other.index())),
            alpha: 3.0,
            beta: 2.0,
            struck: None,
        }
    }
}

/// What first threat perception is made of.
struct Fear {
    rivalry: f64,
    /// The greatest rivalry of the holder's allies with the other.
    indirect: f64,
    /// Ready strength of the holder.
    own: f64,
    /// Ready strength of the other.
    other: f64,
    km: f64,
    allied: bool,
    claimed: bool,
}

/// Threat perceived at the start, 0-1: rivalry weighted by the balance of ready strength, more where there is a claim.
fn first_threat(f: &Fear) -> f64 {
    let balance = if f.own + f.other > 0.0 {
        f.other / (f.own + f.other)
    } else {
        0.5
    };
    if f.allied {
        return (0.02 + 0.3 * f.rivalry).min(1.0);
    }
    let near = libm::exp(-f.km / FADE);
    let feared = f.rivalry.max(0.5 * f.indirect);
    let claim = if f.claimed { 0.1 } else { 0.0 };
    (0.03 + 0.1 * balance * near + feared * (0.3 + 0.5 * balance) + claim).min(1.0)
}

/// Trade at the start where the level says nothing, 0-1: more between large and near economies.
fn first_trade((a, b): (f64, f64), km: f64) -> f64 {
    let size = (a * b).sqrt() / 1000.0;
    (0.05 + 0.35 * size.min(1.0) * libm::exp(-km / FADE)).min(0.4)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fear() -> Fear {
        Fear {
            rivalry: 0.5,
            indirect: 0.0,
            own: 10.0,
            other: 10.0,
            km: 500.0,
            allied: false,
            claimed: false,
        }
    }

    #[test]
    fn a_stronger_rival_is_feared_more() {
        assert!(
            first_threat(&Fear {
                other: 30.0,
                ..fear()
            }) > first_threat(&fear())
        );
    }

    #[test]
    fn a_claim_adds_to_fear() {
        assert!(
            first_threat(&Fear {
                claimed: true,
                ..fear()
            }) > first_threat(&fear())
        );
    }

    #[test]
    fn allies_are_hardly_feared() {
        assert!(
            first_threat(&Fear {
                allied: true,
                rivalry: 0.0,
                ..fear()
            }) < 0.05
        );
    }

    #[test]
    fn an_allys_rival_is_feared_half_as_much() {
        let lone = Fear {
            rivalry: 0.0,
            ..fear()
        };
        let bound = Fear {
            rivalry: 0.0,
            indirect: 0.8,
            ..fear()
        };
        assert!(first_threat(&bound) > first_threat(&lone));
        assert!(
            first_threat(&bound)
                < first_threat(&Fear {
                    rivalry: 0.8,
                    ..fear()
                })
        );
    }

    #[test]
    fn fear_stays_a_share_even_without_any_forces() {
        let most = Fear {
            rivalry: 1.0,
            claimed: true,
            own: 0.0,
            other: 1e6,
            km: 0.0,
            ..fear()
        };
        assert!((0.0..=1.0).contains(&first_threat(&most)));
        assert!(
            first_threat(&Fear {
                own: 0.0,
                other: 0.0,
                ..fear()
            })
            .is_finite()
        );
    }

    #[test]
    fn large_and_near_economies_trade_more() {
        assert!(first_trade((1000.0, 1000.0), 300.0) > first_trade((50.0, 50.0), 300.0));
        assert!(first_trade((1000.0, 1000.0), 300.0) > first_trade((1000.0, 1000.0), 9000.0));
    }
}
