//! Places in a file by path: "the `id` of the third nation" becomes a span.
//! Reads nodes; used by every check to point at what it complains about.
//! Not here: the nodes (`level::ron`), what is complained about (the other files of `level::check`).
//! Source: own.

use crate::level::problem::Span;
use crate::level::ron::{Kind, Node};

/// One step into a node.
#[derive(Clone, Copy, Debug)]
pub enum Step {
    /// Into a field by name.
    F(&'static str),
    /// Into an item by number.
    I(usize),
}

/// The span at the end of a path; where the path breaks off, the span of the last node found.
pub fn span(node: &Node, path: &[Step]) -> Span {
    find(node, path).unwrap_or_else(|last| last).span
}

/// The node at the end of a path, or the last one found on the way.
pub fn find<'n>(node: &'n Node, path: &[Step]) -> Result<&'n Node, &'n Node> {
    let Some((step, rest)) = path.split_first() else {
        return Ok(node);
    };
    let next = match (&node.kind, step) {
        (Kind::Struct { fields, .. }, Step::F(name)) => {
            fields.iter().find(|f| f.name == *name).map(|f| &f.value)
        }
        (Kind::List(items), Step::I(i)) => items.get(*i),
        (
            Kind::Tuple {
                name: Some((name, _)),
                items,
            },
            _,
        ) if items.len() == 1 && name == "Some" => {
            return find(&items[0], path);
        }
        (Kind::Tuple { items, .. }, Step::I(i)) => items.get(*i),
        _ => None,
    };
    next.map_or(Err(node), |next| find(next, rest))
}

#[cfg(test)]
mod tests {
    use super::Step::{F, I};
    use super::*;
    use crate::level::problem::Problems;
    use crate::level::ron::parse;

    fn at(text: &str, path: &[Step]) -> String {
        let mut problems = Problems::new("t", text);
        let node = parse(text, &mut problems).expect("well-formed");
        problems.excerpt(span(&node, path)).to_owned()
    }

    #[test]
    fn a_path_leads_through_fields_lists_tuples_and_some() {
        let text = "(a: [(b: 1), (b: (2, 3))], c: Some((d: 4)))";
        assert_eq!(at(text, &[F("a"), I(0), F("b")]), "1");
        assert_eq!(at(text, &[F("a"), I(1), F("b"), I(1)]), "3");
        assert_eq!(at(text, &[F("c"), F("d")]), "4");
    }

    #[test]
    fn a_path_that_breaks_off_gives_the_last_node() {
        assert_eq!(at("(a: [1])", &[F("a"), I(7), F("x")]), "[1]");
        assert_eq!(at("(a: [1])", &[F("z")]), "(a: [1])");
    }
}
