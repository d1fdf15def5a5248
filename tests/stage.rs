//! A stage for tests of whole matches: levels, a player who gives random legal orders, digests.
//! Reads the levels that are built in; writes nothing.
//! Not here: what is asserted (`determinism`, `saves`, `properties`), the command line (`cli`).
//! Source: none; the player's dice are a multiplication and a shift.

use std::path::Path;
use std::sync::{Arc, OnceLock};

use casus_foederis::level::check::{Checked, check_level};
use casus_foederis::level::generate::generate;
use casus_foederis::level::library::Library;
use casus_foederis::level::load::read_level;
use casus_foederis::level::source::Source;
use casus_foederis::rules::capability::Domain;
use casus_foederis::rules::definition::{Aim, RuleSet};
use casus_foederis::rules::order::{Order, Table};
use casus_foederis::rules::quote::Desk;
use casus_foederis::sim::game::{Match, Waiting};
use casus_foederis::sim::options::Options;

/// A shipped level.
pub fn tripwire() -> Arc<Checked> {
    static LEVEL: OnceLock<Arc<Checked>> = OnceLock::new();
    let load = || {
        read_level(Path::new("first-watch/02-tripwire"), &Library::BuiltIn)
            .expect("shipped and without mistakes")
    };
    Arc::clone(LEVEL.get_or_init(|| Arc::new(load())))
}

/// A random level.
pub fn generated(nations: u32, seed: u64) -> Arc<Checked> {
    let source = Source::new(
        "generated/level.ron",
        generate(nations, seed, None).level_ron,
    );
    let level = check_level(
        &source,
        &Library::BuiltIn.shelf(),
        &|_| Err("no map".into()),
    );
    Arc::new(level.expect("generated levels have no mistakes"))
}

/// The digests of a match.
pub fn digests(game: &Match) -> Vec<u64> {
    game.digests().iter().map(|d| d.digest.total).collect()
}

/// A computer-only match, played to its end.
pub fn auto(level: Arc<Checked>, seed: u64) -> Match {
    let mut game = Match::new(level, Options::auto(seed));
    while game.waiting() == Waiting::Orders {
        game.end_turn();
    }
    game
}

/// A player who gives random legal orders.
pub struct Player(u64);

impl Player {
    /// With dice of this seed.
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(2).wrapping_add(1))
    }

    fn below(&mut self, most: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % most.max(1)
    }

    fn order(&mut self, game: &Match) -> Option<Order> {
        let (world, actor) = (game.world(), game.actor()?);
        let put: Vec<usize> = world
            .resource::<Table>()
            .0
            .iter()
            .filter(|t| t.actor == actor)
            .map(|t| t.matter)
            .collect();
        if !put.is_empty() && self.below(3) == 0 {
            return Some(Order::Answer {
                matter: put[self.below(put.len())],
                answer: self.below(3),
            });
        }
        let desk = Desk::of(world);
        let orders = desk.orders(actor);
        let order = *orders.get(self.below(orders.len()))?;
        let def = &world.resource::<RuleSet>().orders[order];
        let domain = (def.aim == Aim::Domain).then(|| Domain::ALL[self.below(8)]);
        let targets = desk.targets(actor, def.aim);
        let target = targets.get(self.below(targets.len())).copied();
        Some(Order::Give {
            order,
            target,
            domain,
            amount: 1 + self.below(def.most as usize) as u32,
        })
    }

    /// Plays one stop: a few orders and the end of the turn, or a choice.
    pub fn play_stop(&mut self, game: &mut Match) {
        match game.waiting() {
            Waiting::Orders => {
                for _ in 0..self.below(6) {
                    if let Some(order) = self.order(game) {
                        let _ = game.give(order);
                    }
                }
                game.end_turn();
            }
            Waiting::Decision(index) => {
                let options = game.decision(index).map_or(1, |d| d.options.len());
                game.choose(self.below(options))
                    .expect("an option of the decision");
            }
            Waiting::Over => {}
        }
    }

    /// Plays until a turn, or the end.
    pub fn play_until(&mut self, game: &mut Match, turn: u32) {
        while game.waiting() != Waiting::Over && game.turn() < turn {
            self.play_stop(game);
        }
    }
}

/// A match of a seat, played to its end by a random player.
pub fn seated(level: Arc<Checked>, seed: u64, seat: usize) -> Match {
    let mut game = Match::new(level, Options::seated(seed, seat));
    Player::new(seed).play_until(&mut game, u32::MAX);
    game
}
