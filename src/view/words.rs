//! Numbers as words, ranges and small bars: the one place where figures are rounded for display.
//! Reads plain numbers; changes nothing. Ranges never claim more precision than the estimate has.
//! Not here: sentences about things of the match (the views), units of the rules (`rules`).
//! Rule text: DESIGN section 8, "Display rounds, rules do not".

/// A chance in words, after the scale intelligence services use.
pub fn likelihood(chance: f64) -> &'static str {
    pick(
        chance,
        &[0.02, 0.1, 0.3, 0.45, 0.55, 0.7, 0.9],
        &[
            "hardly thinkable",
            "very unlikely",
            "unlikely",
            "less likely than not",
            "about even",
            "more likely than not",
            "likely",
            "very likely",
        ],
    )
}

/// A share in words.
pub fn degree(share: f64) -> &'static str {
    pick(
        share,
        &[0.15, 0.35, 0.6, 0.8],
        &["very low", "low", "middling", "high", "very high"],
    )
}

/// The size of a change in a share, in words.
pub fn step(by: f64) -> &'static str {
    pick(by.abs(), &[0.025, 0.065], &["a little", "somewhat", "much"])
}

fn pick(value: f64, bounds: &[f64], words: &[&'static str]) -> &'static str {
    let place = bounds.iter().take_while(|b| value >= **b).count();
    words.get(place).copied().unwrap_or("unknown")
}

/// A figure: whole above twenty, one decimal below, never "-0".
pub fn figure(value: f64) -> String {
    if !value.is_finite() {
        return "?".to_owned();
    }
    let tenths = (value * 10.0).round() / 10.0;
    let value = if tenths.abs() >= 20.0 {
        value.round()
    } else {
        tenths
    };
    let value = if value == 0.0 { 0.0 } else { value };
    if value.fract() == 0.0 {
        format!("{value:.0}")
    } else {
        format!("{value:.1}")
    }
}

/// A share as a whole percentage.
pub fn percent(share: f64) -> String {
    if share.is_finite() {
        format!("{:.0} %", (share * 100.0).round() + 0.0)
    } else {
        "?".to_owned()
    }
}

/// A share of product as a percentage with one decimal: burdens differ in tenths.
pub fn fine_percent(share: f64) -> String {
    if share.is_finite() {
        format!("{:.1} %", share * 100.0)
    } else {
        "?".to_owned()
    }
}

/// A signed term of a score.
pub fn signed(value: f64) -> String {
    let rounded = (value * 100.0).round() / 100.0 + 0.0;
    format!("{rounded:+.2}")
}

/// The range an estimate stands for: best guess times exp(-/+ sigma).
pub fn band(best: f64, sigma: f64) -> (f64, f64) {
    (
        best * libm::exp(-sigma.abs()),
        best * libm::exp(sigma.abs()),
    )
}

/// A range in figures: "12-18", or one figure when the ends look the same.
pub fn range((low, high): (f64, f64)) -> String {
    let (low, high) = (figure(low), figure(high));
    if low == high {
        low
    } else {
        format!("{low}-{high}")
    }
}

/// A bar of `width` columns for 0 to `most`: the range as `=`, the best guess as `|`, the rest as `.`.
pub fn bar((low, high): (f64, f64), best: f64, most: f64, width: usize) -> String {
    let last = width.saturating_sub(1) as f64;
    let place = |v: f64| {
        if most > 0.0 {
            (v / most * last).round().clamp(0.0, last) as usize
        } else {
            0
        }
    };
    let (from, tick, to) = (place(low), place(best), place(high));
    (0..width)
        .map(|i| match i {
            _ if i == tick => '|',
            _ if (from..=to).contains(&i) => '=',
            _ => '.',
        })
        .collect()
}

/// Names as in a sentence: "A", "A and B", "A, B and C".
pub fn list(names: &[&str], joint: &str) -> String {
    match names {
        [] => "nobody".to_owned(),
        [one] => (*one).to_owned(),
        [most @ .., last] => format!("{} {joint} {last}", most.join(", ")),
    }
}

/// A noun with its article where it takes one: "an invasion", "sabotage".
pub fn indefinite(noun: &str) -> String {
    const MASS: [&str; 6] = ["age", "ism", "ation", "cy", "ment", "ing"];
    let mass = noun
        .split_whitespace()
        .any(|word| MASS.iter().any(|end| word.ends_with(end)));
    match noun.chars().next() {
        _ if mass => noun.to_owned(),
        Some('a' | 'e' | 'i' | 'o' | 'u' | 'A' | 'E' | 'I' | 'O' | 'U') => format!("an {noun}"),
        _ => format!("a {noun}"),
    }
}

/// "1 turn", "3 turns".
pub fn count(number: u32, one: &str) -> String {
    if number == 1 {
        format!("1 {one}")
    } else {
        format!("{number} {one}s")
    }
}

/// The text with its first letter a capital.
pub fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chances_are_words_in_order() {
        assert_eq!(likelihood(0.0), "hardly thinkable");
        assert_eq!(likelihood(0.5), "about even");
        assert_eq!(likelihood(1.0), "very likely");
    }

    #[test]
    fn figures_never_claim_false_precision() {
        assert_eq!(figure(123.456), "123");
        assert_eq!(figure(12.34), "12.3");
        assert_eq!(figure(3.0), "3");
        assert_eq!(figure(-0.01), "0");
        assert_eq!(figure(f64::NAN), "?");
    }

    #[test]
    fn a_range_has_two_ends_only_when_they_differ() {
        assert_eq!(range((12.0, 18.0)), "12-18");
        assert_eq!(range((3.0, 3.01)), "3");
    }

    #[test]
    fn a_band_is_wider_when_less_is_known() {
        let (low, high) = band(15.0, 0.2);
        assert!(low > 12.0 && low < 15.0 && high > 15.0 && high < 18.5);
        let wide = band(15.0, 0.5);
        assert!(wide.0 < low && wide.1 > high);
    }

    #[test]
    fn a_bar_shows_range_and_tick() {
        assert_eq!(bar((2.0, 6.0), 4.0, 10.0, 11), "..==|==....");
        assert_eq!(bar((0.0, 0.0), 0.0, 0.0, 5), "|....");
    }

    #[test]
    fn names_are_joined_as_in_a_sentence() {
        assert_eq!(list(&["A", "B", "C"], "and"), "A, B and C");
        assert_eq!(list(&["A"], "or"), "A");
        assert_eq!(list(&[], "and"), "nobody");
    }

    #[test]
    fn acts_take_the_article_they_need() {
        let with = [
            "invasion",
            "limited grab",
            "sabotage",
            "disinformation",
            "piracy and harassment at sea",
        ];
        let expected = [
            "an invasion",
            "a limited grab",
            "sabotage",
            "disinformation",
            "piracy and harassment at sea",
        ];
        assert_eq!(with.map(indefinite), expected);
    }

    #[test]
    fn one_turn_is_not_turns() {
        assert_eq!(count(1, "turn"), "1 turn");
        assert_eq!(count(0, "turn"), "0 turns");
    }

    #[test]
    fn terms_carry_their_sign() {
        assert_eq!(signed(0.4), "+0.40");
        assert_eq!(signed(-0.001), "+0.00");
    }

    #[test]
    fn steps_grow_with_the_change() {
        assert_eq!(
            [step(0.01), step(-0.05), step(0.2)],
            ["a little", "somewhat", "much"]
        );
        assert_eq!(
            [degree(0.0), degree(0.5), degree(1.0)],
            ["very low", "middling", "very high"]
        );
    }
}
