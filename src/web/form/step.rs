//! A step: a trigger that a person sets off.

use super::{Asked, Read};
use crate::engine::Action;
use crate::web::Wish;

/// Reads a step.
pub fn read(asked: &Asked<'_>, trigger: &str) -> Read<Wish> {
    asked.wish(Ok(Action::Fire {
        reason: asked.typed.text("reason"),
        trigger: trigger.to_owned(),
    }))
}
