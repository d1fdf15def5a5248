//! Where nations lie: places, distances in km and shared borders, from a GeoJSON map or from `at` places.
//! Reads outlines (`map::read`); written once when a level is checked, read when relations are prepared and by the atlas.
//! Not here: reading GeoJSON text (`map::read`), what distance does to strength (`theory`), explicit relations (`level::prepare`).
//! Rule text: DESIGN section 10: borders and distances come from geometry unless a level overrides them.

pub mod locate;
pub mod read;

use read::Outline;

/// Mean radius of the earth, km.
const EARTH: f64 = 6371.0;
/// Nations that meet at one vertex and still count as neighbours; more is not a map but a mistake.
const MOST_AT_A_VERTEX: usize = 32;

/// A closed line of points: degrees east and north on a globe, km on a plane. The last point equals the first.
pub type Ring = Vec<(f64, f64)>;

/// Where every nation lies, in the order of nation ids.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Map {
    /// Whether places are degrees of longitude and latitude; else km east and north of the centre.
    pub globe: bool,
    /// The nations, in alphabetical order of their ids.
    pub places: Vec<Place>,
    /// Outlines that are no nation's: seas, coasts, backdrop.
    pub backdrop: Vec<Ring>,
    /// Pairs of indices into `places` that share a border, the smaller first, sorted.
    pub borders: Vec<(u32, u32)>,
}

/// Where one nation lies.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Place {
    /// The nation's id.
    pub id: String,
    /// Its middle: degrees east and north, or km east and north.
    pub middle: (f64, f64),
    /// Its outline; empty for a nation that has only a place.
    pub rings: Vec<Ring>,
    /// The middle in space, km, which makes distances cheap.
    point: [f64; 3],
}

impl Map {
    /// Puts nations on a map: each by its outline, else by its place in km from the map's centre. Ids must be sorted.
    /// Nations with neither lie at the centre (a check reports them).
    pub fn build(nations: &[(&str, Option<(f64, f64)>)], outlines: Vec<Outline>) -> Self {
        let mut map = Self {
            globe: outlines.iter().any(|o| o.id.is_some()),
            ..Self::default()
        };
        let mut found: Vec<Vec<Ring>> = vec![Vec::new(); nations.len()];
        for outline in outlines {
            let index = outline
                .id
                .as_deref()
                .and_then(|id| nations.binary_search_by(|n| n.0.cmp(id)).ok());
            match index {
                Some(index) => found[index].extend(outline.rings),
                None => map.backdrop.extend(outline.rings),
            }
        }
        let centre = mean(
            found
                .iter()
                .filter(|rings| !rings.is_empty())
                .map(|rings| middle(rings)),
        );
        for ((id, at), rings) in nations.iter().zip(found) {
            let place = match (rings.is_empty(), at) {
                (false, _) => middle(&rings),
                (true, Some(at)) if map.globe => from_plane(centre, *at),
                (true, at) => at.unwrap_or(centre),
            };
            let point = if map.globe {
                on_globe(place)
            } else {
                [place.0, place.1, 0.0]
            };
            map.places.push(Place {
                id: (*id).to_owned(),
                middle: place,
                rings,
                point,
            });
        }
        map.borders = borders(&map.places);
        map
    }

    /// The distance between two nations by their indices, km.
    pub fn km(&self, a: usize, b: usize) -> f64 {
        let chord = squared(&self.places[a].point, &self.places[b].point).sqrt();
        if self.globe {
            2.0 * EARTH * libm::asin((chord / (2.0 * EARTH)).min(1.0))
        } else {
            chord
        }
    }

    /// Whether two nations share a border.
    pub fn border(&self, a: usize, b: usize) -> bool {
        self.borders
            .binary_search(&(a.min(b) as u32, a.max(b) as u32))
            .is_ok()
    }

    /// The nations nearest to one, by index, nearest first; equal distances in id order.
    pub fn nearest(
        &self,
        to: usize,
        among: impl Iterator<Item = usize>,
        most: usize,
    ) -> Vec<usize> {
        let here = self.places[to].point;
        let mut others: Vec<(f64, usize)> = among
            .filter(|&i| i != to)
            .map(|i| (squared(&here, &self.places[i].point), i))
            .collect();
        let order = |a: &(f64, usize), b: &(f64, usize)| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1));
        if others.len() > most && most > 0 {
            others.select_nth_unstable_by(most - 1, order);
        }
        others.truncate(most);
        others.sort_by(order);
        others.into_iter().map(|(_, i)| i).collect()
    }
}

fn squared(a: &[f64; 3], b: &[f64; 3]) -> f64 {
    a.iter().zip(b).map(|(a, b)| (a - b) * (a - b)).sum()
}

/// A point on the globe as km in space.
fn on_globe((east, north): (f64, f64)) -> [f64; 3] {
    let (east, north) = (east.to_radians(), north.to_radians());
    let level = EARTH * libm::cos(north);
    [
        level * libm::cos(east),
        level * libm::sin(east),
        EARTH * libm::sin(north),
    ]
}

/// Degrees for a place given in km from a centre in degrees.
fn from_plane(centre: (f64, f64), at: (f64, f64)) -> (f64, f64) {
    let degree = EARTH.to_radians();
    let north = (centre.1 + at.1 / degree).clamp(-89.0, 89.0);
    (
        centre.0 + at.0 / (degree * libm::cos(centre.1.to_radians()).max(0.02)),
        north,
    )
}

/// The middle of an outline: centroid weighted by area, holes counted off; the mean of the points if it has no area.
pub fn middle(rings: &[Ring]) -> (f64, f64) {
    let (mut area, mut east, mut north) = (0.0, 0.0, 0.0);
    let origin = rings
        .first()
        .and_then(|r| r.first())
        .copied()
        .unwrap_or_default();
    for ring in rings {
        for pair in ring.windows(2) {
            let (ax, ay) = (pair[0].0 - origin.0, pair[0].1 - origin.1);
            let (bx, by) = (pair[1].0 - origin.0, pair[1].1 - origin.1);
            let cross = ax * by - bx * ay;
            area += cross;
            east += (ax + bx) * cross;
            north += (ay + by) * cross;
        }
    }
    if area.abs() < 1e-12 {
        return mean(rings.iter().flatten().copied());
    }
    (
        origin.0 + east / (3.0 * area),
        origin.1 + north / (3.0 * area),
    )
}

fn mean(points: impl Iterator<Item = (f64, f64)>) -> (f64, f64) {
    let (mut count, mut east, mut north) = (0.0, 0.0, 0.0);
    for (x, y) in points {
        count += 1.0;
        east += x;
        north += y;
    }
    if count == 0.0 {
        (0.0, 0.0)
    } else {
        (east / count, north / count)
    }
}

/// Pairs of nations whose outlines share at least two points (to a millionth of a degree).
fn borders(places: &[Place]) -> Vec<(u32, u32)> {
    let mut vertices: Vec<((i64, i64), u32)> = Vec::new();
    for (index, place) in places.iter().enumerate() {
        for (x, y) in place.rings.iter().flatten() {
            vertices.push((
                ((x * 1e6).round() as i64, (y * 1e6).round() as i64),
                index as u32,
            ));
        }
    }
    vertices.sort_unstable();
    vertices.dedup();
    let mut shared: Vec<(u32, u32)> = Vec::new();
    for at in vertices.chunk_by(|a, b| a.0 == b.0) {
        let at = &at[..at.len().min(MOST_AT_A_VERTEX)];
        for (i, (_, a)) in at.iter().enumerate() {
            shared.extend(at[i + 1..].iter().map(|(_, b)| (*a, *b)));
        }
    }
    shared.sort_unstable();
    let mut pairs: Vec<(u32, u32)> = shared
        .chunk_by(|a, b| a == b)
        .filter(|c| c.len() >= 2)
        .map(|c| c[0])
        .collect();
    pairs.dedup();
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;

    fn square(x: f64, y: f64) -> Ring {
        vec![
            (x, y),
            (x + 1.0, y),
            (x + 1.0, y + 1.0),
            (x, y + 1.0),
            (x, y),
        ]
    }

    fn outline(id: &str, ring: Ring) -> Outline {
        Outline {
            id: Some(id.into()),
            rings: vec![ring],
        }
    }

    fn two_and_one() -> Map {
        let outlines = vec![
            outline("a", square(0.0, 0.0)),
            outline("b", square(1.0, 0.0)),
            outline("c", square(1.0, 7.0)),
        ];
        Map::build(&[("a", None), ("b", None), ("c", None)], outlines)
    }

    #[test]
    fn the_middle_of_a_square_is_its_centre_whichever_way_it_is_drawn() {
        let mut ring = square(3.0, 4.0);
        assert_eq!(middle(&[ring.clone()]), (3.5, 4.5));
        ring.reverse();
        assert_eq!(middle(&[ring]), (3.5, 4.5));
    }

    #[test]
    fn an_outline_without_area_lies_at_the_mean_of_its_points() {
        assert_eq!(middle(&[vec![(0.0, 0.0), (2.0, 2.0)]]), (1.0, 1.0));
        assert_eq!(middle(&[]), (0.0, 0.0));
    }

    #[test]
    fn neighbours_share_an_edge() {
        let map = two_and_one();
        assert!(map.border(0, 1) && map.border(1, 0));
        assert!(!map.border(0, 2) && !map.border(1, 2));
    }

    #[test]
    fn touching_at_one_corner_is_no_border() {
        let map = Map::build(
            &[("a", None), ("b", None)],
            vec![
                outline("a", square(0.0, 0.0)),
                outline("b", square(1.0, 1.0)),
            ],
        );
        assert!(!map.border(0, 1));
    }

    #[test]
    fn a_degree_at_the_equator_is_111_km() {
        let map = two_and_one();
        assert!((map.km(0, 1) - 111.2).abs() < 0.2, "{}", map.km(0, 1));
        assert_eq!(map.km(0, 1), map.km(1, 0));
        assert_eq!(map.km(2, 2), 0.0);
    }

    #[test]
    fn without_a_map_distances_are_plain_km() {
        let map = Map::build(
            &[("a", Some((0.0, 0.0))), ("b", Some((300.0, 400.0)))],
            Vec::new(),
        );
        assert!(!map.globe);
        assert_eq!(map.km(0, 1), 500.0);
        assert!(map.borders.is_empty());
    }

    #[test]
    fn a_place_in_km_can_stand_beside_outlines() {
        let map = Map::build(
            &[("a", None), ("b", Some((0.0, 500.0)))],
            vec![outline("a", square(10.0, 50.0))],
        );
        assert!((map.km(0, 1) - 500.0).abs() < 1.0, "{}", map.km(0, 1));
    }

    #[test]
    fn the_nearest_are_sorted_and_exclude_oneself() {
        let at = |x: f64| Some((x, 0.0));
        let map = Map::build(
            &[
                ("a", at(0.0)),
                ("b", at(9.0)),
                ("c", at(1.0)),
                ("d", at(5.0)),
            ],
            Vec::new(),
        );
        assert_eq!(map.nearest(0, 0..4, 2), vec![2, 3]);
        assert_eq!(map.nearest(0, 0..4, 9), vec![2, 3, 1]);
        assert!(map.nearest(0, 0..4, 0).is_empty());
    }

    #[test]
    fn outlines_of_nobody_are_backdrop() {
        let map = Map::build(&[("a", None)], vec![outline("sea", square(0.0, 0.0))]);
        assert_eq!(map.backdrop.len(), 1);
        assert!(map.places[0].rings.is_empty());
    }
}
