//! Complementary pivoting: one equilibrium of a game of two tables.
//! Reads payoff tables; writes mixtures.
//! Not here: checking that nobody gains (`game::nash`).
//! Source: Lemke & Howson 1964, with the lexicographic rule against cycling (von Stengel 2002).

/// The most pivots before a path is given up.
const MOST_PIVOTS: usize = 100_000;

/// The end of the path that starts by dropping `label` (rows first, then columns); `None` if numbers fail on the way.
pub(super) fn lemke_howson(
    a: &[Vec<f64>],
    b: &[Vec<f64>],
    label: usize,
) -> Option<(Vec<f64>, Vec<f64>)> {
    let (rows, columns) = (a.len(), a.first()?.len());
    let low = |t: &[Vec<f64>]| t.iter().flatten().copied().fold(f64::INFINITY, f64::min);
    let (low_a, low_b) = (low(a), low(b));
    // Positive payoffs, so that both polytopes are bounded. `first` holds y with slack per row, `second` x with slack per column.
    let mut first = Tableau::new(
        rows,
        columns,
        |r, c| a[r][c] - low_a + 1.0,
        |c| rows + c,
        |r| r,
    );
    let mut second = Tableau::new(
        columns,
        rows,
        |c, r| b[r][c] - low_b + 1.0,
        |r| r,
        |c| rows + c,
    );
    let mut entering = label;
    // A row's label enters the tableau in which it is a variable: x's stand in the second.
    let mut in_second = label < rows;
    for _ in 0..MOST_PIVOTS {
        let tableau = if in_second { &mut second } else { &mut first };
        let leaving = tableau.pivot(entering)?;
        if leaving == label {
            let y = first.mixture(|c| rows + c, columns)?;
            let x = second.mixture(|r| r, rows)?;
            return Some((x, y));
        }
        entering = leaving;
        in_second = !in_second;
    }
    None
}

/// A system `slack + table · variables = 1`, by labels.
struct Tableau {
    /// Label that is basic in each row.
    basis: Vec<usize>,
    /// Whether the basic label of a row is a slack.
    slack: Vec<bool>,
    /// Coefficients: variables, then slacks, then the right side.
    cells: Vec<Vec<f64>>,
    /// Label of each variable and of each slack.
    variables: Vec<usize>,
    slacks: Vec<usize>,
}

impl Tableau {
    fn new(
        rows: usize,
        columns: usize,
        cell: impl Fn(usize, usize) -> f64,
        variable: impl Fn(usize) -> usize,
        slack: impl Fn(usize) -> usize,
    ) -> Self {
        let line = |r: usize| {
            let table = (0..columns).map(|c| cell(r, c));
            let unit = (0..rows).map(|s| if s == r { 1.0 } else { 0.0 });
            table.chain(unit).chain([1.0]).collect()
        };
        Self {
            basis: (0..rows).map(&slack).collect(),
            slack: vec![true; rows],
            cells: (0..rows).map(line).collect(),
            variables: (0..columns).map(variable).collect(),
            slacks: (0..rows).map(slack).collect(),
        }
    }

    /// The column of the label that is not basic: the variable, or the slack when the variable is basic.
    fn column(&self, label: usize) -> Option<usize> {
        let basic = |is_slack: bool| {
            self.basis
                .iter()
                .zip(&self.slack)
                .any(|(l, s)| *l == label && *s == is_slack)
        };
        if let Some(c) = self.variables.iter().position(|l| *l == label) {
            return (!basic(false)).then_some(c);
        }
        let s = self.slacks.iter().position(|l| *l == label)?;
        (!basic(true)).then_some(self.variables.len() + s)
    }

    /// Brings a label in; the label that leaves.
    fn pivot(&mut self, label: usize) -> Option<usize> {
        let column = self.column(label)?;
        let row = self.leaving(column)?;
        let by = self.cells[row][column];
        self.cells[row].iter_mut().for_each(|x| *x /= by);
        let pivot = self.cells[row].clone();
        for (r, line) in self.cells.iter_mut().enumerate() {
            let factor = line[column];
            if r != row && factor != 0.0 {
                for (x, p) in line.iter_mut().zip(&pivot) {
                    *x -= factor * p;
                }
                line[column] = 0.0;
            }
        }
        let left = self.basis[row];
        self.basis[row] = label;
        self.slack[row] = column >= self.variables.len();
        Some(left)
    }

    /// The row with the least ratio; ties go by the columns of the first basis, lexicographically.
    fn leaving(&self, column: usize) -> Option<usize> {
        let width = self.variables.len();
        let mut tied: Vec<usize> = (0..self.cells.len())
            .filter(|r| self.cells[*r][column] > 1e-11)
            .collect();
        let last = width + self.cells.len();
        for at in core::iter::once(last).chain(width..last) {
            if tied.len() <= 1 {
                break;
            }
            let ratio = |r: &usize| self.cells[*r][at] / self.cells[*r][column];
            let least = tied.iter().map(ratio).fold(f64::INFINITY, f64::min);
            tied.retain(|r| ratio(r) <= least + 1e-11 * least.abs().max(1.0));
        }
        tied.first().copied()
    }

    /// The variables' values, scaled to sum to one.
    fn mixture(&self, label: impl Fn(usize) -> usize, count: usize) -> Option<Vec<f64>> {
        let value = |wanted: usize| {
            let row = (0..self.basis.len()).find(|r| self.basis[*r] == wanted && !self.slack[*r]);
            row.and_then(|r| self.cells[r].last().copied())
                .map_or(0.0, |x: f64| x.max(0.0))
        };
        let values: Vec<f64> = (0..count).map(|i| value(label(i))).collect();
        let total: f64 = values.iter().sum();
        (total > 0.0 && total.is_finite()).then(|| values.iter().map(|v| v / total).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_battle_of_the_sexes_ends_in_an_equilibrium_from_every_label() {
        let (a, b) = (
            vec![vec![2.0, 0.0], vec![0.0, 1.0]],
            vec![vec![1.0, 0.0], vec![0.0, 2.0]],
        );
        for label in 0..4 {
            let (x, y) = lemke_howson(&a, &b, label).expect("a path ends");
            let together = (x[0] - y[0]).abs() < 1e-12 && (x[0] == 0.0 || x[0] == 1.0);
            let mixed = (x[0] - 2.0 / 3.0).abs() < 1e-12 && (y[0] - 1.0 / 3.0).abs() < 1e-12;
            assert!(together || mixed, "{x:?} {y:?}");
        }
    }

    #[test]
    fn a_table_of_equal_payoffs_does_not_cycle() {
        let same = vec![vec![1.0; 3]; 3];
        assert!(lemke_howson(&same, &same, 0).is_some());
    }
}
