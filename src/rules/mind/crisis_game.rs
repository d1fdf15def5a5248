//! A crisis as a finite game: hold or act, whose door it is laid at, who comes, press on or back down.
//! Reads an aggressor's case; writes a game tree whose backward induction gives the case's score.
//! Not here: the fast sum that minds use (`coalition::outlook`), solving (`theory::game`), the command (`cli::crisis`).
//! Source: DESIGN section 5; a guarantor's stake is the mean surplus of logit choice (McFadden 1978).

use super::Mind;
use super::aggressor::Case;
use super::coalition::{self, Ground, Side};
use crate::rules::id::NationId;
use crate::theory::game::Game;
use crate::theory::game::tree::Kind;

/// Guarantors that decide as players, those that bring most first; for the rest chance decides, so that trees stay small.
const PLAYERS: usize = 5;

/// The tree of a case. Players: the aggressor, the target, then the guarantors in the order of what they would bring.
///
/// A guarantor's mind is drawn by chance: made up to come (with the chance the aggressor believes), or to stay away. One made up to
/// come still chooses, and gains what coming is worth to it on average; under a collective rule its approval counts only if the
/// vote carries. Payoffs that do not depend on who comes stand at the act; the margin asked for and the leader's temper at holding.
pub fn game(mind: &Mind, case: &Case) -> Game {
    let ground = Ground::of(mind, &case.field, &case.potentials);
    let name = |n: NationId| mind.roster.nation_id(n).to_string();
    let fought = coalition::by_force(case.field.act);
    let called = ground.list.iter().filter(|_| fought);
    let mut players = vec![name(case.aggressor), name(case.target)];
    players.extend(called.map(|e| name(e.from.guarantor)));
    let names: Vec<&str> = players.iter().map(String::as_str).collect();
    let act = case.field.act.id.as_str();
    let title = format!(
        "Turn {}: {act}, {} against {}",
        mind.turn, names[0], names[1]
    );
    let mut tree = Tree {
        game: Game::new(&title, &names),
        case,
        ground: &ground,
        precision: mind.k().guarantor_precision.max(1e-6),
    };
    tree.grow(act, fought);
    tree.game
}

struct Tree<'c> {
    game: Game,
    case: &'c Case<'c>,
    ground: &'c Ground<'c>,
    precision: f64,
}

impl Tree<'_> {
    fn grow(&mut self, act: &str, fought: bool) {
        let choice = self.game.infoset(0, "act?", &["hold", act]);
        let root = self.game.add(None, choice, None);
        let quiet = self.outcome("quiet", 0, self.case.threshold - self.case.choice.noise);
        self.game.add(Some(root), Kind::Terminal, Some(quiet));
        if !fought {
            let done = self.outcome("done", 0, self.case.choice.score);
            self.game.add(Some(root), Kind::Terminal, Some(done));
            return;
        }
        let acted = self.outcome("acted", 0, self.case.fixed);
        let blame = self.case.field.blame;
        let branches = [("laid at its door", blame), ("laid at none", 1.0 - blame)];
        let door = self.game.draw("whose door?", &branches);
        let node = self.game.add(Some(root), door, Some(acted));
        self.called(node, 0, 0, None);
        let alone = Side {
            success: self.ground.alone(),
            weight: 0.0,
            comes: false,
        };
        self.fight(node, &alone, None);
    }

    /// An outcome in which one player gets something and nobody else does.
    fn outcome(&mut self, label: &str, player: usize, payoff: f64) -> usize {
        let mut payoffs = vec![0.0; self.game.players.len()];
        payoffs[player] = payoff;
        self.game.outcome(label, payoffs)
    }

    /// The guarantors from `index` on make up their minds; `due` stands at the next node.
    fn called(&mut self, parent: usize, index: usize, approve: u32, due: Option<usize>) {
        let Some(entry) = self.ground.list.get(index) else {
            return self.ruled(parent, approve, due);
        };
        let (p, bit) = (entry.from.chance, 1 << index);
        let who = self.game.players[index + 2].clone();
        let minds = [("made up to come", p), ("made up to stay", 1.0 - p)];
        let mind = self.game.draw(&format!("{who}'s mind"), &minds);
        let node = self.game.add(Some(parent), mind, due);
        if index < PLAYERS {
            let set = self.game.infoset(index + 2, "", &["come", "stay"]);
            let asked = self.game.add(Some(node), set, None);
            let gain = self.outcome(&format!("{who} comes"), index + 2, self.surplus(p));
            self.called(asked, index + 1, approve | bit, Some(gain));
            self.called(asked, index + 1, approve, None);
        } else {
            self.called(node, index + 1, approve | bit, None);
        }
        self.called(node, index + 1, approve, None);
    }

    /// What coming is worth on average to one that comes with this chance by logit: -ln(1 - p) / (precision p).
    fn surplus(&self, p: f64) -> f64 {
        let p = p.clamp(1e-9, 1.0 - 1e-9);
        -libm::log(1.0 - p) / (self.precision * p)
    }

    /// The vote is counted, where one binds.
    fn ruled(&mut self, parent: usize, approve: u32, due: Option<usize>) {
        let cases = self.ground.cases(approve);
        if let [(_, side)] = cases.as_slice() {
            return self.fight(parent, side, due);
        }
        let branches: Vec<(&str, f64)> = cases.iter().map(|(p, _)| ("vote", *p)).collect();
        let vote = self.game.draw("the vote", &branches);
        let node = self.game.add(Some(parent), vote, due);
        for (_, side) in &cases {
            self.fight(node, side, None);
        }
    }

    /// The aggressor presses on, or backs down where that is a choice and somebody stands in its way.
    fn fight(&mut self, parent: usize, side: &Side, due: Option<usize>) {
        let stake = self.case.field.stake;
        let mut pressed = vec![0.0; self.game.players.len()];
        pressed[0] = stake.pressed(side.success, side.weight);
        pressed[1] = -self.case.field.act.gain * side.success;
        let label = if side.comes { "fought" } else { "alone" };
        let (Some(cost), true) = (stake.retreat, side.comes) else {
            // What is due to a guarantor and the fight's own payoffs stand at one node.
            if let Some(due) = due {
                let own = self.game.outcomes[due].payoffs.clone();
                pressed.iter_mut().zip(own).for_each(|(a, b)| *a += b);
            }
            let end = self.game.outcome(label, pressed);
            self.game.add(Some(parent), Kind::Terminal, Some(end));
            return;
        };
        let set = self.game.infoset(0, "", &["press on", "back down"]);
        let node = self.game.add(Some(parent), set, due);
        let end = self.game.outcome(label, pressed);
        self.game.add(Some(node), Kind::Terminal, Some(end));
        let back = self.outcome("backed down", 0, -cost);
        self.game.add(Some(node), Kind::Terminal, Some(back));
    }
}
