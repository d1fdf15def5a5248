//! The lines of a script: numbered, without comments and blank lines, bounded in length.
//! Reads a stream; a line that is too long or not UTF-8 is cut or mended, never a panic.
//! Not here: what a line means (`cli::text::command`).
//! Rule text: DESIGN section 9: one order a line, `#` comments.

use std::io::{self, BufRead, Read};

/// One line of a script.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Given {
    /// Its number, from 1.
    pub number: usize,
    /// Its text without comment, trimmed; may be empty for a person who only pressed enter.
    pub text: String,
}

/// The longest line read, bytes.
const LONGEST: u64 = 4096;

/// A script.
pub struct Lines {
    source: Box<dyn BufRead>,
    number: usize,
    ahead: Option<Given>,
}

impl Lines {
    /// The lines of a stream.
    pub fn new(source: Box<dyn BufRead>) -> Self {
        Self {
            source,
            number: 0,
            ahead: None,
        }
    }

    /// The next line, blank ones too: for a person.
    pub fn any(&mut self) -> io::Result<Option<Given>> {
        if let Some(ahead) = self.ahead.take() {
            return Ok(Some(ahead));
        }
        let mut bytes = Vec::new();
        if (&mut self.source)
            .take(LONGEST)
            .read_until(b'\n', &mut bytes)?
            == 0
        {
            return Ok(None);
        }
        if bytes.len() as u64 == LONGEST && bytes.last() != Some(&b'\n') {
            self.skip_rest()?;
        }
        self.number += 1;
        let text = String::from_utf8_lossy(&bytes);
        let text = text.trim_start_matches('\u{feff}');
        let plain = text.split('#').next().unwrap_or("").trim().to_owned();
        Ok(Some(Given {
            number: self.number,
            text: plain,
        }))
    }

    /// The next line that says something: for a file.
    pub fn next_said(&mut self) -> io::Result<Option<Given>> {
        while let Some(given) = self.any()? {
            if !given.text.is_empty() {
                return Ok(Some(given));
            }
        }
        Ok(None)
    }

    /// The next line that says something, left where it is.
    pub fn peek_said(&mut self) -> io::Result<Option<&Given>> {
        self.ahead = self.next_said()?;
        Ok(self.ahead.as_ref())
    }

    fn skip_rest(&mut self) -> io::Result<()> {
        loop {
            let chunk = self.source.fill_buf()?;
            if chunk.is_empty() {
                return Ok(());
            }
            let end = chunk.iter().position(|b| *b == b'\n');
            let used = end.map_or(chunk.len(), |at| at + 1);
            self.source.consume(used);
            if end.is_some() {
                return Ok(());
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &[u8]) -> Lines {
        Lines::new(Box::new(io::Cursor::new(text.to_vec())))
    }

    fn said(text: &[u8]) -> Vec<(usize, String)> {
        let mut lines = lines(text);
        std::iter::from_fn(|| lines.next_said().expect("a cursor reads"))
            .map(|g| (g.number, g.text))
            .collect()
    }

    #[test]
    fn comments_and_blank_lines_are_passed_over_but_counted() {
        let found = said(b"# head\n\ninvest land 2 # two\nend\n");
        assert_eq!(
            found,
            [(3, "invest land 2".to_owned()), (4, "end".to_owned())]
        );
    }

    #[test]
    fn a_person_may_press_enter() {
        let mut lines = lines(b"\nend");
        assert_eq!(
            lines.any().expect("reads").map(|g| g.text),
            Some(String::new())
        );
        assert_eq!(
            lines.any().expect("reads").map(|g| g.text),
            Some("end".to_owned())
        );
        assert_eq!(lines.any().expect("reads"), None);
    }

    #[test]
    fn peeking_takes_nothing() {
        let mut lines = lines(b"choose 2\nend\n");
        assert_eq!(
            lines.peek_said().expect("reads").map(|g| g.text.clone()),
            Some("choose 2".to_owned())
        );
        assert_eq!(lines.next_said().expect("reads").map(|g| g.number), Some(1));
        assert_eq!(lines.next_said().expect("reads").map(|g| g.number), Some(2));
    }

    #[test]
    fn an_endless_line_is_cut_and_the_next_is_whole() {
        let mut text = vec![b'x'; 100_000];
        text.extend(b"\nend\n");
        let found = said(&text);
        assert_eq!(found.len(), 2);
        assert_eq!(found[1], (2, "end".to_owned()));
    }

    #[test]
    fn bytes_that_are_no_text_do_no_harm() {
        assert_eq!(said(b"\xff\xfe end\n").len(), 1);
        assert_eq!(said("\u{feff}end\r\n".as_bytes()), [(1, "end".to_owned())]);
    }
}
