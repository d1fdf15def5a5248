//! Reading a level against a shelf of rules and treaties: references, map, and the checks of whole levels.
//! Reads sources and the shelf; writes what was found, with all problems of the level and its map.
//! Not here: each check (the other files of `level::check`), rules and treaties themselves (`check::file`).
//! Rule text: DESIGN section 10.

use super::file::{Reading, Shelf, ids};
use super::matter::Happenings;
use super::place::{self, Step};
use super::salvage::{keep, salvage};
use super::{alliance, matter, nation, relation, seat, treaty};
use crate::level::decode::take_format;
use crate::level::def::LevelDef;
use crate::level::map::{Map, read as map_file};
use crate::level::problem::{Code, Problem, Problems, Severity, Span, nearest};
use crate::level::ron::decode::is_id;
use crate::level::ron::{Decoder, FromRon, Kind, Node, RefKind, parse};
use crate::level::source::Source;
use crate::rules::definition::RuleSet;
use crate::rules::treaty::Treaty;

/// What reading a level found.
#[derive(Default)]
pub struct Found {
    /// What the level says.
    pub def: Option<LevelDef>,
    /// Where its nations lie.
    pub map: Map,
    /// The text of its map.
    pub map_source: Option<Source>,
    /// Its rules on the shelf.
    pub rules: Option<usize>,
    /// Its treaties on the shelf, by id.
    pub treaties: Vec<usize>,
    /// What is wrong with the level and its map.
    pub problems: Vec<Problem>,
}

impl Found {
    /// The level's treaties that could be read.
    fn readable<'s>(&self, shelf: &'s Shelf) -> Vec<&'s Treaty> {
        self.treaties
            .iter()
            .filter_map(|i| shelf.treaties[*i].value.as_ref())
            .collect()
    }
}

/// A level while its checks run.
pub struct Context<'a> {
    /// The file as nodes.
    pub node: &'a Node,
    /// What it says.
    pub def: &'a LevelDef,
    /// Its rules, if they could be read.
    pub rules: Option<&'a RuleSet>,
    /// Its treaties, those that could be read.
    pub treaties: Vec<&'a Treaty>,
    /// Where mistakes go.
    pub problems: &'a mut Problems,
}

impl Context<'_> {
    /// The place of something in the file.
    pub fn at(&self, path: &[Step]) -> Span {
        place::span(self.node, path)
    }
}

/// Reads a level.
pub fn read(source: &Source, shelf: &Shelf, map: &dyn Fn(&str) -> Result<Source, String>) -> Found {
    let mut problems = Problems::new(&source.path, &source.text);
    let mut found = Found::default();
    let mut more = Vec::new();
    if let Some(mut node) = parse(&source.text, &mut problems) {
        let mut d = Decoder::new(&mut problems);
        if take_format(&mut node, &mut d) {
            found.def = LevelDef::from_ron(&node, &mut d);
            take_from_shelf(&mut found, &node, shelf, &mut d);
            let rules = found.rules.map(|i| &shelf.rules[i]);
            resolve(&mut d, &node, rules, shelf);
            let rules = rules.and_then(|r| r.value.as_ref());
            if let Some(def) = &found.def {
                let treaties = found.readable(shelf);
                let mut context = Context {
                    node: &node,
                    def,
                    rules,
                    treaties,
                    problems: &mut problems,
                };
                (found.map, found.map_source) = read_map(&mut context, map, &mut more);
                check(&mut context, source);
                for i in &found.treaties {
                    more.extend(treaty::check_in_level(&context, &shelf.treaties[*i]));
                }
            } else if let Some((node, def)) = salvage(&node, &source.text) {
                let treaties = found.readable(shelf);
                let mut aside = Problems::new(&source.path, &source.text);
                let mut context = Context {
                    node: &node,
                    def: &def,
                    rules,
                    treaties,
                    problems: &mut aside,
                };
                (_, found.map_source) = read_map(&mut context, map, &mut more);
                more.retain(|p| p.severity == Severity::Error);
                check(&mut context, source);
                keep(aside.into_vec(), &mut problems);
            }
        }
    }
    found.problems = problems.into_vec();
    found.problems.extend(more);
    found
}

/// Runs the checks of whole levels.
fn check(c: &mut Context, source: &Source) {
    nation::check(c);
    alliance::check(c);
    relation::check(c);
    seat::check(c);
    let happenings = Happenings {
        node: c.node,
        matters: &c.def.matters,
        events: &c.def.events,
        standing: c.rules.map_or(&[], |r| &r.matters),
        turns: Some(c.def.clock.turns),
    };
    matter::check(&happenings, c.problems);
    // Only among shipped and installed levels: a copy elsewhere may lie where it likes.
    if source.name() == "level.ron"
        && source.path.split(['/', '\\']).any(|part| part == "levels")
        && let Some(folder) = source.folder()
        && folder != c.def.id
        && is_id(folder.trim_start_matches(|x: char| x.is_ascii_digit() || x == '-'))
    {
        let span = c.at(&[Step::F("id")]);
        c.problems
            .hint(
                Code::BadId,
                span,
                format!("the level's id is not the name of its folder, \"{folder}\""),
            )
            .with_help("a level is named by its folder; saves and results name it by its id");
    }
}

/// Finds the rules and treaties a level names on the shelf, even if the level could not be read.
fn take_from_shelf(found: &mut Found, node: &Node, shelf: &Shelf, d: &mut Decoder) {
    let named = |kind: RefKind| {
        d.references
            .iter()
            .filter(move |m| m.0 == kind)
            .map(|m| m.1.as_str())
    };
    let rules = named(RefKind::Rules).next().unwrap_or("standard");
    found.rules = shelf
        .rules
        .iter()
        .position(|r| r.id(RefKind::Rules) == rules);
    let mut treaties: Vec<&str> = named(RefKind::Treaty).collect();
    treaties.sort_unstable();
    treaties.dedup();
    let place = |id: &&str| {
        shelf
            .treaties
            .iter()
            .position(|t| t.id(RefKind::Treaty) == *id)
    };
    found.treaties = treaties.iter().filter_map(place).collect();
    if found.rules.is_none() && named(RefKind::Rules).next().is_none() {
        let span = Span::new(node.span.start, (node.span.start + 1).min(node.span.end));
        d.problems
            .error(Code::MissingFile, span, "the standard rules are not among the files")
            .with_help("name a rules file with `rules: \"…\"`, or put `rules/standard.ron` beside the levels");
    }
}

/// Reports references to nothing, in the level and, as far as they concern it, in its rules.
fn resolve(d: &mut Decoder, node: &Node, rules: Option<&Reading<RuleSet>>, shelf: &Shelf) {
    if rules.is_none() {
        let ruled = [
            RefKind::Act,
            RefKind::Order,
            RefKind::Response,
            RefKind::Matter,
        ];
        d.references.retain(|m| !ruled.contains(&m.0));
    }
    let events = ids(&d.definitions, RefKind::Event);
    let regions = regions(node);
    let from_rules = |kind| rules.map(|r| ids(&r.definitions, kind)).unwrap_or_default();
    d.resolve(&|kind| match kind {
        RefKind::Rules => shelf.rules.iter().map(|r| r.id(kind).to_owned()).collect(),
        RefKind::Treaty => shelf
            .treaties
            .iter()
            .map(|t| t.id(kind).to_owned())
            .collect(),
        RefKind::Region => regions.clone(),
        RefKind::Matter => from_rules(kind).into_iter().chain(events.clone()).collect(),
        _ => from_rules(kind),
    });
}

/// The regions that nations name.
fn regions(node: &Node) -> Vec<String> {
    let mut regions = Vec::new();
    if let Ok(Node {
        kind: Kind::List(nations),
        ..
    }) = place::find(node, &[Step::F("nations")])
    {
        for nation in nations {
            if let Ok(Node {
                kind: Kind::Text(region),
                ..
            }) = place::find(nation, &[Step::F("region")])
            {
                regions.push(region.clone());
            }
        }
    }
    regions
}

/// Reads the map beside the level, if it names one, and puts the nations on it.
fn read_map(
    c: &mut Context,
    find: &dyn Fn(&str) -> Result<Source, String>,
    more: &mut Vec<Problem>,
) -> (Map, Option<Source>) {
    let mut nations: Vec<(&str, Option<(f64, f64)>)> = c
        .def
        .nations
        .iter()
        .map(|n| (n.id.as_str(), n.at))
        .collect();
    nations.sort_by(|a, b| a.0.cmp(b.0));
    let span = c.at(&[Step::F("map")]);
    let source = match &c.def.map {
        None => None,
        Some(name) if name.contains(['/', '\\', ':']) || name.contains("..") || name.is_empty() => {
            c.problems
                .error(Code::BadPath, span, "a map is named by its file name alone")
                .with_help("put the map into the level's folder and write, for example, `map: \"map.geojson\"`");
            return (Map::build(&nations, Vec::new()), None);
        }
        Some(name) => match find(name) {
            Ok(source) => Some(source),
            Err(why) => {
                c.problems.error(
                    Code::MissingFile,
                    span,
                    format!("the map cannot be read: {why}"),
                );
                return (Map::build(&nations, Vec::new()), None);
            }
        },
    };
    let Some(source) = source else {
        let map = Map::build(&nations, Vec::new());
        report_homeless(c, &map);
        return (map, None);
    };
    let (outlines, faults) = map_file::read(&source.text);
    let mut problems = Problems::new(&source.path, &source.text);
    for outline in &outlines {
        let Some(id) = outline.id.as_deref() else {
            continue;
        };
        if nations.binary_search_by(|n| n.0.cmp(id)).is_err()
            && let Some(near) = nearest(id, nations.iter().map(|n| n.0))
        {
            let at = source.text.find(&format!("\"{id}\"")).unwrap_or(0);
            let span = Span::new(at, at + id.len() + 2);
            problems
                .warn(
                    Code::UnknownReference,
                    span,
                    format!("there is no nation \"{id}\""),
                )
                .with_help(format!("did you mean \"{near}\"?"));
        }
    }
    let broken = !faults.is_empty();
    for fault in faults {
        problems.error(
            Code::BadMap,
            Span::new(fault.at, fault.at + 1),
            fault.message,
        );
    }
    more.extend(problems.into_vec());
    let map = Map::build(&nations, outlines);
    if !broken {
        report_homeless(c, &map);
    }
    (map, Some(source))
}

/// Reports nations that have neither an outline nor a place.
fn report_homeless(c: &mut Context, map: &Map) {
    for (i, nation) in c.def.nations.iter().enumerate() {
        let outlined = map
            .places
            .binary_search_by(|p| p.id.as_str().cmp(&nation.id))
            .is_ok_and(|p| !map.places[p].rings.is_empty());
        if !outlined && nation.at.is_none() {
            let span = c.at(&[Step::F("nations"), Step::I(i), Step::F("id")]);
            c.problems
                .error(Code::NoPlace, span, format!("{} lies nowhere", nation.name))
                .with_help("give it a feature with its id on the map, or a place `at: (km east, km north)`");
        }
    }
}
