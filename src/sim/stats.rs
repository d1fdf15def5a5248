//! Statistics of many matches: outcomes by seat, means with 95 % intervals, and uses of everything the rules hold.
//! Reads tallies in the order of their games, so that the numbers do not depend on who played which; writes a `Summary`.
//! Not here: playing the games (`sim::batch`), what one game amounts to (`sim::tally`), printing (`cli::sim`).
//! Source: normal approximation of a mean's interval, 1.96 standard errors with Bessel's correction; Wilson 1927 for shares.

use std::collections::BTreeMap;

use serde::Serialize;

use super::fare::Fare;
use super::tally::{Counts, Kind, MEASURES, Tally};
use crate::rules::standing::Ending;

/// How a seat fared.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Outcomes {
    /// Games won.
    pub won: u64,
    /// Games lost.
    pub lost: u64,
}

/// A mean with its 95 % interval.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Mean {
    /// The mean.
    pub mean: f64,
    /// The interval's lower end.
    pub low: f64,
    /// The interval's upper end.
    pub high: f64,
}

/// How a seat under study fared, with 95 % intervals.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SeatMeans {
    /// Share of games won.
    pub won: Mean,
    /// Share of games in which each goal was met at the end, by its id.
    pub goals: BTreeMap<String, Mean>,
    /// Chances of attack summed over a match.
    pub risk: Mean,
    /// Share of risk removed against the same match with the seat idle.
    pub removed: Mean,
    /// Stars.
    pub stars: Mean,
}

/// What many matches amounted to.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Summary {
    /// Games played.
    pub games: u64,
    /// Seconds it took.
    pub seconds: f64,
    /// Games a second.
    pub games_per_second: f64,
    /// Won and lost by seat.
    pub outcomes: BTreeMap<String, Outcomes>,
    /// Seats under study.
    pub seats: BTreeMap<String, SeatMeans>,
    /// Means over games.
    pub means: BTreeMap<&'static str, Mean>,
    /// Uses by kind and id.
    pub counts: BTreeMap<&'static str, BTreeMap<String, u64>>,
}

/// Sums tallies up, in their order; `known` lists everything that could have been used.
pub fn summarise(tallies: &[Tally], known: &Counts, seconds: f64) -> Summary {
    let mut outcomes: BTreeMap<String, Outcomes> = BTreeMap::new();
    let mut counts = known.clone();
    for tally in tallies {
        for (seat, ending) in &tally.endings {
            let outcome = outcomes.entry(seat.clone()).or_default();
            match ending {
                Ending::Won => outcome.won += 1,
                Ending::Lost | Ending::Open => outcome.lost += 1,
            }
        }
        for (key, count) in &tally.counts {
            *counts.entry(key.clone()).or_default() += count;
        }
    }
    let column = |i: usize| tallies.iter().map(move |t| t.measures[i]);
    let means = MEASURES
        .iter()
        .enumerate()
        .map(|(i, (name, _))| (*name, mean(column(i))))
        .collect();
    let mut by_kind: BTreeMap<&'static str, BTreeMap<String, u64>> = Kind::ALL
        .iter()
        .map(|k| (k.word(), BTreeMap::new()))
        .collect();
    for ((kind, id), count) in counts {
        by_kind.entry(kind.word()).or_default().insert(id, count);
    }
    let games = tallies.len() as u64;
    let games_per_second = if seconds > 0.0 {
        games as f64 / seconds
    } else {
        0.0
    };
    Summary {
        games,
        seconds,
        games_per_second,
        outcomes,
        seats: seats(tallies),
        means,
        counts: by_kind,
    }
}

fn seats(tallies: &[Tally]) -> BTreeMap<String, SeatMeans> {
    let fares = |seat: &str, value: fn(&Fare) -> f64| {
        let of_seat = tallies.iter().flat_map(|t| &t.fares);
        let values: Vec<f64> = of_seat.filter(|f| f.seat == seat).map(value).collect();
        values
    };
    let all = tallies.iter().flat_map(|t| &t.fares);
    let ids: std::collections::BTreeSet<&str> = all.map(|f| f.seat.as_str()).collect();
    let means = |seat: &str| SeatMeans {
        won: share(&fares(seat, |f| f64::from(u8::from(f.won)))),
        goals: goals(tallies, seat),
        risk: mean(fares(seat, |f| f.risk).into_iter()),
        removed: mean(fares(seat, |f| f.removed).into_iter()),
        stars: mean(fares(seat, |f| f.stars).into_iter()),
    };
    ids.into_iter().map(|s| (s.to_string(), means(s))).collect()
}

fn goals(tallies: &[Tally], seat: &str) -> BTreeMap<String, Mean> {
    let mut met: BTreeMap<String, Vec<f64>> = BTreeMap::new();
    let of_seat = tallies
        .iter()
        .flat_map(|t| &t.fares)
        .filter(|f| f.seat == seat);
    for (goal, was_met) in of_seat.flat_map(|f| &f.goals) {
        let value = f64::from(u8::from(*was_met));
        met.entry(goal.clone()).or_default().push(value);
    }
    met.into_iter()
        .map(|(goal, values)| (goal, share(&values)))
        .collect()
}

/// The share of ones among zeros and ones, with Wilson's interval, which holds near 0 and 1 too.
pub fn share(values: &[f64]) -> Mean {
    let count = values.len() as f64;
    if count < 1.0 {
        return mean(std::iter::empty());
    }
    let (p, z2) = (values.iter().sum::<f64>() / count, 1.96 * 1.96 / count);
    let centre = (p + z2 / 2.0) / (1.0 + z2);
    let half = (z2 * p * (1.0 - p) + z2 * z2 / 4.0).sqrt() / (1.0 + z2);
    Mean {
        mean: p,
        low: (centre - half).max(0.0),
        high: (centre + half).min(1.0),
    }
}

/// The mean of values with its 95 % interval; an interval of one value is the value.
pub fn mean(values: impl Iterator<Item = f64> + Clone) -> Mean {
    let count = values.clone().count() as f64;
    if count < 1.0 {
        return Mean {
            mean: 0.0,
            low: 0.0,
            high: 0.0,
        };
    }
    let mean = values.clone().sum::<f64>() / count;
    let squares: f64 = values.map(|v| (v - mean) * (v - mean)).sum();
    let half = if count > 1.0 {
        1.96 * (squares / (count - 1.0) / count).sqrt()
    } else {
        0.0
    };
    Mean {
        mean,
        low: mean - half,
        high: mean + half,
    }
}

impl Summary {
    /// Ids that were never used, by kind.
    pub fn unused(&self) -> Vec<(&'static str, &str)> {
        self.counts
            .iter()
            .flat_map(|(kind, ids)| {
                ids.iter()
                    .filter(|(_, n)| **n == 0)
                    .map(|(id, _)| (*kind, id.as_str()))
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tally(ending: Ending, orders: u64) -> Tally {
        let mut tally = Tally {
            endings: vec![("council".into(), ending)],
            ..Default::default()
        };
        tally.counts.insert((Kind::Orders, "invest".into()), orders);
        tally
    }

    #[test]
    fn the_interval_of_equal_values_is_the_value() {
        let mean = mean([2.0, 2.0, 2.0].into_iter());
        assert_eq!((mean.low, mean.mean, mean.high), (2.0, 2.0, 2.0));
    }

    #[test]
    fn the_interval_is_two_standard_errors_either_side() {
        let mean = mean([1.0, 3.0].into_iter());
        assert_eq!(mean.mean, 2.0);
        assert!((mean.high - 2.0 - 1.96).abs() < 1e-12, "{mean:?}");
    }

    #[test]
    fn a_share_of_none_or_all_is_still_uncertain() {
        // Wilson's interval for 10 of 10 and 0 of 10: 0.7225 to 1, 0 to 0.2775.
        let (all, none) = (share(&[1.0; 10]), share(&[0.0; 10]));
        assert!((all.low - 0.7225).abs() < 1e-4 && (all.high - 1.0).abs() < 1e-12);
        assert!((none.high - 0.2775).abs() < 1e-4 && none.low.abs() < 1e-12);
    }

    #[test]
    fn the_mean_of_no_games_is_zero() {
        assert_eq!(mean(std::iter::empty()).mean, 0.0);
    }

    #[test]
    fn wins_and_losses_are_counted_by_seat() {
        let summary = summarise(
            &[tally(Ending::Won, 1), tally(Ending::Lost, 2)],
            &Counts::new(),
            0.5,
        );
        assert_eq!(summary.outcomes["council"], Outcomes { won: 1, lost: 1 });
        assert_eq!(summary.games_per_second, 4.0);
    }

    #[test]
    fn uses_are_summed_and_what_was_never_used_is_named() {
        let known = Counts::from([
            ((Kind::Orders, "invite".into()), 0),
            ((Kind::Orders, "invest".into()), 0),
        ]);
        let summary = summarise(&[tally(Ending::Won, 1), tally(Ending::Won, 2)], &known, 1.0);
        assert_eq!(summary.counts["orders"]["invest"], 3);
        assert_eq!(summary.unused(), [("orders", "invite")]);
    }
}
