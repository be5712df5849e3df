use std::collections::BTreeMap;

use super::*;
use crate::fact::{Choice, Kind};

/// A small world: a choice, a number, a yes-or-no, a person, a decision, a task, a state.
pub(crate) struct World {
    kinds: BTreeMap<&'static str, Kind>,
    options: Vec<Choice>,
    values: BTreeMap<&'static str, Value>,
}

fn choices(ids: &[&str]) -> Vec<Choice> {
    ids.iter()
        .map(|id| Choice {
            id: (*id).into(),
            label: id.replace('_', " "),
        })
        .collect()
}

fn world(values: &[(&'static str, Value)]) -> World {
    World {
        kinds: BTreeMap::from([
            (
                "orde",
                Kind::Choice(choices(&["rustig", "dreiging", "verstoring"])),
            ),
            ("uren", Kind::Integer),
            ("echt", Kind::Bool),
            ("begin", Kind::Datetime),
            ("einde", Kind::Datetime),
            ("dag", Kind::Date),
            ("plaatser", Kind::Person),
            ("soort", Kind::Choices(choices(&["wapens", "vuurwerk"]))),
            ("personen", Kind::Records(Vec::new())),
        ]),
        options: choices(&["ja", "nee"]),
        values: values.iter().cloned().collect(),
    }
}

impl Names for World {
    fn all(&self) -> Vec<&str> {
        self.kinds.keys().copied().collect()
    }

    fn compares_facts(&self) -> bool {
        true
    }

    fn declared(&self, id: &str) -> Option<Declared<'_>> {
        match id {
            "ernstig" => read("uren >= 4", self).ok().map(Declared::Condition),
            "noodbevel" => Some(Declared::Decision(&self.options, None)),
            "bevel" | "brief" | "verbod" => Some(Declared::Document(None)),
            "bellen" => Some(Declared::Task(None)),
            "horen" => Some(Declared::Task(Some("personen"))),
            "besluit" => Some(Declared::Decision(&self.options, Some("personen"))),
            _ => self.kinds.get(id).map(Declared::Fact),
        }
    }

    fn is_state(&self, id: &str) -> bool {
        id == "duiden"
    }
}

impl Answers for World {
    fn decided(&self, _: &str) -> Option<&str> {
        None
    }

    fn document(&self, document: &str) -> Standing {
        match document {
            "bevel" => Standing::Oral,
            "verbod" => Standing::Issued,
            _ => Standing::Absent,
        }
    }

    fn done(&self, _: &str) -> bool {
        false
    }

    fn fact(&self, fact: &str) -> Given<'_> {
        self.values
            .get(fact)
            .map_or(Given::Unasked, |value| Given::Known {
                certainty: Certainty::Unconfirmed,
                value,
            })
    }

    fn in_state(&self, state: &str) -> bool {
        state == "duiden"
    }
}

impl Words for World {
    fn kind(&self, fact: &str) -> Option<&Kind> {
        self.kinds.get(fact)
    }

    fn label(&self, subject: &Subject) -> String {
        match subject {
            Subject::Count(id)
            | Subject::Decision(id)
            | Subject::Document(id)
            | Subject::Fact(id)
            | Subject::State(id)
            | Subject::Task(id) => id.clone(),
            Subject::Each(each) => each.id.clone(),
        }
    }

    fn named(&self, condition: &str) -> Option<String> {
        (condition == "ernstig").then(|| "Ernstige uitval".to_owned())
    }

    fn option(&self, _: &str, option: &str) -> String {
        option.to_owned()
    }
}

fn check(text: &str, expected: &str) {
    let world = world(&[
        ("orde", Value::Choice("dreiging".into())),
        ("uren", Value::Integer(6)),
    ]);
    let shown = match read(text, &world) {
        Ok(condition) => format!(
            "{:?}: {}",
            condition.truth(&world),
            dutch(&condition, &world)
        ),
        Err(problem) => format!("error: {problem}"),
    };
    assert_eq!(shown, expected, "{text}");
}

#[test]
fn conditions_are_read_evaluated_and_read_back() {
    check(
        "orde = dreiging | verstoring",
        "True: ‘orde’ is dreiging of verstoring",
    );
    check("orde != rustig", "True: ‘orde’ is niet rustig");
    check("not orde = dreiging", "False: ‘orde’ is niet dreiging");
    check("uren >= 4", "True: ‘uren’ is ten minste 4");
    check("not uren > 4", "False: ‘uren’ is ten hoogste 4");
    check("echt", "Unknown: ‘echt’ is ja");
    check("echt = nee", "Unknown: ‘echt’ is nee");
    check("echt known", "False: ‘echt’ is bekend");
    check("echt unknown", "True: ‘echt’ is niet bekend");
    check("uren certain", "False: ‘uren’ is bevestigd");
    check("not ernstig", "False: niet: Ernstige uitval");
    check("in duiden", "True: in stap ‘duiden’");
    check("bellen done", "False: ‘bellen’ is klaar");
    check(
        "bevel oral",
        "True: ‘bevel’ is mondeling gegeven en staat nog niet op papier",
    );
    check("bevel issued", "True: ‘bevel’ is gegeven of bekendgemaakt");
    check(
        "verbod oral",
        "False: ‘verbod’ is mondeling gegeven en staat nog niet op papier",
    );
    check(
        "not brief issued",
        "True: ‘brief’ is niet gegeven of bekendgemaakt",
    );
    check(
        "brief done",
        "error: `brief` is a document; the tests are `brief issued` and `brief oral`",
    );
    check("noodbevel = ja", "Unknown: ‘noodbevel’ is ja");
    check(
        "count soort >= 1",
        "Unknown: het aantal bij ‘soort’ is ten minste 1",
    );
    check("soort has wapens", "Unknown: ‘soort’ is wapens");
}

#[test]
fn what_there_is_for_each_record_is_asked_over_all() {
    check("all horen done", "Unknown: ‘horen’ is voor elk klaar");
    let none = |text: &str| {
        let world = world(&[("personen", Value::Records(Vec::new()))]);
        read(text, &world).expect("it is a condition").truth(&world)
    };
    assert_eq!(none("all horen done"), Truth::True);
    assert_eq!(none("any horen done"), Truth::False);
    let two = |text: &str| {
        let world = world(&[("personen", Value::Records(vec![Default::default(); 2]))]);
        let condition = read(text, &world).expect("it is a condition");
        let truth = condition.truth(&world);
        format!("{truth:?}: {}", dutch(&condition, &world))
    };
    assert_eq!(
        two("not all horen done"),
        "True: ‘horen’ is niet voor elk klaar"
    );
    assert_eq!(
        two("not any horen done"),
        "True: ‘horen’ is voor geen enkele klaar"
    );
    assert_eq!(
        two("any besluit = ja"),
        "Unknown: ‘besluit’ is voor ten minste één ja"
    );
    check(
        "horen done",
        "error: there is one `horen` for each record of `personen`: write `all horen done` or \
         `any horen done`",
    );
    check(
        "all bellen done",
        "error: `all` and `any` need a task, a decision or a document with `for_each`, and `bellen` is none",
    );
}

#[test]
fn what_does_not_fit_says_what_is_possible() {
    check(
        "orde = dreigend",
        "error: `dreigend` is not an answer of `orde`; possible are `rustig`, `dreiging`, `verstoring`",
    );
    check(
        "orde > rustig",
        "error: the answers of `orde` have no order",
    );
    check("uren = veel", "error: `uren`: `veel` is not a whole number");
    check("oorde = x", "error: `oorde` is not declared");
    check(
        "plaatser = A",
        "error: `plaatser` can hold personal data; a condition may ask only `known` or `count`",
    );
    check("uren uren", "error: `uren uren` is not a condition");
    check("in huis", "error: `huis` is not declared");
    check("", "error: `` is not a condition");
}

#[test]
fn needs_are_the_fewest_answers_and_questions_come_before_changes() {
    let world = world(&[("orde", Value::Choice("rustig".into()))]);
    let part = |text| read(text, &world).unwrap();
    let needs = |condition: Condition| -> Vec<String> {
        condition
            .needs(&world)
            .iter()
            .map(|need| requirement(need, &world))
            .collect()
    };
    assert_eq!(
        needs(Condition::Any(vec![part("orde = dreiging"), part("echt")])),
        ["‘echt’ is ja"]
    );
    assert_eq!(
        needs(Condition::All(vec![
            part("orde = dreiging"),
            part("uren < 3")
        ])),
        ["‘orde’ is dreiging", "‘uren’ is minder dan 3"]
    );
    assert!(needs(part("orde = rustig")).is_empty());
}

/// Guards that no way is hidden behind a cheaper one, and that none says the same twice.
#[test]
fn ways_name_each_set_of_answers_and_none_twice() {
    let world = world(&[("orde", Value::Choice("rustig".into()))]);
    let part = |text| read(text, &world).unwrap();
    let ways = |condition: Condition| -> Vec<Vec<Vec<String>>> {
        let said = |set: &Vec<Need>| {
            let said = set.iter().map(|need| requirement(need, &world));
            said.collect::<Vec<_>>().join(" en ")
        };
        let ways = condition.ways(&world);
        let ways = ways.iter().map(|way| {
            let parts = way.iter().map(|part| part.iter().map(said).collect());
            parts.collect()
        });
        ways.collect()
    };
    let either = Condition::Any(vec![part("orde = dreiging"), part("echt")]);
    assert_eq!(
        ways(Condition::All(vec![part("orde = rustig"), either.clone()])),
        [[["‘echt’ is ja"]], [["‘orde’ is dreiging"]]],
        "what holds already is not asked"
    );
    assert_eq!(
        ways(Condition::All(vec![
            part("uren known"),
            part("uren < 3"),
            either
        ])),
        [vec![
            vec!["‘uren’ is minder dan 3".to_owned()],
            vec!["‘echt’ is ja".to_owned(), "‘orde’ is dreiging".to_owned()],
        ]]
    );
    assert!(ways(part("orde = rustig")).is_empty());
}

#[test]
fn what_of_and_en_take_together_is_between_brackets() {
    let world = world(&[]);
    let part = |text| read(text, &world).unwrap();
    let (one, other, third) = (part("echt"), part("uren >= 4"), part("orde = rustig"));
    let either = Condition::Any(vec![one, other]);
    let said = |condition: &Condition| dutch(condition, &world);
    assert_eq!(said(&either), "‘echt’ is ja of ‘uren’ is ten minste 4");
    let both = Condition::All(vec![either, third]);
    assert_eq!(
        said(&both),
        "(‘echt’ is ja of ‘uren’ is ten minste 4) en ‘orde’ is rustig"
    );
    assert_eq!(
        said(&Condition::Not(Box::new(both))),
        "(‘echt’ is nee en ‘uren’ is minder dan 4) of ‘orde’ is niet rustig"
    );
}

#[test]
fn a_stretch_after_a_moment_is_counted_as_the_law_counts() {
    // The clock goes back in the night before 25 October 2026: a day has 25 hours then.
    let at = |text: &str| Value::Datetime(text.parse().unwrap());
    let truth = |begin: &str, einde: &str, by: &str| {
        let world = world(&[("begin", at(begin)), ("einde", at(einde))]);
        let condition = read(&format!("einde <= begin + {by}"), &world).unwrap();
        condition.truth(&world)
    };
    let (begin, day, hours) = (
        "2026-10-24T18:00:00Z",
        "2026-10-25T19:00:00Z",
        "2026-10-25T06:00:00Z",
    );
    assert_eq!(truth(begin, hours, "12 hours"), Truth::True);
    assert_eq!(
        truth(begin, "2026-10-25T06:00:01Z", "12 hours"),
        Truth::False
    );
    assert_eq!(truth(begin, day, "1 day"), Truth::True);
    assert_eq!(truth(begin, day, "24 hours"), Truth::False);
    let (begin, end) = ("2026-11-30T11:00:00Z", "2027-02-28T11:00:00Z");
    assert_eq!(truth(begin, end, "3 months"), Truth::True);
    assert_eq!(
        truth(begin, "2027-03-01T11:00:00Z", "3 months"),
        Truth::False
    );
    let world = world(&[("begin", at(begin))]);
    let condition = read("einde <= begin + 3 months", &world).unwrap();
    assert_eq!(condition.truth(&world), Truth::Unknown);
    assert_eq!(
        dutch(&condition, &world),
        "‘einde’ is ten hoogste 3 maanden na ‘begin’"
    );
    for (text, message) in [
        (
            "dag <= dag + 12 hours",
            "`12 hours` cannot be added to `dag`",
        ),
        ("einde <= begin + veel", "`veel` cannot be added to `einde`"),
        (
            "einde <= dag + 3 months",
            "`einde` is datetime and `dag` is date",
        ),
    ] {
        let problem = read(text, &world).unwrap_err().to_string();
        assert!(problem.contains(message), "{problem}");
    }
}
