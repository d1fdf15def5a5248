//! What stands inside a pair of brackets: fields, items, pairs, the commas between them, and the end.
//! Reads tokens; writes bodies that become nodes, and problems.
//! Not here: single values (`parser`), how to go on after a wrong bracket (`recover`).
//! Source: the grammar of `ron` 0.12 (docs/grammar.md).

use super::super::problem::{Code, Span};
use super::lexer::{Bracket, Token};
use super::parser::Parser;
use super::recover::{Open, Way};
use super::{Field, Kind, MAX_DEPTH, Node};

/// What a pair of brackets holds, before it is known which kind of value it is.
#[derive(Default)]
struct Body {
    fields: Vec<Field>,
    items: Vec<Node>,
    pairs: Vec<(Node, Node)>,
    /// Something in it was lost, so a missing field may be there after all.
    lossy: bool,
}

impl Parser<'_> {
    /// A bracket and all it holds; the opening bracket is the current token.
    pub(super) fn group(&mut self, bracket: Bracket, name: Option<(String, Span)>) -> Node {
        let opening = self.span();
        let start = name.as_ref().map_or(opening.start, |n| n.1.start);
        if self.open.len() >= MAX_DEPTH {
            self.problems.error(
                Code::TooDeep,
                opening,
                format!("brackets are nested more than {MAX_DEPTH} deep"),
            );
            self.skip_group();
            return Node::new(Kind::Broken, Span::new(start, self.before().end));
        }
        self.bump();
        let (body, bracket) = self.body(Open {
            bracket,
            span: opening,
        });
        let span = Span::new(start, self.before().end);
        Node::new(finish(bracket, name, body, span), span)
    }

    /// Everything up to and including the closing bracket, or to where the bracket must have been forgotten.
    fn body(&mut self, mut open: Open) -> (Body, Bracket) {
        let mut body = Body::default();
        self.open.push(open);
        while !self.problems.is_full() {
            match self.token() {
                Token::End => {
                    body.lossy = true;
                    self.report_end(open);
                    break;
                }
                Token::Close(found) if found == open.bracket => {
                    if self.open.len() > 1 || !self.more_follows() {
                        self.bump();
                        break;
                    }
                    body.lossy = true;
                    let span = self.span();
                    self.error(
                        span,
                        format!(
                            "this `{}` closes the whole file's value, but more follows",
                            found.close()
                        ),
                    );
                    self.bump();
                    self.bump_comma();
                }
                Token::Close(found) => {
                    body.lossy = true;
                    match self.wrong_close(open, found) {
                        Way::Leave => break,
                        Way::Take | Way::Turn => {
                            self.bump();
                            break;
                        }
                        Way::Skip => {
                            self.bump();
                            self.bump_comma();
                        }
                    }
                }
                Token::Comma => {
                    body.lossy = true;
                    let span = self.span();
                    self.error(span, "there is nothing before this comma");
                    self.bump();
                }
                _ => {
                    let before = self.at;
                    if !self.entry(&mut open.bracket, &mut body) {
                        break;
                    }
                    self.separator(open.bracket, &mut body);
                    if self.at == before {
                        self.bump();
                    }
                }
            }
        }
        body.lossy |= self.problems.is_full();
        self.open.pop();
        (body, open.bracket)
    }

    /// True if what follows the current closing bracket reads like more of the same.
    fn more_follows(&self) -> bool {
        match self.token_at(self.at + 1) {
            Token::Comma | Token::Close(_) => true,
            Token::Name => self.token_at(self.at + 2) == Token::Colon,
            _ => false,
        }
    }

    /// One entry; false if the bracket must have been closed before it.
    fn entry(&mut self, bracket: &mut Bracket, body: &mut Body) -> bool {
        let field_ahead = matches!(self.token(), Token::Name | Token::Text) && self.field_follows();
        match *bracket {
            Bracket::Round if field_ahead => self.field(body),
            Bracket::Round => {
                let span = self.span();
                let item = self.value();
                if !body.fields.is_empty() && !body.lossy {
                    self.error(
                        span,
                        "a field `name: value` is expected, found a bare value",
                    );
                }
                body.lossy |= !body.fields.is_empty() || item.is_broken();
                body.items.push(item);
            }
            Bracket::Curly => self.pair(body),
            Bracket::Square
                if self.token() == Token::Name && self.token_at(self.at + 1) == Token::Colon =>
            {
                return self.field_in_list(bracket, body);
            }
            Bracket::Square => {
                let item = self.value();
                body.items.push(item);
            }
        }
        true
    }

    /// True if this name or text begins a field, rightly written or not.
    fn field_follows(&self) -> bool {
        match self.token_at(self.at + 1) {
            Token::Colon => true,
            Token::Other => {
                let span = self.span_at(self.at + 1);
                self.token() == Token::Name && self.text.get(span.start..span.end) == Some("=")
            }
            Token::Name | Token::Text | Token::RawText | Token::Number | Token::Char => {
                self.token() == Token::Name
            }
            Token::Open(bracket) => self.token() == Token::Name && bracket != Bracket::Round,
            _ => false,
        }
    }

    fn field(&mut self, body: &mut Body) {
        let name_span = self.span();
        let word = self.word();
        if self.token() == Token::Text {
            self.error(name_span, "a field's name stands without quotes");
        } else if !body.items.is_empty() && !body.lossy {
            self.error(
                name_span,
                "a field after a bare value: a structure has fields only, a tuple none",
            );
            body.lossy = true;
        }
        let name = word
            .strip_prefix("r#")
            .unwrap_or(word)
            .trim_matches('"')
            .to_owned();
        self.bump();
        match self.token() {
            Token::Colon => self.bump(),
            Token::Other => {
                let span = self.span();
                self.error(span, format!("a field is written `{name}: value`"));
                self.bump();
            }
            _ => {
                let span = self.before();
                self.error(span, format!("`:` is missing after `{name}`"));
            }
        }
        let value = self.value_after(&name);
        body.fields.push(Field {
            name,
            name_span,
            value,
        });
    }

    /// The value after a field's name or a map's key, if it is there.
    fn value_after(&mut self, name: &str) -> Node {
        let new_field = self.token() == Token::Name && self.token_at(self.at + 1) == Token::Colon;
        if self.at_end_of_value() || new_field {
            let span = self.before();
            self.error(span, format!("the value of `{name}` is missing"));
            return Node::new(Kind::Broken, span);
        }
        self.value()
    }

    fn pair(&mut self, body: &mut Body) {
        let key = self.value();
        match self.token() {
            Token::Colon => self.bump(),
            _ if key.is_broken() || self.token() == Token::End => return,
            _ => {
                let span = self.before();
                self.error(span, "`:` is missing after this key").with_help(
                    "maps are written {\"key\": value}, structures (name: value), lists [a, b]",
                );
                if self.at_end_of_value() {
                    return;
                }
            }
        }
        let name: String = self.problems.excerpt(key.span).chars().take(30).collect();
        let value = self.value_after(&name);
        body.pairs.push((key, value));
    }

    /// A field where a list's entry should be: either the list or the structure before it ends at the wrong place.
    fn field_in_list(&mut self, bracket: &mut Bracket, body: &mut Body) -> bool {
        match self.field_out_of_place() {
            Way::Leave => return false,
            Way::Turn => {
                *bracket = Bracket::Round;
                if let Some(open) = self.open.last_mut() {
                    open.bracket = Bracket::Round;
                }
                body.lossy = true;
                self.field(body);
                return true;
            }
            Way::Take => {
                let span = self.before();
                self.body(Open {
                    bracket: Bracket::Round,
                    span,
                });
            }
            Way::Skip => {
                self.bump();
                self.bump();
                if !self.at_end_of_value() {
                    self.value();
                }
            }
        }
        let span = self.span();
        body.items.push(Node::new(Kind::Broken, span));
        true
    }

    /// The comma after an entry, or what stands in its place.
    fn separator(&mut self, bracket: Bracket, body: &mut Body) {
        loop {
            let span = self.span();
            match self.token() {
                Token::Comma => {
                    self.bump();
                    return;
                }
                Token::Close(_) | Token::End => return,
                // A bracket before this was left open, and its comma serves.
                _ if self.problems.is_full()
                    || self.token_at(self.at.saturating_sub(1)) == Token::Comma =>
                {
                    return;
                }
                Token::Other | Token::Colon => {
                    body.lossy = true;
                    let shown = self.shown();
                    let message =
                        format!("`,` or `{}` is expected, found {shown}", bracket.close());
                    self.error(span, message);
                    self.comma_line = self.problems.line(span.start);
                    self.bump();
                }
                _ => {
                    let after = self.before();
                    let line = self.problems.line(after.start);
                    if line != self.comma_line {
                        self.comma_line = line;
                        self.error(
                            after,
                            format!("`,` or `{}` is missing here", bracket.close()),
                        );
                    }
                    body.lossy |= self.skip_line_to_entry(line);
                    self.bump_comma();
                    return;
                }
            }
        }
    }

    /// After a missing comma: passes over what stands on the same line up to something that looks like an entry. True if
    /// anything was passed over.
    fn skip_line_to_entry(&mut self, line: usize) -> bool {
        let start = self.at;
        while !matches!(
            self.token(),
            Token::Comma | Token::Open(_) | Token::Close(_) | Token::End
        ) {
            let next_line = self.problems.line(self.span().start) != line;
            let named = matches!(self.token(), Token::Name | Token::Text);
            if next_line || (named && self.token_at(self.at + 1) == Token::Colon) {
                break;
            }
            self.bump();
        }
        self.at > start
    }

    /// Passes over a bracket and all it holds without looking at it.
    fn skip_group(&mut self) {
        let mut depth = 0_usize;
        loop {
            match self.token() {
                Token::Open(_) => depth += 1,
                Token::Close(_) => depth -= 1,
                Token::End => {
                    self.end_explained = true;
                    return;
                }
                _ => {}
            }
            self.bump();
            if depth == 0 {
                return;
            }
        }
    }
}

/// Which value a bracket's contents make.
fn finish(bracket: Bracket, name: Option<(String, Span)>, mut body: Body, span: Span) -> Kind {
    match bracket {
        Bracket::Square => Kind::List(body.items),
        Bracket::Curly => Kind::Map(body.pairs),
        Bracket::Round if !body.fields.is_empty() => {
            if body.lossy {
                body.fields.push(Field {
                    name: String::new(),
                    name_span: span.after(),
                    value: Node::new(Kind::Broken, span.after()),
                });
            }
            Kind::Struct {
                name,
                fields: body.fields,
            }
        }
        Bracket::Round if body.lossy => Kind::Broken,
        Bracket::Round if body.items.is_empty() && name.is_none() => Kind::Unit,
        Bracket::Round => Kind::Tuple {
            name,
            items: body.items,
        },
    }
}
