//! Help in the text game: the list of commands, topics, and help on one command or order.
//! Reads the command table; changes nothing.
//! Not here: the glossary (`assets/glossary.ron`), orders in full (`view::orders`).
//! Rule text: DESIGN section 4 and the list of commands.

use super::command::{self, TABLE};
use crate::view::page::Page;

/// Topics of help beside commands and orders.
const TOPICS: &[(&str, &str)] = &[
    (
        "turn",
        "A turn is as long as the level says, usually a quarter. You read the situation, answer the matters on the table, \
         give orders, and end the turn. Then others move: plans ripen or are dropped, articles are invoked, guarantors answer \
         or stay out. What did not happen matters most; The quiet, one sentence a turn, is about that.",
    ),
    (
        "money",
        "Money is slow: what you buy arrives turns later, and what you have costs upkeep. Political capital is quick and \
         small: a few points a turn. Credibility is earned over many turns and spent in one.",
    ),
    (
        "ranges",
        "What you know of others is an estimate: a range, a best guess, a source and an age. A bar shows the range as = and \
         the best guess as |. Sharing intelligence and better collection make ranges narrower. Old estimates grow wide.",
    ),
    (
        "winning",
        "Each seat has goals; `status` shows how they stand. A fatal goal ends the match when it fails. Stars are won by risk \
         removed, measured against the same dice with no orders from you, so luck earns none.",
    ),
    (
        "decisions",
        "In a crisis you are asked what to do, day by day: `choose N` or just the number. An empty line takes what your staff \
         would do. The terms named for and against are the ones that count in the score.",
    ),
    (
        "scripts",
        "A file of orders has one order or command a line; `#` begins a comment; `end` ends a turn. Decisions are answered by \
         `choose N` on the lines after `end`; those without an answer are taken as your staff would. Refused lines are \
         reported with their number, and play goes on.",
    ),
    (
        "dilemma",
        "What deters also frightens. Every order says both before you commit: what it strengthens, and what rivals or allies \
         will read into it.",
    ),
];

/// Help on everything, in short.
pub fn overview() -> Page {
    let mut page = Page::new();
    page.title("Commands");
    for entry in TABLE {
        let short = entry.words[1..].join(", ");
        let short = if short.is_empty() {
            String::new()
        } else {
            format!(" ({short})")
        };
        let left = format!("{} {}", entry.words[0], entry.usage);
        page.row(format!("{:<22} {}{short}", left.trim(), entry.help));
    }
    page.gap();
    page.text("Anything else is an order, for example `raise_readiness 2` or `deploy_forward NATION`; beginnings of words will do.");
    let topics: Vec<&str> = TOPICS.iter().map(|t| t.0).collect();
    page.aside(format!("Topics: help {}.", topics.join(", help ")));
    page
}

/// Help on a topic or command; `None` when it is neither.
pub fn on(word: &str) -> Option<Page> {
    let lower = word.to_lowercase();
    let mut page = Page::new();
    if let Some((topic, text)) = TOPICS.iter().find(|(topic, _)| topic.starts_with(&lower)) {
        page.title(crate::view::words::capital(topic)).text(text);
        return Some(page);
    }
    let entry = command::exact(&lower)
        .or_else(|| command::begun(&lower))
        .and_then(command::line)?;
    page.title(format!("{} {}", entry.words[0], entry.usage));
    page.text(format!("{}.", crate::view::words::capital(entry.help)));
    if entry.words.len() > 1 {
        page.aside(format!("Short: {}.", entry.words[1..].join(", ")));
    }
    Some(page)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_overview_names_every_command_and_topic() {
        let text = overview().plain(100);
        for entry in TABLE {
            assert!(text.contains(entry.words[0]), "{}", entry.words[0]);
        }
        assert!(TOPICS.iter().all(|(topic, _)| text.contains(topic)));
    }

    #[test]
    fn help_knows_topics_commands_and_short_forms() {
        for word in ["turn", "ranges", "orders", "o", "?"] {
            assert!(on(word).is_some(), "{word}");
        }
        assert!(on("zzz").is_none());
    }
}
