//! Tokens to nodes, gathering every mistake on the way and going on after each.
//! Reads tokens; writes nodes and problems. Depth is bounded by `MAX_DEPTH`, work by the number of tokens.
//! Not here: what stands inside brackets (`group`), how to go on after a wrong bracket (`recover`).
//! Source: the grammar of `ron` 0.12 (docs/grammar.md).

use super::super::problem::{Code, Problems, Span, nearest};
use super::lexer::{Bracket, Lexeme, Token, Tokens};
use super::recover::Open;
use super::{Kind, Node, literal};

const EXTENSIONS: [&str; 4] = [
    "implicit_some",
    "unwrap_newtypes",
    "unwrap_variant_newtypes",
    "explicit_struct_names",
];

pub(super) struct Parser<'a> {
    pub(super) text: &'a str,
    pub(super) tokens: Vec<Lexeme>,
    pub(super) at: usize,
    /// Brackets around the current token, outermost first.
    pub(super) open: Vec<Open>,
    pub(super) problems: &'a mut Problems,
    /// Nothing more is said about the file's end: it has been explained.
    pub(super) end_explained: bool,
    /// The line of the last missing comma, so that one line of prose is one problem.
    pub(super) comma_line: usize,
}

impl<'a> Parser<'a> {
    pub(super) fn new(text: &'a str, tokens: Tokens, problems: &'a mut Problems) -> Self {
        Self {
            text,
            tokens: tokens.list,
            at: 0,
            open: Vec::new(),
            problems,
            end_explained: tokens.swallowed,
            comma_line: 0,
        }
    }

    /// The whole file: headers, one value, nothing more.
    pub(super) fn document(mut self) -> Option<Node> {
        while self.word() == "#" {
            self.header();
        }
        if self.token() == Token::End {
            if !self.end_explained {
                let span = self.span();
                self.error(span, "the file is empty: a value is expected");
            }
            return None;
        }
        let node = self.value();
        if self.token() != Token::End && !self.problems.is_full() {
            let (span, word) = (self.span(), self.shown());
            self.error(span, format!("{word} follows the end of the file's value"))
                .with_help("a file holds one value; is a bracket closed too early?");
        }
        Some(node)
    }

    /// `#![enable(implicit_some)]`: names are checked, the reader takes both ways of writing anyway.
    fn header(&mut self) {
        let start = self.span();
        self.bump();
        let mut last = String::new();
        while self.token() != Token::End {
            match self.token() {
                Token::Close(Bracket::Square) => {
                    self.bump();
                    return;
                }
                Token::Name if last == "(" || last == "," => self.extension(),
                _ => {}
            }
            last = self.word().to_owned();
            self.bump();
        }
        self.end_explained = true;
        self.error(start, "this header is never closed")
            .with_help("headers look like `#![enable(implicit_some)]`");
    }

    fn extension(&mut self) {
        let word = self.word();
        if !EXTENSIONS.contains(&word) {
            let near = nearest(word, EXTENSIONS.into_iter()).unwrap_or("implicit_some");
            let (span, word) = (self.span(), self.shown());
            self.error(span, format!("{word} is not an extension of RON"))
                .with_help(format!("did you mean `{near}`?"));
        }
    }

    pub(super) fn token(&self) -> Token {
        self.token_at(self.at)
    }

    pub(super) fn token_at(&self, at: usize) -> Token {
        self.tokens.get(at).map_or(Token::End, |t| t.token)
    }

    pub(super) fn span(&self) -> Span {
        self.span_at(self.at)
    }

    pub(super) fn span_at(&self, at: usize) -> Span {
        let lexeme = self.tokens.get(at).or(self.tokens.last());
        lexeme.map_or(Span::default(), |t| t.span())
    }

    /// The end of the token before this one: where something missing should have been.
    pub(super) fn before(&self) -> Span {
        self.span_at(self.at.saturating_sub(1)).after()
    }

    pub(super) fn word(&self) -> &'a str {
        let span = self.span();
        self.text.get(span.start..span.end).unwrap_or("")
    }

    /// The current token for a message, shortened.
    pub(super) fn shown(&self) -> String {
        const LONGEST: usize = 30;
        let word = self.word();
        match self.token() {
            Token::End => "the end of the file".to_owned(),
            _ if word.chars().count() > LONGEST => {
                let short: String = word.chars().take(LONGEST).collect();
                format!("`{}…`", short.escape_debug())
            }
            Token::Text | Token::RawText => format!("`{word}`"),
            _ => format!("`{}`", word.escape_debug()),
        }
    }

    pub(super) fn bump(&mut self) {
        self.at = (self.at + 1).min(self.tokens.len().saturating_sub(1));
    }

    pub(super) fn error(&mut self, span: Span, message: impl Into<String>) -> &mut Problems {
        self.problems.error(Code::Syntax, span, message)
    }

    pub(super) fn bump_comma(&mut self) {
        if self.token() == Token::Comma {
            self.bump();
        }
    }

    pub(super) fn at_end_of_value(&self) -> bool {
        matches!(self.token(), Token::Comma | Token::Close(_) | Token::End)
    }

    /// One value. Reports and gives `Broken` without moving if a comma, a closing bracket or the end stands here.
    pub(super) fn value(&mut self) -> Node {
        let span = self.span();
        let word = self.word();
        let kind = match self.token() {
            Token::Open(bracket) => return self.group(bracket, None),
            Token::Name => return self.named(),
            Token::Number => self.number(word, span),
            Token::Text => literal::text(word)
                .map(Kind::Text)
                .unwrap_or_else(|f| self.flaw(span, f)),
            Token::RawText => Kind::Text(literal::raw_text(word)),
            Token::Char => literal::character(word)
                .map(Kind::Char)
                .unwrap_or_else(|f| self.flaw(span, f)),
            Token::Bytes => {
                self.error(span, "bytes have no place here")
                    .with_help("write text without the `b`");
                Kind::Broken
            }
            Token::Bad => Kind::Broken,
            Token::Comma | Token::Close(_) | Token::End => {
                let shown = self.shown();
                self.error(span, format!("a value is expected, found {shown}"));
                return Node::new(Kind::Broken, span);
            }
            Token::Colon | Token::Other => {
                let shown = self.shown();
                self.error(span, format!("a value is expected, found {shown}"));
                while matches!(self.token(), Token::Colon | Token::Other) {
                    self.bump();
                }
                if !self.at_end_of_value() {
                    return self.value();
                }
                return Node::new(Kind::Broken, span);
            }
        };
        self.bump();
        Node::new(kind, span)
    }

    fn flaw(&mut self, span: Span, (offset, length, why): literal::Flaw) -> Kind {
        let start = span.start + offset;
        self.error(Span::new(start, start + length), why);
        Kind::Broken
    }

    fn number(&mut self, word: &str, span: Span) -> Kind {
        if let Some((value, integer)) = literal::number(word) {
            return Kind::Number { value, integer };
        }
        let shown = self.shown();
        self.error(span, format!("{shown} is not a number"))
            .with_help("numbers look like 3, -0.5, 1_000, 2.5e6");
        Kind::Broken
    }

    fn named(&mut self) -> Node {
        let span = self.span();
        let word = self.word();
        let name = word.strip_prefix("r#").unwrap_or(word);
        self.bump();
        if self.token() == Token::Open(Bracket::Round) {
            return self.group(Bracket::Round, Some((name.to_owned(), span)));
        }
        let kind = match word {
            "true" => Kind::Bool(true),
            "false" => Kind::Bool(false),
            _ => match word
                .starts_with(['i', 'N'])
                .then(|| literal::number(word))
                .flatten()
            {
                Some((value, integer)) => Kind::Number { value, integer },
                None => Kind::Name(name.to_owned()),
            },
        };
        Node::new(kind, span)
    }
}

#[cfg(test)]
mod tests {
    use super::super::{MAX_DEPTH, parse};
    use super::*;

    /// The problems of a text as "line:column message".
    fn check(text: &str) -> Vec<String> {
        let mut problems = Problems::new("t", text);
        parse(text, &mut problems);
        let found = problems.into_vec();
        let show = |p: &super::super::super::problem::Problem| {
            format!("{}:{} {}", p.line, p.column, p.message)
        };
        found.iter().map(show).collect()
    }

    /// The kind of a text without mistakes.
    fn kind(text: &str) -> Kind {
        let mut problems = Problems::new("t", text);
        let node = parse(text, &mut problems);
        assert!(problems.is_empty(), "{text}: {:?}", problems.into_vec());
        node.map_or(Kind::Broken, |n| n.kind)
    }

    #[test]
    fn well_formed_values_of_every_kind_are_read_silently() {
        for text in [
            "()",
            "Foo",
            "Foo()",
            "Foo(1, 2,)",
            "(a: [1, 2,], b: {\"x\": 1, y: (2)},)",
            "Some(Some(\"x\"))",
            "#![enable(implicit_some)]\n#![enable(unwrap_newtypes, unwrap_variant_newtypes,)]\n(a: 1)",
            "/* /* */ */ (a: 1, /* b */ b: 'ß') // end",
            "(r#type: 1, b: r#\"x\"#, c: b'a')",
            "(1_000, 0x1F, 0b11, 0o7, 1e5, .5, 1., -inf, inf, NaN, +3, 1u8, 2.5f32)",
            "\"a\\\n   b\"",
        ] {
            kind(text);
        }
    }

    #[test]
    fn brackets_become_units_tuples_or_structures() {
        assert_eq!(kind("()"), Kind::Unit);
        assert!(matches!(kind("(1)"), Kind::Tuple { name: None, .. }));
        assert!(matches!(kind("A()"), Kind::Tuple { name: Some(_), items } if items.is_empty()));
        assert!(
            matches!(kind("A(b: 1)"), Kind::Struct { name: Some(_), fields } if fields.len() == 1)
        );
        assert!(matches!(kind("A"), Kind::Name(n) if n == "A"));
        assert!(matches!(kind("inf"), Kind::Number { integer: false, .. }));
        assert!(matches!(kind("true"), Kind::Bool(true)));
    }

    #[test]
    fn several_mistakes_in_one_file_are_found_each_at_its_place() {
        let text = "(\n a: 1\n b: 2,\n c: ,\n d: [1, @, 3],\n e: 1.2.3,\n f: \"\\q\",\n g: = 3,\n)";
        let found = check(text);
        let places: Vec<&str> = found.iter().filter_map(|f| f.split(' ').next()).collect();
        assert_eq!(places, ["2:6", "4:4", "5:9", "6:5", "7:6", "8:5"]);
    }

    #[test]
    fn a_missing_comma_is_reported_at_the_end_of_the_line_it_is_missing_from() {
        assert_eq!(
            check("(\n  a: 1\n  b: 2,\n)"),
            ["2:7 `,` or `)` is missing here"]
        );
    }

    #[test]
    fn a_missing_colon_and_an_equals_sign_are_told() {
        assert_eq!(
            check("(a 1, b = 2)"),
            [
                "1:3 `:` is missing after `a`",
                "1:9 a field is written `b: value`"
            ]
        );
    }

    #[test]
    fn prose_without_quotes_is_one_problem_a_line() {
        assert_eq!(check("(a: the quick brown fox, b: 1)").len(), 1);
        assert_eq!(check("[a\n b\n c d e f\n]").len(), 3);
    }

    #[test]
    fn a_list_without_its_end_is_reported_where_it_begins() {
        assert_eq!(
            check("(a: [1, 2, b: 3, c: 4)")[0],
            "1:5 this `[` is never closed"
        );
        assert_eq!(check("(a: [1, 2, b: 3, c: 4)").len(), 1);
    }

    #[test]
    fn a_wrong_kind_of_bracket_is_one_problem() {
        assert_eq!(
            check("(a: [1, 2), b: 3)"),
            ["1:10 `)` closes nothing: `]` is expected"]
        );
    }

    #[test]
    fn one_bracket_too_many_is_reported_where_it_stands() {
        assert_eq!(
            check("(a: [(x: 1)), (x: 2)], b: 3)"),
            ["1:12 this `)` closes nothing"]
        );
        let found = check("(\n a: (x: 1)),\n b: 2,\n)");
        assert!(found[0].starts_with("2:11"), "{found:?}");
    }

    #[test]
    fn a_structure_closed_too_early_in_a_list_is_reported_at_its_bracket() {
        let found = check("(a: [(x: 1), y: 2), (x: 2)], b: 3)");
        assert_eq!(
            found,
            ["1:11 a bracket is closed too early: the field `y` follows"]
        );
    }

    #[test]
    fn a_forgotten_bracket_is_also_found_by_indentation() {
        let text = "(\n  list: [\n    (\n      a: 1,\n    (\n      a: 2,\n    ),\n  ],\n)";
        let found = check(text);
        assert!(
            found
                .iter()
                .any(|f| f.starts_with("3:5 this `(` is never closed")),
            "{found:?}"
        );
        assert!(found.iter().any(|f| f.starts_with("5:5")), "{found:?}");
    }

    #[test]
    fn a_file_cut_short_is_reported_at_its_end_once() {
        let found = check("(a: 1, b: [1, 2");
        assert_eq!(found, ["1:16 the file ends before `[` is closed"]);
    }

    #[test]
    fn an_empty_file_and_one_with_two_values_are_refused() {
        assert_eq!(
            check(" // nothing\n"),
            ["2:1 the file is empty: a value is expected"]
        );
        assert_eq!(
            check("(a: 1) (b: 2)"),
            ["1:8 `(` follows the end of the file's value"]
        );
    }

    #[test]
    fn an_unknown_extension_is_refused_with_the_nearest() {
        assert_eq!(
            check("#![enable(implicit_sum)] 1"),
            ["1:11 `implicit_sum` is not an extension of RON"]
        );
    }

    #[test]
    fn ten_thousand_brackets_are_one_problem() {
        for open in ["(", "[", "{", "(a:", "Some(", "[{1:(a:", "{(a:["] {
            let text = open.repeat(10_000);
            let found = check(&text);
            assert_eq!(found.len(), 1, "{open}");
            assert!(found[0].contains("128 deep"), "{open}");
            let closed = format!("[{}{}, @]", "(".repeat(5_000), ")".repeat(5_000));
            assert_eq!(check(&closed).len(), 2);
        }
    }

    #[test]
    fn one_hundred_and_twenty_eight_brackets_are_fine() {
        kind(&format!(
            "{}1{}",
            "[".repeat(MAX_DEPTH),
            "]".repeat(MAX_DEPTH)
        ));
    }

    #[test]
    fn a_million_mistakes_take_no_longer_than_two_hundred() {
        for bad in ["@", ",,", ")", "a b ", "(a:[", "\"\n\"x", "[)", "'"] {
            let text = format!("[{}", bad.repeat(500_000));
            assert!(check(&text).len() <= 201, "{bad}");
        }
    }

    #[test]
    fn places_count_characters_not_bytes() {
        assert_eq!(
            check("(a: \"äöü\" b: 1)"),
            ["1:10 `,` or `)` is missing here"]
        );
    }
}
