//! A crisis: the victim's stance when it is challenged, and what belligerents do when force has met force.
//! Reads a `Mind`; writes a `Decision`. Days and beats come from the incident's findings and arrivals.
//! Not here: what the stance or the settlement changes (`phase::consultation`, `phase::settlement`).
//! Source: firm-but-flexible bargaining (Huth 1988, signs looked up), audience costs (Fearon 1994); sizes design.

use super::guarantor::choose;
use super::{Mind, term};
use crate::rules::capability::Domain;
use crate::rules::decision::{Choice, Decision, DecisionKind, Pick, TermName};
use crate::rules::definition::{Act, ActKind};
use crate::rules::dice::{Draw, Purpose};
use crate::rules::event::Incident;
use crate::rules::id::{Actor, Key, NationId};
use crate::rules::nation::War;
use crate::theory::{contest, quantal};

/// Severity from which an act makes a crisis the victim must take a stance in.
pub const GRAVE: f64 = 0.3;

/// Whether an incident puts its victim on the spot.
pub fn is_crisis(act: &Act) -> bool {
    act.kind == ActKind::Threat || act.severity >= GRAVE
}

/// The victim's stance.
pub fn stance(mind: &Mind, incident: &Incident, index: usize, challenger: NationId) -> Decision {
    let (k, board) = (mind.k(), mind.board());
    let act = &mind.rules.acts[incident.act];
    let (attack, defence) = super::reach::strengths(mind, challenger, incident.target, act);
    let local = libm::log(defence.max(1e-6) / attack.max(1e-6)).clamp(-3.0, 3.0);
    let row = board.nation(incident.target);
    let help: f64 = row
        .alliances
        .iter()
        .map(|a| {
            board.alliance(*a).state.cohesion
                * (board.alliance(*a).members.len() as f64 - 1.0).clamp(0.0, 3.0)
                / 3.0
        })
        .fold(0.0, f64::max);
    let will = mind.known.will(incident.target);
    let prospects = term(TermName::Prospects, 0.4 * local + 0.8 * help);
    let bend = Choice::new(
        Pick::Bend,
        vec![
            term(TermName::Peace, 0.3),
            term(TermName::Audience, -0.6 * will - 0.3 * row.politics.support),
        ],
    );
    let firm = Choice::new(
        Pick::Firm,
        vec![
            prospects,
            term(TermName::Will, 0.4 * will),
            term(TermName::Fit, 0.3 * k.firm_success),
        ],
    );
    let bully = Choice::new(
        Pick::Bully,
        vec![
            prospects,
            term(TermName::Will, 0.8 * will - 0.3),
            term(TermName::Fit, -0.5 * k.bully_penalty),
        ],
    );
    let way_out = Choice::new(
        Pick::OfferWayOut,
        vec![
            term(TermName::Prospects, -0.2 * local),
            term(TermName::Peace, 0.25),
            term(TermName::Audience, -0.1),
        ],
    );
    let call = Choice::new(
        Pick::CallForHelp,
        vec![
            term(TermName::Prospects, 0.9 * help - 0.2 * local),
            term(TermName::Time, -0.15),
        ],
    );
    let options = vec![bend, firm, bully, way_out, call];
    finish(
        mind,
        incident.target,
        DecisionKind::Stance,
        Some(index),
        options,
    )
}

/// The chance that a challenger gives way to a stance, 0-1 (the immediate deterrence index of the science notes, 1.4).
pub fn gives_way(mind: &Mind, incident: &Incident, challenger: NationId, stance: Pick) -> f64 {
    let k = mind.k();
    let act = &mind.rules.acts[incident.act];
    let (attack, defence) = super::reach::strengths(mind, challenger, incident.target, act);
    let local = libm::log(defence.max(1e-6) / attack.max(1e-6)).clamp(-3.0, 3.0);
    let resolve = mind
        .board()
        .nation(challenger)
        .ambition
        .as_ref()
        .map_or(0.3, |a| a.resolve);
    let style = match stance {
        Pick::Firm => k.firm_success,
        Pick::Bully => -k.bully_penalty,
        Pick::Bend => -k.concede_penalty,
        Pick::OfferWayOut => 0.4,
        Pick::CallForHelp => 0.3,
        _ => 0.0,
    };
    quantal::logistic(-0.2 + 0.9 * local + style - 2.0 * (resolve - 0.5) - act.severity)
}

/// What a belligerent of a war does next. `aggressor` decides for the side that attacked, else for the side attacked.
pub fn settlement(mind: &Mind, war: &War, aggressor: bool) -> Decision {
    let (k, board) = (mind.k(), mind.board());
    let own = if aggressor { war.aggressor } else { war.target };
    let row = board.nation(own);
    let act = &mind.rules.acts[war.act];
    let (attack, home) = super::reach::strengths(mind, war.aggressor, war.target, act);
    let helpers: f64 = war
        .joined
        .iter()
        .map(|(n, share)| {
            super::coalition::at_contact(mind, *n, war.target, *share).dot(&act.domains)
        })
        .sum();
    let win = contest::ratio(attack, home + helpers, k.contest);
    let odds = if aggressor { win } else { 1.0 - win };
    let home_front = row.politics.support - 0.4;
    let settle_terms = |held: f64| {
        vec![
            term(TermName::Peace, 0.25 + 0.5 * war.weariness),
            term(TermName::Prospects, 0.4 * held - 0.2),
        ]
    };
    let held = if aggressor {
        war.front
    } else {
        1.0 - war.front
    };
    let fight = Choice::new(
        Pick::FightOn,
        vec![
            term(TermName::Prospects, 1.6 * (odds - 0.4)),
            term(TermName::Will, 0.5 * (mind.known.will(own) - 0.3)),
            term(TermName::Cost, -0.8 * war.weariness),
            term(TermName::Audience, 0.3 * home_front),
        ],
    );
    let settle = Choice::new(Pick::Settle, settle_terms(held));
    let options = if aggressor {
        let climb = Choice::new(
            Pick::Climb,
            vec![
                term(TermName::Prospects, 2.0 * (odds - 0.4)),
                term(TermName::Retaliation, -0.15 * k.retaliation * act.severity),
                term(TermName::Restraint, -taboo(mind, own, war.act + 1)),
                term(TermName::Cost, -0.5 * war.weariness),
            ],
        );
        let back = Choice::new(
            Pick::BackDown,
            vec![
                term(TermName::Peace, 0.2 + 0.8 * war.weariness),
                term(TermName::Prospects, -1.2 * (odds - 0.35)),
                term(
                    TermName::Audience,
                    -0.5 * k.audience * (0.4 + row.threatened(war.target)),
                ),
            ],
        );
        if war.act + 1 < mind.rules.acts.len() {
            vec![fight, settle, climb, back]
        } else {
            vec![fight, settle, back]
        }
    } else {
        let bend = Choice::new(
            Pick::Bend,
            vec![
                term(TermName::Peace, 0.1 + 0.4 * war.weariness),
                term(TermName::Prospects, -1.5 * (odds - 0.25)),
                term(TermName::Audience, -0.6),
            ],
        );
        vec![fight, settle, bend]
    };
    finish(mind, own, DecisionKind::Settlement, None, options)
}

/// What keeps a leader from the next rung where that is the use of strategic weapons: the tradition of non-use, and that
/// it may not own any. 0 for other rungs.
fn taboo(mind: &Mind, own: NationId, rung: usize) -> f64 {
    let strategic = |a: &Act| a.kind == ActKind::Strategic;
    if !mind.rules.acts.get(rung).is_some_and(strategic) {
        return 0.0;
    }
    if mind.known.forces(own).get(Domain::Strategic) > 0.0 {
        TABOO
    } else {
        UNARMED
    }
}

/// Weight of the tradition of not using strategic weapons, utility (D after Tannenwald 1999).
const TABOO: f64 = 1.2;
/// More than any prospect: nobody uses what it does not own.
const UNARMED: f64 = 10.0;

fn finish(
    mind: &Mind,
    actor: NationId,
    kind: DecisionKind,
    incident: Option<usize>,
    mut options: Vec<Choice>,
) -> Decision {
    let row = mind.board().nation(actor);
    for (i, option) in options.iter_mut().enumerate() {
        let draw = Draw::new(
            mind.seed,
            mind.turn,
            Purpose::Crisis,
            row.key,
            Key(i as u64 + 10 * kind as u64),
        );
        option.noise = draw.gumbel() * CRISIS_NOISE;
    }
    let mut decision = choose(options, 0.0);
    decision.turn = mind.turn;
    decision.kind = kind;
    decision.actor = Actor::Nation(actor);
    decision.incident = incident;
    decision
}

/// Scale of the noise in crises: haste makes choices less sure.
const CRISIS_NOISE: f64 = 0.08;
