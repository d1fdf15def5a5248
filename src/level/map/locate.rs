//! Finding a place in JSON text from what a JSON reader tells: lines and columns, words, the n-th point of a feature.
//! Reads text only; works on bytes and never panics, whatever the text.
//! Not here: positions in RON files, which the RON reader keeps itself (`level::ron`).
//! Source: own; JSON readers keep no positions once a text is read.

/// The byte at a line and column, both from 1, as `serde_json` counts them; the end if there is no such line.
pub fn offset(text: &str, line: usize, column: usize) -> usize {
    let mut start = 0;
    for _ in 1..line {
        match text[start..].find('\n') {
            Some(next) => start += next + 1,
            None => break,
        }
    }
    let mut at = (start + column.saturating_sub(1)).min(text.len().saturating_sub(1));
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// Where a word is found at or after a byte.
pub fn word(text: &str, from: usize, word: &str) -> Option<usize> {
    text.get(from..)?.find(word).map(|found| from + found)
}

/// Where the n-th point (from 0) after the next `"coordinates"` stands: the n-th bracket without brackets inside.
pub fn nth_position(text: &str, from: usize, n: usize) -> Option<usize> {
    let start = word(text, from, "\"coordinates\"")?;
    let (mut open, mut seen) = (None, 0);
    for (at, byte) in text.as_bytes().iter().enumerate().skip(start) {
        match byte {
            b'[' => open = Some(at),
            b']' => {
                if let Some(open) = open.take() {
                    if seen == n {
                        return Some(open);
                    }
                    seen += 1;
                }
            }
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_and_column_are_found() {
        let text = "ab\ncdé\nf";
        assert_eq!(&text[offset(text, 2, 2)..offset(text, 2, 2) + 1], "d");
        assert_eq!(offset(text, 1, 1), 0);
    }

    #[test]
    fn a_place_beyond_the_text_is_its_end() {
        assert_eq!(offset("ab", 9, 9), 1);
        assert_eq!(offset("", 1, 1), 0);
        assert_eq!(offset("aé", 1, 3), 1);
    }

    #[test]
    fn the_nth_point_is_the_nth_innermost_bracket() {
        let text = "\"coordinates\": [[[0, 1], [2, 3]]]";
        assert_eq!(
            nth_position(text, 0, 1).map(|at| &text[at..at + 6]),
            Some("[2, 3]")
        );
        assert_eq!(nth_position(text, 0, 2), None);
    }
}
