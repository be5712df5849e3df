//! What the note says about the power itself: what is open, what is lighter, with whom, what follows, which clocks start.
//!
//! It repeats the register and the findings, and never advises for or against.

use minijinja::value::Value as Jinja;

use super::lists::{gates, thing, word, words};
use super::series::is_of_it;
use super::value::Printed;
use super::{Draft, Inputs, Scene};
use crate::playbook::{Anchor, Clock};
use crate::view::{self, GateStatus, PowerLine};

/// Puts it in the scene of the note.
pub(super) fn weigh(inputs: &Inputs<'_>, draft: &Draft, scene: &mut Scene) {
    let of = |wanted: GateStatus| draft.gates.iter().filter(move |gate| gate.status == wanted);
    let open = draft.gates.iter().filter(|gate| gate.status.is_open());
    let aside = of(GateStatus::NotApplicable).map(|gate| gate.title.clone());
    let own = &draft.power;
    let of_power = |pick: fn(&PowerLine) -> &[String]| own.as_ref().map_or(&[][..], pick);
    for (name, list) in [
        ("clocks_to_start", clocks_to_start(inputs, draft)),
        ("conflicts", words(of_power(|line| &line.conflicts))),
        ("coordination", words(of_power(|line| &line.coordination))),
        ("deviations", words(&deviations(inputs))),
        ("duties", words(of_power(|line| &line.duties))),
        ("gates_aside", words(&aside.collect::<Vec<_>>())),
        ("gates_open", gates(open)),
        ("gates_settled", gates(of(GateStatus::Present))),
        (
            "lighter",
            draft.alternatives.iter().map(lighter_one).collect(),
        ),
    ] {
        scene.lists.insert(name, list);
    }
    let of_power = |pick: fn(&PowerLine) -> &str| own.as_ref().map_or("", pick);
    for (path, text) in [
        ("power.maximum", of_power(|line| &line.maximum)),
        ("power.not_for", of_power(|line| &line.not_for)),
        ("power.organ", of_power(|line| &line.organ)),
        ("power.title", of_power(|line| &line.title)),
    ] {
        let value = match text.is_empty() {
            true => Jinja::from(""),
            false => Printed::words(text).jinja(),
        };
        scene.set(path, value);
    }
}

/// Returns the lines of the log in which an earlier draft of this document was signed although it was not ready.
fn deviations(inputs: &Inputs<'_>) -> Vec<String> {
    let issued = inputs.incident.situation().issued.iter();
    let deviating = issued
        .filter(|issued| is_of_it(inputs, &issued.document))
        .filter(|issued| issued.missing > 0 || !issued.open.is_empty());
    let lines = deviating.filter_map(|issued| {
        let mut log = inputs.incident.log().iter();
        let entry = log.find(|entry| entry.seq == issued.seq)?;
        let line = view::line(inputs.playbook, inputs.incident, entry);
        Some(format!("regel {}: {}", issued.seq, line.text))
    });
    lines.collect()
}

fn lighter_one(line: &PowerLine) -> Jinja {
    let finding = match line.finding {
        view::Finding::Present => "voorwaarden aanwezig",
        view::Finding::Doubt => "voorwaarden aanwezig, maar onbevestigd",
        _ => "nog niet te zeggen: er staan vragen open",
    };
    thing([("finding", word(finding)), ("title", word(&line.title))])
}

/// Returns the clocks of the playbook that have not started: those of this document, and those that start at a fact
/// and whose first source it rests on.
fn clocks_to_start(inputs: &Inputs<'_>, draft: &Draft) -> Jinja {
    let situation = inputs.incident.situation();
    let rests_on = |id: &String| draft.receipt.sources.iter().any(|source| source.id == *id);
    let is_its_own = |clock: &&Clock| match &clock.starts {
        Anchor::Document(id) => {
            let document = inputs.playbook.document(id);
            document.is_some_and(|document| document.template == inputs.template.id())
        }
        // The first source is what the clock is about; the others say how it is counted.
        Anchor::Fact(_) | Anchor::Field(_) => clock.law.first().is_some_and(rests_on),
    };
    let clocks = inputs.playbook.clocks().iter().filter(is_its_own);
    clocks
        .filter(|clock| situation.clock_starts(clock).is_empty())
        .map(|clock| {
            let cite = |id: &String| match inputs.law.source(id) {
                Some(source) => source.cite.clone(),
                None => id.clone(),
            };
            let cites: Vec<String> = clock.law.iter().map(cite).collect();
            let starts = match &clock.starts {
                Anchor::Document(_) => "de bekendmaking".to_owned(),
                Anchor::Field(id) => {
                    let list = clock.for_each.as_deref().unwrap_or_default();
                    let mut fields = inputs.playbook.fields(list).iter();
                    let field = fields.find(|field| field.id == *id);
                    field.map_or_else(|| id.clone(), |field| format!("“{}”", field.label))
                }
                Anchor::Fact(id) => match inputs.playbook.fact(id) {
                    Some(fact) => format!("“{}”", fact.label),
                    None => id.clone(),
                },
            };
            thing([
                ("law", words(&cites)),
                ("starts", word(starts)),
                ("term", word(clock.term.dutch())),
                ("title", word(&clock.title)),
            ])
        })
        .collect()
}
