//! Which playbook an incident starts with: by its number, or by what happened.

use super::Input;
use super::begin::{Chosen, choice};
use crate::catalog::Text;
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::fact::Certainty;
use crate::playbook::Playbook;
use crate::runtime;
use crate::view::{self, Because};

type Texts = Vec<(String, Text)>;

/// Something to write in the log at once, and how sure it is.
pub(super) type Remark = (Certainty, String);

/// Asks for the playbook; whoever tells what happened instead of a number gets a proposal, and what
/// was told is for the log.
pub(super) fn playbook(
    context: &Context,
    input: &mut Input,
) -> Chosen<(Playbook, Texts, Option<Remark>)> {
    let catalog = context.catalog()?;
    let mut found = Vec::new();
    for id in catalog.playbooks() {
        let texts = catalog.pins(id);
        match runtime::parse(&texts) {
            Ok(material) => found.push((material.playbook, texts)),
            Err(error) => {
                let why = runtime::dutch::turn(&error);
                input.say(&format!("Draaiboek `{id}` kan niet worden gebruikt. {why}"));
            }
        }
    }
    if found.is_empty() {
        return Err(Failure::File(
            "there is no playbook to start with".to_owned(),
        ));
    }
    // Who is in a hurry finds theirs at the top.
    found.sort_by_key(|(playbook, _)| !playbook.is_acute());
    input.say("Welk draaiboek?");
    let items: Vec<String> = found
        .iter()
        .map(|(playbook, _)| format!("{}\n     {}", playbook.title(), playbook.summary()))
        .collect();
    input.say(&view::numbered(&items));
    let mut told: Option<String> = None;
    loop {
        let Some(line) = choice(input, "nummer, of typ wat er is gebeurd:") else {
            return Ok(None);
        };
        let number = line.parse::<usize>();
        match number
            .as_ref()
            .ok()
            .and_then(|number| number.checked_sub(1))
        {
            Some(at) if at < found.len() => {
                let (playbook, texts) = found.swap_remove(at);
                let told = told.map(|told| {
                    let text = format!("Bij de start verteld: {told}");
                    (Certainty::Unconfirmed, text)
                });
                return Ok(Some((playbook, texts, told)));
            }
            _ if number.is_ok() || !line.contains(char::is_alphabetic) => {
                let most = found.len();
                input.say(&format!("Kies een nummer van 1 tot en met {most}."));
            }
            _ => {
                let playbooks: Vec<&Playbook> = found.iter().map(|(one, _)| one).collect();
                input.say(&proposal(&line, &playbooks));
                told = Some(match told {
                    Some(before) => format!("{before}\n{line}"),
                    None => line,
                });
            }
        }
    }
}

/// Returns which playbooks are proposed for what was told and why; with no sign of any, when each
/// is the right one.
fn proposal(told: &str, playbooks: &[&Playbook]) -> String {
    let signs = playbooks.iter().map(|one| (one.id(), one.fits()));
    let proposals = view::proposals(told, signs);
    let find = |id: &str| playbooks.iter().position(|one| one.id() == id);
    let mut lines = Vec::new();
    for proposal in &proposals {
        if let Some(at) = find(&proposal.playbook) {
            let because: Vec<String> = proposal.because.iter().map(Because::dutch).collect();
            let title = playbooks[at].title();
            lines.push(format!(
                "Voorstel: {}. {title}\n     omdat: {}",
                at + 1,
                because.join("; ")
            ));
        }
    }
    if proposals.is_empty() {
        lines.push("Hierin wordt geen draaiboek herkend. Wanneer past welk?".to_owned());
        for (at, one) in playbooks.iter().enumerate() {
            let right = one.right_when().unwrap_or(one.summary());
            let wrong = one.wrong_when().unwrap_or_default();
            lines.push(format!("  {}. {}: {right} {wrong}", at + 1, one.title()));
        }
    }
    lines.push("U kiest zelf.".to_owned());
    lines.join("\n")
}
