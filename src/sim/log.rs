//! The log of a match: every order of every seat, every choice and forecast of the person, and the ends of turns.
//! Plain text by ids, so that it can be filed, read by people, and replayed after policies have changed.
//! Not here: the text of orders (`sim::order_text`), events (`rules::event`), decisions' terms (`rules::decision`).
//! Rule text: DESIGN principle 2.

use serde::{Deserialize, Serialize};

use crate::rules::clock::Step;
use crate::rules::digest::Digest;

/// One line of the log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// The turn, from 1.
    pub turn: u32,
    /// The asking step it answers.
    pub step: Step,
    /// Whose: a nation's id, `council:` and an alliance's id, or `-` for the end of a turn without a person.
    pub actor: String,
    /// What: an order's exact text, `choose N` (options from 1), `forecast …`, or `end`.
    pub text: String,
}

/// The text that ends a turn's orders.
pub const END: &str = "end";

impl Entry {
    /// Whether it ends a turn's orders.
    pub fn is_end(&self) -> bool {
        self.text == END
    }

    /// The option chosen (from 0), if it is a choice.
    pub fn choice(&self) -> Option<usize> {
        self.text
            .strip_prefix("choose ")?
            .parse::<usize>()
            .ok()?
            .checked_sub(1)
    }

    /// Whether it is a forecast.
    pub fn is_forecast(&self) -> bool {
        self.text.starts_with("forecast ")
    }

    /// Whether it is an order (an answer to a matter is one).
    pub fn is_order(&self) -> bool {
        !self.is_end() && !self.is_forecast() && self.step == Step::OrdersAsk
    }
}

/// What a player expects of the turn before phase 4. By level ids; scored in the debrief.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Forecast {
    /// Nobody strikes.
    Quiet,
    /// This nation strikes, with this act if named.
    Strikes(String, Option<String>),
    /// This nation comes when called.
    Answers(String),
}

impl Forecast {
    /// Its text in the log.
    pub fn print(&self) -> String {
        match self {
            Self::Quiet => "forecast quiet".into(),
            Self::Strikes(nation, None) => format!("forecast strikes {nation}"),
            Self::Strikes(nation, Some(act)) => format!("forecast strikes {nation} {act}"),
            Self::Answers(nation) => format!("forecast answers {nation}"),
        }
    }

    /// Reads its text back.
    pub fn parse(text: &str) -> Option<Self> {
        let words: Vec<&str> = text.split_whitespace().collect();
        match words.as_slice() {
            ["forecast", "quiet"] => Some(Self::Quiet),
            ["forecast", "strikes", nation] => Some(Self::Strikes((*nation).into(), None)),
            ["forecast", "strikes", nation, act] => {
                Some(Self::Strikes((*nation).into(), Some((*act).into())))
            }
            ["forecast", "answers", nation] => Some(Self::Answers((*nation).into())),
            _ => None,
        }
    }
}

/// The digest at the end of a turn.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TurnDigest {
    /// The turn.
    pub turn: u32,
    /// The digest with its parts.
    pub digest: Digest,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(text: &str) -> Entry {
        Entry {
            turn: 1,
            step: Step::OrdersAsk,
            actor: "aldmark".into(),
            text: text.into(),
        }
    }

    #[test]
    fn a_forecast_reads_back_as_it_was_printed() {
        let all = [
            Forecast::Quiet,
            Forecast::Strikes("a".into(), None),
            Forecast::Strikes("a".into(), Some("invasion".into())),
            Forecast::Answers("b".into()),
        ];
        for forecast in all {
            assert_eq!(Forecast::parse(&forecast.print()), Some(forecast));
        }
    }

    #[test]
    fn choices_are_counted_from_one_in_the_log() {
        assert_eq!(entry("choose 1").choice(), Some(0));
        assert_eq!(entry("choose 0").choice(), None);
        assert_eq!(entry("choose x").choice(), None);
    }

    #[test]
    fn an_end_and_a_forecast_are_no_orders() {
        assert!(entry("invest land 2").is_order());
        assert!(!entry(END).is_order() && !entry("forecast quiet").is_order());
    }

    #[test]
    fn a_line_with_an_unknown_field_is_refused() {
        let text = r#"{"turn":1,"step":"OrdersAsk","actor":"a","text":"end","more":1}"#;
        assert!(serde_json::from_str::<Entry>(text).is_err());
    }
}
