//! Printing pages: wrapped to the terminal, coloured only where that helps and is wanted.
//! Reads `COLUMNS`, `NO_COLOR`, `TERM` and whether standard output is a terminal; writes to the stream it is given.
//! Not here: what pages say (`view`). Colour never carries meaning alone: every kind of line has its own words or mark.
//! Rule text: DESIGN section 11, "If a screen would not look right printed in grey, it is not finished".

use std::io::{self, IsTerminal, Write};

use crate::view::page::{Kind, Page};

/// How pages are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Paint {
    /// Columns.
    pub width: usize,
    /// Whether to colour.
    pub colour: bool,
}

impl Paint {
    /// As the terminal has it: 80 columns and no colour where there is none.
    pub fn of_terminal(interactive: bool) -> Self {
        let var = |name: &str| std::env::var(name).ok();
        let set = |name: &str| var(name).is_some_and(|v| !v.is_empty());
        let width = var("COLUMNS")
            .and_then(|c| c.parse::<usize>().ok())
            .unwrap_or(80)
            .clamp(40, 160);
        let dumb = var("TERM").is_some_and(|t| t == "dumb");
        Self {
            width,
            colour: interactive && io::stdout().is_terminal() && !set("NO_COLOR") && !dumb,
        }
    }

    /// Prints a page.
    pub fn page(&self, out: &mut dyn Write, page: &Page) -> io::Result<()> {
        for (kind, line) in page.wrapped(self.width) {
            match self.code(kind) {
                Some(code) if !line.is_empty() => writeln!(out, "\u{1b}[{code}m{line}\u{1b}[0m")?,
                _ => writeln!(out, "{line}")?,
            }
        }
        Ok(())
    }

    fn code(&self, kind: Kind) -> Option<&'static str> {
        let code = match kind {
            Kind::Title => "1",
            Kind::Head => "1;34",
            Kind::Alarm => "1;31",
            Kind::Aside => "2",
            Kind::Text | Kind::Item | Kind::Row | Kind::Gap => return None,
        };
        self.colour.then_some(code)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn printed(colour: bool) -> String {
        let mut page = Page::new();
        page.title("Title").text("text").alarm("alarm");
        let mut out = Vec::new();
        Paint { width: 80, colour }
            .page(&mut out, &page)
            .expect("a vector takes everything");
        String::from_utf8(out).expect("utf-8")
    }

    #[test]
    fn without_colour_there_is_no_escape() {
        assert_eq!(printed(false), "Title\ntext\n! alarm\n");
    }

    #[test]
    fn colour_leaves_the_words_and_marks_in_place() {
        let text = printed(true);
        assert!(text.contains("\u{1b}[1;31m! alarm\u{1b}[0m"), "{text:?}");
    }
}
