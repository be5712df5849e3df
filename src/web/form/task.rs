//! A task: somebody takes it, or it is done.

use super::{Asked, Read};
use crate::engine::Action;
use crate::web::Wish;

/// Reads what is done with a task.
pub fn read(asked: &Asked<'_>, task: &str) -> Read<Wish> {
    let task = task.to_owned();
    asked.wish(match asked.typed.get("act") {
        "claim" => Ok(Action::ClaimTask { task }),
        "done" => Ok(Action::FinishTask {
            result: asked.typed.text("result").unwrap_or_default(),
            task,
        }),
        _ => Err(vec!["Kies oppakken of klaar.".to_owned()]),
    })
}
