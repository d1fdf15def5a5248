//! A page of text: lines with a kind and an indent, wrapped to any width, so every view can be printed anywhere.
//! Reads nothing; a view's `page()` writes it, and the text mode, tests and reports print it.
//! Not here: colour (`cli::text::paint`), what is worth saying (the views).
//! Rule text: DESIGN principle 6, "Text first".

use serde::Serialize;

/// What a line is. Printing may colour it; the words carry the meaning alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum Kind {
    /// The head of a page.
    Title,
    /// The head of a part of a page.
    Head,
    /// Running text.
    Text,
    /// One of a list; printed with a dash.
    Item,
    /// A row of a table or a drawing.
    Row,
    /// A remark beside the matter.
    Aside,
    /// Something that must not be missed.
    Alarm,
    /// An empty line.
    Gap,
}

/// One line of a page, not wrapped yet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Line {
    /// What it is.
    pub kind: Kind,
    /// Columns it is set in.
    pub indent: usize,
    /// Its words.
    pub text: String,
}

/// A page.
#[derive(Clone, Debug, PartialEq, Eq, Default, Serialize)]
pub struct Page(pub Vec<Line>);

impl Page {
    /// An empty page.
    pub fn new() -> Self {
        Self::default()
    }

    fn push(&mut self, kind: Kind, indent: usize, text: impl Into<String>) -> &mut Self {
        self.0.push(Line {
            kind,
            indent,
            text: text.into(),
        });
        self
    }

    /// Adds the head of the page.
    pub fn title(&mut self, text: impl Into<String>) -> &mut Self {
        self.push(Kind::Title, 0, text)
    }

    /// Adds the head of a part, with an empty line above.
    pub fn head(&mut self, text: impl Into<String>) -> &mut Self {
        self.gap().push(Kind::Head, 0, text)
    }

    /// Adds running text; blank lines in it divide paragraphs, other line ends are spaces.
    pub fn text(&mut self, text: impl AsRef<str>) -> &mut Self {
        for (place, paragraph) in text
            .as_ref()
            .split("\n\n")
            .map(str::trim)
            .filter(|p| !p.is_empty())
            .enumerate()
        {
            if place > 0 {
                self.gap();
            }
            self.push(Kind::Text, 0, paragraph);
        }
        self
    }

    /// Adds one of a list.
    pub fn item(&mut self, text: impl Into<String>) -> &mut Self {
        self.push(Kind::Item, 0, text)
    }

    /// Adds a row.
    pub fn row(&mut self, text: impl Into<String>) -> &mut Self {
        self.push(Kind::Row, 2, text)
    }

    /// Adds a remark.
    pub fn aside(&mut self, text: impl Into<String>) -> &mut Self {
        self.push(Kind::Aside, 2, text)
    }

    /// Adds a remark set deeper.
    pub fn note(&mut self, text: impl Into<String>) -> &mut Self {
        self.push(Kind::Aside, 4, text)
    }

    /// Adds what must not be missed.
    pub fn alarm(&mut self, text: impl Into<String>) -> &mut Self {
        self.push(Kind::Alarm, 0, text)
    }

    /// Adds an empty line, unless the page is empty or ends with one.
    pub fn gap(&mut self) -> &mut Self {
        if self.0.last().is_some_and(|l| l.kind != Kind::Gap) {
            self.push(Kind::Gap, 0, "");
        }
        self
    }

    /// Adds another page below.
    pub fn page(&mut self, other: Self) -> &mut Self {
        self.gap();
        self.0.extend(other.0);
        self
    }

    /// The page in lines no wider than `width` (at least 20); a word longer than that is cut.
    pub fn wrapped(&self, width: usize) -> Vec<(Kind, String)> {
        self.0
            .iter()
            .flat_map(|line| {
                wrap(line, width.max(20))
                    .into_iter()
                    .map(|t| (line.kind, t))
            })
            .collect()
    }

    /// The page as plain text.
    pub fn plain(&self, width: usize) -> String {
        self.wrapped(width)
            .into_iter()
            .fold(String::new(), |mut all, (_, line)| {
                all.push_str(&line);
                all.push('\n');
                all
            })
    }
}

fn wrap(line: &Line, width: usize) -> Vec<String> {
    let (first, rest) = match line.kind {
        Kind::Item => (" ".repeat(line.indent) + "- ", line.indent + 2),
        Kind::Row => (" ".repeat(line.indent), line.indent + 4),
        Kind::Alarm => ("! ".to_owned(), 2),
        _ => (" ".repeat(line.indent), line.indent),
    };
    // Rows keep their inner spaces, as far as they fit; everything else is set anew.
    let clean: String = line
        .text
        .chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    if line.kind == Kind::Row && first.len() + clean.chars().count() <= width {
        return vec![(first + &clean).trim_end().to_owned()];
    }
    let mut lines = Vec::new();
    let mut current = first;
    let mut empty = true;
    for word in clean.split_whitespace().flat_map(|w| cut(w, width - rest)) {
        if !empty && current.chars().count() + 1 + word.chars().count() > width {
            lines.push(std::mem::replace(&mut current, " ".repeat(rest)));
            empty = true;
        }
        if !empty {
            current.push(' ');
        }
        current.push_str(&word);
        empty = false;
    }
    lines.push(current.trim_end().to_owned());
    lines
}

fn cut(word: &str, width: usize) -> Vec<String> {
    let letters: Vec<char> = word.chars().collect();
    letters
        .chunks(width.max(1))
        .map(|c| c.iter().collect())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_line_is_wider_than_asked() {
        let mut page = Page::new();
        page.title("A title that is rather long for so narrow a page")
            .item("an item with quite a few words in it");
        page.row("left        right")
            .text("averyveryverylongwordwithoutanyspaceinit")
            .alarm("a plan was seen near here");
        for (_, line) in page.wrapped(24) {
            assert!(line.chars().count() <= 24, "{line:?}");
        }
    }

    #[test]
    fn an_item_hangs_under_its_dash() {
        let mut page = Page::new();
        page.item("one two three four five six");
        assert_eq!(page.plain(20), "- one two three four\n  five six\n");
    }

    #[test]
    fn a_row_keeps_its_columns() {
        let mut page = Page::new();
        page.row("land   12-18");
        assert_eq!(page.plain(80), "  land   12-18\n");
    }

    #[test]
    fn control_characters_in_a_levels_text_never_reach_the_terminal() {
        let mut page = Page::new();
        page.text("calm\u{1b}[31m sea");
        assert_eq!(page.plain(80), "calm [31m sea\n");
    }

    #[test]
    fn paragraphs_are_divided_by_blank_lines() {
        let mut page = Page::new();
        page.text("one\ntwo\n\nthree");
        assert_eq!(page.plain(80), "one two\n\nthree\n");
    }
}
