//! Words of an `.efg` text: numbers, quoted strings, braces, bare words, each with its place.
//! Reads text; writes tokens one at a time.
//! Not here: what the words mean (`efg::read`).
//! Source: Gambit's format: commas are spaces, numbers may be fractions.

use super::Fault;

/// A word.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Token {
    Number(f64),
    Text(String),
    Open,
    Close,
    Word(String),
    End,
}

impl Token {
    /// As a reader would call it.
    pub(super) fn told(&self) -> String {
        match self {
            Self::Number(x) => format!("the number {x}"),
            Self::Text(t) => format!("\"{}\"", shortened(t)),
            Self::Open => "`{`".into(),
            Self::Close => "`}`".into(),
            Self::Word(w) => format!("`{}`", shortened(w)),
            Self::End => "the end of the text".into(),
        }
    }
}

fn shortened(text: &str) -> String {
    text.chars().take(40).collect()
}

/// A place in a text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place {
    line: usize,
    column: usize,
}

impl Place {
    pub(super) fn fault(self, message: impl Into<String>) -> Fault {
        Fault {
            line: self.line,
            column: self.column,
            message: message.into(),
        }
    }
}

/// The words of a text, one after another, with one of look-ahead.
pub(super) struct Tokens<'a> {
    rest: core::iter::Peekable<core::str::Chars<'a>>,
    at: Place,
    next: Option<(Token, Place)>,
}

impl<'a> Tokens<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self {
            rest: text.chars().peekable(),
            at: Place { line: 1, column: 1 },
            next: None,
        }
    }

    pub(super) fn peek(&mut self) -> Result<&Token, Fault> {
        if self.next.is_none() {
            self.next = Some(self.scan()?);
        }
        // Just filled.
        Ok(self.next.as_ref().map_or(&Token::End, |(t, _)| t))
    }

    pub(super) fn take(&mut self) -> Result<(Token, Place), Fault> {
        match self.next.take() {
            Some(found) => Ok(found),
            None => self.scan(),
        }
    }

    fn bump(&mut self) -> Option<char> {
        let c = self.rest.next()?;
        if c == '\n' {
            self.at = Place {
                line: self.at.line + 1,
                column: 1,
            };
        } else {
            self.at.column += 1;
        }
        Some(c)
    }

    fn scan(&mut self) -> Result<(Token, Place), Fault> {
        while self
            .rest
            .peek()
            .is_some_and(|c| c.is_whitespace() || *c == ',')
        {
            self.bump();
        }
        let place = self.at;
        let token = match self.rest.peek() {
            None => Token::End,
            Some('{') => {
                self.bump();
                Token::Open
            }
            Some('}') => {
                self.bump();
                Token::Close
            }
            Some('"') => self.quoted(place)?,
            Some(_) => self.bare(place)?,
        };
        Ok((token, place))
    }

    fn quoted(&mut self, place: Place) -> Result<Token, Fault> {
        self.bump();
        let mut text = String::new();
        loop {
            match self.bump() {
                None => return Err(place.fault("this text is never closed: a `\"` is missing")),
                Some('"') => return Ok(Token::Text(text)),
                Some('\\') => text.extend(self.bump()),
                Some(c) => text.push(c),
            }
        }
    }

    fn bare(&mut self, place: Place) -> Result<Token, Fault> {
        let mut word = String::new();
        let ends = |c: &char| c.is_whitespace() || matches!(c, '{' | '}' | '"' | ',');
        while let Some(c) = self.rest.peek().copied().filter(|c| !ends(c)) {
            word.push(c);
            self.bump();
        }
        if !word.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '-' | '+' | '.')) {
            return Ok(Token::Word(word));
        }
        match number(&word) {
            Some(x) => Ok(Token::Number(x)),
            None => Err(place.fault(format!("`{}` is not a number", shortened(&word)))),
        }
    }
}

/// An integer, decimal or fraction; finite and no larger than 1e100.
fn number(word: &str) -> Option<f64> {
    let value = match word.split_once('/') {
        None => word.parse::<f64>().ok()?,
        Some((above, below)) => above.parse::<f64>().ok()? / below.parse::<f64>().ok()?,
    };
    (value.is_finite() && value.abs() <= 1e100).then_some(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(text: &str) -> Result<Vec<Token>, Fault> {
        let mut tokens = Tokens::new(text);
        let mut found = Vec::new();
        loop {
            match tokens.take()?.0 {
                Token::End => return Ok(found),
                token => found.push(token),
            }
        }
    }

    #[test]
    fn numbers_may_be_fractions_and_commas_are_spaces() {
        let found = all("{ 1/3, -2 .5 1e-3 }");
        let numbers = [1.0 / 3.0, -2.0, 0.5, 1e-3].map(Token::Number);
        let mut wanted = vec![Token::Open];
        wanted.extend(numbers);
        wanted.push(Token::Close);
        assert_eq!(found, Ok(wanted));
    }

    #[test]
    fn quotes_may_be_escaped() {
        assert_eq!(all(r#""a \"b\"""#), Ok(vec![Token::Text("a \"b\"".into())]));
    }

    #[test]
    fn what_is_no_number_is_told_with_its_place() {
        for bad in ["1/0", "1x", "1e999", "-", "1/2/3", "nan1/"] {
            let fault = all(&format!("\n {bad}"));
            if bad.starts_with('n') {
                assert!(fault.is_ok());
            } else {
                assert!(fault.is_err_and(|f| (f.line, f.column) == (2, 2)), "{bad}");
            }
        }
    }

    #[test]
    fn an_unclosed_text_is_told_where_it_opens() {
        assert!(all("a \"b").is_err_and(|f| f.column == 3));
    }
}
