//! What the note says about the power itself: what is open, what is lighter, with whom, what follows, which clocks start.
//!
//! It repeats the register and the findings, and never advises for or against.

use minijinja::value::Value as Jinja;

use super::lists::{gates, thing, word, words};
use super::value::Printed;
use super::{Draft, Inputs, Scene};
use crate::engine::World;
use crate::view::{self, GateStatus, PowerLine};

/// Puts it in the scene of the note.
pub(super) fn weigh(inputs: &Inputs<'_>, draft: &Draft, scene: &mut Scene) {
    let of = |wanted: GateStatus| draft.gates.iter().filter(move |gate| gate.status == wanted);
    let open = draft.gates.iter().filter(|gate| gate.status.is_open());
    let aside = of(GateStatus::NotApplicable).map(|gate| gate.title.clone());
    let world = World::new(inputs.playbook, inputs.incident.situation());
    let own = inputs.power.and_then(|power| {
        let lines = view::powers(inputs.playbook, inputs.law, &world);
        lines.into_iter().find(|line| line.id == power.id)
    });
    let lighter = inputs.power.map_or_else(Vec::new, |power| {
        view::lighter(inputs.playbook, inputs.law, power, &world)
    });
    let of_power = |pick: fn(&PowerLine) -> &[String]| own.as_ref().map_or(&[][..], pick);
    for (name, list) in [
        ("clocks_to_start", clocks_to_start(inputs, draft)),
        ("conflicts", words(of_power(|line| &line.conflicts))),
        ("coordination", words(of_power(|line| &line.coordination))),
        ("duties", words(of_power(|line| &line.duties))),
        ("gates_aside", words(&aside.collect::<Vec<_>>())),
        ("gates_open", gates(open)),
        ("gates_settled", gates(of(GateStatus::Present))),
        ("lighter", lighter.iter().map(lighter_one).collect()),
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

fn lighter_one(line: &PowerLine) -> Jinja {
    let finding = match line.finding {
        view::Finding::Present => "voorwaarden aanwezig",
        view::Finding::Doubt => "voorwaarden aanwezig, maar onbevestigd",
        _ => "nog niet te zeggen: er staan vragen open",
    };
    thing([("finding", word(finding)), ("title", word(&line.title))])
}

/// Returns the clocks of the playbook that have not started and whose law the document rests on.
fn clocks_to_start(inputs: &Inputs<'_>, draft: &Draft) -> Jinja {
    let facts = &inputs.incident.situation().facts;
    let rests_on = |id: &String| draft.receipt.sources.iter().any(|source| source.id == *id);
    let clocks = inputs.playbook.clocks().iter();
    let coming = clocks.filter(|clock| clock.law.iter().any(rests_on));
    coming
        .filter(|clock| {
            !facts
                .get(&clock.starts)
                .is_some_and(|fact| fact.value().is_some())
        })
        .map(|clock| {
            let law = clock.law.iter();
            let cites: Vec<String> = law
                .map(|id| {
                    inputs
                        .law
                        .source(id)
                        .map_or(id, |source| &source.cite)
                        .clone()
                })
                .collect();
            let starts = inputs.playbook.fact(&clock.starts);
            thing([
                ("law", words(&cites)),
                (
                    "starts",
                    word(starts.map_or(&clock.starts, |fact| &fact.label)),
                ),
                ("term", word(clock.term.dutch())),
                ("title", word(&clock.title)),
            ])
        })
        .collect()
}
