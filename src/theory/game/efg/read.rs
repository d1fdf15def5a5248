//! Reading an `.efg` text: the prologue, then nodes in the order of the tree, each before what follows it.
//! Reads text; writes a `Game`, or the first fault with its place.
//! Not here: words (`efg::token`), writing (`efg::write`).
//! Source: Gambit's format: labels, actions and payoffs are given at the first mention of an information set or outcome.

use std::collections::BTreeMap;

use super::token::{Place, Token, Tokens};
use super::{Fault, LONGEST};
use crate::theory::game::tree::{Draw, Game, Infoset, Kind, MOST_NODES, Outcome};

/// Reads a game. The first thing that is wrong is the error.
pub fn read(text: &str) -> Result<Game, Fault> {
    let mut reader = Reader {
        tokens: Tokens::new(text),
        game: Game::default(),
        sets: BTreeMap::new(),
        draws: BTreeMap::new(),
        outcomes: BTreeMap::new(),
    };
    if text.len() > LONGEST {
        let (_, place) = reader.tokens.take()?;
        return Err(place.fault(format!("longer than {LONGEST} bytes")));
    }
    reader.prologue()?;
    let place = reader.body()?;
    reader.game.check().map_err(|why| place.fault(why))?;
    Ok(reader.game)
}

struct Reader<'a> {
    tokens: Tokens<'a>,
    game: Game,
    sets: BTreeMap<(usize, i64), usize>,
    draws: BTreeMap<i64, usize>,
    outcomes: BTreeMap<i64, usize>,
}

impl Reader<'_> {
    fn word(&mut self, wanted: &[&str]) -> Result<(String, Place), Fault> {
        let (token, place) = self.tokens.take()?;
        match token {
            Token::Word(word) if wanted.contains(&word.as_str()) => Ok((word, place)),
            other => Err(place.fault(format!(
                "expected {}, not {}",
                wanted.join(" or "),
                other.told()
            ))),
        }
    }

    fn text(&mut self, what: &str) -> Result<String, Fault> {
        match self.tokens.take()? {
            (Token::Text(text), _) => Ok(text),
            (other, place) => {
                Err(place.fault(format!("expected {what} in quotes, not {}", other.told())))
            }
        }
    }

    fn number(&mut self, what: &str) -> Result<(f64, Place), Fault> {
        match self.tokens.take()? {
            (Token::Number(x), place) => Ok((x, place)),
            (other, place) => Err(place.fault(format!("expected {what}, not {}", other.told()))),
        }
    }

    fn whole(&mut self, what: &str) -> Result<(i64, Place), Fault> {
        let (x, place) = self.number(what)?;
        if x.fract() == 0.0 && x.abs() < 1e15 {
            Ok((x as i64, place))
        } else {
            Err(place.fault(format!("{what} must be a whole number, not {x}")))
        }
    }

    fn open(&mut self, what: &str) -> Result<(), Fault> {
        match self.tokens.take()? {
            (Token::Open, _) => Ok(()),
            (other, place) => {
                Err(place.fault(format!("expected `{{` before {what}, not {}", other.told())))
            }
        }
    }

    /// Takes a closing brace if it comes next.
    fn closes(&mut self) -> Result<bool, Fault> {
        let closes = *self.tokens.peek()? == Token::Close;
        if closes {
            self.tokens.take()?;
        }
        Ok(closes)
    }

    fn texts(&mut self, what: &str) -> Result<Vec<String>, Fault> {
        self.open(what)?;
        let mut found = Vec::new();
        while !self.closes()? {
            found.push(self.text(what)?);
        }
        Ok(found)
    }

    fn prologue(&mut self) -> Result<(), Fault> {
        self.word(&["EFG"])?;
        let (version, place) = self.whole("the format's version")?;
        if version != 2 {
            return Err(place.fault(format!("format 2 is read, not {version}")));
        }
        self.word(&["R", "D"])?;
        self.game.title = self.text("the title")?;
        self.game.players = self.texts("the players' names")?;
        if matches!(self.tokens.peek()?, Token::Text(_)) {
            self.game.comment = self.text("the comment")?;
        }
        Ok(())
    }

    /// Reads nodes until the tree is complete; the place of the last word.
    fn body(&mut self) -> Result<Place, Fault> {
        // Nodes that still lack branches: index and how many.
        let mut open: Vec<(usize, usize)> = Vec::new();
        loop {
            while open.last().is_some_and(|(_, left)| *left == 0) {
                open.pop();
            }
            let first = self.game.nodes.is_empty();
            if open.is_empty() && !first {
                let (token, place) = self.tokens.take()?;
                return match token {
                    Token::End => Ok(place),
                    other => Err(place.fault(format!(
                        "the tree is complete, but {} follows",
                        other.told()
                    ))),
                };
            }
            let parent = open.last_mut().map(|(node, left)| {
                *left -= 1;
                *node
            });
            let (node, place) = self.node(parent)?;
            if self.game.nodes.len() > MOST_NODES {
                return Err(place.fault(format!("more than {MOST_NODES} nodes")));
            }
            open.push((node, self.game.width(node)));
        }
    }

    fn node(&mut self, parent: Option<usize>) -> Result<(usize, Place), Fault> {
        let (word, place) = self.word(&["c", "p", "t"])?;
        let label = self.text("the node's label")?;
        let kind = match word.as_str() {
            "t" => Kind::Terminal,
            "c" => self.chance()?,
            _ => self.decision()?,
        };
        let outcome = self.outcome()?;
        let node = self.game.add(parent, kind, outcome);
        self.game.nodes[node].label = label;
        Ok((node, place))
    }

    fn chance(&mut self) -> Result<Kind, Fault> {
        let (number, place) = self.whole("the chance move's number")?;
        let known = self.draws.get(&number).copied();
        let label = match self.tokens.peek()? {
            Token::Text(_) => Some(self.text("the chance move's label")?),
            _ => None,
        };
        let given = *self.tokens.peek()? == Token::Open;
        let mut branches = Vec::new();
        if given {
            self.open("the branches")?;
            while !self.closes()? {
                let name = self.text("the branch's name")?;
                branches.push((name, self.number("the branch's chance")?.0));
            }
        }
        match (known, given) {
            (Some(draw), false) => Ok(Kind::Chance(draw)),
            (Some(draw), true) if self.game.draws[draw].branches == branches => {
                Ok(Kind::Chance(draw))
            }
            (Some(_), true) => Err(place.fault(format!(
                "chance move {number} was given before with other branches"
            ))),
            (None, false) => Err(place.fault(format!(
                "chance move {number} has no branches: give them at its first mention"
            ))),
            (None, true) if branches.is_empty() => Err(place.fault("a chance move needs a branch")),
            (None, true) => {
                self.game.draws.push(Draw {
                    number,
                    label: label.unwrap_or_default(),
                    branches,
                });
                self.draws.insert(number, self.game.draws.len() - 1);
                Ok(Kind::Chance(self.game.draws.len() - 1))
            }
        }
    }

    fn decision(&mut self) -> Result<Kind, Fault> {
        let (player, place) = self.whole("the player's number")?;
        let players = self.game.players.len();
        if player < 1 || player as usize > players {
            return Err(place.fault(format!(
                "there is no player {player}: the game has {players}"
            )));
        }
        let (number, place) = self.whole("the information set's number")?;
        let key = (player as usize - 1, number);
        let known = self.sets.get(&key).copied();
        let label = match self.tokens.peek()? {
            Token::Text(_) => Some(self.text("the information set's label")?),
            _ => None,
        };
        let actions = match self.tokens.peek()? {
            Token::Open => Some(self.texts("the actions")?),
            _ => None,
        };
        match (known, actions) {
            (Some(set), None) => Ok(Kind::Decision(set)),
            (Some(set), Some(actions)) if self.game.infosets[set].actions == actions => Ok(Kind::Decision(set)),
            (Some(_), Some(_)) => Err(place.fault(format!(
                "information set {number} of player {player} was given before with other actions"
            ))),
            (None, None) => Err(place.fault(format!(
                "information set {number} of player {player} has no actions: give them at its first mention"
            ))),
            (None, Some(actions)) if actions.is_empty() => Err(place.fault("an information set needs an action")),
            (None, Some(actions)) => {
                self.game.infosets.push(Infoset {
                    player: key.0,
                    number,
                    label: label.unwrap_or_default(),
                    actions,
                    nodes: Vec::new(),
                });
                self.sets.insert(key, self.game.infosets.len() - 1);
                Ok(Kind::Decision(self.game.infosets.len() - 1))
            }
        }
    }

    fn outcome(&mut self) -> Result<Option<usize>, Fault> {
        let (number, place) = self.whole("the outcome's number")?;
        let label = match self.tokens.peek()? {
            Token::Text(_) => Some(self.text("the outcome's label")?),
            _ => None,
        };
        let mut payoffs = None;
        if *self.tokens.peek()? == Token::Open {
            self.open("the payoffs")?;
            let mut found = Vec::new();
            while !self.closes()? {
                found.push(self.number("a payoff")?.0);
            }
            payoffs = Some(found);
        }
        if number == 0 {
            return match payoffs {
                None => Ok(None),
                Some(_) => Err(place.fault("outcome 0 means none and has no payoffs")),
            };
        }
        let known = self.outcomes.get(&number).copied();
        match (known, payoffs) {
            (Some(outcome), None) => Ok(Some(outcome)),
            (Some(outcome), Some(found)) if self.game.outcomes[outcome].payoffs == found => {
                Ok(Some(outcome))
            }
            (Some(_), Some(_)) => Err(place.fault(format!(
                "outcome {number} was given before with other payoffs"
            ))),
            (None, None) => Err(place.fault(format!(
                "outcome {number} has no payoffs: give them at its first mention"
            ))),
            (None, Some(found)) if found.len() != self.game.players.len() => {
                Err(place.fault(format!(
                    "outcome {number} has {} payoffs for {} players",
                    found.len(),
                    self.game.players.len()
                )))
            }
            (None, Some(payoffs)) => {
                self.game.outcomes.push(Outcome {
                    number,
                    label: label.unwrap_or_default(),
                    payoffs,
                });
                self.outcomes.insert(number, self.game.outcomes.len() - 1);
                Ok(Some(self.game.outcomes.len() - 1))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::theory::game::efg::write;

    const GAME: &str = r#"EFG 2 R "A \"small\" game" { "One" "Two" }
"a comment"

c "" 1 "coin" { "h" 1/3 "t" 2/3 } 0
p "top" 1 1 "first" { "l" "r" } 1 "bonus" { 1, 0 }
t "" 2 "a" { 2, -1.5 }
t "" 3 "b" { 0 0 }
p "" 1 1 1
t "" 2
t "" 0
"#;

    fn fault(text: &str) -> Fault {
        read(text).expect_err("should not be read")
    }

    #[test]
    fn a_text_is_read_as_it_stands() {
        let game = read(GAME).expect("a good text");
        assert_eq!(game.nodes.len(), 7);
        assert_eq!(game.infosets[0].nodes.len(), 2);
        let payoffs = game.payoffs(&game.certain(&[0]));
        assert_eq!(payoffs, [3.0, -1.5]);
    }

    #[test]
    fn what_is_written_is_read_back_the_same() {
        let game = read(GAME).expect("a good text");
        assert_eq!(read(&write(&game)), Ok(game));
    }

    #[test]
    fn a_text_that_breaks_off_is_told_at_its_end() {
        for cut in 1..GAME.len() - 8 {
            if GAME.is_char_boundary(cut) {
                assert!(read(&GAME[..cut]).is_err(), "{cut}");
            }
        }
    }

    #[test]
    fn faults_have_places() {
        let swapped = GAME.replace("p \"\" 1 1 1", "p \"\" 3 1 1");
        let found = fault(&swapped);
        assert_eq!((found.line, found.column), (8, 6));
        assert!(found.message.contains("no player 3"));
    }

    #[test]
    fn contradictions_are_refused() {
        for (from, to, says) in [
            (
                "{ \"h\" 1/3 \"t\" 2/3 }",
                "{ \"h\" 1/3 \"t\" 1/3 }",
                "sum to",
            ),
            (
                "p \"\" 1 1 1",
                "p \"\" 1 1 \"x\" { \"a\" } 1",
                "other actions",
            ),
            ("t \"\" 2\n", "t \"\" 9\n", "no payoffs"),
            ("{ 2, -1.5 }", "{ 2 }", "1 payoffs for 2"),
            ("t \"\" 0\n", "t \"\" 0\nt \"\" 0\n", "complete"),
            ("EFG 2", "EFG 3", "format 2"),
        ] {
            let found = fault(&GAME.replacen(from, to, 1));
            assert!(found.message.contains(says), "{found}");
        }
    }

    #[test]
    fn a_chain_deeper_than_the_limit_is_refused_without_harm() {
        let mut text = "EFG 2 R \"deep\" { \"A\" }\n".to_owned();
        for i in 0..20_000 {
            text += &format!("p \"\" 1 {} \"\" {{ \"a\" }} 0\n", i + 1);
        }
        text += "t \"\" 0\n";
        assert!(fault(&text).message.contains("one after another"));
    }
}
