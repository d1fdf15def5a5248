//! How the reader goes on after a bracket that does not fit, and where that bracket's partner was most likely due.
//! Reads the tokens ahead and the indentation; writes problems that name both ends.
//! Not here: everything that is well-formed (`parser`).
//! Source: our own; the idea of judging brackets by indentation is `rustc`'s.

use super::super::problem::{Code, Span};
use super::lexer::{Bracket, Token};
use super::parser::Parser;

/// A bracket that is open at the moment.
#[derive(Debug, Clone, Copy)]
pub(super) struct Open {
    pub(super) bracket: Bracket,
    pub(super) span: Span,
}

/// What to do with a token that does not fit the innermost bracket.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    /// The innermost bracket was never closed: leave it and look at the token again outside.
    Leave,
    /// The token stands for the right one.
    Take,
    /// The token is one too many.
    Skip,
    /// The innermost bracket should have been a round one.
    Turn,
}

/// How many tokens are looked at, ahead or back, to choose a way or a line.
const LOOK_AHEAD: usize = 50_000;

impl Parser<'_> {
    /// How many tokens from `from` on brackets match, given those open already; `usize::MAX` if all do to the end.
    fn matching(&self, mut open: Vec<Bracket>, from: usize) -> usize {
        for at in from..(from + LOOK_AHEAD).min(self.tokens.len()) {
            match self.token_at(at) {
                Token::End if open.is_empty() => return usize::MAX,
                Token::End => return at,
                _ if open.is_empty() => return at,
                Token::Open(bracket) => open.push(bracket),
                Token::Close(bracket) if open.last() == Some(&bracket) => {
                    open.pop();
                }
                Token::Close(_) => return at,
                _ => {}
            }
        }
        from + LOOK_AHEAD
    }

    fn open_brackets(&self) -> Vec<Bracket> {
        self.open.iter().map(|o| o.bracket).collect()
    }

    fn line(&self, span: Span) -> usize {
        self.problems.line(span.start)
    }

    /// A closing bracket of the wrong kind: reports it and says how to go on.
    pub(super) fn wrong_close(&mut self, open: Open, found: Bracket) -> Way {
        let brackets = self.open_brackets();
        let outer = brackets[..brackets.len().saturating_sub(1)].to_vec();
        let encloses = outer.contains(&found);
        let leave = if encloses {
            self.matching(outer.clone(), self.at)
        } else {
            0
        };
        let take = self.matching(outer, self.at + 1);
        let skip = self.matching(brackets, self.at + 1);
        let span = self.span();
        let (closes, wanted) = (found.close(), open.bracket.close());
        let (here, there) = (self.line(span), self.line(open.span));
        if leave >= take && leave >= skip && encloses {
            let message = format!("this `{}` is never closed", open.bracket.open());
            self.error(open.span, message).with_help(format!(
                "the `{closes}` on line {here} closes a bracket around it"
            ));
            self.point_at_due_line(open);
            self.point_at_misfit(open);
            Way::Leave
        } else if take >= skip {
            self.error(
                span,
                format!("`{closes}` closes nothing: `{wanted}` is expected"),
            )
            .with_help(format!(
                "the `{}` on line {there} is still open",
                open.bracket.open()
            ));
            self.point_at_opening_line(found);
            Way::Take
        } else {
            self.error(span, format!("this `{closes}` closes nothing"))
                .with_help(format!(
                    "remove it, or add the `{}` it belongs to",
                    found.open()
                ));
            self.point_at_opening_line(found);
            Way::Skip
        }
    }

    /// `name:` in a list: reports it and says how to go on. `Take` means to read on as in a structure of its own.
    pub(super) fn field_out_of_place(&mut self) -> Way {
        let brackets = self.open_brackets();
        let outer = brackets[..brackets.len().saturating_sub(1)].to_vec();
        let Some(open) = self.open.last().copied() else {
            return Way::Skip;
        };
        let in_structure = outer.last() == Some(&Bracket::Round);
        let leave = if in_structure {
            self.matching(outer.clone(), self.at)
        } else {
            0
        };
        let round = |around: &[Bracket]| [around, &[Bracket::Round]].concat();
        let take = self.matching(round(&brackets), self.at);
        let skip = self.matching(brackets, self.at);
        let first = self.span_at(self.at.saturating_sub(1)) == open.span;
        let turn = if first {
            self.matching(round(&outer), self.at)
        } else {
            0
        };
        let (span, shown) = (self.span(), self.shown());
        if first && turn >= leave && turn > take && turn >= skip {
            self.error(
                open.span,
                format!("`(` is expected: the field {shown} follows"),
            )
            .with_help("lists are written [a, b], structures (name: value)");
            Way::Turn
        } else if in_structure && leave >= take && leave >= skip {
            let line = self.line(span);
            self.error(open.span, "this `[` is never closed")
                .with_help(format!("a field {shown} follows on line {line}"));
            self.point_at_due_line(open);
            Way::Leave
        } else if take > skip {
            self.report_missing_opening(&shown);
            Way::Take
        } else {
            self.error(span, format!("a list has no field {shown}"))
                .with_help(
                    "lists are written [a, b], structures (name: value), maps {\"key\": value}",
                );
            Way::Skip
        }
    }

    /// A field stands in a list, yet a structure's end follows: either the one before was closed too early, or this one's
    /// opening bracket is missing.
    fn report_missing_opening(&mut self, shown: &str) {
        let mut last = self.at.saturating_sub(1);
        if self.token_at(last) == Token::Comma {
            last = last.saturating_sub(1);
        }
        let gap = self.blank_line_before().unwrap_or(self.span());
        let message = format!("`(` is missing before {shown}");
        if !matches!(self.token_at(last), Token::Close(_)) {
            self.error(gap, message);
            return;
        }
        let early = self.span_at(last);
        self.error(
            early,
            format!("a bracket is closed too early: the field {shown} follows"),
        );
        if self.line(early) != self.line(gap) {
            self.problems
                .hint(Code::Syntax, gap, format!("or {message}"));
        }
    }

    /// The end of a line with nothing but blanks between the current token and the one before: something was deleted there.
    fn blank_line_before(&self) -> Option<Span> {
        let (from, to) = (self.before().end, self.span().start);
        let gap = self.text.get(from..to)?;
        let (first, rest) = gap.split_once('\n')?;
        let (blank, _) = rest.split_once('\n')?;
        let at = from + first.len() + 1 + blank.len();
        (!blank.is_empty() && blank.trim().is_empty()).then_some(Span::new(at, at))
    }

    /// The file ends inside brackets: said once, at the end and where the indentation points.
    pub(super) fn report_end(&mut self, innermost: Open) {
        if std::mem::replace(&mut self.end_explained, true) {
            return;
        }
        // The last line even if it is blank: that is where the file was cut.
        let last = self.text.strip_suffix('\n').unwrap_or(self.text).len();
        let end = Span::new(last, last);
        let line = self.line(innermost.span);
        let message = format!(
            "the file ends before `{}` is closed",
            innermost.bracket.open()
        );
        self.error(end, message)
            .with_help(format!("it was opened on line {line}"));
        if line != self.line(end) {
            let message = format!("this `{}` is never closed", innermost.bracket.open());
            self.problems.hint(Code::Syntax, innermost.span, message);
        }
        let outermost = self.open.first().copied().unwrap_or(innermost);
        self.point_at_misfit(outermost);
    }

    /// Points at the first pair of brackets from `from` on whose lines are indented differently: one of them took a place
    /// that was not its own.
    fn point_at_misfit(&mut self, from: Open) {
        let start = self
            .tokens
            .partition_point(|t| t.span().start < from.span.start);
        let end = (self.at + 1).min(start + LOOK_AHEAD);
        let mut open: Vec<Open> = Vec::new();
        for at in start..end {
            let span = self.span_at(at);
            match self.token_at(at) {
                Token::Open(bracket) => open.push(Open { bracket, span }),
                Token::Close(bracket) if open.last().is_some_and(|o| o.bracket == bracket) => {
                    let Some(partner) = open.pop() else { return };
                    let (depth, _) = self.problems.indent(span.start);
                    let (wanted, _) = self.problems.indent(partner.span.start);
                    if depth == wanted || self.line(span) == self.line(partner.span) {
                        continue;
                    }
                    let line = if depth < wanted {
                        self.line(span)
                    } else {
                        self.line(partner.span)
                    };
                    let place = if depth < wanted { partner.span } else { span };
                    let message = format!(
                        "going by the indentation, this and the bracket on line {line} are no pair"
                    );
                    self.problems.hint(Code::Syntax, place, message);
                    return;
                }
                _ => {}
            }
        }
    }

    /// Points at the first line after an opening bracket that is indented no deeper than the line it stands on.
    fn point_at_due_line(&mut self, open: Open) {
        let depth = self.problems.indent(open.span.start).0;
        let from = self
            .tokens
            .partition_point(|t| t.span().start <= open.span.start);
        let last = self.tokens.len().saturating_sub(1).min(from + LOOK_AHEAD);
        let due = (from..last).find(|at| {
            let (indent, first) = self.problems.indent(self.span_at(*at).start);
            first && indent <= depth
        });
        if let Some(at) = due
            && self.line(self.span_at(at)) != self.line(open.span)
        {
            let message = format!(
                "going by the indentation, `{}` is missing before this",
                open.bracket.close()
            );
            self.problems.hint(Code::Syntax, self.span_at(at), message);
        }
    }

    /// Points at the line above that is indented like the closing bracket here: its opening bracket was due there.
    fn point_at_opening_line(&mut self, found: Bracket) {
        let here = self.span();
        let (depth, first) = self.problems.indent(here.start);
        if !first {
            return;
        }
        let above = (0..self.at).rev().take(LOOK_AHEAD).find(|at| {
            let (indent, first) = self.problems.indent(self.span_at(*at).start);
            first && indent == depth
        });
        if let Some(at) = above
            && !matches!(self.token_at(at), Token::Close(_))
        {
            let message = format!(
                "going by the indentation, `{}` may be missing here",
                found.open()
            );
            self.problems.hint(Code::Syntax, self.span_at(at), message);
        }
    }
}
