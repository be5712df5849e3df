//! Letting somebody join: with which role and name, and to do what.

use super::Read;
use super::who::NAME_CHARACTERS;
use crate::web::Snapshot;
use crate::web::access::{Duty, Invitation};
use crate::web::typed::Typed;

/// Reads what a join code is for.
pub fn read(snapshot: &Snapshot, incident: &str, typed: &Typed) -> Read<Invitation> {
    let mut wrong = Vec::new();
    let role = snapshot.playbook().role(typed.get("role"));
    let is_exercise = snapshot.incident.situation().exercise;
    let duty = Duty::parse(typed.get("duty"));
    let duty = duty.filter(|duty| is_exercise || !Duty::OF_EXERCISE.contains(duty));
    match duty {
        None => wrong.push("Kies wat deze persoon mag.".to_owned()),
        Some(Duty::Lead | Duty::Part) if role.is_none() => wrong.push("Kies een rol.".to_owned()),
        Some(_) => {}
    }
    let name = name(typed).unwrap_or_else(|reasons| {
        wrong.extend(reasons);
        None
    });
    match duty {
        Some(duty) if wrong.is_empty() => Ok(Invitation {
            duty,
            incident: incident.to_owned(),
            name,
            // Who leads or observes plays no role.
            role: role
                .map(|role| role.id.clone())
                .filter(|_| !Duty::OF_EXERCISE.contains(&duty)),
        }),
        _ => Err(wrong),
    }
}

/// Reads a name, which may be left out.
pub fn name(typed: &Typed) -> Read<Option<String>> {
    let name = typed.text("name");
    match &name {
        Some(long) if long.chars().count() > NAME_CHARACTERS => Err(vec![format!(
            "De naam is te lang: hooguit {NAME_CHARACTERS} tekens."
        )]),
        _ => Ok(name),
    }
}
