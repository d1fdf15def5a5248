//! Reading a level file: its fields with ranges and defaults.
//! Reads nodes; writes `LevelDef` and its parts, and notes what they define and refer to.
//! Not here: what must hold between fields (`level::check`), maps (`level::map`).
//! Rule text: DESIGN section 10.

use crate::level::def::{
    AllianceDef, AmbitionDef, ClockDef, Leader, Lesson, LevelDef, MemberDef, NationDef, Plays,
    RelationDef, SeatDef,
};
use crate::level::ron::record::{record, variants};
use crate::rules::definition::Posture;
use crate::rules::nation::RegimeKind;

record! {
    LevelDef {
        format = super::FORMAT,
        id,
        title,
        briefing,
        rules: refers(Rules) = "standard".to_owned(),
        map = None,
        clock,
        seats,
        nations,
        alliances = Vec::new(),
        relations = Vec::new(),
        orders: each_refers(Order) = Vec::new(),
        matters = Vec::new(),
        events = Vec::new(),
        lesson = None,
    }
    ClockDef {
        turns: in 1..=400,
        years: in 0.01..=10.0 = 0.25,
        start,
    }
    SeatDef {
        id: define(Seat),
        plays,
        title,
        briefing = String::new(),
        objectives,
    }
    NationDef {
        id: define(Nation),
        name,
        adjective,
        leader,
        text,
        region,
        product: in 0.001..=10000000.0,
        growth: in -0.5..=0.5 = 0.02,
        burden: in 0.0..=0.5 = 0.02,
        money: in 0.0..=1000000.0 = 0.0,
        regime,
        election: in 1..=400 = None,
        will: in 0.0..=1.0 = 0.5,
        support: in 0.0..=1.0 = 0.5,
        resilience: in 0.0..=1.0 = 0.5,
        stability: in 0.0..=1.0 = 0.7,
        forensics: in 0.0..=1.0 = 0.3,
        dependence: in 0.0..=1.0 = 0.2,
        patrol: in 0.0..=1.0 = 0.3,
        climate: in -5.0..=5.0 = 0.0,
        capabilities,
        ambition = None,
        posture = Posture::Hedger,
        at: in -20000.0..=20000.0 = None,
    }
    Leader {
        name,
        office,
        character,
    }
    AmbitionDef {
        appetite: in 0.0..=1.0,
        resolve: in 0.0..=1.0,
        claims: each_refers(Nation) = Vec::new(),
        acts: each_refers(Act) = Vec::new(),
    }
    AllianceDef {
        id: define(Alliance),
        name,
        treaty: refers(Treaty),
        cohesion: in 0.0..=1.0 = 0.6,
        money: in 0.0..=1000000.0 = 0.0,
        members,
        posture = Posture::Committer,
        text,
    }
    MemberDef {
        nation: refers(Nation),
        pledge: in 0.0..=1.0 = 0.3,
        niche = None,
        reservations = Vec::new(),
        weight: in 0.0..=1000.0 = 1.0,
    }
    RelationDef {
        between: refers(Nation),
        rivalry: in 0.0..=1.0 = 0.0,
        trust: in 0.0..=1.0 = None,
        trade: in 0.0..=1.0 = 0.2,
        km: in 0.0..=20000.0 = None,
        border = None,
    }
    Lesson {
        outcome,
        minutes: in 1..=600,
        questions = Vec::new(),
    }
}

variants!(Plays { Nation(refers(Nation)), Council(refers(Alliance)) });
variants!(RegimeKind {
    Democracy,
    Party,
    Monarchy,
    Personalist
});

#[cfg(test)]
mod tests {
    use super::super::tests::{good, read};
    use super::*;
    use crate::level::problem::Code;

    const NATION: &str = "(id: \"arda\", name: \"Arda\", adjective: \"Ardan\", text: \"t\", region: \"north\", product: 50, \
                          leader: (name: \"A\", office: \"o\", character: \"c\"), regime: Democracy, capabilities: ())";

    #[test]
    fn a_nation_has_sensible_defaults() {
        let nation = good::<NationDef>(NATION);
        assert_eq!(
            (nation.growth, nation.burden, nation.money, nation.climate),
            (0.02, 0.02, 0.0, 0.0)
        );
        assert_eq!(
            (
                nation.will,
                nation.support,
                nation.resilience,
                nation.stability
            ),
            (0.5, 0.5, 0.5, 0.7)
        );
        assert_eq!(
            (nation.forensics, nation.dependence, nation.patrol),
            (0.3, 0.2, 0.3)
        );
        assert_eq!(nation.posture, Posture::Hedger);
        assert!(nation.election.is_none() && nation.ambition.is_none() && nation.at.is_none());
    }

    #[test]
    fn a_member_needs_only_its_nation() {
        let member = good::<MemberDef>("(nation: \"arda\")");
        assert_eq!((member.pledge, member.weight), (0.3, 1.0));
        assert!(member.niche.is_none() && member.reservations.is_empty());
    }

    #[test]
    fn a_relation_needs_only_its_pair() {
        let relation = good::<RelationDef>("(between: (\"a\", \"b\"))");
        assert_eq!((relation.rivalry, relation.trade), (0.0, 0.2));
        assert!(relation.trust.is_none() && relation.km.is_none() && relation.border.is_none());
    }

    #[test]
    fn shares_above_one_and_negative_products_are_out_of_range() {
        let text = NATION.replace("product: 50", "product: -50, will: 1.5");
        let codes: Vec<Code> = read::<NationDef>(&text)
            .1
            .into_iter()
            .map(|p| p.code)
            .collect();
        assert_eq!(codes, [Code::OutOfRange, Code::OutOfRange]);
    }

    #[test]
    fn an_election_is_a_turn_and_a_span() {
        let text = NATION.replace("product: 50", "product: 50, election: (3, 16)");
        assert_eq!(good::<NationDef>(&text).election, Some((3, 16)));
        let text = NATION.replace("product: 50", "product: 50, election: (3, 0)");
        assert_eq!(read::<NationDef>(&text).1[0].code, Code::OutOfRange);
    }
}
