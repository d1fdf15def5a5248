//! Text to tokens: brackets, names, numbers, strings, with comments and blanks left out.
//! Reads the text; writes tokens with byte spans and problems about strings, characters and comments that do not end.
//! Not here: what literals are worth (`literal`), how tokens fit together (`parser`).
//! Source: the grammar of `ron` 0.12 (docs/grammar.md).

use super::super::problem::{Code, Problems, Span};

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Token {
    Open(Bracket),
    Close(Bracket),
    Comma,
    Colon,
    Name,
    Number,
    Text,
    RawText,
    Bytes,
    Char,
    /// Reported already.
    Bad,
    /// A character that begins nothing.
    Other,
    End,
}

/// The three pairs of brackets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Bracket {
    Round,
    Square,
    Curly,
}

impl Bracket {
    pub(super) fn open(self) -> char {
        match self {
            Self::Round => '(',
            Self::Square => '[',
            Self::Curly => '{',
        }
    }

    pub(super) fn close(self) -> char {
        match self {
            Self::Round => ')',
            Self::Square => ']',
            Self::Curly => '}',
        }
    }
}

/// A token with its place; small, since a large file has millions.
#[derive(Debug, Clone, Copy)]
pub(super) struct Lexeme {
    pub(super) token: Token,
    start: u32,
    end: u32,
}

impl Lexeme {
    pub(super) fn span(self) -> Span {
        Span::new(self.start as usize, self.end as usize)
    }
}

/// The tokens of a text, at most 4 GiB long, and whether the rest of it was swallowed by a comment.
pub(super) struct Tokens {
    pub(super) list: Vec<Lexeme>,
    pub(super) swallowed: bool,
}

/// Splits a text into tokens; the last is always `End`.
pub(super) fn tokens(text: &str, problems: &mut Problems) -> Tokens {
    let mut lexer = Lexer {
        text,
        at: 0,
        problems,
        swallowed: false,
    };
    let mut list = Vec::with_capacity(text.len() / 4 + 1);
    if text.starts_with('\u{FEFF}') {
        lexer.at = '\u{FEFF}'.len_utf8();
    }
    loop {
        lexer.skip_blanks_and_comments();
        let start = lexer.at;
        // Each unclosed text may be looked for up to the end of the file: enough is enough.
        let hopeless = lexer.problems.is_full();
        lexer.swallowed |= hopeless;
        let token = if hopeless { Token::End } else { lexer.next() };
        list.push(Lexeme {
            token,
            start: start as u32,
            end: lexer.at as u32,
        });
        if token == Token::End {
            break;
        }
    }
    Tokens {
        list,
        swallowed: lexer.swallowed,
    }
}

pub(super) fn is_blank(c: char) -> bool {
    matches!(
        c,
        ' ' | '\t'
            | '\n'
            | '\r'
            | '\x0B'
            | '\x0C'
            | '\u{85}'
            | '\u{200E}'
            | '\u{200F}'
            | '\u{2028}'
            | '\u{2029}'
    )
}

fn starts_name(c: char) -> bool {
    c.is_ascii_alphabetic() || c == '_' || c.is_alphabetic()
}

fn continues_name(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_' || c.is_alphanumeric()
}

struct Lexer<'a> {
    text: &'a str,
    at: usize,
    problems: &'a mut Problems,
    swallowed: bool,
}

impl Lexer<'_> {
    fn rest(&self) -> &str {
        self.text.get(self.at..).unwrap_or("")
    }

    fn byte(&self, ahead: usize) -> u8 {
        *self.text.as_bytes().get(self.at + ahead).unwrap_or(&0)
    }

    fn skip_while(&mut self, keep: impl Fn(char) -> bool) {
        let bytes = self.text.as_bytes();
        loop {
            // One byte at a time for ASCII, which is nearly all of any file.
            while let Some(byte) = bytes.get(self.at)
                && byte.is_ascii()
            {
                if !keep(char::from(*byte)) {
                    return;
                }
                self.at += 1;
            }
            match self.rest().chars().next() {
                Some(c) if keep(c) => self.at += c.len_utf8(),
                _ => return,
            }
        }
    }

    fn skip_blanks_and_comments(&mut self) {
        loop {
            self.skip_while(is_blank);
            match (self.byte(0), self.byte(1)) {
                (b'/', b'/') => self.skip_while(|c| c != '\n'),
                (b'/', b'*') => self.skip_block_comment(),
                _ => return,
            }
        }
    }

    fn skip_block_comment(&mut self) {
        let start = self.at;
        let mut depth = 0_usize;
        while self.at < self.text.len() {
            match (self.byte(0), self.byte(1)) {
                (b'/', b'*') => (depth, self.at) = (depth + 1, self.at + 2),
                (b'*', b'/') => (depth, self.at) = (depth - 1, self.at + 2),
                _ => self.at += 1,
            }
            if depth == 0 {
                return;
            }
        }
        self.at = self.text.len();
        self.swallowed = true;
        let span = Span::new(start, start + 2);
        self.problems
            .error(Code::Syntax, span, "this comment is never closed")
            .with_help("end it with `*/`; each `/*` inside needs its own `*/`");
    }

    fn next(&mut self) -> Token {
        let Some(c) = self.rest().chars().next() else {
            return Token::End;
        };
        match (c, self.byte(1)) {
            ('"', _) => self.text_literal(0),
            ('r', b'"') => self.raw_text(1),
            ('r', b'#') => self.raw_text_or_name(),
            ('b', b'\'') => self.char_literal(1, Token::Number),
            ('b', b'"') => match self.text_literal(1) {
                Token::Bad => Token::Bad,
                _ => Token::Bytes,
            },
            ('b', b'r') if matches!(self.byte(2), b'"' | b'#') => match self.raw_text(2) {
                Token::Bad => Token::Bad,
                _ => Token::Bytes,
            },
            ('\'', _) => self.char_literal(0, Token::Char),
            ('0'..='9', _) => self.number(),
            ('.', b'0'..=b'9') => self.number(),
            ('+' | '-', b'0'..=b'9' | b'.' | b'i' | b'N') => self.number(),
            _ if starts_name(c) => {
                self.skip_while(continues_name);
                Token::Name
            }
            _ => {
                self.at += c.len_utf8();
                punctuation(c)
            }
        }
    }

    fn number(&mut self) -> Token {
        let start = self.at;
        self.at += 1;
        loop {
            self.skip_while(|c| continues_name(c) || c == '.');
            let word = self.text.get(start..self.at).unwrap_or("");
            let exponent = word.ends_with(['e', 'E']) && !word.contains('x');
            if !(exponent && matches!(self.byte(0), b'+' | b'-')) {
                return Token::Number;
            }
            self.at += 1;
        }
    }

    /// A string whose quote stands `prefix` bytes ahead.
    fn text_literal(&mut self, prefix: usize) -> Token {
        let start = self.at;
        let bytes = self.text.as_bytes();
        let mut at = start + prefix + 1;
        let mut many_lines = false;
        while let Some(byte) = bytes.get(at) {
            match byte {
                b'\\' => at += 1,
                b'\n' => many_lines = true,
                b'"' => break,
                _ => {}
            }
            at += 1;
        }
        if at < bytes.len() && !(many_lines && self.runs_into_a_word(at + 1)) {
            self.at = at + 1;
            return Token::Text;
        }
        self.unclosed(start, "this text is never closed", "end it with `\"`")
    }

    /// After the quote that ends a text comes a blank, a comma or a bracket. If not, and the text has many lines, that quote
    /// was meant to begin the next text, and the one before it lacks its end.
    fn runs_into_a_word(&self, after: usize) -> bool {
        let next = self.text.get(after..).and_then(|t| t.chars().next());
        next.is_some_and(|c| !is_blank(c) && !",)]}:/".contains(c))
    }

    /// Reports a literal without end and takes it to the end of its line, less the punctuation that likely follows it.
    fn unclosed(&mut self, start: usize, message: &str, help: &str) -> Token {
        let span = Span::new(start, start + 1);
        self.problems
            .error(Code::Syntax, span, message)
            .with_help(help);
        self.skip_while(|c| c != '\n');
        let line = self.text.get(start..self.at).unwrap_or("");
        let kept = line.trim_end_matches(|c: char| is_blank(c) || ",)]}".contains(c));
        self.at = start + kept.len().max(1);
        Token::Bad
    }

    fn raw_text_or_name(&mut self) -> Token {
        let after = self.rest().get(2..).and_then(|t| t.chars().next());
        match after {
            Some(c) if continues_name(c) || ".+-".contains(c) => {
                self.at += 2;
                self.skip_while(|c| continues_name(c) || ".+-".contains(c));
                Token::Name
            }
            _ => self.raw_text(1),
        }
    }

    /// `r"…"`, `r#"…"#` and so on; the hashes stand `prefix` bytes ahead.
    fn raw_text(&mut self, prefix: usize) -> Token {
        let start = self.at;
        let rest = self.rest().get(prefix..).unwrap_or("");
        let hashes = rest.len() - rest.trim_start_matches('#').len();
        let Some(body) = rest.get(hashes..).and_then(|r| r.strip_prefix('"')) else {
            self.at += prefix + hashes;
            let span = Span::new(start, self.at);
            self.problems
                .error(Code::Syntax, span, "a raw text begins with `r\"` or `r#\"`");
            return Token::Bad;
        };
        let end = format!("\"{}", "#".repeat(hashes));
        match body.find(&end) {
            Some(length) => {
                self.at += prefix + hashes + 1 + length + end.len();
                Token::RawText
            }
            None => self.unclosed(
                start,
                "this raw text is never closed",
                &format!("end it with `{end}`"),
            ),
        }
    }

    /// `'a'`, `'\n'`, `'\u{e4}'`; the quote stands `prefix` bytes ahead.
    fn char_literal(&mut self, prefix: usize, token: Token) -> Token {
        const LONGEST_ESCAPE: usize = 12;
        let start = self.at;
        let body = self.rest().get(prefix + 1..).unwrap_or("");
        let first = body.chars().next().unwrap_or('\n');
        let length = if first == '\\' {
            // The character after the backslash may itself be a quote.
            let from = 1 + body[1..].chars().next().map_or(0, char::len_utf8);
            body[from..].find('\'').map(|i| i + from)
        } else {
            body[first.len_utf8().min(body.len())..]
                .starts_with('\'')
                .then_some(first.len_utf8())
        };
        match length {
            Some(length) if length <= LONGEST_ESCAPE && first != '\n' => {
                self.at += prefix + 1 + length + 1;
                token
            }
            _ => {
                self.at += prefix + 1;
                let span = Span::new(start, self.at);
                self.problems
                    .error(Code::Syntax, span, "this is not a character such as `'a'`")
                    .with_help("text stands in double quotes: \"…\"");
                Token::Bad
            }
        }
    }
}

fn punctuation(c: char) -> Token {
    match c {
        '(' => Token::Open(Bracket::Round),
        '[' => Token::Open(Bracket::Square),
        '{' => Token::Open(Bracket::Curly),
        ')' => Token::Close(Bracket::Round),
        ']' => Token::Close(Bracket::Square),
        '}' => Token::Close(Bracket::Curly),
        ',' => Token::Comma,
        ':' => Token::Colon,
        _ => Token::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str) -> (Vec<&str>, usize) {
        let mut problems = Problems::new("t", text);
        let found = tokens(text, &mut problems);
        let words = found
            .list
            .iter()
            .map(|t| &text[t.span().start..t.span().end]);
        (words.filter(|w| !w.is_empty()).collect(), problems.len())
    }

    #[test]
    fn names_numbers_and_brackets_come_apart() {
        let (words, bad) = check("Foo(a:-1.5e-3,b:[.5,0xFF])");
        assert_eq!(words.join(" "), "Foo ( a : -1.5e-3 , b : [ .5 , 0xFF ] )");
        assert_eq!(bad, 0);
    }

    #[test]
    fn comments_nest_and_vanish() {
        let (words, bad) = check("/* /* a */ b */ 1 // end\n 2");
        assert_eq!((words, bad), (vec!["1", "2"], 0));
    }

    #[test]
    fn an_unclosed_comment_is_reported_where_it_begins() {
        let mut problems = Problems::new("t", "1 /* /* */");
        assert!(tokens("1 /* /* */", &mut problems).swallowed);
        assert_eq!(problems.into_vec()[0].column, 3);
    }

    #[test]
    fn raw_texts_and_raw_names_are_told_apart() {
        let (words, bad) = check(r####"r#type r#"a"b"# r"c" r##"d"#"##"####);
        assert_eq!(
            words,
            [
                r##"r#type"##,
                r##"r#"a"b"#"##,
                r#"r"c""#,
                r####"r##"d"#"##"####
            ]
        );
        assert_eq!(bad, 0);
    }

    #[test]
    fn a_text_that_swallows_the_next_is_reported_on_its_own_line() {
        let (words, bad) = check("(a: \"one,\n b: \"two\",\n c: 3)");
        assert_eq!(bad, 1);
        assert!(words.contains(&"\"one") && words.contains(&"\"two\"") && words.contains(&"c"));
    }

    #[test]
    fn a_text_of_many_lines_is_fine() {
        let (words, bad) = check("(a: \"one\ntwo\", b: 1)");
        assert!(words.contains(&"\"one\ntwo\""));
        assert_eq!(bad, 0);
    }

    #[test]
    fn quotes_and_backslashes_may_be_characters() {
        assert_eq!(check(r"('\'', '\\', 'a', '\u{1F600}', 'ß')").1, 0);
        assert_eq!(check("it's").1, 1);
        assert_eq!(check("'").1, 1);
        assert_eq!(check("'\\").1, 1);
    }

    #[test]
    fn a_byte_order_mark_and_odd_blanks_are_skipped() {
        assert_eq!(check("\u{FEFF}\u{2028}1\u{85}").0, ["1"]);
    }
}
