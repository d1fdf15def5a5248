//! `record!` and `variants!`: decoding for plain structs and enums that are defined elsewhere, field by field.
//! Reads nodes; writes values, problems, definitions and references.
//! Not here: what the macros call (`fields`), values inside the fields (`values`), ids and references (`decode`).
//! Rule text: guide to the level format, "How to read this guide".

/// Implements `FromRon` for structs. For each field:
///
/// * `name` – required, unless its type has a value for a missing field (`Option`);
/// * `name = value` – `value` if it is not given;
/// * `name: in 0.0..=1.0` – its number (or each number of an option, list, map or pair) must lie in the range; the upper
///   end may be left out: `in 0.0..`;
/// * `name: define(Nation)` – an id, defined here;
/// * `name: refers(Nation)` – its text, or each text in it, must be the id of such a thing;
/// * `name: each_refers(Nation)` – the same, and a list should not name one twice;
/// * `name: keys_refer(Nation)` – the keys of a map are such ids;
///
/// in this order, each with its own colon: `trust: keys_refer(Nation): in 0.0..=1.0 = BTreeMap::new()`.
/// Several structs may follow each other: `record! { A { x } B { y } }`.
macro_rules! record {
    ($($name:ident { $($field:ident
        $(: define($define:ident))?
        $(: refers($refers:ident))?
        $(: each_refers($each:ident))?
        $(: keys_refer($keys:ident))?
        $(: in $low:literal $dots:tt $($high:literal)?)?
        $(= $default:expr)?
    ),* $(,)? })*) => {$(
        impl $crate::level::ron::FromRon for $name {
            fn from_ron(
                node: &$crate::level::ron::Node,
                d: &mut $crate::level::ron::Decoder,
            ) -> Option<Self> {
                let known: &[&str] = &[$(stringify!($field)),*];
                let fields = $crate::level::ron::record::Fields::of_record(node, stringify!($name), known, d)?;
                $(
                    let $field = $crate::level::ron::record::record!(@value fields d $field [$($default)?]);
                    $(fields.define(stringify!($field), $crate::level::ron::RefKind::$define, d);)?
                    $(fields.refer(stringify!($field), $crate::level::ron::RefKind::$refers, d);)?
                    $(fields.refer_each(stringify!($field), $crate::level::ron::RefKind::$each, d);)?
                    $(fields.refer_keys(stringify!($field), $crate::level::ron::RefKind::$keys, d);)?
                    $(let $field = fields.in_range(stringify!($field), $field, &($low $dots $($high)?), d);)?
                )*
                Some(Self { $($field: $field?),* })
            }
        }
    )*};
    (@value $fields:ident $d:ident $field:ident []) => {
        $fields.value(stringify!($field), None, $d)
    };
    (@value $fields:ident $d:ident $field:ident [$default:expr]) => {
        $fields.value(stringify!($field), Some(&|| $default), $d)
    };
}

/// Implements `FromRon` for an enum. A variant is a bare name, a name with fields as in `record!`, or a name with one
/// value: `Variant(Type)`, `Variant(in 0.0..=1.0)`, `Variant(refers(Nation))`, `Variant(each_refers(Nation))`; or with several
/// types.
macro_rules! variants {
    ($name:ident { $($variant:ident $({ $($body:tt)* })? $(( $($inner:tt)* ))?),* $(,)? }) => {
        impl $crate::level::ron::FromRon for $name {
            fn from_ron(
                node: &$crate::level::ron::Node,
                d: &mut $crate::level::ron::Decoder,
            ) -> Option<Self> {
                let known: &[&str] = &[$(stringify!($variant)),*];
                let chosen = $crate::level::ron::record::Chosen::of(node, stringify!($name), known, d)?;
                $(if chosen.is(stringify!($variant)) {
                    return $crate::level::ron::record::variants!(@arm $variant chosen d $({ $($body)* })? $(( $($inner)* ))?);
                })*
                None
            }
        }
    };
    (@arm $variant:ident $chosen:ident $d:ident) => {
        $chosen.unit($d).map(|()| Self::$variant)
    };
    (@arm $variant:ident $chosen:ident $d:ident ( in $low:literal $dots:tt $($high:literal)? )) => {{
        let inner = $chosen.single($d)?;
        let value = $crate::level::ron::FromRon::from_ron(&inner, $d);
        let range = $low $dots $($high)?;
        $crate::level::ron::record::in_range(value, &range, stringify!($variant), inner.span, $d)
            .map(Self::$variant)
    }};
    (@arm $variant:ident $chosen:ident $d:ident ( refers($kind:ident) )) => {{
        let inner = $chosen.single($d)?;
        $d.refer_all($crate::level::ron::RefKind::$kind, &inner);
        $crate::level::ron::FromRon::from_ron(&inner, $d).map(Self::$variant)
    }};
    (@arm $variant:ident $chosen:ident $d:ident ( each_refers($kind:ident) )) => {{
        let inner = $chosen.single($d)?;
        $d.refer_all($crate::level::ron::RefKind::$kind, &inner);
        $d.warn_of_repeats(&inner);
        $crate::level::ron::FromRon::from_ron(&inner, $d).map(Self::$variant)
    }};
    (@arm $variant:ident $chosen:ident $d:ident ( $type:ty $(,)? )) => {{
        let inner = $chosen.single($d)?;
        <$type as $crate::level::ron::FromRon>::from_ron(&inner, $d).map(Self::$variant)
    }};
    (@arm $variant:ident $chosen:ident $d:ident ( $($type:ty),+ $(,)? )) => {{
        let count = [$(stringify!($type)),+].len();
        let mut items = $chosen.several(count, $d)?.iter();
        Some(Self::$variant($(<$type as $crate::level::ron::FromRon>::from_ron(items.next()?, $d)?),+))
    }};
    (@arm $variant:ident $chosen:ident $d:ident { $($field:ident
        $(: define($define:ident))?
        $(: refers($refers:ident))?
        $(: each_refers($each:ident))?
        $(: keys_refer($keys:ident))?
        $(: in $low:literal $dots:tt $($high:literal)?)?
        $(= $default:expr)?
    ),* $(,)? }) => {{
        let known: &[&str] = &[$(stringify!($field)),*];
        let fields = $chosen.fields(known, $d)?;
        $(
            let $field = $crate::level::ron::record::record!(@value fields $d $field [$($default)?]);
            $(fields.define(stringify!($field), $crate::level::ron::RefKind::$define, $d);)?
            $(fields.refer(stringify!($field), $crate::level::ron::RefKind::$refers, $d);)?
            $(fields.refer_each(stringify!($field), $crate::level::ron::RefKind::$each, $d);)?
            $(fields.refer_keys(stringify!($field), $crate::level::ron::RefKind::$keys, $d);)?
            $(let $field = fields.in_range(stringify!($field), $field, &($low $dots $($high)?), $d);)?
        )*
        Some(Self::$variant { $($field: $field?),* })
    }};
}

pub use super::fields::{Chosen, Fields};
pub use super::values::{Within, in_range};
pub(crate) use {record, variants};

#[cfg(test)]
mod tests {
    use super::super::super::problem::{Code, Problem, Problems};
    use super::super::{Decoder, FromRon, RefKind, parse};
    use std::collections::BTreeMap;

    #[derive(Debug, PartialEq)]
    struct Act {
        id: String,
        severity: f64,
        lead: f64,
        turns: u32,
        share: Option<f64>,
        target: String,
        allies: Vec<String>,
        trust: BTreeMap<String, f64>,
        rule: Rule,
        r#type: f64,
    }

    #[derive(Debug, PartialEq, Default)]
    enum Rule {
        #[default]
        Individually,
        Unanimity {
            silence_days: f64,
        },
        Lead {
            nation: String,
        },
        Weight(f64),
        Named(String),
        Pair(f64, String),
        Nested(Inner),
    }

    #[derive(Debug, PartialEq)]
    struct Inner {
        x: f64,
    }

    record! {
        Act {
            id: define(Act),
            severity: in 0.0..=1.0,
            lead: in 0.0..=8.0 = 1.0,
            turns: in 1.. = 4,
            share: in -1.0..=1.0,
            target: refers(Nation),
            allies: each_refers(Nation) = Vec::new(),
            trust: keys_refer(Nation): in 0.0..=1.0 = BTreeMap::new(),
            rule = Rule::default(),
            r#type: in 0.0..=1.0 = 1.0,
        }
        Inner { x: in 0.0.. }
    }

    variants!(Rule {
        Individually,
        Unanimity { silence_days: in 0.0..=90.0 },
        Lead { nation: refers(Nation) },
        Weight(in 0.0..=1.0),
        Named(refers(Nation)),
        Pair(f64, String),
        Nested(Inner),
    });

    fn check(text: &str) -> (Option<Act>, Vec<Problem>) {
        let mut problems = Problems::new("t", text);
        let node = parse(text, &mut problems);
        let mut d = Decoder::new(&mut problems);
        let act = node.and_then(|n| Act::from_ron(&n, &mut d));
        d.resolve(&|kind| match kind {
            RefKind::Nation => vec!["arda".to_owned(), "bree".to_owned()],
            _ => Vec::new(),
        });
        (act, problems.into_vec())
    }

    fn good(text: &str) -> Option<Act> {
        let (act, problems) = check(text);
        assert_eq!(problems, [], "{text}");
        act
    }

    /// The codes and places of what is wrong.
    fn bad(text: &str) -> Vec<(Code, usize, usize)> {
        let (act, problems) = check(text);
        assert!(act.is_none() || problems.iter().any(|p| p.code == Code::UnknownReference));
        problems
            .iter()
            .map(|p| (p.code, p.line, p.column))
            .collect()
    }

    fn rule(text: &str) -> (Option<Rule>, Vec<Problem>) {
        let mut problems = Problems::new("t", text);
        let node = parse(text, &mut problems);
        let rule = node.and_then(|n| Rule::from_ron(&n, &mut Decoder::new(&mut problems)));
        (rule, problems.into_vec())
    }

    #[test]
    fn missing_fields_take_their_defaults() {
        let act = good("(id: \"raid\", severity: 0.5, target: \"arda\")");
        let wanted = Act {
            id: "raid".to_owned(),
            severity: 0.5,
            lead: 1.0,
            turns: 4,
            share: None,
            target: "arda".to_owned(),
            allies: Vec::new(),
            trust: BTreeMap::new(),
            rule: Rule::Individually,
            r#type: 1.0,
        };
        assert_eq!(act, Some(wanted));
    }

    #[test]
    fn all_fields_may_be_given_in_any_order_with_the_name() {
        let act = good(
            "Act(type: 0.5, trust: {\"arda\": 0.1, bree: 1}, share: Some(-0.5), allies: [\"arda\", \"bree\"],
             turns: 9, lead: 8, rule: Unanimity(silence_days: 5), target: \"bree\", severity: 1, id: \"a-1\")",
        );
        let act = act.map(|a| (a.r#type, a.trust.len(), a.share, a.rule));
        assert_eq!(
            act,
            Some((0.5, 2, Some(-0.5), Rule::Unanimity { silence_days: 5.0 }))
        );
    }

    #[test]
    fn every_mistake_is_reported_at_its_line_and_column() {
        let found = bad("(
    id: \"../raid\",
    sevrity: 0.5,
    lead: 9,
    lead: 1,
    turns: 0,
    share: \"x\",
    target: \"ardo\",
    allies: [\"arda\", 3, \"nobody\"],
    trust: {\"bree\": 2, \"brie\": 0.5},
    rule: Unanimty(silence_days: 5),
    bogus: 1,
)");
        let wanted = [
            (Code::BadId, 2, 9),
            (Code::UnknownField, 3, 5),
            (Code::OutOfRange, 4, 11),
            (Code::DuplicateField, 5, 5),
            (Code::OutOfRange, 6, 12),
            (Code::WrongType, 7, 12),
            (Code::UnknownReference, 8, 13),
            (Code::WrongType, 9, 22),
            (Code::UnknownReference, 9, 25),
            (Code::OutOfRange, 10, 12),
            (Code::UnknownReference, 10, 24),
            (Code::UnknownVariant, 11, 11),
            (Code::UnknownField, 12, 5),
        ];
        assert_eq!(found, wanted);
    }

    #[test]
    fn missing_fields_are_reported_at_the_structure_all_at_once() {
        let found = bad("  (lead: 1)");
        assert_eq!(found, [(Code::MissingField, 1, 3); 3]);
    }

    #[test]
    fn an_unreadable_place_does_not_cause_reports_of_missing_fields() {
        let found = bad("(id: \"a\", severity: @, 0.5 target: \"arda\")");
        assert!(found.iter().all(|f| f.0 == Code::Syntax), "{found:?}");
    }

    #[test]
    fn unknown_fields_suggest_the_nearest_one_not_given() {
        let (_, found) = check("(id: \"a\", severity: 1, target: \"arda\", leed: 1)");
        assert_eq!(found[0].message, "`Act` has no field `leed`");
        assert_eq!(found[0].help.as_deref(), Some("did you mean `lead`?"));
    }

    #[test]
    fn a_list_for_a_structure_and_a_wrong_name_are_wrong_types() {
        assert_eq!(bad("[1]"), [(Code::WrongType, 1, 1)]);
        assert_eq!(bad("Order(id: \"a\")"), [(Code::WrongType, 1, 1)]);
        assert_eq!(bad("{\"id\": 1}"), [(Code::WrongType, 1, 1)]);
    }

    #[test]
    fn repeats_in_a_list_of_references_are_a_warning() {
        let (act, found) =
            check("(id: \"a\", severity: 1, target: \"arda\", allies: [\"bree\", \"bree\"])");
        assert!(act.is_some());
        assert_eq!(found[0].code, Code::DuplicateEntry);
    }

    #[test]
    fn variants_take_every_shape() {
        let cases = [
            ("Individually", Rule::Individually),
            ("Individually()", Rule::Individually),
            (
                "Unanimity(silence_days: 5)",
                Rule::Unanimity { silence_days: 5.0 },
            ),
            (
                "Lead(nation: \"arda\")",
                Rule::Lead {
                    nation: "arda".to_owned(),
                },
            ),
            ("Weight(0.5)", Rule::Weight(0.5)),
            ("Named(\"arda\")", Rule::Named("arda".to_owned())),
            ("Pair(1, \"a\")", Rule::Pair(1.0, "a".to_owned())),
            ("Nested((x: 1))", Rule::Nested(Inner { x: 1.0 })),
            ("Nested(Inner(x: 1))", Rule::Nested(Inner { x: 1.0 })),
            ("Nested(x: 1)", Rule::Nested(Inner { x: 1.0 })),
        ];
        for (text, wanted) in cases {
            assert_eq!(rule(text), (Some(wanted), Vec::new()), "{text}");
        }
    }

    #[test]
    fn variants_of_the_wrong_shape_are_refused() {
        let cases = [
            ("Individually(1)", Code::WrongType),
            ("Unanimity", Code::MissingField),
            ("Unanimity(5)", Code::WrongType),
            ("Unanimity(silence_days: 91)", Code::OutOfRange),
            ("Weight", Code::WrongType),
            ("Weight(2)", Code::OutOfRange),
            ("Pair(1)", Code::WrongType),
            ("\"Individually\"", Code::WrongType),
            ("individually", Code::UnknownVariant),
        ];
        for (text, code) in cases {
            let (value, found) = rule(text);
            assert!(value.is_none(), "{text}");
            assert_eq!(
                found.iter().map(|p| p.code).collect::<Vec<_>>(),
                [code],
                "{text}"
            );
        }
    }

    #[test]
    fn an_unknown_variant_names_the_nearest_and_all() {
        let (_, found) = rule("Unanimty(silence_days: 1)");
        let help = found[0].help.clone().unwrap_or_default();
        assert!(
            help.starts_with("did you mean `Unanimity`? known: Individually, "),
            "{help}"
        );
    }
}
