//! What a written number, text or character is worth.
//! Reads the literal as it stands in the file; writes its value, or what is wrong with it and where inside it.
//! Not here: where a literal ends (`lexer`), whether the value fits its field (`values`).
//! Source: the grammar of `ron` 0.12 (docs/grammar.md).

/// Why a literal has no value: the offset of the culprit in it, its length, and the reason.
pub(super) type Flaw = (usize, usize, String);

/// A whole number, exactly: sign, `0x`, `0o`, `0b`, underscores, type suffix, or a byte `b'a'`. None if it is none.
pub(super) fn integer(literal: &str) -> Option<i128> {
    if let Some(byte) = literal.strip_prefix('b') {
        return character(byte).ok().map(|c| i128::from(u32::from(c)));
    }
    let (negative, digits) = match literal.as_bytes().first()? {
        b'-' => (true, &literal[1..]),
        b'+' => (false, &literal[1..]),
        _ => (false, literal),
    };
    let (base, digits) = match digits.get(..2) {
        Some("0x") => (16, &digits[2..]),
        Some("0o") => (8, &digits[2..]),
        Some("0b") => (2, &digits[2..]),
        _ => (10, digits),
    };
    let suffix = digits.find(['i', 'u']).unwrap_or(digits.len());
    let (digits, suffix) = digits.split_at(suffix);
    let known = [
        "", "i8", "i16", "i32", "i64", "i128", "u8", "u16", "u32", "u64", "u128",
    ];
    if !known.contains(&suffix) || digits.starts_with('_') {
        return None;
    }
    let mut value = 0_i128;
    let mut any = false;
    for c in digits.chars().filter(|c| *c != '_') {
        value = value
            .checked_mul(base)?
            .checked_add(i128::from(c.to_digit(base as u32)?))?;
        any = true;
    }
    any.then_some(if negative { -value } else { value })
}

/// Any number: its value and whether it was written as a whole number.
pub(super) fn number(literal: &str) -> Option<(f64, bool)> {
    if let Some(value) = integer(literal) {
        return Some((value as f64, true));
    }
    let (sign, body) = match literal.as_bytes().first()? {
        b'-' => (-1.0, &literal[1..]),
        b'+' => (1.0, &literal[1..]),
        _ => (1.0, literal),
    };
    let bare = body
        .strip_suffix("f32")
        .or(body.strip_suffix("f64"))
        .unwrap_or(body);
    let magnitude = match bare {
        "inf" => f64::INFINITY,
        "NaN" => f64::NAN,
        // `parse` would read words such as `infinity` too.
        _ if bare.starts_with(|c: char| c.is_ascii_digit() || c == '.') => decimal(bare)?,
        _ => return None,
    };
    let whole = bare.bytes().all(|b| b.is_ascii_digit() || b == b'_') && bare == body;
    Some((sign * magnitude, whole))
}

fn decimal(digits: &str) -> Option<f64> {
    let misplaced = digits.starts_with('_') || digits.contains("._");
    let plain: String = digits.chars().filter(|c| *c != '_').collect();
    if misplaced { None } else { plain.parse().ok() }
}

/// The text a string literal with its quotes stands for.
pub(super) fn text(literal: &str) -> Result<String, Flaw> {
    let body = literal
        .get(1..literal.len().saturating_sub(1))
        .unwrap_or("");
    if !body.contains('\\') {
        return Ok(body.to_owned());
    }
    let mut bytes = Vec::with_capacity(body.len());
    let mut at = 0;
    while let Some(length) = body[at..].find('\\') {
        bytes.extend_from_slice(&body.as_bytes()[at..at + length]);
        at += length;
        at += escape(&body[at..], &mut bytes).map_err(|(n, why)| (at + 1, n, why))?;
    }
    bytes.extend_from_slice(&body.as_bytes()[at..]);
    String::from_utf8(bytes).map_err(|_| {
        (
            0,
            literal.len(),
            "the `\\x` escapes in this text do not make UTF-8".to_owned(),
        )
    })
}

/// The text of a raw literal `r"…"`, `r#"…"#`.
pub(super) fn raw_text(literal: &str) -> String {
    let marks = literal.len() - literal.trim_start_matches(['r', '#']).len();
    let body = literal.get(marks + 1..literal.len().saturating_sub(marks));
    body.unwrap_or("").to_owned()
}

/// The character a literal with its quotes stands for.
pub(super) fn character(literal: &str) -> Result<char, Flaw> {
    let body = literal
        .get(1..literal.len().saturating_sub(1))
        .unwrap_or("");
    let mut chars = body.chars();
    match (chars.next(), chars.next()) {
        (Some('\\'), Some('\n' | '\r')) => {}
        (Some('\\'), _) => {
            let mut bytes = Vec::new();
            let used = escape(body, &mut bytes).map_err(|(n, why)| (1, n, why))?;
            let text = String::from_utf8(bytes).unwrap_or_default();
            if used == body.len()
                && let Some(c) = text.chars().next()
            {
                return Ok(c);
            }
        }
        (Some(c), None) => return Ok(c),
        _ => {}
    }
    Err((0, literal.len(), "this is not one character".to_owned()))
}

/// Reads one escape at the start of `body`; gives its length, or the length of what is wrong and why.
fn escape(body: &str, out: &mut Vec<u8>) -> Result<usize, (usize, String)> {
    let Some(kind) = body[1..].chars().next() else {
        return Err((1, "a text cannot end in a lone `\\`".to_owned()));
    };
    let simple = match kind {
        'n' => b'\n',
        'r' => b'\r',
        't' => b'\t',
        '0' => b'\0',
        '"' | '\'' | '\\' => kind as u8,
        'x' => {
            let digits = body
                .get(2..4)
                .filter(|d| d.bytes().all(|b| b.is_ascii_hexdigit()));
            let value = digits.and_then(|d| u8::from_str_radix(d, 16).ok());
            out.push(value.ok_or((2, "`\\x` is followed by two hexadecimal digits".to_owned()))?);
            return Ok(4);
        }
        'u' => return unicode_escape(body, out),
        '\n' | '\r' if body[1..].starts_with('\n') || body[1..].starts_with("\r\n") => {
            let rest = body[1..].trim_start_matches([' ', '\t', '\n', '\r']);
            return Ok(body.len() - rest.len());
        }
        _ => {
            let why = format!("there is no escape `\\{kind}`; a backslash is written `\\\\`");
            return Err((1 + kind.len_utf8(), why));
        }
    };
    out.push(simple);
    Ok(2)
}

fn unicode_escape(body: &str, out: &mut Vec<u8>) -> Result<usize, (usize, String)> {
    let digits = body[2..]
        .strip_prefix('{')
        .and_then(|t| t.split_once('}'))
        .map(|t| t.0);
    let proper =
        digits.filter(|d| (1..=6).contains(&d.len()) && d.bytes().all(|b| b.is_ascii_hexdigit()));
    let Some(digits) = proper else {
        return Err((
            2,
            "`\\u` is followed by one to six hexadecimal digits in `{}`".to_owned(),
        ));
    };
    let length = digits.len() + 4;
    let c = u32::from_str_radix(digits, 16)
        .ok()
        .and_then(char::from_u32);
    let Some(c) = c else {
        return Err((
            length,
            format!("`\\u{{{digits}}}` is not a Unicode character"),
        ));
    };
    out.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes());
    Ok(length)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_numbers_are_exact_in_every_base() {
        assert_eq!(integer("1_000"), Some(1000));
        assert_eq!(integer("-0x1F"), Some(-31));
        assert_eq!(integer("0b11"), Some(3));
        assert_eq!(integer("0o17u8"), Some(15));
        assert_eq!(integer("18446744073709551615"), Some(u64::MAX.into()));
        assert_eq!(integer("b'a'"), Some(97));
    }

    #[test]
    fn what_is_no_whole_number_is_none() {
        for literal in [
            "1.0", "1e3", "_1", "0x", "0xZZ", "12abc", "-", "1u7", "--3", "0b2",
        ] {
            assert_eq!(integer(literal), None, "{literal}");
        }
    }

    #[test]
    fn a_number_too_long_for_any_integer_does_not_wrap() {
        let long = "9".repeat(60);
        assert_eq!(integer(&long), None);
        assert_eq!(number(&long), Some((1e60, true)));
    }

    #[test]
    fn fractions_are_read_as_ron_reads_them() {
        for (literal, value) in [
            (".5", 0.5),
            ("1.", 1.0),
            ("1.5E-3", 0.0015),
            ("-1_0.0_1", -10.01),
            ("2.5f32", 2.5),
        ] {
            assert_eq!(number(literal), Some((value, false)), "{literal}");
        }
        assert_eq!(number("-inf").map(|n| n.0), Some(f64::NEG_INFINITY));
        assert!(number("NaNf64").is_some_and(|n| n.0.is_nan()));
    }

    #[test]
    fn malformed_numbers_are_none() {
        for literal in ["1.2.3", "1e", "infinity", "1._5", "1..2", "0x1.5", "nan"] {
            assert_eq!(number(literal), None, "{literal}");
        }
    }

    #[test]
    fn escapes_become_characters() {
        assert_eq!(
            text(r#""a\n\t\"\\\u{e4}\xC3\xA4""#),
            Ok("a\n\t\"\\ää".to_owned())
        );
        assert_eq!(text("\"a\\\n   b\""), Ok("ab".to_owned()));
    }

    #[test]
    fn a_bad_escape_is_found_at_its_place() {
        let flaw = text(r#""ab\qc""#).err().map(|f| (f.0, f.1));
        assert_eq!(flaw, Some((3, 2)));
        assert!(text(r#""\u{D800}""#).is_err());
        assert!(text(r#""\xFF""#).is_err());
    }

    #[test]
    fn raw_texts_keep_everything() {
        assert_eq!(raw_text(r####"r##"a\n"#"##"####), "a\\n\"#");
        assert_eq!(raw_text("r\"\""), "");
    }

    #[test]
    fn characters_may_be_escaped() {
        assert_eq!(character("'ß'"), Ok('ß'));
        assert_eq!(character(r"'\''"), Ok('\''));
        assert_eq!(character(r"'\u{1F600}'"), Ok('😀'));
        assert!(character("'ab'").is_err());
    }
}
