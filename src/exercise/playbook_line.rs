//! What of the playbook a point is about: a kind and an id, such as `fact.openbare_orde`.

use crate::playbook::Playbook;

/// The kinds, with what the team calls many of them.
pub const LINE_KINDS: [(&str, &str); 9] = [
    ("clock", "Termijnen"),
    ("decision", "Besluiten"),
    ("document", "Stukken"),
    ("fact", "Vragen"),
    ("power", "Bevoegdheden"),
    ("role", "Rollen"),
    ("state", "Stappen"),
    ("task", "Taken"),
    ("trigger", "Overgangen"),
];

/// Returns everything of a kind, each with its id and what the team calls it, in the order of the playbook.
pub fn playbook_lines<'p>(playbook: &'p Playbook, kind: &str) -> Vec<(&'p str, &'p str)> {
    match kind {
        "clock" => all(playbook.clocks(), |one| (&one.id, &one.title)),
        "decision" => all(playbook.decisions(), |one| (&one.id, &one.title)),
        "document" => all(playbook.documents(), |one| (&one.id, &one.title)),
        "fact" => all(playbook.facts(), |one| (&one.id, &one.label)),
        "power" => all(playbook.powers(), |one| (&one.id, &one.about.title)),
        "role" => all(playbook.roles(), |one| (&one.id, &one.title)),
        "state" => all(playbook.states(), |one| (&one.id, &one.title)),
        "task" => {
            let states = playbook.states().iter();
            let tasks = states.flat_map(|state| &state.tasks);
            tasks
                .map(|task| (task.id.as_str(), task.title.as_str()))
                .collect()
        }
        "trigger" => all(playbook.triggers(), |one| (&one.id, &one.label)),
        _ => Vec::new(),
    }
}

/// Returns what the team calls a line; nothing when the playbook has no such line.
pub fn playbook_line<'p>(playbook: &'p Playbook, line: &str) -> Option<&'p str> {
    let (kind, id) = line.split_once('.')?;
    let mut known = playbook_lines(playbook, kind).into_iter();
    known
        .find(|(known, _)| *known == id)
        .map(|(_, title)| title)
}

fn all<'p, T>(
    of: &'p [T],
    named: impl Fn(&'p T) -> (&'p String, &'p String),
) -> Vec<(&'p str, &'p str)> {
    let named = of.iter().map(named);
    named
        .map(|(id, title)| (id.as_str(), title.as_str()))
        .collect()
}
