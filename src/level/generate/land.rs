//! The shapes of an invented world: a grid with every corner and edge moved a little, some cells left to the sea.
//! Reads dice; writes outlines that share their points with their neighbours' exactly.
//! Not here: who lives there (`generate::people`), the text of the map (`generate::write`).
//! Source: own; jittered grid.

use super::dice::Dice;

/// Size of a cell in degrees east and north.
const CELL: (f64, f64) = (4.4, 3.4);
/// How far corners move, share of a cell.
const JITTER: f64 = 0.28;
/// Points along the inside of an edge.
const ALONG: usize = 2;
/// Share of cells left to the sea.
const SEA: f64 = 0.2;

/// A point in ten-thousandths of a degree, so that shared points are equal to the last digit.
pub type Point = (i64, i64);

/// An invented world.
pub struct Land {
    /// Outlines, one a nation, closed.
    pub outlines: Vec<Vec<Point>>,
    /// Middles of the cells in degrees.
    pub middles: Vec<(f64, f64)>,
    /// For each nation its neighbours by edge, sorted.
    pub neighbours: Vec<Vec<usize>>,
    /// Region of each nation: a block of the grid.
    pub regions: Vec<usize>,
    /// The middle of the map in degrees.
    pub centre: (f64, f64),
}

impl Land {
    /// Makes land for so many nations.
    pub fn new(nations: usize, dice: &mut Dice) -> Self {
        let cells = ((nations as f64 / (1.0 - SEA)).ceil() as usize).max(nations);
        let columns = (((2 * cells) as f64).sqrt().ceil() as usize)
            .min(cells)
            .max(2);
        let rows = cells.div_ceil(columns);
        let centre = (
            0.0,
            (45.0_f64).min(72.0 - rows as f64 * CELL.1 / 2.0).max(0.0),
        );
        let mut grid = Grid::new(columns, rows, centre, dice);
        let taken = grid.choose(nations, dice);
        let number = |cell: usize| taken.binary_search(&cell).ok();
        let mut land = Self {
            outlines: Vec::new(),
            middles: Vec::new(),
            neighbours: Vec::new(),
            regions: Vec::new(),
            centre,
        };
        let blocks = (nations / 8).clamp(2, 16);
        let across = ((blocks as f64).sqrt().ceil() as usize).max(1);
        for cell in &taken {
            let (x, y) = (cell % columns, cell / columns);
            let outline = grid.outline(x, y);
            let count = (outline.len() - 1) as f64;
            let sum = outline[1..]
                .iter()
                .fold((0.0, 0.0), |s, p| (s.0 + p.0 as f64, s.1 + p.1 as f64));
            land.middles
                .push((sum.0 / count / 1e4, sum.1 / count / 1e4));
            land.outlines.push(outline);
            let beside = grid.beside(x, y);
            land.neighbours
                .push(beside.into_iter().filter_map(number).collect());
            let down = blocks.div_ceil(across);
            land.regions
                .push((x * across / columns) + across * (y * down / rows));
        }
        land
    }
}

/// The grid while it is cut into outlines.
struct Grid {
    columns: usize,
    rows: usize,
    /// Corners, row by row.
    corners: Vec<Point>,
    /// Points along horizontal edges, row by row.
    flat: Vec<[Point; ALONG]>,
    /// Points along vertical edges, row by row.
    steep: Vec<[Point; ALONG]>,
}

impl Grid {
    fn new(columns: usize, rows: usize, centre: (f64, f64), dice: &mut Dice) -> Self {
        let mut grid = Self {
            columns,
            rows,
            corners: Vec::new(),
            flat: Vec::new(),
            steep: Vec::new(),
        };
        for y in 0..=rows {
            for x in 0..=columns {
                let east = centre.0
                    + (x as f64 - columns as f64 / 2.0 + dice.between(-JITTER, JITTER)) * CELL.0;
                let north = centre.1
                    + (y as f64 - rows as f64 / 2.0 + dice.between(-JITTER, JITTER)) * CELL.1;
                grid.corners
                    .push(((east * 1e4).round() as i64, (north * 1e4).round() as i64));
            }
        }
        for y in 0..=rows {
            for x in 0..columns {
                let edge = along(grid.corner(x, y), grid.corner(x + 1, y), dice);
                grid.flat.push(edge);
            }
        }
        for y in 0..rows {
            for x in 0..=columns {
                let edge = along(grid.corner(x, y), grid.corner(x, y + 1), dice);
                grid.steep.push(edge);
            }
        }
        grid
    }

    fn corner(&self, x: usize, y: usize) -> Point {
        self.corners[y * (self.columns + 1) + x]
    }

    /// The closed outline of a cell, counter-clockwise.
    fn outline(&self, x: usize, y: usize) -> Vec<Point> {
        let flat = |y: usize| self.flat[y * self.columns + x];
        let steep = |x: usize| self.steep[y * (self.columns + 1) + x];
        let mut ring = vec![self.corner(x, y)];
        ring.extend(flat(y));
        ring.push(self.corner(x + 1, y));
        ring.extend(steep(x + 1));
        ring.push(self.corner(x + 1, y + 1));
        ring.extend(flat(y + 1).into_iter().rev());
        ring.push(self.corner(x, y + 1));
        ring.extend(steep(x).into_iter().rev());
        ring.push(self.corner(x, y));
        ring
    }

    /// Cells that share an edge with this one, in order.
    fn beside(&self, x: usize, y: usize) -> Vec<usize> {
        let mut cells = Vec::new();
        if y > 0 {
            cells.push((y - 1) * self.columns + x);
        }
        if x > 0 {
            cells.push(y * self.columns + x - 1);
        }
        if x + 1 < self.columns {
            cells.push(y * self.columns + x + 1);
        }
        if y + 1 < self.rows {
            cells.push((y + 1) * self.columns + x);
        }
        cells
    }

    /// Which cells are land: all but some, sorted.
    fn choose(&mut self, nations: usize, dice: &mut Dice) -> Vec<usize> {
        let mut cells: Vec<usize> = (0..self.columns * self.rows).collect();
        dice.shuffle(&mut cells);
        cells.truncate(nations);
        cells.sort_unstable();
        cells
    }
}

/// Points between two corners, moved a little aside.
fn along(a: Point, b: Point, dice: &mut Dice) -> [Point; ALONG] {
    let mut points = [(0, 0); ALONG];
    for (i, point) in points.iter_mut().enumerate() {
        let share = (i + 1) as f64 / (ALONG + 1) as f64;
        let aside = dice.between(-0.08, 0.08);
        let (dx, dy) = ((b.0 - a.0) as f64, (b.1 - a.1) as f64);
        *point = (
            a.0 + (dx * share - dy * aside).round() as i64,
            a.1 + (dy * share + dx * aside).round() as i64,
        );
    }
    points
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_is_land_for_every_nation_on_the_globe() {
        for nations in [3, 10, 2000] {
            let land = Land::new(nations, &mut Dice::new(1, 1));
            assert_eq!(land.outlines.len(), nations);
            let points = land.outlines.iter().flatten();
            assert!(
                points
                    .into_iter()
                    .all(|p| p.0.abs() <= 1_800_000 && p.1.abs() <= 850_000)
            );
        }
    }

    #[test]
    fn neighbours_share_the_points_of_their_edge() {
        let land = Land::new(30, &mut Dice::new(2, 1));
        for (a, neighbours) in land.neighbours.iter().enumerate() {
            for b in neighbours {
                let shared = land.outlines[a][1..]
                    .iter()
                    .filter(|p| land.outlines[*b].contains(p))
                    .count();
                assert!(shared >= ALONG + 2);
                assert!(land.neighbours[*b].contains(&a));
            }
        }
    }

    #[test]
    fn outlines_are_closed() {
        let land = Land::new(5, &mut Dice::new(3, 1));
        assert!(
            land.outlines
                .iter()
                .all(|o| o.first() == o.last() && o.len() > 4)
        );
    }
}
