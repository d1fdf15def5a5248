//! Whom orders may sensibly be aimed at: for each aim a few nations, instead of all that are allowed.
//! Reads the seat's picture; one keyed draw a call lets a nation in that nothing else singles out.
//! Not here: whom orders are allowed to be aimed at (`rules::quote`), which of these is best (`ai::candidate`).
//! Rule text: DESIGN section 6 (aims).

use super::other::Other;
use super::picture::Picture;
use crate::rules::capability::Domain;
use crate::rules::definition::Aim;
use crate::rules::dice::{Draw, Purpose};
use crate::rules::id::Key;

/// At most this many nations are weighed for one aim.
const MOST: usize = 4;

/// A few nations (indices into the picture's others), without repeats.
#[derive(Clone, Copy, Debug)]
struct Few {
    places: [usize; MOST],
    len: usize,
}

impl Few {
    const NONE: Self = Self {
        places: [0; MOST],
        len: 0,
    };

    fn add(&mut self, place: Option<usize>) {
        if let Some(place) = place
            && self.len < MOST
            && !self.places[..self.len].contains(&place)
        {
            self.places[self.len] = place;
            self.len += 1;
        }
    }
}

/// Whom, and in which domain, a seat may sensibly aim.
#[derive(Clone, Debug)]
pub(super) struct Shortlist {
    allies: Few,
    rivals: Few,
    outsiders: Few,
    anyone: Few,
    domains: [Option<Domain>; 2],
}

impl Shortlist {
    /// The shortlist of a seat this turn.
    pub(super) fn of(p: &Picture) -> Self {
        let luck =
            Draw::new(p.seed, p.turn, Purpose::Policy, p.key, Key::of("shortlist")).uniform();
        let allies = |o: &Other| o.ally;
        let rivals = |o: &Other| o.rival;
        let outsiders = |o: &Other| o.related && !o.ally;
        let mut list = Self {
            allies: Few::NONE,
            rivals: Few::NONE,
            outsiders: Few::NONE,
            anyone: Few::NONE,
            domains: domains(p),
        };
        list.allies.add(best(p, allies, |o| o.danger));
        list.allies.add(best(
            p,
            |o| allies(o) && (o.deployed > 0.0 || o.strategic),
            |o| o.deployed - o.danger + if o.strategic { 1.0 } else { 0.0 },
        ));
        list.allies.add(best(p, allies, |o| 1.0 - o.trust));
        list.allies.add(by_luck(p, allies, luck));
        list.allies
            .add(best(p, allies, |o| -p.row(o.id).economy.burden));
        list.rivals.add(best(p, rivals, |o| o.menace));
        list.rivals.add(best(p, rivals, |o| {
            if o.claim {
                2.0 - o.km_rank(p)
            } else {
                o.struck
            }
        }));
        list.rivals.add(by_luck(p, rivals, luck));
        list.outsiders
            .add(best(p, outsiders, |o| o.menace + o.struck));
        list.outsiders.add(best(
            p,
            |o| outsiders(o) && o.sanctioned > 0.0,
            |o| o.sanctioned,
        ));
        list.outsiders
            .add(best(p, outsiders, |o| o.trust - o.rivalry));
        list.outsiders.add(by_luck(p, outsiders, luck));
        list.outsiders.add(best(p, outsiders, |o| o.trade));
        list.anyone
            .add(best(p, allies, |o| o.danger + 1.0 - o.trust));
        list.anyone
            .add(best(p, outsiders, |o| o.trust + o.trade - o.rivalry));
        list.anyone.add(best(
            p,
            |o| o.related,
            |o| trouble(p, o) + 0.3 * o.trust - o.rivalry,
        ));
        list.anyone.add(best(p, rivals, |o| o.menace));
        list.anyone.add(by_luck(p, |o| o.related, luck));
        list
    }

    /// The nations weighed for an aim, as indices into the picture's others.
    pub(super) fn nations(&self, aim: Aim) -> &[usize] {
        let few = match aim {
            Aim::Nothing | Aim::Domain => return &[],
            Aim::Ally | Aim::Member => &self.allies,
            Aim::Rival => &self.rivals,
            Aim::Outsider => &self.outsiders,
            Aim::Nation => &self.anyone,
        };
        &few.places[..few.len]
    }

    /// The domains weighed.
    pub(super) fn domains(&self) -> impl Iterator<Item = Domain> {
        self.domains.into_iter().flatten()
    }
}

impl Other {
    /// Distance as a number 0-1, for picking the nearest claim.
    fn km_rank(&self, p: &Picture) -> f64 {
        (self.km(p) / 20_000.0).clamp(0.0, 1.0)
    }

    fn km(&self, p: &Picture) -> f64 {
        match p.actor {
            crate::rules::id::Actor::Nation(n) => p.row(n).km(self.id),
            crate::rules::id::Actor::Council(_) => 0.0,
        }
    }
}

/// Conflict within a nation: known of friends, and of others once it is in the open.
fn trouble(p: &Picture, other: &Other) -> f64 {
    let politics = &p.row(other.id).politics;
    let hidden = if other.ally {
        1.0 - politics.stability
    } else {
        0.3
    };
    if politics.unrest { 1.0 } else { hidden }
}

/// The first of those with the greatest value.
fn best(
    p: &Picture,
    keep: impl Fn(&Other) -> bool,
    value: impl Fn(&Other) -> f64,
) -> Option<usize> {
    let mut found: Option<(usize, f64)> = None;
    for (place, other) in p.others.iter().enumerate().filter(|(_, o)| keep(o)) {
        let value = value(other);
        if found.is_none_or(|(_, best)| value > best) {
            found = Some((place, value));
        }
    }
    found.map(|(place, _)| place)
}

/// One of those, by luck (0-1).
fn by_luck(p: &Picture, keep: impl Fn(&Other) -> bool, luck: f64) -> Option<usize> {
    let count = p.others.iter().filter(|o| keep(o)).count();
    let mut kept = p.others.iter().enumerate().filter(|(_, o)| keep(o));
    kept.nth((luck * count as f64) as usize)
        .map(|(place, _)| place)
}

/// The two domains where the seat falls furthest short of its greatest rival, as chance makes its staff see it.
fn domains(p: &Picture) -> [Option<Domain>; 2] {
    let own = &p.own.strength;
    let foe = p.menace.map(|i| p.others[i].forces).unwrap_or_default();
    let (mine, theirs) = (own.total().max(1e-9), foe.total());
    let mut found = [None, None];
    let mut gaps = [f64::NEG_INFINITY; 2];
    for domain in Domain::ALL.into_iter().filter(|d| own.get(*d) > 0.0) {
        let have = own.get(domain) / mine;
        let wanted = if theirs > 0.0 {
            foe.get(domain) / theirs
        } else {
            have
        };
        let luck = Draw::new(
            p.seed,
            p.turn,
            Purpose::Policy,
            p.key,
            Key::of(domain.word()),
        )
        .uniform();
        let gap = wanted - have + FASHION * luck;
        if gap > gaps[0] {
            (gaps, found) = ([gap, gaps[0]], [Some(domain), found[0]]);
        } else if gap > gaps[1] {
            (gaps[1], found[1]) = (gap, Some(domain));
        }
    }
    found
}

/// How far chance moves the choice of a domain, in shares of a nation's forces.
const FASHION: f64 = 0.35;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ai::fixture::{actor, world};

    const AIMS: [Aim; 5] = [
        Aim::Nation,
        Aim::Ally,
        Aim::Outsider,
        Aim::Rival,
        Aim::Member,
    ];

    #[test]
    fn only_nations_that_may_be_aimed_at_are_listed() {
        let world = world();
        for id in ["kestria", "halden", "calder", "sarn", "sound_alliance"] {
            let actor = actor(&world, id);
            let picture = Picture::of(&world, actor);
            let list = Shortlist::of(&picture);
            for aim in AIMS {
                let allowed = picture.desk.targets(actor, aim);
                let listed = list.nations(aim).iter().map(|i| picture.others[*i].id);
                assert!(
                    listed.into_iter().all(|n| allowed.contains(&n)),
                    "{id} {aim:?}"
                );
            }
        }
    }

    #[test]
    fn few_are_listed_and_none_twice() {
        let world = world();
        let picture = Picture::of(&world, actor(&world, "sound_alliance"));
        let list = Shortlist::of(&picture);
        for aim in AIMS {
            let mut places = list.nations(aim).to_vec();
            let count = places.len();
            places.sort_unstable();
            places.dedup();
            assert!(count <= MOST && places.len() == count, "{aim:?}");
        }
    }

    #[test]
    fn domains_listed_are_owned() {
        let world = world();
        let picture = Picture::of(&world, actor(&world, "kestria"));
        let list = Shortlist::of(&picture);
        assert!(list.domains().count() > 0);
        assert!(list.domains().all(|d| picture.own.strength.get(d) > 0.0));
    }
}
