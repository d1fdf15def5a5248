//! Decoding of plain values: numbers, truth values, texts, options, lists, maps, tuples; and ranges of numbers.
//! Reads nodes; writes values and problems.
//! Not here: structures and choices (`record`), ids and references (`decode`).
//! Source: what `ron` 0.12 accepts for the same Rust types.

use super::super::problem::{Code, Span};
use super::decode::{Decoder, FromRon};
use super::{Kind, Node, literal};
use std::collections::BTreeMap;
use std::fmt::Display;
use std::ops::{Bound, RangeBounds};

/// The longest single text, in characters.
pub const MAX_TEXT: usize = 20_000;

/// What stands in `Some(…)`, or the node itself.
pub(super) fn bare(node: &Node) -> &Node {
    match &node.kind {
        Kind::Tuple {
            name: Some((name, _)),
            items,
        } if name == "Some" && items.len() == 1 => &items[0],
        _ => node,
    }
}

impl FromRon for f64 {
    fn from_ron(node: &Node, d: &mut Decoder) -> Option<Self> {
        match node.kind {
            Kind::Number { value, .. } if value.is_finite() => Some(value),
            Kind::Number { .. } => {
                let written = d.problems.excerpt(node.span).to_owned();
                d.problems.error(
                    Code::NotFinite,
                    node.span,
                    format!("{written} is not a finite number"),
                );
                None
            }
            _ => {
                d.expected("a number", node);
                None
            }
        }
    }
}

/// The whole number a node holds, exactly as written in the file.
fn whole(node: &Node, d: &mut Decoder, low: i128, high: i128) -> Option<i128> {
    /// Whole numbers up to here are exact in `f64`.
    const EXACT: f64 = 9_007_199_254_740_992.0;
    let Kind::Number {
        value,
        integer: true,
    } = node.kind
    else {
        d.expected("a whole number", node);
        return None;
    };
    let written = literal::integer(d.problems.excerpt(node.span));
    let exact = written
        .filter(|w| *w as f64 == value)
        .or((value.abs() <= EXACT).then_some(value as i128));
    if exact.is_some_and(|w| (low..=high).contains(&w)) {
        return exact;
    }
    let found = written.map_or_else(|| value.to_string(), |w| w.to_string());
    let message = format!("a whole number from {low} to {high} is expected, found {found}");
    d.problems.error(Code::OutOfRange, node.span, message);
    None
}

macro_rules! whole_numbers {
    ($($t:ty)*) => {$(
        impl FromRon for $t {
            fn from_ron(node: &Node, d: &mut Decoder) -> Option<Self> {
                let value = whole(node, d, <$t>::MIN as i128, <$t>::MAX as i128)?;
                <$t>::try_from(value).ok()
            }
        }

        impl Within<$t> for $t {
            fn outsider(&self, low: Bound<&$t>, high: Bound<&$t>) -> Option<String> {
                (!(low, high).contains(self)).then(|| self.to_string())
            }
        }
    )*};
}

whole_numbers!(u8 u16 u32 u64 i32 i64 usize);

impl FromRon for bool {
    fn from_ron(node: &Node, d: &mut Decoder) -> Option<Self> {
        if let Kind::Bool(value) = node.kind {
            return Some(value);
        }
        d.expected("`true` or `false`", node);
        None
    }
}

impl FromRon for char {
    fn from_ron(node: &Node, d: &mut Decoder) -> Option<Self> {
        if let Kind::Char(value) = node.kind {
            return Some(value);
        }
        d.expected("a character 'a'", node);
        None
    }
}

impl FromRon for String {
    fn from_ron(node: &Node, d: &mut Decoder) -> Option<Self> {
        match &node.kind {
            Kind::Text(text) => bounded(text, node.span, d),
            _ => {
                d.expected("a text \"…\"", node);
                None
            }
        }
    }
}

fn bounded(text: &str, span: Span, d: &mut Decoder) -> Option<String> {
    let length = text.chars().count();
    if length <= MAX_TEXT {
        return Some(text.to_owned());
    }
    let message = format!("this text has {length} characters; at most {MAX_TEXT} are read");
    d.problems.error(Code::TooLarge, span, message);
    None
}

impl FromRon for () {
    fn from_ron(node: &Node, d: &mut Decoder) -> Option<Self> {
        if node.kind == Kind::Unit {
            return Some(());
        }
        d.expected("`()`", node);
        None
    }
}

impl<T: FromRon> FromRon for Box<T> {
    fn from_ron(node: &Node, d: &mut Decoder) -> Option<Self> {
        T::from_ron(node, d).map(Box::new)
    }

    fn missing() -> Option<Self> {
        T::missing().map(Box::new)
    }
}

impl<T: FromRon> FromRon for Option<T> {
    fn from_ron(node: &Node, d: &mut Decoder) -> Option<Self> {
        match &node.kind {
            Kind::Name(name) if name == "None" => Some(None),
            _ => T::from_ron(bare(node), d).map(Some),
        }
    }

    fn missing() -> Option<Self> {
        Some(None)
    }
}

impl<T: FromRon> FromRon for Vec<T> {
    fn from_ron(node: &Node, d: &mut Decoder) -> Option<Self> {
        let Kind::List(items) = &node.kind else {
            d.expected("a list `[…]`", node);
            return None;
        };
        let read: Vec<Option<T>> = items.iter().map(|i| T::from_ron(i, d)).collect();
        read.into_iter().collect()
    }
}

impl<T: FromRon> FromRon for BTreeMap<String, T> {
    fn from_ron(node: &Node, d: &mut Decoder) -> Option<Self> {
        let mut map = Self::new();
        let mut whole = true;
        match &node.kind {
            Kind::Map(pairs) => {
                for (key, value) in pairs {
                    let name = match &key.kind {
                        Kind::Text(name) | Kind::Name(name) => bounded(name, key.span, d),
                        _ => {
                            d.expected("a text \"…\" as key", key);
                            None
                        }
                    };
                    whole &= insert(&mut map, name, key.span, value, d);
                }
            }
            Kind::Struct { name: None, fields } => {
                for field in fields {
                    let lost = field.name.is_empty() && field.value.is_broken();
                    let name = (!lost).then(|| field.name.clone());
                    whole &= insert(&mut map, name, field.name_span, &field.value, d);
                }
            }
            Kind::Unit => {}
            _ => {
                d.expected("a map `{\"key\": value}`", node);
                whole = false;
            }
        }
        whole.then_some(map)
    }
}

/// Puts one entry into a map; false if something is wrong with it.
fn insert<T: FromRon>(
    map: &mut BTreeMap<String, T>,
    name: Option<String>,
    span: Span,
    node: &Node,
    d: &mut Decoder,
) -> bool {
    let value = T::from_ron(node, d);
    let Some(name) = name else { return false };
    if map.contains_key(&name) {
        let message = format!(
            "the key {:?} is given twice",
            name.chars().take(64).collect::<String>()
        );
        d.problems.error(Code::DuplicateField, span, message);
        return false;
    }
    let good = value.is_some();
    if let Some(value) = value {
        map.insert(name, value);
    }
    good
}

macro_rules! tuples {
    ($($count:literal: $($t:ident $at:tt),*;)*) => {$(
        impl<$($t: FromRon),*> FromRon for ($($t,)*) {
            fn from_ron(node: &Node, d: &mut Decoder) -> Option<Self> {
                match &node.kind {
                    Kind::Tuple { name: None, items } if items.len() == $count => {
                        let read = ($($t::from_ron(&items[$at], d),)*);
                        Some(($(read.$at?,)*))
                    }
                    _ => {
                        d.expected(concat!("a tuple of ", $count), node);
                        None
                    }
                }
            }
        }
    )*};
}

tuples! {
    2: A 0, B 1;
    3: A 0, B 1, C 2;
    4: A 0, B 1, C 2, D 3;
}

/// Something whose numbers can be held against a range of `B`.
pub trait Within<B> {
    /// The first number outside, in words.
    fn outsider(&self, low: Bound<&B>, high: Bound<&B>) -> Option<String>;
}

impl Within<f64> for f64 {
    fn outsider(&self, low: Bound<&f64>, high: Bound<&f64>) -> Option<String> {
        (!(low, high).contains(self)).then(|| self.to_string())
    }
}

impl<B, T: Within<B>> Within<B> for Option<T> {
    fn outsider(&self, low: Bound<&B>, high: Bound<&B>) -> Option<String> {
        self.as_ref()?.outsider(low, high)
    }
}

impl<B, T: Within<B>> Within<B> for Vec<T> {
    fn outsider(&self, low: Bound<&B>, high: Bound<&B>) -> Option<String> {
        self.iter().find_map(|v| v.outsider(low, high))
    }
}

impl<B, T: Within<B>> Within<B> for BTreeMap<String, T> {
    fn outsider(&self, low: Bound<&B>, high: Bound<&B>) -> Option<String> {
        self.values().find_map(|v| v.outsider(low, high))
    }
}

impl<B, T: Within<B>> Within<B> for (T, T) {
    fn outsider(&self, low: Bound<&B>, high: Bound<&B>) -> Option<String> {
        self.0
            .outsider(low, high)
            .or_else(|| self.1.outsider(low, high))
    }
}

/// Reports a value outside its range at `span` and drops it.
pub fn in_range<B: Display, T: Within<B>>(
    value: Option<T>,
    range: &impl RangeBounds<B>,
    what: &str,
    span: Span,
    d: &mut Decoder,
) -> Option<T> {
    let value = value?;
    let (low, high) = (range.start_bound(), range.end_bound());
    let Some(found) = value.outsider(low, high) else {
        return Some(value);
    };
    let bounds = match (low, high) {
        (Bound::Included(a), Bound::Included(b)) => format!("lie between {a} and {b}"),
        (Bound::Included(a), Bound::Excluded(b)) => format!("be at least {a} and below {b}"),
        (Bound::Included(a), _) => format!("be at least {a}"),
        (_, Bound::Included(b)) => format!("be at most {b}"),
        (_, Bound::Excluded(b)) => format!("be below {b}"),
        _ => "be a number".to_owned(),
    };
    let message = format!("`{what}` must {bounds}, found {found}");
    d.problems.error(Code::OutOfRange, span, message);
    None
}

#[cfg(test)]
mod tests {
    use super::super::super::problem::Problems;
    use super::super::parse;
    use super::*;

    fn check<T: FromRon>(text: &str) -> (Option<T>, Vec<Code>) {
        let mut problems = Problems::new("t", text);
        let value = parse(text, &mut problems)
            .and_then(|node| T::from_ron(&node, &mut Decoder::new(&mut problems)));
        (
            value,
            problems.into_vec().into_iter().map(|p| p.code).collect(),
        )
    }

    fn good<T: FromRon>(text: &str) -> Option<T> {
        let (value, codes) = check(text);
        assert_eq!(codes, [], "{text}");
        value
    }

    fn bad<T: FromRon>(text: &str) -> Vec<Code> {
        let (value, codes) = check::<T>(text);
        assert!(value.is_none(), "{text}");
        codes
    }

    #[test]
    fn whole_numbers_serve_as_fractions_but_not_the_other_way() {
        assert_eq!(good::<f64>("3"), Some(3.0));
        assert_eq!(bad::<u32>("3.0"), [Code::WrongType]);
        assert_eq!(bad::<f64>("\"3\""), [Code::WrongType]);
    }

    #[test]
    fn infinity_and_nan_are_refused() {
        for text in ["inf", "-inf", "NaN", "1e999"] {
            assert_eq!(bad::<f64>(text), [Code::NotFinite], "{text}");
        }
    }

    #[test]
    fn large_whole_numbers_are_exact_and_never_wrap() {
        assert_eq!(good::<u64>("18446744073709551615"), Some(u64::MAX));
        assert_eq!(
            good::<u64>("9_007_199_254_740_993"),
            Some(9_007_199_254_740_993)
        );
        assert_eq!(good::<i64>("-9223372036854775808"), Some(i64::MIN));
        assert_eq!(bad::<u64>("18446744073709551616"), [Code::OutOfRange]);
        assert_eq!(bad::<u32>("4294967296"), [Code::OutOfRange]);
        assert_eq!(bad::<u32>("-1"), [Code::OutOfRange]);
        assert_eq!(bad::<usize>(&"9".repeat(400)), [Code::OutOfRange]);
    }

    #[test]
    fn options_are_written_in_three_ways() {
        assert_eq!(good::<Option<f64>>("None"), Some(None));
        assert_eq!(good::<Option<f64>>("Some(1)"), Some(Some(1.0)));
        assert_eq!(good::<Option<f64>>("1"), Some(Some(1.0)));
        assert_eq!(bad::<Option<f64>>("Some(1, 2)"), [Code::WrongType]);
        assert_eq!(Option::<f64>::missing(), Some(None));
    }

    #[test]
    fn every_bad_entry_of_a_list_is_reported() {
        let codes = bad::<Vec<f64>>("[1, true, 2, \"x\", inf]");
        assert_eq!(codes, [Code::WrongType, Code::WrongType, Code::NotFinite]);
    }

    #[test]
    fn maps_take_texts_names_and_fields_as_keys() {
        let wanted = BTreeMap::from([("a".to_owned(), 1.0), ("b".to_owned(), 2.0)]);
        for text in ["{\"a\": 1, \"b\": 2}", "{a: 1, b: 2}", "(a: 1, b: 2)"] {
            assert_eq!(good(text), Some(wanted.clone()), "{text}");
        }
        assert_eq!(
            bad::<BTreeMap<String, f64>>("{a: 1, \"a\": 2}"),
            [Code::DuplicateField]
        );
        assert_eq!(bad::<BTreeMap<String, f64>>("{1: 1}"), [Code::WrongType]);
        assert_eq!(good("{}"), Some(BTreeMap::<String, f64>::new()));
    }

    #[test]
    fn tuples_must_have_the_right_length() {
        assert_eq!(good("(1, \"a\")"), Some((1.0, "a".to_owned())));
        assert_eq!(bad::<(f64, f64)>("(1, 2, 3)"), [Code::WrongType]);
        assert_eq!(bad::<(f64, f64)>("(true, false)").len(), 2);
    }

    #[test]
    fn a_text_may_not_be_a_name_and_not_too_long() {
        assert_eq!(good::<String>("r#\"a\\\"#"), Some("a\\".to_owned()));
        assert_eq!(bad::<String>("a"), [Code::WrongType]);
        assert_eq!(
            bad::<String>(&format!("\"{}\"", "x".repeat(MAX_TEXT + 1))),
            [Code::TooLarge]
        );
    }

    #[test]
    fn truth_characters_units_and_boxes_are_read() {
        assert_eq!(good("true"), Some(true));
        assert_eq!(good("'x'"), Some('x'));
        assert_eq!(good("()"), Some(()));
        assert_eq!(good("1"), Some(Box::new(1.0)));
        assert_eq!(bad::<bool>("1"), [Code::WrongType]);
        assert_eq!(bad::<char>("\"x\""), [Code::WrongType]);
        assert_eq!(bad::<()>("1"), [Code::WrongType]);
    }

    #[test]
    fn a_number_outside_its_range_is_dropped_with_the_range_said() {
        let mut problems = Problems::new("t", "5");
        let mut d = Decoder::new(&mut problems);
        let span = Span::new(0, 1);
        assert_eq!(in_range(Some(5.0), &(0.0..=1.0), "x", span, &mut d), None);
        assert_eq!(
            in_range(Some(vec![1_u32, 9]), &(..5), "y", span, &mut d),
            None
        );
        assert_eq!(
            in_range(Some(Some(0.5)), &(0.0..), "z", span, &mut d),
            Some(Some(0.5))
        );
        let found = problems.into_vec();
        assert_eq!(found[0].message, "`x` must lie between 0 and 1, found 5");
        assert_eq!(found[1].message, "`y` must be below 5, found 9");
    }
}
