//! Reading an article against an event: does it apply, and if not, why not.
//! Pure: reads a treaty's article and an `Occasion`; changes nothing.
//! Not here: counting votes (`treaty::decide`), what follows (`phase::consultation`).
//! Rule text: DESIGN section 4, phase 5: attribution, threshold, scope, cumulative severity.

use super::{Article, Exemption, Scope, Side};
use crate::rules::board::Board;
use crate::rules::definition::{Act, ActKind};
use crate::rules::event::PastAct;
use crate::rules::id::{AllianceId, NationId, Roster};

/// An event, as articles look at it.
#[derive(Clone, Copy, Debug)]
pub struct Occasion<'a> {
    /// The turn.
    pub turn: u32,
    /// Who is held to have done it; `None` for internal conflict.
    pub aggressor: Option<NationId>,
    /// The victim.
    pub target: NationId,
    /// The act; `None` for internal conflict.
    pub act: Option<&'a Act>,
    /// Its severity, 0-1.
    pub severity: f64,
    /// How surely the aggressor did it, 0-1.
    pub attribution: f64,
    /// Whether the victim provoked it.
    pub provoked: bool,
}

/// Why an article does not apply.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Inapplicable {
    /// It has expired.
    Expired,
    /// The victim (or aggressor, for its kind) is not protected by it.
    NotParty,
    /// This kind of act is not covered.
    Kind,
    /// Below the threshold.
    Severity,
    /// Not surely enough laid at a door.
    Attribution,
    /// Outside the treaty's area.
    Scope,
    /// Only against others.
    Against,
    /// An exemption holds.
    Exempt,
}

/// What articles are read with.
#[derive(Clone, Copy)]
pub struct Bench<'a> {
    /// The board.
    pub board: &'a Board,
    /// Level ids.
    pub roster: &'a Roster,
    /// Regions, in the level's order.
    pub regions: &'a [String],
}

impl Bench<'_> {
    /// Whether an article of an alliance applies to an occasion.
    pub fn read(
        &self,
        alliance: AllianceId,
        article: &Article,
        on: &Occasion,
    ) -> Result<(), Inapplicable> {
        if article.expires.is_some_and(|last| on.turn > last) {
            return Err(Inapplicable::Expired);
        }
        self.parties(alliance, article, on)?;
        let trigger = &article.trigger;
        let kind_fits = on
            .act
            .is_none_or(|a| trigger.kinds.is_empty() || trigger.kinds.contains(&a.kind));
        if !kind_fits {
            return Err(Inapplicable::Kind);
        }
        if let Some(aggressor) = on.aggressor
            && !trigger.against.is_empty()
            && !trigger
                .against
                .iter()
                .any(|id| self.roster.nation(id) == Some(aggressor))
        {
            return Err(Inapplicable::Against);
        }
        if self.severity(article, on) + 1e-12 < trigger.severity {
            return Err(Inapplicable::Severity);
        }
        if trigger.side == Side::Victim
            && on.act.is_some()
            && on.attribution + 1e-12 < trigger.attribution
        {
            return Err(Inapplicable::Attribution);
        }
        self.scope(article, on)?;
        self.exemptions(alliance, article, on)
    }

    /// Severity as the article counts it: acts of the same aggressor on the same victim within its window add up.
    pub fn severity(&self, article: &Article, on: &Occasion) -> f64 {
        let Some(aggressor) = on.aggressor else {
            return on.severity;
        };
        let first = (on.turn + 1).saturating_sub(article.trigger.window.max(1));
        let counts =
            |p: &&PastAct| p.turn >= first && p.turn < on.turn && p.accused == Some(aggressor);
        let suffered = self.board.nation(on.target).suffered.iter();
        let past = suffered.filter(counts).map(|p| p.severity);
        crate::theory::severity::cumulative(past.chain([on.severity]))
    }

    fn parties(
        &self,
        alliance: AllianceId,
        article: &Article,
        on: &Occasion,
    ) -> Result<(), Inapplicable> {
        let row = self.board.alliance(alliance);
        let party = |n: NationId| row.member(n).is_some_and(|m| !m.suspended);
        let fits = match article.trigger.side {
            Side::Victim => on.aggressor.is_some() && party(on.target),
            Side::Aggressor => on.aggressor.is_some_and(party) && !party(on.target),
            Side::Both => on.aggressor.is_some_and(party) && party(on.target),
            Side::Internal => on.aggressor.is_none() && party(on.target),
        };
        if fits {
            Ok(())
        } else {
            Err(Inapplicable::NotParty)
        }
    }

    fn scope(&self, article: &Article, on: &Occasion) -> Result<(), Inapplicable> {
        let inside = match &article.scope {
            Scope::Anywhere => true,
            Scope::Regions(names) => {
                let region = self.board.nation(on.target).territory.region as usize;
                self.regions.get(region).is_some_and(|r| names.contains(r))
            }
            Scope::Territory => on.act.is_none_or(|a| a.kind != ActKind::Maritime),
        };
        if inside {
            Ok(())
        } else {
            Err(Inapplicable::Scope)
        }
    }

    fn exemptions(
        &self,
        alliance: AllianceId,
        article: &Article,
        on: &Occasion,
    ) -> Result<(), Inapplicable> {
        let row = self.board.alliance(alliance);
        let holds = |exemption: &Exemption| match exemption {
            Exemption::Provoked => on.provoked,
            Exemption::AggressorMember => on.aggressor.is_some_and(|a| row.member(a).is_some()),
            Exemption::HostConsent => {
                on.act.is_none() && self.board.nation(on.target).politics.will < 0.3
            }
            // These two concern single members, see `owes`; the last one concerns who goes first, see `subordinate`.
            Exemption::PartiesExcluded | Exemption::Member(_) | Exemption::SubordinateTo(_) => {
                false
            }
        };
        if article.exemptions.iter().any(holds) {
            Err(Inapplicable::Exempt)
        } else {
            Ok(())
        }
    }

    /// Whether a member owes anything under an applicable article.
    pub fn owes(
        &self,
        alliance: AllianceId,
        article: usize,
        member: NationId,
        on: &Occasion,
    ) -> bool {
        let row = self.board.alliance(alliance);
        let Some(membership) = row.member(member) else {
            return false;
        };
        let text = &row.treaty.articles[article];
        let excluded = |e: &Exemption| match e {
            Exemption::Member(id) => self.roster.nation(id) == Some(member),
            Exemption::PartiesExcluded => on.aggressor == Some(member),
            Exemption::SubordinateTo(other) => self.subordinate(other, member, on.target),
            _ => false,
        };
        let actor = if text.trigger.side == Side::Aggressor {
            on.aggressor
        } else {
            Some(on.target)
        };
        !membership.suspended
            && !membership.reservations.contains(&article)
            && actor != Some(member)
            && on.aggressor != Some(member)
            && !text.exemptions.iter().any(excluded)
    }

    fn subordinate(&self, other: &str, member: NationId, target: NationId) -> bool {
        self.board.alliances.iter().any(|a| {
            a.treaty.id == other && a.member(member).is_some() && a.member(target).is_some()
        })
    }
}
