//! What is wrong with a file: a problem with a code, a place and a way out, and the sink that gathers them.
//! Reads the text of one file to turn byte spans into lines and columns; writes a sorted list of `Problem`s.
//! Not here: the list of codes and their explanations (`problem::code`), text and JSON output (`problem::render`).
//! Rule text: none; the wording follows `casus explain CODE`.

pub mod code;
pub mod render;

pub use code::Code;
pub use render::{render_human, render_json, render_sarif};

/// How many problems of one file are kept; the rest are counted and named in a closing note.
pub const MAX_PROBLEMS: usize = 200;

/// A piece of a file, in bytes: `start` is the first byte, `end` the byte after the last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Span {
    /// First byte of the piece.
    pub start: usize,
    /// The byte after the last; equal to `start` for a place between two bytes.
    pub end: usize,
}

impl Span {
    /// The piece from byte `start` up to, not including, byte `end`.
    pub fn new(start: usize, end: usize) -> Self {
        Self {
            start,
            end: end.max(start),
        }
    }

    /// The empty piece at the end of this one: where something is missing.
    pub fn after(self) -> Self {
        Self::new(self.end, self.end)
    }
}

/// How much a problem matters to the reader.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The file will not load.
    Error,
    /// The file loads but will surprise.
    Warning,
    /// Could be neater, or points at the likely cause of an error elsewhere.
    Hint,
}

impl Severity {
    /// The word used in text, JSON and exit-code rules.
    pub fn name(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Hint => "hint",
        }
    }
}

/// One thing wrong with one file.
#[derive(Debug, Clone, PartialEq)]
pub struct Problem {
    /// The kind of mistake, for `casus explain`.
    pub code: Code,
    /// How much it matters.
    pub severity: Severity,
    /// The file's name as the reader knows it.
    pub file: String,
    /// Where, in bytes.
    pub span: Span,
    /// Line of the span's start, counted from 1.
    pub line: usize,
    /// Column of the span's start in characters, counted from 1.
    pub column: usize,
    /// Line of the span's end, counted from 1.
    pub end_line: usize,
    /// What is wrong, one sentence without a full stop.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
}

/// The sink for the problems of one file. At most [`MAX_PROBLEMS`] are kept.
#[derive(Debug, Clone)]
pub struct Problems {
    file: String,
    text: String,
    line_starts: Vec<usize>,
    kept: Vec<Problem>,
    dropped: usize,
    worst_dropped: Severity,
    last_was_kept: bool,
}

impl Problems {
    /// An empty sink for the file called `file` that contains `text`.
    pub fn new(file: impl Into<String>, text: impl Into<String>) -> Self {
        let text = text.into();
        let newlines = text.match_indices('\n');
        let line_starts = std::iter::once(0).chain(newlines.map(|(i, _)| i + 1));
        Self {
            file: file.into(),
            line_starts: line_starts.collect(),
            text,
            kept: Vec::new(),
            dropped: 0,
            worst_dropped: Severity::Hint,
            last_was_kept: false,
        }
    }

    /// The file's name as given.
    pub fn file(&self) -> &str {
        &self.file
    }

    /// The file's text as given.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The text a span covers; empty if the span does not fit this file.
    pub fn excerpt(&self, span: Span) -> &str {
        self.text.get(span.start..span.end).unwrap_or("")
    }

    /// Adds a mistake that keeps the file from loading; chain [`Self::with_help`] to say what to do.
    pub fn error(&mut self, code: Code, span: Span, message: impl Into<String>) -> &mut Self {
        self.push(Severity::Error, code, span, message)
    }

    /// Adds something that loads but will surprise.
    pub fn warn(&mut self, code: Code, span: Span, message: impl Into<String>) -> &mut Self {
        self.push(Severity::Warning, code, span, message)
    }

    /// Adds something that could be neater, or the likely place of a mistake found elsewhere.
    pub fn hint(&mut self, code: Code, span: Span, message: impl Into<String>) -> &mut Self {
        self.push(Severity::Hint, code, span, message)
    }

    /// Adds a problem of any severity.
    pub fn push(
        &mut self,
        severity: Severity,
        code: Code,
        span: Span,
        message: impl Into<String>,
    ) -> &mut Self {
        self.last_was_kept = !self.is_full();
        if !self.last_was_kept {
            self.dropped += 1;
            self.worst_dropped = self.worst_dropped.min(severity);
            return self;
        }
        let (line, column) = self.line_column(span.start);
        let end_line = self.line(span.end.saturating_sub(1)).max(line);
        let help = (code == Code::MissingField && end_line > line)
            .then(|| format!("add it before the bracket that closes on line {end_line}"));
        self.kept.push(Problem {
            code,
            severity,
            file: self.file.clone(),
            span,
            line,
            column,
            end_line,
            message: message.into(),
            help,
        });
        self
    }

    /// Says what to do about the problem added last.
    pub fn with_help(&mut self, help: impl Into<String>) -> &mut Self {
        if self.last_was_kept
            && let Some(problem) = self.kept.last_mut()
        {
            problem.help = Some(help.into());
        }
        self
    }

    /// True if nothing was found.
    pub fn is_empty(&self) -> bool {
        self.kept.is_empty()
    }

    /// True if something was found that keeps the file from loading.
    pub fn has_errors(&self) -> bool {
        self.kept.iter().any(|p| p.severity == Severity::Error)
            || (self.dropped > 0 && self.worst_dropped == Severity::Error)
    }

    /// True if further problems would only be counted; costly checks can stop.
    pub fn is_full(&self) -> bool {
        self.kept.len() >= MAX_PROBLEMS
    }

    /// How many problems are kept so far.
    pub fn len(&self) -> usize {
        self.kept.len()
    }

    /// The problems in the order of their places in the file, with a closing note if some were left out.
    pub fn into_vec(mut self) -> Vec<Problem> {
        self.kept
            .sort_by_key(|p| (p.span.start, p.severity, p.span.end));
        if self.dropped > 0
            && let Some(last) = self.kept.last()
        {
            let (span, line, column, end_line) = (last.span, last.line, last.column, last.end_line);
            self.kept.push(Problem {
                code: Code::TooManyProblems,
                severity: self.worst_dropped,
                file: self.file,
                span,
                line,
                column,
                end_line,
                message: format!("{} more problems in this file are not shown", self.dropped),
                help: Some("mend the ones above first and check again".to_owned()),
            });
        }
        self.kept
    }

    /// Line and column (both from 1, column in characters) of a byte; the nearest place if the byte is outside.
    pub fn line_column(&self, byte: usize) -> (usize, usize) {
        let byte = byte.min(self.text.len());
        let line = self.line_starts.partition_point(|s| *s <= byte).max(1);
        let start = self.line_starts.get(line - 1).copied().unwrap_or(0);
        let before = self.text.as_bytes().get(start..byte).unwrap_or(&[]);
        // Bytes that begin a character; right even if `byte` stands inside one.
        let column = before.iter().filter(|b| (**b as i8) >= -0x40).count();
        (line, column + 1)
    }

    /// The line of a byte, from 1; unlike [`Self::line_column`] its cost does not grow with the line's length.
    pub fn line(&self, byte: usize) -> usize {
        self.line_starts.partition_point(|s| *s <= byte).max(1)
    }

    /// How far the line that holds a byte is indented, in bytes (at most 1,000), and whether only blanks stand before
    /// the byte.
    pub fn indent(&self, byte: usize) -> (usize, bool) {
        const DEEPEST: usize = 1_000;
        let line = self.line_starts.partition_point(|s| *s <= byte).max(1);
        let start = self.line_starts.get(line - 1).copied().unwrap_or(0);
        let blank = |b: &&u8| **b == b' ' || **b == b'\t';
        let bytes = self.text.as_bytes().get(start..).unwrap_or(&[]);
        let indent = bytes.iter().take(DEEPEST).take_while(blank).count();
        (indent, start + indent == byte)
    }
}

/// The candidate a misspelt word most likely stands for, if one is near enough: about one slip in three letters.
pub fn nearest<'a>(word: &str, candidates: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    const LONGEST: usize = 64;
    let lower = word.to_lowercase();
    let length = lower.chars().count();
    if length == 0 || length > LONGEST {
        return None;
    }
    let allowed = (length.div_ceil(3)).clamp(1, 4);
    let near = candidates.filter(|c| c.len() <= LONGEST * 4).map(|c| {
        let other = c.to_lowercase();
        (strsim::damerau_levenshtein(&lower, &other), c)
    });
    let best = near.min_by(|a, b| a.cmp(b))?;
    // A word of one or two letters must keep at least one of them.
    (best.0 <= allowed && best.0 < length.max(2)).then_some(best.1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_and_columns_count_from_one_in_characters() {
        let sink = Problems::new("a.ron", "äb\ncd");
        assert_eq!(sink.line_column(0), (1, 1));
        assert_eq!(sink.line_column(2), (1, 2));
        assert_eq!(sink.line_column(4), (2, 1));
        assert_eq!(sink.line_column(99), (2, 3));
    }

    #[test]
    fn problems_come_out_in_the_order_of_their_places() {
        let mut sink = Problems::new("a.ron", "one\ntwo");
        sink.warn(Code::OutOfRange, Span::new(4, 7), "second");
        sink.error(Code::Syntax, Span::new(0, 3), "first");
        let found = sink.into_vec();
        assert_eq!(found[0].message, "first");
        assert_eq!((found[1].line, found[1].column), (2, 1));
    }

    #[test]
    fn help_belongs_to_the_problem_before_it() {
        let mut sink = Problems::new("a.ron", "x");
        sink.error(Code::Syntax, Span::new(0, 1), "bad")
            .with_help("mend it");
        assert_eq!(sink.into_vec()[0].help.as_deref(), Some("mend it"));
    }

    #[test]
    fn the_two_hundred_and_first_problem_is_only_counted() {
        let mut sink = Problems::new("a.ron", "x");
        for _ in 0..MAX_PROBLEMS {
            sink.warn(Code::OutOfRange, Span::default(), "small");
        }
        sink.error(Code::Syntax, Span::default(), "lost")
            .with_help("lost too");
        assert!(sink.has_errors());
        let found = sink.into_vec();
        assert_eq!(found.len(), MAX_PROBLEMS + 1);
        assert_eq!(found[MAX_PROBLEMS].code, Code::TooManyProblems);
        assert_eq!(found[MAX_PROBLEMS].severity, Severity::Error);
        assert!(found.iter().all(|p| p.help.as_deref() != Some("lost too")));
    }

    #[test]
    fn an_empty_sink_is_empty_and_has_no_errors() {
        let sink = Problems::new("a.ron", "");
        assert!(sink.is_empty() && !sink.has_errors());
        assert!(sink.into_vec().is_empty());
    }

    #[test]
    fn a_slip_of_the_pen_finds_its_word() {
        let words = ["severity", "lead", "name"];
        assert_eq!(nearest("sevrity", words.into_iter()), Some("severity"));
        assert_eq!(nearest("Lead", words.into_iter()), Some("lead"));
        assert_eq!(nearest("naem", words.into_iter()), Some("name"));
    }

    #[test]
    fn a_strange_word_finds_nothing() {
        let words = ["severity", "lead"];
        assert_eq!(nearest("budget", words.into_iter()), None);
        assert_eq!(nearest("", words.into_iter()), None);
        assert_eq!(nearest("xy", ["ab"].into_iter()), None);
    }

    #[test]
    fn equally_near_words_give_the_first_in_the_alphabet() {
        assert_eq!(nearest("cat", ["hat", "bat"].into_iter()), Some("bat"));
    }
}
