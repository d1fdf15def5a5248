//! Invented names: of nations, their people, their leaders and alliances. Pronounceable and never twice.
//! Reads dice; writes names and ids.
//! Not here: who bears them (`generate::people`).
//! Source: own.

use std::collections::BTreeSet;

use super::dice::Dice;

const STARTS: [&str; 28] = [
    "b", "br", "c", "d", "dr", "f", "fl", "g", "gr", "h", "j", "k", "kr", "l", "m", "n", "p", "r",
    "s", "st", "t", "th", "tr", "v", "w", "y", "z", "",
];
const VOWELS: [&str; 8] = ["a", "e", "i", "o", "u", "ae", "ei", "ou"];
const MIDDLES: [&str; 16] = [
    "l", "r", "n", "m", "s", "v", "ld", "nd", "rn", "st", "th", "lm", "rk", "sk", "nt", "d",
];
const ENDS: [&str; 8] = ["ia", "a", "mark", "en", "or", "ar", "is", "land"];
const FIRST: [&str; 16] = [
    "Ada", "Boris", "Clara", "Dario", "Elin", "Farid", "Greta", "Hugo", "Ines", "Jonas", "Karin",
    "Liam", "Mara", "Nils", "Olga", "Pavel",
];
const CHARACTERS: [&str; 12] = [
    "patient, and counts everything twice",
    "brave on the telephone",
    "remembers every slight, and most favours",
    "a lawyer, and sounds like one",
    "loved abroad, tolerated at home",
    "tired, and therefore honest",
    "a general who prefers maps to people",
    "reads the files, which surprises everybody",
    "fond of parades",
    "cautious to the point of elegance",
    "in a hurry",
    "a grandmother first, she says",
];

/// Names that were not given yet.
#[derive(Default)]
pub struct Names(BTreeSet<String>);

impl Names {
    /// A name for a nation, and its adjective.
    pub fn nation(&mut self, dice: &mut Dice) -> (String, String) {
        loop {
            let stem = stem(dice);
            let end = dice.pick(&ENDS);
            let name = capital(&format!("{stem}{end}"));
            if name.len() <= 14 && self.0.insert(name.to_lowercase()) {
                let adjective = match end {
                    "ia" => format!("{}ian", capital(&stem)),
                    "a" => format!("{}an", capital(&stem)),
                    "land" => format!("{}ish", capital(&stem)),
                    _ => format!("{name}ian"),
                };
                return (name, adjective);
            }
        }
    }

    /// A name for an alliance, after a place of its own.
    pub fn alliance(&mut self, dice: &mut Dice) -> String {
        let kind = dice.pick(&["Pact", "League", "Compact", "Union", "Accord"]);
        loop {
            let place = capital(&format!(
                "{}{}",
                stem(dice),
                dice.pick(&["burg", "haven", "ford", "mouth"])
            ));
            if self.0.insert(place.to_lowercase()) {
                return format!("{place} {kind}");
            }
        }
    }
}

/// A leader's name and character.
pub fn leader(dice: &mut Dice) -> (String, &'static str) {
    let last = format!(
        "{}{}",
        stem(dice),
        dice.pick(&["ov", "sen", "ez", "ini", "er", "aki"])
    );
    (
        format!("{} {}", dice.pick(&FIRST), capital(&last)),
        dice.pick(&CHARACTERS),
    )
}

fn stem(dice: &mut Dice) -> String {
    let mut stem = format!(
        "{}{}{}",
        dice.pick(&STARTS),
        dice.pick(&VOWELS),
        dice.pick(&MIDDLES)
    );
    if dice.chance(0.35) {
        stem += &format!("{}{}", dice.pick(&VOWELS[..5]), dice.pick(&MIDDLES[..6]));
    }
    stem
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::level::ron::decode::is_id;

    #[test]
    fn two_thousand_nations_have_two_thousand_names_that_make_ids() {
        let (mut names, mut dice) = (Names::default(), Dice::new(1, 1));
        let all: BTreeSet<String> = (0..2000)
            .map(|_| names.nation(&mut dice).0.to_lowercase())
            .collect();
        assert_eq!(all.len(), 2000);
        assert!(all.iter().all(|n| is_id(n)));
    }

    #[test]
    fn leaders_have_two_names_and_a_character() {
        let (name, character) = leader(&mut Dice::new(1, 1));
        assert_eq!(name.split(' ').count(), 2);
        assert!(!character.is_empty());
    }
}
