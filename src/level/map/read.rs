//! Reading a GeoJSON map: the outlines of its features, bounded, with a line and column for every fault.
//! Reads text; writes outlines and faults. Never panics on any text.
//! Not here: distances and borders (`level::map`), which nations need an outline (`check::map`).
//! Source: RFC 7946 (GeoJSON); polygons and multipolygons are outlines, other shapes are refused.

use geojson::{Feature, GeometryValue, Position, feature::Id};
use serde_json::Value;

use super::Ring;
use super::locate;

/// The most points a map may have.
pub const MOST_POINTS: usize = 200_000;
/// The most faults reported for one map.
const MOST_FAULTS: usize = 50;

/// The outline of one feature.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Outline {
    /// The feature's `id`: the nation's.
    pub id: Option<String>,
    /// Its closed lines, outer ones and holes.
    pub rings: Vec<Ring>,
}

/// A mistake in a map.
#[derive(Clone, Debug, PartialEq)]
pub struct Fault {
    /// Where it starts, in bytes of the text.
    pub at: usize,
    /// What is wrong.
    pub message: String,
}

/// Reads all outlines of a map, and all its faults.
pub fn read(text: &str) -> (Vec<Outline>, Vec<Fault>) {
    let mut faults = Vec::new();
    let mut outlines = Vec::new();
    match serde_json::from_str::<Value>(text) {
        Err(error) => {
            let at = locate::offset(text, error.line(), error.column());
            faults.push(Fault {
                at,
                message: format!("this is not JSON: {error}"),
            });
        }
        Ok(value) => collect(text, value, &mut outlines, &mut faults),
    }
    faults.truncate(MOST_FAULTS);
    (outlines, faults)
}

fn collect(text: &str, value: Value, outlines: &mut Vec<Outline>, faults: &mut Vec<Fault>) {
    let mut object = match value {
        Value::Object(object) => object,
        _ => {
            return faults.push(Fault {
                at: 0,
                message: "a map is a GeoJSON FeatureCollection".into(),
            });
        }
    };
    let collection = object.get("type").and_then(Value::as_str) == Some("FeatureCollection");
    let features = match object.remove("features") {
        Some(Value::Array(features)) if collection => features,
        _ => {
            let message = "a map is a FeatureCollection with a list `features`".into();
            return faults.push(Fault {
                at: locate::word(text, 0, "\"type\"").unwrap_or(0),
                message,
            });
        }
    };
    let mut points = 0;
    let mut from = locate::word(text, 0, "\"features\"").unwrap_or(0);
    for value in features {
        let at = locate::word(text, from, "\"Feature\"").unwrap_or(from);
        from = (at + 1).min(text.len());
        while !text.is_char_boundary(from) {
            from += 1;
        }
        let mut reader = Reader {
            text,
            at,
            points: &mut points,
            faults,
        };
        if let Some(outline) = reader.feature(value) {
            outlines.push(outline);
        }
        if points > MOST_POINTS {
            let message = format!("this map has more than {MOST_POINTS} points; simplify it");
            return faults.push(Fault { at, message });
        }
    }
}

/// Reads one feature.
struct Reader<'a> {
    text: &'a str,
    at: usize,
    points: &'a mut usize,
    faults: &'a mut Vec<Fault>,
}

impl Reader<'_> {
    fn feature(&mut self, value: Value) -> Option<Outline> {
        let named = value.get("id").and_then(Value::as_str).map(str::to_owned);
        let feature = match serde_json::from_value::<Feature>(value) {
            Ok(feature) => feature,
            Err(error) => {
                let message = match named {
                    Some(id) => format!("the feature \"{id}\" cannot be read: {error}"),
                    None => format!("a feature cannot be read: {error}"),
                };
                self.faults.push(Fault {
                    at: self.at,
                    message,
                });
                return None;
            }
        };
        let id = match feature.id {
            Some(Id::String(id)) => Some(id),
            Some(Id::Number(number)) => Some(number.to_string()),
            None => None,
        };
        let mut outline = Outline {
            id,
            rings: Vec::new(),
        };
        let mut order = 0;
        match feature.geometry.map(|g| g.value) {
            Some(GeometryValue::Polygon { coordinates }) => {
                self.polygon(&coordinates, &mut order, &mut outline)
            }
            Some(GeometryValue::MultiPolygon { coordinates }) => {
                for polygon in &coordinates {
                    self.polygon(polygon, &mut order, &mut outline);
                }
            }
            Some(other) if outline.id.is_some() => {
                let message = format!(
                    "an outline is a Polygon or MultiPolygon, not a {}",
                    other.type_name()
                );
                self.faults.push(Fault {
                    at: self.at,
                    message,
                });
            }
            _ => {}
        }
        Some(outline)
    }

    fn polygon(&mut self, polygon: &[Vec<Position>], order: &mut usize, outline: &mut Outline) {
        for line in polygon {
            let start = *order;
            let mut ring: Ring = Vec::with_capacity(line.len());
            for position in line {
                *self.points += 1;
                match position.as_slice() {
                    [x, y, ..] if x.abs() <= 180.0 && y.abs() <= 90.0 => ring.push((*x, *y)),
                    _ => self.point_fault(*order),
                }
                *order += 1;
            }
            if ring.first() != ring.last() {
                ring.extend(ring.first().copied());
            }
            if ring.len() >= 4 {
                outline.rings.push(ring);
            } else if line.len() < 4 {
                let at = locate::nth_position(self.text, self.at, start).unwrap_or(self.at);
                self.faults.push(Fault {
                    at,
                    message: "an outline needs at least three different points".into(),
                });
            }
        }
    }

    fn point_fault(&mut self, order: usize) {
        let at = locate::nth_position(self.text, self.at, order).unwrap_or(self.at);
        let message = "a point is [degrees east -180 to 180, degrees north -90 to 90]".into();
        self.faults.push(Fault { at, message });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn feature(id: &str, coordinates: &str) -> String {
        format!(
            "{{\"type\": \"FeatureCollection\", \"features\": [\n{{\"type\": \"Feature\", \"id\": \"{id}\", \
             \"properties\": {{}}, \"geometry\": {{\"type\": \"Polygon\", \"coordinates\":\n{coordinates}}}}}]}}"
        )
    }

    fn line(text: &str, at: usize) -> usize {
        text[..at].matches('\n').count() + 1
    }

    #[test]
    fn a_polygon_is_an_outline() {
        let (outlines, faults) = read(&feature("a", "[[[0,0],[1,0],[1,1],[0,0]]]"));
        assert!(faults.is_empty(), "{faults:?}");
        assert_eq!(outlines[0].id.as_deref(), Some("a"));
        assert_eq!(outlines[0].rings[0].len(), 4);
    }

    #[test]
    fn an_open_ring_is_closed() {
        let (outlines, faults) = read(&feature("a", "[[[0,0],[1,0],[1,1]]]"));
        assert!(faults.len() <= 1);
        assert_eq!(outlines[0].rings[0].len(), 4);
    }

    #[test]
    fn broken_json_is_a_fault_at_its_line() {
        let text = "{\n\"type\": \"FeatureCollection\",\n\"features\": [}\n";
        let (_, faults) = read(text);
        assert_eq!(faults.len(), 1);
        assert_eq!(line(text, faults[0].at), 3);
    }

    #[test]
    fn a_point_off_the_globe_is_a_fault_at_its_line() {
        let text = feature("a", "[[[0,0],\n[1,0],\n[1,100],\n[0,0],[2,2]]]");
        let (_, faults) = read(&text);
        assert_eq!(faults.len(), 1);
        assert_eq!(line(&text, faults[0].at), 5);
    }

    #[test]
    fn a_point_of_one_number_is_a_fault() {
        let (_, faults) = read(&feature("a", "[[[0,0],[1],[1,1],[0,0]]]"));
        assert!(!faults.is_empty());
    }

    #[test]
    fn words_for_coordinates_are_a_fault_and_no_panic() {
        let (_, faults) = read(&feature("a", "[[[\"x\",0]]]"));
        assert_eq!(faults.len(), 1);
    }

    #[test]
    fn something_else_than_a_collection_is_refused() {
        for text in ["[]", "3", "{}", "{\"type\": \"FeatureCollection\"}", ""] {
            assert_eq!(read(text).1.len(), 1, "{text}");
        }
    }

    #[test]
    fn a_line_for_a_nation_is_refused() {
        let text = feature("a", "[[0,0],[1,1]]").replace("Polygon", "LineString");
        assert_eq!(read(&text).1.len(), 1);
    }

    #[test]
    fn deep_nesting_is_a_fault() {
        let text = "[".repeat(100_000);
        assert_eq!(read(&text).1.len(), 1);
    }
}
