//! The tree of a finite extensive game: nodes, information sets, chance, outcomes.
//! Built node by node, parents before children; reads and writes plain values.
//! Not here: solving (`game::{spe, nash, qre}`), text (`game::efg`).
//! Source: the extensive form as Gambit has it: outcomes may stand at any node and add up along a path.

use std::collections::BTreeMap;

use super::Behavior;

/// The most nodes a game may have.
pub const MOST_NODES: usize = 1_000_000;
/// The most moves one after another.
pub const DEEPEST: usize = 10_000;

/// What happens at a node.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Nothing more.
    Terminal,
    /// Chance moves; an index into the draws.
    Chance(usize),
    /// A player moves; an index into the information sets.
    Decision(usize),
}

/// A node.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// Its label, often empty.
    pub label: String,
    /// What happens.
    pub kind: Kind,
    /// The node before it; the root's is itself.
    pub parent: usize,
    /// The nodes after it, by action.
    pub children: Vec<usize>,
    /// The outcome that stands here, if any.
    pub outcome: Option<usize>,
}

/// An information set.
#[derive(Clone, Debug, PartialEq)]
pub struct Infoset {
    /// Whose it is, from 0.
    pub player: usize,
    /// Its number among the player's, as files have it.
    pub number: i64,
    /// Its label.
    pub label: String,
    /// The actions.
    pub actions: Vec<String>,
    /// The nodes in it.
    pub nodes: Vec<usize>,
}

/// A chance move: actions with their chances.
#[derive(Clone, Debug, PartialEq)]
pub struct Draw {
    /// Its number, as files have it.
    pub number: i64,
    /// Its label.
    pub label: String,
    /// The branches: name and chance.
    pub branches: Vec<(String, f64)>,
}

/// An outcome.
#[derive(Clone, Debug, PartialEq)]
pub struct Outcome {
    /// Its number, as files have it.
    pub number: i64,
    /// Its label.
    pub label: String,
    /// What each player gets.
    pub payoffs: Vec<f64>,
}

/// A game.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Game {
    /// Its title.
    pub title: String,
    /// A remark.
    pub comment: String,
    /// The players' names.
    pub players: Vec<String>,
    /// Nodes, the root first, parents before children.
    pub nodes: Vec<Node>,
    /// Information sets.
    pub infosets: Vec<Infoset>,
    /// Chance moves.
    pub draws: Vec<Draw>,
    /// Outcomes.
    pub outcomes: Vec<Outcome>,
}

impl Game {
    /// An empty game.
    pub fn new(title: &str, players: &[&str]) -> Self {
        Self {
            title: title.into(),
            players: players.iter().map(|p| (*p).into()).collect(),
            ..Self::default()
        }
    }

    /// A new information set of a player (from 0).
    pub fn infoset(&mut self, player: usize, label: &str, actions: &[&str]) -> Kind {
        let number = self.infosets.len() as i64 + 1;
        self.infosets.push(Infoset {
            player,
            number,
            label: label.into(),
            actions: actions.iter().map(|a| (*a).into()).collect(),
            nodes: Vec::new(),
        });
        Kind::Decision(self.infosets.len() - 1)
    }

    /// A new chance move.
    pub fn draw(&mut self, label: &str, branches: &[(&str, f64)]) -> Kind {
        self.draws.push(Draw {
            number: self.draws.len() as i64 + 1,
            label: label.into(),
            branches: branches.iter().map(|(n, p)| ((*n).into(), *p)).collect(),
        });
        Kind::Chance(self.draws.len() - 1)
    }

    /// A new outcome.
    pub fn outcome(&mut self, label: &str, payoffs: Vec<f64>) -> usize {
        self.outcomes.push(Outcome {
            number: self.outcomes.len() as i64 + 1,
            label: label.into(),
            payoffs,
        });
        self.outcomes.len() - 1
    }

    /// Adds a node after `parent` (its next action), or the root; returns its index.
    pub fn add(&mut self, parent: Option<usize>, kind: Kind, outcome: Option<usize>) -> usize {
        let index = self.nodes.len();
        if let Some(parent) = parent {
            self.nodes[parent].children.push(index);
        }
        if let Kind::Decision(set) = kind {
            self.infosets[set].nodes.push(index);
        }
        self.nodes.push(Node {
            label: String::new(),
            kind,
            parent: parent.unwrap_or(index),
            children: Vec::new(),
            outcome,
        });
        index
    }

    /// How many actions a node has.
    pub fn width(&self, node: usize) -> usize {
        match self.nodes[node].kind {
            Kind::Terminal => 0,
            Kind::Chance(draw) => self.draws[draw].branches.len(),
            Kind::Decision(set) => self.infosets[set].actions.len(),
        }
    }

    /// The chance of a branch of a chance move.
    pub fn chance(&self, draw: usize, branch: usize) -> f64 {
        self.draws[draw].branches[branch].1
    }

    /// The names of all information sets: labels, or `player:number` where that is empty or not the only one.
    pub fn names(&self) -> Vec<String> {
        let mut count: BTreeMap<&str, usize> = BTreeMap::new();
        for set in &self.infosets {
            *count.entry(&set.label).or_default() += 1;
        }
        let name = |s: &Infoset| {
            if s.label.is_empty() || count.get(s.label.as_str()) != Some(&1) {
                format!("{}:{}", s.player + 1, s.number)
            } else {
                s.label.clone()
            }
        };
        self.infosets.iter().map(name).collect()
    }

    /// Whether every information set has one node; the name of the first that has more.
    pub fn perfect_information(&self) -> Result<(), String> {
        match self.infosets.iter().position(|s| s.nodes.len() > 1) {
            None => Ok(()),
            Some(set) => Err(self.names().swap_remove(set)),
        }
    }

    /// Payoffs that stand at a node itself.
    pub fn standing(&self, node: usize) -> Option<&[f64]> {
        let outcome = self.nodes[node].outcome?;
        Some(&self.outcomes[outcome].payoffs)
    }

    /// Chance of reaching each node under a behaviour.
    pub fn reach(&self, behavior: &Behavior) -> Vec<f64> {
        let mut reach = vec![0.0; self.nodes.len()];
        if let Some(root) = reach.first_mut() {
            *root = 1.0;
        }
        for (index, node) in self.nodes.iter().enumerate() {
            for (action, child) in node.children.iter().enumerate() {
                let p = match node.kind {
                    Kind::Terminal => 0.0,
                    Kind::Chance(draw) => self.chance(draw, action),
                    Kind::Decision(set) => behavior[set][action],
                };
                reach[*child] = reach[index] * p;
            }
        }
        reach
    }

    /// What each player expects at each node under a behaviour, node by node (players side by side).
    pub fn values(&self, behavior: &Behavior) -> Vec<f64> {
        let n = self.players.len();
        let mut values = vec![0.0; self.nodes.len() * n];
        for index in (0..self.nodes.len()).rev() {
            let node = &self.nodes[index];
            if let Some(payoffs) = self.standing(index) {
                for (v, p) in values[index * n..].iter_mut().zip(payoffs) {
                    *v += p;
                }
            }
            for (action, child) in node.children.iter().enumerate() {
                let p = match node.kind {
                    Kind::Terminal => 0.0,
                    Kind::Chance(draw) => self.chance(draw, action),
                    Kind::Decision(set) => behavior[set][action],
                };
                for player in 0..n {
                    values[index * n + player] += p * values[child * n + player];
                }
            }
        }
        values
    }

    /// Expected payoffs of a behaviour, by player.
    pub fn payoffs(&self, behavior: &Behavior) -> Vec<f64> {
        self.values(behavior)[..self.players.len()].to_vec()
    }

    /// The behaviour in which every action is as likely as another.
    pub fn uniform(&self) -> Behavior {
        let even = |s: &Infoset| vec![1.0 / s.actions.len() as f64; s.actions.len()];
        self.infosets.iter().map(even).collect()
    }

    /// The behaviour that takes these actions for certain.
    pub fn certain(&self, actions: &[usize]) -> Behavior {
        let one = |(s, chosen): (&Infoset, &usize)| {
            (0..s.actions.len())
                .map(|a| if a == *chosen { 1.0 } else { 0.0 })
                .collect()
        };
        self.infosets.iter().zip(actions).map(one).collect()
    }

    /// What is wrong with the tree, if anything: actions without nodes, chances that do not sum to one, too many or too deep nodes.
    pub fn check(&self) -> Result<(), String> {
        if self.nodes.is_empty() {
            return Err("the game has no node".into());
        }
        if self.nodes.len() > MOST_NODES {
            return Err(format!("more than {MOST_NODES} nodes"));
        }
        let mut depth = vec![0usize; self.nodes.len()];
        for (index, node) in self.nodes.iter().enumerate() {
            if node.children.len() != self.width(index) {
                return Err(format!(
                    "node {} has {} of {} branches",
                    index + 1,
                    node.children.len(),
                    self.width(index)
                ));
            }
            depth[index] = if index == 0 {
                0
            } else {
                depth[node.parent] + 1
            };
            if depth[index] > DEEPEST {
                return Err(format!("more than {DEEPEST} moves one after another"));
            }
        }
        for draw in &self.draws {
            let sum: f64 = draw.branches.iter().map(|b| b.1).sum();
            let fits = draw.branches.iter().all(|b| (0.0..=1.0).contains(&b.1));
            if !fits || (sum - 1.0).abs() > 1e-6 {
                let name = if draw.label.is_empty() {
                    draw.number.to_string()
                } else {
                    draw.label.clone()
                };
                return Err(format!(
                    "the chances of chance move `{name}` sum to {sum}, not to 1"
                ));
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn small() -> Game {
        let mut game = Game::new("t", &["A", "B"]);
        let draw = game.draw("coin", &[("h", 0.25), ("t", 0.75)]);
        let set = game.infoset(0, "s", &["l", "r"]);
        let win = game.outcome("win", vec![4.0, 1.0]);
        let bonus = game.outcome("bonus", vec![1.0, 0.0]);
        let root = game.add(None, draw, None);
        for _ in 0..2 {
            let node = game.add(Some(root), set, Some(bonus));
            game.add(Some(node), Kind::Terminal, Some(win));
            game.add(Some(node), Kind::Terminal, None);
        }
        game
    }

    #[test]
    fn outcomes_add_up_along_a_path() {
        let game = small();
        assert!(game.check().is_ok());
        assert_eq!(game.payoffs(&game.certain(&[0])), [5.0, 1.0]);
        assert_eq!(game.payoffs(&game.uniform()), [3.0, 0.5]);
    }

    #[test]
    fn reach_multiplies_chances() {
        let game = small();
        assert_eq!(game.reach(&game.uniform())[2], 0.125);
    }

    #[test]
    fn a_shared_information_set_is_named() {
        assert_eq!(small().perfect_information(), Err("s".into()));
    }

    #[test]
    fn chances_that_do_not_sum_to_one_are_refused() {
        let mut game = small();
        game.draws[0].branches[0].1 = 0.5;
        assert!(game.check().is_err_and(|e| e.contains("sum to 1.25")));
    }

    #[test]
    fn a_missing_branch_is_refused() {
        let mut game = small();
        game.nodes[0].children.pop();
        assert!(game.check().is_err_and(|e| e.contains("1 of 2")));
    }
}
