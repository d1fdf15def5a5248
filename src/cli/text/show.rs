//! Commands that only show something: each builds a view and prints its page.
//! Reads the match through the seat's eyes; changes nothing.
//! Not here: commands that change something (`cli::text::act`), what views say (`view`).
//! Rule text: DESIGN section 9, text mode.

use std::io;

use super::command::Command;
use super::help;
use super::lines::Given;
use super::session::{Next, Session};
use crate::level::library::Library;
use crate::level::problem::nearest;
use crate::report::ledger::{self, Filter};
use crate::rules::id::NationId;
use crate::view::order_text::{Misread, nation};
use crate::view::page::Page;
use crate::view::{advisers, briefing, credibility, matters, nations, orders, situation, why};

impl Session<'_> {
    /// Does what a command asks.
    pub fn command(&mut self, command: Command, rest: &str, line: &Given) -> io::Result<Next> {
        let page = match command {
            Command::Help => self.help(rest),
            Command::Briefing => Ok(briefing::briefing(&self.sight()).page()),
            Command::Status => Ok(situation::situation(&self.sight()).page()),
            Command::Nations => Ok(nations::nations(&self.sight()).page()),
            Command::Nation => self.about(rest, |s, n| nations::nation(&s.sight(), n).page()),
            Command::Matters => Ok(matters::page(&matters::matters(&self.sight()))),
            Command::Advisers => Ok(advisers::page(&advisers::advisers(&self.sight()))),
            Command::Orders => self.orders(rest),
            Command::Why => self.about(rest, |s, n| why::why(&s.sight(), n).page()),
            Command::Ledger => self.ledger(rest),
            Command::Credibility => Ok(credibility::credibility(&self.sight()).page()),
            Command::Glossary => glossary(rest),
            Command::Debrief => {
                self.show_debrief()?;
                return Ok(Next::Stay);
            }
            other => return self.act(other, rest, line),
        };
        match page {
            Ok(page) => {
                self.show(&page)?;
                Ok(Next::Stay)
            }
            Err(reason) => self.refuse(line, &reason),
        }
    }

    fn about(
        &mut self,
        rest: &str,
        page: impl Fn(&Self, NationId) -> Page,
    ) -> Result<Page, String> {
        if rest.is_empty() {
            return Err("Which nation? `nations` lists them.".to_owned());
        }
        match nation(&self.sight(), rest) {
            Ok(found) => Ok(page(self, found)),
            Err(misread) => Err(said(&misread)),
        }
    }

    fn help(&self, rest: &str) -> Result<Page, String> {
        if rest.is_empty() {
            return Ok(help::overview());
        }
        if let Some(page) = help::on(rest) {
            return Ok(page);
        }
        self.orders(rest)
            .or_else(|_| glossary(rest))
            .map_err(|_| format!("There is no help on `{rest}`. `help` lists topics."))
    }

    fn orders(&self, rest: &str) -> Result<Page, String> {
        let Some(view) = orders::orders(&self.sight()) else {
            return Err("You only watch: there are no orders.".to_owned());
        };
        if rest.is_empty() {
            return Ok(view.page(None));
        }
        let word = rest.to_lowercase().replace([' ', '-'], "_");
        match view.find(&word) {
            Some(found) => Ok(view.page(Some(found))),
            None => {
                let near = nearest(&word, view.orders.iter().map(|o| o.id.as_str()));
                let near = near.map_or_else(String::new, |n| format!(" Did you mean `{n}`?"));
                Err(format!("No order or group is called `{rest}`.{near}"))
            }
        }
    }

    fn ledger(&self, rest: &str) -> Result<Page, String> {
        let mut filter = Filter::default();
        let mut words = rest.split_whitespace().peekable();
        while let Some(word) = words.next() {
            let number = word.trim_start_matches(['t', 'T']).parse::<u32>().ok();
            if let Some(turn) = number {
                filter.turn = Some(turn);
            } else if word.eq_ignore_ascii_case("turn") {
                filter.turn = words.next().and_then(|w| w.parse().ok());
            } else {
                filter.nation = Some(nation(&self.sight(), word).map_err(|m| said(&m))?);
            }
        }
        Ok(ledger::ledger(&self.sight(), &filter).page())
    }
}

fn glossary(rest: &str) -> Result<Page, String> {
    let glossary = Library::find().glossary();
    let mut page = Page::new();
    if rest.is_empty() {
        let terms: Vec<&str> = glossary.terms.iter().map(|t| t.term.as_str()).collect();
        page.title("Glossary")
            .text(terms.join(", "))
            .aside("`glossary TERM` explains one.");
        return Ok(page);
    }
    let wanted = rest.to_lowercase();
    let term = |t: &&crate::level::decode::text::Term| t.term.to_lowercase();
    let exact = glossary.terms.iter().find(|t| term(t) == wanted);
    let begun = || glossary.terms.iter().find(|t| term(t).starts_with(&wanted));
    let near = || {
        let found = nearest(&wanted, glossary.terms.iter().map(|t| t.term.as_str()))?;
        glossary.terms.iter().find(|t| t.term == found)
    };
    match exact.or_else(begun).or_else(near) {
        Some(found) => {
            page.title(&found.term).text(&found.text);
            Ok(page)
        }
        None => Err(format!(
            "The glossary has no `{rest}`. `glossary` lists its words."
        )),
    }
}

/// A misread line in one or two sentences.
pub fn said(misread: &Misread) -> String {
    match &misread.suggestion {
        Some(suggestion) => format!("{} Did you mean `{suggestion}`?", misread.reason),
        None => misread.reason.clone(),
    }
}
