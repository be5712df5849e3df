//! A file of facts to fill in: every question with why it is asked, what can be answered and the law.

use crate::document::{Question, Use};
use crate::fact::{Kind, dutch};
use crate::law::{self, Register};
use crate::playbook::Fact;

use super::facts::{Answer, Answers, Said};

/// Returns the file, with the answers that are known and room for those that are not.
pub fn form(name: &str, questions: &[Question<'_>], law: &Register, answers: &Answers) -> String {
    let mut out = format!(
        "# Feiten voor `{name}`. Vul in tussen de aanhalingstekens; leeg is nog niet beantwoord,\n\
         # `onbekend` is gevraagd en niet bekend. certainty: confirmed, probable of unconfirmed;\n\
         # een eis die op een onbevestigd feit rust, blijft twijfelachtig.\n"
    );
    let nothing = Said::default();
    for asked in questions {
        out.push('\n');
        for line in about(asked, law) {
            for part in line.lines() {
                out.push_str(&format!("# {part}\n"));
            }
        }
        let said = answers.get(&asked.fact.id).unwrap_or(&nothing);
        out.push_str(&entry(&asked.fact.id, said));
    }
    let others: Vec<String> = answers
        .iter()
        .filter(|(id, _)| !questions.iter().any(|asked| asked.fact.id == **id))
        .map(|(id, said)| entry(id, said))
        .collect();
    if !others.is_empty() {
        out.push_str("\n# Niet gevraagd voor dit stuk\n");
        out.push_str(&others.concat());
    }
    out
}

/// Returns what there is to know about a question, line by line.
pub fn about(asked: &Question<'_>, law: &Register) -> Vec<String> {
    let fact = asked.fact;
    let mut lines = vec![fact.question.clone()];
    if !fact.why.is_empty() {
        lines.push(format!("  waarom: {}", fact.why));
    }
    lines.push(format!("  antwoord: {}", kind(fact)));
    lines.push(format!("  nodig voor: {}", uses(asked)));
    let cites = cites(fact, law);
    if !cites.is_empty() {
        lines.push(format!("  grondslag: {}", cites.join("; ")));
    }
    lines
}

/// Returns the law a fact matters for, as a text refers to it, each with its doubt.
pub fn cites(fact: &Fact, law: &Register) -> Vec<String> {
    let cite = |id: &String| {
        let Some(source) = law.source(id) else {
            return id.clone();
        };
        match law::Source::doubt(source) {
            Some(doubt) => format!("{} ({doubt})", source.cite),
            None => source.cite.clone(),
        }
    };
    fact.law.iter().map(cite).collect()
}

/// Returns what a question is for, in Dutch.
pub fn uses(asked: &Question<'_>) -> String {
    let uses: Vec<String> = asked
        .uses
        .iter()
        .map(|use_| match use_ {
            Use::Condition => "welke woorden het stuk krijgt".to_owned(),
            Use::Needed => "het dossier bij het stuk".to_owned(),
            Use::Optional => "de tekst, als het bekend is".to_owned(),
            Use::Printed => "de tekst".to_owned(),
            Use::Requirement(requirement) => format!("eis ‘{}’", requirement.title),
        })
        .collect();
    dutch::list(&uses)
}

/// Returns what can be answered, in Dutch.
fn kind(fact: &Fact) -> String {
    let said = match &fact.kind {
        _ if fact.marker => "politiegegevens; alleen `aanwezig` of `geen`".to_owned(),
        Kind::Records(fields) => {
            let field = |field: &crate::fact::Field| {
                let kind = answer(&field.kind);
                format!("{} = \"…\" ({}: {kind})", field.id, field.label)
            };
            let fields: Vec<String> = fields.iter().map(field).collect();
            format!("een lijst [{{ {} }}]; of []", fields.join(", "))
        }
        kind => answer(kind),
    };
    match &fact.unit {
        Some(unit) => format!("{said}, in {unit}"),
        None => said,
    }
}

fn answer(kind: &Kind) -> String {
    let choices: Vec<String> = kind
        .choices()
        .iter()
        .map(|choice| format!("{} ({})", choice.id, choice.label))
        .collect();
    let words = match kind {
        Kind::Bool => "ja of nee",
        Kind::Choice(_) => return format!("één van: {}", choices.join(", ")),
        Kind::Choices(_) => {
            return format!("een of meer, met komma's, of geen: {}", choices.join(", "));
        }
        Kind::Date => "een datum, zoals 2026-11-22",
        Kind::Datetime => "een tijdstip, zoals 2026-11-22 19:30",
        Kind::Duration => "een duur, zoals 30m, 4u of 2d",
        Kind::Integer => "een heel getal",
        Kind::Money => "een bedrag in euro's, zoals 2500 of 2500,50",
        Kind::Person => "een naam",
        Kind::Place => "een plaats",
        Kind::Records(_) => "een lijst",
        Kind::Text => "tekst",
    };
    words.to_owned()
}

fn entry(id: &str, said: &Said) -> String {
    let text = |text: &str| toml::Value::String(text.to_owned()).to_string();
    let value = match &said.answer {
        Answer::Known(value) => value.to_toml().to_string(),
        Answer::Nothing => text(""),
        Answer::Unknown => text("onbekend"),
    };
    format!(
        "{id} = {{ value = {value}, certainty = {}, source = {} }}\n",
        text(said.certainty.unwrap_or_default().as_str()),
        text(said.source.as_deref().unwrap_or_default())
    )
}
