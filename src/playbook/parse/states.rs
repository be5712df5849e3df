//! States with their tasks and transitions, in the order of the chart: a state before the states
//! inside it, and these before the next one.

use std::collections::BTreeMap;

use crate::chart::MAXIMUM_STATES;
use crate::diagnostic::{Code, Finding};
use crate::fact::Condition;
use crate::playbook::chart::{Draft, Go};
use crate::playbook::{Before, State, Task};
use crate::reader::{Table, Text};

use super::reading::Reading;

/// Returns every state with what its chart needs.
pub(super) fn states(table: &Table, reading: &mut Reading<'_>) -> Vec<(State, Draft)> {
    let written: Vec<(&Text, &Table)> = table.named("state").collect();
    if let Some((id, _)) = written.get(MAXIMUM_STATES - 1) {
        let message = format!("there are {} states", written.len());
        let finding = Finding::at(Code::BadChart, id.span.clone(), message);
        reading.push(finding.hint(format!("at most {} are possible", MAXIMUM_STATES - 1)));
        return Vec::new();
    }
    let parents: Vec<Option<usize>> = written
        .iter()
        .map(|(_, state)| {
            let parent = state.text("in")?;
            let known = reading.scope.states.clone();
            reading.reference("state", &parent, &known);
            written.iter().position(|(id, _)| id.text == parent.text)
        })
        .collect();
    let mut order = Vec::new();
    visit(None, &parents, &mut order);
    for (index, (id, state)) in written.iter().enumerate() {
        if !order.contains(&index) && is_inside_itself(index, &parents) {
            let span = state
                .text("in")
                .map_or(id.span.clone(), |parent| parent.span);
            let message = format!("`{}` lies inside itself", id.text);
            let finding = Finding::at(Code::BadChart, span, message);
            reading.push(finding.hint("`in` names the state around it; leave it out at top level"));
        }
    }
    let place = |state: usize| order.iter().position(|found| *found == state);
    order
        .iter()
        .map(|&index| {
            let (id, table) = written[index];
            let parent = parents[index].and_then(place);
            (state(id, table, reading), draft(id, table, parent, reading))
        })
        .collect()
}

/// Puts the states inside a state in order; a state inside itself is never reached.
fn visit(parent: Option<usize>, parents: &[Option<usize>], order: &mut Vec<usize>) {
    for (index, found) in parents.iter().enumerate() {
        if *found == parent {
            order.push(index);
            visit(Some(index), parents, order);
        }
    }
}

fn is_inside_itself(state: usize, parents: &[Option<usize>]) -> bool {
    let mut around = parents[state];
    for _ in parents {
        match around {
            Some(found) if found == state => return true,
            Some(found) => around = parents[found],
            None => return false,
        }
    }
    false
}

fn state(id: &Text, table: &Table, reading: &mut Reading<'_>) -> State {
    let is_history = table.get("history").is_some();
    if !is_history && table.string("why").trim().is_empty() {
        let message = format!("`{}` does not say why it exists", id.text);
        let finding = Finding::at(Code::NoReason, id.span.clone(), message);
        reading.push(finding.hint("add `why`: one sentence the team can read"));
    }
    if is_history {
        for key in ["ask", "decide", "draft", "task"] {
            if let Some(node) = table.get(key) {
                let message = format!("`{}` is a history and never active", id.text);
                let hint = format!("put `{key}` in the state it leads to");
                reading.wrong(&node.span.clone(), message, hint);
            }
        }
    }
    let facts: Vec<String> = reading.scope.facts.keys().cloned().collect();
    let decisions: Vec<String> = reading
        .scope
        .decisions
        .iter()
        .map(|(id, _)| id.clone())
        .collect();
    let documents = reading.scope.documents.clone();
    let mut list = |key: &str, what: &str, known: &[String]| {
        let names = table.texts(key);
        reading.references(what, &names, known);
        names.into_iter().map(|name| name.text).collect::<Vec<_>>()
    };
    let ask = list("ask", "fact", &facts);
    let decide = list("decide", "decision", &decisions);
    let draft = list("draft", "document", &documents);
    reading.used.extend(ask.iter().cloned());
    State {
        ask_when: ask_when(table, &ask, reading),
        ask,
        decide,
        draft,
        id: id.text.clone(),
        parent: table.text("in").map(|parent| parent.text),
        tasks: table.tables("task").map(|it| task(it, reading)).collect(),
        title: table.string("title"),
        why: table.string("why"),
    }
}

/// Returns the questions that are asked only when something holds.
fn ask_when(
    table: &Table,
    ask: &[String],
    reading: &mut Reading<'_>,
) -> BTreeMap<String, Condition> {
    let mut when = BTreeMap::new();
    let Some(conditions) = table.table("ask_when") else {
        return when;
    };
    for entry in &conditions.entries {
        if reading.reference("question of this state", &entry.key, ask) {
            let id = &entry.key.text;
            when.insert(id.clone(), reading.when(conditions, id));
        }
    }
    when
}

fn task(table: &Table, reading: &mut Reading<'_>) -> Task {
    let for_each = reading.for_each(table);
    Task {
        before: table.table("before").and_then(|before| {
            let fact = before.text("fact")?;
            reading.moment("fact", &fact);
            Some(Before {
                fact: fact.text,
                seconds: before.seconds("by")?,
            })
        }),
        claim_within_seconds: table.seconds("claim_within"),
        done_within_seconds: table.seconds("done_within"),
        each_entry: table.string("repeat") == "each_entry",
        id: table.string("id"),
        immediate: table.is("immediate"),
        law: reading.law_under(table, "law"),
        role: reading.role_under(table, "role"),
        title: table.string("title"),
        when: reading.when_of(table, "when", for_each.as_ref()),
        why: table.string("why"),
        for_each,
    }
}

fn draft(id: &Text, table: &Table, parent: Option<usize>, reading: &mut Reading<'_>) -> Draft {
    let mut reference = |key: &str| {
        let name = table.text(key)?;
        let known = reading.scope.states.clone();
        reading.reference("state", &name, &known).then_some(name)
    };
    let (default, initial) = (reference("default"), reference("initial"));
    if let (Some(name), None) = (table.text("default"), table.get("history")) {
        let message = format!("`{}` is not a history and has no `default`", id.text);
        reading.wrong(
            &name.span,
            message,
            "write `initial` for where a state starts",
        );
    }
    if let (Some(name), Some(_)) = (table.text("initial"), table.get("history")) {
        let message = format!("`{}` is a history and has no `initial`", id.text);
        reading.wrong(
            &name.span,
            message,
            "write `default` for where it leads the first time",
        );
    }
    let mut transitions = Vec::new();
    for (index, go) in table.tables("go").enumerate() {
        transitions.push(transition(
            format!("{}/{}", id.text, index + 1),
            go,
            reading,
        ));
    }
    Draft {
        default,
        history: table.text("history").map(|history| history.text == "deep"),
        id: id.clone(),
        initial,
        is_final: table.is("final"),
        parallel: table.is("parallel"),
        parent,
        transitions,
    }
}

fn transition(id: String, table: &Table, reading: &mut Reading<'_>) -> Go {
    let triggers = reading.triggers.clone();
    let trigger = table.text("on");
    if let Some(trigger) = &trigger {
        reading.reference("trigger", trigger, &triggers);
    }
    let raise = table.texts("raise");
    reading.references("trigger", &raise, &triggers);
    let states = reading.scope.states.clone();
    let mut targets = table.texts("to");
    if targets.is_empty() && raise.is_empty() {
        let message = format!("`{id}` has neither `to` nor `raise`");
        let finding = Finding::at(Code::MissingKey, table.at.clone(), message);
        reading.push(finding.hint("say where it goes with `to`, or what it sets off with `raise`"));
    }
    reading.references("state", &targets, &states);
    targets.retain(|target| states.contains(&target.text));
    Go {
        after: table
            .text("after")
            .and_then(|text| Some((text.span, table.seconds("after")?))),
        at: table.at.clone(),
        done: table
            .is("done")
            .then(|| table.get("done").map(|node| node.span.clone()))
            .flatten(),
        guard: reading.when(table, "when"),
        id,
        internal: table.is("internal"),
        label: table.text("label").map(|label| label.text),
        otherwise: table.is("otherwise"),
        raise: raise.into_iter().map(|trigger| trigger.text).collect(),
        targets: targets.into_iter().map(|target| target.text).collect(),
        trigger: trigger.map(|trigger| trigger.text),
    }
}
