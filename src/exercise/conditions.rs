//! Conditions of a scenario, read against the names of its playbook.

use crate::diagnostic::{Code, Finding};
use crate::fact::Condition;
use crate::fact::condition::{self, Names, Problem};
use crate::playbook::{Playbook, Scope};
use crate::reader::{Text, hinted, possible};

/// Reads conditions that must all hold; one that cannot be read never does.
pub(super) fn read(lines: &[Text], playbook: &Playbook) -> Condition {
    let scope = Scope::of(playbook);
    let parts = lines.iter();
    let never = || Condition::Any(Vec::new());
    Condition::All(
        parts
            .map(|line| condition::read(&line.text, &scope).unwrap_or_else(|_| never()))
            .collect(),
    )
}

/// Reads conditions of which one is enough; one that cannot be read never holds.
pub(super) fn read_any(lines: &[Text], playbook: &Playbook) -> Condition {
    let scope = Scope::of(playbook);
    let parts = lines.iter();
    let parts = parts.filter_map(|line| condition::read(&line.text, &scope).ok());
    Condition::Any(parts.collect())
}

/// Returns what is wrong with conditions.
pub(super) fn findings(lines: &[Text], scope: &Scope) -> Vec<Finding> {
    let problems = lines.iter();
    problems
        .filter_map(|line| Some((line, condition::read(&line.text, scope).err()?)))
        .map(|(line, problem)| finding(line, &problem, scope))
        .collect()
}

fn finding(line: &Text, problem: &Problem, scope: &Scope) -> Finding {
    let code = match problem {
        Problem::Personal { .. } => Code::PersonalCondition,
        Problem::Syntax { .. } => Code::BadCondition,
        Problem::Type { .. } => Code::ConditionType,
        Problem::Unknown { .. } => Code::UnknownReference,
    };
    let hint = match problem {
        Problem::Personal { fact } => Some(format!("ask `{fact} known`")),
        Problem::Syntax { .. } => Some(
            "write such as `fact known`, `fact = answer | answer`, `decision decided`, `in state`, `document issued`"
                .to_owned(),
        ),
        Problem::Type { .. } => None,
        Problem::Unknown { id } => match scope.is_state(id) {
            true => Some(format!("`{id}` is a state: write `in {id}`")),
            false => possible(id, scope.all().into_iter().chain(scope.states())),
        },
    };
    hinted(
        Finding::at(code, line.span.clone(), problem.to_string()),
        hint,
    )
}
