//! Reading level, rules, treaty, campaign and glossary files: which fields they have, their ranges and their defaults.
//! Reads nodes; writes definitions of `rules` and `level::def`, and every mistake on the way.
//! Not here: RON itself (`level::ron`), what fields mean together (`level::check`).
//! Rule text: DESIGN section 10; a field's meaning and unit stand at its definition.

pub mod effect;
pub mod level;
pub mod rules;
pub mod table;
pub mod text;
pub mod treaty;

use crate::level::problem::{Code, Span};
use crate::level::ron::{Decoder, Kind, Node};

/// The format of files that this program reads.
pub const FORMAT: u32 = 1;

/// Takes the field `format` out of a file's outermost structure and checks it. False if the file should not be read on.
pub fn take_format(node: &mut Node, d: &mut Decoder) -> bool {
    let span = node.span;
    let Kind::Struct { fields, .. } = &mut node.kind else {
        return true;
    };
    let Some(index) = fields.iter().position(|f| f.name == "format") else {
        let start = Span::new(span.start, (span.start + 1).min(span.end));
        d.problems
            .error(
                Code::MissingField,
                start,
                "the file does not say its format",
            )
            .with_help("begin with `format: 1,`");
        return true;
    };
    let found = fields.remove(index).value;
    if fields.iter().any(|f| f.name == "format") {
        d.problems.error(
            Code::DuplicateField,
            found.span,
            "the field `format` is given twice",
        );
        fields.retain(|f| f.name != "format");
    }
    match found.kind {
        Kind::Number { value, .. } if value == f64::from(FORMAT) => true,
        Kind::Number { value, .. } => {
            d.problems
                .error(
                    Code::UnsupportedFormat,
                    found.span,
                    format!("format {value} is not read by this program"),
                )
                .with_help(format!(
                    "this program reads format {FORMAT}; a newer file needs a newer program"
                ));
            false
        }
        _ => {
            d.expected("the number of the format", &found);
            true
        }
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::level::problem::{Problem, Problems};
    use crate::level::ron::{FromRon, parse};

    /// Reads a text as a value, with its problems.
    pub(crate) fn read<T: FromRon>(text: &str) -> (Option<T>, Vec<Problem>) {
        let mut problems = Problems::new("t", text);
        let node = parse(text, &mut problems);
        let value = node.and_then(|node| T::from_ron(&node, &mut Decoder::new(&mut problems)));
        (value, problems.into_vec())
    }

    /// Reads a text that must be good.
    pub(crate) fn good<T: FromRon>(text: &str) -> T {
        let (value, problems) = read(text);
        assert!(problems.is_empty(), "{problems:?}");
        value.expect("no problems")
    }

    fn format(text: &str) -> (bool, Vec<Code>) {
        let mut problems = Problems::new("t", text);
        let mut node = parse(text, &mut problems).expect("well-formed");
        let on = take_format(&mut node, &mut Decoder::new(&mut problems));
        (
            on,
            problems.into_vec().into_iter().map(|p| p.code).collect(),
        )
    }

    #[test]
    fn format_one_is_read() {
        assert_eq!(format("(format: 1, id: \"a\")"), (true, vec![]));
    }

    #[test]
    fn another_format_stops_the_reading() {
        assert_eq!(
            format("(format: 2)"),
            (false, vec![Code::UnsupportedFormat])
        );
    }

    #[test]
    fn a_file_without_format_is_reported_and_read_on() {
        assert_eq!(format("(id: \"a\")"), (true, vec![Code::MissingField]));
    }

    #[test]
    fn a_format_in_words_is_of_the_wrong_kind() {
        assert_eq!(format("(format: \"one\")").1, [Code::WrongType]);
        assert_eq!(format("(format: 1, format: 1)").1, [Code::DuplicateField]);
    }
}
