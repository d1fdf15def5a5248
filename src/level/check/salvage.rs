//! What can still be checked of a level that has a mistake: the parts that can be read, so that all mistakes show at once.
//! Reads nodes; writes a smaller level and the nodes it came from. Nobody plays it.
//! Not here: the checks (the other files of `level::check`), mistakes of the parts left out (`level::decode` told them).
//! Source: own.

use crate::level::def::{AllianceDef, ClockDef, Lesson, LevelDef, NationDef, RelationDef, SeatDef};
use crate::level::problem::{Code, Problem, Problems, Severity};
use crate::level::ron::{Decoder, Field, FromRon, Kind, Node};
use crate::rules::definition::{LevelEvent, Matter};

/// The readable parts of a level as a level of their own, with the nodes that are left.
pub(super) fn salvage(node: &Node, text: &str) -> Option<(Node, LevelDef)> {
    let mut problems = Problems::new("", text);
    let mut d = Decoder::new(&mut problems);
    let Kind::Struct { name: None, fields } = &node.kind else {
        return None;
    };
    let mut kept: Vec<Field> = Vec::new();
    for field in fields {
        if kept.iter().any(|f| f.name == field.name) {
            continue;
        }
        let mut field = field.clone();
        let good = match field.name.as_str() {
            "nations" => thin::<NationDef>(&mut field.value, &mut d),
            "seats" => thin::<SeatDef>(&mut field.value, &mut d),
            "alliances" => thin::<AllianceDef>(&mut field.value, &mut d),
            "relations" => thin::<RelationDef>(&mut field.value, &mut d),
            "matters" => thin::<Matter>(&mut field.value, &mut d),
            "events" => thin::<LevelEvent>(&mut field.value, &mut d),
            "orders" => thin::<String>(&mut field.value, &mut d),
            "map" => Option::<String>::from_ron(&field.value, &mut d).is_some(),
            "clock" => ClockDef::from_ron(&field.value, &mut d).is_some(),
            "lesson" => Option::<Lesson>::from_ron(&field.value, &mut d).is_some(),
            "id" | "title" | "briefing" | "rules" => {
                String::from_ron(&field.value, &mut d).is_some()
            }
            _ => false,
        };
        if good {
            kept.push(field);
        }
    }
    fill(&mut kept, node);
    let node = Node::new(
        Kind::Struct {
            name: None,
            fields: kept,
        },
        node.span,
    );
    let def = LevelDef::from_ron(&node, &mut d)?;
    Some((node, def))
}

/// Leaves out the items of a list that cannot be read. False if it is no list.
fn thin<T: FromRon>(node: &mut Node, d: &mut Decoder) -> bool {
    let Kind::List(items) = &mut node.kind else {
        return false;
    };
    items.retain(|item| T::from_ron(item, d).is_some());
    true
}

/// Puts something in place of required fields that are lost.
fn fill(fields: &mut Vec<Field>, node: &Node) {
    let text = |text: &str| Kind::Text(text.to_owned());
    let value = |kind: Kind| Node::new(kind, node.span);
    let field = |name: &str, kind: Kind| Field {
        name: name.to_owned(),
        name_span: node.span,
        value: value(kind),
    };
    let turns = field(
        "turns",
        Kind::Number {
            value: 400.0,
            integer: true,
        },
    );
    let clock = Kind::Struct {
        name: None,
        fields: vec![turns, field("start", text("-"))],
    };
    let mut wanted = vec![field("clock", clock)];
    wanted.extend(["id", "title", "briefing"].map(|name| field(name, text("lost"))));
    wanted.extend(["seats", "nations"].map(|name| field(name, Kind::List(Vec::new()))));
    for field in wanted {
        if !fields.iter().any(|f| f.name == field.name) {
            fields.push(field);
        }
    }
}

/// Passes on those findings that what was left out cannot have caused.
pub(super) fn keep(found: Vec<Problem>, problems: &mut Problems) {
    for problem in found {
        if problem.severity == Severity::Error
            && !matches!(problem.code, Code::EmptyLevel | Code::NoMatters)
        {
            problems.error(problem.code, problem.span, problem.message);
            if let Some(help) = problem.help {
                problems.with_help(help);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::level::ron::parse;

    fn rescue(text: &str) -> Option<LevelDef> {
        let mut problems = Problems::new("t", text);
        let node = parse(text, &mut problems).expect("well-formed");
        salvage(&node, text).map(|(_, def)| def)
    }

    #[test]
    fn readable_parts_survive_unreadable_ones() {
        let def = rescue(
            "(id: 3, title: \"T\", relations: [(between: (\"a\", \"b\")), (between: 1), (between: (\"c\", \"d\"))])",
        )
        .expect("salvaged");
        assert_eq!(def.relations.len(), 2);
        assert_eq!(def.title, "T");
        assert_eq!(def.id, "lost");
    }

    #[test]
    fn something_else_than_a_structure_cannot_be_salvaged() {
        assert!(rescue("[1, 2]").is_none());
        assert!(rescue("()").is_none());
    }
}
