//! The codes of problems: one for each kind of mistake, with a title and the text `casus explain` prints.
//! Reads and writes nothing.
//! Not here: the messages for one place in one file (whoever finds the mistake writes them).
//! Rule text: none.

macro_rules! codes {
    ($($variant:ident $name:literal $title:literal $text:literal;)*) => {
        /// What kind of mistake a problem is.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code { $(#[doc = $title] $variant,)* }

        impl Code {
            /// Every code, in the order they are explained.
            pub const ALL: &'static [Code] = &[$(Code::$variant,)*];

            /// The name in messages and on the command line, words joined by hyphens.
            pub fn name(self) -> &'static str {
                match self { $(Code::$variant => $name,)* }
            }

            /// The mistake in a few words.
            pub fn title(self) -> &'static str {
                match self { $(Code::$variant => $title,)* }
            }

            /// What it means and what to do, in full sentences.
            pub fn explanation(self) -> &'static str {
                match self { $(Code::$variant => $text,)* }
            }
        }
    };
}

codes! {
    Syntax "syntax" "The text is not well-formed RON."
        "The reader expected something else here: a comma between two entries, a `:` after a field's name, a closing bracket, the end of a string. Structures are written `(name: value, …)`, lists `[a, b]`, maps `{\"key\": value}`, text in double quotes. A bracket that is never closed is often found only later; a hint then points at the line where, going by the indentation, it was due.";
    TooDeep "too-deep" "Brackets are nested too deeply."
        "A file may nest brackets 128 deep. No level needs more than a dozen, so this is usually a generated or damaged file.";
    TooLarge "too-large" "The file, or a text in it, is too long."
        "A file may hold 8 MiB, a single text 20,000 characters. Split the level's parts or shorten the text.";
    UnknownField "unknown-field" "A structure has a field that does not exist."
        "Unknown fields are refused so that a misspelt one is not silently ignored. The message names the nearest field that exists; remove the field if you meant none of them.";
    MissingField "missing-field" "A required field is missing."
        "The structure cannot be read without this field. Add it; the guide to the level format lists each field with its unit, range and an example.";
    DuplicateField "duplicate-field" "A field or key is given twice."
        "Each field of a structure and each key of a map may be given once. Keep the one you mean.";
    WrongType "wrong-type" "A value is of the wrong kind."
        "The message says what was expected and what was found. Common slips: a number in quotes, a name without quotes, `( )` for a list where `[ ]` is meant, a fraction where a whole number is needed.";
    OutOfRange "out-of-range" "A number is outside its range."
        "The message gives the range. Shares, chances and attitudes run from 0 to 1; strengths, money and people are never negative.";
    NotFinite "not-finite" "A number is infinite or not a number."
        "`inf` and `NaN` are legal RON, but nothing in a level can be infinite. Write a large finite number or leave the field out.";
    UnknownVariant "unknown-variant" "A choice is not one of those on offer."
        "This field takes one of a fixed set of names, listed in the message. The names are case-sensitive and written without quotes.";
    UnknownReference "unknown-reference" "Something is named that is not defined."
        "The text should be the id of a nation, alliance, treaty, act or the like, but nothing with that id exists in the level, its rules or its treaties. The nearest id is suggested.";
    DuplicateId "duplicate-id" "Two things of one kind have the same id."
        "Ids must differ within a kind, since everything else refers to things by id. Rename one of them and the places that refer to it.";
    BadId "bad-id" "An id is not well-formed."
        "An id starts with a lower-case letter and goes on with lower-case letters, digits, `-` and `_`, at most 64 characters in all. Ids become file names and parts of web addresses, so dots, slashes and blanks are refused. Names shown to players are a separate field and may hold anything.";
    DuplicateEntry "duplicate-entry" "A list names the same thing twice."
        "The second entry adds nothing. Remove it, or put in the one you meant.";
    EmptyAlliance "empty-alliance" "An alliance has no members."
        "An alliance needs at least one member nation (most need two), or none of its treaty's articles can ever be called. Add members or remove the alliance.";
    EmptyTreaty "empty-treaty" "A treaty has no articles."
        "A treaty without articles promises nothing, and nothing can call it due. Add at least one article, or remove the treaty.";
    EmptyLevel "empty-level" "A level has nothing to play with."
        "A level needs at least one nation, one seat and one objective.";
    EmptyText "empty-text" "A text shown to players is empty."
        "Names, briefings and descriptions are read on screen and by screen readers. Write at least a word.";
    Contradiction "contradiction" "Two values cannot both hold."
        "The message names both places. Typical: a range whose lower end lies above its upper end, an expiry before the signing, a member that is also the alliance's declared rival.";
    Cycle "cycle" "Things depend on each other in a ring."
        "Each of the things named needs another of them first, so none can ever come. Break the ring at one place.";
    SelfReference "self-reference" "Something refers to itself."
        "A nation cannot border, threaten, sanction or join itself. Name another.";
    Unreachable "unreachable" "Something can never happen."
        "Its condition excludes it: a turn after the last, a chance of zero, an order that is not in play. Change the condition or remove it.";
    Unused "unused" "Something is defined but never used."
        "It loads, but nothing refers to it. Use it or remove it.";
    MissingFile "missing-file" "A file that is referred to does not exist."
        "Paths are relative to the level's folder and may not leave it. Check the spelling; case matters on most systems.";
    Unreadable "unreadable" "A file cannot be read."
        "It exists but could not be opened or is not UTF-8 text. Check the permissions and save it as UTF-8.";
    UnsupportedFormat "unsupported-format" "The file's format version is not known to this program."
        "Each file starts with `format: 1`. A higher number was written for a newer program: update, or ask its author for an older version.";
    BadMap "bad-map" "The map is not usable."
        "The map is a GeoJSON FeatureCollection of polygons in longitude and latitude, one feature with an `id` for each nation. The message says which part is missing or damaged.";
    NoPlace "no-place" "A nation lies nowhere."
        "Distances and borders come from the map. Give the nation a feature with its id in the GeoJSON file beside the level, or a place `at: (km east, km north)`.";
    BadPath "bad-path" "A file name leaves the folder."
        "Files are named by their name alone and lie beside the level. Slashes, backslashes, colons and `..` are refused, so that a level can never read anything else.";
    TooFewAnswers "too-few-answers" "A matter has fewer than two answers."
        "A matter on the table is a choice. Give it at least two answers that are paid in different currencies.";
    WrongResponses "wrong-responses" "The response levels are not the five that exist."
        "A rules file lists exactly five response levels in this order: statement, sanctions, materiel, forces, combat. Their costs and effects are yours to set.";
    UnevenWeights "uneven-weights" "Weights do not sum to one."
        "The domains that carry an act are weights: they should sum to 1, or the act is stronger or weaker than its numbers say.";
    NoForces "no-forces" "A nation owns no capability at all."
        "It can neither defend itself nor help anybody. That may be meant (a state without an army); otherwise list what it owns under `capabilities`.";
    NoMatters "no-matters" "Nothing can be put on the table."
        "Neither the level nor its rules have a matter for a seat, so its turns have no questions. Add matters to the level, or use rules that have standing ones.";
    TooMany "too-many" "There are more things of a kind than the game can hold."
        "The message gives the limit. A level may hold up to 2,000 nations.";
    UnevenMatch "uneven-match" "The level can hardly be won or lost."
        "A trial run or a quick estimate shows one outcome almost always. It loads and plays; look at strengths, stakes and clock if that is not what you want.";
    TooManyProblems "too-many-problems" "More problems were found than are shown."
        "At most 200 problems of a file are listed. One early mistake often causes many later ones: mend the first few and check again.";
}

impl Code {
    /// The code with this name, if there is one.
    pub fn from_name(name: &str) -> Option<Code> {
        Self::ALL.iter().copied().find(|c| c.name() == name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_code_has_a_title_and_an_explanation_in_sentences() {
        for code in Code::ALL {
            assert!(code.title().ends_with('.'), "{code:?}");
            assert!(code.explanation().len() > 40, "{code:?}");
            assert!(code.explanation().ends_with('.'), "{code:?}");
        }
    }

    #[test]
    fn names_differ_and_are_words_joined_by_hyphens() {
        let names: BTreeSet<_> = Code::ALL.iter().map(|c| c.name()).collect();
        assert_eq!(names.len(), Code::ALL.len());
        let proper = |c: char| c.is_ascii_lowercase() || c == '-';
        assert!(names.iter().all(|n| n.chars().all(proper)));
    }

    #[test]
    fn names_follow_the_variants() {
        for code in Code::ALL {
            let mut words = String::new();
            for c in format!("{code:?}").chars() {
                if c.is_uppercase() && !words.is_empty() {
                    words.push('-');
                }
                words.push(c.to_ascii_lowercase());
            }
            assert_eq!(words, code.name());
        }
    }

    #[test]
    fn a_name_finds_its_code_and_others_find_none() {
        assert_eq!(Code::from_name("unknown-field"), Some(Code::UnknownField));
        assert_eq!(Code::from_name("unknown_field"), None);
    }
}
