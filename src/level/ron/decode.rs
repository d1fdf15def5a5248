//! From nodes to values: the trait, and the decoder that collects ids and references on the way.
//! Reads nodes; writes values, problems, and the lists of what is defined and what is referred to.
//! Not here: decoding numbers, texts and lists (`values`), structures and choices (`record`).
//! Rule text: guide to the level format, "Ids and references".

use super::super::problem::{Code, Problems, Span, nearest};
use super::{Kind, Node};
use std::collections::{BTreeMap, BTreeSet};

/// The longest id, in characters.
pub const MAX_ID: usize = 64;

/// What an id stands for. Ids of different kinds may be equal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RefKind {
    /// A nation of the level.
    Nation,
    /// An alliance of the level.
    Alliance,
    /// A treaty, from a file of treaties or the level.
    Treaty,
    /// An article of a treaty.
    Article,
    /// A kind of aggression, from the rules.
    Act,
    /// An order, from the rules.
    Order,
    /// A matter on the table.
    Matter,
    /// A scripted event.
    Event,
    /// A response level, from the rules.
    Response,
    /// A seat to play from.
    Seat,
    /// An objective.
    Objective,
    /// A region of the map.
    Region,
    /// A rules file.
    Rules,
}

impl RefKind {
    /// The word for it in messages.
    pub fn name(self) -> &'static str {
        match self {
            Self::Nation => "nation",
            Self::Alliance => "alliance",
            Self::Treaty => "treaty",
            Self::Article => "article",
            Self::Act => "act",
            Self::Order => "order",
            Self::Matter => "matter",
            Self::Event => "event",
            Self::Response => "response level",
            Self::Seat => "seat",
            Self::Objective => "objective",
            Self::Region => "region",
            Self::Rules => "set of rules",
        }
    }
}

/// An id with its kind and the place it was written at.
pub type Mention = (RefKind, String, Span);

/// Goes along while a file is decoded: takes problems, definitions and references.
#[derive(Debug)]
pub struct Decoder<'a> {
    /// Where mistakes go.
    pub problems: &'a mut Problems,
    /// Ids defined in this file, in the order they were read.
    pub definitions: Vec<Mention>,
    /// Ids this file refers to, in the order they were read.
    pub references: Vec<Mention>,
}

impl<'a> Decoder<'a> {
    /// A decoder for the file `problems` was made for.
    pub fn new(problems: &'a mut Problems) -> Self {
        Self {
            problems,
            definitions: Vec::new(),
            references: Vec::new(),
        }
    }

    /// Notes that the file refers to `text`.
    pub fn reference(&mut self, kind: RefKind, text: &str, span: Span) {
        self.references.push((kind, text.to_owned(), span));
    }

    /// Notes that the file defines `text`, and reports it if it is not a well-formed id.
    pub fn define(&mut self, kind: RefKind, text: &str, span: Span) {
        if is_id(text) {
            self.definitions.push((kind, text.to_owned(), span));
            return;
        }
        let shown: String = text.chars().take(MAX_ID).collect();
        self.problems
            .error(Code::BadId, span, format!("{shown:?} is not a well-formed id"))
            .with_help("a lower-case letter, then lower-case letters, digits, `-` and `_`, at most 64 in all");
    }

    /// Reports ids defined twice in this file and references to nothing. A reference is good if its id is defined in
    /// this file or among those `known` gives for its kind (ids from other files).
    pub fn resolve(&mut self, known: &dyn Fn(RefKind) -> Vec<String>) {
        let mut ids: BTreeMap<RefKind, BTreeMap<String, Option<Span>>> = BTreeMap::new();
        for (kind, text, span) in &self.definitions {
            let earlier = ids
                .entry(*kind)
                .or_default()
                .entry(text.clone())
                .or_insert(None);
            match *earlier {
                None => *earlier = Some(*span),
                Some(first) => {
                    let line = self.problems.line(first.start);
                    let message =
                        format!("there is already {} {text:?}", with_article(kind.name()));
                    self.problems
                        .error(Code::DuplicateId, *span, message)
                        .with_help(format!("the first is on line {line}; rename one of them"));
                }
            }
        }
        let kinds: BTreeSet<RefKind> = self.references.iter().map(|r| r.0).collect();
        for kind in kinds {
            let table = ids.entry(kind).or_default();
            table.extend(known(kind).into_iter().map(|id| (id, None)));
        }
        for (kind, text, span) in &self.references {
            let table = ids.get(kind);
            if self.problems.is_full() || table.is_some_and(|t| t.contains_key(text)) {
                continue;
            }
            let shown: String = text.chars().take(MAX_ID).collect();
            let message = format!("there is no {} {shown:?}", kind.name());
            let names = table.into_iter().flat_map(|t| t.keys().map(String::as_str));
            let help = match nearest(text, names.clone()) {
                Some(near) => format!("did you mean {near:?}?"),
                None => all_names(kind.name(), names),
            };
            self.problems
                .error(Code::UnknownReference, *span, message)
                .with_help(help);
        }
    }

    /// Reports that something else was expected at a node; silent if the node is broken, for that has been said.
    pub fn expected(&mut self, wanted: &str, node: &Node) {
        if node.is_broken() {
            return;
        }
        let message = format!("{wanted} is expected, found {}", node.describe());
        let problem = self.problems.error(Code::WrongType, node.span, message);
        match &node.kind {
            Kind::Text(_) if wanted.contains("number") => {
                problem.with_help("numbers stand without quotes");
            }
            Kind::Text(_) if wanted.starts_with("`true`") => {
                problem.with_help("`true` and `false` stand without quotes");
            }
            Kind::Name(name) if wanted.starts_with("a text") => {
                problem.with_help(format!("texts and ids stand in double quotes: {name:?}"));
            }
            Kind::Tuple { .. } | Kind::Unit if wanted.starts_with("a list") => {
                problem.with_help("lists are written [a, b]");
            }
            Kind::Map(_) if wanted.starts_with("the structure") => {
                problem.with_help("structures are written (name: value), names without quotes");
            }
            _ => {}
        }
    }

    /// Notes every text in a node (one, or those of a list, tuple or `Some`) as a reference.
    pub fn refer_all(&mut self, kind: RefKind, node: &Node) {
        match &node.kind {
            Kind::Text(text) => self.reference(kind, text, node.span),
            Kind::List(items) | Kind::Tuple { items, .. } => {
                for item in items {
                    self.refer_all(kind, item);
                }
            }
            _ => {}
        }
    }

    /// Notes every key of a map (or field name, if it is written as a structure) as a reference.
    pub fn refer_keys(&mut self, kind: RefKind, node: &Node) {
        match &node.kind {
            Kind::Map(pairs) => {
                for (key, _) in pairs {
                    match &key.kind {
                        Kind::Text(text) | Kind::Name(text) => self.reference(kind, text, key.span),
                        _ => {}
                    }
                }
            }
            Kind::Struct { fields, .. } => {
                for field in fields.iter().filter(|f| !f.name.is_empty()) {
                    self.reference(kind, &field.name, field.name_span);
                }
            }
            Kind::Tuple { items, .. } => {
                for item in items {
                    self.refer_keys(kind, item);
                }
            }
            _ => {}
        }
    }

    /// Warns of texts that stand twice in one list.
    pub fn warn_of_repeats(&mut self, node: &Node) {
        let Kind::List(items) = &node.kind else {
            return;
        };
        let mut seen = BTreeSet::new();
        for item in items {
            if let Kind::Text(text) = &item.kind
                && !seen.insert(text)
            {
                let shown: String = text.chars().take(MAX_ID).collect();
                let message = format!("{shown:?} stands in this list already");
                self.problems.warn(Code::DuplicateEntry, item.span, message);
            }
        }
    }

    /// Notes the text in a node as an id defined here.
    pub fn define_node(&mut self, kind: RefKind, node: &Node) {
        match &node.kind {
            Kind::Text(text) => self.define(kind, text, node.span),
            Kind::Tuple { items, .. } if items.len() == 1 => self.define_node(kind, &items[0]),
            _ => {}
        }
    }
}

/// True for a lower-case letter followed by lower-case letters, digits, `-` and `_`, at most [`MAX_ID`] in all.
pub fn is_id(text: &str) -> bool {
    let rest = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-' || b == b'_';
    text.len() <= MAX_ID
        && text.as_bytes().first().is_some_and(u8::is_ascii_lowercase)
        && text.bytes().all(rest)
}

/// "there are a, b, c", shortened; for help when nothing is near.
pub(super) fn all_names<'n>(kind: &str, names: impl Iterator<Item = &'n str>) -> String {
    const MOST: usize = 12;
    let all: Vec<&str> = names.collect();
    match all.len() {
        0 => format!("no {kind} is defined"),
        n if n > MOST => format!("known: {} and {} more", all[..MOST].join(", "), n - MOST),
        _ => format!("known: {}", all.join(", ")),
    }
}

fn with_article(noun: &str) -> String {
    let article = if noun.starts_with(['a', 'e', 'i', 'o', 'u']) {
        "an"
    } else {
        "a"
    };
    format!("{article} {noun}")
}

/// A value that can be read from a node.
pub trait FromRon: Sized {
    /// Reads the value. None if it cannot be, after reporting why (or silently if the node is broken). All parts of the
    /// node are checked even if the first is wrong.
    fn from_ron(node: &Node, d: &mut Decoder) -> Option<Self>;

    /// The value of a field that is not given; None means that it must be.
    fn missing() -> Option<Self> {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "arda bree ardo zzz\narda";

    fn check(known: &[&str]) -> Vec<(Code, usize, Option<String>)> {
        let mut problems = Problems::new("t", TEXT);
        let mut d = Decoder::new(&mut problems);
        d.define(RefKind::Nation, "arda", Span::new(0, 4));
        d.define(RefKind::Nation, "arda", Span::new(19, 23));
        d.define(RefKind::Alliance, "arda", Span::new(0, 4));
        d.reference(RefKind::Nation, "bree", Span::new(5, 9));
        d.reference(RefKind::Nation, "ardo", Span::new(10, 14));
        d.reference(RefKind::Nation, "zzz", Span::new(15, 18));
        d.resolve(&|_| known.iter().map(|k| (*k).to_owned()).collect());
        let found = problems.into_vec();
        found
            .into_iter()
            .map(|p| (p.code, p.column, p.help))
            .collect()
    }

    #[test]
    fn references_may_be_defined_here_or_elsewhere() {
        let codes: Vec<_> = check(&["bree"]).into_iter().map(|p| (p.0, p.1)).collect();
        let unknown = Code::UnknownReference;
        assert_eq!(
            codes,
            [(unknown, 11), (unknown, 16), (Code::DuplicateId, 1)]
        );
    }

    #[test]
    fn an_unknown_reference_suggests_the_nearest_or_lists_all() {
        let found = check(&["bree"]);
        assert_eq!(found[0].2.as_deref(), Some("did you mean \"arda\"?"));
        assert_eq!(found[1].2.as_deref(), Some("known: arda, bree"));
    }

    #[test]
    fn ids_that_are_paths_or_start_with_digits_are_refused() {
        for bad in ["", "../etc", "Arda", "1st", "a b", "a/b", "é", "-a"] {
            assert!(!is_id(bad), "{bad}");
        }
        assert!(is_id("north-sea_2") && is_id(&"a".repeat(MAX_ID)));
        assert!(!is_id(&"a".repeat(MAX_ID + 1)));
    }

    #[test]
    fn a_bad_id_is_reported_where_it_stands() {
        let mut problems = Problems::new("t", TEXT);
        Decoder::new(&mut problems).define(RefKind::Act, "../x", Span::new(5, 9));
        let found = problems.into_vec();
        assert_eq!((found[0].code, found[0].column), (Code::BadId, 6));
    }
}
