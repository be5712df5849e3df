//! Who is at the browser.

use super::Read;
use crate::engine::Who;
use crate::playbook::Playbook;
use crate::web::typed::Typed;

/// The longest name.
pub const NAME_CHARACTERS: usize = 80;

/// Reads who is at the browser.
pub fn read(playbook: &Playbook, typed: &Typed) -> Read<Who> {
    let role = playbook.role(typed.get("role"));
    let name = typed.text("name");
    match (role, name) {
        (Some(role), Some(name)) if name.chars().count() <= NAME_CHARACTERS => Ok(Who {
            name: Some(name),
            role: role.id.clone(),
        }),
        (role, name) => {
            let mut wrong = Vec::new();
            if role.is_none() {
                wrong.push("Kies uw rol in dit incident.".to_owned());
            }
            match name {
                None => wrong.push("Vul uw naam in.".to_owned()),
                Some(name) if name.chars().count() > NAME_CHARACTERS => wrong.push(format!(
                    "De naam is te lang: hooguit {NAME_CHARACTERS} tekens."
                )),
                Some(_) => {}
            }
            Err(wrong)
        }
    }
}
