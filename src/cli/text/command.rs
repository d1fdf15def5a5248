//! The commands of the text game: their words, short forms and help; reading a typed line.
//! Reads nothing but the line; anything that is no command is left to the order parser.
//! Not here: orders (`view::order_text`), doing what a command asks (`show`, `act`).
//! Rule text: issue "A whole game on the command line", commands.

use crate::level::problem::nearest;

/// What a line asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Command {
    /// Explain the game or a topic.
    Help,
    /// The briefing.
    Briefing,
    /// The situation.
    Status,
    /// All nations.
    Nations,
    /// One nation.
    Nation,
    /// Matters on the table.
    Matters,
    /// The four advisers.
    Advisers,
    /// Orders on offer.
    Orders,
    /// Why a nation does what it does.
    Why,
    /// Who weighed what.
    Ledger,
    /// Who would answer for whom.
    Credibility,
    /// Foretell this turn.
    Forecast,
    /// Take back.
    Undo,
    /// Save.
    Save,
    /// Load a save.
    Load,
    /// End the turn.
    End,
    /// Leave.
    Quit,
    /// The debrief.
    Debrief,
    /// A term explained.
    Glossary,
    /// Answer a decision.
    Choose,
}

/// A command's line in the table.
pub struct Entry {
    /// The command.
    pub command: Command,
    /// Its word and short forms.
    pub words: &'static [&'static str],
    /// What follows the word.
    pub usage: &'static str,
    /// What it does.
    pub help: &'static str,
}

const fn entry(
    command: Command,
    words: &'static [&'static str],
    usage: &'static str,
    help: &'static str,
) -> Entry {
    Entry {
        command,
        words,
        usage,
        help,
    }
}

/// All commands, in the order `help` shows them.
pub const TABLE: &[Entry] = &[
    entry(
        Command::Status,
        &["status", "s", "situation"],
        "",
        "date, means, goals, wars, last turn",
    ),
    entry(
        Command::Matters,
        &["matters", "m"],
        "",
        "what is put to you this turn, and its prices",
    ),
    entry(
        Command::Advisers,
        &["advisers", "ad", "advice"],
        "",
        "what your four advisers would order",
    ),
    entry(
        Command::Orders,
        &["orders", "o"],
        "[GROUP|ORDER]",
        "orders on offer; in full for a group or an order",
    ),
    entry(
        Command::Nations,
        &["nations", "n", "map"],
        "",
        "all nations, with estimated strength",
    ),
    entry(
        Command::Nation,
        &["nation", "who"],
        "NATION",
        "everything you know of one nation",
    ),
    entry(
        Command::Why,
        &["why", "w"],
        "NATION",
        "what a nation is thought to weigh",
    ),
    entry(
        Command::Ledger,
        &["ledger", "l"],
        "[NATION] [turn T]",
        "assessments and your decisions; the record at the end",
    ),
    entry(
        Command::Credibility,
        &["credibility", "cr"],
        "",
        "who would answer for whom, how surely, how soon, with what",
    ),
    entry(
        Command::Forecast,
        &["forecast", "f"],
        "quiet | NATION [ACT] | answers NATION",
        "foretell this turn; scored in the debrief",
    ),
    entry(
        Command::Choose,
        &["choose", "c"],
        "N",
        "answer a decision that is asked of you",
    ),
    entry(
        Command::End,
        &["end", "e"],
        "",
        "end your orders; the turn runs",
    ),
    entry(
        Command::Undo,
        &["undo", "u"],
        "",
        "take back the last order, else the last choice, else the turn",
    ),
    entry(
        Command::Briefing,
        &["briefing", "b"],
        "",
        "the briefing again",
    ),
    entry(
        Command::Glossary,
        &["glossary", "g", "term"],
        "[TERM]",
        "what a word means",
    ),
    entry(Command::Save, &["save"], "[FILE]", "save the match"),
    entry(Command::Load, &["load"], "FILE", "continue a saved match"),
    entry(
        Command::Debrief,
        &["debrief", "d"],
        "",
        "how it stands or ended",
    ),
    entry(
        Command::Help,
        &["help", "h", "?"],
        "[TOPIC]",
        "this list, a command, an order or a topic",
    ),
    entry(Command::Quit, &["quit", "q", "exit"], "", "leave the game"),
];

/// The command a word names exactly.
pub fn exact(word: &str) -> Option<Command> {
    TABLE
        .iter()
        .find(|e| e.words.contains(&word))
        .map(|e| e.command)
}

/// The line of the table a command has.
pub fn line(command: Command) -> Option<&'static Entry> {
    TABLE.iter().find(|e| e.command == command)
}

/// The command a word of at least two letters begins, if it is the only one.
pub fn begun(word: &str) -> Option<Command> {
    let mut found = TABLE
        .iter()
        .filter(|e| word.len() >= 2 && e.words[0].starts_with(word));
    let first = found.next()?;
    found.next().is_none().then_some(first.command)
}

/// Reads a line: a command and what follows it, or `None` for what may be an order. A bare number chooses.
pub fn read(line: &str) -> Option<(Command, &str)> {
    let (word, rest) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
    if word.parse::<u32>().is_ok() && rest.is_empty() {
        return Some((Command::Choose, word));
    }
    let command = exact(&word.to_lowercase())?;
    // `n aldmark` is one nation.
    let command = if command == Command::Nations && !rest.trim().is_empty() {
        Command::Nation
    } else {
        command
    };
    Some((command, rest.trim()))
}

/// The command or order a mistyped word most likely stands for.
pub fn suggest<'a>(word: &str, orders: impl Iterator<Item = &'a str>) -> Option<String> {
    let commands = TABLE.iter().map(|e| e.words[0]);
    nearest(word, commands.chain(orders)).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_word_means_two_commands() {
        let mut words: Vec<&str> = TABLE.iter().flat_map(|e| e.words.iter().copied()).collect();
        let total = words.len();
        words.sort_unstable();
        words.dedup();
        assert_eq!(words.len(), total);
    }

    #[test]
    fn short_forms_mean_their_command() {
        assert_eq!(read("s"), Some((Command::Status, "")));
        assert_eq!(read("E"), Some((Command::End, "")));
        assert_eq!(read("n"), Some((Command::Nations, "")));
        assert_eq!(read("n aldmark"), Some((Command::Nation, "aldmark")));
        assert_eq!(read("why  The North "), Some((Command::Why, "The North")));
    }

    #[test]
    fn a_bare_number_chooses() {
        assert_eq!(read("2"), Some((Command::Choose, "2")));
        assert_eq!(read("2 3"), None);
    }

    #[test]
    fn what_is_no_command_is_left_for_orders() {
        assert_eq!(read("invest land 2"), None);
        assert_eq!(read(""), None);
    }

    #[test]
    fn a_slip_is_met_with_the_nearest_command() {
        assert_eq!(
            suggest("matetrs", ["invest"].into_iter()).as_deref(),
            Some("matters")
        );
        assert_eq!(
            suggest("inevst", ["invest"].into_iter()).as_deref(),
            Some("invest")
        );
        assert_eq!(suggest("qqqqqqqq", ["invest"].into_iter()), None);
    }

    #[test]
    fn beginnings_count_when_only_one_command_has_them() {
        assert_eq!(begun("gloss"), Some(Command::Glossary));
        assert_eq!(begun("nation"), None);
        assert_eq!(begun("a"), None);
    }

    #[test]
    fn every_command_has_help() {
        for entry in TABLE {
            assert!(!entry.help.is_empty() && line(entry.command).is_some());
        }
    }
}
