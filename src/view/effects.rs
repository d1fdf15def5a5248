//! What an order or answer would change, in words: direction and rough size, both ways it pulls, never an exact chance.
//! Reads `Effect`s and names; changes nothing.
//! Not here: carrying effects out (`rules::apply`), prices (`view::orders`).
//! Rule text: DESIGN section 4, "Every order pulls two ways and the screen says both before you commit".

use super::words::{self, figure, step};
use crate::rules::effect::{Amendment, Effect, Quantity, Who};
use crate::rules::id::Actor;

/// Whose effects are worded, and the names they need.
#[derive(Clone, Debug)]
pub struct Voice {
    /// Whether the actor is a council, whose effects on forces fall on its members.
    pub council: bool,
    /// The target's name, or "the target".
    pub target: String,
    /// The level's nations: id and name.
    pub nations: Vec<(String, String)>,
}

impl Voice {
    /// The voice for an actor's own order.
    pub fn new(
        sight: &super::sight::Sight<'_>,
        actor: Actor,
        target: Option<crate::rules::id::NationId>,
    ) -> Self {
        Self {
            council: matches!(actor, Actor::Council(_)),
            target: target.map_or_else(|| "the target".to_owned(), |t| sight.name(t).to_owned()),
            nations: sight
                .level
                .nations
                .iter()
                .map(|n| (n.id.clone(), n.name.clone()))
                .collect(),
        }
    }

    fn name(&self, id: &str) -> String {
        self.nations
            .iter()
            .find(|(i, _)| i == id)
            .map_or_else(|| id.to_owned(), |(_, n)| n.clone())
    }

    fn who(&self, who: &Who) -> String {
        match who {
            Who::Actor if self.council => "your members".to_owned(),
            Who::Actor => "you".to_owned(),
            Who::Target => self.target.clone(),
            Who::Allies => "your allies".to_owned(),
            Who::Rivals => "your rivals".to_owned(),
            Who::Everyone => "every nation".to_owned(),
            Who::Nation(id) => self.name(id),
        }
    }

    fn whose(&self, who: &Who) -> String {
        match who {
            Who::Actor if !self.council => "your".to_owned(),
            _ => {
                let name = self.who(who);
                if name.ends_with('s') {
                    name + "'"
                } else {
                    name + "'s"
                }
            }
        }
    }

    fn see(&self, who: &Who) -> &'static str {
        let many = matches!(who, Who::Allies | Who::Rivals | Who::Actor);
        if many { "see" } else { "sees" }
    }
}

/// Effects as sentences without a full stop, in the order of the rules file.
pub fn sentences(voice: &Voice, effects: &[Effect], amount: u32) -> Vec<String> {
    effects.iter().map(|e| sentence(voice, e, amount)).collect()
}

/// One effect as a sentence without a full stop.
pub fn sentence(voice: &Voice, effect: &Effect, amount: u32) -> String {
    let times = f64::from(amount.max(1));
    let target = &voice.target;
    let own = if voice.council {
        "your members'"
    } else {
        "your"
    };
    match effect {
        Effect::Change {
            what,
            of,
            toward,
            domain,
            by,
        } => {
            let thing = quantity(voice, *what, of, toward.as_ref());
            let place = domain.map_or_else(String::new, |d| format!(" ({})", d.word()));
            change(*what, &(thing + &place), by * times)
        }
        Effect::Deploy { share } => {
            format!(
                "{own} forces stand on {target}'s soil: about {} of them",
                words::percent(share * times)
            )
        }
        Effect::Withdraw => format!("{own} forces come home from {target}"),
        Effect::StationStrategic => format!("strategic weapons are stationed in {target}"),
        Effect::RemoveStrategic => format!("strategic weapons leave {target}"),
        Effect::Commit { stake } => {
            format!(
                "a public promise to {target}: breaking it later costs {} at home",
                stake_word(*stake)
            )
        }
        Effect::Threaten { stake } => {
            format!(
                "a public threat against {target}: going back on it costs {} at home",
                stake_word(*stake)
            )
        }
        Effect::Specialise => "the chosen domain becomes your niche in the alliance".to_owned(),
        Effect::Pay { money } => format!("{} in money goes to {target}", figure(money * times)),
        Effect::Sanction { depth } => {
            format!(
                "sanctions on {target}, depth {}",
                words::degree((depth * times).min(1.0))
            )
        }
        Effect::Lift => format!("sanctions on {target} are lifted"),
        Effect::PreDelegate => {
            format!("standing forces may move to {target}'s aid before the vote")
        }
        Effect::Invite => format!("{target} is invited into the alliance"),
        Effect::Suspend => format!("the alliance suspends its protection of {target}"),
        Effect::Leave => "you leave your alliance".to_owned(),
        Effect::Amend(amendment) => amend(amendment),
        Effect::DropPlan => "the plan in preparation is given up".to_owned(),
        Effect::DelayPlan => format!("a plan of {target}, if there is one, loses a turn"),
        Effect::Concede { share } => {
            format!(
                "stakes are yielded to {target}: {} of what it claims",
                words::percent(share * times)
            )
        }
    }
}

fn stake_word(stake: f64) -> &'static str {
    if stake < 0.15 {
        "a little"
    } else if stake < 0.4 {
        "dearly"
    } else {
        "very dearly"
    }
}

fn amend(amendment: &Amendment) -> String {
    match amendment {
        Amendment::QualifiedMajority => "findings are made by qualified majority".to_owned(),
        Amendment::Unanimity => "findings need that nobody objects".to_owned(),
        Amendment::Threshold(by) => {
            let way = if *by < 0.0 { "lower" } else { "higher" };
            format!("the treaty's threshold becomes {way}, {}", step(*by))
        }
        Amendment::WiderScope => "the treaty covers every region".to_owned(),
        Amendment::BurdenTarget(by) => {
            let way = if *by < 0.0 { "falls" } else { "rises" };
            format!(
                "the promised burden {way} by {} of product",
                words::fine_percent(by.abs())
            )
        }
    }
}

fn change(what: Quantity, thing: &str, by: f64) -> String {
    let way = if by < 0.0 { "falls" } else { "rises" };
    match what {
        Quantity::Strength | Quantity::Money | Quantity::Capital => {
            let size = by.abs();
            format!(
                "{thing} {way} by about {}",
                words::range((size * 0.8, size * 1.2))
            )
        }
        Quantity::Burden | Quantity::Growth | Quantity::Product => {
            format!("{thing} {way} {}", step(by * 5.0))
        }
        _ => format!("{thing} {way} {}", step(by)),
    }
}

fn quantity(voice: &Voice, what: Quantity, of: &Who, toward: Option<&Who>) -> String {
    let (whose, who) = (voice.whose(of), voice.who(of));
    let other = toward.map_or_else(|| "others".to_owned(), |t| voice.who(t));
    let whose_other = toward.map_or_else(|| "others'".to_owned(), |t| voice.whose(t));
    let bloc = if matches!(of, Who::Actor | Who::Allies) {
        "your".to_owned()
    } else {
        whose.clone()
    };
    match what {
        Quantity::Strength => format!("{whose} strength"),
        Quantity::Readiness => format!("{whose} readiness"),
        Quantity::Interoperability => format!("{whose} interoperability"),
        Quantity::Money => format!("{whose} money"),
        Quantity::Capital => format!("{whose} political capital"),
        Quantity::Burden => format!("{whose} defence burden"),
        Quantity::Growth => format!("{whose} growth"),
        Quantity::Product => format!("{whose} product"),
        Quantity::Will => format!("{whose} political will"),
        Quantity::Support => format!("{whose} support at home"),
        Quantity::Resilience => format!("{whose} resilience"),
        Quantity::Stability => format!("{whose} stability"),
        Quantity::Forensics => format!("{whose} skill at telling who did it"),
        Quantity::Patrol => format!("{whose} protection of shipping"),
        Quantity::Terror => format!("the strength of terrorist networks against {who}"),
        Quantity::Appetite => format!("{whose} appetite"),
        Quantity::Resolve => format!("{whose} resolve"),
        Quantity::Dependence => format!("{whose} dependence on rivals"),
        Quantity::Deception => format!("the fog over {whose} forces"),
        Quantity::Trust => format!("the trust of {who} in {other}"),
        Quantity::Threat => format!("the threat {who} {} in {other}", voice.see(of)),
        Quantity::Rivalry => format!("the rivalry of {who} with {other}"),
        Quantity::Trade => format!("trade between {who} and {other}"),
        Quantity::Credibility => format!("{whose_other} credibility with {who}"),
        Quantity::Pledge => format!("{whose} pledge to the pool"),
        Quantity::Cohesion => format!("the cohesion of {bloc} alliance"),
        Quantity::Command => format!("integrated command in {bloc} alliance"),
        Quantity::StandingForce => format!("the standing force of {bloc} alliance"),
        Quantity::Sharing => format!("intelligence shared in {bloc} alliance"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn voice(council: bool) -> Voice {
        Voice {
            council,
            target: "Sund".to_owned(),
            nations: vec![("varn".to_owned(), "Varn".to_owned())],
        }
    }

    fn check_change(what: Quantity, of: Who, toward: Option<Who>, by: f64, expected: &str) {
        let effect = Effect::Change {
            what,
            of,
            toward,
            domain: None,
            by,
        };
        assert_eq!(sentence(&voice(false), &effect, 1), expected);
    }

    #[test]
    fn what_frightens_is_said_in_plain_words() {
        let expected = "the threat your rivals see in you rises somewhat";
        check_change(
            Quantity::Threat,
            Who::Rivals,
            Some(Who::Actor),
            0.04,
            expected,
        );
        check_change(
            Quantity::Support,
            Who::Actor,
            None,
            -0.01,
            "your support at home falls a little",
        );
        let expected = "the trust of your allies in you falls much";
        check_change(
            Quantity::Trust,
            Who::Allies,
            Some(Who::Actor),
            -0.1,
            expected,
        );
        check_change(
            Quantity::Credibility,
            Who::Target,
            Some(Who::Actor),
            0.05,
            "your credibility with Sund rises somewhat",
        );
    }

    #[test]
    fn strength_is_a_range_not_a_point() {
        check_change(
            Quantity::Strength,
            Who::Actor,
            None,
            1.0,
            "your strength rises by about 0.8-1.2",
        );
    }

    #[test]
    fn a_council_changes_its_members_not_itself() {
        let effect = Effect::Change {
            what: Quantity::Readiness,
            of: Who::Actor,
            toward: None,
            domain: None,
            by: 0.07,
        };
        assert_eq!(
            sentence(&voice(true), &effect, 1),
            "your members' readiness rises much"
        );
    }

    #[test]
    fn a_named_nation_is_named() {
        check_change(
            Quantity::Will,
            Who::Nation("varn".to_owned()),
            None,
            -0.03,
            "Varn's political will falls somewhat",
        );
    }

    #[test]
    fn every_effect_has_words() {
        let all = [
            Effect::Deploy { share: 0.05 },
            Effect::Withdraw,
            Effect::StationStrategic,
            Effect::RemoveStrategic,
            Effect::Commit { stake: 0.3 },
            Effect::Threaten { stake: 0.1 },
            Effect::Specialise,
            Effect::Pay { money: 2.0 },
            Effect::Sanction { depth: 0.3 },
            Effect::Lift,
            Effect::PreDelegate,
            Effect::Invite,
            Effect::Suspend,
            Effect::Leave,
            Effect::Amend(Amendment::QualifiedMajority),
            Effect::Amend(Amendment::Unanimity),
            Effect::Amend(Amendment::Threshold(-0.1)),
            Effect::Amend(Amendment::WiderScope),
            Effect::Amend(Amendment::BurdenTarget(0.005)),
            Effect::DropPlan,
            Effect::DelayPlan,
            Effect::Concede { share: 0.1 },
        ];
        let words = sentences(&voice(false), &all, 1);
        assert!(
            words.iter().all(|w| w.len() > 10 && !w.ends_with('.')),
            "{words:?}"
        );
        assert_eq!(
            words[0],
            "your forces stand on Sund's soil: about 5 % of them"
        );
    }
}
