//! What `record!` and `variants!` call: the fields of one structure, and the variant a node names.
//! Reads nodes; writes values, problems, definitions and references.
//! Not here: the macros themselves (`record`), values inside the fields (`values`).
//! Rule text: guide to the level format, "How to read this guide".

use super::super::problem::{Code, Span, nearest};
use super::decode::{Decoder, FromRon, all_names};
use super::values::{Within, in_range};
use super::{Field, Kind, Node};

/// The name without the mark of a raw identifier.
fn plain(name: &str) -> &str {
    name.strip_prefix("r#").unwrap_or(name)
}

/// The fields of one structure, checked for names that are unknown or given twice.
#[derive(Debug)]
pub struct Fields<'n> {
    found: Vec<&'n Field>,
    span: Span,
    what: String,
    /// Part of the structure was unreadable, so what is missing may have been there.
    lossy: bool,
}

impl<'n> Fields<'n> {
    /// The fields of the struct `what`; None if the node is no structure, or one of another name.
    pub fn of_record(node: &'n Node, what: &str, known: &[&str], d: &mut Decoder) -> Option<Self> {
        let named = |name: &Option<(String, Span)>| name.as_ref().is_none_or(|n| n.0 == what);
        match &node.kind {
            Kind::Struct { name, fields } if named(name) => {
                Some(Self::new(fields, node.span, what, known, d))
            }
            Kind::Unit => Some(Self::new(&[], node.span, what, known, d)),
            Kind::Name(name) if name == what => Some(Self::new(&[], node.span, what, known, d)),
            Kind::Tuple {
                name: Some((name, _)),
                items,
            } if name == what && items.is_empty() => {
                Some(Self::new(&[], node.span, what, known, d))
            }
            _ => {
                d.expected(&format!("the structure `{what}(…: …)`"), node);
                None
            }
        }
    }

    fn new(fields: &'n [Field], span: Span, what: &str, known: &[&str], d: &mut Decoder) -> Self {
        let mut found: Vec<&Field> = Vec::new();
        let mut lossy = false;
        for field in fields {
            if field.name.is_empty() {
                lossy = true;
            } else if !known.iter().any(|k| plain(k) == field.name) {
                lossy |= report_unknown(field, fields, what, known, d);
            } else if let Some(first) = found.iter().find(|f| f.name == field.name) {
                let line = d.problems.line(first.name_span.start);
                let message = format!("the field `{}` is given twice", field.name);
                d.problems
                    .error(Code::DuplicateField, field.name_span, message)
                    .with_help(format!("the first is on line {line}"));
            } else {
                found.push(field);
            }
        }
        Self {
            found,
            span,
            what: what.to_owned(),
            lossy,
        }
    }

    fn get(&self, name: &str) -> Option<&'n Field> {
        self.found.iter().copied().find(|f| f.name == plain(name))
    }

    /// A field's value: as given, or `default`, or its type's own value for a missing field; else it is reported.
    pub fn value<T: FromRon>(
        &self,
        name: &str,
        default: Option<&dyn Fn() -> T>,
        d: &mut Decoder,
    ) -> Option<T> {
        if let Some(field) = self.get(name) {
            return T::from_ron(&field.value, d);
        }
        let value = default.map(|make| make()).or_else(T::missing);
        if value.is_none() && !self.lossy {
            let message = format!("`{}` lacks the field `{}`", self.what, plain(name));
            let start = Span::new(self.span.start, self.span.end);
            d.problems.error(Code::MissingField, start, message);
        }
        value
    }

    /// The field's text is an id defined here.
    pub fn define(&self, name: &str, kind: super::RefKind, d: &mut Decoder) {
        if let Some(field) = self.get(name) {
            d.define_node(kind, &field.value);
        }
    }

    /// The field's texts are references.
    pub fn refer(&self, name: &str, kind: super::RefKind, d: &mut Decoder) {
        if let Some(field) = self.get(name) {
            d.refer_all(kind, &field.value);
        }
    }

    /// The field's texts are references and should differ.
    pub fn refer_each(&self, name: &str, kind: super::RefKind, d: &mut Decoder) {
        if let Some(field) = self.get(name) {
            d.refer_all(kind, &field.value);
            d.warn_of_repeats(&field.value);
        }
    }

    /// The field's keys are references.
    pub fn refer_keys(&self, name: &str, kind: super::RefKind, d: &mut Decoder) {
        if let Some(field) = self.get(name) {
            d.refer_keys(kind, &field.value);
        }
    }

    /// Drops and reports a given value outside its range; defaults are trusted.
    pub fn in_range<B: std::fmt::Display, T: Within<B>>(
        &self,
        name: &str,
        value: Option<T>,
        range: &impl std::ops::RangeBounds<B>,
        d: &mut Decoder,
    ) -> Option<T> {
        match self.get(name) {
            Some(field) => in_range(value, range, plain(name), field.value.span, d),
            None => value,
        }
    }
}

/// Reports an unknown field; true if it is likely a missing one misspelt, which then need not be reported too.
fn report_unknown(
    field: &Field,
    all: &[Field],
    what: &str,
    known: &[&str],
    d: &mut Decoder,
) -> bool {
    let shown: String = field.name.chars().take(64).collect();
    let message = format!("`{what}` has no field `{shown}`");
    d.problems
        .error(Code::UnknownField, field.name_span, message);
    if d.problems.is_full() {
        return true;
    }
    let names = known.iter().map(|k| plain(k));
    let free = names
        .clone()
        .filter(|k| !all.iter().take(1_000).any(|f| f.name == *k));
    match nearest(&field.name, free) {
        Some(near) => {
            d.problems.with_help(format!("did you mean `{near}`?"));
            true
        }
        None => {
            d.problems.with_help(all_names("field", names));
            false
        }
    }
}

/// The variant of an enum that a node names.
#[derive(Debug)]
pub struct Chosen<'n> {
    name: String,
    node: &'n Node,
}

impl<'n> Chosen<'n> {
    /// The variant a node names; None, reported, if it names none of `known`.
    pub fn of(node: &'n Node, what: &str, known: &[&str], d: &mut Decoder) -> Option<Self> {
        let (name, span) = match &node.kind {
            Kind::Name(name) => (name, node.span),
            Kind::Tuple {
                name: Some((name, span)),
                ..
            }
            | Kind::Struct {
                name: Some((name, span)),
                ..
            } => (name, *span),
            _ => {
                d.expected(&format!("a choice of `{what}`"), node);
                if !node.is_broken() {
                    d.problems
                        .with_help(all_names("choice", known.iter().copied()));
                }
                return None;
            }
        };
        let known = known.iter().map(|k| plain(k));
        if known.clone().any(|k| k == name) {
            return Some(Self {
                name: name.clone(),
                node,
            });
        }
        let shown: String = name.chars().take(64).collect();
        let help = match nearest(name, known.clone()) {
            Some(near) => format!("did you mean `{near}`? {}", all_names("choice", known)),
            None => all_names("choice", known),
        };
        d.problems
            .error(
                Code::UnknownVariant,
                span,
                format!("`{what}` cannot be `{shown}`"),
            )
            .with_help(help);
        None
    }

    /// True if this is the variant called `name`.
    pub fn is(&self, name: &str) -> bool {
        self.name == plain(name)
    }

    /// The variant stands alone.
    pub fn unit(&self, d: &mut Decoder) -> Option<()> {
        match &self.node.kind {
            Kind::Name(_) => Some(()),
            Kind::Tuple { items, .. } if items.is_empty() => Some(()),
            _ => {
                d.expected(&format!("`{}` without brackets", self.name), self.node);
                None
            }
        }
    }

    /// The one value in the variant's brackets; the fields of a structure may stand there directly.
    pub fn single(&self, d: &mut Decoder) -> Option<Node> {
        match &self.node.kind {
            Kind::Tuple { items, .. } if items.len() == 1 => Some(items[0].clone()),
            Kind::Struct { fields, .. } => {
                let kind = Kind::Struct {
                    name: None,
                    fields: fields.clone(),
                };
                Some(Node::new(kind, self.node.span))
            }
            _ => {
                d.expected(&format!("`{}(…)` with one value", self.name), self.node);
                None
            }
        }
    }

    /// The `count` values in the variant's brackets.
    pub fn several(&self, count: usize, d: &mut Decoder) -> Option<&'n [Node]> {
        match &self.node.kind {
            Kind::Tuple { items, .. } if items.len() == count => Some(items),
            _ => {
                d.expected(
                    &format!("`{}(…)` with {count} values", self.name),
                    self.node,
                );
                None
            }
        }
    }

    /// The fields in the variant's brackets; none if it stands alone.
    pub fn fields(&self, known: &[&str], d: &mut Decoder) -> Option<Fields<'n>> {
        Fields::of_record(self.node, &self.name, known, d)
    }
}
