//! Words for what minds weigh: picks, decision kinds, seat kinds, postures, verdicts, response levels, decision rules, duties.
//! Reads the rules' enumerations and the level's names; changes nothing.
//! Not here: term names and meanings (`TermName::word`, in the rules), glossary texts (`assets/glossary.ron`).
//! Rule text: DESIGN section 3.

use super::sight::Sight;
use crate::rules::decision::{DecisionKind, Pick};
use crate::rules::definition::{Aim, Posture, SeatKind};
use crate::rules::event::{Outcome, Verdict};
use crate::rules::nation::RegimeKind;
use crate::rules::relation::Source;
use crate::rules::treaty::{DecisionRule, Duty};

/// An option in words, without a subject: "stand firm", "a border incident against Sund".
pub fn pick(sight: &Sight<'_>, pick: Pick) -> String {
    match pick {
        Pick::Hold => "hold".to_owned(),
        Pick::Act(act, target) => format!("{} against {}", sight.act(act), sight.name(target)),
        Pick::Pause => "pause the plan".to_owned(),
        Pick::Drop => "drop the plan".to_owned(),
        Pick::Firm => "stand firm, with a door left open".to_owned(),
        Pick::Bully => "threaten more than they did".to_owned(),
        Pick::Bend => "give way".to_owned(),
        Pick::OfferWayOut => "offer a way out".to_owned(),
        Pick::CallForHelp => "call for help".to_owned(),
        Pick::Yes => "vote yes".to_owned(),
        Pick::No => "vote no".to_owned(),
        Pick::Level(level) => format!("answer with {}", response(sight, level)),
        Pick::StayOut => "stay out".to_owned(),
        Pick::FightOn => "fight on".to_owned(),
        Pick::Climb => "climb a rung".to_owned(),
        Pick::BackDown => "back down".to_owned(),
        Pick::Settle => "settle where the line stands".to_owned(),
    }
}

/// An option in a sentence: acts with their article.
pub fn deed(sight: &Sight<'_>, option: Pick) -> String {
    match option {
        Pick::Act(act, target) => format!("{} against {}", sight.an_act(act), sight.name(target)),
        other => pick(sight, other),
    }
}

/// One sentence on what an option means for whoever takes it.
pub fn pick_meaning(pick: Pick) -> &'static str {
    match pick {
        Pick::Hold => "Things stay as they are.",
        Pick::Act(..) => "The act is prepared, or carried out when it is ripe.",
        Pick::Pause => "The plan is kept, and waits a turn.",
        Pick::Drop => "The plan is given up and its preparation lost.",
        Pick::Firm => "Answer in kind, no more; they may still step back without shame.",
        Pick::Bully => "Raise the stakes first. It sometimes works, and is always remembered.",
        Pick::Bend => "Something is yielded now; the lesson they learn is yielded too.",
        Pick::OfferWayOut => "Give them a reason to stop that they can show at home.",
        Pick::CallForHelp => "The allies are consulted at once: time is lost, company may be won.",
        Pick::Yes => "The article applies; what it asks falls due.",
        Pick::No => "The article does not apply, as you read it.",
        Pick::Level(_) => "This much and no more; the allies will compare it with your word.",
        Pick::StayOut => "Nothing is spent, except what your word was worth.",
        Pick::FightOn => "The war goes on another turn.",
        Pick::Climb => "The next rung is graver. So is the answer it calls for.",
        Pick::BackDown => "The act is broken off, at a price at home.",
        Pick::Settle => "The line stands where it is; the guns stop.",
    }
}

/// A response level's name, lower case.
pub fn response(sight: &Sight<'_>, level: u32) -> String {
    let given = sight
        .rules()
        .responses
        .get(level as usize)
        .map(|r| r.name.to_lowercase());
    given.unwrap_or_else(|| format!("response level {level}"))
}

/// What a kind of decision is about.
pub fn kind(kind: DecisionKind) -> &'static str {
    match kind {
        DecisionKind::Aggression => "whether to attack",
        DecisionKind::Stance => "the victim's stance",
        DecisionKind::Vote => "a vote on a finding",
        DecisionKind::Response => "how to answer",
        DecisionKind::Settlement => "how to go on",
    }
}

/// A kind of seat.
pub fn seat(kind: SeatKind) -> &'static str {
    match kind {
        SeatKind::Council => "a council",
        SeatKind::Member => "a member",
        SeatKind::Aggressor => "an aggressor",
    }
}

/// An adviser's title and creed.
pub fn adviser(posture: Posture) -> (&'static str, &'static str) {
    match posture {
        Posture::Armer => ("The armer", "strength deters"),
        Posture::Reassurer => ("The reassurer", "their fear is the danger"),
        Posture::Committer => ("The committer", "allies and promises deter"),
        Posture::Hedger => ("The hedger", "keep options open and costs low"),
    }
}

/// How a guarantor met an obligation, as a verb.
pub fn verdict(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Honour => "honours its word",
        Verdict::Abstain => "abstains, as the text allows",
        Verdict::Renege => "breaks its word",
    }
}

/// How a contest ended.
pub fn outcome(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::FaitAccompli => "the attack broke through before help arrived",
        Outcome::Attack => "the attack carried",
        Outcome::Defence => "the defence held",
        Outcome::Stalemate => "neither side could carry it",
    }
}

/// What an obligation asks.
pub fn duty(duty: Duty) -> &'static str {
    match duty {
        Duty::Defend => "to come to the victim's aid",
        Duty::Consult => "to consult",
        Duty::Offence => "to join the attack",
        Duty::Neutrality => "to stay out",
        Duty::NonAggression => "not to attack one another",
        Duty::Intervene => "to intervene",
    }
}

/// A decision rule, for readers of treaties.
pub fn rule(rule: &DecisionRule) -> &'static str {
    match rule {
        DecisionRule::Individually => "each member judges for itself",
        DecisionRule::Unanimity { .. } => "nobody objects before the silence ends",
        DecisionRule::QualifiedCount { .. } => "a qualified majority of members",
        DecisionRule::QualifiedWeight { .. } => "a qualified majority by weight",
        DecisionRule::QualifiedBoth { .. } => "a qualified majority of members and weight",
        DecisionRule::SimpleMajority => "a simple majority",
        DecisionRule::LeadNation { .. } => "the lead nation decides",
    }
}

/// A kind of regime.
pub fn regime(kind: RegimeKind) -> &'static str {
    match kind {
        RegimeKind::Democracy => "democracy",
        RegimeKind::Party => "party state",
        RegimeKind::Monarchy => "monarchy",
        RegimeKind::Personalist => "rule of one",
    }
}

/// Where an estimate came from.
pub fn source(source: Source) -> &'static str {
    match source {
        Source::Open => "open sources",
        Source::Own => "own collection",
        Source::Pooled => "pooled",
    }
}

/// What an order is aimed at.
pub fn aim(aim: Aim) -> &'static str {
    match aim {
        Aim::Nothing => "nothing",
        Aim::Domain => "a domain",
        Aim::Nation => "a nation",
        Aim::Ally => "an ally",
        Aim::Outsider => "a nation outside the alliance",
        Aim::Rival => "a rival",
        Aim::Member => "a member",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::id::NationId;
    use crate::view::sample::Sample;

    fn all_picks() -> Vec<Pick> {
        let plain = [
            Pick::Hold,
            Pick::Act(0, NationId(0)),
            Pick::Pause,
            Pick::Drop,
            Pick::Firm,
            Pick::Bully,
            Pick::Bend,
            Pick::OfferWayOut,
            Pick::CallForHelp,
            Pick::Yes,
            Pick::No,
            Pick::StayOut,
            Pick::FightOn,
            Pick::Climb,
            Pick::BackDown,
            Pick::Settle,
        ];
        plain.into_iter().chain((0..5).map(Pick::Level)).collect()
    }

    #[test]
    fn every_pick_has_its_own_words_and_a_meaning() {
        let sample = Sample::new();
        let sight = sample.council();
        let mut words: Vec<String> = all_picks().into_iter().map(|p| pick(&sight, p)).collect();
        let total = words.len();
        words.sort();
        words.dedup();
        assert_eq!(words.len(), total);
        assert!(
            all_picks()
                .into_iter()
                .all(|p| pick_meaning(p).ends_with('.'))
        );
    }

    #[test]
    fn an_act_names_its_victim() {
        let sample = Sample::new();
        let words = pick(&sample.council(), Pick::Act(1, sample.id("sund")));
        assert_eq!(words, "border incident against Sund");
    }

    #[test]
    fn a_response_level_beyond_the_rules_still_has_words() {
        let sample = Sample::new();
        assert_eq!(response(&sample.council(), 9), "response level 9");
        assert_eq!(
            pick(&sample.council(), Pick::Level(4)),
            "answer with combat"
        );
    }
}
