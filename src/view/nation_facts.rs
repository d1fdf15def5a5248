//! What is known of a nation beside its forces: facts and warnings, one sentence each.
//! Reads the board through the seat's knowledge; hidden figures of others never pass.
//! Not here: forces and ranges (`view::nations`), what a nation weighs (`view::why`).
//! Rule text: DESIGN section 5, "Assessment and record".

use super::sight::Sight;
use super::{terms, words};
use crate::rules::id::{Actor, NationId};

/// Facts about a nation, one a line.
pub(super) fn facts(sight: &Sight<'_>, id: NationId) -> Vec<String> {
    let (knowledge, row) = (sight.knowledge(), sight.board().nation(id));
    let certain = knowledge.certain(id);
    let mut facts = vec![words::capital(terms::regime(row.regime.kind)) + &election(sight, id)];
    facts.push(format!(
        "Product about {} a year, {} of it on defence.",
        words::figure(row.economy.product),
        words::fine_percent(row.economy.burden),
    ));
    let will = words::degree(knowledge.will(id));
    facts.push(format!(
        "Political will {}{will}.",
        if certain { "" } else { "thought " }
    ));
    if certain {
        facts.push(format!(
            "Support at home {}, resilience {}, stability {}.",
            words::degree(row.politics.support),
            words::degree(row.politics.resilience),
            words::degree(row.politics.stability),
        ));
    }
    let names: Vec<String> = row
        .alliances
        .iter()
        .map(|a| sight.alliance_name(*a))
        .collect();
    let mut alliances: Vec<&str> = names.iter().map(String::as_str).collect();
    alliances.sort_unstable();
    if !alliances.is_empty() {
        facts.push(format!("Member of {}.", words::list(&alliances, "and")));
    }
    for alliance in &row.alliances {
        if let Some(member) = sight.board().alliance(*alliance).member(id) {
            let suspended = if member.suspended {
                " Its protection is suspended."
            } else {
                ""
            };
            let pledge = words::percent(member.pledge);
            facts.push(format!(
                "Pledges {pledge} of its forces to the pool.{suspended}"
            ));
        }
    }
    for stay in &row.deployments {
        let strategic = if stay.strategic {
            ", strategic weapons among them"
        } else {
            ""
        };
        facts.push(format!(
            "{} of its forces stand in {}{strategic}.",
            words::percent(stay.share),
            sight.name(stay.host)
        ));
    }
    for word in &row.commitments {
        let what = if word.threat {
            "has publicly threatened"
        } else {
            "has publicly promised to come to the aid of"
        };
        facts.push(format!("It {what} {}.", sight.name(word.toward)));
    }
    if !row.sanctions.is_empty() {
        facts.push(format!(
            "Sanctions {}.",
            sight.names(row.sanctions.iter().map(|s| s.0))
        ));
    }
    facts.extend(ties(sight, id));
    facts
}

fn election(sight: &Sight<'_>, id: NationId) -> String {
    match sight.board().nation(id).regime.election {
        Some(turn) if turn >= sight.clock().turn => {
            format!(
                ", next election in {}.",
                super::date::date(&sight.level.clock, turn)
            )
        }
        _ => ".".to_owned(),
    }
}

/// What those these eyes speak for hold of a nation: their own trust and fear, which they know.
fn ties(sight: &Sight<'_>, id: NationId) -> Option<String> {
    let actor = sight.actor?;
    let own = sight.board().speaks_for(actor);
    let held: Vec<_> = own
        .iter()
        .filter_map(|n| sight.board().nation(*n).relation(id))
        .collect();
    if held.is_empty() || own == [id] {
        return None;
    }
    let mean = |of: fn(&crate::rules::relation::Relation) -> f64| {
        words::degree(held.iter().map(|r| of(r)).sum::<f64>() / held.len() as f64)
    };
    let whose = if own.len() > 1 {
        "Your members'"
    } else {
        "Your"
    };
    Some(format!(
        "{whose} trust in it is {}; the threat seen in it {}.",
        mean(|r| r.trust),
        mean(|r| r.threat)
    ))
}

/// Warnings about a nation, one a line.
pub(super) fn warnings(sight: &Sight<'_>, id: NationId) -> Vec<String> {
    let (knowledge, row) = (sight.knowledge(), sight.board().nation(id));
    let mut lines = Vec::new();
    if let Some((act, target)) = knowledge.estimate(id).and_then(|e| e.plan) {
        lines.push(format!(
            "Indicators: it may be preparing {} against {}.",
            sight.an_act(act),
            sight.name(target)
        ));
    } else if let Some(plan) = row
        .plan
        .filter(|_| sight.open || sight.actor == Some(Actor::Nation(id)))
    {
        let left = words::count(plan.left, "turn");
        lines.push(format!(
            "Plan: {} against {}, {left} to go.",
            sight.an_act(plan.act),
            sight.name(plan.target)
        ));
    }
    let appetite = knowledge.appetite(id);
    if appetite > 0.0 && sight.actor != Some(Actor::Nation(id)) {
        let thought = if knowledge.certain(id) {
            "is"
        } else {
            "is thought"
        };
        lines.push(format!(
            "Its appetite {thought} {}.",
            words::degree(appetite)
        ));
    }
    if row.territory.held < 0.995 {
        lines.push(format!(
            "It holds {} of its land.",
            words::percent(row.territory.held)
        ));
    }
    if row.politics.unrest {
        lines.push("Internal conflict burns.".to_owned());
    }
    for war in &sight.board().wars {
        if war.aggressor == id || war.target == id {
            let other = if war.aggressor == id {
                war.target
            } else {
                war.aggressor
            };
            lines.push(format!("At war with {}.", sight.name(other)));
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::sample::{SUND, Sample, VARN};

    #[test]
    fn support_at_home_is_told_of_ones_own_side_only() {
        let sample = Sample::new();
        let told = |nation| {
            facts(&sample.council(), nation)
                .iter()
                .any(|f| f.contains("Support at home"))
        };
        assert!(told(SUND) && !told(VARN));
    }

    #[test]
    fn a_plan_is_told_to_its_maker_and_to_nobody_else() {
        let mut sample = Sample::new();
        sample.change_hidden_truth();
        let told = |sight: &Sight<'_>| {
            warnings(sight, VARN)
                .iter()
                .any(|w| w.starts_with("Plan: "))
        };
        assert!(told(&sample.eyes(Actor::Nation(VARN))));
        assert!(!told(&sample.council()) && !told(&sample.eyes(Actor::Nation(SUND))));
    }
}
