//! The four advisers: what each would order now, and the need it serves.
//! Reads `ai::advice` through the seat; changes nothing.
//! Not here: how advice is found (`ai`), who proposes which answer to a matter (`view::matters`).
//! Rule text: DESIGN section 4: four advisers, the four postures, each propose an order and give their reason.

use serde::Serialize;

use super::events::given_words;
use super::page::Page;
use super::sight::Sight;
use super::terms;
use crate::ai::{self, Advice};
use crate::sim::order_text::print;

/// What an adviser proposes.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct AdviserView {
    /// The adviser's title.
    pub title: &'static str,
    /// What the adviser believes in general.
    pub creed: &'static str,
    /// The order proposed, in words.
    pub order: Option<String>,
    /// The order as it is typed.
    pub typed: Option<String>,
    /// The reason, a sentence.
    pub reason: String,
}

/// What the four advisers propose now.
pub fn advisers(sight: &Sight<'_>) -> Vec<AdviserView> {
    let Some(actor) = sight.actor else {
        return Vec::new();
    };
    ai::advice(sight.world, actor)
        .iter()
        .map(|a| adviser(sight, a))
        .collect()
}

fn adviser(sight: &Sight<'_>, advice: &Advice) -> AdviserView {
    let (title, creed) = terms::adviser(advice.posture);
    AdviserView {
        title,
        creed,
        order: advice.order.as_ref().map(|o| given_words(sight, o)),
        typed: advice.order.as_ref().map(|o| print(sight.world, o)),
        reason: reason(sight, advice),
    }
}

fn reason(sight: &Sight<'_>, advice: &Advice) -> String {
    let need = advice.reason.need;
    let pressing = match advice.reason.value {
        v if v < 0.25 => "not pressing",
        v if v < 0.5 => "felt",
        v if v < 0.75 => "pressing",
        _ => "urgent",
    };
    let about = advice
        .reason
        .about
        .map_or_else(String::new, |n| format!(" ({})", sight.name(n)));
    format!(
        "{}{about}: {pressing}.",
        need.meaning().trim_end_matches('.')
    )
}

/// The advisers as a page.
pub fn page(advisers: &[AdviserView]) -> Page {
    let mut page = Page::new();
    page.title("Your advisers");
    if advisers.is_empty() {
        page.text("Nobody advises a spectator.");
    }
    for adviser in advisers {
        let order = adviser.typed.as_ref().map_or_else(
            || "would wait".to_owned(),
            |typed| format!("proposes: {typed}"),
        );
        page.item(format!("{} ({}) {order}", adviser.title, adviser.creed));
        page.note(&adviser.reason);
    }
    page
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::sample::{SUND, Sample};

    #[test]
    fn four_advisers_speak_to_every_seat() {
        let sample = Sample::new();
        for sight in [
            sample.council(),
            sample.eyes(crate::rules::id::Actor::Nation(SUND)),
        ] {
            let all = advisers(&sight);
            assert_eq!(all.len(), 4);
            assert!(all.iter().all(|a| a.reason.ends_with('.')), "{all:?}");
        }
    }

    #[test]
    fn an_order_proposed_can_be_typed() {
        let sample = Sample::new();
        let sight = sample.council();
        for typed in advisers(&sight).iter().filter_map(|a| a.typed.as_ref()) {
            assert!(
                super::super::order_text::parse(&sight, typed).is_ok(),
                "{typed}"
            );
        }
    }

    #[test]
    fn every_need_has_words() {
        for need in ai::Need::ALL {
            assert!(
                !need.word().is_empty() && need.meaning().ends_with('.'),
                "{need:?}"
            );
        }
    }
}
