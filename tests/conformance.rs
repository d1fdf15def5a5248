//! Numbered cases of collective-defence law, run through the rules that play the game: findings, votes, verdicts.
//! Reads `tests/conformance/*/case.ron`, described in `tests/conformance/README.md`; builds a board of seven nations.
//! Not here: whole turns with their logs (`cases`), conditions of the data language (`articles`).
//! Rule text: DESIGN section 5, treaties; the expectations are written from the treaty texts, never rewritten by a run.

use std::fs;

use casus_foederis::rules::board::Board;
use casus_foederis::rules::definition::{ActKind, RuleSet};
use casus_foederis::rules::event::{PastAct, Verdict};
use casus_foederis::rules::id::{AllianceId, NationId, Roster};
use casus_foederis::rules::scene::Scene;
use casus_foederis::rules::treaty::Article;
use casus_foederis::rules::treaty::decide::{Ballot, carried, verdict};
use casus_foederis::rules::treaty::evaluate::{Bench, Inapplicable, Occasion};
use serde::Deserialize;

use super::scripted;

const NATIONS: [&str; 7] = ["anna", "bern", "cora", "dane", "eyre", "foss", "gast"];

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    number: usize,
    title: String,
    prose: String,
    after: String,
    treaties: Vec<Pact>,
    events: Vec<Happening>,
    votes: Vec<Vote>,
    answers: Vec<Answer>,
    findings: Vec<Wanted>,
    carried: Vec<bool>,
    verdicts: Vec<Verdict>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Pact {
    alliance: String,
    id: String,
    members: Vec<String>,
    weights: Vec<(String, f64)>,
    suspended: Vec<String>,
    reservations: Vec<(String, String)>,
    articles: Vec<Article>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Happening {
    turn: u32,
    kind: Option<ActKind>,
    target: String,
    accused: Option<String>,
    severity: f64,
    attribution: f64,
    provoked: bool,
    past: Vec<(u32, String, f64)>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Vote {
    event: usize,
    alliance: String,
    article: String,
    yes: Vec<String>,
    no: Vec<String>,
    lead: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Answer {
    alliance: String,
    article: String,
    nation: String,
    level: Option<u32>,
}

#[derive(Debug, Deserialize, PartialEq)]
enum Finding {
    Applies,
    Expired,
    NotParty,
    Kind,
    Severity,
    Attribution,
    Scope,
    Against,
    Exempt,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Wanted {
    event: usize,
    alliance: String,
    article: String,
    finding: Finding,
    owing: Vec<String>,
}

impl Finding {
    fn of(read: Result<(), Inapplicable>) -> Self {
        match read {
            Ok(()) => Self::Applies,
            Err(Inapplicable::Expired) => Self::Expired,
            Err(Inapplicable::NotParty) => Self::NotParty,
            Err(Inapplicable::Kind) => Self::Kind,
            Err(Inapplicable::Severity) => Self::Severity,
            Err(Inapplicable::Attribution) => Self::Attribution,
            Err(Inapplicable::Scope) => Self::Scope,
            Err(Inapplicable::Against) => Self::Against,
            Err(Inapplicable::Exempt) => Self::Exempt,
        }
    }
}

/// A level of the seven nations with two alliances of all but the outsiders, to be changed by each case.
fn level() -> String {
    let nation = |(i, id): (usize, &&str)| {
        let region = if matches!(*id, "eyre" | "gast") {
            "far"
        } else {
            "home"
        };
        format!(
            "(id: \"{id}\", name: \"{id}\", adjective: \"{id}\", leader: (name: \"A. Name\", office: \"President\", character: \"plain\"),
              text: \"A nation.\", region: \"{region}\", product: 300, burden: 0.02, money: 20, regime: Party, posture: Hedger, at: ({}, 0),
              capabilities: (land: (strength: 5, readiness: 0.6, interoperability: 0.5))),\n",
            i * 300
        )
    };
    let nations: String = NATIONS.iter().enumerate().map(nation).collect();
    let members: String = NATIONS[..5]
        .iter()
        .map(|n| format!("(nation: \"{n}\"),"))
        .collect();
    let alliance = |id: &str| {
        format!(
            "(id: \"{id}\", name: \"{id}\", treaty: \"willing\", cohesion: 0.8, money: 20, text: \"A.\", members: [{members}]),"
        )
    };
    format!(
        "#![enable(implicit_some)]
        (format: 1, id: \"level\", title: \"Conformance\", briefing: \"A case.\", clock: (turns: 2, start: \"Spring 2031\"),
        seats: [(id: \"seat\", plays: Nation(\"anna\"), title: \"Seat\",
            objectives: [(id: \"whole\", text: \"Keep the land.\", goal: KeepTerritory, fatal: true)])],
        nations: [{nations}], alliances: [{}{}])",
        alliance("one"),
        alliance("two")
    )
}

fn cases() -> Vec<(String, Case)> {
    let folder = scripted::root().join("tests/conformance");
    let mut found: Vec<(String, Case)> = fs::read_dir(folder)
        .expect("tests/conformance")
        .flatten()
        .filter(|f| f.path().is_dir())
        .map(|f| {
            let name = f.file_name().to_string_lossy().into_owned();
            let text = fs::read_to_string(f.path().join("case.ron")).expect("case.ron");
            let case = ron::from_str(&text).unwrap_or_else(|e| panic!("{name}: {e}"));
            (name, case)
        })
        .collect();
    found.sort_by(|a, b| a.0.cmp(&b.0));
    found
}

/// The board with the case's treaties in force.
fn enact(board: &mut Board, roster: &Roster, case: &Case) {
    let nation = |id: &str| {
        roster
            .nation(id)
            .unwrap_or_else(|| panic!("no nation `{id}`"))
    };
    for (index, row) in board.alliances.iter_mut().enumerate() {
        let id = roster.alliance_id(AllianceId(index as u32));
        let Some(pact) = case.treaties.iter().find(|t| t.alliance == id) else {
            row.members.clear();
            continue;
        };
        row.treaty.id = pact.id.clone();
        row.treaty.articles = pact.articles.clone();
        let name = |n: NationId| roster.nation_id(n).to_owned();
        row.members
            .retain(|m| pact.members.contains(&name(m.nation)));
        assert_eq!(row.members.len(), pact.members.len(), "{}", case.title);
        for member in &mut row.members {
            let own = name(member.nation);
            member.suspended = pact.suspended.contains(&own);
            let place = |article: &str| {
                pact.articles
                    .iter()
                    .position(|a| a.id == article)
                    .expect("an article")
            };
            let signed = pact.reservations.iter().filter(|(n, _)| *n == own);
            member.reservations = signed.map(|(_, a)| place(a)).collect();
        }
    }
    let of: Vec<Vec<NationId>> = board
        .alliances
        .iter()
        .map(|a| a.members.iter().map(|m| m.nation).collect())
        .collect();
    for row in &mut board.nations {
        let inside = |a: &usize| of[*a].contains(&row.id);
        row.alliances = (0..of.len())
            .filter(inside)
            .map(|a| AllianceId(a as u32))
            .collect();
    }
    for event in &case.events {
        let target = nation(&event.target);
        for (turn, accused, severity) in &event.past {
            let by = nation(accused);
            board.nations[target.index()].suffered.push(PastAct {
                turn: *turn,
                aggressor: by,
                target,
                act: 0,
                severity: *severity,
                accused: Some(by),
            });
        }
    }
}

/// Everything in which the rules differ from what a case expects.
fn differences(case: &Case) -> Vec<String> {
    let world = scripted::start(&scripted::level("conformance", &level(), None));
    let (roster, rules) = (world.resource::<Roster>(), world.resource::<RuleSet>());
    let mut board = world.resource::<Board>().clone();
    enact(&mut board, roster, case);
    let bench = Bench {
        board: &board,
        roster,
        regions: &world.resource::<Scene>().regions,
    };
    let alliance = |id: &str| roster.alliance(id).expect("an alliance");
    let article = |a: AllianceId, id: &str| {
        board
            .alliance(a)
            .treaty
            .articles
            .iter()
            .position(|x| x.id == id)
            .expect("an article")
    };
    let occasion = |event: &Happening| Occasion {
        turn: event.turn,
        aggressor: event.accused.as_deref().and_then(|n| roster.nation(n)),
        target: roster.nation(&event.target).expect("a nation"),
        act: event.kind.map(|k| {
            rules
                .acts
                .iter()
                .find(|a| a.kind == k)
                .expect("an act of the kind")
        }),
        severity: event.severity,
        attribution: event.attribution,
        provoked: event.provoked,
    };
    let mut wrong = Vec::new();
    for wanted in &case.findings {
        let on = occasion(&case.events[wanted.event]);
        let a = alliance(&wanted.alliance);
        let index = article(a, &wanted.article);
        let found = Finding::of(bench.read(a, &board.alliance(a).treaty.articles[index], &on));
        if found != wanted.finding {
            wrong.push(format!(
                "{}/{}: {found:?}, not {:?}",
                wanted.alliance, wanted.article, wanted.finding
            ));
        }
        if found == Finding::Applies {
            let members = board.alliance(a).members.iter().map(|m| m.nation);
            let owing: Vec<&str> = members
                .filter(|m| bench.owes(a, index, *m, &on))
                .map(|m| roster.nation_id(m))
                .collect();
            if owing != wanted.owing {
                wrong.push(format!(
                    "{}/{}: {owing:?} owe, not {:?}",
                    wanted.alliance, wanted.article, wanted.owing
                ));
            }
        }
    }
    assert_eq!(case.votes.len(), case.carried.len(), "{}", case.title);
    for (vote, wanted) in case.votes.iter().zip(&case.carried) {
        assert!(vote.event < case.events.len());
        let a = alliance(&vote.alliance);
        let rule = &board.alliance(a).treaty.articles[article(a, &vote.article)].decision;
        let pact = case
            .treaties
            .iter()
            .find(|t| t.alliance == vote.alliance)
            .expect("a treaty");
        let ballot = |nation: &String, yes: bool| Ballot {
            yes,
            weight: pact
                .weights
                .iter()
                .find(|w| w.0 == *nation)
                .map_or(1.0, |w| w.1),
            lead: vote.lead.as_ref() == Some(nation),
        };
        let yes = vote.yes.iter().map(|n| ballot(n, true));
        let ballots: Vec<Ballot> = yes
            .chain(vote.no.iter().map(|n| ballot(n, false)))
            .collect();
        if carried(rule, &ballots) != *wanted {
            wrong.push(format!("the vote carries: {}, not {wanted}", !wanted));
        }
    }
    assert_eq!(case.answers.len(), case.verdicts.len(), "{}", case.title);
    for (answer, wanted) in case.answers.iter().zip(&case.verdicts) {
        let a = alliance(&answer.alliance);
        let duty = &board.alliance(a).treaty.articles[article(a, &answer.article)].obligation;
        let found = verdict(duty, answer.level);
        if found != *wanted {
            wrong.push(format!("{}: {found:?}, not {wanted:?}", answer.nation));
        }
    }
    wrong
}

#[test]
fn every_conformance_case_comes_out_as_written() {
    let cases = cases();
    assert!(cases.len() >= 60, "only {} cases", cases.len());
    let wrong: Vec<String> = cases
        .iter()
        .flat_map(|(name, case)| {
            differences(case)
                .into_iter()
                .map(move |d| format!("{name}: {d}"))
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_conformance_case_is_numbered_told_and_expects_something() {
    for (place, (name, case)) in cases().iter().enumerate() {
        assert_eq!(case.number, place + 1, "{name}");
        assert!(name.starts_with(&format!("{:03}-", case.number)), "{name}");
        assert!(case.prose.len() > 20 && !case.after.is_empty(), "{name}");
        assert!(!case.findings.is_empty(), "{name}");
    }
}
