//! Campaigns and the glossary: two small files that hold texts and the order of levels.
//! Reads nodes; writes `Campaign` and `Glossary`.
//! Not here: levels themselves (`level::def`), where these files lie (`level::library`).
//! Rule text: DESIGN sections 3 and 10.

use serde::{Deserialize, Serialize};

use crate::level::ron::record::record;

/// A campaign: levels in order.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Campaign {
    /// Its id: the name of its folder.
    pub id: String,
    /// Title for players.
    pub title: String,
    /// What it is about, a paragraph.
    pub text: String,
    /// Folder names of its levels, in order.
    pub levels: Vec<String>,
}

/// The words of the game, explained to players.
#[derive(Clone, Debug, PartialEq, Default, Serialize, Deserialize)]
pub struct Glossary {
    /// The terms.
    pub terms: Vec<Term>,
}

/// One word of the game.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Term {
    /// The word.
    pub term: String,
    /// One or two sentences.
    pub text: String,
}

record! {
    Campaign { id, title, text, levels }
    Glossary { terms }
    Term { term, text }
}

#[cfg(test)]
mod tests {
    use super::super::tests::good;
    use super::*;

    #[test]
    fn a_campaign_lists_its_levels() {
        let campaign =
            good::<Campaign>("(id: \"a\", title: \"A\", text: \"t\", levels: [\"01-b\"])");
        assert_eq!(campaign.levels, ["01-b"]);
    }

    #[test]
    fn a_glossary_lists_terms() {
        let glossary = good::<Glossary>("(terms: [(term: \"pledge\", text: \"A promise.\")])");
        assert_eq!(glossary.terms[0].term, "pledge");
    }
}
