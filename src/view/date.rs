//! The date of a turn: the level's first date plus the turns that passed.
//! Reads the level's clock; changes nothing.
//! Not here: the running clock (`rules::clock`).
//! Rule text: DESIGN section 4, "A turn is a quarter of a year unless the level says otherwise".

use crate::level::def::ClockDef;

const SEASONS: [&str; 4] = ["spring", "summer", "autumn", "winter"];
const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// The date of a turn (from 1): "Autumn 2032", "March 1962", "1985", or the start and the turn where the start is something else.
pub fn date(clock: &ClockDef, turn: u32) -> String {
    let years = f64::from(turn.saturating_sub(1)) * clock.years;
    let start = clock.start.trim();
    let (word, year) = start.rsplit_once(' ').unwrap_or(("", start));
    let other = || {
        if turn <= 1 {
            start.to_owned()
        } else {
            format!("{start}, turn {turn}")
        }
    };
    let Ok(year) = year.parse::<i32>() else {
        return other();
    };
    let lower = word.to_lowercase();
    if word.is_empty() {
        return format!("{}", year.saturating_add(whole(years)));
    }
    let named = |names: &[&str]| -> Option<String> {
        let first = names.iter().position(|n| *n == lower)?;
        let passed = whole(years * names.len() as f64).max(0) as usize + first;
        let name = super::words::capital(names[passed % names.len()]);
        Some(format!(
            "{name} {}",
            year.saturating_add(whole((passed / names.len()) as f64))
        ))
    };
    named(&SEASONS)
        .or_else(|| named(&MONTHS))
        .unwrap_or_else(other)
}

fn whole(value: f64) -> i32 {
    (value + 1e-9).floor().clamp(-1e6, 1e6) as i32
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check_date(start: &str, years: f64, turn: u32, expected: &str) {
        assert_eq!(
            date(
                &ClockDef {
                    turns: 12,
                    years,
                    start: start.to_owned()
                },
                turn
            ),
            expected
        );
    }

    #[test]
    fn quarters_walk_through_the_seasons() {
        check_date("Spring 2031", 0.25, 1, "Spring 2031");
        check_date("Spring 2031", 0.25, 4, "Winter 2031");
        check_date("Spring 2031", 0.25, 5, "Spring 2032");
        check_date("Autumn 2031", 0.5, 2, "Spring 2032");
    }

    #[test]
    fn months_and_bare_years_work_too() {
        check_date("March 1962", 1.0 / 12.0, 11, "January 1963");
        check_date("1985", 1.0, 3, "1987");
    }

    #[test]
    fn a_start_that_is_no_date_is_kept_with_the_turn() {
        check_date("After the flood", 0.25, 1, "After the flood");
        check_date("After the flood", 0.25, 3, "After the flood, turn 3");
    }
}
