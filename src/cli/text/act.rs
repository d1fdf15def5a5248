//! Commands that change something: orders, answers, choices, forecasts, ends of turns, undo, save and load.
//! Changes the match through its public doors only; writes what came of it.
//! Not here: commands that only show (`cli::text::show`), judging orders (`rules::quote`).
//! Rule text: issue "A whole game on the command line".

use std::io;
use std::path::{Path, PathBuf};

use super::command::{self, Command};
use super::lines::Given;
use super::session::{Next, Session};
use super::show::said;
use crate::rules::decision::Pending;
use crate::rules::order::Order;
use crate::rules::quote::Price;
use crate::sim::game::Waiting;
use crate::sim::{replay, store};
use crate::view::effects::{self, Voice};
use crate::view::page::Page;
use crate::view::{events, forecast, order_text, orders, refusal, terms, words};

impl Session<'_> {
    /// Does what a command that changes something asks.
    pub fn act(&mut self, command: Command, rest: &str, line: &Given) -> io::Result<Next> {
        match command {
            Command::End => self.end(line),
            Command::Choose => self.choose(rest, line),
            Command::Forecast => self.forecast(rest, line),
            Command::Undo => self.undo(line),
            Command::Save => self.save_to(rest, line),
            Command::Load => self.load(rest, line),
            _ => Ok(Next::Quit),
        }
    }

    fn end(&mut self, line: &Given) -> io::Result<Next> {
        match self.game.waiting() {
            Waiting::Orders => {
                self.keep();
                self.game.end_turn();
                Ok(Next::Moved)
            }
            Waiting::Decision(_) => {
                self.choose_as_staff()?;
                Ok(Next::Moved)
            }
            // A file may hold more turns than the match had.
            Waiting::Over if !self.interactive => Ok(Next::Stay),
            Waiting::Over => self.refuse(line, "The match is over. `debrief` tells how it ended."),
        }
    }

    /// Takes the option the staff would.
    pub fn choose_as_staff(&mut self) -> io::Result<()> {
        let Waiting::Decision(index) = self.game.waiting() else {
            return Ok(());
        };
        let chosen = self
            .game
            .world()
            .resource::<Pending>()
            .0
            .get(index)
            .map_or(0, |d| d.chosen);
        self.choose_option(chosen, "Your staff")
            .map_or_else(|reason| self.say(reason), |()| Ok(()))
    }

    fn choose(&mut self, rest: &str, line: &Given) -> io::Result<Next> {
        let Waiting::Decision(_) = self.game.waiting() else {
            return self.refuse(
                line,
                "There is nothing to choose now. `matters` shows what can be answered.",
            );
        };
        let Some(option) = rest.parse::<usize>().ok().and_then(|n| n.checked_sub(1)) else {
            return self.refuse(
                line,
                "`choose` needs the number of an option, for example `choose 1`.",
            );
        };
        match self.choose_option(option, "You") {
            Ok(()) => Ok(Next::Moved),
            Err(reason) => self.refuse(line, &format!("{}.", words::capital(&reason))),
        }
    }

    fn choose_option(&mut self, option: usize, who: &str) -> Result<(), String> {
        let Waiting::Decision(index) = self.game.waiting() else {
            return Err("there is nothing to choose".to_owned());
        };
        let picked = self
            .game
            .world()
            .resource::<Pending>()
            .0
            .get(index)
            .and_then(|d| d.options.get(option))
            .map(|c| c.pick);
        let words = picked
            .map(|p| terms::pick(&self.sight(), p))
            .unwrap_or_default();
        self.game.choose(option)?;
        // A failure to print is met again, and reported, at the next page.
        let mut page = Page::new();
        page.text(format!("{who} chose: {words}."));
        let _ = self.show(&page);
        Ok(())
    }

    fn forecast(&mut self, rest: &str, line: &Given) -> io::Result<Next> {
        if rest.is_empty() {
            return self.refuse(line, "Forecast what? `forecast quiet`, `forecast NATION [ACT]`, or `forecast answers NATION`.");
        }
        let read = forecast::parse(&self.sight(), rest);
        match read {
            Err(misread) => self.refuse(line, &said(&misread)),
            Ok(found) if self.game.forecast(&found) => {
                let text = forecast::words(&self.sight(), &found);
                self.say(format!("Noted: {text}."))?;
                Ok(Next::Stay)
            }
            Ok(_) => self.refuse(line, "A forecast is made while orders are given."),
        }
    }

    fn undo(&mut self, line: &Given) -> io::Result<Next> {
        let before = (self.game.turn(), self.game.waiting());
        if !self.game.undo() {
            return self.refuse(line, "There is nothing that can be taken back.");
        }
        if (self.game.turn(), self.game.waiting()) == before && before.1 == Waiting::Orders {
            self.say("The last order is taken back.")?;
            return Ok(Next::Stay);
        }
        self.say("Taken back. The save counts it as a rewind.")?;
        Ok(Next::Moved)
    }

    fn save_to(&mut self, rest: &str, line: &Given) -> io::Result<Next> {
        let path = match (rest.is_empty(), &self.save) {
            (false, _) => PathBuf::from(rest),
            (true, Some(path)) => path.clone(),
            (true, None) => PathBuf::from(format!("{}.casus", self.game.checked().def.id)),
        };
        match store::store(&self.game, &path) {
            Ok(()) => {
                self.say(format!("Saved to {}.", path.display()))?;
                Ok(Next::Stay)
            }
            Err(error) => self.refuse(
                line,
                &format!(
                    "The match could not be saved to {}: {error}.",
                    path.display()
                ),
            ),
        }
    }

    fn load(&mut self, rest: &str, line: &Given) -> io::Result<Next> {
        if rest.is_empty() {
            return self.refuse(line, "Load which file? `load FILE`.");
        }
        let saved = match store::open(Path::new(rest)) {
            Ok(saved) => saved,
            Err(mistakes) => {
                let first = mistakes
                    .first()
                    .map_or_else(String::new, ToString::to_string);
                return self.refuse(line, &format!("{rest} cannot be loaded: {first}"));
            }
        };
        match replay::play(&saved, None) {
            Ok(game) => {
                let differs = replay::differences(&saved, &game)
                    .first()
                    .map(ToString::to_string);
                self.reveal = game.options().reveal;
                self.game = game;
                if let Some(difference) = differs {
                    writeln!(
                        self.err,
                        "warning: the save was changed, or made by another version: {difference}"
                    )?;
                }
                Ok(Next::Moved)
            }
            Err(reason) => self.refuse(line, &format!("{rest} cannot be loaded: {reason}")),
        }
    }

    /// A line that is no command: an order, or a slip.
    pub fn order_or_else(&mut self, line: &Given) -> io::Result<Next> {
        let read = order_text::parse(&self.sight(), &line.text);
        match read {
            Ok(order) => self.give(order, line),
            Err(misread) if misread.unknown => self.unknown(line, &misread),
            Err(misread) => self.refuse(line, &said(&misread)),
        }
    }

    fn unknown(&mut self, line: &Given, misread: &order_text::Misread) -> io::Result<Next> {
        let (word, rest) = line
            .text
            .split_once(char::is_whitespace)
            .unwrap_or((&line.text, ""));
        if let Some(command) = command::begun(&word.to_lowercase()) {
            return self.command(command, rest.trim(), line);
        }
        let near = {
            let sight = self.sight();
            let mine = sight
                .actor
                .map(|a| sight.desk().orders(a))
                .unwrap_or_default();
            let orders = mine.iter().map(|i| sight.rules().orders[*i].id.as_str());
            command::suggest(word, orders)
        };
        let near = near.or_else(|| misread.suggestion.clone());
        let acts = ["attack", "invade", "plan", "strike", "act"];
        let hint = if acts.contains(&word) || self.sight().rules().act(word).is_some() {
            " Acts against others are chosen after `end`, when your staff lays them out.".to_owned()
        } else {
            near.map_or_else(
                || " `help` lists the commands.".to_owned(),
                |n| format!(" Did you mean `{n}`?"),
            )
        };
        self.refuse(
            line,
            &format!("`{word}` is neither a command nor an order.{hint}"),
        )
    }

    fn give(&mut self, order: Order, line: &Given) -> io::Result<Next> {
        match self.game.waiting() {
            Waiting::Orders => {}
            Waiting::Decision(_) => {
                return self.refuse(line, "First answer what is asked: `choose N`.");
            }
            Waiting::Over => return self.refuse(line, "The match is over; no more orders."),
        }
        if self.game.actor().is_none() {
            return self.refuse(line, "You only watch: computers hold every seat.");
        }
        match self.game.give(order.clone()) {
            Ok(price) => {
                let page = self.given(&order, &price);
                self.show(&page)?;
                Ok(Next::Stay)
            }
            Err(refused) => {
                let view = refusal::refusal(&self.sight(), &order, &refused);
                self.refuse(line, &view.line())
            }
        }
    }

    /// What was ordered, its price and both ways it pulls.
    fn given(&self, order: &Order, price: &Price) -> Page {
        let sight = self.sight();
        let mut page = Page::new();
        let price = orders::price_words(price, false);
        page.row(format!(
            "Ordered: {}  [{price}]",
            events::given_words(&sight, order)
        ));
        if !self.interactive {
            return page;
        }
        if let (
            Order::Give {
                order,
                target,
                amount,
                ..
            },
            Some(actor),
        ) = (order, sight.actor)
            && let Some(def) = sight.rules().orders.get(*order)
        {
            let voice = Voice::new(&sight, actor, *target);
            let effects = effects::sentences(&voice, &def.effects, *amount).join("; ");
            if !effects.is_empty() {
                page.note(format!("{}.", words::capital(&effects)));
            }
            page.note(&def.signals);
            let left = sight.desk().left(actor);
            page.note(format!(
                "Left: {} money, {} capital. `undo` takes it back.",
                words::figure(left.money),
                words::figure(left.capital)
            ));
        }
        page
    }
}
