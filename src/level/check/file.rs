//! Reading one rules file, treaty, campaign or glossary by itself: what it says, defines and refers to, and its problems.
//! Reads a source; writes a `Reading`. References that only a level can answer stay open.
//! Not here: levels (`check::level`), the checks of whole rules and treaties (`check::rules`, `check::treaty`).
//! Rule text: DESIGN section 10.

use crate::level::decode::take_format;
use crate::level::decode::text::{Campaign, Glossary};
use crate::level::problem::{Code, Problem, Problems};
use crate::level::ron::decode::Mention;
use crate::level::ron::{Decoder, FromRon, Node, RefKind, parse};
use crate::level::source::{Role, Source};
use crate::rules::definition::RuleSet;
use crate::rules::treaty::Treaty;

/// One file, read.
#[derive(Clone, Debug)]
pub struct Reading<T> {
    /// The text.
    pub source: Source,
    /// What it says; none if a mistake kept it from being read.
    pub value: Option<T>,
    /// Ids it defines.
    pub definitions: Vec<Mention>,
    /// Ids it refers to that must be defined elsewhere: nations, regions, treaties.
    pub open: Vec<Mention>,
    /// What is wrong with it.
    pub problems: Vec<Problem>,
}

impl<T> Reading<T> {
    /// The ids of a kind that it defines, even if a mistake kept it from being read.
    pub fn ids(&self, kind: RefKind) -> impl Iterator<Item = &str> {
        self.definitions
            .iter()
            .filter(move |m| m.0 == kind)
            .map(|m| m.1.as_str())
    }

    /// Its own id: the first of a kind it defines, else the name of its file.
    pub fn id(&self, kind: RefKind) -> &str {
        self.ids(kind).next().unwrap_or_else(|| self.source.stem())
    }
}

/// Rules and treaties, read once, for any number of levels.
#[derive(Clone, Debug, Default)]
pub struct Shelf {
    /// Sets of rules.
    pub rules: Vec<Reading<RuleSet>>,
    /// Treaties.
    pub treaties: Vec<Reading<Treaty>>,
}

impl Shelf {
    /// Reads those of the sources that are rules or treaties.
    pub fn read<'s>(sources: impl Iterator<Item = &'s Source>) -> Self {
        let mut shelf = Self::default();
        for source in sources {
            match source.role() {
                Role::Rules => shelf.rules.push(rules(source)),
                Role::Treaty => shelf.treaties.push(treaty(source)),
                _ => {}
            }
        }
        shelf
    }
}

/// Reads a rules file.
pub fn rules(source: &Source) -> Reading<RuleSet> {
    read(source, RefKind::Rules, &super::rules::check)
}

/// Reads a treaty.
pub fn treaty(source: &Source) -> Reading<Treaty> {
    read(source, RefKind::Treaty, &super::treaty::check)
}

/// Reads a campaign.
pub fn campaign(source: &Source) -> Reading<Campaign> {
    read(source, RefKind::Rules, &|_, _, _| {})
}

/// Reads the glossary.
pub fn glossary(source: &Source) -> Reading<Glossary> {
    read(source, RefKind::Rules, &|_, _, _| {})
}

/// A check of one kind of file.
type Check<T> = dyn Fn(&T, &Node, &mut Problems);

fn read<T: FromRon>(source: &Source, own: RefKind, check: &Check<T>) -> Reading<T> {
    let mut problems = Problems::new(&source.path, &source.text);
    let node = parse(&source.text, &mut problems);
    let mut value = None;
    let (mut definitions, mut open) = (Vec::new(), Vec::new());
    if let Some(mut node) = node {
        let mut d = Decoder::new(&mut problems);
        if take_format(&mut node, &mut d) {
            value = T::from_ron(&node, &mut d);
            (d.references, open) = std::mem::take(&mut d.references)
                .into_iter()
                .partition(|m| !matches!(m.0, RefKind::Nation | RefKind::Region | RefKind::Treaty));
            let events: Vec<String> = ids(&d.definitions, RefKind::Event);
            d.resolve(&|kind| {
                if kind == RefKind::Matter {
                    events.clone()
                } else {
                    Vec::new()
                }
            });
            definitions = std::mem::take(&mut d.definitions);
            definitions.sort_by_key(|m| (m.0 != own, m.2));
            name_differs(source, own, &definitions, &mut problems);
            if let Some(value) = &value {
                check(value, &node, &mut problems);
            }
        }
    }
    Reading {
        source: source.clone(),
        value,
        definitions,
        open,
        problems: problems.into_vec(),
    }
}

/// Warns of a file in `rules` or `treaties` that is not named for its id: levels find it by the id, people by the name.
fn name_differs(source: &Source, own: RefKind, definitions: &[Mention], problems: &mut Problems) {
    let Some((_, id, at)) = definitions.iter().find(|m| m.0 == own) else {
        return;
    };
    if matches!(source.folder(), Some("rules" | "treaties")) && source.stem() != id {
        problems
            .warn(
                Code::BadId,
                *at,
                format!(
                    "the file is named \"{}\" but its id is \"{id}\"",
                    source.stem()
                ),
            )
            .with_help("levels find it by its id; name the file the same");
    }
}

/// The ids of a kind among some mentions.
pub(super) fn ids(mentions: &[Mention], kind: RefKind) -> Vec<String> {
    mentions
        .iter()
        .filter(|m| m.0 == kind)
        .map(|m| m.1.clone())
        .collect()
}
