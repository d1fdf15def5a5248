//! Reading RON with places: a text becomes a tree of nodes with byte spans, and every mistake in it is gathered.
//! Reads one text; writes a `Node` tree and `Problem`s. Parts: `lexer`, `literal`, `parser`, `recover`, `decode`, `values`, `record`.
//! Not here: what a level's fields mean (`level::raw`), writing RON (serde and `ron`, in `sim::save`).
//! Own reader because of crates tried: `ronin-core` 0.1 misreads `.5`, `1.`, `b'a'` and does not bound `Some(Some(…`;
//! `ron2` 0.3 refuses `.5`, `1.` and line continuations; both report a cascade after one wrong bracket.

pub mod decode;
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
