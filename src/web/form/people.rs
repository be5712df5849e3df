//! Who holds a role, who is there and who is away; a handover; a call; a task for another; a term that
//! ends with a reason; closing.

use super::{Asked, Read};
use crate::engine::{Action, NoteKind, Who};
use crate::fact::Certainty;
use crate::view::{CALLS, call_of, phones};
use crate::web::Wish;

/// Reads who holds a role, or whether they are there.
pub fn read(asked: &Asked<'_>) -> Read<Wish> {
    let typed = asked.typed;
    let role = role(asked);
    asked.wish(role.and_then(|role| {
        Ok(match typed.get("act") {
            "absent" => Action::SetAbsence {
                absent: true,
                reason: Some(asked.needed("reason", "Schrijf op waarom deze persoon weg is.")?),
                role,
            },
            "assign" => Action::AssignRole {
                person: asked.needed("person", "Vul de naam in van wie deze rol heeft.")?,
                role,
            },
            "back" => Action::SetAbsence {
                absent: false,
                reason: None,
                role,
            },
            "left" => Action::NoteAttendance {
                present: false,
                role,
            },
            "present" => Action::NoteAttendance {
                present: true,
                role,
            },
            _ => return Err(vec!["Kies wat er verandert.".to_owned()]),
        })
    }))
}

/// Reads a handover; it is said by the one who leaves.
pub fn handover(asked: &Asked<'_>) -> Read<Wish> {
    let typed = asked.typed;
    let role = role(asked);
    let person = asked.needed("person", "Vul de naam in van wie komt.");
    let read_back = asked.needed(
        "read_back",
        "Schrijf op wat wie komt terugzegt; zonder dat is er niet overgedragen.",
    );
    let action = match (&role, person, read_back) {
        (Ok(role), Ok(person), Ok(read_back)) => Ok(Action::HandOver {
            person,
            read_back,
            role: role.clone(),
            worries: typed.text("worries").unwrap_or_default(),
        }),
        (role, person, read_back) => {
            let mut wrong = role.clone().err().unwrap_or_default();
            wrong.extend(person.err().unwrap_or_default());
            wrong.extend(read_back.err().unwrap_or_default());
            Err(wrong)
        }
    };
    let mut wish = asked.wish(action)?;
    if let Ok(role) = role
        && typed.text("said_role").is_none_or(|said| said == role)
    {
        wish.by.decided = Who {
            name: typed.text("from").or(typed.text("said_name")),
            role,
        };
    }
    Ok(wish)
}

/// Reads whether somebody was reached.
pub fn called(asked: &Asked<'_>) -> Read<Wish> {
    let material = &asked.snapshot.material;
    let known = phones(&material.law, &material.municipality);
    let name = asked.typed.get("called");
    let words = match asked.typed.get("act") {
        "no" => "niet bereikt",
        "other" => "vervanger gesproken",
        _ => "bereikt",
    };
    let is_known = known.iter().any(|phone| phone.name == name);
    asked.wish(match is_known {
        true => Ok(Action::Note {
            compartment: None,
            certainty: Certainty::Confirmed,
            kind: NoteKind::Note,
            source: Some(CALLS.to_owned()),
            text: format!("{}{words}", call_of(name)),
        }),
        false => Err(vec!["Dit nummer staat niet in de bellijst.".to_owned()]),
    })
}

/// Reads to whom a task goes.
pub fn reassign(asked: &Asked<'_>, task: &str) -> Read<Wish> {
    asked.wish(role(asked).map(|role| Action::ReassignTask {
        role,
        task: task.to_owned(),
    }))
}

/// Reads why a term ends without the act it waits for.
pub fn waive(asked: &Asked<'_>, clock: &str) -> Read<Wish> {
    let reason = asked.needed("reason", "Schrijf op waarom deze termijn wordt afgesloten.");
    asked.wish(reason.map(|reason| Action::WaiveClock {
        clock: clock.to_owned(),
        reason,
    }))
}

/// Reads why the incident is closed, and that what stays was read.
pub fn close(asked: &Asked<'_>) -> Read<Wish> {
    let reason = asked.needed(
        "reason",
        "Schrijf op waarom het incident nu wordt afgesloten.",
    );
    let mut wrong = reason.clone().err().unwrap_or_default();
    if !asked.typed.has("read", "yes") {
        wrong.push("Lees eerst wat er blijft, en zet het vinkje.".to_owned());
    }
    asked.wish(match (reason, wrong.is_empty()) {
        (Ok(reason), true) => Ok(Action::Close { reason }),
        _ => Err(wrong),
    })
}

fn role(asked: &Asked<'_>) -> Read<String> {
    let role = asked.typed.get("of");
    match asked.playbook().role(role) {
        Some(role) => Ok(role.id.clone()),
        None => Err(vec!["Kies een rol uit de lijst.".to_owned()]),
    }
}
