//! Systems of linear equations, dense and small.
//! Reads and writes plain numbers.
//! Not here: what they are solved for (`game::qre`).
//! Source: Gaussian elimination with partial pivoting.

/// The solution of `matrix · x = right`; `None` if the matrix is singular to working accuracy.
pub(super) fn solve(mut matrix: Vec<Vec<f64>>, mut right: Vec<f64>) -> Option<Vec<f64>> {
    let n = right.len();
    for column in 0..n {
        let size = |r: &usize| matrix[*r][column].abs();
        let best = (column..n).max_by(|a, b| size(a).total_cmp(&size(b)))?;
        if !matrix[best][column].is_finite() || matrix[best][column].abs() < 1e-300 {
            return None;
        }
        matrix.swap(column, best);
        right.swap(column, best);
        let pivot = matrix[column].clone();
        for row in column + 1..n {
            let factor = matrix[row][column] / pivot[column];
            if factor != 0.0 {
                for (x, p) in matrix[row][column..].iter_mut().zip(&pivot[column..]) {
                    *x -= factor * p;
                }
                right[row] -= factor * right[column];
            }
        }
    }
    for row in (0..n).rev() {
        let known: f64 = (row + 1..n).map(|c| matrix[row][c] * right[c]).sum();
        right[row] = (right[row] - known) / matrix[row][row];
    }
    right.iter().all(|x| x.is_finite()).then_some(right)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_system_is_solved_whatever_the_order_of_its_rows() {
        let x = solve(vec![vec![0.0, 2.0], vec![3.0, 1.0]], vec![4.0, 5.0]).expect("regular");
        assert!((x[0] - 1.0).abs() < 1e-12 && (x[1] - 2.0).abs() < 1e-12);
    }

    #[test]
    fn a_singular_system_has_no_solution() {
        assert_eq!(
            solve(vec![vec![1.0, 1.0], vec![1.0, 1.0]], vec![1.0, 2.0]),
            None
        );
    }
}
