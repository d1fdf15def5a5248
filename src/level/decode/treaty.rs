//! Reading treaties: articles, triggers, scopes, decision rules, obligations.
//! Reads nodes; writes `Treaty` and its parts.
//! Not here: what an article means for an act (`rules::treaty`), checks of whole treaties (`check::treaty`).
//! Rule text: DESIGN section 5, "Treaties".

use crate::level::ron::record::{record, variants};
use crate::rules::definition::ActKind;
use crate::rules::treaty::{
    Article, Consultation, DecisionRule, Duty, Exemption, Invoker, Obligation, Scope, Side, Treaty,
    Trigger, VoteWeights,
};

record! {
    Treaty {
        id: define(Treaty),
        name,
        modelled_on,
        articles,
        command: in 0.0..=1.0 = 0.2,
        standing: in 0.0..=1.0 = 0.05,
        notice: in 0.0..=365.0 = (10.0, 30.0),
        burden_target: in 0.0..=0.2 = 0.02,
        weights = VoteWeights::Equal,
    }
    Article {
        id: define(Article),
        name,
        trigger,
        scope = Scope::Anywhere,
        invoker = Invoker::Victim,
        consultation = None,
        decision,
        obligation,
        days: in 0.0..=90.0 = 5.0,
        exemptions = Vec::new(),
        expires: in 1..=400 = None,
        text,
    }
    Trigger {
        kinds = Vec::new(),
        severity: in 0.0..=1.0,
        attribution: in 0.0..=1.0 = 0.5,
        window: in 1..=40 = 1,
        side = Side::Victim,
        against: each_refers(Nation) = Vec::new(),
    }
    Consultation {
        cohesion: in 0.0..=1.0 = 0.02,
        days: in 0.0..=90.0 = 2.0,
    }
    Obligation {
        kind,
        weight: in 0.0..=1.0,
        least: in 0..=4 = 0,
        consent = false,
    }
}

variants!(ActKind {
    Threat,
    Grey,
    NonState,
    Maritime,
    Armed,
    Strategic
});
variants!(VoteWeights {
    Equal,
    Product,
    Given
});
variants!(Side {
    Victim,
    Aggressor,
    Both,
    Internal
});
variants!(Scope { Anywhere, Regions(each_refers(Region)), Territory });
variants!(Invoker {
    Victim,
    AnyMember,
    Council
});
variants!(Duty {
    Defend,
    Consult,
    Offence,
    Neutrality,
    NonAggression,
    Intervene
});
variants!(DecisionRule {
    Individually,
    Unanimity { silence_days: in 0.0..=90.0 },
    QualifiedCount { share: in 0.0..=1.0 },
    QualifiedWeight { share: in 0.0..=1.0 },
    QualifiedBoth { count: in 0.0..=1.0, weight: in 0.0..=1.0, blocking: in 1..=2000 },
    SimpleMajority,
    LeadNation { nation: refers(Nation) = None },
});
variants!(Exemption {
    Provoked,
    AggressorMember,
    PartiesExcluded,
    Member(refers(Nation)),
    HostConsent,
    SubordinateTo(refers(Treaty)),
});

#[cfg(test)]
mod tests {
    use super::super::tests::{good, read};
    use super::*;
    use crate::level::problem::Code;

    const ARTICLE: &str = "(id: \"a5\", name: \"n\", trigger: (severity: 0.5), decision: SimpleMajority, \
                           obligation: (kind: Defend, weight: 0.8), text: \"t\")";

    #[test]
    fn an_article_has_sensible_defaults() {
        let article = good::<Article>(ARTICLE);
        assert_eq!(article.scope, Scope::Anywhere);
        assert_eq!(article.trigger.window, 1);
        assert_eq!(article.trigger.attribution, 0.5);
        assert_eq!(article.invoker, Invoker::Victim);
        assert!(
            article.exemptions.is_empty()
                && article.expires.is_none()
                && article.consultation.is_none()
        );
    }

    #[test]
    fn all_seven_decision_rules_are_read() {
        for text in [
            "Individually",
            "Unanimity(silence_days: 5)",
            "QualifiedCount(share: 0.67)",
            "QualifiedWeight(share: 0.6)",
            "QualifiedBoth(count: 0.55, weight: 0.65, blocking: 4)",
            "SimpleMajority",
            "LeadNation(nation: \"arda\")",
        ] {
            good::<DecisionRule>(text);
        }
        assert_eq!(
            good::<DecisionRule>("LeadNation()"),
            DecisionRule::LeadNation { nation: None }
        );
    }

    #[test]
    fn a_share_above_one_is_out_of_range() {
        let (_, problems) = read::<DecisionRule>("QualifiedCount(share: 67)");
        assert_eq!(problems[0].code, Code::OutOfRange);
    }

    #[test]
    fn a_treaty_reads_its_articles() {
        let text = format!("(id: \"t\", name: \"T\", modelled_on: \"m\", articles: [{ARTICLE}])");
        assert_eq!(good::<Treaty>(&text).articles.len(), 1);
    }
}
