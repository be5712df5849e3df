//! Who may: the roles named, and who replaces them.

use super::{Refusal, Situation};
use crate::playbook::Playbook;

/// In whose place someone acts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Acting {
    /// In place of another role.
    For(String),
    /// In the own role.
    InOwnRole,
}

/// What is asked of a role.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Authority {
    /// To prepare or carry out: a functional stand-in may.
    Functional,
    /// To decide: only who may legally replace.
    Legal,
}

/// Returns in whose place `role` may act where `allowed` may, or refuses; an empty list means
/// every role.
pub(super) fn acting(
    playbook: &Playbook,
    situation: &Situation,
    role: &str,
    allowed: &[String],
    authority: Authority,
    act: &str,
) -> Result<Acting, Refusal> {
    if playbook.role(role).is_none() {
        return Err(Refusal::Unknown {
            id: role.to_owned(),
            known: playbook.roles().iter().map(|r| r.id.clone()).collect(),
            what: "role",
        });
    }
    if situation.is_absent(role) {
        return Err(Refusal::Absent {
            role: role.to_owned(),
        });
    }
    if allowed.is_empty() || allowed.iter().any(|allowed| allowed == role) {
        return Ok(Acting::InOwnRole);
    }
    let replaced = allowed
        .iter()
        .filter_map(|id| playbook.role(id))
        .filter(|replaced| situation.is_absent(&replaced.id))
        .find(|replaced| {
            let functional = replaced
                .stand_in
                .iter()
                .filter(|_| authority == Authority::Functional);
            // The lists are ordered: the first who is not away.
            let mut order = replaced.replaced_by.iter().chain(functional);
            order
                .find(|id| !situation.is_absent(id))
                .is_some_and(|id| id == role)
        });
    match replaced {
        Some(replaced) => Ok(Acting::For(replaced.id.clone())),
        None => Err(Refusal::NotAllowed {
            act: act.to_owned(),
            allowed: allowed.to_vec(),
            role: role.to_owned(),
        }),
    }
}
