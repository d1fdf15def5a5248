//! Problems as text with excerpts, as JSON and as SARIF 2.1.0.
//! Reads problems and, for the excerpts, the texts of their files; writes strings.
//! Not here: where output goes and which exit code follows (`cli`), finding mistakes (`level`).
//! Source: SARIF 2.1.0, OASIS standard, 27 March 2020.

use super::{Code, Problem, Severity};
use codespan_reporting::diagnostic::{Diagnostic, Label, Severity as Weight};
use codespan_reporting::files::SimpleFiles;
use codespan_reporting::term::termcolor::Ansi;
use codespan_reporting::term::{self, Config, Styles, StylesWriter};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

/// Lines longer than this (in bytes) are not quoted: a file on one line would be printed whole.
const LONGEST_EXCERPT: usize = 500;

/// Problems for people: code, message, `file:line:column`, the line with a caret, help; then a count.
/// `texts` gives a file's text by its name; without it there is no excerpt.
pub fn render_human(
    problems: &[Problem],
    texts: &dyn Fn(&str) -> Option<String>,
    colour: bool,
) -> String {
    let mut files = SimpleFiles::new();
    let mut known: BTreeMap<&str, Option<(usize, String)>> = BTreeMap::new();
    let mut out = String::new();
    for problem in problems {
        let entry = known.entry(&problem.file).or_insert_with(|| {
            let text = calm(&texts(&problem.file)?);
            Some((files.add(problem.file.clone(), text.clone()), text))
        });
        let place = entry.as_ref().and_then(|(id, text)| {
            let range = excerpt_range(text, problem)?;
            Some((*id, range))
        });
        let shown = place.and_then(|(id, range)| quote(problem, &files, id, range, colour));
        out.push_str(&shown.unwrap_or_else(|| without_excerpt(problem)));
    }
    out.push_str(&count_line(problems));
    out
}

/// Problems as one JSON object: `problems` (a list, in order) and a count for each severity.
pub fn render_json(problems: &[Problem]) -> String {
    let list: Vec<Value> = problems.iter().map(as_json).collect();
    let whole = json!({
        "problems": list,
        "errors": count(problems, Severity::Error),
        "warnings": count(problems, Severity::Warning),
        "hints": count(problems, Severity::Hint),
    });
    format!("{whole:#}\n")
}

/// Problems as a SARIF 2.1.0 log with one run, for code hosts and editors.
pub fn render_sarif(problems: &[Problem]) -> String {
    let codes: BTreeSet<Code> = problems.iter().map(|p| p.code).collect();
    let rules: Vec<Value> = codes.iter().map(|c| sarif_rule(*c)).collect();
    let results: Vec<Value> = problems.iter().map(sarif_result).collect();
    let whole = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "casus",
                "version": env!("CARGO_PKG_VERSION"),
                "rules": rules,
            }},
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    });
    format!("{whole:#}\n")
}

fn as_json(problem: &Problem) -> Value {
    json!({
        "code": problem.code.name(),
        "severity": problem.severity.name(),
        "file": problem.file,
        "line": problem.line,
        "column": problem.column,
        "end_line": problem.end_line,
        "start": problem.span.start,
        "end": problem.span.end,
        "message": problem.message,
        "help": problem.help,
    })
}

fn sarif_rule(code: Code) -> Value {
    json!({
        "id": code.name(),
        "shortDescription": { "text": code.title() },
        "fullDescription": { "text": code.explanation() },
    })
}

fn sarif_result(problem: &Problem) -> Value {
    let level = match problem.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Hint => "note",
    };
    let text = match &problem.help {
        Some(help) => format!("{}. {help}", problem.message),
        None => problem.message.clone(),
    };
    json!({
        "ruleId": problem.code.name(),
        "level": level,
        "message": { "text": text },
        "locations": [{ "physicalLocation": {
            "artifactLocation": { "uri": file_uri(&problem.file) },
            "region": {
                "startLine": problem.line,
                "startColumn": problem.column,
                "endLine": problem.end_line,
                "byteOffset": problem.span.start,
                "byteLength": problem.span.end - problem.span.start,
            },
        }}],
    })
}

/// A path as a relative URI: slashes forward, everything outside the unreserved characters escaped.
fn file_uri(path: &str) -> String {
    let mut uri = String::new();
    for byte in path.replace('\\', "/").bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            uri.push(char::from(byte));
        } else {
            let _ = write!(uri, "%{byte:02X}");
        }
    }
    uri
}

fn count(problems: &[Problem], severity: Severity) -> usize {
    problems.iter().filter(|p| p.severity == severity).count()
}

fn count_line(problems: &[Problem]) -> String {
    let kinds = [Severity::Error, Severity::Warning, Severity::Hint];
    let parts: Vec<String> = kinds
        .iter()
        .map(|s| (count(problems, *s), s.name()))
        .filter(|(n, _)| *n > 0)
        .map(|(n, name)| format!("{n} {name}{}", if n == 1 { "" } else { "s" }))
        .collect();
    if parts.is_empty() {
        String::new()
    } else {
        format!("{}\n", parts.join(", "))
    }
}

/// The bytes to mark: the span up to the end of its first line. None if the line is too long to quote.
fn excerpt_range(text: &str, problem: &Problem) -> Option<std::ops::Range<usize>> {
    let start = problem.span.start.min(text.len());
    let (before, after) = (text.get(..start)?, text.get(start..)?);
    let line_start = before.rfind('\n').map_or(0, |i| i + 1);
    let line_end = start + after.find('\n').unwrap_or(after.len());
    let end = problem.span.end.clamp(start, line_end);
    let fits = line_end - line_start <= LONGEST_EXCERPT && text.is_char_boundary(end);
    fits.then_some(start..end)
}

fn quote(
    problem: &Problem,
    files: &SimpleFiles<String, String>,
    id: usize,
    range: std::ops::Range<usize>,
    colour: bool,
) -> Option<String> {
    let weight = match problem.severity {
        Severity::Error => Weight::Error,
        Severity::Warning => Weight::Warning,
        Severity::Hint => Weight::Note,
    };
    let help = problem.help.iter().map(|h| format!("help: {}", calm(h)));
    let diagnostic = Diagnostic::new(weight)
        .with_code(problem.code.name())
        .with_message(calm(&problem.message))
        .with_labels(vec![Label::primary(id, range)])
        .with_notes(help.collect());
    let config = Config::default();
    if colour {
        let mut bytes = Ansi::new(Vec::new());
        let styles = Styles::default();
        let mut writer = StylesWriter::new(&mut bytes, &styles);
        term::emit_to_write_style(&mut writer, &config, files, &diagnostic).ok()?;
        String::from_utf8(bytes.into_inner()).ok()
    } else {
        term::emit_into_string(&config, files, &diagnostic).ok()
    }
}

fn without_excerpt(problem: &Problem) -> String {
    let mut out = format!(
        "{}[{}]: {}\n  at {}:{}:{}\n",
        problem.severity.name(),
        problem.code.name(),
        calm(&problem.message),
        problem.file,
        problem.line,
        problem.column,
    );
    if let Some(help) = &problem.help {
        let _ = writeln!(out, "  help: {}", calm(help));
    }
    out.push('\n');
    out
}

/// The text without characters that would steer a terminal or turn its reading direction; every byte keeps its place.
fn calm(text: &str) -> String {
    let steers = |c: char| {
        let plain = c == '\n' || c == '\t' || c == '\r';
        let turns = matches!(c, '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
        (c.is_control() && !plain) || turns
    };
    if !text.chars().any(steers) {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if steers(c) {
            out.extend(std::iter::repeat_n('?', c.len_utf8()));
        } else {
            out.push(c);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::{Problems, Span};
    use super::*;

    const TEXT: &str = "(\n    sevrity: 1,\n    näme: \u{1b}2,\n)";

    fn sample() -> Vec<Problem> {
        let mut sink = Problems::new("a b.ron", TEXT);
        sink.error(
            Code::UnknownField,
            Span::new(6, 13),
            "there is no field `sevrity`",
        )
        .with_help("did you mean `severity`?");
        sink.warn(Code::OutOfRange, Span::new(30, 31), "too large");
        sink.hint(Code::Unused, Span::new(0, TEXT.len()), "not used");
        sink.into_vec()
    }

    fn human(colour: bool) -> String {
        render_human(&sample(), &|_| Some(TEXT.to_owned()), colour)
    }

    #[test]
    fn text_shows_code_place_caret_and_help() {
        let text = human(false);
        assert!(text.contains("error[unknown-field]: there is no field `sevrity`"));
        assert!(text.contains("a b.ron:2:5"));
        assert!(text.contains("    sevrity: 1,"));
        assert!(text.contains("    ^^^^^^^"));
        assert!(text.contains("help: did you mean `severity`?"));
        assert!(text.ends_with("1 error, 1 warning, 1 hint\n"));
    }

    #[test]
    fn text_without_colour_has_no_escapes_even_if_the_file_has() {
        assert!(!human(false).contains('\u{1b}'));
        assert!(human(true).contains('\u{1b}'));
    }

    #[test]
    fn a_span_over_many_lines_is_marked_on_its_first() {
        assert!(!human(false).contains('╭'));
    }

    #[test]
    fn a_very_long_line_is_not_quoted() {
        let text = "a".repeat(10_000);
        let mut sink = Problems::new("long.ron", text.clone());
        sink.error(Code::Syntax, Span::new(9_000, 9_001), "bad");
        let out = render_human(&sink.into_vec(), &|_| Some(text.clone()), false);
        assert!(out.contains("long.ron:1:9001") && out.len() < 200);
    }

    #[test]
    fn a_file_without_text_still_gets_its_place() {
        let out = render_human(&sample(), &|_| None, false);
        assert!(out.contains("at a b.ron:2:5"));
    }

    #[test]
    fn nothing_wrong_prints_nothing() {
        assert_eq!(render_human(&[], &|_| None, false), "");
    }

    #[test]
    fn json_holds_every_part() {
        let value: Value = serde_json::from_str(&render_json(&sample())).unwrap_or_default();
        let second = &value["problems"][1];
        assert_eq!(second["code"], "unknown-field");
        assert_eq!(second["line"], 2);
        assert_eq!(second["column"], 5);
        assert_eq!(second["help"], "did you mean `severity`?");
        assert_eq!(value["errors"], 1);
        assert_eq!(value["hints"], 1);
    }

    #[test]
    fn sarif_names_tool_rules_and_places() {
        let value: Value = serde_json::from_str(&render_sarif(&sample())).unwrap_or_default();
        assert_eq!(value["version"], "2.1.0");
        let run = &value["runs"][0];
        assert_eq!(
            run["tool"]["driver"]["rules"].as_array().map(Vec::len),
            Some(3)
        );
        let place = &run["results"][1]["locations"][0]["physicalLocation"];
        assert_eq!(place["artifactLocation"]["uri"], "a%20b.ron");
        assert_eq!(place["region"]["startLine"], 2);
        assert_eq!(run["results"][0]["level"], "note");
    }
}
