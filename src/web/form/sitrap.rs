//! Issuing a sitrap: what was read is what is frozen.

use super::{Asked, Read};
use crate::web::Wish;
use crate::web::report;

/// Reads that a report is issued. It is made at the moment that its line in the log says it happened, so
/// that it can be made again; whatever came since the page was read sends it back.
pub fn read(asked: &Asked<'_>, template: &str) -> Read<Wish> {
    let head = asked.snapshot.head();
    if asked.typed.head().is_some_and(|seen| seen != head) {
        return Err(vec![
            "Er kwam iets bij terwijl u las. Hieronder staat de sitrap zoals hij nu is: lees hem na en \
             geef hem dan uit."
                .to_owned(),
        ]);
    }
    let now = asked.now;
    let made = report::to_issue(asked.snapshot, template, now);
    let made = made.ok_or_else(|| vec!["De sitrap kan nu niet worden gemaakt.".to_owned()])?;
    let mut wish = asked.wish(Ok(made.action()))?;
    wish.happened_at = Some(now);
    wish.late_reason = None;
    Ok(wish)
}
