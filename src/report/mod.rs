//! What is read after (or beside) play: the ledger of decisions, for text and export.
//! Reads matches through `view`; writes pages and serialisable values.
//! Not here: what a seat is shown while playing (`view`), commands (`cli`).
//! Rule text: DESIGN section 8, room `report`.

pub mod ledger;
