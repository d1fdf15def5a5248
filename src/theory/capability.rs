//! A nation's share of the world's material capability.
//! Reads components and world totals in any units; writes a share.
//! Not here: fielded strength by domain (`rules`), strength at a distance (`distance`).
//! Rule text: Singer, Bremer & Stuckey 1972 (CINC); figures in tests from Correlates of War, National Material Capabilities 6.0.

use super::amount;

/// Composite index of national capability: mean over components that are not missing of `component / world total`.
/// Components without a world total count as missing; 0 if all are. The world's sum may exceed 1 for that reason.
pub fn cinc(components: &[Option<f64>], world_totals: &[f64]) -> f64 {
    let (mut sum, mut known) = (0.0, 0.0);
    for (component, total) in components.iter().zip(world_totals) {
        if let Some(component) = component
            && *total > 0.0
        {
            sum += amount(*component) / total;
            known += 1.0;
        }
    }
    if known > 0.0 { sum / known } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::theory::testing::check_near;

    /// World totals of 1950: milex, milper, irst, pec, tpop, upop.
    const WORLD_1950: [f64; 6] = [
        44600042.0, 17492.0, 168611.0, 2297288.0, 2144164.0, 267805.0,
    ];

    fn check_cinc(components: [f64; 6], world: [f64; 6], share: f64) {
        check_near(cinc(&components.map(Some), &world), share, 1e-6);
    }

    #[test]
    fn germany_1913_matches_the_published_index() {
        check_cinc(
            [88418.0, 859.0, 17609.0, 201693.0, 66978.0, 14115.0],
            [591778.0, 6835.0, 73947.0, 1296694.0, 1212508.0, 103858.0],
            0.14331791,
        );
    }

    #[test]
    fn the_united_states_1950_match_the_published_index() {
        check_cinc(
            [14559000.0, 1460.0, 87848.0, 1241836.0, 152271.0, 43964.0],
            WORLD_1950,
            0.28444302,
        );
    }

    #[test]
    fn the_soviet_union_1980_matches_the_published_index() {
        check_cinc(
            [201000000.0, 3900.0, 148000.0, 1889798.0, 265484.0, 100807.0],
            [
                635269735.0,
                26722.0,
                718897.0,
                10679359.0,
                4411202.0,
                943906.0,
            ],
            0.16869316,
        );
    }

    #[test]
    fn china_2016_matches_the_published_index() {
        check_cinc(
            [
                145039000.0,
                2333.0,
                807609.0,
                5709691.0,
                1403500.0,
                526464.0,
            ],
            [
                1503924000.0,
                19700.0,
                1626954.0,
                21897370.0,
                7448156.0,
                2344974.0,
            ],
            0.23082519,
        );
    }

    #[test]
    fn luxembourg_1950_counts_a_zero_as_known() {
        check_cinc(
            [3396.0, 3.0, 2451.0, 1085.0, 296.0, 0.0],
            WORLD_1950,
            0.00256574,
        );
    }

    #[test]
    fn missing_components_are_left_out_of_the_mean() {
        check_near(
            cinc(&[Some(1.0), None, Some(3.0)], &[10.0, 10.0, 10.0]),
            0.2,
            1e-12,
        );
        check_near(cinc(&[Some(1.0), Some(1.0)], &[10.0, 0.0]), 0.1, 1e-12);
    }

    #[test]
    fn nothing_known_is_nothing() {
        assert_eq!(cinc(&[], &[]), 0.0);
        assert_eq!(cinc(&[None, None], &[1.0, 1.0]), 0.0);
        assert!(cinc(&[Some(1e12), Some(-1.0)], &[1e-12, 1.0]).is_finite());
    }
}
