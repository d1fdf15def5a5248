//! `casus explain`: codes of `check`, coefficients, terms of scores, words of the game.
//! Reads the tables they come from; writes text.
//! Not here: the texts themselves (`level::problem::code`, `rules::coefficients`, `rules::decision`, `assets/glossary.ron`).
//! Rule text: DESIGN section 9.

use super::args::ExplainArgs;
use super::{Outcome, Stop, Streams};
use crate::level::library::Library;
use crate::level::problem::Code;
use crate::rules::coefficients::Coefficients;
use crate::rules::decision::TermName;

/// One thing that can be explained.
struct Entry {
    kind: &'static str,
    name: String,
    title: String,
    text: String,
}

pub(super) fn run(args: &ExplainArgs, streams: &mut Streams<'_>) -> Outcome {
    let entries = entries();
    let word = args.words.join(" ");
    if word.is_empty() || Entry::KINDS.iter().any(|(kind, _)| *kind == word) {
        for (kind, title) in Entry::KINDS
            .iter()
            .filter(|(kind, _)| word.is_empty() || *kind == word)
        {
            writeln!(streams.out, "{title}:")?;
            for entry in entries.iter().filter(|e| e.kind == *kind) {
                writeln!(streams.out, "  {:<24} {}", entry.name, entry.title)?;
            }
        }
        return Ok(0);
    }
    let name = plain(&word);
    let found: Vec<&Entry> = entries.iter().filter(|e| plain(&e.name) == name).collect();
    if found.is_empty() {
        let near = entries
            .iter()
            .map(|e| (strsim::jaro_winkler(&plain(&e.name), &name), &e.name));
        let near = near
            .max_by(|a, b| a.0.total_cmp(&b.0))
            .filter(|(score, _)| *score > 0.75);
        let hint = near.map_or_else(String::new, |(_, name)| format!(" Did you mean `{name}`?"));
        return Err(Stop::unusable(format!(
            "nothing here is called `{word}`.{hint} `casus explain` lists everything."
        )));
    }
    for entry in found {
        writeln!(
            streams.out,
            "{} ({})\n  {}",
            entry.name, entry.kind, entry.title
        )?;
        if !entry.text.is_empty() {
            writeln!(streams.out, "  {}", entry.text)?;
        }
    }
    Ok(0)
}

impl Entry {
    const KINDS: [(&'static str, &'static str); 4] = [
        ("codes", "Codes of `casus check`"),
        ("coefficients", "Coefficients of the rules"),
        ("terms", "Terms of scores"),
        ("words", "Words of the game"),
    ];
}

fn entries() -> Vec<Entry> {
    let codes = Code::ALL.iter().map(|c| Entry {
        kind: "codes",
        name: c.name().into(),
        title: c.title().into(),
        text: c.explanation().into(),
    });
    let coefficients = Coefficients::TABLE
        .iter()
        .map(|(name, low, high, doc)| Entry {
            kind: "coefficients",
            name: (*name).into(),
            title: (*doc).into(),
            text: format!("Between {low} and {high}."),
        });
    let terms = TermName::ALL.iter().map(|t| Entry {
        kind: "terms",
        name: t.word().into(),
        title: t.meaning().into(),
        text: String::new(),
    });
    let glossary = Library::find().glossary();
    let words = glossary.terms.iter().map(|t| Entry {
        kind: "words",
        name: t.term.clone(),
        title: t.text.clone(),
        text: String::new(),
    });
    codes
        .chain(coefficients)
        .chain(terms)
        .chain(words)
        .collect()
}

fn plain(word: &str) -> String {
    word.trim().to_lowercase().replace([' ', '_'], "-")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn explained(words: &[&str]) -> (String, Outcome) {
        let (mut out, mut err) = (Vec::new(), Vec::new());
        let args = ExplainArgs {
            words: words.iter().map(|w| (*w).to_string()).collect(),
        };
        let outcome = run(
            &args,
            &mut Streams {
                out: &mut out,
                err: &mut err,
            },
        );
        (String::from_utf8_lossy(&out).into_owned(), outcome)
    }

    #[test]
    fn every_entry_is_explained_by_its_name() {
        for entry in entries() {
            assert!(
                explained(&[&entry.name]).0.contains(&entry.title),
                "{}",
                entry.name
            );
        }
    }

    #[test]
    fn without_a_word_everything_is_listed() {
        let all = explained(&[]).0;
        assert!(entries().iter().all(|e| all.contains(&e.name)));
    }

    #[test]
    fn a_misspelt_word_is_met_with_the_nearest() {
        let Err(Stop::Said(2, message)) = explained(&["precison"]).1 else {
            panic!("refused with 2")
        };
        assert!(message.contains("`precision`"), "{message}");
    }

    #[test]
    fn a_term_of_two_words_may_be_written_without_quotes() {
        assert!(
            explained(&["regime", "change"])
                .0
                .contains("Change of government")
        );
    }
}
