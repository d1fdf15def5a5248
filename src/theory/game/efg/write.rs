//! Writing a game as `.efg` text.
//! Reads a `Game`; writes text that Gambit and `efg::read` take.
//! Not here: reading (`efg::read`).
//! Source: Gambit's format description.

use core::fmt::Write;

use crate::theory::game::tree::{Game, Kind};

/// The game as text.
pub fn write(game: &Game) -> String {
    let mut out = format!("EFG 2 R {} {{", quoted(&game.title));
    for player in &game.players {
        out += " ";
        out += &quoted(player);
    }
    out += " }\n";
    out += &quoted(&game.comment);
    out += "\n\n";
    let mut told = vec![false; game.outcomes.len()];
    let mut open = vec![0];
    while let Some(index) = open.pop() {
        let node = &game.nodes[index];
        let label = quoted(&node.label);
        // Writing to a string cannot fail.
        let _ = match node.kind {
            Kind::Terminal => write!(out, "t {label}"),
            Kind::Chance(draw) => {
                let draw = &game.draws[draw];
                let branches: String = draw
                    .branches
                    .iter()
                    .map(|(name, p)| format!(" {} {p}", quoted(name)))
                    .collect();
                write!(
                    out,
                    "c {label} {} {} {{{branches} }}",
                    draw.number,
                    quoted(&draw.label)
                )
            }
            Kind::Decision(set) => {
                let set = &game.infosets[set];
                let actions: String = set
                    .actions
                    .iter()
                    .map(|a| format!(" {}", quoted(a)))
                    .collect();
                write!(
                    out,
                    "p {label} {} {} {} {{{actions} }}",
                    set.player + 1,
                    set.number,
                    quoted(&set.label)
                )
            }
        };
        let _ = match node.outcome {
            None => writeln!(out, " 0"),
            Some(at) if told[at] => writeln!(out, " {}", game.outcomes[at].number),
            Some(at) => {
                told[at] = true;
                let outcome = &game.outcomes[at];
                let payoffs: Vec<String> = outcome.payoffs.iter().map(f64::to_string).collect();
                writeln!(
                    out,
                    " {} {} {{ {} }}",
                    outcome.number,
                    quoted(&outcome.label),
                    payoffs.join(", ")
                )
            }
        };
        open.extend(node.children.iter().rev());
    }
    out
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_and_backslashes_are_escaped() {
        assert_eq!(quoted(r#"a "b" \"#), r#""a \"b\" \\""#);
    }

    #[test]
    fn payoffs_are_written_once_and_named_after() {
        let mut game = Game::new("g", &["A"]);
        let set = game.infoset(0, "s", &["l", "r"]);
        let same = game.outcome("o", vec![0.1 + 0.2]);
        let root = game.add(None, set, None);
        game.add(Some(root), Kind::Terminal, Some(same));
        game.add(Some(root), Kind::Terminal, Some(same));
        let text = write(&game);
        assert_eq!(text.matches("0.30000000000000004").count(), 1);
        assert!(text.ends_with("t \"\" 1\n"));
    }
}
