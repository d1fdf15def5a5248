//! Reading tables: numbers by domain, capabilities by domain, the four postures' suits, coefficients by name.
//! Reads nodes; writes the tables and every mistake in them.
//! Not here: what the tables are used for (`rules::capability`, `rules::coefficients`).
//! Rule text: DESIGN section 10; domains are written as lower-case words.

use std::collections::BTreeMap;
use std::ops::Bound;

use crate::level::problem::{Code, Span, nearest};
use crate::level::ron::record::record;
use crate::level::ron::record::{Fields, in_range};
use crate::level::ron::{Decoder, FromRon, Kind, Node};
use crate::rules::capability::{Capability, Domain, PerDomain};
use crate::rules::coefficients::Coefficients;

record! {
    Capability {
        strength: in 0.0..=1000000.0,
        readiness: in 0.0..=1.0 = 0.6,
        interoperability: in 0.0..=1.0 = 0.4,
    }
}

const WORDS: [&str; 8] = [
    "land",
    "air",
    "naval",
    "cyber",
    "isr",
    "logistics",
    "strategic",
    "special",
];

/// The domain of a word, whatever its case; a wrong one is reported.
fn domain(word: &str, span: Span, d: &mut Decoder) -> Option<Domain> {
    let found = Domain::from_word(&word.to_lowercase());
    if found.is_none() {
        let shown: String = word.chars().take(64).collect();
        let help = match nearest(word, WORDS.into_iter()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("the domains are {}", WORDS.join(", ")),
        };
        d.problems
            .error(
                Code::UnknownVariant,
                span,
                format!("there is no domain `{shown}`"),
            )
            .with_help(help);
    }
    found
}

impl FromRon for Domain {
    fn from_ron(node: &Node, d: &mut Decoder) -> Option<Self> {
        match &node.kind {
            Kind::Name(word) | Kind::Text(word) => domain(word, node.span, d),
            _ => {
                d.expected("a domain, for example `land`", node);
                None
            }
        }
    }
}

impl<T: FromRon> FromRon for BTreeMap<Domain, T> {
    fn from_ron(node: &Node, d: &mut Decoder) -> Option<Self> {
        let entries: Vec<(&str, Span, &Node)> = match &node.kind {
            Kind::Unit => Vec::new(),
            Kind::Struct { name: None, fields } => fields
                .iter()
                .map(|f| (f.name.as_str(), f.name_span, &f.value))
                .collect(),
            Kind::Map(pairs) => {
                let mut entries = Vec::new();
                for (key, value) in pairs {
                    match &key.kind {
                        Kind::Name(word) | Kind::Text(word) => {
                            entries.push((word.as_str(), key.span, value))
                        }
                        _ => d.expected("a domain, for example `land`", key),
                    }
                }
                entries
            }
            _ => {
                d.expected("a table by domain, for example `(land: …, air: …)`", node);
                return None;
            }
        };
        let mut table = Self::new();
        let mut whole = true;
        for (word, span, value) in entries {
            if word.is_empty() {
                whole = false;
                continue;
            }
            let key = domain(word, span, d);
            let value = T::from_ron(value, d);
            match (key, value) {
                (Some(key), Some(value)) => {
                    if table.insert(key, value).is_some() {
                        d.problems.error(
                            Code::DuplicateField,
                            span,
                            format!("`{word}` is given twice"),
                        );
                        whole = false;
                    }
                }
                _ => whole = false,
            }
        }
        whole.then_some(table)
    }
}

impl FromRon for PerDomain {
    fn from_ron(node: &Node, d: &mut Decoder) -> Option<Self> {
        let table = BTreeMap::<Domain, f64>::from_ron(node, d)?;
        let mut all = Self::default();
        for (domain, value) in table {
            let value = in_range(Some(value), &(0.0..=1.0), domain.word(), node.span, d)?;
            all.0[domain.index()] = value;
        }
        Some(all)
    }
}

impl FromRon for [f64; 4] {
    fn from_ron(node: &Node, d: &mut Decoder) -> Option<Self> {
        match &node.kind {
            Kind::List(items) | Kind::Tuple { name: None, items } if items.len() == 4 => {
                let read: Vec<Option<f64>> = items.iter().map(|i| f64::from_ron(i, d)).collect();
                Some([read[0]?, read[1]?, read[2]?, read[3]?])
            }
            _ => {
                d.expected("a list of four numbers", node);
                None
            }
        }
    }
}

impl crate::level::ron::record::Within<f64> for [f64; 4] {
    fn outsider(&self, low: Bound<&f64>, high: Bound<&f64>) -> Option<String> {
        self.iter().find_map(|v| v.outsider(low, high))
    }
}

impl FromRon for Coefficients {
    fn from_ron(node: &Node, d: &mut Decoder) -> Option<Self> {
        let names: Vec<&str> = Self::TABLE.iter().map(|row| row.0).collect();
        let fields = Fields::of_record(node, "Coefficients", &names, d)?;
        let mut values = Vec::new();
        for (name, low, high, _) in Self::TABLE {
            let value = fields.value::<f64>(name, None, d);
            values.push(fields.in_range(name, value, &(*low..=*high), d));
        }
        let mut next = values.into_iter();
        Self::build(|_| next.next().flatten()).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{good, read};
    use super::*;

    fn codes<T: FromRon>(text: &str) -> Vec<Code> {
        read::<T>(text).1.into_iter().map(|p| p.code).collect()
    }

    #[test]
    fn domains_are_words_of_any_case() {
        for text in ["land", "Land", "\"land\""] {
            assert_eq!(good::<Domain>(text), Domain::Land);
        }
        assert_eq!(codes::<Domain>("lnad"), [Code::UnknownVariant]);
        assert_eq!(codes::<Domain>("3"), [Code::WrongType]);
    }

    #[test]
    fn a_table_by_domain_is_a_structure_or_a_map() {
        let wanted = PerDomain([0.5, 0.0, 0.25, 0.0, 0.0, 0.0, 0.0, 0.0]);
        assert_eq!(good::<PerDomain>("(land: 0.5, naval: 0.25)"), wanted);
        assert_eq!(good::<PerDomain>("{land: 0.5, \"naval\": 0.25}"), wanted);
        assert_eq!(good::<PerDomain>("()"), PerDomain::default());
    }

    #[test]
    fn mistakes_in_a_table_by_domain_are_all_reported() {
        assert_eq!(
            codes::<PerDomain>("(lond: 0.5, air: true)"),
            [Code::UnknownVariant, Code::WrongType]
        );
        assert_eq!(
            codes::<PerDomain>("(air: 0.5, air: 0.5)"),
            [Code::DuplicateField]
        );
        assert_eq!(codes::<PerDomain>("(air: 3)"), [Code::OutOfRange]);
        assert_eq!(codes::<PerDomain>("[1]"), [Code::WrongType]);
    }

    #[test]
    fn a_capability_needs_only_its_strength() {
        let all = good::<BTreeMap<Domain, Capability>>("(cyber: (strength: 3))");
        let wanted = Capability {
            strength: 3.0,
            readiness: 0.6,
            interoperability: 0.4,
        };
        assert_eq!(all, BTreeMap::from([(Domain::Cyber, wanted)]));
        assert_eq!(codes::<Capability>("(strength: -1)"), [Code::OutOfRange]);
    }

    #[test]
    fn suits_are_four_numbers() {
        assert_eq!(good::<[f64; 4]>("[1, 0, -1, 0.5]"), [1.0, 0.0, -1.0, 0.5]);
        assert_eq!(codes::<[f64; 4]>("[1, 0]"), [Code::WrongType]);
    }

    #[test]
    fn every_missing_coefficient_is_named_and_a_misspelt_one_gets_a_suggestion() {
        let (value, problems) = read::<Coefficients>("(upkep: 0.1)");
        assert!(value.is_none());
        assert!(
            problems
                .iter()
                .any(|p| p.help.as_deref() == Some("did you mean `upkeep`?"))
        );
        let all: Vec<String> = Coefficients::TABLE
            .iter()
            .map(|(name, low, _, _)| format!("{name}: {low:?}"))
            .collect();
        let set = good::<Coefficients>(&format!("({})", all.join(", ")));
        assert_eq!(set.upkeep, 0.0);
        assert_eq!(
            codes::<Coefficients>(&format!("({})", all[1..].join(", "))),
            [Code::MissingField]
        );
        assert_eq!(
            codes::<Coefficients>(&format!("(upkeep: 9, {})", all[1..].join(", "))),
            [Code::OutOfRange]
        );
    }
}
