//! Reading RON with places: a text becomes a tree of nodes with byte spans, and every mistake in it is gathered.
//! Reads one text; writes a `Node` tree and `Problem`s. Parts: `lexer`, `literal`, `parser`, `group`, `recover`, `decode`, `values`, `fields`, `record`.
//! Not here: what a level's fields mean (`level::raw`), writing RON (serde and `ron`, in `sim::save`).
//! Own reader because of crates tried: `ronin-core` 0.1 misreads `.5`, `1.`, `b'a'` and does not bound `Some(Some(…`;
//! `ron2` 0.3 refuses `.5`, `1.` and line continuations; both report a cascade after one wrong bracket.

pub mod decode;
mod fields;
mod group;
mod lexer;
mod literal;
mod parser;
pub mod record;
mod recover;
mod values;

pub use decode::{Decoder, FromRon, RefKind};

use super::problem::{Code, Problems, Span};

/// The longest text that is read, in bytes.
pub const MAX_BYTES: usize = 8 << 20;
/// How deep brackets may be nested.
pub const MAX_DEPTH: usize = 128;

/// What a value is.
#[derive(Debug, Clone, PartialEq)]
pub enum Kind {
    /// `()`
    Unit,
    /// `true` or `false`
    Bool(bool),
    /// Any number. `integer` tells how it was written; whole numbers beyond 2^53 are rounded here (decoders read
    /// them exactly from the text).
    Number {
        /// The value; may be infinite or not a number, if written so.
        value: f64,
        /// True if written without point and exponent.
        integer: bool,
    },
    /// `'a'`
    Char(char),
    /// `"text"`, escapes replaced.
    Text(String),
    /// A bare name: a unit variant, a unit struct or `None`.
    Name(String),
    /// `[a, b]`
    List(Vec<Node>),
    /// `(a, b)` or `Name(a, b)`; `Some(x)` is one too.
    Tuple {
        /// The name before the bracket.
        name: Option<(String, Span)>,
        /// The values in order.
        items: Vec<Node>,
    },
    /// `(a: 1)` or `Name(a: 1)`. A field with an empty name marks a place where something could not be read.
    Struct {
        /// The name before the bracket.
        name: Option<(String, Span)>,
        /// The fields as written, in order, duplicates included.
        fields: Vec<Field>,
    },
    /// `{key: value}`
    Map(Vec<(Node, Node)>),
    /// Could not be read; a problem has been reported and decoders stay silent.
    Broken,
}

/// One field of a structure.
#[derive(Debug, Clone, PartialEq)]
pub struct Field {
    /// Its name; empty where the reader lost its place.
    pub name: String,
    /// Where the name stands.
    pub name_span: Span,
    /// Its value.
    pub value: Node,
}

/// A value and its place.
#[derive(Debug, Clone, PartialEq)]
pub struct Node {
    /// What it is.
    pub kind: Kind,
    /// Where it stands, name and brackets included.
    pub span: Span,
}

impl Node {
    /// A value at a place.
    pub fn new(kind: Kind, span: Span) -> Self {
        Self { kind, span }
    }

    /// True if it could not be read.
    pub fn is_broken(&self) -> bool {
        self.kind == Kind::Broken
    }

    /// What it is, in words for a message: "the text \"a\"", "a list".
    pub fn describe(&self) -> String {
        match &self.kind {
            Kind::Unit => "`()`".to_owned(),
            Kind::Bool(b) => format!("`{b}`"),
            Kind::Number { value, .. } => format!("the number {value}"),
            Kind::Char(c) => format!("the character {c:?}"),
            Kind::Text(t) if t.chars().count() <= 40 => format!("the text {t:?}"),
            Kind::Text(_) => "a text".to_owned(),
            Kind::Name(n) => format!("the name `{n}`"),
            Kind::List(_) => "a list `[…]`".to_owned(),
            Kind::Tuple { name: None, .. } => "a tuple `(…)`".to_owned(),
            Kind::Struct { name: None, .. } => "a structure `(…: …)`".to_owned(),
            Kind::Tuple {
                name: Some((n, _)), ..
            } => format!("`{n}(…)`"),
            Kind::Struct {
                name: Some((n, _)), ..
            } => format!("`{n}(…: …)`"),
            Kind::Map(_) => "a map `{…}`".to_owned(),
            Kind::Broken => "something unreadable".to_owned(),
        }
    }
}

/// Reads a text. All mistakes go to `problems`, which should have been made for the same text; places that could not be
/// read become [`Kind::Broken`]. None if there is no value at all, or the text is too large.
pub fn parse(text: &str, problems: &mut Problems) -> Option<Node> {
    if text.len() > MAX_BYTES {
        let message = format!(
            "the file is {} MiB long; at most {} MiB are read",
            text.len() >> 20,
            MAX_BYTES >> 20
        );
        problems.error(Code::TooLarge, Span::default(), message);
        return None;
    }
    let tokens = lexer::tokens(text, problems);
    parser::Parser::new(text, tokens, problems).document()
}

#[cfg(test)]
mod tests {
    use super::record::{record, variants};
    use super::*;
    use proptest::prelude::*;
    use serde::Deserialize;
    use std::collections::BTreeMap;

    #[derive(Debug, PartialEq, Deserialize)]
    struct Nation {
        id: String,
        wealth: f64,
        people: u64,
        #[serde(default)]
        motto: Option<String>,
        stance: Stance,
        forces: Vec<(f64, i64)>,
        trust: BTreeMap<String, f64>,
        initial: char,
        open: bool,
        nothing: (),
    }

    #[derive(Debug, PartialEq, Deserialize)]
    enum Stance {
        Neutral,
        Armed { degree: f64 },
        Bound(String),
    }

    record!(Nation {
        id,
        wealth,
        people,
        motto,
        stance,
        forces,
        trust,
        initial,
        open,
        nothing
    });
    variants!(Stance { Neutral, Armed { degree }, Bound(String) });

    const SAMPLE: &str = r###"#![enable(implicit_some)]
// A nation /* with odd comments
Nation(
    id: "ar\u{64}a \"x\" \x41\
         joined", /* /* nested */ */
    wealth: 1_234.5e-1, people: 0xFF_FF_FF_FF_FF,
    motto: r#"she said "no""#,
    stance: Armed(degree: .5),
    forces: [(1., -3), (+2, 0b101), (3.25f64, 7i64),],
    trust: {"b": 1, "ü": -0.25,},
    initial: '\'', open: true, nothing: (),
)
"###;

    fn ours(text: &str) -> (Option<Nation>, usize) {
        let mut problems = Problems::new("t", text);
        let node = parse(text, &mut problems);
        let nation = node.and_then(|n| Nation::from_ron(&n, &mut Decoder::new(&mut problems)));
        (nation, problems.len())
    }

    #[test]
    fn the_sample_reads_as_the_crate_ron_reads_it() {
        let theirs: Nation = ::ron::from_str(SAMPLE).unwrap_or_else(|e| unreachable!("{e}"));
        assert_eq!(ours(SAMPLE), (Some(theirs), 0));
    }

    #[test]
    fn other_ways_of_writing_agree_with_the_crate_ron() {
        let base = "(id:\"a\",wealth:1,people:1,stance:Neutral,forces:[],trust:{},initial:'a',open:false,nothing:(),motto:None)";
        let swaps = [
            ("motto:None", "motto:Some(\"x\")"),
            ("motto:None", ""),
            ("stance:Neutral", "stance:Bound(\"x\")"),
            ("stance:Neutral", "stance: Armed ( degree : 1e0 , )"),
            ("(id", "Nation ( id"),
            ("wealth:1", "wealth:-0.0"),
            ("wealth:1", "wealth:1_0.5_0"),
            ("wealth:1", "wealth:1.5f64"),
            ("people:1", "people:18446744073709551615"),
            ("people:1", "people:0o17"),
            ("people:1", "people:1u64"),
            ("initial:'a'", "initial:'\\u{e4}'"),
            ("id:\"a\"", "id:r\"\\n\""),
            ("id:\"a\"", "id:\"\\u{1F600}\\t\\0\""),
            ("id:\"a\"", "r#id:\"\nline\r\n\""),
        ];
        for (from, to) in swaps {
            let text = base.replacen(from, to, 1);
            let theirs: Nation =
                ::ron::from_str(&text).unwrap_or_else(|e| unreachable!("{text}: {e}"));
            assert_eq!(ours(&text), (Some(theirs), 0), "{text}");
        }
    }

    #[test]
    fn a_file_over_the_limit_is_refused_unread() {
        let text = " ".repeat(MAX_BYTES + 1);
        let mut problems = Problems::new("t", text.clone());
        assert!(parse(&text, &mut problems).is_none());
        assert_eq!(problems.into_vec()[0].code, Code::TooLarge);
    }

    #[test]
    fn every_node_has_its_place() {
        let text = "(a: Foo(1), b: [\"x\"])";
        let mut problems = Problems::new("t", text);
        let node = parse(text, &mut problems).unwrap_or_else(|| unreachable!());
        assert_eq!(node.span, Span::new(0, text.len()));
        let Kind::Struct { fields, .. } = node.kind else {
            unreachable!()
        };
        assert_eq!(problems.excerpt(fields[0].value.span), "Foo(1)");
        assert_eq!(problems.excerpt(fields[1].value.span), "[\"x\"]");
        assert_eq!(problems.excerpt(fields[1].name_span), "b");
    }

    #[test]
    fn every_cut_of_the_sample_is_an_error_not_a_panic() {
        let whole = SAMPLE.trim_end().len();
        for end in (0..whole).filter(|e| SAMPLE.is_char_boundary(*e)) {
            assert!(ours(&SAMPLE[..end]).1 > 0, "{end}");
        }
    }

    fn mutation() -> impl Strategy<Value = (usize, usize, String)> {
        let piece = "[()\\[\\]{},:\"'#r/*\\\\a0.-_ \nä\u{202E}]{0,6}";
        (0..SAMPLE.len(), 0_usize..12, piece)
    }

    proptest! {
        #[test]
        fn mutated_text_never_panics_and_every_place_is_inside(changes in prop::collection::vec(mutation(), 1..6)) {
            let mut text = SAMPLE.to_owned();
            for (start, length, piece) in changes {
                let start = text.floor_char_boundary(start);
                let end = text.floor_char_boundary(start + length).max(start);
                text.replace_range(start..end, &piece);
            }
            let mut problems = Problems::new("t", text.clone());
            let node = parse(&text, &mut problems);
            let nation = node.and_then(|n| Nation::from_ron(&n, &mut Decoder::new(&mut problems)));
            let theirs = ::ron::from_str::<Nation>(&text);
            if let Ok(theirs) = theirs && theirs.wealth.is_finite() {
                prop_assert_eq!(Some(&theirs), nation.as_ref(), "{:?} {}", problems.into_vec(), text);
                return Ok(());
            }
            let has_errors = problems.has_errors();
            prop_assert!(nation.is_some() || has_errors);
            let found = problems.into_vec();
            prop_assert!(found.iter().all(|p| p.span.end <= text.len() && text.is_char_boundary(p.span.start)));
            let shown = crate::level::problem::render_human(&found, &|_| Some(text.clone()), false);
            prop_assert_eq!(shown.is_empty(), found.is_empty());
        }

        #[test]
        fn any_text_at_all_never_panics(text in "\\PC{0,80}") {
            ours(&text);
        }
    }

    const LEVEL: &str = r#"// A level.
(
    format: 1,
    title: "Grey Water",
    briefing: "It begins with a cable.
It never ends there.",
    nations: [
        (
            id: "arda",
            name: "Arda",
            wealth: 120.5,
            forces: {"land": 3, "naval": (strength: 2, ready: 0.5)},
        ),
        (
            id: "bree",
            name: "Bree",
            stance: Armed(degree: 0.5),
            trust: {
                "arda": 0.5,
                "cole": 0.25,
            },
        ),
        (id: "cole", name: "Cole", forces: {}),
    ],
    alliances: [
        (
            id: "league",
            members: ["arda", "bree"],
            treaty: (
                articles: [
                    (trigger: ArmedAttack, rule: Unanimity(silence_days: 5)),
                    (trigger: Consultation),
                ],
            ),
        ),
    ],
    clock: (turns: 14, start: Some(2031)),
)
"#;

    fn lines(text: &str) -> Vec<usize> {
        let mut problems = Problems::new("t", text);
        parse(text, &mut problems);
        problems.into_vec().iter().map(|p| p.line).collect()
    }

    /// For every place where a change breaks the text: whether the changed line is among those found.
    fn check_every(change: Damage) -> (usize, Vec<String>) {
        let (mut broken, mut missed) = (0, Vec::new());
        for (at, c) in LEVEL.char_indices() {
            let Some(text) = change(at, c) else { continue };
            if ::ron::from_str::<::ron::Value>(&text).is_ok() {
                continue;
            }
            broken += 1;
            let line = 1 + LEVEL[..at].matches('\n').count();
            let found = lines(&text);
            if !found.contains(&line) {
                missed.push(format!("line {line}, {c:?}: {found:?}"));
            }
        }
        (broken, missed)
    }

    /// A way to damage the sample level at a byte that holds a character.
    type Damage = fn(usize, char) -> Option<String>;

    fn with(at: usize, length: usize, piece: &str) -> Option<String> {
        Some(format!("{}{piece}{}", &LEVEL[..at], &LEVEL[at + length..]))
    }

    fn is_mark(c: char) -> bool {
        "()[]{},:\"".contains(c)
    }

    /// At most `allowed` of the damages that break the text may go without a finding on their line.
    fn check_damage(allowed: usize, damage: Damage) {
        let (broken, missed) = check_every(damage);
        assert!(broken >= 20, "{broken}");
        assert!(missed.len() <= allowed, "{missed:#?}");
    }

    #[test]
    fn a_deleted_mark_is_found_on_its_line() {
        check_damage(1, |at, c| is_mark(c).then(|| with(at, 1, ""))?);
    }

    #[test]
    fn a_doubled_mark_is_found_on_its_line() {
        check_damage(1, |at, c| {
            is_mark(c).then(|| with(at, 0, &c.to_string()))?
        });
    }

    #[test]
    fn a_mark_replaced_by_rubbish_is_found_on_its_line() {
        check_damage(0, |at, c| is_mark(c).then(|| with(at, 1, "@"))?);
    }

    #[test]
    fn a_bracket_of_the_wrong_kind_is_found_on_its_line() {
        check_damage(0, |at, c| {
            let other = ['[', ']', '(', ')', '[', ']'];
            "()[]{}"
                .find(c)
                .and_then(|i| with(at, 1, &other[i].to_string()))
        });
    }

    #[test]
    fn a_file_cut_short_is_found_at_its_last_line() {
        check_damage(1, |at, c| is_mark(c).then(|| format!("{}\n", &LEVEL[..at])));
    }

    #[test]
    fn a_deleted_line_is_mostly_found_at_its_place() {
        check_damage(4, |at, c| {
            let start = LEVEL[..at].rfind('\n').map_or(0, |i| i + 1);
            (c == '\n').then(|| with(start, at + 1 - start, ""))?
        });
    }
}
