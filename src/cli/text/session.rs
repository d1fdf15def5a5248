//! One sitting of the text game: opening, turns, decisions, the end. Reads the script line by line.
//! Reads and plays the match; writes pages, prompts and refusals.
//! Not here: commands that only show (`show`), commands that change something (`act`).
//! Rule text: DESIGN section 4, "The driver stops wherever a human seat must decide".

use std::io::{self, Write};
use std::path::PathBuf;

use super::TextSettings;
use super::command::{self, Command};
use super::lines::{Given, Lines};
use super::paint::Paint;
use crate::rules::decision::Pending;
use crate::sim::game::{Match, Waiting};
use crate::sim::options::Mode;
use crate::sim::store::{self, Autosave};
use crate::view::beat::beat;
use crate::view::page::Page;
use crate::view::sight::Sight;
use crate::view::{advisers, briefing, debrief, forecast, matters, situation};

/// A sitting.
pub struct Session<'io> {
    pub(super) game: Match,
    pub(super) lines: Lines,
    pub(super) interactive: bool,
    pub(super) paint: Paint,
    pub(super) out: &'io mut dyn Write,
    pub(super) err: &'io mut dyn Write,
    pub(super) save: Option<PathBuf>,
    pub(super) reveal: bool,
    autosave: Option<Autosave>,
    pub(super) refused: u32,
    debriefed: bool,
}

/// What a line led to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Next {
    /// Read the next line.
    Stay,
    /// The match moved: show what is new.
    Moved,
    /// Leave.
    Quit,
}

impl<'io> Session<'io> {
    /// A sitting at a match.
    pub fn new(
        game: Match,
        lines: Lines,
        interactive: bool,
        paint: Paint,
        out: &'io mut dyn Write,
        err: &'io mut dyn Write,
        settings: TextSettings,
    ) -> Self {
        let autosave = if interactive {
            Autosave::standard()
        } else {
            None
        };
        // A sealed match keeps its record shut until the end.
        let reveal =
            (settings.reveal || game.options().reveal) && game.options().mode != Mode::Sealed;
        let (save, refused, debriefed) = (settings.save, 0, false);
        Self {
            game,
            lines,
            interactive,
            paint,
            out,
            err,
            save,
            reveal,
            autosave,
            refused,
            debriefed,
        }
    }

    /// Plays until the script ends or the player leaves; the exit code.
    pub fn play(mut self) -> io::Result<i32> {
        self.open()?;
        loop {
            self.answer_for_file()?;
            if self.game.waiting() != Waiting::Over {
                self.debriefed = false;
            } else if !self.debriefed {
                self.show_debrief()?;
            }
            self.prompt()?;
            let line = if self.interactive {
                self.lines.any()?
            } else {
                self.lines.next_said()?
            };
            let Some(line) = line else { break };
            match self.line(&line)? {
                Next::Stay => {}
                Next::Moved => self.moved()?,
                Next::Quit => break,
            }
        }
        self.close()
    }

    /// The seat's eyes.
    pub fn sight(&self) -> Sight<'_> {
        Sight::of(&self.game, self.reveal)
    }

    /// Prints a page and an empty line.
    pub fn show(&mut self, page: &Page) -> io::Result<()> {
        self.paint.page(self.out, page)?;
        writeln!(self.out)
    }

    /// Says one sentence.
    pub fn say(&mut self, text: impl AsRef<str>) -> io::Result<()> {
        let mut page = Page::new();
        page.text(text);
        self.paint.page(self.out, &page)
    }

    fn open(&mut self) -> io::Result<()> {
        if self.interactive {
            let page = briefing::briefing(&self.sight()).page();
            self.show(&page)?;
            self.say("`help` lists the commands; `orders` what you can do; `end` ends the turn.")?;
            writeln!(self.out)?;
        } else {
            let mut page = Page::new();
            page.title(format!(
                "{} (seed {})",
                self.game.checked().def.title,
                self.game.options().seed
            ));
            self.show(&page)?;
        }
        self.moved()
    }

    /// Shows what is new after the match moved: a decision asked, or a new turn.
    pub fn moved(&mut self) -> io::Result<()> {
        match self.game.waiting() {
            Waiting::Orders => self.open_turn(),
            Waiting::Decision(index) => {
                let pending = self.game.world().resource::<Pending>();
                let page = pending.0.get(index).map(|d| beat(&self.sight(), d).page());
                page.map_or(Ok(()), |p| self.show(&p))
            }
            Waiting::Over => Ok(()),
        }
    }

    fn open_turn(&mut self) -> io::Result<()> {
        self.keep();
        let sight = self.sight();
        let view = situation::situation(&sight);
        let mut page = view.header();
        page.page(view.last());
        if self.interactive {
            page.page(matters::page(&matters::matters(&sight)));
            page.page(advisers::page(&advisers::advisers(&sight)));
        }
        self.show(&page)
    }

    /// Saves beside play: autosave for a person, and the file asked for. A failure is said once a turn and never fatal.
    pub(super) fn keep(&mut self) {
        let autosaved = self
            .autosave
            .as_ref()
            .map_or(Ok(()), |a| a.keep(&self.game));
        let saved = self
            .save
            .as_ref()
            .map_or(Ok(()), |path| store::store(&self.game, path));
        for error in [autosaved, saved].into_iter().filter_map(Result::err) {
            let _ = writeln!(self.err, "warning: the match could not be saved: {error}");
        }
    }

    fn prompt(&mut self) -> io::Result<()> {
        if self.interactive {
            let word = match self.game.waiting() {
                Waiting::Orders => format!("turn {}", self.game.turn()),
                Waiting::Decision(_) => "choose".to_owned(),
                Waiting::Over => "over".to_owned(),
            };
            write!(self.out, "{word}> ")?;
        }
        self.out.flush()
    }

    /// In a file, decisions are answered by the `choose` lines that follow; without one, as the staff would.
    fn answer_for_file(&mut self) -> io::Result<()> {
        while let (false, Waiting::Decision(_)) = (self.interactive, self.game.waiting()) {
            let next = self.lines.peek_said()?.map(|g| g.text.clone());
            let chooses =
                next.is_some_and(|t| matches!(command::read(&t), Some((Command::Choose, _))));
            let before = self.refused;
            if chooses && let Some(line) = self.lines.next_said()? {
                self.line(&line)?;
                if self.refused == before {
                    self.moved()?;
                    continue;
                }
            }
            self.choose_as_staff()?;
            self.moved()?;
        }
        Ok(())
    }

    fn line(&mut self, line: &Given) -> io::Result<Next> {
        if line.text.is_empty() {
            if let Waiting::Decision(_) = self.game.waiting() {
                self.choose_as_staff()?;
                return Ok(Next::Moved);
            }
            return Ok(Next::Stay);
        }
        match command::read(&line.text) {
            Some((command, rest)) => self.command(command, rest, line),
            None => self.order_or_else(line),
        }
    }

    /// Reports a refused line: to a person in place, for a file on `err` with its number.
    pub fn refuse(&mut self, line: &Given, reason: &str) -> io::Result<Next> {
        self.refused += 1;
        if self.interactive {
            self.say(reason)?;
        } else {
            writeln!(self.err, "line {}: `{}`: {reason}", line.number, line.text)?;
        }
        Ok(Next::Stay)
    }

    /// The debrief, with stars and forecasts.
    pub fn show_debrief(&mut self) -> io::Result<()> {
        let over = self.game.waiting() == Waiting::Over;
        self.debriefed = over;
        let stars = if over { self.game.stars() } else { None };
        let sight = self.sight();
        let scored = |(turn, f): (u32, crate::sim::log::Forecast)| {
            if over {
                forecast::scored(&sight, turn, &f)
            } else {
                forecast::words(&sight, &f)
            }
        };
        let forecasts = self.game.forecasts().map(scored).collect();
        let page = if over || sight.open {
            debrief::debrief(&sight, stars, forecasts).page()
        } else {
            situation::situation(&sight).page()
        };
        self.show(&page)
    }

    fn close(mut self) -> io::Result<i32> {
        let over = self.game.waiting() == Waiting::Over;
        if !over && !self.interactive {
            let page = situation::situation(&self.sight()).page();
            writeln!(self.out, "The script ends here.")?;
            self.show(&page)?;
        }
        if let Some(path) = self.save.clone() {
            match store::store(&self.game, &path) {
                Ok(()) => writeln!(self.out, "Saved to {}.", path.display())?,
                Err(error) => {
                    writeln!(
                        self.err,
                        "the match could not be saved to {}: {error}",
                        path.display()
                    )?;
                    return Ok(2);
                }
            }
        }
        if self.interactive {
            writeln!(self.out)?;
        }
        self.out.flush()?;
        Ok(i32::from(!self.interactive && self.refused > 0))
    }
}
